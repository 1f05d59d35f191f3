// Groups: rows that have the same keys. Which groups there can be is known from the columns' dictionaries, so a row's group is arithmetic, and no pass
// is needed to find them.
#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/memory.h"

// How many values a key can have, absent and unknown included; 0 where it cannot be a key.
static uint64_t values_of(const mandate_plan *plan, const mandate_node *key)
{
    if (key->op != MANDATE_OP_READ) return 0;
    const mandate_column *column = &mandate_snapshot_table(plan->snapshot, key->kind)->columns[key->field];
    switch (column->type) {
    case MANDATE_TEXT: return (uint64_t)column->text_count + 2;
    case MANDATE_YESNO: return 4;
    case MANDATE_REFERENCE: return (uint64_t)mandate_snapshot_table(plan->snapshot, mandate_model_kind(plan->model, key->kind)->fields[key->field].kind)->records + 2;
    default: return 0;
    }
}

static bool fill_group(const mandate_plan *plan, int kind, const int *keys, int count, mandate_group *group, mandate_error *error)
{
    uint64_t size = 1;
    *group = (mandate_group){.kind = kind, .key_count = count};
    if (count < 1 || count > MANDATE_GROUP_KEYS) return mandate_fail(error, MANDATE_ERROR_PLAN, "a group has 1 to %d keys, not %d", MANDATE_GROUP_KEYS, count);
    for (int k = 0; k < count; k++) {
        if (keys[k] < 0 || (size_t)keys[k] >= plan->node_count || plan->nodes[keys[k]].space != kind)
            return mandate_fail(error, MANDATE_ERROR_PLAN, "a group's key is a node over its members");
        uint64_t values = values_of(plan, &plan->nodes[keys[k]]);
        if (values == 0) return mandate_fail(error, MANDATE_ERROR_PLAN, "a group's key is a text, a yes/no or a reference that is stored");
        size *= values;
        if (size > MANDATE_MOST_GROUPS)
            return mandate_fail(error, MANDATE_ERROR_LIMIT, "a group has too many different keys: together they could be more than %d", MANDATE_MOST_GROUPS);
        group->keys[k] = keys[k];
        group->radix[k] = (uint32_t)values;
    }
    group->size = (uint32_t)size;
    return true;
}

// A key that is a text is read by a node of its own (`own`), because another reader may want the plan's codes and a group counts by ranks.
static bool read_ranks(mandate_plan *plan, mandate_group *group, mandate_error *error)
{
    for (int k = 0; k < group->key_count; k++) {
        mandate_node own = plan->nodes[group->keys[k]];
        if (own.type != MANDATE_VALUE_TEXT) continue;
        own.own = true;
        group->keys[k] = mandate_plan_add(plan, &own, error);
        if (group->keys[k] < 0) return false;
    }
    return true;
}

int mandate_plan_group(mandate_plan *plan, int kind, const int *keys, int count, mandate_error *error)
{
    mandate_group group;
    if (!fill_group(plan, kind, keys, count, &group, error) || !read_ranks(plan, &group, error)) return -1;
    for (size_t g = 0; g < plan->group_count; g++)
        if (plan->groups[g].kind == kind && plan->groups[g].key_count == count && memcmp(plan->groups[g].keys, group.keys, (size_t)count * sizeof *keys) == 0)
            return plan->groups[g].space;
    mandate_group *groups = mandate_grow(plan->groups, plan->group_count, &plan->group_capacity, sizeof *groups, error);
    if (!groups) return -1;
    plan->groups = groups;
    mandate_space *spaces = mandate_grow(plan->spaces, plan->space_count, &plan->space_capacity, sizeof *spaces, error);
    if (!spaces) return -1;
    plan->spaces = spaces;
    group.space = (int)plan->space_count;
    plan->groups[plan->group_count++] = group;
    plan->spaces[plan->space_count++] = (mandate_space){.kind = -1, .outer = -1, .owner = -1, .reference = -1, .group = (int)plan->group_count};
    return group.space;
}

size_t mandate_plan_records(const mandate_plan *plan, int space)
{
    const mandate_group *group = mandate_space_group(plan, space);
    return group ? group->size : mandate_snapshot_table(plan->snapshot, plan->spaces[space].kind)->records;
}
