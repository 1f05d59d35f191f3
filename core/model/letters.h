// Texts by their characters (code points of Unicode), not by bytes: how many, a part of them, and their case. All texts are valid UTF-8.
#ifndef MANDATE_MODEL_LETTERS_H
#define MANDATE_MODEL_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

enum { MANDATE_LETTER_SIZE = 4 }; // the most bytes of a character

size_t mandate_text_characters(const char *text, size_t length);
// The characters from the first-th to the last-th, counted from 1, as far as the text goes: where they begin, and in `part_length` their bytes; 0 where there is none.
const char *mandate_text_part(const char *text, size_t length, size_t first, size_t last, size_t *part_length);
// Each character as its small letter, or (upper) its capital, where it has one that is one character. `out` has room for MANDATE_LETTER_SIZE bytes for each
// character of the text. Returns the bytes written.
size_t mandate_text_case(const char *text, size_t length, bool upper, char *out);

#endif
