// The checked rows of a file in batches, read ahead by a thread of their own where that pays. For core/import only.
#ifndef MANDATE_IMPORT_FEED_H
#define MANDATE_IMPORT_FEED_H

#include "import/reading.h"

// A cell as it goes into the registry.
typedef enum mandate_packing { MANDATE_PACKED_BLANK, MANDATE_PACKED_INTEGER, MANDATE_PACKED_NUMBER, MANDATE_PACKED_TEXT } mandate_packing;

typedef struct mandate_feed_cell {
    union {
        int64_t integer;
        double number;
        const char *text; // in the batch's texts
    };
    uint32_t length; // of the text
    mandate_packing packing;
} mandate_feed_cell;

typedef struct mandate_batch {
    mandate_feed_cell *cells; // row by row, the fields that the file has, in the kind's order
    long *lines; // by row
    int64_t first_row; // number of the first row; the others follow
    size_t count; // may be 0 where all rows were refused
    char *texts;
    size_t used, capacity;
    int64_t done; // bytes of the file so far
} mandate_batch;

typedef struct mandate_feed mandate_feed;

// The reading must outlive the feed, and with a thread nothing else may use it, nor what it reads and refuses with, until the feed is
// closed. `ordered`: the batches are put in order, and so are large. `threaded` is a wish: where no thread can be had, rows are read when they are asked for.
mandate_feed *mandate_feed_open(mandate_reading *reading, bool ordered, bool threaded, mandate_error *error);
// The next batch, which stays as it is until the next call. NULL at the end, also where the reading failed.
const mandate_batch *mandate_feed_next(mandate_feed *feed);
// Ends the reading, wherever it is. False with its error where it failed.
bool mandate_feed_close(mandate_feed *feed, mandate_error *error);

#endif
