// What a block of records came to, while it is at hand: verdicts are not held, so whoever wants each of them takes it here.
#ifndef MANDATE_ENGINE_BLOCK_H
#define MANDATE_ENGINE_BLOCK_H

#include "engine/run/run.h"

typedef struct mandate_block mandate_block;

// The verdicts of one node for the rows of a block, one entry per row. Dates are MANDATE_DATE_ABSENT where there is none. A status of
// MANDATE_NOT_VISIBLE means that there is no verdict.
typedef struct mandate_verdicts {
    const uint8_t *statuses;
    const int32_t *due, *done, *next, *since, *arises;
} mandate_verdicts;

// The kind whose records the block is made of, and the block's rows of a kind of its family: `rows` records from `first` on. Rows of a child kind
// that belong to record r are found through the snapshot table's owner_start; those without a known owner stand last, in the last block.
int mandate_block_driver(const mandate_block *block);
void mandate_block_rows(const mandate_block *block, int kind, uint32_t *first, uint32_t *rows);
// The verdict nodes that this pass decides and that were asked for with mandate_plan_judge, in the order in which they were asked for.
const int *mandate_block_judged(const mandate_block *block, size_t *count);
// Of a judged node, or of a version that it chooses from.
mandate_verdicts mandate_block_verdicts(const mandate_block *block, int node);
// Whether the values of a node are there for the rows of the block.
bool mandate_block_has(const mandate_block *block, int node);
// The value of any other node that is, for row `row` of the block.
mandate_value mandate_block_value(const mandate_block *block, int node, size_t row);
// The text behind the code of a node's value; it lives as long as the plan and its snapshot.
const char *mandate_block_text(const mandate_block *block, int node, uint32_t code, size_t *length);
// The number of the row from which a parameter has its value there; 0 where no row of it counts, or nobody knows which.
int mandate_block_parameter_row(const mandate_block *block, int node, size_t row);
// The fields whose being unknown makes an unknown verdict unknown.
bool mandate_block_missing(const mandate_block *block, int node, size_t row, mandate_missing *missing, mandate_error *error);

// What went wrong in the call on which a verdict rests that is an error; NULL where it rests on none.
const char *mandate_block_failure(const mandate_block *block, int node, size_t row);

// Text that a worker writes for its block. Grows by itself; owned by the run.
typedef struct mandate_output {
    char *bytes;
    size_t length, capacity;
} mandate_output;
// Makes room for `more` bytes behind length; NULL on failure.
char *mandate_output_reserve(mandate_output *output, size_t more, mandate_error *error);

// In mandate_run_options, `format` turns a block's verdicts into text: it is called by several threads at once, each with its own block and output.
// `write` takes the texts in the order of the blocks, one call at a time (not always from the same thread).

#endif
