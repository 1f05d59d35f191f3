// Numbers are decimals of at most 15 significant digits, held as the nearest double: each such decimal has its own double, so comparisons
// are exact. Each operation gives its exact result brought to 15 digits once, half away from zero (0.4 / 0.7 is 4 / 7); the arithmetic is that of
// whole numbers (decimal.h). What is larger than numbers go, 1e300, is infinite: nobody knows it.
#ifndef MANDATE_MODEL_NUMBER_H
#define MANDATE_MODEL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MANDATE_FIXED_SIZE = 352 }; // the largest number written out, and a few places

// Strict decimal: optional sign, digits, optional fraction, optional e±dd; no blanks, no hexadecimal, inf or nan. Independent of
// the locale. False if it is none, has more than 15 significant digits, or is out of range (|x| >= 1e300, or
// not 0 and below 1e-299, where doubles no longer tell decimals apart).
bool mandate_number_parse(const char *text, size_t length, double *out);
// The decimal; plain notation where it takes at most 21 characters. Writes at most 32 bytes.
void mandate_number_format(double value, char out[32]);
// With so many places behind the point, half up. For showing only.
void mandate_number_format_fixed(double value, int places, char out[MANDATE_FIXED_SIZE]);
// A rate in percent, half up, for showing only: "16". What is neither nothing nor all is never shown as 0 or 100, but with as many places as
// it takes: 199 of 200 is "99.5".
void mandate_number_format_percent(double value, char out[MANDATE_FIXED_SIZE]);

// What is no such decimal, as what a Lua function computes: the nearest one. Infinite numbers and NaN stay what they are.
double mandate_number_round(double value);
double mandate_number_add(double a, double b);
double mandate_number_subtract(double a, double b);
double mandate_number_multiply(double a, double b); // 0 times the end of a range without end is 0
double mandate_number_divide(double a, double b); // b must not be 0; by the end of a range without end: 0
// The same for many numbers, of which some may be absent (NaN) or unknown (-infinity): out[i] = a[i] + b[i], or a[i] - b[i].
void mandate_numbers_add(const double *a, const double *b, double *out, size_t count);
void mandate_numbers_subtract(const double *a, const double *b, double *out, size_t count);

#endif
