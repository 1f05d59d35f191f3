// Arrays of millions of cells, which lie in memory as long as there is enough set aside for them, and behind that in files without a name, which the system writes to
// the disk and reads again as it needs to. Nobody who uses an array sees where it lies.
#ifndef MANDATE_MODEL_ROOM_H
#define MANDATE_MODEL_ROOM_H

#include <stddef.h>
#include "model/error.h"

typedef struct mandate_room mandate_room;

// `beside`: the path of a file, in whose folder those without a name lie. `most`: bytes that lie in memory. Any number of threads may use a room.
mandate_room *mandate_room_open(const char *beside, size_t most, mandate_error *error);
void mandate_room_close(mandate_room *room); // after its blocks are freed
// As mandate_new and mandate_resize. Where a file cannot be had, or room is NULL, all blocks lie in memory. What one of these gives, only the others take.
void *mandate_room_new(mandate_room *room, size_t count, size_t size, mandate_error *error);
void *mandate_room_resize(mandate_room *room, void *block, size_t count, size_t size, mandate_error *error);
void mandate_room_free(void *block); // NULL is nothing
size_t mandate_room_in_files(const mandate_room *room); // bytes of its blocks, for tests

#endif
