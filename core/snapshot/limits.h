// What the values of an array may be, so that whoever follows them stays inside the arrays they lead to. A checksum tells that a file holds what was
// written; who wrote it may have meant harm. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_LIMITS_H
#define MANDATE_SNAPSHOT_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum mandate_limit_sort {
    MANDATE_LIMIT_NONE, // nobody follows them
    MANDATE_LIMIT_CODES, // below `limit`, or one of the two largest values of the width
    MANDATE_LIMIT_DAYS, // 4 bytes: days of the calendar, or what stands for none and for an unknown one
    MANDATE_LIMIT_STARTS, // growing or staying from 0 to at most `limit`: where each one's rows begin
    MANDATE_LIMIT_PARTS, // the same, growing at each step and ending with `limit`: none is empty
    MANDATE_LIMIT_ENDS // 4 bytes: behind their own place, at most `limit`
} mandate_limit_sort;

typedef struct mandate_limit {
    mandate_limit_sort sort;
    uint32_t width; // bytes a value
    uint64_t limit;
} mandate_limit;

// Whether the values of an array of `count`, from the one numbered `from` to the one before `to`, keep the limit. STARTS and PARTS also look at the value behind
// them. `values` is aligned to its width.
bool mandate_limit_holds(const mandate_limit *limit, const void *values, uint64_t count, uint64_t from, uint64_t to);

#endif
