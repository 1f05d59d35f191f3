// Whether a date is known of every record, or that there is none, by how it is made and what its columns hold: then nobody need ask what holds where it is not. What is not
// looked into counts as perhaps unknown.
#include "engine/plan/plan_internal.h"

enum { MOST_STEPS = 64 }; // nodes that share their parts have many ways; after so many it counts as perhaps unknown

static bool is_settled(const mandate_plan *plan, int id, int *left);

// A column whose cells all say what they hold, read of the rows themselves.
static bool is_read_settled(const mandate_plan *plan, const mandate_node *node)
{
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, node->kind);
    const mandate_field *field = &table->kind->fields[node->field];
    bool day = field->type == MANDATE_EVENT || field->type == MANDATE_DATE;
    return day && node->argument[0] < 0 && !table->version_start && field->known_from < 0 && !table->columns[node->field].has_unknown;
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
    case MANDATE_OP_READ: return is_read_settled(plan, node);
    case MANDATE_OP_VISIBLE: return node->argument[0] < 0 && !mandate_table_has_perhaps(mandate_snapshot_table(plan->snapshot, node->kind), plan->as_of);
    case MANDATE_OP_AND:
    case MANDATE_OP_OR:
    case MANDATE_OP_NOT:
    case MANDATE_OP_DATE_LATER:
    case MANDATE_OP_DATE_EARLIER:
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_DATE_ON_OR_AFTER: return are_settled(plan, node, 2, left);
    case MANDATE_OP_DATE_FIRST:
    case MANDATE_OP_DATE_LAST: // of rows that their own reference gives to an owner
        return !node->branch && node->argument[MANDATE_SET_TO] >= 0 && node->argument[MANDATE_SET_DAY] < 0 && are_settled(plan, node, 2, left);
    default: return false;
    }
}

bool mandate_plan_is_settled(const mandate_plan *plan, int id)
{
    int left = MOST_STEPS;
    return is_settled(plan, id, &left);
}
