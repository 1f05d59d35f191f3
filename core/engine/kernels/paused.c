// Of the days behind the first day of a pause, up to its last one, none counts, and what lies in several pauses is left out once. So each pause that begins before time
// has run out puts off its end by as many days as it adds to those before it. More pauses only put it off further: where what is certain, and all that can be, come to
// the same day, that is it.
#include "engine/kernels/paused.h"

#include <stdlib.h>

typedef struct mandate_open_value pause;

static int in_order(const void *left, const void *right)
{
    const pause *a = left, *b = right;
    if (a->target != b->target) return a->target < b->target ? -1 : 1;
    if (a->low != b->low) return a->low < b->low ? -1 : 1;
    return (a->high > b->high) - (a->high < b->high);
}

// The time of one row: from `since` on, over when `until` has come, in days, or in working days of a calendar.
typedef struct run_of_time {
    mandate_date since, until;
    const mandate_calendar *calendar; // NULL: every day counts
    int calendar_index;
    int behind; // it is due so many days after it has run
} run_of_time;

static run_of_time time_of(const mandate_block *block, const mandate_node *node, size_t row)
{
    bool of_set = node->op == MANDATE_OP_PAUSED;
    int since = node->argument[of_set ? (int)MANDATE_PAUSED_SINCE : (int)MANDATE_STOPPED_SINCE],
        day = node->argument[of_set ? (int)MANDATE_PAUSED_DAY : (int)MANDATE_STOPPED_DAY];
    int span_node = node->argument[of_set ? (int)MANDATE_PAUSED_SPAN : (int)MANDATE_STOPPED_SPAN];
    run_of_time time = {.since = block->vectors[since].dates[row], .until = block->vectors[day].dates[row]};
    uint32_t code = span_node >= 0 ? block->vectors[span_node].codes[row] : MANDATE_CODE_ABSENT;
    if (code >= MANDATE_CODE_UNKNOWN) return time;
    mandate_span span = mandate_plan_span(block->plan, code);
    if (span.unit == MANDATE_SPAN_WORKING_DAYS) {
        time.calendar = &block->plan->calendars[span.calendar].days;
        time.calendar_index = span.calendar;
    }
    time.behind = span.clear ? 1 : 0;
    return time;
}

static mandate_date put_off(const run_of_time *time, mandate_date end, mandate_date from, mandate_date to, mandate_lacking *lacking)
{
    mandate_date found = MANDATE_DATE_UNKNOWN;
    if (!time->calendar) {
        found = mandate_date_add_days(end, (long)to - from);
    } else {
        int32_t count = mandate_calendar_between(time->calendar, from, to, &lacking->day);
        if (count >= 0) found = mandate_calendar_add(time->calendar, end, count, &lacking->day);
        if (found == MANDATE_DATE_UNKNOWN) {
            lacking->what = MANDATE_LACKS_CALENDAR;
            lacking->calendar = time->calendar_index;
        }
    }
    return found == MANDATE_DATE_ABSENT ? MANDATE_DATE_LAST : found;
}

// Whether time stands still for good before the day that its calendar lacks, of the pauses from one on: then it is not over, and no day of the calendar is asked.
static bool stands_before(const run_of_time *time, const pause *pauses, size_t count, bool most, mandate_date day)
{
    for (size_t i = 0; i < count; i++) {
        const pause *p = &pauses[i];
        if (!most && (!p->certain || isinf(p->low) || isinf(p->high))) continue;
        mandate_date from = isinf(p->low) ? time->since : (mandate_date)p->low;
        if (from >= day) return false; // so do all that follow
        if (p->high >= MANDATE_PAUSE_OPEN) return true;
    }
    return false;
}

// When time has run: but for the pauses of which all is known, or (most) for each as long as it can be. Absent where it stands still.
static mandate_date run(const run_of_time *time, const pause *pauses, size_t count, bool most, mandate_lacking *lacking)
{
    *lacking = (mandate_lacking){.what = MANDATE_LACKS_NOTHING};
    mandate_date end = time->until - time->behind, reached = time->since;
    for (size_t i = 0; i < count; i++) {
        const pause *p = &pauses[i];
        if (!most && (!p->certain || isinf(p->low) || isinf(p->high))) continue;
        mandate_date from = isinf(p->low) ? time->since : (mandate_date)p->low;
        if (from >= end) break; // so do all that follow
        if (from < reached) from = reached;
        if (p->high <= from) continue;
        if (p->high >= MANDATE_PAUSE_OPEN) return MANDATE_DATE_ABSENT;
        reached = (mandate_date)p->high;
        end = put_off(time, end, from, reached, lacking);
        if (end == MANDATE_DATE_UNKNOWN && stands_before(time, p + 1, count - i - 1, most, lacking->day)) {
            lacking->what = MANDATE_LACKS_NOTHING;
            return MANDATE_DATE_ABSENT;
        }
        if (!mandate_date_is(end)) return end;
    }
    return end >= MANDATE_DATE_LAST - time->behind ? MANDATE_DATE_LAST : end + time->behind;
}

static mandate_date of_row(const run_of_time *time, const pause *pauses, size_t count, mandate_lacking *lacking)
{
    *lacking = (mandate_lacking){.what = MANDATE_LACKS_NOTHING};
    if (time->until == MANDATE_DATE_ABSENT || time->since == MANDATE_DATE_ABSENT) return MANDATE_DATE_ABSENT;
    if (time->until == MANDATE_DATE_UNKNOWN || time->since == MANDATE_DATE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
    if (count == 0) return time->until;
    mandate_date least = run(time, pauses, count, false, lacking);
    if (least == MANDATE_DATE_UNKNOWN) return least;
    mandate_date most = run(time, pauses, count, true, lacking);
    return least == most ? least : MANDATE_DATE_UNKNOWN;
}

void mandate_finish_paused(const mandate_block *block, const mandate_node *node, mandate_gathered *g, const mandate_target *target)
{
    mandate_lacking lacking;
    if (g->open_count) qsort(g->open, g->open_count, sizeof *g->open, in_order);
    size_t next = 0;
    for (size_t t = 0; t < g->rows; t++) {
        size_t first = next;
        while (next < g->open_count && g->open[next].target == t) next++;
        run_of_time time = time_of(block, node, t);
        target->dates[t] = of_row(&time, g->open_count ? g->open + first : NULL, next - first, &lacking);
    }
}

// The pause of the row itself; false where it has none.
static bool own_pause(const mandate_vector *of, size_t row, pause *own)
{
    *own = (pause){.certain = true, .low = mandate_low(of, row), .high = mandate_high(of, row)};
    return !isnan(own->low);
}

bool mandate_compute_stopped(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    for (size_t i = 0; i < rows; i++) {
        pause own;
        mandate_lacking lacking;
        run_of_time time = time_of(block, node, i);
        size_t count = own_pause(&block->vectors[node->argument[MANDATE_STOPPED_PAUSE]], i, &own) ? 1 : 0;
        target.dates[i] = of_row(&time, &own, count, &lacking);
    }
    return true;
}

static mandate_lacking stopped_lacks(const mandate_block *block, const mandate_node *node, size_t row)
{
    pause own;
    mandate_lacking lacking;
    run_of_time time = time_of(block, node, row);
    size_t count = own_pause(&block->vectors[node->argument[MANDATE_STOPPED_PAUSE]], row, &own) ? 1 : 0;
    of_row(&time, &own, count, &lacking);
    return lacking;
}

mandate_lacking mandate_paused_lacks(const mandate_block *block, int node, size_t row)
{
    if (block->plan->nodes[node].op == MANDATE_OP_STOPPED) return stopped_lacks(block, &block->plan->nodes[node], row);
    const mandate_gathered *g = &block->gathered[node];
    size_t first = 0, last = g->open_count; // the pauses stand in the order of their rows
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        if (g->open[middle].target < row) first = middle + 1;
        else last = middle;
    }
    while (last < g->open_count && g->open[last].target == row) last++;
    mandate_lacking lacking;
    run_of_time time = time_of(block, &block->plan->nodes[node], row);
    of_row(&time, first < last ? g->open + first : NULL, last - first, &lacking);
    return lacking;
}
