// Numbers and dates as steps above a base, in one, two or four bytes (pack.c), and columns that are packed while their rows arrive (narrow.c). For core/snapshot only.
#ifndef MANDATE_SNAPSHOT_PACK_H
#define MANDATE_SNAPSHOT_PACK_H

#include "snapshot/table.h"

enum { MANDATE_LARGEST_SCALE = 1000000000 };

typedef struct mandate_span { // of steps
    int64_t least, most; // least > most: there is nothing
} mandate_span;

typedef struct mandate_packing_of {
    size_t width; // bytes a cell: 1, 2 or 4
    int32_t scale; // steps a unit, a power of ten; of dates 1
    int64_t base; // steps that a cell of 0 stands for
} mandate_packing_of;

// Whether every number is a whole number of steps, which divided by `scale` is that very number.
bool mandate_are_steps(const double *numbers, size_t count, double scale);
// Of plain numbers or dates, in steps of the scale; those absent and unknown do not count.
mandate_span mandate_span_of(mandate_type type, const void *values, size_t count, int32_t scale);
size_t mandate_width_for(mandate_span values); // bytes that hold so many values and the two markers
int64_t mandate_most_of(size_t width); // the largest number of steps above the base that a cell of so many bytes holds
void mandate_pack_values(mandate_type type, const void *values, size_t count, const mandate_packing_of *as, void *cells);

// Adds plain numbers or dates behind the column's first `rows`; there is room for `capacity`. The column is packed from its first row on, and less narrowly where what
// comes asks for it; it becomes plain for good where it cannot be packed.
bool mandate_narrow_add(mandate_filled *column, mandate_type type, uint32_t rows, const void *values, uint32_t count, size_t capacity, mandate_error *error);
mandate_date mandate_narrow_day(const mandate_filled *column, uint32_t row); // of a column of days, packed so or plain
// Brings a column that is packed so into the form that mandate_pack_cells gives plain ones.
bool mandate_narrow_end(mandate_filled *column, uint32_t rows, mandate_error *error);

#endif
