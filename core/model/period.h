// Which month, quarter, ISO week or year a day lies in: their first and last days, and their numbers.
#ifndef MANDATE_MODEL_PERIOD_H
#define MANDATE_MODEL_PERIOD_H

#include "model/date.h"

typedef enum mandate_period_unit { MANDATE_PERIOD_MONTH, MANDATE_PERIOD_QUARTER, MANDATE_PERIOD_WEEK, MANDATE_PERIOD_YEAR } mandate_period_unit;

// `begins`: of a year the month * 100 + day with which it begins, a day that each year has; 101 of calendar years. Other units do not read it. What lies beyond the
// calendar is its first or last day. Markers come back unchanged.
mandate_date mandate_period_first(mandate_date date, mandate_period_unit unit, int begins);
mandate_date mandate_period_last(mandate_date date, mandate_period_unit unit, int begins);

// What a day is called by: its year, its quarter (1 to 4), its month, its day of the month, its day of the week (1 Monday to 7 Sunday).
typedef enum mandate_date_part { MANDATE_PART_YEAR, MANDATE_PART_QUARTER, MANDATE_PART_MONTH, MANDATE_PART_DAY, MANDATE_PART_WEEKDAY } mandate_date_part;
int mandate_date_part_of(mandate_date date, mandate_date_part part); // of a date
// The last of the days from `date` on that have the same part.
mandate_date mandate_date_part_last(mandate_date date, mandate_date_part part);

// How many whole months lie between two days: the most n for which `from` and n months, rounded down to a month's last day, is no later than `to`. Of an earlier `to` it is
// the number from `to` to `from`, below 0.
int mandate_date_whole_months(mandate_date from, mandate_date to);

#endif
