#include "import/keys.h"

#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { FIRST = 64 }; // entries

// The entry of the text, or the free one where it belongs. The capacity is a power of two and never full.
static mandate_key_entry *slot(const mandate_keys *keys, const char *text, size_t length, uint64_t hash)
{
    size_t mask = keys->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        mandate_key_entry *entry = &keys->entries[i];
        if (!entry->text || (entry->hash == hash && entry->length == length && memcmp(entry->text, text, length) == 0)) return entry;
    }
}

bool mandate_keys_get(const mandate_keys *keys, const char *text, size_t length, int64_t *value)
{
    if (keys->count == 0) return false;
    const mandate_key_entry *entry = slot(keys, text, length, mandate_text_hash(text, length, 0));
    *value = entry->value;
    return entry->text != NULL;
}

static bool widen(mandate_keys *keys, size_t capacity, mandate_error *error)
{
    mandate_keys wider = {.capacity = capacity};
    wider.entries = mandate_new(wider.capacity, sizeof *wider.entries, error);
    if (!wider.entries) return false;
    for (size_t i = 0; i < keys->capacity; i++) {
        const mandate_key_entry *entry = &keys->entries[i];
        if (entry->text) *slot(&wider, entry->text, entry->length, entry->hash) = *entry;
    }
    mandate_free(keys->entries);
    keys->entries = wider.entries;
    keys->capacity = wider.capacity;
    return true;
}

// The entry of the text, made with that value where there is none. NULL where memory is out.
static mandate_key_entry *entry_of(mandate_keys *keys, const char *text, size_t length, int64_t value, mandate_error *error)
{
    if (keys->count >= keys->capacity / 2 && !widen(keys, keys->capacity == 0 ? FIRST : keys->capacity * 2, error)) return NULL;
    uint64_t hash = mandate_text_hash(text, length, 0);
    mandate_key_entry *entry = slot(keys, text, length, hash);
    if (entry->text) return entry;
    const char *copy = mandate_arena_text(&keys->texts, text, length, error);
    if (!copy) return NULL;
    *entry = (mandate_key_entry){.hash = hash, .text = copy, .length = length, .value = value};
    keys->count++;
    return entry;
}

bool mandate_keys_expect(mandate_keys *keys, size_t count, mandate_error *error)
{
    size_t capacity = FIRST;
    while (capacity / 2 <= count && capacity < SIZE_MAX / 4) capacity *= 2;
    return capacity <= keys->capacity || widen(keys, capacity, error);
}

bool mandate_keys_put(mandate_keys *keys, const char *text, size_t length, int64_t value, mandate_error *error)
{
    return entry_of(keys, text, length, value, error) != NULL;
}

bool mandate_keys_add(mandate_keys *keys, const char *text, size_t length, int64_t number, mandate_error *error)
{
    mandate_key_entry *entry = entry_of(keys, text, length, 0, error);
    if (entry) entry->value += number;
    return entry != NULL;
}

void mandate_keys_clear(mandate_keys *keys)
{
    mandate_free(keys->entries);
    mandate_arena_clear(&keys->texts);
    *keys = (mandate_keys){0};
}
