// Aggregates by ranges: rows stand clustered by the row that has them, so counting is counting bits, and only set bits are walked.
#include "engine/aggregate.h"
#include "model/memory.h"

// Runs the body for each set bit: row `i`, received by row `t`. Rows behind the last range have no receiver.
#define EACH_ROW(ranges, rows, word_of, body)                                  \
    do {                                                                       \
        uint32_t t = 0, end_ = (ranges)->receivers ? mandate_range_begin(ranges, 1) : 0; \
        for (size_t w = 0; w < mandate_words(rows); w++)                       \
            for (uint64_t left_ = (word_of); left_; left_ &= left_ - 1) {      \
                uint32_t i = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left_); \
                while (i >= end_ && t + 1 < (ranges)->receivers) end_ = mandate_range_begin(ranges, ++t + 1); \
                if (i >= end_) break;                                          \
                body                                                           \
            }                                                                  \
    } while (0)

static size_t count_all(const uint64_t *mask, size_t rows)
{
    size_t count = 0;
    for (size_t w = 0; w < mandate_words(rows); w++) count += (size_t)__builtin_popcountll(mask[w]);
    return count;
}

// Adds to each receiver how many of its rows are set.
static void count_rows(const mandate_ranges *ranges, const uint64_t *mask, double *counts)
{
    size_t set = count_all(mask, ranges->rows);
    if (set == 0) return;
    if (set < ranges->receivers) {
        EACH_ROW(ranges, ranges->rows, mask[w], counts[t]++;);
        return;
    }
    for (uint32_t t = 0; t < ranges->receivers; t++)
        counts[t] += (double)mandate_bits_count(mask, mandate_range_begin(ranges, t), mandate_range_begin(ranges, t + 1));
}

static void count(const mandate_ranges *ranges, const mandate_vector *mask, mandate_vector *out, const mandate_target *target)
{
    memset(target->low, 0, ranges->receivers * sizeof *target->low);
    count_rows(ranges, mask->yes, target->low);
    if (!mask->unknown) {
        out->high = NULL;
        out->certain = true;
        return;
    }
    memcpy(target->high, target->low, ranges->receivers * sizeof *target->high);
    count_rows(ranges, mask->unknown, target->high);
}

static void any(const mandate_ranges *ranges, const mandate_vector *mask, mandate_vector *out, const mandate_target *target)
{
    size_t words = mandate_words(ranges->receivers);
    memset(target->yes, 0, words * sizeof *target->yes);
    EACH_ROW(ranges, ranges->rows, mask->yes[w], target->yes[t / 64] |= 1ULL << (t % 64););
    if (!mask->unknown) {
        out->unknown = NULL;
        out->certain = true;
        return;
    }
    memset(target->unknown, 0, words * sizeof *target->unknown);
    EACH_ROW(ranges, ranges->rows, mask->unknown[w], target->unknown[t / 64] |= 1ULL << (t % 64););
    for (size_t w = 0; w < words; w++) target->unknown[w] &= ~target->yes[w];
}

// The same where only some receivers are asked for, and all their rows are known to be in the set or not.
static void first_of_some(const mandate_ranges *ranges, const uint64_t *mask, const int32_t *dates, const mandate_vector *where, int32_t *out)
{
    for (size_t w = 0; w < mandate_words(ranges->receivers); w++)
        for (uint64_t asked = mandate_open_word(where, w); asked; asked &= asked - 1) {
            size_t t = w * 64 + (size_t)__builtin_ctzll(asked);
            uint32_t end = mandate_range_begin(ranges, t + 1);
            int32_t best = MANDATE_DATE_ABSENT;
            for (uint32_t i = mandate_range_begin(ranges, t); i < end; i++)
                if (mandate_bit(mask, i) && dates[i] < best) best = dates[i];
            out[t] = best;
        }
}

// The first date of certain dates; it is open where a row that is only perhaps in the set would be earlier.
static bool first(const mandate_ranges *ranges, const mandate_vector *mask, const int32_t *dates, const mandate_vector *where, mandate_gathered *g,
                  mandate_vector *out, const mandate_target *target, mandate_error *error)
{
    for (uint32_t t = 0; t < ranges->receivers; t++) target->dates[t] = MANDATE_DATE_ABSENT;
    if (where && !mask->unknown) {
        first_of_some(ranges, mask->yes, dates, where, target->dates);
        out->certain = true;
        return true;
    }
    EACH_ROW(ranges, ranges->rows, mask->yes[w], if (dates[i] < target->dates[t]) target->dates[t] = dates[i];);
    if (!mask->unknown) {
        out->certain = true;
        return true;
    }
    int32_t *perhaps = mandate_resize(g->date_perhaps, ranges->receivers ? ranges->receivers : 1, sizeof *perhaps, error);
    if (!perhaps) return false;
    g->date_perhaps = perhaps;
    for (uint32_t t = 0; t < ranges->receivers; t++) perhaps[t] = MANDATE_DATE_ABSENT;
    EACH_ROW(ranges, ranges->rows, mask->unknown[w], if (dates[i] < perhaps[t]) perhaps[t] = dates[i];);
    for (uint32_t t = 0; t < ranges->receivers; t++)
        if (perhaps[t] < target->dates[t]) target->dates[t] = MANDATE_DATE_UNKNOWN;
    return true;
}

bool mandate_aggregate_by_ranges(mandate_block *block, int id, mandate_gathered *g, bool *done, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int set = block->plan->nodes[node->argument[0]].space;
    *done = false;
    if (node->op != MANDATE_OP_COUNT && node->op != MANDATE_OP_ANY && node->op != MANDATE_OP_DATE_FIRST) return true;
    const mandate_vector *mask = &block->vectors[node->argument[0]];
    const mandate_vector *value = node->argument[1] >= 0 ? &block->vectors[node->argument[1]] : NULL;
    if (node->op == MANDATE_OP_DATE_FIRST && !value->certain) return true;
    mandate_ranges ranges;
    if (node->argument[2] < 0) {
        if (block->plan->spaces[set].outer != node->space) return true;
        ranges = mandate_pair_ranges(block, set);
    } else {
        if (!mandate_reads_owner(block->plan, node->argument[2]) || block->plan->nodes[node->argument[2]].space != set) return true;
        ranges = mandate_owner_ranges(block, node->argument[2]);
    }
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, ranges.receivers, &target, error)) return false;
    *done = true;
    if (node->op == MANDATE_OP_COUNT) count(&ranges, mask, out, &target);
    else if (node->op == MANDATE_OP_ANY) any(&ranges, mask, out, &target);
    else return first(&ranges, mask, value->dates, mandate_where(block, id), g, out, &target, error);
    return true;
}

static void scatter_counts(const mandate_ranges *ranges, const uint64_t *mask, uint64_t *counts)
{
    for (uint32_t t = 0; t < ranges->receivers; t++)
        counts[ranges->receiver + t] += mandate_bits_count(mask, mandate_range_begin(ranges, t), mandate_range_begin(ranges, t + 1));
}

bool mandate_scatter_by_ranges(mandate_block *block, int id, mandate_gathered *g)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_vector *mask = &block->vectors[node->argument[0]];
    size_t rows = mandate_rows(block, block->plan->nodes[node->argument[0]].space);
    if (node->op != MANDATE_OP_COUNT) return false;
    if (mandate_reads_owner(block->plan, node->argument[2])) {
        mandate_ranges ranges = mandate_owner_ranges(block, node->argument[2]);
        scatter_counts(&ranges, mask->yes, g->count);
        if (mask->unknown) scatter_counts(&ranges, mask->unknown, g->perhaps);
        return true;
    }
    const uint32_t *receivers = block->vectors[node->argument[2]].codes;
    for (size_t w = 0; w < mandate_words(rows); w++) {
        for (uint64_t left = mask->yes[w]; left; left &= left - 1) {
            uint32_t receiver = receivers[w * 64 + (size_t)__builtin_ctzll(left)];
            if (receiver < MANDATE_CODE_UNKNOWN) g->count[receiver]++;
        }
        for (uint64_t left = mandate_unknown_word(mask, w); left; left &= left - 1) {
            uint32_t receiver = receivers[w * 64 + (size_t)__builtin_ctzll(left)];
            if (receiver < MANDATE_CODE_UNKNOWN) g->perhaps[receiver]++;
        }
    }
    return true;
}
