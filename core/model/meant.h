// What a text that is no number, or no date, as they are written here was meant to say: thousands apart, a comma before the decimals, full-width digits, a
// time behind a day, a spreadsheet's number of a day. It is only ever told to the writer; nothing is read so. Pure functions.
#ifndef MANDATE_MODEL_MEANT_H
#define MANDATE_MODEL_MEANT_H

#include <stdbool.h>
#include <stddef.h>

enum { MANDATE_MEANT_SIZE = 40, MANDATE_MEANT_WHY_SIZE = 160 };

typedef struct mandate_meant {
    char first[MANDATE_MEANT_SIZE]; // what to write: digits with a point, or YYYY-MM-DD
    char second[MANDATE_MEANT_SIZE]; // the other thing that it may mean, or ""
    char before[MANDATE_MEANT_SIZE]; // of numbers: the currency that stands before them, such as £, or ""
    char behind[MANDATE_MEANT_SIZE]; // and behind them, such as a unit, or ""
    char why[MANDATE_MEANT_WHY_SIZE]; // what is wrong with it, in English; "" where only `before` and `behind` are
} mandate_meant;

// False where nobody can tell what was meant, and where the text is a number (a date) as it stands.
bool mandate_meant_number(const char *text, size_t length, mandate_meant *meant);
bool mandate_meant_date(const char *text, size_t length, mandate_meant *meant);

#endif
