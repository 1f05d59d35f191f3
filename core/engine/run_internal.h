// The state of a run. Internal to core/engine.
#ifndef MANDATE_ENGINE_RUN_INTERNAL_H
#define MANDATE_ENGINE_RUN_INTERNAL_H

#include "engine/plan_internal.h"
#include "engine/run.h"
#include "engine/vector.h"
#include "model/number.h"

// The rows of a space in the current block.
typedef struct mandate_frame {
    uint32_t first, rows;      // spaces of records: a range of them
    uint32_t *records, *outer; // pairs: the inner record and the outer row of each pair
    size_t capacity;
    uint64_t stamp;            // pairs: the block for which they were made
} mandate_frame;

// What an aggregate has gathered so far for each receiving row.
typedef struct mandate_gathered {
    size_t rows;
    double *low, *high;          // counts; best certain and best perhaps numbers
    int32_t *date, *date_perhaps;
    uint32_t *record, *record_perhaps;
    uint32_t *present;           // values present
    uint8_t *flags;
    mandate_sum *sums;
    struct mandate_distinct { uint32_t target; bool certain, known; uint64_t value; } *values;
    size_t value_count, value_capacity;
    int *missing_kind, *missing_field; // of calls of functions: what each row of the block read and is not known; -1 for none
    uint32_t *outer;             // pairs of pairs: the receiving row of each
} mandate_gathered;

// One pass over the blocks of one driver.
typedef struct mandate_pass {
    int driver, level;
    int *nodes;  // computed in each block, ascending
    size_t node_count;
    int *loaded; // kept by an earlier pass, read back for each block
    size_t loaded_count;
} mandate_pass;

typedef struct mandate_missing_row {
    int node;
    uint32_t record;
    mandate_missing missing;
} mandate_missing_row;

struct mandate_run {
    mandate_plan *plan;
    const mandate_snapshot *snapshot;
    mandate_date as_of;
    mandate_run_options options;
    mandate_vector *vectors;  // by node: the current block
    uint64_t *stamps;         // by node: the block for which the vector was computed
    mandate_vector *whole;    // by node: all records, where kept
    bool *keep;               // by node
    mandate_gathered *gathered; // by node
    mandate_frame *frames;    // by space
    mandate_pass *passes;
    size_t pass_count;
    uint64_t stamp;           // of the current block
    bool focused;             // blocks are computed again: what goes to other blocks is not gathered twice
    mandate_missing_row *missing;
    size_t missing_count, missing_capacity;
};

bool mandate_run_plan_passes(mandate_run *run, mandate_error *error);
// Computes one node over the current block.
bool mandate_compute(mandate_run *run, int node, mandate_error *error);
bool mandate_compute_read(mandate_run *run, int node, mandate_error *error);
bool mandate_compute_logic(mandate_run *run, int node, mandate_error *error);
bool mandate_compute_compare(mandate_run *run, int node, mandate_error *error);
bool mandate_compute_arithmetic(mandate_run *run, int node, mandate_error *error);
bool mandate_compute_aggregate(mandate_run *run, int node, mandate_error *error);
bool mandate_finish_aggregate(mandate_run *run, int node, mandate_error *error); // after the pass, for those that scatter
bool mandate_compute_verdict(mandate_run *run, int node, mandate_error *error);
bool mandate_compute_call(mandate_run *run, int node, mandate_error *error);
void mandate_gathered_release(mandate_gathered *gathered);
// Makes the frame of a space of pairs for the current block.
bool mandate_pair_frame(mandate_run *run, int space, mandate_error *error);

static inline size_t mandate_rows(const mandate_run *run, int space) { return run->frames[space].rows; }
static inline uint32_t mandate_record_at(const mandate_run *run, int space, size_t row)
{
    const mandate_frame *frame = &run->frames[space];
    return frame->records ? frame->records[row] : frame->first + (uint32_t)row;
}

// Writes a condition from an expression giving 0 false, 1 true, 2 unknown for row `i`.
#define MANDATE_EACH_TRUTH(target, rows, expression)                           \
    for (size_t word_ = 0; word_ < mandate_words(rows); word_++) {             \
        uint64_t yes_ = 0, unknown_ = 0;                                       \
        size_t end_ = word_ * 64 + 64 < (rows) ? word_ * 64 + 64 : (rows);     \
        for (size_t i = word_ * 64; i < end_; i++) {                           \
            unsigned truth_ = (expression);                                    \
            yes_ |= (uint64_t)(truth_ & 1U) << (i % 64);                       \
            unknown_ |= (uint64_t)(truth_ >> 1) << (i % 64);                   \
        }                                                                      \
        (target).yes[word_] = yes_;                                            \
        (target).unknown[word_] = unknown_;                                    \
    }

#endif
