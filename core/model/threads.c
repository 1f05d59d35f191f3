#define _GNU_SOURCE // sched_getaffinity
#include "model/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

enum { MOST_THREADS = 16 };

typedef struct shared {
    mandate_piece *piece;
    void *context;
    size_t count;
    atomic_size_t next;
} shared;

typedef struct worker {
    shared *work;
    size_t failed; // the first piece that failed; SIZE_MAX: none
    mandate_error error;
} worker;

size_t mandate_processors(void)
{
    cpu_set_t mine;
    int count = sched_getaffinity(0, sizeof mine, &mine) == 0 ? CPU_COUNT(&mine) : 1;
    return count > 0 ? (size_t)count : 1;
}

static void *work(void *argument)
{
    worker *w = argument;
    while (w->failed == SIZE_MAX) {
        size_t piece = atomic_fetch_add(&w->work->next, 1);
        if (piece >= w->work->count) break;
        if (!w->work->piece(w->work->context, piece, &w->error)) w->failed = piece;
    }
    return NULL;
}

bool mandate_in_parallel(size_t threads, size_t count, mandate_piece *piece, void *context, mandate_error *error)
{
    shared all = {.piece = piece, .context = context, .count = count};
    worker workers[MOST_THREADS];
    pthread_t ids[MOST_THREADS];
    size_t most = threads < MOST_THREADS ? threads : MOST_THREADS, started = 0, first = 0;
    if (most > count) most = count;
    for (size_t t = 0; t < MOST_THREADS; t++) workers[t] = (worker){.work = &all, .failed = SIZE_MAX};
    while (started + 1 < most && pthread_create(&ids[started], NULL, work, &workers[started + 1]) == 0) started++;
    work(&workers[0]);
    for (size_t t = 0; t < started; t++) pthread_join(ids[t], NULL);
    for (size_t t = 1; t <= started; t++)
        if (workers[t].failed < workers[first].failed) first = t;
    if (workers[first].failed == SIZE_MAX) return true;
    *error = workers[first].error;
    return false;
}
