// What the bindings of the host state share. The host state runs only our own Lua.
#ifndef MANDATE_HOST_BINDING_H
#define MANDATE_HOST_BINDING_H

#include <lauxlib.h>
#include <lua.h>
#include "engine/run/run.h"
#include "model/kind.h"
#include "snapshot/snapshot.h"
#include "verdict/rows.h"
#include "verdict/sink.h"

// Pushes nil and the error as a table { code, message, file, line, column }; returns 2, for `return mandate_push_error(…)`.
int mandate_push_error(lua_State *L, const mandate_error *error);

// Userdata. The check functions raise where the argument is another type, or was closed.
typedef struct mandate_model_box {
    mandate_model *model;
} mandate_model_box;
typedef struct mandate_snapshot_box {
    mandate_snapshot *snapshot;
    int model;
} mandate_snapshot_box; // reference that keeps the model alive
typedef struct mandate_plan_box {
    mandate_plan *plan;
    int snapshot;
} mandate_plan_box;
mandate_model *mandate_check_model(lua_State *L, int index);
mandate_snapshot *mandate_check_snapshot(lua_State *L, int index);
mandate_plan *mandate_check_plan(lua_State *L, int index);
// What verdict_rows made, for a run to write with, and the file that is open; raises where none is.
mandate_rows *mandate_check_rows(lua_State *L, int index);
const int32_t *mandate_check_run_dates(lua_State *L, int index, int node); // of a run: the days of a node, by record, as long as the run lives
mandate_run *mandate_check_run(lua_State *L, int index);
mandate_sink *mandate_check_rows_sink(lua_State *L, int index);
// The kind named by the string at `index`; raises where the model has none.
int mandate_check_kind(lua_State *L, const mandate_model *model, int index);
// "YYYY-MM-DD" at `index`; raises where it is no date.
mandate_date mandate_check_date(lua_State *L, int index);
mandate_wanting_words mandate_check_wanting_words(lua_State *L, int index); // { parameter, decision, calendar, on, in, units, before }, which the table keeps
void mandate_push_date(lua_State *L, mandate_date date); // nil for what is no date
// The decimal, or the whole number of Lua, at `index`; raises for other values. An end that a range does not have is math.huge or -math.huge.
double mandate_check_decimal(lua_State *L, int index);
void mandate_push_decimal(lua_State *L, double value);

// Registers the userdata `class`: `methods`, which a NULL name ends, and `collect`, which frees one; and adds `create`, which makes one, as `verb` to the table on top
// of the stack.
void mandate_bind_class(lua_State *L, const char *class, const luaL_Reg *methods, lua_CFunction collect, lua_CFunction create, const char *verb);
// More methods of a class that is registered.
void mandate_add_methods(lua_State *L, const char *class, const luaL_Reg *methods);

// Each adds its functions to the table on top of the stack.
void mandate_bind_decimal(lua_State *L);
void mandate_bind_model(lua_State *L);
void mandate_bind_registry(lua_State *L);
void mandate_bind_snapshot(lua_State *L);
void mandate_bind_plan(lua_State *L);
void mandate_bind_run(lua_State *L);
void mandate_bind_pack(lua_State *L);
void mandate_bind_outline(lua_State *L);
void mandate_bind_verdicts(lua_State *L);

// require "mandate.core"
int luaopen_mandate_core(lua_State *L);

#endif
