// A block's verdicts as rows. Everything here is the block's own, so that blocks are written by several threads at once.
#include "verdict/rows_internal.h"

#include <inttypes.h>
#include <stdio.h>

#include "model/memory.h"
#include "verdict/wanting.h"

// One rule (of one period) in this block.
typedef struct judged_rule {
    const mandate_rows_lowered *part;
    mandate_verdicts verdicts;
    mandate_verdicts *versions; // NULL where one alone can have judged
} judged_rule;

// A kind whose records belong to those of the driver, and the rules that judge them.
typedef struct family {
    int kind, owner; // owner: place in the list of families, -1 for the driver
    const mandate_table *table;
    const judged_rule *rules;
    size_t rule_count;
    uint32_t first, next, end; // the block's records of this kind, and the one that is written next
    uint32_t reached; // one past the last that belongs to the driver's record
} family;

// The subject that is being written: several rules follow each other for it. Its text has its quotes doubled.
typedef struct subject {
    char *key, *cell;
    size_t key_room, cell_room;
    mandate_text text;
    bool special, known;
} subject;

typedef struct writing {
    const mandate_rows *rows;
    const mandate_block *block;
    mandate_output *output;
    mandate_text statuses[MANDATE_STATUS_COUNT];
    judged_rule *rules;
    mandate_verdicts *versions;
    family *families;
    size_t family_count;
    subject subject;
    char *wanting; // the texts of what is not one field alone, of the row that is being written
    size_t wanting_room;
    char *source; // where the records of a reason stand
    size_t source_room, source_length;
    char *remarks; // what is said behind the case
    size_t remarks_room, remarks_length;
} writing;

static bool name_subject(writing *w, int kind, uint32_t record, mandate_error *error)
{
    subject *s = &w->subject;
    size_t length = mandate_snapshot_key(w->rows->snapshot, kind, record, s->key, s->key_room);
    if (length >= s->key_room) {
        char *wider = mandate_resize(s->key, length * 2 + 256, 1, error);
        if (!wider) return false;
        s->key = wider;
        s->key_room = length * 2 + 256;
        mandate_snapshot_key(w->rows->snapshot, kind, record, s->key, s->key_room);
    }
    s->text = (mandate_text){s->key, length};
    s->special = mandate_quote_needed(s->text);
    if (s->special) {
        if (length * 2 > s->cell_room) {
            char *wider = mandate_resize(s->cell, length * 2, 1, error);
            if (!wider) return false;
            s->cell = wider;
            s->cell_room = length * 2;
        }
        s->text = (mandate_text){s->cell, (size_t)(mandate_quote_copy(s->text, s->cell) - s->cell)};
    }
    s->known = true;
    return true;
}

// The version that made the verdict: of several that judge, one that came to what the rule came to.
static const mandate_rows_version *judging(const mandate_rows *rows, const judged_rule *rule, size_t row, uint32_t record)
{
    const mandate_rows_version *versions = &rows->versions[rule->part->version_start], *found = NULL;
    for (size_t v = 0; rule->versions && v < rule->part->version_count; v++) {
        if (versions[v].record != MANDATE_CODE_ABSENT && versions[v].record != record) continue;
        if (versions[v].node < 0) return &versions[v];
        uint8_t status = rule->versions[v].statuses[row];
        if (status >= MANDATE_STATUS_COUNT) continue;
        if (status == rule->verdicts.statuses[row] || (status == MANDATE_UNKNOWN && rule->verdicts.statuses[row] == MANDATE_IN_ERROR)) return &versions[v];
        if (!found && status != MANDATE_NOT_APPLICABLE && status != MANDATE_NOT_AVAILABLE) found = &versions[v];
    }
    return found ? found : versions;
}

static char *put_subject(const subject *s, const mandate_rows_lowered *part, char *out)
{
    bool quoted = s->special || part->special;
    if (quoted) *out++ = '"';
    out = mandate_text_copy(s->text, out);
    out = mandate_text_copy(part->period, out);
    if (quoted) *out++ = '"';
    *out++ = ',';
    return out;
}

// What a reason leaves open, where it does not lie elsewhere.
typedef struct telling {
    mandate_reason_values values;
    mandate_text missing[MANDATE_MISSING_FIELDS], listed[MANDATE_MISSING_FIELDS];
    size_t listed_count, list_room; // of what is listed
    char actual[MANDATE_ACTUAL_SIZE];
    mandate_rows_texts texts;
    const mandate_rows_version *cause; // the version of which is told
} telling;

enum { COUNT_SIZE = 11 }; // the digits of a count, and the end

// What stands behind a name, with its hole filled.
static char *put_behind(mandate_text around, uint32_t count, char *out)
{
    for (size_t i = 0; i < around.length; i++) {
        if (around.bytes[i] != '{') {
            *out++ = around.bytes[i];
            continue;
        }
        out += snprintf(out, COUNT_SIZE, "%" PRIu32, count);
        while (i + 1 < around.length && around.bytes[i] != '}') i++;
    }
    return out;
}

// How much is said behind the name of item i: that it is wanting elsewhere, too, or of how many records.
static char *put_extent(const writing *w, const mandate_missing *found, int i, char *out)
{
    for (int j = i + 1; j < found->count; j++)
        if (mandate_missing_cause(found, j) == i) return put_behind(w->rows->words.others, 0, out);
    if (found->records[i] > 1) out = put_behind(w->rows->words.records, found->records[i], out);
    return found->bounded[i] ? mandate_text_copy(w->rows->words.wanting.bounded, out) : out;
}

// Afterwards there is a place to write to, even if nothing needs one.
static bool make_wanting_room(writing *w, const mandate_missing *found, mandate_error *error)
{
    const mandate_rows_words *words = &w->rows->words;
    size_t room = 1, behind = words->others.length + words->records.length * COUNT_SIZE + words->wanting.bounded.length;
    for (int i = 0; i < found->count; i++) {
        if (found->kind[i] < 0) room += 2 * (mandate_wanting_text(w->rows->plan, found, i, &words->wanting, NULL, 0) + 1) + behind;
        else if (found->records[i] > 1 || found->bounded[i] || mandate_wanting_is_before(found, i))
            room += w->rows->fields[found->kind[i]][found->field[i]].length + behind;
        if (mandate_wanting_is_before(found, i)) room += mandate_wanting_before(w->rows->plan, found, i, words->wanting.before, NULL, 0) + 1;
    }
    if (w->wanting && room <= w->wanting_room) return true;
    char *wider = mandate_resize(w->wanting, room, 1, error);
    if (!wider) return false;
    w->wanting = wider;
    w->wanting_room = room;
    return true;
}

// What makes a verdict unknown, twice: in the words of the reason, one for each cause, and as one word each for the list of what is missing.
static bool name_missing(writing *w, const mandate_missing *found, telling *t, mandate_error *error)
{
    if (!make_wanting_room(w, found, error)) return false;
    char *at = w->wanting;
    t->listed_count = (size_t)found->count;
    t->values.worked_out = true;
    for (int i = 0; i < found->count; i++) {
        mandate_text name;
        t->values.worked_out = t->values.worked_out && found->kind[i] == MANDATE_MISSING_VALUE;
        if (found->kind[i] >= 0) {
            name = t->listed[i] = w->rows->fields[found->kind[i]][found->field[i]];
            bool before = mandate_wanting_is_before(found, i);
            if (found->records[i] > 1 || found->bounded[i] || before) { // copied only where more is said behind it
                char *start = at;
                at = put_extent(w, found, i, mandate_text_copy(name, at));
                if (before) at += mandate_wanting_before(w->rows->plan, found, i, w->rows->words.wanting.before, at, (size_t)(w->wanting + w->wanting_room - at));
                name = (mandate_text){start, (size_t)(at - start)};
            }
        } else {
            const char *end = w->wanting + w->wanting_room;
            t->listed[i] = (mandate_text){at, mandate_wanting_text(w->rows->plan, found, i, NULL, at, (size_t)(end - at))};
            at += t->listed[i].length + 1;
            if (mandate_missing_cause(found, i) != i) continue;
            char *start = at;
            at = put_extent(w, found, i, at + mandate_wanting_text(w->rows->plan, found, i, &w->rows->words.wanting, at, (size_t)(end - at)));
            name = (mandate_text){start, (size_t)(at - start)};
        }
        t->missing[t->values.missing_count++] = name;
    }
    t->values.missing = t->missing;
    return true;
}

// A cell that blanks part: a place's key may need quotes.
static char *put_listed(const mandate_text *listed, size_t count, char *out)
{
    bool quoted = false;
    for (size_t i = 0; i < count; i++) quoted |= mandate_quote_needed(listed[i]);
    if (quoted) *out++ = '"';
    for (size_t i = 0; i < count; i++) {
        if (i > 0) *out++ = ' ';
        out = quoted ? mandate_quote_copy(listed[i], out) : mandate_text_copy(listed[i], out);
    }
    if (quoted) *out++ = '"';
    return out;
}

// How much a cause says of what the law comes to for a subject: the lower, the more. A text of another place says least, one that is not in force less than one that
// is; of those that are not, the next to begin, or else the last that ended.
static int64_t remoteness(const mandate_rows_version *version, const mandate_template *cause)
{
    const mandate_template *of = version->templates->of;
    if (!cause || cause == &of[MANDATE_REASON_ELSEWHERE]) return INT64_MAX;
    if (cause == &of[MANDATE_REASON_AHEAD]) return ((int64_t)1 << 33) + version->from;
    if (cause == &of[MANDATE_REASON_OVER]) return ((int64_t)1 << 35) - version->to;
    return 0;
}

// The version of which is told why the rule does not apply: the one that would judge, or, where none of the subject's place is in force, the nearest in time.
static const mandate_template *find_cause(const writing *w, const judged_rule *rule, const mandate_rows_version *version, size_t row, uint32_t record, telling *t)
{
    const mandate_rows_version *versions = &w->rows->versions[rule->part->version_start], *best = version;
    const mandate_template *found = mandate_rows_cause(w->rows, w->block, version, row, &t->values, t->texts);
    t->cause = version;
    int64_t least = found ? remoteness(version, found) : 0;
    if (least == 0 || rule->part->version_count == 1) return found;
    for (size_t v = 0; least > 0 && v < rule->part->version_count; v++) {
        if (&versions[v] == version || (versions[v].record != MANDATE_CODE_ABSENT && versions[v].record != record)) continue;
        int64_t remote = remoteness(&versions[v], mandate_rows_cause(w->rows, w->block, &versions[v], row, &t->values, t->texts));
        if (remote >= least) continue;
        least = remote;
        best = &versions[v];
    }
    t->cause = best;
    return mandate_rows_cause(w->rows, w->block, best, row, &t->values, t->texts); // anew, since the values are those of the last that was looked at
}

enum { LINE_SIZE = 24 }; // what stands before a file, a colon, and the digits of a line

// ":12". snprintf would take a third of a row's time.
static char *put_line(long line, char *out)
{
    char digits[LINE_SIZE], *at = digits + sizeof digits;
    do *--at = (char)('0' + line % 10);
    while ((line /= 10) > 0);
    *out++ = ':';
    return mandate_text_copy((mandate_text){at, (size_t)(digits + sizeof digits - at)}, out);
}

// Adds the file and line of the version of a record that holds on a day, where they do not stand there.
static bool add_source(writing *w, int kind, uint32_t record, mandate_date asked, mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(w->rows->snapshot, kind);
    uint32_t version = mandate_table_version(table, record, asked);
    if (version == MANDATE_CODE_ABSENT) version = table->version_start ? table->version_start[record] : record;
    long line;
    const char *file = mandate_snapshot_source(w->rows->snapshot, kind, version, &line);
    const mandate_text name = {file, strlen(file)};
    size_t more = name.length + 2 + LINE_SIZE;
    if (w->source_length + more > w->source_room) {
        char *wider = mandate_resize(w->source, (w->source_length + more) * 2, 1, error);
        if (!wider) return false;
        w->source = wider;
        w->source_room = (w->source_length + more) * 2;
    }
    char *start = w->source + w->source_length;
    const size_t comma = w->source_length ? 2 : 0;
    memcpy(start, ", ", comma);
    size_t length = (size_t)(put_line(line, mandate_text_copy(name, start + comma)) - start);
    for (const char *at = w->source; comma && at < start; at++) {
        size_t own = length - comma, left = (size_t)(start - at);
        bool begins = at == w->source || at[-1] == ' ';
        if (begins && own <= left && memcmp(at, start + comma, own) == 0 && (own == left || at[own] == ',')) return true;
    }
    w->source_length += length;
    return true;
}

// The day on which the subject is read.
static mandate_date day_asked(const writing *w, int pivot, size_t row)
{
    if (pivot >= 0 && mandate_block_has(w->block, pivot)) {
        mandate_value day = mandate_block_value(w->block, pivot, row);
        if (day.state == MANDATE_STATE_KNOWN) return day.date;
    }
    return mandate_plan_as_of(w->rows->plan);
}

// The subject's record, and those of its owners that the version reads: on the day since which a forbidding rule is broken, where one is, otherwise on the pivot.
static bool cite(writing *w, const judged_rule *rule, const mandate_rows_version *version, size_t row, uint32_t record, mandate_reason_values *values,
                 mandate_error *error)
{
    mandate_date asked = mandate_date_is(values->since) ? values->since : day_asked(w, version->pivot, row);
    w->source_length = 0;
    int kind = rule->part->kind;
    if (!add_source(w, kind, record, asked, error)) return false;
    for (unsigned owners = version->owners; owners && w->rows->owner[kind] >= 0; owners >>= 1) {
        record = mandate_snapshot_table(w->rows->snapshot, kind)->owner[record];
        kind = w->rows->owner[kind];
        if (record >= mandate_snapshot_table(w->rows->snapshot, kind)->records) break;
        if (owners & 1 && !add_source(w, kind, record, asked, error)) return false;
    }
    values->source = (mandate_text){w->source, w->source_length};
    return true;
}

static bool make_remarks_room(writing *w, size_t length, mandate_error *error)
{
    if (w->remarks_length + length <= w->remarks_room) return true;
    size_t room = (w->remarks_length + length) * 2;
    char *wider = mandate_resize(w->remarks, room, 1, error);
    if (!wider) return false;
    w->remarks = wider;
    w->remarks_room = room;
    return true;
}

static bool put_remark(writing *w, const char *bytes, size_t length, mandate_error *error)
{
    if (length == 0) return true;
    if (!make_remarks_room(w, length, error)) return false;
    memcpy(w->remarks + w->remarks_length, bytes, length);
    w->remarks_length += length;
    return true;
}

// The key of the record that a node names, in memory of the caller; false where that is not known. NULL on failure.
static bool name_record(const writing *w, int node, int kind, size_t row, char **key, mandate_text *text, mandate_error *error)
{
    *key = NULL;
    *text = (mandate_text){.bytes = ""};
    if (!mandate_block_has(w->block, node)) return true;
    mandate_value value = mandate_block_value(w->block, node, row);
    if (value.state != MANDATE_STATE_KNOWN) return true;
    size_t length = mandate_snapshot_key(w->rows->snapshot, kind, value.code, NULL, 0);
    *key = mandate_new(length + 1, 1, error);
    if (!*key) return false;
    mandate_snapshot_key(w->rows->snapshot, kind, value.code, *key, length + 1);
    *text = (mandate_text){*key, length};
    return true;
}

// Whether a text was said already: sets of the same records are told once.
static bool was_said(const writing *w, mandate_text text)
{
    for (size_t at = 0; at + text.length <= w->remarks_length; at++)
        if (memcmp(w->remarks + at, text.bytes, text.length) == 0) return true;
    return false;
}

// The record that a remark names stands among those that were read.
static bool cite_remark(writing *w, const mandate_rows_remark *remark, size_t row, const telling *t, mandate_error *error)
{
    int node = remark->nodes[MANDATE_HOLE_RECORD];
    if (!w->rows->cites) return true;
    mandate_value record = mandate_block_value(w->block, node, row);
    return add_source(w, remark->kind, record.code, day_asked(w, remark->day >= 0 ? remark->day : t->cause->pivot, row), error);
}

// Says one remark; *said tells whether all that it leaves open is known.
static bool say_remark(writing *w, const mandate_rows_remark *remark, size_t row, const telling *t, bool *said, mandate_error *error)
{
    mandate_reason_values values = t->values;
    char texts[MANDATE_HOLE_NONE][MANDATE_ACTUAL_SIZE], *key = NULL;
    mandate_text *const holes[MANDATE_HOLE_NONE] = {
        [MANDATE_HOLE_VALUE] = &values.value, [MANDATE_HOLE_THRESHOLD] = &values.threshold, [MANDATE_HOLE_RECORD] = &values.record,
        [MANDATE_HOLE_COUNT] = &values.count, [MANDATE_HOLE_FROM] = &values.from,           [MANDATE_HOLE_TO] = &values.to};
    values.remarks = values.source = (mandate_text){.bytes = ""};
    *said = true;
    for (int h = 0; h < MANDATE_HOLE_NONE && *said; h++) {
        if (!holes[h] || remark->nodes[h] < 0) continue;
        if (h == MANDATE_HOLE_RECORD) {
            if (!name_record(w, remark->nodes[h], remark->kind, row, &key, holes[h], error)) return false;
        } else *holes[h] = mandate_rows_value_text(w->rows, w->block, remark->nodes[h], row, texts[h]);
        *said = holes[h]->length > 0;
    }
    bool done = !*said || make_remarks_room(w, mandate_reason_room(remark->template, &values) + 1, error);
    if (done && *said) { // written behind the others, where it stays if none of them says it
        char *bytes = w->remarks + w->remarks_length;
        mandate_text text = {bytes, (size_t)(mandate_reason_plain(remark->template, &values, &w->rows->days, bytes) - bytes)};
        done = remark->nodes[MANDATE_HOLE_RECORD] < 0 || cite_remark(w, remark, row, t, error);
        if (!was_said(w, text)) w->remarks_length += text.length;
    }
    mandate_free(key);
    return done;
}

static bool is_told(const writing *w, unsigned statuses, int when, size_t row, mandate_status status)
{
    return statuses >> status & 1 && (when < 0 || mandate_rows_holds(w->block, when, row));
}

static bool say_remarks(writing *w, bool behind, size_t row, const telling *t, mandate_error *error)
{
    int group = -1;
    for (size_t i = 0; i < t->cause->remark_count; i++) {
        const mandate_rows_remark *remark = &t->cause->remarks[i];
        bool said;
        if (remark->behind != behind || remark->group == group || !is_told(w, remark->statuses, remark->when, row, t->values.status)) continue;
        if (!say_remark(w, remark, row, t, &said, error)) return false;
        if (said) group = remark->group;
    }
    return true;
}

enum { MOST_BASES = 4 };

// " (most: law/thirty, within: law/two)": the parameters that decided.
static bool say_bases(writing *w, size_t row, const telling *t, mandate_error *error)
{
    mandate_text told[MOST_BASES];
    size_t count = 0;
    for (size_t i = 0; i < t->cause->basis_count && count < MOST_BASES; i++) {
        const mandate_rows_basis *own = &t->cause->bases[i];
        if (!is_told(w, own->statuses, own->when, row, t->values.status)) continue;
        mandate_text text = mandate_rows_basis_of(w->block, own, row);
        bool there = text.length == 0;
        for (size_t k = 0; k < count; k++) there |= told[k].length == text.length && memcmp(told[k].bytes, text.bytes, text.length) == 0;
        if (!there) told[count++] = text;
    }
    for (size_t k = 0; k < count; k++)
        if (!put_remark(w, k ? "; " : " (", 2, error) || !put_remark(w, told[k].bytes, told[k].length, error)) return false;
    return count == 0 || put_remark(w, ")", 1, error);
}

// What is said behind the case: the record that breaks the rule, the parameters that decided, and what was looked at.
static bool add_remarks(writing *w, size_t row, telling *t, mandate_error *error)
{
    w->remarks_length = 0;
    if (!say_remarks(w, false, row, t, error) || !say_bases(w, row, t, error) || !say_remarks(w, true, row, t, error)) return false;
    t->values.remarks = (mandate_text){w->remarks_length ? w->remarks : "", w->remarks_length};
    if (w->rows->cites) t->values.source = (mandate_text){w->source, w->source_length};
    return true;
}

// Finds the template of a verdict's reason and what fills it. NULL on failure.
static const mandate_template *tell(writing *w, const judged_rule *rule, size_t row, uint32_t record, telling *t, mandate_error *error)
{
    const mandate_rows *rows = w->rows;
    const mandate_rows_version *version = judging(rows, rule, row, record);
    mandate_reason_values *values = &t->values;
    values->since = rule->verdicts.since[row];
    values->as_of = mandate_plan_as_of(rows->plan);
    values->separator = rows->words.separator;
    if (rows->cites && !cite(w, rule, version, row, record, values, error)) return NULL;
    if (values->status == MANDATE_UNKNOWN) {
        mandate_missing found;
        if (!mandate_block_missing(w->block, rule->part->node, row, &found, error) || !name_missing(w, &found, t, error)) return NULL;
        for (int i = 0; i < found.count; i++) t->list_room += 2 * t->listed[i].length + 3;
    }
    if (values->status == MANDATE_IN_ERROR) {
        const char *failure = mandate_block_failure(w->block, rule->part->node, row);
        if (failure) values->failure = (mandate_text){failure, strlen(failure)};
    }
    const mandate_template *cause = find_cause(w, rule, version, row, record, t);
    if (!add_remarks(w, row, t, error)) return NULL;
    if (cause) return cause;
    mandate_reason_case which = mandate_reason_case_for(values);
    if (version->actual >= 0 && (which == MANDATE_REASON_QUOTA || which == MANDATE_REASON_QUOTA_UNDATED)) {
        mandate_value value = mandate_block_value(w->block, version->actual, row);
        values->actual = mandate_rows_actual(rows, &value, t->actual);
    }
    return &version->templates->of[which];
}

static mandate_reason_values values_of(const judged_rule *rule, size_t row)
{
    const mandate_text none = {.bytes = ""};
    return (mandate_reason_values){.shape = rule->part->shape,
                                   .status = rule->verdicts.statuses[row],
                                   .due = rule->verdicts.due[row],
                                   .done = rule->verdicts.done[row],
                                   .since = MANDATE_DATE_ABSENT,
                                   .arises = MANDATE_DATE_ABSENT,
                                   .asked = MANDATE_DATE_ABSENT,
                                   .actual = none,
                                   .failure = none,
                                   .value = none,
                                   .threshold = none,
                                   .part = none,
                                   .all = none,
                                   .record = none,
                                   .count = none,
                                   .from = none,
                                   .to = none,
                                   .source = none,
                                   .remarks = none};
}

static bool write_row(writing *w, const judged_rule *rule, int kind, size_t row, uint32_t record, mandate_error *error)
{
    const mandate_rows *rows = w->rows;
    const mandate_rows_lowered *part = rule->part;
    uint8_t status = rule->verdicts.statuses[row];
    if (status >= MANDATE_STATUS_COUNT) return true;
    if (!w->subject.known && !name_subject(w, kind, record, error)) return false;

    telling t;
    t.values = values_of(rule, row);
    t.listed_count = t.list_room = 0;
    const mandate_template *template = rows->reasons ? tell(w, rule, row, record, &t, error) : NULL;
    if (rows->reasons && !template) return false;
    // rule and subject, each with its comma and quotes; status, three days and the line's end
    size_t room = part->rule.length + w->subject.text.length + part->period.length + 3 + w->statuses[status].length + (size_t)3 * MANDATE_DAY_LENGTH +
                  sizeof MANDATE_ROWS_NOT_WORKED_OUT + 5;
    if (template) room += t.list_room + mandate_reason_room(template, &t.values) + 2;
    mandate_date next = part->next ? part->next[record] : rule->verdicts.next[row];

    char *out = mandate_output_reserve(w->output, room, error);
    if (!out) return false;
    char *start = out;
    out = mandate_text_copy(part->rule, out);
    out = put_subject(&w->subject, part, out);
    out = mandate_text_copy(w->statuses[status], out);
    *out++ = ',';
    out = mandate_days_write(&rows->days, t.values.due, out);
    *out++ = ',';
    out = mandate_days_write(&rows->days, t.values.done, out);
    *out++ = ',';
    if (next == MANDATE_DATE_UNKNOWN) out = mandate_text_copy((mandate_text){MANDATE_ROWS_NOT_WORKED_OUT, sizeof MANDATE_ROWS_NOT_WORKED_OUT - 1}, out);
    else out = mandate_days_write(&rows->days, next, out);
    if (template) {
        *out++ = ',';
        out = put_listed(t.listed, t.listed_count, out);
        *out++ = ',';
        out = mandate_reason_cell(template, &t.values, &rows->days, out);
    }
    *out++ = '\n';
    w->output->length += (size_t)(out - start);
    return true;
}

// Writes the records of one kind up to `end`.
static bool write_records(writing *w, family *own, uint32_t end, mandate_error *error)
{
    for (; own->next < end; own->next++) {
        w->subject.known = false;
        for (size_t i = 0; i < own->rule_count; i++)
            if (!write_row(w, &own->rules[i], own->kind, own->next - own->first, own->next, error)) return false;
    }
    return true;
}

// The rules of this block: of each kind in the order of kinds, in the order of rules. `decided` tells of each node whether this pass decides it.
static bool find_rules(writing *w, const bool *decided, bool *needed, mandate_error *error)
{
    const mandate_rows *rows = w->rows;
    size_t rule_count = 0, version_count = 0, families = 0;
    for (size_t p = 0; p < rows->part_count; p++) {
        if (!decided[rows->parts[p].node]) continue;
        rule_count++;
        version_count += rows->parts[p].version_count;
        for (int k = rows->parts[p].kind; k >= 0; k = rows->owner[k]) needed[k] = true;
    }
    if (rule_count == 0) return true;
    w->rules = mandate_new(rule_count, sizeof *w->rules, error);
    w->versions = mandate_new(version_count, sizeof *w->versions, error);
    w->families = mandate_new((size_t)rows->kinds, sizeof *w->families, error);
    if (!w->rules || !w->versions || !w->families) return false;

    int driver = mandate_block_driver(w->block), at = 0;
    while (rows->order[at] != driver) at++;
    judged_rule *next_rule = w->rules;
    mandate_verdicts *next_version = w->versions;
    for (; at < rows->kinds; at++) {
        int kind = rows->order[at], owner = -1;
        if (!needed[kind]) continue;
        if (kind != driver) {
            for (size_t f = 0; f < families; f++)
                if (w->families[f].kind == rows->owner[kind]) owner = (int)f;
            if (owner < 0) break; // the driver's family ends here
        }
        family *own = &w->families[families++];
        uint32_t count;
        *own = (family){.kind = kind, .owner = owner, .table = mandate_snapshot_table(rows->snapshot, kind), .rules = next_rule};
        mandate_block_rows(w->block, kind, &own->first, &count);
        own->next = own->first;
        own->end = own->first + count;
        for (size_t p = 0; p < rows->part_count; p++) {
            const mandate_rows_lowered *part = &rows->parts[p];
            if (part->kind != kind || !decided[part->node]) continue;
            *next_rule = (judged_rule){.part = part, .verdicts = mandate_block_verdicts(w->block, part->node)};
            if (rows->reasons && part->version_count > 1) {
                next_rule->versions = next_version;
                for (size_t v = 0; v < part->version_count; v++, next_version++) {
                    int node = rows->versions[part->version_start + v].node;
                    if (node >= 0) *next_version = mandate_block_verdicts(w->block, node);
                }
            }
            next_rule++;
            own->rule_count++;
        }
    }
    w->family_count = families;
    return true;
}

static bool write_block(writing *w, mandate_error *error)
{
    if (w->family_count == 0) return true;
    family *driver = &w->families[0];
    for (uint32_t record = driver->first; record < driver->end; record++) {
        for (size_t f = 0; f < w->family_count; f++) {
            family *own = &w->families[f];
            own->reached = own->owner < 0 ? record + 1 : own->table->owner_start[w->families[own->owner].reached];
            if (own->rule_count > 0 && !write_records(w, own, own->reached, error)) return false;
        }
    }
    for (size_t f = 0; f < w->family_count; f++) // those whose owner is not known
        if (w->families[f].rule_count > 0 && !write_records(w, &w->families[f], w->families[f].end, error)) return false;
    return true;
}

bool mandate_rows_format(void *context, const mandate_block *block, mandate_output *output, mandate_error *error)
{
    writing w = {.rows = context, .block = block, .output = output};
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++) w.statuses[s] = (mandate_text){mandate_status_names[s], strlen(mandate_status_names[s])};
    size_t judged;
    const int *nodes = mandate_block_judged(block, &judged);
    bool done = false;
    bool *decided = mandate_new((size_t)mandate_plan_node_count(w.rows->plan), sizeof *decided, error);
    bool *needed = decided ? mandate_new((size_t)w.rows->kinds, sizeof *needed, error) : NULL;
    if (needed) {
        for (size_t i = 0; i < judged; i++) decided[nodes[i]] = true;
        done = find_rules(&w, decided, needed, error) && write_block(&w, error);
    }
    mandate_free(decided);
    mandate_free(needed);
    mandate_free(w.rules);
    mandate_free(w.versions);
    mandate_free(w.families);
    mandate_free(w.wanting);
    mandate_free(w.source);
    mandate_free(w.remarks);
    mandate_free(w.subject.key);
    mandate_free(w.subject.cell);
    return done;
}

char *mandate_rows_explain(const mandate_rows *rows, mandate_run *run, uint32_t record, mandate_error *error)
{
    const mandate_rows_lowered *part = &rows->parts[0];
    writing w = {.rows = rows, .block = mandate_run_focus_block(run, part->node)};
    uint32_t first, count;
    char *text = NULL;
    if (!w.block) {
        mandate_fail(error, MANDATE_ERROR_PLAN, "no pass decides that verdict");
        return NULL;
    }
    mandate_block_rows(w.block, part->kind, &first, &count);
    judged_rule rule = {.part = part, .verdicts = mandate_block_verdicts(w.block, part->node)};
    w.versions = mandate_new(part->version_count, sizeof *w.versions, error);
    if (!w.versions) return NULL;
    for (size_t v = 0; part->version_count > 1 && v < part->version_count; v++) {
        int node = rows->versions[part->version_start + v].node;
        if (node >= 0) w.versions[v] = mandate_block_verdicts(w.block, node);
    }
    if (part->version_count > 1) rule.versions = w.versions;
    telling t;
    t.listed_count = t.list_room = 0;
    if (record - first < count) {
        t.values = values_of(&rule, record - first);
        const mandate_template *template = tell(&w, &rule, record - first, record, &t, error);
        text = template ? mandate_new(mandate_reason_room(template, &t.values) + 1, 1, error) : NULL;
        if (text) *mandate_reason_plain(template, &t.values, &rows->days, text) = '\0';
    } else mandate_fail(error, MANDATE_ERROR_PLAN, "the record is not in the focus");
    mandate_free(w.versions);
    mandate_free(w.wanting);
    mandate_free(w.source);
    mandate_free(w.remarks);
    return text;
}
