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
    if (field->type == MANDATE_REFERENCE) reader.referenced_event = &mandate_snapshot_table(snapshot, field->kind)->event;
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

// False where the record has no version on the day: its cell is blank.
static inline bool find_version(const mandate_cell_reader *reader, uint32_t record, mandate_date as_of, mandate_date pivot, uint32_t *version)
{
    const mandate_table *table = reader->table;
    *version = version_on(table, record, reader->column->type == MANDATE_EVENT || pivot == MANDATE_DATE_UNKNOWN ? as_of : pivot);
    if (*version == MANDATE_CODE_ABSENT) {
        if (!reader->in_all_versions) return false;
        *version = table->version_start[record];
    }
    if (!reader->known_from) return true;
    uint32_t now = version_on(table, record, as_of);
    return now != MANDATE_CODE_ABSENT && mandate_column_date(reader->known_from, now) <= as_of;
}

mandate_seen mandate_cell_see(const mandate_cell_reader *reader, uint32_t record, mandate_date as_of, mandate_date pivot)
{
    const mandate_column *column = reader->column;
    mandate_seen seen = {.state = MANDATE_SEEN_KNOWN};
    bool absent = false, unknown = false;
    uint32_t version;
    if (pivot == MANDATE_DATE_UNKNOWN && column->type != MANDATE_EVENT && !reader->in_all_versions && !mandate_table_only_version(reader->table, record) && !never_moves(reader, record)) {
        seen.state = MANDATE_SEEN_UNKNOWN;
        return seen;
    }
    if (!find_version(reader, record, as_of, pivot, &version)) {
        seen.state = reader->blank;
        return seen;
    }
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
        seen.code = column->codes[version];
        unknown = seen.code == MANDATE_CODE_UNKNOWN;
        absent = seen.code == MANDATE_CODE_ABSENT || (!unknown && mandate_column_date(reader->referenced_event, seen.code) > as_of);
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
