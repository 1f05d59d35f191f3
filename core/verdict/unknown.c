// What makes a verdict unknown, in words.
#include <inttypes.h>
#include <stdio.h>
#include "model/memory.h"
#include "verdict/wanting.h"
#include "verdict/writing.h"

enum { COUNT_SIZE = 11 }; // the digits of a count, and the end

// What stands behind a name, with its hole filled.
static char *put_behind(mandate_text around, uint32_t count, char *out)
{
    for (size_t i = 0; i < around.length; i++) {
        if (around.bytes[i] != '{') {
            *out++ = around.bytes[i];
            continue;
        }
        out += snprintf(out, COUNT_SIZE, "%" PRIu32, count);
        while (i + 1 < around.length && around.bytes[i] != '}') i++;
    }
    return out;
}

// How much is said behind the name of item i: that it is wanting elsewhere, too, or of how many records.
static char *put_extent(const mandate_writing *w, const mandate_missing *found, int i, char *out)
{
    for (int j = i + 1; j < found->count; j++)
        if (mandate_missing_cause(found, j) == i) return put_behind(w->rows->words.others, 0, out);
    if (found->records[i] > 1) out = put_behind(w->rows->words.records, found->records[i], out);
    return found->bounded[i] ? mandate_text_copy(w->rows->words.wanting.bounded, out) : out;
}

// Afterwards there is a place to write to, even if nothing needs one.
static bool make_wanting_room(mandate_writing *w, const mandate_missing *found, mandate_error *error)
{
    const mandate_rows_words *words = &w->rows->words;
    size_t room = 1, behind = words->others.length + words->records.length * COUNT_SIZE + words->wanting.bounded.length;
    for (int i = 0; i < found->count; i++) {
        if (found->kind[i] < 0) room += 2 * (mandate_wanting_text(w->rows->plan, found, i, &words->wanting, NULL, 0) + 1) + behind;
        else if (found->records[i] > 1 || found->bounded[i] || mandate_wanting_is_before(found, i))
            room += w->rows->fields[found->kind[i]][found->field[i]].length + behind;
        if (mandate_wanting_is_before(found, i)) room += mandate_wanting_before(w->rows->plan, found, i, words->wanting.before, NULL, 0) + 1;
    }
    if (w->wanting && room <= w->wanting_room) return true;
    char *wider = mandate_resize(w->wanting, room, 1, error);
    if (!wider) return false;
    w->wanting = wider;
    w->wanting_room = room;
    return true;
}

// What is worked out of known values and has none, such as a share, which a record may give; a day that is not there is named beside the records that are not.
static bool is_worked_out(const mandate_plan *plan, const mandate_missing *found, int i)
{
    return found->kind[i] == MANDATE_MISSING_VALUE && mandate_plan_node(plan, found->field[i])->type != MANDATE_VALUE_DATE;
}

bool mandate_tell_missing(mandate_writing *w, const mandate_missing *found, mandate_telling *t, mandate_error *error)
{
    if (!make_wanting_room(w, found, error)) return false;
    char *at = w->wanting;
    t->listed_count = (size_t)found->count;
    t->values.worked_out = true;
    for (int i = 0; i < found->count; i++) {
        mandate_text name;
        t->values.worked_out = t->values.worked_out && is_worked_out(w->rows->plan, found, i);
        if (found->kind[i] >= 0) {
            name = t->listed[i] = w->rows->fields[found->kind[i]][found->field[i]];
            bool before = mandate_wanting_is_before(found, i);
            if (found->records[i] > 1 || found->bounded[i] || before) { // copied only where more is said behind it
                char *start = at;
                at = put_extent(w, found, i, mandate_text_copy(name, at));
                if (before) at += mandate_wanting_before(w->rows->plan, found, i, w->rows->words.wanting.before, at, (size_t)(w->wanting + w->wanting_room - at));
                name = (mandate_text){start, (size_t)(at - start)};
            }
        } else {
            const char *end = w->wanting + w->wanting_room;
            t->listed[i] = (mandate_text){at, mandate_wanting_text(w->rows->plan, found, i, NULL, at, (size_t)(end - at))};
            at += t->listed[i].length + 1;
            if (mandate_missing_cause(found, i) != i) continue;
            char *start = at;
            at = put_extent(w, found, i, at + mandate_wanting_text(w->rows->plan, found, i, &w->rows->words.wanting, at, (size_t)(end - at)));
            name = (mandate_text){start, (size_t)(at - start)};
        }
        t->missing[t->values.missing_count++] = name;
    }
    t->values.missing = t->missing;
    return true;
}

char *mandate_put_listed(const mandate_text *listed, size_t count, char *out)
{
    bool quoted = false;
    for (size_t i = 0; i < count; i++) quoted |= mandate_quote_needed(listed[i]);
    if (quoted) *out++ = '"';
    for (size_t i = 0; i < count; i++) {
        if (i > 0) *out++ = ' ';
        out = quoted ? mandate_quote_copy(listed[i], out) : mandate_text_copy(listed[i], out);
    }
    if (quoted) *out++ = '"';
    return out;
}
