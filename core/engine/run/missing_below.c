// Everything below a node that is unknown somewhere: for what lies outside the block, or was computed in an earlier pass, which is gone.
#include "engine/kernels/days.h"
#include "engine/run/search.h"

enum { WHOLE_NODE = UINT32_MAX, WHOSE_NODE = UINT32_MAX - 1 }; // in place of a row

// A parameter whose rows leave some day, or a day in some place, without a value.
static bool has_gap(const mandate_parameter *parameter)
{
    mandate_date reached = MANDATE_DATE_ALWAYS; // the rows that hold everywhere follow each other from the first day up to here
    for (size_t r = 0; r < parameter->row_count; r++) {
        const mandate_parameter_row *row = &parameter->rows[r];
        if (row->place != MANDATE_CODE_ABSENT) continue;
        if (row->from > reached) return true;
        if (row->to == MANDATE_DATE_ABSENT) return false;
        reached = row->to + 1;
    }
    return true;
}

// A calendar that does not cover all days.
static void add_calendar(mandate_search *s, int calendar)
{
    const mandate_calendar *days = &s->block->plan->calendars[calendar].days;
    if (days->first > MANDATE_DATE_FIRST || days->last < MANDATE_DATE_LAST) mandate_search_add(s, MANDATE_MISSING_CALENDAR, calendar, MANDATE_NO_RECORD);
}

static void add_calendar_of_span(mandate_search *s, int64_t span)
{
    const mandate_span *of = &s->block->plan->spans[span];
    if (of->unit == MANDATE_SPAN_WORKING_DAYS && of->count > 0) add_calendar(s, of->calendar);
    if (of->rounding == MANDATE_ROUND_ERROR) mandate_search_add(s, MANDATE_MISSING_DAY, 0, MANDATE_NO_RECORD); // which day, nobody tells
}

// The calendars by which days are counted at a node.
static void add_calendars(mandate_search *s, const mandate_node *node)
{
    if (node->op == MANDATE_OP_SPAN_CONSTANT) add_calendar_of_span(s, node->span);
    if (node->op == MANDATE_OP_SPAN_OF) add_calendar_of_span(s, s->block->plan->counted[node->counted]);
    if (node->op == MANDATE_OP_DATE_NEXT) {
        mandate_towards t = mandate_towards_unpack(node->towards);
        if (t.what == MANDATE_TOWARDS_WORKING_DAY) add_calendar(s, t.at);
    }
    if (node->op != MANDATE_OP_PARAMETER || node->type != MANDATE_VALUE_SPAN) return;
    const mandate_parameter *parameter = &s->block->plan->parameters[node->parameter];
    for (size_t r = 0; r < parameter->row_count; r++)
        if (!parameter->rows[r].none) add_calendar_of_span(s, parameter->rows[r].integer);
}

// `whose`: what tells whose rows they are. A row whose reference is blank belongs to no set, and leaves none open; one of which no version is in force yet may be anybody's.
static void all_below(mandate_search *s, int id, bool whose)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (!mandate_search_comes_first(s, id, whose ? WHOSE_NODE : WHOLE_NODE)) return;
    bool fixed = node->op == MANDATE_OP_READ && mandate_snapshot_table(block->snapshot, node->kind)->kind->fields[node->field].fixed;
    if (node->op == MANDATE_OP_READ && (whose ? !fixed && mandate_search_begins_late(s, node->kind) : mandate_search_may_be_unknown(s, node)))
        mandate_search_add(s, node->kind, node->field, MANDATE_NO_RECORD);
    if (node->op == MANDATE_OP_PARAMETER && has_gap(&block->plan->parameters[node->parameter])) mandate_search_add(s, -1, (int)node->parameter, MANDATE_NO_RECORD);
    if (node->op == MANDATE_OP_EVENT || node->op == MANDATE_OP_VISIBLE) mandate_search_add_beginning(s, node, MANDATE_NO_RECORD);
    const mandate_field *field = node->op == MANDATE_OP_READ ? &mandate_search_table(s, node->kind)->kind->fields[node->field] : NULL;
    bool names = field && field->type == MANDATE_REFERENCE && node->reading != MANDATE_READ_AS_RECORDED;
    if (names && mandate_table_has_perhaps(mandate_search_table(s, field->kind), block->as_of))
        mandate_search_add(s, field->kind, mandate_search_table(s, field->kind)->kind->starts, MANDATE_NO_RECORD);
    add_calendars(s, node);
    if (node->op == MANDATE_OP_CALL)
        for (int e = 0; e < block->layout->endings[id].count; e++) mandate_search_add_ended(s, block->layout->endings[id].each[e]);
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++)
        if (inputs[i] >= 0) all_below(s, inputs[i], whose || (i == MANDATE_SET_TO && mandate_op_is_aggregate(node->op)));
}

void mandate_search_all_below(mandate_search *s, int id) { all_below(s, id, false); }

void mandate_search_fetched(mandate_search *s, int id, uint32_t record)
{
    const mandate_node *node = &s->block->plan->nodes[id];
    mandate_search_note_verdict(s, id);
    if (node->op == MANDATE_OP_CALL && s->block->layout->ended[id] && record < mandate_plan_records(s->block->plan, node->space))
        mandate_search_add_ended(s, s->block->layout->ended[id][record]);
    else if (node->op == MANDATE_OP_READ && node->argument[0] < 0 && node->argument[1] < 0 && mandate_search_may_be_unknown(s, node))
        mandate_search_add(s, node->kind, node->field, (mandate_wanting_record){node->kind, record});
    else mandate_search_all_below(s, id);
}
