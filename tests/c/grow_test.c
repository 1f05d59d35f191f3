// What an import adds to the snapshot that is there: the bytes of one made anew, and nothing left to be read from the registry.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "registry.h"
#include "snapshot/table.h"

static unsigned state = 1;
static unsigned up_to(unsigned most) // 0 to most - 1
{
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % most;
}

static char *read_whole(size_t *size)
{
    FILE *file = fopen("registry.db.snapshot", "rb");
    char *bytes = malloc(1 << 20);
    *size = file && bytes ? fread(bytes, 1, 1 << 20, file) : 0;
    if (file) fclose(file);
    return bytes;
}

// Opens the snapshot and tells how many kinds had to be loaded; -1 where that failed, or where the files differ from those that are made anew. The main file
// names its parts by what is in them.
static int kinds_loaded(void)
{
    mandate_snapshot *snapshot = mandate_snapshot_open(registry, model, false, &error);
    if (!CHECK(snapshot)) return -1;
    int loaded = mandate_snapshot_loaded(snapshot);
    bool good = CHECK(mandate_snapshot_trust_main(snapshot, &error));
    for (int k = 0; k < mandate_model_kind_count(model); k++)
        for (int part = MANDATE_TRUST_IDS; part < mandate_model_kind(model, k)->field_count; part++)
            good = CHECK(mandate_snapshot_trust(snapshot, k, part, &error)) && good;
    mandate_snapshot_destroy(snapshot);
    size_t grown_size, size;
    char *grown = read_whole(&grown_size);
    snapshot = mandate_snapshot_open(registry, model, true, &error);
    char *anew = read_whole(&size);
    good = good && CHECK(snapshot) && CHECK(size > 0 && size == grown_size && memcmp(grown, anew, size) == 0);
    mandate_snapshot_destroy(snapshot);
    free(grown);
    free(anew);
    return good ? loaded : -1;
}

static const char *some(char room[16], const char *letter, unsigned most)
{
    sprintf(room, "%s%u", letter, up_to(most));
    return room;
}

static const char *some_day(char room[16])
{
    if (up_to(5) == 0) return "";
    sprintf(room, "%u-%02u-%02u", 1990 + up_to(12), 1 + up_to(12), 1 + up_to(28));
    return room;
}

static const char *some_number(char room[16])
{
    static const char *const few[] = {"", "5", "0.05", "-12.5", "1200000", "0.000123", "0", "77.7", "3"};
    if (up_to(3) > 0) return few[up_to(2 + state % 8)];
    sprintf(room, "%u", up_to(300));
    return room;
}

static unsigned made; // records so far: each has a key of its own

static size_t write_row(char *to, const char *kind)
{
    char a[16], b[16], c[16], d[16], e[16];
    unsigned n = (made++ * 7919U) % 100003U;
    if (strcmp(kind, "agency") == 0) return (size_t)sprintf(to, "A%u,%s,%s\n", n, some(a, "name", 400), some(b, "J", 4));
    if (strcmp(kind, "enterprise") == 0)
        return (size_t)sprintf(to, "E%u,%s,%s,%s,%s\n", n, up_to(6) ? some(a, "J", 4) : "", some(b, "s", 300), some_number(c), some_day(d));
    if (strcmp(kind, "audit") == 0) return (size_t)sprintf(to, "%u,%s,%s,%s,2001-01-01\n", n, up_to(6) ? some(a, "F", 9) : "", some_number(b), some_day(c));
    if (strcmp(kind, "measure") == 0)
        return (size_t)sprintf(to, "M%u,%s,%s,%s,%s,%s\n", n, some(a, "F", 9), up_to(3) ? some(b, "B", 3) : "", some_number(c), some_day(d)[0] ? d : "1999-09-09",
                               up_to(3) ? (up_to(2) ? "yes" : "no") : "");
    if (strcmp(kind, "measurement") == 0)
        return (size_t)sprintf(to, "%s,o%u,%s,200%u-01-0%u,%s,%s\n", some(a, "F", 9), n, some(b, "p", 3), up_to(3), 1 + up_to(3), some_number(c), some_number(d));
    return (size_t)sprintf(to, "%s,l%u,%s,200%u-02-02,%s\n", some(a, "F", 9), n, some(b, "r", 300), up_to(4), some_day(e));
}

static const char *header_of(const char *kind)
{
    static const char *const headers[][2] = {{"agency", "code,name,jurisdiction"},
                                             {"enterprise", "code,jurisdiction,sector,sales,opened_on"},
                                             {"audit", "code,enterprise,round,started_on,completed_on"},
                                             {"measure", "code,enterprise,audit,cost,identified_on,verified"},
                                             {"measurement", "enterprise,outlet,pollutant,measured_on,value,limit_value"},
                                             {"listing", "enterprise,list,reason,published_on,delisted_on"}};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (strcmp(headers[i][0], kind) == 0) return headers[i][1];
    return "";
}

static bool add(const char *kind, unsigned rows)
{
    char *text = malloc(256 + rows * 160), *end = text;
    if (!text) return false;
    end += sprintf(end, "%s\n", header_of(kind));
    while (rows-- > 0) end += write_row(end, kind);
    bool done = import_text(kind, text);
    free(text);
    return done;
}

// Places, agencies, and the enterprises and audits that all others refer to.
static bool begin(void)
{
    state = 1;
    made = 0;
    char text[512], *end = text;
    end += sprintf(end, "code,jurisdiction,opened_on\n");
    for (unsigned i = 0; i < 9; i++) end += sprintf(end, "F%u,J%u,199%u-01-01\n", i, i * 5 % 4, i * 7 % 10);
    return import_text("jurisdiction", "code,level,parent\nJ0,province,\nJ1,city,J0\nJ2,city,J0\nJ3,county,J2\n") && import_text("enterprise", text) &&
           import_text("audit", "code,enterprise,started_on\nB0,F1,2001-01-01\nB1,F8,2001-01-01\nB2,F0,2000-01-01\n") && add("measurement", 20) && add("listing", 20) &&
           add("agency", 5);
}

static void new_records_of_any_kind_are_merged(void)
{
    static const char *const kinds[] = {"measurement", "listing", "measure", "audit", "measurement", "agency", "enterprise"};
    NEED(begin() && add("measure", 20) && add("audit", 3) && add("audit", 6) && kinds_loaded() >= 0);
    for (int step = 0; step < 90; step++) {
        const char *kind = kinds[up_to(step < 40 ? 5 : 7)];
        NEED(add(kind, 1 + up_to(step % 10 == 9 ? 9 : 4)));
        int loaded = kinds_loaded();
        if (!CHECK(loaded == 0)) printf("  step %d, %s: %d\n", step, kind, loaded);
    }
}

// Places, of which some are new or lie elsewhere, and the tree's order is another; enterprises, new ones, in new places, too, and such that now opened on another day, so that they stand
// elsewhere; and what is theirs. All in one import, in some order of the files.
static void write_places(unsigned step)
{
    static const char *const above[] = {"J0", "J2", "J3"};
    char text[1024], *end = text + sprintf(text, "code,level,name,parent\n");
    for (unsigned i = 0; step % 3 == 0 && i < 2; i++) end += sprintf(end, "N%u,county,n%u,%s\n", (step / 3 * 7 + i) % 16, up_to(3), above[up_to(3)]);
    if (step % 5 == 0) end += sprintf(end, "J1,city,j%u,J0\n", step);
    write_file("jurisdiction.csv", text);
}

static void write_enterprises(unsigned step)
{
    char a[16], b[16], text[2048], *end = text + sprintf(text, "code,jurisdiction,sector,opened_on%s\n", step % 4 == 3 ? ",effective_from" : "");
    const char *versioned = step % 4 == 3 ? (up_to(2) ? ",2001-01-01" : ",") : "";
    for (unsigned i = 0, rows = up_to(5); i < rows; i++) {
        sprintf(a, step % 3 == 0 && up_to(2) ? "N%u" : "J%u", step % 3 == 0 ? step / 3 * 7 % 16 : up_to(4));
        if (a[0] == 'J') some(a, "J", 4);
        if (up_to(2)) end += sprintf(end, "F%u,%s,s,%s%s\n", (step + i) % 9, a, some_day(b), versioned);
        else end += sprintf(end, "G%u,%s,t,%s%s\n", made++, up_to(3) ? a : "", some_day(b), versioned);
    }
    write_file("enterprise.csv", text);
}

static void write_theirs(unsigned step, unsigned first)
{
    char text[2048], *end = text + sprintf(text, "code,enterprise,started_on\n");
    for (unsigned n = first; n < made && up_to(4); n++) end += sprintf(end, "K%u,G%u,2001-01-0%u\n", n, n, 1 + up_to(9));
    if (up_to(2)) end += sprintf(end, "L%u,F%u,2001-02-02\n", step, up_to(9));
    write_file("audit.csv", text);
    end = text + sprintf(text, "enterprise,list,published_on\n");
    for (unsigned n = first; n < made && up_to(4); n++) end += sprintf(end, "G%u,l,200%u-01-01\n", n, up_to(9));
    if (up_to(2)) end += sprintf(end, "F%u,n%u,2001-02-02\n", up_to(9), step);
    write_file("listing.csv", text);
}

static void what_refers_to_records_that_move_follows_them(void)
{
    NEED(begin() && add("measure", 20) && add("audit", 3) && kinds_loaded() >= 0);
    for (unsigned step = 0; step < 70; step++) {
        unsigned first = made;
        write_places(step);
        write_enterprises(step);
        write_theirs(step, first);
        mandate_import_file files[] = {{.kind = "listing", .path = "listing.csv"},
                                       {.kind = "enterprise", .path = "enterprise.csv"},
                                       {.kind = "jurisdiction", .path = "jurisdiction.csv"},
                                       {.kind = "audit", .path = "audit.csv"}};
        bool committed = false;
        if (!CHECK(mandate_import(registry, files, 4, NULL, &committed, &error))) printf("  %s\n", error.message);
        int loaded = kinds_loaded();
        if (!CHECK(committed && loaded == 0)) printf("  step %u: %d loaded\n", step, loaded);
    }
}

// A row of a record whose key the number tells, which may be there already: a correction, another version, or new. The owner mostly is the same.
static size_t write_change(char *to, const char *kind, unsigned n)
{
    char a[16], b[16], c[16], d[16];
    unsigned f = up_to(12) ? n % 9 : up_to(9);
    if (strcmp(kind, "agency") == 0) return (size_t)sprintf(to, "A%u,%s,%s", n, some(a, "name", 20), some(b, "J", 4));
    if (strcmp(kind, "audit") == 0) return (size_t)sprintf(to, "K%u,F%u,%s,%s,2001-01-01", n, f, some_number(a), some_day(b));
    if (strcmp(kind, "measure") == 0)
        return (size_t)sprintf(to, "M%u,F%u,%s,%s,%s,%s", n, f, up_to(3) ? some(a, "B", 3) : "", some_number(b), some_day(c)[0] ? c : "1999-09-09",
                               up_to(3) ? (up_to(2) ? "yes" : "no") : "");
    if (strcmp(kind, "measurement") == 0)
        return (size_t)sprintf(to, "F%u,o%u,p%u,200%u-01-01,%s,%s", n % 9, n, n % 4, n % 3, some_number(a), up_to(2) ? some_number(b) : "");
    return (size_t)sprintf(to, "F%u,l%u,%s,200%u-02-02,%s", n % 9, n, up_to(4) ? some(a, "r", 30) : "", n % 4, some_day(d));
}

// False where the import refused it.
static bool change(const char *kind, unsigned rows)
{
    static const char *const days[] = {"", "", "2001-06-01", "2003-01-01", "1995-01-01"};
    bool versions = up_to(3) == 0;
    char text[4096], *end = text + sprintf(text, "%s%s\n", header_of(kind), versions ? ",effective_from" : "");
    unsigned first = up_to(60);
    for (unsigned i = 0; i < rows; i++) {
        end += write_change(end, kind, first + i);
        end += sprintf(end, "%s%s\n", versions ? "," : "", versions ? days[up_to(5)] : "");
    }
    bool committed = false;
    write_file("changed.csv", text);
    mandate_import_file file = {.kind = kind, .path = "changed.csv"};
    return CHECK(mandate_import(registry, &file, 1, NULL, &committed, &error)) && committed;
}

// The file of the last change again: each of its rows is as it was, whether the snapshot told so or the registry.
static void change_nothing(const char *kind)
{
    bool committed = false;
    mandate_import_file file = {.kind = kind, .path = "changed.csv"};
    CHECK(mandate_import(registry, &file, 1, NULL, &committed, &error) && committed && file.rows > 0 && file.unchanged == file.rows);
}

// Each row differs from the one before it in one cell, also where that is empty.
static void a_row_with_another_cell_is_a_correction(void)
{
    static const char *const audits[] = {"F1,2,2001-01-01,", "F2,2,2001-01-01,", "F2,3,2001-01-01,", "F2,,2001-01-01,",  "F2,,2001-01-02,", "F2,,2001-01-02,2002-02-02",
                                         "F2,,,2002-02-02",  ",,,2002-02-02",    ",0,,2002-02-02",   "F8,0,,2002-02-02", "F8,0,,2002-02-02"};
    static const char *const agencies[] = {"x,J1", "y,J1", ",J1", "yy,J1", "yy,J2", "yy,", "yy,"};
    NEED(begin());
    for (size_t i = 0; i < sizeof audits / sizeof *audits + sizeof agencies / sizeof *agencies; i++) {
        bool audit = i < sizeof audits / sizeof *audits, committed = false, first = i == 0 || i == sizeof audits / sizeof *audits;
        size_t at = audit ? i : i - sizeof audits / sizeof *audits, count = audit ? sizeof audits / sizeof *audits : sizeof agencies / sizeof *agencies;
        char text[256];
        NEED(kinds_loaded() >= 0);
        sprintf(text, audit ? "code,enterprise,round,started_on,completed_on\nZ,%s\n" : "code,name,jurisdiction\nZ,%s\n", audit ? audits[at] : agencies[at]);
        write_file("one.csv", text);
        mandate_import_file file = {.kind = audit ? "audit" : "agency", .path = "one.csv"};
        CHECK(mandate_import(registry, &file, 1, NULL, &committed, &error) && committed);
        CHECK(file.added == first && file.unchanged == (at + 1 == count) && file.corrected == (!first && at + 1 < count));
    }
}

// A row that is as it was, and further ones of its key: they are refused wherever the first was found.
static void rows_of_one_key_are_refused_where_one_is_as_it_was(void)
{
    static const char *const second[] = {"B1,F8,2001-01-01", "B1,F8,2001-01-02"};
    NEED(begin() && kinds_loaded() >= 0);
    for (int i = 0; i < 4; i++) {
        char text[256];
        bool committed = true;
        sprintf(text, "code,enterprise,started_on\n%s\n%s\n", second[i / 2], second[(i / 2 + i) % 2]);
        write_file("audit.csv", text);
        mandate_import_file file = {.kind = "audit", .path = "audit.csv"};
        CHECK(mandate_import(registry, &file, 1, NULL, &committed, &error) && !committed && file.refused == 2);
    }
    CHECK(kinds_loaded() == 0);
}

static void corrections_and_versions_of_any_kind_are_merged(void)
{
    static const char *const kinds[] = {"measurement", "listing", "measure", "agency", "audit"};
    NEED(begin() && add("measure", 20) && add("audit", 3) && kinds_loaded() >= 0);
    int merged = 0;
    for (int step = 0; step < 160; step++) {
        const char *kind = kinds[up_to(step < 100 ? 4 : 5)];
        if (!change(kind, 1 + up_to(6))) continue;
        int loaded = kinds_loaded();
        if (!CHECK(loaded == 0)) printf("  step %d, %s: %d\n", step, kind, loaded);
        merged++;
        if (up_to(3) == 0) change_nothing(kind);
    }
    CHECK(merged > 80);
}

static void kinds_without_rows_follow_what_they_refer_to(void)
{
    NEED(begin() && kinds_loaded() >= 0);
    for (int i = 0; i < 5; i++) // no measure refers to them
        CHECK(add("audit", 3) && kinds_loaded() == 0);
}

static void records_join_those_that_have_versions(void)
{
    NEED(begin() && kinds_loaded() >= 0);
    NEED(import_text("listing", "enterprise,list,published_on,reason,effective_from\nF1,v,2001-01-01,x,\nF1,v,2001-01-01,y,2002-01-01\nF3,v,2001-01-01,,2001-05-01\n"));
    CHECK(kinds_loaded() == 0);
    for (int i = 0; i < 12; i++) CHECK(add("listing", 3) && kinds_loaded() == 0);
    NEED(import_text("listing", "enterprise,list,published_on,reason\nF1,v,2001-01-01,corrected\nF2,w,2001-01-01,\n"));
    CHECK(kinds_loaded() == 0);
}

static void what_nobody_could_have_merged_is_left_to_who_reads(void)
{
    NEED(begin() && kinds_loaded() >= 0);
    NEED(add("listing", 60)); // more than there were
    CHECK(kinds_loaded() == 1);
    remove("registry.db.snapshot");
    NEED(add("listing", 1)); // there is none to go on from
    CHECK(kinds_loaded() > 1);
    NEED(add("listing", 1));
    CHECK(kinds_loaded() == 0);
}

static void records_that_come_before_all_others_are_merged(void)
{
    NEED(begin() && kinds_loaded() >= 0);
    write_file("enterprise.csv", "code,jurisdiction,opened_on\nF99,J0,1980-01-01\n"); // it comes before all others
    write_file("audit.csv", "code,enterprise,started_on\nC1,F1,2001-01-01\nC2,F8,1999-01-01\n");
    mandate_import_file files[] = {{.kind = "enterprise", .path = "enterprise.csv"}, {.kind = "audit", .path = "audit.csv"}};
    bool committed = false;
    NEED(mandate_import(registry, files, 2, NULL, &committed, &error) && committed);
    CHECK(kinds_loaded() == 0);
    NEED(add("audit", 1));
    CHECK(kinds_loaded() == 0);
}

// Without memory for it the import goes on, and what it leaves is right.
static void any_allocation_may_fail(void)
{
    NEED(begin() && kinds_loaded() >= 0);
    int without = 0;
    for (size_t n = 1; n < 700; n += 1 + n / 40) {
        char text[128];
        bool committed = false;
        mandate_error filled = {.code = MANDATE_OK};
        sprintf(text, "enterprise,list,published_on\nF1,n%zu,2001-01-01\n", n);
        write_file("listing.csv", text);
        mandate_import_file file = {.kind = "listing", .path = "listing.csv"};
        mandate_fail_allocation(n);
        bool done = mandate_import(registry, &file, 1, NULL, &committed, &filled);
        mandate_fail_allocation(0);
        CHECK(done || filled.code == MANDATE_ERROR_MEMORY);
        int loaded = kinds_loaded();
        CHECK(loaded >= 0);
        without += done && loaded > 0;
    }
    CHECK(without > 5);
}

int main(void)
{
    static const test tests[] = {
        {"what refers to records that move follows them", what_refers_to_records_that_move_follows_them},
        {"new records of any kind are merged", new_records_of_any_kind_are_merged},
        {"corrections and versions of any kind are merged", corrections_and_versions_of_any_kind_are_merged},
        {"a row with another cell is a correction", a_row_with_another_cell_is_a_correction},
        {"rows of one key are refused where one is as it was", rows_of_one_key_are_refused_where_one_is_as_it_was},
        {"kinds without rows follow what they refer to", kinds_without_rows_follow_what_they_refer_to},
        {"records join those that have versions", records_join_those_that_have_versions},
        {"what nobody could have merged is left to who reads", what_nobody_could_have_merged_is_left_to_who_reads},
        {"records that come before all others are merged", records_that_come_before_all_others_are_merged},
        {"any allocation may fail", any_allocation_may_fail},
    };
    around = in_a_folder;
    return RUN(tests);
}
