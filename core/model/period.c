#include "model/period.h"

static mandate_date within(mandate_date found, mandate_date beyond) { return found == MANDATE_DATE_ABSENT ? beyond : found; }

static mandate_date first_of_month(int months) // since January of year 0
{
    return mandate_date_from(months / 12, months % 12 + 1, 1);
}

// The first day of the period behind that of a date; MANDATE_DATE_ABSENT where there is none.
static mandate_date following(mandate_date date, mandate_period_unit unit, int begins)
{
    int year, month, day;
    mandate_date_split(date, &year, &month, &day);
    switch (unit) {
    case MANDATE_PERIOD_MONTH: return first_of_month(year * 12 + month);
    case MANDATE_PERIOD_QUARTER: return first_of_month(year * 12 + (month - 1) / 3 * 3 + 3);
    case MANDATE_PERIOD_WEEK: return mandate_date_add_days(date, 8 - mandate_date_weekday(date));
    default: return mandate_date_from(month * 100 + day < begins ? year : year + 1, begins / 100, begins % 100);
    }
}

mandate_date mandate_period_first(mandate_date date, mandate_period_unit unit, int begins)
{
    int year, month, day;
    if (!mandate_date_is(date)) return date;
    mandate_date_split(date, &year, &month, &day);
    switch (unit) {
    case MANDATE_PERIOD_MONTH: return first_of_month(year * 12 + month - 1);
    case MANDATE_PERIOD_QUARTER: return first_of_month(year * 12 + (month - 1) / 3 * 3);
    case MANDATE_PERIOD_WEEK: return within(mandate_date_add_days(date, 1 - mandate_date_weekday(date)), MANDATE_DATE_FIRST);
    default: return within(mandate_date_from(month * 100 + day < begins ? year - 1 : year, begins / 100, begins % 100), MANDATE_DATE_FIRST);
    }
}

mandate_date mandate_period_last(mandate_date date, mandate_period_unit unit, int begins)
{
    if (!mandate_date_is(date)) return date;
    mandate_date next = following(date, unit, begins);
    return next == MANDATE_DATE_ABSENT ? MANDATE_DATE_LAST : next - 1;
}

int mandate_date_part_of(mandate_date date, mandate_date_part part)
{
    int year, month, day;
    mandate_date_split(date, &year, &month, &day);
    switch (part) {
    case MANDATE_PART_YEAR: return year;
    case MANDATE_PART_QUARTER: return (month - 1) / 3 + 1;
    case MANDATE_PART_MONTH: return month;
    case MANDATE_PART_DAY: return day;
    default: return mandate_date_weekday(date);
    }
}

mandate_date mandate_date_part_last(mandate_date date, mandate_date_part part)
{
    switch (part) {
    case MANDATE_PART_YEAR: return mandate_period_last(date, MANDATE_PERIOD_YEAR, 101);
    case MANDATE_PART_QUARTER: return mandate_period_last(date, MANDATE_PERIOD_QUARTER, 101);
    case MANDATE_PART_MONTH: return mandate_period_last(date, MANDATE_PERIOD_MONTH, 101);
    default: return date; // the next day is called otherwise
    }
}

static int months_from(mandate_date from, mandate_date to)
{
    int year, month, day, to_year, to_month, to_day;
    mandate_date_split(from, &year, &month, &day);
    mandate_date_split(to, &to_year, &to_month, &to_day);
    int last = mandate_days_in_month(to_year, to_month);
    return (to_year - year) * 12 + to_month - month - ((day < last ? day : last) > to_day);
}

int mandate_date_whole_months(mandate_date from, mandate_date to) { return from <= to ? months_from(from, to) : -months_from(to, from); }
