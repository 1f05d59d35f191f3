#define _POSIX_C_SOURCE 200809L // lstat, fchmod
#include "verdict/sink.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "model/memory.h"

struct mandate_sink {
    int file;
    char *path;
    char *beside; // where a regular file is written meanwhile; NULL: it is written in its place
};

static bool failed(const mandate_sink *sink, int why, mandate_error *error)
{
    return mandate_fail(error, MANDATE_ERROR_IO, "the verdicts could not all be written to %s: %s%s", sink->path, strerror(why),
                        sink->beside ? "; what was written of them is taken back" : "");
}

static void destroy(mandate_sink *sink)
{
    mandate_free(sink->path);
    mandate_free(sink->beside);
    mandate_free(sink);
}

// True where a new file may be put: nothing is there, or a regular file of ours that has no other name. The new one has its mode.
static bool replaceable(const char *path, mode_t *mode)
{
    struct stat found;
    *mode = 0;
    if (lstat(path, &found) != 0) return errno == ENOENT;
    *mode = found.st_mode & 07777;
    return S_ISREG(found.st_mode) && found.st_nlink == 1 && found.st_uid == geteuid();
}

// Where the standard output is a file, a second opening would have a place of its own in it, and each would write over the other.
static int create(const char *path, int more)
{
    if (strcmp(path, "/dev/stdout") == 0) return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    return open(path, O_WRONLY | O_CREAT | O_CLOEXEC | more, 0666);
}

// What the standard output holds is the caller's business.
static bool is_handed_over(const char *path) { return strcmp(path, "/dev/stdout") == 0 || strcmp(path, "/dev/stderr") == 0 || strncmp(path, "/dev/fd/", 8) == 0; }

// Fails where a file holds something else than an earlier answer, or nobody knows.
static bool may_replace(const char *path, const char *beginning, mandate_error *error)
{
    struct stat found;
    char bytes[64];
    size_t length = strlen(beginning);
    assert(length <= sizeof bytes);
    if (is_handed_over(path) || stat(path, &found) != 0 || !S_ISREG(found.st_mode) || found.st_size == 0) return true;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t count = file < 0 ? -1 : read(file, bytes, length);
    int why = errno;
    if (file >= 0) close(file);
    if (count < 0)
        return mandate_fail(error, MANDATE_ERROR_IO,
                            "%s is there already and cannot be read (%s), so nobody knows whether it holds verdicts: give another name, or remove that file first", path,
                            strerror(why));
    return (count == (ssize_t)length && memcmp(bytes, beginning, length) == 0) ||
           mandate_fail(error, MANDATE_ERROR_IO,
                        "%s is there already and holds no verdicts, so they are not written over it: give another name, or remove that file first", path);
}

mandate_sink *mandate_sink_open(const char *path, const char *beginning, mandate_error *error)
{
    if (!may_replace(path, beginning, error)) return NULL;
    mandate_sink *sink = mandate_new(1, sizeof *sink, error);
    if (!sink) return NULL;
    size_t length = strlen(path), room = length + 32;
    mode_t mode;
    sink->file = -1;
    sink->path = mandate_copy_text(path, length, error);
    if (!sink->path) goto out;
    if (replaceable(path, &mode)) {
        sink->beside = mandate_new(room, 1, error);
        if (!sink->beside) goto out;
        (void)snprintf(sink->beside, room, "%s.partial-%ld", path, (long)getpid());
        sink->file = create(sink->beside, O_EXCL);
        if (sink->file < 0) { // a folder in which nothing new may stand can still hold a file that may be written
            mandate_free(sink->beside);
            sink->beside = NULL;
        } else if (mode != 0 && fchmod(sink->file, mode) != 0) {
            mandate_fail(error, MANDATE_ERROR_IO, "the verdicts cannot be written to %s: %s", path, strerror(errno));
            mandate_sink_abandon(sink);
            return NULL;
        }
    }
    if (sink->file < 0) sink->file = create(path, O_TRUNC);
    if (sink->file >= 0) return sink;
    mandate_fail(error, MANDATE_ERROR_IO, "the verdicts cannot be written to %s: %s", path, strerror(errno));
out:
    destroy(sink);
    return NULL;
}

bool mandate_sink_write(void *context, const char *bytes, size_t length, mandate_error *error)
{
    const mandate_sink *sink = context;
    while (length > 0) {
        ssize_t written = write(sink->file, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed(sink, errno, error);
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool mandate_sink_close(mandate_sink *sink, mandate_error *error)
{
    bool done = close(sink->file) == 0;
    if (done && sink->beside) done = rename(sink->beside, sink->path) == 0;
    if (!done) {
        failed(sink, errno, error);
        if (sink->beside) unlink(sink->beside);
    }
    destroy(sink);
    return done;
}

void mandate_sink_abandon(mandate_sink *sink)
{
    if (!sink) return;
    close(sink->file);
    if (sink->beside) unlink(sink->beside);
    destroy(sink);
}
