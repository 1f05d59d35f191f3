// Runs a command again and again and says what it took.
//   measure REPEATS COMMAND [ARGUMENT…]
// The command's output is thrown away. Prints the medians of wall time and of processor time (of all
// threads) in milliseconds, the highest peak of memory in KiB, and the exit code, which must be the same each time: "WALL CPU PEAK CODE".
#define _DEFAULT_SOURCE // wait4

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

int main(int count, char **arguments)
{
    enum { MOST = 1000 };
    int repeats = count > 2 ? atoi(arguments[1]) : 0;
    if (repeats < 1 || repeats > MOST) {
        fprintf(stderr, "measure REPEATS COMMAND [ARGUMENT…], with at most %d repeats\n", MOST);
        return 2;
    }
    double walls[MOST], processors[MOST];
    long peak = 0;
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
        if (wait4(child, &status, 0, &used) != child) {
            perror("wait4");
            return 2;
        }
        walls[i] = now_ms() - start;
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
    printf("%.3f %.3f %ld %d\n", walls[repeats / 2], processors[repeats / 2], peak, code);
    return 0;
}
