// Connects the engine's row functions with a worker: the worker's rows read cells of the snapshot as a rule sees them on the day.
#include "host/calls.h"

#include <inttypes.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "host/worker.h"
#include "model/memory.h"
#include "model/text.h"
#include "snapshot/cell.h"

typedef struct child_index {
    int child, reference;
    uint32_t *start, *rows;
} child_index;

typedef struct cell_source {
    mandate_cell_reader reader;
    uint64_t first_text; // TEXT: the identity of the column's first text
    int referenced_kind; // REFERENCE
} cell_source;

enum { TOGETHER = 256 }; // calls whose results are taken over at a time

struct mandate_calls {
    mandate_worker *worker;
    const mandate_snapshot *snapshot;
    mandate_view view;
    cell_source **sources; // by kind and field
    int kind_count;
    const mandate_date *pivots;    // of the calls that run together
    mandate_date pivot;            // of the call at hand
    child_index *indexes;
    size_t index_count, index_capacity;
    uint32_t **lists; // of children, handed out in the call at hand: they stay valid until it ends
    size_t list_count, list_capacity;
    mandate_error *error; // of the call at hand
};

static const mandate_kind *kind_of(const mandate_calls *calls, int kind) { return mandate_snapshot_table(calls->snapshot, kind)->kind; }

static int find_field(void *context, int kind, const char *name, size_t length)
{
    const mandate_kind *k = kind_of(context, kind);
    for (int f = 0; f < k->field_count; f++)
        if (strlen(k->fields[f].name) == length && memcmp(k->fields[f].name, name, length) == 0) return k->fields[f].compare_only ? -1 : f;
    return -1;
}

static const char *text_of(void *context, int kind, int field, uint64_t identity, size_t *length)
{
    const mandate_calls *calls = context;
    const cell_source *source = &calls->sources[kind][field];
    return mandate_snapshot_text(calls->snapshot, kind, field, (uint32_t)(identity - source->first_text), length);
}

static bool read_cell(void *context, int kind, uint32_t record, int field, mandate_view_cell *cell)
{
    const mandate_calls *calls = context;
    const cell_source *source = &calls->sources[kind][field];
    mandate_seen seen = mandate_cell_see(&source->reader, record, calls->view.as_of, calls->pivot);
    cell->type = source->reader.column->type;
    cell->state = seen.state == MANDATE_SEEN_KNOWN ? MANDATE_CELL_KNOWN : seen.state == MANDATE_SEEN_ABSENT ? MANDATE_CELL_ABSENT : MANDATE_CELL_UNKNOWN;
    if (cell->state != MANDATE_CELL_KNOWN) return true;
    switch (cell->type) {
    case MANDATE_TEXT: cell->identity = source->first_text + seen.code; break;
    case MANDATE_NUMBER: cell->number = seen.number; break;
    case MANDATE_EVENT:
    case MANDATE_DATE: cell->date = seen.date; break;
    case MANDATE_YESNO: cell->yes = seen.yes; break;
    case MANDATE_REFERENCE:
        cell->kind = source->referenced_kind;
        cell->record = seen.code;
        break;
    }
    return true;
}

static const child_index *index_of(mandate_calls *calls, int child, int reference)
{
    for (size_t i = 0; i < calls->index_count; i++)
        if (calls->indexes[i].child == child && calls->indexes[i].reference == reference) return &calls->indexes[i];
    child_index *grown = mandate_grow(calls->indexes, calls->index_count, &calls->index_capacity, sizeof *grown, calls->error);
    if (!grown) return NULL;
    calls->indexes = grown;
    child_index *index = &grown[calls->index_count];
    *index = (child_index){.child = child, .reference = reference};
    if (!mandate_snapshot_index(calls->snapshot, child, reference, &index->start, &index->rows, calls->error)) return NULL;
    calls->index_count++;
    return index;
}

typedef struct by_event { const mandate_snapshot *snapshot; int kind; } by_event;

static bool comes_before(const by_event *by, uint32_t a, uint32_t b)
{
    const mandate_date *event = mandate_snapshot_table(by->snapshot, by->kind)->event;
    if (event[a] != event[b]) return event[a] < event[b];
    return mandate_snapshot_compare_keys(by->snapshot, by->kind, a, b) < 0;
}

// Sets of one owner stand in order already, so that inserting is quick.
static void sort_rows(const by_event *by, uint32_t *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t row = rows[i];
        size_t at = i;
        for (; at > 0 && comes_before(by, row, rows[at - 1]); at--) rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

static bool take_children(mandate_calls *calls, int child, int reference, int kind, uint32_t record, mandate_children *children)
{
    const mandate_table *table = mandate_snapshot_table(calls->snapshot, child), *owners = mandate_snapshot_table(calls->snapshot, kind);
    const child_index *index = index_of(calls, child, reference);
    if (!index) return false;
    uint32_t end = owners->branch_end && child != kind ? owners->branch_end[record] : record + 1;
    uint32_t **lists = mandate_grow(calls->lists, calls->list_count, &calls->list_capacity, sizeof *lists, calls->error);
    if (!lists) return false;
    calls->lists = lists;
    uint32_t *list = mandate_new(index->start[end] - index->start[record], sizeof *list, calls->error);
    if (!list) return false;
    calls->lists[calls->list_count++] = list;
    size_t count = 0;
    for (uint32_t i = index->start[record]; i < index->start[end]; i++)
        if (table->event[index->rows[i]] <= calls->view.as_of) list[count++] = index->rows[i];
    by_event by = {calls->snapshot, child};
    sort_rows(&by, list, count);
    *children = (mandate_children){.kind = child, .records = list, .count = count};
    return true;
}

static void forget_lists(mandate_calls *calls)
{
    while (calls->list_count > 0) mandate_free(calls->lists[--calls->list_count]);
}

static void begin(void *context, size_t call)
{
    mandate_calls *calls = context;
    calls->pivot = calls->pivots[call];
    if (calls->list_count > 0) forget_lists(calls);
}

static bool find_children(void *context, int kind, uint32_t record, const char *plural, size_t length, mandate_children *children)
{
    mandate_calls *calls = context;
    const mandate_model *model = mandate_snapshot_model(calls->snapshot);
    for (int k = 0; k < mandate_model_kind_count(model); k++) {
        const mandate_kind *child = mandate_model_kind(model, k);
        if (strlen(child->plural) != length || memcmp(child->plural, plural, length) != 0) continue;
        for (int f = 0; f < child->field_count; f++)
            if (child->fields[f].type == MANDATE_REFERENCE && child->fields[f].kind == kind) return take_children(calls, k, f, kind, record, children);
    }
    return false;
}

static const char *kind_name(void *context, int kind) { return kind_of(context, kind)->name; }
static const char *field_name(void *context, int kind, int field) { return kind_of(context, kind)->fields[field].name; }

static const char *nearest(void *context, int kind, const char *word)
{
    const mandate_calls *calls = context;
    const mandate_model *model = mandate_snapshot_model(calls->snapshot);
    const char *words[256];
    size_t count = 0;
    const mandate_kind *k = kind_of(calls, kind);
    for (int f = 0; f < k->field_count && count < 200; f++) words[count++] = k->fields[f].name;
    for (int c = 0; c < mandate_model_kind_count(model) && count < 255; c++) {
        const mandate_kind *child = mandate_model_kind(model, c);
        for (int f = 0; f < child->field_count; f++)
            if (child->fields[f].type == MANDATE_REFERENCE && child->fields[f].kind == kind) {
                words[count++] = child->plural;
                break;
            }
    }
    words[count] = NULL;
    return mandate_text_nearest(word, words);
}

static bool read_file(const char *path, char **text, size_t *length, mandate_error *error)
{
    FILE *file = fopen(path, "rb");
    if (!file) return mandate_fail(error, MANDATE_ERROR_IO, "%s cannot be read", path);
    char *buffer = mandate_new(1 << 20, 1, error);
    bool done = buffer != NULL;
    if (done) {
        *length = fread(buffer, 1, 1 << 20, file);
        *text = buffer;
    }
    fclose(file);
    return done;
}

static bool make_sources(mandate_calls *calls, mandate_error *error)
{
    int kinds = mandate_model_kind_count(mandate_snapshot_model(calls->snapshot));
    uint64_t texts = 1;
    calls->sources = mandate_new((size_t)kinds, sizeof *calls->sources, error);
    if (!calls->sources) return false;
    calls->kind_count = kinds;
    for (int k = 0; k < kinds; k++) {
        const mandate_kind *kind = kind_of(calls, k);
        calls->sources[k] = mandate_new((size_t)kind->field_count, sizeof **calls->sources, error);
        if (!calls->sources[k]) return false;
        for (int f = 0; f < kind->field_count; f++) {
            mandate_cell_reader reader = mandate_cell_reader_of(calls->snapshot, k, f);
            calls->sources[k][f] = (cell_source){.reader = reader, .first_text = texts, .referenced_kind = kind->fields[f].kind};
            texts += reader.column->text_count;
        }
    }
    return true;
}

mandate_calls *mandate_calls_create(lua_State *L, int index, const mandate_plan *plan, mandate_error *error)
{
    mandate_calls *calls = mandate_new(1, sizeof *calls, error);
    if (!calls) return NULL;
    calls->snapshot = mandate_plan_snapshot(plan);
    calls->view = (mandate_view){.context = calls, .as_of = mandate_plan_as_of(plan), .begin = begin, .find_field = find_field, .read = read_cell,
                                 .text = text_of, .children = find_children, .kind_name = kind_name, .field_name = field_name, .nearest = nearest};
    if (!make_sources(calls, error)) {
        mandate_calls_destroy(calls);
        return NULL;
    }
    lua_getfield(L, index, "files");
    int list = lua_gettop(L);
    size_t count = lua_rawlen(L, list);
    mandate_pack_file *files = mandate_new(count, sizeof *files, error);
    char *prelude = NULL;
    size_t prelude_length = 0;
    if (files) {
        for (size_t i = 0; i < count; i++) { // the texts are kept alive by the table
            lua_rawgeti(L, list, (lua_Integer)i + 1);
            lua_getfield(L, -1, "name");
            files[i].name = lua_tostring(L, -1);
            lua_getfield(L, -2, "text");
            files[i].text = lua_tolstring(L, -1, &files[i].length);
            lua_pop(L, 3);
        }
        lua_getfield(L, index, "prelude");
        const char *path = lua_tostring(L, -1);
        lua_getfield(L, index, "hash");
        const char *hash = lua_tostring(L, -1);
        if (path && hash && read_file(path, &prelude, &prelude_length, error)) {
            mandate_pack_files pack = {.files = files, .count = count, .prelude = {.name = path, .text = prelude, .length = prelude_length}};
            calls->worker = mandate_worker_create(&pack, strtoull(hash, NULL, 16), NULL, error);
        }
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
    mandate_free(files);
    mandate_free(prelude);
    if (!calls->worker) {
        mandate_calls_destroy(calls);
        return NULL;
    }
    return calls;
}

void mandate_calls_destroy(mandate_calls *calls)
{
    if (!calls) return;
    mandate_worker_destroy(calls->worker);
    for (size_t i = 0; i < calls->index_count; i++) {
        mandate_free(calls->indexes[i].start);
        mandate_free(calls->indexes[i].rows);
    }
    mandate_free(calls->indexes);
    for (int k = 0; k < calls->kind_count; k++) mandate_free(calls->sources[k]);
    mandate_free(calls->sources);
    forget_lists(calls);
    mandate_free(calls->lists);
    mandate_free(calls);
}

static void take_over(const mandate_worker_result *from, mandate_value_type type, mandate_call_result *to)
{
    to->value = (mandate_value){.type = type, .yes = from->yes, .low = from->number, .high = from->number, .date = from->date};
    to->value.state = from->state == MANDATE_CELL_KNOWN ? MANDATE_STATE_KNOWN : from->state == MANDATE_CELL_ABSENT ? MANDATE_STATE_ABSENT : MANDATE_STATE_UNKNOWN;
    to->missing_kind = from->missing_kind;
    to->missing_field = from->missing_field;
}

bool mandate_calls_run(void *context, int function, mandate_value_type type, int kind, const uint32_t *records, const mandate_date *pivots,
                       size_t count, mandate_call_result *results, mandate_error *error)
{
    mandate_calls *calls = context;
    mandate_worker_result taken[TOGETHER];
    mandate_worker_calls together = {.function = function, .kind = kind};
    together.wanted = type == MANDATE_VALUE_CONDITION ? MANDATE_YESNO : type == MANDATE_VALUE_NUMBER ? MANDATE_NUMBER : MANDATE_DATE;
    calls->error = error;
    for (size_t first = 0; first < count; first += together.count) {
        together.records = records + first;
        together.count = count - first < TOGETHER ? count - first : TOGETHER;
        calls->pivots = pivots + first;
        if (!mandate_worker_run(calls->worker, &together, &calls->view, taken, error)) return false;
        for (size_t i = 0; i < together.count; i++) take_over(&taken[i], type, &results[first + i]);
    }
    return mandate_worker_check(calls->worker, error);
}
