// Ranges of numbers: each operation gives the least range that holds every result (meaning.md, section 1). What lies in two ranges is sampled, computed with
// whole numbers of this file's own, and must lie in the range that the operation gives; and each end of that range must be met, come near to, or be passed by all.
#include <math.h>
#include "harness.h"
#include "model/range.h"

__extension__ typedef __int128 wide;

// above / below, which is positive.
typedef struct fraction {
    wide above, below;
} fraction;

static wide power(int of)
{
    wide p = 1;
    while (of-- > 0) p *= 10;
    return p;
}

// A fraction as the decimal of 15 digits that is nearest, ties away from zero, and on which side of that decimal it lies.
typedef struct rounded {
    double number;
    int side; // 1 above, -1 below, 0 the decimal itself
} rounded;

static rounded round_fraction(fraction f)
{
    bool negative = f.above < 0;
    wide whole = (negative ? -f.above : f.above) / f.below, rest = (negative ? -f.above : f.above) % f.below, digits = whole;
    int place = 0; // digits * 10^-place
    for (; whole != 0 || rest != 0; place++) { // up to 15 digits
        if (digits >= power(14)) break;
        if (rest == 0) break;
        rest *= 10;
        digits = digits * 10 + rest / f.below;
        rest %= f.below;
    }
    wide unit = 1; // what was cut off of a long whole part
    while (digits / unit >= power(15)) unit *= 10;
    wide cut = digits % unit;
    wide kept = digits / unit;
    int side = cut != 0 || rest != 0 ? 1 : 0; // of the exact value, seen from what is kept
    bool up = unit > 1 ? cut >= unit / 2 : 2 * rest >= f.below;
    if (side && up) {
        kept++;
        side = unit > 1 ? (cut == 0 && rest == 0 ? 0 : -1) : -1;
    }
    char text[64];
    int written = 0;
    if (negative) text[written++] = '-';
    snprintf(text + written, sizeof text - (size_t)written, "%llde%d", (long long)kept, -place);
    rounded r = {strtod(text, NULL), negative ? -side : side};
    for (wide u = unit; u > 1; u /= 10) r.number *= 10; // whole numbers of at most 15 digits behind it: exact below 2^53 only, and not met here
    if (kept == 0) r.number = 0;
    return r;
}

static fraction add(fraction a, fraction b) { return (fraction){a.above * b.below + b.above * a.below, a.below * b.below}; }
static fraction subtract(fraction a, fraction b) { return add(a, (fraction){-b.above, b.below}); }
static fraction multiply(fraction a, fraction b) { return (fraction){a.above * b.above, a.below * b.below}; }
static fraction divide(fraction a, fraction b)
{
    return b.above < 0 ? (fraction){-a.above * b.below, a.below * -b.above} : (fraction){a.above * b.below, a.below * b.above};
}

// An end as it is written down here: tenths, whether it is open or missing.
typedef struct end {
    int tenths;
    bool open, missing;
} end;
typedef struct span {
    end low, high;
} span;

enum { POINTS = 8, LARGE = 100000000 };

static const fraction SMALL = {1, 1000000000}; // beside 0
static const fraction STEP = {1, 100000000000000}; // one more digit than others have

// The double of an end of a range.
static double double_of(end e, bool low)
{
    if (e.missing) return low ? -(double)INFINITY : (double)INFINITY;
    double number = (double)e.tenths / 10;
    return !e.open ? number : low ? mandate_end_above(number) : mandate_end_below(number);
}

static mandate_range range_of(span s) { return (mandate_range){double_of(s.low, true), double_of(s.high, false)}; }

static bool inside(span s, fraction f)
{
    wide ten_times = f.above * 10;
    wide low = (wide)s.low.tenths * f.below, high = (wide)s.high.tenths * f.below;
    if (!s.low.missing && (s.low.open ? ten_times <= low : ten_times < low)) return false;
    return s.high.missing || (s.high.open ? ten_times < high : ten_times <= high);
}

// Numbers of a range: its ends, or what is beside them, large ones where an end is missing, 0 and what is beside it, one in the middle.
static int sample(span s, fraction points[POINTS])
{
    fraction all[] = {{s.low.tenths, 10},
                      {s.high.tenths, 10},
                      add((fraction){s.low.tenths, 10}, s.low.tenths ? STEP : SMALL),
                      subtract((fraction){s.high.tenths, 10}, s.high.tenths ? STEP : SMALL),
                      {0, 1},
                      {LARGE, 1},
                      {-LARGE, 1},
                      {s.low.tenths + s.high.tenths, 20}};
    int count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (inside(s, all[i])) points[count++] = all[i];
    return count;
}

static int failures;

static void fail(const char *name, span a, span b, mandate_range r, const char *what)
{
    failures++;
    if (failures > 10) return;
    printf("  %s of %s%d%s to %s%d%s and %s%d%s to %s%d%s (tenths): %s; it gave %a to %a\n", name, a.low.open ? "above " : "", a.low.tenths,
           a.low.missing ? " (missing)" : "", a.high.open ? "below " : "", a.high.tenths, a.high.missing ? " (missing)" : "", b.low.open ? "above " : "", b.low.tenths,
           b.low.missing ? " (missing)" : "", b.high.open ? "below " : "", b.high.tenths, b.high.missing ? " (missing)" : "", what, r.low, r.high);
}

// What the results say of one end of the range that was given. low: its low end.
typedef struct witness {
    bool outside, met, near, passed;
} witness;

static void look(witness *w, double at, bool low, fraction result)
{
    bool open;
    double number = mandate_end_number(at, &open);
    rounded r = round_fraction(result);
    if (isinf(number)) {
        w->passed = w->passed || (low ? r.number < -1e6 : r.number > 1e6);
        return;
    }
    int side = r.number > number ? 1 : r.number < number ? -1 : r.side; // of the exact result
    if (!low) side = -side;
    bool is_end = r.number == number;
    w->outside = w->outside || (side < 0 && (open || !is_end)) || (side == 0 && open);
    w->met = w->met || is_end;
    w->near = w->near || fabs(r.number - number) <= 1e-6 * fmax(1, fabs(number));
}

// An end that was rounded may be met by numbers of more digits than are sampled.
static bool has_many_digits(double at) { return fabs(at * 1e6 - nearbyint(at * 1e6)) > 1e-7; }

static void judge(const char *name, span a, span b, mandate_range r, fraction (*op)(fraction, fraction))
{
    fraction of_a[POINTS], of_b[POINTS];
    int count_a = sample(a, of_a), count_b = sample(b, of_b);
    witness low = {0}, high = {0};
    for (int i = 0; i < count_a; i++)
        for (int j = 0; j < count_b; j++) {
            fraction result = op(of_a[i], of_b[j]);
            look(&low, r.low, true, result);
            look(&high, r.high, false, result);
        }
    for (int i = 0; i < 2; i++) {
        witness w = i ? high : low;
        double at = i ? r.high : r.low;
        bool open;
        mandate_end_number(at, &open);
        if (w.outside) fail(name, a, b, r, i ? "a result lies above it" : "a result lies below it");
        else if (isinf(at) && !w.passed) fail(name, a, b, r, i ? "its high end is missing, and no result is large" : "its low end is missing, and no result is small");
        else if (!isinf(at) && !(open || has_many_digits(at) ? w.near : w.met)) fail(name, a, b, r, i ? "no result is at its high end" : "no result is at its low end");
    }
}

static uint64_t state = 0x9E3779B97F4A7C15;
static int random_up_to(int n)
{
    state ^= state >> 12, state ^= state << 25, state ^= state >> 27;
    return (int)((state * 0x2545F4914F6CDD1D >> 33) % (uint64_t)n);
}

static span random_span(void)
{
    static const int numbers[] = {-30, -20, -12, -10, -7, -3, -1, 0, 0, 0, 1, 3, 5, 7, 10, 11, 15, 30};
    span s;
    do {
        s.low = (end){numbers[random_up_to(18)], random_up_to(3) == 0, random_up_to(5) == 0};
        s.high = random_up_to(5) == 0 ? s.low : (end){numbers[random_up_to(18)], random_up_to(3) == 0, random_up_to(5) == 0};
        if (s.low.missing) s.low.open = false;
        if (s.high.missing) s.high.open = false;
    } while ((s.low.missing && s.high.missing) ||
             (!s.low.missing && !s.high.missing && (s.low.tenths > s.high.tenths || (s.low.tenths == s.high.tenths && (s.low.open || s.high.open)))));
    return s;
}

enum { CASES = 20000 };

static void adds(void)
{
    failures = 0;
    for (int i = 0; i < CASES; i++) {
        span a = random_span(), b = random_span();
        judge("the sum", a, b, mandate_range_add(range_of(a), range_of(b)), add);
    }
    CHECK(failures == 0);
}

static void subtracts(void)
{
    failures = 0;
    for (int i = 0; i < CASES; i++) {
        span a = random_span(), b = random_span();
        judge("the difference", a, b, mandate_range_subtract(range_of(a), range_of(b)), subtract);
    }
    CHECK(failures == 0);
}

static void multiplies(void)
{
    failures = 0;
    for (int i = 0; i < CASES; i++) {
        span a = random_span(), b = random_span();
        judge("the product", a, b, mandate_range_multiply(range_of(a), range_of(b)), multiply);
    }
    CHECK(failures == 0);
}

static void divides(void)
{
    failures = 0;
    int unknown = 0;
    for (int i = 0; i < CASES; i++) {
        span a = random_span(), b = random_span();
        mandate_range quotient = mandate_range_divide(range_of(a), range_of(b));
        if (inside(b, (fraction){0, 1})) {
            if (!mandate_range_is_unknown(quotient)) fail("the quotient", a, b, quotient, "it may be divided by 0");
            unknown++;
        } else judge("the quotient", a, b, quotient, divide);
    }
    CHECK(failures == 0);
    CHECK(unknown > CASES / 100);
}

static void rounds_once(void)
{
    // below 1, divided by 3: all that is found rounds to 0.333333333333333 at most, which is met
    mandate_range third = mandate_range_divide((mandate_range){0, mandate_end_below(1)}, (mandate_range){3, 3});
    CHECK(third.high == 0.333333333333333);
    // below 2, divided by 3: the number was rounded to the outside and is not met
    mandate_range thirds = mandate_range_divide((mandate_range){0, mandate_end_below(2)}, (mandate_range){3, 3});
    CHECK(thirds.high == mandate_end_below(0.666666666666667));
    mandate_range negative = mandate_range_divide((mandate_range){mandate_end_above(-1), 0}, (mandate_range){3, 3});
    CHECK(negative.low == -0.333333333333333);
    // 0.333333333333333 times what is above 3
    mandate_range product = mandate_range_multiply((mandate_range){mandate_end_above(3), 6}, (mandate_range){0.333333333333333, 0.333333333333333});
    CHECK(product.low == mandate_end_above(0.999999999999999));
    mandate_range sum = mandate_range_add((mandate_range){mandate_end_above(1e15), 2e15}, (mandate_range){0.4, 0.4});
    CHECK(sum.low == mandate_end_above(1e15) || sum.low == 1e15); // 1e15 and 0.4 is rounded down, to the outside
}

static void too_large(void)
{
    mandate_range r = mandate_range_multiply((mandate_range){1e299, 1e299}, (mandate_range){1, 1e10});
    CHECK(r.low == 1e299);
    CHECK(isinf(r.high) && r.high > 0);
    r = mandate_range_multiply((mandate_range){-1e299, 1e299}, (mandate_range){1e10, 1e10});
    CHECK(mandate_range_is_unknown(r));
    r = mandate_range_add((mandate_range){9e299, 9e299}, (mandate_range){-9e299, 9e299});
    CHECK(r.low == 0);
    CHECK(isinf(r.high) && r.high > 0);
}

static void too_small(void)
{
    // nearer to 0 than 1e-300 is 0; what is above it is above 0
    mandate_range r = mandate_range_multiply((mandate_range){mandate_end_above(1e-200), 1}, (mandate_range){1e-200, 1});
    bool open;
    CHECK(mandate_end_number(r.low, &open) == 0);
    CHECK(r.high == 1);
    r = mandate_range_multiply((mandate_range){mandate_end_above(0), 1}, (mandate_range){mandate_end_above(0), 1});
    CHECK(mandate_end_number(r.low, &open) == 0 && open);
    r = mandate_range_multiply((mandate_range){-1, mandate_end_below(0)}, (mandate_range){mandate_end_above(0), 1});
    CHECK(mandate_end_number(r.high, &open) == 0 && open);
    CHECK(r.low == -1);
}

static void an_end_tells_its_number(void)
{
    for (int tenths = -300; tenths <= 300; tenths++) {
        double number = (double)tenths / 10;
        bool open;
        CHECK(mandate_end_number(number, &open) == number && !open);
        CHECK(mandate_end_number(mandate_end_above(number), &open) == number && open);
        CHECK(mandate_end_number(mandate_end_below(number), &open) == number && open);
        CHECK(mandate_end_below(number) < number && number < mandate_end_above(number));
    }
    bool open;
    CHECK(isinf(mandate_end_number((double)INFINITY, &open)) && !open);
    CHECK(mandate_range_is_unknown((mandate_range){-(double)INFINITY, (double)INFINITY}));
    CHECK(!mandate_range_is_unknown((mandate_range){0, (double)INFINITY}));
    CHECK(!mandate_range_is_unknown((mandate_range){-(double)INFINITY, 0}));
}

static double end_of_mean(double a, double b, double c, uint32_t count, bool open, bool low)
{
    mandate_sum sum;
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, a);
    mandate_sum_add(&sum, b);
    mandate_sum_add(&sum, c);
    return count == 1 ? mandate_end_of_sum(&sum, open, low) : mandate_end_of_mean(&sum, count, open, low);
}

static void sums_and_means(void)
{
    CHECK(end_of_mean(0.1, 0.2, 0.3, 1, false, false) == 0.6);
    CHECK(end_of_mean(0.1, 0.2, 0.3, 1, true, false) == mandate_end_below(0.6));
    CHECK(end_of_mean(0.1, 0.2, 0.3, 1, true, true) == mandate_end_above(0.6));
    CHECK(end_of_mean(1, 0, 0, 3, true, false) == 0.333333333333333);
    CHECK(end_of_mean(1, 0, 0, 3, true, true) == mandate_end_above(0.333333333333333));
    CHECK(end_of_mean(2, 0, 0, 3, true, false) == mandate_end_below(0.666666666666667));
    CHECK(end_of_mean(2, 0, 0, 3, true, true) == 0.666666666666667);
    CHECK(end_of_mean(-2, 0, 0, 3, true, true) == mandate_end_above(-0.666666666666667));
    CHECK(isinf(end_of_mean(9e299, 9e299, 0, 1, false, false)) && isinf(end_of_mean(9e299, 9e299, 0, 1, false, true)));
    CHECK(end_of_mean(9e299, 9e299, 0, 1, false, false) > 0 && end_of_mean(9e299, 9e299, 0, 1, false, true) < 0);
}

int main(void)
{
    static const test tests[] = {
        {"an end tells its number, and whether it is open", an_end_tells_its_number},
        {"the sum of two ranges is the least that holds every sum", adds},
        {"the difference of two ranges is the least that holds every difference", subtracts},
        {"the product of two ranges is the least that holds every product", multiplies},
        {"the quotient of two ranges is the least that holds every quotient, and unknown where it may be divided by 0", divides},
        {"an end that was rounded to the inside is met, one that was rounded to the outside is not", rounds_once},
        {"what is larger than numbers go has no end", too_large},
        {"what is nearer to 0 than numbers go is 0, and not met where it is open", too_small},
        {"the ends of sums and means are rounded once, too", sums_and_means},
    };
    return RUN(tests);
}
