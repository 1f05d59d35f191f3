#include "host/document_hash.h"

#include <string.h>

// FNV-1a. Numbers go in from their lowest byte, so that every machine gives the same hash.
static void mix_bytes(uint64_t *hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) *hash = (*hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
}

static void mix_number(uint64_t *hash, uint64_t number)
{
    for (int i = 0; i < 8; i++) *hash = (*hash ^ ((number >> (8 * i)) & 0xFF)) * UINT64_C(0x100000001B3);
}

static void mix_value(uint64_t *hash, const mandate_document *document, const mandate_document_value *value)
{
    mix_number(hash, (uint64_t)value->type);
    uint64_t bits;
    switch (value->type) {
    case MANDATE_DOCUMENT_BOOLEAN: mix_number(hash, value->boolean); break;
    case MANDATE_DOCUMENT_INTEGER: mix_number(hash, (uint64_t)value->integer); break;
    case MANDATE_DOCUMENT_NUMBER:
        memcpy(&bits, &value->number, sizeof bits);
        mix_number(hash, bits);
        break;
    case MANDATE_DOCUMENT_TEXT:
        mix_number(hash, value->length);
        mix_bytes(hash, mandate_document_bytes(document, value), value->length);
        break;
    case MANDATE_DOCUMENT_TABLE:
    case MANDATE_DOCUMENT_FUNCTION: mix_number(hash, value->index); break;
    }
}

uint64_t mandate_document_hash(const mandate_document *document)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    mix_number(&hash, document->table_count);
    mix_number(&hash, document->function_count);
    for (size_t i = 0; i < document->table_count; i++) {
        const mandate_document_table *table = &document->tables[i];
        mix_number(&hash, table->count);
        for (size_t k = table->first; k < table->first + table->count; k++) {
            mix_value(&hash, document, &document->entries[k].key);
            mix_value(&hash, document, &document->entries[k].value);
        }
    }
    for (size_t i = 0; i < document->function_count; i++) {
        const mandate_document_function *function = &document->functions[i];
        const char *file = document->bytes + function->file;
        mix_number(&hash, strlen(file));
        mix_bytes(&hash, file, strlen(file));
        mix_number(&hash, (uint64_t)function->line);
        mix_number(&hash, (uint64_t)function->last_line);
    }
    return hash;
}
