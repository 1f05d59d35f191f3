// Kinds that cannot be merged, as they refer to themselves, but have few records, such as places: an import that changes them reads them again, so that those who refer to them, which may be
// millions, need not be.
#include "snapshot/reread.h"

#include "model/memory.h"
#include "model/sizes.h"
#include "store/database.h"
#include "store/schema.h"

enum { MOST_RECORDS = MANDATE_SIZE(20000, 64) };

bool mandate_rereading_fits(const mandate_snapshot *base, int k)
{
    const mandate_kind *kind = mandate_model_kind(base->model, k);
    bool itself = false;
    if (base->from_file[k] < 0 || base->tables[k].records > MOST_RECORDS || !base->ids[k]) return false;
    for (int f = 0; f < kind->field_count; f++) {
        if (kind->fields[f].type == MANDATE_REFERENCE && kind->fields[f].kind != k) return false;
        itself = itself || kind->fields[f].type == MANDATE_REFERENCE;
    }
    return itself;
}

static bool take_id(mandate_rereading *of, int64_t id, mandate_error *error)
{
    if (of->count >= (size_t)2 * MOST_RECORDS) return mandate_fail(error, MANDATE_ERROR_LIMIT, "too many records to be read again");
    int64_t *ids = mandate_grow(of->ids, of->count, &of->capacity, sizeof *ids, error);
    if (!ids) return false;
    of->ids = ids;
    ids[of->count++] = id;
    return true;
}

bool mandate_rereading_find(mandate_rereading *of, mandate_registry *registry, int k, mandate_error *error)
{
    const char *name = mandate_model_kind(registry->model, k)->name;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    mandate_rereading_release(of);
    sqlite3_str_appendf(sql, "SELECT DISTINCT record FROM \"%w%s\"", name, mandate_schema_suffix(registry, name));
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? 1 : -1;
    while (found == 1 && (found = mandate_database_step(registry, statement, error)) == 1)
        if (!take_id(of, sqlite3_column_int64(statement, 0), error)) found = -1;
    sqlite3_finalize(statement);
    return found == 0;
}

void mandate_rereading_release(mandate_rereading *of)
{
    mandate_free(of->ids);
    *of = (mandate_rereading){0};
}

// Where its records stand now: those that were there, and behind them those that were found.
static bool tell_moved(mandate_snapshot *now, const mandate_snapshot *base, int k, const mandate_rereading *of, mandate_error *error)
{
    mandate_places places = {0};
    const int64_t *ids = of->count > 0 ? of->ids : now->ids[k]; // nobody had to ask where they are
    const uint32_t old = base->tables[k].records, count = old + (of->count > 0 ? (uint32_t)of->count : now->tables[k].records);
    uint32_t *moved = mandate_new(count, sizeof *moved, error);
    bool done = moved && mandate_snapshot_trust(base, k, MANDATE_TRUST_IDS, error) && mandate_places_make(&places, NULL, now->ids[k], now->tables[k].records, error);
    bool same = now->tables[k].records == old;
    for (uint32_t r = 0; done && r < count; r++) {
        moved[r] = mandate_place_of(&places, r < old ? base->ids[k][r] : ids[r - old]);
        if (moved[r] == MANDATE_CODE_ABSENT) done = mandate_fail(error, MANDATE_ERROR_SNAPSHOT, "a record is gone");
        same = same && (r >= old || moved[r] == r);
    }
    mandate_places_release(&places);
    if (!done || same) {
        mandate_free(moved);
        return done;
    }
    now->moved[k] = (mandate_moved){.to = moved, .count = count};
    return true;
}

bool mandate_reread_kind(mandate_snapshot *now, const mandate_snapshot *base, mandate_registry *registry, int k, const mandate_rereading *of, mandate_error *error)
{
    const mandate_readers readers = {.list = {registry}, .count = 1};
    now->loaded[k].kind = mandate_model_kind(now->model, k);
    now->columns[k] = mandate_new((size_t)now->loaded[k].kind->field_count, sizeof **now->columns, error);
    return now->columns[k] && mandate_load_kind(&now->loaded[k], &readers, k, NULL, error) && mandate_settle_kind(now, k, true, error) &&
           tell_moved(now, base, k, of, error);
}
