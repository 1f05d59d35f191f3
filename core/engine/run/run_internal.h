// The state of a run and of the blocks under way in it. Internal to core/engine.
#ifndef MANDATE_ENGINE_RUN_INTERNAL_H
#define MANDATE_ENGINE_RUN_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>
#include "engine/run/block.h"
#include "engine/kernels/failures.h"
#include "engine/kernels/masks.h"
#include "engine/plan/plan_internal.h"
#include "engine/run/run.h"
#include "engine/kernels/vector.h"
#include "model/number.h"
#include "model/sum.h"

// Where in a block the rows of each receiver begin, as bits (owners.h).
typedef struct mandate_beginnings {
    uint64_t *bits;      // by word of the block's rows
    uint32_t *before;    // by word: how many begin in the words before it
    uint32_t *having;    // the receivers that have rows, ascending
    size_t word_capacity, receiver_capacity;
    uint64_t stamp;      // the block for which they were made
} mandate_beginnings;

// The rows of a space in the current block.
typedef struct mandate_frame {
    uint32_t first, rows;      // spaces of records: a range of them
    uint32_t *records, *outer; // pairs: the inner record and the outer row of each pair, ascending by outer row
    size_t capacity;
    uint32_t *start;           // pairs: outer rows + 1; where each outer row's pairs begin
    size_t start_capacity;
    uint64_t stamp;            // pairs: the block for which they were made
    mandate_beginnings begun;  // records: by their owners, where somebody asked for it
} mandate_frame;

// What an aggregate has gathered so far for each receiving row.
typedef struct mandate_gathered {
    size_t rows;
    uint64_t *count, *perhaps;   // rows certainly in the set, and perhaps
    uint64_t *quads;             // rows counted by fours (counting.c)
    double *low, *high;          // NUMBER_MIN, NUMBER_MAX: of certain rows the end that is nearer to the others, of all rows the one that is farther
    int32_t *date, *date_perhaps;
    uint32_t *record, *record_perhaps;
    uint32_t *present;           // values present
    uint8_t *flags;
    mandate_sum *sums;
    struct mandate_distinct { uint32_t target; bool certain, known; uint64_t value; } *values;
    size_t value_count, value_capacity;
    struct mandate_open_value { uint32_t target; bool certain; double low, high; } *open; // SUM, MEAN: values that are no number, and of rows perhaps in the set
    size_t open_count, open_capacity;
    int *missing_kind, *missing_field; // of calls of functions: what each row of the block read and is not known; -1 for none
    uint32_t *outer;             // pairs of pairs: the receiving row of each
    struct mandate_gathered *moving; // what is handed to those above a row on its own day, and no further (moving.c)
} mandate_gathered;

// One pass over the blocks of one driver.
typedef struct mandate_pass {
    int driver, level;
    int *nodes;  // computed in each block, ascending
    size_t node_count;
    int *loaded; // kept by an earlier pass, read back for each block
    size_t loaded_count;
    bool *here;  // by node: computed or read back
    int *judged; // verdicts that are counted, and handed to the formatter
    size_t judged_count;
} mandate_pass;

typedef struct mandate_missing_row {
    int node;
    uint32_t record;
    mandate_missing missing;
} mandate_missing_row;

typedef struct mandate_tally { uint64_t of[MANDATE_NOT_VISIBLE + 1]; } mandate_tally; // by status

// Where a search for what is missing has been (missing.c).
typedef struct mandate_visited_place {
    uint64_t key;
    uint32_t stamp;
} mandate_visited_place;
typedef struct mandate_visited {
    mandate_visited_place *places;
    size_t capacity, count;
    uint32_t stamp; // of the search at hand
} mandate_visited;

// What one thread works on: one block at a time. What is the same for all of them stands here too, so that kernels need nothing else.
struct mandate_block {
    struct mandate_run *run;
    mandate_plan *plan;
    const mandate_snapshot *snapshot;
    mandate_date as_of;
    const mandate_pass *pass;
    mandate_vector *vectors;    // by node
    uint64_t *stamps;           // by node: the block for which the vector was computed
    mandate_gathered *gathered; // by node
    mandate_frame *frames;      // by space
    uint64_t stamp;             // of the current block
    bool focused;               // computed again alone: every row is computed, and what goes to other blocks is not gathered twice
    mandate_missing_row *missing;
    size_t missing_count, missing_capacity;
    mandate_tally *tallies;     // by node
    mandate_output output;
    mandate_visited *visited;
    mandate_failed_rows *failed; // by node; NULL until a call has failed
    void *calls;                // the context of this thread's row functions
    uint64_t *nanoseconds, *rows; // by node, where the run is profiled
};

struct mandate_run {
    mandate_plan *plan;
    const mandate_snapshot *snapshot;
    mandate_date as_of;
    mandate_run_options options;
    mandate_vector *whole;      // by node: all records, where kept
    bool *keep;                 // by node
    int *demand;                // by node: the condition where it is asked for, -1 everywhere
    int *pairs_demand;          // by space of pairs: the same for the outer rows
    bool *narrow;               // by node: shown as the column holds it (narrow.h)
    bool *counted;              // by node: groups and owners' keys that nobody reads row by row (counting.h)
    int *rank_set_of;           // by node
    struct mandate_rank_set *rank_sets;
    size_t rank_set_count, rank_set_capacity;
    mandate_pass *passes;
    size_t pass_count;
    mandate_missing_row *missing; // after all passes, by node and record
    size_t missing_count;
    struct mandate_block *blocks; // by thread
    size_t thread_count;
    // Of the pass under way: the next block to take, and whose turn it is to write.
    atomic_uint_least32_t next_block;
    uint32_t turn;
    pthread_mutex_t lock;
    pthread_cond_t turned;
    bool lock_made, turned_made;
    mandate_failures failures;  // of calls
    uint32_t failed_block;      // the first, so that the error does not depend on the threads; UINT32_MAX: none
    mandate_error failure;
    mandate_run_work work;
};

// needed: by node, false before; marks those on which an output depends.
bool mandate_run_plan_passes(mandate_run *run, bool *needed, mandate_error *error);
// The pass in which a node is computed.
const mandate_pass *mandate_run_pass_of(const mandate_run *run, int node);
// Finds where each node is asked for (run->demand).
bool mandate_run_find_demand(mandate_run *run, mandate_error *error);

// Checks what the needed nodes read of a mapped snapshot.
bool mandate_run_check_snapshot(mandate_run *run, const bool *needed, size_t threads, mandate_error *error);

// Each computes one node over the current block.
bool mandate_compute(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_read(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_group(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_lies_in(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_logic(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_compare(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_units(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_arithmetic(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_aggregate(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_verdict(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_call(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_ahead(mandate_block *block, int node, mandate_error *error);
// The day that lies a span of the plan after (sign 1) or before (-1) a day, and the first day of a window that ends with a day.
mandate_date mandate_span_from(const mandate_plan *plan, mandate_date date, uint32_t span, int sign);
mandate_date mandate_window_start(const mandate_plan *plan, mandate_date date, uint32_t span);
// The row of a parameter's node that counts on a day, in a place (NULL: the same everywhere), by the map of a day (NULL: that day); NULL where there is none, or nobody knows.
const mandate_parameter_row *mandate_parameter_holding(const mandate_block *block, const mandate_node *node, const mandate_value *day, const mandate_value *place, const mandate_value *map_day);
// The first day after `day` on which a parameter has another value in a place, MANDATE_DATE_ABSENT where it has none.
mandate_date mandate_parameter_next(const mandate_block *block, const mandate_parameter *parameter, mandate_date day, uint32_t place);
// After the pass, for aggregates that scatter: puts together what the threads gathered.
bool mandate_finish_aggregate(mandate_run *run, int node, mandate_error *error);
void mandate_gathered_release(mandate_gathered *gathered);
// Makes the frame of a space of pairs for the current block.
bool mandate_pair_frame(mandate_block *block, int space, mandate_error *error);
bool mandate_block_follow_missing(const mandate_block *block, int node, size_t row, mandate_missing *missing, mandate_error *error);
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
    return condition < 0 || block->focused || block->stamps[condition] != block->stamp ? NULL : &block->vectors[condition];
}
static inline const mandate_vector *mandate_where(const mandate_block *block, int node) { return mandate_under(block, block->run->demand[node]); }

#endif
