#define _DEFAULT_SOURCE // open, fstat, mmap with MAP_ANONYMOUS
#define XXH_INLINE_ALL
#include "snapshot/file.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include "model/memory.h"
#include "snapshot/forms.h"
#include "snapshot/parts.h"

enum { MOST_ATTEMPTS = 8 };
#define MOST_BYTES (1ULL << 40) // of an array: rows are numbered with 32 bits
#define MOST_MADE (1ULL << 46) // of all arrays that are made: a process has no addresses for more

static const char magic[8] = "mandate\n";

uint64_t mandate_file_checksum(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }
uint64_t mandate_file_padded(uint64_t bytes) { return (bytes + MANDATE_FILE_ALIGNMENT - 1) / MANDATE_FILE_ALIGNMENT * MANDATE_FILE_ALIGNMENT; }
uint64_t mandate_file_chunks(uint64_t bytes) { return (mandate_file_padded(bytes) + MANDATE_FILE_CHUNK - 1) / MANDATE_FILE_CHUNK; }

static uint64_t digest_text(uint64_t digest, const char *text) { return XXH3_64bits_withSeed(text ? text : "", text ? strlen(text) + 1 : 0, digest); }

uint64_t mandate_file_digest(const mandate_model *model, const mandate_kind *kind)
{
    uint64_t digest = digest_text(MANDATE_FILE_VERSION, kind->name);
    const int shape[] = {kind->field_count, kind->owner, kind->starts, kind->tree, kind->lasting};
    digest = XXH3_64bits_withSeed(shape, sizeof shape, digest);
    for (int f = 0; f < kind->field_count; f++) {
        const mandate_field *field = &kind->fields[f];
        const int about[] = {(int)field->type, (int)field->blank, field->key, field->owner, field->starts, field->known_from};
        digest = digest_text(digest, field->name);
        digest = XXH3_64bits_withSeed(about, sizeof about, digest);
        if (field->type == MANDATE_REFERENCE) digest = digest_text(digest, mandate_model_kind(model, field->kind)->name);
    }
    return digest;
}

// The bytes of everything in the head before the names, 0 where the counts cannot be.
static uint64_t bytes_before_names(const mandate_file_head *head, uint64_t size)
{
    uint64_t bytes = sizeof *head + (uint64_t)head->kinds * sizeof(mandate_file_kind) + (uint64_t)head->columns * sizeof(mandate_file_column) +
                     (uint64_t)head->sections * sizeof(mandate_file_section) + (uint64_t)head->chunks * sizeof(uint64_t);
    return bytes <= size && head->name_bytes <= size - bytes ? bytes : 0;
}

static bool is_whole(const mandate_file *file)
{
    const mandate_file_head *head = file->head;
    if (file->size < sizeof *head || memcmp(head->magic, magic, sizeof magic) != 0) return false;
    if (head->byte_order != MANDATE_FILE_BYTE_ORDER || head->version != MANDATE_FILE_VERSION) return false;
    if (head->file_bytes != file->size || head->head_bytes > file->size || head->head_bytes < sizeof *head) return false;
    size_t unchecked = offsetof(mandate_file_head, byte_order);
    if (mandate_file_checksum(file->bytes + unchecked, head->head_bytes - unchecked) != head->checksum) return false;
    uint64_t before = bytes_before_names(head, head->head_bytes);
    if ((uint64_t)head->kinds + head->imports > head->name_bytes) return false; // each name has a NUL
    return before > 0 && mandate_file_padded(before + head->name_bytes) == head->head_bytes;
}

static bool is_width(uint32_t width) { return width == 1 || width == 2 || width == 4 || width == 8; }

// Whether a section lies in the file, and its form is one that can be.
static bool is_section(const mandate_file *file, uint32_t index)
{
    const mandate_file_head *head = file->head;
    const mandate_file_section *section = &file->sections[index];
    if (section->offset % MANDATE_FILE_ALIGNMENT != 0 || section->offset > file->size || section->stored > file->size - section->offset ||
        mandate_file_padded(section->stored) > file->size - section->offset || section->first_chunk > head->chunks ||
        mandate_file_chunks(section->stored) > head->chunks - section->first_chunk || section->bytes > MOST_BYTES)
        return false;
    switch (section->form) {
    case MANDATE_FORM_PLAIN: return section->stored == section->bytes;
    case MANDATE_FORM_RUNS:
        return is_width(section->width) && section->bytes % section->width == 0 && section->stored > 0 && section->stored % sizeof(mandate_value_run) == 0 &&
               section->stored <= MANDATE_MOST_RUNS * sizeof(mandate_value_run);
    case MANDATE_FORM_OWNERS: {
        if (section->told_by < 0 || (uint32_t)section->told_by >= head->sections || section->stored != 0 || section->bytes % 4 != 0) return false;
        const mandate_file_section *starts = &file->sections[section->told_by];
        return starts->form != MANDATE_FORM_OWNERS && starts->bytes % 4 == 0 && starts->bytes >= 4;
    }
    default: return false;
    }
}

// Where the head's tables lie, and whether they say what can be. The head's checksum is good; this is for a writer that was wrong.
static bool find_tables(mandate_file *file, mandate_error *error, bool *sound)
{
    const mandate_file_head *head = file->head;
    const char *at = file->bytes + sizeof *head;
    *sound = false;
    file->kinds = (const mandate_file_kind *)at;
    at += head->kinds * sizeof *file->kinds;
    file->columns = (const mandate_file_column *)at;
    at += head->columns * sizeof *file->columns;
    file->sections = (const mandate_file_section *)at;
    at += head->sections * sizeof *file->sections;
    file->checksums = (const uint64_t *)at;
    at += head->chunks * sizeof *file->checksums;
    size_t names = (size_t)head->kinds + head->imports;
    file->names = mandate_new(names, sizeof *file->names, error);
    file->checking = mandate_new(head->sections, sizeof *file->checking, error);
    if (!file->names || !file->checking) return false;
    const char *end = at + head->name_bytes;
    for (size_t i = 0; i < names; i++) {
        const char *nul = at < end ? memchr(at, '\0', (size_t)(end - at)) : NULL;
        if (!nul) return true;
        file->names[i] = at;
        at = nul + 1;
    }
    for (uint32_t s = 0; s < head->sections; s++)
        if (!is_section(file, s)) return true;
    *sound = true;
    return true;
}

static bool is_of_zeros(const mandate_file *file, int32_t index)
{
    const mandate_file_section *section = &file->sections[index];
    return section->form == MANDATE_FORM_RUNS &&
           mandate_runs_are_zeros((const mandate_value_run *)(const void *)(file->bytes + section->offset), section->stored / sizeof(mandate_value_run));
}

static bool keeps_limit(const mandate_file *file, int32_t index, uint64_t from, uint64_t bytes)
{
    const mandate_file_section *section = &file->sections[index];
    const mandate_limit *limit = &file->checking[index].limit;
    if (limit->sort == MANDATE_LIMIT_NONE || from >= section->bytes) return true;
    if (limit->sort == MANDATE_LIMIT_STARTS && is_of_zeros(file, index)) return true; // of owners without any row: not looked at, as that would take memory
    uint64_t to = section->bytes - from < bytes ? section->bytes : from + bytes;
    return mandate_limit_holds(limit, file->at[index], section->bytes / limit->width, from / limit->width, to / limit->width);
}

bool mandate_file_limit(const mandate_file *file, int32_t index, mandate_limit limit)
{
    if (index < 0 || file->sections[index].bytes == 0) return true; // empty parts of all sorts lie in one section
    mandate_limit *known = &file->checking[index].limit;
    if (known->sort != MANDATE_LIMIT_NONE && (known->sort != limit.sort || known->width != limit.width || known->limit != limit.limit)) return false;
    *known = limit;
    bool checked = atomic_load(&file->checking[index].good) == mandate_file_chunks(file->sections[index].bytes); // a small one, when the file was opened
    return !checked || keeps_limit(file, index, 0, file->sections[index].bytes);
}

// Whether what is stored is what was written.
static bool is_as_written(const mandate_file *file, int32_t index, uint64_t from, uint64_t count)
{
    const mandate_file_section *section = &file->sections[index];
    return mandate_file_checksum(file->bytes + section->offset + from, count) == file->checksums[section->first_chunk + from / MANDATE_FILE_CHUNK];
}

// Whether the bytes of a section from one place to another, which begins a chunk, are there and good: those that it stores are checked, others are made.
static bool make_good(const mandate_file *file, int32_t index, uint64_t from, uint64_t to)
{
    const mandate_file_section *section = &file->sections[index];
    if (section->form == MANDATE_FORM_PLAIN) return is_as_written(file, index, from, to - from);
    char *made = file->made + (file->at[index] - file->made);
    if (to > section->bytes) to = section->bytes; // padding is nobody's
    if (section->form == MANDATE_FORM_RUNS) { // few, and checked when the file was opened
        const mandate_value_run *runs = (const mandate_value_run *)(const void *)(file->bytes + section->offset);
        if (!is_of_zeros(file, index)) mandate_runs_make(runs, section->stored / sizeof *runs, section->width, made, from / section->width, to / section->width);
        return true;
    }
    const uint64_t owners = file->sections[section->told_by].bytes / sizeof(uint32_t) - 1;
    const uint32_t *owner_start = (const uint32_t *)(const void *)file->at[section->told_by];
    if (!mandate_file_check(file, section->told_by) || owner_start[owners] != section->bytes / sizeof(uint32_t)) return false;
    mandate_owners_make(owner_start, owners, (uint32_t *)(void *)made, from / sizeof(uint32_t), to / sizeof(uint32_t));
    return true;
}

// How many chunks of a section a thread takes at a time: all of them where a value is made and then held against the one behind it, which is in the next chunk.
static uint64_t taken_at_once(const mandate_file *file, int32_t index, uint64_t chunks)
{
    mandate_limit_sort sort = file->checking[index].limit.sort;
    return file->sections[index].form != MANDATE_FORM_PLAIN && (sort == MANDATE_LIMIT_STARTS || sort == MANDATE_LIMIT_PARTS) ? chunks : 1;
}

bool mandate_file_check(const mandate_file *file, int32_t index)
{
    if (index < 0) return true;
    const mandate_file_section *section = &file->sections[index];
    mandate_checking *checking = &file->checking[index];
    uint64_t chunks = mandate_file_chunks(section->bytes), bytes = mandate_file_padded(section->bytes), chunk, taken = taken_at_once(file, index, chunks);
    if (atomic_load(&checking->good) == chunks) return true;
    while (!atomic_load(&checking->bad) && (chunk = atomic_fetch_add(&checking->next, taken)) < chunks) {
        uint64_t from = chunk * MANDATE_FILE_CHUNK, count = bytes - from < taken * MANDATE_FILE_CHUNK ? bytes - from : taken * MANDATE_FILE_CHUNK;
        bool good = make_good(file, index, from, from + count) && keeps_limit(file, index, from, count);
        if (good) atomic_fetch_add(&checking->good, taken);
        else atomic_store(&checking->bad, true);
    }
    while (atomic_load(&checking->good) < chunks && !atomic_load(&checking->bad)) sched_yield(); // for the chunks that others took
    return !atomic_load(&checking->bad);
}

// For the arrays that are made. False where there is none: arrays so long were written by nobody.
static bool make_room(mandate_file *file)
{
    uint64_t size = 0; // stops before it goes round, however many sections there are
    for (uint32_t s = 0; s < file->head->sections && size <= MOST_MADE; s++)
        if (file->sections[s].form != MANDATE_FORM_PLAIN) size += mandate_file_padded(file->sections[s].bytes);
    if (size == 0) return true;
    void *made = size > MOST_MADE ? MAP_FAILED : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (made == MAP_FAILED) return false;
    file->made = made;
    file->made_size = size;
    return true;
}

bool mandate_file_check_stored(const mandate_file *file, int32_t index)
{
    const mandate_file_section *section = &file->sections[index];
    const mandate_limit *limit = &file->checking[index].limit;
    if (section->form == MANDATE_FORM_PLAIN) return mandate_file_check(file, index);
    if (section->form == MANDATE_FORM_OWNERS) {
        const uint32_t *owner_start = (const uint32_t *)(const void *)file->at[section->told_by];
        return mandate_file_check(file, section->told_by) &&
               owner_start[file->sections[section->told_by].bytes / sizeof *owner_start - 1] == section->bytes / sizeof *owner_start;
    }
    if (limit->sort != MANDATE_LIMIT_STARTS && limit->sort != MANDATE_LIMIT_PARTS) return true; // the runs themselves were checked when the file was opened
    const mandate_value_run *runs = (const mandate_value_run *)(const void *)(file->bytes + section->offset);
    return mandate_runs_ascend(runs, section->stored / sizeof *runs, section->bytes / section->width, limit->sort == MANDATE_LIMIT_PARTS, limit->limit);
}

// Where each array is, or will be made. Small ones are looked at now, and so are the runs of which others are made.
static bool find_arrays(mandate_file *file, mandate_error *error, bool *sound)
{
    const uint32_t sections = file->head->sections;
    file->at = mandate_new(sections, sizeof *file->at, error);
    if (!file->at) return false;
    if (!make_room(file)) {
        *sound = false;
        return true;
    }
    char *next = file->made;
    for (uint32_t s = 0; s < sections; s++) {
        const mandate_file_section *section = &file->sections[s];
        bool plain = section->form == MANDATE_FORM_PLAIN;
        file->at[s] = plain ? file->bytes + section->offset : next;
        if (!plain) next += mandate_file_padded(section->bytes);
    }
    for (uint32_t s = 0; *sound && s < sections; s++) {
        const mandate_file_section *section = &file->sections[s];
        if (section->form == MANDATE_FORM_PLAIN && section->bytes <= MANDATE_FILE_SMALL) *sound = mandate_file_check(file, (int32_t)s);
        if (section->form == MANDATE_FORM_RUNS)
            *sound = is_as_written(file, (int32_t)s, 0, mandate_file_padded(section->stored)) &&
                     mandate_runs_are_sound((const mandate_value_run *)(const void *)(file->bytes + section->offset), section->stored / sizeof(mandate_value_run),
                                            section->bytes / section->width);
    }
    return true;
}

static bool map_bytes(const char *path, mandate_file *file)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    void *bytes = MAP_FAILED;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= (off_t)sizeof(mandate_file_head))
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (bytes == MAP_FAILED) return false;
    file->bytes = bytes;
    file->size = (size_t)status.st_size;
    file->head = bytes;
    return true;
}

static bool map_one(const char *path, mandate_file **out, mandate_error *error)
{
    *out = NULL;
    mandate_file *file = mandate_new(1, sizeof *file, error);
    if (!file) return false;
    (void)snprintf(file->path, sizeof file->path, "%s", path);
    bool sound = map_bytes(path, file) && is_whole(file), done = !sound || find_tables(file, error, &sound);
    done = done && (!sound || find_arrays(file, error, &sound));
    if (done && sound) *out = file;
    else mandate_file_unmap(file);
    return done;
}

// Whether a file that bears a part's name is that part: the name is the checksum of its head, which holds those of all that follows.
static bool is_part(const mandate_file *part, const mandate_file *file, uint32_t at)
{
    return part->head->checksum == file->kinds[at].part && part->head->kinds == 1 && part->kinds[0].part == 0 && part->kinds[0].digest == file->kinds[at].digest &&
           strcmp(part->names[0], file->names[at]) == 0;
}

static bool map_parts(mandate_file *file, bool *missing, mandate_error *error)
{
    *missing = false;
    file->parts = mandate_new(file->head->kinds, sizeof *file->parts, error);
    if (!file->parts) return false;
    for (uint32_t k = 0; k < file->head->kinds; k++) {
        char path[MANDATE_FILE_PATH_SIZE];
        if (file->kinds[k].part == 0) continue;
        mandate_part_path(file->path, file->kinds[k].part, path);
        if (!map_one(path, &file->parts[k], error)) return false;
        if (file->parts[k] && is_part(file->parts[k], file, k)) continue;
        mandate_file_unmap(file->parts[k]);
        file->parts[k] = NULL;
        *missing = true;
    }
    return true;
}

// A part that is missing may have been removed by who has replaced the main file meanwhile: then that is to be read.
bool mandate_file_map(const char *path, mandate_file **out, mandate_error *error)
{
    uint64_t before = 0;
    for (int attempt = 1;; attempt++) {
        bool missing = false;
        if (!map_one(path, out, error)) return false;
        if (!*out) return true;
        bool done = map_parts(*out, &missing, error);
        if (done && (!missing || (*out)->head->checksum == before || attempt == MOST_ATTEMPTS)) return true;
        before = (*out)->head->checksum;
        mandate_file_unmap(*out);
        *out = NULL;
        if (!done) return false;
    }
}

const mandate_file *mandate_file_of_kind(const mandate_file *file, int at, const mandate_file_kind **kind)
{
    if (file->kinds[at].part == 0) {
        *kind = &file->kinds[at];
        return file;
    }
    if (!file->parts[at]) return NULL;
    *kind = &file->parts[at]->kinds[0];
    return file->parts[at];
}

void mandate_file_unmap(mandate_file *file)
{
    if (!file) return;
    for (uint32_t k = 0; file->parts && k < file->head->kinds; k++) mandate_file_unmap(file->parts[k]);
    mandate_free((void *)file->parts);
    if (file->bytes) munmap((void *)file->bytes, file->size);
    if (file->made) munmap(file->made, file->made_size);
    mandate_free((void *)file->at);
    mandate_free((void *)file->names);
    mandate_free(file->checking);
    mandate_free(file);
}
