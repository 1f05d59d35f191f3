// Kleene's logic over bit masks, and what asks whether a value is there.
#include "engine/run_internal.h"

static unsigned known(const mandate_vector *v, mandate_value_type type, size_t i)
{
    return mandate_vector_get(v, type, i).state == MANDATE_STATE_KNOWN;
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
#define CHOOSE(target, type, rows, take_a, a, b)                               \
    switch (type) {                                                            \
    case MANDATE_VALUE_NUMBER:                                                 \
        for (size_t i = 0; i < (rows); i++) {                                  \
            const mandate_vector *from_ = (take_a) ? (a) : (b);                \
            (target).low[i] = from_->low[i];                                   \
            (target).high[i] = mandate_high(from_, i);                         \
        }                                                                      \
        break;                                                                 \
    case MANDATE_VALUE_DATE:                                                   \
        for (size_t i = 0; i < (rows); i++) (target).dates[i] = (take_a) ? (a)->dates[i] : (b)->dates[i]; \
        break;                                                                 \
    case MANDATE_VALUE_CONDITION:                                              \
        MANDATE_EACH_TRUTH(target, rows, mandate_truth((take_a) ? (a) : (b), i)) \
        break;                                                                 \
    default:                                                                   \
        for (size_t i = 0; i < (rows); i++) (target).codes[i] = (take_a) ? (a)->codes[i] : (b)->codes[i]; \
        break;                                                                 \
    }

bool mandate_compute_logic(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    size_t rows = mandate_rows(run, node->space), words = mandate_words(rows);
    const mandate_vector *a = &run->vectors[node->argument[0]];
    const mandate_vector *b = node->argument[1] >= 0 ? &run->vectors[node->argument[1]] : NULL;
    mandate_value_type type = run->plan->nodes[node->argument[0]].type;
    mandate_target target;
    if (!mandate_vector_prepare(&run->vectors[id], node->type, rows, &target, error)) return false;
    switch (node->op) {
    case MANDATE_OP_AND:
        for (size_t w = 0; w < words; w++) {
            target.yes[w] = a->yes[w] & b->yes[w];
            target.unknown[w] = (a->unknown[w] & (b->yes[w] | b->unknown[w])) | (b->unknown[w] & a->yes[w]);
        }
        return true;
    case MANDATE_OP_OR:
        for (size_t w = 0; w < words; w++) {
            target.yes[w] = a->yes[w] | b->yes[w];
            target.unknown[w] = (a->unknown[w] | b->unknown[w]) & ~target.yes[w];
        }
        return true;
    case MANDATE_OP_NOT:
        for (size_t w = 0; w < words; w++) {
            size_t left = rows - w * 64;
            uint64_t all = left >= 64 ? ~0ULL : (1ULL << left) - 1;
            target.yes[w] = ~(a->yes[w] | a->unknown[w]) & all;
            target.unknown[w] = a->unknown[w];
        }
        return true;
    case MANDATE_OP_KNOWN:
        MANDATE_EACH_TRUTH(target, rows, known(a, type, i))
        return true;
    case MANDATE_OP_HAPPENED:
        MANDATE_EACH_TRUTH(target, rows, a->dates[i] == MANDATE_DATE_UNKNOWN ? 2U : (unsigned)(a->dates[i] <= run->as_of))
        return true;
    case MANDATE_OP_OR_ELSE:
        CHOOSE(target, type, rows, !absent(a, type, i), a, b)
        return true;
    default: { // PICK
        const mandate_vector *c = &run->vectors[node->argument[2]];
        CHOOSE(target, type, rows, mandate_bit(c->yes, i), a, b)
        return true;
    }
    }
}
