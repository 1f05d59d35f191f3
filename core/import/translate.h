// What a text of a file is called here. For core/import only.
#ifndef MANDATE_IMPORT_TRANSLATE_H
#define MANDATE_IMPORT_TRANSLATE_H

#include "import/mapping.h"
#include "import/value.h"

typedef enum mandate_translated { MANDATE_NOT_TRANSLATED, MANDATE_TRANSLATED, MANDATE_TRANSLATED_OUTDATED } mandate_translated;

size_t mandate_translation_longest(const mandate_part *part); // bytes of the longest text that it may give; 0 without translations
// The translation of a text, which is not NUL-terminated, on a day; `day` counts for registers of codes alone. `to` lives as long as the part. Not translated, `reason` says why and
// how to mend it.
mandate_translated mandate_translate(const mandate_part *part, const char *text, size_t length, mandate_date day, const char **to, char reason[MANDATE_REASON_SIZE]);

#endif
