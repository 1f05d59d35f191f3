// Numbers as files write them, with a decimal sign and a sign between thousands that are stated. For core/import only.
#ifndef MANDATE_IMPORT_NUMERALS_H
#define MANDATE_IMPORT_NUMERALS_H

#include "import/value.h"

typedef struct mandate_numerals { // { 0 }: a point, no thousands
    char decimal; // 0: a point
    char thousands; // 0: none; a blank stands for the no-break blanks too
} mandate_numerals;

// Writes the number as mandate writes it, with a point and nothing between thousands, into `out`, which has room for length + 2 bytes;
// whether that is a number is another question. False with a reason where the signs are not those stated.
bool mandate_numerals_read(const mandate_numerals *form, const char *text, size_t length, char *out, size_t *written, char reason[MANDATE_REASON_SIZE]);

#endif
