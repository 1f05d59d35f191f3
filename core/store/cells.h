// Checked rows on their way from a file into the registry and its snapshot, many at once. Internal to the core.
#ifndef MANDATE_STORE_CELLS_H
#define MANDATE_STORE_CELLS_H

#include <stddef.h>
#include <stdint.h>
#include "model/date.h"

// A yes or no is the integer 1 or 0, a reference the number of its record.
typedef enum mandate_packing { MANDATE_PACKED_BLANK, MANDATE_PACKED_INTEGER, MANDATE_PACKED_NUMBER, MANDATE_PACKED_TEXT, MANDATE_PACKED_DAY } mandate_packing;

enum { MANDATE_DAY_LENGTH = 10 }; // of a day's text

// A cell as it goes into the registry.
typedef struct mandate_packed_cell {
    union {
        int64_t integer;
        double number;
        const char *text; // not NUL-terminated; also of a day, as an ISO date
    };
    union {
        uint32_t length; // of a text
        mandate_date day;
    };
    mandate_packing packing;
} mandate_packed_cell;

static inline size_t mandate_packed_length(const mandate_packed_cell *cell) { return cell->packing == MANDATE_PACKED_DAY ? (size_t)MANDATE_DAY_LENGTH : cell->length; }

typedef struct mandate_packed_rows {
    const mandate_packed_cell *cells; // row by row, `width` of each: the fields that the file has, in the kind's order
    const int *places; // by field of the kind, its place among a row's cells; -1 where the file lacks it
    size_t width, count;
    const long *lines; // by row
    int64_t first_row; // number of the first row; the others follow
    int64_t import;
} mandate_packed_rows;

#endif
