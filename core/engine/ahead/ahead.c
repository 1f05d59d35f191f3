// Looking ahead (meaning.md, section 13): for a node the node that tells, row by row, the first day after the as-of date on which its value can be
// another with no new record. It is built from the node's own arguments, so that whatever a rule asks is looked through; most of it is a constant
// "never", because no column holds a later day, and costs nothing.
#include "engine/ahead/asking.h"
#include "model/memory.h"

static int ahead_of_choice(const asking *q, const mandate_node *node)
{
    int condition = node->argument[2], a = mandate_ahead(q, node->argument[0]), b = mandate_ahead(q, node->argument[1]), c = mandate_ahead(q, condition);
    int either = earlier_of(q, a, b);
    if (c < 0 || either < 0) return -1;
    if (is_never(q, either)) return c;
    int taken = node->op == MANDATE_OP_PICK ? pick(q, condition, a, b) : pick(q, condition, a, pick(q, negated(q, condition), b, either));
    return earlier_of(q, c, taken);
}

static int ahead_of_or_else(const asking *q, const mandate_node *node)
{
    int a = mandate_ahead(q, node->argument[0]), b = mandate_ahead(q, node->argument[1]);
    if (a < 0 || b < 0 || is_never(q, b)) return b < 0 ? -1 : a;
    return pick(q, known(q, node->argument[0]), a, earlier_of(q, a, b));
}

static int ahead_of_logic(const asking *q, const mandate_node *node)
{
    int a = mandate_ahead(q, node->argument[0]), b = mandate_ahead(q, node->argument[1]);
    if (a < 0 || b < 0) return -1;
    if (is_never(q, a) && is_never(q, b)) return a;
    mandate_node logic = blank(MANDATE_OP_AHEAD_LOGIC, node->space);
    logic.argument[0] = node->argument[0];
    logic.argument[1] = node->argument[1];
    logic.argument[2] = a;
    logic.argument[3] = b;
    logic.any = node->op == MANDATE_OP_OR;
    return add(q, &logic);
}

// The same day in another space: of the row that is fetched, or of the outer row.
static int elsewhere(const asking *q, const mandate_node *node, int when)
{
    if (when < 0) return -1;
    mandate_node copy = *at(q, when);
    if (copy.op == MANDATE_OP_DATE_CONSTANT) {
        copy.space = node->space;
        return add(q, &copy);
    }
    if (node->op == MANDATE_OP_OUTER) return add_two(q, MANDATE_OP_OUTER, node->space, when, -1, 0);
    return add_two(q, MANDATE_OP_FETCH, node->space, node->argument[0], when, 1);
}

// Anything that is made of its arguments row by row.
int mandate_ahead_of_arguments(const asking *q, const mandate_node *node)
{
    int result = never(q, node->space);
    for (int i = 0; i < MANDATE_ARGUMENTS && result >= 0; i++)
        if (node->argument[i] >= 0) result = earlier_of(q, result, mandate_ahead(q, node->argument[i]));
    return result;
}

static int find(const asking *q, int id)
{
    const mandate_node node = *at(q, id); // a copy: nodes move while others are added
    if (mandate_op_is_aggregate(node.op)) return mandate_ahead_of_aggregate(q, id);
    if (mandate_op_is_constant(node.op)) {
        if (is_clock(&node)) return not_worked_out(q, node.space);
        return node.first != MANDATE_DATE_ALWAYS ? day(q, node.space, node.first) : never(q, node.space);
    }
    switch (node.op) {
    case MANDATE_OP_READ: return mandate_ahead_of_read(q, id);
    case MANDATE_OP_VISIBLE: return mandate_ahead_of_visible(q, &node);
    case MANDATE_OP_SINCE_VERSION: return mandate_ahead_of_since(q, &node);
    case MANDATE_OP_UNNAMED: return mandate_ahead_of_unnamed(q, &node);
    case MANDATE_OP_PARAMETER: return mandate_ahead_of_parameter(q, id);
    case MANDATE_OP_FETCH: return earlier_of(q, mandate_ahead(q, node.argument[0]), elsewhere(q, &node, mandate_ahead(q, node.argument[1])));
    case MANDATE_OP_OUTER: return elsewhere(q, &node, mandate_ahead(q, node.argument[0]));
    case MANDATE_OP_AND:
    case MANDATE_OP_OR: return ahead_of_logic(q, &node);
    case MANDATE_OP_DECIDE:
    case MANDATE_OP_PICK: return ahead_of_choice(q, &node);
    case MANDATE_OP_KNOWN:
    case MANDATE_OP_GIVEN: // that of a date that is another every day stays
        if (mandate_ahead_follows(q, node.argument[0])) return mandate_ahead_jump(q, node.argument[0]);
        return mandate_ahead_of_arguments(q, &node);
    case MANDATE_OP_OR_ELSE: return ahead_of_or_else(q, &node);
    case MANDATE_OP_HAPPENED: // on the day itself it has
        if (mandate_ahead_follows(q, node.argument[0])) return not_worked_out(q, node.space);
        return earlier_of(q, mandate_ahead(q, node.argument[0]), add_two(q, MANDATE_OP_AHEAD_OF, node.space, node.argument[0], -1, 0));
    case MANDATE_OP_NUMBER_ABOVE:
    case MANDATE_OP_NUMBER_AT_LEAST:
    case MANDATE_OP_NUMBER_BELOW:
    case MANDATE_OP_NUMBER_AT_MOST:
    case MANDATE_OP_NUMBER_SAME: return mandate_ahead_of_numbers(q, &node);
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_DATE_ON_OR_AFTER:
    case MANDATE_OP_DATE_SAME: return mandate_ahead_of_dates(q, &node);
    case MANDATE_OP_DATE_PART:
    case MANDATE_OP_DATE_WHOLE: return mandate_ahead_of_parts(q, &node);
    case MANDATE_OP_PLACE_IN:
    case MANDATE_OP_LIES_IN: return mandate_ahead_of_place(q, &node);
    case MANDATE_OP_CHOOSE:
    case MANDATE_OP_WORST: return mandate_ahead_of_rule(q, id);
    case MANDATE_OP_VERDICT_DATE: return mandate_ahead_of_verdict_date(q, &node);
    case MANDATE_OP_CALL:
    case MANDATE_OP_GROUP:
    case MANDATE_OP_GROUP_KEY: return not_worked_out(q, node.space); // a function may ask anything
    default: return mandate_ahead_of_arguments(q, &node);
    }
}

mandate_ahead_note *mandate_ahead_noted(const asking *q, int id)
{
    mandate_plan *plan = q->plan;
    if ((size_t)id >= plan->ahead_count) {
        size_t wanted = plan->node_count + plan->node_count / 2 + 64;
        mandate_ahead_note *grown = mandate_resize(plan->ahead, wanted, sizeof *grown, q->error);
        if (!grown) return NULL;
        for (size_t i = plan->ahead_count; i < wanted; i++) grown[i] = (mandate_ahead_note){0};
        plan->ahead = grown;
        plan->ahead_count = wanted;
    }
    return &plan->ahead[id];
}

int mandate_ahead(const asking *q, int id)
{
    const mandate_ahead_note *note = mandate_ahead_noted(q, id);
    if (!note) return -1;
    if (note->when) return note->when - 1;
    int found = find(q, id);
    if (found >= 0) mandate_ahead_noted(q, id)->when = found + 1; // the notes are there, and may have moved
    return found;
}

int mandate_plan_next_change(mandate_plan *plan, int verdict, bool *clock, mandate_error *error)
{
    const asking q = {plan, error};
    if (verdict < 0 || (size_t)verdict >= plan->node_count || (plan->nodes[verdict].op != MANDATE_OP_CHOOSE && plan->nodes[verdict].op != MANDATE_OP_WORST))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "next change: no rule's verdict"), -1;
    int next = mandate_ahead(&q, verdict);
    *clock = next >= 0 && is_never(&q, plan->nodes[next].argument[1]);
    return next;
}
