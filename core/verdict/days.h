// Days as text, ready made: verdicts are written by the million, and most of their days lie within a lifetime of the as-of date.
#ifndef MANDATE_VERDICT_DAYS_H
#define MANDATE_VERDICT_DAYS_H

#include <string.h>
#include "model/date.h"
#include "model/error.h"

enum { MANDATE_DAY_LENGTH = 10 };

typedef struct mandate_days {
    mandate_date first;
    uint32_t count;
    char (*texts)[MANDATE_DAY_LENGTH];
} mandate_days;

bool mandate_days_create(mandate_days *days, mandate_date around, mandate_error *error);
void mandate_days_destroy(mandate_days *days);

// Writes "YYYY-MM-DD", or nothing for what is no date, and returns the place behind it.
static inline char *mandate_days_write(const mandate_days *days, mandate_date date, char *out)
{
    uint32_t index = (uint32_t)date - (uint32_t)days->first;
    if (index < days->count) {
        memcpy(out, days->texts[index], MANDATE_DAY_LENGTH);
        return out + MANDATE_DAY_LENGTH;
    }
    if (!mandate_date_is(date)) return out;
    char text[MANDATE_DAY_LENGTH + 1];
    mandate_date_format(date, text);
    memcpy(out, text, MANDATE_DAY_LENGTH);
    return out + MANDATE_DAY_LENGTH;
}

#endif
