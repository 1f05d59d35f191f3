#include "verdict/days.h"

#include "model/memory.h"

enum { YEARS_BEFORE = 30, YEARS_AFTER = 20, DAYS_OF_YEAR = 366 };

bool mandate_days_create(mandate_days *days, mandate_date around, mandate_error *error)
{
    days->first = mandate_date_add_days(around, -(long)YEARS_BEFORE * DAYS_OF_YEAR);
    if (!mandate_date_is(days->first)) days->first = MANDATE_DATE_FIRST;
    uint32_t wanted = (YEARS_BEFORE + YEARS_AFTER) * DAYS_OF_YEAR, left = (uint32_t)(MANDATE_DATE_LAST - days->first) + 1;
    days->count = 0;
    days->texts = mandate_new(wanted < left ? wanted : left, sizeof *days->texts, error);
    if (!days->texts) return false;
    days->count = wanted < left ? wanted : left;
    for (uint32_t i = 0; i < days->count; i++) {
        char text[MANDATE_DAY_LENGTH + 1];
        mandate_date_format(days->first + (mandate_date)i, text);
        memcpy(days->texts[i], text, MANDATE_DAY_LENGTH);
    }
    return true;
}

void mandate_days_destroy(mandate_days *days)
{
    mandate_free(days->texts);
    days->texts = NULL;
    days->count = 0;
}
