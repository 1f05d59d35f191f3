// Records that come, merged into a kind that stands in the snapshot's order, column by column: those that are new, and those that are there already and come
// with all their versions because one of them was corrected or is new. Nothing is read from the registry, nothing is sorted but what comes, and no array is
// copied: what comes out tells of what each is put together (splice.h). Written, it has the very bytes that loading all rows anew would give.
#define _GNU_SOURCE // qsort_r
#include "snapshot/merge.h"

#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

// A text column's list of texts, in which those that come find their places, and out of which those go that no row has any longer.
typedef struct texts {
    mandate_stored start; // of the old texts
    const char *bytes;
    uint32_t *at; // by a text's rank among those that come: which old text it is, or before which it stands
    bool *is_old, *used; // by the same rank
    uint32_t *ranks; // by the same rank: in the list that comes out
    uint32_t *dropped, dropped_count; // old ranks that no row has any longer, ascending
    uint32_t *turned; // by old rank: in the list that comes out; NULL where all are as before
    uint32_t count; // of the list that comes out
    uint64_t length; // its bytes
    mandate_stretches starts, letters;
    uint64_t *come_starts;
} texts;

struct mandate_merging {
    const mandate_snapshot *snapshot;
    int index;
    const mandate_kind *kind;
    const mandate_table *tables, *old;
    mandate_loaded *added;
    mandate_grown *out;
    uint32_t owners; // records of the owners' kind
    bool owners_are_told; // the owners' column is nowhere in memory, and none of them is blank
    uint32_t records, versions; // that come out
    mandate_stored owner_start;
    uint32_t *come, come_count; // which of the added records come, in their order
    uint32_t *rows, row_count; // and which of their rows
    uint32_t *places; // before which old record each of them comes
    uint32_t *gone, *gone_owner, gone_count; // old records that come anew, ascending, and whose they were
    texts *texts; // by field
    mandate_stretches by_record, by_row, starts, versions_start;
    void **kept; // blocks that the arrays are made of
    size_t kept_count, kept_capacity;
};
typedef struct mandate_merging merging;

// Blocks ---------------------------------------------------------------------------------------------------------------

static void *keep(merging *m, void *block, mandate_error *error)
{
    void **list = block ? mandate_grow((void *)m->kept, m->kept_count, &m->kept_capacity, sizeof *list, error) : NULL;
    if (!list) {
        mandate_free(block);
        return NULL;
    }
    m->kept = list;
    return m->kept[m->kept_count++] = block;
}

static void *make(merging *m, size_t count, size_t size, mandate_error *error) { return keep(m, mandate_new(count, size, error), error); }

void mandate_grown_release(mandate_grown *grown)
{
    if (!grown) return;
    merging *m = grown->of;
    for (int f = 0; m && m->texts && f < m->kind->field_count; f++) {
        mandate_stretches_release(&m->texts[f].starts);
        mandate_stretches_release(&m->texts[f].letters);
    }
    for (int f = 0; m && grown->columns && f < m->kind->field_count; f++) {
        if (grown->event.parts[MANDATE_PART_CELLS].at == grown->columns[f].parts[MANDATE_PART_CELLS].at) grown->event.parts[MANDATE_PART_CELLS].at = NULL;
        mandate_room_free((void *)grown->columns[f].parts[MANDATE_PART_CELLS].at);
    }
    mandate_room_free((void *)grown->event.parts[MANDATE_PART_CELLS].at);
    if (m) {
        mandate_stretches_release(&m->by_record);
        mandate_stretches_release(&m->by_row);
        mandate_stretches_release(&m->starts);
        mandate_stretches_release(&m->versions_start);
        for (size_t i = 0; i < m->kept_count; i++) mandate_free(m->kept[i]);
        mandate_free((void *)m->kept);
        mandate_free(m);
    }
    mandate_free(grown);
}

// Values ---------------------------------------------------------------------------------------------------------------

static uint32_t old_row(const merging *m, uint32_t record) { return m->old->version_start ? m->old->version_start[record] : record; }
static uint32_t added_row(const merging *m, uint32_t record) { return m->added->version_start ? m->added->version_start[record] : record; }
static uint32_t added_end(const merging *m, uint32_t record) { return m->added->version_start ? m->added->version_start[record + 1] : record + 1; }
static const void *added_cells(const merging *m, int f) { return m->added->columns[f].cells; }
static bool is_day(const mandate_kind *kind, int f) { return kind->fields[f].type == MANDATE_EVENT || kind->fields[f].type == MANDATE_DATE; }

static uint32_t added_code(const merging *m, int f, uint32_t row)
{
    mandate_column column = {.type = MANDATE_TEXT, .width = (int)m->added->columns[f].width};
    mandate_column_point(&column, added_cells(m, f));
    return mandate_column_cell(&column, row);
}

static mandate_date added_event(const merging *m, uint32_t record)
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

// A cell as a number that is the same where the cells are the same: of texts the old rank, or behind all of them the place among those that come.
static uint64_t old_value(const merging *m, int f, uint32_t row)
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

static uint64_t added_value(const merging *m, int f, uint32_t row)
{
    uint32_t code;
    switch (m->kind->fields[f].type) {
    case MANDATE_TEXT: code = added_code(m, f, row); return code >= MANDATE_CODE_UNKNOWN ? code : m->texts[f].is_old[code] ? m->texts[f].at[code] : (1ULL << 32) + code;
    case MANDATE_NUMBER: return number_bits(((const double *)added_cells(m, f))[row]);
    case MANDATE_EVENT:
    case MANDATE_DATE: return (uint32_t)((const int32_t *)added_cells(m, f))[row];
    case MANDATE_YESNO: return ((const uint8_t *)added_cells(m, f))[row];
    case MANDATE_REFERENCE: return ((const uint32_t *)added_cells(m, f))[row];
    }
    return 0;
}

// What comes -----------------------------------------------------------------------------------------------------------

static int by_number(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

// Records of one key stand together, in the order in which they were taken. Any order of the keys will do.
static int compare_taken(const void *left, const void *right, void *context)
{
    const merging *m = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = 0;
    for (int f = 0; f < m->kind->field_count && order == 0; f++)
        if (m->kind->fields[f].key) order = by_number(added_value(m, f, added_row(m, a)), added_value(m, f, added_row(m, b)));
    return order ? order : by_number(a, b);
}

static bool same_key(const merging *m, uint32_t a, uint32_t b)
{
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && added_value(m, f, added_row(m, a)) != added_value(m, f, added_row(m, b))) return false;
    return true;
}

// Of a record that was taken several times the last counts.
static bool choose(merging *m, bool changed, mandate_error *error)
{
    uint32_t count = m->added->records;
    m->come = make(m, count, sizeof *m->come, error);
    if (!m->come) return false;
    for (uint32_t i = 0; i < count; i++) m->come[i] = i;
    m->come_count = count;
    if (!changed) return true;
    qsort_r(m->come, count, sizeof *m->come, compare_taken, m);
    m->come_count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (i + 1 == count || !same_key(m, m->come[i], m->come[i + 1])) m->come[m->come_count++] = m->come[i];
    return true;
}

// Which were there -----------------------------------------------------------------------------------------------------

// Records that come, by the hash of their keys, in lists.
typedef struct sought {
    uint32_t *first, *next; // places in `come` plus one, 0 at the end
    size_t mask;
} sought;

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29;
}

// The owner's field is left out: its records are asked for one owner at a time where it is part of the key.
static uint64_t hash_added(const merging *m, uint32_t record)
{
    uint64_t hash = 0;
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && f != m->kind->owner) hash = mix(hash, added_value(m, f, added_row(m, record)));
    return hash;
}

static uint64_t hash_old(const merging *m, uint32_t record)
{
    uint64_t hash = 0;
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && f != m->kind->owner) hash = mix(hash, old_value(m, f, old_row(m, record)));
    return hash;
}

static bool is_old_record(const merging *m, uint32_t old, uint32_t added)
{
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && f != m->kind->owner && old_value(m, f, old_row(m, old)) != added_value(m, f, added_row(m, added))) return false;
    return true;
}

static bool seek(merging *m, sought *s, mandate_error *error)
{
    size_t capacity = 64;
    while (capacity < (size_t)m->come_count * 4) capacity *= 2;
    s->mask = capacity - 1;
    s->first = mandate_new(capacity, sizeof *s->first, error);
    s->next = mandate_new(m->come_count, sizeof *s->next, error);
    for (uint32_t i = 0; s->first && s->next && i < m->come_count; i++) {
        uint32_t *first = &s->first[hash_added(m, m->come[i]) & s->mask];
        s->next[i] = *first;
        *first = i + 1;
    }
    return s->first && s->next;
}

static uint32_t owner_of(const merging *m, uint32_t added) { return ((const uint32_t *)added_cells(m, m->kind->owner))[added_row(m, added)]; }

static bool compare_old(const merging *m, const sought *s, uint32_t record, uint32_t owner, bool by_owner)
{
    for (uint32_t i = s->first[hash_old(m, record) & s->mask]; i > 0; i = s->next[i - 1])
        if ((!by_owner || owner_of(m, m->come[i - 1]) == owner) && is_old_record(m, record, m->come[i - 1])) return true;
    return false;
}

static uint32_t start_of(const merging *m, uint32_t owner) { return (uint32_t)mandate_stored_value(&m->owner_start, owner); }

static int compare_numbers(const void *left, const void *right) { return by_number(*(const uint32_t *)left, *(const uint32_t *)right); }

static void find_among(merging *m, const sought *s, uint32_t from, uint32_t to, uint32_t owner, bool by_owner)
{
    for (uint32_t r = from; r < to && m->gone_count < m->come_count; r++)
        if (compare_old(m, s, r, owner, by_owner)) m->gone[m->gone_count++] = r;
}

// Where the owner is part of the key only the rows of those owners are looked at.
static bool find_by_owner(merging *m, const sought *s, mandate_error *error)
{
    uint32_t *owners = mandate_new(m->come_count, sizeof *owners, error);
    if (!owners) return false;
    for (uint32_t i = 0; i < m->come_count; i++) owners[i] = owner_of(m, m->come[i]);
    qsort(owners, m->come_count, sizeof *owners, compare_numbers);
    for (uint32_t i = 0; i < m->come_count; i++)
        if (owners[i] < m->owners && (i == 0 || owners[i] != owners[i - 1])) find_among(m, s, start_of(m, owners[i]), start_of(m, owners[i] + 1), owners[i], true);
    mandate_free(owners);
    return true;
}

static bool find_gone(merging *m, bool changed, mandate_error *error)
{
    sought s = {0};
    bool by_owner = m->kind->owner >= 0 && m->kind->fields[m->kind->owner].key, done = true;
    m->gone = make(m, changed ? m->come_count : 0, sizeof *m->gone, error);
    if (!m->gone || !changed) return m->gone;
    done = seek(m, &s, error) && (!by_owner || find_by_owner(m, &s, error));
    if (done && !by_owner) find_among(m, &s, 0, m->old->records, 0, false);
    mandate_free(s.first);
    mandate_free(s.next);
    return done;
}

// Texts ----------------------------------------------------------------------------------------------------------------

typedef struct text {
    const char *bytes;
    size_t length;
} text;

static text old_text(const texts *of, uint32_t rank)
{
    uint64_t from = mandate_stored_value(&of->start, rank), to = mandate_stored_value(&of->start, rank + 1ULL);
    return (text){of->bytes + from, (size_t)(to - from) - 1};
}

static text come_text(const mandate_filled *added, uint32_t rank)
{
    return (text){added->text_bytes + added->text_start[rank], (size_t)(added->text_start[rank + 1] - added->text_start[rank]) - 1};
}

static int compare_texts(text a, text b)
{
    int order = memcmp(a.bytes, b.bytes, a.length < b.length ? a.length : b.length);
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

// Where each text that comes is, or would stand.
static bool place_texts(merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_filled *added = &m->added->columns[f];
    texts *of = &m->texts[f];
    mandate_stored bytes;
    if (!mandate_rank_texts(added, m->added->versions, error) || !mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_TEXT_START, &of->start, error) ||
        !mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_TEXT_BYTES, &bytes, error))
        return false;
    of->bytes = bytes.at;
    of->at = make(m, added->text_count, sizeof *of->at, error);
    of->is_old = make(m, added->text_count, sizeof *of->is_old, error);
    of->used = make(m, added->text_count, sizeof *of->used, error);
    of->ranks = make(m, added->text_count, sizeof *of->ranks, error);
    if (!of->at || !of->is_old || !of->used || !of->ranks) return false;
    for (uint32_t i = 0, low = 0; i < added->text_count; i++) {
        uint32_t high = old->text_count;
        text come = come_text(added, i);
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (compare_texts(old_text(of, middle), come) < 0) low = middle + 1;
            else high = middle;
        }
        of->at[i] = low;
        of->is_old[i] = low < old->text_count && compare_texts(old_text(of, low), come) == 0;
    }
    return true;
}

// For each row of the old records that are gone, and of those that come.
#define FOR_GONE_ROWS(m, row)                                                                                                                                            \
    for (uint32_t gone_ = 0; gone_ < (m)->gone_count; gone_++)                                                                                                           \
        for (uint32_t row = old_row(m, (m)->gone[gone_]); row < old_row(m, (m)->gone[gone_] + 1); row++)
#define FOR_COME_ROWS(m, row)                                                                                                                                            \
    for (uint32_t come_ = 0; come_ < (m)->come_count; come_++)                                                                                                           \
        for (uint32_t row = added_row(m, (m)->come[come_]); row < added_end(m, (m)->come[come_]); row++)

static uint32_t gone_rows(const merging *m)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->gone_count; i++) count += old_row(m, m->gone[i] + 1) - old_row(m, m->gone[i]);
    return count;
}

// The ranks of `list` that only rows have which are gone; they are moved to its beginning. `list` ascends, and has each rank once.
static uint32_t keep_unused(const merging *m, int f, uint32_t *list, uint32_t count, uint64_t *bits, uint32_t *uses)
{
    const mandate_column *old = &m->old->columns[f];
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++) bits[list[i] / 64] |= 1ULL << list[i] % 64;
    for (uint32_t row = 0; row < m->old->versions; row++) {
        uint32_t code = mandate_column_cell(old, row);
        if (code >= MANDATE_CODE_UNKNOWN || !(bits[code / 64] >> code % 64 & 1)) continue;
        const uint32_t *found = bsearch(&code, list, count, sizeof *list, compare_numbers);
        if (found) uses[found - list]++;
    }
    FOR_GONE_ROWS(m, row)
    {
        uint32_t code = mandate_column_cell(old, row);
        const uint32_t *found = bsearch(&code, list, count, sizeof *list, compare_numbers);
        if (found) uses[found - list]--;
    }
    for (uint32_t i = 0; i < count; i++)
        if (uses[i] == 0) list[left++] = list[i];
    return left;
}

static void mark_used(const merging *m, int f)
{
    FOR_COME_ROWS(m, row)
    {
        uint32_t code = added_code(m, f, row);
        if (code < MANDATE_CODE_UNKNOWN) m->texts[f].used[code] = true;
    }
}

// Which old texts no row has any longer.
static bool drop_texts(merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    texts *of = &m->texts[f];
    const uint32_t most = gone_rows(m);
    if (most == 0) return true;
    uint32_t *list = of->dropped = make(m, most, sizeof *list, error), *uses = mandate_new(most, sizeof *uses, error), count = 0, found = 0;
    uint64_t *bits = mandate_new((size_t)old->text_count / 64 + 1, sizeof *bits, error);
    bool done = list && uses && bits;
    if (done) {
        FOR_GONE_ROWS(m, row)
        {
            uint32_t code = mandate_column_cell(old, row);
            if (code < MANDATE_CODE_UNKNOWN) list[count++] = code;
        }
        qsort(list, count, sizeof *list, compare_numbers);
        for (uint32_t i = 0, next = 0; i < count; i++) { // without those that come again
            while (next < m->added->columns[f].text_count && of->at[next] < list[i]) next++;
            bool again = false;
            for (uint32_t n = next; n < m->added->columns[f].text_count && of->at[n] == list[i]; n++) again = again || (of->is_old[n] && of->used[n]);
            if (!again && (found == 0 || list[found - 1] != list[i])) list[found++] = list[i];
        }
        of->dropped_count = found > 0 ? keep_unused(m, f, list, found, bits, uses) : 0;
    }
    mandate_free(uses);
    mandate_free(bits);
    return done;
}

// What is put together of a list of texts while it is walked.
typedef struct listing {
    merging *m;
    texts *of;
    uint32_t at, dropped, come; // old texts, dropped ones and those that come, so far
    mandate_error *error;
} listing;

static bool list_old(listing *l, uint32_t until)
{
    texts *of = l->of;
    while (l->at < until) {
        bool drops = l->dropped < of->dropped_count && of->dropped[l->dropped] < until;
        uint32_t end = drops ? of->dropped[l->dropped] : until;
        uint64_t from = mandate_stored_value(&of->start, l->at), to = mandate_stored_value(&of->start, end);
        if (!mandate_stretches_add(&of->starts, false, l->at, end - l->at, of->length - from, l->error) ||
            !mandate_stretches_add(&of->letters, false, from, to - from, 0, l->error))
            return false;
        for (uint32_t r = l->at; of->turned && r < end; r++) of->turned[r] = of->count + (r - l->at);
        of->count += end - l->at;
        of->length += to - from;
        l->at = end;
        if (drops) {
            if (of->turned) of->turned[end] = of->count; // where it would stand
            l->dropped++;
            l->at++;
        }
    }
    return true;
}

static bool list_come(listing *l, const mandate_filled *added, uint32_t rank)
{
    texts *of = l->of;
    uint64_t from = added->text_start[rank], length = added->text_start[rank + 1] - from;
    of->come_starts[l->come] = of->length;
    of->count++;
    of->length += length;
    return mandate_stretches_add(&of->starts, true, l->come++, 1, 0, l->error) && mandate_stretches_add(&of->letters, true, from, length, 0, l->error);
}

static bool merge_texts(merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    const mandate_filled *added = &m->added->columns[f];
    texts *of = &m->texts[f];
    uint32_t come = 0;
    bool turns = of->dropped_count > 0;
    for (uint32_t i = 0; i < added->text_count; i++) {
        bool is_new = of->used[i] && !of->is_old[i];
        come += is_new;
        turns = turns || (is_new && of->at[i] < old->text_count);
    }
    turns = turns || mandate_code_width(old->text_count - of->dropped_count + come) != (size_t)old->width;
    if (turns && !(of->turned = make(m, old->text_count, sizeof *of->turned, error))) return false;
    if (!(of->come_starts = make(m, (size_t)come + 1, sizeof *of->come_starts, error))) return false;
    listing l = {.m = m, .of = of, .error = error};
    for (uint32_t i = 0; i < added->text_count; i++) {
        if (!of->used[i]) continue;
        if (!list_old(&l, of->at[i])) return false;
        of->ranks[i] = of->count;
        if (!of->is_old[i] && !list_come(&l, added, i)) return false;
    }
    if (!list_old(&l, old->text_count)) return false;
    of->come_starts[l.come] = of->length;
    return mandate_stretches_add(&of->starts, true, l.come, 1, 0, error);
}

// Order ----------------------------------------------------------------------------------------------------------------

static uint32_t old_rank(const merging *m, int f, uint32_t row)
{
    uint32_t code = mandate_column_cell(&m->old->columns[f], row);
    return code < MANDATE_CODE_UNKNOWN && m->texts[f].turned ? m->texts[f].turned[code] : code;
}

static uint32_t come_rank(const merging *m, int f, uint32_t row)
{
    uint32_t code = added_code(m, f, row);
    return code < MANDATE_CODE_UNKNOWN ? m->texts[f].ranks[code] : code;
}

static double added_number(const merging *m, int f, uint32_t row) { return ((const double *)added_cells(m, f))[row]; }
static int by_double(double a, double b) { return (a > b) - (a < b); }
static int by_day(mandate_date a, mandate_date b) { return (a > b) - (a < b); }

// Row `a` of those that come against row `b` of those that come, or, with `old`, of those that were there. The owner's field is left out: of one owner it is the same.
static int compare_keys(const merging *m, uint32_t a, uint32_t b, bool old)
{
    int order = 0;
    for (int f = 0; f < m->kind->field_count && order == 0; f++) {
        const mandate_column *column = &m->old->columns[f];
        const mandate_field *field = &m->kind->fields[f];
        if (!field->key || f == m->kind->owner) continue;
        switch (field->type) {
        case MANDATE_TEXT: order = by_number(come_rank(m, f, a), old ? old_rank(m, f, b) : come_rank(m, f, b)); break;
        case MANDATE_NUMBER: order = by_double(added_number(m, f, a), old ? mandate_column_number(column, b) : added_number(m, f, b)); break;
        case MANDATE_EVENT:
        case MANDATE_DATE: order = by_day(((const int32_t *)added_cells(m, f))[a], old ? mandate_column_date(column, b) : ((const int32_t *)added_cells(m, f))[b]); break;
        case MANDATE_YESNO: order = by_number(added_value(m, f, a), old ? column->answers[b] : added_value(m, f, b)); break;
        case MANDATE_REFERENCE:
            order = mandate_compare_keys(m->tables, &m->tables[field->kind], (uint32_t)added_value(m, f, a), old ? column->codes[b] : (uint32_t)added_value(m, f, b));
            break;
        }
    }
    return order;
}

// Those of one owner stand together, in the order of the owners; behind them those whose owner is unknown, and those that have none.
static uint32_t group_of(const merging *m, uint32_t owner) { return owner < m->owners ? owner : m->owners + (owner == MANDATE_CODE_ABSENT); }
static uint32_t come_group(const merging *m, uint32_t record) { return m->kind->owner < 0 ? 0 : group_of(m, owner_of(m, record)); }

static int compare_come(const void *left, const void *right, void *context)
{
    const merging *m = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = by_number(come_group(m, a), come_group(m, b));
    if (order == 0) order = by_day(added_event(m, a), added_event(m, b));
    return order ? order : compare_keys(m, added_row(m, a), added_row(m, b), false);
}

// The old record against one that comes, of the same owner or both of none.
static int compare_with_old(const merging *m, uint32_t record, uint32_t come)
{
    uint32_t group = come_group(m, come);
    int order = 0;
    if (m->kind->owner >= 0 && group >= m->owners) order = by_number(group, group_of(m, m->old->owner[record]));
    if (order == 0) order = by_day(added_event(m, come), mandate_column_date(&m->old->event, record));
    return order ? order : compare_keys(m, added_row(m, come), old_row(m, record), true);
}

// The first old record that does not stand before the one that comes.
static uint32_t find_place(const merging *m, uint32_t come)
{
    uint32_t low = 0, high = m->old->records;
    if (m->kind->owner >= 0) {
        uint32_t group = come_group(m, come);
        low = start_of(m, group < m->owners ? group : m->owners);
        high = group < m->owners ? start_of(m, group + 1) : m->old->records;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_with_old(m, middle, come) > 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool order_come(merging *m, mandate_error *error)
{
    m->places = make(m, m->come_count, sizeof *m->places, error);
    if (!m->places) return false;
    qsort_r(m->come, m->come_count, sizeof *m->come, compare_come, m);
    for (uint32_t i = 0; i < m->come_count; i++) m->places[i] = find_place(m, m->come[i]);
    for (uint32_t i = 0; i < m->come_count; i++) m->row_count += added_end(m, m->come[i]) - added_row(m, m->come[i]);
    m->rows = make(m, m->row_count, sizeof *m->rows, error);
    if (!m->rows) return false;
    uint32_t next = 0;
    FOR_COME_ROWS(m, row) m->rows[next++] = row;
    m->records = m->old->records - m->gone_count + m->come_count;
    m->versions = m->old->versions - gone_rows(m) + m->row_count;
    return true;
}

// Old records from one to another, without those that are gone, of which *gone were met so far.
static bool stretch_old(merging *m, uint32_t from, uint32_t to, uint32_t *gone, mandate_error *error)
{
    while (from < to) {
        bool meets = *gone < m->gone_count && m->gone[*gone] < to;
        uint32_t end = meets ? m->gone[*gone] : to;
        uint64_t moved = m->by_row.cells - old_row(m, from); // may go round
        if (!mandate_stretches_add(&m->by_record, false, from, end - from, 0, error) ||
            !mandate_stretches_add(&m->versions_start, false, from, end - from, moved, error) ||
            !mandate_stretches_add(&m->by_row, false, old_row(m, from), old_row(m, end) - old_row(m, from), 0, error))
            return false;
        *gone += meets;
        from = end + meets;
    }
    return true;
}

// The order of all records and rows. `come_start`: where the rows of those that come begin, and behind them all rows' number.
static bool stretch(merging *m, uint32_t *come_start, mandate_error *error)
{
    uint32_t at = 0, gone = 0, row = 0;
    for (uint32_t i = 0; i < m->come_count; i++) {
        if (!stretch_old(m, at, m->places[i], &gone, error)) return false;
        at = m->places[i];
        uint32_t count = added_end(m, m->come[i]) - added_row(m, m->come[i]);
        come_start[i] = (uint32_t)m->by_row.cells;
        if (!mandate_stretches_add(&m->by_record, true, i, 1, 0, error) || !mandate_stretches_add(&m->versions_start, true, i, 1, 0, error) ||
            !mandate_stretches_add(&m->by_row, true, row, count, 0, error))
            return false;
        row += count;
    }
    if (!stretch_old(m, at, m->old->records, &gone, error)) return false;
    come_start[m->come_count] = (uint32_t)m->by_row.cells;
    return mandate_stretches_add(&m->versions_start, true, m->come_count, 1, 0, error);
}

// Where owners' rows begin: those of owners behind one to whom a record comes begin one later, and one sooner where it is gone.
static bool stretch_starts(merging *m, mandate_error *error)
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

// Columns --------------------------------------------------------------------------------------------------------------

static mandate_spliced *splice(merging *m, const mandate_stretches *stretches, uint32_t width, const mandate_stored *old, const void *come, mandate_error *error)
{
    mandate_spliced *array = make(m, 1, sizeof *array, error);
    if (array) *array = (mandate_spliced){.stretches = stretches, .width = width, .old = *old, .come = come};
    return array;
}

// Cells that come, row by row or record by record in their order, of an array of those that were taken.
static void *in_order(merging *m, bool by_record, const void *cells, size_t width, mandate_error *error)
{
    const uint32_t *order = by_record ? m->come : m->rows, count = by_record ? m->come_count : m->row_count;
    char *come = make(m, count, width, error);
    for (uint32_t i = 0; come && i < count; i++) memcpy(come + i * width, (const char *)cells + order[i] * width, width);
    return come;
}

enum { BY_RECORD = true, BY_ROW = false };

static const mandate_stretches *stretches_of(const merging *m, bool by_record) { return by_record ? &m->by_record : &m->by_row; }

// An array of numbers that no packing concerns; NULL where it failed.
static mandate_spliced *spliced(merging *m, bool by_record, int of, int part, const void *taken, uint32_t width, mandate_error *error)
{
    mandate_stored old;
    void *come = mandate_snapshot_stored(m->snapshot, m->index, of, part, &old, error) ? in_order(m, by_record, taken, width, error) : NULL;
    return come ? splice(m, stretches_of(m, by_record), width, &old, come, error) : NULL;
}

static int compare_wide(const void *left, const void *right) { return by_number(*(const uint64_t *)left, *(const uint64_t *)right); }

// Whether rows are gone that had a value in the field which none has that comes: then what is known of the column may no longer be so.
static bool find_lost(merging *m, int f, bool *lost, mandate_error *error)
{
    *lost = false;
    if (m->gone_count == 0 || (f == m->kind->owner && m->owners_are_told)) return true;
    uint64_t *come = mandate_new(m->row_count, sizeof *come, error);
    if (!come) return false;
    for (uint32_t i = 0; i < m->row_count; i++) come[i] = added_value(m, f, m->rows[i]);
    qsort(come, m->row_count, sizeof *come, compare_wide);
    FOR_GONE_ROWS(m, row)
    {
        uint64_t value = old_value(m, f, row);
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

// What a blank reads as, among the values of added_value and old_value; other values are passed over.
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

// What is known of a field's column, without its cells: of the rows that come, and of the old ones, all of which are looked at where some are lost.
static void describe(const merging *m, int f, bool lost, mandate_column *about)
{
    const mandate_column *old = &m->old->columns[f];
    *about = (mandate_column){.type = old->type, .first = MANDATE_DATE_ABSENT, .last = MANDATE_DATE_ALWAYS};
    if (!lost) *about = (mandate_column){.type = old->type, .first = old->first, .last = old->last, .has_unknown = old->has_unknown, .has_absent = old->has_absent};
    if (old->type != MANDATE_EVENT && old->type != MANDATE_DATE) { // as they are for whoever loads it
        about->first = old->first;
        about->last = old->last;
    }
    for (uint32_t i = 0; i < m->row_count; i++) tell(about, added_value(m, f, m->rows[i]));
    uint32_t gone = 0;
    for (uint32_t r = 0; lost && r < m->old->records; r++) {
        if (gone < m->gone_count && m->gone[gone] == r) {
            gone++;
            continue;
        }
        for (uint32_t row = old_row(m, r); row < old_row(m, r + 1); row++) tell(about, old_value(m, f, row));
    }
}

// All values of a column as plain numbers or days, in their order.
static void *unpack(const merging *m, bool by_record, const mandate_column *old, const void *come, size_t width, mandate_error *error)
{
    const mandate_stretches *all = stretches_of(m, by_record);
    char *plain = mandate_room_new(NULL, all->cells, width, error);
    for (size_t i = 0; plain && i < all->count; i++) {
        const mandate_stretch *s = &all->list[i];
        uint64_t end = i + 1 < all->count ? all->list[i + 1].from : all->cells;
        for (uint64_t at = s->from, n = s->at; at < end; at++, n++) {
            if (s->comes) memcpy(plain + at * width, (const char *)come + n * width, width);
            else if (old->type == MANDATE_NUMBER) ((double *)(void *)plain)[at] = mandate_column_number(old, n);
            else ((int32_t *)(void *)plain)[at] = mandate_column_date(old, n);
        }
    }
    return plain;
}

// All values packed anew.
static bool pack_anew(merging *m, bool by_record, const mandate_column *old, const void *come, mandate_described_column *out, mandate_error *error)
{
    const size_t width = old->type == MANDATE_NUMBER ? sizeof(double) : sizeof(int32_t);
    mandate_filled column = {.width = width, .cells = unpack(m, by_record, old, come, width, error)};
    bool done = column.cells && mandate_pack_cells(&column, old->type, (uint32_t)stretches_of(m, by_record)->cells, error);
    out->parts[MANDATE_PART_CELLS].at = column.cells; // freed with what is grown
    out->about.width = (int)column.width;
    out->about.scale = column.scale;
    out->about.base = column.base;
    return done && out->parts[MANDATE_PART_CELLS].at;
}

// Numbers or days of a field, or, with MANDATE_OF_EVENT, the events. Mostly those that come can be packed as the others are, and then all would be packed so.
static bool grow_values(merging *m, int of, const void *taken, bool lost, mandate_described_column *out, mandate_error *error)
{
    const bool by_record = of == MANDATE_OF_EVENT;
    const mandate_column *old = by_record ? &m->old->event : &m->old->columns[of];
    const size_t plain = old->type == MANDATE_NUMBER ? sizeof(double) : sizeof(int32_t);
    const uint32_t count = by_record ? m->come_count : m->row_count;
    mandate_stored stored;
    void *come = in_order(m, by_record, taken, plain, error), *packed = come ? make(m, count, sizeof(double), error) : NULL;
    if (!packed || !mandate_snapshot_stored(m->snapshot, m->index, of, MANDATE_PART_CELLS, &stored, error)) return false;
    if (lost || (old->scale != 0 && !mandate_pack_as(old, come, count, packed)))
        return mandate_snapshot_trust(m->snapshot, m->index, by_record ? MANDATE_TRUST_EVENTS : of, error) && pack_anew(m, by_record, old, come, out, error);
    out->about.width = old->width;
    out->about.scale = old->scale;
    out->about.base = old->base;
    out->parts[MANDATE_PART_CELLS].spliced = splice(m, stretches_of(m, by_record), (uint32_t)old->width, &stored, old->scale != 0 ? packed : come, error);
    return out->parts[MANDATE_PART_CELLS].spliced;
}

static bool grow_texts(merging *m, int f, mandate_described_column *out, mandate_error *error)
{
    texts *of = &m->texts[f];
    mandate_stored cells, letters;
    if (!mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_CELLS, &cells, error) ||
        !mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_TEXT_BYTES, &letters, error))
        return false;
    mandate_filled come = {.width = mandate_code_width(of->count)};
    come.cells = make(m, m->row_count, come.width, error);
    mandate_spliced *codes = come.cells ? splice(m, &m->by_row, (uint32_t)come.width, &cells, come.cells, error) : NULL;
    if (!codes) return false;
    for (uint32_t i = 0; i < m->row_count; i++) mandate_set_code(&come, i, come_rank(m, f, m->rows[i]));
    codes->turned = of->turned;
    codes->turned_count = m->old->columns[f].text_count;
    out->about.width = (int)come.width;
    out->about.text_count = of->count;
    out->text_bytes = of->length;
    out->parts[MANDATE_PART_CELLS].spliced = codes;
    out->parts[MANDATE_PART_TEXT_START].spliced = splice(m, &of->starts, sizeof(uint64_t), &of->start, of->come_starts, error);
    out->parts[MANDATE_PART_TEXT_BYTES].spliced = splice(m, &of->letters, 1, &letters, m->added->columns[f].text_bytes, error);
    return out->parts[MANDATE_PART_TEXT_START].spliced && out->parts[MANDATE_PART_TEXT_BYTES].spliced;
}

static bool grow_column(merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_described_column *out = &m->out->columns[f];
    bool lost;
    if (!find_lost(m, f, &lost, error)) return false;
    describe(m, f, lost, &out->about);
    if (old->type == MANDATE_TEXT) return grow_texts(m, f, out, error);
    if (old->type == MANDATE_NUMBER || is_day(m->kind, f)) return grow_values(m, f, added_cells(m, f), lost, out, error);
    out->about.width = old->width;
    out->parts[MANDATE_PART_CELLS].spliced = spliced(m, BY_ROW, f, MANDATE_PART_CELLS, added_cells(m, f), (uint32_t)old->width, error);
    return out->parts[MANDATE_PART_CELLS].spliced;
}

static bool has_event(const merging *m, mandate_date event)
{
    for (uint32_t i = 0; i < m->come_count; i++)
        if (added_event(m, m->come[i]) == event) return true;
    return false;
}

// The first and the last event, and whether some is lost, as of a field's values.
static void describe_events(const merging *m, bool *lost, mandate_column *about)
{
    const mandate_column *old = &m->old->event;
    *lost = false;
    for (uint32_t i = 0; i < m->gone_count && !*lost; i++) *lost = !has_event(m, mandate_column_date(old, m->gone[i]));
    *about = (mandate_column){.type = MANDATE_EVENT, .first = MANDATE_DATE_ABSENT, .last = MANDATE_DATE_ALWAYS};
    if (!*lost) {
        about->first = old->first;
        about->last = old->last;
    }
    for (uint32_t i = 0; i < m->come_count; i++) tell_day(about, added_event(m, m->come[i]));
    for (uint32_t r = 0, gone = 0; *lost && r < m->old->records; r++) {
        if (gone < m->gone_count && m->gone[gone] == r) gone++;
        else tell_day(about, mandate_column_date(old, r));
    }
}

static bool grow_events(merging *m, bool versions, mandate_error *error)
{
    const int starts = m->kind->starts;
    bool lost;
    if (starts >= 0 && !versions && !m->out->columns[starts].about.has_absent && !m->out->columns[starts].about.has_unknown) {
        m->out->event = m->out->columns[starts];
        m->out->event.about.type = MANDATE_EVENT;
        return true;
    }
    const mandate_filled *taken = m->added->event_is_column ? &m->added->columns[starts] : &m->added->event;
    describe_events(m, &lost, &m->out->event.about);
    return grow_values(m, MANDATE_OF_EVENT, taken->cells, lost, &m->out->event, error);
}

// The kind's own arrays --------------------------------------------------------------------------------------------------

static bool put_spliced(merging *m, int part, mandate_spliced *array)
{
    m->out->parts[part].spliced = array;
    return array;
}

static bool grow_versions(merging *m, const uint32_t *come_start, mandate_error *error)
{
    static const mandate_value_run one_each[] = {{0, 0, 1}}, always[] = {{0, (uint32_t)MANDATE_DATE_ALWAYS, 0}};
    mandate_stored start = {.width = 4, .runs = one_each, .run_count = 1}, from = {.width = 4, .runs = always, .run_count = 1};
    mandate_date *come = make(m, m->row_count, sizeof *come, error);
    if (!come) return false;
    for (uint32_t i = 0; i < m->row_count; i++) come[i] = m->added->version_start ? m->added->effective_from[m->rows[i]] : MANDATE_DATE_ALWAYS;
    if (m->old->version_start && (!mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_VERSION_START, &start, error) ||
                                  !mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_EFFECTIVE_FROM, &from, error)))
        return false;
    return put_spliced(m, MANDATE_PART_VERSION_START, splice(m, &m->versions_start, 4, &start, come_start, error)) &&
           put_spliced(m, MANDATE_PART_EFFECTIVE_FROM, splice(m, &m->by_row, 4, &from, come, error));
}

// Owners lie in their field's column where every record has one row.
static bool grow_owners(merging *m, bool versions, mandate_error *error)
{
    const int owner = m->kind->owner;
    mandate_stored old;
    if (owner < 0) return true;
    if (!put_spliced(m, MANDATE_PART_OWNER_START, splice(m, &m->starts, 4, &m->owner_start, NULL, error))) return false;
    m->out->parts[MANDATE_PART_OWNER] = m->out->columns[owner].parts[MANDATE_PART_CELLS];
    if (!versions) return true;
    uint32_t *come = make(m, m->come_count, sizeof *come, error);
    if (!come || !mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_OWNER, &old, error)) return false;
    for (uint32_t i = 0; i < m->come_count; i++) come[i] = owner_of(m, m->come[i]);
    return put_spliced(m, MANDATE_PART_OWNER, splice(m, &m->by_record, 4, &old, come, error));
}

static bool grow_arrays(merging *m, bool versions, const uint32_t *come_start, mandate_error *error)
{
    const mandate_loaded *added = m->added;
    bool has_ids = m->snapshot->ids[m->index];
    return (!versions || grow_versions(m, come_start, error)) && grow_owners(m, versions, error) &&
           put_spliced(m, MANDATE_PART_IMPORT, spliced(m, BY_ROW, MANDATE_OF_KIND, MANDATE_PART_IMPORT, added->import, 4, error)) &&
           put_spliced(m, MANDATE_PART_LINE, spliced(m, BY_ROW, MANDATE_OF_KIND, MANDATE_PART_LINE, added->line, 4, error)) &&
           (!has_ids || put_spliced(m, MANDATE_PART_IDS, spliced(m, BY_RECORD, MANDATE_OF_KIND, MANDATE_PART_IDS, added->ids, 8, error)));
}

// What is compared must be what was written: events, keys and, where rows are gone, all that they held.
static bool trust(merging *m, bool changed, mandate_error *error)
{
    const mandate_snapshot *s = m->snapshot;
    if (!mandate_snapshot_trust(s, m->index, MANDATE_TRUST_EVENTS, error)) return false;
    for (int f = 0; f < m->kind->field_count; f++) {
        const mandate_field *field = &m->kind->fields[f];
        if (!field->key && !changed) continue;
        bool reads = f != m->kind->owner || (changed && !m->owners_are_told);
        if (reads && !mandate_snapshot_trust_part(s, m->index, f, MANDATE_PART_CELLS, error)) return false;
        if (field->key && f != m->kind->owner && field->type == MANDATE_REFERENCE && !mandate_snapshot_trust_keys(s, field->kind, error)) return false;
    }
    bool blank_owners = m->kind->owner >= 0 && mandate_stored_value(&m->owner_start, m->owners) < m->old->records;
    return (!m->old->version_start || mandate_snapshot_trust_part(s, m->index, MANDATE_OF_KIND, MANDATE_PART_VERSION_START, error)) &&
           (!blank_owners || mandate_snapshot_trust_part(s, m->index, MANDATE_OF_KIND, MANDATE_PART_OWNER, error));
}

// Whose the records were that are gone: the last owner whose rows do not begin behind them.
static bool find_owners(merging *m, mandate_error *error)
{
    m->gone_owner = make(m, m->gone_count, sizeof *m->gone_owner, error);
    for (uint32_t i = 0; m->gone_owner && m->kind->owner >= 0 && i < m->gone_count; i++) {
        uint32_t low = 0, high = m->owners + 1;
        while (high - low > 1) {
            uint32_t middle = low + (high - low) / 2;
            if (start_of(m, middle) <= m->gone[i]) low = middle;
            else high = middle;
        }
        m->gone_owner[i] = low;
    }
    return m->gone_owner;
}

static bool merge(merging *m, bool changed, mandate_error *error)
{
    const mandate_kind *kind = m->kind;
    m->texts = make(m, (size_t)kind->field_count, sizeof *m->texts, error);
    m->out->columns = make(m, (size_t)kind->field_count, sizeof *m->out->columns, error);
    if (!m->texts || !m->out->columns) return false;
    mandate_stored owner = {0};
    if (kind->owner >= 0 && (!mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_OWNER_START, &m->owner_start, error) ||
                             !mandate_snapshot_stored(m->snapshot, m->index, kind->owner, MANDATE_PART_CELLS, &owner, error)))
        return false;
    m->owners_are_told = owner.owner_start;
    if (!trust(m, changed, error) || !mandate_find_events(m->added, error)) return false;
    for (int f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == MANDATE_TEXT && !place_texts(m, f, error)) return false;
    if (!choose(m, changed, error) || !find_gone(m, changed, error) || !find_owners(m, error)) return false;
    for (int f = 0; f < kind->field_count; f++) {
        if (kind->fields[f].type != MANDATE_TEXT) continue;
        mark_used(m, f);
        if (!drop_texts(m, f, error) || !merge_texts(m, f, error)) return false;
    }
    uint32_t *come_start = order_come(m, error) ? make(m, (size_t)m->come_count + 1, sizeof *come_start, error) : NULL;
    if (!come_start || !stretch(m, come_start, error) || (kind->owner >= 0 && !stretch_starts(m, error))) return false;
    bool versions = m->old->version_start || m->added->version_start;
    for (int f = 0; f < kind->field_count; f++)
        if (!grow_column(m, f, error)) return false;
    return grow_events(m, versions, error) && grow_arrays(m, versions, come_start, error);
}

bool mandate_merge_records(mandate_snapshot *now, const mandate_snapshot *snapshot, int kind, mandate_loaded *added, bool changed, mandate_error *error)
{
    mandate_grown *grown = now->grown[kind] = mandate_new(1, sizeof *grown, error);
    merging *m = grown ? grown->of = mandate_new(1, sizeof *m, error) : NULL;
    if (!m) return false;
    const mandate_kind *k = mandate_model_kind(snapshot->model, kind);
    *m = (merging){.snapshot = snapshot,
                   .index = kind,
                   .kind = k,
                   .tables = snapshot->tables,
                   .old = &snapshot->tables[kind],
                   .added = added,
                   .out = grown,
                   .owners = k->owner >= 0 ? snapshot->tables[k->fields[k->owner].kind].records : 0};
    if (!merge(m, changed, error)) return false;
    now->tables[kind] = (mandate_table){.kind = k, .records = m->records, .versions = m->versions, .last_event = grown->event.about.last};
    return true;
}
