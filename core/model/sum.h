// A sum of decimals that is exact whatever the order, and rounded once.
#ifndef MANDATE_MODEL_SUM_H
#define MANDATE_MODEL_SUM_H

#include <stdint.h>

// What the values have in common, a whole number of steps of a power of ten, is added as such. What does not fit in there (values of very unlike
// sizes) lies in limbs of 15 decimal digits each, which hold every decimal that there is.
enum { MANDATE_SUM_LIMBS = 45 };
typedef struct mandate_sum {
    __extension__ __int128 steps; // of 10^-places
    int16_t places;
    int16_t first, last; // the limbs in use: first > last where none is
    int64_t limbs[MANDATE_SUM_LIMBS];
} mandate_sum;

void mandate_sum_clear(mandate_sum *sum);
void mandate_sum_add(mandate_sum *sum, double value); // value finite
void mandate_sum_add_times(mandate_sum *sum, double value, uint64_t times); // so many times; at most 10^18
// Adds the exact product of two finite numbers; digits of it below 10^-315 are lost.
void mandate_sum_add_product(mandate_sum *sum, double a, double b);
void mandate_sum_merge(mandate_sum *into, const mandate_sum *from);
// The sum brought to 15 digits, half away from zero.
double mandate_sum_total(const mandate_sum *sum);
// The sum divided by how many values it is of (not 0), rounded once.
double mandate_sum_mean(const mandate_sum *sum, uint64_t count);
// Whether the exact mean lies above (1) or below (-1) a number, or is it (0).
int mandate_sum_beside(const mandate_sum *sum, uint64_t count, double number);

#endif
