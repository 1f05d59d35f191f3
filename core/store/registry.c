#include "store/registry.h"

#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "store/draft.h"
#include "store/revision.h"
#include "store/schema.h"

// Runs `act` inside a transaction that is kept if it succeeds.
static bool inside_transaction(mandate_registry *registry, bool (*act)(mandate_registry *, mandate_error *), mandate_error *error)
{
    if (!mandate_database_execute(registry, "BEGIN IMMEDIATE", error)) return false;
    if (mandate_revision_begin(registry, error) && act(registry, error) && mandate_database_execute(registry, "COMMIT", error)) return true;
    sqlite3_exec(registry->database, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

// Another process may have made the same file since we looked.
static bool create_if_empty(mandate_registry *registry, mandate_error *error)
{
    int64_t objects;
    return mandate_database_integer(registry, "SELECT count(*) FROM sqlite_schema", 0, &objects, error) &&
           (objects > 0 || (mandate_schema_create(registry, error) && mandate_revision_end(registry, NULL, error)));
}

mandate_registry *mandate_registry_open(const char *path, mandate_access access, mandate_model *model, mandate_error *error)
{
    mandate_registry *registry = mandate_new(1, sizeof *registry, error);
    if (!registry) return NULL;
    bool empty = false;
    registry->model = model;
    registry->access = access;
    snprintf(registry->path, sizeof registry->path, "%s", path);
    registry->database = mandate_database_open(path, access, &empty, &registry->unlocked, error);
    if (!registry->database || (empty && !inside_transaction(registry, create_if_empty, error)) || !mandate_schema_declare(registry, error)) {
        mandate_registry_close(registry);
        return NULL;
    }
    return registry;
}

void mandate_registry_close(mandate_registry *registry)
{
    if (!registry) return;
    mandate_draft_drop(registry);
    sqlite3_close(registry->database); // rolls back; every statement is finalized where it is used
    mandate_free(registry);
}

bool mandate_registry_unlocked(const mandate_registry *registry) { return registry->unlocked; }

uint32_t mandate_registry_left(const mandate_registry *registry) { return registry->begun.changes + 1; }

const char *mandate_registry_path(const mandate_registry *registry) { return registry->path; }

bool mandate_registry_begin(mandate_registry *registry, mandate_error *error)
{
    // The first read takes the lock; until then the transaction would see the file's latest state.
    int64_t revision;
    registry->holding = mandate_database_execute(registry, "BEGIN", error);
    if (registry->holding && mandate_registry_revision(registry, &revision, error)) return true;
    mandate_registry_end(registry);
    return false;
}

void mandate_registry_end(mandate_registry *registry)
{
    if (registry->holding) sqlite3_exec(registry->database, "ROLLBACK", NULL, NULL, NULL);
    registry->holding = false;
}

// While the first connection holds its lock nobody can commit, and the signature tells whether the path still leads to the same file. Through a log
// commits go on, so that two connections may see two states.
bool mandate_registry_open_again(mandate_registry *registry, const mandate_stamp *stamp, mandate_registry **again, mandate_error *error)
{
    mandate_stamp own = {0};
    *again = mandate_registry_open(registry->path, MANDATE_READ, registry->model, error);
    bool same = *again && mandate_registry_begin(*again, error) && mandate_registry_stamp(*again, &own, error) && own.known && stamp->known &&
                mandate_signature_same(&own.signature, &stamp->signature);
    mandate_stamp_release(&own);
    if (same) return true;
    mandate_registry_close(*again);
    *again = NULL;
    return error->code != MANDATE_ERROR_MEMORY;
}

bool mandate_registry_revision(mandate_registry *registry, int64_t *revision, mandate_error *error)
{
    return mandate_database_integer(registry, "SELECT max(import) FROM mandate_import", 0, revision, error);
}

bool mandate_registry_count(mandate_registry *registry, int index, int64_t *rows, mandate_error *error)
{
    const char *name = mandate_model_kind(registry->model, index)->name;
    *rows = 0;
    if (!mandate_schema_has(registry, name)) return true;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT count(*) FROM \"%w%s\"", name, mandate_schema_suffix(registry, name));
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    if (found == 1) *rows = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return found == 1;
}

bool mandate_registry_is_empty(mandate_registry *registry, int index, bool *empty, mandate_error *error)
{
    const char *name = mandate_model_kind(registry->model, index)->name;
    *empty = true;
    if (!mandate_schema_has(registry, name)) return true;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT 1 FROM \"%w%s\" LIMIT 1", name, mandate_schema_suffix(registry, name));
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    *empty = found == 0;
    return found >= 0;
}

bool mandate_registry_imports(mandate_registry *registry, mandate_import_visitor *visit, void *context, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(sql, "SELECT import, file, imported_at FROM mandate_import ORDER BY import");
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    if (!statement) return false;
    bool going = true;
    int found = 0;
    while (going && (found = mandate_database_step(registry, statement, error)) == 1) {
        const char *file = (const char *)sqlite3_column_text(statement, 1);
        const char *imported_at = (const char *)sqlite3_column_text(statement, 2);
        going = file && imported_at ? visit(context, sqlite3_column_int64(statement, 0), file, imported_at, error)
                                    : mandate_database_fail(registry->database, registry->path, error);
    }
    sqlite3_finalize(statement);
    return going && found == 0;
}
