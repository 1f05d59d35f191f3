#include "model/letters.h"

#include <utf8proc.h>

static bool begins_character(char byte) { return ((unsigned char)byte & 0xC0) != 0x80; }

size_t mandate_text_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += begins_character(text[i]);
    return count;
}

const char *mandate_text_part(const char *text, size_t length, size_t first, size_t last, size_t *part_length)
{
    size_t from = length, to = length, count = 0;
    for (size_t i = 0; i < length; i++) {
        if (!begins_character(text[i])) continue;
        count++;
        if (count == first) from = i;
        if (count == last + 1) {
            to = i;
            break;
        }
    }
    *part_length = from < to ? to - from : 0;
    return text + from;
}

size_t mandate_text_case(const char *text, size_t length, bool upper, char *out)
{
    size_t written = 0;
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(length - at), &character);
        if (size <= 0) return written; // no UTF-8
        utf8proc_int32_t other = upper ? utf8proc_toupper(character) : utf8proc_tolower(character);
        written += (size_t)utf8proc_encode_char(other, (utf8proc_uint8_t *)out + written);
        at += (size_t)size;
    }
    return written;
}
