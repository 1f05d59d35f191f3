// When a file of each kind last came: what a register that is said to be complete can vouch for. For core/import and core/store only; readers use
// mandate_registry_arrivals.
#ifndef MANDATE_STORE_ARRIVALS_H
#define MANDATE_STORE_ARRIVALS_H

#include "store/database.h"

// Inside the caller's transaction: a file of the kind came on a day, whatever it changed. *changed becomes true where the registry did not know that; otherwise it is left as it is.
bool mandate_arrivals_remember(mandate_registry *registry, int kind, mandate_date day, bool *changed, mandate_error *error);

#endif
