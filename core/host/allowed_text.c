// The functions on texts. Patterns are not among them: a short pattern on a short text can run for ever without one instruction of Lua.
#include <lauxlib.h>
#include <string.h>
#include "host/allowed.h"
#include "host/sandbox.h"

enum { BYTES_PER_INSTRUCTION = 16 }; // what work on a text is charged

#define RUNS_FOR_EVER "a pattern can run without end; compare with `==`, take parts with `:sub`"
#define NOT_NEEDED "texts are taken apart with `sub` and `byte` and made with `format` and `..`"

static const mandate_blocked blocked_text[] = {{"find", RUNS_FOR_EVER},
                                               {"match", RUNS_FOR_EVER},
                                               {"gmatch", RUNS_FOR_EVER},
                                               {"gsub", RUNS_FOR_EVER},
                                               {"char", NOT_NEEDED},
                                               {"reverse", NOT_NEEDED},
                                               {"pack", NOT_NEEDED},
                                               {"packsize", NOT_NEEDED},
                                               {"unpack", NOT_NEEDED},
                                               {"dump", "compiled code is never read back"},
                                               {NULL, NULL}};
static const mandate_blocked blocked_utf8[] = {{"codes", "`utf8.len` and `utf8.codepoint` give the same"},
                                               {"offset", "`utf8.len` and `utf8.codepoint` give the same"},
                                               {"charpattern", RUNS_FOR_EVER},
                                               {NULL, NULL}};

// A position from the end becomes one from the start, as everywhere in Lua.
static lua_Integer from_start(lua_Integer position, size_t length)
{
    if (position >= 0) return position;
    return position < -(lua_Integer)length ? 0 : (lua_Integer)length + position + 1;
}

static int text_byte(lua_State *state)
{
    size_t length;
    const char *text = luaL_checklstring(state, 1, &length);
    lua_Integer first = from_start(luaL_optinteger(state, 2, 1), length);
    lua_Integer last = from_start(luaL_optinteger(state, 3, first), length);
    if (first < 1) first = 1;
    if (last > (lua_Integer)length) last = (lua_Integer)length;
    if (first > last) return 0;
    if (last - first >= MANDATE_MOST_RESULTS) return mandate_sandbox_raise(state, "`byte` gives at most %d bytes in one call", MANDATE_MOST_RESULTS);
    int count = (int)(last - first + 1);
    luaL_checkstack(state, count, "too many bytes");
    for (int i = 0; i < count; i++) lua_pushinteger(state, (unsigned char)text[first - 1 + i]);
    return count;
}

// Letters of ASCII only, whatever the computer's language.
static int change_case(lua_State *state, char first, char last, int by)
{
    size_t length;
    const char *text = luaL_checklstring(state, 1, &length);
    mandate_sandbox_charge(state, length / BYTES_PER_INSTRUCTION);
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(state, &buffer, length);
    for (size_t i = 0; i < length; i++) out[i] = text[i] >= first && text[i] <= last ? (char)(text[i] + by) : text[i];
    luaL_pushresultsize(&buffer, length);
    return 1;
}

static int text_lower(lua_State *state) { return change_case(state, 'A', 'Z', 'a' - 'A'); }

static int text_upper(lua_State *state) { return change_case(state, 'a', 'z', 'A' - 'a'); }

static int text_rep(lua_State *state)
{
    size_t length, separator_length;
    const char *text = luaL_checklstring(state, 1, &length);
    lua_Integer times = luaL_checkinteger(state, 2);
    const char *separator = luaL_optlstring(state, 3, "", &separator_length);
    size_t each = length + separator_length;
    if (times <= 0 || each == 0) { // nothing, however often
        lua_pushliteral(state, "");
        return 1;
    }
    if ((lua_Unsigned)times > MANDATE_LONGEST_MADE_TEXT / each)
        return mandate_sandbox_raise(state, "`rep` would make a text of more than %d bytes", MANDATE_LONGEST_MADE_TEXT);
    size_t total = (size_t)times * each - separator_length;
    mandate_sandbox_charge(state, total / BYTES_PER_INSTRUCTION + (lua_Unsigned)times);
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(state, &buffer, total);
    for (lua_Integer i = 0; i < times; i++) {
        memcpy(out, text, length);
        out += length;
        if (i + 1 < times) {
            memcpy(out, separator, separator_length);
            out += separator_length;
        }
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

static size_t digits_at(const char *format) { return strspn(format, "0123456789"); }

// Checks one conversion after its "%" and the argument it takes; returns what follows it.
static const char *check_conversion(lua_State *state, const char *format, int argument)
{
    size_t flags = strspn(format, "-+ #0");
    const char *at = format + flags;
    size_t width = digits_at(at);
    at += width;
    size_t precision = 0;
    if (*at == '.') {
        precision = digits_at(at + 1);
        at += 1 + precision;
    }
    if (flags > 5 || width > 2 || precision > 2) mandate_sandbox_raise(state, "`format` takes widths and precisions of at most 99");
    switch (*at) {
    case 'd':
    case 'i':
    case 'c':
    case 'o':
    case 'x':
    case 'X': luaL_checkinteger(state, argument); break;
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G': luaL_checknumber(state, argument); break;
    case 's': // Lua itself would print addresses of tables and functions
        luaL_checkany(state, argument);
        lua_pushcfunction(state, mandate_allowed_tostring);
        lua_pushvalue(state, argument);
        lua_call(state, 1, 1);
        lua_replace(state, argument);
        break;
    default: mandate_sandbox_raise(state, "`format` does not know \"%%%.*s\"; it takes d i c o x X a A e E f g G s and %%%%", (int)(at - format) + (*at ? 1 : 0), format);
    }
    return at + 1;
}

// Upvalue: Lua's own format.
static int text_format(lua_State *state)
{
    size_t length;
    const char *at = luaL_checklstring(state, 1, &length);
    const char *end = at + length; // a zero byte does not end a format
    int argument = 1;
    while ((at = memchr(at, '%', (size_t)(end - at))) != NULL) {
        at++;
        if (*at == '%') at++;
        else at = check_conversion(state, at, ++argument);
    }
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, lua_gettop(state) - 1, 1);
    return 1;
}

static int utf8_codepoint(lua_State *state)
{
    size_t length;
    luaL_checklstring(state, 1, &length);
    lua_Integer first = from_start(luaL_optinteger(state, 2, 1), length);
    lua_Integer last = from_start(luaL_optinteger(state, 3, first), length);
    if (last > first && last - first >= MANDATE_MOST_RESULTS)
        return mandate_sandbox_raise(state, "`utf8.codepoint` takes at most %d bytes in one call", MANDATE_MOST_RESULTS);
    lua_settop(state, 3);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, 3, LUA_MULTRET);
    return lua_gettop(state);
}

static int utf8_len(lua_State *state)
{
    size_t length;
    luaL_checklstring(state, 1, &length);
    mandate_sandbox_charge(state, length / BYTES_PER_INSTRUCTION);
    lua_settop(state, 3);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, 3, LUA_MULTRET);
    return lua_gettop(state);
}

static void add_around(lua_State *state, int standard, const char *name, lua_CFunction function)
{
    lua_getfield(state, standard, name);
    lua_pushcclosure(state, function, 1);
    lua_setfield(state, -2, name);
}

void mandate_allowed_text(lua_State *state, int standard)
{
    static const luaL_Reg own[] = {{"byte", text_byte}, {"lower", text_lower}, {"upper", text_upper}, {"rep", text_rep}, {NULL, NULL}};
    luaL_newlib(state, own);
    mandate_allowed_copy(state, standard, (const char *const[]){"len", "sub", NULL});
    add_around(state, standard, "format", text_format);
    mandate_allowed_block(state, "string.", blocked_text);
}

void mandate_allowed_utf8(lua_State *state, int standard)
{
    lua_newtable(state);
    mandate_allowed_copy(state, standard, (const char *const[]){"char", NULL});
    add_around(state, standard, "codepoint", utf8_codepoint);
    add_around(state, standard, "len", utf8_len);
    mandate_allowed_block(state, "utf8.", blocked_utf8);
}
