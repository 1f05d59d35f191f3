#include "store/refusals.h"

#include "store/schema.h"

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS mandate_refusal(import INTEGER PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL,"
    " refused INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS mandate_refused(import INTEGER NOT NULL, name BLOB NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY(import, name)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS mandate_settled(import INTEGER PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL,"
    " refused INTEGER NOT NULL, why TEXT NOT NULL) STRICT;";

static bool make_tables(mandate_registry *registry, mandate_error *error)
{
    return mandate_database_execute(registry, tables, error) && mandate_schema_raise(registry, MANDATE_SCHEMA_REFUSED, error);
}

static bool finish(mandate_registry *registry, sqlite3_stmt *statement, mandate_error *error)
{
    int result = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    return result == 0;
}

static bool run(mandate_registry *registry, sqlite3_str *sql, mandate_error *error) { return finish(registry, mandate_database_prepare(registry, sql, error), error); }

bool mandate_refusals_remember(mandate_registry *registry, const mandate_refusal *refusal, mandate_error *error)
{
    if (!make_tables(registry, error)) return false;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO mandate_refusal VALUES(%lld, %Q, %Q, %lld, %lld)", (long long)refusal->import,
                        mandate_model_kind(registry->model, refusal->kind)->name, refusal->file, (long long)refusal->rows, (long long)refusal->refused);
    return run(registry, sql, error);
}

bool mandate_refusals_settle(mandate_registry *registry, const mandate_refusal *refusal, mandate_error *error)
{
    if (!make_tables(registry, error)) return false;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO mandate_settled VALUES(%lld, %Q, %Q, %lld, %lld, %Q)", (long long)refusal->import,
                        mandate_model_kind(registry->model, refusal->kind)->name, refusal->file, (long long)refusal->rows, (long long)refusal->refused, refusal->why);
    return run(registry, sql, error);
}

bool mandate_refusals_name(mandate_registry *registry, int64_t import, const char *name, size_t length, int64_t rows, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO mandate_refused VALUES(%lld, ?1, %lld)", (long long)import, (long long)rows);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    if (statement) sqlite3_bind_blob64(statement, 1, name, length, SQLITE_STATIC);
    return finish(registry, statement, error);
}

bool mandate_refusals_names(mandate_registry *registry, int64_t import, mandate_refused_visitor *visit, void *context, mandate_error *error)
{
    if (!mandate_schema_has(registry, "mandate_refused")) return true; // version 4, which counted them
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT name, rows FROM mandate_refused WHERE import = %lld ORDER BY name", (long long)import);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    bool going = statement != NULL;
    int found = 0;
    while (going && (found = mandate_database_step(registry, statement, error)) == 1) {
        const char *name = sqlite3_column_blob(statement, 0);
        going = name ? visit(context, name, (size_t)sqlite3_column_bytes(statement, 0), sqlite3_column_int64(statement, 1), error)
                     : mandate_database_fail(registry->database, registry->path, error);
    }
    sqlite3_finalize(statement);
    return going && found == 0;
}

bool mandate_refusals_forget(mandate_registry *registry, int kind, const char *file, mandate_error *error)
{
    const char *name = mandate_model_kind(registry->model, kind)->name;
    sqlite3_str *sql;
    if (mandate_schema_has(registry, "mandate_refused")) {
        sql = sqlite3_str_new(registry->database);
        sqlite3_str_appendf(sql, "DELETE FROM mandate_refused WHERE import IN (SELECT import FROM mandate_refusal WHERE kind = %Q AND file = %Q)", name, file);
        if (!run(registry, sql, error)) return false;
    }
    sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "DELETE FROM mandate_refusal WHERE kind = %Q AND file = %Q", name, file);
    return run(registry, sql, error);
}

// Those of one table, by the import.
static bool visit_table(mandate_registry *registry, const char *select, bool settled, mandate_refusal_visitor *visit, void *context, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(sql, select);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    bool going = statement != NULL;
    int found = 0;
    while (going && (found = mandate_database_step(registry, statement, error)) == 1) {
        const char *kind = (const char *)sqlite3_column_text(statement, 1), *file = (const char *)sqlite3_column_text(statement, 2);
        const char *why = settled ? (const char *)sqlite3_column_text(statement, 5) : NULL;
        if (!kind || !file || (settled && !why)) {
            going = mandate_database_fail(registry->database, registry->path, error);
            break;
        }
        const mandate_refusal refusal = {.import = sqlite3_column_int64(statement, 0),
                                         .kind = mandate_model_find(registry->model, kind),
                                         .file = file,
                                         .rows = sqlite3_column_int64(statement, 3),
                                         .refused = sqlite3_column_int64(statement, 4),
                                         .why = why};
        going = refusal.kind < 0 || visit(context, &refusal, error);
    }
    sqlite3_finalize(statement);
    return going && found == 0;
}

bool mandate_registry_refusals(mandate_registry *registry, mandate_refusal_visitor *visit, void *context, mandate_error *error)
{
    if (!mandate_schema_has(registry, "mandate_refusal")) return true; // nothing was refused, or nobody would have remembered it
    if (!visit_table(registry, "SELECT import, kind, file, rows, refused FROM mandate_refusal ORDER BY import", false, visit, context, error)) return false;
    return !mandate_schema_has(registry, "mandate_settled") ||
           visit_table(registry, "SELECT import, kind, file, rows, refused, why FROM mandate_settled ORDER BY import", true, visit, context, error);
}
