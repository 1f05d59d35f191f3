#include "import/header.h"

#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { MOST_TITLE_ROWS = 12 }; // above a header

static const char effective_from[] = "effective_from";

static bool is_text(const mandate_csv_field *field, const char *text) { return field->length == strlen(text) && memcmp(field->text, text, field->length) == 0; }

static int find_field(const mandate_kind *kind, const mandate_csv_field *column)
{
    for (int i = 0; i < kind->field_count; i++)
        if (is_text(column, kind->fields[i].name)) return i;
    return is_text(column, effective_from) ? MANDATE_COLUMN_EFFECTIVE : -1;
}

// A kind whose fields hold every column and whose keys are all there; -1 if there is none.
static int kind_that_fits(const mandate_model *model, const mandate_csv_row *row)
{
    for (int k = 0; k < mandate_model_kind_count(model); k++) {
        const mandate_kind *kind = mandate_model_kind(model, k);
        bool fits = true;
        for (size_t i = 0; i < row->count && fits; i++) fits = find_field(kind, &row->fields[i]) != -1;
        for (int f = 0; f < kind->field_count && fits; f++) {
            bool found = !kind->fields[f].key;
            for (size_t i = 0; i < row->count && !found; i++) found = is_text(&row->fields[i], kind->fields[f].name);
            fits = found;
        }
        if (fits) return k;
    }
    return -1;
}

typedef struct check {
    const mandate_model *model;
    const mandate_kind *kind;
    const char *path;
    const mandate_csv_row *row;
    const mandate_mapping *mapping; // NULL: none
    mandate_error *error;
} check;

static bool at_column(const check *c, size_t column)
{
    const mandate_csv_field *field = &c->row->fields[column];
    return mandate_fail_at(c->error, c->path, field->line, mandate_csv_column(field));
}

static bool at_row(const check *c) { return mandate_fail_at(c->error, c->path, c->row->line, 0); }

static bool check_text(const check *c)
{
    const mandate_csv_row *row = c->row;
    if (memchr(row->raw, '\0', row->raw_length)) {
        mandate_fail(c->error, MANDATE_ERROR_FILE,
                     "the first line holds NUL bytes, as UTF-16 and spreadsheets' own formats do: save the file again as "
                     "\"CSV UTF-8\"");
        return at_row(c);
    }
    if (mandate_utf8_valid(row->raw, row->raw_length) < row->raw_length) {
        if (c->mapping)
            mandate_fail(c->error, MANDATE_ERROR_FILE,
                         "the first line holds bytes that are no %s, the encoding that import \"%s\" states: state the "
                         "encoding that the file has",
                         c->mapping->form.encoding ? c->mapping->form.encoding : "UTF-8", c->mapping->name);
        else
            mandate_fail(c->error, MANDATE_ERROR_FILE,
                         "the first line is not UTF-8: save the file again as \"CSV UTF-8\", or convert it, say with "
                         "`iconv -f GB18030 -t UTF-8`, or read it by an import statement of a pack, which states "
                         "file = { encoding = \"GB18030\" }");
        return at_row(c);
    }
    if (row->count == 1 && !row->fields[0].quoted && !c->mapping) {
        const mandate_csv_field *only = &row->fields[0];
        const char *name = memchr(only->text, ';', only->length) ? "semicolons" : memchr(only->text, '\t', only->length) ? "tabs" : NULL;
        if (name) {
            mandate_fail(c->error, MANDATE_ERROR_FILE,
                         "the columns are separated by %s and must be separated by commas: save the file again with "
                         "commas, or read it by an import statement of a pack, which states file = { separator = \"%s\" }",
                         name, name[0] == 't' ? "\\t" : ";");
            return at_row(c);
        }
    }
    return true;
}

static bool unknown_column(const check *c, size_t column)
{
    char name[64];
    const mandate_csv_field *field = &c->row->fields[column];
    snprintf(name, sizeof name, "%.*s", (int)(field->length < 60 ? field->length : 60), field->text);
    name[mandate_utf8_valid(name, strlen(name))] = '\0';
    int other = kind_that_fits(c->model, c->row);
    if (other >= 0) {
        const char *right = mandate_model_kind(c->model, other)->name;
        mandate_fail(c->error, MANDATE_ERROR_FILE,
                     "the kind \"%s\" has no field \"%s\", and the header is that of the kind \"%s\": give the file "
                     "as %s=%.300s",
                     c->kind->name, name, right, right, c->path);
        return at_column(c, column);
    }
    const char **words = mandate_new((size_t)c->kind->field_count + 2, sizeof *words, c->error);
    if (!words) return false;
    for (int i = 0; i < c->kind->field_count; i++) words[i] = c->kind->fields[i].name;
    words[c->kind->field_count] = effective_from;
    const char *nearest = mandate_text_nearest(name, words);
    mandate_free((void *)words);
    if (name[0] == '\0')
        mandate_fail(c->error, MANDATE_ERROR_FILE, "column %zu has no name: name it after a field of the kind \"%s\", or take it away", column + 1, c->kind->name);
    else if (nearest) mandate_fail(c->error, MANDATE_ERROR_FILE, "the kind \"%s\" has no field \"%s\": did you mean \"%s\"?", c->kind->name, name, nearest);
    else
        mandate_fail(c->error, MANDATE_ERROR_FILE,
                     "the kind \"%s\" has no field \"%s\": rename the column or take it away; `mandate doc --model` "
                     "lists the fields",
                     c->kind->name, name);
    return at_column(c, column);
}

static bool map_columns(const check *c, mandate_header *header)
{
    for (size_t i = 0; i < c->row->count; i++) {
        const mandate_csv_field *column = &c->row->fields[i];
        int field = find_field(c->kind, column);
        if (field == -1) return unknown_column(c, i);
        bool twice = field == MANDATE_COLUMN_EFFECTIVE ? header->effective >= 0 : header->present[field];
        if (twice) {
            mandate_fail(c->error, MANDATE_ERROR_FILE, "the column \"%.*s\" is there twice: take one of the two away", (int)column->length, column->text);
            return at_column(c, i);
        }
        header->fields[i] = field;
        if (field == MANDATE_COLUMN_EFFECTIVE) header->effective = (int)i;
        else header->present[field] = true;
    }
    return true;
}

// A first line of one column says that the separator is another.
static bool check_separator(const check *c)
{
    static const struct {
        char sign;
        const char *name, *written;
    } separators[] = {{',', "commas", ","}, {';', "semicolons", ";"}, {'\t', "tabs", "\\t"}, {'|', "bars", "|"}};
    const mandate_csv_field *only = &c->row->fields[0];
    char stated = c->mapping->form.separator ? c->mapping->form.separator : ',';
    for (size_t i = 0; i < sizeof separators / sizeof *separators && c->row->count == 1; i++)
        if (separators[i].sign != stated && memchr(only->text, separators[i].sign, only->length)) {
            mandate_fail(c->error, MANDATE_ERROR_FILE,
                         "the columns are separated by %s, and import \"%s\" states another separator: state the one that "
                         "the file has, file = { separator = \"%s\" }",
                         separators[i].name, c->mapping->name, separators[i].written);
            return at_row(c);
        }
    return true;
}

static bool map_fields(const check *c, mandate_header *header)
{
    if (!check_separator(c)) return false;
    header->mapper = mandate_mapper_open(c->mapping, c->row, c->path, c->error);
    for (size_t i = 0; header->mapper && i < c->mapping->field_count; i++) {
        const char *name = c->mapping->fields[i].field;
        bool effective = strcmp(name, effective_from) == 0;
        int field = effective ? MANDATE_COLUMN_EFFECTIVE : mandate_kind_find_field(c->kind, name);
        if (field == -1 || (effective ? header->effective >= 0 : header->present[field])) {
            mandate_fail(c->error, MANDATE_ERROR_FILE, "import \"%s\" maps \"%s\", which the kind \"%s\" %s", c->mapping->name, name, c->kind->name,
                         field == -1 ? "does not have" : "has once");
            return mandate_fail_at(c->error, c->path, 0, 0);
        }
        header->fields[i] = field;
        if (effective) header->effective = (int)i;
        else header->present[field] = true;
    }
    return header->mapper != NULL;
}

static void note_said(const check *c, mandate_header *header)
{
    for (int i = 0; i < c->kind->field_count; i++) header->blank_said[i] = c->kind->fields[i].blank_said;
    for (size_t i = 0; c->mapping && i < c->mapping->blank_said.count; i++) {
        int field = mandate_kind_find_field(c->kind, c->mapping->blank_said.list[i]);
        if (field >= 0) header->blank_said[field] = true;
    }
}

static bool check_needed(const check *c, const mandate_header *header)
{
    bool has_event = c->kind->lasting;
    for (int i = 0; i < c->kind->field_count; i++) {
        const mandate_field *field = &c->kind->fields[i];
        if (field->key && !header->present[i]) {
            mandate_fail(c->error, MANDATE_ERROR_FILE, "the column \"%s\" is missing, and it is a key of the kind \"%s\": add it", field->name, c->kind->name);
            return at_row(c);
        }
        if (!header->blank_said[i] && !header->present[i]) {
            mandate_fail(c->error, MANDATE_ERROR_FILE,
                         "the column \"%s\" is missing, so that it would be empty in every row, and nobody has said what that means "
                         "for a %s: add it, or write blank = \"unknown\" or blank = \"none\" at the field `%s` of the kind",
                         field->name, c->kind->name, field->name);
            return at_row(c);
        }
        has_event = has_event || (field->type == MANDATE_EVENT && header->present[i]);
    }
    if (has_event) return true;
    mandate_fail(c->error, MANDATE_ERROR_FILE, "no column says when it happened, and every row of the kind \"%s\" needs an event: add the column \"%s\"", c->kind->name,
                 c->kind->fields[c->kind->starts].name);
    return at_row(c);
}

static bool has_column(const mandate_csv_row *row, const char *name)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->fields[i].length == strlen(name) && memcmp(row->fields[i].text, name, row->fields[i].length) == 0) return true;
    return false;
}

// Whether a row names the columns: all that the mapping reads, or fields of the kind, its keys among them, and nothing else.
static bool names_columns(const check *c, const mandate_csv_row *row)
{
    if (!c->mapping) {
        for (size_t i = 0; i < row->count; i++)
            if (row->fields[i].length > 0 && find_field(c->kind, &row->fields[i]) == -1) return false;
        for (int i = 0; i < c->kind->field_count; i++)
            if (c->kind->fields[i].key && !has_column(row, c->kind->fields[i].name)) return false;
        return true;
    }
    for (size_t i = 0; i < c->mapping->field_count; i++)
        for (size_t k = 0; k < c->mapping->fields[i].part_count; k++)
            if (c->mapping->fields[i].parts[k].column && !has_column(row, c->mapping->fields[i].parts[k].column)) return false;
    return true;
}

// Where the first line is no header, but one that stands a little below is: titles, dates and the like stand above it.
static bool below_a_title(const check *c, mandate_csv *csv)
{
    mandate_csv_row row;
    mandate_error ignored;
    if (c->error->code != MANDATE_ERROR_FILE) return true;
    for (int i = 0; i < MOST_TITLE_ROWS; i++) {
        mandate_csv_result result = mandate_csv_next(csv, &row, &ignored);
        if (result == MANDATE_CSV_BAD_ROW) continue;
        if (result != MANDATE_CSV_ROW) return true;
        if (!names_columns(c, &row)) continue;
        mandate_fail(c->error, MANDATE_ERROR_FILE, "the first line does not name the columns, line %ld does: take away what stands above it, such as a title", row.line);
        return mandate_fail_at(c->error, c->path, row.line, 0);
    }
    return true;
}

bool mandate_header_read(mandate_header *header, mandate_csv *csv, const char *path, const mandate_model *model, int kind, const mandate_mapping *mapping,
                         mandate_error *error)
{
    mandate_csv_row row;
    check c = {.model = model, .kind = mandate_model_kind(model, kind), .path = path, .row = &row, .mapping = mapping, .error = error};
    *header = (mandate_header){.effective = -1};
    switch (mandate_csv_next(csv, &row, error)) {
    case MANDATE_CSV_FAILED: return false;
    case MANDATE_CSV_END:
        mandate_fail(error, MANDATE_ERROR_FILE, "the file is empty: its first line must name the columns, such as \"%s\"", c.kind->fields[0].name);
        return mandate_fail_at(error, path, 0, 0);
    case MANDATE_CSV_BAD_ROW:
        mandate_fail(error, MANDATE_ERROR_FILE, "the first line, which names the columns, cannot be read: %s", row.fault);
        mandate_fail_at(error, path, row.fault_line, row.fault_column);
        return below_a_title(&c, csv) && false;
    case MANDATE_CSV_ROW: break;
    }
    header->count = mapping ? mapping->field_count : row.count;
    header->fields = mandate_new(header->count, sizeof *header->fields, error);
    header->present = header->fields ? mandate_new((size_t)c.kind->field_count, sizeof *header->present, error) : NULL;
    header->blank_said = header->present ? mandate_new((size_t)c.kind->field_count, sizeof *header->blank_said, error) : NULL;
    if (header->blank_said) note_said(&c, header);
    if (header->blank_said && check_text(&c) && (mapping ? map_fields(&c, header) : map_columns(&c, header)) && check_needed(&c, header)) return true;
    mandate_header_free(header);
    below_a_title(&c, csv);
    return false;
}

void mandate_header_free(mandate_header *header)
{
    mandate_free(header->fields);
    mandate_free(header->present);
    mandate_free(header->blank_said);
    mandate_mapper_close(header->mapper);
    *header = (mandate_header){.effective = -1};
}
