// What the rows before each row of a block come to, so that what a window holds is a difference of two. Internal to core/engine.
#ifndef MANDATE_ENGINE_RUNNING_H
#define MANDATE_ENGINE_RUNNING_H

#include "engine/kernels/vector.h"
#include "engine/kernels/window.h"
#include "model/sum.h"

// Arrays have an entry more than there are rows. NULL: not kept.
typedef struct mandate_running {
    mandate_operation op;
    uint32_t *certain, *perhaps; // COUNT, ANY: rows
    int64_t *steps; // SUM, MEAN: of certain numbers, in steps of 10^-places
    uint32_t *numbers, *open; // how many those are, and how many values a window must be looked at for: ranges, and those of rows perhaps there
    mandate_sum sum; // in which a result is worked out
} mandate_running;

// Makes them where the aggregate is one of these, and the numbers go into steps; *kept tells. mandate_running_release is for the caller in any case.
bool mandate_running_open(mandate_running *running, mandate_operation op, const mandate_vector *rows, const mandate_vector *value, size_t count, bool *kept,
                          mandate_error *error);
void mandate_running_release(mandate_running *running);
// Writes what a window holds. False: that cannot be told from these.
bool mandate_running_result(mandate_running *running, const mandate_window *window, const mandate_target *target, size_t t);

#endif
