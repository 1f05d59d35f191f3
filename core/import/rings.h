// Which versions of the records of a tree come to lie in themselves. For core/import only.
#ifndef MANDATE_IMPORT_RINGS_H
#define MANDATE_IMPORT_RINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

// The references of a tree, over all versions. A version without one has 0: from its day on the record lies in none.
typedef struct mandate_edge {
    int64_t from, to;
    int64_t import;
    long line;
    char since[16]; // its first day, which sorts as text; empty: always
    bool leads_back; // on that day the record lies in itself
} mandate_edge;

typedef struct mandate_edges {
    mandate_edge *list; // by record, each record's by their days
    size_t count, capacity;
    size_t rows; // no record number is as high
    size_t *first; // by record, where its edges begin; rows + 1
} mandate_edges;

// The version of a record that is in force on a day: the last that has begun. NULL where none has.
const mandate_edge *mandate_edge_on(const mandate_edges *edges, int64_t record, const char *day);
// Fills `first`, and `leads_back` of every edge.
bool mandate_edges_find_rings(mandate_edges *edges, mandate_error *error);

#endif
