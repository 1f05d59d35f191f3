#include "host/worker.h"

#include <inttypes.h>
#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "host/document_hash.h"
#include "host/seal.h"
#include "model/memory.h"
#include "model/number.h"

// Fixed places on the stack of a worker's state.
enum { REPORT = 1, FUNCTIONS, ROWS, ABOUTS, BASE = ABOUTS };

struct mandate_worker {
    mandate_sandbox *sandbox;
    mandate_row_scope rows;
    mandate_sandbox_limits call_limits;
    size_t function_count;
    uint64_t calls;
    mandate_date as_of; // that all of ABOUTS tell
};

// Addresses that are keys of the registry.
static const char functions_key;
static const char abouts_key;

mandate_worker_limits mandate_worker_default_limits(void)
{
    return (mandate_worker_limits){.loading = mandate_pack_default_limits(),
                                   .call = {.memory = (size_t)16 << 20, .traffic = (uint64_t)256 << 20, .instructions = 1000000}};
}

// Preparation ------------------------------------------------------------------------------------------------------

static int refuse_about_change(lua_State *state) { return mandate_sandbox_raise(state, "the second argument of a rule's function is read-only"); }

static int refuse_about_name(lua_State *state)
{
    return mandate_sandbox_raise(state, "the second argument of a rule's function has `as_of`, the day of the judgement, and, where the rule is judged "
                                        "per year, quarter or month, `period` with `from`, `to` and `label`; it has nothing else");
}

static void set_date(lua_State *state, const char *name, mandate_date date)
{
    char text[11];
    mandate_date_format(date, text);
    lua_pushstring(state, text);
    lua_setfield(state, -2, name);
}

// Replaces the table on top by one that cannot be changed: an empty table in front of it.
static void close_about(lua_State *state)
{
    lua_createtable(state, 0, 1);
    lua_pushcfunction(state, refuse_about_name);
    lua_setfield(state, -2, "__index");
    lua_setmetatable(state, -2);
    lua_newtable(state);
    lua_createtable(state, 0, 3);
    lua_rotate(state, -3, -1);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, refuse_about_change);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
}

typedef struct about {
    mandate_date as_of;
    const mandate_view_period *period;
} about;

static int make_about(lua_State *state)
{
    const about *wanted = lua_touserdata(state, 1);
    lua_createtable(state, 0, 2);
    set_date(state, "as_of", wanted->as_of);
    if (wanted->period) {
        lua_createtable(state, 0, 3);
        set_date(state, "from", wanted->period->from);
        set_date(state, "to", wanted->period->to);
        lua_pushstring(state, wanted->period->label);
        lua_setfield(state, -2, "label");
        close_about(state);
        lua_setfield(state, -2, "period");
    }
    close_about(state);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &abouts_key);
    lua_insert(state, -2);
    lua_rawsetp(state, -2, wanted->period);
    return 0;
}

static int forget_abouts(lua_State *state)
{
    lua_newtable(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &abouts_key);
    return 0;
}

static int make_rows(lua_State *state)
{
    mandate_row_make_ahead(state);
    return 0;
}

static int prepare(lua_State *state)
{
    mandate_row_open(state);
    mandate_row_make_ahead(state);
    lua_newtable(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &abouts_key);
    mandate_pack_push_functions(state);
    mandate_pack_push_environment(state);
    mandate_seal(state, -2, -1);
    lua_pop(state, 1);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &functions_key);
    mandate_pack_forget(state);
    lua_gc(state, LUA_GCCOLLECT); // the language's half is not needed any more
    return 0;
}

static bool load(mandate_worker *worker, const mandate_pack_files *pack, const mandate_pack_limits *limits, uint64_t expected_hash, mandate_error *error)
{
    mandate_pack_result result = {0};
    bool good = mandate_pack_load(worker->sandbox, pack, &limits->document, &result, error);
    worker->function_count = result.document.function_count;
    uint64_t hash = mandate_document_hash(&result.document);
    mandate_pack_result_clear(&result);
    if (good && hash != expected_hash)
        return mandate_fail(error, MANDATE_ERROR_PACK,
                            "the pack registered other rules when it was loaded again (%016" PRIx64 ", not %016" PRIx64
                            "): its files or the program changed meanwhile; start again",
                            hash, expected_hash);
    return good;
}

mandate_worker *mandate_worker_create(const mandate_pack_files *pack, uint64_t expected_hash, const mandate_worker_limits *limits, mandate_error *error)
{
    mandate_worker_limits defaults = mandate_worker_default_limits();
    if (!limits) limits = &defaults;
    mandate_worker *worker = mandate_new(1, sizeof *worker, error);
    if (!worker) return NULL;
    worker->sandbox = mandate_sandbox_create(&limits->loading.loading, error);
    if (!worker->sandbox || !load(worker, pack, &limits->loading, expected_hash, error)) goto failed;
    worker->sandbox->owner = &worker->rows;
    worker->sandbox->code = MANDATE_ERROR_FUNCTION;
    worker->rows.next_row = 1;
    worker->as_of = MANDATE_DATE_ABSENT;
    if (!mandate_sandbox_protect(worker->sandbox, prepare, NULL, error)) goto failed;
    worker->call_limits = limits->call;
    worker->call_limits.memory += worker->sandbox->used;

    lua_State *state = worker->sandbox->state;
    lua_settop(state, 0);
    lua_pushcfunction(state, mandate_sandbox_report);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &functions_key);
    mandate_row_push_ahead(state);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &abouts_key);
    return worker;
failed:
    mandate_worker_destroy(worker);
    return NULL;
}

void mandate_worker_destroy(mandate_worker *worker)
{
    if (!worker) return;
    mandate_sandbox_destroy(worker->sandbox);
    mandate_free(worker->rows.asked);
    mandate_free(worker);
}

size_t mandate_worker_functions(const mandate_worker *worker) { return worker->function_count; }

// What a worker makes while it works is not charged to a call.
static bool make(mandate_worker *worker, lua_CFunction function, void *argument, mandate_error *error)
{
    mandate_sandbox_pause pause = mandate_sandbox_suspend(worker->sandbox);
    bool done = mandate_sandbox_protect(worker->sandbox, function, argument, error);
    mandate_sandbox_resume(worker->sandbox, pause, 0);
    return done;
}

// Calls ------------------------------------------------------------------------------------------------------------

// Puts the function's own place into an error that has none, or none inside a file.
static bool fail_in_function(mandate_worker *worker, int function, mandate_error *error)
{
    lua_State *state = worker->sandbox->state;
    lua_Debug activation;
    lua_rawgeti(state, FUNCTIONS, function);
    lua_getinfo(state, ">S", &activation);
    if (error && error->file[0] == '\0') mandate_fail_at(error, activation.source + 1, activation.linedefined, 0);
    lua_settop(state, BASE);
    return false;
}

static bool wrong_result(lua_State *state, const char *wanted, mandate_error *error)
{
    int type = lua_type(state, -1);
    char shown[48] = "";
    if (type == LUA_TSTRING) snprintf(shown, sizeof shown, " \"%.40s\"", lua_tostring(state, -1));
    else if (type == LUA_TNUMBER && !isfinite(lua_tonumber(state, -1)))
        snprintf(shown, sizeof shown, " that is %s", isnan(lua_tonumber(state, -1)) ? "none (NaN)" : "infinite");
    return mandate_fail(error, MANDATE_ERROR_FUNCTION, "the function must return %s; it returned %s%s%s", wanted,
                        type == LUA_TNIL ? "nothing" : lua_typename(state, type), shown, type == LUA_TNIL ? ": is there a path through it without `return`?" : "");
}

// The value on top becomes the result.
static bool take_result(lua_State *state, mandate_type wanted, mandate_worker_result *result, mandate_error *error)
{
    *result = (mandate_worker_result){.state = MANDATE_CELL_ABSENT, .missing_kind = -1, .missing_field = -1};
    int type = lua_type(state, -1);
    if (wanted == MANDATE_YESNO) {
        if (type != LUA_TBOOLEAN) return wrong_result(state, "true or false", error);
        result->state = MANDATE_CELL_KNOWN;
        result->yes = lua_toboolean(state, -1);
        return true;
    }
    if (type == LUA_TNIL) return true;
    if (wanted == MANDATE_NUMBER) {
        if (type != LUA_TNUMBER || !isfinite(mandate_number_round(lua_tonumber(state, -1))))
            return wrong_result(state, "a number, or nil where there is none (a division by 0 gives no number)", error);
        result->number = mandate_number_round(lua_tonumber(state, -1)); // Lua's binary fractions end here
    } else {
        size_t length = 0;
        const char *text = type == LUA_TSTRING ? lua_tolstring(state, -1, &length) : "";
        result->date = mandate_date_parse(text, length);
        if (result->date == MANDATE_DATE_ABSENT) return wrong_result(state, "a date such as \"2003-12-31\", or nil where there is none", error);
    }
    result->state = MANDATE_CELL_KNOWN;
    return true;
}

static bool use_view(mandate_worker *worker, const mandate_view *view, mandate_error *error)
{
    lua_State *state = worker->sandbox->state;
    if (worker->rows.view != view) {
        mandate_row_forget_names(&worker->rows);
        worker->rows.view = view;
    }
    if (worker->as_of == view->as_of) return true;
    if (!make(worker, forget_abouts, NULL, error)) return false;
    worker->as_of = view->as_of;
    lua_rawgetp(state, LUA_REGISTRYINDEX, &abouts_key);
    lua_replace(state, ABOUTS);
    return true;
}

// Made once for each period, outside the budget of any call.
static bool provide_about(mandate_worker *worker, const mandate_view_period *period, mandate_error *error)
{
    lua_State *state = worker->sandbox->state;
    bool made = lua_rawgetp(state, ABOUTS, period) != LUA_TNIL;
    lua_pop(state, 1);
    about wanted = {worker->as_of, period};
    return made || make(worker, make_about, &wanted, error);
}

static bool rows_left(const mandate_worker *worker) { return worker->rows.next_row + MANDATE_ROWS_A_CALL - 1 <= MANDATE_ROWS_AHEAD; }

static bool provide_rows(mandate_worker *worker, mandate_error *error)
{
    bool reusable = mandate_seal_check(worker->sandbox->state, NULL);
    if (!reusable && !make(worker, make_rows, NULL, error)) return false;
    worker->rows.next_row = 1;
    return true;
}

// Calls in one protected stretch: entering it costs more than a call.
typedef struct stretch {
    mandate_worker *worker;
    const mandate_worker_calls *calls;
    mandate_worker_result *results;
    size_t at; // the call that runs
    bool mistaken; // it returned what it must not
    mandate_error *error;
} stretch;

static int run_stretch(lua_State *state)
{
    enum { STRETCH = 1, FUNCTION, STRETCH_ROWS, STRETCH_ABOUT };
    stretch *run = lua_touserdata(state, STRETCH);
    mandate_worker *worker = run->worker;
    const mandate_worker_calls *calls = run->calls;
    mandate_row_scope *rows = &worker->rows;
    for (; run->at < calls->count && rows_left(worker); run->at++) {
        mandate_sandbox_allow(worker->sandbox, &worker->call_limits);
        if (rows->view->begin) rows->view->begin(rows->view->context, run->at);
        lua_pushvalue(state, FUNCTION);
        mandate_row_begin(state, rows, STRETCH_ROWS, ++worker->calls, calls->kind, calls->records[run->at]);
        lua_pushvalue(state, STRETCH_ABOUT);
        lua_call(state, 2, 1);
        rows->call = 0;
        run->mistaken = !take_result(state, calls->wanted, &run->results[run->at], run->error);
        if (run->mistaken) break;
        lua_settop(state, STRETCH_ABOUT);
    }
    return 0;
}

// What the function itself did wrong costs the result of this call. What it used beyond its budget ends the run: whoever loops for one record may loop for
// a million.
static bool costs_its_result(stretch *run, mandate_error *error)
{
    const mandate_view *view = run->worker->rows.view;
    if (!view->failed || error->code != MANDATE_ERROR_FUNCTION) return false;
    mandate_error failure = *error;
    run->mistaken = false;
    run->results[run->at] = (mandate_worker_result){.state = MANDATE_CELL_UNKNOWN, .missing_kind = -1, .missing_field = -1};
    return view->failed(view->context, run->at++, &failure, error);
}

// Runs until rows must be provided, a call fails or an unknown cell ends one.
static bool run_some(stretch *run, mandate_error *error)
{
    mandate_worker *worker = run->worker;
    mandate_row_scope *rows = &worker->rows;
    lua_State *state = worker->sandbox->state;
    lua_pushcfunction(state, run_stretch);
    lua_pushlightuserdata(state, run);
    lua_rawgeti(state, FUNCTIONS, run->calls->function);
    lua_pushvalue(state, ROWS);
    lua_rawgetp(state, ABOUTS, run->calls->period);
    int status = lua_pcall(state, 4, 0, REPORT);
    rows->call = 0;
    bool good = true;
    if (status == LUA_ERRRUN && lua_touserdata(state, -1) == rows) {
        run->results[run->at++] = (mandate_worker_result){
            .state = MANDATE_CELL_UNKNOWN, .missing_kind = rows->unknown.kind, .missing_field = rows->unknown.field, .missing_record = rows->unknown.record};
    } else if (status != LUA_OK || run->mistaken) {
        if (status != LUA_OK) mandate_sandbox_outcome(worker->sandbox, status, error);
        fail_in_function(worker, run->calls->function, error);
        good = costs_its_result(run, error);
    }
    lua_settop(state, BASE);
    return good;
}

bool mandate_worker_run(mandate_worker *worker, const mandate_worker_calls *calls, const mandate_view *view, mandate_worker_result *results, mandate_error *error)
{
    if (calls->function < 1 || (size_t)calls->function > worker->function_count)
        return mandate_fail(error, MANDATE_ERROR_FUNCTION, "the pack has no function %d", calls->function);
    mandate_sandbox_allow(worker->sandbox, &worker->call_limits);
    if (worker->as_of != view->as_of || worker->rows.view != view) {
        if (!use_view(worker, view, error)) return false;
    }
    if (!provide_about(worker, calls->period, error)) return false;
    stretch run = {.worker = worker, .calls = calls, .results = results, .error = error};
    while (run.at < calls->count) {
        if (!rows_left(worker) && !provide_rows(worker, error)) return false;
        if (!run_some(&run, error)) return false;
    }
    return true;
}

bool mandate_worker_check(mandate_worker *worker, mandate_error *error) { return mandate_seal_check(worker->sandbox->state, error); }
