#include "host/document.h"

#include <lauxlib.h>
#include <string.h>
#include "model/memory.h"

mandate_document_limits mandate_document_default_limits(void) { return (mandate_document_limits){.depth = 1000, .values = 8000000, .bytes = (size_t)64 << 20}; }

void mandate_document_clear(mandate_document *document)
{
    mandate_free(document->tables);
    mandate_free(document->entries);
    mandate_free(document->functions);
    mandate_free(document->bytes);
    memset(document, 0, sizeof *document);
}

static void push_function(lua_State *state, const mandate_document *document, uint32_t index)
{
    const mandate_document_function *function = &document->functions[index];
    lua_createtable(state, 0, 5);
    lua_pushliteral(state, "function");
    lua_setfield(state, -2, "op");
    lua_pushinteger(state, (lua_Integer)index + 1);
    lua_setfield(state, -2, "index");
    lua_pushstring(state, document->bytes + function->file);
    lua_setfield(state, -2, "file");
    lua_pushinteger(state, function->line);
    lua_setfield(state, -2, "line");
    lua_pushinteger(state, function->last_line);
    lua_setfield(state, -2, "last_line");
}

static void push_value(lua_State *state, const mandate_document *document, const mandate_document_value *value, int tables, int functions)
{
    switch (value->type) {
    case MANDATE_DOCUMENT_BOOLEAN: lua_pushboolean(state, value->boolean); break;
    case MANDATE_DOCUMENT_INTEGER: lua_pushinteger(state, value->integer); break;
    case MANDATE_DOCUMENT_NUMBER: lua_pushnumber(state, value->number); break;
    case MANDATE_DOCUMENT_TEXT: lua_pushlstring(state, document->bytes + value->text, value->length); break;
    case MANDATE_DOCUMENT_TABLE: lua_rawgeti(state, tables, (lua_Integer)value->index + 1); break;
    case MANDATE_DOCUMENT_FUNCTION: lua_rawgeti(state, functions, (lua_Integer)value->index + 1); break;
    }
}

static int size_hint(size_t count) { return count < 1 << 24 ? (int)count : 0; }

// All tables first, then what is in them: sharing needs no search, and depth no recursion.
void mandate_document_push(lua_State *state, const mandate_document *document)
{
    luaL_checkstack(state, 8, "too many nested calls");
    if (document->table_count == 0) {
        lua_newtable(state);
        return;
    }
    lua_createtable(state, size_hint(document->table_count), 0);
    int tables = lua_gettop(state);
    for (size_t i = 0; i < document->table_count; i++) {
        const mandate_document_table *table = &document->tables[i];
        lua_createtable(state, size_hint(table->list), size_hint(table->count - table->list));
        lua_rawseti(state, tables, (lua_Integer)i + 1);
    }
    lua_createtable(state, size_hint(document->function_count), 0);
    int functions = lua_gettop(state);
    for (size_t i = 0; i < document->function_count; i++) {
        push_function(state, document, (uint32_t)i);
        lua_rawseti(state, functions, (lua_Integer)i + 1);
    }
    for (size_t i = 0; i < document->table_count; i++) {
        const mandate_document_table *table = &document->tables[i];
        lua_rawgeti(state, tables, (lua_Integer)i + 1);
        for (size_t k = table->first; k < table->first + table->count; k++) {
            push_value(state, document, &document->entries[k].key, tables, functions);
            push_value(state, document, &document->entries[k].value, tables, functions);
            lua_rawset(state, -3);
        }
        lua_pop(state, 1);
    }
    lua_rawgeti(state, tables, 1);
    lua_replace(state, tables);
    lua_settop(state, tables);
}
