// Each level of the tree has one page that is being filled. What does not fit there any more goes a level up, as what parts that page from the next one; but only
// when there is something to stand behind it, for no page may be without rows.
#include "store/pages.h"

#include <string.h>
#include "model/memory.h"
#include "store/record.h"

enum { TABLE_LEAF = 0x0D, TABLE_INNER = 0x05, KEY_LEAF = 0x0A, KEY_INNER = 0x02 };
enum { LOCK_BYTE = 0x40000000, LEVELS = 24, MOST_PAGES = 1073741823, CHUNK = 64 * 1024, LINK = 4 };
// Places in the header, which are the first bytes of the file.
enum { PAGE_SIZE_AT = 16, WRITE_VERSION_AT = 18, RESERVED_AT = 20, CHANGES_AT = 24, PAGES_AT = 28, VACUUM_AT = 52, ENCODING_AT = 56, VALID_AT = 92 };
// And in a page.
enum { TYPE_AT = 0, COUNT_AT = 3, CONTENT_AT = 5, RIGHTMOST_AT = 8, LEAF_HEADER = 8, INNER_HEADER = 12 };

typedef struct level {
    unsigned char *page;
    uint32_t header, count; // its bytes; cells
    uint32_t content; // where the last cell begins: they grow from the page's end
    uint32_t last; // bytes of the last cell
    unsigned char *waiting; // the cell that parts the page, which is full, from the next one
    uint32_t waiting_length; // 0: there is none
} level;

struct mandate_pages {
    const mandate_pages_file *file;
    uint32_t root, size; // size of a page
    bool keyed;
    uint32_t most, least; // bytes of a row that lie in its cell: all where they are no more than `most`
    level levels[LEVELS];
    size_t level_count;
    int64_t last_rowid;
    unsigned char *cell, *up; // the row's at hand; the one that goes a level up
    unsigned char *chunk; // pages that lie one behind the other, before they are written
    uint32_t chunk_first, chunk_count, chunk_most; // page numbers
    uint32_t next; // page to be given out
};

static void put_2(unsigned char *at, uint32_t value)
{
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}

static void put_4(unsigned char *at, uint32_t value)
{
    put_2(at, value >> 16);
    put_2(at + 2, value);
}

static uint32_t get_4(const unsigned char *at) { return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]; }

bool mandate_pages_read_form(sqlite3 *database, mandate_pages_file *out)
{
    sqlite3_int64 bytes;
    unsigned char *header = out->header;
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods ||
        file->pMethods->xFileSize(file, &bytes) != SQLITE_OK || file->pMethods->xRead(file, header, MANDATE_PAGES_HEADER, 0) != SQLITE_OK)
        return false;
    uint32_t size = (uint32_t)header[PAGE_SIZE_AT] << 8 | header[PAGE_SIZE_AT + 1];
    if (size == 1) size = 65536;
    if (memcmp(header, "SQLite format 3", 16) != 0 || size < 512 || header[WRITE_VERSION_AT] != 1 || header[RESERVED_AT] != 0) return false;
    out->file = file;
    out->page_size = size;
    out->count = get_4(header + PAGES_AT);
    out->lock_page = LOCK_BYTE / size + 1;
    return get_4(header + VACUUM_AT) == 0 && get_4(header + ENCODING_AT) == 1 && get_4(header + CHANGES_AT) == get_4(header + VALID_AT) &&
           bytes == (sqlite3_int64)out->count * size;
}

bool mandate_pages_read_empty(const mandate_pages_file *file, uint32_t root, bool keyed, unsigned char *out)
{
    return root >= 2 && root <= file->count &&
           file->file->pMethods->xRead(file->file, out, (int)file->page_size, (sqlite3_int64)(root - 1) * file->page_size) == SQLITE_OK &&
           out[TYPE_AT] == (keyed ? KEY_LEAF : TABLE_LEAF) && out[COUNT_AT] == 0 && out[COUNT_AT + 1] == 0;
}

static bool fail(int result, mandate_error *error)
{
    return mandate_fail(error, MANDATE_ERROR_IO, result == SQLITE_FULL ? "the disk is full: make room" : "the disk failed to write: look at the disk and try again");
}

bool mandate_pages_write_header(const mandate_pages_file *file, uint32_t count, uint32_t more, mandate_error *error)
{
    unsigned char header[MANDATE_PAGES_HEADER];
    memcpy(header, file->header, sizeof header);
    put_4(header + PAGES_AT, count);
    put_4(header + CHANGES_AT, get_4(file->header + CHANGES_AT) + more);
    put_4(header + VALID_AT, get_4(file->header + CHANGES_AT) + more);
    int result = file->file->pMethods->xWrite(file->file, header, sizeof header, 0);
    return result == SQLITE_OK || fail(result, error);
}

bool mandate_pages_undo(const mandate_pages_file *file, uint32_t root, const unsigned char *was, mandate_error *error)
{
    int result = file->file->pMethods->xWrite(file->file, was, (int)file->page_size, (sqlite3_int64)(root - 1) * file->page_size);
    if (result == SQLITE_OK) result = file->file->pMethods->xTruncate(file->file, (sqlite3_int64)file->count * file->page_size);
    return result == SQLITE_OK || fail(result, error);
}

static bool write_at(mandate_pages *pages, const unsigned char *bytes, uint32_t page, uint32_t count, mandate_error *error)
{
    sqlite3_file *file = pages->file->file;
    int result = file->pMethods->xWrite(file, bytes, (int)(count * pages->size), (sqlite3_int64)(page - 1) * pages->size);
    return result == SQLITE_OK || fail(result, error);
}

static bool flush(mandate_pages *pages, mandate_error *error)
{
    uint32_t count = pages->chunk_count;
    pages->chunk_count = 0;
    return count == 0 || write_at(pages, pages->chunk, pages->chunk_first, count, error);
}

// The page that `take_page` gives out next.
static uint32_t next_page(const mandate_pages *pages) { return pages->next == pages->file->lock_page ? pages->next + 1 : pages->next; }

// Gives out the next page: where its bytes go, all zero. NULL with a filled error where there is none.
static unsigned char *take_page(mandate_pages *pages, uint32_t *number, mandate_error *error)
{
    *number = next_page(pages);
    if (*number > MOST_PAGES) {
        mandate_fail(error, MANDATE_ERROR_LIMIT, "the registry would have more pages than SQLite can count");
        return NULL;
    }
    if ((pages->chunk_count == pages->chunk_most || *number != pages->next) && !flush(pages, error)) return NULL;
    if (pages->chunk_count == 0) pages->chunk_first = *number;
    pages->next = *number + 1;
    return memset(pages->chunk + (size_t)pages->chunk_count++ * pages->size, 0, pages->size);
}

static void empty_page(mandate_pages *pages, size_t at)
{
    level *l = &pages->levels[at];
    l->count = 0;
    l->content = pages->size;
}

static bool make_level(mandate_pages *pages, size_t at, mandate_error *error)
{
    level *l = &pages->levels[at];
    if (at == LEVELS) return mandate_fail(error, MANDATE_ERROR_LIMIT, "a table of the registry would be deeper than SQLite's are");
    l->page = mandate_new(pages->size, 1, error);
    l->waiting = l->page ? mandate_new(pages->size, 1, error) : NULL;
    if (!l->waiting) return false;
    l->header = at == 0 ? LEAF_HEADER : INNER_HEADER;
    pages->level_count = at + 1;
    empty_page(pages, at);
    return true;
}

mandate_pages *mandate_pages_begin(const mandate_pages_file *file, uint32_t root, bool keyed, mandate_error *error)
{
    mandate_pages *pages = mandate_new(1, sizeof *pages, error);
    if (!pages) return NULL;
    uint32_t size = file->page_size;
    pages->file = file;
    pages->root = root;
    pages->size = size;
    pages->keyed = keyed;
    pages->most = keyed ? (size - 12) * 64 / 255 - 23 : size - 35;
    pages->least = (size - 12) * 32 / 255 - 23;
    pages->next = file->count + 1;
    pages->chunk_most = size < CHUNK ? CHUNK / size : 1;
    pages->chunk = mandate_new((size_t)pages->chunk_most * size, 1, error);
    pages->cell = pages->chunk ? mandate_new(size + 64, 1, error) : NULL;
    pages->up = pages->cell ? mandate_new(size + 64, 1, error) : NULL;
    if (!pages->up || !make_level(pages, 0, error)) {
        mandate_pages_destroy(pages);
        return NULL;
    }
    return pages;
}

void mandate_pages_destroy(mandate_pages *pages)
{
    if (!pages) return;
    for (size_t i = 0; i < LEVELS; i++) {
        mandate_free(pages->levels[i].page);
        mandate_free(pages->levels[i].waiting);
    }
    mandate_free(pages->chunk);
    mandate_free(pages->cell);
    mandate_free(pages->up);
    mandate_free(pages);
}

static bool fits(const level *l, uint32_t length) { return l->header + 2 * (l->count + 1) + length <= l->content; }

static void put_cell(level *l, const unsigned char *cell, uint32_t length)
{
    l->content -= length;
    memcpy(l->page + l->content, cell, length);
    put_2(l->page + l->header + 2 * (size_t)l->count++, l->content);
    l->last = length;
}

// Writes the page of a level to `out`, and begins the next one. `rightmost`: the page below that holds what comes behind the last cell.
static void copy_page(mandate_pages *pages, size_t at, uint32_t rightmost, unsigned char *out)
{
    level *l = &pages->levels[at];
    uint32_t cells = l->header + 2 * l->count;
    l->page[TYPE_AT] = pages->keyed ? (at == 0 ? KEY_LEAF : KEY_INNER) : (at == 0 ? TABLE_LEAF : TABLE_INNER);
    put_2(l->page + COUNT_AT, l->count);
    put_2(l->page + CONTENT_AT, l->content); // 65536 is written as 0
    if (at > 0) put_4(l->page + RIGHTMOST_AT, rightmost);
    memcpy(out, l->page, cells);
    memset(out + cells, 0, l->content - cells);
    memcpy(out + l->content, l->page + l->content, pages->size - l->content);
    empty_page(pages, at);
}

static bool close_page(mandate_pages *pages, size_t at, uint32_t rightmost, uint32_t *number, mandate_error *error)
{
    unsigned char *out = take_page(pages, number, error);
    if (!out) return false;
    copy_page(pages, at, rightmost, out);
    return true;
}

static bool put(mandate_pages *pages, size_t at, const unsigned char *cell, uint32_t length, mandate_error *error);

// Gives the level above the page that is written, with the cell of this level that comes behind it. In inner pages a cell begins with the page to its left.
static bool put_above(mandate_pages *pages, size_t at, uint32_t page, const unsigned char *parting, uint32_t length, mandate_error *error)
{
    if (pages->level_count == at + 1 && !make_level(pages, at + 1, error)) return false;
    uint32_t link = at > 0 ? LINK : 0; // to the page that is the rightmost one below the page now
    put_4(pages->up, page);
    memcpy(pages->up + LINK, parting + link, length - link);
    return put(pages, at + 1, pages->up, length - link + LINK, error);
}

// Adds a cell to a level whose cells part the pages below, or of a tree by keys.
static bool put(mandate_pages *pages, size_t at, const unsigned char *cell, uint32_t length, mandate_error *error)
{
    level *l = &pages->levels[at];
    if (l->waiting_length == 0) {
        if (fits(l, length)) {
            put_cell(l, cell, length);
        } else {
            memcpy(l->waiting, cell, length);
            l->waiting_length = length;
        }
        return true;
    }
    uint32_t parting = l->waiting_length, number;
    l->waiting_length = 0;
    if (!close_page(pages, at, at > 0 ? get_4(l->waiting) : 0, &number, error)) return false;
    put_cell(l, cell, length);
    return put_above(pages, at, number, l->waiting, parting, error);
}

// Adds a row to the leaves of a tree by rowids, in which all rows lie; what parts the leaves are rowids alone.
static bool put_by_rowid(mandate_pages *pages, int64_t rowid, const unsigned char *cell, uint32_t length, mandate_error *error)
{
    level *l = &pages->levels[0];
    if (!fits(l, length)) {
        uint32_t number;
        unsigned char last[MANDATE_VARINT_MOST];
        size_t last_length = mandate_varint_put(last, (uint64_t)pages->last_rowid);
        if (!close_page(pages, 0, 0, &number, error) || !put_above(pages, 0, number, last, (uint32_t)last_length, error)) return false;
    }
    put_cell(l, cell, length);
    pages->last_rowid = rowid;
    return true;
}

// What of a row does not lie in its cell goes into a chain of pages.
static bool put_rest(mandate_pages *pages, const unsigned char *bytes, size_t length, mandate_error *error)
{
    while (length > 0) {
        uint32_t number;
        unsigned char *out = take_page(pages, &number, error);
        if (!out) return false;
        size_t taken = length < pages->size - LINK ? length : pages->size - LINK;
        memcpy(out + LINK, bytes, taken);
        bytes += taken;
        length -= taken;
        if (length > 0) put_4(out, next_page(pages));
    }
    return true;
}

// Writes the cell of a row, and what does not lie in it.
static bool make_cell(mandate_pages *pages, int64_t rowid, const unsigned char *record, size_t length, uint32_t *cell_length, mandate_error *error)
{
    unsigned char *cell = pages->cell;
    size_t used = mandate_varint_put(cell, length), own = length;
    if (!pages->keyed) used += mandate_varint_put(cell + used, (uint64_t)rowid);
    if (length > pages->most) {
        own = pages->least + (length - pages->least) % (pages->size - LINK);
        if (own > pages->most) own = pages->least;
    }
    memcpy(cell + used, record, own);
    used += own;
    if (own < length) {
        put_4(cell + used, next_page(pages));
        used += LINK;
        if (!put_rest(pages, record + own, length - own, error)) return false;
    }
    *cell_length = (uint32_t)used;
    return true;
}

bool mandate_pages_add(mandate_pages *pages, int64_t rowid, const unsigned char *record, size_t length, mandate_error *error)
{
    uint32_t cell_length;
    if (!make_cell(pages, rowid, record, length, &cell_length, error)) return false;
    return pages->keyed ? put(pages, 0, pages->cell, cell_length, error) : put_by_rowid(pages, rowid, pages->cell, cell_length, error);
}

// Behind the last cell of a level nothing may wait: the cell before it parts the pages instead, and it is alone on the last one.
static bool place_waiting(mandate_pages *pages, size_t at, mandate_error *error)
{
    level *l = &pages->levels[at];
    uint32_t length = l->waiting_length, parting = l->last, number;
    const unsigned char *cell = l->page + l->content; // stays where it is until a cell is put
    if (length == 0) return true;
    l->waiting_length = 0;
    l->content += parting;
    l->count--;
    if (!close_page(pages, at, at > 0 ? get_4(cell) : 0, &number, error) || !put_above(pages, at, number, cell, parting, error)) return false;
    put_cell(l, l->waiting, length);
    return true;
}

bool mandate_pages_end(mandate_pages *pages, uint32_t *count, mandate_error *error)
{
    uint32_t below = 0;
    *count = pages->file->count;
    if (pages->levels[0].count == 0) return true; // the root is an empty leaf already
    for (size_t at = 0; at < pages->level_count; at++) {
        if (!place_waiting(pages, at, error)) return false;
        if (at + 1 == pages->level_count) break;
        if (!close_page(pages, at, below, &below, error)) return false;
    }
    if (!flush(pages, error)) return false;
    copy_page(pages, pages->level_count - 1, below, pages->chunk);
    if (!write_at(pages, pages->chunk, pages->root, 1, error)) return false;
    *count = pages->next - 1;
    return true;
}
