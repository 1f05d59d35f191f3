#include "snapshot/snapshot.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "model/number.h"
#include "snapshot/table.h"

static void publish(mandate_snapshot *snapshot)
{
    snapshot->first_event = MANDATE_DATE_ABSENT;
    for (int k = 0; k < snapshot->table_count; k++) {
        mandate_loaded *loaded = &snapshot->tables[k];
        mandate_table *table = &loaded->table;
        table->version_start = loaded->version_start;
        table->effective_from = loaded->effective_from;
        table->event = loaded->event;
        table->columns = loaded->columns;
        table->owner = loaded->owner;
        table->owner_start = loaded->owner_start;
        table->branch_end = loaded->branch_end;
        table->import = loaded->import;
        table->line = loaded->line;
        for (int f = 0; f < table->kind->field_count; f++)
            if (table->kind->fields[f].type == MANDATE_EVENT)
                for (uint32_t v = 0; v < table->versions; v++)
                    if (table->columns[f].dates[v] < snapshot->first_event) snapshot->first_event = table->columns[f].dates[v];
    }
}

mandate_snapshot *mandate_snapshot_build(mandate_registry *registry, const mandate_model *model, mandate_error *error)
{
    mandate_snapshot *snapshot = mandate_new(1, sizeof *snapshot, error);
    if (!snapshot) return NULL;
    snapshot->model = model;
    if (!mandate_dictionary_create(&snapshot->texts, error) || !mandate_load_tables(snapshot, registry, error) ||
        !mandate_order_tables(snapshot, error)) {
        mandate_snapshot_destroy(snapshot);
        return NULL;
    }
    publish(snapshot);
    return snapshot;
}

void mandate_snapshot_destroy(mandate_snapshot *snapshot)
{
    if (!snapshot) return;
    for (int k = 0; k < snapshot->table_count; k++) {
        mandate_loaded *loaded = &snapshot->tables[k];
        int fields = loaded->table.kind ? loaded->table.kind->field_count : 0;
        for (int f = 0; f < fields; f++) {
            if (loaded->columns) {
                mandate_free(loaded->columns[f].numbers);
                mandate_free(loaded->columns[f].dates);
                mandate_free(loaded->columns[f].codes);
                mandate_free(loaded->columns[f].answers);
            }
            if (loaded->reference_ids) mandate_free(loaded->reference_ids[f]);
        }
        mandate_free(loaded->columns);
        mandate_free(loaded->reference_ids);
        mandate_free(loaded->ids);
        mandate_free(loaded->version_start);
        mandate_free(loaded->effective_from);
        mandate_free(loaded->event);
        mandate_free(loaded->owner);
        mandate_free(loaded->owner_start);
        mandate_free(loaded->branch_end);
        mandate_free(loaded->import);
        mandate_free(loaded->line);
        mandate_free(loaded->position);
    }
    mandate_free(snapshot->tables);
    mandate_dictionary_destroy(&snapshot->texts);
    for (size_t i = 0; i < snapshot->import_count; i++) mandate_free(snapshot->imports[i]);
    mandate_free(snapshot->imports);
    mandate_free(snapshot);
}

const mandate_model *mandate_snapshot_model(const mandate_snapshot *snapshot) { return snapshot->model; }

const mandate_table *mandate_snapshot_table(const mandate_snapshot *snapshot, int kind)
{
    assert(kind >= 0 && kind < snapshot->table_count);
    return &snapshot->tables[kind].table;
}

mandate_date mandate_snapshot_first_event(const mandate_snapshot *snapshot) { return snapshot->first_event; }

uint32_t mandate_snapshot_text_count(const mandate_snapshot *snapshot) { return snapshot->texts.count; }

const char *mandate_snapshot_text(const mandate_snapshot *snapshot, uint32_t code, size_t *length)
{
    return mandate_dictionary_text(&snapshot->texts, code, length);
}

uint32_t mandate_snapshot_find_text(const mandate_snapshot *snapshot, const char *text, size_t length)
{
    return mandate_dictionary_find(&snapshot->texts, text, length);
}

uint32_t mandate_table_version(const mandate_table *table, uint32_t record, mandate_date day)
{
    if (!table->version_start) return record;
    uint32_t from = table->version_start[record], to = table->version_start[record + 1], found = MANDATE_CODE_ABSENT;
    for (uint32_t v = from; v < to && table->effective_from[v] <= day; v++) found = v;
    return found;
}

const char *mandate_snapshot_source(const mandate_snapshot *snapshot, int kind, uint32_t version, long *line)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    *line = (long)table->line[version];
    uint32_t import = table->import[version];
    return import < snapshot->import_count && snapshot->imports[import] ? snapshot->imports[import] : "?";
}

size_t mandate_snapshot_key(const mandate_snapshot *snapshot, int kind, uint32_t record, char *out, size_t size)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    uint32_t version = table->version_start ? table->version_start[record] : record;
    size_t used = 0;
    for (int f = 0; f < table->kind->field_count; f++) {
        if (!table->kind->fields[f].key) continue;
        const mandate_column *column = &table->columns[f];
        char buffer[512];
        const char *text = buffer;
        size_t length = 0;
        switch (column->type) {
        case MANDATE_TEXT: text = mandate_dictionary_text(&snapshot->texts, column->codes[version], &length); break;
        case MANDATE_NUMBER:
            mandate_number_format(column->numbers[version], buffer);
            length = strlen(buffer);
            break;
        case MANDATE_EVENT:
        case MANDATE_DATE:
            mandate_date_format(column->dates[version], buffer);
            length = strlen(buffer);
            break;
        case MANDATE_YESNO:
            text = column->answers[version] == MANDATE_YES ? "yes" : "no";
            length = strlen(text);
            break;
        case MANDATE_REFERENCE:
            length = mandate_snapshot_key(snapshot, table->kind->fields[f].kind, column->codes[version], buffer, sizeof buffer);
            if (length >= sizeof buffer) length = sizeof buffer - 1;
            break;
        }
        if (used > 0) {
            if (used + 1 < size) out[used] = '/';
            used++;
        }
        for (size_t i = 0; i < length; i++, used++)
            if (used + 1 < size) out[used] = text[i];
    }
    if (size > 0) out[used < size ? used : size - 1] = '\0';
    return used;
}

uint32_t mandate_snapshot_find(const mandate_snapshot *snapshot, int kind, const char *key)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    char buffer[1024];
    for (uint32_t r = 0; r < table->records; r++) {
        size_t length = mandate_snapshot_key(snapshot, kind, r, buffer, sizeof buffer);
        if (length < sizeof buffer && strcmp(buffer, key) == 0) return r;
    }
    return MANDATE_CODE_ABSENT;
}

bool mandate_snapshot_index(const mandate_snapshot *snapshot, int child, int reference, uint32_t **start, uint32_t **rows,
                            mandate_error *error)
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
