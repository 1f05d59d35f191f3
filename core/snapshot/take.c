// Many rows at once into a kind's columns, column by column.
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "snapshot/pack.h"

enum { SLICE = MANDATE_SIZE(1024, 3) }; // numbers or days that are packed at a time

// A column's cells among those of the rows.
typedef struct source {
    const mandate_packed_cell *first;
    size_t width, count;
} source;

// Notes that the column has an empty cell. Whether what it would say is unknown, and not absent.
static bool reads_unknown(const mandate_field *field, mandate_filled *column)
{
    bool unknown = field->blank == MANDATE_BLANK_UNKNOWN;
    if (unknown) column->has_unknown = true;
    else column->has_absent = true;
    return unknown;
}

// What is in a slice of the cells; returns how many there are.
static uint32_t next_slice(source *from)
{
    size_t count = from->count < SLICE ? from->count : SLICE;
    from->count -= count;
    return (uint32_t)count;
}

static bool take_numbers(mandate_loading *state, int f, uint32_t row, const source *given, mandate_error *error)
{
    const mandate_field *field = &state->loaded->kind->fields[f];
    mandate_filled *column = &state->loaded->columns[f];
    source from = *given;
    double out[SLICE];
    const mandate_packed_cell *cell = from.first;
    for (uint32_t count; (count = next_slice(&from)) > 0; row += count) {
        for (size_t i = 0; i < count; i++, cell += from.width) { // both zeros are one, as in the registry
            if (cell->packing != MANDATE_PACKED_BLANK) out[i] = cell->number + 0.0;
            else out[i] = reads_unknown(field, column) ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
        }
        if (!mandate_narrow_add(column, field->type, row, out, count, state->loaded->version_capacity, error)) return false;
    }
    return true;
}

static bool take_days(mandate_loading *state, int f, uint32_t row, const source *given, mandate_error *error)
{
    const mandate_field *field = &state->loaded->kind->fields[f];
    mandate_filled *column = &state->loaded->columns[f];
    source from = *given;
    int32_t out[SLICE], first = column->first, last = column->last;
    const mandate_packed_cell *cell = from.first;
    for (uint32_t count; (count = next_slice(&from)) > 0; row += count) {
        for (size_t i = 0; i < count; i++, cell += from.width) {
            if (cell->packing == MANDATE_PACKED_BLANK) {
                out[i] = reads_unknown(field, column) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
                continue;
            }
            out[i] = cell->day;
            if (cell->day > last) last = cell->day;
            if (cell->day < first) first = cell->day;
        }
        if (!mandate_narrow_add(column, field->type, row, out, count, state->loaded->version_capacity, error)) return false;
    }
    column->first = first;
    column->last = last;
    return true;
}

static void take_answers(const mandate_field *field, mandate_filled *column, uint32_t row, const source *from)
{
    uint8_t *out = (uint8_t *)column->cells + row;
    const mandate_packed_cell *cell = from->first;
    for (size_t i = 0; i < from->count; i++, cell += from->width) {
        if (cell->packing != MANDATE_PACKED_BLANK) out[i] = (uint8_t)(cell->integer ? MANDATE_YES : MANDATE_NO);
        else out[i] = (uint8_t)(reads_unknown(field, column) ? MANDATE_YESNO_UNKNOWN : MANDATE_YESNO_ABSENT);
    }
}

static bool take_texts(mandate_loading *state, int f, uint32_t row, const source *from, mandate_error *error)
{
    const mandate_field *field = &state->loaded->kind->fields[f];
    mandate_filled *column = &state->loaded->columns[f];
    const mandate_packed_cell *cell = from->first;
    for (size_t i = 0; i < from->count; i++, cell += from->width) {
        if (cell->packing == MANDATE_PACKED_BLANK) {
            mandate_set_code(column, row + (uint32_t)i, reads_unknown(field, column) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT);
            continue;
        }
        if (!mandate_loading_text(state, column, row + (uint32_t)i, cell->text, cell->length, error)) return false;
    }
    return true;
}

static bool take_references(mandate_loading *state, int f, uint32_t row, const source *from, mandate_error *error)
{
    const mandate_field *field = &state->loaded->kind->fields[f];
    mandate_filled *column = &state->loaded->columns[f];
    const mandate_packed_cell *cell = from->first;
    for (size_t i = 0; i < from->count; i++, cell += from->width) {
        if (cell->packing == MANDATE_PACKED_BLANK) ((uint32_t *)column->cells)[row + i] = reads_unknown(field, column) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
        else if (!mandate_loading_reference(state, f, row + (uint32_t)i, cell->integer, error)) return false;
    }
    return true;
}

static bool take_column(mandate_loading *state, int f, uint32_t row, const source *from, mandate_error *error)
{
    const mandate_field *field = &state->loaded->kind->fields[f];
    mandate_filled *column = &state->loaded->columns[f];
    switch (field->type) {
    case MANDATE_NUMBER: return take_numbers(state, f, row, from, error);
    case MANDATE_EVENT:
    case MANDATE_DATE: return take_days(state, f, row, from, error);
    case MANDATE_YESNO: take_answers(field, column, row, from); return true;
    case MANDATE_TEXT: return take_texts(state, f, row, from, error);
    case MANDATE_REFERENCE: return take_references(state, f, row, from, error);
    }
    return true;
}

bool mandate_loading_take_rows(mandate_loading *state, const mandate_packed_rows *rows, mandate_error *error)
{
    static const mandate_packed_cell blank = {.packing = MANDATE_PACKED_BLANK};
    mandate_loaded *loaded = state->loaded;
    uint32_t row = loaded->versions;
    if (rows->count == 0) return true;
    if (!mandate_loading_make_room(loaded, rows->count, error)) return false;
    for (size_t i = 0; i < rows->count; i++) loaded->line[row + i] = (uint32_t)rows->lines[i];
    if (row == 0) loaded->only_import = (uint32_t)rows->import;
    if (loaded->only_import != (uint32_t)rows->import && !mandate_loading_tell_imports(loaded, loaded->version_capacity, error)) return false;
    for (size_t i = 0; !loaded->of_one_import && i < rows->count; i++) loaded->import[row + i] = (uint32_t)rows->import;
    for (size_t i = 0; !loaded->without_ids && i < rows->count; i++) loaded->ids[row + i] = rows->first_row + (int64_t)i;
    for (int f = 0; f < loaded->kind->field_count; f++) {
        bool there = rows->places[f] >= 0;
        const source from = {.first = there ? rows->cells + rows->places[f] : &blank, .width = there ? rows->width : 0, .count = rows->count};
        if (!take_column(state, f, row, &from, error)) return false;
    }
    loaded->versions += (uint32_t)rows->count;
    loaded->records += (uint32_t)rows->count;
    state->last_record = rows->first_row + (int64_t)rows->count - 1;
    return true;
}
