// What a file is that is no CSV, said before it is read as one. For core/import only.
#ifndef MANDATE_IMPORT_FOREIGN_H
#define MANDATE_IMPORT_FOREIGN_H

#include "model/error.h"

// False with a filled error where the path is no plain file, or its first bytes are those of another format; a file that cannot be opened is left
// to whoever opens it.
bool mandate_foreign_check(const char *path, mandate_error *error);

#endif
