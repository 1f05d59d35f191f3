// A growing set of distinct texts with dense codes.
#ifndef MANDATE_SNAPSHOT_DICTIONARY_H
#define MANDATE_SNAPSHOT_DICTIONARY_H

#include <stdint.h>
#include "model/room.h"

enum { MANDATE_SHORTS = 64 };

typedef struct mandate_dictionary {
    mandate_room *room; // that what grows lies in, set before the first text; NULL: memory
    char *bytes;
    size_t bytes_used, bytes_capacity;
    size_t *start; // count + 1 offsets into bytes; each text is followed by a NUL
    uint32_t count;
    size_t start_capacity;
    struct mandate_slot {
        uint32_t entry, hash;
    } * slots; // open addressing; the entry is the code + 1. NULL while the texts ascend
    size_t slot_count;
    struct mandate_short {
        uint64_t bytes;
        uint32_t length, entry;
    } shorts[MANDATE_SHORTS]; // texts of up to eight bytes that were met lately
} mandate_dictionary;

bool mandate_dictionary_create(mandate_dictionary *dictionary, mandate_error *error);
void mandate_dictionary_destroy(mandate_dictionary *dictionary);
bool mandate_dictionary_add(mandate_dictionary *dictionary, const char *text, size_t length, uint32_t *code, mandate_error *error);
// The code of a text that it holds; false where it does not. Any thread may ask while nobody adds.
bool mandate_dictionary_find(const mandate_dictionary *dictionary, const char *text, size_t length, uint32_t *code);
const char *mandate_dictionary_text(const mandate_dictionary *dictionary, uint32_t code, size_t *length);

#endif
