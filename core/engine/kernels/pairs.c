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

static void take(mandate_frame *frame, size_t *count, uint32_t record, size_t outer)
{
    frame->records[*count] = record;
    frame->outer[(*count)++] = (uint32_t)outer;
}

// Whom a record's versions name, each once.
static bool pair_named(const mandate_table *table, int reference, uint32_t record, size_t outer, mandate_frame *frame, size_t *count, mandate_error *error)
{
    const uint32_t *codes = table->columns[reference].codes;
    uint32_t from = table->version_start ? table->version_start[record] : record, to = table->version_start ? table->version_start[record + 1] : record + 1;
    if (!reserve(frame, *count + (to - from), error)) return false;
    for (uint32_t v = from; v < to; v++) {
        bool again = codes[v] >= MANDATE_CODE_UNKNOWN;
        for (uint32_t before = from; before < v && !again; before++) again = codes[before] == codes[v];
        if (!again) take(frame, count, codes[v], outer);
    }
    return true;
}

// Who is paired with whom.
typedef struct pairing {
    const mandate_table *naming; // whose versions name the paired rows; NULL where these are children
    const uint32_t *start, *rows; // the children of each record; `rows` NULL where they are the records from one to another
    const uint32_t *branch_end; // of a branch whose records stand together
} pairing;

static bool find_pairing(const mandate_block *block, const mandate_space *s, pairing *found, mandate_error *error)
{
    mandate_plan *plan = block->plan;
    const mandate_table *table = mandate_snapshot_table(block->snapshot, s->kind);
    *found = (pairing){.start = table->owner_start};
    if (s->naming) {
        found->naming = mandate_snapshot_table(block->snapshot, s->naming - 1);
        return true;
    }
    bool moves = mandate_link_moves(plan, s->kind, s->reference, s->branch); // then all that may stand below it on some day: LIES_IN tells which do
    if (s->branch && !moves) found->branch_end = mandate_snapshot_table(block->snapshot, table->kind->fields[s->reference].kind)->branch_end;
    if (!moves && s->reference == table->kind->owner && table->kind->tree < 0) return true;
    const mandate_child_index *index =
        moves ? mandate_plan_moved_index(plan, s->kind, s->reference, s->branch, error) : mandate_plan_child_index(plan, s->kind, s->reference, error);
    if (!index) return false;
    found->start = index->start;
    found->rows = index->rows;
    return true;
}

static bool pair_children(const pairing *p, uint32_t record, size_t outer, mandate_frame *frame, size_t *count, mandate_error *error)
{
    uint32_t from = p->start[record], to = p->start[p->branch_end ? p->branch_end[record] : record + 1];
    if (!reserve(frame, *count + (to - from), error)) return false;
    for (uint32_t r = from; r < to; r++) take(frame, count, p->rows ? p->rows[r] : r, outer);
    return true;
}

bool mandate_pair_frame(mandate_block *block, int space, mandate_error *error)
{
    mandate_frame *frame = &block->frames[space];
    if (frame->stamp == block->stamp) return true;
    const mandate_space *s = &block->plan->spaces[space];
    pairing p;
    if (mandate_space_is_pairs(block->plan, s->outer) && !mandate_pair_frame(block, s->outer, error)) return false;
    if (!find_pairing(block, s, &p, error)) return false;
    const mandate_vector *owner = &block->vectors[s->owner], *where = mandate_under(block, block->layout->pairs_demand[space]);
    size_t outer_rows = mandate_rows(block, s->outer), count = 0;
    if (!reserve(frame, 64, error) || !reserve_start(frame, outer_rows + 1, error)) return false;
    for (size_t i = 0; i < outer_rows; i++) {
        frame->start[i] = (uint32_t)count;
        uint32_t o = owner->codes[i];
        if (o >= MANDATE_CODE_UNKNOWN || (where && mandate_truth(where, i) == 0)) continue;
        bool done = p.naming ? pair_named(p.naming, s->reference, o, i, frame, &count, error) : pair_children(&p, o, i, frame, &count, error);
        if (!done) return false;
    }
    frame->start[outer_rows] = (uint32_t)count;
    frame->rows = (uint32_t)count;
    frame->stamp = block->stamp;
    return true;
}
