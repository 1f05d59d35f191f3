#include "engine/plan/made_texts.h"

#include <string.h>

#include "model/memory.h"
#include "model/text.h"

enum { FIRST_CHUNK = 1024, FIRST_SLOTS = 1024 };

bool mandate_made_texts_create(mandate_made_texts *made, mandate_error *error)
{
    *made = (mandate_made_texts){0};
    made->ready = pthread_mutex_init(&made->lock, NULL) == 0;
    return made->ready || mandate_fail(error, MANDATE_ERROR_MEMORY, "no lock is to be had");
}

void mandate_made_texts_destroy(mandate_made_texts *made)
{
    if (made->ready) pthread_mutex_destroy(&made->lock);
    for (int c = 0; c < MANDATE_MADE_CHUNKS; c++) mandate_free(made->chunks[c]);
    mandate_free(made->slots);
    mandate_arena_clear(&made->arena);
    *made = (mandate_made_texts){0};
}

// Where the entry of an index lies: its chunk, and its place there.
static int chunk_of(uint32_t index, uint32_t *place)
{
    uint32_t size = FIRST_CHUNK;
    int chunk = 0;
    for (; index >= size; chunk++) {
        index -= size;
        size *= 2;
    }
    *place = index;
    return chunk;
}

static mandate_made_text entry_of(const mandate_made_texts *made, uint32_t index)
{
    uint32_t place;
    int chunk = chunk_of(index, &place);
    return made->chunks[chunk][place];
}

const char *mandate_made_texts_text(const mandate_made_texts *made, uint32_t code, size_t *length)
{
    mandate_made_text entry = entry_of(made, code - MANDATE_MADE_CODE);
    *length = entry.length;
    return entry.text;
}

static size_t slot_for(const mandate_made_texts *made, const uint32_t *slots, size_t slot_count, const char *text, size_t length)
{
    size_t mask = slot_count - 1, slot = (size_t)mandate_text_hash(text, length, 0) & mask;
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
        mandate_made_text entry = entry_of(made, slots[slot] - 1);
        if (entry.length == length && memcmp(entry.text, text, length) == 0) break;
    }
    return slot;
}

static bool widen(mandate_made_texts *made, mandate_error *error)
{
    size_t count = made->slot_count ? made->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = mandate_new(count, sizeof *slots, error);
    if (!slots) return false;
    for (uint32_t i = 0; i < made->count; i++) {
        mandate_made_text entry = entry_of(made, i);
        slots[slot_for(made, slots, count, entry.text, entry.length)] = i + 1;
    }
    mandate_free(made->slots);
    made->slots = slots;
    made->slot_count = count;
    return true;
}

// Adds a text that was not made yet.
static bool add(mandate_made_texts *made, const char *text, size_t length, mandate_error *error)
{
    uint32_t place;
    int chunk = chunk_of(made->count, &place);
    if (chunk >= MANDATE_MADE_CHUNKS) return mandate_fail(error, MANDATE_ERROR_LIMIT, "rules made more than %u different texts", made->count);
    if (!made->chunks[chunk]) made->chunks[chunk] = mandate_new((size_t)FIRST_CHUNK << chunk, sizeof **made->chunks, error);
    char *own = made->chunks[chunk] ? mandate_arena_text(&made->arena, text, length, error) : NULL;
    if (!own) return false;
    made->chunks[chunk][place] = (mandate_made_text){own, length};
    made->count++;
    return true;
}

static bool find(mandate_made_texts *made, const char *text, size_t length, uint32_t *code, mandate_error *error)
{
    if (((size_t)made->count + 1) * 2 > made->slot_count && !widen(made, error)) return false;
    size_t slot = slot_for(made, made->slots, made->slot_count, text, length);
    if (made->slots[slot] == 0) {
        if (!add(made, text, length, error)) return false;
        made->slots[slot] = made->count;
    }
    *code = MANDATE_MADE_CODE + made->slots[slot] - 1;
    return true;
}

bool mandate_made_texts_code(mandate_made_texts *made, const char *text, size_t length, uint32_t *code, mandate_error *error)
{
    pthread_mutex_lock(&made->lock);
    bool done = find(made, text, length, code, error);
    pthread_mutex_unlock(&made->lock);
    return done;
}
