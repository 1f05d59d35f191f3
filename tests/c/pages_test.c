// Tables written page by page against tables that SQLite writes itself: random rows, many sizes of page. SQLite must find nothing wrong with the file, and the
// same rows in it, and both files must stay the same through changes that SQLite then makes to both.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "registry.h"
#include <sqlite3.h>
#include "store/pages.h"
#include "store/record.h"

static const uint32_t page_sizes[] = {512, 1024, 4096, 65536};

static uint64_t state;

static uint64_t next_random(void)
{
    state += 0x9E3779B97F4A7C15ULL;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static uint64_t below(uint64_t end) { return next_random() % end; }

// One file, made with the statement.
static sqlite3 *make(const char *path, uint32_t page_size, const char *tables)
{
    char sql[1024];
    sqlite3 *database = NULL;
    remove(path);
    snprintf(sql, sizeof sql, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA page_size = %u; %s", page_size, tables);
    if (sqlite3_open(path, &database) != SQLITE_OK || sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) exit(2);
    return database;
}

static int64_t number(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t found = -1;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) found = sqlite3_column_int64(statement, 0);
    else printf("  %s: %s\n", sql, sqlite3_errmsg(database));
    sqlite3_finalize(statement);
    return found;
}

static bool is_sound(sqlite3 *database)
{
    sqlite3_stmt *statement = NULL;
    bool sound = sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    if (!sound) printf("  integrity_check: %s\n", sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return sound;
}

static size_t put_letter(char *out)
{
    static const char *const letters[] = {"a", "b", "Z", "0", "/", "\xC3\xA9", "\xE6\x97\xA5", "\xF0\x9F\x98\x80"};
    const char *letter = letters[below(sizeof letters / sizeof *letters)];
    memcpy(out, letter, strlen(letter));
    return strlen(letter);
}

// Texts that differ early, late or not at all, mostly short, some longer than pages.
static size_t random_text(char *out, size_t most)
{
    size_t length = 0, wanted = below(8) > 0 ? below(12) : below(6) > 0 ? below(300) : below(most);
    if (wanted > 6 && below(3) == 0) length = (size_t)sprintf(out, "equal to here");
    while (length < wanted) length += put_letter(out + length);
    return length;
}

static int64_t random_integer(void)
{
    int64_t value = (int64_t)(next_random() >> below(64));
    if (below(4) == 0) value = below(2) ? INT64_MAX - (int64_t)below(3) : INT64_MIN + (int64_t)below(3);
    return below(3) == 0 ? (int64_t)(0 - (uint64_t)value) : value;
}

static double random_real(void)
{
    static const double some[] = {0.0,    -0.0,    1.0,   -1.0,    0.1, 140737488355327.0, 140737488355328.0, -140737488355328.0, -140737488355329.0, 9007199254740993.0,
                                  9.3e18, -9.3e18, 1e300, 4.9e-324};
    if (below(3) == 0) return some[below(sizeof some / sizeof *some)];
    double value = (double)random_integer() / (double)(below(2) ? 1 : 1 + below(1000));
    return value;
}

enum { LONGEST = 70000 };

static void bind_random(sqlite3_stmt *statement, int at, char type, bool may_be_null)
{
    static char text[LONGEST + 64];
    if (may_be_null && below(5) == 0) sqlite3_bind_null(statement, at);
    else if (type == 't') sqlite3_bind_text(statement, at, text, (int)random_text(text, LONGEST), SQLITE_TRANSIENT);
    else if (type == 'i') sqlite3_bind_int64(statement, at, random_integer());
    else sqlite3_bind_double(statement, at, random_real());
}

// A table by keys: a, n and r are the key.
static const char keyed_table[] = "CREATE TABLE filler(x TEXT); CREATE TABLE t(x TEXT, a TEXT NOT NULL, n INTEGER NOT NULL, y REAL, r REAL NOT NULL, z INTEGER,"
                                  " PRIMARY KEY(a, n, r)) STRICT, WITHOUT ROWID; CREATE TABLE behind(x TEXT)";
// And one by rowids.
static const char rowid_table[] =
    "CREATE TABLE filler(x TEXT); CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, n INTEGER, y REAL, z TEXT) STRICT; CREATE TABLE behind(x TEXT)";

static void insert_random(sqlite3 *database, bool keyed, size_t rows)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, keyed ? "INSERT OR IGNORE INTO t(x, a, n, y, r, z) VALUES(?, ?, ?, ?, ?, ?)" : "INSERT OR IGNORE INTO t VALUES(?, ?, ?, ?, ?)", -1,
                           &statement, NULL) != SQLITE_OK)
        exit(2);
    sqlite3_exec(database, "BEGIN", NULL, NULL, NULL);
    bool narrow = below(2); // few different keys
    for (size_t i = 0; i < rows; i++) {
        const char *types = keyed ? "tfifri" : "itift";
        if (keyed) types = "ttirri";
        for (int c = 0; types[c]; c++) {
            bool key = keyed ? c == 1 || c == 2 || c == 4 : c == 0;
            if (narrow && key && below(3) > 0 && types[c] == 'i') sqlite3_bind_int64(statement, c + 1, (int64_t)below(200) - 100);
            else if (!keyed && c == 0 && below(3) > 0) sqlite3_bind_int64(statement, 1, (int64_t)below(1000000));
            else bind_random(statement, c + 1, types[c], !key);
        }
        sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    sqlite3_exec(database, "COMMIT", NULL, NULL, NULL);
    sqlite3_finalize(statement);
}

static bool put_column(mandate_record *record, sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: mandate_record_null(record); return true;
    case SQLITE_INTEGER: mandate_record_integer(record, sqlite3_column_int64(statement, column)); return true;
    case SQLITE_FLOAT: mandate_record_real(record, sqlite3_column_double(statement, column)); return true;
    default: mandate_record_text(record, (const char *)sqlite3_column_text(statement, column), (size_t)sqlite3_column_bytes(statement, column)); return true;
    }
}

// Brings the rows of `from` into the empty table of `to`.
static bool write_pages(sqlite3 *to, sqlite3 *from, bool keyed, uint32_t lock_page)
{
    mandate_pages_file file;
    mandate_record records[2] = {{0}};
    unsigned char root[65536];
    uint32_t number_of_root = (uint32_t)number(to, "SELECT rootpage FROM sqlite_schema WHERE name = 't'"), count;
    if (!mandate_pages_read_form(to, &file) || !mandate_pages_read_empty(&file, number_of_root, keyed, root)) return false;
    if (lock_page) file.lock_page = lock_page;
    mandate_pages *pages = mandate_pages_begin(&file, number_of_root, keyed, &error);
    sqlite3_stmt *rows = NULL;
    // the key's columns come first in the records of such a table
    bool done = pages && sqlite3_prepare_v2(from, keyed ? "SELECT a, n, r, x, y, z FROM t ORDER BY a, n, r" : "SELECT id, a, n, y, z FROM t ORDER BY id", -1, &rows,
                                            NULL) == SQLITE_OK;
    size_t given = 0;
    while (done && sqlite3_step(rows) == SQLITE_ROW) {
        mandate_record *record = &records[given++ % 2], *before = &records[given % 2];
        size_t bytes = 0;
        int columns = sqlite3_column_count(rows);
        for (int c = 0; c < columns; c++) bytes += (size_t)sqlite3_column_bytes(rows, c);
        done = mandate_record_begin(record, columns, bytes, &error);
        for (int c = 0; c < columns && done; c++) {
            if (!keyed && c == 0) mandate_record_null(record); // the rowid stands before the record
            else put_column(record, rows, c);
        }
        mandate_record_end(record);
        if (keyed && given > 1)
            CHECK(mandate_record_compare(before->bytes, record->bytes, 3) < 0 && mandate_record_compare(record->bytes, before->bytes, 3) > 0 &&
                  mandate_record_compare(record->bytes, record->bytes, 3) == 0);
        done = done && mandate_pages_add(pages, sqlite3_column_int64(rows, 0), record->bytes, record->length, &error);
    }
    sqlite3_finalize(rows);
    done = done && mandate_pages_end(pages, &count, &error) && mandate_pages_write_header(&file, count, 1, &error);
    mandate_pages_destroy(pages);
    mandate_record_release(&records[0]);
    mandate_record_release(&records[1]);
    return done;
}

// That both files have the same tables and rows, of the same types, and that each row is found by its key.
static void compare(sqlite3 *written, const char *other, bool keyed)
{
    char sql[512];
    snprintf(sql, sizeof sql, "ATTACH '%s' AS other", other);
    NEED(sqlite3_exec(written, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(number(written, "SELECT count(*) FROM main.t") == number(written, "SELECT count(*) FROM other.t"));
    const char *columns = keyed ? "quote(x), quote(a), quote(n), quote(y), quote(r), quote(z)" : "id, quote(a), quote(n), quote(y), quote(z)";
    snprintf(sql, sizeof sql, "SELECT count(*) FROM (SELECT %s FROM main.t EXCEPT SELECT %s FROM other.t)", columns, columns);
    CHECK(number(written, sql) == 0);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM other.t o WHERE NOT EXISTS (SELECT 1 FROM main.t m WHERE %s)",
             keyed ? "m.a = o.a AND m.n = o.n AND m.r = o.r AND m.x IS o.x" : "m.id = o.id AND m.a IS o.a");
    CHECK(number(written, sql) == 0);
    CHECK(number(written,
                 "SELECT count(*) FROM (SELECT type, name, tbl_name, rootpage, sql FROM main.sqlite_schema EXCEPT SELECT type, name, tbl_name, rootpage, sql FROM "
                 "other.sqlite_schema)") == 0);
    sqlite3_exec(written, "DETACH other", NULL, NULL, NULL);
}

// The same changes to both.
static void change(sqlite3 *a, sqlite3 *b, bool keyed)
{
    uint64_t seed = next_random();
    sqlite3 *both[] = {a, b};
    for (int i = 0; i < 2; i++) {
        state = seed;
        char sql[256];
        snprintf(sql, sizeof sql, "DELETE FROM t WHERE (length(a) + n) %% 3 = %d; UPDATE t SET z = NULL, y = 0.5 WHERE n %% 2 = 0", (int)below(3));
        CHECK(sqlite3_exec(both[i], sql, NULL, NULL, NULL) == SQLITE_OK);
        insert_random(both[i], keyed, 200);
        CHECK(is_sound(both[i]));
    }
}

static void try_rows(uint64_t seed, uint32_t page_size, bool keyed, size_t rows)
{
    state = seed;
    sqlite3 *by_sqlite = make("sqlite.db", page_size, keyed ? keyed_table : rowid_table);
    sqlite3 *by_pages = make("pages.db", page_size, keyed ? keyed_table : rowid_table);
    insert_random(by_sqlite, keyed, rows);
    bool done = CHECK(write_pages(by_pages, by_sqlite, keyed, 0));
    if (done) {
        CHECK(is_sound(by_pages));
        compare(by_pages, "sqlite.db", keyed);
        change(by_pages, by_sqlite, keyed);
        compare(by_pages, "sqlite.db", keyed);
    }
    if (failed_checks > 0) printf("  seed %llu, pages of %u, %s, %zu rows\n", (unsigned long long)seed, page_size, keyed ? "keyed" : "by rowid", rows);
    sqlite3_close(by_pages);
    sqlite3_close(by_sqlite);
}

static void random_rows(bool keyed)
{
    const char *seeds = getenv("SEED");
    uint64_t first = seeds ? strtoull(seeds, NULL, 10) : 1;
    const char *cases = getenv("CASES");
    uint64_t count = cases ? strtoull(cases, NULL, 10) : 2;
    static const size_t rows[] = {0, 1, 2, 3, 5, 17, 100, 1500};
    for (size_t p = 0; p < sizeof page_sizes / sizeof *page_sizes; p++)
        for (uint64_t seed = first; seed < first + count; seed++)
            for (size_t r = 0; r < sizeof rows / sizeof *rows && failed_checks == 0; r++)
                try_rows(seed * 1000 + r, page_sizes[p], keyed, rows[r] + (rows[r] > 3 ? seed % 7 : 0));
}

static void rows_by_keys_are_those_that_sqlite_writes(void) { random_rows(true); }

static void rows_by_rowids_are_those_that_sqlite_writes(void) { random_rows(false); }

// Small rows, so that every count of cells on the last page of each level is met.
static void every_number_of_rows_ends_well(void)
{
    for (int keyed = 0; keyed < 2; keyed++)
        for (int rows = 0; rows < 1200 && failed_checks == 0; rows += rows < 40 ? 1 : rows < 150 ? 3 : 37) {
            char sql[512];
            const char *table =
                keyed ? "CREATE TABLE t(x TEXT, a TEXT NOT NULL, n INTEGER NOT NULL, y REAL, r REAL NOT NULL, z INTEGER, PRIMARY KEY(a, n, r)) STRICT, WITHOUT ROWID"
                      : "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, n INTEGER, y REAL, z TEXT) STRICT";
            sqlite3 *by_sqlite = make("sqlite.db", 512, table), *by_pages = make("pages.db", 512, table);
            snprintf(sql, sizeof sql, "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d) INSERT INTO t SELECT %s FROM c WHERE %d > 0", rows,
                     keyed ? "'twenty-five letters here', printf('%05d and more of them to make it long enough', i), i, 0.5, 1, i"
                           : "i, 'a text that takes some room on each page', i, 0.5, 'and another one'",
                     rows);
            CHECK(sqlite3_exec(by_sqlite, sql, NULL, NULL, NULL) == SQLITE_OK);
            CHECK(write_pages(by_pages, by_sqlite, keyed, 0) && is_sound(by_pages));
            compare(by_pages, "sqlite.db", keyed);
            if (failed_checks > 0) printf("  %d rows, keyed: %d\n", rows, keyed);
            sqlite3_close(by_sqlite);
            sqlite3_close(by_pages);
        }
}

// A row that is alone lies in the root, where SQLite would have put it byte for byte.
static void a_record_is_byte_for_byte_sqlites(void)
{
    for (uint64_t seed = 1; seed <= 60 && failed_checks == 0; seed++)
        for (int keyed = 0; keyed < 2; keyed++) {
            state = seed;
            sqlite3 *by_sqlite = make("sqlite.db", 65536, keyed ? keyed_table : rowid_table), *by_pages = make("pages.db", 65536, keyed ? keyed_table : rowid_table);
            insert_random(by_sqlite, keyed, 1);
            CHECK(write_pages(by_pages, by_sqlite, keyed, 0));
            static unsigned char pages[2][65536];
            sqlite3 *both[] = {by_sqlite, by_pages};
            for (int i = 0; i < 2; i++) {
                sqlite3_file *file = NULL;
                CHECK(sqlite3_file_control(both[i], "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK);
                CHECK(file->pMethods->xRead(file, pages[i], 65536, 65536 * (number(both[i], "SELECT rootpage FROM sqlite_schema WHERE name = 't'") - 1)) == SQLITE_OK);
            }
            CHECK(memcmp(pages[0], pages[1], 65536) == 0);
            sqlite3_close(by_sqlite);
            sqlite3_close(by_pages);
        }
}

// SQLite's byte for locks lies at 1 GB; its tests may move it.
static void the_page_of_sqlites_locks_is_left_out(void)
{
    for (uint32_t lock = 5; lock < 40 && failed_checks == 0; lock++)
        for (int keyed = 0; keyed < 2; keyed++) {
            state = lock;
            sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, (lock - 1) * 4096);
            sqlite3 *by_sqlite = make("sqlite.db", 4096, keyed ? keyed_table : rowid_table), *by_pages = make("pages.db", 4096, keyed ? keyed_table : rowid_table);
            insert_random(by_sqlite, keyed, 250);
            CHECK(write_pages(by_pages, by_sqlite, keyed, lock) && is_sound(by_pages));
            compare(by_pages, "sqlite.db", keyed);
            sqlite3_close(by_sqlite);
            sqlite3_close(by_pages);
        }
    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, 0x40000000);
}

static void files_of_another_form_are_left_alone(void)
{
    static const char *const forms[] = {"PRAGMA auto_vacuum = FULL", "PRAGMA encoding = 'UTF-16'", "PRAGMA journal_mode = WAL"};
    mandate_pages_file file;
    unsigned char root[4096];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char sql[512];
        snprintf(sql, sizeof sql, "%s; %s", forms[i], keyed_table);
        sqlite3 *database = make("other.db", 4096, sql);
        CHECK(!mandate_pages_read_form(database, &file));
        sqlite3_close(database);
        remove("other.db-wal");
    }
    sqlite3 *database = make("other.db", 4096, keyed_table);
    CHECK(mandate_pages_read_form(database, &file));
    uint32_t number_of_root = (uint32_t)number(database, "SELECT rootpage FROM sqlite_schema WHERE name = 't'");
    CHECK(mandate_pages_read_empty(&file, number_of_root, true, root) && !mandate_pages_read_empty(&file, number_of_root, false, root));
    CHECK(!mandate_pages_read_empty(&file, 1, true, root) && !mandate_pages_read_empty(&file, file.count + 1, true, root));
    insert_random(database, true, 1);
    CHECK(mandate_pages_read_form(database, &file) && !mandate_pages_read_empty(&file, number_of_root, true, root));
    sqlite3_close(database);
}

static void what_was_written_is_undone(void)
{
    for (int keyed = 0; keyed < 2; keyed++) {
        state = 7;
        sqlite3 *by_sqlite = make("sqlite.db", 1024, keyed ? keyed_table : rowid_table), *by_pages = make("pages.db", 1024, keyed ? keyed_table : rowid_table);
        insert_random(by_sqlite, keyed, 300);
        mandate_pages_file file;
        unsigned char root[1024];
        uint32_t number_of_root = (uint32_t)number(by_pages, "SELECT rootpage FROM sqlite_schema WHERE name = 't'");
        NEED(mandate_pages_read_form(by_pages, &file) && mandate_pages_read_empty(&file, number_of_root, keyed, root));
        CHECK(write_pages(by_pages, by_sqlite, keyed, 0) && number(by_pages, "SELECT count(*) FROM t") > 100);
        CHECK(mandate_pages_undo(&file, number_of_root, root, &error) && mandate_pages_write_header(&file, file.count, 2, &error));
        CHECK(number(by_pages, "SELECT count(*) FROM t") == 0 && is_sound(by_pages) && number(by_pages, "PRAGMA page_count") == file.count);
        CHECK(write_pages(by_pages, by_sqlite, keyed, 0) && is_sound(by_pages));
        compare(by_pages, "sqlite.db", keyed);
        sqlite3_close(by_sqlite);
        sqlite3_close(by_pages);
    }
}

static void numbers_are_written_as_they_are_read(void)
{
    unsigned char bytes[MANDATE_VARINT_MOST];
    for (int shift = 0; shift < 64; shift++)
        for (int more = -2; more < 3; more++) {
            uint64_t value = ((uint64_t)1 << shift) + (uint64_t)(int64_t)more, read;
            size_t length = mandate_varint_put(bytes, value);
            CHECK(length >= 1 && length <= 9 && mandate_varint_get(bytes, &read) == length && read == value);
        }
}

static void a_lack_of_memory_is_told(void)
{
    sqlite3 *database = make("pages.db", 512, keyed_table);
    mandate_pages_file file;
    NEED(mandate_pages_read_form(database, &file));
    for (size_t n = 1; n < 60; n++) {
        mandate_record record = {0};
        mandate_fail_allocation(n);
        mandate_pages *pages = mandate_pages_begin(&file, 3, true, &error);
        bool done = pages != NULL;
        for (int i = 0; i < 2000 && done; i++) {
            done = mandate_record_begin(&record, 3, 40, &error);
            if (!done) break;
            mandate_record_integer(&record, i);
            mandate_record_text(&record, "a text that takes some room", 27);
            mandate_record_null(&record);
            mandate_record_end(&record);
            done = mandate_pages_add(pages, 0, record.bytes, record.length, &error);
        }
        mandate_fail_allocation(0);
        CHECK(done || error.code == MANDATE_ERROR_MEMORY);
        mandate_pages_destroy(pages);
        mandate_record_release(&record);
        if (done) break;
    }
    sqlite3_close(database);
}

int main(void)
{
    static const test tests[] = {
        {"numbers are written as they are read", numbers_are_written_as_they_are_read},
        {"a record is byte for byte SQLite's", a_record_is_byte_for_byte_sqlites},
        {"rows by keys are those that SQLite writes", rows_by_keys_are_those_that_sqlite_writes},
        {"rows by rowids are those that SQLite writes", rows_by_rowids_are_those_that_sqlite_writes},
        {"every number of rows ends well", every_number_of_rows_ends_well},
        {"the page of SQLite's locks is left out", the_page_of_sqlites_locks_is_left_out},
        {"files of another form are left alone", files_of_another_form_are_left_alone},
        {"what was written is undone", what_was_written_is_undone},
        {"a lack of memory is told", a_lack_of_memory_is_told},
    };
    around = in_a_folder;
    return RUN(tests);
}
