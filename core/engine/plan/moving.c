// Places move: which rows stand below which record depends on the day (snapshot/moves.h). A plan finds once what moves; where nothing does, none of this is
// asked, and rows are gathered as ever. How rows follow what moves: kernels/moving.c.
#include "engine/plan/plan_internal.h"
#include "model/memory.h"

static const mandate_moves *found(const mandate_plan *plan, int kind, int field)
{
    for (size_t i = 0; i < plan->moving_count; i++)
        if (plan->moving[i].kind == kind && plan->moving[i].moves.field == field) return &plan->moving[i].moves;
    return NULL;
}

const mandate_moves *mandate_plan_moves(const mandate_plan *plan, int kind, int field)
{
    const mandate_moves *moves = found(plan, kind, field);
    return moves && moves->moved ? moves : NULL;
}

const mandate_map *mandate_plan_map(const mandate_plan *plan, int kind) { return plan->trees[kind].moved_above ? &plan->trees[kind] : NULL; }

// What is about to be looked through must be what was written.
static bool trust(const mandate_plan *plan, int kind, int field, mandate_error *error)
{
    return mandate_snapshot_trust(plan->snapshot, kind, MANDATE_TRUST_ORDER, error) && mandate_snapshot_trust(plan->snapshot, kind, field, error);
}

bool mandate_plan_find_moves(mandate_plan *plan, int kind, int field, bool *moves, mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, kind);
    *moves = false;
    if (!table->version_start || table->kind->fields[field].fixed || table->kind->fields[field].type != MANDATE_REFERENCE) return true;
    const mandate_moves *known = found(plan, kind, field);
    if (!known) {
        mandate_moving *grown = mandate_grow(plan->moving, plan->moving_count, &plan->moving_capacity, sizeof *grown, error);
        if (!grown) return false;
        plan->moving = grown;
        plan->moving[plan->moving_count].kind = kind;
        if (!trust(plan, kind, field, error) || !mandate_moves_find(&plan->moving[plan->moving_count].moves, table, field, error)) return false;
        known = &plan->moving[plan->moving_count++].moves;
    }
    *moves = known->moved != NULL;
    return true;
}

bool mandate_plan_begin_moves(mandate_plan *plan, mandate_error *error)
{
    int kinds = mandate_model_kind_count(plan->model);
    plan->trees = mandate_new((size_t)kinds, sizeof *plan->trees, error);
    bool moves, done = plan->trees != NULL;
    for (int k = 0; done && k < kinds; k++) {
        const mandate_kind *kind = mandate_model_kind(plan->model, k);
        for (int f = 0; done && f < kind->field_count; f++)
            if (kind->fields[f].place) done = mandate_plan_find_moves(plan, k, f, &moves, error);
        if (done && kind->tree >= 0 && mandate_plan_moves(plan, k, kind->tree))
            done = mandate_map_make(&plan->trees[k], mandate_snapshot_table(plan->snapshot, k), error);
    }
    return done;
}

void mandate_plan_forget_moves(mandate_plan *plan)
{
    for (size_t i = 0; i < plan->moving_count; i++) mandate_moves_release(&plan->moving[i].moves);
    mandate_free(plan->moving);
    for (int k = 0; plan->trees && k < mandate_model_kind_count(plan->model); k++) mandate_map_release(&plan->trees[k]);
    mandate_free(plan->trees);
}

bool mandate_plan_tree_moves(const mandate_plan *plan, int kind) { return mandate_plan_map(plan, kind) != NULL; }

bool mandate_link_moves(const mandate_plan *plan, int kind, int field, bool branch)
{
    int target = mandate_model_kind(plan->model, kind)->fields[field].kind;
    return mandate_plan_moves(plan, kind, field) || (branch && mandate_plan_map(plan, target));
}

mandate_moves mandate_plan_moves_of(const mandate_plan *plan, int kind, int field)
{
    const mandate_moves *moves = mandate_plan_moves(plan, kind, field);
    return moves ? *moves : (mandate_moves){.table = mandate_snapshot_table(plan->snapshot, kind), .field = field};
}

mandate_map mandate_plan_map_of(const mandate_plan *plan, int kind)
{
    const mandate_map *map = mandate_plan_map(plan, kind);
    const mandate_table *table = mandate_snapshot_table(plan->snapshot, kind);
    return map ? *map : (mandate_map){.parents = {.table = table, .field = table->kind->tree}};
}

int mandate_plan_depth(const mandate_plan *plan, int kind, uint32_t record, mandate_date day)
{
    if (mandate_model_kind(plan->model, kind)->tree < 0) return 1;
    mandate_map map = mandate_plan_map_of(plan, kind);
    return mandate_map_depth(&map, record, day);
}

bool mandate_plan_levels(const mandate_plan *plan, int kind, int *levels, mandate_error *error)
{
    mandate_map map = mandate_plan_map_of(plan, kind);
    const mandate_table *table = map.parents.table;
    mandate_reached above = {0};
    bool done = trust(plan, kind, table->kind->tree, error);
    *levels = 0;
    for (uint32_t r = 0; done && r < table->records; r++) {
        above.count = 0;
        int deep = map.moved_above ? 0 : mandate_map_depth(&map, r, MANDATE_DATE_LAST);
        if (map.moved_above) done = mandate_map_reach(&map, r, &above, error); // those above it on one day are some of all that ever are
        if (map.moved_above) deep = (int)above.count;
        if (deep > *levels) *levels = deep;
    }
    mandate_free(above.records);
    return done;
}

bool mandate_plan_ever_below(const mandate_plan *plan, int kind, uint32_t record, uint32_t above)
{
    mandate_map map = mandate_plan_map_of(plan, kind);
    return record != above && mandate_map_ever_lies_in(&map, record, above);
}

mandate_child_index *mandate_plan_moved_index(mandate_plan *plan, int child, int reference, bool branch, mandate_error *error)
{
    for (size_t i = 0; i < plan->index_count; i++) {
        mandate_child_index *index = &plan->indexes[i];
        if (index->child == child && index->reference == reference && index->moved && index->branch == branch) return index;
    }
    mandate_child_index *grown = mandate_grow(plan->indexes, plan->index_count, &plan->index_capacity, sizeof *plan->indexes, error);
    if (!grown) return NULL;
    plan->indexes = grown;
    mandate_child_index *index = &plan->indexes[plan->index_count];
    int target = mandate_model_kind(plan->model, child)->fields[reference].kind;
    mandate_moves moves = mandate_plan_moves_of(plan, child, reference);
    mandate_map map = mandate_plan_map_of(plan, target);
    *index = (mandate_child_index){.child = child, .reference = reference, .moved = true, .branch = branch};
    if (!mandate_moves_index(&moves, branch && map.parents.field >= 0 ? &map : NULL, mandate_snapshot_table(plan->snapshot, target)->records, &index->start, &index->rows,
                             error))
        return NULL;
    plan->index_count++;
    return index;
}
