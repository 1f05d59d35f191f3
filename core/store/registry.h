// The registry: one SQLite file with the records, their versions, what corrections replaced, and the imports they came from.
#ifndef MANDATE_STORE_REGISTRY_H
#define MANDATE_STORE_REGISTRY_H

#include <stdint.h>
#include "model/date.h"
#include "model/error.h"
#include "model/kind.h"
#include "store/signature.h"

typedef struct mandate_registry mandate_registry;

typedef enum mandate_access { MANDATE_READ, MANDATE_WRITE, MANDATE_CREATE } mandate_access;

// Opens a registry. READ and WRITE need an existing file; CREATE makes it where missing. Errors: no such file (with the nearest file name in
// that folder), MANDATE_ERROR_NOT_A_REGISTRY, MANDATE_ERROR_NEWER_REGISTRY. Kinds that the file holds and the model lacks are
// declared in the model (a pack's kinds are described in the file); a kind that both have but with other fields is MANDATE_ERROR_MODEL.
// READ never writes and does not create tables; a kind of the model without a table there simply has no rows.
// The model must outlive the registry. Not thread-safe: one registry per thread.
mandate_registry *mandate_registry_open(const char *path, mandate_access access, mandate_model *model, mandate_error *error);
void mandate_registry_close(mandate_registry *registry); // rolls back what is not committed

// One cell as the registry holds it.
typedef struct mandate_cell {
    bool blank;
    double number; // MANDATE_NUMBER
    mandate_date date; // MANDATE_EVENT, MANDATE_DATE
    bool yes; // MANDATE_YESNO
    int64_t record; // MANDATE_REFERENCE: the record id within the referenced kind
    const char *text; // MANDATE_TEXT, not NUL-terminated as a rule; valid until the next row
    size_t length;
} mandate_cell;

typedef struct mandate_row {
    int64_t record; // the same for all versions of a record, unique within the kind; of a kind that none refers to only while it is read
    mandate_date effective_from; // MANDATE_DATE_ALWAYS where the row gives none
    int64_t import; // index for mandate_registry_import_file
    int64_t line; // line of the file where the row began, from 1
    const mandate_cell *cells; // one per field, in the kind's order
} mandate_row;

typedef bool mandate_row_visitor(void *context, const mandate_row *row, mandate_error *error);
// Visits the present (uncorrected) version of every row of a kind, ordered by record and effective_from.
bool mandate_registry_read(mandate_registry *registry, int kind, mandate_row_visitor *visit, void *context, mandate_error *error);
// Where a kind's rows stand, for reading it in parts; all zero where they have no numbers. `even`: the rows are numbered first to last without a gap, and none is a record's second version.
typedef struct mandate_extent {
    int64_t rows, first, last;
    bool even;
} mandate_extent;
bool mandate_registry_extent(mandate_registry *registry, int kind, mandate_extent *extent, mandate_error *error);
// Visits rows `first` to `last` of a kind whose extent is even, in their order.
bool mandate_registry_read_range(mandate_registry *registry, int kind, int64_t first, int64_t last, mandate_row_visitor *visit, void *context, mandate_error *error);
// How many rows mandate_registry_read will visit.
bool mandate_registry_count(mandate_registry *registry, int kind, int64_t *rows, mandate_error *error);
bool mandate_registry_is_empty(mandate_registry *registry, int kind, bool *empty, mandate_error *error);

typedef bool mandate_import_visitor(void *context, int64_t import, const char *file, const char *imported_at, mandate_error *error);
bool mandate_registry_imports(mandate_registry *registry, mandate_import_visitor *visit, void *context, mandate_error *error);
// Rows of a kind that an import refused of one file while it let the others land: they have not been brought in since, or somebody has said why they need not be.
typedef struct mandate_refusal {
    int64_t import; // of which the rows that landed are
    int kind; // index in the model
    const char *file; // its path as it was given; of those that are visited valid until the next
    int64_t rows, refused; // rows of the file when it was last refused in part, and how many rows have not come
    const char *why; // NULL: they are waited for; of those that are visited valid until the next
} mandate_refusal;
typedef bool mandate_refusal_visitor(void *context, const mandate_refusal *refusal, mandate_error *error);
bool mandate_registry_refusals(mandate_registry *registry, mandate_refusal_visitor *visit, void *context, mandate_error *error);
// The last day on which a file of a kind was imported, whether or not it held anything new; of kinds of which none ever was nothing is visited.
typedef bool mandate_arrival_visitor(void *context, int kind, mandate_date day, mandate_error *error);
bool mandate_registry_arrivals(mandate_registry *registry, mandate_arrival_visitor *visit, void *context, mandate_error *error);
// Several reads in between see one state of the file, whatever others import meanwhile; they cannot commit until it ends, so be brief.
bool mandate_registry_begin(mandate_registry *registry, mandate_error *error);
void mandate_registry_end(mandate_registry *registry);
// What tells one state of a registry from another. Read it between begin and end, with the rows it stands for.
typedef struct mandate_stamp {
    mandate_signature signature;
    bool known; // the signature could be had: equal ones stand for the same rows
    bool ours; // the last change was an import's: kinds of one revision have the same rows
    int64_t identity; // of the registry; 0 of one from before there were revisions
    struct mandate_kind_stamp {
        int kind;
        int64_t revision;
    } * kinds; // those that the registry has, in its order; revisions are 0 where they are not `ours`
    size_t count;
} mandate_stamp;
bool mandate_registry_stamp(mandate_registry *registry, mandate_stamp *stamp, mandate_error *error);
void mandate_stamp_release(mandate_stamp *stamp);
// Whether the state is the one that an import's own transaction left, whose count of transactions this is: the rows are those of nobody else.
bool mandate_stamp_is_of(const mandate_stamp *stamp, uint32_t changes);
// A further connection to the same file, for another thread, which sees what `registry` does; between its begin and end, with the stamp read there.
// *again is NULL where that cannot be had. It is closed before `registry`.
bool mandate_registry_open_again(mandate_registry *registry, const mandate_stamp *stamp, mandate_registry **again, mandate_error *error);
// True where SQLite can keep nobody from writing while it is read: it lies where nothing may be written, and has a write-ahead log.
bool mandate_registry_unlocked(const mandate_registry *registry);
const char *mandate_registry_path(const mandate_registry *registry);

// SQLite's count of transactions as the last one of this connection that changed the registry left it.
uint32_t mandate_registry_left(const mandate_registry *registry);
// A number that changes with every committed import.
bool mandate_registry_revision(mandate_registry *registry, int64_t *revision, mandate_error *error);

#endif
