// Looking ahead (meaning.md, section 13): for a node the node that tells, row by row, the first day after the as-of date on which its value can be
// another with no new record. It is built from the node's own arguments, so that whatever a rule asks is looked through; most of it is a constant
// "never", because no column holds a later day, and costs nothing.
//
// A date that follows the as-of date (the clock, a span before or after it, a window that ends with it) is another one every day. What counts is when
// it passes the date that it is compared with: `reach`. Where such a date is used in another way, the day is not worked out: unknown.

#include "engine/plan/plan_internal.h"
#include "model/memory.h"

// One question to the builder. A failure is kept, and everything after it is -1.
typedef struct asking {
    mandate_plan *plan;
    mandate_error *error;
} asking;

static int ahead(const asking *q, int id);

static const mandate_node *at(const asking *q, int id) { return &q->plan->nodes[id]; }

static mandate_node blank(mandate_operation op, int space)
{
    mandate_node node = {.op = op, .space = space, .kind = -1, .field = -1, .first = MANDATE_DATE_ALWAYS, .last = MANDATE_DATE_ABSENT};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = -1;
    return node;
}

static int add(const asking *q, const mandate_node *node) { return mandate_plan_add(q->plan, node, q->error); }

static int add_two(const asking *q, mandate_operation op, int space, int a, int b, int64_t integer)
{
    if (a < 0) return -1;
    mandate_node node = blank(op, space);
    node.argument[0] = a;
    node.argument[1] = b;
    node.integer = integer;
    return add(q, &node);
}

static int day(const asking *q, int space, mandate_date date)
{
    mandate_node node = blank(MANDATE_OP_DATE_CONSTANT, space);
    node.integer = date;
    return add(q, &node);
}

static int never(const asking *q, int space) { return day(q, space, MANDATE_DATE_ABSENT); }
static int not_worked_out(const asking *q, int space) { return day(q, space, MANDATE_DATE_UNKNOWN); }

static bool is_never(const asking *q, int id) { return at(q, id)->op == MANDATE_OP_DATE_CONSTANT && at(q, id)->integer == MANDATE_DATE_ABSENT; }
static bool is_not_worked_out(const asking *q, int id) { return at(q, id)->op == MANDATE_OP_DATE_CONSTANT && at(q, id)->integer == MANDATE_DATE_UNKNOWN; }

static int earlier_of(const asking *q, int a, int b)
{
    if (a < 0 || b < 0) return -1;
    if (is_never(q, a) || is_not_worked_out(q, b)) return b;
    if (is_never(q, b) || is_not_worked_out(q, a) || a == b) return a;
    return add_two(q, MANDATE_OP_DATE_EARLIER, at(q, a)->space, a, b, 0);
}

static int negated(const asking *q, int condition) { return condition < 0 ? -1 : add_two(q, MANDATE_OP_NOT, at(q, condition)->space, condition, -1, 0); }
static int known(const asking *q, int id) { return add_two(q, MANDATE_OP_KNOWN, at(q, id)->space, id, -1, 0); }

// a where the condition is true, else b
static int pick(const asking *q, int condition, int a, int b)
{
    if (condition < 0 || a < 0 || b < 0) return -1;
    if (a == b) return a;
    mandate_node node = blank(MANDATE_OP_PICK, at(q, a)->space);
    node.argument[0] = a;
    node.argument[1] = b;
    node.argument[2] = condition;
    return add(q, &node);
}

// Dates that follow the as-of date ---------------------------------------------------------------------------------------------------

static bool is_clock(const mandate_node *node) { return node->op == MANDATE_OP_DATE_CONSTANT && node->flag; }

// Whether a date, or a difference of dates, is another every day.
static bool follows(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    if (is_clock(node)) return true;
    switch (node->op) {
    case MANDATE_OP_DATE_ADD:
    case MANDATE_OP_DATE_LATER:
    case MANDATE_OP_DATE_EARLIER:
    case MANDATE_OP_DATE_NEXT:
    case MANDATE_OP_WINDOW_START:
    case MANDATE_OP_DATE_DIFFERENCE:
    case MANDATE_OP_OUTER:
        for (int i = 0; i < 2; i++)
            if (node->argument[i] >= 0 && follows(q, node->argument[i])) return true;
        return false;
    default: return false;
    }
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
    for (int i = 0; i < 2; i++) {
        if (copy.argument[i] < 0) continue;
        copy.argument[i] = brought(q, copy.argument[i], space);
        if (copy.argument[i] < 0) return -1;
    }
    return add(q, &copy);
}

// When a date that follows is another for another reason than that the day moves on.
static int jump(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    int space = node->space;
    if (is_clock(node)) return never(q, space);
    if (!follows(q, id)) return ahead(q, id);
    int inner = inside(q, id);
    if (inner < 0) return -1;
    if (inner != id) return jump(q, inner);
    int first = at(q, id)->argument[0], second = at(q, id)->argument[1], result = jump(q, first);
    return second < 0 || result < 0 ? result : earlier_of(q, result, jump(q, second));
}

// The first day after the as-of date on which a date that follows is `target` or later; never where it is already.
static int reach(const asking *q, int id, int target)
{
    if (id >= 0) id = inside(q, id);
    if (id < 0 || target < 0) return -1;
    const mandate_node node = *at(q, id);
    int space = node.space;
    if (is_clock(&node)) return add_two(q, MANDATE_OP_AHEAD_OF, space, target, -1, 0);
    int moving = node.argument[0], still = node.argument[1];
    if (still >= 0 && follows(q, still)) {
        if (follows(q, moving)) return not_worked_out(q, space);
        moving = node.argument[1];
        still = node.argument[0];
    }
    switch (node.op) {
    case MANDATE_OP_DATE_ADD: return reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, still, node.integer));
    case MANDATE_OP_WINDOW_START: return reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, still, 2));
    case MANDATE_OP_DATE_NEXT: return reach(q, moving, add_two(q, MANDATE_OP_AHEAD_INVERSE, space, target, -1, node.integer));
    case MANDATE_OP_DATE_EARLIER: // it goes no further than the other date
        return pick(q, negated(q, add_two(q, MANDATE_OP_DATE_BEFORE, space, still, target, 0)), reach(q, moving, target), never(q, space));
    case MANDATE_OP_DATE_LATER: // where the other date lies behind, it is there already
        return pick(q, add_two(q, MANDATE_OP_DATE_BEFORE, space, still, target, 0), reach(q, moving, target), never(q, space));
    default: return not_worked_out(q, space);
    }
}

static int day_behind(const asking *q, int id)
{
    int space = at(q, id)->space;
    mandate_node zero = blank(MANDATE_OP_NUMBER_CONSTANT, space);
    return add_two(q, MANDATE_OP_AHEAD_OFFSET, space, id, add(q, &zero), 1);
}

static int compare_dates(const asking *q, const mandate_node *node)
{
    int a = node->argument[0], b = node->argument[1];
    bool a_follows = follows(q, a), b_follows = follows(q, b);
    if (a_follows && b_follows) return not_worked_out(q, node->space);
    int jumps = earlier_of(q, jump(q, a), jump(q, b));
    if (!a_follows && !b_follows) return jumps;
    int moving = a_follows ? a : b, still = a_follows ? b : a;
    bool at_once = node->op == MANDATE_OP_DATE_BEFORE || node->op == MANDATE_OP_DATE_ON_OR_AFTER; // a < b and a >= b turn when a is b
    if (!a_follows) at_once = !at_once;
    int turns = at_once || node->op == MANDATE_OP_DATE_SAME ? reach(q, moving, still) : never(q, node->space);
    if (!at_once || node->op == MANDATE_OP_DATE_SAME) turns = earlier_of(q, turns, reach(q, moving, day_behind(q, still)));
    return earlier_of(q, jumps, turns);
}

// Where a difference of days passes a number: when the date that follows reaches a day.
static int passes(const asking *q, int difference, int number, bool above)
{
    const mandate_node node = *at(q, difference);
    bool rises = follows(q, node.argument[0]);
    int moving = node.argument[rises ? 0 : 1], still = node.argument[rises ? 1 : 0], result = never(q, node.space);
    if (node.op != MANDATE_OP_DATE_DIFFERENCE || follows(q, still)) return not_worked_out(q, node.space);
    for (int64_t end = 0; end <= 4; end += 4)
        result = earlier_of(q, result, reach(q, moving, add_two(q, MANDATE_OP_AHEAD_OFFSET, node.space, still, number, (above ? 1 : 0) + (rises ? 0 : 2) + end)));
    return earlier_of(q, result, earlier_of(q, jump(q, moving), jump(q, still)));
}

static int compare_numbers(const asking *q, const mandate_node *node)
{
    int a = node->argument[0], b = node->argument[1];
    bool a_follows = follows(q, a), b_follows = follows(q, b);
    if (a_follows && b_follows) return not_worked_out(q, node->space);
    if (!a_follows && !b_follows) return earlier_of(q, ahead(q, a), ahead(q, b));
    int moving = a_follows ? a : b, still = a_follows ? b : a, result = ahead(q, still);
    bool above = node->op == MANDATE_OP_NUMBER_ABOVE || node->op == MANDATE_OP_NUMBER_AT_MOST;
    if (!a_follows) above = !above;
    if (above || node->op == MANDATE_OP_NUMBER_SAME) result = earlier_of(q, result, passes(q, moving, still, true));
    if (!above || node->op == MANDATE_OP_NUMBER_SAME) result = earlier_of(q, result, passes(q, moving, still, false));
    return result;
}

// Cells and parameters ---------------------------------------------------------------------------------------------------------------

// Whether a cell may be another in another version: keys and owners are not, nor is a reference to a place where nobody moves.
static bool is_dated(const asking *q, int kind, int field)
{
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, kind);
    const mandate_field *f = &table->kind->fields[field];
    return table->version_start && !f->fixed && !(f->place && !mandate_plan_moves(q->plan, kind, field));
}

static bool has_later_event(const asking *q, int kind, int field)
{
    return mandate_snapshot_table(q->plan->snapshot, kind)->columns[field].last > q->plan->as_of;
}

// Whether what happens by the as-of date can make a cell another.
static bool waits(const asking *q, const mandate_node *node)
{
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, node->kind);
    const mandate_field *field = &table->kind->fields[node->field];
    bool versioned = is_dated(q, node->kind, node->field), event = field->type == MANDATE_EVENT;
    if (node->integer == 1) return versioned && node->argument[1] < 0; // as recorded
    if (versioned && (event || node->argument[1] < 0 || field->known_from >= 0)) return true;
    if (event && has_later_event(q, node->kind, node->field)) return true;
    if (field->known_from >= 0 && has_later_event(q, node->kind, field->known_from)) return true;
    return field->type == MANDATE_REFERENCE && mandate_snapshot_table(q->plan->snapshot, field->kind)->last_event > q->plan->as_of;
}

static int ahead_of_read(const asking *q, int id)
{
    mandate_node node = *at(q, id);
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, node.kind);
    const mandate_field *field = &table->kind->fields[node.field];
    int result = node.argument[0] >= 0 ? ahead(q, node.argument[0]) : never(q, node.space), pivot = node.argument[1];
    bool late = waits(q, &node), versioned = is_dated(q, node.kind, node.field) && field->type != MANDATE_EVENT && pivot >= 0;
    node.integer = 0;
    node.op = MANDATE_OP_AHEAD_CELL;
    if (late) result = earlier_of(q, result, add(q, &node));
    if (!versioned || result < 0) return result;
    result = earlier_of(q, result, jump(q, pivot));
    if (!follows(q, pivot)) return result;
    node.op = MANDATE_OP_AHEAD_VERSION;
    return earlier_of(q, result, reach(q, pivot, add(q, &node)));
}

// The first day on which some place lies elsewhere than on the as-of date: whoever asks who lies where looks again then.
static int tree_moves(const asking *q, int space)
{
    int kind = mandate_model_find(q->plan->model, "jurisdiction");
    const mandate_table *places = mandate_snapshot_table(q->plan->snapshot, kind);
    mandate_date next = MANDATE_DATE_ABSENT;
    if (!mandate_plan_tree_moves(q->plan, kind)) return never(q, space);
    const mandate_column *parent = &places->columns[places->kind->tree];
    for (uint32_t r = 0; r < places->records; r++)
        for (uint32_t v = places->version_start[r]; v < places->version_start[r + 1]; v++) {
            mandate_date from = places->effective_from[v];
            bool moves = v == places->version_start[r] || parent->codes[v] != parent->codes[v - 1];
            if (moves && mandate_date_is(from) && from > q->plan->as_of && from < next) next = from;
        }
    return day(q, space, next);
}

// The same of one place, as a node of places.
static int place_moves(const asking *q, int place)
{
    int any = tree_moves(q, at(q, place)->space);
    return any < 0 || is_never(q, any) ? any : add_two(q, MANDATE_OP_AHEAD_PLACE, at(q, place)->space, place, -1, 0);
}

static int ahead_of_parameter(const asking *q, int id)
{
    mandate_node node = *at(q, id);
    int pivot = node.argument[0], result = never(q, node.space);
    if (node.argument[1] >= 0) result = earlier_of(q, ahead(q, node.argument[1]), place_moves(q, node.argument[1]));
    if (node.argument[2] >= 0) result = earlier_of(q, result, jump(q, node.argument[2]));
    result = earlier_of(q, result, jump(q, pivot));
    if (result < 0 || !follows(q, pivot)) return result;
    const mandate_parameter *parameter = &q->plan->parameters[node.integer];
    bool later = !is_clock(at(q, pivot)); // a pivot that lags behind may still come to any row
    for (size_t r = 0; r < parameter->row_count; r++) {
        const mandate_parameter_row *row = &parameter->rows[r];
        later |= row->from > q->plan->as_of || (row->to != MANDATE_DATE_ABSENT && row->to >= q->plan->as_of);
    }
    node.op = MANDATE_OP_AHEAD_PARAMETER;
    return later ? earlier_of(q, result, reach(q, pivot, add(q, &node))) : result;
}

// Sets -------------------------------------------------------------------------------------------------------------------------------

static int truth_of(const asking *q, int space, bool yes)
{
    mandate_node node = blank(MANDATE_OP_CONDITION_CONSTANT, space);
    node.number = node.number2 = yes;
    return add(q, &node);
}

// The rows' owners as they are recorded, also those that are not there yet. -1: rows move between owners.
static int recorded(const asking *q, int receiver)
{
    mandate_node node = *at(q, receiver);
    if (node.op != MANDATE_OP_READ) return node.op == MANDATE_OP_ROW ? receiver : -1;
    if (is_dated(q, node.kind, node.field)) return -1;
    if (node.argument[0] >= 0) {
        node.argument[0] = recorded(q, node.argument[0]);
        if (node.argument[0] < 0) return -1;
    }
    node.argument[1] = -1;
    node.integer = 1;
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
        int when = ahead(q, q->plan->spaces[s].owner);
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
    node.flag = of->flag;
    if (mask < 0 || value < 0) return -1;
    int map = of->op == MANDATE_OP_MOST_IN ? -1 : of->argument[MANDATE_SET_DAY], set = at(q, mask)->space;
    if (map >= 0) { // a row that has no day yet has one before any place moves, or is looked at again then
        node.argument[MANDATE_SET_DAY] = add_two(q, MANDATE_OP_OR_ELSE, set, map, day(q, set, q->plan->as_of), 0);
        if (node.argument[MANDATE_SET_DAY] < 0) return -1;
    }
    return add(q, &node);
}

// Whether a date is one that appears on its own day, so that one which is still to come is later than any that is there.
static bool appears(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    if (node->op == MANDATE_OP_DATE_LATER || node->op == MANDATE_OP_DATE_EARLIER) return appears(q, node->argument[0]) && appears(q, node->argument[1]);
    if (node->op != MANDATE_OP_READ || node->integer == 1 || node->argument[0] >= 0) return false;
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, node->kind);
    return table->kind->fields[node->field].type == MANDATE_EVENT && !table->version_start;
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

static int ahead_of_aggregate(const asking *q, int id)
{
    const mandate_node node = *at(q, id);
    int mask = node.argument[0], value = node.argument[1], set = at(q, mask)->space, receiver = node.argument[2];
    int around = node.op == MANDATE_OP_MOST_IN ? ahead(q, node.argument[MANDATE_MOST_IN_DAY]) : never(q, node.space);
    if (receiver < 0) around = earlier_of(q, around, pairs_ahead(q, set, node.space));
    if (node.flag || is_branch(q, set)) around = earlier_of(q, around, tree_moves(q, node.space));
    int map = node.op == MANDATE_OP_MOST_IN ? -1 : node.argument[MANDATE_SET_DAY];
    int when_in = ahead(q, mask), when = when_in;
    if (value >= 0 && when >= 0) {
        int of_value = ahead(q, value);
        if (of_value < 0) return -1;
        when = values_ahead(q, &node, when_in, of_value);
    }
    if (map >= 0) { // the day of a row's place
        int when_map = jump(q, map);
        when = earlier_of(q, when, when_map);
        when_in = earlier_of(q, when_in, when_map);
    }
    if (receiver >= 0) {
        int moves = ahead(q, receiver);
        receiver = recorded(q, receiver);
        if (moves < 0 || receiver < 0) return moves < 0 ? -1 : not_worked_out(q, node.space);
        when = earlier_of(q, when, moves);
        when_in = earlier_of(q, when_in, moves);
    }
    if (when < 0 || around < 0) return -1;
    if (is_never(q, when)) return around;
    int first = gathered(q, &node, MANDATE_OP_DATE_FIRST, truth_of(q, set, true), when, receiver);
    if (node.op == MANDATE_OP_ANY) first = ahead_of_any(q, id, &node, when, first, receiver);
    if (node.op == MANDATE_OP_DATE_FIRST && appears(q, value)) first = ahead_of_first(q, id, &node, when_in, first, receiver);
    return earlier_of(q, around, first);
}

// What takes one value or another, and what is of another row -----------------------------------------------------------------------

static int ahead_of_choice(const asking *q, const mandate_node *node)
{
    int condition = node->argument[2], a = ahead(q, node->argument[0]), b = ahead(q, node->argument[1]), c = ahead(q, condition);
    int either = earlier_of(q, a, b);
    if (c < 0 || either < 0) return -1;
    if (is_never(q, either)) return c;
    int taken = node->op == MANDATE_OP_PICK ? pick(q, condition, a, b) : pick(q, condition, a, pick(q, negated(q, condition), b, either));
    return earlier_of(q, c, taken);
}

static int ahead_of_or_else(const asking *q, const mandate_node *node)
{
    int a = ahead(q, node->argument[0]), b = ahead(q, node->argument[1]);
    if (a < 0 || b < 0 || is_never(q, b)) return b < 0 ? -1 : a;
    return pick(q, known(q, node->argument[0]), a, earlier_of(q, a, b));
}

static int ahead_of_logic(const asking *q, const mandate_node *node)
{
    int a = ahead(q, node->argument[0]), b = ahead(q, node->argument[1]);
    if (a < 0 || b < 0) return -1;
    if (is_never(q, a) && is_never(q, b)) return a;
    mandate_node logic = blank(MANDATE_OP_AHEAD_LOGIC, node->space);
    logic.argument[0] = node->argument[0];
    logic.argument[1] = node->argument[1];
    logic.argument[2] = a;
    logic.argument[3] = b;
    logic.integer = node->op == MANDATE_OP_OR;
    return add(q, &logic);
}

// The same day in another space: of the row that is fetched, or of the outer row.
static int elsewhere(const asking *q, const mandate_node *node, int when)
{
    if (when < 0) return -1;
    mandate_node copy = *at(q, when);
    if (copy.op == MANDATE_OP_DATE_CONSTANT) {
        copy.space = node->space;
        return add(q, &copy);
    }
    if (node->op == MANDATE_OP_OUTER) return add_two(q, MANDATE_OP_OUTER, node->space, when, -1, 0);
    return add_two(q, MANDATE_OP_FETCH, node->space, node->argument[0], when, 1);
}

// Anything that is made of its arguments row by row.
static int ahead_of_arguments(const asking *q, const mandate_node *node)
{
    int result = never(q, node->space);
    for (int i = 0; i < MANDATE_ARGUMENTS && result >= 0; i++)
        if (node->argument[i] >= 0) result = earlier_of(q, result, ahead(q, node->argument[i]));
    return result;
}

// Whether a record lies in a place: the day on which that is asked may follow the as-of date.
static int ahead_of_place(const asking *q, const mandate_node *node)
{
    int result = node->op == MANDATE_OP_PLACE_IN ? place_moves(q, node->argument[0]) : tree_moves(q, node->space);
    for (int i = 0; i < MANDATE_ARGUMENTS && result >= 0; i++)
        if (node->argument[i] >= 0) result = earlier_of(q, result, follows(q, node->argument[i]) ? jump(q, node->argument[i]) : ahead(q, node->argument[i]));
    if (node->op != MANDATE_OP_LIES_IN || node->field < 0) return result;
    mandate_node read = blank(MANDATE_OP_READ, node->space); // the reference itself may be another in another version
    read.kind = node->kind;
    read.field = node->field;
    read.argument[0] = node->argument[0];
    read.argument[1] = node->argument[2];
    int id = add(q, &read);
    return id < 0 ? -1 : earlier_of(q, result, ahead(q, id));
}

static int ahead_of_visible(const asking *q, const mandate_node *node)
{
    int result = ahead_of_arguments(q, node);
    if (mandate_snapshot_table(q->plan->snapshot, node->kind)->last_event <= q->plan->as_of) return result;
    mandate_node comes = *node;
    comes.op = MANDATE_OP_AHEAD_VISIBLE;
    return earlier_of(q, result, add(q, &comes));
}

// Verdicts ---------------------------------------------------------------------------------------------------------------------------

static int when_argument(const asking *q, const mandate_node *version, int argument)
{
    return version->argument[argument] >= 0 ? ahead(q, version->argument[argument]) : never(q, version->space);
}

static int ahead_of_version(const asking *q, int id)
{
    const mandate_node version = *at(q, id);
    mandate_node node = blank(MANDATE_OP_AHEAD_JUDGED, version.space);
    int decided = never(q, version.space), shown = decided, waived = decided, arises = decided;
    switch (version.op) {
    case MANDATE_OP_DATED:
        arises = when_argument(q, &version, MANDATE_DATED_ARISES);
        decided = earlier_of(q, when_argument(q, &version, MANDATE_DATED_DUE), when_argument(q, &version, MANDATE_DATED_DONE));
        waived = earlier_of(q, when_argument(q, &version, MANDATE_DATED_WAIVED), when_argument(q, &version, MANDATE_DATED_WAIVER_EXPIRES));
        break;
    case MANDATE_OP_STANDING:
        arises = when_argument(q, &version, MANDATE_STANDING_ARISES);
        decided = when_argument(q, &version, MANDATE_STANDING_BREACH);
        shown = when_argument(q, &version, MANDATE_STANDING_EVIDENCE);
        waived = earlier_of(q, when_argument(q, &version, MANDATE_STANDING_WAIVED), when_argument(q, &version, MANDATE_STANDING_WAIVER_EXPIRES));
        break;
    case MANDATE_OP_QUOTA:
        decided = earlier_of(q, when_argument(q, &version, MANDATE_QUOTA_ACTUAL_BY_DUE), when_argument(q, &version, MANDATE_QUOTA_TARGET));
        shown = when_argument(q, &version, MANDATE_QUOTA_ACTUAL); // the plan's own days are the verdict's
        break;
    default:
        arises = when_argument(q, &version, MANDATE_PERMISSION_ARISES);
        decided = when_argument(q, &version, MANDATE_PERMISSION_USED);
        break;
    }
    const int arguments[] = {id, version.argument[MANDATE_JUDGED_PLACE], version.argument[MANDATE_JUDGED_FORCE], version.argument[MANDATE_JUDGED_APPLIES],
                             when_argument(q, &version, MANDATE_JUDGED_PLACE), when_argument(q, &version, MANDATE_JUDGED_FORCE),
                             when_argument(q, &version, MANDATE_JUDGED_APPLIES), arises, decided, shown, waived};
    bool moves = false;
    for (int i = 0; i <= MANDATE_AHEAD_JUDGED_WHEN_WAIVED; i++) {
        if (i >= MANDATE_AHEAD_JUDGED_WHEN_HERE) {
            if (arguments[i] < 0) return -1;
            if (is_never(q, arguments[i])) continue;
            moves = true;
        }
        node.argument[i] = arguments[i];
    }
    return moves ? add(q, &node) : never(q, version.space);
}

// When one of a rule's versions can come to say something else, from the last to the first.
static int ahead_of_versions(const asking *q, const mandate_node *rule)
{
    int result = never(q, rule->space);
    for (int v = rule->list_count; v-- > 0 && result >= 0;) {
        int version = mandate_plan_list(q->plan, rule)[v], own = ahead_of_version(q, version);
        if (own < 0 || (is_never(q, own) && is_never(q, result))) {
            if (own < 0) result = -1;
            continue;
        }
        mandate_node node = blank(MANDATE_OP_AHEAD_CHOSEN, rule->space);
        node.argument[0] = version;
        node.argument[1] = own;
        node.argument[2] = result;
        node.integer = rule->op == MANDATE_OP_WORST;
        result = add(q, &node);
    }
    return result;
}

static int next_change(const asking *q, int id)
{
    const mandate_node rule = *at(q, id);
    int versions = ahead_of_versions(q, &rule);
    return versions < 0 ? -1 : add_two(q, MANDATE_OP_NEXT_CHANGE, rule.space, id, versions, 0);
}

// A verdict's day is another where the verdict is, and where what it was computed from is.
static int ahead_of_verdict_date(const asking *q, const mandate_node *node)
{
    const mandate_node rule = *at(q, node->argument[0]);
    int result = ahead(q, node->argument[0]);
    if (rule.op != MANDATE_OP_CHOOSE && rule.op != MANDATE_OP_WORST) return result;
    for (int v = 0; v < rule.list_count && result >= 0; v++) {
        const mandate_node version = *at(q, mandate_plan_list(q->plan, &rule)[v]);
        bool used = version.op == MANDATE_OP_PERMISSION;
        int own = node->integer == MANDATE_VERDICT_ARISES ? MANDATE_DATED_ARISES : used ? MANDATE_PERMISSION_USED : node->integer == MANDATE_VERDICT_DUE ? MANDATE_DATED_DUE : MANDATE_DATED_DONE;
        if (used || version.op == MANDATE_OP_DATED || node->integer == MANDATE_VERDICT_ARISES) result = earlier_of(q, result, when_argument(q, &version, own));
    }
    return result;
}

static int find(const asking *q, int id)
{
    const mandate_node node = *at(q, id); // a copy: nodes move while others are added
    if (mandate_op_is_aggregate(node.op)) return ahead_of_aggregate(q, id);
    if (mandate_op_is_constant(node.op)) {
        if (is_clock(&node)) return not_worked_out(q, node.space);
        return node.first != MANDATE_DATE_ALWAYS ? day(q, node.space, node.first) : never(q, node.space);
    }
    switch (node.op) {
    case MANDATE_OP_READ: return ahead_of_read(q, id);
    case MANDATE_OP_VISIBLE: return ahead_of_visible(q, &node);
    case MANDATE_OP_PARAMETER: return ahead_of_parameter(q, id);
    case MANDATE_OP_FETCH: return earlier_of(q, ahead(q, node.argument[0]), elsewhere(q, &node, ahead(q, node.argument[1])));
    case MANDATE_OP_OUTER: return elsewhere(q, &node, ahead(q, node.argument[0]));
    case MANDATE_OP_AND:
    case MANDATE_OP_OR: return ahead_of_logic(q, &node);
    case MANDATE_OP_DECIDE:
    case MANDATE_OP_PICK: return ahead_of_choice(q, &node);
    case MANDATE_OP_OR_ELSE: return ahead_of_or_else(q, &node);
    case MANDATE_OP_HAPPENED: // on the day itself it has
        if (follows(q, node.argument[0])) return not_worked_out(q, node.space);
        return earlier_of(q, ahead(q, node.argument[0]), add_two(q, MANDATE_OP_AHEAD_OF, node.space, node.argument[0], -1, 0));
    case MANDATE_OP_NUMBER_ABOVE:
    case MANDATE_OP_NUMBER_AT_LEAST:
    case MANDATE_OP_NUMBER_BELOW:
    case MANDATE_OP_NUMBER_AT_MOST:
    case MANDATE_OP_NUMBER_SAME: return compare_numbers(q, &node);
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_DATE_ON_OR_AFTER:
    case MANDATE_OP_DATE_SAME: return compare_dates(q, &node);
    case MANDATE_OP_PLACE_IN:
    case MANDATE_OP_LIES_IN: return ahead_of_place(q, &node);
    case MANDATE_OP_CHOOSE:
    case MANDATE_OP_WORST: return next_change(q, id);
    case MANDATE_OP_VERDICT_DATE: return ahead_of_verdict_date(q, &node);
    case MANDATE_OP_CALL:
    case MANDATE_OP_GROUP:
    case MANDATE_OP_GROUP_KEY: return not_worked_out(q, node.space); // a function may ask anything
    default: return ahead_of_arguments(q, &node);
    }
}

static int ahead(const asking *q, int id)
{
    mandate_plan *plan = q->plan;
    if ((size_t)id >= plan->ahead_count) {
        size_t wanted = plan->node_count + plan->node_count / 2 + 64;
        int *grown = mandate_resize(plan->ahead, wanted, sizeof *grown, q->error);
        if (!grown) return -1;
        for (size_t i = plan->ahead_count; i < wanted; i++) grown[i] = 0;
        plan->ahead = grown;
        plan->ahead_count = wanted;
    }
    if (plan->ahead[id]) return plan->ahead[id] - 1;
    int found = find(q, id);
    if (found >= 0) plan->ahead[id] = found + 1;
    return found;
}

int mandate_plan_next_change(mandate_plan *plan, int verdict, bool *clock, mandate_error *error)
{
    const asking q = {plan, error};
    if (verdict < 0 || (size_t)verdict >= plan->node_count || (plan->nodes[verdict].op != MANDATE_OP_CHOOSE && plan->nodes[verdict].op != MANDATE_OP_WORST))
        return mandate_fail(error, MANDATE_ERROR_PLAN, "next change: no rule's verdict"), -1;
    int next = ahead(&q, verdict);
    *clock = next >= 0 && is_never(&q, plan->nodes[next].argument[1]);
    return next;
}
