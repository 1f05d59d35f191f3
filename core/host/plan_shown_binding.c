// core.plan: its nodes in words, for who prints a plan.
#include "host/plan_binding.h"

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

void mandate_bind_plan_shown(lua_State *L)
{
    static const luaL_Reg methods[] = {{"node", node}, {NULL, NULL}};
    mandate_add_methods(L, MANDATE_PLAN_CLASS, methods);
}
