// core.run: executing a plan and taking values out.
#include <math.h>
#include <string.h>
#include "host/binding.h"
#include "host/calls.h"
#include "model/memory.h"
#include "verdict/wanting.h"

#define RUN "mandate.run"

typedef struct run_box {
    mandate_run *run;
    mandate_plan *plan;
    mandate_calls **calls; // of each thread, as long as the run lives
    size_t calls_count, calls_capacity;
} run_box;

static run_box *check_run(lua_State *L) { return luaL_checkudata(L, 1, RUN); }

mandate_run *mandate_check_run(lua_State *L, int index)
{
    run_box *box = luaL_checkudata(L, index, RUN);
    return box->run;
}

// Where the files of a pack's functions lie on the stack, while a run is made.
typedef struct functions_at {
    lua_State *L;
    int index;
    run_box *box;
} functions_at;

static void *open_calls(void *context, mandate_error *error)
{
    functions_at *at = context;
    run_box *box = at->box;
    mandate_calls **grown = mandate_grow(box->calls, box->calls_count, &box->calls_capacity, sizeof *grown, error);
    if (!grown) return NULL;
    box->calls = grown;
    mandate_calls *calls = mandate_calls_create(at->L, at->index, box->plan, error);
    if (calls) box->calls[box->calls_count++] = calls;
    return calls;
}

static void close_calls(void *calls) { mandate_calls_destroy(calls); }

const int32_t *mandate_check_run_dates(lua_State *L, int index, int node)
{
    const run_box *box = luaL_checkudata(L, index, RUN);
    luaL_argcheck(L, node >= 0 && node < mandate_plan_node_count(box->plan), index, "no such node");
    const int32_t *dates = mandate_run_dates(box->run, node);
    luaL_argcheck(L, dates, index, "no dates were kept");
    return dates;
}

static uint32_t count_option(lua_State *L, const char *name)
{
    lua_getfield(L, 2, name);
    lua_Integer count = luaL_optinteger(L, -1, 0);
    luaL_argcheck(L, count >= 0 && count <= UINT32_MAX, 2, name);
    lua_pop(L, 1);
    return (uint32_t)count;
}

static bool yes_option(lua_State *L, const char *name)
{
    lua_getfield(L, 2, name);
    bool yes = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return yes;
}

// run(plan, { keep_all, missing, profile, block, threads, functions, rows }) -> run
static int create(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    mandate_run_options options = {.keep_all = yes_option(L, "keep_all"),
                                   .missing = yes_option(L, "missing"),
                                   .profile = yes_option(L, "profile"),
                                   .block = count_option(L, "block"),
                                   .threads = count_option(L, "threads")};
    run_box *box = lua_newuserdatauv(L, sizeof *box, 1);
    memset(box, 0, sizeof *box);
    box->plan = plan;
    luaL_setmetatable(L, RUN);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    int self = lua_gettop(L);
    lua_getfield(L, 2, "functions");
    functions_at at = {.L = L, .index = lua_gettop(L), .box = box};
    if (lua_istable(L, -1)) {
        options.call = mandate_calls_run;
        options.call_open = open_calls;
        options.call_close = close_calls;
        options.call_context = &at;
    }
    lua_getfield(L, 2, "rows");
    if (!lua_isnil(L, -1)) {
        options.follows = mandate_rows_have_reasons(mandate_check_rows(L, -1));
        options.format = mandate_rows_format;
        options.format_context = mandate_check_rows(L, -1);
        options.write = mandate_sink_write;
        options.write_context = mandate_check_rows_sink(L, -1);
    }
    box->run = mandate_run_create(plan, &options, &error);
    if (!box->run) return mandate_push_error(L, &error);
    lua_pushvalue(L, self);
    return 1;
}

static int collect(lua_State *L)
{
    run_box *box = check_run(L);
    mandate_run_destroy(box->run);
    box->run = NULL;
    mandate_free(box->calls);
    box->calls = NULL;
    return 0;
}

static void set_date(lua_State *L, const char *key, mandate_date date)
{
    if (!mandate_date_is(date)) return;
    mandate_push_date(L, date);
    lua_setfield(L, -2, key);
}

// { low =, high =, low_open =, high_open = }; an end that is missing is nil.
static void push_range(lua_State *L, const mandate_value *value)
{
    lua_createtable(L, 0, 4);
    if (!isinf(value->low)) {
        mandate_push_decimal(L, value->low);
        lua_setfield(L, -2, "low");
    }
    if (!isinf(value->high)) {
        mandate_push_decimal(L, value->high);
        lua_setfield(L, -2, "high");
    }
    lua_pushboolean(L, value->low_open);
    lua_setfield(L, -2, "low_open");
    lua_pushboolean(L, value->high_open);
    lua_setfield(L, -2, "high_open");
}

// Pushes the state ("known", "absent", "unknown", "range") and the value: a boolean, a number, a range, an ISO date, a text, a record, or
// a verdict as a table.
static int push_value(lua_State *L, const run_box *box, const mandate_value *value)
{
    static const char *const states[] = {"known", "absent", "unknown", "range"};
    size_t length;
    const char *text;
    lua_pushstring(L, states[value->state]);
    if (value->type == MANDATE_VALUE_VERDICT) {
        if (value->status >= MANDATE_STATUS_COUNT) return 1; // not visible
        lua_createtable(L, 0, 8);
        lua_pushstring(L, mandate_status_names[value->status]);
        lua_setfield(L, -2, "status");
        set_date(L, "due", value->due);
        set_date(L, "done", value->done);
        set_date(L, "next", value->next);
        set_date(L, "since", value->since);
        set_date(L, "arises", value->arises);
        return 2;
    }
    if (value->state == MANDATE_STATE_RANGE) {
        push_range(L, value);
        return 2;
    }
    if (value->state != MANDATE_STATE_KNOWN) return 1;
    switch (value->type) {
    case MANDATE_VALUE_CONDITION: lua_pushboolean(L, value->yes); break;
    case MANDATE_VALUE_NUMBER: mandate_push_decimal(L, value->low); break;
    case MANDATE_VALUE_DATE: mandate_push_date(L, value->date); break;
    case MANDATE_VALUE_TEXT:
        text = mandate_plan_text_of(box->plan, value->code, &length);
        lua_pushlstring(L, text, length);
        break;
    default: lua_pushinteger(L, (lua_Integer)value->code); break;
    }
    return 2;
}

static int check_node(lua_State *L, const run_box *box)
{
    lua_Integer node = luaL_checkinteger(L, 2);
    luaL_argcheck(L, node >= 0 && node < mandate_plan_node_count(box->plan), 2, "no such node");
    return (int)node;
}

static int value(lua_State *L)
{
    const run_box *box = check_run(L);
    int node = check_node(L, box);
    if (!mandate_run_has(box->run, node, false)) return 0; // nothing depended on it
    uint32_t record = (uint32_t)luaL_checkinteger(L, 3);
    mandate_value v = mandate_run_value(box->run, node, record);
    int count = push_value(L, box, &v);
    if (v.type == MANDATE_VALUE_VERDICT && v.status == MANDATE_IN_ERROR) {
        lua_pushstring(L, mandate_run_failure(box->run, node, record));
        lua_setfield(L, -2, "failure");
    }
    return count;
}

// holding(node, kind) -> the records of the kind for which a condition that was kept is true, and for how many it is unknown
static int holding(lua_State *L)
{
    const run_box *box = check_run(L);
    int node = check_node(L, box), kind = mandate_check_kind(L, mandate_snapshot_model(mandate_plan_snapshot(box->plan)), 3);
    luaL_argcheck(L, mandate_run_has(box->run, node, false), 2, "not kept");
    uint32_t records = (uint32_t)mandate_plan_records(box->plan, kind);
    lua_Integer count = 0, unknown = 0;
    lua_newtable(L);
    for (uint32_t record = 0; record < records; record++) {
        mandate_value v = mandate_run_value(box->run, node, record);
        if (v.state == MANDATE_STATE_UNKNOWN) unknown++;
        if (v.state != MANDATE_STATE_KNOWN || !v.yes) continue;
        lua_pushinteger(L, (lua_Integer)record);
        lua_rawseti(L, -2, ++count);
    }
    lua_pushinteger(L, unknown);
    return 2;
}

// count(node) -> for how many records a condition that was kept is true
static int count(lua_State *L)
{
    const run_box *box = check_run(L);
    int node = check_node(L, box);
    luaL_argcheck(L, mandate_run_has(box->run, node, false), 2, "not kept");
    lua_pushinteger(L, (lua_Integer)mandate_run_count(box->run, node));
    return 1;
}

// statuses(node) -> { status = records } of a judged node
static int statuses(lua_State *L)
{
    const run_box *box = check_run(L);
    uint64_t counts[MANDATE_STATUS_COUNT];
    mandate_run_tally(box->run, check_node(L, box), counts);
    lua_createtable(L, 0, MANDATE_STATUS_COUNT);
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++) {
        if (counts[s] == 0) continue;
        lua_pushinteger(L, (lua_Integer)counts[s]);
        lua_setfield(L, -2, mandate_status_names[s]);
    }
    return 1;
}

// failures() -> { { text = of the first, records = how many }… }, one for each node whose calls failed
static int failures(lua_State *L)
{
    const run_box *box = check_run(L);
    lua_Integer count = 0;
    lua_newtable(L);
    for (int node = 0; node < mandate_plan_node_count(box->plan); node++) {
        const char *first;
        if (mandate_plan_node(box->plan, node)->op != MANDATE_OP_CALL) continue;
        size_t records = mandate_run_failed_calls(box->run, node, &first);
        if (records == 0) continue;
        lua_createtable(L, 0, 2);
        lua_pushstring(L, first);
        lua_setfield(L, -2, "text");
        lua_pushinteger(L, (lua_Integer)records);
        lua_setfield(L, -2, "records");
        lua_rawseti(L, -2, ++count);
    }
    return 1;
}

static lua_Integer microseconds(double milliseconds) { return (lua_Integer)(milliseconds * 1000); }

// work() -> { passes, blocks, threads, microseconds }
static int work(lua_State *L)
{
    mandate_run_work done = mandate_run_work_done(check_run(L)->run);
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, (lua_Integer)done.passes);
    lua_setfield(L, -2, "passes");
    lua_pushinteger(L, (lua_Integer)done.blocks);
    lua_setfield(L, -2, "blocks");
    lua_pushinteger(L, (lua_Integer)done.threads);
    lua_setfield(L, -2, "threads");
    lua_pushinteger(L, microseconds(done.milliseconds));
    lua_setfield(L, -2, "microseconds");
    return 1;
}

// functions() -> { { calls =, microseconds = }… } by the pack's numbers of its functions; of all threads together
static int functions(lua_State *L)
{
    const run_box *box = check_run(L);
    size_t count = box->run && box->calls_count > 0 ? mandate_calls_functions(box->calls[0]) : 0;
    lua_createtable(L, (int)count, 0);
    for (size_t f = 1; f <= count; f++) {
        mandate_call_cost sum = {0, 0};
        for (size_t t = 0; t < box->calls_count; t++) {
            mandate_call_cost of = mandate_calls_cost(box->calls[t], (int)f);
            sum.calls += of.calls;
            sum.nanoseconds += of.nanoseconds;
        }
        lua_createtable(L, 0, 2);
        lua_pushinteger(L, (lua_Integer)sum.calls);
        lua_setfield(L, -2, "calls");
        lua_pushinteger(L, (lua_Integer)(sum.nanoseconds / 1000));
        lua_setfield(L, -2, "microseconds");
        lua_rawseti(L, -2, (lua_Integer)f);
    }
    return 1;
}

// looks() -> { ["kind.field"] = how often the pack's functions looked at its cells }, of all threads together
static int looks(lua_State *L)
{
    const run_box *box = check_run(L);
    const mandate_model *model = mandate_snapshot_model(mandate_plan_snapshot(box->plan));
    lua_newtable(L);
    for (int k = 0; k < mandate_model_kind_count(model); k++) {
        const mandate_kind *kind = mandate_model_kind(model, k);
        for (int f = 0; f < kind->field_count; f++) {
            uint64_t sum = 0;
            for (size_t t = 0; t < box->calls_count; t++) sum += mandate_calls_looks(box->calls[t], k, f);
            if (sum == 0) continue;
            lua_pushfstring(L, "%s.%s", kind->name, kind->fields[f].name);
            lua_pushinteger(L, (lua_Integer)sum);
            lua_rawset(L, -3);
        }
    }
    return 1;
}

// cost(node) -> microseconds, rows, demand: the node under whose condition it is asked for, the name of a kind whose owners alone are asked, nil everywhere, false where not
// at all
static int cost(lua_State *L)
{
    const run_box *box = check_run(L);
    int node = check_node(L, box), by_rows_of, demand = mandate_run_demand(box->run, node, &by_rows_of);
    mandate_node_cost spent = mandate_run_cost(box->run, node);
    lua_pushinteger(L, microseconds(spent.milliseconds));
    lua_pushinteger(L, (lua_Integer)spent.rows);
    if (demand >= 0) lua_pushinteger(L, demand);
    else if (demand == -2) lua_pushboolean(L, 0);
    else if (by_rows_of >= 0) lua_pushstring(L, mandate_model_kind(mandate_snapshot_model(mandate_plan_snapshot(box->plan)), by_rows_of)->name);
    else lua_pushnil(L);
    return 3;
}

// The texts of what is missing, in the words { parameter, decision, calendar, on, in, units, before } of the table at an index.
static void push_missing(lua_State *L, const run_box *box, const mandate_missing *missing, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    const mandate_wanting_words words = mandate_check_wanting_words(L, index);
    lua_createtable(L, missing->count, 0);
    for (int i = 0; i < missing->count; i++) {
        size_t length = mandate_wanting_text(box->plan, missing, i, &words, NULL, 0);
        luaL_Buffer buffer;
        char *text = luaL_buffinitsize(L, &buffer, length + 1);
        mandate_wanting_text(box->plan, missing, i, &words, text, length + 1);
        luaL_pushresultsize(&buffer, length);
        lua_rawseti(L, -2, i + 1);
    }
}

// wanting(node, record, words) -> { { name, more = true where it is wanting on other days or in other places, too, count = of how many records or nil, kind =,
// first = the first of them, day = where no version of the first is in force yet, the day on which it was asked }… }, the causes of a verdict's being unknown
static int wanting(lua_State *L)
{
    const run_box *box = check_run(L);
    mandate_missing found;
    mandate_run_missing_of(box->run, check_node(L, box), (uint32_t)luaL_checkinteger(L, 3), &found);
    const mandate_model *model = mandate_snapshot_model(mandate_plan_snapshot(box->plan));
    push_missing(L, box, &found, 4);
    lua_createtable(L, found.count, 0);
    for (int i = 0, causes = 0; i < found.count; i++) {
        int cause = mandate_missing_cause(&found, i);
        if (cause < i) continue;
        lua_createtable(L, 1, 4);
        lua_rawgeti(L, -3, i + 1);
        lua_rawseti(L, -2, 1);
        bool more = false;
        for (int j = i + 1; j < found.count; j++) more = more || mandate_missing_cause(&found, j) == i;
        lua_pushboolean(L, more);
        lua_setfield(L, -2, "more");
        if (found.records[i] > 0) {
            lua_pushinteger(L, found.records[i]);
            lua_setfield(L, -2, "count");
            lua_pushstring(L, mandate_model_kind(model, found.of[i])->name);
            lua_setfield(L, -2, "kind");
            lua_pushinteger(L, found.first[i]);
            lua_setfield(L, -2, "first");
        }
        if (mandate_wanting_is_before(&found, i)) {
            mandate_push_date(L, found.day[i]);
            lua_setfield(L, -2, "day");
        }
        lua_rawseti(L, -2, ++causes);
    }
    return 1;
}

// A list beside what is missing: { parameter, day, decision = true, exceptions = true, rows = true, state = true, periods = true or calendar = true where it is one } of each item that is
// a parameter, decision, state or calendar, or exceptions or rows that contradict each other, false of others.
static void push_parameters(lua_State *L, const run_box *box, const mandate_missing *missing)
{
    lua_createtable(L, missing->count, 0);
    for (int i = 0; i < missing->count; i++) {
        lua_pushboolean(L, 0);
        if (mandate_missing_is_dated(missing->kind[i])) {
            bool calendar = missing->kind[i] == MANDATE_MISSING_CALENDAR;
            lua_pop(L, 1);
            lua_createtable(L, 0, 7);
            lua_pushstring(L, calendar ? mandate_plan_calendar_name(box->plan, missing->field[i]) : mandate_plan_parameter_name(box->plan, missing->field[i]));
            lua_setfield(L, -2, "parameter");
            lua_pushboolean(L, !calendar && mandate_plan_parameter_is_decision(box->plan, missing->field[i]));
            lua_setfield(L, -2, "decision");
            lua_pushboolean(L, !calendar && mandate_plan_parameter_is_exceptions(box->plan, missing->field[i]));
            lua_setfield(L, -2, "exceptions");
            lua_pushboolean(L, !calendar && mandate_plan_parameter_is_rows(box->plan, missing->field[i]));
            lua_setfield(L, -2, "rows");
            lua_pushboolean(L, !calendar && mandate_plan_parameter_is_state(box->plan, missing->field[i]));
            lua_setfield(L, -2, "state");
            lua_pushboolean(L, !calendar && mandate_plan_parameter_is_periods(box->plan, missing->field[i]));
            lua_setfield(L, -2, "periods");
            lua_pushboolean(L, !calendar && mandate_plan_parameter_is_months(box->plan, missing->field[i]));
            lua_setfield(L, -2, "months");
            lua_pushboolean(L, calendar);
            lua_setfield(L, -2, "calendar");
            if (mandate_date_is(missing->day[i])) {
                mandate_push_date(L, missing->day[i]);
                lua_setfield(L, -2, "day");
            }
        }
        lua_rawseti(L, -2, i + 1);
    }
}

// missing_of(node, record, words) -> { "enterprise.size", "parameter ceiling on 2005-03-01", … }, { false, { parameter = "ceiling", day = "2005-03-01" }, … }, and
// whether there was no room for more
static int missing_of(lua_State *L)
{
    const run_box *box = check_run(L);
    mandate_missing missing;
    mandate_run_missing_of(box->run, check_node(L, box), (uint32_t)luaL_checkinteger(L, 3), &missing);
    push_missing(L, box, &missing, 4);
    push_parameters(L, box, &missing);
    lua_pushboolean(L, missing.count == MANDATE_MISSING_FIELDS);
    return 3;
}

// focus(kind, record)
static int focus(lua_State *L)
{
    mandate_error error;
    const run_box *box = check_run(L);
    int kind = mandate_check_kind(L, mandate_snapshot_model(mandate_plan_snapshot(box->plan)), 2);
    if (!mandate_run_focus(box->run, kind, (uint32_t)luaL_checkinteger(L, 3), &error)) return mandate_push_error(L, &error);
    lua_pushboolean(L, 1);
    return 1;
}

// rows(space) -> { { record, outer row or nil }… } inside the focus; rows count from 0
static int rows(lua_State *L)
{
    const run_box *box = check_run(L);
    int space = (int)luaL_checkinteger(L, 2);
    size_t count = mandate_run_focus_rows(box->run, space);
    bool pairs = mandate_plan_space(box->plan, space)->outer >= 0;
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_createtable(L, 2, 0);
        lua_pushinteger(L, (lua_Integer)mandate_run_focus_record(box->run, space, i));
        lua_rawseti(L, -2, 1);
        if (pairs) {
            lua_pushinteger(L, (lua_Integer)mandate_run_focus_outer(box->run, space, i));
            lua_rawseti(L, -2, 2);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

// inspect(node, row) -> state, value…
static int inspect(lua_State *L)
{
    const run_box *box = check_run(L);
    int node = check_node(L, box);
    if (!mandate_run_has(box->run, node, true)) return 0;
    mandate_value v = mandate_run_inspect(box->run, node, (size_t)luaL_checkinteger(L, 3));
    return push_value(L, box, &v);
}

// parameter_row(node, record, row of pairs or nil) -> the number of the row from which a parameter has its value, or nil
static int parameter_row(lua_State *L)
{
    const run_box *box = check_run(L);
    int node = check_node(L, box), space = mandate_plan_node(box->plan, node)->space;
    size_t rows = mandate_run_focus_rows(box->run, space), row = (size_t)luaL_optinteger(L, 4, 0);
    if (lua_isnoneornil(L, 4) && rows > 0) row = (size_t)luaL_checkinteger(L, 3) - mandate_run_focus_record(box->run, space, 0);
    int number = row < rows ? mandate_run_parameter_row(box->run, node, row) : 0;
    if (number == 0) return 0;
    lua_pushinteger(L, number);
    return 1;
}

static int missing(lua_State *L)
{
    const run_box *box = check_run(L);
    mandate_missing found;
    mandate_error error;
    if (!mandate_run_missing(box->run, check_node(L, box), (size_t)luaL_checkinteger(L, 3), &found, &error)) return mandate_push_error(L, &error);
    push_missing(L, box, &found, 4);
    return 1;
}

void mandate_bind_run(lua_State *L)
{
    static const luaL_Reg methods[] = {{"value", value},     {"holding", holding}, {"count", count},         {"statuses", statuses}, {"failures", failures},
                                       {"work", work},       {"cost", cost},       {"functions", functions}, {"looks", looks},       {"missing_of", missing_of},
                                       {"wanting", wanting}, {"focus", focus},     {"rows", rows},           {"inspect", inspect},   {"parameter_row", parameter_row},
                                       {"missing", missing}, {NULL, NULL}};
    mandate_bind_class(L, RUN, methods, collect, create, "run");
}
