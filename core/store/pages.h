// Tables of SQLite, page by page: a b-tree is written from its rows in their order, leaves first, each page once, one behind the other at the end of the file.
// That takes a tenth of what INSERT takes, row by row down the tree (core/import/README.md). For core/store alone: who writes pages of a file must be the
// only one to use it (store/draft.h).
//
// What is written is described in https://sqlite.org/fileformat2.html, section 1.6. Pages are filled to the brim, as SQLite fills those of rows that come in order.
#ifndef MANDATE_STORE_PAGES_H
#define MANDATE_STORE_PAGES_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include "model/error.h"

typedef struct mandate_pages mandate_pages;

enum { MANDATE_PAGES_HEADER = 100 };

// The file that pages are written to, as it was before.
typedef struct mandate_pages_file {
    sqlite3_file *file;
    uint32_t page_size; // in bytes, a power of two from 512 to 65536
    uint32_t count; // of its pages
    uint32_t lock_page; // that SQLite locks and nobody may use
    unsigned char header[MANDATE_PAGES_HEADER];
} mandate_pages_file;

// Looks at the file of a connection. False where it is not of the form that is written here: its texts are UTF-8, no bytes of a page are reserved, no page says which
// others point to it, and it has no write-ahead log. Nobody may write to it meanwhile.
bool mandate_pages_read_form(sqlite3 *database, mandate_pages_file *out);
// Reads a root, of page_size bytes. False where it is not an empty leaf of such a tree.
bool mandate_pages_read_empty(const mandate_pages_file *file, uint32_t root, bool keyed, unsigned char *out);

// Begins the tree whose root is the page `root`, an empty leaf. `keyed`: of a table WITHOUT ROWID, or of an index. `file` must outlive it.
mandate_pages *mandate_pages_begin(const mandate_pages_file *file, uint32_t root, bool keyed, mandate_error *error);
// The next row, as a record of two columns or more (store/record.h). With `keyed` records come in ascending order and no two are equal, otherwise each rowid is
// above the one before.
bool mandate_pages_add(mandate_pages *pages, int64_t rowid, const unsigned char *record, size_t length, mandate_error *error);
// Writes what is left, and the root last. *count: pages of the file from now on, once its header says so.
bool mandate_pages_end(mandate_pages *pages, uint32_t *count, mandate_error *error);
void mandate_pages_destroy(mandate_pages *pages);

// Writes the header: how many pages there are, and a count of changes that is `more` above the one before, by which SQLite knows that it has to read them again.
// Connections must be outside of transactions.
bool mandate_pages_write_header(const mandate_pages_file *file, uint32_t count, uint32_t more, mandate_error *error);
// Brings back the root that was read, and cuts the file to what it was. The header is the caller's to write.
bool mandate_pages_undo(const mandate_pages_file *file, uint32_t root, const unsigned char *was, mandate_error *error);

#endif
