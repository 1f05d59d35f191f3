// What a rule script finds in its globals: a short list of functions that cannot reach outside, cannot tell one run from another and cannot
// work without bound. Every other name of standard Lua is there too, and raises an error that says why it is not available.
#ifndef MANDATE_HOST_ALLOWED_H
#define MANDATE_HOST_ALLOWED_H

#include <lua.h>

// Replaces the state's globals. Raises Lua errors; call it once, in protected mode, in a new state.
void mandate_allowed_open(lua_State *state);
// Pushes a new table with the functions that only trusted code gets: setmetatable, getmetatable, rawget, rawset, rawequal, rawlen, next.
// They are gone from the state once mandate_allowed_forget was called.
void mandate_allowed_push_trusted(lua_State *state);
void mandate_allowed_forget(lua_State *state);

// For the files of the list: names copied from one table into another, and names that only explain themselves.
typedef struct mandate_blocked {
    const char *name;
    const char *why;
} mandate_blocked;
// From the table at `from` into the one on top.
void mandate_allowed_copy(lua_State *state, int from, const char *const *names);
// Into the table on top; `library` is the prefix of the names, "string." or "".
void mandate_allowed_block(lua_State *state, const char *library, const mandate_blocked *names);

// Each pushes its table of functions; `standard` is the index of Lua's own.
void mandate_allowed_text(lua_State *state, int standard);
void mandate_allowed_utf8(lua_State *state, int standard);
void mandate_allowed_table(lua_State *state);
int mandate_sorted_pairs(lua_State *state); // pairs
int mandate_sorted_pairs_next(lua_State *state); // what it gives: a closure that remembers its place
int mandate_allowed_tostring(lua_State *state);

#endif
