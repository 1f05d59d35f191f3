// `pairs` in the order of the keys: numbers by size, then texts by their bytes. Lua's own order follows hashes, which differ from run to run.
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include "host/allowed.h"
#include "host/readonly.h"
#include "host/sandbox.h"

enum { WORK_PER_KEY = 8 };

typedef struct key {
    const char *text; // NULL for numbers; the table that is walked keeps it alive
    size_t length;
    long double number; // holds every integer and every float of Lua
    lua_Integer place;
} key;

static int compare_keys(const void *left, const void *right)
{
    const key *a = left, *b = right;
    if (!a->text != !b->text) return a->text ? 1 : -1;
    if (!a->text) return (a->number > b->number) - (a->number < b->number);
    int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static key key_on_top(lua_State *state, lua_Integer place)
{
    key found = {.place = place};
    if (lua_type(state, -1) == LUA_TSTRING) found.text = lua_tolstring(state, -1, &found.length);
    else if (lua_isinteger(state, -1)) found.number = (long double)lua_tointeger(state, -1);
    else if (lua_type(state, -1) == LUA_TNUMBER) found.number = (long double)lua_tonumber(state, -1);
    else mandate_sandbox_raise(state, "`pairs` found a %s as a key, which has no order; use texts or numbers as keys", luaL_typename(state, -1));
    return found;
}

// Pushes an array of the table's keys in order.
static void push_sorted_keys(lua_State *state, int table)
{
    lua_newtable(state);
    int unsorted = lua_gettop(state);
    lua_Integer count = 0;
    lua_pushnil(state);
    while (lua_next(state, table)) {
        lua_pop(state, 1);
        lua_pushvalue(state, -1);
        lua_rawseti(state, unsorted, ++count);
    }
    mandate_sandbox_charge(state, (uint64_t)count * WORK_PER_KEY);
    key *keys = lua_newuserdatauv(state, (size_t)(count + 1) * sizeof *keys, 0);
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(state, unsorted, i + 1);
        keys[i] = key_on_top(state, i + 1);
        lua_pop(state, 1);
    }
    qsort(keys, (size_t)count, sizeof *keys, compare_keys);
    lua_createtable(state, count < 1 << 24 ? (int)count : 0, 0);
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(state, unsorted, keys[i].place);
        lua_rawseti(state, -2, i + 1);
    }
    lua_replace(state, unsorted);
    lua_settop(state, unsorted);
}

// Upvalues: the keys, the place in them, the table, whether its values must be made read-only.
int mandate_sorted_pairs_next(lua_State *state)
{
    lua_Integer place = lua_tointeger(state, lua_upvalueindex(2));
    lua_settop(state, 0);
    for (;;) {
        if (lua_rawgeti(state, lua_upvalueindex(1), ++place) == LUA_TNIL) return 1;
        lua_pushvalue(state, 1);
        if (lua_rawget(state, lua_upvalueindex(3)) != LUA_TNIL) break;
        lua_settop(state, 0); // taken out of the table meanwhile
    }
    lua_pushinteger(state, place);
    lua_replace(state, lua_upvalueindex(2));
    if (lua_toboolean(state, lua_upvalueindex(4))) mandate_readonly_wrap(state);
    return 2;
}

int mandate_sorted_pairs(lua_State *state)
{
    luaL_checkany(state, 1);
    lua_settop(state, 1);
    if (luaL_getmetafield(state, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(state, 1);
        lua_call(state, 1, 3);
        return 3;
    }
    luaL_checktype(state, 1, LUA_TTABLE);
    bool readonly = mandate_readonly_target(state, 1);
    if (!readonly) {
        if (lua_getmetatable(state, 1)) return mandate_sandbox_raise(state, "`pairs` goes through plain tables only");
        lua_pushvalue(state, 1);
    }
    push_sorted_keys(state, 2);
    lua_pushinteger(state, 0);
    lua_pushvalue(state, 2);
    lua_pushboolean(state, readonly);
    lua_pushcclosure(state, mandate_sorted_pairs_next, 4);
    lua_pushvalue(state, 1);
    lua_pushnil(state);
    return 3;
}
