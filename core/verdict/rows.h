// Verdicts as rows of CSV, one for each rule (and period) and subject, written from the blocks of a run while it goes on. In a block the rows
// stand by record of the driver, then kind (in the model's order, each followed by the kinds it owns), record, and rule.
#ifndef MANDATE_VERDICT_ROWS_H
#define MANDATE_VERDICT_ROWS_H

#include "engine/run/block.h"
#include "verdict/reason.h"
#include "verdict/wanting.h"

typedef struct mandate_rows mandate_rows;

// What stands between names, for what is unknown, and for a range: each of those six with a hole `{…}` for a number, those of both ends with two; with
// more or fewer they are refused. They have at most MANDATE_RANGE_WORDS bytes. Behind a name, `records` says of how many records it is wanting (a hole for
// the number), and `others` that it is wanting on other days or in other places, too; empty: nothing is said.
enum { MANDATE_RANGE_WORDS = 40 };
typedef struct mandate_rows_words {
    mandate_text separator, unknown;
    mandate_text above, at_least, below, at_most, both_ends, from_to; // from_to: two plain ends; both_ends joins two of the others
    mandate_text records, others;
    mandate_wanting_words wanting;
    mandate_text more; // behind a list that is not told whole: a hole for the number that is left out
    mandate_text statuses[MANDATE_STATUS_COUNT]; // what a status is called
    mandate_text any_of; // between kinds of records of which any is meant; at most MANDATE_RANGE_WORDS bytes
} mandate_rows_words;

// `reasons`: whether the columns missing and reason are written. The plan must outlive the rows, and be complete before they are written.
mandate_rows *mandate_rows_create(const mandate_plan *plan, bool reasons, const mandate_rows_words *words, mandate_error *error);
bool mandate_rows_have_reasons(const mandate_rows *rows); // `reasons`, as they were made
void mandate_rows_destroy(mandate_rows *rows);

// The templates of one rule (or one goal), to be shared by versions. NULL on failure.
mandate_templates *mandate_rows_templates(mandate_rows *rows, mandate_error *error);
// Reasons end with the file and line of each record that was read, in the version that was.
bool mandate_rows_cite(mandate_rows *rows, mandate_error *error);
mandate_arena *mandate_rows_arena(mandate_rows *rows);

// A rule as it was lowered, for one period (its label; empty: none). The node is the rule's verdict. Returns its index, or -1.
int mandate_rows_part(mandate_rows *rows, int node, mandate_text rule, mandate_text period, mandate_shape shape, mandate_error *error);
// The part's next changes by record, which must stay as long as rows are written: a day, MANDATE_DATE_ABSENT for none, MANDATE_DATE_UNKNOWN where it was not
// worked out. Where a part has none, those of its verdicts are written.
void mandate_rows_next_changes(mandate_rows *rows, int part, const int32_t *next);
// A version (or a goal) of that rule, in the order in which they judge. A record other than MANDATE_CODE_ABSENT is the only one that it judges.
// Where several can judge a record, `node` is that version's own verdict, one of those that the rule's chooses from.
typedef struct mandate_rows_exception {
    int node; // a condition: it frees the subject
    const mandate_template *template, *used; // used: of a power that was used nevertheless; NULL: it is none
} mandate_rows_exception;
// A parameter that a verdict was decided by, and what is said of each of its rows, by number from 1; told of verdicts of some statuses (bit s: status s) where
// a condition is true; -1: always.
typedef struct mandate_rows_basis {
    int node, when;
    unsigned statuses;
    const mandate_text *said;
    size_t count;
} mandate_rows_basis;
// A comparison that a standing rule requires: what was compared with what. The conditions tell where it decided that the rule is kept, or broken; -1: wherever it is.
// Value, threshold and the counts of a rate are nodes; -1: there is none to be told, and the templates have no hole for it.
typedef struct mandate_rows_compared {
    int met_when, breached_when, value, threshold, part, all;
    bool rate; // told in percent
    const mandate_template *met, *breached;
    const mandate_template *no_value, *no_threshold, *neither; // where it failed because there is none of one, or of both
} mandate_rows_compared;
// A month of which a standing rule expects a record: whether it is there or not expected, and whether any record of it is.
typedef struct mandate_rows_expected {
    int node, rows;
    mandate_text label;
} mandate_rows_expected;
// A kind of records that would show that a standing rule is kept: whether nothing of it is wanting (-1: it is the only one), and its name.
typedef struct mandate_rows_wanted {
    int node;
    mandate_text label;
} mandate_rows_wanted;
// A register that is said to be complete: whether the rule would be shown to be kept if it were not.
typedef struct mandate_rows_register {
    int node;
    const mandate_template *met; // the reason of a verdict that rests on it
} mandate_rows_register;
// What is said behind the case of a verdict of some statuses, where `when` is true (-1: always) and all that its template leaves open is known: nodes by
// hole, -1 for none. Of those of one group the first is said. Remarks that are `behind` stand behind what is said of parameters.
typedef struct mandate_rows_remark {
    const mandate_template *template;
    unsigned statuses;
    int group, when, nodes[MANDATE_HOLE_NONE];
    int kind; // of the record that it names; -1: it names none
    int day; // on which the record is read; -1: the one on which the subject is
    bool behind;
} mandate_rows_remark;
// A record that is read: the subject (0), its owner (1) and so on, in the version of a day; -1: of the day that decides.
typedef struct mandate_rows_read {
    unsigned owner;
    int day;
} mandate_rows_read;
typedef struct mandate_rows_version {
    int node, actual; // -1: none
    uint32_t record;
    const mandate_templates *templates;
    int here, force, arises, applies, pivot; // the rule's place, force, `arises` where given, condition, and day that counts; -1: none
    int begun; // of a standing rule per period: whether the subject was there by its end; -1: not asked
    mandate_date from, to; // its force; MANDATE_DATE_ABSENT: no end
    const mandate_rows_exception *exceptions;
    size_t exception_count;
    const mandate_rows_compared *compared;
    size_t compared_count;
    const mandate_rows_expected *expected;
    size_t expected_count;
    const mandate_rows_wanted *wanted; // told where nothing shows that the rule is kept; the list stands in the hole `none`
    size_t wanted_count;
    const mandate_rows_register *registers;
    size_t register_count;
    mandate_rows_register registered; // of all of them; node -1: there is none
    int behind; // of a standing rule per period: whether its subject left it before the period's end, and records that it asks lie behind that day; -1: none can
    int looked; // whether a record of the evidence is there; -1: it has none
    int unheard; // whether nobody knows its days for want of a value that was not received; -1: they hang on none
    const mandate_rows_basis *bases; // the parameters that decided
    size_t basis_count;
    const mandate_rows_remark *remarks;
    size_t remark_count;
    const mandate_rows_read *reads; // ascending by owner
    size_t read_count;
} mandate_rows_version;
// Why the rule does not apply to a row of the block, which is that of a record, or what it came to where a comparison decided: the template to be filled, with what it leaves open in
// `values`; NULL where there is no more to say than the status. `texts` has room for four numbers, or two lists of months.
typedef char mandate_rows_texts[4][MANDATE_ACTUAL_SIZE];
const mandate_template *mandate_rows_cause(const mandate_rows *rows, const mandate_block *block, const mandate_rows_version *version, size_t row, uint32_t record,
                                           mandate_reason_values *values, mandate_rows_texts texts);
// A node's value in a row of the block as it stands in a reason; empty where it is not known.
mandate_text mandate_rows_value_text(const mandate_rows *rows, const mandate_block *block, int node, size_t row, char *out);
// Whether a condition is at hand and true.
bool mandate_rows_holds(const mandate_block *block, int node, size_t row);
// What is said of the row of a parameter that counted there; empty where there is nothing to say.
mandate_text mandate_rows_basis_of(const mandate_block *block, const mandate_rows_basis *basis, size_t row);
bool mandate_rows_add_version(mandate_rows *rows, const mandate_rows_version *version, mandate_error *error);

// What stands in the column next_change where the day was not worked out.
#define MANDATE_ROWS_NOT_WORKED_OUT "not worked out"
// What every file of verdicts begins with, and the whole heading, with its line end.
#define MANDATE_ROWS_BEGINNING "rule,subject,status"
mandate_text mandate_rows_heading(const mandate_rows *rows);
// A format of mandate_run_options; the context is the mandate_rows, which any number of threads may use at once.
bool mandate_rows_format(void *rows, const mandate_block *block, mandate_output *output, mandate_error *error);

// The reason of one verdict in the focus of a run, as plain text, as its row has it. To be freed with mandate_free; NULL on failure.
char *mandate_rows_explain(const mandate_rows *rows, mandate_run *run, uint32_t record, mandate_error *error);

bool mandate_rows_has(const mandate_rows *rows, int64_t part, int64_t version);
// The reason alone, as plain text, as the rows have it: of version `version` of a part, or NULL. values->shape and separator need not be set. To be
// freed with mandate_free.
char *mandate_rows_reason(const mandate_rows *rows, int part, int version, mandate_reason_values *values, mandate_error *error);
// A number (low = high) or a range as the rows write it; `out` has MANDATE_ACTUAL_SIZE bytes.
mandate_text mandate_rows_actual(const mandate_rows *rows, const mandate_value *value, char *out);

#endif
