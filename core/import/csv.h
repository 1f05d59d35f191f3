// CSV files (RFC 4180) row by row: UTF-8 with or without a byte order mark; lines end with LF, CR LF or CR, also mixed; values in quotes
// may hold commas, line breaks and doubled quotes. Blank lines are no rows. Memory is bounded by the longest row allowed.
// A form tells of files with other separators, quotes and encodings; what is given of them is UTF-8.
#ifndef MANDATE_IMPORT_CSV_H
#define MANDATE_IMPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

enum { MANDATE_CSV_ROW_MOST = 1024 * 1024, MANDATE_CSV_FIELDS_MOST = 10000 };

typedef struct mandate_csv mandate_csv;

typedef struct mandate_csv_form { // { 0 }: commas, double quotes, UTF-8
    char separator; // 0: a comma
    char quote; // 0: a double quote
    bool unquoted; // no character quotes
    const char *encoding; // one of mandate_encodings; NULL: UTF-8
} mandate_csv_form;

typedef struct mandate_csv_field {
    const char *text; // without its quotes; not NUL-terminated; valid until the next row
    size_t length;
    long line; // where the value begins, from 1
    bool quoted;
    const char *raw, *line_start; // for mandate_csv_column
} mandate_csv_field;

typedef struct mandate_csv_row {
    const mandate_csv_field *fields;
    size_t count;
    const char *raw; // the row as it stands in the file, without its line break
    size_t raw_length;
    long line;
    // What is wrong with a row that is none:
    const char *fault; // a sentence with its cure
    long fault_line, fault_column;
} mandate_csv_row;

typedef enum mandate_csv_result {
    MANDATE_CSV_ROW,
    MANDATE_CSV_BAD_ROW, // row->fault says why; raw is its first line; reading goes on with the line after that
    MANDATE_CSV_END,
    MANDATE_CSV_FAILED // the error is filled
} mandate_csv_result;

// NULL where the file is missing, a folder, or begins with the mark of UTF-16 or UTF-32.
mandate_csv *mandate_csv_open(const char *path, const mandate_csv_form *form, mandate_error *error); // form: may be NULL
mandate_csv *mandate_csv_open_memory(const char *text, size_t length, mandate_error *error); // text must outlive it
void mandate_csv_close(mandate_csv *csv);
mandate_csv_result mandate_csv_next(mandate_csv *csv, mandate_csv_row *row, mandate_error *error);
// The column of a value's first character in its line, from 1, in characters.
long mandate_csv_column(const mandate_csv_field *field);
// Rows that are read elsewhere, as by another thread: a run of whole ones, of which a reader of its own gives the same rows and faults, of the same lines, as the
// file's would.
typedef struct mandate_csv_piece { // starts as { 0 }; its bytes are the caller's to free
    char *bytes;
    size_t length, capacity;
    long line, lines; // of its first byte; line breaks in it
} mandate_csv_piece;

typedef enum mandate_csv_taken {
    MANDATE_CSV_PIECE,
    MANDATE_CSV_BY_ROW, // the next row has to be asked for by mandate_csv_next, as it is none or very long; it may be the end
    MANDATE_CSV_NONE_LEFT,
    MANDATE_CSV_NOT_TAKEN // the error is filled
} mandate_csv_taken;

mandate_csv_taken mandate_csv_take(mandate_csv *csv, mandate_csv_piece *piece, mandate_error *error); // the rows next to come
mandate_csv *mandate_csv_open_like(const mandate_csv *csv, mandate_error *error); // a reader for pieces of a file
void mandate_csv_read(mandate_csv *reader, const mandate_csv_piece *piece); // begins with its first row; it must outlive the reading

int64_t mandate_csv_done(const mandate_csv *csv); // bytes of the rows given so far, or read where they are decoded
int64_t mandate_csv_total(const mandate_csv *csv); // bytes in all
uint64_t mandate_csv_hash(const mandate_csv *csv); // of all bytes, once the end is reached

#endif
