// The names that a kind or a field may bear.
#ifndef MANDATE_MODEL_WORDS_H
#define MANDATE_MODEL_WORDS_H

#include <stdbool.h>

enum { MANDATE_NAME_SIZE = 48 }; // with the NUL

// NULL if `name` can name a field (or, with `is_kind`, a kind); otherwise what is wrong with it, as the end of a sentence.
const char *mandate_name_fault(const char *name, bool is_kind);
// Writes the English plural of a kind's name: enterprise -> enterprises, agency -> agencies, batch -> batches.
void mandate_name_plural(const char *name, char *out, int size);

#endif
