#include "engine/kernels/block.h"

#include <assert.h>
#include "engine/kernels/narrow.h"
#include "engine/kernels/texts.h"
#include "model/memory.h"

mandate_value mandate_block_inspect(const mandate_block *block, int node, size_t row)
{
    const mandate_node *n = &block->plan->nodes[node];
    if (block->layout->narrow[node] && n->type == MANDATE_VALUE_TEXT) { // only its state is asked for: the code is a rank
        uint32_t rank = mandate_vector_cell(&block->vectors[node], row);
        mandate_state state = rank == MANDATE_CODE_ABSENT ? MANDATE_STATE_ABSENT : rank == MANDATE_CODE_UNKNOWN ? MANDATE_STATE_UNKNOWN : MANDATE_STATE_KNOWN;
        return (mandate_value){.type = n->type, .state = state, .code = rank};
    }
    if (block->stamps[node] == block->stamp) return mandate_vector_get(&block->vectors[node], n->type, row);
    assert(block->layout->keep[node]);
    return mandate_vector_get(&block->layout->whole[node], n->type, block->frames[n->space].first + row);
}

void mandate_layout_release(mandate_layout *layout)
{
    for (size_t n = 0; layout->whole && n < layout->plan->node_count; n++) mandate_vector_release(&layout->whole[n]);
    for (size_t i = 0; i < layout->rank_set_count; i++) mandate_free(layout->rank_sets[i].bits);
    for (size_t n = 0; layout->ended && n < layout->plan->node_count; n++) mandate_free(layout->ended[n]);
    mandate_free((void *)layout->ended);
    mandate_free(layout->endings);
    mandate_free(layout->whole);
    mandate_free(layout->keep);
    mandate_free(layout->demand);
    mandate_free(layout->pairs_demand);
    mandate_free(layout->asking);
    mandate_free(layout->narrow);
    mandate_free(layout->counted);
    mandate_free(layout->partly);
    mandate_free(layout->compared);
    mandate_free(layout->idle);
    mandate_free(layout->between);
    mandate_free(layout->alone);
    mandate_free(layout->at_owner);
    mandate_free(layout->ruled);
    mandate_free(layout->framed);
    mandate_free(layout->rank_set_of);
    mandate_free(layout->rank_sets);
    mandate_free(layout->bounds_of);
    mandate_free(layout->bounds_demand);
}
