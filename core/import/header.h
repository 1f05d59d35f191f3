// A CSV file's first line against a kind's fields, by their names or by a mapping. For core/import only.
#ifndef MANDATE_IMPORT_HEADER_H
#define MANDATE_IMPORT_HEADER_H

#include "import/mapper.h"
#include "model/kind.h"

enum { MANDATE_COLUMN_EFFECTIVE = -2 }; // the column `effective_from`

typedef struct mandate_header {
    int *fields; // for each column of the file its field, or MANDATE_COLUMN_EFFECTIVE; with a mapping for each of its fields
    size_t count;
    mandate_mapper *mapper; // NULL without a mapping
    bool *present; // for each field whether the file has it
    bool *blank_said; // for each field whether the kind, or what the file comes by, says what an empty one means
    int effective; // the column of effective_from, -1
} mandate_header;

// Reads the first row. The error tells what is wrong with it and how to mend it, with its place.
// The mapping may be NULL.
bool mandate_header_read(mandate_header *header, mandate_csv *csv, const char *path, const mandate_model *model, int kind, const mandate_mapping *mapping,
                         mandate_error *error);
void mandate_header_free(mandate_header *header);

#endif
