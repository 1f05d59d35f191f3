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
                                "another version of this record has another owner: all versions of a record have the same one. If the other one is wrong, correct it"
                                " there; if the owner changed, give the new one a record of its own, under another key, that says which record it follows");
    }
    sqlite3_finalize(statement);
    return going;
}

// The references of a tree, over all versions. A version without one has 0: from its day on the record lies in none.
typedef struct edge {
    int64_t from, to;
    int64_t import;
    long line;
    char since[16]; // its first day, which sorts as text; empty: always
} edge;

typedef struct tree {
    edge *edges;
    size_t count, capacity;
    size_t rows; // no record number is higher
    size_t *first;                 // per record, where its edges begin; rows + 1
} tree;

static void take_edge(sqlite3_stmt *statement, edge *out)
{
    const unsigned char *since = sqlite3_column_text(statement, 4);
    *out = (edge) { .from = sqlite3_column_int64(statement, 0),
                    .to = sqlite3_column_int64(statement, 1), // 0 where there is none
                    .import = sqlite3_column_int64(statement, 2),
                    .line = (long)sqlite3_column_int64(statement, 3) };
    (void)snprintf(out->since, sizeof out->since, "%s", since ? (const char *)since : "");
}

static bool read_tree(mandate_kind_work *of, tree *t)
{
    mandate_registry *registry = of->work->registry;
    const char *parent = of->kind->fields[of->kind->tree].name;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT record, \"%w\", import, line, effective_from FROM \"%w\" ORDER BY record, effective_from", parent, of->kind->name);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    int found = statement ? 0 : -1;
    while (found >= 0 && (found = mandate_database_step(registry, statement, of->work->error)) == 1) {
        edge *edges = mandate_grow(t->edges, t->count, &t->capacity, sizeof *edges, of->work->error);
        if (!edges) {
            found = -1;
            break;
        }
        t->edges = edges;
        take_edge(statement, &t->edges[t->count++]);
    }
    sqlite3_finalize(statement);
    return found == 0;
}

// Where a record lies on a day: the version in force, which is the last that has begun. 0: nowhere.
static int64_t parent_on(const tree *t, int64_t record, const char *day)
{
    int64_t parent = 0;
    for (size_t i = t->first[record]; i < t->first[record + 1] && strcmp(t->edges[i].since, day) <= 0; i++)
        parent = t->edges[i].to;
    return parent;
}

// A ring is there from the day on which the last of its records came to lie where it does: it is met from that record's version, on its first day.
static bool leads_back(const tree *t, const edge *version)
{
    int64_t at = version->from;
    for (size_t steps = 0; steps < t->rows; steps++) {
        at = parent_on(t, at, version->since);
        if (at == 0)
            return false;
        if (at == version->from)
            return true;
    }
    return false; // it leads into a ring that it is no part of
}

// Edges stand by record, so each record's are a range.
static void find_ranges(tree *t)
{
    for (size_t i = 0; i < t->count; i++)
        t->first[t->edges[i].from + 1]++;
    for (size_t r = 1; r <= t->rows; r++)
        t->first[r] += t->first[r - 1];
}

// A record of this import that is part of the ring: the version of it that is in force on the day is refused.
static bool refuse_ring(mandate_kind_work *of, const tree *t, const edge *met)
{
    int64_t at = met->from;
    do {
        const edge *version = NULL;
        for (size_t i = t->first[at]; i < t->first[at + 1] && strcmp(t->edges[i].since, met->since) <= 0; i++)
            version = &t->edges[i];
        char reason[REASON_SIZE];
        (void)snprintf(reason, sizeof reason, "following it upwards%s%s leads back to this row: a record cannot lie in itself", met->since[0] ? " on " : "", met->since);
        if (version->import >= of->work->first_import &&
            !refuse_late(of, (int)(version->import - of->work->first_import), version->line, of->kind->fields[of->kind->tree].name, "", 0, reason))
            return false;
        at = version->to;
    } while (at != met->from);
    return true;
}

static bool settle_tree(mandate_kind_work *of)
{
    tree t = { .rows = (size_t)of->landing.next_row };
    bool done = read_tree(of, &t);
    t.first = done ? mandate_new(t.rows + 1, sizeof *t.first, of->work->error) : NULL;
    bool *told = t.first ? mandate_new(t.rows, sizeof *told, of->work->error) : NULL;
    done = told != NULL;
    if (done)
        find_ranges(&t);
    for (size_t i = 0; i < t.count && done; i++) {
        if (t.edges[i].to == 0 || told[t.edges[i].from] || !leads_back(&t, &t.edges[i]))
            continue;
        done = refuse_ring(of, &t, &t.edges[i]);
        int64_t at = t.edges[i].from;
        do { // the others of this ring would tell the same
            told[at] = true;
            at = parent_on(&t, at, t.edges[i].since);
        } while (at != t.edges[i].from);
    }
    mandate_free(told);
    mandate_free(t.edges);
    mandate_free(t.first);
    return done;
}

bool mandate_settle(mandate_kind_work *of)
{
    return settle_references(of) && settle_owners(of) && (of->kind->tree < 0 || settle_tree(of));
}
