// Aggregates by ranges: rows stand clustered by the row that has them, so counting is counting bits, and only set bits are walked.
#include "engine/kernels/aggregate.h"

#include "engine/kernels/counting.h"
#include "engine/kernels/narrow.h"
#include "model/memory.h"

// Runs the body for each row `i` that has a receiver `t` and whose bit is set: for sets with fewer rows than receivers.
#define EACH_SET_ROW(ranges, mask, body)                                                                                                                                 \
    do {                                                                                                                                                                 \
        const uint32_t end_ = mandate_range_end(ranges);                                                                                                                 \
        uint32_t list_[MANDATE_LIST_ROOM];                                                                                                                               \
        for (uint32_t begin_ = 0; begin_ < end_; begin_ += MANDATE_LISTED) {                                                                                             \
            const size_t count_ = mandate_list_rows(mask, begin_, end_ - begin_ < MANDATE_LISTED ? end_ : begin_ + MANDATE_LISTED, list_);                               \
            for (size_t k_ = 0; k_ < count_; k_++) {                                                                                                                     \
                const size_t i = list_[k_];                                                                                                                              \
                const uint32_t t = mandate_receiver_of(ranges, i);                                                                                                       \
                body                                                                                                                                                     \
            }                                                                                                                                                            \
        }                                                                                                                                                                \
    } while (0)

static inline size_t count_in(const uint64_t *mask, uint32_t begin, uint32_t end)
{
    size_t count = 0;
    for (; begin < end; begin += 64) count += mandate_ones(mandate_range_bits(mask, begin, end));
    return count;
}

// How many rows of a mask are set before each of its words, and before the one behind all of them.
MANDATE_WIDE static void sum_words(const uint64_t *mask, size_t rows, uint32_t *before)
{
    uint32_t sum = 0;
    for (size_t w = 0; w < rows / 64 + 1; w++) {
        before[w] = sum;
        sum += mandate_ones(mask[w]); // masks have a word to spare
    }
}

// Each receiver's number of set rows, from which a loop's body makes what it wants of receiver `t`. Ranges follow one another, so that a receiver's is what is set before its
// end less what is set before its beginning. Those between the first and the last lie wholly in the block.
#define EACH_COUNT(ranges, mask, before, body)                                                                                                                           \
    do {                                                                                                                                                                 \
        const uint32_t last_ = (ranges).receivers - 1;                                                                                                                   \
        uint32_t from_ = mandate_range_begin(&(ranges), 0), passed_ = SET_BEFORE(mask, before, from_);                                                                   \
        for (uint32_t t = 0; t <= last_; t++) {                                                                                                                          \
            const uint32_t to_ = t < last_ ? (ranges).start[t + 1] - (ranges).first : mandate_range_begin(&(ranges), (size_t)last_ + 1);                                 \
            const uint32_t now_ = SET_BEFORE(mask, before, to_), count = now_ - passed_;                                                                                 \
            passed_ = now_;                                                                                                                                              \
            body                                                                                                                                                         \
        }                                                                                                                                                                \
    } while (0)
#define SET_BEFORE(mask, before, at) ((before)[(at) / 64] + mandate_ones((mask)[(at) / 64] & ((1ULL << ((at) % 64)) - 1)))

// counts[t] = more[t] (NULL: nothing) and how many of receiver t's rows are set.
MANDATE_WIDE static void count_all(const mandate_ranges *given, const uint64_t *mask, const uint32_t *before, const double *more, double *counts)
{
    const mandate_ranges ranges = *given; // nothing that is written can be a part of it
    if (more) EACH_COUNT(ranges, mask, before, { counts[t] = more[t] + (double)count; });
    else EACH_COUNT(ranges, mask, before, { counts[t] = (double)count; });
}

MANDATE_WIDE static void mark_all(const mandate_ranges *given, const uint64_t *mask, const uint32_t *before, uint64_t *marks)
{
    const mandate_ranges ranges = *given;
    EACH_COUNT(ranges, mask, before, { marks[t / 64] |= (uint64_t)(count != 0) << (t % 64); });
}

// Runs the body for each receiver `t` that has rows, `begin` to `end` less one.
#define EACH_HAVING(ranges, having, body)                                                                                                                                \
    for (size_t w = 0; w < mandate_words((ranges).receivers); w++)                                                                                                       \
        for (uint64_t left = (having)[w]; left; left &= left - 1) {                                                                                                      \
            const uint32_t t = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);                                                                                     \
            uint32_t begin = mandate_range_begin(&(ranges), t);                                                                                                          \
            const uint32_t end = mandate_range_begin(&(ranges), (size_t)t + 1);                                                                                          \
            body                                                                                                                                                         \
        }

MANDATE_WIDE static void add_those_having(const mandate_ranges *given, const uint64_t *having, const uint64_t *mask, double *counts)
{
    const mandate_ranges ranges = *given;
    EACH_HAVING(ranges, having, { counts[t] += (double)count_in(mask, begin, end); })
}

MANDATE_WIDE static void mark_those_having(const mandate_ranges *given, const uint64_t *having, const uint64_t *mask, uint64_t *marks)
{
    const mandate_ranges ranges = *given;
    EACH_HAVING(ranges, having, {
        uint64_t any = 0;
        for (; begin < end; begin += 64) any |= mandate_range_bits(mask, begin, end);
        marks[t / 64] |= (uint64_t)(any != 0) << (t % 64);
    })
}

// What counting looks at besides the ranges: where most receivers have no row, those that have some; else room for what is set before each word.
typedef struct counting {
    const mandate_ranges *ranges;
    const uint64_t *having; // NULL: all are gone over
    uint32_t *before;
} counting;

static bool prepare_counting(mandate_block *block, int space, counting *c, mandate_error *error)
{
    mandate_having *had = &block->frames[space].had;
    if (c->ranges->rows < c->ranges->receivers && !mandate_space_is_pairs(block->plan, space)) {
        c->having = mandate_find_having(block, space, c->ranges, error);
        return c->having != NULL;
    }
    size_t words = (size_t)c->ranges->rows / 64 + 1;
    if (had->before_capacity < words) {
        uint32_t *before = mandate_resize(had->before, words, sizeof *before, error);
        if (!before) return false;
        had->before = before;
        had->before_capacity = words;
    }
    c->before = had->before;
    return true;
}

static void count_rows(const counting *c, const uint64_t *mask, const double *more, double *counts)
{
    if (c->ranges->receivers == 0) return;
    if (!c->having) {
        sum_words(mask, c->ranges->rows, c->before);
        count_all(c->ranges, mask, c->before, more, counts);
        return;
    }
    if (more) memcpy(counts, more, c->ranges->receivers * sizeof *counts);
    else memset(counts, 0, c->ranges->receivers * sizeof *counts);
    add_those_having(c->ranges, c->having, mask, counts);
}

static void count(const counting *c, const mandate_vector *mask, mandate_vector *out, const mandate_target *target)
{
    count_rows(c, mask->yes, NULL, target->low);
    if (mask->unknown) {
        count_rows(c, mask->unknown, target->low, target->high);
    } else {
        out->high = NULL;
        out->certain = true;
    }
}

// Marks the receivers that have a row that is set.
static void mark_receivers(const counting *c, const uint64_t *mask, uint64_t *marks)
{
    memset(marks, 0, mandate_words(c->ranges->receivers) * sizeof *marks);
    if (c->ranges->receivers == 0) return;
    if (c->having) {
        mark_those_having(c->ranges, c->having, mask, marks);
        return;
    }
    sum_words(mask, c->ranges->rows, c->before);
    mark_all(c->ranges, mask, c->before, marks);
}

static void any(const counting *c, const mandate_vector *mask, mandate_vector *out, const mandate_target *target)
{
    mark_receivers(c, mask->yes, target->yes);
    if (!mask->unknown) {
        out->unknown = NULL;
        out->certain = true;
        return;
    }
    mark_receivers(c, mask->unknown, target->unknown);
    for (size_t w = 0; w < mandate_words(c->ranges->receivers); w++) target->unknown[w] &= ~target->yes[w];
}

// The first date of certain dates; it is open where a row that is only perhaps in the set would be earlier.
typedef struct dating {
    mandate_ranges ranges;
    const uint64_t *yes, *unknown; // of the rows; NULL: no row is perhaps in the set
    const mandate_vector *where, *dates;
    const uint64_t *having; // the receivers that have rows; NULL: any may
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

// The receivers from 64 * w on that are asked for and may have rows.
static inline uint64_t asked_word(const dating *d, size_t w)
{
    uint32_t left = d->ranges.receivers - (uint32_t)(w * 64);
    uint64_t asked = d->having ? d->having[w] : left >= 64 ? ~0ULL : (1ULL << left) - 1;
    return d->where ? asked & mandate_open_word(d->where, w) : asked;
}

MANDATE_WIDE static void first_by_receivers(const dating *given)
{
    const dating d = *given; // nothing that is written can be a part of these
    for (size_t w = 0; w < mandate_words(d.ranges.receivers); w++)
        for (uint64_t asked = asked_word(&d, w); asked; asked &= asked - 1) {
            uint32_t t = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(asked), begin = mandate_range_begin(&d.ranges, t), end = mandate_range_begin(&d.ranges, t + 1);
            int32_t best = first_in(&d, d.yes, begin, end);
            d.out[t] = d.unknown && first_in(&d, d.unknown, begin, end) < best ? MANDATE_DATE_UNKNOWN : best;
        }
}

// Lowers each receiver's day to the first of its rows that are set.
MANDATE_WIDE static void lower_to_first(const dating *d, const uint64_t *mask, int32_t *out)
{
    const mandate_ranges ranges = d->ranges;
    const mandate_vector dates = *d->dates;
    EACH_SET_ROW(&ranges, mask, {
        int32_t day = mandate_day(&dates, i);
        out[t] = day < out[t] ? day : out[t];
    });
}

MANDATE_WIDE static void leave_open_where_earlier(const int32_t *perhaps, uint32_t receivers, int32_t *restrict out)
{
    MANDATE_EACH_ROW(receivers, { out[i] = perhaps[i] < out[i] ? MANDATE_DATE_UNKNOWN : out[i]; });
}

static bool first_by_rows(const dating *d, mandate_gathered *g, mandate_error *error)
{
    uint32_t receivers = d->ranges.receivers;
    lower_to_first(d, d->yes, d->out);
    if (!d->unknown) return true;
    int32_t *perhaps = mandate_resize(g->date_perhaps, receivers, sizeof *perhaps, error);
    if (!perhaps) return false;
    g->date_perhaps = perhaps;
    mandate_fill_dates(perhaps, receivers, MANDATE_DATE_ABSENT);
    lower_to_first(d, d->unknown, perhaps);
    leave_open_where_earlier(perhaps, receivers, d->out);
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

// To look for a receiver's first row costs as much as to go over so many of them.
enum { ROWS_A_RECEIVER = 3 };

static bool first(mandate_block *block, int id, int space, const mandate_ranges *ranges, mandate_gathered *g, int32_t *out, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_vector *mask = &block->vectors[node->argument[0]];
    dating d = {.ranges = *ranges,
                .yes = mask->yes,
                .where = mandate_where(block, id),
                .dates = &block->vectors[node->argument[1]],
                .ascending = ascends(block->plan, node->argument[1]),
                .out = out};
    size_t set = mandate_count_ones(mask->yes, ranges->rows), perhaps = mask->unknown ? mandate_count_ones(mask->unknown, ranges->rows) : 0, asked = 0;
    if (perhaps > 0) d.unknown = mask->unknown;
    block->vectors[id].certain = !d.unknown;
    mandate_fill_dates(out, ranges->receivers, MANDATE_DATE_ABSENT);
    if (!mandate_space_is_pairs(block->plan, space) && !(d.having = mandate_find_having(block, space, ranges, error))) return false;
    for (size_t w = 0; w < mandate_words(ranges->receivers); w++) asked += mandate_ones(asked_word(&d, w));
    bool by_rows = set + perhaps < asked * ROWS_A_RECEIVER;
    if (by_rows && !mandate_find_receivers(block, space, set + perhaps, &d.ranges, &by_rows, error)) return false;
    if (by_rows) return first_by_rows(&d, g, error);
    first_by_receivers(&d);
    return true;
}

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
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, ranges.receivers, &target, error)) return false;
    *done = true;
    if (node->op == MANDATE_OP_DATE_FIRST) return first(block, id, set, &ranges, g, target.dates, error);
    counting c = {.ranges = &ranges};
    if (!prepare_counting(block, set, &c, error)) return false;
    if (node->op == MANDATE_OP_COUNT) count(&c, mask, out, &target);
    else any(&c, mask, out, &target);
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
