// Which rows earlier imports refused while they let the others land, and which of them come now. For core/import only.
#ifndef MANDATE_IMPORT_OUTSTANDING_H
#define MANDATE_IMPORT_OUTSTANDING_H

#include "import/keys.h"
#include "store/refusals.h"

// What is owed of one path as one kind. A row is known by its name: its key and effective_from as they are written, or else all that it says, in bytes. It has come when the file
// brings a row of that name that is not refused; of several of one name as many must come at once.
typedef struct mandate_owed {
    int kind;
    const char *file; // its path; the caller's
    int64_t import; // under which the registry remembers it; 0: it does not
    int64_t rows; // of the file, when it was last refused in part
    int64_t nameless; // rows that a registry of version 4 only counted: none can come
    mandate_keys before; // by name, how many rows the registry remembers
    mandate_keys came, again; // and in the file at hand: rows that were not refused, of the names in `before`; rows that are refused, of any name
} mandate_owed;

typedef struct mandate_outstanding { // starts as { 0 }
    mandate_owed *list;
    size_t count, capacity;
} mandate_outstanding;

// Finds or makes the entry of a path and kind. False where memory is out. Entries move while others are added.
bool mandate_outstanding_add(mandate_outstanding *outstanding, int kind, const char *file, size_t *index, mandate_error *error);
// Reads what the registry remembers of the entries; inside the transaction.
bool mandate_outstanding_read(mandate_outstanding *outstanding, mandate_registry *registry, mandate_error *error);
void mandate_outstanding_free(mandate_outstanding *outstanding);
// Before the rows of a kind land, also where they land anew.
void mandate_outstanding_start(mandate_outstanding *outstanding, int kind);
// A row of the file is not refused, as far as it is known by now; one that is refused later, which _again tells, has not come. Only of use where `before` has names.
bool mandate_owed_came(mandate_owed *owed, const char *name, size_t length, mandate_error *error);
bool mandate_owed_again(mandate_owed *owed, const char *name, size_t length, mandate_error *error); // a row of the file is refused

// What became of the file in this call.
typedef struct mandate_outcome {
    int64_t import; // of this call
    int64_t rows;
    const char *settled; // why what is owed need not come; NULL: nobody says so
} mandate_outcome;

typedef struct mandate_debt {
    int64_t waiting; // rows that are owed still, and were not refused just now
    int64_t settled; // rows of which it was said just now that they need not come
    char name[128]; // of one that is waited for, its first line, cut where it is longer; "" where none has one
    bool remembered; // the registry has something of this call to remember
    bool changed; // what the registry remembers is another
} mandate_debt;

// When all rows have landed: forgets those that came, and remembers those that are refused or owed still.
bool mandate_owed_settle(const mandate_owed *owed, mandate_registry *registry, const mandate_outcome *outcome, mandate_debt *debt, mandate_error *error);

#endif
