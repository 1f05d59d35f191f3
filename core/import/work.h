// The state of one import. For core/import only.
#ifndef MANDATE_IMPORT_WORK_H
#define MANDATE_IMPORT_WORK_H

#include "import/import.h"
#include "import/keys.h"
#include "import/land.h"
#include "import/outstanding.h"
#include "import/rejects.h"
#include "import/resolve.h"
#include "snapshot/collect.h"
#include "snapshot/grow.h"

typedef struct mandate_source {
    mandate_import_file *file;
    bool has_effective; // its header has the column effective_from
    bool narrow; // so that versions take over what it has no column for (carry.h)
    uint64_t hash;
    mandate_rejects rejects;
    size_t owed; // which entry of what is outstanding is of its path and kind
    bool remembered; // the registry remembers which rows of it were refused
} mandate_source;

typedef struct mandate_work {
    mandate_registry *registry;
    const mandate_import_options *options;
    mandate_source *sources; // the one at index i writes rows with import first_import + i
    size_t count;
    int64_t first_import;
    int64_t bytes; // of the files in all
    mandate_resolver resolver;
    mandate_collection *collection; // the snapshot, where the registry had no rows; NULL where none is made
    mandate_growth *growth; // where it had rows: its snapshot, to which what is new is added; NULL where there is none
    bool collecting; // the rows of the kind at hand are given to it
    mandate_outstanding outstanding; // what earlier imports refused
    mandate_keys *refused; // per kind: the keys of refused rows, with mandate_refused_at
    mandate_error *error;
} mandate_work;

// A reference to a row of the same kind, to be looked up when all rows of the kind have landed.
typedef struct mandate_pending {
    int64_t row;
    int64_t like; // the row whose reference it takes over; 0: the text tells
    int field, source;
    long line;
    const char *text;
    size_t length;
} mandate_pending;

// A row whose owner differs from the owner of the record's other versions, unless they change too.
typedef struct mandate_suspect {
    int64_t record;
    int source;
    long line;
} mandate_suspect;

// The rows of one kind. What shows only when all have landed is held against a row in `late`; the kind is then undone and landed again
// without those rows, until none is added. That way nothing has to be taken out of the tables row by row.
typedef struct mandate_kind_work {
    mandate_work *work;
    const mandate_kind *kind;
    int index;
    mandate_landing landing;
    mandate_rejects late;
    size_t late_known; // those found before this round, sorted
    bool has_effective;
    bool in_bulk; // the table was empty and every row is new: two of one key show when the index is made, or at the second one
    bool met_double; // in bulk, two rows of one key
    struct mandate_paged *paged; // in bulk, and as pages; NULL otherwise
    bool unordered; // as pages, a row came behind one that it belongs before
    bool sorts; // SQLite is to sort the rows of the kind's one file
    bool by_statement; // no pages, as they were unordered
    mandate_pending *pending;
    size_t pending_count, pending_capacity;
    mandate_arena texts;
    mandate_keys doubled; // keys, each with its effective_from, of records that rows say differently
    mandate_suspect *suspects;
    size_t suspect_count, suspect_capacity;
} mandate_kind_work;

// Remembers a reference; copies its text.
bool mandate_kind_keep_pending(mandate_kind_work *of, const mandate_pending *pending, mandate_error *error);
// Lands all rows of a kind. False with a filled error where the import cannot go on.
bool mandate_import_kind(mandate_work *work, int kind);
// After the kind's rows: looks up pending references, compares owners, looks for rings; adds to `late`.
bool mandate_settle(mandate_kind_work *of);
// Why a reference finds no record.
bool mandate_explain_missing(mandate_work *work, int kind, const char *text, size_t length, char reason[], size_t size);

#endif
