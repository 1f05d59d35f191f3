#define _POSIX_C_SOURCE 200809L // strcasecmp
#include "import/translate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "model/text.h"

enum { SHOWN_SIZE = 64, DAY_SIZE = 11 };

size_t mandate_translation_longest(const mandate_part *part)
{
    size_t longest = 0;
    for (size_t i = 0; i < part->translation_count; i++) {
        size_t length = strlen(part->translations[i].to);
        longest = length > longest ? length : longest;
    }
    return longest;
}

static int compare(const char *text, size_t length, const char *from)
{
    size_t other = strlen(from);
    int order = memcmp(text, from, length < other ? length : other);
    return order != 0 ? order : (length > other) - (length < other);
}

// The translations of a text are those from the first one on; how many there are.
static size_t find(const mandate_part *part, const char *text, size_t length, size_t *first)
{
    size_t low = 0, high = part->translation_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(text, length, part->translations[middle].from) > 0) low = middle + 1;
        else high = middle;
    }
    *first = low;
    while (low < part->translation_count && compare(text, length, part->translations[low].from) == 0) low++;
    return low - *first;
}

// A text for a message, cut between characters.
static void show(const char *text, size_t length, char out[SHOWN_SIZE])
{
    length = length < SHOWN_SIZE - 1 ? length : SHOWN_SIZE - 1;
    memcpy(out, text, length);
    out[mandate_utf8_valid(out, length)] = '\0';
}

static const char *nearest(const mandate_part *part, const char *given)
{
    const char *found = NULL;
    size_t best = SIZE_MAX, size = strlen(given), most = size / 3 > 2 ? size / 3 : 2;
    for (size_t i = 0; i < part->translation_count; i++) {
        const char *from = part->translations[i].from;
        size_t distance = mandate_text_distance(given, from, most);
        bool near = distance < size || strcasecmp(given, from) == 0; // of one letter, every other is one edit away
        if (distance > most || distance >= best || !near) continue;
        best = distance;
        found = from;
    }
    return found;
}

static void say_not_there(const mandate_part *part, const char *given, char reason[MANDATE_REASON_SIZE])
{
    const char *near = nearest(part, given);
    size_t used;
    if (part->code_register) used = (size_t)snprintf(reason, MANDATE_REASON_SIZE, "the code register \"%.60s\" does not have it: ", part->code_register);
    else used = (size_t)snprintf(reason, MANDATE_REASON_SIZE, "`translate` has no translation for it: ");
    if (near) snprintf(reason + used, MANDATE_REASON_SIZE - used, "did you mean %.100s? Correct it, or add it there", near);
    else snprintf(reason + used, MANDATE_REASON_SIZE - used, "correct it, or add it there");
}

// "until 1993-01-07", "from 2000-01-01 to 2001-12-31": the days of a row of a register, which does not hold on all of them.
static void say_days(const mandate_translation *row, char out[40])
{
    char first[DAY_SIZE], last[DAY_SIZE];
    mandate_date_format(row->first, first);
    mandate_date_format(row->last, last);
    if (row->first == MANDATE_DATE_FIRST) snprintf(out, 40, "until %s", last);
    else if (row->last == MANDATE_DATE_LAST) snprintf(out, 40, "from %s on", first);
    else snprintf(out, 40, "from %s to %s", first, last);
}

// A code that the register has, of other days: which, and what is called so on the day.
static void say_not_then(const mandate_part *part, const mandate_translation *row, mandate_date day, char reason[MANDATE_REASON_SIZE])
{
    const char *then = NULL;
    char on[DAY_SIZE], days[40];
    mandate_date_format(day, on);
    say_days(row, days);
    for (size_t i = 0; i < part->translation_count && !then; i++) {
        const mandate_translation *other = &part->translations[i];
        if (strcmp(other->to, row->to) == 0 && other->first <= day && day <= other->last) then = other->from;
    }
    size_t used = (size_t)snprintf(reason, MANDATE_REASON_SIZE, "no code on %s: the register \"%.60s\" has it for \"%.60s\" %s", on, part->code_register, row->to, days);
    if (then) used += (size_t)snprintf(reason + used, MANDATE_REASON_SIZE - used, ", which is %.60s on that day", then);
    snprintf(reason + used, MANDATE_REASON_SIZE - used, "%s", row->last < day ? "; correct it, or say outdated = \"last\"" : "; correct it, or the day");
}

mandate_translated mandate_translate(const mandate_part *part, const char *text, size_t length, mandate_date day, const char **to, char reason[MANDATE_REASON_SIZE])
{
    size_t first, count = find(part, text, length, &first);
    if (count == 0) {
        char given[SHOWN_SIZE];
        show(text, length, given);
        say_not_there(part, given, reason);
        return MANDATE_NOT_TRANSLATED;
    }
    const mandate_translation *row = &part->translations[first]; // the last one that begins by the day, otherwise the first
    for (size_t i = first + 1; i < first + count; i++)
        if (!part->code_register || part->translations[i].first <= day) row = &part->translations[i];
    *to = row->to;
    if (!part->code_register || (row->first <= day && day <= row->last)) return MANDATE_TRANSLATED;
    if (part->takes_outdated && row->last < day) return MANDATE_TRANSLATED_OUTDATED;
    say_not_then(part, row, day, reason);
    return MANDATE_NOT_TRANSLATED;
}
