#include "engine/kernels/ranked.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/range.h"
#include "model/sizes.h"

enum { NOWHERE = UINT32_MAX };

// Trees of sums ---------------------------------------------------------------------------------------------------------------
// sums[i - 1] is of the places from i less its lowest bit, up to i.

static void add_at(uint32_t *sums, uint32_t count, uint32_t place, uint32_t amount)
{
    for (uint32_t i = place + 1; i <= count; i += i & (0 - i)) sums[i - 1] += amount;
}

// How many are inside before a place.
static uint32_t before(const uint32_t *sums, uint32_t place)
{
    uint32_t sum = 0;
    for (uint32_t i = place; i > 0; i &= i - 1) sum += sums[i - 1];
    return sum;
}

static uint32_t highest_bit(uint32_t count)
{
    uint32_t bit = 1;
    while (bit <= count / 2) bit *= 2;
    return bit;
}

enum { CERTAIN = 1, PERHAPS = 2, BOTH = 3 };

// The place of the i-th (from 1 on) of those inside.
static uint32_t find(const mandate_ends *e, int which, uint32_t i)
{
    uint32_t at = 0;
    for (uint32_t step = highest_bit(e->count); step > 0; step /= 2) {
        if (at + step > e->count) continue;
        uint32_t here = (which & CERTAIN ? e->certain[at + step - 1] : 0) + (which & PERHAPS ? e->perhaps[at + step - 1] : 0);
        if (here >= i) continue;
        i -= here;
        at += step;
    }
    return at;
}

// Values ----------------------------------------------------------------------------------------------------------------------

void mandate_ranked_open(mandate_ranked *r, const mandate_node *node)
{
    *r = (mandate_ranked){.may_be_none = node->number2 != 0};
    mandate_rank_make((mandate_rank_method)node->method, node->number, &r->rank); // asked when the node was added
}

static void release_ends(mandate_ends *e)
{
    mandate_free(e->ends);
    mandate_free(e->place);
    mandate_free(e->certain);
    mandate_free(e->perhaps);
    *e = (mandate_ends){0};
}

void mandate_ranked_release(mandate_ranked *r)
{
    release_ends(&r->low);
    release_ends(&r->high);
    mandate_free(r->sorting);
    mandate_free(r->sorted);
    *r = (mandate_ranked){0};
}

static bool reserve_ends(mandate_ends *e, uint32_t count, mandate_error *error)
{
    if (count <= e->capacity && e->ends) return true;
    size_t capacity = (size_t)count + count / 2 + 1;
    MANDATE_RESIZE(e->ends, capacity, error);
    MANDATE_RESIZE(e->place, capacity, error);
    MANDATE_RESIZE(e->certain, capacity, error);
    MANDATE_RESIZE(e->perhaps, capacity, error);
    e->capacity = (uint32_t)capacity;
    return true;
}

static int ascending(const void *left, const void *right)
{
    const struct mandate_end_of_value *a = left, *b = right;
    return (a->end > b->end) - (a->end < b->end);
}

// A double's bits as a whole number that is greater where the double is.
static uint64_t in_order(double end)
{
    uint64_t bits;
    memcpy(&bits, &end, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

enum { DIGIT_BITS = 11, DIGITS = 6, DIGIT_VALUES = 1 << DIGIT_BITS, MANY = MANDATE_SIZE(512, 2) };

static uint32_t digit_of(double end, int digit) { return (uint32_t)(in_order(end) >> (digit * DIGIT_BITS)) & (DIGIT_VALUES - 1); }

// By one digit after the other, from the last on; those that are the same in all are passed over.
static void sort_by_digits(mandate_ranked *r, uint32_t count)
{
    for (int digit = 0; digit < DIGITS; digit++) {
        uint32_t starts[DIGIT_VALUES + 1] = {0};
        for (uint32_t i = 0; i < count; i++) starts[digit_of(r->sorting[i].end, digit) + 1]++;
        if (starts[digit_of(r->sorting[0].end, digit) + 1] == count) continue;
        for (uint32_t value = 0; value < DIGIT_VALUES; value++) starts[value + 1] += starts[value];
        for (uint32_t i = 0; i < count; i++) r->sorted[starts[digit_of(r->sorting[i].end, digit)]++] = r->sorting[i];
        struct mandate_end_of_value *other = r->sorting;
        r->sorting = r->sorted;
        r->sorted = other;
    }
}

static void sort_ends(mandate_ranked *r, uint32_t count)
{
    if (count >= MANY) sort_by_digits(r, count);
    else qsort(r->sorting, count, sizeof *r->sorting, ascending);
}

// The ends of `present` of `count` values, which stand in `sorting`, in their order; none is inside.
static bool set_ends(mandate_ranked *r, mandate_ends *e, uint32_t count, uint32_t present, mandate_error *error)
{
    if (!reserve_ends(e, count, error)) return false;
    sort_ends(r, present);
    for (uint32_t i = 0; i < count; i++) e->place[i] = NOWHERE;
    for (uint32_t i = 0; i < present; i++) {
        e->ends[i] = r->sorting[i].end;
        e->place[r->sorting[i].value] = i;
        e->certain[i] = e->perhaps[i] = 0;
    }
    e->count = present;
    return true;
}

// Where values come from: rows of a vector from `first` on, or those that were kept.
typedef struct source {
    const mandate_vector *rows;
    uint32_t first;
    const struct mandate_open_value *kept;
} source;

static double end_of(const source *from, uint32_t i, bool low)
{
    if (from->kept) return low ? from->kept[i].low : from->kept[i].high;
    return low ? mandate_low(from->rows, from->first + i) : mandate_high(from->rows, from->first + i);
}

static bool take(mandate_ranked *r, const source *from, uint32_t count, mandate_error *error)
{
    if (count > r->sorting_capacity || !r->sorting) {
        size_t capacity = (size_t)count + count / 2 + 1;
        MANDATE_RESIZE(r->sorting, capacity, error);
        MANDATE_RESIZE(r->sorted, capacity, error);
        r->sorting_capacity = capacity;
    }
    r->certain = r->perhaps = 0;
    r->exact = true;
    for (int side = 0; side < 2 && !(side == 1 && r->exact); side++) {
        uint32_t present = 0;
        for (uint32_t i = 0; i < count; i++) {
            double low = end_of(from, i, true), high = end_of(from, i, false);
            if (isnan(low)) continue;
            r->exact &= low == high;
            r->sorting[present++] = (struct mandate_end_of_value){side == 0 ? low : high, i};
        }
        if (!set_ends(r, side == 0 ? &r->low : &r->high, count, present, error)) return false;
    }
    return true;
}

bool mandate_ranked_take_rows(mandate_ranked *r, const mandate_vector *value, uint32_t first, uint32_t count, mandate_error *error)
{
    return take(r, &(source){.rows = value, .first = first}, count, error);
}

bool mandate_ranked_take_kept(mandate_ranked *r, const struct mandate_open_value *values, uint32_t count, mandate_error *error)
{
    return take(r, &(source){.kept = values}, count, error);
}

static const mandate_ends *high_ends(const mandate_ranked *r) { return r->exact ? &r->low : &r->high; }

void mandate_ranked_move(mandate_ranked *r, uint32_t value, bool certain, bool enters)
{
    uint32_t low = r->low.place[value], amount = enters ? 1U : (uint32_t)-1;
    if (low == NOWHERE) return;
    uint32_t high = r->exact ? NOWHERE : r->high.place[value];
    bool unknown = isinf(r->low.ends[low]) && high != NOWHERE && isinf(r->high.ends[high]);
    certain = certain && !(unknown && r->may_be_none);
    *(certain ? &r->certain : &r->perhaps) += amount;
    add_at(certain ? r->low.certain : r->low.perhaps, r->low.count, low, amount);
    if (high != NOWHERE) add_at(certain ? r->high.certain : r->high.perhaps, r->high.count, high, amount);
}

// Ranks -----------------------------------------------------------------------------------------------------------------------
// Nobody knows which of the values that are perhaps there count. The lowest result comes about with the k lowest of them, for some k (meaning.md, section 6),
// and the highest with the k highest. One more value that lies at or below the one at the whole part of the spot (rank.h) never makes the result higher; and
// once all those are in, only as many more can still make it lower as move the spot beyond the value that stood behind it.

// One of the two ends of a result, and the ends of values from which it is made, counted from the lowest on or (top) from the highest.
typedef struct side {
    const mandate_ranked *ranked;
    const mandate_ends *ends;
    bool top;
} side;

// Among the certain values and the first k of the others, so many of which lie up to some place: does the spot that is asked for lie there?
static bool reaches(const side *s, uint32_t certain, uint32_t perhaps)
{
    return certain + perhaps >= mandate_rank_spot(&s->ranked->rank, (uint64_t)s->ranked->certain + perhaps, s->top).at;
}

// How many of the values that are perhaps there lie up to the lowest (or highest) value that can stand at the whole part of the spot.
static uint32_t least_needed(const side *s)
{
    const mandate_ends *e = s->ends;
    uint32_t at = 0, certain = 0, perhaps = 0; // those before `at`
    for (uint32_t step = highest_bit(e->count); step > 0; step /= 2) {
        if (at + step > e->count) continue;
        uint32_t c = certain + e->certain[at + step - 1], p = perhaps + e->perhaps[at + step - 1];
        bool beyond = s->top ? reaches(s, s->ranked->certain - c, s->ranked->perhaps - p) : !reaches(s, c, p);
        if (!beyond) continue;
        at += step;
        certain = c;
        perhaps = p;
    }
    return s->top ? s->ranked->perhaps - perhaps : before(e->perhaps, at + 1);
}

// The end of the i-th of the certain values and the first k of the others.
static double nth(const side *s, uint64_t at, uint32_t k)
{
    const mandate_ends *e = s->ends;
    const mandate_ranked *r = s->ranked;
    uint32_t i = (uint32_t)at, inside = 0; // certain ones and the first k, up to the k-th of the others
    if (k > 0) {
        uint32_t place = find(e, PERHAPS, s->top ? r->perhaps - k + 1 : k);
        inside = (s->top ? r->certain - before(e->certain, place) : before(e->certain, place + 1)) + k;
    }
    if (i <= inside) return e->ends[find(e, BOTH, s->top ? r->certain + r->perhaps - i + 1 : i)];
    return e->ends[find(e, CERTAIN, s->top ? r->certain - (i - k) + 1 : i - k)];
}

static double between(const side *s, double first, double second, uint64_t part)
{
    bool open_first, open_second;
    double a = mandate_end_number(first, &open_first), b = mandate_end_number(second, &open_second);
    if (first == second) return first;
    if (isinf(a) || isinf(b)) return s->top ? (double)INFINITY : -(double)INFINITY;
    mandate_sum sum;
    mandate_sum_clear(&sum);
    mandate_sum_add_times(&sum, a, s->ranked->rank.whole - part);
    mandate_sum_add_times(&sum, b, part);
    return mandate_end_of_mean(&sum, s->ranked->rank.whole, open_first || open_second, !s->top);
}

// What the certain values and the first k of the others give.
static double with_first(const side *s, uint32_t k)
{
    mandate_spot spot = mandate_rank_spot(&s->ranked->rank, (uint64_t)s->ranked->certain + k, s->top);
    double first = nth(s, spot.at, k);
    return spot.part == 0 ? first : between(s, first, nth(s, spot.at + 1, k), spot.part);
}

static double outermost(const side *s)
{
    const mandate_ranked *r = s->ranked;
    if (r->perhaps == 0) return with_first(s, 0);
    uint32_t k = least_needed(s);
    double best = with_first(s, k);
    if (r->rank.method < MANDATE_WEIBULL) return best;
    uint64_t reach = mandate_rank_reach(&r->rank, mandate_rank_spot(&r->rank, (uint64_t)r->certain + k, s->top).part, s->top);
    for (uint64_t more = 1; more <= reach && k + more <= r->perhaps; more++) {
        double other = with_first(s, k + (uint32_t)more);
        if (s->top ? other > best : other < best) best = other;
    }
    return best;
}

void mandate_ranked_result(const mandate_ranked *r, const mandate_target *target, size_t t)
{
    bool there = r->certain > 0 && mandate_rank_is_there(&r->rank, r->certain);
    uint64_t all = (uint64_t)r->certain + r->perhaps;
    double low = MANDATE_NUMBER_ABSENT, high = MANDATE_NUMBER_ABSENT;
    if (there) {
        low = outermost(&(side){r, &r->low, false});
        high = r->exact && r->perhaps == 0 ? low : outermost(&(side){r, high_ends(r), true});
    } else if (all > 0 && mandate_rank_is_there(&r->rank, all)) { // or there is none
        low = MANDATE_NUMBER_UNKNOWN;
        high = (double)INFINITY;
    }
    target->low[t] = low;
    target->high[t] = high;
}

// Sets that are gathered ------------------------------------------------------------------------------------------------------

static int by_target(const void *left, const void *right)
{
    const struct mandate_open_value *a = left, *b = right;
    return (a->target > b->target) - (a->target < b->target);
}

static void sort_by_target(mandate_gathered *g)
{
    for (size_t i = 1; i < g->open_count; i++)
        if (g->open[i].target < g->open[i - 1].target) {
            qsort(g->open, g->open_count, sizeof *g->open, by_target);
            return;
        }
}

bool mandate_finish_ranked(mandate_gathered *g, const mandate_node *node, const mandate_target *target, mandate_error *error)
{
    mandate_ranked ranked;
    mandate_ranked_open(&ranked, node);
    for (size_t t = 0; t < g->rows; t++) target->low[t] = target->high[t] = MANDATE_NUMBER_ABSENT;
    sort_by_target(g);
    bool done = true;
    for (size_t first = 0, next; done && first < g->open_count; first = next) {
        for (next = first; next < g->open_count && g->open[next].target == g->open[first].target; next++) {
        }
        done = mandate_ranked_take_kept(&ranked, g->open + first, (uint32_t)(next - first), error);
        for (size_t i = first; done && i < next; i++) mandate_ranked_move(&ranked, (uint32_t)(i - first), g->open[i].certain, true);
        if (done) mandate_ranked_result(&ranked, target, g->open[first].target);
    }
    mandate_ranked_release(&ranked);
    return done;
}
