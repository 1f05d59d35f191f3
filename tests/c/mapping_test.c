#define _POSIX_C_SOURCE 200809L // mkdtemp
#include "registry.h"
#include "import/dates.h"
#include "import/decode.h"
#include "import/numerals.h"
#include "model/number.h"

static const char *date_of(const char *order, const char *text)
{
    static char out[MANDATE_REASON_SIZE];
    mandate_date date;
    if (mandate_dates_read(order, text, strlen(text), &date, out)) mandate_date_format(date, out);
    return out;
}

static void a_date_is_read_in_the_order_stated_only(void)
{
    CHECK_TEXT(date_of("MM/DD/YYYY", "02/03/2020"), "2020-02-03");
    CHECK_TEXT(date_of("DD/MM/YYYY", "02/03/2020"), "2020-03-02");
    CHECK_TEXT(date_of("D.M.YYYY", "2.3.2020"), "2020-03-02");
    CHECK_TEXT(date_of("DD.MM.YYYY", "2.3.2020"), "2020-03-02");
    CHECK_TEXT(date_of("YYYYMMDD", "20200302"), "2020-03-02");
    CHECK_TEXT(date_of("YYYY-MM-DD", "2020-02-29"), "2020-02-29");
    CHECK_HOLDS(date_of("YYYY-MM-DD", "2019-02-29"), "the month has no such day");
    CHECK_HOLDS(date_of("DD.MM.YYYY", "01.01.0000"), "years run from 0001 to 9999");
    CHECK_HOLDS(date_of("YYYYMMDD", "2020032"), "no date in the order stated, YYYYMMDD");
    CHECK_HOLDS(date_of("DD/MM/YYYY", "01/31/2020"), "but one in the order MM/DD/YYYY");
    CHECK_HOLDS(date_of("DD/MM/YYYY", "31/01/20"), "two digits");
    CHECK_HOLDS(date_of("DD/MM/YYYY", "31/01/02020"), "no date in the order stated");
    CHECK_HOLDS(date_of("DD/MM/YYYY", "031/01/2020"), "no date in the order stated");
    CHECK_HOLDS(date_of("DD/MM/YYYY", "00/01/2020"), "no such day");
    CHECK_HOLDS(date_of("DD/MM/YYYY", ""), "no date");
    CHECK_HOLDS(date_of("DD/MM/YYYY", "31/01/2020 "), "no date");
}

static const char *number_of(char decimal, char thousands, const char *text)
{
    static char out[MANDATE_REASON_SIZE];
    char *exact = malloc(strlen(text) + 3), reason[MANDATE_REASON_SIZE];
    size_t written = 0;
    if (!exact) exit(2);
    const mandate_numerals form = {.decimal = decimal, .thousands = thousands};
    bool read = mandate_numerals_read(&form, text, strlen(text), exact, &written, reason);
    CHECK(!read || written <= strlen(text) + 2);
    snprintf(out, sizeof out, "%.*s", read ? (int)written : (int)sizeof out - 1, read ? exact : reason);
    free(exact);
    return out;
}

static void a_number_is_read_with_the_signs_stated_only(void)
{
    CHECK_TEXT(number_of(0, 0, "1234.5"), "1234.5");
    CHECK_TEXT(number_of(0, 0, ".5"), "0.5");
    CHECK_TEXT(number_of(0, 0, "-.5e-3"), "-0.5e-3");
    CHECK_TEXT(number_of(0, 0, "5."), "5");
    CHECK_TEXT(number_of(',', '.', "-1.234.567,5"), "-1234567.5");
    CHECK_TEXT(number_of(',', 0, "0,5"), "0.5");
    CHECK_TEXT(number_of(0, '\'', "1'234"), "1234");
    CHECK_TEXT(number_of(0, ' ',
                         "1\xC2\xA0"
                         "234\xE2\x80\xAF"
                         "567 890"),
               "1234567890");
    CHECK_HOLDS(number_of(0, ',', "12,34"), "three digits");
    CHECK_HOLDS(number_of(0, ',', "1,234,56"), "three digits");
    CHECK_HOLDS(number_of(0, ',', ",234"), "three digits");
    CHECK_HOLDS(number_of(0, ',', "1234,567"), "three digits");
    CHECK_HOLDS(number_of(0, 0, "1,5"), "the decimal sign stated is \".\"");
    CHECK_HOLDS(number_of(',', 0, "1.5"), "the decimal sign stated is \",\"");
    double number;
    const char *const none[] = {".", "-", "", "1.5.6", "abc", "+", ".e5"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) CHECK(!mandate_number_parse(number_of(0, 0, none[i]), strlen(number_of(0, 0, none[i])), &number));
}

// The text decoded in pieces of so many bytes.
static size_t decode(const char *encoding, const char *text, size_t length, size_t piece, char *out)
{
    mandate_decoder *decoder = mandate_decoder_open(encoding, text, length, &error);
    size_t used = 0;
    if (!CHECK(decoder != NULL)) return 0;
    for (size_t at = 0; at < length; at += piece) {
        size_t count = length - at < piece ? length - at : piece;
        char *exact = malloc(count + 1); // so that a sanitizer sees a read beyond its end
        if (!exact) exit(2);
        memcpy(exact, text + at, count);
        used += mandate_decode(decoder, exact, count, at + count == length, out + used);
        free(exact);
    }
    mandate_decoder_close(decoder);
    return used;
}

static void a_text_is_decoded_alike_in_pieces_of_any_length(void)
{
    static const struct {
        const char *encoding, *text;
        size_t length;
        const char *expected;
    } cases[] = {
        {"GB18030", "a,\xCB\xD5\xD6\xDD\x81\x30\x81\x30,\xCB", 12, "a,\xE8\x8B\x8F\xE5\xB7\x9E\xC2\x80,\xFF"},
        {"GB18030", "\x81\x30,\xFF\xFF\n", 6, NULL},
        {"Latin-1", "caf\xE9 \x80", 6, "caf\xC3\xA9 \xFF"},
        {"Windows-1252", "caf\xE9 \x80\x81", 7, "caf\xC3\xA9 \xE2\x82\xAC\xFF"},
        {"UTF-16",
         "\xFF\xFE"
         "a\0\x3D\xD8\x00\xDE\xCF\x82",
         10,
         "\xEF\xBB\xBF"
         "a\xF0\x9F\x98\x80\xE8\x8B\x8F"},
        {"UTF-16",
         "\xFE\xFF"
         "\0a\x82\xCF\xD8\x3D",
         8,
         "\xEF\xBB\xBF"
         "a\xE8\x8B\x8F\xFF"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char whole[100], pieces[100];
        size_t length = decode(cases[i].encoding, cases[i].text, cases[i].length, cases[i].length, whole);
        whole[length] = '\0';
        if (cases[i].expected) CHECK_TEXT(whole, cases[i].expected);
        for (size_t piece = 1; piece < cases[i].length; piece++) {
            size_t other = decode(cases[i].encoding, cases[i].text, cases[i].length, piece, pieces);
            pieces[other] = '\0';
            CHECK_TEXT(pieces, whole);
        }
    }
}

static const mandate_translation levels[] = {{"c", "city", MANDATE_DATE_FIRST, MANDATE_DATE_LAST}, {"p", "province", MANDATE_DATE_FIRST, MANDATE_DATE_LAST}};

// A mapping of all sorts of parts, to jurisdictions and the enterprises in them.
#define COLUMN(name) ((const mandate_part[]){{.column = (name)}})
static const mandate_mapped_field place_fields[] = {
    {.field = "code", .parts = (const mandate_part[]){{.column = "A"}, {.column = "B", .for_blank = "0"}}, .part_count = 2, .between = "-"},
    {.field = "name", .parts = COLUMN("Place"), .part_count = 1, .between = "/"},
    {.field = "level", .parts = (const mandate_part[]){{.column = "Level", .translations = levels, .translation_count = 2}}, .part_count = 1},
};
static const mandate_mapped_field firm_fields[] = {
    {.field = "code", .parts = COLUMN("Firm"), .part_count = 1},
    {.field = "jurisdiction", .parts = (const mandate_part[]){{.column = "A"}, {.column = "B", .for_blank = "0"}}, .part_count = 2, .between = "-"},
    {.field = "opened_on", .parts = (const mandate_part[]){{.column = "Opened", .reads = MANDATE_READS_DATE, .dates = "DD.MM.YYYY"}}, .part_count = 1},
    {.field = "employees", .parts = (const mandate_part[]){{.column = "Staff", .reads = MANDATE_READS_NUMBER}}, .part_count = 1},
};
static const mandate_mapping mappings[] = {
    {.name = "firms",
     .form = {.separator = ';', .encoding = "GB18030"},
     .numerals = {.thousands = '.', .decimal = ','},
     .ignores_others = true,
     .repeated = true,
     .fields = place_fields,
     .field_count = 3},
    {.name = "firms",
     .form = {.separator = ';', .encoding = "GB18030"},
     .numerals = {.thousands = '.', .decimal = ','},
     .ignores_others = true,
     .fields = firm_fields,
     .field_count = 4},
};
static const char firms[] = "A;B;Place;Level;Firm;Opened;Staff\n32;01;\xCB\xD5\xD6\xDD;c;E1;31.1.2001;1.234\n32;01;\xCB\xD5\xD6\xDD;c;E2;;\n32;;x;p;E3;1.2.2001;7\n";

static bool import_firms(const mandate_import_options *options, mandate_import_file files[2], bool *committed)
{
    files[0] = (mandate_import_file){.kind = "jurisdiction", .path = "firms.csv", .mapping = &mappings[0]};
    files[1] = (mandate_import_file){.kind = "enterprise", .path = "firms.csv", .mapping = &mappings[1]};
    registry = mandate_registry_open("registry.db", MANDATE_CREATE, model, &error);
    bool done = registry && mandate_import(registry, files, 2, options, committed, &error);
    mandate_registry_close(registry);
    registry = NULL;
    return done;
}

static void every_failed_allocation_leaves_all_or_nothing(void)
{
    const mandate_import_options options = {.imported_at = "2003-05-01T00:00:00Z"};
    mandate_import_file files[2];
    bool done = false, committed = false;
    write_file("firms.csv", firms);
    for (size_t n = 1; n < 5000 && !done; n++) {
        mandate_fail_allocation(n);
        done = import_firms(&options, files, &committed);
        mandate_fail_allocation(0);
        CHECK(done || error.code == MANDATE_ERROR_MEMORY);
        CHECK(done || !committed);
    }
    CHECK(done && committed && files[0].added == 2 && files[0].repeated == 1 && files[1].added == 3);
    NEED(import_firms(&options, files, &committed));
    CHECK(committed && files[0].unchanged == 2 && files[0].repeated == 1 && files[1].unchanged == 3);
}

static void refusals_of_two_kinds_stand_in_one_list(void)
{
    const mandate_import_options options = {.imported_at = "2003-05-01T00:00:00Z"};
    mandate_import_file files[2];
    bool committed;
    char list[2000] = {0};
    write_file("firms.csv", "A;B;Place;Level;Firm;Opened;Staff\n32;1;a;z;E1;2001-01-31;many\n32;2;a\n");
    for (size_t n = 1, done = false; n < 5000 && !done; n++) {
        mandate_fail_allocation(n);
        done = import_firms(&options, files, &committed);
        mandate_fail_allocation(0);
        CHECK(done || error.code == MANDATE_ERROR_MEMORY);
    }
    CHECK(!committed && files[0].refused == 2 && files[1].refused == 2);
    CHECK_TEXT(files[0].rejects, "firms.rejects.csv");
    CHECK_TEXT(files[1].rejects, "firms.rejects.csv");
    FILE *file = fopen("firms.rejects.csv", "rb");
    NEED(file);
    size_t length = fread(list, 1, sizeof list - 1, file);
    fclose(file);
    list[length] = '\0';
    const char *const parts[] = {"line,column,value,reason\n2,Level,z,", "\n2,Opened,2001-01-31,", "\n2,Staff,many,", "\n3,,32;2;a,\"3 values"};
    const char *at = list;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        CHECK_HOLDS(at, parts[i]);
        at = strstr(at, parts[i]) ? strstr(at, parts[i]) : at;
    }
    CHECK(!strstr(list, "\n2,A + B,")); // what refers to a refused row of its own line needs no second reason
    CHECK(strstr(list, "\n3,") && !strstr(strstr(list, "\n3,") + 1, "\n3,"));
}

int main(void)
{
    static const test tests[] = {
        {"a date is read in the order stated only", a_date_is_read_in_the_order_stated_only},
        {"a number is read with the signs stated only", a_number_is_read_with_the_signs_stated_only},
        {"a text is decoded alike in pieces of any length", a_text_is_decoded_alike_in_pieces_of_any_length},
        {"every failed allocation leaves all or nothing", every_failed_allocation_leaves_all_or_nothing},
        {"refusals of two kinds stand in one list", refusals_of_two_kinds_stand_in_one_list},
    };
    around = in_a_folder;
    return RUN(tests);
}
