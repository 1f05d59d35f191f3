// When what is asked of a set is another: with its rows, with what they give, and with where they stand.
#include "engine/ahead/asking.h"

// Whether a day stays what it is, whatever day comes.
static bool stays(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    if (node->op != MANDATE_OP_DATE_EARLIER) return !mandate_ahead_follows(q, id) && is_never(q, mandate_ahead(q, id));
    for (int i = 0; i < 2; i++) { // what does not come behind a day that has come
        const mandate_node *last = at(q, node->argument[i]);
        if (last->op == MANDATE_OP_DATE_CONSTANT && !last->moves_on && mandate_date_is((mandate_date)last->day) && last->day <= q->plan->as_of)
            return mandate_ahead_is_as_of(q, id);
    }
    return false;
}

// A reference that is another in another version, read where its row will stand as it stands: on a day that stays, or on the as-of date, of which `around` becomes the
// first day on which any such reference is another. -1: it is read on another day every day.
static int recorded_on_a_day(const asking *q, const mandate_node *node, int *around)
{
    mandate_node read = *node;
    int pivot = node->argument[1];
    if (pivot < 0) return -1;
    if (!stays(q, pivot)) {
        if (!mandate_ahead_is_as_of(q, pivot)) return -1;
        *around = earlier_of(q, *around, mandate_ahead_references_move(q, at(q, *around)->space, node->kind, node->field));
    }
    read.reading = MANDATE_READ_AS_RECORDED;
    return add(q, &read);
}

// The rows' owners as they are recorded, also those that are not there yet. -1: rows move between owners on days that were not worked out.
static int recorded(const asking *q, int receiver, int *around)
{
    mandate_node node = *at(q, receiver);
    if (node.op != MANDATE_OP_READ) return node.op == MANDATE_OP_ROW ? receiver : -1;
    if (node.argument[0] >= 0) {
        node.argument[0] = recorded(q, node.argument[0], around);
        if (node.argument[0] < 0) return -1;
    }
    if (mandate_ahead_is_dated(q, node.kind, node.field)) return recorded_on_a_day(q, &node, around);
    node.argument[1] = -1;
    node.reading = MANDATE_READ_AS_RECORDED;
    return add(q, &node);
}

static bool is_branch(const asking *q, int space)
{
    for (int s = space; mandate_space_is_pairs(q->plan, s); s = q->plan->spaces[s].outer)
        if (q->plan->spaces[s].branch) return true;
    return false;
}

// When the pairs of a space are others: with the records whose rows are paired.
static int pairs_ahead(const asking *q, int space, int receiving)
{
    int result = never(q, receiving);
    for (int s = space; s != receiving && mandate_space_is_pairs(q->plan, s); s = q->plan->spaces[s].outer) {
        int when = mandate_ahead(q, q->plan->spaces[s].owner);
        if (when >= 0 && !is_never(q, when) && at(q, when)->space != receiving) return not_worked_out(q, receiving); // of pairs of pairs
        result = earlier_of(q, result, when);
    }
    return result;
}

// The earliest (or the latest) of the rows' days for the row that has the set.
static int gathered(const asking *q, const mandate_node *of, mandate_operation op, int mask, int value, int receiver)
{
    mandate_node node = blank(op, of->space);
    node.argument[0] = mask;
    node.argument[1] = value;
    node.argument[2] = receiver;
    node.branch = of->branch;
    if (mask < 0 || value < 0) return -1;
    int map = mandate_op_asks_a_day(of->op) ? -1 : of->argument[MANDATE_SET_DAY], set = at(q, mask)->space;
    if (map >= 0) { // a row that has no day yet has one before any place moves, or is looked at again then
        node.argument[MANDATE_SET_DAY] = add_two(q, MANDATE_OP_OR_ELSE, set, map, day(q, set, q->plan->as_of), 0);
        if (node.argument[MANDATE_SET_DAY] < 0) return -1;
    }
    return add(q, &node);
}

// `any` is true as long as one of the rows that make it so stays.
static int ahead_of_any(const asking *q, int id, const mandate_node *node, int when, int first, int receiver)
{
    int mask = node->argument[0], set = at(q, mask)->space;
    mandate_node both = blank(MANDATE_OP_AND, set);
    both.argument[0] = mask;
    both.argument[1] = known(q, mask);
    int certain = both.argument[1] < 0 ? -1 : add(q, &both);
    // a day behind the calendar stands for rows that stay for good
    int last = gathered(q, node, MANDATE_OP_DATE_LAST, certain, add_two(q, MANDATE_OP_OR_ELSE, set, when, day(q, set, MANDATE_DATE_LAST + 1), 0), receiver);
    return pick(q, id, last, first);
}

// The first of dates that appear does not change where one is there already, whatever is still to come: only rows count whose date is there, known or not.
static int ahead_of_first(const asking *q, int id, const mandate_node *node, int when_in, int first, int receiver)
{
    int value = node->argument[1], set = at(q, value)->space;
    int given = add_two(q, MANDATE_OP_GIVEN, set, value, -1, 0), there = pick(q, negated(q, given), never(q, set), when_in);
    if (there < 0) return -1;
    int others = is_never(q, there) ? never(q, node->space) : gathered(q, node, MANDATE_OP_DATE_FIRST, truth_of(q, set, true), there, receiver);
    return pick(q, known(q, id), others, first);
}

// The first row stays the first, whatever is still to come, for that comes later: only rows count that are there.
static int ahead_of_first_row(const asking *q, int id, const mandate_node *node, int when, int first, int receiver)
{
    int set = at(q, when)->space;
    if (mandate_space_is_pairs(q->plan, set) || q->plan->spaces[set].kind < 0) return first;
    mandate_node visible = blank(MANDATE_OP_VISIBLE, set);
    visible.kind = q->plan->spaces[set].kind;
    int there = pick(q, add(q, &visible), when, never(q, set));
    int others = there < 0 ? -1 : is_never(q, there) ? never(q, node->space) : gathered(q, node, MANDATE_OP_DATE_FIRST, truth_of(q, set, true), there, receiver);
    return pick(q, known(q, id), others, first);
}

// When what a row gives can be another: a row outside of the set gives nothing, nor does one without a value (but to `when_all`, which misses it).
static int values_ahead(const asking *q, const mandate_node *node, int when_in, int of_value)
{
    int mask = node->argument[0], value = node->argument[1], set = at(q, mask)->space;
    if (is_never(q, when_in) && is_never(q, of_value)) return when_in;
    mandate_node logic = blank(MANDATE_OP_AHEAD_LOGIC, set);
    logic.argument[0] = mask;
    logic.argument[1] = node->op == MANDATE_OP_DATE_ALL ? truth_of(q, set, true) : add_two(q, MANDATE_OP_GIVEN, set, value, -1, 0);
    logic.argument[2] = when_in;
    logic.argument[3] = of_value;
    return logic.argument[1] < 0 ? -1 : add(q, &logic);
}

// When what an aggregate asks of the receiving row is another.
static int of_receiving(const asking *q, const mandate_node *node)
{
    int asked = mandate_op_asks_a_day(node->op) ? node->argument[MANDATE_SET_DAY] : node->op == MANDATE_OP_PAUSES ? node->argument[MANDATE_PAUSES_ALSO] : -1;
    return asked < 0 ? never(q, node->space) : mandate_ahead(q, asked);
}

int mandate_ahead_of_aggregate(const asking *q, int id)
{
    const mandate_node node = *at(q, id);
    int mask = node.argument[0], value = node.argument[1], set = at(q, mask)->space, receiver = node.argument[2];
    int around = of_receiving(q, &node);
    if (receiver < 0) around = earlier_of(q, around, pairs_ahead(q, set, node.space));
    if (node.branch || is_branch(q, set)) around = earlier_of(q, around, mandate_ahead_trees_move(q, node.space));
    int map = mandate_op_asks_a_day(node.op) ? -1 : node.argument[MANDATE_SET_DAY];
    int when_in = mandate_ahead(q, mask), when = when_in;
    if (value >= 0 && when >= 0) {
        int of_value = mandate_ahead(q, value);
        if (of_value < 0) return -1;
        when = values_ahead(q, &node, when_in, of_value);
    }
    if (map >= 0) { // the day of a row's place
        int when_map = mandate_ahead_jump(q, map);
        when = earlier_of(q, when, when_map);
        when_in = earlier_of(q, when_in, when_map);
    }
    if (receiver >= 0) {
        int moves = mandate_ahead(q, receiver);
        receiver = recorded(q, receiver, &around);
        if (moves < 0 || receiver < 0) return moves < 0 ? -1 : not_worked_out(q, node.space);
        when = earlier_of(q, when, moves);
        when_in = earlier_of(q, when_in, moves);
    }
    if (when < 0 || around < 0) return -1;
    if (is_never(q, when)) return around;
    int first = gathered(q, &node, MANDATE_OP_DATE_FIRST, truth_of(q, set, true), when, receiver);
    if (node.op == MANDATE_OP_ANY) first = ahead_of_any(q, id, &node, when, first, receiver);
    if (node.op == MANDATE_OP_DATE_FIRST && mandate_ahead_appears(q, value)) first = ahead_of_first(q, id, &node, when_in, first, receiver);
    if (node.op == MANDATE_OP_ROW_FIRST) first = ahead_of_first_row(q, id, &node, when, first, receiver);
    return earlier_of(q, around, first);
}
