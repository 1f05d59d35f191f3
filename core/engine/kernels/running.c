#include "engine/kernels/running.h"

#include <math.h>
#include "model/decimal.h"
#include "model/memory.h"

enum { MOST_PLACES = 9 };
#define MOST_STEPS (INT64_C(1) << 62)

void mandate_running_release(mandate_running *running)
{
    mandate_free(running->certain);
    mandate_free(running->perhaps);
    mandate_free(running->steps);
    mandate_free(running->numbers);
    mandate_free(running->open);
}

static void count_rows(mandate_running *running, const mandate_vector *rows, size_t count)
{
    running->certain[0] = running->perhaps[0] = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned truth = mandate_truth(rows, i);
        running->certain[i + 1] = running->certain[i] + (truth == 1);
        running->perhaps[i + 1] = running->perhaps[i] + (truth == 2);
    }
}

// False where a number is finer than so many places, or the sum of all too large.
static bool add_numbers(mandate_running *running, const mandate_vector *rows, const mandate_vector *value, size_t count, int places)
{
    int64_t sum = 0;
    uint32_t numbers = 0, open = 0;
    running->steps[0] = 0;
    running->numbers[0] = running->open[0] = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned truth = mandate_truth(rows, i);
        double low = truth ? mandate_low(value, i) : NAN;
        if (!isnan(low)) {
            uint64_t size;
            if (truth == 2 || low != mandate_high(value, i)) {
                open++;
            } else {
                if (!mandate_decimal_steps(fabs(low), -places, &size)) return false;
                sum += low < 0 ? -(int64_t)size : (int64_t)size;
                if (sum > MOST_STEPS || sum < -MOST_STEPS) return false;
                numbers++;
            }
        }
        running->steps[i + 1] = sum;
        running->numbers[i + 1] = numbers;
        running->open[i + 1] = open;
    }
    return true;
}

bool mandate_running_open(mandate_running *running, mandate_operation op, const mandate_vector *rows, const mandate_vector *value, size_t count, bool *kept,
                          mandate_error *error)
{
    *running = (mandate_running){.op = op};
    mandate_sum_clear(&running->sum);
    *kept = op == MANDATE_OP_COUNT || op == MANDATE_OP_ANY;
    if (*kept) {
        running->certain = mandate_resize(NULL, count + 1, sizeof *running->certain, error);
        running->perhaps = running->certain ? mandate_resize(NULL, count + 1, sizeof *running->perhaps, error) : NULL;
        if (!running->perhaps) return false;
        count_rows(running, rows, count);
    } else if (op == MANDATE_OP_SUM || op == MANDATE_OP_MEAN) {
        running->steps = mandate_resize(NULL, count + 1, sizeof *running->steps, error);
        running->numbers = running->steps ? mandate_resize(NULL, count + 1, sizeof *running->numbers, error) : NULL;
        running->open = running->numbers ? mandate_resize(NULL, count + 1, sizeof *running->open, error) : NULL;
        if (!running->open) return false;
        int places = 0;
        while (places <= MOST_PLACES && !add_numbers(running, rows, value, count, places)) places++;
        *kept = places <= MOST_PLACES;
        running->sum.places = (int16_t)places;
    }
    return true;
}

static bool number_result(mandate_running *running, const mandate_window *w, const mandate_target *target, size_t t)
{
    if (w->perhaps || running->open[w->end] != running->open[w->begin]) return false;
    uint32_t numbers = running->numbers[w->end] - running->numbers[w->begin];
    running->sum.steps = running->steps[w->end] - running->steps[w->begin];
    double result = running->op == MANDATE_OP_SUM ? mandate_sum_total(&running->sum) : numbers > 0 ? mandate_sum_mean(&running->sum, numbers) : MANDATE_NUMBER_ABSENT;
    target->low[t] = target->high[t] = result;
    return true;
}

bool mandate_running_result(mandate_running *running, const mandate_window *w, const mandate_target *target, size_t t)
{
    if (running->steps) return number_result(running, w, target, t);
    uint32_t certain = running->certain[w->end] - running->certain[w->begin], perhaps = running->perhaps[w->end] - running->perhaps[w->begin];
    if (w->perhaps) {
        perhaps += certain;
        certain = 0;
    }
    if (running->op == MANDATE_OP_COUNT) {
        target->low[t] = certain;
        target->high[t] = (double)certain + perhaps;
    } else if (certain > 0) {
        target->yes[t / 64] |= 1ULL << (t % 64);
    } else if (perhaps > 0) {
        target->unknown[t / 64] |= 1ULL << (t % 64);
    }
    return true;
}
