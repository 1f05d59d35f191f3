// What the generator and the plain loops agree on: the shape of the records, the days that the questions name, and the plain columns, one
// file each, that hold the same records as the CSV files, clustered by enterprise. Shares no code with the engine it is compared with.
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CITIES = 100, SECTORS = 40, POLLUTANTS = 3, SAMPLES = 4, FIRST_SECTOR = 6, FIRST_CITY = 1000 };
enum { LARGE, MEDIUM, SMALL };
enum { LAKE_TAI, MANDATORY };

static const char *const pollutant_names[POLLUTANTS] = {"COD", "NH3-N", "SO2"};

#define ABSENT INT32_MAX // an event that has not happened

// Days since 1970-01-01.
static inline int32_t day(int year, int month, int day_of_month)
{
    int y = month <= 2 ? year - 1 : year;
    int from_march = month > 2 ? month - 3 : month + 9;
    return y * 365 + y / 4 - y / 100 + y / 400 + (153 * from_march + 2) / 5 + day_of_month - 1 - 719468;
}

// The columns. `unknown` is NaN in measurement_value; a list of offsets has one more entry than there are enterprises.
#define EACH_COLUMN(X)                                                                                                                                                   \
    X(uint8_t, size)                                                                                                                                                     \
    X(uint8_t, city)                                                                                                                                                     \
    X(uint8_t, sector)                                                                                                                                                   \
    X(int32_t, opened)                                                                                                                                                   \
    X(uint32_t, audit_offset)                                                                                                                                            \
    X(int32_t, audit_started)                                                                                                                                            \
    X(int32_t, audit_completed)                                                                                                                                          \
    X(int32_t, audit_reported)                                                                                                                                           \
    X(uint32_t, listing_offset)                                                                                                                                          \
    X(uint8_t, listing_list)                                                                                                                                             \
    X(int32_t, listing_published)                                                                                                                                        \
    X(uint32_t, measurement_offset)                                                                                                                                      \
    X(uint8_t, measurement_pollutant)                                                                                                                                    \
    X(int32_t, measurement_day)                                                                                                                                          \
    X(double, measurement_value)                                                                                                                                         \
    X(double, measurement_limit)

typedef struct columns {
#define X(type, name) type *name;
    EACH_COLUMN(X)
#undef X
} columns;

static inline void fail(const char *what, const char *path)
{
    perror(path);
    fprintf(stderr, "%s\n", what);
    exit(2);
}

static inline void *allocate(size_t bytes)
{
    void *memory = calloc(1, bytes ? bytes : 1);
    if (!memory) fail("not enough memory", "columns");
    return memory;
}

#endif
