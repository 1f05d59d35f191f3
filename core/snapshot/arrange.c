// Moves a loaded kind's rows into the snapshot's order, and finds where its owners' rows begin.
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

// The block that the last array left behind: the next of its size moves into it, so that few pages are touched for the first time.
typedef struct spare {
    void *block;
    size_t size;
} spare;

#define GATHER(type)                                                           \
    do {                                                                       \
        const type *from = *array;                                             \
        type *to = moved;                                                      \
        for (uint32_t i = 0; i < count; i++) to[i] = from[rows[i]];            \
    } while (0)

static bool gather(spare *left, void *held, size_t size, const uint32_t *rows, uint32_t count, mandate_error *error)
{
    void **array = held, *moved = left->block;
    if (left->size != size) {
        mandate_free(left->block);
        *left = (spare){0};
        moved = mandate_new(count, size, error);
    }
    if (!moved) return false;
    switch (size) {
    case 1: GATHER(uint8_t); break;
    case 2: GATHER(uint16_t); break;
    case 4: GATHER(uint32_t); break;
    default: GATHER(uint64_t); break;
    }
    *left = (spare){.block = *array, .size = size};
    *array = moved;
    return true;
}

// The version rows in the order of their records, NULL where they stand so; version_start is brought into it.
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

static bool move_versions(mandate_loaded *loaded, const uint32_t *versions, mandate_error *error)
{
    spare left = {0};
    uint32_t count = loaded->versions;
    bool done = gather(&left, &loaded->effective_from, sizeof *loaded->effective_from, versions, count, error) &&
                gather(&left, &loaded->import, sizeof *loaded->import, versions, count, error) &&
                gather(&left, &loaded->line, sizeof *loaded->line, versions, count, error);
    static const size_t sizes[] = {4, 8, 2, 1}; // those of one size after the other
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int f = 0; done && f < loaded->kind->field_count; f++)
            if (loaded->columns[f].width == sizes[s]) done = gather(&left, &loaded->columns[f].cells, sizes[s], versions, count, error);
    mandate_free(left.block);
    return done;
}

static bool move_records(mandate_loaded *loaded, const uint32_t *order, mandate_error *error)
{
    spare left = {0};
    bool done = gather(&left, &loaded->event, sizeof *loaded->event, order, loaded->records, error);
    mandate_free(left.block);
    left = (spare){0};
    done = done && gather(&left, &loaded->ids, sizeof *loaded->ids, order, loaded->records, error);
    mandate_free(left.block);
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

// Row numbers of versions and records are the same where every record has one version that holds always: no need for either array.
static void drop_versions(mandate_loaded *loaded)
{
    if (loaded->versions != loaded->records) return;
    for (uint32_t v = 0; v < loaded->versions; v++)
        if (loaded->effective_from[v] != MANDATE_DATE_ALWAYS) return;
    mandate_free(loaded->version_start);
    mandate_free(loaded->effective_from);
    loaded->version_start = NULL;
    loaded->effective_from = NULL;
}

static bool find_owners(mandate_loaded *loaded, uint32_t owners, mandate_error *error)
{
    const mandate_kind *kind = loaded->kind;
    if (kind->owner < 0) return true;
    const uint32_t *owner = loaded->columns[kind->owner].cells;
    if (loaded->version_start) { // the same in all versions
        loaded->owner = mandate_new(loaded->records, sizeof *loaded->owner, error);
        if (!loaded->owner) return false;
        for (uint32_t r = 0; r < loaded->records; r++) loaded->owner[r] = owner[loaded->version_start[r]];
        owner = loaded->owner;
    }
    if (kind->tree >= 0) return true; // a tree is ordered by its branches, not by its owner
    loaded->owner_start = mandate_new((size_t)owners + 1, sizeof *loaded->owner_start, error);
    if (!loaded->owner_start) return false;
    uint32_t row = 0;
    for (uint32_t o = 0; o <= owners; o++) {
        while (row < loaded->records && owner[row] < o) row++;
        loaded->owner_start[o] = row;
    }
    return true;
}

bool mandate_arrange(mandate_loaded *loaded, int kind, const uint32_t *order, uint32_t owners, mandate_error *error)
{
    if (order) {
        uint32_t *versions = NULL;
        bool done = order_versions(loaded, order, &versions, error) && move_versions(loaded, versions, error) && move_records(loaded, order, error) && turn_own(loaded, kind, order, error);
        mandate_free(versions);
        if (!done) return false;
    }
    drop_versions(loaded);
    return find_owners(loaded, owners, error);
}
