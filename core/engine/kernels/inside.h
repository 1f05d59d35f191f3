// What the rows inside a sliding window come to: rows enter at its end and leave at its beginning, and each is looked at twice however wide the window
// is. Internal to core/engine.
#ifndef MANDATE_ENGINE_INSIDE_H
#define MANDATE_ENGINE_INSIDE_H

#include "engine/kernels/different.h"
#include "engine/kernels/ranked.h"
#include "engine/kernels/vector.h"
#include "model/sum.h"

// The rows that may still have the best key: each is better than all that entered after it, so that the first is the best of all.
typedef struct mandate_ranking {
    uint32_t *rows;
    double *keys;
    size_t first, count; // from `first` on
} mandate_ranking;

// One end of a sum of values that are not known, or of rows that are perhaps there.
typedef struct mandate_open_side {
    mandate_sum sum;
    uint32_t missing, open; // ends that are
} mandate_open_side;

typedef struct mandate_inside {
    mandate_operation op;
    const mandate_vector *value; // NULL where none is asked
    uint32_t certain, perhaps; // rows
    uint32_t seen, maybe; // of them those with a value, certain and perhaps
    uint32_t unknown; // values (of dates and texts)
    uint32_t lacking, lacking_maybe; // dates that are absent
    mandate_ranking near, far; // of certain rows by the end nearer to the others, of all rows that leave again by the farther one
    double staying; // the best of the farther ends of those that stay; NaN: none
    mandate_sum sum; // of certain numbers
    uint32_t summed, ranges, perhaps_values; // certain numbers, certain ranges, values of rows perhaps there
    mandate_open_side low, high;
    mandate_ranked ranked; // RANKED: the values of an owner's rows
    mandate_different different; // DISTINCT: the same
    mandate_value_type type;
    uint32_t owner_first; // the first of these rows
} mandate_inside;

// Whether an aggregate can be kept so.
bool mandate_can_slide(mandate_operation op);
// `rows`: how many can be inside at once. mandate_inside_release is for the caller, also after a failure.
bool mandate_inside_open(mandate_inside *inside, const mandate_node *node, const mandate_vector *value, mandate_value_type type, size_t rows, mandate_error *error);
void mandate_inside_release(mandate_inside *inside);
// Nothing is inside, and what enters next are rows of an owner's: [start, stop).
bool mandate_inside_begin(mandate_inside *inside, uint32_t start, uint32_t stop, mandate_error *error);
// Whether rows may also enter and leave at the other end.
bool mandate_inside_goes_back(const mandate_inside *inside);
// A row that is perhaps inside until everything is cleared.
void mandate_inside_stay(mandate_inside *inside, uint32_t row);
// A row enters; rows enter and leave in ascending order, unless they may go back.
void mandate_inside_enter(mandate_inside *inside, uint32_t row, bool certain);
void mandate_inside_leave(mandate_inside *inside, uint32_t row, bool certain);
// Writes what they come to. False: that cannot be told from what is kept (a mean of rows of which some are perhaps there).
bool mandate_inside_result(const mandate_inside *inside, const mandate_target *target, size_t t);

#endif
