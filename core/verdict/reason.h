// The one-line reason of a verdict: which case it is, and the case's template, filled. The words come from outside.
#ifndef MANDATE_VERDICT_REASON_H
#define MANDATE_VERDICT_REASON_H

#include "engine/run/run.h"
#include "model/arena.h"
#include "verdict/days.h"
#include "verdict/quote.h"

typedef enum mandate_shape { MANDATE_SHAPE_DATED, MANDATE_SHAPE_STANDING, MANDATE_SHAPE_QUOTA, MANDATE_SHAPE_PERMISSION, MANDATE_SHAPE_COUNT } mandate_shape;
extern const char *const mandate_shape_names[MANDATE_SHAPE_COUNT];

// What can be said of a verdict: each status, and the cases that are told apart beyond it.
typedef enum mandate_reason_case {
    MANDATE_REASON_MET_UNDATED = MANDATE_STATUS_COUNT,
    MANDATE_REASON_MET_STANDING,
    MANDATE_REASON_PENDING_UNDATED,
    MANDATE_REASON_PENDING_TOO_LATE, // before an event that is still planned
    MANDATE_REASON_BREACHED_UNDATED,
    MANDATE_REASON_UNKNOWN_EVIDENCE,
    MANDATE_REASON_UNKNOWN_LEFT, // its subject left the rule within the period, and records of later days are asked
    MANDATE_REASON_UNKNOWN_UNJUDGED, // records that would show it are there, and could not be judged
    MANDATE_REASON_UNKNOWN_RECEIVED, // a value that its days hang on was never received
    // records that are expected: none on record, none that could be judged, or both, of some months; and the same behind fields that are not known
    MANDATE_REASON_UNKNOWN_NONE,
    MANDATE_REASON_UNKNOWN_NOT_JUDGED,
    MANDATE_REASON_UNKNOWN_NONE_AND_NOT_JUDGED,
    MANDATE_REASON_UNKNOWN_AND_NONE,
    MANDATE_REASON_UNKNOWN_AND_NOT_JUDGED,
    MANDATE_REASON_UNKNOWN_AND_NONE_AND_NOT_JUDGED,
    MANDATE_REASON_QUOTA,
    MANDATE_REASON_QUOTA_UNDATED,
    MANDATE_REASON_USED_WITHOUT,
    MANDATE_REASON_NO_GOAL, // a quota has none for the subject
    // why a rule does not apply, or a power may not be used
    MANDATE_REASON_ELSEWHERE, // the subject lies outside its place
    MANDATE_REASON_AHEAD, // not in force yet on the day that counts
    MANDATE_REASON_OVER, // no longer in force
    MANDATE_REASON_NOT_ARISEN, // what it arises from never was
    MANDATE_REASON_ARISES_LATER,
    MANDATE_REASON_CONDITION, // its condition is false
    MANDATE_REASON_BEGAN_LATER, // due before the subject's own beginning
    MANDATE_REASON_NOT_BEGUN, // its period ended before the subject's own beginning
    // the same, in the same order, of a power that was used
    MANDATE_REASON_USED_ELSEWHERE,
    MANDATE_REASON_USED_AHEAD,
    MANDATE_REASON_USED_OVER,
    MANDATE_REASON_USED_NOT_ARISEN,
    MANDATE_REASON_USED_ARISES_LATER,
    MANDATE_REASON_USED_CONDITION,
    MANDATE_REASON_USED_BEGAN_LATER,
    MANDATE_REASON_USED_NOT_BEGUN,
    MANDATE_REASON_COUNT
} mandate_reason_case;
// The index of a case by its name ("met", "met_undated"), or -1.
int mandate_reason_case_of(const char *name);

// What a template leaves open.
typedef enum mandate_hole {
    MANDATE_HOLE_DUE,
    MANDATE_HOLE_DONE,
    MANDATE_HOLE_SINCE,
    MANDATE_HOLE_MISSING,
    MANDATE_HOLE_ACTUAL,
    MANDATE_HOLE_FAILURE,
    MANDATE_HOLE_ASKED,
    MANDATE_HOLE_ARISES,
    MANDATE_HOLE_VALUE,
    MANDATE_HOLE_THRESHOLD,
    MANDATE_HOLE_NO_RECORD,
    MANDATE_HOLE_UNJUDGED,
    MANDATE_HOLE_RECORD,
    MANDATE_HOLE_COUNT,
    MANDATE_HOLE_FROM,
    MANDATE_HOLE_TO,
    MANDATE_HOLE_PART,
    MANDATE_HOLE_ALL,
    MANDATE_HOLE_NONE
} mandate_hole;
int mandate_hole_of(const char *name); // "due"; MANDATE_HOLE_NONE where there is no such hole

// A stretch of constant text and the hole behind it.
typedef struct mandate_piece {
    mandate_text plain, quoted; // quoted: as it stands inside a CSV cell in quotes
    mandate_hole hole;
} mandate_piece;

typedef struct mandate_template {
    const mandate_piece *pieces;
    size_t count; // 0: nothing to say
    size_t longest, listed; // bytes of its constant text when quoted; how often it lists what is missing
    bool special; // its constant text must stand in quotes
} mandate_template;

typedef struct mandate_templates {
    mandate_template of[MANDATE_REASON_COUNT];
} mandate_templates;

// Copies a template: text i is followed by hole i.
bool mandate_template_make(mandate_template *made, mandate_arena *arena, const mandate_text *texts, const mandate_hole *holes, size_t count, mandate_error *error);

enum { MANDATE_ACTUAL_SIZE = 192 }; // the text of a number or a range

typedef struct mandate_reason_values {
    mandate_shape shape;
    mandate_status status;
    mandate_date due, done, since, as_of, arises, asked; // asked: the day that counts
    mandate_text value, threshold; // what was compared; may need quotes
    mandate_text part, all; // both counts of a rate that was compared
    mandate_text no_record, unjudged; // the months of which no expected record is there, and of which none could be judged
    mandate_text record, count, from, to; // of a remark: a record's key, how many were looked at, and of which days
    mandate_text remarks; // what is said behind the case; empty: nothing
    mandate_text source; // where the records stand that were read; empty: not told
    const mandate_text *missing; // names of fields
    size_t missing_count;
    bool worked_out; // all of them are what is worked out of known values and has none
    mandate_text separator; // between them
    mandate_text actual; // empty: there is none
    mandate_text failure; // what went wrong in the call that an error rests on; may need quotes
} mandate_reason_values;

mandate_reason_case mandate_reason_case_for(const mandate_reason_values *values);
// Enough bytes for mandate_reason_plain and mandate_reason_cell.
size_t mandate_reason_room(const mandate_template *template, const mandate_reason_values *values);
// Write the reason, as plain text or as a CSV cell, and return the place behind it.
char *mandate_reason_plain(const mandate_template *template, const mandate_reason_values *values, const mandate_days *days, char *out);
char *mandate_reason_cell(const mandate_template *template, const mandate_reason_values *values, const mandate_days *days, char *out);

#endif
