#include "snapshot/limits.h"

#include <stddef.h>
#include "model/date.h"
#include "model/wide.h"

// 256 values at a time, so that compilers make vectors of the inner loop and a bad value is found soon.
#define NONE_OF(type, wrong)                                                                                                                                             \
    do {                                                                                                                                                                 \
        const type *v = values;                                                                                                                                          \
        uint64_t i = from;                                                                                                                                               \
        for (; i + 256 <= to; i += 256) {                                                                                                                                \
            type bad = 0;                                                                                                                                                \
            for (size_t k = 0; k < 256; k++) {                                                                                                                           \
                const uint64_t at = i + k;                                                                                                                               \
                const type x = v[at];                                                                                                                                    \
                bad |= (type)(wrong);                                                                                                                                    \
            }                                                                                                                                                            \
            if (bad) return false;                                                                                                                                       \
        }                                                                                                                                                                \
        for (; i < to; i++) {                                                                                                                                            \
            const uint64_t at = i;                                                                                                                                       \
            const type x = v[at];                                                                                                                                        \
            if (wrong) return false;                                                                                                                                     \
        }                                                                                                                                                                \
        return true;                                                                                                                                                     \
    } while (0)

MANDATE_WIDE static bool codes_of_1(const void *values, uint8_t limit, uint64_t from, uint64_t to) { NONE_OF(uint8_t, (x >= limit) & (x < UINT8_MAX - 1)); }
MANDATE_WIDE static bool codes_of_2(const void *values, uint16_t limit, uint64_t from, uint64_t to) { NONE_OF(uint16_t, (x >= limit) & (x < UINT16_MAX - 1)); }
MANDATE_WIDE static bool codes_of_4(const void *values, uint32_t limit, uint64_t from, uint64_t to) { NONE_OF(uint32_t, (x >= limit) & (x < UINT32_MAX - 1)); }
MANDATE_WIDE static bool days(const void *values, uint64_t from, uint64_t to)
{
    NONE_OF(int32_t, ((x < MANDATE_DATE_FIRST) | (x > MANDATE_DATE_LAST)) & (x != MANDATE_DATE_ABSENT) & (x != MANDATE_DATE_UNKNOWN) & (x != MANDATE_DATE_ALWAYS));
}

static bool codes(const mandate_limit *limit, const void *values, uint64_t from, uint64_t to)
{
    switch (limit->width) {
    case 1: return limit->limit >= UINT8_MAX - 1 || codes_of_1(values, (uint8_t)limit->limit, from, to);
    case 2: return limit->limit >= UINT16_MAX - 1 || codes_of_2(values, (uint16_t)limit->limit, from, to);
    default: return limit->limit >= UINT32_MAX - 1 || codes_of_4(values, (uint32_t)limit->limit, from, to);
    }
}

static uint64_t value_at(const void *values, uint32_t width, uint64_t i) { return width == 8 ? ((const uint64_t *)values)[i] : ((const uint32_t *)values)[i]; }

// Each value with the one behind it, which is there.
MANDATE_WIDE static bool ascend_4(const void *values, uint32_t limit, uint32_t least_step, uint64_t from, uint64_t to)
{
    NONE_OF(uint32_t, (v[at + 1] < x) | (v[at + 1] > limit) | (v[at + 1] - x < least_step));
}
MANDATE_WIDE static bool ascend_8(const void *values, uint64_t limit, uint64_t least_step, uint64_t from, uint64_t to)
{
    NONE_OF(uint64_t, (v[at + 1] < x) | (v[at + 1] > limit) | (v[at + 1] - x < least_step));
}

static bool starts(const mandate_limit *limit, const void *values, uint64_t count, uint64_t from, uint64_t to)
{
    bool parts = limit->sort == MANDATE_LIMIT_PARTS, narrow = limit->width == 4;
    if (from == 0 && to > 0 && value_at(values, limit->width, 0) != 0) return false;
    uint64_t last = to < count ? to : count > 0 ? count - 1 : 0; // the last of all has none behind it
    uint32_t most = limit->limit < UINT32_MAX ? (uint32_t)limit->limit : UINT32_MAX;
    if (narrow ? !ascend_4(values, most, parts, from, last) : !ascend_8(values, limit->limit, parts, from, last)) return false;
    return to < count || !parts || count == 0 || value_at(values, limit->width, count - 1) == limit->limit;
}

static bool ends(const mandate_limit *limit, const uint32_t *values, uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i < to; i++)
        if (values[i] <= i || values[i] > limit->limit) return false;
    return true;
}

bool mandate_limit_holds(const mandate_limit *limit, const void *values, uint64_t count, uint64_t from, uint64_t to)
{
    switch (limit->sort) {
    case MANDATE_LIMIT_CODES: return codes(limit, values, from, to);
    case MANDATE_LIMIT_DAYS: return days(values, from, to);
    case MANDATE_LIMIT_STARTS:
    case MANDATE_LIMIT_PARTS: return starts(limit, values, count, from, to);
    case MANDATE_LIMIT_ENDS: return ends(limit, values, from, to);
    case MANDATE_LIMIT_NONE: break;
    }
    return true;
}
