// Most files lie in the order of their parents, and only the rows of one parent stand otherwise. So a batch is looked through once, then short runs are put
// in order, and runs are merged only where they overlap. A row stands for the first bytes of its key, written so that they compare as the key does.
#include "import/order.h"

#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/text.h"

enum { WORDS = MANDATE_ORDER_WORDS, RUN = MANDATE_SIZE(24, 2), FAR = MANDATE_SIZE(512, 1) }; // FAR: so many places in the mean

typedef struct writing {
    unsigned char bytes[WORDS * 8];
    size_t used;
    bool whole;
} writing;

static void put(writing *w, const void *bytes, size_t length)
{
    size_t room = sizeof w->bytes - w->used, taken = length < room ? length : room;
    memcpy(w->bytes + w->used, bytes, taken);
    w->used += taken;
    w->whole = w->whole && taken == length;
}

// The number of its bytes and then the bytes, the highest first; numbers of rows are above zero.
static void put_integer(writing *w, int64_t number)
{
    unsigned char bytes[9];
    uint64_t left = number < 0 ? 0 : (uint64_t)number;
    size_t count = 0;
    for (uint64_t rest = left; rest > 0; rest >>= 8) count++;
    bytes[0] = (unsigned char)count;
    for (size_t i = count; i > 0; i--, left >>= 8) bytes[i] = (unsigned char)left;
    w->whole = w->whole && number >= 0;
    put(w, bytes, count + 1);
}

static void put_number(writing *w, double number)
{
    unsigned char bytes[8];
    uint64_t bits;
    number += 0.0; // both zeros are one
    memcpy(&bits, &number, sizeof bits);
    bits = bits >> 63 ? ~bits : bits | 1ULL << 63;
    for (size_t i = 8; i-- > 0; bits >>= 8) bytes[i] = (unsigned char)bits;
    put(w, bytes, sizeof bytes);
}

static const mandate_packed_cell *cells_of(const mandate_batch_order *order, const mandate_packed_rows *batch, uint32_t row) { return batch->cells + row * order->width; }

static void begin_key(const mandate_batch_order *order, const mandate_packed_rows *batch, uint32_t row, mandate_ordered *out)
{
    writing w = {.whole = true};
    const mandate_packed_cell *cells = cells_of(order, batch, row);
    for (int i = 0; i < order->key_count && w.used < sizeof w.bytes; i++) {
        const mandate_packed_cell *cell = &cells[order->keys[i]];
        switch (cell->packing) {
        case MANDATE_PACKED_BLANK: break; // no part of a key is
        case MANDATE_PACKED_INTEGER: put_integer(&w, cell->integer); break;
        case MANDATE_PACKED_NUMBER: put_number(&w, cell->number); break;
        case MANDATE_PACKED_TEXT:
        case MANDATE_PACKED_DAY:
            put(&w, cell->text, mandate_packed_length(cell));
            put(&w, "", 1); // no text holds a NUL
            break;
        }
        w.whole = w.whole && (w.used < sizeof w.bytes || i + 1 == order->key_count);
    }
    *out = (mandate_ordered){.row = row, .whole = w.whole};
    for (int word = 0; word < WORDS; word++)
        for (int i = 0; i < 8; i++) out->key[word] = out->key[word] << 8 | w.bytes[word * 8 + i];
}

int mandate_ordered_compare(const mandate_ordered *a, const mandate_ordered *b)
{
    for (int word = 0; word < WORDS; word++)
        if (a->key[word] != b->key[word]) return a->key[word] < b->key[word] ? -1 : 1;
    return 0;
}

static int compare_cells(const mandate_packed_cell *a, const mandate_packed_cell *b)
{
    switch (a->packing) {
    case MANDATE_PACKED_BLANK: return 0;
    case MANDATE_PACKED_INTEGER: return (a->integer > b->integer) - (a->integer < b->integer);
    case MANDATE_PACKED_NUMBER: return (a->number > b->number) - (a->number < b->number);
    case MANDATE_PACKED_DAY: return (a->day > b->day) - (a->day < b->day);
    case MANDATE_PACKED_TEXT: return mandate_text_compare(a->text, a->length, b->text, b->length);
    }
    return 0;
}

static int compare(const mandate_batch_order *order, const mandate_packed_rows *batch, const mandate_ordered *a, const mandate_ordered *b)
{
    int found = mandate_ordered_compare(a, b);
    if (found || (a->whole && b->whole)) return found;
    for (int i = 0; i < order->key_count && !found; i++)
        found = compare_cells(cells_of(order, batch, a->row) + order->keys[i], cells_of(order, batch, b->row) + order->keys[i]);
    return found;
}

static void insert(const mandate_batch_order *order, const mandate_packed_rows *batch, mandate_ordered *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (compare(order, batch, &rows[i - 1], &rows[i]) <= 0) continue;
        mandate_ordered row = rows[i];
        size_t at = i;
        do {
            rows[at] = rows[at - 1];
            at--;
        } while (at > 0 && compare(order, batch, &rows[at - 1], &row) > 0);
        rows[at] = row;
    }
}

static void merge(const mandate_batch_order *order, const mandate_packed_rows *batch, size_t from, size_t middle, size_t to)
{
    mandate_ordered *rows = order->rows, *left = order->other;
    if (compare(order, batch, &rows[middle - 1], &rows[middle]) <= 0) return;
    size_t count = middle - from, i = 0, j = middle, at = from;
    memcpy(left, rows + from, count * sizeof *left);
    while (i < count) rows[at++] = j < to && compare(order, batch, &rows[j], &left[i]) < 0 ? rows[j++] : left[i++];
}

static bool make_room(mandate_batch_order *order, size_t count, mandate_error *error)
{
    if (count <= order->capacity) return true;
    mandate_ordered *rows = mandate_resize(order->rows, count, sizeof *rows, error);
    if (rows) order->rows = rows;
    mandate_ordered *other = rows ? mandate_resize(order->other, count, sizeof *other, error) : NULL;
    if (!other) return false;
    order->other = other;
    order->capacity = count;
    return true;
}

bool mandate_batch_sort(mandate_batch_order *order, const mandate_packed_rows *batch, mandate_error *error)
{
    size_t count = batch->count;
    if (!make_room(order, count, error)) return false;
    order->count = count;
    for (size_t i = 0; i < count; i++) begin_key(order, batch, (uint32_t)i, &order->rows[i]);
    for (size_t from = 0; from < count; from += RUN) insert(order, batch, order->rows + from, count - from < RUN ? count - from : RUN);
    for (size_t width = RUN; width < count; width *= 2)
        for (size_t from = 0; from + width < count; from += 2 * width) merge(order, batch, from, from + width, count - from < 2 * width ? count : from + 2 * width);
    return true;
}

size_t mandate_batch_order_row(const mandate_batch_order *order, size_t at) { return order->rows[at].row; }

bool mandate_batch_order_is_far(const mandate_batch_order *order)
{
    uint64_t steps = 0;
    for (size_t i = 0; i < order->count; i++) steps += order->rows[i].row > i ? order->rows[i].row - i : i - order->rows[i].row;
    return steps / FAR > order->count;
}

bool mandate_batch_order_start(mandate_batch_order *order, const mandate_kind *kind, const int *places, mandate_error *error)
{
    order->keys = mandate_new((size_t)kind->field_count, sizeof *order->keys, error);
    if (!order->keys) return false;
    for (int f = 0; f < kind->field_count; f++) {
        if (kind->fields[f].key) order->keys[order->key_count++] = places[f];
        order->width += places[f] >= 0;
    }
    return true;
}

void mandate_batch_order_end(mandate_batch_order *order)
{
    mandate_free(order->rows);
    mandate_free(order->other);
    mandate_free(order->keys);
    *order = (mandate_batch_order){0};
}
