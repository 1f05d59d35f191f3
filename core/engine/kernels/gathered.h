// What aggregates and calls gather. Internal to core/engine.
#ifndef MANDATE_ENGINE_GATHERED_H
#define MANDATE_ENGINE_GATHERED_H

#include "engine/kernels/block.h"
#include "model/sum.h"

// What an aggregate has gathered so far for each receiving row.
typedef struct mandate_gathered {
    size_t rows;
    uint64_t *count, *perhaps; // rows certainly in the set, and perhaps
    double *low, *high; // NUMBER_MIN, NUMBER_MAX: of certain rows the end that is nearer to the others, of all rows the one that is farther
    int32_t *date, *date_perhaps;
    uint32_t *record, *record_perhaps;
    uint32_t *present; // values present
    uint8_t *flags;
    mandate_sum *sums;
    struct mandate_distinct {
        uint32_t target;
        bool certain, known;
        uint64_t value;
    } * values;
    size_t value_count, value_capacity;
    struct mandate_open_value {
        uint32_t target;
        bool certain;
        double low, high;
    } * open; // SUM, MEAN: values that are no number, and of rows perhaps in the set; RANKED: all
    size_t open_count, open_capacity;
    mandate_ended *ended; // of calls of functions, by row of the block: what ended it
    uint32_t *outer; // pairs of pairs: the receiving row of each
    struct mandate_gathered *moving; // what is handed to those above a row on its own day, and no further (moving.c)
} mandate_gathered;

// What ended the call of a row whose values are at hand, computed or read back.
mandate_ended mandate_call_ended(const mandate_block *block, int id, size_t row);

void mandate_gathered_release(mandate_gathered *gathered);

#endif
