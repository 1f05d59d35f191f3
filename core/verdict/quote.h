// CSV cells: quoted only where they must be.
#ifndef MANDATE_VERDICT_QUOTE_H
#define MANDATE_VERDICT_QUOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct mandate_text { // not NUL-terminated
    const char *bytes;
    size_t length;
} mandate_text;

// Copies a text and returns the place behind it.
static inline char *mandate_text_copy(mandate_text text, char *out)
{
    if (text.length > 0) memcpy(out, text.bytes, text.length); // an empty one may be nowhere
    return out + text.length;
}

// Whether a cell with this text must stand in quotes.
bool mandate_quote_needed(mandate_text text);
// Copies the text with its quotes doubled (at most twice its length; none are put around it) and returns the place behind it.
char *mandate_quote_copy(mandate_text text, char *out);

#endif
