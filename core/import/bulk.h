// The rows of a file into an empty table, all in one statement. For core/import only.
#ifndef MANDATE_IMPORT_BULK_H
#define MANDATE_IMPORT_BULK_H

#include "import/reading.h"

// Inserts all good rows of the reading, each as a new record; the table has no unique index while this goes on.
bool mandate_bulk_insert(mandate_reading *reading);

#endif
