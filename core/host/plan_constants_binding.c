// core.plan: what nodes name by its number: calendars, spans, texts, scales and the rows of parameters; and units that are related.
#include <stdlib.h>
#include <string.h>
#include "host/plan_binding.h"

// The days listed at a key of the table at 2, which stays on the stack.
static mandate_days_listed days_listed(lua_State *L, const char *key)
{
    lua_getfield(L, 2, key);
    luaL_checktype(L, -1, LUA_TTABLE);
    size_t count = lua_rawlen(L, -1);
    mandate_date *days = lua_newuserdatauv(L, (count + 1) * sizeof *days, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -2, (lua_Integer)i + 1);
        days[i] = mandate_check_date(L, -1);
        lua_pop(L, 1);
    }
    return (mandate_days_listed){days, count};
}

// plan:calendar{ name = or nil, first =, last =, weekend = { 6, 7 }, holidays = { date… }, working = { date… } } -> index
static int calendar(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_calendar c = {0};
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "first");
    c.first = mandate_check_date(L, -1);
    lua_getfield(L, 2, "last");
    c.last = mandate_check_date(L, -1);
    lua_getfield(L, 2, "weekend");
    luaL_checktype(L, -1, LUA_TTABLE);
    for (lua_Integer i = 1, count = (lua_Integer)lua_rawlen(L, -1); i <= count; i++) {
        lua_rawgeti(L, -1, i);
        lua_Integer weekday = luaL_checkinteger(L, -1);
        if (weekday < 1 || weekday > 7) return luaL_error(L, "no weekday %d", (int)weekday);
        c.weekend |= 1U << (weekday - 1);
        lua_pop(L, 1);
    }
    if (c.weekend == 127) return luaL_error(L, "a calendar without a day of the week");
    lua_getfield(L, 2, "name");
    const char *name = luaL_optstring(L, -1, NULL);
    mandate_days_listed holidays = days_listed(L, "holidays"), working = days_listed(L, "working");
    if (!mandate_calendar_fill(&c, holidays, working, &error)) return mandate_raise_fault(L, &error);
    int id = mandate_plan_add_calendar(plan, name, &c, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:towards(what, at, back) -> what DATE_NEXT goes to, as its number; at: month * 100 + day, a weekday, or a calendar
static int towards(lua_State *L)
{
    static const char *const what[] = {"day of the year", "weekday", "working day", NULL};
    mandate_towards t = {.at = (int)luaL_checkinteger(L, 3), .back = lua_toboolean(L, 4)};
    t.what = (mandate_towards_what)luaL_checkoption(L, 2, NULL, what);
    lua_pushinteger(L, mandate_towards_pack(t));
    return 1;
}

// plan:edge(unit, last, begins) -> to which end of which period DATE_EDGE goes, as its number; begins: month * 100 + day with which a year begins
static int edge(lua_State *L)
{
    static const char *const units[] = {"month", "quarter", "week", "year", NULL};
    mandate_edge e = {.last = lua_toboolean(L, 3), .begins = (int)luaL_checkinteger(L, 4)};
    e.unit = (mandate_period_unit)luaL_checkoption(L, 2, NULL, units);
    lua_pushinteger(L, mandate_edge_pack(e));
    return 1;
}

// plan:count_span(span) -> the number for the `counted` of SPAN_OF
static int count_span(lua_State *L)
{
    mandate_error error;
    int counted = mandate_plan_count_span(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), &error);
    if (counted < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, counted);
    return 1;
}

// plan:span_of(code) -> the index of the span that is counted, and how many there are of it; nil of a span that is written out
static int span_of(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    long count;
    int span = mandate_plan_counted_span(plan, (uint32_t)luaL_checkinteger(L, 2), &count);
    if (span < 0) return 0;
    lua_pushinteger(L, span);
    lua_pushinteger(L, (lua_Integer)count);
    return 2;
}

// plan:span{ unit =, count =, round =, calendar = of working days, clear = } -> index
static int span(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "unit");
    const char *unit = luaL_checkstring(L, -1);
    mandate_span s = {.count = (long)mandate_check_integer_of(L, 2, "count", 0), .calendar = -1, .rounding = MANDATE_ROUND_DOWN};
    if (strcmp(unit, "days") == 0) s.unit = MANDATE_SPAN_DAYS;
    else if (strcmp(unit, "working_days") == 0) s.unit = MANDATE_SPAN_WORKING_DAYS;
    else {
        s.unit = MANDATE_SPAN_MONTHS;
        if (strcmp(unit, "years") == 0) s.count *= 12;
    }
    if (s.unit == MANDATE_SPAN_WORKING_DAYS) s.calendar = (int)mandate_check_integer_of(L, 2, "calendar", 0);
    lua_getfield(L, 2, "clear");
    s.clear = lua_toboolean(L, -1);
    static const char *const roundings[] = {"down", "up", "refused", NULL};
    lua_getfield(L, 2, "round");
    if (!lua_isnil(L, -1)) s.rounding = (mandate_rounding)luaL_checkoption(L, -1, NULL, roundings);
    int id = mandate_plan_add_span(plan, &s, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:texts({ text… }, match) -> index; match: "is" unless said, "starts", "ends" or "contains"
static int texts(lua_State *L)
{
    mandate_error error;
    static const char *const matches[] = {"is", "starts", "ends", "contains", NULL};
    mandate_text_match match = lua_toboolean(L, 3) ? (mandate_text_match)luaL_checkoption(L, 3, NULL, matches) : MANDATE_TEXT_IS;
    mandate_plan *plan = mandate_check_plan(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t count = lua_rawlen(L, 2);
    const char **list = lua_newuserdatauv(L, (count + 1) * sizeof *list, 0);
    size_t *lengths = lua_newuserdatauv(L, (count + 1) * sizeof *lengths, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        list[i] = luaL_checklstring(L, -1, &lengths[i]); // kept alive by the table
        lua_pop(L, 1);
    }
    int id = mandate_plan_add_texts(plan, list, lengths, count, match, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:scale({ threshold, rate, threshold, rate… }) -> index
static int scale(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    mandate_scale given = {.count = lua_rawlen(L, 2) / 2};
    given.bands = lua_newuserdatauv(L, (given.count + 1) * sizeof *given.bands, 0);
    for (size_t i = 0; i < given.count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i * 2 + 1);
        lua_rawgeti(L, 2, (lua_Integer)i * 2 + 2);
        given.bands[i] = (mandate_band){mandate_check_decimal(L, -2), mandate_check_decimal(L, -1)};
        lua_pop(L, 2);
    }
    int id = mandate_plan_add_scale(plan, &given, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:unit(unit, base, times, by): one of the unit is times / by of the base
static int unit(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_unit given = {0};
    uint32_t *const codes[] = {&given.code, &given.base};
    for (int i = 0; i < 2; i++) {
        size_t length;
        const char *name = luaL_checklstring(L, 2 + i, &length);
        if (!mandate_plan_text(plan, name, length, codes[i], &error)) return mandate_raise_fault(L, &error);
    }
    if (!mandate_factor_make(mandate_check_decimal(L, 4), mandate_check_decimal(L, 5), &given.factor)) return luaL_error(L, "a factor is above 0");
    if (!mandate_plan_add_unit(plan, &given, &error)) return mandate_raise_fault(L, &error);
    return 0;
}

// plan:text(text) -> code
static int text(lua_State *L)
{
    mandate_error error;
    size_t length;
    const char *given = luaL_checklstring(L, 2, &length);
    uint32_t code;
    if (!mandate_plan_text(mandate_check_plan(L, 1), given, length, &code, &error)) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, (lua_Integer)code);
    return 1;
}

static int compare_rows(const void *left, const void *right)
{
    const mandate_parameter_row *a = left, *b = right;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->depth > b->depth) - (a->depth < b->depth);
}

// The row of a parameter that is on top.
static void take_row(lua_State *L, mandate_parameter_row *row)
{
    int at = lua_gettop(L);
    memset(row, 0, sizeof *row);
    lua_getfield(L, at, "from");
    row->from = lua_isnil(L, -1) ? MANDATE_DATE_ALWAYS : mandate_check_date(L, -1);
    lua_getfield(L, at, "to");
    row->to = lua_isnil(L, -1) ? MANDATE_DATE_ABSENT : mandate_check_date(L, -1);
    lua_getfield(L, at, "none");
    row->none = lua_toboolean(L, -1);
    row->place = (uint32_t)mandate_check_integer_of(L, at, "place", MANDATE_CODE_ABSENT);
    row->depth = (int)mandate_check_integer_of(L, at, "depth", 0);
    row->integer = mandate_check_integer_of(L, at, "integer", 0);
    row->number = (int)mandate_check_integer_of(L, at, "number", 0);
    lua_getfield(L, at, "low");
    row->low = lua_isnil(L, -1) ? 0 : mandate_check_decimal(L, -1);
    lua_getfield(L, at, "high");
    row->high = lua_isnil(L, -1) ? row->low : mandate_check_decimal(L, -1);
    lua_getfield(L, at, "date");
    if (!lua_isnil(L, -1)) row->integer = mandate_check_date(L, -1);
    lua_settop(L, at);
}

// plan:parameter{ name =, decision =, contradicting = "exceptions" | "rows", state =, type =, choose =, rows = { { from =, to =, none =, place =, number =, depth =, low =, high =, integer =, date = } } }
// -> index
static int parameter(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_parameter p = {0};
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "type");
    p.type = mandate_check_value_type(L, luaL_checkstring(L, -1));
    lua_getfield(L, 2, "name");
    luaL_checkstring(L, -1);
    p.name = (char *)lua_tostring(L, -1); // kept alive by the table, and copied
    lua_getfield(L, 2, "decision");
    if (lua_toboolean(L, -1)) p.stands_for = MANDATE_STANDS_FOR_DECISION;
    lua_getfield(L, 2, "contradicting");
    const char *contradicting = luaL_optstring(L, -1, "");
    if (strcmp(contradicting, "exceptions") == 0) p.stands_for = MANDATE_STANDS_FOR_EXCEPTIONS;
    if (strcmp(contradicting, "rows") == 0) p.stands_for = MANDATE_STANDS_FOR_ROWS;
    lua_getfield(L, 2, "state");
    if (lua_toboolean(L, -1)) p.stands_for = MANDATE_STANDS_FOR_STATE;
    lua_getfield(L, 2, "periods");
    if (lua_toboolean(L, -1)) p.stands_for = MANDATE_STANDS_FOR_PERIODS;
    lua_getfield(L, 2, "months");
    if (lua_toboolean(L, -1)) p.stands_for = MANDATE_STANDS_FOR_MONTHS;
    lua_getfield(L, 2, "choose");
    const char *choose = luaL_optstring(L, -1, "nearest");
    p.choose = strcmp(choose, "lower") == 0 ? MANDATE_CHOOSE_LOWER : strcmp(choose, "higher") == 0 ? MANDATE_CHOOSE_HIGHER : MANDATE_CHOOSE_NEAREST;
    lua_getfield(L, 2, "rows");
    luaL_checktype(L, -1, LUA_TTABLE);
    int list = lua_gettop(L);
    p.row_count = lua_rawlen(L, list);
    p.rows = lua_newuserdatauv(L, (p.row_count + 1) * sizeof *p.rows, 0);
    for (size_t i = 0; i < p.row_count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        take_row(L, &p.rows[i]);
        lua_pop(L, 1);
    }
    qsort(p.rows, p.row_count, sizeof *p.rows, compare_rows);
    int id = mandate_plan_add_parameter(plan, &p, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

void mandate_bind_plan_constants(lua_State *L)
{
    static const luaL_Reg methods[] = {{"calendar", calendar},   {"towards", towards}, {"edge", edge},   {"count_span", count_span},
                                       {"span_of", span_of},     {"span", span},       {"texts", texts}, {"text", text},
                                       {"parameter", parameter}, {"scale", scale},     {"unit", unit},   {NULL, NULL}};
    mandate_add_methods(L, MANDATE_PLAN_CLASS, methods);
}
