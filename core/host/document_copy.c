#define _GNU_SOURCE // qsort_r
#include <assert.h>
#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "host/document.h"
#include "model/memory.h"

enum { PATH_SIZE = 320 };

// Where a table, a function or a text of the state went in the document.
typedef struct visit {
    const void *address; // NULL: free
    uint32_t index;
    bool open; // on the path that is being walked
} visit;

typedef struct copier {
    mandate_document *document;
    const mandate_document_limits *limits;
    mandate_error *error;
    visit *visits; // a hash table; slots are a power of two
    size_t visit_count, slots;
    mandate_document_value *path; // the keys that lead to the value in hand
    size_t path_capacity;
    size_t depth;
    int functions; // stack index of the table of functions
} copier;

// Errors -----------------------------------------------------------------------------------------------------------

// "statements[2].applies.from"
static void describe_path(const copier *copy, char out[PATH_SIZE])
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < copy->depth && length < PATH_SIZE; i++) {
        const mandate_document_value *key = &copy->path[i];
        int written;
        if (key->type == MANDATE_DOCUMENT_TEXT)
            written = snprintf(out + length, PATH_SIZE - length, "%s%.*s", i > 0 ? "." : "", (int)(key->length < 64 ? key->length : 64),
                               mandate_document_bytes(copy->document, key));
        else written = snprintf(out + length, PATH_SIZE - length, "[%lld]", (long long)key->integer);
        length += written > 0 ? (size_t)written : 0;
    }
    if (out[0] == '\0') snprintf(out, PATH_SIZE, "the result");
}

// The message is in copy->error; the Lua error only carries control out of the recursion.
_Noreturn static void fail(lua_State *state)
{
    lua_pushnil(state);
    lua_error(state);
    abort(); // lua_error does not come back, though its type does not tell
}

_Noreturn static void fail_limit(lua_State *state, const copier *copy, const char *what, size_t limit)
{
    char path[PATH_SIZE];
    describe_path(copy, path);
    mandate_fail(copy->error, MANDATE_ERROR_LIMIT, "the pack is too large: at %s it has more than %zu %s; split it, or look for a loop that makes rules", path, limit,
                 what);
    fail(state);
}

_Noreturn static void fail_value(lua_State *state, const copier *copy, const char *what)
{
    char path[PATH_SIZE];
    describe_path(copy, path);
    mandate_fail(copy->error, MANDATE_ERROR_PACK, "%s is %s, which cannot stand in a rule; write a text, a number, a boolean, a table or a function", path, what);
    fail(state);
}

// Visits -----------------------------------------------------------------------------------------------------------

static visit *find_visit(const copier *copy, const void *address)
{
    size_t mask = copy->slots - 1;
    uint64_t hash = (uint64_t)(uintptr_t)address * UINT64_C(0x9E3779B97F4A7C15); // decides the slot only, nothing that can be seen
    size_t slot = (size_t)(hash >> 20) & mask;
    while (copy->visits[slot].address && copy->visits[slot].address != address) slot = (slot + 1) & mask;
    return &copy->visits[slot];
}

static bool widen_visits(copier *copy)
{
    visit *old = copy->visits;
    size_t old_slots = copy->slots;
    size_t slots = old_slots ? old_slots * 2 : 256;
    visit *wider = mandate_new(slots, sizeof *wider, copy->error);
    if (!wider) return false;
    copy->visits = wider;
    copy->slots = slots;
    for (size_t i = 0; i < old_slots; i++)
        if (old[i].address) *find_visit(copy, old[i].address) = old[i];
    mandate_free(old);
    return true;
}

static void remember(lua_State *state, copier *copy, const void *address, uint32_t index, bool open)
{
    if (copy->visit_count * 2 >= copy->slots && !widen_visits(copy)) fail(state);
    *find_visit(copy, address) = (visit){address, index, open};
    copy->visit_count++;
}

// Parts ------------------------------------------------------------------------------------------------------------

static size_t copy_bytes(lua_State *state, copier *copy, const char *bytes, size_t length)
{
    mandate_document *document = copy->document;
    if (length > copy->limits->bytes || document->byte_count > copy->limits->bytes - length) fail_limit(state, copy, "bytes of text", copy->limits->bytes);
    size_t needed = document->byte_count + length + 1;
    if (needed > document->byte_capacity) {
        size_t capacity = needed + needed / 2 + 1024;
        char *moved = mandate_resize(document->bytes, capacity, 1, copy->error);
        if (!moved) fail(state);
        document->bytes = moved;
        document->byte_capacity = capacity;
    }
    size_t start = document->byte_count;
    memcpy(document->bytes + start, bytes, length);
    document->bytes[start + length] = '\0';
    document->byte_count = needed;
    return start;
}

// Lua keeps each short text once, so that its address tells it; of long ones each is a text of its own. All of them stay where they are while tables hold them.
static mandate_document_value copy_text(lua_State *state, copier *copy, int index)
{
    size_t length;
    const char *text = lua_tolstring(state, index, &length);
    mandate_document_value value = {.type = MANDATE_DOCUMENT_TEXT, .length = (uint32_t)length};
    if (length > UINT32_MAX) fail_limit(state, copy, "bytes of text", UINT32_MAX);
    const visit *seen = copy->slots ? find_visit(copy, text) : NULL;
    if (seen && seen->address) {
        value.index = seen->index;
        return value;
    }
    mandate_document *document = copy->document;
    mandate_document_text *moved = mandate_grow(document->texts, document->text_count, &document->text_capacity, sizeof *document->texts, copy->error);
    if (!moved) fail(state);
    document->texts = moved;
    document->texts[document->text_count] = (mandate_document_text){copy_bytes(state, copy, text, length), length};
    value.index = (uint32_t)document->text_count++;
    remember(state, copy, text, value.index, false);
    return value;
}

static uint32_t copy_function(lua_State *state, copier *copy, int index)
{
    const void *address = lua_topointer(state, index);
    const visit *seen = copy->slots ? find_visit(copy, address) : NULL;
    if (seen && seen->address) return seen->index;
    mandate_document *document = copy->document;
    lua_Debug function;
    lua_pushvalue(state, index);
    lua_getinfo(state, ">S", &function);
    if (function.what[0] == 'C') fail_value(state, copy, "a function of Lua itself");
    mandate_document_function *moved =
        mandate_grow(document->functions, document->function_count, &document->function_capacity, sizeof *document->functions, copy->error);
    if (!moved) fail(state);
    document->functions = moved;
    bool named = function.source[0] == '@' || function.source[0] == '=';
    const char *file = named ? function.source + 1 : function.short_src;
    uint32_t number = (uint32_t)document->function_count;
    size_t start = copy_bytes(state, copy, file, strlen(file));
    document->functions[number] = (mandate_document_function){start, function.linedefined, function.lastlinedefined};
    document->function_count++;
    remember(state, copy, address, number, false);
    lua_pushvalue(state, index);
    lua_rawseti(state, copy->functions, (lua_Integer)number + 1);
    return number;
}

static uint32_t copy_table(lua_State *state, copier *copy, int index);

static mandate_document_value copy_value(lua_State *state, copier *copy, int index)
{
    switch (lua_type(state, index)) {
    case LUA_TBOOLEAN: return (mandate_document_value){.type = MANDATE_DOCUMENT_BOOLEAN, .boolean = lua_toboolean(state, index)};
    case LUA_TNUMBER:
        if (lua_isinteger(state, index)) return (mandate_document_value){.type = MANDATE_DOCUMENT_INTEGER, .integer = lua_tointeger(state, index)};
        // 0/0 has many bit patterns and no meaning in a rule.
        if (isnan(lua_tonumber(state, index))) fail_value(state, copy, "no number (0/0)");
        return (mandate_document_value){.type = MANDATE_DOCUMENT_NUMBER, .number = lua_tonumber(state, index)};
    case LUA_TSTRING: return copy_text(state, copy, index);
    case LUA_TTABLE: return (mandate_document_value){.type = MANDATE_DOCUMENT_TABLE, .index = copy_table(state, copy, index)};
    case LUA_TFUNCTION: return (mandate_document_value){.type = MANDATE_DOCUMENT_FUNCTION, .index = copy_function(state, copy, index)};
    default: fail_value(state, copy, lua_type(state, index) == LUA_TTHREAD ? "a coroutine" : "an object of the program");
    }
}

// Tables -----------------------------------------------------------------------------------------------------------

static int compare_keys(const mandate_document *document, const mandate_document_value *a, const mandate_document_value *b)
{
    if (a->type != b->type) return a->type == MANDATE_DOCUMENT_INTEGER ? -1 : 1;
    if (a->type == MANDATE_DOCUMENT_INTEGER) {
        int64_t x = a->integer, y = b->integer;
        if ((x > 0) != (y > 0)) return x > 0 ? -1 : 1;
        return (x > y) - (x < y);
    }
    uint32_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(mandate_document_bytes(document, a), mandate_document_bytes(document, b), shorter);
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static int compare_entries(const void *left, const void *right, void *document)
{
    return compare_keys(document, &((const mandate_document_entry *)left)->key, &((const mandate_document_entry *)right)->key);
}

// Most tables have a few keys; a list has them in order.
static void sort_entries(const mandate_document *document, mandate_document_entry *entries, size_t count)
{
    enum { FEW = 12 };
    if (count > FEW) {
        qsort_r(entries, count, sizeof *entries, compare_entries, (void *)(uintptr_t)document);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        mandate_document_entry entry = entries[i];
        size_t at = i;
        for (; at > 0 && compare_keys(document, &entries[at - 1].key, &entry.key) > 0; at--) entries[at] = entries[at - 1];
        entries[at] = entry;
    }
}

static mandate_document_entry *new_entry(lua_State *state, copier *copy)
{
    mandate_document *document = copy->document;
    if ((document->entry_count + 1) * 2 > copy->limits->values) fail_limit(state, copy, "keys and values", copy->limits->values);
    mandate_document_entry *moved = mandate_grow(document->entries, document->entry_count, &document->entry_capacity, sizeof *moved, copy->error);
    if (!moved) fail(state);
    document->entries = moved;
    return &document->entries[document->entry_count++];
}

static mandate_document_value copy_key(lua_State *state, copier *copy, int index)
{
    if (lua_type(state, index) == LUA_TSTRING) return copy_text(state, copy, index);
    if (lua_isinteger(state, index)) return (mandate_document_value){.type = MANDATE_DOCUMENT_INTEGER, .integer = lua_tointeger(state, index)};
    char path[PATH_SIZE];
    describe_path(copy, path);
    mandate_fail(copy->error, MANDATE_ERROR_PACK, "%s has a %s as a key; use texts or whole numbers", path,
                 lua_type(state, index) == LUA_TNUMBER ? "fraction" : luaL_typename(state, index));
    fail(state);
}

// Whether a value is taken over where it is found. What may be refused, or has tables below it, waits until the keys are in order: what is told of a pack, and how its
// tables are numbered, is the same whatever order the state has them in.
static bool is_plain(lua_State *state, int index)
{
    int type = lua_type(state, index);
    return type == LUA_TBOOLEAN || type == LUA_TSTRING || (type == LUA_TNUMBER && lua_isinteger(state, index));
}

// Puts the keys of the table into entries of their own, in order, with the values that are plain; of others the type is a table's. Returns how many there are.
static size_t copy_keys(lua_State *state, copier *copy, int table)
{
    mandate_document *document = copy->document;
    size_t first = document->entry_count;
    bool in_order = true;
    lua_pushnil(state);
    while (lua_next(state, table)) {
        mandate_document_value key = copy_key(state, copy, -2), value = {.type = MANDATE_DOCUMENT_TABLE};
        if (is_plain(state, -1)) value = copy_value(state, copy, -1);
        *new_entry(state, copy) = (mandate_document_entry){key, value};
        size_t at = document->entry_count - 1;
        in_order = in_order && (at == first || compare_keys(document, &document->entries[at - 1].key, &key) < 0);
        lua_pop(state, 1);
    }
    size_t count = document->entry_count - first;
    if (!in_order) sort_entries(document, &document->entries[first], count);
    return count;
}

static void enter(lua_State *state, copier *copy, mandate_document_value key)
{
    mandate_document_value *moved = mandate_grow(copy->path, copy->depth, &copy->path_capacity, sizeof *copy->path, copy->error);
    if (!moved) fail(state);
    copy->path = moved;
    copy->path[copy->depth++] = key;
    if (copy->depth > copy->limits->depth) fail_limit(state, copy, "tables inside each other", copy->limits->depth);
}

// The table's keys are taken over before its tables are walked, so that its entries lie together.
static uint32_t copy_table(lua_State *state, copier *copy, int index)
{
    const void *address = lua_topointer(state, index);
    const visit *seen = copy->slots ? find_visit(copy, address) : NULL;
    if (seen && seen->address) {
        if (!seen->open) return seen->index;
        char path[PATH_SIZE];
        describe_path(copy, path);
        mandate_fail(copy->error, MANDATE_ERROR_PACK, "%s is a table that contains itself; a rule must come to an end", path);
        fail(state);
    }
    mandate_document *document = copy->document;
    luaL_checkstack(state, 8, "tables are nested too deeply");
    mandate_document_table *moved = mandate_grow(document->tables, document->table_count, &document->table_capacity, sizeof *document->tables, copy->error);
    if (!moved) fail(state);
    document->tables = moved;
    uint32_t number = (uint32_t)document->table_count++;
    remember(state, copy, address, number, true);

    size_t first = document->entry_count, count = copy_keys(state, copy, index), list = 0;
    while (list < count && document->entries[first + list].key.type == MANDATE_DOCUMENT_INTEGER && document->entries[first + list].key.integer == (int64_t)list + 1)
        list++;
    document->tables[number] = (mandate_document_table){first, count, list};
    if (count > 0 && copy->depth >= copy->limits->depth) enter(state, copy, document->entries[first].key); // which lies too deep, whatever its value is
    for (size_t i = first; i < first + count; i++) {
        if (document->entries[i].value.type != MANDATE_DOCUMENT_TABLE) continue;
        mandate_document_value key = document->entries[i].key;
        if (key.type == MANDATE_DOCUMENT_TEXT) lua_pushlstring(state, mandate_document_bytes(document, &key), key.length);
        else lua_pushinteger(state, key.integer);
        lua_rawget(state, index);
        enter(state, copy, key);
        mandate_document_value value = copy_value(state, copy, lua_gettop(state)); // may move the entries
        document->entries[i].value = value;
        copy->depth--;
        lua_pop(state, 1);
    }
    find_visit(copy, address)->open = false;
    return number;
}

// Arguments: the copier, the table.
static int copy_protected(lua_State *state)
{
    copier *copy = lua_touserdata(state, 1);
    lua_newtable(state);
    copy->functions = 3;
    if (lua_type(state, 2) != LUA_TTABLE) fail_value(state, copy, "no table");
    copy_table(state, copy, 2);
    return 1;
}

bool mandate_document_copy(lua_State *state, int index, const mandate_document_limits *limits, mandate_document *document, mandate_error *error)
{
    assert(document->table_count == 0);
    mandate_error own;
    copier copy = {.document = document, .limits = limits, .error = error ? error : &own};
    copy.error->code = MANDATE_OK;
    index = lua_absindex(state, index);
    lua_pushcfunction(state, copy_protected);
    lua_pushlightuserdata(state, &copy);
    lua_pushvalue(state, index);
    bool good = lua_pcall(state, 2, 1, 0) == LUA_OK;
    mandate_free(copy.visits);
    mandate_free(copy.path);
    if (good) return true;
    lua_pop(state, 1);
    mandate_document_clear(document);
    if (copy.error->code == MANDATE_OK) // Lua's own: its state ran full
        mandate_fail(copy.error, MANDATE_ERROR_LIMIT, "the pack needs more memory than it may use while its rules are taken over; split it");
    return false;
}
