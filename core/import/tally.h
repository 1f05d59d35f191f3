// What becomes of the rows of a piece of a file besides those that land, until it is known what came of the pieces before it. For core/import only.
#ifndef MANDATE_IMPORT_TALLY_H
#define MANDATE_IMPORT_TALLY_H

#include "import/work.h"

// A row's name, and what is to be told of it: that who refers to it need not be told again, that it is refused, or that one that was refused earlier has come.
typedef enum mandate_name_of { MANDATE_NAME_REFUSED, MANDATE_NAME_AGAIN, MANDATE_NAME_CAME } mandate_name_of;

typedef struct mandate_told_name {
    mandate_name_of of;
    const char *text;
    size_t length;
    long line;
} mandate_told_name;

typedef struct mandate_tally { // starts as { 0 }
    int64_t rows, refused, skipped;
    mandate_rejects rejects;
    mandate_told_name *names;
    size_t name_count, name_capacity;
    mandate_pending *pending; // of rows counted from the piece's first good one
    size_t pending_count, pending_capacity;
    mandate_arena texts;
} mandate_tally;

bool mandate_tally_name(mandate_tally *tally, mandate_name_of of, const char *text, size_t length, long line, mandate_error *error);
bool mandate_tally_pending(mandate_tally *tally, const mandate_pending *pending, mandate_error *error); // copies the text
// Tells the source and the kind, and empties the tally. Of pieces in the file's order; `first_row` is the number of the piece's first good row.
bool mandate_tally_tell(mandate_tally *tally, mandate_kind_work *of, int source, int64_t first_row, mandate_error *error);
void mandate_tally_release(mandate_tally *tally);

#endif
