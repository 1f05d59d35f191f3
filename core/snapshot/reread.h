// Small kinds that refer to themselves, read again by an import that changes them. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_REREAD_H
#define MANDATE_SNAPSHOT_REREAD_H

#include "snapshot/table.h"

typedef struct mandate_rereading { // starts as { 0 }
    int64_t *ids; // of all records while those that refer to them come: mandate_rereading_find
    size_t count, capacity;
} mandate_rereading;

// Whether a kind of a mapped snapshot is such a one, which others refer to.
bool mandate_rereading_fits(const mandate_snapshot *base, int kind);
bool mandate_rereading_find(mandate_rereading *of, mandate_registry *registry, int kind, mandate_error *error); // in the import's transaction
void mandate_rereading_release(mandate_rereading *of);
// Loads the kind into `now`, and tells where its records have gone: those of `base`, and behind them those that were found. In a read transaction. False with a filled error where that cannot be.
bool mandate_reread_kind(mandate_snapshot *now, const mandate_snapshot *base, mandate_registry *registry, int kind, const mandate_rereading *of, mandate_error *error);

#endif
