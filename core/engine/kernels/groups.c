// A row's group is arithmetic: each key has one digit of the group's number (plan/groups.c), and the digits tell a group's keys.
#include "engine/kernels/texts.h"

// Adds a key's digit to each row's number, so many rows at once that the compiler makes vectors of them.
enum { ROWS_AT_ONCE = 64 };
#define ADD_DIGITS(name, code_type, none)                                                                                                                                \
    static void name(const code_type *restrict codes, uint32_t absent, uint32_t place, size_t rows, uint32_t *restrict out)                                              \
    {                                                                                                                                                                    \
        size_t i = 0;                                                                                                                                                    \
        for (; i + ROWS_AT_ONCE <= rows; i += ROWS_AT_ONCE)                                                                                                              \
            for (size_t j = 0; j < ROWS_AT_ONCE; j++) {                                                                                                                  \
                uint32_t code = codes[i + j], blank = absent + (code != (none));                                                                                         \
                out[i + j] += place * (code < absent ? code : blank);                                                                                                    \
            }                                                                                                                                                            \
        for (; i < rows; i++) out[i] += place * (codes[i] < absent ? codes[i] : absent + (codes[i] != (none)));                                                          \
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
    const mandate_group *group = mandate_space_group(block->plan, (int)node->group);
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
    const mandate_node *key = &block->plan->nodes[group->keys[node->key]];
    size_t rows = mandate_rows(block, node->space);
    uint32_t first = block->frames[node->space].first, behind = 1, radix = group->radix[node->key];
    const uint32_t *texts = key->type == MANDATE_VALUE_TEXT ? mandate_plan_texts_of(block->plan, key->kind, key->field) : NULL;
    for (int k = (int)node->key + 1; k < group->key_count; k++) behind *= group->radix[k];
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
