// The rows of one kind's files, round by round, each landed or refused.
#include <stdio.h>
#include <string.h>
#include "import/bulk.h"
#include "import/carry.h"
#include "import/follow.h"
#include "import/paged.h"
#include "import/reading.h"
#include "model/memory.h"
#include "store/draft.h"
#include "store/schema.h"

enum { REASON_SIZE = 800, PROGRESS_ROWS = 8192 };

static bool keep_suspect(mandate_reading *r, const mandate_place *place)
{
    mandate_kind_work *of = r->of;
    mandate_suspect *list = mandate_grow(of->suspects, of->suspect_count, &of->suspect_capacity, sizeof *list, of->work->error);
    if (!list) return false;
    of->suspects = list;
    of->suspects[of->suspect_count++] = (mandate_suspect){.record = place->record, .source = r->index, .line = r->row.line};
    return true;
}

static bool is_repeated(const mandate_reading *r) { return r->source->file->mapping && r->source->file->mapping->repeated; }

static void explain_double(mandate_reading *r, const mandate_place *place, const char *path, long line, char reason[REASON_SIZE])
{
    if (is_repeated(r) && place->differs >= 0)
        snprintf(reason, REASON_SIZE, "%s, line %ld, says something else of this %s, in %s: make them the same", path, line, r->of->kind->name,
                 mandate_reading_column(r, place->differs));
    else
        snprintf(reason, REASON_SIZE, "the same key%s stands in %s, line %ld, too: keep one of the two, or give them different effective_from",
                 r->of->has_effective ? " and effective_from" : "", path, line);
}

// Both rows are refused: which of them is right only their author knows.
static bool refuse_double(mandate_reading *r, const mandate_incoming *incoming, const mandate_place *place)
{
    mandate_work *work = r->of->work;
    int first = place->other.file >= 0 ? place->other.file : (int)(place->other_import - work->first_import);
    char reason[REASON_SIZE];
    mandate_named named;
    if (!mandate_reading_name(r, incoming, &named)) return false;
    const char *column = "";
    for (int f = r->of->kind->field_count - 1; f >= 0; f--) column = r->of->kind->fields[f].key ? mandate_reading_column(r, f) : column;
    explain_double(r, place, work->sources[first].file->path, place->other.line, reason);
    mandate_reject refused = {.file = r->index, .line = r->row.line, .column = column, .value = named.text, .reason = reason};
    if (!mandate_rejects_add(&r->of->late, &refused, named.length, work->error)) return false;
    explain_double(r, place, r->source->file->path, r->row.line, reason);
    refused.file = first;
    refused.line = place->other.line;
    return mandate_rejects_add(&r->of->late, &refused, named.length, work->error) &&
           (named.length == 0 || !is_repeated(r) ||
            mandate_keys_put(&r->of->doubled, named.text, named.version_length, mandate_reading_place(first, place->other.line), work->error));
}

// What is new or other is merged into the snapshot: a record that was there, or that has versions, as all its rows lie now.
static bool add_to_snapshot(const mandate_reading *r, const mandate_incoming *incoming, const mandate_place *place)
{
    mandate_growth *growth = r->of->work->growth;
    if (!growth || !mandate_growth_wants(growth, r->of->index)) return true;
    if (place->landed == MANDATE_ADDED && incoming->effective_length == 0) {
        const mandate_row row = {
            .record = place->record, .effective_from = MANDATE_DATE_ALWAYS, .import = incoming->import, .line = incoming->line, .cells = incoming->cells};
        mandate_growth_take(growth, r->of->index, &row);
    } else if (place->landed == MANDATE_ADDED || place->landed == MANDATE_VERSION || place->landed == MANDATE_CORRECTED) {
        mandate_retaking retaking = mandate_growth_take_again(growth, r->of->index);
        return mandate_landing_visit(&r->of->landing, incoming, mandate_growth_retake, &retaking, r->of->work->error);
    }
    return true;
}

static bool land(mandate_reading *r, const mandate_incoming *incoming)
{
    mandate_import_file *file = r->source->file;
    mandate_place place;
    if (!mandate_land(&r->of->landing, incoming, &place, r->of->work->error) || !add_to_snapshot(r, incoming, &place)) return false;
    switch (place.landed) {
    case MANDATE_ADDED: file->added++; break;
    case MANDATE_VERSION:
        file->versions++;
        file->carried += place.carried;
        break;
    case MANDATE_CORRECTED: file->corrected++; break;
    case MANDATE_UNCHANGED: file->unchanged++; return true;
    case MANDATE_DOUBLE:
        if (place.differs >= 0 || !is_repeated(r)) return refuse_double(r, incoming, &place);
        file->repeated++;
        return true;
    case MANDATE_NO_EVENT: return mandate_reading_refuse_eventless(r);
    case MANDATE_WRITTEN: return mandate_reading_refuse_written(r, place.written, place.written_from);
    case MANDATE_UNSAID: return mandate_reading_refuse_unsaid(r, r->of->landing.unsaid);
    }
    const mandate_pending row = {.row = place.row, .source = r->index, .line = r->row.line, .text = ""};
    if (place.carried && !mandate_carry_later(r->of, &row, incoming->present, &place)) return false;
    return mandate_reading_keep_pending(r, place.row) && (!place.owner_differs || keep_suspect(r, &place));
}

static bool land_by_row(mandate_reading *r)
{
    mandate_incoming incoming;
    int64_t reported = 0;
    mandate_reading_result result;
    while ((result = mandate_reading_next(r, &incoming)) == MANDATE_READING_ROW) {
        if (!land(r, &incoming)) return mandate_fail_at(r->of->work->error, r->source->file->path, r->row.line, 0);
        if (r->source->file->rows - reported >= PROGRESS_ROWS) {
            reported = r->source->file->rows;
            mandate_reading_report(r, mandate_csv_done(r->csv));
        }
    }
    if (result == MANDATE_READING_END) mandate_reading_report(r, mandate_csv_done(r->csv));
    return result == MANDATE_READING_END;
}

static bool take_source(mandate_kind_work *of, size_t index)
{
    mandate_reading r;
    bool done = mandate_reading_open(&r, of, (int)index, of->work->error) && mandate_follow_remember(of, of->work->first_import + (int64_t)index, &r.header) &&
                (of->in_bulk ? mandate_bulk_insert(&r) : mandate_landing_file(&of->landing, &r.header, of->work->error) && land_by_row(&r));
    mandate_reading_close(&r);
    return done;
}

typedef enum round_result { ROUND_FAILED, ROUND_DONE, ROUND_AGAIN, ROUND_BY_ROW, ROUND_IN_ORDER } round_result;

static bool land_sources(mandate_kind_work *of)
{
    for (int narrow = 0; narrow <= 1; narrow++) // what takes over something comes behind those that may have it
        for (size_t i = 0; i < of->work->count; i++)
            if (of->work->sources[i].file->kind_index == of->index && of->work->sources[i].narrow == (narrow == 1) && !take_source(of, i)) return false;
    return !of->paged || (mandate_paged_finish(of->paged) && mandate_draft_close_table(of->work->registry, of->work->error));
}

// Fills the index of a table by rows, which shows whether two of them have one key.
static bool index_rows(mandate_kind_work *of)
{
    mandate_work *work = of->work;
    return of->paged ? mandate_schema_fill_index(work->registry, of->index, work->error) : mandate_schema_make_index(work->registry, of->index, work->error);
}

static round_result land_round(mandate_kind_work *of)
{
    mandate_work *work = of->work;
    bool keyed = mandate_schema_is_keyed(work->registry, of->kind->name);
    if (of->in_bulk && !keyed && !of->paged && !mandate_schema_drop_index(work->registry, of->index, work->error)) return ROUND_FAILED;
    round_result result = ROUND_FAILED;
    of->met_double = of->unordered = false;
    mandate_outstanding_start(&work->outstanding, of->index);
    bool landed = land_sources(of);
    if (of->met_double) result = ROUND_BY_ROW;
    else if (of->unordered) result = ROUND_IN_ORDER;
    if (landed) {
        if (of->in_bulk && !keyed && !index_rows(of)) result = (sqlite3_errcode(work->registry->database) & 0xFF) == SQLITE_CONSTRAINT ? ROUND_BY_ROW : ROUND_FAILED;
        else if (mandate_settle(of)) result = of->late.count > of->late_known ? ROUND_AGAIN : ROUND_DONE;
    }
    return result;
}

static bool refers_to_itself(const mandate_kind_work *of)
{
    for (int i = 0; i < of->kind->field_count; i++)
        if (of->kind->fields[i].kind == of->index) return true;
    return false;
}

// Rows that land otherwise than in bulk, or refer to others of their kind, are read for the snapshot when they have landed.
static bool start_collecting(mandate_kind_work *of)
{
    mandate_work *work = of->work;
    work->collecting = work->collection && of->in_bulk && !refers_to_itself(of);
    if (work->growth && !of->in_bulk) mandate_growth_start(work->growth, of->index);
    if (work->collecting) return mandate_collection_start(work->collection, of->index, work->error);
    if (work->collection) mandate_collection_give_up(work->collection);
    return true;
}

// Whether the kind's rows were too many for it.
static bool is_overfull(const mandate_kind_work *of) { return of->in_bulk && !refers_to_itself(of) && !of->work->collecting; }

// What a round does can be undone: by a savepoint, or, as pages, by the draft.
static bool begin_round(mandate_kind_work *of)
{
    mandate_work *work = of->work;
    mandate_pages *pages = NULL;
    bool as_pages = of->in_bulk && !of->by_statement && !refers_to_itself(of);
    if (as_pages && !mandate_draft_open_table(work->registry, of->index, &pages, work->error)) return false;
    if (!pages && !mandate_database_execute(work->registry, "SAVEPOINT kind", work->error)) return false;
    if (!mandate_landing_start(&of->landing, work->registry, of->index, work->first_import, work->error)) return false;
    of->landing.growth = of->in_bulk ? NULL : work->growth;
    of->paged = pages ? mandate_paged_begin(of, pages, work->error) : NULL;
    return (!pages || of->paged) && start_collecting(of);
}

static bool end_round(mandate_kind_work *of, round_result result)
{
    mandate_registry *registry = of->work->registry;
    bool paged = of->paged != NULL;
    mandate_paged_end(of->paged);
    of->paged = NULL;
    mandate_landing_end(&of->landing);
    if (result == ROUND_FAILED) return false;
    if (result == ROUND_DONE) return paged || mandate_database_execute(registry, "RELEASE kind", of->work->error);
    return paged ? mandate_draft_undo_table(registry, of->work->error) : mandate_database_execute(registry, "ROLLBACK TO kind; RELEASE kind", of->work->error);
}

static bool is_of_one_file(const mandate_kind_work *of)
{
    size_t files = 0;
    for (size_t i = 0; i < of->work->count; i++) files += of->work->sources[i].file->kind_index == of->index;
    return files == 1;
}

static bool land_kind(mandate_kind_work *of)
{
    for (;;) {
        mandate_rejects_sort(&of->late);
        of->late_known = of->late.count;
        of->pending_count = of->suspect_count = 0;
        mandate_arena_clear(&of->texts);
        round_result result = begin_round(of) ? land_round(of) : ROUND_FAILED;
        if (!end_round(of, result)) return false;
        if (result == ROUND_DONE) return true;
        mandate_resolver_forget(&of->work->resolver, of->index);
        of->in_bulk = of->in_bulk && result != ROUND_BY_ROW;
        if (result == ROUND_IN_ORDER) {
            of->by_statement = of->sorts || !is_of_one_file(of);
            of->sorts = !of->by_statement;
        }
    }
}

bool mandate_import_kind(mandate_work *work, int index)
{
    mandate_kind_work of = {.work = work, .kind = mandate_model_kind(work->registry->model, index), .index = index};
    bool empty, mapped = false;
    if (!mandate_schema_ensure(work->registry, index, work->error) || !mandate_registry_is_empty(work->registry, index, &empty, work->error)) return false;
    for (size_t i = 0; i < work->count; i++)
        if (work->sources[i].file->kind_index == index) {
            of.has_effective = of.has_effective || work->sources[i].has_effective;
            mapped = mapped || work->sources[i].file->mapping;
        }
    // Into an empty table without versions every row is new, so that the index can be made once at the end, which is faster. A mapping may
    // make values longer than the rows they come from, and bring a record many times.
    of.in_bulk = empty && !of.has_effective && !mapped && work->options->way != MANDATE_IMPORT_BY_ROW;
    bool done = land_kind(&of);
    if (work->collection && done && is_overfull(&of)) {
        mandate_collection_destroy(work->collection);
        work->collection = NULL;
    }
    work->collecting = false;
    mandate_rejects_clear(&of.late);
    mandate_arena_clear(&of.texts);
    mandate_keys_clear(&of.doubled);
    mandate_free(of.pending);
    mandate_free(of.suspects);
    return done;
}
