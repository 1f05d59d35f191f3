// A record as a rule's Lua function sees it: `e.size`, `e.jurisdiction.name`, `#e.audits`, `e:known "size"`. A row is valid during one call only.
#ifndef MANDATE_HOST_ROW_H
#define MANDATE_HOST_ROW_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "host/texts.h"
#include "model/date.h"
#include "model/error.h"
#include "model/kind.h"

typedef enum mandate_cell_state { MANDATE_CELL_KNOWN, MANDATE_CELL_ABSENT, MANDATE_CELL_UNKNOWN } mandate_cell_state;

// What is in one cell. `type` and the union count only where the state is known.
typedef struct mandate_view_cell {
    mandate_cell_state state;
    bool open; // UNKNOWN in this reading only: whether it is known is not known either
    mandate_type type;
    union {
        struct {
            const char *text; // valid until the next read
            size_t length;
            uint64_t identity; // a number that no other text has, from 1; then text and length are left out. 0: it has none
        };
        double number;
        mandate_date date; // MANDATE_EVENT, MANDATE_DATE
        bool yes;
        struct {
            int kind;
            uint32_t record;
        };
    };
} mandate_view_cell;

typedef struct mandate_children {
    int kind;
    const uint32_t *records; // valid until the call of the function ends
    size_t count;
    bool wanted; // where there is none, nothing that is asked of them is known
    int lost; // the reference by which nobody knows of some row whether it is one of them; -1: all is known
} mandate_children;

// What a rule is judged for where it is judged per year, quarter or month.
typedef struct mandate_view_period {
    mandate_date from, to;
    char label[16];
} mandate_view_period;

// Where rows read from. The numbers of kinds, fields and records are the view's own; they do not change while a worker uses it.
typedef struct mandate_view {
    void *context;
    mandate_date as_of; // the function's second argument has it as text
    void (*begin)(void *context, size_t call); // a call begins, of those that are run together; may be NULL
    // A call failed: it raised an error, or returned what it must not. Its result is UNKNOWN without a cell. NULL: the run ends. False ends it, too.
    bool (*failed)(void *context, size_t call, const mandate_error *failure, mandate_error *error);
    // The number of the field, or a negative number where the kind has none of that name (or none that rules may read).
    int (*find_field)(void *context, int kind, const char *name, size_t length);
    // False where the record cannot be read.
    bool (*read)(void *context, int kind, uint32_t record, int field, mandate_view_cell *cell);
    // The text with an identity that `read` gave for this cell: asked once for many cells that hold it. NULL where read gives no identities.
    const char *(*text)(void *context, int kind, int field, uint64_t identity, size_t *length);
    // The visible records that belong to this one, such as "audits". False where the kind has no such plural.
    bool (*children)(void *context, int kind, uint32_t record, const char *plural, size_t length, mandate_children *children);
    const char *(*kind_name)(void *context, int kind);
    const char *(*field_name)(void *context, int kind, int field);
    // The word of this kind nearest to a wrong one, or NULL.
    const char *(*nearest)(void *context, int kind, const char *word);
} mandate_view;

// The rest is between row.c and worker.c.

// Rows are made many at a time, outside the budget of any call. Of those, a call has MANDATE_ROWS_A_CALL, its own among them, and makes more only
// beyond these, so that what it costs does not depend on the calls before. When all were used, they are used again if no shared variable has
// changed: a variable is the only place where a function can keep a row. Else new ones are made, so that a kept row stays invalid for ever.
enum { MANDATE_ROWS_AHEAD = 512, MANDATE_ROWS_A_CALL = 4, MANDATE_ROW_CACHE = 128 };

typedef struct mandate_row_cell {
    int kind, field;
    uint32_t record;
} mandate_row_cell;

// What all rows of a state share. The sandbox's owner.
typedef struct mandate_row_scope {
    const mandate_view *view;
    uint64_t call; // the running one; 0 between calls
    // Names found before. Lua keeps one copy of each short text, and those in the cache are kept alive, so addresses tell names apart.
    struct {
        const void *name;
        int kind, field;
    } cache[MANDATE_ROW_CACHE];
    mandate_row_cell *asked; // cells the running call asked `known` of
    size_t asked_count, asked_capacity;
    mandate_row_cell unknown; // the cell that ended the call, field -1: that there is no row of the kind; kind -1: none did
    int next_row, last_row; // of the rows made ahead: the next one, and the last that the running call may use
    mandate_texts texts;
} mandate_row_scope;

void mandate_row_open(lua_State *state); // once, in protected mode; the sandbox's owner is a mandate_row_scope
void mandate_row_make_ahead(lua_State *state); // raises where memory is out
void mandate_row_push_ahead(lua_State *state); // the table of these rows, for mandate_row_begin
// A call begins: pushes its row, the first of MANDATE_ROWS_A_CALL behind next_row. `rows` is the index of the table of rows.
void mandate_row_begin(lua_State *state, mandate_row_scope *scope, int rows, uint64_t call, int kind, uint32_t record);
void mandate_row_forget_names(mandate_row_scope *scope);

#endif
