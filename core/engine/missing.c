// Why a value is unknown: follows the unknown from a node down to the cells it comes from. What does not reach the node is not named.
#include "engine/run_internal.h"

static void add(mandate_missing *missing, int kind, int field)
{
    for (int i = 0; i < missing->count; i++)
        if (missing->kind[i] == kind && missing->field[i] == field) return;
    if (missing->count == MANDATE_MISSING_FIELDS) return;
    missing->kind[missing->count] = kind;
    missing->field[missing->count++] = field;
}

static void follow(const mandate_block *block, int id, size_t row, mandate_missing *missing);
static void follow_verdict(const mandate_block *block, const mandate_node *node, size_t row, mandate_missing *missing);

// Whether a node's values are at hand in the pass that decides the verdict: those of an earlier pass are gone, unless they are read back. What happens to
// be kept besides does not count, so that what is named does not depend on it.
static bool at_hand(const mandate_block *block, int id) { return id < 0 || (block->pass->here[id] && block->stamps[id] == block->stamp); }

static bool is_open(const mandate_block *block, int id, size_t row)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (!at_hand(block, id)) return false;
    mandate_value value = mandate_block_inspect(block, id, row);
    if (node->type == MANDATE_VALUE_VERDICT) return value.status == MANDATE_UNKNOWN;
    return value.state == MANDATE_STATE_UNKNOWN || value.state == MANDATE_STATE_RANGE;
}

// Every field below a node that is unknown somewhere: for aggregates whose rows lie outside the block.
static void all_fields(const mandate_block *block, int id, mandate_missing *missing, int depth)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (depth > 64) return;
    if (node->op == MANDATE_OP_READ && mandate_snapshot_table(block->snapshot, node->kind)->columns[node->field].has_unknown) add(missing, node->kind, node->field);
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++)
        if (inputs[i] >= 0) all_fields(block, inputs[i], missing, depth + 1);
}

typedef struct range { size_t from, to; } range;

// The pairs made for an outer row, maybe through pairs of pairs: they ascend by their outer rows.
static range pairs_of(const mandate_block *block, int space, int receiving, size_t row)
{
    if (space == receiving) return (range){row, row + 1};
    range outer = pairs_of(block, block->plan->spaces[space].outer, receiving, row);
    const uint32_t *start = block->frames[space].start;
    return (range){start[outer.from], start[outer.to]};
}

// The rows of the block that can belong to a record: those that it owns, or all where `receiver` reads another reference.
static range rows_of(const mandate_block *block, int set, const mandate_node *receiver, uint32_t record)
{
    const mandate_table *table = mandate_snapshot_table(block->snapshot, block->plan->spaces[set].kind);
    const mandate_frame *frame = &block->frames[set];
    bool owned = receiver->op == MANDATE_OP_READ && receiver->argument[0] < 0 && receiver->field == table->kind->owner && table->owner_start;
    if (!owned) return (range){0, frame->rows};
    return (range){table->owner_start[record] - frame->first, table->owner_start[record + 1] - frame->first};
}

// The rows of a set that leave its aggregate open: those perhaps in it, and those in it with an open value.
static void follow_set(const mandate_block *block, const mandate_node *node, size_t row, mandate_missing *missing)
{
    int mask = node->argument[0], value = node->argument[1], receiver = node->argument[2], set = block->plan->nodes[mask].space;
    uint32_t record = block->frames[node->space].first + (uint32_t)row;
    int step = set; // the pairs made for this row, maybe through pairs of pairs
    while (receiver < 0 && block->plan->spaces[step].outer != node->space) step = block->plan->spaces[step].outer;
    if (receiver < 0) follow(block, block->plan->spaces[step].owner, row, missing);
    range rows = receiver < 0 ? pairs_of(block, set, node->space, row) : rows_of(block, set, &block->plan->nodes[receiver], record);
    int day = node->op == MANDATE_OP_MOST_IN ? node->argument[MANDATE_MOST_IN_DAY] : -1;
    if (day >= 0 && at_hand(block, day)) follow(block, day, row, missing);
    for (size_t i = rows.from; i < rows.to && missing->count < MANDATE_MISSING_FIELDS; i++) {
        if (receiver >= 0 && mandate_block_inspect(block, receiver, i).code != record) continue;
        if (is_open(block, mask, i)) follow(block, mask, i, missing);
        else if (value >= 0 && mandate_block_inspect(block, mask, i).yes) follow(block, value, i, missing);
    }
}

// A version that has nothing to judge, and may not be the one that judges, leaves open whether another one does.
static void follow_versions(const mandate_block *block, const mandate_node *node, size_t row, mandate_missing *missing)
{
    const int *versions = mandate_plan_list(block->plan, node);
    for (int v = 0; v < node->list_count; v++) {
        if (!at_hand(block, versions[v])) continue;
        if (mandate_block_inspect(block, versions[v], row).status != MANDATE_MAY_NOT_JUDGE) continue;
        const int *inputs = block->plan->nodes[versions[v]].argument, open[] = {inputs[MANDATE_JUDGES_HERE], inputs[MANDATE_DATED_FORCE]};
        for (size_t i = 0; i < 2; i++) {
            if (open[i] < 0) continue;
            if (at_hand(block, open[i])) follow(block, open[i], row, missing);
            else all_fields(block, open[i], missing, 0);
        }
    }
}

static void follow(const mandate_block *block, int id, size_t row, mandate_missing *missing)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (!is_open(block, id, row) || missing->count == MANDATE_MISSING_FIELDS) return;
    if (mandate_op_is_aggregate(node->op)) {
        bool rows_at_hand = at_hand(block, node->argument[0]) && at_hand(block, node->argument[1]) && at_hand(block, node->argument[2]);
        if (mandate_node_scatters(block->plan, node) || !rows_at_hand) all_fields(block, id, missing, 0);
        else follow_set(block, node, row, missing);
        return;
    }
    switch (node->op) {
    case MANDATE_OP_DATED:
    case MANDATE_OP_STANDING:
    case MANDATE_OP_QUOTA:
    case MANDATE_OP_PERMISSION: follow_verdict(block, node, row, missing); return;
    case MANDATE_OP_CHOOSE: follow_versions(block, node, row, missing); break;
    case MANDATE_OP_READ:
        if (node->argument[0] >= 0 && is_open(block, node->argument[0], row)) follow(block, node->argument[0], row, missing);
        else if (node->argument[1] >= 0 && is_open(block, node->argument[1], row)) follow(block, node->argument[1], row, missing);
        else add(missing, node->kind, node->field);
        return;
    case MANDATE_OP_CENSORED: {
        const mandate_node *value = &block->plan->nodes[node->argument[0]];
        if (is_open(block, node->argument[0], row)) follow(block, node->argument[0], row, missing);
        else add(missing, value->kind, value->field);
        return;
    }
    case MANDATE_OP_FETCH: {
        if (is_open(block, node->argument[0], row)) {
            follow(block, node->argument[0], row, missing);
            return;
        }
        if (!at_hand(block, node->argument[0])) {
            all_fields(block, node->argument[1], missing, 0);
            return;
        }
        uint32_t record = mandate_block_inspect(block, node->argument[0], row).code;
        const mandate_frame *frame = &block->frames[block->plan->nodes[node->argument[1]].space];
        if (mandate_fetch_is_local(block->plan, node) && record >= frame->first && record - frame->first < frame->rows)
            follow(block, node->argument[1], record - frame->first, missing);
        else all_fields(block, node->argument[1], missing, 0);
        return;
    }
    case MANDATE_OP_CALL: {
        const mandate_gathered *called = &block->gathered[id];
        if (block->stamps[id] == block->stamp && called->missing_kind && called->missing_kind[row] >= 0) add(missing, called->missing_kind[row], called->missing_field[row]);
        return;
    }
    case MANDATE_OP_LIES_IN:
        if (is_open(block, node->argument[MANDATE_LIES_DAY], row)) follow(block, node->argument[MANDATE_LIES_DAY], row, missing);
        else add(missing, node->kind, node->field);
        return;
    case MANDATE_OP_OUTER: follow(block, node->argument[0], block->frames[node->space].outer[row], missing); return;
    default: break;
    }
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++) {
        if (inputs[i] < 0 || block->plan->nodes[inputs[i]].space != node->space) continue;
        if (at_hand(block, inputs[i])) follow(block, inputs[i], row, missing);
        else all_fields(block, inputs[i], missing, 0); // read back whole from an earlier pass, which is gone
    }
}

// What a verdict asks first and does not learn keeps it from asking the rest: only that reaches the verdict.
static void follow_verdict(const mandate_block *block, const mandate_node *node, size_t row, mandate_missing *missing)
{
    static const int dated[] = {MANDATE_JUDGES_HERE, MANDATE_DATED_ARISES, MANDATE_DATED_FORCE, MANDATE_DATED_APPLIES, MANDATE_DATED_DONE, MANDATE_DATED_DUE, -1};
    static const int standing[] = {MANDATE_JUDGES_HERE,      MANDATE_STANDING_ARISES, MANDATE_STANDING_FORCE, MANDATE_STANDING_APPLIES,
                                   MANDATE_STANDING_BREACH, MANDATE_STANDING_EVIDENCE, -1};
    static const int quota[] = {MANDATE_JUDGES_HERE, MANDATE_QUOTA_FORCE, MANDATE_QUOTA_APPLIES, MANDATE_QUOTA_ACTUAL_BY_DUE, MANDATE_QUOTA_ACTUAL, -1};
    static const int given[] = {MANDATE_JUDGES_HERE, MANDATE_PERMISSION_ARISES, MANDATE_PERMISSION_FORCE, MANDATE_PERMISSION_APPLIES, MANDATE_PERMISSION_USED, -1};
    static const int by_use[] = {MANDATE_JUDGES_HERE, MANDATE_PERMISSION_USED, MANDATE_PERMISSION_FORCE, MANDATE_PERMISSION_APPLIES, -1};
    const int *permission = node->flag ? given : by_use;
    const int *order = node->op == MANDATE_OP_DATED ? dated : node->op == MANDATE_OP_STANDING ? standing : node->op == MANDATE_OP_QUOTA ? quota : permission;
    for (int i = 0; order[i] >= 0; i++) {
        int input = node->argument[order[i]];
        if (input < 0) continue;
        if (!at_hand(block, input)) {
            all_fields(block, input, missing, 0); // read back whole from an earlier pass, which is gone
        } else if (is_open(block, input, row)) {
            follow(block, input, row, missing);
            if (order[i] != MANDATE_JUDGES_HERE) return; // who finds out where the subject lies must not have to ask again
        }
    }
}

void mandate_block_follow_missing(const mandate_block *block, int node, size_t row, mandate_missing *missing)
{
    missing->count = 0;
    follow(block, node, row, missing);
}
