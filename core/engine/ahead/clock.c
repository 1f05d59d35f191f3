// A date that follows the as-of date (the clock, a span before or after it, a window that ends with it) is another one every day. What counts is when
// it passes the date that it is compared with: `reach`. Where such a date is used in another way, the day is not worked out: unknown.
#include "engine/ahead/asking.h"

static bool follows(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    if (is_clock(node)) return true;
    switch (node->op) {
    case MANDATE_OP_DATE_ADD:
    case MANDATE_OP_DATE_LATER:
    case MANDATE_OP_DATE_EARLIER:
    case MANDATE_OP_DATE_NEXT:
    case MANDATE_OP_DATE_EDGE:
    case MANDATE_OP_WINDOW_START:
    case MANDATE_OP_DATE_DIFFERENCE:
    case MANDATE_OP_OUTER:
    case MANDATE_OP_PICK: // where it picks one that does
        for (int i = 0; i < 2; i++)
            if (node->argument[i] >= 0 && mandate_ahead_follows(q, node->argument[i])) return true;
        return false;
    default: return false;
    }
}

// Whether a date, or a difference of dates, is another every day.
bool mandate_ahead_follows(const asking *q, int id)
{
    mandate_ahead_note *note = mandate_ahead_noted(q, id);
    if (!note || note->follows) return note && note->follows > 0;
    bool found = follows(q, id);
    mandate_ahead_noted(q, id)->follows = found ? 1 : -1;
    return found;
}

// A value of an outer row in a space of pairs; what is the same for all rows is made there.
static int brought(const asking *q, int id, int space)
{
    mandate_node node = *at(q, id);
    if (node.op != MANDATE_OP_DATE_CONSTANT && node.op != MANDATE_OP_SPAN_CONSTANT) return add_two(q, MANDATE_OP_OUTER, space, id, -1, 0);
    node.space = space;
    return add(q, &node);
}

// OUTER of a date that follows, made from its parts in the space of the pairs.
static int inside(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    if (node->op != MANDATE_OP_OUTER) return id;
    int inner = inside(q, node->argument[0]), space = node->space;
    if (inner < 0) return -1;
    mandate_node copy = *at(q, inner);
    copy.space = space;
    for (int i = 0; i < (copy.op == MANDATE_OP_PICK ? 3 : 2); i++) {
        if (copy.argument[i] < 0) continue;
        copy.argument[i] = brought(q, copy.argument[i], space);
        if (copy.argument[i] < 0) return -1;
    }
    return add(q, &copy);
}

static bool is_told_always(const mandate_span *span) { return span->unit != MANDATE_SPAN_WORKING_DAYS && span->rounding != MANDATE_ROUND_ERROR; }

// Whether where a day is moved to may not be told: a calendar may end, a month may have no such day.
static bool may_be_untold(const asking *q, const mandate_node *node)
{
    const mandate_plan *plan = q->plan;
    if (node->op == MANDATE_OP_DATE_NEXT) return mandate_towards_unpack(node->towards).what == MANDATE_TOWARDS_WORKING_DAY;
    if (node->op != MANDATE_OP_DATE_ADD && node->op != MANDATE_OP_WINDOW_START) return false;
    const mandate_node *span = at(q, node->argument[1]);
    if (span->op == MANDATE_OP_SPAN_CONSTANT) return !is_told_always(&plan->spans[span->span]);
    for (size_t i = 0; i < plan->span_count; i++)
        if (!is_told_always(&plan->spans[i])) return true;
    return false;
}

// When it is told for the first time where a date that follows is moved to, or no longer.
static int told(const asking *q, int id)
{
    const mandate_node node = *at(q, id);
    if (!may_be_untold(q, &node) || !mandate_ahead_follows(q, node.argument[0])) return never(q, node.space);
    int64_t way = node.op == MANDATE_OP_DATE_NEXT ? node.towards : node.op == MANDATE_OP_WINDOW_START ? MANDATE_WINDOW : node.sign;
    return mandate_ahead_reach(q, node.argument[0], add_two(q, MANDATE_OP_AHEAD_COVERED, node.space, node.argument[0], node.argument[1], way));
}

static int jump(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    int space = node->space;
    if (is_clock(node)) return never(q, space);
    if (!mandate_ahead_follows(q, id)) return mandate_ahead(q, id);
    int inner = inside(q, id);
    if (inner < 0) return -1;
    if (inner != id) return mandate_ahead_jump(q, inner);
    const mandate_node of = *at(q, id);
    int first = of.argument[0], second = of.argument[1], result = mandate_ahead_jump(q, first);
    if (of.op == MANDATE_OP_PICK) return earlier_of(q, mandate_ahead(q, of.argument[2]), pick(q, of.argument[2], result, mandate_ahead_jump(q, second)));
    if (second >= 0) result = earlier_of(q, result, mandate_ahead_jump(q, second));
    return earlier_of(q, result, told(q, id));
}

// When a date that follows is another for another reason than that the day moves on.
int mandate_ahead_jump(const asking *q, int id)
{
    const mandate_ahead_note *note = mandate_ahead_noted(q, id);
    if (!note) return -1;
    if (note->jump) return note->jump - 1;
    int found = jump(q, id);
    if (found >= 0) mandate_ahead_noted(q, id)->jump = found + 1;
    return found;
}

// The same of one that picks a date that follows, as long as it picks the same.
static int reach_of_pick(const asking *q, const mandate_node *node, int target)
{
    int reach[2];
    for (int i = 0; i < 2; i++) {
        bool moves = mandate_ahead_follows(q, node->argument[i]);
        reach[i] = moves ? mandate_ahead_reach(q, node->argument[i], target) : never(q, node->space);
    }
    return pick(q, node->argument[2], reach[0], reach[1]);
}

// The first day after the as-of date on which a date that follows is `target` or later; never where it is already.
int mandate_ahead_reach(const asking *q, int id, int target)
{
    if (id >= 0) id = inside(q, id);
    if (id < 0 || target < 0) return -1;
    const mandate_node node = *at(q, id);
    int space = node.space;
    if (is_clock(&node)) return add_two(q, MANDATE_OP_AHEAD_OF, space, target, -1, 0);
    if (node.op == MANDATE_OP_PICK) return reach_of_pick(q, &node, target);
    int moving = node.argument[0], still = node.argument[1];
    if (still >= 0 && mandate_ahead_follows(q, still)) {
        bool same = moving == still && (node.op == MANDATE_OP_DATE_EARLIER || node.op == MANDATE_OP_DATE_LATER);
        if (same) return mandate_ahead_reach(q, moving, target);
        if (mandate_ahead_follows(q, moving)) return not_worked_out(q, space);
        moving = node.argument[1];
        still = node.argument[0];
    }
    switch (node.op) {
    case MANDATE_OP_DATE_ADD: return mandate_ahead_reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, still, node.sign));
    case MANDATE_OP_WINDOW_START: return mandate_ahead_reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, still, MANDATE_WINDOW));
    case MANDATE_OP_DATE_EDGE: return mandate_ahead_reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, -1, node.edge));
    case MANDATE_OP_DATE_NEXT: return mandate_ahead_reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, -1, node.towards));
    case MANDATE_OP_DATE_EARLIER: // it goes no further than the other date
        return pick(q, negated(q, add_two(q, MANDATE_OP_DATE_BEFORE, space, still, target, 0)), mandate_ahead_reach(q, moving, target), never(q, space));
    case MANDATE_OP_DATE_LATER: // where the other date lies behind, it is there already
        return pick(q, add_two(q, MANDATE_OP_DATE_BEFORE, space, still, target, 0), mandate_ahead_reach(q, moving, target), never(q, space));
    default: return not_worked_out(q, space);
    }
}

// What a day is called by, and how many whole months lie between two, stays for some days: of one that follows, until the day behind them is reached.
int mandate_ahead_of_parts(const asking *q, const mandate_node *node)
{
    int a = node->argument[0], b = node->argument[1], space = node->space, result = mandate_ahead_jump(q, a);
    bool a_follows = mandate_ahead_follows(q, a), b_follows = b >= 0 && mandate_ahead_follows(q, b);
    if (b >= 0) result = earlier_of(q, result, mandate_ahead_jump(q, b));
    if (a_follows && b_follows) return not_worked_out(q, space);
    if (!a_follows && !b_follows) return result;
    int behind = b < 0 ? add_two(q, MANDATE_OP_AHEAD_PART, space, a, -1, node->part)
                       : add_two(q, MANDATE_OP_AHEAD_WHOLE, space, a_follows ? a : b, a_follows ? b : a, a_follows ? node->months : -node->months);
    return earlier_of(q, result, mandate_ahead_reach(q, a_follows ? a : b, behind));
}

static int day_behind(const asking *q, int id)
{
    int space = at(q, id)->space;
    mandate_node zero = blank(MANDATE_OP_NUMBER_CONSTANT, space);
    return add_two(q, MANDATE_OP_AHEAD_OFFSET, space, id, add(q, &zero), 1);
}

// What has not happened compares false until it does, and then as it is recorded: where that is false, too, nothing turns on the day on which it happens.
static int still_to_come(const asking *q, const mandate_node *node, int jumps)
{
    int a = mandate_ahead_as_recorded(q, node->argument[0]), b = mandate_ahead_as_recorded(q, node->argument[1]);
    if (jumps < 0 || a < 0 || b < 0) return -1;
    if (is_never(q, jumps) || (a == node->argument[0] && b == node->argument[1])) return jumps;
    mandate_node then = *node;
    then.argument[0] = a;
    then.argument[1] = b;
    int others = never(q, node->space); // dates that are no such events may be others before
    if (a == node->argument[0]) others = mandate_ahead_jump(q, a);
    if (b == node->argument[1]) others = earlier_of(q, others, mandate_ahead_jump(q, b));
    return pick(q, negated(q, add(q, &then)), others, jumps);
}

static int beside_the_clock(const asking *q, int id);

static int find_beside(const asking *q, int id)
{
    if (!mandate_ahead_follows(q, id)) {
        int space = at(q, id)->space;
        int on_it = add_two(q, MANDATE_OP_AHEAD_OF, space, id, -1, 0), behind_it = add_two(q, MANDATE_OP_AHEAD_OF, space, day_behind(q, id), -1, 0);
        return earlier_of(q, mandate_ahead(q, id), earlier_of(q, on_it, behind_it));
    }
    id = inside(q, id);
    if (id < 0) return -1;
    const mandate_node node = *at(q, id);
    if (is_clock(&node)) return never(q, node.space);
    if (node.op != MANDATE_OP_PICK && node.op != MANDATE_OP_DATE_EARLIER && node.op != MANDATE_OP_DATE_LATER) return not_worked_out(q, node.space);
    int first = beside_the_clock(q, node.argument[0]), second = beside_the_clock(q, node.argument[1]);
    if (node.op != MANDATE_OP_PICK) return earlier_of(q, first, second);
    return earlier_of(q, mandate_ahead(q, node.argument[2]), pick(q, node.argument[2], first, earlier_of(q, first, second)));
}

// When a date lies before the as-of date, on it or behind it, and did not: of the earlier or the later of two dates, one of them does.
static int beside_the_clock(const asking *q, int id)
{
    const mandate_ahead_note *note = id < 0 ? NULL : mandate_ahead_noted(q, id);
    if (!note) return -1;
    if (note->beside) return note->beside - 1;
    int found = find_beside(q, id);
    if (found >= 0) mandate_ahead_noted(q, id)->beside = found + 1;
    return found;
}

// Of two dates that both follow, one of which is the as-of date.
static int of_both(const asking *q, int a, int b)
{
    a = inside(q, a);
    b = inside(q, b);
    if (a < 0 || b < 0) return -1;
    if (is_clock(at(q, a))) return beside_the_clock(q, b);
    return is_clock(at(q, b)) ? beside_the_clock(q, a) : not_worked_out(q, at(q, a)->space);
}

int mandate_ahead_of_dates(const asking *q, const mandate_node *node)
{
    int a = node->argument[0], b = node->argument[1];
    bool a_follows = mandate_ahead_follows(q, a), b_follows = mandate_ahead_follows(q, b);
    if (a_follows && b_follows) return of_both(q, a, b);
    int jumps = earlier_of(q, mandate_ahead_jump(q, a), mandate_ahead_jump(q, b));
    if (!a_follows && !b_follows) return still_to_come(q, node, jumps);
    int moving = a_follows ? a : b, still = a_follows ? b : a;
    bool at_once = node->op == MANDATE_OP_DATE_BEFORE || node->op == MANDATE_OP_DATE_ON_OR_AFTER; // a < b and a >= b turn when a is b
    if (!a_follows) at_once = !at_once;
    int turns = at_once || node->op == MANDATE_OP_DATE_SAME ? mandate_ahead_reach(q, moving, still) : never(q, node->space);
    if (!at_once || node->op == MANDATE_OP_DATE_SAME) turns = earlier_of(q, turns, mandate_ahead_reach(q, moving, day_behind(q, still)));
    return earlier_of(q, jumps, turns);
}

// Where a difference of days passes a number: when the date that follows reaches a day.
static int passes(const asking *q, int difference, int number, bool above)
{
    const mandate_node node = *at(q, difference);
    bool rises = mandate_ahead_follows(q, node.argument[0]);
    int moving = node.argument[rises ? 0 : 1], still = node.argument[rises ? 1 : 0], result = never(q, node.space);
    if (node.op != MANDATE_OP_DATE_DIFFERENCE || mandate_ahead_follows(q, still)) return not_worked_out(q, node.space);
    for (int64_t end = 0; end <= 4; end += 4)
        result = earlier_of(q, result,
                            mandate_ahead_reach(q, moving, add_two(q, MANDATE_OP_AHEAD_OFFSET, node.space, still, number, (above ? 1 : 0) + (rises ? 0 : 2) + end)));
    return earlier_of(q, result, earlier_of(q, mandate_ahead_jump(q, moving), mandate_ahead_jump(q, still)));
}

int mandate_ahead_of_numbers(const asking *q, const mandate_node *node)
{
    int a = node->argument[0], b = node->argument[1];
    bool a_follows = mandate_ahead_follows(q, a), b_follows = mandate_ahead_follows(q, b);
    if (a_follows && b_follows) return not_worked_out(q, node->space);
    if (!a_follows && !b_follows) return earlier_of(q, mandate_ahead(q, a), mandate_ahead(q, b));
    int moving = a_follows ? a : b, still = a_follows ? b : a, result = mandate_ahead(q, still);
    bool above = node->op == MANDATE_OP_NUMBER_ABOVE || node->op == MANDATE_OP_NUMBER_AT_MOST;
    if (!a_follows) above = !above;
    if (above || node->op == MANDATE_OP_NUMBER_SAME) result = earlier_of(q, result, passes(q, moving, still, true));
    if (!above || node->op == MANDATE_OP_NUMBER_SAME) result = earlier_of(q, result, passes(q, moving, still, false));
    return result;
}
