#include "host/texts.h"

#include <string.h>
#include "host/sandbox.h"

enum { DATE_LENGTH = 10, OBJECT_SIZE = 25 }; // of a string of Lua, without its characters

void mandate_texts_open(lua_State *state, mandate_texts *texts)
{
    for (size_t i = 0; i < MANDATE_KEPT_DATES; i++) texts->dates[i] = MANDATE_DATE_ABSENT;
    memset(texts->identities, 0, sizeof texts->identities);
    lua_createtable(state, MANDATE_KEPT_DATES + MANDATE_KEPT_TEXTS, 0);
}

// What is kept depends on the calls before, so neither making nor keeping it may count for the call at hand: its budget must not either.
static void make(lua_State *state, int table, size_t place, const char *text, size_t length)
{
    mandate_sandbox *sandbox = mandate_sandbox_of(state);
    mandate_sandbox_pause pause = mandate_sandbox_suspend(sandbox);
    lua_pushlstring(state, text, length);
    mandate_sandbox_resume(sandbox, pause, OBJECT_SIZE + length);
    lua_pushvalue(state, -1);
    lua_rawseti(state, table, (lua_Integer)place + 1);
}

void mandate_texts_make(lua_State *state, mandate_texts *texts, int table, uint64_t identity, const char *text, size_t length)
{
    size_t place = identity % MANDATE_KEPT_TEXTS;
    if (length > MANDATE_KEPT_LONGEST) {
        lua_pushlstring(state, text, length);
        return;
    }
    if (texts->identities[place] != 0) mandate_sandbox_of(state)->own -= OBJECT_SIZE + (size_t)texts->lengths[place];
    texts->identities[place] = 0;
    make(state, table, MANDATE_KEPT_DATES + place, text, length);
    texts->identities[place] = identity;
    texts->lengths[place] = (uint8_t)length;
}

void mandate_texts_make_date(lua_State *state, mandate_texts *texts, int table, mandate_date date)
{
    char text[11];
    mandate_date_format(date, text);
    size_t place = (uint32_t)date % MANDATE_KEPT_DATES;
    if (texts->dates[place] != MANDATE_DATE_ABSENT) mandate_sandbox_of(state)->own -= OBJECT_SIZE + DATE_LENGTH;
    texts->dates[place] = MANDATE_DATE_ABSENT;
    make(state, table, place, text, strlen(text));
    texts->dates[place] = date;
}
