#define _POSIX_C_SOURCE 200809L // stat's nanoseconds
#include "store/signature.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#define XXH_INLINE_ALL
#include <xxhash.h>
#include "model/memory.h"
#include "store/database.h"

static_assert(sizeof(mandate_signature) == 64, "no gaps: signatures are compared as bytes");

enum { HEADER_SIZE = 28, WRITE_VERSION_AT = 18, COUNT_AT = 24, WITH_LOG = 2 };
enum { LONGEST_LOG = 64 * 1024 * 1024 }; // SQLite keeps a log at about 4 MB unless a reader holds it up

static bool read_header(mandate_registry *registry, mandate_signature *signature, mandate_error *error)
{
    sqlite3_file *file = NULL;
    unsigned char header[HEADER_SIZE] = {0};
    if (sqlite3_file_control(registry->database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods)
        return mandate_database_fail(registry->database, registry->path, error);
    int result = file->pMethods->xRead(file, header, HEADER_SIZE, 0);
    if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ) // short: a file that is still empty, read as zeros
        return mandate_fail(error, MANDATE_ERROR_IO, "the registry's header cannot be read: look at the disk and try again");
    signature->logged = header[WRITE_VERSION_AT] == WITH_LOG;
    signature->changes = (uint32_t)header[COUNT_AT] << 24 | (uint32_t)header[COUNT_AT + 1] << 16 | (uint32_t)header[COUNT_AT + 2] << 8 | header[COUNT_AT + 3];
    return true;
}

static int64_t nanoseconds(struct timespec time) { return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec; }

// Whether the path still leads to the file that is open; where SQLite cannot tell, it is not taken for granted.
static bool is_in_place(mandate_registry *registry)
{
    int moved = 1;
    return sqlite3_file_control(registry->database, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && !moved;
}

// A log is short, and its bytes with those of the file are all that a reader sees. A file that has none is read as before.
static bool sign_log(const char *registry, mandate_signature *signature, mandate_error *error)
{
    char path[MANDATE_PATH_SIZE + 8];
    (void)snprintf(path, sizeof path, "%s-wal", registry);
    struct stat status;
    if (stat(path, &status) != 0 || status.st_size == 0) return true;
    if (status.st_size > LONGEST_LOG) return false;
    char *bytes = mandate_new((size_t)status.st_size, 1, error);
    FILE *log = bytes ? fopen(path, "rb") : NULL;
    bool whole = log && fread(bytes, 1, (size_t)status.st_size, log) == (size_t)status.st_size;
    if (log) (void)fclose(log);
    if (whole) {
        signature->log_bytes = (uint64_t)status.st_size;
        signature->log_hash = XXH3_64bits(bytes, (size_t)status.st_size);
    }
    mandate_free(bytes);
    return whole;
}

bool mandate_signature_take(mandate_registry *registry, mandate_signature *signature, bool *known, mandate_error *error)
{
    struct stat status;
    *known = false;
    memset(signature, 0, sizeof *signature);
    if (!read_header(registry, signature, error)) return false;
    if (stat(registry->path, &status) != 0 || !S_ISREG(status.st_mode)) return true;
    signature->device = (uint64_t)status.st_dev;
    signature->inode = (uint64_t)status.st_ino;
    signature->bytes = (uint64_t)status.st_size;
    signature->modified = nanoseconds(status.st_mtim);
    signature->changed = nanoseconds(status.st_ctim);
    mandate_error unread = {0}; // a log that cannot be read leaves the state unknown, which is no failure
    *known = (!signature->logged || sign_log(registry->path, signature, &unread)) && is_in_place(registry);
    return true;
}

bool mandate_signature_same(const mandate_signature *a, const mandate_signature *b) { return memcmp(a, b, sizeof *a) == 0; }
