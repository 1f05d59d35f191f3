// Geometric means of the values that an aggregate has gathered. Internal to core/engine.
#ifndef MANDATE_ENGINE_GEOMETRIC_H
#define MANDATE_ENGINE_GEOMETRIC_H

#include "engine/kernels/open_values.h"
#include "engine/kernels/vector.h"

// GEOMETRIC_MEAN: from all kept values.
bool mandate_finish_geometric(mandate_gathered *g, const mandate_target *target, mandate_error *error);

#endif
