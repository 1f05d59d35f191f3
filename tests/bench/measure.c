// Runs a command again and again and says what it took.
//   measure REPEATS COMMAND [ARGUMENT…]
// The command's output is thrown away. Prints the medians of wall time and of processor time (of all
// threads) in milliseconds, the highest peak of memory in KiB, the exit code, which must be the same each time, and the highest peak of anonymous memory in KiB,
// which is looked at a hundred times a second: "WALL CPU PEAK CODE ANONYMOUS".
#define _DEFAULT_SOURCE // wait4

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static double ms(struct timeval time) { return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3; }

static _Noreturn void run(char **command)
{
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) _exit(126);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

typedef struct watched {
    pid_t child;
    atomic_bool over;
    long anonymous; // KiB
} watched;

static void *watch(void *context)
{
    watched *of = context;
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%ld/status", (long)of->child);
    while (!of->over) {
        FILE *file = fopen(path, "r");
        while (file && fgets(line, sizeof line, file)) {
            long now = strncmp(line, "RssAnon:", 8) == 0 ? strtol(line + 8, NULL, 10) : 0;
            if (now > of->anonymous) of->anonymous = now;
        }
        if (file) fclose(file);
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    }
    return NULL;
}

int main(int count, char **arguments)
{
    enum { MOST = 1000 };
    int repeats = count > 2 ? atoi(arguments[1]) : 0;
    if (repeats < 1 || repeats > MOST) {
        fprintf(stderr, "measure REPEATS COMMAND [ARGUMENT…], with at most %d repeats\n", MOST);
        return 2;
    }
    double walls[MOST], processors[MOST];
    long peak = 0, anonymous = 0;
    int code = -1;
    for (int i = 0; i < repeats; i++) {
        double start = now_ms();
        pid_t child = fork();
        if (child < 0) {
            perror("fork");
            return 2;
        }
        if (child == 0) run(arguments + 2);
        int status = 0;
        struct rusage used;
        watched watching = {.child = child};
        pthread_t watcher;
        bool watches = pthread_create(&watcher, NULL, watch, &watching) == 0;
        if (wait4(child, &status, 0, &used) != child) {
            perror("wait4");
            return 2;
        }
        walls[i] = now_ms() - start;
        watching.over = true;
        if (watches) pthread_join(watcher, NULL);
        if (watching.anonymous > anonymous) anonymous = watching.anonymous;
        processors[i] = ms(used.ru_utime) + ms(used.ru_stime);
        if (used.ru_maxrss > peak) peak = used.ru_maxrss;
        int now = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (i > 0 && now != code) {
            fprintf(stderr, "%s ended with %d, then with %d\n", arguments[2], code, now);
            return 2;
        }
        code = now;
    }
    qsort(walls, (size_t)repeats, sizeof *walls, by_size);
    qsort(processors, (size_t)repeats, sizeof *processors, by_size);
    printf("%.3f %.3f %ld %d %ld\n", walls[repeats / 2], processors[repeats / 2], peak, code, anonymous);
    return 0;
}
