#include "import/land.h"

#include <stdio.h>
#include <string.h>
#include "import/carry.h"
#include "import/follow.h"
#include "model/memory.h"
#include "store/schema.h"

// The columns of `versions`, before the fields.
enum { AT_ROW, AT_RECORD, AT_FROM, AT_IMPORT, AT_LINE, AT_FIELDS };

static void add_fields(sqlite3_str *sql, const mandate_kind *kind)
{
    for (int i = 0; i < kind->field_count; i++) sqlite3_str_appendf(sql, ", \"%w\"", kind->fields[i].name);
}

void mandate_landing_add_keys(sqlite3_str *sql, const mandate_kind *kind)
{
    const char *between = "";
    for (int i = 0; i < kind->field_count; i++) {
        if (!kind->fields[i].key) continue;
        sqlite3_str_appendf(sql, "%s\"%w\" = ?%d", between, kind->fields[i].name, i + 1);
        between = " AND ";
    }
}

void mandate_landing_add_row(sqlite3_str *sql, const mandate_landing *landing)
{
    int after = landing->kind->field_count;
    if (!landing->keyed) {
        sqlite3_str_appendf(sql, "row = ?%d", after + 1);
        return;
    }
    mandate_landing_add_keys(sql, landing->kind);
    sqlite3_str_appendf(sql, " AND effective_from = ?%d", after + 3);
}

static sqlite3_stmt *prepare_versions(mandate_landing *landing, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(sql, "SELECT %s, effective_from, import, line", landing->keyed ? "1, 1" : "row, record");
    add_fields(sql, kind);
    sqlite3_str_appendf(sql, " FROM \"%w%s\" WHERE ", kind->name, landing->suffix);
    mandate_landing_add_keys(sql, kind);
    return mandate_database_prepare(landing->registry, sql, error);
}

// Parameters: the fields by their place from 1, then row, record, effective_from, import, line.
static sqlite3_stmt *prepare_insert(mandate_landing *landing, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    int count = kind->field_count;
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(sql, "INSERT INTO \"%w%s\"(%seffective_from, import, line", kind->name, landing->suffix, landing->keyed ? "" : "row, record, ");
    add_fields(sql, kind);
    sqlite3_str_appendall(sql, ") VALUES(");
    if (!landing->keyed) sqlite3_str_appendf(sql, "?%d, ?%d, ", count + 1, count + 2);
    sqlite3_str_appendf(sql, "?%d, ?%d, ?%d", count + 3, count + 4, count + 5);
    for (int i = 0; i < count; i++) sqlite3_str_appendf(sql, ", ?%d", i + 1);
    sqlite3_str_appendall(sql, ")");
    return mandate_database_prepare(landing->registry, sql, error);
}

static sqlite3_stmt *prepare_keep(mandate_landing *landing, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    const char *numbers = landing->keyed ? "" : ", row, record";
    sqlite3_str_appendf(sql, "INSERT INTO \"%w_history%s\"(effective_from, import, line%s, replaced_by", landing->kind->name, landing->suffix, numbers);
    add_fields(sql, landing->kind);
    sqlite3_str_appendf(sql, ") SELECT effective_from, import, line%s, ?%d", numbers, landing->kind->field_count + 4);
    add_fields(sql, landing->kind);
    sqlite3_str_appendf(sql, " FROM \"%w%s\" WHERE ", landing->kind->name, landing->suffix);
    mandate_landing_add_row(sql, landing);
    return mandate_database_prepare(landing->registry, sql, error);
}

bool mandate_landing_file(mandate_landing *landing, const mandate_header *header, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(sql, "UPDATE \"%w%s\" SET import = ?%d, line = ?%d", kind->name, landing->suffix, kind->field_count + 4, kind->field_count + 5);
    landing->bound_count = 0;
    for (int i = 0; i < kind->field_count; i++)
        if (header->present[i] && !kind->fields[i].key) {
            sqlite3_str_appendf(sql, ", \"%w\" = ?%d", kind->fields[i].name, i + 1);
            landing->bound[landing->bound_count++] = i;
        }
    sqlite3_str_appendall(sql, " WHERE ");
    mandate_landing_add_row(sql, landing);
    sqlite3_finalize(landing->correct);
    landing->correct = mandate_database_prepare(landing->registry, sql, error);
    return landing->correct && mandate_carry_prepare(landing, header, error) && mandate_follow_prepare(landing, header, error);
}

static bool find_next_row(mandate_landing *landing, mandate_error *error)
{
    landing->next_row = 1;
    if (landing->keyed) return true;
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(sql, "SELECT max(row) FROM \"%w%s\"", landing->kind->name, landing->suffix);
    sqlite3_stmt *statement = mandate_database_prepare(landing->registry, sql, error);
    int found = statement ? mandate_database_step(landing->registry, statement, error) : -1;
    if (found == 1) landing->next_row = sqlite3_column_int64(statement, 0) + 1;
    sqlite3_finalize(statement);
    return found == 1;
}

bool mandate_landing_start(mandate_landing *landing, mandate_registry *registry, int kind, int64_t first_import, mandate_error *error)
{
    *landing = (mandate_landing){.registry = registry, .kind = mandate_model_kind(registry->model, kind), .index = kind, .first_import = first_import};
    landing->keyed = mandate_schema_is_keyed(registry, landing->kind->name);
    landing->counts_days = mandate_schema_counts_days(registry, landing->kind->name);
    landing->suffix = mandate_schema_suffix(registry, landing->kind->name);
    landing->bound = mandate_new((size_t)landing->kind->field_count, sizeof *landing->bound, error);
    landing->versions = landing->bound ? prepare_versions(landing, error) : NULL;
    landing->insert = landing->versions ? prepare_insert(landing, error) : NULL;
    landing->keep = landing->insert ? prepare_keep(landing, error) : NULL;
    if (landing->keep && find_next_row(landing, error)) return true;
    mandate_landing_end(landing);
    return false;
}

void mandate_landing_end(mandate_landing *landing)
{
    sqlite3_finalize(landing->versions);
    sqlite3_finalize(landing->insert);
    sqlite3_finalize(landing->keep);
    sqlite3_finalize(landing->correct);
    sqlite3_finalize(landing->rows);
    sqlite3_finalize(landing->carry);
    sqlite3_finalize(landing->follow);
    sqlite3_finalize(landing->follow_keep);
    sqlite3_finalize(landing->follow_written);
    sqlite3_finalize(landing->follow_unsaid);
    mandate_free(landing->seen);
    mandate_sightings_clear(&landing->sightings);
    mandate_free(landing->bound);
    *landing = (mandate_landing){0};
}

static void bind_cell(const mandate_landing *landing, sqlite3_stmt *statement, int place, const mandate_field *field, const mandate_cell *cell)
{
    if (cell->blank) {
        sqlite3_bind_null(statement, place);
        return;
    }
    switch (field->type) {
    case MANDATE_EVENT:
    case MANDATE_DATE:
        if (landing->counts_days) {
            sqlite3_bind_int(statement, place, cell->date);
            break;
        } // fallthrough
    case MANDATE_TEXT: sqlite3_bind_text(statement, place, cell->text, (int)cell->length, SQLITE_STATIC); break;
    case MANDATE_NUMBER: sqlite3_bind_double(statement, place, cell->number); break;
    case MANDATE_YESNO: sqlite3_bind_int(statement, place, cell->yes); break;
    case MANDATE_REFERENCE:
        if (cell->record == MANDATE_RECORD_PENDING) sqlite3_bind_null(statement, place);
        else sqlite3_bind_int64(statement, place, cell->record);
        break;
    }
}

static bool same_cell(const mandate_landing *landing, int column, const mandate_field *field, const mandate_cell *cell)
{
    sqlite3_stmt *statement = landing->versions;
    bool blank = sqlite3_column_type(statement, column) == SQLITE_NULL;
    if (blank || cell->blank) return blank && cell->blank;
    switch (field->type) {
    case MANDATE_EVENT:
    case MANDATE_DATE:
        if (landing->counts_days) return sqlite3_column_int64(statement, column) == cell->date;
        // fallthrough
    case MANDATE_TEXT: {
        const void *text = sqlite3_column_text(statement, column);
        return (size_t)sqlite3_column_bytes(statement, column) == cell->length && text && memcmp(text, cell->text, cell->length) == 0;
    }
    case MANDATE_NUMBER: return sqlite3_column_type(statement, column) != SQLITE_TEXT && sqlite3_column_double(statement, column) == cell->number;
    case MANDATE_YESNO: return sqlite3_column_int64(statement, column) == cell->yes; // a 2 of another program's is neither
    case MANDATE_REFERENCE: return sqlite3_column_int64(statement, column) == cell->record;
    }
    return false;
}

// What the registry knows of an incoming row's record.
typedef struct known {
    int64_t record; // 0: new
    int64_t row; // 0: no version with this effective_from
    int64_t import;
    long line;
    int differs; // the first field in which the version has another cell, -1
    bool has_event; // an event of the version that the file has no column for
    bool owner_differs;
    int64_t before; // row of the last version that begins earlier, 0
    char before_from[MANDATE_DAY_LENGTH + 1];
    bool was_there; // a version that this import did not bring
} known;

// Notes a version at hand that begins before the incoming row. Days as they are written come in their order, and no day before all of them.
static void note_before(sqlite3_stmt *versions, const mandate_incoming *row, known *out)
{
    char given[MANDATE_DAY_LENGTH + 1] = "";
    const char *from = (const char *)sqlite3_column_text(versions, AT_FROM);
    memcpy(given, row->effective, row->effective_length < MANDATE_DAY_LENGTH ? row->effective_length : MANDATE_DAY_LENGTH);
    if (!from || strcmp(from, given) >= 0 || (out->before != 0 && strcmp(from, out->before_from) <= 0)) return;
    out->before = sqlite3_column_int64(versions, AT_ROW);
    (void)snprintf(out->before_from, sizeof out->before_from, "%s", from);
}

static bool look_up(mandate_landing *landing, const mandate_incoming *row, known *out, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    sqlite3_stmt *versions = landing->versions;
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) bind_cell(landing, versions, i + 1, &kind->fields[i], &row->cells[i]);
    int found;
    while ((found = mandate_database_step(landing->registry, versions, error)) == 1) {
        const void *from = sqlite3_column_text(versions, AT_FROM);
        bool match = (size_t)sqlite3_column_bytes(versions, AT_FROM) == row->effective_length &&
                     (row->effective_length == 0 || (from && memcmp(from, row->effective, row->effective_length) == 0));
        out->record = sqlite3_column_int64(versions, AT_RECORD);
        if (!match) {
            int owner = kind->owner;
            bool differs =
                owner >= 0 && kind->fields[owner].fixed && row->present[owner] && !same_cell(landing, AT_FIELDS + owner, &kind->fields[owner], &row->cells[owner]);
            out->owner_differs = out->owner_differs || differs;
            note_before(versions, row, out);
            out->was_there = out->was_there || sqlite3_column_int64(versions, AT_IMPORT) < landing->first_import;
            continue;
        }
        out->row = sqlite3_column_int64(versions, AT_ROW);
        out->import = sqlite3_column_int64(versions, AT_IMPORT);
        out->line = (long)sqlite3_column_int64(versions, AT_LINE);
        out->differs = -1;
        for (int i = 0; i < kind->field_count; i++) {
            if (row->present[i]) out->differs = out->differs < 0 && !same_cell(landing, AT_FIELDS + i, &kind->fields[i], &row->cells[i]) ? i : out->differs;
            else if (kind->fields[i].type == MANDATE_EVENT) out->has_event = out->has_event || sqlite3_column_type(versions, AT_FIELDS + i) != SQLITE_NULL;
        }
    }
    sqlite3_reset(versions);
    return found == 0;
}

static sqlite3_stmt *prepare_rows(mandate_landing *landing, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(sql, "SELECT %s, effective_from, import, line", landing->keyed ? "0" : "record");
    add_fields(sql, landing->kind);
    sqlite3_str_appendf(sql, " FROM \"%w%s\" WHERE ", landing->kind->name, landing->suffix);
    mandate_landing_add_keys(sql, landing->kind);
    sqlite3_str_appendall(sql, " ORDER BY effective_from");
    return mandate_database_prepare(landing->registry, sql, error);
}

bool mandate_landing_visit(mandate_landing *landing, const mandate_incoming *row, mandate_row_visitor *visit, void *context, mandate_error *error)
{
    if (!landing->rows && !(landing->rows = prepare_rows(landing, error))) return false;
    for (int i = 0; i < landing->kind->field_count; i++)
        if (landing->kind->fields[i].key) bind_cell(landing, landing->rows, i + 1, &landing->kind->fields[i], &row->cells[i]);
    return mandate_database_visit(landing->registry, landing->index, landing->rows, visit, context, error);
}

bool mandate_has_event(const mandate_kind *kind, const mandate_incoming *row)
{
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].type == MANDATE_EVENT && !row->cells[i].blank) return true;
    return false;
}

static bool run(mandate_landing *landing, sqlite3_stmt *statement, mandate_error *error)
{
    int result = mandate_database_step(landing->registry, statement, error);
    sqlite3_reset(statement);
    return result == 0;
}

static bool insert(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    int after = kind->field_count;
    for (int i = 0; i < kind->field_count; i++) bind_cell(landing, landing->insert, i + 1, &kind->fields[i], &row->cells[i]);
    if (!landing->keyed) {
        sqlite3_bind_int64(landing->insert, after + 1, place->row);
        sqlite3_bind_int64(landing->insert, after + 2, place->record);
    }
    sqlite3_bind_text(landing->insert, after + 3, row->effective, (int)row->effective_length, SQLITE_STATIC);
    sqlite3_bind_int64(landing->insert, after + 4, row->import);
    sqlite3_bind_int64(landing->insert, after + 5, row->line);
    return run(landing, landing->insert, error);
}

void mandate_landing_bind_row(mandate_landing *landing, sqlite3_stmt *statement, const mandate_incoming *row, const mandate_place *place)
{
    const mandate_kind *kind = landing->kind;
    int after = kind->field_count;
    if (!landing->keyed) sqlite3_bind_int64(statement, after + 1, place->row);
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) bind_cell(landing, statement, i + 1, &kind->fields[i], &row->cells[i]);
    sqlite3_bind_text(statement, after + 3, row->effective, (int)row->effective_length, SQLITE_STATIC);
}

static bool correct(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, mandate_error *error)
{
    int after = landing->kind->field_count;
    mandate_landing_bind_row(landing, landing->keep, row, place);
    sqlite3_bind_int64(landing->keep, after + 4, row->import);
    for (int i = 0; i < landing->bound_count; i++) {
        int field = landing->bound[i];
        bind_cell(landing, landing->correct, field + 1, &landing->kind->fields[field], &row->cells[field]);
    }
    mandate_landing_bind_row(landing, landing->correct, row, place);
    sqlite3_bind_int64(landing->correct, after + 4, row->import);
    sqlite3_bind_int64(landing->correct, after + 5, row->line);
    return run(landing, landing->keep, error) && run(landing, landing->correct, error);
}

static bool name_part(mandate_sightings *sightings, const mandate_field *field, const mandate_cell *cell, mandate_error *error)
{
    switch (field->type) {
    case MANDATE_TEXT:
    case MANDATE_EVENT:
    case MANDATE_DATE: return mandate_sighting_part(sightings, cell->text, cell->length, error);
    case MANDATE_NUMBER: {
        double number = cell->number + 0.0; // both zeros are one
        return mandate_sighting_part(sightings, &number, sizeof number, error);
    }
    case MANDATE_YESNO: return mandate_sighting_part(sightings, &cell->yes, sizeof cell->yes, error);
    case MANDATE_REFERENCE: return mandate_sighting_part(sightings, &cell->record, sizeof cell->record, error);
    }
    return true;
}

static bool see_key(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error)
{
    mandate_sightings *sightings = &landing->sightings;
    mandate_seen seen = {.file = row->file, .line = row->line};
    bool before, named = true;
    mandate_sighting_begin(sightings);
    for (int i = 0; i < landing->kind->field_count && named; i++)
        if (landing->kind->fields[i].key) named = name_part(sightings, &landing->kind->fields[i], &row->cells[i], error);
    if (!named || !mandate_sighting_part(sightings, row->effective, row->effective_length, error) || !mandate_sighting_end(sightings, &seen, &before, error))
        return false;
    if (before) {
        place->landed = MANDATE_DOUBLE;
        place->other = seen;
    }
    return true;
}

// An unchanged row leaves no trace in the registry, and a second one like it must still be found.
static bool see(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error)
{
    size_t index = (size_t)place->row;
    if (landing->keyed) return see_key(landing, row, place, error);
    if (!landing->seen) { // for the rows there were before this import; memory that is not touched costs nothing
        landing->seen_size = (size_t)landing->next_row;
        landing->seen = mandate_new(landing->seen_size, sizeof *landing->seen, error);
        if (!landing->seen) return false;
    }
    if (index >= landing->seen_size) return true;
    if (landing->seen[index].line != 0) {
        place->landed = MANDATE_DOUBLE;
        place->other = landing->seen[index];
    } else {
        landing->seen[index] = (mandate_seen){.file = row->file, .line = row->line};
    }
    return true;
}

// Whether the snapshot has the row as it is, so that the registry need not be asked. A second row of its key in this import is left to that.
static bool is_as_before(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, bool *same, mandate_error *error)
{
    int64_t record;
    *same = false;
    *place = (mandate_place){.landed = MANDATE_UNCHANGED, .differs = -1};
    if (!landing->growth || landing->keyed || landing->follow_unsaid || row->effective_length > 0 ||
        !mandate_growth_has(landing->growth, landing->index, row->cells, row->present, &record))
        return true;
    place->row = place->record = record; // the only row of a record has its number
    if (!see(landing, row, place, error)) return false;
    *same = place->landed == MANDATE_UNCHANGED;
    return true;
}

bool mandate_land(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error)
{
    known before = {0};
    bool same;
    if (!is_as_before(landing, row, place, &same, error)) return false;
    if (same) return true;
    *place = (mandate_place){0};
    if (!look_up(landing, row, &before, error)) return false;
    place->row = before.row;
    place->record = before.record;
    place->owner_differs = before.owner_differs;
    place->differs = before.differs;
    if (before.row != 0 && before.import >= landing->first_import) {
        place->landed = MANDATE_DOUBLE;
        place->other = (mandate_seen){.file = -1, .line = before.line};
        place->other_import = before.import;
        return true;
    }
    if (before.row != 0) {
        bool says_more = false; // who says what the row holds already says it all the same: it follows no more
        if (before.differs < 0 && !mandate_follow_says_more(landing, row, place, &says_more, error)) return false;
        place->landed = before.differs < 0 && !says_more ? MANDATE_UNCHANGED : MANDATE_CORRECTED;
        if (!see(landing, row, place, error)) return false;
        if (place->landed != MANDATE_CORRECTED) return true;
    }
    if (!landing->kind->lasting && !before.has_event && !mandate_has_event(landing->kind, row)) {
        place->landed = MANDATE_NO_EVENT;
        return true;
    }
    if (before.record != 0 && !mandate_follow_written(landing, row, place, error)) return false;
    if (place->landed == MANDATE_WRITTEN) return true;
    if (before.row != 0) return correct(landing, row, place, error) && mandate_follow(landing, row, place, error);
    if (before.was_there && before.before == 0 && landing->unsaid >= 0) { // what the record held then nobody has said
        place->landed = MANDATE_UNSAID;
        return true;
    }
    place->landed = before.record != 0 ? MANDATE_VERSION : MANDATE_ADDED;
    place->row = landing->next_row++;
    if (before.record == 0) place->record = place->row;
    if (!insert(landing, row, place, error)) return false;
    place->carried = before.before != 0 && landing->carry;
    place->before = before.before;
    if (place->carried && !mandate_carry_over(landing, row, place, error)) return false;
    return before.record == 0 || mandate_follow(landing, row, place, error);
}
