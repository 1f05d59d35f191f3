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

// How many values from `from` on go on as the run that `value` is in.
#define RUN_ON(type)                                                                                                                                                     \
    do {                                                                                                                                                                 \
        const type *v = values;                                                                                                                                          \
        const type by = (type)step;                                                                                                                                      \
        type last = (type)value;                                                                                                                                         \
        uint64_t i = from;                                                                                                                                               \
        while (i < count && v[i] == (type)(last + by)) last = v[i++];                                                                                                    \
        return i;                                                                                                                                                        \
    } while (0)

static uint64_t run_on(const void *values, uint32_t width, uint64_t value, uint64_t step, uint64_t from, uint64_t count)
{
    switch (width) {
    case 1: RUN_ON(uint8_t);
    case 2: RUN_ON(uint16_t);
    case 4: RUN_ON(uint32_t);
    default: RUN_ON(uint64_t);
    }
}

bool mandate_runs_begin(mandate_finding *finding, uint64_t count, uint32_t width, mandate_error *error)
{
    uint64_t most = count * width / 2 / sizeof(mandate_value_run);
    if (most > MANDATE_MOST_RUNS) most = MANDATE_MOST_RUNS;
    *finding = (mandate_finding){.width = width, .most = (size_t)most, .given_up = most == 0};
    return most == 0 || (finding->runs = mandate_new((size_t)most, sizeof *finding->runs, error)) != NULL;
}

// The first value of a run waits for the second, which gives its step; a last one without has none.
bool mandate_runs_add(mandate_finding *finding, const void *values, uint64_t count)
{
    uint64_t at = 0;
    while (at < count && !finding->given_up) {
        const uint64_t value = value_at(values, finding->width, at);
        mandate_value_run *last = finding->used > 0 ? &finding->runs[finding->used - 1] : NULL;
        if (last && !finding->has_step) {
            last->step = value - last->value;
            finding->has_step = true;
            finding->last = value;
            at++;
            continue;
        }
        uint64_t end = last ? run_on(values, finding->width, finding->last, last->step, at, count) : at;
        if (end > at) {
            finding->last = value_at(values, finding->width, end - 1);
            at = end;
            continue;
        }
        finding->given_up = finding->used == finding->most;
        if (finding->given_up) break;
        finding->runs[finding->used++] = (mandate_value_run){.from = finding->seen + at++, .value = value};
        finding->last = value;
        finding->has_step = false;
    }
    finding->seen += count;
    return !finding->given_up;
}

void mandate_runs_end(mandate_finding *finding, mandate_value_run **runs, size_t *run_count)
{
    *runs = finding->given_up ? NULL : finding->runs;
    *run_count = finding->given_up ? 0 : finding->used;
    if (finding->given_up) mandate_free(finding->runs);
    finding->runs = NULL;
}

bool mandate_runs_find(const void *values, uint64_t count, uint32_t width, mandate_value_run **out, size_t *run_count, mandate_error *error)
{
    mandate_finding finding;
    *out = NULL;
    *run_count = 0;
    if (!mandate_runs_begin(&finding, count, width, error)) return false;
    (void)mandate_runs_add(&finding, values, count);
    mandate_runs_end(&finding, out, run_count);
    return true;
}

bool mandate_runs_are_sound(const mandate_value_run *runs, size_t run_count, uint64_t count)
{
    if (run_count == 0 || runs[0].from != 0) return false;
    for (size_t i = 0; i < run_count; i++)
        if (runs[i].from >= (i + 1 < run_count ? runs[i + 1].from : count)) return false;
    return true;
}

bool mandate_runs_ascend(const mandate_value_run *runs, size_t run_count, uint64_t count, uint64_t least_step, uint64_t limit)
{
    uint64_t before = 0;
    for (size_t i = 0; i < run_count; i++) {
        const mandate_value_run *run = &runs[i];
        uint64_t steps = (i + 1 < run_count ? runs[i + 1].from : count) - run->from - 1;
        if (i == 0 ? run->value != 0 : run->value < before || run->value - before < least_step) return false;
        if (run->value > limit || (steps > 0 && (run->step < least_step || (run->step > 0 && steps > (limit - run->value) / run->step)))) return false;
        before = run->value + steps * run->step;
    }
    return true;
}

#define GIVE(type)                                                                                                                                                       \
    do {                                                                                                                                                                 \
        type next = (type)(run->value + (from - run->from) * run->step);                                                                                                 \
        const type by = (type)run->step;                                                                                                                                 \
        for (uint64_t i = 0; i < to - from; i++) ((type *)values)[i] = (type)(next + (type)i * by);                                                                      \
    } while (0)

MANDATE_WIDE static void give_run(const mandate_value_run *run, uint32_t width, void *values, uint64_t from, uint64_t to)
{
    switch (width) {
    case 1: GIVE(uint8_t); break;
    case 2: GIVE(uint16_t); break;
    case 4: GIVE(uint32_t); break;
    default: GIVE(uint64_t); break;
    }
}

void mandate_runs_give(const mandate_value_run *runs, size_t run_count, uint32_t width, void *values, uint64_t from, uint64_t to)
{
    char *next = values;
    size_t low = 0, high = run_count; // the run that `from` is in: the last that does not begin behind it
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].from <= from) low = middle;
        else high = middle;
    }
    for (; low < run_count && from < to; low++) {
        uint64_t end = low + 1 < run_count && runs[low + 1].from < to ? runs[low + 1].from : to;
        give_run(&runs[low], width, next, from, end);
        next += (end - from) * width;
        from = end;
    }
}

void mandate_runs_make(const mandate_value_run *runs, size_t run_count, uint32_t width, void *values, uint64_t from, uint64_t to)
{
    mandate_runs_give(runs, run_count, width, (char *)values + from * width, from, to);
}

bool mandate_runs_are_zeros(const mandate_value_run *runs, size_t run_count) { return run_count == 1 && runs->value == 0 && runs->step == 0; }

bool mandate_owners_are_told(const uint32_t *owner, uint64_t count, const uint32_t *owner_start, uint64_t owners)
{
    if (owner_start[owners] != count) return false; // the rows of none stand behind all others
    for (uint64_t o = 0; o < owners; o++)
        for (uint32_t i = owner_start[o]; i < owner_start[o + 1]; i++)
            if (owner[i] != o) return false;
    return true;
}

void mandate_owners_give(const uint32_t *owner_start, uint64_t owners, uint32_t *owner, uint64_t from, uint64_t to)
{
    uint64_t low = 0, high = owners; // the owner of `from`: the last whose rows do not begin behind it
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (owner_start[middle] <= from) low = middle;
        else high = middle;
    }
    for (uint64_t at = from; low < owners && at < to; low++)
        for (uint64_t end = owner_start[low + 1] < to ? owner_start[low + 1] : to; at < end; at++) owner[at - from] = (uint32_t)low;
}

void mandate_owners_make(const uint32_t *owner_start, uint64_t owners, uint32_t *owner, uint64_t from, uint64_t to)
{
    mandate_owners_give(owner_start, owners, owner + from, from, to);
}
