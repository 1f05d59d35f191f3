// Checked allocation. Every allocation of the core goes through here, so that tests can fail each one in turn.
#ifndef MANDATE_MODEL_MEMORY_H
#define MANDATE_MODEL_MEMORY_H

#include <stddef.h>
#include "model/error.h"

// count * size bytes, zeroed; NULL and a filled error when memory or the product overflows. count 0 gives a unique block.
void *mandate_new(size_t count, size_t size, mandate_error *error);
// Like realloc on count * size; the old block stays valid on failure. New bytes are not zeroed.
void *mandate_resize(void *block, size_t count, size_t size, mandate_error *error);
// Brings an array to `count` elements of its type, or returns false from the function around it.
#define MANDATE_RESIZE(array, count, error)                                                                                                                              \
    do {                                                                                                                                                                 \
        void *resized_ = mandate_resize(array, count, sizeof *(array), error);                                                                                           \
        if (!resized_) return false;                                                                                                                                     \
        (array) = resized_;                                                                                                                                              \
    } while (0)
char *mandate_copy_text(const char *text, size_t length, mandate_error *error); // adds a NUL
void mandate_free(void *block);
void mandate_give_back(void); // to the system what was freed and may otherwise be kept for later, where much was

// Makes room for one more element in a growing array: returns the block (moved or not), or NULL with the error filled and
// *capacity untouched (the old block stays valid).
void *mandate_grow(void *block, size_t count, size_t *capacity, size_t size, mandate_error *error);

#ifdef MANDATE_TESTING
// The n-th allocation from now fails (1 = the next); 0 turns it off. Thread-local.
void mandate_fail_allocation(size_t n);
// The same of the other threads, whichever of them comes to it.
void mandate_fail_allocation_of_others(size_t n);
#endif
#endif
