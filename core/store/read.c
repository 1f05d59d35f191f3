// The rows of a kind, in order of record and effective_from.
//
// Nearly all rows are the first and only version of their record, and there may be millions of them: they are handed over by an aggregate
// function, which spares a step and three calls for each cell. Later versions are few, and are merged in from a statement of their own.
// The rows of a table by keys have no numbers: records are counted as they come, and which rows are of one record is only asked where there are versions.
//
// Other programs write into the file, too. What a field cannot hold is not read for something else, nor as an empty cell, which might mean that there is none: it is
// refused, with the record, the field and the value.
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "model/fits.h"
#include "model/memory.h"
#include "model/number.h"
#include "model/text.h"
#include "store/schema.h"

// What a statement gives: where the columns of a row begin.
// A function of SQLite takes no more than 127 arguments.
enum { COLUMN_RECORD, COLUMN_FROM, COLUMN_IMPORT, COLUMN_LINE, COLUMN_FIELDS, PASSED_MOST = 120 };

typedef struct stream {
    mandate_registry *registry;
    const mandate_kind *kind;
    sqlite3_stmt *statement;
    mandate_cell *cells;
    sqlite3_value **values;
    sqlite3_value **given; // of the row at hand: `values`, or what a function was given
    mandate_row row;
    bool at_row;
} stream;

enum { SHOWN_SIZE = 64, NAMED_SIZE = 160 };

static const mandate_field *field_of(const stream *from, int field) { return &from->kind->fields[field]; }

static void show(sqlite3_value *value, char out[SHOWN_SIZE])
{
    const char *text = (const char *)sqlite3_value_text(value);
    (void)snprintf(out, SHOWN_SIZE, "%s", text ? text : "nothing");
    out[mandate_utf8_valid(out, strlen(out))] = '\0';
}

// "code = E2, outlet = 1": the key of the row at hand.
static void name_row(const stream *from, char out[NAMED_SIZE])
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < from->kind->field_count && used < NAMED_SIZE; i++) {
        const mandate_field *field = field_of(from, i);
        sqlite3_value *value = from->given[COLUMN_FIELDS + i];
        char shown[SHOWN_SIZE];
        if (!field->key) continue;
        bool day = (field->type == MANDATE_EVENT || field->type == MANDATE_DATE) && sqlite3_value_type(value) == SQLITE_INTEGER;
        int64_t number = sqlite3_value_int64(value);
        if (day && number >= MANDATE_DATE_FIRST && number <= MANDATE_DATE_LAST) mandate_date_format((mandate_date)number, shown);
        else show(value, shown);
        used += (size_t)snprintf(out + used, NAMED_SIZE - used, "%s%s = %s%s", used > 0 ? ", " : "", field->name, field->type == MANDATE_REFERENCE ? "row " : "", shown);
    }
    out[mandate_utf8_valid(out, strlen(out))] = '\0';
}

// Refuses a cell, or an effective_from, that holds what it cannot hold.
static bool misfits(const stream *from, const char *column, sqlite3_value *value, const char *why, mandate_error *error)
{
    char shown[SHOWN_SIZE], named[NAMED_SIZE];
    name_row(from, named);
    show(value, shown);
    mandate_fail(error, MANDATE_ERROR_VALUE,
                 "the %s with %s has %s in `%s`, which is %s: another program wrote it into the registry; correct the row by an import, or by `UPDATE %s SET ...` "
                 "in sqlite3, or restore the registry from a backup",
                 from->kind->name, named, shown, column, why, from->kind->name);
    return mandate_fail_at(error, from->registry->path, 0, 0);
}

static bool read_date(const stream *from, sqlite3_value *value, const char *name, mandate_date *out, mandate_error *error)
{
    if (sqlite3_value_type(value) == SQLITE_INTEGER) { // a day's number
        int64_t number = sqlite3_value_int64(value);
        *out = number >= MANDATE_DATE_FIRST && number <= MANDATE_DATE_LAST ? (mandate_date)number : MANDATE_DATE_ABSENT;
        return *out != MANDATE_DATE_ABSENT || misfits(from, name, value, "no date", error);
    }
    const char *text = sqlite3_value_blob(value);
    *out = text ? mandate_date_parse(text, (size_t)sqlite3_value_bytes(value)) : MANDATE_DATE_ABSENT;
    return *out != MANDATE_DATE_ABSENT || misfits(from, name, value, "no date", error);
}

// An import writes no more than 15 digits; another program may: 0.1 + 0.2 is 0.3 as in every sum.
static bool read_number(const stream *from, const mandate_field *field, sqlite3_value *value, double *out, mandate_error *error)
{
    char why[MANDATE_FITS_SIZE];
    int type = sqlite3_value_type(value);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) return misfits(from, field->name, value, "no number", error);
    *out = mandate_number_round(sqlite3_value_double(value));
    if (!isfinite(*out)) return misfits(from, field->name, value, "further from zero than numbers go", error);
    return mandate_fits_ends(field, *out, why) || misfits(from, field->name, value, why, error);
}

static bool read_text(const stream *from, const mandate_field *field, sqlite3_value *value, mandate_cell *cell, mandate_error *error)
{
    cell->text = sqlite3_value_blob(value); // not _text, which adds a NUL at the price of a copy
    cell->length = (size_t)sqlite3_value_bytes(value);
    if (!cell->text) cell->text = "";
    if (!field->key && mandate_is_all_blank(cell->text, cell->length)) return misfits(from, field->name, value, "nothing but blanks", error);
    return mandate_fits_words(field, cell->text, cell->length) || misfits(from, field->name, value, "none of the words that it may be", error);
}

static bool read_whole(const stream *from, const mandate_field *field, sqlite3_value *value, int64_t *out, mandate_error *error)
{
    bool yesno = field->type == MANDATE_YESNO;
    *out = sqlite3_value_int64(value);
    if (sqlite3_value_type(value) == SQLITE_INTEGER && (yesno ? *out == 0 || *out == 1 : *out > 0)) return true;
    return misfits(from, field->name, value, yesno ? "neither 1 for yes nor 0 for no" : "no number of a row", error);
}

static bool read_cell(const stream *from, int f, sqlite3_value *value, mandate_error *error)
{
    mandate_cell *cell = &from->cells[f];
    const mandate_field *field = field_of(from, f);
    int64_t whole;
    cell->blank = sqlite3_value_type(value) == SQLITE_NULL;
    // An import writes no texts of nothing; another program may: it is an empty cell.
    if (field->type == MANDATE_TEXT && !field->key) cell->blank = cell->blank || sqlite3_value_bytes(value) == 0;
    if (cell->blank) return true;
    switch (field->type) {
    case MANDATE_TEXT: return read_text(from, field, value, cell, error);
    case MANDATE_NUMBER: return read_number(from, field, value, &cell->number, error);
    case MANDATE_EVENT:
    case MANDATE_DATE: return read_date(from, value, field->name, &cell->date, error);
    case MANDATE_YESNO:
        if (!read_whole(from, field, value, &whole, error)) return false;
        cell->yes = whole == 1;
        return true;
    case MANDATE_REFERENCE: return read_whole(from, field, value, &cell->record, error);
    }
    return true;
}

static bool read_row(stream *from, sqlite3_value **values, mandate_error *error)
{
    mandate_row *row = &from->row;
    from->given = values;
    row->record = sqlite3_value_int64(values[COLUMN_RECORD]);
    row->import = sqlite3_value_int64(values[COLUMN_IMPORT]);
    row->line = sqlite3_value_int64(values[COLUMN_LINE]);
    row->effective_from = MANDATE_DATE_ALWAYS;
    if (sqlite3_value_bytes(values[COLUMN_FROM]) > 0 && !read_date(from, values[COLUMN_FROM], "effective_from", &row->effective_from, error)) return false;
    for (int i = 0; i < from->kind->field_count; i++)
        if (!read_cell(from, i, values[COLUMN_FIELDS + i], error)) return false;
    row->cells = from->cells;
    return true;
}

static int columns_of(const stream *from) { return COLUMN_FIELDS + from->kind->field_count; }

static bool advance(stream *from, mandate_error *error)
{
    int found = mandate_database_step(from->registry, from->statement, error);
    from->at_row = found == 1;
    if (found != 1) return found == 0;
    // The connection has no mutex, so that these values are as good as those that a function is given.
    for (int i = 0; i < columns_of(from); i++) from->values[i] = sqlite3_column_value(from->statement, i);
    return read_row(from, from->values, error);
}

bool mandate_database_visit(mandate_registry *registry, int kind, sqlite3_stmt *statement, mandate_row_visitor *visit, void *context, mandate_error *error)
{
    stream from = {.registry = registry, .kind = mandate_model_kind(registry->model, kind), .statement = statement};
    from.cells = mandate_new((size_t)from.kind->field_count, sizeof *from.cells, error);
    from.values = from.cells ? mandate_new((size_t)columns_of(&from), sizeof *from.values, error) : NULL;
    bool done = from.values && advance(&from, error);
    while (done && from.at_row) done = visit(context, &from.row, error) && advance(&from, error);
    sqlite3_reset(statement);
    mandate_free(from.cells);
    mandate_free((void *)from.values);
    return done;
}

static bool prepare(stream *from, const char *before, const char *behind, const char *which, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(from->registry->database);
    sqlite3_str_appendf(sql, "SELECT %seffective_from, import, line", before);
    for (int i = 0; i < from->kind->field_count; i++) {
        const char *field = from->kind->fields[i].name;
        sqlite3_str_appendf(sql, mandate_schema_has_column(from->registry, from->kind->name, field) ? ", \"%w\"" : ", NULL", field);
    }
    sqlite3_str_appendf(sql, "%s FROM \"%w%s\" %s", behind, from->kind->name, mandate_schema_suffix(from->registry, from->kind->name), which);
    from->statement = mandate_database_prepare(from->registry, sql, error);
    from->cells = from->statement ? mandate_new((size_t)from->kind->field_count, sizeof *from->cells, error) : NULL;
    from->values = from->cells ? mandate_new((size_t)columns_of(from), sizeof *from->values, error) : NULL;
    return from->values != NULL;
}

static void finish(stream *from)
{
    sqlite3_finalize(from->statement);
    mandate_free(from->cells);
    mandate_free((void *)from->values);
}

// The two streams of a kind on their way to the visitor.
typedef struct merging {
    stream first, later;
    mandate_row_visitor *visit;
    void *context;
    mandate_error *error;
    bool failed;
    bool keyed;
    int64_t records; // so far, of a table by keys
} merging;

// Visits the later versions that come before the row at hand of the first ones, or all that are left.
static bool visit_later(merging *m, bool at_row)
{
    const mandate_row *first = &m->first.row, *later = &m->later.row;
    while (m->later.at_row && !(at_row && (first->record < later->record || (first->record == later->record && first->effective_from < later->effective_from))))
        if (!m->visit(m->context, later, m->error) || !advance(&m->later, m->error)) return false;
    return true;
}

static bool visit_first(merging *m) { return visit_later(m, true) && m->visit(m->context, &m->first.row, m->error); }

// A row of a table by keys.
static void take_keyed(sqlite3_context *call, int count, sqlite3_value **values)
{
    merging *m = sqlite3_user_data(call);
    (void)count;
    m->failed = m->failed || !read_row(&m->first, values, m->error);
    m->first.row.record = ++m->records;
    m->failed = m->failed || !m->visit(m->context, &m->first.row, m->error);
    if (m->failed) sqlite3_result_error_code(call, SQLITE_ABORT);
}

static void take_row(sqlite3_context *call, int count, sqlite3_value **values)
{
    merging *m = sqlite3_user_data(call);
    int64_t before = m->first.at_row ? m->first.row.record : INT64_MIN;
    (void)count;
    m->failed = m->failed || !read_row(&m->first, values, m->error);
    if (!m->failed && m->first.row.record <= before) // the order in which SQLite walks a table by its rows; nothing promises it
        m->failed = !mandate_fail(m->error, MANDATE_ERROR_SQLITE, "SQLite gave the rows of `%s` out of order: look for a newer mandate", m->first.kind->name);
    m->first.at_row = true;
    m->failed = m->failed || !visit_first(m);
    if (m->failed) sqlite3_result_error_code(call, SQLITE_ABORT);
}

static void end_rows(sqlite3_context *call) { sqlite3_result_null(call); }

// The function is made before any statement runs and taken away after all of them: SQLite refuses both in between.
static bool set_function(merging *m, bool there)
{
    sqlite3 *database = m->first.registry->database;
    return sqlite3_create_function_v2(database, "mandate_take", columns_of(&m->first), SQLITE_UTF8 | SQLITE_DIRECTONLY, there ? m : NULL, NULL,
                                      there ? (m->keyed ? take_keyed : take_row) : NULL, there ? end_rows : NULL, NULL) == SQLITE_OK ||
           mandate_database_fail(database, m->first.registry->path, m->error);
}

static bool pass_rows(merging *m, const char *which)
{
    if (!prepare(&m->first, m->keyed ? "mandate_take(0, " : "mandate_take(record, ", ")", which, m->error)) return false;
    int result = sqlite3_step(m->first.statement);
    return !m->failed && (result == SQLITE_ROW || mandate_database_fail(m->first.registry->database, m->first.registry->path, m->error));
}

static bool step_rows(merging *m)
{
    if (!prepare(&m->first, "record, ", "", "WHERE record = row ORDER BY row", m->error) || !advance(&m->first, m->error)) return false;
    while (m->first.at_row)
        if (!visit_first(m) || !advance(&m->first, m->error)) return false;
    return true;
}

// The key of the row before, to tell whether the next is a later version of the same record.
typedef struct last_key {
    sqlite3_value **parts; // by field
    int fields;
} last_key;

static bool same_value(sqlite3_value *a, sqlite3_value *b)
{
    int type = sqlite3_value_type(a);
    if (type != sqlite3_value_type(b)) return false;
    if (type == SQLITE_INTEGER) return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    if (type == SQLITE_FLOAT) return sqlite3_value_double(a) == sqlite3_value_double(b);
    int length = sqlite3_value_bytes(a);
    return length == sqlite3_value_bytes(b) && (length == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), (size_t)length) == 0);
}

static bool is_of_record(const last_key *key, const stream *from)
{
    for (int i = 0; i < key->fields; i++)
        if (from->kind->fields[i].key && (!key->parts[i] || !same_value(key->parts[i], from->values[COLUMN_FIELDS + i]))) return false;
    return true;
}

static bool keep_key(last_key *key, const stream *from, mandate_error *error)
{
    for (int i = 0; i < key->fields; i++) {
        if (!from->kind->fields[i].key) continue;
        sqlite3_value_free(key->parts[i]);
        key->parts[i] = sqlite3_value_dup(from->values[COLUMN_FIELDS + i]);
        if (!key->parts[i]) return mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while reading the registry; close other programs");
    }
    return true;
}

static void add_order(sqlite3_str *sql, const mandate_kind *kind)
{
    sqlite3_str_appendall(sql, "ORDER BY ");
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) sqlite3_str_appendf(sql, "\"%w\", ", kind->fields[i].name);
    sqlite3_str_appendall(sql, "effective_from");
}

static bool step_keyed(merging *m)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    add_order(sql, m->first.kind);
    char *order = sqlite3_str_finish(sql);
    if (!order) return mandate_fail(m->error, MANDATE_ERROR_MEMORY, "out of memory while reading the registry; close other programs");
    last_key key = {.fields = m->first.kind->field_count};
    key.parts = mandate_new((size_t)key.fields, sizeof *key.parts, m->error);
    bool done = key.parts && prepare(&m->first, "0, ", "", order, m->error) && advance(&m->first, m->error);
    while (done && m->first.at_row) {
        m->records += !is_of_record(&key, &m->first);
        m->first.row.record = m->records;
        done = keep_key(&key, &m->first, m->error) && m->visit(m->context, &m->first.row, m->error) && advance(&m->first, m->error);
    }
    for (int i = 0; i < key.fields && key.parts; i++) sqlite3_value_free(key.parts[i]);
    mandate_free((void *)key.parts);
    sqlite3_free(order);
    return done;
}

static bool has_versions(const merging *m, bool *has)
{
    sqlite3_str *sql = sqlite3_str_new(m->first.registry->database);
    sqlite3_str_appendf(sql, "SELECT 1 FROM \"%w%s\" WHERE effective_from <> '' LIMIT 1", m->first.kind->name,
                        mandate_schema_suffix(m->first.registry, m->first.kind->name));
    sqlite3_stmt *statement = mandate_database_prepare(m->first.registry, sql, m->error);
    int found = statement ? mandate_database_step(m->first.registry, statement, m->error) : -1;
    sqlite3_finalize(statement);
    *has = found == 1;
    return found >= 0;
}

static bool read_keyed(merging *m)
{
    bool versions;
    if (!has_versions(m, &versions)) return false;
    bool passed = !versions && columns_of(&m->first) <= PASSED_MOST;
    if (passed && !set_function(m, true)) return false;
    bool done = passed ? pass_rows(m, "NOT INDEXED") : step_keyed(m);
    finish(&m->first);
    return !passed || set_function(m, false) ? done : false;
}

bool mandate_registry_read(mandate_registry *registry, int index, mandate_row_visitor *visit, void *context, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    if (!mandate_schema_has(registry, kind->name)) return true;
    merging m = {
        .first = {.registry = registry, .kind = kind}, .visit = visit, .context = context, .error = error, .keyed = mandate_schema_is_keyed(registry, kind->name)};
    if (m.keyed) return read_keyed(&m);
    m.later = m.first;
    bool passed = columns_of(&m.first) <= PASSED_MOST;
    if (passed && !set_function(&m, true)) return false;
    bool done = prepare(&m.later, "record, ", "", "WHERE record <> row ORDER BY record, effective_from", error) && advance(&m.later, error) &&
                (passed ? pass_rows(&m, "NOT INDEXED WHERE record = row") : step_rows(&m)) && visit_later(&m, false);
    finish(&m.first);
    finish(&m.later);
    return !passed || set_function(&m, false) ? done : false;
}

bool mandate_registry_extent(mandate_registry *registry, int index, mandate_extent *extent, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    *extent = (mandate_extent){0};
    if (!mandate_schema_has(registry, kind->name) || mandate_schema_is_keyed(registry, kind->name)) return true;
    if (!mandate_registry_count(registry, index, &extent->rows, error)) return false;
    if (extent->rows == 0) return true;
    const char *suffix = mandate_schema_suffix(registry, kind->name);
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT (SELECT min(row) FROM \"%w%s\"), (SELECT max(row) FROM \"%w%s\"), EXISTS(SELECT 1 FROM \"%w%s\" WHERE record <> row)", kind->name,
                        suffix, kind->name, suffix, kind->name, suffix);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    if (found == 1) {
        extent->first = sqlite3_column_int64(statement, 0);
        extent->last = sqlite3_column_int64(statement, 1);
        extent->even = sqlite3_column_int(statement, 2) == 0 && extent->last - extent->first == extent->rows - 1 && COLUMN_FIELDS + kind->field_count <= PASSED_MOST;
    }
    sqlite3_finalize(statement);
    return found == 1;
}

bool mandate_registry_read_range(mandate_registry *registry, int index, int64_t first, int64_t last, mandate_row_visitor *visit, void *context, mandate_error *error)
{
    char which[96];
    snprintf(which, sizeof which, "NOT INDEXED WHERE row BETWEEN %lld AND %lld", (long long)first, (long long)last);
    merging m = {.first = {.registry = registry, .kind = mandate_model_kind(registry->model, index)}, .visit = visit, .context = context, .error = error};
    if (!set_function(&m, true)) return false;
    bool done = pass_rows(&m, which);
    finish(&m.first);
    return set_function(&m, false) && done;
}
