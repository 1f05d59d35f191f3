#include "host/allowed.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include "host/readonly.h"
#include "host/sandbox.h"

static const char trusted_key; // its address is a key that no script can make

static const char *const base_names[] = {"assert", "error", "ipairs", "select", "tonumber", "type", NULL};
static const char *const math_names[] = {"abs",        "acos", "asin",       "atan", "ceil", "cos", "deg", "exp",  "floor", "fmod",      "huge", "log", "max",
                                         "maxinteger", "min",  "mininteger", "modf", "pi",   "rad", "sin", "sqrt", "tan",   "tointeger", "type", "ult", NULL};
static const char *const trusted_names[] = {"setmetatable", "getmetatable", "rawget", "rawset", "rawequal", "rawlen", "next", NULL};

#define HIDES_ERRORS "an error in a rule must reach its author, so nothing catches it"
#define RUNS_TEXT "all the code of a pack is in the files of its folder"
#define REACHES_UNDER "rules work with plain values; nothing may change how they behave"
#define HAS_NO_ORDER "its order differs from run to run; `pairs` goes in the order of the keys"
#define REACHES_OUT "a verdict may depend on the law and the records only, not on the computer that judges"

static const mandate_blocked blocked_base[] = {{"pcall", HIDES_ERRORS},
                                               {"xpcall", HIDES_ERRORS},
                                               {"load", RUNS_TEXT},
                                               {"loadstring", RUNS_TEXT},
                                               {"loadfile", RUNS_TEXT},
                                               {"dofile", RUNS_TEXT},
                                               {"require", RUNS_TEXT},
                                               {"getmetatable", REACHES_UNDER},
                                               {"setmetatable", REACHES_UNDER},
                                               {"rawequal", REACHES_UNDER},
                                               {"rawget", REACHES_UNDER},
                                               {"rawset", REACHES_UNDER},
                                               {"rawlen", REACHES_UNDER},
                                               {"next", HAS_NO_ORDER},
                                               {"collectgarbage", REACHES_UNDER},
                                               {"print", "rules say nothing on their own; a report is where results are shown"},
                                               {"warn", "rules say nothing on their own; a report is where results are shown"},
                                               {NULL, NULL}};
static const mandate_blocked blocked_math[] = {
    {"random", "the same records must give the same verdicts in every run"}, {"randomseed", "the same records must give the same verdicts in every run"}, {NULL, NULL}};
static const mandate_blocked blocked_libraries[] = {{"io", REACHES_OUT},
                                                    {"os", REACHES_OUT},
                                                    {"package", RUNS_TEXT},
                                                    {"debug", REACHES_UNDER},
                                                    {"coroutine", "a rule is judged in one go, and its budget is counted in one go"},
                                                    {NULL, NULL}};

static int refuse(lua_State *state, const char *name, const char *why)
{
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    sandbox->cause = MANDATE_CAUSE_BLOCKED;
    snprintf(sandbox->blocked, sizeof sandbox->blocked, "%s", name);
    return mandate_sandbox_raise(state, "`%s` is not available in a rule script: %s", name, why);
}

// Upvalues: the name, and why it is blocked.
static int blocked_function(lua_State *state) { return refuse(state, lua_tostring(state, lua_upvalueindex(1)), lua_tostring(state, lua_upvalueindex(2))); }

static int blocked_member(lua_State *state)
{
    char name[MANDATE_BLOCKED_SIZE];
    bool named = lua_type(state, 2) == LUA_TSTRING;
    snprintf(name, sizeof name, "%s%s%s", lua_tostring(state, lua_upvalueindex(1)), named ? "." : "", named ? lua_tostring(state, 2) : "");
    return refuse(state, name, lua_tostring(state, lua_upvalueindex(2)));
}

void mandate_allowed_copy(lua_State *state, int from, const char *const *names)
{
    for (; *names; names++) {
        lua_getfield(state, from, *names);
        lua_setfield(state, -2, *names);
    }
}

void mandate_allowed_block(lua_State *state, const char *library, const mandate_blocked *names)
{
    for (; names->name; names++) {
        lua_pushfstring(state, "%s%s", library, names->name);
        lua_pushstring(state, names->why);
        lua_pushcclosure(state, blocked_function, 2);
        lua_setfield(state, -2, names->name);
    }
}

static void block_libraries(lua_State *state, const mandate_blocked *names)
{
    static const char *const events[] = {"__index", "__newindex", "__call", "__pairs", "__len", NULL};
    for (; names->name; names++) {
        lua_newtable(state);
        lua_newtable(state);
        for (const char *const *event = events; *event; event++) {
            lua_pushstring(state, names->name);
            lua_pushstring(state, names->why);
            lua_pushcclosure(state, blocked_member, 2);
            lua_setfield(state, -2, *event);
        }
        lua_setmetatable(state, -2);
        lua_setfield(state, -2, names->name);
    }
}

// No address ever becomes text: it would differ from run to run.
int mandate_allowed_tostring(lua_State *state)
{
    luaL_checkany(state, 1);
    switch (lua_type(state, 1)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING: luaL_tolstring(state, 1, NULL); return 1;
    default:
        if (luaL_getmetafield(state, 1, "__tostring") != LUA_TNIL) {
            lua_pushvalue(state, 1);
            lua_call(state, 1, 1);
            if (lua_type(state, -1) != LUA_TSTRING) return mandate_sandbox_raise(state, "'__tostring' must return a text");
            return 1;
        }
        lua_pushstring(state, luaL_typename(state, 1));
        return 1;
    }
}

// Replaces the table on top by one that can be read and not changed.
static void close_library(lua_State *state, const char *name)
{
    lua_pushstring(state, name);
    mandate_readonly_library(state);
}

void mandate_allowed_open(lua_State *state)
{
    mandate_readonly_open(state);
    // Lua's own libraries are opened into the old globals, which then are forgotten with everything that was not picked.
    luaL_requiref(state, "_G", luaopen_base, 0);
    int base = lua_gettop(state);
    luaL_requiref(state, LUA_STRLIBNAME, luaopen_string, 0);
    luaL_requiref(state, LUA_UTF8LIBNAME, luaopen_utf8, 0);
    luaL_requiref(state, LUA_MATHLIBNAME, luaopen_math, 0);

    lua_newtable(state);
    mandate_allowed_copy(state, base, trusted_names);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &trusted_key);

    lua_newtable(state);
    int globals = lua_gettop(state);
    mandate_allowed_copy(state, base, base_names);
    lua_pushcfunction(state, mandate_sorted_pairs);
    lua_setfield(state, globals, "pairs");
    lua_pushcfunction(state, mandate_allowed_tostring);
    lua_setfield(state, globals, "tostring");
    mandate_allowed_block(state, "", blocked_base);
    block_libraries(state, blocked_libraries);

    mandate_allowed_text(state, base + 1);
    // Methods of texts come from the same list as the global `string`.
    lua_pushliteral(state, "");
    lua_newtable(state);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_pop(state, 1);
    close_library(state, "string");
    lua_setfield(state, globals, "string");

    mandate_allowed_utf8(state, base + 2);
    close_library(state, "utf8");
    lua_setfield(state, globals, "utf8");

    lua_newtable(state);
    mandate_allowed_copy(state, base + 3, math_names);
    mandate_allowed_block(state, "math.", blocked_math);
    close_library(state, "math");
    lua_setfield(state, globals, "math");

    mandate_allowed_table(state);
    close_library(state, "table");
    lua_setfield(state, globals, "table");

    lua_rawseti(state, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushnil(state);
    lua_setfield(state, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_settop(state, base - 1);
}

void mandate_allowed_push_trusted(lua_State *state)
{
    lua_rawgetp(state, LUA_REGISTRYINDEX, &trusted_key);
    lua_newtable(state);
    mandate_allowed_copy(state, lua_gettop(state) - 1, trusted_names);
    lua_remove(state, -2);
}

void mandate_allowed_forget(lua_State *state)
{
    lua_pushnil(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &trusted_key);
}
