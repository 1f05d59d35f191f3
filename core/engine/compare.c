// Comparisons: false where a value is absent, unknown where one is unknown or a range leaves it open.
#include <string.h>
#include "engine/run_internal.h"

// `sure`: true for every pair of values in the ranges; `possible`: for some.
#define NUMBERS(sure, possible)                                                \
    MANDATE_EACH_TRUTH(target, rows, ({                                        \
        double al = a->low[i], ah = mandate_high(a, i), bl = b->low[i], bh = mandate_high(b, i); \
        (void)al, (void)ah, (void)bl, (void)bh;                                \
        isnan(al) || isnan(bl) ? 0U : (sure) ? 1U : (possible) ? 2U : 0U;      \
    }))

#define DATES(holds)                                                           \
    MANDATE_EACH_TRUTH(target, rows, ({                                        \
        int32_t x = a->dates[i], y = b->dates[i];                              \
        x == MANDATE_DATE_ABSENT || y == MANDATE_DATE_ABSENT      ? 0U         \
        : x == MANDATE_DATE_UNKNOWN || y == MANDATE_DATE_UNKNOWN ? 2U          \
                                                                 : (unsigned)(holds); \
    }))

static bool in_place(const mandate_table *places, uint32_t place, uint32_t record)
{
    return record >= place && record < (places->branch_end ? places->branch_end[place] : place + 1);
}

bool mandate_compute_compare(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    size_t rows = mandate_rows(run, node->space);
    const mandate_vector *a = &run->vectors[node->argument[0]];
    const mandate_vector *b = node->argument[1] >= 0 ? &run->vectors[node->argument[1]] : NULL;
    mandate_target target;
    if (!mandate_vector_prepare(&run->vectors[id], node->type, rows, &target, error)) return false;
    switch (node->op) {
    case MANDATE_OP_NUMBER_ABOVE: NUMBERS(al > bh, ah > bl) break;
    case MANDATE_OP_NUMBER_AT_LEAST: NUMBERS(al >= bh, ah >= bl) break;
    case MANDATE_OP_NUMBER_BELOW: NUMBERS(ah < bl, al < bh) break;
    case MANDATE_OP_NUMBER_AT_MOST: NUMBERS(ah <= bl, al <= bh) break;
    case MANDATE_OP_NUMBER_SAME: NUMBERS(al == ah && bl == bh && al == bl, al <= bh && bl <= ah) break;
    case MANDATE_OP_DATE_BEFORE: DATES(x < y) break;
    case MANDATE_OP_DATE_BY: DATES(x <= y) break;
    case MANDATE_OP_DATE_AFTER: DATES(x > y) break;
    case MANDATE_OP_DATE_ON_OR_AFTER: DATES(x >= y) break;
    case MANDATE_OP_DATE_SAME: DATES(x == y) break;
    case MANDATE_OP_CODE_SAME:
        MANDATE_EACH_TRUTH(target, rows, ({
            uint32_t x = a->codes[i], y = b->codes[i];
            x == MANDATE_CODE_ABSENT || y == MANDATE_CODE_ABSENT      ? 0U
            : x == MANDATE_CODE_UNKNOWN || y == MANDATE_CODE_UNKNOWN ? 2U
                                                                     : (unsigned)(x == y);
        }))
        break;
    case MANDATE_OP_TEXT_IN: {
        const uint64_t *bits = run->plan->sets[node->integer].bits;
        MANDATE_EACH_TRUTH(target, rows, ({
            uint32_t x = a->codes[i];
            x == MANDATE_CODE_ABSENT ? 0U : x == MANDATE_CODE_UNKNOWN ? 2U : (unsigned)mandate_bit(bits, x);
        }))
        break;
    }
    case MANDATE_OP_STATUS_IN: {
        uint64_t statuses = (uint64_t)node->integer;
        bool asks_unknown = statuses >> MANDATE_UNKNOWN & 1;
        MANDATE_EACH_TRUTH(target, rows, ({
            uint8_t s = a->statuses[i];
            s == MANDATE_UNKNOWN && !asks_unknown ? 2U : s >= MANDATE_STATUS_COUNT ? 0U : (unsigned)(statuses >> s & 1);
        }))
        break;
    }
    default: { // PLACE_IN
        const mandate_table *places = mandate_snapshot_table(run->snapshot, node->kind);
        MANDATE_EACH_TRUTH(target, rows, ({
            uint32_t x = a->codes[i];
            x == MANDATE_CODE_UNKNOWN ? 2U : x == MANDATE_CODE_ABSENT ? 1U : (unsigned)in_place(places, (uint32_t)node->integer, x);
        }))
        break;
    }
    }
    return true;
}
