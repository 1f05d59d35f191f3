// Compiles the Lua half for half.h. It runs while the command is built: compile FOLDER OUT.c PATH…, the paths below the folder and in order.
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static bool compile(lua_State *L, FILE *out, size_t index, const char *folder, const char *path, char *text, size_t *length)
{
    char full[PATH_SIZE], name[PATH_SIZE];
    snprintf(full, sizeof full, "%s/%s", folder, path);
    snprintf(name, sizeof name, "@%s", path);
    FILE *in = fopen(full, "rb");
    *length = in ? fread(text, 1, MOST, in) : 0;
    bool read = in && !ferror(in) && *length < MOST;
    if (in) fclose(in);
    if (!read) {
        fprintf(stderr, "compile: %s cannot be read\n", full);
        return false;
    }
    if (luaL_loadbufferx(L, text, *length, name, "t") != LUA_OK) {
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

int main(int count, char **words)
{
    if (count < 4) {
        fprintf(stderr, "usage: compile FOLDER OUT.c PATH...\n");
        return 2;
    }
    lua_State *L = luaL_newstate();
    FILE *out = fopen(words[2], "wb");
    char *text = malloc(MOST);
    size_t files = (size_t)count - 3;
    size_t *lengths = calloc(files, sizeof *lengths);
    uint64_t *hashes = calloc(files, sizeof *hashes);
    bool good = L && out && text && lengths && hashes;
    if (good) fprintf(out, "// Made by compile.c from lua/.\n#include \"command/half/half.h\"\n\n");
    for (size_t i = 0; i < files && good; i++) {
        good = compile(L, out, i, words[1], words[i + 3], text, &lengths[i]);
        hashes[i] = mandate_text_hash(text, lengths[i], 0);
    }
    if (good) {
        fprintf(out, "\nconst mandate_half_file mandate_half[] = {\n");
        for (size_t i = 0; i < files; i++)
            fprintf(out, "    {\"%s\", %zu, UINT64_C(%" PRIu64 "), code_%zu, sizeof code_%zu},\n", words[i + 3], lengths[i], hashes[i], i, i);
        fprintf(out, "};\nconst size_t mandate_half_count = sizeof mandate_half / sizeof *mandate_half;\n");
    }
    if (out && fclose(out) != 0) good = false;
    if (!good) fprintf(stderr, "compile: %s could not be made\n", words[2]);
    free(text);
    free(lengths);
    free(hashes);
    if (L) lua_close(L);
    return good ? 0 : 1;
}
