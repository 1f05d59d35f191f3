#include <limits.h>
#include "harness.h"
#include "model/calendar.h"
#include "model/memory.h"

static mandate_date day(const char *text) { return mandate_date_parse(text, strlen(text)); }

enum { SATURDAY = 1 << 5, SUNDAY = 1 << 6 };

static bool make(mandate_calendar *calendar, const char *first, const char *last, const mandate_date *free_days, size_t free_count, const mandate_date *working,
                 size_t working_count)
{
    mandate_error error;
    *calendar = (mandate_calendar){.first = day(first), .last = day(last), .weekend = SATURDAY | SUNDAY};
    return mandate_calendar_fill(calendar, (mandate_days_listed){free_days, free_count}, (mandate_days_listed){working, working_count}, &error);
}

// China's National Day of 2024: free from 1 to 7 October, and 29 September and 12 October are worked instead.
static bool make_october(mandate_calendar *calendar)
{
    mandate_date free_days[7], working[] = {day("2024-10-12"), day("2024-09-29")};
    for (int i = 0; i < 7; i++) free_days[i] = day("2024-10-07") - i;
    return make(calendar, "2024-01-01", "2024-12-31", free_days, 7, working, 2);
}

static void days_are_what_the_calendar_says(void)
{
    mandate_calendar c;
    NEED(make_october(&c));
    static const char *const works[] = {"2024-09-27", "2024-09-29", "2024-09-30", "2024-10-08", "2024-10-12", "2024-01-01"};
    static const char *const free_days[] = {"2024-09-28", "2024-10-01", "2024-10-04", "2024-10-05", "2024-10-06", "2024-10-07", "2024-10-13"};
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) CHECK(mandate_calendar_works(&c, day(works[i])));
    for (size_t i = 0; i < sizeof free_days / sizeof *free_days; i++) CHECK(!mandate_calendar_works(&c, day(free_days[i])));
    CHECK(c.count == 7); // five free days of the week, two working ones of weekends
    mandate_calendar_destroy(&c);
}

static void the_nth_day_is_found_without_walking(void)
{
    mandate_calendar c;
    mandate_date lacking = 0;
    NEED(make_october(&c));
    CHECK(mandate_calendar_add(&c, day("2024-09-27"), 10, &lacking) == day("2024-10-16"));
    CHECK(mandate_calendar_add(&c, day("2024-10-16"), -10, &lacking) == day("2024-09-27"));
    CHECK(mandate_calendar_add(&c, day("2024-10-03"), 0, &lacking) == day("2024-10-03"));
    for (mandate_date from = day("2024-09-20"); from <= day("2024-10-25"); from++)
        for (int n = 1; n <= 25; n++)
            for (int way = -1; way <= 1; way += 2) {
                mandate_date at = from;
                for (int left = n; left > 0; left -= mandate_calendar_works(&c, at)) at += way;
                if (!CHECK(mandate_calendar_add(&c, from, way * n, &lacking) == at)) return;
            }
    mandate_calendar_destroy(&c);
}

static void a_day_that_is_not_covered_is_unknown_and_named(void)
{
    mandate_calendar c;
    mandate_date lacking = 0;
    NEED(make_october(&c));
    CHECK(mandate_calendar_add(&c, day("2024-12-27"), 2, &lacking) == day("2024-12-31"));
    CHECK(mandate_calendar_add(&c, day("2024-12-27"), 3, &lacking) == MANDATE_DATE_UNKNOWN && lacking == day("2025-01-01"));
    CHECK(mandate_calendar_add(&c, day("2025-03-01"), 1, &lacking) == MANDATE_DATE_UNKNOWN && lacking == day("2025-03-02"));
    CHECK(mandate_calendar_add(&c, day("2025-01-01"), -1, &lacking) == day("2024-12-31"));
    CHECK(mandate_calendar_add(&c, day("2023-12-31"), 1, &lacking) == day("2024-01-01"));
    CHECK(mandate_calendar_add(&c, day("2023-12-30"), 1, &lacking) == MANDATE_DATE_UNKNOWN && lacking == day("2023-12-31"));
    CHECK(mandate_calendar_add(&c, day("2024-01-02"), -2, &lacking) == MANDATE_DATE_UNKNOWN && lacking == day("2023-12-31"));
    CHECK(mandate_calendar_add(&c, day("2030-01-01"), 0, &lacking) == day("2030-01-01")); // no day is looked at
    CHECK(mandate_calendar_roll(&c, day("2025-01-01"), 1, &lacking) == MANDATE_DATE_UNKNOWN && lacking == day("2025-01-01"));
    mandate_calendar_destroy(&c);
    NEED(make(&c, "2024-01-01", "2024-06-01", NULL, 0, NULL, 0)); // the last day is a Saturday
    CHECK(mandate_calendar_roll(&c, day("2024-06-01"), 1, &lacking) == MANDATE_DATE_UNKNOWN && lacking == day("2024-06-02"));
    CHECK(mandate_calendar_roll(&c, day("2024-06-01"), -1, &lacking) == day("2024-05-31"));
    mandate_calendar_destroy(&c);
}

static void a_day_rolls_to_the_next_working_day_or_the_one_before(void)
{
    mandate_calendar c;
    mandate_date lacking = 0;
    NEED(make_october(&c));
    CHECK(mandate_calendar_roll(&c, day("2024-10-01"), 1, &lacking) == day("2024-10-08"));
    CHECK(mandate_calendar_roll(&c, day("2024-10-05"), -1, &lacking) == day("2024-09-30"));
    CHECK(mandate_calendar_roll(&c, day("2024-10-12"), 1, &lacking) == day("2024-10-12"));
    CHECK(mandate_calendar_roll(&c, day("2024-10-13"), 1, &lacking) == day("2024-10-14"));
    mandate_calendar_destroy(&c);
}

static void the_days_of_all_end(void)
{
    mandate_calendar c;
    mandate_date lacking = 0;
    NEED(make(&c, "0001-01-01", "9999-12-31", NULL, 0, NULL, 0));
    CHECK(mandate_calendar_add(&c, day("9999-12-30"), 10, &lacking) == MANDATE_DATE_ABSENT);
    CHECK(mandate_calendar_add(&c, day("9999-12-31"), 1, &lacking) == MANDATE_DATE_ABSENT);
    CHECK(mandate_calendar_add(&c, day("0001-01-02"), -5, &lacking) == MANDATE_DATE_ABSENT);
    CHECK(mandate_calendar_add(&c, day("0001-01-08"), -5, &lacking) == day("0001-01-01"));
    CHECK(mandate_calendar_add(&c, day("2000-01-01"), LONG_MAX / 2, &lacking) == MANDATE_DATE_ABSENT);
    CHECK(mandate_calendar_add(&c, MANDATE_DATE_UNKNOWN, 1, &lacking) == MANDATE_DATE_UNKNOWN);
    CHECK(mandate_calendar_roll(&c, MANDATE_DATE_ABSENT, 1, &lacking) == MANDATE_DATE_ABSENT);
    mandate_calendar_destroy(&c);
    NEED(make(&c, "2024-01-01", "2024-12-31", NULL, 0, NULL, 0)); // where there is no end nobody asks the calendar
    CHECK(mandate_calendar_add(&c, day("9999-12-31"), 1, &lacking) == MANDATE_DATE_ABSENT);
    mandate_calendar_destroy(&c);
}

static void days_that_stand_twice_or_say_nothing_new_change_nothing(void)
{
    mandate_calendar c;
    mandate_date free_days[] = {day("2024-05-01"), day("2024-05-01"), day("2024-05-04"), day("2024-05-11")};
    mandate_date working[] = {day("2024-05-11"), day("2024-05-11"), day("2024-05-13")}, lacking = 0;
    NEED(make(&c, "2024-01-01", "2024-12-31", free_days, 4, working, 3));
    CHECK(c.count == 2 && mandate_calendar_works(&c, day("2024-05-11")) && mandate_calendar_works(&c, day("2024-05-13")) &&
          !mandate_calendar_works(&c, day("2024-05-04")));
    CHECK(mandate_calendar_add(&c, day("2024-04-30"), 3, &lacking) == day("2024-05-06"));
    mandate_calendar_destroy(&c);
}

static void want_of_memory_is_told(void)
{
    mandate_error error;
    for (size_t n = 1; n <= 2; n++) {
        mandate_calendar c = {.first = 0, .last = 365, .weekend = SUNDAY};
        mandate_fail_allocation(n);
        CHECK(!mandate_calendar_fill(&c, (mandate_days_listed){NULL, 0}, (mandate_days_listed){NULL, 0}, &error) && !c.others && !c.gained);
        mandate_fail_allocation(0);
    }
}

int main(void)
{
    static const test tests[] = {
        {"days are what the calendar says", days_are_what_the_calendar_says},
        {"the n-th day is found without walking", the_nth_day_is_found_without_walking},
        {"a day that is not covered is unknown, and named", a_day_that_is_not_covered_is_unknown_and_named},
        {"a day rolls to the next working day or the one before", a_day_rolls_to_the_next_working_day_or_the_one_before},
        {"the days of all end", the_days_of_all_end},
        {"days that stand twice or say nothing new change nothing", days_that_stand_twice_or_say_nothing_new_change_nothing},
        {"want of memory is told", want_of_memory_is_told},
    };
    return RUN(tests);
}
