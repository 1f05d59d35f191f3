// What a merge holds until what it gives is written: the blocks that arrays are made of; and how cells are read, those that were there and those that come.
#include "snapshot/merging.h"

#include <string.h>
#include "model/memory.h"

static void *keep(mandate_merging *m, void *block, mandate_error *error)
{
    void **list = block ? mandate_grow((void *)m->kept, m->kept_count, &m->kept_capacity, sizeof *list, error) : NULL;
    if (!list) {
        mandate_free(block);
        return NULL;
    }
    m->kept = list;
    return m->kept[m->kept_count++] = block;
}

void *mandate_merging_make(mandate_merging *m, size_t count, size_t size, mandate_error *error) { return keep(m, mandate_new(count, size, error), error); }

void mandate_merging_release(mandate_merging *m)
{
    if (!m) return;
    for (int f = 0; m->texts && f < m->kind->field_count; f++) {
        mandate_stretches_release(&m->texts[f].starts);
        mandate_stretches_release(&m->texts[f].letters);
    }
    mandate_stretches_release(&m->by_record);
    mandate_stretches_release(&m->by_row);
    mandate_stretches_release(&m->starts);
    mandate_stretches_release(&m->versions_start);
    for (size_t i = 0; i < m->kept_count; i++) mandate_free(m->kept[i]);
    mandate_free((void *)m->kept);
    mandate_free(m);
}

int mandate_compare_numbers(const void *left, const void *right) { return mandate_by_number(*(const uint32_t *)left, *(const uint32_t *)right); }

uint32_t mandate_gone_rows(const mandate_merging *m)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->gone_count; i++) count += mandate_old_row(m, m->gone[i] + 1) - mandate_old_row(m, m->gone[i]);
    return count;
}

uint32_t mandate_added_code(const mandate_merging *m, int f, uint32_t row)
{
    mandate_column column = {.type = MANDATE_TEXT, .width = (int)m->added->columns[f].width};
    mandate_column_point(&column, mandate_added_cells(m, f));
    return mandate_column_cell(&column, row);
}

mandate_date mandate_added_event(const mandate_merging *m, uint32_t record)
{
    const mandate_loaded *added = m->added;
    return ((const int32_t *)(added->event_is_column ? added->columns[added->kind->starts].cells : added->event.cells))[record];
}

static uint64_t number_bits(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

uint64_t mandate_old_value(const mandate_merging *m, int f, uint32_t row)
{
    const mandate_column *old = &m->old->columns[f];
    switch (old->type) {
    case MANDATE_TEXT: return mandate_column_cell(old, row);
    case MANDATE_NUMBER: return number_bits(mandate_column_number(old, row));
    case MANDATE_EVENT:
    case MANDATE_DATE: return (uint32_t)mandate_column_date(old, row);
    case MANDATE_YESNO: return old->answers[row];
    case MANDATE_REFERENCE: return old->codes[row];
    }
    return 0;
}

uint64_t mandate_added_value(const mandate_merging *m, int f, uint32_t row)
{
    uint32_t code;
    switch (m->kind->fields[f].type) {
    case MANDATE_TEXT:
        code = mandate_added_code(m, f, row);
        return code >= MANDATE_CODE_UNKNOWN ? code : m->texts[f].is_old[code] ? m->texts[f].at[code] : (1ULL << 32) + code;
    case MANDATE_NUMBER: return number_bits(((const double *)mandate_added_cells(m, f))[row]);
    case MANDATE_EVENT:
    case MANDATE_DATE: return (uint32_t)((const int32_t *)mandate_added_cells(m, f))[row];
    case MANDATE_YESNO: return ((const uint8_t *)mandate_added_cells(m, f))[row];
    case MANDATE_REFERENCE: return ((const uint32_t *)mandate_added_cells(m, f))[row];
    }
    return 0;
}
