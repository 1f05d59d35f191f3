// A block's verdicts as they are written: the rules that judge in it, and what one row says. Internal to core/verdict.
#ifndef MANDATE_VERDICT_WRITING_H
#define MANDATE_VERDICT_WRITING_H

#include "verdict/rows_internal.h"

// One rule (of one period) in this block.
typedef struct mandate_judged_rule {
    const mandate_rows_lowered *part;
    mandate_verdicts verdicts;
    mandate_verdicts *versions; // NULL where one alone can have judged
} mandate_judged_rule;

// The subject that is being written: several rules follow each other for it. Its text has its quotes doubled.
typedef struct mandate_written_subject {
    char *key, *cell;
    size_t key_room, cell_room;
    mandate_text text;
    bool special, known;
} mandate_written_subject;

typedef struct mandate_writing {
    const mandate_rows *rows;
    const mandate_block *block;
    mandate_output *output;
    mandate_text statuses[MANDATE_STATUS_COUNT];
    mandate_judged_rule *rules;
    mandate_verdicts *versions;
    struct mandate_family *families; // format.c
    size_t family_count;
    mandate_written_subject subject;
    char *wanting; // the texts of what is not one field alone, of the row that is being written
    size_t wanting_room;
    char *source; // where the records of a reason stand
    size_t source_room, source_length;
    char *remarks; // what is said behind the case
    size_t remarks_room, remarks_length;
} mandate_writing;

// What a reason leaves open, where it does not lie elsewhere.
typedef struct mandate_telling {
    mandate_reason_values values;
    mandate_text missing[MANDATE_MISSING_FIELDS], listed[MANDATE_MISSING_FIELDS];
    size_t listed_count, list_room; // of what is listed
    char actual[MANDATE_ACTUAL_SIZE];
    mandate_rows_texts texts;
    const mandate_rows_version *cause; // the version of which is told
} mandate_telling;

// What makes a verdict unknown, twice: in the words of the reason, one for each cause, and as one word each for the list of what is missing (unknown.c).
bool mandate_tell_missing(mandate_writing *w, const mandate_missing *found, mandate_telling *t, mandate_error *error);
// A cell that blanks part: a place's key may need quotes.
char *mandate_put_listed(const mandate_text *listed, size_t count, char *out);

// Adds the file and line of the version of a record that holds on a day, where they do not stand there (sources.c).
bool mandate_add_source(mandate_writing *w, int kind, uint32_t record, mandate_date asked, mandate_error *error);
// The day on which the subject is read.
mandate_date mandate_day_asked(const mandate_writing *w, int pivot, size_t row);
// The subject's record, and those of its owners, in the versions that the rule's version reads: of the day since which a forbidding rule is broken, where one is, otherwise of the
// pivot, and of the days on which it asks what they held. Where no such day is known the subject stands as it does on the pivot.
bool mandate_cite(mandate_writing *w, const mandate_judged_rule *rule, const mandate_rows_version *version, size_t row, uint32_t record, mandate_reason_values *values,
                  mandate_error *error);

// What is said behind the case (remarks.c): the record that breaks the rule, the parameters that decided, and what was looked at.
bool mandate_add_remarks(mandate_writing *w, size_t row, mandate_telling *t, mandate_error *error);

// What a verdict itself gives its reason (tell.c).
mandate_reason_values mandate_values_of(const mandate_judged_rule *rule, size_t row);
// Finds the template of a verdict's reason and what fills it. NULL on failure.
const mandate_template *mandate_tell_reason(mandate_writing *w, const mandate_judged_rule *rule, size_t row, uint32_t record, mandate_telling *t, mandate_error *error);

#endif
