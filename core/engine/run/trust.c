// Before a plan reads a mapped snapshot, what it is going to read is checked, by all threads together; what it does not read is not even loaded.
#include "engine/run/run_internal.h"
#include "model/memory.h"

typedef struct checking {
    const mandate_snapshot *snapshot;
    struct {
        int kind, part;
    } * list; // as mandate_snapshot_trust takes them
    size_t count, capacity;
    uint8_t *seen; // by kind and part
    size_t parts;
} checking;

static bool want(checking *c, int kind, int part, mandate_error *error)
{
    uint8_t *seen = &c->seen[(size_t)kind * c->parts + (size_t)(part - MANDATE_TRUST_SOURCES)];
    if (*seen) return true;
    void *grown = mandate_grow(c->list, c->count, &c->capacity, sizeof *c->list, error);
    if (!grown) return false;
    c->list = grown;
    c->list[c->count].kind = kind;
    c->list[c->count++].part = part;
    *seen = 1;
    return true;
}

static bool want_keys(checking *c, const mandate_model *model, int kind, mandate_error *error)
{
    const mandate_kind *k = mandate_model_kind(model, kind);
    for (int f = 0; f < k->field_count; f++) {
        if (!k->fields[f].key) continue;
        if (!want(c, kind, f, error)) return false;
        if (k->fields[f].type == MANDATE_REFERENCE && k->fields[f].kind != kind && !want_keys(c, model, k->fields[f].kind, error)) return false;
    }
    return want(c, kind, MANDATE_TRUST_ORDER, error);
}

// When a kind's records are there: where their starting event is blank, nobody knows it.
static bool want_events(checking *c, const mandate_run *run, int kind, mandate_error *error)
{
    int starts = mandate_model_kind(run->plan->model, kind)->starts;
    bool blank = starts >= 0 && mandate_snapshot_table(run->snapshot, kind)->columns[starts].has_unknown;
    return want(c, kind, MANDATE_TRUST_EVENTS, error) && (!blank || (want(c, kind, MANDATE_TRUST_ORDER, error) && want(c, kind, starts, error)));
}

static bool want_column(checking *c, const mandate_run *run, int kind, int f, mandate_error *error)
{
    const mandate_field *field = &mandate_model_kind(run->plan->model, kind)->fields[f];
    if (!want(c, kind, MANDATE_TRUST_ORDER, error) || !want(c, kind, f, error)) return false;
    if (field->known_from >= 0 && !want(c, kind, field->known_from, error)) return false;
    // no rule looks ahead: whether the record is there yet
    return field->type != MANDATE_REFERENCE || mandate_snapshot_table(run->snapshot, field->kind)->last_event <= run->as_of || want_events(c, run, field->kind, error);
}

static bool want_node(checking *c, const mandate_run *run, const mandate_node *node, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    const mandate_space *space = &plan->spaces[node->space];
    if (!space->group && !want(c, space->kind, MANDATE_TRUST_ORDER, error)) return false;
    if (space->outer >= 0 && !want_column(c, run, mandate_space_refers(space), space->reference, error)) return false;
    switch (node->op) {
    case MANDATE_OP_AHEAD_CELL:
    case MANDATE_OP_AHEAD_VERSION:
    case MANDATE_OP_SINCE_VERSION:
    case MANDATE_OP_LIES_IN:
    case MANDATE_OP_UNNAMED:
    case MANDATE_OP_READ: return want_column(c, run, node->kind, node->field, error);
    case MANDATE_OP_AHEAD_PLACE: {
        int places = mandate_model_find(plan->model, "jurisdiction");
        return want_column(c, run, places, mandate_model_kind(plan->model, places)->tree, error);
    }
    case MANDATE_OP_AHEAD_VISIBLE: return want(c, node->kind, MANDATE_TRUST_EVENTS, error);
    case MANDATE_OP_CALL: return want_events(c, run, node->argument[0] >= 0 ? node->kind : space->kind, error);
    case MANDATE_OP_NEXT_CHANGE: return want_events(c, run, space->kind, error);
    case MANDATE_OP_EVENT:
    case MANDATE_OP_VISIBLE: return want_events(c, run, node->kind, error);
    case MANDATE_OP_CHOOSE:
    case MANDATE_OP_WORST: return want_events(c, run, space->kind, error) && (!run->options.format || want_keys(c, plan->model, space->kind, error));
    case MANDATE_OP_PARAMETER: { // a place without a value is named
        int places = mandate_model_find(plan->model, "jurisdiction");
        return want(c, places, MANDATE_TRUST_ORDER, error) && (node->argument[1] < 0 || want_keys(c, plan->model, places, error));
    }
    case MANDATE_OP_ROW_FIRST:
    case MANDATE_OP_ROW_LAST: {
        int rows = plan->spaces[plan->nodes[node->argument[0]].space].kind;
        int owner = mandate_model_kind(plan->model, rows)->owner; // rows of one owner stand in order
        return want(c, rows, MANDATE_TRUST_EVENTS, error) && want_keys(c, plan->model, rows, error) && (owner < 0 || want(c, rows, owner, error));
    }
    default: break;
    }
    if (mandate_op_is_aggregate(node->op) && node->branch && !space->group) { // a tree's parents
        const mandate_kind *tree = mandate_model_kind(plan->model, space->kind);
        if (tree->tree >= 0) return want(c, space->kind, tree->tree, error);
    }
    return true;
}

typedef struct worker {
    const checking *checking;
    mandate_error error;
    bool fine;
} worker;

static void *check_all(void *argument)
{
    worker *w = argument;
    w->fine = true;
    for (size_t i = 0; w->fine && i < w->checking->count; i++)
        w->fine = mandate_snapshot_trust(w->checking->snapshot, w->checking->list[i].kind, w->checking->list[i].part, &w->error);
    return NULL;
}

enum { MOST_THREADS = 16 }; // more do not read memory faster

bool mandate_run_check_snapshot(mandate_run *run, const bool *needed, size_t threads, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    int kinds = mandate_model_kind_count(plan->model), fields = 0;
    for (int k = 0; k < kinds; k++)
        if (mandate_model_kind(plan->model, k)->field_count > fields) fields = mandate_model_kind(plan->model, k)->field_count;
    checking c = {.snapshot = run->snapshot, .parts = (size_t)(fields - MANDATE_TRUST_SOURCES)};
    c.seen = mandate_new((size_t)kinds * c.parts, 1, error);
    bool done = c.seen != NULL;
    for (size_t n = 0; done && n < plan->node_count; n++)
        if (needed[n] && !(run->layout.partly[n] && plan->nodes[n].op == MANDATE_OP_READ)) done = want_node(&c, run, &plan->nodes[n], error);
    if (done) {
        worker workers[MOST_THREADS];
        pthread_t ids[MOST_THREADS];
        size_t started = 0;
        for (size_t t = 0; t < MOST_THREADS; t++) workers[t].checking = &c;
        while (started + 1 < threads && started + 1 < MOST_THREADS && pthread_create(&ids[started], NULL, check_all, &workers[started + 1]) == 0) started++;
        check_all(&workers[0]);
        for (size_t t = 0; t < started; t++) pthread_join(ids[t], NULL);
        for (size_t t = 0; done && t <= started; t++) {
            done = workers[t].fine;
            if (!done) *error = workers[t].error;
        }
    }
    mandate_free(c.list);
    mandate_free(c.seen);
    return done;
}
