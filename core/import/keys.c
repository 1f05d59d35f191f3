#include "import/keys.h"

#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { FIRST = 64 }; // slots
enum { MOST = INT32_MAX }; // texts, and bytes of one
enum { FIRST_BYTES = 1024 };

// Eight bytes, so that the slots of a million texts lie in 16 MB: what a search costs is the memory it has to wait for.
struct mandate_key_slot {
    uint32_t hash, entry; // its number and 1 more; 0: free
};

static uint32_t hash_of(const char *text, size_t length)
{
    uint64_t hash = mandate_text_hash(text, length, 0);
    return (uint32_t)(hash ^ hash >> 32);
}

static bool is(const mandate_keys *keys, size_t entry, const char *text, size_t length)
{
    const mandate_key_entry *of = &keys->entries[entry];
    return of->length == length && memcmp(mandate_keys_text(keys, of), text, length) == 0;
}

// The slot of the text, or the free one where it belongs. Their number is a power of two, and half of them at least are free.
static struct mandate_key_slot *slot_of(const mandate_keys *keys, const char *text, size_t length, uint32_t hash)
{
    size_t mask = keys->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct mandate_key_slot *slot = &keys->slots[i];
        if (slot->entry == 0 || (slot->hash == hash && is(keys, slot->entry - 1, text, length))) return slot;
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
    if (next >= keys->count || !is(keys, next, text, length)) {
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
    struct mandate_key_slot *slots = mandate_room_new(keys->room, slot_count, sizeof *slots, error);
    if (!slots) return false;
    for (size_t e = 0; e < keys->count; e++) {
        size_t i = keys->entries[e].hash & (slot_count - 1);
        while (slots[i].entry != 0) i = (i + 1) & (slot_count - 1);
        slots[i] = (struct mandate_key_slot){.hash = keys->entries[e].hash, .entry = (uint32_t)e + 1};
    }
    mandate_room_free(keys->slots);
    keys->slots = slots;
    keys->slot_count = slot_count;
    return true;
}

static bool reserve_entries(mandate_keys *keys, size_t count, mandate_error *error)
{
    if (count <= keys->capacity) return true;
    size_t capacity = keys->capacity * 2 < FIRST ? FIRST : keys->capacity * 2;
    if (capacity < count) capacity = count;
    mandate_key_entry *entries = mandate_room_resize(keys->room, keys->entries, capacity, sizeof *entries, error);
    if (!entries) return false;
    keys->entries = entries;
    keys->capacity = capacity;
    return true;
}

static bool reserve_bytes(mandate_keys *keys, size_t more, mandate_error *error)
{
    if (more <= keys->bytes_capacity - keys->bytes_used) return true;
    size_t capacity = keys->bytes_capacity * 2 < FIRST_BYTES ? FIRST_BYTES : keys->bytes_capacity * 2;
    if (capacity < keys->bytes_used + more) capacity = keys->bytes_used + more;
    char *bytes = mandate_room_resize(keys->room, keys->bytes, capacity, 1, error);
    if (!bytes) return false;
    keys->bytes = bytes;
    keys->bytes_capacity = capacity;
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
    if (!reserve_entries(keys, keys->count + 1, error) || !reserve_bytes(keys, length, error)) return NULL;
    if (length > 0) memcpy(keys->bytes + keys->bytes_used, text, length);
    keys->entries[keys->count] = (mandate_key_entry){.start = keys->bytes_used, .value = value, .length = (uint32_t)length, .hash = hash};
    keys->bytes_used += length;
    *slot = (struct mandate_key_slot){.hash = hash, .entry = (uint32_t)++keys->count};
    return &keys->entries[keys->count - 1];
}

bool mandate_keys_expect(mandate_keys *keys, size_t count, mandate_error *error)
{
    size_t slots = FIRST;
    while (slots / 2 <= count && slots < SIZE_MAX / 4) slots *= 2;
    if (!reserve_entries(keys, count, error)) return false;
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
    mandate_room_free(keys->entries);
    mandate_room_free(keys->slots);
    mandate_room_free(keys->bytes);
    *keys = (mandate_keys){.room = keys->room};
}
