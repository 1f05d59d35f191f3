#include "engine/kernels/inside.h"

#include <math.h>
#include "model/memory.h"
#include "model/range.h"

// Rankings ------------------------------------------------------------------------------------------------------------------

static bool open_ranking(mandate_ranking *ranking, size_t rows, mandate_error *error)
{
    ranking->rows = mandate_resize(NULL, rows ? rows : 1, sizeof *ranking->rows, error); // what was not entered is not looked at
    ranking->keys = ranking->rows ? mandate_resize(NULL, rows ? rows : 1, sizeof *ranking->keys, error) : NULL;
    return ranking->keys != NULL;
}

static void release_ranking(mandate_ranking *ranking)
{
    mandate_free(ranking->rows);
    mandate_free(ranking->keys);
}

static void enter_ranking(mandate_ranking *ranking, uint32_t row, double key, bool least)
{
    size_t last = ranking->first + ranking->count;
    while (last > ranking->first && (least ? ranking->keys[last - 1] >= key : ranking->keys[last - 1] <= key)) last--;
    ranking->rows[last] = row;
    ranking->keys[last] = key;
    ranking->count = last + 1 - ranking->first;
}

static void leave_ranking(mandate_ranking *ranking, uint32_t row)
{
    if (ranking->count == 0 || ranking->rows[ranking->first] != row) return;
    ranking->first++;
    ranking->count--;
}

static bool is_least(mandate_operation op) { return op == MANDATE_OP_NUMBER_MIN || op == MANDATE_OP_DATE_FIRST || op == MANDATE_OP_TEXT_FIRST; }

// The keys of a row, NaN where it has no value. False: the value is not known at all (of dates and texts).
static bool keys_of(const mandate_inside *inside, uint32_t row, double *near, double *far)
{
    *near = *far = NAN;
    switch (inside->op) {
    case MANDATE_OP_NUMBER_MIN:
    case MANDATE_OP_NUMBER_MAX: {
        double low = mandate_low(inside->value, row), high = mandate_high(inside->value, row);
        if (isnan(low)) return true;
        *near = is_least(inside->op) ? high : low;
        *far = is_least(inside->op) ? low : high;
        return true;
    }
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST: {
        uint32_t code = inside->value->codes[row];
        if (code != MANDATE_CODE_ABSENT) *near = *far = (double)code;
        return code != MANDATE_CODE_UNKNOWN;
    }
    default: {
        int32_t day = mandate_day(inside->value, row);
        if (day != MANDATE_DATE_ABSENT) *near = *far = (double)day;
        return day != MANDATE_DATE_UNKNOWN;
    }
    }
}

// Sums ----------------------------------------------------------------------------------------------------------------------

static void step(uint32_t *count, bool enters) { *count += enters ? 1U : (uint32_t)-1; }

static void move_end(mandate_open_side *side, double end, bool enters)
{
    bool open;
    double number = mandate_end_number(end, &open);
    if (isinf(number)) step(&side->missing, enters);
    else mandate_sum_add(&side->sum, enters ? number : -number);
    if (open) step(&side->open, enters);
}

static void move_number(mandate_inside *inside, uint32_t row, bool certain, bool enters)
{
    double low = mandate_low(inside->value, row), high = mandate_high(inside->value, row);
    if (isnan(low)) return;
    if (certain && low == high) {
        mandate_sum_add(&inside->sum, enters ? low : -low);
        step(&inside->summed, enters);
        return;
    }
    step(certain ? &inside->ranges : &inside->perhaps_values, enters);
    if (certain || low < 0) move_end(&inside->low, low, enters); // one that is perhaps there makes a sum lower, or is not there
    if (certain || high > 0) move_end(&inside->high, high, enters);
}

static double end_of(const mandate_inside *inside, bool low)
{
    const mandate_open_side *side = low ? &inside->low : &inside->high;
    if (side->missing > 0) return low ? -(double)INFINITY : (double)INFINITY;
    mandate_sum all = inside->sum;
    mandate_sum_merge(&all, &side->sum);
    return inside->op == MANDATE_OP_SUM ? mandate_end_of_sum(&all, side->open > 0, low) : mandate_end_of_mean(&all, inside->summed + inside->ranges, side->open > 0, low);
}

// Rows ----------------------------------------------------------------------------------------------------------------------

bool mandate_can_slide(mandate_operation op)
{
    switch (op) {
    case MANDATE_OP_COUNT:
    case MANDATE_OP_ANY:
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN:
    case MANDATE_OP_NUMBER_MIN:
    case MANDATE_OP_NUMBER_MAX:
    case MANDATE_OP_DATE_FIRST:
    case MANDATE_OP_DATE_LAST:
    case MANDATE_OP_DATE_ALL:
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST:
    case MANDATE_OP_RANKED:
    case MANDATE_OP_DISTINCT: return true;
    default: return false;
    }
}

static bool adds(mandate_operation op) { return op == MANDATE_OP_SUM || op == MANDATE_OP_MEAN; }

// Whether the values of all of an owner's rows are looked at first, so that each row only tells which of them it has.
static bool knows_all(mandate_operation op) { return op == MANDATE_OP_RANKED || op == MANDATE_OP_DISTINCT; }
bool mandate_inside_goes_back(const mandate_inside *inside) { return knows_all(inside->op); }

static void move_known(mandate_inside *inside, uint32_t row, bool certain, bool enters)
{
    if (inside->op == MANDATE_OP_RANKED) mandate_ranked_move(&inside->ranked, row - inside->owner_first, certain, enters);
    else mandate_different_move(&inside->different, row - inside->owner_first, certain, enters);
}

bool mandate_inside_open(mandate_inside *inside, const mandate_node *node, const mandate_vector *value, mandate_value_type type, size_t rows, mandate_error *error)
{
    *inside = (mandate_inside){.op = node->op, .value = value, .type = type};
    if (node->op == MANDATE_OP_RANKED) mandate_ranked_open(&inside->ranked, node);
    if (!value || adds(node->op) || knows_all(node->op) || !mandate_can_slide(node->op)) return true;
    return open_ranking(&inside->near, rows, error) && open_ranking(&inside->far, rows, error);
}

void mandate_inside_release(mandate_inside *inside)
{
    release_ranking(&inside->near);
    release_ranking(&inside->far);
    mandate_ranked_release(&inside->ranked);
    mandate_different_release(&inside->different);
}

bool mandate_inside_begin(mandate_inside *inside, uint32_t start, uint32_t stop, mandate_error *error)
{
    inside->certain = inside->perhaps = inside->seen = inside->maybe = inside->unknown = inside->lacking = inside->lacking_maybe = 0;
    inside->staying = NAN;
    inside->near.first = inside->near.count = inside->far.first = inside->far.count = 0;
    inside->summed = inside->ranges = inside->perhaps_values = 0;
    inside->low.missing = inside->low.open = inside->high.missing = inside->high.open = 0;
    mandate_sum_clear(&inside->sum);
    mandate_sum_clear(&inside->low.sum);
    mandate_sum_clear(&inside->high.sum);
    inside->owner_first = start;
    if (inside->op == MANDATE_OP_DISTINCT) return mandate_different_take(&inside->different, inside->value, inside->type, start, stop - start, error);
    return inside->op != MANDATE_OP_RANKED || mandate_ranked_take_rows(&inside->ranked, inside->value, start, stop - start, error);
}

// Counts a row's value among those inside; the keys by which it is ranked. NaN: it has none.
static void count_value(mandate_inside *inside, uint32_t row, bool certain, bool enters, double *near, double *far)
{
    bool known = keys_of(inside, row, near, far);
    if (!known) step(&inside->unknown, enters);
    else if (isnan(*far)) step(certain ? &inside->lacking : &inside->lacking_maybe, enters);
    else step(certain ? &inside->seen : &inside->maybe, enters);
    if (!known) *far = NAN;
}

void mandate_inside_stay(mandate_inside *inside, uint32_t row)
{
    step(&inside->perhaps, true);
    if (knows_all(inside->op)) {
        move_known(inside, row, false, true);
    } else if (adds(inside->op)) {
        move_number(inside, row, false, true);
    } else if (inside->value) {
        double near, far;
        count_value(inside, row, false, true, &near, &far);
        if (!isnan(far)) inside->staying = is_least(inside->op) ? fmin(far, inside->staying) : fmax(far, inside->staying); // the other, where one is NaN
    }
}

void mandate_inside_enter(mandate_inside *inside, uint32_t row, bool certain)
{
    step(certain ? &inside->certain : &inside->perhaps, true);
    if (knows_all(inside->op)) {
        move_known(inside, row, certain, true);
    } else if (adds(inside->op)) {
        move_number(inside, row, certain, true);
    } else if (inside->value) {
        double near, far;
        count_value(inside, row, certain, true, &near, &far);
        if (isnan(far)) return;
        if (certain) enter_ranking(&inside->near, row, near, is_least(inside->op));
        enter_ranking(&inside->far, row, far, is_least(inside->op));
    }
}

void mandate_inside_leave(mandate_inside *inside, uint32_t row, bool certain)
{
    step(certain ? &inside->certain : &inside->perhaps, false);
    if (knows_all(inside->op)) {
        move_known(inside, row, certain, false);
    } else if (adds(inside->op)) {
        move_number(inside, row, certain, false);
    } else if (inside->value) {
        double near, far;
        count_value(inside, row, certain, false, &near, &far);
        if (isnan(far)) return;
        if (certain) leave_ranking(&inside->near, row);
        leave_ranking(&inside->far, row);
    }
}

// Results -------------------------------------------------------------------------------------------------------------------

static double best(const mandate_ranking *ranking, double none) { return ranking->count ? ranking->keys[ranking->first] : none; }

static double best_of_all(const mandate_inside *inside, double none)
{
    double far = best(&inside->far, inside->staying), found = is_least(inside->op) ? fmin(far, inside->staying) : fmax(far, inside->staying);
    return isnan(found) ? none : found;
}

static void set_number(const mandate_target *target, size_t t, double low, double high)
{
    bool too_large = low == (double)INFINITY || high == -(double)INFINITY; // larger than numbers go
    target->low[t] = too_large ? MANDATE_NUMBER_UNKNOWN : low;
    target->high[t] = too_large ? (double)INFINITY : high;
}

static bool number_result(const mandate_inside *inside, const mandate_target *target, size_t t)
{
    bool mean = inside->op == MANDATE_OP_MEAN;
    double low, high;
    if (inside->ranges == 0 && inside->perhaps_values == 0) {
        if (mean && inside->summed == 0) low = high = MANDATE_NUMBER_ABSENT;
        else low = high = mean ? mandate_sum_mean(&inside->sum, inside->summed) : mandate_sum_total(&inside->sum);
        set_number(target, t, low, high);
        return true;
    }
    if (mean && inside->perhaps_values > 0) return false;
    target->low[t] = end_of(inside, true);
    target->high[t] = end_of(inside, false);
    return true;
}

static int32_t date_result(const mandate_inside *inside)
{
    bool open = inside->unknown > 0;
    if (inside->op == MANDATE_OP_DATE_FIRST) {
        double first = best(&inside->near, MANDATE_DATE_ABSENT);
        return open || best_of_all(inside, MANDATE_DATE_ABSENT) < first ? MANDATE_DATE_UNKNOWN : (int32_t)first;
    }
    double last = best(&inside->near, MANDATE_DATE_ALWAYS);
    bool later = best_of_all(inside, MANDATE_DATE_ALWAYS) > last;
    if (inside->op == MANDATE_OP_DATE_LAST) return open || later ? MANDATE_DATE_UNKNOWN : last == MANDATE_DATE_ALWAYS ? MANDATE_DATE_ABSENT : (int32_t)last;
    if (inside->certain + inside->perhaps == 0 || inside->lacking > 0) return MANDATE_DATE_ABSENT;
    return open || inside->certain == 0 || inside->lacking_maybe > 0 || later ? MANDATE_DATE_UNKNOWN : (int32_t)last;
}

static void extreme_result(const mandate_inside *inside, const mandate_target *target, size_t t)
{
    if (inside->seen > 0) {
        double near = best(&inside->near, NAN), far = best_of_all(inside, NAN);
        set_number(target, t, is_least(inside->op) ? far : near, is_least(inside->op) ? near : far);
    } else if (inside->maybe > 0) { // or there is none
        set_number(target, t, MANDATE_NUMBER_UNKNOWN, (double)INFINITY);
    } else {
        set_number(target, t, MANDATE_NUMBER_ABSENT, MANDATE_NUMBER_ABSENT);
    }
}

bool mandate_inside_result(const mandate_inside *inside, const mandate_target *target, size_t t)
{
    switch (inside->op) {
    case MANDATE_OP_COUNT:
        target->low[t] = inside->certain;
        target->high[t] = (double)inside->certain + inside->perhaps;
        return true;
    case MANDATE_OP_ANY:
        if (inside->certain > 0) target->yes[t / 64] |= 1ULL << (t % 64);
        else if (inside->perhaps > 0) target->unknown[t / 64] |= 1ULL << (t % 64);
        return true;
    case MANDATE_OP_SUM:
    case MANDATE_OP_MEAN: return number_result(inside, target, t);
    case MANDATE_OP_NUMBER_MIN:
    case MANDATE_OP_NUMBER_MAX: extreme_result(inside, target, t); return true;
    case MANDATE_OP_RANKED: mandate_ranked_result(&inside->ranked, target, t); return true;
    case MANDATE_OP_DISTINCT: mandate_different_result(&inside->different, target, t); return true;
    case MANDATE_OP_TEXT_FIRST:
    case MANDATE_OP_TEXT_LAST: target->codes[t] = inside->unknown > 0 ? MANDATE_CODE_UNKNOWN : (uint32_t)best_of_all(inside, MANDATE_CODE_ABSENT); return true;
    default: target->dates[t] = date_result(inside); return true;
    }
}
