// core.create, core.registry, core.import: registries and what goes into them.
#include <string.h>
#include "host/binding.h"
#include "host/mapping.h"
#include "import/import.h"

static int create(lua_State *L)
{
    mandate_error error;
    mandate_registry *registry = mandate_registry_open(luaL_checkstring(L, 1), MANDATE_CREATE, mandate_check_model(L, 2), &error);
    if (!registry) return mandate_push_error(L, &error);
    mandate_registry_close(registry);
    lua_pushboolean(L, 1);
    return 1;
}

static bool take_import(void *context, int64_t import, const char *file, const char *imported_at, mandate_error *error)
{
    lua_State *L = context;
    (void)error;
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)import);
    lua_setfield(L, -2, "id");
    lua_pushstring(L, file);
    lua_setfield(L, -2, "file");
    lua_pushstring(L, imported_at);
    lua_setfield(L, -2, "imported_at");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    return true;
}

// registry(path, model) -> { revision, imports = {…}, counts = { kind = rows } }
static int describe(lua_State *L)
{
    mandate_error error;
    mandate_model *model = mandate_check_model(L, 2);
    mandate_registry *registry = mandate_registry_open(luaL_checkstring(L, 1), MANDATE_READ, model, &error);
    if (!registry) return mandate_push_error(L, &error);
    int64_t revision = 0;
    bool done = mandate_registry_revision(registry, &revision, &error);
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)revision);
    lua_setfield(L, -2, "revision");
    lua_newtable(L);
    done = done && mandate_registry_imports(registry, take_import, L, &error);
    lua_setfield(L, -2, "imports");
    lua_newtable(L);
    for (int k = 0; done && k < mandate_model_kind_count(model); k++) {
        int64_t rows = 0;
        done = mandate_registry_count(registry, k, &rows, &error);
        lua_pushinteger(L, (lua_Integer)rows);
        lua_setfield(L, -2, mandate_model_kind(model, k)->name);
    }
    lua_setfield(L, -2, "counts");
    mandate_registry_close(registry);
    return done ? 1 : mandate_push_error(L, &error);
}

typedef struct progress {
    lua_State *L;
    int function;
} progress;

static void report_progress(void *context, const char *path, int64_t done, int64_t total)
{
    progress *p = context;
    lua_pushvalue(p->L, p->function);
    lua_pushstring(p->L, path);
    lua_pushinteger(p->L, (lua_Integer)done);
    lua_pushinteger(p->L, (lua_Integer)total);
    if (lua_pcall(p->L, 3, 0, 0) != LUA_OK) lua_pop(p->L, 1); // a bar that cannot be drawn must not harm the import
}

static void set_count(lua_State *L, const char *key, int64_t count)
{
    lua_pushinteger(L, (lua_Integer)count);
    lua_setfield(L, -2, key);
}

static void push_file(lua_State *L, const mandate_model *model, const mandate_import_file *file)
{
    lua_createtable(L, 0, 17);
    lua_pushstring(L, mandate_model_kind(model, file->kind_index)->name);
    lua_setfield(L, -2, "kind");
    lua_pushstring(L, file->path);
    lua_setfield(L, -2, "path");
    set_count(L, "rows", file->rows);
    set_count(L, "added", file->added);
    set_count(L, "versions", file->versions);
    set_count(L, "carried", file->carried);
    set_count(L, "corrected", file->corrected);
    set_count(L, "unchanged", file->unchanged);
    set_count(L, "refused", file->refused);
    set_count(L, "refused_lines", file->refused_lines);
    set_count(L, "skipped", file->skipped);
    set_count(L, "outdated", file->outdated);
    set_count(L, "outdated_line", file->outdated_line);
    set_count(L, "repeated", file->repeated);
    set_count(L, "waiting", file->waiting);
    set_count(L, "settled", file->settled);
    lua_pushstring(L, file->awaited);
    lua_setfield(L, -2, "awaited");
    lua_pushstring(L, file->without);
    lua_setfield(L, -2, "without");
    lua_pushstring(L, file->unsaid);
    lua_setfield(L, -2, "unsaid");
    if (file->rejects[0]) {
        lua_pushstring(L, file->rejects);
        lua_setfield(L, -2, "rejects");
    }
}

// import(path, model, { {kind, path, mapping}… }, { keep_good, settled, imported_at, as_of, whole, threads, progress }) -> { committed, files }
static int import(lua_State *L)
{
    mandate_error error;
    const char *path = luaL_checkstring(L, 1);
    mandate_model *model = mandate_check_model(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    luaL_checktype(L, 4, LUA_TTABLE);
    lua_settop(L, 4);
    size_t count = lua_rawlen(L, 3);
    mandate_import_file *files = lua_newuserdatauv(L, (count + 1) * sizeof *files, 0);
    memset(files, 0, (count + 1) * sizeof *files);
    lua_newtable(L);
    int anchor = lua_gettop(L); // keeps the mappings' memory
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 3, (lua_Integer)i + 1);
        lua_getfield(L, -1, "path");
        files[i].path = luaL_checkstring(L, -1);
        lua_getfield(L, -2, "kind");
        files[i].kind = lua_isnil(L, -1) ? NULL : luaL_checkstring(L, -1);
        lua_getfield(L, -3, "mapping");
        if (lua_istable(L, -1)) files[i].mapping = mandate_take_mapping(L, lua_gettop(L), anchor);
        lua_pop(L, 4);
    }
    lua_getfield(L, 4, "progress");
    progress p = {L, lua_gettop(L)};
    lua_getfield(L, 4, "keep_good");
    lua_getfield(L, 4, "settled");
    lua_getfield(L, 4, "threads");
    lua_Integer threads = luaL_optinteger(L, -1, 0);
    mandate_import_options options = {.keep_good = lua_toboolean(L, -3), .settled = luaL_optstring(L, -2, NULL), .threads = threads > 0 ? (size_t)threads : 0};
    lua_getfield(L, 4, "imported_at");
    lua_getfield(L, 4, "whole");
    options.imported_at = luaL_optstring(L, -2, NULL);
    options.whole = lua_toboolean(L, -1);
    lua_getfield(L, 4, "as_of");
    options.dated = !lua_isnil(L, -1);
    if (options.dated) options.as_of = mandate_date_parse(luaL_checkstring(L, -1), lua_rawlen(L, -1));
    luaL_argcheck(L, !options.dated || mandate_date_is(options.as_of), 4, "`as_of` is no day");
    if (lua_isfunction(L, p.function)) {
        options.progress = report_progress;
        options.context = &p;
    }
    mandate_registry *registry = mandate_registry_open(path, MANDATE_CREATE, model, &error);
    if (!registry) return mandate_push_error(L, &error);
    bool committed = false;
    bool done = mandate_import(registry, files, count, &options, &committed, &error);
    mandate_registry_close(registry);
    if (!done) return mandate_push_error(L, &error);
    lua_createtable(L, 0, 2);
    lua_pushboolean(L, committed);
    lua_setfield(L, -2, "committed");
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push_file(L, model, &files[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "files");
    return 1;
}

void mandate_bind_registry(lua_State *L)
{
    static const luaL_Reg functions[] = {{"create", create}, {"registry", describe}, {"import", import}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
