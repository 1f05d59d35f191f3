#include "store/record.h"

#include <string.h>
#include "model/memory.h"

// Types of columns. Behind them come 12 + 2n for a blob of n bytes and 13 + 2n for a text.
enum { TYPE_NULL = 0, TYPE_REAL = 7, TYPE_ZERO = 8, TYPE_ONE = 9, FIRST_TEXT = 13 };

static const unsigned char sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

size_t mandate_varint_put(unsigned char *out, uint64_t value)
{
    if (value < 128) {
        out[0] = (unsigned char)value;
        return 1;
    }
    if (value >> 56) { // nine bytes, of which the last is whole
        out[8] = (unsigned char)value;
        value >>= 8;
        for (int i = 7; i >= 0; i--, value >>= 7) out[i] = (unsigned char)((value & 0x7F) | 0x80);
        return 9;
    }
    size_t count = 0;
    for (uint64_t rest = value; rest > 0; rest >>= 7) count++;
    for (size_t i = count; i-- > 0; value >>= 7) out[i] = (unsigned char)((value & 0x7F) | (i + 1 == count ? 0 : 0x80));
    return count;
}

size_t mandate_varint_get(const unsigned char *from, uint64_t *value)
{
    uint64_t read = 0;
    for (size_t i = 0; i < 8; i++) {
        read = read << 7 | (from[i] & 0x7F);
        if (from[i] < 0x80) {
            *value = read;
            return i + 1;
        }
    }
    *value = read << 8 | from[8];
    return 9;
}

bool mandate_record_begin(mandate_record *record, int columns, size_t text_bytes, mandate_error *error)
{
    size_t header = (size_t)MANDATE_VARINT_MOST * ((size_t)columns + 1), needed = header + 8 * (size_t)columns + text_bytes;
    if (columns > record->columns) {
        MANDATE_RESIZE(record->types, header, error);
        record->columns = columns;
    }
    if (needed > record->capacity) {
        MANDATE_RESIZE(record->room, needed * 2, error);
        record->capacity = needed * 2;
    }
    record->body = record->used = header;
    record->types_used = 0;
    return true;
}

static void put_type(mandate_record *record, uint64_t type) { record->types_used += mandate_varint_put(record->types + record->types_used, type); }

static void put_big_endian(mandate_record *record, uint64_t bits, size_t size)
{
    for (size_t i = size; i-- > 0; bits >>= 8) record->room[record->used + i] = (unsigned char)bits;
    record->used += size;
}

void mandate_record_null(mandate_record *record) { put_type(record, TYPE_NULL); }

// The type of an integer: by the bytes that it takes.
static unsigned type_of(int64_t value)
{
    uint64_t size = value < 0 ? ~(uint64_t)value : (uint64_t)value;
    if (size <= 1 && value >= 0) return size == 0 ? TYPE_ZERO : TYPE_ONE;
    if (size <= 0x7F) return 1;
    if (size <= 0x7FFF) return 2;
    if (size <= 0x7FFFFF) return 3;
    if (size <= 0x7FFFFFFF) return 4;
    return size <= 0x7FFFFFFFFFFF ? 5 : 6;
}

void mandate_record_integer(mandate_record *record, int64_t value)
{
    unsigned type = type_of(value);
    put_type(record, type);
    put_big_endian(record, (uint64_t)value, sizes[type]);
}

void mandate_record_real(mandate_record *record, double value)
{
    // As an integer only where it takes fewer bytes; behind 2^47 it would take as many.
    if (value >= -140737488355328.0 && value < 140737488355328.0 && (double)(int64_t)value == value) {
        mandate_record_integer(record, (int64_t)value);
        return;
    }
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_type(record, TYPE_REAL);
    put_big_endian(record, bits, 8);
}

void mandate_record_text(mandate_record *record, const char *text, size_t length)
{
    put_type(record, FIRST_TEXT + 2 * (uint64_t)length);
    if (length > 0) memcpy(record->room + record->used, text, length);
    record->used += length;
}

void mandate_record_end(mandate_record *record)
{
    // The header's length counts its own bytes.
    size_t own = 1;
    unsigned char length[MANDATE_VARINT_MOST];
    while (mandate_varint_put(length, record->types_used + own) > own) own++;
    size_t header = record->types_used + own, begin = record->body - header;
    memcpy(record->room + begin, length, own);
    memcpy(record->room + begin + own, record->types, record->types_used);
    record->bytes = record->room + begin;
    record->length = record->used - begin;
}

void mandate_record_release(mandate_record *record)
{
    mandate_free(record->room);
    mandate_free(record->types);
    *record = (mandate_record){0};
}

// A column that is being read.
typedef struct column {
    enum { IS_NULL, IS_INTEGER, IS_REAL, IS_TEXT, IS_BLOB } is;
    int64_t integer;
    double real;
    const unsigned char *bytes;
    size_t length;
} column;

static column read_column(uint64_t type, const unsigned char *bytes)
{
    column out = {.bytes = bytes};
    if (type >= FIRST_TEXT - 1) {
        out.is = type % 2 == 1 ? IS_TEXT : IS_BLOB;
        out.length = (size_t)(type - (FIRST_TEXT - 1)) / 2;
        return out;
    }
    out.length = sizes[type];
    out.is = type == TYPE_NULL ? IS_NULL : type == TYPE_REAL ? IS_REAL : IS_INTEGER;
    uint64_t bits = out.length > 0 && bytes[0] >= 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < out.length; i++) bits = bits << 8 | bytes[i];
    if (type == TYPE_REAL) memcpy(&out.real, &bits, sizeof bits);
    else out.integer = type == TYPE_ONE ? 1 : (int64_t)bits;
    return out;
}

// An integer beside a number that is none, without losing a digit of either.
static int compare_mixed(int64_t integer, double real)
{
    if (real >= 9223372036854775808.0) return -1;
    if (real < -9223372036854775808.0) return 1;
    int64_t whole = (int64_t)real;
    if (integer != whole) return integer < whole ? -1 : 1;
    double rest = real - (double)whole;
    return (rest < 0) - (rest > 0);
}

static int compare_columns(const column *a, const column *b)
{
    static const int ranks[] = {[IS_NULL] = 0, [IS_INTEGER] = 1, [IS_REAL] = 1, [IS_TEXT] = 2, [IS_BLOB] = 3};
    if (ranks[a->is] != ranks[b->is]) return ranks[a->is] - ranks[b->is];
    if (a->is == IS_NULL) return 0;
    if (a->is == IS_INTEGER && b->is == IS_INTEGER) return (a->integer > b->integer) - (a->integer < b->integer);
    if (a->is == IS_REAL && b->is == IS_REAL) return (a->real > b->real) - (a->real < b->real);
    if (a->is == IS_INTEGER && b->is == IS_REAL) return compare_mixed(a->integer, b->real);
    if (a->is == IS_REAL && b->is == IS_INTEGER) return -compare_mixed(b->integer, a->real);
    int found = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);
    return found ? found : (a->length > b->length) - (a->length < b->length);
}

int mandate_record_compare(const unsigned char *a, const unsigned char *b, int columns)
{
    uint64_t a_header, b_header, a_type, b_type;
    size_t a_at = mandate_varint_get(a, &a_header), b_at = mandate_varint_get(b, &b_header);
    const unsigned char *a_body = a + a_header, *b_body = b + b_header;
    int found = 0;
    for (int i = 0; i < columns && found == 0; i++) {
        a_at += mandate_varint_get(a + a_at, &a_type);
        b_at += mandate_varint_get(b + b_at, &b_type);
        column left = read_column(a_type, a_body), right = read_column(b_type, b_body);
        found = compare_columns(&left, &right);
        a_body += left.length;
        b_body += right.length;
    }
    return found;
}
