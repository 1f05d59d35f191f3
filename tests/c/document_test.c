// What leaves the state of a pack: copied, told where it cannot be, the same again in another state, and with the same hash.
#include "harness.h"

#include <lauxlib.h>
#include <lualib.h>
#include "host/document.h"
#include "host/document_hash.h"
#include "model/memory.h"

static const mandate_document_limits *limits;

// A state in which `script` ran; its result is on top of the stack.
static lua_State *state_with(const char *script)
{
    lua_State *state = luaL_newstate();
    luaL_openlibs(state);
    if (luaL_loadbuffer(state, script, strlen(script), "@rules.lua") != LUA_OK || lua_pcall(state, 0, 1, 0) != LUA_OK) printf("  %s\n", lua_tostring(state, -1));
    return state;
}

static bool copy(const char *script, mandate_document *document, mandate_error *error)
{
    memset(document, 0, sizeof *document);
    lua_State *state = state_with(script);
    int top = lua_gettop(state);
    mandate_document_limits defaults = mandate_document_default_limits();
    bool good = mandate_document_copy(state, -1, limits ? limits : &defaults, document, error);
    CHECK(lua_gettop(state) == top + (good ? 1 : 0));
    lua_close(state);
    return good;
}

static uint64_t hash_of(const char *script)
{
    mandate_document document;
    mandate_error error;
    uint64_t hash = copy(script, &document, &error) ? mandate_document_hash(&document) : 0;
    mandate_document_clear(&document);
    return hash;
}

// Copies what the script returns into another state and runs `question` there with it as argument.
static bool arrives(const char *script, const char *question)
{
    mandate_document document;
    mandate_error error;
    if (!copy(script, &document, &error)) {
        printf("  %s\n", error.message);
        return false;
    }
    lua_State *state = luaL_newstate();
    luaL_openlibs(state);
    luaL_loadstring(state, question);
    mandate_document_push(state, &document);
    bool good = lua_pcall(state, 1, 0, 0) == LUA_OK;
    if (!good) printf("  %s\n", lua_tostring(state, -1));
    lua_close(state);
    mandate_document_clear(&document);
    return good;
}

static bool is_refused(const char *script, mandate_code code, const char *words)
{
    mandate_document document;
    mandate_error error = {0};
    bool good = copy(script, &document, &error);
    if (good || error.code != code || !strstr(error.message, words) || document.table_count != 0) printf("  %s\n", good ? "was copied" : error.message);
    bool refused = !good && error.code == code && strstr(error.message, words) && document.table_count == 0;
    mandate_document_clear(&document);
    return refused;
}

static void values(void)
{
    CHECK(arrives("return { 1, 2.5, 'x', true, false, n = { -3, '' }, ['a b'] = 'zero\\0byte', [-1] = 9 }",
                  "local d = ... assert(d[1] == 1 and math.type(d[1]) == 'integer' and d[2] == 2.5 and d[3] == 'x' and d[4] == true "
                  "and d[5] == false and d.n[1] == -3 and d.n[2] == '' and d['a b'] == 'zero\\0byte' and d[-1] == 9 and #d == 5)"));
    CHECK(arrives("return { math.huge, 1e300, 2.0 }", "local d = ... assert(d[1] == math.huge and d[2] == 1e300 and math.type(d[3]) == 'float')"));
    CHECK(arrives("return {}", "local d = ... assert(next(d) == nil)"));
    CHECK(arrives("return setmetatable({ 1 }, { __index = function() return 5 end })", "local d = ... assert(d[1] == 1 and d[2] == nil)"));
}

static void sharing(void)
{
    CHECK(arrives("local s = { 1 } return { a = s, b = { s }, c = s }", "local d = ... assert(d.a == d.c and d.b[1] == d.a)"));
    CHECK(arrives("local s = { 1 } return { a = { 1 }, b = s }", "local d = ... assert(d.a ~= d.b)"));
    mandate_document document;
    mandate_error error;
    CHECK(copy("local s = {} for i = 1, 40 do s = { s, s } end return s", &document, &error));
    CHECK(document.table_count == 41); // and not two to the power of 40
    mandate_document_clear(&document);
}

static void cycles(void)
{
    CHECK(is_refused("local t = { rules = { {} } } t.rules[1].applies = t return t", MANDATE_ERROR_PACK, "rules[1].applies is a table that contains itself"));
    CHECK(is_refused("local t = {} t[1] = t return t", MANDATE_ERROR_PACK, "[1] is a table that contains itself"));
}

static void refused(void)
{
    CHECK(is_refused("return { a = { coroutine.create(print) } }", MANDATE_ERROR_PACK, "a[1] is a coroutine"));
    CHECK(is_refused("return { a = io.stdout }", MANDATE_ERROR_PACK, "a is an object of the program"));
    CHECK(is_refused("return { f = print }", MANDATE_ERROR_PACK, "f is a function of Lua itself"));
    CHECK(is_refused("return { a = 0 / 0 }", MANDATE_ERROR_PACK, "a is no number"));
    CHECK(is_refused("return { a = { [{}] = 1 } }", MANDATE_ERROR_PACK, "a has a table as a key"));
    CHECK(is_refused("return { a = { [1.5] = 1 } }", MANDATE_ERROR_PACK, "a has a fraction as a key"));
    CHECK(is_refused("return { a = { [true] = 1 } }", MANDATE_ERROR_PACK, "a has a boolean as a key"));
    CHECK(is_refused("return 7", MANDATE_ERROR_PACK, "the result is no table"));
}

static void limited(void)
{
    mandate_document_limits few = {.depth = 5, .values = 100, .bytes = 1000};
    limits = &few;
    CHECK(is_refused("return { a = { b = { c = { d = { e = { f = 1 } } } } } }", MANDATE_ERROR_LIMIT, "a.b.c.d.e.f"));
    CHECK(is_refused("local t = {} for i = 1, 60 do t[i] = i end return t", MANDATE_ERROR_LIMIT, "more than 100 keys and values"));
    CHECK(is_refused("return { ('x'):rep(1001) }", MANDATE_ERROR_LIMIT, "more than 1000 bytes of text"));
    CHECK(is_refused("local t = {} for i = 1, 40 do t[i] = ('x'):rep(30) .. i end return t", MANDATE_ERROR_LIMIT, "bytes of text"));
    CHECK(arrives("return { a = { b = { c = { d = 1 } } } }", "local d = ... assert(d.a.b.c.d == 1)"));
    limits = NULL;
    CHECK(is_refused("local t = {} for i = 1, 5000 do t = { t } end return t", MANDATE_ERROR_LIMIT, "tables inside each other"));
    CHECK(arrives("local t = {} for i = 1, 900 do t = { t } end return t", "local d, n = ..., 0 while d[1] do d, n = d[1], n + 1 end assert(n == 900)"));
}

static void functions(void)
{
    CHECK(arrives("local f = function()\n return 1\nend\nlocal g = function() end\nreturn { b = g, a = f, c = { f } }",
                  "local d = ... assert(d.a.op == 'function' and d.a.index == 1 and d.a.file == 'rules.lua' and d.a.line == 1 "
                  "and d.a.last_line == 3 and d.b.index == 2 and d.b.line == 4 and d.c[1] == d.a)"));
    lua_State *state = state_with("return { z = function() return 'z' end, y = { function() return 'y' end } }");
    mandate_document document = {0};
    mandate_document_limits defaults = mandate_document_default_limits();
    mandate_error error;
    NEED(mandate_document_copy(state, -1, &defaults, &document, &error));
    CHECK(document.function_count == 2);
    lua_rawgeti(state, -1, 1);
    lua_call(state, 0, 1);
    CHECK_TEXT(lua_tostring(state, -1), "y");
    lua_pop(state, 1);
    lua_rawgeti(state, -1, 2);
    lua_call(state, 0, 1);
    CHECK_TEXT(lua_tostring(state, -1), "z");
    lua_close(state);
    mandate_document_clear(&document);
}

static void order(void)
{
    mandate_document document;
    mandate_error error;
    NEED(copy("return { zebra = 1, [3] = 1, apple = 1, [0] = 1, [1] = 1, [2] = 1, [-7] = 1, [9] = 1, Zoo = 1, ape = 1 }", &document, &error));
    static const char *const texts[] = {"Zoo", "ape", "apple", "zebra"};
    static const int64_t numbers[] = {1, 2, 3, 9, -7, 0};
    const mandate_document_table *table = &document.tables[0];
    CHECK(table->count == 10);
    CHECK(table->list == 3);
    for (size_t i = 0; i < 6; i++) CHECK(document.entries[table->first + i].key.integer == numbers[i]);
    for (size_t i = 0; i < 4; i++) CHECK_TEXT(mandate_document_bytes(&document, &document.entries[table->first + 6 + i].key), texts[i]);
    mandate_document_clear(&document);
}

static void hashes(void)
{
    CHECK(hash_of("return { a = 1, b = 2, c = { 3 } }") == hash_of("local t = {} t.c = { 3 } t.b = 2 t.a = 1 return t"));
    CHECK(hash_of("return { a = 1 }") != hash_of("return { a = 2 }"));
    CHECK(hash_of("return { a = 1 }") != hash_of("return { a = 1.0 }"));
    CHECK(hash_of("return { a = 1 }") != hash_of("return { a = '1' }"));
    CHECK(hash_of("return { a = 1 }") != hash_of("return { b = 1 }"));
    CHECK(hash_of("return { 'ab', 'c' }") != hash_of("return { 'a', 'bc' }"));
    CHECK(hash_of("local s = {} return { s, s }") != hash_of("return { {}, {} }"));
    CHECK(hash_of("return { function() end }") != hash_of("return {\nfunction() end }"));
    CHECK(hash_of("return { 'enterprise', { 1, 2.5, true } }") == UINT64_C(0xDA206E1D0235C278)); // the same on every machine, for ever
}

#ifdef MANDATE_TESTING
static void allocations(void)
{
    bool good = false;
    size_t n = 0;
    while (!good && n < 100) {
        mandate_document document = {0};
        mandate_error error;
        mandate_document_limits defaults = mandate_document_default_limits();
        lua_State *state = state_with("local t = { f = function() end } for i = 1, 200 do t[i] = { i, 'text ' .. i } end return t");
        mandate_fail_allocation(++n);
        good = mandate_document_copy(state, -1, &defaults, &document, &error);
        mandate_fail_allocation(0);
        CHECK(good || (error.code == MANDATE_ERROR_MEMORY && document.tables == NULL));
        mandate_document_clear(&document);
        lua_close(state);
    }
    CHECK(good && n > 8);
}
#endif

int main(void)
{
    static const test tests[] = {
        {"Values arrive as they were", values},
        {"Shared tables stay shared", sharing},
        {"A table that contains itself is refused with its path", cycles},
        {"What cannot stand in a rule is refused with its path", refused},
        {"Depth, size and texts are limited", limited},
        {"Functions are numbered in the order of the first visit and stay behind", functions},
        {"Keys come in one order: 1, 2, 3, other numbers, texts", order},
        {"The hash tells documents apart and nothing else", hashes},
#ifdef MANDATE_TESTING
        {"Each allocation of a copy may fail", allocations},
#endif
    };
    return RUN(tests);
}
