// What the files that look ahead share: a question to the plan, and the nodes that they build their answers from.
#ifndef MANDATE_ENGINE_AHEAD_ASKING_H
#define MANDATE_ENGINE_AHEAD_ASKING_H

#include "engine/plan/plan_internal.h"

// One question to the builder. A failure is kept, and everything after it is -1.
typedef struct asking {
    mandate_plan *plan;
    mandate_error *error;
} asking;

static inline const mandate_node *at(const asking *q, int id) { return &q->plan->nodes[id]; }

// The as-of date itself.
static inline bool is_clock(const mandate_node *node) { return node->op == MANDATE_OP_DATE_CONSTANT && node->moves_on; }

static inline mandate_node blank(mandate_operation op, int space)
{
    mandate_node node = {.op = op, .space = space, .kind = -1, .field = -1, .first = MANDATE_DATE_ALWAYS, .last = MANDATE_DATE_ABSENT};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = -1;
    return node;
}

static inline int add(const asking *q, const mandate_node *node) { return mandate_plan_add(q->plan, node, q->error); }

static inline int add_two(const asking *q, mandate_operation op, int space, int a, int b, int64_t integer)
{
    if (a < 0) return -1;
    mandate_node node = blank(op, space);
    node.argument[0] = a;
    node.argument[1] = b;
    node.integer = integer;
    return add(q, &node);
}

static inline int day(const asking *q, int space, mandate_date date)
{
    mandate_node node = blank(MANDATE_OP_DATE_CONSTANT, space);
    node.day = date;
    return add(q, &node);
}

static inline int never(const asking *q, int space) { return day(q, space, MANDATE_DATE_ABSENT); }
static inline int not_worked_out(const asking *q, int space) { return day(q, space, MANDATE_DATE_UNKNOWN); }

static inline bool is_never(const asking *q, int id) { return at(q, id)->op == MANDATE_OP_DATE_CONSTANT && at(q, id)->day == MANDATE_DATE_ABSENT; }
static inline bool is_not_worked_out(const asking *q, int id) { return at(q, id)->op == MANDATE_OP_DATE_CONSTANT && at(q, id)->day == MANDATE_DATE_UNKNOWN; }

static inline int earlier_of(const asking *q, int a, int b)
{
    if (a < 0 || b < 0) return -1;
    if (is_never(q, a) || is_not_worked_out(q, b)) return b;
    if (is_never(q, b) || is_not_worked_out(q, a) || a == b) return a;
    return add_two(q, MANDATE_OP_DATE_EARLIER, at(q, a)->space, a, b, 0);
}

static inline int negated(const asking *q, int condition) { return condition < 0 ? -1 : add_two(q, MANDATE_OP_NOT, at(q, condition)->space, condition, -1, 0); }
static inline int known(const asking *q, int id) { return add_two(q, MANDATE_OP_KNOWN, at(q, id)->space, id, -1, 0); }

// a where the condition is true, else b
static inline int pick(const asking *q, int condition, int a, int b)
{
    if (condition < 0 || a < 0 || b < 0) return -1;
    if (a == b) return a;
    mandate_node node = blank(MANDATE_OP_PICK, at(q, a)->space);
    node.argument[0] = a;
    node.argument[1] = b;
    node.argument[2] = condition;
    return add(q, &node);
}

static inline int truth_of(const asking *q, int space, bool yes)
{
    mandate_node node = blank(MANDATE_OP_CONDITION_CONSTANT, space);
    node.number = node.number2 = yes;
    return add(q, &node);
}

// What was found of a node; NULL where there is no memory. It moves when another node is asked for.
mandate_ahead_note *mandate_ahead_noted(const asking *q, int id);

// For a node the node of the first day on which its value can be another; -1 where the plan could not grow.
int mandate_ahead(const asking *q, int id);

// clock.c: dates that follow the as-of date
// Whether a date, or a difference of dates, is another every day.
bool mandate_ahead_follows(const asking *q, int id);
// When a date that follows is another for another reason than that the day moves on.
int mandate_ahead_jump(const asking *q, int id);
// The first day after the as-of date on which a date that follows is `target` or later; never where it is already.
int mandate_ahead_reach(const asking *q, int id, int target);
int mandate_ahead_of_dates(const asking *q, const mandate_node *node);
int mandate_ahead_of_numbers(const asking *q, const mandate_node *node);
int mandate_ahead_of_parts(const asking *q, const mandate_node *node);

// cells.c: what records and parameters say, and where records lie
bool mandate_ahead_is_dated(const asking *q, int kind, int field);
// Whether a date is one that appears on its own day, so that one which is still to come is later than any that is there.
bool mandate_ahead_appears(const asking *q, int id);
// Such a date as it is recorded, also before its day; any other date as it is.
int mandate_ahead_as_recorded(const asking *q, int id);
int mandate_ahead_trees_move(const asking *q, int space);
// Whether a day is the as-of date, or one at which that stops, or the one of such days that is there, or always the same.
bool mandate_ahead_is_as_of(const asking *q, int id);
// The first day after the as-of date on which a reference of some record of a kind is another.
int mandate_ahead_references_move(const asking *q, int space, int kind, int field);
int mandate_ahead_of_read(const asking *q, int id);
int mandate_ahead_of_parameter(const asking *q, int id);
int mandate_ahead_of_place(const asking *q, const mandate_node *node);
int mandate_ahead_of_visible(const asking *q, const mandate_node *node);
int mandate_ahead_of_since(const asking *q, const mandate_node *node);
int mandate_ahead_of_unnamed(const asking *q, const mandate_node *node);

// sets.c
int mandate_ahead_of_aggregate(const asking *q, int id);

// verdicts.c
int mandate_ahead_of_rule(const asking *q, int id);
int mandate_ahead_of_verdict_date(const asking *q, const mandate_node *node);

// ahead.c: anything that is made of its arguments row by row
int mandate_ahead_of_arguments(const asking *q, const mandate_node *node);

#endif
