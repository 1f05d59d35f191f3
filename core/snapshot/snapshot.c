#include "snapshot/snapshot.h"

#include <assert.h>
#include <string.h>
#include "model/memory.h"
#include "model/text.h"
#include "snapshot/merge.h"
#include "snapshot/table.h"

mandate_snapshot *mandate_snapshot_begin(const mandate_model *model, mandate_error *error)
{
    mandate_snapshot *snapshot = mandate_new(1, sizeof *snapshot, error);
    if (!snapshot) return NULL;
    snapshot->model = model;
    snapshot->table_count = mandate_model_kind_count(model);
    snapshot->first_event = MANDATE_DATE_ABSENT;
    return snapshot;
}

void mandate_snapshot_destroy(mandate_snapshot *snapshot)
{
    if (!snapshot) return;
    for (int k = 0; k < snapshot->table_count; k++) {
        if (snapshot->loaded) mandate_loaded_release(&snapshot->loaded[k]);
        if (snapshot->columns) mandate_free(snapshot->columns[k]);
        if (snapshot->grown) mandate_grown_release(snapshot->grown[k]);
        if (snapshot->moved) mandate_free(snapshot->moved[k].to);
    }
    mandate_file_unmap(snapshot->file);
    mandate_free(snapshot->ids);
    mandate_free((void *)snapshot->grown);
    mandate_free(snapshot->moved);
    mandate_free(snapshot->from_file);
    mandate_free(snapshot->loaded);
    mandate_free(snapshot->columns);
    mandate_free(snapshot->tables);
    for (size_t i = 0; i < snapshot->import_count; i++) mandate_free(snapshot->imports[i]);
    mandate_free(snapshot->imports);
    for (size_t i = 0; i < snapshot->refusal_count; i++) {
        mandate_free((char *)snapshot->refusals[i].file);
        mandate_free((char *)snapshot->refusals[i].why);
    }
    mandate_free(snapshot->refusals);
    mandate_free(snapshot->arrivals);
    mandate_room_close(snapshot->room);
    mandate_free(snapshot);
}

const mandate_model *mandate_snapshot_model(const mandate_snapshot *snapshot) { return snapshot->model; }

const mandate_table *mandate_snapshot_table(const mandate_snapshot *snapshot, int kind)
{
    assert(kind >= 0 && kind < snapshot->table_count);
    return &snapshot->tables[kind];
}

mandate_date mandate_snapshot_arrival(const mandate_snapshot *snapshot, int kind)
{
    assert(kind >= 0 && kind < snapshot->table_count);
    return snapshot->arrivals ? snapshot->arrivals[kind] : MANDATE_DATE_ABSENT;
}

const mandate_refusal *mandate_snapshot_refusals(const mandate_snapshot *snapshot, size_t *count)
{
    *count = snapshot->refusal_count;
    return snapshot->refusals;
}

mandate_date mandate_snapshot_first_event(const mandate_snapshot *snapshot) { return snapshot->first_event; }

const char *mandate_snapshot_text(const mandate_snapshot *snapshot, int kind, int field, uint32_t rank, size_t *length)
{
    const mandate_column *column = &mandate_snapshot_table(snapshot, kind)->columns[field];
    assert(rank < column->text_count);
    *length = (size_t)(column->text_start[rank + 1] - column->text_start[rank]) - 1;
    return column->text_bytes + column->text_start[rank];
}

uint32_t mandate_snapshot_find_text(const mandate_snapshot *snapshot, int kind, int field, const char *text, size_t length)
{
    uint32_t low = 0, high = mandate_snapshot_table(snapshot, kind)->columns[field].text_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t other_length;
        const char *other = mandate_snapshot_text(snapshot, kind, field, middle, &other_length);
        int order = mandate_text_compare(other, other_length, text, length);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return MANDATE_CODE_ABSENT;
}

uint32_t mandate_table_version(const mandate_table *table, uint32_t record, mandate_date day)
{
    if (!table->version_start) return record;
    uint32_t from = table->version_start[record], to = table->version_start[record + 1], found = MANDATE_CODE_ABSENT;
    for (uint32_t v = from; v < to && table->effective_from[v] <= day; v++) found = v;
    return found;
}

uint32_t mandate_table_version_of(const mandate_table *table, uint32_t record, int field, mandate_date day)
{
    if (table->version_start && table->kind->fields[field].fixed) return table->version_start[record];
    return mandate_table_version(table, record, day);
}

bool mandate_table_only_version(const mandate_table *table, uint32_t record)
{
    if (!table->version_start) return true;
    uint32_t first = table->version_start[record];
    return table->version_start[record + 1] == first + 1 && table->effective_from[first] == MANDATE_DATE_ALWAYS;
}

const char *mandate_snapshot_source(const mandate_snapshot *snapshot, int kind, uint32_t version, long *line)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    *line = (long)table->line[version];
    uint32_t import = table->import[version];
    return import < snapshot->import_count && snapshot->imports[import] ? snapshot->imports[import] : "?";
}

bool mandate_snapshot_index(const mandate_snapshot *snapshot, int child, int reference, uint32_t **start, uint32_t **rows, mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, child);
    const mandate_table *target = mandate_snapshot_table(snapshot, table->kind->fields[reference].kind);
    const uint32_t *codes = table->columns[reference].codes;
    *rows = mandate_new(table->records, sizeof **rows, error);
    *start = mandate_new((size_t)target->records + 2, sizeof **start, error);
    if (!*rows || !*start) {
        mandate_free(*rows);
        mandate_free(*start);
        *rows = *start = NULL;
        return false;
    }
    for (uint32_t r = 0; r < table->records; r++) {
        uint32_t t = codes[table->version_start ? table->version_start[r] : r];
        if (t < target->records) (*start)[t + 2]++;
    }
    for (uint32_t t = 0; t < target->records; t++) (*start)[t + 2] += (*start)[t + 1];
    for (uint32_t r = 0; r < table->records; r++) {
        uint32_t t = codes[table->version_start ? table->version_start[r] : r];
        if (t < target->records) (*rows)[(*start)[t + 1]++] = r;
    }
    return true;
}

int mandate_snapshot_loaded(const mandate_snapshot *snapshot) { return snapshot->loaded_count; }

bool mandate_table_is_undated(const mandate_table *table, uint32_t record)
{
    if (table->kind->starts < 0) return false;
    const mandate_column *starts = &table->columns[table->kind->starts];
    if (!starts->has_unknown) return false;
    if (!table->version_start) return mandate_column_date(starts, record) == MANDATE_DATE_UNKNOWN;
    for (uint32_t v = table->version_start[record]; v < table->version_start[record + 1]; v++)
        if (mandate_column_date(starts, v) != MANDATE_DATE_UNKNOWN) return false;
    return true;
}

bool mandate_table_has_perhaps(const mandate_table *table, mandate_date day)
{
    int starts = table->kind->starts;
    return table->last_event > day && starts >= 0 && table->columns[starts].has_unknown;
}

bool mandate_table_is_perhaps(const mandate_table *table, uint32_t record, mandate_date day)
{
    return mandate_column_date(&table->event, record) > day && mandate_table_is_undated(table, record);
}

bool mandate_table_has_undated(const mandate_table *table, mandate_date day)
{
    if (table->kind->starts < 0 || table->kind->fields[table->kind->starts].blank != MANDATE_BLANK_UNKNOWN) return false;
    if (table->columns[table->kind->starts].has_unknown) return true;
    for (uint32_t r = 0; table->version_start && r < table->records; r++) // of which no version is in force yet, so that nobody knows what it held
        if (mandate_table_version(table, r, day) == MANDATE_CODE_ABSENT) return true;
    return false;
}
