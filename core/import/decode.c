#include "import/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/text.h"

enum { HELD_MOST = 8, PIECE_SIZE = MANDATE_SIZE(64 * 1024, 8), BY_CHANCE = 4 };

const char *const mandate_encodings[] = {"UTF-8", "UTF-16", "GB18030", "Latin-1", "Windows-1252", NULL};

static const char no_utf8 = '\xFF';

struct mandate_decoder {
    iconv_t handle; // none for Latin-1
    bool utf16, latin1;
    char held[HELD_MOST]; // the beginning of a character whose end was not yet there
    size_t held_count;
};

bool mandate_encoding_is_utf8(const char *encoding) { return !encoding || strcmp(encoding, "UTF-8") == 0; }

static const char *system_name(const char *encoding, const char *first, size_t length)
{
    if (strcmp(encoding, "Windows-1252") == 0) return "CP1252";
    if (strcmp(encoding, "UTF-16") != 0) return encoding;
    return length >= 2 && memcmp(first, "\xFE\xFF", 2) == 0 ? "UTF-16BE" : "UTF-16LE";
}

mandate_decoder *mandate_decoder_open(const char *encoding, const char *first, size_t length, mandate_error *error)
{
    mandate_decoder *decoder = mandate_new(1, sizeof *decoder, error);
    if (!decoder) return NULL;
    decoder->utf16 = strcmp(encoding, "UTF-16") == 0;
    decoder->latin1 = strcmp(encoding, "Latin-1") == 0;
    decoder->handle = decoder->latin1 ? (iconv_t)-1 : iconv_open("UTF-8", system_name(encoding, first, length));
    if (decoder->latin1 || decoder->handle != (iconv_t)-1) return decoder;
    mandate_fail(error, MANDATE_ERROR_FILE, "this system cannot read %s: convert the file to UTF-8, and state that", encoding);
    mandate_free(decoder);
    return NULL;
}

void mandate_decoder_close(mandate_decoder *decoder)
{
    if (!decoder) return;
    if (!decoder->latin1 && decoder->handle != (iconv_t)-1) iconv_close(decoder->handle);
    mandate_free(decoder);
}

// Latin-1 has no letters between 0x80 and 0x9F: a file that does is Windows-1252.
static size_t decode_latin1(const char *bytes, size_t length, char *out)
{
    char *to = out;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte < 0x80) {
            *to++ = bytes[i];
        } else if (byte < 0xA0) {
            *to++ = no_utf8;
        } else {
            *to++ = (char)(0xC0 | byte >> 6);
            *to++ = (char)(0x80 | (byte & 0x3F));
        }
    }
    return (size_t)(to - out);
}

// Decodes until nothing is left or only the beginning of a character; tells how many bytes that leaves.
static size_t decode_piece(mandate_decoder *decoder, const char *bytes, size_t length, bool last, char **to, size_t room)
{
    char *from = (char *)bytes; // iconv does not write to it
    size_t left = length;
    while (left > 0) {
        size_t result = iconv(decoder->handle, &from, &left, to, &room);
        if (result != (size_t)-1 || left == 0) continue;
        if (errno == EINVAL && !last) return left;
        size_t unit = decoder->utf16 && left > 1 ? 2 : 1;
        *(*to)++ = no_utf8;
        room--;
        from += unit;
        left -= unit;
    }
    return 0;
}

size_t mandate_decode(mandate_decoder *decoder, const char *bytes, size_t length, bool last, char *out)
{
    if (decoder->latin1) return decode_latin1(bytes, length, out);
    char *to = out;
    while (decoder->held_count > 0 && length > 0) { // byte by byte, until the character is whole
        decoder->held[decoder->held_count++] = *bytes++;
        length--;
        bool full = decoder->held_count == HELD_MOST || (last && length == 0);
        size_t left = decode_piece(decoder, decoder->held, decoder->held_count, full, &to, (size_t)MANDATE_DECODE_WIDEST * HELD_MOST);
        memmove(decoder->held, decoder->held + decoder->held_count - left, left);
        decoder->held_count = left;
    }
    size_t left = decode_piece(decoder, bytes, length, last, &to, MANDATE_DECODE_WIDEST * length);
    if (length > 0) {
        memcpy(decoder->held, bytes + length - left, left);
        decoder->held_count = left;
    } else if (last && decoder->held_count > 0) {
        decode_piece(decoder, decoder->held, decoder->held_count, true, &to, (size_t)MANDATE_DECODE_WIDEST * HELD_MOST);
        decoder->held_count = 0;
    }
    return (size_t)(to - out);
}

// How many characters beyond ASCII the file has if all of it is UTF-8; -1 if it is not.
static long count_utf8(FILE *file)
{
    char piece[PIECE_SIZE];
    size_t kept = 0, got;
    long count = 0;
    while ((got = fread(piece + kept, 1, sizeof piece - kept, file)) > 0) {
        size_t length = kept + got, valid = mandate_utf8_valid(piece, length);
        for (size_t i = 0; i < valid; i++) count += ((unsigned char)piece[i] & 0xC0) == 0xC0;
        kept = length - valid;
        if (kept > 3) // longer than the beginning of a character that the piece cut
            return -1;
        memmove(piece, piece + valid, kept);
    }
    return kept == 0 ? count : -1;
}

static bool refuse(const char *path, mandate_error *error) { return mandate_fail_at(error, path, 0, 0); }

bool mandate_encoding_check(const char *path, const char *encoding, mandate_error *error)
{
    if (mandate_encoding_is_utf8(encoding)) return true; // each value is looked at
    FILE *file = fopen(path, "rb");
    if (!file) return true; // said where the file is opened to be read
    char first[4] = {0};
    size_t length = fread(first, 1, 3, file);
    bool marked_16 = length >= 2 && (memcmp(first, "\xFF\xFE", 2) == 0 || memcmp(first, "\xFE\xFF", 2) == 0);
    bool marked_8 = length == 3 && memcmp(first, "\xEF\xBB\xBF", 3) == 0;
    bool states_16 = strcmp(encoding, "UTF-16") == 0;
    // Latin letters as UTF-8 make no text in Latin-1; a few Chinese characters in GB18030 may look like UTF-8 by chance.
    long least = strcmp(encoding, "GB18030") == 0 ? BY_CHANCE : 1;
    rewind(file);
    long count = states_16 || marked_16 || marked_8 ? 0 : count_utf8(file);
    fclose(file);
    if (length == 0) return true;
    if (marked_16 != states_16) {
        mandate_fail(error, MANDATE_ERROR_FILE,
                     marked_16 ? "the file begins with the mark of UTF-16, and %s is stated: state encoding = \"UTF-16\""
                               : "the file does not begin with the mark of %s: state the encoding it has",
                     encoding);
        return refuse(path, error);
    }
    if (marked_8 || count >= least) {
        mandate_fail(error, MANDATE_ERROR_FILE, "the file is UTF-8, and %s is stated: state encoding = \"UTF-8\"", encoding);
        return refuse(path, error);
    }
    return true;
}
