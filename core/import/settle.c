// What can be said of a kind's rows only when all of them have landed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "import/carry.h"
#include "import/follow.h"
#include "import/rings.h"
#include "import/work.h"
#include "model/memory.h"

enum { REASON_SIZE = 800 };

static bool refuse_late(mandate_kind_work *of, int source, long line, const char *column, const char *value, size_t length, const char *reason)
{
    return mandate_rejects_add(&of->late, &(mandate_reject){.file = source, .line = line, .column = column, .value = value, .reason = reason}, length, of->work->error);
}

static sqlite3_stmt *prepare_point(mandate_kind_work *of, int field)
{
    mandate_registry *registry = of->work->registry;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "UPDATE \"%w%s\" SET \"%w\" = ?1 WHERE row = ?2", of->kind->name, of->landing.suffix, of->kind->fields[field].name);
    return mandate_database_prepare(registry, sql, of->work->error);
}

static bool point(mandate_kind_work *of, sqlite3_stmt *statement, const mandate_pending *pending, int64_t record)
{
    sqlite3_bind_int64(statement, 1, record);
    sqlite3_bind_int64(statement, 2, pending->row);
    int result = mandate_database_step(of->work->registry, statement, of->work->error);
    sqlite3_reset(statement);
    return result == 0;
}

static bool refuse_missing(mandate_kind_work *of, const mandate_pending *pending)
{
    char reason[REASON_SIZE];
    mandate_explain_missing(of->work, of->index, pending->text, pending->length, reason, sizeof reason);
    return refuse_late(of, pending->source, pending->line, of->kind->fields[pending->field].name, pending->text, pending->length, reason);
}

// Those of one field.
static bool settle_field(mandate_kind_work *of, int field)
{
    sqlite3_stmt *statement = NULL;
    bool going = true;
    size_t near = 0;
    for (size_t i = 0; i < of->pending_count && going; i++) {
        const mandate_pending *pending = &of->pending[i];
        if (pending->field != field || pending->like) continue;
        int64_t record;
        int found = mandate_resolve(&of->work->resolver, of->index, pending->text, pending->length, &near, &record, of->work->error);
        if (found == 1 && !statement) statement = prepare_point(of, field);
        going = found == 1 ? statement && point(of, statement, pending, record) : found == 0 && refuse_missing(of, pending);
    }
    sqlite3_finalize(statement);
    return going;
}

static bool settle_references(mandate_kind_work *of)
{
    for (int f = 0; f < of->kind->field_count && of->pending_count > 0; f++)
        if (of->kind->fields[f].kind == of->index && !settle_field(of, f)) return false;
    return true;
}

static bool refuse_owner(mandate_kind_work *of, const mandate_suspect *suspect)
{
    return refuse_late(of, suspect->source, suspect->line, of->kind->fields[of->kind->owner].name, "", 0,
                       "another version of this record has another owner: all versions of a record have the same one. If the other one is wrong, correct it"
                       " there; if the owner changed, give the new one a record of its own, under another key, that says which record it follows");
}

static bool settle_numbered_owners(mandate_kind_work *of)
{
    mandate_registry *registry = of->work->registry;
    const char *name = of->kind->name, *owner = of->kind->fields[of->kind->owner].name;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql,
                        "SELECT count(DISTINCT ifnull(owner, 0)) FROM (SELECT \"%w\" AS owner FROM \"%w%s\" WHERE row = ?1 UNION ALL"
                        " SELECT \"%w\" FROM \"%w%s\" WHERE record = ?1 AND record <> row)",
                        owner, name, of->landing.suffix, owner, name, of->landing.suffix);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    bool going = statement != NULL;
    for (size_t i = 0; i < of->suspect_count && going; i++) {
        sqlite3_bind_int64(statement, 1, of->suspects[i].record);
        going = mandate_database_step(registry, statement, of->work->error) == 1;
        bool differs = going && sqlite3_column_int(statement, 0) > 1;
        sqlite3_reset(statement);
        going = going && (!differs || refuse_owner(of, &of->suspects[i]));
    }
    sqlite3_finalize(statement);
    return going;
}

static int compare_suspects(const void *left, const void *right)
{
    const mandate_suspect *a = left, *b = right;
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

// Without numbers all records of several owners are looked for at once; which of their rows are suspects is known by the lines they come from.
static bool settle_keyed_owners(mandate_kind_work *of)
{
    mandate_registry *registry = of->work->registry;
    const mandate_kind *kind = of->kind;
    sqlite3_str *sql = sqlite3_str_new(registry->database), *list = sqlite3_str_new(NULL);
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) sqlite3_str_appendf(list, "%s\"%w\"", sqlite3_str_length(list) > 0 ? ", " : "", kind->fields[i].name);
    char *keys = sqlite3_str_finish(list);
    sqlite3_str_appendf(
        sql, "SELECT import, line FROM \"%w%s\" WHERE import >= %lld AND (%s) IN (SELECT %s FROM \"%w%s\" GROUP BY %s HAVING count(DISTINCT ifnull(\"%w\", 0)) > 1)",
        kind->name, of->landing.suffix, (long long)of->work->first_import, keys ? keys : "", keys ? keys : "", kind->name, of->landing.suffix, keys ? keys : "",
        kind->fields[kind->owner].name);
    sqlite3_free(keys);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    int found = statement ? 0 : -1;
    qsort(of->suspects, of->suspect_count, sizeof *of->suspects, compare_suspects);
    while (found >= 0 && (found = mandate_database_step(registry, statement, of->work->error)) == 1) {
        const mandate_suspect row = {.source = (int)(sqlite3_column_int64(statement, 0) - of->work->first_import), .line = (long)sqlite3_column_int64(statement, 1)};
        if (bsearch(&row, of->suspects, of->suspect_count, sizeof row, compare_suspects) && !refuse_owner(of, &row)) found = -1;
    }
    sqlite3_finalize(statement);
    return found == 0;
}

static bool settle_owners(mandate_kind_work *of) { return of->suspect_count == 0 || (of->landing.keyed ? settle_keyed_owners(of) : settle_numbered_owners(of)); }

static void take_edge(sqlite3_stmt *statement, mandate_edge *out)
{
    const unsigned char *since = sqlite3_column_text(statement, 4);
    *out = (mandate_edge){.from = sqlite3_column_int64(statement, 0),
                          .to = sqlite3_column_int64(statement, 1), // 0 where there is none
                          .import = sqlite3_column_int64(statement, 2),
                          .line = (long)sqlite3_column_int64(statement, 3)};
    (void)snprintf(out->since, sizeof out->since, "%s", since ? (const char *)since : "");
}

static bool read_tree(mandate_kind_work *of, mandate_edges *edges)
{
    mandate_registry *registry = of->work->registry;
    const char *parent = of->kind->fields[of->kind->tree].name;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT record, \"%w\", import, line, effective_from FROM \"%w%s\" WHERE record BETWEEN 1 AND ?1 ORDER BY record, effective_from", parent,
                        of->kind->name, of->landing.suffix);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    int found = statement ? 0 : -1;
    if (statement) sqlite3_bind_int64(statement, 1, (int64_t)edges->rows - 1);
    while (found >= 0 && (found = mandate_database_step(registry, statement, of->work->error)) == 1) {
        mandate_edge *list = mandate_grow(edges->list, edges->count, &edges->capacity, sizeof *list, of->work->error);
        if (!list) {
            found = -1;
            break;
        }
        edges->list = list;
        take_edge(statement, &edges->list[edges->count++]);
    }
    sqlite3_finalize(statement);
    return found == 0;
}

// A record of this import that is part of the ring: the version of it that is in force on the day is refused. The others of the ring would tell the same.
static bool refuse_ring(mandate_kind_work *of, const mandate_edges *edges, const mandate_edge *met, bool *told)
{
    int64_t at = met->from;
    do {
        const mandate_edge *version = mandate_edge_on(edges, at, met->since);
        char reason[REASON_SIZE];
        (void)snprintf(reason, sizeof reason, "following it upwards%s%s leads back to this row: a record cannot lie in itself", met->since[0] ? " on " : "", met->since);
        if (version->import >= of->work->first_import &&
            !refuse_late(of, (int)(version->import - of->work->first_import), version->line, of->kind->fields[of->kind->tree].name, "", 0, reason))
            return false;
        told[at] = true;
        at = version->to;
    } while (at != met->from);
    return true;
}

static bool settle_tree(mandate_kind_work *of)
{
    mandate_edges edges = {.rows = (size_t)of->landing.next_row};
    bool done = read_tree(of, &edges) && mandate_edges_find_rings(&edges, of->work->error);
    bool *told = done ? mandate_new(edges.rows, sizeof *told, of->work->error) : NULL;
    done = told != NULL;
    for (size_t i = 0; i < edges.count && done; i++)
        if (edges.list[i].leads_back && !told[edges.list[i].from]) done = refuse_ring(of, &edges, &edges.list[i], told);
    mandate_free(told);
    mandate_free(edges.list);
    mandate_free(edges.first);
    return done;
}

bool mandate_settle(mandate_kind_work *of)
{
    return settle_references(of) && mandate_carry_references(of) && mandate_follow_references(of) && settle_owners(of) && (of->kind->tree < 0 || settle_tree(of));
}
