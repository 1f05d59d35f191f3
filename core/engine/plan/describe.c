// A plan's nodes in words, for whoever reads a plan: what a constant is, which texts a set holds, what each input of a verdict is for.
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/number.h"
#include "model/rank.h"
#include "model/rounding.h"

// By operation: what its arguments are for.
#define A(op, name, words) words,
static const char *const argument_words[MANDATE_OPERATION_COUNT][MANDATE_ARGUMENTS + 1] = {
#define X(name, result, needed, arguments, says) {arguments NULL},
#include "engine/plan/operations.def"
#undef X
};
#undef A

#define I(name) .number = #name,
#define F(name) .flag = #name,
static const struct said {
    mandate_operation op;
    const char *number, *flag;
} said[MANDATE_OPERATION_COUNT] = {
#define X(name, result, needed, arguments, says) {.op = MANDATE_OP_##name, says},
#include "engine/plan/operations.def"
#undef X
};
#undef I
#undef F

// Each such name is a member of a node.
#define I(name) static_assert(sizeof((mandate_node){0}).name == sizeof(int64_t), "a whole number");
#define F(name) static_assert(sizeof((mandate_node){0}).name == sizeof(bool), "a yes or no");
#define X(name, result, needed, arguments, says) says
#include "engine/plan/operations.def"
#undef X
#undef I
#undef F

const char *mandate_operation_number(mandate_operation op) { return said[op].number; }
const char *mandate_operation_flag(mandate_operation op) { return said[op].flag; }

const char *mandate_argument_name(mandate_operation op, int argument) { return argument_words[op][argument]; }

// Whether a name is these words, with `_` between them.
static bool is_name(const char *name, const char *words)
{
    for (; *words; name++, words++)
        if (*name != (*words == ' ' ? '_' : *words)) return false;
    return *name == '\0';
}

int mandate_argument_named(mandate_operation op, const char *name)
{
    for (int i = 0; i < MANDATE_ARGUMENTS; i++)
        if (argument_words[op][i] && is_name(name, argument_words[op][i])) return i;
    return -1;
}

static const char dots[] = "\u2026"; // what is cut ends with them

// What is written so far of a description. A piece that does not fit is left out, and all that follow it.
typedef struct writing {
    char *out;
    size_t used, size;
    bool cut;
} writing;

static bool fits(writing *w, size_t length)
{
    w->cut = w->cut || w->used + length + sizeof dots > w->size;
    return !w->cut;
}

static void put(writing *w, const char *text, size_t length)
{
    if (!fits(w, length)) return;
    memcpy(w->out + w->used, text, length);
    w->used += length;
}
static void put_text(writing *w, const char *text) { put(w, text, strlen(text)); }

static void put_code(writing *w, const mandate_plan *plan, uint32_t code)
{
    size_t length;
    const char *text = mandate_plan_text_of(plan, code, &length);
    if (!fits(w, length + 2)) return;
    put(w, "\"", 1);
    put(w, text, length);
    put(w, "\"", 1);
}

static void put_number(writing *w, double number)
{
    char text[64] = "";
    if (isnan(number)) put_text(w, "absent");
    else if (isinf(number)) put_text(w, "unknown");
    else mandate_number_format(number, text);
    put_text(w, text);
}

static void put_day(writing *w, mandate_date day)
{
    char text[32] = "";
    if (day == MANDATE_DATE_ABSENT) put_text(w, "absent");
    else if (day == MANDATE_DATE_UNKNOWN) put_text(w, "unknown");
    else if (day == MANDATE_DATE_ALWAYS) put_text(w, "always");
    else mandate_date_format(day, text);
    put_text(w, text);
}

static void put_calendar(writing *w, const mandate_plan *plan, int calendar)
{
    const char *name = mandate_plan_calendar_name(plan, calendar);
    if (!name) return;
    put_text(w, " of ");
    put_text(w, name);
}

static void put_span(writing *w, const mandate_plan *plan, const mandate_span *span)
{
    static const char *const units[] = {"days", "months", "working days"};
    char text[64];
    (void)snprintf(text, sizeof text, "%ld %s%s", span->count, span->clear ? "clear " : "", units[span->unit]);
    put_text(w, text);
    if (span->rounding != MANDATE_ROUND_DOWN) put_text(w, span->rounding == MANDATE_ROUND_UP ? " rounded up" : " where there is such a day");
    if (span->unit == MANDATE_SPAN_WORKING_DAYS) put_calendar(w, plan, span->calendar);
}

static void put_set(writing *w, const mandate_plan *plan, const mandate_text_set *set)
{
    static const char *const matches[] = {"", "beginning with ", "ending with ", "holding "};
    put_text(w, matches[set->match]);
    for (size_t i = 0; i < set->count; i++) {
        if (i > 0) put_text(w, ", ");
        put_code(w, plan, set->codes[i]);
    }
}

static void put_record(writing *w, const mandate_plan *plan, int kind, uint32_t record)
{
    if (record >= mandate_snapshot_table(plan->snapshot, kind)->records) return;
    size_t length = mandate_snapshot_key(plan->snapshot, kind, record, NULL, 0);
    if (!fits(w, length)) return;
    w->used += mandate_snapshot_key(plan->snapshot, kind, record, w->out + w->used, w->size - w->used);
}

static void put_statuses(writing *w, int64_t statuses)
{
    bool more = false;
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++) {
        if (!(statuses >> s & 1)) continue;
        if (more) put_text(w, ", ");
        put_text(w, mandate_status_names[s]);
        more = true;
    }
}

// "2 months from 1999-01-01, 1 months from 2003-06-01 in P"
// A row whose place has no other that begins when it ends.
static bool ends(const mandate_parameter *parameter, const mandate_parameter_row *row)
{
    if (row->to == MANDATE_DATE_ABSENT) return false;
    for (size_t i = 0; i < parameter->row_count; i++)
        if (parameter->rows[i].place == row->place && parameter->rows[i].from == row->to + 1) return false;
    return true;
}

static void put_scale(writing *w, const mandate_scale *scale)
{
    for (size_t i = 0; i < scale->count; i++) {
        put_text(w, i > 0 ? "; " : "(");
        put_number(w, scale->bands[i].rate);
        put_text(w, " from ");
        put_number(w, scale->bands[i].threshold);
    }
    put_text(w, ")");
}

static void put_parameter(writing *w, const mandate_plan *plan, const mandate_parameter *parameter)
{
    int places = mandate_model_find(plan->model, "jurisdiction");
    for (size_t i = 0; i < parameter->row_count; i++) {
        const mandate_parameter_row *row = &parameter->rows[i];
        if (i > 0) put_text(w, ", ");
        if (row->none) put_text(w, "none");
        else if (parameter->type == MANDATE_VALUE_SPAN) put_span(w, plan, &plan->spans[row->integer]);
        else if (parameter->type == MANDATE_VALUE_SCALE) put_scale(w, &plan->scales[row->integer]);
        else if (parameter->type == MANDATE_VALUE_DATE) put_day(w, (mandate_date)row->integer);
        else if (parameter->type == MANDATE_VALUE_NUMBER) put_number(w, row->low);
        else put_code(w, plan, (uint32_t)row->integer);
        put_text(w, " from ");
        put_day(w, row->from);
        if (ends(parameter, row)) {
            put_text(w, " to ");
            put_day(w, row->to);
        }
        if (row->place == MANDATE_CODE_ABSENT || places < 0) continue;
        put_text(w, " in ");
        put_record(w, plan, places, row->place);
    }
}

static void put_count(writing *w, const char *before, int count, const char *behind)
{
    char text[48];
    (void)snprintf(text, sizeof text, "%s%d%s", before, count, behind);
    put_text(w, text);
}

static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static void put_edge(writing *w, mandate_edge e)
{
    static const char *const units[] = {"month", "quarter", "week", "year"};
    char text[48];
    (void)snprintf(text, sizeof text, "%s of the %s", e.last ? "end" : "start", units[e.unit]);
    put_text(w, text);
    if (e.unit != MANDATE_PERIOD_YEAR || e.begins == 101) return;
    (void)snprintf(text, sizeof text, " from %02d-%02d", e.begins / 100, e.begins % 100);
    put_text(w, text);
}

static void put_towards(writing *w, const mandate_plan *plan, mandate_towards t)
{
    char text[32];
    if (t.back) put_text(w, "back to ");
    if (t.what == MANDATE_TOWARDS_WORKING_DAY) {
        put_text(w, "a working day");
        put_calendar(w, plan, t.at);
        return;
    }
    if (t.what == MANDATE_TOWARDS_WEEKDAY) {
        put_text(w, weekdays[t.at - 1]);
        return;
    }
    (void)snprintf(text, sizeof text, "%02d-%02d", t.at / 100, t.at % 100);
    put_text(w, text);
}

size_t mandate_plan_describe(const mandate_plan *plan, int node, char *out, size_t size)
{
    static const char *const truths[] = {"false", "true", "unknown"}, *const parts[] = {"due", "done", "arises", "used"},
                             *const date_parts[] = {"year", "quarter", "month", "day", "weekday"};
    const mandate_node *n = &plan->nodes[node];
    writing w = {.out = out, .size = size};
    switch (n->op) {
    case MANDATE_OP_CONDITION_CONSTANT: put_text(&w, truths[(int)n->number]); break;
    case MANDATE_OP_NUMBER_CONSTANT:
        put_number(&w, n->number);
        if (n->number2 > n->number) {
            put_text(&w, " to ");
            put_number(&w, n->number2);
        }
        break;
    case MANDATE_OP_BOUNDED:
        if (!isinf(n->number)) put_text(&w, "from "), put_number(&w, n->number);
        if (!isinf(n->number) && !isinf(n->number2)) put_text(&w, " ");
        if (!isinf(n->number2)) put_text(&w, "to "), put_number(&w, n->number2);
        break;
    case MANDATE_OP_DATE_CONSTANT: put_day(&w, (mandate_date)n->day); break;
    case MANDATE_OP_TEXT_CONSTANT:
        if ((uint32_t)n->code < MANDATE_CODE_UNKNOWN) put_code(&w, plan, (uint32_t)n->code);
        break;
    case MANDATE_OP_SPAN_CONSTANT: put_span(&w, plan, &plan->spans[n->span]); break;
    case MANDATE_OP_RECORD_CONSTANT: put_record(&w, plan, n->kind, (uint32_t)n->record); break;
    case MANDATE_OP_PLACE_IN: put_record(&w, plan, n->kind, (uint32_t)n->place); break;
    case MANDATE_OP_LIES_IN:
    case MANDATE_OP_UNNAMED:
        put_text(&w, mandate_model_kind(plan->model, n->kind)->name);
        put_text(&w, ".");
        put_text(&w, mandate_model_kind(plan->model, n->kind)->fields[n->field].name);
        break;
    case MANDATE_OP_TEXT_IN: put_set(&w, plan, &plan->sets[n->texts]); break;
    case MANDATE_OP_STATUS_IN: put_statuses(&w, n->statuses); break;
    case MANDATE_OP_VERDICT_DATE: put_text(&w, parts[n->which]); break;
    case MANDATE_OP_DATE_ADD: put_text(&w, n->sign < 0 ? "minus" : "plus"); break;
    case MANDATE_OP_DATE_EDGE: put_edge(&w, mandate_edge_unpack(n->edge)); break;
    case MANDATE_OP_DATE_PART: put_text(&w, date_parts[n->part]); break;
    case MANDATE_OP_DATE_WHOLE: put_text(&w, n->months == 12 ? "years" : "months"); break;
    case MANDATE_OP_SPAN_OF: put_span(&w, plan, &plan->spans[plan->counted[n->counted]]); break;
    case MANDATE_OP_DATE_NEXT: put_towards(&w, plan, mandate_towards_unpack(n->towards)); break;
    case MANDATE_OP_MOST_IN: put_count(&w, "", (int)n->months, " months"); break;
    case MANDATE_OP_SCALED:
        if (n->inverse) put_text(&w, "inverse");
        break;
    case MANDATE_OP_LIKE_UNITS:
        if (n->related) put_text(&w, n->exact ? "converted exactly" : "converted");
        break;
    case MANDATE_OP_UNIT_OF:
        if (n->related) put_text(&w, "base");
        break;
    case MANDATE_OP_TEXT_CASE: put_text(&w, n->upper ? "capitals" : "small letters"); break;
    case MANDATE_OP_TEXT_PART:
        put_count(&w, "from ", (int)n->number, "");
        if (n->number2 < MANDATE_MOST_CHARACTERS) put_count(&w, " to ", (int)n->number2, "");
        break;
    case MANDATE_OP_ROUNDED:
        put_count(&w, "to ", (int)n->number, " places, ");
        put_text(&w, mandate_round_method_names[n->method]);
        break;
    case MANDATE_OP_RANKED:
        if (n->method >= MANDATE_NEAREST_RANK) put_text(&w, "percentile ");
        put_number(&w, n->number);
        put_text(&w, n->method >= MANDATE_NEAREST_RANK ? ", " : ". ");
        put_text(&w, mandate_rank_method_names[n->method]);
        break;
    case MANDATE_OP_PARAMETER: put_parameter(&w, plan, &plan->parameters[n->parameter]); break;
    case MANDATE_OP_GROUP_KEY: put_count(&w, "key ", (int)n->key + 1, ""); break;
    case MANDATE_OP_READ:
        if (n->reading == MANDATE_READ_AS_RECORDED) put_text(&w, "as recorded");
        if (n->reading == MANDATE_READ_ON_PIVOT) put_text(&w, "in the version of that day");
        break;
    default: break;
    }
    if (w.cut) {
        memcpy(out + w.used, dots, sizeof dots - 1);
        w.used += sizeof dots - 1;
    }
    out[w.used] = '\0';
    return w.used;
}
