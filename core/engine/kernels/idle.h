// Which nodes nobody looks at, whose part somebody else does or whose value no kernel needs; they are not computed. Internal to core/engine.
#ifndef MANDATE_ENGINE_KERNELS_IDLE_H
#define MANDATE_ENGINE_KERNELS_IDLE_H

#include "engine/kernels/block.h"

// Finds them, among the nodes that are needed: layout->idle, layout->between, layout->alone, layout->at_owner and layout->ruled. What is asked for where, partly and narrow must have been settled.
bool mandate_layout_find_idle(mandate_layout *layout, const bool *needed, mandate_error *error);

#endif
