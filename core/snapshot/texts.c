// A text column's distinct texts, brought into their order.
#include <string.h>
#include "model/memory.h"
#include "model/text.h"
#include "snapshot/table.h"

typedef struct sorting {
    const mandate_dictionary *texts;
    uint32_t *codes;
} sorting;

// The byte at `depth` plus one, 0 behind the end: a text comes before those that go on where it ends.
static int byte_at(const sorting *s, uint32_t code, size_t depth)
{
    size_t length;
    const char *text = mandate_dictionary_text(s->texts, code, &length);
    return depth < length ? (unsigned char)text[depth] + 1 : 0;
}

static int compare(const sorting *s, uint32_t a, uint32_t b, size_t depth)
{
    size_t la, lb;
    const char *ta = mandate_dictionary_text(s->texts, a, &la) + depth, *tb = mandate_dictionary_text(s->texts, b, &lb) + depth;
    la -= depth;
    lb -= depth;
    return mandate_text_compare(ta, la, tb, lb);
}

static void insert(const sorting *s, uint32_t from, uint32_t to, size_t depth)
{
    for (uint32_t i = from + 1; i < to; i++) {
        uint32_t code = s->codes[i], at = i;
        for (; at > from && compare(s, code, s->codes[at - 1], depth) < 0; at--) s->codes[at] = s->codes[at - 1];
        s->codes[at] = code;
    }
}

static void swap(uint32_t *codes, uint32_t a, uint32_t b)
{
    uint32_t held = codes[a];
    codes[a] = codes[b];
    codes[b] = held;
}

// Quicksort over one byte after the other: beginnings that many texts share are looked at once. The larger part is the loop's, so that the
// depth of the calls stays that of a logarithm.
static void sort(const sorting *s, uint32_t from, uint32_t to, size_t depth)
{
    while (to - from > 16) {
        int x = byte_at(s, s->codes[from], depth), y = byte_at(s, s->codes[from + (to - from) / 2], depth), z = byte_at(s, s->codes[to - 1], depth);
        int middle = x < y ? (y < z ? y : x < z ? z : x) : (x < z ? x : y < z ? z : y);
        uint32_t less = from, i = from, more = to;
        while (i < more) {
            int byte = byte_at(s, s->codes[i], depth);
            if (byte < middle) swap(s->codes, less++, i++);
            else if (byte > middle) swap(s->codes, i, --more);
            else i++;
        }
        struct part {
            uint32_t from, to;
            size_t depth;
        } parts[3] = {{from, less, depth}, {less, middle == 0 ? less : more, depth + 1}, {more, to, depth}}, held;
        int largest = 0;
        for (int p = 1; p < 3; p++)
            if (parts[p].to - parts[p].from > parts[largest].to - parts[largest].from) largest = p;
        held = parts[largest];
        parts[largest] = parts[2];
        for (int p = 0; p < 2; p++) sort(s, parts[p].from, parts[p].to, parts[p].depth);
        from = held.from;
        to = held.to;
        depth = held.depth;
    }
    if (to > from) insert(s, from, to, depth);
}

static bool is_sorted(const sorting *s, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (compare(s, i - 1, i, 0) >= 0) return false;
    return true;
}

static void give_ranks(mandate_filled *column, const uint32_t *rank, uint32_t rows)
{
    uint32_t count = column->texts.count;
    switch (column->width) {
    case 1:
        for (uint8_t *cell = column->cells, *end = cell + rows; cell < end; cell++)
            if (*cell < count) *cell = (uint8_t)rank[*cell];
        break;
    case 2:
        for (uint16_t *cell = column->cells, *end = cell + rows; cell < end; cell++)
            if (*cell < count) *cell = (uint16_t)rank[*cell];
        break;
    default:
        for (uint32_t *cell = column->cells, *end = cell + rows; cell < end; cell++)
            if (*cell < count) *cell = rank[*cell];
        break;
    }
}

bool mandate_rank_texts(mandate_filled *column, uint32_t rows, mandate_error *error)
{
    const mandate_dictionary *texts = &column->texts;
    sorting s = {.texts = texts, .codes = mandate_room_new(column->room, texts->count, sizeof *s.codes, error)};
    uint32_t *rank = mandate_room_new(column->room, texts->count, sizeof *rank, error);
    column->text_start = mandate_room_new(column->room, (size_t)texts->count + 1, sizeof *column->text_start, error);
    column->text_bytes = mandate_room_new(column->room, texts->bytes_used, 1, error);
    bool done = s.codes && rank && column->text_start && column->text_bytes;
    if (done) {
        for (uint32_t i = 0; i < texts->count; i++) s.codes[i] = i;
        bool sorted = is_sorted(&s, texts->count);
        if (!sorted) sort(&s, 0, texts->count, 0);
        for (uint32_t i = 0; i < texts->count; i++) {
            size_t length;
            const char *text = mandate_dictionary_text(texts, s.codes[i], &length);
            memcpy(column->text_bytes + column->text_start[i], text, length + 1);
            column->text_start[i + 1] = column->text_start[i] + length + 1;
            rank[s.codes[i]] = i;
        }
        if (!sorted) give_ranks(column, rank, rows);
        column->text_count = texts->count;
        mandate_dictionary_destroy(&column->texts);
    }
    mandate_room_free(s.codes);
    mandate_room_free(rank);
    return done;
}
