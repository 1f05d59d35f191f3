// The snapshot of a registry that had no rows and is being filled: its columns are made from the rows while they are in memory, so that whoever opens it
// first need not read them from the registry again. What is written is byte for byte what a reader would build. For core/import.
#ifndef MANDATE_SNAPSHOT_COLLECT_H
#define MANDATE_SNAPSHOT_COLLECT_H

#include "store/cells.h"
#include "store/registry.h"

typedef struct mandate_collection mandate_collection;

mandate_collection *mandate_collection_begin(mandate_registry *registry, const mandate_model *model, mandate_error *error);
void mandate_collection_destroy(mandate_collection *collection);
// Kind by kind, in the model's order. Either its rows are given, anew from each start, by one thread at a time, each the only version of its record and
// holding always, with references that are settled; or the kind is not started, and read from the registry at the end.
bool mandate_collection_start(mandate_collection *collection, int kind, mandate_error *error);
bool mandate_collection_take_rows(mandate_collection *collection, const mandate_packed_rows *rows, mandate_error *error);
void mandate_collection_expect(mandate_collection *collection,
                               int64_t rows); // about so many are still to come of the kind at hand, so that its columns need not move as they grow
void mandate_collection_give_up(mandate_collection *collection); // the kind at hand
// What is left to do with rows that were given may go on in a thread while the caller does; an error of it is then told by a later call.
bool mandate_collection_end(mandate_collection *collection, int kind, mandate_error *error);
// Whether rows take more memory than they should; then the collection is to be destroyed.
bool mandate_collection_is_full(const mandate_collection *collection);
// Writes the snapshot, once the rows are committed. It is left out where others have written to the registry since. False only where memory is out or the
// registry cannot be read.
bool mandate_collection_write(mandate_collection *collection, mandate_error *error);

#endif
