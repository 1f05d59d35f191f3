// One file's rows, each checked by itself: its values, its references, and what an earlier round found. For core/import only.
#ifndef MANDATE_IMPORT_READING_H
#define MANDATE_IMPORT_READING_H

#include "import/csv.h"
#include "import/tally.h"

// The record that a row is of: its key as a reference to it would be written, and behind it a line break and effective_from.
typedef struct mandate_named {
    const char *text; // valid until the next is asked for
    size_t length; // of the key; 0 where a part is missing
    size_t version_length; // of both; 0 where no key is whole
} mandate_named;

// The parent that a field named last: most rows of a file name the one that the row before named.
enum { MANDATE_LAST_NAME_SIZE = 48 };
typedef struct mandate_last_parent {
    int64_t record;
    size_t near; // where its key was found
    uint32_t length; // 0: none yet
    char name[MANDATE_LAST_NAME_SIZE];
} mandate_last_parent;

typedef struct mandate_reading {
    mandate_kind_work *of;
    mandate_source *source;
    int index; // of the source
    mandate_csv *csv;
    mandate_header header;
    mandate_cell *cells;
    mandate_last_parent *parents; // by field
    mandate_mapped *mapped; // with a mapping: the values of the row at hand
    mandate_csv_field *values; // and the same as `row` has them then
    mandate_csv_row row; // at hand
    bool refused; // the row at hand
    bool skipped; // the row at hand, by what the mapping says
    char *name; // room for the name of the row's record
    size_t name_size;
    mandate_tally *tally; // of the piece that is read; NULL: what becomes of rows is told to the source and the kind at once
    size_t late_at; // where in `late` the entries for the rows still to come begin
    mandate_error *error;
} mandate_reading;

typedef enum mandate_reading_result {
    MANDATE_READING_ROW,
    MANDATE_READING_NONE, // of one row alone: it was refused or skipped
    MANDATE_READING_END,
    MANDATE_READING_FAILED
} mandate_reading_result;

// Begins a source anew: its counts and its list of refused rows are emptied. Close it also where this fails.
bool mandate_reading_open(mandate_reading *reading, mandate_kind_work *of, int source, mandate_error *error);
void mandate_reading_close(mandate_reading *reading);
// A reading of the same file by pieces, in another thread: its csv is a reader of pieces. The whole must stay where it is. Close it also where this fails.
bool mandate_reading_open_part(mandate_reading *part, const mandate_reading *whole, mandate_error *error);
void mandate_reading_close_part(mandate_reading *part);
// The next row that stands up to all checks; the others are listed as refused. It is valid until the next call.
mandate_reading_result mandate_reading_next(mandate_reading *reading, mandate_incoming *row);
mandate_reading_result mandate_reading_one(mandate_reading *reading, mandate_incoming *row); // the same of one row
bool mandate_reading_refuse_eventless(mandate_reading *reading); // the row at hand, which has no event
// The row at hand, which would begin before all that is known of its record, without saying what `field` was then.
bool mandate_reading_refuse_unsaid(mandate_reading *reading, int field);
bool mandate_reading_refuse_written(mandate_reading *reading, int field, const char *from); // of a later version
// Remembers the references of the row at hand that can be looked up only when all rows of the kind have landed.
bool mandate_reading_keep_pending(mandate_reading *reading, int64_t row);
// The name that the file has for a field's column.
const char *mandate_reading_column(const mandate_reading *reading, int field);
int64_t mandate_reading_place(int source, long line); // one number, for the maps of keys
// Names the record of the row at hand; `row` for its effective_from, or NULL. False with a filled error where memory runs out.
bool mandate_reading_name(mandate_reading *reading, const mandate_incoming *row, mandate_named *out);
void mandate_reading_report(const mandate_reading *reading, int64_t done); // to who wants to see progress

#endif
