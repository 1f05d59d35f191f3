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

static void follow(const mandate_run *run, int id, size_t row, mandate_missing *missing);
static void follow_verdict(const mandate_run *run, const mandate_node *node, size_t row, mandate_missing *missing);

// Whether a node's values are at hand: those of an earlier pass are not, unless they were kept.
static bool at_hand(const mandate_run *run, int id) { return id < 0 || run->stamps[id] == run->stamp || (run->keep[id] && run->whole[id].block); }

static bool is_open(const mandate_run *run, int id, size_t row)
{
    const mandate_node *node = &run->plan->nodes[id];
    if (!at_hand(run, id)) return false;
    mandate_value value = mandate_run_inspect(run, id, row);
    if (node->type == MANDATE_VALUE_VERDICT) return value.status == MANDATE_UNKNOWN;
    return value.state == MANDATE_STATE_UNKNOWN || value.state == MANDATE_STATE_RANGE;
}

// Every field below a node that is unknown somewhere: for aggregates whose rows lie outside the block.
static void all_fields(const mandate_run *run, int id, mandate_missing *missing, int depth)
{
    const mandate_node *node = &run->plan->nodes[id];
    if (depth > 64) return;
    if (node->op == MANDATE_OP_READ && mandate_snapshot_table(run->snapshot, node->kind)->columns[node->field].has_unknown) add(missing, node->kind, node->field);
    const int *inputs = node->list_count ? mandate_plan_list(run->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++)
        if (inputs[i] >= 0) all_fields(run, inputs[i], missing, depth + 1);
}

static size_t outer_row(const mandate_run *run, int space, int receiving, size_t row)
{
    for (; space != receiving; space = run->plan->spaces[space].outer) row = run->frames[space].outer[row];
    return row;
}

// The rows of a set that leave its aggregate open: those perhaps in it, and those in it with an open value.
static void follow_set(const mandate_run *run, const mandate_node *node, size_t row, mandate_missing *missing)
{
    int mask = node->argument[0], value = node->argument[1], set = run->plan->nodes[mask].space;
    size_t rows = mandate_rows(run, set);
    bool pairs = node->argument[2] < 0;
    int step = set; // the pairs made for this row, maybe through pairs of pairs
    while (pairs && run->plan->spaces[step].outer != node->space) step = run->plan->spaces[step].outer;
    if (pairs) follow(run, run->plan->spaces[step].owner, row, missing);
    for (size_t i = 0; i < rows; i++) {
        size_t receiver = pairs ? outer_row(run, set, node->space, i)
                                : (size_t)(mandate_run_inspect(run, node->argument[2], i).code) - run->frames[node->space].first;
        if (receiver != row) continue;
        if (is_open(run, mask, i)) follow(run, mask, i, missing);
        else if (mandate_run_inspect(run, mask, i).yes && value >= 0) follow(run, value, i, missing);
    }
}

static void follow(const mandate_run *run, int id, size_t row, mandate_missing *missing)
{
    const mandate_node *node = &run->plan->nodes[id];
    if (!is_open(run, id, row) || missing->count == MANDATE_MISSING_FIELDS) return;
    if (mandate_op_is_aggregate(node->op)) {
        bool rows_at_hand = at_hand(run, node->argument[0]) && at_hand(run, node->argument[1]) && at_hand(run, node->argument[2]);
        if (mandate_node_scatters(run->plan, node) || !rows_at_hand) all_fields(run, id, missing, 0);
        else follow_set(run, node, row, missing);
        return;
    }
    switch (node->op) {
    case MANDATE_OP_DATED:
    case MANDATE_OP_STANDING:
    case MANDATE_OP_QUOTA: follow_verdict(run, node, row, missing); return;
    case MANDATE_OP_READ:
        if (node->argument[0] >= 0 && is_open(run, node->argument[0], row)) follow(run, node->argument[0], row, missing);
        else if (node->argument[1] >= 0 && is_open(run, node->argument[1], row)) follow(run, node->argument[1], row, missing);
        else add(missing, node->kind, node->field);
        return;
    case MANDATE_OP_FETCH: {
        if (is_open(run, node->argument[0], row)) {
            follow(run, node->argument[0], row, missing);
            return;
        }
        if (!at_hand(run, node->argument[0])) {
            all_fields(run, node->argument[1], missing, 0);
            return;
        }
        uint32_t record = mandate_run_inspect(run, node->argument[0], row).code;
        const mandate_frame *frame = &run->frames[run->plan->nodes[node->argument[1]].space];
        if (mandate_fetch_is_local(run->plan, node) && record >= frame->first && record - frame->first < frame->rows)
            follow(run, node->argument[1], record - frame->first, missing);
        else all_fields(run, node->argument[1], missing, 0);
        return;
    }
    case MANDATE_OP_CALL: {
        const mandate_gathered *called = &run->gathered[id];
        if (run->stamps[id] == run->stamp && called->missing_kind && called->missing_kind[row] >= 0) add(missing, called->missing_kind[row], called->missing_field[row]);
        return;
    }
    case MANDATE_OP_OUTER: follow(run, node->argument[0], run->frames[node->space].outer[row], missing); return;
    default: break;
    }
    const int *inputs = node->list_count ? mandate_plan_list(run->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++) {
        if (inputs[i] < 0 || run->plan->nodes[inputs[i]].space != node->space) continue;
        if (at_hand(run, inputs[i])) follow(run, inputs[i], row, missing);
        else all_fields(run, inputs[i], missing, 0); // read back whole from an earlier pass, which is gone
    }
}

// What a verdict asks first and does not learn keeps it from asking the rest: only that reaches the verdict.
static void follow_verdict(const mandate_run *run, const mandate_node *node, size_t row, mandate_missing *missing)
{
    static const int dated[] = {MANDATE_JUDGES_HERE, MANDATE_DATED_ARISES, MANDATE_DATED_FORCE, MANDATE_DATED_APPLIES, MANDATE_DATED_DONE, MANDATE_DATED_DUE, -1};
    static const int standing[] = {MANDATE_JUDGES_HERE,      MANDATE_STANDING_ARISES, MANDATE_STANDING_FORCE, MANDATE_STANDING_APPLIES,
                                   MANDATE_STANDING_BREACH, MANDATE_STANDING_EVIDENCE, -1};
    static const int quota[] = {MANDATE_JUDGES_HERE, MANDATE_QUOTA_FORCE, MANDATE_QUOTA_APPLIES, MANDATE_QUOTA_ACTUAL_BY_DUE, MANDATE_QUOTA_ACTUAL, -1};
    const int *order = node->op == MANDATE_OP_DATED ? dated : node->op == MANDATE_OP_STANDING ? standing : quota;
    for (int i = 0; order[i] >= 0; i++) {
        int input = node->argument[order[i]];
        if (input < 0) continue;
        if (!at_hand(run, input)) {
            all_fields(run, input, missing, 0); // read back whole from an earlier pass, which is gone
        } else if (is_open(run, input, row)) {
            follow(run, input, row, missing);
            return;
        }
    }
}

void mandate_run_missing(const mandate_run *run, int node, size_t row, mandate_missing *missing)
{
    missing->count = 0;
    follow(run, node, row, missing);
}
