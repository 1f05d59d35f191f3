#include "snapshot/dictionary.h"

#define XXH_INLINE_ALL
#include <assert.h>
#include <string.h>
#include <xxhash.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/text.h"

enum { FIRST_SLOTS = MANDATE_SIZE(1024, 8) };
static_assert(MANDATE_SHORTS == 64, "the place of a short text is told by six bits");

bool mandate_dictionary_create(mandate_dictionary *dictionary, mandate_error *error)
{
    (void)error;
    memset(dictionary, 0, sizeof *dictionary);
    return true;
}

void mandate_dictionary_destroy(mandate_dictionary *dictionary)
{
    mandate_room_free(dictionary->bytes);
    mandate_room_free(dictionary->start);
    mandate_room_free(dictionary->slots);
    memset(dictionary, 0, sizeof *dictionary);
}

const char *mandate_dictionary_text(const mandate_dictionary *dictionary, uint32_t code, size_t *length)
{
    assert(code < dictionary->count);
    *length = dictionary->start[code + 1] - dictionary->start[code] - 1;
    return dictionary->bytes + dictionary->start[code];
}

static uint32_t hash_of(const char *text, size_t length)
{
    uint64_t hash = XXH3_64bits(text, length);
    return (uint32_t)(hash ^ hash >> 32);
}

// The slot that holds the text, or the free one where it belongs.
static size_t slot_of(const mandate_dictionary *dictionary, const char *text, size_t length, uint32_t hash)
{
    size_t mask = dictionary->slot_count - 1, slot = hash & mask;
    for (; dictionary->slots[slot].entry != 0; slot = (slot + 1) & mask) {
        if (dictionary->slots[slot].hash != hash) continue;
        size_t other;
        const char *candidate = mandate_dictionary_text(dictionary, dictionary->slots[slot].entry - 1, &other);
        if (other == length && memcmp(candidate, text, length) == 0) break;
    }
    return slot;
}

// As long as each text comes behind the one before it, as keys mostly do, it is either that one again or new: no slots are needed.
static int compare_with_last(const mandate_dictionary *dictionary, const char *text, size_t length)
{
    if (dictionary->count == 0) return 1;
    size_t last_length;
    const char *last = mandate_dictionary_text(dictionary, dictionary->count - 1, &last_length);
    return mandate_text_compare(text, length, last, last_length);
}

static bool make_slots(mandate_dictionary *dictionary, mandate_error *error)
{
    size_t count = FIRST_SLOTS;
    while (count < (size_t)dictionary->count * 2 + 2) count *= 2;
    dictionary->slots = mandate_room_new(dictionary->room, count, sizeof *dictionary->slots, error);
    if (!dictionary->slots) return false;
    dictionary->slot_count = count;
    for (uint32_t code = 0; code < dictionary->count; code++) {
        size_t length;
        const char *text = mandate_dictionary_text(dictionary, code, &length);
        uint32_t hash = hash_of(text, length);
        dictionary->slots[slot_of(dictionary, text, length, hash)] = (struct mandate_slot){.entry = code + 1, .hash = hash};
    }
    return true;
}

static bool widen(mandate_dictionary *dictionary, mandate_error *error)
{
    size_t count = dictionary->slot_count * 2;
    struct mandate_slot *slots = mandate_room_new(dictionary->room, count, sizeof *slots, error);
    if (!slots) return false;
    for (size_t i = 0; i < dictionary->slot_count; i++) {
        if (dictionary->slots[i].entry == 0) continue;
        size_t slot = dictionary->slots[i].hash & (count - 1);
        while (slots[slot].entry != 0) slot = (slot + 1) & (count - 1);
        slots[slot] = dictionary->slots[i];
    }
    mandate_room_free(dictionary->slots);
    dictionary->slots = slots;
    dictionary->slot_count = count;
    return true;
}

static bool add(mandate_dictionary *dictionary, const char *text, size_t length, uint32_t *code, mandate_error *error)
{
    uint32_t hash = 0;
    size_t slot = 0;
    if (!dictionary->slots) {
        int order = compare_with_last(dictionary, text, length);
        if (order == 0) {
            *code = dictionary->count - 1;
            return true;
        }
        if (order < 0 && !make_slots(dictionary, error)) return false;
    }
    if (dictionary->slots) {
        hash = hash_of(text, length);
        slot = slot_of(dictionary, text, length, hash);
        if (dictionary->slots[slot].entry != 0) {
            *code = dictionary->slots[slot].entry - 1;
            return true;
        }
    }
    // the two highest codes mean absent and unknown
    if (dictionary->count >= UINT32_MAX - 2) return mandate_fail(error, MANDATE_ERROR_LIMIT, "more than four billion different texts");
    if ((size_t)dictionary->count + 2 > dictionary->start_capacity) {
        size_t capacity = dictionary->start_capacity ? dictionary->start_capacity * 2 : 256;
        size_t *start = mandate_room_resize(dictionary->room, dictionary->start, capacity, sizeof *start, error);
        if (!start) return false;
        dictionary->start = start;
        dictionary->start_capacity = capacity;
        if (dictionary->count == 0) start[0] = 0;
    }
    size_t needed = dictionary->bytes_used + length + 1;
    if (needed > dictionary->bytes_capacity) {
        size_t capacity = dictionary->bytes_capacity ? dictionary->bytes_capacity * 2 : 4096;
        while (capacity < needed) capacity *= 2;
        char *bytes = mandate_room_resize(dictionary->room, dictionary->bytes, capacity, 1, error);
        if (!bytes) return false;
        dictionary->bytes = bytes;
        dictionary->bytes_capacity = capacity;
    }
    memcpy(dictionary->bytes + dictionary->bytes_used, text, length);
    dictionary->bytes[dictionary->bytes_used + length] = '\0';
    dictionary->bytes_used = needed;
    *code = dictionary->count++;
    dictionary->start[dictionary->count] = needed;
    if (!dictionary->slots) return true;
    dictionary->slots[slot] = (struct mandate_slot){.entry = *code + 1, .hash = hash};
    if ((size_t)dictionary->count * 2 > dictionary->slot_count) return widen(dictionary, error);
    return true;
}

// Columns of millions of rows mostly hold a few short texts, again and again: one comparison tells which it is.
bool mandate_dictionary_add(mandate_dictionary *dictionary, const char *text, size_t length, uint32_t *code, mandate_error *error)
{
    uint64_t bytes = 0;
    if (length > sizeof bytes) return add(dictionary, text, length, code, error);
    memcpy(&bytes, text, length);
    struct mandate_short *met = &dictionary->shorts[bytes * 0x9E3779B97F4A7C15ULL >> 58];
    if (met->entry == 0 || met->bytes != bytes || met->length != length) {
        if (!add(dictionary, text, length, code, error)) return false;
        *met = (struct mandate_short){.bytes = bytes, .length = (uint32_t)length, .entry = *code + 1};
    }
    *code = met->entry - 1;
    return true;
}

// While the texts ascend there are no slots, and halving finds them.
static bool find_ascending(const mandate_dictionary *dictionary, const char *text, size_t length, uint32_t *code)
{
    uint32_t low = 0, high = dictionary->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t other_length;
        const char *other = mandate_dictionary_text(dictionary, middle, &other_length);
        int order = memcmp(text, other, length < other_length ? length : other_length);
        if (order == 0) order = (length > other_length) - (length < other_length);
        if (order == 0) {
            *code = middle;
            return true;
        }
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return false;
}

bool mandate_dictionary_find(const mandate_dictionary *dictionary, const char *text, size_t length, uint32_t *code)
{
    if (!dictionary->slots) return find_ascending(dictionary, text, length, code);
    const struct mandate_slot *slot = &dictionary->slots[slot_of(dictionary, text, length, hash_of(text, length))];
    if (slot->entry == 0) return false;
    *code = slot->entry - 1;
    return true;
}
