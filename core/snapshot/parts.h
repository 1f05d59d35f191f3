// The parts of a snapshot beside its main file: their names, and which of them may go. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_PARTS_H
#define MANDATE_SNAPSHOT_PARTS_H

#include "snapshot/file.h"

// The main file's path, a hyphen and 16 hexadecimal digits.
void mandate_part_path(const char *path, uint64_t part, char out[MANDATE_FILE_PATH_SIZE]);

typedef struct mandate_parts {
    uint64_t *list; // for mandate_free
    size_t count;
} mandate_parts;

// Those that the main file at `path` names: none where there is no such file. False only where memory is out.
bool mandate_parts_of(const char *path, mandate_parts *parts, mandate_error *error);
// Once a main file of these kinds has replaced one that named `replaced`: removes parts that only that one named, and what somebody left behind who was
// killed. Who has opened them keeps them; who has read the replaced file and finds them gone reads the new one. Whoever writes at this moment has parts that no
// main file names yet: what is not older than an hour is left alone.
void mandate_parts_sweep(const char *path, const mandate_file_kind *kinds, size_t count, const mandate_parts *replaced);

#endif
