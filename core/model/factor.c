#include "model/factor.h"

#include <math.h>

enum { MOST_POWER = MANDATE_WIDE_POWERS - 1 };

static mandate_wide common_divisor(mandate_wide a, mandate_wide b)
{
    while (b != 0) {
        mandate_wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static mandate_wide without_zeros(mandate_wide digits, int *zeros)
{
    for (*zeros = 0; digits % 10 == 0; (*zeros)++) digits /= 10;
    return digits;
}

// times / by * 10^place in its lowest terms, of which tens stand in the place.
static bool reduce(mandate_wide times, mandate_wide by, int place, mandate_factor *out)
{
    int up, down;
    times = without_zeros(times, &up);
    by = without_zeros(by, &down);
    mandate_wide divisor = common_divisor(times, by);
    times /= divisor;
    by /= divisor;
    if (times >= MANDATE_DIGITS_LIMIT || by >= MANDATE_DIGITS_LIMIT) return false;
    *out = (mandate_factor){.times = (uint64_t)times, .by = (uint64_t)by, .place = place + up - down};
    return true;
}

bool mandate_factor_make(double times, double by, mandate_factor *out)
{
    if (!isfinite(times) || !isfinite(by) || times <= 0 || by <= 0) return false;
    mandate_decimal a = mandate_decimal_of(times), b = mandate_decimal_of(by);
    return reduce(a.digits, b.digits, a.place - b.place, out);
}

bool mandate_factor_multiply(mandate_factor a, mandate_factor b, mandate_factor *out)
{
    return reduce((mandate_wide)a.times * b.times, (mandate_wide)a.by * b.by, a.place + b.place, out);
}

bool mandate_factor_divide(mandate_factor a, mandate_factor b, mandate_factor *out)
{
    return mandate_factor_multiply(a, (mandate_factor){.times = b.by, .by = b.times, .place = -b.place}, out);
}

void mandate_factor_parts(mandate_factor factor, double *times, double *by)
{
    int up = factor.place > 0 ? factor.place : 0, down = factor.place < 0 ? -factor.place : 0;
    *times = mandate_decimal_double((mandate_decimal){.digits = factor.times, .place = up});
    *by = mandate_decimal_double((mandate_decimal){.digits = factor.by, .place = down});
}

// The product has at most 30 digits, and is moved up until it has 38, so that the quotient has at least 22: what is left of the division turns no rounding.
double mandate_number_convert(double number, mandate_factor factor, int *side)
{
    mandate_decimal x = mandate_decimal_of(number);
    *side = 0;
    if (x.digits == 0) return 0.0;
    mandate_wide product = (mandate_wide)x.digits * factor.times;
    int up = MOST_POWER - mandate_wide_length(product);
    product *= mandate_wide_power(up);
    mandate_wide quotient = product / factor.by;
    int place = x.place + factor.place - up;
    mandate_decimal kept = mandate_decimal_round(x.negative, quotient, place);
    mandate_wide shown = (mandate_wide)kept.digits * mandate_wide_power(kept.place - place);
    if (quotient > shown || (quotient == shown && product % factor.by != 0)) *side = 1;
    else if (quotient < shown) *side = -1;
    if (x.negative) *side = -*side;
    return mandate_decimal_double(kept);
}

// The decimal of 15 digits next above (up) or below a number, which is not 0.
static double next_decimal(double number, bool up)
{
    mandate_decimal at = mandate_decimal_filled(mandate_decimal_of(number));
    if (at.negative != up) {
        at.digits++; // 10^15 is a decimal, too
    } else if (at.digits == MANDATE_DIGITS_LIMIT / 10) { // below it they lie ten times nearer to each other
        at.digits = MANDATE_DIGITS_LIMIT - 1;
        at.place--;
    } else {
        at.digits--;
    }
    return mandate_decimal_double(at);
}

// The end of what is compared: open at the decimal on the outer side of the exact result, where that is no decimal itself.
static double exact_end(double number, bool open, int side, bool low)
{
    if (side == 0 && !open) return number;
    if (side == (low ? -1 : 1)) number = next_decimal(number, !low);
    return low ? mandate_end_above(number) : mandate_end_below(number);
}

static double convert_end(double end, mandate_factor factor, bool exact, bool low)
{
    bool open;
    int side;
    if (isinf(end)) return end;
    double number = mandate_number_convert(mandate_end_number(end, &open), factor, &side);
    if (isinf(number)) return low ? -(double)INFINITY : (double)INFINITY; // larger than numbers go
    return exact && number != 0 ? exact_end(number, open, side, low) : mandate_end_made(number, open, side, low);
}

mandate_range mandate_range_convert(mandate_range range, mandate_factor factor, bool exact)
{
    if (isnan(range.low) || mandate_range_is_unknown(range)) return range;
    if (range.low == range.high && !exact) {
        int side;
        double number = mandate_number_convert(range.low, factor, &side);
        return isinf(number) ? (mandate_range){-(double)INFINITY, (double)INFINITY} : (mandate_range){number, number};
    }
    return (mandate_range){convert_end(range.low, factor, exact, true), convert_end(range.high, factor, exact, false)};
}
