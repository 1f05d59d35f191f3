// SQLite beneath the registry: opening with safe settings, statements, errors with their cure. For core/store and core/import only.
#ifndef MANDATE_STORE_DATABASE_H
#define MANDATE_STORE_DATABASE_H

#include <sqlite3.h>
#include "store/registry.h"

enum {
    MANDATE_APPLICATION_ID = 0x4D4E4454, // "MNDT", at a fixed place of every registry's first page
    MANDATE_SCHEMA_KEYED = 3, // of one that has tables by keys, or columns that its kinds got later
    MANDATE_SCHEMA_REFUSED = 5, // of one that remembers refused rows by their names
    MANDATE_SCHEMA_VERSION = 6, // of a new one, whose days are numbers: the newest that is known
};

typedef struct mandate_draft mandate_draft;

struct mandate_registry {
    sqlite3 *database;
    mandate_draft *draft; // while `database` is one (store/draft.h); NULL otherwise
    mandate_model *model;
    mandate_access access;
    bool unlocked; // read without locks, from where nothing may be written
    bool holding; // a read transaction spans several reads
    mandate_signature begun; // the file when the transaction at hand began
    char path[MANDATE_PATH_SIZE];
};

// Opens the file and checks that it is a registry of a version we know. *empty tells that it has no content yet (CREATE only), *unlocked that others may
// write to it while it is read.
sqlite3 *mandate_database_open(const char *path, mandate_access access, bool *empty, bool *unlocked, mandate_error *error);
// Opens a file with safe settings and looks at nothing in it. NULL with the error filled on failure.
sqlite3 *mandate_database_connect(const char *path, int flags, mandate_error *error);
// Fills the error from SQLite's last one. Returns false.
bool mandate_database_fail(sqlite3 *database, const char *path, mandate_error *error);
// Runs statements that return no rows.
bool mandate_database_execute(const mandate_registry *registry, const char *sql, mandate_error *error);
// Prepares what `text` holds and frees `text`. NULL, with the error filled, on failure, also where `text` ran out of memory.
sqlite3_stmt *mandate_database_prepare(const mandate_registry *registry, sqlite3_str *text, mandate_error *error);
// Steps to the next row: 1 a row, 0 the end, -1 a filled error.
int mandate_database_step(const mandate_registry *registry, sqlite3_stmt *statement, mandate_error *error);
// Visits the rows that a statement gives: record, effective_from, import, line, and then the kind's fields. Resets it.
bool mandate_database_visit(mandate_registry *registry, int kind, sqlite3_stmt *statement, mandate_row_visitor *visit, void *context, mandate_error *error);
// The one integer that a query gives, `otherwise` where it gives no row or NULL.
bool mandate_database_integer(const mandate_registry *registry, const char *sql, int64_t otherwise, int64_t *out, mandate_error *error);

#endif
