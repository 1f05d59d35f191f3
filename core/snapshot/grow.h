// The snapshot of a registry that has rows, brought up to date by the import that adds to them: the new records are merged into the columns that are there
// (merge.c), so that whoever opens it next need not read their kind from the registry. What cannot be merged is left to that reader. For core/import.
#ifndef MANDATE_SNAPSHOT_GROW_H
#define MANDATE_SNAPSHOT_GROW_H

#include "store/registry.h"

typedef struct mandate_growth mandate_growth;

// In the import's transaction, before it writes. NULL where there is no snapshot to go on from, or no memory: the import does without.
mandate_growth *mandate_growth_begin(mandate_registry *registry, const mandate_model *model);
void mandate_growth_destroy(mandate_growth *growth); // NULL is none
// A kind's rows, anew from each start. Kinds that are not started are left out where they have changed.
void mandate_growth_start(mandate_growth *growth, int kind);
// A new record with its only version, which holds always, and with references that are settled.
void mandate_growth_take(mandate_growth *growth, int kind, const mandate_row *row);
void mandate_growth_give_up(mandate_growth *growth, int kind); // another change to the kind
// Writes the snapshot, once the rows are committed. It is left out where others have written to the registry since.
void mandate_growth_write(mandate_growth *growth);

#endif
