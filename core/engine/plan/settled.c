// Whether a value is known of every record, or that there is none, by how it is made and what its columns hold: then nobody need ask what holds where it is not. What is not
// looked into counts as perhaps unknown.
#include "engine/plan/plan_internal.h"

enum { MOST_STEPS = 64 }; // nodes that share their parts have many ways; after so many it counts as perhaps unknown

static bool is_settled(const mandate_plan *plan, int id, int *left);

// A column whose cells all say what they hold, read of the rows themselves. A number that is only known to lie below another has its own operation.
static bool is_read_settled(const mandate_plan *plan, const mandate_node *node)
{
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, node->kind);
    return node->argument[0] < 0 && !table->version_start && table->kind->fields[node->field].known_from < 0 && !table->columns[node->field].has_unknown;
}

// Of rows that their own reference gives to an owner, and that are looked for at no day: one whose owner nobody knows is in no set.
static bool is_set_settled(const mandate_plan *plan, const mandate_node *node, int *left)
{
    const int *of = node->argument;
    if (node->branch || of[MANDATE_SET_TO] < 0 || of[MANDATE_SET_DAY] >= 0 || of[MANDATE_SET_ROWS] < 0) return false;
    return is_settled(plan, of[MANDATE_SET_ROWS], left) && (of[MANDATE_SET_VALUE] < 0 || is_settled(plan, of[MANDATE_SET_VALUE], left));
}

static bool are_settled(const mandate_plan *plan, const mandate_node *node, int arguments, int *left)
{
    for (int i = 0; i < arguments; i++)
        if (node->argument[i] >= 0 && !is_settled(plan, node->argument[i], left)) return false;
    return true;
}

static bool is_settled(const mandate_plan *plan, int id, int *left)
{
    const mandate_node *node = &plan->nodes[id];
    if ((*left)-- <= 0 || mandate_space_is_pairs(plan, node->space)) return false;
    switch (node->op) {
    case MANDATE_OP_DATE_CONSTANT: return node->day != MANDATE_DATE_UNKNOWN;
    case MANDATE_OP_CONDITION_CONSTANT: return node->number != 2;
    case MANDATE_OP_NUMBER_CONSTANT: return node->number == node->number2; // not a range
    case MANDATE_OP_TEXT_CONSTANT:
    case MANDATE_OP_RECORD_CONSTANT: return true;
    case MANDATE_OP_READ: return is_read_settled(plan, node);
    case MANDATE_OP_VISIBLE: return node->argument[0] < 0 && !mandate_table_has_perhaps(mandate_snapshot_table(plan->snapshot, node->kind), plan->as_of);
    case MANDATE_OP_FETCH: // of a record that is known, and of each record it might be
    case MANDATE_OP_AND:
    case MANDATE_OP_OR:
    case MANDATE_OP_NOT:
    case MANDATE_OP_OR_ELSE:
    case MANDATE_OP_NUMBER_ABOVE: // what is compared with what is absent is false
    case MANDATE_OP_NUMBER_AT_LEAST:
    case MANDATE_OP_NUMBER_BELOW:
    case MANDATE_OP_NUMBER_AT_MOST:
    case MANDATE_OP_NUMBER_SAME:
    case MANDATE_OP_CODE_SAME:
    case MANDATE_OP_TEXT_IN:
    case MANDATE_OP_DATE_LATER:
    case MANDATE_OP_DATE_EARLIER:
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_DATE_ON_OR_AFTER:
    case MANDATE_OP_DATE_SAME: return are_settled(plan, node, 2, left);
    case MANDATE_OP_ANY:
    case MANDATE_OP_COUNT:
    case MANDATE_OP_DATE_FIRST:
    case MANDATE_OP_DATE_LAST: return is_set_settled(plan, node, left);
    default: return false;
    }
}

bool mandate_plan_is_settled(const mandate_plan *plan, int id)
{
    int left = MOST_STEPS;
    return is_settled(plan, id, &left);
}
