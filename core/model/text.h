// Text: UTF-8, digits, widths on a terminal, nearest words, hashes.
#ifndef MANDATE_MODEL_TEXT_H
#define MANDATE_MODEL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Length of the valid UTF-8 prefix (no surrogates, no overlong forms, no NUL); equals `length` if all is valid.
size_t mandate_utf8_valid(const char *text, size_t length);
static inline bool mandate_is_digit(char c) { return c >= '0' && c <= '9'; } // whatever the locale
// Columns on a terminal (East Asian wide characters take 2, combining marks 0).
size_t mandate_text_width(const char *text, size_t length);
// Edits (insert, remove, replace, swap neighbours) from a to b in bytes; gives up at `most` + 1.
size_t mandate_text_distance(const char *a, const char *b, size_t most);
// The nearest of `words` (NULL-terminated) within max(2, length / 3) edits, or NULL; ties by alphabet.
const char *mandate_text_nearest(const char *word, const char *const *words);
// The order of two texts, byte by byte: negative, 0, positive. One that the other begins with comes first.
static inline int mandate_text_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order ? order : (a_length > b_length) - (a_length < b_length);
}
uint64_t mandate_text_hash(const char *text, size_t length, uint64_t seed);

#endif
