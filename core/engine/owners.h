// Rows and their owners. Records stand clustered by owner, so the rows that an owner has are a range, and what is computed by owner needs no look at
// the column of references. Internal to core/engine.
#ifndef MANDATE_ENGINE_OWNERS_H
#define MANDATE_ENGINE_OWNERS_H

#include "engine/run_internal.h"

// For each receiving row the range of rows that are its own: row t has [start[t], start[t + 1]) less `first`, cut to the block's rows.
typedef struct mandate_ranges {
    const uint32_t *start;
    uint32_t first;     // the number that row 0 of the block has in start
    uint32_t rows;      // rows of the block
    uint32_t receiver;  // the record (owners) or outer row (pairs) that start[0] belongs to
    uint32_t receivers; // how many have rows in the block, at most
} mandate_ranges;

static inline uint32_t mandate_range_begin(const mandate_ranges *ranges, size_t t)
{
    uint32_t at = ranges->start[t];
    return at < ranges->first ? 0 : at - ranges->first < ranges->rows ? at - ranges->first : ranges->rows;
}

// True if `node` reads the owner of the very rows it is computed for: its values are then told by ranges.
bool mandate_reads_owner(const mandate_plan *plan, int node);
// The ranges by the owner that such a node reads, for the block's rows.
mandate_ranges mandate_owner_ranges(const mandate_block *block, int node);
// The ranges of a space of pairs by its outer rows.
mandate_ranges mandate_pair_ranges(const mandate_block *block, int space);

#endif
