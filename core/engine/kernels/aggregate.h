// The two ways to aggregate: row by row (aggregate.c), and by ranges of rows for what is asked most (ranges.c). Internal to core/engine.
#ifndef MANDATE_ENGINE_AGGREGATE_H
#define MANDATE_ENGINE_AGGREGATE_H

#include "engine/kernels/gathered.h"
#include "engine/kernels/owners.h"

// Computes an aggregate that lands in its block, if this way can: *done tells.
bool mandate_aggregate_by_ranges(mandate_block *block, int node, mandate_gathered *gathered, bool *done, mandate_error *error);
// Whether it always can, so that nobody asks which owner a row has.
bool mandate_goes_by_ranges(const mandate_plan *plan, const mandate_node *aggregate);
// Gathers the block's rows into an aggregate that scatters, if this way can.
bool mandate_scatter_by_ranges(mandate_block *block, int node, mandate_gathered *gathered, bool *done, mandate_error *error);

// How an aggregate takes a row of its set: `value` NULL where none is asked for.
typedef struct mandate_gathering {
    mandate_block *block;
    const mandate_node *node;
    const mandate_vector *value;
    mandate_value_type type;
    int space, kind; // of the set's rows
} mandate_gathering;

// Empties an aggregate for `rows` receiving rows, and writes what was gathered of them into a vector.
bool mandate_gathered_start(mandate_gathered *gathered, mandate_operation op, size_t rows, mandate_error *error);
bool mandate_gathered_finish(mandate_block *block, int node, mandate_gathered *gathered, mandate_vector *out, mandate_error *error);
// What an aggregate over pairs says of an outer row whose owner nobody knows: unknown.
void mandate_mark_unknown_owners(mandate_block *block, const mandate_node *node, mandate_vector *out);
bool mandate_gather_row(const mandate_gathering *how, mandate_gathered *gathered, size_t receiver, size_t row, bool certain, mandate_error *error);
// Gathers, for the rows whose place depends on the day, what those above them on that day have of them (moving.c).
bool mandate_gather_moving(mandate_block *block, int node, const mandate_gathering *how, mandate_gathered *gathered, mandate_error *error);
// The order of a set: by event, then by key.
bool mandate_precedes(const mandate_block *block, int kind, uint32_t a, uint32_t b);

// Months since the first of the calendar, for MOST_IN.
uint64_t mandate_month_of(mandate_date date);
// MOST_IN from the gathered months: for each receiving row the most different months in any `months` consecutive ones that hold its day.
bool mandate_count_most_in(mandate_gathered *gathered, const int32_t *days, size_t months, const mandate_target *target, mandate_error *error);

#endif
