// The snapshot of a registry that has rows, brought up to date by the import that changes them: what is new or other is merged into the columns that are there
// (merge.c), so that whoever opens it next need not read their kind from the registry. What cannot be merged is left to that reader. For core/import.
#ifndef MANDATE_SNAPSHOT_GROW_H
#define MANDATE_SNAPSHOT_GROW_H

#include "store/registry.h"

typedef struct mandate_growth mandate_growth;

// In the import's transaction, before it writes; `bytes`: of its files. NULL where there is no snapshot to go on from, or no memory: the import does without.
mandate_growth *mandate_growth_begin(mandate_registry *registry, const mandate_model *model, int64_t bytes);
void mandate_growth_destroy(mandate_growth *growth); // NULL is none
// A kind's rows, anew from each start. Kinds that are not started are left out where they have changed.
void mandate_growth_start(mandate_growth *growth, int kind);
// A new record with its only version, which holds always, and with references that are settled.
void mandate_growth_take(mandate_growth *growth, int kind, const mandate_row *row);
// A record that was there already, or that has versions, with all its rows as they lie now: begin it, and then give each row, in the order of effective_from, to
// mandate_growth_retake, a mandate_row_visitor. Of a record that is taken several times the last counts.
typedef struct mandate_retaking {
    mandate_growth *growth;
    int kind;
} mandate_retaking;
mandate_retaking mandate_growth_take_again(mandate_growth *growth, int kind);
bool mandate_growth_retake(void *retaking, const mandate_row *row, mandate_error *error);
bool mandate_growth_wants(const mandate_growth *growth, int kind); // whether the kind is still to be merged
// The registry's number of the record that has this key, which is one text, where the snapshot tells it: it has the records that were there before the import,
// whatever the import changed of them. False says nothing.
bool mandate_growth_find(mandate_growth *growth, int kind, const char *text, size_t length, int64_t *record);
// Whether the record with the key of these cells (by field) had one row before the import, which holds always and has the same cells as far as they are `present`; *record
// is its number. False says nothing.
bool mandate_growth_has(mandate_growth *growth, int kind, const mandate_cell *cells, const bool *present, int64_t *record);
// Writes the snapshot, once the rows are committed. It is left out where others have written to the registry since.
void mandate_growth_write(mandate_growth *growth);

#endif
