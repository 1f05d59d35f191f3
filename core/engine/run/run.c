// A run: passes over blocks, spread over threads. Threads take blocks in order; what they gather for rows outside their blocks is put together after
// the pass, and what they write goes out in the order of the blocks.
#define _GNU_SOURCE
#include "engine/run/run.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "engine/kernels/compute.h"
#include "engine/kernels/gathered.h"
#include "engine/kernels/counting.h"
#include "engine/kernels/narrow.h"
#include "engine/kernels/owners.h"
#include "engine/kernels/bounds.h"
#include "engine/kernels/partly.h"
#include "engine/kernels/texts.h"
#include "engine/run/run_internal.h"
#include "model/memory.h"

enum { DEFAULT_BLOCK = 2048, MOST_THREADS = 256, MANY_ROWS = 32768 };

static uint64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

// Rows of each kind of the driver's family that the plan looks at, of those that belong to its records [begin, end).
static void set_frames(mandate_block *block, int driver, uint32_t begin, uint32_t end)
{
    const mandate_plan *plan = block->plan;
    const mandate_layout *layout = block->layout;
    block->stamp++;
    block->frames[driver].first = begin;
    block->frames[driver].rows = end - begin;
    if (driver >= mandate_model_kind_count(plan->model)) return; // a space of groups
    bool last = end == mandate_snapshot_table(block->snapshot, driver)->records;
    for (size_t i = 0; i < layout->framed_count; i++) {
        int k = layout->framed[i];
        if (plan->driver[k] != driver || plan->owner_depth[k] == 0) continue;
        const mandate_table *table = mandate_snapshot_table(block->snapshot, k);
        const mandate_frame *owner = &block->frames[table->kind->fields[table->kind->owner].kind];
        mandate_frame *frame = &block->frames[k];
        frame->first = table->owner_start[owner->first];
        // rows whose owner is not known stand last, in the last block
        uint32_t stop = last ? table->records : table->owner_start[owner->first + owner->rows];
        frame->rows = stop - frame->first;
    }
}

static bool compute(mandate_worker *worker, int id, mandate_error *error)
{
    mandate_block *block = &worker->block;
    if (!worker->nanoseconds) return mandate_compute(block, id, error);
    uint64_t before = nanoseconds();
    bool done = mandate_compute(block, id, error);
    worker->nanoseconds[id] += nanoseconds() - before;
    const mandate_node *node = &block->plan->nodes[id];
    bool unread = node->op == MANDATE_OP_READ && block->layout->partly[id];
    if (node->op != MANDATE_OP_CALL && !unread) worker->rows[id] += mandate_rows(block, node->space); // calls are counted where they are made
    return done;
}

static bool note_missing(mandate_worker *worker, int id, mandate_error *error)
{
    mandate_block *block = &worker->block;
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_frame *frame = &block->frames[node->space];
    const uint8_t *statuses = block->vectors[id].statuses;
    for (size_t i = 0; i < frame->rows; i++) {
        if (statuses[i] != MANDATE_UNKNOWN) continue;
        void *grown = mandate_grow(worker->missing, worker->missing_count, &worker->missing_capacity, sizeof *worker->missing, error);
        if (!grown) return false;
        worker->missing = grown;
        mandate_missing_row *row = &worker->missing[worker->missing_count++];
        *row = (mandate_missing_row){.node = id, .record = frame->first + (uint32_t)i};
        if (!mandate_worker_follow_missing(worker, id, i, &row->missing, error)) return false;
    }
    return true;
}

// A byte for each of 64 places counts up to as many rows as it can hold.
MANDATE_WIDE static uint32_t count_status(const uint8_t *statuses, size_t rows, uint8_t status)
{
    uint32_t count = 0;
    size_t begin = 0;
    while (rows - begin >= 64) {
        uint8_t found[64] = {0};
        size_t words = (rows - begin) / 64 < UINT8_MAX ? (rows - begin) / 64 : UINT8_MAX;
        for (size_t w = 0; w < words; w++, begin += 64)
            for (size_t k = 0; k < 64; k++) found[k] = (uint8_t)(found[k] + (statuses[begin + k] == status));
        for (size_t k = 0; k < 64; k++) count += found[k];
    }
    for (; begin < rows; begin++) count += statuses[begin] == status;
    return count;
}

static void tally(mandate_worker *worker)
{
    const mandate_block *block = &worker->block;
    for (size_t i = 0; i < worker->pass->judged_count; i++) {
        int id = worker->pass->judged[i];
        size_t rows = mandate_rows(block, block->plan->nodes[id].space);
        size_t left = rows;
        for (uint8_t s = 0; s <= MANDATE_NOT_VISIBLE && left > 0; s++) { // most rules judge few of the records
            uint8_t status = s == 0 ? MANDATE_NOT_APPLICABLE : s <= MANDATE_NOT_APPLICABLE ? (uint8_t)(s - 1) : s;
            uint32_t count = count_status(block->vectors[id].statuses, rows, status);
            worker->tallies[id].of[status] += count;
            left -= count;
        }
    }
}

static bool run_block(mandate_run *run, mandate_worker *worker, mandate_error *error)
{
    mandate_block *block = &worker->block;
    const mandate_plan *plan = block->plan;
    const mandate_pass *pass = worker->pass;
    if (!mandate_find_asking(block, pass->driver, error)) return false;
    for (size_t i = 0; i < pass->loaded_count; i++) {
        int id = pass->loaded[i];
        const mandate_frame *frame = &block->frames[plan->nodes[id].space];
        if (!mandate_vector_show(&run->layout.whole[id], frame->first, &block->vectors[id], frame->rows, plan->nodes[id].type, error)) return false;
        block->stamps[id] = block->stamp;
        if (mandate_failures_some(&run->failures) && !mandate_failures_show(block, id, error)) return false;
    }
    for (size_t i = 0; i < pass->node_count; i++) {
        int id = pass->nodes[i];
        if (!compute(worker, id, error)) return false;
        bool scatters = mandate_node_scatters(plan, &plan->nodes[id]);
        if (!scatters) block->stamps[id] = block->stamp;
        if (mandate_failures_some(&run->failures) && !mandate_failures_spread(block, id, error)) return false;
        if (scatters || block->focused || !run->layout.keep[id]) continue;
        if (mandate_failures_some(&run->failures) && !mandate_failures_keep(block, id, error)) return false;
        const mandate_frame *frame = &block->frames[plan->nodes[id].space];
        mandate_target whole = mandate_vector_target(&run->layout.whole[id], plan->nodes[id].type);
        mandate_vector_copy(&block->vectors[id], 0, &whole, frame->first, frame->rows, plan->nodes[id].type);
    }
    if (block->focused) return true;
    tally(worker);
    if (run->options.missing)
        for (size_t i = 0; i < pass->node_count; i++) {
            int id = pass->nodes[i];
            if (plan->kept[id] && plan->nodes[id].type == MANDATE_VALUE_VERDICT && plan->level[id] == pass->level && !note_missing(worker, id, error)) return false;
        }
    worker->output.length = 0;
    return !run->options.format || pass->judged_count == 0 || run->options.format(run->options.format_context, block, &worker->output, error);
}

// One pass, shared by the threads ---------------------------------------------------------------------------------------

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
        set_frames(&w->worker->block, w->worker->pass->driver, begin, begin + (left < w->sharing->rows_each ? left : w->sharing->rows_each));
        if (!run_block(run, w->worker, &error)) note_failure(run, number, &error);
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

static bool run_pass(mandate_run *run, const mandate_pass *pass, mandate_error *error)
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
    working workers[MOST_THREADS] = {{0}};
    pthread_t ids[MOST_THREADS];
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
    for (size_t i = 0; i < pass->node_count; i++)
        if (mandate_node_scatters(run->plan, &run->plan->nodes[pass->nodes[i]])) {
            if (!put_together(run, pass->nodes[i], error)) return false;
            mandate_failures_settle(&run->failures, &run->layout, pass->nodes[i]);
        }
    return true;
}

// Making and unmaking ---------------------------------------------------------------------------------------------------

static size_t threads_asked(const mandate_run_options *options)
{
    long count = options->threads ? (long)options->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : (size_t)count;
}

static bool prepare_block(mandate_run *run, mandate_block *block, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    block->plan = run->plan;
    block->snapshot = run->snapshot;
    block->as_of = run->as_of;
    block->layout = &run->layout;
    block->failures = &run->failures;
    block->call = run->options.call;
    block->vectors = mandate_new(nodes, sizeof *block->vectors, error);
    block->stamps = mandate_new(nodes, sizeof *block->stamps, error);
    block->gathered = mandate_new(nodes, sizeof *block->gathered, error);
    block->frames = mandate_new(plan->space_count, sizeof *block->frames, error);
    block->bounds = mandate_new(run->layout.bounds_count ? run->layout.bounds_count : 1, sizeof *block->bounds, error);
    return block->vectors && block->stamps && block->gathered && block->frames && block->bounds;
}

static bool prepare_worker(mandate_run *run, mandate_worker *worker, mandate_error *error)
{
    size_t nodes = run->plan->node_count ? run->plan->node_count : 1;
    if (!prepare_block(run, &worker->block, error)) return false;
    worker->tallies = mandate_new(nodes, sizeof *worker->tallies, error);
    worker->visited = mandate_new(1, sizeof *worker->visited, error);
    if (!worker->tallies || !worker->visited) return false;
    if (run->options.profile) {
        worker->nanoseconds = mandate_new(nodes, sizeof *worker->nanoseconds, error);
        worker->rows = worker->block.called = mandate_new(nodes, sizeof *worker->rows, error);
        if (!worker->nanoseconds || !worker->rows) return false;
    }
    if (run->options.call_open) {
        worker->block.calls = run->options.call_open(run->options.call_context, error);
        return worker->block.calls != NULL;
    }
    worker->block.calls = run->options.call_context;
    return true;
}

static void mark_framed(const mandate_plan *plan, bool *framed, int kind)
{
    while (!framed[kind]) {
        framed[kind] = true;
        if (plan->owner_depth[kind] == 0) return;
        const mandate_kind *k = mandate_model_kind(plan->model, kind);
        kind = k->fields[k->owner].kind;
    }
}

// The kinds over whose rows the plan has nodes, and the owners between them and their driver, owners first. Of the others no block asks where its rows lie: to look it up
// would fetch a page of each of them for each block.
static bool find_framed(mandate_layout *layout, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    int kinds = mandate_model_kind_count(plan->model), deepest = 0;
    bool *framed = mandate_new((size_t)kinds, sizeof *framed, error);
    layout->framed = framed ? mandate_new((size_t)kinds, sizeof *layout->framed, error) : NULL;
    if (layout->framed) {
        for (size_t n = 0; n < plan->node_count; n++)
            for (int space = plan->nodes[n].space; space >= 0; space = plan->spaces[space].outer)
                if (space < kinds) mark_framed(plan, framed, space);
        for (int k = 0; k < kinds; k++)
            if (plan->owner_depth[k] > deepest) deepest = plan->owner_depth[k];
        for (int depth = 0; depth <= deepest; depth++)
            for (int k = 0; k < kinds; k++)
                if (framed[k] && plan->owner_depth[k] == depth) layout->framed[layout->framed_count++] = k;
    }
    mandate_free(framed);
    return layout->framed != NULL;
}

// The plan's indexes of pairs are made before the threads, which only read the plan.
static bool index_pairs(mandate_plan *plan, mandate_error *error)
{
    for (size_t s = 0; s < plan->space_count; s++) {
        const mandate_space *space = &plan->spaces[s];
        if (!mandate_space_is_pairs(plan, (int)s)) continue;
        if (space->naming) continue; // told by the owner's own versions
        const mandate_kind *kind = mandate_model_kind(plan->model, space->kind);
        bool by_owner = space->reference == kind->owner && kind->tree < 0;
        if (mandate_link_moves(plan, space->kind, space->reference, space->branch)) {
            if (!mandate_plan_moved_index(plan, space->kind, space->reference, space->branch, error)) return false;
        } else if (!by_owner && !mandate_plan_child_index(plan, space->kind, space->reference, error)) {
            return false;
        }
    }
    return true;
}

// What is settled before the first block.
static bool lay_out(mandate_run *run, mandate_error *error)
{
    mandate_plan *plan = run->plan;
    mandate_layout *layout = &run->layout;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    layout->keeps_all = run->options.keep_all;
    layout->shows_verdicts = run->options.format != NULL;
    layout->follows_missing = run->options.missing;
    layout->whole = mandate_new(nodes, sizeof *layout->whole, error);
    layout->keep = mandate_new(nodes, sizeof *layout->keep, error);
    bool *needed = mandate_new(nodes, sizeof *needed, error);
    bool done = layout->whole && layout->keep && needed && find_framed(layout, error) && mandate_run_plan_passes(run, needed, error) &&
                mandate_run_find_demand(run, error) && mandate_layout_find_partly(layout, needed, error) && mandate_layout_find_bounds(layout, needed, error) &&
                mandate_run_check_snapshot(run, needed, threads_asked(&run->options), error) && mandate_layout_find_narrow(layout, needed, error) &&
                mandate_layout_prepare_texts(layout, needed, error) && mandate_layout_find_counted(layout, needed, error) && index_pairs(plan, error);
    mandate_free(needed);
    for (size_t n = 0; done && n < plan->node_count; n++) {
        if (!layout->keep[n] || mandate_node_scatters(plan, &plan->nodes[n])) continue;
        mandate_target target;
        done = mandate_vector_prepare(&layout->whole[n], plan->nodes[n].type, mandate_plan_records(plan, plan->nodes[n].space), &target, error);
    }
    return done;
}

static bool prepare(mandate_run *run, mandate_error *error)
{
    size_t nodes = run->plan->node_count ? run->plan->node_count : 1, threads = threads_asked(&run->options);
    if (!mandate_failures_open(&run->failures, nodes, error) || !lay_out(run, error)) return false;
    run->workers = mandate_new(threads, sizeof *run->workers, error);
    if (!run->workers) return false;
    while (run->thread_count < threads)
        if (!prepare_worker(run, &run->workers[run->thread_count++], error)) return false;
    run->lock_made = pthread_mutex_init(&run->lock, NULL) == 0;
    run->turned_made = pthread_cond_init(&run->turned, NULL) == 0;
    if (!run->lock_made || !run->turned_made) return mandate_fail(error, MANDATE_ERROR_MEMORY, "the system has no room for another lock");
    return true;
}

static int compare_missing(const void *left, const void *right)
{
    const mandate_missing_row *a = left, *b = right;
    return a->node != b->node ? (a->node > b->node) - (a->node < b->node) : (a->record > b->record) - (a->record < b->record);
}

// What the threads found to be missing, in one list in which it can be looked up.
static bool gather_missing(mandate_run *run, mandate_error *error)
{
    if (!run->options.missing) return true;
    for (size_t t = 0; t < run->thread_count; t++) run->missing_count += run->workers[t].missing_count;
    run->missing = mandate_new(run->missing_count, sizeof *run->missing, error);
    if (!run->missing) return false;
    size_t count = 0;
    for (size_t t = 0; t < run->thread_count; t++) {
        mandate_worker *worker = &run->workers[t];
        if (worker->missing_count > 0) memcpy(run->missing + count, worker->missing, worker->missing_count * sizeof *worker->missing);
        count += worker->missing_count;
        mandate_free(worker->missing);
        worker->missing = NULL;
        worker->missing_count = worker->missing_capacity = 0;
    }
    qsort(run->missing, count, sizeof *run->missing, compare_missing);
    return true;
}

mandate_run *mandate_run_create(mandate_plan *plan, const mandate_run_options *options, mandate_error *error)
{
    mandate_run *run = mandate_new(1, sizeof *run, error);
    if (!run) return NULL;
    uint64_t before = nanoseconds();
    run->plan = run->layout.plan = plan;
    run->snapshot = plan->snapshot;
    run->as_of = plan->as_of;
    run->failed_block = UINT32_MAX;
    if (options) run->options = *options;
    bool done = prepare(run, error);
    for (size_t p = 0; done && p < run->pass_count; p++) done = run_pass(run, &run->passes[p], error);
    done = done && gather_missing(run, error);
    if (!done) {
        mandate_run_destroy(run);
        return NULL;
    }
    run->work.passes = run->pass_count;
    run->work.threads = run->thread_count;
    run->work.milliseconds = (double)(nanoseconds() - before) / 1e6;
    return run;
}

static void release_block(const mandate_plan *plan, mandate_block *block)
{
    for (size_t n = 0; n < plan->node_count; n++) {
        if (block->failed) mandate_free(block->failed[n].ids);
        if (block->vectors) mandate_vector_release(&block->vectors[n]);
        if (block->gathered) mandate_gathered_release(&block->gathered[n]);
    }
    for (size_t s = 0; block->frames && s < plan->space_count; s++) {
        mandate_free(block->frames[s].records);
        mandate_free(block->frames[s].outer);
        mandate_free(block->frames[s].start);
        mandate_free(block->frames[s].had.having);
        mandate_free(block->frames[s].had.receiver);
        mandate_free(block->frames[s].had.before);
    }
    for (size_t b = 0; block->bounds && b < block->layout->bounds_count; b++) mandate_bounds_release(&block->bounds[b]);
    mandate_free(block->bounds);
    mandate_free(block->vectors);
    mandate_free(block->stamps);
    mandate_free(block->gathered);
    mandate_free(block->frames);
    mandate_free(block->failed);
}

static void release_worker(const mandate_run *run, mandate_worker *worker)
{
    if (run->options.call_close && worker->block.calls) run->options.call_close(worker->block.calls);
    release_block(run->plan, &worker->block);
    mandate_free(worker->tallies);
    if (worker->visited) {
        mandate_free(worker->visited->places);
        mandate_free(worker->visited->late);
    }
    mandate_free(worker->visited);
    mandate_free(worker->missing);
    mandate_free(worker->nanoseconds);
    mandate_free(worker->rows);
    mandate_free(worker->output.bytes);
}

void mandate_run_destroy(mandate_run *run)
{
    if (!run) return;
    for (size_t t = 0; run->workers && t < run->thread_count; t++) release_worker(run, &run->workers[t]);
    mandate_layout_release(&run->layout);
    for (size_t p = 0; p < run->pass_count; p++) {
        mandate_free(run->passes[p].nodes);
        mandate_free(run->passes[p].loaded);
        mandate_free(run->passes[p].judged);
        mandate_free(run->passes[p].here);
    }
    if (run->lock_made) pthread_mutex_destroy(&run->lock);
    if (run->turned_made) pthread_cond_destroy(&run->turned);
    mandate_failures_close(&run->failures, run->plan->node_count ? run->plan->node_count : 1);
    mandate_free(run->missing);
    mandate_free(run->workers);
    mandate_free(run->passes);
    mandate_free(run);
}

// What came of it -------------------------------------------------------------------------------------------------------

bool mandate_run_has(const mandate_run *run, int node, bool in_focus)
{
    return (run->layout.keep[node] && run->layout.whole[node].block) || (in_focus && run->workers[0].block.stamps[node] == run->workers[0].block.stamp);
}

mandate_value mandate_run_value(const mandate_run *run, int node, uint32_t record)
{
    assert(run->layout.keep[node]);
    return mandate_vector_get(&run->layout.whole[node], run->plan->nodes[node].type, record);
}

uint64_t mandate_run_count(const mandate_run *run, int node)
{
    assert(run->layout.keep[node] && run->plan->nodes[node].type == MANDATE_VALUE_CONDITION);
    return mandate_count_ones(run->layout.whole[node].yes, mandate_plan_records(run->plan, run->plan->nodes[node].space));
}

const int32_t *mandate_run_dates(const mandate_run *run, int node)
{
    return run->plan->nodes[node].type == MANDATE_VALUE_DATE && run->layout.keep[node] ? run->layout.whole[node].dates : NULL;
}

void mandate_run_tally(const mandate_run *run, int node, uint64_t *counts)
{
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++) {
        counts[s] = 0;
        for (size_t t = 0; t < run->thread_count; t++) counts[s] += run->workers[t].tallies[node].of[s];
    }
}

mandate_node_cost mandate_run_cost(const mandate_run *run, int node)
{
    mandate_node_cost cost = {0};
    for (size_t t = 0; run->options.profile && t < run->thread_count; t++) {
        cost.milliseconds += (double)run->workers[t].nanoseconds[node] / 1e6;
        cost.rows += run->workers[t].rows[node];
    }
    return cost;
}

mandate_run_work mandate_run_work_done(const mandate_run *run) { return run->work; }
int mandate_run_demand(const mandate_run *run, int node, int *by_rows_of)
{
    int demand = run->layout.demand[node];
    *by_rows_of = demand <= MANDATE_ASKED_BY_ROWS ? MANDATE_ASKED_BY_ROWS - demand : -1;
    return *by_rows_of < 0 ? demand : MANDATE_ASKED_EVERYWHERE;
}

void mandate_run_missing_of(const mandate_run *run, int node, uint32_t record, mandate_missing *missing)
{
    const mandate_missing_row asked = {.node = node, .record = record};
    const mandate_missing_row *found = run->missing ? bsearch(&asked, run->missing, run->missing_count, sizeof asked, compare_missing) : NULL;
    missing->count = 0;
    if (found) *missing = found->missing;
}

const char *mandate_run_failure(mandate_run *run, int node, uint32_t record)
{
    const mandate_failure_id *whole = run->failures.whole[node];
    return whole ? mandate_failures_text(&run->failures, whole[record]) : NULL;
}

size_t mandate_run_failed_calls(mandate_run *run, int node, const char **first) { return mandate_failures_count(&run->failures, node, first); }

// The focus -------------------------------------------------------------------------------------------------------------

bool mandate_run_focus(mandate_run *run, int kind, uint32_t record, mandate_error *error)
{
    int driver = run->plan->driver[kind];
    uint32_t subject = record;
    for (int k = kind; k != driver && subject < MANDATE_CODE_UNKNOWN;) {
        const mandate_table *table = mandate_snapshot_table(run->snapshot, k);
        if (!mandate_snapshot_trust(run->snapshot, k, MANDATE_TRUST_ORDER, error) || !mandate_snapshot_trust(run->snapshot, k, table->kind->owner, error)) return false;
        subject = table->owner[subject];
        k = table->kind->fields[table->kind->owner].kind;
    }
    const mandate_table *drivers = mandate_snapshot_table(run->snapshot, driver);
    bool tree = drivers->kind->tree >= 0;
    // rows without a known owner stand in the last block
    if (subject >= drivers->records) subject = drivers->records > 0 ? drivers->records - 1 : 0;
    uint32_t end = drivers->records > 0 ? subject + 1 : 0;
    mandate_worker *worker = &run->workers[0];
    worker->block.focused = true;
    bool done = true, framed = false;
    for (size_t p = 0; done && p < run->pass_count; p++) {
        if (run->passes[p].driver != driver) continue;
        mandate_worker_enter(worker, &run->passes[p]);
        if (!framed) set_frames(&worker->block, driver, tree ? 0 : subject, tree ? drivers->records : end);
        framed = true;
        done = run_block(run, worker, error);
    }
    worker->block.focused = false;
    return done;
}

size_t mandate_run_focus_rows(const mandate_run *run, int space) { return run->workers[0].block.frames[space].rows; }
uint32_t mandate_run_focus_record(const mandate_run *run, int space, size_t row) { return mandate_record_at(&run->workers[0].block, space, row); }
size_t mandate_run_focus_outer(const mandate_run *run, int space, size_t row) { return run->workers[0].block.frames[space].outer[row]; }
const mandate_block *mandate_run_focus_block(mandate_run *run, int verdict)
{
    mandate_worker_enter(&run->workers[0], mandate_run_pass_of(run, verdict));
    return run->workers[0].pass ? &run->workers[0].block : NULL;
}

mandate_value mandate_run_inspect(const mandate_run *run, int node, size_t row) { return mandate_block_inspect(&run->workers[0].block, node, row); }

int mandate_run_parameter_row(const mandate_run *run, int node, size_t row) { return mandate_block_parameter_row(&run->workers[0].block, node, row); }

bool mandate_run_missing(const mandate_run *run, int node, size_t row, mandate_missing *missing, mandate_error *error)
{
    mandate_worker *worker = &run->workers[0];
    const mandate_pass *pass = mandate_run_pass_of(run, node);
    missing->count = 0;
    if (!pass) return true;
    mandate_worker_enter(worker, pass);
    return mandate_worker_follow_missing(worker, node, row, missing, error);
}
