#include <stdint.h>
#include "harness.h"
#include "model/key.h"

enum { PARTS = 3, PART_MOST = 12, KEY_MOST = PARTS * (PART_MOST * MANDATE_KEY_GROWTH + 1) };

typedef struct parts {
    char text[PARTS][PART_MOST];
    size_t length[PARTS];
} parts;

static uint64_t state = 7;

static size_t draw(size_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state >> 33) % below;
}

// Mostly such signs as keys are joined by, and what they are written with.
static parts draw_parts(void)
{
    static const char signs[] = "/%2F5f0@,\"\\\n a\xE6";
    parts made = {0};
    for (int p = 0; p < PARTS; p++) {
        made.length[p] = 1 + draw(PART_MOST);
        for (size_t i = 0; i < made.length[p]; i++) made.text[p][i] = draw(20) == 0 ? (char)(1 + draw(255)) : signs[draw(sizeof signs - 1)];
    }
    return made;
}

static size_t write_key(const parts *from, int count, char out[KEY_MOST])
{
    char *end = out;
    for (int p = 0; p < count; p++) {
        if (p > 0) *end++ = '/';
        end = mandate_key_write(from->text[p], from->length[p], end);
    }
    return (size_t)(end - out);
}

static bool same(const parts *a, const parts *b, int count)
{
    for (int p = 0; p < count; p++)
        if (a->length[p] != b->length[p] || memcmp(a->text[p], b->text[p], a->length[p]) != 0) return false;
    return true;
}

static void what_is_written_is_read_back(void)
{
    for (int i = 0; i < 200000; i++) {
        parts from = draw_parts(), to = {0};
        char key[KEY_MOST], part[KEY_MOST];
        size_t length = write_key(&from, PARTS, key);
        mandate_key_text text = mandate_key_begin(key, length, PARTS);
        bool whole = true;
        for (int p = 0; p < PARTS && whole; p++) {
            whole = mandate_key_take(&text, part, &to.length[p]) && to.length[p] <= PART_MOST;
            if (whole) memcpy(to.text[p], part, to.length[p]);
        }
        if (!CHECK(whole && same(&from, &to, PARTS))) return;
    }
}

static void two_keys_are_never_written_alike(void)
{
    enum { KEYS = 600 };
    static parts all[KEYS];
    static char keys[KEYS][KEY_MOST];
    static size_t lengths[KEYS];
    for (int i = 0; i < KEYS; i++) {
        all[i] = draw_parts();
        for (int p = 0; p < 2; p++) // short ones, so that some differ only in where a part ends
            all[i].length[p] = 1 + draw(3);
        lengths[i] = write_key(&all[i], 2, keys[i]);
        for (int j = 0; j < i; j++) CHECK((lengths[i] == lengths[j] && memcmp(keys[i], keys[j], lengths[i]) == 0) == same(&all[i], &all[j], 2));
    }
}

static bool reads(const char *key, int parts_wanted, const char *const *wanted)
{
    char part[64];
    size_t length;
    mandate_key_text text = mandate_key_begin(key, strlen(key), parts_wanted);
    for (int p = 0; p < parts_wanted; p++)
        if (!mandate_key_take(&text, part, &length) || length != strlen(wanted[p]) || memcmp(part, wanted[p], length) != 0) return false;
    return true;
}

static void ordinary_keys_bear_no_sign_of_it(void)
{
    char out[64];
    CHECK((size_t)(mandate_key_write("50% of a%b, 100%", 16, out) - out) == 16 && memcmp(out, "50% of a%b, 100%", 16) == 0);
    CHECK(reads("a/b%2Fc%25/100%", 3, (const char *[]){"a", "b/c%", "100%"}));
    CHECK(reads("a%2fb/c", 2, (const char *[]){"a/b", "c"}));
    CHECK(reads("a%2Fb/c%25", 1, (const char *[]){"a%2Fb/c%25"})); // of one part: as it is
}

static void another_number_of_parts_is_no_key(void)
{
    CHECK(!reads("a/b/c", 2, (const char *[]){"a", "b"}));
    CHECK(!reads("a/b/", 2, (const char *[]){"a", "b"}));
    CHECK(!reads("a", 2, (const char *[]){"a", ""}));
    CHECK(reads("a/", 2, (const char *[]){"a", ""}));
}

int main(void)
{
    static const test tests[] = {
        {"what is written is read back", what_is_written_is_read_back},
        {"two keys are never written alike", two_keys_are_never_written_alike},
        {"ordinary keys bear no sign of it", ordinary_keys_bear_no_sign_of_it},
        {"another number of parts is no key", another_number_of_parts_is_no_key},
    };
    return RUN(tests);
}
