// Kleene's logic over bit masks, what asks whether a value is there, and what takes one value or another.
#include <assert.h>
#include "engine/kernels/narrow.h"
#include "model/range.h"

// The values that are known, as a mask.
static void find_known(const mandate_vector *v, mandate_value_type type, size_t rows, const mandate_vector *where, uint64_t *mask)
{
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        for (size_t w = 0; w < mandate_words(rows); w++) {
            size_t left = rows - w * 64;
            mask[w] = ~mandate_unknown_word(v, w) & (left >= 64 ? ~0ULL : (1ULL << left) - 1);
        }
        break;
    case MANDATE_VALUE_NUMBER:
        if (v->high) {
            MANDATE_EACH_BIT(mask, rows, where, !isnan(v->low[i]) && v->low[i] == v->high[i])
        } else {
            MANDATE_EACH_BIT(mask, rows, where, v->low[i] > -(double)INFINITY)
        }
        break;
    case MANDATE_VALUE_DATE: MANDATE_EACH_BIT(mask, rows, where, (v->dates[i] != MANDATE_DATE_ABSENT) & (v->dates[i] != MANDATE_DATE_UNKNOWN)) break;
    default: MANDATE_EACH_BIT(mask, rows, where, v->codes[i] < MANDATE_CODE_UNKNOWN) break;
    }
}

// The values that are there, as a mask: a number of which only bounds are known is. And those of which nobody knows whether they are.
static void find_given(const mandate_vector *v, mandate_value_type type, size_t rows, const mandate_vector *where, const mandate_target *target)
{
    if (type == MANDATE_VALUE_NUMBER && v->high) {
        MANDATE_EACH_BIT(target->yes, rows, where, !isnan(v->low[i]) && (v->low[i] > -(double)INFINITY || v->high[i] < (double)INFINITY))
        MANDATE_EACH_BIT(target->unknown, rows, where, v->low[i] == -(double)INFINITY && v->high[i] == (double)INFINITY)
        return;
    }
    find_known(v, type, rows, where, target->yes);
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        for (size_t w = 0; w < mandate_words(rows); w++) target->unknown[w] = mandate_unknown_word(v, w);
        break;
    case MANDATE_VALUE_NUMBER: MANDATE_EACH_BIT(target->unknown, rows, where, v->low[i] == MANDATE_NUMBER_UNKNOWN) break;
    case MANDATE_VALUE_DATE: MANDATE_EACH_BIT(target->unknown, rows, where, v->dates[i] == MANDATE_DATE_UNKNOWN) break;
    default: MANDATE_EACH_BIT(target->unknown, rows, where, v->codes[i] == MANDATE_CODE_UNKNOWN) break;
    }
}

// The same of cells as their column holds them.
static void find_given_cells(const mandate_vector *v, size_t rows, const mandate_vector *where, const mandate_target *target)
{
    uint32_t unknown = mandate_unknown_cell(v);
    mandate_find_cells(v, 0, unknown - 1, where, rows, target->yes);
    mandate_find_cells(v, unknown, unknown, where, rows, target->unknown);
}

static bool absent(const mandate_vector *v, mandate_value_type type, size_t i)
{
    switch (type) {
    case MANDATE_VALUE_NUMBER: return isnan(v->low[i]);
    case MANDATE_VALUE_DATE: return v->dates[i] == MANDATE_DATE_ABSENT;
    case MANDATE_VALUE_CONDITION: return false;
    default: return v->codes[i] == MANDATE_CODE_ABSENT;
    }
}

// Takes row i from a or b.
#define CHOOSE(target, type, rows, take_a, a, b)                                                                                                                         \
    switch (type) {                                                                                                                                                      \
    case MANDATE_VALUE_NUMBER:                                                                                                                                           \
        for (size_t i = 0; i < (rows); i++) {                                                                                                                            \
            const mandate_vector *from_ = (take_a) ? (a) : (b);                                                                                                          \
            (target).low[i] = from_->low[i];                                                                                                                             \
            (target).high[i] = mandate_high(from_, i);                                                                                                                   \
        }                                                                                                                                                                \
        break;                                                                                                                                                           \
    case MANDATE_VALUE_DATE:                                                                                                                                             \
        for (size_t i = 0; i < (rows); i++) (target).dates[i] = (take_a) ? (a)->dates[i] : (b)->dates[i];                                                                \
        break;                                                                                                                                                           \
    case MANDATE_VALUE_CONDITION: MANDATE_EACH_TRUTH(target, rows, mandate_truth((take_a) ? (a) : (b), i)) break;                                                        \
    default:                                                                                                                                                             \
        for (size_t i = 0; i < (rows); i++) (target).codes[i] = (take_a) ? (a)->codes[i] : (b)->codes[i];                                                                \
        break;                                                                                                                                                           \
    }

// Either of two numbers, nobody knows which: what lies between them, too. Absent or not absent is unknown.
static mandate_range either_number(mandate_range a, mandate_range b)
{
    if (isnan(a.low) && isnan(b.low)) return a;
    if (isnan(a.low) || isnan(b.low)) return (mandate_range){-(double)INFINITY, (double)INFINITY};
    return (mandate_range){a.low < b.low ? a.low : b.low, a.high > b.high ? a.high : b.high};
}

// Of two conditions the one that a third picks, 64 rows at once.
static void pick_condition(const mandate_vector *a, const mandate_vector *b, const mandate_vector *c, size_t rows, mandate_vector *out, const mandate_target *target)
{
    for (size_t w = 0; w < mandate_words(rows); w++) target->yes[w] = (c->yes[w] & a->yes[w]) | (~c->yes[w] & b->yes[w]);
    if (!a->unknown && !b->unknown) {
        out->unknown = NULL;
        return;
    }
    for (size_t w = 0; w < mandate_words(rows); w++) target->unknown[w] = (c->yes[w] & mandate_unknown_word(a, w)) | (~c->yes[w] & mandate_unknown_word(b, w));
}

static void decide(const mandate_vector *a, const mandate_vector *b, const mandate_vector *c, mandate_value_type type, size_t rows, const mandate_target *target)
{
    switch (type) {
    case MANDATE_VALUE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            unsigned truth = mandate_truth(c, i);
            mandate_range x = {a->low[i], mandate_high(a, i)}, y = {b->low[i], mandate_high(b, i)};
            mandate_range r = truth == 1 ? x : truth == 0 ? y : either_number(x, y);
            target->low[i] = r.low;
            target->high[i] = r.high;
        }
        break;
    case MANDATE_VALUE_DATE:
        for (size_t i = 0; i < rows; i++) {
            unsigned truth = mandate_truth(c, i);
            target->dates[i] = truth == 0 ? b->dates[i] : truth == 1 || a->dates[i] == b->dates[i] ? a->dates[i] : MANDATE_DATE_UNKNOWN;
        }
        break;
    case MANDATE_VALUE_CONDITION:
        for (size_t w = 0; w < mandate_words(rows); w++) {
            uint64_t open = mandate_unknown_word(c, w), yes = c->yes[w], no = ~(yes | open);
            uint64_t both = a->yes[w] & b->yes[w], neither = ~(mandate_open_word(a, w) | mandate_open_word(b, w));
            target->yes[w] = (yes & a->yes[w]) | (no & b->yes[w]) | (open & both);
            target->unknown[w] = (yes & mandate_unknown_word(a, w)) | (no & mandate_unknown_word(b, w)) | (open & ~both & ~neither);
        }
        break;
    default:
        for (size_t i = 0; i < rows; i++) {
            unsigned truth = mandate_truth(c, i);
            target->codes[i] = truth == 0 ? b->codes[i] : truth == 1 || a->codes[i] == b->codes[i] ? a->codes[i] : MANDATE_CODE_UNKNOWN;
        }
        break;
    }
}

// Nothing is there of a row that is not there, and nobody knows what a row that nobody knows would say.
static void take_of_rows(const mandate_vector *a, const uint32_t *records, mandate_value_type type, size_t rows, const mandate_target *target)
{
    switch (type) {
    case MANDATE_VALUE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            bool there = records[i] < MANDATE_CODE_UNKNOWN, unknown = records[i] == MANDATE_CODE_UNKNOWN;
            target->low[i] = there ? a->low[i] : unknown ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
            target->high[i] = there ? mandate_high(a, i) : unknown ? (double)INFINITY : MANDATE_NUMBER_ABSENT;
        }
        break;
    case MANDATE_VALUE_DATE:
        for (size_t i = 0; i < rows; i++)
            target->dates[i] = records[i] < MANDATE_CODE_UNKNOWN ? a->dates[i] : records[i] == MANDATE_CODE_UNKNOWN ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
        break;
    case MANDATE_VALUE_CONDITION:
        MANDATE_EACH_TRUTH(*target, rows, records[i] < MANDATE_CODE_UNKNOWN ? mandate_truth(a, i) : records[i] == MANDATE_CODE_UNKNOWN ? 2U : 0U)
        break;
    default:
        for (size_t i = 0; i < rows; i++) target->codes[i] = records[i] < MANDATE_CODE_UNKNOWN ? a->codes[i] : records[i];
        break;
    }
}

// `&`, `|` and `~`, 64 rows at once. Returns whether something may be unknown.
static bool combine_truths(mandate_operation op, const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    size_t words = mandate_words(rows);
    switch (op) {
    case MANDATE_OP_AND:
        for (size_t w = 0; w < words; w++) target->yes[w] = a->yes[w] & b->yes[w];
        if (!a->unknown && !b->unknown) return false;
        for (size_t w = 0; w < words; w++) {
            uint64_t ua = mandate_unknown_word(a, w), ub = mandate_unknown_word(b, w);
            target->unknown[w] = (ua & (b->yes[w] | ub)) | (ub & a->yes[w]);
        }
        return true;
    case MANDATE_OP_OR:
        for (size_t w = 0; w < words; w++) target->yes[w] = a->yes[w] | b->yes[w];
        if (!a->unknown && !b->unknown) return false;
        for (size_t w = 0; w < words; w++) target->unknown[w] = (mandate_unknown_word(a, w) | mandate_unknown_word(b, w)) & ~target->yes[w];
        return true;
    default: // NOT
        for (size_t w = 0; w < words; w++) {
            size_t left = rows - w * 64;
            uint64_t all = left >= 64 ? ~0ULL : (1ULL << left) - 1;
            target->yes[w] = ~mandate_open_word(a, w) & all;
            target->unknown[w] = mandate_unknown_word(a, w);
        }
        return a->unknown != NULL;
    }
}

bool mandate_compute_logic(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    assert(block->vectors); // `where` is NULL for all rows, not for want of vectors
    const mandate_vector *a = mandate_input(block, node, 0), *b = mandate_input(block, node, 1);
    int alone = block->focused ? -1 : block->layout->alone[id];
    if (alone >= 0) a = b = &block->vectors[alone];
    const mandate_vector *where = mandate_where(block, id);
    mandate_value_type type = block->plan->nodes[node->argument[0]].type;
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    switch (node->op) {
    case MANDATE_OP_AND:
    case MANDATE_OP_OR:
    case MANDATE_OP_NOT:
        if (combine_truths(node->op, a, b, rows, &target)) return true;
        break;
    case MANDATE_OP_KNOWN:
        if (block->layout->narrow[node->argument[0]]) mandate_find_cells(a, 0, mandate_unknown_cell(a) - 1, where, rows, target.yes);
        else find_known(a, type, rows, where, target.yes);
        break;
    case MANDATE_OP_GIVEN:
        if (block->layout->narrow[node->argument[0]]) find_given_cells(a, rows, where, &target);
        else find_given(a, type, rows, where, &target);
        return true;
    case MANDATE_OP_HAPPENED:
        MANDATE_EACH_BIT(target.yes, rows, where, (a->dates[i] <= block->as_of) & (a->dates[i] != MANDATE_DATE_UNKNOWN))
        if (a->certain) break;
        MANDATE_EACH_BIT(target.unknown, rows, where, a->dates[i] == MANDATE_DATE_UNKNOWN)
        return true;
    case MANDATE_OP_OR_ELSE:
        CHOOSE(target, type, rows, !absent(a, type, i), a, b)
        if (type == MANDATE_VALUE_NUMBER && !a->high && !b->high) out->high = NULL;
        out->certain = a->certain && b->certain;
        return true;
    case MANDATE_OP_DECIDE:
        decide(a, b, &block->vectors[node->argument[2]], type, rows, &target);
        out->certain = false;
        return true;
    case MANDATE_OP_OF_ROW:
        take_of_rows(a, b->codes, type, rows, &target);
        out->certain = a->certain && b->certain;
        return true;
    default: { // PICK
        const mandate_vector *c = &block->vectors[node->argument[2]];
        if (type == MANDATE_VALUE_CONDITION) pick_condition(a, b, c, rows, out, &target);
        else CHOOSE(target, type, rows, mandate_bit(c->yes, i), a, b)
        if (type == MANDATE_VALUE_NUMBER && !a->high && !b->high) out->high = NULL;
        out->certain = a->certain && b->certain;
        return true;
    }
    }
    out->unknown = NULL;
    out->certain = true;
    return true;
}
