// What moves: references that are not the same on every day, and the map that a tree of places has on each day (meaning.md, section 3). Most references never
// change and most trees stand still; both are found once, and then cost nothing.
#ifndef MANDATE_SNAPSHOT_MOVES_H
#define MANDATE_SNAPSHOT_MOVES_H

#include "snapshot/snapshot.h"

// One reference of a kind: which records do not point at the same place on every day.
typedef struct mandate_moves {
    const mandate_table *table;
    int field;
    size_t count; // of them
    uint64_t *moved; // by record; NULL where none does
} mandate_moves;

bool mandate_moves_find(mandate_moves *moves, const mandate_table *table, int field, mandate_error *error);
void mandate_moves_release(mandate_moves *moves);

static inline bool mandate_moves_has(const mandate_moves *moves, uint32_t record) { return moves->moved && moves->moved[record / 64] >> (record % 64) & 1; }

// Where a record's reference points on a day: a record; MANDATE_CODE_ABSENT where its cell is blank; MANDATE_CODE_UNKNOWN where nobody knows, because no
// version is in force yet or the day is MANDATE_DATE_UNKNOWN.
uint32_t mandate_points_at(const mandate_moves *moves, uint32_t record, mandate_date day);

// A growing list of different records.
typedef struct mandate_reached {
    uint32_t *records;
    size_t count, capacity;
} mandate_reached;

bool mandate_reached_add(mandate_reached *reached, uint32_t record, mandate_error *error);
bool mandate_reached_has(const mandate_reached *reached, uint32_t record);

// A tree on every day.
typedef struct mandate_map {
    mandate_moves parents;
    uint32_t *moved_above; // by record: the first at it or above it, along parents that never change, whose own parent does; NULL where none moves
} mandate_map;

// The table must stand in the snapshot's order.
bool mandate_map_make(mandate_map *map, const mandate_table *table, mandate_error *error);
void mandate_map_release(mandate_map *map);
// 1 where `place` lies in `above` (or is it) on the day, 0 where it does not, 2 where the way upwards is lost, at record *lost, before either is found.
unsigned mandate_map_way(const mandate_map *map, uint32_t place, uint32_t above, mandate_date day, uint32_t *lost);
// The same as a truth: 2 only where `above` can be above the place at which the way is lost. `room` is the caller's to keep and to free. False where memory is out.
bool mandate_map_lies_in(const mandate_map *map, uint32_t place, uint32_t above, mandate_date day, mandate_reached *room, unsigned *truth, mandate_error *error);
bool mandate_map_ever_lies_in(const mandate_map *map, uint32_t place, uint32_t above); // on some day
int mandate_map_depth(const mandate_map *map, uint32_t place, mandate_date day); // 1 for a root
// Adds a place and all above it in any version; all that any version of a record's reference names, and those above.
bool mandate_map_reach(const mandate_map *map, uint32_t place, mandate_reached *reached, mandate_error *error);
bool mandate_moves_reach(const mandate_moves *moves, const mandate_map *map, uint32_t record, mandate_reached *reached, mandate_error *error);
// A record from which the tree leads back to itself on some day, or MANDATE_CODE_ABSENT. The table may stand in any order.
uint32_t mandate_find_ring(const mandate_moves *parents);
// Rows of the table by every record that any of their versions points at, and with a map (of the kind pointed at) those above it: as mandate_snapshot_index, but
// a row may stand below several.
bool mandate_moves_index(const mandate_moves *moves, const mandate_map *map, uint32_t targets, uint32_t **start, uint32_t **rows, mandate_error *error);

#endif
