#include "engine/kernels/different.h"

#include <stdlib.h>
#include <string.h>
#include "model/memory.h"

enum { ABSENT = UINT32_MAX, UNKNOWN = UINT32_MAX - 1 };

uint64_t mandate_value_bits(const mandate_value *value, mandate_value_type type)
{
    uint64_t bits = value->code;
    if (type == MANDATE_VALUE_NUMBER) memcpy(&bits, &value->low, sizeof bits);
    else if (type == MANDATE_VALUE_DATE) bits = (uint32_t)value->date;
    else if (type == MANDATE_VALUE_CONDITION) bits = value->yes;
    return bits;
}

void mandate_different_release(mandate_different *d)
{
    mandate_free(d->id);
    mandate_free(d->certain);
    mandate_free(d->all);
    mandate_free(d->sorting);
    *d = (mandate_different){0};
}

static bool reserve(mandate_different *d, uint32_t count, mandate_error *error)
{
    if (count <= d->capacity && d->id) return true;
    size_t capacity = (size_t)count + count / 2 + 1;
    MANDATE_RESIZE(d->id, capacity, error);
    MANDATE_RESIZE(d->certain, capacity, error);
    MANDATE_RESIZE(d->all, capacity, error);
    MANDATE_RESIZE(d->sorting, capacity, error);
    d->capacity = capacity;
    return true;
}

static int ascending(const void *left, const void *right)
{
    const struct mandate_row_value *a = left, *b = right;
    return (a->bits > b->bits) - (a->bits < b->bits);
}

bool mandate_different_take(mandate_different *d, const mandate_vector *value, mandate_value_type type, uint32_t first, uint32_t count, mandate_error *error)
{
    if (!reserve(d, count, error)) return false;
    uint32_t known = 0, ids = 0;
    for (uint32_t i = 0; i < count; i++) {
        mandate_value v = mandate_vector_get(value, type, first + i);
        d->id[i] = v.state == MANDATE_STATE_ABSENT ? (uint32_t)ABSENT : (uint32_t)UNKNOWN;
        if (v.state == MANDATE_STATE_KNOWN) d->sorting[known++] = (struct mandate_row_value){mandate_value_bits(&v, type), i};
    }
    qsort(d->sorting, known, sizeof *d->sorting, ascending);
    for (uint32_t i = 0; i < known; i++) {
        if (i == 0 || d->sorting[i].bits != d->sorting[i - 1].bits) {
            d->certain[ids] = d->all[ids] = 0;
            ids++;
        }
        d->id[d->sorting[i].row] = ids - 1;
    }
    d->certain_values = d->values = d->unknown = d->present = 0;
    return true;
}

// Counts one more or one less; `values` counts what is not 0.
static void step(uint32_t *count, uint32_t *values, bool enters)
{
    if (enters) *values += (*count)++ == 0;
    else *values -= --*count == 0;
}

void mandate_different_move(mandate_different *d, uint32_t row, bool certain, bool enters)
{
    uint32_t id = d->id[row], amount = enters ? 1U : (uint32_t)-1;
    if (id == (uint32_t)ABSENT) return;
    if (certain) d->present += amount;
    if (id == (uint32_t)UNKNOWN) {
        d->unknown += amount;
        return;
    }
    step(&d->all[id], &d->values, enters);
    if (certain) step(&d->certain[id], &d->certain_values, enters);
}

void mandate_different_result(const mandate_different *d, const mandate_target *target, size_t t)
{
    target->low[t] = d->certain_values == 0 && d->present > 0 ? 1 : d->certain_values;
    target->high[t] = (double)d->values + d->unknown;
}
