// The CSV parser on any bytes: it must end, stay inside its input, give lines that never fall back, and not depend on how a row is
// asked for, nor on whether other readers read the file in pieces. With -DMANDATE_PLAIN it is a program of its own: it runs the files it is given, then mutations of a few seeds.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "import/csv.h"
#include "model/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "the CSV parser is wrong: %s\n", what);
    abort();
}

// All that is said of a row, in one number.
static uint64_t sum_up(uint64_t sum, const mandate_csv_row *row)
{
    const long places[] = {row->line, row->fault_line, row->fault_column, (long)row->count};
    sum = mandate_text_hash((const char *)places, sizeof places, sum);
    sum = mandate_text_hash(row->raw, row->raw_length, sum);
    if (row->fault) sum = mandate_text_hash(row->fault, strlen(row->fault), sum);
    for (size_t i = 0; i < row->count; i++) {
        const mandate_csv_field *field = &row->fields[i];
        const long own[] = {field->line, mandate_csv_column(field), field->quoted};
        sum = mandate_text_hash((const char *)own, sizeof own, sum);
        sum = mandate_text_hash(field->text, field->length, sum); // reads every byte
    }
    return sum;
}

static uint64_t read_in_pieces(const uint8_t *data, size_t size)
{
    mandate_error error;
    mandate_csv_piece piece = {0};
    mandate_csv_row row;
    uint64_t sum = 0;
    mandate_csv *csv = mandate_csv_open_memory((const char *)data, size, &error), *reader = csv ? mandate_csv_open_like(csv, &error) : NULL;
    need(reader != NULL, "there is memory");
    for (mandate_csv_taken taken; (taken = mandate_csv_take(csv, &piece, &error)) != MANDATE_CSV_NONE_LEFT;) {
        need(taken != MANDATE_CSV_NOT_TAKEN, "there is memory");
        if (taken == MANDATE_CSV_BY_ROW) {
            if (mandate_csv_next(csv, &row, &error) != MANDATE_CSV_END) sum = sum_up(sum, &row);
            continue;
        }
        need(piece.length > 0, "a piece has bytes");
        mandate_csv_read(reader, &piece);
        while (mandate_csv_next(reader, &row, &error) != MANDATE_CSV_END) sum = sum_up(sum, &row);
    }
    mandate_csv_close(reader);
    mandate_csv_close(csv);
    free(piece.bytes);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mandate_error error;
    mandate_csv *csv = mandate_csv_open_memory((const char *)data, size, &error);
    if (!csv) return 0;
    long line = 0;
    int64_t done = 0;
    uint64_t sum = 0;
    for (;;) {
        mandate_csv_row row;
        mandate_csv_result result = mandate_csv_next(csv, &row, &error);
        if (result == MANDATE_CSV_END || result == MANDATE_CSV_FAILED) break;
        need(row.line > line, "a row begins on a line after the row before");
        need(mandate_csv_done(csv) > done && mandate_csv_done(csv) <= (int64_t)size, "a row takes bytes of the input");
        line = row.line;
        done = mandate_csv_done(csv);
        need((result == MANDATE_CSV_BAD_ROW) == (row.fault != NULL), "a refused row says why, a good one does not");
        need(result == MANDATE_CSV_ROW || (row.count == 0 && row.fault_line >= row.line && row.fault_column > 0), "a fault has a place");
        need(result == MANDATE_CSV_BAD_ROW || row.count > 0, "a row has a value");
        for (size_t i = 0; i < row.count; i++) {
            const mandate_csv_field *field = &row.fields[i];
            need(field->line >= row.line && mandate_csv_column(field) > 0, "a value has a place");
            need(field->length <= row.raw_length, "a value is no longer than its row");
        }
        sum = sum_up(sum, &row);
    }
    mandate_csv_close(csv);
    need(read_in_pieces(data, size) == sum, "pieces have the rows and faults of the whole");
    return 0;
}

#ifdef MANDATE_PLAIN
static uint64_t state = 1;

static size_t draw(size_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state >> 33) % below;
}

static void mutate(const char *seed)
{
    static const char spice[] = "\",\r\n\"\"a\xE6\xEF\xBB\xBF;\t\0x";
    char text[600];
    size_t once = strlen(seed), length = 0;
    for (size_t times = 1 + draw(8); times > 0; times--, length += once) memcpy(text + length, seed, once); // beyond a piece's end
    for (size_t edits = 1 + draw(6 + length / 20); edits > 0; edits--) {
        size_t at = draw(length + 1);
        if (draw(3) == 0 && at < length) {
            memmove(text + at, text + at + 1, --length - at);
        } else if (length + 1 < sizeof text) {
            memmove(text + at + 1, text + at, length - at);
            text[at] = spice[draw(sizeof spice - 1)];
            length++;
        }
    }
    char *exact = malloc(length + 1); // so that a sanitizer sees a read beyond the end
    if (!exact) exit(2);
    memcpy(exact, text, length);
    LLVMFuzzerTestOneInput((const uint8_t *)exact, length);
    free(exact);
}

static void run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(1 << 24);
    if (!file || !text) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    size_t length = fread(text, 1, 1 << 24, file);
    fclose(file);
    LLVMFuzzerTestOneInput((const uint8_t *)text, length);
    free(text);
}

int main(int count, char **words)
{
    static const char *const seeds[] = {
        "code,name\n1,\"a \"\"b\"\" c\"\n2,\"two\nlines\"\r\n",
        "\xEF\xBB\xBF"
        "a,b,c\r\n,,\r\n\"\",\"\",\"\"\r\r\n",
        "\"open\nnext,\"x\"\nb\"c\n\"d\"e,f\n",
    };
    for (int i = 1; i < count; i++) run_file(words[i]);
    for (int i = 0; i < 60000; i++) mutate(seeds[i % 3]);
    printf("%d files and 60000 mutations read\n", count - 1);
    return 0;
}
#endif
