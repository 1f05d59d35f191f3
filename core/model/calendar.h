// A calendar of working days: which days of the week are free, and the days that are the other way about (holidays, make-up working days), for a stretch of days
// that it covers. Of a day outside nobody has said what it is. Counting goes by sums, not from day to day.
#ifndef MANDATE_MODEL_CALENDAR_H
#define MANDATE_MODEL_CALENDAR_H

#include "model/date.h"
#include "model/error.h"

typedef struct mandate_calendar {
    mandate_date first, last; // the days that it covers, both included
    unsigned weekend; // bit w - 1: weekday w (1 Monday to 7 Sunday) is free; never all seven
    mandate_date *others; // owned; ascending: working days of a weekend, and free days of the week
    int32_t *gained; // owned; beside each the number of working days that the days up to it have more than their weekdays say
    size_t count;
} mandate_calendar;

typedef struct mandate_days_listed {
    const mandate_date *days; // in any order; some may stand twice
    size_t count;
} mandate_days_listed;

// `first`, `last` and `weekend` are set by the caller. Holidays that are no days of the week, and working days that are no weekend, change nothing; a day of
// both is a working day. False for want of memory; then there is nothing to destroy.
bool mandate_calendar_fill(mandate_calendar *calendar, mandate_days_listed holidays, mandate_days_listed working, mandate_error *error);
void mandate_calendar_destroy(mandate_calendar *calendar); // leaves it as one without such days

// For threads that only read, all of what follows is safe.
bool mandate_calendar_covers(const mandate_calendar *calendar, mandate_date date);
bool mandate_calendar_works(const mandate_calendar *calendar, mandate_date date); // of a day that it covers

// The n-th working day after (n < 0: before) date; n = 0 gives date. MANDATE_DATE_UNKNOWN where a day that would have to be looked at is not covered: *lacking is
// the first such day. MANDATE_DATE_ABSENT where it lies behind the last day of all, or before the first. Markers come back unchanged.
mandate_date mandate_calendar_add(const mandate_calendar *calendar, mandate_date date, long n, mandate_date *lacking);
// How many working days there are behind `from` up to `to`, which is no earlier; -1 where one of these days is not covered: *lacking is the first such day.
int32_t mandate_calendar_between(const mandate_calendar *calendar, mandate_date from, mandate_date to, mandate_date *lacking);
// The date itself where it is a working day, else the next one (step 1) or the one before (-1); the rest likewise.
mandate_date mandate_calendar_roll(const mandate_calendar *calendar, mandate_date date, int step, mandate_date *lacking);

#endif
