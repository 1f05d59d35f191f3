#define _DEFAULT_SOURCE // madvise, sbrk
#include "command/heap.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 2 * 1024 * 1024, AT_ONCE = 16 * LARGE_PAGE }; // more than a check of a pack of thirty files and eight thousand records takes in all

void mandate_heap_prepare(void)
{
#ifdef MADV_HUGEPAGE
    char *start = sbrk(0);
    // Pieces from a large page on are mapped by themselves, and given back when they are freed. Threads take from the same memory.
    if (!mallopt(M_TOP_PAD, AT_ONCE) || !mallopt(M_MMAP_THRESHOLD, LARGE_PAGE) || !mallopt(M_ARENA_MAX, 1)) return;
    void *volatile some = malloc(1); // which a compiler leaves out where nobody looks at it
    free(some);
    char *end = sbrk(0);
    char *first = (char *)(((uintptr_t)start + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE);
    if (end > first && end - first >= LARGE_PAGE) (void)madvise(first, (size_t)(end - first) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE); // it is a wish
#endif
}
#else
void mandate_heap_prepare(void) {}
#endif
