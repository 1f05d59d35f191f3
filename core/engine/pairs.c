// Pairs: for each outer row, the rows of a set that must be looked at anew for it, because its filter asks about the outer row.
#include "engine/run_internal.h"
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

bool mandate_pair_frame(mandate_run *run, int space, mandate_error *error)
{
    mandate_frame *frame = &run->frames[space];
    if (frame->stamp == run->stamp) return true;
    const mandate_space *s = &run->plan->spaces[space];
    if (mandate_space_is_pairs(run->plan, s->outer) && !mandate_pair_frame(run, s->outer, error)) return false;
    const mandate_table *table = mandate_snapshot_table(run->snapshot, s->kind);
    int owner_kind = table->kind->fields[s->reference].kind;
    const mandate_table *owners = mandate_snapshot_table(run->snapshot, owner_kind);
    const uint32_t *start = NULL, *rows = NULL;
    if (s->reference == table->kind->owner && table->kind->tree < 0) {
        start = table->owner_start;
    } else {
        mandate_child_index *index = mandate_plan_child_index(run->plan, s->kind, s->reference, error);
        if (!index) return false;
        start = index->start;
        rows = index->rows;
    }
    const uint32_t *owner = run->vectors[s->owner].codes;
    size_t outer_rows = mandate_rows(run, s->outer), count = 0;
    if (!reserve(frame, 64, error)) return false;
    for (size_t i = 0; i < outer_rows; i++) {
        if (owner[i] >= MANDATE_CODE_UNKNOWN) continue;
        uint32_t from = start[owner[i]];
        uint32_t to = start[s->branch && owners->branch_end ? owners->branch_end[owner[i]] : owner[i] + 1];
        if (!reserve(frame, count + (to - from), error)) return false;
        for (uint32_t r = from; r < to; r++, count++) {
            frame->records[count] = rows ? rows[r] : r;
            frame->outer[count] = (uint32_t)i;
        }
    }
    frame->rows = (uint32_t)count;
    frame->stamp = run->stamp;
    return true;
}
