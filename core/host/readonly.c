#include "host/readonly.h"

#include <lauxlib.h>
#include "host/allowed.h"
#include "host/sandbox.h"

// Addresses that are keys no script can make.
static const char target_key; // in a read-only table: the real one
static const char metatable_key; // in the registry: the metatable of read-only tables
static const char cache_key; // in the registry: real table -> the one read-only table in front of it, so that `==` holds
static const char substitute_key; // in the registry: value -> what is handed out in its place
static const char expression_key; // in the registry: the value that stands for every expression

static int refuse_change(lua_State *state)
{
    return mandate_sandbox_raise(state, "a table from outside a rule's function is read-only while rules run; make a new table inside the function");
}

static int refuse_library_change(lua_State *state)
{
    return mandate_sandbox_raise(state, "`%s` is read-only; give your own function a name of its own", lua_tostring(state, lua_upvalueindex(1)));
}

static int refuse_expression(lua_State *state)
{
    return mandate_sandbox_raise(state, "an expression cannot be used inside a rule's function; read the function's argument, such as `e.size`");
}

static int refuse_word(lua_State *state)
{
    return mandate_sandbox_raise(state, "words of the rule language cannot be used inside a rule's function; they work only while a pack loads");
}

static int refuse_iterator(lua_State *state)
{
    return mandate_sandbox_raise(state, "an iterator made while the pack loads cannot be used inside a rule's function; call `pairs` inside the function");
}

static int expression_text(lua_State *state)
{
    lua_pushliteral(state, "expression");
    return 1;
}

bool mandate_readonly_target(lua_State *state, int index)
{
    if (lua_type(state, index) != LUA_TTABLE) return false;
    if (lua_rawgetp(state, index, &target_key) != LUA_TNIL) return true;
    lua_pop(state, 1);
    return false;
}

static int read_member(lua_State *state)
{
    lua_settop(state, 2);
    lua_rawgetp(state, 1, &target_key);
    lua_pushvalue(state, 2);
    lua_rawget(state, 3);
    mandate_readonly_wrap(state);
    return 1;
}

static int length(lua_State *state)
{
    lua_rawgetp(state, 1, &target_key);
    lua_pushinteger(state, (lua_Integer)lua_rawlen(state, -1));
    return 1;
}

void mandate_readonly_library(lua_State *state)
{
    int members = lua_absindex(state, -2);
    lua_newtable(state);
    lua_pushvalue(state, members);
    lua_rawsetp(state, -2, &target_key);
    lua_newtable(state);
    lua_pushvalue(state, members);
    lua_setfield(state, -2, "__index"); // a table here, not a function: Lua follows it by itself, which is faster
    lua_pushvalue(state, members + 1);
    lua_pushcclosure(state, refuse_library_change, 1);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_replace(state, members);
    lua_settop(state, members);
}

// Each of these replaces the value at `value`, the top, by what may be handed out.
static bool wrap_substituted(lua_State *state, int value)
{
    lua_rawgetp(state, LUA_REGISTRYINDEX, &substitute_key);
    lua_pushvalue(state, value);
    bool found = lua_rawget(state, -2) != LUA_TNIL;
    if (found) lua_replace(state, value);
    lua_settop(state, value);
    return found;
}

static void wrap_function(lua_State *state, int value)
{
    lua_Debug function;
    lua_pushvalue(state, value);
    lua_getinfo(state, ">S", &function);
    // An iterator of `pairs` remembers its place and holds the real table: it would carry something from row to row.
    bool iterator = lua_tocfunction(state, value) == mandate_sorted_pairs_next;
    if (!iterator && (lua_iscfunction(state, value) || function.source[0] == '@')) // the library's, or a pack's own
        return;
    lua_pushcfunction(state, iterator ? refuse_iterator : refuse_word);
    lua_replace(state, value);
}

static void wrap_table(lua_State *state, int value)
{
    if (mandate_readonly_target(state, value)) { // is read-only already
        lua_settop(state, value);
        return;
    }
    if (lua_getmetatable(state, value)) { // only the language makes such tables
        lua_rawgetp(state, LUA_REGISTRYINDEX, &expression_key);
    } else {
        lua_rawgetp(state, LUA_REGISTRYINDEX, &cache_key);
        lua_pushvalue(state, value);
        if (lua_rawget(state, -2) == LUA_TNIL) {
            lua_pop(state, 1);
            lua_createtable(state, 0, 1);
            lua_pushvalue(state, value);
            lua_rawsetp(state, -2, &target_key);
            lua_rawgetp(state, LUA_REGISTRYINDEX, &metatable_key);
            lua_setmetatable(state, -2);
            lua_pushvalue(state, value);
            lua_pushvalue(state, -2);
            lua_rawset(state, -4);
        }
    }
    lua_replace(state, value);
    lua_settop(state, value);
}

void mandate_readonly_wrap(lua_State *state)
{
    int value = lua_gettop(state);
    int type = lua_type(state, value);
    if ((type != LUA_TTABLE && type != LUA_TFUNCTION) || wrap_substituted(state, value)) return;
    if (type == LUA_TFUNCTION) wrap_function(state, value);
    else wrap_table(state, value);
}

void mandate_readonly_substitute(lua_State *state)
{
    int value = lua_absindex(state, -2);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &substitute_key);
    lua_insert(state, value);
    lua_rawset(state, value);
    lua_pop(state, 1);
}

static void open_expression(lua_State *state)
{
    static const char *const events[] = {"__index", "__newindex", "__call", "__len", "__pairs", "__concat", "__eq",  "__lt",   "__le",   "__add", "__sub", "__mul",
                                         "__div",   "__mod",      "__pow",  "__unm", "__idiv",  "__band",   "__bor", "__bxor", "__bnot", "__shl", "__shr", NULL};
    lua_newtable(state);
    lua_newtable(state);
    for (const char *const *event = events; *event; event++) {
        lua_pushcfunction(state, refuse_expression);
        lua_setfield(state, -2, *event);
    }
    lua_pushcfunction(state, expression_text);
    lua_setfield(state, -2, "__tostring");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &expression_key);
}

void mandate_readonly_open(lua_State *state)
{
    lua_newtable(state);
    lua_pushcfunction(state, read_member);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, refuse_change);
    lua_setfield(state, -2, "__newindex");
    lua_pushcfunction(state, length);
    lua_setfield(state, -2, "__len");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &metatable_key);
    lua_newtable(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &cache_key);
    lua_newtable(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &substitute_key);
    open_expression(state);
}
