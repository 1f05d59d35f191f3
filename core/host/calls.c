// Connects the engine's row functions with a worker: the worker's rows read cells of the snapshot as a rule sees them on the day.
#define _POSIX_C_SOURCE 200809L // a clock that only goes forward
#include "host/calls.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "host/children.h"
#include "host/worker.h"
#include "model/arena.h"
#include "model/memory.h"
#include "model/text.h"
#include "snapshot/cell.h"

typedef struct cell_source {
    mandate_cell_reader reader;
    uint64_t first_text; // TEXT: the identity of the column's first text
    int referenced_kind; // REFERENCE
    int sign; // the field that holds the number's censoring sign; -1
    int known_from; // the event before which the value was not received; -1
    uint64_t looks; // how often functions looked at a cell
} cell_source;

// Where a plan calls a function: for one period, or for none; and in a reading of what is shown (lua/language/meaning.md, section 19) what it sees of what is not there.
typedef struct call_site {
    int function;
    bool has_period;
    mandate_view_period period;
    bool *wanted; // by kind: that no row of a set of it is there ends the call as unknown; NULL: of no kind
    bool received; // a field whose value was not received is unknown
} call_site;

enum { TOGETHER = 256 }; // calls whose results are taken over at a time

struct mandate_calls {
    mandate_worker *worker;
    const mandate_snapshot *snapshot;
    mandate_view view;
    cell_source **sources; // by kind and field
    int kind_count;
    const mandate_date *pivots; // of the calls that run together
    mandate_date pivot; // of the call at hand
    const uint32_t *records; // of the calls that run together
    const uint32_t *record; // of the call at hand; NULL before the first
    mandate_child_sets children;
    call_site *sites;
    size_t site_count;
    mandate_call_cost *costs; // by function, from 1
    mandate_error *error; // of the call at hand
    mandate_arena failures; // what went wrong in calls, in words
    const char **failed; // of the calls that run together: what went wrong, NULL for nothing
    const call_site *site; // that calls
    int kind; // of the records
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

// True where a number is not known to be the value itself: its sign says that it lies below or above.
static bool is_censored(const mandate_calls *calls, int kind, int sign, uint32_t record)
{
    mandate_seen seen = mandate_cell_see(&calls->sources[kind][sign].reader, record, calls->view.as_of, calls->pivot);
    if (seen.state != MANDATE_SEEN_KNOWN) return false;
    size_t length;
    const char *text = mandate_snapshot_text(calls->snapshot, kind, sign, seen.code, &length);
    return length != 1 || text[0] != '=';
}

// True where a value was not received: the event that tells of it has not come, as far as anybody knows.
static bool is_unheard(const mandate_calls *calls, int kind, int event, uint32_t record)
{
    return mandate_cell_see(&calls->sources[kind][event].reader, record, calls->view.as_of, calls->pivot).state != MANDATE_SEEN_KNOWN;
}

static bool read_cell(void *context, int kind, uint32_t record, int field, mandate_view_cell *cell)
{
    const mandate_calls *calls = context;
    cell_source *source = &calls->sources[kind][field];
    source->looks++;
    mandate_seen seen = mandate_cell_see(&source->reader, record, calls->view.as_of, calls->pivot);
    cell->type = source->reader.column->type;
    cell->state = seen.state == MANDATE_SEEN_KNOWN ? MANDATE_CELL_KNOWN : seen.state == MANDATE_SEEN_ABSENT ? MANDATE_CELL_ABSENT : MANDATE_CELL_UNKNOWN;
    if (cell->state == MANDATE_CELL_KNOWN && source->sign >= 0 && is_censored(calls, kind, source->sign, record)) cell->state = MANDATE_CELL_UNKNOWN;
    cell->open = calls->site->received && source->known_from >= 0 && cell->state != MANDATE_CELL_UNKNOWN && is_unheard(calls, kind, source->known_from, record);
    if (cell->open) cell->state = MANDATE_CELL_UNKNOWN;
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

static void begin(void *context, size_t call)
{
    mandate_calls *calls = context;
    calls->pivot = calls->pivots[call];
    calls->record = &calls->records[call];
    if (calls->children.list_count > 0) mandate_child_sets_take_back(&calls->children);
}

static bool find_children(void *context, int kind, uint32_t record, const char *plural, size_t length, mandate_children *children)
{
    mandate_calls *calls = context;
    mandate_asked asked = {.kind = kind, .record = record, .as_of = calls->view.as_of, .pivot = calls->pivot, .in_period = calls->site->has_period};
    if (!mandate_child_sets_find(&calls->children, &asked, plural, length, children, calls->error)) return false;
    children->wanted = calls->site->wanted && calls->site->wanted[children->kind];
    return true;
}

// Says in whose hand the function failed: the place in the rule's text alone leaves the analyst to guess among a million records.
static bool name_record(const mandate_calls *calls, uint32_t record, mandate_error *failed, mandate_error *error)
{
    mandate_error bare = *failed;
    char key[256];
    if (!mandate_snapshot_trust_keys(calls->snapshot, calls->kind, error)) return false;
    mandate_snapshot_key(calls->snapshot, calls->kind, record, key, sizeof key);
    mandate_fail(failed, bare.code, "%.700s (called for %s %s%s%s)", bare.message, kind_of(calls, calls->kind)->name, key, calls->site->has_period ? "@" : "",
                 calls->site->has_period ? calls->site->period.label : "");
    mandate_fail_at(failed, bare.file, bare.line, bare.column);
    return true;
}

// Of a failure that ends the run.
static bool fail_with_record(const mandate_calls *calls, mandate_error *error)
{
    mandate_error failed = *error;
    if (!calls->record || (error->code != MANDATE_ERROR_FUNCTION && error->code != MANDATE_ERROR_LIMIT)) return false;
    if (name_record(calls, *calls->record, &failed, error)) *error = failed;
    return false;
}

// Of a call whose result it costs: "rules.lua:7: what was wrong (called for load L1)", on one line.
static bool note_failure(void *context, size_t call, const mandate_error *failure, mandate_error *error)
{
    mandate_calls *calls = context;
    mandate_error named = *failure;
    if (!name_record(calls, calls->records[call], &named, error)) return false;
    char text[sizeof named.message + sizeof named.file + 32];
    if (named.file[0]) snprintf(text, sizeof text, "%s:%ld: %s", named.file, named.line, named.message);
    else snprintf(text, sizeof text, "%s", named.message);
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < ' ') *at = ' ';
    calls->failed[call] = mandate_arena_text(&calls->failures, text, strlen(text), error);
    return calls->failed[call] != NULL;
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
        // a function may read any cell: what the snapshot's file holds is checked before the first call
        if (!mandate_snapshot_trust(calls->snapshot, k, MANDATE_TRUST_ORDER, error) || !mandate_snapshot_trust(calls->snapshot, k, MANDATE_TRUST_EVENTS, error))
            return false;
        for (int f = 0; f < kind->field_count; f++) {
            if (!mandate_snapshot_trust(calls->snapshot, k, f, error)) return false;
            mandate_cell_reader reader = mandate_cell_reader_of(calls->snapshot, k, f);
            int sign = kind->fields[f].sign ? mandate_kind_find_field(kind, kind->fields[f].sign) : -1;
            calls->sources[k][f] =
                (cell_source){.reader = reader, .first_text = texts, .referenced_kind = kind->fields[f].kind, .sign = sign, .known_from = kind->fields[f].known_from};
            texts += reader.column->text_count;
        }
    }
    return true;
}

static mandate_worker *load_worker(lua_State *L, int index, mandate_error *error)
{
    mandate_worker *worker = NULL;
    int top = lua_gettop(L);
    lua_getfield(L, index, "files");
    size_t count = lua_rawlen(L, top + 1);
    mandate_pack_file *files = mandate_new(count, sizeof *files, error);
    char *prelude = NULL;
    size_t prelude_length = 0;
    if (files) {
        for (size_t i = 0; i < count; i++) { // the texts are kept alive by the table
            lua_rawgeti(L, top + 1, (lua_Integer)i + 1);
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
            worker = mandate_worker_create(&pack, strtoull(hash, NULL, 16), NULL, error);
        }
    }
    lua_settop(L, top);
    mandate_free(files);
    mandate_free(prelude);
    return worker;
}

static mandate_date date_field(lua_State *L, const char *name)
{
    size_t length;
    lua_getfield(L, -1, name);
    const char *text = lua_tolstring(L, -1, &length);
    mandate_date date = text ? mandate_date_parse(text, length) : MANDATE_DATE_ABSENT;
    lua_pop(L, 1);
    return date;
}

// What a site's `shown` says, at the top of the stack: { received = true, kinds = { "audit", … } }.
static bool take_shown(const mandate_calls *calls, call_site *site, lua_State *L, mandate_error *error)
{
    lua_getfield(L, -1, "received");
    site->received = lua_toboolean(L, -1);
    lua_pop(L, 1);
    lua_getfield(L, -1, "kinds");
    size_t count = lua_rawlen(L, -1);
    if (count > 0 && !(site->wanted = mandate_new((size_t)calls->kind_count, sizeof *site->wanted, error))) return false;
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        int kind = mandate_model_find(mandate_snapshot_model(calls->snapshot), lua_tostring(L, -1));
        if (kind >= 0) site->wanted[kind] = true;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return true;
}

static bool take_sites(mandate_calls *calls, lua_State *L, int index, mandate_error *error)
{
    int top = lua_gettop(L);
    lua_getfield(L, index, "sites");
    calls->site_count = lua_rawlen(L, top + 1);
    calls->sites = mandate_new(calls->site_count, sizeof *calls->sites, error);
    if (!calls->sites) return false;
    for (size_t i = 0; i < calls->site_count; i++) {
        call_site *site = &calls->sites[i];
        lua_rawgeti(L, top + 1, (lua_Integer)i + 1);
        lua_getfield(L, -1, "index");
        site->function = (int)lua_tointeger(L, -1);
        lua_getfield(L, -2, "period");
        site->has_period = lua_istable(L, -1);
        if (site->has_period) {
            site->period.from = date_field(L, "from");
            site->period.to = date_field(L, "to");
            lua_getfield(L, -1, "label");
            snprintf(site->period.label, sizeof site->period.label, "%s", luaL_optstring(L, -1, ""));
            lua_pop(L, 1);
        }
        lua_getfield(L, top + 2, "shown");
        if (lua_istable(L, -1) && !take_shown(calls, site, L, error)) return false;
        lua_settop(L, top + 1);
    }
    lua_settop(L, top);
    return true;
}

mandate_calls *mandate_calls_create(lua_State *L, int index, const mandate_plan *plan, mandate_error *error)
{
    mandate_calls *calls = mandate_new(1, sizeof *calls, error);
    if (!calls) return NULL;
    calls->snapshot = calls->children.snapshot = mandate_plan_snapshot(plan);
    calls->view = (mandate_view){.context = calls,
                                 .as_of = mandate_plan_as_of(plan),
                                 .begin = begin,
                                 .failed = note_failure,
                                 .find_field = find_field,
                                 .read = read_cell,
                                 .text = text_of,
                                 .children = find_children,
                                 .kind_name = kind_name,
                                 .field_name = field_name,
                                 .nearest = nearest};
    index = lua_absindex(L, index);
    if (make_sources(calls, error) && take_sites(calls, L, index, error)) calls->worker = load_worker(L, index, error);
    if (calls->worker) calls->costs = mandate_new(mandate_worker_functions(calls->worker) + 1, sizeof *calls->costs, error);
    if (calls->costs) return calls;
    mandate_calls_destroy(calls);
    return NULL;
}

void mandate_calls_destroy(mandate_calls *calls)
{
    if (!calls) return;
    mandate_worker_destroy(calls->worker);
    mandate_child_sets_clear(&calls->children);
    mandate_arena_clear(&calls->failures);
    for (size_t i = 0; calls->sites && i < calls->site_count; i++) mandate_free(calls->sites[i].wanted);
    mandate_free(calls->sites);
    mandate_free(calls->costs);
    for (int k = 0; k < calls->kind_count; k++) mandate_free(calls->sources[k]);
    mandate_free(calls->sources);
    mandate_free(calls);
}

static mandate_call_result result_of(const mandate_worker_result *from)
{
    return (mandate_call_result){.state = from->state == MANDATE_CELL_KNOWN    ? MANDATE_STATE_KNOWN
                                          : from->state == MANDATE_CELL_ABSENT ? MANDATE_STATE_ABSENT
                                                                               : MANDATE_STATE_UNKNOWN,
                                 .yes = from->yes,
                                 .date = from->date,
                                 .number = from->number,
                                 .missing_kind = from->missing_kind,
                                 .missing_field = from->missing_field};
}

static uint64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

bool mandate_calls_run(void *context, const mandate_call_asked *asked, mandate_call_result *results, mandate_error *error)
{
    mandate_calls *calls = context;
    if (asked->site < 1 || (size_t)asked->site > calls->site_count)
        return mandate_fail(error, MANDATE_ERROR_FUNCTION, "the plan calls a function at no site %d", asked->site);
    const call_site *site = &calls->sites[asked->site - 1];
    mandate_worker_result taken[TOGETHER];
    const char *failed[TOGETHER];
    mandate_worker_calls together = {.function = site->function, .kind = asked->kind, .period = site->has_period ? &site->period : NULL};
    together.wanted = asked->type == MANDATE_VALUE_CONDITION ? MANDATE_YESNO : asked->type == MANDATE_VALUE_NUMBER ? MANDATE_NUMBER : MANDATE_DATE;
    calls->error = error;
    calls->failed = failed;
    calls->site = site;
    calls->kind = asked->kind;
    uint64_t started = nanoseconds();
    for (size_t first = 0; first < asked->count; first += together.count) {
        together.records = asked->records + first;
        together.count = asked->count - first < TOGETHER ? asked->count - first : TOGETHER;
        calls->pivots = asked->pivots + first;
        calls->records = together.records;
        calls->record = NULL;
        memset(failed, 0, sizeof failed);
        if (!mandate_worker_run(calls->worker, &together, &calls->view, taken, error)) return fail_with_record(calls, error);
        for (size_t i = 0; i < together.count; i++) {
            results[first + i] = result_of(&taken[i]);
            results[first + i].failure = failed[i];
        }
    }
    calls->costs[site->function].calls += asked->count;
    calls->costs[site->function].nanoseconds += nanoseconds() - started;
    return mandate_worker_check(calls->worker, error);
}

size_t mandate_calls_functions(const mandate_calls *calls) { return mandate_worker_functions(calls->worker); }

uint64_t mandate_calls_looks(const mandate_calls *calls, int kind, int field) { return calls->sources[kind][field].looks; }

mandate_call_cost mandate_calls_cost(const mandate_calls *calls, int function) { return calls->costs[function]; }
