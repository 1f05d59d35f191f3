// core.run_pack, for the module `mandate.core` of the host state.
#include <errno.h>
#include <inttypes.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>
#include "host/binding.h"
#include "host/document_hash.h"
#include "host/pack.h"

// What a call holds in C. It lives in a userdata, so that Lua frees it also when an error of the host state cuts the call short.
typedef struct call {
    mandate_pack_result result;
    mandate_pack_limits limits;
} call;

static int clear_call(lua_State *state)
{
    call *held = lua_touserdata(state, 1);
    mandate_pack_result_clear(&held->result);
    return 0;
}

static call *new_call(lua_State *state)
{
    call *held = lua_newuserdatauv(state, sizeof *held, 0);
    memset(held, 0, sizeof *held);
    held->limits = mandate_pack_default_limits();
    lua_createtable(state, 0, 1);
    lua_pushcfunction(state, clear_call);
    lua_setfield(state, -2, "__gc");
    lua_setmetatable(state, -2);
    return held;
}

static uint64_t limit(lua_State *state, int options, const char *name, uint64_t otherwise)
{
    uint64_t value = otherwise;
    if (lua_getfield(state, options, name) != LUA_TNIL) {
        if (!lua_isinteger(state, -1) || lua_tointeger(state, -1) <= 0) luaL_error(state, "run_pack: option `%s` must be a whole number above 0", name);
        value = (uint64_t)lua_tointeger(state, -1);
    }
    lua_pop(state, 1);
    return value;
}

static void read_options(lua_State *state, int options, mandate_pack_limits *limits)
{
    if (lua_isnoneornil(state, options)) return;
    luaL_checktype(state, options, LUA_TTABLE);
    limits->loading.memory = (size_t)limit(state, options, "memory", limits->loading.memory);
    limits->loading.traffic = limit(state, options, "traffic", limits->loading.traffic);
    limits->loading.instructions = limit(state, options, "instructions", limits->loading.instructions);
    limits->document.depth = (size_t)limit(state, options, "depth", limits->document.depth);
    limits->document.values = (size_t)limit(state, options, "values", limits->document.values);
    limits->document.bytes = (size_t)limit(state, options, "bytes", limits->document.bytes);
}

static const char *text_field(lua_State *state, lua_Integer file, const char *name, size_t *length)
{
    lua_pushstring(state, name);
    if (lua_rawget(state, -2) != LUA_TSTRING) // raw: what a metamethod makes, nobody would hold
        luaL_error(state, "run_pack: file %I must be { name = \"…\", text = \"…\" }", file);
    const char *text = lua_tolstring(state, -1, length);
    lua_pop(state, 1); // the caller's table holds it on
    return text;
}

// Pushes a userdata that holds the array.
static mandate_pack_file *read_files(lua_State *state, int files, size_t *count)
{
    luaL_checktype(state, files, LUA_TTABLE);
    *count = (size_t)lua_rawlen(state, files);
    mandate_pack_file *list = lua_newuserdatauv(state, (*count + 1) * sizeof *list, 0);
    for (size_t i = 0; i < *count; i++) {
        if (lua_rawgeti(state, files, (lua_Integer)i + 1) != LUA_TTABLE)
            luaL_error(state, "run_pack: file %I must be { name = \"…\", text = \"…\" }", (lua_Integer)i + 1);
        size_t length;
        list[i].name = text_field(state, (lua_Integer)i + 1, "name", &length);
        list[i].text = text_field(state, (lua_Integer)i + 1, "text", &list[i].length);
        lua_pop(state, 1);
    }
    return list;
}

// Pushes the file's text, or returns false with the error filled.
static bool push_file(lua_State *state, const char *path, mandate_error *error)
{
    enum { MOST = 4 << 20 };
    char *bytes = lua_newuserdatauv(state, MOST, 0); // before the file is open: a Lua error must not leave it so
    FILE *file = fopen(path, "rb");
    if (!file) return mandate_fail(error, MANDATE_ERROR_IO, "the prelude `%s` cannot be opened: %s; install mandate again", path, strerror(errno));
    size_t length = fread(bytes, 1, MOST, file);
    bool good = !ferror(file) && length < MOST;
    fclose(file);
    if (!good) return mandate_fail(error, MANDATE_ERROR_IO, "the prelude `%s` cannot be read; install mandate again", path);
    lua_pushlstring(state, bytes, length);
    return true;
}

// run_pack(files, prelude_path, options) -> document, hash | nil, err
//   files    array of { name = "notice-1996.lua", text = "…" }, run in this order
//   options  nil or { memory = bytes, traffic = bytes, instructions =, depth =, values =, bytes = }
//   hash     sixteen hexadecimal digits: packs that registered the same have the same; nil where the pack has no function, since a worker alone asks for it
//   err      the first failure; err.errors: all of them; err.document: what was registered anyway
static int run_pack(lua_State *state)
{
    const char *prelude_path = luaL_checkstring(state, 2);
    lua_settop(state, 3);
    call *held = new_call(state);
    read_options(state, 3, &held->limits);
    mandate_pack_files pack = {0};
    pack.files = read_files(state, 1, &pack.count);
    mandate_error error;
    if (!push_file(state, prelude_path, &error)) return mandate_push_error(state, &error);
    pack.prelude.name = "prelude";
    pack.prelude.text = lua_tolstring(state, -1, &pack.prelude.length);

    bool good = mandate_pack_run(&pack, &held->limits, &held->result, &error);
    const mandate_pack_result *result = &held->result;
    if (good) {
        char hash[17];
        mandate_document_push(state, &result->document);
        if (result->document.function_count > 0) {
            snprintf(hash, sizeof hash, "%016" PRIx64, mandate_document_hash(&result->document));
            lua_pushstring(state, hash);
        } else {
            lua_pushnil(state);
        }
        mandate_pack_result_clear(&held->result); // the document is in Lua now; no need to wait for the collector
        return 2;
    }
    mandate_push_error(state, &error);
    lua_createtable(state, (int)result->error_count, 0);
    for (size_t i = 0; i < result->error_count; i++) {
        mandate_push_error(state, &result->errors[i]);
        lua_rawseti(state, -3, (lua_Integer)i + 1);
        lua_pop(state, 1);
    }
    lua_setfield(state, -2, "errors");
    if (result->document.table_count > 0) {
        mandate_document_push(state, &result->document);
        lua_setfield(state, -2, "document");
    }
    mandate_pack_result_clear(&held->result);
    return 2;
}

void mandate_bind_pack(lua_State *L)
{
    lua_pushcfunction(L, run_pack);
    lua_setfield(L, -2, "run_pack");
}
