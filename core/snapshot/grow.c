#include "snapshot/grow.h"

#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "snapshot/lookup.h"
#include "snapshot/merge.h"
#include "snapshot/reread.h"
#include "snapshot/table.h"

enum { FIRST_ROWS = MANDATE_SIZE(64, 1), MOST_ROWS = 1000000 }; // a kind that gets more is left to who reads it next
enum { BYTES_A_ROW = 48 }; // of a file
#define NO_RECORD INT64_MIN

typedef struct growing {
    bool started; // false again where it was given up
    mandate_loading loading;
    mandate_loaded added;
    bool changed; // records among them were there before
    bool met; // the import has rows of it
    mandate_rereading again;
} growing;

struct mandate_growth {
    mandate_registry *registry;
    mandate_snapshot *base; // what was there, all of it mapped; a kind that is not as in the file has no place in it
    bool *is_target; // by kind
    mandate_places *places; // by kind: of those that are referred to, and behind them those that the import brings
    mandate_places *new_places;
    growing *kinds;
    mandate_lookup *lookups; // by kind
    int64_t rows; // that the import is likely to have
};

static bool has_places(const mandate_places *places) { return places->by_id || places->sparse; }

static bool begin(mandate_growth *growth, mandate_error *error)
{
    mandate_snapshot *base = growth->base;
    mandate_stamp stamp = {0};
    char path[MANDATE_FILE_PATH_SIZE];
    mandate_snapshot_path(growth->registry, path);
    bool done = mandate_registry_stamp(growth->registry, &stamp, error) && mandate_snapshot_map(base, &stamp, path, error) && base->file &&
                mandate_show_unchanged(base, growth->registry, &stamp, error);
    mandate_stamp_release(&stamp);
    return done;
}

mandate_growth *mandate_growth_begin(mandate_registry *registry, const mandate_model *model, int64_t bytes)
{
    mandate_error error;
    mandate_growth *growth = mandate_new(1, sizeof *growth, &error);
    if (!growth) return NULL;
    size_t count = (size_t)mandate_model_kind_count(model);
    growth->registry = registry;
    growth->base = mandate_snapshot_begin(model, &error);
    growth->is_target = mandate_new(count, sizeof *growth->is_target, &error);
    growth->places = mandate_new(count, sizeof *growth->places, &error);
    growth->new_places = mandate_new(count, sizeof *growth->new_places, &error);
    growth->kinds = mandate_new(count, sizeof *growth->kinds, &error);
    growth->lookups = mandate_new(count, sizeof *growth->lookups, &error);
    growth->rows = bytes / BYTES_A_ROW;
    if (growth->base && growth->is_target && growth->places && growth->new_places && growth->kinds && growth->lookups && begin(growth, &error)) {
        mandate_find_targets(model, growth->is_target);
        return growth;
    }
    mandate_growth_destroy(growth);
    return NULL;
}

void mandate_growth_destroy(mandate_growth *growth)
{
    if (!growth) return;
    for (int k = 0; growth->base && k < growth->base->table_count; k++) {
        if (growth->places) mandate_places_release(&growth->places[k]);
        if (growth->new_places) mandate_places_release(&growth->new_places[k]);
        if (growth->kinds) mandate_loaded_release(&growth->kinds[k].added);
        if (growth->kinds) mandate_rereading_release(&growth->kinds[k].again);
        if (growth->lookups) mandate_lookup_release(&growth->lookups[k]);
    }
    mandate_free(growth->is_target);
    mandate_free(growth->places);
    mandate_free(growth->new_places);
    mandate_free(growth->kinds);
    mandate_free(growth->lookups);
    mandate_snapshot_destroy(growth->base);
    mandate_free(growth);
}

// Whether records can be merged into the kind: it is in the file, and refers to other kinds that are there.
static bool can_grow(const mandate_growth *growth, int k)
{
    const mandate_snapshot *base = growth->base;
    const mandate_kind *kind = mandate_model_kind(base->model, k);
    if (base->from_file[k] < 0 || kind->tree >= 0) return false;
    for (int f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == MANDATE_REFERENCE && (kind->fields[f].kind == k || base->from_file[kind->fields[f].kind] < 0)) return false;
    return true;
}

void mandate_growth_start(mandate_growth *growth, int k)
{
    growing *of = &growth->kinds[k];
    mandate_error error;
    mandate_loaded_release(&of->added);
    of->loading = (mandate_loading){.loaded = &of->added, .places = growth->places, .kind = k};
    of->added.kind = mandate_model_kind(growth->base->model, k);
    of->added.without_ids = !growth->is_target[k];
    of->changed = false;
    of->met = true;
    of->started = can_grow(growth, k) && mandate_loading_start(&of->added, k, FIRST_ROWS, &error);
}

// Where a kind's records stand; those that this import has brought of it stand behind them until it is merged.
static bool make_places(mandate_growth *growth, int k, mandate_error *error)
{
    const mandate_snapshot *base = growth->base;
    growing *of = &growth->kinds[k];
    mandate_places *places = &growth->places[k];
    const bool again = of->met && mandate_rereading_fits(base, k);
    if (!mandate_snapshot_trust(base, k, MANDATE_TRUST_IDS, error) || !mandate_places_make(places, NULL, base->ids[k], base->tables[k].records, error)) return false;
    if (again && !mandate_rereading_find(&of->again, growth->registry, k, error)) return false;
    if (!again && (!of->started || of->added.records == 0)) return true;
    const int64_t *ids = again ? of->again.ids : of->added.ids;
    if (!mandate_places_make(&growth->new_places[k], NULL, ids, again ? (uint32_t)of->again.count : of->added.records, error)) return false;
    places->behind = &growth->new_places[k];
    places->records = base->tables[k].records;
    return true;
}

static bool find_places(mandate_growth *growth, int k, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(growth->base->model, k);
    for (int f = 0; f < kind->field_count; f++) {
        int target = kind->fields[f].kind;
        if (kind->fields[f].type != MANDATE_REFERENCE || has_places(&growth->places[target])) continue;
        if (!make_places(growth, target, error)) return false;
    }
    return true;
}

static bool take(mandate_growth *growth, int k, const mandate_row *row, mandate_error *error)
{
    growing *of = &growth->kinds[k];
    // rows as many as were there are as soon read from the registry
    bool few = of->added.records <= growth->base->tables[k].records && of->added.records < MOST_ROWS;
    return few && (of->added.records > 0 || find_places(growth, k, error)) && mandate_loading_take(&of->loading, row, error);
}

void mandate_growth_take(mandate_growth *growth, int k, const mandate_row *row)
{
    growing *of = &growth->kinds[k];
    mandate_error error;
    of->started = of->started && take(growth, k, row, &error);
}

mandate_retaking mandate_growth_take_again(mandate_growth *growth, int k)
{
    growing *of = &growth->kinds[k];
    of->loading.last_record = NO_RECORD; // it may be the one that was taken last
    of->changed = true;
    return (mandate_retaking){.growth = growth, .kind = k};
}

bool mandate_growth_wants(const mandate_growth *growth, int k) { return growth->kinds[k].started; }

bool mandate_growth_retake(void *retaking, const mandate_row *row, mandate_error *error)
{
    const mandate_retaking *of = retaking;
    growing *kind = &of->growth->kinds[of->kind];
    (void)error; // who imports goes on without
    mandate_error unsaid;
    kind->started = kind->started && take(of->growth, of->kind, row, &unsaid);
    return true;
}

bool mandate_growth_find(mandate_growth *growth, int k, const char *text, size_t length, int64_t *record)
{
    if (!mandate_lookup_make(&growth->lookups[k], growth->base, k, growth->rows)) return false;
    uint32_t found = mandate_lookup_find(&growth->lookups[k], growth->base, k, text, length);
    if (found != MANDATE_CODE_ABSENT) *record = growth->base->ids[k][found];
    return found != MANDATE_CODE_ABSENT;
}

bool mandate_growth_has(mandate_growth *growth, int k, const mandate_cell *cells, const bool *present, int64_t *record)
{
    mandate_lookup *lookup = &growth->lookups[k];
    if (!mandate_lookup_make(lookup, growth->base, k, growth->rows)) return false;
    uint32_t found = cells[lookup->key].blank ? MANDATE_CODE_ABSENT : mandate_lookup_find(lookup, growth->base, k, cells[lookup->key].text, cells[lookup->key].length);
    if (found == MANDATE_CODE_ABSENT || !mandate_lookup_compare(lookup, growth->base, k, found, cells, present)) return false;
    *record = growth->base->ids[k][found];
    return true;
}

// Whether all other kinds that the kind refers to are in the new snapshot; *unmoved: and stand there where they did.
static bool has_targets(const mandate_snapshot *now, int k, bool *unmoved)
{
    const mandate_kind *kind = mandate_model_kind(now->model, k);
    *unmoved = true;
    for (int f = 0; f < kind->field_count; f++) {
        int target = kind->fields[f].kind;
        if (kind->fields[f].type != MANDATE_REFERENCE || target == k) continue;
        if (!now->columns[target]) return false;
        *unmoved = *unmoved && !now->moved[target].to;
    }
    return true;
}

// Whether the kind's rows are those of the file. *revision is what the registry has now.
static bool is_as_before(const mandate_growth *growth, int k, int64_t revision)
{
    int at = growth->base->from_file[k];
    return at >= 0 && growth->base->file->kinds[at].revision == revision;
}

// A kind without rows is made anew: what it refers to may have changed.
static bool make_empty(mandate_growth *growth, mandate_snapshot *now, int k, mandate_error *error)
{
    mandate_loaded *loaded = &now->loaded[k];
    loaded->kind = mandate_model_kind(now->model, k);
    return mandate_loading_start(loaded, k, 1, error) && mandate_loading_finish(loaded, 1, error) && mandate_settle_kind(now, k, growth->is_target[k], error);
}

// The kind in the new snapshot; left out of it, and of its columns, where it can be none of these.
static bool renew_kind(mandate_growth *growth, mandate_snapshot *now, int k, int64_t revision, mandate_error *error)
{
    growing *of = &growth->kinds[k];
    const mandate_kind *kind = mandate_model_kind(now->model, k);
    bool unmoved, before = is_as_before(growth, k, revision), grown = of->started && of->added.records > 0;
    if (now->columns[k] || !has_targets(now, k, &unmoved)) return true;
    bool empty = !grown && before && growth->base->tables[k].records == 0 && kind->tree < 0, follows = !grown && before && revision != 0 && !empty;
    if (follows && unmoved) return mandate_show_mapped(now, k, growth->base->from_file[k], error);
    if (follows) mandate_growth_start(growth, k);
    if ((!grown && !empty && !follows) || (!empty && (!of->started || !mandate_can_merge(growth->base, k, &of->added)))) return true;
    now->columns[k] = mandate_new((size_t)kind->field_count, sizeof **now->columns, error);
    if (!now->columns[k]) return false;
    return empty ? make_empty(growth, now, k, error) : mandate_merge_records(now, growth->base, k, &of->added, of->changed, growth->is_target[k], error);
}

// The kinds that the new snapshot has, in the registry's order: those that are left out are made by who opens it. The stamp keeps the others.
static bool renew_kinds(mandate_growth *growth, mandate_snapshot *now, mandate_stamp *stamp, mandate_error *error)
{
    int64_t *revision = mandate_new((size_t)now->table_count, sizeof *revision, error);
    bool done = revision != NULL;
    for (size_t i = 0; done && i < stamp->count; i++)
        if (stamp->kinds[i].kind >= 0) revision[stamp->kinds[i].kind] = stamp->kinds[i].revision;
    for (int k = 0; done && k < now->table_count; k++) done = renew_kind(growth, now, k, revision[k], error);
    size_t count = 0;
    for (size_t i = 0; done && i < stamp->count; i++)
        if (stamp->kinds[i].kind >= 0 && now->columns[stamp->kinds[i].kind]) stamp->kinds[count++] = stamp->kinds[i];
    if (done) stamp->count = count;
    mandate_free(revision);
    return done;
}

// Kinds that cannot be merged and are small.
static bool read_again(mandate_growth *growth, mandate_snapshot *now, mandate_error *error)
{
    bool done = true;
    for (int k = 0; done && k < now->table_count; k++)
        if (growth->kinds[k].met && now->from_file[k] < 0 && mandate_rereading_fits(growth->base, k))
            done = mandate_reread_kind(now, growth->base, growth->registry, k, &growth->kinds[k].again, error);
    return done;
}

static bool write(mandate_growth *growth, mandate_snapshot *now, mandate_stamp *stamp, mandate_error *error)
{
    mandate_registry *registry = growth->registry;
    char path[MANDATE_FILE_PATH_SIZE];
    mandate_snapshot_path(registry, path);
    uint32_t changes = mandate_registry_left(registry);
    if (!mandate_registry_begin(registry, error)) return false;
    now->file = growth->base->file;
    bool done = mandate_registry_stamp(registry, stamp, error) && mandate_stamp_is_of(stamp, changes) && mandate_snapshot_read_imports(now, registry, error) &&
                mandate_show_unchanged(now, registry, stamp, error) && read_again(growth, now, error);
    mandate_registry_end(registry);
    return done && renew_kinds(growth, now, stamp, error) && mandate_snapshot_trust_main(now, error) &&
           mandate_file_write(now, stamp, path, mandate_registry_path(registry), error);
}

void mandate_growth_write(mandate_growth *growth)
{
    bool any = false;
    for (int k = 0; k < growth->base->table_count; k++) any = any || growth->kinds[k].met;
    if (!any) return;
    mandate_error unsaid; // the rows are there, and who opens the registry makes what is missing
    mandate_stamp stamp = {0};
    mandate_snapshot *now = mandate_snapshot_begin(growth->base->model, &unsaid);
    if (!now) return;
    (void)write(growth, now, &stamp, &unsaid);
    now->file = NULL; // it is the base's
    mandate_snapshot_destroy(now);
    mandate_stamp_release(&stamp);
}
