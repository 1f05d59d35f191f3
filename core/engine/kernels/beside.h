// The least or the greatest value in a window that is only compared with a limit: it lies past the limit where some value does, which is counted, and no value is kept. Internal to core/engine.
#ifndef MANDATE_ENGINE_BESIDE_H
#define MANDATE_ENGINE_BESIDE_H

#include "engine/kernels/running.h"

// Counts them, of NUMBER_MIN and NUMBER_MAX whose limit stands in `running` already.
bool mandate_beside_open(mandate_running *running, const mandate_vector *rows, const mandate_vector *value, size_t count, mandate_error *error);
// Writes what the windows of a word of outer rows hold, as mandate_running_results does.
void mandate_beside_results(const mandate_running *running, const mandate_bounds *bounds, size_t word, size_t rows, const mandate_target *target);

#endif
