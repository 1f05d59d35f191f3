// A plan: made and freed, its spaces, and what is asked of its nodes besides.
#include "engine/plan/plan.h"

#include <assert.h>
#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/memory.h"

const char *const mandate_status_names[MANDATE_STATUS_COUNT] = {"met",      "late",   "pending", "overdue", "breached", "waived",        "unknown", "not_applicable",
                                                                "on_track", "behind", "missed",  "open",    "used",     "not_available", "error"};

static_assert((int)MANDATE_ARGUMENTS >= (int)MANDATE_GROUP_KEYS, "a group's keys are its arguments");

// Blocks are cut along the highest kind whose owner is no tree: a province would be one block, an enterprise never is too many rows.
static int find_driver(const mandate_model *model, int kind, int *depth)
{
    *depth = 0;
    for (;;) {
        const mandate_kind *k = mandate_model_kind(model, kind);
        if (k->tree >= 0 || k->owner < 0) return kind;
        int owner = k->fields[k->owner].kind;
        if (mandate_model_kind(model, owner)->tree >= 0) return kind;
        kind = owner;
        ++*depth;
    }
}

mandate_plan *mandate_plan_create(const mandate_snapshot *snapshot, mandate_date as_of, mandate_error *error)
{
    mandate_plan *plan = mandate_new(1, sizeof *plan, error);
    if (!plan) return NULL;
    plan->snapshot = snapshot;
    plan->model = mandate_snapshot_model(snapshot);
    plan->as_of = as_of;
    size_t kinds = (size_t)mandate_model_kind_count(plan->model);
    plan->driver = mandate_new(kinds, sizeof *plan->driver, error);
    plan->owner_depth = mandate_new(kinds, sizeof *plan->owner_depth, error);
    plan->spaces = mandate_new(kinds, sizeof *plan->spaces, error);
    plan->slots = mandate_new(1024, sizeof *plan->slots, error);
    plan->slot_count = 1024;
    if (!plan->driver || !plan->owner_depth || !plan->spaces || !plan->slots || !mandate_dictionary_create(&plan->texts, error) ||
        !mandate_made_texts_create(&plan->made, error)) {
        mandate_plan_destroy(plan);
        return NULL;
    }
    plan->space_capacity = plan->space_count = kinds;
    for (size_t k = 0; k < kinds; k++) {
        plan->driver[k] = find_driver(plan->model, (int)k, &plan->owner_depth[k]);
        plan->spaces[k] = (mandate_space){.kind = (int)k, .outer = -1, .owner = -1, .reference = -1};
    }
    if (mandate_plan_begin_moves(plan, error)) return plan;
    mandate_plan_destroy(plan);
    return NULL;
}

void mandate_plan_destroy(mandate_plan *plan)
{
    if (!plan) return;
    for (size_t i = 0; i < plan->scale_count; i++) mandate_free(plan->scales[i].bands);
    mandate_free(plan->scales);
    mandate_free(plan->units);
    for (size_t i = 0; i < plan->calendar_count; i++) {
        mandate_free(plan->calendars[i].name);
        mandate_calendar_destroy(&plan->calendars[i].days);
    }
    mandate_free(plan->calendars);
    for (size_t i = 0; i < plan->parameter_count; i++) {
        mandate_free(plan->parameters[i].rows);
        mandate_free(plan->parameters[i].name);
    }
    for (size_t i = 0; i < plan->set_count; i++) {
        mandate_free(plan->sets[i].codes);
        mandate_free(plan->sets[i].bits);
    }
    for (size_t i = 0; i < plan->map_count; i++) mandate_free(plan->maps[i].codes);
    mandate_free(plan->maps);
    for (size_t i = 0; i < plan->index_count; i++) {
        mandate_free(plan->indexes[i].start);
        mandate_free(plan->indexes[i].rows);
    }
    for (size_t i = 0; i < plan->label_count; i++) mandate_free(plan->labels[i]);
    mandate_free((void *)plan->labels);
    mandate_free(plan->nodes);
    mandate_free(plan->kept);
    mandate_free(plan->judged);
    mandate_free(plan->told);
    mandate_free(plan->level);
    mandate_free(plan->inside);
    mandate_free(plan->ahead);
    mandate_free(plan->slots);
    mandate_free(plan->spaces);
    mandate_free(plan->groups);
    mandate_free(plan->list);
    mandate_free(plan->spans);
    mandate_free(plan->parameters);
    mandate_free(plan->sets);
    mandate_free(plan->indexes);
    mandate_plan_forget_moves(plan);
    mandate_free(plan->driver);
    mandate_free(plan->owner_depth);
    mandate_dictionary_destroy(&plan->texts);
    mandate_made_texts_destroy(&plan->made);
    mandate_free(plan);
}

int mandate_space_root(const mandate_plan *plan, int space)
{
    while (plan->spaces[space].outer >= 0) space = plan->spaces[space].outer;
    return space;
}

int mandate_space_driver(const mandate_plan *plan, int space)
{
    int root = mandate_space_root(plan, space);
    return plan->spaces[root].group ? root : plan->driver[plan->spaces[root].kind];
}

bool mandate_same_family(const mandate_plan *plan, int kind, int owner)
{
    if (plan->driver[kind] != plan->driver[owner]) return false;
    while (kind != owner && plan->owner_depth[kind] > 0) {
        const mandate_kind *k = mandate_model_kind(plan->model, kind);
        kind = k->fields[k->owner].kind;
    }
    return kind == owner;
}

// True if `node` (in the space of a kind's records) is the row itself or the record reached by walking owners inside the family.
bool mandate_is_owner_path(const mandate_plan *plan, int node)
{
    const mandate_node *n = &plan->nodes[node];
    if (mandate_space_is_pairs(plan, n->space)) return false;
    if (n->op == MANDATE_OP_ROW) return true;
    if (n->op != MANDATE_OP_READ || n->type != MANDATE_VALUE_RECORD) return false;
    const mandate_kind *kind = mandate_model_kind(plan->model, n->kind);
    if (n->field != kind->owner || !mandate_same_family(plan, n->kind, kind->fields[n->field].kind)) return false;
    return n->argument[0] < 0 || mandate_is_owner_path(plan, n->argument[0]);
}

bool mandate_node_scatters(const mandate_plan *plan, const mandate_node *node)
{
    if (!mandate_op_is_aggregate(node->op) || node->argument[MANDATE_SET_TO] < 0) return false;
    return node->branch || !mandate_is_owner_path(plan, node->argument[MANDATE_SET_TO]);
}

bool mandate_fetch_is_local(const mandate_plan *plan, const mandate_node *node)
{
    int fetched = plan->nodes[node->argument[MANDATE_FETCH_VALUE]].space;
    return mandate_space_driver(plan, fetched) == mandate_space_driver(plan, node->space) && mandate_is_owner_path(plan, node->argument[MANDATE_FETCH_RECORD]);
}

int mandate_plan_pairs(mandate_plan *plan, const mandate_space *space, mandate_error *error)
{
    for (size_t i = 0; i < plan->space_count; i++) {
        const mandate_space *s = &plan->spaces[i];
        if (s->outer >= 0 && s->kind == space->kind && s->outer == space->outer && s->owner == space->owner && s->reference == space->reference &&
            s->branch == space->branch && s->naming == space->naming)
            return (int)i;
    }
    if (space->outer < 0 || space->owner < 0 || plan->nodes[space->owner].space != space->outer || plan->nodes[space->owner].type != MANDATE_VALUE_RECORD)
        return mandate_fail(error, MANDATE_ERROR_PLAN, "pairs need an outer space and its node of records"), -1;
    bool moves;
    if (!mandate_plan_find_moves(plan, mandate_space_refers(space), space->reference, &moves, error)) return -1;
    mandate_space *grown = mandate_grow(plan->spaces, plan->space_count, &plan->space_capacity, sizeof *plan->spaces, error);
    if (!grown) return -1;
    plan->spaces = grown;
    plan->spaces[plan->space_count] = *space;
    return (int)plan->space_count++;
}

bool mandate_plan_label(mandate_plan *plan, int node, const char *text, mandate_error *error)
{
    size_t index = (size_t)node;
    if (index >= plan->label_count) {
        size_t count = plan->node_count + plan->node_count / 2;
        char **labels = mandate_resize((void *)plan->labels, count, sizeof *labels, error);
        if (!labels) return false;
        memset((void *)(labels + plan->label_count), 0, (count - plan->label_count) * sizeof *labels);
        plan->labels = labels;
        plan->label_count = count;
    }
    if (plan->labels[index]) return true;
    plan->labels[index] = mandate_copy_text(text, strlen(text), error);
    return plan->labels[index] != NULL;
}

const char *mandate_plan_label_of(const mandate_plan *plan, int node) { return (size_t)node < plan->label_count ? plan->labels[node] : NULL; }

mandate_child_index *mandate_plan_child_index(mandate_plan *plan, int child, int reference, mandate_error *error)
{
    for (size_t i = 0; i < plan->index_count; i++)
        if (plan->indexes[i].child == child && plan->indexes[i].reference == reference && !plan->indexes[i].moved) return &plan->indexes[i];
    mandate_child_index *grown = mandate_grow(plan->indexes, plan->index_count, &plan->index_capacity, sizeof *plan->indexes, error);
    if (!grown) return NULL;
    plan->indexes = grown;
    mandate_child_index *index = &plan->indexes[plan->index_count];
    *index = (mandate_child_index){.child = child, .reference = reference};
    if (!mandate_snapshot_index(plan->snapshot, child, reference, &index->start, &index->rows, error)) return NULL;
    plan->index_count++;
    return index;
}

bool mandate_plan_judge(mandate_plan *plan, int node, mandate_error *error)
{
    if (node < 0 || (size_t)node >= plan->node_count || plan->nodes[node].type != MANDATE_VALUE_VERDICT)
        return mandate_fail(error, MANDATE_ERROR_PLAN, "judge: no verdict");
    for (size_t i = 0; i < plan->judged_count; i++)
        if (plan->judged[i] == node) return true;
    int *grown = mandate_grow(plan->judged, plan->judged_count, &plan->judged_capacity, sizeof *plan->judged, error);
    if (!grown) return false;
    plan->judged = grown;
    plan->judged[plan->judged_count++] = node;
    return true;
}

bool mandate_plan_tell(mandate_plan *plan, int verdict, int node, int where, mandate_error *error)
{
    int count = (int)plan->node_count;
    if (verdict < 0 || verdict >= count || node < 0 || node >= count || plan->nodes[verdict].space != plan->nodes[node].space || where >= count ||
        (where >= 0 && plan->nodes[where].space != plan->nodes[node].space))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "tell: no such nodes");
    size_t at = plan->told_count;
    struct mandate_told *grown = mandate_grow(plan->told, plan->told_count, &plan->told_capacity, sizeof *plan->told, error);
    if (!grown) return false;
    plan->told = grown;
    for (; at > 0 && grown[at - 1].verdict > verdict; at--) grown[at] = grown[at - 1]; // mostly they come in order
    grown[at] = (struct mandate_told){verdict, node, where};
    plan->told_count++;
    const mandate_node *told = &plan->nodes[node];
    for (int i = 0; told->op == MANDATE_OP_PARAMETER && i < 3; i++) // which of its rows counts is found from these
        if (told->argument[i] >= 0 && plan->nodes[told->argument[i]].space == told->space && !mandate_plan_tell(plan, verdict, told->argument[i], where, error))
            return false;
    return true;
}

bool mandate_plan_keep(mandate_plan *plan, int node, mandate_error *error)
{
    if (node < 0 || (size_t)node >= plan->node_count) return mandate_fail(error, MANDATE_ERROR_PLAN, "keep: no such node");
    if (mandate_space_is_pairs(plan, plan->nodes[node].space)) return mandate_fail(error, MANDATE_ERROR_PLAN, "keep: pairs are not kept");
    plan->kept[node] = true;
    return true;
}

const mandate_node *mandate_plan_node(const mandate_plan *plan, int node) { return &plan->nodes[node]; }
const mandate_space *mandate_plan_space(const mandate_plan *plan, int space) { return &plan->spaces[space]; }
int mandate_plan_node_count(const mandate_plan *plan) { return (int)plan->node_count; }
const int *mandate_plan_list(const mandate_plan *plan, const mandate_node *node) { return plan->list + node->list; }
const mandate_snapshot *mandate_plan_snapshot(const mandate_plan *plan) { return plan->snapshot; }
mandate_date mandate_plan_as_of(const mandate_plan *plan) { return plan->as_of; }
