#include "model/key.h"

#include <string.h>

enum { ESCAPE_LENGTH = 3 }; // %2F, %25

int mandate_key_parts(const mandate_model *model, int index)
{
    const mandate_kind *kind = mandate_model_kind(model, index);
    int parts = 0;
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) parts += kind->fields[i].type == MANDATE_REFERENCE ? mandate_key_parts(model, kind->fields[i].kind) : 1;
    return parts;
}

// What is meant where an escape begins; 0 where none does.
static char meant_by(const char *at, const char *end)
{
    if (end - at < ESCAPE_LENGTH || at[0] != '%' || at[1] != '2') return '\0';
    if (at[2] == 'F' || at[2] == 'f') return '/';
    return at[2] == '5' ? '%' : '\0';
}

const char *mandate_key_escape(const char *at, const char *end) { return *at == '/' ? "%2F" : meant_by(at, end) != '\0' ? "%25" : NULL; }

char *mandate_key_write(const char *part, size_t length, char *out)
{
    const char *end = part + length;
    for (const char *at = part; at < end; at++) {
        const char *escape = mandate_key_escape(at, end);
        if (escape) {
            memcpy(out, escape, ESCAPE_LENGTH);
            out += ESCAPE_LENGTH;
        } else {
            *out++ = *at;
        }
    }
    return out;
}

mandate_key_text mandate_key_begin(const char *text, size_t length, int parts)
{
    return (mandate_key_text){.at = text, .end = text + length, .left = parts, .joined = parts > 1};
}

int mandate_key_byte(mandate_key_text *key)
{
    if (key->at == key->end || (key->joined && *key->at == '/')) return -1;
    char meant = key->joined ? meant_by(key->at, key->end) : '\0';
    if (meant == '\0') return (unsigned char)*key->at++;
    key->at += ESCAPE_LENGTH;
    return meant;
}

bool mandate_key_step(mandate_key_text *key)
{
    if (key->left == 0) return false;
    if (--key->left == 0) return key->at == key->end;
    if (key->at == key->end || *key->at != '/') return false;
    key->at++;
    return true;
}

bool mandate_key_take(mandate_key_text *key, char *out, size_t *length)
{
    int byte;
    *length = 0;
    while ((byte = mandate_key_byte(key)) >= 0) out[(*length)++] = (char)byte;
    return mandate_key_step(key);
}
