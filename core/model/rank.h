// Which of several values in their order is asked for: the n-th highest or lowest, or a percentile by a stated method (meaning.md, section 6).
#ifndef MANDATE_MODEL_RANK_H
#define MANDATE_MODEL_RANK_H

#include <stdbool.h>
#include <stdint.h>

typedef enum mandate_rank_method {
    MANDATE_HIGHEST,
    MANDATE_LOWEST,
    MANDATE_NEAREST_RANK, // the percentiles, from here on
    MANDATE_NEXT_RANK,
    MANDATE_WEIBULL, // those that lie between two values, from here on
    MANDATE_HAZEN,
    MANDATE_EXCEL,
    MANDATE_RANK_METHODS
} mandate_rank_method;

extern const char *const mandate_rank_method_names[MANDATE_RANK_METHODS]; // as a rule says them
mandate_rank_method mandate_rank_method_named(const char *name); // MANDATE_RANK_METHODS: none is called so

typedef struct mandate_rank {
    mandate_rank_method method;
    uint64_t part, whole; // a percentile: part / whole of the values lie below; of the others `part` is n, and `whole` is 1
} mandate_rank;

// A spot among values in their order: at 1 stands the first; `part` of the rank's `whole` of the way from the value there to the next.
typedef struct mandate_spot {
    uint64_t at, part;
} mandate_spot;

// number: n, or p of a percentile. False where it is no such number: n is whole and at least 1, 0 < p < 100 with at most 15 places behind the point.
bool mandate_rank_make(mandate_rank_method method, double number, mandate_rank *rank);
// Whether so many values, at least one, have it.
bool mandate_rank_is_there(const mandate_rank *rank, uint64_t count);
// The spot among `count` values that have it, counted from the lowest value, or (from_top) from the highest.
mandate_spot mandate_rank_spot(const mandate_rank *rank, uint64_t count, bool from_top);
// How many more values, as they are counted, move such a spot beyond the value that stood behind it, at most (engine/kernels/ranked.c).
uint64_t mandate_rank_reach(const mandate_rank *rank, uint64_t part, bool from_top);

#endif
