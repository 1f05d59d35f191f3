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
    mandate_array array;
    uint64_t bytes;
    uint32_t width; // bytes a value; 0 of texts
    mandate_form form;
    uint64_t stored; // bytes that are written
    mandate_value_run *runs; // what is written, where that is not the array
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

static mandate_array plain(const void *at) { return (mandate_array){.at = at}; }
static bool same_array(mandate_array a, mandate_array b) { return a.at == b.at && a.spliced == b.spliced; }

// Arrays that two parts share are written once. `width`: bytes a value, 0 of texts.
static bool add(writing *w, mandate_array array, uint64_t bytes, uint32_t width, int32_t *part)
{
    *part = -1;
    if (!array.at && !array.spliced) return true;
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].bytes == bytes && (same_array(w->list[i].array, array) || bytes == 0)) { // empty ones have no address to tell them by
            *part = (int32_t)i;
            return true;
        }
    section *grown = mandate_grow(w->list, w->count, &w->capacity, sizeof *grown, w->error);
    if (!grown) return false;
    w->list = grown;
    w->list[w->count] = (section){.array = array, .bytes = bytes, .width = width, .stored = bytes, .told_by = -1};
    *part = (int32_t)w->count++;
    return true;
}

// Bytes of what is written of a section: where they lie, or put together in `room`.
static const char *stored_bytes(const section *s, uint64_t from, uint64_t count, char *room)
{
    if (s->runs) return (const char *)s->runs + from;
    if (!s->array.spliced) return (const char *)s->array.at + from;
    uint32_t width = s->array.spliced->width; // chunks are whole values
    mandate_spliced_read(s->array.spliced, from / width, (from + count) / width, room);
    return room;
}

static bool describe_column(writing *w, const mandate_described_column *from, uint64_t rows, mandate_file_column *out)
{
    const mandate_column *column = &from->about;
    const mandate_array *parts = from->parts;
    *out = (mandate_file_column){.width = (uint32_t)column->width,
                                 .scale = column->scale,
                                 .base = column->base,
                                 .text_count = column->text_count,
                                 .first = column->first,
                                 .last = column->last,
                                 .has_unknown = column->has_unknown,
                                 .has_absent = column->has_absent};
    return add(w, parts[MANDATE_PART_CELLS], rows * (uint64_t)column->width, (uint32_t)column->width, &out->parts[MANDATE_PART_CELLS]) &&
           add(w, parts[MANDATE_PART_TEXT_START], ((uint64_t)column->text_count + 1) * sizeof(uint64_t), sizeof(uint64_t), &out->parts[MANDATE_PART_TEXT_START]) &&
           add(w, parts[MANDATE_PART_TEXT_BYTES], from->text_bytes, 0, &out->parts[MANDATE_PART_TEXT_BYTES]);
}

enum { LOOKED_AT_ONCE = 32 * 1024 }; // bytes of a spliced array, of which runs are sought

static bool find_runs(const section *s, mandate_value_run **runs, size_t *run_count, mandate_error *error)
{
    mandate_finding finding;
    char room[LOOKED_AT_ONCE];
    const uint64_t step = s->array.spliced ? sizeof room : s->bytes;
    if (!mandate_runs_begin(&finding, s->bytes / s->width, s->width, error)) return false;
    for (uint64_t from = 0; from < s->bytes; from += step) {
        uint64_t count = s->bytes - from < step ? s->bytes - from : step;
        if (!mandate_runs_add(&finding, stored_bytes(s, from, count, room), count / s->width)) break;
    }
    mandate_runs_end(&finding, runs, run_count);
    return true;
}

// Gives the sections from `first` on the form in which they take least.
static bool shorten(writing *w, size_t first)
{
    for (size_t s = first; s < w->count; s++) {
        section *one = &w->list[s];
        mandate_value_run *runs = NULL;
        size_t count = 0;
        if (one->width == 0 || one->bytes <= MANDATE_FORM_SHORT) continue;
        if (!find_runs(one, &runs, &count, w->error)) return false;
        if (!runs) continue;
        one->form = MANDATE_FORM_RUNS;
        one->runs = runs;
        one->stored = count * sizeof *runs;
    }
    return true;
}

// A spliced array's owners stand in their order, so that all are told where none is blank.
static bool are_told(const section *owner, const section *starts, uint64_t count, uint64_t owners)
{
    if (owner->array.spliced && starts->array.spliced) return mandate_spliced_value(starts->array.spliced, owners) == count;
    return mandate_owners_are_told(owner->array.at, count, starts->array.at, owners);
}

static bool shorten_owners(writing *w, const mandate_file_kind *kind, uint64_t owners)
{
    if (kind->parts[MANDATE_PART_OWNER] < 0 || kind->parts[MANDATE_PART_OWNER_START] < 0) return true;
    section *owner = &w->list[kind->parts[MANDATE_PART_OWNER]];
    const section *starts = &w->list[kind->parts[MANDATE_PART_OWNER_START]];
    const uint64_t count = owner->bytes / sizeof(uint32_t);
    if (owner->form != MANDATE_FORM_PLAIN || owner->bytes <= MANDATE_FORM_SHORT || count < MANDATE_ROWS_AN_OWNER * owners) return true;
    if (!are_told(owner, starts, count, owners)) return true;
    owner->form = MANDATE_FORM_OWNERS;
    owner->stored = 0;
    owner->told_by = kind->parts[MANDATE_PART_OWNER_START];
    return true;
}

static mandate_described_column column_as_it_lies(const mandate_column *column)
{
    bool texts = column->type == MANDATE_TEXT;
    mandate_described_column described = {.about = *column, .parts = {[MANDATE_PART_CELLS] = plain(mandate_column_cells(column))}};
    if (texts) described.parts[MANDATE_PART_TEXT_START] = plain(column->text_start);
    if (texts) described.parts[MANDATE_PART_TEXT_BYTES] = plain(column->text_bytes);
    if (texts && column->text_start) described.text_bytes = column->text_start[column->text_count];
    return described;
}

// The arrays of a kind, by part.
static void list_arrays(const mandate_snapshot *snapshot, int k, mandate_array arrays[MANDATE_PARTS])
{
    const mandate_table *table = &snapshot->tables[k];
    const mandate_array lie[MANDATE_PARTS] = {
        [MANDATE_PART_VERSION_START] = plain(table->version_start),
        [MANDATE_PART_EFFECTIVE_FROM] = plain(table->effective_from),
        [MANDATE_PART_OWNER] = plain(table->owner),
        [MANDATE_PART_OWNER_START] = plain(table->owner_start),
        [MANDATE_PART_BRANCH_END] = plain(table->branch_end),
        [MANDATE_PART_IMPORT] = plain(table->import),
        [MANDATE_PART_LINE] = plain(table->line),
        [MANDATE_PART_IDS] = plain(snapshot->ids[k]),
    };
    memcpy(arrays, snapshot->grown[k] ? snapshot->grown[k]->parts : lie, sizeof lie);
}

static bool describe_columns(writing *w, int k, mandate_file_kind *out)
{
    const mandate_table *table = &w->snapshot->tables[k];
    const mandate_grown *grown = w->snapshot->grown[k];
    for (int f = 0; f < table->kind->field_count; f++) {
        const mandate_described_column column = grown ? grown->columns[f] : column_as_it_lies(&table->columns[f]);
        if (!describe_column(w, &column, table->versions, &w->columns[w->head.columns++])) return false;
    }
    const mandate_described_column event = grown ? grown->event : column_as_it_lies(&table->event);
    return describe_column(w, &event, table->records, &out->event);
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
    const uint64_t bytes[MANDATE_PARTS] = {(records + 1) * 4, versions * 4, records * 4, (owners + 1) * 4, records * 4, versions * 4, versions * 4, records * 8};
    mandate_array arrays[MANDATE_PARTS];
    list_arrays(w->snapshot, k, arrays);
    for (int p = 0; p < MANDATE_PARTS; p++)
        if (!add(w, arrays[p], bytes[p], p == MANDATE_PART_IDS ? 8 : 4, &out->parts[p])) return false;
    return describe_columns(w, k, out) && shorten(w, first) && shorten_owners(w, out, owners);
}

// `room` holds a chunk.
static uint64_t checksum_chunk(const section *s, uint64_t chunk, char *room)
{
    uint64_t from = chunk * MANDATE_FILE_CHUNK, padded = mandate_file_padded(s->stored);
    uint64_t count = padded - from < MANDATE_FILE_CHUNK ? padded - from : MANDATE_FILE_CHUNK;
    if (from + count <= s->stored) return mandate_file_checksum(stored_bytes(s, from, count, room), count);
    const char *bytes = stored_bytes(s, from, s->stored - from, room);
    if (bytes != room) memcpy(room, bytes, s->stored - from);
    memset(room + (s->stored - from), 0, count - (s->stored - from));
    return mandate_file_checksum(room, count);
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
    char room[MANDATE_FILE_CHUNK], *checksums = at + w->head.sections * sizeof(mandate_file_section);
    for (size_t s = 0; s < w->count; s++) {
        const section *from = &w->list[s];
        mandate_file_section described = {
            .offset = offset, .stored = from->stored, .bytes = from->bytes, .first_chunk = chunk, .form = from->form, .width = from->width, .told_by = from->told_by};
        memcpy(at + s * sizeof described, &described, sizeof described);
        offset += mandate_file_padded(w->list[s].stored);
        for (uint64_t c = 0; c < mandate_file_chunks(w->list[s].stored); c++, chunk++) {
            uint64_t checksum = checksum_chunk(&w->list[s], c, room);
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

static bool put_section(int descriptor, const section *s, uint64_t from, uint64_t count, uint64_t offset)
{
    char room[2 * LOOKED_AT_ONCE];
    uint64_t step = s->array.spliced && !s->runs ? sizeof room : count;
    for (uint64_t done = 0; done < count; done += step) {
        uint64_t now = count - done < step ? count - done : step;
        if (!put(descriptor, stored_bytes(s, from + done, now, room), now, offset + done)) return false;
    }
    return true;
}

// The numbered stretch of all sections; what stands between them stays zero.
static bool put_stretch(void *context, size_t stretch, mandate_error *error)
{
    const putting *p = context;
    uint64_t offset = p->w->head.head_bytes, at = (uint64_t)stretch * STRETCH;
    for (size_t s = 0; s < p->w->count; s++) {
        uint64_t bytes = p->w->list[s].stored, whole = (bytes + STRETCH - 1) / STRETCH * STRETCH;
        if (at < whole)
            return put_section(p->descriptor, &p->w->list[s], at, bytes - at < STRETCH ? bytes - at : STRETCH, offset + at) ||
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
