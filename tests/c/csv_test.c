#include "harness.h"
#include "import/csv.h"

static mandate_error error;

// A row as text: values in brackets, a refused row as "!line:column"; ended by "|".
static void show(const mandate_csv_row *row, mandate_csv_result result, char out[8192], size_t *used)
{
    if (result == MANDATE_CSV_BAD_ROW) *used += (size_t)snprintf(out + *used, 8192 - *used, "!%ld:%ld", row->fault_line, row->fault_column);
    for (size_t i = 0; i < row->count; i++) *used += (size_t)snprintf(out + *used, 8192 - *used, "[%.*s]", (int)row->fields[i].length, row->fields[i].text);
    *used += (size_t)snprintf(out + *used, 8192 - *used, "|");
}

static uint64_t lines_read; // of the rows that were read last, as one number

static void note_line(const mandate_csv_row *row) { lines_read = lines_read * 31 + (uint64_t)row->line; }

static const char *read_all(const char *text, size_t length)
{
    static char out[8192];
    lines_read = 0;
    size_t used = 0;
    out[0] = '\0';
    mandate_csv *csv = mandate_csv_open_memory(text, length, &error);
    if (!csv) return "failed";
    for (;;) {
        mandate_csv_row row;
        mandate_csv_result result = mandate_csv_next(csv, &row, &error);
        if (result == MANDATE_CSV_END || result == MANDATE_CSV_FAILED) break;
        note_line(&row);
        show(&row, result, out, &used);
    }
    mandate_csv_close(csv);
    return out;
}

// The same, read by another reader in pieces, as threads do it. In test builds pieces have 64 bytes.
static const char *read_in_pieces(const char *text, size_t length)
{
    static char out[8192];
    mandate_csv_piece piece = {0};
    mandate_csv_taken taken;
    size_t used = 0;
    long line = 1;
    out[0] = '\0';
    lines_read = 0;
    mandate_csv *csv = mandate_csv_open_memory(text, length, &error), *reader = csv ? mandate_csv_open_like(csv, &error) : NULL;
    if (!reader) return "failed";
    while ((taken = mandate_csv_take(csv, &piece, &error)) == MANDATE_CSV_PIECE || taken == MANDATE_CSV_BY_ROW) {
        mandate_csv_row row;
        mandate_csv_result result;
        if (taken == MANDATE_CSV_BY_ROW) {
            result = mandate_csv_next(csv, &row, &error);
            if (result == MANDATE_CSV_END) continue;
            note_line(&row);
            show(&row, result, out, &used);
            line = row.line + 1;
            continue;
        }
        CHECK(piece.line >= line && piece.lines >= 0 && piece.length > 0);
        line = piece.line + piece.lines;
        mandate_csv_read(reader, &piece);
        while ((result = mandate_csv_next(reader, &row, &error)) != MANDATE_CSV_END) {
            CHECK(row.line >= piece.line && row.line <= line);
            note_line(&row);
            show(&row, result, out, &used);
        }
    }
    CHECK(taken == MANDATE_CSV_NONE_LEFT);
    mandate_csv_close(reader);
    mandate_csv_close(csv);
    free(piece.bytes);
    return out;
}
static void check_reads(const char *text, size_t length, const char *expected)
{
    CHECK_TEXT(read_all(text, length), expected);
    uint64_t lines = lines_read;
    CHECK_TEXT(read_in_pieces(text, length), expected);
    CHECK(lines_read == lines);
}
#define READS(text, expected) check_reads(text, sizeof text - 1, expected)

static void values_come_as_they_stand(void)
{
    READS("a,b\n1,2\n", "[a][b]|[1][2]|");
    READS("a,b\n1,", "[a][b]|[1][]|");
    READS("\"a\"\"b\",\"c,d\",\"e\nf\"\n", "[a\"b][c,d][e\nf]|");
    READS("\"\"\"\"", "[\"]|");
    READS("\"\"\n", "[]|");
    READS("\xEF\xBB\xBF"
          "a\n",
          "[a]|");
    READS("", "");
    READS("\xEF\xBB\xBF", "");
    READS(",\n", "[][]|");
    READS(" a ,\tb\n", "[ a ][\tb]|");
}

static void every_line_ending_ends_a_line(void)
{
    READS("a\nb\r\nc\rd", "[a]|[b]|[c]|[d]|");
    READS("a\n\n\r\n\rb\n\n", "[a]|[b]|");
    READS("\"a\"\r\n\"b\"\r\"c\"\n", "[a]|[b]|[c]|");
}

static void a_wrong_quote_costs_one_line(void)
{
    READS("a\nb\"c,d\ne\n", "[a]|!2:2|[e]|");
    READS("a\n\"b\"c\nd\n", "[a]|!2:4|[d]|");
    READS("a\nx,\"b\nc\nd\n", "[a]|!2:3|[c]|[d]|");
    READS("a\nx,\"b\nc,\"d\"\n", "[a]|!3:4|[c][d]|");
    READS("\xE6\xB1\x9F,\"", "!1:3|");
}

static void lines_and_columns_are_those_an_editor_shows(void)
{
    static const char text[] = "a,b\n\"x\ny\r\nz\",\xE6\xB1\x9F,c\nlast\n";
    mandate_csv *csv = mandate_csv_open_memory(text, sizeof text - 1, &error);
    mandate_csv_row row;
    NEED(csv && mandate_csv_next(csv, &row, &error) == MANDATE_CSV_ROW);
    CHECK(row.line == 1 && row.fields[1].line == 1 && mandate_csv_column(&row.fields[1]) == 3);
    NEED(mandate_csv_next(csv, &row, &error) == MANDATE_CSV_ROW && row.count == 3);
    CHECK(row.line == 2 && row.fields[0].line == 2 && mandate_csv_column(&row.fields[0]) == 1);
    CHECK(row.fields[1].line == 4 && mandate_csv_column(&row.fields[1]) == 4);
    CHECK(row.fields[2].line == 4 && mandate_csv_column(&row.fields[2]) == 6);
    NEED(mandate_csv_next(csv, &row, &error) == MANDATE_CSV_ROW);
    CHECK(row.line == 5 && mandate_csv_done(csv) == (int64_t)sizeof text - 1);
    CHECK(mandate_csv_next(csv, &row, &error) == MANDATE_CSV_END && mandate_csv_next(csv, &row, &error) == MANDATE_CSV_END);
    mandate_csv_close(csv);
}

static void long_files_are_read_in_pieces(void)
{
    size_t size = 3000000, used = 0;
    char *text = malloc(size + 100);
    NEED(text);
    long rows = 0;
    while (used < size) used += (size_t)sprintf(text + used, "%ld,\"a \"\"quoted\"\" value%s\",%ld\r\n", rows, rows % 7 ? "" : "\r\nin two lines", rows * 3), rows++;
    mandate_csv *csv = mandate_csv_open_memory(text, used, &error);
    NEED(csv);
    long line = 1;
    for (long i = 0; i < rows; i++) {
        mandate_csv_row row;
        char number[32];
        NEED(mandate_csv_next(csv, &row, &error) == MANDATE_CSV_ROW && row.count == 3 && row.line == line);
        snprintf(number, sizeof number, "%ld", i * 3);
        NEED(row.fields[2].length == strlen(number) && memcmp(row.fields[2].text, number, strlen(number)) == 0);
        NEED(memcmp(row.fields[1].text, "a \"quoted\" value", 16) == 0);
        line += i % 7 ? 1 : 2;
    }
    mandate_csv_close(csv);
    free(text);
}

static void a_row_beyond_all_bounds_is_refused_and_the_next_one_read(void)
{
    for (int quoted = 0; quoted < 2; quoted++) {
        size_t size = 5 * MANDATE_CSV_ROW_MOST;
        char *text = malloc(size + 16);
        NEED(text);
        memset(text, 'x', size);
        memcpy(text, quoted ? "a\n\"" : "a\nx", 3);
        memcpy(text + size, "\r\nb\n", 5);
        check_reads(text, size + 4, "[a]|!2:1|[b]|");
        free(text);
    }
    char *commas = malloc(2 * MANDATE_CSV_FIELDS_MOST);
    NEED(commas);
    memset(commas, ',', 2 * MANDATE_CSV_FIELDS_MOST);
    memcpy(commas + 2 * MANDATE_CSV_FIELDS_MOST - 2, "\nb", 2);
    check_reads(commas, 2 * MANDATE_CSV_FIELDS_MOST, "!1:10001|[b]|");
    free(commas);
}

// In test builds a piece has 16 bytes: with a first row of every length each byte once stands at its end.
static void lines_are_counted_alike_wherever_a_piece_ends(void)
{
    static const char *const breaks[] = {"\n", "\r\n", "\r"};
    for (size_t first = 1; first < 140; first++)
        for (size_t kind = 0; kind < 3; kind++) {
            char text[1024], expected[1024];
            size_t used = 0, told = 0;
            for (size_t row = 0; row < 12; row++) {
                int length = row == 0 ? (int)first : 9;
                used += (size_t)snprintf(text + used, sizeof text - used, "%0*d%s%s", length, 7, breaks[kind], row % 3 == 2 ? breaks[kind] : "");
                told += (size_t)snprintf(expected + told, sizeof expected - told, "[%0*d]|", length, 7);
            }
            check_reads(text, used, expected);
        }
}

static void rows_are_read_alike_wherever_a_piece_ends(void)
{
    static const char rows[] = "\na,b\r\n\"q\"\"\r\nz\",c\rx\"y,bad\r\nd,e\r\n\r\n\"open,f\rg,\xE6\xB1\x9F\r\r\nh,i\r";
    for (size_t length = 1; length <= 40; length++) {
        char text[200], expected[200];
        memset(text, 'x', length);
        memcpy(text + length, rows, sizeof rows);
        snprintf(expected, sizeof expected, "[%.*s]|[a][b]|[q\"\r\nz][c]|!5:2|[d][e]|!8:1|[g][\xE6\xB1\x9F]|[h][i]|", (int)length, text);
        check_reads(text, length + sizeof rows - 1, expected);
    }
}

static void files_that_are_none_say_why(void)
{
    CHECK(!mandate_csv_open_memory("\xFF\xFE"
                                   "a\0",
                                   4, &error));
    CHECK_HOLDS(error.message, "UTF-16");
    CHECK(!mandate_csv_open("/", NULL, &error));
    CHECK_HOLDS(error.message, "folder");
    CHECK(!mandate_csv_open("there-is-no-such-file.csv", NULL, &error));
    CHECK_HOLDS(error.message, "no such file");
    CHECK_TEXT(error.file, "there-is-no-such-file.csv");
}

int main(void)
{
    static const test tests[] = {
        {"values come as they stand", values_come_as_they_stand},
        {"every line ending ends a line", every_line_ending_ends_a_line},
        {"a wrong quote costs one line", a_wrong_quote_costs_one_line},
        {"lines and columns are those an editor shows", lines_and_columns_are_those_an_editor_shows},
        {"long files are read in pieces", long_files_are_read_in_pieces},
        {"a row beyond all bounds is refused and the next one read", a_row_beyond_all_bounds_is_refused_and_the_next_one_read},
        {"lines are counted alike wherever a piece ends", lines_are_counted_alike_wherever_a_piece_ends},
        {"rows are read alike wherever a piece ends", rows_are_read_alike_wherever_a_piece_ends},
        {"files that are none say why", files_that_are_none_say_why},
    };
    return RUN(tests);
}
