// When what records say, what parameters hold and where records lie is another: versions, events that are still to come, rows of a parameter, places that move.
#include "engine/ahead/asking.h"

// Whether a cell may be another in another version: keys and owners are not, nor is a reference to a place where nobody moves.
bool mandate_ahead_is_dated(const asking *q, int kind, int field)
{
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, kind);
    const mandate_field *f = &table->kind->fields[field];
    return table->version_start && !f->fixed && !(f->place && !mandate_plan_moves(q->plan, kind, field));
}

static bool has_later_event(const asking *q, int kind, int field) { return mandate_snapshot_table(q->plan->snapshot, kind)->columns[field].last > q->plan->as_of; }

// Whether what happens by the as-of date can make a cell another.
static bool waits(const asking *q, const mandate_node *node)
{
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, node->kind);
    const mandate_field *field = &table->kind->fields[node->field];
    bool versioned = mandate_ahead_is_dated(q, node->kind, node->field), event = field->type == MANDATE_EVENT;
    if (node->reading == MANDATE_READ_AS_RECORDED) return versioned && node->argument[1] < 0; // as recorded
    if (versioned && (event || node->argument[1] < 0 || field->known_from >= 0)) return true;
    if (event && has_later_event(q, node->kind, node->field)) return true;
    if (field->known_from >= 0 && has_later_event(q, node->kind, field->known_from)) return true;
    return field->type == MANDATE_REFERENCE && mandate_snapshot_table(q->plan->snapshot, field->kind)->last_event > q->plan->as_of;
}

static bool appears(const asking *q, int id)
{
    const mandate_node *node = at(q, id);
    if (node->op == MANDATE_OP_DATE_LATER || node->op == MANDATE_OP_DATE_EARLIER)
        return mandate_ahead_appears(q, node->argument[0]) && mandate_ahead_appears(q, node->argument[1]);
    if (node->op != MANDATE_OP_READ || node->reading == MANDATE_READ_AS_RECORDED || node->argument[0] >= 0) return false;
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, node->kind);
    return table->kind->fields[node->field].type == MANDATE_EVENT && !table->version_start;
}

bool mandate_ahead_appears(const asking *q, int id)
{
    mandate_ahead_note *note = mandate_ahead_noted(q, id);
    if (!note || note->appears) return note && note->appears > 0;
    bool found = appears(q, id);
    mandate_ahead_noted(q, id)->appears = found ? 1 : -1;
    return found;
}

int mandate_ahead_as_recorded(const asking *q, int id)
{
    if (at(q, id)->op != MANDATE_OP_READ || !mandate_ahead_appears(q, id)) return id;
    mandate_node node = *at(q, id);
    node.reading = MANDATE_READ_AS_RECORDED;
    node.argument[1] = -1;
    return add(q, &node);
}

int mandate_ahead_of_read(const asking *q, int id)
{
    mandate_node node = *at(q, id);
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, node.kind);
    const mandate_field *field = &table->kind->fields[node.field];
    int result = node.argument[0] >= 0 ? mandate_ahead(q, node.argument[0]) : never(q, node.space), pivot = node.argument[1];
    bool late = waits(q, &node), versioned = mandate_ahead_is_dated(q, node.kind, node.field) && field->type != MANDATE_EVENT && pivot >= 0;
    if (node.reading != MANDATE_READ_AS_RECORDED) node.reading = MANDATE_READ_TODAY;
    node.op = MANDATE_OP_AHEAD_CELL;
    if (late) result = earlier_of(q, result, add(q, &node));
    if (!versioned || result < 0) return result;
    result = earlier_of(q, result, mandate_ahead_jump(q, pivot));
    if (!mandate_ahead_follows(q, pivot)) return result;
    node.op = MANDATE_OP_AHEAD_VERSION;
    return earlier_of(q, result, mandate_ahead_reach(q, pivot, add(q, &node)));
}

static bool is_as_of(const asking *q, const mandate_node *node)
{
    switch (node->op) {
    case MANDATE_OP_DATE_CONSTANT: return true;
    case MANDATE_OP_DATE_EARLIER:
    case MANDATE_OP_OR_ELSE: return mandate_ahead_is_as_of(q, node->argument[0]) && mandate_ahead_is_as_of(q, node->argument[1]);
    case MANDATE_OP_PICK: {
        const mandate_node *whether = at(q, node->argument[2]);
        return whether->op == MANDATE_OP_KNOWN && mandate_ahead_is_as_of(q, whether->argument[0]) && mandate_ahead_is_as_of(q, node->argument[0]) &&
               mandate_ahead_is_as_of(q, node->argument[1]);
    }
    default: return false;
    }
}

bool mandate_ahead_is_as_of(const asking *q, int id)
{
    mandate_ahead_note *note = mandate_ahead_noted(q, id);
    if (!note || note->as_of) return note && note->as_of > 0;
    bool found = is_as_of(q, at(q, id));
    mandate_ahead_noted(q, id)->as_of = found ? 1 : -1;
    return found;
}

int mandate_ahead_references_move(const asking *q, int space, int kind, int field)
{
    mandate_date next = MANDATE_DATE_ABSENT;
    const mandate_table *table = mandate_snapshot_table(q->plan->snapshot, kind);
    const uint32_t *codes = table->columns[field].codes;
    for (uint32_t r = 0; r < table->records && table->version_start; r++)
        for (uint32_t v = table->version_start[r]; v < table->version_start[r + 1]; v++) {
            mandate_date from = table->effective_from[v];
            bool moves = v == table->version_start[r] || codes[v] != codes[v - 1];
            if (moves && mandate_date_is(from) && from > q->plan->as_of && from < next) next = from;
        }
    return day(q, space, next);
}

// The first day on which some record of a tree lies elsewhere than on the as-of date.
static mandate_date tree_moves(const asking *q, int kind)
{
    mandate_date next = MANDATE_DATE_ABSENT;
    if (!mandate_plan_tree_moves(q->plan, kind)) return next;
    const mandate_table *places = mandate_snapshot_table(q->plan->snapshot, kind);
    const mandate_column *parent = &places->columns[places->kind->tree];
    for (uint32_t r = 0; r < places->records; r++)
        for (uint32_t v = places->version_start[r]; v < places->version_start[r + 1]; v++) {
            mandate_date from = places->effective_from[v];
            bool moves = v == places->version_start[r] || parent->codes[v] != parent->codes[v - 1];
            if (moves && mandate_date_is(from) && from > q->plan->as_of && from < next) next = from;
        }
    return next;
}

// The same of any tree, jurisdictions and a pack's own: whoever asks who lies where looks again then.
int mandate_ahead_trees_move(const asking *q, int space)
{
    mandate_date next = MANDATE_DATE_ABSENT;
    for (int kind = 0; kind < mandate_model_kind_count(q->plan->model); kind++) {
        mandate_date moves = tree_moves(q, kind);
        if (moves < next) next = moves;
    }
    return day(q, space, next);
}

// The same of one place, as a node of places.
static int place_moves(const asking *q, int place)
{
    int any = day(q, at(q, place)->space, tree_moves(q, mandate_model_find(q->plan->model, "jurisdiction")));
    return any < 0 || is_never(q, any) ? any : add_two(q, MANDATE_OP_AHEAD_PLACE, at(q, place)->space, place, -1, 0);
}

int mandate_ahead_of_parameter(const asking *q, int id)
{
    mandate_node node = *at(q, id);
    int pivot = node.argument[0], result = never(q, node.space);
    if (node.argument[1] >= 0) result = earlier_of(q, mandate_ahead(q, node.argument[1]), place_moves(q, node.argument[1]));
    if (node.argument[2] >= 0) result = earlier_of(q, result, mandate_ahead_jump(q, node.argument[2]));
    result = earlier_of(q, result, mandate_ahead_jump(q, pivot));
    if (result < 0 || !mandate_ahead_follows(q, pivot)) return result;
    const mandate_parameter *parameter = &q->plan->parameters[node.parameter];
    bool later = !is_clock(at(q, pivot)); // a pivot that lags behind may still come to any row
    for (size_t r = 0; r < parameter->row_count; r++) {
        const mandate_parameter_row *row = &parameter->rows[r];
        later |= row->from > q->plan->as_of || (row->to != MANDATE_DATE_ABSENT && row->to >= q->plan->as_of);
    }
    node.op = MANDATE_OP_AHEAD_PARAMETER;
    return later ? earlier_of(q, result, mandate_ahead_reach(q, pivot, add(q, &node))) : result;
}

// Whether a record lies in a place: the day on which that is asked may follow the as-of date.
int mandate_ahead_of_place(const asking *q, const mandate_node *node)
{
    int result = node->op == MANDATE_OP_PLACE_IN ? place_moves(q, node->argument[0]) : mandate_ahead_trees_move(q, node->space);
    for (int i = 0; i < MANDATE_ARGUMENTS && result >= 0; i++)
        if (node->argument[i] >= 0)
            result = earlier_of(q, result, mandate_ahead_follows(q, node->argument[i]) ? mandate_ahead_jump(q, node->argument[i]) : mandate_ahead(q, node->argument[i]));
    if (node->op != MANDATE_OP_LIES_IN || node->field < 0) return result;
    mandate_node read = blank(MANDATE_OP_READ, node->space); // the reference itself may be another in another version
    read.kind = node->kind;
    read.field = node->field;
    read.argument[0] = node->argument[0];
    read.argument[1] = node->argument[2];
    int id = add(q, &read);
    return id < 0 ? -1 : earlier_of(q, result, mandate_ahead(q, id));
}

int mandate_ahead_of_visible(const asking *q, const mandate_node *node)
{
    int result = mandate_ahead_of_arguments(q, node);
    if (mandate_snapshot_table(q->plan->snapshot, node->kind)->last_event <= q->plan->as_of) return result;
    mandate_node comes = *node;
    comes.op = MANDATE_OP_AHEAD_VISIBLE;
    return earlier_of(q, result, add(q, &comes));
}

// Since when a record has been what it is on the pivot: another day where it is something else.
int mandate_ahead_of_since(const asking *q, const mandate_node *node)
{
    int pivot = node->argument[1], result = mandate_ahead_jump(q, pivot);
    if (node->argument[0] >= 0) result = earlier_of(q, result, mandate_ahead(q, node->argument[0]));
    if (result < 0 || !mandate_ahead_follows(q, pivot)) return result;
    mandate_node version = *node;
    version.op = MANDATE_OP_AHEAD_VERSION;
    return earlier_of(q, result, mandate_ahead_reach(q, pivot, add(q, &version)));
}

// Whether a reference was blank on some day: of days that follow the as-of date, the next one on which any such reference is another.
int mandate_ahead_of_unnamed(const asking *q, const mandate_node *node)
{
    int result = node->argument[MANDATE_UNNAMED_RECORD] >= 0 ? mandate_ahead(q, node->argument[MANDATE_UNNAMED_RECORD]) : never(q, node->space);
    for (int i = MANDATE_UNNAMED_FROM; i <= MANDATE_UNNAMED_TO && result >= 0; i++) {
        if (node->argument[i] < 0) continue;
        const mandate_node *asked = at(q, node->argument[i]);
        mandate_date comes = asked->op == MANDATE_OP_DATE_CONSTANT ? (mandate_date)asked->day : MANDATE_DATE_ABSENT;
        bool plain = mandate_ahead_is_as_of(q, node->argument[i]);
        if (mandate_date_is(comes) && comes > q->plan->as_of) result = earlier_of(q, result, day(q, node->space, comes)); // until then there is no such day
        result = earlier_of(q, result, plain ? mandate_ahead_references_move(q, node->space, node->kind, node->field) : mandate_ahead(q, node->argument[i]));
    }
    return result;
}
