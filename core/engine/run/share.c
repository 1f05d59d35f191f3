// One pass, shared by threads: they take blocks in order, what they write goes out in the order of the blocks, and what they gathered for rows outside
// their blocks is put together after the pass.
#include <assert.h>
#include "engine/kernels/compute.h"
#include "engine/run/run_internal.h"

enum { DEFAULT_BLOCK = 2048, MANY_ROWS = 32768 };

typedef struct sharing {
    mandate_run *run;
    uint32_t records, rows_each, count;
} sharing;

typedef struct working {
    sharing *sharing;
    mandate_worker *worker;
} working;

static void note_failure(mandate_run *run, uint32_t number, const mandate_error *error)
{
    pthread_mutex_lock(&run->lock);
    if (number < run->failed_block) {
        run->failed_block = number;
        run->failure = *error;
    }
    pthread_cond_broadcast(&run->turned);
    pthread_mutex_unlock(&run->lock);
}

// Writes a block's output when all blocks before it have written theirs. False after a failure.
static bool write_in_turn(mandate_run *run, const mandate_worker *worker, uint32_t number)
{
    mandate_error error;
    pthread_mutex_lock(&run->lock);
    while (run->turn != number && run->failed_block > number) pthread_cond_wait(&run->turned, &run->lock);
    bool fine = run->failed_block > number;
    pthread_mutex_unlock(&run->lock);
    if (!fine) return false;
    if (worker->output.length > 0 && !run->options.write(run->options.write_context, worker->output.bytes, worker->output.length, &error)) {
        note_failure(run, number, &error);
        return false;
    }
    pthread_mutex_lock(&run->lock);
    run->turn = number + 1;
    pthread_cond_broadcast(&run->turned);
    pthread_mutex_unlock(&run->lock);
    return true;
}

static bool has_failed(mandate_run *run, uint32_t number)
{
    pthread_mutex_lock(&run->lock);
    bool failed = run->failed_block < number;
    pthread_mutex_unlock(&run->lock);
    return failed;
}

static void *work(void *argument)
{
    working *w = argument;
    mandate_run *run = w->sharing->run;
    mandate_error error;
    bool writes = run->options.write && w->worker->pass->judged_count > 0;
    for (;;) {
        uint32_t number = atomic_fetch_add(&run->next_block, 1);
        if (number >= w->sharing->count || has_failed(run, number)) return NULL;
        uint32_t begin = number * w->sharing->rows_each, left = w->sharing->records - begin;
        mandate_worker_set_frames(&w->worker->block, w->worker->pass->driver, begin, begin + (left < w->sharing->rows_each ? left : w->sharing->rows_each));
        if (!mandate_worker_run_block(run, w->worker, &error)) note_failure(run, number, &error);
        else if (!writes || write_in_turn(run, w->worker, number)) continue;
        return NULL;
    }
}

// What all threads gathered of an aggregate.
static bool put_together(mandate_run *run, int node, mandate_error *error)
{
    mandate_block *first = &run->workers[0].block;
    for (size_t t = 1; t < run->thread_count; t++)
        if (!mandate_merge_aggregate(first, &run->workers[t].block, node, error)) return false;
    return mandate_finish_aggregate(first, node, &run->layout.whole[node], error);
}

// What ended the calls of a node, now that all are made.
static void sum_up_ended(const mandate_run *run, int id)
{
    const mandate_ended *ended = run->layout.ended[id];
    mandate_endings *ends = &run->layout.endings[id];
    size_t records = ended ? mandate_plan_records(run->plan, run->plan->nodes[id].space) : 0;
    ends->count = 0;
    for (size_t r = 0; r < records && ends->count < MANDATE_ENDINGS; r++) {
        int e = ended[r].kind < 0 ? ends->count : 0;
        while (e < ends->count && (ends->each[e].kind != ended[r].kind || ends->each[e].field != ended[r].field)) e++;
        if (ended[r].kind >= 0 && e == ends->count) ends->each[ends->count++] = ended[r];
    }
}

// How many of a driver's records make a block: fewer where they own many rows each, so that threads have something to share and a block fits in a cache.
static uint32_t block_of(const mandate_plan *plan, int driver, uint32_t records)
{
    uint64_t most = records;
    for (int k = 0; !plan->spaces[driver].group && k < mandate_model_kind_count(plan->model); k++) {
        uint64_t rows = mandate_snapshot_table(plan->snapshot, k)->records;
        if (plan->driver[k] == driver && rows > most) most = rows;
    }
    uint64_t each = most > 0 ? (uint64_t)records * MANY_ROWS / most : DEFAULT_BLOCK;
    return each < 1 ? 1 : each < DEFAULT_BLOCK ? (uint32_t)each : DEFAULT_BLOCK;
}

bool mandate_run_share_pass(mandate_run *run, const mandate_pass *pass, mandate_error *error)
{
    sharing shared = {.run = run, .records = (uint32_t)mandate_plan_records(run->plan, pass->driver)};
    shared.rows_each = run->options.block ? run->options.block : block_of(run->plan, pass->driver, shared.records);
    bool groups = run->plan->spaces[pass->driver].group != 0;
    bool tree = !groups && mandate_model_kind(run->plan->model, pass->driver)->tree >= 0; // few, and read across
    if (tree || shared.records == 0) shared.rows_each = shared.records ? shared.records : 1;
    // once even without records: rows without an owner belong to the last block
    shared.count = shared.records ? (shared.records - 1) / shared.rows_each + 1 : 1;
    size_t threads = shared.count < run->thread_count ? shared.count : run->thread_count, started = 0;
    assert(threads > 0);
    working workers[MANDATE_MOST_THREADS] = {{0}};
    pthread_t ids[MANDATE_MOST_THREADS];
    atomic_store(&run->next_block, 0);
    run->turn = 0;
    run->work.blocks += shared.count;
    for (size_t t = 0; t < run->thread_count; t++) mandate_worker_enter(&run->workers[t], pass);
    for (size_t t = 0; t < threads; t++) workers[t] = (working){.sharing = &shared, .worker = &run->workers[t]};
    // where no further thread is to be had, those there are do the work
    while (started + 1 < threads && pthread_create(&ids[started], NULL, work, &workers[started + 1]) == 0) started++;
    work(&workers[0]);
    for (size_t t = 0; t < started; t++) pthread_join(ids[t], NULL);
    if (run->failed_block != UINT32_MAX) {
        *error = run->failure;
        return false;
    }
    for (size_t i = 0; i < pass->node_count; i++) {
        if (run->layout.ended[pass->nodes[i]]) sum_up_ended(run, pass->nodes[i]);
        if (mandate_node_scatters(run->plan, &run->plan->nodes[pass->nodes[i]])) {
            if (!put_together(run, pass->nodes[i], error)) return false;
            mandate_failures_settle(&run->failures, &run->layout, pass->nodes[i]);
        }
    }
    return true;
}
