// Whoever has nothing else to do takes the next piece off the file, which is all that is done by one thread at a time, and then reads it: rows, values, parents, the
// order of keys. What a piece comes to is kept with it until its turn comes, so that nothing depends on how many threads there are.
#include "import/feed.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"

enum { MOST_THREADS = 16, SPARE_PIECES = 2 };

typedef enum stage { STAGE_FREE, STAGE_READING, STAGE_READ } stage;

// A piece of the file, on its way to a batch.
typedef struct piece {
    stage stage; // under the lock
    mandate_csv_piece bytes;
    mandate_packed_cell *cells;
    long *lines;
    size_t room; // rows
    mandate_arena texts; // that do not stand in the bytes
    mandate_tally tally;
    mandate_batch batch;
    bool failed;
    mandate_error error;
} piece;

typedef struct reader {
    mandate_feed *feed;
    mandate_reading part;
    pthread_t thread;
} reader;

struct mandate_feed {
    mandate_reading *reading;
    int *fields; // those that the file has, in the kind's order
    int *places; // and by field its place among them, or -1
    size_t field_count;
    piece *pieces; // each in turn
    size_t piece_count;
    reader *readers; // the first is the caller's own
    size_t reader_count, started; // threads besides the caller's
    bool expected; // the snapshot knows how many rows are to come
    bool failed;
    mandate_error error;

    pthread_mutex_t lock; // over all that follows
    pthread_cond_t changed;
    size_t given, taken; // pieces so far
    bool ordered;
    bool taking; // somebody takes a piece off the file
    bool over; // nothing more will be taken off it
    bool holding; // the batch at `taken` is in use
};

// Reading a piece -------------------------------------------------------------------------------------------------------------------------

static const char *keep_text(piece *p, const mandate_cell *cell, mandate_error *error)
{
    uintptr_t from = (uintptr_t)p->bytes.bytes, at = (uintptr_t)cell->text;
    if (at >= from && at < from + p->bytes.length) return cell->text;
    return mandate_arena_text(&p->texts, cell->text, cell->length, error);
}

static bool pack_row(const mandate_feed *feed, piece *p, const mandate_incoming *row, mandate_error *error)
{
    const mandate_kind *kind = feed->reading->of->kind;
    mandate_packed_cell *out = p->cells + p->batch.rows.count * feed->field_count;
    for (size_t i = 0; i < feed->field_count; i++, out++) {
        const mandate_cell *cell = &row->cells[feed->fields[i]];
        out->packing = MANDATE_PACKED_BLANK;
        if (cell->blank) continue;
        switch (kind->fields[feed->fields[i]].type) {
        case MANDATE_TEXT:
        case MANDATE_EVENT:
        case MANDATE_DATE:
            out->packing = kind->fields[feed->fields[i]].type == MANDATE_TEXT ? MANDATE_PACKED_TEXT : MANDATE_PACKED_DAY;
            if (out->packing == MANDATE_PACKED_TEXT) out->length = (uint32_t)cell->length;
            else out->day = cell->date;
            out->text = keep_text(p, cell, error);
            if (!out->text) return false;
            break;
        case MANDATE_NUMBER:
            out->packing = MANDATE_PACKED_NUMBER;
            out->number = cell->number;
            break;
        case MANDATE_YESNO:
            out->packing = MANDATE_PACKED_INTEGER;
            out->integer = cell->yes;
            break;
        case MANDATE_REFERENCE:
            out->integer = cell->record;
            if (cell->record != MANDATE_RECORD_PENDING) out->packing = MANDATE_PACKED_INTEGER;
            break;
        }
    }
    p->lines[p->batch.rows.count++] = row->line;
    return true;
}

static bool make_room(const mandate_feed *feed, piece *p, size_t rows)
{
    if (rows <= p->room) return true;
    MANDATE_RESIZE(p->cells, rows * feed->field_count, &p->error);
    MANDATE_RESIZE(p->lines, rows, &p->error);
    p->room = rows;
    return true;
}

// Rows that a piece has at most: each has a separator or a line break behind each of its columns, the last one perhaps none; and no row is empty. Line breaks
// alone would say too much of a piece of blank lines.
static size_t most_rows(const mandate_reading *reading, const mandate_csv_piece *bytes)
{
    size_t columns = reading->header.mapper ? mandate_mapper_columns(reading->header.mapper) : reading->header.count;
    size_t fitting = (bytes->length + 1) / (columns > 2 ? columns : 2), breaks = (size_t)bytes->lines + 1;
    return fitting < breaks ? fitting : breaks;
}

static bool take_row(const mandate_feed *feed, mandate_reading *part, piece *p, const mandate_incoming *row)
{
    if (!part->of->kind->lasting && !mandate_has_event(part->of->kind, row)) return mandate_reading_refuse_eventless(part);
    return mandate_reading_keep_pending(part, (int64_t)p->batch.rows.count) && pack_row(feed, p, row, &p->error);
}

static bool read_rows(const mandate_feed *feed, mandate_reading *part, piece *p)
{
    mandate_incoming row;
    mandate_reading_result result;
    if (!make_room(feed, p, most_rows(feed->reading, &p->bytes))) return false;
    mandate_csv_read(part->csv, &p->bytes);
    while ((result = mandate_reading_next(part, &row)) == MANDATE_READING_ROW)
        if (!take_row(feed, part, p, &row)) return false;
    return result == MANDATE_READING_END;
}

// The next row, from the file itself, while the caller alone uses it. *ended: there is none.
static bool read_one(const mandate_feed *feed, mandate_reading *part, piece *p, bool *ended)
{
    mandate_incoming row;
    mandate_csv *own = part->csv;
    if (!make_room(feed, p, 1)) return false;
    p->bytes.length = 0; // its texts stand elsewhere
    part->csv = feed->reading->csv;
    mandate_reading_result result = mandate_reading_one(part, &row);
    bool done = result != MANDATE_READING_FAILED && (result != MANDATE_READING_ROW || take_row(feed, part, p, &row));
    part->csv = own;
    *ended = result == MANDATE_READING_END;
    return done;
}

static void begin_piece(const mandate_feed *feed, mandate_reading *part, piece *p)
{
    p->batch.rows.count = 0;
    p->failed = false;
    mandate_arena_clear(&p->texts);
    p->tally.rejects.most = feed->reading->source->rejects.most;
    part->tally = &p->tally;
    part->error = &p->error;
}

// Takes a piece off the file. *whole: it is to be read; otherwise it is read already.
static bool take_off(mandate_feed *feed, mandate_reading *part, piece *p, bool *whole, bool *ended)
{
    begin_piece(feed, part, p);
    mandate_csv_taken taken = mandate_csv_take(feed->reading->csv, &p->bytes, &p->error);
    *whole = taken == MANDATE_CSV_PIECE;
    *ended = taken == MANDATE_CSV_NONE_LEFT;
    bool done = taken == MANDATE_CSV_BY_ROW ? read_one(feed, part, p, ended) : taken != MANDATE_CSV_NOT_TAKEN;
    p->batch.done = mandate_csv_done(feed->reading->csv); // also behind the last piece: the batch was another's before
    return done;
}

// What is left to do with a piece, away from the file.
static void read_piece(const mandate_feed *feed, mandate_reading *part, piece *p, bool whole, bool ordered)
{
    mandate_packed_rows *rows = &p->batch.rows;
    if (whole) p->failed = !read_rows(feed, part, p);
    rows->cells = p->cells;
    rows->lines = p->lines;
    p->batch.ordered = ordered;
    if (!p->failed && ordered) p->failed = !mandate_batch_sort(&p->batch.order, rows, &p->error);
}

// The threads -----------------------------------------------------------------------------------------------------------------------------

static bool may_take(const mandate_feed *feed) { return !feed->over && !feed->taking && feed->given - feed->taken < feed->piece_count; }

// Takes a piece off the file and reads it. With the lock, which is let go meanwhile.
static void do_piece(mandate_feed *feed, mandate_reading *part)
{
    piece *p = &feed->pieces[feed->given % feed->piece_count];
    bool whole, ended, ordered = feed->ordered;
    p->stage = STAGE_READING;
    feed->given++;
    feed->taking = true;
    pthread_mutex_unlock(&feed->lock);
    p->failed = !take_off(feed, part, p, &whole, &ended);
    pthread_mutex_lock(&feed->lock);
    feed->taking = false;
    feed->over = feed->over || ended || p->failed;
    pthread_cond_broadcast(&feed->changed);
    pthread_mutex_unlock(&feed->lock);
    if (!p->failed) read_piece(feed, part, p, whole, ordered);
    pthread_mutex_lock(&feed->lock);
    p->stage = STAGE_READ;
    feed->over = feed->over || p->failed;
    pthread_cond_broadcast(&feed->changed);
}

static void *read_ahead(void *context)
{
    reader *own = context;
    mandate_feed *feed = own->feed;
    pthread_mutex_lock(&feed->lock);
    while (!feed->over) {
        if (may_take(feed)) do_piece(feed, &own->part);
        else pthread_cond_wait(&feed->changed, &feed->lock);
    }
    pthread_mutex_unlock(&feed->lock);
    return NULL;
}

// The piece whose turn it is, once it is read; NULL at the end. The one that was given before is free again only now.
static piece *next_piece(mandate_feed *feed)
{
    piece *found = NULL;
    pthread_mutex_lock(&feed->lock);
    if (feed->holding) {
        feed->pieces[feed->taken % feed->piece_count].stage = STAGE_FREE;
        feed->taken++;
        pthread_cond_broadcast(&feed->changed);
    }
    for (;;) {
        piece *p = &feed->pieces[feed->taken % feed->piece_count];
        if (feed->taken < feed->given && p->stage == STAGE_READ) {
            found = p;
            break;
        }
        if (may_take(feed)) do_piece(feed, &feed->readers[0].part);
        else if (feed->over && feed->taken == feed->given) break;
        else pthread_cond_wait(&feed->changed, &feed->lock);
    }
    feed->holding = found != NULL;
    pthread_mutex_unlock(&feed->lock);
    return found;
}

// What follows is done by the caller's thread, piece by piece in the file's order -------------------------------------------------------------

// A row that lands in bulk is the only version of its record. Where there are too many of them, the snapshot is left to who opens it first.
static bool collect(mandate_feed *feed, const mandate_batch *batch)
{
    mandate_work *work = feed->reading->of->work;
    const mandate_packed_rows *rows = &batch->rows;
    if (!work->collecting) return true;
    if (!feed->expected && rows->count > 0) { // as many a byte as the first have, and some more
        double more = (double)mandate_csv_total(feed->reading->csv) / (double)batch->done;
        mandate_collection_expect(work->collection, (int64_t)((double)rows->count * more * 1.02));
        feed->expected = true;
    }
    if (!mandate_collection_take_rows(work->collection, rows, &feed->error)) return false;
    if (mandate_collection_is_full(work->collection)) work->collecting = false;
    return true;
}

const mandate_batch *mandate_feed_next(mandate_feed *feed)
{
    mandate_kind_work *of = feed->reading->of;
    piece *p = feed->failed ? NULL : next_piece(feed);
    if (!p) return NULL;
    feed->failed = p->failed;
    if (p->failed) {
        feed->error = p->error;
        return NULL;
    }
    mandate_packed_rows *rows = &p->batch.rows;
    rows->first_row = of->landing.next_row;
    feed->failed = !mandate_tally_tell(&p->tally, of, feed->reading->index, rows->first_row, &feed->error) || !collect(feed, &p->batch);
    if (feed->failed) return NULL;
    of->landing.next_row += (int64_t)rows->count;
    feed->reading->source->file->added += (int64_t)rows->count;
    return &p->batch;
}

void mandate_feed_leave_unordered(mandate_feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    feed->ordered = false;
    pthread_mutex_unlock(&feed->lock);
}

// Opening and closing -----------------------------------------------------------------------------------------------------------------------

static void stop(mandate_feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    feed->over = true;
    pthread_cond_broadcast(&feed->changed);
    pthread_mutex_unlock(&feed->lock);
    for (size_t i = 1; i <= feed->started; i++) pthread_join(feed->readers[i].thread, NULL);
    pthread_cond_destroy(&feed->changed);
    pthread_mutex_destroy(&feed->lock);
}

static void free_feed(mandate_feed *feed)
{
    for (size_t i = 0; feed->pieces && i < feed->piece_count; i++) {
        piece *p = &feed->pieces[i];
        mandate_free(p->bytes.bytes);
        mandate_free(p->cells);
        mandate_free(p->lines);
        mandate_arena_clear(&p->texts);
        mandate_tally_release(&p->tally);
        mandate_batch_order_end(&p->batch.order);
    }
    for (size_t i = 0; feed->readers && i < feed->reader_count; i++) mandate_reading_close_part(&feed->readers[i].part);
    mandate_free(feed->pieces);
    mandate_free(feed->readers);
    mandate_free(feed->fields);
    mandate_free(feed->places);
    mandate_free(feed);
}

static bool list_fields(mandate_feed *feed, mandate_error *error)
{
    const mandate_reading *reading = feed->reading;
    size_t fields = (size_t)reading->of->kind->field_count;
    feed->fields = mandate_new(fields, sizeof *feed->fields, error);
    feed->places = feed->fields ? mandate_new(fields, sizeof *feed->places, error) : NULL;
    for (size_t f = 0; feed->places && f < fields; f++) {
        feed->places[f] = reading->header.present[f] ? (int)feed->field_count : -1;
        if (reading->header.present[f]) feed->fields[feed->field_count++] = (int)f;
    }
    return feed->places != NULL;
}

static bool make_readers(mandate_feed *feed, bool ordered, size_t threads, mandate_error *error)
{
    const mandate_reading *reading = feed->reading;
    const mandate_kind_work *of = reading->of;
    feed->readers = mandate_new(threads, sizeof *feed->readers, error);
    for (; feed->readers && feed->reader_count < threads; feed->reader_count++) {
        reader *r = &feed->readers[feed->reader_count];
        r->feed = feed;
        if (mandate_reading_open_part(&r->part, reading, error)) continue;
        feed->reader_count++; // to be closed
        return false;
    }
    feed->pieces = feed->readers ? mandate_new(threads == 1 ? 1 : threads + SPARE_PIECES, sizeof *feed->pieces, error) : NULL;
    if (!feed->pieces) return false;
    feed->piece_count = threads == 1 ? 1 : threads + SPARE_PIECES;
    for (size_t i = 0; i < feed->piece_count; i++) {
        mandate_batch *batch = &feed->pieces[i].batch;
        batch->rows = (mandate_packed_rows){.places = feed->places, .width = feed->field_count, .import = of->work->first_import + reading->index};
        if (ordered && !mandate_batch_order_start(&batch->order, of->kind, feed->places, error)) return false;
    }
    return true;
}

mandate_feed *mandate_feed_open(mandate_reading *reading, bool ordered, size_t threads, mandate_error *error)
{
    mandate_feed *feed = mandate_new(1, sizeof *feed, error);
    if (!feed) return NULL;
    feed->reading = reading;
    feed->ordered = ordered;
    if (threads > MOST_THREADS) threads = MOST_THREADS;
    bool made = list_fields(feed, error) && make_readers(feed, ordered, threads, error);
    bool locked = made && (pthread_mutex_init(&feed->lock, NULL) == 0 || mandate_fail(error, MANDATE_ERROR_MEMORY, "no lock is to be had: close other programs"));
    if (locked && pthread_cond_init(&feed->changed, NULL) != 0) {
        pthread_mutex_destroy(&feed->lock);
        locked = mandate_fail(error, MANDATE_ERROR_MEMORY, "no lock is to be had: close other programs");
    }
    if (!locked) {
        free_feed(feed);
        return NULL;
    }
    while (feed->started + 1 < threads && pthread_create(&feed->readers[feed->started + 1].thread, NULL, read_ahead, &feed->readers[feed->started + 1]) == 0)
        feed->started++;
    return feed;
}

bool mandate_feed_close(mandate_feed *feed, mandate_error *error)
{
    stop(feed);
    bool done = !feed->failed;
    if (!done) *error = feed->error;
    free_feed(feed);
    return done;
}
