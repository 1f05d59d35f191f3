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
    mandate_free(document->texts);
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

// Where what has a number in the document lies on the stack: lists of them, the first at 1.
typedef struct numbered {
    int tables, functions, texts;
} numbered;

static void push_value(lua_State *state, const mandate_document_value *value, const numbered *made)
{
    switch (value->type) {
    case MANDATE_DOCUMENT_BOOLEAN: lua_pushboolean(state, value->boolean); break;
    case MANDATE_DOCUMENT_INTEGER: lua_pushinteger(state, value->integer); break;
    case MANDATE_DOCUMENT_NUMBER: lua_pushnumber(state, value->number); break;
    case MANDATE_DOCUMENT_TEXT: lua_rawgeti(state, made->texts, (lua_Integer)value->index + 1); break;
    case MANDATE_DOCUMENT_TABLE: lua_rawgeti(state, made->tables, (lua_Integer)value->index + 1); break;
    case MANDATE_DOCUMENT_FUNCTION: lua_rawgeti(state, made->functions, (lua_Integer)value->index + 1); break;
    }
}

static int size_hint(size_t count) { return count < 1 << 24 ? (int)count : 0; }

static void push_lists(lua_State *state, const mandate_document *document, numbered *made)
{
    lua_createtable(state, size_hint(document->table_count), 0);
    made->tables = lua_gettop(state);
    for (size_t i = 0; i < document->table_count; i++) {
        const mandate_document_table *table = &document->tables[i];
        lua_createtable(state, size_hint(table->list), size_hint(table->count - table->list));
        lua_rawseti(state, made->tables, (lua_Integer)i + 1);
    }
    lua_createtable(state, size_hint(document->function_count), 0);
    made->functions = lua_gettop(state);
    for (size_t i = 0; i < document->function_count; i++) {
        push_function(state, document, (uint32_t)i);
        lua_rawseti(state, made->functions, (lua_Integer)i + 1);
    }
    lua_createtable(state, size_hint(document->text_count), 0);
    made->texts = lua_gettop(state);
    for (size_t i = 0; i < document->text_count; i++) {
        lua_pushlstring(state, document->bytes + document->texts[i].start, document->texts[i].length);
        lua_rawseti(state, made->texts, (lua_Integer)i + 1);
    }
}

// All tables first, then what is in them: sharing needs no search, and depth no recursion.
void mandate_document_push(lua_State *state, const mandate_document *document)
{
    luaL_checkstack(state, 8, "too many nested calls");
    if (document->table_count == 0) {
        lua_newtable(state);
        return;
    }
    numbered made;
    push_lists(state, document, &made);
    for (size_t i = 0; i < document->table_count; i++) {
        const mandate_document_table *table = &document->tables[i];
        const mandate_document_entry *entries = &document->entries[table->first];
        lua_rawgeti(state, made.tables, (lua_Integer)i + 1);
        for (size_t k = 0; k < table->list; k++) {
            push_value(state, &entries[k].value, &made);
            lua_rawseti(state, -2, (lua_Integer)k + 1);
        }
        for (size_t k = table->list; k < table->count; k++) {
            push_value(state, &entries[k].key, &made);
            push_value(state, &entries[k].value, &made);
            lua_rawset(state, -3);
        }
        lua_pop(state, 1);
    }
    lua_rawgeti(state, made.tables, 1);
    lua_replace(state, made.tables);
    lua_settop(state, made.tables);
}
