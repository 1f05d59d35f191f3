// New records merged into a kind that stands in the snapshot's order, column by column: nothing is read from the registry, and nothing is sorted but the new
// ones. What comes out has the very bytes that loading all rows anew would give.
#define _GNU_SOURCE // qsort_r
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/threads.h"
#include "snapshot/table.h"

// Records and rows of both are numbered together: those that were there, and behind them those that come.
typedef struct merging {
    const mandate_table *tables, *old;
    const int64_t *old_ids;
    mandate_loaded *added, *out;
    uint32_t owners;                   // records of the owners' kind
    uint32_t **old_ranks, **new_ranks; // by field: of texts, what their ranks are in the merged column
    uint32_t *records, *rows;          // of what comes out, in its order; rows are records where there are no versions
} merging;

static uint32_t row_of(const merging *m, uint32_t record)
{
    if (record >= m->old->records) return m->old->versions + (record - m->old->records);
    return m->old->version_start ? m->old->version_start[record] : record;
}

static bool is_old(const merging *m, uint32_t row) { return row < m->old->versions; }
static const void *added_cells(const merging *m, int f) { return m->added->columns[f].cells; }

static double number_at(const merging *m, int f, uint32_t row)
{
    return is_old(m, row) ? mandate_column_number(&m->old->columns[f], row) : ((const double *)added_cells(m, f))[row - m->old->versions];
}

static int32_t date_at(const merging *m, int f, uint32_t row)
{
    return is_old(m, row) ? mandate_column_date(&m->old->columns[f], row) : ((const int32_t *)added_cells(m, f))[row - m->old->versions];
}

static uint8_t answer_at(const merging *m, int f, uint32_t row)
{
    return is_old(m, row) ? m->old->columns[f].answers[row] : ((const uint8_t *)added_cells(m, f))[row - m->old->versions];
}

static uint32_t reference_at(const merging *m, int f, uint32_t row)
{
    return is_old(m, row) ? m->old->columns[f].codes[row] : ((const uint32_t *)added_cells(m, f))[row - m->old->versions];
}

static uint32_t rank_at(const merging *m, int f, uint32_t row)
{
    uint32_t code;
    if (is_old(m, row)) {
        code = mandate_column_cell(&m->old->columns[f], row);
        return code < MANDATE_CODE_UNKNOWN ? m->old_ranks[f][code] : code;
    }
    mandate_column column = {.type = MANDATE_TEXT, .width = (int)m->added->columns[f].width};
    mandate_column_point(&column, added_cells(m, f));
    code = mandate_column_cell(&column, row - m->old->versions);
    return code < MANDATE_CODE_UNKNOWN ? m->new_ranks[f][code] : code;
}

static mandate_date event_of(const merging *m, uint32_t record)
{
    if (record < m->old->records) return mandate_column_date(&m->old->event, record);
    const mandate_loaded *added = m->added;
    return ((const int32_t *)(added->event_is_column ? added->columns[added->kind->starts].cells : added->event.cells))[record - m->old->records];
}

// Texts ------------------------------------------------------------------------------------------------------------------

typedef struct text {
    const char *bytes;
    size_t length;
} text;

static text text_of(const uint64_t *start, const char *bytes, uint32_t rank) { return (text){bytes + start[rank], (size_t)(start[rank + 1] - start[rank]) - 1}; }

static int compare_texts(text a, text b)
{
    int order = memcmp(a.bytes, b.bytes, a.length < b.length ? a.length : b.length);
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

// The first old text, from `low` on, that does not stand before this one.
static uint32_t find_text(const mandate_column *old, uint32_t low, text sought)
{
    uint32_t high = old->text_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_texts(text_of(old->text_start, old->text_bytes, middle), sought) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

// Both lists are in order, each without its double; so is what comes out.
static bool merge_texts(const merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_filled *added = &m->added->columns[f], *out = &m->out->columns[f];
    if (!mandate_rank_texts(added, m->added->versions, error)) return false;
    uint32_t *old_ranks = m->old_ranks[f] = mandate_new(old->text_count, sizeof *old_ranks, error);
    uint32_t *new_ranks = m->new_ranks[f] = mandate_new(added->text_count, sizeof *new_ranks, error);
    out->text_start = mandate_new((size_t)old->text_count + added->text_count + 1, sizeof *out->text_start, error);
    out->text_bytes = mandate_new(old->text_start[old->text_count] + added->text_start[added->text_count], 1, error);
    if (!old_ranks || !new_ranks || !out->text_start || !out->text_bytes) return false;
    uint32_t next = 0, at = 0;
    for (uint32_t i = 0; i <= added->text_count; i++) {
        bool last = i == added->text_count;
        text sought = last ? (text){0} : text_of(added->text_start, added->text_bytes, i);
        uint32_t until = last ? old->text_count : find_text(old, at, sought);
        uint64_t from = out->text_start[next], moved = from - old->text_start[at]; // may go round
        memcpy(out->text_bytes + from, old->text_bytes + old->text_start[at], (size_t)(old->text_start[until] - old->text_start[at]));
        for (; at < until; at++) {
            old_ranks[at] = next++;
            out->text_start[next] = old->text_start[at + 1] + moved;
        }
        if (last) break;
        new_ranks[i] = next;
        if (at < old->text_count && compare_texts(text_of(old->text_start, old->text_bytes, at), sought) == 0) continue; // the next run begins with it
        memcpy(out->text_bytes + out->text_start[next], sought.bytes, sought.length + 1);
        out->text_start[next + 1] = out->text_start[next] + sought.length + 1;
        next++;
    }
    out->text_count = next;
    return true;
}

// Order ------------------------------------------------------------------------------------------------------------------

static uint32_t group_of(const merging *m, uint32_t record)
{
    int f = m->old->kind->owner;
    if (f < 0) return 0;
    uint32_t owner = record < m->old->records ? m->old->owner[record] : reference_at(m, f, row_of(m, record));
    return owner < m->owners ? owner : m->owners + (owner == MANDATE_CODE_ABSENT);
}

static int compare_keys(const merging *m, uint32_t a, uint32_t b)
{
    const mandate_kind *kind = m->old->kind;
    int order = 0;
    for (int f = 0; f < kind->field_count && order == 0; f++) {
        if (!kind->fields[f].key) continue;
        switch (kind->fields[f].type) {
        case MANDATE_TEXT: order = (rank_at(m, f, a) > rank_at(m, f, b)) - (rank_at(m, f, a) < rank_at(m, f, b)); break;
        case MANDATE_NUMBER: order = (number_at(m, f, a) > number_at(m, f, b)) - (number_at(m, f, a) < number_at(m, f, b)); break;
        case MANDATE_EVENT:
        case MANDATE_DATE: order = (date_at(m, f, a) > date_at(m, f, b)) - (date_at(m, f, a) < date_at(m, f, b)); break;
        case MANDATE_YESNO: order = (answer_at(m, f, a) > answer_at(m, f, b)) - (answer_at(m, f, a) < answer_at(m, f, b)); break;
        case MANDATE_REFERENCE: order = mandate_compare_keys(m->tables, &m->tables[kind->fields[f].kind], reference_at(m, f, a), reference_at(m, f, b)); break;
        }
    }
    return order;
}

static int compare_records(const merging *m, uint32_t a, uint32_t b)
{
    uint32_t ga = group_of(m, a), gb = group_of(m, b);
    if (ga != gb) return ga < gb ? -1 : 1;
    mandate_date ea = event_of(m, a), eb = event_of(m, b);
    if (ea != eb) return ea < eb ? -1 : 1;
    return compare_keys(m, row_of(m, a), row_of(m, b));
}

static int compare_added(const void *left, const void *right, void *context) { return compare_records(context, *(const uint32_t *)left, *(const uint32_t *)right); }

// The first old record, from `low` on, that stands behind the one that comes.
static uint32_t find_place(const merging *m, uint32_t low, uint32_t record)
{
    uint32_t high = m->old->records;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_records(m, middle, record) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

// Puts a record behind the others that come out, with all of its versions.
static void put_record(const merging *m, uint32_t record)
{
    mandate_loaded *out = m->out;
    uint32_t first = row_of(m, record), count = 1;
    if (record < m->old->records && m->old->version_start) count = m->old->version_start[record + 1] - first;
    m->records[out->records++] = record;
    for (uint32_t i = 0; i < count; i++) m->rows[out->versions++] = first + i;
    if (out->version_start) out->version_start[out->records] = out->versions;
}

static bool merge_order(merging *m, mandate_error *error)
{
    const mandate_table *old = m->old;
    uint32_t count = m->added->records, at = 0;
    size_t records = (size_t)old->records + count, rows = (size_t)old->versions + count;
    uint32_t *sorted = mandate_new(count, sizeof *sorted, error);
    m->records = mandate_new(records, sizeof *m->records, error);
    m->rows = mandate_new(rows, sizeof *m->rows, error);
    if (old->version_start) m->out->version_start = mandate_new(records + 1, sizeof *m->out->version_start, error);
    bool done = sorted && m->records && m->rows && (!old->version_start || m->out->version_start);
    for (uint32_t i = 0; done && i < count; i++) sorted[i] = old->records + i;
    if (done) qsort_r(sorted, count, sizeof *sorted, compare_added, m);
    for (uint32_t i = 0; done && i < count; i++) {
        for (uint32_t until = find_place(m, at, sorted[i]); at < until; at++) put_record(m, at);
        put_record(m, sorted[i]);
    }
    for (; done && at < old->records; at++) put_record(m, at);
    mandate_free(sorted);
    return done;
}

// Columns ----------------------------------------------------------------------------------------------------------------

static bool has_blank(const mandate_column *old, const mandate_filled *added, bool unknown)
{
    return unknown ? old->has_unknown || added->has_unknown : old->has_absent || added->has_absent;
}

static bool fill_column(const merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    const mandate_filled *added = &m->added->columns[f];
    mandate_filled *out = &m->out->columns[f];
    uint32_t count = m->out->versions;
    mandate_type type = old->type;
    out->width = type == MANDATE_TEXT ? mandate_code_width(out->text_count) : type == MANDATE_NUMBER ? sizeof(double) : type == MANDATE_YESNO ? 1 : sizeof(uint32_t);
    out->first = old->first < added->first ? old->first : added->first;
    out->last = old->last > added->last ? old->last : added->last;
    out->has_unknown = has_blank(old, added, true);
    out->has_absent = has_blank(old, added, false);
    out->cells = mandate_new(count, out->width, error);
    if (!out->cells) return false;
    switch (type) {
    case MANDATE_TEXT:
        for (uint32_t i = 0; i < count; i++) mandate_set_code(out, i, rank_at(m, f, m->rows[i]));
        return true;
    case MANDATE_NUMBER:
        for (uint32_t i = 0; i < count; i++) ((double *)out->cells)[i] = number_at(m, f, m->rows[i]);
        return mandate_pack_cells(out, type, count, error);
    case MANDATE_EVENT:
    case MANDATE_DATE:
        for (uint32_t i = 0; i < count; i++) ((int32_t *)out->cells)[i] = date_at(m, f, m->rows[i]);
        return mandate_pack_cells(out, type, count, error);
    case MANDATE_YESNO:
        for (uint32_t i = 0; i < count; i++) ((uint8_t *)out->cells)[i] = answer_at(m, f, m->rows[i]);
        return true;
    case MANDATE_REFERENCE:
        for (uint32_t i = 0; i < count; i++) ((uint32_t *)out->cells)[i] = reference_at(m, f, m->rows[i]);
        return true;
    }
    return true;
}

static bool fill_events(const merging *m, mandate_error *error)
{
    mandate_loaded *out = m->out;
    if (out->event_is_column) return true;
    out->event = (mandate_filled){.width = sizeof(mandate_date), .first = MANDATE_DATE_ABSENT, .last = MANDATE_DATE_ALWAYS};
    mandate_date *event = out->event.cells = mandate_new(out->records, sizeof *event, error);
    if (!event) return false;
    for (uint32_t r = 0; r < out->records; r++) {
        event[r] = event_of(m, m->records[r]);
        if (event[r] > out->event.last) out->event.last = event[r];
        if (event[r] < out->event.first) out->event.first = event[r];
    }
    return mandate_pack_cells(&out->event, MANDATE_EVENT, out->records, error);
}

// Field `f`, and behind the fields the events.
static bool fill(void *context, size_t f, mandate_error *error)
{
    const merging *m = context;
    return f == (size_t)m->out->kind->field_count ? fill_events(m, error) : fill_column(m, (int)f, error);
}

// Where the rows came from, from when on they hold, and the records' numbers.
static bool fill_others(const merging *m, mandate_error *error)
{
    const mandate_table *old = m->old;
    const mandate_loaded *added = m->added;
    mandate_loaded *out = m->out;
    out->import = mandate_new(out->versions, sizeof *out->import, error);
    out->line = mandate_new(out->versions, sizeof *out->line, error);
    if (old->version_start) out->effective_from = mandate_new(out->versions, sizeof *out->effective_from, error);
    if (m->old_ids) out->ids = mandate_new(out->records, sizeof *out->ids, error);
    if (!out->import || !out->line || (old->version_start && !out->effective_from) || (m->old_ids && !out->ids)) return false;
    for (uint32_t v = 0; v < out->versions; v++) {
        uint32_t row = m->rows[v];
        bool before = is_old(m, row);
        out->import[v] = before ? old->import[row] : added->import[row - old->versions];
        out->line[v] = before ? old->line[row] : added->line[row - old->versions];
        if (out->effective_from) out->effective_from[v] = before ? old->effective_from[row] : MANDATE_DATE_ALWAYS;
    }
    for (uint32_t r = 0; out->ids && r < out->records; r++) {
        uint32_t record = m->records[r];
        out->ids[r] = record < old->records ? m->old_ids[record] : added->ids[record - old->records];
    }
    return true;
}

static void release(merging *m)
{
    for (int f = 0; f < m->old->kind->field_count; f++) {
        if (m->old_ranks) mandate_free(m->old_ranks[f]);
        if (m->new_ranks) mandate_free(m->new_ranks[f]);
    }
    mandate_free((void *)m->old_ranks);
    mandate_free((void *)m->new_ranks);
    mandate_free(m->records);
    mandate_free(m->rows);
}

static bool merge(merging *m, mandate_error *error)
{
    const mandate_kind *kind = m->old->kind;
    mandate_loaded *out = m->out;
    size_t fields = (size_t)kind->field_count;
    out->kind = kind;
    out->columns = mandate_new(fields, sizeof *out->columns, error);
    m->old_ranks = mandate_new(fields, sizeof *m->old_ranks, error);
    m->new_ranks = mandate_new(fields, sizeof *m->new_ranks, error);
    if (!out->columns || !m->old_ranks || !m->new_ranks || !mandate_find_events(m->added, error)) return false;
    for (int f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == MANDATE_TEXT && !merge_texts(m, f, error)) return false;
    if (!merge_order(m, error)) return false;
    const mandate_filled *starting = kind->starts >= 0 ? &m->added->columns[kind->starts] : NULL;
    out->event_is_column = starting && !out->version_start && !has_blank(&m->old->columns[kind->starts], starting, false) &&
                           !has_blank(&m->old->columns[kind->starts], starting, true);
    return mandate_in_parallel(mandate_processors(), fields + 1, fill, m, error) && fill_others(m, error);
}

bool mandate_merge_records(const mandate_snapshot *snapshot, int kind, mandate_loaded *added, mandate_loaded *out, mandate_error *error)
{
    const mandate_kind *k = mandate_model_kind(snapshot->model, kind);
    merging m = {.tables = snapshot->tables, .old = &snapshot->tables[kind], .old_ids = snapshot->ids[kind], .added = added, .out = out,
                 .owners = k->owner >= 0 ? snapshot->tables[k->fields[k->owner].kind].records : 0};
    bool done = merge(&m, error);
    release(&m);
    return done;
}
