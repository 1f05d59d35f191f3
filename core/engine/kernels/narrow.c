#include "engine/kernels/narrow.h"

#include "engine/kernels/whole.h"
#include "model/memory.h"

bool mandate_reads_directly(const mandate_plan *plan, const mandate_node *node)
{
    if (node->op != MANDATE_OP_READ || node->argument[0] >= 0 || mandate_space_is_pairs(plan, node->space)) return false;
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, node->kind);
    return !table->version_start && (table->kind->fields[node->field].known_from < 0 || node->reading == MANDATE_READ_AS_RECORDED);
}

// Numbers and dates that lie packed, and of which none must be read otherwise on the day.
static bool is_packed(const mandate_plan *plan, const mandate_node *node)
{
    if (!mandate_reads_directly(plan, node)) return false;
    const mandate_column *column = &mandate_snapshot_table(plan->snapshot, node->kind)->columns[node->field];
    return column->scale > 0 && (column->type != MANDATE_EVENT || column->last <= plan->as_of);
}

// Whether a node understands the cells of its argument. Comparisons of numbers are looked at together with both of their arguments.
static bool understands(const mandate_plan *plan, const mandate_node *node, int argument)
{
    bool text = plan->nodes[node->argument[argument]].type == MANDATE_VALUE_TEXT;
    switch (node->op) {
    case MANDATE_OP_KNOWN:
    case MANDATE_OP_GIVEN: return true;
    case MANDATE_OP_GROUP: return text;
    case MANDATE_OP_TEXT_IN: return argument == 0;
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_DATE_ON_OR_AFTER:
    case MANDATE_OP_DATE_SAME: return true;
    case MANDATE_OP_NUMBER_ABOVE:
    case MANDATE_OP_NUMBER_AT_LEAST:
    case MANDATE_OP_NUMBER_BELOW:
    case MANDATE_OP_NUMBER_AT_MOST:
    case MANDATE_OP_NUMBER_SAME: return mandate_can_compare_whole(plan, node);
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN:
    case MANDATE_OP_NUMBER_MIN:
    case MANDATE_OP_NUMBER_MAX:
    case MANDATE_OP_RANKED:
    case MANDATE_OP_DATE_FIRST:
    case MANDATE_OP_DATE_LAST:
    case MANDATE_OP_DATE_ALL: return argument == 1 || argument == MANDATE_WINDOW_VALUE;
    default: return false;
    }
}

// A comparison of two columns of numbers understands both or none.
static bool drop_halves(const mandate_layout *layout, const bool *needed)
{
    const mandate_plan *plan = layout->plan;
    bool dropped = false;
    for (size_t n = 0; n < plan->node_count; n++) {
        const mandate_node *node = &plan->nodes[n];
        if (!needed[n] || node->op < MANDATE_OP_NUMBER_ABOVE || node->op > MANDATE_OP_NUMBER_SAME) continue;
        int a = node->argument[0], b = node->argument[1];
        if (layout->narrow[a] == layout->narrow[b] || plan->nodes[b].op == MANDATE_OP_NUMBER_CONSTANT) continue;
        layout->narrow[a] = layout->narrow[b] = false;
        dropped = true;
    }
    return dropped;
}

bool mandate_layout_find_narrow(mandate_layout *layout, const bool *needed, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    layout->narrow = mandate_new(plan->node_count ? plan->node_count : 1, sizeof *layout->narrow, error);
    if (!layout->narrow) return false;
    for (size_t n = 0; n < plan->node_count && !layout->keeps_all; n++) { // an explanation shows what the cells stand for, of pairs too
        const mandate_node *node = &plan->nodes[n];
        layout->narrow[n] = node->op == MANDATE_OP_READ && !layout->keep[n] && (node->type == MANDATE_VALUE_TEXT || is_packed(plan, node));
    }
    for (size_t n = 0; n < plan->node_count; n++) {
        if (!needed[n]) continue;
        for (int i = 0; i < MANDATE_ARGUMENTS; i++) {
            int input = plan->nodes[n].argument[i];
            if (input >= 0 && layout->narrow[input] && !understands(plan, &plan->nodes[n], i)) layout->narrow[input] = false;
        }
    }
    while (drop_halves(layout, needed)) {
    }
    return true;
}

void mandate_show_cells(const mandate_column *column, size_t first, mandate_vector *out)
{
    out->codes8 = NULL;
    out->codes16 = NULL;
    if (column->width == 1) out->codes8 = column->codes8 + first;
    else if (column->width == 2) out->codes16 = column->codes16 + first;
    else out->codes = column->codes + first;
    out->column = column->type == MANDATE_TEXT ? NULL : column;
    out->first = first;
    out->high = NULL;
    out->same = false;
    out->certain = !column->has_unknown;
}

// One comparison tells both ends: what is less than the least wraps around.
#define FIND(cell_type, cells)                                                                                                                                           \
    do {                                                                                                                                                                 \
        const cell_type *c = v->cells, first = (cell_type)least, span = (cell_type)(most - least);                                                                       \
        MANDATE_EACH_BIT(mask, rows, where, (cell_type)(c[i] - first) <= span)                                                                                           \
    } while (0)
MANDATE_WIDE static void find(const mandate_vector *v, uint32_t least, uint32_t most, const mandate_vector *where, size_t rows, uint64_t *mask)
{
    if (v->codes8) FIND(uint8_t, codes8);
    else if (v->codes16) FIND(uint16_t, codes16);
    else FIND(uint32_t, codes);
}

void mandate_find_cells(const mandate_vector *vector, uint32_t least, uint32_t most, const mandate_vector *where, size_t rows, uint64_t *mask)
{
    if (least > most) memset(mask, 0, mandate_words(rows) * sizeof *mask);
    else find(vector, least, most, where, rows, mask);
}

void mandate_find_known(const mandate_vector *vector, size_t rows, uint64_t *known, uint64_t *unknown)
{
    uint32_t cell = mandate_unknown_cell(vector);
    mandate_find_cells(vector, 0, cell - 1, NULL, rows, known);
    mandate_find_cells(vector, cell, vector->column->has_unknown ? cell : cell - 1, NULL, rows, unknown);
}

uint32_t mandate_vector_cell(const mandate_vector *v, size_t row)
{
    if (v->codes8) return v->codes8[row] >= UINT8_MAX - 1 ? v->codes8[row] | ~(uint32_t)UINT8_MAX : v->codes8[row];
    if (v->codes16) return v->codes16[row] >= UINT16_MAX - 1 ? v->codes16[row] | ~(uint32_t)UINT16_MAX : v->codes16[row];
    return v->codes[row];
}
