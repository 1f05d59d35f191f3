#include "host/pack.h"

#include <lauxlib.h>
#include <string.h>
#include "host/allowed.h"
#include "host/position.h"
#include "model/memory.h"

// Addresses that are keys of the registry.
static const char environment_key;
static const char finish_key;
static const char functions_key;

mandate_pack_limits mandate_pack_default_limits(void)
{
    size_t memory = (size_t)64 << 20;
    return (mandate_pack_limits){.loading = {.memory = memory, .traffic = 64 * (uint64_t)memory, .instructions = 200000000},
                                 .document = mandate_document_default_limits()};
}

void mandate_pack_result_clear(mandate_pack_result *result)
{
    mandate_document_clear(&result->document);
    mandate_free(result->errors);
    memset(result, 0, sizeof *result);
}

// position(): the file and the line of the innermost running function of the pack, and whether that is a function of the file and not the file itself.
static int position(lua_State *state)
{
    lua_Debug activation;
    for (int level = 1; lua_getstack(state, level, &activation); level++) {
        lua_getinfo(state, "S", &activation);
        if (!mandate_position_is_pack(&activation)) continue;
        lua_getinfo(state, "l", &activation);
        lua_pushstring(state, activation.source + 1);
        lua_pushinteger(state, activation.currentline > 0 ? activation.currentline : 0);
        lua_pushboolean(state, strcmp(activation.what, "Lua") == 0);
        return 3;
    }
    lua_pushstring(state, mandate_sandbox_of(state)->file);
    lua_pushinteger(state, 0);
    return 2;
}

// Pushes the compiled chunk, or raises the compiler's error at its place. Compiled code is refused: mode "t".
static void push_chunk(lua_State *state, const mandate_pack_file *file, const char *chunk_name)
{
    int status = luaL_loadbufferx(state, file->text, file->length, chunk_name, "t");
    if (status == LUA_OK) return;
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    if (status == LUA_ERRSYNTAX) {
        mandate_position place;
        const char *message = mandate_position_strip_compiled(lua_tostring(state, -1), file->name, &place);
        if (file->length > 0 && file->text[0] == LUA_SIGNATURE[0]) message = "the file is compiled Lua; a pack is made of texts, which can be read and checked";
        mandate_fail(&sandbox->fault, sandbox->code, "%s", message);
        mandate_fail_at(&sandbox->fault, place.file, place.line, 0);
    } else {
        mandate_sandbox_outcome(sandbox, status, &sandbox->fault); // a limit
    }
    lua_pushlightuserdata(state, sandbox); // the report leaves it alone: the fault is told already
    lua_error(state);
}

static void expect(lua_State *state, int type, const char *name)
{
    if (lua_type(state, -1) != type) mandate_sandbox_raise(state, "the prelude must return a table with `%s`", name);
}

// Calls the visitor at 1 with file, first and last line of a running function, and name and value of one of its variables, which is on the stack's top.
static void visit(lua_State *state, const lua_Debug *activation, const char *name)
{
    lua_pushvalue(state, 1);
    lua_pushstring(state, activation->source + 1);
    lua_pushinteger(state, activation->linedefined);
    lua_pushinteger(state, activation->lastlinedefined);
    lua_pushstring(state, name);
    lua_rotate(state, -6, -1); // the value behind them
    lua_call(state, 5, 0);
}

// variables(visit): what the pack's running functions, but for its files themselves, have in hand.
static int variables(lua_State *state)
{
    lua_Debug activation;
    luaL_checkstack(state, 8, NULL);
    for (int level = 0; lua_getstack(state, level, &activation); level++) {
        lua_getinfo(state, "Sf", &activation);
        if (mandate_position_is_pack(&activation) && strcmp(activation.what, "Lua") == 0) {
            const char *name;
            for (int i = 1; (name = lua_getlocal(state, &activation, i)) != NULL; i++) visit(state, &activation, name);
            for (int i = 1; (name = lua_getupvalue(state, -1, i)) != NULL; i++) {
                if (strcmp(name, "_ENV") == 0) lua_pop(state, 1); // its globals, which are no variable
                else visit(state, &activation, name);
            }
        }
        lua_pop(state, 1);
    }
    return 0;
}

static int run_prelude(lua_State *state)
{
    const mandate_pack_file *prelude = lua_touserdata(state, 1);
    push_chunk(state, prelude, "=prelude");
    mandate_allowed_push_trusted(state);
    lua_pushcfunction(state, position);
    lua_setfield(state, -2, "position");
    lua_pushcfunction(state, variables);
    lua_setfield(state, -2, "variables");
    mandate_allowed_forget(state);
    lua_call(state, 1, 1);
    expect(state, LUA_TTABLE, "environment");
    lua_getfield(state, -1, "environment");
    expect(state, LUA_TTABLE, "environment");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &environment_key);
    lua_getfield(state, -1, "finish");
    expect(state, LUA_TFUNCTION, "finish");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &finish_key);
    return 0;
}

static int run_file(lua_State *state)
{
    const mandate_pack_file *file = lua_touserdata(state, 1);
    push_chunk(state, file, lua_pushfstring(state, "@%s", file->name));
    lua_rawgetp(state, LUA_REGISTRYINDEX, &environment_key);
    lua_setupvalue(state, -2, 1); // the first upvalue of a chunk is its globals
    lua_call(state, 0, 0);
    return 0;
}

typedef struct finishing {
    const mandate_document_limits *limits;
    mandate_document *document;
} finishing;

static int finish(lua_State *state)
{
    finishing *job = lua_touserdata(state, 1);
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &finish_key);
    lua_call(state, 0, 1);
    if (!mandate_document_copy(state, -1, job->limits, job->document, &sandbox->fault)) {
        lua_pushlightuserdata(state, sandbox);
        return lua_error(state);
    }
    lua_rawsetp(state, LUA_REGISTRYINDEX, &functions_key);
    return 0;
}

// The list of failures may itself find no memory: then the first failure is still in `error`.
static void add_error(mandate_pack_result *result, const mandate_error *failure, mandate_error *error)
{
    if (error && error->code == MANDATE_OK) *error = *failure;
    mandate_error *moved = mandate_grow(result->errors, result->error_count, &result->error_capacity, sizeof *result->errors, NULL);
    if (!moved) return;
    result->errors = moved;
    result->errors[result->error_count++] = *failure;
}

// Whether the failure would only repeat itself in everything that follows.
static bool spent(const mandate_sandbox *sandbox)
{
    return sandbox->cause == MANDATE_CAUSE_INSTRUCTIONS || sandbox->cause == MANDATE_CAUSE_TRAFFIC || sandbox->cause == MANDATE_CAUSE_MACHINE;
}

bool mandate_pack_load(mandate_sandbox *sandbox, const mandate_pack_files *pack, const mandate_document_limits *limits, mandate_pack_result *result, mandate_error *error)
{
    mandate_error failure;
    bool good = true;
    if (error) error->code = MANDATE_OK;
    sandbox->code = MANDATE_ERROR_PACK;
    sandbox->file = pack->prelude.name;
    if (!mandate_sandbox_protect(sandbox, run_prelude, (void *)(uintptr_t)&pack->prelude, &failure)) {
        add_error(result, &failure, error);
        return false;
    }
    for (size_t i = 0; i < pack->count; i++) {
        sandbox->file = pack->files[i].name;
        if (mandate_sandbox_protect(sandbox, run_file, (void *)(uintptr_t)&pack->files[i], &failure)) continue;
        add_error(result, &failure, error);
        good = false;
        if (spent(sandbox)) return false;
    }
    sandbox->file = NULL;
    finishing job = {limits, &result->document};
    if (!mandate_sandbox_protect(sandbox, finish, &job, &failure)) {
        add_error(result, &failure, error);
        good = false;
    }
    return good;
}

bool mandate_pack_run(const mandate_pack_files *pack, const mandate_pack_limits *limits, mandate_pack_result *result, mandate_error *error)
{
    mandate_error own;
    if (!error) error = &own;
    mandate_sandbox *sandbox = mandate_sandbox_create(&limits->loading, error);
    if (!sandbox) {
        mandate_error failure = *error;
        add_error(result, &failure, NULL);
        return false;
    }
    bool good = mandate_pack_load(sandbox, pack, &limits->document, result, error);
    mandate_sandbox_destroy(sandbox);
    return good;
}

void mandate_pack_push_functions(lua_State *state) { lua_rawgetp(state, LUA_REGISTRYINDEX, &functions_key); }

void mandate_pack_push_environment(lua_State *state) { lua_rawgetp(state, LUA_REGISTRYINDEX, &environment_key); }

void mandate_pack_forget(lua_State *state)
{
    const char *const keys[] = {&environment_key, &finish_key, &functions_key};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        lua_pushnil(state);
        lua_rawsetp(state, LUA_REGISTRYINDEX, keys[i]);
    }
}
