#include "store/refusals.h"

#include "store/schema.h"

static const char table_of_refusals[] = "CREATE TABLE IF NOT EXISTS mandate_refusal(import INTEGER PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL,"
                                        " refused INTEGER NOT NULL) STRICT;";

static bool run(mandate_registry *registry, sqlite3_str *sql, mandate_error *error)
{
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int result = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    return result == 0;
}

bool mandate_refusals_remember(mandate_registry *registry, const mandate_refusal *refusal, mandate_error *error)
{
    if (!mandate_database_execute(registry, table_of_refusals, error) || !mandate_schema_raise(registry, MANDATE_SCHEMA_REFUSALS, error)) return false;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO mandate_refusal VALUES(%lld, %Q, %Q, %lld, %lld)", (long long)refusal->import,
                        mandate_model_kind(registry->model, refusal->kind)->name, refusal->file, (long long)refusal->rows, (long long)refusal->refused);
    return run(registry, sql, error);
}

bool mandate_refusals_forget(mandate_registry *registry, int64_t import, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "DELETE FROM mandate_refusal WHERE import = %lld", (long long)import);
    return run(registry, sql, error);
}

bool mandate_refusals_brought(mandate_registry *registry, const mandate_refusal *refusal, int64_t *rows, mandate_error *error)
{
    const char *kind = mandate_model_kind(registry->model, refusal->kind)->name;
    *rows = 0;
    if (!mandate_schema_has(registry, kind)) return true;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT count(*) FROM \"%w\" WHERE import = %lld", kind, (long long)refusal->import);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    if (found == 1) *rows = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return found == 1;
}

bool mandate_registry_refusals(mandate_registry *registry, mandate_refusal_visitor *visit, void *context, mandate_error *error)
{
    if (!mandate_schema_has(registry, "mandate_refusal")) return true; // nothing was refused, or nobody would have remembered it
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(sql, "SELECT import, kind, file, rows, refused FROM mandate_refusal ORDER BY import");
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    bool going = statement != NULL;
    int found = 0;
    while (going && (found = mandate_database_step(registry, statement, error)) == 1) {
        const char *kind = (const char *)sqlite3_column_text(statement, 1), *file = (const char *)sqlite3_column_text(statement, 2);
        if (!kind || !file) {
            going = mandate_database_fail(registry->database, registry->path, error);
            break;
        }
        const mandate_refusal refusal = {.import = sqlite3_column_int64(statement, 0),
                                         .kind = mandate_model_find(registry->model, kind),
                                         .file = file,
                                         .rows = sqlite3_column_int64(statement, 3),
                                         .refused = sqlite3_column_int64(statement, 4)};
        going = refusal.kind < 0 || visit(context, &refusal, error);
    }
    sqlite3_finalize(statement);
    return going && found == 0;
}
