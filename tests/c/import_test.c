#define _POSIX_C_SOURCE 200809L // mkdtemp, fork
#include <dirent.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "harness.h"
#include "import/import.h"
#include "model/memory.h"

// Each test works in a folder of its own, which is the current one while it runs.
static mandate_error error;
static mandate_model *model;
static mandate_import_file files[8];
static bool committed;

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text, 1, strlen(text), file) != strlen(text) || fclose(file) != 0) exit(2);
}

static char *read_file(const char *path, size_t *length)
{
    static char texts[2][1 << 20];
    static int next;
    char *text = texts[next = !next];
    FILE *file = fopen(path, "rb");
    *length = file ? fread(text, 1, (1 << 20) - 1, file) : 0;
    text[*length] = '\0';
    if (file) fclose(file);
    return text;
}

static const char *rejects(const char *path)
{
    size_t length;
    return read_file(path, &length);
}

static void places(void) { write_file("jurisdiction.csv", "code,name,level,parent\n320100,Nanjing,city,320000\n320000,Jiangsu,province,\n"); }

// Imports the files named, the last argument being NULL, into registry.db.
static bool import_files(int keep_good, ...)
{
    va_list arguments;
    size_t count = 0;
    va_start(arguments, keep_good);
    for (const char *path; (path = va_arg(arguments, const char *)) != NULL;) files[count++] = (mandate_import_file){.path = path};
    va_end(arguments);
    mandate_registry *registry = mandate_registry_open("registry.db", MANDATE_CREATE, model, &error);
    const mandate_import_options options = {.keep_good = keep_good != 0, .imported_at = "2003-05-01T00:00:00Z"};
    bool done = registry && mandate_import(registry, files, count, &options, &committed, &error);
    mandate_registry_close(registry);
    return done;
}

typedef struct listing {
    char text[4096];
    size_t used;
    const mandate_kind *kind;
} listing;

static bool list_row(void *context, const mandate_row *row, mandate_error *unused)
{
    listing *list = context;
    char from[11];
    (void)unused;
    mandate_date_format(row->effective_from, from);
    list->used += (size_t)snprintf(list->text + list->used, sizeof list->text - list->used, "%lld%s%s:", (long long)row->record, from[0] ? "@" : "", from);
    for (int i = 0; i < list->kind->field_count; i++) {
        const mandate_cell *cell = &row->cells[i];
        char text[64] = "";
        if (!cell->blank) switch (list->kind->fields[i].type) {
            case MANDATE_TEXT: snprintf(text, sizeof text, "%.*s", (int)cell->length, cell->text); break;
            case MANDATE_NUMBER: snprintf(text, sizeof text, "%g", cell->number); break;
            case MANDATE_EVENT:
            case MANDATE_DATE: mandate_date_format(cell->date, text); break;
            case MANDATE_YESNO: snprintf(text, sizeof text, "%s", cell->yes ? "yes" : "no"); break;
            case MANDATE_REFERENCE: snprintf(text, sizeof text, "#%lld", (long long)cell->record); break;
            }
        if (text[0]) list->used += (size_t)snprintf(list->text + list->used, sizeof list->text - list->used, "%s ", text);
    }
    list->used += (size_t)snprintf(list->text + list->used, sizeof list->text - list->used, "(%lld)|", (long long)row->line);
    return true;
}

// The rows of a kind as the registry gives them.
static const char *rows_of(const char *kind)
{
    static listing list;
    int index = mandate_model_find(model, kind);
    list = (listing){.kind = mandate_model_kind(model, index)};
    mandate_registry *registry = mandate_registry_open("registry.db", MANDATE_READ, model, &error);
    if (!registry || !mandate_registry_read(registry, index, list_row, &list, &error)) snprintf(list.text, sizeof list.text, "failed: %s", error.message);
    mandate_registry_close(registry);
    return list.text;
}

static int64_t revision(void)
{
    int64_t number = -1;
    mandate_registry *registry = mandate_registry_open("registry.db", MANDATE_READ, model, &error);
    if (registry) mandate_registry_revision(registry, &number, &error);
    mandate_registry_close(registry);
    return number;
}

static void files_land_parents_first_whatever_their_order(void)
{
    places();
    write_file("enterprise.csv", "\xEF\xBB\xBF"
                                 "jurisdiction,code,size,opened_on,sales\r\n320100,E1,large,1990-01-02,1.5e8\r\n320000,E2,,,\r\n");
    write_file("measure.csv", "code,enterprise,audit,identified_on,verified\nM1,E1,A1,2001-01-01,yes\n");
    write_file("audit.csv", "code,enterprise,started_on\nA1,E1,2000-02-29\n");
    NEED(import_files(0, "measure.csv", "audit.csv", "enterprise.csv", "jurisdiction.csv", NULL));
    CHECK(committed && files[2].rows == 2 && files[2].added == 2 && files[2].refused == 0);
    CHECK_TEXT(rows_of("jurisdiction"), "1:320100 Nanjing city #2 (2)|2:320000 Jiangsu province (3)|");
    CHECK_TEXT(rows_of("enterprise"), "1:E1 #1 large 1.5e+08 1990-01-02 (2)|2:E2 #2 (3)|");
    CHECK_TEXT(rows_of("measure"), "1:M1 #1 #1 2001-01-01 yes (2)|");
    CHECK_TEXT(rows_of("audit"), "1:A1 #1 2000-02-29 (2)|");
}

static void the_same_file_again_changes_nothing(void)
{
    places();
    write_file("enterprise.csv", "code,jurisdiction,size,effective_from\nE1,320100,large,\nE1,320100,medium,2001-01-01\n");
    NEED(import_files(0, "jurisdiction.csv", "enterprise.csv", NULL) && committed);
    size_t before_length, after_length;
    int64_t number = revision();
    char *before = read_file("registry.db", &before_length);
    NEED(import_files(0, "jurisdiction.csv", "enterprise.csv", NULL));
    char *after = read_file("registry.db", &after_length);
    CHECK(committed && files[1].unchanged == 2 && files[1].added == 0 && files[1].corrected == 0);
    CHECK(revision() == number && before_length == after_length && memcmp(before, after, before_length) == 0);
}

static void versions_and_corrections_are_told_apart(void)
{
    places();
    write_file("enterprise.csv", "code,jurisdiction,size,name\nE1,320100,large,One\n");
    NEED(import_files(0, "jurisdiction.csv", "enterprise.csv", NULL));
    write_file("enterprise.csv", "code,jurisdiction,size,effective_from\nE1,320100,medium,2001-01-01\nE1,320100,micro,1995-01-01\n");
    NEED(import_files(0, "enterprise.csv", NULL));
    CHECK(files[0].versions == 2 && files[0].carried == 2);
    write_file("enterprise.csv", "code,size\nE1,small\n"); // a column that is not there says nothing
    NEED(import_files(0, "enterprise.csv", NULL));
    CHECK(files[0].corrected == 1);
    CHECK_TEXT(rows_of("enterprise"), "1:E1 One #1 small (2)|1@1995-01-01:E1 One #1 micro (3)|1@2001-01-01:E1 One #1 medium (2)|");
}

static void a_refused_row_says_where_and_why_and_nothing_lands(void)
{
    places();
    NEED(import_files(0, "jurisdiction.csv", NULL));
    int64_t number = revision();
    write_file("enterprise.csv", "code,jurisdiction,size,employees,opened_on\n"
                                 "E1,320100,large,5,1990-01-01\n"
                                 "E2,320199,lagre,\"1,000\",1990-02-30\n"
                                 ",320100,,1234567890123456,1990/01/01\n"
                                 "E4,320100\n"
                                 "E\"5,320100,,,\n"
                                 "E6,320100,\xC4\xCF,,\n"
                                 "E7 ,320100,,,\n");
    write_file("audit.csv", "code,enterprise,started_on\nA1,E1,2000-01-01\nA2,E2,2000-01-01\nA3,E9,\n");
    NEED(import_files(0, "audit.csv", "enterprise.csv", NULL));
    CHECK(!committed && files[1].refused == 6 && files[1].rows == 7 && files[0].refused == 2 && revision() == number);
    CHECK_TEXT(rows_of("enterprise"), "");
    CHECK_TEXT(files[1].rejects, "enterprise.rejects.csv");
    CHECK_TEXT(rejects("enterprise.rejects.csv"),
               "line,column,value,reason\n"
               "3,jurisdiction,320199,\"no jurisdiction has this key: correct it, or import that jurisdiction too\"\n"
               "3,size,lagre,not one of the words allowed: did you mean large?\n"
               "3,employees,\"1,000\",\"no number: thousands are written without commas: write 1000, or 1.000 where the comma stands before the decimals\"\n"
               "3,opened_on,1990-02-30,no date: the month has no such day\n"
               "4,code,,\"empty, and it is part of the key: give it a value\"\n"
               "4,employees,1234567890123456,more than 15 digits: round it to 15\n"
               "4,opened_on,1990/01/01,\"no date: year, month and day stand in this order, with - between them: write 1990-01-01, or say in an import statement how the "
               "file writes its dates\"\n"
               "5,,\"E4,320100\",\"2 values, and the header names 5 columns: look for a comma too few, or for a value with a comma that needs quotes\"\n"
               "6,,\"E\"\"5,320100,,,\",\"line 6, character 2: a quote stands inside a value that does not begin with one: put the whole value in quotes "
               "and double those within it\"\n"
               "7,size,\xEF\xBF\xBD\xEF\xBF\xBD,\"not UTF-8: save the file again as \"\"CSV UTF-8\"\", or convert it, say with iconv -f GB18030 -t UTF-8\"\n"
               "8,code,E7 ,blanks stand before or after it: take them away\n");
    CHECK_HOLDS(rejects("audit.rejects.csv"), "3,enterprise,E2,\"the row of this enterprise is refused (enterprise.csv, line 3): mend that row first\"");

    NEED(import_files(1, "audit.csv", "enterprise.csv", NULL));
    CHECK(committed && revision() > number);
    CHECK_TEXT(rows_of("enterprise"), "1:E1 #1 large 5 1990-01-01 (2)|");
    CHECK_TEXT(rows_of("audit"), "1:A1 #1 2000-01-01 (2)|");

    write_file("audit.csv", "code,enterprise,started_on\nA1,E1,2000-01-01\n");
    NEED(import_files(0, "audit.csv", NULL)); // mended: the list goes
    CHECK(files[0].rejects[0] == '\0' && access("audit.rejects.csv", F_OK) != 0);
}

static void rows_of_one_key_in_one_import_are_both_refused(void)
{
    places();
    for (int round = 0; round < 2; round++) { // into an empty table, then against rows that are there
        write_file("enterprise.csv", "code,jurisdiction,size\nE1,320100,large\nE2,320100,large\nE1,320100,small\nE1,320100,large\n");
        NEED(import_files(1, "jurisdiction.csv", "enterprise.csv", NULL));
        CHECK(files[1].refused == 3 && files[1].rows == 4);
        CHECK_HOLDS(rejects("enterprise.rejects.csv"), "2,code,E1,\"the same key stands in enterprise.csv, line 4, too");
        CHECK_HOLDS(rejects("enterprise.rejects.csv"), "4,code,E1,\"the same key stands in enterprise.csv, line 2, too");
        CHECK_HOLDS(rejects("enterprise.rejects.csv"), "5,code,E1,\"the same key stands in enterprise.csv, line 2, too");
        CHECK_TEXT(rows_of("enterprise"), round == 0 ? "1:E2 #1 large (3)|" : "1:E2 #1 large (3)|2:E1 #1 micro (2)|");
        write_file("enterprise.csv", "code,jurisdiction,size\nE1,320100,micro\n");
        NEED(import_files(0, "enterprise.csv", NULL));
    }
}

static void self_references_may_point_forward_but_not_round(void)
{
    write_file("jurisdiction.csv", "code,parent\nA,B\nB,C\nC,\nX,Y\nY,Z\nZ,X\nU,U\nV,X\nW,Q\n");
    NEED(import_files(1, "jurisdiction.csv", NULL));
    CHECK_TEXT(rows_of("jurisdiction"), "1:A #2 (2)|2:B #3 (3)|3:C (4)|");
    CHECK(files[0].refused == 6);
    CHECK_HOLDS(rejects("jurisdiction.rejects.csv"), "5,parent,Y,following it upwards leads back");
    CHECK_HOLDS(rejects("jurisdiction.rejects.csv"), "9,parent,X,\"the row of this jurisdiction is refused");
    CHECK_HOLDS(rejects("jurisdiction.rejects.csv"), "10,parent,Q,\"no jurisdiction has this key");
    write_file("jurisdiction.csv", "code,parent\nC,A\n"); // a ring with rows that are there
    NEED(import_files(0, "jurisdiction.csv", NULL));
    CHECK(!committed && files[0].refused == 1);
}

static void places_move_and_no_tree_goes_round_on_any_day(void)
{
    write_file("jurisdiction.csv", "code,parent,effective_from\nP,,\nQ,P,\nP,Q,2005-01-01\nQ,,2005-01-01\nD,P,\nD,Q,2003-01-01\n"); // P and Q change about
    write_file("enterprise.csv", "code,jurisdiction,effective_from\nE1,P,\nE1,D,2004-01-01\nE1,,2006-01-01\n");
    NEED(import_files(0, "jurisdiction.csv", "enterprise.csv", NULL));
    CHECK(committed);
    CHECK_TEXT(rows_of("enterprise"), "1:E1 #1 (2)|1@2004-01-01:E1 #5 (3)|1@2006-01-01:E1 (4)|");
    write_file("jurisdiction.csv", "code,parent,effective_from\nQ,D,2004-01-01\n"); // D has lain in Q for a year by then
    NEED(import_files(0, "jurisdiction.csv", NULL));
    CHECK(!committed);
    CHECK_HOLDS(rejects("jurisdiction.rejects.csv"), "following it upwards on 2004-01-01 leads back to this row");
    write_file("jurisdiction.csv", "code,parent,effective_from\nQ,D,2002-01-01\nQ,,2002-06-01\nD,,2002-01-01\n"); // and not yet here
    NEED(import_files(0, "jurisdiction.csv", NULL));
    CHECK(committed);
}

static void keys_of_several_parts_are_given_with_slashes(void)
{
    const mandate_field_declaration fields[] = {
        {.name = "code", .type = "text", .key = true},
        {.name = "listing", .type = "listing", .owner = true},
        {.name = "sent_on", .type = "event", .starts = true},
    };
    const mandate_kind_declaration declaration = {.name = "letter", .fields = fields, .field_count = 3};
    NEED(mandate_model_declare(model, &declaration, &error));
    places();
    write_file("enterprise.csv", "code,jurisdiction\nE1,320100\n");
    write_file("listing.csv", "enterprise,list,published_on\nE1,mandatory,2004-10-01\n");
    write_file("letter.csv", "code,listing,sent_on\nL1,E1/mandatory/2004-10-01,2004-11-01\nL2,E1,2004-11-01\nL3,E1/mandatory/2004-10-02,2004-11-01\n"
                             "L4,E1/mandatory/2004-10-01/,2004-11-01\nL5,E1/mandatory/2004-10-01/x,2004-11-01\n");
    NEED(import_files(1, "letter.csv", "listing.csv", "enterprise.csv", "jurisdiction.csv", NULL));
    CHECK_TEXT(rows_of("letter"), "1:L1 #1 2004-11-01 (2)|");
    CHECK(files[0].refused == 4); // two with one "/" too many
    CHECK_HOLDS(rejects("letter.rejects.csv"), "no listing has this key: give it as enterprise/list/published_on");
    CHECK_HOLDS(rejects("letter.rejects.csv"),
                "6,listing,E1/mandatory/2004-10-01/x,\"no listing has this key: give it as enterprise/list/published_on, a / within one of them as %2F");

    mandate_model_destroy(model); // a model that does not know the kind learns it from the file
    model = mandate_model_create(&error);
    mandate_registry *registry = mandate_registry_open("registry.db", MANDATE_READ, model, &error);
    CHECK(registry && mandate_model_find(model, "letter") == 11);
    mandate_registry_close(registry);
    CHECK_TEXT(rows_of("letter"), "1:L1 #1 2004-11-01 (2)|");
}

static void events_and_owners_are_held_to_the_model(void)
{
    places();
    write_file("enterprise.csv", "code,jurisdiction\nE1,320100\nE2,320100\n");
    write_file("audit.csv", "code,enterprise,started_on,reported_on\nA1,E1,,\nA2,E1,,2001-01-01\n");
    NEED(import_files(1, "jurisdiction.csv", "enterprise.csv", "audit.csv", NULL));
    CHECK_HOLDS(rejects("audit.rejects.csv"), "2,started_on,,\"the row has no event");
    CHECK_TEXT(rows_of("audit"), "1:A2 #1 2001-01-01 (3)|");

    write_file("audit.csv", "code,enterprise,reported_on,effective_from\nA2,E2,2001-01-01,2002-01-01\n");
    NEED(import_files(0, "audit.csv", NULL));
    CHECK(!committed);
    CHECK_HOLDS(rejects("audit.rejects.csv"), "2,enterprise,E2,\"another version of this record has another owner");
    CHECK_HOLDS(rejects("audit.rejects.csv"), "give the new one a record of its own, under another key, that says which record it follows");
    write_file("audit.csv", "code,enterprise,reported_on,effective_from\nA2,E2,2001-01-01,2002-01-01\nA2,E2,2001-01-01,\n");
    NEED(import_files(0, "audit.csv", NULL)); // all versions change it
    CHECK(committed);
    CHECK_TEXT(rows_of("audit"), "1:A2 #2 2001-01-01 (3)|1@2002-01-01:A2 #2 2001-01-01 (2)|");

    write_file("audit.csv", "code,enterprise,reported_on,effective_from\nA2,E1,2001-01-01,2003-01-01\nA2,E1,2001-01-01,2004-01-01\n");
    NEED(import_files(0, "audit.csv", NULL)); // one after the other has another owner than the first, not than the last
    CHECK(!committed && files[0].refused == 2);
}

static void a_file_that_cannot_be_used_says_why(void)
{
    static const struct {
        const char *path, *text, *expected;
        long line, column;
    } cases[] = {
        {"enterprise.csv", "", "the file is empty", 0, 0},
        {"enterprise.csv", "code,juristiction\n", "did you mean \"jurisdiction\"?", 1, 6},
        {"enterprise.csv", "code,code\n", "is there twice", 1, 6},
        {"enterprise.csv", "name,size\n", "\"code\" is missing, and it is a key", 1, 0},
        {"enterprise.csv", "code;name\n", "separated by semicolons", 1, 0},
        {"enterprise.csv", "code,\n", "column 2 has no name", 1, 6},
        {"enterprise.csv", "code,enterprise,started_on\n", "the header is that of the kind \"audit\": give the file as audit=enterprise.csv", 1, 6},
        {"audit.csv", "code,enterprise\n", "add the column \"started_on\"", 1, 0},
        {"enterprise.csv", "code,\"name\n", "is never closed", 1, 6},
        {"enterprise.csv", "code,\xC4\xCF\n", "not UTF-8", 1, 0},
        {"enterprise.csv",
         "\xFF\xFE"
         "c",
         "UTF-16", 0, 0},
        {"enterprize.csv", "code\n", "did you mean enterprise=enterprize.csv?", 0, 0},
        {"enterprise.rejects.csv", "line\n", "list of refused rows", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_file(cases[i].path, cases[i].text);
        CHECK(!import_files(1, cases[i].path, NULL) && error.code == MANDATE_ERROR_FILE);
        CHECK_HOLDS(error.message, cases[i].expected);
        CHECK(error.line == cases[i].line && error.column == cases[i].column);
        CHECK_TEXT(error.file, cases[i].path);
    }
    CHECK(!import_files(1, "waiver.csv", NULL));
    CHECK_HOLDS(error.message, "no such file");
    CHECK(revision() == 0);
    write_file("audit.csv", "code,started_on,effective_from\n");
    CHECK(import_files(1, "audit.csv", NULL) && committed && revision() == 0); // a header alone is fine
}

static void a_foreign_file_is_no_registry(void)
{
    write_file("note.txt", "this is a note and it is longer than the head of a database would be, so that it is read as one");
    CHECK(!mandate_registry_open("note.txt", MANDATE_WRITE, model, &error) && error.code == MANDATE_ERROR_NOT_A_REGISTRY);
    write_file("empty.db", "");
    CHECK(!mandate_registry_open("empty.db", MANDATE_READ, model, &error) && error.code == MANDATE_ERROR_NOT_A_REGISTRY);
    CHECK(!mandate_registry_open(".", MANDATE_READ, model, &error) && error.code == MANDATE_ERROR_NOT_A_REGISTRY);
    mandate_registry_close(mandate_registry_open("registry.db", MANDATE_CREATE, model, &error));
    CHECK(!mandate_registry_open("registri.db", MANDATE_READ, model, &error) && error.code == MANDATE_ERROR_IO);
    CHECK_HOLDS(error.message, "did you mean registry.db?");
    // The head of the file holds user_version at bytes 60 to 63 and application_id at 68 to 71.
    FILE *file = fopen("registry.db", "r+b");
    NEED(file && fseek(file, 63, SEEK_SET) == 0 && fputc(99, file) == 99 && fclose(file) == 0);
    CHECK(!mandate_registry_open("registry.db", MANDATE_READ, model, &error) && error.code == MANDATE_ERROR_NEWER_REGISTRY);
    file = fopen("registry.db", "r+b");
    NEED(file && fseek(file, 68, SEEK_SET) == 0 && fputc(1, file) == 1 && fclose(file) == 0);
    CHECK(!mandate_registry_open("registry.db", MANDATE_READ, model, &error) && error.code == MANDATE_ERROR_NOT_A_REGISTRY);
}

static void every_failed_allocation_leaves_all_or_nothing(void)
{
#ifdef MANDATE_TESTING
    places();
    write_file("enterprise.csv", "code,jurisdiction,name,effective_from\nE1,320100,\"a \"\"b\"\"\",\nE1,320100,x,2001-01-01\nE2,999,,\n");
    mandate_registry_close(mandate_registry_open("registry.db", MANDATE_CREATE, model, &error));
    size_t before_length, after_length;
    char *before = read_file("registry.db", &before_length);
    bool done = false;
    for (size_t n = 1; n < 5000 && !done; n++) {
        mandate_fail_allocation(n);
        done = import_files(1, "enterprise.csv", "jurisdiction.csv", NULL);
        mandate_fail_allocation(0);
        CHECK(done || error.code == MANDATE_ERROR_MEMORY);
        if (!done) {
            char *after = read_file("registry.db", &after_length);
            NEED(before_length == after_length && memcmp(before, after, before_length) == 0);
            before = read_file("registry.db", &before_length); // the two buffers take turns
        }
    }
    CHECK(done && committed);
    CHECK_TEXT(rows_of("enterprise"), "1:E1 a \"b\" #1 (2)|1@2001-01-01:E1 x #1 (3)|");
#endif
}

static void stop_here(void *context, const char *path, int64_t so_far, int64_t total)
{
    (void)path;
    (void)total;
    if (so_far > *(const int64_t *)context) raise(SIGKILL);
}

static void a_killed_import_leaves_the_registry_as_it_was(void)
{
    enum { ROWS = 60000 };
    places();
    NEED(import_files(0, "jurisdiction.csv", NULL));
    FILE *file = fopen("enterprise.csv", "wb");
    NEED(file);
    fputs("code,jurisdiction,name\n", file);
    for (int i = 0; i < ROWS; i++) fprintf(file, "E%d,320100,a name that fills the pages of the registry so that they spill %d\n", i, i);
    fclose(file);
    for (int64_t after = 0; after < 4000000; after += 1500000) {
        pid_t child = fork();
        if (child == 0) {
            mandate_import_file one = {.path = "enterprise.csv"};
            const mandate_import_options options = {.progress = stop_here, .context = &after};
            mandate_registry *registry = mandate_registry_open("registry.db", MANDATE_WRITE, model, &error);
            if (registry) mandate_import(registry, &one, 1, &options, &committed, &error);
            _exit(0);
        }
        int status;
        NEED(child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status));
        CHECK_TEXT(rows_of("enterprise"), ""); // a reader, which also undoes what the killed one left
        CHECK_TEXT(rows_of("jurisdiction"), "1:320100 Nanjing city #2 (2)|2:320000 Jiangsu province (3)|");
    }
    NEED(import_files(0, "enterprise.csv", NULL));
    CHECK(committed && files[0].added == ROWS);
}

static void remove_folder(const char *folder)
{
    DIR *directory = opendir(".");
    for (struct dirent *entry; directory && (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.') remove(entry->d_name);
    if (directory) closedir(directory);
    if (chdir("..") != 0 || rmdir(folder) != 0) printf("  %s stays behind\n", folder);
}

static void in_a_folder(void (*run)(void))
{
    char folder[] = "import-XXXXXX";
    NEED(mkdtemp(folder) && chdir(folder) == 0);
    model = mandate_model_create(&error);
    if (CHECK(model != NULL)) run();
    mandate_model_destroy(model);
    remove_folder(folder);
}

// A column and a letter a row: as many rows as so many bytes can have. And between some of them many blank lines, of which none is a row.
static void rows_of_one_letter_and_blank_lines_fill_their_pieces(void)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (int k = 0; k < 2; k++) {
        char text[4096], *end = text + sprintf(text, "code\n");
        for (size_t i = 0; letters[i]; i++) {
            *end++ = letters[i];
            for (int lines = k == 1 && i % 9 == 0 ? 150 : letters[i + 1] ? 1 : 0; lines > 0; lines--) *end++ = '\n';
        }
        *end = '\0';
        write_file(k == 0 ? "enterprise.csv" : "jurisdiction.csv", text);
        NEED(import_files(false, k == 0 ? "enterprise.csv" : "jurisdiction.csv", NULL));
        CHECK(committed && files[0].added == (int64_t)sizeof letters - 1);
    }
}

int main(void)
{
    static const test tests[] = {
        {"rows of one letter and blank lines fill their pieces", rows_of_one_letter_and_blank_lines_fill_their_pieces},
        {"files land parents first whatever their order", files_land_parents_first_whatever_their_order},
        {"the same file again changes nothing", the_same_file_again_changes_nothing},
        {"versions and corrections are told apart", versions_and_corrections_are_told_apart},
        {"a refused row says where and why and nothing lands", a_refused_row_says_where_and_why_and_nothing_lands},
        {"rows of one key in one import are both refused", rows_of_one_key_in_one_import_are_both_refused},
        {"self references may point forward but not round", self_references_may_point_forward_but_not_round},
        {"places move, and no tree goes round on any day", places_move_and_no_tree_goes_round_on_any_day},
        {"keys of several parts are given with slashes", keys_of_several_parts_are_given_with_slashes},
        {"events and owners are held to the model", events_and_owners_are_held_to_the_model},
        {"a file that cannot be used says why", a_file_that_cannot_be_used_says_why},
        {"a foreign file is no registry", a_foreign_file_is_no_registry},
        {"every failed allocation leaves all or nothing", every_failed_allocation_leaves_all_or_nothing},
        {"a killed import leaves the registry as it was", a_killed_import_leaves_the_registry_as_it_was},
    };
    around = in_a_folder;
    return RUN(tests);
}
