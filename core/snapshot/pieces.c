// A large kind read by several threads, each its own run of rows over a connection of its own, straight into the arrays of the whole. Only texts are
// numbered by each thread for itself, and brought together afterwards. What comes out does not depend on the number of threads.
#include <assert.h>
#include <string.h>
#include "model/memory.h"
#include "model/threads.h"
#include "snapshot/table.h"

enum { LEAST_ROWS = 50000 }; // a thread for fewer costs more than it saves
enum { CACHE_LINE = 64 };
static_assert(sizeof(mandate_filled) >= CACHE_LINE, "a column more keeps two threads' columns apart");

typedef struct reading {
    mandate_loaded *whole;
    mandate_loaded *pieces;
    const mandate_places *places;
    const mandate_readers *readers;
    const mandate_extent *extent;
    size_t count;
    int kind;
} reading;

static uint32_t first_of(const reading *r, size_t piece) { return (uint32_t)((uint64_t)r->extent->rows * piece / r->count); }

static void *behind(void *array, size_t width, uint32_t rows) { return array ? (char *)array + width * rows : NULL; }

// The part of every array that a piece fills; texts get cells and a dictionary of their own.
static bool lay_out(const reading *r, size_t p, mandate_error *error)
{
    mandate_loaded *piece = &r->pieces[p];
    const mandate_loaded *whole = r->whole;
    const mandate_kind *kind = whole->kind;
    uint32_t first = first_of(r, p), rows = first_of(r, p + 1) - first;
    *piece = (mandate_loaded){.kind = kind,
                              .version_capacity = rows,
                              .record_capacity = rows,
                              .is_piece = true,
                              .ids = whole->ids + first,
                              .import = whole->import + first,
                              .line = whole->line + first};
    // What two threads write must not lie in one line of the cache: it would go to and fro for each row. So there is room behind both arrays.
    piece->columns = mandate_new((size_t)kind->field_count + 1, sizeof *piece->columns, error);
    piece->own_ids = mandate_new((size_t)kind->field_count + CACHE_LINE / sizeof *piece->own_ids, sizeof *piece->own_ids, error);
    if (!piece->columns || !piece->own_ids) return false;
    for (int f = 0; f < kind->field_count; f++) {
        const mandate_filled *from = &whole->columns[f];
        mandate_filled *to = &piece->columns[f];
        *to = (mandate_filled){.room = whole->room, .width = from->width, .first = from->first, .last = from->last};
        if (kind->fields[f].type == MANDATE_TEXT) {
            to->cells = mandate_room_new(whole->room, rows, to->width, error);
            if (!to->cells || !mandate_dictionary_create(&to->texts, error)) return false;
            to->texts.room = whole->room;
        } else {
            to->cells = behind(from->cells, from->width, first);
        }
        piece->own_ids[f] = whole->own_ids[f] ? whole->own_ids[f] + first : NULL;
    }
    return true;
}

static void release(mandate_loaded *piece)
{
    for (int f = 0; piece->columns && f < piece->kind->field_count; f++) {
        if (piece->kind->fields[f].type != MANDATE_TEXT) continue;
        mandate_room_free(piece->columns[f].cells);
        mandate_dictionary_destroy(&piece->columns[f].texts);
    }
    mandate_free(piece->columns);
    mandate_free(piece->own_ids);
}

static bool read_piece(void *context, size_t p, mandate_error *error)
{
    const reading *r = context;
    mandate_loaded piece = r->pieces[p]; // it counts rows, beside the counts of other threads
    int64_t first = r->extent->first + first_of(r, p), last = r->extent->first + first_of(r, p + 1) - 1;
    bool done = mandate_load_rows(&piece, r->readers->list[p], r->kind, r->places, first, last, error);
    r->pieces[p] = piece;
    if (!done) return false;
    return piece.versions == piece.version_capacity || mandate_fail(error, MANDATE_ERROR_SQLITE, "rows of `%s` are missing from their table", piece.kind->name);
}

// The texts of all pieces in one dictionary, and each piece's codes in it.
static bool join_texts(const reading *r, int f, uint32_t **codes, mandate_error *error)
{
    mandate_dictionary *all = &r->whole->columns[f].texts;
    for (size_t p = 0; p < r->count; p++) {
        const mandate_dictionary *own = &r->pieces[p].columns[f].texts;
        codes[p] = mandate_new(own->count, sizeof **codes, error);
        if (!codes[p]) return false;
        for (uint32_t i = 0; i < own->count; i++) {
            size_t length;
            const char *text = mandate_dictionary_text(own, i, &length);
            if (!mandate_dictionary_add(all, text, length, &codes[p][i], error)) return false;
        }
    }
    return true;
}

static void copy_codes(const reading *r, int f, size_t p, const uint32_t *codes)
{
    const mandate_filled *from = &r->pieces[p].columns[f], *to = &r->whole->columns[f];
    mandate_column own = {.type = MANDATE_TEXT, .width = (int)from->width};
    mandate_column_point(&own, from->cells);
    uint32_t first = first_of(r, p), rows = r->pieces[p].versions, known = from->texts.count;
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t code = mandate_column_cell(&own, i); // the two codes that mean something else are the last of any width
        mandate_set_code(to, first + i, code < known ? codes[code] : code);
    }
}

static bool join_column(void *context, size_t field, mandate_error *error)
{
    const reading *r = context;
    int f = (int)field;
    mandate_filled *whole = &r->whole->columns[f];
    for (size_t p = 0; p < r->count; p++) {
        const mandate_filled *piece = &r->pieces[p].columns[f];
        whole->has_unknown = whole->has_unknown || piece->has_unknown;
        whole->has_absent = whole->has_absent || piece->has_absent;
        if (piece->first < whole->first) whole->first = piece->first;
        if (piece->last > whole->last) whole->last = piece->last;
    }
    if (r->whole->kind->fields[f].type != MANDATE_TEXT) return true;
    uint32_t **codes = mandate_new(r->count, sizeof *codes, error);
    bool done = codes && join_texts(r, f, codes, error);
    if (done) {
        whole->width = mandate_code_width(whole->texts.count);
        void *cells = mandate_room_resize(whole->room, whole->cells, r->whole->version_capacity, whole->width, error);
        done = cells != NULL;
        if (done) whole->cells = cells;
    }
    for (size_t p = 0; done && p < r->count; p++) copy_codes(r, f, p, codes[p]);
    for (size_t p = 0; codes && p < r->count; p++) mandate_free(codes[p]);
    mandate_free(codes);
    return done;
}

bool mandate_load_in_pieces(mandate_loaded *whole, int kind, const mandate_places *places, const mandate_readers *readers, const mandate_extent *extent, bool *loaded,
                            mandate_error *error)
{
    *loaded = false;
    size_t most = (size_t)extent->rows / LEAST_ROWS;
    reading r = {.whole = whole, .places = places, .readers = readers, .extent = extent, .count = most < readers->count ? most : readers->count, .kind = kind};
    if (!extent->even || r.count < 2) return true;
    r.pieces = mandate_new(r.count, sizeof *r.pieces, error);
    if (!r.pieces) return false;
    bool done = true, uneven = false;
    for (size_t p = 0; done && p < r.count; p++) done = lay_out(&r, p, error);
    done = done && mandate_in_parallel(r.count, r.count, read_piece, &r, error);
    for (size_t p = 0; p < r.count; p++) uneven = uneven || r.pieces[p].uneven;
    if (done) {
        done = mandate_in_parallel(r.count, (size_t)whole->kind->field_count, join_column, &r, error);
        whole->records = whole->versions = (uint32_t)extent->rows;
        *loaded = done;
    }
    for (size_t p = 0; p < r.count; p++) release(&r.pieces[p]);
    mandate_free(r.pieces);
    return done || uneven; // versions that hold from a day on are kept apart from their records, which needs all rows at once
}
