// The execution of a plan: block by block over the snapshot.
#ifndef MANDATE_ENGINE_RUN_H
#define MANDATE_ENGINE_RUN_H

#include "engine/plan/value.h"

typedef struct mandate_run mandate_run;

struct mandate_block;
struct mandate_output;

typedef struct mandate_run_options {
    uint32_t block; // subjects a block; 0: a default
    uint32_t threads; // 0: as many as the machine has processors
    mandate_call *call; // NULL where the plan calls no function
    mandate_call_open *call_open;
    mandate_call_close *call_close;
    void *call_context;
    bool keep_all; // keep the values of every node of records, for explaining
    bool missing; // remember for every unknown kept verdict which fields make it so
    bool follows; // somebody asks in a block what makes a verdict unknown
    bool profile; // measure what each node costs
    // What happens to the verdicts of mandate_plan_judge (engine/run/block.h); NULL: they are only counted.
    bool (*format)(void *context, const struct mandate_block *block, struct mandate_output *output, mandate_error *error);
    void *format_context;
    bool (*write)(void *context, const char *bytes, size_t length, mandate_error *error);
    void *write_context;
} mandate_run_options;

// Executes the plan. The plan must outlive the run and not change while it exists. What it gives does not depend on threads or block; where several
// blocks fail, the error is that of the first.
mandate_run *mandate_run_create(mandate_plan *plan, const mandate_run_options *options, mandate_error *error);
void mandate_run_destroy(mandate_run *run);

// Whether a node's values can be read: by record where kept, or (in_focus) by row of the focus.
bool mandate_run_has(const mandate_run *run, int node, bool in_focus);
// For how many records a condition that was kept is true.
uint64_t mandate_run_count(const mandate_run *run, int node);
// The value of a kept node for one record.
mandate_value mandate_run_value(const mandate_run *run, int node, uint32_t record);
// The days of a kept node, by record; NULL where it is none of dates or was not kept.
const int32_t *mandate_run_dates(const mandate_run *run, int node);
// How many of a judged node's verdicts have each status; counts has MANDATE_STATUS_COUNT entries.
void mandate_run_tally(const mandate_run *run, int node, uint64_t *counts);

// What was done, where options.profile was set. Milliseconds are of all threads together.
typedef struct mandate_node_cost {
    double milliseconds;
    uint64_t rows;
} mandate_node_cost; // rows: of CALL those that were called for
mandate_node_cost mandate_run_cost(const mandate_run *run, int node);
// Passes and blocks of the run, and threads.
typedef struct mandate_run_work {
    size_t passes, threads;
    uint64_t blocks;
    double milliseconds;
} mandate_run_work;
mandate_run_work mandate_run_work_done(const mandate_run *run);
// The condition where a node was asked for; -1 where everywhere, -2 where it was not needed. Where rows of a kind asked it of their owners, and nobody else did, the kind; else
// that is -1.
int mandate_run_demand(const mandate_run *run, int node, int *by_rows_of);

// Computes again the one block that holds this record of this kind, and keeps everything in it, pairs included, for
// mandate_run_inspect and mandate_run_missing.
bool mandate_run_focus(mandate_run *run, int kind, uint32_t record, mandate_error *error);
// Rows of a space inside the focus: how many, and the record and the outer row (pairs) of row i.
size_t mandate_run_focus_rows(const mandate_run *run, int space);
uint32_t mandate_run_focus_record(const mandate_run *run, int space, size_t row);
size_t mandate_run_focus_outer(const mandate_run *run, int space, size_t row);
// The focus as the block that decides a verdict (engine/run/block.h); NULL where no pass does.
const struct mandate_block *mandate_run_focus_block(mandate_run *run, int verdict);
mandate_value mandate_run_inspect(const mandate_run *run, int node, size_t row);
int mandate_run_parameter_row(const mandate_run *run, int node, size_t row); // as mandate_block_parameter_row

// Why a verdict is an error: what went wrong in the call that it rests on. NULL where it rests on none. The verdict must be kept, or in the focus.
const char *mandate_run_failure(mandate_run *run, int node, uint32_t record);
// How many records the calls of one node failed for, and what went wrong for the first of them. node is that of the call; 0 where no call of it failed.
size_t mandate_run_failed_calls(mandate_run *run, int node, const char **first);

// What makes a value unknown; what does not reach it is not named. A field of a kind, or (kind -1) a parameter that has no value on a day
// (MANDATE_DATE_UNKNOWN: on several) in a place (MANDATE_CODE_ABSENT: none, or several), or (kind MANDATE_MISSING_UNIT) one unit instead of two, whose texts'
// codes stand in `day` and `place`, or (kind MANDATE_MISSING_CALENDAR) a calendar that does not cover a day, or (kind MANDATE_MISSING_DAY) a
// day that there is not, `place` of the month that begins with `day`, or (kind MANDATE_MISSING_VALUE) what a node (`field`) works out of values that are known and has none, or another rule's verdict, or
// (kind MANDATE_MISSING_RECORDS) a record of a kind (`field`), of which a function found none, or a decision no evidence. Of how many records of a kind (`of`) each cause is wanting, and the first of them in the snapshot's order; 0 and
// MANDATE_CODE_ABSENT where that is not known, because they lie outside the block or are of several kinds. Of a field `day` is the day on which it was asked of the
// first record, where no version of that is in force yet on it, and MANDATE_DATE_UNKNOWN otherwise. A parameter, and a calendar, is one cause however many days and
// places it has no value for: its records are counted at the first of its items, even where there is no room for more items.
enum {
    MANDATE_MISSING_FIELDS = 16,
    MANDATE_MISSING_PARAMETER = -1,
    MANDATE_MISSING_UNIT = -2,
    MANDATE_MISSING_VALUE = -3,
    MANDATE_MISSING_CALENDAR = -4,
    MANDATE_MISSING_DAY = -5,
    MANDATE_MISSING_RECORDS = -6
};
// What is one cause however many days it is missing on.
static inline bool mandate_missing_is_dated(int kind) { return kind == MANDATE_MISSING_PARAMETER || kind == MANDATE_MISSING_CALENDAR; }
typedef struct mandate_missing {
    int kind[MANDATE_MISSING_FIELDS], field[MANDATE_MISSING_FIELDS]; // field: of the kind, or the parameter
    mandate_date day[MANDATE_MISSING_FIELDS];
    uint32_t place[MANDATE_MISSING_FIELDS];
    int of[MANDATE_MISSING_FIELDS];
    uint32_t records[MANDATE_MISSING_FIELDS], first[MANDATE_MISSING_FIELDS];
    bool bounded[MANDATE_MISSING_FIELDS]; // of each of these records a bound of the number is known, as of what lies below a limit of detection
    int count;
} mandate_missing;
// The item that stands for the cause of item i: the first of a parameter's or a calendar's, otherwise itself.
static inline int mandate_missing_cause(const mandate_missing *missing, int i)
{
    int cause = i;
    for (int j = i; mandate_missing_is_dated(missing->kind[i]) && j >= 0; j--)
        if (missing->kind[j] == missing->kind[i] && missing->field[j] == missing->field[i]) cause = j;
    return cause;
}
// In the focus, for any node; row as in mandate_run_inspect.
bool mandate_run_missing(const mandate_run *run, int node, size_t row, mandate_missing *missing, mandate_error *error);
// Of a kept verdict that is unknown for this record; empty where options.missing was not set. Copied out.
void mandate_run_missing_of(const mandate_run *run, int node, uint32_t record, mandate_missing *missing);

#endif
