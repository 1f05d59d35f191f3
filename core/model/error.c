#include "model/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "model/text.h"

static const char *const names[] = {
#define X(code, name, text) name,
    MANDATE_ERRORS(X)
#undef X
};

static const char *const texts[] = {
#define X(code, name, text) text,
    MANDATE_ERRORS(X)
#undef X
};

const char *mandate_code_name(mandate_code code) { return (unsigned)code < MANDATE_CODE_COUNT ? names[code] : "unheard-of"; }

const char *mandate_code_text(mandate_code code) { return (unsigned)code < MANDATE_CODE_COUNT ? texts[code] : "an error without a name"; }

// Takes away a last character of which the buffer's end left only the first bytes.
static void cut_on_character(char *text, size_t length)
{
    size_t start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) start--;
    if (start == 0) return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length - (start - 1) < needed) text[start - 1] = '\0';
}

// How many bytes the character that begins here has lost its end after; 0 if it is none that was cut.
static size_t cut_character(const char *text, size_t length)
{
    unsigned char lead = (unsigned char)text[0];
    size_t needed = lead >= 0xF8 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1, found = 1;
    while (found < needed && found < length && ((unsigned char)text[found] & 0xC0) == 0x80) found++;
    return found < needed ? found : 0;
}

// Messages are UTF-8, whatever they quote: a format such as %.64s cuts names where it likes, and what was cut falls away; other wrong bytes become "?".
static void make_utf8(char *text)
{
    size_t length = strlen(text), from = 0, to = 0;
    while (from < length) {
        size_t good = mandate_utf8_valid(text + from, length - from);
        memmove(text + to, text + from, good);
        from += good;
        to += good;
        if (from == length) break;
        size_t cut = cut_character(text + from, length - from);
        if (cut == 0) {
            text[to++] = '?';
            cut = 1;
        }
        from += cut;
    }
    text[to] = '\0';
}

bool mandate_fail(mandate_error *error, mandate_code code, const char *format, ...)
{
    if (!error) return false;
    error->code = code;
    error->file[0] = '\0';
    error->line = 0;
    error->column = 0;
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (written < 0) snprintf(error->message, sizeof error->message, "%s", mandate_code_text(code));
    make_utf8(error->message);
    return false;
}

bool mandate_fail_at(mandate_error *error, const char *file, long line, long column)
{
    if (!error || error->file[0] != '\0' || error->line != 0) return false;
    if (file) {
        int written = snprintf(error->file, sizeof error->file, "%s", file);
        if (written >= 0 && (size_t)written >= sizeof error->file) cut_on_character(error->file, sizeof error->file - 1);
    }
    error->line = line;
    error->column = column;
    return false;
}
