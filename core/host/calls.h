// Row functions: what the engine calls when a rule's condition, date or number is a Lua function.
#ifndef MANDATE_HOST_CALLS_H
#define MANDATE_HOST_CALLS_H

#include <lua.h>
#include "engine/run/run.h"

typedef struct mandate_calls mandate_calls;

// From the host state's table at `index`: { files = { { name, text }… }, prelude = path, hash = … }, as core.run_pack had them, and `sites`, an array of
// { index = of the function, period = nil or { from =, to =, label = } }: a CALL of the plan has the number of one, from 1. NULL on failure.
// For several threads make several from the same table, one for each: they share nothing that changes.
mandate_calls *mandate_calls_create(lua_State *L, int index, const mandate_plan *plan, mandate_error *error);
void mandate_calls_destroy(mandate_calls *calls);
// A mandate_call. What it gives does not depend on the calls before, nor on how the records are split into calls.
bool mandate_calls_run(void *context, const mandate_call_asked *asked, mandate_call_result *results, mandate_error *error);

// What each function of the pack, from 1, cost so far.
typedef struct mandate_call_cost {
    uint64_t calls, nanoseconds;
} mandate_call_cost;
size_t mandate_calls_functions(const mandate_calls *calls);
mandate_call_cost mandate_calls_cost(const mandate_calls *calls, int function);
// How often the functions looked at cells of a field so far.
uint64_t mandate_calls_looks(const mandate_calls *calls, int kind, int field);

#endif
