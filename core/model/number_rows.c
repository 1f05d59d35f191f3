// Sums and differences of many numbers at once. Mostly they have few digits: where both are whole steps of one power of a tenth, so is what comes out, and
// whole numbers of 15 digits are added exactly by doubles, several at a time. That each number is such a step is proved on the way; rows for which it is
// not go to mandate_number_add.
#include <math.h>

#include "model/decimal.h"
#include "model/number.h"
#include "model/wide.h"

enum { ROWS = 64, MOST_PLACES = 6, PATIENCE = 8 };

#define ROUND 6755399441055744.0 // 1.5 * 2^52: added and taken away again, it leaves the nearest whole number up to 2^51
static inline double whole(double steps) { return steps + ROUND - ROUND; }

// out[i] = a[i] + sign * b[i] for 64 rows, in steps of 1 / scale. False where a row is none of those, and what was written there is to be written again.
MANDATE_WIDE static bool add_steps(const double *restrict a, const double *restrict b, double *restrict out, double scale, double sign)
{
    const double limit = (double)MANDATE_DIGITS_LIMIT, unknown = -(double)INFINITY;
    int64_t wrong = 0;
    for (size_t i = 0; i < ROWS; i++) {
        double x = whole(a[i] * scale), y = whole(b[i] * scale), sum = x + sign * y;
        int is_none = (a[i] != a[i]) | (b[i] != b[i]), is_unknown = ((a[i] == unknown) | (b[i] == unknown)) & !is_none;
        int is_exact = (x / scale == a[i]) & (y / scale == b[i]) & (fabs(x) < limit) & (fabs(y) < limit) & (fabs(sum) < limit);
        out[i] = is_unknown ? unknown : sum / scale;
        wrong |= !(is_exact | is_none | is_unknown);
    }
    return !wrong;
}

static double add_one(double a, double b, double sign)
{
    if (isnan(a) || isnan(b)) return (double)NAN;
    if (isinf(a) || isinf(b)) return -(double)INFINITY;
    double sum = mandate_number_add(a, sign * b);
    return isinf(sum) ? -(double)INFINITY : sum; // larger than numbers go
}

static void add_rows(const double *a, const double *b, double *out, size_t count, double sign)
{
    static const double scales[MOST_PLACES + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    int places = 0, failures = 0;
    size_t from = 0;
    for (; from + ROWS <= count; from += ROWS) {
        bool done = false;
        for (int tried = 0; !done && failures < PATIENCE && tried <= MOST_PLACES; tried++) {
            int with = (places + tried) % (MOST_PLACES + 1);
            done = add_steps(a + from, b + from, out + from, scales[with], sign);
            if (done) places = with;
        }
        failures = done ? 0 : failures + 1;
        for (size_t i = from; !done && i < from + ROWS; i++) out[i] = add_one(a[i], b[i], sign);
    }
    for (size_t i = from; i < count; i++) out[i] = add_one(a[i], b[i], sign);
}

void mandate_numbers_add(const double *a, const double *b, double *out, size_t count) { add_rows(a, b, out, count, 1); }

void mandate_numbers_subtract(const double *a, const double *b, double *out, size_t count) { add_rows(a, b, out, count, -1); }
