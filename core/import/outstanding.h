// What earlier imports refused while they let the other rows land, and when it counts as mended. For core/import only.
#ifndef MANDATE_IMPORT_OUTSTANDING_H
#define MANDATE_IMPORT_OUTSTANDING_H

#include "store/refusals.h"

// A file is the one that was refused in part, corrected, if it has the same path, is read as the same kind, and holds all that came of it then: each row of that
// import that is in the registry as it brought it. Where nothing came of it, as many rows as it had. Another file of that path, such as the next month's, mends nothing.
typedef struct mandate_outstanding { // starts as { 0 }
    mandate_refusal *list; // with texts of their own
    int64_t *met; // by entry: rows that this import's file holds again, unchanged
    size_t count, capacity;
} mandate_outstanding;

// Reads what the registry remembers; inside the transaction.
bool mandate_outstanding_read(mandate_outstanding *outstanding, mandate_registry *registry, mandate_error *error);
void mandate_outstanding_free(mandate_outstanding *outstanding);
// Before the rows of a kind land, also where they land anew.
void mandate_outstanding_start(mandate_outstanding *outstanding, int kind);
// A row of the file was found as an earlier import had brought it.
void mandate_outstanding_meet(mandate_outstanding *outstanding, int kind, const char *file, int64_t import);

// What became of one file as one kind: of all its readings together.
typedef struct mandate_outcome {
    int kind;
    const char *file;
    int64_t rows, refused, changed;
} mandate_outcome;

// When all rows have landed: forgets what the file has mended. *kept is true where it refuses rows again and brought nothing: then they stand in place of the
// earlier ones and need not be remembered. *changed becomes true where the registry is another by that.
bool mandate_outstanding_settle(mandate_outstanding *outstanding, mandate_registry *registry, const mandate_outcome *outcome, bool *kept, bool *changed, mandate_error *error);

#endif
