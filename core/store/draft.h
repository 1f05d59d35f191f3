// A registry without rows gets its first ones in a draft: a file of the import's own, which lies beside the registry without a name, so that nothing is left of it
// when the import ends, however it ends (of one that is killed in the moment before the name is gone, an empty REGISTRY-mandate-draft, which the next takes away).
// Nobody else sees it, so that tables may be written page by page (store/pages.h), and nothing of it has to be forced
// onto the disk. When it is whole, SQLite copies its pages into the registry in one transaction: with locks and a journal as for any other, the file stays the
// same file, and whoever is killed leaves the old registry or the new one. Meanwhile the registry is locked as by a transaction that writes. For core/import only.
#ifndef MANDATE_STORE_DRAFT_H
#define MANDATE_STORE_DRAFT_H

#include "store/database.h"
#include "store/pages.h"

// Inside a transaction that may write and has not. *begun: from here on the registry's connection is the draft's, with the same content, and inside a transaction of
// its own. It is not, and nothing has changed, where a draft cannot be had: the registry has a write-ahead log or is large, or its folder takes no file.
bool mandate_draft_begin(mandate_registry *registry, bool *begun, mandate_error *error);
// Commits the draft's transaction and brings all of it into the registry. False with a filled error where that fails: then the registry is as it was. Either way the
// draft is gone. No statement of it may be left.
bool mandate_draft_publish(mandate_registry *registry, mandate_error *error);
// Drops the draft where there is one. The registry is as it was, and unlocked.
void mandate_draft_drop(mandate_registry *registry);

// Commits the draft's transaction, and opens the table of a kind, which has no rows, for them to be written as pages. *pages is NULL, and the transaction goes on,
// where the draft is none or the table is not as mandate makes it. It is the draft's own; between here and its closing the draft may be read, and not written to.
bool mandate_draft_open_table(mandate_registry *registry, int kind, mandate_pages **pages, mandate_error *error);
// Ends the table and begins a transaction. The index of a table by rows is still empty: mandate_schema_fill_index.
bool mandate_draft_close_table(mandate_registry *registry, mandate_error *error);
// Rolls the transaction back, and makes the table as it was before it was opened; whether it has been closed or not. A new transaction begins.
bool mandate_draft_undo_table(mandate_registry *registry, mandate_error *error);

#endif
