// The checked rows of a file in batches, in the file's order, read by several threads. For core/import only.
#ifndef MANDATE_IMPORT_FEED_H
#define MANDATE_IMPORT_FEED_H

#include "import/order.h"
#include "import/reading.h"

typedef struct mandate_batch {
    mandate_packed_rows rows; // none where all rows were refused
    bool ordered;
    mandate_batch_order order; // of the rows by their keys, where they are put in it
    int64_t done; // bytes of the file so far
} mandate_batch;

typedef struct mandate_feed mandate_feed;

// The reading must outlive the feed, and nothing else may use it until the feed is closed; nor, with more than one thread, what it looks parents up in. `ordered`:
// the batches are put in order. `threads`: that read, the caller's among them, 1 or more; of more than 16, 16. Where no further thread is to be had, those there are do all of it.
mandate_feed *mandate_feed_open(mandate_reading *reading, bool ordered, size_t threads, mandate_error *error);
void mandate_feed_leave_unordered(mandate_feed *feed); // from now on; those that are read already may be ordered
// The next batch, which stays as it is until the next call. NULL at the end, also where the reading failed. What became of other rows up to its end is told by
// then, in the file's order.
const mandate_batch *mandate_feed_next(mandate_feed *feed);
// Ends the reading, wherever it is. False with its error where it failed.
bool mandate_feed_close(mandate_feed *feed, mandate_error *error);

#endif
