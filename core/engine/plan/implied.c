// Whether one condition is nowhere more true than another, of false, unknown and true in that order: by how both are made, and not by what the registry holds. Then what asks
// for either of them asks for the other alone: a duty that asks whether any record was there by a day, and whether any is on file, asks for the second.
#include "engine/plan/plan_internal.h"

enum { MOST_STEPS = 64 }; // conditions that share their parts have many ways; after so many it counts as not found

typedef struct asking {
    const mandate_plan *plan;
    int left; // steps
} asking;

static bool implies(asking *q, int a, int b);

// Whether two nodes are alike but for their first argument. What is found of pairs' windows follows from that.
static bool are_alike(const mandate_node *a, const mandate_node *b)
{
    if (a->op != b->op || a->space != b->space || a->integer != b->integer || a->flag != b->flag) return false;
    for (int i = 1; i < MANDATE_WINDOW_ROWS; i++)
        if (a->argument[i] != b->argument[i]) return false;
    return true;
}

// Whether there are nowhere more rows in the set that the one counts.
static bool counts_no_more(asking *q, int a, int b)
{
    const mandate_node *of_a = &q->plan->nodes[a], *of_b = &q->plan->nodes[b];
    return a == b || (of_a->op == MANDATE_OP_COUNT && are_alike(of_a, of_b) && implies(q, of_a->argument[MANDATE_SET_ROWS], of_b->argument[MANDATE_SET_ROWS]));
}

// The same of two conditions of one sort, each of which is as true as what it asks lets it be.
static bool follows(asking *q, const mandate_node *a, const mandate_node *b)
{
    switch (a->op) {
    case MANDATE_OP_NOT: return b->op == MANDATE_OP_NOT && implies(q, b->argument[0], a->argument[0]);
    case MANDATE_OP_ANY: return are_alike(a, b) && implies(q, a->argument[MANDATE_SET_ROWS], b->argument[MANDATE_SET_ROWS]);
    case MANDATE_OP_NUMBER_ABOVE:
    case MANDATE_OP_NUMBER_AT_LEAST: return are_alike(a, b) && counts_no_more(q, a->argument[0], b->argument[0]);
    case MANDATE_OP_NUMBER_BELOW:
    case MANDATE_OP_NUMBER_AT_MOST: return are_alike(a, b) && counts_no_more(q, b->argument[0], a->argument[0]);
    default: return false;
    }
}

static bool implies(asking *q, int first, int second)
{
    if (first == second) return true;
    if (q->left-- <= 0) return false;
    const mandate_node *a = &q->plan->nodes[first], *b = &q->plan->nodes[second];
    if (a->space != b->space) return false;
    if (a->op == MANDATE_OP_OR) return implies(q, a->argument[0], second) && implies(q, a->argument[1], second);
    if (b->op == MANDATE_OP_AND) return implies(q, first, b->argument[0]) && implies(q, first, b->argument[1]);
    if (a->op == MANDATE_OP_AND && (implies(q, a->argument[0], second) || implies(q, a->argument[1], second))) return true;
    if (b->op == MANDATE_OP_OR && (implies(q, first, b->argument[0]) || implies(q, first, b->argument[1]))) return true;
    return follows(q, a, b);
}

bool mandate_plan_implies(const mandate_plan *plan, int a, int b)
{
    asking q = {.plan = plan, .left = MOST_STEPS};
    return implies(&q, a, b);
}
