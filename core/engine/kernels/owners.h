// Rows and their owners. Records stand clustered by owner, so the rows that an owner has are a range, and what is computed by owner needs no look at
// the column of references. Internal to core/engine.
#ifndef MANDATE_ENGINE_OWNERS_H
#define MANDATE_ENGINE_OWNERS_H

#include "engine/kernels/compute.h"

// For each receiving row the range of rows that are its own: row t has [start[t], start[t + 1]) less `first`, cut to the block's rows.
typedef struct mandate_ranges {
    const uint32_t *start;
    uint32_t first; // the number that row 0 of the block has in start
    uint32_t rows; // rows of the block
    uint32_t receiver; // the record (owners) or outer row (pairs) that start[0] belongs to
    uint32_t receivers; // how many have rows in the block, at most
    const uint32_t *receiver_of; // by row: the receiving record or outer row, or a code for none; NULL where nobody reads it (partly.h)
    const uint16_t *place_of; // by row: the receiver's place, from 0; NULL where receiver_of is looked at
} mandate_ranges;

static inline uint32_t mandate_range_begin(const mandate_ranges *ranges, size_t t)
{
    uint32_t at = ranges->start[t];
    return at < ranges->first ? 0 : at - ranges->first < ranges->rows ? at - ranges->first : ranges->rows;
}

// The rows that have a receiver; those without one stand last.
static inline uint32_t mandate_range_end(const mandate_ranges *ranges) { return ranges->receivers ? mandate_range_begin(ranges, ranges->receivers) : 0; }

// The mask's bits of rows [begin, end), of the first 64 of them.
static inline uint64_t mandate_range_bits(const uint64_t *mask, uint32_t begin, uint32_t end)
{
    size_t word = begin / 64, shift = begin % 64, rows = end - begin;
    uint64_t bits = mask[word] >> shift | mask[word + 1] << 1 << (63 - shift); // masks have a word to spare
    return rows < 64 ? bits & ((1ULL << rows) - 1) : bits;
}
// How many bits are set: processors that the compiler may not count on have an instruction for it, and without it a function is called.
static inline uint32_t mandate_ones(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555ULL;
    bits = (bits & 0x3333333333333333ULL) + (bits >> 2 & 0x3333333333333333ULL);
    return (uint32_t)(((bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0fULL) * 0x0101010101010101ULL >> 56);
}

// The rows of a mask that are set, of those from `begin`, a multiple of 64, to `end` less one, at most MANDATE_LISTED: how many there are. The first few of each word are written
// whether they are set or not, so that no branch hangs on how many are; the list has room for them.
enum { MANDATE_LISTED = 1024, MANDATE_LIST_ROOM = MANDATE_LISTED + 4 };
static inline size_t mandate_list_rows(const uint64_t *mask, uint32_t begin, uint32_t end, uint32_t *list)
{
    size_t count = 0;
    for (; begin < end; begin += 64) {
        uint64_t bits = mandate_range_bits(mask, begin, end);
        const size_t set = mandate_ones(bits);
        for (size_t k = 0; k < 4; k++, bits &= bits - 1) list[count + k] = begin + (uint32_t)__builtin_ctzll(bits | 1ULL << 63);
        for (size_t k = 4; k < set; k++, bits &= bits - 1) list[count + k] = begin + (uint32_t)__builtin_ctzll(bits);
        count += set;
    }
    return count;
}

// The place of the receiver of row `i`, of those that have one: it lies at hand, or the row tells it, for which its reference must be fetched.
static inline uint32_t mandate_receiver_of(const mandate_ranges *ranges, size_t i)
{
    return ranges->place_of ? ranges->place_of[i] : ranges->receiver_of[i] - ranges->receiver;
}

// The bits of a mask over so many rows that are set.
size_t mandate_count_ones(const uint64_t *mask, size_t rows);

// True if `node` reads the owner of the very rows it is computed for: its values are then told by ranges.
bool mandate_reads_owner(const mandate_plan *plan, int node);
// True if such a node's owner is what `node` reads a column of, so that each owner's cell is the value of all its rows.
bool mandate_is_spread(const mandate_plan *plan, const mandate_node *node);
// The ranges by the owner that such a node reads, for the block's rows.
mandate_ranges mandate_owner_ranges(const mandate_block *block, int node);
// The receivers in the block that have rows, as bits; NULL where memory is out. `space` is that of the rows, of records.
const uint64_t *mandate_find_having(mandate_block *block, int space, const mandate_ranges *ranges, mandate_error *error);
// The same of the kinds whose owners alone are asked for something, of the block's driver, so that mandate_where finds it.
bool mandate_find_asking(mandate_block *block, int driver, mandate_error *error);
// Sees to it that mandate_receiver_of can be asked for `set` rows: places are made where they are worth it, or nobody reads the references. *can is false where there are
// too many receivers for places and no references. `space` is that of the rows.
bool mandate_find_receivers(mandate_block *block, int space, size_t set, mandate_ranges *ranges, bool *can, mandate_error *error);
// Gives the rows that read their owner in node `owner` what `from` has for owners (its row 0 is record `first`); `out` gets room of its own.
bool mandate_spread_to_rows(mandate_block *block, int owner, uint32_t first, const mandate_vector *from, mandate_value_type type, mandate_vector *out,
                            mandate_error *error);
// The ranges of a space of pairs by its outer rows.
mandate_ranges mandate_pair_ranges(const mandate_block *block, int space);

#endif
