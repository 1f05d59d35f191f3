#include "import/scan.h"

#include <string.h>
#include "model/memory.h"

static const char *const stray_quote = "a quote stands inside a value that does not begin with one: put the whole value in quotes and double those within it";
static const char *const after_quote = "a closing quote is followed by something else than a comma or the line's end: double the quotes within the value";
static const char *const after_quote_otherwise =
    "a closing quote is followed by something else than the separator stated or the line's end: double the quotes within the value";
static const char *const open_quote = "the quote that opens here is never closed: close it, or put the value in quotes and double it";
static const char *const many_fields = "the row has more than 10000 values: look for a missing line break";

void mandate_scanner_start(mandate_scanner *scanner, const mandate_csv_form *form)
{
    static const mandate_csv_form plain = {0};
    if (!form) form = &plain;
    *scanner = (mandate_scanner){.separator = form->separator ? form->separator : ',', .quote = form->unquoted ? -1 : form->quote ? form->quote : '"'};
    scanner->ends_plain['\n'] = scanner->ends_plain['\r'] = scanner->ends_plain[(unsigned char)scanner->separator] = true;
    if (scanner->quote >= 0) scanner->ends_plain[(unsigned char)scanner->quote] = true;
}

void mandate_scanner_release(mandate_scanner *scanner)
{
    mandate_free(scanner->fields);
    mandate_free(scanner->unquoted);
}

mandate_scan_result mandate_scan_fault(mandate_scan *s, const char *reason, const char *at, const char *line_start, long line)
{
    s->fault = reason;
    s->fault_at = at;
    s->fault_line_start = line_start;
    s->fault_line = line;
    return MANDATE_SCAN_FAULT;
}

bool mandate_scan_break(mandate_scan *s)
{
    if (*s->at == '\r') {
        if (s->at + 1 == s->end && !s->ended) return false;
        if (s->at + 1 < s->end && s->at[1] == '\n') s->at++;
    }
    s->at++;
    s->line++;
    s->line_start = s->at;
    return true;
}

static mandate_scan_result scan_quoted(mandate_scanner *scanner, mandate_scan *s, mandate_csv_field *field)
{
    const char *opening = s->at, *opening_line_start = s->line_start;
    long opening_line = s->line;
    const char quote = (char)scanner->quote;
    bool doubled = false;
    field->quoted = true;
    field->text = ++s->at;
    for (;;) {
        while (s->at < s->end && *s->at != quote && *s->at != '\n' && *s->at != '\r') s->at++;
        if (s->at == s->end) return s->ended ? mandate_scan_fault(s, open_quote, opening, opening_line_start, opening_line) : MANDATE_SCAN_MORE;
        if (*s->at != quote) {
            if (!mandate_scan_break(s)) return MANDATE_SCAN_MORE;
            continue;
        }
        if (s->at + 1 == s->end && !s->ended) return MANDATE_SCAN_MORE;
        if (s->at + 1 == s->end || s->at[1] != quote) break;
        doubled = true;
        s->at += 2;
    }
    field->length = (size_t)(s->at - field->text);
    s->at++;
    if (s->at < s->end && *s->at != scanner->separator && *s->at != '\n' && *s->at != '\r')
        return mandate_scan_fault(s, scanner->separator == ',' ? after_quote : after_quote_otherwise, s->at, s->line_start, s->line);
    if (doubled) scanner->doubled += field->length;
    return MANDATE_SCAN_ROW;
}

static mandate_scan_result scan_field(mandate_scanner *scanner, mandate_scan *s, mandate_csv_field *field)
{
    const char *at = s->at, *const end = s->end;
    *field = (mandate_csv_field){.text = at, .raw = at, .line = s->line, .line_start = s->line_start};
    if (at < end && *at == scanner->quote) return scan_quoted(scanner, s, field);
    while (at < end && !scanner->ends_plain[(unsigned char)*at]) at++;
    s->at = at;
    if (at < end && *at == scanner->quote) return mandate_scan_fault(s, stray_quote, at, s->line_start, s->line);
    field->length = (size_t)(at - field->text);
    return at == end && !s->ended ? MANDATE_SCAN_MORE : MANDATE_SCAN_ROW;
}

mandate_scan_result mandate_scan_row(mandate_scanner *scanner, mandate_scan *s, const char **content, mandate_error *error)
{
    scanner->count = 0;
    scanner->doubled = 0;
    for (;;) {
        if (scanner->count == MANDATE_CSV_FIELDS_MOST) return mandate_scan_fault(s, many_fields, s->at, s->line_start, s->line);
        if (scanner->count == scanner->capacity) {
            mandate_csv_field *fields = mandate_grow(scanner->fields, scanner->count, &scanner->capacity, sizeof *fields, error);
            if (!fields) return MANDATE_SCAN_FAILED;
            scanner->fields = fields;
        }
        mandate_scan_result result = scan_field(scanner, s, &scanner->fields[scanner->count++]);
        if (result != MANDATE_SCAN_ROW) return result;
        *content = s->at;
        if (s->at == s->end) return s->ended ? MANDATE_SCAN_ROW : MANDATE_SCAN_MORE;
        if (*s->at != scanner->separator) return mandate_scan_break(s) ? MANDATE_SCAN_ROW : MANDATE_SCAN_MORE;
        s->at++;
    }
}

bool mandate_scan_single_quotes(mandate_scanner *scanner, mandate_error *error)
{
    if (scanner->doubled > scanner->unquoted_capacity) {
        char *wider = mandate_resize(scanner->unquoted, scanner->doubled, 1, error);
        if (!wider) return false;
        scanner->unquoted = wider;
        scanner->unquoted_capacity = scanner->doubled;
    }
    char *out = scanner->unquoted;
    for (size_t i = 0; i < scanner->count; i++) {
        mandate_csv_field *field = &scanner->fields[i];
        if (!field->quoted || !memchr(field->text, scanner->quote, field->length)) continue;
        const char *from = field->text, *end = from + field->length;
        field->text = out;
        while (from < end) {
            *out++ = *from;
            from += *from == scanner->quote ? 2 : 1;
        }
        field->length = (size_t)(out - field->text);
    }
    return true;
}
