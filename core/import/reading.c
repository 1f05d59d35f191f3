#include "import/reading.h"

#include <stdio.h>
#include <string.h>
#include "import/value.h"
#include "model/memory.h"

enum { REASON_SIZE = 800, LINE_BITS = 40 };

bool mandate_explain_missing(mandate_work *work, int index, const char *text, size_t length, char reason[], size_t size)
{
    const mandate_kind *kind = mandate_model_kind(work->registry->model, index);
    int64_t where;
    if (mandate_keys_get(&work->refused[index], text, length, &where)) {
        const char *path = work->sources[where >> LINE_BITS].file->path;
        snprintf(reason, size, "the row of this %s is refused (%s, line %lld): mend that row first", kind->name, path,
                 (long long)(where & ((INT64_C(1) << LINE_BITS) - 1)));
        return true;
    }
    if (mandate_key_parts(work->registry->model, index) > 1) {
        char keys[REASON_SIZE / 2];
        size_t used = 0;
        keys[0] = '\0';
        for (int i = 0; i < kind->field_count && used < sizeof keys; i++)
            if (kind->fields[i].key)
                used += (size_t)snprintf(keys + used, sizeof keys - used, "%s%s", used > 0 ? "/" : "", kind->fields[i].name);
        snprintf(reason, size, "no %s has this key: give it as %s, or import that %s too", kind->name, keys, kind->name);
        return true;
    }
    snprintf(reason, size, "no %s has this key: correct it, or import that %s too", kind->name, kind->name);
    return true;
}

static bool refuse(mandate_reading *r, const char *column, const char *value, size_t length, const char *reason)
{
    r->refused = true;
    return mandate_rejects_add(&r->source->rejects, r->index, r->row.line, column, value, length, reason, r->error);
}

size_t mandate_reading_key(const mandate_reading *r, char out[MANDATE_KEY_TEXT_SIZE])
{
    size_t used = 0;
    for (int f = 0; f < r->of->kind->field_count; f++) {
        if (!r->of->kind->fields[f].key)
            continue;
        const mandate_csv_field *found = NULL;
        for (size_t i = 0; i < r->header.count && i < r->row.count; i++)
            if (r->header.fields[i] == f)
                found = &r->row.fields[i];
        if (!found || found->length == 0 || found->length + used + 2 > MANDATE_KEY_TEXT_SIZE)
            return 0;
        if (used > 0)
            out[used++] = '/';
        memcpy(out + used, found->text, found->length);
        used += found->length;
    }
    return used;
}

static bool count_refused(mandate_reading *r)
{
    char key[MANDATE_KEY_TEXT_SIZE];
    size_t length = mandate_reading_key(r, key);
    r->source->file->refused++;
    return length == 0 || mandate_keys_put(&r->of->work->refused[r->of->index], key, length, ((int64_t)r->index << LINE_BITS) | r->row.line,
                                           r->error);
}

bool mandate_reading_refuse_eventless(mandate_reading *r)
{
    const mandate_kind *kind = r->of->kind;
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason, "the row has no event, and without one it was never there: fill %s", kind->fields[kind->starts].name);
    return refuse(r, kind->fields[kind->starts].name, "", 0, reason) && count_refused(r);
}

// Whether an earlier round found the row at fault; then its reason is listed.
static bool refuse_known(mandate_reading *r)
{
    const mandate_rejects *late = &r->of->late;
    while (r->late_at < r->of->late_known &&
           (late->list[r->late_at].file < r->index || (late->list[r->late_at].file == r->index && late->list[r->late_at].line < r->row.line)))
        r->late_at++;
    if (r->late_at == r->of->late_known)
        return true;
    const mandate_reject *known = &late->list[r->late_at];
    if (known->file != r->index || known->line != r->row.line)
        return true;
    for (size_t i = 0; i < r->header.count && i < r->row.count && known->value[0] == '\0'; i++) { // what the row says there
        int field = r->header.fields[i];
        if (field >= 0 && strcmp(r->of->kind->fields[field].name, known->column) == 0)
            return refuse(r, known->column, r->row.fields[i].text, r->row.fields[i].length, known->reason);
    }
    return refuse(r, known->column, known->value, strlen(known->value), known->reason);
}

static bool read_reference(mandate_reading *r, int field, mandate_cell *cell)
{
    mandate_kind_work *of = r->of;
    int kind = of->kind->fields[field].kind;
    bool own = kind == of->index;
    cell->record = MANDATE_RECORD_PENDING;
    if (own && of->in_bulk) // no index to look it up by, and nothing there before
        return true;
    int found = mandate_resolve(&of->work->resolver, kind, cell->text, cell->length, &cell->record, r->error);
    if (found < 0)
        return false;
    if (found == 1)
        return true;
    cell->record = MANDATE_RECORD_PENDING;
    if (own)
        return true;
    char reason[REASON_SIZE];
    mandate_explain_missing(of->work, kind, cell->text, cell->length, reason, sizeof reason);
    return refuse(r, of->kind->fields[field].name, cell->text, cell->length, reason);
}

static bool read_cells(mandate_reading *r, mandate_incoming *incoming)
{
    const mandate_kind *kind = r->of->kind;
    char reason[MANDATE_REASON_SIZE];
    for (size_t i = 0; i < r->header.count; i++) {
        const mandate_csv_field *value = &r->row.fields[i];
        int f = r->header.fields[i];
        if (f == MANDATE_COLUMN_EFFECTIVE) {
            mandate_date date;
            incoming->effective = value->text;
            incoming->effective_length = value->length;
            if (value->length > 0 && !mandate_value_date(value->text, value->length, &date, reason) &&
                !refuse(r, "effective_from", value->text, value->length, reason))
                return false;
            continue;
        }
        mandate_cell *cell = &r->cells[f];
        if (!mandate_value_read(&kind->fields[f], value->text, value->length, cell, reason)) {
            if (!refuse(r, kind->fields[f].name, value->text, value->length, reason))
                return false;
        } else if (kind->fields[f].type == MANDATE_REFERENCE && !cell->blank && !read_reference(r, f, cell)) {
            return false;
        }
    }
    return true;
}

bool mandate_reading_keep_pending(mandate_reading *r, int64_t row)
{
    mandate_kind_work *of = r->of;
    for (int f = 0; f < of->kind->field_count; f++) {
        const mandate_cell *cell = &r->cells[f];
        if (of->kind->fields[f].kind != of->index || cell->blank || cell->record != MANDATE_RECORD_PENDING)
            continue;
        mandate_pending *list = mandate_grow(of->pending, of->pending_count, &of->pending_capacity, sizeof *list, r->error);
        const char *text = list ? mandate_arena_text(&of->texts, cell->text, cell->length, r->error) : NULL;
        if (list)
            of->pending = list;
        if (!text)
            return false;
        of->pending[of->pending_count++] =
            (mandate_pending) { .row = row, .field = f, .source = r->index, .line = r->row.line, .text = text, .length = cell->length };
    }
    return true;
}

static bool check_row(mandate_reading *r, mandate_incoming *incoming)
{
    if (r->of->late_known > 0 && !refuse_known(r))
        return false;
    if (r->refused)
        return count_refused(r);
    if (r->row.count != r->header.count) {
        char reason[REASON_SIZE];
        snprintf(reason, sizeof reason, "%zu values, and the header names %zu columns: look for a comma too %s, or for a value with a comma that "
                                        "needs quotes",
                 r->row.count, r->header.count, r->row.count < r->header.count ? "few" : "many");
        return refuse(r, "", r->row.raw, r->row.raw_length, reason) && count_refused(r);
    }
    *incoming = (mandate_incoming) { .cells = r->cells,
                                     .present = r->header.present,
                                     .effective = "",
                                     .file = r->index,
                                     .import = r->of->work->first_import + r->index,
                                     .line = r->row.line };
    return read_cells(r, incoming) && (!r->refused || count_refused(r));
}

static bool refuse_unreadable(mandate_reading *r)
{
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason, "line %ld, character %ld: %s", r->row.fault_line, r->row.fault_column, r->row.fault);
    r->source->file->refused++;
    return refuse(r, "", r->row.raw, r->row.raw_length, reason);
}

mandate_reading_result mandate_reading_next(mandate_reading *r, mandate_incoming *incoming)
{
    for (;;) {
        bool going = true;
        r->refused = false;
        switch (mandate_csv_next(r->csv, &r->row, r->error)) {
        case MANDATE_CSV_ROW: going = check_row(r, incoming); break;
        case MANDATE_CSV_BAD_ROW: going = refuse_unreadable(r); break;
        case MANDATE_CSV_END: return MANDATE_READING_END;
        case MANDATE_CSV_FAILED: return MANDATE_READING_FAILED;
        }
        if (!going) {
            mandate_fail_at(r->error, r->source->file->path, r->row.line, 0);
            return MANDATE_READING_FAILED;
        }
        r->source->file->rows++;
        if (!r->refused)
            return MANDATE_READING_ROW;
    }
}

void mandate_reading_report(const mandate_reading *r, int64_t done)
{
    const mandate_import_options *options = r->of->work->options;
    if (options->progress)
        options->progress(options->context, r->source->file->path, done, mandate_csv_total(r->csv));
}

bool mandate_reading_open(mandate_reading *r, mandate_kind_work *of, int index, mandate_error *error)
{
    mandate_source *source = &of->work->sources[index];
    mandate_import_file *file = source->file;
    file->rows = file->added = file->versions = file->corrected = file->unchanged = file->refused = 0;
    size_t most = source->rejects.most;
    mandate_rejects_clear(&source->rejects);
    source->rejects.most = most;

    *r = (mandate_reading) { .of = of, .source = source, .index = index, .error = error };
    r->csv = mandate_csv_open(file->path, NULL, error);
    r->cells = r->csv ? mandate_new((size_t)of->kind->field_count, sizeof *r->cells, error) : NULL;
    if (!r->cells || !mandate_header_read(&r->header, r->csv, file->path, of->work->registry->model, of->index, error))
        return false;
    for (int f = 0; f < of->kind->field_count; f++)
        r->cells[f].blank = !r->header.present[f]; // for good: only the file's columns are written to
    return true;
}

void mandate_reading_close(mandate_reading *r)
{
    if (r->csv)
        r->source->hash = mandate_csv_hash(r->csv);
    mandate_header_free(&r->header);
    mandate_free(r->cells);
    mandate_csv_close(r->csv);
}
