// What no file has said of a version follows what those before it say, also where these are corrected, or another comes between (lua/language/meaning.md, 3). For core/import only.
#ifndef MANDATE_IMPORT_FOLLOW_H
#define MANDATE_IMPORT_FOLLOW_H

#include "import/work.h"

// Remembers in the registry which fields a file has no column for, so that the versions that it brings say nothing of them. `import` is its number.
bool mandate_follow_remember(mandate_kind_work *of, int64_t import, const mandate_header *header);
// Forgets it, where the file has changed nothing and is none of those that the registry tells of.
bool mandate_follow_forget(mandate_registry *registry, int64_t import, mandate_error *error);
// Before each file's rows: makes landing->follow and landing->follow_keep, where files without some column have brought versions of the kind.
bool mandate_follow_prepare(mandate_landing *landing, const mandate_header *header, mandate_error *error);
// Of a row that is as it was: whether it says a field that nobody has said of it.
bool mandate_follow_says_more(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, bool *more, mandate_error *error);
// Of a row that is about to land in a record that is there: whether a later version that would follow it holds in some field what no file says, so that another program wrote it,
// and following would lose it; then place->landed is MANDATE_WRITTEN.
bool mandate_follow_written(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error);
// Of a row that has landed as a new version, or corrected one: the later versions of its record take over what it says and they do not. What they were is kept in the history.
bool mandate_follow(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, mandate_error *error);
// The same of references to rows of the kind itself, once those have been looked up.
bool mandate_follow_references(mandate_kind_work *of);

#endif
