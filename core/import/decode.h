// Files in another encoding than UTF-8, read as UTF-8. For core/import only.
#ifndef MANDATE_IMPORT_DECODE_H
#define MANDATE_IMPORT_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include "model/error.h"

enum { MANDATE_DECODE_WIDEST = 3 }; // bytes that one byte may become

typedef struct mandate_decoder mandate_decoder;

// The encodings' names end with NULL; "UTF-8" is the first.
extern const char *const mandate_encodings[];
bool mandate_encoding_is_utf8(const char *encoding); // NULL is
// Whether the file's bytes speak against the encoding as a whole: another encoding's mark, or UTF-8 throughout. True where they do not.
bool mandate_encoding_check(const char *path, const char *encoding, mandate_error *error);

// Not for UTF-8. The file's first bytes tell which UTF-16 it is.
mandate_decoder *mandate_decoder_open(const char *encoding, const char *first, size_t length, mandate_error *error);
void mandate_decoder_close(mandate_decoder *decoder);
// Decodes the next bytes of the file, `last` those at its end, and writes at most MANDATE_DECODE_WIDEST times so many and a few held back
// before. What the encoding has no character for becomes the byte 0xFF, which no UTF-8 holds, so that the value it stands in is refused.
size_t mandate_decode(mandate_decoder *decoder, const char *bytes, size_t length, bool last, char *out);

#endif
