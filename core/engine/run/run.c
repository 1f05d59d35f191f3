// A run: passes over blocks, spread over threads (share.c).
#include "engine/run/run.h"

#include <stdlib.h>
#include <string.h>
#include "engine/run/run_internal.h"
#include "model/memory.h"

int mandate_compare_missing(const void *left, const void *right)
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
    qsort(run->missing, count, sizeof *run->missing, mandate_compare_missing);
    return true;
}

mandate_run *mandate_run_create(mandate_plan *plan, const mandate_run_options *options, mandate_error *error)
{
    mandate_run *run = mandate_new(1, sizeof *run, error);
    if (!run) return NULL;
    uint64_t before = mandate_nanoseconds();
    run->plan = run->layout.plan = plan;
    run->snapshot = plan->snapshot;
    run->as_of = plan->as_of;
    run->failed_block = UINT32_MAX;
    if (options) run->options = *options;
    bool done = mandate_run_prepare(run, error);
    for (size_t p = 0; done && p < run->pass_count; p++) done = mandate_run_share_pass(run, &run->passes[p], error);
    done = done && gather_missing(run, error);
    if (!done) {
        mandate_run_destroy(run);
        return NULL;
    }
    run->work.passes = run->pass_count;
    run->work.threads = run->thread_count;
    run->work.milliseconds = (double)(mandate_nanoseconds() - before) / 1e6;
    return run;
}

void mandate_run_destroy(mandate_run *run)
{
    if (!run) return;
    for (size_t t = 0; run->workers && t < run->thread_count; t++) mandate_worker_release(run, &run->workers[t]);
    mandate_layout_release(&run->layout);
    for (size_t p = 0; p < run->pass_count; p++) mandate_pass_release(&run->passes[p]);
    if (run->lock_made) pthread_mutex_destroy(&run->lock);
    if (run->turned_made) pthread_cond_destroy(&run->turned);
    mandate_failures_close(&run->failures, run->plan->node_count ? run->plan->node_count : 1);
    mandate_free(run->missing);
    mandate_free(run->workers);
    mandate_free(run->passes);
    mandate_free(run);
}
