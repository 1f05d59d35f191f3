// Where each node is asked for. Whoever asks for a value only where a condition is not false (a verdict for `done` where the rule applies, an `and` for
// its second part) says so here; a node that all askers want under the same condition is computed there only, and pairs are made for those rows only.
#include "engine/kernels/owners.h"
#include "engine/run/run_internal.h"
#include "model/memory.h"

enum { NOT_ASKED = MANDATE_NOT_ASKED, EVERYWHERE = MANDATE_ASKED_EVERYWHERE };

static void ask(mandate_run *run, int node, int where)
{
    if (node < 0) return;
    if (where >= 0 && run->plan->nodes[where].op == MANDATE_OP_CONDITION_CONSTANT) where = EVERYWHERE;
    if (where >= node) where = EVERYWHERE; // the condition must be computed before what is asked for under it
    int *demand = &run->layout.demand[node];
    *demand = *demand == NOT_ASKED || *demand == where ? where : EVERYWHERE;
}

static void ask_pairs(mandate_run *run, int space, int where)
{
    const mandate_space *s = &run->plan->spaces[space];
    // the condition lies in the outer space, and pairs are made before any node over them
    if (where <= MANDATE_ASKED_BY_ROWS || (where >= 0 && run->plan->nodes[where].space != s->outer)) where = EVERYWHERE;
    int *demand = &run->layout.pairs_demand[space];
    *demand = *demand == NOT_ASKED || *demand == where ? where : EVERYWHERE;
}

// What a verdict looks at only where the rule applies.
static bool asked_where_applies(mandate_operation op, int argument)
{
    if (op == MANDATE_OP_DATED) return argument == MANDATE_DATED_DONE || argument == MANDATE_DATED_WAIVED || argument == MANDATE_DATED_WAIVER_EXPIRES;
    if (op == MANDATE_OP_STANDING)
        return argument == MANDATE_STANDING_BREACH || argument == MANDATE_STANDING_SINCE || argument == MANDATE_STANDING_EVIDENCE || argument == MANDATE_STANDING_WAIVED;
    return false;
}

// What rows fetch from their owners is asked for where those have rows.
static int asked_by_fetching(const mandate_plan *plan, const mandate_node *fetch)
{
    bool own = mandate_fetch_is_local(plan, fetch) && mandate_reads_owner(plan, fetch->argument[MANDATE_FETCH_RECORD]);
    return own ? mandate_asked_by_rows(plan->nodes[fetch->argument[MANDATE_FETCH_RECORD]].kind) : EVERYWHERE;
}

// Asks for the inputs of a node that is itself asked for under `where`. Nodes are visited from the last to the first, so all who ask for a node have
// done so before its own inputs are.
static void ask_inputs(mandate_run *run, int id)
{
    const mandate_plan *plan = run->plan;
    const mandate_node *n = &plan->nodes[id];
    int where = run->layout.demand[id];
    if (n->list_count) {
        for (int i = 0; i < n->list_count; i++) ask(run, mandate_plan_list(plan, n)[i], where);
        return;
    }
    if (mandate_op_is_aggregate(n->op)) {
        if (mandate_slides(&run->layout, n)) {
            ask(run, n->argument[MANDATE_WINDOW_ROWS], EVERYWHERE);
            ask(run, n->argument[MANDATE_WINDOW_VALUE], n->argument[MANDATE_WINDOW_ROWS]);
            ask(run, n->argument[MANDATE_WINDOW_EVENT], EVERYWHERE);
            for (int i = MANDATE_WINDOW_FROM; i <= MANDATE_WINDOW_BEHIND; i++) ask(run, n->argument[i], where);
            return;
        }
        int mask = n->argument[0], set = plan->nodes[mask].space;
        bool over_pairs = n->argument[2] < 0;
        ask(run, mask, EVERYWHERE);
        ask(run, n->argument[1], n->argument[1] >= 0 && plan->nodes[n->argument[1]].space == set ? mask : EVERYWHERE);
        ask(run, n->argument[2], EVERYWHERE);
        if (mandate_op_asks_a_day(n->op)) ask(run, n->argument[MANDATE_SET_DAY], where);
        else ask(run, n->argument[MANDATE_SET_DAY], n->argument[MANDATE_SET_DAY] >= 0 ? mask : EVERYWHERE);
        if (n->op == MANDATE_OP_PAUSES) ask(run, n->argument[MANDATE_PAUSES_ALSO], where);
        if (!over_pairs) return;
        if (plan->spaces[set].outer == n->space) ask_pairs(run, set, where);
        else
            for (int s = set; mandate_space_is_pairs(plan, s); s = plan->spaces[s].outer) ask_pairs(run, s, EVERYWHERE);
        return;
    }
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) {
        int input = n->argument[i];
        if (input < 0) continue;
        int under = where;
        if (n->op == MANDATE_OP_AND && i == 1) under = n->argument[0];
        else if (asked_where_applies(n->op, i) && n->argument[MANDATE_DATED_APPLIES] >= 0) under = n->argument[MANDATE_DATED_APPLIES];
        else if (n->op == MANDATE_OP_CALL && i != 2 && n->argument[2] >= 0) under = n->argument[2];
        if (n->op == MANDATE_OP_FETCH && i == MANDATE_FETCH_VALUE) under = asked_by_fetching(plan, n);
        else if (plan->nodes[input].space != n->space) under = EVERYWHERE; // OUTER
        ask(run, input, under);
    }
}

// The kinds that what is asked for by rows alone is asked for by.
static bool list_asking(mandate_layout *layout, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    int kinds = mandate_model_kind_count(plan->model);
    bool *asks = mandate_new((size_t)kinds, sizeof *asks, error);
    layout->asking = asks ? mandate_new((size_t)kinds, sizeof *layout->asking, error) : NULL;
    if (layout->asking) {
        for (size_t n = 0; n < plan->node_count; n++)
            if (layout->demand[n] <= MANDATE_ASKED_BY_ROWS) asks[MANDATE_ASKED_BY_ROWS - layout->demand[n]] = true;
        for (int k = 0; k < kinds; k++)
            if (asks[k]) layout->asking[layout->asking_count++] = k;
    }
    mandate_free(asks);
    return layout->asking != NULL;
}

bool mandate_run_find_demand(mandate_run *run, mandate_error *error)
{
    const mandate_plan *plan = run->plan;
    size_t nodes = plan->node_count ? plan->node_count : 1;
    run->layout.demand = mandate_new(nodes, sizeof *run->layout.demand, error);
    run->layout.pairs_demand = mandate_new(plan->space_count, sizeof *run->layout.pairs_demand, error);
    if (!run->layout.demand || !run->layout.pairs_demand) return false;
    for (size_t n = 0; n < plan->node_count; n++) run->layout.demand[n] = run->layout.keep[n] ? EVERYWHERE : NOT_ASKED;
    for (size_t s = 0; s < plan->space_count; s++) run->layout.pairs_demand[s] = NOT_ASKED;
    for (size_t i = 0; i < plan->judged_count; i++) run->layout.demand[plan->judged[i]] = EVERYWHERE;
    for (size_t t = 0; t < plan->told_count; t++)
        if (plan->told[t].where != MANDATE_TELL_AS_ASKED) ask(run, plan->told[t].node, plan->told[t].where);
    // The rows of pairs are made from a node of their outer space, which must be there for all of them.
    for (size_t s = 0; s < plan->space_count; s++)
        if (mandate_space_is_pairs(plan, (int)s)) run->layout.demand[plan->spaces[s].owner] = EVERYWHERE;
    for (size_t n = plan->node_count; n-- > 0;)
        if (run->layout.demand[n] != NOT_ASKED) ask_inputs(run, (int)n);
    for (size_t s = 0; s < plan->space_count; s++)
        if (run->layout.pairs_demand[s] == NOT_ASKED) run->layout.pairs_demand[s] = EVERYWHERE;
    return list_asking(&run->layout, error);
}
