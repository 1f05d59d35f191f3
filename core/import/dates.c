#include "import/dates.h"

#include <stdio.h>
#include <string.h>
#include "model/meant.h"
#include "model/text.h"

// Orders to name where a date is in another one than stated.
static const char *const usual[] = {"YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYYMMDD",   "MM/DD/YYYY", "DD/MM/YYYY",
                                    "MM-DD-YYYY", "DD-MM-YYYY", "MM.DD.YYYY", "DD.MM.YYYY", NULL};

static bool is_part(char c) { return c == 'Y' || c == 'M' || c == 'D'; }

// Reads the parts as the order has them. False where the text has another shape; whether there is such a day is another question.
static bool take_parts(const char *order, int year_digits, const char *text, size_t length, int parts[3])
{
    size_t at = 0;
    bool adjacent = false; // to the part before
    while (*order) {
        if (!is_part(*order)) {
            if (at == length || text[at++] != *order++) return false;
            adjacent = false;
            continue;
        }
        char part = *order;
        while (*order == part) order++;
        int most = part == 'Y' ? year_digits : 2, count = 0, value = 0;
        while (count < most && at < length && mandate_is_digit(text[at])) {
            value = value * 10 + (text[at++] - '0');
            count++;
        }
        bool exact = part == 'Y' || adjacent || is_part(*order);
        adjacent = true;
        if (count == 0 || (exact && count < most)) return false;
        parts[part == 'Y' ? 0 : part == 'M' ? 1 : 2] = value;
    }
    return at == length;
}

static bool read(const char *order, const char *text, size_t length, mandate_date *date)
{
    int parts[3] = {0};
    *date = take_parts(order, 4, text, length, parts) ? mandate_date_from(parts[0], parts[1], parts[2]) : MANDATE_DATE_ABSENT;
    return *date != MANDATE_DATE_ABSENT;
}

static bool refuse(const char *order, const char *text, size_t length, char reason[MANDATE_REASON_SIZE])
{
    mandate_date other;
    int parts[3] = {0};
    const char *fits = NULL, *also = NULL; // the first of a month may be written with the day or with the month first
    for (const char *const *word = usual; *word; word++)
        if (strcmp(*word, order) != 0 && read(*word, text, length, &other)) {
            also = fits ? *word : NULL;
            fits = fits ? fits : *word;
        }
    if (fits) {
        snprintf(reason, MANDATE_REASON_SIZE,
                 "no date in the order stated, %s, but one in the order %s%s%s: state the order in which the file writes "
                 "its dates, or correct this one",
                 order, fits, also ? ", or " : "", also ? also : "");
        return false;
    }
    mandate_meant meant;
    if (!take_parts(order, 4, text, length, parts) && mandate_meant_date(text, length, &meant)) {
        snprintf(reason, MANDATE_REASON_SIZE, "no date in the order stated, %s: it seems to be %s%s%s", order, meant.first, meant.second[0] ? " or " : "", meant.second);
        return false;
    }
    if (take_parts(order, 2, text, length, parts))
        snprintf(reason, MANDATE_REASON_SIZE, "the year has two digits, and its century is not said: write the year in full, as in %s", order);
    else if (!take_parts(order, 4, text, length, parts)) snprintf(reason, MANDATE_REASON_SIZE, "no date in the order stated, %s", order);
    else if (parts[0] < 1) snprintf(reason, MANDATE_REASON_SIZE, "no date in the order stated, %s: years run from 0001 to 9999", order);
    else if (parts[1] < 1 || parts[1] > 12) snprintf(reason, MANDATE_REASON_SIZE, "no date in the order stated, %s: there is no month %d", order, parts[1]);
    else snprintf(reason, MANDATE_REASON_SIZE, "no date in the order stated, %s: the month has no such day", order);
    return false;
}

bool mandate_dates_read(const char *order, const char *text, size_t length, mandate_date *date, char reason[MANDATE_REASON_SIZE])
{
    return read(order, text, length, date) || refuse(order, text, length, reason);
}
