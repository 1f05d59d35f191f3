#include "import/keys.h"

#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { FIRST = 64 }; // slots
enum { MOST = INT32_MAX }; // texts, and bytes of one

// Eight bytes, so that the slots of a million texts lie in 16 MB: what a search costs is the memory it has to wait for.
struct mandate_key_slot {
    uint32_t hash, entry; // its number and 1 more; 0: free
};

static uint32_t hash_of(const char *text, size_t length)
{
    uint64_t hash = mandate_text_hash(text, length, 0);
    return (uint32_t)(hash ^ hash >> 32);
}

static bool is(const mandate_key_entry *entry, const char *text, size_t length) { return entry->length == length && memcmp(entry->text, text, length) == 0; }

// The slot of the text, or the free one where it belongs. Their number is a power of two, and half of them at least are free.
static struct mandate_key_slot *slot_of(const mandate_keys *keys, const char *text, size_t length, uint32_t hash)
{
    size_t mask = keys->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct mandate_key_slot *slot = &keys->slots[i];
        if (slot->entry == 0 || (slot->hash == hash && is(&keys->entries[slot->entry - 1], text, length))) return slot;
    }
}

bool mandate_keys_get(const mandate_keys *keys, const char *text, size_t length, int64_t *value)
{
    size_t near = keys->count; // none is behind it
    return mandate_keys_get_near(keys, text, length, &near, value);
}

bool mandate_keys_get_near(const mandate_keys *keys, const char *text, size_t length, size_t *near, int64_t *value)
{
    if (keys->count == 0) return false;
    size_t next = *near + 1;
    if (next >= keys->count || !is(&keys->entries[next], text, length)) {
        const struct mandate_key_slot *slot = slot_of(keys, text, length, hash_of(text, length));
        if (slot->entry == 0) return false;
        next = slot->entry - 1;
    }
    *near = next;
    *value = keys->entries[next].value;
    return true;
}

static bool widen(mandate_keys *keys, size_t slot_count, mandate_error *error)
{
    struct mandate_key_slot *slots = mandate_new(slot_count, sizeof *slots, error);
    if (!slots) return false;
    for (size_t e = 0; e < keys->count; e++) {
        size_t i = keys->entries[e].hash & (slot_count - 1);
        while (slots[i].entry != 0) i = (i + 1) & (slot_count - 1);
        slots[i] = (struct mandate_key_slot){.hash = keys->entries[e].hash, .entry = (uint32_t)e + 1};
    }
    mandate_free(keys->slots);
    keys->slots = slots;
    keys->slot_count = slot_count;
    return true;
}

// The entry of the text, made with that value where there is none. NULL where memory is out.
static mandate_key_entry *entry_of(mandate_keys *keys, const char *text, size_t length, int64_t value, mandate_error *error)
{
    if (keys->count >= keys->slot_count / 2 && !widen(keys, keys->slot_count == 0 ? FIRST : keys->slot_count * 2, error)) return NULL;
    uint32_t hash = hash_of(text, length);
    struct mandate_key_slot *slot = slot_of(keys, text, length, hash);
    if (slot->entry != 0) return &keys->entries[slot->entry - 1];
    if (keys->count >= MOST || length > MOST) {
        mandate_fail(error, MANDATE_ERROR_LIMIT, "more than two billion keys, or bytes of one");
        return NULL;
    }
    mandate_key_entry *entries = mandate_grow(keys->entries, keys->count, &keys->room, sizeof *entries, error);
    if (entries) keys->entries = entries;
    const char *copy = entries ? mandate_arena_text(&keys->texts, text, length, error) : NULL;
    if (!copy) return NULL;
    entries[keys->count] = (mandate_key_entry){.text = copy, .value = value, .length = (uint32_t)length, .hash = hash};
    *slot = (struct mandate_key_slot){.hash = hash, .entry = (uint32_t)++keys->count};
    return &entries[keys->count - 1];
}

bool mandate_keys_expect(mandate_keys *keys, size_t count, mandate_error *error)
{
    size_t slots = FIRST;
    while (slots / 2 <= count && slots < SIZE_MAX / 4) slots *= 2;
    if (count > keys->room) {
        MANDATE_RESIZE(keys->entries, count, error);
        keys->room = count;
    }
    return slots <= keys->slot_count || widen(keys, slots, error);
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
    mandate_free(keys->slots);
    mandate_arena_clear(&keys->texts);
    *keys = (mandate_keys){0};
}
