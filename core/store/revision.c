// Every import gives the kinds it changed new revisions, drawn by chance, so that two copies of a registry that went different ways never
// agree on one. Programs that do not know of revisions may write too: SQLite counts the transactions that changed the file, and each import
// notes the count that its own will leave. Where the count is another, somebody else wrote, and nothing is taken to be as it was. Through a
// write-ahead log nothing is counted: such an import gives every kind a new revision, and leaves no count.
#include "store/revision.h"

#include <string.h>
#include "model/memory.h"
#include "store/schema.h"

enum { NOT_COUNTED = -1, NOT_THERE = -2 };

// The registry's identity and the count that its last import left, NOT_COUNTED where it could not; *found is false in registries made before there
// were revisions.
static bool read_identity(mandate_registry *registry, int64_t *identity, int64_t *count, bool *found, mandate_error *error)
{
    int64_t tables;
    *found = false;
    if (!mandate_database_integer(registry, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('mandate_identity', 'mandate_revision')", 0, &tables,
                                  error))
        return false;
    if (tables != 2) return true;
    if (!mandate_database_integer(registry, "SELECT identity FROM mandate_identity", 0, identity, error) ||
        !mandate_database_integer(registry, "SELECT changes FROM mandate_identity", NOT_THERE, count, error))
        return false;
    *found = *count != NOT_THERE;
    return true;
}

bool mandate_revision_begin(mandate_registry *registry, mandate_error *error)
{
    bool known;
    return mandate_signature_take(registry, &registry->begun, &known, error);
}

static bool renew(mandate_registry *registry, const char *kind, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "INSERT OR REPLACE INTO mandate_revision VALUES(%Q, random())", kind);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    return found == 0;
}

bool mandate_revision_end(mandate_registry *registry, const bool *changed, mandate_error *error)
{
    int64_t identity = 0, count = NOT_COUNTED;
    bool found, done, logged = registry->begun.logged;
    if (!read_identity(registry, &identity, &count, &found, error)) return false;
    if (!found && !mandate_database_execute(registry,
                                            "DROP TABLE IF EXISTS mandate_identity; DROP TABLE IF EXISTS mandate_revision;"
                                            "CREATE TABLE mandate_identity(identity INTEGER NOT NULL, changes INTEGER NOT NULL) STRICT;"
                                            "CREATE TABLE mandate_revision(kind TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
                                            "INSERT INTO mandate_identity VALUES(random(), 0)",
                                            error))
        return false;
    bool all = !found || logged || count != (int64_t)registry->begun.changes; // somebody else wrote since the last import, or may have
    if (all && !mandate_database_execute(registry, "INSERT OR REPLACE INTO mandate_revision SELECT name, random() FROM mandate_kind", error)) return false;
    done = true;
    for (int k = 0; done && changed && !all && k < mandate_model_kind_count(registry->model); k++)
        if (changed[k]) done = renew(registry, mandate_model_kind(registry->model, k)->name, error);
    char sql[80];
    uint32_t changes = registry->begun.changes + 1; // goes round as SQLite's own count does
    sqlite3_snprintf(sizeof sql, sql, "UPDATE mandate_identity SET changes = %lld", logged ? (long long)NOT_COUNTED : (long long)changes);
    return done && mandate_database_execute(registry, sql, error);
}

static bool read_kinds(mandate_registry *registry, bool revised, mandate_stamp *stamp, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(sql, revised ? "SELECT name, ifnull(revision, 0) FROM mandate_kind LEFT JOIN mandate_revision ON kind = name ORDER BY position"
                                       : "SELECT name, 0 FROM mandate_kind ORDER BY position");
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    if (!statement) return false;
    size_t capacity = 0;
    int found;
    while ((found = mandate_database_step(registry, statement, error)) == 1) {
        struct mandate_kind_stamp *grown = mandate_grow(stamp->kinds, stamp->count, &capacity, sizeof *grown, error);
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        if (!grown || !name) {
            found = -1;
            break;
        }
        stamp->kinds = grown;
        stamp->kinds[stamp->count++] = (struct mandate_kind_stamp){.kind = mandate_model_find(registry->model, name), .revision = sqlite3_column_int64(statement, 1)};
    }
    sqlite3_finalize(statement);
    return found == 0;
}

bool mandate_registry_stamp(mandate_registry *registry, mandate_stamp *stamp, mandate_error *error)
{
    int64_t count = NOT_COUNTED;
    bool found;
    memset(stamp, 0, sizeof *stamp);
    if (!mandate_signature_take(registry, &stamp->signature, &stamp->known, error) || !read_identity(registry, &stamp->identity, &count, &found, error)) return false;
    stamp->ours = found && !stamp->signature.logged && count == (int64_t)stamp->signature.changes;
    // revisions stand for rows only where nobody else wrote: behind such a write they are those of rows that are gone
    if (read_kinds(registry, stamp->ours, stamp, error)) return true;
    mandate_stamp_release(stamp);
    return false;
}

bool mandate_stamp_is_of(const mandate_stamp *stamp, uint32_t changes)
{
    return stamp->known && stamp->ours && !stamp->signature.logged && stamp->signature.changes == changes;
}

void mandate_stamp_release(mandate_stamp *stamp)
{
    mandate_free(stamp->kinds);
    memset(stamp, 0, sizeof *stamp);
}
