// What a mapped snapshot's values may be, whoever wrote them: files whose checksums are good, and whose values would lead out of their arrays.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "registry.h"
#include "snapshot/parts.h"
#include "snapshot/table.h"

static bool holds(mandate_limit_sort sort, uint32_t width, uint64_t limit, const void *values, uint64_t count)
{
    const mandate_limit l = {sort, width, limit};
    return mandate_limit_holds(&l, values, count, 0, count);
}

static void codes_lie_below_their_limit_or_say_that_there_is_none(void)
{
    uint8_t one[600] = {0};
    uint16_t two[600] = {0};
    uint32_t four[600] = {0};
    for (size_t at = 0; at < 600; at += 37) { // in the stretches that are looked at together, and behind them
        one[at] = 9;
        two[at] = 9;
        four[at] = 9;
        CHECK(holds(MANDATE_LIMIT_CODES, 1, 10, one, 600) && !holds(MANDATE_LIMIT_CODES, 1, 9, one, 600));
        CHECK(holds(MANDATE_LIMIT_CODES, 2, 10, two, 600) && !holds(MANDATE_LIMIT_CODES, 2, 9, two, 600));
        CHECK(holds(MANDATE_LIMIT_CODES, 4, 10, four, 600) && !holds(MANDATE_LIMIT_CODES, 4, 9, four, 600));
        one[at] = (uint8_t)(UINT8_MAX - at % 2);
        two[at] = (uint16_t)(UINT16_MAX - at % 2);
        four[at] = (uint32_t)(UINT32_MAX - at % 2);
        CHECK(holds(MANDATE_LIMIT_CODES, 1, 1, one, 600) && holds(MANDATE_LIMIT_CODES, 2, 1, two, 600) && holds(MANDATE_LIMIT_CODES, 4, 1, four, 600));
        one[at] = 0;
        two[at] = 0;
        four[at] = 0;
    }
    one[3] = UINT8_MAX - 2;
    CHECK(!holds(MANDATE_LIMIT_CODES, 1, UINT8_MAX - 2, one, 600) && holds(MANDATE_LIMIT_CODES, 1, UINT8_MAX, one, 600));
}

static void days_are_days_of_the_calendar(void)
{
    int32_t days[300] = {0};
    const int32_t good[] = {MANDATE_DATE_FIRST, MANDATE_DATE_LAST, MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ALWAYS};
    const int32_t bad[] = {MANDATE_DATE_FIRST - 1, MANDATE_DATE_LAST + 1, MANDATE_DATE_ABSENT - 1, MANDATE_DATE_ALWAYS + 1};
    for (size_t at = 5; at < 300; at += 290)
        for (size_t i = 0; i < 5; i++) {
            days[at] = good[i];
            CHECK(holds(MANDATE_LIMIT_DAYS, 4, 0, days, 300));
            days[at] = i < 4 ? bad[i] : 0;
            CHECK(holds(MANDATE_LIMIT_DAYS, 4, 0, days, 300) == (i == 4));
            days[at] = 0;
        }
}

static void starts_grow_from_0_to_their_limit(void)
{
    const uint32_t good[] = {0, 0, 3, 3, 4}, later[] = {1, 1, 3, 3, 4}, back[] = {0, 3, 2, 3, 4}, grows[] = {0, 1, 3, 4, 5};
    CHECK(holds(MANDATE_LIMIT_STARTS, 4, 4, good, 5) && holds(MANDATE_LIMIT_STARTS, 4, 5, good, 5) && !holds(MANDATE_LIMIT_STARTS, 4, 3, good, 5));
    CHECK(!holds(MANDATE_LIMIT_STARTS, 4, 4, later, 5) && !holds(MANDATE_LIMIT_STARTS, 4, 4, back, 5));
    CHECK(holds(MANDATE_LIMIT_PARTS, 4, 5, grows, 5) && !holds(MANDATE_LIMIT_PARTS, 4, 6, grows, 5) && !holds(MANDATE_LIMIT_PARTS, 4, 4, good, 5));
    const uint64_t wide[] = {0, 2, 9};
    CHECK(holds(MANDATE_LIMIT_PARTS, 8, 9, wide, 3) && !holds(MANDATE_LIMIT_PARTS, 8, 8, wide, 3));
    const mandate_limit four = {MANDATE_LIMIT_STARTS, 4, 4};
    CHECK(!mandate_limit_holds(&four, back, 5, 1, 2)); // a stretch looks at the value behind it
}

static void starts_and_parts_are_looked_at_in_every_stretch(void)
{
    uint32_t four[600];
    uint64_t eight[600];
    for (uint32_t i = 0; i < 600; i++) {
        four[i] = i;
        eight[i] = i;
    }
    CHECK(holds(MANDATE_LIMIT_PARTS, 4, 599, four, 600) && holds(MANDATE_LIMIT_PARTS, 8, 599, eight, 600));
    CHECK(holds(MANDATE_LIMIT_STARTS, 4, UINT64_MAX, four, 600) && !holds(MANDATE_LIMIT_STARTS, 4, 598, four, 600) && !holds(MANDATE_LIMIT_STARTS, 8, 598, eight, 600));
    for (size_t at = 1; at < 600; at += 37) {
        four[at]--;
        eight[at]--; // the same as the one before it
        CHECK(holds(MANDATE_LIMIT_STARTS, 4, 599, four, 600) && holds(MANDATE_LIMIT_STARTS, 8, 599, eight, 600));
        CHECK(!holds(MANDATE_LIMIT_PARTS, 4, 599, four, 600) && !holds(MANDATE_LIMIT_PARTS, 8, 599, eight, 600));
        four[at] = 700;
        eight[at] = 700; // larger than the limit, and than the one behind it
        CHECK(!holds(MANDATE_LIMIT_STARTS, 4, 599, four, 600) && !holds(MANDATE_LIMIT_STARTS, 8, 599, eight, 600));
        four[at] = (uint32_t)at;
        eight[at] = at;
    }
}

static void branches_end_behind_their_beginning(void)
{
    const uint32_t good[] = {3, 2, 3}, own[] = {3, 1, 3}, far[] = {4, 2, 3};
    CHECK(holds(MANDATE_LIMIT_ENDS, 4, 3, good, 3) && !holds(MANDATE_LIMIT_ENDS, 4, 3, own, 3) && !holds(MANDATE_LIMIT_ENDS, 4, 3, far, 3));
}

static char *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    *size = file && bytes ? fread(bytes, 1, 1 << 20, file) : 0;
    if (file) fclose(file);
    return bytes;
}

static void write_whole(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) exit(2);
}

static void sign_head(char *bytes)
{
    mandate_file_head *head = (mandate_file_head *)(void *)bytes;
    size_t unchecked = offsetof(mandate_file_head, byte_order);
    head->checksum = mandate_file_checksum(bytes + unchecked, head->head_bytes - unchecked);
}

// Gives a section's bytes and the head their checksums, as a writer would that meant harm.
static void sign(char *bytes, const mandate_file *like, uint32_t section)
{
    const mandate_file_section *s = &like->sections[section];
    uint64_t *checksums = (uint64_t *)(void *)(bytes + ((const char *)like->checksums - like->bytes));
    if (s->stored > 0) checksums[s->first_chunk] = mandate_file_checksum(bytes + s->offset, mandate_file_padded(s->stored)); // small arrays are one chunk
    sign_head(bytes);
}

static const char *key_of_first(mandate_snapshot *snapshot, const char *kind)
{
    static char text[64];
    mandate_snapshot_key(snapshot, kind_of(kind), 0, text, sizeof text);
    return text;
}

// Whether all of it is what was written, and may be read.
static bool is_trusted(const mandate_snapshot *snapshot)
{
    for (int k = 0; k < mandate_model_kind_count(model); k++)
        for (int part = MANDATE_TRUST_IDS; part < mandate_model_kind(model, k)->field_count; part++)
            if (!mandate_snapshot_trust(snapshot, k, part, &error)) return false;
    return true;
}

// How many kinds had to be loaded anew after every section was filled with a byte in turn; none may be read wrongly or out of bounds.
static void values_that_lead_astray_are_not_followed(void)
{
    NEED(import_text("jurisdiction", "code,level,parent,effective_from\nP,province,,\nA,city,P,\nA,county,P,2001-01-01\n"));
    NEED(import_text("enterprise", "code,jurisdiction,size,opened_on\nE1,A,large,2000-01-01\nE2,A,small,\nE3,P,medium,1990-02-02\n"));
    NEED(import_text("audit", "code,enterprise,started_on,completed_on\nA1,E1,2001-01-01,2001-03-01\nA2,E2,2001-01-01,\n"));
    mandate_snapshot *snapshot = mandate_snapshot_open(registry, model, false, &error);
    NEED(snapshot);
    mandate_snapshot_destroy(snapshot);
    size_t size;
    char *good = read_whole("registry.db.snapshot", &size), *bad = malloc(size + 1);
    mandate_file *like = NULL;
    NEED(good && bad && size > 0 && mandate_file_map("registry.db.snapshot", &like, &error) && like);
    int found = 0;
    for (uint32_t s = 0; s < like->head->sections; s++)
        for (int fill = 0x01; fill <= 0xF0; fill += 0x77) { // 0x01, 0x78, 0xEF
            const mandate_file_section *section = &like->sections[s];
            memcpy(bad, good, size);
            memset(bad + section->offset, fill, section->stored);
            sign(bad, like, s);
            write_whole("registry.db.snapshot", bad, size);
            snapshot = mandate_snapshot_open(registry, model, false, &error);
            if (!CHECK(snapshot)) continue;
            bool trusted = is_trusted(snapshot);
            found += mandate_snapshot_loaded(snapshot) > 0 || !trusted;
            for (int k = 0; trusted && k < mandate_model_kind_count(model); k++) // what a plan would read
                for (uint32_t r = 0; r < mandate_snapshot_table(snapshot, k)->records; r++) {
                    char key[64];
                    mandate_snapshot_key(snapshot, k, r, key, sizeof key);
                    (void)mandate_table_version(mandate_snapshot_table(snapshot, k), r, 0);
                }
            CHECK(!trusted || mandate_snapshot_loaded(snapshot) == 0 || strcmp(key_of_first(snapshot, "audit"), "A2") == 0);
            mandate_snapshot_destroy(snapshot);
        }
    for (uint32_t s = 0; s < like->head->sections; s++) { // checksums that would lie before the file, by a sum that goes round
        memcpy(bad, good, size);
        mandate_file_section *section = (mandate_file_section *)(void *)(bad + ((const char *)like->sections - like->bytes)) + s;
        if (section->stored == 0) continue;
        section->first_chunk = UINT64_MAX;
        mandate_file_head *head = (mandate_file_head *)(void *)bad;
        size_t unchecked = offsetof(mandate_file_head, byte_order);
        uint64_t *before = (uint64_t *)(void *)(bad + ((const char *)like->checksums - like->bytes)) - 1;
        *before = mandate_file_checksum(bad + section->offset, mandate_file_padded(section->stored)); // what would be read as its checksum
        head->checksum = mandate_file_checksum(bad + unchecked, head->head_bytes - unchecked);
        mandate_file *mapped = NULL;
        write_whole("registry.db.snapshot", bad, size);
        CHECK(mandate_file_map("registry.db.snapshot", &mapped, &error) && !mapped);
        mandate_file_unmap(mapped);
    }
    CHECK(found > 200); // of some 300: numbers, letters and where rows came from lead nowhere
    mandate_file_unmap(like);
    free(good);
    free(bad);
}

static bool is_mapped(const char *bytes, size_t size)
{
    mandate_file *mapped = NULL;
    write_whole("registry.db.snapshot", bytes, size);
    bool done = CHECK(mandate_file_map("registry.db.snapshot", &mapped, &error));
    bool is = mapped != NULL;
    mandate_file_unmap(mapped);
    return done && is;
}

static void a_head_that_says_what_no_writer_says_is_not_believed(void)
{
    NEED(import_text("enterprise", "code,size,opened_on\nE1,large,2000-01-01\nE2,small,\n"));
    mandate_snapshot_destroy(mandate_snapshot_open(registry, model, false, &error));
    size_t size;
    char *good = read_whole("registry.db.snapshot", &size), *bad = malloc(size + 1);
    mandate_file *like = NULL;
    NEED(good && bad && size > 0 && mandate_file_map("registry.db.snapshot", &like, &error) && like && is_mapped(good, size));
    uint32_t looked = 0;
    for (uint32_t s = 0; s < like->head->sections; s++) { // an array between two of its values' places
        memcpy(bad, good, size);
        mandate_file_section *section = (mandate_file_section *)(void *)(bad + ((const char *)like->sections - like->bytes)) + s;
        uint64_t *checksums = (uint64_t *)(void *)(bad + ((const char *)like->checksums - like->bytes));
        if (section->stored == 0) continue;
        section->offset--;
        checksums[section->first_chunk] = mandate_file_checksum(bad + section->offset, mandate_file_padded(section->stored));
        sign_head(bad);
        CHECK(!is_mapped(bad, size));
        looked++;
    }
    CHECK(looked > 10);
    memcpy(bad, good, size);
    ((mandate_file_head *)(void *)bad)->imports = UINT32_MAX; // more names than there are bytes for them
    sign_head(bad);
    CHECK(!is_mapped(bad, size));
    mandate_file_unmap(like);
    free(good);
    free(bad);
}

// Opens the snapshot, reads what a plan would, and tells whether a kind had to be loaded anew; -1 where that failed.
static int read_all(const char *first_audit)
{
    mandate_snapshot *snapshot = mandate_snapshot_open(registry, model, false, &error);
    if (!CHECK(snapshot)) return -1;
    if (!is_trusted(snapshot)) {
        mandate_snapshot_destroy(snapshot);
        return 1; // whoever finds that opens it fresh
    }
    int loaded = mandate_snapshot_loaded(snapshot);
    const mandate_table *table = mandate_snapshot_table(snapshot, kind_of("audit"));
    CHECK(loaded == 0 || strcmp(key_of_first(snapshot, "audit"), first_audit) == 0);
    for (uint32_t r = 0; r < table->records; r++) {
        char key[64];
        mandate_snapshot_key(snapshot, kind_of("audit"), r, key, sizeof key);
        if (table->owner_start && table->owner[r] < MANDATE_CODE_UNKNOWN) CHECK(loaded == 0 || table->owner_start[table->owner[r]] <= r);
    }
    mandate_snapshot_destroy(snapshot);
    return loaded;
}

// The same of a part: its bytes are signed anew, under the name that they then have, and the main file names it.
static void a_part_that_leads_astray_is_not_followed(void)
{
    char *text = malloc(1 << 16), *end = text;
    NEED(text && import_text("enterprise", "code,size,opened_on\nE1,large,2000-01-01\nE2,small,\n"));
    end += sprintf(end, "code,enterprise,started_on\n");
    for (int i = 0; i < 400; i++) end += sprintf(end, "A%03d,E%d,2001-01-%02d\n", i, i % 2 + 1, i % 28 + 1);
    NEED(import_text("audit", text) && read_all("A001") >= 0 && read_all("A001") == 0);
    size_t main_size, size;
    mandate_file *like = NULL;
    char *main_bytes = read_whole("registry.db.snapshot", &main_size);
    NEED(main_bytes && mandate_file_map("registry.db.snapshot", &like, &error) && like);
    int at = mandate_file_find_kind(like, "audit", 0), found = 0;
    NEED(at >= 0 && like->kinds[at].part != 0 && like->parts[at]);
    const mandate_file *part = like->parts[at];
    char path[MANDATE_FILE_PATH_SIZE], *good = read_whole(part->path, &size), *bad = malloc(size + 1);
    NEED(good && bad);
    for (uint32_t s = 0; s < part->head->sections; s++)
        for (int fill = 0x01; fill <= 0xF0; fill += 0x77) {
            memcpy(bad, good, size);
            memset(bad + part->sections[s].offset, fill, part->sections[s].stored);
            sign(bad, part, s);
            mandate_file_kind *named = (mandate_file_kind *)(void *)(main_bytes + ((const char *)like->kinds - like->bytes)) + at;
            named->part = ((const mandate_file_head *)(const void *)bad)->checksum;
            mandate_file_head *head = (mandate_file_head *)(void *)main_bytes;
            size_t unchecked = offsetof(mandate_file_head, byte_order);
            head->checksum = mandate_file_checksum(main_bytes + unchecked, head->head_bytes - unchecked);
            mandate_part_path("registry.db.snapshot", named->part, path);
            write_whole(path, bad, size);
            write_whole("registry.db.snapshot", main_bytes, main_size);
            found += read_all("A001") > 0;
            remove(path);
        }
    CHECK(found > 10);
    mandate_file_unmap(like);
    free(text);
    free(main_bytes);
    free(good);
    free(bad);
}

int main(void)
{
    static const test tests[] = {
        {"codes lie below their limit or say that there is none", codes_lie_below_their_limit_or_say_that_there_is_none},
        {"days are days of the calendar", days_are_days_of_the_calendar},
        {"starts grow from 0 to their limit", starts_grow_from_0_to_their_limit},
        {"starts and parts are looked at in every stretch", starts_and_parts_are_looked_at_in_every_stretch},
        {"branches end behind their beginning", branches_end_behind_their_beginning},
        {"values that lead astray are not followed", values_that_lead_astray_are_not_followed},
        {"a head that says what no writer says is not believed", a_head_that_says_what_no_writer_says_is_not_believed},
        {"a part that leads astray is not followed", a_part_that_leads_astray_is_not_followed},
    };
    around = in_a_folder;
    return RUN(tests);
}
