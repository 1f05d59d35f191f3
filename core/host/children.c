#include "host/children.h"

#include <string.h>
#include "model/memory.h"
#include "snapshot/moves.h"

// Rows by a reference that is not the owner, or in a tree, or that is not the same on every day: then by all that it names in any version, and those above.
struct mandate_child_index {
    int child, reference;
    bool moves, branch;
    mandate_moves links;
    mandate_map map; // of the tree that it leads into
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
        mandate_moves_release(&sets->indexes[i].links);
        mandate_map_release(&sets->indexes[i].map);
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

typedef struct by_event {
    const mandate_snapshot *snapshot;
    int kind;
} by_event;

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

static bool find_moves(const mandate_child_sets *sets, mandate_child_index *index, mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(sets->snapshot, index->child);
    int kind = table->kind->fields[index->reference].kind;
    const mandate_table *owners = mandate_snapshot_table(sets->snapshot, kind);
    index->branch = owners->kind->tree >= 0 && index->child != kind;
    index->links = (mandate_moves){.table = table, .field = index->reference};
    if (!table->kind->fields[index->reference].fixed && !mandate_moves_find(&index->links, table, index->reference, error)) return false;
    if (index->branch && !mandate_map_make(&index->map, owners, error)) return false;
    index->moves = index->links.moved || index->map.moved_above;
    if (!index->moves) return mandate_snapshot_index(sets->snapshot, index->child, index->reference, &index->start, &index->rows, error);
    return mandate_moves_index(&index->links, index->branch ? &index->map : NULL, owners->records, &index->start, &index->rows, error);
}

static const mandate_child_index *index_of(mandate_child_sets *sets, int child, int reference, mandate_error *error)
{
    for (size_t i = 0; i < sets->index_count; i++)
        if (sets->indexes[i].child == child && sets->indexes[i].reference == reference) return &sets->indexes[i];
    mandate_child_index *grown = mandate_grow(sets->indexes, sets->index_count, &sets->index_capacity, sizeof *grown, error);
    if (!grown) return NULL;
    sets->indexes = grown;
    mandate_child_index *index = &grown[sets->index_count];
    *index = (mandate_child_index){.child = child, .reference = reference};
    if (!find_moves(sets, index, error)) return NULL;
    sets->index_count++;
    return index;
}

// Whether a reference could move at all: most kinds have one version of each record, and then nothing need be looked for.
static bool may_move(const mandate_table *table, const mandate_table *owners, int reference)
{
    return (table->version_start && !table->kind->fields[reference].fixed) || (owners->kind->tree >= 0 && owners->version_start);
}

// Whether a row stands below a record on the day. That nobody knows it of one is told in *lost.
static bool stands_below(const mandate_child_index *index, uint32_t row, uint32_t record, mandate_date day, bool *keep, bool *lost, mandate_error *error)
{
    uint32_t at = mandate_points_at(&index->links, row, day);
    unsigned truth = at == MANDATE_CODE_UNKNOWN ? 2 : at == record;
    if (at < MANDATE_CODE_UNKNOWN && index->branch) {
        mandate_reached room = {0};
        bool done = mandate_map_lies_in(&index->map, at, record, day, &room, &truth, error);
        mandate_free(room.records);
        if (!done) return false;
    }
    *keep = truth == 1;
    *lost = *lost || truth == 2;
    return true;
}

static bool take_children(mandate_child_sets *sets, const mandate_asked *asked, int child, int reference, mandate_children *children, mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(sets->snapshot, child), *owners = mandate_snapshot_table(sets->snapshot, asked->kind);
    const uint32_t *start = table->owner_start, *rows = NULL; // rows of an owner lie together
    const mandate_child_index *index = NULL;
    if (reference != table->kind->owner || !start || may_move(table, owners, reference)) {
        index = index_of(sets, child, reference, error);
        if (!index) return false;
        start = index->start;
        rows = index->rows;
    }
    bool moves = index && index->moves, lost = false, perhaps = false;
    bool later = asked->in_period && table->kind->lasting && table->kind->starts >= 0;
    uint32_t record = asked->record, end = owners->branch_end && child != asked->kind && !moves ? owners->branch_end[record] : record + 1;
    mandate_child_list *list = take_list(sets, start[end] - start[record], error);
    if (!list) return false;
    size_t count = 0;
    for (uint32_t i = start[record]; i < start[end]; i++) {
        uint32_t row = rows ? rows[i] : i;
        mandate_date day = mandate_column_date(&table->event, row);
        bool maybe = mandate_table_is_perhaps(table, row, asked->as_of), keep = maybe || day <= asked->as_of;
        if (keep && later && day > asked->pivot) { // on a pivot that nobody knows each that begins on a known day is perhaps there
            lost = lost || (asked->pivot == MANDATE_DATE_UNKNOWN && day != MANDATE_DATE_UNKNOWN);
            keep = false;
        }
        if (keep && moves && !stands_below(index, row, record, asked->pivot == MANDATE_DATE_ABSENT ? asked->as_of : asked->pivot, &keep, &lost, error)) return false;
        perhaps = perhaps || (keep && maybe);
        if (keep && !maybe) list->rows[count++] = row;
    }
    by_event by = {sets->snapshot, child};
    sort_rows(&by, list, count);
    *children = (mandate_children){.kind = child, .records = list->rows, .count = count, .lost = lost ? reference : perhaps ? table->kind->starts : -1};
    return true;
}

bool mandate_child_sets_find(mandate_child_sets *sets, const mandate_asked *asked, const char *plural, size_t length, mandate_children *children, mandate_error *error)
{
    const mandate_model *model = mandate_snapshot_model(sets->snapshot);
    for (int k = 0; k < mandate_model_kind_count(model); k++) {
        const mandate_kind *child = mandate_model_kind(model, k);
        if (strlen(child->plural) != length || memcmp(child->plural, plural, length) != 0) continue;
        for (int f = 0; f < child->field_count; f++)
            if (child->fields[f].type == MANDATE_REFERENCE && child->fields[f].kind == asked->kind) return take_children(sets, asked, k, f, children, error);
    }
    return false;
}
