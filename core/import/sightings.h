// Which rows of a table without numbers an import has come by already, and where. For core/import only.
#ifndef MANDATE_IMPORT_SIGHTINGS_H
#define MANDATE_IMPORT_SIGHTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

typedef struct mandate_seen { // where a row that an import found unchanged stands in it
    int file;
    long line;
} mandate_seen;

typedef struct mandate_sightings { // starts as { 0 }
    struct mandate_sighting *list;
    size_t count, capacity;
    char *room; // for the key at hand
    size_t used, room_size;
} mandate_sightings;

// The name of a row is put together part by part.
void mandate_sighting_begin(mandate_sightings *sightings);
bool mandate_sighting_part(mandate_sightings *sightings, const void *bytes, size_t length, mandate_error *error);
// Remembers where the row of that name is seen, or tells in *seen where it was, and *before that it was.
bool mandate_sighting_end(mandate_sightings *sightings, mandate_seen *seen, bool *before, mandate_error *error);
void mandate_sightings_clear(mandate_sightings *sightings);

#endif
