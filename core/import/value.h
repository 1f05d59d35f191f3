// One value of a CSV file against its field. For core/import only.
#ifndef MANDATE_IMPORT_VALUE_H
#define MANDATE_IMPORT_VALUE_H

#include "model/kind.h"
#include "store/registry.h"

enum { MANDATE_REASON_SIZE = 400 };

// Fills the cell; its text stays the value's own bytes (dates and references too). False with a reason where the value does not fit.
// Whether a referenced record exists is asked elsewhere.
bool mandate_value_read(const mandate_field *field, const char *text, size_t length, mandate_cell *cell, char reason[MANDATE_REASON_SIZE]);
bool mandate_value_date(const char *text, size_t length, mandate_date *date, char reason[MANDATE_REASON_SIZE]);

#endif
