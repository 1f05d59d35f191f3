#include "engine/kernels/geometric.h"

#include <math.h>
#include <stdlib.h>
#include "model/memory.h"
#include "model/range.h"
#include "model/root.h"

// One end of a mean in the making.
typedef struct side {
    bool low;
    mandate_product product;
    double *numbers; // that the product is made of
    bool alike; // they are all the same
    bool nothing, next_to_nothing; // an end is 0, or just above it
    bool open, missing; // an end is
} side;

static void add_end(side *s, double end)
{
    bool open;
    double number = mandate_end_number(end, &open);
    s->open |= open;
    if (isinf(number)) s->missing = true;
    else if (number == 0) *(open ? &s->next_to_nothing : &s->nothing) = true;
    else {
        s->alike &= s->product.count == 0 || s->numbers[0] == number;
        s->numbers[s->product.count] = number;
        mandate_product_multiply(&s->product, number);
    }
}

// What the values so far come to. A value of 0 makes it 0, whatever the others are.
static bool mean_of(const side *s, double *mean, mandate_error *error)
{
    int beside = 0;
    *mean = 0;
    if (s->nothing) return true;
    if (s->missing) *mean = (double)INFINITY;
    else if (s->next_to_nothing) *mean = mandate_end_above(0);
    else {
        if (s->alike) *mean = s->numbers[0];
        else if (!mandate_product_root(&s->product, s->numbers, mean, &beside, error)) return false;
        *mean = mandate_end_made(*mean, s->open, beside, s->low);
    }
    return true;
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

// The lowest mean that certain values have with some of the others is one with the lowest of them; the highest likewise. `room`: for all ends, twice.
static bool end_of(const mandate_open_value *values, size_t count, bool low, double *room, double *best, mandate_error *error)
{
    side s = {.low = low, .numbers = room, .alike = true};
    double *ends = room + count, mean;
    size_t perhaps = 0;
    mandate_product_clear(&s.product);
    for (size_t i = 0; i < count; i++) {
        double end = low ? values[i].low : values[i].high;
        if (values[i].certain) add_end(&s, end);
        else ends[perhaps++] = end;
    }
    qsort(ends, perhaps, sizeof *ends, ascending);
    if (!mean_of(&s, best, error)) return false;
    for (size_t k = 0; k < perhaps; k++) {
        add_end(&s, low ? ends[k] : ends[perhaps - 1 - k]);
        if (!mean_of(&s, &mean, error)) return false;
        if (low ? mean < *best : mean > *best) *best = mean;
    }
    return true;
}

static int by_target(const void *left, const void *right)
{
    const mandate_open_value *a = left, *b = right;
    return (a->target > b->target) - (a->target < b->target);
}

// Whether there is a mean: some value is there for certain, and none may be below 0, for those have no geometric mean.
static bool is_there(const mandate_open_value *values, size_t count)
{
    bool certain = false;
    for (size_t i = 0; i < count; i++) {
        if (values[i].low < 0) return false;
        certain |= values[i].certain;
    }
    return certain;
}

bool mandate_finish_geometric(mandate_gathered *g, const mandate_target *target, mandate_error *error)
{
    for (size_t t = 0; t < g->rows; t++) target->low[t] = target->high[t] = MANDATE_NUMBER_ABSENT;
    if (g->open_count == 0) return true;
    double *room = mandate_new(g->open_count * 2, sizeof *room, error);
    bool done = room != NULL;
    if (done) qsort(g->open, g->open_count, sizeof *g->open, by_target);
    for (size_t first = 0, next; first < g->open_count && done; first = next) {
        size_t t = g->open[first].target;
        for (next = first; next < g->open_count && g->open[next].target == t; next++) {
        }
        target->low[t] = MANDATE_NUMBER_UNKNOWN;
        target->high[t] = (double)INFINITY;
        if (!is_there(g->open + first, next - first)) continue;
        done = end_of(g->open + first, next - first, true, room, &target->low[t], error) && end_of(g->open + first, next - first, false, room, &target->high[t], error);
    }
    mandate_free(room);
    return done;
}
