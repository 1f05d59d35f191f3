// The rows that leave an aggregate open: of sets, of pairs, and of windows.
#include "engine/kernels/aggregate.h"
#include "engine/kernels/window.h"
#include "engine/run/search.h"

typedef struct range {
    size_t from, to;
} range;

// The pairs made for an outer row, maybe through pairs of pairs: they ascend by their outer rows.
static range pairs_of(const mandate_block *block, int space, int receiving, size_t row)
{
    if (space == receiving) return (range){row, row + 1};
    range outer = pairs_of(block, block->plan->spaces[space].outer, receiving, row);
    const uint32_t *start = block->frames[space].start;
    return (range){start[outer.from], start[outer.to]};
}

// The rows of the block that can belong to a record: those that it owns, or all where `receiver` reads another reference.
static range rows_of(const mandate_block *block, int set, const mandate_node *receiver, uint32_t record)
{
    const mandate_table *table = mandate_snapshot_table(block->snapshot, block->plan->spaces[set].kind);
    const mandate_frame *frame = &block->frames[set];
    bool owned = receiver->op == MANDATE_OP_READ && receiver->argument[0] < 0 && receiver->field == table->kind->owner && table->owner_start;
    if (!owned) return (range){0, frame->rows};
    return (range){table->owner_start[record] - frame->first, table->owner_start[record + 1] - frame->first};
}

// The same of an aggregate that slides over records.
static void follow_window(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    mandate_window_finder windows = mandate_windows_of(block, node);
    mandate_window w = mandate_window_of_row(&windows, row);
    const int *of = node->argument;
    mandate_search_follow(s, mandate_window_owner(block->plan, node), row);
    for (uint32_t i = w.start; i < w.stop && !s->failed; i++) {
        unsigned truth = mandate_window_holds(&windows, &w, i);
        if (truth == 0) continue;
        for (int bound = MANDATE_WINDOW_FROM; w.perhaps && bound <= MANDATE_WINDOW_TO; bound++)
            if (of[bound] >= 0) mandate_search_follow(s, of[bound], row);
        if (truth == 2 && mandate_window_undated(&windows, i)) mandate_search_follow(s, of[MANDATE_WINDOW_EVENT], i);
        if (mandate_search_is_open(block, of[MANDATE_WINDOW_ROWS], i)) mandate_search_follow(s, of[MANDATE_WINDOW_ROWS], i);
        else if (truth == 1 && of[MANDATE_WINDOW_VALUE] >= 0) mandate_search_follow(s, of[MANDATE_WINDOW_VALUE], i);
    }
}

// The rows of a set that leave its aggregate open: those perhaps in it, and those in it with an open value.
static void follow_set(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    int mask = node->argument[0], value = node->argument[1], receiver = node->argument[2], set = block->plan->nodes[mask].space;
    uint32_t record = block->frames[node->space].first + (uint32_t)row;
    int step = set; // the pairs made for this row, maybe through pairs of pairs
    while (receiver < 0 && block->plan->spaces[step].outer != node->space) step = block->plan->spaces[step].outer;
    if (receiver < 0) mandate_search_follow(s, block->plan->spaces[step].owner, row);
    range rows = receiver < 0 ? pairs_of(block, set, node->space, row) : rows_of(block, set, &block->plan->nodes[receiver], record);
    int day = mandate_op_asks_a_day(node->op) ? node->argument[MANDATE_SET_DAY] : -1;
    if (day >= 0 && mandate_search_at_hand(block, day)) mandate_search_follow(s, day, row);
    bool told_by_rows = receiver < 0 || block->layout->partly[receiver]; // a reference that only tells whose rows are whose is not read
    if (!mandate_search_at_hand(block, mask)) return;
    const mandate_vector *in_set = &block->vectors[mask];
    for (size_t begin = rows.from; begin < rows.to; begin += 64) {
        uint64_t open = in_set->unknown ? mandate_bits_from(in_set->unknown, begin, rows.to - begin) : 0,
                 asked = value >= 0 ? mandate_bits_from(in_set->yes, begin, rows.to - begin) : 0;
        for (uint64_t left = open | asked; left && !s->failed; left &= left - 1) {
            size_t bit = (size_t)__builtin_ctzll(left), i = begin + bit;
            if (!told_by_rows && mandate_block_inspect(block, receiver, i).code != record) continue;
            mandate_search_follow(s, open >> bit & 1 ? mask : value, i);
        }
    }
}

void mandate_search_follow_aggregate(mandate_search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (mandate_slides(block->layout, node)) {
        bool window_at_hand = true;
        for (int i = MANDATE_WINDOW_ROWS; i <= MANDATE_WINDOW_BEHIND; i++) window_at_hand = window_at_hand && mandate_search_at_hand(block, node->argument[i]);
        if (window_at_hand) follow_window(s, node, row);
        else mandate_search_all_below(s, id);
        return;
    }
    bool rows_at_hand =
        mandate_search_at_hand(block, node->argument[0]) && mandate_search_at_hand(block, node->argument[1]) && mandate_search_at_hand(block, node->argument[2]);
    if (mandate_node_scatters(block->plan, node) || !rows_at_hand) mandate_search_all_below(s, id);
    else follow_set(s, node, row);
    if (node->op == MANDATE_OP_PAUSES && node->argument[MANDATE_PAUSES_ALSO] >= 0) mandate_search_follow_or_all(s, node->argument[MANDATE_PAUSES_ALSO], row);
}
