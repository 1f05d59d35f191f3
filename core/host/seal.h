// What the functions of a pack hold on to while they run: nothing that can change, so that a verdict cannot depend on which rows were judged
// before, or by which worker.
#ifndef MANDATE_HOST_SEAL_H
#define MANDATE_HOST_SEAL_H

#include <lua.h>
#include <stdbool.h>
#include "model/error.h"

// Makes everything that the functions in the table at `functions` can reach read-only, and replaces the globals of the pack's files, the table at
// `environment`, by the library alone. Raises Lua errors.
void mandate_seal(lua_State *state, int functions, int environment);
// Compares the variables the functions share with what they were when sealed. False, with the error naming function and variable, if one changed.
// Neither raises nor allocates.
bool mandate_seal_check(lua_State *state, mandate_error *error);

#endif
