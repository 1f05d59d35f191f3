// The functions on tables, on the tables' own elements and never through metamethods, each element charged as one instruction.
#include <lauxlib.h>
#include "host/allowed.h"
#include "host/readonly.h"
#include "host/sandbox.h"

static const mandate_blocked blocked_table[] = {{"move", "it can copy without end; write a loop"}, {NULL, NULL}};

// Puts the real table at index 1. Returns whether it was read-only.
static bool to_read(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    if (mandate_readonly_target(state, 1)) {
        lua_replace(state, 1);
        return true;
    }
    if (lua_getmetatable(state, 1)) mandate_sandbox_raise(state, "the functions of `table` work on plain tables, not on an expression");
    return false;
}

static void to_write(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    if (mandate_readonly_target(state, 1))
        mandate_sandbox_raise(state, "a table from outside a rule's function is read-only while rules run; make a new table inside the function");
    (void)to_read(state);
}

static lua_Integer length_of(lua_State *state) { return (lua_Integer)lua_rawlen(state, 1); }

static int table_concat(lua_State *state)
{
    (void)to_read(state);
    size_t separator_length;
    const char *separator = luaL_optlstring(state, 2, "", &separator_length);
    lua_Integer first = luaL_optinteger(state, 3, 1);
    lua_Integer last = luaL_optinteger(state, 4, length_of(state));
    luaL_Buffer buffer;
    luaL_buffinit(state, &buffer);
    for (lua_Integer i = first; i <= last; i++) {
        mandate_sandbox_charge(state, 1);
        int type = lua_rawgeti(state, 1, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER)
            return mandate_sandbox_raise(state, "`concat` joins texts and numbers; element %lld is a %s", (long long)i, lua_typename(state, type));
        luaL_addvalue(&buffer);
        if (i == last) // also keeps i from passing the largest integer
            break;
        luaL_addlstring(&buffer, separator, separator_length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int table_insert(lua_State *state)
{
    to_write(state);
    lua_Integer end = length_of(state) + 1;
    if (lua_gettop(state) == 2) {
        lua_rawseti(state, 1, end);
        return 0;
    }
    if (lua_gettop(state) != 3) return mandate_sandbox_raise(state, "`insert` takes a table and a value, or a table, a position and a value");
    lua_Integer position = luaL_checkinteger(state, 2);
    luaL_argcheck(state, position >= 1 && position <= end, 2, "position out of bounds");
    mandate_sandbox_charge(state, (uint64_t)(end - position));
    for (lua_Integer i = end; i > position; i--) {
        lua_rawgeti(state, 1, i - 1);
        lua_rawseti(state, 1, i);
    }
    lua_rawseti(state, 1, position);
    return 0;
}

static int table_remove(lua_State *state)
{
    to_write(state);
    lua_Integer length = length_of(state);
    lua_Integer position = luaL_optinteger(state, 2, length);
    luaL_argcheck(state, position == length || (position >= 1 && position <= length + 1), 2, "position out of bounds");
    lua_rawgeti(state, 1, position);
    if (position < length) mandate_sandbox_charge(state, (uint64_t)(length - position));
    for (; position < length; position++) {
        lua_rawgeti(state, 1, position + 1);
        lua_rawseti(state, 1, position);
    }
    lua_pushnil(state);
    lua_rawseti(state, 1, position);
    return 1;
}

static int table_pack(lua_State *state)
{
    int count = lua_gettop(state);
    lua_createtable(state, count, 1);
    lua_insert(state, 1);
    for (int i = count; i >= 1; i--) lua_rawseti(state, 1, i);
    lua_pushinteger(state, count);
    lua_setfield(state, 1, "n");
    return 1;
}

static int table_unpack(lua_State *state)
{
    bool readonly = to_read(state);
    lua_Integer first = luaL_optinteger(state, 2, 1);
    lua_Integer last = luaL_optinteger(state, 3, length_of(state));
    if (first > last) return 0;
    if ((lua_Unsigned)last - (lua_Unsigned)first >= MANDATE_MOST_RESULTS)
        return mandate_sandbox_raise(state, "`unpack` gives at most %d values; go through the table with a loop", MANDATE_MOST_RESULTS);
    int count = (int)(last - first) + 1;
    mandate_sandbox_charge(state, (uint64_t)count);
    luaL_checkstack(state, count + 8, "too many values");
    for (int i = 0; i < count; i++) {
        lua_rawgeti(state, 1, first + i);
        if (readonly) mandate_readonly_wrap(state);
    }
    return count;
}

// sort -------------------------------------------------------------------------------------------------------------
// By merging: unlike Lua's own sort it keeps the order of equal elements, never asks a clock for its pivot, and cannot be led
// out of the table by a comparison that contradicts itself.

static bool is_less(lua_State *state, int a, int b)
{
    if (!lua_isfunction(state, 2)) return lua_compare(state, a, b, LUA_OPLT);
    lua_pushvalue(state, 2);
    lua_pushvalue(state, a);
    lua_pushvalue(state, b);
    lua_call(state, 2, 1);
    bool less = lua_toboolean(state, -1);
    lua_pop(state, 1);
    return less;
}

// Merges [start, middle) and [middle, end) of the table `from` into `to`.
static void merge(lua_State *state, int from, int to, lua_Integer start, lua_Integer middle, lua_Integer end)
{
    lua_Integer left = start, right = middle;
    for (lua_Integer out = start; out < end; out++) {
        bool take_right = left >= middle;
        if (left < middle && right < end) {
            lua_rawgeti(state, from, right);
            lua_rawgeti(state, from, left);
            take_right = is_less(state, lua_gettop(state) - 1, lua_gettop(state));
            lua_pop(state, 2);
        }
        lua_rawgeti(state, from, take_right ? right++ : left++);
        lua_rawseti(state, to, out);
    }
}

static void copy_elements(lua_State *state, int from, int to, lua_Integer count)
{
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(state, from, i);
        lua_rawseti(state, to, i);
    }
}

static int table_sort(lua_State *state)
{
    to_write(state);
    lua_Integer length = length_of(state);
    if (!lua_isnoneornil(state, 2)) luaL_checktype(state, 2, LUA_TFUNCTION);
    luaL_argcheck(state, length < 1 << 28, 1, "table too long");
    lua_settop(state, 2);
    lua_createtable(state, (int)length, 0);
    lua_createtable(state, (int)length, 0);
    int from = 3, to = 4;
    mandate_sandbox_charge(state, (uint64_t)length * 2);
    copy_elements(state, 1, from, length);
    for (lua_Integer width = 1; width < length; width *= 2) {
        mandate_sandbox_charge(state, (uint64_t)length);
        for (lua_Integer start = 1; start <= length; start += 2 * width) {
            lua_Integer middle = start + width <= length ? start + width : length + 1;
            lua_Integer end = start + 2 * width <= length ? start + 2 * width : length + 1;
            merge(state, from, to, start, middle, end);
        }
        int other = from;
        from = to;
        to = other;
    }
    copy_elements(state, from, 1, length);
    return 0;
}

void mandate_allowed_table(lua_State *state)
{
    static const luaL_Reg own[] = {{"concat", table_concat}, {"insert", table_insert}, {"pack", table_pack}, {"remove", table_remove},
                                   {"sort", table_sort},     {"unpack", table_unpack}, {NULL, NULL}};
    luaL_newlib(state, own);
    mandate_allowed_block(state, "table.", blocked_table);
}
