// The texts and dates of cells as Lua's own strings: made once and handed out again, which is several times cheaper than making them anew.
#ifndef MANDATE_HOST_TEXTS_H
#define MANDATE_HOST_TEXTS_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>
#include "model/date.h"

// 8192 days are 22 years: days of one period do not displace each other. LONGEST is that of the texts of which Lua keeps one copy.
enum { MANDATE_KEPT_DATES = 8192, MANDATE_KEPT_TEXTS = 4096, MANDATE_KEPT_LONGEST = 40 };

// Which string stands where in the table of kept ones, dates first.
typedef struct mandate_texts {
    mandate_date dates[MANDATE_KEPT_DATES];
    uint64_t identities[MANDATE_KEPT_TEXTS]; // 0: none
    uint8_t lengths[MANDATE_KEPT_TEXTS];
} mandate_texts;

// Pushes the table, which belongs to `texts`. Raises Lua errors.
void mandate_texts_open(lua_State *state, mandate_texts *texts);
// Pushes a text that is not kept, and keeps it if it is short. `identity` is a number, not 0, that no other text has; `table` the table's index.
void mandate_texts_make(lua_State *state, mandate_texts *texts, int table, uint64_t identity, const char *text, size_t length);
void mandate_texts_make_date(lua_State *state, mandate_texts *texts, int table, mandate_date date);

// Pushes the text if it is kept; else pushes nothing and returns false.
static inline bool mandate_texts_push(lua_State *state, const mandate_texts *texts, int table, uint64_t identity)
{
    size_t place = identity % MANDATE_KEPT_TEXTS;
    if (texts->identities[place] != identity || identity == 0) return false;
    lua_rawgeti(state, table, (lua_Integer)(MANDATE_KEPT_DATES + place) + 1);
    return true;
}

static inline void mandate_texts_push_date(lua_State *state, mandate_texts *texts, int table, mandate_date date)
{
    size_t place = (uint32_t)date % MANDATE_KEPT_DATES;
    if (texts->dates[place] == date) lua_rawgeti(state, table, (lua_Integer)place + 1);
    else mandate_texts_make_date(state, texts, table, date);
}

#endif
