#include "engine/kernels/bounds.h"

#include <string.h>
#include "model/memory.h"

enum { NEAR = 4 }; // so many rows are looked at one by one

// What windows are told by: two aggregates with the same have the same windows.
static const int TOLD_BY[] = {MANDATE_WINDOW_EVENT, MANDATE_WINDOW_FROM, MANDATE_WINDOW_TO, MANDATE_WINDOW_BEFORE, MANDATE_WINDOW_BEHIND};

static bool same_windows(const mandate_plan *plan, const mandate_node *a, const mandate_node *b)
{
    if (a->space != b->space || mandate_window_owner(plan, a) != mandate_window_owner(plan, b)) return false;
    if (plan->nodes[a->argument[MANDATE_WINDOW_ROWS]].space != plan->nodes[b->argument[MANDATE_WINDOW_ROWS]].space) return false;
    for (size_t i = 0; i < sizeof TOLD_BY / sizeof *TOLD_BY; i++)
        if (a->argument[TOLD_BY[i]] != b->argument[TOLD_BY[i]]) return false;
    return true;
}

bool mandate_layout_find_bounds(mandate_layout *layout, const bool *needed, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    layout->bounds_of = mandate_new(nodes, sizeof *layout->bounds_of, error);
    int *firsts = layout->bounds_of ? mandate_new(nodes, sizeof *firsts, error) : NULL; // of each, one of those that ask
    layout->bounds_demand = firsts ? mandate_new(nodes, sizeof *layout->bounds_demand, error) : NULL;
    for (size_t n = 0; layout->bounds_demand && n < plan->node_count; n++) {
        const mandate_node *node = &plan->nodes[n];
        layout->bounds_of[n] = -1;
        if (!needed[n] || !mandate_slides(layout, node)) continue;
        size_t b = 0;
        while (b < layout->bounds_count && !same_windows(plan, node, &plan->nodes[firsts[b]])) b++;
        if (b == layout->bounds_count) {
            firsts[layout->bounds_count] = (int)n;
            layout->bounds_demand[layout->bounds_count++] = layout->demand[n];
        } else if (layout->bounds_demand[b] != layout->demand[n]) {
            layout->bounds_demand[b] = MANDATE_ASKED_EVERYWHERE;
        }
        layout->bounds_of[n] = (int)b;
    }
    mandate_free(firsts);
    return layout->bounds_demand != NULL;
}

static bool make_room(mandate_bounds *bounds, size_t rows, mandate_error *error)
{
    if (bounds->capacity < rows) {
        size_t capacity = rows + rows / 4;
        mandate_bounds_release(bounds);
        *bounds = (mandate_bounds){.begin = mandate_resize(NULL, capacity, sizeof *bounds->begin, error)};
        bounds->end = bounds->begin ? mandate_resize(NULL, capacity, sizeof *bounds->end, error) : NULL;
        bounds->odd = bounds->end ? mandate_resize(NULL, mandate_words(capacity), sizeof *bounds->odd, error) : NULL;
        if (!bounds->odd) return false;
        bounds->capacity = capacity;
    }
    if (rows > 0) memset(bounds->odd, 0, mandate_words(rows) * sizeof *bounds->odd);
    bounds->any_odd = false;
    return true;
}

void mandate_bounds_release(mandate_bounds *bounds)
{
    mandate_free(bounds->begin);
    mandate_free(bounds->end);
    mandate_free(bounds->odd);
    *bounds = (mandate_bounds){0};
}

// The first of the rows [start, stop) whose day is not before another; `near` is where it may be.
static inline uint32_t seek(const int32_t *days, uint32_t start, uint32_t stop, int32_t day, uint32_t near)
{
    uint32_t low = start, high = stop;
    if (near < stop && days[near] < day) {
        for (uint32_t i = 0; i < NEAR; i++)
            if (++near == stop || days[near] >= day) return near;
        low = near + 1;
    } else {
        for (uint32_t i = 0; i < NEAR; i++, near--)
            if (near == start || days[near - 1] < day) return near;
        high = near;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (days[middle] < day) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void mark_odd(mandate_bounds *bounds, size_t i)
{
    bounds->odd[i / 64] |= 1ULL << (i % 64);
    bounds->any_odd = true;
}

// Between two days that are there for each row, of rows of which each has its day.
static void find_by_days(const mandate_window_finder *f, const uint32_t *owners, const mandate_vector *where, size_t rows, mandate_bounds *bounds)
{
    const int *argument = f->node->argument;
    const mandate_vector *from = argument[MANDATE_WINDOW_FROM] >= 0 ? &f->block->vectors[argument[MANDATE_WINDOW_FROM]] : NULL;
    const mandate_vector *to = argument[MANDATE_WINDOW_TO] >= 0 ? &f->block->vectors[argument[MANDATE_WINDOW_TO]] : NULL;
    const int32_t *days = f->days;
    uint32_t last = MANDATE_CODE_ABSENT, start = 0, stop = 0, begin = 0, end = 0;
    for (size_t i = 0; i < rows; i++) {
        uint32_t owner = owners[i];
        bounds->begin[i] = bounds->end[i] = 0;
        if (where && mandate_truth(where, i) == 0) continue;
        int32_t first = from ? mandate_day(from, i) : MANDATE_DATE_ALWAYS, behind = to ? mandate_day(to, i) : MANDATE_DATE_ALWAYS;
        if (owner >= MANDATE_CODE_UNKNOWN || first == MANDATE_DATE_ABSENT || first == MANDATE_DATE_UNKNOWN || behind == MANDATE_DATE_ABSENT ||
            behind == MANDATE_DATE_UNKNOWN) {
            mark_odd(bounds, i);
            continue;
        }
        if (owner != last) {
            last = owner;
            begin = end = start = f->table->owner_start[owner] - f->first;
            stop = f->table->owner_start[owner + 1] - f->first;
        }
        begin = from ? seek(days, start, stop, first, begin) : start;
        end = to ? seek(days, start, stop, behind + 1, end) : stop;
        bounds->begin[i] = begin;
        bounds->end[i] = end < begin ? begin : end;
    }
}

static void find_each(mandate_window_finder *f, const uint32_t *owners, const mandate_vector *where, size_t rows, mandate_bounds *bounds)
{
    for (size_t i = 0; i < rows; i++) {
        bounds->begin[i] = bounds->end[i] = 0;
        if (where && mandate_truth(where, i) == 0) continue;
        mandate_window w = {.none = true};
        if (owners[i] < MANDATE_CODE_UNKNOWN) w = mandate_window_find(f, owners[i], i);
        if (w.none || w.perhaps) {
            mark_odd(bounds, i);
            continue;
        }
        bounds->begin[i] = w.begin;
        bounds->end[i] = w.end;
    }
}

const mandate_bounds *mandate_bounds_find(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int which = block->layout->bounds_of[id];
    mandate_bounds *bounds = &block->bounds[which];
    if (bounds->stamp == block->stamp) return bounds;
    size_t rows = mandate_rows(block, node->space);
    if (!make_room(bounds, rows, error)) return NULL;
    mandate_window_finder finder = mandate_windows_of(block, node);
    const uint32_t *owners = block->vectors[mandate_window_owner(block->plan, node)].codes;
    const mandate_vector *where = mandate_under(block, block->layout->bounds_demand[which]);
    bool by_days = finder.days && node->argument[MANDATE_WINDOW_BEFORE] < 0 && node->argument[MANDATE_WINDOW_BEHIND] < 0;
    if (by_days) find_by_days(&finder, owners, where, rows, bounds);
    else find_each(&finder, owners, where, rows, bounds);
    bounds->stamp = block->stamp;
    return bounds;
}
