// core.verdict_rows: verdicts as CSV while a run goes on, and the reason of one verdict.
#include <string.h>
#include "host/binding.h"
#include "model/memory.h"

#define ROWS "mandate.verdict_rows"

typedef struct rows_box {
    mandate_rows *rows;
    mandate_sink *sink; // NULL while no file is open
    bool reasons;
} rows_box;

static rows_box *check_box(lua_State *L) { return luaL_checkudata(L, 1, ROWS); }

mandate_rows *mandate_check_rows(lua_State *L, int index)
{
    rows_box *box = luaL_checkudata(L, index, ROWS);
    return box->rows;
}

mandate_sink *mandate_check_rows_sink(lua_State *L, int index)
{
    rows_box *box = luaL_checkudata(L, index, ROWS);
    luaL_argcheck(L, box->sink, index, "no file is open");
    return box->sink;
}

static mandate_text check_text(lua_State *L, int index)
{
    mandate_text text;
    text.bytes = luaL_checklstring(L, index, &text.length);
    return text;
}

static mandate_text text_field(lua_State *L, int table, const char *name)
{
    lua_getfield(L, table, name);
    mandate_text text = check_text(L, -1);
    lua_pop(L, 1); // the table keeps it
    return text;
}

mandate_wanting_words mandate_check_wanting_words(lua_State *L, int index)
{
    return (mandate_wanting_words){.parameter = text_field(L, index, "parameter"),
                                   .decision = text_field(L, index, "decision"),
                                   .exceptions = text_field(L, index, "exceptions"),
                                   .rows = text_field(L, index, "rows"),
                                   .state = text_field(L, index, "state"),
                                   .periods = text_field(L, index, "periods"),
                                   .months = text_field(L, index, "months"),
                                   .calendar = text_field(L, index, "calendar"),
                                   .on = text_field(L, index, "on"),
                                   .in = text_field(L, index, "in"),
                                   .units = text_field(L, index, "units"),
                                   .before = text_field(L, index, "before"),
                                   .none = text_field(L, index, "none"),
                                   .nothing = text_field(L, index, "nothing"),
                                   .zero = text_field(L, index, "zero"),
                                   .large = text_field(L, index, "large"),
                                   .base = text_field(L, index, "base"),
                                   .whole = text_field(L, index, "whole"),
                                   .no_day = text_field(L, index, "no_day"),
                                   .no_date = text_field(L, index, "no_date"),
                                   .verdict = text_field(L, index, "verdict"),
                                   .bounded = text_field(L, index, "bounded")};
}

static lua_Integer integer_field(lua_State *L, int table, const char *name, lua_Integer otherwise)
{
    lua_getfield(L, table, name);
    lua_Integer value = luaL_optinteger(L, -1, otherwise);
    lua_pop(L, 1);
    return value;
}

static int check_node(lua_State *L, const mandate_plan *plan, lua_Integer node, lua_Integer least)
{
    if (node < least || node >= mandate_plan_node_count(plan)) luaL_error(L, "no node %d", (int)node);
    return (int)node;
}

// The template at the top, as { text, hole, text, … }, is taken.
static bool add_template(lua_State *L, mandate_rows *rows, mandate_template *template, mandate_error *error)
{
    enum { MOST = 32 };
    mandate_text texts[MOST];
    mandate_hole holes[MOST];
    size_t count = ((size_t)lua_rawlen(L, -1) + 1) / 2;
    if (count == 0 || count > MOST) luaL_error(L, "a template has %d texts", (int)count);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)(2 * i) + 1);
        texts[i] = check_text(L, -1);
        lua_rawgeti(L, -2, (lua_Integer)(2 * i) + 2);
        holes[i] = MANDATE_HOLE_NONE;
        if (!lua_isnil(L, -1)) {
            const char *name = luaL_checkstring(L, -1);
            holes[i] = (mandate_hole)mandate_hole_of(name);
            if (holes[i] == MANDATE_HOLE_NONE) luaL_error(L, "verdicts have no `%s`", name);
        }
        lua_pop(L, 2);
    }
    return mandate_template_make(template, mandate_rows_arena(rows), texts, holes, count, error);
}

// The templates at the top, by the names of cases, are read.
static mandate_templates *add_templates(lua_State *L, mandate_rows *rows, mandate_error *error)
{
    mandate_templates *templates = mandate_rows_templates(rows, error);
    if (!templates) return NULL;
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        int which = mandate_reason_case_of(luaL_checkstring(L, -2));
        if (which < 0) luaL_error(L, "no verdict is `%s`", lua_tostring(L, -2));
        if (!add_template(L, rows, &templates->of[which], error)) return NULL;
        lua_pop(L, 1);
    }
    return templates;
}

static mandate_date date_field(lua_State *L, int table, const char *name)
{
    lua_getfield(L, table, name);
    mandate_date date = lua_isnil(L, -1) ? MANDATE_DATE_ABSENT : mandate_check_date(L, -1);
    lua_pop(L, 1);
    return date;
}

// A template that stands in a field of the table at the top; NULL where it has none.
static bool template_field(lua_State *L, mandate_rows *rows, const char *name, const mandate_template **made, mandate_error *error)
{
    *made = NULL;
    if (lua_getfield(L, -1, name) != LUA_TNIL) {
        mandate_template *template = mandate_arena_new(mandate_rows_arena(rows), sizeof *template, error);
        if (!template || !add_template(L, rows, template, error)) return false;
        *made = template;
    }
    lua_pop(L, 1);
    return true;
}

// version.exceptions = { { node, template, used }… }
static bool add_exceptions(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    lua_getfield(L, table, "exceptions");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_exception *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        list[i].node = check_node(L, plan, integer_field(L, lua_gettop(L), "node", -1), 0);
        if (!template_field(L, rows, "template", &list[i].template, error) || !template_field(L, rows, "used", &list[i].used, error)) return false;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    version->exceptions = list;
    version->exception_count = count;
    return list != NULL;
}

// version.compared = { { met_when, breached_when, value, threshold, part, all, rate, met, breached, no_value, no_threshold, neither }… }
static bool add_compared(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    lua_getfield(L, table, "compared");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_compared *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        int at = lua_gettop(L);
        list[i].met_when = check_node(L, plan, integer_field(L, at, "met_when", -1), -1);
        list[i].breached_when = check_node(L, plan, integer_field(L, at, "breached_when", -1), -1);
        list[i].value = check_node(L, plan, integer_field(L, at, "value", -1), -1);
        list[i].threshold = check_node(L, plan, integer_field(L, at, "threshold", -1), -1);
        list[i].part = check_node(L, plan, integer_field(L, at, "part", -1), -1);
        list[i].all = check_node(L, plan, integer_field(L, at, "all", -1), list[i].part < 0 ? -1 : 0);
        list[i].rate = lua_getfield(L, at, "rate") != LUA_TNIL && lua_toboolean(L, -1);
        lua_pop(L, 1);
        if (!template_field(L, rows, "met", &list[i].met, error) || !template_field(L, rows, "breached", &list[i].breached, error) ||
            !template_field(L, rows, "no_value", &list[i].no_value, error) || !template_field(L, rows, "no_threshold", &list[i].no_threshold, error) ||
            !template_field(L, rows, "neither", &list[i].neither, error))
            return false;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    version->compared = list;
    version->compared_count = count;
    return list != NULL;
}

// version.expected = { { node, rows, label }… }
static bool add_expected(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    lua_getfield(L, table, "expected");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_expected *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        int at = lua_gettop(L);
        list[i].node = check_node(L, plan, integer_field(L, at, "node", -1), 0);
        list[i].rows = check_node(L, plan, integer_field(L, at, "rows", -1), 0);
        mandate_text label = text_field(L, at, "label");
        list[i].label = (mandate_text){mandate_arena_text(mandate_rows_arena(rows), label.bytes, label.length, error), label.length};
        if (!list[i].label.bytes) return false;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    version->expected = list;
    version->expected_count = count;
    return list != NULL;
}

// version.wanted = { { node, label }… }
static bool add_wanted(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    lua_getfield(L, table, "wanted");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_wanted *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        int at = lua_gettop(L);
        list[i].node = check_node(L, plan, integer_field(L, at, "node", -1), -1);
        mandate_text label = text_field(L, at, "label");
        list[i].label = (mandate_text){mandate_arena_text(mandate_rows_arena(rows), label.bytes, label.length, error), label.length};
        if (!list[i].label.bytes) return false;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    version->wanted = list;
    version->wanted_count = count;
    return list != NULL;
}

// The table at the top, { node, met }.
static bool add_register(lua_State *L, const mandate_plan *plan, mandate_rows *rows, mandate_rows_register *made, mandate_error *error)
{
    made->node = check_node(L, plan, integer_field(L, lua_gettop(L), "node", -1), 0);
    return template_field(L, rows, "met", &made->met, error);
}

// version.registers = { node, met, { node, met }… }
static bool add_registers(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    version->registered.node = -1;
    if (lua_getfield(L, table, "registers") != LUA_TNIL) {
        size_t count = lua_rawlen(L, -1);
        mandate_rows_register *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
        if (!list || !add_register(L, plan, rows, &version->registered, error)) return false;
        for (size_t i = 0; i < count; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
            if (!add_register(L, plan, rows, &list[i], error)) return false;
            lua_pop(L, 1);
        }
        version->registers = list;
        version->register_count = count;
    }
    lua_pop(L, 1);
    return true;
}

// { "met", "late" } in a field of the table at the top, as bits.
static unsigned statuses_field(lua_State *L, const char *name)
{
    unsigned bits = 0;
    lua_getfield(L, -1, name);
    luaL_checktype(L, -1, LUA_TTABLE);
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        int status = mandate_reason_case_of(luaL_checkstring(L, -1));
        if (status < 0 || status >= MANDATE_STATUS_COUNT) luaL_error(L, "no status is `%s`", lua_tostring(L, -1));
        bits |= 1U << status;
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    return bits;
}

// version.bases = { { node, said = { text… }, statuses, when }… }
static bool add_bases(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    mandate_arena *arena = mandate_rows_arena(rows);
    lua_getfield(L, table, "bases");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_basis *list = mandate_arena_new(arena, (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        int at = lua_gettop(L);
        list[i].statuses = statuses_field(L, "statuses");
        list[i].when = check_node(L, plan, integer_field(L, at, "when", -1), -1);
        list[i].node = check_node(L, plan, integer_field(L, at, "node", -1), 0);
        lua_getfield(L, at, "said");
        luaL_checktype(L, -1, LUA_TTABLE);
        list[i].count = lua_rawlen(L, -1);
        mandate_text *said = mandate_arena_new(arena, (list[i].count + 1) * sizeof *said, error);
        for (size_t r = 0; said && r < list[i].count; r++) {
            lua_rawgeti(L, -1, (lua_Integer)r + 1);
            mandate_text text = check_text(L, -1);
            said[r] = (mandate_text){mandate_arena_text(arena, text.bytes, text.length, error), text.length};
            if (!said[r].bytes) return false;
            lua_pop(L, 1);
        }
        if (!said) return false;
        list[i].said = said;
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
    version->bases = list;
    version->basis_count = count;
    return list != NULL;
}

// version.remarks = { { template, statuses, group, when, behind, value = a node, record = a node… }… }
static bool add_remarks(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    static const char *const names[] = {"value", "threshold", "record", "count", "from", "to"};
    lua_getfield(L, table, "remarks");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_remark *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        int at = lua_gettop(L);
        if (!template_field(L, rows, "template", &list[i].template, error)) return false;
        if (!list[i].template) luaL_error(L, "a remark without a template");
        list[i].statuses = statuses_field(L, "statuses");
        list[i].group = (int)integer_field(L, at, "group", -2);
        list[i].when = check_node(L, plan, integer_field(L, at, "when", -1), -1);
        list[i].day = check_node(L, plan, integer_field(L, at, "day", -1), -1);
        list[i].kind = lua_getfield(L, at, "kind") == LUA_TNIL ? -1 : mandate_check_kind(L, mandate_snapshot_model(mandate_plan_snapshot(plan)), -1);
        lua_pop(L, 1);
        if (list[i].kind < 0 && integer_field(L, at, "record", -1) >= 0) luaL_error(L, "a remark on a record does not say of which kind it is");
        lua_getfield(L, at, "behind");
        list[i].behind = lua_toboolean(L, -1);
        lua_pop(L, 1);
        for (int h = 0; h < MANDATE_HOLE_NONE; h++) list[i].nodes[h] = -1;
        for (size_t n = 0; n < sizeof names / sizeof *names; n++) list[i].nodes[mandate_hole_of(names[n])] = check_node(L, plan, integer_field(L, at, names[n], -1), -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    version->remarks = list;
    version->remark_count = count;
    return list != NULL;
}

// version.reads = { { owner, day = a node }… }
static bool add_reads(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int table, mandate_rows_version *version, mandate_error *error)
{
    lua_getfield(L, table, "reads");
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    mandate_rows_read *list = mandate_arena_new(mandate_rows_arena(rows), (count + 1) * sizeof *list, error);
    for (size_t i = 0; list && i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        int at = lua_gettop(L);
        list[i].owner = (unsigned)integer_field(L, at, "owner", 0);
        list[i].day = check_node(L, plan, integer_field(L, at, "day", -1), -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    version->reads = list;
    version->read_count = count;
    return list != NULL;
}

// The list of versions at the top. Templates that several versions share are made once: `made` is the index of a table that tells which.
static bool add_versions(lua_State *L, const mandate_plan *plan, mandate_rows *rows, int made, mandate_error *error)
{
    for (lua_Integer v = 1; lua_rawgeti(L, -1, v) != LUA_TNIL; v++) {
        int table = lua_gettop(L);
        mandate_rows_version version = {.record = MANDATE_CODE_ABSENT};
        version.node = check_node(L, plan, integer_field(L, table, "node", -1), -1);
        version.actual = check_node(L, plan, integer_field(L, table, "actual", -1), -1);
        version.here = check_node(L, plan, integer_field(L, table, "here", -1), -1);
        version.force = check_node(L, plan, integer_field(L, table, "force", -1), -1);
        version.arises = check_node(L, plan, integer_field(L, table, "arises", -1), -1);
        version.applies = check_node(L, plan, integer_field(L, table, "applies", -1), -1);
        version.pivot = check_node(L, plan, integer_field(L, table, "pivot", -1), -1);
        version.begun = check_node(L, plan, integer_field(L, table, "begun", -1), -1);
        version.behind = check_node(L, plan, integer_field(L, table, "behind", -1), -1);
        version.looked = check_node(L, plan, integer_field(L, table, "looked", -1), -1);
        version.unheard = check_node(L, plan, integer_field(L, table, "unheard", -1), -1);
        version.from = date_field(L, table, "from");
        version.to = date_field(L, table, "to");
        if (!add_exceptions(L, plan, rows, table, &version, error) || !add_compared(L, plan, rows, table, &version, error) ||
            !add_expected(L, plan, rows, table, &version, error) || !add_wanted(L, plan, rows, table, &version, error) ||
            !add_registers(L, plan, rows, table, &version, error) || !add_bases(L, plan, rows, table, &version, error) ||
            !add_remarks(L, plan, rows, table, &version, error) || !add_reads(L, plan, rows, table, &version, error))
            return false;
        lua_getfield(L, table, "record"); // false: a place that the registry does not hold
        if (!lua_isnil(L, -1)) version.record = lua_isinteger(L, -1) ? (uint32_t)lua_tointeger(L, -1) : MANDATE_CODE_UNKNOWN;
        lua_pop(L, 1);
        lua_getfield(L, table, "templates");
        luaL_checktype(L, -1, LUA_TTABLE);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, made) == LUA_TLIGHTUSERDATA) {
            version.templates = lua_touserdata(L, -1);
            lua_pop(L, 1);
        } else {
            lua_pop(L, 1);
            mandate_templates *templates = add_templates(L, rows, error);
            if (!templates) return false;
            lua_pushvalue(L, -1);
            lua_pushlightuserdata(L, templates);
            lua_rawset(L, made);
            version.templates = templates;
        }
        if (!mandate_rows_add_version(rows, &version, error)) return false;
        lua_settop(L, table - 1);
    }
    lua_pop(L, 1);
    return true;
}

static mandate_shape shape_field(lua_State *L, int table)
{
    mandate_text name = text_field(L, table, "shape");
    int shape = 0;
    while (shape < MANDATE_SHAPE_COUNT && strcmp(name.bytes, mandate_shape_names[shape]) != 0) shape++;
    if (shape == MANDATE_SHAPE_COUNT) luaL_error(L, "no rule is `%s`", name.bytes);
    return (mandate_shape)shape;
}

// verdict_rows(plan, { reasons, separator, unknown, above, at_least, below, at_most, both_ends, from_to, records, others, more, parameter, decision, on, in, units, ahead = a run, parts = { { node,
// next = a node of that run, rule, period, shape, versions = { { node, actual, record, templates }… } }… } })
static int create(lua_State *L)
{
    mandate_error error;
    mandate_plan *plan = mandate_check_plan(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    rows_box *box = lua_newuserdatauv(L, sizeof *box, 2);
    memset(box, 0, sizeof *box);
    luaL_setmetatable(L, ROWS);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, 3, 1); // the plan lives as long
    lua_getfield(L, 2, "reasons");
    box->reasons = lua_toboolean(L, -1);
    lua_pop(L, 1);
    mandate_rows_words words = {.separator = text_field(L, 2, "separator"),
                                .unknown = text_field(L, 2, "unknown"),
                                .above = text_field(L, 2, "above"),
                                .at_least = text_field(L, 2, "at_least"),
                                .below = text_field(L, 2, "below"),
                                .at_most = text_field(L, 2, "at_most"),
                                .both_ends = text_field(L, 2, "both_ends"),
                                .from_to = text_field(L, 2, "from_to"),
                                .records = text_field(L, 2, "records"),
                                .others = text_field(L, 2, "others"),
                                .more = text_field(L, 2, "more"),
                                .any_of = text_field(L, 2, "any_of"),
                                .wanting = mandate_check_wanting_words(L, 2)};
    lua_getfield(L, 2, "statuses"); // { met = "met", … }
    luaL_checktype(L, -1, LUA_TTABLE);
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++) words.statuses[s] = text_field(L, lua_gettop(L), mandate_status_names[s]);
    lua_pop(L, 1);
    box->rows = mandate_rows_create(plan, box->reasons, &words, &error);
    if (!box->rows) return mandate_push_error(L, &error);
    lua_newtable(L); // 4: templates that were made
    lua_getfield(L, 2, "ahead");
    lua_setiuservalue(L, 3, 2); // and the run that looked ahead
    lua_getfield(L, 2, "parts");
    luaL_checktype(L, 5, LUA_TTABLE);
    for (lua_Integer p = 1; lua_rawgeti(L, 5, p) != LUA_TNIL; p++) {
        int table = lua_gettop(L), node = check_node(L, plan, integer_field(L, table, "node", -1), 0);
        int part = mandate_rows_part(box->rows, node, text_field(L, table, "rule"), text_field(L, table, "period"), shape_field(L, table), &error);
        if (part < 0) return mandate_push_error(L, &error);
        lua_Integer next = integer_field(L, table, "next", -1);
        if (next >= 0) {
            lua_getiuservalue(L, 3, 2);
            mandate_rows_next_changes(box->rows, part, mandate_check_run_dates(L, -1, (int)next));
            lua_pop(L, 1);
        }
        lua_getfield(L, table, "versions");
        luaL_checktype(L, -1, LUA_TTABLE);
        luaL_argcheck(L, !box->reasons || lua_rawlen(L, -1) > 0, 2, "a rule without versions has no reasons");
        if (!add_versions(L, plan, box->rows, 4, &error)) return mandate_push_error(L, &error);
        lua_settop(L, table - 1);
    }
    lua_getfield(L, 2, "cites");
    if (lua_toboolean(L, -1) && !mandate_rows_cite(box->rows, &error)) return mandate_push_error(L, &error);
    lua_settop(L, 3);
    return 1;
}

static int collect(lua_State *L)
{
    rows_box *box = check_box(L);
    mandate_sink_abandon(box->sink);
    box->sink = NULL;
    mandate_rows_destroy(box->rows);
    box->rows = NULL;
    return 0;
}

// open(path): writes the heading.
static int open_file(lua_State *L)
{
    mandate_error error;
    rows_box *box = check_box(L);
    const char *path = luaL_checkstring(L, 2);
    luaL_argcheck(L, !box->sink, 1, "a file is open");
    box->sink = mandate_sink_open(path, MANDATE_ROWS_BEGINNING, &error);
    mandate_text heading = mandate_rows_heading(box->rows);
    if (!box->sink || !mandate_sink_write(box->sink, heading.bytes, heading.length, &error)) return mandate_push_error(L, &error);
    lua_pushboolean(L, 1);
    return 1;
}

// close(): the file is whole.
static int close_file(lua_State *L)
{
    mandate_error error;
    rows_box *box = check_box(L);
    luaL_argcheck(L, box->sink, 1, "no file is open");
    mandate_sink *sink = box->sink;
    box->sink = NULL;
    if (!mandate_sink_close(sink, &error)) return mandate_push_error(L, &error);
    lua_pushboolean(L, 1);
    return 1;
}

// abandon(): takes back what was written.
static int abandon(lua_State *L)
{
    rows_box *box = check_box(L);
    mandate_sink_abandon(box->sink);
    box->sink = NULL;
    return 0;
}

// reason(run, record): of the first rule, as its row has it; the run's focus is on the record
static int reason(lua_State *L)
{
    mandate_error error;
    const rows_box *box = check_box(L);
    luaL_argcheck(L, box->reasons, 1, "made without reasons");
    luaL_argcheck(L, mandate_rows_has(box->rows, 0, 0), 1, "has no rule");
    char *text = mandate_rows_explain(box->rows, mandate_check_run(L, 2), (uint32_t)luaL_checkinteger(L, 3), &error);
    if (!text) return mandate_push_error(L, &error);
    lua_pushstring(L, text);
    mandate_free(text);
    return 1;
}

void mandate_bind_verdicts(lua_State *L)
{
    static const luaL_Reg methods[] = {{"open", open_file}, {"close", close_file}, {"abandon", abandon}, {"reason", reason}, {NULL, NULL}};
    mandate_bind_class(L, ROWS, methods, collect, create, "verdict_rows");
}
