// The command: opens the trusted host state, tells it where the Lua half lies, and runs lua/commands/main.lua with the arguments.
// What main.lua returns is the exit code; an error that reaches this file is a fault of ours, not of the user, and exits 2.
#define _POSIX_C_SOURCE 200809L // readlink
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "command/built_of.h"
#include "command/half/half.h"
#include "command/heap.h"
#include "host/binding.h"
#include "host/pool.h"
#include "mandate.h"

enum {
    EXIT_FAULT = 2,
    PATH_SIZE = 4096,
    PAUSE = 400, // garbage is looked for when four times as much is in use as was left; nearly all that a verb makes is kept
    UNLOOKED = 8192 // KiB before it is looked for at all
};

// Who looks for what was not given back finds all that the process leaves to the system.
#if defined(__SANITIZE_ADDRESS__)
#define LOOKS_FOR_LEAKS true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LOOKS_FOR_LEAKS true
#endif
#endif
#ifndef LOOKS_FOR_LEAKS
#define LOOKS_FOR_LEAKS false
#endif

// The folder that holds lua/ and rules/: ../share/mandate from the command where it is installed, the command's own folder
// where it was built (links stand there), else the prefix it was configured for.
static bool find_data_folder(char out[PATH_SIZE])
{
    char command[PATH_SIZE];
    ssize_t length = readlink("/proc/self/exe", command, sizeof command - 1);
    size_t candidate_count = 0;
    const char *candidates[3];
    char installed[PATH_SIZE + 32];
    if (length > 0) {
        command[length] = '\0';
        char *slash = strrchr(command, '/');
        if (slash) {
            *slash = '\0';
            snprintf(installed, sizeof installed, "%s/../share/mandate", command);
            candidates[candidate_count++] = installed;
            candidates[candidate_count++] = command;
        }
    }
    candidates[candidate_count++] = MANDATE_DATA_FOLDER;
    for (size_t i = 0; i < candidate_count; i++) {
        char entry[PATH_SIZE + 64];
        snprintf(entry, sizeof entry, "%s/lua/commands/main.lua", candidates[i]);
        if (access(entry, R_OK) == 0) {
            return snprintf(out, PATH_SIZE, "%s", candidates[i]) < PATH_SIZE;
        }
    }
    return false;
}

static int compare_half(const void *path, const void *file) { return strcmp(path, ((const mandate_half_file *)file)->path); }

// The compiled form of a file, if the file is what was compiled: one of its length that was last changed at the same moment, or one of the same text; NULL otherwise.
static const mandate_half_file *find_half(const char *path, const char *relative)
{
    const mandate_half_file *found = bsearch(relative, mandate_half, mandate_half_count, sizeof *mandate_half, compare_half);
    bool same = found && (mandate_file_is(path, found->text_length, found->changed) || mandate_file_holds(path, found->text_length, found->text_hash));
    return same ? found : NULL;
}

// Raises where a file of the Lua half was edited and the core beside it, too, since the command was built: what the one asks, the other may not do.
static void refuse_older_core(lua_State *L, const char *folder)
{
    static const char key = 0;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key) == LUA_TNIL) {
        const char *changed = mandate_changed_core(folder);
        if (changed) {
            lua_pushfstring(L, "this command was built before %s was changed, and reads a Lua half that is newer than itself; build it again: cmake --build %s", changed,
                            folder);
            lua_error(L);
        }
        lua_pushboolean(L, true);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
    }
    lua_pop(L, 1);
}

// Pushes the chunk of a file, which is readable where `half` is not NULL, or raises. Files are read as text only: a planted binary chunk could crash Lua. Another release of
// Lua than the one that compiled the half may refuse what was compiled; then the text counts.
static void push_chunk(lua_State *L, const char *folder, const char *relative, const char *path, const mandate_half_file *half)
{
    if (half) {
        if (luaL_loadbufferx(L, (const char *)half->code, half->code_length, relative, "b") == LUA_OK) return;
        lua_pop(L, 1);
    } else {
        refuse_older_core(L, folder);
    }
    if (luaL_loadfilex(L, path, "t") != LUA_OK) lua_error(L);
}

// Pushes the chunk of FOLDER/RELATIVE, or raises.
static void push_file(lua_State *L, const char *folder, const char *relative)
{
    const char *path = lua_pushfstring(L, "%s/%s", folder, relative);
    push_chunk(L, folder, relative, path, find_half(path, relative));
    lua_remove(L, -2);
}

// package.searchers entry: `mandate.a.b` is lua/a/b.lua of the data folder (the upvalue).
static int search_module(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    if (strncmp(name, "mandate.", 8) != 0) {
        return 0;
    }
    const char *folder = lua_tostring(L, lua_upvalueindex(1));
    const char *relative = lua_pushfstring(L, "lua/%s.lua", luaL_gsub(L, name + 8, ".", "/"));
    const char *path = lua_pushfstring(L, "%s/%s", folder, relative);
    const mandate_half_file *half = find_half(path, relative);
    if (!half && access(path, R_OK) != 0) {
        lua_pushfstring(L, "no file '%s'", path);
        return 1;
    }
    push_chunk(L, folder, relative, path, half);
    lua_pushstring(L, path);
    return 2;
}

// Takes the current folder out of the search: trusted code must not come from wherever the command happens to be called.
static const char forget_current_folder[] = "local function absolute(path)\n"
                                            "  local kept = {}\n"
                                            "  for entry in path:gmatch('[^;]+') do if entry:sub(1, 1) == '/' then kept[#kept + 1] = entry end end\n"
                                            "  return table.concat(kept, ';')\n"
                                            "end\n"
                                            "package.path, package.cpath = absolute(package.path), absolute(package.cpath)\n";

// Leaves the error with a traceback; main prints the traceback only where --debug asks for it.
static int add_traceback(lua_State *L)
{
    const char *message = luaL_tolstring(L, 1, NULL);
    luaL_traceback(L, L, message, 1);
    return 1;
}

typedef struct call {
    int argc;
    char **argv;
    const char *folder;
    int exit_code;
    bool leaves; // nothing is open that somebody must close: what is left goes with the process
} call;

static int run(lua_State *L)
{
    call *the_call = lua_touserdata(L, 1);
    luaL_openlibs(L);
    lua_gc(L, LUA_GCINC, PAUSE, 0, 0);
    lua_gc(L, LUA_GCSTEP, -UNLOOKED); // as if so much had been given back
    if (luaL_loadbufferx(L, forget_current_folder, sizeof forget_current_folder - 1, "=start", "t") != LUA_OK) {
        return lua_error(L);
    }
    lua_call(L, 0, 0);

    lua_getglobal(L, "package");
    lua_getfield(L, -1, "searchers");
    lua_pushstring(L, the_call->folder);
    lua_pushcclosure(L, search_module, 1);
    for (lua_Integer i = (lua_Integer)lua_rawlen(L, -2); i >= 2; i--) { // behind `preload`: half a hundred modules need not be looked for elsewhere
        lua_rawgeti(L, -2, i);
        lua_rawseti(L, -3, i + 1);
    }
    lua_rawseti(L, -2, 2);
    lua_getfield(L, -2, "loaded");
    lua_createtable(L, 0, 2); // require "mandate.installation"
    lua_pushstring(L, the_call->folder);
    lua_setfield(L, -2, "folder");
    lua_pushliteral(L, MANDATE_VERSION);
    lua_setfield(L, -2, "version");
    lua_setfield(L, -2, "mandate.installation");
    lua_getfield(L, -3, "preload");
    lua_pushcfunction(L, luaopen_mandate_core);
    lua_setfield(L, -2, "mandate.core");
    lua_settop(L, 1);

    push_file(L, the_call->folder, "lua/commands/main.lua");
    luaL_checkstack(L, the_call->argc, "too many arguments");
    for (int i = 1; i < the_call->argc; i++) {
        lua_pushstring(L, the_call->argv[i]);
    }
    lua_call(L, the_call->argc > 0 ? the_call->argc - 1 : 0, 2);
    the_call->exit_code = (int)luaL_optinteger(L, -2, 0);
    the_call->leaves = lua_toboolean(L, -1);
    return 0;
}

static void *allocate(void *pool, void *block, size_t old_size, size_t size)
{
    return mandate_pool_resize(pool, block, block ? old_size : 0, size); // without a block, the old size is a type
}

static bool debugging(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--debug") == 0) {
            return true;
        }
    }
    return false;
}

// The snapshot is mapped, not read: where another program shortens it meanwhile, or its disk fails, pages of it are gone, and nothing can be judged with them.
static void a_mapped_file_is_gone(int signal)
{
    static const char message[] = "mandate: a file that was in use became shorter, or its disk failed; an import is there as a whole or not at all: call again\n";
    (void)signal;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(EXIT_FAULT);
}

int main(int argc, char **argv)
{
    mandate_heap_prepare();
    struct sigaction gone = {.sa_handler = a_mapped_file_is_gone};
    sigaction(SIGBUS, &gone, NULL);
    char folder[PATH_SIZE];
    if (!find_data_folder(folder)) {
        fprintf(stderr,
                "mandate: the Lua half (lua/commands/main.lua) is neither in ../share/mandate beside this command nor in %s; "
                "install again with: cmake --install build\n",
                MANDATE_DATA_FOLDER);
        return EXIT_FAULT;
    }
    mandate_pool pool = {0};
    lua_State *L = lua_newstate(allocate, &pool);
    if (!L) {
        fprintf(stderr, "mandate: out of memory\n");
        return EXIT_FAULT;
    }
    call the_call = {.argc = argc, .argv = argv, .folder = folder, .exit_code = EXIT_FAULT};
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, run);
    lua_pushlightuserdata(L, &the_call);
    if (lua_pcall(L, 1, 0, 1) != LUA_OK) {
        const char *text = lua_tostring(L, -1);
        const char *end = debugging(argc, argv) ? NULL : strstr(text, "\nstack traceback:");
        fprintf(stderr, "mandate: %.*s\n", end ? (int)(end - text) : (int)strlen(text), text);
        the_call.exit_code = EXIT_FAULT;
    }
    if (!the_call.leaves || LOOKS_FOR_LEAKS) {
        pool.ending = true;
        lua_close(L);
        mandate_pool_clear(&pool);
    }
    if (fflush(stdout) != 0) { // a full disk must not look like success
        fprintf(stderr, "mandate: the output could not be written: %s\n", strerror(errno));
        return EXIT_FAULT;
    }
    if (ferror(stdout)) { // what was written before, of which the reason is gone
        fprintf(stderr, "mandate: the output could not all be written; is the disk full?\n");
        return EXIT_FAULT;
    }
    return the_call.exit_code;
}
