#include "harness.h"
#include "model/date.h"

static mandate_date day(const char *text) { return mandate_date_parse(text, strlen(text)); }

static void every_day_follows_the_day_before(void)
{
    mandate_date expected = MANDATE_DATE_FIRST;
    int weekday = mandate_date_weekday(MANDATE_DATE_FIRST);
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int d = 1; d <= mandate_days_in_month(year, month); d++, expected++) {
                int y, m, dd;
                char text[11];
                mandate_date date = mandate_date_from(year, month, d);
                mandate_date_split(date, &y, &m, &dd);
                mandate_date_format(date, text);
                if (!CHECK(date == expected && y == year && m == month && dd == d) || !CHECK(mandate_date_parse(text, 10) == date) ||
                    !CHECK(mandate_date_weekday(date) == weekday) || !CHECK(mandate_date_month_end(date) == (d == mandate_days_in_month(year, month))))
                    return;
                weekday = weekday % 7 + 1;
            }
    CHECK(expected == MANDATE_DATE_LAST + 1);
}

static void days_that_do_not_exist_are_absent(void)
{
    static const char *const wrong[] = {"2003-02-29",
                                        "1900-02-29",
                                        "2003-00-01",
                                        "2003-13-01",
                                        "2003-04-31",
                                        "0000-01-01",
                                        "2003-1-1",
                                        "2003/01/01",
                                        "2003-01-01 ",
                                        "20030101",
                                        "+003-01-01",
                                        "2003-01-0a",
                                        ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) CHECK(day(wrong[i]) == MANDATE_DATE_ABSENT);
    CHECK(day("2000-02-29") != MANDATE_DATE_ABSENT);
    CHECK(mandate_date_from(2003, 5, 0) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_from(10000, 1, 1) == MANDATE_DATE_ABSENT);
    CHECK(day("1970-01-01") == 0 && mandate_date_weekday(0) == 4);
}

static void markers_are_no_dates_and_pass_through(void)
{
    mandate_date markers[] = {MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ALWAYS};
    for (size_t i = 0; i < 3; i++) {
        char text[11];
        mandate_date_format(markers[i], text);
        CHECK(!mandate_date_is(markers[i]) && text[0] == '\0');
        CHECK(mandate_date_add_months(markers[i], 5, MANDATE_ROUND_DOWN) == markers[i]);
        CHECK(mandate_date_add_days(markers[i], -5) == markers[i]);
        CHECK(mandate_date_next(markers[i], 5, 1) == markers[i]);
    }
}

static void months_are_added_by_the_calendar(void)
{
    CHECK(mandate_date_add_months(day("2003-01-31"), 1, MANDATE_ROUND_DOWN) == day("2003-02-28"));
    CHECK(mandate_date_add_months(day("2004-01-31"), 1, MANDATE_ROUND_DOWN) == day("2004-02-29"));
    CHECK(mandate_date_add_months(day("2003-01-31"), 1, MANDATE_ROUND_UP) == day("2003-03-01"));
    CHECK(mandate_date_add_months(day("2003-01-31"), 1, MANDATE_ROUND_ERROR) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_add_months(day("2003-01-31"), -2, MANDATE_ROUND_DOWN) == day("2002-11-30"));
    CHECK(mandate_date_add_months(day("2004-02-29"), 12, MANDATE_ROUND_DOWN) == day("2005-02-28"));
    CHECK(mandate_date_add_months(day("0001-01-01"), -1, MANDATE_ROUND_DOWN) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_add_months(day("0001-02-15"), -1, MANDATE_ROUND_DOWN) == day("0001-01-15"));
    CHECK(mandate_date_add_months(day("9999-12-01"), 1, MANDATE_ROUND_DOWN) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_add_months(day("2003-01-01"), 1000000000L, MANDATE_ROUND_DOWN) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_add_days(day("9999-12-31"), 1) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_add_days(day("2003-12-31"), 1) == day("2004-01-01"));
}

static void adding_months_agrees_with_the_parts(void)
{
    for (mandate_date date = day("1995-01-01"); date <= day("2005-12-31"); date++)
        for (long n = -30; n <= 30; n++) {
            int y, m, d, y2, m2, d2;
            mandate_date_split(date, &y, &m, &d);
            mandate_date_split(mandate_date_add_months(date, n, MANDATE_ROUND_DOWN), &y2, &m2, &d2);
            int last = mandate_days_in_month(y2, m2);
            if (!CHECK(y2 * 12 + m2 == y * 12 + m + n && d2 == (d > last ? last : d))) return;
        }
}

static void the_next_day_of_the_year_is_on_or_after(void)
{
    CHECK(mandate_date_next(day("2003-05-01"), 5, 1) == day("2003-05-01"));
    CHECK(mandate_date_next(day("2003-05-02"), 5, 1) == day("2004-05-01"));
    CHECK(mandate_date_next(day("2003-01-01"), 2, 29) == day("2003-02-28"));
    CHECK(mandate_date_next(day("2003-03-01"), 2, 29) == day("2004-02-29"));
    CHECK(mandate_date_next(day("2003-03-01"), 2, 30) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_next(day("9999-12-31"), 1, 1) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_previous(day("2003-05-01"), 5, 1) == day("2003-05-01"));
    CHECK(mandate_date_previous(day("2003-04-30"), 5, 1) == day("2002-05-01"));
    CHECK(mandate_date_previous(day("2005-02-28"), 2, 29) == day("2005-02-28"));
    CHECK(mandate_date_previous(day("2005-02-27"), 2, 29) == day("2004-02-29"));
    CHECK(mandate_date_previous(day("0001-01-01"), 12, 31) == MANDATE_DATE_ABSENT);
    CHECK(mandate_date_previous(MANDATE_DATE_UNKNOWN, 12, 31) == MANDATE_DATE_UNKNOWN);
}

int main(void)
{
    static const test tests[] = {
        {"every day of 9999 years follows the day before and reads back", every_day_follows_the_day_before},
        {"days that do not exist are absent", days_that_do_not_exist_are_absent},
        {"markers are no dates and pass through", markers_are_no_dates_and_pass_through},
        {"months are added by the calendar", months_are_added_by_the_calendar},
        {"adding months agrees with the parts of every date", adding_months_agrees_with_the_parts},
        {"the next day of the year is on or after the date, and the previous one on or before it", the_next_day_of_the_year_is_on_or_after},
    };
    return RUN(tests);
}
