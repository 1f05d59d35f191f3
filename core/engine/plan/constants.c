// What nodes name by its number: spans, scales, calendars, parameters; and units that are related.
#include "engine/plan/plan.h"

#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/memory.h"

int mandate_plan_add_span(mandate_plan *plan, const mandate_span *span, mandate_error *error)
{
    mandate_span *grown = mandate_grow(plan->spans, plan->span_count, &plan->span_capacity, sizeof *plan->spans, error);
    if (!grown) return -1;
    plan->spans = grown;
    plan->spans[plan->span_count] = *span;
    return (int)plan->span_count++;
}

static bool is_same_scale(const mandate_scale *a, const mandate_scale *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->bands[i].threshold != b->bands[i].threshold || a->bands[i].rate != b->bands[i].rate) return false;
    return true;
}

int mandate_plan_add_scale(mandate_plan *plan, const mandate_scale *scale, mandate_error *error)
{
    if (!mandate_scale_is(scale)) return mandate_fail(error, MANDATE_ERROR_PLAN, "a scale has thresholds that ascend, and rates that are not below 0"), -1;
    for (size_t i = 0; i < plan->scale_count; i++)
        if (is_same_scale(&plan->scales[i], scale)) return (int)i;
    mandate_scale *grown = mandate_grow(plan->scales, plan->scale_count, &plan->scale_capacity, sizeof *plan->scales, error);
    if (!grown) return -1;
    plan->scales = grown;
    mandate_scale *own = &plan->scales[plan->scale_count];
    *own = (mandate_scale){.bands = mandate_new(scale->count, sizeof *own->bands, error), .count = scale->count};
    if (!own->bands) return -1;
    memcpy(own->bands, scale->bands, scale->count * sizeof *own->bands);
    return (int)plan->scale_count++;
}

bool mandate_plan_add_unit(mandate_plan *plan, const mandate_unit *unit, mandate_error *error)
{
    mandate_unit *grown = mandate_grow(plan->units, plan->unit_count, &plan->unit_capacity, sizeof *plan->units, error);
    if (!grown) return false;
    plan->units = grown;
    plan->units[plan->unit_count++] = *unit;
    return true;
}

const mandate_unit *mandate_plan_unit(const mandate_plan *plan, uint32_t code)
{
    for (size_t i = 0; i < plan->unit_count; i++)
        if (plan->units[i].code == code) return &plan->units[i];
    return NULL;
}

int mandate_plan_count_span(mandate_plan *plan, int span, mandate_error *error)
{
    for (int i = 0; i < plan->counted_count; i++)
        if (plan->counted[i] == span) return i;
    if (plan->counted_count == MANDATE_COUNTED_SPANS)
        return mandate_fail(error, MANDATE_ERROR_LIMIT, "a pack has at most %d sorts of spans of which records tell how many", MANDATE_COUNTED_SPANS), -1;
    plan->counted[plan->counted_count] = span;
    return plan->counted_count++;
}

int mandate_plan_counted_span(const mandate_plan *plan, uint32_t code, long *count)
{
    if (!(code & MANDATE_COUNTED_SPAN)) return -1;
    *count = (long)(code & ((1U << MANDATE_COUNT_BITS) - 1)) - MANDATE_MOST_COUNTED;
    return plan->counted[code >> MANDATE_COUNT_BITS & 0xff];
}

mandate_span mandate_plan_span(const mandate_plan *plan, uint32_t code)
{
    long count = 1;
    int counted = mandate_plan_counted_span(plan, code, &count);
    mandate_span span = plan->spans[counted < 0 ? (int)code : counted];
    span.count *= count;
    return span;
}

uint32_t mandate_plan_counted_code(int counted, double number)
{
    long count = number > MANDATE_MOST_COUNTED ? MANDATE_MOST_COUNTED : number < -MANDATE_MOST_COUNTED ? -MANDATE_MOST_COUNTED : (long)number;
    return MANDATE_COUNTED_SPAN | (uint32_t)counted << MANDATE_COUNT_BITS | (uint32_t)(count + MANDATE_MOST_COUNTED);
}

int mandate_plan_add_calendar(mandate_plan *plan, const char *name, mandate_calendar *calendar, mandate_error *error)
{
    char *own = name ? mandate_copy_text(name, strlen(name), error) : NULL;
    struct mandate_named_calendar *grown =
        own || !name ? mandate_grow(plan->calendars, plan->calendar_count, &plan->calendar_capacity, sizeof *plan->calendars, error) : NULL;
    if (!grown) {
        mandate_free(own);
        mandate_calendar_destroy(calendar);
        return -1;
    }
    plan->calendars = grown;
    grown[plan->calendar_count].name = own;
    grown[plan->calendar_count].days = *calendar;
    return (int)plan->calendar_count++;
}

const char *mandate_plan_calendar_name(const mandate_plan *plan, int calendar) { return plan->calendars[calendar].name; }

int mandate_plan_add_parameter(mandate_plan *plan, const mandate_parameter *parameter, mandate_error *error)
{
    mandate_parameter *grown = mandate_grow(plan->parameters, plan->parameter_count, &plan->parameter_capacity, sizeof *plan->parameters, error);
    if (!grown) return -1;
    plan->parameters = grown;
    mandate_parameter *own = &plan->parameters[plan->parameter_count];
    *own = *parameter;
    size_t length = strlen(parameter->name) + 1;
    own->rows = mandate_new(parameter->row_count, sizeof *own->rows, error);
    own->name = own->rows ? mandate_new(length, 1, error) : NULL;
    if (!own->name) {
        mandate_free(own->rows);
        return -1;
    }
    memcpy(own->rows, parameter->rows, parameter->row_count * sizeof *own->rows);
    memcpy(own->name, parameter->name, length);
    return (int)plan->parameter_count++;
}

const char *mandate_plan_parameter_name(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].name; }
bool mandate_plan_parameter_is_decision(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].stands_for == MANDATE_STANDS_FOR_DECISION; }
bool mandate_plan_parameter_is_rows(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].stands_for == MANDATE_STANDS_FOR_ROWS; }
bool mandate_plan_parameter_is_exceptions(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].stands_for == MANDATE_STANDS_FOR_EXCEPTIONS; }

bool mandate_plan_parameter_is_state(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].stands_for == MANDATE_STANDS_FOR_STATE; }

bool mandate_plan_parameter_is_periods(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].stands_for == MANDATE_STANDS_FOR_PERIODS; }

bool mandate_plan_parameter_is_months(const mandate_plan *plan, int parameter) { return plan->parameters[parameter].stands_for == MANDATE_STANDS_FOR_MONTHS; }
