// Where a pack's script is: the innermost running function that was written in a pack file.
#ifndef MANDATE_HOST_POSITION_H
#define MANDATE_HOST_POSITION_H

#include <lua.h>
#include <stdbool.h>

// A chunk of a pack is loaded under the name "@file"; the prelude and all other code under names that do not begin with "@".
typedef struct mandate_position {
    const char *file; // NULL where no pack function is running; lives as long as the function
    long line;
} mandate_position;

// Whether a function whose source is known was written in a pack file.
static inline bool mandate_position_is_pack(const lua_Debug *activation) { return activation->source[0] == '@'; }
mandate_position mandate_position_innermost(lua_State *state);
// Takes Lua's "file:line: " off a message, if one of the running functions explains it. *position becomes the place named there, or
// else the innermost one. Returns the rest of the message.
const char *mandate_position_strip(lua_State *state, const char *message, mandate_position *position);
// The same for a message of the compiler, whose chunk never ran: `file` is the chunk's name.
const char *mandate_position_strip_compiled(const char *message, const char *file, mandate_position *position);

#endif
