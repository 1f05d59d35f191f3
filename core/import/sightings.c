// Rows are known by 128 bits of hash: two of a billion rows having the same is less likely than a fault of the memory they lie in.
#include "import/sightings.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>
#include "model/memory.h"

enum { FILE_BITS = 24 };

struct mandate_sighting {
    uint64_t low, high; // 0 and 0: free
    uint64_t place; // line and file
};

void mandate_sighting_begin(mandate_sightings *sightings) { sightings->used = 0; }

// Each part has its length before it, so that two names never run into one.
bool mandate_sighting_part(mandate_sightings *sightings, const void *bytes, size_t length, mandate_error *error)
{
    size_t needed = sightings->used + sizeof length + length;
    if (needed > sightings->room_size) {
        char *room = mandate_resize(sightings->room, needed * 2, 1, error);
        if (!room) return false;
        sightings->room = room;
        sightings->room_size = needed * 2;
    }
    memcpy(sightings->room + sightings->used, &length, sizeof length);
    if (length > 0) memcpy(sightings->room + sightings->used + sizeof length, bytes, length);
    sightings->used = needed;
    return true;
}

static struct mandate_sighting *slot(struct mandate_sighting *list, size_t capacity, uint64_t low, uint64_t high)
{
    for (size_t i = (size_t)low & (capacity - 1);; i = (i + 1) & (capacity - 1))
        if ((list[i].low == low && list[i].high == high) || (list[i].low == 0 && list[i].high == 0)) return &list[i];
}

static bool widen(mandate_sightings *sightings, mandate_error *error)
{
    size_t capacity = sightings->capacity > 0 ? sightings->capacity * 2 : 64;
    struct mandate_sighting *list = mandate_new(capacity, sizeof *list, error);
    if (!list) return false;
    for (size_t i = 0; i < sightings->capacity; i++)
        if (sightings->list[i].low != 0 || sightings->list[i].high != 0) *slot(list, capacity, sightings->list[i].low, sightings->list[i].high) = sightings->list[i];
    mandate_free(sightings->list);
    sightings->list = list;
    sightings->capacity = capacity;
    return true;
}

bool mandate_sighting_end(mandate_sightings *sightings, mandate_seen *seen, bool *before, mandate_error *error)
{
    if (sightings->count >= sightings->capacity / 4 * 3 && !widen(sightings, error)) return false;
    XXH128_hash_t hash = XXH3_128bits(sightings->room, sightings->used);
    hash.low64 |= hash.low64 == 0 && hash.high64 == 0;
    struct mandate_sighting *found = slot(sightings->list, sightings->capacity, hash.low64, hash.high64);
    *before = found->low != 0 || found->high != 0;
    if (*before) {
        *seen = (mandate_seen){.file = (int)(found->place & ((1U << FILE_BITS) - 1)), .line = (long)(found->place >> FILE_BITS)};
    } else {
        *found = (struct mandate_sighting){.low = hash.low64, .high = hash.high64, .place = (uint64_t)seen->line << FILE_BITS | (uint64_t)seen->file};
        sightings->count++;
    }
    return true;
}

void mandate_sightings_clear(mandate_sightings *sightings)
{
    mandate_free(sightings->list);
    mandate_free(sightings->room);
    *sightings = (mandate_sightings){0};
}
