#include "verdict/wanting.h"

#include <string.h>

typedef struct writing {
    char *out;
    size_t size, length;
} writing;

static writing write_to(char *out, size_t size)
{
    writing w = {.size = size};
    w.out = out; // assigned by itself, so that clang-tidy sees that it is written to
    return w;
}

static void put_bytes(writing *w, const char *text, size_t length)
{
    size_t left = w->length < w->size ? w->size - w->length : 0;
    if (left > 0) {
        size_t fits = length < left ? length : left - 1;
        memcpy(w->out + w->length, text, fits);
        w->out[w->length + fits] = '\0';
    }
    w->length += length;
}

static void put(writing *w, const char *text) { put_bytes(w, text, strlen(text)); }

// What stands before the next hole of some words; they are left behind it.
static void put_up_to_hole(writing *w, mandate_text *words)
{
    const char *hole = memchr(words->bytes, '{', words->length);
    size_t before = hole ? (size_t)(hole - words->bytes) : words->length;
    put_bytes(w, words->bytes, before);
    const char *end = hole ? memchr(hole, '}', words->length - before) : NULL;
    size_t passed = end ? (size_t)(end - words->bytes) + 1 : words->length;
    words->bytes += passed;
    words->length -= passed;
}

static void put_filled(writing *w, mandate_text words, const char *text)
{
    put_up_to_hole(w, &words);
    put(w, text);
    put_bytes(w, words.bytes, words.length);
}

static void put_key(writing *w, const mandate_snapshot *snapshot, int kind, uint32_t record)
{
    size_t left = w->length < w->size ? w->size - w->length : 0;
    w->length += mandate_snapshot_key(snapshot, kind, record, left > 0 ? w->out + w->length : NULL, left);
}

static void put_units(writing *w, const mandate_plan *plan, const mandate_missing *missing, int i, mandate_text words)
{
    size_t length; // the texts are followed by a NUL
    put_up_to_hole(w, &words);
    put(w, mandate_plan_text_of(plan, (uint32_t)missing->day[i], &length));
    put_up_to_hole(w, &words);
    put(w, mandate_plan_text_of(plan, missing->place[i], &length));
    put_bytes(w, words.bytes, words.length);
}

// What a node works out, as the analyst wrote it, and why it has no value.
static void put_no_value(writing *w, const mandate_plan *plan, int node, const mandate_wanting_words *words)
{
    const mandate_node *of = mandate_plan_node(plan, node);
    const char *label = mandate_plan_label_of(plan, node);
    mandate_text around = of->type == MANDATE_VALUE_VERDICT            ? words->verdict
                          : of->type == MANDATE_VALUE_DATE             ? words->no_date
                          : of->op == MANDATE_OP_SHARE                 ? words->nothing
                          : of->op == MANDATE_OP_DIVIDE                ? words->zero
                          : of->op == MANDATE_OP_SPAN_OF               ? words->whole
                          : of->op == MANDATE_OP_SCALED && of->inverse ? words->base
                                                                       : words->large;
    if (memchr(around.bytes, '{', around.length)) put_filled(w, around, label ? label : mandate_operation_name(of->op));
    else put_bytes(w, around.bytes, around.length);
}

// A day that its month has not, such as 2023-02-30; where nobody tells which, no more than that.
static void put_no_day(writing *w, const mandate_missing *missing, int i, mandate_text words)
{
    char day[16] = "…";
    if (mandate_date_is(missing->day[i])) {
        mandate_date_format(missing->day[i], day);
        day[8] = (char)('0' + missing->place[i] / 10 % 10);
        day[9] = (char)('0' + missing->place[i] % 10);
    }
    put_filled(w, words, day);
}

// A parameter, or what stands for one (plan.h). The name of exceptions has blanks, which a list cannot hold.
static void put_parameter(writing *w, const mandate_plan *plan, int parameter, const mandate_wanting_words *words, bool listed)
{
    const char *name = mandate_plan_parameter_name(plan, parameter);
    if (!mandate_plan_parameter_is_exceptions(plan, parameter)) {
        mandate_text plain = mandate_plan_parameter_is_decision(plan, parameter) ? words->decision : words->parameter;
        if (mandate_plan_parameter_is_rows(plan, parameter)) plain = words->rows;
        if (mandate_plan_parameter_is_state(plan, parameter)) plain = words->state;
        if (mandate_plan_parameter_is_periods(plan, parameter)) plain = words->periods;
        if (mandate_plan_parameter_is_months(plan, parameter)) plain = words->months;
        put_filled(w, plain, name);
        return;
    }
    mandate_text around = words->exceptions;
    put_up_to_hole(w, &around);
    for (; *name; name++)
        if (!listed || *name != ' ') put_bytes(w, name, 1);
    put_bytes(w, around.bytes, around.length);
}

// One word each, for the list of what is missing.
static const mandate_wanting_words IN_A_LIST = {.parameter = {"{}", 2},
                                                .decision = {"{}", 2},
                                                .exceptions = {"exceptions@{}", 13},
                                                .rows = {"rows@{}", 7},
                                                .state = {"{}", 2},
                                                .periods = {"periods@{}", 10},
                                                .months = {"ended@{}", 8},
                                                .calendar = {"calendar@{}", 11},
                                                .on = {"@{}", 3},
                                                .in = {"@{}", 3},
                                                .units = {"unit@{}@{}", 10},
                                                .none = {"{}", 2},
                                                .nothing = {"value@share", 11},
                                                .zero = {"value@quotient", 14},
                                                .large = {"value@number", 12},
                                                .base = {"value@base", 10},
                                                .whole = {"value@span", 10},
                                                .no_day = {"day@{}", 6},
                                                .no_date = {"value@day", 9},
                                                .verdict = {"value@verdict", 13}};

size_t mandate_wanting_text(const mandate_plan *plan, const mandate_missing *missing, int i, const mandate_wanting_words *words, char *out, size_t size)
{
    bool listed = !words;
    if (listed) words = &IN_A_LIST;
    writing w = write_to(out, size);
    const mandate_snapshot *snapshot = mandate_plan_snapshot(plan);
    if (missing->kind[i] >= 0) {
        const mandate_kind *kind = mandate_model_kind(mandate_snapshot_model(snapshot), missing->kind[i]);
        put(&w, kind->name);
        put(&w, ".");
        put(&w, kind->fields[missing->field[i]].name);
        return w.length;
    }
    if (missing->kind[i] == MANDATE_MISSING_UNIT) {
        put_units(&w, plan, missing, i, words->units);
        return w.length;
    }
    if (missing->kind[i] == MANDATE_MISSING_RECORDS) {
        put_filled(&w, words->none, mandate_model_kind(mandate_snapshot_model(snapshot), missing->field[i])->name);
        return w.length;
    }
    if (missing->kind[i] == MANDATE_MISSING_VALUE) {
        put_no_value(&w, plan, missing->field[i], words);
        return w.length;
    }
    if (missing->kind[i] == MANDATE_MISSING_DAY) {
        put_no_day(&w, missing, i, words->no_day);
        return w.length;
    }
    if (missing->kind[i] == MANDATE_MISSING_CALENDAR) {
        put_filled(&w, words->calendar, mandate_plan_calendar_name(plan, missing->field[i]));
    } else {
        put_parameter(&w, plan, missing->field[i], words, listed);
    }
    if (mandate_date_is(missing->day[i])) {
        char day[16];
        mandate_date_format(missing->day[i], day);
        put_filled(&w, words->on, day);
    }
    if (missing->place[i] < MANDATE_CODE_UNKNOWN) {
        mandate_text in = words->in;
        put_up_to_hole(&w, &in);
        put_key(&w, snapshot, mandate_model_find(mandate_snapshot_model(snapshot), "jurisdiction"), missing->place[i]);
        put_bytes(&w, in.bytes, in.length);
    }
    return w.length;
}

bool mandate_wanting_is_before(const mandate_missing *missing, int i)
{
    return missing->kind[i] >= 0 && missing->first[i] != MANDATE_CODE_ABSENT && mandate_date_is(missing->day[i]);
}

size_t mandate_wanting_before(const mandate_plan *plan, const mandate_missing *missing, int i, mandate_text before, char *out, size_t size)
{
    writing w = write_to(out, size);
    char day[16];
    mandate_date_format(missing->day[i], day);
    put_up_to_hole(&w, &before);
    put_key(&w, mandate_plan_snapshot(plan), missing->of[i], missing->first[i]);
    put_up_to_hole(&w, &before);
    put(&w, day);
    put_bytes(&w, before.bytes, before.length);
    return w.length;
}
