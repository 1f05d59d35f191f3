// Numbers and dates in as few bytes as hold them. What is measured and counted mostly has few digits: the numbers of a column are whole steps of a power of
// a tenth, and lie near each other. A packed cell is the number of steps above the least of the column. A column is packed only where every one of its numbers
// comes out again bit for bit.
#include <math.h>
#include <string.h>
#include "snapshot/pack.h"

enum { CHUNK = 1024 };

#define ROUND 6755399441055744.0 // 1.5 * 2^52: added and taken away again, it leaves the nearest whole number up to 2^51
#define NEGATIVE_ZERO (1ULL << 63) // its bits; it is equal to zero, and yet is not the same

static inline double whole(double steps) { return steps + ROUND - ROUND; }

bool mandate_are_steps(const double *numbers, size_t count, double scale)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &numbers[i], sizeof bits);
        double steps = whole(numbers[i] * scale);
        bool is_exact = steps / scale == numbers[i] && fabs(steps) <= (double)MANDATE_MOST_STEPS && bits != NEGATIVE_ZERO;
        bool is_none = !(numbers[i] > -(double)INFINITY); // absent or unknown
        wrong |= !(is_exact | is_none);
    }
    return !wrong;
}

// The least power of ten that makes all numbers whole; 0 where there is none.
static int32_t find_scale(const double *numbers, size_t count)
{
    int32_t scale = 1;
    for (size_t from = 0; from < count;) {
        size_t chunk = count - from < CHUNK ? count - from : CHUNK;
        if (mandate_are_steps(numbers + from, chunk, scale)) {
            from += chunk;
            continue;
        }
        if (scale == MANDATE_LARGEST_SCALE) return 0;
        scale *= 10;
        from = 0; // which mostly is where it stands
    }
    return scale;
}

static mandate_span span_of_numbers(const double *numbers, size_t count, double scale)
{
    double least = (double)INFINITY, most = -(double)INFINITY;
    for (size_t i = 0; i < count; i++) {
        double number = numbers[i];
        least = number > -(double)INFINITY && number < least ? number : least;
        most = number > most ? number : most;
    }
    if (least > most) return (mandate_span){0, -1};
    return (mandate_span){(int64_t)whole(least * scale), (int64_t)whole(most * scale)};
}

static mandate_span span_of_dates(const int32_t *dates, size_t count)
{
    int32_t least = MANDATE_DATE_ABSENT, most = MANDATE_DATE_UNKNOWN;
    for (size_t i = 0; i < count; i++) {
        least = dates[i] != MANDATE_DATE_UNKNOWN && dates[i] < least ? dates[i] : least;
        most = dates[i] != MANDATE_DATE_ABSENT && dates[i] > most ? dates[i] : most;
    }
    return least > most ? (mandate_span){0, -1} : (mandate_span){least, most};
}

mandate_span mandate_span_of(mandate_type type, const void *values, size_t count, int32_t scale)
{
    return type == MANDATE_NUMBER ? span_of_numbers(values, count, scale) : span_of_dates(values, count);
}

size_t mandate_width_for(mandate_span values)
{
    uint64_t last = values.most < values.least ? 0 : (uint64_t)(values.most - values.least);
    return last < UINT8_MAX - 1 ? 1 : last < UINT16_MAX - 1 ? 2 : last < UINT32_MAX - 1 ? 4 : 8;
}

#define PACK_NUMBERS(type, absent)                                                                                                                                       \
    for (size_t i = 0; i < count; i++)                                                                                                                                   \
    ((type *)cells)[i] = numbers[i] > (-(double)INFINITY) ? (type)((int64_t)whole(numbers[i] * scale) - base) : (type)((absent) - (numbers[i] == -(double)INFINITY))
static void pack_numbers(const double *numbers, size_t count, double scale, int64_t base, size_t width, void *cells)
{
    if (width == 1) PACK_NUMBERS(uint8_t, UINT8_MAX);
    else if (width == 2) PACK_NUMBERS(uint16_t, UINT16_MAX);
    else PACK_NUMBERS(uint32_t, UINT32_MAX);
}

#define PACK_DATES(type, absent)                                                                                                                                         \
    for (size_t i = 0; i < count; i++)                                                                                                                                   \
    ((type *)cells)[i] = dates[i] == MANDATE_DATE_ABSENT ? (type)(absent) : dates[i] == MANDATE_DATE_UNKNOWN ? (type)((absent)-1) : (type)(dates[i] - base)
static void pack_dates(const int32_t *dates, size_t count, int64_t base, size_t width, void *cells)
{
    if (width == 1) PACK_DATES(uint8_t, UINT8_MAX);
    else PACK_DATES(uint16_t, UINT16_MAX);
}

void mandate_pack_values(mandate_type type, const void *values, size_t count, const mandate_packing_of *as, void *cells)
{
    if (type == MANDATE_NUMBER) pack_numbers(values, count, as->scale, as->base, as->width, cells);
    else pack_dates(values, count, as->base, as->width, cells);
}

bool mandate_pack_cells(mandate_filled *column, mandate_type type, uint32_t rows, mandate_error *error)
{
    bool numbers = type == MANDATE_NUMBER;
    if (column->scale != 0) return mandate_narrow_end(column, rows, error);
    int32_t scale = numbers ? find_scale(column->cells, rows) : 1;
    if (scale == 0) return true;
    mandate_span values = mandate_span_of(type, column->cells, rows, scale);
    size_t width = mandate_width_for(values);
    if (width >= column->width) return true;
    void *cells = mandate_room_new(column->room, rows, width, error);
    if (!cells) return false;
    mandate_pack_values(type, column->cells, rows, &(mandate_packing_of){.width = width, .scale = scale, .base = values.least}, cells);
    mandate_room_free(column->cells);
    column->cells = cells;
    column->width = width;
    column->scale = scale;
    column->base = values.least;
    return true;
}

int64_t mandate_most_of(size_t width) { return (width == 1 ? UINT8_MAX : width == 2 ? UINT16_MAX : (int64_t)UINT32_MAX) - 2; }

bool mandate_pack_as(const mandate_column *like, const void *values, uint32_t count, void *cells)
{
    bool numbers = like->type == MANDATE_NUMBER;
    if (numbers && !mandate_are_steps(values, count, like->scale)) return false;
    mandate_span come = mandate_span_of(like->type, values, count, like->scale);
    // A column without a value is packed like one of small whole numbers from 0 on, and has no base yet.
    bool empty = numbers ? like->base == 0 && like->scale == 1 && like->width == 1 : like->first > like->last;
    if (come.least <= come.most && (empty || come.least < like->base || come.most - like->base > mandate_most_of((size_t)like->width))) return false;
    mandate_pack_values(like->type, values, count, &(mandate_packing_of){.width = (size_t)like->width, .scale = like->scale, .base = like->base}, cells);
    return true;
}
