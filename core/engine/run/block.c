#include "engine/run/block.h"

#include <assert.h>
#include "engine/kernels/arithmetic.h"
#include "engine/run/run_internal.h"
#include "model/memory.h"
#include "model/sizes.h"

int mandate_block_driver(const mandate_block *block) { return mandate_worker_of(block)->pass->driver; }

void mandate_block_rows(const mandate_block *block, int kind, uint32_t *first, uint32_t *rows)
{
    bool here = block->plan->driver[kind] == mandate_block_driver(block);
    *first = here ? block->frames[kind].first : 0;
    *rows = here ? block->frames[kind].rows : 0;
}

const int *mandate_block_judged(const mandate_block *block, size_t *count)
{
    *count = mandate_worker_of(block)->pass->judged_count;
    return mandate_worker_of(block)->pass->judged;
}

mandate_verdicts mandate_block_verdicts(const mandate_block *block, int node)
{
    const mandate_vector *v = &block->vectors[node];
    assert(block->plan->nodes[node].type == MANDATE_VALUE_VERDICT && block->stamps[node] == block->stamp);
    return (mandate_verdicts){v->statuses, v->due, v->done, v->next, v->since, v->arises};
}

bool mandate_block_has(const mandate_block *block, int node)
{
    return block->stamps[node] == block->stamp || (block->layout->keep[node] && block->layout->whole[node].block);
}

mandate_value mandate_block_value(const mandate_block *block, int node, size_t row) { return mandate_block_inspect(block, node, row); }

const char *mandate_block_text(const mandate_block *block, int node, uint32_t code, size_t *length)
{
    const mandate_node *n = &block->plan->nodes[node];
    if (block->layout->narrow[node]) return mandate_snapshot_text(block->plan->snapshot, n->kind, n->field, code, length); // the code is a rank
    return mandate_plan_text_of(block->plan, code, length);
}

int mandate_block_parameter_row(const mandate_block *block, int node, size_t row)
{
    const mandate_node *n = &block->plan->nodes[node];
    mandate_value inputs[3];
    for (int i = 0; i < 3; i++) {
        if (n->argument[i] < 0) continue;
        if (!mandate_block_has(block, n->argument[i])) return 0;
        inputs[i] = mandate_block_inspect(block, n->argument[i], row);
    }
    if (n->op != MANDATE_OP_PARAMETER || n->argument[0] < 0) return 0;
    const mandate_parameter_row *found =
        mandate_parameter_holding(block, n, &inputs[0], n->argument[1] >= 0 ? &inputs[1] : NULL, n->argument[2] >= 0 ? &inputs[2] : NULL, NULL);
    return found ? found->number : 0;
}

bool mandate_block_missing(const mandate_block *block, int node, size_t row, mandate_missing *missing, mandate_error *error)
{
    return mandate_worker_follow_missing(mandate_worker_of(block), node, row, missing, error);
}

const char *mandate_block_failure(const mandate_block *block, int node, size_t row)
{
    return mandate_failures_text(block->failures, mandate_failures_of(block, node, row));
}

char *mandate_output_reserve(mandate_output *output, size_t more, mandate_error *error)
{
    if (output->capacity - output->length < more) {
        size_t capacity = output->capacity ? output->capacity : (size_t)MANDATE_SIZE(4096, 16);
        while (capacity - output->length < more) capacity *= 2;
        char *bytes = mandate_resize(output->bytes, capacity, 1, error);
        if (!bytes) return NULL;
        output->bytes = bytes;
        output->capacity = capacity;
    }
    return output->bytes + output->length;
}
