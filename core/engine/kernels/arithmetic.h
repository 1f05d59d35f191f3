// Parameters, for whoever asks for a row of the law and not for a node's values. Internal to core/engine.
#ifndef MANDATE_ENGINE_ARITHMETIC_H
#define MANDATE_ENGINE_ARITHMETIC_H

#include "engine/kernels/block.h"

// The row of a parameter's node that counts on a day, in a place (NULL: the same everywhere), by the map of a day (NULL: that day); NULL where there is none, or nobody knows. *open (unless NULL):
// because it is the stricter of spans of which a calendar does not tell how long one is.
const mandate_parameter_row *mandate_parameter_holding(const mandate_block *block, const mandate_node *node, const mandate_value *day, const mandate_value *place,
                                                       const mandate_value *map_day, bool *open);
// Whether nobody knows what lies above a jurisdiction on a day.
bool mandate_place_is_lost(const mandate_block *block, uint32_t place, mandate_date day);
// The first day after `day` on which a parameter has another value in a place, MANDATE_DATE_ABSENT where it has none.
mandate_date mandate_parameter_next(const mandate_block *block, const mandate_parameter *parameter, mandate_date day, uint32_t place);

#endif
