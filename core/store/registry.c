#include "store/registry.h"

#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "store/schema.h"

// Runs `act` inside a transaction that is kept if it succeeds.
static bool inside_transaction(mandate_registry *registry, bool (*act)(mandate_registry *, mandate_error *), mandate_error *error)
{
    if (!mandate_database_execute(registry, "BEGIN IMMEDIATE", error))
        return false;
    if (act(registry, error) && mandate_database_execute(registry, "COMMIT", error))
        return true;
    sqlite3_exec(registry->database, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

// Another process may have made the same file since we looked.
static bool create_if_empty(mandate_registry *registry, mandate_error *error)
{
    int64_t objects;
    return mandate_database_integer(registry, "SELECT count(*) FROM sqlite_schema", 0, &objects, error) &&
           (objects > 0 || mandate_schema_create(registry, error));
}

mandate_registry *mandate_registry_open(const char *path, mandate_access access, mandate_model *model, mandate_error *error)
{
    mandate_registry *registry = mandate_new(1, sizeof *registry, error);
    if (!registry)
        return NULL;
    bool empty = false;
    registry->model = model;
    registry->access = access;
    snprintf(registry->path, sizeof registry->path, "%s", path);
    registry->database = mandate_database_open(path, access, &empty, error);
    if (!registry->database || (empty && !inside_transaction(registry, create_if_empty, error)) || !mandate_schema_declare(registry, error)) {
        mandate_registry_close(registry);
        return NULL;
    }
    return registry;
}

void mandate_registry_close(mandate_registry *registry)
{
    if (!registry)
        return;
    sqlite3_close(registry->database); // rolls back; every statement is finalized where it is used
    mandate_free(registry);
}

bool mandate_registry_begin(mandate_registry *registry, mandate_error *error)
{
    // The first read takes the lock; until then the transaction would see the file's latest state.
    int64_t revision;
    registry->holding = mandate_database_execute(registry, "BEGIN", error);
    if (registry->holding && mandate_registry_revision(registry, &revision, error))
        return true;
    mandate_registry_end(registry);
    return false;
}

void mandate_registry_end(mandate_registry *registry)
{
    if (registry->holding)
        sqlite3_exec(registry->database, "ROLLBACK", NULL, NULL, NULL);
    registry->holding = false;
}

bool mandate_registry_revision(mandate_registry *registry, int64_t *revision, mandate_error *error)
{
    return mandate_database_integer(registry, "SELECT max(import) FROM mandate_import", 0, revision, error);
}

bool mandate_registry_count(mandate_registry *registry, int index, int64_t *rows, mandate_error *error)
{
    const char *name = mandate_model_kind(registry->model, index)->name;
    bool has;
    *rows = 0;
    if (!mandate_schema_has(registry, name, &has, error))
        return false;
    if (!has)
        return true;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT count(*) FROM \"%w\"", name);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    if (found == 1)
        *rows = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return found == 1;
}

bool mandate_registry_imports(mandate_registry *registry, mandate_import_visitor *visit, void *context, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(sql, "SELECT import, file, imported_at FROM mandate_import ORDER BY import");
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    if (!statement)
        return false;
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

// Where the columns of a row's statement begin.
enum { COLUMN_RECORD, COLUMN_FROM, COLUMN_IMPORT, COLUMN_LINE, COLUMN_FIELDS };

// One of the two streams of a kind's rows: the first versions, and the later ones, each in order of record.
typedef struct stream {
    mandate_registry *registry;
    const mandate_kind *kind;
    sqlite3_stmt *statement;
    mandate_cell *cells;
    mandate_row row;
    bool at_row;
} stream;

static bool damaged(const stream *from, const char *column, mandate_error *error)
{
    mandate_fail(error, MANDATE_ERROR_VALUE, "record %lld of the kind \"%s\" holds no date in %s: the registry was changed by another program; "
                                             "restore it from a backup or correct the row by an import",
                 (long long)from->row.record, from->kind->name, column);
    return mandate_fail_at(error, from->registry->path, 0, 0);
}

static bool read_date(const stream *from, int column, const char *name, mandate_date *out, mandate_error *error)
{
    const char *text = (const char *)sqlite3_column_text(from->statement, column);
    *out = text ? mandate_date_parse(text, (size_t)sqlite3_column_bytes(from->statement, column)) : MANDATE_DATE_ABSENT;
    return *out != MANDATE_DATE_ABSENT || damaged(from, name, error);
}

static bool read_cell(const stream *from, int field, mandate_error *error)
{
    int column = COLUMN_FIELDS + field;
    mandate_cell *cell = &from->cells[field];
    *cell = (mandate_cell) { .blank = sqlite3_column_type(from->statement, column) == SQLITE_NULL };
    if (cell->blank)
        return true;
    switch (from->kind->fields[field].type) {
    case MANDATE_TEXT:
        cell->text = (const char *)sqlite3_column_text(from->statement, column);
        cell->length = (size_t)sqlite3_column_bytes(from->statement, column);
        return cell->text || mandate_database_fail(from->registry->database, from->registry->path, error);
    case MANDATE_NUMBER: cell->number = sqlite3_column_double(from->statement, column); return true;
    case MANDATE_EVENT:
    case MANDATE_DATE: return read_date(from, column, from->kind->fields[field].name, &cell->date, error);
    case MANDATE_YESNO: cell->yes = sqlite3_column_int(from->statement, column) != 0; return true;
    case MANDATE_REFERENCE: cell->record = sqlite3_column_int64(from->statement, column); return true;
    }
    return true;
}

static bool advance(stream *from, mandate_error *error)
{
    int found = mandate_database_step(from->registry, from->statement, error);
    from->at_row = found == 1;
    if (found != 1)
        return found == 0;
    mandate_row *row = &from->row;
    row->record = sqlite3_column_int64(from->statement, COLUMN_RECORD);
    row->import = sqlite3_column_int64(from->statement, COLUMN_IMPORT);
    row->line = sqlite3_column_int64(from->statement, COLUMN_LINE);
    row->effective_from = MANDATE_DATE_ALWAYS;
    if (sqlite3_column_bytes(from->statement, COLUMN_FROM) > 0 && !read_date(from, COLUMN_FROM, "effective_from", &row->effective_from, error))
        return false;
    for (int i = 0; i < from->kind->field_count; i++)
        if (!read_cell(from, i, error))
            return false;
    row->cells = from->cells;
    return true;
}

static bool open_stream(stream *from, const char *which, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(from->registry->database);
    sqlite3_str_appendall(sql, "SELECT record, effective_from, import, line");
    for (int i = 0; i < from->kind->field_count; i++)
        sqlite3_str_appendf(sql, ", \"%w\"", from->kind->fields[i].name);
    sqlite3_str_appendf(sql, " FROM \"%w\" WHERE %s", from->kind->name, which);
    from->statement = mandate_database_prepare(from->registry, sql, error);
    from->cells = from->statement ? mandate_new((size_t)from->kind->field_count, sizeof *from->cells, error) : NULL;
    return from->cells && advance(from, error);
}

static void close_stream(stream *from)
{
    sqlite3_finalize(from->statement);
    mandate_free(from->cells);
}

// Merging the two streams spares sorting millions of rows that mostly have one version.
bool mandate_registry_read(mandate_registry *registry, int index, mandate_row_visitor *visit, void *context, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    bool has;
    if (!mandate_schema_has(registry, kind->name, &has, error))
        return false;
    if (!has)
        return true;
    stream first = { .registry = registry, .kind = kind }, later = first;
    bool going = open_stream(&first, "record = row ORDER BY row", error) &&
                 open_stream(&later, "record <> row ORDER BY record, effective_from", error);
    while (going && (first.at_row || later.at_row)) {
        bool take_first = first.at_row && (!later.at_row || first.row.record < later.row.record ||
                                           (first.row.record == later.row.record && first.row.effective_from < later.row.effective_from));
        stream *next = take_first ? &first : &later;
        going = visit(context, &next->row, error) && advance(next, error);
    }
    close_stream(&first);
    close_stream(&later);
    return going;
}
