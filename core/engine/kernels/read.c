// Leaves: constants, columns, rows, and values fetched from other rows.
#include <assert.h>
#include <string.h>
#include "engine/kernels/aggregate.h"
#include "engine/kernels/narrow.h"
#include "engine/kernels/owners.h"
#include "engine/kernels/texts.h"

static const mandate_column *column_of(const mandate_block *block, const mandate_node *node, const mandate_table **table)
{
    *table = mandate_snapshot_table(block->snapshot, node->kind);
    return &(*table)->columns[node->field];
}

// What a blank cell of this field reads as.
static bool blank_is_unknown(const mandate_field *field) { return field->blank == MANDATE_BLANK_UNKNOWN; }

typedef struct reading {
    const mandate_block *block;
    const mandate_table *table;
    const mandate_field *field;
    const uint32_t *records; // from a node of records, or NULL
    const int32_t *pivots; // NULL: the as-of date
    const mandate_column *known_from;
    const mandate_moves *moves; // of a reference to a place, where some move
    int space;
    bool event; // is read on the as-of date, whatever the pivot
} reading;

enum { CELL_ABSENT = -1, CELL_UNKNOWN = -2, CELL_BLANK = -3 };

// The version row that holds the cell for row i, or why there is none.
static int64_t cell_of(const reading *r, size_t i)
{
    uint32_t record = r->records ? r->records[i] : mandate_record_at(r->block, r->space, i);
    if (record == MANDATE_CODE_ABSENT) return CELL_ABSENT;
    if (record == MANDATE_CODE_UNKNOWN) return CELL_UNKNOWN;
    uint32_t version = record;
    if (r->known_from) { // until it has come, the cell is empty; without a version nobody knows whether it has
        uint32_t now = mandate_table_version_of(r->table, record, r->field->known_from, r->block->as_of);
        if (now == MANDATE_CODE_ABSENT) return CELL_UNKNOWN;
        if (mandate_column_date(r->known_from, now) > r->block->as_of) return CELL_BLANK;
    }
    if (r->table->version_start) {
        version = r->table->version_start[record];
        mandate_date day = r->pivots && !r->event ? r->pivots[i] : r->block->as_of;
        bool always_the_same = r->field && (r->field->fixed || (r->field->place && !(r->moves && mandate_moves_has(r->moves, record))));
        if (day == MANDATE_DATE_UNKNOWN && !always_the_same && !mandate_table_only_version(r->table, record)) return CELL_UNKNOWN;
        if (day != MANDATE_DATE_UNKNOWN && !always_the_same) version = mandate_table_version(r->table, record, day == MANDATE_DATE_ABSENT ? r->block->as_of : day);
        if (version == MANDATE_CODE_ABSENT) return CELL_UNKNOWN; // none is in force yet: nobody knows what it held
    }
    return (int64_t)version;
}

// A value of one row for another, from row `begin` on: `row_of` gives the place in `from`, or a code for none.
static void spread(const mandate_vector *from, mandate_value_type type, const uint32_t *row_of, uint32_t first, size_t rows, const mandate_target *target, size_t begin)
{
#define WHERE(i) (row_of[i] - first)
#define NONE(i) (row_of[i] >= MANDATE_CODE_UNKNOWN)
#define IS_UNKNOWN(i) (row_of[i] == MANDATE_CODE_UNKNOWN)
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        for (size_t w = begin / 64; w < mandate_words(rows); w++) {
            uint64_t yes = 0, unknown = 0;
            for (size_t i = w * 64 < begin ? begin : w * 64; i < rows && i < w * 64 + 64; i++) {
                unsigned truth = NONE(i) ? (IS_UNKNOWN(i) ? 2U : 0U) : mandate_truth(from, WHERE(i));
                yes |= (uint64_t)(truth & 1U) << (i % 64);
                unknown |= (uint64_t)(truth >> 1) << (i % 64);
            }
            target->yes[w] |= yes;
            target->unknown[w] |= unknown;
        }
        break;
    case MANDATE_VALUE_NUMBER:
        for (size_t i = begin; i < rows; i++) {
            target->low[i] = NONE(i) ? (IS_UNKNOWN(i) ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT) : mandate_low(from, WHERE(i));
            target->high[i] = NONE(i) ? (IS_UNKNOWN(i) ? (double)INFINITY : MANDATE_NUMBER_ABSENT) : mandate_high(from, WHERE(i));
        }
        break;
    case MANDATE_VALUE_DATE:
        for (size_t i = begin; i < rows; i++) target->dates[i] = NONE(i) ? (IS_UNKNOWN(i) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT) : mandate_day(from, WHERE(i));
        break;
    case MANDATE_VALUE_VERDICT:
        for (size_t i = begin; i < rows; i++) {
            size_t w = NONE(i) ? 0 : WHERE(i);
            target->statuses[i] = (uint8_t)(NONE(i) ? (IS_UNKNOWN(i) ? MANDATE_UNKNOWN : MANDATE_NOT_VISIBLE) : from->statuses[w]);
            int32_t none = IS_UNKNOWN(i) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
            target->due[i] = NONE(i) ? none : from->due[w];
            target->done[i] = NONE(i) ? none : from->done[w];
            target->next[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->next[w];
            target->since[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->since[w];
            target->arises[i] = NONE(i) ? none : from->arises[w];
        }
        break;
    default:
        for (size_t i = begin; i < rows; i++) target->codes[i] = NONE(i) ? row_of[i] : from->codes[WHERE(i)];
        break;
    }
#undef WHERE
#undef NONE
#undef IS_UNKNOWN
}

static void clear_bits(const mandate_target *target, mandate_value_type type, size_t rows)
{
    if (type != MANDATE_VALUE_CONDITION) return;
    memset(target->yes, 0, mandate_words(rows) * sizeof *target->yes);
    memset(target->unknown, 0, mandate_words(rows) * sizeof *target->unknown);
}

#define FILL(array, type, value)                                                                                                                                         \
    for (uint32_t t = 0; t < ranges.receivers; t++) {                                                                                                                    \
        uint32_t end = mandate_range_begin(&ranges, t + 1);                                                                                                              \
        const type own = value(from, source + t);                                                                                                                        \
        for (uint32_t i = mandate_range_begin(&ranges, t); i < end; i++) target.array[i] = own;                                                                          \
    }
#define CODE(from, i) (from)->codes[i]

static void set_bits(uint64_t *bits, size_t begin, size_t end)
{
    for (size_t i = begin; i < end;) {
        size_t now = 64 - i % 64 < end - i ? 64 - i % 64 : end - i;
        bits[i / 64] |= (now == 64 ? ~0ULL : (1ULL << now) - 1) << (i % 64);
        i += now;
    }
}

bool mandate_spread_to_rows(mandate_block *block, int owner, uint32_t first, const mandate_vector *from, mandate_value_type type, mandate_vector *out,
                            mandate_error *error)
{
    size_t rows = mandate_rows(block, block->plan->nodes[owner].space);
    mandate_ranges ranges = mandate_owner_ranges(block, owner);
    size_t source = ranges.receiver - first;
    mandate_target target;
    if (!mandate_vector_prepare(out, type, rows, &target, error)) return false;
    if (rows < ranges.receivers) { // most owners have no row: the rows know theirs
        clear_bits(&target, type, rows);
        spread(from, type, block->vectors[owner].codes, first, rows, &target, 0);
        if (type != MANDATE_VALUE_CONDITION && type != MANDATE_VALUE_NUMBER)
            out->certain = from->certain && (rows == 0 || block->vectors[owner].codes[rows - 1] != MANDATE_CODE_UNKNOWN); // those without an owner stand last
        return true;
    }
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        clear_bits(&target, type, rows);
        for (uint32_t t = 0; t < ranges.receivers; t++) {
            unsigned truth = mandate_truth(from, source + t);
            if (truth) set_bits(truth == 1 ? target.yes : target.unknown, mandate_range_begin(&ranges, t), mandate_range_begin(&ranges, t + 1));
        }
        break;
    case MANDATE_VALUE_NUMBER:
        FILL(low, double, mandate_low)
        if (from->high) {
            FILL(high, double, mandate_high)
        } else {
            out->high = NULL;
        }
        break;
    case MANDATE_VALUE_DATE: FILL(dates, int32_t, mandate_day) break;
    default: FILL(codes, uint32_t, CODE) break;
    }
    // rows whose owner is not known stand last
    size_t begin = ranges.receivers ? mandate_range_begin(&ranges, ranges.receivers) : 0;
    if (begin == rows) {
        out->certain = from->certain;
        if (type == MANDATE_VALUE_CONDITION && !from->unknown) {
            out->unknown = NULL;
            out->certain = true;
        }
        return true;
    }
    if (type == MANDATE_VALUE_NUMBER && !out->high) {
        memcpy(target.high, target.low, begin * sizeof *target.high);
        for (size_t i = 0; i < begin; i++)
            if (target.low[i] == MANDATE_NUMBER_UNKNOWN) target.high[i] = (double)INFINITY;
        out->high = target.high;
    }
    spread(from, type, block->vectors[owner].codes, first, rows, &target, begin);
    return true;
}

// Lets a vector show a column from `first` on, where no cell of it must be read otherwise on the day.
static bool show_column(const mandate_block *block, const mandate_column *column, const mandate_field *field, uint32_t first, mandate_vector *out)
{
    if (column->type == MANDATE_EVENT && column->last > block->as_of) return false;
    if (column->scale > 0) {
        mandate_show_cells(column, first, out);
        return true;
    }
    out->same = false;
    out->certain = !column->has_unknown;
    switch (column->type) {
    case MANDATE_NUMBER:
        out->low = column->numbers + first;
        out->high = NULL;
        return true;
    case MANDATE_EVENT:
    case MANDATE_DATE: out->dates = column->dates + first; return true;
    case MANDATE_TEXT: return false; // texts.c
    case MANDATE_REFERENCE:
        if (mandate_snapshot_table(block->snapshot, field->kind)->last_event > block->as_of) return false;
        out->codes = column->codes + first;
        return true;
    case MANDATE_YESNO: return false;
    }
    return false;
}

// Cells of one width, for whoever does not understand them as they lie. What is later than `last` has not happened yet.
#define UNPACK(to, cells_, open, value, unknown_, absent_)                                                                                                               \
    do {                                                                                                                                                                 \
        const mandate_column packed = *column;                                                                                                                           \
        MANDATE_EACH_ROW(rows, {                                                                                                                                         \
            uint32_t cell = packed.cells_[first + i];                                                                                                                    \
            (to)[i] = cell < (open) ? (value) : cell == (open) ? (unknown_) : (absent_);                                                                                 \
        });                                                                                                                                                              \
    } while (0)
#define UNPACK_ANY_WIDTH(to, value, unknown_, absent_)                                                                                                                   \
    do {                                                                                                                                                                 \
        if (column->width == 1) UNPACK(to, codes8, UINT8_MAX - 1, value, unknown_, absent_);                                                                             \
        else if (column->width == 2) UNPACK(to, codes16, UINT16_MAX - 1, value, unknown_, absent_);                                                                      \
        else UNPACK(to, codes, MANDATE_CODE_UNKNOWN, value, unknown_, absent_);                                                                                          \
    } while (0)

MANDATE_WIDE static void unpack_numbers(const mandate_column *column, size_t first, size_t rows, double *restrict to)
{
    const double base = (double)column->base, scale = column->scale; // both, and what cells add, are exact
    if (column->scale == 1) UNPACK_ANY_WIDTH(to, base + cell, MANDATE_NUMBER_UNKNOWN, MANDATE_NUMBER_ABSENT);
    else UNPACK_ANY_WIDTH(to, (base + cell) / scale, MANDATE_NUMBER_UNKNOWN, MANDATE_NUMBER_ABSENT);
}

MANDATE_WIDE static void unpack_dates(const mandate_column *column, size_t first, size_t rows, int32_t last, int32_t *restrict to)
{
    const int32_t base = (int32_t)column->base;
    UNPACK_ANY_WIDTH(to, base + (int32_t)cell > last ? MANDATE_DATE_ABSENT : base + (int32_t)cell, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ABSENT);
}

static void unpack_events(const mandate_column *event, size_t first, size_t rows, int32_t *to)
{
    if (event->dates) memcpy(to, event->dates + first, rows * sizeof *to);
    else unpack_dates(event, first, rows, MANDATE_DATE_LAST, to);
}

static bool unpack(mandate_block *block, int id, const mandate_column *column, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_frame *frame = &block->frames[node->space];
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, frame->rows, &target, error)) return false;
    bool happens = column->type == MANDATE_EVENT && node->reading != MANDATE_READ_AS_RECORDED;
    if (column->type == MANDATE_NUMBER) {
        unpack_numbers(column, frame->first, frame->rows, target.low);
        out->high = NULL;
    } else {
        unpack_dates(column, frame->first, frame->rows, happens ? block->as_of : MANDATE_DATE_LAST, target.dates);
    }
    out->certain = !column->has_unknown;
    return true;
}

// Each cell as it reads on its row's day, from whatever record it is.
static void read_cells(const reading *r, const mandate_node *node, const mandate_column *column, size_t rows, const uint32_t *texts, mandate_target *target)
{
    const mandate_block *block = r->block;
    const mandate_field *field = r->field;
    bool recorded = node->reading == MANDATE_READ_AS_RECORDED;
    bool unknown_blank = blank_is_unknown(field);
#define UNKNOWN_CELL(cell) ((cell) == CELL_UNKNOWN || ((cell) == CELL_BLANK && unknown_blank))
    switch (column->type) {
    case MANDATE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(r, i);
            target->low[i] = cell >= 0 ? mandate_column_number(column, (size_t)cell) : UNKNOWN_CELL(cell) ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
        }
        break;
    case MANDATE_EVENT:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(r, i);
            int32_t date = cell >= 0 ? mandate_column_date(column, (size_t)cell) : UNKNOWN_CELL(cell) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
            target->dates[i] = date > block->as_of && !recorded ? MANDATE_DATE_ABSENT : date;
        }
        break;
    case MANDATE_DATE:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(r, i);
            target->dates[i] = cell >= 0 ? mandate_column_date(column, (size_t)cell) : UNKNOWN_CELL(cell) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
        }
        break;
    case MANDATE_TEXT:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(r, i);
            uint32_t code = cell >= 0 ? mandate_column_cell(column, (size_t)cell) : UNKNOWN_CELL(cell) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
            target->codes[i] = texts && code < MANDATE_CODE_UNKNOWN ? texts[code] : code;
        }
        break;
    case MANDATE_REFERENCE: {
        const mandate_table *of = mandate_snapshot_table(block->snapshot, field->kind);
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(r, i);
            uint32_t code = cell >= 0 ? column->codes[cell] : UNKNOWN_CELL(cell) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
            if (!recorded && code < MANDATE_CODE_UNKNOWN && mandate_column_date(&of->event, code) > block->as_of) // no rule looks ahead
                code = mandate_table_is_undated(of, code) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
            target->codes[i] = code;
        }
        break;
    }
    case MANDATE_YESNO:
        MANDATE_EACH_TRUTH(*target, rows, ({
            int64_t cell = cell_of(r, i);
            unsigned answer = cell >= 0 ? column->answers[cell] : UNKNOWN_CELL(cell) ? MANDATE_YESNO_UNKNOWN : MANDATE_YESNO_ABSENT;
            answer == MANDATE_YES || (node->reading == MANDATE_READ_ANSWERED && answer == MANDATE_NO) ? 1U : answer == MANDATE_YESNO_UNKNOWN ? 2U : 0U;
        }))
        break;
    }
#undef UNKNOWN_CELL
}

static bool read_column(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_table *table;
    const mandate_column *column = column_of(block, node, &table);
    const mandate_field *field = &table->kind->fields[node->field];
    assert(node->type == mandate_value_of_field(column->type));
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    const mandate_frame *frame = &block->frames[node->space];
    bool recorded = node->reading == MANDATE_READ_AS_RECORDED;
    bool known_from = field->known_from >= 0 && !recorded;
    bool direct = mandate_reads_directly(block->plan, node);
    if (direct && column->type == MANDATE_TEXT) return mandate_show_texts(block, id, column, error);
    if (direct && column->scale > 0 && !block->layout->narrow[id]) return unpack(block, id, column, error);
    if (direct && show_column(block, column, field, frame->first, out)) return true; // the column itself is the vector
    if (direct && column->type == MANDATE_EVENT && !recorded) { // what is later than the day has not happened yet
        mandate_target early;
        if (!mandate_vector_prepare(out, node->type, rows, &early, error)) return false;
        const int32_t *restrict dates = column->dates + frame->first;
        int32_t *restrict to = early.dates;
        const int32_t as_of = block->as_of;
        MANDATE_EACH_ROW(rows, to[i] = dates[i] > as_of ? MANDATE_DATE_ABSENT : dates[i];);
        out->certain = !column->has_unknown;
        return true;
    }
    int owner = node->argument[0];
    if (column->type != MANDATE_YESNO && mandate_is_spread(block->plan, node)) {
        mandate_vector whole = {0};
        if (column->type == MANDATE_TEXT) return mandate_spread_texts(block, id, column, error);
        if (show_column(block, column, field, 0, &whole)) return mandate_spread_to_rows(block, owner, 0, &whole, node->type, out, error);
    }
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    reading r = {.block = block, .table = table, .field = field, .space = node->space, .event = column->type == MANDATE_EVENT && node->reading != MANDATE_READ_ON_PIVOT};
    if (node->argument[0] >= 0) r.records = block->vectors[node->argument[0]].codes;
    if (node->argument[1] >= 0) r.pivots = block->vectors[node->argument[1]].dates;
    if (known_from) r.known_from = &table->columns[field->known_from];
    if (field->place) r.moves = mandate_plan_moves(block->plan, node->kind, node->field);
    const uint32_t *texts = column->type != MANDATE_TEXT || block->layout->narrow[id] ? NULL : mandate_plan_texts_of(block->plan, node->kind, node->field);
    read_cells(&r, node, column, rows, texts, &target);
    if (column->type == MANDATE_NUMBER) out->high = NULL;
    return true;
}

bool mandate_compute_unread(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    block->vectors[id].codes = NULL;
    return !block->focused || (mandate_snapshot_trust(block->snapshot, node->kind, node->field, error) && read_column(block, id, error));
}

static void fill_bits(uint64_t *bits, size_t rows, bool set)
{
    memset(bits, set ? UINT8_MAX : 0, mandate_words(rows) * sizeof *bits);
    if (set && rows % 64) bits[rows / 64] = (1ULL << rows % 64) - 1;
}

static bool constant(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (node->type == MANDATE_VALUE_CONDITION) { // filled anew: behind the last row its bits are zero
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        out->certain = node->number != 2;
        fill_bits(target.yes, rows, node->number == 1);
        if (!out->certain) fill_bits(target.unknown, rows, true);
        if (out->certain) out->unknown = NULL;
        return true;
    }
    if (out->block && out->capacity >= rows) return true; // filled by an earlier block
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    rows = out->capacity;
    out->same = true;
    switch (node->type) {
    case MANDATE_VALUE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            target.low[i] = node->number;
            target.high[i] = node->number2;
        }
        out->certain = node->number == node->number2 || (isnan(node->number) && isnan(node->number2)); // absent is certain, too
        if (out->certain) out->high = NULL;
        break;
    case MANDATE_VALUE_DATE:
        for (size_t i = 0; i < rows; i++) target.dates[i] = (int32_t)node->day;
        out->certain = node->day != MANDATE_DATE_UNKNOWN;
        break;
    default:
        for (size_t i = 0; i < rows; i++) target.codes[i] = (uint32_t)node->integer;
        out->certain = (uint32_t)node->integer != MANDATE_CODE_UNKNOWN;
        break;
    }
    return true;
}

// The rows whose event is not later than the day, or not known.
#define FIND_VISIBLE(cells_, open)                                                                                                                                       \
    do {                                                                                                                                                                 \
        const uint32_t last = (uint32_t)(days < (int64_t)(open) ? days : (int64_t)(open)-1);                                                                             \
        const mandate_column packed = *event;                                                                                                                            \
        MANDATE_EACH_BIT(yes, rows, where, (packed.cells_[first + i] <= last) | (packed.cells_[first + i] == (open)))                                                    \
    } while (0)
MANDATE_WIDE static void find_visible(const mandate_column *event, size_t first, size_t rows, mandate_date as_of, const mandate_vector *where, uint64_t *yes)
{
    int64_t days = as_of - event->base; // of packed ones: the last cell that is visible
    if (event->dates) {
        const mandate_date *dates = event->dates + first;
        MANDATE_EACH_BIT(yes, rows, where, dates[i] <= as_of)
    } else if (days < 0) {
        MANDATE_EACH_BIT(yes, rows, where, mandate_column_cell(event, first + i) == MANDATE_CODE_UNKNOWN)
    } else if (event->width == 1) {
        FIND_VISIBLE(codes8, UINT8_MAX - 1);
    } else if (event->width == 2) {
        FIND_VISIBLE(codes16, UINT16_MAX - 1);
    } else {
        FIND_VISIBLE(codes, MANDATE_CODE_UNKNOWN);
    }
}

// The rows that may be there before they are for certain.
static void find_perhaps(const mandate_table *table, uint32_t first, size_t rows, mandate_date as_of, uint64_t *unknown)
{
    for (size_t w = 0; w < mandate_words(rows); w++) unknown[w] = 0;
    for (size_t i = 0; i < rows; i++) unknown[i / 64] |= (uint64_t)mandate_table_is_perhaps(table, first + (uint32_t)i, as_of) << (i % 64);
}

// The day of a record, and whether it is there by the as-of date.
static bool read_events(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    const mandate_frame *frame = &block->frames[node->space];
    mandate_target target;
    const mandate_column *event = &mandate_snapshot_table(block->snapshot, node->kind)->event;
    const uint32_t *records = node->argument[0] >= 0 ? block->vectors[node->argument[0]].codes : frame->records;
    const mandate_table *table = mandate_snapshot_table(block->snapshot, node->kind);
    bool undated = node->op == MANDATE_OP_EVENT && table->kind->starts >= 0 && table->columns[table->kind->starts].has_unknown;
    if (!records && node->op == MANDATE_OP_EVENT && event->dates && !undated) {
        out->dates = event->dates + frame->first;
        out->certain = true;
        return true;
    }
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    if (!records && node->op == MANDATE_OP_EVENT) {
        unpack_events(event, frame->first, rows, target.dates);
        for (size_t i = 0; undated && i < rows; i++)
            if (mandate_table_is_undated(table, frame->first + (uint32_t)i)) target.dates[i] = MANDATE_DATE_UNKNOWN;
        out->certain = !undated;
    } else if (!records) {
        find_visible(event, frame->first, rows, block->as_of, mandate_where(block, id), target.yes);
        if (mandate_table_has_perhaps(table, block->as_of)) {
            find_perhaps(table, frame->first, rows, block->as_of, target.unknown);
            return true;
        }
        out->unknown = NULL;
        out->certain = true;
    } else if (node->op == MANDATE_OP_VISIBLE) {
        MANDATE_EACH_TRUTH(target, rows, ({
                               uint32_t record = records[i];
                               record == MANDATE_CODE_UNKNOWN                          ? 2U
                               : record == MANDATE_CODE_ABSENT                         ? 0U
                               : mandate_column_date(event, record) <= block->as_of    ? 1U
                               : mandate_table_is_perhaps(table, record, block->as_of) ? 2U
                                                                                       : 0U;
                           }))
    } else {
        for (size_t i = 0; i < rows; i++) {
            uint32_t record = records[i];
            target.dates[i] = record == MANDATE_CODE_UNKNOWN                       ? MANDATE_DATE_UNKNOWN
                              : record == MANDATE_CODE_ABSENT                      ? MANDATE_DATE_ABSENT
                              : undated && mandate_table_is_undated(table, record) ? MANDATE_DATE_UNKNOWN
                                                                                   : mandate_column_date(event, record);
        }
    }
    return true;
}

// A value of another record's row.
static bool fetch(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    int from = node->argument[1];
    bool local = mandate_fetch_is_local(block->plan, node);
    uint32_t first = local ? block->frames[block->plan->nodes[from].space].first : 0;
    const mandate_vector *source = local ? &block->vectors[from] : &block->layout->whole[from];
    if (node->type != MANDATE_VALUE_VERDICT && !node->unknown_is_none && mandate_reads_owner(block->plan, node->argument[0]))
        return mandate_spread_to_rows(block, node->argument[0], first, source, node->type, out, error);
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    clear_bits(&target, node->type, rows);
    spread(source, node->type, block->vectors[node->argument[0]].codes, first, rows, &target, 0);
    for (size_t i = 0; node->unknown_is_none && i < rows; i++)
        if (block->vectors[node->argument[0]].codes[i] == MANDATE_CODE_UNKNOWN) target.dates[i] = MANDATE_DATE_ABSENT;
    return true;
}

bool mandate_compute_read(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    const mandate_frame *frame = &block->frames[node->space];
    mandate_target target;
    if (mandate_op_is_constant(node->op)) return constant(block, id, error);
    switch (node->op) {
    case MANDATE_OP_READ: return read_column(block, id, error);
    case MANDATE_OP_EVENT:
    case MANDATE_OP_VISIBLE: return read_events(block, id, error);
    case MANDATE_OP_ROW:
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        for (size_t i = 0; i < rows; i++) target.codes[i] = mandate_record_at(block, node->space, i);
        return true;
    case MANDATE_OP_FETCH: return fetch(block, id, error);
    case MANDATE_OP_OUTER:
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        clear_bits(&target, node->type, rows);
        spread(&block->vectors[node->argument[0]], node->type, frame->outer, 0, rows, &target, 0);
        out->certain = block->vectors[node->argument[0]].certain;
        return true;
    default: {
        assert(node->op == MANDATE_OP_AFTER);
        const uint32_t *a = block->vectors[node->argument[0]].codes, *b = block->vectors[node->argument[1]].codes;
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        int kind = block->plan->spaces[node->space].kind, owner = mandate_model_kind(block->plan->model, kind)->owner;
        if (owner >= 0 && mandate_plan_moves(block->plan, kind, owner)) { // they do not stand together
            MANDATE_EACH_TRUTH(target, rows, (a[i] >= MANDATE_CODE_UNKNOWN || b[i] >= MANDATE_CODE_UNKNOWN) ? 0U : (unsigned)mandate_precedes(block, kind, b[i], a[i]))
            return true;
        }
        MANDATE_EACH_TRUTH(target, rows, (a[i] >= MANDATE_CODE_UNKNOWN || b[i] >= MANDATE_CODE_UNKNOWN) ? 0U : (unsigned)(a[i] > b[i]))
        return true;
    }
    }
}
