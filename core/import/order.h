// The rows of a batch in the order of their keys, as SQLite orders them. For core/import only.
#ifndef MANDATE_IMPORT_ORDER_H
#define MANDATE_IMPORT_ORDER_H

#include "model/kind.h"
#include "store/cells.h"

enum { MANDATE_ORDER_WORDS = 3 };

// A row and the beginning of its key, written so that words compare as keys do.
typedef struct mandate_ordered {
    uint64_t key[MANDATE_ORDER_WORDS];
    uint32_t row; // of the batch
    bool whole; // the key has no more bytes
} mandate_ordered;

typedef struct mandate_batch_order { // starts as { 0 }
    mandate_ordered *rows, *other;
    size_t count, capacity;
    int *keys; // places of the key's parts among a row's cells
    int key_count;
    size_t width; // cells of a row
} mandate_batch_order;

// `places` as of the rows to come, which must have all of the key.
bool mandate_batch_order_start(mandate_batch_order *order, const mandate_kind *kind, const int *places, mandate_error *error);
void mandate_batch_order_end(mandate_batch_order *order);
// Orders the rows.
bool mandate_batch_sort(mandate_batch_order *order, const mandate_packed_rows *batch, mandate_error *error);
// Compares the beginnings: below, at or above 0. Where both are whole, 0 means one key.
int mandate_ordered_compare(const mandate_ordered *a, const mandate_ordered *b);
size_t mandate_batch_order_row(const mandate_batch_order *order, size_t at); // the row that comes at this place
// Whether rows of the batch stand far from where they belong, as in a file of another order.
bool mandate_batch_order_is_far(const mandate_batch_order *order);

#endif
