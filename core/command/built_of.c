#define _POSIX_C_SOURCE 200809L // open
#include "command/built_of.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/half/half.h"
#include "model/text.h"

enum { PATH_SIZE = 8192 };

bool mandate_file_is(const char *path, size_t length, int64_t changed)
{
    struct stat state;
    return changed && stat(path, &state) == 0 && (uintmax_t)state.st_size == length && (int64_t)state.st_mtim.tv_sec * 1000000000 + state.st_mtim.tv_nsec == changed;
}

bool mandate_file_holds(const char *path, size_t length, uint64_t hash)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    char *text = file >= 0 ? malloc(length + 1) : NULL; // one byte more, to see that there is none
    size_t have = 0;
    ssize_t more = text ? 1 : 0;
    while (more > 0 && have <= length) { // a read may be cut short
        more = read(file, text + have, length + 1 - have);
        if (more > 0) have += (size_t)more;
    }
    bool same = text && more == 0 && have == length && mandate_text_hash(text, length, 0) == hash;
    free(text);
    if (file >= 0) close(file);
    return same;
}

const char *mandate_changed_core(const char *folder)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/lua/../core/mandate.h", folder); // lua/ is a link: what lies above it are the sources
    if (access(path, R_OK) != 0) return NULL;
    for (size_t i = 0; i < mandate_core_count; i++) {
        const mandate_core_file *file = &mandate_core[i];
        snprintf(path, sizeof path, "%s/lua/../%s", folder, file->path);
        if (!mandate_file_holds(path, file->length, file->hash)) return file->path;
    }
    return NULL;
}
