// Which kernel computes a node: by its operation.
#include "engine/kernels/compute.h"
#include "engine/kernels/at_owner.h"
#include "engine/kernels/counting.h"
#include "engine/kernels/paused.h"
#include "engine/kernels/whole.h"

bool mandate_compute(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (block->layout->counted[id] && !block->focused) return mandate_prepare_counted(block, id, error);
    if (block->layout->idle[id] && !block->focused) return true;
    if (block->layout->partly[id] && node->op == MANDATE_OP_READ) return mandate_compute_unread(block, id, error);
    if (mandate_space_is_pairs(block->plan, node->space) && !mandate_pair_frame(block, node->space, error)) return false;
    if (block->layout->between[id] && !block->focused) return mandate_compute_between(block, id, error);
    if (block->layout->at_owner[id] && !block->focused) return mandate_compute_at_owner(block, id, error);
    if (mandate_op_is_aggregate(node->op)) {
        if (mandate_slides(block->layout, node)) return mandate_compute_sliding(block, id, error);
        int set = block->plan->nodes[node->argument[0]].space;
        if (mandate_space_is_pairs(block->plan, set) && !mandate_pair_frame(block, set, error)) return false;
        return mandate_compute_aggregate(block, id, error);
    }
    if (node->op == MANDATE_OP_GROUP || node->op == MANDATE_OP_GROUP_KEY) return mandate_compute_group(block, id, error);
    if (node->op <= MANDATE_OP_AFTER) return mandate_compute_read(block, id, error);
    if (node->op <= MANDATE_OP_OF_ROW) return mandate_compute_logic(block, id, error);
    if (node->op == MANDATE_OP_LIES_IN) return mandate_compute_lies_in(block, id, error);
    if (node->op == MANDATE_OP_UNNAMED) return mandate_compute_unnamed(block, id, error);
    if (node->op <= MANDATE_OP_PLACE_IN) return mandate_compute_compare(block, id, error);
    if (node->op >= MANDATE_OP_TEXT_LENGTH && node->op <= MANDATE_OP_TEXT_JOINED) return mandate_compute_made_texts(block, id, error);
    if (node->op == MANDATE_OP_LIKE_UNITS || node->op == MANDATE_OP_IN_BASE || node->op == MANDATE_OP_UNIT_OF) return mandate_compute_units(block, id, error);
    if (node->op == MANDATE_OP_STOPPED || node->op == MANDATE_OP_PAUSE_LISTED) return mandate_compute_paused(block, id, error);
    if (node->op >= MANDATE_OP_DATE_DIFFERENCE && node->op <= MANDATE_OP_WINDOW_START) return mandate_compute_days(block, id, error);
    if (node->op <= MANDATE_OP_PARAMETER) return mandate_compute_arithmetic(block, id, error);
    if (node->op == MANDATE_OP_CALL) return mandate_compute_call(block, id, error);
    if (node->op >= MANDATE_OP_AHEAD_OF) return mandate_compute_ahead(block, id, error);
    return mandate_compute_verdict(block, id, error);
}
