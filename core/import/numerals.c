#include "import/numerals.h"

#include <stdio.h>
#include <string.h>
#include "model/meant.h"
#include "model/text.h"

// The bytes of a sign between thousands that begins the text, 0 where none does.
static size_t thousands_at(char sign, const char *text, size_t length)
{
    if (!sign || length == 0) return 0;
    if (*text == sign) return 1;
    if (sign == ' ' && length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) return 2;
    bool narrow = length >= 3 && (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xE2\x80\x89", 3) == 0); // a narrow no-break blank, a thin one
    return sign == ' ' && narrow ? 3 : 0;
}

static bool refuse_thousands(char sign, char reason[MANDATE_REASON_SIZE])
{
    char shown[8];
    snprintf(shown, sizeof shown, sign == ' ' ? "a blank" : "\"%c\"", sign);
    snprintf(reason, MANDATE_REASON_SIZE, "no number: the sign stated between thousands, %s, must have three digits behind it", shown);
    return false;
}

static bool refuse_sign(char sign, char decimal, char reason[MANDATE_REASON_SIZE])
{
    snprintf(reason, MANDATE_REASON_SIZE,
             "no number: it has \"%c\", and the decimal sign stated is \"%c\": state the signs that the file uses (decimal, "
             "thousands)",
             sign, decimal);
    return false;
}

static bool refuse_word(char reason[MANDATE_REASON_SIZE])
{
    snprintf(reason, MANDATE_REASON_SIZE, "no number, but a word: where it means that there is none, list it in blank = { \"\", \"…\" }; otherwise correct it");
    return false;
}

// Something with a letter and no digit, such as "n.d."; it would be wrong to talk of its points and commas.
static bool is_word(const char *text, size_t length)
{
    bool letter = false;
    for (size_t i = 0; i < length; i++) {
        if (mandate_is_digit(text[i])) return false;
        letter = letter || ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z') || (unsigned char)text[i] >= 0x80;
    }
    return letter;
}

bool mandate_numerals_read(const mandate_numerals *form, const char *text, size_t length, char *out, size_t *written, char reason[MANDATE_REASON_SIZE])
{
    const char decimal = form->decimal ? form->decimal : '.';
    mandate_meant meant;
    if (is_word(text, length) && !mandate_meant_number(text, length, &meant)) return refuse_word(reason);
    size_t at = 0, used = 0, group = 0; // digits since the last sign between thousands
    bool grouped = false, digits = false;
    if (at < length && (text[at] == '-' || text[at] == '+')) out[used++] = text[at++];
    while (at < length) {
        size_t sign = thousands_at(form->thousands, text + at, length - at);
        if (mandate_is_digit(text[at])) {
            group++;
            digits = true;
            out[used++] = text[at++];
        } else if (sign > 0) {
            if (grouped ? group != 3 : group < 1 || group > 3) return refuse_thousands(form->thousands, reason);
            grouped = true;
            group = 0;
            at += sign;
        } else {
            break;
        }
    }
    if (grouped && group != 3) return refuse_thousands(form->thousands, reason);
    if (at < length && text[at] == decimal) {
        if (!digits) out[used++] = '0'; // .5
        at++;
        if (at < length && mandate_is_digit(text[at])) out[used++] = '.';
        else if (!digits) out[used - 1] = decimal; // a lone sign is no number
    }
    for (; at < length; at++) {
        bool other = (text[at] == ',' || text[at] == '.') && text[at] != decimal;
        if (other) return refuse_sign(text[at], decimal, reason);
        out[used++] = text[at] == decimal ? '.' : text[at];
    }
    *written = used;
    return true;
}
