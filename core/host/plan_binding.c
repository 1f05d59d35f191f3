// core.plan: the builder that lowering uses. Its arguments come from our own Lua, so a wrong one is a fault of ours and raises.
#include <stdlib.h>
#include <string.h>
#include "host/binding.h"
#include "model/memory.h"
#include "model/rank.h"
#include "model/rounding.h"

#define PLAN "mandate.plan"

mandate_plan *mandate_check_plan(lua_State *L, int index)
{
    mandate_plan_box *box = luaL_checkudata(L, index, PLAN);
    return box->plan;
}

// plan(snapshot, as_of)
static int create(lua_State *L)
{
    mandate_error error;
    mandate_snapshot *snapshot = mandate_check_snapshot(L, 1);
    mandate_date as_of = mandate_check_date(L, 2);
    mandate_plan_box *box = lua_newuserdatauv(L, sizeof *box, 1);
    box->plan = NULL;
    luaL_setmetatable(L, PLAN);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    box->plan = mandate_plan_create(snapshot, as_of, &error);
    return box->plan ? 1 : mandate_push_error(L, &error);
}

static int collect(lua_State *L)
{
    mandate_plan_box *box = luaL_checkudata(L, 1, PLAN);
    mandate_plan_destroy(box->plan);
    box->plan = NULL;
    return 0;
}

static const char operations_key; // its address is the key of the registry's table of operations by name

static void keep_operations(lua_State *L)
{
    lua_createtable(L, 0, MANDATE_OPERATION_COUNT);
    for (int op = 0; op < MANDATE_OPERATION_COUNT; op++) {
        lua_pushinteger(L, op);
        lua_setfield(L, -2, mandate_operation_name((mandate_operation)op));
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &operations_key);
}

// The operation whose name is on top, which it takes away.
static mandate_operation take_operation(lua_State *L)
{
    const char *name = luaL_checkstring(L, -1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &operations_key);
    lua_insert(L, -2);
    if (lua_rawget(L, -2) != LUA_TNUMBER) luaL_error(L, "no operation is called %s", name);
    mandate_operation op = (mandate_operation)lua_tointeger(L, -1);
    lua_pop(L, 2);
    return op;
}

static mandate_value_type type_named(lua_State *L, const char *name)
{
    static const char *const names[] = {"any", "condition", "number", "date", "text", "record", "span", "scale", "verdict"};
    for (int t = 0; t <= MANDATE_VALUE_VERDICT; t++)
        if (strcmp(names[t], name) == 0) return (mandate_value_type)t;
    return (mandate_value_type)luaL_error(L, "no type of values is called %s", name);
}

// The value at `key` of the table at 2: true if there is one, which is then on top.
static bool has(lua_State *L, const char *key)
{
    lua_getfield(L, 2, key);
    if (!lua_isnil(L, -1)) return true;
    lua_pop(L, 1);
    return false;
}

static mandate_date date_or_number(lua_State *L) { return lua_type(L, -1) == LUA_TSTRING ? mandate_check_date(L, -1) : (mandate_date)luaL_checkinteger(L, -1); }

// A number that is absent is 0 / 0.
static double number_or_absent(lua_State *L)
{
    bool absent = lua_type(L, -1) == LUA_TNUMBER && isnan(lua_tonumber(L, -1));
    return absent ? MANDATE_NUMBER_ABSENT : mandate_check_decimal(L, -1);
}

// The place of the argument whose key in a table of arguments is on the stack: a number from 1 on, or a name that the operation gives it. Verdicts have so
// many that only names tell them.
static int place_of(lua_State *L, mandate_operation op, int key)
{
    if (lua_isinteger(L, key)) {
        if (op >= MANDATE_OP_DATED && op <= MANDATE_OP_PERMISSION) luaL_error(L, "%s takes its arguments by name", mandate_operation_name(op));
        lua_Integer place = lua_tointeger(L, key);
        if (place < 1 || place > MANDATE_ARGUMENTS) luaL_error(L, "%s has no argument %d", mandate_operation_name(op), (int)place);
        return (int)place - 1;
    }
    int place = lua_type(L, key) == LUA_TSTRING ? mandate_argument_named(op, lua_tostring(L, key)) : -1;
    if (place < 0) luaL_error(L, "%s has no argument `%s`", mandate_operation_name(op), luaL_tolstring(L, key, NULL));
    return place;
}

// From the table `arguments` of the table at 2: nodes by place or by name, false for none.
static void take_arguments(lua_State *L, mandate_node *node)
{
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node->argument[i] = -1;
    if (!has(L, "arguments")) return;
    luaL_checktype(L, -1, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        int place = place_of(L, node->op, -2);
        if (lua_toboolean(L, -1)) node->argument[place] = (int)luaL_checkinteger(L, -1);
    }
    lua_pop(L, 1);
}

// The whole number of a node of this operation, from the top: days may be written, methods and ways of reading have words.
static int64_t number_said(lua_State *L, mandate_operation op)
{
    static const char *const matches[] = {"is", "starts", "ends", "contains", NULL};
    static const char *const readings[] = {"today", "as recorded", "answered", "on its pivot", NULL};
    if (op == MANDATE_OP_READ) return luaL_checkoption(L, -1, NULL, readings);
    if (op == MANDATE_OP_TEXT_MATCHES) return luaL_checkoption(L, -1, NULL, matches);
    if (op == MANDATE_OP_DATE_CONSTANT || op == MANDATE_OP_QUOTA) return date_or_number(L);
    if (op != MANDATE_OP_RANKED && op != MANDATE_OP_ROUNDED) return luaL_checkinteger(L, -1);
    const char *name = luaL_checkstring(L, -1);
    int method = op == MANDATE_OP_RANKED ? (int)mandate_rank_method_named(name) : (int)mandate_round_method_named(name);
    if (method == (op == MANDATE_OP_RANKED ? (int)MANDATE_RANK_METHODS : (int)MANDATE_ROUND_METHODS)) luaL_error(L, "no method is called %s", name);
    return method;
}

// A key that no node of this operation has would be lost without a word.
static void refuse_others(lua_State *L, mandate_operation op)
{
    static const char *const common[] = {"op", "space", "arguments", "kind", "field", "type", "number", "number2", "first", "last"};
    const char *number = mandate_operation_number(op), *flag = mandate_operation_flag(op);
    for (lua_pushnil(L); lua_next(L, 2) != 0; lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        bool known = (number && strcmp(key, number) == 0) || (flag && strcmp(key, flag) == 0);
        for (size_t i = 0; i < sizeof common / sizeof *common && !known; i++) known = strcmp(key, common[i]) == 0;
        if (!known) luaL_error(L, "%s has no `%s`", mandate_operation_name(op), luaL_tolstring(L, -2, NULL));
    }
}

static void take_node(lua_State *L, const mandate_model *model, mandate_node *node)
{
    memset(node, 0, sizeof *node);
    node->kind = node->field = -1;
    node->first = MANDATE_DATE_ALWAYS;
    node->last = MANDATE_DATE_ABSENT;
    lua_getfield(L, 2, "op");
    node->op = take_operation(L);
    refuse_others(L, node->op);
    take_arguments(L, node);
    lua_getfield(L, 2, "space");
    node->space = (int)luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    if (has(L, "kind")) {
        node->kind = mandate_check_kind(L, model, -1);
        lua_pop(L, 1);
    }
    if (has(L, "field")) {
        node->field = mandate_kind_find_field(mandate_model_kind(model, node->kind), luaL_checkstring(L, -1));
        if (node->field < 0) luaL_error(L, "`%s` has no field `%s`", mandate_model_kind(model, node->kind)->name, lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    if (has(L, "type")) {
        node->type = type_named(L, luaL_checkstring(L, -1));
        lua_pop(L, 1);
    }
    const char *number = mandate_operation_number(node->op), *flag = mandate_operation_flag(node->op);
    if (number && has(L, number)) {
        node->integer = number_said(L, node->op);
        lua_pop(L, 1);
    }
    if (has(L, "number")) {
        node->number = node->number2 = number_or_absent(L);
        lua_pop(L, 1);
    }
    if (has(L, "number2")) {
        node->number2 = number_or_absent(L);
        lua_pop(L, 1);
    }
    if (has(L, "first")) {
        node->first = date_or_number(L);
        lua_pop(L, 1);
    }
    if (has(L, "last")) {
        node->last = date_or_number(L);
        lua_pop(L, 1);
    }
    if (flag && has(L, flag)) {
        node->flag = lua_toboolean(L, -1);
        lua_pop(L, 1);
    }
}

static int fault(lua_State *L, const mandate_error *error) { return luaL_error(L, "%s", error->message); }

// plan:add{ op =, space =, arguments = { node…, due = node, … }, kind =, … } -> node
static int add(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_node node;
    luaL_checktype(L, 2, LUA_TTABLE);
    take_node(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), &node);
    int id = mandate_plan_add(plan, &node, &error);
    if (id < 0) return fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:verdicts({ op =, space =, … }, { verdict… }) -> node
static int verdicts(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_node node;
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checktype(L, 3, LUA_TTABLE);
    take_node(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), &node);
    int count = (int)lua_rawlen(L, 3);
    int *list = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *list, 0);
    for (int i = 0; i < count; i++) {
        lua_rawgeti(L, 3, i + 1);
        list[i] = (int)luaL_checkinteger(L, -1);
        lua_pop(L, 1);
    }
    int id = mandate_plan_add_list(plan, &node, list, count, &error);
    if (id < 0) return fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

static lua_Integer integer_of(lua_State *L, int table, const char *key, lua_Integer otherwise)
{
    lua_getfield(L, table, key);
    lua_Integer value = luaL_optinteger(L, -1, otherwise);
    lua_pop(L, 1);
    return value;
}

// space(kind) -> the space of its records
static int space(lua_State *L)
{
    mandate_plan *plan = mandate_check_plan(L, 1);
    lua_pushinteger(L, mandate_check_kind(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), 2));
    return 1;
}

// plan:pairs{ kind =, outer =, owner =, reference =, branch = } -> space; with of = a kind, `reference` is a field of it, the kind of `owner`, and the rows those
// that some version of the owner names
static int pairs(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    const mandate_model *model = mandate_snapshot_model(mandate_plan_snapshot(plan));
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "kind");
    mandate_space s = {.kind = mandate_check_kind(L, model, -1)};
    lua_getfield(L, 2, "reference");
    const char *reference = luaL_checkstring(L, -1);
    lua_getfield(L, 2, "of");
    if (!lua_isnil(L, -1)) s.naming = mandate_check_kind(L, model, -1) + 1;
    s.reference = mandate_kind_find_field(mandate_model_kind(model, s.naming ? s.naming - 1 : s.kind), reference);
    s.outer = (int)integer_of(L, 2, "outer", -1);
    s.owner = (int)integer_of(L, 2, "owner", -1);
    lua_getfield(L, 2, "branch");
    s.branch = lua_toboolean(L, -1);
    int id = mandate_plan_pairs(plan, &s, &error);
    if (id < 0) return fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

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
    if (!mandate_calendar_fill(&c, holidays, working, &error)) return fault(L, &error);
    int id = mandate_plan_add_calendar(plan, name, &c, &error);
    if (id < 0) return fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:towards(what, at, back) -> what DATE_NEXT goes to, as its number; at: month * 100 + day, a weekday, or a calendar
static int towards(lua_State *L)
{
    static const char *const what[] = {"day of the year", "weekday", "working day", NULL};
    mandate_towards t = {.at = (int)luaL_checkinteger(L, 3), .back = lua_toboolean(L, 4)};
    t.what = luaL_checkoption(L, 2, NULL, what);
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
    if (counted < 0) return fault(L, &error);
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
    mandate_span s = {.count = (long)integer_of(L, 2, "count", 0), .calendar = -1, .rounding = MANDATE_ROUND_DOWN};
    if (strcmp(unit, "days") == 0) s.unit = MANDATE_SPAN_DAYS;
    else if (strcmp(unit, "working_days") == 0) s.unit = MANDATE_SPAN_WORKING_DAYS;
    else {
        s.unit = MANDATE_SPAN_MONTHS;
        if (strcmp(unit, "years") == 0) s.count *= 12;
    }
    if (s.unit == MANDATE_SPAN_WORKING_DAYS) s.calendar = (int)integer_of(L, 2, "calendar", 0);
    lua_getfield(L, 2, "clear");
    s.clear = lua_toboolean(L, -1);
    static const char *const roundings[] = {"down", "up", "refused", NULL};
    lua_getfield(L, 2, "round");
    if (!lua_isnil(L, -1)) s.rounding = (mandate_rounding)luaL_checkoption(L, -1, NULL, roundings);
    int id = mandate_plan_add_span(plan, &s, &error);
    if (id < 0) return fault(L, &error);
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
    if (id < 0) return fault(L, &error);
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
    if (id < 0) return fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:text(text) -> code
static int text(lua_State *L)
{
    mandate_error error;
    size_t length;
    const char *given = luaL_checklstring(L, 2, &length);
    uint32_t code;
    if (!mandate_plan_text(mandate_check_plan(L, 1), given, length, &code, &error)) return fault(L, &error);
    lua_pushinteger(L, (lua_Integer)code);
    return 1;
}

static int compare_rows(const void *left, const void *right)
{
    const mandate_parameter_row *a = left, *b = right;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->depth > b->depth) - (a->depth < b->depth);
}

// plan:parameter{ name =, decision =, type =, choose =, rows = { { from =, to =, none =, place =, number =, depth =, low =, high =, integer =, date = } } } -> index
static int parameter(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_parameter p = {0};
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "type");
    p.type = type_named(L, luaL_checkstring(L, -1));
    lua_getfield(L, 2, "name");
    luaL_checkstring(L, -1);
    p.name = (char *)lua_tostring(L, -1); // kept alive by the table, and copied
    lua_getfield(L, 2, "decision");
    p.decision = lua_toboolean(L, -1);
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
        int at = lua_gettop(L);
        mandate_parameter_row *row = &p.rows[i];
        memset(row, 0, sizeof *row);
        lua_getfield(L, at, "from");
        row->from = lua_isnil(L, -1) ? MANDATE_DATE_ALWAYS : mandate_check_date(L, -1);
        lua_getfield(L, at, "to");
        row->to = lua_isnil(L, -1) ? MANDATE_DATE_ABSENT : mandate_check_date(L, -1);
        lua_getfield(L, at, "none");
        row->none = lua_toboolean(L, -1);
        row->place = (uint32_t)integer_of(L, at, "place", MANDATE_CODE_ABSENT);
        row->depth = (int)integer_of(L, at, "depth", 0);
        row->integer = integer_of(L, at, "integer", 0);
        row->number = (int)integer_of(L, at, "number", 0);
        lua_getfield(L, at, "low");
        row->low = lua_isnil(L, -1) ? 0 : mandate_check_decimal(L, -1);
        lua_getfield(L, at, "high");
        row->high = lua_isnil(L, -1) ? row->low : mandate_check_decimal(L, -1);
        lua_getfield(L, at, "date");
        if (!lua_isnil(L, -1)) row->integer = mandate_check_date(L, -1);
        lua_settop(L, at - 1);
    }
    qsort(p.rows, p.row_count, sizeof *p.rows, compare_rows);
    int id = mandate_plan_add_parameter(plan, &p, &error);
    if (id < 0) return fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

static int keep(lua_State *L)
{
    mandate_error error;
    if (!mandate_plan_keep(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), &error)) return fault(L, &error);
    return 0;
}

// group(kind, { node… }) -> space
static int group(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    int kind = mandate_check_kind(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), 2), keys[MANDATE_GROUP_KEYS + 1];
    luaL_checktype(L, 3, LUA_TTABLE);
    int count = (int)luaL_len(L, 3);
    for (int k = 0; k < count && k <= MANDATE_GROUP_KEYS; k++) {
        lua_rawgeti(L, 3, k + 1);
        keys[k] = (int)luaL_checkinteger(L, -1);
        lua_pop(L, 1);
    }
    int space = mandate_plan_group(plan, kind, keys, count, &error);
    if (space < 0) return mandate_push_error(L, &error); // too many groups are the registry's fault
    lua_pushinteger(L, space);
    return 1;
}

// group_records(space) -> how many groups there could be
static int group_records(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    lua_pushinteger(L, (lua_Integer)mandate_plan_records(plan, (int)luaL_checkinteger(L, 2)));
    return 1;
}

// tell(verdict, node, where): the node is at hand where the verdict is decided; it is asked for where a condition is true, everywhere (false), or, without
// `where`, as the verdict asks for it
static int tell(lua_State *L)
{
    mandate_error error;
    int where = lua_isnoneornil(L, 4) ? MANDATE_TELL_AS_ASKED : lua_isboolean(L, 4) ? MANDATE_TELL_EVERYWHERE : (int)luaL_checkinteger(L, 4);
    if (!mandate_plan_tell(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), (int)luaL_checkinteger(L, 3), where, &error)) return fault(L, &error);
    return 0;
}

// label(node, text): what a rule says there
static int label(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    lua_Integer node = luaL_checkinteger(L, 2);
    luaL_argcheck(L, node >= 0 && node < (lua_Integer)mandate_plan_node_count(plan), 2, "no node");
    if (!mandate_plan_label(plan, (int)node, luaL_checkstring(L, 3), &error)) return fault(L, &error);
    return 0;
}

// judge(node): its verdicts are counted and handed out, not held
static int judge(lua_State *L)
{
    mandate_error error;
    if (!mandate_plan_judge(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), &error)) return fault(L, &error);
    return 0;
}

// next_change(verdict) -> a node of dates, and true where nothing but the verdict's own days can bring a change
static int next_change(lua_State *L)
{
    mandate_error error;
    bool clock = false;
    mandate_plan *plan = mandate_check_plan(L, 1);
    int node = mandate_plan_next_change(plan, (int)luaL_checkinteger(L, 2), &clock, &error);
    if (node < 0) return fault(L, &error);
    lua_pushinteger(L, node);
    lua_pushboolean(L, clock);
    return 2;
}

static int check_node(lua_State *L, const mandate_plan *plan, int index)
{
    lua_Integer node = luaL_checkinteger(L, index);
    luaL_argcheck(L, node >= 0 && node < mandate_plan_node_count(plan), index, "no such node");
    return (int)node;
}

// plan:space_of(node) -> space
static int space_of(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    lua_pushinteger(L, mandate_plan_node(plan, check_node(L, plan, 2))->space);
    return 1;
}

// The nodes that a node reads, as a list; those of its pairs' making included.
// Two lists: the inputs, and for those that have one what they are for (false for the others).
static void push_inputs(lua_State *L, const mandate_plan *plan, const mandate_node *node)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_Integer n = 0;
    const int *list = node->list_count ? mandate_plan_list(plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    bool slides = mandate_node_has_window(node); // over records: nobody looks at the pairs
    for (int i = 0; i < count; i++) {
        if (list[i] < 0 || (slides && i < MANDATE_SET_DAY)) continue;
        lua_pushinteger(L, list[i]);
        lua_rawseti(L, -3, ++n);
        const char *name = node->list_count ? NULL : mandate_argument_name(node->op, i);
        if (name) lua_pushstring(L, name);
        else lua_pushboolean(L, false);
        lua_rawseti(L, -2, n);
    }
    for (const mandate_space *s = mandate_plan_space(plan, node->space); s->outer >= 0; s = mandate_plan_space(plan, s->outer)) {
        lua_pushinteger(L, s->owner);
        lua_rawseti(L, -3, ++n);
        lua_pushliteral(L, "pairs of");
        lua_rawseti(L, -2, n);
    }
}

// node(id) -> { op, over = "measurement", pairs, inputs = { … }, names = { "due", … }, words = "2003-12-31", reads = "measurement.value" } for printing;
// nil behind the last
static int node(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    const mandate_model *model = mandate_snapshot_model(mandate_plan_snapshot(plan));
    lua_Integer id = luaL_checkinteger(L, 2);
    if (id < 0 || id >= mandate_plan_node_count(plan)) return 0;
    const mandate_node *n = mandate_plan_node(plan, (int)id);
    const mandate_space *s = mandate_plan_space(plan, n->space);
    lua_newtable(L);
    lua_pushstring(L, mandate_operation_name(n->op));
    lua_setfield(L, -2, "op");
    lua_pushstring(L, s->group ? "groups" : mandate_model_kind(model, s->kind)->name);
    lua_setfield(L, -2, "over");
    lua_pushboolean(L, s->outer >= 0);
    lua_setfield(L, -2, "pairs");
    push_inputs(L, plan, n);
    lua_setfield(L, -3, "names");
    lua_setfield(L, -2, "inputs");
    char words[512];
    size_t length = mandate_plan_describe(plan, (int)id, words, sizeof words);
    if (length > 0) {
        lua_pushlstring(L, words, length);
        lua_setfield(L, -2, "words");
    }
    if (n->op == MANDATE_OP_CALL) {
        lua_pushinteger(L, (lua_Integer)n->function);
        lua_setfield(L, -2, "function");
    }
    if (n->op == MANDATE_OP_READ) {
        const mandate_kind *kind = mandate_model_kind(model, n->kind);
        lua_pushfstring(L, "%s.%s", kind->name, kind->fields[n->field].name);
        lua_setfield(L, -2, "reads");
    }
    return 1;
}

static int tree_kind(lua_State *L, const mandate_plan *plan) { return mandate_check_kind(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), 2); }

static uint32_t check_place(lua_State *L, const mandate_plan *plan, int kind, int index)
{
    lua_Integer record = luaL_checkinteger(L, index);
    luaL_argcheck(L, record >= 0 && record < (lua_Integer)mandate_snapshot_table(mandate_plan_snapshot(plan), kind)->records, index, "no such record");
    return (uint32_t)record;
}

// plan:moves(kind, field) -> whether the reference is not the same on every day for some record; plan:moves(kind) -> whether the kind's tree is not
static int moves(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    int kind = tree_kind(L, plan);
    if (lua_isnoneornil(L, 3)) {
        lua_pushboolean(L, mandate_plan_tree_moves(plan, kind));
        return 1;
    }
    int field = mandate_kind_find_field(mandate_model_kind(mandate_snapshot_model(mandate_plan_snapshot(plan)), kind), luaL_checkstring(L, 3));
    luaL_argcheck(L, field >= 0, 3, "no such field");
    bool found = false;
    if (!mandate_plan_find_moves(plan, kind, field, &found, &error)) {
        mandate_push_error(L, &error);
        return lua_error(L);
    }
    lua_pushboolean(L, found);
    return 1;
}

// plan:depth(kind, record, date) -> how deep a place lies in its tree on that day, 1 for a root
static int depth(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    int kind = tree_kind(L, plan);
    lua_pushinteger(L, mandate_plan_depth(plan, kind, check_place(L, plan, kind, 3), mandate_check_date(L, 4)));
    return 1;
}

// plan:ever_below(kind, record, above) -> whether a place lies below another on some day
static int ever_below(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    int kind = tree_kind(L, plan);
    lua_pushboolean(L, mandate_plan_ever_below(plan, kind, check_place(L, plan, kind, 3), check_place(L, plan, kind, 4)));
    return 1;
}

void mandate_bind_plan(lua_State *L)
{
    keep_operations(L);
    static const luaL_Reg methods[] = {{"add", add},
                                       {"verdicts", verdicts},
                                       {"space", space},
                                       {"pairs", pairs},
                                       {"calendar", calendar},
                                       {"towards", towards},
                                       {"edge", edge},
                                       {"count_span", count_span},
                                       {"span_of", span_of},
                                       {"span", span},
                                       {"texts", texts},
                                       {"text", text},
                                       {"parameter", parameter},
                                       {"scale", scale},
                                       {"keep", keep},
                                       {"judge", judge},
                                       {"next_change", next_change},
                                       {"tell", tell},
                                       {"label", label},
                                       {"group", group},
                                       {"group_records", group_records},
                                       {"space_of", space_of},
                                       {"node", node},
                                       {"moves", moves},
                                       {"depth", depth},
                                       {"ever_below", ever_below},
                                       {NULL, NULL}};
    mandate_bind_class(L, PLAN, methods, collect, create, "plan");
}
