// What no record lacks: a day that a calendar does not cover, a day or a place for which a parameter has no value, where a place lies.
#include "engine/kernels/arithmetic.h"
#include "engine/kernels/days.h"
#include "engine/kernels/paused.h"
#include "engine/run/search.h"

// In what places lie on a day on which nobody knows it of one above the subject's.
static void add_parents(mandate_search *s)
{
    int kind = mandate_model_find(s->block->plan->model, "jurisdiction");
    mandate_search_add(s, kind, mandate_model_kind(s->block->plan->model, kind)->tree, MANDATE_NO_RECORD);
}

// Why it is not told where a day is moved to.
static void put_lacking(mandate_search *s, const mandate_lacking *lacking, mandate_wanting_record of)
{
    if (lacking->what == MANDATE_LACKS_CALENDAR)
        mandate_search_put(s, (mandate_wanting){MANDATE_MISSING_CALENDAR, lacking->calendar, lacking->day, MANDATE_CODE_ABSENT, false}, of);
    if (lacking->what == MANDATE_LACKS_DAY) mandate_search_put(s, (mandate_wanting){MANDATE_MISSING_DAY, 0, lacking->day, (uint32_t)lacking->number, false}, of);
}

// Of what is counted by a calendar and is unknown although the day and the span are known: a day is not covered.
void mandate_search_follow_days(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    int date = node->argument[0], span = node->argument[1];
    mandate_search_follow_inputs(s, node, row);
    if (!mandate_search_at_hand(block, date) || !mandate_search_at_hand(block, span) || mandate_search_is_open(block, date, row) ||
        (span >= 0 && mandate_search_is_open(block, span, row)))
        return;
    mandate_date day = mandate_block_inspect(block, date, row).date;
    uint32_t code = span >= 0 ? mandate_block_inspect(block, span, row).code : 0;
    mandate_lacking lacking = mandate_moved_lacks(block->plan, day, code, mandate_way_of(node));
    put_lacking(s, &lacking, mandate_search_of_row(s, node->space, row));
}

void mandate_search_follow_clock(mandate_search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    static const int asked[] = {MANDATE_STOPPED_DAY, MANDATE_STOPPED_SINCE, MANDATE_STOPPED_SPAN, MANDATE_STOPPED_PAUSES};
    bool at_hand = true;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (node->argument[asked[i]] < 0) continue;
        mandate_search_follow_or_all(s, node->argument[asked[i]], row);
        at_hand = at_hand && mandate_search_at_hand(block, node->argument[asked[i]]);
    }
    if (!at_hand) return;
    mandate_lacking lacking;
    s->failed = s->failed || !mandate_stopped_lacks(block, id, row, &lacking, s->error);
    if (!s->failed) put_lacking(s, &lacking, mandate_search_of_row(s, node->space, row));
}

// Of the stricter of several spans of which a calendar does not tell how long one is.
static bool follow_open_spans(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_parameter *parameter = &block->plan->parameters[node->parameter];
    mandate_value inputs[3];
    for (int i = 0; i < 3; i++) {
        if (node->argument[i] < 0) continue;
        if (!mandate_search_at_hand(block, node->argument[i])) return false;
        inputs[i] = mandate_block_inspect(block, node->argument[i], row);
    }
    bool open;
    mandate_parameter_holding(block, node, &inputs[0], node->argument[1] >= 0 ? &inputs[1] : NULL, node->argument[2] >= 0 ? &inputs[2] : NULL, &open);
    for (size_t r = 0; open && r < parameter->row_count; r++) {
        if (parameter->rows[r].none) continue;
        mandate_lacking lacking = mandate_moved_lacks(block->plan, inputs[0].date, (uint32_t)parameter->rows[r].integer, MANDATE_PLUS);
        put_lacking(s, &lacking, mandate_search_of_row(s, node->space, row));
    }
    return open;
}

// A parameter that is unknown although day and place are known has no value there.
void mandate_search_follow_parameter(mandate_search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    mandate_date day = MANDATE_DATE_UNKNOWN;
    uint32_t place = MANDATE_CODE_ABSENT;
    for (int i = 0; i < 2; i++) {
        int input = node->argument[i];
        if (input < 0) continue;
        if (!mandate_search_at_hand(block, input)) {
            mandate_search_all_below(s, input);
        } else if (mandate_search_is_open(block, input, row)) {
            mandate_search_follow(s, input, row);
            return;
        } else if (i == 0) {
            day = mandate_block_inspect(block, input, row).date;
        } else {
            place = mandate_block_inspect(block, input, row).code;
        }
    }
    if (node->type == MANDATE_VALUE_SPAN && follow_open_spans(s, node, row)) return;
    mandate_date map_day = day;
    int given = node->argument[2];
    if (given >= 0 && mandate_search_at_hand(block, given) && mandate_block_inspect(block, given, row).state == MANDATE_STATE_KNOWN)
        map_day = mandate_block_inspect(block, given, row).date;
    if (mandate_place_is_lost(block, place, map_day)) add_parents(s); // what holds in a place above may count, or not
    else mandate_search_put(s, (mandate_wanting){-1, (int)node->parameter, day, place, false}, mandate_search_of_row(s, node->space, row));
}

// Whether a place lies in another: for want of the place, of the day, or of what lies above it.
void mandate_search_follow_place(mandate_search *s, const mandate_node *node, size_t row)
{
    const int inputs[] = {node->argument[0], node->argument[MANDATE_PLACE_IN_DAY]};
    bool asked = false;
    for (size_t i = 0; i < 2; i++) {
        if (inputs[i] < 0) continue;
        mandate_search_follow_or_all(s, inputs[i], row);
        asked = asked || !mandate_search_at_hand(s->block, inputs[i]) || mandate_search_is_open(s->block, inputs[i], row);
    }
    if (!asked) add_parents(s);
}

// Whether a node is an event as it stood: a day that is not there where it came later.
static bool is_as_it_stood(const mandate_plan *plan, const mandate_node *node)
{
    return node->op == MANDATE_OP_DECIDE && plan->nodes[node->argument[2]].op == MANDATE_OP_DATE_BY && plan->nodes[node->argument[1]].op == MANDATE_OP_DATE_CONSTANT;
}

// A day that is not there, by the cell that would tell it (`later`: it was not there as things stood, and came later). Of rows that lie elsewhere the cells are not at hand.
// Returns whether there is such a cell, or one was named before.
static bool name_absent(mandate_search *s, int id, size_t row, bool later)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (s->failed || !mandate_search_at_hand(block, id)) return false;
    mandate_state state = mandate_block_inspect(block, id, row).state;
    if (state != MANDATE_STATE_ABSENT && !(later && state == MANDATE_STATE_KNOWN)) return false;
    bool named = !mandate_search_comes_first(s, id, row);
    if (named) return true;
    if (node->op == MANDATE_OP_OUTER) return name_absent(s, node->argument[0], block->frames[node->space].outer[row], later);
    if (node->op == MANDATE_OP_READ) {
        mandate_search_add_read(s, node, row);
        named = true;
    } else if (node->op != MANDATE_OP_FETCH && !mandate_op_is_aggregate(node->op))
        for (int i = 0; i < MANDATE_ARGUMENTS; i++)
            if (node->argument[i] >= 0 && block->plan->nodes[node->argument[i]].type == MANDATE_VALUE_DATE)
                named = name_absent(s, node->argument[i], row, later || (i == 0 && is_as_it_stood(block->plan, node))) || named;
    return named;
}

bool mandate_search_follow_no_day(mandate_search *s, const mandate_node *pick, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *given = &block->plan->nodes[pick->argument[MANDATE_PICK_IF]];
    if (given->op == MANDATE_OP_OR) given = &block->plan->nodes[given->argument[0]]; // "it is there, or nobody knows whether it is": the first tells of which day
    if (given->op != MANDATE_OP_GIVEN || block->plan->nodes[given->argument[0]].type != MANDATE_VALUE_DATE) return false;
    if (!mandate_search_at_hand(block, given->argument[0]) || mandate_block_inspect(block, given->argument[0], row).state != MANDATE_STATE_ABSENT) return false;
    if (!name_absent(s, given->argument[0], row, false) && !s->quiet) // what records come to, a verdict's day, one that the law does not set
        mandate_search_put(s, (mandate_wanting){MANDATE_MISSING_VALUE, given->argument[0], MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false},
                           mandate_search_of_row(s, given->space, row));
    return true;
}
