// The kernels: each family computes one node over the current block. Internal to core/engine.
#ifndef MANDATE_ENGINE_COMPUTE_H
#define MANDATE_ENGINE_COMPUTE_H

#include "engine/kernels/block.h"
#include "engine/kernels/masks.h"
#include "model/number.h"

// Any node, by the kernel of its operation. All that it reads must have been computed.
bool mandate_compute(mandate_block *block, int node, mandate_error *error);
// After the pass, for aggregates that scatter: adds what one thread gathered to what the first did, and gives the result of all together.
bool mandate_merge_aggregate(mandate_block *first, mandate_block *other, int node, mandate_error *error);
bool mandate_finish_aggregate(mandate_block *first, int node, mandate_vector *out, mandate_error *error);

// By family.
bool mandate_compute_unread(mandate_block *block, int node, mandate_error *error); // a reference that nobody looks at: read in the focus alone
bool mandate_compute_read(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_group(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_lies_in(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_unnamed(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_logic(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_compare(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_made_texts(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_units(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_arithmetic(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_days(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_aggregate(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_sliding(mandate_block *block, int node, mandate_error *error); // an aggregate that slides
bool mandate_compute_verdict(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_call(mandate_block *block, int node, mandate_error *error);
bool mandate_compute_ahead(mandate_block *block, int node, mandate_error *error);
// Makes the frame of a space of pairs for the current block.
bool mandate_pair_frame(mandate_block *block, int space, mandate_error *error);

#endif
