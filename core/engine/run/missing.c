// Why a value is unknown: follows the unknown from a node down to the cells it comes from. What does not reach the node is not named.
#include <math.h>

#include "engine/kernels/arithmetic.h"
#include "engine/kernels/days.h"
#include "engine/kernels/gathered.h"
#include "engine/kernels/window.h"
#include "engine/run/run_internal.h"
#include "model/memory.h"

// One search: what was found, and where it has been. A node that many name is looked into once, so that the work does not double at each.
typedef struct search {
    const mandate_block *block;
    mandate_missing *missing;
    mandate_visited *visited;
    mandate_error *error;
    bool failed; // out of memory
    bool quiet; // in what shows that a rule is kept: there a value or a verdict is wanting for want of records, which the reason says
    int root, verdict; // the node that is asked about, and the first verdict of another rule that is open below it; -1: none
} search;

enum { WHOLE_NODE = UINT32_MAX, WHOSE_NODE = UINT32_MAX - 1, FIRST_PLACES = 64 };

static bool make_room(search *s)
{
    mandate_visited *v = s->visited;
    size_t wider = v->capacity ? v->capacity * 2 : FIRST_PLACES;
    mandate_visited grown = {.capacity = wider, .stamp = 1, .late = v->late};
    grown.places = mandate_new(wider, sizeof *grown.places, s->error);
    if (!grown.places) {
        s->failed = true;
        return false;
    }
    for (size_t i = 0; i < v->capacity; i++) {
        if (v->places[i].stamp != v->stamp) continue;
        size_t at = (size_t)(v->places[i].key * 0x9E3779B97F4A7C15U >> 20) & (wider - 1);
        while (grown.places[at].stamp == 1) at = (at + 1) & (wider - 1);
        grown.places[at] = (mandate_visited_place){.key = v->places[i].key, .stamp = 1};
        grown.count++;
    }
    mandate_free(v->places);
    *v = grown;
    return true;
}

// True the first time that a search comes to a row of a node.
static bool comes_first(search *s, int node, size_t row)
{
    mandate_visited *v = s->visited;
    if (v->count * 2 >= v->capacity && !make_room(s)) return false;
    uint64_t key = (uint64_t)node << 32 | (uint32_t)row;
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15U >> 20) & (v->capacity - 1);
    for (; v->places[at].stamp == v->stamp; at = (at + 1) & (v->capacity - 1))
        if (v->places[at].key == key) return false;
    v->places[at] = (mandate_visited_place){.key = key, .stamp = v->stamp};
    v->count++;
    return true;
}

typedef struct wanting {
    int kind, field;
    mandate_date day;
    uint32_t place;
    bool bounded;
} wanting;

// The record of a row, as one more that an item is wanting of. Each is counted once; whoever meets only the first pays nothing for it.
static void count_record(search *s, int i, const wanting *what, int kind, uint32_t record)
{
    mandate_missing *missing = s->missing;
    if (missing->first[i] == MANDATE_CODE_ABSENT || missing->first[i] == record) return;
    if (kind != missing->of[i] || record == MANDATE_CODE_ABSENT) { // rows that lie elsewhere, or are of several kinds, are not counted
        missing->first[i] = MANDATE_CODE_ABSENT;
        missing->records[i] = 0;
        if (what->kind >= 0) missing->day[i] = MANDATE_DATE_UNKNOWN; // that of the first record
        return;
    }
    if (!comes_first(s, -1 - i, record)) return;
    missing->records[i]++;
    if (record > missing->first[i]) return;
    comes_first(s, -1 - i, missing->first[i]); // it is counted already
    missing->first[i] = record;
    if (what->kind >= 0) missing->day[i] = what->day;
}

// The record that it is wanting of. Of rows that lie elsewhere, and of groups, there is none.
typedef struct subject {
    int kind;
    uint32_t record;
} subject;
static const subject NOBODY = {-1, MANDATE_CODE_ABSENT};

static subject of_row(const search *s, int space, size_t row)
{
    int kind = s->block->plan->spaces[space].kind;
    return kind < 0 ? NOBODY : (subject){kind, mandate_record_at(s->block, space, row)};
}

static void put(search *s, wanting what, subject of)
{
    mandate_missing *missing = s->missing;
    if (what.kind >= 0 && what.kind != of.kind) of = NOBODY; // a field that was read from a row of another kind
    int at = 0, cause = -1;
    for (; at < missing->count; at++) {
        if (missing->kind[at] != what.kind || missing->field[at] != what.field) continue;
        bool same = what.kind >= 0 || (missing->day[at] == what.day && missing->place[at] == what.place);
        if (cause < 0 && (same || mandate_missing_is_dated(what.kind))) cause = at;
        if (same) break;
    }
    if (cause >= 0) missing->bounded[cause] = missing->bounded[cause] && what.bounded;
    if (cause >= 0) count_record(s, cause, &what, of.kind, of.record);
    if (at < missing->count || at == MANDATE_MISSING_FIELDS) return;
    if (cause >= 0) of = NOBODY; // counted there
    missing->kind[at] = what.kind;
    missing->field[at] = what.field;
    missing->day[at] = what.kind < 0 || of.record != MANDATE_CODE_ABSENT ? what.day : MANDATE_DATE_UNKNOWN;
    missing->place[at] = what.place;
    missing->bounded[at] = what.bounded;
    missing->of[at] = of.kind;
    missing->first[at] = of.record;
    missing->records[at] = of.record != MANDATE_CODE_ABSENT;
    missing->count++;
}

static void add(search *s, int kind, int field, subject of) { put(s, (wanting){kind, field, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, of); }

static void follow(search *s, int id, size_t row);
static void follow_verdict(search *s, const mandate_node *node, size_t row);
static void follow_inputs(search *s, const mandate_node *node, size_t row);

// Whether a node's values are at hand in the pass that decides the verdict: those of an earlier pass are gone, unless they are read back. What happens to
// be kept besides does not count, so that what is named does not depend on it.
static bool at_hand(const mandate_block *block, int id) { return id < 0 || (block->here[id] && block->stamps[id] == block->stamp); }

static bool is_open(const mandate_block *block, int id, size_t row)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (!at_hand(block, id)) return false;
    const uint64_t *unknown = block->vectors[id].unknown;
    if (node->type == MANDATE_VALUE_CONDITION) return unknown && mandate_bit(unknown, row); // most that is asked is one
    mandate_value value = mandate_block_inspect(block, id, row);
    if (node->type == MANDATE_VALUE_VERDICT) return value.status == MANDATE_UNKNOWN || value.status == MANDATE_IN_ERROR;
    return value.state == MANDATE_STATE_UNKNOWN || value.state == MANDATE_STATE_RANGE;
}

// The record from which a node reads a field: that of its row, or the one that it is given.
static subject read_by(const search *s, const mandate_node *node, size_t row)
{
    if (node->argument[0] < 0) return of_row(s, node->space, row);
    if (!at_hand(s->block, node->argument[0])) return NOBODY;
    mandate_value given = mandate_block_inspect(s->block, node->argument[0], row);
    return given.state == MANDATE_STATE_KNOWN ? (subject){node->kind, given.code} : NOBODY;
}

// The day on which a field was read, where no version of its record is in force yet on it; MANDATE_DATE_UNKNOWN otherwise.
static mandate_date before_all(const search *s, const mandate_node *read, size_t row, subject of)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, read->kind);
    if (!table->version_start || of.record >= MANDATE_CODE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
    mandate_date day = s->block->as_of;
    int pivot = read->argument[1];
    if (pivot >= 0 && table->kind->fields[read->field].type != MANDATE_EVENT) {
        if (!at_hand(s->block, pivot)) return MANDATE_DATE_UNKNOWN;
        mandate_value given = mandate_block_inspect(s->block, pivot, row);
        if (given.state == MANDATE_STATE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
        if (given.state == MANDATE_STATE_KNOWN) day = given.date;
    }
    return mandate_table_version_of(table, of.record, read->field, day) == MANDATE_CODE_ABSENT ? day : MANDATE_DATE_UNKNOWN;
}

static void add_read(search *s, const mandate_node *read, size_t row)
{
    subject of = read_by(s, read, row);
    put(s, (wanting){read->kind, read->field, before_all(s, read, row, of), MANDATE_CODE_ABSENT, false}, of);
}

// The starting event of records that have begun on a day that nobody knows.
static void add_beginning(search *s, const mandate_node *event, subject of)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, event->kind);
    if (table->kind->starts >= 0 && table->columns[table->kind->starts].has_unknown) add(s, event->kind, table->kind->starts, of);
}

static const mandate_table *table_of(const search *s, int kind) { return mandate_snapshot_table(s->block->snapshot, kind); }

// The same of a subject that is perhaps not there yet.
static void add_perhaps(search *s, const mandate_node *rule, size_t row)
{
    subject of = of_row(s, rule->space, row);
    if (of.kind >= 0 && mandate_table_is_perhaps(table_of(s, of.kind), of.record, s->block->as_of)) add(s, of.kind, table_of(s, of.kind)->kind->starts, of);
}

// The same of a record that a reference names, and that is perhaps not there yet. False where it names none.
static bool add_named(search *s, const mandate_node *read, size_t row)
{
    const mandate_field *field = &table_of(s, read->kind)->kind->fields[read->field];
    subject of = read_by(s, read, row);
    if (field->type != MANDATE_REFERENCE || of.kind != read->kind || !mandate_table_has_perhaps(table_of(s, field->kind), s->block->as_of)) return false;
    const mandate_table *table = table_of(s, read->kind), *named = table_of(s, field->kind);
    uint32_t from = table->version_start ? table->version_start[of.record] : of.record, to = table->version_start ? table->version_start[of.record + 1] : of.record + 1;
    for (uint32_t v = from; v < to; v++) {
        uint32_t code = table->columns[read->field].codes[v];
        if (code >= MANDATE_CODE_UNKNOWN || !mandate_table_is_perhaps(named, code, s->block->as_of)) continue;
        add(s, field->kind, named->kind->starts, (subject){field->kind, code});
        return true;
    }
    return false;
}

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

// Whether some record of a kind has no version in force before some day.
static bool begins_late(search *s, int kind)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, kind);
    if (!table->version_start) return false;
    mandate_visited *v = s->visited;
    if (!v->late) v->late = mandate_new((size_t)mandate_model_kind_count(s->block->plan->model), 1, s->error);
    if (!v->late) {
        s->failed = true;
        return false;
    }
    if (v->late[kind] == 0) {
        v->late[kind] = 2;
        for (uint32_t r = 0; r < table->records && v->late[kind] == 2; r++)
            if (table->effective_from[table->version_start[r]] != MANDATE_DATE_ALWAYS) v->late[kind] = 1;
    }
    return v->late[kind] == 1;
}

// Whether a field may be unknown of some record: because nobody wrote it, no version of the record is in force, or what it is known from has not happened.
static bool may_be_unknown(search *s, const mandate_node *read)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, read->kind);
    const mandate_field *field = &table->kind->fields[read->field];
    bool not_received = field->known_from >= 0 && field->blank == MANDATE_BLANK_UNKNOWN && read->reading != MANDATE_READ_AS_RECORDED;
    return table->columns[read->field].has_unknown || not_received || (!field->fixed && begins_late(s, read->kind));
}

static void all_below(search *s, int id, bool whose);

// A calendar that does not cover all days.
static void add_calendar(search *s, int calendar)
{
    const mandate_calendar *days = &s->block->plan->calendars[calendar].days;
    if (days->first > MANDATE_DATE_FIRST || days->last < MANDATE_DATE_LAST) add(s, MANDATE_MISSING_CALENDAR, calendar, NOBODY);
}

static void add_calendar_of_span(search *s, int64_t span)
{
    const mandate_span *of = &s->block->plan->spans[span];
    if (of->unit == MANDATE_SPAN_WORKING_DAYS && of->count > 0) add_calendar(s, of->calendar);
    if (of->rounding == MANDATE_ROUND_ERROR) add(s, MANDATE_MISSING_DAY, 0, NOBODY); // which day, nobody tells
}

// The calendars by which days are counted at a node.
static void add_calendars(search *s, const mandate_node *node)
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

// Everything below a node that is unknown somewhere: for aggregates whose rows lie outside the block.
static void all_fields(search *s, int id) { all_below(s, id, false); }

// `whose`: what tells whose rows they are. A row whose reference is blank belongs to no set, and leaves none open; one of which no version is in force yet may be anybody's.
static void all_below(search *s, int id, bool whose)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (!comes_first(s, id, whose ? WHOSE_NODE : WHOLE_NODE)) return;
    bool fixed = node->op == MANDATE_OP_READ && mandate_snapshot_table(block->snapshot, node->kind)->kind->fields[node->field].fixed;
    if (node->op == MANDATE_OP_READ && (whose ? !fixed && begins_late(s, node->kind) : may_be_unknown(s, node))) add(s, node->kind, node->field, NOBODY);
    if (node->op == MANDATE_OP_PARAMETER && has_gap(&block->plan->parameters[node->parameter])) add(s, -1, (int)node->parameter, NOBODY);
    if (node->op == MANDATE_OP_EVENT || node->op == MANDATE_OP_VISIBLE) add_beginning(s, node, NOBODY);
    const mandate_field *field = node->op == MANDATE_OP_READ ? &table_of(s, node->kind)->kind->fields[node->field] : NULL;
    bool names = field && field->type == MANDATE_REFERENCE && node->reading != MANDATE_READ_AS_RECORDED;
    if (names && mandate_table_has_perhaps(table_of(s, field->kind), block->as_of)) add(s, field->kind, table_of(s, field->kind)->kind->starts, NOBODY);
    add_calendars(s, node);
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++)
        if (inputs[i] >= 0) all_below(s, inputs[i], whose || (i == MANDATE_SET_TO && mandate_op_is_aggregate(node->op)));
}

static void note_verdict(search *s, int id)
{
    const mandate_node *node = &s->block->plan->nodes[id];
    if (!s->quiet && s->verdict < 0 && id != s->root && mandate_plan_label_of(s->block->plan, id) && node->type == MANDATE_VALUE_VERDICT) s->verdict = id;
}

// A value of a record that lies outside the block. What a field of it was is known to be unknown; what is worked out from several is not at hand.
static void fetched(search *s, int id, uint32_t record)
{
    const mandate_node *node = &s->block->plan->nodes[id];
    note_verdict(s, id);
    if (node->op == MANDATE_OP_READ && node->argument[0] < 0 && node->argument[1] < 0 && may_be_unknown(s, node))
        add(s, node->kind, node->field, (subject){node->kind, record});
    else all_fields(s, id);
}

typedef struct range {
    size_t from, to;
} range;

// The pairs made for an outer row, maybe through pairs of pairs: they ascend by their outer rows.
static range pairs_of(const mandate_block *block, int space, int receiving, size_t row)
{
    if (space == receiving) return (range){row, row + 1};
    range outer = pairs_of(block, block->plan->spaces[space].outer, receiving, row);
    const uint32_t *start = block->frames[space].start;
    return (range){start[outer.from], start[outer.to]};
}

// The rows of the block that can belong to a record: those that it owns, or all where `receiver` reads another reference.
static range rows_of(const mandate_block *block, int set, const mandate_node *receiver, uint32_t record)
{
    const mandate_table *table = mandate_snapshot_table(block->snapshot, block->plan->spaces[set].kind);
    const mandate_frame *frame = &block->frames[set];
    bool owned = receiver->op == MANDATE_OP_READ && receiver->argument[0] < 0 && receiver->field == table->kind->owner && table->owner_start;
    if (!owned) return (range){0, frame->rows};
    return (range){table->owner_start[record] - frame->first, table->owner_start[record + 1] - frame->first};
}

// The same of an aggregate that slides over records.
static void follow_window(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    mandate_window_finder windows = mandate_windows_of(block, node);
    mandate_window w = mandate_window_of_row(&windows, row);
    const int *of = node->argument;
    follow(s, mandate_window_owner(block->plan, node), row);
    for (uint32_t i = w.start; i < w.stop && !s->failed; i++) {
        unsigned truth = mandate_window_holds(&windows, &w, i);
        if (truth == 0) continue;
        for (int bound = MANDATE_WINDOW_FROM; w.perhaps && bound <= MANDATE_WINDOW_TO; bound++)
            if (of[bound] >= 0) follow(s, of[bound], row);
        if (truth == 2 && mandate_window_undated(&windows, i)) follow(s, of[MANDATE_WINDOW_EVENT], i);
        if (is_open(block, of[MANDATE_WINDOW_ROWS], i)) follow(s, of[MANDATE_WINDOW_ROWS], i);
        else if (truth == 1 && of[MANDATE_WINDOW_VALUE] >= 0) follow(s, of[MANDATE_WINDOW_VALUE], i);
    }
}

// The rows of a set that leave its aggregate open: those perhaps in it, and those in it with an open value.
static void follow_set(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    int mask = node->argument[0], value = node->argument[1], receiver = node->argument[2], set = block->plan->nodes[mask].space;
    uint32_t record = block->frames[node->space].first + (uint32_t)row;
    int step = set; // the pairs made for this row, maybe through pairs of pairs
    while (receiver < 0 && block->plan->spaces[step].outer != node->space) step = block->plan->spaces[step].outer;
    if (receiver < 0) follow(s, block->plan->spaces[step].owner, row);
    range rows = receiver < 0 ? pairs_of(block, set, node->space, row) : rows_of(block, set, &block->plan->nodes[receiver], record);
    int day = node->op == MANDATE_OP_MOST_IN ? node->argument[MANDATE_MOST_IN_DAY] : -1;
    if (day >= 0 && at_hand(block, day)) follow(s, day, row);
    bool told_by_rows = receiver < 0 || block->layout->partly[receiver]; // a reference that only tells whose rows are whose is not read
    if (!at_hand(block, mask)) return;
    const mandate_vector *in_set = &block->vectors[mask];
    for (size_t begin = rows.from; begin < rows.to; begin += 64) {
        uint64_t open = in_set->unknown ? mandate_bits_from(in_set->unknown, begin, rows.to - begin) : 0,
                 asked = value >= 0 ? mandate_bits_from(in_set->yes, begin, rows.to - begin) : 0;
        for (uint64_t left = open | asked; left && !s->failed; left &= left - 1) {
            size_t bit = (size_t)__builtin_ctzll(left), i = begin + bit;
            if (!told_by_rows && mandate_block_inspect(block, receiver, i).code != record) continue;
            follow(s, open >> bit & 1 ? mask : value, i);
        }
    }
}

// A version that has nothing to judge, and may not be the one that judges, leaves open whether another one does.
static void follow_versions(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const int *versions = mandate_plan_list(block->plan, node);
    for (int v = 0; v < node->list_count; v++) {
        if (!at_hand(block, versions[v])) continue;
        if (mandate_block_inspect(block, versions[v], row).status != MANDATE_MAY_NOT_JUDGE) continue;
        const int *inputs = block->plan->nodes[versions[v]].argument, open[] = {inputs[MANDATE_JUDGED_PLACE], inputs[MANDATE_JUDGED_FORCE]};
        for (size_t i = 0; i < 2; i++) {
            if (open[i] < 0) continue;
            if (at_hand(block, open[i])) follow(s, open[i], row);
            else all_fields(s, open[i]);
        }
    }
}

// A number that is unknown for want of one unit: because one is not known, or because they differ. That they differ is named beside a value that is not known, too:
// with that value it would be as unknown as before.
static void follow_units(search *s, const mandate_node *node, size_t row)
{
    bool open = false;
    for (int i = 0; i < 3; i++) {
        if (!at_hand(s->block, node->argument[i])) {
            all_fields(s, node->argument[i]); // read back whole from an earlier pass, which is gone
            open = true;
        } else if (is_open(s->block, node->argument[i], row)) {
            follow(s, node->argument[i], row);
            open = open || i > 0;
        }
    }
    if (open) return;
    uint32_t a = mandate_block_inspect(s->block, node->argument[1], row).code, b = mandate_block_inspect(s->block, node->argument[2], row).code;
    if (a == b || a == MANDATE_CODE_ABSENT || b == MANDATE_CODE_ABSENT) return;
    put(s, (wanting){MANDATE_MISSING_UNIT, 0, (mandate_date)a, b, false}, of_row(s, node->space, row));
}

// In what places lie on a day on which nobody knows it of one above the subject's.
static void add_parents(search *s)
{
    int kind = mandate_model_find(s->block->plan->model, "jurisdiction");
    add(s, kind, mandate_model_kind(s->block->plan->model, kind)->tree, NOBODY);
}

// Why it is not told where a day is moved to.
static void put_lacking(search *s, const mandate_lacking *lacking, subject of)
{
    if (lacking->what == MANDATE_LACKS_CALENDAR) put(s, (wanting){MANDATE_MISSING_CALENDAR, lacking->calendar, lacking->day, MANDATE_CODE_ABSENT, false}, of);
    if (lacking->what == MANDATE_LACKS_DAY) put(s, (wanting){MANDATE_MISSING_DAY, 0, lacking->day, (uint32_t)lacking->number, false}, of);
}

// Of what is counted by a calendar and is unknown although the day and the span are known: a day is not covered.
static void follow_days(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    int date = node->argument[0], span = node->argument[1];
    follow_inputs(s, node, row);
    if (!at_hand(block, date) || !at_hand(block, span) || is_open(block, date, row) || (span >= 0 && is_open(block, span, row))) return;
    mandate_date day = mandate_block_inspect(block, date, row).date;
    uint32_t code = span >= 0 ? mandate_block_inspect(block, span, row).code : 0;
    mandate_lacking lacking = mandate_moved_lacks(block->plan, day, code, mandate_way_of(node));
    put_lacking(s, &lacking, of_row(s, node->space, row));
}

// Of the stricter of several spans of which a calendar does not tell how long one is.
static bool follow_open_spans(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_parameter *parameter = &block->plan->parameters[node->parameter];
    mandate_value inputs[3];
    for (int i = 0; i < 3; i++) {
        if (node->argument[i] < 0) continue;
        if (!at_hand(block, node->argument[i])) return false;
        inputs[i] = mandate_block_inspect(block, node->argument[i], row);
    }
    bool open;
    mandate_parameter_holding(block, node, &inputs[0], node->argument[1] >= 0 ? &inputs[1] : NULL, node->argument[2] >= 0 ? &inputs[2] : NULL, &open);
    for (size_t r = 0; open && r < parameter->row_count; r++) {
        if (parameter->rows[r].none) continue;
        mandate_lacking lacking = mandate_moved_lacks(block->plan, inputs[0].date, (uint32_t)parameter->rows[r].integer, MANDATE_PLUS);
        put_lacking(s, &lacking, of_row(s, node->space, row));
    }
    return open;
}

// A parameter that is unknown although day and place are known has no value there.
static void follow_parameter(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    mandate_date day = MANDATE_DATE_UNKNOWN;
    uint32_t place = MANDATE_CODE_ABSENT;
    for (int i = 0; i < 2; i++) {
        int input = node->argument[i];
        if (input < 0) continue;
        if (!at_hand(block, input)) {
            all_fields(s, input);
        } else if (is_open(block, input, row)) {
            follow(s, input, row);
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
    if (given >= 0 && at_hand(block, given) && mandate_block_inspect(block, given, row).state == MANDATE_STATE_KNOWN)
        map_day = mandate_block_inspect(block, given, row).date;
    if (mandate_place_is_lost(block, place, map_day)) add_parents(s); // what holds in a place above may count, or not
    else put(s, (wanting){-1, (int)node->parameter, day, place, false}, of_row(s, node->space, row));
}

static void follow_aggregate(search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (mandate_slides(block->layout, node)) {
        bool window_at_hand = true;
        for (int i = MANDATE_WINDOW_ROWS; i <= MANDATE_WINDOW_BEHIND; i++) window_at_hand = window_at_hand && at_hand(block, node->argument[i]);
        if (window_at_hand) follow_window(s, node, row);
        else all_fields(s, id);
        return;
    }
    bool rows_at_hand = at_hand(block, node->argument[0]) && at_hand(block, node->argument[1]) && at_hand(block, node->argument[2]);
    if (mandate_node_scatters(block->plan, node) || !rows_at_hand) all_fields(s, id);
    else follow_set(s, node, row);
}

// A value that is taken from another record's row.
static void follow_fetch(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    int whose = node->argument[0], value = node->argument[1];
    if (is_open(block, whose, row)) {
        follow(s, whose, row);
        return;
    }
    if (!at_hand(block, whose)) {
        all_fields(s, value);
        return;
    }
    uint32_t record = mandate_block_inspect(block, whose, row).code;
    const mandate_frame *frame = &block->frames[block->plan->nodes[value].space];
    if (mandate_fetch_is_local(block->plan, node) && record >= frame->first && record - frame->first < frame->rows) follow(s, value, record - frame->first);
    else fetched(s, value, record);
}

// Whether a place lies in another: for want of the place, of the day, or of what lies above it.
static void follow_place(search *s, const mandate_node *node, size_t row)
{
    const int inputs[] = {node->argument[0], node->argument[MANDATE_PLACE_IN_DAY]};
    bool asked = false;
    for (size_t i = 0; i < 2; i++) {
        if (inputs[i] < 0) continue;
        if (!at_hand(s->block, inputs[i])) all_fields(s, inputs[i]);
        else follow(s, inputs[i], row);
        asked = asked || !at_hand(s->block, inputs[i]) || is_open(s->block, inputs[i], row);
    }
    if (!asked) add_parents(s);
}

// Whatever is unknown because one of its inputs is.
static void follow_inputs(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++) {
        if (inputs[i] < 0 || block->plan->nodes[inputs[i]].space != node->space) continue;
        if (at_hand(block, inputs[i])) follow(s, inputs[i], row);
        else all_fields(s, inputs[i]); // read back whole from an earlier pass, which is gone
    }
}

// Of two values that a condition decides between, the one that it leaves out is wanting in nothing.
static void follow_decided(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    bool at_all = at_hand(block, node->argument[2]);
    mandate_value which = at_all ? mandate_block_inspect(block, node->argument[2], row) : (mandate_value){0};
    bool known = at_all && which.state != MANDATE_STATE_UNKNOWN;
    for (int i = 0; i < 3; i++) {
        if (known && (i == 2 || which.yes != (i == 0))) continue;
        if (at_hand(block, node->argument[i])) follow(s, node->argument[i], row);
        else all_fields(s, node->argument[i]); // read back whole from an earlier pass, which is gone
    }
}

// A range of which an end is known.
static bool has_end(const mandate_block *block, int id, size_t row)
{
    mandate_value value = mandate_block_inspect(block, id, row);
    return value.state == MANDATE_STATE_RANGE && (!isinf(value.low) || !isinf(value.high));
}

// What has no value although all that it is worked out from is known: a share of nothing, a quotient by zero, a number that is too large or not whole.
static bool has_no_value(const mandate_node *node)
{
    switch (node->op) {
    case MANDATE_OP_SPAN_OF:
    case MANDATE_OP_SHARE:
    case MANDATE_OP_DIVIDE:
    case MANDATE_OP_SCALED:
    case MANDATE_OP_MULTIPLY:
    case MANDATE_OP_ADD:
    case MANDATE_OP_SUBTRACT: return true;
    default: return false;
    }
}

// Where something that it is worked out from is open, that is what is named.
static void put_no_value(search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (s->quiet) return;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++)
        if (node->argument[i] >= 0 && (!at_hand(block, node->argument[i]) || is_open(block, node->argument[i], row))) return;
    put(s, (wanting){MANDATE_MISSING_VALUE, id, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, of_row(s, node->space, row));
}

// The condition on which it hangs whether a verdict is waived; -1 where none can be.
static int waiver_of(const mandate_node *node)
{
    if (node->op == MANDATE_OP_DATED) return node->argument[MANDATE_DATED_WAIVED];
    return node->op == MANDATE_OP_STANDING ? node->argument[MANDATE_STANDING_WAIVED] : -1;
}

// What the waivers of a verdict that is not at hand may hang on.
static void all_waived(search *s, int id)
{
    const mandate_node *node = &s->block->plan->nodes[id];
    for (int i = 0; i < node->list_count; i++) all_waived(s, mandate_plan_list(s->block->plan, node)[i]);
    if (waiver_of(node) >= 0) all_fields(s, waiver_of(node));
}

// A verdict whose status says one thing, and that may be waived: for want of what its waivers hang on. A rule of several versions names those of all of them.
static void follow_waived(search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (s->failed || !comes_first(s, id, row)) return;
    if (node->op == MANDATE_OP_OUTER) {
        follow_waived(s, node->argument[0], block->frames[node->space].outer[row]);
        return;
    }
    if (node->op == MANDATE_OP_FETCH) {
        int whose = node->argument[0], value = node->argument[1];
        const mandate_frame *frame = &block->frames[block->plan->nodes[value].space];
        uint32_t record = at_hand(block, whose) ? mandate_block_inspect(block, whose, row).code : MANDATE_CODE_UNKNOWN;
        if (mandate_fetch_is_local(block->plan, node) && record >= frame->first && record - frame->first < frame->rows) follow_waived(s, value, record - frame->first);
        else all_waived(s, value);
        return;
    }
    for (int i = 0; i < node->list_count; i++) follow_waived(s, mandate_plan_list(block->plan, node)[i], row);
    int waived = waiver_of(node);
    if (waived < 0) return;
    if (at_hand(block, waived)) follow(s, waived, row);
    else all_fields(s, waived);
}

// What is unknown where the status that stands and that of whoever is waived do not say the same.
static void follow_picked(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *says = &block->plan->nodes[node->argument[MANDATE_PICK_THEN]];
    if (says->op == MANDATE_OP_STATUS_IN && at_hand(block, says->argument[0]) && !is_open(block, says->argument[0], row)) follow_waived(s, says->argument[0], row);
}

static void follow_censored(search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    int input = block->plan->nodes[id].argument[0];
    const mandate_node *value = &block->plan->nodes[input];
    if (is_open(block, input, row)) follow(s, input, row);
    else put(s, (wanting){value->kind, value->field, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, has_end(block, id, row)}, read_by(s, value, row));
}

static void follow_call(search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_gathered *called = &block->gathered[id];
    if (block->stamps[id] != block->stamp || !called->missing_kind || called->missing_kind[row] < 0) return;
    int kind = called->missing_kind[row], field = called->missing_field[row];
    if (field >= 0) add(s, kind, field, NOBODY); // it may have read it of any record
    else put(s, (wanting){MANDATE_MISSING_RECORDS, kind, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, NOBODY);
}

static void follow(search *s, int id, size_t row)
{
    const mandate_block *block = s->block;
    const mandate_node *node = &block->plan->nodes[id];
    if (!is_open(block, id, row) || s->failed || !comes_first(s, id, row)) return;
    note_verdict(s, id);
    if (mandate_op_is_aggregate(node->op)) {
        follow_aggregate(s, id, row);
        return;
    }
    switch (node->op) {
    case MANDATE_OP_DATED:
    case MANDATE_OP_STANDING:
    case MANDATE_OP_QUOTA:
    case MANDATE_OP_PERMISSION: follow_verdict(s, node, row); return;
    case MANDATE_OP_CHOOSE:
        follow_versions(s, node, row);
        add_perhaps(s, node, row);
        break;
    case MANDATE_OP_WORST: add_perhaps(s, node, row); break;
    case MANDATE_OP_READ:
        if (node->argument[0] >= 0 && is_open(block, node->argument[0], row)) follow(s, node->argument[0], row);
        else if (node->argument[1] >= 0 && is_open(block, node->argument[1], row)) follow(s, node->argument[1], row);
        else if (!add_named(s, node, row)) add_read(s, node, row);
        return;
    case MANDATE_OP_BOUNDED: // an end that is given leaves as much open as it was
        for (int i = 0; i < 3; i++)
            if (node->argument[i] >= 0) follow(s, node->argument[i], row);
        return;
    case MANDATE_OP_LIKE_UNITS: follow_units(s, node, row); return;
    case MANDATE_OP_EVENT:
    case MANDATE_OP_VISIBLE:
        if (node->argument[0] >= 0 && is_open(block, node->argument[0], row)) follow(s, node->argument[0], row);
        else add_beginning(s, node, read_by(s, node, row));
        return;
    case MANDATE_OP_CENSORED: follow_censored(s, id, row); return;
    case MANDATE_OP_FETCH: follow_fetch(s, node, row); return;
    case MANDATE_OP_CALL: follow_call(s, id, row); return;
    case MANDATE_OP_LIES_IN:
        if (is_open(block, node->argument[MANDATE_LIES_IN_DAY], row)) follow(s, node->argument[MANDATE_LIES_IN_DAY], row);
        else add(s, node->kind, node->field, NOBODY); // of one of those above it
        return;
    case MANDATE_OP_PLACE_IN: follow_place(s, node, row); return;
    case MANDATE_OP_UNNAMED:
        if (node->argument[0] >= 0 && is_open(block, node->argument[0], row)) follow(s, node->argument[0], row);
        else add(s, node->kind, node->field, read_by(s, node, row));
        return;
    case MANDATE_OP_DATE_ADD:
    case MANDATE_OP_DATE_NEXT:
    case MANDATE_OP_WINDOW_START: follow_days(s, node, row); return;
    case MANDATE_OP_PARAMETER: follow_parameter(s, node, row); return;
    case MANDATE_OP_DECIDE: follow_decided(s, node, row); return;
    case MANDATE_OP_OUTER: follow(s, node->argument[0], block->frames[node->space].outer[row]); return;
    case MANDATE_OP_PICK: follow_picked(s, node, row); break;
    default: break;
    }
    follow_inputs(s, node, row);
    if (has_no_value(node)) put_no_value(s, id, row);
}

// What a verdict asks first and does not learn keeps it from asking the rest: only that reaches the verdict.
static void follow_verdict(search *s, const mandate_node *node, size_t row)
{
    const mandate_block *block = s->block;
    static const int dated[] = {MANDATE_JUDGED_PLACE, MANDATE_DATED_ARISES, MANDATE_DATED_FORCE, MANDATE_DATED_APPLIES, MANDATE_DATED_DONE, MANDATE_DATED_DUE, -1};
    static const int standing[] = {
        MANDATE_JUDGED_PLACE, MANDATE_STANDING_ARISES, MANDATE_STANDING_FORCE, MANDATE_STANDING_APPLIES, MANDATE_STANDING_BREACH, MANDATE_STANDING_EVIDENCE, -1};
    static const int quota[] = {MANDATE_JUDGED_PLACE, MANDATE_QUOTA_FORCE, MANDATE_QUOTA_APPLIES, MANDATE_QUOTA_ACTUAL_BY_DUE, MANDATE_QUOTA_ACTUAL, -1};
    static const int given[] = {MANDATE_JUDGED_PLACE, MANDATE_PERMISSION_ARISES, MANDATE_PERMISSION_FORCE, MANDATE_PERMISSION_APPLIES, MANDATE_PERMISSION_USED, -1};
    static const int by_use[] = {MANDATE_JUDGED_PLACE, MANDATE_PERMISSION_USED, MANDATE_PERMISSION_FORCE, MANDATE_PERMISSION_APPLIES, -1};
    const int *permission = node->arises_given ? given : by_use;
    const int *order = node->op == MANDATE_OP_DATED ? dated : node->op == MANDATE_OP_STANDING ? standing : node->op == MANDATE_OP_QUOTA ? quota : permission;
    for (int i = 0; order[i] >= 0; i++) {
        int input = node->argument[order[i]];
        bool not_asked = !node->arises_given && order[i] == MANDATE_DATED_ARISES && (node->op == MANDATE_OP_DATED || node->op == MANDATE_OP_STANDING); // nobody gave it
        if (input < 0 || not_asked) continue;
        if (!at_hand(block, input)) {
            all_fields(s, input); // read back whole from an earlier pass, which is gone
        } else if (is_open(block, input, row)) {
            bool quiet = s->quiet;
            s->quiet = quiet || (node->op == MANDATE_OP_STANDING && order[i] == MANDATE_STANDING_EVIDENCE && s->verdict < 0);
            follow(s, input, row);
            s->quiet = quiet;
            if (order[i] != MANDATE_JUDGED_PLACE) return; // who finds out where the subject lies must not have to ask again
        }
    }
}

bool mandate_worker_follow_missing(const mandate_worker *worker, int node, size_t row, mandate_missing *missing, mandate_error *error)
{
    mandate_visited *visited = worker->visited;
    search s = {.block = &worker->block, .missing = missing, .visited = visited, .error = error, .root = node, .verdict = -1};
    missing->count = 0;
    visited->stamp++; // nothing has been visited
    visited->count = 0;
    if (visited->stamp == 0) { // all stamps were used up
        for (size_t i = 0; i < visited->capacity; i++) visited->places[i].stamp = 0;
        visited->stamp = 1;
    }
    follow(&s, node, row);
    // a verdict that is unknown for want of records, and not of anything that they say
    if (missing->count == 0 && s.verdict >= 0) put(&s, (wanting){MANDATE_MISSING_VALUE, s.verdict, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, NOBODY);
    return !s.failed;
}
