// The kernels of looking ahead: days after the as-of date on which a value can be another (ahead.c tells what is asked when).
#include <string.h>
#include "engine/kernels/arithmetic.h"
#include "engine/kernels/compute.h"
#include "engine/kernels/days.h"

static int32_t earlier(int32_t a, int32_t b) { return a < b ? a : b; } // unknown goes before all days, absent behind them

// The cell of a version of a record as bits that are the same where the cells are.
static uint64_t cell_bits(const mandate_column *column, uint32_t version)
{
    double number;
    uint64_t bits;
    switch (column->type) {
    case MANDATE_NUMBER:
        number = mandate_column_number(column, version);
        memcpy(&bits, &number, sizeof bits);
        return bits;
    case MANDATE_EVENT:
    case MANDATE_DATE: return (uint32_t)mandate_column_date(column, version);
    case MANDATE_YESNO: return column->answers[version];
    case MANDATE_REFERENCE: return column->codes[version];
    default: return mandate_column_cell(column, version);
    }
}

typedef struct cell_reading {
    const mandate_snapshot *snapshot;
    const mandate_table *table;
    const mandate_field *field;
    const mandate_column *column;
    bool versioned; // the cell may be another in another version
    bool recorded; // it is read as it is on file, what is still to come included
} cell_reading;

static cell_reading reading_of(const mandate_block *block, const mandate_node *node)
{
    cell_reading r = {.snapshot = block->snapshot, .table = mandate_snapshot_table(block->snapshot, node->kind)};
    r.field = &r.table->kind->fields[node->field];
    r.column = &r.table->columns[node->field];
    r.recorded = node->reading == MANDATE_READ_AS_RECORDED;
    r.versioned = r.table->version_start && !r.field->fixed && !(r.field->place && !mandate_plan_moves(block->plan, node->kind, node->field));
    return r;
}

static uint32_t version_on(const cell_reading *r, uint32_t record, mandate_date day)
{
    if (!r->table->version_start) return record;
    if (!r->versioned) return r->table->version_start[record];
    return mandate_table_version(r->table, record, day == MANDATE_DATE_ABSENT ? MANDATE_DATE_LAST : day);
}

// What no cell has for bits, of whatever type: numbers that are none, with marks of their own. A cell that must not be known yet; one of which nobody knows what it
// held, because no version is in force yet.
static const uint64_t BLANK_CELL = 0x7FF5B1A4C0000001ULL, NO_VERSION = 0x7FF5B1A4C0000002ULL;

// What the cell reads as on a day, as bits: of an event that is later nothing, of what is known from an event that is later nothing.
static uint64_t bits_on(const cell_reading *r, uint32_t record, mandate_date pivot, mandate_date day)
{
    if (r->field->known_from >= 0 && !r->recorded) {
        uint32_t now = mandate_table_version_of(r->table, record, r->field->known_from, day);
        if (now == MANDATE_CODE_ABSENT) return NO_VERSION;
        if (mandate_column_date(&r->table->columns[r->field->known_from], now) > day) return BLANK_CELL;
    }
    uint32_t version = version_on(r, record, pivot);
    if (version == MANDATE_CODE_ABSENT) return NO_VERSION;
    uint64_t bits = cell_bits(r->column, version);
    if (r->recorded) return bits;
    if (r->column->type == MANDATE_EVENT && mandate_column_date(r->column, version) > day) return (uint32_t)MANDATE_DATE_ABSENT;
    if (r->column->type == MANDATE_REFERENCE && bits < MANDATE_CODE_UNKNOWN &&
        mandate_column_date(&mandate_snapshot_table(r->snapshot, r->field->kind)->event, (size_t)bits) > day)
        return MANDATE_CODE_ABSENT;
    return bits;
}

static void consider(mandate_date day, mandate_date after, mandate_date *next)
{
    if (mandate_date_is(day) && day > after && day < *next) *next = day;
}

// The first day after `after` on which anything that makes a cell another is written: a version's first day, an event, the event of what it refers to.
static mandate_date next_written(const cell_reading *r, uint32_t record, mandate_date after)
{
    mandate_date next = MANDATE_DATE_ABSENT;
    uint32_t first = r->table->version_start ? r->table->version_start[record] : record, end = r->table->version_start ? r->table->version_start[record + 1] : record + 1;
    for (uint32_t v = first; v < end; v++) {
        if (r->table->version_start) consider(r->table->effective_from[v], after, &next);
        if (r->column->type == MANDATE_EVENT) consider(mandate_column_date(r->column, v), after, &next);
        if (r->field->known_from >= 0) consider(mandate_column_date(&r->table->columns[r->field->known_from], v), after, &next);
        if (r->column->type == MANDATE_REFERENCE && r->column->codes[v] < MANDATE_CODE_UNKNOWN)
            consider(mandate_column_date(&mandate_snapshot_table(r->snapshot, r->field->kind)->event, r->column->codes[v]), after, &next);
    }
    return next;
}

// The as-of date moves on and the pivot stays; events, and whatever is read without a pivot, go by the as-of date.
static mandate_date next_cell(const cell_reading *r, uint32_t record, mandate_date pivot, bool pivoted, mandate_date as_of)
{
    bool stays = pivoted && r->column->type != MANDATE_EVENT;
    uint64_t now = bits_on(r, record, stays ? pivot : as_of, as_of);
    for (mandate_date day = as_of;;) {
        day = next_written(r, record, day);
        if (!mandate_date_is(day)) return MANDATE_DATE_ABSENT;
        if (bits_on(r, record, stays ? pivot : day, day) != now) return day;
    }
}

// The next pivot from which another version of the record says something else.
static mandate_date next_version(const cell_reading *r, uint32_t record, mandate_date pivot)
{
    uint32_t now = mandate_table_version(r->table, record, pivot);
    for (uint32_t v = r->table->version_start[record]; v < r->table->version_start[record + 1]; v++) {
        mandate_date from = r->table->effective_from[v];
        if (!mandate_date_is(from) || from <= pivot) continue;
        if (now == MANDATE_CODE_ABSENT || cell_bits(r->column, v) != cell_bits(r->column, now)) return from;
    }
    return MANDATE_DATE_ABSENT;
}

// The day since which the record says what it says on a pivot: before it another version said something else, or none was in force. Where none is in force on the pivot
// nobody knows what it says.
static mandate_date since_version(const cell_reading *r, uint32_t record, mandate_date pivot)
{
    uint32_t now = mandate_table_version(r->table, record, pivot), first = r->table->version_start[record];
    if (now == MANDATE_CODE_ABSENT) return MANDATE_DATE_UNKNOWN;
    while (now > first && cell_bits(r->column, now - 1) == cell_bits(r->column, now)) now--;
    mandate_date from = r->table->effective_from[now];
    return mandate_date_is(from) ? from : MANDATE_DATE_ABSENT;
}

static void read_ahead(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    cell_reading r = reading_of(block, node);
    const uint32_t *records = node->argument[0] >= 0 ? block->vectors[node->argument[0]].codes : NULL;
    const int32_t *pivots = node->argument[1] >= 0 ? block->vectors[node->argument[1]].dates : NULL;
    for (size_t i = 0; i < rows; i++) {
        uint32_t record = records ? records[i] : mandate_record_at(block, node->space, i);
        bool lost = record >= MANDATE_CODE_UNKNOWN || (pivots && (pivots[i] == MANDATE_DATE_UNKNOWN || pivots[i] == MANDATE_DATE_ABSENT));
        if (lost && record < MANDATE_CODE_UNKNOWN && node->op == MANDATE_OP_AHEAD_CELL) { // an unknown pivot: where the only version holds always, events still come
            out[i] = next_cell(&r, record, block->as_of, true, block->as_of);
            continue;
        }
        if (lost) out[i] = MANDATE_DATE_ABSENT;
        else if (node->op == MANDATE_OP_AHEAD_CELL) out[i] = next_cell(&r, record, pivots ? pivots[i] : MANDATE_DATE_ABSENT, pivots != NULL, block->as_of);
        else out[i] = node->op == MANDATE_OP_SINCE_VERSION ? since_version(&r, record, pivots[i]) : next_version(&r, record, pivots[i]);
    }
}

static void visible_ahead(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    const mandate_column *event = &mandate_snapshot_table(block->snapshot, node->kind)->event;
    const uint32_t *records = node->argument[0] >= 0 ? block->vectors[node->argument[0]].codes : NULL;
    for (size_t i = 0; i < rows; i++) {
        uint32_t record = records ? records[i] : mandate_record_at(block, node->space, i);
        int32_t day = record < MANDATE_CODE_UNKNOWN ? mandate_column_date(event, record) : MANDATE_DATE_ABSENT;
        out[i] = day > block->as_of ? day : MANDATE_DATE_ABSENT;
    }
}

enum { MOST_LEVELS = 64 };

static mandate_date place_moves(const mandate_table *places, uint32_t place, mandate_date as_of)
{
    const mandate_column *parent = &places->columns[places->kind->tree];
    mandate_date next = MANDATE_DATE_ABSENT;
    for (int level = 0; level < MOST_LEVELS && place < places->records && places->version_start; level++) {
        for (uint32_t v = places->version_start[place]; v < places->version_start[place + 1]; v++)
            if (v == places->version_start[place] || parent->codes[v] != parent->codes[v - 1]) consider(places->effective_from[v], as_of, &next);
        uint32_t now = mandate_table_version(places, place, as_of);
        place = parent->codes[now == MANDATE_CODE_ABSENT ? places->version_start[place] : now];
    }
    return next;
}

static void parameter_ahead(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    const mandate_parameter *parameter = &block->plan->parameters[node->parameter];
    const int32_t *days = block->vectors[node->argument[0]].dates;
    const uint32_t *places = node->argument[1] >= 0 ? block->vectors[node->argument[1]].codes : NULL;
    for (size_t i = 0; i < rows; i++) {
        bool again = i > 0 && days[i] == days[i - 1] && (!places || places[i] == places[i - 1]);
        if (again) out[i] = out[i - 1];
        else if (!mandate_date_is(days[i])) out[i] = MANDATE_DATE_ABSENT;
        else out[i] = mandate_parameter_next(block, parameter, days[i], places ? places[i] : MANDATE_CODE_ABSENT);
    }
}

// Until which day `and` (`or`) stays what it is: where one part decides, as long as that part does; where both do, as long as one of them does.
static void logic_ahead(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    const mandate_vector *a = &block->vectors[node->argument[0]], *b = &block->vectors[node->argument[1]];
    const int32_t *when_a = block->vectors[node->argument[2]].dates, *when_b = block->vectors[node->argument[3]].dates;
    unsigned decides = node->any ? 1 : 0;
    for (size_t i = 0; i < rows; i++) {
        bool by_a = mandate_truth(a, i) == decides, by_b = mandate_truth(b, i) == decides;
        int32_t x = when_a[i], y = when_b[i];
        if (by_a && by_b)
            out[i] = x == MANDATE_DATE_ABSENT || y == MANDATE_DATE_ABSENT     ? MANDATE_DATE_ABSENT
                     : x == MANDATE_DATE_UNKNOWN || y == MANDATE_DATE_UNKNOWN ? MANDATE_DATE_UNKNOWN
                     : x > y                                                  ? x
                                                                              : y;
        else out[i] = by_a ? x : by_b ? y : earlier(x, y);
    }
}

// From which day on what is moved reaches a day; or (covered) a calendar tells where it is moved to, or no longer.
static void invert(const mandate_block *block, const mandate_node *node, bool covered, size_t rows, int32_t *out)
{
    const int32_t *days = block->vectors[node->argument[0]].dates;
    const uint32_t *spans = node->argument[1] >= 0 ? block->vectors[node->argument[1]].codes : NULL;
    for (size_t i = 0; i < rows; i++) {
        uint32_t span = spans ? spans[i] : 0;
        if (i > 0 && days[i] == days[i - 1] && (!spans || span == spans[i - 1])) { // mostly the same as for the row before
            out[i] = out[i - 1];
            continue;
        }
        bool lost = !mandate_date_is(days[i]) || span >= MANDATE_CODE_UNKNOWN;
        if (lost) out[i] = MANDATE_DATE_ABSENT;
        else out[i] = covered ? mandate_moved_covered(block->plan, days[i], span, node->way) : mandate_moved_inverse(block->plan, days[i], span, node->way);
    }
}

// Days differ by whole numbers: from which day on is a difference no longer on the same side of a number? integer: 0 day + n is reached (at least), 1
// passed (above); 2, 3 the same of a difference that falls as the day moves on. 4 more: the number's high end.
static void offset(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    const int32_t *days = block->vectors[node->argument[0]].dates;
    const mandate_vector *number = &block->vectors[node->argument[1]];
    for (size_t i = 0; i < rows; i++) {
        double n = node->way & 4 ? mandate_high(number, i) : mandate_low(number, i), by = 0;
        switch (node->way & 3) {
        case 0: by = ceil(n); break;
        case 1: by = floor(n) + 1; break;
        case 2: by = 1 - ceil(n); break;
        default: by = -floor(n); break;
        }
        bool lost = !mandate_date_is(days[i]) || !isfinite(n) || fabs(by) > (double)MANDATE_DATE_LAST;
        out[i] = lost ? MANDATE_DATE_ABSENT : mandate_date_add_days(days[i], (long)by);
        if (!mandate_date_is(out[i])) out[i] = MANDATE_DATE_ABSENT;
    }
}

static int32_t when(const mandate_block *block, const mandate_node *node, int argument, size_t i)
{
    return node->argument[argument] >= 0 ? block->vectors[node->argument[argument]].dates[i] : MANDATE_DATE_ABSENT;
}

static unsigned truth(const mandate_block *block, const mandate_node *node, int argument, size_t i)
{
    return node->argument[argument] >= 0 ? mandate_truth(&block->vectors[node->argument[argument]], i) : 1;
}

// Whether the verdict may turn on what is still to come in evidence, or in what a quota counts.
static bool is_unsettled(uint8_t status, bool dated)
{
    return status == MANDATE_UNKNOWN || status == MANDATE_ON_TRACK || status == MANDATE_BEHIND || status == MANDATE_OPEN || (status == MANDATE_MET && !dated);
}

static int32_t judged_ahead(const mandate_block *block, const mandate_node *node, size_t i)
{
    const mandate_vector *verdict = &block->vectors[node->argument[MANDATE_AHEAD_JUDGED_VERDICT]];
    const mandate_node *version = &block->plan->nodes[node->argument[MANDATE_AHEAD_JUDGED_VERDICT]];
    uint8_t status = verdict->statuses[i];
    int32_t next = when(block, node, MANDATE_AHEAD_JUDGED_WHEN_HERE, i);
    if (truth(block, node, MANDATE_AHEAD_JUDGED_HERE, i) == 0) return next;
    next = earlier(next, earlier(when(block, node, MANDATE_AHEAD_JUDGED_WHEN_FORCE, i), when(block, node, MANDATE_AHEAD_JUDGED_WHEN_ARISES, i)));
    if (status == MANDATE_NOT_IN_FORCE && truth(block, node, MANDATE_AHEAD_JUDGED_FORCE, i) == 0) return next;
    next = earlier(next, when(block, node, MANDATE_AHEAD_JUDGED_WHEN_APPLIES, i));
    bool none = status == MANDATE_NOT_APPLICABLE || status == MANDATE_NOT_AVAILABLE || status == MANDATE_MAY_NOT_JUDGE;
    if (none && truth(block, node, MANDATE_AHEAD_JUDGED_APPLIES, i) == 0) return next;
    next = earlier(next, when(block, node, MANDATE_AHEAD_JUDGED_WHEN_DECIDED, i));
    bool dated = version->op == MANDATE_OP_QUOTA && mandate_date_is(verdict->due[i]);
    if (none || is_unsettled(status, dated)) next = earlier(next, when(block, node, MANDATE_AHEAD_JUDGED_WHEN_SHOWN, i));
    bool waivable = status == MANDATE_PENDING || status == MANDATE_OVERDUE || status == MANDATE_BREACHED || status == MANDATE_WAIVED;
    return waivable ? earlier(next, when(block, node, MANDATE_AHEAD_JUDGED_WHEN_WAIVED, i)) : next;
}

// Whether a version leaves nothing to those behind it (versions.c).
static bool settles(const mandate_block *block, const mandate_node *node, size_t i)
{
    const mandate_vector *verdict = &block->vectors[node->argument[0]];
    uint8_t status = verdict->statuses[i];
    if (node->worst || status == MANDATE_NOT_IN_FORCE || status == MANDATE_MAY_NOT_JUDGE) return false;
    bool none = status == MANDATE_NOT_APPLICABLE || status == MANDATE_NOT_AVAILABLE;
    return !(none && block->plan->nodes[node->argument[0]].arises_given && verdict->arises[i] > block->as_of);
}

static void verdict_ahead(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    const mandate_vector *verdict = &block->vectors[node->argument[0]];
    const mandate_column *event = &mandate_snapshot_table(block->snapshot, block->plan->spaces[node->space].kind)->event;
    uint32_t first = block->frames[node->space].first;
    for (size_t i = 0; i < rows; i++) {
        if (node->op == MANDATE_OP_AHEAD_JUDGED) out[i] = judged_ahead(block, node, i);
        else if (node->op == MANDATE_OP_AHEAD_CHOSEN)
            out[i] = settles(block, node, i) ? when(block, node, 1, i) : earlier(when(block, node, 1, i), when(block, node, 2, i));
        else if (verdict->statuses[i] == MANDATE_NOT_VISIBLE) out[i] = mandate_column_date(event, first + i); // the first day of a verdict
        else out[i] = earlier(verdict->next[i], when(block, node, 1, i));
        if (node->op == MANDATE_OP_NEXT_CHANGE && out[i] > MANDATE_DATE_LAST) out[i] = MANDATE_DATE_ABSENT;
    }
}

// When what a day is called by, or the whole number of months to or from a day, is another as a date moves on.
static void numbers_ahead(const mandate_block *block, const mandate_node *node, size_t rows, int32_t *out)
{
    const int32_t *moving = block->vectors[node->argument[0]].dates, *still = node->argument[1] >= 0 ? block->vectors[node->argument[1]].dates : moving;
    for (size_t i = 0; i < rows; i++) {
        if (i > 0 && moving[i] == moving[i - 1] && still[i] == still[i - 1]) {
            out[i] = out[i - 1];
            continue;
        }
        if (!mandate_date_is(moving[i]) || !mandate_date_is(still[i])) out[i] = MANDATE_DATE_ABSENT;
        else if (node->op == MANDATE_OP_AHEAD_PART) out[i] = mandate_date_add_days(mandate_date_part_last(moving[i], (mandate_date_part)node->part), 1);
        else out[i] = mandate_whole_behind(moving[i], still[i], (int)node->way);
    }
}

bool mandate_compute_ahead(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    switch (node->op) {
    case MANDATE_OP_AHEAD_OF: {
        const int32_t *days = block->vectors[node->argument[0]].dates;
        for (size_t i = 0; i < rows; i++) target.dates[i] = days[i] > block->as_of ? days[i] : MANDATE_DATE_ABSENT;
        return true;
    }
    case MANDATE_OP_AHEAD_VISIBLE: visible_ahead(block, node, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_CELL:
    case MANDATE_OP_AHEAD_VERSION:
    case MANDATE_OP_SINCE_VERSION: read_ahead(block, node, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_PLACE: {
        const mandate_table *places = mandate_snapshot_table(block->snapshot, mandate_model_find(block->plan->model, "jurisdiction"));
        const uint32_t *codes = block->vectors[node->argument[0]].codes;
        for (size_t i = 0; i < rows; i++) target.dates[i] = place_moves(places, codes[i], block->as_of);
        return true;
    }
    case MANDATE_OP_AHEAD_PARAMETER: parameter_ahead(block, node, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_LOGIC: logic_ahead(block, node, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_INVERSE: invert(block, node, false, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_COVERED: invert(block, node, true, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_PART:
    case MANDATE_OP_AHEAD_WHOLE: numbers_ahead(block, node, rows, target.dates); return true;
    case MANDATE_OP_AHEAD_OFFSET: offset(block, node, rows, target.dates); return true;
    default: verdict_ahead(block, node, rows, target.dates); return true;
    }
}
