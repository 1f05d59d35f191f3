// Ranges of numbers and their ends. An end is a double: the decimal's own where the number itself may be meant, the double beside it, on the inside, where it
// may not (an open end: "less than 5"), an infinite one where the end is missing. Between two decimals of 15 digits lie several doubles, so that ends
// compare as doubles do.
#ifndef MANDATE_MODEL_RANGE_H
#define MANDATE_MODEL_RANGE_H

#include "model/number.h"
#include "model/sum.h"

// low NaN: absent; both ends missing: unknown; both ends the same: the number itself.
typedef struct mandate_range {
    double low, high;
} mandate_range;

double mandate_end_above(double number); // the open low end of what is greater than a number
double mandate_end_below(double number); // the open high end of what is less
// The number at an end, and whether the end is open; infinite where it is missing.
double mandate_end_number(double end, bool *open);

bool mandate_range_is_unknown(mandate_range range);
// The least range that holds every result (meaning.md, section 1). No operand is absent. A divisor that may be 0 makes the quotient unknown.
mandate_range mandate_range_add(mandate_range a, mandate_range b);
mandate_range mandate_range_subtract(mandate_range a, mandate_range b);
mandate_range mandate_range_multiply(mandate_range a, mandate_range b);
mandate_range mandate_range_divide(mandate_range a, mandate_range b);

// The end that an operation gave: `number` is rounded from what lies on this side of it (1 above, -1 below, 0: it is that). `open`: of open ends.
double mandate_end_made(double number, bool open, int side, bool low);
// The ends that a sum, and its mean over so many values, stand for. `open`: some value added was an open end. `low`: it is the low end.
double mandate_end_of_sum(const mandate_sum *sum, bool open, bool low);
double mandate_end_of_mean(const mandate_sum *sum, uint64_t count, bool open, bool low);

#endif
