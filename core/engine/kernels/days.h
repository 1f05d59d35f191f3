// Days that are moved: by spans, to the next such day, to where a window begins; and back. Internal to core/engine.
#ifndef MANDATE_ENGINE_DAYS_H
#define MANDATE_ENGINE_DAYS_H

#include "engine/kernels/block.h"

// Why it is not told where a day is moved to.
typedef struct mandate_lacking {
    enum { MANDATE_LACKS_NOTHING, MANDATE_LACKS_CALENDAR, MANDATE_LACKS_DAY } what;
    int calendar; // of the plan, which does not cover `day`
    mandate_date day;
    int number; // the month that begins with `day` has no day of this number
} mandate_lacking;

// Where a day is moved to; MANDATE_DATE_UNKNOWN where a calendar does not tell, or a month has no such day. What lies beyond the days of all is the last of them, or the first. Markers come
// back unchanged. `span` is read where `way` is one of a span's.
mandate_date mandate_moved(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// Why it is not told.
mandate_lacking mandate_moved_lacks(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// The first day that is moved to `date` or behind it, where a month that has no such day counts with its last; MANDATE_DATE_ABSENT where there is none.
mandate_date mandate_moved_inverse(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// The first day behind `date` from which it is told where it is moved to, or no longer; MANDATE_DATE_ABSENT where there is none.
mandate_date mandate_moved_covered(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way);
// The first day behind a date that moves on that has another number of whole so many months to a date that stays, or (months below 0) from it; MANDATE_DATE_ABSENT: none.
mandate_date mandate_whole_behind(mandate_date moving, mandate_date still, int months);
// The `way` of a DATE_ADD, WINDOW_START, DATE_NEXT or DATE_EDGE.
int64_t mandate_way_of(const mandate_node *node);
// The day that lies a span of the plan after a day (sign 1), or before it (-1).
static inline mandate_date mandate_span_from(const mandate_plan *plan, mandate_date date, uint32_t span, int sign) { return mandate_moved(plan, date, span, sign); }

#endif
