#include <math.h>
#include <stdint.h>
#include "harness.h"
#include "model/number.h"
#include "model/root.h"
#include "model/sum.h"

static uint64_t seed = 42;

static uint64_t draw(uint64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (seed >> 20) % below;
}

static double parse(const char *text)
{
    double value = NAN;
    return mandate_number_parse(text, strlen(text), &value) ? value : NAN;
}

static const char *format(double value)
{
    static char text[32];
    mandate_number_format(value, text);
    return text;
}

static void decimals_of_fifteen_digits_read_back(void)
{
    for (int i = 0; i < 200000; i++) {
        char text[64], again[32];
        int digits = (int)draw(15) + 1;
        unsigned long long mantissa = 1 + draw(9);
        for (int d = 1; d < digits; d++) mantissa = mantissa * 10 + draw(10);
        int exponent = (int)draw(i % 2 ? 40 : 560) - (i % 2 ? 20 : 280);
        snprintf(text, sizeof text, "%s%llue%d", draw(2) ? "-" : "", mantissa, exponent);
        double value, back;
        NEED(mandate_number_parse(text, strlen(text), &value));
        NEED(value == strtod(text, NULL)); // the C locale
        mandate_number_format(value, again);
        NEED(strlen(again) < 32 && mandate_number_parse(again, strlen(again), &back) && back == value);
    }
}

static void only_strict_decimals_are_numbers(void)
{
    static const char *const wrong[] = {
        "",      " 1", "1 ", ".5",    "5.", "1e", "1e+", "0x10", "inf", "nan", "1,5", "--1", "1.2.3", "1e5.5", "１", "1234567890123456", "0.1234567890123456",
        "1e300", "-",  "+",  "1e-400"};
    double out;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (!CHECK(!mandate_number_parse(wrong[i], strlen(wrong[i]), &out))) printf("    %s\n", wrong[i]);
    CHECK(parse("+1.50") == 1.5 && parse("007") == 7 && parse("1E2") == 100 && parse("123456789012345000") == 123456789012345e3);
    CHECK(parse("0.000000000000000000000001") == 1e-24 && parse("1.00000000000000000000") == 1);
    CHECK(parse("-0") == 0 && !signbit(parse("-0")) && parse("0e999999999") == 0);
}

static void numbers_are_written_as_people_write_them(void)
{
    CHECK_TEXT(format(0.1), "0.1");
    CHECK_TEXT(format(-1234.5), "-1234.5");
    CHECK_TEXT(format(400000000), "400000000");
    CHECK_TEXT(format(1e20), "100000000000000000000");
    CHECK_TEXT(format(1e21), "1e21");
    CHECK_TEXT(format(1.5e-7), "0.00000015");
    CHECK_TEXT(format(0), "0");
    CHECK_TEXT(format(-0.0), "0");
}

static void arithmetic_is_that_of_decimals(void)
{
    CHECK(mandate_number_multiply(1.1, 1.1) == 1.21);
    CHECK(mandate_number_add(0.1, 0.2) == 0.3);
    CHECK(mandate_number_subtract(mandate_number_subtract(0.3, 0.1), 0.2) == 0);
    CHECK(mandate_number_divide(1, 3) == 0.333333333333333);
    CHECK(mandate_number_divide(-5, (double)INFINITY) == 0 && mandate_number_divide(-(double)INFINITY, -(double)INFINITY) == 0);
    CHECK(mandate_number_subtract(100.1, 100) == 0.1);
    CHECK(!signbit(mandate_number_add(-0.1, 0.1)));
    // Against whole numbers of hundredths.
    for (int i = 0; i < 100000; i++) {
        long long a = (long long)draw(2000000000000) - 1000000000000, b = (long long)draw(2000000000000) - 1000000000000;
        char text[64];
        snprintf(text, sizeof text, "%llde-2", a + b);
        NEED(mandate_number_add((double)a / 100, (double)b / 100) == parse(text));
        long long c = (long long)draw(20000000) - 10000000, d = (long long)draw(20000000) - 10000000;
        snprintf(text, sizeof text, "%llde-6", c * d);
        NEED(mandate_number_multiply((double)c / 1000, (double)d / 1000) == parse(text));
    }
}

static void what_is_no_decimal_is_brought_to_fifteen_digits(void)
{
    CHECK(mandate_number_round(10.1 - 9) == 1.1 && mandate_number_round(0.1 + 0.2) == 0.3);
    CHECK(mandate_number_round(100000000000000.5) == 100000000000001 && mandate_number_round(-100000000000000.5) == -100000000000001);
    CHECK(mandate_number_round(100000000000002.5) == 100000000000003); // a half goes up, not to the even one
    CHECK(mandate_number_round(nextafter(5, 6)) == 5 && mandate_number_round(nextafter(1e-20, 1)) == 1e-20);
    CHECK(isnan(mandate_number_round(NAN)) && isinf(mandate_number_round(INFINITY)));
    CHECK(!signbit(mandate_number_round(-0.0)));
    for (int i = 0; i < 20000; i++) { // the doubles beside a decimal of few places are not it
        double decimal = (double)((long long)draw(20000000) - 10000000) / (double[]){1, 10, 100, 1000, 1e4, 1e5, 1e6}[draw(7)];
        NEED(mandate_number_round(decimal) == decimal && (decimal == 0 || mandate_number_round(nextafter(decimal, INFINITY)) == decimal));
        NEED(decimal == 0 || mandate_number_round(nextafter(decimal, -INFINITY)) == decimal);
    }
    for (int i = 0; i < 20000; i++) {
        double value = ldexp((double)draw(UINT64_C(1) << 53), (int)draw(100) - 230), back;
        char text[64];
        snprintf(text, sizeof text, "%.14e", value); // so small that none is a tie, which have few digits
        NEED(mandate_number_round(value) == strtod(text, NULL));
        NEED(mandate_number_parse(format(value), strlen(format(value)), &back) && back == mandate_number_round(value));
    }
}

static void each_result_is_rounded_once(void)
{
    CHECK(mandate_number_divide(0.4, 0.7) == mandate_number_divide(4, 7));
    CHECK(mandate_number_divide(86, 900) == mandate_number_divide(8.6, 90));
    CHECK(mandate_number_multiply(22.68, 277.777777777778) == 6300.00000000001);
    CHECK(mandate_number_multiply(99999999, 959310.44) == 95931043040689.6);
    CHECK(mandate_number_add(700000000000000, 0.55) == 700000000000001);
    CHECK(mandate_number_add(100000000000000, 0.5) == 100000000000001); // a half goes up
    CHECK(mandate_number_add(100000000000000, 0.499999999999999) == 100000000000000);
    CHECK(mandate_number_subtract(100000000000000, 0.05) == 100000000000000 && mandate_number_subtract(100000000000000, 0.051) == 99999999999999.9);
    CHECK(mandate_number_subtract(100000000000000, 1e-20) == 100000000000000 && mandate_number_add(1e200, 1e-200) == 1e200);
    CHECK(mandate_number_subtract(1.00000000000001, 1) == 1e-14);
    CHECK(isinf(mandate_number_multiply(1e200, 1e200)) && mandate_number_multiply(1e-200, 1e-200) == 0);
}

// Some steps of 64 and what is left over, numbers of few digits and of many, absent and unknown ones.
static void many_numbers_are_added_as_each_is(void)
{
    enum { COUNT = 1000 };
    static double a[COUNT], b[COUNT], sums[COUNT], differences[COUNT];
    for (int places = 0; places < 12; places++) {
        for (int i = 0; i < COUNT; i++) {
            double *both[] = {&a[i], &b[i]};
            for (int k = 0; k < 2; k++) {
                char text[64];
                long long digits = (long long)draw(i % 200 < 100 ? 2000000 : UINT64_C(1999999999999999)) % 999999999999999;
                snprintf(text, sizeof text, "%s%llde-%d", draw(2) ? "-" : "", digits, places);
                *both[k] = draw(300) == 0 ? NAN : draw(300) == 0 ? -INFINITY : parse(text);
            }
        }
        mandate_numbers_add(a, b, sums, COUNT);
        mandate_numbers_subtract(a, b, differences, COUNT);
        for (int i = 0; i < COUNT; i++) {
            if (isnan(a[i]) || isnan(b[i])) {
                NEED(isnan(sums[i]) && isnan(differences[i]));
            } else if (isinf(a[i]) || isinf(b[i])) {
                NEED(sums[i] == -INFINITY && differences[i] == -INFINITY);
            } else {
                NEED(sums[i] == mandate_number_add(a[i], b[i]) && differences[i] == mandate_number_subtract(a[i], b[i]));
            }
        }
    }
    double large[] = {9e299}, sum[1];
    mandate_numbers_add(large, large, sum, 1);
    CHECK(sum[0] == -INFINITY); // larger than numbers go: unknown
}

static const char *fixed(double value, int places)
{
    static char text[MANDATE_FIXED_SIZE];
    mandate_number_format_fixed(value, places, text);
    return text;
}

static const char *percent(double value)
{
    static char text[MANDATE_FIXED_SIZE];
    mandate_number_format_percent(value, text);
    return text;
}

static void what_is_shown_is_rounded_half_up(void)
{
    CHECK_TEXT(fixed(0.5, 0), "1");
    CHECK_TEXT(fixed(2.5, 0), "3");
    CHECK_TEXT(fixed(0.45, 1), "0.5");
    CHECK_TEXT(fixed(0.05, 0), "0");
    CHECK_TEXT(fixed(-0.04, 1), "0.0");
    CHECK_TEXT(fixed(-2.5, 0), "-3");
    CHECK_TEXT(fixed(128.05, 1), "128.1");
    CHECK_TEXT(fixed(400000000, 1), "400000000.0");
    CHECK_TEXT(fixed(999.96, 1), "1000.0");
    CHECK_TEXT(fixed(0, 2), "0.00");
    CHECK_TEXT(percent(0.125), "13");
    CHECK_TEXT(percent(0.145), "15");
    CHECK_TEXT(percent(1), "100");
    CHECK_TEXT(percent(0), "0");
    CHECK_TEXT(percent(0.995), "99.5");
    CHECK_TEXT(percent(0.9995), "99.95");
    CHECK_TEXT(percent(1.004), "100.4");
    CHECK_TEXT(percent(0.004), "0.4");
    CHECK_TEXT(percent(1e-20), "0.000000000000000001");
    CHECK(strlen(fixed(1e299, 20)) == 321 && strlen(percent(1e-299)) == 299);
}

static void a_sum_does_not_depend_on_the_order(void)
{
    enum { COUNT = 500 };
    double values[COUNT];
    for (int trial = 0; trial < 200; trial++) {
        for (int i = 0; i < COUNT; i++)
            values[i] = ldexp((double)draw(UINT64_C(1) << 50) - (double)(UINT64_C(1) << 49), (int)draw(trial % 2 ? 600 : 60) - (trial % 2 ? 300 : 60));
        double first = 0;
        for (int order = 0; order < 5; order++) {
            mandate_sum sum;
            mandate_sum_clear(&sum);
            for (int i = 0; i < COUNT; i++) mandate_sum_add(&sum, values[i]);
            double total = mandate_sum_total(&sum);
            if (order == 0) first = total;
            NEED(total == first);
            for (int i = COUNT - 1; i > 0; i--) {
                int other = (int)draw((uint64_t)i + 1);
                double swap = values[i];
                values[i] = values[other];
                values[other] = swap;
            }
        }
    }
    mandate_sum sum;
    mandate_sum_clear(&sum);
    CHECK(mandate_sum_total(&sum) == 0);
    double hard[] = {1e15, 1, -1e15, 0.1, 0.1, 0.1};
    for (int i = 0; i < 6; i++) mandate_sum_add(&sum, hard[i]);
    CHECK(mandate_sum_total(&sum) == 1.3);
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, 1000000000.1);
    mandate_sum_add(&sum, -1000000000);
    CHECK(mandate_sum_total(&sum) == 0.1);
    CHECK(mandate_sum_mean(&sum, 3) == 0.0333333333333333);
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, 700000000000000);
    mandate_sum_add(&sum, 0.55);
    CHECK(mandate_sum_total(&sum) == 700000000000001);
    // Rounded once: the sum is 0.9999999999999995, its half 0.49999999999999975, not the half of 1.
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, 0.999999999999999);
    mandate_sum_add(&sum, 0.0000000000000005);
    CHECK(mandate_sum_total(&sum) == 1 && mandate_sum_mean(&sum, 4) == 0.25);
    CHECK(mandate_sum_mean(&sum, 2) == 0.5);
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, 9e299);
    mandate_sum_add(&sum, 9e299);
    CHECK(isinf(mandate_sum_total(&sum)) && mandate_sum_mean(&sum, 2) == 9e299);
}

// Parts that were gathered apart, of steps alike and unlike, and of sizes that no whole number of steps holds.
static void sums_that_are_put_together_are_one_sum(void)
{
    enum { COUNT = 60 };
    for (int trial = 0; trial < 2000; trial++) {
        mandate_sum whole, parts[3];
        mandate_sum_clear(&whole);
        for (int p = 0; p < 3; p++) mandate_sum_clear(&parts[p]);
        int spread = trial % 4 == 0 ? 1 : trial % 4 == 1 ? 14 : trial % 4 == 2 ? 40 : 580;
        for (int i = 0; i < COUNT; i++) {
            char text[64];
            snprintf(text, sizeof text, "%s%llue%d", draw(2) ? "-" : "", (unsigned long long)(1 + draw(UINT64_C(999999999999998))),
                     (int)draw((uint64_t)spread) - spread / 2);
            double value = parse(text);
            mandate_sum_add(&whole, value);
            mandate_sum_add(&parts[draw(3)], value);
        }
        mandate_sum_merge(&parts[0], &parts[1]);
        mandate_sum_merge(&parts[0], &parts[2]);
        NEED(mandate_sum_total(&parts[0]) == mandate_sum_total(&whole) && mandate_sum_mean(&parts[0], COUNT) == mandate_sum_mean(&whole, COUNT));
    }
}

// Fifteen digits of a quotient, one after the other as on paper, and what is left decides whether the last goes up.
static double divided_on_paper(uint64_t steps, uint64_t count, int places)
{
    __extension__ unsigned __int128 rest = steps % count, kept = steps / count;
    int place = -places, digits = 0;
    char text[64];
    for (__extension__ unsigned __int128 left = kept; left > 0; left /= 10) digits++;
    if (digits > 15) { // its last digits go, and all behind them
        __extension__ unsigned __int128 unit = 1;
        for (; digits > 15; digits--, place++) unit *= 10;
        bool up = kept % unit * 2 >= unit; // whatever lies behind makes no more than half of it
        kept = kept / unit + up;
    } else {
        for (; digits < 15 && (kept > 0 || rest > 0); place--) {
            rest *= 10;
            kept = kept * 10 + rest / count;
            rest %= count;
            digits += kept > 0;
        }
        kept += rest * 2 >= count;
    }
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)kept, place);
    return strtod(text, NULL);
}

static void a_mean_is_the_exact_quotient_rounded_once(void)
{
    for (int trial = 0; trial < 200000; trial++) {
        uint64_t steps = draw(UINT64_C(1) << (1 + draw(62))), count = 2 + draw(UINT64_C(1) << (1 + draw(31)));
        if (trial % 3 == 0) count = UINT64_C(1) << (1 + draw(10)); // so that many lie half way between two
        if (trial % 7 == 0) steps = UINT64_C(999999999999999) * count + draw(count); // fifteen nines that may go up
        if (steps == 0 || steps > INT64_MAX) continue;
        mandate_sum sum;
        mandate_sum_clear(&sum);
        sum.places = (int16_t)draw(10);
        sum.steps = trial % 2 ? -(int64_t)steps : (int64_t)steps;
        double wanted = divided_on_paper(steps, count, sum.places);
        NEED(mandate_sum_mean(&sum, count) == (trial % 2 ? -wanted : wanted));
    }
}

// The root of a product, its rounded value and the side on which it lies of that.
static void geometric_means_are_exact(void)
{
    static const struct {
        double numbers[4];
        size_t count;
        const char *root;
        int side;
    } cases[] = {
        {{2, 8}, 2, "4", 0},
        {{1, 2}, 2, "1.4142135623731", -1}, // 1.41421356237309505
        {{3, 3, 3}, 3, "3", 0},
        {{1e-200, 1e200, 1}, 3, "1", 0},
        {{0.1, 0.1, 0.1, 0.1}, 4, "0.1", 0},
        {{126.1, 125.9}, 2, "125.999960317454", 1},
        {{999999999999999, 1}, 2, "31622776.6016838", -1},
        {{999999999999998, 999999999999999}, 2, "999999999999998", 1}, // …998.49999…
        {{1e280, 7, 1e-3}, 3, "4.12128529980856e92", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mandate_product product;
        mandate_product_clear(&product);
        for (size_t n = 0; n < cases[i].count; n++) mandate_product_multiply(&product, cases[i].numbers[n]);
        double root;
        int side;
        mandate_error error;
        char text[32];
        NEED(mandate_product_root(&product, cases[i].numbers, &root, &side, &error));
        mandate_number_format(root, text);
        if (strcmp(text, cases[i].root) != 0 || side != cases[i].side) printf("  case %zu: %s, side %d\n", i, text, side);
        NEED(strcmp(text, cases[i].root) == 0 && side == cases[i].side);
    }
}

int main(void)
{
    static const test tests[] = {
        {"a geometric mean is the exact root, rounded once", geometric_means_are_exact},
        {"a mean is the exact quotient, rounded once", a_mean_is_the_exact_quotient_rounded_once},
        {"decimals of fifteen digits read back", decimals_of_fifteen_digits_read_back},
        {"only strict decimals are numbers", only_strict_decimals_are_numbers},
        {"numbers are written as people write them", numbers_are_written_as_people_write_them},
        {"arithmetic is that of decimals", arithmetic_is_that_of_decimals},
        {"what is no decimal is brought to fifteen digits", what_is_no_decimal_is_brought_to_fifteen_digits},
        {"each result is rounded once, half away from zero", each_result_is_rounded_once},
        {"many numbers are added as each of them is", many_numbers_are_added_as_each_is},
        {"what is shown is rounded half up", what_is_shown_is_rounded_half_up},
        {"a sum does not depend on the order", a_sum_does_not_depend_on_the_order},
        {"sums that are put together are one sum", sums_that_are_put_together_are_one_sum},
    };
    return RUN(tests);
}
