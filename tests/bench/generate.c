// Writes the workload: CSV files of the built-in model, and the same records as plain columns.
//   generate FOLDER [ENTERPRISES] [PERCENT_UNKNOWN] [SEED]
// The same arguments give the same bytes on every machine. For each enterprise there are 12 measurements (4 days, 3 pollutants), for each ten
// 4 audits, for each twenty a listing; the given share of the measured values is left blank.
#include "workload.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

static const char *folder;

// Random numbers: xorshift64*, Vigna 2014 ------------------------------------------------------------------------------------------------
static uint64_t state;

static uint32_t random_below(uint32_t bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    uint32_t high = (uint32_t)((state * 2685821657736338717u) >> 32);
    return (uint32_t)((uint64_t)high * bound >> 32);
}

// Files ----------------------------------------------------------------------------------------------------------------------------------
static FILE *open_file(const char *sub_folder, const char *name, const char *suffix)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", folder, sub_folder);
    if (length < 0 || (size_t)length >= sizeof path || (mkdir(path, 0777) != 0 && errno != EEXIST)) fail("this folder cannot be made", path);
    length = snprintf(path, sizeof path, "%s/%s/%s%s", folder, sub_folder, name, suffix);
    if (length < 0 || (size_t)length >= sizeof path) fail("this path is too long", name);
    FILE *file = fopen(path, "wb");
    if (!file) fail("this file cannot be written", path);
    return file;
}

static void close_file(FILE *file, const char *name)
{
    if (ferror(file) || fclose(file) != 0) fail("this file could not be written", name);
}

static void save(const char *name, const void *values, size_t width, size_t count)
{
    FILE *file = open_file("columns", name, "");
    if (fwrite(values, width, count, file) != count) fail("this column could not be written", name);
    close_file(file, name);
}

// A line of CSV is put together by hand: printf would take longer than everything else.
typedef struct line {
    char bytes[128];
    size_t length;
} line;

static void put_text(line *to, const char *text)
{
    while (*text) to->bytes[to->length++] = *text++;
}

static void put_number(line *to, uint32_t number, int digits)
{
    for (int i = digits - 1; i >= 0; i--, number /= 10) to->bytes[to->length + (size_t)i] = (char)('0' + number % 10);
    to->length += (size_t)digits;
}

static void put_code(line *to, char letter, uint32_t number)
{
    to->bytes[to->length++] = letter;
    put_number(to, number, 8);
}

// Days of the years used here as text, made once.
enum { FIRST_YEAR = 1960, LAST_YEAR = 2010 };
static char day_texts[(LAST_YEAR - FIRST_YEAR + 1) * 366][11];

static void fill_day_texts(void)
{
    for (int y = FIRST_YEAR; y <= LAST_YEAR; y++)
        for (int m = 1; m <= 12; m++) {
            int32_t after = m < 12 ? day(y, m + 1, 1) : day(y + 1, 1, 1);
            for (int32_t at = day(y, m, 1), first = at; at < after; at++)
                snprintf(day_texts[at - day(FIRST_YEAR, 1, 1)], 11, "%04d-%02d-%02d", y % 10000, m % 100, (int)(at - first + 1) % 100);
        }
}

static void put_day(line *to, int32_t at)
{
    if (at != ABSENT) put_text(to, day_texts[at - day(FIRST_YEAR, 1, 1)]);
}

static void comma(line *to) { to->bytes[to->length++] = ','; }

static void end_line(line *to, FILE *file)
{
    to->bytes[to->length++] = '\n';
    fwrite(to->bytes, 1, to->length, file);
    to->length = 0;
}

// Records ----------------------------------------------------------------------------------------------------------------------------------
static void write_jurisdictions(void)
{
    FILE *file = open_file("csv", "jurisdiction", ".csv");
    fprintf(file, "code,name,level,parent\n10,Province,province,\n");
    for (int c = 0; c < CITIES; c++) fprintf(file, "%d,City %02d,city,10\n", FIRST_CITY + c, c);
    close_file(file, "jurisdiction.csv");
}

static void write_enterprises(columns *data, uint32_t enterprises)
{
    static const char *const sizes[] = {"large", "medium", "small"};
    FILE *file = open_file("csv", "enterprise", ".csv");
    fputs("code,jurisdiction,size,sector,opened_on\n", file);
    int32_t first = day(1962, 1, 1), days = day(2003, 1, 1) - first;
    line text = {0};
    for (uint32_t e = 0; e < enterprises; e++) {
        uint32_t percent = random_below(100);
        data->size[e] = percent < 5 ? LARGE : percent < 25 ? MEDIUM : SMALL;
        data->city[e] = (uint8_t)random_below(CITIES);
        data->sector[e] = (uint8_t)random_below(SECTORS);
        data->opened[e] = first + (int32_t)random_below((uint32_t)days);
        put_code(&text, 'E', e);
        comma(&text);
        put_number(&text, FIRST_CITY + data->city[e], 4);
        comma(&text);
        put_text(&text, sizes[data->size[e]]);
        comma(&text);
        put_number(&text, (uint32_t)(FIRST_SECTOR + data->sector[e]), 2);
        comma(&text);
        put_day(&text, data->opened[e]);
        end_line(&text, file);
    }
    close_file(file, "enterprise.csv");
    save("size", data->size, 1, enterprises);
    save("city", data->city, 1, enterprises);
    save("sector", data->sector, 1, enterprises);
    save("opened", data->opened, 4, enterprises);
}

// Gives every row an enterprise, and the offsets at which each enterprise's rows will lie; cursor[e] is the place of its next row.
static uint32_t *spread(uint32_t rows, uint32_t enterprises, uint32_t *offset, uint32_t *cursor)
{
    uint32_t *owner = allocate(rows * sizeof *owner);
    for (uint32_t i = 0; i < rows; i++) offset[(owner[i] = random_below(enterprises)) + 1]++;
    for (uint32_t e = 0; e < enterprises; e++) offset[e + 1] += offset[e];
    memcpy(cursor, offset, enterprises * sizeof *cursor);
    return owner;
}

// Audits of ten years in the order of their codes, which is not that of the enterprises.
static void write_audits(columns *data, uint32_t enterprises, uint32_t *cursor)
{
    uint32_t rows = (uint32_t)((uint64_t)enterprises * 4 / 10);
    uint32_t *owner = spread(rows, enterprises, data->audit_offset, cursor);
    FILE *file = open_file("csv", "audit", ".csv");
    fputs("code,enterprise,started_on,completed_on,reported_on\n", file);
    line text = {0};
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t at = cursor[owner[i]]++;
        int32_t started = day(1996, 1, 1) + (int32_t)random_below(3600);
        int32_t completed = random_below(10) < 8 ? started + (int32_t)random_below(500) : ABSENT;
        int32_t reported = completed != ABSENT && random_below(8) < 6 ? completed + 30 : ABSENT;
        data->audit_started[at] = started;
        data->audit_completed[at] = completed;
        data->audit_reported[at] = reported;
        put_code(&text, 'A', i);
        comma(&text);
        put_code(&text, 'E', owner[i]);
        comma(&text);
        put_day(&text, started);
        comma(&text);
        put_day(&text, completed);
        comma(&text);
        put_day(&text, reported);
        end_line(&text, file);
    }
    free(owner);
    close_file(file, "audit.csv");
    save("audit_offset", data->audit_offset, 4, enterprises + 1u);
    save("audit_started", data->audit_started, 4, rows);
    save("audit_completed", data->audit_completed, 4, rows);
    save("audit_reported", data->audit_reported, 4, rows);
}

// An enterprise is on a list once a day: enterprise, list and day are the listing's key.
static int is_listed(const columns *data, uint32_t from, uint32_t to, uint8_t list, int32_t published)
{
    for (uint32_t i = from; i < to; i++)
        if (data->listing_list[i] == list && data->listing_published[i] == published) return 1;
    return 0;
}

static void write_listings(columns *data, uint32_t enterprises, uint32_t *cursor)
{
    static const char *const lists[] = {"lake-tai-2002", "mandatory-2003"};
    uint32_t rows = enterprises / 20;
    uint32_t *owner = spread(rows, enterprises, data->listing_offset, cursor);
    FILE *file = open_file("csv", "listing", ".csv");
    fputs("enterprise,list,published_on\n", file);
    line text = {0};
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t at = cursor[owner[i]]++;
        uint8_t list = (uint8_t)random_below(2);
        int32_t published = day(2002, 6, 1) + (int32_t)random_below(900);
        while (is_listed(data, data->listing_offset[owner[i]], at, list, published)) published++;
        data->listing_list[at] = list;
        data->listing_published[at] = published;
        put_code(&text, 'E', owner[i]);
        comma(&text);
        put_text(&text, lists[list]);
        comma(&text);
        put_day(&text, published);
        end_line(&text, file);
    }
    free(owner);
    close_file(file, "listing.csv");
    save("listing_offset", data->listing_offset, 4, enterprises + 1u);
    save("listing_list", data->listing_list, 1, rows);
    save("listing_published", data->listing_published, 4, rows);
}

// Eight of ten enterprises are measured in 2003 only; for one of ten the first of the four days lies in 2002, for one the last in 2004.
static int32_t first_sample(void)
{
    uint32_t tenth = random_below(10);
    int32_t jitter = (int32_t)random_below(60);
    return tenth == 0 ? day(2002, 10, 5) + jitter : tenth == 1 ? day(2003, 4, 5) + jitter : day(2003, 1, 5) + jitter;
}

static void put_tenths(line *to, uint32_t tenths)
{
    uint32_t whole = tenths / 10;
    put_number(to, whole, whole > 99 ? 3 : whole > 9 ? 2 : 1);
    to->bytes[to->length++] = '.';
    put_number(to, tenths % 10, 1);
}

static void write_measurements(columns *data, uint32_t enterprises, uint32_t percent_unknown)
{
    FILE *file = open_file("csv", "measurement", ".csv");
    fputs("enterprise,outlet,pollutant,measured_on,value,limit_value\n", file);
    line text = {0};
    uint32_t at = 0;
    for (uint32_t e = 0; e < enterprises; e++) {
        data->measurement_offset[e] = at;
        int32_t first = first_sample();
        for (int sample = 0; sample < SAMPLES; sample++)
            for (uint8_t p = 0; p < POLLUTANTS; p++, at++) {
                uint32_t tenths = random_below(1000) * 2, limit = 190u + p * 4u;
                // drawn in any case, so that the other values are the same for every share
                int unknown = random_below(100) < percent_unknown;
                data->measurement_pollutant[at] = p;
                data->measurement_day[at] = first + sample * 91;
                data->measurement_value[at] = unknown ? (double)NAN : tenths / 10.0;
                data->measurement_limit[at] = limit;
                put_code(&text, 'E', e);
                put_text(&text, ",1,");
                put_text(&text, pollutant_names[p]);
                comma(&text);
                put_day(&text, data->measurement_day[at]);
                comma(&text);
                if (!unknown) put_tenths(&text, tenths);
                comma(&text);
                put_number(&text, limit, 3);
                end_line(&text, file);
            }
    }
    data->measurement_offset[enterprises] = at;
    close_file(file, "measurement.csv");
    save("measurement_offset", data->measurement_offset, 4, enterprises + 1u);
    save("measurement_pollutant", data->measurement_pollutant, 1, at);
    save("measurement_day", data->measurement_day, 4, at);
    save("measurement_value", data->measurement_value, 8, at);
    save("measurement_limit", data->measurement_limit, 8, at);
}

static uint32_t argument(int count, char **arguments, int index, uint32_t otherwise, uint32_t most)
{
    if (index >= count) return otherwise;
    char *end;
    unsigned long long number = strtoull(arguments[index], &end, 10);
    if (*end || end == arguments[index] || number > most) {
        fprintf(stderr, "%s is not a whole number of at most %u\n", arguments[index], most);
        exit(2);
    }
    return (uint32_t)number;
}

int main(int count, char **arguments)
{
    if (count < 2) {
        fputs("generate FOLDER [ENTERPRISES] [PERCENT_UNKNOWN] [SEED]\n", stderr);
        return 2;
    }
    folder = arguments[1];
    uint32_t enterprises = argument(count, arguments, 2, 1000000, 99999999), percent_unknown = argument(count, arguments, 3, 0, 100);
    state = 0x9E3779B97F4A7C15u ^ argument(count, arguments, 4, 1, UINT32_MAX);
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) fail("this folder cannot be made", folder);
    size_t rows = (size_t)enterprises * SAMPLES * POLLUTANTS;
    columns data;
#define X(type, name) data.name = allocate((strncmp(#name, "measurement", 11) == 0 ? rows + 1 : enterprises + 1u) * sizeof(type));
    EACH_COLUMN(X)
#undef X
    uint32_t *cursor = allocate(enterprises * sizeof *cursor);
    fill_day_texts();
    write_jurisdictions();
    write_enterprises(&data, enterprises);
    write_audits(&data, enterprises, cursor);
    write_listings(&data, enterprises, cursor);
    write_measurements(&data, enterprises, percent_unknown);
    free(cursor);
#define X(type, name) free(data.name);
    EACH_COLUMN(X)
#undef X
    return 0;
}
