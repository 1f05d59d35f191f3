// Many small blocks that are freed together and never move.
#ifndef MANDATE_MODEL_ARENA_H
#define MANDATE_MODEL_ARENA_H

#include <stddef.h>
#include "model/error.h"

typedef struct mandate_arena_chunk mandate_arena_chunk;
typedef struct mandate_arena { // starts as { 0 }
    mandate_arena_chunk *chunk;
    size_t used;
} mandate_arena;

// Uninitialized bytes, aligned for any type; NULL and a filled error when memory runs out.
void *mandate_arena_new(mandate_arena *arena, size_t size, mandate_error *error);
char *mandate_arena_text(mandate_arena *arena, const char *text, size_t length, mandate_error *error); // adds a NUL
void mandate_arena_clear(mandate_arena *arena); // frees all; the arena can be used again

#endif
