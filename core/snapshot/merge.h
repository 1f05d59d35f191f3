// Records merged into a kind of the snapshot. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_MERGE_H
#define MANDATE_SNAPSHOT_MERGE_H

#include "snapshot/table.h"

// A kind of a mapped snapshot, with records that come: `added` as they were taken, with references to records where they stand in that snapshot. With `changed` some of
// them may be there already: each has come with all its versions, and of one that was taken several times the last counts; without, no key is in both. Sets
// now->grown[kind], which is to be written and then released, and of now->tables[kind] what counts its rows; both point into `added` and the snapshot. Not for kinds
// that refer to themselves. False with MANDATE_ERROR_SNAPSHOT where damage shows.
bool mandate_merge_records(mandate_snapshot *now, const mandate_snapshot *snapshot, int kind, mandate_loaded *added, bool changed, mandate_error *error);
void mandate_grown_release(mandate_grown *grown); // NULL is none

#endif
