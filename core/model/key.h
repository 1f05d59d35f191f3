// A record's key as one text, and read back from it: meaning.md, section 3.
//
// A key of one part is written as it is, whatever it holds. Several parts are joined with "/"; within a part "/" is written %2F, and % is written
// %25 where it would be read as the beginning of one of the two. So no two keys of a kind are written alike, and ordinary ones bear no sign of it.
#ifndef MANDATE_MODEL_KEY_H
#define MANDATE_MODEL_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include "model/kind.h"

enum { MANDATE_KEY_GROWTH = 3 }; // a part takes at most so many times its bytes

// How many parts a kind's key has, a reference among its fields standing for those of the key that it refers to.
int mandate_key_parts(const mandate_model *model, int kind);
// What is written for the byte at `at` of a part that ends at `end`, NULL where it stands for itself.
const char *mandate_key_escape(const char *at, const char *end);
// Writes a part of a key of several parts at `out` (MANDATE_KEY_GROWTH times its length is room enough) and returns the place behind it.
char *mandate_key_write(const char *part, size_t length, char *out);

// A written key that is being read.
typedef struct mandate_key_text {
    const char *at, *end;
    int left; // parts that are still to be read
    bool joined; // of several parts
} mandate_key_text;

mandate_key_text mandate_key_begin(const char *text, size_t length, int parts);
// The byte at hand of the part at hand as it is meant, -1 at the part's end; the next call gives the one behind it.
int mandate_key_byte(mandate_key_text *key);
// Goes from the end of a part to the next one, or behind the key's end. False where the text is not at the end of a part, or goes on behind the last.
bool mandate_key_step(mandate_key_text *key);
// Writes the next part as it is meant into `out` (the text's length is room enough) and steps over it; false where the text has another number of parts.
bool mandate_key_take(mandate_key_text *key, char *out, size_t *length);

#endif
