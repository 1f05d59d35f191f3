#include "snapshot/moves.h"

#include <string.h>
#include "model/memory.h"

static const uint32_t *codes_of(const mandate_moves *moves) { return moves->table->columns[moves->field].codes; }

// Whether a record's reference differs between two days: between versions, or because none is in force before the first and nobody knows what it named then.
static bool differs(const mandate_moves *moves, uint32_t record)
{
    const mandate_table *table = moves->table;
    const uint32_t *codes = codes_of(moves);
    uint32_t from = table->version_start[record], to = table->version_start[record + 1];
    if (table->effective_from[from] != MANDATE_DATE_ALWAYS && codes[from] != MANDATE_CODE_UNKNOWN) return true;
    for (uint32_t v = from + 1; v < to; v++)
        if (codes[v] != codes[from]) return true;
    return false;
}

bool mandate_moves_find(mandate_moves *moves, const mandate_table *table, int field, mandate_error *error)
{
    *moves = (mandate_moves){.table = table, .field = field};
    if (!table->version_start) return true;
    for (uint32_t r = 0; r < table->records; r++) {
        if (!differs(moves, r)) continue;
        if (!moves->moved) moves->moved = mandate_new(table->records / 64 + 1, sizeof *moves->moved, error);
        if (!moves->moved) return false;
        moves->moved[r / 64] |= 1ULL << (r % 64);
        moves->count++;
    }
    return true;
}

void mandate_moves_release(mandate_moves *moves)
{
    mandate_free(moves->moved);
    *moves = (mandate_moves){0};
}

uint32_t mandate_points_at(const mandate_moves *moves, uint32_t record, mandate_date day)
{
    const mandate_table *table = moves->table;
    uint32_t version = table->version_start ? table->version_start[record] : record;
    if (mandate_moves_has(moves, record)) {
        if (day == MANDATE_DATE_UNKNOWN) return MANDATE_CODE_UNKNOWN;
        version = mandate_table_version(table, record, day);
        if (version == MANDATE_CODE_ABSENT) return MANDATE_CODE_UNKNOWN;
    }
    uint32_t code = codes_of(moves)[version];
    return code == MANDATE_CODE_UNKNOWN ? MANDATE_CODE_ABSENT : code;
}

// Maps -------------------------------------------------------------------------------------------------------------

bool mandate_map_make(mandate_map *map, const mandate_table *table, mandate_error *error)
{
    *map = (mandate_map){0};
    if (!mandate_moves_find(&map->parents, table, table->kind->tree, error)) return false;
    if (!map->parents.moved) return true;
    map->moved_above = mandate_new(table->records, sizeof *map->moved_above, error);
    if (!map->moved_above) {
        mandate_moves_release(&map->parents);
        return false;
    }
    for (uint32_t r = 0; r < table->records; r++) { // parents that never change stand before their children
        uint32_t parent = mandate_moves_has(&map->parents, r) ? r : mandate_points_at(&map->parents, r, MANDATE_DATE_ALWAYS);
        map->moved_above[r] = parent == r ? r : parent < r ? map->moved_above[parent] : MANDATE_CODE_ABSENT;
    }
    return true;
}

void mandate_map_release(mandate_map *map)
{
    mandate_moves_release(&map->parents);
    mandate_free(map->moved_above);
    *map = (mandate_map){0};
}

bool mandate_map_ever_lies_in(const mandate_map *map, uint32_t place, uint32_t above)
{
    const mandate_table *table = map->parents.table;
    uint32_t lost;
    bool below = mandate_map_way(map, place, above, MANDATE_DATE_ALWAYS, &lost) == 1;
    for (uint32_t r = 0; !below && r < table->records; r++) { // the map changes only where a version of what moves begins
        if (!mandate_moves_has(&map->parents, r)) continue;
        for (uint32_t v = table->version_start[r]; v < table->version_start[r + 1]; v++)
            below = below || mandate_map_way(map, place, above, table->effective_from[v], &lost) == 1;
    }
    return below;
}

bool mandate_map_lies_in(const mandate_map *map, uint32_t place, uint32_t above, mandate_date day, mandate_reached *room, unsigned *truth, mandate_error *error)
{
    uint32_t lost = MANDATE_CODE_ABSENT;
    *truth = mandate_map_way(map, place, above, day, &lost);
    if (*truth != 2) return true;
    room->count = 0;
    if (!mandate_moves_reach(&map->parents, map, lost, room, error)) return false;
    *truth = mandate_reached_has(room, above) ? 2 : 0;
    return true;
}

unsigned mandate_map_way(const mandate_map *map, uint32_t place, uint32_t above, mandate_date day, uint32_t *lost)
{
    const mandate_table *table = map->parents.table;
    for (uint32_t steps = 0; steps <= table->records; steps++) {
        if (place >= above && place < table->branch_end[above]) return 1; // along parents that never change
        uint32_t mover = map->moved_above ? map->moved_above[place] : MANDATE_CODE_ABSENT;
        if (mover == MANDATE_CODE_ABSENT) return 0;
        place = mandate_points_at(&map->parents, mover, day);
        *lost = place == MANDATE_CODE_UNKNOWN ? mover : MANDATE_CODE_ABSENT;
        if (place == MANDATE_CODE_UNKNOWN) return 2;
        if (place == MANDATE_CODE_ABSENT) return 0;
    }
    return 0;
}

int mandate_map_depth(const mandate_map *map, uint32_t place, mandate_date day)
{
    int depth = 0;
    for (; place < MANDATE_CODE_UNKNOWN && (uint32_t)depth <= map->parents.table->records; depth++) place = mandate_points_at(&map->parents, place, day);
    return depth;
}

bool mandate_reached_has(const mandate_reached *reached, uint32_t record)
{
    for (size_t i = 0; i < reached->count; i++)
        if (reached->records[i] == record) return true;
    return false;
}

bool mandate_reached_add(mandate_reached *reached, uint32_t record, mandate_error *error)
{
    if (record >= MANDATE_CODE_UNKNOWN) return true;
    if (mandate_reached_has(reached, record)) return true;
    uint32_t *grown = mandate_grow(reached->records, reached->count, &reached->capacity, sizeof *grown, error);
    if (!grown) return false;
    reached->records = grown;
    reached->records[reached->count++] = record;
    return true;
}

static bool add_all(const mandate_moves *moves, uint32_t record, mandate_reached *reached, mandate_error *error)
{
    const mandate_table *table = moves->table;
    uint32_t from = table->version_start ? table->version_start[record] : record, to = table->version_start ? table->version_start[record + 1] : record + 1;
    for (uint32_t v = from; v < to; v++)
        if (!mandate_reached_add(reached, codes_of(moves)[v], error)) return false;
    return true;
}

static bool climb(const mandate_map *map, size_t from, mandate_reached *reached, mandate_error *error)
{
    for (size_t i = from; map && i < reached->count; i++) // those that are added are climbed from, too
        if (!add_all(&map->parents, reached->records[i], reached, error)) return false;
    return true;
}

bool mandate_map_reach(const mandate_map *map, uint32_t place, mandate_reached *reached, mandate_error *error)
{
    size_t from = reached->count;
    return mandate_reached_add(reached, place, error) && climb(map, from, reached, error);
}

bool mandate_moves_reach(const mandate_moves *moves, const mandate_map *map, uint32_t record, mandate_reached *reached, mandate_error *error)
{
    size_t from = reached->count;
    return add_all(moves, record, reached, error) && climb(map, from, reached, error);
}

// A ring is there from the day on which the last of its records came to point where it does: it is found from that record on that day.
static bool leads_back(const mandate_moves *parents, uint32_t record, mandate_date day)
{
    uint32_t at = record;
    for (uint32_t steps = 0; steps <= parents->table->records; steps++) {
        at = mandate_points_at(parents, at, day);
        if (at >= MANDATE_CODE_UNKNOWN) return false;
        if (at == record) return true;
    }
    return false;
}

uint32_t mandate_find_ring(const mandate_moves *parents)
{
    const mandate_table *table = parents->table;
    for (uint32_t r = 0; r < table->records; r++) {
        if (!mandate_moves_has(parents, r)) continue;
        for (uint32_t v = table->version_start[r]; v < table->version_start[r + 1]; v++)
            if (leads_back(parents, r, table->effective_from[v])) return r;
    }
    return MANDATE_CODE_ABSENT;
}

// Which rows stand below whom ------------------------------------------------------------------------------------------

typedef struct listing {
    const mandate_moves *moves;
    const mandate_map *map;
    mandate_reached reached;
    uint32_t *start, *rows; // rows: NULL while they are counted
} listing;

static bool list_rows(listing *l, mandate_error *error)
{
    for (uint32_t r = 0; r < l->moves->table->records; r++) {
        l->reached.count = 0;
        if (!mandate_moves_reach(l->moves, l->map, r, &l->reached, error)) return false;
        for (size_t i = 0; i < l->reached.count; i++) {
            uint32_t target = l->reached.records[i];
            if (l->rows) l->rows[l->start[target + 1]++] = r;
            else l->start[target + 2]++;
        }
    }
    return true;
}

bool mandate_moves_index(const mandate_moves *moves, const mandate_map *map, uint32_t targets, uint32_t **start, uint32_t **rows, mandate_error *error)
{
    listing l = {.moves = moves, .map = map};
    l.start = mandate_new((size_t)targets + 2, sizeof *l.start, error);
    bool done = l.start && list_rows(&l, error);
    for (uint32_t t = 0; done && t < targets; t++) {
        done = l.start[t + 2] <= UINT32_MAX - l.start[t + 1] || mandate_fail(error, MANDATE_ERROR_LIMIT, "more rows below their places than can be numbered");
        l.start[t + 2] += l.start[t + 1];
    }
    l.rows = done ? mandate_new(l.start[targets + 1] ? l.start[targets + 1] : 1, sizeof *l.rows, error) : NULL;
    done = l.rows && list_rows(&l, error);
    mandate_free(l.reached.records);
    if (!done) {
        mandate_free(l.start);
        mandate_free(l.rows);
        return false;
    }
    *start = l.start;
    *rows = l.rows;
    return true;
}
