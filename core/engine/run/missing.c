// Why a value is unknown: follows the unknown from a node down to the cells it comes from. What does not reach the node is not named.
#include <math.h>
#include "engine/kernels/gathered.h"
#include "engine/run/search.h"

// A number that is unknown for want of one unit: because one is not known, or because they differ. That they differ is named beside a value that is not known, too:
// with that value it would be as unknown as before.
static void follow_units(mandate_search *s, const mandate_node *node, size_t row)
{
    bool open = false;
    for (int i = 0; i < 3; i++) {
        if (!mandate_search_at_hand(s->block, node->argument[i])) {
            mandate_search_all_below(s, node->argument[i]); // read back whole from an earlier pass, which is gone
            open = true;
        } else if (mandate_search_is_open(s->block, node->argument[i], row)) {
            mandate_search_follow(s, node->argument[i], row);
            open = open || i > 0;
        }
    }
    if (open) return;
    uint32_t a = mandate_block_inspect(s->block, node->argument[1], row).code, b = mandate_block_inspect(s->block, node->argument[2], row).code;
    if (a == b || a == MANDATE_CODE_ABSENT || b == MANDATE_CODE_ABSENT) return;
    mandate_search_put(s, (mandate_wanting){MANDATE_MISSING_UNIT, 0, (mandate_date)a, b, false}, mandate_search_of_row(s, node->space, row));
}

// A value that is taken from another record's row.
static void follow_fetch(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    int whose = node->argument[0], value = node->argument[1];
    if (mandate_search_is_open(block, whose, row)) {
        mandate_search_follow(s, whose, row);
        return;
    }
    if (!mandate_search_at_hand(block, whose)) {
        mandate_search_all_below(s, value);
        return;
    }
    uint32_t record = mandate_block_inspect(block, whose, row).code;
    const mandate_frame *frame = &block->frames[block->plan->nodes[value].space];
    if (mandate_fetch_is_local(block->plan, node) && record >= frame->first && record - frame->first < frame->rows)
        mandate_search_follow(s, value, record - frame->first);
    else mandate_search_fetched(s, value, record);
}

void mandate_search_follow_inputs(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++) {
        if (inputs[i] < 0 || block->plan->nodes[inputs[i]].space != node->space) continue;
        mandate_search_follow_or_all(s, inputs[i], row);
    }
}

// Of two values that a condition decides between, the one that it leaves out is wanting in nothing.
static void follow_decided(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    bool at_all = mandate_search_at_hand(block, node->argument[2]);
    mandate_value which = at_all ? mandate_block_inspect(block, node->argument[2], row) : (mandate_value){0};
    bool known = at_all && which.state != MANDATE_STATE_UNKNOWN;
    for (int i = 0; i < 3; i++) {
        if (known && (i == 2 || which.yes != (i == 0))) continue;
        mandate_search_follow_or_all(s, node->argument[i], row);
    }
}

// A range of which an end is known.
static bool has_end(const mandate_block *block, int id, size_t row)
{
    mandate_value value = mandate_block_inspect(block, id, row);
    return value.state == MANDATE_STATE_RANGE && (!isinf(value.low) || !isinf(value.high));
}

// What has no value although all that it is worked out from is known: a share of nothing, a quotient by zero, a number that is too large or not whole.
static bool has_no_value(const mandate_node *node)
{
    switch (node->op) {
    case MANDATE_OP_SPAN_OF:
    case MANDATE_OP_SHARE:
    case MANDATE_OP_DIVIDE:
    case MANDATE_OP_SCALED:
    case MANDATE_OP_MULTIPLY:
    case MANDATE_OP_ADD:
    case MANDATE_OP_SUBTRACT: return true;
    default: return false;
    }
}

// Where something that it is worked out from is open, that is what is named.
static void put_no_value(mandate_search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (s->quiet) return;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++)
        if (node->argument[i] >= 0 && (!mandate_search_at_hand(block, node->argument[i]) || mandate_search_is_open(block, node->argument[i], row))) return;
    bool bounded = has_end(block, id, row); // many bases come to one amount
    mandate_search_put(s, (mandate_wanting){MANDATE_MISSING_VALUE, id, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, bounded}, mandate_search_of_row(s, node->space, row));
}

static void follow_censored(mandate_search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    int input = block->plan->nodes[id].argument[0];
    const mandate_node *value = &block->plan->nodes[input];
    if (mandate_search_is_open(block, input, row)) mandate_search_follow(s, input, row);
    else
        mandate_search_put(s, (mandate_wanting){value->kind, value->field, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, has_end(block, id, row)},
                           mandate_search_read_by(s, value, row));
}

// A decision has no known value without its evidence, the kind of which its node says.
static void note_evidence(mandate_search *s, const mandate_node *node, size_t row)
{
    if (node->kind < 0 || s->quiet || s->evidence >= 0) return;
    if (mandate_search_at_hand(s->block, node->argument[2])) {
        mandate_value found = mandate_block_inspect(s->block, node->argument[2], row);
        if (found.state == MANDATE_STATE_UNKNOWN || found.yes) return;
    }
    s->evidence = node->kind;
}

void mandate_search_add_ended(mandate_search *s, mandate_ended ended)
{
    if (ended.kind < 0) return;
    if (ended.field >= 0) mandate_search_add(s, ended.kind, ended.field, MANDATE_NO_RECORD); // it may have read it of any record
    else mandate_search_put(s, (mandate_wanting){MANDATE_MISSING_RECORDS, ended.kind, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, MANDATE_NO_RECORD);
}

void mandate_search_follow_or_all(mandate_search *s, int id, size_t row)
{
    if (mandate_search_at_hand(s->block, id)) mandate_search_follow(s, id, row);
    else mandate_search_all_below(s, id);
}

void mandate_search_follow(mandate_search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (!mandate_search_is_open(block, id, row) || s->failed || !mandate_search_comes_first(s, id, row)) return;
    mandate_search_note_verdict(s, id);
    if (mandate_op_is_aggregate(node->op)) {
        mandate_search_follow_aggregate(s, id, row);
        return;
    }
    switch (node->op) {
    case MANDATE_OP_DATED:
    case MANDATE_OP_STANDING:
    case MANDATE_OP_QUOTA:
    case MANDATE_OP_PERMISSION: mandate_search_follow_verdict(s, node, row); return;
    case MANDATE_OP_CHOOSE:
        mandate_search_follow_versions(s, node, row);
        mandate_search_add_perhaps(s, node, row);
        break;
    case MANDATE_OP_WORST: mandate_search_add_perhaps(s, node, row); break;
    case MANDATE_OP_READ:
        if (node->argument[0] >= 0 && mandate_search_is_open(block, node->argument[0], row)) mandate_search_follow(s, node->argument[0], row);
        else if (node->argument[1] >= 0 && mandate_search_is_open(block, node->argument[1], row)) mandate_search_follow(s, node->argument[1], row);
        else if (!mandate_search_add_named(s, node, row)) mandate_search_add_read(s, node, row);
        return;
    case MANDATE_OP_BOUNDED: // an end that is given leaves as much open as it was
        for (int i = 0; i < 3; i++)
            if (node->argument[i] >= 0) mandate_search_follow(s, node->argument[i], row);
        return;
    case MANDATE_OP_LIKE_UNITS: follow_units(s, node, row); return;
    case MANDATE_OP_EVENT:
    case MANDATE_OP_VISIBLE:
        if (node->argument[0] >= 0 && mandate_search_is_open(block, node->argument[0], row)) mandate_search_follow(s, node->argument[0], row);
        else mandate_search_add_beginning(s, node, mandate_search_read_by(s, node, row));
        return;
    case MANDATE_OP_CENSORED: follow_censored(s, id, row); return;
    case MANDATE_OP_FETCH: follow_fetch(s, node, row); return;
    case MANDATE_OP_CALL: mandate_search_add_ended(s, mandate_call_ended(block, id, row)); return;
    case MANDATE_OP_LIES_IN:
        if (mandate_search_is_open(block, node->argument[MANDATE_LIES_IN_DAY], row)) mandate_search_follow(s, node->argument[MANDATE_LIES_IN_DAY], row);
        else mandate_search_add(s, node->kind, node->field, MANDATE_NO_RECORD); // of one of those above it
        return;
    case MANDATE_OP_PLACE_IN: mandate_search_follow_place(s, node, row); return;
    case MANDATE_OP_UNNAMED:
        if (node->argument[0] >= 0 && mandate_search_is_open(block, node->argument[0], row)) mandate_search_follow(s, node->argument[0], row);
        else mandate_search_add(s, node->kind, node->field, mandate_search_read_by(s, node, row));
        return;
    case MANDATE_OP_DATE_ADD:
    case MANDATE_OP_DATE_NEXT:
    case MANDATE_OP_WINDOW_START: mandate_search_follow_days(s, node, row); return;
    case MANDATE_OP_STOPPED: mandate_search_follow_clock(s, id, row); return;
    case MANDATE_OP_PARAMETER: mandate_search_follow_parameter(s, node, row); return;
    case MANDATE_OP_DECIDE: follow_decided(s, node, row); return;
    case MANDATE_OP_OUTER: mandate_search_follow(s, node->argument[0], block->frames[node->space].outer[row]); return;
    case MANDATE_OP_PICK:
        if (mandate_search_follow_no_day(s, node, row)) return;
        mandate_search_follow_picked(s, node, row);
        note_evidence(s, node, row);
        break;
    default: break;
    }
    mandate_search_follow_inputs(s, node, row);
    if (has_no_value(node)) put_no_value(s, id, row);
}

bool mandate_worker_follow_missing(const mandate_worker *worker, int node, size_t row, mandate_missing *missing, mandate_error *error)
{
    mandate_visited *visited = worker->visited;
    mandate_search s = {.block = &worker->block, .missing = missing, .visited = visited, .error = error, .root = node, .verdict = -1, .evidence = -1};
    missing->count = 0;
    visited->stamp++; // nothing has been visited
    visited->count = 0;
    if (visited->stamp == 0) { // all stamps were used up
        for (size_t i = 0; i < visited->capacity; i++) visited->places[i].stamp = 0;
        visited->stamp = 1;
    }
    mandate_search_follow(&s, node, row);
    // a verdict that is unknown for want of records, and not of anything that they say
    if (missing->count == 0 && s.verdict >= 0)
        mandate_search_put(&s, (mandate_wanting){MANDATE_MISSING_VALUE, s.verdict, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, MANDATE_NO_RECORD);
    else if (missing->count == 0 && s.evidence >= 0)
        mandate_search_put(&s, (mandate_wanting){MANDATE_MISSING_RECORDS, s.evidence, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, MANDATE_NO_RECORD);
    return !s.failed;
}
