// One cell as a rule sees it on a day: what the engine does for whole columns, for one record. Used by row functions.
#ifndef MANDATE_SNAPSHOT_CELL_H
#define MANDATE_SNAPSHOT_CELL_H

#include "snapshot/snapshot.h"

typedef struct mandate_seen {
    enum { MANDATE_SEEN_KNOWN, MANDATE_SEEN_ABSENT, MANDATE_SEEN_UNKNOWN } state;
    double number;
    mandate_date date;
    bool yes;
    uint32_t code; // a reference's record
    const char *text;
    size_t length; // of the text
} mandate_seen;

// Events and visibility as of `as_of`, attributes in the version in force on `pivot`.
mandate_seen mandate_snapshot_see(const mandate_snapshot *snapshot, int kind, uint32_t record, int field, mandate_date as_of, mandate_date pivot);

#endif
