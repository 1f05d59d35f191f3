#include <math.h>
#include <stdint.h>
#include "harness.h"
#include "model/number.h"

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
        for (int d = 1; d < digits; d++)
            mantissa = mantissa * 10 + draw(10);
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
    static const char *const wrong[] = { "",     " 1",  "1 ",  ".5",  "5.",   "1e",   "1e+",  "0x10",             "inf",  "nan",
                                         "1,5",  "--1", "1.2.3", "1e5.5", "１", "1234567890123456", "0.1234567890123456", "1e300", "-", "+", "1e-400" };
    double out;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (!CHECK(!mandate_number_parse(wrong[i], strlen(wrong[i]), &out)))
            printf("    %s\n", wrong[i]);
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

static void results_have_at_most_fifteen_digits(void)
{
    for (int i = 0; i < 100000; i++) {
        double a = ldexp((double)draw(UINT64_C(1) << 40), (int)draw(80) - 60), b = ldexp((double)(1 + draw(UINT64_C(1) << 40)), (int)draw(80) - 60);
        double results[] = { mandate_number_add(a, b), mandate_number_subtract(a, b), mandate_number_multiply(a, b), mandate_number_divide(a, b) };
        double exact[] = { a + b, a - b, a * b, a / b };
        for (int r = 0; r < 4; r++) {
            double back;
            NEED(mandate_number_parse(format(results[r]), strlen(format(results[r])), &back) && back == results[r]);
            double size = fmax(fabs(exact[r]), r < 2 ? fmax(a, b) : 0);
            NEED(fabs(results[r] - exact[r]) <= size * 5.1e-15);
            if (r >= 2) { // the same as the printed 15 digits
                char text[64];
                snprintf(text, sizeof text, "%.14e", exact[r]);
                NEED(results[r] == strtod(text, NULL));
            }
        }
    }
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
            mandate_sum sum = { .count = 0 };
            for (int i = 0; i < COUNT; i++)
                mandate_sum_add(&sum, values[i]);
            double total = mandate_sum_total(&sum);
            if (order == 0)
                first = total;
            NEED(total == first);
            for (int i = COUNT - 1; i > 0; i--) {
                int other = (int)draw((uint64_t)i + 1);
                double swap = values[i];
                values[i] = values[other];
                values[other] = swap;
            }
        }
    }
    mandate_sum sum = { .count = 0 };
    CHECK(mandate_sum_total(&sum) == 0);
    double hard[] = { 1e15, 1, -1e15, 0.1, 0.1, 0.1 };
    for (int i = 0; i < 6; i++)
        mandate_sum_add(&sum, hard[i]);
    CHECK(mandate_sum_total(&sum) == 1.3);
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, 1000000000.1);
    mandate_sum_add(&sum, -1000000000);
    CHECK(mandate_sum_total(&sum) == 0.1);
}

int main(void)
{
    static const test tests[] = {
        { "decimals of fifteen digits read back", decimals_of_fifteen_digits_read_back },
        { "only strict decimals are numbers", only_strict_decimals_are_numbers },
        { "numbers are written as people write them", numbers_are_written_as_people_write_them },
        { "arithmetic is that of decimals", arithmetic_is_that_of_decimals },
        { "results have at most fifteen digits", results_have_at_most_fifteen_digits },
        { "a sum does not depend on the order", a_sum_does_not_depend_on_the_order },
    };
    return RUN(tests);
}
