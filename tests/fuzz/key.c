// Keys of any bytes, read as keys of one to four parts: what is read and written again reads the same, and it stays inside its input.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "model/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "keys are wrong: %s\n", what);
    abort();
}

// Reads the parts behind each other into `out`, their lengths into `lengths`.
static bool read_parts(const char *text, size_t size, int count, char *out, size_t lengths[4])
{
    mandate_key_text key = mandate_key_begin(text, size, count);
    for (int p = 0; p < count; p++) {
        if (!mandate_key_take(&key, out, &lengths[p])) return false;
        out += lengths[p];
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *parts = malloc(size + 1), *again = malloc(size * MANDATE_KEY_GROWTH + 8), *key = malloc(size * MANDATE_KEY_GROWTH + 8);
    size_t lengths[4], others[4];
    if (!parts || !again || !key) exit(2);
    for (int count = 2; count <= 4; count++) {
        if (!read_parts((const char *)data, size, count, parts, lengths)) continue;
        char *end = key;
        size_t all = 0;
        for (int p = 0; p < count; p++) {
            if (p > 0) *end++ = '/';
            end = mandate_key_write(parts + all, lengths[p], end);
            all += lengths[p];
        }
        need(all <= size, "what is meant is no longer than what is written");
        need(read_parts(key, (size_t)(end - key), count, again, others), "what is written is read");
        need(memcmp(lengths, others, (size_t)count * sizeof *lengths) == 0 && memcmp(parts, again, all) == 0, "it is read as it was meant");
    }
    need(read_parts((const char *)data, size, 1, parts, lengths) && lengths[0] == size && memcmp(parts, data, size) == 0, "a key of one part is as it is");
    free(parts);
    free(again);
    free(key);
    return 0;
}
