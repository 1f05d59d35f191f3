// MOST_IN: how dense dates lie around a day. A window is a number of consecutive calendar months; of all windows that hold the day's month, the one
// with the most different months that have a date counts. Dates later than the as-of day have not happened, so that a window which reaches
// beyond that day never has more than the one that ends there.
#include <stdlib.h>
#include <string.h>
#include "engine/kernels/aggregate.h"
#include "model/memory.h"

enum { HAS_PERHAPS = 1, HAS_CERTAIN = 2 };

uint64_t mandate_month_of(mandate_date date)
{
    int year, month, day;
    mandate_date_split(date, &year, &month, &day);
    return (uint64_t)year * 12 + (uint64_t)(month - 1);
}

static int compare_targets(const void *left, const void *right)
{
    const struct mandate_distinct *a = left, *b = right;
    return (a->target > b->target) - (a->target < b->target);
}

// The most marked months of any `months` in a row among 2 * months - 1 of them; `mark` is the least that counts.
static size_t most(const uint8_t *marks, size_t months, uint8_t mark)
{
    size_t inside = 0, best = 0;
    for (size_t m = 0; m < 2 * months - 1; m++) {
        inside += marks[m] >= mark;
        if (m >= months) inside -= marks[m - months] >= mark;
        if (m + 1 >= months && inside > best) best = inside;
    }
    return best;
}

bool mandate_count_most_in(mandate_gathered *g, const int32_t *days, size_t months, const mandate_target *target, mandate_error *error)
{
    uint8_t *marks = mandate_new(2 * months, sizeof *marks, error); // from months - 1 before the day's month to as many after it
    if (!marks) return false;
    if (g->value_count) qsort(g->values, g->value_count, sizeof *g->values, compare_targets);
    size_t next = 0;
    for (size_t t = 0; t < g->rows; t++) {
        size_t undated = 0;
        memset(marks, 0, 2 * months);
        uint64_t first = mandate_date_is(days[t]) ? mandate_month_of(days[t]) + 1 - months : 0;
        for (; next < g->value_count && g->values[next].target == t; next++) {
            const struct mandate_distinct *v = &g->values[next];
            if (!v->known) undated++;
            else if (v->value - first < 2 * months - 1) marks[v->value - first] |= v->certain ? HAS_CERTAIN : HAS_PERHAPS;
        }
        if (days[t] == MANDATE_DATE_ABSENT) {
            target->low[t] = target->high[t] = MANDATE_NUMBER_ABSENT;
        } else if (!mandate_date_is(days[t])) {
            target->low[t] = MANDATE_NUMBER_UNKNOWN;
            target->high[t] = (double)INFINITY;
        } else {
            size_t possible = most(marks, months, HAS_PERHAPS) + undated;
            target->low[t] = (double)most(marks, months, HAS_CERTAIN);
            target->high[t] = (double)(possible < months ? possible : months);
        }
    }
    mandate_free(marks);
    return true;
}
