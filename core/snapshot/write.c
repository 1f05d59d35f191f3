// Writes a snapshot to its file. The file gets its name only when it is whole, so that nobody ever reads half of one.
#define _POSIX_C_SOURCE 200809L // pwrite, getpid
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "model/memory.h"
#include "model/threads.h"
#include "snapshot/table.h"

typedef struct section {
    const void *at;
    uint64_t bytes;
} section;

typedef struct writing {
    const mandate_snapshot *snapshot;
    const mandate_stamp *stamp;
    section *list;
    size_t count, capacity;
    mandate_file_head head;
    mandate_file_kind *kinds;
    mandate_file_column *columns;
    char *bytes; // of the head, all of it
    mandate_error *error;
} writing;

// Arrays that two parts share are written once.
static bool add(writing *w, const void *at, uint64_t bytes, int32_t *part)
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
    w->list[w->count] = (section){at, bytes};
    *part = (int32_t)w->count++;
    return true;
}

static bool describe_column(writing *w, const mandate_column *column, uint64_t rows, mandate_file_column *out)
{
    bool texts = column->type == MANDATE_TEXT;
    *out = (mandate_file_column){.width = (uint32_t)column->width, .scale = column->scale, .base = column->base, .text_count = column->text_count, .first = column->first, .last = column->last,
                                 .has_unknown = column->has_unknown, .has_absent = column->has_absent};
    return add(w, mandate_column_cells(column), rows * (uint64_t)column->width, &out->parts[MANDATE_PART_CELLS]) &&
           add(w, texts ? column->text_start : NULL, ((uint64_t)column->text_count + 1) * sizeof(uint64_t), &out->parts[MANDATE_PART_TEXT_START]) &&
           add(w, texts ? column->text_bytes : NULL, texts && column->text_start ? column->text_start[column->text_count] : 0, &out->parts[MANDATE_PART_TEXT_BYTES]);
}

static bool describe_kind(writing *w, int k, int64_t revision, mandate_file_kind *out)
{
    const mandate_table *table = &w->snapshot->tables[k];
    const uint64_t records = table->records, versions = table->versions;
    const mandate_kind *kind = table->kind;
    uint64_t owners = kind->owner >= 0 ? w->snapshot->tables[kind->fields[kind->owner].kind].records : 0;
    *out = (mandate_file_kind){.digest = mandate_file_digest(w->snapshot->model, kind), .revision = revision, .records = table->records,
                               .versions = table->versions, .last_event = table->last_event, .first_column = w->head.columns, .columns = (uint32_t)kind->field_count};
    const struct { const void *at; uint64_t bytes; } parts[MANDATE_PARTS] = {
        [MANDATE_PART_VERSION_START] = {table->version_start, (records + 1) * 4}, [MANDATE_PART_EFFECTIVE_FROM] = {table->effective_from, versions * 4},
        [MANDATE_PART_OWNER] = {table->owner, records * 4},
        [MANDATE_PART_OWNER_START] = {table->owner_start, (owners + 1) * 4},      [MANDATE_PART_BRANCH_END] = {table->branch_end, records * 4},
        [MANDATE_PART_IMPORT] = {table->import, versions * 4},                    [MANDATE_PART_LINE] = {table->line, versions * 4},
        [MANDATE_PART_IDS] = {w->snapshot->ids[k], records * 8},
    };
    for (int p = 0; p < MANDATE_PARTS; p++)
        if (!add(w, parts[p].at, parts[p].bytes, &out->parts[p])) return false;
    for (int f = 0; f < kind->field_count; f++)
        if (!describe_column(w, &table->columns[f], versions, &w->columns[w->head.columns++])) return false;
    return describe_column(w, &table->event, records, &out->event);
}

static uint64_t checksum_chunk(const section *s, uint64_t chunk)
{
    uint64_t from = chunk * MANDATE_FILE_CHUNK, padded = mandate_file_padded(s->bytes);
    uint64_t count = padded - from < MANDATE_FILE_CHUNK ? padded - from : MANDATE_FILE_CHUNK;
    if (from + count <= s->bytes) return mandate_file_checksum((const char *)s->at + from, count);
    static const size_t most = MANDATE_FILE_CHUNK;
    char tail[MANDATE_FILE_CHUNK];
    memcpy(tail, (const char *)s->at + from, s->bytes - from);
    memset(tail + (s->bytes - from), 0, most - (s->bytes - from));
    return mandate_file_checksum(tail, count);
}

// Puts the head together: its own struct, the tables, the checksums, the names.
static bool make_head(writing *w)
{
    mandate_file_head *head = &w->head;
    const mandate_snapshot *snapshot = w->snapshot;
    memcpy(head->magic, "mandate\n", sizeof head->magic);
    head->byte_order = MANDATE_FILE_BYTE_ORDER;
    head->version = MANDATE_FILE_VERSION;
    head->identity = w->stamp->identity;
    head->signature = w->stamp->signature;
    head->kinds = (uint32_t)w->stamp->count;
    head->sections = (uint32_t)w->count;
    head->imports = (uint32_t)snapshot->import_count;
    for (size_t s = 0; s < w->count; s++) head->chunks += (uint32_t)mandate_file_chunks(w->list[s].bytes);
    for (size_t i = 0; i < w->stamp->count; i++) head->name_bytes += strlen(mandate_model_kind(snapshot->model, w->stamp->kinds[i].kind)->name) + 1;
    for (size_t i = 0; i < snapshot->import_count; i++) head->name_bytes += (snapshot->imports[i] ? strlen(snapshot->imports[i]) : 0) + 1;
    uint64_t before = sizeof *head + head->kinds * sizeof *w->kinds + head->columns * sizeof *w->columns + head->sections * sizeof(mandate_file_section) +
                      head->chunks * sizeof(uint64_t);
    head->head_bytes = mandate_file_padded(before + head->name_bytes);
    head->file_bytes = head->head_bytes;
    for (size_t s = 0; s < w->count; s++) head->file_bytes += mandate_file_padded(w->list[s].bytes);
    w->bytes = mandate_new(head->head_bytes, 1, w->error);
    if (!w->bytes) return false;
    char *at = w->bytes + sizeof *head;
    memcpy(at, w->kinds, head->kinds * sizeof *w->kinds);
    at += head->kinds * sizeof *w->kinds;
    memcpy(at, w->columns, head->columns * sizeof *w->columns);
    at += head->columns * sizeof *w->columns;
    uint64_t offset = head->head_bytes, chunk = 0;
    char *checksums = at + head->sections * sizeof(mandate_file_section);
    for (size_t s = 0; s < w->count; s++) {
        mandate_file_section described = {.offset = offset, .bytes = w->list[s].bytes, .first_chunk = chunk};
        memcpy(at + s * sizeof described, &described, sizeof described);
        offset += mandate_file_padded(w->list[s].bytes);
        for (uint64_t c = 0; c < mandate_file_chunks(w->list[s].bytes); c++, chunk++) {
            uint64_t checksum = checksum_chunk(&w->list[s], c);
            memcpy(checksums + chunk * sizeof checksum, &checksum, sizeof checksum);
        }
    }
    at = checksums + head->chunks * sizeof(uint64_t);
    for (size_t i = 0; i < w->stamp->count; i++) {
        const char *name = mandate_model_kind(snapshot->model, w->stamp->kinds[i].kind)->name;
        memcpy(at, name, strlen(name) + 1);
        at += strlen(name) + 1;
    }
    for (size_t i = 0; i < snapshot->import_count; i++) {
        const char *name = snapshot->imports[i] ? snapshot->imports[i] : "";
        memcpy(at, name, strlen(name) + 1);
        at += strlen(name) + 1;
    }
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
        uint64_t bytes = p->w->list[s].bytes, whole = (bytes + STRETCH - 1) / STRETCH * STRETCH;
        if (at < whole)
            return put(p->descriptor, (const char *)p->w->list[s].at + at, bytes - at < STRETCH ? bytes - at : STRETCH, offset + at) ||
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
    for (size_t s = 0; s < w->count; s++) stretches += (size_t)((w->list[s].bytes + STRETCH - 1) / STRETCH);
    return ftruncate(descriptor, (off_t)w->head.file_bytes) == 0 && put(descriptor, w->bytes, w->head.head_bytes, 0) &&
           mandate_in_parallel(mandate_processors(), stretches, put_stretch, &p, &error);
}

// Who may read the registry may read the snapshot, and nobody else.
static void store(const writing *w, const char *path, const char *registry)
{
    char fresh[MANDATE_PATH_SIZE + 64];
    struct stat status;
    (void)snprintf(fresh, sizeof fresh, "%s.%ld", path, (long)getpid());
    mode_t mode = stat(registry, &status) == 0 ? status.st_mode & 0666 : 0600;
    int descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (descriptor < 0) return;
    bool done = put_all(w, descriptor);
    done = close(descriptor) == 0 && done;
    if (!done || rename(fresh, path) != 0) unlink(fresh);
}

bool mandate_file_write(const mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, const char *registry, mandate_error *error)
{
    writing w = {.snapshot = snapshot, .stamp = stamp, .error = error};
    size_t columns = 0;
    for (size_t i = 0; i < stamp->count; i++) columns += (size_t)snapshot->tables[stamp->kinds[i].kind].kind->field_count;
    w.kinds = mandate_new(stamp->count, sizeof *w.kinds, error);
    w.columns = mandate_new(columns, sizeof *w.columns, error);
    bool done = w.kinds && w.columns;
    for (size_t i = 0; done && i < stamp->count; i++) done = describe_kind(&w, stamp->kinds[i].kind, stamp->kinds[i].revision, &w.kinds[i]);
    done = done && make_head(&w);
    if (done) store(&w, path, registry);
    mandate_free(w.list);
    mandate_free(w.kinds);
    mandate_free(w.columns);
    mandate_free(w.bytes);
    return done;
}
