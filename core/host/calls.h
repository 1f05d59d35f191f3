// Row functions: what the engine calls when a rule's condition, date or number is a Lua function.
#ifndef MANDATE_HOST_CALLS_H
#define MANDATE_HOST_CALLS_H

#include <lua.h>
#include "engine/run.h"

typedef struct mandate_calls mandate_calls;

// From the host state's table at `index`: { files = { { name, text }… }, prelude = path, hash = … }, as core.run_pack had them. NULL on failure.
mandate_calls *mandate_calls_create(lua_State *L, int index, const mandate_plan *plan, mandate_error *error);
void mandate_calls_destroy(mandate_calls *calls);
bool mandate_calls_run(void *context, int function, mandate_value_type type, int kind, const uint32_t *records, const mandate_date *pivots,
                       size_t count, mandate_call_result *results, mandate_error *error);

#endif
