// A record as a rule's Lua function sees it: `e.size`, `e.jurisdiction.name`, `#e.audits`, `e:known "size"`. A row is valid during one call only.
#ifndef MANDATE_HOST_ROW_H
#define MANDATE_HOST_ROW_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/date.h"
#include "model/error.h"
#include "model/kind.h"

typedef enum mandate_cell_state { MANDATE_CELL_KNOWN, MANDATE_CELL_ABSENT, MANDATE_CELL_UNKNOWN } mandate_cell_state;

// What is in one cell. `type` and the union count only where the state is known.
typedef struct mandate_view_cell {
    mandate_cell_state state;
    mandate_type type;
    union {
        struct {
            const char *text; // valid until the next read
            size_t length;
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
} mandate_children;

// Where rows read from. The numbers of kinds, fields and records are the view's own; they do not change while a worker uses it.
typedef struct mandate_view {
    void *context;
    mandate_date as_of; // the function's second argument has it as text
    // The number of the field, or a negative number where the kind has none of that name (or none that rules may read).
    int (*find_field)(void *context, int kind, const char *name, size_t length);
    // False where the record cannot be read.
    bool (*read)(void *context, int kind, uint32_t record, int field, mandate_view_cell *cell);
    // The visible records that belong to this one, such as "audits". False where the kind has no such plural.
    bool (*children)(void *context, int kind, uint32_t record, const char *plural, size_t length, mandate_children *children);
    const char *(*kind_name)(void *context, int kind);
    const char *(*field_name)(void *context, int kind, int field);
    // The word of this kind nearest to a wrong one, or NULL.
    const char *(*nearest)(void *context, int kind, const char *word);
} mandate_view;

// The rest is between row.c and worker.c.

typedef struct mandate_row_view {
    uint64_t call; // the call in which it is valid
    uint32_t record;
    int kind;
} mandate_row_view;

enum { MANDATE_ROW_CACHE = 128 };

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
    mandate_row_cell unknown; // the cell that ended the call; kind -1: none did
} mandate_row_scope;

void mandate_row_open(lua_State *state);        // once, in protected mode; the sandbox's owner is a mandate_row_scope
mandate_row_view *mandate_row_push(lua_State *state); // a row without content; raises where memory is out
void mandate_row_forget_names(mandate_row_scope *scope);

#endif
