// A map from key texts to numbers. For core/import only.
#ifndef MANDATE_IMPORT_KEYS_H
#define MANDATE_IMPORT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/arena.h"

typedef struct mandate_key_entry {
    const char *text;
    int64_t value;
    uint32_t length, hash;
} mandate_key_entry;

typedef struct mandate_keys { // starts as { 0 }
    mandate_key_entry *entries; // in the order in which they were put
    size_t count, room;
    struct mandate_key_slot *slots;
    size_t slot_count;
    mandate_arena texts;
} mandate_keys;

bool mandate_keys_get(const mandate_keys *keys, const char *text, size_t length, int64_t *value);
// The same. *near: the entry that was found last, 0 at first; afterwards the one found. Files mostly name keys in the order in which they were put, and then the one
// behind that is looked at, which needs no search.
bool mandate_keys_get_near(const mandate_keys *keys, const char *text, size_t length, size_t *near, int64_t *value);
bool mandate_keys_expect(mandate_keys *keys, size_t count, mandate_error *error); // room for so many
bool mandate_keys_put(mandate_keys *keys, const char *text, size_t length, int64_t value, mandate_error *error); // the first value stays
bool mandate_keys_add(mandate_keys *keys, const char *text, size_t length, int64_t number, mandate_error *error); // to the value, which is 0 where the text is new
void mandate_keys_clear(mandate_keys *keys);

#endif
