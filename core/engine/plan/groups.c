// Groups: rows that have the same keys. Which groups there can be is known from the columns' dictionaries, so a row's group is arithmetic, and no pass
// is needed to find them.
#include "engine/kernels/texts.h"
#include "model/memory.h"

// How many values a key can have, absent and unknown included; 0 where it cannot be a key.
static uint64_t values_of(const mandate_plan *plan, const mandate_node *key)
{
    if (key->op != MANDATE_OP_READ) return 0;
    const mandate_column *column = &mandate_snapshot_table(plan->snapshot, key->kind)->columns[key->field];
    switch (column->type) {
    case MANDATE_TEXT: return (uint64_t)column->text_count + 2;
    case MANDATE_YESNO: return 4;
    case MANDATE_REFERENCE:
        return (uint64_t)mandate_snapshot_table(plan->snapshot, mandate_model_kind(plan->model, key->kind)->fields[key->field].kind)->records + 2;
    default: return 0;
    }
}

static bool fill_group(const mandate_plan *plan, int kind, const int *keys, int count, mandate_group *group, mandate_error *error)
{
    uint64_t size = 1;
    *group = (mandate_group){.kind = kind, .key_count = count};
    if (count < 1 || count > MANDATE_GROUP_KEYS) return mandate_fail(error, MANDATE_ERROR_PLAN, "a group has 1 to %d keys, not %d", MANDATE_GROUP_KEYS, count);
    for (int k = 0; k < count; k++) {
        if (keys[k] < 0 || (size_t)keys[k] >= plan->node_count || plan->nodes[keys[k]].space != kind)
            return mandate_fail(error, MANDATE_ERROR_PLAN, "a group's key is a node over its members");
        uint64_t values = values_of(plan, &plan->nodes[keys[k]]);
        if (values == 0) return mandate_fail(error, MANDATE_ERROR_PLAN, "a group's key is a text, a yes/no or a reference that is stored");
        size *= values;
        if (size > MANDATE_MOST_GROUPS)
            return mandate_fail(error, MANDATE_ERROR_LIMIT, "a group has too many different keys: together they could be more than %d", MANDATE_MOST_GROUPS);
        group->keys[k] = keys[k];
        group->radix[k] = (uint32_t)values;
    }
    group->size = (uint32_t)size;
    return true;
}

// A key that is a text is read by a node of its own (`flag`), because another reader may want the plan's codes and a group counts by ranks.
static bool read_ranks(mandate_plan *plan, mandate_group *group, mandate_error *error)
{
    for (int k = 0; k < group->key_count; k++) {
        mandate_node own = plan->nodes[group->keys[k]];
        if (own.type != MANDATE_VALUE_TEXT) continue;
        own.flag = true;
        group->keys[k] = mandate_plan_add(plan, &own, error);
        if (group->keys[k] < 0) return false;
    }
    return true;
}

int mandate_plan_group(mandate_plan *plan, int kind, const int *keys, int count, mandate_error *error)
{
    mandate_group group;
    if (!fill_group(plan, kind, keys, count, &group, error) || !read_ranks(plan, &group, error)) return -1;
    for (size_t g = 0; g < plan->group_count; g++)
        if (plan->groups[g].kind == kind && plan->groups[g].key_count == count && memcmp(plan->groups[g].keys, group.keys, (size_t)count * sizeof *keys) == 0)
            return plan->groups[g].space;
    mandate_group *groups = mandate_grow(plan->groups, plan->group_count, &plan->group_capacity, sizeof *groups, error);
    if (!groups) return -1;
    plan->groups = groups;
    mandate_space *spaces = mandate_grow(plan->spaces, plan->space_count, &plan->space_capacity, sizeof *spaces, error);
    if (!spaces) return -1;
    plan->spaces = spaces;
    group.space = (int)plan->space_count;
    plan->groups[plan->group_count++] = group;
    plan->spaces[plan->space_count++] = (mandate_space){.kind = -1, .outer = -1, .owner = -1, .reference = -1, .group = (int)plan->group_count};
    return group.space;
}

size_t mandate_plan_records(const mandate_plan *plan, int space)
{
    const mandate_group *group = mandate_space_group(plan, space);
    return group ? group->size : mandate_snapshot_table(plan->snapshot, plan->spaces[space].kind)->records;
}

// Adds a key's digit to each row's number, so many rows at once that the compiler makes vectors of them.
enum { ROWS_AT_ONCE = 64 };
#define ADD_DIGITS(name, code_type, none)                                                        \
    static void name(const code_type *restrict codes, uint32_t absent, uint32_t place, size_t rows, uint32_t *restrict out) \
    {                                                                                            \
        size_t i = 0;                                                                            \
        for (; i + ROWS_AT_ONCE <= rows; i += ROWS_AT_ONCE)                                      \
            for (size_t j = 0; j < ROWS_AT_ONCE; j++) {                                          \
                uint32_t code = codes[i + j], blank = absent + (code != (none));                 \
                out[i + j] += place * (code < absent ? code : blank);                            \
            }                                                                                    \
        for (; i < rows; i++) out[i] += place * (codes[i] < absent ? codes[i] : absent + (codes[i] != (none))); \
    }
ADD_DIGITS(add_bytes, uint8_t, UINT8_MAX)
ADD_DIGITS(add_halves, uint16_t, UINT16_MAX)
ADD_DIGITS(add_words, uint32_t, MANDATE_CODE_ABSENT)

static void add_digits(const mandate_block *block, const mandate_group *group, int k, uint32_t place, size_t rows, uint32_t *out)
{
    const mandate_vector *v = &block->vectors[group->keys[k]];
    const uint32_t absent = group->radix[k] - 2;
    if (block->plan->nodes[group->keys[k]].type == MANDATE_VALUE_CONDITION) {
        for (size_t i = 0; i < rows; i++) out[i] += place * (mandate_bit(v->yes, i) ? 1U : v->unknown && mandate_bit(v->unknown, i) ? 3U : 0U);
    } else if (v->codes8) {
        add_bytes(v->codes8, absent, place, rows, out);
    } else if (v->codes16) {
        add_halves(v->codes16, absent, place, rows, out);
    } else {
        add_words(v->codes, absent, place, rows, out);
    }
}

static bool find_groups(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_group *group = mandate_space_group(block->plan, (int)node->integer);
    size_t rows = mandate_rows(block, node->space);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    uint32_t place = 1;
    memset(target.codes, 0, rows * sizeof *target.codes);
    for (int k = group->key_count - 1; k > 0; k--) place *= group->radix[k];
    for (int k = 0; k < group->key_count; k++) {
        add_digits(block, group, k, place, rows, target.codes);
        if (k + 1 < group->key_count) place /= group->radix[k + 1];
    }
    block->vectors[id].certain = true;
    return true;
}

static bool find_keys(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_group *group = mandate_space_group(block->plan, node->space);
    const mandate_node *key = &block->plan->nodes[group->keys[node->integer]];
    size_t rows = mandate_rows(block, node->space);
    uint32_t first = block->frames[node->space].first, behind = 1, radix = group->radix[node->integer];
    const uint32_t *texts = key->type == MANDATE_VALUE_TEXT ? mandate_plan_texts_of(block->plan, key->kind, key->field) : NULL;
    for (int k = (int)node->integer + 1; k < group->key_count; k++) behind *= group->radix[k];
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    if (node->type == MANDATE_VALUE_CONDITION) {
        MANDATE_EACH_TRUTH(target, rows, ({
            uint32_t digit = (first + (uint32_t)i) / behind % radix;
            digit == 3 ? 2U : digit;
        }))
        return true;
    }
    for (size_t i = 0; i < rows; i++) {
        uint32_t digit = (first + (uint32_t)i) / behind % radix;
        target.codes[i] = digit == radix - 2 ? MANDATE_CODE_ABSENT : digit == radix - 1 ? MANDATE_CODE_UNKNOWN : texts ? texts[digit] : digit;
    }
    return true;
}

bool mandate_compute_group(mandate_block *block, int node, mandate_error *error)
{
    return block->plan->nodes[node].op == MANDATE_OP_GROUP ? find_groups(block, node, error) : find_keys(block, node, error);
}
