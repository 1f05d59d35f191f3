// What a field's declaration lets it hold: the ends of a number, the words of a text. Asked of what comes in by a file and of what lies in a registry, into which other
// programs write, too. Pure functions; nothing is allocated.
#ifndef MANDATE_MODEL_FITS_H
#define MANDATE_MODEL_FITS_H

#include "model/kind.h"

enum { MANDATE_FITS_SIZE = 160 };

// Whether a number lies between the field's `min` and `max`. If not, `why` says so: "above 100, the most that load can be".
bool mandate_fits_ends(const mandate_field *field, double number, char why[MANDATE_FITS_SIZE]);
// Whether a text of `length` bytes, which need not end with a NUL, is one of the field's words; always where it has no list of them.
bool mandate_fits_words(const mandate_field *field, const char *text, size_t length);

#endif
