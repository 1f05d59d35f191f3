// A CSV file's first line against a kind's fields. For core/import only.
#ifndef MANDATE_IMPORT_HEADER_H
#define MANDATE_IMPORT_HEADER_H

#include "import/csv.h"
#include "model/kind.h"

enum { MANDATE_COLUMN_EFFECTIVE = -2 }; // the column `effective_from`

typedef struct mandate_header {
    int *fields;     // for each column of the file its field, or MANDATE_COLUMN_EFFECTIVE
    size_t count;
    bool *present;   // for each field whether the file has it
    int effective;   // the column of effective_from, -1
} mandate_header;

// Reads the first row. The error tells what is wrong with it and how to mend it, with its place.
bool mandate_header_read(mandate_header *header, mandate_csv *csv, const char *path, const mandate_model *model, int kind, mandate_error *error);
void mandate_header_free(mandate_header *header);

#endif
