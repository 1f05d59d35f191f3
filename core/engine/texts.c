#include "engine/texts.h"

#include "model/memory.h"

uint32_t mandate_vector_rank(const mandate_vector *v, size_t row)
{
    if (v->codes8) return v->codes8[row] >= UINT8_MAX - 1 ? v->codes8[row] | ~(uint32_t)UINT8_MAX : v->codes8[row];
    if (v->codes16) return v->codes16[row] >= UINT16_MAX - 1 ? v->codes16[row] | ~(uint32_t)UINT16_MAX : v->codes16[row];
    return v->codes[row];
}

// Before the run -------------------------------------------------------------------------------------------------------

static bool reads_texts(const mandate_node *node) { return node->op == MANDATE_OP_READ && node->type == MANDATE_VALUE_TEXT; }

// Which operations understand ranks.
static bool understands_ranks(const mandate_node *node, int argument)
{
    if (node->op == MANDATE_OP_GROUP) return true;
    return argument == 0 && (node->op == MANDATE_OP_TEXT_IN || node->op == MANDATE_OP_KNOWN);
}

static void find_narrow(mandate_run *run, const bool *needed)
{
    const mandate_plan *plan = run->plan;
    for (size_t n = 0; n < plan->node_count; n++) run->narrow[n] = reads_texts(&plan->nodes[n]) && !run->keep[n];
    for (size_t n = 0; n < plan->node_count; n++) {
        if (!needed[n]) continue;
        for (int i = 0; i < MANDATE_ARGUMENTS; i++) {
            int input = plan->nodes[n].argument[i];
            if (input >= 0 && !understands_ranks(&plan->nodes[n], i)) run->narrow[input] = false;
        }
    }
}

static bool is_member(const mandate_plan *plan, const mandate_text_set *set, const char *text, size_t length)
{
    for (size_t i = 0; i < set->count; i++) {
        size_t member_length;
        const char *member = mandate_plan_text_of(plan, set->codes[i], &member_length);
        if ((set->starts ? length >= member_length : length == member_length) && memcmp(text, member, member_length) == 0) return true;
    }
    return false;
}

static bool make_rank_set(mandate_run *run, struct mandate_rank_set *ranks, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    const mandate_text_set *set = &plan->sets[ranks->set];
    ranks->count = mandate_snapshot_table(run->snapshot, ranks->kind)->columns[ranks->field].text_count;
    ranks->bits = mandate_new((size_t)ranks->count / 64 + 1, sizeof *ranks->bits, error);
    if (!ranks->bits) return false;
    for (uint32_t rank = 0; rank < ranks->count; rank++) {
        size_t length;
        const char *text = mandate_snapshot_text(run->snapshot, ranks->kind, ranks->field, rank, &length);
        if (!is_member(plan, set, text, length)) continue;
        ranks->bits[rank / 64] |= 1ULL << (rank % 64);
        if (ranks->few_count == MANDATE_FEW_TEXTS) ranks->few_count = -1;
        if (ranks->few_count >= 0) ranks->few[ranks->few_count++] = rank;
    }
    for (int i = ranks->few_count; i > 0 && i < MANDATE_FEW_TEXTS; i++) ranks->few[i] = ranks->few[0];
    return true;
}

static bool find_rank_set(mandate_run *run, int node, mandate_error *error)
{
    const mandate_node *n = &run->plan->nodes[node], *texts = &run->plan->nodes[n->argument[0]];
    for (size_t i = 0; i < run->rank_set_count; i++) {
        const struct mandate_rank_set *known = &run->rank_sets[i];
        if (known->set == (int)n->integer && known->kind == texts->kind && known->field == texts->field) {
            run->rank_set_of[node] = (int)i;
            return true;
        }
    }
    struct mandate_rank_set *grown = mandate_grow(run->rank_sets, run->rank_set_count, &run->rank_set_capacity, sizeof *grown, error);
    if (!grown) return false;
    run->rank_sets = grown;
    run->rank_set_of[node] = (int)run->rank_set_count;
    struct mandate_rank_set *own = &run->rank_sets[run->rank_set_count++];
    *own = (struct mandate_rank_set){.set = (int)n->integer, .kind = texts->kind, .field = texts->field};
    return make_rank_set(run, own, error);
}

bool mandate_run_prepare_texts(mandate_run *run, const bool *needed, mandate_error *error)
{
    mandate_plan *plan = run->plan;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    run->narrow = mandate_new(nodes, sizeof *run->narrow, error);
    run->rank_set_of = mandate_new(nodes, sizeof *run->rank_set_of, error);
    if (!run->narrow || !run->rank_set_of) return false;
    find_narrow(run, needed);
    for (size_t n = 0; n < plan->node_count; n++) {
        const mandate_node *node = &plan->nodes[n];
        if (!needed[n]) continue;
        if (node->op == MANDATE_OP_GROUP_KEY && node->type == MANDATE_VALUE_TEXT) {
            const mandate_node *key = &plan->nodes[mandate_space_group(plan, node->space)->keys[node->integer]];
            if (!mandate_plan_map_texts(plan, key->kind, key->field, error)) return false;
        }
        if (reads_texts(node) && !run->narrow[n] && !mandate_plan_map_texts(plan, node->kind, node->field, error)) return false;
        if (node->op == MANDATE_OP_TEXT_IN && run->narrow[node->argument[0]] && !find_rank_set(run, (int)n, error)) return false;
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
    out->codes8 = NULL;
    out->codes16 = NULL;
    out->certain = !column->has_unknown;
    if (block->run->narrow[id]) {
        if (column->width == 1) out->codes8 = column->codes8 + frame->first;
        else if (column->width == 2) out->codes16 = column->codes16 + frame->first;
        else out->codes = column->codes + frame->first;
        return true;
    }
    const uint32_t *texts = mandate_plan_texts_of(block->plan, node->kind, node->field);
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, frame->rows, &target, error)) return false;
    for (size_t i = 0; i < frame->rows; i++) {
        uint32_t rank = mandate_column_rank(column, frame->first + i);
        target.codes[i] = rank < MANDATE_CODE_UNKNOWN ? texts[rank] : rank;
    }
    out->certain = !column->has_unknown;
    return true;
}

bool mandate_spread_texts(mandate_block *block, int id, const mandate_column *column, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const uint32_t *texts = block->run->narrow[id] ? NULL : mandate_plan_texts_of(block->plan, node->kind, node->field);
    const uint32_t *owners = block->vectors[node->argument[0]].codes;
    size_t rows = mandate_rows(block, node->space), done = 0;
    mandate_ranges ranges = mandate_owner_ranges(block, node->argument[0]);
    mandate_target target;
    mandate_vector *out = &block->vectors[id];
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    out->codes8 = NULL;
    out->codes16 = NULL;
    for (uint32_t t = 0; t < ranges.receivers; t++) {
        uint32_t rank = mandate_column_rank(column, ranges.receiver + t), end = mandate_range_begin(&ranges, t + 1);
        uint32_t code = texts && rank < MANDATE_CODE_UNKNOWN ? texts[rank] : rank;
        for (done = mandate_range_begin(&ranges, t); done < end; done++) target.codes[done] = code;
    }
    out->certain = !column->has_unknown && done == rows;
    for (size_t i = ranges.receivers ? mandate_range_begin(&ranges, ranges.receivers) : 0; i < rows; i++) target.codes[i] = owners[i]; // rows whose owner is not known stand last
    return true;
}

// The masks for cells of one width.
#define FIND_KERNEL(name, cell_type, cells, absent)                            \
    static bool name(const mandate_vector *v, const struct mandate_rank_set *set, const mandate_vector *where, size_t rows, const mandate_target *target) \
    {                                                                          \
        const cell_type *c = v->cells;                                         \
        const cell_type none = (cell_type)(absent), open = (cell_type)(none - 1); \
        if (!set) {                                                            \
            MANDATE_EACH_BIT(target->yes, rows, where, c[i] < open)            \
            return true;                                                       \
        }                                                                      \
        if (set->few_count == 0) {                                             \
            memset(target->yes, 0, mandate_words(rows) * sizeof *target->yes); \
        } else if (set->few_count == 1) {                                      \
            const cell_type a = (cell_type)set->few[0];                        \
            MANDATE_EACH_BIT(target->yes, rows, where, c[i] == a)              \
        } else if (set->few_count > 0) {                                       \
            const cell_type a = (cell_type)set->few[0], b = (cell_type)set->few[1], d = (cell_type)set->few[2], e = (cell_type)set->few[3]; \
            MANDATE_EACH_BIT(target->yes, rows, where, (c[i] == a) | (c[i] == b) | (c[i] == d) | (c[i] == e)) \
        } else {                                                               \
            MANDATE_EACH_BIT(target->yes, rows, where, c[i] < open && mandate_bit(set->bits, c[i])) \
        }                                                                      \
        if (v->certain) return true;                                           \
        MANDATE_EACH_BIT(target->unknown, rows, where, c[i] == open)           \
        return false;                                                          \
    }
FIND_KERNEL(find_in_bytes, uint8_t, codes8, UINT8_MAX)
FIND_KERNEL(find_in_halves, uint16_t, codes16, UINT16_MAX)
FIND_KERNEL(find_in_words, uint32_t, codes, UINT32_MAX)

bool mandate_find_texts(mandate_block *block, int texts, const struct mandate_rank_set *set, const mandate_vector *where, size_t rows, const mandate_target *target)
{
    const mandate_vector *v = &block->vectors[texts];
    return v->codes8 ? find_in_bytes(v, set, where, rows, target) : v->codes16 ? find_in_halves(v, set, where, rows, target)
                                                                              : find_in_words(v, set, where, rows, target);
}
