// What the bindings of a plan share: the builder itself, and what each file adds to it.
#ifndef MANDATE_HOST_PLAN_BINDING_H
#define MANDATE_HOST_PLAN_BINDING_H

#include "host/binding.h"

#define MANDATE_PLAN_CLASS "mandate.plan"

// Raises the error: our own Lua has built a wrong plan.
int mandate_raise_fault(lua_State *L, const mandate_error *error);
// The type of values that a word names; raises for another word.
mandate_value_type mandate_check_value_type(lua_State *L, const char *name);
// The whole number at a key of the table at `table`, or `otherwise` where there is none.
lua_Integer mandate_check_integer_of(lua_State *L, int table, const char *key, lua_Integer otherwise);

// Each adds its methods to plans.
void mandate_bind_plan_nodes(lua_State *L);
void mandate_bind_plan_constants(lua_State *L);
void mandate_bind_plan_shown(lua_State *L);

#endif
