// Clocks that stop: until when a stretch of time runs of which some days do not count (meaning.md, section 23). Internal to core/engine.
#ifndef MANDATE_ENGINE_PAUSED_H
#define MANDATE_ENGINE_PAUSED_H

#include "engine/kernels/days.h"
#include "engine/kernels/gathered.h"

#define MANDATE_PAUSE_OPEN ((double)INT32_MAX) // a pause that has no end yet: behind all days

// PAUSED from the gathered pauses: for each receiving row the day on which its time has run.
void mandate_finish_paused(const mandate_block *block, const mandate_node *node, mandate_gathered *gathered, const mandate_target *target);
// STOPPED.
bool mandate_compute_stopped(mandate_block *block, int node, mandate_error *error);
// Why it is not told by one of the two of a row of the block, where each pause and day is known.
mandate_lacking mandate_paused_lacks(const mandate_block *block, int node, size_t row);

#endif
