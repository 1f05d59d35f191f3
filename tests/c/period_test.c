#include "harness.h"
#include "model/period.h"

static mandate_date day(const char *text) { return mandate_date_parse(text, strlen(text)); }

static void periods_hold_their_days_and_follow_each_other(void)
{
    static const int begins[] = {101, 406, 701, 1001, 228};
    for (mandate_date date = day("1995-01-01"); date <= day("2030-12-31"); date++)
        for (int unit = MANDATE_PERIOD_MONTH; unit <= MANDATE_PERIOD_YEAR; unit++)
            for (size_t b = 0; b < sizeof begins / sizeof *begins; b++) {
                mandate_date first = mandate_period_first(date, (mandate_period_unit)unit, begins[b]),
                             last = mandate_period_last(date, (mandate_period_unit)unit, begins[b]);
                bool holds = first <= date && date <= last && mandate_period_first(first, (mandate_period_unit)unit, begins[b]) == first &&
                             mandate_period_last(first, (mandate_period_unit)unit, begins[b]) == last &&
                             mandate_period_first(last + 1, (mandate_period_unit)unit, begins[b]) == last + 1;
                if (!CHECK(holds)) return;
            }
}

static void their_ends_are_those_of_the_law(void)
{
    CHECK(mandate_period_last(day("2024-02-10"), MANDATE_PERIOD_MONTH, 101) == day("2024-02-29"));
    CHECK(mandate_period_first(day("2024-05-31"), MANDATE_PERIOD_QUARTER, 101) == day("2024-04-01"));
    CHECK(mandate_period_last(day("2024-11-01"), MANDATE_PERIOD_QUARTER, 101) == day("2024-12-31"));
    CHECK(mandate_period_first(day("2024-12-30"), MANDATE_PERIOD_WEEK, 101) == day("2024-12-30")); // a Monday
    CHECK(mandate_period_last(day("2024-12-30"), MANDATE_PERIOD_WEEK, 101) == day("2025-01-05"));
    CHECK(mandate_period_first(day("2024-04-05"), MANDATE_PERIOD_YEAR, 406) == day("2023-04-06"));
    CHECK(mandate_period_first(day("2024-04-06"), MANDATE_PERIOD_YEAR, 406) == day("2024-04-06"));
    CHECK(mandate_period_last(day("2024-04-06"), MANDATE_PERIOD_YEAR, 406) == day("2025-04-05"));
}

static void at_the_ends_of_the_calendar_they_are_cut(void)
{
    CHECK(mandate_period_first(day("0001-02-01"), MANDATE_PERIOD_YEAR, 406) == MANDATE_DATE_FIRST);
    CHECK(mandate_period_last(day("9999-12-31"), MANDATE_PERIOD_WEEK, 101) == MANDATE_DATE_LAST);
    CHECK(mandate_period_last(day("9999-06-01"), MANDATE_PERIOD_YEAR, 406) == MANDATE_DATE_LAST);
    CHECK(mandate_period_last(day("9999-12-01"), MANDATE_PERIOD_MONTH, 101) == MANDATE_DATE_LAST);
    CHECK(mandate_period_first(MANDATE_DATE_UNKNOWN, MANDATE_PERIOD_MONTH, 101) == MANDATE_DATE_UNKNOWN);
    CHECK(mandate_period_last(MANDATE_DATE_ABSENT, MANDATE_PERIOD_MONTH, 101) == MANDATE_DATE_ABSENT);
}

static void parts_stay_until_their_last_day(void)
{
    for (mandate_date date = day("2023-12-01"); date <= day("2025-03-01"); date++)
        for (int part = MANDATE_PART_YEAR; part <= MANDATE_PART_WEEKDAY; part++) {
            mandate_date last = mandate_date_part_last(date, (mandate_date_part)part);
            int is = mandate_date_part_of(date, (mandate_date_part)part);
            if (!CHECK(last >= date && mandate_date_part_of(last, (mandate_date_part)part) == is && mandate_date_part_of(last + 1, (mandate_date_part)part) != is))
                return;
        }
    CHECK(mandate_date_part_of(day("2024-05-04"), MANDATE_PART_WEEKDAY) == 6 && mandate_date_part_of(day("2024-05-04"), MANDATE_PART_QUARTER) == 2);
}

static void whole_months_are_those_that_fit(void)
{
    CHECK(mandate_date_whole_months(day("2004-02-29"), day("2005-02-27")) == 11);
    CHECK(mandate_date_whole_months(day("2004-02-29"), day("2005-02-28")) == 12); // a leap day's year ends on 28 February
    CHECK(mandate_date_whole_months(day("2024-01-31"), day("2024-02-29")) == 1);
    CHECK(mandate_date_whole_months(day("2024-01-31"), day("2024-02-28")) == 0);
    CHECK(mandate_date_whole_months(day("2024-01-15"), day("2024-01-14")) == 0);
    CHECK(mandate_date_whole_months(day("2024-03-15"), day("2024-01-15")) == -2);
    for (mandate_date from = day("2023-01-20"); from <= day("2024-03-05"); from++)
        for (mandate_date to = from; to <= from + 800; to++) {
            int n = mandate_date_whole_months(from, to);
            bool fits = mandate_date_add_months(from, n, MANDATE_ROUND_DOWN) <= to && mandate_date_add_months(from, n + 1, MANDATE_ROUND_DOWN) > to;
            if (!CHECK(fits && mandate_date_whole_months(to, from) == -n)) return;
        }
}

int main(void)
{
    static const test tests[] = {
        {"periods hold their days and follow each other", periods_hold_their_days_and_follow_each_other},
        {"their ends are those of the law", their_ends_are_those_of_the_law},
        {"at the ends of the calendar they are cut", at_the_ends_of_the_calendar_they_are_cut},
        {"parts stay until their last day", parts_stay_until_their_last_day},
        {"whole months are those that fit", whole_months_are_those_that_fit},
    };
    return RUN(tests);
}
