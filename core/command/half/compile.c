// Compiles the Lua half for half.h, and notes of what core the command is built. It runs while that is done: compile FOLDER OUT.c PATH… -- PATH…, the paths
// below the folder and in order, first those of the Lua half, then those of the core.
#define _POSIX_C_SOURCE 200809L // st_mtim
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <lauxlib.h>
#include <lua.h>

#include "model/text.h"

enum { PATH_SIZE = 4096, PER_LINE = 32, MOST = 4 << 20 };

typedef struct writing {
    FILE *out;
    size_t count;
} writing;

static int write_code(lua_State *L, const void *bytes, size_t length, void *data)
{
    (void)L;
    writing *w = data;
    for (size_t i = 0; i < length; i++) fprintf(w->out, w->count++ % PER_LINE == PER_LINE - 1 ? "%u,\n" : "%u,", ((const unsigned char *)bytes)[i]);
    return ferror(w->out);
}

static bool read_text(const char *folder, const char *path, char *text, size_t *length)
{
    char full[PATH_SIZE];
    snprintf(full, sizeof full, "%s/%s", folder, path);
    FILE *in = fopen(full, "rb");
    *length = in ? fread(text, 1, MOST, in) : 0;
    bool read = in && !ferror(in) && *length < MOST;
    if (in) fclose(in);
    if (!read) fprintf(stderr, "compile: %s cannot be read\n", full);
    return read;
}

// When a file was last changed; 0 where that was so short a time ago that it can change again without a file system telling the two apart.
static int64_t changed_at(const char *folder, const char *path)
{
    enum { COARSEST = 2 }; // seconds, of the file systems in use
    char full[PATH_SIZE];
    snprintf(full, sizeof full, "%s/%s", folder, path);
    struct stat state;
    time_t now = time(NULL);
    bool settled = stat(full, &state) == 0 && state.st_mtim.tv_sec > 0 && state.st_mtim.tv_sec + COARSEST < now;
    return settled ? (int64_t)state.st_mtim.tv_sec * 1000000000 + state.st_mtim.tv_nsec : 0;
}

static bool compile(lua_State *L, FILE *out, size_t index, const char *path, const char *text, size_t length)
{
    char name[PATH_SIZE];
    snprintf(name, sizeof name, "@%s", path);
    if (luaL_loadbufferx(L, text, length, name, "t") != LUA_OK) {
        fprintf(stderr, "compile: %s\n", lua_tostring(L, -1));
        return false;
    }
    fprintf(out, "static const unsigned char code_%zu[] = {\n", index);
    writing w = {out, 0};
    bool written = lua_dump(L, write_code, &w, 0) == 0;
    fprintf(out, "};\n");
    lua_pop(L, 1);
    return written;
}

// The Lua half: its code, and then what it was made of.
static bool write_half(lua_State *L, FILE *out, const char *folder, char **paths, size_t count, char *text)
{
    size_t *lengths = calloc(count, sizeof *lengths);
    uint64_t *hashes = calloc(count, sizeof *hashes);
    int64_t *changed = calloc(count, sizeof *changed);
    bool good = lengths && hashes && changed;
    for (size_t i = 0; i < count && good; i++) {
        changed[i] = changed_at(folder, paths[i]); // before it is read
        good = read_text(folder, paths[i], text, &lengths[i]) && compile(L, out, i, paths[i], text, lengths[i]);
        hashes[i] = good ? mandate_text_hash(text, lengths[i], 0) : 0;
    }
    if (good) {
        fprintf(out, "\nconst mandate_half_file mandate_half[] = {\n");
        for (size_t i = 0; i < count; i++)
            fprintf(out, "    {\"%s\", %zu, UINT64_C(%" PRIu64 "), INT64_C(%" PRId64 "), code_%zu, sizeof code_%zu},\n", paths[i], lengths[i], hashes[i], changed[i], i,
                    i);
        fprintf(out, "};\nconst size_t mandate_half_count = sizeof mandate_half / sizeof *mandate_half;\n");
    }
    free(lengths);
    free(hashes);
    free(changed);
    return good;
}

static bool write_core(FILE *out, const char *folder, char **paths, size_t count, char *text)
{
    fprintf(out, "\nconst mandate_core_file mandate_core[] = {\n");
    for (size_t i = 0; i < count; i++) {
        size_t length;
        if (!read_text(folder, paths[i], text, &length)) return false;
        fprintf(out, "    {\"%s\", %zu, UINT64_C(%" PRIu64 ")},\n", paths[i], length, mandate_text_hash(text, length, 0));
    }
    fprintf(out, "};\nconst size_t mandate_core_count = sizeof mandate_core / sizeof *mandate_core;\n");
    return true;
}

int main(int count, char **words)
{
    int between = 3;
    while (between < count && strcmp(words[between], "--") != 0) between++;
    if (between <= 3 || between >= count - 1) {
        fprintf(stderr, "usage: compile FOLDER OUT.c PATH... -- PATH...\n");
        return 2;
    }
    lua_State *L = luaL_newstate();
    FILE *out = fopen(words[2], "wb");
    char *text = malloc(MOST);
    bool good = L && out && text;
    if (good) fprintf(out, "// Made by compile.c from lua/ and core/.\n#include \"command/half/half.h\"\n\n");
    good =
        good && write_half(L, out, words[1], words + 3, (size_t)between - 3, text) && write_core(out, words[1], words + between + 1, (size_t)(count - between - 1), text);
    if (out && fclose(out) != 0) good = false;
    if (!good) fprintf(stderr, "compile: %s could not be made\n", words[2]);
    free(text);
    if (L) lua_close(L);
    return good ? 0 : 1;
}
