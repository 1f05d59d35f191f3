// The built-in kinds, as data: what mandate_model_create declares.
#ifndef MANDATE_MODEL_BUILTIN_H
#define MANDATE_MODEL_BUILTIN_H

#include "model/kind.h"

extern const mandate_kind_declaration mandate_builtin_kinds[];
extern const size_t mandate_builtin_count;

#endif
