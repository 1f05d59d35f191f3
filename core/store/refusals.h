// What the registry remembers of rows that an import refused while it let the others land. For core/import and core/store; readers use
// mandate_registry_refusals.
#ifndef MANDATE_STORE_REFUSALS_H
#define MANDATE_STORE_REFUSALS_H

#include "store/database.h"

// Remembers it. Runs inside the caller's transaction, and makes the registry one of the version that knows of refusals: an older mandate would take a register
// for complete of which rows are wanting.
bool mandate_refusals_remember(mandate_registry *registry, const mandate_refusal *refusal, mandate_error *error);
// Remembers it no more.
bool mandate_refusals_forget(mandate_registry *registry, int64_t import, mandate_error *error);
// How many rows of the kind are still as this import brought them.
bool mandate_refusals_brought(mandate_registry *registry, const mandate_refusal *refusal, int64_t *rows, mandate_error *error);

#endif
