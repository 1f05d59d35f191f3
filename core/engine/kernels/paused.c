// Of the days behind the first day of a pause, up to its last one, none counts, and what lies in several pauses is left out once. So each pause that begins before time
// has run out puts off its end by as many days as it adds to those before it. More pauses only put it off further: where what is certain, and all that can be, come to
// the same day, that is it.
// The pauses of a row are a list, of as many sets as there are, so that days in several of them are left out once. Sets are gathered each by itself, maybe in several passes: a list is
// kept as a text that the run makes.
#include "engine/kernels/paused.h"

#include <stdlib.h>
#include <string.h>

#include "engine/kernels/open_values.h"
#include "model/memory.h"

typedef struct mandate_open_value pause;

static int in_order(const void *left, const void *right)
{
    const pause *a = left, *b = right;
    if (a->target != b->target) return a->target < b->target ? -1 : 1;
    if (a->low != b->low) return a->low < b->low ? -1 : 1;
    return (a->high > b->high) - (a->high < b->high);
}

// The pauses of one row.
typedef struct list {
    pause *pauses;
    size_t count, capacity;
    bool unknown; // nobody knows which there are
} list;

static bool take(list *l, bool certain, double low, double high, mandate_error *error)
{
    pause *grown = mandate_grow(l->pauses, l->count, &l->capacity, sizeof *l->pauses, error);
    if (!grown) return false;
    l->pauses = grown;
    memset(&l->pauses[l->count], 0, sizeof *l->pauses); // byte by byte, so that equal lists are one text
    l->pauses[l->count].certain = certain;
    l->pauses[l->count].low = low;
    l->pauses[l->count++].high = high;
    return true;
}

// Adds what a node of lists, or none (-1), holds for a row.
static bool read_list(const mandate_block *block, int node, size_t row, list *l, mandate_error *error)
{
    if (node < 0) return true;
    double code = mandate_low(&block->vectors[node], row);
    if (isnan(code)) return true;
    if (isinf(code)) {
        l->unknown = true;
        return true;
    }
    size_t length;
    const char *text = mandate_plan_text_of(block->plan, (uint32_t)code, &length);
    for (size_t at = 0; at < length; at += sizeof(pause)) {
        pause p;
        memcpy(&p, text + at, sizeof p); // a text lies anywhere
        if (!take(l, p.certain, p.low, p.high, error)) return false;
    }
    return true;
}

// Puts a row's list into the vector of its node.
static bool write_list(const mandate_block *block, list *l, size_t row, const mandate_target *target, mandate_error *error)
{
    target->low[row] = target->high[row] = MANDATE_NUMBER_ABSENT;
    if (l->unknown) {
        target->low[row] = MANDATE_NUMBER_UNKNOWN;
        target->high[row] = (double)INFINITY;
    } else if (l->count > 0) {
        uint32_t code;
        qsort(l->pauses, l->count, sizeof *l->pauses, in_order);
        if (!mandate_plan_made_text(block->plan, (const char *)l->pauses, l->count * sizeof *l->pauses, &code, error)) return false;
        target->low[row] = code;
        target->high[row] = (double)code + 1; // open
    }
    return true;
}

bool mandate_finish_pauses(const mandate_block *block, const mandate_node *node, mandate_gathered *g, const mandate_target *target, mandate_error *error)
{
    list own = {0};
    bool done = true;
    if (g->open_count) qsort(g->open, g->open_count, sizeof *g->open, in_order);
    size_t next = 0;
    for (size_t t = 0; done && t < g->rows; t++) {
        own.count = 0;
        own.unknown = false;
        done = read_list(block, node->argument[MANDATE_PAUSES_ALSO], t, &own, error);
        for (; done && next < g->open_count && g->open[next].target == t; next++) done = take(&own, g->open[next].certain, g->open[next].low, g->open[next].high, error);
        done = done && write_list(block, &own, t, target, error);
    }
    mandate_free(own.pauses);
    return done;
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
    int span_node = node->argument[MANDATE_STOPPED_SPAN];
    run_of_time time = {.since = block->vectors[node->argument[MANDATE_STOPPED_SINCE]].dates[row],
                        .until = block->vectors[node->argument[MANDATE_STOPPED_DAY]].dates[row]};
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
        if (from < reached) from = reached; // first, so that where no time is to run a pause that began before stops nothing
        if (from >= end) break; // so do all that follow
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

static mandate_date of_row(const run_of_time *time, const list *l, mandate_lacking *lacking)
{
    *lacking = (mandate_lacking){.what = MANDATE_LACKS_NOTHING};
    if (time->until == MANDATE_DATE_ABSENT || time->since == MANDATE_DATE_ABSENT) return MANDATE_DATE_ABSENT;
    if (l->unknown || time->until == MANDATE_DATE_UNKNOWN || time->since == MANDATE_DATE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
    if (l->count == 0) return time->until;
    mandate_date least = run(time, l->pauses, l->count, false, lacking);
    if (least == MANDATE_DATE_UNKNOWN) return least;
    mandate_date most = run(time, l->pauses, l->count, true, lacking);
    return least == most ? least : MANDATE_DATE_UNKNOWN;
}

// Reads a row's pauses into the list, which is empty again before.
static bool read_pauses(const mandate_block *block, const mandate_node *node, size_t row, list *l, mandate_error *error)
{
    l->count = 0;
    l->unknown = false;
    if (node->op == MANDATE_OP_STOPPED) return read_list(block, node->argument[MANDATE_STOPPED_PAUSES], row, l, error);
    const mandate_vector *own = &block->vectors[node->argument[MANDATE_PAUSE_LISTED_PAUSE]];
    return (isnan(mandate_low(own, row)) || take(l, true, mandate_low(own, row), mandate_high(own, row), error)) &&
           read_list(block, node->argument[MANDATE_PAUSE_LISTED_ALSO], row, l, error);
}

bool mandate_compute_paused(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    list l = {0};
    bool done = true;
    for (size_t i = 0; done && i < rows; i++) {
        done = read_pauses(block, node, i, &l, error);
        if (done && node->op == MANDATE_OP_STOPPED) {
            mandate_lacking lacking;
            run_of_time time = time_of(block, node, i);
            target.dates[i] = of_row(&time, &l, &lacking);
        } else if (done) {
            done = write_list(block, &l, i, &target, error);
        }
    }
    mandate_free(l.pauses);
    return done;
}

bool mandate_stopped_lacks(const mandate_block *block, int id, size_t row, mandate_lacking *lacking, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    list l = {0};
    bool done = read_pauses(block, node, row, &l, error);
    run_of_time time = time_of(block, node, row);
    if (done) of_row(&time, &l, lacking);
    mandate_free(l.pauses);
    return done;
}
