#include "model/fold.h"

#include <string.h>
#include <utf8proc.h>

static bool is_blank(int32_t character) { return character == ' ' || character == '\t' || character == '\n' || character == '\r'; }

// Nearly all codes are plain letters and digits, which need no table of characters. False where a byte is none.
static bool fold_plain(const char *text, size_t length, mandate_folded *out)
{
    if (length > MANDATE_FOLD_SIZE) return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char sign = (unsigned char)text[i];
        if (sign >= 0x80 || sign < 0x20) return false;
        out->characters[i] = sign >= 'A' && sign <= 'Z' ? sign + ('a' - 'A') : sign;
    }
    out->count = length;
    return true;
}

void mandate_text_fold(const char *text, size_t length, mandate_folded *out)
{
    out->count = 0;
    if (!fold_plain(text, length, out)) {
        static const utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP;
        utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, out->characters, MANDATE_FOLD_SIZE, options);
        out->count = count > 0 && count <= MANDATE_FOLD_SIZE ? (size_t)count : 0;
    }
    while (out->count > 0 && is_blank(out->characters[out->count - 1])) out->count--;
    size_t blanks = 0;
    while (blanks < out->count && is_blank(out->characters[blanks])) blanks++;
    out->count -= blanks;
    if (blanks > 0) memmove(out->characters, out->characters + blanks, out->count * sizeof *out->characters);
}

bool mandate_folded_alike(const mandate_folded *text, const mandate_folded *word, bool starts)
{
    if (word->count == 0 || (starts ? text->count < word->count : text->count != word->count)) return false;
    return memcmp(text->characters, word->characters, word->count * sizeof *word->characters) == 0;
}
