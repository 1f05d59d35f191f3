// A worker's block: which rows are in it, every node of a pass computed over them, and what is noted of it.
#define _GNU_SOURCE
#include <string.h>
#include <time.h>
#include "engine/kernels/compute.h"
#include "engine/kernels/judging.h"
#include "engine/kernels/owners.h"
#include "engine/run/run_internal.h"
#include "model/memory.h"

uint64_t mandate_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

// Rows of each kind of the driver's family that the plan looks at, of those that belong to its records [begin, end).
void mandate_worker_set_frames(mandate_block *block, int driver, uint32_t begin, uint32_t end)
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
    uint64_t before = mandate_nanoseconds();
    bool done = mandate_compute(block, id, error);
    worker->nanoseconds[id] += mandate_nanoseconds() - before;
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

static void tally_rulings(const mandate_vector *verdicts, size_t rows, mandate_tally *tally)
{
    const uint8_t status[MANDATE_RULINGS] = {MANDATE_MET, MANDATE_LATE, verdicts->undone, MANDATE_UNKNOWN};
    size_t ruled = 0;
    for (size_t m = 0; m < MANDATE_RULINGS; m++) {
        size_t count = mandate_count_ones(verdicts->rulings + m * mandate_words(rows), rows);
        tally->of[status[m]] += count;
        ruled += count;
    }
    tally->of[MANDATE_NOT_APPLICABLE] += rows - ruled;
}

static void tally(mandate_worker *worker)
{
    const mandate_block *block = &worker->block;
    for (size_t i = 0; i < worker->pass->judged_count; i++) {
        int id = worker->pass->judged[i];
        size_t rows = mandate_rows(block, block->plan->nodes[id].space);
        size_t left = rows;
        if (block->vectors[id].rulings) {
            tally_rulings(&block->vectors[id], rows, &worker->tallies[id]);
            continue;
        }
        for (uint8_t s = 0; s <= MANDATE_NOT_VISIBLE && left > 0; s++) { // most rules judge few of the records
            uint8_t status = s == 0 ? MANDATE_NOT_APPLICABLE : s <= MANDATE_NOT_APPLICABLE ? (uint8_t)(s - 1) : s;
            uint32_t count = count_status(block->vectors[id].statuses, rows, status);
            worker->tallies[id].of[status] += count;
            left -= count;
        }
    }
}

bool mandate_worker_run_block(mandate_run *run, mandate_worker *worker, mandate_error *error)
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
        if (!scatters && (block->focused || !run->layout.idle[id])) block->stamps[id] = block->stamp;
        if (mandate_failures_some(&run->failures) && !mandate_failures_spread(block, id, error)) return false;
        if (scatters || block->focused || !run->layout.keep[id] || !mandate_pass_is_of(plan, pass, id)) continue;
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
