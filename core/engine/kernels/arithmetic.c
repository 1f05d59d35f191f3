// Arithmetic on numbers (ranges give ranges), and parameters.
#include "engine/kernels/arithmetic.h"
#include "engine/kernels/compute.h"
#include "engine/kernels/days.h"
#include "model/memory.h"
#include "model/range.h"
#include "model/rounding.h"

static const mandate_range ABSENT = {(double)NAN, (double)NAN};
static const mandate_range UNKNOWN = {-(double)INFINITY, (double)INFINITY};

// How many rows are true of all, at an end where some number of rows could be either; an end without any row has no value.
static mandate_range share(mandate_range yes, mandate_range no)
{
    double least = yes.low + no.high, most = yes.high + no.low;
    if (least <= 0 || most <= 0) return UNKNOWN;
    return (mandate_range){mandate_number_divide(yes.low, least), mandate_number_divide(yes.high, most)};
}

static double combine_numbers(mandate_operation op, double a, double b)
{
    switch (op) {
    case MANDATE_OP_ADD: return mandate_number_add(a, b);
    case MANDATE_OP_SUBTRACT: return mandate_number_subtract(a, b);
    case MANDATE_OP_MULTIPLY: return mandate_number_multiply(a, b);
    default: return mandate_number_divide(a, b);
    }
}

static mandate_range calculate(const mandate_node *node, mandate_range a, mandate_range b)
{
    mandate_operation op = node->op;
    if (isnan(a.low) || isnan(b.low)) return ABSENT;
    bool picks = op == MANDATE_OP_GREATER || op == MANDATE_OP_LESSER;
    if (!(picks && node->open) && (mandate_range_is_unknown(a) || mandate_range_is_unknown(b))) return UNKNOWN; // a range with one end is a range
    if (op == MANDATE_OP_SHARE) return share(a, b);
    if (op == MANDATE_OP_GREATER) return (mandate_range){fmax(a.low, b.low), fmax(a.high, b.high)}; // an open end is the double on the inside
    if (op == MANDATE_OP_LESSER) return (mandate_range){fmin(a.low, b.low), fmin(a.high, b.high)};
    if (op == MANDATE_OP_DIVIDE && b.low <= 0 && b.high >= 0) return UNKNOWN;
    if (a.low == a.high && b.low == b.high) {
        double number = combine_numbers(op, a.low, b.low);
        return (mandate_range){number, number};
    }
    switch (op) {
    case MANDATE_OP_ADD: return mandate_range_add(a, b);
    case MANDATE_OP_SUBTRACT: return mandate_range_subtract(a, b);
    case MANDATE_OP_MULTIPLY: return mandate_range_multiply(a, b);
    default: return mandate_range_divide(a, b);
    }
}

// What is larger than numbers go is unknown.
static mandate_range combine(const mandate_node *node, mandate_range a, mandate_range b)
{
    mandate_range r = calculate(node, a, b);
    return r.low == (double)INFINITY || r.high == -(double)INFINITY ? UNKNOWN : r;
}

// How long a span is on a day: spans of unlike units compare by that. NAN where a calendar does not tell.
static double span_length(const mandate_plan *plan, int64_t span, mandate_date day)
{
    mandate_date from = mandate_date_is(day) ? day : 0, end = mandate_span_from(plan, from, (uint32_t)span, 1);
    return mandate_date_is(end) ? (double)end - (double)from : (double)NAN;
}

// Whether a place lies in that of a parameter's row on the day, and how deep that is then.
static bool is_for(const mandate_block *block, const mandate_parameter_row *row, mandate_date day, uint32_t place)
{
    if (row->place == MANDATE_CODE_ABSENT) return true;
    int kind = mandate_model_find(block->plan->model, "jurisdiction");
    const mandate_table *places = mandate_snapshot_table(block->snapshot, kind);
    const mandate_map *map = mandate_plan_map(block->plan, kind);
    uint32_t lost;
    if (map && place < places->records) return mandate_map_way(map, place, row->place, day, &lost) == 1;
    return place < places->records && place >= row->place && place < places->branch_end[row->place];
}

static int depth_of(const mandate_block *block, const mandate_parameter_row *row, mandate_date day)
{
    const mandate_map *map = row->place == MANDATE_CODE_ABSENT ? NULL : mandate_plan_map(block->plan, mandate_model_find(block->plan->model, "jurisdiction"));
    return map ? mandate_map_depth(map, row->place, day) : row->depth;
}

// The day whose law is read, and that of the map on which it is asked who lies where.
typedef struct reading_days {
    mandate_date law, map;
} reading_days;
// Where it is asked: a place, and one that may be above it although nobody knows on the day; MANDATE_CODE_ABSENT where there is none.
typedef struct asked_place {
    uint32_t own, above;
} asked_place;

static asked_place just(uint32_t place) { return (asked_place){place, MANDATE_CODE_ABSENT}; }

// Whether a row's place is nearer than another's, of two that hold where it is asked. What may lie above a place is farther than the place itself and what is
// known to lie above it, also where the map of the day does not tell how deep it is.
static bool is_nearer(const mandate_block *block, const mandate_parameter_row *row, const mandate_parameter_row *than, mandate_date day, asked_place place)
{
    bool own = row->place != MANDATE_CODE_ABSENT && is_for(block, row, day, place.own);
    bool other = than->place != MANDATE_CODE_ABSENT && is_for(block, than, day, place.own);
    return own == other ? depth_of(block, row, day) > depth_of(block, than, day) : own;
}

// What stands for the row that counts where the stricter of two spans is asked for, and a calendar does not tell how long one of them is.
static const mandate_parameter_row OPEN_ROW;

// The row that counts; NULL where none holds on the day.
static const mandate_parameter_row *find_row(const mandate_block *block, const mandate_parameter *parameter, reading_days on, asked_place place)
{
    mandate_date day = on.law, map_day = on.map;
    const mandate_parameter_row *best = NULL;
    for (size_t r = 0; r < parameter->row_count && parameter->rows[r].from <= day; r++) {
        const mandate_parameter_row *row = &parameter->rows[r];
        if (row->to < day) continue; // it has ended, or a later row of its place has begun
        if (!is_for(block, row, map_day, place.own) && !is_for(block, row, map_day, place.above)) continue;
        if (!best || (parameter->choose != MANDATE_CHOOSE_NEAREST && best->none)) {
            best = row;
            continue;
        }
        if (parameter->choose != MANDATE_CHOOSE_NEAREST && row->none) continue; // the strictest of those that there are
        if (parameter->choose == MANDATE_CHOOSE_NEAREST) {
            if (is_nearer(block, row, best, map_day, place)) best = row;
            continue;
        }
        double x = row->low, y = best->low;
        if (parameter->type == MANDATE_VALUE_SPAN) {
            x = span_length(block->plan, row->integer, day);
            y = span_length(block->plan, best->integer, day);
            if (isnan(x) || isnan(y)) return &OPEN_ROW;
        } else if (parameter->type == MANDATE_VALUE_DATE) {
            x = (double)row->integer;
            y = (double)best->integer;
        }
        if (x == y ? is_nearer(block, row, best, map_day, place) : parameter->choose == MANDATE_CHOOSE_LOWER ? x < y : x > y) best = row; // equals: the nearest place
    }
    return best;
}

typedef struct parameter_value {
    double low, high; // numbers
    int64_t integer; // the rest
} parameter_value;

static parameter_value no_value(mandate_value_type type, bool unknown)
{
    if (type == MANDATE_VALUE_DATE) return (parameter_value){.integer = unknown ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT};
    if (type != MANDATE_VALUE_NUMBER) return (parameter_value){.integer = unknown ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT};
    return unknown ? (parameter_value){.low = MANDATE_NUMBER_UNKNOWN, .high = (double)INFINITY}
                   : (parameter_value){.low = MANDATE_NUMBER_ABSENT, .high = MANDATE_NUMBER_ABSENT};
}

static parameter_value value_in(const mandate_block *block, const mandate_parameter *parameter, reading_days on, asked_place place)
{
    const mandate_parameter_row *row = find_row(block, parameter, on, place);
    bool open = !row || row == &OPEN_ROW;
    return !open && !row->none ? (parameter_value){row->low, row->high, row->integer} : no_value(parameter->type, open);
}

// What the values agree on: of numbers the range that holds both.
static parameter_value agreed(mandate_value_type type, parameter_value a, parameter_value b)
{
    if (type != MANDATE_VALUE_NUMBER) return a.integer == b.integer ? a : no_value(type, true);
    if (isnan(a.low) || isnan(b.low)) return isnan(a.low) && isnan(b.low) ? a : no_value(type, true);
    return (parameter_value){.low = fmin(a.low, b.low), .high = fmax(a.high, b.high)};
}

// Where the subject's place is not known, it may be any: that of a row, or one for which there is no row of its own.
static parameter_value value_anywhere(const mandate_block *block, const mandate_parameter *parameter, reading_days on)
{
    parameter_value value = value_in(block, parameter, on, just(MANDATE_CODE_ABSENT));
    for (size_t r = 0; r < parameter->row_count; r++)
        if (parameter->rows[r].place != MANDATE_CODE_ABSENT) value = agreed(parameter->type, value, value_in(block, parameter, on, just(parameter->rows[r].place)));
    return value;
}

static const mandate_map *map_of_places(const mandate_block *block) { return mandate_plan_map(block->plan, mandate_model_find(block->plan->model, "jurisdiction")); }

// The record at which the way up from a place is lost on a day, so that what lies above is not known; MANDATE_CODE_ABSENT where it is not.
static uint32_t lost_above(const mandate_map *map, uint32_t place, mandate_date day)
{
    uint32_t lost = MANDATE_CODE_ABSENT;
    if (map && place < map->parents.table->records) mandate_map_way(map, place, MANDATE_CODE_ABSENT, day, &lost);
    return lost;
}

bool mandate_place_is_lost(const mandate_block *block, uint32_t place, mandate_date day) { return lost_above(map_of_places(block), place, day) != MANDATE_CODE_ABSENT; }

// Where it is asked in a place above which nobody knows what lies: what all agree on that can. `room` is the caller's to free.
static bool value_below(const mandate_block *block, const mandate_parameter *parameter, reading_days on, uint32_t place, mandate_reached *room, parameter_value *value,
                        mandate_error *error)
{
    const mandate_map *map = place == MANDATE_CODE_ABSENT ? NULL : map_of_places(block);
    uint32_t lost = lost_above(map, place, on.map);
    *value = value_in(block, parameter, on, just(place));
    if (lost == MANDATE_CODE_ABSENT) return true;
    room->count = 0;
    if (!mandate_moves_reach(&map->parents, map, lost, room, error)) return false;
    for (size_t i = 0; i < room->count; i++) *value = agreed(parameter->type, *value, value_in(block, parameter, on, (asked_place){place, room->records[i]}));
    return true;
}

const mandate_parameter_row *mandate_parameter_holding(const mandate_block *block, const mandate_node *node, const mandate_value *day, const mandate_value *place,
                                                       const mandate_value *map_day, bool *open)
{
    if (open) *open = false;
    if (day->state != MANDATE_STATE_KNOWN || (place && place->state == MANDATE_STATE_UNKNOWN)) return NULL;
    mandate_date map = map_day && map_day->state == MANDATE_STATE_KNOWN ? map_day->date : day->date;
    uint32_t asked = place && place->state == MANDATE_STATE_KNOWN ? place->code : MANDATE_CODE_ABSENT;
    const mandate_parameter_row *row = find_row(block, &block->plan->parameters[node->parameter], (reading_days){.law = day->date, .map = map}, just(asked));
    if (open) *open = row == &OPEN_ROW;
    return row == &OPEN_ROW ? NULL : row;
}

static bool same_value(mandate_value_type type, parameter_value a, parameter_value b)
{
    if (type != MANDATE_VALUE_NUMBER) return a.integer == b.integer;
    return (isnan(a.low) && isnan(b.low)) || (a.low == b.low && a.high == b.high);
}

static parameter_value value_on(const mandate_block *block, const mandate_parameter *parameter, mandate_date day, uint32_t place)
{
    reading_days on = {.law = day, .map = block->as_of}; // when places move is looked at apart
    return place == MANDATE_CODE_UNKNOWN ? value_anywhere(block, parameter, on) : value_in(block, parameter, on, just(place));
}

mandate_date mandate_parameter_next(const mandate_block *block, const mandate_parameter *parameter, mandate_date day, uint32_t place)
{
    parameter_value now = value_on(block, parameter, day, place);
    bool any = mandate_place_is_lost(block, place, block->as_of); // then a row of any place may be the one that makes another value
    for (mandate_date at = day;;) {
        mandate_date next = MANDATE_DATE_ABSENT; // the next day on which a row begins, or no longer holds
        for (size_t r = 0; r < parameter->row_count; r++) {
            const mandate_parameter_row *row = &parameter->rows[r];
            if (row->from > at && row->from < next) next = row->from;
            if (row->to >= at && row->to < MANDATE_DATE_LAST && row->to + 1 > at && row->to + 1 < next) next = row->to + 1;
        }
        if (next == MANDATE_DATE_ABSENT || any || !same_value(parameter->type, now, value_on(block, parameter, next, place))) return next;
        at = next;
    }
}

static bool read_parameter(mandate_block *block, const mandate_node *node, const mandate_target *target, size_t rows, mandate_error *error)
{
    const mandate_parameter *parameter = &block->plan->parameters[node->parameter];
    const int32_t *days = block->vectors[node->argument[0]].dates, *map_days = node->argument[2] >= 0 ? block->vectors[node->argument[2]].dates : days;
    const uint32_t *places = node->argument[1] >= 0 ? block->vectors[node->argument[1]].codes : NULL;
    parameter_value value = no_value(parameter->type, false);
    mandate_reached room = {0};
    bool done = true;
    for (size_t i = 0; i < rows && done; i++) { // mostly the same as for the row before
        bool again = i > 0 && days[i] == days[i - 1] && map_days[i] == map_days[i - 1] && (!places || places[i] == places[i - 1]);
        if (!again) {
            reading_days on = {.law = days[i], .map = map_days[i] == MANDATE_DATE_ABSENT ? block->as_of : map_days[i]};
            if (days[i] == MANDATE_DATE_ABSENT || days[i] == MANDATE_DATE_UNKNOWN) value = no_value(parameter->type, days[i] == MANDATE_DATE_UNKNOWN);
            else if (places && places[i] == MANDATE_CODE_UNKNOWN) value = value_anywhere(block, parameter, on);
            else done = value_below(block, parameter, on, places ? places[i] : MANDATE_CODE_ABSENT, &room, &value, error);
        }
        switch (parameter->type) {
        case MANDATE_VALUE_NUMBER:
            target->low[i] = value.low;
            target->high[i] = value.high;
            break;
        case MANDATE_VALUE_DATE: target->dates[i] = (int32_t)value.integer; break;
        default: target->codes[i] = (uint32_t)value.integer; break;
        }
    }
    mandate_free(room.records);
    return done;
}

// What is known of a value that was only found to lie below or above a number, which is not meant itself where it lies strictly so.
static mandate_range censored(mandate_range a, bool below, bool above, bool strictly, bool measured)
{
    if (isnan(a.low) || measured) return a;
    double low = isinf(a.low) || !strictly ? a.low : mandate_end_above(a.low);
    double high = isinf(a.high) || !strictly ? a.high : mandate_end_below(a.high);
    if (below) return (mandate_range){-(double)INFINITY, high};
    return above ? (mandate_range){low, (double)INFINITY} : UNKNOWN;
}

// What is known of a number of a field with ends. Where sign and ends contradict each other, the ends count.
static mandate_range bounded(mandate_range a, double least, double most)
{
    if (isnan(a.low) || a.low == a.high) return a;
    mandate_range r = {fmax(a.low, least), fmin(a.high, most)};
    return r.low <= r.high ? r : (mandate_range){least, most};
}

// Whether no version of a record is in force on the day, or on the as-of date where that tells whether the field can be known: what it held then nobody knows.
static bool has_no_version(const mandate_block *block, const mandate_node *node, uint32_t record, mandate_date day)
{
    const mandate_table *table = mandate_snapshot_table(block->snapshot, node->kind);
    if (!table->version_start || record >= MANDATE_CODE_UNKNOWN) return false;
    if (mandate_table_version(table, record, day == MANDATE_DATE_ABSENT ? block->as_of : day) == MANDATE_CODE_ABSENT) return true;
    int known_from = table->kind->fields[node->field].known_from;
    return known_from >= 0 && mandate_table_version_of(table, record, known_from, block->as_of) == MANDATE_CODE_ABSENT;
}

static void bound(const mandate_block *block, const mandate_node *node, const mandate_target *target, size_t rows)
{
    const mandate_vector *a = &block->vectors[node->argument[0]];
    const uint32_t *records = node->argument[1] >= 0 ? block->vectors[node->argument[1]].codes : NULL;
    const int32_t *days = node->argument[2] >= 0 ? block->vectors[node->argument[2]].dates : NULL;
    bool of_field = node->kind >= 0, may_be_absent = of_field && mandate_model_kind(block->plan->model, node->kind)->fields[node->field].blank == MANDATE_BLANK_NONE;
    for (size_t i = 0; i < rows; i++) {
        mandate_range r = {a->low[i], mandate_high(a, i)};
        uint32_t record = records ? records[i] : mandate_record_at(block, node->space, i);
        mandate_date day = days ? days[i] : block->as_of;
        bool open = record == MANDATE_CODE_UNKNOWN || (may_be_absent && (day == MANDATE_DATE_UNKNOWN || has_no_version(block, node, record, day)));
        if (!of_field && r.low == MANDATE_NUMBER_UNKNOWN && isinf(r.high)) open = true;
        if (!open) r = bounded(r, node->number, node->number2);
        target->low[i] = r.low;
        target->high[i] = r.high;
    }
}

static void round_rows(const mandate_block *block, const mandate_node *node, const mandate_target *target, size_t rows)
{
    const mandate_vector *a = &block->vectors[node->argument[0]];
    mandate_round_method method = (mandate_round_method)node->method;
    for (size_t i = 0; i < rows; i++) {
        mandate_range r = {a->low[i], mandate_high(a, i)};
        if (!isnan(r.low)) r = mandate_range_rounded(r, (int)node->number, method);
        target->low[i] = r.low;
        target->high[i] = r.high;
    }
}

static void scale_rows(const mandate_block *block, const mandate_node *node, const mandate_target *target, size_t rows)
{
    const mandate_vector *a = &block->vectors[node->argument[0]];
    const uint32_t *scales = block->vectors[node->argument[1]].codes;
    for (size_t i = 0; i < rows; i++) {
        mandate_range r = {a->low[i], mandate_high(a, i)};
        if (isnan(r.low) || scales[i] == MANDATE_CODE_ABSENT) r = ABSENT;
        else if (mandate_range_is_unknown(r) || scales[i] == MANDATE_CODE_UNKNOWN) r = UNKNOWN;
        else {
            const mandate_scale *scale = &block->plan->scales[scales[i]];
            r = node->inverse ? mandate_scale_base(scale, r) : mandate_scale_amount(scale, r);
        }
        target->low[i] = r.low;
        target->high[i] = r.high;
    }
}

static void censor(const mandate_block *block, const mandate_node *node, const mandate_target *target, size_t rows)
{
    const mandate_vector *a = &block->vectors[node->argument[0]], *signs[4];
    for (int s = 0; s < 4; s++) signs[s] = &block->vectors[node->argument[1 + s]];
    for (size_t i = 0; i < rows; i++) {
        mandate_range r = censored((mandate_range){a->low[i], mandate_high(a, i)}, mandate_bit(signs[0]->yes, i), mandate_bit(signs[1]->yes, i),
                                   mandate_bit(signs[2]->yes, i), mandate_bit(signs[3]->yes, i));
        target->low[i] = r.low;
        target->high[i] = r.high;
    }
}

bool mandate_compute_arithmetic(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    const mandate_vector *a = mandate_input(block, node, 0), *b = mandate_input(block, node, 1);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    switch (node->op) {
    case MANDATE_OP_BOUNDED: bound(block, node, &target, rows); return true;
    case MANDATE_OP_CENSORED: censor(block, node, &target, rows); return true;
    case MANDATE_OP_ROUNDED:
        round_rows(block, node, &target, rows);
        if (!a->high) out->high = NULL;
        return true;
    case MANDATE_OP_SCALED: scale_rows(block, node, &target, rows); return true;
    case MANDATE_OP_PARAMETER: return read_parameter(block, node, &target, rows, error);
    case MANDATE_OP_ADD:
    case MANDATE_OP_SUBTRACT:
        if (!a->high && !b->high) { // exact, absent or wholly unknown
            if (node->op == MANDATE_OP_ADD) mandate_numbers_add(a->low, b->low, target.low, rows);
            else mandate_numbers_subtract(a->low, b->low, target.low, rows);
            out->high = NULL;
            return true;
        }
        // fall through
    default:
        for (size_t i = 0; i < rows; i++) {
            mandate_range r = combine(node, (mandate_range){a->low[i], mandate_high(a, i)}, (mandate_range){b->low[i], mandate_high(b, i)});
            target.low[i] = r.low;
            target.high[i] = r.high;
        }
        if (!a->high && !b->high && !node->flag) out->high = NULL; // exact, absent or wholly unknown
        return true;
    }
}
