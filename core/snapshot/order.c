// The snapshot's order of a kind's records: trees with every branch contiguous and parents first (of those that never change: what moves begins a branch of
// its own), other kinds clustered by owner, of which a record that moves has that of its first version, then by event, then by key. After this a set of children is a range of rows, and `first` is its first set bit.
#define _GNU_SOURCE // qsort_r
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/threads.h"
#include "snapshot/moves.h"
#include "snapshot/table.h"

enum { FEW = 48, PARTS = 8, SHARED_FROM = 100000 }; // so many records are sorted by several threads

// Event and key as one number, as far as they fit in it: most rows are ordered without looking at their keys.
typedef struct part {
    const mandate_column *column;
    unsigned bits;
    int64_t least;
} part;

typedef struct ordering {
    const mandate_table *tables, *table;
    const uint32_t *owner; // by version; NULL without owner
    uint32_t owners;
    int64_t least_event;
    part parts[PARTS];
    int part_count;
    mandate_room *room;
    bool exact; // the numbers tell all keys apart
} ordering;

typedef struct ranked {
    uint64_t number;
    uint32_t record;
} ranked;

static unsigned bits_of(uint64_t most)
{
    unsigned bits = 0;
    for (; most > 0; most >>= 1) bits++;
    return bits;
}

static void pack_keys(ordering *by)
{
    const mandate_table *table = by->table;
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (uint32_t r = 0; r < table->records; r++) {
        mandate_date event = mandate_column_date(&table->event, r);
        if (event < least) least = event;
        if (event > most) most = event;
    }
    by->least_event = least;
    unsigned left = 64 - (table->records > 0 ? bits_of((uint64_t)(most - least)) : 0);
    by->exact = true;
    for (int f = 0; f < table->kind->field_count; f++) {
        if (!table->kind->fields[f].key || f == table->kind->owner) continue;
        const mandate_column *column = &table->columns[f];
        part next = {.column = column};
        if (column->type == MANDATE_TEXT) next.bits = bits_of(column->text_count > 0 ? column->text_count - 1 : 0);
        else if (column->type == MANDATE_YESNO) next.bits = 1;
        else if ((column->type == MANDATE_EVENT || column->type == MANDATE_DATE) && column->first <= column->last) {
            next.least = column->first;
            next.bits = bits_of((uint64_t)((int64_t)column->last - column->first));
        } else by->exact = by->exact && table->records == 0;
        if (next.bits > left || by->part_count == PARTS) by->exact = false;
        if (!by->exact) return; // what follows decides less than this part
        left -= next.bits;
        by->parts[by->part_count++] = next;
    }
}

static uint32_t first_version(const mandate_table *table, uint32_t record) { return table->version_start ? table->version_start[record] : record; }

static uint64_t number_of(const ordering *by, uint32_t record)
{
    uint64_t number = (uint64_t)((int64_t)mandate_column_date(&by->table->event, record) - by->least_event);
    uint32_t version = first_version(by->table, record);
    for (int p = 0; p < by->part_count; p++) {
        const mandate_column *column = by->parts[p].column;
        uint64_t value = column->type == MANDATE_TEXT    ? mandate_column_cell(column, version)
                         : column->type == MANDATE_YESNO ? column->answers[version]
                                                         : (uint64_t)((int64_t)mandate_column_date(column, version) - by->parts[p].least);
        number = number << by->parts[p].bits | value;
    }
    return number;
}

// The group that a record belongs to: its owner's place, and behind all owners those not known and those without one.
static uint32_t group_of(const ordering *by, uint32_t record)
{
    if (!by->owner) return 0;
    uint32_t owner = by->owner[first_version(by->table, record)];
    return owner < by->owners ? owner : by->owners + (owner == MANDATE_CODE_ABSENT);
}

static bool stands_in_order(const ordering *by)
{
    uint32_t group = 0;
    uint64_t number = 0;
    for (uint32_t r = 0; r < by->table->records; r++) {
        uint32_t next_group = group_of(by, r);
        uint64_t next = number_of(by, r);
        if (r > 0 && (next_group < group ||
                      (next_group == group && (next < number || (next == number && !by->exact && mandate_compare_keys(by->tables, by->table, r - 1, r) > 0)))))
            return false;
        group = next_group;
        number = next;
    }
    return true;
}

static int compare_ranked(const void *left, const void *right, void *context)
{
    const ordering *by = context;
    const ranked *a = left, *b = right;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return by->exact ? 0 : mandate_compare_keys(by->tables, by->table, a->record, b->record);
}

static void insert(const ordering *by, ranked *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        ranked row = rows[i];
        size_t at = i;
        for (; at > 0 && compare_ranked(&row, &rows[at - 1], (void *)by) < 0; at--) rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

// Sorts by the numbers, byte by byte from the lowest, and then what they leave equal by key. The result is in `rows`.
static void sort_many(const ordering *by, ranked *rows, ranked *other, size_t count)
{
    ranked *from = rows, *to = other;
    uint64_t differs = 0;
    for (size_t i = 1; i < count; i++) differs |= rows[i].number ^ rows[0].number;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differs >> shift & 0xFF) == 0) continue;
        size_t start[257] = {0};
        for (size_t i = 0; i < count; i++) start[(from[i].number >> shift & 0xFF) + 1]++;
        for (size_t b = 1; b < 257; b++) start[b] += start[b - 1];
        for (size_t i = 0; i < count; i++) to[start[from[i].number >> shift & 0xFF]++] = from[i];
        ranked *held = from;
        from = to;
        to = held;
    }
    if (from != rows) memcpy(rows, from, count * sizeof *rows);
    for (size_t i = 0, end; !by->exact && i < count; i = end) {
        for (end = i + 1; end < count && rows[end].number == rows[i].number;) end++;
        if (end - i > FEW) qsort_r(rows + i, end - i, sizeof *rows, compare_ranked, (void *)by);
        else insert(by, rows + i, end - i);
    }
}

// Puts the records group by group, start[g] to start[g + 1] in `order`.
static void group_records(const ordering *by, uint32_t *order, uint32_t *start, uint32_t groups)
{
    for (uint32_t r = 0; r < by->table->records; r++) start[group_of(by, r) + 2]++;
    for (uint32_t g = 0; g < groups; g++) start[g + 2] += start[g + 1];
    for (uint32_t r = 0; r < by->table->records; r++) order[start[group_of(by, r) + 1]++] = r;
}

// Groups to be sorted, in shares of about as many records each.
typedef struct sorting {
    const ordering *by;
    uint32_t *order;
    const uint32_t *start;
    uint32_t groups;
    size_t shares;
} sorting;

// The first group that begins behind a share of all records.
static uint32_t first_group(const sorting *s, size_t share)
{
    uint32_t low = 0, high = s->groups;
    uint64_t records = (uint64_t)s->start[s->groups] * share / s->shares;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->start[middle] < records) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool sort_share(void *context, size_t share, mandate_error *error)
{
    const sorting *s = context;
    const ordering *by = s->by;
    const uint32_t *start = s->start, from = first_group(s, share), to = share + 1 < s->shares ? first_group(s, share + 1) : s->groups;
    ranked few[FEW], *many = NULL;
    size_t largest = 0;
    for (uint32_t g = from; g < to; g++)
        if (start[g + 1] - start[g] > largest) largest = start[g + 1] - start[g];
    if (largest > FEW && !(many = mandate_new(largest * 2, sizeof *many, error))) return false;
    for (uint32_t g = from; g < to; g++) {
        uint32_t count = start[g + 1] - start[g], *records = s->order + start[g];
        if (count < 2) continue;
        ranked *rows = count > FEW ? many : few;
        for (uint32_t i = 0; i < count; i++) rows[i] = (ranked){.number = number_of(by, records[i]), .record = records[i]};
        if (count > FEW) sort_many(by, rows, many + largest, count);
        else insert(by, rows, count);
        for (uint32_t i = 0; i < count; i++) records[i] = rows[i].record;
    }
    mandate_free(many);
    return true;
}

static bool order_clusters(const ordering *by, uint32_t **order, mandate_error *error)
{
    if (stands_in_order(by)) return true;
    uint32_t groups = by->owner ? by->owners + 2 : 1;
    uint32_t *start = mandate_room_new(by->room, (size_t)groups + 2, sizeof *start, error);
    *order = mandate_room_new(by->room, by->table->records, sizeof **order, error);
    bool done = start && *order;
    if (done) {
        group_records(by, *order, start, groups);
        size_t processors = mandate_processors();
        sorting all = {.by = by, .order = *order, .start = start, .groups = groups, .shares = by->table->records < SHARED_FROM ? 1 : processors * 4};
        done = mandate_in_parallel(processors, all.shares, sort_share, &all, error);
    }
    mandate_room_free(start);
    return done;
}

static int compare_keys(const void *left, const void *right, void *context)
{
    const ordering *by = context;
    return mandate_compare_keys(by->tables, by->table, *(const uint32_t *)left, *(const uint32_t *)right);
}

typedef struct tree {
    uint32_t *by_key, *first_child, *sibling, *stack, *end;
} tree;

// Walks from the roots, which are linked like children, in the order of keys; returns how many records it reached.
static uint32_t walk(const tree *t, uint32_t roots, uint32_t *order)
{
    uint32_t placed = 0, depth = 0;
    for (uint32_t root = roots; root != MANDATE_CODE_ABSENT; root = t->sibling[root]) {
        uint32_t r = root;
        for (;;) {
            t->by_key[r] = placed; // from here on the record's place
            order[placed++] = r;
            if (t->first_child[r] != MANDATE_CODE_ABSENT) {
                t->stack[depth++] = r;
                r = t->first_child[r];
                continue;
            }
            t->end[t->by_key[r]] = placed;
            while (depth > 0 && t->sibling[r] == MANDATE_CODE_ABSENT) {
                r = t->stack[--depth];
                t->end[t->by_key[r]] = placed;
            }
            if (depth == 0) break;
            r = t->sibling[r];
        }
    }
    return placed;
}

static bool order_tree(const ordering *by, const mandate_moves *parents, uint32_t *order, uint32_t **branch_end, mandate_error *error)
{
    uint32_t count = by->table->records, roots = MANDATE_CODE_ABSENT;
    tree t = {0};
    t.by_key = mandate_new(count, sizeof *t.by_key, error);
    t.first_child = t.by_key ? mandate_new(count, sizeof *t.first_child, error) : NULL;
    t.sibling = t.first_child ? mandate_new(count, sizeof *t.sibling, error) : NULL;
    t.stack = t.sibling ? mandate_new(count, sizeof *t.stack, error) : NULL;
    t.end = t.stack ? mandate_new(count, sizeof *t.end, error) : NULL;
    bool done = t.end != NULL;
    if (done) {
        for (uint32_t r = 0; r < count; r++) {
            t.by_key[r] = r;
            t.first_child[r] = MANDATE_CODE_ABSENT;
        }
        qsort_r(t.by_key, count, sizeof *t.by_key, compare_keys, (void *)by);
        for (uint32_t i = count; i-- > 0;) { // backwards, so that the lists of children ascend
            uint32_t r = t.by_key[i], p = mandate_moves_has(parents, r) ? MANDATE_CODE_ABSENT : mandate_points_at(parents, r, MANDATE_DATE_ALWAYS);
            uint32_t *list = p < count ? &t.first_child[p] : &roots;
            t.sibling[r] = *list;
            *list = r;
        }
        done = (walk(&t, roots, order) == count && mandate_find_ring(parents) == MANDATE_CODE_ABSENT) ||
               mandate_fail(error, MANDATE_ERROR_SQLITE, "the `%s` rows of the registry form a circle", by->table->kind->name);
    }
    if (done) {
        *branch_end = t.end;
        t.end = NULL;
    }
    mandate_free(t.by_key);
    mandate_free(t.first_child);
    mandate_free(t.sibling);
    mandate_free(t.stack);
    mandate_free(t.end);
    return done;
}

bool mandate_order_records(const mandate_snapshot *snapshot, int k, uint32_t **order, mandate_error *error)
{
    mandate_loaded *loaded = &snapshot->loaded[k];
    const mandate_kind *kind = loaded->kind;
    ordering by = {.tables = snapshot->tables, .table = &snapshot->tables[k], .room = loaded->room};
    *order = NULL;
    if (kind->tree >= 0) {
        *order = mandate_room_new(loaded->room, loaded->records, sizeof **order, error);
        mandate_moves parents = {0};
        bool done = *order && mandate_moves_find(&parents, by.table, kind->tree, error) && order_tree(&by, &parents, *order, &loaded->branch_end, error);
        mandate_moves_release(&parents);
        return done;
    }
    if (kind->owner >= 0) {
        by.owner = loaded->columns[kind->owner].cells;
        by.owners = snapshot->tables[kind->fields[kind->owner].kind].records;
    }
    pack_keys(&by);
    return order_clusters(&by, order, error);
}
