#include "model/scale.h"

#include <math.h>

#include "model/decimal.h"

static const mandate_range unknown = {-(double)INFINITY, (double)INFINITY};

static bool is_written(double number)
{
    mandate_decimal decimal = mandate_decimal_of(number);
    for (; decimal.digits != 0 && decimal.place < 0 && decimal.digits % 10 == 0; decimal.place++) decimal.digits /= 10;
    return isfinite(number) && decimal.place >= -MANDATE_SCALE_PLACES && fabs(number) < (double)MANDATE_DIGITS_LIMIT;
}

bool mandate_scale_is(const mandate_scale *scale)
{
    for (size_t i = 0; i < scale->count; i++) {
        const mandate_band *band = &scale->bands[i];
        if (!is_written(band->threshold) || !is_written(band->rate) || band->rate < 0 || (i > 0 && band->threshold <= scale->bands[i - 1].threshold)) return false;
    }
    return scale->count > 0;
}

// A written number times a power of ten, exactly.
static double moved(double number, int places)
{
    mandate_decimal decimal = mandate_decimal_of(number);
    decimal.place += places;
    return mandate_decimal_double(decimal);
}

// Adds, times 10^places, what the whole bands before the one at `count` come to, with a sign: each rate times its band's length.
static void add_whole(const mandate_scale *scale, size_t count, double sign, int places, mandate_sum *sum)
{
    for (size_t i = 0; i < count; i++) {
        double rate = moved(sign * scale->bands[i].rate, places);
        mandate_sum_add_product(sum, rate, scale->bands[i + 1].threshold);
        mandate_sum_add_product(sum, -rate, scale->bands[i].threshold);
    }
}

// The band in which a number lies, as one comes to it from below, where it is a threshold itself, or from above; -1 before the first.
static int band_of(const mandate_scale *scale, double number, bool from_below)
{
    int band = -1;
    while (band + 1 < (int)scale->count && (from_below ? scale->bands[band + 1].threshold < number : scale->bands[band + 1].threshold <= number)) band++;
    return band;
}

// What one end of a base comes to. Where the rate beside an open end is 0, numbers inside come to the same, so that it is not open.
static double amount_end(const mandate_scale *scale, double end, bool low)
{
    bool open;
    double base = mandate_end_number(end, &open);
    if (isinf(base)) {
        if (base < 0) return 0;
        if (scale->bands[scale->count - 1].rate > 0) return base;
        base = scale->bands[scale->count - 1].threshold; // beyond it nothing is added
    }
    int band = band_of(scale, base, true), beside = band_of(scale, base, !low);
    mandate_sum sum;
    mandate_sum_clear(&sum);
    if (band >= 0) {
        add_whole(scale, (size_t)band, 1, 0, &sum);
        mandate_sum_add_product(&sum, scale->bands[band].rate, base);
        mandate_sum_add_product(&sum, -scale->bands[band].rate, scale->bands[band].threshold);
    }
    return mandate_end_of_sum(&sum, open && beside >= 0 && scale->bands[beside].rate > 0, low);
}

mandate_range mandate_scale_amount(const mandate_scale *scale, mandate_range base)
{
    mandate_range r = {amount_end(scale, base.low, true), amount_end(scale, base.high, false)};
    return r.low == (double)INFINITY ? unknown : r;
}

// The last band before which no more than an amount is reached, or (`less`) less than it; -1 where that is none.
static int band_reached(const mandate_scale *scale, double amount, bool less)
{
    int band = -1;
    for (size_t i = 0; i < scale->count; i++) {
        mandate_sum sum;
        mandate_sum_clear(&sum);
        add_whole(scale, i, 1, 0, &sum);
        int side = mandate_sum_beside(&sum, 1, amount);
        if (side > 0 || (less && side == 0)) break;
        band = (int)i;
    }
    return band;
}

// The base in a band whose rate is above 0: the threshold, and what is left of the amount by the rate, as one quotient.
static double base_in(const mandate_scale *scale, int band, double amount, bool open, bool low)
{
    mandate_decimal rate = mandate_decimal_of(scale->bands[band].rate);
    mandate_sum sum;
    mandate_sum_clear(&sum);
    mandate_sum_add_product(&sum, moved(1, -rate.place), amount);
    add_whole(scale, (size_t)band, -1, -rate.place, &sum);
    mandate_sum_add_product(&sum, moved(scale->bands[band].rate, -rate.place), scale->bands[band].threshold);
    return mandate_end_of_mean(&sum, rate.digits, open, low);
}

// The least base of those that come to an amount above 0, or to more; false where none does.
static bool least_base(const mandate_scale *scale, double amount, bool open, bool low, double *end)
{
    int band = band_reached(scale, amount, true);
    if (band < 0 || scale->bands[band].rate <= 0) return false;
    *end = base_in(scale, band, amount, open, low);
    return true;
}

// The greatest base of those that come to an amount, 0 or above, or to less; infinite where there is no greatest.
static double greatest_base(const mandate_scale *scale, double amount, bool open, bool low)
{
    int band = band_reached(scale, amount, false);
    return scale->bands[band].rate > 0 ? base_in(scale, band, amount, open, low) : (double)INFINITY; // of a rate of 0 it is the last one
}

mandate_range mandate_scale_base(const mandate_scale *scale, mandate_range amount)
{
    bool low_open, high_open;
    double low = mandate_end_number(amount.low, &low_open), high = mandate_end_number(amount.high, &high_open);
    mandate_range r = unknown;
    if (high < 0 || (high == 0 && high_open)) return unknown; // no base comes to less than nothing
    if (low >= 0 && low_open) r.low = greatest_base(scale, low, true, true); // behind all that come to no more
    else if (low > 0 && !least_base(scale, low, false, true, &r.low)) return unknown;
    if (r.low == (double)INFINITY) return unknown;
    if (!isinf(high) && high_open) (void)least_base(scale, high, true, false, &r.high);
    else if (!isinf(high)) r.high = greatest_base(scale, high, false, false);
    return r;
}
