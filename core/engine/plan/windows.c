// Windows: pairs whose filter asks of the outer row only where in the order of the set's rows they begin and end ("the thirty days before it", "the
// rows behind it"). What such a filter asks of the inner rows besides, and the value that is aggregated, are the same for every outer row: they are
// made once over the records of the kind, and an aggregate slides over them (kernels/sliding.c) in place of looking at every pair.
//
// The nodes over pairs stay what they are, for whoever explains a verdict row by row or looks ahead. Where a filter asks anything else of the
// outer row, there is no window, and the pairs are made.
#include "engine/plan/plan_internal.h"

enum { NOT_ASKED, NO_WINDOW = -1, MOST_FACTORS = 64 };

bool mandate_node_has_window(const mandate_node *node) { return mandate_op_is_aggregate(node->op) && node->argument[MANDATE_WINDOW_ROWS] >= 0; }

// What was found of a filter.
typedef struct window {
    int rows; // node over the kind's records: the part that asks nothing of the outer row; -1: none yet
    int event; // the records' events; -1: no days are asked
    int from, to, before, behind; // nodes over the outer rows; -1: no such bound
    int factors; // looked at so far
} window;

static int inside(mandate_plan *plan, int id, mandate_error *error);

// Whether a node says of a row of pairs what it would say of the same record in a space of records.
static bool asks_of_its_row(mandate_operation op) { return (op <= MANDATE_OP_FETCH || (op >= MANDATE_OP_AND && op <= MANDATE_OP_PARAMETER)) && op != MANDATE_OP_LIES_IN; }

// The node over the records of the kind that says the same of them as this one of the inner rows of pairs; NO_WINDOW where that depends on the outer row.
static int translate(mandate_plan *plan, int id, mandate_error *error)
{
    mandate_node node = plan->nodes[id]; // the array moves as nodes are added
    int pairs = node.space, kind = plan->spaces[pairs].kind;
    if (node.op == MANDATE_OP_OUTER) {
        mandate_node constant = plan->nodes[node.argument[0]];
        if (!mandate_op_is_constant(constant.op)) return NO_WINDOW;
        constant.space = kind;
        return mandate_plan_add(plan, &constant, error);
    }
    if (!asks_of_its_row(node.op)) return NO_WINDOW;
    node.space = kind;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) {
        if (node.argument[i] < 0 || plan->nodes[node.argument[i]].space != pairs) continue; // what is fetched lies elsewhere
        node.argument[i] = inside(plan, node.argument[i], error);
        if (node.argument[i] < 0) return NO_WINDOW;
    }
    return mandate_plan_add(plan, &node, error);
}

// The same, found once for each node. Where it fails for want of memory the error is set, and it is NO_WINDOW.
static int inside(mandate_plan *plan, int id, mandate_error *error)
{
    if (plan->inside[id] == NOT_ASKED) {
        int found = translate(plan, id, error);
        plan->inside[id] = found < 0 ? NO_WINDOW : found + 1;
    }
    return plan->inside[id] < 0 ? NO_WINDOW : plan->inside[id] - 1;
}

static bool is_own(const mandate_plan *plan, int id, mandate_operation op) { return plan->nodes[id].op == op && plan->nodes[id].argument[0] < 0; }

// A condition: an `and` of two, or (NULL) one that always holds.
static int add(mandate_plan *plan, mandate_operation op, int space, const int arguments[2], mandate_error *error)
{
    mandate_node node = {.op = op, .space = space, .kind = -1, .field = -1, .number = 1, .number2 = 1, .first = MANDATE_DATE_ALWAYS, .last = MANDATE_DATE_ABSENT};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = arguments && i < 2 ? arguments[i] : -1;
    if (arguments) node.number = node.number2 = 0;
    return mandate_plan_add(plan, &node, error);
}

// The outer row's node that a node over pairs brings in; -1 where it is none, or the same for all.
static int brought(const mandate_plan *plan, int id)
{
    const mandate_node *node = &plan->nodes[id];
    return node->op == MANDATE_OP_OUTER && !mandate_op_is_constant(plan->nodes[node->argument[0]].op) ? node->argument[0] : -1;
}

static bool set_bound(int *bound, int node)
{
    if (*bound >= 0 && *bound != node) return false;
    *bound = node;
    return true;
}

// Takes a part of a filter that bounds the window: *taken tells. False where it bounds it a second time.
static bool take_bound(mandate_plan *plan, int id, window *w, bool *taken)
{
    const mandate_node *node = &plan->nodes[id];
    int a = node->argument[0], b = node->argument[1];
    *taken = true;
    switch (node->op) {
    case MANDATE_OP_DATE_ON_OR_AFTER:
    case MANDATE_OP_DATE_BY:
        if (!is_own(plan, a, MANDATE_OP_EVENT) || brought(plan, b) < 0) break;
        w->event = a;
        return set_bound(node->op == MANDATE_OP_DATE_BY ? &w->to : &w->from, brought(plan, b));
    case MANDATE_OP_AFTER:
        if (is_own(plan, b, MANDATE_OP_ROW) && brought(plan, a) >= 0) return set_bound(&w->before, brought(plan, a));
        if (is_own(plan, a, MANDATE_OP_ROW) && brought(plan, b) >= 0) return set_bound(&w->behind, brought(plan, b));
        break;
    default: break;
    }
    *taken = false;
    return true;
}

// Takes a filter apart at its `and`s.
static bool take(mandate_plan *plan, int id, window *w, mandate_error *error)
{
    bool taken;
    if (++w->factors > MOST_FACTORS) return false; // many names for few conditions
    if (plan->nodes[id].op == MANDATE_OP_AND) {
        int a = plan->nodes[id].argument[0], b = plan->nodes[id].argument[1];
        return take(plan, a, w, error) && take(plan, b, w, error);
    }
    if (!take_bound(plan, id, w, &taken)) return false;
    if (taken) return true;
    int rows = inside(plan, id, error);
    if (rows < 0) return false;
    w->rows = w->rows < 0 ? rows : add(plan, MANDATE_OP_AND, plan->nodes[rows].space, (const int[]){w->rows, rows}, error);
    return w->rows >= 0;
}

// Whether the rows of each outer row's set are a range of records in the outer row's block: those of an owner, in their order.
static bool is_range(const mandate_plan *plan, const mandate_space *pairs, int receiving)
{
    const mandate_kind *kind = mandate_model_kind(plan->model, pairs->kind);
    const mandate_space *outer = &plan->spaces[receiving];
    if (pairs->outer != receiving || outer->outer >= 0 || outer->group || pairs->naming || pairs->branch || pairs->reference != kind->owner || kind->tree >= 0)
        return false;
    if (mandate_link_moves(plan, pairs->kind, pairs->reference, false)) return false;
    int owner = kind->fields[kind->owner].kind;
    return mandate_same_family(plan, pairs->kind, owner) && plan->driver[outer->kind] == plan->driver[owner] && mandate_is_owner_path(plan, pairs->owner);
}

// The condition whose certain rows a filter keeps: of "a, and it is known whether a" a, otherwise the filter itself.
static int kept_if_certain(const mandate_plan *plan, int filter, bool *certain)
{
    const mandate_node *node = &plan->nodes[filter];
    *certain = false;
    if (node->op != MANDATE_OP_AND) return filter;
    for (int i = 0; i < 2; i++) {
        const mandate_node *known = &plan->nodes[node->argument[i]];
        if (known->op != MANDATE_OP_KNOWN || known->argument[0] != node->argument[1 - i]) continue;
        *certain = true;
        return node->argument[1 - i];
    }
    return filter;
}

// The part of a window's filter that asks nothing of the outer row: where none is asked a condition that always holds, where certain rows are asked no other ones.
static int own_part(mandate_plan *plan, const window *w, int kind, bool certain, mandate_error *error)
{
    if (w->rows < 0) return add(plan, MANDATE_OP_CONDITION_CONSTANT, kind, NULL, error);
    if (!certain) return w->rows;
    int known = add(plan, MANDATE_OP_KNOWN, kind, (const int[]){w->rows, -1}, error);
    return known < 0 ? -1 : add(plan, MANDATE_OP_AND, kind, (const int[]){w->rows, known}, error);
}

bool mandate_plan_find_window(mandate_plan *plan, mandate_node *node, mandate_error *error)
{
    if (!mandate_op_is_aggregate(node->op)) return true;
    for (int i = MANDATE_WINDOW_ROWS; i <= MANDATE_WINDOW_BEHIND; i++) node->argument[i] = -1; // found here only
    if (mandate_op_asks_a_day(node->op) || node->op == MANDATE_OP_GEOMETRIC_MEAN || node->op == MANDATE_OP_PAUSES || node->argument[MANDATE_SET_TO] >= 0) return true;
    int set = plan->nodes[node->argument[0]].space, value = node->argument[1];
    if (!mandate_space_is_pairs(plan, set) || !is_range(plan, &plan->spaces[set], node->space)) return true;
    if (value >= 0 && plan->nodes[value].space != set) return true;
    window w = {.rows = -1, .event = -1, .from = -1, .to = -1, .before = -1, .behind = -1};
    mandate_error trouble = {.code = MANDATE_OK};
    bool certain;
    bool found = take(plan, kept_if_certain(plan, node->argument[0], &certain), &w, &trouble);
    found = found && (w.rows = own_part(plan, &w, plan->spaces[set].kind, certain, &trouble)) >= 0;
    if (found && w.event >= 0) found = (w.event = inside(plan, w.event, &trouble)) >= 0;
    if (found && value >= 0) found = (value = inside(plan, value, &trouble)) >= 0;
    if (trouble.code != MANDATE_OK) {
        *error = trouble;
        return false;
    }
    if (!found) return true;
    node->certain = certain;
    node->argument[MANDATE_WINDOW_ROWS] = w.rows;
    node->argument[MANDATE_WINDOW_VALUE] = value;
    node->argument[MANDATE_WINDOW_EVENT] = w.event;
    node->argument[MANDATE_WINDOW_FROM] = w.from;
    node->argument[MANDATE_WINDOW_TO] = w.to;
    node->argument[MANDATE_WINDOW_BEFORE] = w.before;
    node->argument[MANDATE_WINDOW_BEHIND] = w.behind;
    return true;
}
