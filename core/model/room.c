#define _GNU_SOURCE // O_TMPFILE
#include "model/room.h"

#include <fcntl.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "model/memory.h"
#include "model/sizes.h"

enum { LEAST_OF_A_FILE = MANDATE_SIZE(1024 * 1024, 64) }; // a smaller block is not worth one

struct mandate_room {
    size_t most;
    atomic_size_t in_memory, in_files;
    char pattern[]; // of a file's name
};

// What stands before a block.
typedef struct head {
    alignas(max_align_t) size_t bytes; // with the head
    mandate_room *room; // NULL: none
    bool in_file;
} head;

mandate_room *mandate_room_open(const char *beside, size_t most, mandate_error *error)
{
    static const char name[] = "-room-XXXXXX";
    size_t length = strlen(beside);
    mandate_room *room = mandate_new(1, sizeof *room + length + sizeof name, error);
    if (!room) return NULL;
    room->most = most;
    (void)snprintf(room->pattern, length + sizeof name, "%s%s", beside, name);
    return room;
}

void mandate_room_close(mandate_room *room) { mandate_free(room); }

size_t mandate_room_in_files(const mandate_room *room) { return atomic_load(&room->in_files); }

// A file without a name. -1 where there is none to be had.
static int open_file(const mandate_room *room)
{
    size_t size = strlen(room->pattern) + 1;
    char *path = malloc(size);
    if (!path) return -1;
    memcpy(path, room->pattern, size);
    int file = mkostemp(path, O_CLOEXEC);
    if (file >= 0) (void)unlink(path);
    free(path);
    return file;
}

// Zeroed. The disk must have room for all of it now, as who writes into a mapping later cannot be told that it has none. NULL where it cannot be had.
static head *map_file(const mandate_room *room, size_t bytes)
{
    int file = open_file(room);
    if (file < 0) return NULL;
    void *mapped = posix_fallocate(file, 0, (off_t)bytes) == 0 ? mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
    (void)close(file);
    return mapped == MAP_FAILED ? NULL : mapped;
}

// Whether so many bytes may lie in memory; then they count.
static bool take_memory(mandate_room *room, size_t bytes)
{
    size_t before = atomic_load(&room->in_memory);
    do {
        if (before + bytes > room->most && bytes >= LEAST_OF_A_FILE) return false;
    } while (!atomic_compare_exchange_weak(&room->in_memory, &before, before + bytes));
    return true;
}

void *mandate_room_new(mandate_room *room, size_t count, size_t size, mandate_error *error)
{
    if (size != 0 && count > (SIZE_MAX / 4) / size) return mandate_new(SIZE_MAX, 2, error); // fails and says so
    size_t bytes = count * size + sizeof(head);
    bool counted = !room || take_memory(room, bytes);
    head *made = counted ? NULL : map_file(room, bytes);
    bool in_file = made != NULL;
    if (!made) made = mandate_new(bytes, 1, error);
    if (!made) {
        if (room && counted) atomic_fetch_sub(&room->in_memory, bytes);
        return NULL;
    }
    if (in_file) atomic_fetch_add(&room->in_files, bytes);
    else if (room && !counted) atomic_fetch_add(&room->in_memory, bytes);
    *made = (head){.bytes = bytes, .room = room, .in_file = in_file};
    return made + 1;
}

void mandate_room_free(void *block)
{
    if (!block) return;
    head *made = (head *)block - 1;
    size_t bytes = made->bytes;
    if (made->room) atomic_fetch_sub(made->in_file ? &made->room->in_files : &made->room->in_memory, bytes);
    if (made->in_file) (void)munmap(made, bytes);
    else mandate_free(made);
}

void *mandate_room_resize(mandate_room *room, void *block, size_t count, size_t size, mandate_error *error)
{
    head *was = block ? (head *)block - 1 : NULL;
    bool fits = count <= (SIZE_MAX / 4) / (size == 0 ? 1 : size);
    size_t bytes = fits ? count * size + sizeof(head) : 0;
    // In memory a block of the system's mostly grows where it is, or its pages move.
    if (was && !was->in_file && fits && (!was->room || bytes <= was->bytes || take_memory(was->room, bytes - was->bytes))) {
        size_t before = was->bytes;
        mandate_room *of = was->room;
        head *moved = mandate_resize(was, bytes, 1, error);
        if (moved && of && bytes < before) atomic_fetch_sub(&of->in_memory, before - bytes);
        if (!moved && of && bytes > before) atomic_fetch_sub(&of->in_memory, bytes - before);
        if (!moved) return NULL;
        moved->bytes = bytes;
        return moved + 1;
    }
    void *moved = mandate_room_new(was ? was->room : room, count, size, error);
    if (!moved) return NULL;
    if (was) memcpy(moved, block, (was->bytes < bytes ? was->bytes : bytes) - sizeof(head));
    mandate_room_free(block);
    return moved;
}
