// What a text reads like: whether two texts that are not the same look the same to a reader.
#ifndef MANDATE_MODEL_FOLD_H
#define MANDATE_MODEL_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MANDATE_FOLD_SIZE = 128 }; // characters; what is longer reads like nothing else

// A text without blanks at its ends, capitals, full width, composition, signs that are not seen, and kinds of dash or quote.
typedef struct mandate_folded {
    int32_t characters[MANDATE_FOLD_SIZE];
    size_t count; // 0: nothing is left, it is no UTF-8, or it is too long
} mandate_folded;

void mandate_text_fold(const char *text, size_t length, mandate_folded *out);
// Whether both hold something and read alike; with `starts`, whether `text` begins like `word`.
bool mandate_folded_alike(const mandate_folded *text, const mandate_folded *word, bool starts);

#endif
