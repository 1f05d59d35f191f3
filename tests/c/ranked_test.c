// Ranks and percentiles of values of which some are only perhaps there, against all that can be chosen of them, one by one.
#include <math.h>
#include <stdlib.h>
#include "engine/kernels/ranked.h"
#include "harness.h"
#include "model/sum.h"

enum { MOST = 9 };

static uint64_t seed = 7;

static uint64_t draw(uint64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (seed >> 20) % below;
}

static mandate_spot spot(mandate_rank_method method, double number, uint64_t count, bool from_top)
{
    mandate_rank rank;
    if (!mandate_rank_make(method, number, &rank)) return (mandate_spot){0, 0};
    return mandate_rank_spot(&rank, count, from_top);
}

static void a_rank_has_a_spot(void)
{
    static const struct {
        mandate_rank_method method;
        double number;
        uint64_t count, at, part;
    } cases[] = {
        {MANDATE_HIGHEST, 4, 10, 7, 0},
        {MANDATE_LOWEST, 4, 10, 4, 0},
        {MANDATE_NEAREST_RANK, 98, 50, 49, 0},
        {MANDATE_NEAREST_RANK, 98, 1, 1, 0},
        {MANDATE_NEAREST_RANK, 98, 51, 50, 0},
        {MANDATE_NEXT_RANK, 98, 50, 50, 0},
        {MANDATE_NEXT_RANK, 98, 51, 50, 0},
        {MANDATE_NEXT_RANK, 98, 100, 99, 0},
        {MANDATE_NEXT_RANK, 98, 366, 359, 0},
        {MANDATE_WEIBULL, 98, 50, 49, 49},
        {MANDATE_WEIBULL, 98, 10, 10, 0},
        {MANDATE_WEIBULL, 2, 10, 1, 0},
        {MANDATE_HAZEN, 95, 10, 10, 0},
        {MANDATE_HAZEN, 95, 11, 10, 19},
        {MANDATE_HAZEN, 20, 3, 1, 1},
        {MANDATE_EXCEL, 90, 8, 7, 3},
        {MANDATE_EXCEL, 99.999999999999, 2, 1, UINT64_C(99999999999999)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mandate_spot found = spot(cases[i].method, cases[i].number, cases[i].count, false);
        NEED(found.at == cases[i].at && found.part == cases[i].part);
    }
    mandate_rank rank;
    CHECK(!mandate_rank_make(MANDATE_HIGHEST, 0, &rank) && !mandate_rank_make(MANDATE_HIGHEST, 1.5, &rank) && !mandate_rank_make(MANDATE_LOWEST, -1, &rank));
    CHECK(!mandate_rank_make(MANDATE_EXCEL, 100, &rank) && !mandate_rank_make(MANDATE_EXCEL, 0, &rank) && !mandate_rank_make(MANDATE_EXCEL, 1e-16, &rank));
    CHECK(mandate_rank_method_named("next rank") == MANDATE_NEXT_RANK && mandate_rank_method_named("nxt rank") == MANDATE_RANK_METHODS);
}

static int ascending(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

// What some whole numbers give, in parts of the rank's whole.
static int64_t plain(const mandate_rank *rank, int64_t *values, size_t count)
{
    qsort(values, count, sizeof *values, ascending);
    mandate_spot at = mandate_rank_spot(rank, count, false);
    int64_t first = values[at.at - 1] * (int64_t)rank->whole;
    return at.part == 0 ? first : first + (values[at.at] - values[at.at - 1]) * (int64_t)at.part;
}

// The least or greatest of what all choices give. False: one of them has no such value.
static bool outermost(const mandate_rank *rank, const struct mandate_open_value *values, size_t count, bool low, int64_t *found)
{
    bool any = false;
    for (unsigned chosen = 0; chosen < 1U << count; chosen++) {
        int64_t some[MOST];
        size_t n = 0;
        bool all = true; // that are certain
        for (size_t i = 0; i < count; i++) {
            bool in = chosen >> i & 1;
            all = all && (in || !values[i].certain);
            if (in) some[n++] = (int64_t)(low ? values[i].low : values[i].high);
        }
        if (!all) continue;
        if (n == 0 || !mandate_rank_is_there(rank, n)) return false;
        int64_t one = plain(rank, some, n);
        if (!any || (low ? one < *found : one > *found)) *found = one;
        any = true;
    }
    return true;
}

static double as_number(const mandate_rank *rank, int64_t parts)
{
    mandate_sum sum;
    mandate_sum_clear(&sum);
    mandate_sum_add(&sum, (double)parts);
    return mandate_sum_mean(&sum, rank->whole);
}

static mandate_node random_node(void)
{
    static const double numbers[] = {98, 50, 90, 2, 10, 75, 99, 33.3, 2.5};
    mandate_node node = {.op = MANDATE_OP_RANKED, .method = (int64_t)draw(MANDATE_RANK_METHODS)};
    node.number = node.method < MANDATE_NEAREST_RANK ? (double)(1 + draw(4)) : numbers[draw(sizeof numbers / sizeof *numbers)];
    return node;
}

static size_t random_values(struct mandate_open_value *values, uint64_t spread, bool exact)
{
    size_t count = 1 + (size_t)draw(MOST);
    uint64_t certain = draw(4) + 1;
    for (size_t i = 0; i < count; i++) {
        double low = (double)draw(spread) - 3;
        values[i] = (struct mandate_open_value){0, draw(4) < certain, low, exact ? low : low + (double)draw(4)};
    }
    return count;
}

// What stands there when some values have come and gone on the way.
static bool is_outermost(mandate_ranked *ranked, const struct mandate_open_value *values, size_t count)
{
    double low = NAN, high = NAN;
    const mandate_target target = {.low = &low, .high = &high};
    for (uint32_t i = 0; i < count; i++) mandate_ranked_move(ranked, i, !values[i].certain, true);
    for (uint32_t i = 0; i < count; i++) mandate_ranked_move(ranked, i, values[i].certain, true);
    for (uint32_t i = 0; i < count; i++) mandate_ranked_move(ranked, i, !values[i].certain, false);
    mandate_ranked_result(ranked, &target, 0);
    int64_t least = 0, most = 0;
    size_t some = 0;
    for (size_t i = 0; i < count; i++) some += values[i].certain;
    if (!mandate_rank_is_there(&ranked->rank, count)) return isnan(low);
    if (some == 0 || !mandate_rank_is_there(&ranked->rank, some)) return isinf(low) && isinf(high);
    if (!outermost(&ranked->rank, values, count, true, &least) || !outermost(&ranked->rank, values, count, false, &most)) return false;
    return low == as_number(&ranked->rank, least) && high == as_number(&ranked->rank, most);
}

static void a_range_holds_every_choice_and_no_more(void)
{
    mandate_error error;
    for (int round = 0; round < 30000; round++) {
        mandate_node node = random_node();
        struct mandate_open_value values[MOST];
        mandate_ranked ranked;
        mandate_ranked_open(&ranked, &node);
        for (int again = 0; again < 2; again++) { // in room that is used again
            size_t count = random_values(values, draw(2) ? 6 : 1000, draw(2));
            NEED(mandate_ranked_take_kept(&ranked, values, (uint32_t)count, &error));
            NEED(is_outermost(&ranked, values, count));
        }
        mandate_ranked_release(&ranked);
    }
}

int main(void)
{
    static const test tests[] = {
        {"a rank, and a percentile by each method, has its spot among so many values", a_rank_has_a_spot},
        {"a range holds what every choice of the values that are perhaps there gives, and no more", a_range_holds_every_choice_and_no_more},
    };
    return RUN(tests);
}
