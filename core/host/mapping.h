// A mapping of a file's columns, from the table that the language makes of an import statement.
#ifndef MANDATE_HOST_MAPPING_H
#define MANDATE_HOST_MAPPING_H

#include <lua.h>
#include "import/mapping.h"

// The table at `index`, whose form is told in lua/language/statements/imports.lua. The memory lies in `anchor`, a table on the stack; texts stay those of
// the mapping's table, which must not change meanwhile. A wrong table is a Lua error.
const mandate_mapping *mandate_take_mapping(lua_State *L, int index, int anchor);

#endif
