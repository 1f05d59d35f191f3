#include "engine/kernels/days.h"
#include "engine/kernels/compute.h"
#include "engine/kernels/masks.h"

// What lies beyond the calendar is its last or first day, never none.
static mandate_date in_calendar(mandate_date found, int sign) { return found != MANDATE_DATE_ABSENT ? found : sign < 0 ? MANDATE_DATE_FIRST : MANDATE_DATE_LAST; }

static mandate_date by_span(const mandate_plan *plan, mandate_date date, const mandate_span *s, int sign, mandate_lacking *lacking)
{
    mandate_date found;
    switch (s->unit) {
    case MANDATE_SPAN_DAYS: found = mandate_date_add_days(date, sign * s->count); break;
    case MANDATE_SPAN_MONTHS: found = mandate_date_add_months(date, sign * s->count, s->rounding); break;
    default:
        found = mandate_calendar_add(&plan->calendars[s->calendar].days, date, sign * s->count, &lacking->day);
        if (found == MANDATE_DATE_UNKNOWN) lacking->calendar = s->calendar;
    }
    if (s->clear) found = mandate_date_add_days(found, sign);
    return in_calendar(found, sign);
}

// The first day of a window that ends with `date`; windows of months that end with a month start with one.
static mandate_date window_start(const mandate_plan *plan, mandate_date date, const mandate_span *s, mandate_lacking *lacking)
{
    if (s->unit == MANDATE_SPAN_MONTHS && mandate_date_month_end(date)) {
        int year, month, day;
        mandate_date_split(date, &year, &month, &day);
        return in_calendar(mandate_date_add_months(mandate_date_from(year, month, 1), 1 - s->count, MANDATE_ROUND_DOWN), -1);
    }
    mandate_date before = by_span(plan, date, s, -1, lacking);
    return mandate_date_is(before) ? in_calendar(mandate_date_add_days(before, 1), 1) : before;
}

static mandate_date towards(const mandate_plan *plan, mandate_date date, mandate_towards t, mandate_lacking *lacking)
{
    int step = t.back ? -1 : 1;
    if (t.what == MANDATE_TOWARDS_DAY_OF_YEAR) return in_calendar(mandate_date_next(date, t.at / 100, t.at % 100), step);
    mandate_date found = mandate_calendar_roll(&plan->calendars[t.at].days, date, step, &lacking->day);
    if (found == MANDATE_DATE_UNKNOWN) lacking->calendar = t.at;
    return in_calendar(found, step);
}

static mandate_date moved(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way, mandate_lacking *lacking)
{
    *lacking = (mandate_lacking){.calendar = -1};
    if (!mandate_date_is(date)) return date;
    if (way == MANDATE_WINDOW) return window_start(plan, date, &plan->spans[span], lacking);
    if (way == MANDATE_PLUS || way == MANDATE_MINUS) return by_span(plan, date, &plan->spans[span], (int)way, lacking);
    return towards(plan, date, mandate_towards_unpack(way), lacking);
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

// The calendar that tells where a day is moved to; NULL where none is asked.
static const mandate_calendar *calendar_of(const mandate_plan *plan, uint32_t span, int64_t way, bool *back)
{
    if (way == MANDATE_PLUS || way == MANDATE_MINUS || way == MANDATE_WINDOW) {
        *back = way != MANDATE_PLUS;
        const mandate_span *s = &plan->spans[span];
        return s->unit == MANDATE_SPAN_WORKING_DAYS && s->count > 0 ? &plan->calendars[s->calendar].days : NULL;
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

mandate_date mandate_moved_inverse(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_date low, last;
    told_days(plan, span, way, &low, &last);
    mandate_date high = last + 1;
    while (low < high) {
        mandate_date middle = low + (high - low) / 2;
        if (mandate_moved(plan, middle, span, way) >= date) high = middle;
        else low = middle + 1;
    }
    return low <= last ? low : MANDATE_DATE_ABSENT;
}

mandate_date mandate_moved_covered(const mandate_plan *plan, mandate_date date, uint32_t span, int64_t way)
{
    mandate_date first, last;
    told_days(plan, span, way, &first, &last);
    if (!mandate_date_is(date) || first > last) return MANDATE_DATE_ABSENT;
    mandate_date next = date < first ? first : date <= last ? last + 1 : MANDATE_DATE_ABSENT;
    return mandate_date_is(next) ? next : MANDATE_DATE_ABSENT;
}

int64_t mandate_way_of(const mandate_node *node)
{
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

// Gives whether each of them is known where the days and spans are.
static bool move(const mandate_block *block, const mandate_node *node, const mandate_vector *a, const mandate_vector *b, size_t rows, mandate_target *target)
{
    int64_t way = mandate_way_of(node);
    const uint32_t *spans = node->op == MANDATE_OP_DATE_NEXT ? NULL : b->codes;
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

bool mandate_compute_days(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    const mandate_vector *a = mandate_input(block, node, 0), *b = mandate_input(block, node, 1);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    bool certain = a->certain && (!b || b->certain);
    switch (node->op) {
    case MANDATE_OP_DATE_DIFFERENCE:
        differences(a, b, rows, &target);
        out->high = NULL;
        break;
    case MANDATE_OP_DATE_LATER:
    case MANDATE_OP_DATE_EARLIER: choose(node, a, b, rows, &target); break;
    default: certain = move(block, node, a, b, rows, &target) && certain;
    }
    out->certain = certain;
    return true;
}
