// A small harness: each test is a sentence; a failed check says where, and the program goes on with the next test.
#ifndef MANDATE_TESTS_HARNESS_H
#define MANDATE_TESTS_HARNESS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct test {
    const char *sentence;
    void (*run)(void);
} test;

static int failed_checks, failed_tests;
static void (*around)(void (*run)(void)); // what is done before and after each test; NULL: nothing

__attribute__((unused)) static bool check_(bool holds, const char *condition, const char *file, int line)
{
    if (!holds) {
        failed_checks++;
        if (failed_checks <= 20) printf("  %s:%d: %s does not hold\n", file, line, condition);
    }
    return holds;
}
#define CHECK(condition) check_((condition), #condition, __FILE__, __LINE__)
// For what the rest of the test stands on.
#define NEED(condition)                                                                                                                                                  \
    do {                                                                                                                                                                 \
        if (!check_((condition), #condition, __FILE__, __LINE__)) return;                                                                                                \
    } while (0)

__attribute__((unused)) static void check_text_(const char *given, const char *expected, const char *file, int line)
{
    if (strcmp(given, expected) != 0) {
        failed_checks++;
        printf("  %s:%d: \"%s\" is not \"%s\"\n", file, line, given, expected);
    }
}
#define CHECK_TEXT(given, expected) check_text_((given), (expected), __FILE__, __LINE__)

__attribute__((unused)) static void check_holds_(const char *given, const char *part, const char *file, int line)
{
    if (!strstr(given, part)) {
        failed_checks++;
        printf("  %s:%d: \"%s\" does not contain \"%s\"\n", file, line, given, part);
    }
}
#define CHECK_HOLDS(given, part) check_holds_((given), (part), __FILE__, __LINE__)

static int run_tests(const test *tests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        failed_checks = 0;
        if (around) around(tests[i].run);
        else tests[i].run();
        failed_tests += failed_checks > 0;
        printf("%s %s\n", failed_checks > 0 ? "FAILED" : "ok    ", tests[i].sentence);
        fflush(stdout);
    }
    printf("%zu tests, %d failed\n", count, failed_tests);
    return failed_tests > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
#define RUN(tests) run_tests((tests), sizeof(tests) / sizeof *(tests))

#endif
