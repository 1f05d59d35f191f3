#define _DEFAULT_SOURCE // madvise
#include "model/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef MANDATE_TESTING
#include <stdatomic.h>

// Among the static blocks of each thread, also in a module that is loaded late: the thread sanitizer takes what such a module keeps elsewhere,
// on the heap, for a piece of the thread's own memory, and dies of it (gcc 12).
__attribute__((tls_model("initial-exec"))) static _Thread_local struct {
    size_t to_failure; // allocations
    bool tests; // it has other threads' allocations fail
} own;
static atomic_llong others_to_failure;

void mandate_fail_allocation(size_t n) { own.to_failure = n; }

void mandate_fail_allocation_of_others(size_t n)
{
    own.tests = true;
    atomic_store(&others_to_failure, (long long)n);
}

static bool must_fail(void)
{
    if (own.to_failure > 0 && --own.to_failure == 0) return true;
    return !own.tests && atomic_load(&others_to_failure) > 0 && atomic_fetch_sub(&others_to_failure, 1) == 1;
}
#else
static bool must_fail(void) { return false; }
#endif

// The bytes of count elements, at least 1, or 0 when the product overflows.
static size_t bytes_of(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) return 0;
    size_t bytes = count * size;
    return bytes == 0 ? 1 : bytes;
}

// Pages of 2 MB, where the system has them, for what is large: millions of rows lie in few arrays, and of an import's time a fifth went into faults of small pages and
// into finding them. Blocks that are much larger than such a page: at their ends they keep small ones.
enum { HUGE_PAGE = 2 * 1024 * 1024, HUGE_FROM = 2 * HUGE_PAGE };

static void *with_huge_pages(void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    if (!block || bytes < HUGE_FROM) return block;
    size_t before = (HUGE_PAGE - (uintptr_t)block % HUGE_PAGE) % HUGE_PAGE, whole = (bytes - before) / HUGE_PAGE * HUGE_PAGE;
    (void)madvise((char *)block + before, whole, MADV_HUGEPAGE); // a system without them has only said so
#else
    (void)bytes;
#endif
    return block;
}

static void *out_of_memory(size_t count, size_t size, mandate_error *error)
{
    mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory: no room for %zu times %zu bytes; close other programs or take a smaller input", count, size);
    return NULL;
}

void *mandate_new(size_t count, size_t size, mandate_error *error)
{
    size_t bytes = bytes_of(count, size);
    void *block = bytes == 0 || must_fail() ? NULL : with_huge_pages(calloc(1, bytes), bytes);
    return block ? block : out_of_memory(count, size, error);
}

void *mandate_resize(void *block, size_t count, size_t size, mandate_error *error)
{
    size_t bytes = bytes_of(count, size);
    void *moved = bytes == 0 || must_fail() ? NULL : with_huge_pages(realloc(block, bytes), bytes);
    return moved ? moved : out_of_memory(count, size, error);
}

char *mandate_copy_text(const char *text, size_t length, mandate_error *error)
{
    char *copy = length < SIZE_MAX ? mandate_new(length + 1, 1, error) : NULL;
    if (copy && length > 0) memcpy(copy, text, length);
    return copy;
}

void mandate_free(void *block) { free(block); }

void mandate_give_back(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}

void *mandate_grow(void *block, size_t count, size_t *capacity, size_t size, mandate_error *error)
{
    if (count < *capacity) return block;
    size_t wider = *capacity < 8 ? 16 : *capacity + *capacity / 2;
    void *moved = mandate_resize(block, wider, size, error);
    if (moved) *capacity = wider;
    return moved;
}
