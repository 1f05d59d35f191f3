// The first that is there of two dates of a row's owner: taken once for each owner, and not for each of its rows. Internal to core/engine.
#ifndef MANDATE_ENGINE_AT_OWNER_H
#define MANDATE_ENGINE_AT_OWNER_H

#include "engine/kernels/compute.h"

// Whether a node takes the first that is there of two dates that are fetched from the owner of its rows, who is in the same block, in one pass. Who may look at what is
// fetched is not asked. What is narrow must have been settled.
bool mandate_can_be_at_owner(const mandate_layout *layout, int node);
// Such a node (layout->at_owner). What it fetches is not computed; the room of the first of the two holds what was taken for the owners.
bool mandate_compute_at_owner(mandate_block *block, int node, mandate_error *error);

#endif
