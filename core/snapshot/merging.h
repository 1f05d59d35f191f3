// What the steps of a merge share: its state for one kind, and what each step finds. Only merge.c and the files named below include it, each of which calls none but
// those named above it.
#ifndef MANDATE_SNAPSHOT_MERGING_H
#define MANDATE_SNAPSHOT_MERGING_H

#include "snapshot/table.h"

// A text column's list of texts, in which those that come find their places, and out of which those go that no row has any longer.
typedef struct mandate_merging_texts {
    mandate_stored start; // of the old texts
    const char *bytes;
    uint32_t *at; // by a text's rank among those that come: which old text it is, or before which it stands
    bool *is_old, *used; // by the same rank
    uint32_t *ranks; // by the same rank: in the list that comes out
    uint32_t *dropped, dropped_count; // old ranks that no row has any longer, ascending
    uint32_t *turned; // by old rank: in the list that comes out; NULL where all are as before
    uint32_t count; // of the list that comes out
    uint64_t length; // its bytes
    mandate_stretches starts, letters;
    uint64_t *come_starts;
} mandate_merging_texts;

typedef struct mandate_merging {
    const mandate_snapshot *snapshot, *now; // what was there, and what comes out, so far: it tells where the records of other kinds have gone
    int index;
    const mandate_kind *kind;
    const mandate_table *tables, *old;
    mandate_loaded *added;
    mandate_grown *out;
    uint32_t owners, old_owners; // records of the owners' kind: those that were there, and behind them those that were taken; and the former alone
    bool owners_are_told; // the owners' column is nowhere in memory, and none of them is blank
    uint32_t records, versions; // that come out
    mandate_stored owner_start;
    uint32_t *come, come_count; // which of the added records come, in their order
    uint32_t *rows, row_count; // and which of their rows
    uint32_t *places, *come_row; // before which old record each of them comes, and where its rows begin among `rows`
    uint32_t *come_start; // where the rows of each of them begin among all that come out, and behind them the number of all
    uint32_t *chosen; // by added record: which of those of its key comes
    uint32_t *gone, *gone_as, *gone_owner, gone_count; // old records that come anew, ascending, which added ones they come as, and whose they were
    uint32_t *new_starts, new_start_count; // where the rows of owners begin that were not there
    mandate_merging_texts *texts; // by field
    mandate_stretches by_record, by_row, starts, versions_start;
    void **kept; // blocks that the arrays are made of
    size_t kept_count, kept_capacity;
} mandate_merging;

// merging.c

// `count` zeroed cells of `size` bytes, kept until the release; NULL where memory is out.
void *mandate_merging_make(mandate_merging *m, size_t count, size_t size, mandate_error *error);
void mandate_merging_release(mandate_merging *m); // NULL is none

// The first row of an old record, which may be the one behind the last; and of one that was taken, with the row behind its last.
static inline uint32_t mandate_old_row(const mandate_merging *m, uint32_t record) { return m->old->version_start ? m->old->version_start[record] : record; }
static inline uint32_t mandate_added_row(const mandate_merging *m, uint32_t record) { return m->added->version_start ? m->added->version_start[record] : record; }
static inline uint32_t mandate_added_end(const mandate_merging *m, uint32_t record) { return m->added->version_start ? m->added->version_start[record + 1] : record + 1; }

// For each row of the old records that are gone, and of those that come.
#define MANDATE_FOR_GONE_ROWS(m, row)                                                                                                                                    \
    for (uint32_t gone_ = 0; gone_ < (m)->gone_count; gone_++)                                                                                                           \
        for (uint32_t row = mandate_old_row(m, (m)->gone[gone_]); (row) < mandate_old_row(m, (m)->gone[gone_] + 1); (row)++)
#define MANDATE_FOR_COME_ROWS(m, row)                                                                                                                                    \
    for (uint32_t come_ = 0; come_ < (m)->come_count; come_++)                                                                                                           \
        for (uint32_t row = mandate_added_row(m, (m)->come[come_]); (row) < mandate_added_end(m, (m)->come[come_]); (row)++)
uint32_t mandate_gone_rows(const mandate_merging *m); // how many

// A field's cells as they were taken; of texts the code in a row: a rank among those that come, once they are placed.
static inline const void *mandate_added_cells(const mandate_merging *m, int f) { return m->added->columns[f].cells; }
uint32_t mandate_added_code(const mandate_merging *m, int f, uint32_t row);
mandate_date mandate_added_event(const mandate_merging *m, uint32_t record);
// A cell as a number that is the same where the cells are the same: of texts the old rank, or behind all of them the place among those that come.
uint64_t mandate_old_value(const mandate_merging *m, int f, uint32_t row);
uint64_t mandate_added_value(const mandate_merging *m, int f, uint32_t row);
// Where a reference's records have gone. NULL where all stand as they did.
static inline const uint32_t *mandate_moved_to(const mandate_merging *m, int kind, uint32_t *count)
{
    *count = m->now->moved[kind].count;
    return m->now->moved[kind].to;
}
// Whose a record is that was taken, and where an owner's old records begin; of kinds that have owners.
static inline uint32_t mandate_owner_of(const mandate_merging *m, uint32_t added)
{
    return ((const uint32_t *)mandate_added_cells(m, m->kind->owner))[mandate_added_row(m, added)];
}
static inline uint32_t mandate_start_of(const mandate_merging *m, uint32_t owner)
{
    return (uint32_t)mandate_stored_value(&m->owner_start, owner < m->old_owners ? owner : m->old_owners);
}

static inline int mandate_by_number(uint64_t a, uint64_t b) { return (a > b) - (a < b); }
int mandate_compare_numbers(const void *left, const void *right); // two uint32_t, for qsort and bsearch

// merge_records.c

// Finds which records come and which are gone, with their owners, once texts are placed. `changed` as of mandate_merge_records.
bool mandate_merging_find_records(mandate_merging *m, bool changed, mandate_error *error);

// merge_texts.c

bool mandate_merging_place_texts(mandate_merging *m, mandate_error *error); // of all fields: where each text that comes is, or would stand
bool mandate_merging_merge_texts(mandate_merging *m, mandate_error *error); // of all fields: the lists that come out, once records are found
// A text's rank in the list that comes out, in an old row and in one that was taken; blanks as they are.
uint32_t mandate_old_rank(const mandate_merging *m, int f, uint32_t row);
uint32_t mandate_come_rank(const mandate_merging *m, int f, uint32_t row);

// merge_order.c

bool mandate_merging_order(mandate_merging *m, mandate_error *error); // once texts are merged

// merge_moved.c

// Where the records stand in what comes out, for the kinds that refer to them, once they are in their order.
bool mandate_merging_tell_moved(const mandate_merging *m, mandate_moved *out, mandate_error *error);

// merge_known.c

// What is known of a field's column, or of the events, beside their cells. *lost: rows are gone that had a value which none has that comes, so that the old column's
// packing may no longer be so.
bool mandate_merging_describe(const mandate_merging *m, int f, bool *lost, mandate_column *about, mandate_error *error);
void mandate_merging_describe_events(const mandate_merging *m, bool *lost, mandate_column *about);

// merge_arrays.c

bool mandate_merging_put_arrays(mandate_merging *m, mandate_error *error); // all that m->out tells, once all else is found

#endif
