// The snapshot's order of what comes out: where each record that comes stands among the old ones, told as stretches of both.
#define _GNU_SOURCE // qsort_r
#include "snapshot/merging.h"

#include <stdlib.h>
#include "model/memory.h"

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
    m->come_row = mandate_merging_make(m, m->come_count, sizeof *m->come_row, error);
    if (!m->places || !m->come_row) return false;
    qsort_r(m->come, m->come_count, sizeof *m->come, compare_come, m);
    for (uint32_t i = 0; i < m->come_count; i++) m->places[i] = find_place(m, m->come[i]);
    for (uint32_t i = 0; i < m->come_count; i++) m->row_count += mandate_added_end(m, m->come[i]) - mandate_added_row(m, m->come[i]);
    m->rows = mandate_merging_make(m, m->row_count, sizeof *m->rows, error);
    if (!m->rows) return false;
    uint32_t next = 0;
    for (uint32_t i = 0; i < m->come_count; i++) {
        m->come_row[i] = next;
        for (uint32_t row = mandate_added_row(m, m->come[i]); row < mandate_added_end(m, m->come[i]); row++) m->rows[next++] = row;
    }
    m->records = m->old->records - m->gone_count + m->come_count;
    m->versions = m->old->versions - mandate_gone_rows(m) + m->row_count;
    return true;
}

// Owners that stand one behind another both as they were and in what comes out, from `first` to the one before `end`; their old records, and which of those come and which of
// those that are gone are theirs. Of a kind without owners all records are one such stretch.
typedef struct owned {
    uint32_t first, end;
    uint32_t from, to, come, come_end, gone;
} owned;

// The first of those that come whose owner is this one or a later one; and the first that is gone from a record on.
static uint32_t first_come(const mandate_merging *m, uint32_t group)
{
    uint32_t low = 0, high = m->come_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (come_group(m, m->come[middle]) < group) low = middle + 1;
        else high = middle;
    }
    return low;
}

static uint32_t first_gone(const mandate_merging *m, uint32_t record)
{
    uint32_t low = 0, high = m->gone_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->gone[middle] < record) low = middle + 1;
        else high = middle;
    }
    return low;
}

static owned all_of(const mandate_merging *m, uint32_t first, uint32_t end)
{
    owned all = {
        .first = first, .end = end, .from = mandate_start_of(m, first), .to = mandate_start_of(m, end), .come = first_come(m, first), .come_end = first_come(m, end)};
    all.gone = first_gone(m, all.from);
    return all;
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

// The order of their records and rows.
static bool stretch(mandate_merging *m, const owned *all, mandate_error *error)
{
    uint32_t at = all->from, gone = all->gone;
    for (uint32_t i = all->come; i < all->come_end; i++) {
        if (!stretch_old(m, at, m->places[i], &gone, error)) return false;
        at = m->places[i];
        uint32_t first = mandate_added_row(m, m->come[i]), count = mandate_added_end(m, m->come[i]) - first;
        m->come_start[i] = (uint32_t)m->by_row.cells;
        if (!mandate_stretches_add(&m->by_record, true, i, 1, 0, error) || !mandate_stretches_add(&m->versions_start, true, i, 1, 0, error) ||
            !mandate_stretches_add(&m->by_row, true, m->come_row[i], count, 0, error))
            return false;
    }
    return stretch_old(m, at, all->to, &gone, error);
}

// Where their rows begin: those of owners behind one to whom a record comes begin one later, and one sooner where it is gone; of owners that were not there, what is told of them.
static bool stretch_starts(mandate_merging *m, const owned *all, uint64_t begin, mandate_error *error)
{
    uint32_t come = all->come, gone = all->gone, from = all->first;
    while (from < all->end && from >= m->old_owners) {
        m->new_starts[m->new_start_count] = (uint32_t)begin + (come - all->come);
        if (!mandate_stretches_add(&m->starts, true, m->new_start_count++, 1, 0, error)) return false;
        while (come < all->come_end && come_group(m, m->come[come]) == from) come++;
        from++;
    }
    while (from < all->end) {
        uint32_t next_come = come < all->come_end ? come_group(m, m->come[come]) : all->end;
        uint32_t next_gone = gone < m->gone_count ? m->gone_owner[gone] : all->end;
        uint32_t next = next_come < next_gone ? next_come : next_gone, stop = next < all->end - 1 ? next : all->end - 1;
        uint64_t more = begin - all->from + (come - all->come) - (gone - all->gone); // may go round
        if (!mandate_stretches_add(&m->starts, false, from, stop + 1 - from, more, error)) return false;
        from = stop + 1;
        while (come < all->come_end && come_group(m, m->come[come]) == stop) come++;
        while (gone < m->gone_count && m->gone_owner[gone] == stop) gone++;
    }
    return true;
}

static bool put(mandate_merging *m, uint32_t first, uint32_t end, mandate_error *error)
{
    const owned all = all_of(m, first, end);
    uint64_t begin = m->by_record.cells;
    return stretch(m, &all, error) && stretch_starts(m, &all, begin, error);
}

// Where the owners stand in another order than they did, or among others: stretch by stretch of those that still stand one behind another.
static bool put_moved(mandate_merging *m, const uint32_t *moved, uint32_t owners, mandate_error *error)
{
    uint32_t *was = mandate_new(owners, sizeof *was, error);
    bool done = was && (m->new_starts = mandate_merging_make(m, m->owners - m->old_owners, sizeof *m->new_starts, error));
    for (uint32_t o = 0; done && o < owners; o++) was[o] = MANDATE_CODE_ABSENT;
    for (uint32_t o = m->old_owners; done && o < m->owners; o++) was[moved[o]] = o; // of several that were taken of one the last, as references say
    for (uint32_t o = 0; done && o < m->old_owners; o++) was[moved[o]] = o;
    for (uint32_t now = 0, end; done && now < owners; now = end) {
        if (was[now] == MANDATE_CODE_ABSENT) done = mandate_fail(error, MANDATE_ERROR_SNAPSHOT, "an owner is nowhere");
        for (end = now + 1; end < owners && was[end] == was[end - 1] + 1 && (was[end] < m->old_owners) == (was[now] < m->old_owners);) end++;
        done = done && put(m, was[now], was[end - 1] + 1, error);
    }
    mandate_free(was);
    return done;
}

// Those of no owner, or of one that is unknown, stand behind all others.
static bool put_unowned(mandate_merging *m, mandate_error *error)
{
    owned all = {.from = mandate_start_of(m, m->owners), .to = m->old->records, .come = first_come(m, m->owners), .come_end = m->come_count};
    all.gone = first_gone(m, all.from);
    return mandate_stretches_add(&m->starts, false, m->old_owners, 1, m->by_record.cells - all.from, error) && stretch(m, &all, error);
}

bool mandate_merging_order(mandate_merging *m, mandate_error *error)
{
    uint32_t count = 0;
    const uint32_t *moved = m->kind->owner < 0 ? NULL : mandate_moved_to(m, m->kind->fields[m->kind->owner].kind, &count);
    m->come_start = mandate_merging_make(m, (size_t)m->come_count + 1, sizeof *m->come_start, error);
    if (!m->come_start || !order_come(m, error)) return false;
    const owned all = {.to = m->old->records, .come_end = m->come_count};
    bool done = m->kind->owner < 0 ? stretch(m, &all, error)
                                   : (moved ? put_moved(m, moved, m->now->tables[m->kind->fields[m->kind->owner].kind].records, error) : put(m, 0, m->owners, error)) &&
                                         put_unowned(m, error);
    m->come_start[m->come_count] = (uint32_t)m->by_row.cells;
    return done && mandate_stretches_add(&m->versions_start, true, m->come_count, 1, 0, error);
}
