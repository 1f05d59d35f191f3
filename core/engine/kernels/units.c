// Units that stand in a column of their own: numbers are only compared and added where their units are alike, or the plan relates them (meaning.md, sections 1 and 28).
#include "engine/kernels/compute.h"
#include "model/factor.h"

// How numbers come from one unit into another; kept from row to row, since most rows have the units of the row before.
typedef struct way {
    uint32_t from, to;
    bool related;
    mandate_factor factor;
} way;

static bool find_way(const mandate_plan *plan, uint32_t from, uint32_t to, way *known)
{
    if (known->from != from || known->to != to) {
        const mandate_unit *a = mandate_plan_unit(plan, from), *b = mandate_plan_unit(plan, to);
        *known = (way){.from = from, .to = to};
        known->related = a && b && a->base == b->base && mandate_factor_divide(a->factor, b->factor, &known->factor);
    }
    return known->related;
}

static mandate_range number_at(const mandate_vector *number, size_t i) { return (mandate_range){number->low[i], mandate_high(number, i)}; }

static void put(const mandate_target *target, size_t i, mandate_range r)
{
    target->low[i] = r.low;
    target->high[i] = r.high;
}

// A number as it is where both units are the same, or where one of them is nobody's, and in the other unit where they are related. Who does not know a unit knows no
// number in it.
static void take_like(const mandate_block *block, const mandate_node *node, size_t rows, const mandate_target *target)
{
    const mandate_vector *number = mandate_input(block, node, 0);
    const uint32_t *unit = mandate_input(block, node, 1)->codes, *other = mandate_input(block, node, 2)->codes;
    const mandate_range unknown = {MANDATE_NUMBER_UNKNOWN, (double)INFINITY};
    way known = {.from = MANDATE_CODE_ABSENT, .to = MANDATE_CODE_ABSENT};
    for (size_t i = 0; i < rows; i++) {
        bool none = unit[i] == MANDATE_CODE_ABSENT || other[i] == MANDATE_CODE_ABSENT;
        bool open = unit[i] == MANDATE_CODE_UNKNOWN || other[i] == MANDATE_CODE_UNKNOWN;
        mandate_range r = number_at(number, i);
        if (!isnan(r.low) && open) r = unknown;
        else if (!isnan(r.low) && !none && unit[i] != other[i])
            r = node->related && find_way(block->plan, unit[i], other[i], &known) ? mandate_range_convert(r, known.factor, node->exact) : unknown;
        put(target, i, r);
    }
}

static void take_in_base(const mandate_block *block, const mandate_node *node, size_t rows, const mandate_target *target)
{
    const mandate_vector *number = mandate_input(block, node, 0);
    const uint32_t *unit = mandate_input(block, node, 1)->codes;
    const mandate_unit *known = NULL;
    for (size_t i = 0; i < rows; i++) {
        if (!known || known->code != unit[i]) known = mandate_plan_unit(block->plan, unit[i]);
        mandate_range r = number_at(number, i);
        put(target, i, known && known->base != unit[i] ? mandate_range_convert(r, known->factor, false) : r);
    }
}

static void take_units(const mandate_block *block, const mandate_node *node, size_t rows, const mandate_target *target)
{
    const uint32_t *unit = mandate_input(block, node, 0)->codes;
    const mandate_vector *number = mandate_input(block, node, 1);
    for (size_t i = 0; i < rows; i++) {
        const mandate_unit *known = node->related ? mandate_plan_unit(block->plan, unit[i]) : NULL;
        target->codes[i] = isnan(mandate_low(number, i)) ? MANDATE_CODE_ABSENT : known ? known->base : unit[i];
    }
}

bool mandate_compute_units(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    if (node->op == MANDATE_OP_LIKE_UNITS) take_like(block, node, rows, &target);
    else if (node->op == MANDATE_OP_IN_BASE) take_in_base(block, node, rows, &target);
    else take_units(block, node, rows, &target);
    return true;
}
