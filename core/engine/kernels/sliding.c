// Aggregates over windows: for each outer row those of its owner's records that stand between two days, or before or behind a record. The records of an
// owner stand in order, so that a window is a range of them, and from one outer row to the next it mostly slides.
#include <stdlib.h>
#include <string.h>
#include "engine/kernels/aggregate.h"
#include "engine/kernels/compute.h"
#include "engine/kernels/gathered.h"
#include "engine/kernels/inside.h"

// The records inside one kind of window. Of two kinds: those that hold their rows for certain, and those of which a bound is not known.
typedef struct slide {
    uint32_t owner, begin, end; // rows of the block
    mandate_inside inside;
} slide;

typedef struct sliding {
    mandate_block *block;
    const mandate_node *node;
    int id;
    const mandate_vector *rows, *event; // event NULL: no days are asked, or each is known
    const mandate_table *table;
    uint32_t first, count;              // the block's records
    mandate_gathering how;
    mandate_vector one;                 // what is gathered row by row
    slide certain, perhaps;
    uint32_t hint_owner, hint_begin, hint_end; // where the last window lay
} sliding;

// The window of an outer row.
typedef struct window {
    uint32_t owner, start, stop, begin, end; // the owner's rows, and those inside
    bool none, perhaps;                      // it is empty whatever the rows are; a bound is not known
} window;

static mandate_date day_of(const sliding *s, uint32_t row) { return mandate_column_date(&s->table->event, s->first + row); }

// The first of the rows [start, stop) whose event is not before a day; `near` is where it may be.
static uint32_t first_from(const sliding *s, uint32_t start, uint32_t stop, mandate_date day, uint32_t near)
{
    uint32_t low = start, high = stop;
    if (near >= start && near < stop) {
        if (day_of(s, near) >= day) {
            high = near;
            if (near == start || day_of(s, near - 1) < day) return near;
        } else {
            low = near + 1;
            for (uint32_t step = 1; low < stop && step < stop - low; step *= 2) {
                if (day_of(s, low + step) >= day) {
                    high = low + step;
                    break;
                }
                low += step + 1;
            }
        }
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (day_of(s, middle) < day) low = middle + 1;
        else high = middle;
    }
    return low;
}

static uint32_t clamp(uint64_t row, uint32_t least, uint32_t most) { return row < least ? least : row > most ? most : (uint32_t)row; }

// Cuts a window at a record of the set's order: before it, or behind it.
static void cut(const sliding *s, const mandate_vector *record, size_t i, bool behind, window *w)
{
    uint32_t code = record->codes[i];
    if (code >= MANDATE_CODE_UNKNOWN) {
        w->none = true;
        return;
    }
    uint64_t row = (uint64_t)code + (behind ? 1 : 0);
    row = row < s->first ? 0 : row - s->first;
    if (behind) w->begin = clamp(row, w->begin, w->stop);
    else w->end = clamp(row, w->start, w->end);
}

static window find(sliding *s, uint32_t owner, size_t i)
{
    const mandate_node *node = s->node;
    const mandate_vector *v = s->block->vectors;
    window w = {.owner = owner};
    w.start = w.begin = s->table->owner_start[owner] - s->first;
    w.stop = w.end = s->table->owner_start[owner + 1] - s->first;
    bool near = s->hint_owner == owner;
    const int *bound = node->argument;
    if (bound[MANDATE_WINDOW_FROM] >= 0) {
        mandate_date from = mandate_day(&v[bound[MANDATE_WINDOW_FROM]], i);
        w.none = from == MANDATE_DATE_ABSENT;
        w.perhaps = from == MANDATE_DATE_UNKNOWN;
        if (!w.none && !w.perhaps) s->hint_begin = w.begin = first_from(s, w.start, w.stop, from, near ? s->hint_begin : w.start);
    }
    if (bound[MANDATE_WINDOW_TO] >= 0) {
        mandate_date to = mandate_day(&v[bound[MANDATE_WINDOW_TO]], i);
        w.none |= to == MANDATE_DATE_ABSENT;
        w.perhaps |= to == MANDATE_DATE_UNKNOWN;
        if (to != MANDATE_DATE_ABSENT && to != MANDATE_DATE_UNKNOWN) s->hint_end = w.end = first_from(s, w.start, w.stop, to + 1, near ? s->hint_end : w.start);
    }
    s->hint_owner = owner;
    if (bound[MANDATE_WINDOW_BEFORE] >= 0) cut(s, &v[bound[MANDATE_WINDOW_BEFORE]], i, false, &w);
    if (bound[MANDATE_WINDOW_BEHIND] >= 0) cut(s, &v[bound[MANDATE_WINDOW_BEHIND]], i, true, &w);
    if (w.end < w.begin) w.end = w.begin;
    return w;
}

static bool is_undated(const sliding *s, uint32_t row) { return s->event && s->event->dates[row] == MANDATE_DATE_UNKNOWN; }

// How a row is in a window that holds its day: 0 not, 1 for certain, 2 perhaps. One of which nobody knows the day is perhaps in each.
static unsigned truth(const sliding *s, const window *w, uint32_t row)
{
    unsigned of_row = mandate_truth(s->rows, row);
    return of_row && (w->perhaps || is_undated(s, row)) ? 2 : of_row;
}

// Brings a slide to a window: rows enter at its end and leave at its beginning, or all begins anew.
static void move(const sliding *s, slide *at, const window *w)
{
    if (at->owner != w->owner || w->begin < at->begin || w->end < at->end || w->begin > at->end) {
        mandate_inside_clear(&at->inside);
        at->owner = w->owner;
        at->begin = at->end = w->begin;
        for (uint32_t r = w->start; s->event && r < w->stop; r++)
            if (is_undated(s, r) && mandate_truth(s->rows, r)) mandate_inside_enter(&at->inside, r, false);
    }
    for (; at->end < w->end; at->end++) {
        unsigned t = is_undated(s, at->end) ? 0 : truth(s, w, at->end);
        if (t) mandate_inside_enter(&at->inside, at->end, t == 1);
    }
    for (; at->begin < w->begin; at->begin++) {
        unsigned t = is_undated(s, at->begin) ? 0 : truth(s, w, at->begin);
        if (t) mandate_inside_leave(&at->inside, at->begin, t == 1);
    }
}

static bool gather(const sliding *s, const window *w, mandate_gathered *g, uint32_t row, mandate_error *error)
{
    unsigned t = truth(s, w, row);
    return t == 0 || mandate_gather_row(&s->how, g, 0, row, t == 1, error);
}

// What cannot be kept up as a window slides is gathered from all rows in it.
static bool gather_all(sliding *s, const window *w, const mandate_target *target, size_t i, mandate_error *error)
{
    mandate_gathered *g = &s->block->gathered[s->id];
    bool done = mandate_gathered_start(g, s->node->op, 1, error);
    bool first = s->node->op == MANDATE_OP_ROW_FIRST, last = s->node->op == MANDATE_OP_ROW_LAST; // behind the end that is there for certain nothing counts
    for (uint32_t n = 0; done && n < w->end - w->begin; n++) {
        uint32_t row = last ? w->end - 1 - n : w->begin + n;
        if (is_undated(s, row)) continue;
        done = gather(s, w, g, row, error);
        if ((first || last) && truth(s, w, row) == 1) break;
    }
    for (uint32_t row = w->start; done && s->event && row < w->stop; row++)
        if (is_undated(s, row)) done = gather(s, w, g, row, error);
    if (!done || !mandate_gathered_finish(s->block, s->id, g, &s->one, error)) return false;
    mandate_vector_copy(&s->one, 0, target, i, 1, s->node->type);
    return true;
}

static bool same_window(const window *a, const window *b)
{
    return a->owner == b->owner && a->begin == b->begin && a->end == b->end && a->perhaps == b->perhaps && a->none == b->none;
}

// The result of each outer row.
static bool slide_over(sliding *s, mandate_vector *out, const mandate_target *target, mandate_error *error)
{
    const mandate_space *pairs = &s->block->plan->spaces[s->block->plan->nodes[s->node->argument[0]].space];
    const uint32_t *owners = s->block->vectors[pairs->owner].codes;
    const mandate_vector *where = mandate_where(s->block, s->id);
    window last = {.owner = MANDATE_CODE_ABSENT};
    size_t last_row = SIZE_MAX, rows = mandate_rows(s->block, s->node->space);
    for (size_t i = 0; i < rows; i++) {
        bool asked = owners[i] < MANDATE_CODE_UNKNOWN && !(where && mandate_truth(where, i) == 0);
        window w = asked ? find(s, owners[i], i) : (window){.owner = MANDATE_CODE_ABSENT, .none = true};
        if (last_row != SIZE_MAX && same_window(&w, &last)) {
            mandate_vector_copy(out, last_row, target, i, 1, s->node->type);
        } else if (w.none) {
            const window empty = {.owner = w.owner};
            if (!gather_all(s, &empty, target, i, error)) return false;
        } else {
            slide *at = w.perhaps ? &s->perhaps : &s->certain;
            bool kept = mandate_can_slide(s->node->op);
            if (kept) move(s, at, &w);
            if ((!kept || !mandate_inside_result(&at->inside, target, i)) && !gather_all(s, &w, target, i, error)) return false;
        }
        last = w;
        last_row = i;
    }
    return true;
}

bool mandate_compute_sliding(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int value = node->argument[MANDATE_WINDOW_VALUE], event = node->argument[MANDATE_WINDOW_EVENT], space = block->plan->nodes[node->argument[MANDATE_WINDOW_ROWS]].space;
    sliding s = {.block = block, .node = node, .id = id, .rows = &block->vectors[node->argument[MANDATE_WINDOW_ROWS]], .hint_owner = MANDATE_CODE_ABSENT};
    s.event = event >= 0 && !block->vectors[event].certain ? &block->vectors[event] : NULL;
    s.table = mandate_snapshot_table(block->snapshot, block->plan->spaces[space].kind);
    s.first = block->frames[space].first;
    s.count = block->frames[space].rows;
    s.how = (mandate_gathering){.block = block, .node = node, .value = value >= 0 ? &block->vectors[value] : NULL,
                                .type = value >= 0 ? block->plan->nodes[value].type : MANDATE_VALUE_CONDITION, .space = space, .kind = block->plan->spaces[space].kind};
    s.certain.owner = s.perhaps.owner = MANDATE_CODE_ABSENT;
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    bool done = mandate_vector_prepare(out, node->type, rows, &target, error);
    if (done && node->type == MANDATE_VALUE_CONDITION) {
        memset(target.yes, 0, mandate_words(rows) * sizeof *target.yes);
        memset(target.unknown, 0, mandate_words(rows) * sizeof *target.unknown);
    }
    done = done && mandate_inside_open(&s.certain.inside, node->op, s.how.value, s.count, error) &&
           mandate_inside_open(&s.perhaps.inside, node->op, s.how.value, s.count, error) && slide_over(&s, out, &target, error);
    mandate_inside_release(&s.certain.inside);
    mandate_inside_release(&s.perhaps.inside);
    mandate_vector_release(&s.one);
    if (done) mandate_mark_unknown_owners(block, node, out);
    return done;
}
