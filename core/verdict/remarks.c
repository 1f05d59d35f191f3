// What a reason says behind its case: the record that breaks the rule, the parameters that decided, and what was looked at.
#include "model/memory.h"
#include "verdict/writing.h"

static bool make_remarks_room(mandate_writing *w, size_t length, mandate_error *error)
{
    if (w->remarks_length + length <= w->remarks_room) return true;
    size_t room = (w->remarks_length + length) * 2;
    char *wider = mandate_resize(w->remarks, room, 1, error);
    if (!wider) return false;
    w->remarks = wider;
    w->remarks_room = room;
    return true;
}

static bool put_remark(mandate_writing *w, const char *bytes, size_t length, mandate_error *error)
{
    if (length == 0) return true;
    if (!make_remarks_room(w, length, error)) return false;
    memcpy(w->remarks + w->remarks_length, bytes, length);
    w->remarks_length += length;
    return true;
}

// The key of the record that a node names, in memory of the caller; false where that is not known. NULL on failure.
static bool name_record(const mandate_writing *w, int node, int kind, size_t row, char **key, mandate_text *text, mandate_error *error)
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
static bool was_said(const mandate_writing *w, mandate_text text)
{
    for (size_t at = 0; at + text.length <= w->remarks_length; at++)
        if (memcmp(w->remarks + at, text.bytes, text.length) == 0) return true;
    return false;
}

// The record that a remark names stands among those that were read.
static bool cite_remark(mandate_writing *w, const mandate_rows_remark *remark, size_t row, const mandate_telling *t, mandate_error *error)
{
    int node = remark->nodes[MANDATE_HOLE_RECORD];
    if (!w->rows->cites) return true;
    mandate_value record = mandate_block_value(w->block, node, row);
    return mandate_add_source(w, remark->kind, record.code, mandate_day_asked(w, remark->day >= 0 ? remark->day : t->cause->pivot, row), error);
}

// Says one remark; *said tells whether all that it leaves open is known.
static bool say_remark(mandate_writing *w, const mandate_rows_remark *remark, size_t row, const mandate_telling *t, bool *said, mandate_error *error)
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

static bool is_told(const mandate_writing *w, unsigned statuses, int when, size_t row, mandate_status status)
{
    return statuses >> status & 1 && (when < 0 || mandate_rows_holds(w->block, when, row));
}

static bool say_remarks(mandate_writing *w, bool behind, size_t row, const mandate_telling *t, mandate_error *error)
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
static bool say_bases(mandate_writing *w, size_t row, const mandate_telling *t, mandate_error *error)
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

bool mandate_add_remarks(mandate_writing *w, size_t row, mandate_telling *t, mandate_error *error)
{
    w->remarks_length = 0;
    if (!say_remarks(w, false, row, t, error) || !say_bases(w, row, t, error) || !say_remarks(w, true, row, t, error)) return false;
    t->values.remarks = (mandate_text){w->remarks_length ? w->remarks : "", w->remarks_length};
    if (w->rows->cites) t->values.source = (mandate_text){w->source, w->source_length};
    return true;
}
