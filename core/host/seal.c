#include "host/seal.h"

#include <lauxlib.h>
#include "host/readonly.h"
#include "host/sandbox.h"

// In the registry: three values for each variable that a function shares: the function, the variable's number, the value it must keep.
static const char sealed_key;

// Stack indexes during the walk.
typedef struct walk {
    int environment; // the globals of the files
    int globals; // what stands in their place
    int work; // functions and tables to look into, in the order they were found
    int seen; // everything that is or was in `work`, and the variables that were sealed
    int sealed;
    lua_Integer found, variables;
} walk;

static int refuse_global(lua_State *state)
{
    if (lua_type(state, 2) != LUA_TSTRING) return mandate_sandbox_raise(state, "a global is named by a text");
    return mandate_sandbox_raise(state,
                                 "`%.64s` cannot be used inside a rule's function, which has its arguments, its own locals and the library; "
                                 "read the row, such as `e.size`",
                                 lua_tostring(state, 2));
}

static int refuse_global_change(lua_State *state)
{
    if (lua_type(state, 2) != LUA_TSTRING) return mandate_sandbox_raise(state, "a rule's function cannot set globals; use a local");
    return mandate_sandbox_raise(state, "a rule's function cannot set the global `%.64s`; write `local %.64s`", lua_tostring(state, 2), lua_tostring(state, 2));
}

// Pushes the globals of running functions: the library and nothing else.
static void push_globals(lua_State *state)
{
    lua_newtable(state);
    lua_newtable(state);
    lua_newtable(state); // a copy of the library, which itself stays without a metatable
    int library = lua_gettop(state);
    lua_pushglobaltable(state);
    lua_pushnil(state);
    while (lua_next(state, library + 1)) {
        lua_pushvalue(state, -2);
        lua_insert(state, -2);
        lua_rawset(state, library);
    }
    lua_settop(state, library);
    lua_createtable(state, 0, 1);
    lua_pushcfunction(state, refuse_global);
    lua_setfield(state, -2, "__index");
    lua_setmetatable(state, library);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, refuse_global_change);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
}

// The files may have been given other functions under the library's names, such as a `pairs` of the language; running functions get the library's.
static void substitute_library(lua_State *state, const walk *all)
{
    lua_pushglobaltable(state);
    int library = lua_gettop(state);
    lua_pushnil(state);
    while (lua_next(state, library)) {
        int type = lua_type(state, -1);
        lua_pop(state, 1);
        if (type != LUA_TFUNCTION) continue;
        lua_pushvalue(state, -1);
        lua_gettable(state, all->environment); // may be answered by the language
        if (lua_isfunction(state, -1) && !lua_iscfunction(state, -1)) {
            lua_pushvalue(state, -2);
            lua_rawget(state, library);
            mandate_readonly_substitute(state);
        } else {
            lua_pop(state, 1);
        }
    }
    lua_settop(state, library - 1);
}

// Takes the value on top into the walk; pops it.
static void add(lua_State *state, walk *all)
{
    int type = lua_type(state, -1);
    bool inside = type == LUA_TTABLE || (type == LUA_TFUNCTION && !lua_iscfunction(state, -1));
    if (inside && type == LUA_TTABLE && (lua_getmetatable(state, -1) || mandate_readonly_target(state, -1))) {
        lua_pop(state, 1); // expressions and libraries are never looked into
        inside = false;
    }
    if (inside && type == LUA_TFUNCTION) {
        lua_Debug function;
        lua_pushvalue(state, -1);
        lua_getinfo(state, ">S", &function);
        inside = function.source[0] == '@'; // the language's own functions are never run by rules
    }
    if (inside) {
        lua_pushvalue(state, -1);
        inside = lua_rawget(state, all->seen) == LUA_TNIL;
        lua_pop(state, 1);
    }
    if (!inside) {
        lua_pop(state, 1);
        return;
    }
    lua_pushvalue(state, -1);
    lua_pushboolean(state, 1);
    lua_rawset(state, all->seen);
    lua_rawseti(state, all->work, ++all->found);
}

// The variable's value is on top, the function at `function`.
static void seal_variable(lua_State *state, walk *all, int function, int variable)
{
    if (lua_rawequal(state, -1, all->environment)) {
        lua_pop(state, 1);
        lua_pushvalue(state, all->globals);
    } else {
        lua_pushvalue(state, -1);
        add(state, all);
        mandate_readonly_wrap(state);
    }
    lua_pushvalue(state, function);
    lua_rawseti(state, all->sealed, ++all->variables);
    lua_pushinteger(state, variable);
    lua_rawseti(state, all->sealed, ++all->variables);
    lua_pushvalue(state, -1);
    lua_rawseti(state, all->sealed, ++all->variables);
    lua_setupvalue(state, function, variable);
}

// The function is on top. A variable that several functions share is one variable.
static void seal_function(lua_State *state, walk *all)
{
    int function = lua_gettop(state);
    for (int i = 1; lua_getupvalue(state, function, i); i++) {
        const void *variable = lua_upvalueid(state, function, i);
        bool sealed = lua_rawgetp(state, all->seen, variable) != LUA_TNIL;
        lua_pop(state, 1);
        if (sealed) {
            lua_pop(state, 1);
            continue;
        }
        lua_pushboolean(state, 1);
        lua_rawsetp(state, all->seen, variable);
        seal_variable(state, all, function, i);
    }
    lua_pop(state, 1);
}

// The table is on top: what is in it can be reached through it.
static void look_into_table(lua_State *state, walk *all)
{
    int table = lua_gettop(state);
    lua_pushnil(state);
    while (lua_next(state, table)) add(state, all);
    lua_pop(state, 1);
}

void mandate_seal(lua_State *state, int functions, int environment)
{
    luaL_checkstack(state, 20, NULL);
    walk all = {.environment = lua_absindex(state, environment)};
    functions = lua_absindex(state, functions);
    int top = lua_gettop(state);
    push_globals(state);
    all.globals = top + 1;
    lua_newtable(state);
    all.work = top + 2;
    lua_newtable(state);
    all.seen = top + 3;
    lua_newtable(state);
    all.sealed = top + 4;
    substitute_library(state, &all);
    for (lua_Integer i = 1; lua_rawgeti(state, functions, i) != LUA_TNIL; i++) add(state, &all);
    lua_pop(state, 1);
    for (lua_Integer i = 1; i <= all.found; i++) {
        if (lua_rawgeti(state, all.work, i) == LUA_TFUNCTION) seal_function(state, &all);
        else look_into_table(state, &all);
    }
    lua_pushvalue(state, all.sealed);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &sealed_key);
    lua_settop(state, top);
}

static bool same(lua_State *state, int a, int b)
{
    // 1 and 1.0 are equal and do not behave alike.
    return lua_rawequal(state, a, b) && lua_isinteger(state, a) == lua_isinteger(state, b);
}

bool mandate_seal_check(lua_State *state, mandate_error *error)
{
    int top = lua_gettop(state);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &sealed_key);
    bool good = true;
    for (lua_Integer i = 1; good && lua_rawgeti(state, top + 1, i) != LUA_TNIL; i += 3) {
        lua_rawgeti(state, top + 1, i + 1);
        const char *name = lua_getupvalue(state, top + 2, (int)lua_tointeger(state, top + 3));
        lua_rawgeti(state, top + 1, i + 2);
        if (!same(state, top + 4, top + 5)) {
            lua_Debug function;
            lua_pushvalue(state, top + 2);
            lua_getinfo(state, ">S", &function);
            good = mandate_fail(error, MANDATE_ERROR_FUNCTION,
                                "the function changed `%.64s`, which lives outside it; a rule's function may keep nothing from one row to the next, "
                                "or verdicts would depend on the order of the rows: use a local inside it",
                                name);
            mandate_fail_at(error, function.source + 1, function.linedefined, 0);
        }
        lua_settop(state, top + 1);
    }
    lua_settop(state, top);
    return good;
}
