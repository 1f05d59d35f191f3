// Aggregates by ranges: rows stand clustered by the row that has them, so counting is counting bits, and only set bits are walked.
#include "engine/kernels/aggregate.h"

#include "engine/kernels/counting.h"
#include "engine/kernels/narrow.h"
#include "model/memory.h"

// Runs the body for each row `i` that has a receiver `t` and whose bit is set: for sets with fewer rows than receivers.
#define EACH_SET_ROW(ranges, mask, body)                                                                                                                                 \
    do {                                                                                                                                                                 \
        const uint32_t end_ = mandate_range_end(ranges);                                                                                                                 \
        for (uint32_t begin_ = 0; begin_ < end_; begin_ += 64)                                                                                                           \
            for (uint64_t left_ = mandate_range_bits(mask, begin_, end_); left_; left_ &= left_ - 1) {                                                                   \
                size_t i = begin_ + (size_t)__builtin_ctzll(left_);                                                                                                      \
                uint32_t t = mandate_receiver_of(ranges, i);                                                                                                             \
                body                                                                                                                                                     \
            }                                                                                                                                                            \
    } while (0)

// True and unknown are never both.
static size_t count_open(const mandate_vector *mask, size_t rows)
{
    return mandate_count_ones(mask->yes, rows) + (mask->unknown ? mandate_count_ones(mask->unknown, rows) : 0);
}

static inline size_t count_in(const uint64_t *mask, uint32_t begin, uint32_t end)
{
    size_t count = 0;
    for (; begin < end; begin += 64) count += mandate_ones(mandate_range_bits(mask, begin, end));
    return count;
}

// Adds to each receiver how many of its rows are set.
MANDATE_WIDE static void count_rows(const mandate_ranges *ranges, const uint64_t *mask, double *counts)
{
    const mandate_ranges own = *ranges; // nothing that is written can be a part of it
    if (ranges->by_rows) {
        EACH_SET_ROW(&own, mask, counts[t]++;);
        return;
    }
    uint32_t begin = mandate_range_begin(&own, 0);
    for (uint32_t t = 0; t < own.receivers; t++) {
        uint32_t end = mandate_range_begin(&own, t + 1);
        counts[t] += (double)count_in(mask, begin, end);
        begin = end;
    }
}

static void count(const mandate_ranges *ranges, const mandate_vector *mask, mandate_vector *out, const mandate_target *target)
{
    uint32_t receivers = ranges->receivers;
    memset(target->low, 0, receivers * sizeof *target->low);
    if (receivers) count_rows(ranges, mask->yes, target->low);
    if (!mask->unknown) {
        out->high = NULL;
        out->certain = true;
        return;
    }
    memcpy(target->high, target->low, receivers * sizeof *target->high);
    if (receivers) count_rows(ranges, mask->unknown, target->high);
}

// Marks the receivers that have a row that is set.
MANDATE_WIDE static void mark_receivers(const mandate_ranges *ranges, const uint64_t *mask, uint64_t *marks)
{
    const mandate_ranges own = *ranges;
    memset(marks, 0, mandate_words(own.receivers) * sizeof *marks);
    if (ranges->by_rows) {
        EACH_SET_ROW(&own, mask, marks[t / 64] |= 1ULL << (t % 64););
        return;
    }
    uint32_t begin = own.receivers ? mandate_range_begin(&own, 0) : 0;
    for (uint32_t t = 0; t < own.receivers; t++) {
        uint32_t end = mandate_range_begin(&own, t + 1);
        uint64_t any = 0;
        for (; begin < end; begin += 64) any |= mandate_range_bits(mask, begin, end);
        begin = end;
        marks[t / 64] |= (uint64_t)(any != 0) << (t % 64);
    }
}

static void any(const mandate_ranges *ranges, const mandate_vector *mask, mandate_vector *out, const mandate_target *target)
{
    mark_receivers(ranges, mask->yes, target->yes);
    if (!mask->unknown) {
        out->unknown = NULL;
        out->certain = true;
        return;
    }
    mark_receivers(ranges, mask->unknown, target->unknown);
    for (size_t w = 0; w < mandate_words(ranges->receivers); w++) target->unknown[w] &= ~target->yes[w];
}

// The first date of certain dates; it is open where a row that is only perhaps in the set would be earlier.
typedef struct dating {
    const mandate_ranges *ranges;
    const mandate_vector *mask, *where, *dates;
    bool ascending; // each receiver's dates ascend, so the first row is that of the first date
    int32_t *out;
} dating;

static inline int32_t first_in(const dating *d, const uint64_t *mask, uint32_t begin, uint32_t end)
{
    int32_t best = MANDATE_DATE_ABSENT;
    for (; begin < end; begin += 64) {
        uint64_t bits = mandate_range_bits(mask, begin, end);
        if (d->ascending && bits) return mandate_day(d->dates, begin + (uint32_t)__builtin_ctzll(bits));
        for (; bits; bits &= bits - 1) {
            int32_t date = mandate_day(d->dates, begin + (uint32_t)__builtin_ctzll(bits));
            best = date < best ? date : best;
        }
    }
    return best;
}

// Only those who are asked for are looked at.
MANDATE_WIDE static void first_by_receivers(const dating *given)
{
    const dating d = *given; // nothing that is written can be a part of these
    const mandate_ranges ranges = *d.ranges;
    const uint64_t *yes = d.mask->yes, *unknown = d.mask->unknown;
    for (uint32_t from = 0; from < ranges.receivers; from += 64) {
        uint64_t asked = ranges.receivers - from >= 64 ? ~0ULL : (1ULL << (ranges.receivers - from)) - 1;
        if (d.where) asked &= mandate_open_word(d.where, from / 64);
        for (; asked; asked &= asked - 1) {
            uint32_t t = from + (uint32_t)__builtin_ctzll(asked), begin = mandate_range_begin(&ranges, t), end = mandate_range_begin(&ranges, t + 1);
            int32_t best = first_in(&d, yes, begin, end);
            d.out[t] = unknown && first_in(&d, unknown, begin, end) < best ? MANDATE_DATE_UNKNOWN : best;
        }
    }
}

MANDATE_WIDE static void first_of_rows(const dating *d, const uint64_t *mask, int32_t *out)
{
    const mandate_ranges ranges = *d->ranges;
    const mandate_vector dates = *d->dates;
    EACH_SET_ROW(&ranges, mask, {
        int32_t day = mandate_day(&dates, i);
        out[t] = day < out[t] ? day : out[t];
    });
}

static bool first_by_rows(const dating *d, mandate_gathered *g, mandate_error *error)
{
    uint32_t receivers = d->ranges->receivers;
    int32_t *out = d->out;
    first_of_rows(d, d->mask->yes, out);
    if (!d->mask->unknown) return true;
    int32_t *perhaps = mandate_resize(g->date_perhaps, receivers, sizeof *perhaps, error);
    if (!perhaps) return false;
    g->date_perhaps = perhaps;
    mandate_fill_dates(perhaps, receivers, MANDATE_DATE_ABSENT);
    first_of_rows(d, d->mask->unknown, perhaps);
    for (uint32_t t = 0; t < receivers; t++)
        if (perhaps[t] < out[t]) out[t] = MANDATE_DATE_UNKNOWN;
    return true;
}

// True where a node reads the event by which its kind's rows are ordered, and all of them have one: an owner's rows then ascend by it.
static bool ascends(const mandate_plan *plan, int node)
{
    const mandate_node *n = &plan->nodes[node];
    if (n->op != MANDATE_OP_READ || n->argument[0] >= 0 || mandate_space_is_pairs(plan, n->space)) return false;
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, n->kind);
    const mandate_column *column = &table->columns[n->field];
    return table->kind->fields[n->field].starts && !table->version_start && !column->has_absent && !column->has_unknown;
}

static bool first(mandate_block *block, int id, const mandate_ranges *ranges, mandate_gathered *g, int32_t *out, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    dating d = {.ranges = ranges,
                .mask = &block->vectors[node->argument[0]],
                .where = mandate_where(block, id),
                .dates = &block->vectors[node->argument[1]],
                .ascending = ascends(block->plan, node->argument[1]),
                .out = out};
    block->vectors[id].certain = !d.mask->unknown;
    if (!ranges->by_rows) {
        first_by_receivers(&d);
        return true;
    }
    mandate_fill_dates(out, ranges->receivers, MANDATE_DATE_ABSENT);
    return first_by_rows(&d, g, error);
}

// To look for a receiver's rows costs as much as to go over so many of them.
enum { ROWS_A_RECEIVER = 3 };

// Dates that are read as they were recorded, or on the as-of date, and of which each is known.
static bool dates_are_known(const mandate_plan *plan, const mandate_node *node)
{
    return mandate_reads_directly(plan, node) && node->type == MANDATE_VALUE_DATE &&
           !mandate_snapshot_table(plan->snapshot, node->kind)->columns[node->field].has_unknown;
}

bool mandate_goes_by_ranges(const mandate_plan *plan, const mandate_node *node)
{
    int to = node->argument[MANDATE_SET_TO];
    if (to < 0 || mandate_node_scatters(plan, node) || plan->nodes[node->argument[0]].space != plan->nodes[to].space || !mandate_reads_owner(plan, to)) return false;
    if (node->op == MANDATE_OP_DATE_FIRST) return dates_are_known(plan, &plan->nodes[node->argument[1]]);
    return node->op == MANDATE_OP_COUNT || node->op == MANDATE_OP_ANY;
}

bool mandate_aggregate_by_ranges(mandate_block *block, int id, mandate_gathered *g, bool *done, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int set = block->plan->nodes[node->argument[0]].space;
    *done = false;
    if (node->op != MANDATE_OP_COUNT && node->op != MANDATE_OP_ANY && node->op != MANDATE_OP_DATE_FIRST) return true;
    const mandate_vector *mask = &block->vectors[node->argument[0]];
    const mandate_vector *value = node->argument[1] >= 0 ? &block->vectors[node->argument[1]] : NULL;
    if (node->op == MANDATE_OP_DATE_FIRST && !(value && value->certain)) return true;
    mandate_ranges ranges;
    if (node->argument[2] < 0) {
        if (block->plan->spaces[set].outer != node->space) return true;
        ranges = mandate_pair_ranges(block, set);
    } else {
        if (!mandate_reads_owner(block->plan, node->argument[2]) || block->plan->nodes[node->argument[2]].space != set) return true;
        ranges = mandate_owner_ranges(block, node->argument[2]);
    }
    const mandate_vector *where = node->op == MANDATE_OP_DATE_FIRST ? mandate_where(block, id) : NULL; // the others give all their receivers
    size_t open = count_open(mask, ranges.rows), asked = where ? count_open(where, ranges.receivers) : ranges.receivers;
    ranges.by_rows = open < asked * (node->op == MANDATE_OP_DATE_FIRST ? ROWS_A_RECEIVER : 1);
    if (ranges.by_rows && !mandate_find_beginnings(block, set, open, &ranges, error)) return false;
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, ranges.receivers, &target, error)) return false;
    *done = true;
    if (node->op == MANDATE_OP_COUNT) count(&ranges, mask, out, &target);
    else if (node->op == MANDATE_OP_ANY) any(&ranges, mask, out, &target);
    else return first(block, id, &ranges, g, target.dates, error);
    return true;
}

static void scatter_counts(const mandate_ranges *ranges, const uint64_t *mask, uint64_t *counts)
{
    for (uint32_t t = 0; t < ranges->receivers; t++) counts[ranges->receiver + t] += count_in(mask, mandate_range_begin(ranges, t), mandate_range_begin(ranges, t + 1));
}

bool mandate_scatter_by_ranges(mandate_block *block, int id, mandate_gathered *g, bool *done, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_vector *mask = &block->vectors[node->argument[0]];
    size_t rows = mandate_rows(block, block->plan->nodes[node->argument[0]].space);
    *done = node->op == MANDATE_OP_COUNT;
    if (!*done) return true;
    if (block->layout->counted[node->argument[2]]) return mandate_count_in_groups(block, id, g, error);
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
