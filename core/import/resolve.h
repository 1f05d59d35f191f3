// From the text of a reference to the record it names. For core/import only.
//
// A record is named by its key, as model/key.h writes it, a reference among its parts standing for the parts of its own key.
#ifndef MANDATE_IMPORT_RESOLVE_H
#define MANDATE_IMPORT_RESOLVE_H

#include "import/keys.h"
#include "snapshot/grow.h"
#include "store/database.h"

typedef struct mandate_resolver {
    mandate_registry *registry;
    sqlite3_stmt **lookups; // per kind, prepared on first use
    bool *counts_days; // per kind that has a lookup, whether its table's days are numbers
    mandate_room *keys; // that lie in memory as far as it is set aside for them, and in files beyond
    mandate_keys *found; // per kind
    bool *holds; // per kind, whether `found` has all its records
    int count;
    mandate_growth *growth; // the snapshot, which may tell without the registry; NULL where there is none
    char *room; // for the parts of the reference at hand
    size_t room_size;
} mandate_resolver;

bool mandate_resolver_start(mandate_resolver *resolver, mandate_registry *registry, mandate_error *error);
void mandate_resolver_end(mandate_resolver *resolver);
void mandate_resolver_forget(mandate_resolver *resolver, int kind); // its records may have changed
// Reads all records of a kind into memory where its key is one text and a file of so many bytes is likely to name a good part of them.
bool mandate_resolver_load(mandate_resolver *resolver, int kind, int64_t bytes, mandate_error *error);
// Whether all records of the kind are in memory: looking them up then needs no registry, so that another thread may do it.
bool mandate_resolver_holds(const mandate_resolver *resolver, int kind);
// 1 found, 0 there is none, -1 a filled error. *near: as of mandate_keys_get_near, for references of one field, one after the other.
int mandate_resolve(mandate_resolver *resolver, int kind, const char *text, size_t length, size_t *near, int64_t *record, mandate_error *error);

#endif
