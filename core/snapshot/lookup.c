#include "snapshot/lookup.h"

#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { RECORDS_A_ROW = 1500 }; // the keys of so many are looked through while the registry is asked for one

static int only_text_key(const mandate_kind *kind)
{
    int found = -1;
    for (int f = 0; f < kind->field_count; f++) {
        if (!kind->fields[f].key) continue;
        if (found >= 0 || kind->fields[f].type != MANDATE_TEXT) return -1;
        found = f;
    }
    return found;
}

static uint32_t first_row(const mandate_table *table, uint32_t record) { return table->version_start ? table->version_start[record] : record; }

// Everything that is read must be what was written.
static bool trust(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, mandate_error *error)
{
    const mandate_table *table = &snapshot->tables[kind];
    mandate_stored texts;
    if ((table->version_start && !mandate_snapshot_trust_part(snapshot, kind, MANDATE_OF_KIND, MANDATE_PART_VERSION_START, error)) ||
        !mandate_snapshot_trust(snapshot, kind, MANDATE_TRUST_IDS, error) || !mandate_snapshot_trust_part(snapshot, kind, lookup->key, MANDATE_PART_CELLS, error) ||
        !mandate_snapshot_stored(snapshot, kind, lookup->key, MANDATE_PART_TEXT_START, &lookup->start, error) ||
        !mandate_snapshot_stored(snapshot, kind, lookup->key, MANDATE_PART_TEXT_BYTES, &texts, error))
        return false;
    lookup->texts = texts.at;
    return true;
}

bool mandate_lookup_make(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, int64_t rows)
{
    const mandate_table *table = &snapshot->tables[kind];
    mandate_error unsaid;
    if (lookup->asked) return lookup->ready;
    lookup->asked = true;
    if (snapshot->from_file[kind] < 0 || !snapshot->ids[kind] || table->records / RECORDS_A_ROW > rows) return false;
    lookup->key = only_text_key(table->kind);
    if (lookup->key < 0 || table->columns[lookup->key].text_count != table->records || !trust(lookup, snapshot, kind, &unsaid)) return false;
    lookup->by_rank = mandate_new(table->records, sizeof *lookup->by_rank, &unsaid);
    for (uint32_t r = 0; lookup->by_rank && r < table->records; r++) {
        uint32_t rank = mandate_column_cell(&table->columns[lookup->key], first_row(table, r));
        if (rank < table->records) lookup->by_rank[rank] = r;
    }
    lookup->ready = lookup->by_rank;
    return lookup->ready;
}

void mandate_lookup_release(mandate_lookup *lookup)
{
    mandate_free(lookup->by_rank);
    *lookup = (mandate_lookup){0};
}

// The order of the text with this rank and another one.
static int compare(const mandate_lookup *lookup, uint32_t rank, const char *text, size_t length)
{
    uint64_t bounds[2];
    mandate_stored_read(&lookup->start, rank, rank + 2ULL, bounds);
    size_t own = (size_t)(bounds[1] - bounds[0]) - 1;
    return mandate_text_compare(lookup->texts + bounds[0], own, text, length);
}

uint32_t mandate_lookup_find(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, const char *text, size_t length)
{
    const mandate_table *table = &snapshot->tables[kind];
    uint32_t low = 0, high = table->records, rank = lookup->next;
    bool found = rank < high && compare(lookup, rank, text, length) == 0;
    while (!found && low < high) {
        rank = low + (high - low) / 2;
        int order = compare(lookup, rank, text, length);
        found = order == 0;
        if (order < 0) low = rank + 1;
        else high = rank;
    }
    if (!found) return MANDATE_CODE_ABSENT;
    lookup->next = rank + 1;
    uint32_t record = lookup->by_rank[rank];
    return mandate_column_cell(&table->columns[lookup->key], first_row(table, record)) == rank ? record : MANDATE_CODE_ABSENT;
}

static bool same_text(const mandate_column *column, uint32_t rank, const mandate_cell *cell)
{
    uint64_t from = column->text_start[rank];
    size_t length = (size_t)(column->text_start[rank + 1] - from) - 1;
    return length == cell->length && memcmp(column->text_bytes + from, cell->text, length) == 0;
}

static bool same_cell(const mandate_snapshot *snapshot, const mandate_field *field, const mandate_column *column, uint32_t row, const mandate_cell *cell)
{
    switch (field->type) {
    case MANDATE_TEXT: {
        uint32_t rank = mandate_column_cell(column, row);
        return rank >= MANDATE_CODE_UNKNOWN ? cell->blank : !cell->blank && same_text(column, rank, cell);
    }
    case MANDATE_NUMBER: {
        double number = mandate_column_number(column, row);
        return !(number > MANDATE_NUMBER_UNKNOWN) ? cell->blank : !cell->blank && number == cell->number;
    }
    case MANDATE_EVENT:
    case MANDATE_DATE: {
        mandate_date day = mandate_column_date(column, row);
        return day == MANDATE_DATE_ABSENT || day == MANDATE_DATE_UNKNOWN ? cell->blank : !cell->blank && day == cell->date;
    }
    case MANDATE_YESNO: return column->answers[row] > MANDATE_YES ? cell->blank : !cell->blank && (column->answers[row] == MANDATE_YES) == cell->yes;
    case MANDATE_REFERENCE: {
        uint32_t record = column->codes[row];
        return record >= MANDATE_CODE_UNKNOWN ? cell->blank : !cell->blank && snapshot->ids[field->kind][record] == cell->record;
    }
    }
    return false;
}

// A cell that is compared stands in a column that was checked, and a reference leads to a record whose number is known.
static bool shows_cells(const mandate_snapshot *snapshot, int kind)
{
    const mandate_table *table = &snapshot->tables[kind];
    mandate_error unsaid;
    if (table->version_start && !mandate_snapshot_trust_part(snapshot, kind, MANDATE_OF_KIND, MANDATE_PART_EFFECTIVE_FROM, &unsaid)) return false;
    for (int f = 0; f < table->kind->field_count; f++) {
        const mandate_field *field = &table->kind->fields[f];
        if (!field->key && !mandate_snapshot_trust(snapshot, kind, f, &unsaid)) return false;
        if (field->type == MANDATE_REFERENCE &&
            (snapshot->from_file[field->kind] < 0 || !snapshot->ids[field->kind] || !mandate_snapshot_trust(snapshot, field->kind, MANDATE_TRUST_IDS, &unsaid)))
            return false;
    }
    return true;
}

bool mandate_lookup_compare(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, uint32_t record, const mandate_cell *cells, const bool *present)
{
    const mandate_table *table = &snapshot->tables[kind];
    if (!lookup->shows_cells) {
        lookup->shows_cells = true;
        lookup->compares = shows_cells(snapshot, kind);
    }
    if (!lookup->compares || !mandate_table_only_version(table, record)) return false;
    for (int f = 0; f < table->kind->field_count; f++)
        if (present[f] && !table->kind->fields[f].key && !same_cell(snapshot, &table->kind->fields[f], &table->columns[f], first_row(table, record), &cells[f]))
            return false;
    return true;
}
