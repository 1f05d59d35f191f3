// An array that is put together of one that was there and of values that come, and is nowhere in memory: whoever writes it asks for one stretch after the other.
// So an import that adds a few rows to a large kind touches no memory for the others. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_SPLICE_H
#define MANDATE_SNAPSHOT_SPLICE_H

#include "snapshot/forms.h"

// Cells that stand behind one another in their source as in the array.
typedef struct mandate_stretch {
    uint64_t from; // the first one in the array; the stretch ends where the next begins
    uint64_t at; // and in its source
    uint64_t more; // added to each value, modulo the width
    bool comes; // it is of the values that come
} mandate_stretch;

typedef struct mandate_stretches {
    mandate_stretch *list;
    size_t count, capacity;
    uint64_t cells; // of the array
} mandate_stretches;

// Adds so many cells to the array; those that go on where the last stretch ends lengthen it.
bool mandate_stretches_add(mandate_stretches *stretches, bool comes, uint64_t at, uint64_t count, uint64_t more, mandate_error *error);
void mandate_stretches_release(mandate_stretches *stretches);

// An array as it lies in a file: as it is, or in a shorter form, which is read without making it.
typedef struct mandate_stored {
    uint32_t width; // bytes a value: 1, 2, 4 or 8
    const void *at; // MANDATE_FORM_PLAIN
    const mandate_value_run *runs; // MANDATE_FORM_RUNS; NULL otherwise
    size_t run_count;
    const uint32_t *owner_start; // MANDATE_FORM_OWNERS, owners + 1 of them; NULL otherwise
    uint64_t owners;
} mandate_stored;

// The values numbered `from` to the one before `to`, with the first at `values`; and one of 4 or 8 bytes.
void mandate_stored_read(const mandate_stored *array, uint64_t from, uint64_t to, void *values);
uint64_t mandate_stored_value(const mandate_stored *array, uint64_t at);

typedef struct mandate_spliced {
    const mandate_stretches *stretches;
    uint32_t width; // bytes a cell: 1, 2, 4 or 8
    mandate_stored old; // what was there
    const uint32_t *turned; // old cells below turned_count are codes that are others now; NULL where they are the same
    uint32_t turned_count;
    const void *come; // as they are to be in the array
} mandate_spliced;

// The cells numbered `from` to the one before `to`, with the first at `cells`. Any number of threads.
void mandate_spliced_read(const mandate_spliced *array, uint64_t from, uint64_t to, void *cells);
uint64_t mandate_spliced_value(const mandate_spliced *array, uint64_t cell); // of 4 or 8 bytes

#endif
