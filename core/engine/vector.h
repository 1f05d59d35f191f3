// A node's values over the rows of one block. Internal to core/engine.
#ifndef MANDATE_ENGINE_VECTOR_H
#define MANDATE_ENGINE_VECTOR_H

#include <math.h>
#include "engine/plan.h"
#include "engine/run.h"

// Conditions: bit masks of true and unknown rows (never both). Numbers: low and high ends; high NULL says that every number is itself, and
// then -infinity alone means unknown; NaN in low is absent. Texts, records, spans: codes.
typedef struct mandate_vector {
    const uint64_t *yes, *unknown;
    const double *low, *high;
    const int32_t *dates;
    const uint32_t *codes;
    const uint8_t *statuses; // verdicts
    const int32_t *due, *done, *next, *since, *arises;
    void *block; // what the vector owns; the pointers above may also lead into a column
    size_t capacity; // rows
} mandate_vector;

// Where a kernel writes.
typedef struct mandate_target {
    uint64_t *yes, *unknown;
    double *low, *high;
    int32_t *dates;
    uint32_t *codes;
    uint8_t *statuses;
    int32_t *due, *done, *next, *since, *arises;
} mandate_target;

static inline size_t mandate_words(size_t rows) { return (rows + 63) / 64; }
// Makes the vector own room for `rows` values of a type and points both views at it.
bool mandate_vector_prepare(mandate_vector *vector, mandate_value_type type, size_t rows, mandate_target *target, mandate_error *error);
void mandate_vector_release(mandate_vector *vector);
mandate_value mandate_vector_get(const mandate_vector *vector, mandate_value_type type, size_t row);
// Copies `rows` values from one place to another.
void mandate_vector_copy(const mandate_vector *from, size_t from_row, const mandate_target *to, size_t to_row, size_t rows, mandate_value_type type);
mandate_target mandate_vector_target(const mandate_vector *vector, mandate_value_type type);

static inline double mandate_low(const mandate_vector *v, size_t i) { return v->low[i]; }
static inline double mandate_high(const mandate_vector *v, size_t i)
{
    if (v->high) return v->high[i];
    return v->low[i] == -(double)INFINITY ? (double)INFINITY : v->low[i];
}
static inline bool mandate_bit(const uint64_t *bits, size_t i) { return bits[i / 64] >> (i % 64) & 1; }
// 0 false, 1 true, 2 unknown
static inline unsigned mandate_truth(const mandate_vector *v, size_t i)
{
    return mandate_bit(v->yes, i) ? 1U : mandate_bit(v->unknown, i) ? 2U : 0U;
}

#endif
