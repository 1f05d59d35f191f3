#define _POSIX_C_SOURCE 200809L // gmtime_r, strcasecmp
#include "import/import.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include "import/carry.h"
#include "import/csv.h"
#include "import/decode.h"
#include "import/follow.h"
#include "import/foreign.h"
#include "import/header.h"
#include "import/work.h"
#include "model/memory.h"
#include "model/sizes.h"
#include "model/text.h"
#include "store/arrivals.h"
#include "store/draft.h"
#include "store/revision.h"

enum { REJECTS_MOST = 100000, NAME_SIZE = 256, CACHE_KIB = 128 * 1024 };
enum { GIVE_BACK_BYTES = 16 * 1024 * 1024 }; // of files, whose import leaves much behind
enum { DRAFT_BYTES = MANDATE_SIZE(1024 * 1024, 64) }; // of files, from which on a draft is worth its making

static bool ends_with(const char *text, size_t length, const char *end)
{
    size_t end_length = strlen(end);
    return length >= end_length && strncasecmp(text + length - end_length, end, end_length) == 0;
}

static size_t without_csv(const char *path)
{
    size_t length = strlen(path);
    return ends_with(path, length, ".csv") ? length - 4 : length;
}

static bool unknown_kind(const mandate_model *model, const char *name, const mandate_import_file *file, mandate_error *error)
{
    int count = mandate_model_kind_count(model);
    const char **words = mandate_new((size_t)count + 1, sizeof *words, error);
    if (!words) return false;
    for (int i = 0; i < count; i++) words[i] = mandate_model_kind(model, i)->name;
    const char *nearest = mandate_text_nearest(name, words);
    mandate_free((void *)words);
    if (ends_with(name, strlen(name), ".rejects")) mandate_fail(error, MANDATE_ERROR_FILE, "this is a list of refused rows and no data: leave it out");
    else if (nearest && file->kind) mandate_fail(error, MANDATE_ERROR_FILE, "there is no kind \"%s\": did you mean \"%s\"?", name, nearest);
    else if (file->kind) mandate_fail(error, MANDATE_ERROR_FILE, "there is no kind \"%s\": `mandate doc --model` lists the kinds", name);
    else if (nearest)
        mandate_fail(error, MANDATE_ERROR_FILE, "the file's name stands for its kind, and there is no kind \"%s\": did you mean %s=%.300s?", name, nearest, file->path);
    else
        mandate_fail(error, MANDATE_ERROR_FILE,
                     "the file's name stands for its kind, and there is no kind \"%s\": name the kind, as in "
                     "enterprise=%.300s; a kind that a pack declares needs the pack's folder before the registry",
                     name, file->path);
    return mandate_fail_at(error, file->path, 0, 0);
}

static bool find_kind(const mandate_model *model, mandate_import_file *file, mandate_error *error)
{
    char name[NAME_SIZE];
    const char *slash = strrchr(file->path, '/');
    const char *base = slash ? slash + 1 : file->path;
    if (file->kind) snprintf(name, sizeof name, "%s", file->kind);
    else snprintf(name, sizeof name, "%.*s", (int)(without_csv(base) < NAME_SIZE - 1 ? without_csv(base) : NAME_SIZE - 1), base);
    file->kind_index = mandate_model_find(model, name);
    return file->kind_index >= 0 || unknown_kind(model, name, file, error);
}

static void add_name(char *list, size_t size, const char *name)
{
    size_t used = strlen(list);
    if (used + strlen(name) + 3 <= size) (void)snprintf(list + used, size - used, "%s%s", used > 0 ? ", " : "", name);
}

// A column that is not there is as good as empty cells; where an empty cell means that there is none of it, somebody should know: waivers without the day on which
// they end hold for ever. And a new version holds there what the one before it does. (Numbers without a column of signs are what they say.)
static void note_without(mandate_import_file *file, const mandate_kind *kind, const mandate_header *header)
{
    file->without[0] = file->unsaid[0] = '\0';
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        if (mandate_is_sign(kind, i) || header->present[i]) continue;
        if (field->blank == MANDATE_BLANK_NONE) add_name(file->without, sizeof file->without, field->name);
        if (mandate_carries(field)) add_name(file->unsaid, sizeof file->unsaid, field->name);
    }
}

// What concerns a whole file is said before any row is touched.
static bool check_file(const mandate_model *model, mandate_source *source, int64_t *bytes, mandate_error *error)
{
    mandate_import_file *file = source->file;
    if (!mandate_foreign_check(file->path, error) || !find_kind(model, file, error)) return false;
    const mandate_csv_form *form = file->mapping ? &file->mapping->form : NULL;
    if (form && !mandate_encoding_check(file->path, form->encoding, error)) return false;
    mandate_csv *csv = mandate_csv_open(file->path, form, error);
    mandate_header header;
    bool fits = csv && mandate_header_read(&header, csv, file->path, model, file->kind_index, file->mapping, error);
    if (fits) {
        *bytes += mandate_csv_total(csv);
        source->has_effective = header.effective >= 0;
        source->narrow = mandate_is_narrow(mandate_model_kind(model, file->kind_index), &header);
        note_without(file, mandate_model_kind(model, file->kind_index), &header);
        mandate_header_free(&header);
    }
    mandate_csv_close(csv);
    return fits;
}

static bool name_rejects(const mandate_import_file *file, char out[MANDATE_PATH_SIZE], mandate_error *error)
{
    int length = snprintf(out, MANDATE_PATH_SIZE, "%.*s.rejects.csv", (int)without_csv(file->path), file->path);
    if (length > 0 && length < MANDATE_PATH_SIZE) return true;
    mandate_fail(error, MANDATE_ERROR_FILE, "the file's path is too long for a list of refused rows beside it: move it to a shorter one");
    return mandate_fail_at(error, file->path, 0, 0);
}

// A file that was read for several kinds has one list: gathers it at its first source. *first tells whether that is this one.
static bool gather_rejects(mandate_work *work, size_t index, bool *first, int64_t *refused)
{
    mandate_source *source = &work->sources[index];
    *refused = 0;
    *first = true;
    for (size_t i = 0; i < work->count; i++) {
        if (strcmp(work->sources[i].file->path, source->file->path) != 0) continue;
        *first = *first && i >= index;
        *refused += work->sources[i].file->refused;
        if (*first && i > index && !mandate_rejects_merge(&source->rejects, &work->sources[i].rejects, work->error)) return false;
    }
    return true;
}

static bool write_rejects(mandate_work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        mandate_source *source = &work->sources[i];
        char path[MANDATE_PATH_SIZE];
        bool first;
        int64_t refused;
        if (!name_rejects(source->file, path, work->error) || !gather_rejects(work, i, &first, &refused)) return false;
        if (first && refused == 0) mandate_rejects_remove(path);
        else if (first && !mandate_rejects_write(&source->rejects, path, work->error)) return false;
        if (first && refused > 0) source->file->refused_lines = mandate_rejects_lines(&source->rejects);
        if (source->file->refused > 0) snprintf(source->file->rejects, sizeof source->file->rejects, "%s", path);
    }
    return true;
}

static int64_t changes(const mandate_import_file *file) { return file->added + file->versions + file->corrected; }

static void write_time(char out[32])
{
    time_t now = time(NULL);
    struct tm parts;
    if (!gmtime_r(&now, &parts) || strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) snprintf(out, 32, "1970-01-01T00:00:00Z");
}

static bool write_imports(mandate_work *work)
{
    char now[32];
    write_time(now);
    for (size_t i = 0; i < work->count; i++) {
        const mandate_source *source = &work->sources[i];
        if (changes(source->file) == 0 && !source->remembered) { // its number goes to another file
            if (!mandate_follow_forget(work->registry, work->first_import + (int64_t)i, work->error)) return false;
            continue;
        }
        sqlite3_str *sql = sqlite3_str_new(work->registry->database);
        sqlite3_str_appendf(sql, "INSERT INTO mandate_import VALUES(%lld, %Q, %Q, %Q, '%016llx')", (long long)work->first_import + (long long)i, source->file->path,
                            mandate_model_kind(work->registry->model, source->file->kind_index)->name, work->options->imported_at ? work->options->imported_at : now,
                            (unsigned long long)source->hash);
        sqlite3_stmt *statement = mandate_database_prepare(work->registry, sql, work->error);
        int result = statement ? mandate_database_step(work->registry, statement, work->error) : -1;
        sqlite3_finalize(statement);
        if (result != 0) return false;
    }
    return true;
}

// The day on which the files count as having come: the one as of which they were drawn up, where somebody says it, otherwise where the clock stands.
static mandate_date day_of_arrival(const mandate_work *work)
{
    enum { DAY_LENGTH = 10, FIRST_YEAR = 1900 };
    const char *said = work->options->imported_at;
    if (work->options->dated) return work->options->as_of;
    if (said) return mandate_date_parse(said, strnlen(said, DAY_LENGTH));
    time_t now = time(NULL);
    struct tm parts;
    return localtime_r(&now, &parts) ? mandate_date_from(parts.tm_year + FIRST_YEAR, parts.tm_mon + 1, parts.tm_mday) : MANDATE_DATE_ABSENT;
}

// Remembers of which kinds a file has come, also where it held nothing that is new.
static bool remember_arrivals(mandate_work *work, bool *changed)
{
    mandate_date day = day_of_arrival(work);
    if (!mandate_date_is(day)) return true;
    for (int kind = 0; work->options->whole && kind < mandate_model_kind_count(work->registry->model); kind++)
        if (!mandate_arrivals_remember(work->registry, kind, day, changed, work->error)) return false;
    for (size_t i = 0; i < work->count; i++)
        if (!mandate_arrivals_remember(work->registry, work->sources[i].file->kind_index, day, changed, work->error)) return false;
    return true;
}

// Whether a file that is still to come names records of the kind.
static bool is_still_named(const mandate_work *work, int kind, int last)
{
    for (size_t i = 0; i < work->count; i++) {
        const mandate_kind *other = mandate_model_kind(work->registry->model, work->sources[i].file->kind_index);
        if (work->sources[i].file->kind_index <= last) continue;
        for (int f = 0; f < other->field_count; f++)
            if (other->fields[f].kind == kind) return true;
    }
    return false;
}

// The keys of parents that no file names any more make room for what is left to do with the rows.
static void forget_parents(mandate_work *work, int last)
{
    for (int kind = 0; kind <= last; kind++)
        if (!is_still_named(work, kind, last)) mandate_resolver_forget(&work->resolver, kind);
    if (work->bytes >= GIVE_BACK_BYTES) mandate_give_back();
}

static bool land_all(mandate_work *work)
{
    for (int kind = 0; kind < mandate_model_kind_count(work->registry->model); kind++) { // a kind refers only to kinds before it
        bool any = false;
        for (size_t i = 0; i < work->count; i++) any = any || work->sources[i].file->kind_index == kind;
        if (any && !mandate_import_kind(work, kind)) return false;
        if (any) forget_parents(work, kind);
        if (work->collection && !mandate_collection_end(work->collection, kind, work->error)) return false;
    }
    return true;
}

// Where the registry has no rows yet, its snapshot is made of those that land; where it has, they are added to its snapshot. What is written through a log has no count by which the snapshot could be
// known to be of these rows.
static bool start_collection(mandate_work *work, bool empty)
{
    mandate_registry *registry = work->registry;
    if (registry->begun.logged) return true;
    if (!empty) work->growth = mandate_growth_begin(registry, registry->model, work->bytes);
    else work->collection = mandate_collection_begin(registry, registry->model, work->error);
    return !empty || work->collection;
}

static bool is_empty(mandate_work *work, bool *empty)
{
    *empty = true;
    for (int kind = 0; *empty && kind < mandate_model_kind_count(work->registry->model); kind++)
        if (!mandate_registry_is_empty(work->registry, kind, empty, work->error)) return false;
    return true;
}

// Inside the transaction: what the rows need before they land.
static bool prepare(mandate_work *work)
{
    bool empty, drafted = false;
    if (!mandate_revision_begin(work->registry, work->error) || !is_empty(work, &empty)) return false;
    if (empty && work->bytes >= DRAFT_BYTES && work->options->way != MANDATE_IMPORT_BY_ROW && !mandate_draft_begin(work->registry, &drafted, work->error)) return false;
    if (!mandate_resolver_start(&work->resolver, work->registry, work->error) || !start_collection(work, empty)) return false;
    work->resolver.growth = work->growth;
    return mandate_outstanding_read(&work->outstanding, work->registry, work->error);
}

static bool renew_revisions(mandate_work *work)
{
    bool *changed = mandate_new((size_t)mandate_model_kind_count(work->registry->model), sizeof *changed, work->error);
    for (size_t i = 0; i < work->count && changed; i++)
        changed[work->sources[i].file->kind_index] = changed[work->sources[i].file->kind_index] || changes(work->sources[i].file) > 0;
    bool done = changed && mandate_revision_end(work->registry, changed, work->error);
    mandate_free(changed);
    return done;
}

// How many rows the path has in this call, at the first of its sources as the kind; -1 at the others.
static int64_t rows_at(const mandate_work *work, size_t first)
{
    int64_t rows = 0;
    for (size_t i = 0; i < work->count; i++) {
        const mandate_import_file *file = work->sources[i].file;
        if (work->sources[i].owed != work->sources[first].owed) continue;
        if (i < first) return -1;
        rows = file->rows > rows ? file->rows : rows;
    }
    return rows;
}

// Remembers what was refused, and forgets what has come.
static bool settle_refusals(mandate_work *work, bool *changed)
{
    for (size_t i = 0; i < work->count; i++) {
        mandate_source *source = &work->sources[i];
        const mandate_outcome outcome = {.import = work->first_import + (int64_t)i, .rows = rows_at(work, i), .settled = work->options->settled};
        mandate_debt debt;
        if (outcome.rows < 0) continue;
        if (!mandate_owed_settle(&work->outstanding.list[source->owed], work->registry, &outcome, &debt, work->error)) return false;
        source->remembered = debt.remembered;
        source->file->waiting = debt.waiting;
        source->file->settled = debt.settled;
        (void)snprintf(source->file->awaited, sizeof source->file->awaited, "%s", debt.name);
        *changed = *changed || debt.changed;
    }
    return true;
}

// Inside the transaction. *keep tells whether there is something to commit.
static bool run(mandate_work *work, bool *keep, bool *committed)
{
    int64_t revision, refused = 0, changed = 0;
    if (!mandate_registry_revision(work->registry, &revision, work->error)) return false;
    work->first_import = revision + 1;
    if (!land_all(work)) return false;
    for (size_t i = 0; i < work->count; i++) {
        refused += work->sources[i].file->refused;
        changed += changes(work->sources[i].file);
    }
    *committed = refused == 0 || work->options->keep_good;
    bool remembered = false;
    if (*committed && (!settle_refusals(work, &remembered) || !remember_arrivals(work, &remembered))) return false;
    *keep = *committed && (changed > 0 || remembered);
    return (!*keep || (write_imports(work) && renew_revisions(work))) && write_rejects(work);
}

// Ends the transaction, with or without a draft.
static bool finish(mandate_work *work, bool keep)
{
    mandate_registry *registry = work->registry;
    bool done = !keep || (registry->draft ? mandate_draft_publish(registry, work->error) : mandate_database_execute(registry, "COMMIT", work->error));
    if (registry->draft) mandate_draft_drop(registry);
    else if (!sqlite3_get_autocommit(registry->database)) sqlite3_exec(registry->database, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

static bool transact(mandate_work *work, bool *committed)
{
    char cache[64];
    snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", CACHE_KIB);
    bool keep = false;
    if (!mandate_database_execute(work->registry, cache, work->error) || !mandate_database_execute(work->registry, "BEGIN IMMEDIATE", work->error)) return false;
    bool done = prepare(work) && run(work, &keep, committed);
    mandate_resolver_end(&work->resolver);
    done = finish(work, done && keep) && done;
    mandate_error unsaid; // the rows are there, and who opens the registry makes the snapshot where there is none
    if (done && keep && work->collection) (void)mandate_collection_write(work->collection, &unsaid);
    if (done && keep && work->growth) mandate_growth_write(work->growth);
    mandate_collection_destroy(work->collection);
    work->collection = NULL;
    mandate_growth_destroy(work->growth);
    work->growth = NULL;
    *committed = done && *committed;
    return done;
}

bool mandate_import(mandate_registry *registry, mandate_import_file *files, size_t count, const mandate_import_options *options, bool *committed, mandate_error *error)
{
    static const mandate_import_options plain = {0};
    int kinds = mandate_model_kind_count(registry->model);
    mandate_work work = {.registry = registry, .options = options ? options : &plain, .count = count, .error = error};
    *committed = false;
    work.sources = mandate_new(count, sizeof *work.sources, error);
    work.refused = work.sources ? mandate_new((size_t)kinds, sizeof *work.refused, error) : NULL;
    bool done = work.refused != NULL;
    for (size_t i = 0; i < count && done; i++) {
        mandate_import_file *file = &files[i];
        *file = (mandate_import_file){.kind = file->kind, .path = file->path, .mapping = file->mapping, .kind_index = -1};
        work.sources[i].file = file;
        work.sources[i].rejects.most = REJECTS_MOST;
        done = check_file(registry->model, &work.sources[i], &work.bytes, error) &&
               mandate_outstanding_add(&work.outstanding, file->kind_index, file->path, &work.sources[i].owed, error);
    }
    done = done && transact(&work, committed);
    for (size_t i = 0; i < count && work.sources; i++) mandate_rejects_clear(&work.sources[i].rejects);
    for (int i = 0; i < kinds && work.refused; i++) mandate_keys_clear(&work.refused[i]);
    mandate_outstanding_free(&work.outstanding);
    mandate_free(work.sources);
    mandate_free(work.refused);
    return done;
}
