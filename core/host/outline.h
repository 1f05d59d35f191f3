// The text of a pack's file as tokens, functions and tables, so that messages can point at a column and the traps that Lua walks into silently
// are found before Lua runs. It refuses nothing: whatever the bytes, it comes to an end, in time that grows with n log n.
#ifndef MANDATE_HOST_OUTLINE_H
#define MANDATE_HOST_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

#define MANDATE_NO_TOKEN UINT32_MAX // also: no function, no table, no entry

typedef enum mandate_token_kind {
    MANDATE_TOKEN_NAME,
    MANDATE_TOKEN_WORD, // a word of Lua
    MANDATE_TOKEN_NUMBER,
    MANDATE_TOKEN_TEXT,
    MANDATE_TOKEN_OPERATOR,
    MANDATE_TOKEN_STRAY // a character that Lua has no use for, whole
} mandate_token_kind;

typedef struct mandate_token {
    uint32_t from, length; // bytes
    uint32_t line, column; // from 1; columns count characters, as editors do
    uint32_t quote; // of a text that no backslash changes: the bytes that open it, and as many close it; 0: none such
    uint32_t function, table; // the innermost function that it stands in, the table that it opens
    mandate_token_kind kind;
    bool suspect; // a rule might not mean it: numbers, strays, Lua's logic, `local`
} mandate_token;

typedef struct mandate_written_function {
    uint32_t first, last; // tokens, both its own
    uint32_t name; // a token
    uint32_t outer;
} mandate_written_function;

typedef enum mandate_key_kind { MANDATE_KEY_NONE, MANDATE_KEY_INTEGER, MANDATE_KEY_TEXT } mandate_key_kind;

typedef struct mandate_written_entry { // of a table: from the token `first` on
    uint32_t table, first, key_token;
    mandate_key_kind key;
    int64_t integer; // positions count from 1
    uint32_t text, length; // bytes of the file
    uint32_t next; // entry of the same table
} mandate_written_entry;

typedef struct mandate_written_table {
    uint32_t token, last; // of `{` and of what closes it
    uint32_t first_entry, last_entry;
    int64_t positions; // how many entries have no key of their own
} mandate_written_table;

typedef struct mandate_doubled_key { // a key that stands twice in one table: the tokens of the two keys
    uint32_t token, first;
} mandate_doubled_key;

typedef struct mandate_outline {
    const char *text; // the caller's, who keeps it
    size_t length;
    mandate_token *tokens;
    mandate_written_function *functions;
    mandate_written_table *tables;
    mandate_written_entry *entries;
    mandate_doubled_key *doubled;
    uint32_t *first_on; // by line, from 1: its first token
    size_t token_count, function_count, table_count, entry_count, doubled_count, line_count;
    uint32_t unclosed; // the bracket that stands open at the end, if a bracket is the innermost
} mandate_outline;

// false, with the error filled and the outline clear, where memory runs out or the text has 4 GB.
bool mandate_outline_read(mandate_outline *outline, const char *text, size_t length, mandate_error *error);
void mandate_outline_clear(mandate_outline *outline);

// Whether the token's text, or what a plain text says, is these bytes.
bool mandate_outline_says(const mandate_outline *outline, uint32_t token, const char *text, size_t length);
// The n-th token (from 1; it wraps around, because a line in a loop runs often) on a line that says so; where the line has none, the first on
// the few lines behind it, because Lua remembers a long expression by its first line. With `names` texts in quotes are passed over. MANDATE_NO_TOKEN where
// there is none.
uint32_t mandate_outline_find(const mandate_outline *outline, const char *text, size_t length, int64_t line, int64_t nth, bool names);

#endif
