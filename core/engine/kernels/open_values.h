// Sums and means of values of which some are no number but a range, or belong to rows that are only perhaps in the set (meaning.md, section 6). What is
// certain and known is added as it comes; the rest is kept and put in when all of it is there. Internal to core/engine.
#ifndef MANDATE_ENGINE_OPEN_VALUES_H
#define MANDATE_ENGINE_OPEN_VALUES_H

#include "engine/kernels/gathered.h"

typedef struct mandate_open_value mandate_open_value;

bool mandate_open_value_add(mandate_gathered *g, const mandate_open_value *value, mandate_error *error);
// Puts the kept values into the results of SUM or MEAN, which hold those of the certain and known ones.
bool mandate_finish_open_values(mandate_gathered *g, mandate_operation op, const mandate_target *target, mandate_error *error);

#endif
