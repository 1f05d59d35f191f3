#include "host/position.h"

#include <stdlib.h>
#include <string.h>

enum { SEARCHED_LEVELS = 32 }; // error(message, level) names a caller; nobody writes a level beyond this

mandate_position mandate_position_innermost(lua_State *state)
{
    lua_Debug activation;
    for (int level = 0; lua_getstack(state, level, &activation); level++) {
        lua_getinfo(state, "Sl", &activation);
        if (mandate_position_is_pack(&activation)) return (mandate_position){activation.source + 1, activation.currentline > 0 ? activation.currentline : 0};
    }
    return (mandate_position){NULL, 0};
}

// Behind "<source>:<line>: ", or NULL.
static const char *behind_prefix(const char *message, const char *source, long *line)
{
    size_t length = strlen(source);
    if (strncmp(message, source, length) != 0 || message[length] != ':') return NULL;
    char *end;
    *line = strtol(message + length + 1, &end, 10);
    if (end == message + length + 1 || end[0] != ':' || end[1] != ' ') return NULL;
    return end + 2;
}

const char *mandate_position_strip(lua_State *state, const char *message, mandate_position *position)
{
    *position = mandate_position_innermost(state);
    lua_Debug activation;
    for (int level = 0; level < SEARCHED_LEVELS && lua_getstack(state, level, &activation); level++) {
        lua_getinfo(state, "Sl", &activation);
        long line;
        const char *rest = activation.currentline > 0 ? behind_prefix(message, activation.short_src, &line) : NULL;
        if (!rest || line != activation.currentline) continue;
        if (mandate_position_is_pack(&activation)) *position = (mandate_position){activation.source + 1, line};
        return rest;
    }
    return message;
}

const char *mandate_position_strip_compiled(const char *message, const char *file, mandate_position *position)
{
    *position = (mandate_position){file, 0};
    // Lua shortens a long name to "..." and its end.
    const char *shown = file;
    if (strncmp(message, "...", 3) == 0) {
        const char *colon = strchr(message, ':');
        size_t kept = colon ? (size_t)(colon - message) - 3 : 0;
        size_t length = strlen(file);
        if (kept == 0 || kept > length || strncmp(message + 3, file + length - kept, kept) != 0) return message;
        shown = file + length - kept;
        message += 3;
    }
    long line;
    const char *rest = behind_prefix(message, shown, &line);
    if (rest) position->line = line;
    return rest ? rest : message;
}
