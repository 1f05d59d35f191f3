#include "verdict/reason.h"

const char *const mandate_shape_names[MANDATE_SHAPE_COUNT] = {"dated", "standing", "quota", "permission"};

static const char *const case_names[MANDATE_REASON_COUNT - MANDATE_STATUS_COUNT] = {
    "met_undated",
    "met_standing",
    "pending_undated",
    "pending_too_late",
    "breached_undated",
    "unknown_evidence",
    "unknown_left",
    "unknown_unjudged",
    "unknown_received",
    "unknown_none",
    "unknown_not_judged",
    "unknown_none_not_judged",
    "unknown_also_none",
    "unknown_also_not_judged",
    "unknown_also_none_not_judged",
    "quota",
    "quota_undated",
    "used_without",
    "no_goal",
    "elsewhere",
    "ahead",
    "over",
    "not_arisen",
    "arises_later",
    "condition",
    "began_later",
    "not_begun",
    "used_elsewhere",
    "used_ahead",
    "used_over",
    "used_not_arisen",
    "used_arises_later",
    "used_condition",
    "used_began_later",
    "used_not_begun",
};
static const char *const hole_names[MANDATE_HOLE_NONE] = {"due",       "done", "since",      "missing", "actual", "failure", "asked", "arises", "value",
                                                          "threshold", "none", "not_judged", "record",  "count",  "from",    "to",    "part",   "all"};

int mandate_reason_case_of(const char *name)
{
    for (int c = 0; c < MANDATE_REASON_COUNT; c++)
        if (strcmp(name, c < MANDATE_STATUS_COUNT ? mandate_status_names[c] : case_names[c - MANDATE_STATUS_COUNT]) == 0) return c;
    return -1;
}

int mandate_hole_of(const char *name)
{
    int hole = 0;
    while (hole < MANDATE_HOLE_NONE && strcmp(name, hole_names[hole]) != 0) hole++;
    return hole;
}

bool mandate_template_make(mandate_template *made, mandate_arena *arena, const mandate_text *texts, const mandate_hole *holes, size_t count, mandate_error *error)
{
    mandate_piece *pieces = mandate_arena_new(arena, count * sizeof *pieces, error);
    if (!pieces) return false;
    *made = (mandate_template){.pieces = pieces, .count = count};
    for (size_t i = 0; i < count; i++) {
        mandate_piece *piece = &pieces[i];
        char *plain = mandate_arena_text(arena, texts[i].bytes, texts[i].length, error);
        char *quoted = plain ? mandate_arena_new(arena, texts[i].length * 2, error) : NULL;
        if (!quoted) return false;
        piece->hole = holes[i];
        piece->plain = (mandate_text){plain, texts[i].length};
        piece->quoted = (mandate_text){quoted, (size_t)(mandate_quote_copy(texts[i], quoted) - quoted)};
        made->longest += piece->quoted.length;
        made->listed += piece->hole == MANDATE_HOLE_MISSING;
        if (mandate_quote_needed(texts[i])) made->special = true;
    }
    return true;
}

mandate_reason_case mandate_reason_case_for(const mandate_reason_values *values)
{
    bool dated = mandate_date_is(values->due);
    mandate_status status = values->status;
    if (values->shape == MANDATE_SHAPE_QUOTA && status != MANDATE_NOT_APPLICABLE && status != MANDATE_UNKNOWN && status != MANDATE_IN_ERROR)
        return dated ? MANDATE_REASON_QUOTA : MANDATE_REASON_QUOTA_UNDATED;
    switch (status) {
    case MANDATE_MET:
        if (values->shape == MANDATE_SHAPE_STANDING) return MANDATE_REASON_MET_STANDING;
        return dated ? (mandate_reason_case)MANDATE_MET : MANDATE_REASON_MET_UNDATED;
    case MANDATE_PENDING:
        if (dated && values->due < values->as_of) return MANDATE_REASON_PENDING_TOO_LATE;
        return dated ? (mandate_reason_case)MANDATE_PENDING : MANDATE_REASON_PENDING_UNDATED;
    case MANDATE_BREACHED: return mandate_date_is(values->since) ? (mandate_reason_case)MANDATE_BREACHED : MANDATE_REASON_BREACHED_UNDATED;
    case MANDATE_UNKNOWN: return values->missing_count > 0 ? (mandate_reason_case)MANDATE_UNKNOWN : MANDATE_REASON_UNKNOWN_EVIDENCE;
    case MANDATE_NOT_AVAILABLE: return mandate_date_is(values->done) ? MANDATE_REASON_USED_WITHOUT : (mandate_reason_case)MANDATE_NOT_AVAILABLE;
    default: return (mandate_reason_case)status;
    }
}

size_t mandate_reason_room(const mandate_template *template, const mandate_reason_values *values)
{
    size_t list = 0;
    for (size_t i = 0; template->listed > 0 && i < values->missing_count; i++) list += values->missing[i].length * 2 + values->separator.length * 2;
    size_t hole = MANDATE_DAY_LENGTH;
    if (values->actual.length > hole) hole = values->actual.length;
    if (values->value.length * 2 > hole) hole = values->value.length * 2;
    if (values->threshold.length * 2 > hole) hole = values->threshold.length * 2;
    if (values->no_record.length * 2 > hole) hole = values->no_record.length * 2;
    if (values->unjudged.length * 2 > hole) hole = values->unjudged.length * 2;
    if (values->record.length > hole) hole = values->record.length;
    if (values->count.length > hole) hole = values->count.length;
    if (values->part.length > hole) hole = values->part.length;
    if (values->all.length > hole) hole = values->all.length;
    return 2 + template->longest + template->count * hole + template->listed * list + values->failure.length * 2 * template->count + values->source.length * 2 + 3 +
           values->remarks.length * 2; // 2: the quotes around it
}

static char *fill(mandate_hole hole, const mandate_reason_values *values, const mandate_days *days, bool quoted, char *out)
{
    char *start = out;
    switch (hole) {
    case MANDATE_HOLE_DUE: out = mandate_days_write(days, values->due, out); break;
    case MANDATE_HOLE_DONE: out = mandate_days_write(days, values->done, out); break;
    case MANDATE_HOLE_SINCE: out = mandate_days_write(days, values->since, out); break;
    case MANDATE_HOLE_FAILURE: out = quoted ? mandate_quote_copy(values->failure, out) : mandate_text_copy(values->failure, out); break;
    case MANDATE_HOLE_ASKED: out = mandate_days_write(days, values->asked, out); break;
    case MANDATE_HOLE_ARISES: out = mandate_days_write(days, values->arises, out); break;
    case MANDATE_HOLE_VALUE: out = quoted ? mandate_quote_copy(values->value, out) : mandate_text_copy(values->value, out); break;
    case MANDATE_HOLE_THRESHOLD: out = quoted ? mandate_quote_copy(values->threshold, out) : mandate_text_copy(values->threshold, out); break;
    case MANDATE_HOLE_PART: out = mandate_text_copy(values->part, out); break;
    case MANDATE_HOLE_ALL: out = mandate_text_copy(values->all, out); break;
    case MANDATE_HOLE_NO_RECORD: out = quoted ? mandate_quote_copy(values->no_record, out) : mandate_text_copy(values->no_record, out); break;
    case MANDATE_HOLE_UNJUDGED: out = quoted ? mandate_quote_copy(values->unjudged, out) : mandate_text_copy(values->unjudged, out); break;
    case MANDATE_HOLE_RECORD: out = mandate_text_copy(values->record, out); break;
    case MANDATE_HOLE_COUNT: out = mandate_text_copy(values->count, out); break;
    case MANDATE_HOLE_FROM: out = mandate_text_copy(values->from, out); break;
    case MANDATE_HOLE_TO: out = mandate_text_copy(values->to, out); break;
    case MANDATE_HOLE_ACTUAL: out = mandate_text_copy(values->actual, out); break;
    case MANDATE_HOLE_MISSING:
        for (size_t i = 0; i < values->missing_count; i++) {
            if (i > 0) out = quoted ? mandate_quote_copy(values->separator, out) : mandate_text_copy(values->separator, out);
            out = quoted ? mandate_quote_copy(values->missing[i], out) : mandate_text_copy(values->missing[i], out);
        }
        break;
    case MANDATE_HOLE_NONE: return out;
    }
    if (out == start) *out++ = '?';
    return out;
}

static char *put(const mandate_template *template, const mandate_reason_values *values, const mandate_days *days, bool quoted, char *out)
{
    for (size_t i = 0; i < template->count; i++) {
        const mandate_piece *piece = &template->pieces[i];
        out = mandate_text_copy(quoted ? piece->quoted : piece->plain, out);
        out = fill(piece->hole, values, days, quoted, out);
    }
    out = quoted ? mandate_quote_copy(values->remarks, out) : mandate_text_copy(values->remarks, out);
    if (values->source.length == 0) return out;
    *out++ = ' ';
    *out++ = '[';
    out = quoted ? mandate_quote_copy(values->source, out) : mandate_text_copy(values->source, out);
    *out++ = ']';
    return out;
}

char *mandate_reason_plain(const mandate_template *template, const mandate_reason_values *values, const mandate_days *days, char *out)
{
    return put(template, values, days, false, out);
}

char *mandate_reason_cell(const mandate_template *template, const mandate_reason_values *values, const mandate_days *days, char *out)
{
    // Days and names of fields never need quotes; what stands between two names may, a range in words, the key of a place, and what a function says.
    bool quoted = template->special || mandate_quote_needed(values->failure) || mandate_quote_needed(values->source) || mandate_quote_needed(values->remarks) ||
                  mandate_quote_needed(values->value) || mandate_quote_needed(values->threshold) || mandate_quote_needed(values->no_record) ||
                  mandate_quote_needed(values->unjudged) || mandate_quote_needed(values->actual) ||
                  (template->listed > 0 && values->missing_count > 1 && mandate_quote_needed(values->separator));
    for (size_t i = 0; template->listed > 0 && i < values->missing_count; i++) quoted |= mandate_quote_needed(values->missing[i]);
    if (!quoted) return put(template, values, days, false, out);
    *out++ = '"';
    out = put(template, values, days, true, out);
    *out++ = '"';
    return out;
}
