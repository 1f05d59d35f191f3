// What the rows before each row of a block come to, so that what a window holds is a difference of two: how many of some rows are set, and sums. Internal to core/engine.
#ifndef MANDATE_ENGINE_RUNNING_H
#define MANDATE_ENGINE_RUNNING_H

#include "engine/kernels/bounds.h"
#include "engine/kernels/counters.h"
#include "engine/kernels/vector.h"
#include "model/sum.h"

// Which rows are counted: of COUNT and ANY those in the set, of SUM and MEAN certain numbers, and the values of which a window must be looked at; of NUMBER_MIN and NUMBER_MAX
// that are only compared with a limit (partly.h) those with a value, and those with an end past the limit or at it. Past it is above for the greatest, below for the least.
enum {
    MANDATE_RUNNING_CERTAIN,
    MANDATE_RUNNING_PERHAPS,
    MANDATE_RUNNING_NEAR_PAST, // the end nearer to the other values, of rows that are there for certain
    MANDATE_RUNNING_NEAR_AT,
    MANDATE_RUNNING_FAR_PAST, // the farther end, of rows perhaps there, too
    MANDATE_RUNNING_FAR_AT,
    MANDATE_RUNNING_COUNTERS
};
enum { MANDATE_RUNNING_NUMBERS = MANDATE_RUNNING_CERTAIN, MANDATE_RUNNING_OPEN = MANDATE_RUNNING_PERHAPS };

typedef struct mandate_running {
    mandate_operation op;
    mandate_counter counters[MANDATE_RUNNING_COUNTERS];
    void *room; // for their bits
    int64_t *steps; // SUM, MEAN: of certain numbers before each row, in steps of 10^-places; an entry more than there are rows
    int64_t most; // none of them is larger than this
    // SUM, MEAN: values that are no certain numbers are wholly unknown, and of rows that are there for certain. NUMBER_MIN, NUMBER_MAX: no value's ends lie on different sides
    // of the limit, and no row is only perhaps there.
    bool wholly;
    mandate_sum sum; // in which a result is worked out
    // What is only compared with a limit: the number that stands for all below it, the limit, and that for all above it.
    bool compared;
    double below, limit, above;
    int64_t finer, limit_steps; // SUM, MEAN: steps times `finer` are steps of those in which the limit is a whole number of so many
} mandate_running;

// Of what they are made: an aggregate, which rows are in its set, and their values; `limit`: a number that the result is only compared with; NULL: it is not, or it is looked at
// otherwise.
typedef struct mandate_running_over {
    mandate_operation op;
    const mandate_vector *rows, *value;
    size_t count;
    const double *limit;
} mandate_running_over;
// Makes them where the aggregate is one of these, and the numbers go into steps; *kept tells. mandate_running_release is for the caller in any case.
bool mandate_running_open(mandate_running *running, const mandate_running_over *over, bool *kept, mandate_error *error);
void mandate_running_release(mandate_running *running);
// Whether no result is unknown or a range: of numbers `high` is then not written, of conditions `unknown` stays empty.
bool mandate_running_is_exact(const mandate_running *running);
// Writes what the windows of the outer rows from 64 * word on hold, of so many rows in all; gives those of which it cannot be told from these.
uint64_t mandate_running_results(mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target);

#endif
