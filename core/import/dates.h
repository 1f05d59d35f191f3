// Dates as files write them, in an order that is stated: YYYY, MM and DD with what stands between them. For core/import only.
#ifndef MANDATE_IMPORT_DATES_H
#define MANDATE_IMPORT_DATES_H

#include "import/value.h"

// Month and day may lack their leading zero where something stands between the parts. False with a reason that tells the order stated.
bool mandate_dates_read(const char *order, const char *text, size_t length, mandate_date *date, char reason[MANDATE_REASON_SIZE]);

#endif
