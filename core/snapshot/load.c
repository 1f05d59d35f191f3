// Reads a kind's rows into columns, in the registry's order.
#include <assert.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/threads.h"
#include "snapshot/pack.h"

enum { FIRST_ROWS = MANDATE_SIZE(16, 1) }; // room for them where their number is not known
enum { FEW = MANDATE_SIZE(10000, 4) }; // rows whose columns are finished before a thread is awake

static size_t width_of(mandate_type type)
{
    switch (type) {
    case MANDATE_NUMBER: return sizeof(double);
    case MANDATE_EVENT:
    case MANDATE_DATE: return sizeof(int32_t);
    case MANDATE_REFERENCE: return sizeof(uint32_t);
    case MANDATE_YESNO:
    case MANDATE_TEXT: break;
    }
    return 1; // a text column widens with its number of texts
}

static bool grow(void *array, size_t capacity, size_t size, mandate_error *error)
{
    void **held = array;
    void *grown = mandate_resize(*held, capacity, size, error);
    if (!grown) return false;
    *held = grown;
    return true;
}

// The same of what lies in the room.
static bool grow_in(mandate_room *room, void *array, size_t capacity, size_t size, mandate_error *error)
{
    void **held = array;
    void *grown = mandate_room_resize(room, *held, capacity, size, error);
    if (!grown) return false;
    *held = grown;
    return true;
}

static bool reserve_versions(mandate_loaded *loaded, size_t capacity, mandate_error *error)
{
    if (capacity > UINT32_MAX - 2) return mandate_fail(error, MANDATE_ERROR_LIMIT, "more rows in `%s` than a snapshot can number", loaded->kind->name);
    if ((loaded->effective_from && !grow_in(loaded->room, &loaded->effective_from, capacity, sizeof *loaded->effective_from, error)) ||
        (!loaded->of_one_import && !grow_in(loaded->room, &loaded->import, capacity, sizeof *loaded->import, error)) ||
        !grow_in(loaded->room, &loaded->line, capacity, sizeof *loaded->line, error))
        return false;
    for (int f = 0; f < loaded->kind->field_count; f++)
        if (!grow_in(loaded->room, &loaded->columns[f].cells, capacity, loaded->columns[f].width, error) ||
            (loaded->own_ids[f] && !grow(&loaded->own_ids[f], capacity, sizeof **loaded->own_ids, error)))
            return false;
    loaded->version_capacity = capacity;
    return true;
}

static bool reserve_records(mandate_loaded *loaded, size_t capacity, mandate_error *error)
{
    if ((!loaded->without_ids && !grow_in(loaded->room, &loaded->ids, capacity, sizeof *loaded->ids, error)) ||
        (loaded->version_start && !grow(&loaded->version_start, capacity + 1, sizeof *loaded->version_start, error)))
        return false;
    loaded->record_capacity = capacity;
    return true;
}

// Row numbers of versions and records are the same as long as every record has one version that holds always; from here on they are kept apart.
static bool keep_versions(mandate_loaded *loaded, mandate_error *error)
{
    loaded->version_start = mandate_new(loaded->record_capacity + 1, sizeof *loaded->version_start, error);
    loaded->effective_from = mandate_room_new(loaded->room, loaded->version_capacity, sizeof *loaded->effective_from, error);
    if (!loaded->version_start || !loaded->effective_from) return false;
    for (uint32_t r = 0; r <= loaded->records; r++) loaded->version_start[r] = r;
    for (uint32_t v = 0; v < loaded->versions; v++) loaded->effective_from[v] = MANDATE_DATE_ALWAYS;
    return true;
}

void mandate_set_code(const mandate_filled *column, uint32_t row, uint32_t code)
{
    switch (column->width) {
    case 1: ((uint8_t *)column->cells)[row] = (uint8_t)code; break;
    case 2: ((uint16_t *)column->cells)[row] = (uint16_t)code; break;
    default: ((uint32_t *)column->cells)[row] = code; break;
    }
}

size_t mandate_code_width(uint32_t texts) { return texts < UINT8_MAX ? 1 : texts < UINT16_MAX ? 2 : 4; }

// The next width for a column whose texts no longer fit below the two codes that mean something else.
static bool widen(mandate_filled *column, uint32_t rows, size_t capacity, mandate_error *error)
{
    if (column->width == 1) {
        const uint8_t *from = column->cells;
        uint16_t *to = mandate_room_new(column->room, capacity, sizeof *to, error);
        if (!to) return false;
        for (uint32_t i = 0; i < rows; i++) to[i] = (uint16_t)(from[i] >= UINT8_MAX - 1 ? from[i] | 0xFF00 : from[i]);
        mandate_room_free(column->cells);
        column->cells = to;
    } else {
        const uint16_t *from = column->cells;
        uint32_t *to = mandate_room_new(column->room, capacity, sizeof *to, error);
        if (!to) return false;
        for (uint32_t i = 0; i < rows; i++) to[i] = from[i] >= UINT16_MAX - 1 ? from[i] | 0xFFFF0000 : from[i];
        mandate_room_free(column->cells);
        column->cells = to;
    }
    column->width *= 2;
    return true;
}

bool mandate_loading_make_room(mandate_loaded *loaded, size_t more, mandate_error *error)
{
    size_t versions = loaded->version_capacity, records = loaded->record_capacity;
    if (versions < loaded->versions + more) versions = versions * 2 > loaded->versions + more ? versions * 2 : loaded->versions + more;
    if (records < loaded->records + more) records = records * 2 > loaded->records + more ? records * 2 : loaded->records + more;
    return (versions == loaded->version_capacity || reserve_versions(loaded, versions, error)) &&
           (records == loaded->record_capacity || reserve_records(loaded, records, error));
}

bool mandate_loading_tell_imports(mandate_loaded *loaded, size_t capacity, mandate_error *error)
{
    if (!loaded->of_one_import) return true;
    if (!grow_in(loaded->room, &loaded->import, capacity, sizeof *loaded->import, error)) return false;
    for (uint32_t row = 0; row < loaded->versions; row++) loaded->import[row] = loaded->only_import;
    loaded->of_one_import = false;
    return true;
}

bool mandate_loading_text(mandate_loading *state, mandate_filled *column, uint32_t row, const char *text, size_t length, mandate_error *error)
{
    uint32_t code;
    if (!mandate_dictionary_add(&column->texts, text, length, &code, error)) return false;
    if (column->width < 4 && code > (column->width == 1 ? UINT8_MAX : UINT16_MAX) - 2 && !widen(column, row, state->loaded->version_capacity, error)) return false;
    mandate_set_code(column, row, code);
    return true;
}

bool mandate_loading_reference(mandate_loading *state, int f, uint32_t row, int64_t id, mandate_error *error)
{
    const mandate_kind *kind = state->loaded->kind;
    uint32_t *codes = state->loaded->columns[f].cells;
    if (state->loaded->own_ids[f]) {
        state->loaded->own_ids[f][row] = id;
        return true;
    }
    codes[row] = mandate_place_of(&state->places[kind->fields[f].kind], id);
    return codes[row] != MANDATE_CODE_ABSENT ||
           mandate_fail(error, MANDATE_ERROR_SQLITE, "a row of `%s` refers by `%s` to a row that the registry does not hold; it was changed by another program",
                        kind->name, kind->fields[f].name);
}

// An event that a later version leaves empty is that of the version before: what is on file has happened.
static bool repeats_event(const mandate_field *field, const mandate_filled *column, uint32_t row, const mandate_cell *cell, bool first)
{
    if (first || !cell->blank || field->type != MANDATE_EVENT) return false;
    int32_t *days = column->cells;
    days[row] = days[row - 1];
    return true;
}

// `first`: the row is the first version of its record.
static bool take_cell(mandate_loading *state, int f, uint32_t row, const mandate_cell *cell, bool first, mandate_error *error)
{
    mandate_loaded *loaded = state->loaded;
    const mandate_field *field = &loaded->kind->fields[f];
    mandate_filled *column = &loaded->columns[f];
    if (repeats_event(field, column, row, cell, first)) return true;
    bool unknown = cell->blank && field->blank == MANDATE_BLANK_UNKNOWN;
    if (unknown) column->has_unknown = true;
    else if (cell->blank) column->has_absent = true;
    switch (field->type) {
    case MANDATE_NUMBER: // both zeros are one, as in the registry
        ((double *)column->cells)[row] = !cell->blank ? cell->number + 0.0 : unknown ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
        return true;
    case MANDATE_EVENT:
    case MANDATE_DATE:
        ((int32_t *)column->cells)[row] = !cell->blank ? cell->date : unknown ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
        if (!cell->blank && cell->date > column->last) column->last = cell->date;
        if (!cell->blank && cell->date < column->first) column->first = cell->date;
        return true;
    case MANDATE_YESNO:
        ((uint8_t *)column->cells)[row] = (uint8_t)(!cell->blank ? (cell->yes ? MANDATE_YES : MANDATE_NO) : unknown ? MANDATE_YESNO_UNKNOWN : MANDATE_YESNO_ABSENT);
        return true;
    case MANDATE_TEXT:
        if (!cell->blank) return mandate_loading_text(state, column, row, cell->text, cell->length, error);
        mandate_set_code(column, row, unknown ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT);
        return true;
    case MANDATE_REFERENCE:
        if (!cell->blank) return mandate_loading_reference(state, f, row, cell->record, error);
        if (loaded->own_ids[f]) loaded->own_ids[f][row] = 0;
        else ((uint32_t *)column->cells)[row] = unknown ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
        return true;
    }
    return true;
}

bool mandate_loading_take(void *context, const mandate_row *row, mandate_error *error)
{
    mandate_loading *state = context;
    mandate_loaded *loaded = state->loaded;
    uint32_t version = loaded->versions;
    if (loaded->is_piece) {
        loaded->uneven = row->effective_from != MANDATE_DATE_ALWAYS;
        if (loaded->uneven || version >= loaded->version_capacity)
            return mandate_fail(error, MANDATE_ERROR_SQLITE, "the rows of `%s` cannot be read in pieces", loaded->kind->name);
    }
    if (version >= loaded->version_capacity && !reserve_versions(loaded, loaded->version_capacity * 2, error)) return false;
    bool first = loaded->records == 0 || row->record != state->last_record;
    if (!loaded->version_start && (!first || row->effective_from != MANDATE_DATE_ALWAYS) && !keep_versions(loaded, error)) return false;
    if (first) {
        if (loaded->records >= loaded->record_capacity && !reserve_records(loaded, loaded->record_capacity * 2, error)) return false;
        if (!loaded->without_ids) loaded->ids[loaded->records] = row->record;
        loaded->records++;
        state->last_record = row->record;
    }
    if (loaded->version_start) {
        loaded->effective_from[version] = row->effective_from;
        loaded->version_start[loaded->records] = version + 1;
    }
    loaded->import[version] = (uint32_t)row->import;
    loaded->line[version] = (uint32_t)row->line;
    for (int f = 0; f < loaded->kind->field_count; f++)
        if (!take_cell(state, f, version, &row->cells[f], first, error)) return false;
    loaded->versions++;
    return true;
}

// References to the kind itself, which may point at rows that came later.
static bool resolve_own(mandate_loaded *loaded, mandate_error *error)
{
    const mandate_kind *kind = loaded->kind;
    mandate_places places = {0};
    bool done = true;
    for (int f = 0; done && f < kind->field_count; f++) {
        if (!loaded->own_ids[f]) continue;
        if (!places.by_id && !places.sparse && !mandate_places_make(&places, loaded->room, loaded->ids, loaded->records, error)) return false;
        uint32_t blank = kind->fields[f].blank == MANDATE_BLANK_UNKNOWN ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT, *codes = loaded->columns[f].cells;
        for (uint32_t v = 0; done && v < loaded->versions; v++) {
            int64_t id = loaded->own_ids[f][v];
            codes[v] = id == 0 ? blank : mandate_place_of(&places, id);
            if (id != 0 && codes[v] == MANDATE_CODE_ABSENT)
                done =
                    mandate_fail(error, MANDATE_ERROR_SQLITE, "a row of `%s` refers by `%s` to a row that the registry does not hold; it was changed by another program",
                                 kind->name, kind->fields[f].name);
        }
        mandate_free(loaded->own_ids[f]);
        loaded->own_ids[f] = NULL;
    }
    mandate_places_release(&places);
    return done;
}

static void take_earlier(const mandate_filled *days, uint32_t row, mandate_date *first)
{
    mandate_date day = mandate_narrow_day(days, row);
    if (day < *first && day != MANDATE_DATE_UNKNOWN) *first = day;
}

bool mandate_find_events(mandate_loaded *loaded, mandate_error *error)
{
    assert(loaded->columns);
    const mandate_kind *kind = loaded->kind;
    const mandate_filled *starting = kind->starts >= 0 ? &loaded->columns[kind->starts] : NULL;
    loaded->event_is_column = starting && !loaded->version_start && !starting->has_absent && !starting->has_unknown;
    if (loaded->event_is_column) return true;
    loaded->event = (mandate_filled){.room = loaded->room, .width = sizeof(mandate_date), .first = MANDATE_DATE_ABSENT, .last = MANDATE_DATE_ALWAYS};
    mandate_date *event = loaded->event.cells = mandate_room_new(loaded->room, loaded->records, sizeof *event, error);
    if (!event) return false;
    for (uint32_t r = 0; r < loaded->records; r++) {
        mandate_date first = MANDATE_DATE_ABSENT;
        uint32_t from = loaded->version_start ? loaded->version_start[r] : r, to = loaded->version_start ? loaded->version_start[r + 1] : r + 1;
        for (uint32_t v = from; starting && v < to; v++) take_earlier(starting, v, &first);
        if (first == MANDATE_DATE_ABSENT && !kind->lasting)
            for (int f = 0; f < kind->field_count; f++)
                if (kind->fields[f].type == MANDATE_EVENT)
                    for (uint32_t v = from; v < to; v++) take_earlier(&loaded->columns[f], v, &first);
        event[r] = first == MANDATE_DATE_ABSENT ? MANDATE_DATE_ALWAYS : first;
        if (event[r] > loaded->event.last) loaded->event.last = event[r];
        if (event[r] < loaded->event.first) loaded->event.first = event[r];
    }
    return true;
}

bool mandate_loading_start(mandate_loaded *loaded, int own, size_t rows, mandate_error *error)
{
    const mandate_kind *kind = loaded->kind;
    loaded->columns = mandate_new((size_t)kind->field_count, sizeof *loaded->columns, error);
    loaded->own_ids = mandate_new((size_t)kind->field_count, sizeof *loaded->own_ids, error);
    if (!loaded->columns || !loaded->own_ids) return false;
    for (int f = 0; f < kind->field_count; f++) {
        const mandate_field *field = &kind->fields[f];
        mandate_filled *column = &loaded->columns[f];
        column->width = width_of(field->type);
        column->room = loaded->room;
        column->first = MANDATE_DATE_ABSENT;
        column->last = MANDATE_DATE_ALWAYS;
        if (field->type == MANDATE_TEXT && !mandate_dictionary_create(&column->texts, error)) return false;
        column->texts.room = loaded->room;
        if (field->type == MANDATE_REFERENCE && field->kind == own && !(loaded->own_ids[f] = mandate_new(1, sizeof **loaded->own_ids, error))) return false;
    }
    return reserve_versions(loaded, rows, error) && reserve_records(loaded, rows, error);
}

bool mandate_load_rows(mandate_loaded *piece, mandate_registry *registry, int kind, const mandate_places *places, int64_t first, int64_t last, mandate_error *error)
{
    mandate_loading state = {.loaded = piece, .places = places, .kind = kind};
    return mandate_registry_read_range(registry, kind, first, last, mandate_loading_take, &state, error);
}

static bool load(mandate_loaded *loaded, const mandate_readers *readers, int kind, const mandate_places *places, mandate_error *error)
{
    mandate_extent extent;
    bool in_pieces = false;
    if (!mandate_registry_extent(readers->list[0], kind, &extent, error)) return false;
    size_t rows = extent.rows > 0 ? (size_t)extent.rows : FIRST_ROWS;
    if (!mandate_loading_start(loaded, kind, rows, error) || !mandate_load_in_pieces(loaded, kind, places, readers, &extent, &in_pieces, error)) return false;
    mandate_loading state = {.loaded = loaded, .places = places, .kind = kind};
    return in_pieces || mandate_registry_read(readers->list[0], kind, mandate_loading_take, &state, error);
}

// Field `f`, and behind the fields the events.
static bool finish_column(void *context, size_t f, mandate_error *error)
{
    mandate_loaded *loaded = context;
    if (f == (size_t)loaded->kind->field_count) return loaded->event_is_column || mandate_pack_cells(&loaded->event, MANDATE_EVENT, loaded->records, error);
    switch (loaded->kind->fields[f].type) {
    case MANDATE_TEXT: return mandate_rank_texts(&loaded->columns[f], loaded->versions, error);
    case MANDATE_NUMBER:
    case MANDATE_EVENT:
    case MANDATE_DATE: return mandate_pack_cells(&loaded->columns[f], loaded->kind->fields[f].type, loaded->versions, error);
    case MANDATE_YESNO:
    case MANDATE_REFERENCE: break;
    }
    return true;
}

bool mandate_loading_finish(mandate_loaded *loaded, size_t threads, mandate_error *error)
{
    return mandate_find_events(loaded, error) && resolve_own(loaded, error) &&
           mandate_in_parallel(loaded->versions < FEW ? 1 : threads, (size_t)loaded->kind->field_count + 1, finish_column, loaded, error);
}

bool mandate_load_kind(mandate_loaded *loaded, const mandate_readers *readers, int kind, const mandate_places *places, mandate_error *error)
{
    return load(loaded, readers, kind, places, error) && mandate_loading_finish(loaded, readers->count, error);
}

void mandate_loaded_release(mandate_loaded *loaded)
{
    for (int f = 0; loaded->kind && f < loaded->kind->field_count; f++) {
        if (loaded->columns) {
            mandate_room_free(loaded->columns[f].cells);
            mandate_room_free(loaded->columns[f].text_start);
            mandate_room_free(loaded->columns[f].text_bytes);
            mandate_dictionary_destroy(&loaded->columns[f].texts);
        }
        if (loaded->own_ids) mandate_free(loaded->own_ids[f]);
    }
    mandate_free(loaded->columns);
    mandate_free(loaded->own_ids);
    mandate_room_free(loaded->ids);
    mandate_free(loaded->version_start);
    mandate_room_free(loaded->effective_from);
    mandate_room_free(loaded->event.cells);
    mandate_free(loaded->owner);
    mandate_room_free(loaded->owner_start);
    mandate_free(loaded->branch_end);
    mandate_room_free(loaded->import);
    mandate_room_free(loaded->line);
    memset(loaded, 0, sizeof *loaded);
}
