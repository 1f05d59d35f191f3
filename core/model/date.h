// Days of the proleptic Gregorian calendar, as int32 days since 1970-01-01; years 0001 to 9999.
#ifndef MANDATE_MODEL_DATE_H
#define MANDATE_MODEL_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t mandate_date;

// Not dates: what a date column holds where there is none (never), where it is not known, and "since always".
#define MANDATE_DATE_ABSENT INT32_MAX
#define MANDATE_DATE_UNKNOWN INT32_MIN
#define MANDATE_DATE_ALWAYS (INT32_MIN + 1)
#define MANDATE_DATE_FIRST (-719162) // 0001-01-01
#define MANDATE_DATE_LAST 2932896 // 9999-12-31

typedef enum mandate_rounding { MANDATE_ROUND_DOWN, MANDATE_ROUND_UP, MANDATE_ROUND_ERROR } mandate_rounding;

bool mandate_date_is(mandate_date date); // false for the three markers and for days outside the calendar
mandate_date mandate_date_from(int year, int month, int day); // MANDATE_DATE_ABSENT if there is no such day
void mandate_date_split(mandate_date date, int *year, int *month, int *day);
// Strict "YYYY-MM-DD" of exactly `length` bytes; MANDATE_DATE_ABSENT if it is no date.
mandate_date mandate_date_parse(const char *text, size_t length);
// Writes 11 bytes "YYYY-MM-DD\0"; markers are written as "".
void mandate_date_format(mandate_date date, char out[11]);
int mandate_date_weekday(mandate_date date); // 1 Monday to 7 Sunday
int mandate_days_in_month(int year, int month);
// Adds n months (may be negative). Where the month has no such day: DOWN its last day, UP the first of the next, ERROR ABSENT.
// Results outside the calendar are MANDATE_DATE_ABSENT; markers come back unchanged.
mandate_date mandate_date_add_months(mandate_date date, long n, mandate_rounding rounding);
mandate_date mandate_date_add_days(mandate_date date, long n);
// The first day "MM-DD" on or after date; 02-29 becomes 02-28 in other years.
mandate_date mandate_date_next(mandate_date date, int month, int day);
mandate_date mandate_date_previous(mandate_date date, int month, int day); // on or before date; MANDATE_DATE_ABSENT before the calendar
bool mandate_date_month_end(mandate_date date);

#endif
