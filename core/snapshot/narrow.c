// A column of numbers or dates that is packed while its rows arrive, so that millions of them take two bytes a row and not eight. What is still to come is not known:
// so what there is lies in the middle of what the width can hold, and where a value lies outside of that, or is no whole number of steps, the column is packed
// anew, for twice the width, finer steps or another middle. That happens a few times in the life of a column, as each leaves room on both sides.
#include <string.h>
#include "snapshot/pack.h"

enum { PLAIN_NUMBER = 8, PLAIN_DATE = 4 };

static size_t plain_width(mandate_type type) { return type == MANDATE_NUMBER ? PLAIN_NUMBER : PLAIN_DATE; }

static mandate_span both(mandate_span a, mandate_span b)
{
    if (a.least > a.most) return b;
    if (b.least > b.most) return a;
    return (mandate_span){a.least < b.least ? a.least : b.least, a.most > b.most ? a.most : b.most};
}

// The least width, not below `least`, of which the values leave a quarter free. As wide as plain ones: there is none.
static mandate_packing_of packing_for(mandate_type type, mandate_span values, int32_t scale, size_t least)
{
    mandate_packing_of as = {.width = least, .scale = scale};
    uint64_t there = values.least > values.most ? 0 : (uint64_t)values.most - (uint64_t)values.least;
    while (as.width < plain_width(type) && there > (uint64_t)mandate_most_of(as.width) / 4 * 3) as.width *= 2;
    if (as.width < plain_width(type) && values.least <= values.most) as.base = values.least - (mandate_most_of(as.width) - (int64_t)there) / 2;
    return as;
}

// Inlined, so that each pair of widths has a loop of its own.
__attribute__((always_inline)) static inline uint32_t cell_at(const void *cells, size_t width, size_t i)
{
    return width == 1 ? ((const uint8_t *)cells)[i] : width == 2 ? ((const uint16_t *)cells)[i] : ((const uint32_t *)cells)[i];
}

static mandate_packing_of packing_of(const mandate_filled *column) { return (mandate_packing_of){.width = column->width, .scale = column->scale, .base = column->base}; }

static void keep_cells(mandate_filled *column, const mandate_packing_of *as, void *cells)
{
    if (cells != column->cells) mandate_room_free(column->cells);
    column->cells = cells;
    column->width = as->width;
    column->scale = as->scale;
    column->base = as->base;
}

typedef struct turning {
    uint32_t rows, was_most, most; // the largest cells that are values, before and after; those above are markers
    uint64_t finer, shift; // what a cell is times this, and this added to it; modulo 2^64, in which the outcome is right again
} turning;

__attribute__((always_inline)) static inline void turn(const turning *t, const void *from, size_t from_width, void *to, size_t to_width)
{
    for (size_t i = 0; i < t->rows; i++) {
        uint32_t cell = cell_at(from, from_width, i), turned = cell > t->was_most ? t->most + (cell - t->was_most) : (uint32_t)(cell * t->finer + t->shift);
        if (to_width == 1) ((uint8_t *)to)[i] = (uint8_t)turned;
        else if (to_width == 2) ((uint16_t *)to)[i] = (uint16_t)turned;
        else ((uint32_t *)to)[i] = turned;
    }
}

__attribute__((always_inline)) static inline void turn_into(const turning *t, const void *from, size_t from_width, void *to, size_t to_width)
{
    if (to_width == 1) turn(t, from, from_width, to, 1);
    else if (to_width == 2) turn(t, from, from_width, to, 2);
    else turn(t, from, from_width, to, 4);
}

// Brings cells into another packing, which holds them all.
static bool pack_again(mandate_filled *column, uint32_t rows, const mandate_packing_of *as, size_t capacity, mandate_error *error)
{
    const mandate_packing_of was = packing_of(column);
    const int64_t finer = as->scale / was.scale;
    const turning t = {.rows = rows,
                       .was_most = (uint32_t)mandate_most_of(was.width),
                       .most = (uint32_t)mandate_most_of(as->width),
                       .finer = (uint64_t)finer,
                       .shift = (uint64_t)was.base * (uint64_t)finer - (uint64_t)as->base};
    void *cells = as->width == was.width ? column->cells : mandate_room_new(column->room, capacity, as->width, error);
    if (!cells) return false;
    if (was.width == 1) turn_into(&t, column->cells, 1, cells, as->width);
    else if (was.width == 2) turn_into(&t, column->cells, 2, cells, as->width);
    else turn_into(&t, column->cells, 4, cells, as->width);
    keep_cells(column, as, cells);
    return true;
}

mandate_date mandate_narrow_day(const mandate_filled *column, uint32_t row)
{
    if (column->scale == 0) return ((const int32_t *)column->cells)[row];
    const uint32_t cell = cell_at(column->cells, column->width, row), most = (uint32_t)mandate_most_of(column->width);
    return cell > most + 1 ? MANDATE_DATE_ABSENT : cell > most ? MANDATE_DATE_UNKNOWN : (mandate_date)(column->base + cell);
}

static bool make_plain(mandate_filled *column, mandate_type type, uint32_t rows, size_t capacity, mandate_error *error)
{
    const mandate_packing_of was = packing_of(column), plain = {.width = plain_width(type)};
    const uint32_t markers = (uint32_t)mandate_most_of(was.width);
    void *cells = mandate_room_new(column->room, capacity, plain.width, error);
    if (!cells) return false;
    for (size_t i = 0; i < rows; i++) {
        uint32_t cell = cell_at(column->cells, was.width, i);
        bool unknown = cell == markers + 1, absent = cell > markers + 1;
        if (type == MANDATE_NUMBER) ((double *)cells)[i] = absent ? MANDATE_NUMBER_ABSENT : unknown ? MANDATE_NUMBER_UNKNOWN : (double)(was.base + cell) / was.scale;
        else ((int32_t *)cells)[i] = absent ? MANDATE_DATE_ABSENT : unknown ? MANDATE_DATE_UNKNOWN : (int32_t)(was.base + cell);
    }
    keep_cells(column, &plain, cells);
    return true;
}

__attribute__((always_inline)) static inline mandate_span span_of_width(const mandate_filled *column, uint32_t rows, size_t width)
{
    const uint32_t most_value = (uint32_t)mandate_most_of(width);
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < rows; i++) {
        uint32_t cell = cell_at(column->cells, width, i);
        least = cell < least ? cell : least; // markers are the largest
        most = cell > most && cell <= most_value ? cell : most;
    }
    return least > most_value ? (mandate_span){0, -1} : (mandate_span){column->base + least, column->base + most};
}

static mandate_span span_of_cells(const mandate_filled *column, uint32_t rows)
{
    return column->width == 1 ? span_of_width(column, rows, 1) : column->width == 2 ? span_of_width(column, rows, 2) : span_of_width(column, rows, 4);
}

// The least scale, from `scale` on, of which the numbers are steps; 0 where there is none.
static int32_t find_scale(const double *numbers, size_t count, int32_t scale)
{
    while (!mandate_are_steps(numbers, count, scale)) {
        if (scale == MANDATE_LARGEST_SCALE) return 0;
        scale *= 10;
    }
    return scale;
}

static bool times(mandate_span *values, int64_t finer)
{
    const int64_t most = MANDATE_MOST_STEPS / finer;
    if (values->least > values->most) return true;
    if (values->least < -most || values->most > most) return false;
    values->least *= finer;
    values->most *= finer;
    return true;
}

// Makes the column one that holds what comes, too; its scale is 0 afterwards where it is plain.
static bool make_hold(mandate_filled *column, mandate_type type, uint32_t rows, int32_t scale, mandate_span come, size_t capacity, mandate_error *error)
{
    mandate_span there = rows > 0 ? span_of_cells(column, rows) : (mandate_span){0, -1};
    mandate_packing_of as = {.width = plain_width(type)};
    if (scale != 0 && (rows == 0 || times(&there, scale / column->scale))) as = packing_for(type, both(there, come), scale, rows > 0 ? column->width : 1);
    if (as.width < plain_width(type)) {
        if (rows > 0) return pack_again(column, rows, &as, capacity, error);
    } else {
        as.scale = 0;
        if (rows > 0) return make_plain(column, type, rows, capacity, error);
    }
    void *cells = mandate_room_new(column->room, capacity, as.width, error);
    if (cells) keep_cells(column, &as, cells);
    return cells != NULL;
}

bool mandate_narrow_add(mandate_filled *column, mandate_type type, uint32_t rows, const void *values, uint32_t count, size_t capacity, mandate_error *error)
{
    if (rows == 0 || column->scale != 0) {
        int32_t scale = type == MANDATE_NUMBER ? find_scale(values, count, rows == 0 ? 1 : column->scale) : 1;
        mandate_span come = scale == 0 ? (mandate_span){0, -1} : mandate_span_of(type, values, count, scale);
        bool inside = come.least > come.most || (come.least >= column->base && come.most - column->base <= mandate_most_of(column->width));
        if ((rows == 0 || scale != column->scale || !inside) && !make_hold(column, type, rows, scale, come, capacity, error)) return false;
    }
    char *to = (char *)column->cells + (size_t)rows * column->width;
    const mandate_packing_of as = packing_of(column);
    if (as.scale != 0) mandate_pack_values(type, values, count, &as, to);
    else memcpy(to, values, (size_t)count * as.width);
    return true;
}

bool mandate_narrow_end(mandate_filled *column, uint32_t rows, mandate_error *error)
{
    mandate_span values = span_of_cells(column, rows);
    mandate_packing_of as = {.width = mandate_width_for(values), .scale = column->scale, .base = values.least};
    return (as.width == column->width && as.base == column->base) || pack_again(column, rows, &as, rows, error);
}
