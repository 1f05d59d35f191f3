// The two ways to aggregate: row by row (aggregate.c), and by ranges of rows for what is asked most (ranges.c). Internal to core/engine.
#ifndef MANDATE_ENGINE_AGGREGATE_H
#define MANDATE_ENGINE_AGGREGATE_H

#include "engine/owners.h"

// Computes an aggregate that lands in its block, if this way can: *done tells.
bool mandate_aggregate_by_ranges(mandate_block *block, int node, mandate_gathered *gathered, bool *done, mandate_error *error);
// Gathers the block's rows into an aggregate that scatters, if this way can.
bool mandate_scatter_by_ranges(mandate_block *block, int node, mandate_gathered *gathered, bool *done, mandate_error *error);

// Months since the first of the calendar, for MOST_IN.
uint64_t mandate_month_of(mandate_date date);
// MOST_IN from the gathered months: for each receiving row the most different months in any `months` consecutive ones that hold its day.
bool mandate_count_most_in(mandate_gathered *gathered, const int32_t *days, size_t months, const mandate_target *target, mandate_error *error);

#endif
