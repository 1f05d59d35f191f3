// What is settled before the first block, and the workers: made and freed.
#include <unistd.h>
#include "engine/kernels/bounds.h"
#include "engine/kernels/counting.h"
#include "engine/kernels/gathered.h"
#include "engine/kernels/idle.h"
#include "engine/kernels/narrow.h"
#include "engine/kernels/partly.h"
#include "engine/kernels/texts.h"
#include "engine/run/run_internal.h"
#include "model/memory.h"

static size_t threads_asked(const mandate_run_options *options)
{
    long count = options->threads ? (long)options->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > MANDATE_MOST_THREADS ? MANDATE_MOST_THREADS : (size_t)count;
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

// What ended a call is remembered beside its values where they are kept, and where somebody asks what is missing for as long as the run lasts: what rests on it in another
// block, or in a later pass, names it.
static bool make_room_for_ended(mandate_layout *layout, int id, bool followed, mandate_error *error)
{
    const mandate_node *node = &layout->plan->nodes[id];
    if (node->op != MANDATE_OP_CALL || mandate_space_is_pairs(layout->plan, node->space) || !(layout->keep[id] || followed)) return true;
    size_t records = mandate_plan_records(layout->plan, node->space);
    layout->ended[id] = mandate_new(records, sizeof *layout->ended[id], error);
    if (!layout->ended[id]) return false;
    for (size_t r = 0; r < records; r++) layout->ended[id][r] = (mandate_ended){-1, -1};
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
    layout->ended = mandate_new(nodes, sizeof *layout->ended, error);
    layout->endings = mandate_new(nodes, sizeof *layout->endings, error);
    bool *needed = mandate_new(nodes, sizeof *needed, error);
    bool done = layout->whole && layout->keep && layout->ended && layout->endings && needed && find_framed(layout, error) &&
                mandate_run_plan_passes(run, needed, error) && mandate_run_find_demand(run, error) && mandate_layout_find_narrow(layout, needed, error) &&
                mandate_layout_find_counted(layout, needed, error) && mandate_layout_find_partly(layout, needed, error) &&
                mandate_layout_find_bounds(layout, needed, error) && mandate_run_check_snapshot(run, needed, threads_asked(&run->options), error) &&
                mandate_layout_find_idle(layout, needed, error) && mandate_layout_prepare_texts(layout, needed, error) && index_pairs(plan, error);
    mandate_free(needed);
    for (size_t n = 0; done && n < plan->node_count; n++) {
        done = make_room_for_ended(layout, (int)n, run->options.missing || run->options.follows, error);
        if (!done || !layout->keep[n] || mandate_node_scatters(plan, &plan->nodes[n])) continue;
        mandate_target target;
        done = mandate_vector_prepare(&layout->whole[n], plan->nodes[n].type, mandate_plan_records(plan, plan->nodes[n].space), &target, error);
    }
    return done;
}

bool mandate_run_prepare(mandate_run *run, mandate_error *error)
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

void mandate_worker_release(const mandate_run *run, mandate_worker *worker)
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
