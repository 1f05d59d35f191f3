#include "host/sandbox.h"

#include <assert.h>
#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "host/allowed.h"
#include "host/position.h"
#include "model/memory.h"
#include "model/number.h"
#include "model/text.h"

enum {
    STEP = 100, // instructions between two looks at the budget; the period does not change the price of counting
    MOST_REFUSALS = 16, // a script that lives at its memory limit makes Lua collect everything again and again
    UNCOLLECTED = 8 << 20, // bytes up to which looking for garbage costs more than the garbage
    TEXT_SHARE = 16 // comparing two equal long texts is one instruction, so texts are kept short
};

// The allocator ----------------------------------------------------------------------------------------------------

static void *refuse(mandate_sandbox *sandbox, mandate_sandbox_cause cause)
{
    sandbox->refusal = cause;
    sandbox->refusals++;
    return NULL;
}

// Shrinking and freeing never fail: Lua relies on it. Where block is NULL, old_size is not a size but the type of what is made.
static void *allocate(void *user_data, void *block, size_t old_size, size_t size)
{
    mandate_sandbox *sandbox = user_data;
    bool is_text = !block && old_size == LUA_TSTRING;
    if (!block) old_size = 0;
    if (size == 0) {
        mandate_pool_resize(&sandbox->pool, block, old_size, 0);
        sandbox->used -= old_size;
        return NULL;
    }
    if (size > old_size) {
        if (sandbox->armed) {
            size_t growth = size - old_size;
            size_t most = sandbox->limits.memory + sandbox->own;
            if (growth > most || sandbox->used > most - growth) return refuse(sandbox, MANDATE_CAUSE_MEMORY);
            if (is_text && size > sandbox->limits.memory / TEXT_SHARE) return refuse(sandbox, MANDATE_CAUSE_TEXT);
            if (sandbox->traffic + size > sandbox->limits.traffic) return refuse(sandbox, MANDATE_CAUSE_TRAFFIC);
        }
        sandbox->traffic += size;
    }
    void *moved = mandate_pool_resize(&sandbox->pool, block, old_size, size);
    if (!moved) return refuse(sandbox, MANDATE_CAUSE_MACHINE);
    sandbox->used = sandbox->used - old_size + size;
    return moved;
}

// The budget of instructions ---------------------------------------------------------------------------------------

static void count(lua_State *state, lua_Debug *activation);

static void stop(lua_State *state, mandate_sandbox_cause cause)
{
    mandate_sandbox_of(state)->cause = cause;
    lua_sethook(state, count, LUA_MASKCOUNT, 1); // whatever goes on after this is stopped at its first instruction
}

static void out_of_instructions(lua_State *state)
{
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    if (sandbox->refusals > MOST_REFUSALS) {
        stop(state, MANDATE_CAUSE_MEMORY);
        mandate_sandbox_raise(state, "the script needs more than the %zu bytes of memory it may use; keep less in tables and texts", sandbox->limits.memory);
    }
    stop(state, MANDATE_CAUSE_INSTRUCTIONS);
    mandate_sandbox_raise(state, "the script ran longer than the %llu instructions it may; look for a loop that does not end",
                          (unsigned long long)sandbox->limits.instructions);
}

// A function that calls itself with one argument more each time copies them all each time, which no count of instructions sees. In one step
// at most STEP functions can have been entered, so whoever ran since the last look and still holds its arguments is among these levels.
static void check_arguments(lua_State *state)
{
    lua_Debug activation;
    for (int level = 0; level < STEP && lua_getstack(state, level, &activation); level++) {
        if (!lua_getlocal(state, &activation, -(MANDATE_MOST_ARGUMENTS + 1))) continue;
        stop(state, MANDATE_CAUSE_ARGUMENTS);
        mandate_sandbox_raise(state, "a function was called with more than %d arguments; put them into a table", MANDATE_MOST_ARGUMENTS);
    }
}

static void collect(mandate_sandbox *sandbox)
{
    sandbox->collects = true;
    lua_gc(sandbox->state, LUA_GCRESTART);
}

static void count(lua_State *state, lua_Debug *activation)
{
    (void)activation;
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    sandbox->executed += STEP;
    if (!sandbox->collects && (sandbox->used > UNCOLLECTED || sandbox->used > sandbox->limits.memory / 4)) collect(sandbox);
    if (sandbox->executed >= sandbox->limits.instructions || sandbox->refusals > MOST_REFUSALS) out_of_instructions(state);
    check_arguments(state);
}

void mandate_sandbox_charge(lua_State *state, uint64_t work)
{
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    sandbox->executed += work;
    if (sandbox->executed >= sandbox->limits.instructions) out_of_instructions(state);
}

void mandate_sandbox_charge_memory(lua_State *state, size_t size)
{
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    sandbox->traffic += size;
    if (sandbox->traffic <= sandbox->limits.traffic) return;
    stop(state, MANDATE_CAUSE_TRAFFIC);
    mandate_sandbox_raise(state, "the script asked for sets of rows too often, more than %llu bytes in all; keep a set in a local and use it again",
                          (unsigned long long)sandbox->limits.traffic);
}

void mandate_sandbox_allow(mandate_sandbox *sandbox, const mandate_sandbox_limits *limits)
{
    sandbox->limits = *limits;
    sandbox->armed = true;
    sandbox->traffic = 0;
    sandbox->executed = 0;
    sandbox->refusals = 0;
    sandbox->cause = MANDATE_CAUSE_NONE;
    lua_sethook(sandbox->state, count, LUA_MASKCOUNT, STEP); // also begins a new step, so that earlier calls do not show
}

// Errors -----------------------------------------------------------------------------------------------------------

int mandate_sandbox_raise(lua_State *state, const char *format, ...)
{
    char message[MANDATE_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    lua_pushstring(state, message);
    return lua_error(state);
}

// The error value is the script's and may be anything. Nothing here allocates, or the error would be lost in another one.
int mandate_sandbox_report(lua_State *state)
{
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    if (lua_islightuserdata(state, 1)) return 1; // the owner's own signal
    mandate_position position = mandate_position_innermost(state);
    char made[96];
    const char *message = made;
    if (lua_type(state, 1) == LUA_TSTRING) {
        message = mandate_position_strip(state, lua_tostring(state, 1), &position);
    } else if (lua_isinteger(state, 1)) {
        snprintf(made, sizeof made, LUA_INTEGER_FMT, lua_tointeger(state, 1));
    } else if (lua_type(state, 1) == LUA_TNUMBER) {
        mandate_number_format(lua_tonumber(state, 1), made);
    } else {
        snprintf(made, sizeof made, "the script raised an error that is a %s; give `error` a text that says what is wrong", luaL_typename(state, 1));
    }
    bool limited = sandbox->cause != MANDATE_CAUSE_NONE && sandbox->cause != MANDATE_CAUSE_BLOCKED;
    size_t valid = mandate_utf8_valid(message, strlen(message)); // not every text is fit to be printed
    int length = valid < MANDATE_MESSAGE_SIZE ? (int)valid : MANDATE_MESSAGE_SIZE;
    mandate_fail(&sandbox->fault, limited ? MANDATE_ERROR_LIMIT : sandbox->code, "%.*s", length, message);
    mandate_fail_at(&sandbox->fault, position.file ? position.file : sandbox->file, position.line, 0);
    return 1;
}

static bool out_of_memory(mandate_sandbox *sandbox, mandate_error *error)
{
    sandbox->cause = sandbox->refusal;
    switch (sandbox->refusal) {
    case MANDATE_CAUSE_TEXT:
        mandate_fail(error, MANDATE_ERROR_LIMIT, "the script made a text of more than %zu bytes; make shorter ones", sandbox->limits.memory / TEXT_SHARE);
        break;
    case MANDATE_CAUSE_TRAFFIC:
        mandate_fail(error, MANDATE_ERROR_LIMIT, "the script asked for memory too often, more than %llu bytes in all; look for a loop that makes tables or texts",
                     (unsigned long long)sandbox->limits.traffic);
        break;
    case MANDATE_CAUSE_MEMORY:
        mandate_fail(error, MANDATE_ERROR_LIMIT,
                     "the script needs more than the %zu bytes of memory it may use; keep less in tables and texts, and look for calls without end",
                     sandbox->limits.memory);
        break;
    default: mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while a rule script ran; close other programs");
    }
    return mandate_fail_at(error, sandbox->file, 0, 0);
}

bool mandate_sandbox_outcome(mandate_sandbox *sandbox, int status, mandate_error *error)
{
    if (status == LUA_OK) return true;
    if (status == LUA_ERRMEM) return out_of_memory(sandbox, error);
    if (status == LUA_ERRRUN) {
        if (error) *error = sandbox->fault;
        return false;
    }
    mandate_fail(error, MANDATE_ERROR_LIMIT, "the script failed where its error could not be told, as calls without end do");
    return mandate_fail_at(error, sandbox->file, 0, 0);
}

bool mandate_sandbox_protect(mandate_sandbox *sandbox, lua_CFunction function, void *argument, mandate_error *error)
{
    lua_State *state = sandbox->state;
    sandbox->cause = MANDATE_CAUSE_NONE; // what happened to an earlier call is not this one's fault
    lua_sethook(state, count, LUA_MASKCOUNT, STEP);
    lua_pushcfunction(state, mandate_sandbox_report); // functions without upvalues and light userdata take no memory
    int handler = lua_gettop(state);
    lua_pushcfunction(state, function);
    lua_pushlightuserdata(state, argument);
    int status = lua_pcall(state, 1, 0, handler);
    lua_settop(state, handler - 1);
    return mandate_sandbox_outcome(sandbox, status, error);
}

// Life -------------------------------------------------------------------------------------------------------------

static int set_up(lua_State *state)
{
    mandate_allowed_open(state);
    return 0;
}

mandate_sandbox *mandate_sandbox_create(const mandate_sandbox_limits *limits, mandate_error *error)
{
    mandate_sandbox *sandbox = mandate_new(1, sizeof *sandbox, error);
    if (!sandbox) return NULL;
    sandbox->code = MANDATE_ERROR_PACK;
    sandbox->state = lua_newstate(allocate, sandbox);
    if (!sandbox->state) {
        mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory: no room for a Lua state; close other programs");
        mandate_sandbox_destroy(sandbox);
        return NULL;
    }
    *(mandate_sandbox **)lua_getextraspace(sandbox->state) = sandbox;
    lua_gc(sandbox->state, LUA_GCSTOP);
    sandbox->limits = *limits;
    sandbox->limits.instructions = UINT64_MAX;
    if (!mandate_sandbox_protect(sandbox, set_up, NULL, error)) {
        mandate_sandbox_destroy(sandbox);
        return NULL;
    }
    // Armed only now, so that a small limit stops the script and not the set-up; and armed to the very end, lua_close included.
    mandate_sandbox_allow(sandbox, limits);
    return sandbox;
}

void mandate_sandbox_destroy(mandate_sandbox *sandbox)
{
    if (!sandbox) return;
    sandbox->pool.ending = true;
    if (sandbox->state) lua_close(sandbox->state);
    assert(sandbox->used == 0);
    mandate_pool_clear(&sandbox->pool);
    mandate_free(sandbox);
}
