// What the registry remembers of rows that an import refused while it let the others land. For core/import and core/store only; readers use
// mandate_registry_refusals.
#ifndef MANDATE_STORE_REFUSALS_H
#define MANDATE_STORE_REFUSALS_H

#include "store/database.h"

// All of these run inside the caller's transaction, and fill the error where they return false.

// Remembers it: rows without names so far. Makes the registry one of the version that knows of refused rows by name: an older mandate would take a register for
// complete of which rows are wanting.
bool mandate_refusals_remember(mandate_registry *registry, const mandate_refusal *refusal, mandate_error *error);
// Remembers under which names rows of a refusal are looked for: `rows` of the refused ones had this name. Names are bytes.
bool mandate_refusals_name(mandate_registry *registry, int64_t import, const char *name, size_t length, int64_t rows, mandate_error *error);
// Visits the names of a refusal; they are valid until the next.
typedef bool mandate_refused_visitor(void *context, const char *name, size_t length, int64_t rows, mandate_error *error);
bool mandate_refusals_names(mandate_registry *registry, int64_t import, mandate_refused_visitor *visit, void *context, mandate_error *error);
// Remembers nothing more of the path as the kind but what was settled.
bool mandate_refusals_forget(mandate_registry *registry, int kind, const char *file, mandate_error *error);
// Remembers that whoever imported said of these rows, and why, that they need not come.
bool mandate_refusals_settle(mandate_registry *registry, const mandate_refusal *refusal, mandate_error *error);

#endif
