#include "import/reading.h"

#include <stdio.h>
#include <string.h>
#include "import/value.h"
#include "model/key.h"
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
            if (kind->fields[i].key) used += (size_t)snprintf(keys + used, sizeof keys - used, "%s%s", used > 0 ? "/" : "", kind->fields[i].name);
        int slashes = 0;
        for (size_t i = 0; i < length; i++) slashes += text[i] == '/' ? 1 : 0;
        snprintf(reason, size, "no %s has this key: give it as %s%s, or import that %s too", kind->name, keys,
                 slashes >= mandate_key_parts(work->registry->model, index) ? ", a / within one of them as %2F" : "", kind->name);
        return true;
    }
    snprintf(reason, size, "no %s has this key: correct it, or import that %s too", kind->name, kind->name);
    return true;
}

static bool refuse(mandate_reading *r, const char *column, const char *value, size_t length, const char *reason)
{
    r->refused = true;
    const mandate_reject refused = {.file = r->index, .line = r->row.line, .column = column, .value = value, .reason = reason};
    return mandate_rejects_add(r->tally ? &r->tally->rejects : &r->source->rejects, &refused, length, r->error);
}

// The row's text for a field, NULL where it has none.
static const mandate_csv_field *text_for(const mandate_reading *r, int field)
{
    for (size_t i = 0; i < r->header.count && i < r->row.count; i++)
        if (r->header.fields[i] == field) return r->row.fields[i].length > 0 ? &r->row.fields[i] : NULL;
    return NULL;
}

static bool make_name_room(mandate_reading *r, const mandate_incoming *row)
{
    size_t size = 1 + (row ? row->effective_length : 0);
    for (size_t i = 0; i < r->row.count; i++) size += r->row.fields[i].length * MANDATE_KEY_GROWTH + 1;
    if (size <= r->name_size) return true;
    char *room = mandate_resize(r->name, size, 1, r->error);
    if (!room) return false;
    r->name = room;
    r->name_size = size;
    return true;
}

bool mandate_reading_name(mandate_reading *r, const mandate_incoming *row, mandate_named *out)
{
    const mandate_model *model = r->of->work->registry->model;
    const mandate_kind *kind = r->of->kind;
    bool joined = mandate_key_parts(model, r->of->index) > 1;
    *out = (mandate_named){0};
    if (!make_name_room(r, row)) return false;
    char *end = r->name;
    for (int f = 0; f < kind->field_count; f++) {
        if (!kind->fields[f].key) continue;
        const mandate_csv_field *part = text_for(r, f);
        if (!part) return true;
        if (end > r->name) *end++ = '/';
        bool whole = !joined || (kind->fields[f].type == MANDATE_REFERENCE && mandate_key_parts(model, kind->fields[f].kind) > 1); // as it is written
        end = whole ? (char *)memcpy(end, part->text, part->length) + part->length : mandate_key_write(part->text, part->length, end);
    }
    out->text = r->name;
    out->length = (size_t)(end - r->name);
    *end++ = '\n';
    if (row && row->effective_length > 0) memcpy(end, row->effective, row->effective_length);
    out->version_length = out->length + 1 + (row ? row->effective_length : 0);
    return true;
}

const char *mandate_reading_column(const mandate_reading *r, int field)
{
    for (size_t i = 0; i < r->header.count && r->mapped; i++)
        if (r->header.fields[i] == field) return r->mapped[i].column;
    return r->of->kind->fields[field].name;
}

int64_t mandate_reading_place(int source, long line) { return ((int64_t)source << LINE_BITS) | line; }

static mandate_owed *owed_of(const mandate_reading *r) { return &r->of->work->outstanding.list[r->source->owed]; }

static mandate_csv_field effective_as_written(const mandate_reading *r)
{
    for (size_t i = 0; i < r->header.count && i < r->row.count; i++)
        if (r->header.fields[i] == MANDATE_COLUMN_EFFECTIVE) return r->row.fields[i];
    return (mandate_csv_field){.text = ""};
}

static bool tell_again(mandate_reading *r, const char *name, size_t length)
{
    if (r->tally) return mandate_tally_name(r->tally, MANDATE_NAME_AGAIN, name, length, r->row.line, r->error);
    return mandate_owed_again(owed_of(r), name, length, r->error);
}

// Remembers the row at hand as refused, by its key and effective_from as they are written; where no key is whole, or the values may stand in other columns than theirs, by all
// that it says, and a mark behind it that no row that is accepted has in its name.
static bool owe(mandate_reading *r, bool fits)
{
    static const char mark[] = "\n?";
    const mandate_csv_field effective = effective_as_written(r);
    const mandate_incoming written = {.effective = effective.text, .effective_length = effective.length};
    mandate_named named = {0};
    if (fits && !mandate_reading_name(r, &written, &named)) return false;
    if (named.length > 0) return tell_again(r, named.text, named.version_length);
    size_t length = r->row.raw_length + sizeof mark - 1;
    if (length > r->name_size) {
        char *room = mandate_resize(r->name, length, 1, r->error);
        if (!room) return false;
        r->name = room;
        r->name_size = length;
    }
    memcpy(r->name, r->row.raw, r->row.raw_length);
    memcpy(r->name + r->row.raw_length, mark, sizeof mark - 1);
    return tell_again(r, r->name, length);
}

// Whether one of the rows that earlier imports refused has come.
static bool pay(mandate_reading *r, const mandate_incoming *incoming)
{
    mandate_owed *owed = owed_of(r);
    mandate_named named;
    if (owed->before.count == 0) return true;
    if (!mandate_reading_name(r, incoming, &named)) return false;
    int64_t before;
    if (named.length == 0 || !mandate_keys_get(&owed->before, named.text, named.version_length, &before)) return true;
    if (r->tally) return mandate_tally_name(r->tally, MANDATE_NAME_CAME, named.text, named.version_length, r->row.line, r->error);
    return mandate_owed_came(owed, named.text, named.version_length, r->error);
}

typedef enum counted { COUNT_ROW, COUNT_REFUSED, COUNT_SKIPPED } counted;

static void count_one(const mandate_reading *r, counted what)
{
    mandate_import_file *file = r->source->file;
    mandate_tally *tally = r->tally;
    switch (what) {
    case COUNT_ROW: ++*(tally ? &tally->rows : &file->rows); break;
    case COUNT_REFUSED: ++*(tally ? &tally->refused : &file->refused); break;
    case COUNT_SKIPPED: ++*(tally ? &tally->skipped : &file->skipped); break;
    }
}

// Rows with a mapping are read by one thread, in the order of the file, so that none of them goes into a tally.
static void count_outdated(const mandate_reading *r)
{
    mandate_import_file *file = r->source->file;
    if (file->outdated++ == 0) file->outdated_line = r->row.line;
}

static bool count_refused(mandate_reading *r)
{
    mandate_named named = {0};
    bool unmapped = r->header.mapper && r->row.fields != r->values;
    count_one(r, COUNT_REFUSED);
    if (!unmapped && !mandate_reading_name(r, NULL, &named)) return false;
    if (named.length > 0) {
        bool put = r->tally ? mandate_tally_name(r->tally, MANDATE_NAME_REFUSED, named.text, named.length, r->row.line, r->error)
                            : mandate_keys_put(&r->of->work->refused[r->of->index], named.text, named.length, mandate_reading_place(r->index, r->row.line), r->error);
        if (!put) return false;
    }
    return owe(r, !unmapped && r->row.count == r->header.count);
}

bool mandate_reading_refuse_eventless(mandate_reading *r)
{
    const mandate_kind *kind = r->of->kind;
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason, "the row has no event, and without one it was never there: fill %s", mandate_reading_column(r, kind->starts));
    return refuse(r, mandate_reading_column(r, kind->starts), "", 0, reason) && count_refused(r);
}

bool mandate_reading_refuse_unsaid(mandate_reading *r, int field)
{
    const char *name = r->of->kind->fields[field].name;
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason,
             "the versions of this record that are on file all begin later, and the file has no column for `%s`: what it was before them nobody has said; add the column",
             name);
    return refuse(r, name, "", 0, reason) && count_refused(r);
}

bool mandate_reading_refuse_written(mandate_reading *r, int field, const char *from)
{
    const char *name = r->of->kind->fields[field].name;
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason,
             "another program has written `%s` of this record from %s on, which no file says, and this row would change it: import that version from a file with a "
             "column for it first",
             name, from);
    return refuse(r, name, "", 0, reason) && count_refused(r);
}

// The value in a column as the file has it.
static bool refuse_value(mandate_reading *r, size_t column, const char *reason)
{
    if (r->mapped) return refuse(r, r->mapped[column].column, r->mapped[column].given, r->mapped[column].given_length, reason);
    int field = r->header.fields[column];
    return refuse(r, field == MANDATE_COLUMN_EFFECTIVE ? "effective_from" : r->of->kind->fields[field].name, r->row.fields[column].text, r->row.fields[column].length,
                  reason);
}

// The file's own word for what the field calls otherwise is no fault of the file.
static void offer_translation(const mandate_reading *r, const mandate_field *field, char reason[MANDATE_REASON_SIZE])
{
    size_t length = strlen(reason);
    if (r->mapped && field->one_of && length < MANDATE_REASON_SIZE)
        snprintf(reason + length, MANDATE_REASON_SIZE - length, "; a word of the file's own is put into the mapping's `translate`");
}

// Whether an earlier round found the row at fault; then its reason is listed.
static bool refuse_known(mandate_reading *r)
{
    const mandate_rejects *late = &r->of->late;
    while (r->late_at < r->of->late_known &&
           (late->list[r->late_at].file < r->index || (late->list[r->late_at].file == r->index && late->list[r->late_at].line < r->row.line)))
        r->late_at++;
    if (r->late_at == r->of->late_known) return true;
    const mandate_reject *known = &late->list[r->late_at];
    if (known->file != r->index || known->line != r->row.line) return true;
    for (size_t i = 0; i < r->header.count && i < r->row.count && known->value[0] == '\0'; i++) { // what the row says there
        int field = r->header.fields[i];
        if (field >= 0 && strcmp(r->of->kind->fields[field].name, known->column) == 0) return refuse_value(r, i, known->reason);
    }
    return refuse(r, known->column, known->value, strlen(known->value), known->reason);
}

// Whether the record that a cell refers to is one that the same line of the same file would have made, and was refused.
static bool refused_on_this_line(const mandate_reading *r, int kind, const mandate_cell *cell)
{
    const mandate_work *work = r->of->work;
    int64_t where;
    return mandate_keys_get(&work->refused[kind], cell->text, cell->length, &where) && (where & ((INT64_C(1) << LINE_BITS) - 1)) == r->row.line &&
           strcmp(work->sources[where >> LINE_BITS].file->path, r->source->file->path) == 0;
}

// As mandate_resolve.
static int find_parent(mandate_reading *r, int field, mandate_cell *cell)
{
    mandate_last_parent *last = &r->parents[field];
    if (last->length == cell->length && memcmp(last->name, cell->text, cell->length) == 0) {
        cell->record = last->record;
        return 1;
    }
    int found = mandate_resolve(&r->of->work->resolver, r->of->kind->fields[field].kind, cell->text, cell->length, &last->near, &cell->record, r->error);
    if (found == 1 && cell->length <= MANDATE_LAST_NAME_SIZE) {
        memcpy(last->name, cell->text, cell->length);
        last->length = (uint32_t)cell->length;
        last->record = cell->record;
    }
    return found;
}

static bool read_reference(mandate_reading *r, size_t column, mandate_cell *cell)
{
    mandate_kind_work *of = r->of;
    int field = r->header.fields[column], kind = of->kind->fields[field].kind;
    bool own = kind == of->index;
    cell->record = MANDATE_RECORD_PENDING;
    if (own && of->in_bulk) // no index to look it up by, and nothing there before
        return true;
    int found = find_parent(r, field, cell);
    if (found < 0) return false;
    if (found == 1) return true;
    cell->record = MANDATE_RECORD_PENDING;
    if (own) return true;
    if (refused_on_this_line(r, kind, cell)) { // the reason is listed there
        r->refused = true;
        return true;
    }
    char reason[REASON_SIZE];
    mandate_explain_missing(of->work, kind, cell->text, cell->length, reason, sizeof reason);
    return refuse_value(r, column, reason);
}

// An empty reference belongs to no set, so that its row would escape every rule that asks for it: somebody must have said what it means. (An
// empty key is refused as such.)
static bool allow_blank(mandate_reading *r, size_t column)
{
    const mandate_kind *kind = r->of->kind;
    const mandate_field *field = &kind->fields[r->header.fields[column]];
    if (r->header.blank_said[r->header.fields[column]] || field->key) return true;
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason,
             "empty, and nobody has said what that means for a %s: fill it, or write blank = \"unknown\" or blank = \"none\" at the "
             "field `%s` of the kind",
             kind->name, field->name);
    return refuse_value(r, column, reason);
}

static bool read_cells(mandate_reading *r, mandate_incoming *incoming)
{
    const mandate_kind *kind = r->of->kind;
    char reason[MANDATE_REASON_SIZE];
    for (size_t i = 0; i < r->header.count; i++) {
        const mandate_csv_field *value = &r->row.fields[i];
        int f = r->header.fields[i];
        if (r->mapped && r->mapped[i].refused) {
            if (!refuse_value(r, i, r->mapped[i].reason)) return false;
            continue;
        }
        if (f == MANDATE_COLUMN_EFFECTIVE) {
            mandate_date date;
            incoming->effective = value->text;
            incoming->effective_length = value->length;
            if (value->length > 0 && !mandate_value_date(value->text, value->length, &date, reason) && !refuse_value(r, i, reason)) return false;
            continue;
        }
        mandate_cell *cell = &r->cells[f];
        if (!mandate_value_read(&kind->fields[f], value->text, value->length, cell, reason)) {
            offer_translation(r, &kind->fields[f], reason);
            if (!refuse_value(r, i, reason)) return false;
        } else if (kind->fields[f].type == MANDATE_REFERENCE && !(cell->blank ? allow_blank(r, i) : read_reference(r, i, cell))) {
            return false;
        }
    }
    return true;
}

bool mandate_kind_keep_pending(mandate_kind_work *of, const mandate_pending *pending, mandate_error *error)
{
    mandate_pending *list = mandate_grow(of->pending, of->pending_count, &of->pending_capacity, sizeof *list, error);
    const char *text = list ? mandate_arena_text(&of->texts, pending->text, pending->length, error) : NULL;
    if (list) of->pending = list;
    if (!text) return false;
    of->pending[of->pending_count] = *pending;
    of->pending[of->pending_count++].text = text;
    return true;
}

bool mandate_reading_keep_pending(mandate_reading *r, int64_t row)
{
    mandate_kind_work *of = r->of;
    for (int f = 0; f < of->kind->field_count; f++) {
        const mandate_cell *cell = &r->cells[f];
        if (of->kind->fields[f].kind != of->index || cell->blank || cell->record != MANDATE_RECORD_PENDING) continue;
        const mandate_pending pending = {.row = row, .field = f, .source = r->index, .line = r->row.line, .text = cell->text, .length = cell->length};
        if (!(r->tally ? mandate_tally_pending(r->tally, &pending, r->error) : mandate_kind_keep_pending(of, &pending, r->error))) return false;
    }
    return true;
}

// Refuses a row of another length.
static bool check_length(mandate_reading *r, size_t columns)
{
    if (r->row.count == columns) return true;
    const mandate_mapping *mapping = r->source->file->mapping;
    const char *separator = mapping && mapping->form.separator && mapping->form.separator != ',' ? "separator" : "comma";
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason,
             "%zu values, and the header names %zu columns: look for a %s too %s, or for a value with a %s that "
             "needs quotes",
             r->row.count, columns, separator, r->row.count < columns ? "few" : "many", separator);
    return refuse(r, "", r->row.raw, r->row.raw_length, reason) && count_refused(r);
}

// Puts the values of the mapping's fields in the place of the file's.
static bool map_row(mandate_reading *r)
{
    mandate_mapper *mapper = r->header.mapper;
    if (mandate_mapper_is_header(mapper, &r->row))
        return refuse(r, "", r->row.raw, r->row.raw_length, "the header stands here again: take this line away") && count_refused(r);
    switch (mandate_mapper_row(mapper, &r->row, r->mapped, r->error)) {
    case MANDATE_MAPPER_FAILED: return false;
    case MANDATE_MAPPER_SKIP:
        r->skipped = true;
        count_one(r, COUNT_SKIPPED);
        return true;
    case MANDATE_MAPPER_ROW: break;
    }
    bool outdated = false;
    for (size_t i = 0; i < r->header.count; i++) {
        r->values[i] = (mandate_csv_field){.text = r->mapped[i].text, .length = r->mapped[i].length, .line = r->row.line};
        outdated = outdated || r->mapped[i].outdated;
    }
    if (outdated) count_outdated(r);
    r->row.fields = r->values;
    r->row.count = r->header.count;
    return true;
}

// A record that stands in many rows is refused in all of them where two say different things.
static bool refuse_doubled(mandate_reading *r, const mandate_incoming *incoming)
{
    mandate_named named;
    char reason[REASON_SIZE];
    int64_t where;
    if (!mandate_reading_name(r, incoming, &named)) return false;
    if (named.length == 0 || !mandate_keys_get(&r->of->doubled, named.text, named.version_length, &where)) return true;
    snprintf(reason, sizeof reason, "rows of this %s say different things (%s, line %lld): make them the same", r->of->kind->name,
             r->of->work->sources[where >> LINE_BITS].file->path, (long long)(where & ((INT64_C(1) << LINE_BITS) - 1)));
    const char *column = "";
    for (int f = r->of->kind->field_count - 1; f >= 0; f--) column = r->of->kind->fields[f].key ? mandate_reading_column(r, f) : column;
    return refuse(r, column, named.text, named.length, reason);
}

static bool check_row(mandate_reading *r, mandate_incoming *incoming)
{
    if (r->header.mapper) {
        if (!check_length(r, mandate_mapper_columns(r->header.mapper)) || (!r->refused && !map_row(r))) return false;
        if (r->refused || r->skipped) return true;
    }
    if (r->of->late_known > 0 && !refuse_known(r)) return false;
    if (r->refused) return count_refused(r);
    if (!check_length(r, r->header.count)) return false;
    if (r->refused) return true;
    *incoming = (mandate_incoming){
        .cells = r->cells, .present = r->header.present, .effective = "", .file = r->index, .import = r->of->work->first_import + r->index, .line = r->row.line};
    if (!read_cells(r, incoming) || (!r->refused && r->of->doubled.count > 0 && !refuse_doubled(r, incoming))) return false;
    return !r->refused || count_refused(r);
}

static bool refuse_unreadable(mandate_reading *r)
{
    char reason[REASON_SIZE];
    snprintf(reason, sizeof reason, "line %ld, character %ld: %s", r->row.fault_line, r->row.fault_column, r->row.fault);
    count_one(r, COUNT_REFUSED);
    if (!owe(r, false)) return false;
    return refuse(r, "", r->row.raw, r->row.raw_length, reason);
}

mandate_reading_result mandate_reading_one(mandate_reading *r, mandate_incoming *incoming)
{
    bool going = true;
    r->refused = r->skipped = false;
    switch (mandate_csv_next(r->csv, &r->row, r->error)) {
    case MANDATE_CSV_ROW: going = check_row(r, incoming) && (r->refused || r->skipped || pay(r, incoming)); break;
    case MANDATE_CSV_BAD_ROW: going = refuse_unreadable(r); break;
    case MANDATE_CSV_END: return MANDATE_READING_END;
    case MANDATE_CSV_FAILED: return MANDATE_READING_FAILED;
    }
    if (!going) {
        mandate_fail_at(r->error, r->source->file->path, r->row.line, 0);
        return MANDATE_READING_FAILED;
    }
    count_one(r, COUNT_ROW);
    return r->refused || r->skipped ? MANDATE_READING_NONE : MANDATE_READING_ROW;
}

mandate_reading_result mandate_reading_next(mandate_reading *r, mandate_incoming *incoming)
{
    for (;;) {
        mandate_reading_result result = mandate_reading_one(r, incoming);
        if (result != MANDATE_READING_NONE) return result;
    }
}

void mandate_reading_report(const mandate_reading *r, int64_t done)
{
    const mandate_import_options *options = r->of->work->options;
    if (options->progress) options->progress(options->context, r->source->file->path, done, mandate_csv_total(r->csv));
}

// A file that gives a number and not its sign says that there is none: a corrected value must not keep the `<` of the one it replaces.
static void give_signs(const mandate_kind *kind, bool *present)
{
    for (int f = 0; f < kind->field_count; f++) {
        const char *sign = kind->fields[f].sign;
        if (sign && present[f]) present[mandate_kind_find_field(kind, sign)] = true;
    }
}

bool mandate_reading_open(mandate_reading *r, mandate_kind_work *of, int index, mandate_error *error)
{
    mandate_source *source = &of->work->sources[index];
    mandate_import_file *file = source->file;
    file->rows = file->added = file->versions = file->carried = file->corrected = file->unchanged = file->refused = file->skipped = file->repeated = file->outdated =
        file->outdated_line = 0;
    size_t most = source->rejects.most;
    mandate_rejects_clear(&source->rejects);
    source->rejects.most = most;

    *r = (mandate_reading){.of = of, .source = source, .index = index, .error = error};
    r->csv = mandate_csv_open(file->path, file->mapping ? &file->mapping->form : NULL, error);
    r->cells = r->csv ? mandate_new((size_t)of->kind->field_count, sizeof *r->cells, error) : NULL;
    r->parents = r->cells ? mandate_new((size_t)of->kind->field_count, sizeof *r->parents, error) : NULL;
    if (!r->parents || !mandate_header_read(&r->header, r->csv, file->path, of->work->registry->model, of->index, file->mapping, error)) return false;
    if (file->mapping) {
        r->mapped = mandate_new(r->header.count, sizeof *r->mapped, error);
        r->values = r->mapped ? mandate_new(r->header.count, sizeof *r->values, error) : NULL;
        if (!r->values) return false;
    }
    for (int f = 0; f < of->kind->field_count; f++) r->cells[f].blank = !r->header.present[f]; // for good: only the file's columns are written to
    give_signs(of->kind, r->header.present);
    return true;
}

void mandate_reading_close(mandate_reading *r)
{
    if (r->csv) r->source->hash = mandate_csv_hash(r->csv);
    mandate_header_free(&r->header);
    mandate_free(r->cells);
    mandate_free(r->parents);
    mandate_free(r->mapped);
    mandate_free(r->values);
    mandate_free(r->name);
    mandate_csv_close(r->csv);
}

bool mandate_reading_open_part(mandate_reading *part, const mandate_reading *whole, mandate_error *error)
{
    size_t fields = (size_t)whole->of->kind->field_count;
    *part = (mandate_reading){.of = whole->of, .source = whole->source, .index = whole->index, .header = whole->header, .error = error};
    part->csv = mandate_csv_open_like(whole->csv, error);
    part->cells = part->csv ? mandate_new(fields, sizeof *part->cells, error) : NULL;
    part->parents = part->cells ? mandate_new(fields, sizeof *part->parents, error) : NULL;
    if (!part->parents) return false;
    memcpy(part->cells, whole->cells, fields * sizeof *part->cells); // blank where the file has no column
    return true;
}

void mandate_reading_close_part(mandate_reading *part)
{
    mandate_free(part->cells);
    mandate_free(part->parents);
    mandate_free(part->name);
    mandate_csv_close(part->csv);
}
