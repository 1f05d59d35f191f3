// How many rows of a block are set in a range: those set before its end less those before its beginning. Internal to core/engine.
#ifndef MANDATE_ENGINE_COUNTERS_H
#define MANDATE_ENGINE_COUNTERS_H

#include "engine/kernels/owners.h"

// Rows that are set. Where all are, or none, the bits are not looked at.
typedef struct mandate_counter {
    uint64_t *bits; // with a word to spare
    uint32_t *before; // how many are set before each word
    bool all, none;
} mandate_counter;

// Room for so many counters over so many rows, none of which is set; the caller frees it, and the counters lead into it. NULL where memory is out.
void *mandate_counters_make(mandate_counter *counters, size_t count, size_t rows, mandate_error *error);
// After bits were set or cleared.
void mandate_counters_count(mandate_counter *counters, size_t count, size_t rows);

static inline uint32_t mandate_set_before(const mandate_counter *counter, uint32_t at)
{
    return counter->before[at / 64] + mandate_ones(counter->bits[at / 64] & ((1ULL << (at % 64)) - 1));
}

static inline uint32_t mandate_count_in(const mandate_counter *counter, uint32_t begin, uint32_t end)
{
    if (counter->none) return 0;
    return counter->all ? end - begin : mandate_set_before(counter, end) - mandate_set_before(counter, begin);
}

#endif
