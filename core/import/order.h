// The rows of a batch in the order of their keys, as SQLite orders them. For core/import only.
#ifndef MANDATE_IMPORT_ORDER_H
#define MANDATE_IMPORT_ORDER_H

#include "import/feed.h"

typedef struct mandate_ordered mandate_ordered; // a row and the beginning of its key

typedef struct mandate_batch_order { // starts as { 0 }
    mandate_ordered *rows, *other;
    size_t count, capacity;
    int *keys; // places of the key's parts among a row's cells
    int key_count;
    size_t field_count;
} mandate_batch_order;

// `present` by field, whether the batches have it; they must have all of the key.
bool mandate_batch_order_start(mandate_batch_order *order, const mandate_kind *kind, const bool *present, mandate_error *error);
void mandate_batch_order_end(mandate_batch_order *order);
// Orders the batch.
bool mandate_batch_sort(mandate_batch_order *order, const mandate_batch *batch, mandate_error *error);
size_t mandate_batch_order_row(const mandate_batch_order *order, size_t at); // the row that comes at this place
// Whether rows of the batch stand far from where they belong, as in a file of another order.
bool mandate_batch_order_is_far(const mandate_batch_order *order);

#endif
