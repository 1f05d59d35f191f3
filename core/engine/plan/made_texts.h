// Texts that a run makes, and that no column and no rule holds: a part of one, or two that are joined. Each different text has one code, whichever thread makes it.
// Internal to core/engine.
#ifndef MANDATE_ENGINE_MADE_TEXTS_H
#define MANDATE_ENGINE_MADE_TEXTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include "model/arena.h"

#define MANDATE_MADE_CODE UINT32_C(0x80000000) // codes of made texts begin here, behind those of the plan's own
enum { MANDATE_MADE_CHUNKS = 20 };

typedef struct mandate_made_text {
    const char *text;
    size_t length;
} mandate_made_text;

typedef struct mandate_made_texts {
    bool ready; // the lock was made
    pthread_mutex_t lock;
    mandate_arena arena; // of the texts, which never move
    mandate_made_text *chunks[MANDATE_MADE_CHUNKS]; // each twice as long as the one before it: entries never move, so that who has a code reads its text without the lock
    uint32_t count;
    uint32_t *slots; // hash of texts, index + 1
    size_t slot_count;
} mandate_made_texts;

bool mandate_made_texts_create(mandate_made_texts *made, mandate_error *error);
void mandate_made_texts_destroy(mandate_made_texts *made); // also one that is all zero
// The code of a text. Any thread may ask.
bool mandate_made_texts_code(mandate_made_texts *made, const char *text, size_t length, uint32_t *code, mandate_error *error);
// The text of a code that it gave to this thread, or to one that this thread has waited for.
const char *mandate_made_texts_text(const mandate_made_texts *made, uint32_t code, size_t *length);

#endif
