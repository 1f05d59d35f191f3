#include <assert.h>
#include "engine/kernels/days.h"
#include "engine/kernels/compute.h"
#include "engine/kernels/masks.h"
#include "engine/kernels/paused.h"

// What lies beyond the calendar is its last or first day, never none.
static mandate_date in_calendar(mandate_date found, int sign) { return found != MANDATE_DATE_ABSENT ? found : sign < 0 ? MANDATE_DATE_FIRST : MANDATE_DATE_LAST; }

static mandate_date untold_calendar(mandate_date found, int calendar, mandate_lacking *lacking)
{
    if (found != MANDATE_DATE_UNKNOWN) return found;
    lacking->what = MANDATE_LACKS_CALENDAR;
    lacking->calendar = calendar;
    return found;
}

static mandate_date by_months(mandate_date date, long count, mandate_rounding rounding, mandate_lacking *lacking)
{
    if (rounding != MANDATE_ROUND_ERROR) return mandate_date_add_months(date, count, rounding);
    mandate_date found = mandate_date_add_months(date, count, MANDATE_ROUND_DOWN);
    int number = mandate_date_is(found) ? mandate_date_part_of(date, MANDATE_PART_DAY) : 0;
    if (number == 0 || mandate_date_part_of(found, MANDATE_PART_DAY) == number) return found;
    lacking->what = MANDATE_LACKS_DAY;
    lacking->day = mandate_period_first(found, MANDATE_PERIOD_MONTH, 101);
    lacking->number = number;
    return MANDATE_DATE_UNKNOWN;
}

static mandate_date by_span(const mandate_plan *plan, mandate_date date, const mandate_span *s, int sign, mandate_lacking *lacking)
{
    long count = sign * s->count;
    int way = count < 0 || (count == 0 && sign < 0) ? -1 : 1;
    mandate_date found;
    switch (s->unit) {
    case MANDATE_SPAN_DAYS: found = mandate_date_add_days(date, count); break;
    case MANDATE_SPAN_MONTHS: found = by_months(date, count, s->rounding, lacking); break;
    default: found = untold_calendar(mandate_calendar_add(&plan->calendars[s->calendar].days, date, count, &lacking->day), s->calendar, lacking);
    }
    if (s->clear) found = mandate_date_add_days(found, way);
    return in_calendar(found, way);
}

// The first day of a window that ends with `date`; windows of months that end with a month start with one.
static mandate_date window_start(const mandate_plan *plan, mandate_date date, const mandate_span *s, mandate_lacking *lacking)
{
    if (s->unit == MANDATE_SPAN_MONTHS && mandate_date_month_end(date)) {
        mandate_date month = mandate_period_first(date, MANDATE_PERIOD_MONTH, 101);
        return in_calendar(mandate_date_add_months(month, 1 - s->count, MANDATE_ROUND_DOWN), s->count < 1 ? 1 : -1);
    }
    mandate_date before = by_span(plan, date, s, -1, lacking);
    return mandate_date_is(before) ? in_calendar(mandate_date_add_days(before, 1), 1) : before;
}

static mandate_date towards(const mandate_plan *plan, mandate_date date, mandate_towards t, mandate_lacking *lacking)
{
    int step = t.back ? -1 : 1;
    switch (t.what) {
    case MANDATE_TOWARDS_DAY_OF_YEAR:
        return in_calendar(t.back ? mandate_date_previous(date, t.at / 100, t.at % 100) : mandate_date_next(date, t.at / 100, t.at % 100), step);
    case MANDATE_TOWARDS_WEEKDAY: {
        int days = t.back ? mandate_date_weekday(date) - t.at : t.at - mandate_date_weekday(date);
        return in_calendar(mandate_date_add_days(date, (long)step * ((days + 7) % 7)), step);
    }
    default: return in_calendar(untold_calendar(mandate_calendar_roll(&plan->calendars[t.at].days, date, step, &lacking->day), t.at, lacking), step);
    }
}

static mandate_date moved(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way, mandate_lacking *lacking)
{
    *lacking = (mandate_lacking){.what = MANDATE_LACKS_NOTHING};
    if (!mandate_date_is(date)) return date;
    if (way >= MANDATE_AN_EDGE) {
        mandate_edge edge = mandate_edge_unpack(way);
        return edge.last ? mandate_period_last(date, edge.unit, edge.begins) : mandate_period_first(date, edge.unit, edge.begins);
    }
    if (way > MANDATE_WINDOW) return towards(plan, date, mandate_towards_unpack(way), lacking);
    mandate_span s = mandate_plan_span(plan, span);
    return way == MANDATE_WINDOW ? window_start(plan, date, &s, lacking) : by_span(plan, date, &s, (int)way, lacking);
}

mandate_date mandate_moved(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_lacking lacking;
    return moved(plan, date, span, way, &lacking);
}

mandate_lacking mandate_moved_lacks(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_lacking lacking;
    moved(plan, date, span, way, &lacking);
    return lacking;
}

static bool by_a_span(int64_t way) { return way <= MANDATE_WINDOW; }

// The calendar that tells where a day is moved to, looking back or not; NULL where none is asked.
static const mandate_calendar *calendar_of(const mandate_plan *plan, uint32_t span, int64_t way, bool *back)
{
    *back = false;
    if (way >= MANDATE_AN_EDGE) return NULL;
    if (by_a_span(way)) {
        mandate_span s = mandate_plan_span(plan, span);
        *back = (way != MANDATE_PLUS) != (s.count < 0);
        return s.unit == MANDATE_SPAN_WORKING_DAYS && s.count != 0 ? &plan->calendars[s.calendar].days : NULL;
    }
    mandate_towards t = mandate_towards_unpack(way);
    *back = t.back;
    return t.what == MANDATE_TOWARDS_WORKING_DAY ? &plan->calendars[t.at].days : NULL;
}

static mandate_date within_all(int64_t date)
{
    return date < MANDATE_DATE_FIRST ? MANDATE_DATE_FIRST : date > MANDATE_DATE_LAST ? MANDATE_DATE_LAST : (mandate_date)date;
}

// The days of which it is told where they are moved to, from the first to the last, which is before the first where there is none. (The last day of all is moved to
// itself, whatever a calendar covers.)
static void told_days(const mandate_plan *plan, uint32_t span, int64_t way, mandate_date *first, mandate_date *last)
{
    bool back;
    const mandate_calendar *calendar = calendar_of(plan, span, way, &back);
    *first = MANDATE_DATE_FIRST;
    *last = MANDATE_DATE_LAST;
    if (!calendar) return;
    // Who looks forward from a day can begin a day before what is covered, and comes to its end; who looks back the other way about.
    mandate_date low = within_all((int64_t)calendar->first - 1), high = within_all((int64_t)calendar->last + 1);
    while (low <= high && !mandate_date_is(mandate_moved(plan, back ? high : low, span, way)) && (back ? high > calendar->last : low < calendar->first)) {
        if (back) high--; // a day that is rolled must itself be covered
        else low++;
    }
    mandate_date told = back ? high : low, at = back ? low : high;
    while (told != at) { // `told` is told, if anything is, and `at` may be
        mandate_date middle = back ? at + (told - at) / 2 : told + (at - told + 1) / 2;
        bool is_told = mandate_date_is(mandate_moved(plan, middle, span, way));
        if (is_told) told = middle;
        else at = back ? middle + 1 : middle - 1;
    }
    if (!mandate_date_is(mandate_moved(plan, told, span, way))) {
        *first = 1;
        *last = 0;
        return;
    }
    *first = back ? told : low;
    *last = back ? high : told;
}

// The same with what keeps the order of days: a month that has no such day counts with its last.
static mandate_date moved_in_order(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_lacking lacking = {.what = MANDATE_LACKS_NOTHING};
    if (!by_a_span(way)) return moved(plan, date, span, way, &lacking);
    mandate_span s = mandate_plan_span(plan, span);
    if (s.rounding == MANDATE_ROUND_ERROR) s.rounding = MANDATE_ROUND_DOWN;
    return way == MANDATE_WINDOW ? window_start(plan, date, &s, &lacking) : by_span(plan, date, &s, (int)way, &lacking);
}

mandate_date mandate_moved_inverse(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_date low, last;
    told_days(plan, span, way, &low, &last);
    mandate_date high = last + 1;
    while (low < high) {
        mandate_date middle = low + (high - low) / 2;
        if (moved_in_order(plan, middle, span, way) >= date) high = middle;
        else low = middle + 1;
    }
    return low <= last ? low : MANDATE_DATE_ABSENT;
}

enum { LEAP_YEARS_APART = 8 * 366 }; // from one leap day to the next, at most: after so long no month has turned out otherwise

// Of months that are refused where there is no such day: the first day behind `date` that has one where `date` has none, or the other way about.
static mandate_date next_refused(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    bool now = mandate_moved(plan, date, span, way) == MANDATE_DATE_UNKNOWN;
    for (mandate_date day = date + 1; day <= date + LEAP_YEARS_APART && day <= MANDATE_DATE_LAST; day++)
        if ((mandate_moved(plan, day, span, way) == MANDATE_DATE_UNKNOWN) != now) return day;
    return MANDATE_DATE_ABSENT;
}

mandate_date mandate_moved_covered(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_date first, last;
    if (mandate_date_is(date) && by_a_span(way) && mandate_plan_span(plan, span).rounding == MANDATE_ROUND_ERROR) return next_refused(plan, date, span, way);
    told_days(plan, span, way, &first, &last);
    if (!mandate_date_is(date) || first > last) return MANDATE_DATE_ABSENT;
    mandate_date next = date < first ? first : date <= last ? last + 1 : MANDATE_DATE_ABSENT;
    return mandate_date_is(next) ? next : MANDATE_DATE_ABSENT;
}

int64_t mandate_way_of(const mandate_node *node)
{
    if (node->op == MANDATE_OP_DATE_EDGE) return node->edge;
    if (node->op == MANDATE_OP_DATE_ADD) return node->sign < 0 ? MANDATE_MINUS : MANDATE_PLUS;
    return node->op == MANDATE_OP_WINDOW_START ? MANDATE_WINDOW : node->towards;
}

static int32_t two_dates(mandate_operation op, int32_t a, int32_t b)
{
    bool absent_a = a == MANDATE_DATE_ABSENT, absent_b = b == MANDATE_DATE_ABSENT;
    if (op == MANDATE_OP_DATE_LATER) {
        if (absent_a || absent_b) return MANDATE_DATE_ABSENT;
        if (a == MANDATE_DATE_UNKNOWN || b == MANDATE_DATE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
        return a > b ? a : b;
    }
    if (a == MANDATE_DATE_UNKNOWN || b == MANDATE_DATE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
    return a < b ? a : b; // absent is the latest of all
}

static void differences(const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    for (size_t i = 0; i < rows; i++) {
        int32_t x = a->dates[i], y = b->dates[i];
        bool absent = x == MANDATE_DATE_ABSENT || y == MANDATE_DATE_ABSENT;
        bool unknown = x == MANDATE_DATE_UNKNOWN || y == MANDATE_DATE_UNKNOWN;
        target->low[i] = absent ? MANDATE_NUMBER_ABSENT : unknown ? MANDATE_NUMBER_UNKNOWN : (double)x - (double)y;
    }
}

// Each pause as a range: from unknown is as early as can be, to unknown as late as can be, and absent behind all days.
static void pauses(const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    for (size_t i = 0; i < rows; i++) {
        int32_t from = a->dates[i], to = b->dates[i];
        bool none = from == MANDATE_DATE_ABSENT;
        target->low[i] = none ? MANDATE_NUMBER_ABSENT : from == MANDATE_DATE_UNKNOWN ? -(double)INFINITY : (double)from;
        target->high[i] = none ? MANDATE_NUMBER_ABSENT : to == MANDATE_DATE_UNKNOWN ? (double)INFINITY : to == MANDATE_DATE_ABSENT ? MANDATE_PAUSE_OPEN : (double)to;
    }
}

// The later, or the earlier of two. Where all are certain, absent is the latest of all, and either absent is no later day.
static void choose(const mandate_node *node, const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    const int32_t *restrict x = a->dates, *restrict y = b->dates;
    int32_t *restrict to = target->dates;
    if (!a->certain || !b->certain) {
        for (size_t i = 0; i < rows; i++) to[i] = two_dates(node->op, x[i], y[i]);
    } else if (node->op == MANDATE_OP_DATE_LATER) {
        MANDATE_EACH_ROW(rows, to[i] = x[i] > y[i] ? x[i] : y[i];);
    } else {
        MANDATE_EACH_ROW(rows, to[i] = x[i] < y[i] ? x[i] : y[i];);
    }
}

// Days moved by so many others, and cut to the calendar; `behind`: and then to the day behind. What is no day stays what it is.
MANDATE_WIDE static void shift(const int32_t *restrict from, int32_t by, int32_t behind, size_t rows, int32_t *restrict to)
{
    MANDATE_EACH_ROW(rows, {
        const int32_t day = from[i];
        int32_t moved = (int32_t)((uint32_t)day + (uint32_t)by);
        moved = moved < MANDATE_DATE_FIRST ? MANDATE_DATE_FIRST : moved > MANDATE_DATE_LAST ? MANDATE_DATE_LAST : moved;
        moved = moved + behind > MANDATE_DATE_LAST ? MANDATE_DATE_LAST : moved + behind;
        to[i] = ((day >= MANDATE_DATE_FIRST) & (day <= MANDATE_DATE_LAST)) ? moved : day;
    });
}

// The same as mandate_moved of each row, where all have one span, of days. False where they do not.
static bool shift_all(const mandate_block *block, const mandate_node *node, const mandate_vector *days, size_t rows, int32_t *to)
{
    static const long most = MANDATE_DATE_LAST - MANDATE_DATE_FIRST + 1;
    if (node->op == MANDATE_OP_DATE_NEXT || node->argument[1] < 0) return false; // what a day lies in has no span
    if (block->plan->nodes[node->argument[1]].op != MANDATE_OP_SPAN_CONSTANT) return false;
    const mandate_span *s = &block->plan->spans[block->plan->nodes[node->argument[1]].span];
    if (s->unit != MANDATE_SPAN_DAYS || s->count < 0) return false;
    bool starts = node->op == MANDATE_OP_WINDOW_START;
    int32_t by = (int32_t)(s->count < most ? s->count : most) + (s->clear ? 1 : 0);
    shift(days->dates, starts || node->sign < 0 ? -by : by, starts ? 1 : 0, rows, to);
    return true;
}

// Gives whether each of them is known where the days and spans are.
static bool move(const mandate_block *block, const mandate_node *node, const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    if (shift_all(block, node, a, rows, target->dates)) return true;
    int64_t way = mandate_way_of(node);
    const uint32_t *spans = b ? b->codes : NULL;
    bool told = true;
    for (size_t i = 0; i < rows; i++) {
        int32_t date = a->dates[i];
        uint32_t span = spans ? spans[i] : 0;
        if (date == MANDATE_DATE_ABSENT || span == MANDATE_CODE_ABSENT) target->dates[i] = MANDATE_DATE_ABSENT;
        else if (date == MANDATE_DATE_UNKNOWN || span == MANDATE_CODE_UNKNOWN) target->dates[i] = MANDATE_DATE_UNKNOWN;
        else {
            target->dates[i] = mandate_moved(block->plan, date, span, way);
            told = told && target->dates[i] != MANDATE_DATE_UNKNOWN;
        }
    }
    return told;
}

// The number of what a day is called by, or of whole months between two days.
static void count_days(const mandate_node *node, const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    for (size_t i = 0; i < rows; i++) {
        int32_t x = a->dates[i], y = b ? b->dates[i] : x;
        if (x == MANDATE_DATE_ABSENT || y == MANDATE_DATE_ABSENT) target->low[i] = MANDATE_NUMBER_ABSENT;
        else if (!mandate_date_is(x) || !mandate_date_is(y)) target->low[i] = MANDATE_NUMBER_UNKNOWN;
        else {
            const int number = b ? mandate_date_whole_months(x, y) / (int)node->months : mandate_date_part_of(x, (mandate_date_part)node->part);
            target->low[i] = number;
        }
    }
}

// A span by how many of it a number says: a whole number, and of clear days none below 0. Gives whether each of them is known where the number is.
static bool count_spans(const mandate_block *block, const mandate_node *node, const mandate_vector *a, size_t rows, mandate_target *target)
{
    bool clear = block->plan->spans[block->plan->counted[node->counted]].clear, known = true;
    for (size_t i = 0; i < rows; i++) {
        double low = mandate_low(a, i), high = mandate_high(a, i);
        bool fits = low == high && low == floor(low) && (!clear || low >= 0); // false of what is no number
        if (isnan(low)) target->codes[i] = MANDATE_CODE_ABSENT;
        else target->codes[i] = fits ? mandate_plan_counted_code((int)node->counted, low) : MANDATE_CODE_UNKNOWN;
        known = known && (fits || isnan(low));
    }
    return known;
}

mandate_date mandate_whole_behind(mandate_date moving, mandate_date still, int months)
{
    bool first = months < 0; // `still` is the first of the two
    int unit = first ? -months : months;
    mandate_date low = moving + 1, high = MANDATE_DATE_LAST + 1;
    int now = (first ? mandate_date_whole_months(still, moving) : mandate_date_whole_months(moving, still)) / unit;
    while (low < high) { // the number only grows, or only falls
        mandate_date middle = low + (high - low) / 2;
        int then = (first ? mandate_date_whole_months(still, middle) : mandate_date_whole_months(middle, still)) / unit;
        if (then != now) high = middle;
        else low = middle + 1;
    }
    return low <= MANDATE_DATE_LAST ? low : MANDATE_DATE_ABSENT;
}

bool mandate_compute_days(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    const mandate_vector *a = mandate_input(block, node, 0), *b = node->argument[1] >= 0 ? mandate_input(block, node, 1) : NULL;
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    assert(b || (node->op != MANDATE_OP_DATE_DIFFERENCE && node->op != MANDATE_OP_PAUSE && node->op != MANDATE_OP_DATE_LATER &&
                 node->op != MANDATE_OP_DATE_EARLIER)); // the plan checks it
    bool certain = a->certain && (!b || b->certain);
    switch (node->op) {
    case MANDATE_OP_DATE_DIFFERENCE:
        differences(a, b, rows, &target);
        out->high = NULL;
        break;
    case MANDATE_OP_PAUSE:
        pauses(a, b, rows, &target);
        certain = false;
        break;
    case MANDATE_OP_DATE_PART:
    case MANDATE_OP_DATE_WHOLE:
        count_days(node, a, b, rows, &target);
        out->high = NULL;
        break;
    case MANDATE_OP_SPAN_OF: certain = count_spans(block, node, a, rows, &target) && certain; break;
    case MANDATE_OP_DATE_LATER:
    case MANDATE_OP_DATE_EARLIER: choose(node, a, b, rows, &target); break;
    default: certain = move(block, node, a, b, rows, &target) && certain;
    }
    out->certain = certain;
    return true;
}
