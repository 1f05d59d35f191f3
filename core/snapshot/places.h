// Where the records of a kind stand, by their registry ids. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_PLACES_H
#define MANDATE_SNAPSHOT_PLACES_H

#include <stdint.h>
#include "model/room.h"

typedef struct mandate_places {
    uint32_t *by_id; // ids below `limit`, which are all of them in a registry that no other program wrote
    int64_t limit;
    struct mandate_place {
        int64_t id;
        uint32_t place;
    } * sparse; // ascending, where the ids have wide gaps
    uint32_t count;
    const struct mandate_places *behind; // of records that stand behind these; NULL: none
    uint32_t records; // before those
} mandate_places;

// `ids` by place; of a number that is there twice, the last. `room`: that they lie in, NULL for memory.
bool mandate_places_make(mandate_places *places, mandate_room *room, const int64_t *ids, uint32_t count, mandate_error *error);
uint32_t mandate_place_of(const mandate_places *places, int64_t id); // MANDATE_CODE_ABSENT
void mandate_places_release(mandate_places *places);

#endif
