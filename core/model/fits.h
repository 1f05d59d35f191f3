// What a field's declaration lets it hold: the ends of a number, the words of a text, and a text that says something. Asked of what comes in by a file and of what lies in a registry, into which other
// programs write, too. Pure functions; nothing is allocated.
#ifndef MANDATE_MODEL_FITS_H
#define MANDATE_MODEL_FITS_H

#include "model/kind.h"

enum { MANDATE_FITS_SIZE = 160 };

// Whether a number lies between the field's `min` and `max`. If not, `why` says so: "above 100, the most that load can be".
bool mandate_fits_ends(const mandate_field *field, double number, char why[MANDATE_FITS_SIZE]);
// Whether a text of `length` bytes, which need not end with a NUL, is one of the field's words; always where it has no list of them.
bool mandate_fits_words(const mandate_field *field, const char *text, size_t length);

// How many bytes of blanks that nobody sees (a space, a tab, one that does not break, one of full width) stand right at the beginning, or the end, of a text; 0: none.
size_t mandate_blank_before(const char *text, size_t length);
size_t mandate_blank_behind(const char *text, size_t length);
// Whether a text is made of such blanks alone: it says nothing, and would count as one that is given.
bool mandate_is_all_blank(const char *text, size_t length);

#endif
