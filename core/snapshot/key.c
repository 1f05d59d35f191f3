// Records by their keys: written, compared, found, ordered.
#define _GNU_SOURCE // qsort_r
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/number.h"
#include "snapshot/table.h"

static uint32_t first_version(const mandate_table *table, uint32_t record) { return table->version_start ? table->version_start[record] : record; }

// Compares keys field by field, references by the keys they point at. Keys are never blank. Rows are addressed by their first version.
int mandate_compare_keys(const mandate_table *tables, const mandate_table *table, uint32_t left, uint32_t right)
{
    const mandate_kind *kind = table->kind;
    if (left == right) return 0;
    uint32_t va = first_version(table, left), vb = first_version(table, right);
    for (int f = 0; f < kind->field_count; f++) {
        if (!kind->fields[f].key) continue;
        const mandate_column *column = &table->columns[f];
        int order = 0;
        switch (column->type) {
        case MANDATE_TEXT: {
            uint32_t ra = mandate_column_cell(column, va), rb = mandate_column_cell(column, vb);
            order = (ra > rb) - (ra < rb);
            break;
        }
        case MANDATE_NUMBER: {
            double a = mandate_column_number(column, va), b = mandate_column_number(column, vb);
            order = (a > b) - (a < b);
            break;
        }
        case MANDATE_EVENT:
        case MANDATE_DATE: {
            mandate_date a = mandate_column_date(column, va), b = mandate_column_date(column, vb);
            order = (a > b) - (a < b);
            break;
        }
        case MANDATE_YESNO: order = (column->answers[va] > column->answers[vb]) - (column->answers[va] < column->answers[vb]); break;
        case MANDATE_REFERENCE:
            if (column->codes[va] != column->codes[vb]) order = mandate_compare_keys(tables, &tables[kind->fields[f].kind], column->codes[va], column->codes[vb]);
            break;
        }
        if (order) return order;
    }
    return 0;
}

int mandate_snapshot_compare_keys(const mandate_snapshot *snapshot, int kind, uint32_t a, uint32_t b)
{
    return mandate_compare_keys(snapshot->tables, &snapshot->tables[kind], a, b);
}

typedef struct by_key {
    const mandate_snapshot *snapshot;
    int kind;
} by_key;

static int compare_records(const void *left, const void *right, void *context)
{
    const by_key *by = context;
    return mandate_snapshot_compare_keys(by->snapshot, by->kind, *(const uint32_t *)left, *(const uint32_t *)right);
}

bool mandate_snapshot_key_order(const mandate_snapshot *snapshot, int kind, uint32_t *out, mandate_error *error)
{
    (void)error;
    by_key by = {snapshot, kind};
    uint32_t records = snapshot->tables[kind].records;
    for (uint32_t r = 0; r < records; r++) out[r] = r;
    qsort_r(out, records, sizeof *out, compare_records, &by);
    return true;
}

size_t mandate_snapshot_key(const mandate_snapshot *snapshot, int kind, uint32_t record, char *out, size_t size)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    uint32_t version = first_version(table, record);
    size_t used = 0;
    for (int f = 0; f < table->kind->field_count; f++) {
        if (!table->kind->fields[f].key) continue;
        const mandate_column *column = &table->columns[f];
        char buffer[512];
        const char *text = buffer;
        size_t length = 0;
        switch (column->type) {
        case MANDATE_TEXT: text = mandate_snapshot_text(snapshot, kind, f, mandate_column_cell(column, version), &length); break;
        case MANDATE_NUMBER:
            mandate_number_format(mandate_column_number(column, version), buffer);
            length = strlen(buffer);
            break;
        case MANDATE_EVENT:
        case MANDATE_DATE:
            mandate_date_format(mandate_column_date(column, version), buffer);
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
