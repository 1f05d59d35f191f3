// Which nodes are computed when. A pass goes once over the blocks of one driver; what an aggregate sends out of its block is whole only after the
// pass, so whoever reads it waits for a later one. Most plans need two or three passes.
//
// What holds of every pass: whatever a node of it reads was whole before the pass, or is computed in it before that node (inputs come first in a plan); and a verdict is handed on in
// a pass in which all that is told of it is there.
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "engine/run/run_internal.h"
#include "model/memory.h"

typedef struct marking {
    mandate_run *run;
    const mandate_pass *pass; // the one at hand
    bool *needed; // by node: some output depends on it
    int *handed_on; // by node: the level of the pass in which a verdict is counted and handed on; -1 for nodes that are not judged
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
        bool of_pairs = aggregate && i < MANDATE_SET_DAY, of_window = aggregate && i >= MANDATE_WINDOW_ROWS && i <= MANDATE_WINDOW_BEHIND;
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

static void each_told(const mandate_plan *plan, int verdict, void (*visit)(marking *, int, int), marking *m)
{
    for (size_t t = first_told(plan, verdict); t < plan->told_count && plan->told[t].verdict == verdict; t++) visit(m, verdict, plan->told[t].node);
}

// A verdict is handed on when it is whole and all that is told of it is, too: what its reason says may wait for a pass that the verdict itself does not wait for.
static int level_to_hand_on(const mandate_plan *plan, int verdict)
{
    int level = work_level(plan, verdict);
    for (size_t t = first_told(plan, verdict); t < plan->told_count && plan->told[t].verdict == verdict; t++)
        if (plan->level[plan->told[t].node] > level) level = plan->level[plan->told[t].node];
    return level;
}

static void mark_needed(marking *m, int reader, int node)
{
    (void)reader;
    if (m->needed[node]) return;
    m->needed[node] = true;
    each_input(m->run->plan, node, mark_needed, m);
    if (m->handed_on[node] >= 0) each_told(m->run->plan, node, mark_needed, m);
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
    if (m->handed_on[node] == m->pass->level) each_told(m->run->plan, node, mark_input, m);
}

// Whether a node that an earlier pass could compute is computed in this one. Where somebody asks what makes a verdict unknown, everything on which it rests within its block is, for
// a value that is read back does not say where it comes from. A function is called once for a record: a call remembers what ended it (call.c).
static bool is_computed_again(const marking *m, int reader, int node)
{
    const mandate_plan *plan = m->run->plan;
    const mandate_node *n = &plan->nodes[node];
    if (mandate_space_is_pairs(plan, n->space)) return true; // pairs are not kept
    if (n->op == MANDATE_OP_CALL) return false;
    return plan->level[node] == work_level(plan, reader) || is_light(n->op) || m->run->options.follows || m->run->options.missing;
}

static void mark_input(marking *m, int reader, int node)
{
    const mandate_plan *plan = m->run->plan;
    const mandate_node *r = &plan->nodes[reader], *n = &plan->nodes[node];
    assert(plan->level[node] <= m->pass->level);
    if (r->op == MANDATE_OP_FETCH && node == r->argument[1] && !mandate_fetch_is_local(plan, r)) {
        m->run->layout.keep[node] = true; // read as a whole
        return;
    }
    if (!mandate_node_scatters(plan, n) && (plan->level[node] == m->pass->level || is_computed_again(m, reader, node))) {
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

// The verdicts that are handed on in a pass.
static bool list_judged(const marking *m, mandate_pass *pass, mandate_error *error)
{
    const mandate_plan *plan = m->run->plan;
    pass->judged = mandate_new(plan->judged_count, sizeof *pass->judged, error);
    if (!pass->judged) return false;
    for (size_t i = 0; i < plan->judged_count; i++)
        if (m->handed_on[plan->judged[i]] == pass->level && work_driver(plan, plan->judged[i]) == pass->driver) pass->judged[pass->judged_count++] = plan->judged[i];
    return true;
}

static void add_pass(mandate_run *run, int level, int driver)
{
    for (size_t p = 0; p < run->pass_count; p++)
        if (run->passes[p].level == level && run->passes[p].driver == driver) return;
    run->passes[run->pass_count++] = (mandate_pass){.driver = driver, .level = level};
}

static bool find_passes(const marking *m, mandate_error *error)
{
    mandate_run *run = m->run;
    const mandate_plan *plan = run->plan;
    run->passes = mandate_new(plan->node_count + plan->judged_count + 1, sizeof *run->passes, error);
    if (!run->passes) return false;
    for (size_t n = 0; n < plan->node_count; n++)
        if (m->needed[n]) add_pass(run, work_level(plan, (int)n), work_driver(plan, (int)n));
    for (size_t i = 0; i < plan->judged_count; i++) add_pass(run, m->handed_on[plan->judged[i]], work_driver(plan, plan->judged[i]));
    qsort(run->passes, run->pass_count, sizeof *run->passes, compare_passes);
    return true;
}

static void find_needed(marking *m)
{
    mandate_run *run = m->run;
    const mandate_plan *plan = run->plan;
    int count = (int)plan->node_count;
    for (int n = 0; n < count; n++) m->handed_on[n] = -1;
    for (size_t i = 0; i < plan->judged_count; i++) m->handed_on[plan->judged[i]] = level_to_hand_on(plan, plan->judged[i]);
    for (int n = 0; n < count; n++)
        if (plan->kept[n]) {
            run->layout.keep[n] = true;
            mark_needed(m, n, n);
        }
    for (size_t i = 0; i < plan->judged_count; i++) mark_needed(m, plan->judged[i], plan->judged[i]);
    if (run->options.keep_all)
        for (int n = 0; n < count; n++)
            if (m->needed[n] && !mandate_space_is_pairs(plan, plan->nodes[n].space)) run->layout.keep[n] = true;
}

// What a pass is for: what is sent out of its blocks, what later passes and others read back, and the verdicts that it hands on; with all on which these rest.
static bool plan_pass(marking *m, mandate_pass *pass, mandate_error *error)
{
    const mandate_run *run = m->run;
    const mandate_plan *plan = run->plan;
    int count = (int)plan->node_count;
    memset(m->in_pass, 0, (size_t)count);
    memset(m->loaded, 0, (size_t)count);
    m->pass = pass;
    if (!list_judged(m, pass, error)) return false;
    for (size_t i = 0; i < pass->judged_count; i++) compute_here(m, pass->judged[i]);
    for (int n = 0; n < count; n++) {
        if (!m->needed[n] || work_level(plan, n) != pass->level || work_driver(plan, n) != pass->driver) continue;
        if (run->layout.keep[n] || run->options.keep_all || mandate_node_scatters(plan, &plan->nodes[n])) compute_here(m, n);
    }
    for (int n = 0; n < count; n++)
        if (m->in_pass[n]) m->loaded[n] = 0;
    pass->here = mandate_new((size_t)count, sizeof *pass->here, error);
    for (int n = 0; pass->here && n < count; n++) pass->here[n] = m->in_pass[n] || m->loaded[n];
    return pass->here && list_nodes(m->in_pass, count, &pass->nodes, &pass->node_count, error) && list_nodes(m->loaded, count, &pass->loaded, &pass->loaded_count, error);
}

static void drop_empty(mandate_run *run)
{
    size_t count = 0;
    for (size_t p = 0; p < run->pass_count; p++) {
        if (run->passes[p].node_count > 0) run->passes[count++] = run->passes[p];
        else mandate_pass_release(&run->passes[p]);
    }
    run->pass_count = count;
}

void mandate_pass_release(mandate_pass *pass)
{
    mandate_free(pass->nodes);
    mandate_free(pass->loaded);
    mandate_free(pass->judged);
    mandate_free(pass->here);
}

bool mandate_run_plan_passes(mandate_run *run, bool *needed, mandate_error *error)
{
    size_t count = run->plan->node_count;
    marking m = {.run = run, .needed = needed};
    m.handed_on = mandate_new(count, sizeof *m.handed_on, error);
    m.in_pass = mandate_new(count, 1, error);
    m.loaded = mandate_new(count, 1, error);
    bool done = m.handed_on && m.in_pass && m.loaded;
    if (done) find_needed(&m);
    done = done && find_passes(&m, error);
    for (size_t p = run->pass_count; done && p-- > 0;) done = plan_pass(&m, &run->passes[p], error); // the last first: only who reads a node tells whether it is kept
    if (done) drop_empty(run);
    mandate_free(m.handed_on);
    mandate_free(m.in_pass);
    mandate_free(m.loaded);
    return done;
}

bool mandate_pass_is_of(const mandate_plan *plan, const mandate_pass *pass, int node)
{
    return pass->level == work_level(plan, node) && pass->driver == work_driver(plan, node);
}

const mandate_pass *mandate_run_pass_of(const mandate_run *run, int node)
{
    for (size_t p = 0; p < run->pass_count; p++)
        for (size_t i = 0; i < run->passes[p].judged_count; i++)
            if (run->passes[p].judged[i] == node) return &run->passes[p];
    for (size_t p = 0; p < run->pass_count; p++)
        if (mandate_pass_is_of(run->plan, &run->passes[p], node)) return &run->passes[p];
    return NULL;
}
