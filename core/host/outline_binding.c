// core.outline(text): a pack file's tokens, functions and tables for the host state. What Lua asks for is made when it asks, because of the
// thousands of tokens of a sound pack hardly any is ever looked at.
//   outline[i], #outline                the i-th token { kind, text, value, line, column, from, to, inside }; `value`: what a plain text says
//   outline:find(text, line, nth, names)  index, line and column of the n-th token that says so there or on the few lines behind it; nil.
//                                       names: texts in quotes are not looked at
//   outline:first_on(line)              the index of the first token that begins on the line; nil
//   outline:place(i)                    line and column of the i-th token; nil
//   outline:statement(line, word, name) of the statement word "name" { … } that begins on a line the indices of the word and of what opens its table; nil
//   outline:inside(i)                   the innermost function that the i-th token stands in; nil
//   outline:functions()                 { { name, first, last, line, last_line, outer }, … }; first and last are tokens
//   outline:table_at(i)                 the table that the i-th token opens { first, last, entries = { [key] = { first, key_at } }, order = keys }; nil
//   outline:doubled()                   { { token, first }, … }: keys that stand twice in one table
//   outline:suspects()                  indices of the tokens that a rule might not mean
//   outline:unclosed()                  the innermost bracket that nothing closes; nil
#include <lauxlib.h>
#include <string.h>
#include "host/binding.h"
#include "host/outline.h"

static const char type_name[] = "mandate.outline";
enum { TEXT = 1, TOKENS, FUNCTIONS, TABLES, USER_VALUES = TABLES }; // user values: the text, and what was made

static mandate_outline *check_outline(lua_State *L) { return luaL_checkudata(L, 1, type_name); }

static void set_integer(lua_State *L, const char *name, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static void set_text(lua_State *L, const char *name, const mandate_outline *o, uint32_t from, size_t length)
{
    lua_pushlstring(L, o->text + from, length);
    lua_setfield(L, -2, name);
}

// The list of functions, made with the first one asked for.
static void push_functions(lua_State *L, const mandate_outline *o)
{
    if (lua_getiuservalue(L, 1, FUNCTIONS) == LUA_TTABLE) return;
    lua_pop(L, 1);
    lua_createtable(L, (int)o->function_count, 0);
    for (size_t i = 0; i < o->function_count; i++) {
        const mandate_written_function *f = &o->functions[i];
        lua_createtable(L, 0, 6);
        if (f->name != MANDATE_NO_TOKEN) set_text(L, "name", o, o->tokens[f->name].from, o->tokens[f->name].length);
        set_integer(L, "first", (lua_Integer)f->first + 1);
        set_integer(L, "last", (lua_Integer)f->last + 1);
        set_integer(L, "line", o->tokens[f->first].line);
        set_integer(L, "last_line", o->tokens[f->last].line);
        if (f->outer != MANDATE_NO_TOKEN) {
            lua_rawgeti(L, -2, (lua_Integer)f->outer + 1);
            lua_setfield(L, -2, "outer");
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 1, FUNCTIONS);
}

static void push_function_of(lua_State *L, const mandate_outline *o, uint32_t token)
{
    if (o->tokens[token].function == MANDATE_NO_TOKEN) {
        lua_pushnil(L);
        return;
    }
    push_functions(L, o);
    lua_rawgeti(L, -1, (lua_Integer)o->tokens[token].function + 1);
    lua_remove(L, -2);
}

static void make_token(lua_State *L, const mandate_outline *o, uint32_t index)
{
    static const char *const kinds[] = {"name", "word", "number", "text", "operator", "stray"};
    const mandate_token *t = &o->tokens[index];
    lua_createtable(L, 0, 8);
    lua_pushstring(L, kinds[t->kind]);
    lua_setfield(L, -2, "kind");
    set_text(L, "text", o, t->from, t->length);
    if (t->quote > 0) set_text(L, "value", o, t->from + t->quote, t->length > 2 * t->quote ? t->length - 2 * t->quote : 0);
    set_integer(L, "line", t->line);
    set_integer(L, "column", t->column);
    set_integer(L, "from", (lua_Integer)t->from + 1);
    set_integer(L, "to", (lua_Integer)t->from + t->length);
    push_function_of(L, o, index);
    lua_setfield(L, -2, "inside");
}

// Nil for what is no token's number.
static void push_token(lua_State *L, const mandate_outline *o, uint32_t index)
{
    if (index >= o->token_count) {
        lua_pushnil(L);
        return;
    }
    lua_getiuservalue(L, 1, TOKENS);
    if (lua_rawgeti(L, -1, (lua_Integer)index + 1) == LUA_TNIL) {
        lua_pop(L, 1);
        make_token(L, o, index);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, (lua_Integer)index + 1);
    }
    lua_remove(L, -2);
}

// The token that a number of Lua means, MANDATE_NO_TOKEN for none.
static uint32_t token_number(const mandate_outline *o, lua_Integer number)
{
    return number >= 1 && (lua_Unsigned)number <= o->token_count ? (uint32_t)(number - 1) : MANDATE_NO_TOKEN;
}

static int index_outline(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    if (lua_isinteger(L, 2)) {
        push_token(L, o, token_number(o, lua_tointeger(L, 2)));
    } else {
        lua_pushvalue(L, 2);
        lua_rawget(L, lua_upvalueindex(1));
    }
    return 1;
}

static int count_tokens(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_outline(L)->token_count);
    return 1;
}

static int find(lua_State *L)
{
    size_t length;
    const mandate_outline *o = check_outline(L);
    const char *text = luaL_checklstring(L, 2, &length);
    uint32_t found = mandate_outline_find(o, text, length, luaL_checkinteger(L, 3), luaL_optinteger(L, 4, 1), lua_toboolean(L, 5));
    if (found == MANDATE_NO_TOKEN) return 0;
    lua_pushinteger(L, (lua_Integer)found + 1);
    lua_pushinteger(L, o->tokens[found].line);
    lua_pushinteger(L, o->tokens[found].column);
    return 3;
}

static int first_on(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    lua_Integer line = luaL_checkinteger(L, 2);
    if (line < 1 || (lua_Unsigned)line >= o->line_count || o->first_on[line] == MANDATE_NO_TOKEN) return 0;
    lua_pushinteger(L, (lua_Integer)o->first_on[line] + 1);
    return 1;
}

static int place(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    uint32_t token = token_number(o, luaL_checkinteger(L, 2));
    if (token == MANDATE_NO_TOKEN) return 0;
    lua_pushinteger(L, o->tokens[token].line);
    lua_pushinteger(L, o->tokens[token].column);
    return 2;
}

// Whether a token's bytes are these, or where `quoted`, what a plain text says.
static bool is_written(const mandate_outline *o, uint32_t token, const char *text, size_t length, bool quoted)
{
    if (token >= o->token_count) return false;
    const mandate_token *t = &o->tokens[token];
    if (quoted && t->quote == 0) return false;
    uint32_t quote = quoted ? t->quote : 0;
    return t->length == length + 2 * (size_t)quote && memcmp(o->text + t->from + quote, text, length) == 0;
}

static int statement(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    lua_Integer line = luaL_checkinteger(L, 2);
    size_t length, name_length;
    const char *word = luaL_checklstring(L, 3, &length), *name = luaL_checklstring(L, 4, &name_length);
    if (line < 1 || (lua_Unsigned)line >= o->line_count) return 0;
    for (uint32_t i = o->first_on[line]; i < o->token_count && o->tokens[i].line == line; i++) {
        if (o->tokens[i].kind != MANDATE_TOKEN_NAME || !is_written(o, i, word, length, false)) continue;
        uint32_t at = i + 1;
        if (is_written(o, at, "(", 1, false)) at++;
        if (!is_written(o, at++, name, name_length, true)) continue;
        if (is_written(o, at, ")", 1, false)) at++;
        if (at >= o->token_count || o->tokens[at].table == MANDATE_NO_TOKEN) continue;
        lua_pushinteger(L, (lua_Integer)i + 1);
        lua_pushinteger(L, (lua_Integer)at + 1);
        return 2;
    }
    return 0;
}

static int inside(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    uint32_t token = token_number(o, luaL_checkinteger(L, 2));
    if (token == MANDATE_NO_TOKEN) return 0;
    push_function_of(L, o, token);
    return 1;
}

static int functions(lua_State *L)
{
    push_functions(L, check_outline(L));
    return 1;
}

static void push_key(lua_State *L, const mandate_outline *o, const mandate_written_entry *entry)
{
    if (entry->key == MANDATE_KEY_TEXT) lua_pushlstring(L, o->text + entry->text, entry->length);
    else lua_pushinteger(L, entry->integer);
}

// The entries and their order; of a key that stands twice, the last entry at the place of the first.
static void make_table(lua_State *L, const mandate_outline *o, const mandate_written_table *table)
{
    lua_createtable(L, 0, 4);
    set_integer(L, "first", (lua_Integer)table->token + 1);
    if (table->last != MANDATE_NO_TOKEN) set_integer(L, "last", (lua_Integer)table->last + 1);
    lua_newtable(L);
    int order = lua_gettop(L);
    lua_newtable(L);
    int entries = lua_gettop(L);
    lua_Integer count = 0;
    for (uint32_t i = table->first_entry; i != MANDATE_NO_TOKEN; i = o->entries[i].next) {
        push_key(L, o, &o->entries[i]);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, entries) == LUA_TNIL) {
            lua_pushvalue(L, -2);
            lua_rawseti(L, order, ++count);
        }
        lua_pop(L, 1);
        lua_createtable(L, 0, 2);
        set_integer(L, "first", (lua_Integer)o->entries[i].first + 1);
        set_integer(L, "key_at", (lua_Integer)o->entries[i].key_token + 1);
        lua_rawset(L, entries);
    }
    lua_setfield(L, order - 1, "entries");
    lua_setfield(L, order - 1, "order");
}

static int table_at(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    uint32_t token = token_number(o, luaL_checkinteger(L, 2));
    uint32_t table = token == MANDATE_NO_TOKEN ? MANDATE_NO_TOKEN : o->tokens[token].table;
    if (table == MANDATE_NO_TOKEN) return 0;
    lua_getiuservalue(L, 1, TABLES);
    if (lua_rawgeti(L, -1, (lua_Integer)table + 1) != LUA_TNIL) return 1;
    lua_pop(L, 1);
    make_table(L, o, &o->tables[table]);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, (lua_Integer)table + 1);
    return 1;
}

static int doubled(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    lua_createtable(L, (int)o->doubled_count, 0);
    for (size_t i = 0; i < o->doubled_count; i++) {
        lua_createtable(L, 0, 2);
        push_token(L, o, o->doubled[i].token);
        lua_setfield(L, -2, "token");
        push_token(L, o, o->doubled[i].first);
        lua_setfield(L, -2, "first");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int suspects(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    lua_Integer count = 0;
    lua_newtable(L);
    for (size_t i = 0; i < o->token_count; i++) {
        if (!o->tokens[i].suspect) continue;
        lua_pushinteger(L, (lua_Integer)i + 1);
        lua_rawseti(L, -2, ++count);
    }
    return 1;
}

static int unclosed(lua_State *L)
{
    const mandate_outline *o = check_outline(L);
    push_token(L, o, o->unclosed);
    return 1;
}

static int collect(lua_State *L)
{
    mandate_outline_clear(check_outline(L));
    return 0;
}

static int outline(lua_State *L)
{
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    mandate_outline *made = lua_newuserdatauv(L, sizeof *made, USER_VALUES);
    *made = (mandate_outline){.text = text};
    luaL_setmetatable(L, type_name);
    lua_pushvalue(L, 1); // keeps the text alive
    lua_setiuservalue(L, -2, TEXT);
    lua_newtable(L);
    lua_setiuservalue(L, -2, TOKENS);
    lua_newtable(L);
    lua_setiuservalue(L, -2, TABLES);
    mandate_error error;
    if (mandate_outline_read(made, text, length, &error)) return 1;
    return mandate_push_error(L, &error);
}

void mandate_bind_outline(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"find", find},         {"first_on", first_on}, {"place", place},       {"statement", statement}, {"inside", inside}, {"functions", functions},
        {"table_at", table_at}, {"doubled", doubled},   {"suspects", suspects}, {"unclosed", unclosed},   {NULL, NULL}};
    if (luaL_newmetatable(L, type_name)) {
        luaL_newlib(L, methods);
        lua_pushcclosure(L, index_outline, 1);
        lua_setfield(L, -2, "__index");
        lua_pushcfunction(L, count_tokens);
        lua_setfield(L, -2, "__len");
        lua_pushcfunction(L, collect);
        lua_setfield(L, -2, "__gc");
    }
    lua_pop(L, 1);
    lua_pushcfunction(L, outline);
    lua_setfield(L, -2, "outline");
}
