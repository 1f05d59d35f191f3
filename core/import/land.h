// Bringing the rows of one kind into its table: new, another version, a correction, or nothing new. For core/import only.
#ifndef MANDATE_IMPORT_LAND_H
#define MANDATE_IMPORT_LAND_H

#include "import/header.h"
#include "import/sightings.h"
#include "snapshot/grow.h"
#include "store/database.h"

enum { MANDATE_RECORD_PENDING = -1 }; // the record of a reference to a row of the same kind that has not landed yet

typedef struct mandate_landing {
    mandate_registry *registry;
    const mandate_kind *kind;
    int64_t first_import; // rows of this import or a later one belong to this call
    int64_t next_row;
    sqlite3_stmt *versions; // all versions of a key
    sqlite3_stmt *insert, *keep, *correct;
    sqlite3_stmt *carry; // gives a new version what the one before it holds in the columns that the file lacks (carry.h); NULL where it lacks none
    sqlite3_stmt *follow, *follow_keep; // give later versions what they do not say themselves (follow.h); NULL where each says all
    sqlite3_stmt *follow_written; // finds one of them that holds what no file says
    sqlite3_stmt *follow_unsaid; // whether the row at hand, as it lies, does not say some field that this file has a column for; NULL where each says them
    int unsaid; // a field that the file lacks and of which an empty cell would say that there is none, -1
    sqlite3_stmt *rows; // all rows of a key as a reader of rows wants them; NULL until they are asked for
    int index; // of the kind
    mandate_growth *growth; // the snapshot, which may tell that a row is as it was; NULL where there is none
    bool keyed; // the table has no rows' numbers: rows are named by their keys
    bool counts_days; // its days are numbers
    const char *suffix; // of its name and its history's
    mandate_seen *seen; // by row
    size_t seen_size;
    mandate_sightings sightings; // the same where it is keyed
    int *bound; // the fields that `correct` sets
    int bound_count;
} mandate_landing;

typedef struct mandate_incoming {
    const mandate_cell *cells; // per field
    const bool *present; // per field, whether the file has its column
    const char *effective; // "" or an ISO date
    size_t effective_length;
    int file; // index within the call
    int64_t import;
    long line;
} mandate_incoming;

typedef enum mandate_landed {
    MANDATE_ADDED,
    MANDATE_VERSION,
    MANDATE_CORRECTED,
    MANDATE_UNCHANGED,
    MANDATE_DOUBLE,
    MANDATE_NO_EVENT,
    MANDATE_UNSAID,
    MANDATE_WRITTEN
} mandate_landed;

typedef struct mandate_place {
    mandate_landed landed;
    int64_t row, record;
    bool owner_differs; // from the record's other versions, as they stand now
    bool carried; // MANDATE_VERSION: the one before it gave what the file has no columns for
    int64_t before; // that one's row
    int differs; // MANDATE_DOUBLE: a field in which the two differ, -1 where they do not
    int written; // MANDATE_WRITTEN: a field in which a later version holds what no file says
    char written_from[11]; // and that one's effective_from
    mandate_seen other; // MANDATE_DOUBLE: the first row of the two; file is -1 where `other_import` tells it
    int64_t other_import;
} mandate_place;

bool mandate_landing_start(mandate_landing *landing, mandate_registry *registry, int kind, int64_t first_import, mandate_error *error);
bool mandate_landing_file(mandate_landing *landing, const mandate_header *header, mandate_error *error); // before each file's rows
bool mandate_land(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error);
// Visits all rows of the incoming row's record as they lie now, in the order of effective_from.
bool mandate_landing_visit(mandate_landing *landing, const mandate_incoming *row, mandate_row_visitor *visit, void *context, mandate_error *error);
// Parts of statements: that the key is the one whose fields are bound by their places; that the row is the one at hand, by its number, or by its key and effective_from.
void mandate_landing_add_keys(sqlite3_str *sql, const mandate_kind *kind);
void mandate_landing_add_row(sqlite3_str *sql, const mandate_landing *landing);
void mandate_landing_bind_row(mandate_landing *landing, sqlite3_stmt *statement, const mandate_incoming *row, const mandate_place *place);
bool mandate_has_event(const mandate_kind *kind, const mandate_incoming *row);
void mandate_landing_end(mandate_landing *landing);

#endif
