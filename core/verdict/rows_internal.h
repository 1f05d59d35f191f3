// What the rows are made from. Internal to core/verdict; nothing of it changes while rows are written.
#ifndef MANDATE_VERDICT_ROWS_INTERNAL_H
#define MANDATE_VERDICT_ROWS_INTERNAL_H

#include "verdict/rows.h"

typedef struct mandate_rows_lowered {
    int node, kind;
    mandate_shape shape;
    mandate_text rule; // a whole cell, with its comma
    mandate_text period; // "@2003", its quotes doubled
    bool special; // the period must stand in quotes
    size_t version_start, version_count;
    const int32_t *next; // by record, or NULL
} mandate_rows_lowered;

struct mandate_rows {
    const mandate_plan *plan;
    const mandate_snapshot *snapshot;
    bool reasons, cites;
    mandate_rows_words words;
    mandate_days days;
    mandate_arena arena;
    mandate_rows_lowered *parts;
    size_t part_count, part_capacity;
    mandate_rows_version *versions;
    size_t version_count, version_capacity;
    int kinds;
    int *owner; // by kind: the kind that owns it, or -1
    int *order; // all kinds, each followed by those that it owns
    const mandate_text **fields; // by kind and field: "enterprise.size"
};

#endif
