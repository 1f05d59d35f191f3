// Rows as SQLite keeps them: a header with the type of each column, and behind it the columns' bytes (https://sqlite.org/fileformat2.html, section 2). For
// core/store and core/import only.
#ifndef MANDATE_STORE_RECORD_H
#define MANDATE_STORE_RECORD_H

#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

// One row that is being written, column by column, in the order in which the file keeps them. Starts as { 0 }; used again for row after row.
typedef struct mandate_record {
    const unsigned char *bytes; // of the finished row, valid until the next one begins
    size_t length;
    unsigned char *room; // the types, and behind them the columns
    size_t capacity, body, used; // the body begins at `body`, and `used` bytes of the room are taken
    unsigned char *types;
    size_t types_used, types_room;
    int columns; // of the room for types
} mandate_record;

// Before each row; `columns` and `text_bytes` are the most that it will have. False with the error filled where memory is out.
bool mandate_record_begin(mandate_record *record, int columns, size_t text_bytes, mandate_error *error);
void mandate_record_null(mandate_record *record);
void mandate_record_integer(mandate_record *record, int64_t value);
void mandate_record_real(mandate_record *record, double value); // of a column of type REAL; no NaN. Whole numbers are kept as integers, as SQLite keeps them
void mandate_record_text(mandate_record *record, const char *text, size_t length); // UTF-8
void mandate_record_end(mandate_record *record); // fills `bytes` and `length`
void mandate_record_release(mandate_record *record);

// Compares the first `columns` columns of two rows as SQLite does with its collation BINARY: below, at or above 0. Both must be whole.
int mandate_record_compare(const unsigned char *a, const unsigned char *b, int columns);

enum { MANDATE_VARINT_MOST = 9 };
// A number as SQLite writes it, in 1 to 9 bytes. Returns how many.
size_t mandate_varint_put(unsigned char *out, uint64_t value);
size_t mandate_varint_get(const unsigned char *from, uint64_t *value);

#endif
