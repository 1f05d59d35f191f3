#define _XOPEN_SOURCE 700 // mkdtemp
#include <math.h>
#include "registry.h"
#include "snapshot/pack.h"

// Columns that are packed while their rows arrive must come out as if all rows had been there before: the same bytes, widths, scales and bases.

static uint64_t state = 11;

static uint64_t below(uint64_t most)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % most;
}

enum { ROWS = 700 };

typedef struct values {
    mandate_type type;
    uint32_t count;
    double numbers[ROWS];
    int32_t days[ROWS];
} values;

static const void *at(const values *of, uint32_t row) { return of->type == MANDATE_NUMBER ? (const void *)(of->numbers + row) : (const void *)(of->days + row); }
static size_t plain_width(const values *of) { return of->type == MANDATE_NUMBER ? sizeof(double) : sizeof(int32_t); }

static bool same_value(const values *of, const mandate_column *column, uint32_t row)
{
    if (of->type != MANDATE_NUMBER) return mandate_column_date(column, row) == of->days[row];
    double number = mandate_column_number(column, row);
    return memcmp(&number, &of->numbers[row], sizeof number) == 0 || (isnan(number) && isnan(of->numbers[row]));
}

// In pieces of random length. *packed_anew: how often what was there was packed in another way.
static bool arrive(mandate_filled *column, const values *of, int *packed_anew)
{
    for (uint32_t row = 0, more; row < of->count; row += more) {
        const mandate_filled was = *column;
        more = 1 + (uint32_t)below(of->count - row < 90 ? of->count - row : 90);
        if (!mandate_narrow_add(column, of->type, row, at(of, row), more, of->count, &error)) return false;
        *packed_anew += row > 0 && (was.width != column->width || was.scale != column->scale || was.base != column->base);
    }
    return true;
}

static void compare(const values *of, int *packed_anew, size_t widths[9])
{
    mandate_filled whole = {.width = plain_width(of), .cells = mandate_room_new(NULL, of->count, plain_width(of), &error)};
    mandate_filled narrow = {.width = plain_width(of), .cells = mandate_room_new(NULL, of->count, plain_width(of), &error)};
    NEED(whole.cells && narrow.cells);
    memcpy(whole.cells, at(of, 0), of->count * plain_width(of));
    NEED(arrive(&narrow, of, packed_anew));
    for (uint32_t i = 0; of->type != MANDATE_NUMBER && i < of->count; i++) CHECK(mandate_narrow_day(&narrow, i) == of->days[i]);
    NEED(mandate_pack_cells(&whole, of->type, of->count, &error) && mandate_pack_cells(&narrow, of->type, of->count, &error));
    mandate_column column = {.type = of->type, .width = (int)narrow.width, .scale = narrow.scale, .base = narrow.base};
    mandate_column_point(&column, narrow.cells);
    bool same = whole.width == narrow.width && whole.scale == narrow.scale && whole.base == narrow.base;
    for (uint32_t i = 0; same && i < of->count; i++) same = same_value(of, &column, i);
    CHECK(same);
    if (whole.scale != 0 && same) CHECK(memcmp(whole.cells, narrow.cells, of->count * whole.width) == 0);
    widths[narrow.width]++;
    mandate_room_free(whole.cells);
    mandate_room_free(narrow.cells);
}

static double number_of(int round, uint32_t row)
{
    static const double odd[] = {1e300, 1.0 / 3, 2251799813685247, 2251799813685248, 0.0000000001, -4294967295.0, 0.123456789};
    double scale = pow(10, round % 11), spread = pow(10, round / 11 % 12);
    double steps = floor((double)below(UINT32_MAX) / (double)UINT32_MAX * spread) - floor(spread / 3) + (round % 4 == 1 ? row * spread / 50 : 0);
    if (below(97) == 0) return below(2) ? MANDATE_NUMBER_ABSENT : MANDATE_NUMBER_UNKNOWN;
    if (round % 5 == 0 && row > ROWS / 2 && below(200) == 0) return odd[below(sizeof odd / sizeof *odd)];
    return (round % 3 == 0 && row < ROWS - 5 ? floor(steps / scale) : floor(steps) / scale) + 0.0;
}

static void numbers_come_out_as_if_all_had_been_there_before(void)
{
    static values numbers = {.type = MANDATE_NUMBER};
    int packed_anew = 0;
    size_t widths[9] = {0};
    for (int round = 0; round < 1500; round++) {
        numbers.count = (uint32_t)below(ROWS) + 1;
        bool blank_at_first = round % 7 == 0;
        for (uint32_t i = 0; i < numbers.count; i++) numbers.numbers[i] = blank_at_first && i < 200 ? MANDATE_NUMBER_ABSENT : number_of(round, i);
        compare(&numbers, &packed_anew, widths);
    }
    CHECK(packed_anew > 200);
    CHECK(widths[1] > 0 && widths[2] > 0 && widths[4] > 0 && widths[8] > 0);
}

static void days_come_out_as_if_all_had_been_there_before(void)
{
    static values days = {.type = MANDATE_EVENT};
    int packed_anew = 0;
    size_t widths[9] = {0};
    for (int round = 0; round < 1500; round++) {
        const uint64_t spread = (uint64_t)1 << (round % 22);
        days.count = (uint32_t)below(ROWS) + 1;
        for (uint32_t i = 0; i < days.count; i++) {
            days.days[i] = (int32_t)below(spread) - (int32_t)(spread / 2) + (round % 3 == 0 ? (int32_t)i * 3 : 0);
            if (below(97) == 0) days.days[i] = below(2) ? MANDATE_DATE_ABSENT : MANDATE_DATE_UNKNOWN;
            if (round % 11 == 0 && below(300) == 0) days.days[i] = below(2) ? MANDATE_DATE_FIRST : MANDATE_DATE_LAST;
        }
        compare(&days, &packed_anew, widths);
    }
    CHECK(packed_anew > 200);
    CHECK(widths[1] > 0 && widths[2] > 0 && widths[4] > 0);
}

int main(void)
{
    static const test tests[] = {
        {"Numbers that are packed while they arrive come out as if all had been there before", numbers_come_out_as_if_all_had_been_there_before},
        {"Days that are packed while they arrive come out as if all had been there before", days_come_out_as_if_all_had_been_there_before},
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
