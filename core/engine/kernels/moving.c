// Rows whose place depends on the day (plan/moving.c). Rows below places that never move are gathered as ever, and what moves is followed row by row, each on
// its own day.
#include <assert.h>
#include "engine/kernels/aggregate.h"
#include "engine/kernels/moving.h"
#include "engine/kernels/masks.h"
#include "engine/kernels/compute.h"
#include "model/memory.h"

// LIES_IN ----------------------------------------------------------------------------------------------------------------

// What LIES_IN looks at.
typedef struct lying {
    mandate_moves moves;
    mandate_map map;
    bool branch;
    mandate_reached reached;
} lying;

// Whether a record's reference points at another record on a day, or into its branch: 2 where nobody knows. Pairs are made for all that a row's versions name
// and those above; where the way is lost further up, only what can be above that place counts.
static bool lies_in(lying *l, uint32_t record, uint32_t above, mandate_date day, unsigned *truth, mandate_error *error)
{
    *truth = 0;
    if (record >= MANDATE_CODE_UNKNOWN || above >= MANDATE_CODE_UNKNOWN) return true;
    uint32_t place = mandate_points_at(&l->moves, record, day);
    if (place < MANDATE_CODE_UNKNOWN && l->branch) return mandate_map_lies_in(&l->map, place, above, day, &l->reached, truth, error);
    *truth = place == MANDATE_CODE_UNKNOWN ? 2 : place == above;
    return true;
}

bool mandate_compute_lies_in(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    const uint32_t *records = node->argument[0] >= 0 ? block->vectors[node->argument[0]].codes : NULL, *above = block->vectors[node->argument[1]].codes;
    const mandate_vector *days = &block->vectors[node->argument[MANDATE_LIES_IN_DAY]];
    const mandate_field *field = &mandate_model_kind(block->plan->model, node->kind)->fields[node->field];
    const mandate_table *of = mandate_snapshot_table(block->snapshot, field->kind);
    lying l = {.moves = mandate_plan_moves_of(block->plan, node->kind, node->field), .map = mandate_plan_map_of(block->plan, field->kind)};
    bool later = of->last_event > block->as_of, done = true;
    mandate_target target;
    l.branch = node->branch && l.map.parents.field >= 0;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    MANDATE_EACH_TRUTH(target, rows, ({
                           uint32_t record = records ? records[i] : mandate_record_at(block, node->space, i);
                           mandate_date day = mandate_day(days, i);
                           bool there = !later || (above[i] < MANDATE_CODE_UNKNOWN &&
                                                   (mandate_column_date(&of->event, above[i]) <= block->as_of || mandate_table_is_undated(of, above[i])));
                           unsigned truth = 0;
                           if (there && done) done = lies_in(&l, record, above[i], day == MANDATE_DATE_ABSENT ? block->as_of : day, &truth, error);
                           truth;
                       }))
    mandate_free(l.reached.records);
    return done;
}

// UNNAMED ----------------------------------------------------------------------------------------------------------------

// Whether some version of a record in which its reference is blank, whatever that means, is in force on a day from `first` to `last`.
static bool is_unnamed(const mandate_table *table, int field, uint32_t record, mandate_date first, mandate_date last)
{
    const uint32_t *codes = table->columns[field].codes;
    if (!table->version_start) return codes[record] >= MANDATE_CODE_UNKNOWN && first <= last;
    for (uint32_t v = table->version_start[record], end = table->version_start[record + 1]; v < end; v++) {
        mandate_date from = table->effective_from[v] > first ? table->effective_from[v] : first;
        if (codes[v] >= MANDATE_CODE_UNKNOWN && from <= last && (v + 1 == end || from < table->effective_from[v + 1])) return true;
    }
    return false;
}

bool mandate_compute_unnamed(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    const uint32_t *records = node->argument[0] >= 0 ? block->vectors[node->argument[0]].codes : NULL;
    const mandate_vector *from = node->argument[MANDATE_UNNAMED_FROM] >= 0 ? &block->vectors[node->argument[MANDATE_UNNAMED_FROM]] : NULL,
                         *to = &block->vectors[node->argument[MANDATE_UNNAMED_TO]];
    const mandate_table *table = mandate_snapshot_table(block->snapshot, node->kind);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    MANDATE_EACH_TRUTH(target, rows, ({
                           uint32_t record = records ? records[i] : mandate_record_at(block, node->space, i);
                           mandate_date first = from ? mandate_day(from, i) : MANDATE_DATE_ALWAYS; // a day that nobody knows may be any, and is the lowest
                           bool unnamed =
                               record == MANDATE_CODE_UNKNOWN || (record != MANDATE_CODE_ABSENT && is_unnamed(table, node->field, record, first, mandate_day(to, i)));
                           unnamed ? 2U : 0U;
                       }))
    return true;
}

// Aggregates -------------------------------------------------------------------------------------------------------------

// The rows of one aggregate in a block whose place depends on the day.
typedef struct following {
    const mandate_block *block;
    const mandate_node *node;
    int space; // of the set's rows
    mandate_row_taker *take;
    void *to;
    mandate_moves moves; // of the reference that the receivers were read from
    const mandate_map *map; // of the tree above them; NULL where it stands still
    mandate_reached reached, perhaps;
} following;

// Hands row `i` to all in whose set it perhaps is, and not for certain.
static bool hand_on_perhaps(following *f, size_t i, mandate_error *error)
{
    for (size_t p = 0; p < f->perhaps.count; p++)
        if (!mandate_reached_has(&f->reached, f->perhaps.records[p]) && !f->take(f->to, f->perhaps.records[p], i, false, error)) return false;
    return true;
}

// A row below a place that moves: up to there it was gathered, and from there on it is followed on its day.
static bool follow_up(following *f, uint32_t place, uint32_t mover, mandate_date day, size_t i, bool certain, mandate_error *error)
{
    f->reached.count = 0;
    for (uint32_t at = place; at != mover; at = mandate_points_at(&f->map->parents, at, day)) // along parents that never change
        if (!mandate_reached_add(&f->reached, at, error)) return false;
    uint32_t at = mover, above;
    if (!mandate_reached_add(&f->reached, at, error)) return false;
    while ((above = mandate_points_at(&f->map->parents, at, day)) < MANDATE_CODE_UNKNOWN) {
        if (!mandate_reached_add(&f->reached, above, error) || !f->take(f->to, above, i, certain, error)) return false;
        at = above;
    }
    if (above == MANDATE_CODE_ABSENT) return true;
    f->perhaps.count = 0; // the way is lost, and it may lie in whatever can be above
    return mandate_moves_reach(&f->map->parents, f->map, at, &f->perhaps, error) && hand_on_perhaps(f, i, error);
}

// A row of which nobody knows where it points on the day: it is perhaps in the set of all that its versions name.
static bool follow_all(following *f, uint32_t record, mandate_date day, size_t i, mandate_error *error)
{
    f->reached.count = f->perhaps.count = 0;
    if (record >= MANDATE_CODE_UNKNOWN || !mandate_moves_has(&f->moves, record) || mandate_points_at(&f->moves, record, day) != MANDATE_CODE_UNKNOWN) return true;
    return mandate_moves_reach(&f->moves, f->node->branch ? f->map : NULL, record, &f->perhaps, error) && hand_on_perhaps(f, i, error);
}

static bool follow_row(following *f, const uint32_t *records, const uint32_t *receivers, const mandate_vector *days, size_t i, bool certain, mandate_error *error)
{
    uint32_t place = receivers[i];
    if (place == MANDATE_CODE_ABSENT) return true;
    mandate_date day = mandate_day(days, i);
    if (day == MANDATE_DATE_ABSENT) day = f->block->as_of;
    if (place == MANDATE_CODE_UNKNOWN) return follow_all(f, records ? records[i] : mandate_record_at(f->block, f->space, i), day, i, error);
    uint32_t mover = f->node->branch && f->map && f->map->moved_above ? f->map->moved_above[place] : MANDATE_CODE_ABSENT;
    return mover == MANDATE_CODE_ABSENT || follow_up(f, place, mover, day, i, certain, error);
}

bool mandate_hand_on_moving(const mandate_block *block, int id, mandate_row_taker *take, void *to, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id], *receiver = &block->plan->nodes[node->argument[2]];
    assert(receiver->op == MANDATE_OP_READ);
    mandate_map still = mandate_plan_map_of(block->plan, block->plan->spaces[node->space].kind);
    const mandate_map *map = mandate_plan_map(block->plan, block->plan->spaces[node->space].kind);
    int space = block->plan->nodes[node->argument[0]].space;
    following f = {
        .block = block, .node = node, .space = space, .take = take, .to = to, .moves = mandate_plan_moves_of(block->plan, receiver->kind, receiver->field), .map = map};
    if (!map && node->branch && still.parents.field >= 0) f.map = &still;
    const uint32_t *records = receiver->argument[0] >= 0 ? block->vectors[receiver->argument[0]].codes : NULL, *receivers = block->vectors[node->argument[2]].codes;
    const mandate_vector *mask = &block->vectors[node->argument[0]], *days = &block->vectors[node->argument[MANDATE_SET_DAY]];
    bool done = true;
    for (size_t w = 0; done && w < mandate_words(mandate_rows(block, space)); w++)
        for (uint64_t open = mandate_open_word(mask, w); done && open; open &= open - 1) {
            size_t i = w * 64 + (size_t)__builtin_ctzll(open);
            if (receivers[i] >= MANDATE_CODE_UNKNOWN || (map && node->branch && map->moved_above[receivers[i]] != MANDATE_CODE_ABSENT))
                done = follow_row(&f, records, receivers, days, i, mandate_bit(mask->yes, i), error);
        }
    mandate_free(f.reached.records);
    mandate_free(f.perhaps.records);
    return done;
}

// Where the rows are gathered that are handed on.
typedef struct basket {
    const mandate_gathering *how;
    mandate_gathered *g;
} basket;

static bool put(void *to, size_t receiver, size_t row, bool certain, mandate_error *error)
{
    const basket *into = to;
    return mandate_gather_row(into->how, into->g, receiver, row, certain, error);
}

bool mandate_gather_moving(mandate_block *block, int id, const mandate_gathering *how, mandate_gathered *g, mandate_error *error)
{
    basket into = {.how = how, .g = g};
    return mandate_hand_on_moving(block, id, put, &into, error);
}
