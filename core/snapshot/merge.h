// Records merged into a kind of the snapshot. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_MERGE_H
#define MANDATE_SNAPSHOT_MERGE_H

#include "snapshot/table.h"

// A kind of a mapped snapshot, with records that come: `added` as they were taken, with references to records where they stand in that snapshot. With `changed` some of
// them may be there already: each has come with all its versions, and of one that was taken several times the last counts; without, no key is in both. Sets
// now->grown[kind], which is to be written and then released, and of now->tables[kind] what counts its rows; both point into `added` and the snapshot. Not for kinds
// that refer to themselves. False with MANDATE_ERROR_SNAPSHOT where damage shows.
// References to records of kinds that are in `now` already may lead behind those that were there, to the records that were taken of them. Where records of such a kind stand elsewhere now, this
// kind follows them, also where `added` has no records. `pointed_at`: others refer to this kind.
bool mandate_merge_records(mandate_snapshot *now, const mandate_snapshot *snapshot, int kind, mandate_loaded *added, bool changed, bool pointed_at, mandate_error *error);
// Whether what was taken can be merged: no part of its key, other than its owner, is a record that was not there.
bool mandate_can_merge(const mandate_snapshot *snapshot, int kind, const mandate_loaded *added);
void mandate_grown_release(mandate_grown *grown); // NULL is none

#endif
