#include "engine/owners.h"

bool mandate_reads_owner(const mandate_plan *plan, int node)
{
    const mandate_node *n = &plan->nodes[node];
    if (n->op != MANDATE_OP_READ || n->argument[0] >= 0 || mandate_space_is_pairs(plan, n->space)) return false;
    const mandate_kind *kind = mandate_model_kind(plan->model, n->kind);
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, n->kind), *owners = NULL;
    if (n->field != kind->owner || kind->tree >= 0 || !table->owner_start) return false;
    owners = mandate_snapshot_table(plan->snapshot, kind->fields[kind->owner].kind);
    return owners->last_event <= plan->as_of; // an owner that is not there yet has no rows to speak of
}

bool mandate_is_spread(const mandate_plan *plan, const mandate_node *node)
{
    if (node->op != MANDATE_OP_READ || node->argument[0] < 0) return false;
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, node->kind);
    return !table->version_start && table->kind->fields[node->field].known_from < 0 && mandate_reads_owner(plan, node->argument[0]);
}

// The last record whose rows begin at or before `row`.
static uint32_t owner_of(const mandate_table *table, uint32_t owners, uint32_t row)
{
    uint32_t low = 0, high = owners;
    while (low < high) {
        uint32_t middle = low + (high - low + 1) / 2;
        if (middle < owners && table->owner_start[middle] <= row) low = middle;
        else high = middle - 1;
    }
    return low;
}

mandate_ranges mandate_owner_ranges(const mandate_block *block, int node)
{
    const mandate_node *n = &block->plan->nodes[node];
    const mandate_table *table = mandate_snapshot_table(block->snapshot, n->kind);
    const mandate_frame *frame = &block->frames[n->space];
    int owner_kind = table->kind->fields[table->kind->owner].kind;
    uint32_t owners = mandate_snapshot_table(block->snapshot, owner_kind)->records;
    mandate_ranges ranges = {.start = table->owner_start, .first = frame->first, .rows = frame->rows, .receiver_of = block->vectors[node].codes};
    if (mandate_same_family(block->plan, n->kind, owner_kind)) {
        ranges.receiver = block->frames[owner_kind].first;
        ranges.receivers = block->frames[owner_kind].rows;
    } else if (frame->rows > 0 && owners > 0) {
        ranges.receiver = owner_of(table, owners, frame->first);
        ranges.receivers = 1;
        while (ranges.receiver + ranges.receivers < owners && table->owner_start[ranges.receiver + ranges.receivers] < frame->first + frame->rows) ranges.receivers++;
    }
    ranges.start += ranges.receiver;
    return ranges;
}

mandate_ranges mandate_pair_ranges(const mandate_block *block, int space)
{
    const mandate_frame *frame = &block->frames[space];
    return (mandate_ranges){.start = frame->start, .rows = frame->rows, .receivers = block->frames[block->plan->spaces[space].outer].rows,
                            .receiver_of = frame->outer};
}
