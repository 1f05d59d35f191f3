#include "model/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "model/decimal.h"
#include "model/text.h"

bool mandate_number_parse(const char *text, size_t length, double *out)
{
    size_t at = 0;
    bool negative = false;
    if (at < length && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
    if (at == length || !mandate_is_digit(text[at])) return false;

    // The mantissa grows by whole digits; zeros wait, because they count only where another digit follows them.
    uint64_t mantissa = 0;
    int significant = 0, exponent = 0;
    long zeros = 0;
    bool fraction = false;
    for (; at < length; at++) {
        char c = text[at];
        if (c == '.' && !fraction) {
            fraction = true;
            if (at + 1 == length || !mandate_is_digit(text[at + 1])) return false;
            continue;
        }
        if (!mandate_is_digit(c)) break;
        if (exponent < -100000 || zeros > 100000) return false;
        if (fraction) exponent--;
        if (c == '0') {
            if (significant > 0) zeros++;
            continue;
        }
        if (significant > 0 && significant + zeros >= MANDATE_DIGITS) return false;
        for (; zeros > 0; zeros--, significant++) mantissa *= 10;
        mantissa = mantissa * 10 + (uint64_t)(c - '0');
        significant++;
    }
    exponent += (int)zeros;

    if (at < length) {
        if (text[at] != 'e' && text[at] != 'E') return false;
        at++;
        bool down = false;
        if (at < length && (text[at] == '-' || text[at] == '+')) down = text[at++] == '-';
        if (at == length) return false;
        int given = 0;
        for (; at < length; at++) {
            if (!mandate_is_digit(text[at])) return false;
            if (given < 1000000) given = given * 10 + (text[at] - '0');
        }
        exponent += down ? -given : given;
    }
    if (mantissa == 0) {
        *out = 0.0;
        return true;
    }
    // Leave the doubles' edges alone, where decimals no longer have a double each.
    if (significant + exponent > 300 || significant + exponent < -299) return false;
    *out = mandate_decimal_double((mandate_decimal){.negative = negative, .digits = mantissa, .place = exponent});
    return true;
}

// Digits as text, without zeros at the end; gives how many there are and moves the place up by what was dropped.
static int write_digits(uint64_t digits, int *place, char out[24])
{
    for (; digits % 10 == 0; digits /= 10) (*place)++;
    return snprintf(out, 24, "%llu", (unsigned long long)digits);
}

// Digits from that of 10^first down to that of 10^last, with a point behind the one of 1; those that are not there are 0. `lead` is the power of the first digit.
static size_t write_plain(const char *digits, int count, int lead, int first, int last, char *out)
{
    char *at = out;
    for (int power = first; power >= last; power--) {
        if (power == -1) *at++ = '.';
        int index = lead - power;
        *at++ = index >= 0 && index < count ? digits[index] : '0';
    }
    *at = '\0';
    return (size_t)(at - out);
}

void mandate_number_format(double value, char out[32])
{
    if (!isfinite(value)) {
        snprintf(out, 32, "%s", isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
        return;
    }
    mandate_decimal decimal = mandate_decimal_of(value);
    if (decimal.digits == 0) {
        snprintf(out, 32, "0");
        return;
    }
    char digits[24];
    int place = decimal.place, count = write_digits(decimal.digits, &place, digits), lead = place + count - 1;
    char *at = out;
    if (decimal.negative) *at++ = '-';
    int whole = lead >= 0 ? lead + 1 : 1, after = place < 0 ? -place : 0; // digits before and behind the point in plain notation
    if (whole + after + (after > 0 ? 1 : 0) + (decimal.negative ? 1 : 0) <= 21) {
        write_plain(digits, count, lead, whole - 1, -after, at);
        return;
    }
    *at++ = digits[0];
    if (count > 1) {
        *at++ = '.';
        memcpy(at, digits + 1, (size_t)count - 1);
        at += count - 1;
    }
    snprintf(at, (size_t)(out + 32 - at), "e%d", lead);
}

// Rounded to whole numbers of 10^place, half up (what is negative, half down: away from zero).
static mandate_decimal at_place(mandate_decimal decimal, int place)
{
    int drop = place - decimal.place;
    if (drop <= 0) return decimal;
    uint64_t kept = 0;
    if (drop <= MANDATE_DIGITS) {
        uint64_t unit = (uint64_t)mandate_wide_power(drop);
        kept = decimal.digits / unit + (decimal.digits % unit >= unit - decimal.digits % unit);
    }
    return (mandate_decimal){.negative = decimal.negative && kept != 0, .digits = kept, .place = place};
}

static size_t write_fixed(mandate_decimal decimal, int places, char *out)
{
    decimal = at_place(decimal, -places);
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)decimal.digits), lead = decimal.place + count - 1;
    size_t length = 0;
    if (decimal.negative && decimal.digits != 0) out[length++] = '-';
    return length + write_plain(digits, count, lead, lead > 0 && decimal.digits != 0 ? lead : 0, -places, out + length);
}

void mandate_number_format_fixed(double value, int places, char out[MANDATE_FIXED_SIZE])
{
    if (isfinite(value)) write_fixed(mandate_decimal_of(value), places, out);
    else mandate_number_format(value, out);
}

enum { MOST_PLACES = 300 };

void mandate_number_format_percent(double value, char out[MANDATE_FIXED_SIZE])
{
    mandate_number_format(value, out);
    if (!isfinite(value)) return;
    mandate_decimal rate = mandate_decimal_of(value);
    rate.place += 2;
    bool whole = value == 0 || value == 1 || value == -1;
    int places = 0;
    for (; !whole && places < MOST_PLACES; places++) {
        double shown = mandate_decimal_double(at_place(rate, -places));
        if (shown != 0 && shown != 100 && shown != -100) break;
    }
    write_fixed(rate, places, out);
}

// Most numbers have few places, which is soon seen: a whole number of below 10^15 divided by 10^4 is the double next to that decimal.
static bool has_few_places(double value)
{
    double moved = nearbyint(value * 1e4);
    return fabs(moved) < 1e15 && moved / 1e4 == value;
}

double mandate_number_round(double value)
{
    if (!isfinite(value)) return value;
    if (has_few_places(value)) return value + 0.0; // of 0 there is one
    return mandate_decimal_double(mandate_decimal_of(value));
}

double mandate_number_add(double a, double b)
{
    if (!isfinite(a) || !isfinite(b)) return a + b;
    if (fabs(a) < fabs(b)) {
        double swap = a;
        a = b;
        b = swap;
    }
    mandate_decimal larger = mandate_decimal_of(a), smaller = mandate_decimal_of(b);
    if (smaller.digits == 0) return mandate_decimal_double(larger);
    if (larger.place > smaller.place) larger = mandate_decimal_filled(larger);
    int down = larger.place - smaller.place;
    if (down > MANDATE_DIGITS + 2) // less than a hundredth of the last digit, which turns no rounding, even where a digit is lost
        return mandate_decimal_double(larger);
    mandate_wide x = larger.digits, y = smaller.digits;
    if (down >= 0) x *= mandate_wide_power(down);
    else y *= mandate_wide_power(-down);
    int place = down >= 0 ? smaller.place : larger.place;
    mandate_wide result = larger.negative == smaller.negative ? x + y : x - y;
    return mandate_decimal_double(mandate_decimal_round(larger.negative, result, place));
}

double mandate_number_subtract(double a, double b) { return mandate_number_add(a, -b); }

// A whole number that doubles hold exactly.
static bool is_whole(double value) { return fabs(value) < (double)MANDATE_DIGITS_LIMIT && (double)(int64_t)value == value; }

double mandate_number_multiply(double a, double b)
{
    if (a == 0 || b == 0) return 0.0;
    if (is_whole(a) && is_whole(b) && fabs(a * b) < (double)MANDATE_DIGITS_LIMIT) return a * b;
    if (!isfinite(a) || !isfinite(b)) return a * b;
    mandate_decimal x = mandate_decimal_of(a), y = mandate_decimal_of(b);
    return mandate_decimal_double(mandate_decimal_round(x.negative != y.negative, (mandate_wide)x.digits * y.digits, x.place + y.place));
}

double mandate_number_divide(double a, double b)
{
    if (a == 0 || isinf(b)) return 0.0;
    if (!isfinite(a) || isnan(b)) return a / b;
    mandate_decimal x = mandate_decimal_filled(mandate_decimal_of(a)), y = mandate_decimal_filled(mandate_decimal_of(b));
    // 16 or 17 digits: what is behind them cannot turn the rounding, which goes up from a half on
    enum { UP = MANDATE_DIGITS + 1 };
    mandate_wide quotient = x.digits * mandate_wide_power(UP) / y.digits;
    return mandate_decimal_double(mandate_decimal_round(x.negative != y.negative, quotient, x.place - y.place - UP));
}
