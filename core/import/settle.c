// What can be said of a kind's rows only when all of them have landed.
#include <stdio.h>
#include <string.h>
#include "import/work.h"
#include "model/memory.h"

enum { REASON_SIZE = 800 };

static bool refuse_late(mandate_kind_work *of, int source, long line, const char *column, const char *value, size_t length, const char *reason)
{
    return mandate_rejects_add(&of->late, source, line, column, value, length, reason, of->work->error);
}

static bool point(mandate_kind_work *of, const mandate_pending *pending, int64_t record)
{
    mandate_registry *registry = of->work->registry;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "UPDATE \"%w\" SET \"%w\" = ?1 WHERE row = ?2", of->kind->name, of->kind->fields[pending->field].name);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, record);
    sqlite3_bind_int64(statement, 2, pending->row);
    int result = mandate_database_step(registry, statement, of->work->error);
    sqlite3_finalize(statement);
    return result == 0;
}

static bool settle_references(mandate_kind_work *of)
{
    for (size_t i = 0; i < of->pending_count; i++) {
        const mandate_pending *pending = &of->pending[i];
        int64_t record;
        int found = mandate_resolve(&of->work->resolver, of->index, pending->text, pending->length, &record, of->work->error);
        if (found < 0)
            return false;
        if (found == 1) {
            if (!point(of, pending, record))
                return false;
            continue;
        }
        char reason[REASON_SIZE];
        mandate_explain_missing(of->work, of->index, pending->text, pending->length, reason, sizeof reason);
        if (!refuse_late(of, pending->source, pending->line, of->kind->fields[pending->field].name, pending->text, pending->length, reason))
            return false;
    }
    return true;
}

static bool settle_owners(mandate_kind_work *of)
{
    if (of->suspect_count == 0)
        return true;
    mandate_registry *registry = of->work->registry;
    const char *name = of->kind->name, *owner = of->kind->fields[of->kind->owner].name;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql,
                        "SELECT count(DISTINCT ifnull(owner, 0)) FROM (SELECT \"%w\" AS owner FROM \"%w\" WHERE row = ?1 UNION ALL"
                        " SELECT \"%w\" FROM \"%w\" WHERE record = ?1 AND record <> row)",
                        owner, name, owner, name);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    bool going = statement != NULL;
    for (size_t i = 0; i < of->suspect_count && going; i++) {
        const mandate_suspect *suspect = &of->suspects[i];
        sqlite3_bind_int64(statement, 1, suspect->record);
        going = mandate_database_step(registry, statement, of->work->error) == 1;
        bool differs = going && sqlite3_column_int(statement, 0) > 1;
        sqlite3_reset(statement);
        if (differs)
            going = refuse_late(of, suspect->source, suspect->line, owner, "", 0,
                                "another version of this record has another owner: all versions of a record have the same one");
    }
    sqlite3_finalize(statement);
    return going;
}

// The references of a tree, over all versions.
typedef struct edge {
    int64_t from, to;
    int64_t import;
    long line;
} edge;

typedef struct tree {
    edge *edges;
    size_t count, capacity;
    size_t rows; // no record number is higher
    uint32_t *ways_up, *ways_down; // per record, the edges left
} tree;

static bool read_tree(mandate_kind_work *of, tree *t)
{
    mandate_registry *registry = of->work->registry;
    const char *parent = of->kind->fields[of->kind->tree].name;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT record, \"%w\", import, line FROM \"%w\" WHERE \"%w\" IS NOT NULL", parent, of->kind->name, parent);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    int found = statement ? 0 : -1;
    while (found >= 0 && (found = mandate_database_step(registry, statement, of->work->error)) == 1) {
        edge *edges = mandate_grow(t->edges, t->count, &t->capacity, sizeof *edges, of->work->error);
        if (!edges) {
            found = -1;
            break;
        }
        t->edges = edges;
        t->edges[t->count++] = (edge) { .from = sqlite3_column_int64(statement, 0),
                                        .to = sqlite3_column_int64(statement, 1),
                                        .import = sqlite3_column_int64(statement, 2),
                                        .line = (long)sqlite3_column_int64(statement, 3) };
    }
    sqlite3_finalize(statement);
    return found == 0;
}

// Takes away, again and again, the edges of records that nothing leads to or that lead nowhere. What is left goes round.
static size_t keep_rings(tree *t)
{
    for (;;) {
        memset(t->ways_up, 0, t->rows * sizeof *t->ways_up);
        memset(t->ways_down, 0, t->rows * sizeof *t->ways_down);
        for (size_t i = 0; i < t->count; i++) {
            t->ways_up[t->edges[i].from]++;
            t->ways_down[t->edges[i].to]++;
        }
        size_t kept = 0;
        for (size_t i = 0; i < t->count; i++)
            if (t->ways_down[t->edges[i].from] > 0 && t->ways_up[t->edges[i].to] > 0)
                t->edges[kept++] = t->edges[i];
        if (kept == t->count)
            return kept;
        t->count = kept;
    }
}

static bool settle_tree(mandate_kind_work *of)
{
    tree t = { .rows = (size_t)of->landing.next_row };
    bool done = read_tree(of, &t);
    t.ways_up = done ? mandate_new(t.rows, sizeof *t.ways_up, of->work->error) : NULL;
    t.ways_down = t.ways_up ? mandate_new(t.rows, sizeof *t.ways_down, of->work->error) : NULL;
    done = t.ways_down != NULL;
    size_t left = done ? keep_rings(&t) : 0;
    for (size_t i = 0; i < left && done; i++)
        if (t.edges[i].import >= of->work->first_import)
            done = refuse_late(of, (int)(t.edges[i].import - of->work->first_import), t.edges[i].line, of->kind->fields[of->kind->tree].name, "", 0,
                               "following it upwards leads back to this row: a record cannot lie in itself");
    mandate_free(t.edges);
    mandate_free(t.ways_up);
    mandate_free(t.ways_down);
    return done;
}

bool mandate_settle(mandate_kind_work *of)
{
    return settle_references(of) && settle_owners(of) && (of->kind->tree < 0 || settle_tree(of));
}
