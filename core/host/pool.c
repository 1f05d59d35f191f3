#define _DEFAULT_SOURCE // madvise
#include "host/pool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

// Under the address sanitizer every block is the system's own, so that none is overstepped unseen.
#ifndef POOLED
#if defined(__SANITIZE_ADDRESS__)
#define POOLED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOLED 0
#endif
#endif
#endif
#ifndef POOLED
#define POOLED 1
#endif

enum {
    PIECE_SIZE = 120 * 1024, // below the size from which the system maps each piece by itself
    SMALL_PIECES = 8, // a state that needs no more than these stays small
    LARGE_PIECE = 2 * 1024 * 1024 // a page of the larger sort, where the system has them: of reading a pack a tenth was faults of small ones
};

static size_t class_of(size_t size) { return (size - 1) / MANDATE_POOL_STEP; }

static char *large_piece(void)
{
    char *piece = aligned_alloc(LARGE_PIECE, LARGE_PIECE);
#ifdef MADV_HUGEPAGE
    if (piece) (void)madvise(piece, LARGE_PIECE, MADV_HUGEPAGE); // a system without them has only said so
#endif
    return piece;
}

// What is left of the last piece is given up.
static bool take_piece(mandate_pool *pool)
{
    bool large = pool->small_pieces == SMALL_PIECES;
    char *piece = large ? large_piece() : malloc(PIECE_SIZE);
    if (!piece) return false;
    if (!large) pool->small_pieces++;
    memcpy(piece, &pool->pieces, sizeof pool->pieces);
    pool->pieces = piece;
    pool->piece = piece + MANDATE_POOL_STEP;
    pool->left = (large ? LARGE_PIECE : PIECE_SIZE) - MANDATE_POOL_STEP;
    return true;
}

static void *take(mandate_pool *pool, size_t size)
{
    size_t class = class_of(size);
    void *block = pool->free[class];
    if (block) {
        memcpy(&pool->free[class], block, sizeof block);
        return block;
    }
    size_t whole = (class + 1) * MANDATE_POOL_STEP;
    if (pool->left < whole && !take_piece(pool)) return NULL;
    block = pool->piece;
    pool->piece += whole;
    pool->left -= whole;
    return block;
}

static void give_back(mandate_pool *pool, void *block, size_t size)
{
    size_t class = class_of(size);
    memcpy(block, &pool->free[class], sizeof block);
    pool->free[class] = block;
}

static bool is_small(size_t size) { return POOLED && size <= MANDATE_POOL_MOST; }

void *mandate_pool_resize(mandate_pool *pool, void *block, size_t old_size, size_t size)
{
    if (!block) return size == 0 ? NULL : is_small(size) ? take(pool, size) : malloc(size);
    if (size == 0) {
        if (!is_small(old_size)) free(block);
        else if (!pool->ending) give_back(pool, block, old_size);
        return NULL;
    }
    if (!is_small(old_size) && !is_small(size)) {
        void *moved = realloc(block, size);
        return moved || size > old_size ? moved : block;
    }
    if (is_small(old_size) && is_small(size) && class_of(old_size) == class_of(size)) return block;
    void *moved = is_small(size) ? take(pool, size) : malloc(size);
    if (!moved) return size > old_size ? NULL : block;
    memcpy(moved, block, size < old_size ? size : old_size);
    if (is_small(old_size)) give_back(pool, block, old_size);
    else free(block);
    return moved;
}

void mandate_pool_clear(mandate_pool *pool)
{
    while (pool->pieces) {
        void *piece = pool->pieces;
        memcpy(&pool->pieces, piece, sizeof pool->pieces);
        free(piece);
    }
    memset(pool, 0, sizeof *pool);
}
