#include "model/sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "model/decimal.h"

#define LIMB INT64_C(1000000000000000) // 10^15
enum { LIMB_DIGITS = 15, LOWEST_PLACE = -315, MOST_PLACES = 22, MOST_SHIFT = 15, WIDE_DIGITS = 38 };

__extension__ typedef __int128 steps_type;

void mandate_sum_clear(mandate_sum *sum)
{
    sum->steps = 0;
    sum->places = 0;
    sum->first = MANDATE_SUM_LIMBS;
    sum->last = -1;
}

static mandate_wide size_of(steps_type steps) { return steps < 0 ? -(mandate_wide)steps : (mandate_wide)steps; }

static void use_limbs(mandate_sum *sum, int from, int to)
{
    if (sum->last < sum->first) {
        memset(sum->limbs, 0, sizeof sum->limbs);
        sum->first = (int16_t)from;
        sum->last = (int16_t)to;
        return;
    }
    if (from < sum->first) sum->first = (int16_t)from;
    if (to > sum->last) sum->last = (int16_t)to;
}

// Adds to one limb; what it cannot hold goes on to the next. There are more limbs than any number of rows can fill.
static void add_to_limb(mandate_sum *sum, int at, int64_t amount)
{
    use_limbs(sum, at, at);
    for (; amount != 0 && at < MANDATE_SUM_LIMBS; at++) {
        use_limbs(sum, at, at);
        int64_t limb = sum->limbs[at] + amount;
        amount = limb / LIMB;
        sum->limbs[at] = limb - amount * LIMB;
    }
}

// Adds digits * 10^place, of whatever size.
static void pour(mandate_sum *sum, bool negative, mandate_wide digits, int place)
{
    int at = (place - LOWEST_PLACE) / LIMB_DIGITS, up = (place - LOWEST_PLACE) % LIMB_DIGITS;
    mandate_wide unit = mandate_wide_power(up);
    for (; digits != 0; at++) {
        mandate_wide part = digits % LIMB * unit; // below 10^30
        digits /= LIMB;
        int64_t low = (int64_t)(part % LIMB), high = (int64_t)(part / LIMB);
        add_to_limb(sum, at, negative ? -low : low);
        add_to_limb(sum, at + 1, negative ? -high : high);
    }
}

static void pour_steps(mandate_sum *sum)
{
    if (sum->steps != 0) pour(sum, sum->steps < 0, size_of(sum->steps), -sum->places);
    sum->steps = 0;
}

// Steps become finer.
static void refine(mandate_sum *sum, int places)
{
    int up = places - sum->places;
    if (mandate_wide_length(size_of(sum->steps)) + up >= WIDE_DIGITS) pour_steps(sum);
    sum->steps *= (steps_type)mandate_wide_power(up);
    sum->places = (int16_t)places;
}

static void add_steps(mandate_sum *sum, bool negative, mandate_wide digits)
{
    if (mandate_wide_length(size_of(sum->steps)) >= WIDE_DIGITS - 1) pour_steps(sum);
    sum->steps += negative ? -(steps_type)digits : (steps_type)digits;
}

void mandate_sum_add(mandate_sum *sum, double value)
{
    uint64_t steps;
    if (sum->places == 0 && fabs(value) < (double)LIMB && (double)(int64_t)value == value) {
        sum->steps += (int64_t)value;
        return;
    }
    if (mandate_decimal_steps(fabs(value), -sum->places, &steps)) { // below 10^15: no number of rows fills the sum
        sum->steps += value < 0 ? -(steps_type)steps : (steps_type)steps;
        return;
    }
    mandate_decimal decimal = mandate_decimal_of(value);
    while (decimal.digits != 0 && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.place++;
    }
    if (decimal.place < -sum->places && decimal.place >= -MOST_PLACES) refine(sum, -decimal.place);
    int up = decimal.place + sum->places;
    if (up >= 0 && up <= MOST_SHIFT) add_steps(sum, decimal.negative, decimal.digits * mandate_wide_power(up));
    else pour(sum, decimal.negative, decimal.digits, decimal.place);
}

void mandate_sum_add_times(mandate_sum *sum, double value, uint64_t times)
{
    mandate_decimal decimal = mandate_decimal_of(value);
    pour(sum, decimal.negative, (mandate_wide)decimal.digits * times, decimal.place);
}

void mandate_sum_add_product(mandate_sum *sum, double a, double b)
{
    mandate_decimal x = mandate_decimal_of(a), y = mandate_decimal_of(b);
    mandate_wide digits = (mandate_wide)x.digits * y.digits;
    int place = x.place + y.place;
    for (; place < LOWEST_PLACE && digits != 0; place++) digits /= 10;
    for (; digits != 0 && place < 0 && digits % 10 == 0; place++) digits /= 10;
    if (digits != 0) pour(sum, x.negative != y.negative, digits, place);
}

void mandate_sum_merge(mandate_sum *into, const mandate_sum *from)
{
    for (int at = from->first; at <= from->last; at++) add_to_limb(into, at, from->limbs[at]);
    mandate_sum steps = *from;
    if (steps.places > into->places) refine(into, steps.places);
    int up = into->places - steps.places;
    if (mandate_wide_length(size_of(steps.steps)) + up < WIDE_DIGITS - 1) add_steps(into, steps.steps < 0, size_of(steps.steps) * mandate_wide_power(up));
    else pour(into, steps.steps < 0, size_of(steps.steps), -steps.places);
}

// All limbs get the sign of the whole. True if it is negative.
static bool make_alike(mandate_sum *sum)
{
    int top = sum->last;
    while (top >= sum->first && sum->limbs[top] == 0) top--;
    bool negative = top >= sum->first && sum->limbs[top] < 0;
    int64_t sign = negative ? -1 : 1;
    for (int at = sum->first; at < top; at++) { // of the top one, more than is borrowed from it is left, or it is nothing at all
        if (sum->limbs[at] * sign >= 0) continue;
        sum->limbs[at] += sign * LIMB;
        sum->limbs[at + 1] -= sign;
    }
    for (int at = sum->first; at <= sum->last; at++) sum->limbs[at] *= sign;
    return negative;
}

// From the highest limb down, as on paper, until there are more than 15 digits: those behind them cannot turn the rounding, which goes up from a half on.
static double divide_limbs(mandate_sum *sum, uint64_t count)
{
    bool negative = make_alike(sum);
    mandate_wide rest = 0, digits = 0;
    int at = sum->last;
    for (; (at >= sum->first || rest != 0) && mandate_wide_length(digits) <= MANDATE_DIGITS; at--) {
        mandate_wide part = rest * LIMB + (at >= sum->first ? (uint64_t)sum->limbs[at] : 0);
        digits = digits * LIMB + part / count;
        rest = part % count;
    }
    return mandate_decimal_double(mandate_decimal_round(negative, digits, LOWEST_PLACE + LIMB_DIGITS * (at + 1)));
}

double mandate_sum_mean(const mandate_sum *sum, uint64_t count)
{
    if (sum->last >= sum->first) {
        mandate_sum all = *sum;
        pour_steps(&all);
        return divide_limbs(&all, count);
    }
    mandate_wide size = size_of(sum->steps);
    if (size == 0) return 0.0;
    int up = count == 1 ? 0 : WIDE_DIGITS - mandate_wide_length(size);
    if (size <= INT64_MAX && count > 1) { // a digit more than are kept decides how they are rounded: the quotient needs no more, and then fits into 64 bits
        up = MANDATE_DIGITS + 1 + mandate_wide_length(count) - mandate_wide_length(size);
        if (up < 0) up = 0;
    }
    return mandate_decimal_double(mandate_decimal_round(sum->steps < 0, size * mandate_wide_power(up) / count, -sum->places - up));
}

double mandate_sum_total(const mandate_sum *sum) { return mandate_sum_mean(sum, 1); }

int mandate_sum_beside(const mandate_sum *sum, uint64_t count, double number)
{
    mandate_sum rest = *sum;
    mandate_decimal decimal = mandate_decimal_of(number);
    pour(&rest, !decimal.negative, (mandate_wide)decimal.digits * count, decimal.place);
    pour_steps(&rest);
    bool negative = make_alike(&rest);
    for (int at = rest.first; at <= rest.last; at++)
        if (rest.limbs[at] != 0) return negative ? -1 : 1;
    return 0;
}
