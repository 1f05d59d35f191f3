// One value of a node, and how a Lua function gives some.
#ifndef MANDATE_ENGINE_VALUE_H
#define MANDATE_ENGINE_VALUE_H

#include "engine/plan/plan.h"

// One value.
typedef enum mandate_state { MANDATE_STATE_KNOWN, MANDATE_STATE_ABSENT, MANDATE_STATE_UNKNOWN, MANDATE_STATE_RANGE } mandate_state;
typedef struct mandate_value {
    mandate_value_type type;
    mandate_state state; // conditions: known or unknown
    bool yes;
    double low, high; // equal unless state is RANGE; of a range the numbers at its ends, infinite where an end is missing
    bool low_open, high_open; // of a range: that number itself is not meant
    mandate_date date;
    uint32_t code; // text code or record
    mandate_status status; // verdicts
    mandate_date due, done, next, since, arises;
} mandate_value;

// What one call of a Lua function by a plan asks: a value for each of some records, as the law and the records are on its day.
typedef struct mandate_call_asked {
    int site; // of the plan, as the function's number in CALL
    mandate_value_type type;
    int kind;
    const uint32_t *records;
    const mandate_date *pivots;
    size_t count;
} mandate_call_asked;
typedef struct mandate_call_result {
    mandate_state state; // KNOWN, ABSENT, UNKNOWN
    bool yes; // conditions
    mandate_date date;
    double number;
    int missing_kind, missing_field; // field -1: it asked for rows of the kind, and there is none
    const char *failure; // what went wrong, in words that live as long as the context, where the call failed; its state is UNKNOWN. Else NULL
} mandate_call_result;
// Fills the results (known, absent or unknown) of all records; for an unknown one missing_kind and missing_field tell what was read. False with the error filled to end the run.
typedef bool mandate_call(void *context, const mandate_call_asked *asked, mandate_call_result *results, mandate_error *error);
// One context for each thread that calls; NULL on failure. They are made in the thread that creates the run, and the same thread gives them back.
typedef void *mandate_call_open(void *context, mandate_error *error);
typedef void mandate_call_close(void *call_context);

#endif
