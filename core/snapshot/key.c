// Records by their keys: written, compared, found, ordered.
#define _GNU_SOURCE // qsort_r
#include <stdlib.h>
#include <string.h>
#include "model/key.h"
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

// A key that is being written: what does not fit is counted only.
typedef struct writing {
    char *out;
    size_t used, size;
    bool joined;
} writing;

static void put(writing *w, const char *text, size_t length)
{
    size_t room = w->used + 1 < w->size ? w->size - 1 - w->used : 0, fits = length < room ? length : room;
    if (fits > 0) memcpy(w->out + w->used, text, fits);
    w->used += length;
}

static void put_part(writing *w, const char *text, size_t length)
{
    if (w->used > 0) put(w, "/", 1);
    if (!w->joined || (!memchr(text, '/', length) && !memchr(text, '%', length))) {
        put(w, text, length);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        const char *escape = mandate_key_escape(text + i, text + length);
        if (escape) put(w, escape, strlen(escape));
        else put(w, text + i, 1);
    }
}

// A key's field that is no reference, as a text; `room` holds what is no text of the column's own.
static const char *text_of(const mandate_snapshot *snapshot, int kind, int f, uint32_t version, char room[64], size_t *length)
{
    const mandate_column *column = &mandate_snapshot_table(snapshot, kind)->columns[f];
    if (column->type == MANDATE_TEXT) return mandate_snapshot_text(snapshot, kind, f, mandate_column_cell(column, version), length);
    if (column->type == MANDATE_NUMBER) mandate_number_format(mandate_column_number(column, version), room);
    else if (column->type == MANDATE_YESNO) memcpy(room, column->answers[version] == MANDATE_YES ? "yes" : "no", column->answers[version] == MANDATE_YES ? 4 : 3);
    else mandate_date_format(mandate_column_date(column, version), room);
    *length = strlen(room);
    return room;
}

static void put_key(writing *w, const mandate_snapshot *snapshot, int kind, uint32_t record)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    uint32_t version = first_version(table, record);
    for (int f = 0; f < table->kind->field_count; f++) {
        const mandate_field *field = &table->kind->fields[f];
        char room[64];
        size_t length;
        if (!field->key) continue;
        if (field->type == MANDATE_REFERENCE) {
            put_key(w, snapshot, field->kind, table->columns[f].codes[version]);
        } else {
            const char *text = text_of(snapshot, kind, f, version, room, &length);
            put_part(w, text, length);
        }
    }
}

size_t mandate_snapshot_key(const mandate_snapshot *snapshot, int kind, uint32_t record, char *out, size_t size)
{
    writing w = {.out = out, .size = size, .joined = mandate_key_parts(mandate_snapshot_model(snapshot), kind) > 1};
    put_key(&w, snapshot, kind, record);
    if (size > 0) out[w.used < size ? w.used : size - 1] = '\0';
    return w.used;
}

// Whether the part at hand is the number, however it is written.
static bool is_number(mandate_key_text *key, double number)
{
    char text[64];
    size_t length = 0;
    double read;
    for (int byte; (byte = mandate_key_byte(key)) >= 0;) {
        if (length == sizeof text) return false;
        text[length++] = (char)byte;
    }
    return mandate_number_parse(text, length, &read) && read == number;
}

static bool is_text(mandate_key_text *key, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (mandate_key_byte(key) != (unsigned char)text[i]) return false;
    return mandate_key_byte(key) < 0;
}

// Whether the parts at hand are the record's key; steps over them.
static bool is_key(const mandate_snapshot *snapshot, int kind, uint32_t record, mandate_key_text *key)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    uint32_t version = first_version(table, record);
    for (int f = 0; f < table->kind->field_count; f++) {
        const mandate_field *field = &table->kind->fields[f];
        char room[64];
        size_t length;
        if (!field->key) continue;
        if (field->type == MANDATE_REFERENCE) {
            if (!is_key(snapshot, field->kind, table->columns[f].codes[version], key)) return false;
            continue;
        }
        if (field->type == MANDATE_NUMBER) {
            if (!is_number(key, mandate_column_number(&table->columns[f], version))) return false;
        } else {
            const char *text = text_of(snapshot, kind, f, version, room, &length);
            if (!is_text(key, text, length)) return false;
        }
        if (!mandate_key_step(key)) return false;
    }
    return true;
}

uint32_t mandate_snapshot_find(const mandate_snapshot *snapshot, int kind, const char *key)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    size_t length = strlen(key);
    int parts = mandate_key_parts(mandate_snapshot_model(snapshot), kind);
    for (uint32_t r = 0; r < table->records; r++) {
        mandate_key_text text = mandate_key_begin(key, length, parts);
        if (is_key(snapshot, kind, r, &text)) return r;
    }
    return MANDATE_CODE_ABSENT;
}
