// The rows of one kind's files: each value checked, each reference looked up, each row landed or refused.
#include <stdio.h>
#include <string.h>
#include "import/csv.h"
#include "import/header.h"
#include "import/value.h"
#include "import/work.h"
#include "model/memory.h"
#include "store/schema.h"

enum { REASON_SIZE = 800, PROGRESS_ROWS = 8192, LINE_BITS = 40, KEY_TEXT_SIZE = 1024 };

// One file being read.
typedef struct reading {
    mandate_kind_work *of;
    mandate_source *source;
    int index; // of the source
    mandate_csv *csv;
    mandate_header header;
    mandate_cell *cells;
    const mandate_csv_row *row;
    bool refused; // the row at hand
    size_t late_at; // where in `late` the entries for the rows still to come begin
} reading;

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

static bool refuse(reading *r, const char *column, const char *value, size_t length, const char *reason)
{
    r->refused = true;
    return mandate_rejects_add(&r->source->rejects, r->index, r->row->line, column, value, length, reason, r->of->work->error);
}

// The row's key as a reference to it would be written, 0 long where a part is missing or it does not fit.
static size_t key_text(const reading *r, char out[KEY_TEXT_SIZE])
{
    size_t used = 0;
    for (int f = 0; f < r->of->kind->field_count; f++) {
        if (!r->of->kind->fields[f].key)
            continue;
        const mandate_csv_field *found = NULL;
        for (size_t i = 0; i < r->header.count && i < r->row->count; i++)
            if (r->header.fields[i] == f)
                found = &r->row->fields[i];
        if (!found || found->length == 0 || found->length + used + 2 > KEY_TEXT_SIZE)
            return 0;
        if (used > 0)
            out[used++] = '/';
        memcpy(out + used, found->text, found->length);
        used += found->length;
    }
    return used;
}

static bool count_refused(reading *r)
{
    char key[KEY_TEXT_SIZE];
    size_t length = key_text(r, key);
    r->source->file->refused++;
    return length == 0 || mandate_keys_put(&r->of->work->refused[r->of->index], key, length,
                                           ((int64_t)r->index << LINE_BITS) | r->row->line, r->of->work->error);
}

// Whether an earlier round found the row at fault; then its reason is listed.
static bool refuse_known(reading *r)
{
    const mandate_rejects *late = &r->of->late;
    while (r->late_at < r->of->late_known &&
           (late->list[r->late_at].file < r->index || (late->list[r->late_at].file == r->index && late->list[r->late_at].line < r->row->line)))
        r->late_at++;
    if (r->late_at == r->of->late_known)
        return true;
    const mandate_reject *known = &late->list[r->late_at];
    if (known->file != r->index || known->line != r->row->line)
        return true;
    for (size_t i = 0; i < r->header.count && i < r->row->count && known->value[0] == '\0'; i++) { // what the row says there
        int field = r->header.fields[i];
        if (field >= 0 && strcmp(r->of->kind->fields[field].name, known->column) == 0)
            return refuse(r, known->column, r->row->fields[i].text, r->row->fields[i].length, known->reason);
    }
    return refuse(r, known->column, known->value, strlen(known->value), known->reason);
}

static bool read_reference(reading *r, int field, mandate_cell *cell)
{
    mandate_kind_work *of = r->of;
    int kind = of->kind->fields[field].kind;
    bool own = kind == of->index;
    cell->record = MANDATE_RECORD_PENDING;
    if (own && of->landing.without_index) // no index to look it up by, and nothing there before
        return true;
    int found = mandate_resolve(&of->work->resolver, kind, cell->text, cell->length, &cell->record, of->work->error);
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

static bool read_cells(reading *r, mandate_incoming *incoming)
{
    const mandate_kind *kind = r->of->kind;
    char reason[MANDATE_REASON_SIZE];
    for (int f = 0; f < kind->field_count; f++)
        if (!r->header.present[f])
            r->cells[f] = (mandate_cell) { .blank = true };
    for (size_t i = 0; i < r->header.count; i++) {
        const mandate_csv_field *value = &r->row->fields[i];
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

static bool keep_pending(reading *r, const mandate_place *place)
{
    mandate_kind_work *of = r->of;
    for (int f = 0; f < of->kind->field_count; f++) {
        const mandate_cell *cell = &r->cells[f];
        if (of->kind->fields[f].kind != of->index || cell->blank || cell->record != MANDATE_RECORD_PENDING)
            continue;
        mandate_pending *list = mandate_grow(of->pending, of->pending_count, &of->pending_capacity, sizeof *list, of->work->error);
        const char *text = list ? mandate_arena_text(&of->texts, cell->text, cell->length, of->work->error) : NULL;
        if (list)
            of->pending = list;
        if (!text)
            return false;
        of->pending[of->pending_count++] = (mandate_pending) {
            .row = place->row, .field = f, .source = r->index, .line = r->row->line, .text = text, .length = cell->length
        };
    }
    return true;
}

static bool keep_suspect(reading *r, const mandate_place *place)
{
    mandate_kind_work *of = r->of;
    mandate_suspect *list = mandate_grow(of->suspects, of->suspect_count, &of->suspect_capacity, sizeof *list, of->work->error);
    if (!list)
        return false;
    of->suspects = list;
    of->suspects[of->suspect_count++] = (mandate_suspect) { .record = place->record, .source = r->index, .line = r->row->line };
    return true;
}

// Both rows are refused: which of them is right only their author knows.
static bool refuse_double(reading *r, const mandate_place *place)
{
    mandate_work *work = r->of->work;
    int first = place->other.file >= 0 ? place->other.file : (int)(place->other_import - work->first_import);
    char key[KEY_TEXT_SIZE], reason[REASON_SIZE];
    size_t length = key_text(r, key);
    const char *column = "";
    for (int f = r->of->kind->field_count - 1; f >= 0; f--)
        column = r->of->kind->fields[f].key ? r->of->kind->fields[f].name : column;
    const char *format = "the same key%s stands in %s, line %ld, too: keep one of the two, or give them different effective_from";
    const char *which = r->of->has_effective ? " and effective_from" : "";
    snprintf(reason, sizeof reason, format, which, work->sources[first].file->path, place->other.line);
    if (!mandate_rejects_add(&r->of->late, r->index, r->row->line, column, key, length, reason, work->error))
        return false;
    snprintf(reason, sizeof reason, format, which, r->source->file->path, r->row->line);
    return mandate_rejects_add(&r->of->late, first, place->other.line, column, key, length, reason, work->error);
}

static bool refuse_eventless(reading *r)
{
    const mandate_kind *kind = r->of->kind;
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason, "the row has no event, and without one it was never there: fill %s", kind->fields[kind->starts].name);
    return refuse(r, kind->fields[kind->starts].name, "", 0, reason);
}

static bool land(reading *r, const mandate_incoming *incoming)
{
    mandate_import_file *file = r->source->file;
    mandate_place place;
    if (!mandate_land(&r->of->landing, incoming, &place, r->of->work->error))
        return false;
    switch (place.landed) {
    case MANDATE_ADDED: file->added++; break;
    case MANDATE_VERSION: file->versions++; break;
    case MANDATE_CORRECTED: file->corrected++; break;
    case MANDATE_UNCHANGED: file->unchanged++; return true;
    case MANDATE_DOUBLE: return refuse_double(r, &place);
    case MANDATE_NO_EVENT: return refuse_eventless(r) && count_refused(r);
    }
    return keep_pending(r, &place) && (!place.owner_differs || keep_suspect(r, &place));
}

static bool take_row(reading *r)
{
    r->refused = false;
    if (r->of->late_known > 0 && !refuse_known(r))
        return false;
    if (r->refused)
        return count_refused(r);
    if (r->row->count != r->header.count) {
        char reason[REASON_SIZE];
        snprintf(reason, sizeof reason, "%zu values, and the header names %zu columns: look for a comma too %s, or for a value with a comma that "
                                        "needs quotes",
                 r->row->count, r->header.count, r->row->count < r->header.count ? "few" : "many");
        return refuse(r, "", r->row->raw, r->row->raw_length, reason) && count_refused(r);
    }
    mandate_incoming incoming = { .cells = r->cells,
                                  .present = r->header.present,
                                  .effective = "",
                                  .file = r->index,
                                  .import = r->of->work->first_import + r->index,
                                  .line = r->row->line };
    if (!read_cells(r, &incoming))
        return false;
    return r->refused ? count_refused(r) : land(r, &incoming);
}

static bool take_bad_row(reading *r)
{
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason, "line %ld, character %ld: %s", r->row->fault_line, r->row->fault_column, r->row->fault);
    r->source->file->refused++;
    return refuse(r, "", r->row->raw, r->row->raw_length, reason);
}

static void report(const reading *r)
{
    const mandate_import_options *options = r->of->work->options;
    if (options->progress)
        options->progress(options->context, r->source->file->path, mandate_csv_done(r->csv), mandate_csv_total(r->csv));
}

static bool take_rows(reading *r)
{
    mandate_work *work = r->of->work;
    mandate_csv_row row;
    r->row = &row;
    for (;;) {
        bool going = true;
        switch (mandate_csv_next(r->csv, &row, work->error)) {
        case MANDATE_CSV_ROW: going = take_row(r); break;
        case MANDATE_CSV_BAD_ROW: going = take_bad_row(r); break;
        case MANDATE_CSV_END: report(r); return true;
        case MANDATE_CSV_FAILED: return false;
        }
        if (!going)
            return mandate_fail_at(work->error, r->source->file->path, row.line, 0);
        if (++r->source->file->rows % PROGRESS_ROWS == 0)
            report(r);
    }
}

static bool take_source(mandate_kind_work *of, size_t index)
{
    mandate_work *work = of->work;
    mandate_source *source = &work->sources[index];
    mandate_import_file *file = source->file;
    file->rows = file->added = file->versions = file->corrected = file->unchanged = file->refused = 0;
    size_t most = source->rejects.most;
    mandate_rejects_clear(&source->rejects);
    source->rejects.most = most;

    reading r = { .of = of, .source = source, .index = (int)index };
    r.csv = mandate_csv_open(file->path, work->error);
    r.cells = r.csv ? mandate_new((size_t)of->kind->field_count, sizeof *r.cells, work->error) : NULL;
    bool done = r.cells && mandate_header_read(&r.header, r.csv, file->path, work->registry->model, of->index, work->error);
    if (done) {
        done = mandate_landing_file(&of->landing, &r.header, work->error) && take_rows(&r);
        source->hash = mandate_csv_hash(r.csv);
        mandate_header_free(&r.header);
    }
    mandate_free(r.cells);
    mandate_csv_close(r.csv);
    return done;
}

typedef enum round_result { ROUND_FAILED, ROUND_DONE, ROUND_AGAIN, ROUND_WITH_INDEX } round_result;

static bool land_sources(mandate_kind_work *of)
{
    for (size_t i = 0; i < of->work->count; i++)
        if (of->work->sources[i].file->kind_index == of->index && !take_source(of, i))
            return false;
    return true;
}

static round_result land_round(mandate_kind_work *of, bool without_index)
{
    mandate_work *work = of->work;
    if (without_index && !mandate_schema_drop_index(work->registry, of->index, work->error))
        return ROUND_FAILED;
    if (!mandate_landing_start(&of->landing, work->registry, of->index, work->first_import, without_index, work->error))
        return ROUND_FAILED;
    round_result result = ROUND_FAILED;
    if (land_sources(of)) {
        if (without_index && !mandate_schema_make_index(work->registry, of->index, work->error))
            result = (sqlite3_errcode(work->registry->database) & 0xFF) == SQLITE_CONSTRAINT ? ROUND_WITH_INDEX : ROUND_FAILED;
        else if (mandate_settle(of))
            result = of->late.count > of->late_known ? ROUND_AGAIN : ROUND_DONE;
    }
    mandate_landing_end(&of->landing);
    return result;
}

static bool land_kind(mandate_kind_work *of, bool without_index)
{
    mandate_work *work = of->work;
    for (;;) {
        mandate_rejects_sort(&of->late);
        of->late_known = of->late.count;
        of->pending_count = of->suspect_count = 0;
        mandate_arena_clear(&of->texts);
        if (!mandate_database_execute(work->registry, "SAVEPOINT kind", work->error))
            return false;
        round_result result = land_round(of, without_index);
        if (result == ROUND_FAILED)
            return false;
        if (result == ROUND_DONE)
            return mandate_database_execute(work->registry, "RELEASE kind", work->error);
        if (!mandate_database_execute(work->registry, "ROLLBACK TO kind; RELEASE kind", work->error))
            return false;
        mandate_resolver_forget(&work->resolver, of->index);
        without_index = without_index && result != ROUND_WITH_INDEX;
    }
}

bool mandate_import_kind(mandate_work *work, int index)
{
    mandate_kind_work of = { .work = work, .kind = mandate_model_kind(work->registry->model, index), .index = index };
    int64_t rows;
    if (!mandate_schema_ensure(work->registry, index, work->error) || !mandate_registry_count(work->registry, index, &rows, work->error))
        return false;
    for (size_t i = 0; i < work->count; i++)
        of.has_effective = of.has_effective || (work->sources[i].file->kind_index == index && work->sources[i].has_effective);
    // Into an empty table without versions every row is new, so that the index can be made once at the end, which is faster.
    bool done = land_kind(&of, rows == 0 && !of.has_effective);
    mandate_rejects_clear(&of.late);
    mandate_arena_clear(&of.texts);
    mandate_free(of.pending);
    mandate_free(of.suspects);
    return done;
}
