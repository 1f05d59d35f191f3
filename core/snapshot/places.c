#include "snapshot/places.h"

#include <stdlib.h>
#include <string.h>

static int compare_places(const void *left, const void *right)
{
    int64_t a = ((const struct mandate_place *)left)->id, b = ((const struct mandate_place *)right)->id;
    return (a > b) - (a < b);
}

static int compare_all(const void *left, const void *right)
{
    uint32_t a = ((const struct mandate_place *)left)->place, b = ((const struct mandate_place *)right)->place;
    int order = compare_places(left, right);
    return order ? order : (a > b) - (a < b);
}

bool mandate_places_make(mandate_places *places, mandate_room *room, const int64_t *ids, uint32_t count, mandate_error *error)
{
    int64_t lowest = 0, highest = -1;
    for (uint32_t i = 0; i < count; i++) {
        if (ids[i] > highest) highest = ids[i];
        if (ids[i] < lowest) lowest = ids[i];
    }
    memset(places, 0, sizeof *places);
    if (lowest >= 0 && highest < (int64_t)count * 8 + 1024) {
        places->by_id = mandate_room_new(room, (size_t)highest + 1, sizeof *places->by_id, error);
        if (!places->by_id) return false;
        places->limit = highest + 1;
        memset(places->by_id, 0xFF, (size_t)places->limit * sizeof *places->by_id);
        for (uint32_t i = 0; i < count; i++) places->by_id[ids[i]] = i;
        return true;
    }
    places->sparse = mandate_room_new(room, count, sizeof *places->sparse, error);
    if (!places->sparse) return false;
    for (uint32_t i = 0; i < count; i++) places->sparse[i] = (struct mandate_place){.id = ids[i], .place = i};
    qsort(places->sparse, count, sizeof *places->sparse, compare_all);
    for (uint32_t i = 0; i < count; i++)
        if (i + 1 == count || places->sparse[i].id != places->sparse[i + 1].id) places->sparse[places->count++] = places->sparse[i];
    return true;
}

static uint32_t find(const mandate_places *places, int64_t id)
{
    if (!places->sparse) return id >= 0 && id < places->limit ? places->by_id[id] : UINT32_MAX;
    const struct mandate_place asked = {.id = id};
    const struct mandate_place *found = bsearch(&asked, places->sparse, places->count, sizeof asked, compare_places);
    return found ? found->place : UINT32_MAX;
}

uint32_t mandate_place_of(const mandate_places *places, int64_t id)
{
    uint32_t found = find(places, id);
    if (found != UINT32_MAX || !places->behind) return found;
    found = find(places->behind, id);
    return found == UINT32_MAX ? found : places->records + found;
}

void mandate_places_release(mandate_places *places)
{
    mandate_room_free(places->by_id);
    mandate_room_free(places->sparse);
    memset(places, 0, sizeof *places);
}
