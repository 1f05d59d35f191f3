// Scales of marginal rates: of the part of a base between one threshold and the next, a rate (meaning.md, section 9). All is worked out exactly and rounded once.
#ifndef MANDATE_MODEL_SCALE_H
#define MANDATE_MODEL_SCALE_H

#include <stddef.h>

#include "model/range.h"

typedef struct mandate_band {
    double threshold, rate; // from here on; the rate is not below 0
} mandate_band;
typedef struct mandate_scale {
    mandate_band *bands; // thresholds ascend; at least one
    size_t count;
} mandate_scale;

enum { MANDATE_SCALE_PLACES = 15 }; // behind and before the point, of thresholds and rates

// Whether bands are those of a scale.
bool mandate_scale_is(const mandate_scale *scale);
// What a base comes to; of a range the least range that holds every amount. The base is not absent, and not unknown.
mandate_range mandate_scale_amount(const mandate_scale *scale, mandate_range base);
// The least range of all bases that come to an amount, or to one in a range: a base below the first threshold comes to nothing, and where a rate is 0 many come to
// the same. Unknown where none does.
mandate_range mandate_scale_base(const mandate_scale *scale, mandate_range amount);

#endif
