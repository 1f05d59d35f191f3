#include "engine/kernels/open_values.h"

#include <stdlib.h>
#include "model/memory.h"
#include "model/range.h"

bool mandate_open_value_add(mandate_gathered *g, const mandate_open_value *value, mandate_error *error)
{
    void *grown = mandate_grow(g->open, g->open_count, &g->open_capacity, sizeof *g->open, error);
    if (!grown) return false;
    g->open = grown;
    g->open[g->open_count++] = *value;
    return true;
}

// One end of a sum in the making.
typedef struct side {
    bool low;
    mandate_sum sum;
    uint32_t count;
    bool open, missing; // an end that was added is
} side;

static void add_end(side *s, double end)
{
    bool open;
    double number = mandate_end_number(end, &open);
    s->count++;
    if (isinf(number)) s->missing = true;
    else mandate_sum_add(&s->sum, number);
    s->open |= open;
}

static double missing_end(bool low) { return low ? -(double)INFINITY : (double)INFINITY; }
static double sum_of(const side *s) { return s->missing ? missing_end(s->low) : mandate_end_of_sum(&s->sum, s->open, s->low); }
static double mean_of(const side *s) { return s->missing ? missing_end(s->low) : mandate_end_of_mean(&s->sum, s->count, s->open, s->low); }

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

// The lowest mean that certain values have with some of the others is one with the lowest of them; the highest likewise.
static double best_mean(side *s, double *ends, size_t count)
{
    qsort(ends, count, sizeof *ends, ascending);
    double best = mean_of(s);
    for (size_t k = 0; k < count; k++) {
        add_end(s, s->low ? ends[k] : ends[count - 1 - k]);
        double mean = mean_of(s);
        if (s->low ? mean < best : mean > best) best = mean;
    }
    return best;
}

// The values of one receiving row. `ends` has room for all of them.
static double end_of(const mandate_gathered *g, mandate_operation op, size_t t, const mandate_open_value *values, size_t count, bool low, double *ends)
{
    side s = {.low = low, .sum = g->sums[t], .count = g->present[t]};
    size_t perhaps = 0;
    for (size_t i = 0; i < count; i++) {
        double end = low ? values[i].low : values[i].high;
        bool moves = low ? end < 0 : end > 0; // a sum, to the side that is asked for
        if (values[i].certain || (op != MANDATE_OP_MEAN && moves)) add_end(&s, end);
        else if (op == MANDATE_OP_MEAN) ends[perhaps++] = end;
    }
    if (op == MANDATE_OP_SUM) return sum_of(&s);
    return s.count > 0 ? best_mean(&s, ends, perhaps) : missing_end(low); // there may be none at all
}

static int by_target(const void *left, const void *right)
{
    const mandate_open_value *a = left, *b = right;
    return (a->target > b->target) - (a->target < b->target);
}

bool mandate_finish_open_values(mandate_gathered *g, mandate_operation op, const mandate_target *target, mandate_error *error)
{
    if (g->open_count == 0) return true;
    double *ends = mandate_new(g->open_count, sizeof *ends, error);
    if (!ends) return false;
    qsort(g->open, g->open_count, sizeof *g->open, by_target);
    for (size_t first = 0, next; first < g->open_count; first = next) {
        size_t t = g->open[first].target;
        for (next = first; next < g->open_count && g->open[next].target == t; next++) {
        }
        target->low[t] = end_of(g, op, t, g->open + first, next - first, true, ends);
        target->high[t] = end_of(g, op, t, g->open + first, next - first, false, ends);
    }
    mandate_free(ends);
    return true;
}
