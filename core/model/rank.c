#include "model/rank.h"

#include <string.h>
#include "model/decimal.h"

enum { MOST_PLACES = 15 };

const char *const mandate_rank_method_names[MANDATE_RANK_METHODS] = {"highest", "lowest", "nearest rank", "next rank", "weibull", "hazen", "excel"};

mandate_rank_method mandate_rank_method_named(const char *name)
{
    int method = 0;
    while (method < MANDATE_RANK_METHODS && strcmp(mandate_rank_method_names[method], name) != 0) method++;
    return (mandate_rank_method)method;
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool mandate_rank_make(mandate_rank_method method, double number, mandate_rank *rank)
{
    if (!(number > 0 && number < (double)UINT32_MAX)) return false;
    mandate_decimal decimal = mandate_decimal_of(number);
    for (; decimal.place < 0 && decimal.digits % 10 == 0; decimal.place++) decimal.digits /= 10;
    if (decimal.place < -MOST_PLACES || decimal.place > 0) return false;
    *rank = (mandate_rank){method, decimal.digits, (uint64_t)mandate_wide_power(-decimal.place)};
    if (method < MANDATE_NEAREST_RANK) return rank->whole == 1;
    rank->whole *= 100;
    if (rank->part >= rank->whole) return false;
    uint64_t divisor = common_divisor(rank->part, rank->whole);
    rank->part /= divisor;
    rank->whole /= divisor;
    if (method == MANDATE_HAZEN && rank->whole % 2) { // half of it is added
        rank->part *= 2;
        rank->whole *= 2;
    }
    return true;
}

bool mandate_rank_is_there(const mandate_rank *rank, uint64_t count) { return rank->method >= MANDATE_NEAREST_RANK || count >= rank->part; }

// From the lowest value on.
static mandate_spot spot_of(const mandate_rank *rank, uint64_t count)
{
    const mandate_wide part = rank->part, whole = rank->whole;
    mandate_wide spot; // in parts of the whole
    switch (rank->method) {
    case MANDATE_HIGHEST: return (mandate_spot){count + 1 - rank->part, 0};
    case MANDATE_LOWEST: return (mandate_spot){rank->part, 0};
    case MANDATE_NEAREST_RANK: return (mandate_spot){(uint64_t)((part * count + whole - 1) / whole), 0};
    case MANDATE_NEXT_RANK: return (mandate_spot){(uint64_t)(part * count / whole) + 1, 0};
    case MANDATE_WEIBULL: spot = part * (count + 1); break;
    case MANDATE_HAZEN: spot = part * count + whole / 2; break;
    default: spot = part * (count - 1) + whole; break;
    }
    if (spot < whole) return (mandate_spot){1, 0};
    if (spot > whole * count) return (mandate_spot){count, 0};
    return (mandate_spot){(uint64_t)(spot / whole), (uint64_t)(spot % whole)};
}

mandate_spot mandate_rank_spot(const mandate_rank *rank, uint64_t count, bool from_top)
{
    mandate_spot spot = spot_of(rank, count);
    if (!from_top) return spot;
    if (spot.part == 0) return (mandate_spot){count + 1 - spot.at, 0};
    return (mandate_spot){count - spot.at, rank->whole - spot.part};
}

uint64_t mandate_rank_reach(const mandate_rank *rank, uint64_t part, bool from_top)
{
    return part / (from_top ? rank->part : rank->whole - rank->part) + 1; // each value more moves the spot on by less than one
}
