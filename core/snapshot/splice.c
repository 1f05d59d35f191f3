#include "snapshot/splice.h"

#include <string.h>
#include "model/memory.h"

bool mandate_stretches_add(mandate_stretches *stretches, bool comes, uint64_t at, uint64_t count, uint64_t more, mandate_error *error)
{
    if (count == 0) return true;
    const mandate_stretch *last = stretches->count > 0 ? &stretches->list[stretches->count - 1] : NULL;
    if (!last || last->comes != comes || last->more != more || last->at + (stretches->cells - last->from) != at) {
        mandate_stretch *list = mandate_grow(stretches->list, stretches->count, &stretches->capacity, sizeof *list, error);
        if (!list) return false;
        stretches->list = list;
        stretches->list[stretches->count++] = (mandate_stretch){.from = stretches->cells, .at = at, .more = more, .comes = comes};
    }
    stretches->cells += count;
    return true;
}

void mandate_stretches_release(mandate_stretches *stretches)
{
    mandate_free(stretches->list);
    memset(stretches, 0, sizeof *stretches);
}

void mandate_stored_read(const mandate_stored *array, uint64_t from, uint64_t to, void *values)
{
    if (array->runs) mandate_runs_give(array->runs, array->run_count, array->width, values, from, to);
    else if (array->owner_start) mandate_owners_give(array->owner_start, array->owners, values, from, to);
    else memcpy(values, (const char *)array->at + from * array->width, (to - from) * array->width);
}

uint64_t mandate_stored_value(const mandate_stored *array, uint64_t at)
{
    uint64_t wide = 0;
    uint32_t narrow = 0;
    mandate_stored_read(array, at, at + 1, array->width == sizeof narrow ? (void *)&narrow : (void *)&wide);
    return array->width == sizeof narrow ? narrow : wide;
}

static uint32_t code_at(const void *codes, uint32_t width, uint64_t i)
{
    uint32_t code;
    switch (width) { // the two largest of each width are the same two marks
    case 1: code = ((const uint8_t *)codes)[i]; return code >= UINT8_MAX - 1 ? code | ~(uint32_t)UINT8_MAX : code;
    case 2: code = ((const uint16_t *)codes)[i]; return code >= UINT16_MAX - 1 ? code | ~(uint32_t)UINT16_MAX : code;
    default: return ((const uint32_t *)codes)[i];
    }
}

#define TURN(type)                                                                                                                                                       \
    for (uint64_t i = 0; i < count; i++) {                                                                                                                               \
        uint32_t code = code_at(old, array->old.width, i);                                                                                                               \
        ((type *)to)[i] = (type)(code < array->turned_count ? array->turned[code] : code);                                                                               \
    }                                                                                                                                                                    \
    break
static void turn(const mandate_spliced *array, const void *old, uint64_t count, void *to)
{
    switch (array->width) {
    case 1: TURN(uint8_t);
    case 2: TURN(uint16_t);
    default: TURN(uint32_t);
    }
}

static void raise(uint32_t width, void *values, uint64_t count, uint64_t more)
{
    for (uint64_t i = 0; i < count && width == 4; i++) ((uint32_t *)values)[i] += (uint32_t)more;
    for (uint64_t i = 0; i < count && width == 8; i++) ((uint64_t *)values)[i] += more;
}

enum { TURNED_AT_ONCE = 4096 };

static void read_turned(const mandate_spliced *array, uint64_t at, uint64_t count, char *to)
{
    uint32_t room[TURNED_AT_ONCE];
    for (uint64_t done = 0; done < count; done += TURNED_AT_ONCE) {
        uint64_t now = count - done < TURNED_AT_ONCE ? count - done : TURNED_AT_ONCE;
        mandate_stored_read(&array->old, at + done, at + done + now, room);
        turn(array, room, now, to + done * array->width);
    }
}

// The last stretch that does not begin behind the cell.
static size_t find(const mandate_stretches *stretches, uint64_t cell)
{
    size_t low = 0, high = stretches->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (stretches->list[middle].from <= cell) low = middle;
        else high = middle;
    }
    return low;
}

void mandate_spliced_read(const mandate_spliced *array, uint64_t from, uint64_t to, void *cells)
{
    const mandate_stretches *stretches = array->stretches;
    char *next = cells;
    for (size_t i = find(stretches, from); from < to; i++) {
        const mandate_stretch *stretch = &stretches->list[i];
        uint64_t end = i + 1 < stretches->count ? stretches->list[i + 1].from : stretches->cells;
        uint64_t at = stretch->at + (from - stretch->from), count = (end < to ? end : to) - from;
        if (stretch->comes) memcpy(next, (const char *)array->come + at * array->width, count * array->width);
        else if (array->turned) read_turned(array, at, count, next);
        else mandate_stored_read(&array->old, at, at + count, next);
        if (stretch->more != 0) raise(array->width, next, count, stretch->more);
        next += count * array->width;
        from += count;
    }
}

uint64_t mandate_spliced_value(const mandate_spliced *array, uint64_t cell)
{
    uint64_t wide = 0;
    uint32_t narrow = 0;
    mandate_spliced_read(array, cell, cell + 1, array->width == sizeof narrow ? (void *)&narrow : (void *)&wide);
    return array->width == sizeof narrow ? narrow : wide;
}
