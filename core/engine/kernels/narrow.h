// Values as their columns hold them. A column holds texts as ranks and most numbers and dates packed, in one, two or four bytes. A node that reads such a
// column stays narrow, and its vector shows the cells as they lie, where all who read it understand them: less memory is read, and more of it at once.
// Internal to core/engine.
#ifndef MANDATE_ENGINE_NARROW_H
#define MANDATE_ENGINE_NARROW_H

#include "engine/kernels/compute.h"

// Finds the nodes that stay narrow (layout->narrow). Before the texts are prepared.
bool mandate_layout_find_narrow(mandate_layout *layout, const bool *needed, mandate_error *error);
// Whether a READ finds its cells beside each other in the column: of the rows themselves, one version each, known from the start.
bool mandate_reads_directly(const mandate_plan *plan, const mandate_node *node);
// Lets a vector show a column's rows from `first` on, as they lie.
void mandate_show_cells(const mandate_column *column, size_t first, mandate_vector *out);
// Marks the rows whose cell lies from `least` to `most`; none where least is above most. Where `where` (NULL: everywhere) is false the bits say nothing.
void mandate_find_cells(const mandate_vector *vector, uint32_t least, uint32_t most, const mandate_vector *where, size_t rows, uint64_t *mask);
// Marks the rows of a narrow vector of numbers whose cell is a number, and those whose cell is unknown.
void mandate_find_known(const mandate_vector *vector, size_t rows, uint64_t *known, uint64_t *unknown);
// The cell that means unknown; that for absent is the next, and the largest.
static inline uint32_t mandate_unknown_cell(const mandate_vector *vector)
{
    return vector->codes8 ? UINT8_MAX - 1 : vector->codes16 ? UINT16_MAX - 1 : MANDATE_CODE_UNKNOWN;
}
// A narrow vector's cell, with the codes for absent and unknown.
uint32_t mandate_vector_cell(const mandate_vector *vector, size_t row);

#endif
