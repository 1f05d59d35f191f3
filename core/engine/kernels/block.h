// What a kernel sees: one block of rows, what its inputs came to, and what is settled about every node before the first block. Internal to core/engine.
#ifndef MANDATE_ENGINE_KERNELS_BLOCK_H
#define MANDATE_ENGINE_KERNELS_BLOCK_H

#include <stdint.h>
#include "engine/kernels/vector.h"
#include "engine/plan/plan_internal.h"

// Of a block's rows and those that have them (owners.h), where somebody asked for it.
typedef struct mandate_having {
    uint64_t *having; // of the receivers: the bits of those that have rows
    uint16_t *receiver; // by row: the place of its receiver among them
    uint32_t *before; // room for how many rows of a mask are set before each of its words
    size_t word_capacity, row_capacity, before_capacity;
    uint64_t having_stamp, receiver_stamp; // the blocks for which they were made
    mandate_vector asking; // the same bits as a condition, where the plan asks for something of those alone who have rows
} mandate_having;

// The rows of a space in the current block.
typedef struct mandate_frame {
    uint32_t first, rows; // spaces of records: a range of them
    uint32_t *records, *outer; // pairs: the inner record and the outer row of each pair, ascending by outer row
    size_t capacity;
    uint32_t *start; // pairs: outer rows + 1; where each outer row's pairs begin
    size_t start_capacity;
    uint64_t stamp; // pairs: the block for which they were made
    mandate_having had; // records: by their owners
} mandate_frame;

// Where a node is asked for: a condition's node, or one of these.
enum {
    MANDATE_ASKED_EVERYWHERE = -1,
    MANDATE_NOT_ASKED = -2,
    MANDATE_ASKED_BY_ROWS = -3 // less a kind: by its rows, of their owners alone
};
static inline int mandate_asked_by_rows(int kind) { return MANDATE_ASKED_BY_ROWS - kind; }

// What a call of a function read and is not known, which ended it: a field of a kind, or (field -1) rows of that kind, of which there is none; kind -1: nothing did.
typedef struct mandate_ended {
    int kind, field;
} mandate_ended;

// What ended calls of a node, of whichever records: so many different things, in the order of the records.
enum { MANDATE_ENDINGS = 4 };
typedef struct mandate_endings {
    mandate_ended each[MANDATE_ENDINGS];
    int count;
} mandate_endings;

// What is settled of the plan's nodes before the first block: all threads read it, and none changes it.
typedef struct mandate_layout {
    mandate_plan *plan;
    bool keeps_all; // every node of records is kept, for explaining
    bool shows_verdicts; // blocks are handed on as they are judged, with each verdict's days; otherwise verdicts are only counted by status
    bool follows_missing; // what makes a verdict unknown is remembered, so every node may be looked at
    mandate_vector *whole; // by node: all records, where kept
    bool *keep; // by node
    mandate_ended **ended; // by node: of calls that are kept, and where what is missing is followed of all over records, by record; written beside their values
    mandate_endings *endings; // by node: what ended these calls, when their pass is over
    int *demand; // by node: where it is asked for
    int *pairs_demand; // by space of pairs: the same for the outer rows
    int *asking; // the kinds whose owners alone are asked for something
    size_t asking_count;
    bool *narrow; // by node: shown as the column holds it (narrow.h)
    bool *partly; // by node: of a verdict only the status is there, of a reference to the owner nothing, and of a number on which side of another one it lies (partly.h)
    int *compared; // by node: of such a number, the constant with which it is compared
    bool *idle; // by node: nobody looks at it (idle.h)
    bool *between; // by node: an `and` that asks which values lie in one range, in place of the two comparisons that it reads
    int *alone; // by node: of an `or` of which one part is nowhere more true than the other, that other one, which tells it alone; -1
    bool *at_owner; // by node: the first that is there of two dates that are fetched from one owner, which is taken there (at_owner.h)
    bool *ruled; // by node: a plain duty of which the status alone is told, as masks (judging.h)
    bool *counted; // by node: groups and owners' keys that nobody reads row by row (counting.h)
    int *framed; // the kinds whose rows the plan looks at, owners first
    size_t framed_count;
    int *rank_set_of; // by node
    struct mandate_rank_set *rank_sets; // texts.h
    size_t rank_set_count, rank_set_capacity;
    int *bounds_of; // by node: of aggregates that slide, which of the block's bounds are theirs; -1 for others
    int *bounds_demand; // by those: where they are asked for
    size_t bounds_count;
} mandate_layout;
void mandate_layout_release(mandate_layout *layout);

struct mandate_gathered;
struct mandate_failures;
struct mandate_failed_rows;

// What one thread works on: one block at a time. What is the same for all of them stands here too, so that kernels need nothing else.
typedef struct mandate_block {
    mandate_plan *plan;
    const mandate_snapshot *snapshot;
    mandate_date as_of;
    const mandate_layout *layout;
    mandate_vector *vectors; // by node
    uint64_t *stamps; // by node: the block for which the vector was computed
    struct mandate_gathered *gathered; // by node
    mandate_frame *frames; // by space
    struct mandate_bounds *bounds; // by which windows are asked for (bounds.h)
    uint64_t stamp; // of the current block
    const bool *here; // by node: computed or read back in the pass under way
    bool focused; // computed again alone: every row is computed, and what goes to other blocks is not gathered twice
    struct mandate_failures *failures; // of calls, shared by all threads
    struct mandate_failed_rows *failed; // by node; NULL until a call has failed
    mandate_call *call; // NULL where the plan calls no function
    void *calls; // the context of this thread's row functions
    uint64_t *called; // by node: the rows for which a function was called; NULL where nobody measures it
} mandate_block;

// Whether an aggregate slides over records in place of looking at pairs. Who wants to see every row gets the pairs.
static inline bool mandate_slides(const mandate_layout *layout, const mandate_node *node) { return !layout->keeps_all && mandate_node_has_window(node); }

// The value of a node whose values are there for the rows of the block, or were kept.
mandate_value mandate_block_inspect(const mandate_block *block, int node, size_t row);

static inline size_t mandate_rows(const mandate_block *block, int space) { return block->frames[space].rows; }
static inline uint32_t mandate_record_at(const mandate_block *block, int space, size_t row)
{
    const mandate_frame *frame = &block->frames[space];
    return frame->records ? frame->records[row] : frame->first + (uint32_t)row;
}
// A node's argument. Where it has none it is some vector, which nobody looks into.
static inline const mandate_vector *mandate_input(const mandate_block *block, const mandate_node *node, int argument)
{
    return &block->vectors[node->argument[argument] < 0 ? 0 : node->argument[argument]];
}
// The rows of a condition's space where something is asked for; NULL: all. A condition of another pass is not at hand.
static inline const mandate_vector *mandate_under(const mandate_block *block, int condition)
{
    if (condition <= MANDATE_ASKED_BY_ROWS && !block->focused) {
        const mandate_having *had = &block->frames[MANDATE_ASKED_BY_ROWS - condition].had;
        return had->having_stamp == block->stamp ? &had->asking : NULL;
    }
    return condition < 0 || block->focused || block->stamps[condition] != block->stamp ? NULL : &block->vectors[condition];
}
static inline const mandate_vector *mandate_where(const mandate_block *block, int node) { return mandate_under(block, block->layout->demand[node]); }

#endif
