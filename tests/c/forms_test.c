#define _XOPEN_SOURCE 700 // mkdtemp
#include "model/threads.h"
#include "registry.h"
#include "snapshot/file.h"
#include "snapshot/forms.h"
#include "snapshot/table.h"

enum { MOST = 5000 };

static uint32_t state = 1;
static uint32_t chance(uint32_t below)
{
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
}

static void put(void *values, uint32_t width, size_t i, uint64_t value)
{
    for (uint32_t b = 0; b < width; b++) ((unsigned char *)values)[i * width + b] = (unsigned char)(value >> 8 * b); // as on machines that tests run on
}

// Runs of chance: constants, steps up and down, over the ends of the width, some of them of one value.
static size_t fill(void *values, uint32_t width, uint32_t longest)
{
    size_t count = 1 + chance(MOST), used = 0;
    while (used < count) {
        uint64_t value = (uint64_t)chance(UINT32_MAX) << 32 | chance(UINT32_MAX), step = chance(3) == 0 ? 0 : (uint64_t)chance(7) - 3;
        for (uint32_t length = 1 + chance(longest); length > 0 && used < count; length--, value += step) put(values, width, used++, value);
    }
    return count;
}

static void what_runs_tell_is_the_array(void)
{
    static unsigned char values[8 * MOST], made[8 * MOST];
    static const uint32_t widths[] = {1, 2, 4, 8};
    int shorter = 0, plain = 0;
    for (int round = 0; round < 400; round++) {
        uint32_t width = widths[round % 4];
        size_t count = fill(values, width, round % 3 == 0 ? 8 : 400), run_count;
        mandate_value_run *runs;
        NEED(mandate_runs_find(values, count, width, &runs, &run_count, &error));
        if (!runs) {
            plain++;
            continue;
        }
        shorter++;
        CHECK(mandate_runs_are_sound(runs, run_count, count) && run_count <= MANDATE_MOST_RUNS && run_count * sizeof *runs * 2 <= count * width);
        memset(made, 0xA5, sizeof made);
        for (size_t from = 0, to; from < count; from = to) { // in pieces, as chunks are
            to = from + 1 + chance(900);
            if (to > count) to = count;
            mandate_runs_make(runs, run_count, width, made, from, to);
        }
        CHECK(memcmp(values, made, count * width) == 0 && (count == MOST || made[count * width] == 0xA5));
        mandate_free(runs);
    }
    CHECK(shorter > 100 && plain > 50);
}

static void runs_that_are_none_are_not_sound(void)
{
    const mandate_value_run good[] = {{0, 1, 0}, {5, 2, 1}}, late[] = {{1, 1, 0}, {5, 2, 1}}, back[] = {{0, 1, 0}, {0, 2, 1}};
    CHECK(mandate_runs_are_sound(good, 2, 6));
    CHECK(!mandate_runs_are_sound(good, 2, 5) && !mandate_runs_are_sound(good, 0, 5) && !mandate_runs_are_sound(late, 2, 6) && !mandate_runs_are_sound(back, 2, 6));
}

static void a_run_of_zeros_is_that_and_no_other(void)
{
    const mandate_value_run zeros[] = {{0, 0, 0}}, ones[] = {{0, 1, 0}}, steps[] = {{0, 0, 1}}, two[] = {{0, 0, 0}, {5, 1, 0}};
    CHECK(mandate_runs_are_zeros(zeros, 1) && !mandate_runs_are_zeros(ones, 1) && !mandate_runs_are_zeros(steps, 1) && !mandate_runs_are_zeros(two, 2));
}

static void owners_are_told_by_where_their_rows_begin(void)
{
    static uint32_t owner[MOST], made[MOST], start[MOST + 1];
    for (int round = 0; round < 100; round++) {
        uint64_t owners = 1 + chance(200), count = 0;
        for (uint64_t o = 0; o < owners; o++) {
            start[o] = (uint32_t)count;
            for (uint32_t rows = chance(3) == 0 ? 0 : chance(20); rows > 0; rows--) owner[count++] = (uint32_t)o;
        }
        start[owners] = (uint32_t)count;
        CHECK(mandate_owners_are_told(owner, count, start, owners));
        memset(made, 0xA5, sizeof made);
        for (uint64_t from = 0, to; from < count; from = to) {
            to = from + 1 + chance(300);
            if (to > count) to = count;
            mandate_owners_make(start, owners, made, from, to);
        }
        CHECK(memcmp(owner, made, count * sizeof *owner) == 0);
        if (count == 0) continue;
        CHECK(!mandate_owners_are_told(owner, count + 1, start, owners));
        uint32_t *changed = &owner[chance((uint32_t)count)], was = *changed;
        for (int by = -1; by <= 1; by += 2) {
            *changed = was + (uint32_t)by;
            CHECK(!mandate_owners_are_told(owner, count, start, owners));
        }
    }
}

static void starts_that_lead_astray_are_not_followed(void)
{
    static uint32_t made[8];
    const uint32_t start[] = {0, 4000000000U, 3, 5};
    mandate_owners_make(start, 3, made, 0, 5);
    CHECK(made[5] == 0 && made[7] == 0);
}

enum { AUDITS = 70000, LISTED = 3 }; // so many audits that their numbers take two chunks; and of each enterprise so many listings

static const mandate_snapshot *shown, *expected;

static bool same(const void *a, const void *b, size_t bytes) { return (!a && !b) || (a && b && memcmp(a, b, bytes) == 0); }

static bool same_column(const mandate_column *left, const mandate_column *right, uint32_t rows)
{
    return left->width == right->width && same(mandate_column_cells(left), mandate_column_cells(right), (size_t)rows * (size_t)left->width) &&
           (left->type != MANDATE_TEXT || same(left->text_start, right->text_start, ((size_t)left->text_count + 1) * 8));
}

// Whether what mandate_snapshot_trust vouches for is what was built.
static bool is_as_built(int k, int part)
{
    const mandate_table *a = mandate_snapshot_table(expected, k), *b = mandate_snapshot_table(shown, k);
    const mandate_kind *kind = a->kind;
    if (a->records != b->records || a->versions != b->versions) return false;
    if (part >= 0) return same_column(&a->columns[part], &b->columns[part], a->versions);
    if (part == MANDATE_TRUST_SOURCES) return same(a->import, b->import, a->versions * 4) && same(a->line, b->line, a->versions * 4);
    if (part == MANDATE_TRUST_EVENTS) return same_column(&a->event, &b->event, a->records);
    if (part != MANDATE_TRUST_ORDER || kind->owner < 0 || !a->owner_start) return true;
    uint32_t owners = mandate_snapshot_table(expected, kind->fields[kind->owner].kind)->records;
    return same(a->owner_start, b->owner_start, ((size_t)owners + 1) * 4);
}

// All threads need the same arrays at a time, and read them as soon as they may.
static bool trust_all(void *context, size_t thread, mandate_error *failed)
{
    (void)context;
    (void)thread;
    for (int k = 0; k < mandate_model_kind_count(model); k++)
        for (int part = mandate_model_kind(model, k)->field_count; part-- > MANDATE_TRUST_IDS;) {
            if (!mandate_snapshot_trust(shown, k, part, failed)) return false;
            if (!is_as_built(k, part)) return mandate_fail(failed, MANDATE_ERROR_SNAPSHOT, "kind %d, part %d is another than was built", k, part);
        }
    return true;
}

// How many arrays of the kind lie in the file in that form, and in *told_by how many arrays of owners are told by one of that form.
static int count_form(const mandate_file *file, const char *kind, mandate_form form, int *told_by)
{
    const mandate_file_kind *from;
    const mandate_file *part = mandate_file_of_kind(file, mandate_file_find_kind(file, kind, 0), &from);
    int count = 0;
    *told_by = 0;
    for (uint32_t s = 0; part && s < part->head->sections; s++) {
        count += part->sections[s].form == form;
        *told_by += part->sections[s].form == MANDATE_FORM_OWNERS && part->sections[part->sections[s].told_by].form == form;
    }
    return count;
}

// Audits lie by enterprises that have one to eight of them, which no runs tell; listings by enterprises of which each has as many.
static bool import_owned(void)
{
    char *audits = malloc((size_t)AUDITS * 48 + 100), *end = audits;
    char *enterprises = malloc((size_t)AUDITS * 32), *next = enterprises;
    char *listings = malloc((size_t)AUDITS * 64), *last = listings;
    if (!audits || !enterprises || !listings) exit(2);
    next += sprintf(next, "code,size,opened_on\n");
    end += sprintf(end, "code,enterprise,started_on,completed_on\n");
    last += sprintf(last, "enterprise,list,published_on\n");
    for (int i = 0, owner = 0; i < AUDITS; owner++) {
        next += sprintf(next, "E%05d,%s,%s\n", owner, owner % 3 ? "small" : "large", owner % 5 ? "1990-05-05" : "");
        for (uint32_t audit = 1 + chance(8); audit > 0 && i < AUDITS; audit--, i++)
            end += sprintf(end, "A%06d,E%05d,2001-01-01,%s\n", i, owner, i % 2 ? "" : "2001-02-03");
        for (int list = 0; list < LISTED; list++) last += sprintf(last, "E%05d,%c,2001-01-01\n", owner, 'a' + list);
    }
    bool done = import_text("enterprise", enterprises) && import_text("audit", audits) && import_text("listing", listings);
    free(audits);
    free(enterprises);
    free(listings);
    return done;
}

// Threads that need the same arrays share the making of them; what they see then is what was built.
static void arrays_that_are_made_are_those_that_were_built(void)
{
    mandate_file *file = NULL;
    int told_by;
    NEED(import_owned());
    mandate_snapshot *built = mandate_snapshot_build(registry, model, &error), *written = mandate_snapshot_open(registry, model, false, &error);
    mandate_snapshot_destroy(written);
    NEED(built && written && mandate_file_map("registry.db.snapshot", &file, &error) && file);
    CHECK(count_form(file, "audit", MANDATE_FORM_OWNERS, &told_by) == 1 && count_form(file, "listing", MANDATE_FORM_OWNERS, &told_by) == 1);
    CHECK(count_form(file, "audit", MANDATE_FORM_PLAIN, &told_by) > 0 && told_by == 1);
    CHECK(count_form(file, "listing", MANDATE_FORM_RUNS, &told_by) > 0 && told_by == 1);
    mandate_file_unmap(file);
    for (int round = 0; round < 10; round++) {
        mandate_snapshot *opened = mandate_snapshot_open(registry, model, false, &error);
        NEED(opened && mandate_snapshot_loaded(opened) == 0);
        shown = opened;
        expected = built;
        if (!CHECK(mandate_in_parallel(4, 4, trust_all, NULL, &error))) printf("  %s\n", error.message);
        const mandate_table *a = mandate_snapshot_table(built, kind_of("audit")), *b = mandate_snapshot_table(opened, kind_of("audit"));
        CHECK(a->records == AUDITS && same(a->owner, b->owner, AUDITS * 4));
        mandate_snapshot_destroy(opened);
    }
    mandate_snapshot_destroy(built);
}

// Runs are few and are looked at when the file is opened: what another program made of them is made no array.
static void runs_that_were_changed_in_the_file_are_not_followed(void)
{
    char *text = malloc(1 << 16), *end = text;
    NEED(text && import_text("enterprise", "code,size,opened_on\nE1,large,2000-01-01\n"));
    end += sprintf(end, "code,enterprise,started_on\n");
    for (int i = 0; i < 400; i++) end += sprintf(end, "A%03d,E1,2001-01-01\n", i);
    NEED(import_text("audit", text));
    free(text);
    mandate_snapshot_destroy(mandate_snapshot_open(registry, model, false, &error));
    mandate_file *file = NULL;
    NEED(mandate_file_map("registry.db.snapshot", &file, &error) && file);
    int at = mandate_file_find_kind(file, "audit", 0), changed = 0;
    NEED(at >= 0 && file->parts[at]);
    const mandate_file *part = file->parts[at];
    for (uint32_t s = 0; s < part->head->sections; s++) {
        if (part->sections[s].form != MANDATE_FORM_RUNS) continue;
        mandate_file *again = NULL;
        FILE *bytes = fopen(part->path, "r+b");
        long place = (long)(part->sections[s].offset + offsetof(mandate_value_run, value));
        NEED(bytes && fseek(bytes, place, SEEK_SET) == 0);
        int was = fgetc(bytes);
        NEED(fseek(bytes, place, SEEK_SET) == 0 && fputc(was ^ 1, bytes) != EOF && fflush(bytes) == 0);
        CHECK(mandate_file_map("registry.db.snapshot", &again, &error) && again && !again->parts[at]);
        mandate_file_unmap(again);
        NEED(fseek(bytes, place, SEEK_SET) == 0 && fputc(was, bytes) != EOF && fclose(bytes) == 0);
        changed++;
    }
    CHECK(changed > 3);
    mandate_file_unmap(file);
}

// The file of many rows that lie as they came is short: their lines, their file, their owners and empty columns take nothing.
static void what_need_not_lie_in_the_file_does_not(void)
{
    char *text = malloc(1 << 20), *end = text;
    NEED(text && import_text("enterprise", "code,size,opened_on\nE1,large,2000-01-01\n"));
    end += sprintf(end, "enterprise,outlet,pollutant,measured_on,value\n");
    for (int i = 0; i < 4000; i++) end += sprintf(end, "E1,1,COD,%d-%02d-%02d,%d.5\n", 2000 + i / 336, i / 28 % 12 + 1, i % 28 + 1, i * 37 % 1000);
    NEED(import_text("measurement", text));
    free(text);
    mandate_snapshot *opened = mandate_snapshot_open(registry, model, false, &error);
    mandate_file *file = NULL;
    NEED(opened && mandate_file_map("registry.db.snapshot", &file, &error) && file);
    int at = mandate_file_find_kind(file, "measurement", 0);
    NEED(at >= 0 && file->parts[at]);
    uint64_t stored = 0;
    int made = 0;
    for (uint32_t s = 0; s < file->parts[at]->head->sections; s++) {
        stored += file->parts[at]->sections[s].stored;
        made += file->parts[at]->sections[s].form != MANDATE_FORM_PLAIN;
    }
    CHECK(made >= 8 && stored < 4000 * 5); // days and values take two bytes each
    mandate_file_unmap(file);
    mandate_snapshot_destroy(opened);
}

int main(void)
{
    static const test tests[] = {
        {"what runs tell is the array", what_runs_tell_is_the_array},
        {"runs that are none are not sound", runs_that_are_none_are_not_sound},
        {"a run of zeros is that and no other", a_run_of_zeros_is_that_and_no_other},
        {"owners are told by where their rows begin", owners_are_told_by_where_their_rows_begin},
        {"starts that lead astray are not followed", starts_that_lead_astray_are_not_followed},
        {"arrays that are made are those that were built", arrays_that_are_made_are_those_that_were_built},
        {"runs that were changed in the file are not followed", runs_that_were_changed_in_the_file_are_not_followed},
        {"what need not lie in the file does not", what_need_not_lie_in_the_file_does_not},
    };
    around = in_a_folder;
    return RUN(tests);
}
