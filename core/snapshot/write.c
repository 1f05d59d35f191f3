// Writes a snapshot to its files. Each gets its name only when it is whole, so that nobody ever reads half of one; and the main file, which names the parts,
// comes last. A part of a kind that was taken over stays where it is.
#define _POSIX_C_SOURCE 200809L // pwrite, getpid
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "model/memory.h"
#include "model/threads.h"
#include "snapshot/forms.h"
#include "snapshot/parts.h"
#include "snapshot/table.h"

typedef struct section {
    const void *at; // the array
    uint64_t bytes;
    uint32_t width; // bytes a value; 0 of texts
    mandate_form form;
    const void *stored_at; // what is written
    uint64_t stored;
    mandate_run *runs; // the same, where it is owned
    int32_t told_by;
} section;

typedef struct writing {
    const mandate_snapshot *snapshot;
    const mandate_stamp *stamp; // NULL: a part
    const struct mandate_kind_stamp *has; // the kinds that are in this file
    size_t has_count;
    section *list;
    size_t count, capacity;
    mandate_file_head head;
    mandate_file_kind *kinds;
    mandate_file_column *columns;
    char *bytes; // of the head, all of it
    mandate_error *error;
} writing;

// Arrays that two parts share are written once. `width`: bytes a value, 0 of texts.
static bool add(writing *w, const void *at, uint64_t bytes, uint32_t width, int32_t *part)
{
    *part = -1;
    if (!at) return true;
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].bytes == bytes && (w->list[i].at == at || bytes == 0)) { // empty ones have no address to tell them by
            *part = (int32_t)i;
            return true;
        }
    section *grown = mandate_grow(w->list, w->count, &w->capacity, sizeof *grown, w->error);
    if (!grown) return false;
    w->list = grown;
    w->list[w->count] = (section){.at = at, .bytes = bytes, .width = width, .stored_at = at, .stored = bytes, .told_by = -1};
    *part = (int32_t)w->count++;
    return true;
}

static bool describe_column(writing *w, const mandate_column *column, uint64_t rows, mandate_file_column *out)
{
    bool texts = column->type == MANDATE_TEXT;
    *out = (mandate_file_column){.width = (uint32_t)column->width,
                                 .scale = column->scale,
                                 .base = column->base,
                                 .text_count = column->text_count,
                                 .first = column->first,
                                 .last = column->last,
                                 .has_unknown = column->has_unknown,
                                 .has_absent = column->has_absent};
    return add(w, mandate_column_cells(column), rows * (uint64_t)column->width, (uint32_t)column->width, &out->parts[MANDATE_PART_CELLS]) &&
           add(w, texts ? column->text_start : NULL, ((uint64_t)column->text_count + 1) * sizeof(uint64_t), sizeof(uint64_t), &out->parts[MANDATE_PART_TEXT_START]) &&
           add(w, texts ? column->text_bytes : NULL, texts && column->text_start ? column->text_start[column->text_count] : 0, 0, &out->parts[MANDATE_PART_TEXT_BYTES]);
}

// Gives the sections from `first` on the form in which they take least.
static bool shorten(writing *w, size_t first)
{
    for (size_t s = first; s < w->count; s++) {
        section *one = &w->list[s];
        size_t runs = 0;
        if (one->width == 0 || one->bytes <= MANDATE_FORM_SHORT) continue;
        if (!mandate_runs_find(one->at, one->bytes / one->width, one->width, &one->runs, &runs, w->error)) return false;
        if (!one->runs) continue;
        one->form = MANDATE_FORM_RUNS;
        one->stored_at = one->runs;
        one->stored = runs * sizeof *one->runs;
    }
    return true;
}

static bool shorten_owners(writing *w, const mandate_file_kind *kind, uint64_t owners)
{
    if (kind->parts[MANDATE_PART_OWNER] < 0 || kind->parts[MANDATE_PART_OWNER_START] < 0) return true;
    section *owner = &w->list[kind->parts[MANDATE_PART_OWNER]];
    const section *starts = &w->list[kind->parts[MANDATE_PART_OWNER_START]];
    const uint64_t count = owner->bytes / sizeof(uint32_t);
    if (owner->form != MANDATE_FORM_PLAIN || owner->bytes <= MANDATE_FORM_SHORT || count < MANDATE_ROWS_AN_OWNER * owners) return true;
    if (!mandate_owners_are_told(owner->at, count, starts->at, owners)) return true;
    owner->form = MANDATE_FORM_OWNERS;
    owner->stored = 0;
    owner->told_by = kind->parts[MANDATE_PART_OWNER_START];
    return true;
}

static bool describe_kind(writing *w, int k, int64_t revision, mandate_file_kind *out)
{
    const mandate_table *table = &w->snapshot->tables[k];
    const uint64_t records = table->records, versions = table->versions;
    const mandate_kind *kind = table->kind;
    const size_t first = w->count;
    uint64_t owners = kind->owner >= 0 ? w->snapshot->tables[kind->fields[kind->owner].kind].records : 0;
    *out = (mandate_file_kind){.digest = mandate_file_digest(w->snapshot->model, kind),
                               .revision = revision,
                               .records = table->records,
                               .versions = table->versions,
                               .last_event = table->last_event,
                               .first_column = w->head.columns,
                               .columns = (uint32_t)kind->field_count};
    const struct {
        const void *at;
        uint64_t bytes;
    } parts[MANDATE_PARTS] = {
        [MANDATE_PART_VERSION_START] = {table->version_start, (records + 1) * 4},
        [MANDATE_PART_EFFECTIVE_FROM] = {table->effective_from, versions * 4},
        [MANDATE_PART_OWNER] = {table->owner, records * 4},
        [MANDATE_PART_OWNER_START] = {table->owner_start, (owners + 1) * 4},
        [MANDATE_PART_BRANCH_END] = {table->branch_end, records * 4},
        [MANDATE_PART_IMPORT] = {table->import, versions * 4},
        [MANDATE_PART_LINE] = {table->line, versions * 4},
        [MANDATE_PART_IDS] = {w->snapshot->ids[k], records * 8},
    };
    for (int p = 0; p < MANDATE_PARTS; p++)
        if (!add(w, parts[p].at, parts[p].bytes, p == MANDATE_PART_IDS ? 8 : 4, &out->parts[p])) return false;
    for (int f = 0; f < kind->field_count; f++)
        if (!describe_column(w, &table->columns[f], versions, &w->columns[w->head.columns++])) return false;
    return describe_column(w, &table->event, records, &out->event) && shorten(w, first) && shorten_owners(w, out, owners);
}

static uint64_t checksum_chunk(const section *s, uint64_t chunk)
{
    uint64_t from = chunk * MANDATE_FILE_CHUNK, padded = mandate_file_padded(s->stored);
    uint64_t count = padded - from < MANDATE_FILE_CHUNK ? padded - from : MANDATE_FILE_CHUNK;
    if (from + count <= s->stored) return mandate_file_checksum((const char *)s->stored_at + from, count);
    static const size_t most = MANDATE_FILE_CHUNK;
    char tail[MANDATE_FILE_CHUNK];
    memcpy(tail, (const char *)s->stored_at + from, s->stored - from);
    memset(tail + (s->stored - from), 0, most - (s->stored - from));
    return mandate_file_checksum(tail, count);
}

static char *put_text(char *at, const char *text)
{
    size_t length = strlen(text) + 1;
    memcpy(at, text, length);
    return at + length;
}

static const char *name_of(const writing *w, size_t i) { return mandate_model_kind(w->snapshot->model, w->has[i].kind)->name; }
static const char *import_of(const writing *w, size_t i) { return w->snapshot->imports[i] ? w->snapshot->imports[i] : ""; }

static void count_all(writing *w)
{
    mandate_file_head *head = &w->head;
    memcpy(head->magic, "mandate\n", sizeof head->magic);
    head->byte_order = MANDATE_FILE_BYTE_ORDER;
    head->version = MANDATE_FILE_VERSION;
    if (w->stamp) {
        head->identity = w->stamp->identity;
        head->signature = w->stamp->signature;
        head->imports = (uint32_t)w->snapshot->import_count;
    }
    head->kinds = (uint32_t)w->has_count;
    head->sections = (uint32_t)w->count;
    for (size_t s = 0; s < w->count; s++) head->chunks += (uint32_t)mandate_file_chunks(w->list[s].stored);
    for (size_t i = 0; i < w->has_count; i++) head->name_bytes += strlen(name_of(w, i)) + 1;
    for (size_t i = 0; i < head->imports; i++) head->name_bytes += strlen(import_of(w, i)) + 1;
    uint64_t before = sizeof *head + head->kinds * sizeof *w->kinds + head->columns * sizeof *w->columns + head->sections * sizeof(mandate_file_section) +
                      head->chunks * sizeof(uint64_t);
    head->head_bytes = mandate_file_padded(before + head->name_bytes);
    head->file_bytes = head->head_bytes;
    for (size_t s = 0; s < w->count; s++) head->file_bytes += mandate_file_padded(w->list[s].stored);
}

// Where the arrays will lie, and the checksums of their chunks, which stand behind all of that; returns what is behind them.
static char *put_sections(const writing *w, char *at)
{
    uint64_t offset = w->head.head_bytes, chunk = 0;
    char *checksums = at + w->head.sections * sizeof(mandate_file_section);
    for (size_t s = 0; s < w->count; s++) {
        const section *from = &w->list[s];
        mandate_file_section described = {
            .offset = offset, .stored = from->stored, .bytes = from->bytes, .first_chunk = chunk, .form = from->form, .width = from->width, .told_by = from->told_by};
        memcpy(at + s * sizeof described, &described, sizeof described);
        offset += mandate_file_padded(w->list[s].stored);
        for (uint64_t c = 0; c < mandate_file_chunks(w->list[s].stored); c++, chunk++) {
            uint64_t checksum = checksum_chunk(&w->list[s], c);
            memcpy(checksums + chunk * sizeof checksum, &checksum, sizeof checksum);
        }
    }
    return checksums + w->head.chunks * sizeof(uint64_t);
}

// Puts the head together: its own struct, the tables, the checksums, the names.
static bool make_head(writing *w)
{
    mandate_file_head *head = &w->head;
    count_all(w);
    w->bytes = mandate_new(head->head_bytes, 1, w->error);
    if (!w->bytes) return false;
    char *at = w->bytes + sizeof *head;
    memcpy(at, w->kinds, head->kinds * sizeof *w->kinds);
    at += head->kinds * sizeof *w->kinds;
    memcpy(at, w->columns, head->columns * sizeof *w->columns);
    at = put_sections(w, at + head->columns * sizeof *w->columns);
    for (size_t i = 0; i < w->has_count; i++) at = put_text(at, name_of(w, i));
    for (size_t i = 0; i < head->imports; i++) at = put_text(at, import_of(w, i));
    memcpy(w->bytes, head, sizeof *head);
    size_t unchecked = offsetof(mandate_file_head, byte_order);
    head->checksum = mandate_file_checksum(w->bytes + unchecked, head->head_bytes - unchecked);
    memcpy(w->bytes, head, sizeof *head);
    return true;
}

static bool put(int descriptor, const void *bytes, uint64_t count, uint64_t offset)
{
    const char *at = bytes;
    while (count > 0) {
        ssize_t put = pwrite(descriptor, at, count < (1U << 30) ? count : 1U << 30, (off_t)offset);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        at += put;
        offset += (uint64_t)put;
        count -= (uint64_t)put;
    }
    return true;
}

enum { STRETCH = 64 * MANDATE_FILE_CHUNK }; // what one thread writes at a time

typedef struct putting {
    const writing *w;
    int descriptor;
} putting;

// The numbered stretch of all sections; what stands between them stays zero.
static bool put_stretch(void *context, size_t stretch, mandate_error *error)
{
    const putting *p = context;
    uint64_t offset = p->w->head.head_bytes, at = (uint64_t)stretch * STRETCH;
    for (size_t s = 0; s < p->w->count; s++) {
        uint64_t bytes = p->w->list[s].stored, whole = (bytes + STRETCH - 1) / STRETCH * STRETCH;
        if (at < whole)
            return put(p->descriptor, (const char *)p->w->list[s].stored_at + at, bytes - at < STRETCH ? bytes - at : STRETCH, offset + at) ||
                   mandate_fail(error, MANDATE_ERROR_IO, "the snapshot cannot be written");
        at -= whole;
        offset += mandate_file_padded(bytes);
    }
    return true;
}

// Not forced onto the disk: what a crash cuts short has other checksums, and is made anew.
static bool put_all(const writing *w, int descriptor)
{
    putting p = {.w = w, .descriptor = descriptor};
    mandate_error error;
    size_t stretches = 0;
    for (size_t s = 0; s < w->count; s++) stretches += (size_t)((w->list[s].stored + STRETCH - 1) / STRETCH);
    return ftruncate(descriptor, (off_t)w->head.file_bytes) == 0 && put(descriptor, w->bytes, w->head.head_bytes, 0) &&
           mandate_in_parallel(mandate_processors(), stretches, put_stretch, &p, &error);
}

// Who may read the registry may read the snapshot, and nobody else. False where the folder does not let it.
static bool store(const writing *w, const char *path, const char *registry)
{
    char fresh[MANDATE_FILE_PATH_SIZE];
    struct stat status;
    (void)snprintf(fresh, sizeof fresh, "%s.%ld", path, (long)getpid());
    mode_t mode = stat(registry, &status) == 0 ? status.st_mode & 0666 : 0600;
    int descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (descriptor < 0) return false;
    bool done = put_all(w, descriptor);
    done = close(descriptor) == 0 && done;
    if (done && rename(fresh, path) == 0) return true;
    unlink(fresh);
    return false;
}

static void release(writing *w)
{
    for (size_t s = 0; s < w->count; s++) mandate_free(w->list[s].runs);
    mandate_free(w->list);
    mandate_free(w->kinds);
    mandate_free(w->columns);
    mandate_free(w->bytes);
}

static bool make_room(writing *w)
{
    size_t columns = 0;
    for (size_t i = 0; i < w->has_count; i++) columns += (size_t)w->snapshot->tables[w->has[i].kind].kind->field_count;
    w->kinds = mandate_new(w->has_count, sizeof *w->kinds, w->error);
    w->columns = mandate_new(columns, sizeof *w->columns, w->error);
    return w->kinds && w->columns;
}

// Where the files are to lie, and whether the folder lets them so far.
typedef struct placing {
    const char *path, *registry;
    bool stored;
} placing;

// Whether the file that was looked at has this very part: a kind that was loaded again may be as it was.
static bool is_there(const mandate_snapshot *snapshot, int k, uint64_t part)
{
    int at = snapshot->file ? mandate_file_find_kind(snapshot->file, snapshot->tables[k].kind->name, k) : -1;
    return at >= 0 && snapshot->file->parts[at] && snapshot->file->kinds[at].part == part;
}

// The part of a kind that was loaded, if it is large; *part is 0 otherwise.
static bool put_part(const writing *w, int k, placing *to, uint64_t *part)
{
    const struct mandate_kind_stamp one = {.kind = k};
    writing own = {.snapshot = w->snapshot, .has = &one, .has_count = 1, .error = w->error};
    uint64_t bytes = 0;
    char path[MANDATE_FILE_PATH_SIZE];
    bool done = make_room(&own) && describe_kind(&own, k, 0, &own.kinds[0]);
    for (size_t s = 0; done && s < own.count; s++) bytes += own.list[s].bytes;
    *part = 0;
    if (done && bytes >= MANDATE_FILE_APART) {
        done = make_head(&own);
        if (done) {
            *part = own.head.checksum;
            mandate_part_path(to->path, *part, path);
            to->stored = to->stored && (is_there(w->snapshot, k, *part) || store(&own, path, to->registry));
        }
    }
    release(&own);
    return done;
}

static bool describe_or_part(writing *w, size_t i, placing *to)
{
    const mandate_snapshot *snapshot = w->snapshot;
    int k = w->has[i].kind, at = snapshot->from_file[k];
    uint64_t part = at >= 0 ? snapshot->file->kinds[at].part : 0;
    if (at < 0 && !put_part(w, k, to, &part)) return false;
    if (part == 0) return describe_kind(w, k, w->has[i].revision, &w->kinds[i]);
    w->kinds[i] = (mandate_file_kind){.digest = mandate_file_digest(snapshot->model, snapshot->tables[k].kind), .revision = w->has[i].revision, .part = part};
    return true;
}

bool mandate_file_write(const mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, const char *registry, mandate_error *error)
{
    writing w = {.snapshot = snapshot, .stamp = stamp, .has = stamp->kinds, .has_count = stamp->count, .error = error};
    placing to = {.path = path, .registry = registry, .stored = true};
    mandate_parts replaced = {0};
    bool done = make_room(&w);
    for (size_t i = 0; done && i < w.has_count; i++) done = describe_or_part(&w, i, &to);
    done = done && make_head(&w) && mandate_parts_of(path, &replaced, error);
    if (done && to.stored && store(&w, path, registry)) mandate_parts_sweep(path, w.kinds, w.has_count, &replaced);
    mandate_free(replaced.list);
    release(&w);
    return done;
}
