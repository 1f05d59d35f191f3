// The snapshot's order of what comes out: where each record that comes stands among the old ones, told as stretches of both.
#define _GNU_SOURCE // qsort_r
#include "snapshot/merging.h"

#include <stdlib.h>

static double added_number(const mandate_merging *m, int f, uint32_t row) { return ((const double *)mandate_added_cells(m, f))[row]; }
static int by_double(double a, double b) { return (a > b) - (a < b); }
static int by_day(mandate_date a, mandate_date b) { return (a > b) - (a < b); }

// Row `a` of those that come against row `b` of those that come, or, with `old`, of those that were there. The owner's field is left out: of one owner it is the same.
static int compare_keys(const mandate_merging *m, uint32_t a, uint32_t b, bool old)
{
    int order = 0;
    for (int f = 0; f < m->kind->field_count && order == 0; f++) {
        const mandate_column *column = &m->old->columns[f];
        const mandate_field *field = &m->kind->fields[f];
        if (!field->key || f == m->kind->owner) continue;
        switch (field->type) {
        case MANDATE_TEXT: order = mandate_by_number(mandate_come_rank(m, f, a), old ? mandate_old_rank(m, f, b) : mandate_come_rank(m, f, b)); break;
        case MANDATE_NUMBER: order = by_double(added_number(m, f, a), old ? mandate_column_number(column, b) : added_number(m, f, b)); break;
        case MANDATE_EVENT:
        case MANDATE_DATE:
            order = by_day(((const int32_t *)mandate_added_cells(m, f))[a], old ? mandate_column_date(column, b) : ((const int32_t *)mandate_added_cells(m, f))[b]);
            break;
        case MANDATE_YESNO: order = mandate_by_number(mandate_added_value(m, f, a), old ? column->answers[b] : mandate_added_value(m, f, b)); break;
        case MANDATE_REFERENCE:
            order = mandate_compare_keys(m->tables, &m->tables[field->kind], (uint32_t)mandate_added_value(m, f, a),
                                         old ? column->codes[b] : (uint32_t)mandate_added_value(m, f, b));
            break;
        }
    }
    return order;
}

// Those of one owner stand together, in the order of the owners; behind them those whose owner is unknown, and those that have none.
static uint32_t group_of(const mandate_merging *m, uint32_t owner) { return owner < m->owners ? owner : m->owners + (owner == MANDATE_CODE_ABSENT); }
static uint32_t come_group(const mandate_merging *m, uint32_t record) { return m->kind->owner < 0 ? 0 : group_of(m, mandate_owner_of(m, record)); }

static int compare_come(const void *left, const void *right, void *context)
{
    const mandate_merging *m = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = mandate_by_number(come_group(m, a), come_group(m, b));
    if (order == 0) order = by_day(mandate_added_event(m, a), mandate_added_event(m, b));
    return order ? order : compare_keys(m, mandate_added_row(m, a), mandate_added_row(m, b), false);
}

// The old record against one that comes, of the same owner or both of none.
static int compare_with_old(const mandate_merging *m, uint32_t record, uint32_t come)
{
    uint32_t group = come_group(m, come);
    int order = 0;
    if (m->kind->owner >= 0 && group >= m->owners) order = mandate_by_number(group, group_of(m, m->old->owner[record]));
    if (order == 0) order = by_day(mandate_added_event(m, come), mandate_column_date(&m->old->event, record));
    return order ? order : compare_keys(m, mandate_added_row(m, come), mandate_old_row(m, record), true);
}

// The first old record that does not stand before the one that comes.
static uint32_t find_place(const mandate_merging *m, uint32_t come)
{
    uint32_t low = 0, high = m->old->records;
    if (m->kind->owner >= 0) {
        uint32_t group = come_group(m, come);
        low = mandate_start_of(m, group < m->owners ? group : m->owners);
        high = group < m->owners ? mandate_start_of(m, group + 1) : m->old->records;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_with_old(m, middle, come) > 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

// Brings those that come into the snapshot's order, and finds the place of each.
static bool order_come(mandate_merging *m, mandate_error *error)
{
    m->places = mandate_merging_make(m, m->come_count, sizeof *m->places, error);
    if (!m->places) return false;
    qsort_r(m->come, m->come_count, sizeof *m->come, compare_come, m);
    for (uint32_t i = 0; i < m->come_count; i++) m->places[i] = find_place(m, m->come[i]);
    for (uint32_t i = 0; i < m->come_count; i++) m->row_count += mandate_added_end(m, m->come[i]) - mandate_added_row(m, m->come[i]);
    m->rows = mandate_merging_make(m, m->row_count, sizeof *m->rows, error);
    if (!m->rows) return false;
    uint32_t next = 0;
    MANDATE_FOR_COME_ROWS(m, row) m->rows[next++] = row;
    m->records = m->old->records - m->gone_count + m->come_count;
    m->versions = m->old->versions - mandate_gone_rows(m) + m->row_count;
    return true;
}

// Old records from one to another, without those that are gone, of which *gone were met so far.
static bool stretch_old(mandate_merging *m, uint32_t from, uint32_t to, uint32_t *gone, mandate_error *error)
{
    while (from < to) {
        bool meets = *gone < m->gone_count && m->gone[*gone] < to;
        uint32_t end = meets ? m->gone[*gone] : to;
        uint64_t moved = m->by_row.cells - mandate_old_row(m, from); // may go round
        if (!mandate_stretches_add(&m->by_record, false, from, end - from, 0, error) ||
            !mandate_stretches_add(&m->versions_start, false, from, end - from, moved, error) ||
            !mandate_stretches_add(&m->by_row, false, mandate_old_row(m, from), mandate_old_row(m, end) - mandate_old_row(m, from), 0, error))
            return false;
        *gone += meets;
        from = end + meets;
    }
    return true;
}

// The order of all records and rows.
static bool stretch(mandate_merging *m, mandate_error *error)
{
    m->come_start = mandate_merging_make(m, (size_t)m->come_count + 1, sizeof *m->come_start, error);
    if (!m->come_start) return false;
    uint32_t at = 0, gone = 0, row = 0;
    for (uint32_t i = 0; i < m->come_count; i++) {
        if (!stretch_old(m, at, m->places[i], &gone, error)) return false;
        at = m->places[i];
        uint32_t count = mandate_added_end(m, m->come[i]) - mandate_added_row(m, m->come[i]);
        m->come_start[i] = (uint32_t)m->by_row.cells;
        if (!mandate_stretches_add(&m->by_record, true, i, 1, 0, error) || !mandate_stretches_add(&m->versions_start, true, i, 1, 0, error) ||
            !mandate_stretches_add(&m->by_row, true, row, count, 0, error))
            return false;
        row += count;
    }
    if (!stretch_old(m, at, m->old->records, &gone, error)) return false;
    m->come_start[m->come_count] = (uint32_t)m->by_row.cells;
    return mandate_stretches_add(&m->versions_start, true, m->come_count, 1, 0, error);
}

// Where owners' rows begin: those of owners behind one to whom a record comes begin one later, and one sooner where it is gone.
static bool stretch_starts(mandate_merging *m, mandate_error *error)
{
    uint32_t come = 0, gone = 0, from = 0;
    while (from <= m->owners) {
        uint32_t next_come = come < m->come_count ? come_group(m, m->come[come]) : m->owners;
        uint32_t next_gone = gone < m->gone_count ? m->gone_owner[gone] : m->owners;
        uint32_t next = next_come < next_gone ? next_come : next_gone, end = next < m->owners ? next : m->owners;
        if (!mandate_stretches_add(&m->starts, false, from, end + 1 - from, (uint64_t)come - gone, error)) return false;
        from = end + 1;
        while (come < m->come_count && come_group(m, m->come[come]) == end) come++;
        while (gone < m->gone_count && m->gone_owner[gone] == end) gone++;
    }
    return true;
}

bool mandate_merging_order(mandate_merging *m, mandate_error *error)
{
    return order_come(m, error) && stretch(m, error) && (m->kind->owner < 0 || stretch_starts(m, error));
}
