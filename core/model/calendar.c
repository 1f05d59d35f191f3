#include "model/calendar.h"

#include <assert.h>
#include <stdlib.h>
#include "model/memory.h"

static int compare_days(const void *left, const void *right)
{
    mandate_date a = *(const mandate_date *)left, b = *(const mandate_date *)right;
    return (a > b) - (a < b);
}

static bool is_weekend(const mandate_calendar *calendar, mandate_date date) { return calendar->weekend >> (mandate_date_weekday(date) - 1) & 1; }

static bool is_listed(mandate_days_listed list, mandate_date date)
{
    for (size_t i = 0; i < list.count; i++)
        if (list.days[i] == date) return true;
    return false;
}

bool mandate_calendar_fill(mandate_calendar *calendar, mandate_days_listed holidays, mandate_days_listed working, mandate_error *error)
{
    assert(calendar->weekend < 127);
    size_t room = holidays.count + working.count + 1; // one at least, so that there is always an array
    calendar->count = 0;
    calendar->others = mandate_new(room, sizeof *calendar->others, error);
    calendar->gained = mandate_new(room, sizeof *calendar->gained, error);
    if (!calendar->others || !calendar->gained) {
        mandate_calendar_destroy(calendar);
        return false;
    }
    size_t found = 0;
    for (size_t i = 0; i < holidays.count; i++)
        if (!is_weekend(calendar, holidays.days[i]) && !is_listed(working, holidays.days[i])) calendar->others[found++] = holidays.days[i];
    for (size_t i = 0; i < working.count; i++)
        if (is_weekend(calendar, working.days[i])) calendar->others[found++] = working.days[i];
    qsort(calendar->others, found, sizeof *calendar->others, compare_days);
    int32_t gained = 0;
    for (size_t i = 0; i < found; i++) {
        mandate_date date = calendar->others[i];
        if (calendar->count > 0 && calendar->others[calendar->count - 1] == date) continue;
        gained += is_weekend(calendar, date) ? 1 : -1;
        calendar->others[calendar->count] = date;
        calendar->gained[calendar->count++] = gained;
    }
    return true;
}

void mandate_calendar_destroy(mandate_calendar *calendar)
{
    mandate_free(calendar->others);
    mandate_free(calendar->gained);
    calendar->others = NULL;
    calendar->gained = NULL;
    calendar->count = 0;
}

// How many of the other days lie up to and with a day.
static size_t others_by(const mandate_calendar *calendar, mandate_date date)
{
    size_t low = 0, high = calendar->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (calendar->others[middle] <= date) low = middle + 1;
        else high = middle;
    }
    return low;
}

// How many working days there are from 0001-01-01, which is a Monday, to a day.
static int32_t working_by(const mandate_calendar *calendar, mandate_date date)
{
    int32_t days = date - MANDATE_DATE_FIRST + 1, in_week = 0, in_rest = 0;
    for (int weekday = 0; weekday < 7; weekday++) {
        int works = !(calendar->weekend >> weekday & 1);
        in_week += works;
        if (weekday < days % 7) in_rest += works;
    }
    size_t others = others_by(calendar, date);
    return days / 7 * in_week + in_rest + (others > 0 ? calendar->gained[others - 1] : 0);
}

bool mandate_calendar_covers(const mandate_calendar *calendar, mandate_date date) { return date >= calendar->first && date <= calendar->last; }

bool mandate_calendar_works(const mandate_calendar *calendar, mandate_date date)
{
    size_t others = others_by(calendar, date);
    bool other = others > 0 && calendar->others[others - 1] == date;
    return is_weekend(calendar, date) == other;
}

// The first of the days [from, to] up to which there are so many working days; to + 1 where there are fewer.
static mandate_date reached(const mandate_calendar *calendar, mandate_date from, mandate_date to, int64_t working)
{
    mandate_date low = from, high = to + 1;
    while (low < high) {
        mandate_date middle = low + (high - low) / 2;
        if (working_by(calendar, middle) >= working) high = middle;
        else low = middle + 1;
    }
    return low;
}

static mandate_date beyond(mandate_date day, mandate_date *lacking)
{
    if (!mandate_date_is(day)) return MANDATE_DATE_ABSENT; // the calendar of all days ends there
    *lacking = day;
    return MANDATE_DATE_UNKNOWN;
}

mandate_date mandate_calendar_add(const mandate_calendar *calendar, mandate_date date, long n, mandate_date *lacking)
{
    if (!mandate_date_is(date) || n == 0) return date;
    mandate_date beside = date + (n > 0 ? 1 : -1); // the first day that is looked at
    if (!mandate_date_is(beside) || !mandate_calendar_covers(calendar, beside)) return beyond(beside, lacking);
    if (n > 0) {
        mandate_date found = reached(calendar, beside, calendar->last, (int64_t)working_by(calendar, date) + n);
        return found <= calendar->last ? found : beyond(calendar->last + 1, lacking);
    }
    int64_t wanted = (int64_t)working_by(calendar, beside) + n + 1, before = (int64_t)working_by(calendar, calendar->first - 1);
    return wanted > before ? reached(calendar, calendar->first, beside, wanted) : beyond(calendar->first - 1, lacking);
}

int32_t mandate_calendar_between(const mandate_calendar *calendar, mandate_date from, mandate_date to, mandate_date *lacking)
{
    if (to <= from) return 0;
    if (from + 1 < calendar->first || to > calendar->last) {
        *lacking = from + 1 < calendar->first || from + 1 > calendar->last ? from + 1 : calendar->last + 1;
        return -1;
    }
    return working_by(calendar, to) - working_by(calendar, from);
}

mandate_date mandate_calendar_roll(const mandate_calendar *calendar, mandate_date date, int step, mandate_date *lacking)
{
    if (!mandate_date_is(date)) return date;
    if (!mandate_calendar_covers(calendar, date)) return beyond(date, lacking);
    return mandate_calendar_works(calendar, date) ? date : mandate_calendar_add(calendar, date, step, lacking);
}
