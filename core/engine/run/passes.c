// Which nodes are computed when. A pass goes once over the blocks of one driver; what an aggregate sends out of its block is whole only after the
// pass, so whoever reads it waits for a later one. Most plans need two or three passes.
#include <stdlib.h>
#include <string.h>
#include "engine/run/run_internal.h"
#include "model/memory.h"

typedef struct marking {
    mandate_run *run;
    bool *needed; // by node: some output depends on it
    uint8_t *in_pass; // by node: computed in the pass at hand
    uint8_t *loaded; // by node: read back in the pass at hand
} marking;

// The pass in which a node's own work is done: one before it is whole, for aggregates that scatter.
static int work_level(const mandate_plan *plan, int node) { return plan->level[node] - (mandate_node_scatters(plan, &plan->nodes[node]) ? 1 : 0); }

static int work_driver(const mandate_plan *plan, int node)
{
    const mandate_node *n = &plan->nodes[node];
    int space = mandate_node_scatters(plan, n) ? plan->nodes[n->argument[0]].space : n->space;
    return mandate_space_driver(plan, space);
}

// Calls visit for every node that `node` reads, the owners of its pairs included.
static void each_input(const mandate_plan *plan, int node, void (*visit)(marking *, int, int), marking *m)
{
    const mandate_node *n = &plan->nodes[node];
    const int *inputs = n->list_count ? mandate_plan_list(plan, n) : n->argument;
    int count = n->list_count ? n->list_count : MANDATE_ARGUMENTS;
    bool aggregate = mandate_op_is_aggregate(n->op), slides = mandate_slides(&m->run->layout, n);
    for (int i = 0; i < count; i++) {
        bool of_pairs = aggregate && i < MANDATE_SET_DAY, of_window = aggregate && i >= MANDATE_WINDOW_ROWS;
        if (inputs[i] >= 0 && !(slides && of_pairs) && (slides || !of_window)) visit(m, node, inputs[i]);
    }
    for (int space = n->space; mandate_space_is_pairs(plan, space); space = plan->spaces[space].outer) visit(m, node, plan->spaces[space].owner);
    if (mandate_op_is_aggregate(n->op)) {
        int set = plan->nodes[n->argument[0]].space;
        for (; mandate_space_is_pairs(plan, set) && set != n->space; set = plan->spaces[set].outer) visit(m, node, plan->spaces[set].owner);
    }
}

// The first of what is told of a node.
static size_t first_told(const mandate_plan *plan, int node)
{
    size_t low = 0, high = plan->told_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plan->told[middle].verdict < node) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void each_told(const mandate_plan *plan, int node, void (*visit)(marking *, int, int), marking *m)
{
    if (plan->nodes[node].type != MANDATE_VALUE_VERDICT) return;
    for (size_t t = first_told(plan, node); t < plan->told_count && plan->told[t].verdict == node; t++) visit(m, node, plan->told[t].node);
}

static void mark_needed(marking *m, int reader, int node)
{
    (void)reader;
    if (m->needed[node]) return;
    m->needed[node] = true;
    each_input(m->run->plan, node, mark_needed, m);
    each_told(m->run->plan, node, mark_needed, m);
}

// True for nodes that are cheaper to compute again than to keep: constants and columns.
static bool is_light(mandate_operation op)
{
    return mandate_op_is_constant(op) || op == MANDATE_OP_READ || op == MANDATE_OP_EVENT || op == MANDATE_OP_VISIBLE || op == MANDATE_OP_ROW;
}

static void mark_input(marking *m, int reader, int node);

static void compute_here(marking *m, int node)
{
    if (m->in_pass[node]) return;
    m->in_pass[node] = 1;
    each_input(m->run->plan, node, mark_input, m);
    each_told(m->run->plan, node, mark_input, m);
}

static void mark_input(marking *m, int reader, int node)
{
    const mandate_plan *plan = m->run->plan;
    const mandate_node *r = &plan->nodes[reader], *n = &plan->nodes[node];
    if (r->op == MANDATE_OP_FETCH && node == r->argument[1] && !mandate_fetch_is_local(plan, r)) {
        m->run->layout.keep[node] = true; // read as a whole
        return;
    }
    int level = work_level(plan, reader);
    bool scatters = mandate_node_scatters(plan, n);
    if (plan->level[node] == level && !scatters) {
        compute_here(m, node);
        return;
    }
    if (!scatters && (mandate_space_is_pairs(plan, n->space) || is_light(n->op))) {
        compute_here(m, node);
        return;
    }
    m->run->layout.keep[node] = true;
    m->loaded[node] = 1;
}

static int compare_passes(const void *left, const void *right)
{
    const mandate_pass *a = left, *b = right;
    return a->level != b->level ? a->level - b->level : a->driver - b->driver;
}

static bool list_nodes(const uint8_t *marks, int count, int **list, size_t *length, mandate_error *error)
{
    *length = 0;
    for (int i = 0; i < count; i++) *length += marks[i] != 0;
    *list = mandate_new(*length, sizeof **list, error);
    if (!*list) return false;
    size_t at = 0;
    for (int i = 0; i < count; i++)
        if (marks[i]) (*list)[at++] = i;
    return true;
}

// The verdicts that are decided in a pass.
static bool list_judged(const mandate_plan *plan, mandate_pass *pass, mandate_error *error)
{
    pass->judged = mandate_new(plan->judged_count, sizeof *pass->judged, error);
    if (!pass->judged) return false;
    for (size_t i = 0; i < plan->judged_count; i++)
        if (work_level(plan, plan->judged[i]) == pass->level && work_driver(plan, plan->judged[i]) == pass->driver) pass->judged[pass->judged_count++] = plan->judged[i];
    return true;
}

static bool find_passes(mandate_run *run, const bool *needed, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    int count = (int)plan->node_count;
    run->passes = mandate_new((size_t)count + 1, sizeof *run->passes, error);
    if (!run->passes) return false;
    for (int n = 0; n < count; n++) {
        if (!needed[n]) continue;
        int level = work_level(plan, n), driver = work_driver(plan, n);
        bool known = false;
        for (size_t p = 0; p < run->pass_count; p++) known |= run->passes[p].level == level && run->passes[p].driver == driver;
        if (!known) run->passes[run->pass_count++] = (mandate_pass){.driver = driver, .level = level};
    }
    qsort(run->passes, run->pass_count, sizeof *run->passes, compare_passes);
    return true;
}

bool mandate_run_plan_passes(mandate_run *run, bool *needed, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    int count = (int)plan->node_count;
    marking m = {.run = run};
    m.needed = needed;
    m.in_pass = mandate_new((size_t)count, 1, error);
    m.loaded = mandate_new((size_t)count, 1, error);
    bool done = m.in_pass && m.loaded;
    for (int n = 0; done && n < count; n++)
        if (plan->kept[n]) {
            run->layout.keep[n] = true;
            mark_needed(&m, n, n);
        }
    for (size_t i = 0; done && i < plan->judged_count; i++) mark_needed(&m, plan->judged[i], plan->judged[i]);
    if (done && run->options.keep_all)
        for (int n = 0; n < count; n++)
            if (m.needed[n] && !mandate_space_is_pairs(plan, plan->nodes[n].space)) run->layout.keep[n] = true;
    done = done && find_passes(run, m.needed, error);
    for (size_t p = 0; done && p < run->pass_count; p++) {
        mandate_pass *pass = &run->passes[p];
        memset(m.in_pass, 0, (size_t)count);
        memset(m.loaded, 0, (size_t)count);
        for (int n = 0; n < count; n++)
            if (m.needed[n] && work_level(plan, n) == pass->level && work_driver(plan, n) == pass->driver) compute_here(&m, n);
        for (int n = 0; n < count; n++)
            if (m.in_pass[n]) m.loaded[n] = 0;
        done = list_nodes(m.in_pass, count, &pass->nodes, &pass->node_count, error) && list_nodes(m.loaded, count, &pass->loaded, &pass->loaded_count, error) &&
               list_judged(plan, pass, error);
        pass->here = done ? mandate_new((size_t)count, sizeof *pass->here, error) : NULL;
        done = pass->here != NULL;
        for (int n = 0; done && n < count; n++) pass->here[n] = m.in_pass[n] || m.loaded[n];
    }
    mandate_free(m.in_pass);
    mandate_free(m.loaded);
    return done;
}

const mandate_pass *mandate_run_pass_of(const mandate_run *run, int node)
{
    for (size_t p = 0; p < run->pass_count; p++)
        if (run->passes[p].level == work_level(run->plan, node) && run->passes[p].driver == work_driver(run->plan, node)) return &run->passes[p];
    return NULL;
}
