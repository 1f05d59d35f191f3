// core.plan: nodes as Lua says them: operation, space, arguments, and what else the operation has.
#include <string.h>
#include "host/plan_binding.h"
#include "model/rank.h"
#include "model/rounding.h"

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

enum { OPERATION = 2, SPACE, INPUTS, PROPERTIES }; // where plan:add and plan:verdicts find what a node is made of

// The value of a property: true if there is one, which is then on top. *count tells how many there were.
static bool has(lua_State *L, const char *key, int *count)
{
    lua_getfield(L, PROPERTIES, key);
    if (!lua_isnil(L, -1)) return ++*count;
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

// From the table of them: nodes by place or by name, false for none.
static void take_arguments(lua_State *L, mandate_node *node)
{
    if (lua_isnil(L, INPUTS)) return;
    luaL_checktype(L, INPUTS, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, INPUTS) != 0; lua_pop(L, 1)) {
        int place = place_of(L, node->op, -2);
        if (lua_toboolean(L, -1)) node->argument[place] = (int)luaL_checkinteger(L, -1);
    }
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

// A key that no node of this operation has would be lost without a word: `count` have been taken.
static void refuse_others(lua_State *L, mandate_operation op, int count)
{
    static const char *const common[] = {"kind", "field", "type", "number", "number2", "first", "last"};
    const char *number = mandate_operation_number(op), *flag = mandate_operation_flag(op);
    for (lua_pushnil(L); lua_next(L, PROPERTIES) != 0; lua_pop(L, 1)) count--;
    if (count == 0) return;
    for (lua_pushnil(L); lua_next(L, PROPERTIES) != 0; lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        bool known = (number && strcmp(key, number) == 0) || (flag && strcmp(key, flag) == 0);
        for (size_t i = 0; i < sizeof common / sizeof *common && !known; i++) known = strcmp(key, common[i]) == 0;
        if (!known) luaL_error(L, "%s has no `%s`", mandate_operation_name(op), luaL_tolstring(L, -2, NULL));
    }
}

static void take_properties(lua_State *L, const mandate_model *model, mandate_node *node)
{
    const char *number = mandate_operation_number(node->op), *flag = mandate_operation_flag(node->op);
    int count = 0;
    luaL_checktype(L, PROPERTIES, LUA_TTABLE);
    if (has(L, "kind", &count)) node->kind = mandate_check_kind(L, model, -1);
    if (has(L, "field", &count)) {
        node->field = mandate_kind_find_field(mandate_model_kind(model, node->kind), luaL_checkstring(L, -1));
        if (node->field < 0) luaL_error(L, "`%s` has no field `%s`", mandate_model_kind(model, node->kind)->name, lua_tostring(L, -1));
    }
    if (has(L, "type", &count)) node->type = mandate_check_value_type(L, luaL_checkstring(L, -1));
    if (number && has(L, number, &count)) node->integer = number_said(L, node->op);
    if (has(L, "number", &count)) node->number = node->number2 = number_or_absent(L);
    if (has(L, "number2", &count)) node->number2 = number_or_absent(L);
    if (has(L, "first", &count)) node->first = date_or_number(L);
    if (has(L, "last", &count)) node->last = date_or_number(L);
    if (flag && has(L, flag, &count)) node->flag = lua_toboolean(L, -1);
    lua_settop(L, PROPERTIES);
    refuse_others(L, node->op, count);
}

// All but its arguments.
static void take_node(lua_State *L, const mandate_model *model, mandate_node *node)
{
    memset(node, 0, sizeof *node);
    node->kind = node->field = -1;
    node->first = MANDATE_DATE_ALWAYS;
    node->last = MANDATE_DATE_ABSENT;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node->argument[i] = -1;
    lua_settop(L, PROPERTIES);
    lua_pushvalue(L, OPERATION);
    node->op = take_operation(L);
    node->space = (int)luaL_checkinteger(L, SPACE);
    if (!lua_isnil(L, PROPERTIES)) take_properties(L, model, node);
}

// plan:add(op, space, { node…, due = node, … } or nil, { kind =, … } or nil) -> node
static int add(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_node node;
    take_node(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), &node);
    take_arguments(L, &node);
    int id = mandate_plan_add(plan, &node, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

// plan:verdicts(op, space, { verdict… }) -> node
static int verdicts(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_node node;
    luaL_checktype(L, INPUTS, LUA_TTABLE);
    take_node(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), &node);
    int count = (int)lua_rawlen(L, INPUTS);
    int *list = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *list, 0);
    for (int i = 0; i < count; i++) {
        lua_rawgeti(L, INPUTS, i + 1);
        list[i] = (int)luaL_checkinteger(L, -1);
        lua_pop(L, 1);
    }
    int id = mandate_plan_add_list(plan, &node, list, count, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

void mandate_bind_plan_nodes(lua_State *L)
{
    keep_operations(L);
    static const luaL_Reg methods[] = {{"add", add}, {"verdicts", verdicts}, {NULL, NULL}};
    mandate_add_methods(L, MANDATE_PLAN_CLASS, methods);
}
