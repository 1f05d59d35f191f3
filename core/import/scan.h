// One row of CSV in memory, from its first byte to its line break. For core/import only.
#ifndef MANDATE_IMPORT_SCAN_H
#define MANDATE_IMPORT_SCAN_H

#include "import/csv.h"

// How rows are written, and room that is used again for row after row.
typedef struct mandate_scanner {
    char separator;
    int quote; // -1: none
    bool ends_plain[256]; // what a value without quotes ends at
    mandate_csv_field *fields;
    size_t count, capacity; // values of the row at hand
    size_t doubled; // bytes of its values that have doubled quotes
    char *unquoted; // those values with single ones
    size_t unquoted_capacity;
} mandate_scanner;

// The place of a scan: a position in memory and its line.
typedef struct mandate_scan {
    const char *at, *end, *line_start;
    long line;
    bool ended; // nothing comes behind the end
    // Where a row is none:
    const char *fault; // one of those below, or many_fields
    const char *fault_at, *fault_line_start;
    long fault_line;
} mandate_scan;

// MORE: the row may go on behind the end.
typedef enum mandate_scan_result { MANDATE_SCAN_ROW, MANDATE_SCAN_MORE, MANDATE_SCAN_FAULT, MANDATE_SCAN_FAILED } mandate_scan_result;

void mandate_scanner_start(mandate_scanner *scanner, const mandate_csv_form *form); // form: may be NULL
void mandate_scanner_release(mandate_scanner *scanner);
// Scans one row from where the scan is; *content is its end before the line break. Its values are in the scanner's fields, doubled quotes as they stand.
mandate_scan_result mandate_scan_row(mandate_scanner *scanner, mandate_scan *scan, const char **content, mandate_error *error);
// Steps over a line break, CR LF being one. False where the end hides whether an LF follows.
bool mandate_scan_break(mandate_scan *scan);
mandate_scan_result mandate_scan_fault(mandate_scan *scan, const char *reason, const char *at, const char *line_start, long line);
// Makes doubled quotes single ones, in the scanner's own room.
bool mandate_scan_single_quotes(mandate_scanner *scanner, mandate_error *error);

#endif
