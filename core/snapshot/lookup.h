// Records of a mapped snapshot by their keys, where a key is one text: for an import, whose rows name them. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_LOOKUP_H
#define MANDATE_SNAPSHOT_LOOKUP_H

#include "snapshot/table.h"

// One kind's; zeroed before it is first used.
typedef struct mandate_lookup {
    bool asked, ready; // whether it was tried, and whether it can tell
    bool shows_cells, compares; // the same of comparing whole rows
    int key; // the field
    mandate_stored start; // of the key's texts
    const char *texts;
    uint32_t *by_rank; // the record whose key has the rank; owned
    uint32_t next; // behind the text that was found last: files often lie in the order of the keys
} mandate_lookup;

// Looks through the kind's keys once, where that is sooner done than asking the registry for so many rows; false where it cannot tell or is not worth it.
bool mandate_lookup_make(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, int64_t rows);
// The record with this key, MANDATE_CODE_ABSENT where there is none.
uint32_t mandate_lookup_find(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, const char *text, size_t length);
// Whether the record's only row holds always and has these cells, by field, as far as they are `present`. References are registry ids.
bool mandate_lookup_compare(mandate_lookup *lookup, const mandate_snapshot *snapshot, int kind, uint32_t record, const mandate_cell *cells, const bool *present);
void mandate_lookup_release(mandate_lookup *lookup);

#endif
