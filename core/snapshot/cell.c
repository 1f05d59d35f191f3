#include "snapshot/cell.h"

#include <assert.h>

mandate_cell_reader mandate_cell_reader_of(const mandate_snapshot *snapshot, int kind, int f)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    const mandate_field *field = &table->kind->fields[f];
    mandate_cell_reader reader = {.table = table,
                                  .column = &table->columns[f],
                                  .blank = field->blank == MANDATE_BLANK_UNKNOWN ? MANDATE_SEEN_UNKNOWN : MANDATE_SEEN_ABSENT,
                                  .in_all_versions = field->fixed,
                                  .place = field->place};
    assert(reader.column->type == field->type);
    if (field->known_from >= 0) reader.known_from = &table->columns[field->known_from];
    reader.known_from_field = field->known_from;
    if (field->type == MANDATE_REFERENCE) reader.referenced = mandate_snapshot_table(snapshot, field->kind);
    return reader;
}

static inline uint32_t version_on(const mandate_table *table, uint32_t record, mandate_date day)
{
    return table->version_start ? mandate_table_version(table, record, day) : record;
}

// A reference to a place that names the same in all versions, of which one held always: it reads the same on every day, also on one that nobody knows.
static bool never_moves(const mandate_cell_reader *reader, uint32_t record)
{
    const mandate_table *table = reader->table;
    if (!reader->place) return false;
    uint32_t from = table->version_start[record], to = table->version_start[record + 1];
    for (uint32_t v = from + 1; v < to; v++)
        if (reader->column->codes[v] != reader->column->codes[from]) return false;
    return table->effective_from[from] == MANDATE_DATE_ALWAYS;
}

// The version in which the cell is read; otherwise false, and what the cell is without one. Where none is in force yet nobody knows what it held.
static inline bool find_version(const mandate_cell_reader *reader, uint32_t record, mandate_date as_of, mandate_date pivot, uint32_t *version,
                                enum mandate_seen_state *without)
{
    const mandate_table *table = reader->table;
    *without = MANDATE_SEEN_UNKNOWN;
    if (reader->known_from) {
        uint32_t now = mandate_table_version_of(table, record, reader->known_from_field, as_of);
        if (now == MANDATE_CODE_ABSENT) return false;
        if (mandate_column_date(reader->known_from, now) > as_of) {
            *without = reader->blank;
            return false;
        }
    }
    bool same_on_every_day = reader->in_all_versions || reader->column->type == MANDATE_EVENT;
    if (pivot == MANDATE_DATE_UNKNOWN && !same_on_every_day && !mandate_table_only_version(table, record) && !never_moves(reader, record)) return false;
    *version = version_on(table, record, reader->column->type == MANDATE_EVENT || pivot == MANDATE_DATE_UNKNOWN ? as_of : pivot);
    if (*version == MANDATE_CODE_ABSENT && reader->in_all_versions) *version = table->version_start[record];
    return *version != MANDATE_CODE_ABSENT;
}

mandate_seen mandate_cell_see(const mandate_cell_reader *reader, uint32_t record, mandate_date as_of, mandate_date pivot)
{
    const mandate_column *column = reader->column;
    mandate_seen seen = {0};
    bool absent = false, unknown = false;
    uint32_t version;
    if (!find_version(reader, record, as_of, pivot, &version, &seen.state)) return seen;
    seen.state = MANDATE_SEEN_KNOWN;
    switch (column->type) {
    case MANDATE_NUMBER:
        seen.number = mandate_column_number(column, version);
        absent = isnan(seen.number);
        unknown = isinf(seen.number);
        break;
    case MANDATE_EVENT:
    case MANDATE_DATE:
        seen.date = mandate_column_date(column, version);
        absent = seen.date == MANDATE_DATE_ABSENT || (column->type == MANDATE_EVENT && seen.date > as_of);
        unknown = seen.date == MANDATE_DATE_UNKNOWN;
        break;
    case MANDATE_YESNO:
        seen.yes = column->answers[version] == MANDATE_YES;
        absent = column->answers[version] == MANDATE_YESNO_ABSENT;
        unknown = column->answers[version] == MANDATE_YESNO_UNKNOWN;
        break;
    case MANDATE_TEXT:
        seen.code = mandate_column_cell(column, version);
        absent = seen.code == MANDATE_CODE_ABSENT;
        unknown = seen.code == MANDATE_CODE_UNKNOWN;
        break;
    case MANDATE_REFERENCE:
        assert(reader->referenced); // every reader of a reference has it
        seen.code = column->codes[version];
        unknown = seen.code == MANDATE_CODE_UNKNOWN;
        absent = seen.code == MANDATE_CODE_ABSENT || (!unknown && mandate_column_date(&reader->referenced->event, seen.code) > as_of);
        unknown = unknown || (absent && seen.code < MANDATE_CODE_UNKNOWN && mandate_table_is_undated(reader->referenced, seen.code)); // it is there perhaps
        break;
    }
    if (absent) seen.state = MANDATE_SEEN_ABSENT;
    if (unknown) seen.state = MANDATE_SEEN_UNKNOWN;
    return seen;
}

mandate_seen mandate_snapshot_see(const mandate_snapshot *snapshot, int kind, uint32_t record, int field, mandate_date as_of, mandate_date pivot)
{
    mandate_cell_reader reader = mandate_cell_reader_of(snapshot, kind, field);
    return mandate_cell_see(&reader, record, as_of, pivot);
}
