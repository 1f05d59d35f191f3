#include <stdint.h>
#include "harness.h"
#include "model/memory.h"
#include "model/room.h"

static mandate_error error;

static bool is_filled(const unsigned char *block, size_t count, unsigned char with)
{
    for (size_t i = 0; i < count; i++)
        if (block[i] != with) return false;
    return true;
}

static void blocks_lie_in_files_once_they_are_more_than_memory_is_set_aside_for(void)
{
    mandate_room *room = mandate_room_open("here", 1000, &error);
    NEED(room);
    unsigned char *first = mandate_room_new(room, 600, 1, &error);
    CHECK(first && is_filled(first, 600, 0) && mandate_room_in_files(room) == 0);
    unsigned char *second = mandate_room_new(room, 300, 2, &error);
    NEED(first && second);
    CHECK(is_filled(second, 600, 0) && mandate_room_in_files(room) >= 600);
    memset(first, 1, 600);
    memset(second, 2, 600);
    mandate_room_free(first); // makes room for a third
    size_t in_files = mandate_room_in_files(room);
    unsigned char *third = mandate_room_new(room, 600, 1, &error);
    CHECK(third && is_filled(third, 600, 0) && mandate_room_in_files(room) == in_files);
    CHECK(is_filled(second, 600, 2));
    mandate_room_free(second);
    CHECK(mandate_room_in_files(room) == 0);
    mandate_room_free(third);
    mandate_room_close(room);
}

static void a_block_that_grows_keeps_what_is_in_it_wherever_it_lies(void)
{
    mandate_room *room = mandate_room_open("here", 4000, &error);
    NEED(room);
    unsigned char *block = NULL;
    size_t before = 0, sizes[] = {10, 1000, 3000, 5000, 200000, 100000, 100};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        block = mandate_room_resize(room, block, sizes[i], 1, &error);
        NEED(block);
        CHECK(is_filled(block, before < sizes[i] ? before : sizes[i], 7));
        CHECK((mandate_room_in_files(room) > 0) == (sizes[i] > 4000));
        memset(block, 7, sizes[i]);
        before = sizes[i];
    }
    mandate_room_free(block);
    CHECK(mandate_room_in_files(room) == 0);
    mandate_room_close(room);
}

static void without_a_folder_or_a_room_blocks_lie_in_memory(void)
{
    mandate_room *room = mandate_room_open("no/such/folder/file", 100, &error), *none = NULL;
    NEED(room);
    unsigned char *block = mandate_room_new(room, 5000, 1, &error), *other = mandate_room_new(none, 5000, 1, &error);
    CHECK(block && other && mandate_room_in_files(room) == 0);
    other = mandate_room_resize(none, other, 9000, 1, &error);
    CHECK(other != NULL);
    CHECK(!mandate_room_new(room, SIZE_MAX, 2, &error) && error.code == MANDATE_ERROR_MEMORY);
    mandate_room_free(block);
    mandate_room_free(other);
    mandate_room_free(NULL);
    mandate_room_close(room);
}

int main(void)
{
    static const test tests[] = {
        {"Blocks lie in files once they are more than memory is set aside for", blocks_lie_in_files_once_they_are_more_than_memory_is_set_aside_for},
        {"A block that grows keeps what is in it, wherever it lies", a_block_that_grows_keeps_what_is_in_it_wherever_it_lies},
        {"Without a folder or a room blocks lie in memory", without_a_folder_or_a_room_blocks_lie_in_memory},
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
