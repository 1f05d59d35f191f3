// core.model(): the kinds, for the language, the documentation and the editor's types.
#include <string.h>
#include "host/binding.h"
#include "model/memory.h"

#define MODEL "mandate.model"

mandate_model *mandate_check_model(lua_State *L, int index)
{
    mandate_model_box *box = luaL_checkudata(L, index, MODEL);
    return box->model;
}

static int create(lua_State *L)
{
    mandate_error error;
    mandate_model_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    box->model = NULL;
    luaL_setmetatable(L, MODEL);
    box->model = mandate_model_create(&error);
    return box->model ? 1 : mandate_push_error(L, &error);
}

static int collect(lua_State *L)
{
    mandate_model_box *box = luaL_checkudata(L, 1, MODEL);
    mandate_model_destroy(box->model);
    box->model = NULL;
    return 0;
}

static void set_text(lua_State *L, const char *key, const char *text)
{
    if (!text) return;
    lua_pushstring(L, text);
    lua_setfield(L, -2, key);
}

static void set_end(lua_State *L, const char *key, const double *end)
{
    if (!end) return;
    mandate_push_decimal(L, *end);
    lua_setfield(L, -2, key);
}

static void set_flag(lua_State *L, const char *key, bool flag)
{
    if (!flag) return;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, key);
}

static void push_field(lua_State *L, const mandate_model *model, const mandate_kind *kind, const mandate_field *field)
{
    static const char *const types[] = {"text", "number", "event", "date", "yesno", "reference"};
    static const char *const blanks[] = {"unknown", "none", "not_yet"};
    lua_createtable(L, 0, 8);
    set_text(L, "name", field->name);
    set_text(L, "type", types[field->type]);
    set_text(L, "blank", blanks[field->blank]);
    set_flag(L, "blank_said", field->blank_said);
    set_text(L, "about", field->about);
    set_text(L, "unit", field->unit);
    set_flag(L, "unit_is_field", field->unit_is_field);
    set_text(L, "sign", field->sign);
    set_end(L, "min", field->min ? &field->least : NULL);
    set_end(L, "max", field->max ? &field->most : NULL);
    set_flag(L, "key", field->key);
    set_flag(L, "owner", field->owner);
    set_flag(L, "fixed", field->fixed);
    set_flag(L, "place", field->place);
    set_flag(L, "starts", field->starts);
    set_flag(L, "compare_only", field->compare_only);
    if (field->kind >= 0) set_text(L, "kind", mandate_model_kind(model, field->kind)->name);
    if (field->known_from >= 0) set_text(L, "known_from", kind->fields[field->known_from].name);
    if (field->one_of) {
        lua_newtable(L);
        for (int i = 0; field->one_of[i]; i++) {
            lua_pushstring(L, field->one_of[i]);
            lua_rawseti(L, -2, i + 1);
        }
        lua_setfield(L, -2, "one_of");
    }
}

static int kinds(lua_State *L)
{
    const mandate_model *model = mandate_check_model(L, 1);
    int count = mandate_model_kind_count(model);
    lua_createtable(L, count, 0);
    for (int k = 0; k < count; k++) {
        const mandate_kind *kind = mandate_model_kind(model, k);
        lua_createtable(L, 0, 9);
        set_text(L, "name", kind->name);
        set_text(L, "plural", kind->plural);
        set_text(L, "about", kind->about);
        set_flag(L, "lasting", kind->lasting);
        set_flag(L, "builtin", kind->builtin);
        if (kind->owner >= 0) set_text(L, "owner", kind->fields[kind->owner].name);
        if (kind->starts >= 0) set_text(L, "starts", kind->fields[kind->starts].name);
        if (kind->tree >= 0) set_text(L, "tree", kind->fields[kind->tree].name);
        lua_createtable(L, kind->field_count, 0);
        for (int f = 0; f < kind->field_count; f++) {
            push_field(L, model, kind, &kind->fields[f]);
            lua_rawseti(L, -2, f + 1);
        }
        lua_setfield(L, -2, "fields");
        lua_rawseti(L, -2, k + 1);
    }
    return 1;
}

// A text of the table on top, kept alive by that table; NULL where there is none.
static const char *text_of(lua_State *L, const char *key)
{
    lua_getfield(L, -1, key);
    const char *text = lua_isnil(L, -1) ? NULL : luaL_checkstring(L, -1);
    lua_pop(L, 1);
    return text;
}

static bool flag_of(lua_State *L, const char *key)
{
    lua_getfield(L, -1, key);
    bool flag = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return flag;
}

// model:declare{ name, plural, about, lasting, fields } -> true
static int declare(lua_State *L)
{
    mandate_model *model = mandate_check_model(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    lua_getfield(L, 2, "fields");
    luaL_checktype(L, 3, LUA_TTABLE);
    size_t count = lua_rawlen(L, 3);
    // userdata, so that an error raised while reading leaves nothing behind
    mandate_field_declaration *fields = lua_newuserdatauv(L, (count + 1) * sizeof *fields, 0);
    memset(fields, 0, (count + 1) * sizeof *fields);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 3, (lua_Integer)i + 1);
        luaL_checktype(L, -1, LUA_TTABLE);
        mandate_field_declaration *field = &fields[i];
        field->name = text_of(L, "name");
        field->type = text_of(L, "type");
        field->blank = text_of(L, "blank");
        field->unit = text_of(L, "unit");
        field->sign = text_of(L, "sign");
        field->min = text_of(L, "min");
        field->max = text_of(L, "max");
        field->known_from = text_of(L, "known_from");
        field->about = text_of(L, "about");
        field->key = flag_of(L, "key");
        field->owner = flag_of(L, "owner");
        field->starts = flag_of(L, "starts");
        field->compare_only = flag_of(L, "compare_only");
        field->blank_of_files = flag_of(L, "blank_of_files");
        lua_getfield(L, -1, "one_of");
        if (lua_istable(L, -1)) {
            size_t words = lua_rawlen(L, -1);
            const char **list = lua_newuserdatauv(L, (words + 1) * sizeof *list, 0);
            for (size_t w = 0; w < words; w++) {
                lua_rawgeti(L, -2, (lua_Integer)w + 1);
                list[w] = luaL_checkstring(L, -1); // kept alive by the list
                lua_pop(L, 1);
            }
            list[words] = NULL;
            field->one_of = list;
            luaL_ref(L, LUA_REGISTRYINDEX); // until the state closes: declarations are few
            lua_pop(L, 1);
        } else {
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pushvalue(L, 2);
    mandate_kind_declaration declaration = {.name = text_of(L, "name"),
                                            .plural = text_of(L, "plural"),
                                            .about = text_of(L, "about"),
                                            .fields = fields,
                                            .field_count = count,
                                            .lasting = flag_of(L, "lasting")};
    mandate_error error;
    if (!mandate_model_declare(model, &declaration, &error)) return mandate_push_error(L, &error);
    lua_pushboolean(L, 1);
    return 1;
}

void mandate_bind_model(lua_State *L)
{
    static const luaL_Reg methods[] = {{"kinds", kinds}, {"declare", declare}, {NULL, NULL}};
    mandate_bind_class(L, MODEL, methods, collect, create, "model");
}
