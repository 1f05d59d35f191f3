// The state of a run and of the blocks under way in it. Internal to core/engine.
#ifndef MANDATE_ENGINE_RUN_INTERNAL_H
#define MANDATE_ENGINE_RUN_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>
#include "engine/kernels/block.h"
#include "engine/kernels/failures.h"
#include "engine/run/block.h"
#include "engine/run/run.h"

// One pass over the blocks of one driver.
typedef struct mandate_pass {
    int driver, level;
    int *nodes; // computed in each block, ascending
    size_t node_count;
    int *loaded; // kept by an earlier pass, read back for each block
    size_t loaded_count;
    bool *here; // by node: computed or read back
    int *judged; // verdicts that are counted, and handed on to the formatter
    size_t judged_count;
} mandate_pass;

typedef struct mandate_missing_row {
    int node;
    uint32_t record;
    mandate_missing missing;
} mandate_missing_row;

typedef struct mandate_tally {
    uint64_t of[MANDATE_NOT_VISIBLE + 1];
} mandate_tally; // by status

// Where a search for what is missing has been (search.h).
typedef struct mandate_visited_place {
    uint64_t key;
    uint32_t stamp;
} mandate_visited_place;
typedef struct mandate_visited {
    mandate_visited_place *places;
    size_t capacity, count;
    uint32_t stamp; // of the search at hand
    unsigned char *late; // by kind, once it was asked: 1 where some record has no version in force before some day, 2 where all have; NULL until then
} mandate_visited;

// One thread with its block, and what it keeps of the blocks it has done.
typedef struct mandate_worker {
    mandate_block block; // first, so that whoever has the block has the worker
    const mandate_pass *pass;
    mandate_tally *tallies; // by node
    mandate_missing_row *missing;
    size_t missing_count, missing_capacity;
    mandate_visited *visited;
    mandate_output output;
    uint64_t *nanoseconds, *rows; // by node, where the run is profiled
} mandate_worker;
static inline const mandate_worker *mandate_worker_of(const mandate_block *block) { return (const mandate_worker *)block; }
static inline void mandate_worker_enter(mandate_worker *worker, const mandate_pass *pass)
{
    worker->pass = pass;
    worker->block.here = pass ? pass->here : NULL;
}

struct mandate_run {
    mandate_plan *plan;
    const mandate_snapshot *snapshot;
    mandate_date as_of;
    mandate_run_options options;
    mandate_layout layout;
    mandate_pass *passes;
    size_t pass_count;
    mandate_missing_row *missing; // after all passes, by node and record
    size_t missing_count;
    mandate_worker *workers; // by thread
    size_t thread_count;
    // Of the pass under way: the next block to take, and whose turn it is to write.
    atomic_uint_least32_t next_block;
    uint32_t turn;
    pthread_mutex_t lock;
    pthread_cond_t turned;
    bool lock_made, turned_made;
    mandate_failures failures; // of calls
    uint32_t failed_block; // the first, so that the error does not depend on the threads; UINT32_MAX: none
    mandate_error failure;
    mandate_run_work work;
};

// needed: by node, false before; marks those on which an output depends.
bool mandate_run_plan_passes(mandate_run *run, bool *needed, mandate_error *error);
void mandate_pass_release(mandate_pass *pass);
// The pass in which a verdict is handed on, or any other node becomes whole; NULL where none does so.
const mandate_pass *mandate_run_pass_of(const mandate_run *run, int node);
// Whether it is the one in which a node's own work is done: others may compute it once more.
bool mandate_pass_is_of(const mandate_plan *plan, const mandate_pass *pass, int node);
// Finds where each node is asked for (layout.demand).
bool mandate_run_find_demand(mandate_run *run, mandate_error *error);

// Checks what the needed nodes read of a mapped snapshot.
bool mandate_run_check_snapshot(mandate_run *run, const bool *needed, size_t threads, mandate_error *error);

// What is settled before the first block, and a worker for each thread (prepare.c).
enum { MANDATE_MOST_THREADS = 256 };
bool mandate_run_prepare(mandate_run *run, mandate_error *error);
void mandate_worker_release(const mandate_run *run, mandate_worker *worker);

// The rows of each kind of the driver's family that the plan looks at, of those that belong to its records [begin, end) (work.c).
void mandate_worker_set_frames(mandate_block *block, int driver, uint32_t begin, uint32_t end);
// Computes the nodes of the worker's pass over them, counts the verdicts and has them written.
bool mandate_worker_run_block(mandate_run *run, mandate_worker *worker, mandate_error *error);
// One pass over all blocks, by all workers (share.c).
bool mandate_run_share_pass(mandate_run *run, const mandate_pass *pass, mandate_error *error);
uint64_t mandate_nanoseconds(void);

// By node, then by record.
int mandate_compare_missing(const void *left, const void *right);
// Why a node is unknown in a row of the worker's block.
bool mandate_worker_follow_missing(const mandate_worker *worker, int node, size_t row, mandate_missing *missing, mandate_error *error);

#endif
