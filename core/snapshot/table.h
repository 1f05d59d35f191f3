// A snapshot's tables while they are built and after. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_TABLE_H
#define MANDATE_SNAPSHOT_TABLE_H

#include "snapshot/dictionary.h"
#include "snapshot/snapshot.h"

// A table that owns its arrays. While loading, rows stand in the registry's order and references hold the referenced kind's
// position in that order; mandate_order_tables() brings both into the snapshot's order.
typedef struct mandate_loaded {
    mandate_table table;
    int64_t *ids;             // per record: the registry's record id, ascending while loading; NULL afterwards
    uint32_t *version_start;  // records + 1, always present while loading
    mandate_date *effective_from;
    mandate_date *event;
    mandate_column *columns;
    int64_t **reference_ids;  // by field: per version the registry id, 0 for blank; NULL for other types
    uint32_t *owner, *owner_start, *branch_end, *import, *line;
    size_t version_capacity, record_capacity;
    uint32_t *position;       // registry order -> snapshot order
} mandate_loaded;

struct mandate_snapshot {
    const mandate_model *model;
    mandate_loaded *tables;
    int table_count;
    mandate_dictionary texts;
    char **imports;           // file names by import
    size_t import_count;
    mandate_date first_event;
};

bool mandate_load_tables(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error);
bool mandate_order_tables(mandate_snapshot *snapshot, mandate_error *error);

#endif
