// One cell as a rule sees it on a day (on a pivot that is unknown, too): what the engine does for whole columns, for one record. Used by row functions.
#ifndef MANDATE_SNAPSHOT_CELL_H
#define MANDATE_SNAPSHOT_CELL_H

#include "snapshot/snapshot.h"

typedef struct mandate_seen {
    enum mandate_seen_state { MANDATE_SEEN_KNOWN, MANDATE_SEEN_ABSENT, MANDATE_SEEN_UNKNOWN } state;
    double number;
    mandate_date date;
    bool yes;
    uint32_t code; // a text's rank in its column, a reference's record
} mandate_seen;

// All that does not depend on record and day, looked up once for many cells of a field. Valid as long as the snapshot.
typedef struct mandate_cell_reader {
    const mandate_table *table;
    const mandate_column *column;
    const mandate_column *known_from; // by version: the field reads as blank before this event; NULL: always readable
    int known_from_field;
    const mandate_table *referenced; // REFERENCE: the referenced kind's
    enum mandate_seen_state blank;
    bool in_all_versions; // keys, and owners that are no places: the same in every version, readable before the first
    bool place; // a reference to a place
} mandate_cell_reader;

mandate_cell_reader mandate_cell_reader_of(const mandate_snapshot *snapshot, int kind, int field);
// Events and visibility as of `as_of`, attributes in the version in force on `pivot`.
mandate_seen mandate_cell_see(const mandate_cell_reader *reader, uint32_t record, mandate_date as_of, mandate_date pivot);
mandate_seen mandate_snapshot_see(const mandate_snapshot *snapshot, int kind, uint32_t record, int field, mandate_date as_of, mandate_date pivot);

#endif
