// A statement for each row costs more than the row: parameters to bind, cursors to open and close. Here the file is a virtual table, and
// one INSERT … SELECT takes the rows from it, which the feed has checked meanwhile. A table by keys takes them in the order of the keys, so that each goes
// behind the last: a file that lies nearly in that order is put in order batch by batch, any other by SQLite, which sorts it in files of its own where it
// is large.
#include "import/bulk.h"

#include "import/feed.h"
#include "import/paged.h"
#include "model/memory.h"
#include "model/threads.h"

static const char table_name[] = "mandate_incoming";

enum { COLUMN_ROW, COLUMN_LINE, COLUMN_FIELDS }; // of the virtual table

enum { THREAD_BYTES = 1024 * 1024 }; // a smaller file is read before a thread is awake

typedef struct incoming {
    mandate_reading *reading;
    mandate_feed *feed;
    const mandate_batch *batch; // NULL at the end
    size_t at; // the row in it
    bool ordered; // batches are put in order
    bool sorts; // SQLite sorts the rows
    size_t field_count;
    bool scanned;
    sqlite3_vtab_cursor cursor; // there is one at a time
} incoming;

// SQLite lets go of its table some time after the statement, so that it is a block of its own.
typedef struct incoming_table {
    sqlite3_vtab base;
    incoming *rows;
} incoming_table;

static incoming *rows_of(sqlite3_vtab *table) { return ((incoming_table *)table)->rows; }

static int connect(sqlite3 *database, void *context, int count, const char *const *words, sqlite3_vtab **out, char **message)
{
    incoming *rows = context;
    (void)count;
    (void)words;
    (void)message;
    incoming_table *table = mandate_new(1, sizeof *table, rows->reading->of->work->error);
    if (!table) return SQLITE_NOMEM;
    table->rows = rows;
    sqlite3_str *sql = sqlite3_str_new(database);
    sqlite3_str_appendall(sql, "CREATE TABLE incoming(row, line");
    for (size_t i = 0; i < rows->field_count; i++) sqlite3_str_appendf(sql, ", field%d", (int)i);
    sqlite3_str_appendall(sql, ")");
    char *text = sqlite3_str_finish(sql);
    int result = text ? sqlite3_declare_vtab(database, text) : SQLITE_NOMEM;
    sqlite3_free(text);
    if (result == SQLITE_OK) *out = &table->base;
    else mandate_free(table);
    return result;
}

static int disconnect(sqlite3_vtab *table)
{
    mandate_free(table);
    return SQLITE_OK;
}

static int choose_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    (void)info; // there is one way only: all rows in their order
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    *out = &rows_of(base)->cursor;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    (void)cursor;
    return SQLITE_OK;
}

// To the next batch that holds rows.
static void advance(incoming *rows)
{
    rows->at = 0;
    while ((rows->batch = mandate_feed_next(rows->feed)) != NULL) {
        mandate_reading_report(rows->reading, rows->batch->done);
        if (rows->batch->rows.count > 0) return;
    }
}

static int start_scan(sqlite3_vtab_cursor *cursor, int plan, const char *plan_text, int count, sqlite3_value **values)
{
    incoming *rows = rows_of(cursor->pVtab);
    (void)plan;
    (void)plan_text;
    (void)count;
    (void)values;
    if (rows->scanned) return SQLITE_MISUSE; // the rows are there once
    rows->scanned = true;
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    incoming *rows = rows_of(cursor->pVtab);
    if (++rows->at == rows->batch->rows.count) advance(rows);
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *cursor) { return rows_of(cursor->pVtab)->batch == NULL; }

static size_t place_of(const incoming *rows) { return rows->ordered ? mandate_batch_order_row(&rows->batch->order, rows->at) : rows->at; }

static int64_t row_number(const incoming *rows) { return rows->batch->rows.first_row + (int64_t)place_of(rows); }

static int give_column(sqlite3_vtab_cursor *cursor, sqlite3_context *result, int column)
{
    const incoming *rows = rows_of(cursor->pVtab);
    if (column == COLUMN_ROW) {
        sqlite3_result_int64(result, row_number(rows));
        return SQLITE_OK;
    }
    if (column == COLUMN_LINE) {
        sqlite3_result_int64(result, rows->batch->rows.lines[place_of(rows)]);
        return SQLITE_OK;
    }
    const mandate_packed_cell *cell = &rows->batch->rows.cells[place_of(rows) * rows->field_count + (size_t)(column - COLUMN_FIELDS)];
    switch (cell->packing) {
    case MANDATE_PACKED_BLANK: sqlite3_result_null(result); break;
    case MANDATE_PACKED_INTEGER: sqlite3_result_int64(result, cell->integer); break;
    case MANDATE_PACKED_NUMBER: sqlite3_result_double(result, cell->number); break;
    case MANDATE_PACKED_DAY:
        if (rows->reading->of->landing.counts_days) {
            sqlite3_result_int(result, cell->day);
            break;
        } // fallthrough
    case MANDATE_PACKED_TEXT: sqlite3_result_text(result, cell->text, (int)mandate_packed_length(cell), SQLITE_STATIC); break;
    }
    return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = row_number(rows_of(cursor->pVtab));
    return SQLITE_OK;
}

// Without xCreate the table is there under the module's name, and nothing of it in the file.
static const sqlite3_module module = {
    .xConnect = connect,
    .xBestIndex = choose_plan,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = start_scan,
    .xNext = next_row,
    .xEof = at_end,
    .xColumn = give_column,
    .xRowid = give_rowid,
};

static void select_rows(sqlite3_str *sql, const incoming *rows)
{
    const mandate_reading *reading = rows->reading;
    const mandate_kind *kind = reading->of->kind;
    for (int i = 0, field = 0; i < kind->field_count; i++)
        if (reading->header.present[i]) sqlite3_str_appendf(sql, ", field%d", field++);
    sqlite3_str_appendf(sql, " FROM %s", table_name);
    const char *before = " ORDER BY ";
    for (int i = 0, field = 0; i < kind->field_count; i++) {
        if (rows->sorts && kind->fields[i].key) {
            sqlite3_str_appendf(sql, "%sfield%d", before, field);
            before = ", ";
        }
        field += reading->header.present[i];
    }
}

static sqlite3_stmt *prepare_insert(const incoming *rows)
{
    const mandate_reading *reading = rows->reading;
    const mandate_kind_work *of = reading->of;
    const mandate_kind *kind = of->kind;
    sqlite3_str *sql = sqlite3_str_new(of->work->registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO \"%w%s\"(%seffective_from, import, line", kind->name, of->landing.suffix, of->landing.keyed ? "" : "row, record, ");
    for (int i = 0; i < kind->field_count; i++)
        if (reading->header.present[i]) sqlite3_str_appendf(sql, ", \"%w\"", kind->fields[i].name);
    sqlite3_str_appendf(sql, ") SELECT %s'', %lld, line", of->landing.keyed ? "" : "row, row, ", (long long)of->work->first_import + reading->index);
    select_rows(sql, rows);
    return mandate_database_prepare(of->work->registry, sql, of->work->error);
}

static bool insert(incoming *rows)
{
    mandate_work *work = rows->reading->of->work;
    sqlite3_stmt *statement = prepare_insert(rows);
    bool done = statement && mandate_database_step(work->registry, statement, work->error) == 0;
    rows->reading->of->met_double = statement && !done && sqlite3_extended_errcode(work->registry->database) == SQLITE_CONSTRAINT_PRIMARYKEY;
    sqlite3_finalize(statement);
    return done;
}

static void take_cell(sqlite3_stmt *statement, int column, mandate_packed_cell *out)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        out->packing = MANDATE_PACKED_INTEGER;
        out->integer = sqlite3_column_int64(statement, column);
        break;
    case SQLITE_FLOAT:
        out->packing = MANDATE_PACKED_NUMBER;
        out->number = sqlite3_column_double(statement, column);
        break;
    case SQLITE_TEXT:
        out->packing = MANDATE_PACKED_TEXT;
        out->text = (const char *)sqlite3_column_text(statement, column);
        out->length = (uint32_t)sqlite3_column_bytes(statement, column);
        break;
    default: out->packing = MANDATE_PACKED_BLANK;
    }
}

// SQLite sorts the rows, and they become pages in that order.
static bool page_sorted(incoming *rows)
{
    mandate_kind_work *of = rows->reading->of;
    mandate_work *work = of->work;
    sqlite3_str *sql = sqlite3_str_new(work->registry->database);
    sqlite3_str_appendall(sql, "SELECT line");
    select_rows(sql, rows);
    sqlite3_stmt *statement = mandate_database_prepare(work->registry, sql, work->error);
    mandate_packed_cell *cells = statement ? mandate_new(rows->field_count, sizeof *cells, work->error) : NULL;
    int found = cells ? 1 : -1;
    while (found == 1 && (found = mandate_database_step(work->registry, statement, work->error)) == 1) {
        for (size_t i = 0; i < rows->field_count; i++) take_cell(statement, (int)i + 1, &cells[i]);
        if (!mandate_paged_row(of->paged, cells, sqlite3_column_int64(statement, 0))) found = -1;
    }
    sqlite3_finalize(statement);
    mandate_free(cells);
    return found == 0;
}

// The rows become pages as they come.
static bool page(incoming *rows)
{
    mandate_paged *paged = rows->reading->of->paged;
    for (; rows->batch; advance(rows))
        if (rows->ordered ? !mandate_paged_ordered(paged, rows->batch) : !mandate_paged_batch(paged, rows->batch)) return false;
    return true;
}

static bool run(incoming *rows)
{
    mandate_work *work = rows->reading->of->work;
    if (rows->reading->of->paged && !rows->sorts) return page(rows);
    if (sqlite3_create_module(work->registry->database, table_name, &module, rows) != SQLITE_OK)
        return mandate_database_fail(work->registry->database, work->registry->path, work->error);
    bool done = rows->reading->of->paged ? page_sorted(rows) : insert(rows);
    sqlite3_create_module(work->registry->database, table_name, NULL, NULL); // before the rows go
    if (!done || rows->scanned) return done;
    mandate_fail(work->error, MANDATE_ERROR_SQLITE, "the registry has a table \"%s\", which is a name of mandate's own: drop or rename that table", table_name);
    return mandate_fail_at(work->error, work->registry->path, 0, 0);
}

// Whether threads may read: they must not need the registry for a reference.
static bool resolved_in_memory(const mandate_reading *reading)
{
    const mandate_kind_work *of = reading->of;
    for (int i = 0; i < of->kind->field_count; i++) {
        int kind = of->kind->fields[i].kind;
        if (kind >= 0 && reading->header.present[i] && kind != of->index && !mandate_resolver_holds(&of->work->resolver, kind)) return false;
    }
    return true;
}

static bool load_parents(const mandate_reading *reading)
{
    const mandate_kind_work *of = reading->of;
    for (int i = 0; i < of->kind->field_count; i++) {
        int kind = of->kind->fields[i].kind;
        if (kind >= 0 && reading->header.present[i] && kind != of->index &&
            !mandate_resolver_load(&of->work->resolver, kind, mandate_csv_total(reading->csv), of->work->error))
            return false;
    }
    return true;
}

static size_t threads_for(const mandate_reading *reading)
{
    const mandate_import_options *options = reading->of->work->options;
    if (!resolved_in_memory(reading)) return 1;
    if (options->threads > 0) return options->threads;
    return mandate_csv_total(reading->csv) < THREAD_BYTES ? 1 : mandate_processors();
}

bool mandate_bulk_insert(mandate_reading *reading)
{
    mandate_kind_work *of = reading->of;
    mandate_work *work = of->work;
    if (!load_parents(reading)) return false;
    incoming rows = {.reading = reading, .ordered = of->landing.keyed};
    for (int i = 0; i < of->kind->field_count; i++) rows.field_count += reading->header.present[i];
    if (of->paged) mandate_paged_file(of->paged, reading);
    rows.feed = mandate_feed_open(reading, rows.ordered, threads_for(reading), work->error);
    if (!rows.feed) return false;
    advance(&rows); // to the first
    if (rows.ordered && rows.batch && (of->sorts || mandate_batch_order_is_far(&rows.batch->order))) {
        rows.ordered = false;
        rows.sorts = true;
        mandate_feed_leave_unordered(rows.feed);
    }
    bool done = run(&rows);
    return mandate_feed_close(rows.feed, work->error) && done;
}
