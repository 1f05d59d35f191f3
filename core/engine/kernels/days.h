// Days that are moved: by spans, to the next such day, to where a window begins; and back. Internal to core/engine.
#ifndef MANDATE_ENGINE_DAYS_H
#define MANDATE_ENGINE_DAYS_H

#include "engine/kernels/block.h"

// Of a calendar that a day is not covered by.
typedef struct mandate_lacking {
    int calendar; // of the plan; -1: all that was asked for is covered
    mandate_date day;
} mandate_lacking;

// Where a day is moved to; MANDATE_DATE_UNKNOWN where a calendar does not tell. What lies beyond the days of all is the last of them, or the first. Markers come
// back unchanged. `span` is read where `way` is one of a span's.
mandate_date mandate_moved(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// What a calendar does not tell of it.
mandate_lacking mandate_moved_lacks(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// The first day that is moved to `date` or behind it; MANDATE_DATE_ABSENT where there is none.
mandate_date mandate_moved_inverse(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// The first day behind `date` from which a calendar tells where it is moved to, or no longer; MANDATE_DATE_ABSENT where there is none.
mandate_date mandate_moved_covered(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// The `way` of a DATE_ADD, WINDOW_START or DATE_NEXT.
int64_t mandate_way_of(const mandate_node *node);
// The day that lies a span of the plan after a day (sign 1), or before it (-1).
static inline mandate_date mandate_span_from(const mandate_plan *plan, mandate_date date, uint32_t span, int sign) { return mandate_moved(plan, date, span, sign); }

#endif
