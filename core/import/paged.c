#include "import/paged.h"

#include <assert.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "store/record.h"

enum { KEPT_BACK = MANDATE_SIZE(8192, 3) };
enum { COLUMN_ROW = -1, COLUMN_RECORD = -2, COLUMN_FROM = -3, COLUMN_IMPORT = -4, COLUMN_LINE = -5 }; // in the place of a field

// A row that is kept back, as a record.
typedef struct kept {
    mandate_ordered at; // the beginning of its key
    size_t from, length; // in the bytes
} kept;

typedef struct kept_rows {
    kept *rows;
    size_t count, capacity;
    unsigned char *bytes;
    size_t used, room;
} kept_rows;

struct mandate_paged {
    mandate_kind_work *of;
    mandate_pages *pages;
    mandate_record record;
    int *columns; // of a record: a field, or what else is above
    int column_count, key_count;
    int *cells; // by field, its place among a row's cells; -1 where the file lacks it
    int64_t import;
    kept_rows kept, next; // before a batch and behind it
    bool wrote; // a row by its key
    mandate_ordered last; // that row
    unsigned char *last_bytes;
    size_t last_room;
    mandate_error *error;
};

mandate_paged *mandate_paged_begin(mandate_kind_work *of, mandate_pages *pages, mandate_error *error)
{
    const mandate_kind *kind = of->kind;
    mandate_paged *paged = mandate_new(1, sizeof *paged, error);
    if (!paged) return NULL;
    *paged = (mandate_paged){.of = of, .pages = pages, .error = error};
    paged->columns = mandate_new((size_t)kind->field_count + 5, sizeof *paged->columns, error);
    paged->cells = paged->columns ? mandate_new((size_t)kind->field_count, sizeof *paged->cells, error) : NULL;
    if (!paged->cells) {
        mandate_paged_end(paged);
        return NULL;
    }
    int *columns = paged->columns, count = 0;
    if (of->landing.keyed) {
        for (int f = 0; f < kind->field_count; f++)
            if (kind->fields[f].key) columns[count++] = f;
        columns[count++] = COLUMN_FROM;
        paged->key_count = count;
    } else {
        columns[count++] = COLUMN_ROW;
        columns[count++] = COLUMN_RECORD;
    }
    for (int f = 0; f < kind->field_count; f++)
        if (!of->landing.keyed || !kind->fields[f].key) columns[count++] = f;
    if (!of->landing.keyed) columns[count++] = COLUMN_FROM;
    columns[count++] = COLUMN_IMPORT;
    columns[count++] = COLUMN_LINE;
    paged->column_count = count;
    return paged;
}

static void free_rows(kept_rows *rows)
{
    mandate_free(rows->rows);
    mandate_free(rows->bytes);
}

void mandate_paged_end(mandate_paged *paged)
{
    if (!paged) return;
    free_rows(&paged->kept);
    free_rows(&paged->next);
    mandate_record_release(&paged->record);
    mandate_free(paged->columns);
    mandate_free(paged->cells);
    mandate_free(paged->last_bytes);
    mandate_free(paged);
}

void mandate_paged_file(mandate_paged *paged, const mandate_reading *reading)
{
    int given = 0;
    for (int f = 0; f < paged->of->kind->field_count; f++) paged->cells[f] = reading->header.present[f] ? given++ : -1;
    paged->import = paged->of->work->first_import + reading->index;
}

static void put_cell(const mandate_paged *paged, mandate_record *record, const mandate_packed_cell *cell)
{
    switch (cell->packing) {
    case MANDATE_PACKED_BLANK: mandate_record_null(record); break;
    case MANDATE_PACKED_INTEGER: mandate_record_integer(record, cell->integer); break;
    case MANDATE_PACKED_NUMBER: mandate_record_real(record, cell->number); break;
    case MANDATE_PACKED_DAY:
        if (paged->of->landing.counts_days) {
            mandate_record_integer(record, cell->day);
            break;
        } // fallthrough
    case MANDATE_PACKED_TEXT: mandate_record_text(record, cell->text, mandate_packed_length(cell)); break;
    }
}

// Fills the record.
static bool make_record(mandate_paged *paged, const mandate_packed_cell *cells, int64_t row, int64_t line)
{
    mandate_record *record = &paged->record;
    size_t texts = 0;
    for (int f = 0; f < paged->of->kind->field_count; f++)
        if (paged->cells[f] >= 0 && cells[paged->cells[f]].packing >= MANDATE_PACKED_TEXT) texts += mandate_packed_length(&cells[paged->cells[f]]);
    if (!mandate_record_begin(record, paged->column_count, texts, paged->error)) return false;
    for (int i = 0; i < paged->column_count; i++) {
        int column = paged->columns[i];
        switch (column) {
        case COLUMN_ROW: mandate_record_null(record); break; // the rowid itself, which stands before the record
        case COLUMN_RECORD: mandate_record_integer(record, row); break;
        case COLUMN_FROM: mandate_record_text(record, "", 0); break;
        case COLUMN_IMPORT: mandate_record_integer(record, paged->import); break;
        case COLUMN_LINE: mandate_record_integer(record, line); break;
        default:
            if (paged->cells[column] >= 0) put_cell(paged, record, &cells[paged->cells[column]]);
            else mandate_record_null(record);
        }
    }
    mandate_record_end(record);
    return true;
}

bool mandate_paged_batch(mandate_paged *paged, const mandate_batch *batch)
{
    const mandate_packed_rows *rows = &batch->rows;
    for (size_t i = 0; i < rows->count; i++) {
        int64_t row = rows->first_row + (int64_t)i;
        if (!make_record(paged, rows->cells + i * rows->width, row, rows->lines[i]) ||
            !mandate_pages_add(paged->pages, row, paged->record.bytes, paged->record.length, paged->error))
            return false;
    }
    return true;
}

// Writes a row whose key must be behind that of the last one; `at` is the beginning of its key, or NULL where it is not known.
static bool write_row(mandate_paged *paged, const mandate_ordered *at, const unsigned char *bytes, size_t length)
{
    if (paged->wrote) {
        int found = at ? mandate_ordered_compare(&paged->last, at) : 0;
        if (found == 0 && !(at && at->whole && paged->last.whole)) found = mandate_record_compare(paged->last_bytes, bytes, paged->key_count);
        paged->of->met_double = found == 0;
        paged->of->unordered = found > 0;
        if (found >= 0) return false;
    }
    if (length > paged->last_room) {
        MANDATE_RESIZE(paged->last_bytes, length * 2, paged->error);
        paged->last_room = length * 2;
    }
    memcpy(paged->last_bytes, bytes, length);
    if (at) paged->last = *at;
    paged->wrote = true;
    return mandate_pages_add(paged->pages, 0, bytes, length, paged->error);
}

bool mandate_paged_row(mandate_paged *paged, const mandate_packed_cell *cells, int64_t line)
{
    return make_record(paged, cells, 0, line) && write_row(paged, NULL, paged->record.bytes, paged->record.length);
}

static bool keep_row(mandate_paged *paged, const mandate_ordered *at, const unsigned char *bytes, size_t length)
{
    kept_rows *rows = &paged->next;
    kept *list = mandate_grow(rows->rows, rows->count, &rows->capacity, sizeof *list, paged->error);
    if (!list) return false;
    rows->rows = list;
    if (rows->used + length > rows->room) {
        MANDATE_RESIZE(rows->bytes, (rows->used + length) * 2, paged->error);
        rows->room = (rows->used + length) * 2;
    }
    memcpy(rows->bytes + rows->used, bytes, length);
    rows->rows[rows->count++] = (kept){.at = *at, .from = rows->used, .length = length};
    rows->used += length;
    return true;
}

bool mandate_paged_ordered(mandate_paged *paged, const mandate_batch *batch)
{
    const mandate_batch_order *order = &batch->order;
    const kept_rows *before = &paged->kept;
    size_t total = before->count + order->count, kept_back = total < KEPT_BACK ? total : KEPT_BACK, i = 0, j = 0;
    bool made = false; // the record is that of the batch's row at j
    paged->next.count = paged->next.used = 0;
    while (i + j < total) {
        const kept *old = i < before->count ? &before->rows[i] : NULL;
        const mandate_ordered *new = j < order->count ? &order->rows[j] : NULL;
        assert(old || new); // i + j rows are behind us, and there are more
        int found = !old ? 1 : !new ? -1 : mandate_ordered_compare(&old->at, new);
        if (new && !made && (found > 0 || (found == 0 && !(old->at.whole && new->whole)))) {
            if (!make_record(paged, batch->rows.cells + (size_t) new->row * order->width, 0, batch->rows.lines[new->row])) return false;
            made = true;
        }
        if (found == 0 && !(old->at.whole && new->whole)) found = mandate_record_compare(before->bytes + old->from, paged->record.bytes, paged->key_count);
        paged->of->met_double = found == 0;
        if (found == 0) return false;
        const mandate_ordered *at = found < 0 ? &old->at : new;
        const unsigned char *bytes = found < 0 ? before->bytes + old->from : paged->record.bytes;
        size_t length = found < 0 ? old->length : paged->record.length;
        if (i + j + kept_back < total ? !write_row(paged, at, bytes, length) : !keep_row(paged, at, bytes, length)) return false;
        if (found < 0) {
            i++;
        } else {
            j++;
            made = false;
        }
    }
    kept_rows swapped = paged->kept;
    paged->kept = paged->next;
    paged->next = swapped;
    return true;
}

bool mandate_paged_finish(mandate_paged *paged)
{
    for (size_t i = 0; i < paged->kept.count; i++)
        if (!write_row(paged, &paged->kept.rows[i].at, paged->kept.bytes + paged->kept.rows[i].from, paged->kept.rows[i].length)) return false;
    paged->kept.count = 0;
    return true;
}
