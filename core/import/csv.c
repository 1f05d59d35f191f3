#define _POSIX_C_SOURCE 200809L // stat
#include "import/csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "import/decode.h"
#include "import/scan.h"
#include "model/memory.h"
#include "model/sizes.h"
#include "model/text.h"

// A row that is longer than the tests' own is read in large pieces there, too: each piece has the row looked through from its beginning.
enum { SHORT_ROW = MANDATE_SIZE(0, 2048), SHORT_READ = MANDATE_SIZE(1, 16) };
enum { READ_SIZE = 128 * 1024, BUFFER_SIZE = MANDATE_CSV_ROW_MOST + 2 * READ_SIZE, EXCERPT_SIZE = 200, RAW_SIZE = READ_SIZE / 4 };
// A piece is read while it is in the processor's cache, and no row within it is too long.
enum { PIECE_SIZE = MANDATE_SIZE(512 * 1024, 64) };

struct mandate_csv {
    FILE *file; // NULL when reading memory
    const char *memory; // what is left of it
    size_t memory_left;
    int64_t total, before; // bytes in all; bytes before the buffer's first
    uint64_t hash;
    mandate_scanner scanner;
    const char *encoding; // NULL: UTF-8
    mandate_decoder *decoder;
    char *raw; // what is to be decoded
    int64_t raw_bytes; // so far
    char *buffer;
    size_t at, end; // what is not yet given
    bool ended; // nothing left to read into the buffer
    long line;
    bool line_feed_due; // the last line ended with CR, and an LF may follow
    bool borrows; // the buffer is a piece's
    char path[MANDATE_PATH_SIZE];
};

static const char *const long_row = "the row is longer than 1 MiB: look for a quote that is not closed, or split the row";

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

// Moves what is not yet given to the buffer's beginning.
static void move_down(mandate_csv *csv)
{
    memmove(csv->buffer, csv->buffer + csv->at, csv->end - csv->at);
    csv->before += (int64_t)csv->at;
    csv->end -= csv->at;
    csv->at = 0;
}

static bool fill(mandate_csv *csv, mandate_error *error)
{
    if (csv->at > 0 && (BUFFER_SIZE - csv->end < READ_SIZE || SHORT_ROW > 0)) move_down(csv);
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

static mandate_csv *start(mandate_csv *csv, const mandate_csv_form *form, const char *path, mandate_error *error)
{
    csv->line = 1;
    mandate_scanner_start(&csv->scanner, form);
    csv->encoding = form && !mandate_encoding_is_utf8(form->encoding) ? form->encoding : NULL;
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
    if (!csv->borrows) mandate_free(csv->buffer);
    mandate_scanner_release(&csv->scanner);
    mandate_free(csv);
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
    mandate_scan s = {.at = at, .end = end, .ended = csv->ended, .line = csv->line};
    if (at < end && !mandate_scan_break(&s)) { // a CR is the last byte we have
        s.at++;
        s.line++;
        csv->line_feed_due = true;
    }
    csv->at = (size_t)(s.at - csv->buffer);
    csv->line = s.line;
    return MANDATE_CSV_BAD_ROW;
}

// Where the last line ended with CR at the end of what was there.
static void take_due_line_feed(mandate_csv *csv)
{
    if (!csv->line_feed_due || csv->at == csv->end) return;
    csv->line_feed_due = false;
    csv->at += csv->buffer[csv->at] == '\n';
}

static mandate_csv_result give_row(mandate_csv *csv, mandate_csv_row *row, mandate_error *error)
{
    row->fields = csv->scanner.fields;
    row->count = csv->scanner.count;
    return csv->scanner.doubled == 0 || mandate_scan_single_quotes(&csv->scanner, error) ? MANDATE_CSV_ROW : MANDATE_CSV_FAILED;
}

mandate_csv_result mandate_csv_next(mandate_csv *csv, mandate_csv_row *row, mandate_error *error)
{
    *row = (mandate_csv_row){0};
    for (;;) {
        const char *content = NULL;
        take_due_line_feed(csv);
        const char *begin = csv->buffer + csv->at;
        mandate_scan s = {.at = begin, .end = csv->buffer + csv->end, .line_start = begin, .line = csv->line, .ended = csv->ended};
        if (s.at == s.end && csv->ended) return MANDATE_CSV_END;
        mandate_scan_result result = s.at == s.end ? MANDATE_SCAN_MORE : mandate_scan_row(&csv->scanner, &s, &content, error);
        bool too_long = csv->end - csv->at > MANDATE_CSV_ROW_MOST && (result == MANDATE_SCAN_MORE || s.at - begin > MANDATE_CSV_ROW_MOST);
        if (too_long && result != MANDATE_SCAN_FAILED) result = mandate_scan_fault(&s, long_row, begin, begin, csv->line);
        switch (result) {
        case MANDATE_SCAN_FAILED: return MANDATE_CSV_FAILED;
        case MANDATE_SCAN_MORE:
            if (!fill(csv, error)) return MANDATE_CSV_FAILED;
            continue;
        case MANDATE_SCAN_FAULT:
            row->line = csv->line;
            row->fault = s.fault;
            row->fault_line = s.fault_line;
            row->fault_column = characters(s.fault_line_start, s.fault_at) + 1;
            return skip_line(csv, row, error);
        case MANDATE_SCAN_ROW: break;
        }
        row->raw = begin;
        row->raw_length = (size_t)(content - row->raw);
        row->line = csv->line;
        csv->at = (size_t)(s.at - csv->buffer);
        csv->line = s.line;
        if (row->raw_length > 0) return give_row(csv, row, error); // otherwise a blank line
    }
}

// Line breaks, CR LF being one.
static long count_breaks(const char *from, const char *to)
{
    long count = 0;
    bool returns = memchr(from, '\r', (size_t)(to - from)) != NULL;
    while (!returns && to - from >= 8) { // eight bytes at a time: the high bit of each that is LF
        uint64_t word, high = UINT64_C(0x8080808080808080);
        memcpy(&word, from, 8);
        word ^= UINT64_C(0x0A0A0A0A0A0A0A0A);
        uint64_t others = ((word & ~high) + ~high) | word;
        count += (long)(((~others & high) >> 7) * UINT64_C(0x0101010101010101) >> 56);
        from += 8;
    }
    for (; from < to; from++) count += *from == '\n' || (*from == '\r' && (from + 1 == to || from[1] != '\n'));
    return count;
}

// Behind the last line break before s->end, NULL where there is none. A CR right before the end counts only where nothing follows.
static const char *behind_last_break(const mandate_scan *s)
{
    if (s->ended) return s->end;
    const char *at = s->end;
    if (at > s->at && at[-1] == '\r') at--;
    while (at > s->at && at[-1] != '\n' && at[-1] != '\r') at--;
    return at > s->at ? at : NULL;
}

// Steps over the first line of a row that is none; false where the fault was not found in that line, as who reads the piece alone may not find it.
static bool step_over_fault(mandate_scan *s, const char *row, long line)
{
    const char *found = s->at, *at = row;
    while (at < s->end && *at != '\n' && *at != '\r') at++;
    if (at == s->end || at < found) return false;
    s->at = at;
    s->line = line;
    return mandate_scan_break(s);
}

// Steps over as many whole rows as can be told from what is there, one by one, as line breaks may stand in quotes. False where memory is out.
static bool step_over_rows(mandate_csv *csv, mandate_scan *s, mandate_error *error)
{
    while (s->at < s->end) {
        mandate_scan row = *s;
        const char *content;
        row.line_start = row.at;
        mandate_scan_result result = mandate_scan_row(&csv->scanner, &row, &content, error);
        if (result == MANDATE_SCAN_FAILED) return false;
        if (result == MANDATE_SCAN_MORE || (result == MANDATE_SCAN_FAULT && !step_over_fault(&row, s->at, s->line))) break;
        s->at = row.at;
        s->line = row.line;
    }
    return true;
}

// Moves what comes next, up to `end`, into the piece.
static bool move_into(mandate_csv *csv, const mandate_scan *to, mandate_csv_piece *piece, mandate_error *error)
{
    const char *from = csv->buffer + csv->at;
    size_t length = (size_t)(to->at - from);
    if (length > piece->capacity) {
        MANDATE_RESIZE(piece->bytes, length, error);
        piece->capacity = length;
    }
    memcpy(piece->bytes, from, length);
    piece->length = length;
    piece->line = csv->line;
    piece->lines = to->line - csv->line;
    csv->at += length;
    csv->line = to->line;
    return true;
}

mandate_csv_taken mandate_csv_take(mandate_csv *csv, mandate_csv_piece *piece, mandate_error *error)
{
    if (csv->at > 0 && csv->end - csv->at < READ_SIZE) move_down(csv); // mostly the beginning of a row
    while (!csv->ended && csv->end - csv->at < PIECE_SIZE)
        if (!fill(csv, error)) return MANDATE_CSV_NOT_TAKEN;
    take_due_line_feed(csv);
    if (csv->at == csv->end) return csv->ended ? MANDATE_CSV_NONE_LEFT : MANDATE_CSV_BY_ROW;
    size_t there = csv->end - csv->at, most = PIECE_SIZE + READ_SIZE;
    const char *begin = csv->buffer + csv->at;
    mandate_scan s = {.at = begin, .end = begin + (there < most ? there : most), .line = csv->line, .ended = csv->ended && there <= most};
    if (csv->scanner.quote >= 0 && memchr(begin, csv->scanner.quote, (size_t)(s.end - begin))) {
        if (!step_over_rows(csv, &s, error)) return MANDATE_CSV_NOT_TAKEN;
    } else {
        const char *end = behind_last_break(&s);
        if (end) s.line += count_breaks(begin, end);
        if (end) s.at = end;
    }
    if (s.at == begin) return MANDATE_CSV_BY_ROW;
    return move_into(csv, &s, piece, error) ? MANDATE_CSV_PIECE : MANDATE_CSV_NOT_TAKEN;
}

mandate_csv *mandate_csv_open_like(const mandate_csv *csv, mandate_error *error)
{
    mandate_csv *reader = mandate_new(1, sizeof *reader, error);
    if (!reader) return NULL;
    reader->scanner = (mandate_scanner){.separator = csv->scanner.separator, .quote = csv->scanner.quote};
    memcpy(reader->scanner.ends_plain, csv->scanner.ends_plain, sizeof csv->scanner.ends_plain);
    reader->ended = reader->borrows = true;
    return reader;
}

void mandate_csv_read(mandate_csv *reader, const mandate_csv_piece *piece)
{
    reader->buffer = piece->bytes;
    reader->at = 0;
    reader->end = piece->length;
    reader->line = piece->line;
}

int64_t mandate_csv_done(const mandate_csv *csv) { return csv->encoding ? csv->raw_bytes : csv->before + (int64_t)csv->at; }

int64_t mandate_csv_total(const mandate_csv *csv) { return csv->total; }

uint64_t mandate_csv_hash(const mandate_csv *csv) { return csv->hash; }
