// A document: plain tables taken out of one Lua state, kept in C, and rebuilt in another. It is the only thing that leaves the state in which
// a pack ran. Tables that were shared stay shared; functions stay behind and are named by number, file and line.
#ifndef MANDATE_HOST_DOCUMENT_H
#define MANDATE_HOST_DOCUMENT_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

typedef struct mandate_document_limits {
    size_t depth; // tables inside tables
    size_t values; // keys and values of all tables
    size_t bytes; // of all texts
} mandate_document_limits;

typedef enum mandate_document_type {
    MANDATE_DOCUMENT_BOOLEAN,
    MANDATE_DOCUMENT_INTEGER,
    MANDATE_DOCUMENT_NUMBER,
    MANDATE_DOCUMENT_TEXT,
    MANDATE_DOCUMENT_TABLE,
    MANDATE_DOCUMENT_FUNCTION
} mandate_document_type;

typedef struct mandate_document_value {
    mandate_document_type type;
    uint32_t length; // texts
    union {
        bool boolean;
        int64_t integer;
        double number;
        uint32_t index; // of a text, a table or a function
    };
} mandate_document_value;

// In the order of their keys: 1, 2, 3 and so on, other whole numbers, texts by their bytes.
typedef struct mandate_document_entry {
    mandate_document_value key, value;
} mandate_document_entry;

typedef struct mandate_document_table {
    size_t first; // entry
    size_t count;
    size_t list; // how many of the entries are 1, 2, 3, …
} mandate_document_table;

typedef struct mandate_document_function {
    size_t file; // text, ending in a zero
    long line, last_line;
} mandate_document_function;

typedef struct mandate_document_text {
    size_t start, length; // in the document's bytes, where a zero follows
} mandate_document_text;

// Table 0 is the whole; no table means an empty document. Tables and functions are numbered in the order of the first visit. A short text that is in use again and again
// stands in it once.
typedef struct mandate_document {
    mandate_document_table *tables;
    mandate_document_entry *entries;
    mandate_document_function *functions;
    mandate_document_text *texts;
    char *bytes;
    size_t table_count, entry_count, function_count, text_count, byte_count;
    size_t table_capacity, entry_capacity, function_capacity, text_capacity, byte_capacity;
} mandate_document;

// The bytes of a value that is a text.
static inline const char *mandate_document_bytes(const mandate_document *document, const mandate_document_value *value)
{
    return document->bytes + document->texts[value->index].start;
}

mandate_document_limits mandate_document_default_limits(void);

// Copies the table at `index`. On success *document (which must be zeroed) is filled, and the state's stack has one value more: a table of the
// functions themselves, by their number (the first is 1). On failure the error names the path to what was wrong.
bool mandate_document_copy(lua_State *state, int index, const mandate_document_limits *limits, mandate_document *document, mandate_error *error);
void mandate_document_clear(mandate_document *document); // frees what it holds and zeroes it
// Pushes the document as new tables; a function becomes { op = "function", index = , file = , line = , last_line = }, index from 1. Raises a Lua
// error when the state is out of memory.
void mandate_document_push(lua_State *state, const mandate_document *document);

#endif
