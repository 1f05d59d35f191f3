// Import: CSV files into a registry, all or nothing unless told otherwise.
#ifndef MANDATE_IMPORT_IMPORT_H
#define MANDATE_IMPORT_IMPORT_H

#include <stdint.h>
#include "import/mapping.h"
#include "store/registry.h"

enum { MANDATE_WITHOUT_SIZE = 512 };

typedef struct mandate_import_file {
    const char *kind; // kind's name; NULL: the file's name without folder and ".csv"
    const char *path;
    const mandate_mapping *mapping; // NULL: the columns are named after the kind's fields
    // filled by the import:
    int kind_index;
    int64_t rows, added, versions, corrected, unchanged, refused;
    int64_t carried; // of the versions, those that hold what the version before them does where the file has no column
    int64_t skipped, repeated; // by what the mapping says
    int64_t outdated, outdated_line; // rows with a code that named nothing on its day any more, taken for what it named last; the line of the first, 0 of none
    int64_t refused_lines; // of the path, in whichever of its entries, each line once; with the first of these, 0 with the others
    int64_t waiting,
        settled; // with the first entry of the path as the kind: rows that earlier imports refused and that have not come; rows that need not come, as it was said now
    char awaited[128]; // key of one that has not come, cut where it is longer; "" where none can be told by a key
    char without[MANDATE_WITHOUT_SIZE]; // "a, b": fields of which the file has no column, so that they read as absent (`blank = "none"`) in each row; cut where too many
    char unsaid[MANDATE_WITHOUT_SIZE]; // likewise: fields of which the file has no column, and in which a new version holds what the one before it does
    char rejects[MANDATE_PATH_SIZE]; // path of the rejects file, "" if none was written
} mandate_import_file;

// Called now and then with bytes read and in all; may be NULL.
typedef void mandate_import_progress(void *context, const char *path, int64_t done, int64_t total);

// Each way leads to the same registry and the same lists of refused rows. The second is for tests: each row by itself, as into a table that has rows, and not the
// whole file at once, where that fits it.
typedef enum mandate_import_way { MANDATE_IMPORT_CHOOSE, MANDATE_IMPORT_BY_ROW } mandate_import_way;

typedef struct mandate_import_options {
    bool keep_good; // land the good rows of files that have refused ones; the registry remembers those that were refused (outstanding.h says until when)
    const char *settled; // why rows that these files owe, or are refused now, need not come; NULL: nobody says so
    mandate_import_progress *progress;
    void *context;
    const char *imported_at; // ISO time written with the import, and its day as that on which the files came; NULL: the clock, and the day where it stands
    mandate_date as_of; // the day as of which the files were drawn up, if `dated`: it counts as that on which they came
    bool dated;
    bool whole; // the files hold all there is, of kinds of which none is given, too: so a file of each kind has come
    mandate_import_way way;
    size_t threads; // that read a file, this one among them; 0: as many as there are processors where the file is worth it. They change nothing that is read
} mandate_import_options;

// True if the import ran to its end; *committed tells whether the registry was changed or found equal (no row refused, or keep_good).
// False (registry unchanged) for what concerns a whole file: missing, a folder, empty, UTF-16 or a first line that is not UTF-8, unknown
// kind, header of another kind, unknown or doubled column, missing key column, no event column where the kind needs an event.
//
// Files may come in any order; parents land first. A reference is the parent's key, a key of several parts joined with "/". The same
// (key, effective_from) with equal cells is unchanged, with others a correction; a column that the file lacks keeps the corrected row's
// cell, and in a new version that of the version before it; a row that begins before all versions that are there is refused where a missing column would say
// that there is none. A refused row is listed in NAME.rejects.csv beside NAME.csv, one line per wrong value; what refers to a refused row is refused
// too. Two rows of one (key, effective_from) in one import are both refused: which is right only their author knows. A list that an
// earlier import left is removed once its file has no refused row. One path may be given several times, with mappings to several kinds: its
// list of refused rows is then one.
bool mandate_import(mandate_registry *registry, mandate_import_file *files, size_t count, const mandate_import_options *options, bool *committed, mandate_error *error);

#endif
