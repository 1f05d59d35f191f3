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

static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\xAF", "\xE2\x80\x89", NULL};

// Whether a blank may begin or end with the byte. Most values begin and end with letters and digits, which need no closer look.
static bool may_be_blank(char byte) { return (unsigned char)byte <= ' ' || (unsigned char)byte >= 0x80; }

size_t mandate_blank_before(const char *text, size_t length)
{
    if (length == 0 || !may_be_blank(text[0])) return 0;
    for (const char *const *blank = blanks; *blank; blank++)
        if (length >= strlen(*blank) && memcmp(text, *blank, strlen(*blank)) == 0) return strlen(*blank);
    return 0;
}

size_t mandate_blank_behind(const char *text, size_t length)
{
    if (length == 0 || !may_be_blank(text[length - 1])) return 0;
    for (const char *const *blank = blanks; *blank; blank++)
        if (length >= strlen(*blank) && memcmp(text + length - strlen(*blank), *blank, strlen(*blank)) == 0) return strlen(*blank);
    return 0;
}

bool mandate_is_all_blank(const char *text, size_t length)
{
    for (size_t blank = 1; length > 0 && blank > 0; text += blank, length -= blank) blank = mandate_blank_before(text, length);
    return length == 0;
}
