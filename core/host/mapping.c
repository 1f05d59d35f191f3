#include "host/mapping.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include "host/binding.h"

typedef struct taking {
    lua_State *L;
    int anchor;
} taking;

static void *memory(const taking *t, size_t count, size_t size)
{
    void *block = lua_newuserdatauv(t->L, count * size + 1, 0);
    memset(block, 0, count * size + 1);
    lua_rawseti(t->L, t->anchor, (lua_Integer)lua_rawlen(t->L, t->anchor) + 1);
    return block;
}

// Numbers would become texts that only this stack keeps.
static const char *text_at_top(lua_State *L, const char *key)
{
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "mapping: `%s` is no text", key);
    return lua_tostring(L, -1);
}

static const char *text(const taking *t, int index, const char *key)
{
    const char *found = NULL;
    if (lua_getfield(t->L, index, key) != LUA_TNIL) found = text_at_top(t->L, key);
    lua_pop(t->L, 1);
    return found;
}

static const char *needed(const taking *t, int index, const char *key)
{
    const char *found = text(t, index, key);
    if (!found) luaL_error(t->L, "mapping: `%s` is missing", key);
    return found;
}

static char character(const taking *t, int index, const char *key)
{
    const char *found = text(t, index, key);
    return found ? *found : '\0';
}

static bool flag(const taking *t, int index, const char *key)
{
    lua_getfield(t->L, index, key);
    bool found = lua_toboolean(t->L, -1);
    lua_pop(t->L, 1);
    return found;
}

// Pushes the list of that name; how long it is, 0 where there is none.
static size_t push_list(const taking *t, int index, const char *key)
{
    luaL_checkstack(t->L, 8, "mapping");
    if (lua_getfield(t->L, index, key) == LUA_TNIL) return 0;
    if (!lua_istable(t->L, -1)) luaL_error(t->L, "mapping: `%s` is no list", key);
    return lua_rawlen(t->L, -1);
}

static mandate_texts texts(const taking *t, int index, const char *key)
{
    mandate_texts found = {.count = push_list(t, index, key)};
    const char **list = memory(t, found.count, sizeof *list);
    for (size_t i = 0; i < found.count; i++) {
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        list[i] = text_at_top(t->L, key);
        lua_pop(t->L, 1);
    }
    lua_pop(t->L, 1);
    found.list = list;
    return found;
}

static mandate_date day(const taking *t, int index, const char *key, mandate_date otherwise)
{
    const char *found = text(t, index, key);
    mandate_date date = found ? mandate_date_parse(found, strlen(found)) : otherwise;
    if (!mandate_date_is(date)) luaL_error(t->L, "mapping: `%s` is no day", key);
    return date;
}

static int in_order(const void *a, const void *b)
{
    const mandate_translation *one = a, *other = b;
    int order = strcmp(one->from, other->from);
    return order != 0 ? order : (one->first > other->first) - (one->first < other->first);
}

static void take_translations(const taking *t, int index, mandate_part *part)
{
    size_t count = push_list(t, index, "translations");
    mandate_translation *list = memory(t, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        int entry = lua_gettop(t->L);
        list[i] =
            (mandate_translation){needed(t, entry, "from"), needed(t, entry, "to"), day(t, entry, "first", MANDATE_DATE_FIRST), day(t, entry, "last", MANDATE_DATE_LAST)};
        lua_pop(t->L, 1);
    }
    lua_pop(t->L, 1);
    qsort(list, count, sizeof *list, in_order);
    part->translations = list;
    part->translation_count = count;
    part->code_register = text(t, index, "code_register");
    part->day_column = text(t, index, "day_column");
    part->day_order = part->day_column ? needed(t, index, "day_order") : NULL;
    part->day = day(t, index, "day", MANDATE_DATE_FIRST);
    part->takes_outdated = flag(t, index, "takes_outdated");
}

static void take_conversions(const taking *t, int index, mandate_part *part)
{
    size_t count = push_list(t, index, "conversions");
    mandate_conversion *list = memory(t, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        int entry = lua_gettop(t->L);
        lua_getfield(t->L, entry, "factor");
        list[i] = (mandate_conversion){needed(t, entry, "unit"), mandate_check_decimal(t->L, -1)};
        lua_pop(t->L, 2);
    }
    lua_pop(t->L, 1);
    part->conversions = list;
    part->conversion_count = count;
}

static int word(const taking *t, int index, const char *key, const char *const words[])
{
    const char *found = text(t, index, key);
    for (int i = 0; found && words[i]; i++)
        if (strcmp(words[i], found) == 0) return i;
    if (found) luaL_error(t->L, "mapping: `%s` is none of the words for %s", found, key);
    return 0;
}

static void take_part(const taking *t, int index, mandate_part *part)
{
    static const char *const reads[] = {"text", "number", "date", NULL}, *const takes[] = {"all", "sign", "behind sign", NULL};
    part->column = text(t, index, "column");
    part->fixed = part->column ? NULL : needed(t, index, "fixed");
    part->blank = texts(t, index, "blank");
    part->for_blank = text(t, index, "for_blank");
    part->reads = (mandate_reads)word(t, index, "reads", reads);
    part->takes = (mandate_takes)word(t, index, "takes", takes);
    part->dates = part->reads == MANDATE_READS_DATE ? needed(t, index, "dates") : NULL;
    part->unit_column = text(t, index, "unit_column");
    take_translations(t, index, part);
    take_conversions(t, index, part);
}

static void take_field(const taking *t, int index, mandate_mapped_field *field)
{
    field->field = needed(t, index, "field");
    field->between = text(t, index, "between");
    if (!field->between) field->between = "/";
    field->first = flag(t, index, "first");
    field->key = flag(t, index, "key");
    field->part_count = push_list(t, index, "parts");
    mandate_part *parts = memory(t, field->part_count, sizeof *parts);
    for (size_t i = 0; i < field->part_count; i++) {
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        take_part(t, lua_gettop(t->L), &parts[i]);
        lua_pop(t->L, 1);
    }
    lua_pop(t->L, 1);
    field->parts = parts;
}

static void take_fields(const taking *t, int index, mandate_mapping *mapping)
{
    mapping->field_count = push_list(t, index, "fields");
    mandate_mapped_field *fields = memory(t, mapping->field_count, sizeof *fields);
    for (size_t i = 0; i < mapping->field_count; i++) {
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        take_field(t, lua_gettop(t->L), &fields[i]);
        lua_pop(t->L, 1);
    }
    lua_pop(t->L, 1);
    mapping->fields = fields;
}

static void take_skips(const taking *t, int index, mandate_mapping *mapping)
{
    mapping->skip_count = push_list(t, index, "skips");
    mandate_skip *skips = memory(t, mapping->skip_count, sizeof *skips);
    for (size_t i = 0; i < mapping->skip_count; i++) {
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        int entry = lua_gettop(t->L);
        skips[i].column = needed(t, entry, "column");
        skips[i].is = texts(t, entry, "is");
        skips[i].unless = flag(t, entry, "unless");
        lua_pop(t->L, 1);
    }
    lua_pop(t->L, 1);
    mapping->skips = skips;
}

const mandate_mapping *mandate_take_mapping(lua_State *L, int index, int anchor)
{
    taking t = {L, anchor};
    mandate_mapping *mapping = memory(&t, 1, sizeof *mapping);
    const char *quote = text(&t, index, "quote");
    mapping->name = needed(&t, index, "name");
    mapping->form.separator = character(&t, index, "separator");
    mapping->form.quote = quote ? *quote : '\0';
    mapping->form.unquoted = quote && *quote == '\0';
    mapping->form.encoding = text(&t, index, "encoding");
    mapping->numerals.decimal = character(&t, index, "decimal");
    mapping->numerals.thousands = character(&t, index, "thousands");
    mapping->ignores_others = flag(&t, index, "ignores_others");
    mapping->repeated = flag(&t, index, "repeated");
    mapping->named = texts(&t, index, "named");
    mapping->blank_said = texts(&t, index, "blank_said");
    take_fields(&t, index, mapping);
    take_skips(&t, index, mapping);
    return mapping;
}
