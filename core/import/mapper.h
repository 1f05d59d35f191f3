// A mapping at work on one file: its columns found, its rows turned into the values of fields. For core/import only.
#ifndef MANDATE_IMPORT_MAPPER_H
#define MANDATE_IMPORT_MAPPER_H

#include "import/mapping.h"
#include "import/value.h"

typedef struct mandate_mapper mandate_mapper;

typedef struct mandate_mapped { // one field's value
    const char *text; // as mandate writes it; valid until the next row
    size_t length;
    const char *column, *given; // the file's, for who has to mend it
    size_t given_length;
    bool refused;
    bool outdated; // made of a code that named nothing on its day any more
    char reason[MANDATE_REASON_SIZE];
} mandate_mapped;

typedef enum mandate_mapper_result { MANDATE_MAPPER_ROW, MANDATE_MAPPER_SKIP, MANDATE_MAPPER_FAILED } mandate_mapper_result;

// Finds the mapping's columns in the file's first row; it must outlive the mapper. An error names the column and the nearest right one.
mandate_mapper *mandate_mapper_open(const mandate_mapping *mapping, const mandate_csv_row *header, const char *path, mandate_error *error);
void mandate_mapper_close(mandate_mapper *mapper);
size_t mandate_mapper_columns(const mandate_mapper *mapper); // of the file
bool mandate_mapper_is_header(const mandate_mapper *mapper, const mandate_csv_row *row); // that it is the first row again
// For a row with as many values as the file has columns. `out` has one entry for each field of the mapping.
mandate_mapper_result mandate_mapper_row(mandate_mapper *mapper, const mandate_csv_row *row, mandate_mapped *out, mandate_error *error);

#endif
