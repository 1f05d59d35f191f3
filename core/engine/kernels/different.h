// How many different values those inside a sliding window have (meaning.md, section 6). Internal to core/engine.
#ifndef MANDATE_ENGINE_DIFFERENT_H
#define MANDATE_ENGINE_DIFFERENT_H

#include "engine/kernels/vector.h"

typedef struct mandate_different {
    uint32_t *id; // by row: which of the different values it has
    uint32_t *certain, *all; // by value: rows inside that have it
    struct mandate_row_value {
        uint64_t bits;
        uint32_t row;
    } * sorting;
    size_t capacity;
    uint32_t certain_values, values; // different ones inside, of certain rows and of all
    uint32_t unknown, present; // rows inside whose value nobody knows, and certain ones that have any
} mandate_different;

// Known values of a type are the same where their bits are.
uint64_t mandate_value_bits(const mandate_value *value, mandate_value_type type);

void mandate_different_release(mandate_different *different);
// The rows there are, by number from 0 to `count`: those of a vector from `first` on. None is inside.
bool mandate_different_take(mandate_different *different, const mandate_vector *value, mandate_value_type type, uint32_t first, uint32_t count, mandate_error *error);
// A row enters or leaves. One whose value is absent does nothing.
void mandate_different_move(mandate_different *different, uint32_t row, bool certain, bool enters);
// Writes how many there are.
void mandate_different_result(const mandate_different *different, const mandate_target *target, size_t t);

#endif
