// What is known of a column that comes out beside its cells: the first and the last day, which blanks it has, and whether its packing may go on as it was.
#include "snapshot/merging.h"

#include <stdlib.h>
#include <string.h>
#include "model/memory.h"

static int compare_wide(const void *left, const void *right) { return mandate_by_number(*(const uint64_t *)left, *(const uint64_t *)right); }

// Whether rows are gone that had a value in the field which none has that comes: then what is known of the column may no longer be so.
static bool find_lost(const mandate_merging *m, int f, bool *lost, mandate_error *error)
{
    *lost = false;
    if (m->gone_count == 0 || (f == m->kind->owner && m->owners_are_told)) return true;
    uint64_t *come = mandate_new(m->row_count, sizeof *come, error);
    if (!come) return false;
    for (uint32_t i = 0; i < m->row_count; i++) come[i] = mandate_added_value(m, f, m->rows[i]);
    qsort(come, m->row_count, sizeof *come, compare_wide);
    MANDATE_FOR_GONE_ROWS(m, row)
    {
        uint64_t value = mandate_old_value(m, f, row);
        *lost = *lost || !bsearch(&value, come, m->row_count, sizeof *come, compare_wide);
    }
    mandate_free(come);
    return true;
}

static void tell_day(mandate_column *about, mandate_date day)
{
    if (day < about->first) about->first = day;
    if (day > about->last) about->last = day;
}

// What a blank reads as, among the values of mandate_added_value and mandate_old_value; other values are passed over.
static void tell(mandate_column *about, uint64_t value)
{
    double number;
    bool unknown = false, absent = false;
    switch (about->type) {
    case MANDATE_TEXT:
    case MANDATE_REFERENCE:
        unknown = value == MANDATE_CODE_UNKNOWN;
        absent = value == MANDATE_CODE_ABSENT;
        break;
    case MANDATE_YESNO:
        unknown = value == MANDATE_YESNO_UNKNOWN;
        absent = value == MANDATE_YESNO_ABSENT;
        break;
    case MANDATE_NUMBER:
        memcpy(&number, &value, sizeof number);
        unknown = number == MANDATE_NUMBER_UNKNOWN;
        absent = number != number;
        break;
    case MANDATE_EVENT:
    case MANDATE_DATE:
        unknown = (int32_t)(uint32_t)value == MANDATE_DATE_UNKNOWN;
        absent = (int32_t)(uint32_t)value == MANDATE_DATE_ABSENT;
        if (!unknown && !absent) tell_day(about, (int32_t)(uint32_t)value);
        break;
    }
    about->has_unknown = about->has_unknown || unknown;
    about->has_absent = about->has_absent || absent;
}

// Of the rows that come, and of the old ones, all of which are looked at where some are lost.
static void tell_all(const mandate_merging *m, int f, bool lost, mandate_column *about)
{
    const mandate_column *old = &m->old->columns[f];
    *about = (mandate_column){.type = old->type, .first = MANDATE_DATE_ABSENT, .last = MANDATE_DATE_ALWAYS};
    if (!lost) *about = (mandate_column){.type = old->type, .first = old->first, .last = old->last, .has_unknown = old->has_unknown, .has_absent = old->has_absent};
    if (old->type != MANDATE_EVENT && old->type != MANDATE_DATE) { // as they are for whoever loads it
        about->first = old->first;
        about->last = old->last;
    }
    for (uint32_t i = 0; i < m->row_count; i++) tell(about, mandate_added_value(m, f, m->rows[i]));
    uint32_t gone = 0;
    for (uint32_t r = 0; lost && r < m->old->records; r++) {
        if (gone < m->gone_count && m->gone[gone] == r) {
            gone++;
            continue;
        }
        for (uint32_t row = mandate_old_row(m, r); row < mandate_old_row(m, r + 1); row++) tell(about, mandate_old_value(m, f, row));
    }
}

bool mandate_merging_describe(const mandate_merging *m, int f, bool *lost, mandate_column *about, mandate_error *error)
{
    if (!find_lost(m, f, lost, error)) return false;
    tell_all(m, f, *lost, about);
    return true;
}

static bool has_event(const mandate_merging *m, mandate_date event)
{
    for (uint32_t i = 0; i < m->come_count; i++)
        if (mandate_added_event(m, m->come[i]) == event) return true;
    return false;
}

void mandate_merging_describe_events(const mandate_merging *m, bool *lost, mandate_column *about)
{
    const mandate_column *old = &m->old->event;
    *lost = false;
    for (uint32_t i = 0; i < m->gone_count && !*lost; i++) *lost = !has_event(m, mandate_column_date(old, m->gone[i]));
    *about = (mandate_column){.type = MANDATE_EVENT, .first = MANDATE_DATE_ABSENT, .last = MANDATE_DATE_ALWAYS};
    if (!*lost) {
        about->first = old->first;
        about->last = old->last;
    }
    for (uint32_t i = 0; i < m->come_count; i++) tell_day(about, mandate_added_event(m, m->come[i]));
    for (uint32_t r = 0, gone = 0; *lost && r < m->old->records; r++) {
        if (gone < m->gone_count && m->gone[gone] == r) gone++;
        else tell_day(about, mandate_column_date(old, r));
    }
}
