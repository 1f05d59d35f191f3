#include "engine/run.h"

#include <assert.h>
#include <string.h>
#include "engine/run_internal.h"
#include "model/memory.h"

enum { DEFAULT_BLOCK = 1024 };

// Rows of every kind of the driver's family that belong to its records [begin, end).
static void set_frames(mandate_run *run, int driver, uint32_t begin, uint32_t end)
{
    const mandate_plan *plan = run->plan;
    run->stamp++;
    int kinds = mandate_model_kind_count(plan->model);
    bool last = end == mandate_snapshot_table(run->snapshot, driver)->records;
    for (int depth = 0, found = 1; found; depth++) { // owners before the rows they own
        found = 0;
        for (int k = 0; k < kinds; k++) {
            if (plan->driver[k] != driver || plan->owner_depth[k] != depth) continue;
            found = 1;
            const mandate_table *table = mandate_snapshot_table(run->snapshot, k);
            mandate_frame *frame = &run->frames[k];
            if (depth == 0) {
                frame->first = begin;
                frame->rows = end - begin;
                continue;
            }
            const mandate_frame *owner = &run->frames[table->kind->fields[table->kind->owner].kind];
            frame->first = table->owner_start[owner->first];
            // rows whose owner is not known stand last, in the last block
            uint32_t stop = last ? table->records : table->owner_start[owner->first + owner->rows];
            frame->rows = stop - frame->first;
        }
    }
}

bool mandate_compute(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    if (mandate_space_is_pairs(run->plan, node->space) && !mandate_pair_frame(run, node->space, error)) return false;
    if (mandate_op_is_aggregate(node->op)) {
        int set = run->plan->nodes[node->argument[0]].space;
        if (mandate_space_is_pairs(run->plan, set) && !mandate_pair_frame(run, set, error)) return false;
        return mandate_compute_aggregate(run, id, error);
    }
    if (node->op <= MANDATE_OP_AFTER) return mandate_compute_read(run, id, error);
    if (node->op <= MANDATE_OP_PICK) return mandate_compute_logic(run, id, error);
    if (node->op <= MANDATE_OP_PLACE_IN) return mandate_compute_compare(run, id, error);
    if (node->op <= MANDATE_OP_PARAMETER) return mandate_compute_arithmetic(run, id, error);
    if (node->op == MANDATE_OP_CALL) return mandate_compute_call(run, id, error);
    return mandate_compute_verdict(run, id, error);
}

static bool note_missing(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    const mandate_frame *frame = &run->frames[node->space];
    const uint8_t *statuses = run->vectors[id].statuses;
    for (size_t i = 0; i < frame->rows; i++) {
        if (statuses[i] != MANDATE_UNKNOWN) continue;
        void *grown = mandate_grow(run->missing, run->missing_count, &run->missing_capacity, sizeof *run->missing, error);
        if (!grown) return false;
        run->missing = grown;
        mandate_missing_row *row = &run->missing[run->missing_count++];
        *row = (mandate_missing_row){.node = id, .record = frame->first + (uint32_t)i};
        mandate_run_missing(run, id, i, &row->missing);
    }
    return true;
}

static bool run_block(mandate_run *run, const mandate_pass *pass, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    for (size_t i = 0; i < pass->loaded_count; i++) {
        int id = pass->loaded[i];
        const mandate_frame *frame = &run->frames[plan->nodes[id].space];
        mandate_target target;
        if (!mandate_vector_prepare(&run->vectors[id], plan->nodes[id].type, frame->rows, &target, error)) return false;
        mandate_vector_copy(&run->whole[id], frame->first, &target, 0, frame->rows, plan->nodes[id].type);
        run->stamps[id] = run->stamp;
    }
    for (size_t i = 0; i < pass->node_count; i++) {
        int id = pass->nodes[i];
        if (!mandate_compute(run, id, error)) return false;
        if (mandate_node_scatters(plan, &plan->nodes[id])) continue;
        run->stamps[id] = run->stamp;
        if (run->focused || !run->keep[id]) continue;
        const mandate_frame *frame = &run->frames[plan->nodes[id].space];
        mandate_target whole = mandate_vector_target(&run->whole[id], plan->nodes[id].type);
        mandate_vector_copy(&run->vectors[id], 0, &whole, frame->first, frame->rows, plan->nodes[id].type);
    }
    if (run->options.missing && !run->focused)
        for (size_t i = 0; i < pass->node_count; i++) {
            int id = pass->nodes[i];
            if (plan->kept[id] && plan->nodes[id].type == MANDATE_VALUE_VERDICT && plan->level[id] == pass->level && !note_missing(run, id, error)) return false;
        }
    return true;
}

static bool run_pass(mandate_run *run, const mandate_pass *pass, mandate_error *error)
{
    uint32_t records = mandate_snapshot_table(run->snapshot, pass->driver)->records;
    uint32_t block = run->options.block ? run->options.block : DEFAULT_BLOCK;
    if (mandate_model_kind(run->plan->model, pass->driver)->tree >= 0) block = records ? records : 1; // few, and read across
    uint32_t begin = 0;
    do { // once even without records: rows without an owner belong to the last block
        uint32_t end = records - begin > block ? begin + block : records;
        set_frames(run, pass->driver, begin, end);
        if (!run_block(run, pass, error)) return false;
        begin = end;
    } while (begin < records);
    for (size_t i = 0; i < pass->node_count; i++)
        if (mandate_node_scatters(run->plan, &run->plan->nodes[pass->nodes[i]]) && !mandate_finish_aggregate(run, pass->nodes[i], error)) return false;
    return true;
}

static bool prepare(mandate_run *run, mandate_error *error)
{
    mandate_plan *plan = run->plan;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    run->vectors = mandate_new(nodes, sizeof *run->vectors, error);
    run->stamps = mandate_new(nodes, sizeof *run->stamps, error);
    run->whole = mandate_new(nodes, sizeof *run->whole, error);
    run->keep = mandate_new(nodes, sizeof *run->keep, error);
    run->gathered = mandate_new(nodes, sizeof *run->gathered, error);
    run->frames = mandate_new(plan->space_count, sizeof *run->frames, error);
    if (!run->vectors || !run->stamps || !run->whole || !run->keep || !run->gathered || !run->frames) return false;
    for (size_t i = 0; i < plan->set_count; i++)
        if (!mandate_plan_set_bits(plan, &plan->sets[i], error)) return false;
    if (!mandate_run_plan_passes(run, error)) return false;
    for (size_t n = 0; n < plan->node_count; n++) {
        if (!run->keep[n] || mandate_node_scatters(plan, &plan->nodes[n])) continue;
        mandate_target target;
        size_t records = mandate_snapshot_table(run->snapshot, plan->spaces[plan->nodes[n].space].kind)->records;
        if (!mandate_vector_prepare(&run->whole[n], plan->nodes[n].type, records, &target, error)) return false;
    }
    return true;
}

mandate_run *mandate_run_create(mandate_plan *plan, const mandate_run_options *options, mandate_error *error)
{
    mandate_run *run = mandate_new(1, sizeof *run, error);
    if (!run) return NULL;
    run->plan = plan;
    run->snapshot = plan->snapshot;
    run->as_of = plan->as_of;
    if (options) run->options = *options;
    bool done = prepare(run, error);
    for (size_t p = 0; done && p < run->pass_count; p++) done = run_pass(run, &run->passes[p], error);
    if (!done) {
        mandate_run_destroy(run);
        return NULL;
    }
    return run;
}

void mandate_run_destroy(mandate_run *run)
{
    if (!run) return;
    for (size_t n = 0; n < run->plan->node_count; n++) {
        if (run->vectors) mandate_vector_release(&run->vectors[n]);
        if (run->whole) mandate_vector_release(&run->whole[n]);
        if (run->gathered) mandate_gathered_release(&run->gathered[n]);
    }
    for (size_t s = 0; run->frames && s < run->plan->space_count; s++) {
        mandate_free(run->frames[s].records);
        mandate_free(run->frames[s].outer);
    }
    for (size_t p = 0; p < run->pass_count; p++) {
        mandate_free(run->passes[p].nodes);
        mandate_free(run->passes[p].loaded);
    }
    mandate_free(run->vectors);
    mandate_free(run->stamps);
    mandate_free(run->whole);
    mandate_free(run->keep);
    mandate_free(run->gathered);
    mandate_free(run->frames);
    mandate_free(run->passes);
    mandate_free(run->missing);
    mandate_free(run);
}

bool mandate_run_has(const mandate_run *run, int node, bool in_focus)
{
    return (run->keep[node] && run->whole[node].block) || (in_focus && run->stamps[node] == run->stamp);
}

mandate_value mandate_run_value(const mandate_run *run, int node, uint32_t record)
{
    assert(run->keep[node]);
    return mandate_vector_get(&run->whole[node], run->plan->nodes[node].type, record);
}

const uint8_t *mandate_run_statuses(const mandate_run *run, int node)
{
    assert(run->keep[node] && run->plan->nodes[node].type == MANDATE_VALUE_VERDICT);
    return run->whole[node].statuses;
}

void mandate_run_missing_of(const mandate_run *run, int node, uint32_t record, mandate_missing *missing)
{
    missing->count = 0;
    // few rows are unknown, and they were noted block by block: the records of one node ascend
    size_t low = 0;
    for (; low < run->missing_count; low++)
        if (run->missing[low].node == node && run->missing[low].record == record) {
            *missing = run->missing[low].missing;
            return;
        }
}

bool mandate_run_focus(mandate_run *run, int kind, uint32_t record, mandate_error *error)
{
    int driver = run->plan->driver[kind];
    uint32_t subject = record;
    for (int k = kind; k != driver && subject < MANDATE_CODE_UNKNOWN;) {
        const mandate_table *table = mandate_snapshot_table(run->snapshot, k);
        subject = table->owner[subject];
        k = table->kind->fields[table->kind->owner].kind;
    }
    const mandate_table *drivers = mandate_snapshot_table(run->snapshot, driver);
    bool tree = drivers->kind->tree >= 0;
    // rows without a known owner stand in the last block
    if (subject >= drivers->records) subject = drivers->records > 0 ? drivers->records - 1 : 0;
    uint32_t end = drivers->records > 0 ? subject + 1 : 0;
    run->focused = true;
    bool done = true, framed = false;
    for (size_t p = 0; done && p < run->pass_count; p++) {
        if (run->passes[p].driver != driver) continue;
        if (!framed) set_frames(run, driver, tree ? 0 : subject, tree ? drivers->records : end);
        framed = true;
        done = run_block(run, &run->passes[p], error);
    }
    run->focused = false;
    return done;
}

size_t mandate_run_focus_rows(const mandate_run *run, int space) { return run->frames[space].rows; }
uint32_t mandate_run_focus_record(const mandate_run *run, int space, size_t row) { return mandate_record_at(run, space, row); }
size_t mandate_run_focus_outer(const mandate_run *run, int space, size_t row) { return run->frames[space].outer[row]; }

mandate_value mandate_run_inspect(const mandate_run *run, int node, size_t row)
{
    const mandate_node *n = &run->plan->nodes[node];
    if (run->stamps[node] == run->stamp) return mandate_vector_get(&run->vectors[node], n->type, row);
    assert(run->keep[node]);
    return mandate_vector_get(&run->whole[node], n->type, run->frames[n->space].first + row);
}
