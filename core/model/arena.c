#include "model/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"

enum { CHUNK_SIZE = MANDATE_SIZE(64 * 1024, 256), ALIGNMENT = alignof(max_align_t) };

struct mandate_arena_chunk {
    mandate_arena_chunk *older;
    size_t size;
    alignas(max_align_t) char bytes[];
};

static void *take(mandate_arena *arena, size_t size, size_t alignment, mandate_error *error)
{
    size_t start = (arena->used + alignment - 1) / alignment * alignment;
    if (!arena->chunk || start > arena->chunk->size || size > arena->chunk->size - start) {
        size_t wanted = size > CHUNK_SIZE / 4 ? size : CHUNK_SIZE;
        if (wanted > SIZE_MAX / 2) return mandate_new(SIZE_MAX, 2, error); // fails and says so
        mandate_arena_chunk *chunk = mandate_resize(NULL, sizeof *chunk + wanted, 1, error);
        if (!chunk) return NULL;
        chunk->older = arena->chunk;
        chunk->size = wanted;
        arena->chunk = chunk;
        start = 0;
    }
    arena->used = start + size;
    return arena->chunk->bytes + start;
}

void *mandate_arena_new(mandate_arena *arena, size_t size, mandate_error *error) { return take(arena, size, ALIGNMENT, error); }

char *mandate_arena_text(mandate_arena *arena, const char *text, size_t length, mandate_error *error)
{
    char *copy = take(arena, length + 1, 1, error);
    if (!copy) return NULL;
    if (length > 0) memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void mandate_arena_clear(mandate_arena *arena)
{
    for (mandate_arena_chunk *chunk = arena->chunk; chunk;) {
        mandate_arena_chunk *older = chunk->older;
        mandate_free(chunk);
        chunk = older;
    }
    *arena = (mandate_arena){0};
}
