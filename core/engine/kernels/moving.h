// Who has a row of a set in a branch or below a place that is another from day to day: for values and for what they rest on alike. Internal to core/engine.
#ifndef MANDATE_ENGINE_MOVING_H
#define MANDATE_ENGINE_MOVING_H

#include "engine/kernels/block.h"

// Takes row `row` of the block for the record `receiver`, which has it for certain or perhaps only. False where it failed, with the error set.
typedef bool mandate_row_taker(void *to, size_t receiver, size_t row, bool certain, mandate_error *error);

// Hands on, of an aggregate with a day (MANDATE_SET_DAY), the rows that may be in its set to those that have them by what depends on the day: from a place that moves upwards to all
// above it on the row's day, and where nobody knows the way, to all that it can lead to. Those at the row's own place, and above it along parents that never change, have it
// already. False where memory is out or `take` failed.
bool mandate_hand_on_moving(const mandate_block *block, int node, mandate_row_taker *take, void *to, mandate_error *error);

// A parent that never changes; MANDATE_CODE_ABSENT for a place that moves. `moves` NULL: none does.
static inline uint32_t mandate_still_parent(const mandate_table *tree, const mandate_moves *moves, uint32_t record)
{
    if (moves && mandate_moves_has(moves, record)) return MANDATE_CODE_ABSENT;
    return tree->columns[tree->kind->tree].codes[tree->version_start ? tree->version_start[record] : record];
}

#endif
