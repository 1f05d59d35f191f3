// Counting by group where nobody asks which group a row is in. Internal to core/engine.
#ifndef MANDATE_ENGINE_COUNTING_H
#define MANDATE_ENGINE_COUNTING_H

#include "engine/kernels/gathered.h"

// Finds the groups, and their keys that are the owners', which need not be computed row by row (layout->counted). After the texts are prepared.
bool mandate_layout_find_counted(mandate_layout *layout, const bool *needed, mandate_error *error);
// In a block, in place of computing such a node.
bool mandate_prepare_counted(mandate_block *block, int node, mandate_error *error);
// Gathers the block's rows into a COUNT whose receivers are such a group.
bool mandate_count_in_groups(mandate_block *block, int node, mandate_gathered *gathered, mandate_error *error);

#endif
