#include "engine/kernels/beside.h"

#include <math.h>
#include "engine/kernels/masks.h"
#include "engine/kernels/narrow.h"
#include "engine/kernels/whole.h"

// Which values lie past the limit and at it, of packed numbers; and which are unknown. Of all rows, whether they are in the set or not.
static void find_cells_beside(mandate_running *running, const mandate_vector *value, size_t count)
{
    mandate_counter *c = running->counters;
    mandate_operation past = running->op == MANDATE_OP_NUMBER_MAX ? MANDATE_OP_NUMBER_ABOVE : MANDATE_OP_NUMBER_BELOW;
    mandate_find_steps(value, past, running->limit, count, c[MANDATE_RUNNING_NEAR_PAST].bits);
    mandate_find_steps(value, MANDATE_OP_NUMBER_SAME, running->limit, count, c[MANDATE_RUNNING_NEAR_AT].bits);
    mandate_find_known(value, count, c[MANDATE_RUNNING_CERTAIN].bits, c[MANDATE_RUNNING_PERHAPS].bits);
    for (size_t w = 0; w < mandate_words(count); w++) { // what is unknown may lie past it
        c[MANDATE_RUNNING_FAR_PAST].bits[w] = c[MANDATE_RUNNING_NEAR_PAST].bits[w] | c[MANDATE_RUNNING_PERHAPS].bits[w];
        c[MANDATE_RUNNING_FAR_AT].bits[w] = c[MANDATE_RUNNING_NEAR_AT].bits[w];
        c[MANDATE_RUNNING_CERTAIN].bits[w] |= c[MANDATE_RUNNING_PERHAPS].bits[w];
    }
}

// The same of numbers as they are.
static void find_numbers_beside(mandate_running *running, const mandate_vector *value, size_t count)
{
    mandate_counter *c = running->counters;
    const double limit = running->limit;
    const bool max = running->op == MANDATE_OP_NUMBER_MAX;
    for (size_t i = 0; i < count; i++) {
        double low = mandate_low(value, i), high = mandate_high(value, i), near = max ? low : high, far = max ? high : low;
        uint64_t bit = 1ULL << (i % 64);
        if (isnan(low)) continue;
        c[MANDATE_RUNNING_CERTAIN].bits[i / 64] |= bit;
        if (max ? near > limit : near < limit) c[MANDATE_RUNNING_NEAR_PAST].bits[i / 64] |= bit;
        if (near == limit) c[MANDATE_RUNNING_NEAR_AT].bits[i / 64] |= bit;
        if (max ? far > limit : far < limit) c[MANDATE_RUNNING_FAR_PAST].bits[i / 64] |= bit;
        if (far == limit) c[MANDATE_RUNNING_FAR_AT].bits[i / 64] |= bit;
    }
}

bool mandate_beside_open(mandate_running *running, const mandate_vector *rows, const mandate_vector *value, size_t count, mandate_error *error)
{
    running->room = mandate_counters_make(running->counters, MANDATE_RUNNING_COUNTERS, count, error);
    if (!running->room) return false;
    if (value->column) find_cells_beside(running, value, count);
    else find_numbers_beside(running, value, count);
    mandate_counter *c = running->counters;
    running->wholly = true;
    for (size_t w = 0; w < mandate_words(count); w++) {
        uint64_t certain = rows->yes[w], perhaps = mandate_unknown_word(rows, w), valued = c[MANDATE_RUNNING_CERTAIN].bits[w];
        c[MANDATE_RUNNING_CERTAIN].bits[w] = valued & certain;
        c[MANDATE_RUNNING_PERHAPS].bits[w] = valued & perhaps;
        c[MANDATE_RUNNING_NEAR_PAST].bits[w] &= certain;
        c[MANDATE_RUNNING_NEAR_AT].bits[w] &= certain;
        c[MANDATE_RUNNING_FAR_PAST].bits[w] &= certain | perhaps;
        c[MANDATE_RUNNING_FAR_AT].bits[w] &= certain | perhaps;
        running->wholly &= (valued & perhaps) == 0 && c[MANDATE_RUNNING_NEAR_PAST].bits[w] == c[MANDATE_RUNNING_FAR_PAST].bits[w] &&
                           c[MANDATE_RUNNING_NEAR_AT].bits[w] == c[MANDATE_RUNNING_FAR_AT].bits[w];
    }
    mandate_counters_count(running->counters, MANDATE_RUNNING_COUNTERS, count);
    return true;
}

MANDATE_WIDE void mandate_beside_results(const mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    const mandate_counter *c = running->counters;
    const mandate_counter certain = c[MANDATE_RUNNING_CERTAIN], maybe = c[MANDATE_RUNNING_PERHAPS];
    const mandate_counter near_past = c[MANDATE_RUNNING_NEAR_PAST], near_at = c[MANDATE_RUNNING_NEAR_AT], far_past = c[MANDATE_RUNNING_FAR_PAST],
                          far_at = c[MANDATE_RUNNING_FAR_AT];
    const bool max = running->op == MANDATE_OP_NUMBER_MAX;
    const double past = max ? running->above : running->below, at = running->limit, before = max ? running->below : running->above;
    double *near_end = max ? target->low : target->high, *far_end = max ? target->high : target->low;
    if (running->wholly) {
        MANDATE_EACH_WINDOW(target->low[t] = mandate_count_in(&certain, begin, end) == 0    ? MANDATE_NUMBER_ABSENT
                                             : mandate_count_in(&near_past, begin, end) > 0 ? past
                                             : mandate_count_in(&near_at, begin, end) > 0   ? at
                                                                                            : before;)
        return;
    }
    MANDATE_EACH_WINDOW({
        if (mandate_count_in(&certain, begin, end) > 0) {
            near_end[t] = mandate_count_in(&near_past, begin, end) > 0 ? past : mandate_count_in(&near_at, begin, end) > 0 ? at : before;
            far_end[t] = mandate_count_in(&far_past, begin, end) > 0 ? past : mandate_count_in(&far_at, begin, end) > 0 ? at : before;
        } else {
            bool may_be = mandate_count_in(&maybe, begin, end) > 0; // or there is none
            target->low[t] = may_be ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
            target->high[t] = may_be ? (double)INFINITY : MANDATE_NUMBER_ABSENT;
        }
    })
}
