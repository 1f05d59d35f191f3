#include "engine/kernels/counters.h"

#include "model/memory.h"

void *mandate_counters_make(mandate_counter *counters, size_t count, size_t rows, mandate_error *error)
{
    size_t words = mandate_words(rows) + 1;
    uint64_t *bits = mandate_new(count * words, sizeof *bits + sizeof *counters->before, error);
    uint32_t *before = (uint32_t *)(bits + (bits ? count * words : 0));
    for (size_t c = 0; bits && c < count; c++) counters[c] = (mandate_counter){.bits = bits + c * words, .before = before + c * words};
    return bits;
}

MANDATE_WIDE static void count_words(mandate_counter *counter, size_t rows)
{
    uint32_t sum = 0;
    for (size_t w = 0; w <= mandate_words(rows); w++) {
        counter->before[w] = sum;
        sum += mandate_ones(counter->bits[w]);
    }
    counter->none = sum == 0;
    counter->all = sum == rows;
}

void mandate_counters_count(mandate_counter *counters, size_t count, size_t rows)
{
    for (size_t c = 0; c < count; c++) count_words(&counters[c], rows);
}
