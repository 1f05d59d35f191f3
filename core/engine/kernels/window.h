// Where the window of an outer row lies among its owner's records. Internal to core/engine.
#ifndef MANDATE_ENGINE_WINDOW_H
#define MANDATE_ENGINE_WINDOW_H

#include "engine/kernels/block.h"

// Finds the windows of one aggregate in one block; it remembers where the last one lay.
typedef struct mandate_window_finder {
    const mandate_block *block;
    const mandate_node *node;
    const mandate_vector *rows, *event; // event NULL: no days are asked, or each is known
    const mandate_table *table;
    const int32_t *days; // of the block's rows, where each is known and they lie unpacked
    uint32_t first; // the block's first record
    uint32_t hint_owner, hint_begin, hint_end;
} mandate_window_finder;

// Rows of the block: the owner's [start, stop), and of them those inside, [begin, end).
typedef struct mandate_window {
    uint32_t owner, start, stop, begin, end;
    bool none, perhaps; // it is empty whatever the rows are; a bound is not known, so that every row inside is there perhaps only
} mandate_window;

mandate_window_finder mandate_windows_of(const mandate_block *block, const mandate_node *node);
// The window of outer row `i`, whose owner is known.
mandate_window mandate_window_find(mandate_window_finder *finder, uint32_t owner, size_t i);
// The same for any outer row: empty where it has no owner, or nobody knows which.
mandate_window mandate_window_of_row(mandate_window_finder *finder, size_t i);
// The node over the outer rows that tells whose records they are.
int mandate_window_owner(const mandate_plan *plan, const mandate_node *node);

// One of which nobody knows the day stands outside every range, and is perhaps in each window.
static inline bool mandate_window_undated(const mandate_window_finder *f, uint32_t row) { return f->event && f->event->dates[row] == MANDATE_DATE_UNKNOWN; }
// How a row that the range holds, or of which nobody knows the day, is in the window: 0 not, 1 for certain, 2 perhaps.
unsigned mandate_window_truth(const mandate_window_finder *finder, const mandate_window *window, uint32_t row);
// The same for any row of the owner.
unsigned mandate_window_holds(const mandate_window_finder *finder, const mandate_window *window, uint32_t row);

#endif
