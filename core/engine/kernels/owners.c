#include "engine/kernels/owners.h"

#include "model/memory.h"

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

static bool reserve(mandate_beginnings *begun, size_t words, size_t receivers, mandate_error *error)
{
    if (begun->word_capacity < words) {
        uint64_t *bits = mandate_resize(begun->bits, words, sizeof *bits, error);
        if (!bits) return false;
        begun->bits = bits;
        uint32_t *before = mandate_resize(begun->before, words, sizeof *before, error);
        if (!before) return false;
        begun->before = before;
        begun->word_capacity = words;
    }
    if (begun->receiver_capacity < receivers) {
        uint32_t *having = mandate_resize(begun->having, receivers, sizeof *having, error);
        if (!having) return false;
        begun->having = having;
        begun->receiver_capacity = receivers;
    }
    return true;
}

// A receiver without rows marks nothing, and the next one takes its place.
MANDATE_WIDE static void mark_beginnings(const mandate_ranges *given, mandate_beginnings *begun, size_t words)
{
    const mandate_ranges ranges = *given;
    uint64_t *bits = begun->bits;
    uint32_t *having = begun->having, count = 0, begin = mandate_range_begin(&ranges, 0);
    memset(bits, 0, words * sizeof *bits);
    for (uint32_t t = 0; t < ranges.receivers; t++) {
        uint32_t end = mandate_range_begin(&ranges, t + 1), any = end > begin;
        having[count] = t;
        count += any;
        bits[begin / 64] |= (uint64_t)any << (begin % 64);
        begin = end;
    }
    uint32_t before = 0;
    for (size_t w = 0; w < words; w++) {
        begun->before[w] = before;
        before += mandate_ones(bits[w]);
    }
}

enum { FEW_RECEIVERS = 16 };

bool mandate_find_beginnings(mandate_block *block, int space, size_t set, mandate_ranges *ranges, mandate_error *error)
{
    if (mandate_space_is_pairs(block->plan, space) || set == 0) return true;
    if (ranges->receiver_of && (ranges->rows < ranges->receivers || set < ranges->receivers / FEW_RECEIVERS)) return true;
    mandate_beginnings *begun = &block->frames[space].begun;
    if (begun->stamp != block->stamp) {
        size_t words = mandate_words((size_t)ranges->rows + 1); // the last receivers may begin behind the last row
        if (!reserve(begun, words, ranges->receivers, error)) return false;
        mark_beginnings(ranges, begun, words);
        begun->stamp = block->stamp;
    }
    ranges->begun = begun;
    return true;
}

mandate_ranges mandate_pair_ranges(const mandate_block *block, int space)
{
    const mandate_frame *frame = &block->frames[space];
    return (mandate_ranges){.start = frame->start, .rows = frame->rows, .receivers = block->frames[block->plan->spaces[space].outer].rows, .receiver_of = frame->outer};
}
