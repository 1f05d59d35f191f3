// What came of a run: values, verdicts by status, what was missing; and the focus, the block that holds one record.
#include <assert.h>
#include <stdlib.h>
#include "engine/kernels/owners.h"
#include "engine/run/run_internal.h"

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
    const mandate_missing_row *found = run->missing ? bsearch(&asked, run->missing, run->missing_count, sizeof asked, mandate_compare_missing) : NULL;
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
        if (!framed) mandate_worker_set_frames(&worker->block, driver, tree ? 0 : subject, tree ? drivers->records : end);
        framed = true;
        done = mandate_worker_run_block(run, worker, error);
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
