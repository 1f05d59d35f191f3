// Brings loaded tables into the snapshot's order: trees with every branch contiguous and parents first, other kinds clustered by owner, then
// by event, then by key. After this a set of children is a range of rows, and `first` is its first set bit.
#define _GNU_SOURCE
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

typedef struct ordering {
    const mandate_snapshot *snapshot;
    const mandate_loaded *loaded;
    const uint32_t *owner_place; // per record the owner's place in the snapshot's order, or the codes for none; NULL
} ordering;

static int compare_text(const mandate_snapshot *snapshot, uint32_t a, uint32_t b)
{
    if (a == b) return 0;
    size_t la, lb;
    const char *ta = mandate_dictionary_text(&snapshot->texts, a, &la), *tb = mandate_dictionary_text(&snapshot->texts, b, &lb);
    int order = memcmp(ta, tb, la < lb ? la : lb);
    return order ? order : (la > lb) - (la < lb);
}

// Compares keys field by field, references by the keys they point at. Keys are never blank. Rows are addressed by their first version.
static int compare_keys(const mandate_snapshot *snapshot, const mandate_loaded *loaded, uint32_t a, uint32_t b)
{
    const mandate_kind *kind = loaded->table.kind;
    if (a == b) return 0;
    uint32_t va = loaded->version_start ? loaded->version_start[a] : a, vb = loaded->version_start ? loaded->version_start[b] : b;
    for (int f = 0; f < kind->field_count; f++) {
        if (!kind->fields[f].key) continue;
        const mandate_column *column = &loaded->columns[f];
        int order = 0;
        switch (column->type) {
        case MANDATE_TEXT: order = compare_text(snapshot, column->codes[va], column->codes[vb]); break;
        case MANDATE_NUMBER: order = (column->numbers[va] > column->numbers[vb]) - (column->numbers[va] < column->numbers[vb]); break;
        case MANDATE_EVENT:
        case MANDATE_DATE: order = (column->dates[va] > column->dates[vb]) - (column->dates[va] < column->dates[vb]); break;
        case MANDATE_YESNO: order = (column->answers[va] > column->answers[vb]) - (column->answers[va] < column->answers[vb]); break;
        case MANDATE_REFERENCE:
            if (column->codes[va] != column->codes[vb])
                order = compare_keys(snapshot, &snapshot->tables[kind->fields[f].kind], column->codes[va], column->codes[vb]);
            break;
        }
        if (order) return order;
    }
    return 0;
}

int mandate_snapshot_compare_keys(const mandate_snapshot *snapshot, int kind, uint32_t a, uint32_t b)
{
    return compare_keys(snapshot, &snapshot->tables[kind], a, b);
}

static int compare_records(const void *left, const void *right, void *context)
{
    const ordering *by = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (by->owner_place && by->owner_place[a] != by->owner_place[b]) return by->owner_place[a] < by->owner_place[b] ? -1 : 1;
    mandate_date ea = by->loaded->event[a], eb = by->loaded->event[b];
    if (ea != eb) return ea < eb ? -1 : 1;
    return compare_keys(by->snapshot, by->loaded, a, b);
}

static int compare_by_key(const void *left, const void *right, void *context)
{
    const ordering *by = context;
    return compare_keys(by->snapshot, by->loaded, *(const uint32_t *)left, *(const uint32_t *)right);
}

bool mandate_snapshot_key_order(const mandate_snapshot *snapshot, int kind, uint32_t *out, mandate_error *error)
{
    (void)error;
    const mandate_loaded *loaded = &snapshot->tables[kind];
    ordering by = {.snapshot = snapshot, .loaded = loaded};
    for (uint32_t r = 0; r < loaded->table.records; r++) out[r] = r;
    qsort_r(out, loaded->table.records, sizeof *out, compare_by_key, &by);
    return true;
}

// Fills `order` with a tree's records, parents before their children, and branch_end in the new order.
static bool order_tree(mandate_snapshot *snapshot, mandate_loaded *loaded, uint32_t *order, mandate_error *error)
{
    uint32_t count = loaded->table.records;
    const uint32_t *parent = loaded->columns[loaded->table.kind->tree].codes;
    uint32_t *by_key = mandate_new(count, sizeof *by_key, error);
    uint32_t *first_child = mandate_new(count, sizeof *first_child, error);
    uint32_t *sibling = mandate_new(count, sizeof *sibling, error);
    uint32_t *stack = mandate_new(count, sizeof *stack, error);
    uint32_t *end = mandate_new(count, sizeof *end, error);
    uint32_t roots = MANDATE_CODE_ABSENT, placed = 0, depth = 0;
    bool done = false;
    if (!by_key || !first_child || !sibling || !stack || !end) goto out;
    ordering by = {.snapshot = snapshot, .loaded = loaded};
    for (uint32_t r = 0; r < count; r++) {
        by_key[r] = r;
        first_child[r] = MANDATE_CODE_ABSENT;
    }
    qsort_r(by_key, count, sizeof *by_key, compare_by_key, &by);
    for (uint32_t i = count; i-- > 0;) { // backwards, so that the lists of children ascend
        uint32_t r = by_key[i], p = parent[loaded->version_start[r]];
        uint32_t *list = p < count ? &first_child[p] : &roots;
        sibling[r] = *list;
        *list = r;
    }
    for (uint32_t root = roots; root != MANDATE_CODE_ABSENT; root = sibling[root]) {
        uint32_t r = root;
        for (;;) {
            loaded->position[r] = placed;
            order[placed++] = r;
            if (first_child[r] != MANDATE_CODE_ABSENT) {
                stack[depth++] = r;
                r = first_child[r];
                continue;
            }
            end[loaded->position[r]] = placed;
            while (depth > 0 && sibling[r] == MANDATE_CODE_ABSENT) {
                r = stack[--depth];
                end[loaded->position[r]] = placed;
            }
            if (depth == 0) break;
            r = sibling[r];
        }
    }
    if (placed != count) {
        mandate_fail(error, MANDATE_ERROR_SQLITE, "the `%s` rows of the registry form a circle", loaded->table.kind->name);
        goto out;
    }
    loaded->branch_end = end;
    end = NULL;
    done = true;
out:
    mandate_free(by_key);
    mandate_free(first_child);
    mandate_free(sibling);
    mandate_free(stack);
    mandate_free(end);
    return done;
}

static bool order_clusters(mandate_snapshot *snapshot, mandate_loaded *loaded, uint32_t *order, mandate_error *error)
{
    const mandate_kind *kind = loaded->table.kind;
    uint32_t count = loaded->table.records, *owner_place = NULL;
    if (kind->owner >= 0) {
        const mandate_loaded *owner = &snapshot->tables[kind->fields[kind->owner].kind];
        owner_place = mandate_new(count, sizeof *owner_place, error);
        if (!owner_place) return false;
        for (uint32_t r = 0; r < count; r++) {
            uint32_t o = loaded->columns[kind->owner].codes[loaded->version_start[r]];
            owner_place[r] = o < owner->table.records ? owner->position[o] : o;
        }
    }
    ordering by = {.snapshot = snapshot, .loaded = loaded, .owner_place = owner_place};
    for (uint32_t r = 0; r < count; r++) order[r] = r;
    qsort_r(order, count, sizeof *order, compare_records, &by);
    for (uint32_t i = 0; i < count; i++) loaded->position[order[i]] = i;
    mandate_free(owner_place);
    return true;
}

// Moves the rows of one array of `size`-byte elements into version order.
static bool permute(void **array, size_t size, const uint32_t *versions, uint32_t count, mandate_error *error)
{
    if (!*array) return true;
    char *moved = mandate_new(count, size, error);
    if (!moved) return false;
    for (uint32_t i = 0; i < count; i++) memcpy(moved + (size_t)i * size, (const char *)*array + (size_t)versions[i] * size, size);
    mandate_free(*array);
    *array = moved;
    return true;
}

static bool apply_order(mandate_loaded *loaded, const uint32_t *order, mandate_error *error)
{
    mandate_table *table = &loaded->table;
    uint32_t *versions = mandate_new(table->versions, sizeof *versions, error);
    uint32_t *start = mandate_new((size_t)table->records + 1, sizeof *start, error);
    mandate_date *event = mandate_new(table->records, sizeof *event, error);
    if (!versions || !start || !event) goto failed;
    uint32_t next = 0;
    bool simple = true;
    for (uint32_t i = 0; i < table->records; i++) {
        uint32_t r = order[i];
        start[i] = next;
        event[i] = loaded->event[r];
        for (uint32_t v = loaded->version_start[r]; v < loaded->version_start[r + 1]; v++) versions[next++] = v;
        if (next - start[i] != 1 || loaded->effective_from[versions[next - 1]] != MANDATE_DATE_ALWAYS) simple = false;
    }
    start[table->records] = next;
    for (int f = 0; f < table->kind->field_count; f++) {
        mandate_column *column = &loaded->columns[f];
        if (!permute((void **)&column->numbers, sizeof(double), versions, next, error) ||
            !permute((void **)&column->dates, sizeof(int32_t), versions, next, error) ||
            !permute((void **)&column->codes, sizeof(uint32_t), versions, next, error) ||
            !permute((void **)&column->answers, sizeof(uint8_t), versions, next, error))
            goto failed;
    }
    if (!permute((void **)&loaded->effective_from, sizeof(mandate_date), versions, next, error) ||
        !permute((void **)&loaded->import, sizeof(uint32_t), versions, next, error) ||
        !permute((void **)&loaded->line, sizeof(uint32_t), versions, next, error))
        goto failed;
    mandate_free(versions);
    mandate_free(loaded->version_start);
    mandate_free(loaded->event);
    mandate_free(loaded->ids);
    loaded->ids = NULL;
    loaded->event = event;
    loaded->version_start = start;
    if (simple) { // row numbers of versions and records are the same: no need for either array
        mandate_free(loaded->version_start);
        mandate_free(loaded->effective_from);
        loaded->version_start = NULL;
        loaded->effective_from = NULL;
    }
    return true;
failed:
    mandate_free(versions);
    mandate_free(start);
    mandate_free(event);
    return false;
}

static bool place_owners(mandate_snapshot *snapshot, mandate_loaded *loaded, mandate_error *error)
{
    const mandate_kind *kind = loaded->table.kind;
    if (kind->owner < 0) return true;
    uint32_t owners = snapshot->tables[kind->fields[kind->owner].kind].table.records, count = loaded->table.records;
    loaded->owner = mandate_new(count, sizeof *loaded->owner, error);
    loaded->owner_start = mandate_new((size_t)owners + 1, sizeof *loaded->owner_start, error);
    if (!loaded->owner || !loaded->owner_start) return false;
    for (uint32_t r = 0; r < count; r++)
        loaded->owner[r] = loaded->columns[kind->owner].codes[loaded->version_start ? loaded->version_start[r] : r];
    if (kind->tree >= 0) return true; // a tree is ordered by its branches, not by its owner
    uint32_t row = 0;
    for (uint32_t o = 0; o <= owners; o++) {
        while (row < count && loaded->owner[row] < o) row++;
        loaded->owner_start[o] = row;
    }
    return true;
}

// Orders kind `k` after its owner's kind; `state` is 0 untouched, 1 under way, 2 done.
static bool order_kind(mandate_snapshot *snapshot, int k, uint8_t *state, mandate_error *error)
{
    if (state[k] == 2) return true;
    mandate_loaded *loaded = &snapshot->tables[k];
    const mandate_kind *kind = loaded->table.kind;
    assert(state[k] == 0); // a kind's owner is declared before it
    state[k] = 1;
    if (kind->owner >= 0 && kind->fields[kind->owner].kind != k && !order_kind(snapshot, kind->fields[kind->owner].kind, state, error)) return false;
    loaded->position = mandate_new(loaded->table.records, sizeof *loaded->position, error);
    uint32_t *order = mandate_new(loaded->table.records, sizeof *order, error);
    bool done = loaded->position && order &&
                (kind->tree >= 0 ? order_tree(snapshot, loaded, order, error) : order_clusters(snapshot, loaded, order, error));
    if (done) {
        // keys of other kinds may still have to be compared through the old order, so the rows move only when all kinds are placed
        for (uint32_t i = 0; i < loaded->table.records; i++) loaded->position[order[i]] = i;
    }
    mandate_free(order);
    state[k] = 2;
    return done;
}

bool mandate_order_tables(mandate_snapshot *snapshot, mandate_error *error)
{
    uint8_t *state = mandate_new((size_t)snapshot->table_count, sizeof *state, error);
    if (!state) return false;
    bool done = true;
    for (int k = 0; done && k < snapshot->table_count; k++) done = order_kind(snapshot, k, state, error);
    mandate_free(state);
    for (int k = 0; done && k < snapshot->table_count; k++) { // references to the new places
        mandate_loaded *loaded = &snapshot->tables[k];
        for (int f = 0; f < loaded->table.kind->field_count; f++) {
            if (loaded->columns[f].type != MANDATE_REFERENCE) continue;
            const mandate_loaded *target = &snapshot->tables[loaded->table.kind->fields[f].kind];
            uint32_t *codes = loaded->columns[f].codes;
            for (uint32_t v = 0; v < loaded->table.versions; v++)
                if (codes[v] < target->table.records) codes[v] = target->position[codes[v]];
        }
    }
    for (int k = 0; done && k < snapshot->table_count; k++) {
        mandate_loaded *loaded = &snapshot->tables[k];
        uint32_t *order = mandate_new(loaded->table.records, sizeof *order, error);
        if (!order) return false;
        for (uint32_t r = 0; r < loaded->table.records; r++) order[loaded->position[r]] = r;
        done = apply_order(loaded, order, error);
        mandate_free(order);
        mandate_free(loaded->position);
        loaded->position = NULL;
    }
    for (int k = 0; done && k < snapshot->table_count; k++) done = place_owners(snapshot, &snapshot->tables[k], error);
    return done;
}
