// The two ways to aggregate: row by row (aggregate.c), and by ranges of rows for what is asked most (ranges.c). Internal to core/engine.
#ifndef MANDATE_ENGINE_AGGREGATE_H
#define MANDATE_ENGINE_AGGREGATE_H

#include "engine/owners.h"

// Computes an aggregate that lands in its block, if this way can: *done tells.
bool mandate_aggregate_by_ranges(mandate_block *block, int node, mandate_gathered *gathered, bool *done, mandate_error *error);
// Gathers the block's rows into an aggregate that scatters, if this way can.
bool mandate_scatter_by_ranges(mandate_block *block, int node, mandate_gathered *gathered);

#endif
