// Why a rule does not apply to a subject, and what a standing rule compared: found again from the nodes that made the verdict, for rows whose reason
// is written.
#include "verdict/rows_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/number.h"

enum { COUNT_SIZE = 11 }; // the digits of a count, and the end

typedef struct looking {
    const mandate_block *block;
    const mandate_rows_version *version;
    size_t row;
    uint32_t record;
} looking;

// 0 false, 1 true, 2 not known or not at hand
static unsigned truth(const looking *l, int node, unsigned otherwise)
{
    if (node < 0) return otherwise;
    if (!mandate_block_has(l->block, node)) return 2;
    mandate_value value = mandate_block_value(l->block, node, l->row);
    return value.state != MANDATE_STATE_KNOWN ? 2 : value.yes ? 1 : 0;
}

static mandate_date day(const looking *l, int node)
{
    if (node < 0 || !mandate_block_has(l->block, node)) return MANDATE_DATE_ABSENT;
    mandate_value value = mandate_block_value(l->block, node, l->row);
    return value.state == MANDATE_STATE_KNOWN ? value.date : MANDATE_DATE_ABSENT;
}

static bool is_absent(const looking *l, int node)
{
    if (node < 0 || !mandate_block_has(l->block, node)) return false;
    mandate_value value = mandate_block_value(l->block, node, l->row);
    return value.type == MANDATE_VALUE_VERDICT ? value.status >= MANDATE_STATUS_COUNT : value.state == MANDATE_STATE_ABSENT;
}

// The questions in the order in which the verdict asks them.
static const mandate_template *why_not(const looking *l, mandate_shape shape, mandate_date as_of, mandate_reason_values *values)
{
    const mandate_rows_version *v = l->version;
    bool used = mandate_date_is(values->done); // a power, on a day on which it might not be
    const mandate_template *of = v->templates->of + (used ? MANDATE_REASON_USED_ELSEWHERE - MANDATE_REASON_ELSEWHERE : 0);
    values->arises = day(l, v->arises);
    values->asked = v->pivot >= 0 ? day(l, v->pivot) : as_of;
    if (shape == MANDATE_SHAPE_QUOTA && v->record != l->record) return &of[MANDATE_REASON_NO_GOAL];
    if (truth(l, v->here, 1) == 0) return &of[MANDATE_REASON_ELSEWHERE];
    if (is_absent(l, v->arises)) return &of[MANDATE_REASON_NOT_ARISEN];
    if (v->arises >= 0 && mandate_date_is(values->arises) && values->arises > as_of) return &of[MANDATE_REASON_ARISES_LATER];
    if (truth(l, v->force, 1) == 0) {
        mandate_date asked = mandate_date_is(values->asked) ? values->asked : as_of;
        bool ahead = mandate_date_is(v->from) && asked < v->from;
        if (ahead) return &of[MANDATE_REASON_AHEAD];
        if (mandate_date_is(v->to) && asked > v->to) return &of[MANDATE_REASON_OVER];
        return &of[mandate_date_is(v->from) && as_of < v->from ? MANDATE_REASON_AHEAD : MANDATE_REASON_OVER];
    }
    if (truth(l, v->applies, 1) == 0) return &of[MANDATE_REASON_CONDITION];
    for (size_t e = 0; e < v->exception_count; e++)
        if (truth(l, v->exceptions[e].node, 0) == 1) return used ? v->exceptions[e].used : v->exceptions[e].template;
    if (truth(l, v->begun, 1) == 0) return &of[MANDATE_REASON_NOT_BEGUN];
    return shape == MANDATE_SHAPE_DATED && v->arises < 0 ? &of[MANDATE_REASON_BEGAN_LATER] : NULL;
}

mandate_text mandate_rows_value_text(const mandate_rows *rows, const mandate_block *block, int node, size_t row, char *out)
{
    if (!mandate_block_has(block, node)) return (mandate_text){out, 0};
    mandate_value value = mandate_block_value(block, node, row);
    if (value.state == MANDATE_STATE_KNOWN && value.type == MANDATE_VALUE_DATE)
        return (mandate_text){out, (size_t)(mandate_days_write(&rows->days, value.date, out) - out)};
    if (value.state == MANDATE_STATE_KNOWN && value.type == MANDATE_VALUE_TEXT) {
        mandate_text text;
        text.bytes = mandate_block_text(block, node, value.code, &text.length);
        return text;
    }
    if (value.type == MANDATE_VALUE_VERDICT) return value.status < MANDATE_STATUS_COUNT ? rows->words.statuses[value.status] : (mandate_text){out, 0};
    return mandate_rows_actual(rows, &value, out);
}

// A rate in percent, as people see it, or with all its digits; one that is not known, or none, as any number.
static mandate_text percent_text(const mandate_rows *rows, const looking *l, int node, bool exact, char *out)
{
    if (!mandate_block_has(l->block, node)) return (mandate_text){out, 0};
    mandate_value value = mandate_block_value(l->block, node, l->row);
    if (value.state != MANDATE_STATE_KNOWN && value.state != MANDATE_STATE_RANGE) return mandate_rows_actual(rows, &value, out);
    char *end = out;
    for (int side = 0; side < (value.low == value.high ? 1 : 2); side++) {
        if (side) *end++ = '-';
        double rate = side ? value.high : value.low;
        if (exact) mandate_number_format(mandate_number_multiply(rate, 100), end);
        else mandate_number_format_percent(rate, end);
        end += strlen(end);
    }
    *end++ = '%';
    return (mandate_text){out, (size_t)(end - out)};
}

static bool is_same_text(mandate_text a, mandate_text b) { return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0; }

// Two rates; where they are not the same but would read alike, with all their digits.
static void tell_rates(const mandate_rows *rows, const looking *l, const mandate_rows_compared *compared, mandate_reason_values *values, mandate_rows_texts texts)
{
    for (int exact = 0; exact < 2; exact++) {
        values->value = percent_text(rows, l, compared->value, exact, texts[0]);
        values->threshold = percent_text(rows, l, compared->threshold, exact, texts[1]);
        if (values->value.length == 0 || values->threshold.length == 0 || !is_same_text(values->value, values->threshold)) break;
    }
    if (compared->part < 0) return;
    values->part = mandate_rows_value_text(rows, l->block, compared->part, l->row, texts[2]);
    values->all = mandate_rows_value_text(rows, l->block, compared->all, l->row, texts[3]);
}

mandate_text mandate_rows_basis_of(const mandate_block *block, const mandate_rows_basis *basis, size_t row)
{
    int number = basis->node >= 0 && mandate_block_has(block, basis->node) ? mandate_block_parameter_row(block, basis->node, row) : 0;
    return number > 0 && (size_t)number <= basis->count ? basis->said[number - 1] : (mandate_text){.bytes = ""};
}

bool mandate_rows_holds(const mandate_block *block, int node, size_t row)
{
    const looking l = {.block = block, .row = row};
    return truth(&l, node, 0) == 1;
}

// Fills in what was compared; false where it is not at hand.
static bool tell_compared(const mandate_rows *rows, const looking *l, const mandate_rows_compared *compared, mandate_reason_values *values, mandate_rows_texts texts)
{
    if (compared->rate) tell_rates(rows, l, compared, values, texts);
    else {
        if (compared->value >= 0) values->value = mandate_rows_value_text(rows, l->block, compared->value, l->row, texts[0]);
        if (compared->threshold >= 0) values->threshold = mandate_rows_value_text(rows, l->block, compared->threshold, l->row, texts[1]);
    }
    return (compared->value < 0 || values->value.length > 0) && (compared->threshold < 0 || values->threshold.length > 0);
}

// How near a value lies to what it is held against, as a share of the larger of them; numbers before days, and what nobody knows last.
static double distance(const looking *l, const mandate_rows_compared *compared)
{
    if (compared->value < 0 || compared->threshold < 0) return (double)INFINITY;
    if (!mandate_block_has(l->block, compared->value) || !mandate_block_has(l->block, compared->threshold)) return (double)INFINITY;
    mandate_value value = mandate_block_value(l->block, compared->value, l->row), threshold = mandate_block_value(l->block, compared->threshold, l->row);
    if (value.state != MANDATE_STATE_KNOWN || threshold.state != MANDATE_STATE_KNOWN) return (double)INFINITY;
    if (value.type == MANDATE_VALUE_TEXT) return (double)INFINITY;
    if (value.type == MANDATE_VALUE_DATE) return 2 + fabs((double)value.date - (double)threshold.date);
    double larger = fmax(fabs(value.low), fabs(threshold.low));
    return larger > 0 ? fmin(fabs(value.low - threshold.low) / larger, 2) : 0;
}

// On which register it rests that a rule is kept; NULL: on none.
static const mandate_template *what_vouches(const looking *l)
{
    const mandate_rows_version *v = l->version;
    if (v->register_count == 0 || truth(l, v->registered.node, 1) == 1) return NULL;
    const mandate_template *only = NULL;
    for (size_t r = 0; r < v->register_count; r++) {
        if (truth(l, v->registers[r].node, 1) == 1) continue;
        if (only) return v->registered.met;
        only = v->registers[r].met;
    }
    return only ? only : v->registered.met;
}

// Where a rule is broken, the first comparison that fails; where it is kept, the one that holds by the least.
static const mandate_template *what_decided(const mandate_rows *rows, const looking *l, mandate_reason_values *values, mandate_rows_texts texts)
{
    bool met = values->status == MANDATE_MET;
    const mandate_template *vouched = met ? what_vouches(l) : NULL;
    if (vouched) return vouched;
    const mandate_rows_compared *nearest = NULL;
    double least = (double)INFINITY;
    for (size_t c = 0; c < l->version->compared_count; c++) {
        const mandate_rows_compared *compared = &l->version->compared[c];
        if (!(met ? compared->met : compared->breached) || truth(l, met ? compared->met_when : compared->breached_when, 1) != 1) continue;
        double far = met ? distance(l, compared) : 0;
        if (nearest && far >= least) continue;
        nearest = compared;
        least = far;
        if (!met) break;
    }
    if (!nearest || tell_compared(rows, l, nearest, values, texts)) return !nearest ? NULL : met ? nearest->met : nearest->breached;
    bool value = nearest->value < 0 || values->value.length > 0, threshold = nearest->threshold < 0 || values->threshold.length > 0;
    if ((!value && !is_absent(l, nearest->value)) || (!threshold && !is_absent(l, nearest->threshold))) return NULL;
    return value ? nearest->no_threshold : threshold ? nearest->no_value : nearest->neither;
}

// A list of months while it is written: what does not fit is counted.
typedef struct months {
    char *start, *out, *end;
    unsigned left_out;
} months;

// They fill `out`, of MANDATE_ACTUAL_SIZE, but for what is kept to say how many are left out.
static months begin_months(char *out, size_t kept)
{
    months list = {.left_out = 0};
    list.start = list.out = out; // assigned by themselves, so that clang-tidy sees that `out` is written to
    list.end = out + MANDATE_ACTUAL_SIZE - kept;
    return list;
}

static void add_month(months *list, mandate_text separator, mandate_text label)
{
    size_t more = label.length + (list->out > list->start ? separator.length : 0);
    if (list->left_out > 0 || (size_t)(list->end - list->out) < more) {
        list->left_out++;
        return;
    }
    if (list->out > list->start) list->out = mandate_text_copy(separator, list->out);
    list->out = mandate_text_copy(label, list->out);
}

static mandate_text end_months(months *list, mandate_text separator, mandate_text more)
{
    if (list->left_out > 0) {
        list->out = mandate_text_copy(separator, list->out);
        for (size_t i = 0; i < more.length; i++) {
            if (more.bytes[i] != '{') {
                *list->out++ = more.bytes[i];
                continue;
            }
            list->out += snprintf(list->out, COUNT_SIZE, "%u", list->left_out);
            while (i + 1 < more.length && more.bytes[i] != '}') i++;
        }
    }
    return (mandate_text){list->start, (size_t)(list->out - list->start)};
}

// The kinds of records of which any would show that the rule is kept: those of which something is wanting, or where they want it together all.
static mandate_text tell_wanted(const mandate_rows *rows, const looking *l, char *out)
{
    const mandate_rows_version *v = l->version;
    const mandate_rows_words *words = &rows->words;
    months list = begin_months(out, words->more.length + COUNT_SIZE + words->any_of.length);
    for (int all = 0; all < 2 && list.out == list.start && list.left_out == 0; all++)
        for (size_t w = 0; w < v->wanted_count; w++)
            if (all || truth(l, v->wanted[w].node, 0) != 1) add_month(&list, words->any_of, v->wanted[w].label);
    return end_months(&list, words->any_of, words->more);
}

static const mandate_template *what_is_wanting(const mandate_rows *rows, const looking *l, mandate_reason_values *values, mandate_rows_texts texts)
{
    const mandate_rows_version *v = l->version;
    if (truth(l, v->here, 1) == 2 || truth(l, v->force, 1) == 2 || truth(l, v->applies, 1) == 2)
        return NULL; // nobody knows whether the rule applies, which is asked first
    if (truth(l, v->behind, 0) == 1) { // whatever is known of its records, they speak of both times
        values->asked = day(l, v->pivot);
        return &v->templates->of[MANDATE_REASON_UNKNOWN_LEFT];
    }
    const mandate_rows_words *words = &rows->words;
    size_t kept = words->more.length + COUNT_SIZE + words->separator.length; // for the number that is left out
    months none = begin_months(texts[0], kept), not_judged = begin_months(texts[1], kept);
    for (size_t e = 0; e < v->expected_count; e++)
        if (truth(l, v->expected[e].node, 1) != 1) add_month(truth(l, v->expected[e].rows, 0) == 0 ? &none : &not_judged, words->separator, v->expected[e].label);
    values->no_record = end_months(&none, words->separator, words->more);
    values->unjudged = end_months(&not_judged, words->separator, words->more);
    bool also = values->missing_count > 0 && !(values->worked_out && v->wanted_count > 0); // a share of no record is wanting for want of the record
    int which = (values->no_record.length > 0 ? 1 : 0) + (values->unjudged.length > 0 ? 2 : 0);
    if (which > 0) return &v->templates->of[(also ? MANDATE_REASON_UNKNOWN_AND_NONE : MANDATE_REASON_UNKNOWN_NONE) + which - 1];
    const mandate_template *received = &v->templates->of[MANDATE_REASON_UNKNOWN_RECEIVED];
    bool told = received->listed > 0 ? values->missing_count > 0 : !also && received->count > 0; // it lists what is missing, or names it itself
    if (told && truth(l, v->unheard, 0) == 1) return received;
    if (!also && v->wanted_count > 0) {
        values->no_record = tell_wanted(rows, l, texts[0]);
        return &v->templates->of[MANDATE_REASON_UNKNOWN_EVIDENCE];
    }
    return !also && v->looked >= 0 && truth(l, v->looked, 0) != 0 ? &v->templates->of[MANDATE_REASON_UNKNOWN_UNJUDGED] : NULL;
}

const mandate_template *mandate_rows_cause(const mandate_rows *rows, const mandate_block *block, const mandate_rows_version *version, size_t row, uint32_t record,
                                           mandate_reason_values *values, mandate_rows_texts texts)
{
    const looking l = {.block = block, .version = version, .row = row, .record = record};
    const mandate_template *template = NULL;
    if (values->status == MANDATE_NOT_APPLICABLE || values->status == MANDATE_NOT_AVAILABLE)
        template = why_not(&l, values->shape, mandate_plan_as_of(rows->plan), values);
    else if (values->shape == MANDATE_SHAPE_STANDING && (values->status == MANDATE_MET || values->status == MANDATE_BREACHED))
        template = what_decided(rows, &l, values, texts);
    else if ((values->shape == MANDATE_SHAPE_STANDING || values->shape == MANDATE_SHAPE_DATED) && values->status == MANDATE_UNKNOWN)
        template = what_is_wanting(rows, &l, values, texts);
    return template && template->count > 0 ? template : NULL;
}
