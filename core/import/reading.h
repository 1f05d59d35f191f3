// One file's rows, each checked by itself: its values, its references, and what an earlier round found. For core/import only.
#ifndef MANDATE_IMPORT_READING_H
#define MANDATE_IMPORT_READING_H

#include "import/csv.h"
#include "import/work.h"

enum { MANDATE_KEY_TEXT_SIZE = 1024 };

typedef struct mandate_reading {
    mandate_kind_work *of;
    mandate_source *source;
    int index; // of the source
    mandate_csv *csv;
    mandate_header header;
    mandate_cell *cells;
    mandate_mapped *mapped;    // with a mapping: the values of the row at hand
    mandate_csv_field *values; // and the same as `row` has them then
    mandate_csv_row row; // at hand
    bool refused;        // the row at hand
    bool skipped;        // the row at hand, by what the mapping says
    size_t late_at;      // where in `late` the entries for the rows still to come begin
    mandate_error *error;
} mandate_reading;

typedef enum mandate_reading_result { MANDATE_READING_ROW, MANDATE_READING_END, MANDATE_READING_FAILED } mandate_reading_result;

// Begins a source anew: its counts and its list of refused rows are emptied. Close it also where this fails.
bool mandate_reading_open(mandate_reading *reading, mandate_kind_work *of, int source, mandate_error *error);
void mandate_reading_close(mandate_reading *reading);
// The next row that stands up to all checks; the others are listed as refused. It is valid until the next call.
mandate_reading_result mandate_reading_next(mandate_reading *reading, mandate_incoming *row);
bool mandate_reading_refuse_eventless(mandate_reading *reading); // the row at hand, which has no event
// Remembers the references of the row at hand that can be looked up only when all rows of the kind have landed.
bool mandate_reading_keep_pending(mandate_reading *reading, int64_t row);
// The name that the file has for a field's column.
const char *mandate_reading_column(const mandate_reading *reading, int field);
// The key and effective_from of the row at hand, 0 long where there is no whole key.
size_t mandate_reading_version(const mandate_reading *reading, const mandate_incoming *row, char out[2 * MANDATE_KEY_TEXT_SIZE]);
int64_t mandate_reading_place(int source, long line); // one number, for the maps of keys
// The key of the row at hand as a reference to it would be written, 0 long where a part is missing or it does not fit.
size_t mandate_reading_key(const mandate_reading *reading, char out[MANDATE_KEY_TEXT_SIZE]);
void mandate_reading_report(const mandate_reading *reading, int64_t done); // to who wants to see progress

#endif
