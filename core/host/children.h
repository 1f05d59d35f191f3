// The rows that belong to a row, such as `e.audits`, for row functions.
#ifndef MANDATE_HOST_CHILDREN_H
#define MANDATE_HOST_CHILDREN_H

#include "host/row.h"
#include "snapshot/snapshot.h"

typedef struct mandate_child_index mandate_child_index;
typedef struct mandate_child_list mandate_child_list;

// What was looked for so far. To be zeroed, but for the snapshot, before use.
typedef struct mandate_child_sets {
    const mandate_snapshot *snapshot;
    mandate_child_index *indexes;
    size_t index_count, index_capacity;
    mandate_child_list *lists; // the first list_count are handed out; the others are kept for reuse
    size_t list_count, list_made, list_capacity;
} mandate_child_sets;

// Whose rows are looked for, and on which days: what is visible, and who stands below whom.
typedef struct mandate_asked {
    int kind;
    uint32_t record;
    mandate_date as_of, pivot; // MANDATE_DATE_UNKNOWN where nobody knows it
    bool in_period; // of a lasting kind those that begin after the pivot are not there yet
} mandate_asked;

void mandate_child_sets_clear(mandate_child_sets *sets);
// All rows that were handed out are not valid any more.
void mandate_child_sets_take_back(mandate_child_sets *sets);
// The rows called `plural` of a record, of a tree's record those of its whole branch on the pivot, visible on `as_of`, by event and key. False where there is no
// such plural, and with the error filled where memory is out.
bool mandate_child_sets_find(mandate_child_sets *sets, const mandate_asked *asked, const char *plural, size_t length, mandate_children *children, mandate_error *error);

#endif
