#include "host/row.h"

#include <lauxlib.h>
#include <string.h>
#include "host/sandbox.h"
#include "model/memory.h"

enum { KNOWN_METHOD = -2, CHILDREN = -3, NO_SUCH_FIELD = -1, LONGEST_SHORT_TEXT = 40 };

typedef struct row_view {
    uint64_t call; // the call in which it is valid
    uint32_t record;
    int kind;
} row_view;

// A set of rows, such as `e.audits`.
typedef struct sequence {
    uint64_t call;
    mandate_children children;
} sequence;

// Addresses that are keys of the registry.
static const char row_key; // the metatable of rows
static const char sequence_key; // the metatable of sets
static const char names_key; // the texts in the cache
static const char ahead_key; // the rows made ahead

// What all functions of rows and sets have as upvalues: the metatable of rows, the rows made ahead, and for row_index the texts that are kept and
// the method `known`.
enum { ROWS = 1, AHEAD, TEXTS, KNOWN };

static mandate_row_scope *scope_of(lua_State *state) { return mandate_sandbox_of(state)->owner; }

static const char *kind_name(const mandate_row_scope *scope, int kind) { return scope->view->kind_name(scope->view->context, kind); }

static void check_valid(lua_State *state, const mandate_row_scope *scope, uint64_t call)
{
    if (call != scope->call || call == 0)
        mandate_sandbox_raise(state, "a row was kept from an earlier call; a row may be used only while the function it was given to runs");
}

// A row made ahead: Lua owns it, nothing but this file writes to it.
static row_view *take_ahead(lua_State *state, mandate_row_scope *scope, int rows)
{
    lua_rawgeti(state, rows, scope->next_row++);
    return lua_touserdata(state, -1);
}

void mandate_row_begin(lua_State *state, mandate_row_scope *scope, int rows, uint64_t call, int kind, uint32_t record)
{
    scope->call = call;
    scope->asked_count = 0;
    scope->last_row = scope->next_row + MANDATE_ROWS_A_CALL - 1;
    *take_ahead(state, scope, rows) = (row_view){call, record, kind};
}

void mandate_row_make_ahead(lua_State *state)
{
    lua_rawgetp(state, LUA_REGISTRYINDEX, &row_key);
    mandate_row_push_ahead(state);
    for (int i = 1; i <= MANDATE_ROWS_AHEAD; i++) {
        row_view *row = lua_newuserdatauv(state, sizeof *row, 0);
        row->call = 0;
        lua_pushvalue(state, -3);
        lua_setmetatable(state, -2);
        lua_rawseti(state, -2, i);
    }
    lua_pop(state, 2);
}

void mandate_row_push_ahead(lua_State *state) { lua_rawgetp(state, LUA_REGISTRYINDEX, &ahead_key); }

// Names ------------------------------------------------------------------------------------------------------------

void mandate_row_forget_names(mandate_row_scope *scope) { memset(scope->cache, 0, sizeof scope->cache); }

static int unknown_name(lua_State *state, const mandate_row_scope *scope, int kind, const char *name)
{
    const mandate_view *view = scope->view;
    const char *nearest = view->nearest(view->context, kind, name);
    if (nearest && strcmp(nearest, name) == 0) // it has the field, and hides it
        return mandate_sandbox_raise(state, "%s.%.64s is there to be compared with: reports may read it, rules may not", kind_name(scope, kind), name);
    if (nearest) return mandate_sandbox_raise(state, "%s has no field `%.64s`; did you mean `%s`?", kind_name(scope, kind), name, nearest);
    return mandate_sandbox_raise(state, "%s has no field `%.64s`; `mandate doc --model` lists its fields", kind_name(scope, kind), name);
}

static size_t cache_slot(const void *name, int kind)
{
    uint64_t mixed = ((uint64_t)(uintptr_t)name + (uint64_t)kind * 64) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 57) % MANDATE_ROW_CACHE;
}

// The number of a name that is not in the cache, at index 2. Raises an error where there is no such name. Where it is a plural, its rows had to be
// looked for: *found then says so.
static int look_up(lua_State *state, mandate_row_scope *scope, const row_view *row, const void *identity, mandate_children *found)
{
    int kind = row->kind;
    if (lua_type(state, 2) != LUA_TSTRING)
        return mandate_sandbox_raise(state, "a row of %s is read by a field's name, not by a %s", kind_name(scope, kind), luaL_typename(state, 2));
    size_t length;
    const char *name = lua_tolstring(state, 2, &length);
    const mandate_view *view = scope->view;
    int field = KNOWN_METHOD;
    if (length != 5 || memcmp(name, "known", 5) != 0) {
        field = view->find_field(view->context, kind, name, length);
        if (field < 0) {
            if (!view->children(view->context, kind, row->record, name, length, found)) return unknown_name(state, scope, kind, name);
            field = CHILDREN;
        }
    }
    if (length <= LONGEST_SHORT_TEXT) {
        mandate_sandbox *sandbox = mandate_sandbox_of(state);
        mandate_sandbox_pause pause = mandate_sandbox_suspend(sandbox);
        size_t used = sandbox->used;
        lua_rawgetp(state, LUA_REGISTRYINDEX, &names_key);
        lua_pushvalue(state, 2);
        lua_pushboolean(state, 1);
        lua_rawset(state, -3);
        lua_pop(state, 1);
        mandate_sandbox_resume(sandbox, pause, sandbox->used > used ? sandbox->used - used : 0);
        size_t slot = cache_slot(identity, kind);
        scope->cache[slot].name = identity;
        scope->cache[slot].kind = kind;
        scope->cache[slot].field = field;
    }
    return field;
}

// The field's number, CHILDREN or KNOWN_METHOD; the name is at index 2.
static inline int resolve(lua_State *state, mandate_row_scope *scope, const row_view *row, mandate_children *found)
{
    const void *identity = lua_topointer(state, 2); // of the one copy that Lua keeps of a short text; NULL for numbers
    size_t slot = cache_slot(identity, row->kind);
    found->records = NULL;
    if (identity && scope->cache[slot].name == identity && scope->cache[slot].kind == row->kind) return scope->cache[slot].field;
    return look_up(state, scope, row, identity, found);
}

// Cells ------------------------------------------------------------------------------------------------------------

static void read(lua_State *state, const mandate_row_scope *scope, const row_view *row, int field, mandate_view_cell *cell)
{
    const mandate_view *view = scope->view;
    cell->open = false;
    if (!view->read(view->context, row->kind, row->record, field, cell))
        mandate_sandbox_raise(state, "`%s` of %s cannot be read", view->field_name(view->context, row->kind, field), kind_name(scope, row->kind));
}

static bool was_asked(lua_State *state, const mandate_row_scope *scope, const row_view *row, int field)
{
    mandate_sandbox_charge(state, scope->asked_count);
    for (size_t i = 0; i < scope->asked_count; i++) {
        const mandate_row_cell *cell = &scope->asked[i];
        if (cell->record == row->record && cell->field == field && cell->kind == row->kind) return true;
    }
    return false;
}

// The call ends here: nothing in a script can catch this.
static int end_as_unknown(lua_State *state, mandate_row_scope *scope, const row_view *row, int field)
{
    scope->unknown = (mandate_row_cell){row->kind, field, row->record};
    lua_pushlightuserdata(state, scope);
    return lua_error(state);
}

static void push_row(lua_State *state, mandate_row_scope *scope, int kind, uint32_t record)
{
    row_view *row;
    if (scope->next_row <= scope->last_row) {
        row = take_ahead(state, scope, lua_upvalueindex(AHEAD));
    } else {
        row = lua_newuserdatauv(state, sizeof *row, 0);
        lua_pushvalue(state, lua_upvalueindex(ROWS));
        lua_setmetatable(state, -2);
    }
    *row = (row_view){scope->call, record, kind};
}

static void push_text(lua_State *state, mandate_row_scope *scope, const row_view *row, int field, const mandate_view_cell *cell)
{
    if (mandate_texts_push(state, &scope->texts, lua_upvalueindex(TEXTS), cell->identity)) return;
    if (cell->identity == 0) {
        lua_pushlstring(state, cell->text, cell->length);
        return;
    }
    const mandate_view *view = scope->view;
    size_t length;
    const char *text = view->text(view->context, row->kind, field, cell->identity, &length);
    mandate_texts_make(state, &scope->texts, lua_upvalueindex(TEXTS), cell->identity, text, length);
}

static int push_cell(lua_State *state, mandate_row_scope *scope, const row_view *row, int field, const mandate_view_cell *cell)
{
    switch (cell->type) {
    case MANDATE_TEXT: push_text(state, scope, row, field, cell); break;
    case MANDATE_NUMBER:
        lua_pushnumber(state, cell->number); // never an integer of Lua: those wrap around where sums grow large
        break;
    case MANDATE_EVENT:
    case MANDATE_DATE: mandate_texts_push_date(state, &scope->texts, lua_upvalueindex(TEXTS), cell->date); break;
    case MANDATE_YESNO: lua_pushboolean(state, cell->yes); break;
    case MANDATE_REFERENCE: push_row(state, scope, cell->kind, cell->record); break;
    }
    return 1;
}

static int push_children(lua_State *state, mandate_row_scope *scope, const row_view *row, const mandate_children *found)
{
    size_t length;
    const char *plural = lua_tolstring(state, 2, &length);
    sequence *set = lua_newuserdatauv(state, sizeof *set, 0);
    set->call = scope->call;
    set->children = *found;
    if (!found->records && !scope->view->children(scope->view->context, row->kind, row->record, plural, length, &set->children))
        return mandate_sandbox_raise(state, "`%.64s` of %s cannot be read", plural, kind_name(scope, row->kind));
    if (set->children.lost >= 0) { // whether a row belongs to it is not known, and so nothing that is asked of it
        const row_view child = {.kind = set->children.kind, .record = row->record};
        return end_as_unknown(state, scope, &child, set->children.lost);
    }
    if (set->children.wanted && set->children.count == 0) { // nothing shows what it would say of rows that are there
        const row_view child = {.kind = set->children.kind, .record = row->record};
        return end_as_unknown(state, scope, &child, -1);
    }
    mandate_sandbox_charge_memory(state, set->children.count * sizeof *set->children.records);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &sequence_key);
    lua_setmetatable(state, -2);
    return 1;
}

static int row_index(lua_State *state)
{
    mandate_row_scope *scope = scope_of(state);
    const row_view *row = lua_touserdata(state, 1); // only the metatable leads here, and scripts cannot reach it
    check_valid(state, scope, row->call);
    mandate_children found;
    int field = resolve(state, scope, row, &found);
    if (field == KNOWN_METHOD) {
        lua_pushvalue(state, lua_upvalueindex(KNOWN));
        return 1;
    }
    if (field == CHILDREN) return push_children(state, scope, row, &found);
    mandate_view_cell cell;
    read(state, scope, row, field, &cell);
    if (cell.state == MANDATE_CELL_KNOWN) return push_cell(state, scope, row, field, &cell);
    if (cell.state == MANDATE_CELL_UNKNOWN && !was_asked(state, scope, row, field)) return end_as_unknown(state, scope, row, field);
    lua_pushnil(state);
    return 1;
}

// e:known "size"
static int row_known(lua_State *state)
{
    mandate_row_scope *scope = scope_of(state);
    bool is_row = lua_isuserdata(state, 1) && lua_getmetatable(state, 1) && lua_rawequal(state, -1, lua_upvalueindex(ROWS));
    if (!is_row || lua_type(state, 2) != LUA_TSTRING) return mandate_sandbox_raise(state, "write `e:known \"size\"`, with a colon and the name of a field");
    lua_settop(state, 2);
    const row_view *row = lua_touserdata(state, 1);
    check_valid(state, scope, row->call);
    mandate_children found;
    int field = resolve(state, scope, row, &found);
    if (field < 0) return mandate_sandbox_raise(state, "`known` is asked of a field, and `%.64s` of %s is none", lua_tostring(state, 2), kind_name(scope, row->kind));
    mandate_view_cell cell;
    read(state, scope, row, field, &cell);
    if (cell.state == MANDATE_CELL_UNKNOWN && cell.open) return end_as_unknown(state, scope, row, field);
    if (cell.state == MANDATE_CELL_UNKNOWN && !was_asked(state, scope, row, field)) {
        mandate_row_cell *moved = mandate_grow(scope->asked, scope->asked_count, &scope->asked_capacity, sizeof *scope->asked, NULL);
        if (!moved) return mandate_sandbox_raise(state, "out of memory");
        scope->asked = moved;
        scope->asked[scope->asked_count++] = (mandate_row_cell){row->kind, field, row->record};
    }
    lua_pushboolean(state, cell.state == MANDATE_CELL_KNOWN);
    return 1;
}

static int row_equal(lua_State *state)
{
    mandate_row_scope *scope = scope_of(state);
    for (int i = 1; i <= 2; i++) {
        lua_settop(state, 2);
        if (!lua_isuserdata(state, i) || !lua_getmetatable(state, i) || !lua_rawequal(state, -1, lua_upvalueindex(ROWS))) {
            lua_pushboolean(state, 0);
            return 1;
        }
    }
    const row_view *a = lua_touserdata(state, 1), *b = lua_touserdata(state, 2);
    check_valid(state, scope, a->call);
    check_valid(state, scope, b->call);
    lua_pushboolean(state, a->kind == b->kind && a->record == b->record);
    return 1;
}

static int refuse_change(lua_State *state) { return mandate_sandbox_raise(state, "records cannot be changed by a rule"); }

static int row_text(lua_State *state)
{
    const mandate_row_scope *scope = scope_of(state);
    const row_view *row = lua_touserdata(state, 1);
    check_valid(state, scope, row->call);
    lua_pushfstring(state, "row of %s", kind_name(scope, row->kind));
    return 1;
}

// Sets of rows -----------------------------------------------------------------------------------------------------

static int sequence_index(lua_State *state)
{
    mandate_row_scope *scope = scope_of(state);
    const sequence *set = lua_touserdata(state, 1);
    check_valid(state, scope, set->call);
    if (lua_type(state, 2) != LUA_TNUMBER)
        return mandate_sandbox_raise(state, "this is a set of rows of %s; take one, as in `rows[1]` or `for _, row in ipairs(rows) do`",
                                     kind_name(scope, set->children.kind));
    int is_integer;
    lua_Integer place = lua_tointegerx(state, 2, &is_integer);
    if (!is_integer || place < 1 || (lua_Unsigned)place > set->children.count) {
        lua_pushnil(state);
        return 1;
    }
    push_row(state, scope, set->children.kind, set->children.records[place - 1]);
    return 1;
}

static int sequence_length(lua_State *state)
{
    const sequence *set = lua_touserdata(state, 1);
    check_valid(state, scope_of(state), set->call);
    lua_pushinteger(state, (lua_Integer)set->children.count);
    return 1;
}

static int sequence_pairs(lua_State *state) { return mandate_sandbox_raise(state, "go through a set of rows with `ipairs`"); }

static int sequence_text(lua_State *state)
{
    lua_pushliteral(state, "rows");
    return 1;
}

// Life -------------------------------------------------------------------------------------------------------------

static void push_function(lua_State *state, int rows, lua_CFunction function)
{
    lua_pushvalue(state, rows);
    mandate_row_push_ahead(state);
    lua_pushcclosure(state, function, AHEAD);
}

static void set_function(lua_State *state, int rows, const char *event, lua_CFunction function)
{
    push_function(state, rows, function);
    lua_setfield(state, -2, event);
}

static void set_common(lua_State *state, const char *name)
{
    lua_pushcfunction(state, refuse_change);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pushstring(state, name); // what Lua calls it in its own messages
    lua_setfield(state, -2, "__name");
}

void mandate_row_open(lua_State *state)
{
    lua_newtable(state);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &names_key);
    lua_createtable(state, MANDATE_ROWS_AHEAD, 0);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &ahead_key);

    lua_newtable(state);
    int rows = lua_gettop(state);
    lua_pushvalue(state, rows);
    mandate_row_push_ahead(state);
    mandate_texts_open(state, &scope_of(state)->texts);
    push_function(state, rows, row_known);
    lua_pushcclosure(state, row_index, KNOWN);
    lua_setfield(state, rows, "__index");
    set_function(state, rows, "__eq", row_equal);
    set_function(state, rows, "__tostring", row_text);
    set_function(state, rows, "__pairs", sequence_pairs);
    set_common(state, "row");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &row_key);

    lua_rawgetp(state, LUA_REGISTRYINDEX, &row_key);
    lua_newtable(state);
    set_function(state, rows, "__index", sequence_index);
    set_function(state, rows, "__len", sequence_length);
    set_function(state, rows, "__pairs", sequence_pairs);
    set_function(state, rows, "__tostring", sequence_text);
    set_common(state, "set of rows");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &sequence_key);
    lua_settop(state, rows - 1);
}
