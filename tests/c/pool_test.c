// The pool itself, also where the sanitizers have every other block come from the system.
#define POOLED 1
#include "../../core/host/pool.c"

#include <stdint.h>
#include "harness.h"

enum { BLOCKS = 200, ROUNDS = 200000 };

static uint64_t seed = 7;

static size_t draw(size_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(seed >> 33) % below;
}

static bool holds(const unsigned char *block, size_t size, unsigned char mark)
{
    for (size_t i = 0; i < size; i++)
        if (block[i] != mark) return false;
    return true;
}

static void blocks_keep_what_they_hold_through_every_size(void)
{
    mandate_pool pool = {0};
    unsigned char *blocks[BLOCKS] = {0};
    size_t sizes[BLOCKS] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        size_t i = draw(BLOCKS);
        size_t size = draw(4) == 0 ? 0 : 1 + draw(draw(5) == 0 ? 3000 : 200);
        size_t kept = size < sizes[i] ? size : sizes[i];
        unsigned char *moved = mandate_pool_resize(&pool, blocks[i], sizes[i], size);
        NEED((moved == NULL) == (size == 0));
        NEED((uintptr_t)moved % MANDATE_POOL_STEP == 0);
        NEED(holds(moved, kept, (unsigned char)i));
        if (size > 0) memset(moved, (int)i, size);
        blocks[i] = moved;
        sizes[i] = size;
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        CHECK(holds(blocks[i], sizes[i], (unsigned char)i));
        mandate_pool_resize(&pool, blocks[i], sizes[i], 0);
    }
    mandate_pool_clear(&pool);
}

static void a_block_given_back_is_the_next_of_its_size(void)
{
    mandate_pool pool = {0};
    void *first = mandate_pool_resize(&pool, NULL, 0, 33);
    mandate_pool_resize(&pool, first, 33, 0);
    CHECK(mandate_pool_resize(&pool, NULL, 0, 48) == first); // both of 48
    CHECK(mandate_pool_resize(&pool, NULL, 0, 48) != first);
    CHECK(mandate_pool_resize(&pool, NULL, 0, 0) == NULL);
    mandate_pool_clear(&pool);
}

int main(void)
{
    static const test tests[] = {
        {"blocks keep what they hold through every size", blocks_keep_what_they_hold_through_every_size},
        {"a block given back is the next of its size", a_block_given_back_is_the_next_of_its_size},
    };
    return RUN(tests);
}
