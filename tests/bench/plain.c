// The four questions as plain C loops over plain columns: what a program written for them alone would do, and so the bar.
//   plain FOLDER ANSWERS [REPEATS]
// Writes the answers to the file ANSWERS and prints a line "THREADS MEDIAN_MS" for one thread and for two. Where measured values are unknown
// the second question is asked by three-valued logic (lua/language/meaning.md, 4 and 6), otherwise by the plain comparison.
#include "workload.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

enum { Q1, Q2_STARTED, Q2_REPORTED, Q3, RULES, THREADS = 2 };

typedef struct tally {
    uint32_t bound, met, late, unknown; // bound: judged, whatever came out, but unknown
} tally;

typedef struct answers {
    tally rules[RULES][CITIES];
    struct {
        uint32_t rows, above, unknown;
    } series[SECTORS][POLLUTANTS];
} answers;

// Days that the pack names. They are looked up once, not in the loops.
typedef struct days {
    int32_t as_of, q1_due, year_first, year_last, started_due, reported_due, q3_due;
} days;

static int32_t earlier(int32_t a, int32_t b) { return a < b ? a : b; }

static void judge(tally *to, int32_t done, int32_t due, int32_t as_of)
{
    to->bound++;
    to->met += done <= due;
    to->late += done > due && done <= as_of;
}

static void question_1(const columns *data, days on, uint32_t from, uint32_t to, answers *result)
{
    for (uint32_t e = from; e < to; e++) {
        if (data->size[e] > MEDIUM || data->opened[e] > on.q1_due) continue;
        int32_t reported = ABSENT;
        for (uint32_t i = data->audit_offset[e]; i < data->audit_offset[e + 1]; i++) reported = earlier(reported, data->audit_reported[i]);
        judge(&result->rules[Q1][data->city[e]], reported, on.q1_due, on.as_of);
    }
}

static int32_t first_mandatory(const columns *data, days on, uint32_t e)
{
    int32_t first = ABSENT;
    for (uint32_t i = data->listing_offset[e]; i < data->listing_offset[e + 1]; i++)
        if (data->listing_list[i] == MANDATORY && data->listing_published[i] <= on.as_of) first = earlier(first, data->listing_published[i]);
    return first;
}

static void judge_since(const columns *data, days on, uint32_t e, int32_t trigger, answers *result)
{
    int32_t started = ABSENT, reported = ABSENT;
    for (uint32_t i = data->audit_offset[e]; i < data->audit_offset[e + 1]; i++)
        if (data->audit_started[i] >= trigger) {
            started = earlier(started, data->audit_started[i]);
            reported = earlier(reported, data->audit_reported[i]);
        }
    judge(&result->rules[Q2_STARTED][data->city[e]], started, on.started_due, on.as_of);
    judge(&result->rules[Q2_REPORTED][data->city[e]], reported, on.reported_due, on.as_of);
}

static void question_2(const columns *data, days on, uint32_t from, uint32_t to, answers *result)
{
    for (uint32_t e = from; e < to; e++) {
        uint32_t above = 0;
        int32_t exceeded = ABSENT, listed = first_mandatory(data, on, e);
        for (uint32_t i = data->measurement_offset[e]; i < data->measurement_offset[e + 1]; i++) {
            int32_t at = data->measurement_day[i];
            bool counts = (data->measurement_value[i] > data->measurement_limit[i]) & (at >= on.year_first) & (at <= on.year_last);
            above += counts;
            exceeded = earlier(exceeded, counts ? at : ABSENT);
        }
        if (above >= 2 || listed != ABSENT) judge_since(data, on, e, listed != ABSENT ? listed : exceeded, result);
    }
}

// Bound for certain, but the trigger may be an earlier measurement whose value is unknown: any audit might come after it or not, so that it is neither met nor late
// for certain, and bound either way.
static void judge_since_unknown(const columns *data, uint32_t e, answers *result)
{
    result->rules[Q2_STARTED][data->city[e]].bound++;
    result->rules[Q2_REPORTED][data->city[e]].bound++;
}

static void question_2_with_unknowns(const columns *data, days on, uint32_t from, uint32_t to, answers *result)
{
    for (uint32_t e = from; e < to; e++) {
        uint32_t above = 0, perhaps = 0;
        int32_t exceeded = ABSENT, perhaps_exceeded = ABSENT, listed = first_mandatory(data, on, e);
        for (uint32_t i = data->measurement_offset[e]; i < data->measurement_offset[e + 1]; i++) {
            int32_t at = data->measurement_day[i];
            double value = data->measurement_value[i];
            if (value <= data->measurement_limit[i] || at < on.year_first || at > on.year_last) continue;
            if (value > data->measurement_limit[i]) {
                above++;
                exceeded = earlier(exceeded, at);
            } else {
                perhaps++;
                perhaps_exceeded = earlier(perhaps_exceeded, at);
            }
        }
        if (listed != ABSENT) {
            judge_since(data, on, e, listed, result);
        } else if (above >= 2) {
            if (perhaps_exceeded < exceeded) judge_since_unknown(data, e, result);
            else judge_since(data, on, e, exceeded, result);
        } else if (above + perhaps >= 2) {
            result->rules[Q2_STARTED][data->city[e]].unknown++;
            result->rules[Q2_REPORTED][data->city[e]].unknown++;
        }
    }
}

static void question_3(const columns *data, days on, uint32_t from, uint32_t to, answers *result)
{
    for (uint32_t e = from; e < to; e++) {
        bool listed = false;
        for (uint32_t i = data->listing_offset[e]; i < data->listing_offset[e + 1]; i++)
            listed |= data->listing_list[i] == LAKE_TAI && data->listing_published[i] <= on.as_of;
        if (!listed) continue;
        int32_t completed = ABSENT;
        for (uint32_t i = data->audit_offset[e]; i < data->audit_offset[e + 1]; i++) completed = earlier(completed, data->audit_completed[i]);
        judge(&result->rules[Q3][data->city[e]], completed, on.q3_due, on.as_of);
    }
}

static void question_4(const columns *data, uint32_t from, uint32_t to, answers *result)
{
    for (uint32_t e = from; e < to; e++)
        for (uint32_t i = data->measurement_offset[e]; i < data->measurement_offset[e + 1]; i++) {
            result->series[data->sector[e]][data->measurement_pollutant[i]].rows++;
            result->series[data->sector[e]][data->measurement_pollutant[i]].above += data->measurement_value[i] > data->measurement_limit[i];
        }
}

static void question_4_with_unknowns(const columns *data, uint32_t from, uint32_t to, answers *result)
{
    for (uint32_t e = from; e < to; e++)
        for (uint32_t i = data->measurement_offset[e]; i < data->measurement_offset[e + 1]; i++) {
            double value = data->measurement_value[i];
            result->series[data->sector[e]][data->measurement_pollutant[i]].rows++;
            result->series[data->sector[e]][data->measurement_pollutant[i]].above += value > data->measurement_limit[i];
            result->series[data->sector[e]][data->measurement_pollutant[i]].unknown += value != value;
        }
}

// Work for a thread: a share of the enterprises --------------------------------------------------------------------------------------------
typedef struct share {
    const columns *data;
    days on;
    bool unknowns;
    uint32_t from, to;
    answers result;
} share;

static void *work(void *context)
{
    share *own = context;
    memset(&own->result, 0, sizeof own->result);
    question_1(own->data, own->on, own->from, own->to, &own->result);
    (own->unknowns ? question_2_with_unknowns : question_2)(own->data, own->on, own->from, own->to, &own->result);
    question_3(own->data, own->on, own->from, own->to, &own->result);
    (own->unknowns ? question_4_with_unknowns : question_4)(own->data, own->from, own->to, &own->result);
    return NULL;
}

static void add(answers *to, const answers *from)
{
    uint32_t *sums = (uint32_t *)to;
    const uint32_t *parts = (const uint32_t *)from;
    for (size_t i = 0; i < sizeof *to / sizeof *sums; i++) sums[i] += parts[i];
}

static void run(const share *whole, int threads, answers *result)
{
    static share shares[THREADS];
    pthread_t others[THREADS];
    for (int t = 0; t < threads; t++) {
        shares[t] = *whole;
        shares[t].from = (uint32_t)((uint64_t)whole->to * (unsigned)t / (unsigned)threads);
        shares[t].to = (uint32_t)((uint64_t)whole->to * (unsigned)(t + 1) / (unsigned)threads);
        if (t > 0 && pthread_create(&others[t], NULL, work, &shares[t]) != 0) fail("no thread", "pthread_create");
    }
    work(&shares[0]);
    memset(result, 0, sizeof *result);
    for (int t = 0; t < threads; t++) {
        if (t > 0) pthread_join(others[t], NULL);
        add(result, &shares[t].result);
    }
}

// Reading, writing, timing -------------------------------------------------------------------------------------------------------------------
static void *load(const char *folder, const char *name, size_t *bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/columns/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) fail("this column cannot be read", path);
    *bytes = (size_t)ftell(file);
    rewind(file);
    void *values = allocate(*bytes);
    if (fread(values, 1, *bytes, file) != *bytes) fail("this column could not all be read", path);
    fclose(file);
    return values;
}

static void print(const answers *result, const char *path)
{
    static const char *const names[RULES] = {"q1", "q2-started", "q2-reported", "q3"};
    FILE *file = fopen(path, "w");
    if (!file) fail("the answers cannot be written", path);
    for (int r = 0; r < RULES; r++)
        for (int c = 0; c < CITIES; c++) {
            const tally *of = &result->rules[r][c];
            fprintf(file, "%s,%d,bound %u,met %u,late %u,unknown %u\n", names[r], FIRST_CITY + c, of->bound, of->met, of->late, of->unknown);
        }
    for (int s = 0; s < SECTORS; s++)
        for (int p = 0; p < POLLUTANTS; p++)
            fprintf(file, "q4,%02d,%s,measurements %u,exceedances %u,unknown %u\n", FIRST_SECTOR + s, pollutant_names[p], result->series[s][p].rows,
                    result->series[s][p].above, result->series[s][p].unknown);
    if (ferror(file) || fclose(file) != 0) fail("the answers could not be written", path);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int count, char **arguments)
{
    enum { MOST_REPEATS = 1000 };
    if (count < 3) {
        fputs("plain FOLDER ANSWERS [REPEATS]\n", stderr);
        return 2;
    }
    int repeats = count > 3 ? atoi(arguments[3]) : 1;
    if (repeats < 1 || repeats > MOST_REPEATS) repeats = 1;
    columns data;
    size_t bytes = 0, enterprises = 0, measurements = 0;
#define X(type, name)                                                                                                                                                    \
    data.name = load(arguments[1], #name, &bytes);                                                                                                                       \
    if (strcmp(#name, "size") == 0) enterprises = bytes;                                                                                                                 \
    if (strcmp(#name, "measurement_pollutant") == 0) measurements = bytes;
    EACH_COLUMN(X)
#undef X
    share whole = {.data = &data,
                   .to = (uint32_t)enterprises,
                   .on = {.as_of = day(2005, 6, 30),
                          .q1_due = day(2000, 12, 31),
                          .year_first = day(2003, 1, 1),
                          .year_last = day(2003, 12, 31),
                          .started_due = day(2004, 6, 30),
                          .reported_due = day(2004, 12, 31),
                          .q3_due = day(2003, 12, 31)}};
    for (size_t i = 0; i < measurements && !whole.unknowns; i++) whole.unknowns = data.measurement_value[i] != data.measurement_value[i];
    static answers result, other;
    run(&whole, 1, &result);
    for (int threads = 1; threads <= THREADS; threads++) {
        static double times[MOST_REPEATS];
        for (int i = 0; i < repeats; i++) {
            double start = now_ms();
            run(&whole, threads, &other);
            times[i] = now_ms() - start;
            if (memcmp(&result, &other, sizeof result) != 0) fail("the number of threads changes the answers", arguments[1]);
        }
        qsort(times, (size_t)repeats, sizeof *times, by_size);
        printf("%d %.3f\n", threads, times[repeats / 2]);
    }
    print(&result, arguments[2]);
#define X(type, name) free(data.name);
    EACH_COLUMN(X)
#undef X
    return 0;
}
