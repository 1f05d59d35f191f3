// Moves a loaded kind's rows into the snapshot's order, and finds where its owners' rows begin.
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/threads.h"
#include "snapshot/table.h"

// The block that the last array left behind: the next of its size moves into it, so that few pages are touched for the first time.
typedef struct spare {
    mandate_room *room;
    void *block;
    size_t size;
} spare;

// Inlined, so that each size has a loop of its own, with one load and one store.
__attribute__((always_inline)) static inline void gather_cells(char *to, const char *from, size_t size, const uint32_t *rows, uint32_t count)
{
    for (size_t i = 0; i < count; i++) memcpy(to + i * size, from + rows[i] * size, size);
}

static bool gather(spare *left, void *held, size_t size, const uint32_t *rows, uint32_t count, mandate_error *error)
{
    void **array = held, *moved = left->block;
    if (left->size != size) {
        mandate_room_free(left->block);
        *left = (spare){.room = left->room};
        moved = mandate_room_new(left->room, count, size, error);
    }
    if (!moved) return false;
    switch (size) {
    case 1: gather_cells(moved, *array, 1, rows, count); break;
    case 2: gather_cells(moved, *array, 2, rows, count); break;
    case 4: gather_cells(moved, *array, 4, rows, count); break;
    default: gather_cells(moved, *array, 8, rows, count); break;
    }
    left->block = *array;
    left->size = size;
    *array = moved;
    return true;
}

// The version rows in the order of their records; version_start is brought into it.
static bool order_versions(mandate_loaded *loaded, const uint32_t *order, uint32_t **versions, mandate_error *error)
{
    *versions = mandate_new(loaded->versions, sizeof **versions, error);
    uint32_t *start = mandate_new((size_t)loaded->records + 1, sizeof *start, error);
    if (!*versions || !start) {
        mandate_free(start);
        return false;
    }
    uint32_t next = 0;
    for (uint32_t i = 0; i < loaded->records; i++) {
        start[i] = next;
        for (uint32_t v = loaded->version_start[order[i]]; v < loaded->version_start[order[i] + 1]; v++) (*versions)[next++] = v;
    }
    start[loaded->records] = next;
    mandate_free(loaded->version_start);
    loaded->version_start = start;
    return true;
}

// Every array that has a cell for each version, those of one size after the other.
typedef struct moving {
    mandate_loaded *loaded;
    const uint32_t *versions;
    struct held {
        void *array;
        size_t size;
    } * list; // array: a pointer to the array's pointer
    size_t count, threads;
} moving;

static void list_array(moving *m, void *array, size_t size) { m->list[m->count++] = (struct held){array, size}; }

// Each thread moves every so many-th array, so that its spare block mostly fits the next.
static bool move_share(void *context, size_t share, mandate_error *error)
{
    const moving *m = context;
    spare left = {.room = m->loaded->room};
    bool done = true;
    for (size_t i = share; done && i < m->count; i += m->threads) done = gather(&left, m->list[i].array, m->list[i].size, m->versions, m->loaded->versions, error);
    mandate_room_free(left.block);
    return done;
}

// The threads' spare blocks are to take no more than this.
enum { SPARES = MANDATE_SIZE(64 * 1024 * 1024, 64) };

static size_t threads_for(const mandate_loaded *loaded)
{
    size_t most = SPARES / sizeof(uint32_t) / ((size_t)loaded->versions + 1) + 1, threads = mandate_processors();
    return threads < most ? threads : most;
}

static bool move_versions(mandate_loaded *loaded, const uint32_t *versions, mandate_error *error)
{
    moving m = {.loaded = loaded, .versions = versions, .threads = threads_for(loaded)};
    static const size_t sizes[] = {4, 8, 2, 1};
    m.list = mandate_new((size_t)loaded->kind->field_count + 3, sizeof *m.list, error);
    if (!m.list) return false;
    if (loaded->effective_from) list_array(&m, &loaded->effective_from, sizeof *loaded->effective_from);
    if (loaded->import) list_array(&m, &loaded->import, sizeof *loaded->import);
    list_array(&m, &loaded->line, sizeof *loaded->line);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int f = 0; f < loaded->kind->field_count; f++)
            if (loaded->columns[f].width == sizes[s]) list_array(&m, &loaded->columns[f].cells, sizes[s]);
    bool done = mandate_in_parallel(m.threads, m.threads, move_share, &m, error);
    mandate_free(m.list);
    return done;
}

static bool move_records(mandate_loaded *loaded, const uint32_t *order, mandate_error *error)
{
    spare left = {.room = loaded->room};
    bool done = loaded->event_is_column || gather(&left, &loaded->event.cells, loaded->event.width, order, loaded->records, error); // else it is moved with the columns
    mandate_room_free(left.block);
    left = (spare){.room = loaded->room};
    done = done && (!loaded->ids || gather(&left, &loaded->ids, sizeof *loaded->ids, order, loaded->records, error));
    mandate_room_free(left.block);
    return done;
}

// References of a kind to itself point at the new places.
static bool turn_own(mandate_loaded *loaded, int own, const uint32_t *order, mandate_error *error)
{
    uint32_t *place = NULL;
    for (int f = 0; f < loaded->kind->field_count; f++) {
        if (loaded->kind->fields[f].type != MANDATE_REFERENCE || loaded->kind->fields[f].kind != own) continue;
        if (!place) {
            place = mandate_new(loaded->records, sizeof *place, error);
            if (!place) return false;
            for (uint32_t i = 0; i < loaded->records; i++) place[order[i]] = i;
        }
        uint32_t *codes = loaded->columns[f].cells;
        for (uint32_t v = 0; v < loaded->versions; v++)
            if (codes[v] < loaded->records) codes[v] = place[codes[v]];
    }
    mandate_free(place);
    return true;
}

static bool find_owners(mandate_loaded *loaded, uint32_t owners, mandate_error *error)
{
    const mandate_kind *kind = loaded->kind;
    if (kind->owner < 0) return true;
    const uint32_t *owner = loaded->columns[kind->owner].cells;
    if (loaded->version_start) { // the same in all versions, or the place of the first
        loaded->owner = mandate_new(loaded->records, sizeof *loaded->owner, error);
        if (!loaded->owner) return false;
        for (uint32_t r = 0; r < loaded->records; r++) loaded->owner[r] = owner[loaded->version_start[r]];
        owner = loaded->owner;
    }
    if (kind->tree >= 0) return true; // a tree is ordered by its branches, not by its owner
    loaded->owner_start = mandate_room_new(loaded->room, (size_t)owners + 1, sizeof *loaded->owner_start, error);
    if (!loaded->owner_start) return false;
    uint32_t row = 0;
    for (uint32_t o = 0; o <= owners; o++) {
        while (row < loaded->records && owner[row] < o) row++;
        loaded->owner_start[o] = row;
    }
    return true;
}

bool mandate_arrange(mandate_loaded *loaded, int kind, const uint32_t *order, uint32_t owners, bool pointed_at, mandate_error *error)
{
    if (!pointed_at) {
        mandate_room_free(loaded->ids);
        loaded->ids = NULL;
    }
    if (order) {
        uint32_t *versions = NULL;
        bool done = (!loaded->version_start || order_versions(loaded, order, &versions, error)) && move_versions(loaded, versions ? versions : order, error) &&
                    move_records(loaded, order, error) && turn_own(loaded, kind, order, error);
        mandate_free(versions);
        if (!done) return false;
    }
    return find_owners(loaded, owners, error);
}
