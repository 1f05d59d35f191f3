#include "engine/kernels/owners.h"

#include "model/memory.h"
#include "model/sizes.h"

MANDATE_WIDE size_t mandate_count_ones(const uint64_t *mask, size_t rows)
{
    size_t ones = 0;
    for (size_t w = 0; w < mandate_words(rows); w++) ones += mandate_ones(mask[w]);
    return ones;
}

bool mandate_reads_owner(const mandate_plan *plan, int node)
{
    const mandate_node *n = &plan->nodes[node];
    if (n->op != MANDATE_OP_READ || n->argument[0] >= 0 || mandate_space_is_pairs(plan, n->space)) return false;
    const mandate_kind *kind = mandate_model_kind(plan->model, n->kind);
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, n->kind), *owners = NULL;
    if (n->field != kind->owner || kind->tree >= 0 || !table->owner_start || mandate_plan_moves(plan, n->kind, n->field)) return false;
    owners = mandate_snapshot_table(plan->snapshot, kind->fields[kind->owner].kind);
    return owners->last_event <= plan->as_of; // an owner that is not there yet has no rows to speak of
}

bool mandate_is_spread(const mandate_plan *plan, const mandate_node *node)
{
    if (node->op != MANDATE_OP_READ || node->argument[0] < 0) return false;
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, node->kind);
    return !table->version_start && table->kind->fields[node->field].known_from < 0 && mandate_reads_owner(plan, node->argument[0]);
}

// The last record whose rows begin at or before `row`.
static uint32_t owner_of(const mandate_table *table, uint32_t owners, uint32_t row)
{
    uint32_t low = 0, high = owners;
    while (low < high) {
        uint32_t middle = low + (high - low + 1) / 2;
        if (middle < owners && table->owner_start[middle] <= row) low = middle;
        else high = middle - 1;
    }
    return low;
}

mandate_ranges mandate_owner_ranges(const mandate_block *block, int node)
{
    const mandate_node *n = &block->plan->nodes[node];
    const mandate_table *table = mandate_snapshot_table(block->snapshot, n->kind);
    const mandate_frame *frame = &block->frames[n->space];
    int owner_kind = table->kind->fields[table->kind->owner].kind;
    uint32_t owners = mandate_snapshot_table(block->snapshot, owner_kind)->records;
    mandate_ranges ranges = {.start = table->owner_start, .first = frame->first, .rows = frame->rows, .receiver_of = block->vectors[node].codes};
    if (mandate_same_family(block->plan, n->kind, owner_kind)) {
        ranges.receiver = block->frames[owner_kind].first;
        ranges.receivers = block->frames[owner_kind].rows;
    } else if (frame->rows > 0 && owners > 0) {
        ranges.receiver = owner_of(table, owners, frame->first);
        ranges.receivers = 1;
        while (ranges.receiver + ranges.receivers < owners && table->owner_start[ranges.receiver + ranges.receivers] < frame->first + frame->rows) ranges.receivers++;
    }
    ranges.start += ranges.receiver;
    return ranges;
}

static bool has_rows(const mandate_ranges *ranges, uint32_t t) { return mandate_range_begin(ranges, t) < mandate_range_begin(ranges, (size_t)t + 1); }

// Rows outside the block can only be those of the first receiver and the last.
MANDATE_WIDE static void mark_having(const mandate_ranges *ranges, uint64_t *having)
{
    const uint32_t *start = ranges->start, receivers = ranges->receivers;
    for (uint32_t begin_ = 0; begin_ < receivers; begin_ += 64) MANDATE_WORD_OF_ROWS(having[begin_ / 64], receivers, start[i + 1] != start[i]); // they ascend
    for (uint32_t t = 0; t < receivers; t += t + 1 < receivers ? receivers - 1 : 1)
        if (!has_rows(ranges, t)) having[t / 64] &= ~(1ULL << (t % 64));
}

const uint64_t *mandate_find_having(mandate_block *block, int space, const mandate_ranges *ranges, mandate_error *error)
{
    mandate_having *had = &block->frames[space].had;
    if (had->having_stamp == block->stamp) return had->having;
    size_t words = mandate_words(ranges->receivers) + 1; // NULL is for failure alone
    if (had->word_capacity < words) {
        uint64_t *having = mandate_resize(had->having, words, sizeof *having, error);
        if (!having) return NULL;
        had->having = having;
        had->word_capacity = words;
    }
    mark_having(ranges, had->having);
    had->having_stamp = block->stamp;
    had->asking = (mandate_vector){.yes = had->having, .certain = true};
    return had->having;
}

bool mandate_find_asking(mandate_block *block, int driver, mandate_error *error)
{
    for (size_t i = 0; i < block->layout->asking_count; i++) {
        int k = block->layout->asking[i];
        const mandate_table *table = mandate_snapshot_table(block->snapshot, k);
        const mandate_frame *rows = &block->frames[k], *owners = &block->frames[table->kind->fields[table->kind->owner].kind];
        if (block->plan->driver[k] != driver) continue;
        mandate_ranges ranges = {
            .start = table->owner_start + owners->first, .first = rows->first, .rows = rows->rows, .receiver = owners->first, .receivers = owners->rows};
        if (!mandate_find_having(block, k, &ranges, error)) return false;
    }
    return true;
}

enum { AT_ONCE = 16, MOST_PLACES = MANDATE_SIZE(UINT16_MAX + 1, 40) };

// Of each receiver's rows so many at once are written that a few more are written over by the next one, or lie behind all.
MANDATE_WIDE static void place_receivers(const mandate_ranges *given, const uint64_t *having, uint16_t *restrict place_of)
{
    const mandate_ranges ranges = *given;
    for (size_t w = 0; w < mandate_words(ranges.receivers); w++)
        for (uint64_t left = having[w]; left; left &= left - 1) {
            uint32_t t = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left), begin = mandate_range_begin(&ranges, t), end = mandate_range_begin(&ranges, t + 1);
            for (; begin < end; begin += AT_ONCE)
                for (size_t k = 0; k < AT_ONCE; k++) place_of[begin + k] = (uint16_t)t;
        }
}

enum { FEW_RECEIVERS = 16 };

bool mandate_find_receivers(mandate_block *block, int space, size_t set, mandate_ranges *ranges, bool *can, mandate_error *error)
{
    *can = true;
    if (mandate_space_is_pairs(block->plan, space) || set == 0) return true;
    if (ranges->receiver_of && (ranges->rows < ranges->receivers || set < ranges->receivers / FEW_RECEIVERS)) return true;
    if (ranges->receivers > MOST_PLACES) {
        *can = ranges->receiver_of != NULL;
        return true;
    }
    mandate_having *had = &block->frames[space].had;
    if (had->receiver_stamp != block->stamp) {
        const uint64_t *having = mandate_find_having(block, space, ranges, error);
        if (!having) return false;
        size_t rows = (size_t)ranges->rows + AT_ONCE;
        if (had->row_capacity < rows) {
            uint16_t *receiver = mandate_resize(had->receiver, rows, sizeof *receiver, error);
            if (!receiver) return false;
            had->receiver = receiver;
            had->row_capacity = rows;
        }
        place_receivers(ranges, having, had->receiver);
        had->receiver_stamp = block->stamp;
    }
    ranges->place_of = had->receiver;
    return true;
}

mandate_ranges mandate_pair_ranges(const mandate_block *block, int space)
{
    const mandate_frame *frame = &block->frames[space];
    return (mandate_ranges){.start = frame->start, .rows = frame->rows, .receivers = block->frames[block->plan->spaces[space].outer].rows, .receiver_of = frame->outer};
}
