#include "model/rounding.h"

#include <math.h>
#include <string.h>

#include "model/decimal.h"

const char *const mandate_round_method_names[MANDATE_ROUND_METHODS] = {"half up", "half down", "half even", "GB/T 8170", "up", "down", "floor", "ceiling"};

mandate_round_method mandate_round_method_named(const char *name)
{
    int method = 0;
    while (method < MANDATE_ROUND_METHODS && strcmp(mandate_round_method_names[method], name) != 0) method++;
    return (mandate_round_method)method;
}

// How far a size lies above a whole number of steps, of the way to the next one.
typedef enum fraction { NOTHING, LESS_THAN_HALF, HALF, MORE_THAN_HALF } fraction;

// A size, in steps of 10^-places.
typedef struct steps {
    mandate_wide whole;
    fraction part;
} steps;

static steps in_steps(mandate_decimal size, int drop)
{
    if (drop <= 0) return (steps){(mandate_wide)size.digits * mandate_wide_power(-drop), NOTHING};
    if (drop > MANDATE_DIGITS + 1) return (steps){0, size.digits ? LESS_THAN_HALF : NOTHING}; // less than a tenth of a step
    mandate_wide step = mandate_wide_power(drop), rest = size.digits % step;
    fraction part = rest == 0 ? NOTHING : rest * 2 < step ? LESS_THAN_HALF : rest * 2 == step ? HALF : MORE_THAN_HALF;
    return (steps){size.digits / step, part};
}

// The same a little farther from zero (1), or nearer to it (-1), by less than any difference of decimals.
static steps beside(steps s, int towards)
{
    if (towards > 0) s.part = s.part == NOTHING ? LESS_THAN_HALF : s.part == HALF ? MORE_THAN_HALF : s.part;
    else if (s.part == NOTHING) s = (steps){s.whole - 1, MORE_THAN_HALF};
    else if (s.part == HALF) s.part = LESS_THAN_HALF;
    return s;
}

static bool goes_up(steps s, bool negative, mandate_round_method method)
{
    switch (method) {
    case MANDATE_ROUND_HALF_UP: return s.part >= HALF;
    case MANDATE_ROUND_HALF_DOWN: return s.part > HALF;
    case MANDATE_ROUND_HALF_EVEN:
    case MANDATE_ROUND_GB_T_8170: return s.part > HALF || (s.part == HALF && s.whole % 2 == 1);
    case MANDATE_ROUND_AWAY: return s.part != NOTHING;
    case MANDATE_ROUND_FLOOR: return negative && s.part != NOTHING;
    case MANDATE_ROUND_CEILING: return !negative && s.part != NOTHING;
    default: return false;
    }
}

double mandate_number_rounded(double number, int places, mandate_round_method method, int side)
{
    mandate_decimal decimal = mandate_decimal_of(number);
    bool negative = decimal.digits == 0 ? side < 0 : decimal.negative;
    int drop = -places - decimal.place;
    // It is a whole number of steps that are smaller than its fifteen digits tell apart.
    if (drop < 0 && mandate_wide_length(decimal.digits) - drop > 2 * MANDATE_DIGITS) return mandate_decimal_double(decimal);
    steps s = in_steps(decimal, drop);
    if (side != 0) s = beside(s, negative ? -side : side);
    s.whole += goes_up(s, negative, method);
    return mandate_decimal_double(mandate_decimal_round(negative, s.whole, -places));
}

static double rounded_end(double end, int places, mandate_round_method method, bool low)
{
    if (isinf(end)) return end;
    bool open;
    double number = mandate_end_number(end, &open);
    return mandate_number_rounded(number, places, method, !open ? 0 : low ? 1 : -1);
}

mandate_range mandate_range_rounded(mandate_range range, int places, mandate_round_method method)
{
    return (mandate_range){rounded_end(range.low, places, method, true), rounded_end(range.high, places, method, false)};
}
