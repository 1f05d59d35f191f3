#define _XOPEN_SOURCE 700 // mkdtemp
#include "registry.h"
#include "snapshot/cell.h"
#include "store/database.h"

static mandate_snapshot *snapshot;

static bool build(void)
{
    snapshot = mandate_snapshot_build(registry, model, &error);
    return snapshot != NULL;
}

// The keys of a kind in the snapshot's order.
static const char *order_of(const char *kind)
{
    static char text[1024];
    int index = kind_of(kind);
    size_t used = 0;
    text[0] = '\0';
    for (uint32_t r = 0; r < mandate_snapshot_table(snapshot, index)->records; r++) {
        if (r > 0) text[used++] = ' ';
        used += mandate_snapshot_key(snapshot, index, r, text + used, sizeof text - used - 1);
    }
    return text;
}

static bool places_and_enterprises(void)
{
    return import_text("jurisdiction", "code,level,parent\nQ,province,\nB,city,P\nA1,county,A\nP,province,\nA,city,P\n") &&
           import_text("enterprise", "code,jurisdiction,opened_on,size,effective_from\n"
                                     "E3,B,2000-01-01,large,\n"
                                     "E2,A,2001-01-01,,\n"
                                     "E1,A,2001-01-01,medium,2002-01-01\n"
                                     "E1,A,2001-01-01,large,\n"
                                     "E4,A,1999-01-01,small,1999-06-01\n"
                                     "E5,,1990-01-01,,\n");
}

static void branches_are_contiguous_and_parents_come_first(void)
{
    NEED(places_and_enterprises() && build());
    CHECK_TEXT(order_of("jurisdiction"), "P A A1 B Q");
    const uint32_t ends[] = {4, 3, 3, 4, 5};
    CHECK(memcmp(mandate_snapshot_table(snapshot, kind_of("jurisdiction"))->branch_end, ends, sizeof ends) == 0);
    mandate_snapshot_destroy(snapshot);
}

static void rows_are_clustered_by_owner_then_event_then_key(void)
{
    NEED(places_and_enterprises() && build());
    CHECK_TEXT(order_of("enterprise"), "E4 E1 E2 E3 E5");
    const mandate_table *table = mandate_snapshot_table(snapshot, kind_of("enterprise"));
    const uint32_t starts[] = {0, 0, 3, 3, 4, 4};
    CHECK(memcmp(table->owner_start, starts, sizeof starts) == 0);
    CHECK(table->owner[0] == 1 && table->owner[3] == 3 && table->owner[4] == MANDATE_CODE_UNKNOWN);
    CHECK(mandate_column_date(&table->event, 0) == day("1999-01-01") && table->last_event == day("2001-01-01"));
    CHECK(mandate_snapshot_first_event(snapshot) == day("1990-01-01"));
    mandate_snapshot_destroy(snapshot);
}

static void a_version_holds_from_its_day(void)
{
    NEED(places_and_enterprises() && build());
    const mandate_table *table = mandate_snapshot_table(snapshot, kind_of("enterprise"));
    uint32_t first = mandate_snapshot_find(snapshot, kind_of("enterprise"), "E1"), late = mandate_snapshot_find(snapshot, kind_of("enterprise"), "E4");
    NEED(first == 1 && late == 0);
    uint32_t before = mandate_table_version(table, first, day("2001-12-31")), after = mandate_table_version(table, first, day("2002-01-01"));
    CHECK(after == before + 1 && table->version_start[first] == before && table->version_start[first + 1] == after + 1);
    CHECK(mandate_table_version(table, late, day("1999-05-31")) == MANDATE_CODE_ABSENT);
    CHECK(mandate_table_version(table, late, day("1999-06-01")) == table->version_start[late]);
    CHECK(!mandate_snapshot_table(snapshot, kind_of("jurisdiction"))->version_start); // one version each, that holds always
    mandate_snapshot_destroy(snapshot);
}

static void every_version_knows_its_file_and_line(void)
{
    NEED(places_and_enterprises() && build());
    const mandate_table *table = mandate_snapshot_table(snapshot, kind_of("enterprise"));
    uint32_t first = mandate_snapshot_find(snapshot, kind_of("enterprise"), "E1");
    long line = 0;
    CHECK_TEXT(mandate_snapshot_source(snapshot, kind_of("enterprise"), table->version_start[first], &line), "enterprise.csv");
    CHECK(line == 5);
    mandate_snapshot_source(snapshot, kind_of("enterprise"), table->version_start[first] + 1, &line);
    CHECK(line == 4);
    CHECK_TEXT(mandate_snapshot_source(snapshot, kind_of("jurisdiction"), 0, &line), "jurisdiction.csv");
    CHECK(line == 5);
    mandate_snapshot_destroy(snapshot);
}

static mandate_seen see(const char *kind, uint32_t record, const char *field, const char *as_of)
{
    return mandate_snapshot_see(snapshot, kind_of(kind), record, field_of(kind, field), day(as_of), day(as_of));
}

static const char *text_seen(const char *kind, uint32_t record, const char *field, const char *as_of)
{
    size_t length;
    return mandate_snapshot_text(snapshot, kind_of(kind), field_of(kind, field), see(kind, record, field, as_of).code, &length);
}

static void a_cell_is_seen_as_of_a_day(void)
{
    NEED(places_and_enterprises());
    NEED(import_text("audit", "code,enterprise,mode,started_on,reported_on,round\nA1,E1,fresh,2002-01-01,2003-01-01,2\nA2,E1,,2003-06-01,,\n"));
    NEED(import_text("measure",
                     "code,enterprise,audit,identified_on,implemented_on,verified,annual_saving\nM1,E1,A2,2002-01-01,2003-01-01,yes,5\nM2,E1,,2002-01-01,,,\n"));
    NEED(build());
    CHECK(see("audit", 0, "mode", "2002-12-31").state == MANDATE_SEEN_UNKNOWN); // known from its report on
    CHECK(see("audit", 0, "mode", "2003-01-01").state == MANDATE_SEEN_KNOWN);
    CHECK(see("audit", 0, "reported_on", "2002-12-31").state == MANDATE_SEEN_ABSENT);
    CHECK(see("audit", 0, "reported_on", "2003-01-01").date == day("2003-01-01"));
    CHECK(see("audit", 0, "round", "2003-01-01").number == 2);
    CHECK(see("measure", 0, "audit", "2003-05-31").state == MANDATE_SEEN_ABSENT); // no rule looks ahead
    CHECK(see("measure", 0, "audit", "2003-06-01").code == 1);
    CHECK(see("measure", 1, "audit", "2003-06-01").state == MANDATE_SEEN_ABSENT); // blank says none
    CHECK(see("measure", 0, "verified", "2003-06-01").yes);
    CHECK(see("measure", 1, "verified", "2003-06-01").state == MANDATE_SEEN_UNKNOWN);
    CHECK_TEXT(text_seen("enterprise", 1, "size", "2001-12-31"), "large");
    CHECK_TEXT(text_seen("enterprise", 1, "size", "2002-01-01"), "medium");
    CHECK(see("enterprise", 0, "size", "1999-05-31").state == MANDATE_SEEN_UNKNOWN);
    CHECK(see("enterprise", 0, "code", "1999-05-31").state == MANDATE_SEEN_KNOWN); // keys are the same in all versions
    mandate_snapshot_destroy(snapshot);
}

static void keys_of_several_parts_are_written_and_found(void)
{
    NEED(places_and_enterprises());
    NEED(import_text("listing", "enterprise,list,published_on\nE2,water,2003-02-01\nE2,air,2003-02-01\nE1,water,2003-03-01\n") && build());
    CHECK_TEXT(order_of("listing"), "E1/water/2003-03-01 E2/air/2003-02-01 E2/water/2003-02-01");
    CHECK(mandate_snapshot_find(snapshot, kind_of("listing"), "E2/water/2003-02-01") == 2);
    CHECK(mandate_snapshot_find(snapshot, kind_of("listing"), "E2/water") == MANDATE_CODE_ABSENT);
    char small[6];
    CHECK(mandate_snapshot_key(snapshot, kind_of("listing"), 0, small, sizeof small) == strlen("E1/water/2003-03-01"));
    CHECK_TEXT(small, "E1/wa");
    mandate_snapshot_destroy(snapshot);
}

static void a_reference_that_is_no_owner_is_indexed(void)
{
    NEED(places_and_enterprises());
    NEED(import_text("audit", "code,enterprise,started_on\nA1,E1,2002-01-01\nA2,E1,2003-06-01\n"));
    NEED(import_text("measure", "code,enterprise,audit,identified_on\nM1,E1,A2,2002-01-01\nM2,E1,,2002-01-02\nM3,E1,A2,2002-01-03\n") && build());
    uint32_t *start = NULL, *rows = NULL;
    NEED(mandate_snapshot_index(snapshot, kind_of("measure"), field_of("measure", "audit"), &start, &rows, &error));
    CHECK(start[0] == 0 && start[1] == 0 && start[2] == 2 && rows[0] == 0 && rows[1] == 2);
    mandate_free(start);
    mandate_free(rows);
    mandate_snapshot_destroy(snapshot);
}

static void a_registry_without_rows_is_a_snapshot_without_records(void)
{
    registry = mandate_registry_open("registry.db", MANDATE_CREATE, model, &error);
    NEED(registry && build());
    for (int k = 0; k < mandate_model_kind_count(model); k++) CHECK(mandate_snapshot_table(snapshot, k)->records == 0);
    CHECK(mandate_snapshot_first_event(snapshot) == MANDATE_DATE_ABSENT);
    CHECK(mandate_snapshot_find(snapshot, kind_of("enterprise"), "E1") == MANDATE_CODE_ABSENT);
    mandate_snapshot_destroy(snapshot);
}

// `count` agencies whose names are different texts, out of order, and one without a name.
static bool import_names(unsigned count)
{
    char *text = malloc(64 + (size_t)count * 32), *end = text;
    if (!text) return false;
    end += sprintf(end, "code,name\n");
    for (unsigned i = 0; i < count; i++) end += sprintf(end, "A%06u,N%u\n", i, (i * 7919U) % count);
    end += sprintf(end, "B,\n");
    bool done = import_text("agency", text);
    free(text);
    return done;
}

static void a_text_column_is_as_wide_as_its_texts_need(void)
{
    static const struct {
        unsigned names;
        int width;
    } cases[] = {{5, 1}, {254, 1}, {255, 2}, {65534, 2}, {65535, 4}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        NEED(import_names(cases[c].names) && build());
        int kind = kind_of("agency"), name = field_of("agency", "name");
        const mandate_table *table = mandate_snapshot_table(snapshot, kind);
        const mandate_column *column = &table->columns[name];
        CHECK(column->width == cases[c].width && column->text_count == cases[c].names && column->has_unknown && !column->has_absent);
        for (uint32_t r = 0; r < cases[c].names; r += 1 + r / 50) {
            char expected[32];
            size_t length;
            sprintf(expected, "N%u", (r * 7919U) % cases[c].names);
            uint32_t rank = mandate_column_cell(column, r);
            if (!CHECK(rank < column->text_count)) break;
            CHECK_TEXT(mandate_snapshot_text(snapshot, kind, name, rank, &length), expected);
            CHECK(length == strlen(expected) && mandate_snapshot_find_text(snapshot, kind, name, expected, length) == rank);
        }
        for (uint32_t r = 1; r < column->text_count; r++) {
            size_t length;
            if (!CHECK(strcmp(mandate_snapshot_text(snapshot, kind, name, r - 1, &length), mandate_snapshot_text(snapshot, kind, name, r, &length)) < 0)) break;
        }
        CHECK(mandate_column_cell(column, cases[c].names) == MANDATE_CODE_UNKNOWN);
        CHECK(mandate_snapshot_find_text(snapshot, kind, name, "N", 1) == MANDATE_CODE_ABSENT);
        mandate_snapshot_destroy(snapshot);
        mandate_registry_close(registry);
        registry = NULL;
        remove("registry.db");
    }
}

// Rows in an order of their own, in groups small and large, with events and keys that often tie.
static mandate_date event_of(const mandate_table *table, uint32_t record) { return mandate_column_date(&table->event, record); }

static void rows_of_any_order_are_put_into_the_snapshots(void)
{
    char *text = malloc(1 << 20), *end = text;
    unsigned state = 1;
    NEED(text && import_text("enterprise", "code,opened_on\nE1,1990-01-01\nE2,1990-01-01\nE0,1991-01-01\n"));
    end += sprintf(end, "enterprise,outlet,pollutant,measured_on,value\n");
    for (unsigned i = 0; i < 5000; i++) {
        state = state * 1664525U + 1013904223U;
        unsigned mixed = i * 2657U % 5000U; // every number once
        end += sprintf(end, "E%u,o%u,p%u,20%02u-01-%02u,%u\n",
                       mixed % 50 == 0   ? 0
                       : mixed % 50 == 1 ? 2
                                         : 1,
                       mixed % 97, mixed / 97, (state >> 24) % 3, (state >> 16) % 3 + 1, i);
    }
    NEED(import_text("measurement", text));
    free(text);
    NEED(build());
    int kind = kind_of("measurement");
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    CHECK(table->records == 5000 && table->owner_start[0] == 0 && table->owner_start[3] == 5000);
    for (uint32_t r = 1; r < table->records; r++) {
        bool after =
            table->owner[r] > table->owner[r - 1] ||
            (table->owner[r] == table->owner[r - 1] && (event_of(table, r) > event_of(table, r - 1) ||
                                                        (event_of(table, r) == event_of(table, r - 1) && mandate_snapshot_compare_keys(snapshot, kind, r - 1, r) < 0)));
        if (!CHECK(after)) break;
        long line;
        mandate_snapshot_source(snapshot, kind, r, &line); // every row moved as a whole
        if (!CHECK(mandate_column_number(&table->columns[field_of("measurement", "value")], r) == (double)(line - 2))) break;
    }
    mandate_snapshot_destroy(snapshot);
}

static void any_allocation_may_fail(void)
{
    NEED(places_and_enterprises());
    NEED(import_text("measure", "code,enterprise,identified_on\nM1,E1,2002-01-01\n"));
    size_t n = 1;
    for (; n < 5000; n++) {
        mandate_error filled = {.code = MANDATE_OK};
        mandate_fail_allocation(n);
        snapshot = mandate_snapshot_build(registry, model, &filled);
        mandate_fail_allocation(0);
        if (snapshot) break;
        if (!CHECK(filled.code == MANDATE_ERROR_MEMORY && filled.message[0])) printf("  allocation %zu: %s\n", n, filled.message);
    }
    CHECK(snapshot && n > 50);
    mandate_snapshot_destroy(snapshot);
}

// Opens the snapshot with every allocation failing in turn; returns how many there are.
static size_t open_with_failures(void)
{
    size_t n = 1;
    for (snapshot = NULL; n < 5000 && !snapshot; n++) {
        mandate_error filled = {.code = MANDATE_OK};
        mandate_fail_allocation(n);
        snapshot = mandate_snapshot_open(registry, model, false, &filled);
        mandate_fail_allocation(0);
        if (!snapshot && !CHECK(filled.code == MANDATE_ERROR_MEMORY && filled.message[0])) break;
    }
    CHECK(snapshot);
    return n;
}

static void any_allocation_may_fail_while_the_file_is_used(void)
{
    NEED(places_and_enterprises() && import_names(300)); // so many that they lie in a part
    NEED(import_text("audit", "code,enterprise,started_on\nA1,E1,2002-01-01\nA2,E1,2003-06-01\n"));
    remove("registry.db.snapshot"); // which the first import left
    CHECK(open_with_failures() > 50); // made and written
    CHECK(mandate_snapshot_loaded(snapshot) == mandate_model_kind_count(model));
    mandate_snapshot_destroy(snapshot);
    CHECK(open_with_failures() > 5); // mapped
    CHECK(mandate_snapshot_loaded(snapshot) == 0);
    CHECK_TEXT(order_of("enterprise"), "E4 E1 E2 E3 E5");
    mandate_snapshot_destroy(snapshot);
    NEED(import_text("measurement", "enterprise,outlet,pollutant,measured_on,value\nE1,1,COD,2002-01-01,5\n"));
    CHECK(open_with_failures() > 5); // one kind loaded, the others taken over
    CHECK(mandate_snapshot_loaded(snapshot) == 1);
    CHECK_TEXT(order_of("measurement"), "E1/1/COD/2002-01-01");
    CHECK_TEXT(order_of("audit"), "A1 A2");
    mandate_snapshot_destroy(snapshot);
}

static int kinds_loaded(void)
{
    snapshot = mandate_snapshot_open(registry, model, false, &error);
    int loaded = snapshot ? mandate_snapshot_loaded(snapshot) : -1;
    mandate_snapshot_destroy(snapshot);
    return loaded;
}

static bool written_by_another(const char *sql)
{
    sqlite3 *database = NULL;
    bool done = sqlite3_open("registry.db", &database) == SQLITE_OK && sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK;
    return sqlite3_close(database) == SQLITE_OK && done;
}

static void what_another_program_wrote_is_loaded_once(void)
{
    NEED(places_and_enterprises());
    remove("registry.db.snapshot"); // which the first import left
    CHECK(kinds_loaded() == mandate_model_kind_count(model));
    CHECK(kinds_loaded() == 0);
    NEED(written_by_another("UPDATE enterprise SET size = 'small'"));
    CHECK(kinds_loaded() > 0);
    CHECK(kinds_loaded() == 0); // nothing has been written since
}

int main(void)
{
    static const test tests[] = {
        {"what another program wrote is loaded once", what_another_program_wrote_is_loaded_once},
        {"branches are contiguous and parents come first", branches_are_contiguous_and_parents_come_first},
        {"rows are clustered by owner, then event, then key", rows_are_clustered_by_owner_then_event_then_key},
        {"a version holds from its day", a_version_holds_from_its_day},
        {"every version knows its file and line", every_version_knows_its_file_and_line},
        {"a cell is seen as of a day", a_cell_is_seen_as_of_a_day},
        {"keys of several parts are written and found", keys_of_several_parts_are_written_and_found},
        {"a reference that is no owner is indexed", a_reference_that_is_no_owner_is_indexed},
        {"a registry without rows is a snapshot without records", a_registry_without_rows_is_a_snapshot_without_records},
        {"a text column is as wide as its texts need", a_text_column_is_as_wide_as_its_texts_need},
        {"rows of any order are put into the snapshot's", rows_of_any_order_are_put_into_the_snapshots},
        {"any allocation may fail", any_allocation_may_fail},
        {"any allocation may fail while the file is used", any_allocation_may_fail_while_the_file_is_used},
    };
    around = in_a_folder;
    return RUN(tests);
}
