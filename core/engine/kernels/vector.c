#include "engine/kernels/vector.h"

#include <string.h>
#include "model/memory.h"
#include "model/range.h"
#include "model/wide.h"

static size_t bytes_for(mandate_value_type type, size_t rows)
{
    switch (type) {
    case MANDATE_VALUE_CONDITION: return (2 * mandate_words(rows) + 2) * sizeof(uint64_t); // whoever reads 64 bits that begin anywhere reads two words
    case MANDATE_VALUE_NUMBER: return 2 * rows * sizeof(double);
    case MANDATE_VALUE_VERDICT: return rows * (5 * sizeof(int32_t) + 1);
    default: return rows * sizeof(int32_t);
    }
}

mandate_target mandate_vector_target(const mandate_vector *vector, mandate_value_type type)
{
    mandate_target target = {0};
    size_t rows = vector->capacity;
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        target.yes = vector->block;
        target.unknown = target.yes + mandate_words(rows);
        break;
    case MANDATE_VALUE_NUMBER:
        target.low = vector->block;
        target.high = target.low + rows;
        break;
    case MANDATE_VALUE_DATE: target.dates = vector->block; break;
    case MANDATE_VALUE_VERDICT:
        target.due = vector->block;
        target.done = target.due + rows;
        target.next = target.done + rows;
        target.since = target.next + rows;
        target.arises = target.since + rows;
        target.statuses = (uint8_t *)(target.arises + rows);
        break;
    default: target.codes = vector->block; break;
    }
    return target;
}

bool mandate_vector_prepare(mandate_vector *vector, mandate_value_type type, size_t rows, mandate_target *target, mandate_error *error)
{
    if (!vector->block || vector->capacity < rows) {
        size_t capacity = rows < 64 ? 64 : rows + rows / 4;
        void *block = mandate_new(bytes_for(type, capacity), 1, error);
        if (!block) return false;
        mandate_free(vector->block);
        vector->block = block;
        vector->capacity = capacity;
    }
    *target = mandate_vector_target(vector, type);
    vector->certain = vector->same = false;
    vector->yes = target->yes;
    vector->unknown = target->unknown;
    vector->low = target->low;
    vector->high = target->high;
    vector->dates = target->dates;
    vector->codes = target->codes;
    vector->codes16 = NULL;
    vector->codes8 = NULL;
    vector->column = NULL;
    vector->statuses = target->statuses;
    vector->due = target->due;
    vector->done = target->done;
    vector->next = target->next;
    vector->since = target->since;
    vector->arises = target->arises;
    vector->rulings = NULL;
    return true;
}

MANDATE_WIDE void mandate_fill_dates(int32_t *dates, size_t rows, int32_t date)
{
    size_t i = 0;
    for (; i + 64 <= rows; i += 64)
        for (size_t k = 0; k < 64; k++) dates[i + k] = date;
    for (; i < rows; i++) dates[i] = date;
}

void mandate_vector_release(mandate_vector *vector)
{
    mandate_free(vector->block);
    memset(vector, 0, sizeof *vector);
}

uint64_t mandate_bits_from(const uint64_t *bits, size_t row, size_t rows)
{
    if (rows == 0) return 0;
    size_t word = row / 64, shift = row % 64;
    uint64_t taken = bits[word] >> shift;
    if (shift && shift + rows > 64) taken |= bits[word + 1] << (64 - shift);
    return rows < 64 ? taken & ((1ULL << rows) - 1) : taken;
}

// The rows are zero before. Words at the edges may be shared with rows that another thread copies.
static void copy_bits(const uint64_t *from, size_t from_row, uint64_t *to, size_t to_row, size_t rows)
{
    while (rows > 0) {
        size_t shift = to_row % 64, room = 64 - shift, now = rows < room ? rows : room;
        uint64_t bits = from ? mandate_bits_from(from, from_row, now) << shift : 0;
        if (now == 64) to[to_row / 64] = bits;
        else if (bits) __atomic_fetch_or(&to[to_row / 64], bits, __ATOMIC_RELAXED);
        from_row += now;
        to_row += now;
        rows -= now;
    }
}

void mandate_vector_copy(const mandate_vector *from, size_t from_row, const mandate_target *to, size_t to_row, size_t rows, mandate_value_type type)
{
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        copy_bits(from->yes, from_row, to->yes, to_row, rows);
        copy_bits(from->unknown, from_row, to->unknown, to_row, rows);
        break;
    case MANDATE_VALUE_NUMBER:
        memcpy(to->low + to_row, from->low + from_row, rows * sizeof(double));
        for (size_t i = 0; i < rows; i++) to->high[to_row + i] = mandate_high(from, from_row + i);
        break;
    case MANDATE_VALUE_DATE: memcpy(to->dates + to_row, from->dates + from_row, rows * sizeof(int32_t)); break;
    case MANDATE_VALUE_VERDICT:
        memcpy(to->statuses + to_row, from->statuses + from_row, rows);
        memcpy(to->due + to_row, from->due + from_row, rows * sizeof(int32_t));
        memcpy(to->done + to_row, from->done + from_row, rows * sizeof(int32_t));
        memcpy(to->next + to_row, from->next + from_row, rows * sizeof(int32_t));
        memcpy(to->since + to_row, from->since + from_row, rows * sizeof(int32_t));
        memcpy(to->arises + to_row, from->arises + from_row, rows * sizeof(int32_t));
        break;
    default: memcpy(to->codes + to_row, from->codes + from_row, rows * sizeof(uint32_t)); break;
    }
}

bool mandate_vector_show(const mandate_vector *from, size_t row, mandate_vector *to, size_t rows, mandate_value_type type, mandate_error *error)
{
    mandate_target target;
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        if (!mandate_vector_prepare(to, type, rows, &target, error)) return false;
        for (size_t w = 0; w < mandate_words(rows); w++) {
            size_t left = rows - w * 64 < 64 ? rows - w * 64 : 64;
            target.yes[w] = mandate_bits_from(from->yes, row + w * 64, left);
            target.unknown[w] = mandate_bits_from(from->unknown, row + w * 64, left);
        }
        return true;
    case MANDATE_VALUE_NUMBER:
        to->low = from->low + row;
        to->high = from->high ? from->high + row : NULL;
        break;
    case MANDATE_VALUE_DATE: to->dates = from->dates + row; break;
    case MANDATE_VALUE_VERDICT:
        to->statuses = from->statuses + row;
        to->due = from->due + row;
        to->done = from->done + row;
        to->next = from->next + row;
        to->since = from->since + row;
        to->arises = from->arises + row;
        break;
    default: to->codes = from->codes + row; break;
    }
    to->certain = to->same = false;
    return true;
}

mandate_value mandate_vector_get(const mandate_vector *vector, mandate_value_type type, size_t row)
{
    mandate_value value = {.type = type, .state = MANDATE_STATE_KNOWN};
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        value.yes = mandate_bit(vector->yes, row);
        if (!value.yes && vector->unknown && mandate_bit(vector->unknown, row)) value.state = MANDATE_STATE_UNKNOWN;
        break;
    case MANDATE_VALUE_NUMBER:
        value.low = mandate_low(vector, row);
        value.high = mandate_high(vector, row);
        if (isnan(value.low)) value.state = MANDATE_STATE_ABSENT;
        else if (isinf(value.low) && isinf(value.high)) value.state = MANDATE_STATE_UNKNOWN;
        else if (value.low != value.high) {
            value.state = MANDATE_STATE_RANGE;
            value.low = mandate_end_number(value.low, &value.low_open);
            value.high = mandate_end_number(value.high, &value.high_open);
        }
        break;
    case MANDATE_VALUE_DATE:
        value.date = mandate_day(vector, row);
        if (value.date == MANDATE_DATE_ABSENT) value.state = MANDATE_STATE_ABSENT;
        if (value.date == MANDATE_DATE_UNKNOWN) value.state = MANDATE_STATE_UNKNOWN;
        break;
    case MANDATE_VALUE_VERDICT:
        value.status = vector->statuses[row];
        value.due = vector->due[row];
        value.done = vector->done[row];
        value.next = vector->next[row];
        value.since = vector->since[row];
        value.arises = vector->arises[row];
        break;
    default:
        value.code = vector->codes[row];
        if (value.code == MANDATE_CODE_ABSENT) value.state = MANDATE_STATE_ABSENT;
        if (value.code == MANDATE_CODE_UNKNOWN) value.state = MANDATE_STATE_UNKNOWN;
        break;
    }
    return value;
}
