#include "engine/kernels/at_owner.h"

#include "engine/kernels/owners.h"

bool mandate_can_be_at_owner(const mandate_layout *layout, int id)
{
    const mandate_plan *plan = layout->plan;
    const mandate_node *node = &plan->nodes[id];
    if (node->op != MANDATE_OP_OR_ELSE || node->type != MANDATE_VALUE_DATE) return false;
    int record = plan->nodes[node->argument[0]].argument[MANDATE_FETCH_RECORD], space = -1;
    for (int i = 0; i < 2; i++) {
        const mandate_node *fetch = &plan->nodes[node->argument[i]];
        if (fetch->op != MANDATE_OP_FETCH || fetch->unknown_is_none || fetch->argument[MANDATE_FETCH_RECORD] != record) return false;
        if (layout->keep[node->argument[i]] || plan->level[node->argument[i]] != plan->level[id] || !mandate_fetch_is_local(plan, fetch)) return false;
        int value = fetch->argument[MANDATE_FETCH_VALUE];
        if (layout->narrow[value] || (i > 0 && plan->nodes[value].space != space)) return false;
        space = plan->nodes[value].space;
    }
    return mandate_reads_owner(plan, record);
}

MANDATE_WIDE static void take_first(const int32_t *a, const int32_t *b, size_t rows, int32_t *restrict out)
{
    MANDATE_EACH_ROW(rows, {
        const int32_t day = a[i]; // both are looked at, so that compilers make vectors of it
        const int32_t other = b[i];
        out[i] = day == MANDATE_DATE_ABSENT ? other : day;
    });
}

bool mandate_compute_at_owner(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id], *first = &block->plan->nodes[node->argument[0]], *second = &block->plan->nodes[node->argument[1]];
    const mandate_vector *a = &block->vectors[first->argument[MANDATE_FETCH_VALUE]], *b = &block->vectors[second->argument[MANDATE_FETCH_VALUE]];
    const mandate_frame *owners = &block->frames[block->plan->nodes[first->argument[MANDATE_FETCH_VALUE]].space];
    mandate_vector *taken = &block->vectors[node->argument[0]];
    mandate_target target;
    if (!mandate_vector_prepare(taken, MANDATE_VALUE_DATE, owners->rows, &target, error)) return false;
    take_first(a->dates, b->dates, owners->rows, target.dates);
    taken->certain = a->certain && b->certain;
    return mandate_spread_to_rows(block, first->argument[MANDATE_FETCH_RECORD], owners->first, taken, MANDATE_VALUE_DATE, &block->vectors[id], error);
}
