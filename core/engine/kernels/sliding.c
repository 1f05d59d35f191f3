// Aggregates over windows: for each outer row those of its owner's records that stand between two days, or before or behind a record. The records of an
// owner stand in order, so that a window is a range of them, and from one outer row to the next it mostly slides.
#include <stdlib.h>
#include <string.h>
#include "engine/kernels/aggregate.h"
#include "engine/kernels/compute.h"
#include "engine/kernels/gathered.h"
#include "engine/kernels/inside.h"
#include "engine/kernels/running.h"

// The records inside one kind of window. Of two kinds: those that hold their rows for certain, and those of which a bound is not known.
typedef struct slide {
    uint32_t owner, begin, end; // rows of the block
    mandate_inside inside;
    bool open; // `inside` is
} slide;

typedef struct sliding {
    mandate_block *block;
    const mandate_node *node;
    int id;
    mandate_window_finder windows;
    mandate_gathering how;
    mandate_vector one; // what is gathered row by row
    slide certain, perhaps;
    const mandate_bounds *bounds;
    const uint32_t *owners; // of the outer rows
    const mandate_vector *where; // the outer rows that are asked; NULL: all
    mandate_window last; // of the last row that was looked at by itself: SIZE_MAX: none yet
    size_t last_row;
    mandate_running running;
    bool runs; // `running` tells of most windows
} sliding;

// A row enters or leaves. One of which nobody knows the day stays.
static void step(const sliding *s, slide *at, const mandate_window *w, uint32_t row, bool enters)
{
    unsigned t = mandate_window_undated(&s->windows, row) ? 0 : mandate_window_truth(&s->windows, w, row);
    if (t == 0) return;
    if (enters) mandate_inside_enter(&at->inside, row, t == 1);
    else mandate_inside_leave(&at->inside, row, t == 1);
}

static bool begin(const sliding *s, slide *at, const mandate_window *w, mandate_error *error)
{
    if (!mandate_inside_begin(&at->inside, w->start, w->stop, error)) return false;
    at->owner = w->owner;
    at->begin = at->end = w->begin;
    for (uint32_t r = w->start; s->windows.event && r < w->stop; r++)
        if (mandate_window_undated(&s->windows, r) && mandate_window_truth(&s->windows, w, r)) mandate_inside_stay(&at->inside, r);
    return true;
}

// To a window that begins or ends before the last one, or lies behind it.
static void go_back(const sliding *s, slide *at, const mandate_window *w)
{
    if (w->begin >= at->end || w->end <= at->begin) {
        for (; at->begin < at->end; at->begin++) step(s, at, w, at->begin, false);
        at->begin = at->end = w->begin;
    }
    for (; at->begin > w->begin; at->begin--) step(s, at, w, at->begin - 1, true);
    for (; at->end > w->end; at->end--) step(s, at, w, at->end - 1, false);
}

// Brings a slide to a window: rows enter at its end and leave at its beginning, or all begins anew.
static bool move(const sliding *s, slide *at, const mandate_window *w, mandate_error *error)
{
    bool back = w->begin < at->begin || w->end < at->end || w->begin > at->end;
    if (at->owner != w->owner || (back && !mandate_inside_goes_back(&at->inside))) {
        if (!begin(s, at, w, error)) return false;
    } else if (back) {
        go_back(s, at, w);
    }
    for (; at->end < w->end; at->end++) step(s, at, w, at->end, true);
    for (; at->begin < w->begin; at->begin++) step(s, at, w, at->begin, false);
    return true;
}

static bool gather(const sliding *s, const mandate_window *w, mandate_gathered *g, uint32_t row, mandate_error *error)
{
    unsigned t = mandate_window_truth(&s->windows, w, row);
    return t == 0 || mandate_gather_row(&s->how, g, 0, row, t == 1, error);
}

// What cannot be kept up as a window slides is gathered from all rows in it.
static bool gather_all(sliding *s, const mandate_window *w, const mandate_target *target, size_t i, mandate_error *error)
{
    mandate_gathered *g = &s->block->gathered[s->id];
    bool done = mandate_gathered_start(g, s->node->op, 1, error);
    bool first = s->node->op == MANDATE_OP_ROW_FIRST, last = s->node->op == MANDATE_OP_ROW_LAST; // behind the end that is there for certain nothing counts
    for (uint32_t n = 0; done && n < w->end - w->begin; n++) {
        uint32_t row = last ? w->end - 1 - n : w->begin + n;
        if (mandate_window_undated(&s->windows, row)) continue;
        done = gather(s, w, g, row, error);
        if ((first || last) && mandate_window_truth(&s->windows, w, row) == 1) break;
    }
    for (uint32_t row = w->start; done && s->windows.event && row < w->stop; row++)
        if (mandate_window_undated(&s->windows, row)) done = gather(s, w, g, row, error);
    if (!done || !mandate_gathered_finish(s->block, s->id, g, &s->one, error)) return false;
    mandate_vector_copy(&s->one, 0, target, i, 1, s->node->type);
    return true;
}

// What a window comes to, as it slides from the last one, or gathered from all its rows.
static bool slide_to(sliding *s, const mandate_window *w, const mandate_target *target, size_t i, mandate_error *error)
{
    slide *at = w->perhaps ? &s->perhaps : &s->certain;
    if (!mandate_can_slide(s->node->op)) return gather_all(s, w, target, i, error);
    if (!at->open) { // most blocks have windows of one kind
        at->open = true;
        if (!mandate_inside_open(&at->inside, s->node, s->how.value, s->how.type, mandate_rows(s->block, s->how.space), error)) return false;
    }
    if (!move(s, at, w, error)) return false;
    return mandate_inside_result(&at->inside, target, i) || gather_all(s, w, target, i, error);
}

static bool same_window(const mandate_window *a, const mandate_window *b)
{
    return a->owner == b->owner && a->begin == b->begin && a->end == b->end && a->perhaps == b->perhaps && a->none == b->none;
}

// The window of an outer row, of one that is not asked an empty one.
static mandate_window window_of(sliding *s, size_t i)
{
    const mandate_window_finder *f = &s->windows;
    uint32_t owner = s->owners[i];
    if (owner >= MANDATE_CODE_UNKNOWN || (s->where && mandate_truth(s->where, i) == 0)) return (mandate_window){.owner = MANDATE_CODE_ABSENT, .none = true};
    if (mandate_bit(s->bounds->odd, i)) return mandate_window_find(&s->windows, owner, i);
    mandate_window w = {.owner = owner, .begin = s->bounds->begin[i], .end = s->bounds->end[i]};
    w.start = f->table->owner_start[owner] - f->first;
    w.stop = f->table->owner_start[owner + 1] - f->first;
    return w;
}

static bool slide_row(sliding *s, mandate_vector *out, const mandate_target *target, size_t i, mandate_error *error)
{
    mandate_window w = window_of(s, i);
    if (s->last_row != SIZE_MAX && same_window(&w, &s->last)) {
        mandate_vector_copy(out, s->last_row, target, i, 1, s->node->type);
    } else if (w.none) {
        const mandate_window empty = {.owner = w.owner};
        if (!gather_all(s, &empty, target, i, error)) return false;
    } else if (!slide_to(s, &w, target, i, error)) {
        return false;
    }
    s->last = w;
    s->last_row = i;
    return true;
}

// Where no other row's result is a range, none of its high ends was written.
static void write_high_ends(const mandate_target *target, size_t word, uint64_t rows)
{
    for (; rows; rows &= rows - 1) {
        size_t i = word * 64 + (size_t)__builtin_ctzll(rows);
        target->high[i] = target->low[i];
    }
}

// The result of each outer row: what is a difference of two of most, and as windows slide of the others.
static bool slide_over(sliding *s, mandate_vector *out, const mandate_target *target, mandate_error *error)
{
    size_t rows = mandate_rows(s->block, s->node->space);
    bool exact = s->runs && mandate_running_is_exact(&s->running), number = s->node->type == MANDATE_VALUE_NUMBER;
    s->last = (mandate_window){.owner = MANDATE_CODE_ABSENT};
    s->last_row = SIZE_MAX;
    for (size_t word = 0; word < mandate_words(rows); word++) {
        uint64_t all = rows - word * 64 < 64 ? (1ULL << (rows - word * 64)) - 1 : ~0ULL, left = all;
        if (s->runs) {
            left = mandate_running_results(&s->running, s->bounds, word, rows, target) | s->bounds->odd[word];
            if (exact && number && s->bounds->any_odd) write_high_ends(target, word, all & ~left);
        }
        for (; left; left &= left - 1)
            if (!slide_row(s, out, target, word * 64 + (size_t)__builtin_ctzll(left), error)) return false;
    }
    if (exact && !s->bounds->any_odd) {
        if (number) out->high = NULL;
        out->unknown = NULL;
        out->certain = true;
    }
    return true;
}

// What the rows before each row come to, where that tells of most windows.
static bool open_running(sliding *s, mandate_error *error)
{
    if (s->windows.event) return true;
    const mandate_node *node = s->node, *limit = s->block->layout->partly[s->id] && !s->block->focused ? &s->block->plan->nodes[s->block->layout->compared[s->id]] : NULL;
    const mandate_running_over over = {
        .op = node->op, .rows = s->windows.rows, .value = s->how.value, .count = mandate_rows(s->block, s->how.space), .limit = limit ? &limit->number : NULL};
    return mandate_running_open(&s->running, &over, &s->runs, error);
}

bool mandate_compute_sliding(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int value = node->argument[MANDATE_WINDOW_VALUE], space = block->plan->nodes[node->argument[MANDATE_WINDOW_ROWS]].space;
    sliding s = {.block = block, .node = node, .id = id, .windows = mandate_windows_of(block, node), .where = mandate_where(block, id)};
    s.owners = block->vectors[mandate_window_owner(block->plan, node)].codes;
    s.how = (mandate_gathering){.block = block,
                                .node = node,
                                .value = value >= 0 ? &block->vectors[value] : NULL,
                                .type = value >= 0 ? block->plan->nodes[value].type : MANDATE_VALUE_CONDITION,
                                .space = space,
                                .kind = block->plan->spaces[space].kind};
    s.certain.owner = s.perhaps.owner = MANDATE_CODE_ABSENT;
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    bool done = mandate_vector_prepare(out, node->type, rows, &target, error);
    if (done && node->type == MANDATE_VALUE_CONDITION) {
        memset(target.yes, 0, mandate_words(rows) * sizeof *target.yes);
        memset(target.unknown, 0, mandate_words(rows) * sizeof *target.unknown);
    }
    if (done) s.bounds = mandate_bounds_find(block, id, error);
    done = done && s.bounds && open_running(&s, error) && slide_over(&s, out, &target, error);
    mandate_running_release(&s.running); // one that was not opened is empty
    mandate_inside_release(&s.certain.inside);
    mandate_inside_release(&s.perhaps.inside);
    mandate_vector_release(&s.one);
    if (done) mandate_mark_unknown_owners(block, node, out);
    return done;
}
