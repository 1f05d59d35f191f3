// require "mandate.core" in the host state.
#define _POSIX_C_SOURCE 200809L // isatty
#include <string.h>
#include <unistd.h>
#include "host/binding.h"
#include "model/key.h"
#include "model/meant.h"
#include "model/text.h"

int mandate_push_error(lua_State *L, const mandate_error *error)
{
    lua_pushnil(L);
    lua_createtable(L, 0, 5);
    lua_pushstring(L, mandate_code_name(error->code));
    lua_setfield(L, -2, "code");
    lua_pushstring(L, error->message);
    lua_setfield(L, -2, "message");
    if (error->file[0]) {
        lua_pushstring(L, error->file);
        lua_setfield(L, -2, "file");
    }
    if (error->line > 0) {
        lua_pushinteger(L, error->line);
        lua_setfield(L, -2, "line");
    }
    if (error->column > 0) {
        lua_pushinteger(L, error->column);
        lua_setfield(L, -2, "column");
    }
    return 2;
}

mandate_date mandate_check_date(lua_State *L, int index)
{
    size_t length;
    const char *text = luaL_checklstring(L, index, &length);
    mandate_date date = mandate_date_parse(text, length);
    if (date == MANDATE_DATE_ABSENT) luaL_error(L, "`%s` is no date", text);
    return date;
}

void mandate_push_date(lua_State *L, mandate_date date)
{
    char text[11];
    if (!mandate_date_is(date)) {
        lua_pushnil(L);
        return;
    }
    mandate_date_format(date, text);
    lua_pushstring(L, text);
}

int mandate_check_kind(lua_State *L, const mandate_model *model, int index)
{
    const char *name = luaL_checkstring(L, index);
    int kind = mandate_model_find(model, name);
    if (kind < 0) luaL_error(L, "the model has no kind `%s`", name);
    return kind;
}

// width(text) -> columns on a terminal
static int text_width(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)mandate_text_width(text, length));
    return 1;
}

// add_days(date, n), add_months(date, n) -> date or nil
static int add_days(lua_State *L)
{
    mandate_push_date(L, mandate_date_add_days(mandate_check_date(L, 1), (long)luaL_checkinteger(L, 2)));
    return 1;
}

static int add_months(lua_State *L)
{
    mandate_push_date(L, mandate_date_add_months(mandate_check_date(L, 1), (long)luaL_checkinteger(L, 2), MANDATE_ROUND_DOWN));
    return 1;
}

// days_between(from, to) -> to - from
static int days_between(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)mandate_check_date(L, 2) - mandate_check_date(L, 1));
    return 1;
}

static int is_date(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_pushboolean(L, mandate_date_parse(text, length) != MANDATE_DATE_ABSENT);
    return 1;
}

static int push_meant(lua_State *L, bool found, const mandate_meant *meant)
{
    if (!found) return 0;
    const char *const values[][2] = {{"first", meant->first}, {"second", meant->second}, {"before", meant->before}, {"behind", meant->behind}, {"why", meant->why}};
    lua_createtable(L, 0, 5);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i][1][0]) {
            lua_pushstring(L, values[i][1]);
            lua_setfield(L, -2, values[i][0]);
        }
    return 1;
}

// meant_number(text), meant_date(text) -> { first, second, before, behind, why }, each of them a text or nil, as of mandate_meant; nil where there is nothing to tell
static int meant_number(lua_State *L)
{
    size_t length;
    mandate_meant meant;
    const char *text = luaL_checklstring(L, 1, &length);
    return push_meant(L, mandate_meant_number(text, length, &meant), &meant);
}

static int meant_date(lua_State *L)
{
    size_t length;
    mandate_meant meant;
    const char *text = luaL_checklstring(L, 1, &length);
    return push_meant(L, mandate_meant_date(text, length, &meant), &meant);
}

// key_part(text) -> the text as it is written in a key of several parts
static int key_part(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    luaL_Buffer buffer;
    char *room = luaL_buffinitsize(L, &buffer, length * MANDATE_KEY_GROWTH + 1);
    luaL_pushresultsize(&buffer, (size_t)(mandate_key_write(text, length, room) - room));
    return 1;
}

// is_terminal() -> is stderr, where bars are drawn, a terminal?
static int is_terminal(lua_State *L)
{
    lua_pushboolean(L, isatty(2));
    return 1;
}

void mandate_bind_class(lua_State *L, const char *class, const luaL_Reg *methods, lua_CFunction collect, lua_CFunction create, const char *verb)
{
    luaL_newmetatable(L, class);
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_pushcfunction(L, create);
    lua_setfield(L, -2, verb);
}

void mandate_add_methods(lua_State *L, const char *class, const luaL_Reg *methods)
{
    luaL_getmetatable(L, class);
    lua_getfield(L, -1, "__index");
    luaL_setfuncs(L, methods, 0);
    lua_pop(L, 2);
}

int luaopen_mandate_core(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"width", text_width},        {"add_days", add_days}, {"add_months", add_months},     {"days_between", days_between}, {"is_date", is_date},
        {"is_terminal", is_terminal}, {"key_part", key_part}, {"meant_number", meant_number}, {"meant_date", meant_date},     {NULL, NULL}};
    luaL_newlib(L, functions);
    mandate_bind_decimal(L);
    mandate_bind_model(L);
    mandate_bind_registry(L);
    mandate_bind_snapshot(L);
    mandate_bind_plan(L);
    mandate_bind_run(L);
    mandate_bind_pack(L);
    mandate_bind_outline(L);
    mandate_bind_verdicts(L);
    return 1;
}
