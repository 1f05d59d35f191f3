// A map from key texts to numbers, in a room of which what is beyond memory lies in files. For core/import only.
#ifndef MANDATE_IMPORT_KEYS_H
#define MANDATE_IMPORT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/room.h"

typedef struct mandate_key_entry {
    size_t start; // of its text: mandate_keys_text
    int64_t value;
    uint32_t length, hash;
} mandate_key_entry;

typedef struct mandate_keys { // starts as { 0 }, or with a room
    mandate_room *room; // that all of it lies in; NULL: memory
    mandate_key_entry *entries; // in the order in which they were put
    size_t count, capacity;
    struct mandate_key_slot *slots;
    size_t slot_count;
    char *bytes; // the texts, one behind the other
    size_t bytes_used, bytes_capacity;
} mandate_keys;

static inline const char *mandate_keys_text(const mandate_keys *keys, const mandate_key_entry *entry) { return keys->bytes + entry->start; } // until the next is put

bool mandate_keys_get(const mandate_keys *keys, const char *text, size_t length, int64_t *value);
// The same. *near: the entry that was found last, 0 at first; afterwards the one found. Files mostly name keys in the order in which they were put, and then the one
// behind that is looked at, which needs no search.
bool mandate_keys_get_near(const mandate_keys *keys, const char *text, size_t length, size_t *near, int64_t *value);
bool mandate_keys_expect(mandate_keys *keys, size_t count, mandate_error *error); // room for so many
bool mandate_keys_put(mandate_keys *keys, const char *text, size_t length, int64_t value, mandate_error *error); // the first value stays
bool mandate_keys_add(mandate_keys *keys, const char *text, size_t length, int64_t number, mandate_error *error); // to the value, which is 0 where the text is new
void mandate_keys_clear(mandate_keys *keys); // it can be used again, in the same room

#endif
