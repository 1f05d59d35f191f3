#include "model/date.h"

bool mandate_date_is(mandate_date date) { return date >= MANDATE_DATE_FIRST && date <= MANDATE_DATE_LAST; }

static bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int mandate_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Counting years from March puts the leap day at a year's end, so that the months' lengths follow one formula.
mandate_date mandate_date_from(int year, int month, int day)
{
    if (year < 1 || year > 9999 || day < 1 || day > mandate_days_in_month(year, month)) return MANDATE_DATE_ABSENT;
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void mandate_date_split(mandate_date date, int *year, int *month, int *day)
{
    if (!mandate_date_is(date)) {
        *year = *month = *day = 0;
        return;
    }
    int shifted = date + 719468; // days since 0000-03-01, never negative inside the calendar
    int era = shifted / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

mandate_date mandate_date_parse(const char *text, size_t length)
{
    if (length != 10 || text[4] != '-' || text[7] != '-') return MANDATE_DATE_ABSENT;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    return year < 0 || month < 0 || day < 0 ? MANDATE_DATE_ABSENT : mandate_date_from(year, month, day);
}

static void write_digits(char *out, int value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

void mandate_date_format(mandate_date date, char out[11])
{
    int year, month, day;
    if (!mandate_date_is(date)) {
        out[0] = '\0';
        return;
    }
    mandate_date_split(date, &year, &month, &day);
    write_digits(out, year, 4);
    out[4] = '-';
    write_digits(out + 5, month, 2);
    out[7] = '-';
    write_digits(out + 8, day, 2);
    out[10] = '\0';
}

int mandate_date_weekday(mandate_date date)
{
    int since_monday = (int)(((int64_t)date + 3) % 7); // 1970-01-01 was a Thursday
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

mandate_date mandate_date_add_months(mandate_date date, long n, mandate_rounding rounding)
{
    int year, month, day;
    if (!mandate_date_is(date)) return date;
    if (n > 120000 || n < -120000) // more than the calendar holds
        return MANDATE_DATE_ABSENT;
    mandate_date_split(date, &year, &month, &day);
    int months = year * 12 + (month - 1) + (int)n;
    if (months < 12) // before year 1; also keeps the division below on positive numbers
        return MANDATE_DATE_ABSENT;
    year = months / 12;
    month = months % 12 + 1;
    int last = mandate_days_in_month(year, month);
    if (day <= last) return mandate_date_from(year, month, day);
    mandate_date month_end = mandate_date_from(year, month, last);
    switch (rounding) {
    case MANDATE_ROUND_DOWN: return month_end;
    case MANDATE_ROUND_UP: return mandate_date_add_days(month_end, 1);
    case MANDATE_ROUND_ERROR: break;
    }
    return MANDATE_DATE_ABSENT;
}

mandate_date mandate_date_add_days(mandate_date date, long n)
{
    if (!mandate_date_is(date)) return date;
    if (n > MANDATE_DATE_LAST - (long)date || n < MANDATE_DATE_FIRST - (long)date) return MANDATE_DATE_ABSENT;
    return (mandate_date)(date + n);
}

// The day month-day of a year; the leap day becomes the 28th where there is none.
static mandate_date day_of_year(int year, int month, int day)
{
    int last = mandate_days_in_month(year, month);
    return mandate_date_from(year, month, month == 2 && day == 29 && last == 28 ? 28 : day);
}

mandate_date mandate_date_next(mandate_date date, int month, int day)
{
    int year, own_month, own_day;
    if (!mandate_date_is(date)) return date;
    mandate_date_split(date, &year, &own_month, &own_day);
    mandate_date found = day_of_year(year, month, day);
    if (found != MANDATE_DATE_ABSENT && found < date) found = day_of_year(year + 1, month, day);
    return found;
}

mandate_date mandate_date_previous(mandate_date date, int month, int day)
{
    int year, own_month, own_day;
    if (!mandate_date_is(date)) return date;
    mandate_date_split(date, &year, &own_month, &own_day);
    mandate_date found = day_of_year(year, month, day);
    if (found != MANDATE_DATE_ABSENT && found > date) found = day_of_year(year - 1, month, day);
    return found;
}

bool mandate_date_month_end(mandate_date date)
{
    int year, month, day;
    if (!mandate_date_is(date)) return false;
    mandate_date_split(date, &year, &month, &day);
    return day == mandate_days_in_month(year, month);
}
