// Which version of a rule a verdict's reason tells of, by which template, and what fills it.
#include "model/memory.h"
#include "verdict/writing.h"

// The version that made the verdict: of several that judge, one that came to what the rule came to.
static const mandate_rows_version *judging(const mandate_rows *rows, const mandate_judged_rule *rule, size_t row, uint32_t record)
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

// How much a cause says of what the law comes to for a subject: the lower, the more. A goal of another place says least, a text of another place little more, and one
// that is not in force less than one that is; of those that are not, the next to begin, or else the last that ended.
static int64_t remoteness(const mandate_rows_version *version, const mandate_template *cause)
{
    const mandate_template *of = version->templates->of;
    if (!cause || cause == &of[MANDATE_REASON_NO_GOAL]) return INT64_MAX;
    if (cause == &of[MANDATE_REASON_ELSEWHERE]) return INT64_MAX - 1;
    if (cause == &of[MANDATE_REASON_AHEAD]) return ((int64_t)1 << 33) + version->from;
    if (cause == &of[MANDATE_REASON_OVER]) return ((int64_t)1 << 35) - version->to;
    return 0;
}

// The version of which is told why the rule does not apply: the one that would judge, or, where none of the subject's place is in force, the nearest in time.
static const mandate_template *find_cause(const mandate_writing *w, const mandate_judged_rule *rule, const mandate_rows_version *version, size_t row, uint32_t record,
                                          mandate_telling *t)
{
    const mandate_rows_version *versions = &w->rows->versions[rule->part->version_start], *best = version;
    const mandate_template *found = mandate_rows_cause(w->rows, w->block, version, row, record, &t->values, t->texts);
    t->cause = version;
    int64_t least = found ? remoteness(version, found) : 0;
    if (least == 0 || rule->part->version_count == 1) return found;
    for (size_t v = 0; least > 0 && v < rule->part->version_count; v++) {
        if (&versions[v] == version || (versions[v].record != MANDATE_CODE_ABSENT && versions[v].record != record)) continue;
        int64_t remote = remoteness(&versions[v], mandate_rows_cause(w->rows, w->block, &versions[v], row, record, &t->values, t->texts));
        if (remote >= least) continue;
        least = remote;
        best = &versions[v];
    }
    t->cause = best;
    return mandate_rows_cause(w->rows, w->block, best, row, record, &t->values, t->texts); // anew, since the values are those of the last that was looked at
}

const mandate_template *mandate_tell_reason(mandate_writing *w, const mandate_judged_rule *rule, size_t row, uint32_t record, mandate_telling *t, mandate_error *error)
{
    const mandate_rows *rows = w->rows;
    const mandate_rows_version *version = judging(rows, rule, row, record);
    mandate_reason_values *values = &t->values;
    values->since = rule->verdicts.since[row];
    values->as_of = mandate_plan_as_of(rows->plan);
    values->separator = rows->words.separator;
    if (rows->cites && !mandate_cite(w, rule, version, row, record, values, error)) return NULL;
    if (values->status == MANDATE_UNKNOWN) {
        mandate_missing found;
        if (!mandate_block_missing(w->block, rule->part->node, row, &found, error) || !mandate_tell_missing(w, &found, t, error)) return NULL;
        for (int i = 0; i < found.count; i++) t->list_room += 2 * t->listed[i].length + 3;
    }
    if (values->status == MANDATE_IN_ERROR) {
        const char *failure = mandate_block_failure(w->block, rule->part->node, row);
        if (failure) values->failure = (mandate_text){failure, strlen(failure)};
    }
    const mandate_template *cause = find_cause(w, rule, version, row, record, t);
    if (!mandate_add_remarks(w, row, t, error)) return NULL;
    if (cause) return cause;
    mandate_reason_case which = mandate_reason_case_for(values);
    if (version->actual >= 0 && (which == MANDATE_REASON_QUOTA || which == MANDATE_REASON_QUOTA_UNDATED)) {
        mandate_value value = mandate_block_value(w->block, version->actual, row);
        values->actual = mandate_rows_actual(rows, &value, t->actual);
    }
    return &version->templates->of[which];
}

mandate_reason_values mandate_values_of(const mandate_judged_rule *rule, size_t row)
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

char *mandate_rows_explain(const mandate_rows *rows, mandate_run *run, uint32_t record, mandate_error *error)
{
    const mandate_rows_lowered *part = &rows->parts[0];
    mandate_writing w = {.rows = rows, .block = mandate_run_focus_block(run, part->node)};
    uint32_t first, count;
    char *text = NULL;
    if (!w.block) {
        mandate_fail(error, MANDATE_ERROR_PLAN, "no pass decides that verdict");
        return NULL;
    }
    mandate_block_rows(w.block, part->kind, &first, &count);
    mandate_judged_rule rule = {.part = part, .verdicts = mandate_block_verdicts(w.block, part->node)};
    w.versions = mandate_new(part->version_count, sizeof *w.versions, error);
    if (!w.versions) return NULL;
    for (size_t v = 0; part->version_count > 1 && v < part->version_count; v++) {
        int node = rows->versions[part->version_start + v].node;
        if (node >= 0) w.versions[v] = mandate_block_verdicts(w.block, node);
    }
    if (part->version_count > 1) rule.versions = w.versions;
    mandate_telling t;
    t.listed_count = t.list_room = 0;
    if (record - first < count) {
        t.values = mandate_values_of(&rule, record - first);
        const mandate_template *template = mandate_tell_reason(&w, &rule, record - first, record, &t, error);
        text = template ? mandate_new(mandate_reason_room(template, &t.values) + 1, 1, error) : NULL;
        if (text) *mandate_reason_plain(template, &t.values, &rows->days, text) = '\0';
    } else mandate_fail(error, MANDATE_ERROR_PLAN, "the record is not in the focus");
    mandate_free(w.versions);
    mandate_free(w.wanting);
    mandate_free(w.source);
    mandate_free(w.remarks);
    return text;
}
