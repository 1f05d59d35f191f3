// The nodes of a plan: what a node must be like, which of them are the same, and in which pass one can be computed.
#include "engine/plan/plan.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/memory.h"
#include "model/rank.h"
#include "model/rounding.h"
#include "model/text.h"

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
const char *mandate_operation_name(mandate_operation op) { return operations[op].name; }

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
// there already, and conditions are picked 64 rows at once. The pick, to be made of the comparison; NULL where that is something else.
static const mandate_node *find_picked(const mandate_plan *plan, const mandate_node *node, mandate_node *compared)
{
    if (node->op < MANDATE_OP_NUMBER_ABOVE || node->op > MANDATE_OP_NUMBER_SAME || !is_known_number(&plan->nodes[node->argument[1]])) return NULL;
    const mandate_node *pick = &plan->nodes[node->argument[0]];
    if (pick->op != MANDATE_OP_PICK) return NULL;
    const mandate_node *other = &plan->nodes[pick->argument[1]];
    if (other->op != MANDATE_OP_NUMBER_CONSTANT || other->number != MANDATE_NUMBER_UNKNOWN || other->number2 != (double)INFINITY) return NULL;
    *compared = *node;
    compared->argument[0] = pick->argument[0];
    return pick;
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
    if (node->op == MANDATE_OP_PAUSES && (node->argument[MANDATE_PAUSES_TO] >= 0 || node->argument[MANDATE_PAUSES_VALUE] < 0 || node->argument[MANDATE_PAUSES_DAY] >= 0))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "PAUSES: needs pairs and their pauses");
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
static int add_picked(mandate_plan *plan, const mandate_node *compared, const mandate_node *picked, mandate_error *error)
{
    int condition = picked->argument[2], wanted = picked->kind; // before nodes are added, which may move the others
    mandate_node pick = {.op = MANDATE_OP_PICK, .space = compared->space, .kind = -1, .field = -1, .first = MANDATE_DATE_ALWAYS, .last = MANDATE_DATE_ABSENT}, unknown;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) pick.argument[i] = -1;
    unknown = pick;
    unknown.op = MANDATE_OP_CONDITION_CONSTANT;
    unknown.number = unknown.number2 = 2;
    pick.argument[0] = mandate_plan_add(plan, compared, error);
    pick.argument[1] = pick.argument[0] < 0 ? -1 : mandate_plan_add(plan, &unknown, error);
    pick.argument[2] = condition;
    pick.kind = wanted;
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
    const mandate_node *picked = find_picked(plan, &node, &compared);
    if (picked) return add_picked(plan, &compared, picked, error);
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
