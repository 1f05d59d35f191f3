// Runs the Lua functions of rules. A worker loads the pack's files again, in a sandbox of its own, and refuses to work unless they register exactly
// what they registered before. Any number of workers may run at a time, each in one thread.
#ifndef MANDATE_HOST_WORKER_H
#define MANDATE_HOST_WORKER_H

#include "host/pack.h"
#include "host/row.h"

typedef struct mandate_worker mandate_worker;

typedef struct mandate_worker_limits {
    mandate_pack_limits loading;
    // For each call of a function. The memory comes on top of what the loaded functions need.
    mandate_sandbox_limits call;
} mandate_worker_limits;

typedef struct mandate_worker_result {
    mandate_cell_state state; // ABSENT: the function returned nil; UNKNOWN also where the call failed
    bool yes; // MANDATE_YESNO
    double number; // MANDATE_NUMBER
    mandate_date date; // MANDATE_DATE
    // Where state is UNKNOWN: the cell that was read and is not known; field -1: that there is no row of the kind.
    int missing_kind, missing_field;
    uint32_t missing_record;
} mandate_worker_result;

mandate_worker_limits mandate_worker_default_limits(void); // 1 million instructions and 16 MB

// `expected_hash` is that of the document of the first loading. The files need not outlive the call. limits NULL: the default ones.
mandate_worker *mandate_worker_create(const mandate_pack_files *pack, uint64_t expected_hash, const mandate_worker_limits *limits, mandate_error *error);
void mandate_worker_destroy(mandate_worker *worker);
size_t mandate_worker_functions(const mandate_worker *worker); // how many the pack has

// Calls of one function for each of `count` records: function(row, { as_of = "…" }), and with a period
// function(row, { as_of = "…", period = { from = "…", to = "…", label = "2003" } }).
typedef struct mandate_worker_calls {
    int function; // the number in the document, from 1
    int kind; // of the records
    const uint32_t *records;
    size_t count;
    const mandate_view_period *period; // NULL: none; its address stands for its content as long as the worker lives
    // What the function must return: MANDATE_YESNO true or false, MANDATE_DATE an ISO date or nil, MANDATE_NUMBER a number or nil.
    mandate_type wanted;
} mandate_worker_calls;

// Fills `results`, one for each record. A read of an unknown cell is no failure but the result UNKNOWN. What a call may do, and what it gives, does not
// depend on the calls before it nor on which calls are made together. `view` must be the same, or mean the same, in all calls of one worker, but for
// its as_of.
bool mandate_worker_run(mandate_worker *worker, const mandate_worker_calls *calls, const mandate_view *view, mandate_worker_result *results, mandate_error *error);
// To be asked after each block of calls, before their results are used: false if a function kept something from one call to the next.
bool mandate_worker_check(mandate_worker *worker, mandate_error *error);

#endif
