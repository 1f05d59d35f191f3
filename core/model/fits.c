#include "model/fits.h"

#include <stdio.h>
#include <string.h>

bool mandate_fits_ends(const mandate_field *field, double number, char why[MANDATE_FITS_SIZE])
{
    if (number >= field->least && number <= field->most) return true;
    bool below = number < field->least;
    (void)snprintf(why, MANDATE_FITS_SIZE, "%s %s, the %s that %s can be", below ? "below" : "above", below ? field->min : field->max, below ? "least" : "most",
                   field->name);
    return false;
}

bool mandate_fits_words(const mandate_field *field, const char *text, size_t length)
{
    for (const char *const *word = field->one_of; word && *word; word++)
        if (strlen(*word) == length && memcmp(*word, text, length) == 0) return true;
    return !field->one_of;
}
