// The values that were refused, and the file that lists them. For core/import only.
#ifndef MANDATE_IMPORT_REJECTS_H
#define MANDATE_IMPORT_REJECTS_H

#include <stdint.h>
#include "model/arena.h"
#include "model/error.h"

typedef struct mandate_reject {
    long line;
    size_t order; // as found
    const char *column, *value, *reason;
    int file; // used where rejects of several files stand in one list
} mandate_reject;

typedef struct mandate_rejects { // starts as { 0 }
    mandate_reject *list;
    size_t count, capacity, unlisted;
    size_t most; // how many are listed, 0: all; the rest is only counted
    mandate_arena texts;
} mandate_rejects;

// Copies its texts; a long value is cut. The value has `length` bytes, and no NUL need be behind it.
bool mandate_rejects_add(mandate_rejects *rejects, const mandate_reject *from, size_t length, mandate_error *error);
bool mandate_rejects_append(mandate_rejects *rejects, const mandate_rejects *from, mandate_error *error); // as if they had been added here
// Adds those of another list whose values this one does not have: what refers to a refused row of its own line needs no second reason.
bool mandate_rejects_merge(mandate_rejects *rejects, mandate_rejects *from, mandate_error *error);
void mandate_rejects_sort(mandate_rejects *rejects); // by file, line and order
void mandate_rejects_clear(mandate_rejects *rejects);
int64_t mandate_rejects_lines(mandate_rejects *rejects); // how many rows are refused, each counted once; of those listed
// Writes line, column, value and reason to `path`, which is there whole or not at all.
bool mandate_rejects_write(mandate_rejects *rejects, const char *path, mandate_error *error);
// Removes a list that an earlier import left behind; leaves other files alone.
void mandate_rejects_remove(const char *path);

#endif
