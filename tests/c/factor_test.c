// Factors between units: exact fractions, numbers that are converted by them and rounded once, and ranges that compare as the exact results do.
#include <math.h>
#include <stdint.h>
#include "harness.h"
#include "model/factor.h"

static uint64_t seed = 26;

static uint64_t draw(uint64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (seed >> 20) % below;
}

static mandate_factor factor(double times, double by)
{
    mandate_factor made = {0};
    CHECK(mandate_factor_make(times, by, &made));
    return made;
}

static void a_fraction_is_in_its_lowest_terms(void)
{
    mandate_factor f = factor(0.0036, 0.9), product;
    CHECK(f.times == 4 && f.by == 1 && f.place == -3);
    CHECK(mandate_factor_multiply(factor(41.868, 1), factor(1, 41.868), &product) && product.times == 1 && product.by == 1 && product.place == 0);
    CHECK(mandate_factor_divide(factor(1, 3), factor(1, 6), &product) && product.times == 2 && product.by == 1);
    CHECK(!mandate_factor_multiply(factor(1.23456789012345, 1), factor(1.00000000000001, 1), &product));
    CHECK(!mandate_factor_make(0, 1, &f) && !mandate_factor_make(1, 0, &f) && !mandate_factor_make((double)INFINITY, 1, &f));
}

static void a_number_is_converted_and_rounded_once(void)
{
    int side;
    CHECK(mandate_number_convert(10, factor(3.6, 1), &side) == 36 && side == 0);
    CHECK(mandate_number_convert(10, factor(1, 3.6), &side) == 2.77777777777778 && side == -1);
    CHECK(mandate_number_convert(-10, factor(1, 3.6), &side) == -2.77777777777778 && side == 1);
    CHECK(mandate_number_convert(10, factor(1, 3), &side) == 3.33333333333333 && side == 1);
    CHECK(mandate_number_convert(0.453592370000001, factor(1, 0.45359237), &side) == 1 && side == 1);
    CHECK(mandate_number_convert(0, factor(1, 3), &side) == 0 && side == 0);
    CHECK(isinf(mandate_number_convert(1e299, factor(1000, 1), &side)));
}

// x * times / by is rounded to a number that lies at most half a step of its last digit away, on the side that is told: times x less by the number is no more than that.
static void what_is_rounded_lies_beside_the_exact_result(void)
{
    for (int i = 0; i < 100000; i++) {
        uint64_t times = 1 + draw(999999999), by = 1 + draw(999999999), x = 1 + draw(999999999);
        int side;
        double made = mandate_number_convert((double)x, factor((double)times, (double)by), &side);
        mandate_decimal m = mandate_decimal_filled(mandate_decimal_of(made));
        // in whole numbers: x * times * 10^-place against digits * by, where the place is not above 0
        NEED(m.place <= 0 && m.place > -25);
        __extension__ typedef __int128 whole;
        if (m.place < -20) continue; // too long for them
        whole exact = (whole)((mandate_wide)x * times), shown = (whole)((mandate_wide)m.digits * by);
        if (mandate_wide_length((mandate_wide)exact) - m.place > 37) continue;
        exact *= (whole)mandate_wide_power(-m.place);
        NEED(side == (exact > shown) - (exact < shown));
        whole off = exact > shown ? exact - shown : shown - exact;
        NEED(2 * off <= (whole)by);
    }
}

static void a_compared_range_lies_between_two_decimals(void)
{
    mandate_range third = mandate_range_convert((mandate_range){1, 1}, factor(1, 3), true);
    CHECK(third.low > 0.333333333333333 && third.high < 0.333333333333334 && third.low < third.high);
    mandate_range whole = mandate_range_convert((mandate_range){3, 3}, factor(1, 3), true);
    CHECK(whole.low == 1 && whole.high == 1);
    mandate_range less = mandate_range_convert((mandate_range){1, 1}, factor(1, 3.6), true); // 0.2777…, rounded up
    CHECK(less.low > 0.277777777777777 && less.high < 0.277777777777778);
    mandate_range open = mandate_range_convert((mandate_range){-(double)INFINITY, mandate_end_below(3)}, factor(1, 3), true);
    CHECK(isinf(open.low) && open.high == mandate_end_below(1));
    mandate_range absent = mandate_range_convert((mandate_range){(double)NAN, (double)NAN}, factor(1, 3), false);
    CHECK(isnan(absent.low));
    mandate_range large = mandate_range_convert((mandate_range){1e299, 1e299}, factor(1000, 1), false);
    CHECK(mandate_range_is_unknown(large));
}

int main(void)
{
    static const test tests[] = {
        {"a fraction is in its lowest terms", a_fraction_is_in_its_lowest_terms},
        {"a number is converted and rounded once", a_number_is_converted_and_rounded_once},
        {"what is rounded lies beside the exact result", what_is_rounded_lies_beside_the_exact_result},
        {"a compared range lies between two decimals", a_compared_range_lies_between_two_decimals},
    };
    return RUN(tests);
}
