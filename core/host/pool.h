// Memory for one Lua state: small blocks are cut from large pieces and kept for the next block of their size, since a state makes and
// drops hundreds of thousands of them; Lua itself tells the size of what it gives back. For one thread at a time.
#ifndef MANDATE_HOST_POOL_H
#define MANDATE_HOST_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum { MANDATE_POOL_STEP = 16, MANDATE_POOL_MOST = 512 }; // bytes: sizes are rounded up to a step; larger blocks come from the system

typedef struct mandate_pool { // begins as zeros
    void *free[MANDATE_POOL_MOST / MANDATE_POOL_STEP]; // by size, each leading to the next
    char *piece; // what is left of the piece last taken
    size_t left;
    unsigned small_pieces; // how many were taken
    void *pieces; // all of them, each leading to the next
    bool ending; // all goes soon, at once: small blocks that come back are not kept for others
} mandate_pool;

// As realloc, with the block's present size; size 0 frees. NULL where there is no memory, and then the block is as it was. Making a block
// smaller never fails.
void *mandate_pool_resize(mandate_pool *pool, void *block, size_t old_size, size_t size);
// Gives all pieces back; blocks larger than MANDATE_POOL_MOST must have been freed.
void mandate_pool_clear(mandate_pool *pool);

#endif
