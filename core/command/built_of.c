#include "command/built_of.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command/half/half.h"
#include "model/text.h"

enum { PATH_SIZE = 8192 };

bool mandate_file_holds(const char *path, size_t length, uint64_t hash)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(length + 1) : NULL; // one byte more, to see that there is none
    bool same = text && fread(text, 1, length + 1, file) == length && !ferror(file) && mandate_text_hash(text, length, 0) == hash;
    free(text);
    if (file) fclose(file);
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
