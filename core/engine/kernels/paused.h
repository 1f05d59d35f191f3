// Clocks that stop: until when a stretch of time runs of which some days do not count (meaning.md, section 23). Internal to core/engine.
#ifndef MANDATE_ENGINE_PAUSED_H
#define MANDATE_ENGINE_PAUSED_H

#include "engine/kernels/days.h"
#include "engine/kernels/gathered.h"

#define MANDATE_PAUSE_OPEN ((double)INT32_MAX) // a pause that has no end yet: behind all days

// PAUSES from the gathered pauses: for each receiving row its list.
bool mandate_finish_pauses(const mandate_block *block, const mandate_node *node, mandate_gathered *gathered, const mandate_target *target, mandate_error *error);
// STOPPED and PAUSE_LISTED.
bool mandate_compute_paused(mandate_block *block, int node, mandate_error *error);
// Why STOPPED of a row of the block is not told, where each pause and day is known. False for want of memory.
bool mandate_stopped_lacks(const mandate_block *block, int node, size_t row, mandate_lacking *lacking, mandate_error *error);

#endif
