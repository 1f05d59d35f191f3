#include "store/arrivals.h"

#include <string.h>
#include "store/schema.h"

static const char TABLE[] = "mandate_arrival";
static const char CREATE_TABLE[] = "CREATE TABLE IF NOT EXISTS mandate_arrival(kind TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID";

// Runs what changes rows; *changes is how many there were.
static bool change(mandate_registry *registry, sqlite3_str *sql, int *changes, mandate_error *error)
{
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int result = statement ? mandate_database_step(registry, statement, error) : -1;
    *changes = result == 0 ? sqlite3_changes(registry->database) : 0;
    sqlite3_finalize(statement);
    return result == 0;
}

bool mandate_arrivals_remember(mandate_registry *registry, int kind, mandate_date day, bool *changed, mandate_error *error)
{
    char text[11];
    mandate_date_format(day, text);
    if (!mandate_schema_has(registry, TABLE) && !mandate_database_execute(registry, CREATE_TABLE, error)) return false;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO mandate_arrival VALUES(%Q, %Q) ON CONFLICT(kind) DO UPDATE SET day = excluded.day WHERE day < excluded.day",
                        mandate_model_kind(registry->model, kind)->name, text);
    int changes;
    if (!change(registry, sql, &changes, error)) return false;
    *changed = *changed || changes > 0;
    return true;
}

// Imports of mandates that did not remember arrivals told the time at Greenwich of those that changed something; of a kind of which an arrival is remembered they tell nothing, as
// its files may have been drawn up before they were imported.
bool mandate_registry_arrivals(mandate_registry *registry, mandate_arrival_visitor *visit, void *context, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(sql, "SELECT kind, max(substr(imported_at, 1, 10)) FROM mandate_import");
    if (mandate_schema_has(registry, TABLE)) sqlite3_str_appendall(sql, " WHERE kind NOT IN (SELECT kind FROM mandate_arrival)");
    sqlite3_str_appendall(sql, " GROUP BY kind");
    if (mandate_schema_has(registry, TABLE)) sqlite3_str_appendall(sql, " UNION ALL SELECT kind, day FROM mandate_arrival");
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    bool going = statement != NULL;
    int found = 0;
    while (going && (found = mandate_database_step(registry, statement, error)) == 1) {
        const char *name = (const char *)sqlite3_column_text(statement, 0), *day = (const char *)sqlite3_column_text(statement, 1);
        if (!name || !day) {
            going = mandate_database_fail(registry->database, registry->path, error);
            break;
        }
        int kind = mandate_model_find(registry->model, name);
        mandate_date read = mandate_date_parse(day, strlen(day));
        if (kind >= 0 && mandate_date_is(read)) going = visit(context, kind, read, error); // a day that is none tells nothing
    }
    sqlite3_finalize(statement);
    return going && found == 0;
}
