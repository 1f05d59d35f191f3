// Nodes of which a part is enough. A verdict that is asked for its status alone has no days, and a reference to the owner that tells only aggregates whose rows are whose is
// not even read: where each owner's rows begin says the same. Of what a window comes to that is only compared with one number it is enough on which side of that it lies.
#include "engine/kernels/partly.h"

#include "engine/kernels/aggregate.h"
#include "model/memory.h"

static bool can_be(const mandate_layout *layout, int id)
{
    const mandate_node *node = &layout->plan->nodes[id];
    if (layout->keep[id]) return false;
    if (node->type == MANDATE_VALUE_VERDICT) return node->op == MANDATE_OP_DATED || node->op == MANDATE_OP_STANDING || node->list_count == 1;
    if (node->op >= MANDATE_OP_SUM && node->op <= MANDATE_OP_NUMBER_MAX) return mandate_slides(layout, node);
    return mandate_reads_owner(layout->plan, id);
}

// Whether a reader compares its argument with a constant, and all others that were looked at with the same.
static bool compares(mandate_layout *layout, const mandate_node *reader, int argument)
{
    if (reader->op < MANDATE_OP_NUMBER_ABOVE || reader->op > MANDATE_OP_NUMBER_SAME || argument != 0) return false;
    const mandate_node *limit = &layout->plan->nodes[reader->argument[1]];
    int *compared = &layout->compared[reader->argument[0]];
    if (limit->op != MANDATE_OP_NUMBER_CONSTANT || limit->number != limit->number2 || !isfinite(limit->number)) return false;
    if (*compared >= 0 && layout->plan->nodes[*compared].number != limit->number) return false;
    *compared = reader->argument[1];
    return true;
}

// Whether the owner of each row is known: of those without one, which stand last, groups are told by what they refer to.
static bool every_row_has_one(const mandate_plan *plan, int reference)
{
    const mandate_node *node = &plan->nodes[reference];
    const mandate_column *column = &mandate_snapshot_table(plan->snapshot, node->kind)->columns[node->field];
    return mandate_reads_owner(plan, reference) && !column->has_unknown && !column->has_absent;
}

// Whether a reader is content with the part.
static bool is_enough(mandate_layout *layout, const mandate_node *reader, int argument)
{
    if (mandate_op_is_aggregate(layout->plan->nodes[reader->argument[argument]].op)) return compares(layout, reader, argument);
    if (mandate_op_is_aggregate(reader->op)) return argument == MANDATE_SET_TO && mandate_goes_by_ranges(layout->plan, reader);
    if (reader->op == MANDATE_OP_READ) return layout->counted[reader - layout->plan->nodes] && every_row_has_one(layout->plan, reader->argument[argument]);
    return reader->op == MANDATE_OP_STATUS_IN;
}

static bool calls_functions(const mandate_plan *plan, const bool *needed)
{
    for (size_t n = 0; n < plan->node_count; n++)
        if (needed[n] && plan->nodes[n].op == MANDATE_OP_CALL) return true;
    return false;
}

bool mandate_layout_find_partly(mandate_layout *layout, const bool *needed, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    bool *partly = layout->partly = mandate_new(plan->node_count ? plan->node_count : 1, sizeof *layout->partly, error);
    layout->compared = partly ? mandate_new(plan->node_count ? plan->node_count : 1, sizeof *layout->compared, error) : NULL;
    if (!layout->compared) return false;
    for (size_t n = 0; n < plan->node_count; n++) layout->compared[n] = -1;
    // then every node may be looked at
    if (layout->keeps_all || layout->follows_missing || calls_functions(plan, needed)) return true;
    for (size_t n = 0; n < plan->node_count; n++) partly[n] = needed[n] && can_be(layout, (int)n);
    for (size_t i = 0; layout->shows_verdicts && i < plan->judged_count; i++) partly[plan->judged[i]] = false;
    for (size_t t = 0; t < plan->told_count; t++) partly[plan->told[t].node] = false;
    for (size_t s = 0; s < plan->space_count; s++)
        if (plan->spaces[s].owner >= 0) partly[plan->spaces[s].owner] = false;
    for (size_t n = plan->node_count; n-- > 0;) { // readers stand behind what they read
        const mandate_node *node = &plan->nodes[n];
        if (!needed[n]) continue;
        for (int i = 0; i < node->list_count; i++)
            if (!partly[n]) partly[mandate_plan_list(plan, node)[i]] = false;
        for (int i = 0; i < MANDATE_ARGUMENTS; i++)
            if (node->argument[i] >= 0 && !is_enough(layout, node, i)) partly[node->argument[i]] = false;
    }
    return true;
}
