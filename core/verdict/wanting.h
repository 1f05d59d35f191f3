// What an unknown verdict is wanting, in words: "enterprise.size", "parameter ceiling on 2005-03-01 in C1", "calendar cn on 2027-01-01", "one unit instead of mg and ug".
#ifndef MANDATE_VERDICT_WANTING_H
#define MANDATE_VERDICT_WANTING_H

#include "engine/run/run.h"
#include "verdict/quote.h"

// The words, which come from outside, each with a hole `{…}` for what it names: a parameter, a decision, exceptions, or rows of a decision, that contradict each other,
// a state, a table of periods, months, a calendar, the day and the place behind it, and two units (two holes).
// `before`: behind a field that was asked of a record on a day on which no version of it is in force yet (two holes: the record's key, the day).
typedef struct mandate_wanting_words {
    mandate_text parameter, decision, exceptions, rows, state, periods, months, calendar, on, in, units, before;
    mandate_text none; // a record of a kind of which there is none
    mandate_text verdict; // of another rule, which is unknown for want of records
    // Of what has no value: a share of nothing, a quotient by zero, a number that is too large, the base of an amount that none comes to, a span of no whole number.
    mandate_text nothing, zero, large, base, whole;
    mandate_text no_day; // a day that its month has not
    mandate_text no_date; // a day that is not there, of which no cell tells: what records come to, or one of a verdict
    mandate_text bounded; // behind a field of whose records only bounds are known
} mandate_wanting_words;

// Writes item i of what is missing, cut where it does not fit, with an end. Returns the length of the whole text, as snprintf does. Without words, for a
// list that blanks part, a parameter, a decision or a state is one word: ceiling@2005-03-01@C1; and so is a calendar: calendar@cn@2027-01-01, a day
// that there is not: day@2023-02-30, and exceptions: exceptions@small(act/2)+winter(act/3)@2005-03-01.
size_t mandate_wanting_text(const mandate_plan *plan, const mandate_missing *missing, int i, const mandate_wanting_words *words, char *out, size_t size);
// Whether `before` is said of item i, and that, written likewise.
bool mandate_wanting_is_before(const mandate_missing *missing, int i);
size_t mandate_wanting_before(const mandate_plan *plan, const mandate_missing *missing, int i, mandate_text before, char *out, size_t size);

#endif
