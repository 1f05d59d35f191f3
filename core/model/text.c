#include "model/text.h"

#include <string.h>
#include <utf8proc.h>

// The length of the well-formed character at `text`, or 0.
static size_t character_at(const unsigned char *text, size_t length)
{
    unsigned char lead = text[0];
    if (lead < 0x80) return lead == 0 ? 0 : 1;
    size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || length < size) return 0;
    for (size_t i = 1; i < size; i++)
        if ((text[i] & 0xC0) != 0x80) return 0;
    bool overlong = (lead == 0xE0 && text[1] < 0xA0) || (lead == 0xF0 && text[1] < 0x90);
    bool surrogate = lead == 0xED && text[1] > 0x9F;
    bool beyond = lead == 0xF4 && text[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : size;
}

size_t mandate_utf8_valid(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        if (length - at >= 8) { // eight plain characters at a time: no high bit, no NUL
            uint64_t word;
            memcpy(&word, bytes + at, 8);
            uint64_t high = UINT64_C(0x8080808080808080);
            if (((word | (word - UINT64_C(0x0101010101010101))) & high) == 0) {
                at += 8;
                continue;
            }
        }
        if (bytes[at] - 1U < 0x7F) { // the same of one
            at++;
            continue;
        }
        size_t size = character_at(bytes + at, length - at);
        if (size == 0) return at;
        at += size;
    }
    return at;
}

size_t mandate_text_width(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t width = 0;
    for (size_t at = 0; at < length;) {
        size_t size = character_at(bytes + at, length - at);
        if (size == 0) { // a terminal shows a wrong byte as one replacement mark
            width++;
            at++;
            continue;
        }
        utf8proc_int32_t character;
        utf8proc_iterate(bytes + at, (utf8proc_ssize_t)size, &character);
        int columns = utf8proc_charwidth(character);
        width += columns > 0 ? (size_t)columns : 0;
        at += size;
    }
    return width;
}

enum { WORD_SIZE = 96 }; // words longer than this are not compared letter by letter

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

size_t mandate_text_distance(const char *a, const char *b, size_t most)
{
    size_t rows = strlen(a), columns = strlen(b);
    if (strcmp(a, b) == 0) return 0;
    if (rows > WORD_SIZE || columns > WORD_SIZE || (rows > columns ? rows - columns : columns - rows) > most) return most + 1;
    size_t table[3][WORD_SIZE + 1]; // the last three lines of the table of edits
    for (size_t j = 0; j <= columns; j++) table[0][j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t *line = table[i % 3], *above = table[(i + 2) % 3], *second_above = table[(i + 1) % 3];
        size_t best = line[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t edits = least(least(above[j], line[j - 1]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) edits = least(edits, second_above[j - 2] + 1);
            line[j] = edits;
            best = least(best, edits);
        }
        if (best > most + 1) // a swap can still win one back
            return most + 1;
    }
    return least(table[rows % 3][columns], most + 1);
}

// The characters of a UTF-8 text, or 0 where each is one byte.
static size_t wide_characters(const char *text, size_t length)
{
    size_t continued = 0;
    for (size_t i = 0; i < length; i++) continued += ((unsigned char)text[i] & 0xC0) == 0x80;
    return continued == 0 ? 0 : length - continued;
}

const char *mandate_text_nearest(const char *word, const char *const *words)
{
    size_t length = strlen(word), characters = wide_characters(word, length);
    size_t most = length / 3 > 2 ? length / 3 : 2;
    if (characters > 0) // a Chinese word has two or three characters: with another one it is another word, even where their bytes are alike
        most = characters / 4 * 3;
    if (most >= length) // something of the word must remain
        most = length > 0 ? length - 1 : 0;
    const char *nearest = NULL;
    size_t nearest_distance = most + 1;
    for (; *words; words++) {
        size_t distance = mandate_text_distance(word, *words, most);
        if (distance < nearest_distance || (distance == nearest_distance && nearest && strcmp(*words, nearest) < 0)) {
            nearest = *words;
            nearest_distance = distance;
        }
    }
    return nearest;
}

static uint64_t mix(uint64_t value)
{
    value ^= value >> 32;
    value *= UINT64_C(0xD6E8FEB86659FD93);
    value ^= value >> 32;
    return value;
}

// The first byte counts least, so that every machine gives the same hash. The compiler makes one load of the eight bytes.
static uint64_t whole_word_at(const unsigned char *b)
{
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

static uint64_t word_at(const unsigned char *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

uint64_t mandate_text_hash(const char *text, size_t length, uint64_t seed)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint64_t hash = mix(seed + UINT64_C(0x9E3779B97F4A7C15)) ^ length;
    for (; length >= 8; bytes += 8, length -= 8) hash = mix(hash ^ whole_word_at(bytes)) * UINT64_C(0xD6E8FEB86659FD93);
    if (length > 0) hash = mix(hash ^ word_at(bytes, length)) * UINT64_C(0xD6E8FEB86659FD93);
    return mix(hash);
}
