// A plan: compiled rules as a graph of operations over columns. Nodes are shared (asking twice for the same operation on the same
// arguments gives the same node), so what several rules need is computed once. See README.md in this folder.
#ifndef MANDATE_ENGINE_PLAN_H
#define MANDATE_ENGINE_PLAN_H

#include "model/calendar.h"
#include "model/period.h"
#include "model/factor.h"
#include "model/scale.h"
#include "snapshot/snapshot.h"

typedef enum mandate_value_type {
    MANDATE_VALUE_ANY, // only in the table of operations
    MANDATE_VALUE_CONDITION,
    MANDATE_VALUE_NUMBER,
    MANDATE_VALUE_DATE,
    MANDATE_VALUE_TEXT,
    MANDATE_VALUE_RECORD,
    MANDATE_VALUE_SPAN,
    MANDATE_VALUE_SCALE,
    MANDATE_VALUE_VERDICT
} mandate_value_type;

typedef enum mandate_operation {
#define X(name, result, needed, arguments, says) MANDATE_OP_##name,
#include "engine/plan/operations.def"
#undef X
    MANDATE_OPERATION_COUNT
} mandate_operation;

typedef enum mandate_status {
    MANDATE_MET,
    MANDATE_LATE,
    MANDATE_PENDING,
    MANDATE_OVERDUE,
    MANDATE_BREACHED,
    MANDATE_WAIVED,
    MANDATE_UNKNOWN,
    MANDATE_NOT_APPLICABLE,
    MANDATE_ON_TRACK,
    MANDATE_BEHIND,
    MANDATE_MISSED,
    MANDATE_OPEN,
    MANDATE_USED,
    MANDATE_NOT_AVAILABLE,
    MANDATE_IN_ERROR, // it rests on a call of a function that failed
    MANDATE_STATUS_COUNT,
    MANDATE_NOT_IN_FORCE = MANDATE_STATUS_COUNT, // a version that does not judge this subject; never leaves the plan
    MANDATE_MAY_NOT_JUDGE, // one that has nothing to judge, and nobody knows whether it is the one that judges; never leaves it either
    MANDATE_NOT_VISIBLE // no verdict: the subject is not there yet
} mandate_status;
extern const char *const mandate_status_names[MANDATE_STATUS_COUNT];

// Each operation's arguments by place, such as MANDATE_DATED_DUE, and how many are named: MANDATE_DATED_ARGUMENTS.
#define A(op, name, words) MANDATE_##op##_##name,
#define X(name, result, needed, arguments, says) enum { arguments MANDATE_##name##_ARGUMENTS };
#include "engine/plan/operations.def"
#undef X
#undef A
// Those of all verdicts, and of all aggregates.
enum { MANDATE_JUDGED_FORCE, MANDATE_JUDGED_PLACE, MANDATE_JUDGED_APPLIES, MANDATE_JUDGED_ARISES };
enum { MANDATE_SET_ROWS, MANDATE_SET_VALUE, MANDATE_SET_TO, MANDATE_SET_DAY };
// Of aggregates over pairs that can be told from a window of records (windows.c), -1 in others: which records count, over their kind, and their value;
// their events, and over the outer rows the first and last day; records of the kind before and behind which they stand.
enum {
    MANDATE_WINDOW_ROWS = MANDATE_SET_DAY + 1,
    MANDATE_WINDOW_VALUE,
    MANDATE_WINDOW_EVENT,
    MANDATE_WINDOW_FROM,
    MANDATE_WINDOW_TO,
    MANDATE_WINDOW_BEFORE,
    MANDATE_WINDOW_BEHIND
};
#define X(name, result, needed, arguments, says) char name[MANDATE_##name##_ARGUMENTS + 1];
union mandate_most_arguments {
#include "engine/plan/operations.def"
};
#undef X
enum { MANDATE_ARGUMENTS = sizeof(union mandate_most_arguments) - 1 };

enum { // VERDICT_DATE: which day
    MANDATE_VERDICT_DUE,
    MANDATE_VERDICT_DONE,
    MANDATE_VERDICT_ARISES,
    MANDATE_VERDICT_USED
};

// Rows over which nodes are computed: a kind's records, or pairs of an outer row and the rows of a set that depends on it.
typedef struct mandate_space {
    int kind; // the kind of its rows (of the inner rows, for pairs)
    int outer; // space of the outer rows; -1: the kind's records
    int owner; // pairs: node in `outer`, the record whose children are paired
    int reference; // pairs: field of `kind` that points at the owner; `naming`: field of the owner's kind that points at the paired rows
    bool branch; // pairs: through the owner's whole branch
    int naming; // pairs of the records that some version of the owner names: index of the owner's kind + 1; else 0
    int group; // groups: index of the group + 1; kind is -1
} mandate_space;

// What `forbids` says of a STANDING node of a `forbid`: it finds nothing out; whether it applies is asked anew on the day of each row.
enum { MANDATE_FORBID_WITHOUT_EVIDENCE = 1, MANDATE_FORBID_ASKS_DAYS = 2 };

enum { MANDATE_MOST_CHARACTERS = 1 << 30 }; // TEXT_PART: a last one that stands for the end of the text

// READ: how a cell is read.
enum { MANDATE_READ_TODAY, MANDATE_READ_AS_RECORDED, MANDATE_READ_ANSWERED, MANDATE_READ_ON_PIVOT };

typedef struct mandate_node {
    mandate_operation op;
    mandate_value_type type;
    int space;
    int argument[MANDATE_ARGUMENTS];
    int kind, field; // READ, EVENT, VISIBLE, ROW, CALL: what is read; RECORD results: the kind of the record, in `kind`
    union { // one whole number, under the name that operations.def gives it for the node's operation; `integer` for who copies or compares any of them
        int64_t integer;
        int64_t any, code, counted, day, edge, forbids, function, group, inverse, key, match, method, months, notice, parameter, part, place, reading, record, related,
            sign, span, statuses, surely, texts, towards, upper, unknown_is_none, way, which, worst, year_end;
    };
    double number, number2;
    mandate_date first, last; // verdicts: the rule's force; constants: `first` is the day from which it is another
    union { // one yes or no, likewise
        bool flag;
        bool arises_given; // DATED, STANDING, PERMISSION
        bool branch; // aggregates, LIES_IN: through the whole branch
        bool exact; // LIKE_UNITS: for a comparison
        bool moves_on; // DATE_CONSTANT: the as-of date
        bool open; // GREATER, LESSER: what is unknown is a range
        bool own; // READ: a group's key
    };
    bool certain; // aggregates over a window: rows that are there perhaps only are not in it
    int list, list_count; // CHOOSE, WORST: arguments in the plan's list
} mandate_node;

typedef struct mandate_span {
    enum { MANDATE_SPAN_DAYS, MANDATE_SPAN_MONTHS, MANDATE_SPAN_WORKING_DAYS } unit;
    long count;
    mandate_rounding rounding; // of months, where there is no such day: MANDATE_ROUND_ERROR, nobody knows
    int calendar; // of working days: the plan's calendar that tells them
    bool clear; // neither the first nor the last day counts: it ends a day later
} mandate_span;

// What DATE_NEXT goes to, on or after a day, or (back) on or before it. Packed into a node's `towards`, at least 16.
typedef enum mandate_towards_what { MANDATE_TOWARDS_DAY_OF_YEAR, MANDATE_TOWARDS_WEEKDAY, MANDATE_TOWARDS_WORKING_DAY } mandate_towards_what;
typedef struct mandate_towards {
    mandate_towards_what what;
    bool back;
    int at; // month * 100 + day; the weekday; of working days the plan's calendar that tells them
} mandate_towards;
static inline int64_t mandate_towards_pack(mandate_towards t) { return ((int64_t)t.at + 1) * 16 + (int64_t)t.what * 2 + t.back; }
static inline mandate_towards mandate_towards_unpack(int64_t packed)
{
    return (mandate_towards){.what = (mandate_towards_what)(packed % 16 / 2), .back = packed & 1, .at = (int)(packed / 16) - 1};
}

// To which end of which period DATE_EDGE goes. Packed into a node's `edge`, at least MANDATE_AN_EDGE.
typedef struct mandate_edge {
    mandate_period_unit unit;
    bool last;
    int begins; // of a year: mandate_period_first
} mandate_edge;
#define MANDATE_AN_EDGE ((int64_t)1 << 40)
static inline int64_t mandate_edge_pack(mandate_edge e) { return MANDATE_AN_EDGE + (int64_t)e.begins * 16 + (int64_t)e.unit * 2 + e.last; }
static inline mandate_edge mandate_edge_unpack(int64_t packed)
{
    int64_t rest = packed - MANDATE_AN_EDGE;
    return (mandate_edge){.unit = (mandate_period_unit)(rest % 16 / 2), .last = rest & 1, .begins = (int)(rest / 16)};
}

// How a day is moved (kernels/days.h): by a span of the plan, forward or back; to the first day of a window that ends with it. Any other number is a packed mandate_towards or
// mandate_edge.
enum { MANDATE_PLUS = 1, MANDATE_MINUS = -1, MANDATE_WINDOW = 2 };

typedef struct mandate_parameter_row {
    mandate_date from, to; // MANDATE_DATE_ALWAYS, MANDATE_DATE_ABSENT: without an end
    bool none; // there is no value, as the law or its absence says
    uint32_t place; // jurisdiction record, MANDATE_CODE_ABSENT: everywhere
    int depth; // of the place in the tree; 0 everywhere
    double low, high; // numbers
    int64_t integer; // spans and scales: index; dates: the day; texts: the code
    int number; // by which whoever made the plan knows it
} mandate_parameter_row;

typedef struct mandate_parameter {
    char *name; // owned by the plan
    mandate_value_type type;
    // What it stands for that is no parameter, has no rows, and is told of by its own words: a decision of which no version is in force, exceptions, or rows of a
    // decision, that contradict each other, a state of which nobody knows what it is in a period that ends with the day, a table of periods that names none on the day,
    // months of a period that ends with the day, of which none can be asked.
    enum {
        MANDATE_STANDS_FOR_ITSELF,
        MANDATE_STANDS_FOR_DECISION,
        MANDATE_STANDS_FOR_EXCEPTIONS,
        MANDATE_STANDS_FOR_ROWS,
        MANDATE_STANDS_FOR_STATE,
        MANDATE_STANDS_FOR_PERIODS,
        MANDATE_STANDS_FOR_MONTHS
    } stands_for;
    enum { MANDATE_CHOOSE_NEAREST, MANDATE_CHOOSE_LOWER, MANDATE_CHOOSE_HIGHER } choose;
    mandate_parameter_row *rows; // ascending by from
    size_t row_count;
} mandate_parameter;

typedef struct mandate_plan mandate_plan;

// A plan reads one snapshot, which must outlive it. `as_of` is the day D. Single-threaded while it is built.
mandate_plan *mandate_plan_create(const mandate_snapshot *snapshot, mandate_date as_of, mandate_error *error);
void mandate_plan_destroy(mandate_plan *plan);

// The space of a kind's records is its kind's index. Pairs are added; the same description gives the same space. -1 on failure.
int mandate_plan_pairs(mandate_plan *plan, const mandate_space *space, mandate_error *error);
// A space of groups: its rows are the keys that rows of `kind` can have together, known or not: keys are nodes that read a text, a yes/no or
// a reference in the kind's space. Most of them may have no row at all. At most MANDATE_MOST_GROUPS. -1 on failure.
enum { MANDATE_GROUP_KEYS = 8, MANDATE_MOST_GROUPS = 1 << 22 };
int mandate_plan_group(mandate_plan *plan, int kind, const int *keys, int count, mandate_error *error);
size_t mandate_plan_records(const mandate_plan *plan, int space); // how many rows a space of records or groups has
// Adds a node (or finds the same one); checks types and spaces. Constant conditions are folded. -1 on failure.
int mandate_plan_add(mandate_plan *plan, const mandate_node *node, mandate_error *error);
int mandate_plan_add_list(mandate_plan *plan, const mandate_node *node, const int *list, int count, mandate_error *error);
int mandate_plan_add_scale(mandate_plan *plan, const mandate_scale *scale, mandate_error *error); // copied; the same again has the same index
// Relates a unit to the base of its family, of which one unit is so many. Units that have one base are related.
typedef struct mandate_unit {
    uint32_t code, base; // codes of texts
    mandate_factor factor;
} mandate_unit;
bool mandate_plan_add_unit(mandate_plan *plan, const mandate_unit *unit, mandate_error *error);
const mandate_unit *mandate_plan_unit(const mandate_plan *plan, uint32_t code); // NULL: it is related to none
int mandate_plan_add_span(mandate_plan *plan, const mandate_span *span, mandate_error *error);
// Registers a span of which records tell how many (SPAN_OF); `count` of it is a factor. Gives the number for a node's `counted`; -1 where there is no room for more.
int mandate_plan_count_span(mandate_plan *plan, int span, mandate_error *error);
// The span of a code: one of the plan's, or one of those that are counted, so many times.
mandate_span mandate_plan_span(const mandate_plan *plan, uint32_t code);
// The span that a code counts, and how many times; -1 of a code that counts none.
int mandate_plan_counted_span(const mandate_plan *plan, uint32_t code, long *count);
// The code of a counted span. What lies beyond all days is as good as the farthest.
uint32_t mandate_plan_counted_code(int counted, double number);
// Takes over the calendar's days, also where it fails; `name` (NULL: one that the pack does not name, which covers all days) is copied.
int mandate_plan_add_calendar(mandate_plan *plan, const char *name, mandate_calendar *calendar, mandate_error *error);
const char *mandate_plan_calendar_name(const mandate_plan *plan, int calendar); // NULL: it has none
int mandate_plan_add_parameter(mandate_plan *plan, const mandate_parameter *parameter, mandate_error *error); // name and rows are copied
const char *mandate_plan_parameter_name(const mandate_plan *plan, int parameter);
bool mandate_plan_parameter_is_decision(const mandate_plan *plan, int parameter);
bool mandate_plan_parameter_is_exceptions(const mandate_plan *plan, int parameter);
bool mandate_plan_parameter_is_rows(const mandate_plan *plan, int parameter);
bool mandate_plan_parameter_is_state(const mandate_plan *plan, int parameter);
bool mandate_plan_parameter_is_periods(const mandate_plan *plan, int parameter); // a table of periods, asked of one before its first row
bool mandate_plan_parameter_is_months(const mandate_plan *plan, int parameter); // months of a period, of which none can be asked
// Tells what a rule says at a node, for who names it; the first text stays, and is copied.
bool mandate_plan_label(mandate_plan *plan, int node, const char *text, mandate_error *error);
const char *mandate_plan_label_of(const mandate_plan *plan, int node); // NULL where it was not told
// A set of texts: those given, or all that begin or end with one of them, or hold one. Returns its index.
typedef enum mandate_text_match { MANDATE_TEXT_IS, MANDATE_TEXT_STARTS, MANDATE_TEXT_ENDS, MANDATE_TEXT_CONTAINS } mandate_text_match;
int mandate_plan_add_texts(mandate_plan *plan, const char *const *texts, const size_t *lengths, size_t count, mandate_text_match match, mandate_error *error);
// The code of a text, also of one that the snapshot does not hold.
bool mandate_plan_text(mandate_plan *plan, const char *text, size_t length, uint32_t *code, mandate_error *error);
const char *mandate_plan_text_of(const mandate_plan *plan, uint32_t code, size_t *length);
// Whether a reference is not the same on every day for some record: found when it is first asked, for all references to places at once.
bool mandate_plan_find_moves(mandate_plan *plan, int kind, int field, bool *moves, mandate_error *error);
bool mandate_plan_tree_moves(const mandate_plan *plan, int kind);
int mandate_plan_depth(const mandate_plan *plan, int kind, uint32_t record, mandate_date day); // in the kind's tree; 1 for a root
// How many records of a kind with a tree lie one above the other on whatever day, at most: no record is deeper, and where places move maybe none is so deep. False where memory is out,
// or what was written down is not to be trusted.
bool mandate_plan_levels(const mandate_plan *plan, int kind, int *levels, mandate_error *error);
bool mandate_plan_ever_below(const mandate_plan *plan, int kind, uint32_t record, uint32_t above); // on some day
// Whether a value is known of every record, or that there is none, by how it is made and what its columns hold (settled.c). False: it may not be, or nobody found out.
bool mandate_plan_is_settled(const mandate_plan *plan, int node);
// The node's values are kept for all rows of its kind (a space of records only) and can be read after the run.
bool mandate_plan_keep(mandate_plan *plan, int node, mandate_error *error);

// The verdicts of this node are counted by status and handed to the run's formatter, but not held.
bool mandate_plan_judge(mandate_plan *plan, int node, mandate_error *error);

// A node of dates: the first day after the as-of date on which the verdict of this node (a CHOOSE or WORST) can be another with no new record. -1 on
// failure. Where `*clock` comes back true nothing but the verdict's own days (its `next`) can bring one.
int mandate_plan_next_change(mandate_plan *plan, int verdict, bool *clock, mandate_error *error);
// `node` is at hand in the block that decides the verdict of `verdict`, for whoever tells why it came out so. `where`: a condition where it is asked for,
// MANDATE_TELL_EVERYWHERE, or MANDATE_TELL_AS_ASKED where the verdict asks for it itself and nothing more of it is read.
enum { MANDATE_TELL_EVERYWHERE = -1, MANDATE_TELL_AS_ASKED = -2 };
bool mandate_plan_tell(mandate_plan *plan, int verdict, int node, int where, mandate_error *error);

// Whether an aggregate over pairs can be told from a window of records.
bool mandate_node_has_window(const mandate_node *node);
const mandate_node *mandate_plan_node(const mandate_plan *plan, int node);
const mandate_space *mandate_plan_space(const mandate_plan *plan, int space);
int mandate_plan_node_count(const mandate_plan *plan);
const int *mandate_plan_list(const mandate_plan *plan, const mandate_node *node);
const mandate_snapshot *mandate_plan_snapshot(const mandate_plan *plan);
mandate_date mandate_plan_as_of(const mandate_plan *plan);
const char *mandate_operation_name(mandate_operation op);
// What operations.def calls the whole number and the yes or no of an operation's nodes; NULL where they have none.
const char *mandate_operation_number(mandate_operation op);
const char *mandate_operation_flag(mandate_operation op);
// The place of an argument by its words, with `_` between them; -1 where the operation has none of that name.
int mandate_argument_named(mandate_operation op, const char *name);
// For whoever prints a plan (describe.c): what an argument is for, such as "due" of a DATED, NULL where its place says it; and what is fixed in a node, such as
// a constant's value or the texts of a set, with dots where `size` (at least 8) does not hold it. Returns its length, 0 where there is nothing to say.
const char *mandate_argument_name(mandate_operation op, int argument);
size_t mandate_plan_describe(const mandate_plan *plan, int node, char *out, size_t size);

#endif
