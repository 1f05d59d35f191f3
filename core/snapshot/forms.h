// How an array lies in a file. Most lie as they are in memory. Many need not: one value all along, lines that grow by one, the owners that the array of where
// each owner's rows begin tells. Those are told by a few numbers, and made in memory when they are first read. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_FORMS_H
#define MANDATE_SNAPSHOT_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"
#include "model/sizes.h"

typedef enum mandate_form {
    MANDATE_FORM_PLAIN, // as in memory
    MANDATE_FORM_RUNS, // an array of mandate_value_run
    MANDATE_FORM_OWNERS // nothing: told by another array of the file
} mandate_form;

// Values from the one numbered `from` to the next run's: the first is `value`, each further one is larger by `step`, modulo the width.
typedef struct mandate_value_run {
    uint64_t from, value, step;
} mandate_value_run;

enum {
    MANDATE_FORM_SHORT = MANDATE_SIZE(64 * 1024, 64), // arrays up to so many bytes lie as they are
    MANDATE_MOST_RUNS = 2500, // of an array; so few that they are checked when the file is opened
    MANDATE_ROWS_AN_OWNER = 2 // so many at least in the mean: owners of fewer are sooner read than made
};

// The runs of `count` values of `width` bytes (1, 2, 4 or 8), where those take less than half their bytes; else *runs is NULL. To be freed.
bool mandate_runs_find(const void *values, uint64_t count, uint32_t width, mandate_value_run **runs, size_t *run_count, mandate_error *error);
// The same for values that come piece by piece: begin, add each piece, end; *runs as above. mandate_runs_add is false where the rest need not be added.
typedef struct mandate_finding {
    mandate_value_run *runs;
    size_t used, most;
    uint64_t seen, last; // values so far, and the one before
    uint32_t width;
    bool has_step, given_up;
} mandate_finding;

bool mandate_runs_begin(mandate_finding *finding, uint64_t count, uint32_t width, mandate_error *error);
bool mandate_runs_add(mandate_finding *finding, const void *values, uint64_t count);
void mandate_runs_end(mandate_finding *finding, mandate_value_run **runs, size_t *run_count);
// Whether the runs are those of an array of `count` values: the first begins at 0, and each further one behind the one before.
bool mandate_runs_are_sound(const mandate_value_run *runs, size_t run_count, uint64_t count);
// Whether each value of sound runs is the one before and `least_step` or more, none is more than `limit`, and the first is 0.
bool mandate_runs_ascend(const mandate_value_run *runs, size_t run_count, uint64_t count, uint64_t least_step, uint64_t limit);
// Makes the values numbered `from` to the one before `to`; `values` is the whole array's.
void mandate_runs_make(const mandate_value_run *runs, size_t run_count, uint32_t width, void *values, uint64_t from, uint64_t to);

// The same values, the first of them at `values`.
void mandate_runs_give(const mandate_value_run *runs, size_t run_count, uint32_t width, void *values, uint64_t from, uint64_t to);
// Whether they make nothing but zeros, which untouched memory holds.
bool mandate_runs_are_zeros(const mandate_value_run *runs, size_t run_count);

// Whether `count` owners of 4 bytes are what `owner_start` (owners + 1 values) says: those of an owner's rows stand from its start to the next one's.
bool mandate_owners_are_told(const uint32_t *owner, uint64_t count, const uint32_t *owner_start, uint64_t owners);
// Makes them, as above. Stays in the arrays whatever owner_start holds.
void mandate_owners_make(const uint32_t *owner_start, uint64_t owners, uint32_t *owner, uint64_t from, uint64_t to);
// The same values, the first of them at `owner`.
void mandate_owners_give(const uint32_t *owner_start, uint64_t owners, uint32_t *owner, uint64_t from, uint64_t to);

#endif
