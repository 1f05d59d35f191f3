#include "engine/kernels/texts.h"

#include "engine/kernels/narrow.h"
#include "model/memory.h"

// Before the run -------------------------------------------------------------------------------------------------------

static bool reads_texts(const mandate_node *node) { return node->op == MANDATE_OP_READ && node->type == MANDATE_VALUE_TEXT; }

static void take_rank(struct mandate_rank_set *ranks, uint32_t rank)
{
    if (mandate_bit(ranks->bits, rank)) return;
    ranks->bits[rank / 64] |= 1ULL << (rank % 64);
    if (ranks->members == 0 || rank < ranks->least) ranks->least = rank;
    if (ranks->members++ == 0 || rank > ranks->most) ranks->most = rank;
    if (ranks->few_count == MANDATE_FEW_TEXTS) ranks->few_count = -1;
    if (ranks->few_count >= 0) ranks->few[ranks->few_count++] = rank;
}

// A whole text is found among the column's, which are in order; where a part of one is asked for, each of them is looked at.
static bool make_rank_set(mandate_layout *layout, struct mandate_rank_set *ranks, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    const mandate_text_set *set = &plan->sets[ranks->set];
    bool whole = set->match == MANDATE_TEXT_IS;
    ranks->count = mandate_snapshot_table(layout->plan->snapshot, ranks->kind)->columns[ranks->field].text_count;
    ranks->bits = mandate_new((size_t)ranks->count / 64 + 1, sizeof *ranks->bits, error);
    if (!ranks->bits) return false;
    ranks->least = 1; // where there is none, above the last
    size_t length;
    for (size_t i = 0; whole && i < set->count; i++) {
        const char *text = mandate_plan_text_of(plan, set->codes[i], &length);
        uint32_t rank = mandate_snapshot_find_text(plan->snapshot, ranks->kind, ranks->field, text, length);
        if (rank != MANDATE_CODE_ABSENT) take_rank(ranks, rank);
    }
    for (uint32_t rank = 0; !whole && rank < ranks->count; rank++) {
        const char *text = mandate_snapshot_text(plan->snapshot, ranks->kind, ranks->field, rank, &length);
        if (mandate_text_set_holds(plan, set, text, length)) take_rank(ranks, rank);
    }
    for (int i = ranks->few_count; i > 0 && i < MANDATE_FEW_TEXTS; i++) ranks->few[i] = ranks->few[0];
    return true;
}

static bool find_rank_set(mandate_layout *layout, int node, mandate_error *error)
{
    const mandate_node *n = &layout->plan->nodes[node], *texts = &layout->plan->nodes[n->argument[0]];
    for (size_t i = 0; i < layout->rank_set_count; i++) {
        const struct mandate_rank_set *known = &layout->rank_sets[i];
        if (known->set == (int)n->texts && known->kind == texts->kind && known->field == texts->field) {
            layout->rank_set_of[node] = (int)i;
            return true;
        }
    }
    struct mandate_rank_set *grown = mandate_grow(layout->rank_sets, layout->rank_set_count, &layout->rank_set_capacity, sizeof *grown, error);
    if (!grown) return false;
    layout->rank_sets = grown;
    layout->rank_set_of[node] = (int)layout->rank_set_count;
    struct mandate_rank_set *own = &layout->rank_sets[layout->rank_set_count++];
    *own = (struct mandate_rank_set){.set = (int)n->texts, .kind = texts->kind, .field = texts->field};
    return make_rank_set(layout, own, error);
}

bool mandate_layout_prepare_texts(mandate_layout *layout, const bool *needed, mandate_error *error)
{
    mandate_plan *plan = layout->plan;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    layout->rank_set_of = mandate_new(nodes, sizeof *layout->rank_set_of, error);
    if (!layout->rank_set_of) return false;
    for (size_t n = 0; n < plan->node_count; n++) {
        const mandate_node *node = &plan->nodes[n];
        if (!needed[n]) continue;
        if (node->op == MANDATE_OP_GROUP_KEY && node->type == MANDATE_VALUE_TEXT) {
            const mandate_node *key = &plan->nodes[mandate_space_group(plan, node->space)->keys[node->key]];
            if (!mandate_plan_map_texts(plan, key->kind, key->field, error)) return false;
        }
        if (reads_texts(node) && !layout->narrow[n] && !mandate_plan_map_texts(plan, node->kind, node->field, error)) return false;
        if (node->op == MANDATE_OP_TEXT_IN && layout->narrow[node->argument[0]] && !find_rank_set(layout, (int)n, error)) return false;
    }
    for (size_t i = 0; i < plan->set_count; i++) // now that all texts have their codes
        if (!mandate_plan_set_bits(plan, &plan->sets[i], error)) return false;
    return true;
}

// In a block -----------------------------------------------------------------------------------------------------------

bool mandate_show_texts(mandate_block *block, int id, const mandate_column *column, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_frame *frame = &block->frames[node->space];
    mandate_vector *out = &block->vectors[id];
    if (block->layout->narrow[id]) {
        mandate_show_cells(column, frame->first, out);
        return true;
    }
    const uint32_t *texts = mandate_plan_texts_of(block->plan, node->kind, node->field);
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, frame->rows, &target, error)) return false;
    for (size_t i = 0; i < frame->rows; i++) {
        uint32_t rank = mandate_column_cell(column, frame->first + i);
        target.codes[i] = rank < MANDATE_CODE_UNKNOWN ? texts[rank] : rank;
    }
    out->certain = !column->has_unknown;
    return true;
}

bool mandate_spread_texts(mandate_block *block, int id, const mandate_column *column, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const uint32_t *texts = block->layout->narrow[id] ? NULL : mandate_plan_texts_of(block->plan, node->kind, node->field);
    const uint32_t *owners = block->vectors[node->argument[0]].codes;
    size_t rows = mandate_rows(block, node->space), done = 0;
    mandate_ranges ranges = mandate_owner_ranges(block, node->argument[0]);
    mandate_target target;
    mandate_vector *out = &block->vectors[id];
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    for (uint32_t t = 0; t < ranges.receivers; t++) {
        uint32_t rank = mandate_column_cell(column, ranges.receiver + t), end = mandate_range_begin(&ranges, t + 1);
        uint32_t code = texts && rank < MANDATE_CODE_UNKNOWN ? texts[rank] : rank;
        for (done = mandate_range_begin(&ranges, t); done < end; done++) target.codes[done] = code;
    }
    out->certain = !column->has_unknown && done == rows;
    for (size_t i = ranges.receivers ? mandate_range_begin(&ranges, ranges.receivers) : 0; i < rows; i++)
        target.codes[i] = owners[i]; // rows whose owner is not known stand last
    return true;
}

// Ranks that do not follow each other, in cells of one width.
#define FIND_KERNEL(name, cell_type, cells, open)                                                                                                                        \
    MANDATE_WIDE static void name(const mandate_vector *v, const struct mandate_rank_set *set, const mandate_vector *where, size_t rows, uint64_t *yes)                  \
    {                                                                                                                                                                    \
        const cell_type *c = v->cells;                                                                                                                                   \
        if (set->few_count > 0) {                                                                                                                                        \
            const cell_type p = (cell_type)set->few[0], q = (cell_type)set->few[1], r = (cell_type)set->few[2], s = (cell_type)set->few[3];                              \
            MANDATE_EACH_BIT(yes, rows, where, (c[i] == p) | (c[i] == q) | (c[i] == r) | (c[i] == s))                                                                    \
        } else {                                                                                                                                                         \
            MANDATE_EACH_BIT(yes, rows, where, c[i] < (open) && mandate_bit(set->bits, c[i]))                                                                            \
        }                                                                                                                                                                \
    }
FIND_KERNEL(find_in_bytes, uint8_t, codes8, UINT8_MAX - 1)
FIND_KERNEL(find_in_halves, uint16_t, codes16, UINT16_MAX - 1)
FIND_KERNEL(find_in_words, uint32_t, codes, MANDATE_CODE_UNKNOWN)

bool mandate_find_texts(mandate_block *block, int texts, const struct mandate_rank_set *set, const mandate_vector *where, size_t rows, const mandate_target *target)
{
    const mandate_vector *v = &block->vectors[texts];
    uint32_t unknown = mandate_unknown_cell(v);
    bool follow = set->most - set->least == set->members - 1; // where there is none, least is above most
    if (follow) mandate_find_cells(v, set->least, set->most, where, rows, target->yes);
    else if (v->codes8) find_in_bytes(v, set, where, rows, target->yes);
    else if (v->codes16) find_in_halves(v, set, where, rows, target->yes);
    else find_in_words(v, set, where, rows, target->yes);
    if (!v->certain) mandate_find_cells(v, unknown, unknown, where, rows, target->unknown);
    return v->certain;
}
