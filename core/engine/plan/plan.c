#include "engine/plan/plan.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/memory.h"
#include "model/rank.h"
#include "model/rounding.h"
#include "model/text.h"

const char *const mandate_status_names[MANDATE_STATUS_COUNT] = {"met",      "late",   "pending", "overdue", "breached", "waived",        "unknown", "not_applicable",
                                                                "on_track", "behind", "missed",  "open",    "used",     "not_available", "error"};

static const struct operation {
    const char *name;
    mandate_value_type result;
    int needed; // arguments
} operations[MANDATE_OPERATION_COUNT] = {
#define X(name, result, needed, arguments, says) {#name, MANDATE_VALUE_##result, needed},
#include "engine/plan/operations.def"
#undef X
};

static_assert((int)MANDATE_JUDGED_ARISES == (int)MANDATE_DATED_ARISES && (int)MANDATE_JUDGED_ARISES == (int)MANDATE_STANDING_ARISES &&
                  (int)MANDATE_JUDGED_ARISES == (int)MANDATE_PERMISSION_ARISES,
              "all but quotas, which arise with the year, say then when they do");
static_assert((int)MANDATE_ARGUMENTS >= (int)MANDATE_GROUP_KEYS, "a group's keys are its arguments");

const char *mandate_operation_name(mandate_operation op) { return operations[op].name; }

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

static uint64_t hash_node(const mandate_node *node) { return mandate_text_hash((const char *)node, sizeof *node, 17); }

static bool reserve_node(mandate_plan *plan, mandate_error *error)
{
    void *nodes = mandate_grow(plan->nodes, plan->node_count, &plan->node_capacity, sizeof *plan->nodes, error);
    if (!nodes) return false;
    plan->nodes = nodes;
    if (plan->extra_capacity < plan->node_capacity) {
        bool *kept = mandate_resize(plan->kept, plan->node_capacity, sizeof *kept, error);
        if (!kept) return false;
        plan->kept = kept;
        int *level = mandate_resize(plan->level, plan->node_capacity, sizeof *level, error);
        if (!level) return false;
        plan->level = level;
        int *inside = mandate_resize(plan->inside, plan->node_capacity, sizeof *inside, error);
        if (!inside) return false;
        plan->inside = inside;
        plan->extra_capacity = plan->node_capacity;
    }
    if (plan->node_count * 2 >= plan->slot_count) {
        size_t count = plan->slot_count * 2;
        int *slots = mandate_new(count, sizeof *slots, error);
        if (!slots) return false;
        for (size_t i = 0; i < plan->node_count; i++) {
            size_t slot = (size_t)hash_node(&plan->nodes[i]) & (count - 1);
            while (slots[slot]) slot = (slot + 1) & (count - 1);
            slots[slot] = (int)i + 1;
        }
        mandate_free(plan->slots);
        plan->slots = slots;
        plan->slot_count = count;
    }
    return true;
}

// Constant conditions are folded, so that a rule pays nothing for a filter that every row passes.
static int fold(const mandate_plan *plan, const mandate_node *node)
{
    if (node->op != MANDATE_OP_AND && node->op != MANDATE_OP_OR) return -1;
    for (int side = 0; side < 2; side++) {
        const mandate_node *constant = &plan->nodes[node->argument[side]];
        if (constant->op != MANDATE_OP_CONDITION_CONSTANT) continue;
        int other = node->argument[1 - side];
        if (constant->number == 1.0) return node->op == MANDATE_OP_AND ? other : node->argument[side];
        if (constant->number == 0.0) return node->op == MANDATE_OP_AND ? node->argument[side] : other;
    }
    return node->argument[0] == node->argument[1] ? node->argument[0] : -1;
}

static bool is_known_number(const mandate_node *node) { return node->op == MANDATE_OP_NUMBER_CONSTANT && node->number == node->number2; }

// A number that is picked or else not known, and is compared with a constant, is a comparison that is picked or else not known: the comparison of what is picked is mostly
// there already, and conditions are picked 64 rows at once. The node of the comparison; -1 where that is something else.
static int find_picked(const mandate_plan *plan, const mandate_node *node, mandate_node *compared)
{
    if (node->op < MANDATE_OP_NUMBER_ABOVE || node->op > MANDATE_OP_NUMBER_SAME || !is_known_number(&plan->nodes[node->argument[1]])) return -1;
    const mandate_node *pick = &plan->nodes[node->argument[0]];
    if (pick->op != MANDATE_OP_PICK) return -1;
    const mandate_node *other = &plan->nodes[pick->argument[1]];
    if (other->op != MANDATE_OP_NUMBER_CONSTANT || other->number != MANDATE_NUMBER_UNKNOWN || other->number2 != (double)INFINITY) return -1;
    *compared = *node;
    compared->argument[0] = pick->argument[0];
    return pick->argument[2];
}

static int find_level(const mandate_plan *plan, const mandate_node *node)
{
    int level = 0;
    const int *list = node->list_count ? plan->list + node->list : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++) {
        if (list[i] < 0) continue;
        int needed = plan->level[list[i]];
        bool fetched = node->op == MANDATE_OP_FETCH && i == MANDATE_FETCH_VALUE;
        if (fetched && !mandate_fetch_is_local(plan, node)) needed++;
        if (needed > level) level = needed;
    }
    for (int space = node->space; mandate_space_is_pairs(plan, space); space = plan->spaces[space].outer) {
        int owner = plan->level[plan->spaces[space].owner];
        if (owner > level) level = owner;
    }
    return mandate_node_scatters(plan, node) ? level + 1 : level;
}

static const char *space_name(const mandate_plan *plan, int space)
{
    return plan->spaces[space].group ? "a group" : mandate_model_kind(plan->model, plan->spaces[space].kind)->name;
}

static bool is_rank(const mandate_node *node)
{
    mandate_rank rank;
    return node->method >= 0 && node->method < MANDATE_RANK_METHODS && mandate_rank_make((mandate_rank_method)node->method, node->number, &rank);
}

static bool is_rounding(const mandate_node *node)
{
    return node->method >= 0 && node->method < MANDATE_ROUND_METHODS && fabs(node->number) <= MANDATE_MOST_PLACES && node->number == (int)node->number;
}

static bool is_part(const mandate_node *node)
{
    return node->number >= 1 && node->number2 >= node->number && node->number2 <= MANDATE_MOST_CHARACTERS && node->number == (double)(uint32_t)node->number;
}

static bool check_node(const mandate_plan *plan, const mandate_node *node, mandate_error *error)
{
    if (node->space < 0 || (size_t)node->space >= plan->space_count) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: no such space", operations[node->op].name);
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) {
        if (node->argument[i] >= (int)plan->node_count) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: no such node", operations[node->op].name);
        if (node->argument[i] < 0) continue;
        int space = plan->nodes[node->argument[i]].space;
        bool elsewhere = (node->op == MANDATE_OP_FETCH && i == MANDATE_FETCH_VALUE) || (node->op == MANDATE_OP_OUTER && i == 0) || mandate_op_is_aggregate(node->op);
        if (!elsewhere && space != node->space)
            return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: argument %d (%s) is computed over rows of `%s`, not `%s`", operations[node->op].name, i,
                                operations[plan->nodes[node->argument[i]].op].name, space_name(plan, space), space_name(plan, node->space));
    }
    if (node->op == MANDATE_OP_FETCH && mandate_space_is_pairs(plan, plan->nodes[node->argument[MANDATE_FETCH_VALUE]].space))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "FETCH: pairs have no records to fetch by");
    if (node->op == MANDATE_OP_PERMISSION && (node->argument[MANDATE_PERMISSION_ARISES] < 0 || node->argument[MANDATE_PERMISSION_USED] < 0))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "PERMISSION: no `arises` or no `used`");
    if ((node->op == MANDATE_OP_DATED || node->op == MANDATE_OP_STANDING) && node->argument[MANDATE_JUDGED_ARISES] < 0)
        return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: no `arises`", operations[node->op].name);
    if (node->op == MANDATE_OP_CENSORED && (node->argument[MANDATE_CENSORED_MEASURED] < 0 || plan->nodes[node->argument[MANDATE_CENSORED_VALUE]].op != MANDATE_OP_READ))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "CENSORED: needs a column of numbers and what its sign says");
    if (node->op == MANDATE_OP_MOST_IN &&
        (node->argument[MANDATE_MOST_IN_TO] >= 0 || node->argument[MANDATE_MOST_IN_VALUE] < 0 || node->argument[MANDATE_MOST_IN_DAY] < 0 || node->months < 1))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "MOST_IN: needs pairs, their dates, the row's day and a number of months");
    if (node->op == MANDATE_OP_RANKED && (node->argument[MANDATE_RANKED_VALUE] < 0 || !is_rank(node)))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "RANKED: needs numbers, a method, and its n or p");
    if (node->op == MANDATE_OP_TEXT_PART && !is_part(node)) return mandate_fail(error, MANDATE_ERROR_PLAN, "TEXT_PART: needs its first and its last character");
    if (node->op == MANDATE_OP_ROUNDED && !is_rounding(node)) return mandate_fail(error, MANDATE_ERROR_PLAN, "ROUNDED: needs a method and its places");
    if (node->op == MANDATE_OP_LIES_IN && (node->field < 0 || node->argument[MANDATE_LIES_IN_ABOVE] < 0 || node->argument[MANDATE_LIES_IN_DAY] < 0))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "LIES_IN: needs a reference, the record above and a day");
    if (node->op == MANDATE_OP_UNNAMED && (node->field < 0 || node->argument[MANDATE_UNNAMED_TO] < 0))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "UNNAMED: needs a reference and a last day");
    bool of_groups = plan->spaces[node->space].group != 0;
    if (of_groups && node->type == MANDATE_VALUE_VERDICT) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: groups are not judged", operations[node->op].name);
    if ((node->op == MANDATE_OP_GROUP_KEY) != of_groups && (node->op == MANDATE_OP_GROUP_KEY || node->op == MANDATE_OP_READ || node->op == MANDATE_OP_EVENT))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: groups have keys, and records have columns", operations[node->op].name);
    if (node->type == MANDATE_VALUE_ANY) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: no type", operations[node->op].name);
    return true;
}

// Types that a node takes from the table, from what it reads, or from its first argument.
static mandate_value_type find_type(const mandate_plan *plan, const mandate_node *node)
{
    if (operations[node->op].result != MANDATE_VALUE_ANY) return operations[node->op].result;
    switch (node->op) {
    case MANDATE_OP_READ: return mandate_value_of_field(mandate_model_kind(plan->model, node->kind)->fields[node->field].type);
    case MANDATE_OP_GROUP_KEY: {
        const mandate_group *group = mandate_space_group(plan, node->space);
        bool has = group && node->key >= 0 && node->key < group->key_count;
        return has ? plan->nodes[group->keys[node->key]].type : MANDATE_VALUE_ANY;
    }
    case MANDATE_OP_FETCH: return plan->nodes[node->argument[MANDATE_FETCH_VALUE]].type;
    case MANDATE_OP_OUTER:
    case MANDATE_OP_OR_ELSE:
    case MANDATE_OP_DECIDE:
    case MANDATE_OP_PICK:
    case MANDATE_OP_OF_ROW: return plan->nodes[node->argument[0]].type;
    case MANDATE_OP_PARAMETER: return plan->parameters[node->parameter].type;
    default: return node->type; // CALL: said by the builder
    }
}

// Adds a comparison that is picked, or else not known.
static int add_picked(mandate_plan *plan, const mandate_node *compared, int condition, mandate_error *error)
{
    mandate_node pick = {.op = MANDATE_OP_PICK, .space = compared->space, .kind = -1, .field = -1, .first = MANDATE_DATE_ALWAYS, .last = MANDATE_DATE_ABSENT}, unknown;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) pick.argument[i] = -1;
    unknown = pick;
    unknown.op = MANDATE_OP_CONDITION_CONSTANT;
    unknown.number = unknown.number2 = 2;
    pick.argument[0] = mandate_plan_add(plan, compared, error);
    pick.argument[1] = pick.argument[0] < 0 ? -1 : mandate_plan_add(plan, &unknown, error);
    pick.argument[2] = condition;
    return pick.argument[1] < 0 ? -1 : mandate_plan_add(plan, &pick, error);
}

int mandate_plan_add(mandate_plan *plan, const mandate_node *asked, mandate_error *error)
{
    mandate_node node; // byte by byte, so that padding does not tell equal nodes apart
    memset(&node, 0, sizeof node);
    node.op = asked->op;
    node.space = asked->space;
    memcpy(node.argument, asked->argument, sizeof node.argument);
    node.kind = asked->kind;
    node.field = asked->field;
    node.integer = asked->integer;
    node.number = asked->number;
    node.number2 = asked->number2;
    node.first = asked->first;
    node.last = asked->last;
    node.flag = asked->flag;
    node.list = asked->list;
    node.list_count = asked->list_count;
    node.type = asked->type;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++)
        if (node.argument[i] >= (int)plan->node_count) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: no such node", operations[node.op].name), -1;
    if (node.op == MANDATE_OP_GROUP) {
        const mandate_group *group = node.group >= 0 && (size_t)node.group < plan->space_count ? mandate_space_group(plan, (int)node.group) : NULL;
        if (!group || group->kind != node.space) return mandate_fail(error, MANDATE_ERROR_PLAN, "GROUP: the rows are no members of that group"), -1;
        memcpy(node.argument, group->keys, (size_t)group->key_count * sizeof *group->keys);
    }
    for (int i = 0; i < operations[node.op].needed; i++)
        if (node.argument[i] < 0) return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: argument %d is missing", operations[node.op].name, i), -1;
    node.type = find_type(plan, &node);
    if (!check_node(plan, &node, error) || !mandate_plan_find_window(plan, &node, error)) return -1;
    int folded = fold(plan, &node);
    if (folded >= 0) return folded;
    mandate_node compared;
    int condition = find_picked(plan, &node, &compared);
    if (condition >= 0) return add_picked(plan, &compared, condition, error);
    size_t slot = (size_t)hash_node(&node) & (plan->slot_count - 1);
    for (; plan->slots[slot]; slot = (slot + 1) & (plan->slot_count - 1))
        // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): padding is zero in all of them, and numbers must be the same to the bit
        if (memcmp(&plan->nodes[plan->slots[slot] - 1], &node, sizeof node) == 0) return plan->slots[slot] - 1;
    if (!reserve_node(plan, error)) return -1;
    slot = (size_t)hash_node(&node) & (plan->slot_count - 1); // the table may have grown
    while (plan->slots[slot]) slot = (slot + 1) & (plan->slot_count - 1);
    int id = (int)plan->node_count;
    memcpy(&plan->nodes[id], &node, sizeof node); // with its padding
    plan->kept[id] = false;
    plan->inside[id] = 0;
    plan->level[id] = find_level(plan, &node);
    plan->slots[slot] = id + 1;
    plan->node_count++;
    plan->makes_texts |= node.op >= MANDATE_OP_TEXT_CASE && node.op <= MANDATE_OP_TEXT_JOINED;
    plan->days_are_read |= node.op == MANDATE_OP_VERDICT_DATE;
    return id;
}

int mandate_plan_add_list(mandate_plan *plan, const mandate_node *node, const int *list, int count, mandate_error *error)
{
    for (int i = 0; i < count; i++)
        if (list[i] < 0 || list[i] >= (int)plan->node_count || plan->nodes[list[i]].type != MANDATE_VALUE_VERDICT)
            return mandate_fail(error, MANDATE_ERROR_PLAN, "%s: argument %d is no verdict", operations[node->op].name, i), -1;
    mandate_node with = *node;
    with.list = (int)plan->list_count;
    with.list_count = count;
    for (int i = 0; i < count; i++) {
        int *grown = mandate_grow(plan->list, plan->list_count, &plan->list_capacity, sizeof *plan->list, error);
        if (!grown) return -1;
        plan->list = grown;
        plan->list[plan->list_count++] = list[i];
    }
    return mandate_plan_add(plan, &with, error);
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

int mandate_plan_add_span(mandate_plan *plan, const mandate_span *span, mandate_error *error)
{
    mandate_span *grown = mandate_grow(plan->spans, plan->span_count, &plan->span_capacity, sizeof *plan->spans, error);
    if (!grown) return -1;
    plan->spans = grown;
    plan->spans[plan->span_count] = *span;
    return (int)plan->span_count++;
}

static bool is_same_scale(const mandate_scale *a, const mandate_scale *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->bands[i].threshold != b->bands[i].threshold || a->bands[i].rate != b->bands[i].rate) return false;
    return true;
}

int mandate_plan_add_scale(mandate_plan *plan, const mandate_scale *scale, mandate_error *error)
{
    if (!mandate_scale_is(scale)) return mandate_fail(error, MANDATE_ERROR_PLAN, "a scale has thresholds that ascend, and rates that are not below 0"), -1;
    for (size_t i = 0; i < plan->scale_count; i++)
        if (is_same_scale(&plan->scales[i], scale)) return (int)i;
    mandate_scale *grown = mandate_grow(plan->scales, plan->scale_count, &plan->scale_capacity, sizeof *plan->scales, error);
    if (!grown) return -1;
    plan->scales = grown;
    mandate_scale *own = &plan->scales[plan->scale_count];
    *own = (mandate_scale){.bands = mandate_new(scale->count, sizeof *own->bands, error), .count = scale->count};
    if (!own->bands) return -1;
    memcpy(own->bands, scale->bands, scale->count * sizeof *own->bands);
    return (int)plan->scale_count++;
}

int mandate_plan_count_span(mandate_plan *plan, int span, mandate_error *error)
{
    for (int i = 0; i < plan->counted_count; i++)
        if (plan->counted[i] == span) return i;
    if (plan->counted_count == MANDATE_COUNTED_SPANS)
        return mandate_fail(error, MANDATE_ERROR_LIMIT, "a pack has at most %d sorts of spans of which records tell how many", MANDATE_COUNTED_SPANS), -1;
    plan->counted[plan->counted_count] = span;
    return plan->counted_count++;
}

int mandate_plan_counted_span(const mandate_plan *plan, uint32_t code, long *count)
{
    if (!(code & MANDATE_COUNTED_SPAN)) return -1;
    *count = (long)(code & ((1U << MANDATE_COUNT_BITS) - 1)) - MANDATE_MOST_COUNTED;
    return plan->counted[code >> MANDATE_COUNT_BITS & 0xff];
}

mandate_span mandate_plan_span(const mandate_plan *plan, uint32_t code)
{
    long count = 1;
    int counted = mandate_plan_counted_span(plan, code, &count);
    mandate_span span = plan->spans[counted < 0 ? (int)code : counted];
    span.count *= count;
    return span;
}

uint32_t mandate_plan_counted_code(int counted, double number)
{
    long count = number > MANDATE_MOST_COUNTED ? MANDATE_MOST_COUNTED : number < -MANDATE_MOST_COUNTED ? -MANDATE_MOST_COUNTED : (long)number;
    return MANDATE_COUNTED_SPAN | (uint32_t)counted << MANDATE_COUNT_BITS | (uint32_t)(count + MANDATE_MOST_COUNTED);
}

int mandate_plan_add_calendar(mandate_plan *plan, const char *name, mandate_calendar *calendar, mandate_error *error)
{
    char *own = name ? mandate_copy_text(name, strlen(name), error) : NULL;
    struct mandate_named_calendar *grown =
        own || !name ? mandate_grow(plan->calendars, plan->calendar_count, &plan->calendar_capacity, sizeof *plan->calendars, error) : NULL;
    if (!grown) {
        mandate_free(own);
        mandate_calendar_destroy(calendar);
        return -1;
    }
    plan->calendars = grown;
    grown[plan->calendar_count].name = own;
    grown[plan->calendar_count].days = *calendar;
    return (int)plan->calendar_count++;
}

const char *mandate_plan_calendar_name(const mandate_plan *plan, int calendar) { return plan->calendars[calendar].name; }

int mandate_plan_add_parameter(mandate_plan *plan, const mandate_parameter *parameter, mandate_error *error)
{
    mandate_parameter *grown = mandate_grow(plan->parameters, plan->parameter_count, &plan->parameter_capacity, sizeof *plan->parameters, error);
    if (!grown) return -1;
    plan->parameters = grown;
    mandate_parameter *own = &plan->parameters[plan->parameter_count];
    *own = *parameter;
    size_t length = strlen(parameter->name) + 1;
    own->rows = mandate_new(parameter->row_count, sizeof *own->rows, error);
    own->name = own->rows ? mandate_new(length, 1, error) : NULL;
    if (!own->name) {
        mandate_free(own->rows);
        return -1;
    }
    memcpy(own->rows, parameter->rows, parameter->row_count * sizeof *own->rows);
    memcpy(own->name, parameter->name, length);
    return (int)plan->parameter_count++;
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

const char *mandate_plan_parameter_name(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].name; }
bool mandate_plan_parameter_is_decision(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].decision; }

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
