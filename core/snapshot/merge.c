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
    uint32_t owners; // records of the owners' kind
    uint32_t **old_ranks, **new_ranks; // by field: of texts, what their ranks are in the merged column
    uint32_t *sorted, *places; // the records that come in their order, numbered among themselves, and before which old record each comes
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

static bool merge_order(merging *m, mandate_error *error)
{
    const uint32_t count = m->added->records, records = m->old->records;
    m->sorted = mandate_new(count, sizeof *m->sorted, error);
    m->places = mandate_new(count, sizeof *m->places, error);
    if (!m->sorted || !m->places) return false;
    for (uint32_t i = 0; i < count; i++) m->sorted[i] = records + i;
    qsort_r(m->sorted, count, sizeof *m->sorted, compare_added, m);
    for (uint32_t i = 0; i < count; i++) m->places[i] = find_place(m, i > 0 ? m->places[i - 1] : 0, m->sorted[i]);
    for (uint32_t i = 0; i < count; i++) m->sorted[i] -= records;
    m->out->records = records + count;
    m->out->versions = m->old->versions + count;
    return true;
}

// Columns ----------------------------------------------------------------------------------------------------------------

static bool has_blank(const mandate_column *old, const mandate_filled *added, bool unknown)
{
    return unknown ? old->has_unknown || added->has_unknown : old->has_absent || added->has_absent;
}

enum { BY_RECORD = true, BY_ROW = false };

// An old array and the cells that come, which stand in their order, both as they are to be in the array that comes out.
static void splice(const merging *m, bool by_record, void *to, const void *old, const void *come, size_t width)
{
    char *at = to;
    uint32_t done = 0;
    for (uint32_t i = 0; i <= m->added->records; i++) {
        bool last = i == m->added->records;
        uint32_t place = last ? m->old->records : m->places[i], until = by_record ? place : last ? m->old->versions : row_of(m, place);
        if (until > done) memcpy(at, (const char *)old + done * width, (until - done) * width);
        at += (until - done) * width;
        done = until;
        if (last) return;
        memcpy(at, (const char *)come + i * width, width);
        at += width;
    }
}

// Plain cells that were taken, in the order in which they come.
static void *in_order(const merging *m, const void *cells, size_t width, mandate_error *error)
{
    char *come = mandate_new(m->added->records, width, error);
    for (uint32_t i = 0; come && i < m->added->records; i++) memcpy(come + i * width, (const char *)cells + m->sorted[i] * width, width);
    return come;
}

// An array of numbers that no packing concerns; NULL where memory is out.
static void *spliced(const merging *m, bool by_record, const void *old, const void *taken, size_t width, mandate_error *error)
{
    void *come = in_order(m, taken, width, error), *to = come ? mandate_room_resize(NULL, NULL, by_record ? m->out->records : m->out->versions, width, error) : NULL;
    if (to) splice(m, by_record, to, old, come, width);
    mandate_free(come);
    return to;
}

static void unpack(const mandate_column *old, uint32_t count, void *plain)
{
    for (uint32_t i = 0; i < count && old->type == MANDATE_NUMBER; i++) ((double *)plain)[i] = mandate_column_number(old, i);
    for (uint32_t i = 0; i < count && old->type != MANDATE_NUMBER; i++) ((int32_t *)plain)[i] = mandate_column_date(old, i);
}

// Numbers or dates. Mostly those that come can be packed as the others are, and then all would be packed so; else all are packed anew.
static bool fill_values(const merging *m, bool by_record, const mandate_column *old, const void *taken, mandate_filled *out, mandate_error *error)
{
    const size_t plain = old->type == MANDATE_NUMBER ? sizeof(double) : sizeof(int32_t);
    uint32_t before = by_record ? m->old->records : m->old->versions, count = by_record ? m->out->records : m->out->versions;
    void *come = in_order(m, taken, plain, error), *packed = come ? mandate_new(m->added->records, sizeof(double), error) : NULL, *unpacked = NULL;
    bool same = packed && (old->scale == 0 || mandate_pack_as(old, come, m->added->records, packed)), done = packed;
    out->width = same ? (size_t)old->width : plain;
    if (done && !same) done = (unpacked = mandate_new(before, plain, error)) != NULL;
    if (unpacked) unpack(old, before, unpacked);
    out->cells = done ? mandate_room_resize(NULL, NULL, count, out->width, error) : NULL;
    done = out->cells;
    if (done) splice(m, by_record, out->cells, unpacked ? unpacked : mandate_column_cells(old), same && old->scale != 0 ? packed : come, out->width);
    mandate_free(come);
    mandate_free(packed);
    mandate_free(unpacked);
    if (!done || !same) return done && mandate_pack_cells(out, old->type, count, error);
    out->scale = old->scale;
    out->base = old->base;
    return true;
}

// Ranks move where a new text stands before others.
static bool fill_ranks(const merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_filled *out = &m->out->columns[f], come = {.width = mandate_code_width(out->text_count)}, moved = {.width = come.width};
    bool same = come.width == (size_t)old->width && (old->text_count == 0 || m->old_ranks[f][old->text_count - 1] == old->text_count - 1);
    out->width = come.width;
    come.cells = mandate_new(m->added->records, come.width, error);
    if (!same) moved.cells = mandate_new(m->old->versions, moved.width, error);
    out->cells = mandate_room_resize(NULL, NULL, m->out->versions, out->width, error);
    bool done = come.cells && out->cells && (same || moved.cells);
    for (uint32_t i = 0; done && i < m->added->records; i++) mandate_set_code(&come, i, rank_at(m, f, m->old->versions + m->sorted[i]));
    for (uint32_t i = 0; done && !same && i < m->old->versions; i++) mandate_set_code(&moved, i, rank_at(m, f, i));
    if (done) splice(m, BY_ROW, out->cells, same ? mandate_column_cells(old) : moved.cells, come.cells, out->width);
    mandate_free(come.cells);
    mandate_free(moved.cells);
    return done;
}

static bool fill_column(const merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    const mandate_filled *added = &m->added->columns[f];
    mandate_filled *out = &m->out->columns[f];
    out->first = old->first < added->first ? old->first : added->first;
    out->last = old->last > added->last ? old->last : added->last;
    out->has_unknown = has_blank(old, added, true);
    out->has_absent = has_blank(old, added, false);
    switch (old->type) {
    case MANDATE_TEXT: return fill_ranks(m, f, error);
    case MANDATE_NUMBER:
    case MANDATE_EVENT:
    case MANDATE_DATE: return fill_values(m, BY_ROW, old, added->cells, out, error);
    case MANDATE_YESNO:
    case MANDATE_REFERENCE: break;
    }
    out->width = (size_t)old->width;
    out->cells = spliced(m, BY_ROW, mandate_column_cells(old), added->cells, out->width, error);
    return out->cells;
}

static bool fill_events(const merging *m, mandate_error *error)
{
    const mandate_column *old = &m->old->event;
    const mandate_loaded *added = m->added;
    mandate_filled *out = &m->out->event;
    const mandate_filled *events = added->event_is_column ? &added->columns[added->kind->starts] : &added->event;
    if (m->out->event_is_column) return true;
    out->first = old->first < events->first ? old->first : events->first;
    out->last = old->last > events->last ? old->last : events->last;
    return fill_values(m, BY_RECORD, old, events->cells, out, error);
}

// Field `f`, and behind the fields the events.
static bool fill(void *context, size_t f, mandate_error *error)
{
    const merging *m = context;
    return f == (size_t)m->out->kind->field_count ? fill_events(m, error) : fill_column(m, (int)f, error);
}

// Where each record's versions begin, and from when on they hold.
static bool fill_versions(const merging *m, mandate_error *error)
{
    const mandate_table *old = m->old;
    mandate_loaded *out = m->out;
    mandate_date *always = mandate_new(m->added->records, sizeof *always, error);
    uint32_t at = 0, come = 0;
    for (uint32_t i = 0; always && i < m->added->records; i++) always[i] = MANDATE_DATE_ALWAYS;
    out->effective_from = always ? spliced(m, BY_ROW, old->effective_from, always, sizeof *always, error) : NULL;
    mandate_free(always);
    for (uint32_t r = 0; out->effective_from && r < out->records; r++) {
        bool is_added = come < m->added->records && m->places[come] == at;
        out->version_start[r] = old->version_start[at] + come;
        come += is_added;
        at += !is_added;
    }
    if (out->effective_from) out->version_start[out->records] = out->versions;
    return out->effective_from;
}

// Where the rows came from, and the records' numbers.
static bool fill_others(const merging *m, mandate_error *error)
{
    const mandate_table *old = m->old;
    const mandate_loaded *added = m->added;
    mandate_loaded *out = m->out;
    out->import = spliced(m, BY_ROW, old->import, added->import, sizeof *out->import, error);
    out->line = out->import ? spliced(m, BY_ROW, old->line, added->line, sizeof *out->line, error) : NULL;
    if (!out->line) return false;
    if (m->old_ids && !(out->ids = spliced(m, BY_RECORD, m->old_ids, added->ids, sizeof *out->ids, error))) return false;
    return !out->version_start || fill_versions(m, error);
}

static void release(merging *m)
{
    for (int f = 0; f < m->old->kind->field_count; f++) {
        if (m->old_ranks) mandate_free(m->old_ranks[f]);
        if (m->new_ranks) mandate_free(m->new_ranks[f]);
    }
    mandate_free((void *)m->old_ranks);
    mandate_free((void *)m->new_ranks);
    mandate_free(m->sorted);
    mandate_free(m->places);
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
    if (m->old->version_start && !(out->version_start = mandate_new((size_t)out->records + 1, sizeof *out->version_start, error))) return false;
    const mandate_filled *starting = kind->starts >= 0 ? &m->added->columns[kind->starts] : NULL;
    out->event_is_column =
        starting && !out->version_start && !has_blank(&m->old->columns[kind->starts], starting, false) && !has_blank(&m->old->columns[kind->starts], starting, true);
    return mandate_in_parallel(mandate_processors(), fields + 1, fill, m, error) && fill_others(m, error);
}

bool mandate_merge_records(const mandate_snapshot *snapshot, int kind, mandate_loaded *added, mandate_loaded *out, mandate_error *error)
{
    const mandate_kind *k = mandate_model_kind(snapshot->model, kind);
    merging m = {.tables = snapshot->tables,
                 .old = &snapshot->tables[kind],
                 .old_ids = snapshot->ids[kind],
                 .added = added,
                 .out = out,
                 .owners = k->owner >= 0 ? snapshot->tables[k->fields[k->owner].kind].records : 0};
    bool done = merge(&m, error);
    release(&m);
    return done;
}
