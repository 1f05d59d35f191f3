#include "engine/kernels/window.h"

int mandate_window_owner(const mandate_plan *plan, const mandate_node *node) { return plan->spaces[plan->nodes[node->argument[0]].space].owner; }

mandate_window_finder mandate_windows_of(const mandate_block *block, const mandate_node *node)
{
    int rows = node->argument[MANDATE_WINDOW_ROWS], event = node->argument[MANDATE_WINDOW_EVENT], space = block->plan->nodes[rows].space;
    const mandate_vector *events = event >= 0 ? &block->vectors[event] : NULL;
    bool certain = events && events->certain;
    return (mandate_window_finder){.block = block,
                                   .node = node,
                                   .rows = &block->vectors[rows],
                                   .event = certain ? NULL : events,
                                   .days = certain ? events->dates : NULL,
                                   .table = mandate_snapshot_table(block->snapshot, block->plan->spaces[space].kind),
                                   .first = block->frames[space].first,
                                   .hint_owner = MANDATE_CODE_ABSENT};
}

static mandate_date day_of(const mandate_window_finder *s, uint32_t row) { return s->days ? s->days[row] : mandate_column_date(&s->table->event, s->first + row); }

enum { NEAR = 4 }; // so many rows are looked at one by one

// The first of the rows [start, stop) whose event is not before a day; `near` is where it may be, mostly a row or two before it.
static uint32_t first_from(const mandate_window_finder *s, uint32_t start, uint32_t stop, mandate_date day, uint32_t near)
{
    uint32_t low = start, high = stop;
    if (near >= start && near < stop) {
        if (day_of(s, near) >= day) {
            high = near;
            if (near == start || day_of(s, near - 1) < day) return near;
        } else {
            for (uint32_t i = 1; i <= NEAR; i++)
                if (near + i >= stop || day_of(s, near + i) >= day) return near + i < stop ? near + i : stop;
            low = near + NEAR + 1;
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
static void cut(const mandate_window_finder *s, const mandate_vector *record, size_t i, bool behind, mandate_window *w)
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

mandate_window mandate_window_find(mandate_window_finder *s, uint32_t owner, size_t i)
{
    const mandate_node *node = s->node;
    const mandate_vector *v = s->block->vectors;
    mandate_window w = {.owner = owner};
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
    if (node->certain && w.perhaps) w.none = true;
    s->hint_owner = owner;
    if (bound[MANDATE_WINDOW_BEFORE] >= 0) cut(s, &v[bound[MANDATE_WINDOW_BEFORE]], i, false, &w);
    if (bound[MANDATE_WINDOW_BEHIND] >= 0) cut(s, &v[bound[MANDATE_WINDOW_BEHIND]], i, true, &w);
    if (w.end < w.begin) w.end = w.begin;
    return w;
}

mandate_window mandate_window_of_row(mandate_window_finder *s, size_t i)
{
    uint32_t owner = s->block->vectors[mandate_window_owner(s->block->plan, s->node)].codes[i];
    if (owner >= MANDATE_CODE_UNKNOWN) return (mandate_window){.owner = MANDATE_CODE_ABSENT, .none = true};
    return mandate_window_find(s, owner, i);
}

unsigned mandate_window_truth(const mandate_window_finder *s, const mandate_window *w, uint32_t row)
{
    unsigned of_row = mandate_truth(s->rows, row);
    if (!of_row || !(w->perhaps || mandate_window_undated(s, row))) return of_row;
    return s->node->certain ? 0 : 2;
}

unsigned mandate_window_holds(const mandate_window_finder *s, const mandate_window *w, uint32_t row)
{
    bool inside = mandate_window_undated(s, row) || (row >= w->begin && row < w->end);
    return inside && !w->none ? mandate_window_truth(s, w, row) : 0;
}
