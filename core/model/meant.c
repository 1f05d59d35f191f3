#include "model/meant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "model/date.h"
#include "model/text.h"

// Signs of other scripts and printers, and what they are here.
static const struct {
    const char *sign, *plain;
} signs[] = {
    {"\xC2\xA0", " "},     {"\xE2\x80\x87", " "}, {"\xE2\x80\x89", " "}, {"\xE2\x80\xAF", " "}, {"\xE3\x80\x80", " "}, // no-break, figure, thin, narrow, wide blank
    {"\xE2\x80\x99", "'"}, {"\xCA\xBC", "'"},     {"\xEF\xBC\x8C", ","}, {"\xEF\xBC\x8E", "."}, {"\xEF\xBC\x8F", "/"},
    {"\xEF\xBC\x9A", ":"}, {"\xEF\xBC\x8D", "-"}, {"\xE2\x88\x92", "-"},
};

static void add_why(mandate_meant *meant, const char *why)
{
    size_t used = strlen(meant->why);
    snprintf(meant->why + used, sizeof meant->why - used, "%s%s", used > 0 ? ", " : "", why);
}

// Writes the text with plain signs, without blanks at its ends. False where it is too long to be a number or a date.
static bool make_plain(const char *text, size_t length, char out[MANDATE_MEANT_SIZE], mandate_meant *meant)
{
    *meant = (mandate_meant){0};
    size_t used = 0;
    bool wide = false, minus = false;
    for (size_t at = 0; at < length;) {
        if (used + 5 > MANDATE_MEANT_SIZE || text[at] == '\0') return false;
        if (length - at >= 3 && memcmp(text + at, "\xEF\xBC", 2) == 0 && (unsigned char)text[at + 2] >= 0x90 && (unsigned char)text[at + 2] <= 0x99) {
            out[used++] = (char)('0' + ((unsigned char)text[at + 2] - 0x90));
            wide = true;
            at += 3;
            continue;
        }
        size_t step = 1;
        char plain = text[at];
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            size_t size = strlen(signs[i].sign);
            if (length - at >= size && memcmp(text + at, signs[i].sign, size) == 0) {
                step = size;
                plain = signs[i].plain[0];
                minus = minus || plain == '-';
            }
        }
        if (used > 0 || plain != ' ') out[used++] = plain;
        at += step;
    }
    while (used > 0 && out[used - 1] == ' ') used--;
    out[used] = '\0';
    if (wide) add_why(meant, "digits are 0 to 9, not those of full width");
    if (minus) add_why(meant, "a minus is written -");
    return true;
}

// Numbers ----------------------------------------------------------------------------------------------------------------------------------

// Whether a sign stands before each three digits, or, a comma, as in India before two and last before three.
static bool is_grouped(const char *body, size_t length, char sign)
{
    size_t group = 0, groups = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && mandate_is_digit(body[i])) {
            group++;
            continue;
        }
        if ((i < length && body[i] != sign) || group == 0 || group > 3) return false;
        if (groups > 0 && group != 3 && (i == length || group != 2 || sign != ',')) return false;
        groups++;
        group = 0;
    }
    return groups > 1;
}

static size_t count_of(const char *text, char sign)
{
    size_t count = 0;
    for (; *text; text++) count += *text == sign ? 1 : 0;
    return count;
}

static void drop(char *text, char sign)
{
    char *to = text;
    for (; *text; text++)
        if (*text != sign) *to++ = *text;
    *to = '\0';
}

// Takes the blanks, ' and _ between thousands away. False where they stand elsewhere.
static bool join_thousands(char *body, mandate_meant *meant)
{
    static const struct {
        char sign;
        const char *why;
    } between[] = {
        {' ', "thousands are written without blanks"},
        {'\'', "thousands are written without '"},
        {'_', "thousands are written without _"},
    };
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        char sign = between[i].sign;
        if (!strchr(body, sign)) continue;
        size_t whole = 0;
        while (mandate_is_digit(body[whole]) || body[whole] == sign) whole++;
        if (!is_grouped(body, whole, sign) || strchr(body + whole, sign)) return false;
        drop(body, sign);
        add_why(meant, between[i].why);
    }
    return true;
}

// Brings commas and points to at most one point before the decimals.
static bool settle_signs(char *body, mandate_meant *meant)
{
    size_t commas = count_of(body, ','), points = count_of(body, '.'), length = strlen(body);
    bool joined = strstr(meant->why, "thousands") != NULL;
    if (commas > 0 && points > 0) {
        char *comma = strrchr(body, ','), *point = strrchr(body, '.');
        char group = comma > point ? '.' : ',';
        char *decimal = comma > point ? comma : point;
        if (!is_grouped(body, (size_t)(decimal - body), group) || !mandate_is_digit(decimal[1]) || strspn(decimal + 1, "0123456789") != strlen(decimal + 1)) return false;
        *decimal = '.';
        size_t whole = (size_t)(decimal - body);
        char rest[MANDATE_MEANT_SIZE];
        snprintf(rest, sizeof rest, "%s", body + whole);
        body[whole] = '\0';
        drop(body, group);
        memmove(body + strlen(body), rest, strlen(rest) + 1);
        add_why(meant, group == ',' ? "thousands are written without commas" : "thousands are written without points");
        if (group == '.') add_why(meant, "a point stands before the decimals");
        return true;
    }
    if (commas > 0 && !joined && is_grouped(body, length, ',')) {
        if (commas == 1) { // 1,234 may be either
            snprintf(meant->second, sizeof meant->second, "%s", body);
            *strchr(meant->second, ',') = '.';
        }
        drop(body, ',');
        add_why(meant, "thousands are written without commas");
        return true;
    }
    if (commas == 1 && mandate_is_digit(body[length - 1])) {
        *strchr(body, ',') = '.';
        add_why(meant, "a point stands before the decimals");
        return true;
    }
    if (points > 1 && commas == 0 && is_grouped(body, length, '.')) {
        drop(body, '.');
        add_why(meant, "thousands are written without points");
        return true;
    }
    return commas == 0 && points <= 1;
}

static bool is_of_number(char c) { return mandate_is_digit(c) || c == ' ' || c == ',' || c == '.' || c == '\'' || c == '_'; }

// Whether what stands behind digits changes the number: an exponent, a range, a fraction, a multiple. Then nobody should be told to leave it out.
static bool changes_number(const char *behind)
{
    static const char *const others[] = {"\xE4\xB8\x87", "\xE4\xBA\xBF", "\xE5\x8D\x83", "\xE7\x99\xBE", // ten thousand, a hundred million, thousand, hundred
                                         "\xE2\x80\x93", "\xE2\x80\x94", "\xEF\xBD\x9E", "\xC2\xB1"}; // dashes and a wide tilde between two numbers, plus or minus
    if (*behind && strchr("^~/<>+*:;=", *behind)) return true;
    if (*behind && strchr("eExX", *behind) && behind[1] && (mandate_is_digit(behind[1]) || strchr("+-", behind[1]))) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(behind, others[i], strlen(others[i])) == 0) return true;
    return false;
}

bool mandate_meant_number(const char *text, size_t length, mandate_meant *meant)
{
    char plain[MANDATE_MEANT_SIZE], body[MANDATE_MEANT_SIZE];
    if (!make_plain(text, length, plain, meant)) return false;
    static const char *const currencies[] = {"$", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xAC", "\xEF\xBF\xA5"}; // dollar, pound, yen or yuan, euro, wide yuan
    size_t at = 0, end;
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies && at == 0; i++)
        if (strncmp(plain, currencies[i], strlen(currencies[i])) == 0) at = strlen(currencies[i]);
    snprintf(meant->before, sizeof meant->before, "%.*s", (int)at, plain);
    at += strspn(plain + at, " ");
    bool minus = plain[at] == '-';
    at += minus ? 1 : 0;
    if (plain[at] == '.' && mandate_is_digit(plain[at + 1])) { // .5
        if (strlen(plain) + 2 > MANDATE_MEANT_SIZE) return false;
        memmove(plain + at + 1, plain + at, strlen(plain + at) + 1);
        plain[at] = '0';
        add_why(meant, "a digit stands before the point");
    }
    if (!mandate_is_digit(plain[at])) return false;
    for (end = at; is_of_number(plain[end]); end++)
        ;
    size_t last = end;
    while (!mandate_is_digit(plain[last - 1])) last--;
    const char *behind = plain + last;
    if (*behind == '.' && behind[1] == '\0') { // 5.
        behind++;
        add_why(meant, "no point stands behind the last digit");
    }
    while (*behind == ' ') behind++;
    if ((*behind && strchr("-,.'_0123456789", *behind) && behind[1]) || changes_number(behind)) return false;
    snprintf(body, sizeof body, "%.*s", (int)(last - at), plain + at);
    snprintf(meant->behind, sizeof meant->behind, "%s", behind);
    if (!join_thousands(body, meant) || !settle_signs(body, meant)) return false;
    snprintf(meant->first, sizeof meant->first, "%s%.*s", minus ? "-" : "", MANDATE_MEANT_SIZE - 2, body);
    return meant->why[0] || meant->before[0] || meant->behind[0];
}

// Dates ------------------------------------------------------------------------------------------------------------------------------------

// Cuts a time of day off, "T00:00:00Z" or " 00:00".
static void cut_time(char *plain, mandate_meant *meant)
{
    char *colon = strchr(plain, ':');
    if (!colon || colon - plain < 6 || !mandate_is_digit(colon[-1])) return;
    char *start = colon - 1;
    while (start > plain && mandate_is_digit(start[-1])) start--;
    if (start == plain || (start[-1] != ' ' && start[-1] != 'T') || strspn(colon, ":.,0123456789Zz+- APMapm") != strlen(colon)) return;
    start[-1] = '\0';
    add_why(meant, "a time of day stands behind it");
}

// The next run of digits, and the sign behind it; -1 where there is none.
static int take_number(const char **at, size_t *digits)
{
    *digits = strspn(*at, "0123456789");
    if (*digits == 0 || *digits > 4) return -1;
    int number = atoi(*at);
    *at += *digits;
    return number;
}

// The number of a month that is named in English, 0 where none is.
static int take_month(const char **at)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    char letters[16];
    size_t count = 0;
    while (count < sizeof letters - 1 && (((*at)[count] | 0x20) >= 'a' && ((*at)[count] | 0x20) <= 'z')) {
        letters[count] = (char)((*at)[count] | 0x20);
        count++;
    }
    for (int month = 0; count >= 3 && month < 12; month++)
        if (memcmp(letters, names[month], 3) == 0) {
            *at += count;
            return month + 1;
        }
    return 0;
}

static bool set_date(char out[MANDATE_MEANT_SIZE], int year, int month, int day)
{
    mandate_date date = mandate_date_from(year, month, day);
    if (date == MANDATE_DATE_ABSENT) return false;
    char text[11];
    mandate_date_format(date, text);
    snprintf(out, MANDATE_MEANT_SIZE, "%s", text);
    return true;
}

// What stands between two parts of a date: one of "-/. ", several blanks, or a Chinese word.
static bool take_between(const char **at, const char *chinese)
{
    size_t size = strlen(chinese), blanks = strspn(*at, " ");
    if (strncmp(*at + blanks, chinese, size) == 0) {
        *at += blanks + size;
        *at += strspn(*at, " ");
        return true;
    }
    size_t count = strspn(*at, "-/., ");
    *at += count;
    return count == 1 || count == 2;
}

static bool read_parts(const char *plain, mandate_meant *meant)
{
    const char *at = plain;
    size_t digits[3] = {0};
    int parts[3] = {0};
    int named = -1; // which part is a month with a name
    for (int i = 0; i < 3; i++) {
        int month = named < 0 ? take_month(&at) : 0;
        if (month > 0) named = i;
        parts[i] = month > 0 ? month : take_number(&at, &digits[i]);
        if (parts[i] < 0 || (i < 2 && !take_between(&at, i == 0 ? "\xE5\xB9\xB4" : "\xE6\x9C\x88"))) // 年 月
            return false;
    }
    at += strspn(at, " ");
    if (strcmp(at, "\xE6\x97\xA5") != 0 && strcmp(at, "\xE5\x8F\xB7") != 0 && *at) // 日 号
        return false;
    if (digits[0] == 4) return named == 0 || named == 2 ? false : set_date(meant->first, parts[0], parts[1], parts[2]);
    if (digits[2] != 4) return false; // a year of two digits, of a century that is not said
    if (named >= 0) return named == 2 ? false : set_date(meant->first, parts[2], parts[named], parts[1 - named]);
    bool day_first = set_date(meant->first, parts[2], parts[1], parts[0]);
    bool by_points = strchr(plain, '.') != NULL; // nobody writes the month first so
    bool month_first = !by_points && parts[0] != parts[1] && set_date(day_first ? meant->second : meant->first, parts[2], parts[0], parts[1]);
    return day_first || month_first;
}

bool mandate_meant_date(const char *text, size_t length, mandate_meant *meant)
{
    char plain[MANDATE_MEANT_SIZE] = "";
    if (mandate_date_parse(text, length) != MANDATE_DATE_ABSENT || !make_plain(text, length, plain, meant)) return false;
    cut_time(plain, meant);
    size_t digits = strspn(plain, "0123456789");
    if (digits == 5 && plain[5] == '\0') {
        enum { FIRST = 25569 }; // 1970-01-01, where 1899-12-30 is 0
        long number = atol(plain);
        mandate_date date = (mandate_date)(number - FIRST);
        char iso[11];
        mandate_date_format(date, iso);
        snprintf(meant->first, sizeof meant->first, "%s", iso);
        add_why(meant, "a spreadsheet counts days so");
        return number >= 10000;
    }
    if (mandate_date_parse(plain, strlen(plain)) != MANDATE_DATE_ABSENT) {
        snprintf(meant->first, sizeof meant->first, "%s", plain);
        if (!meant->why[0]) add_why(meant, "blanks stand before or behind it, or its signs are of full width");
        return true;
    }
    bool eight = digits == 8 && plain[8] == '\0';
    if (!(eight ? set_date(meant->first, atoi(plain) / 10000, atoi(plain) / 100 % 100, atoi(plain) % 100) : read_parts(plain, meant))) return false;
    add_why(meant, "year, month and day stand in this order, with - between them");
    return true;
}
