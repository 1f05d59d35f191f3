// The Lua half compiled into the command, so that a start need not read it as text. What counts is the file: its bytes here are used only while
// they are what was compiled, and an edited file is read as text.
#ifndef MANDATE_COMMAND_HALF_H
#define MANDATE_COMMAND_HALF_H

#include <stddef.h>
#include <stdint.h>

typedef struct mandate_half_file {
    const char *path; // below the data folder, such as "lua/commands/main.lua"
    size_t text_length; // of the text that was compiled, with its hash (mandate_text_hash, seed 0)
    uint64_t text_hash;
    int64_t changed; // when the file that was compiled was last changed, in nanoseconds since 1970; 0: it may have changed since in the same moment
    const unsigned char *code;
    size_t code_length;
} mandate_half_file;

// A file of the core's sources: what the command was built of.
typedef struct mandate_core_file {
    const char *path; // below the sources, such as "core/mandate.h"
    size_t length;
    uint64_t hash; // mandate_text_hash, seed 0
} mandate_core_file;

// Ordered by path. Made when the command is built, by compile.c.
extern const mandate_half_file mandate_half[];
extern const size_t mandate_half_count;
extern const mandate_core_file mandate_core[];
extern const size_t mandate_core_count;

#endif
