// Leaves: constants, columns, rows, and values fetched from other rows.
#include <assert.h>
#include "engine/run_internal.h"

static const mandate_column *column_of(const mandate_run *run, const mandate_node *node, const mandate_table **table)
{
    *table = mandate_snapshot_table(run->snapshot, node->kind);
    return &(*table)->columns[node->field];
}

// What a blank cell of this field reads as.
static bool blank_is_unknown(const mandate_field *field) { return field->blank == MANDATE_BLANK_UNKNOWN; }

typedef struct reading {
    const mandate_run *run;
    const mandate_table *table;
    const mandate_field *field;
    const uint32_t *records; // from a node of records, or NULL
    const int32_t *pivots;   // NULL: the as-of date
    const int32_t *known_from;
    int space;
    bool event;
} reading;

enum { CELL_ABSENT = -1, CELL_UNKNOWN = -2, CELL_BLANK = -3 };

// The version row that holds the cell for row i, or why there is none.
static int64_t cell_of(const reading *r, size_t i)
{
    uint32_t record = r->records ? r->records[i] : mandate_record_at(r->run, r->space, i);
    if (record == MANDATE_CODE_ABSENT) return CELL_ABSENT;
    if (record == MANDATE_CODE_UNKNOWN) return CELL_UNKNOWN;
    uint32_t version = record;
    if (r->table->version_start) {
        mandate_date day = r->pivots && !r->event ? r->pivots[i] : r->run->as_of;
        if (day == MANDATE_DATE_UNKNOWN) return CELL_UNKNOWN;
        if (day == MANDATE_DATE_ABSENT) day = r->run->as_of;
        version = mandate_table_version(r->table, record, day);
        if (version == MANDATE_CODE_ABSENT) {
            // keys and owners are the same in all versions
            if (r->field && (r->field->key || r->field->owner)) return r->table->version_start[record];
            return CELL_BLANK;
        }
    }
    if (r->known_from) {
        uint32_t now = r->table->version_start ? mandate_table_version(r->table, record, r->run->as_of) : record;
        if (now == MANDATE_CODE_ABSENT || r->known_from[now] > r->run->as_of) return CELL_BLANK;
    }
    return (int64_t)version;
}

static bool read_column(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    const mandate_table *table;
    const mandate_column *column = column_of(run, node, &table);
    const mandate_field *field = &table->kind->fields[node->field];
    size_t rows = mandate_rows(run, node->space);
    mandate_vector *out = &run->vectors[id];
    const mandate_frame *frame = &run->frames[node->space];
    bool direct = node->argument[0] < 0 && !frame->records && !table->version_start && field->known_from < 0;
    if (direct) { // the column itself is the vector
        if (column->type == MANDATE_NUMBER) {
            out->low = column->numbers + frame->first;
            out->high = NULL;
            return true;
        }
        if (column->type == MANDATE_DATE || (column->type == MANDATE_EVENT && column->last <= run->as_of)) {
            out->dates = column->dates + frame->first;
            return true;
        }
        bool visible = column->type == MANDATE_REFERENCE && mandate_snapshot_table(run->snapshot, field->kind)->last_event <= run->as_of;
        if (column->type == MANDATE_TEXT || visible) {
            out->codes = column->codes + frame->first;
            return true;
        }
    }
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    reading r = {.run = run, .table = table, .field = field, .space = node->space, .event = column->type == MANDATE_EVENT};
    if (node->argument[0] >= 0) r.records = run->vectors[node->argument[0]].codes;
    if (node->argument[1] >= 0) r.pivots = run->vectors[node->argument[1]].dates;
    if (field->known_from >= 0) r.known_from = table->columns[field->known_from].dates;
    bool unknown_blank = blank_is_unknown(field);
#define UNKNOWN_CELL(cell) ((cell) == CELL_UNKNOWN || ((cell) == CELL_BLANK && unknown_blank))
    switch (column->type) {
    case MANDATE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(&r, i);
            target.low[i] = cell >= 0 ? column->numbers[cell] : UNKNOWN_CELL(cell) ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
        }
        out->high = NULL;
        break;
    case MANDATE_EVENT:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(&r, i);
            int32_t date = cell >= 0 ? column->dates[cell] : UNKNOWN_CELL(cell) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
            target.dates[i] = date > run->as_of ? MANDATE_DATE_ABSENT : date;
        }
        break;
    case MANDATE_DATE:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(&r, i);
            target.dates[i] = cell >= 0 ? column->dates[cell] : UNKNOWN_CELL(cell) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
        }
        break;
    case MANDATE_TEXT:
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(&r, i);
            target.codes[i] = cell >= 0 ? column->codes[cell] : UNKNOWN_CELL(cell) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
        }
        break;
    case MANDATE_REFERENCE: {
        const mandate_date *event = mandate_snapshot_table(run->snapshot, field->kind)->event;
        for (size_t i = 0; i < rows; i++) {
            int64_t cell = cell_of(&r, i);
            uint32_t code = cell >= 0 ? column->codes[cell] : UNKNOWN_CELL(cell) ? MANDATE_CODE_UNKNOWN : MANDATE_CODE_ABSENT;
            if (code < MANDATE_CODE_UNKNOWN && event[code] > run->as_of) code = MANDATE_CODE_ABSENT; // no rule looks ahead
            target.codes[i] = code;
        }
        break;
    }
    case MANDATE_YESNO:
        MANDATE_EACH_TRUTH(target, rows, ({
            int64_t cell = cell_of(&r, i);
            unsigned answer = cell >= 0 ? column->answers[cell] : UNKNOWN_CELL(cell) ? MANDATE_YESNO_UNKNOWN : MANDATE_YESNO_ABSENT;
            answer == MANDATE_YES ? 1U : answer == MANDATE_YESNO_UNKNOWN ? 2U : 0U;
        }))
        break;
    }
#undef UNKNOWN_CELL
    return true;
}

// A value of one row for another: `row_of` gives the place in `from`, or a code for none.
static void spread(const mandate_vector *from, mandate_value_type type, const uint32_t *row_of, uint32_t first, size_t rows,
                   mandate_vector *out, const mandate_target *target)
{
#define WHERE(i) (row_of[i] - first)
#define NONE(i) (row_of[i] >= MANDATE_CODE_UNKNOWN)
#define IS_UNKNOWN(i) (row_of[i] == MANDATE_CODE_UNKNOWN)
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        MANDATE_EACH_TRUTH(*target, rows, NONE(i) ? (IS_UNKNOWN(i) ? 2U : 0U) : mandate_truth(from, WHERE(i)))
        break;
    case MANDATE_VALUE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            target->low[i] = NONE(i) ? (IS_UNKNOWN(i) ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT) : from->low[WHERE(i)];
            target->high[i] = NONE(i) ? (IS_UNKNOWN(i) ? (double)INFINITY : MANDATE_NUMBER_ABSENT) : mandate_high(from, WHERE(i));
        }
        break;
    case MANDATE_VALUE_DATE:
        for (size_t i = 0; i < rows; i++)
            target->dates[i] = NONE(i) ? (IS_UNKNOWN(i) ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT) : from->dates[WHERE(i)];
        break;
    case MANDATE_VALUE_VERDICT:
        for (size_t i = 0; i < rows; i++) {
            size_t w = NONE(i) ? 0 : WHERE(i);
            target->statuses[i] = (uint8_t)(NONE(i) ? (IS_UNKNOWN(i) ? MANDATE_UNKNOWN : MANDATE_NOT_VISIBLE) : from->statuses[w]);
            target->due[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->due[w];
            target->done[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->done[w];
            target->next[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->next[w];
            target->since[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->since[w];
            target->arises[i] = NONE(i) ? MANDATE_DATE_ABSENT : from->arises[w];
        }
        break;
    default:
        for (size_t i = 0; i < rows; i++) target->codes[i] = NONE(i) ? row_of[i] : from->codes[WHERE(i)];
        break;
    }
    (void)out;
#undef WHERE
#undef NONE
#undef IS_UNKNOWN
}

static bool constant(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    size_t rows = mandate_rows(run, node->space);
    mandate_vector *out = &run->vectors[id];
    if (out->block && out->capacity >= rows) return true; // filled by an earlier block
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    rows = out->capacity;
    switch (node->type) {
    case MANDATE_VALUE_CONDITION:
        MANDATE_EACH_TRUTH(target, rows, (unsigned)node->number)
        break;
    case MANDATE_VALUE_NUMBER:
        for (size_t i = 0; i < rows; i++) {
            target.low[i] = node->number;
            target.high[i] = node->number2;
        }
        break;
    case MANDATE_VALUE_DATE:
        for (size_t i = 0; i < rows; i++) target.dates[i] = (int32_t)node->integer;
        break;
    default:
        for (size_t i = 0; i < rows; i++) target.codes[i] = (uint32_t)node->integer;
        break;
    }
    return true;
}

bool mandate_compute_read(mandate_run *run, int id, mandate_error *error)
{
    const mandate_node *node = &run->plan->nodes[id];
    size_t rows = mandate_rows(run, node->space);
    mandate_vector *out = &run->vectors[id];
    const mandate_frame *frame = &run->frames[node->space];
    mandate_target target;
    if (mandate_op_is_constant(node->op)) return constant(run, id, error);
    switch (node->op) {
    case MANDATE_OP_READ: return read_column(run, id, error);
    case MANDATE_OP_EVENT:
    case MANDATE_OP_VISIBLE: {
        const mandate_date *event = mandate_snapshot_table(run->snapshot, node->kind)->event;
        const uint32_t *records = node->argument[0] >= 0 ? run->vectors[node->argument[0]].codes : NULL;
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
#define RECORD(i) (records ? records[i] : mandate_record_at(run, node->space, i))
        if (node->op == MANDATE_OP_VISIBLE) {
            MANDATE_EACH_TRUTH(target, rows, ({
                uint32_t record = RECORD(i);
                record == MANDATE_CODE_UNKNOWN ? 2U : record == MANDATE_CODE_ABSENT ? 0U : (unsigned)(event[record] <= run->as_of);
            }))
        } else {
            for (size_t i = 0; i < rows; i++) {
                uint32_t record = RECORD(i);
                target.dates[i] = record == MANDATE_CODE_UNKNOWN  ? MANDATE_DATE_UNKNOWN
                                  : record == MANDATE_CODE_ABSENT ? MANDATE_DATE_ABSENT
                                                                  : event[record];
            }
        }
#undef RECORD
        return true;
    }
    case MANDATE_OP_ROW:
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        for (size_t i = 0; i < rows; i++) target.codes[i] = mandate_record_at(run, node->space, i);
        return true;
    case MANDATE_OP_FETCH: {
        int from = node->argument[1];
        bool local = mandate_fetch_is_local(run->plan, node);
        uint32_t first = local ? run->frames[run->plan->nodes[from].space].first : 0;
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        spread(local ? &run->vectors[from] : &run->whole[from], node->type, run->vectors[node->argument[0]].codes, first, rows, out, &target);
        return true;
    }
    case MANDATE_OP_OUTER:
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        spread(&run->vectors[node->argument[0]], node->type, frame->outer, 0, rows, out, &target);
        return true;
    default: {
        assert(node->op == MANDATE_OP_AFTER);
        const uint32_t *a = run->vectors[node->argument[0]].codes, *b = run->vectors[node->argument[1]].codes;
        if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
        MANDATE_EACH_TRUTH(target, rows, (a[i] >= MANDATE_CODE_UNKNOWN || b[i] >= MANDATE_CODE_UNKNOWN) ? 0U : (unsigned)(a[i] > b[i]))
        return true;
    }
    }
}
