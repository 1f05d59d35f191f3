// Comparisons of whole numbers: of dates, and of numbers that lie packed, whose cells are steps of a power of a tenth. Two columns are brought to the finer
// step, where both then fit 32 bits, and are compared in 16 where all that they can come to fits those; of one column and a constant it is asked which cells lie in a
// range. Internal to core/engine.
#ifndef MANDATE_ENGINE_WHOLE_H
#define MANDATE_ENGINE_WHOLE_H

#include "engine/kernels/compute.h"

// Whether a comparison of numbers is one of a packed column with a constant, or of two packed columns, all in 32 bits.
bool mandate_can_compare_whole(const mandate_plan *plan, const mandate_node *node);
// A comparison of dates, or of narrow numbers. Fills the masks; true where nothing is unknown.
bool mandate_compare_whole(const mandate_block *block, int node, const mandate_target *target);
// Whether a node compares a date, or a narrow number, with a constant: it asks which values lie in a range.
bool mandate_finds_range(const mandate_layout *layout, int node);
// An `and` of two such comparisons of one value (layout->between): asks which lie in both ranges.
bool mandate_compute_between(mandate_block *block, int node, mandate_error *error);
// Marks the rows of a narrow vector of numbers whose number compares so with another one.
void mandate_find_steps(const mandate_vector *vector, mandate_operation comparison, double number, size_t rows, uint64_t *mask);

#endif
