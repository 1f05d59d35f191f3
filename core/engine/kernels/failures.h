// Calls of Lua functions that failed, and what rests on them (meaning.md, section 11). A call that fails gives an unknown value; what is unknown
// because of it rests on it, through any number of nodes, and a verdict that rests on it is an error. Nothing of this is touched while no call has
// failed.
#ifndef MANDATE_ENGINE_FAILURES_H
#define MANDATE_ENGINE_FAILURES_H

#include "engine/kernels/block.h"
#include <pthread.h>
#include <stdatomic.h>

// A failed call is told by its node and the record; 0 is none. Where a value rests on several, the least counts.
typedef uint64_t mandate_failure_id;

// What each row of a node rests on, in the block of the stamp.
typedef struct mandate_failed_rows {
    mandate_failure_id *ids;
    size_t capacity;
    uint64_t stamp;
} mandate_failed_rows;

typedef struct mandate_failure {
    mandate_failure_id id;
    const char *text; // belongs to the context of the calls
} mandate_failure;

// Of a run, shared by its threads.
typedef struct mandate_failures {
    atomic_bool some;
    mandate_failure *places; // open addressing
    size_t capacity, count;
    mandate_failure_id **whole; // by node: of all rows, where the node is kept or lands outside its block; NULL where none
    pthread_mutex_t lock;
    bool lock_made;
} mandate_failures;

bool mandate_failures_open(mandate_failures *failures, size_t nodes, mandate_error *error);
void mandate_failures_close(mandate_failures *failures, size_t nodes);

// The results of a CALL: row places[k] of the block has results[k].
bool mandate_failures_note(mandate_block *block, int node, const size_t *places, const mandate_call_result *results, size_t count, mandate_error *error);
// After a node was computed, or read back: what its rows rest on. Verdicts that are chosen from versions become errors.
bool mandate_failures_spread(mandate_block *block, int node, mandate_error *error);
bool mandate_failures_show(mandate_block *block, int node, mandate_error *error);
// Keeps what the rows of the block rest on for later passes.
bool mandate_failures_keep(const mandate_block *block, int node, mandate_error *error);
// After the pass, for an aggregate that was gathered from several blocks: drops what its rows do not rest on, being known all the same.
void mandate_failures_settle(mandate_failures *failures, const mandate_layout *layout, int node);
// What a row rests on; 0 for nothing.
mandate_failure_id mandate_failures_of(const mandate_block *block, int node, size_t row);
// What went wrong, in words; NULL where nothing did.
const char *mandate_failures_text(mandate_failures *failures, mandate_failure_id id);

// How many records a CALL failed for, and what went wrong for the first.
size_t mandate_failures_count(const mandate_failures *failures, int node, const char **first);

static inline bool mandate_failures_some(const mandate_failures *failures) { return atomic_load_explicit(&failures->some, memory_order_acquire); }

#endif
