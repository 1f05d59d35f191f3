// The rows of a kind as pages of the draft's table (store/draft.h): no statement, no cursor, no tree to go down for each row. For core/import only.
#ifndef MANDATE_IMPORT_PAGED_H
#define MANDATE_IMPORT_PAGED_H

#include "import/feed.h"
#include "store/pages.h"

typedef struct mandate_paged mandate_paged; // one round of a kind, over all of its files

// The table is open. NULL where memory is out.
mandate_paged *mandate_paged_begin(mandate_kind_work *of, mandate_pages *pages, mandate_error *error);
void mandate_paged_end(mandate_paged *paged);
// Before the rows of each file: which fields it has.
void mandate_paged_file(mandate_paged *paged, const mandate_reading *reading);
// All that follow are false where it cannot go on: with a filled error; with of->met_double where two rows have one key; or with of->unordered where a row comes before
// one that is written already.
// Rows of a table by rows, in the order of the batch.
bool mandate_paged_batch(mandate_paged *paged, const mandate_batch *batch);
// Rows of a table by keys, in the order of the batch. Half a large batch is kept back, as the rows of one parent may stand partly in the next.
bool mandate_paged_ordered(mandate_paged *paged, const mandate_batch *batch);
// A row of a table by keys, all rows coming in order.
bool mandate_paged_row(mandate_paged *paged, const mandate_packed_cell *cells, int64_t line);
// Behind the rows of the last file: what was kept back.
bool mandate_paged_finish(mandate_paged *paged);

#endif
