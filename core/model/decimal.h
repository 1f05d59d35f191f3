// Decimals as whole numbers: digits * 10^place. What a double stands for here is the decimal of at most 15 significant digits that is nearest to it; each
// such decimal has its own double, so that nothing is lost on the way there and back. All arithmetic of core/model/number.c is done on these.
#ifndef MANDATE_MODEL_DECIMAL_H
#define MANDATE_MODEL_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 mandate_wide; // room for the product of two decimals

enum { MANDATE_DIGITS = 15, MANDATE_WIDE_POWERS = 39 };
#define MANDATE_DIGITS_LIMIT UINT64_C(1000000000000000) // 10^15: the digits of a decimal are below it

typedef struct mandate_decimal {
    bool negative;
    uint64_t digits; // 0: zero
    int place; // the exponent of the last digit
} mandate_decimal;

// The whole number of 10^place that a size (a double that is not negative) stands for; false where it is no whole number of them, or one of more digits.
bool mandate_decimal_steps(double size, int place, uint64_t *steps);
// The decimal of 15 digits nearest to a finite double, half away from zero.
mandate_decimal mandate_decimal_of(double value);
// The double that stands for it; infinite from 1e300 on, 0 below 1e-300, where doubles no longer tell decimals apart. Never a negative zero.
double mandate_decimal_double(mandate_decimal decimal);
// digits * 10^place brought to 15 digits, half away from zero.
mandate_decimal mandate_decimal_round(bool negative, mandate_wide digits, int place);
// The same with its digits moved up until there are 15 of them; a zero stays what it is.
mandate_decimal mandate_decimal_filled(mandate_decimal decimal);
// 10^power, 0 <= power < MANDATE_WIDE_POWERS.
mandate_wide mandate_wide_power(int power);
// How many decimal digits it has; 0 of 0.
int mandate_wide_length(mandate_wide number);

#endif
