// The kinds' names in a registry of version 6. What lies in its tables is meant to be short: days are numbers. A view of the kind's name shows them as they are
// written, year, month, day, and takes changes of them, so that whoever opens the file with sqlite3 finds a kind as in its CSV file. mandate itself reads and
// writes the tables (schema.h), and its connections know no views and run no triggers. For core/store only.
#ifndef MANDATE_STORE_VIEWS_H
#define MANDATE_STORE_VIEWS_H

#include <sqlite3.h>
#include "model/kind.h"

// What a table of such a registry has behind the name of its view; no kind's name holds a blank.
#define MANDATE_TABLE_SUFFIX " rows"

// Adds the statements that make the two views of a kind, by itself and of what was corrected, which is only to be read. `keyed`: its tables have no row and record.
void mandate_views_add(sqlite3_str *sql, const mandate_kind *kind, bool keyed);
void mandate_views_drop(sqlite3_str *sql, const mandate_kind *kind); // with their triggers, where they are there

#endif
