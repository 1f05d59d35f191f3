// What tells whether a kind's rows are still those that someone has read: revisions that change with every import. For core/store and
// core/import only; readers use mandate_registry_stamp.
#ifndef MANDATE_STORE_REVISION_H
#define MANDATE_STORE_REVISION_H

#include "store/database.h"

// Right after a transaction that will write has begun.
bool mandate_revision_begin(mandate_registry *registry, mandate_error *error);
// Right before it commits: `changed` tells by kind whose rows are no longer the same; NULL: of none.
bool mandate_revision_end(mandate_registry *registry, const bool *changed, mandate_error *error);

#endif
