#include "engine/kernels/running.h"

#include <math.h>
#include <stdlib.h>
#include "engine/kernels/beside.h"
#include "engine/kernels/masks.h"
#include "engine/kernels/narrow.h"
#include "model/decimal.h"
#include "model/memory.h"

enum { MOST_PLACES = 9, WORD = 64 };
#define MOST_STEPS (INT64_C(1) << 62)

void mandate_running_release(mandate_running *running)
{
    mandate_free(running->room);
    mandate_free(running->steps);
}

// Sums ----------------------------------------------------------------------------------------------------------------------

// False where a number is finer than so many places, or the sum of all too large.
static bool add_numbers(mandate_running *running, const mandate_vector *rows, const mandate_vector *value, size_t count, int places)
{
    int64_t sum = 0;
    uint64_t *numbers = running->counters[MANDATE_RUNNING_NUMBERS].bits, *open = running->counters[MANDATE_RUNNING_OPEN].bits;
    running->steps[0] = running->most = 0;
    running->wholly = true;
    for (size_t i = 0; i < count; i++) {
        if (i % WORD == 0) numbers[i / WORD] = open[i / WORD] = 0;
        unsigned truth = mandate_truth(rows, i);
        double low = truth ? mandate_low(value, i) : NAN;
        if (!isnan(low)) {
            uint64_t size;
            double high = mandate_high(value, i);
            if (truth == 2 || low != high) {
                open[i / WORD] |= 1ULL << (i % WORD);
                running->wholly &= truth == 1 && low == MANDATE_NUMBER_UNKNOWN && isinf(high);
            } else {
                if (!mandate_decimal_steps(fabs(low), -places, &size)) return false;
                sum += low < 0 ? -(int64_t)size : (int64_t)size;
                if (sum > MOST_STEPS || sum < -MOST_STEPS) return false;
                if (llabs(sum) > running->most) running->most = llabs(sum);
                numbers[i / WORD] |= 1ULL << (i % WORD);
            }
        }
        running->steps[i + 1] = sum;
    }
    return true;
}

#define ADD_CELLS(cells)                                                                                                                                                 \
    for (size_t i = 0; i < count; i++) {                                                                                                                                 \
        sum += base + (int64_t)(cells)[i];                                                                                                                               \
        steps[i + 1] = sum;                                                                                                                                              \
    }
#define ADD_SET_CELLS(cells)                                                                                                                                             \
    for (size_t i = 0; i < count; i++) {                                                                                                                                 \
        sum += (base + (int64_t)(cells)[i]) & -(int64_t)mandate_bit(numbers->bits, i);                                                                                   \
        steps[i + 1] = sum;                                                                                                                                              \
    }
#define ADD_EACH(cells)                                                                                                                                                  \
    do {                                                                                                                                                                 \
        if (numbers->all) ADD_CELLS(cells) else ADD_SET_CELLS(cells)                                                                                                     \
    } while (0)

// The same of packed numbers, whose cells are steps already.
static void add_cells(mandate_running *running, const mandate_vector *value, size_t count)
{
    const mandate_counter *numbers = &running->counters[MANDATE_RUNNING_NUMBERS];
    const int64_t base = value->column->base;
    int64_t *restrict steps = running->steps, sum = 0;
    steps[0] = 0;
    running->most = (llabs(base) + mandate_unknown_cell(value)) * (int64_t)count;
    if (value->codes8) ADD_EACH(value->codes8);
    else if (value->codes16) ADD_EACH(value->codes16);
    else ADD_EACH(value->codes);
}

static void mark_numbers_of_cells(mandate_running *running, const mandate_vector *rows, const mandate_vector *value, size_t count)
{
    uint64_t *numbers = running->counters[MANDATE_RUNNING_NUMBERS].bits, *open = running->counters[MANDATE_RUNNING_OPEN].bits;
    mandate_find_known(value, count, numbers, open);
    running->wholly = true;
    for (size_t w = 0; w < mandate_words(count); w++) {
        uint64_t certain = rows->yes[w], perhaps = mandate_unknown_word(rows, w), known = numbers[w], unknown = open[w];
        numbers[w] = known & certain;
        open[w] = (unknown & certain) | ((known | unknown) & perhaps);
        running->wholly &= (open[w] & perhaps) == 0;
    }
}

// Whether packed numbers are so small that no sum of them is too large for steps.
static bool cells_fit(const mandate_vector *value, size_t count)
{
    int64_t base = value->column->base, most = mandate_unknown_cell(value);
    return base > -MOST_STEPS / (int64_t)(count + 1) + most && base < MOST_STEPS / (int64_t)(count + 1) - most;
}

static int places_of(int32_t scale)
{
    int places = 0;
    for (; scale > 1; scale /= 10) places++;
    return places;
}

// Prepares for telling by the steps alone on which side of a limit a sum of at most `count` numbers lies, or their mean. Bringing it to 15 digits never takes it to the other side, but
// can make it the limit itself: it does not where the least difference that there can be is larger than what rounding moves.
static void compare_with(mandate_running *running, double limit, size_t count)
{
    mandate_decimal d = mandate_decimal_of(limit);
    while (d.digits != 0 && d.digits % 10 == 0) {
        d.digits /= 10;
        d.place++;
    }
    int places = d.digits == 0 || running->sum.places > -d.place ? running->sum.places : -d.place, finer = places - running->sum.places;
    int up = d.digits == 0 ? 0 : places + d.place, digits = mandate_wide_length(d.digits) + up; // of the limit in steps
    if (finer >= MANDATE_DIGITS || digits >= MANDATE_DIGITS) return;
    int64_t power = (int64_t)mandate_wide_power(finer), limit_steps = (int64_t)(d.digits * (uint64_t)mandate_wide_power(up)), numbers = (int64_t)count + 1;
    if (running->most > MOST_STEPS / 4 / power || limit_steps > MOST_STEPS / 4 / numbers) return;
    // Sums differ by a step, and means by one of `numbers` parts of it. Rounding moves by half of a 15th digit, where those of the limit are `digits`, or one more, before the point.
    if (running->op == MANDATE_OP_MEAN && numbers > (int64_t)mandate_wide_power(MANDATE_DIGITS - 1 - digits)) return;
    running->compared = true;
    running->finer = power;
    running->limit_steps = d.negative ? -limit_steps : limit_steps;
}

static bool open_sums(mandate_running *running, const mandate_vector *rows, const mandate_vector *value, size_t count, bool *kept, mandate_error *error)
{
    running->steps = mandate_resize(NULL, count + 1, sizeof *running->steps, error);
    if (!running->steps || !(running->room = mandate_counters_make(running->counters, 2, count, error))) return false;
    int places = 0;
    if (value->column && cells_fit(value, count)) {
        places = places_of(value->column->scale);
        mark_numbers_of_cells(running, rows, value, count);
        mandate_counters_count(running->counters, 2, count);
        add_cells(running, value, count);
        *kept = true;
    } else {
        while (places <= MOST_PLACES && !add_numbers(running, rows, value, count, places)) places++;
        *kept = places <= MOST_PLACES;
        mandate_counters_count(running->counters, 2, count);
    }
    running->sum.places = (int16_t)places;
    return true;
}

// All -----------------------------------------------------------------------------------------------------------------------

static bool open_counts(mandate_running *running, const mandate_vector *rows, size_t count, mandate_error *error)
{
    if (!(running->room = mandate_counters_make(running->counters, 2, count, error))) return false;
    for (size_t w = 0; w < mandate_words(count); w++) {
        running->counters[MANDATE_RUNNING_CERTAIN].bits[w] = rows->yes[w];
        running->counters[MANDATE_RUNNING_PERHAPS].bits[w] = mandate_unknown_word(rows, w);
    }
    mandate_counters_count(running->counters, 2, count);
    return true;
}

bool mandate_running_open(mandate_running *running, const mandate_running_over *over, bool *kept, mandate_error *error)
{
    const double *limit = over->limit;
    *running = (mandate_running){.op = over->op};
    mandate_sum_clear(&running->sum);
    if (limit) {
        running->limit = *limit;
        running->below = nextafter(*limit, -(double)INFINITY);
        running->above = nextafter(*limit, (double)INFINITY);
    }
    switch (over->op) {
    case MANDATE_OP_COUNT:
    case MANDATE_OP_ANY: *kept = true; return open_counts(running, over->rows, over->count, error);
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN:
        if (!open_sums(running, over->rows, over->value, over->count, kept, error)) return false;
        if (*kept && limit) compare_with(running, *limit, over->count);
        return true;
    case MANDATE_OP_NUMBER_MIN:
    case MANDATE_OP_NUMBER_MAX: *kept = running->compared = limit != NULL; return !limit || mandate_beside_open(running, over->rows, over->value, over->count, error);
    default: *kept = false; return true;
    }
}

bool mandate_running_is_exact(const mandate_running *running)
{
    bool extreme = running->op == MANDATE_OP_NUMBER_MIN || running->op == MANDATE_OP_NUMBER_MAX;
    return extreme ? running->wholly : running->counters[MANDATE_RUNNING_PERHAPS].none; // or OPEN
}

// Results -------------------------------------------------------------------------------------------------------------------

MANDATE_WIDE static void put_counts(const mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    const mandate_counter certain = running->counters[MANDATE_RUNNING_CERTAIN], perhaps = running->counters[MANDATE_RUNNING_PERHAPS];
    MANDATE_EACH_WINDOW(target->low[t] = mandate_count_in(&certain, begin, end);
                        if (!perhaps.none) target->high[t] = target->low[t] + mandate_count_in(&perhaps, begin, end);)
}

MANDATE_WIDE static void put_any(const mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    const mandate_counter certain = running->counters[MANDATE_RUNNING_CERTAIN], perhaps = running->counters[MANDATE_RUNNING_PERHAPS];
    uint64_t yes = 0, unknown = 0;
    MANDATE_EACH_WINDOW(yes |= (uint64_t)(mandate_count_in(&certain, begin, end) > 0) << (t % WORD);)
    if (!perhaps.none) MANDATE_EACH_WINDOW(unknown |= (uint64_t)(mandate_count_in(&perhaps, begin, end) > 0) << (t % WORD);)
    target->yes[word] = yes;
    target->unknown[word] = unknown & ~yes;
}

// The rows whose window holds a value that is no certain number. Where those are wholly unknown, so is what the window comes to.
MANDATE_WIDE static uint64_t put_open(const mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    const mandate_counter open = running->counters[MANDATE_RUNNING_OPEN];
    uint64_t found = 0;
    MANDATE_EACH_WINDOW(found |= (uint64_t)(mandate_count_in(&open, begin, end) > 0) << (t % WORD);)
    if (!running->wholly) return found;
    for (uint64_t left = found; left; left &= left - 1) {
        size_t t = word * WORD + (size_t)__builtin_ctzll(left);
        target->low[t] = MANDATE_NUMBER_UNKNOWN;
        target->high[t] = (double)INFINITY;
    }
    return found;
}

MANDATE_WIDE static void put_sides_of_sums(const mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    const mandate_counter numbers = running->counters[MANDATE_RUNNING_NUMBERS];
    const int64_t finer = running->finer, limit_steps = running->limit_steps, *steps = running->steps;
    const double sides[] = {running->below, running->limit, running->above};
    const bool mean = running->op == MANDATE_OP_MEAN;
    MANDATE_EACH_WINDOW({
        int64_t count = mean ? (int64_t)mandate_count_in(&numbers, begin, end) : 1, beyond = (steps[end] - steps[begin]) * finer - limit_steps * count;
        double side = sides[(beyond > 0) - (beyond < 0) + 1];
        target->low[t] = count > 0 ? side : MANDATE_NUMBER_ABSENT;
    })
}

static void put_sums(mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target, uint64_t open)
{
    const mandate_counter numbers = running->counters[MANDATE_RUNNING_NUMBERS];
    MANDATE_EACH_WINDOW({
        if (open >> (t % WORD) & 1) continue;
        uint32_t count = mandate_count_in(&numbers, begin, end);
        running->sum.steps = running->steps[end] - running->steps[begin];
        target->low[t] = running->op == MANDATE_OP_SUM ? mandate_sum_total(&running->sum) : count > 0 ? mandate_sum_mean(&running->sum, count) : MANDATE_NUMBER_ABSENT;
    })
}

static uint64_t word_of_all(size_t word, size_t rows) { return rows - word * WORD >= WORD ? ~0ULL : (1ULL << (rows - word * WORD)) - 1; }

static uint64_t put_sums_and_means(mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    uint64_t open = 0;
    if (running->compared) put_sides_of_sums(running, bounds, word, rows, target);
    bool exact = mandate_running_is_exact(running);
    if (!exact) open = put_open(running, bounds, word, rows, target);
    if (!running->compared) put_sums(running, bounds, word, rows, target, open);
    for (uint64_t known = exact ? 0 : ~open & word_of_all(word, rows); known; known &= known - 1) {
        size_t t = word * WORD + (size_t)__builtin_ctzll(known);
        target->high[t] = target->low[t];
    }
    return running->wholly ? 0 : open;
}

uint64_t mandate_running_results(mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target)
{
    switch (running->op) {
    case MANDATE_OP_COUNT: put_counts(running, bounds, word, rows, target); return 0;
    case MANDATE_OP_ANY: put_any(running, bounds, word, rows, target); return 0;
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN: return put_sums_and_means(running, bounds, word, rows, target);
    default: mandate_beside_results(running, bounds, word, rows, target); return 0;
    }
}
