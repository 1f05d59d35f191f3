#define _POSIX_C_SOURCE 200809L // stat
#include "import/csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "import/decode.h"
#include "model/memory.h"
#include "model/sizes.h"
#include "model/text.h"

// A row that is longer than the tests' own is read in large pieces there, too: each piece has the row looked through from its beginning.
enum { SHORT_ROW = MANDATE_SIZE(0, 2048), SHORT_READ = MANDATE_SIZE(1, 16) };
enum { READ_SIZE = 128 * 1024, BUFFER_SIZE = MANDATE_CSV_ROW_MOST + 2 * READ_SIZE, EXCERPT_SIZE = 200, RAW_SIZE = READ_SIZE / 4 };

struct mandate_csv {
    FILE *file; // NULL when reading memory
    const char *memory; // what is left of it
    size_t memory_left;
    int64_t total, before; // bytes in all; bytes before the buffer's first
    uint64_t hash;
    char separator;
    int quote; // -1: none
    bool ends_plain[256]; // what a value without quotes ends at
    const char *encoding; // NULL: UTF-8
    mandate_decoder *decoder;
    char *raw; // what is to be decoded
    int64_t raw_bytes; // so far
    char *buffer;
    size_t at, end; // what is not yet given
    bool ended; // nothing left to read into the buffer
    long line;
    bool line_feed_due; // the last line ended with CR, and an LF may follow
    mandate_csv_field *fields;
    size_t count, capacity;
    size_t doubled; // bytes of the row's values that have doubled quotes
    char *unquoted; // those values with single ones
    size_t unquoted_capacity;
    char path[MANDATE_PATH_SIZE];
};

// How a scan of the buffer for one row ended.
typedef enum scan_result { SCAN_ROW, SCAN_MORE, SCAN_FAULT, SCAN_FAILED } scan_result;

static const char *const stray_quote = "a quote stands inside a value that does not begin with one: put the whole value in quotes and double those within it";
static const char *const after_quote = "a closing quote is followed by something else than a comma or the line's end: double the quotes within the value";
static const char *const after_quote_otherwise =
    "a closing quote is followed by something else than the separator stated or the line's end: double the quotes within the value";
static const char *const open_quote = "the quote that opens here is never closed: close it, or put the value in quotes and double it";
static const char *const long_row = "the row is longer than 1 MiB: look for a quote that is not closed, or split the row";
static const char *const many_fields = "the row has more than 10000 values: look for a missing line break";

// Whether the row at hand is read in tiny pieces.
static bool is_short(const mandate_csv *csv) { return (int64_t)(csv->end - csv->at) < SHORT_ROW; }

static bool read_failed(const mandate_csv *csv, mandate_error *error)
{
    mandate_fail(error, MANDATE_ERROR_IO, "the file could not be read: %s", strerror(errno));
    return mandate_fail_at(error, csv->path, 0, 0);
}

// Reads and decodes a piece, so small that it fits whatever its characters become.
static bool fill_decoded(mandate_csv *csv, mandate_error *error)
{
    const size_t size = is_short(csv) ? SHORT_READ / 2 : RAW_SIZE;
    size_t got = fread(csv->raw, 1, size, csv->file);
    if (got < size && ferror(csv->file)) return read_failed(csv, error);
    if (!csv->decoder && !(csv->decoder = mandate_decoder_open(csv->encoding, csv->raw, got, error))) return mandate_fail_at(error, csv->path, 0, 0);
    csv->hash = mandate_text_hash(csv->raw, got, csv->hash);
    csv->raw_bytes += (int64_t)got;
    csv->ended = got < size;
    csv->end += mandate_decode(csv->decoder, csv->raw, got, csv->ended, csv->buffer + csv->end);
    return true;
}

static bool fill(mandate_csv *csv, mandate_error *error)
{
    if (csv->at > 0 && (BUFFER_SIZE - csv->end < READ_SIZE || SHORT_ROW > 0)) {
        memmove(csv->buffer, csv->buffer + csv->at, csv->end - csv->at);
        csv->before += (int64_t)csv->at;
        csv->end -= csv->at;
        csv->at = 0;
    }
    if (csv->encoding) return fill_decoded(csv, error);
    char *place = csv->buffer + csv->end;
    const size_t size = is_short(csv) ? SHORT_READ : READ_SIZE;
    size_t got = 0;
    if (csv->file) {
        got = fread(place, 1, size, csv->file);
        if (got < size && ferror(csv->file)) return read_failed(csv, error);
    } else {
        got = csv->memory_left < size ? csv->memory_left : size;
        if (got > 0) memcpy(place, csv->memory, got);
        csv->memory += got;
        csv->memory_left -= got;
    }
    // Pieces have one size, so that the hash does not depend on how the system hands them out.
    csv->hash = mandate_text_hash(place, got, csv->hash);
    csv->end += got;
    csv->ended = got < size;
    return true;
}

static bool begins_with(const mandate_csv *csv, const char *mark, size_t length)
{
    return csv->end - csv->at >= length && memcmp(csv->buffer + csv->at, mark, length) == 0;
}

static void set_form(mandate_csv *csv, const mandate_csv_form *form)
{
    csv->separator = form->separator ? form->separator : ',';
    csv->quote = form->unquoted ? -1 : form->quote ? form->quote : '"';
    csv->encoding = mandate_encoding_is_utf8(form->encoding) ? NULL : form->encoding;
    csv->ends_plain['\n'] = csv->ends_plain['\r'] = csv->ends_plain[(unsigned char)csv->separator] = true;
    if (csv->quote >= 0) csv->ends_plain[(unsigned char)csv->quote] = true;
}

static mandate_csv *start(mandate_csv *csv, const mandate_csv_form *form, const char *path, mandate_error *error)
{
    static const mandate_csv_form plain = {0};
    csv->line = 1;
    set_form(csv, form ? form : &plain);
    snprintf(csv->path, sizeof csv->path, "%s", path);
    csv->buffer = mandate_resize(NULL, BUFFER_SIZE, 1, error);
    csv->raw = csv->buffer && csv->encoding ? mandate_resize(NULL, RAW_SIZE, 1, error) : NULL;
    if (!csv->buffer || (csv->encoding && !csv->raw) || !fill(csv, error)) {
        mandate_csv_close(csv);
        return NULL;
    }
    if (begins_with(csv, "\xFF\xFE", 2) || begins_with(csv, "\xFE\xFF", 2)) {
        mandate_fail(error, MANDATE_ERROR_FILE,
                     "the file is UTF-16 and must be UTF-8: save it again as \"CSV UTF-8\", or convert it with "
                     "`iconv -f UTF-16 -t UTF-8`");
        mandate_fail_at(error, path, 0, 0);
        mandate_csv_close(csv);
        return NULL;
    }
    if (begins_with(csv, "\xEF\xBB\xBF", 3)) csv->at = 3;
    return csv;
}

static FILE *open_file(const char *path, int64_t *size, mandate_error *error)
{
    struct stat status;
    FILE *file = NULL;
    if (strlen(path) >= MANDATE_PATH_SIZE)
        mandate_fail(error, MANDATE_ERROR_FILE, "the file's path is longer than %d bytes: move it to a shorter one", MANDATE_PATH_SIZE - 1);
    else if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) mandate_fail(error, MANDATE_ERROR_FILE, "this is a folder: name the CSV files in it");
    else if (!(file = fopen(path, "rb")))
        mandate_fail(error, errno == ENOENT ? MANDATE_ERROR_FILE : MANDATE_ERROR_IO,
                     errno == ENOENT ? "there is no such file: look at its path (%s)" : "the file cannot be opened: %s", strerror(errno));
    else *size = S_ISREG(status.st_mode) ? (int64_t)status.st_size : 0;
    if (!file) mandate_fail_at(error, path, 0, 0);
    return file;
}

mandate_csv *mandate_csv_open(const char *path, const mandate_csv_form *form, mandate_error *error)
{
    int64_t size = 0;
    FILE *file = open_file(path, &size, error);
    if (!file) return NULL;
    mandate_csv *csv = mandate_new(1, sizeof *csv, error);
    if (!csv) {
        fclose(file);
        return NULL;
    }
    setvbuf(file, NULL, _IONBF, 0);
    csv->file = file;
    csv->total = size;
    return start(csv, form, path, error);
}

mandate_csv *mandate_csv_open_memory(const char *text, size_t length, mandate_error *error)
{
    mandate_csv *csv = mandate_new(1, sizeof *csv, error);
    if (!csv) return NULL;
    csv->memory = text;
    csv->memory_left = length;
    csv->total = (int64_t)length;
    return start(csv, NULL, "", error);
}

void mandate_csv_close(mandate_csv *csv)
{
    if (!csv) return;
    if (csv->file) fclose(csv->file);
    mandate_decoder_close(csv->decoder);
    mandate_free(csv->raw);
    mandate_free(csv->buffer);
    mandate_free(csv->fields);
    mandate_free(csv->unquoted);
    mandate_free(csv);
}

// The place of a scan: a position in the buffer and its line.
typedef struct scan {
    mandate_csv *csv;
    const char *at, *end, *line_start;
    long line;
    const char *fault, *fault_at, *fault_line_start;
    long fault_line;
    mandate_error *error;
} scan;

static scan_result fault(scan *s, const char *reason, const char *at, const char *line_start, long line)
{
    s->fault = reason;
    s->fault_at = at;
    s->fault_line_start = line_start;
    s->fault_line = line;
    return SCAN_FAULT;
}

// Steps over a line break, CR LF being one. False where the buffer's end hides whether an LF follows.
static bool step_over_break(scan *s)
{
    if (*s->at == '\r') {
        if (s->at + 1 == s->end && !s->csv->ended) return false;
        if (s->at + 1 < s->end && s->at[1] == '\n') s->at++;
    }
    s->at++;
    s->line++;
    s->line_start = s->at;
    return true;
}

static scan_result scan_quoted(scan *s, mandate_csv_field *field)
{
    const char *opening = s->at, *opening_line_start = s->line_start;
    long opening_line = s->line;
    const char quote = (char)s->csv->quote;
    field->quoted = true;
    field->text = ++s->at;
    for (;;) {
        while (s->at < s->end && *s->at != quote && *s->at != '\n' && *s->at != '\r') s->at++;
        if (s->at == s->end) return s->csv->ended ? fault(s, open_quote, opening, opening_line_start, opening_line) : SCAN_MORE;
        if (*s->at != quote) {
            if (!step_over_break(s)) return SCAN_MORE;
            continue;
        }
        if (s->at + 1 == s->end && !s->csv->ended) return SCAN_MORE;
        if (s->at + 1 == s->end || s->at[1] != quote) break;
        field->length = 1; // marks doubled quotes; the length is set below
        s->at += 2;
    }
    bool doubled = field->length == 1;
    field->length = (size_t)(s->at - field->text);
    s->at++;
    if (s->at < s->end && *s->at != s->csv->separator && *s->at != '\n' && *s->at != '\r')
        return fault(s, s->csv->separator == ',' ? after_quote : after_quote_otherwise, s->at, s->line_start, s->line);
    if (doubled) s->csv->doubled += field->length;
    return SCAN_ROW;
}

static scan_result scan_field(scan *s, mandate_csv_field *field)
{
    const bool *ends_plain = s->csv->ends_plain;
    *field = (mandate_csv_field){.raw = s->at, .line = s->line, .line_start = s->line_start};
    if (s->at < s->end && *s->at == s->csv->quote) return scan_quoted(s, field);
    field->text = s->at;
    while (s->at < s->end && !ends_plain[(unsigned char)*s->at]) s->at++;
    if (s->at < s->end && *s->at == s->csv->quote) return fault(s, stray_quote, s->at, s->line_start, s->line);
    field->length = (size_t)(s->at - field->text);
    return s->at == s->end && !s->csv->ended ? SCAN_MORE : SCAN_ROW;
}

// Scans one row from s->at on; *content is its end before the line break.
static scan_result scan_row(scan *s, const char **content)
{
    mandate_csv *csv = s->csv;
    csv->count = 0;
    csv->doubled = 0;
    for (;;) {
        if (csv->count == MANDATE_CSV_FIELDS_MOST) return fault(s, many_fields, s->at, s->line_start, s->line);
        mandate_csv_field *fields = mandate_grow(csv->fields, csv->count, &csv->capacity, sizeof *fields, s->error);
        if (!fields) return SCAN_FAILED;
        csv->fields = fields;
        scan_result result = scan_field(s, &fields[csv->count++]);
        if (result != SCAN_ROW) return result;
        *content = s->at;
        if (s->at == s->end) return csv->ended ? SCAN_ROW : SCAN_MORE;
        if (*s->at != csv->separator) return step_over_break(s) ? SCAN_ROW : SCAN_MORE;
        s->at++;
    }
}

static bool single_quotes(mandate_csv *csv, mandate_error *error)
{
    if (csv->doubled > csv->unquoted_capacity) {
        char *wider = mandate_resize(csv->unquoted, csv->doubled, 1, error);
        if (!wider) return false;
        csv->unquoted = wider;
        csv->unquoted_capacity = csv->doubled;
    }
    char *out = csv->unquoted;
    for (size_t i = 0; i < csv->count; i++) {
        mandate_csv_field *field = &csv->fields[i];
        if (!field->quoted || !memchr(field->text, csv->quote, field->length)) continue;
        const char *from = field->text, *end = from + field->length;
        field->text = out;
        while (from < end) {
            *out++ = *from;
            from += *from == csv->quote ? 2 : 1;
        }
        field->length = (size_t)(out - field->text);
    }
    return true;
}

static long characters(const char *from, const char *to)
{
    long count = 0;
    for (; from < to; from++) count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

long mandate_csv_column(const mandate_csv_field *field) { return characters(field->line_start, field->raw) + 1; }

// Drops the row's first line, so that a quote left open does not swallow the rows after it.
static mandate_csv_result skip_line(mandate_csv *csv, mandate_csv_row *row, mandate_error *error)
{
    const char *at = csv->buffer + csv->at, *end = csv->buffer + csv->end;
    while (at < end && *at != '\n' && *at != '\r') at++;
    row->raw = csv->buffer + csv->at;
    row->raw_length = (size_t)(at - row->raw);
    row->count = 0;
    while (at == end && !csv->ended) { // a line longer than the buffer: its beginning stays, as raw
        row->raw_length = (size_t)(at - row->raw) < EXCERPT_SIZE ? (size_t)(at - row->raw) : EXCERPT_SIZE;
        memmove(csv->buffer, row->raw, row->raw_length);
        row->raw = csv->buffer;
        csv->before += (int64_t)(csv->end - row->raw_length);
        csv->at = 0;
        csv->end = row->raw_length;
        if (!fill(csv, error)) return MANDATE_CSV_FAILED;
        at = csv->buffer + row->raw_length;
        end = csv->buffer + csv->end;
        while (at < end && *at != '\n' && *at != '\r') at++;
        row->raw_length = (size_t)(at - row->raw) < EXCERPT_SIZE ? (size_t)(at - row->raw) : EXCERPT_SIZE;
    }
    scan s = {.csv = csv, .at = at, .end = end, .line = csv->line};
    if (at < end && !step_over_break(&s)) { // a CR is the last byte we have
        s.at++;
        s.line++;
        csv->line_feed_due = true;
    }
    csv->at = (size_t)(s.at - csv->buffer);
    csv->line = s.line;
    return MANDATE_CSV_BAD_ROW;
}

mandate_csv_result mandate_csv_next(mandate_csv *csv, mandate_csv_row *row, mandate_error *error)
{
    *row = (mandate_csv_row){0};
    for (;;) {
        const char *content = NULL;
        if (csv->line_feed_due && csv->at < csv->end) {
            csv->line_feed_due = false;
            csv->at += csv->buffer[csv->at] == '\n';
        }
        scan s = {.csv = csv, .at = csv->buffer + csv->at, .end = csv->buffer + csv->end, .line = csv->line, .error = error};
        s.line_start = s.at;
        if (s.at == s.end && csv->ended) return MANDATE_CSV_END;
        scan_result result = s.at == s.end ? SCAN_MORE : scan_row(&s, &content);
        bool too_long = csv->end - csv->at > MANDATE_CSV_ROW_MOST && (result == SCAN_MORE || s.at - (csv->buffer + csv->at) > MANDATE_CSV_ROW_MOST);
        if (too_long && result != SCAN_FAILED) result = fault(&s, long_row, csv->buffer + csv->at, csv->buffer + csv->at, csv->line);
        switch (result) {
        case SCAN_FAILED: return MANDATE_CSV_FAILED;
        case SCAN_MORE:
            if (!fill(csv, error)) return MANDATE_CSV_FAILED;
            continue;
        case SCAN_FAULT:
            row->line = csv->line;
            row->fault = s.fault;
            row->fault_line = s.fault_line;
            row->fault_column = characters(s.fault_line_start, s.fault_at) + 1;
            return skip_line(csv, row, error);
        case SCAN_ROW: break;
        }
        row->raw = csv->buffer + csv->at;
        row->raw_length = (size_t)(content - row->raw);
        row->line = csv->line;
        row->fields = csv->fields;
        row->count = csv->count;
        csv->at = (size_t)(s.at - csv->buffer);
        csv->line = s.line;
        if (row->raw_length == 0) continue; // a blank line
        return csv->doubled == 0 || single_quotes(csv, error) ? MANDATE_CSV_ROW : MANDATE_CSV_FAILED;
    }
}

int64_t mandate_csv_done(const mandate_csv *csv) { return csv->encoding ? csv->raw_bytes : csv->before + (int64_t)csv->at; }

int64_t mandate_csv_total(const mandate_csv *csv) { return csv->total; }

uint64_t mandate_csv_hash(const mandate_csv *csv) { return csv->hash; }
