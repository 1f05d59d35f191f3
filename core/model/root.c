#include "model/root.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/memory.h"

// Numbers of 128 bits times a power of 2: bits lie from 2^127 on, and what is behind them is cut off ----------------------------------------

typedef struct rough {
    mandate_wide bits;
    int64_t exponent;
} rough;

static rough normal(mandate_wide bits, int64_t exponent)
{
    uint64_t high = (uint64_t)(bits >> 64);
    int up = high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)bits);
    return (rough){bits << up, exponent - up};
}

static rough times(rough a, rough b)
{
    uint64_t ah = (uint64_t)(a.bits >> 64), al = (uint64_t)a.bits, bh = (uint64_t)(b.bits >> 64), bl = (uint64_t)b.bits;
    mandate_wide low = (mandate_wide)al * bl, one = (mandate_wide)al * bh, other = (mandate_wide)ah * bl, high = (mandate_wide)ah * bh;
    mandate_wide middle = (low >> 64) + (uint64_t)one + (uint64_t)other;
    high += (one >> 64) + (other >> 64) + (middle >> 64);
    int64_t exponent = a.exponent + b.exponent + 128;
    if (high >> 127) return (rough){high, exponent};
    return (rough){high << 1 | (uint64_t)middle >> 63, exponent - 1};
}

static rough to_power(rough base, uint64_t power)
{
    rough result = normal(1, 0);
    for (; power > 0; power /= 2) {
        if (power % 2) result = times(result, base);
        if (power > 1) base = times(base, base);
    }
    return result;
}

void mandate_product_clear(mandate_product *product)
{
    rough one = normal(1, 0);
    *product = (mandate_product){.bits = one.bits, .exponent = one.exponent};
}

void mandate_product_multiply(mandate_product *product, double number)
{
    mandate_decimal decimal = mandate_decimal_of(number);
    rough result = times((rough){product->bits, product->exponent}, normal(decimal.digits, 0));
    product->bits = result.bits;
    product->exponent = result.exponent;
    product->place += decimal.place;
    product->count++;
}

// Whole numbers with all their digits -----------------------------------------------------------------------------------------------

typedef struct whole {
    uint64_t *limbs; // the lowest one first
    size_t count, capacity;
} whole;

static bool multiply(whole *w, uint64_t by, mandate_error *error)
{
    mandate_wide carry = 0;
    for (size_t i = 0; i < w->count; i++) {
        carry += (mandate_wide)w->limbs[i] * by;
        w->limbs[i] = (uint64_t)carry;
        carry >>= 64;
    }
    if (carry == 0) return true;
    uint64_t *grown = mandate_grow(w->limbs, w->count, &w->capacity, sizeof *grown, error);
    if (!grown) return false;
    w->limbs = grown;
    w->limbs[w->count++] = (uint64_t)carry;
    return true;
}

static bool multiply_power(whole *w, uint64_t by, uint64_t times_, mandate_error *error)
{
    bool done = true;
    for (uint64_t i = 0; i < times_ && done; i++) done = multiply(w, by, error);
    return done;
}

static int compare_wholes(const whole *a, const whole *b)
{
    if (a->count != b->count) return a->count > b->count ? 1 : -1;
    for (size_t i = a->count; i-- > 0;)
        if (a->limbs[i] != b->limbs[i]) return a->limbs[i] > b->limbs[i] ? 1 : -1;
    return 0;
}

static bool one(whole *w, mandate_error *error)
{
    w->limbs = mandate_grow(NULL, 0, &w->capacity, sizeof *w->limbs, error);
    if (!w->limbs) return false;
    w->limbs[0] = 1;
    w->count = 1;
    return true;
}

// How the product lies to the n-th power of digits * 10^place: both as whole numbers, of which one is multiplied by the tens that the other lacks.
static bool compare_exactly(const mandate_product *product, const double *numbers, uint64_t digits, int64_t up, int *order, mandate_error *error)
{
    whole left = {0}, right = {0};
    bool done = one(&left, error) && one(&right, error);
    for (uint64_t i = 0; i < product->count && done; i++) done = multiply(&left, mandate_decimal_of(numbers[i]).digits, error);
    done = done && multiply_power(&right, digits, product->count, error);
    done = done && multiply_power(up > 0 ? &left : &right, 10, (uint64_t)(up > 0 ? up : -up), error);
    if (done) *order = compare_wholes(&left, &right);
    mandate_free(left.limbs);
    mandate_free(right.limbs);
    return done;
}

// How the product lies to the n-th power of digits * 10^place: above (1), below (-1), or is it (0).
static bool compare(const mandate_product *product, const double *numbers, uint64_t digits, int64_t place, int *order, mandate_error *error)
{
    int64_t up = product->place - place * (int64_t)product->count; // tens that the product has more
    rough left = {product->bits, product->exponent}, right = to_power(normal(digits, 0), product->count);
    rough tens = to_power(normal(10, 0), (uint64_t)(up > 0 ? up : -up));
    if (up > 0) left = times(left, tens);
    else right = times(right, tens);
    *order = left.exponent > right.exponent ? 1 : -1;
    if (left.exponent - right.exponent > 1 || right.exponent - left.exponent > 1) return true;
    if (left.exponent > right.exponent) right.bits >>= 1;
    else if (right.exponent > left.exponent) left.bits >>= 1;
    // each multiplication cut off less than a unit, and a power is made of as many as it counts
    mandate_wide most = ((mandate_wide)product->count * 4 + (mandate_wide)(up > 0 ? up : -up) * 4 + 256) * 4;
    mandate_wide apart = left.bits > right.bits ? left.bits - right.bits : right.bits - left.bits;
    *order = left.bits > right.bits ? 1 : -1;
    return apart > most || compare_exactly(product, numbers, digits, up, order, error);
}

// Near to the root, in 15 digits.
static mandate_decimal guess(const mandate_product *product)
{
    long double log = (logl((long double)(uint64_t)(product->bits >> 64)) + ((long double)product->exponent + 64) * logl(2)) / logl(10);
    log = (log + (long double)product->place) / (long double)product->count;
    long double place = floorl(log) - (MANDATE_DIGITS - 1);
    uint64_t digits = (uint64_t)(powl(10, log - place) + 0.5L);
    if (digits < MANDATE_DIGITS_LIMIT / 10) digits = MANDATE_DIGITS_LIMIT / 10;
    if (digits >= MANDATE_DIGITS_LIMIT) digits = MANDATE_DIGITS_LIMIT - 1;
    return (mandate_decimal){.digits = digits, .place = (int)place};
}

bool mandate_product_root(const mandate_product *product, const double *numbers, double *root, int *side, mandate_error *error)
{
    mandate_decimal near = guess(product);
    for (;;) { // until it lies between the halves on both sides: at once, or after a step or two
        int below, above;
        bool first = near.digits == MANDATE_DIGITS_LIMIT / 10; // below it the steps are a tenth as long
        uint64_t half = first ? MANDATE_DIGITS_LIMIT * 10 - 5 : near.digits * 10 - 5;
        if (!compare(product, numbers, half, near.place - (first ? 2 : 1), &below, error)) return false;
        if (!compare(product, numbers, near.digits * 10 + 5, near.place - 1, &above, error)) return false;
        if (below >= 0 && above < 0) break;
        near.digits += above >= 0 ? 1 : (uint64_t)-1;
        if (near.digits == MANDATE_DIGITS_LIMIT) near = (mandate_decimal){.digits = MANDATE_DIGITS_LIMIT / 10, .place = near.place + 1};
        else if (near.digits < MANDATE_DIGITS_LIMIT / 10) near = (mandate_decimal){.digits = MANDATE_DIGITS_LIMIT - 1, .place = near.place - 1};
    }
    *root = mandate_decimal_double(near);
    return compare(product, numbers, near.digits, near.place, side, error);
}
