// Tables that can be read and not changed: an empty table in front of the real one. `#`, indexing, ipairs and the sorted pairs work on it;
// whatever is read through it is read-only again.
#ifndef MANDATE_HOST_READONLY_H
#define MANDATE_HOST_READONLY_H

#include <lua.h>
#include <stdbool.h>

// All of these may raise Lua errors.
void mandate_readonly_open(lua_State *state);
// Replaces the table and the name on top by a library: a table whose members, all plain values or functions, cannot be changed.
void mandate_readonly_library(lua_State *state);
// Makes the value on top safe to hand out while rules run: tables become read-only, an expression of the rule language and a function that
// belongs to the language become values that explain why they cannot be used.
void mandate_readonly_wrap(lua_State *state);
// Pushes the real table where the value at `index` is read-only; pushes nothing and returns false where it is not.
bool mandate_readonly_target(lua_State *state, int index);
// From now on the value on top stands wherever the value below it would be handed out. Pops both.
void mandate_readonly_substitute(lua_State *state);

#endif
