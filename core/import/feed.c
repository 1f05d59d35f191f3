#include "import/feed.h"

#include <pthread.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"

// A batch has room for the longest row after it has taken TEXTS_SIZE bytes, so that a text never moves once a cell points to it. Batches that are put in
// order are larger, so that the rows of one parent mostly stand in one.
enum {
    BATCHES = 4,
    LOOK_ROWS = MANDATE_SIZE(16384, 4), // until it is asked how much memory they take
    BATCH_ROWS = MANDATE_SIZE(1024, 3),
    ORDERED_ROWS = MANDATE_SIZE(16384, 5),
    TEXTS_SIZE = MANDATE_SIZE(256 * 1024, 40),
    ORDERED_TEXTS_SIZE = MANDATE_SIZE(2 * 1024 * 1024, 80)
};

struct mandate_feed {
    mandate_reading *reading;
    int *fields; // those that the file has, in the kind's order
    int field_count;
    size_t rows_most, texts_most; // in a batch
    mandate_batch batches[BATCHES]; // filled and taken in turn
    bool ended; // the reading is at its end
    bool failed;
    mandate_error error;

    bool threaded;
    pthread_t thread;
    pthread_mutex_t lock; // over all that follows
    pthread_cond_t changed;
    size_t filled, taken; // batches so far
    bool over; // nothing more will be filled
    bool holding; // the batch at `taken` is being read
    bool unwanted; // nothing more will be taken
};

static void pack_row(const mandate_feed *feed, mandate_batch *batch, const mandate_incoming *row)
{
    const mandate_kind *kind = feed->reading->of->kind;
    mandate_feed_cell *out = batch->cells + batch->count * (size_t)feed->field_count;
    for (int i = 0; i < feed->field_count; i++, out++) {
        const mandate_cell *cell = &row->cells[feed->fields[i]];
        out->packing = MANDATE_PACKED_BLANK;
        if (cell->blank) continue;
        switch (kind->fields[feed->fields[i]].type) {
        case MANDATE_TEXT:
        case MANDATE_EVENT:
        case MANDATE_DATE:
            out->packing = MANDATE_PACKED_TEXT;
            out->text = memcpy(batch->texts + batch->used, cell->text, cell->length);
            out->length = (uint32_t)cell->length;
            batch->used += cell->length;
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
    batch->lines[batch->count++] = row->line;
}

// A row that lands in bulk is the only version of its record. Where there are too many of them, the snapshot is left to who opens it first.
static bool collect(const mandate_reading *reading, const mandate_incoming *row)
{
    mandate_kind_work *of = reading->of;
    const mandate_row given = {.record = of->landing.next_row, .effective_from = MANDATE_DATE_ALWAYS, .import = row->import, .line = row->line, .cells = row->cells};
    if (!mandate_collection_take(of->work->collection, &given, reading->error)) return false;
    if (of->landing.next_row % LOOK_ROWS == 0 && mandate_collection_is_full(of->work->collection)) of->work->collecting = false;
    return true;
}

// False where the reading failed.
static bool fill(mandate_feed *feed, mandate_batch *batch)
{
    mandate_reading *reading = feed->reading;
    mandate_kind_work *of = reading->of;
    mandate_import_file *file = reading->source->file;
    int64_t until = file->rows + (int64_t)feed->rows_most * 4; // many refused rows do not keep the batch from being handed on
    batch->count = batch->used = 0;
    batch->first_row = of->landing.next_row;
    while (batch->count < feed->rows_most && batch->used < feed->texts_most && file->rows < until) {
        mandate_incoming row;
        mandate_reading_result result = mandate_reading_next(reading, &row);
        if (result == MANDATE_READING_FAILED) return false;
        feed->ended = result == MANDATE_READING_END;
        if (feed->ended) break;
        if (!of->kind->lasting && !mandate_has_event(of->kind, &row)) {
            if (!mandate_reading_refuse_eventless(reading)) return false;
            continue;
        }
        if (!mandate_reading_keep_pending(reading, of->landing.next_row)) return false;
        pack_row(feed, batch, &row);
        if (of->work->collecting && !collect(reading, &row)) return false;
        of->landing.next_row++;
        file->added++;
    }
    batch->done = mandate_csv_done(reading->csv);
    return true;
}

static void *fill_ahead(void *context)
{
    mandate_feed *feed = context;
    for (;;) {
        pthread_mutex_lock(&feed->lock);
        while (feed->filled - feed->taken == BATCHES && !feed->unwanted) pthread_cond_wait(&feed->changed, &feed->lock);
        size_t next = feed->filled;
        bool stop = feed->unwanted || feed->ended || feed->failed;
        feed->over = stop;
        if (stop) pthread_cond_signal(&feed->changed);
        pthread_mutex_unlock(&feed->lock);
        if (stop) return NULL;
        feed->failed = !fill(feed, &feed->batches[next % BATCHES]);
        if (feed->failed) continue;
        pthread_mutex_lock(&feed->lock);
        feed->filled++;
        pthread_cond_signal(&feed->changed);
        pthread_mutex_unlock(&feed->lock);
    }
}

// The batch that was given before is free again only now.
static const mandate_batch *take(mandate_feed *feed)
{
    const mandate_batch *batch = NULL;
    pthread_mutex_lock(&feed->lock);
    if (feed->holding) {
        feed->taken++;
        pthread_cond_signal(&feed->changed);
    }
    while (feed->filled == feed->taken && !feed->over) pthread_cond_wait(&feed->changed, &feed->lock);
    feed->holding = feed->filled > feed->taken;
    if (feed->holding) batch = &feed->batches[feed->taken % BATCHES];
    pthread_mutex_unlock(&feed->lock);
    return batch;
}

const mandate_batch *mandate_feed_next(mandate_feed *feed)
{
    if (feed->threaded) return take(feed);
    if (feed->ended || feed->failed) return NULL;
    feed->failed = !fill(feed, &feed->batches[0]);
    return feed->failed ? NULL : &feed->batches[0];
}

static void free_feed(mandate_feed *feed)
{
    for (int i = 0; i < BATCHES; i++) {
        mandate_free(feed->batches[i].cells);
        mandate_free(feed->batches[i].lines);
        mandate_free(feed->batches[i].texts);
    }
    mandate_free(feed->fields);
    mandate_free(feed);
}

static bool make_batches(mandate_feed *feed, int count, mandate_error *error)
{
    for (int i = 0; i < count; i++) {
        mandate_batch *batch = &feed->batches[i];
        batch->cells = mandate_resize(NULL, feed->rows_most * (size_t)feed->field_count, sizeof *batch->cells, error);
        batch->lines = batch->cells ? mandate_resize(NULL, feed->rows_most, sizeof *batch->lines, error) : NULL;
        batch->texts = batch->lines ? mandate_resize(NULL, feed->texts_most + MANDATE_CSV_ROW_MOST, 1, error) : NULL; // what is not written to costs nothing
        if (!batch->texts) return false;
    }
    return true;
}

mandate_feed *mandate_feed_open(mandate_reading *reading, bool ordered, bool threaded, mandate_error *error)
{
    mandate_feed *feed = mandate_new(1, sizeof *feed, error);
    if (!feed) return NULL;
    int fields = reading->of->kind->field_count;
    feed->reading = reading;
    feed->rows_most = ordered ? ORDERED_ROWS : BATCH_ROWS;
    feed->texts_most = ordered ? ORDERED_TEXTS_SIZE : TEXTS_SIZE;
    feed->fields = mandate_new((size_t)fields, sizeof *feed->fields, error);
    for (int i = 0; i < fields && feed->fields; i++)
        if (reading->header.present[i]) feed->fields[feed->field_count++] = i;
    if (!feed->fields || !make_batches(feed, threaded ? BATCHES : 1, error)) {
        free_feed(feed);
        return NULL;
    }
    reading->error = &feed->error; // the caller's own error is not for a thread to write
    if (threaded && pthread_mutex_init(&feed->lock, NULL) == 0) {
        if (pthread_cond_init(&feed->changed, NULL) == 0) {
            feed->threaded = pthread_create(&feed->thread, NULL, fill_ahead, feed) == 0;
            if (!feed->threaded) pthread_cond_destroy(&feed->changed);
        }
        if (!feed->threaded) pthread_mutex_destroy(&feed->lock);
    }
    return feed;
}

bool mandate_feed_close(mandate_feed *feed, mandate_error *error)
{
    if (feed->threaded) {
        pthread_mutex_lock(&feed->lock);
        feed->unwanted = true;
        pthread_cond_signal(&feed->changed);
        pthread_mutex_unlock(&feed->lock);
        pthread_join(feed->thread, NULL);
        pthread_cond_destroy(&feed->changed);
        pthread_mutex_destroy(&feed->lock);
    }
    bool done = !feed->failed;
    if (!done) *error = feed->error;
    feed->reading->error = error;
    free_feed(feed);
    return done;
}
