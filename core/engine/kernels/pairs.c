// Pairs: for each outer row, the rows of a set that must be looked at anew for it, because its filter asks about the outer row.
#include "engine/kernels/compute.h"
#include "model/memory.h"

static bool reserve(mandate_frame *frame, size_t rows, mandate_error *error)
{
    if (frame->capacity >= rows && frame->records) return true;
    size_t capacity = rows < 64 ? 64 : rows * 2;
    if (capacity > UINT32_MAX) return mandate_fail(error, MANDATE_ERROR_LIMIT, "a set inside a rule pairs more than four billion rows");
    uint32_t *records = mandate_resize(frame->records, capacity, sizeof *records, error);
    if (!records) return false;
    frame->records = records;
    uint32_t *outer = mandate_resize(frame->outer, capacity, sizeof *outer, error);
    if (!outer) return false;
    frame->outer = outer;
    frame->capacity = capacity;
    return true;
}

static bool reserve_start(mandate_frame *frame, size_t entries, mandate_error *error)
{
    if (frame->start_capacity >= entries) return true;
    uint32_t *start = mandate_resize(frame->start, entries, sizeof *start, error);
    if (!start) return false;
    frame->start = start;
    frame->start_capacity = entries;
    return true;
}

bool mandate_pair_frame(mandate_block *block, int space, mandate_error *error)
{
    mandate_frame *frame = &block->frames[space];
    if (frame->stamp == block->stamp) return true;
    const mandate_space *s = &block->plan->spaces[space];
    if (mandate_space_is_pairs(block->plan, s->outer) && !mandate_pair_frame(block, s->outer, error)) return false;
    const mandate_table *table = mandate_snapshot_table(block->snapshot, s->kind);
    int owner_kind = table->kind->fields[s->reference].kind;
    const mandate_table *owners = mandate_snapshot_table(block->snapshot, owner_kind);
    const uint32_t *start = NULL, *rows = NULL;
    bool moves = mandate_link_moves(block->plan, s->kind, s->reference, s->branch);
    if (moves) { // all that may stand below it on some day: LIES_IN tells which do
        mandate_child_index *index = mandate_plan_moved_index(block->plan, s->kind, s->reference, s->branch, error);
        if (!index) return false;
        start = index->start;
        rows = index->rows;
    } else if (s->reference == table->kind->owner && table->kind->tree < 0) {
        start = table->owner_start;
    } else {
        mandate_child_index *index = mandate_plan_child_index(block->plan, s->kind, s->reference, error);
        if (!index) return false;
        start = index->start;
        rows = index->rows;
    }
    const mandate_vector *owner = &block->vectors[s->owner], *where = mandate_under(block, block->layout->pairs_demand[space]);
    size_t outer_rows = mandate_rows(block, s->outer), count = 0;
    if (!reserve(frame, 64, error) || !reserve_start(frame, outer_rows + 1, error)) return false;
    for (size_t i = 0; i < outer_rows; i++) {
        frame->start[i] = (uint32_t)count;
        uint32_t o = owner->codes[i];
        if (o >= MANDATE_CODE_UNKNOWN || (where && mandate_truth(where, i) == 0)) continue;
        uint32_t from = start[o], to = start[s->branch && !moves && owners->branch_end ? owners->branch_end[o] : o + 1];
        if (!reserve(frame, count + (to - from), error)) return false;
        for (uint32_t r = from; r < to; r++, count++) {
            frame->records[count] = rows ? rows[r] : r;
            frame->outer[count] = (uint32_t)i;
        }
    }
    frame->start[outer_rows] = (uint32_t)count;
    frame->rows = (uint32_t)count;
    frame->stamp = block->stamp;
    return true;
}
