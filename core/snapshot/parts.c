#define _POSIX_C_SOURCE 200809L // fdopendir, fstatat, unlinkat
#include "snapshot/parts.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "model/memory.h"

enum { DIGITS = 16, LEFT_BEHIND_SECONDS = 3600 };

void mandate_part_path(const char *path, uint64_t part, char out[MANDATE_FILE_PATH_SIZE]) { (void)snprintf(out, MANDATE_FILE_PATH_SIZE, "%s-%016" PRIx64, path, part); }

bool mandate_parts_of(const char *path, mandate_parts *parts, mandate_error *error)
{
    mandate_file *file;
    *parts = (mandate_parts){0};
    if (!mandate_file_map(path, &file, error)) return false;
    if (!file) return true;
    parts->list = mandate_new(file->head->kinds, sizeof *parts->list, error);
    for (uint32_t k = 0; parts->list && k < file->head->kinds; k++)
        if (file->kinds[k].part != 0) parts->list[parts->count++] = file->kinds[k].part;
    mandate_file_unmap(file);
    return parts->list != NULL;
}

// Reads a part's number; returns what stands behind its digits, NULL where there are none.
static const char *read_digits(const char *text, uint64_t *part)
{
    static const char digits[] = "0123456789abcdef";
    *part = 0;
    for (int i = 0; i < DIGITS; i++, text++) {
        const char *digit = *text ? strchr(digits, *text) : NULL;
        if (!digit) return NULL;
        *part = *part << 4 | (uint64_t)(digit - digits);
    }
    return text;
}

// Whether it is a full stop and a number: the name of a file while it is written.
static bool is_fresh(const char *text) { return text[0] == '.' && text[1] && strspn(text + 1, "0123456789") == strlen(text + 1); }

static bool is_old(int folder, const char *name)
{
    struct stat status;
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode) && status.st_mtime < time(NULL) - LEFT_BEHIND_SECONDS;
}

static bool has(const uint64_t *list, size_t count, uint64_t part)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == part) return true;
    return false;
}

// `rest` is what stands behind the main file's name.
static bool may_go(int folder, const char *name, const char *rest, const mandate_file_kind *kinds, size_t count, const mandate_parts *replaced)
{
    uint64_t part;
    if (is_fresh(rest)) return is_old(folder, name);
    rest = rest[0] == '-' ? read_digits(rest + 1, &part) : NULL;
    if (!rest) return false;
    if (is_fresh(rest)) return is_old(folder, name);
    if (rest[0]) return false;
    for (size_t i = 0; i < count; i++)
        if (kinds[i].part == part) return false;
    return has(replaced->list, replaced->count, part) || is_old(folder, name);
}

void mandate_parts_sweep(const char *path, const mandate_file_kind *kinds, size_t count, const mandate_parts *replaced)
{
    char folder[MANDATE_FILE_PATH_SIZE];
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    (void)snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
    DIR *directory = opendir(folder);
    if (!directory) return;
    size_t length = strlen(base);
    for (struct dirent *entry = readdir(directory); entry; entry = readdir(directory))
        if (strncmp(entry->d_name, base, length) == 0 && may_go(dirfd(directory), entry->d_name, entry->d_name + length, kinds, count, replaced))
            (void)unlinkat(dirfd(directory), entry->d_name, 0);
    closedir(directory);
}
