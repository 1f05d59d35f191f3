// Units that stand in a column of their own: numbers are only compared and added where their units are alike (meaning.md, section 1).
#include "engine/kernels/compute.h"

// A number as it is where both units are the same, or where one of them is nobody's. Who does not know a unit knows no number in it.
static void take_like(const mandate_vector *number, const uint32_t *unit, const uint32_t *other, size_t rows, const mandate_target *target)
{
    for (size_t i = 0; i < rows; i++) {
        bool none = unit[i] == MANDATE_CODE_ABSENT || other[i] == MANDATE_CODE_ABSENT;
        bool unknown = unit[i] == MANDATE_CODE_UNKNOWN || other[i] == MANDATE_CODE_UNKNOWN;
        bool like = isnan(number->low[i]) || (!unknown && (none || unit[i] == other[i]));
        target->low[i] = like ? number->low[i] : MANDATE_NUMBER_UNKNOWN;
        target->high[i] = like ? mandate_high(number, i) : (double)INFINITY;
    }
}

bool mandate_compute_units(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    const mandate_vector *a = mandate_input(block, node, 0), *b = mandate_input(block, node, 1);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    if (node->op == MANDATE_OP_LIKE_UNITS) {
        take_like(a, b->codes, mandate_input(block, node, 2)->codes, rows, &target);
        return true;
    }
    for (size_t i = 0; i < rows; i++) target.codes[i] = isnan(mandate_low(b, i)) ? MANDATE_CODE_ABSENT : a->codes[i]; // UNIT_OF
    return true;
}
