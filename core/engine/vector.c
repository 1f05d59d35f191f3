#include "engine/vector.h"

#include <string.h>
#include "model/memory.h"

static size_t bytes_for(mandate_value_type type, size_t rows)
{
    switch (type) {
    case MANDATE_VALUE_CONDITION: return 2 * mandate_words(rows) * sizeof(uint64_t);
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
    vector->yes = target->yes;
    vector->unknown = target->unknown;
    vector->low = target->low;
    vector->high = target->high;
    vector->dates = target->dates;
    vector->codes = target->codes;
    vector->statuses = target->statuses;
    vector->due = target->due;
    vector->done = target->done;
    vector->next = target->next;
    vector->since = target->since;
    vector->arises = target->arises;
    return true;
}

void mandate_vector_release(mandate_vector *vector)
{
    mandate_free(vector->block);
    memset(vector, 0, sizeof *vector);
}

static void copy_bits(const uint64_t *from, size_t from_row, uint64_t *to, size_t to_row, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        size_t r = to_row + i;
        uint64_t bit = 1ULL << (r % 64);
        if (mandate_bit(from, from_row + i)) to[r / 64] |= bit;
        else to[r / 64] &= ~bit;
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

mandate_value mandate_vector_get(const mandate_vector *vector, mandate_value_type type, size_t row)
{
    mandate_value value = {.type = type, .state = MANDATE_STATE_KNOWN};
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        value.yes = mandate_bit(vector->yes, row);
        if (!value.yes && mandate_bit(vector->unknown, row)) value.state = MANDATE_STATE_UNKNOWN;
        break;
    case MANDATE_VALUE_NUMBER:
        value.low = vector->low[row];
        value.high = mandate_high(vector, row);
        if (isnan(value.low)) value.state = MANDATE_STATE_ABSENT;
        else if (isinf(value.low) || isinf(value.high)) value.state = MANDATE_STATE_UNKNOWN;
        else if (value.low != value.high) value.state = MANDATE_STATE_RANGE;
        break;
    case MANDATE_VALUE_DATE:
        value.date = vector->dates[row];
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
