#include "snapshot/forms.h"

#include "model/memory.h"
#include "model/wide.h"

static uint64_t value_at(const void *values, uint32_t width, uint64_t i)
{
    switch (width) {
    case 1: return ((const uint8_t *)values)[i];
    case 2: return ((const uint16_t *)values)[i];
    case 4: return ((const uint32_t *)values)[i];
    default: return ((const uint64_t *)values)[i];
    }
}

// The place behind the run that begins at `from` with this step.
#define RUN_END(type)                                                                                                                                                    \
    do {                                                                                                                                                                 \
        const type *v = values;                                                                                                                                          \
        const type by = (type)step;                                                                                                                                      \
        uint64_t i = from + 1;                                                                                                                                           \
        while (i < count && v[i] == (type)(v[i - 1] + by)) i++;                                                                                                          \
        return i;                                                                                                                                                        \
    } while (0)

static uint64_t run_end(const void *values, uint32_t width, uint64_t step, uint64_t from, uint64_t count)
{
    switch (width) {
    case 1: RUN_END(uint8_t);
    case 2: RUN_END(uint16_t);
    case 4: RUN_END(uint32_t);
    default: RUN_END(uint64_t);
    }
}

bool mandate_runs_find(const void *values, uint64_t count, uint32_t width, mandate_run **out, size_t *run_count, mandate_error *error)
{
    uint64_t most = count * width / 2 / sizeof(mandate_run);
    if (most > MANDATE_MOST_RUNS) most = MANDATE_MOST_RUNS;
    *out = NULL;
    *run_count = 0;
    if (most == 0) return true;
    mandate_run *runs = mandate_new((size_t)most, sizeof *runs, error);
    if (!runs) return false;
    size_t used = 0;
    uint64_t at = 0;
    while (at < count && used < most) {
        uint64_t value = value_at(values, width, at), step = at + 1 < count ? value_at(values, width, at + 1) - value : 0;
        runs[used++] = (mandate_run){.from = at, .value = value, .step = step};
        at = run_end(values, width, step, at, count);
    }
    if (at < count) {
        mandate_free(runs);
        return true;
    }
    *out = runs;
    *run_count = used;
    return true;
}

bool mandate_runs_are_sound(const mandate_run *runs, size_t run_count, uint64_t count)
{
    if (run_count == 0 || runs[0].from != 0) return false;
    for (size_t i = 0; i < run_count; i++)
        if (runs[i].from >= (i + 1 < run_count ? runs[i + 1].from : count)) return false;
    return true;
}

#define MAKE(type)                                                                                                                                                       \
    do {                                                                                                                                                                 \
        type next = (type)(run->value + (from - run->from) * run->step);                                                                                                 \
        const type by = (type)run->step;                                                                                                                                 \
        for (uint64_t i = 0; i < to - from; i++) ((type *)values)[from + i] = (type)(next + (type)i * by);                                                               \
    } while (0)

MANDATE_WIDE static void make_run(const mandate_run *run, uint32_t width, void *values, uint64_t from, uint64_t to)
{
    switch (width) {
    case 1: MAKE(uint8_t); break;
    case 2: MAKE(uint16_t); break;
    case 4: MAKE(uint32_t); break;
    default: MAKE(uint64_t); break;
    }
}

void mandate_runs_make(const mandate_run *runs, size_t run_count, uint32_t width, void *values, uint64_t from, uint64_t to)
{
    size_t low = 0, high = run_count; // the run that `from` is in: the last that does not begin behind it
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].from <= from) low = middle;
        else high = middle;
    }
    for (; low < run_count && from < to; low++) {
        uint64_t end = low + 1 < run_count && runs[low + 1].from < to ? runs[low + 1].from : to;
        make_run(&runs[low], width, values, from, end);
        from = end;
    }
}

bool mandate_runs_are_zeros(const mandate_run *runs, size_t run_count) { return run_count == 1 && runs->value == 0 && runs->step == 0; }

bool mandate_owners_are_told(const uint32_t *owner, uint64_t count, const uint32_t *owner_start, uint64_t owners)
{
    if (owner_start[owners] != count) return false; // the rows of none stand behind all others
    for (uint64_t o = 0; o < owners; o++)
        for (uint32_t i = owner_start[o]; i < owner_start[o + 1]; i++)
            if (owner[i] != o) return false;
    return true;
}

void mandate_owners_make(const uint32_t *owner_start, uint64_t owners, uint32_t *owner, uint64_t from, uint64_t to)
{
    uint64_t low = 0, high = owners; // the owner of `from`: the last whose rows do not begin behind it
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (owner_start[middle] <= from) low = middle;
        else high = middle;
    }
    for (; low < owners && from < to; low++)
        for (uint64_t end = owner_start[low + 1] < to ? owner_start[low + 1] : to; from < end; from++) owner[from] = (uint32_t)low;
}
