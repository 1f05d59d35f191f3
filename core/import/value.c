#include "import/value.h"

#include <stdio.h>
#include <string.h>
#include "model/fits.h"
#include "model/meant.h"
#include "model/number.h"
#include "model/text.h"

static bool refuse(char reason[MANDATE_REASON_SIZE], const char *text)
{
    snprintf(reason, MANDATE_REASON_SIZE, "%s", text);
    return false;
}

bool mandate_value_date(const char *text, size_t length, mandate_date *date, char reason[MANDATE_REASON_SIZE])
{
    *date = mandate_date_parse(text, length);
    if (*date != MANDATE_DATE_ABSENT) return true;
    mandate_meant meant;
    if (mandate_meant_date(text, length, &meant)) {
        snprintf(reason, MANDATE_REASON_SIZE, "no date: %s: write %s%s%s, or say in an import statement how the file writes its dates", meant.why, meant.first,
                 meant.second[0] ? " or " : "", meant.second);
        return false;
    }
    bool iso = length == 10 && text[4] == '-' && text[7] == '-';
    for (size_t i = 0; i < length && iso; i++) iso = i == 4 || i == 7 || mandate_is_digit(text[i]);
    if (!iso) return refuse(reason, "no date: write it as year, month, day, such as 2003-05-01");
    if (memcmp(text, "0000", 4) == 0) return refuse(reason, "no date: years run from 0001 to 9999");
    int month = (text[5] - '0') * 10 + (text[6] - '0');
    if (month < 1 || month > 12) return refuse(reason, "no date: the month must be 01 to 12");
    return refuse(reason, "no date: the month has no such day");
}

// What a number was meant to be that is written as elsewhere.
static bool refuse_meant(const mandate_meant *meant, char reason[MANDATE_REASON_SIZE])
{
    const char *other = meant->before[0] ? meant->before : meant->behind;
    char beside[MANDATE_MEANT_SIZE + 24] = "";
    if (other[0]) snprintf(beside, sizeof beside, "%s`%s` stands beside it", meant->why[0] ? ", " : "", other);
    snprintf(reason, MANDATE_REASON_SIZE, "no number: %s%s: write %s%s%s%s%s", meant->why, beside, meant->first, meant->second[0] ? ", or " : "", meant->second,
             meant->second[0] ? " where the comma stands before the decimals" : "", other[0] ? ", where that is its unit" : "");
    return false;
}

// Whether a number as it is written here lies outside the numbers there are: 1 too far from zero, -1 too near to it, 0 neither.
static int lies_beyond(const char *text, size_t length)
{
    size_t at = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0, point = length, significant = 0, zeros = 0;
    long lead = 0, power = 0; // of 10: that of the first digit that is not 0, with the point behind the last digit; and that of the last
    for (; at < length && (mandate_is_digit(text[at]) || (text[at] == '.' && point == length)); at++) {
        if (text[at] == '.') {
            point = at;
            continue;
        }
        if (point < length) power--;
        if (text[at] == '0' && significant == 0) continue;
        zeros = text[at] == '0' ? zeros + 1 : 0;
        significant++;
    }
    if (significant == 0 || significant - zeros > 15 || !mandate_is_digit(text[at - 1])) return 0;
    lead = (long)significant - 1 + power;
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        bool down = ++at < length && text[at] == '-';
        if (at < length && (text[at] == '-' || text[at] == '+')) at++;
        long given = 0;
        if (at == length) return 0;
        for (; at < length && mandate_is_digit(text[at]); at++) given = given < 1000000 ? given * 10 + (text[at] - '0') : given;
        lead += down ? -given : given;
    }
    return at < length ? 0 : lead > 299 ? 1 : lead < -300 ? -1 : 0;
}

static bool read_number(const char *text, size_t length, mandate_cell *cell, char reason[MANDATE_REASON_SIZE])
{
    if (mandate_number_parse(text, length, &cell->number)) return true;
    int beyond = lies_beyond(text, length);
    if (beyond > 0) return refuse(reason, "too large: numbers lie between -1e300 and 1e300");
    if (beyond < 0) return refuse(reason, "too near to zero: numbers are not nearer to it than 1e-300; write 0 where that is meant");
    size_t digits = 0;
    bool plain = true;
    for (size_t i = 0; i < length; i++) {
        digits += mandate_is_digit(text[i]) ? 1 : 0;
        plain = plain && (mandate_is_digit(text[i]) || text[i] == '.' || text[i] == '-' || text[i] == '+' || text[i] == 'e' || text[i] == 'E');
    }
    if (plain && digits > 15) return refuse(reason, "more than 15 digits: round it to 15");
    mandate_meant meant;
    if (length > 0 && (text[0] == '<' || text[0] == '>'))
        return refuse(
            reason,
            "no number: a kind that declares a field with `sign` takes it (`signed = true` in the import statement); without its sign it would say something else");
    if (length > 0 && text[length - 1] == '%') return refuse(reason, "no number: write it without the percent sign");
    if (mandate_meant_number(text, length, &meant)) return refuse_meant(&meant, reason);
    if (memchr(text, ',', length)) return refuse(reason, "no number: write it without commas, with a point before the decimals, such as 1234.5");
    return refuse(reason, "no number: write digits only, with a point before the decimals, such as 1234.5");
}

static bool lies_between(const mandate_field *field, double number, char reason[MANDATE_REASON_SIZE])
{
    char why[MANDATE_FITS_SIZE];
    if (mandate_fits_ends(field, number, why)) return true;
    snprintf(reason, MANDATE_REASON_SIZE, "%s: correct it, or the kind's `%s`", why, number < field->least ? "min" : "max");
    return false;
}

static bool read_yesno(const char *text, size_t length, mandate_cell *cell, char reason[MANDATE_REASON_SIZE])
{
    static const struct {
        const char *text;
        bool yes;
    } words[] = {
        {"yes", true}, {"no", false}, {"true", true}, {"false", false}, {"1", true}, {"0", false},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].text) == length && memcmp(words[i].text, text, length) == 0) {
            cell->yes = words[i].yes;
            return true;
        }
    return refuse(reason, "neither yes nor no: write yes or no");
}

static bool read_word(const mandate_field *field, const char *text, size_t length, char reason[MANDATE_REASON_SIZE])
{
    if (mandate_fits_words(field, text, length)) return true;
    char given[64], list[MANDATE_REASON_SIZE - 64];
    snprintf(given, sizeof given, "%.*s", (int)(length < 63 ? length : 63), text);
    const char *nearest = mandate_text_nearest(given, field->one_of);
    if (nearest) {
        snprintf(reason, MANDATE_REASON_SIZE, "not one of the words allowed: did you mean %s?", nearest);
        return false;
    }
    size_t used = 0;
    list[0] = '\0';
    for (const char *const *word = field->one_of; *word && used < sizeof list; word++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used > 0 ? ", " : "", *word);
    list[mandate_utf8_valid(list, strlen(list))] = '\0';
    snprintf(reason, MANDATE_REASON_SIZE, "not one of the words allowed: %s", list);
    return false;
}

bool mandate_value_read(const mandate_field *field, const char *text, size_t length, mandate_cell *cell, char reason[MANDATE_REASON_SIZE])
{
    *cell = (mandate_cell){.blank = length == 0, .text = text, .length = length};
    if (length == 0) return !field->key || refuse(reason, "empty, and it is part of the key: give it a value");
    size_t valid = mandate_utf8_valid(text, length);
    if (valid < length)
        return refuse(reason, text[valid] == '\0' ? "it holds a NUL byte: take it away"
                                                  : "not UTF-8: save the file again as \"CSV UTF-8\", or convert it, say with iconv -f GB18030 -t UTF-8");
    bool free_text = field->type == MANDATE_TEXT && !field->key && !field->one_of;
    if (!free_text && (mandate_blank_before(text, length) || mandate_blank_behind(text, length)))
        return refuse(reason, "blanks stand before or after it: take them away");
    if (free_text && mandate_is_all_blank(text, length)) return refuse(reason, "nothing but blanks: leave it empty, or write what it is");
    switch (field->type) {
    case MANDATE_TEXT: return !field->one_of || read_word(field, text, length, reason);
    case MANDATE_NUMBER: return read_number(text, length, cell, reason) && lies_between(field, cell->number, reason);
    case MANDATE_EVENT:
    case MANDATE_DATE: return mandate_value_date(text, length, &cell->date, reason);
    case MANDATE_YESNO: return read_yesno(text, length, cell, reason);
    case MANDATE_REFERENCE: return true;
    }
    return true;
}
