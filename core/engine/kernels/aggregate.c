// Aggregates: what the rows of a set say about the row that has the set. Rows that are only perhaps in the set, and values that are
// not known, make the result unknown or a range where they could change it (meaning.md, section 6).
#define _GNU_SOURCE
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "engine/kernels/aggregate.h"
#include "engine/kernels/moving.h"
#include "engine/kernels/counting.h"
#include "engine/kernels/different.h"
#include "engine/kernels/open_values.h"
#include "engine/kernels/geometric.h"
#include "engine/kernels/paused.h"
#include "engine/kernels/ranked.h"
#include "model/memory.h"

enum { SEEN = 1, PERHAPS = 2, OPEN_VALUE = 4, LACKING = 8, LACKING_PERHAPS = 16 };

void mandate_gathered_release(mandate_gathered *g)
{
    mandate_free(g->count);
    mandate_free(g->perhaps);
    mandate_free(g->low);
    mandate_free(g->high);
    mandate_free(g->date);
    mandate_free(g->date_perhaps);
    mandate_free(g->record);
    mandate_free(g->record_perhaps);
    mandate_free(g->present);
    mandate_free(g->flags);
    mandate_free(g->sums);
    mandate_free(g->values);
    mandate_free(g->open);
    mandate_free(g->outer);
    mandate_free(g->ended);
    if (g->moving) mandate_gathered_release(g->moving);
    mandate_free(g->moving);
    memset(g, 0, sizeof *g);
}

#define NEED(array) MANDATE_RESIZE(g->array, rows, error)
#define FILL(array, value)                                                                                                                                               \
    do {                                                                                                                                                                 \
        NEED(array);                                                                                                                                                     \
        for (size_t i = 0; i < rows; i++) g->array[i] = (value);                                                                                                         \
    } while (0)

bool mandate_gathered_start(mandate_gathered *g, mandate_operation op, size_t rows, mandate_error *error)
{
    g->rows = rows;
    g->value_count = g->open_count = 0;
    FILL(flags, 0);
    switch (op) {
    case MANDATE_OP_COUNT:
        FILL(count, 0);
        FILL(perhaps, 0);
        return true;
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN:
        FILL(present, 0);
        NEED(sums);
        for (size_t i = 0; i < rows; i++) mandate_sum_clear(&g->sums[i]);
        return true;
    case MANDATE_OP_NUMBER_MIN:
        FILL(low, (double)INFINITY);
        FILL(high, (double)INFINITY);
        return true;
    case MANDATE_OP_NUMBER_MAX:
        FILL(low, -(double)INFINITY);
        FILL(high, -(double)INFINITY);
        return true;
    case MANDATE_OP_DATE_FIRST:
        FILL(date, MANDATE_DATE_ABSENT);
        FILL(date_perhaps, MANDATE_DATE_ABSENT);
        return true;
    case MANDATE_OP_DATE_LAST:
    case MANDATE_OP_DATE_ALL:
        FILL(date, MANDATE_DATE_ALWAYS);
        FILL(date_perhaps, MANDATE_DATE_ALWAYS);
        return true;
    case MANDATE_OP_ROW_FIRST:
    case MANDATE_OP_ROW_LAST:
        FILL(record, MANDATE_CODE_ABSENT);
        FILL(record_perhaps, MANDATE_CODE_ABSENT);
        return true;
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST: FILL(record, MANDATE_CODE_ABSENT); return true;
    default: return true; // ANY, DISTINCT, MOST_IN, PAUSES, RANKED: flags and values only
    }
}

// Of ranges the result's one end comes from the rows that are there for certain, the other from all.
static void take_number(mandate_gathered *g, mandate_operation op, size_t t, double low, double high, bool certain)
{
    if (isnan(low)) return;
    bool least = op == MANDATE_OP_NUMBER_MIN;
    double near = least ? high : low, far = least ? low : high;
    if (certain && (least ? near < g->low[t] : near > g->low[t])) g->low[t] = near;
    if (least ? far < g->high[t] : far > g->high[t]) g->high[t] = far;
    g->flags[t] |= certain ? SEEN : PERHAPS;
}

static bool take_sum(mandate_gathered *g, size_t t, double low, double high, bool certain, mandate_error *error)
{
    if (isnan(low)) return true;
    if (low != high || !certain) return mandate_open_value_add(g, &(mandate_open_value){(uint32_t)t, certain, low, high}, error);
    mandate_sum_add(&g->sums[t], low);
    g->present[t]++;
    return true;
}

static bool take_ranked(mandate_gathered *g, size_t t, double low, double high, bool certain, mandate_error *error)
{
    return isnan(low) || mandate_open_value_add(g, &(mandate_open_value){(uint32_t)t, certain, low, high}, error);
}

static void take_date(mandate_gathered *g, mandate_operation op, size_t t, int32_t date, bool certain)
{
    g->flags[t] |= certain ? SEEN : PERHAPS;
    if (date == MANDATE_DATE_UNKNOWN) {
        g->flags[t] |= OPEN_VALUE;
        return;
    }
    if (date == MANDATE_DATE_ABSENT) {
        g->flags[t] |= certain ? LACKING : LACKING_PERHAPS;
        return;
    }
    int32_t *best = certain ? &g->date[t] : &g->date_perhaps[t];
    if (op == MANDATE_OP_DATE_FIRST ? date < *best : date > *best) *best = date;
}

// Rows of one owner stand in their order already.
bool mandate_precedes(const mandate_block *block, int kind, uint32_t a, uint32_t b)
{
    const mandate_table *table = mandate_snapshot_table(block->snapshot, kind);
    mandate_date a_day = mandate_column_date(&table->event, a), b_day = mandate_column_date(&table->event, b);
    if (a_day != b_day) return a_day < b_day;
    if (table->owner && table->branch_end == NULL && table->owner[a] == table->owner[b]) return a < b;
    return mandate_snapshot_compare_keys(block->snapshot, kind, a, b) < 0;
}

static void take_row(const mandate_block *block, mandate_gathered *g, mandate_operation op, int kind, size_t t, uint32_t record, bool certain)
{
    uint32_t *best = certain ? &g->record[t] : &g->record_perhaps[t];
    if (*best == MANDATE_CODE_ABSENT || (op == MANDATE_OP_ROW_FIRST ? mandate_precedes(block, kind, record, *best) : mandate_precedes(block, kind, *best, record)))
        *best = record;
}

// Rows perhaps in the set count like those that are.
static void take_text(mandate_gathered *g, mandate_operation op, size_t t, uint32_t code)
{
    if (code == MANDATE_CODE_ABSENT) return;
    if (code == MANDATE_CODE_UNKNOWN) {
        g->flags[t] |= OPEN_VALUE;
        return;
    }
    uint32_t best = g->record[t];
    if (best == MANDATE_CODE_ABSENT || (op == MANDATE_OP_TEXT_FIRST ? code < best : code > best)) g->record[t] = code;
}

static bool take_value(mandate_gathered *g, size_t t, bool certain, bool known, uint64_t value, mandate_error *error)
{
    void *grown = mandate_grow(g->values, g->value_count, &g->value_capacity, sizeof *g->values, error);
    if (!grown) return false;
    g->values = grown;
    g->values[g->value_count++] = (struct mandate_distinct){.target = (uint32_t)t, .certain = certain, .known = known, .value = value};
    return true;
}

static bool take_distinct(const mandate_gathering *how, mandate_gathered *g, size_t t, size_t i, bool certain, mandate_error *error)
{
    mandate_value value = mandate_vector_get(how->value, how->type, i);
    if (value.state == MANDATE_STATE_ABSENT) return true;
    uint64_t bits = mandate_value_bits(&value, how->type);
    if (how->node->op == MANDATE_OP_MOST_IN) bits = value.state == MANDATE_STATE_KNOWN ? mandate_month_of(value.date) : 0;
    return take_value(g, t, certain, value.state == MANDATE_STATE_KNOWN, bits, error);
}

// COUNT, which most tables ask of every row: words of rows that all count are gone over without looking at the mask's bits.
static void gather_count(const mandate_vector *mask, mandate_gathered *g, const uint32_t *receivers, uint32_t first, size_t rows)
{
    for (size_t w = 0; w < mandate_words(rows); w++) {
        uint64_t open = mandate_open_word(mask, w), certain = mask->yes[w];
        const uint32_t *to = receivers + w * 64;
        if (certain == ~0ULL && w * 64 + 64 <= rows) {
            for (size_t i = 0; i < 64; i++)
                if (to[i] < MANDATE_CODE_UNKNOWN) g->count[to[i] - first]++;
            continue;
        }
        for (; open; open &= open - 1) {
            size_t i = (size_t)__builtin_ctzll(open);
            if (to[i] >= MANDATE_CODE_UNKNOWN) continue;
            if (certain >> i & 1) g->count[to[i] - first]++;
            else g->perhaps[to[i] - first]++;
        }
    }
}

bool mandate_gather_row(const mandate_gathering *how, mandate_gathered *g, size_t t, size_t i, bool certain, mandate_error *error)
{
    mandate_operation op = how->node->op;
    const mandate_vector *value = how->value;
    switch (op) {
    case MANDATE_OP_COUNT: ++*(certain ? &g->count[t] : &g->perhaps[t]); return true;
    case MANDATE_OP_ANY: g->flags[t] |= certain ? SEEN : PERHAPS; return true;
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN: return take_sum(g, t, mandate_low(value, i), mandate_high(value, i), certain, error);
    case MANDATE_OP_GEOMETRIC_MEAN:
    case MANDATE_OP_PAUSES:
    case MANDATE_OP_RANKED: return take_ranked(g, t, mandate_low(value, i), mandate_high(value, i), certain, error);
    case MANDATE_OP_NUMBER_MIN:
    case MANDATE_OP_NUMBER_MAX: take_number(g, op, t, mandate_low(value, i), mandate_high(value, i), certain); return true;
    case MANDATE_OP_DATE_FIRST:
    case MANDATE_OP_DATE_LAST:
    case MANDATE_OP_DATE_ALL: take_date(g, op, t, mandate_day(value, i), certain); return true;
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST: take_text(g, op, t, value->codes[i]); return true;
    case MANDATE_OP_ROW_FIRST:
    case MANDATE_OP_ROW_LAST: take_row(how->block, g, op, how->kind, t, mandate_record_at(how->block, how->space, i), certain); return true;
    default: return take_distinct(how, g, t, i, certain, error);
    }
}

static mandate_gathering how_to_gather(mandate_block *block, int id)
{
    const mandate_node *node = &block->plan->nodes[id];
    int value = node->argument[1], space = block->plan->nodes[node->argument[0]].space;
    assert(value >= 0 || node->op == MANDATE_OP_COUNT || node->op == MANDATE_OP_ANY || node->op == MANDATE_OP_ROW_FIRST || node->op == MANDATE_OP_ROW_LAST);
    return (mandate_gathering){.block = block,
                               .node = node,
                               .value = value >= 0 ? &block->vectors[value] : NULL,
                               .type = value >= 0 ? block->plan->nodes[value].type : MANDATE_VALUE_CONDITION,
                               .space = space,
                               .kind = block->plan->spaces[space].kind};
}

// Gathers the current block's rows into `g`. receivers[i] - first is the receiving row of row i.
static bool gather(mandate_block *block, int id, mandate_gathered *g, const uint32_t *receivers, uint32_t first, mandate_error *error)
{
    const mandate_gathering how = how_to_gather(block, id);
    const mandate_vector *mask = &block->vectors[how.node->argument[0]];
    size_t rows = mandate_rows(block, how.space);
    if (how.node->op == MANDATE_OP_COUNT) {
        gather_count(mask, g, receivers, first, rows);
        return true;
    }
    for (size_t w = 0; w < mandate_words(rows); w++)
        for (uint64_t open = mandate_open_word(mask, w); open; open &= open - 1) {
            size_t i = w * 64 + (size_t)__builtin_ctzll(open);
            if (receivers[i] < MANDATE_CODE_UNKNOWN && !mandate_gather_row(&how, g, receivers[i] - first, i, mandate_bit(mask->yes, i), error)) return false;
        }
    return true;
}

// What a block's rows hand to those above them on their own days.
static bool gather_moving(mandate_block *block, int id, mandate_gathered *g, mandate_error *error)
{
    const mandate_gathering how = how_to_gather(block, id);
    if (mandate_op_asks_a_day(how.node->op) || how.node->argument[MANDATE_SET_DAY] < 0) return true;
    if (!g->moving) {
        g->moving = mandate_new(1, sizeof *g->moving, error);
        if (!g->moving || !mandate_gathered_start(g->moving, how.node->op, mandate_plan_records(block->plan, how.node->space), error)) return false;
    }
    return mandate_gather_moving(block, id, &how, g->moving, error);
}

static int compare_values(const void *left, const void *right)
{
    const struct mandate_distinct *a = left, *b = right;
    if (a->target != b->target) return a->target < b->target ? -1 : 1;
    if (a->known != b->known) return a->known ? -1 : 1;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return (b->certain > a->certain) - (b->certain < a->certain); // certain first
}

static void count_distinct(mandate_gathered *g, const mandate_target *target)
{
    for (size_t t = 0; t < g->rows; t++) target->low[t] = target->high[t] = 0;
    if (g->value_count == 0) return;
    qsort(g->values, g->value_count, sizeof *g->values, compare_values);
    for (size_t i = 0; i < g->value_count; i++) {
        const struct mandate_distinct *v = &g->values[i];
        bool again = i > 0 && v->known && v[-1].target == v->target && v[-1].known && v[-1].value == v->value;
        if (again) continue;
        target->high[v->target]++;
        if (v->certain && v->known) target->low[v->target]++;
        if (v->certain) g->flags[v->target] |= SEEN;
    }
    for (size_t t = 0; t < g->rows; t++)
        if (g->flags[t] & SEEN && target->low[t] == 0) target->low[t] = 1;
}

// Adds what row `from` of one has gathered to row `into` of another, or of the same.
static void merge(mandate_block *block, mandate_gathered *to, size_t into, const mandate_gathered *g, size_t from, mandate_operation op, int kind)
{
    switch (op) {
    case MANDATE_OP_COUNT:
        to->count[into] += g->count[from];
        to->perhaps[into] += g->perhaps[from];
        break;
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN:
        mandate_sum_merge(&to->sums[into], &g->sums[from]);
        to->present[into] += g->present[from];
        break;
    case MANDATE_OP_NUMBER_MIN:
        if (g->low[from] < to->low[into]) to->low[into] = g->low[from];
        if (g->high[from] < to->high[into]) to->high[into] = g->high[from];
        break;
    case MANDATE_OP_NUMBER_MAX:
        if (g->low[from] > to->low[into]) to->low[into] = g->low[from];
        if (g->high[from] > to->high[into]) to->high[into] = g->high[from];
        break;
    case MANDATE_OP_DATE_FIRST:
        if (g->date[from] < to->date[into]) to->date[into] = g->date[from];
        if (g->date_perhaps[from] < to->date_perhaps[into]) to->date_perhaps[into] = g->date_perhaps[from];
        break;
    case MANDATE_OP_DATE_LAST:
    case MANDATE_OP_DATE_ALL:
        if (g->date[from] > to->date[into]) to->date[into] = g->date[from];
        if (g->date_perhaps[from] > to->date_perhaps[into]) to->date_perhaps[into] = g->date_perhaps[from];
        break;
    case MANDATE_OP_ROW_FIRST:
    case MANDATE_OP_ROW_LAST:
        if (g->record[from] != MANDATE_CODE_ABSENT) take_row(block, to, op, kind, into, g->record[from], true);
        if (g->record_perhaps[from] != MANDATE_CODE_ABSENT) take_row(block, to, op, kind, into, g->record_perhaps[from], false);
        break;
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST: take_text(to, op, into, g->record[from]); break;
    default: break; // ANY: flags only; DISTINCT, PAUSES, RANKED: values
    }
    to->flags[into] |= g->flags[from];
}

// Adds what another thread has gathered.
static bool merge_all(mandate_block *block, mandate_gathered *to, const mandate_gathered *g, mandate_operation op, int kind, mandate_error *error)
{
    for (size_t i = 0; i < g->value_count; i++)
        if (!take_value(to, g->values[i].target, g->values[i].certain, g->values[i].known, g->values[i].value, error)) return false;
    for (size_t i = 0; i < g->open_count; i++)
        if (!mandate_open_value_add(to, &g->open[i], error)) return false;
    for (size_t t = 0; t < g->rows; t++) merge(block, to, t, g, t, op, kind);
    return true;
}

static bool merge_branches(mandate_block *block, int id, mandate_gathered *g, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int receiving = block->plan->spaces[node->space].kind, kind = block->plan->spaces[block->plan->nodes[node->argument[0]].space].kind;
    const mandate_table *tree = mandate_snapshot_table(block->snapshot, receiving);
    const mandate_moves *moves = mandate_plan_moves(block->plan, receiving, tree->kind->tree);
    if (node->op == MANDATE_OP_DISTINCT) { // every value once more for each ancestor
        size_t own = g->value_count;
        for (size_t i = 0; i < own; i++)
            for (uint32_t r = g->values[i].target;;) {
                r = mandate_still_parent(tree, moves, r);
                if (r >= tree->records) break;
                if (!take_value(g, r, g->values[i].certain, g->values[i].known, g->values[i].value, error)) return false;
            }
        return true;
    }
    for (size_t i = 0, own = g->open_count; i < own; i++)
        for (uint32_t r = g->open[i].target;;) {
            r = mandate_still_parent(tree, moves, r);
            if (r >= tree->records) break;
            mandate_open_value value = g->open[i];
            value.target = r;
            if (!mandate_open_value_add(g, &value, error)) return false;
        }
    for (size_t r = tree->records; r-- > 0;) { // children stand after their parents
        uint32_t p = mandate_still_parent(tree, moves, (uint32_t)r);
        if (p < tree->records) merge(block, g, p, g, r, node->op, kind);
    }
    return true;
}

static void result_of_date(const mandate_gathered *g, const mandate_node *node, size_t t, int32_t *out)
{
    int32_t best = g->date[t], perhaps = g->date_perhaps[t];
    bool open = g->flags[t] & OPEN_VALUE;
    if (node->op == MANDATE_OP_DATE_FIRST) {
        *out = !node->surely && (open || perhaps < best) ? MANDATE_DATE_UNKNOWN : best;
    } else if (node->op == MANDATE_OP_DATE_LAST) {
        *out = open || perhaps > best ? MANDATE_DATE_UNKNOWN : best == MANDATE_DATE_ALWAYS ? MANDATE_DATE_ABSENT : best;
    } else if (!(g->flags[t] & (SEEN | PERHAPS)) || g->flags[t] & LACKING) {
        *out = MANDATE_DATE_ABSENT;
    } else {
        *out = open || !(g->flags[t] & SEEN) || g->flags[t] & LACKING_PERHAPS || perhaps > best ? MANDATE_DATE_UNKNOWN : best;
    }
}

static void result_of_number(const mandate_gathered *g, mandate_operation op, size_t t, const mandate_target *target)
{
    double low = MANDATE_NUMBER_ABSENT, high = MANDATE_NUMBER_ABSENT;
    if (op == MANDATE_OP_SUM) low = high = mandate_sum_total(&g->sums[t]);
    else if (op == MANDATE_OP_MEAN) {
        if (g->present[t] > 0) low = high = mandate_sum_mean(&g->sums[t], g->present[t]);
    } else if (g->flags[t] & SEEN) {
        low = op == MANDATE_OP_NUMBER_MIN ? g->high[t] : g->low[t];
        high = op == MANDATE_OP_NUMBER_MIN ? g->low[t] : g->high[t];
    } else if (g->flags[t] & PERHAPS) { // or there is none
        low = MANDATE_NUMBER_UNKNOWN;
        high = (double)INFINITY;
    }
    if (low == (double)INFINITY || high == -(double)INFINITY) { // larger than numbers go
        low = MANDATE_NUMBER_UNKNOWN;
        high = (double)INFINITY;
    }
    target->low[t] = low;
    target->high[t] = high;
}

// The set of an unknown row is not known at all.
static void result_of_unknown(mandate_value_type type, size_t t, const mandate_target *target)
{
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        target->yes[t / 64] &= ~(1ULL << (t % 64));
        target->unknown[t / 64] |= 1ULL << (t % 64);
        break;
    case MANDATE_VALUE_NUMBER:
        target->low[t] = MANDATE_NUMBER_UNKNOWN;
        target->high[t] = (double)INFINITY;
        break;
    case MANDATE_VALUE_DATE: target->dates[t] = MANDATE_DATE_UNKNOWN; break;
    default: target->codes[t] = MANDATE_CODE_UNKNOWN; break;
    }
}

// Gives a vector that was certain room to say otherwise. It owns its values.
static void make_uncertain(mandate_vector *v, mandate_value_type type, size_t rows)
{
    mandate_target target = mandate_vector_target(v, type);
    if (type == MANDATE_VALUE_CONDITION && !v->unknown) {
        memset(target.unknown, 0, mandate_words(rows) * sizeof *target.unknown);
        v->unknown = target.unknown;
    }
    if (type == MANDATE_VALUE_NUMBER && !v->high) {
        for (size_t i = 0; i < rows; i++) target.high[i] = mandate_high(v, i);
        v->high = target.high;
    }
    v->certain = false;
}

bool mandate_gathered_finish(mandate_block *block, int id, mandate_gathered *g, mandate_vector *out, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = g->rows;
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    switch (node->op) {
    case MANDATE_OP_COUNT:
        for (size_t t = 0; t < rows; t++) {
            target.low[t] = (double)g->count[t];
            target.high[t] = (double)(g->count[t] + g->perhaps[t]);
        }
        break;
    case MANDATE_OP_ANY: MANDATE_EACH_TRUTH(target, rows, g->flags[i] & SEEN ? 1U : g->flags[i] & PERHAPS ? 2U : 0U) break;
    case MANDATE_OP_DATE_FIRST:
    case MANDATE_OP_DATE_LAST:
    case MANDATE_OP_DATE_ALL:
        for (size_t t = 0; t < rows; t++) result_of_date(g, node, t, &target.dates[t]);
        break;
    case MANDATE_OP_ROW_FIRST:
    case MANDATE_OP_ROW_LAST: {
        int kind = block->plan->spaces[block->plan->nodes[node->argument[0]].space].kind;
        for (size_t t = 0; t < rows; t++) {
            uint32_t best = g->record[t], perhaps = g->record_perhaps[t];
            bool open = perhaps != MANDATE_CODE_ABSENT && !(node->op == MANDATE_OP_ROW_FIRST && node->surely) &&
                        (best == MANDATE_CODE_ABSENT ||
                         (node->op == MANDATE_OP_ROW_FIRST ? mandate_precedes(block, kind, perhaps, best) : mandate_precedes(block, kind, best, perhaps)));
            target.codes[t] = open ? MANDATE_CODE_UNKNOWN : best;
        }
        break;
    }
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST:
        for (size_t t = 0; t < rows; t++) target.codes[t] = g->flags[t] & OPEN_VALUE ? MANDATE_CODE_UNKNOWN : g->record[t];
        break;
    case MANDATE_OP_DISTINCT: count_distinct(g, &target); break;
    case MANDATE_OP_RANKED: return mandate_finish_ranked(g, node, &target, error);
    case MANDATE_OP_GEOMETRIC_MEAN: return mandate_finish_geometric(g, &target, error);
    case MANDATE_OP_PAUSES: return mandate_finish_pauses(block, node, g, &target, error);
    case MANDATE_OP_MOST_IN: {
        const mandate_vector *days = &block->vectors[node->argument[MANDATE_MOST_IN_DAY]];
        return mandate_count_most_in(g, days->dates, (size_t)node->months, &target, error);
    }
    default:
        for (size_t t = 0; t < rows; t++) result_of_number(g, node->op, t, &target);
        return mandate_finish_open_values(g, node->op, &target, error);
    }
    return true;
}

void mandate_mark_unknown_owners(mandate_block *block, const mandate_node *node, mandate_vector *out)
{
    int set = block->plan->nodes[node->argument[0]].space;
    while (block->plan->spaces[set].outer != node->space) set = block->plan->spaces[set].outer;
    const mandate_vector *owner = &block->vectors[block->plan->spaces[set].owner];
    if (owner->certain) return;
    size_t rows = mandate_rows(block, node->space);
    const int32_t *days = mandate_op_asks_a_day(node->op) ? block->vectors[node->argument[MANDATE_SET_DAY]].dates : NULL;
    for (size_t t = 0; t < rows; t++) {
        if (owner->codes[t] != MANDATE_CODE_UNKNOWN || (days && days[t] == MANDATE_DATE_ABSENT)) continue;
        make_uncertain(out, node->type, rows);
        mandate_target target = mandate_vector_target(out, node->type);
        result_of_unknown(node->type, t, &target);
    }
}

// For each pair the row of node->space it was made for, through pairs of pairs where the set was reached in several steps.
static const uint32_t *outer_rows(mandate_block *block, const mandate_node *node, mandate_gathered *g, mandate_error *error)
{
    const mandate_plan *plan = block->plan;
    int set = plan->nodes[node->argument[0]].space, space = plan->spaces[set].outer;
    if (space == node->space) return block->frames[set].outer;
    size_t rows = mandate_rows(block, set);
    uint32_t *outer = mandate_resize(g->outer, rows ? rows : 1, sizeof *outer, error);
    if (!outer) return NULL;
    g->outer = outer;
    memcpy(outer, block->frames[set].outer, rows * sizeof *outer);
    for (; space != node->space; space = plan->spaces[space].outer)
        for (size_t i = 0; i < rows; i++) outer[i] = block->frames[space].outer[outer[i]];
    return outer;
}

bool mandate_compute_aggregate(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    mandate_gathered *g = &block->gathered[id];
    bool done = false;
    if (mandate_node_scatters(block->plan, node)) {
        if (block->focused) return true; // gathered in the full run
        if (!g->flags && !mandate_gathered_start(g, node->op, mandate_plan_records(block->plan, node->space), error)) return false;
        if (!mandate_scatter_by_ranges(block, id, g, &done, error)) return false;
        return (done || gather(block, id, g, block->vectors[node->argument[2]].codes, 0, error)) && gather_moving(block, id, g, error);
    }
    if (!mandate_aggregate_by_ranges(block, id, g, &done, error)) return false;
    if (!done && node->argument[2] < 0) {
        const uint32_t *outer = outer_rows(block, node, g, error);
        if (!outer || !mandate_gathered_start(g, node->op, mandate_rows(block, node->space), error) || !gather(block, id, g, outer, 0, error) ||
            !mandate_gathered_finish(block, id, g, &block->vectors[id], error))
            return false;
    } else if (!done) {
        const mandate_frame *frame = &block->frames[node->space];
        if (!mandate_gathered_start(g, node->op, frame->rows, error) || !gather(block, id, g, block->vectors[node->argument[2]].codes, frame->first, error) ||
            !mandate_gathered_finish(block, id, g, &block->vectors[id], error))
            return false;
    }
    if (node->argument[2] < 0) mandate_mark_unknown_owners(block, node, &block->vectors[id]);
    return true;
}

static int kind_gathered(const mandate_plan *plan, const mandate_node *node) { return plan->spaces[plan->nodes[node->argument[0]].space].kind; }

static bool is_begun(mandate_block *first, int id, mandate_error *error)
{
    const mandate_node *node = &first->plan->nodes[id];
    mandate_gathered *g = &first->gathered[id];
    return g->flags || mandate_gathered_start(g, node->op, mandate_plan_records(first->plan, node->space), error);
}

bool mandate_merge_aggregate(mandate_block *first, mandate_block *from, int id, mandate_error *error)
{
    const mandate_node *node = &first->plan->nodes[id];
    mandate_gathered *g = &first->gathered[id], *other = &from->gathered[id];
    int kind = kind_gathered(first->plan, node);
    if (!is_begun(first, id, error)) return false;
    if (other->flags && !merge_all(first, g, other, node->op, kind, error)) return false;
    if (other->moving && !g->moving) { // handed over
        g->moving = other->moving;
        other->moving = NULL;
    } else if (other->moving && !merge_all(first, g->moving, other->moving, node->op, kind, error)) {
        return false;
    }
    mandate_gathered_release(other);
    return true;
}

bool mandate_finish_aggregate(mandate_block *first, int id, mandate_vector *out, mandate_error *error)
{
    const mandate_node *node = &first->plan->nodes[id];
    mandate_gathered *g = &first->gathered[id];
    if (!is_begun(first, id, error)) return false;
    if (node->branch && !merge_branches(first, id, g, error)) return false;
    if (g->moving && !merge_all(first, g, g->moving, node->op, kind_gathered(first->plan, node), error)) return false;
    if (!mandate_gathered_finish(first, id, g, out, error)) return false;
    mandate_gathered_release(g);
    return true;
}
