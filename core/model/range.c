#include "model/range.h"

#include <math.h>

#include "model/decimal.h"

__extension__ typedef __int128 wide;
static const mandate_range unknown = {-(double)INFINITY, (double)INFINITY};

double mandate_end_above(double number) { return nextafter(number, (double)INFINITY); }
double mandate_end_below(double number) { return nextafter(number, -(double)INFINITY); }

double mandate_end_number(double end, bool *open)
{
    *open = false;
    if (isinf(end)) return end;
    double number = fabs(end) < 1e-300 ? 0.0 : mandate_number_round(end); // what is beside 0 is smaller than any decimal
    *open = number != end;
    return number;
}

bool mandate_range_is_unknown(mandate_range range) { return isinf(range.low) && isinf(range.high); }

static int sign_of(wide number) { return (number > 0) - (number < 0); }

// Whether the exact product of two decimals lies above (1) or below (-1) a decimal that is near to it, or is it (0).
static int product_beside(double a, double b, double near)
{
    mandate_decimal x = mandate_decimal_filled(mandate_decimal_of(a)), y = mandate_decimal_filled(mandate_decimal_of(b));
    mandate_decimal z = mandate_decimal_filled(mandate_decimal_of(near));
    wide product = (wide)((mandate_wide)x.digits * y.digits);
    if (x.negative != y.negative) product = -product;
    int up = z.place - x.place - y.place; // 14 or 15
    if (z.digits == 0 || up < 0 || up > MANDATE_DIGITS + 1) return sign_of(product); // too small for a decimal
    wide other = (wide)(z.digits * mandate_wide_power(up));
    return sign_of(product - (z.negative ? -other : other));
}

// An end with the number that an operation gave for it: the exact result lies on this side of it. Where that is the inside, it was rounded away from the
// results beyond, and the number itself may be meant.
double mandate_end_made(double number, bool open, int side, bool low)
{
    if (!open || isinf(number) || side == (low ? -1 : 1)) return number;
    return low ? mandate_end_above(number) : mandate_end_below(number);
}

static double add_ends(double a, double b, bool low)
{
    if (isinf(a) || isinf(b)) return low ? -(double)INFINITY : (double)INFINITY;
    bool open_a, open_b;
    double x = mandate_end_number(a, &open_a), y = mandate_end_number(b, &open_b), number = mandate_number_add(x, y);
    if (!open_a && !open_b) return number;
    mandate_sum sum;
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, x);
    mandate_sum_add(&sum, y);
    return mandate_end_made(number, true, mandate_sum_beside(&sum, 1, number), low);
}

mandate_range mandate_range_add(mandate_range a, mandate_range b) { return (mandate_range){add_ends(a.low, b.low, true), add_ends(a.high, b.high, false)}; }

mandate_range mandate_range_subtract(mandate_range a, mandate_range b) { return mandate_range_add(a, (mandate_range){-b.high, -b.low}); }

// What comes of one end of each side: a number with what is known of it, as no end yet.
typedef struct corner {
    double number;
    bool open;
    int side; // as of product_beside
} corner;

static corner multiply_ends(double a, double b)
{
    bool open_a, open_b;
    double x = mandate_end_number(a, &open_a), y = mandate_end_number(b, &open_b);
    if ((x == 0 && !open_a) || (y == 0 && !open_b)) return (corner){0, false, 0};
    if (x == 0 || y == 0) return (corner){0, true, 0};
    if (isinf(x) || isinf(y)) return (corner){(x > 0) == (y > 0) ? (double)INFINITY : -(double)INFINITY, false, 0};
    corner c = {mandate_number_multiply(x, y), open_a || open_b, 0};
    if (c.open && !isinf(c.number)) c.side = product_beside(x, y, c.number);
    return c;
}

// The divisor is no closed 0; beside an open 0 the quotient grows without end.
static corner divide_ends(double a, double b)
{
    bool open_a, open_b;
    double x = mandate_end_number(a, &open_a), y = mandate_end_number(b, &open_b);
    if (x == 0 && !open_a) return (corner){0, false, 0};
    if (x == 0 || isinf(y)) return (corner){0, true, 0};
    if (isinf(x) || y == 0) return (corner){(x > 0) == (b > 0) ? (double)INFINITY : -(double)INFINITY, false, 0};
    corner c = {mandate_number_divide(x, y), open_a || open_b, 0};
    if (!c.open || isinf(c.number)) return c;
    c.side = -product_beside(c.number, y, x);
    if (y < 0) c.side = -c.side;
    return c;
}

static mandate_range of_corners(mandate_range a, mandate_range b, corner (*op)(double, double))
{
    const corner corners[4] = {op(a.low, b.low), op(a.low, b.high), op(a.high, b.low), op(a.high, b.high)};
    mandate_range r = {(double)INFINITY, -(double)INFINITY};
    for (int i = 0; i < 4; i++) {
        double low = mandate_end_made(corners[i].number, corners[i].open, corners[i].side, true);
        double high = mandate_end_made(corners[i].number, corners[i].open, corners[i].side, false);
        if (low < r.low) r.low = low;
        if (high > r.high) r.high = high;
    }
    return r;
}

mandate_range mandate_range_multiply(mandate_range a, mandate_range b) { return of_corners(a, b, multiply_ends); }

mandate_range mandate_range_divide(mandate_range a, mandate_range b)
{
    if (b.low <= 0 && b.high >= 0) return unknown;
    return of_corners(a, b, divide_ends);
}

double mandate_end_of_mean(const mandate_sum *sum, uint64_t count, bool open, bool low)
{
    double number = mandate_sum_mean(sum, count);
    if (isinf(number)) return low ? -(double)INFINITY : (double)INFINITY; // larger than numbers go
    return open ? mandate_end_made(number, true, mandate_sum_beside(sum, count, number), low) : number;
}

double mandate_end_of_sum(const mandate_sum *sum, bool open, bool low) { return mandate_end_of_mean(sum, 1, open, low); }
