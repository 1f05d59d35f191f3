// A node's values over the rows of one block. Internal to core/engine.
#ifndef MANDATE_ENGINE_VECTOR_H
#define MANDATE_ENGINE_VECTOR_H

#include <math.h>
#include "engine/plan/value.h"

// Conditions: bit masks of true and unknown rows (never both), zero behind the last row. Numbers: low and high ends; high NULL says that every
// number is itself, and then -infinity alone means unknown; NaN in low is absent. Texts, records, spans: codes.
typedef struct mandate_vector {
    const uint64_t *yes, *unknown; // unknown NULL: no row is
    const double *low, *high;
    const int32_t *dates;
    const uint32_t *codes;
    const uint16_t *codes16; // narrow vectors only (narrow.h); NULL otherwise
    const uint8_t *codes8;
    const mandate_column *column; // narrow numbers and dates: whose rows from `first` on they are; NULL otherwise
    size_t first;
    const uint8_t *statuses; // verdicts
    const int32_t *due, *done, *next, *since, *arises;
    const uint64_t *rulings; // verdicts that are told by masks alone, so many words each, in place of statuses (judging.h); NULL: by statuses
    uint8_t undone; // and the status of those that are not done
    bool certain; // no value (of verdicts: no status) is unknown or a range; false is always safe
    bool same; // every row has the value of row 0
    void *block; // what the vector owns; the pointers above may also lead into a column or another vector
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
// Makes the vector own room for `rows` values of a type and points both views at it. What the kernel does not tell otherwise is uncertain.
bool mandate_vector_prepare(mandate_vector *vector, mandate_value_type type, size_t rows, mandate_target *target, mandate_error *error);
void mandate_vector_release(mandate_vector *vector);
mandate_value mandate_vector_get(const mandate_vector *vector, mandate_value_type type, size_t row);
// Copies `rows` values from one place to another; safe where other threads copy to the rows beside these.
void mandate_vector_copy(const mandate_vector *from, size_t from_row, const mandate_target *to, size_t to_row, size_t rows, mandate_value_type type);
// Lets `to` show `rows` values of `from`, beginning at `row`, without copying where that can be.
bool mandate_vector_show(const mandate_vector *from, size_t row, mandate_vector *to, size_t rows, mandate_value_type type, mandate_error *error);
mandate_target mandate_vector_target(const mandate_vector *vector, mandate_value_type type);
// 64 bits of a mask that begin at any row; bits behind `rows` are zero.
uint64_t mandate_bits_from(const uint64_t *bits, size_t row, size_t rows);
void mandate_fill_dates(int32_t *dates, size_t rows, int32_t date);

static inline int32_t mandate_day(const mandate_vector *v, size_t i) { return v->column ? mandate_column_date(v->column, v->first + i) : v->dates[i]; }
static inline double mandate_low(const mandate_vector *v, size_t i) { return v->column ? mandate_column_number(v->column, v->first + i) : v->low[i]; }
static inline double mandate_high(const mandate_vector *v, size_t i)
{
    if (v->high) return v->high[i];
    double low = mandate_low(v, i);
    return low == -(double)INFINITY ? (double)INFINITY : low;
}
static inline bool mandate_bit(const uint64_t *bits, size_t i) { return bits[i / 64] >> (i % 64) & 1; }
static inline uint64_t mandate_unknown_word(const mandate_vector *v, size_t w) { return v->unknown ? v->unknown[w] : 0; }
// Rows of a condition that are not false.
static inline uint64_t mandate_open_word(const mandate_vector *v, size_t w) { return v->yes[w] | mandate_unknown_word(v, w); }
// 0 false, 1 true, 2 unknown
static inline unsigned mandate_truth(const mandate_vector *v, size_t i) { return mandate_bit(v->yes, i) ? 1U : v->unknown && mandate_bit(v->unknown, i) ? 2U : 0U; }

#endif
