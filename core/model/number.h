// Numbers are decimals of at most 15 significant digits, held as the nearest double: each such decimal has its own double, so comparisons
// are exact, and the functions here round results back to decimals (1.1 * 1.1 is 1.21).
#ifndef MANDATE_MODEL_NUMBER_H
#define MANDATE_MODEL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Strict decimal: optional sign, digits, optional fraction, optional e±dd; no blanks, no hexadecimal, inf or nan. Independent of
// the locale. False if it is none, has more than 15 significant digits, or is out of range (|x| >= 1e300, or
// not 0 and below 1e-299, where doubles no longer tell decimals apart).
bool mandate_number_parse(const char *text, size_t length, double *out);
// Shortest decimal that reads back the same; plain notation where it takes at most 21 characters. Writes at most 32 bytes.
void mandate_number_format(double value, char out[32]);

double mandate_number_add(double a, double b);      // rounded at the 15th digit of the largest of a, b and the result
double mandate_number_subtract(double a, double b);
double mandate_number_multiply(double a, double b); // rounded to 15 significant digits
double mandate_number_divide(double a, double b);   // b must not be 0

// A sum that is exact whatever the order, rounded once at the end to 15 significant digits (Shewchuk's partial sums).
enum { MANDATE_SUM_PARTIALS = 40 };
typedef struct mandate_sum {
    double partial[MANDATE_SUM_PARTIALS];
    int count;
    double largest;       // of the values added, without sign
    double inexact;       // of those whose double is not the decimal itself
    uint64_t inexact_count;
} mandate_sum;
void mandate_sum_clear(mandate_sum *sum);
void mandate_sum_add(mandate_sum *sum, double value); // value finite
void mandate_sum_merge(mandate_sum *into, const mandate_sum *from);
// Where large values cancel, what is only noise of their doubles is rounded away: 1000000000.1 - 1000000000 is 0.1.
double mandate_sum_total(const mandate_sum *sum);

#endif
