#include "host/children.h"

#include <string.h>
#include "model/memory.h"

// Rows by a reference that is not the owner, or in a tree.
struct mandate_child_index {
    int child, reference;
    uint32_t *start, *rows;
};

// `rows` are handed out, `spare` serves to sort them.
struct mandate_child_list {
    uint32_t *rows, *spare;
    size_t capacity;
};

void mandate_child_sets_clear(mandate_child_sets *sets)
{
    for (size_t i = 0; i < sets->index_count; i++) {
        mandate_free(sets->indexes[i].start);
        mandate_free(sets->indexes[i].rows);
    }
    for (size_t i = 0; i < sets->list_made; i++) {
        mandate_free(sets->lists[i].rows);
        mandate_free(sets->lists[i].spare);
    }
    mandate_free(sets->indexes);
    mandate_free(sets->lists);
    *sets = (mandate_child_sets){.snapshot = sets->snapshot};
}

// One call may have needed much; the next ones need not pay for that.
void mandate_child_sets_take_back(mandate_child_sets *sets)
{
    enum { KEPT_LISTS = 8, KEPT_ROWS = 4096 };
    while (sets->list_made > 0 && (sets->list_made > KEPT_LISTS || sets->lists[sets->list_made - 1].capacity > KEPT_ROWS)) {
        mandate_child_list *last = &sets->lists[--sets->list_made];
        mandate_free(last->rows);
        mandate_free(last->spare);
    }
    sets->list_count = 0;
}

static mandate_child_list *take_list(mandate_child_sets *sets, size_t count, mandate_error *error)
{
    if (sets->list_count == sets->list_made) {
        mandate_child_list *grown = mandate_grow(sets->lists, sets->list_made, &sets->list_capacity, sizeof *grown, error);
        if (!grown) return NULL;
        sets->lists = grown;
        sets->lists[sets->list_made++] = (mandate_child_list){0};
    }
    mandate_child_list *list = &sets->lists[sets->list_count];
    if (!list->rows || list->capacity < count) {
        uint32_t *rows = mandate_resize(list->rows, count + 1, sizeof *rows, error);
        if (!rows) return NULL;
        list->rows = rows;
        uint32_t *spare = mandate_resize(list->spare, count + 1, sizeof *spare, error);
        if (!spare) return NULL;
        list->spare = spare;
        list->capacity = count;
    }
    sets->list_count++;
    return list;
}

// Order ------------------------------------------------------------------------------------------------------------

typedef struct by_event { const mandate_snapshot *snapshot; int kind; } by_event;

static bool comes_before(const by_event *by, uint32_t a, uint32_t b)
{
    const mandate_column *event = &mandate_snapshot_table(by->snapshot, by->kind)->event;
    mandate_date a_day = mandate_column_date(event, a), b_day = mandate_column_date(event, b);
    if (a_day != b_day) return a_day < b_day;
    return mandate_snapshot_compare_keys(by->snapshot, by->kind, a, b) < 0;
}

static size_t end_of_run(const by_event *by, const uint32_t *rows, size_t from, size_t count)
{
    size_t at = from + 1;
    while (at < count && !comes_before(by, rows[at], rows[at - 1])) at++;
    return at < count ? at : count;
}

static void merge(const by_event *by, const uint32_t *a, const uint32_t *a_end, const uint32_t *b, const uint32_t *b_end, uint32_t *out)
{
    while (a < a_end && b < b_end) *out++ = comes_before(by, *b, *a) ? *b++ : *a++;
    while (a < a_end) *out++ = *a++;
    while (b < b_end) *out++ = *b++;
}

// The rows of one owner stand in order already, so runs are long and a set of one owner is one run.
static void sort_rows(const by_event *by, mandate_child_list *list, size_t count)
{
    while (end_of_run(by, list->rows, 0, count) < count) {
        for (size_t from = 0; from < count;) {
            size_t middle = end_of_run(by, list->rows, from, count);
            size_t end = middle < count ? end_of_run(by, list->rows, middle, count) : count;
            merge(by, list->rows + from, list->rows + middle, list->rows + middle, list->rows + end, list->spare + from);
            from = end;
        }
        uint32_t *sorted = list->spare;
        list->spare = list->rows;
        list->rows = sorted;
    }
}

// Rows -------------------------------------------------------------------------------------------------------------

static const mandate_child_index *index_of(mandate_child_sets *sets, int child, int reference, mandate_error *error)
{
    for (size_t i = 0; i < sets->index_count; i++)
        if (sets->indexes[i].child == child && sets->indexes[i].reference == reference) return &sets->indexes[i];
    mandate_child_index *grown = mandate_grow(sets->indexes, sets->index_count, &sets->index_capacity, sizeof *grown, error);
    if (!grown) return NULL;
    sets->indexes = grown;
    mandate_child_index *index = &grown[sets->index_count];
    *index = (mandate_child_index){.child = child, .reference = reference};
    if (!mandate_snapshot_index(sets->snapshot, child, reference, &index->start, &index->rows, error)) return NULL;
    sets->index_count++;
    return index;
}

static bool take_children(mandate_child_sets *sets, mandate_date as_of, int child, int reference, int kind, uint32_t record, mandate_children *children,
                          mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(sets->snapshot, child), *owners = mandate_snapshot_table(sets->snapshot, kind);
    const uint32_t *start = table->owner_start, *rows = NULL; // rows of an owner lie together
    if (reference != table->kind->owner || !start) {
        const mandate_child_index *index = index_of(sets, child, reference, error);
        if (!index) return false;
        start = index->start;
        rows = index->rows;
    }
    uint32_t end = owners->branch_end && child != kind ? owners->branch_end[record] : record + 1;
    mandate_child_list *list = take_list(sets, start[end] - start[record], error);
    if (!list) return false;
    size_t count = 0;
    for (uint32_t i = start[record]; i < start[end]; i++) {
        uint32_t row = rows ? rows[i] : i;
        if (mandate_column_date(&table->event, row) <= as_of) list->rows[count++] = row;
    }
    by_event by = {sets->snapshot, child};
    sort_rows(&by, list, count);
    *children = (mandate_children){.kind = child, .records = list->rows, .count = count};
    return true;
}

bool mandate_child_sets_find(mandate_child_sets *sets, mandate_date as_of, int kind, uint32_t record, const char *plural, size_t length,
                             mandate_children *children, mandate_error *error)
{
    const mandate_model *model = mandate_snapshot_model(sets->snapshot);
    for (int k = 0; k < mandate_model_kind_count(model); k++) {
        const mandate_kind *child = mandate_model_kind(model, k);
        if (strlen(child->plural) != length || memcmp(child->plural, plural, length) != 0) continue;
        for (int f = 0; f < child->field_count; f++)
            if (child->fields[f].type == MANDATE_REFERENCE && child->fields[f].kind == kind)
                return take_children(sets, as_of, k, f, kind, record, children, error);
    }
    return false;
}
