// Of which nodes a part of what they have is enough, since nobody looks at the rest. Internal to core/engine.
#ifndef MANDATE_ENGINE_PARTLY_H
#define MANDATE_ENGINE_PARTLY_H

#include "engine/kernels/block.h"

// Finds them, among the nodes that are needed: layout->partly. What is kept must have been settled.
bool mandate_layout_find_partly(mandate_layout *layout, const bool *needed, mandate_error *error);

#endif
