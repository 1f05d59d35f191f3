// Errors of libmandate: one table of codes, and one value that carries an error with its place and its cure.
#ifndef MANDATE_MODEL_ERROR_H
#define MANDATE_MODEL_ERROR_H

#include <stdbool.h>
#include <stddef.h>

// code, name for scripts, text for people
#define MANDATE_ERRORS(X)                                                                                                                                                \
    X(MANDATE_OK, "ok", "no error")                                                                                                                                      \
    X(MANDATE_ERROR_MEMORY, "memory", "out of memory")                                                                                                                   \
    X(MANDATE_ERROR_IO, "io", "a file could not be read or written")                                                                                                     \
    X(MANDATE_ERROR_SQLITE, "sqlite", "the registry could not be used")                                                                                                  \
    X(MANDATE_ERROR_NOT_A_REGISTRY, "not-a-registry", "the file is no mandate registry")                                                                                 \
    X(MANDATE_ERROR_NEWER_REGISTRY, "newer-registry", "the registry was made by a newer mandate")                                                                        \
    X(MANDATE_ERROR_SNAPSHOT, "snapshot", "the snapshot beside the registry is damaged")                                                                                 \
    X(MANDATE_ERROR_MODEL, "model", "the declaration of a kind is wrong")                                                                                                \
    X(MANDATE_ERROR_FILE, "file", "an imported file cannot be used")                                                                                                     \
    X(MANDATE_ERROR_VALUE, "value", "a value does not fit its type")                                                                                                     \
    X(MANDATE_ERROR_PACK, "pack", "a pack cannot be loaded")                                                                                                             \
    X(MANDATE_ERROR_LIMIT, "limit", "a rule script used more than it may")                                                                                               \
    X(MANDATE_ERROR_FUNCTION, "function", "a rule's Lua function failed")                                                                                                \
    X(MANDATE_ERROR_PLAN, "plan", "a plan is malformed")                                                                                                                 \
    X(MANDATE_ERROR_USAGE, "usage", "the call's words are wrong")

typedef enum mandate_code {
#define X(code, name, text) code,
    MANDATE_ERRORS(X)
#undef X
        MANDATE_CODE_COUNT
} mandate_code;

enum { MANDATE_MESSAGE_SIZE = 1024, MANDATE_PATH_SIZE = 512 };

// Filled by the function that fails; the caller owns it, usually on its stack. `line` and `column` count from 1, 0 is "none".
typedef struct mandate_error {
    mandate_code code;
    char message[MANDATE_MESSAGE_SIZE];
    char file[MANDATE_PATH_SIZE];
    long line;
    long column;
} mandate_error;

const char *mandate_code_name(mandate_code code);
const char *mandate_code_text(mandate_code code);

// Sets code and formatted message (cut at the buffer's end on a UTF-8 boundary), clears the place. Returns false, so that
// a caller can write `return mandate_fail(error, …)`.
bool mandate_fail(mandate_error *error, mandate_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
// Adds the place to an error that has none yet. Returns false.
bool mandate_fail_at(mandate_error *error, const char *file, long line, long column);

#endif
