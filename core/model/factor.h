// Factors between units: how many of one unit are one of another, as a fraction of two decimals. What is converted by one is exact and rounded once to 15
// digits; how it lies beside what it was rounded to is told, too, so that a comparison need round nothing (meaning.md, section 28).
#ifndef MANDATE_MODEL_FACTOR_H
#define MANDATE_MODEL_FACTOR_H

#include "model/decimal.h"
#include "model/range.h"

// times / by * 10^place; times and by are above 0, below 10^15, and have no common divisor.
typedef struct mandate_factor {
    uint64_t times, by;
    int place;
} mandate_factor;

// times / by as a factor; false where one of them is no finite number above 0.
bool mandate_factor_make(double times, double by, mandate_factor *out);
// a * b, and a / b; false where a part of the fraction has more than 15 digits.
bool mandate_factor_multiply(mandate_factor a, mandate_factor b, mandate_factor *out);
bool mandate_factor_divide(mandate_factor a, mandate_factor b, mandate_factor *out);
// The two decimals of its fraction.
void mandate_factor_parts(mandate_factor factor, double *times, double *by);

// A finite number times a factor, rounded once; `*side`: the exact result lies above (1) or below (-1) the number given, or is it (0).
double mandate_number_convert(double number, mandate_factor factor, int *side);
// A range times a factor. `exact`: for a comparison. Then what lies between two decimals of 15 digits becomes the open range between them, which compares with any
// decimal as the exact result does; otherwise each end is rounded. Absent and unknown stay what they are; what is larger than numbers go is unknown.
mandate_range mandate_range_convert(mandate_range range, mandate_factor factor, bool exact);

#endif
