#include "model/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXACT_POWER = 22, MOST_PLACE = 300, EXPANSION = 767 }; // a double has at most 767 digits, exponent and point aside

// The powers of ten that are doubles without rounding, and those that are whole numbers of 64 bits.
static const double power_of_ten[EXACT_POWER + 1] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};
enum { WHOLE_POWER = 19 };
static const uint64_t whole_power[WHOLE_POWER + 1] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

mandate_wide mandate_wide_power(int power)
{
    return power <= WHOLE_POWER ? whole_power[power] : (mandate_wide)whole_power[WHOLE_POWER] * whole_power[power - WHOLE_POWER];
}

int mandate_wide_length(mandate_wide number)
{
    if (number == 0) return 0;
    uint64_t high = (uint64_t)(number >> 64);
    int bits = high ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t)number);
    int length = (bits * 1233 >> 12) + 1; // 1233 / 4096 is log10(2): never too low, at most one too high
    return length <= 38 && number < mandate_wide_power(length - 1) ? length - 1 : length;
}

mandate_decimal mandate_decimal_round(bool negative, mandate_wide digits, int place)
{
    int drop = mandate_wide_length(digits) - MANDATE_DIGITS;
    if (drop <= 0) return (mandate_decimal){.negative = negative, .digits = (uint64_t)digits, .place = place};
    mandate_wide unit = mandate_wide_power(drop), rest;
    uint64_t kept; // 10^15 where 15 nines went up: that it has a digit more is put right below
    if (digits <= UINT64_MAX) { // one instruction instead of a function
        kept = (uint64_t)digits / (uint64_t)unit;
        rest = (uint64_t)digits % (uint64_t)unit;
    } else {
        kept = (uint64_t)(digits / unit);
        rest = digits % unit;
    }
    kept += rest >= unit - rest;
    place += drop;
    if (kept == MANDATE_DIGITS_LIMIT) {
        kept /= 10;
        place++;
    }
    return (mandate_decimal){.negative = negative, .digits = kept, .place = place};
}

mandate_decimal mandate_decimal_filled(mandate_decimal decimal)
{
    if (decimal.digits == 0) return decimal;
    int up = MANDATE_DIGITS - mandate_wide_length(decimal.digits);
    decimal.digits *= whole_power[up];
    decimal.place -= up;
    return decimal;
}

// digits * 10^place as the nearest double. Both factors are exact where the place is near, so that one operation rounds once; elsewhere strtod does
// it, on a text without a decimal point, which no locale reads differently.
static double scaled(uint64_t digits, int place)
{
    if (place >= 0 && place <= EXACT_POWER) return (double)digits * power_of_ten[place];
    if (place < 0 && place >= -EXACT_POWER) return (double)digits / power_of_ten[-place];
    char text[48];
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, place);
    return strtod(text, NULL);
}

double mandate_decimal_double(mandate_decimal decimal)
{
    if (decimal.digits == 0) return 0.0;
    if (decimal.place < -EXACT_POWER || decimal.place > EXACT_POWER) {
        int end = decimal.place + mandate_wide_length(decimal.digits);
        if (end > MOST_PLACE) return decimal.negative ? -(double)INFINITY : (double)INFINITY;
        if (end < 1 - MOST_PLACE) return 0.0;
    }
    double size = scaled(decimal.digits, decimal.place);
    return decimal.negative ? -size : size;
}

// That the nearest double of the decimal comes out again proves that it is the one.
bool mandate_decimal_steps(double size, int place, uint64_t *steps)
{
    if (place > EXACT_POWER || place < -EXACT_POWER) return false;
    double near = place <= 0 ? size * power_of_ten[-place] : size / power_of_ten[place];
    if (!(near < (double)MANDATE_DIGITS_LIMIT)) return false;
    *steps = (uint64_t)(near + 0.5);
    return *steps < MANDATE_DIGITS_LIMIT && scaled(*steps, place) == size;
}

// The digits of the decimal whose double lies next to a size, as an open end of a range does: between two decimals of 15 digits lie at least four
// doubles, so that it is the nearest.
static bool is_beside(double size, int place, uint64_t *digits)
{
    if (place > EXACT_POWER || place < -EXACT_POWER) return false;
    double near = place <= 0 ? size * power_of_ten[-place] : size / power_of_ten[place];
    if (!(near >= (double)(MANDATE_DIGITS_LIMIT / 10) && near < (double)MANDATE_DIGITS_LIMIT)) return false;
    *digits = (uint64_t)(near + 0.5);
    return *digits < MANDATE_DIGITS_LIMIT && nextafter(scaled(*digits, place), size) == size;
}

// What no decimal of 15 digits stands for, and what is very small or large: by all the digits that the double has. The 16th one decides.
static mandate_decimal by_expansion(double value)
{
    char text[EXPANSION + 16];
    snprintf(text, sizeof text, "%.*e", EXPANSION - 1, fabs(value));
    mandate_wide digits = 0;
    int found = 0;
    const char *at = text;
    for (; *at != 'e' && *at != '\0'; at++) { // steps over the locale's decimal point
        if (*at < '0' || *at > '9' || found > MANDATE_DIGITS) continue;
        digits = digits * 10 + (unsigned)(*at - '0');
        found++;
    }
    return mandate_decimal_round(value < 0, digits, (*at == 'e' ? atoi(at + 1) : 0) - MANDATE_DIGITS);
}

mandate_decimal mandate_decimal_of(double value)
{
    mandate_decimal decimal = {.negative = value < 0};
    double size = fabs(value);
    if (size < (double)MANDATE_DIGITS_LIMIT && (double)(uint64_t)size == size) {
        decimal.digits = (uint64_t)size;
        return decimal;
    }
    int binary;
    frexp(size, &binary);
    int place = ((binary - 1) * 1233 >> 12) - (MANDATE_DIGITS - 1); // may be one off on either side
    static const int beside[] = {0, 1, -1};
    for (int i = 0; i < 3; i++) {
        decimal.place = place + beside[i];
        if (mandate_decimal_steps(size, decimal.place, &decimal.digits)) return decimal;
    }
    for (int i = 0; i < 3; i++) {
        decimal.place = place + beside[i];
        if (is_beside(size, decimal.place, &decimal.digits)) return decimal;
    }
    return by_expansion(value);
}
