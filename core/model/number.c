#include "model/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 15, EXACT_POWER = 22 };

// The powers of ten that are doubles without rounding.
static const double power_of_ten[EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

// mantissa * 10^exponent as the nearest double. Both factors are exact where the exponent is small, so that one operation rounds once;
// elsewhere strtod does it, on a text without a decimal point, which no locale reads differently.
static double scale(int64_t mantissa, int exponent)
{
    if (mantissa == 0)
        return 0.0;
    if (mantissa < (INT64_C(1) << 53) && exponent >= 0 && exponent <= EXACT_POWER)
        return (double)mantissa * power_of_ten[exponent];
    if (mantissa < (INT64_C(1) << 53) && exponent < 0 && exponent >= -EXACT_POWER)
        return (double)mantissa / power_of_ten[-exponent];
    char text[48];
    snprintf(text, sizeof text, "%llde%d", (long long)mantissa, exponent);
    return strtod(text, NULL);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool mandate_number_parse(const char *text, size_t length, double *out)
{
    size_t at = 0;
    bool negative = false;
    if (at < length && (text[at] == '-' || text[at] == '+'))
        negative = text[at++] == '-';
    if (at == length || !is_digit(text[at]))
        return false;

    // The mantissa grows by whole digits; zeros wait, because they count only where another digit follows them.
    int64_t mantissa = 0;
    int significant = 0, exponent = 0;
    long zeros = 0;
    bool fraction = false;
    for (; at < length; at++) {
        char c = text[at];
        if (c == '.' && !fraction) {
            fraction = true;
            if (at + 1 == length || !is_digit(text[at + 1]))
                return false;
            continue;
        }
        if (!is_digit(c))
            break;
        if (exponent < -100000 || zeros > 100000)
            return false;
        if (fraction)
            exponent--;
        if (c == '0') {
            if (significant > 0)
                zeros++;
            continue;
        }
        if (significant > 0 && significant + zeros >= DIGITS)
            return false;
        for (; zeros > 0; zeros--, significant++)
            mantissa *= 10;
        mantissa = mantissa * 10 + (c - '0');
        significant++;
    }
    exponent += (int)zeros;

    if (at < length) {
        if (text[at] != 'e' && text[at] != 'E')
            return false;
        at++;
        bool down = false;
        if (at < length && (text[at] == '-' || text[at] == '+'))
            down = text[at++] == '-';
        if (at == length)
            return false;
        int given = 0;
        for (; at < length; at++) {
            if (!is_digit(text[at]))
                return false;
            if (given < 1000000)
                given = given * 10 + (text[at] - '0');
        }
        exponent += down ? -given : given;
    }
    if (mantissa == 0) {
        *out = 0.0;
        return true;
    }
    // Leave the doubles' edges alone, where decimals no longer have a double each.
    if (significant + exponent > 300 || significant + exponent < -299)
        return false;
    double value = scale(mantissa, exponent);
    *out = negative ? -value : value;
    return true;
}

// Writes |value| as `count` decimal digits and the exponent of the first one; correctly rounded.
static int decimal_digits(double value, int count, char *digits)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 1, fabs(value));
    memset(digits, '0', (size_t)count); // what is not finite has none
    const char *at = text;
    int found = 0;
    for (; *at != 'e' && *at != '\0'; at++) // steps over the locale's decimal point
        if (is_digit(*at) && found < count)
            digits[found++] = *at;
    return *at == 'e' ? atoi(at + 1) : 0;
}

static int64_t mantissa_of(const char *digits, int count)
{
    int64_t mantissa = 0;
    for (int i = 0; i < count; i++)
        mantissa = mantissa * 10 + (digits[i] - '0');
    return mantissa;
}

void mandate_number_format(double value, char out[32])
{
    if (!isfinite(value)) {
        snprintf(out, 32, "%s", isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
        return;
    }
    if (value == 0) {
        snprintf(out, 32, "0");
        return;
    }
    char digits[20];
    int count = DIGITS, exponent;
    for (;; count++) {
        exponent = decimal_digits(value, count, digits);
        if (count == 17 || scale(mantissa_of(digits, count), exponent - (count - 1)) == fabs(value))
            break;
    }
    while (count > 1 && digits[count - 1] == '0')
        count--;

    char *at = out;
    if (value < 0)
        *at++ = '-';
    int whole = exponent >= 0 ? exponent + 1 : 1; // digits before the point in plain notation
    int after = count - 1 - exponent > 0 ? count - 1 - exponent : 0;
    if (whole + after + (after > 0 ? 1 : 0) + (value < 0 ? 1 : 0) <= 21) {
        for (int place = exponent >= 0 ? exponent : 0; place >= -after; place--) {
            if (place == -1)
                *at++ = '.';
            int index = exponent - place;
            *at++ = index >= 0 && index < count ? digits[index] : '0';
        }
        *at = '\0';
        return;
    }
    *at++ = digits[0];
    if (count > 1) {
        *at++ = '.';
        memcpy(at, digits + 1, (size_t)count - 1);
        at += count - 1;
    }
    snprintf(at, (size_t)(out + 32 - at), "e%d", exponent);
}

// The exponent of the first decimal digit of a value other than 0.
static int leading_exponent(double value)
{
    double size = fabs(value);
    if (size >= 1 && size < 1e22) {
        int binary;
        frexp(size, &binary);
        int exponent = (binary - 1) * 1233 >> 12; // 1233 / 4096 is log10(2): never too high, at most one too low
        if (size >= power_of_ten[exponent + 1])
            exponent++;
        return exponent;
    }
    if (size < 1 && size >= 1e-8) {
        int exponent = -1;
        while (size < 1 / power_of_ten[-exponent])
            exponent--;
        return exponent;
    }
    char digits[20];
    return decimal_digits(value, 17, digits);
}

// Rounds to a multiple of 10^place, which is not finer than the value's 17th digit.
static double round_at(double value, int place)
{
    double size = fabs(value);
    if (place <= 0 && place >= -EXACT_POWER) {
        double scaled = size * power_of_ten[-place];
        if (scaled < 9e15) {
            double whole = floor(scaled);
            double rest = scaled - whole;
            // The product above was rounded; only where the rest is close to a half could that turn the result.
            if (rest < 0.25 || rest > 0.75)
                return copysign((rest > 0.5 ? whole + 1 : whole) / power_of_ten[-place], value);
        }
    }
    char digits[24];
    int exponent = leading_exponent(value);
    int count = exponent - place + 1;
    if (count > 17)
        return value;
    if (count < 1) { // below one unit of the place: nothing, or one unit
        double unit = scale(1, place);
        return copysign(count == 0 && size / unit > 0.5 ? unit : 0.0, value);
    }
    exponent = decimal_digits(value, count, digits);
    return copysign(scale(mantissa_of(digits, count), exponent - (count - 1)), value);
}

static double round_to_digits(double value, double largest)
{
    if (value == 0 || !isfinite(value))
        return value == 0 ? 0.0 : value;
    double rounded = round_at(value, leading_exponent(largest) - (DIGITS - 1));
    return rounded == 0 ? 0.0 : rounded; // no negative zero
}

double mandate_number_add(double a, double b)
{
    double sum = a + b;
    double largest = fmax(fmax(fabs(a), fabs(b)), fabs(sum));
    return round_to_digits(sum, largest);
}

double mandate_number_subtract(double a, double b)
{
    return mandate_number_add(a, -b);
}

double mandate_number_multiply(double a, double b)
{
    double product = a == 0 || b == 0 ? 0.0 : a * b; // 0 also times the end of a range without end
    return round_to_digits(product, product);
}

double mandate_number_divide(double a, double b)
{
    double quotient = a == 0 || isinf(b) ? 0.0 : a / b; // what is divided by more and more comes near 0
    return round_to_digits(quotient, quotient);
}

void mandate_sum_clear(mandate_sum *sum)
{
    sum->count = 0;
    sum->largest = sum->inexact = 0;
    sum->inexact_count = 0;
}

// The partials do not overlap and grow, and their exact sum is the sum so far.
static void add_exactly(mandate_sum *sum, double value)
{
    int kept = 0;
    for (int i = 0; i < sum->count; i++) {
        double other = sum->partial[i];
        if (fabs(value) < fabs(other)) {
            double swap = value;
            value = other;
            other = swap;
        }
        double high = value + other;
        double low = other - (high - value);
        if (low != 0)
            sum->partial[kept++] = low;
        value = high;
    }
    if (kept < MANDATE_SUM_PARTIALS)
        sum->partial[kept++] = value;
    sum->count = kept;
}

void mandate_sum_add(mandate_sum *sum, double value)
{
    sum->largest = fmax(sum->largest, fabs(value));
    if (value != floor(value) || fabs(value) > 0x1p53) {
        sum->inexact = fmax(sum->inexact, fabs(value));
        sum->inexact_count++;
    }
    add_exactly(sum, value);
}

void mandate_sum_merge(mandate_sum *into, const mandate_sum *from)
{
    for (int i = 0; i < from->count; i++)
        add_exactly(into, from->partial[i]);
    into->largest = fmax(into->largest, from->largest);
    into->inexact = fmax(into->inexact, from->inexact);
    into->inexact_count += from->inexact_count;
}

double mandate_sum_total(const mandate_sum *sum)
{
    int at = sum->count - 1;
    if (at < 0)
        return 0.0;
    double high = sum->partial[at--];
    double low = 0;
    while (at >= 0) {
        double before = high;
        double next = sum->partial[at--];
        high = before + next;
        low = next - (high - before);
        if (low != 0)
            break;
    }
    // Exactly half way between two doubles, with more of the same sign below: away from the even one.
    if (at >= 0 && ((low < 0 && sum->partial[at] < 0) || (low > 0 && sum->partial[at] > 0))) {
        double twice = low * 2;
        double moved = high + twice;
        if (twice == moved - high)
            high = moved;
    }
    double coarse = round_to_digits(high, fmax(sum->largest, fabs(high)));
    double noise = (double)sum->inexact_count * sum->inexact * 0x1p-53; // how far the doubles may be from the decimals, at most
    return fabs(high - coarse) <= noise ? coarse : round_to_digits(high, high);
}
