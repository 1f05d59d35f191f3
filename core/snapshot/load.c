// Reads a registry's rows into columns, in the registry's order.
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

typedef struct loading {
    mandate_snapshot *snapshot;
    mandate_loaded *loaded;
    int64_t last_record;
} loading;

static bool reserve(mandate_loaded *loaded, mandate_error *error)
{
    if (loaded->table.versions < loaded->version_capacity) return true;
    size_t capacity = loaded->version_capacity ? loaded->version_capacity * 2 : 64;
    if (capacity > UINT32_MAX - 2) return mandate_fail(error, MANDATE_ERROR_LIMIT, "more rows in `%s` than a snapshot can number", loaded->table.kind->name);
#define GROW(array)                                                            \
    do {                                                                       \
        void *grown = mandate_resize(array, capacity, sizeof *(array), error); \
        if (!grown) return false;                                              \
        array = grown;                                                         \
    } while (0)
    GROW(loaded->effective_from);
    GROW(loaded->import);
    GROW(loaded->line);
    for (int f = 0; f < loaded->table.kind->field_count; f++) {
        mandate_column *column = &loaded->columns[f];
        switch (column->type) {
        case MANDATE_NUMBER: GROW(column->numbers); break;
        case MANDATE_EVENT:
        case MANDATE_DATE: GROW(column->dates); break;
        case MANDATE_YESNO: GROW(column->answers); break;
        case MANDATE_TEXT: GROW(column->codes); break;
        case MANDATE_REFERENCE: GROW(loaded->reference_ids[f]); break;
        }
    }
#undef GROW
    loaded->version_capacity = capacity;
    return true;
}

static bool take_cell(loading *state, int f, uint32_t row, const mandate_cell *cell, mandate_error *error)
{
    mandate_loaded *loaded = state->loaded;
    const mandate_field *field = &loaded->table.kind->fields[f];
    mandate_column *column = &loaded->columns[f];
    bool unknown = cell->blank && field->blank == MANDATE_BLANK_UNKNOWN;
    if (unknown) column->has_unknown = true;
    switch (column->type) {
    case MANDATE_NUMBER:
        column->numbers[row] = !cell->blank ? cell->number : unknown ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
        return true;
    case MANDATE_EVENT:
    case MANDATE_DATE:
        column->dates[row] = !cell->blank ? cell->date : unknown ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
        if (!cell->blank && cell->date > column->last) column->last = cell->date;
        return true;
    case MANDATE_YESNO:
        column->answers[row] = (uint8_t)(!cell->blank ? (cell->yes ? MANDATE_YES : MANDATE_NO)
                                                      : unknown ? MANDATE_YESNO_UNKNOWN : MANDATE_YESNO_ABSENT);
        return true;
    case MANDATE_TEXT:
        if (cell->blank) {
            column->codes[row] = unknown ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
            return true;
        }
        return mandate_dictionary_add(&state->snapshot->texts, cell->text, cell->length, &column->codes[row], error);
    case MANDATE_REFERENCE:
        loaded->reference_ids[f][row] = cell->blank ? 0 : cell->record;
        return true;
    }
    return true;
}

static bool take_row(void *context, const mandate_row *row, mandate_error *error)
{
    loading *state = context;
    mandate_loaded *loaded = state->loaded;
    mandate_table *table = &loaded->table;
    if (!reserve(loaded, error)) return false;
    if (table->records == 0 || row->record != state->last_record) {
        if (table->records + 1 >= loaded->record_capacity) {
            size_t capacity = loaded->record_capacity ? loaded->record_capacity * 2 : 64;
            int64_t *ids = mandate_resize(loaded->ids, capacity, sizeof *ids, error);
            if (!ids) return false;
            loaded->ids = ids;
            uint32_t *start = mandate_resize(loaded->version_start, capacity, sizeof *start, error);
            if (!start) return false;
            loaded->version_start = start;
            loaded->record_capacity = capacity;
        }
        loaded->ids[table->records] = row->record;
        loaded->version_start[table->records] = table->versions;
        table->records++;
        state->last_record = row->record;
    }
    uint32_t version = table->versions;
    loaded->effective_from[version] = row->effective_from;
    loaded->import[version] = (uint32_t)row->import;
    loaded->line[version] = (uint32_t)row->line;
    for (int f = 0; f < table->kind->field_count; f++)
        if (!take_cell(state, f, version, &row->cells[f], error)) return false;
    table->versions++;
    loaded->version_start[table->records] = table->versions;
    return true;
}

// The registry id's place in the referenced table, or MANDATE_CODE_ABSENT. Ids ascend, and mostly count from 1 without gaps.
static uint32_t place_of(const mandate_loaded *loaded, int64_t id)
{
    uint32_t count = loaded->table.records;
    if (id >= 1 && id <= (int64_t)count && loaded->ids[id - 1] == id) return (uint32_t)(id - 1);
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (loaded->ids[middle] < id) low = middle + 1;
        else high = middle;
    }
    return low < count && loaded->ids[low] == id ? low : MANDATE_CODE_ABSENT;
}

static bool resolve_references(mandate_snapshot *snapshot, mandate_loaded *loaded, mandate_error *error)
{
    const mandate_kind *kind = loaded->table.kind;
    for (int f = 0; f < kind->field_count; f++) {
        mandate_column *column = &loaded->columns[f];
        if (column->type != MANDATE_REFERENCE) continue;
        const mandate_loaded *target = &snapshot->tables[kind->fields[f].kind];
        bool unknown = kind->fields[f].blank == MANDATE_BLANK_UNKNOWN;
        column->codes = mandate_new(loaded->table.versions, sizeof *column->codes, error);
        if (!column->codes) return false;
        for (uint32_t v = 0; v < loaded->table.versions; v++) {
            int64_t id = loaded->reference_ids[f][v];
            if (id == 0) {
                column->codes[v] = unknown ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
                continue;
            }
            column->codes[v] = place_of(target, id);
            if (column->codes[v] == MANDATE_CODE_ABSENT)
                return mandate_fail(error, MANDATE_ERROR_SQLITE, "a row of `%s` refers to a `%s` that the registry does not hold; it was changed by another program", kind->name,
                                    target->table.kind->name);
        }
        mandate_free(loaded->reference_ids[f]);
        loaded->reference_ids[f] = NULL;
    }
    return true;
}

// A record's event: the earliest starting event of its versions; without one, the earliest of their other events.
static bool find_events(mandate_loaded *loaded, mandate_error *error)
{
    mandate_table *table = &loaded->table;
    const mandate_kind *kind = table->kind;
    loaded->event = mandate_new(table->records, sizeof *loaded->event, error);
    if (!loaded->event) return false;
    table->last_event = MANDATE_DATE_ALWAYS;
    for (uint32_t r = 0; r < table->records; r++) {
        mandate_date first = MANDATE_DATE_ABSENT;
        uint32_t from = loaded->version_start[r], to = loaded->version_start[r + 1];
        if (kind->starts >= 0)
            for (uint32_t v = from; v < to; v++)
                if (loaded->columns[kind->starts].dates[v] < first) first = loaded->columns[kind->starts].dates[v];
        if (first == MANDATE_DATE_ABSENT && !kind->lasting)
            for (int f = 0; f < kind->field_count; f++)
                if (kind->fields[f].type == MANDATE_EVENT)
                    for (uint32_t v = from; v < to; v++)
                        if (loaded->columns[f].dates[v] < first) first = loaded->columns[f].dates[v];
        loaded->event[r] = first == MANDATE_DATE_ABSENT ? MANDATE_DATE_ALWAYS : first;
        if (loaded->event[r] > table->last_event) table->last_event = loaded->event[r];
    }
    return true;
}

static bool take_import(void *context, int64_t import, const char *file, const char *imported_at, mandate_error *error)
{
    mandate_snapshot *snapshot = context;
    (void)imported_at;
    if (import < 0 || import > 100000000) return mandate_fail(error, MANDATE_ERROR_SQLITE, "the registry's imports are numbered wrongly");
    if ((size_t)import >= snapshot->import_count) {
        size_t count = (size_t)import + 1;
        char **imports = mandate_resize(snapshot->imports, count, sizeof *imports, error);
        if (!imports) return false;
        memset(imports + snapshot->import_count, 0, (count - snapshot->import_count) * sizeof *imports);
        snapshot->imports = imports;
        snapshot->import_count = count;
    }
    mandate_free(snapshot->imports[import]);
    snapshot->imports[import] = mandate_copy_text(file, strlen(file), error);
    return snapshot->imports[import] != NULL;
}

static bool load_all(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error)
{
    int count = mandate_model_kind_count(snapshot->model);
    snapshot->tables = mandate_new((size_t)count, sizeof *snapshot->tables, error);
    if (!snapshot->tables) return false;
    snapshot->table_count = count;
    for (int k = 0; k < count; k++) {
        mandate_loaded *loaded = &snapshot->tables[k];
        const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
        loaded->table.kind = kind;
        loaded->columns = mandate_new((size_t)kind->field_count, sizeof *loaded->columns, error);
        if (!loaded->columns) return false;
        loaded->reference_ids = mandate_new((size_t)kind->field_count, sizeof *loaded->reference_ids, error);
        if (!loaded->reference_ids) return false;
        loaded->version_start = mandate_new(1, sizeof *loaded->version_start, error);
        if (!loaded->version_start) return false;
        for (int f = 0; f < kind->field_count; f++) {
            loaded->columns[f].type = kind->fields[f].type;
            loaded->columns[f].last = MANDATE_DATE_ALWAYS;
        }
        loading state = {.snapshot = snapshot, .loaded = loaded};
        if (!mandate_registry_read(registry, k, take_row, &state, error)) return false;
    }
    for (int k = 0; k < count; k++)
        if (!resolve_references(snapshot, &snapshot->tables[k], error) || !find_events(&snapshot->tables[k], error)) return false;
    return mandate_registry_imports(registry, take_import, snapshot, error);
}

bool mandate_load_tables(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error)
{
    // all tables of one revision, whatever is imported meanwhile
    if (!mandate_registry_begin(registry, error)) return false;
    bool done = load_all(snapshot, registry, error);
    mandate_registry_end(registry);
    return done;
}
