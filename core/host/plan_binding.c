// core.plan: the builder that lowering uses. Its arguments come from our own Lua, so a wrong one is a fault of ours and raises.
#include <string.h>
#include "host/plan_binding.h"

mandate_plan *mandate_check_plan(lua_State *L, int index)
{
    mandate_plan_box *box = luaL_checkudata(L, index, MANDATE_PLAN_CLASS);
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
    luaL_setmetatable(L, MANDATE_PLAN_CLASS);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    box->plan = mandate_plan_create(snapshot, as_of, &error);
    return box->plan ? 1 : mandate_push_error(L, &error);
}

static int collect(lua_State *L)
{
    mandate_plan_box *box = luaL_checkudata(L, 1, MANDATE_PLAN_CLASS);
    mandate_plan_destroy(box->plan);
    box->plan = NULL;
    return 0;
}

mandate_value_type mandate_check_value_type(lua_State *L, const char *name)
{
    static const char *const names[] = {"any", "condition", "number", "date", "text", "record", "span", "scale", "verdict"};
    for (int t = 0; t <= MANDATE_VALUE_VERDICT; t++)
        if (strcmp(names[t], name) == 0) return (mandate_value_type)t;
    return (mandate_value_type)luaL_error(L, "no type of values is called %s", name);
}

int mandate_raise_fault(lua_State *L, const mandate_error *error) { return luaL_error(L, "%s", error->message); }

lua_Integer mandate_check_integer_of(lua_State *L, int table, const char *key, lua_Integer otherwise)
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
    s.outer = (int)mandate_check_integer_of(L, 2, "outer", -1);
    s.owner = (int)mandate_check_integer_of(L, 2, "owner", -1);
    lua_getfield(L, 2, "branch");
    s.branch = lua_toboolean(L, -1);
    int id = mandate_plan_pairs(plan, &s, &error);
    if (id < 0) return mandate_raise_fault(L, &error);
    lua_pushinteger(L, id);
    return 1;
}

static int keep(lua_State *L)
{
    mandate_error error;
    if (!mandate_plan_keep(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), &error)) return mandate_raise_fault(L, &error);
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
    if (!mandate_plan_tell(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), (int)luaL_checkinteger(L, 3), where, &error)) return mandate_raise_fault(L, &error);
    return 0;
}

// label(node, text): what a rule says there
static int label(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    lua_Integer node = luaL_checkinteger(L, 2);
    luaL_argcheck(L, node >= 0 && node < (lua_Integer)mandate_plan_node_count(plan), 2, "no node");
    if (!mandate_plan_label(plan, (int)node, luaL_checkstring(L, 3), &error)) return mandate_raise_fault(L, &error);
    return 0;
}

// judge(node): its verdicts are counted and handed out, not held
static int judge(lua_State *L)
{
    mandate_error error;
    if (!mandate_plan_judge(mandate_check_plan(L, 1), (int)luaL_checkinteger(L, 2), &error)) return mandate_raise_fault(L, &error);
    return 0;
}

// next_change(verdict) -> a node of dates, and true where nothing but the verdict's own days can bring a change
static int next_change(lua_State *L)
{
    mandate_error error;
    bool clock = false;
    mandate_plan *plan = mandate_check_plan(L, 1);
    int node = mandate_plan_next_change(plan, (int)luaL_checkinteger(L, 2), &clock, &error);
    if (node < 0) return mandate_raise_fault(L, &error);
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

// plan:levels(kind) -> how many records lie one above the other in the kind's tree on whatever day, at most
static int levels(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    mandate_error error;
    int found;
    if (!mandate_plan_levels(plan, tree_kind(L, plan), &found, &error)) {
        mandate_push_error(L, &error);
        return lua_error(L);
    }
    lua_pushinteger(L, found);
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

// plan:is_settled(node) -> whether a date is known of every record, by how it is made and what its columns hold
static int is_settled(lua_State *L)
{
    const mandate_plan *plan = mandate_check_plan(L, 1);
    lua_Integer id = luaL_checkinteger(L, 2);
    lua_pushboolean(L, id >= 0 && id < mandate_plan_node_count(plan) && mandate_plan_is_settled(plan, (int)id));
    return 1;
}

void mandate_bind_plan(lua_State *L)
{
    static const luaL_Reg methods[] = {{"space", space},
                                       {"pairs", pairs},
                                       {"keep", keep},
                                       {"judge", judge},
                                       {"next_change", next_change},
                                       {"tell", tell},
                                       {"label", label},
                                       {"group", group},
                                       {"group_records", group_records},
                                       {"space_of", space_of},
                                       {"moves", moves},
                                       {"depth", depth},
                                       {"levels", levels},
                                       {"ever_below", ever_below},
                                       {"is_settled", is_settled},
                                       {NULL, NULL}};
    mandate_bind_class(L, MANDATE_PLAN_CLASS, methods, collect, create, "plan");
    mandate_bind_plan_nodes(L);
    mandate_bind_plan_constants(L);
    mandate_bind_plan_shown(L);
}
