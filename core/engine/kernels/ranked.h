// Values in their order, of which some are inside a set, and which of those the n-th highest or a percentile is: the work of one value that enters, leaves
// or is asked for grows with the logarithm of how many there are. Internal to core/engine.
#ifndef MANDATE_ENGINE_RANKED_H
#define MANDATE_ENGINE_RANKED_H

#include "engine/kernels/gathered.h"
#include "engine/kernels/vector.h"
#include "model/rank.h"

// One end of each value, ascending; and, as trees of sums (Fenwick's), how many of those up to each are inside, for certain and perhaps.
typedef struct mandate_ends {
    double *ends;
    uint32_t *place; // by value: where its end stands
    uint32_t *certain, *perhaps;
    uint32_t count, capacity;
} mandate_ends;

typedef struct mandate_ranked {
    mandate_rank rank;
    bool may_be_none; // an unknown value may be no value at all
    bool exact; // each value is a number: `low` stands for both ends
    mandate_ends low, high;
    uint32_t certain, perhaps; // values inside
    struct mandate_end_of_value {
        double end;
        uint32_t value;
    } * sorting, *sorted; // room for a sort's two sides
    size_t sorting_capacity;
} mandate_ranked;

// Of a RANKED node.
void mandate_ranked_open(mandate_ranked *ranked, const mandate_node *node);
void mandate_ranked_release(mandate_ranked *ranked);
// The values there are, by number from 0 to `count`: rows of a vector from `first` on, or those that were kept. None is inside.
bool mandate_ranked_take_rows(mandate_ranked *ranked, const mandate_vector *value, uint32_t first, uint32_t count, mandate_error *error);
bool mandate_ranked_take_kept(mandate_ranked *ranked, const struct mandate_open_value *values, uint32_t count, mandate_error *error);
// A value enters or leaves. One that is absent does nothing.
void mandate_ranked_move(mandate_ranked *ranked, uint32_t value, bool certain, bool enters);
// Writes what those inside come to.
void mandate_ranked_result(const mandate_ranked *ranked, const mandate_target *target, size_t t);

// RANKED of sets whose rows are gathered: from all kept values.
bool mandate_finish_ranked(mandate_gathered *g, const mandate_node *node, const mandate_target *target, mandate_error *error);

#endif
