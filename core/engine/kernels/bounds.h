// Where the windows of a block's rows lie: found once for all aggregates that ask for the same ones. Internal to core/engine.
#ifndef MANDATE_ENGINE_BOUNDS_H
#define MANDATE_ENGINE_BOUNDS_H

#include "engine/kernels/window.h"

// By outer row: the window's first row in the block, and the one behind its last.
typedef struct mandate_bounds {
    uint32_t *begin, *end; // 0 and 0 where the row is not asked, or is odd
    uint64_t *odd; // rows that have no window, or of which a bound is not known: mandate_window_of_row tells
    bool any_odd;
    size_t capacity;
    uint64_t stamp; // the block for which they were found
} mandate_bounds;

// Runs the body for the outer rows `t` of a word, of so many rows in all, each with its window from `begin` to before `end`.
#define MANDATE_EACH_WINDOW(...)                                                                                                                                         \
    for (size_t t = word * 64, last_ = t + 64 < rows ? t + 64 : rows; t < last_; t++) {                                                                                  \
        const uint32_t begin = bounds->begin[t], end = bounds->end[t];                                                                                                   \
        __VA_ARGS__                                                                                                                                                      \
    }

// Finds which aggregates ask for the same windows, and where those are asked for. After the demand was found.
bool mandate_layout_find_bounds(mandate_layout *layout, const bool *needed, mandate_error *error);
// The windows of one aggregate in the block at hand; NULL where memory is out.
const mandate_bounds *mandate_bounds_find(mandate_block *block, int node, mandate_error *error);
void mandate_bounds_release(mandate_bounds *bounds);

#endif
