// Nodes that are needed by what the plan says and looked at by no kernel. A verdict of a plain duty that is asked for its status alone does not look at the day on which the duty
// arises; where two comparisons of one value with constants are asked for together and by nobody else, the `and` asks which values lie in one range, and neither is made; and an
// `or` of two conditions of which one is nowhere more true than the other is that other one. Nor does anybody look at two dates that are fetched from one owner only to take the first
// that is there.
#include "engine/kernels/idle.h"

#include "engine/kernels/at_owner.h"
#include "engine/kernels/whole.h"
#include "model/memory.h"

typedef struct finding {
    mandate_layout *layout;
    const mandate_plan *plan;
    const bool *needed;
    bool *looked_at; // by node
    int *readers; // by node
} finding;

// A verdict whose status is told 64 at once from four arguments: everything else that it has says nothing of that.
static bool is_ruled_by_words(const finding *f, int id)
{
    const mandate_node *node = &f->plan->nodes[id];
    if (node->op != MANDATE_OP_DATED || !f->layout->partly[id] || node->arises_given || node->notice || node->argument[MANDATE_DATED_DUE] < 0) return false;
    const mandate_node *due = &f->plan->nodes[node->argument[MANDATE_DATED_DUE]];
    if (due->op != MANDATE_OP_DATE_CONSTANT || !mandate_date_is((mandate_date)due->day) || node->argument[MANDATE_DATED_DONE] < 0) return false;
    if (node->argument[MANDATE_DATED_FORCE] >= 0 || node->argument[MANDATE_JUDGED_PLACE] >= 0 || node->argument[MANDATE_DATED_WAIVED] >= 0) return false;
    return mandate_snapshot_table(f->plan->snapshot, f->plan->spaces[node->space].kind)->last_event <= f->plan->as_of; // all are there
}

static bool is_between(const finding *f, int id)
{
    const mandate_node *node = &f->plan->nodes[id];
    if (node->op != MANDATE_OP_AND || f->layout->keep[id]) return false;
    int a = node->argument[0], b = node->argument[1];
    if (f->readers[a] != 1 || f->readers[b] != 1 || f->plan->nodes[a].argument[0] != f->plan->nodes[b].argument[0]) return false;
    return mandate_finds_range(f->layout, a) && mandate_finds_range(f->layout, b);
}

// The part that tells an `or` alone; -1 where both do.
static int part_alone(const finding *f, int id)
{
    const mandate_node *node = &f->plan->nodes[id];
    if (node->op != MANDATE_OP_OR) return -1;
    if (mandate_plan_implies(f->plan, node->argument[0], node->argument[1])) return node->argument[1];
    return mandate_plan_implies(f->plan, node->argument[1], node->argument[0]) ? node->argument[0] : -1;
}

static bool is_at_owner(const finding *f, int id)
{
    const mandate_node *node = &f->plan->nodes[id];
    return node->op == MANDATE_OP_OR_ELSE && f->readers[node->argument[0]] == 1 && f->readers[node->argument[1]] == 1 && mandate_can_be_at_owner(f->layout, id);
}

static void look(const finding *f, int node)
{
    if (node >= 0) f->looked_at[node] = true;
}

// What a node that is looked at looks at.
static void look_at_inputs(const finding *f, int id)
{
    const mandate_node *node = &f->plan->nodes[id];
    look(f, f->layout->demand[id]);
    if (f->layout->between[id]) {
        look(f, f->plan->nodes[node->argument[0]].argument[0]);
    } else if (f->layout->alone[id] >= 0) {
        look(f, f->layout->alone[id]);
    } else if (f->layout->at_owner[id]) {
        for (int i = 0; i < 2; i++) {
            look(f, f->plan->nodes[node->argument[i]].argument[MANDATE_FETCH_RECORD]);
            look(f, f->plan->nodes[node->argument[i]].argument[MANDATE_FETCH_VALUE]);
        }
    } else if (f->layout->ruled[id]) {
        static const int arguments[] = {MANDATE_DATED_APPLIES, MANDATE_DATED_EVENT, MANDATE_DATED_DUE, MANDATE_DATED_DONE};
        for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) look(f, node->argument[arguments[i]]);
    } else {
        for (int i = 0; i < MANDATE_ARGUMENTS; i++) look(f, node->argument[i]);
        for (int i = 0; i < node->list_count; i++) look(f, mandate_plan_list(f->plan, node)[i]);
    }
}

// What others than nodes look at.
static void look_from_outside(const finding *f)
{
    const mandate_plan *plan = f->plan;
    for (size_t n = 0; n < plan->node_count; n++) f->looked_at[n] = f->layout->keep[n] || plan->kept[n] || mandate_node_scatters(plan, &plan->nodes[n]);
    for (size_t i = 0; i < plan->judged_count; i++) look(f, plan->judged[i]);
    for (size_t t = 0; t < plan->told_count; t++) {
        look(f, plan->told[t].node);
        look(f, plan->told[t].where);
    }
    for (size_t s = 0; s < plan->space_count; s++) {
        look(f, plan->spaces[s].owner);
        look(f, f->layout->pairs_demand[s]);
        const mandate_group *group = mandate_space_group(plan, (int)s);
        for (int k = 0; group && k < group->key_count; k++) look(f, group->keys[k]);
    }
}

static void count_readers(const finding *f)
{
    const mandate_plan *plan = f->plan;
    for (size_t n = 0; n < plan->node_count; n++) {
        const mandate_node *node = &plan->nodes[n];
        f->readers[n] += f->looked_at[n];
        if (!f->needed[n]) continue;
        for (int i = 0; i < MANDATE_ARGUMENTS; i++)
            if (node->argument[i] >= 0) f->readers[node->argument[i]]++;
        for (int i = 0; i < node->list_count; i++) f->readers[mandate_plan_list(plan, node)[i]]++;
    }
}

static bool calls_functions(const finding *f)
{
    for (size_t n = 0; n < f->plan->node_count; n++)
        if (f->needed[n] && f->plan->nodes[n].op == MANDATE_OP_CALL) return true;
    return false;
}

static void find(const finding *f)
{
    mandate_layout *layout = f->layout;
    look_from_outside(f);
    count_readers(f);
    for (size_t n = f->plan->node_count; n-- > 0;) { // readers stand behind what they read
        if (!f->needed[n]) continue;
        layout->idle[n] = !f->looked_at[n];
        if (layout->idle[n]) continue;
        layout->between[n] = is_between(f, (int)n);
        layout->alone[n] = part_alone(f, (int)n);
        layout->at_owner[n] = is_at_owner(f, (int)n);
        layout->ruled[n] = is_ruled_by_words(f, (int)n);
        look_at_inputs(f, (int)n);
    }
}

bool mandate_layout_find_idle(mandate_layout *layout, const bool *needed, mandate_error *error)
{
    size_t nodes = layout->plan->node_count ? layout->plan->node_count : 1;
    finding f = {.layout = layout, .plan = layout->plan, .needed = needed};
    layout->idle = mandate_new(nodes, sizeof *layout->idle, error);
    layout->between = mandate_new(nodes, sizeof *layout->between, error);
    layout->alone = mandate_new(nodes, sizeof *layout->alone, error);
    layout->at_owner = mandate_new(nodes, sizeof *layout->at_owner, error);
    layout->ruled = mandate_new(nodes, sizeof *layout->ruled, error);
    f.looked_at = mandate_new(nodes, sizeof *f.looked_at, error);
    f.readers = mandate_new(nodes, sizeof *f.readers, error);
    bool done = layout->idle && layout->between && layout->alone && layout->at_owner && layout->ruled && f.looked_at && f.readers;
    for (size_t n = 0; done && n < nodes; n++) layout->alone[n] = -1;
    // where reasons are told, or a call may fail, every node may be looked at
    if (done && !layout->keeps_all && !layout->follows_missing && !layout->shows_verdicts && !calls_functions(&f)) find(&f);
    mandate_free(f.looked_at);
    mandate_free(f.readers);
    return done;
}
