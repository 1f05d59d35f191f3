// Rounding to decimals, as laws and standards say it (meaning.md, section 1): in decimals, so that 2.675 lies half way between 2.67 and 2.68.
#ifndef MANDATE_MODEL_ROUNDING_H
#define MANDATE_MODEL_ROUNDING_H

#include "model/range.h"

enum { MANDATE_MOST_PLACES = 15 }; // behind the point; and as many before it

typedef enum mandate_round_method {
    MANDATE_ROUND_HALF_UP, // the nearest, half away from zero
    MANDATE_ROUND_HALF_DOWN, // half towards zero
    MANDATE_ROUND_HALF_EVEN, // half to where the last digit kept is even
    MANDATE_ROUND_GB_T_8170, // the same, by the name of China's standard
    MANDATE_ROUND_AWAY, // "up": away from zero
    MANDATE_ROUND_TOWARDS, // "down": towards zero
    MANDATE_ROUND_FLOOR, // the next lower one
    MANDATE_ROUND_CEILING, // the next higher one
    MANDATE_ROUND_METHODS
} mandate_round_method;

extern const char *const mandate_round_method_names[MANDATE_ROUND_METHODS]; // as a rule says them
mandate_round_method mandate_round_method_named(const char *name); // MANDATE_ROUND_METHODS: none is called so

// A finite number rounded to `places` behind the point (below 0: to tens, hundreds and so on; from -MANDATE_MOST_PLACES to MANDATE_MOST_PLACES).
// side: -1, 1 where what is rounded lies below, above the number by less than anything, 0 where it is the number itself.
double mandate_number_rounded(double number, int places, mandate_round_method method, int side);
// The least range that holds every number of a range, rounded: what is less than 5 has numbers just below 5, and is rounded as those are, so that no end
// is open. An end that is missing stays so. The range is not absent.
mandate_range mandate_range_rounded(mandate_range range, int places, mandate_round_method method);

#endif
