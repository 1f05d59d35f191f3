// The geometric mean of decimals above 0: the n-th root of their product, found exactly and rounded once to 15 digits (meaning.md, section 6).
#ifndef MANDATE_MODEL_ROOT_H
#define MANDATE_MODEL_ROOT_H

#include <stddef.h>

#include "model/decimal.h"
#include "model/error.h"

// A product of whole numbers times a power of ten. Of the product its first 128 bits are kept, which all but always tell on which side of a number the root
// lies; where they do not, it is worked out again with all its digits.
typedef struct mandate_product {
    mandate_wide bits; // the highest one is set
    int64_t exponent; // of 2
    int64_t place; // of 10
    uint64_t count; // of numbers
} mandate_product;

void mandate_product_clear(mandate_product *product);
void mandate_product_multiply(mandate_product *product, double number); // above 0
// The root of the product of `numbers`, the product->count ones that it was made of; *side: whether the root itself lies above (1) or below (-1) what it was rounded
// to, or is it (0). False for want of memory.
bool mandate_product_root(const mandate_product *product, const double *numbers, double *root, int *side, mandate_error *error);

#endif
