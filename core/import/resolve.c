#include "import/resolve.h"

#include <string.h>
#include "model/memory.h"
#include "model/number.h"
#include "store/schema.h"

// Looking up one record in the registry costs as much as reading several in a row; a row of a file has some 60 bytes.
enum { BYTES_A_RECORD = 16 };

bool mandate_resolver_start(mandate_resolver *resolver, mandate_registry *registry, mandate_error *error)
{
    int count = mandate_model_kind_count(registry->model);
    *resolver = (mandate_resolver) { .registry = registry, .count = count };
    resolver->lookups = mandate_new((size_t)count, sizeof *resolver->lookups, error);
    resolver->found = resolver->lookups ? mandate_new((size_t)count, sizeof *resolver->found, error) : NULL;
    resolver->holds = resolver->found ? mandate_new((size_t)count, sizeof *resolver->holds, error) : NULL;
    if (resolver->holds)
        return true;
    mandate_resolver_end(resolver);
    return false;
}

void mandate_resolver_end(mandate_resolver *resolver)
{
    for (int i = 0; i < resolver->count; i++) {
        if (resolver->lookups)
            sqlite3_finalize(resolver->lookups[i]);
        if (resolver->found)
            mandate_keys_clear(&resolver->found[i]);
    }
    mandate_free(resolver->lookups);
    mandate_free(resolver->found);
    mandate_free(resolver->holds);
    *resolver = (mandate_resolver) { 0 };
}

void mandate_resolver_forget(mandate_resolver *resolver, int kind)
{
    mandate_keys_clear(&resolver->found[kind]);
    resolver->holds[kind] = false;
}

bool mandate_resolver_holds(const mandate_resolver *resolver, int kind)
{
    return resolver->holds[kind];
}

// The field of a key that is one text and so what a reference to it says, NULL where it is not.
static const mandate_field *text_key(const mandate_kind *kind)
{
    const mandate_field *found = NULL;
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        if (!field->key)
            continue;
        if (found || (field->type != MANDATE_TEXT && field->type != MANDATE_EVENT && field->type != MANDATE_DATE))
            return NULL;
        found = field;
    }
    return found;
}

static bool load(mandate_resolver *resolver, int index, const char *key, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(resolver->registry->database);
    sqlite3_str_appendf(sql, "SELECT row, \"%w\" FROM \"%w\" WHERE record = row", key, mandate_model_kind(resolver->registry->model, index)->name);
    sqlite3_stmt *statement = mandate_database_prepare(resolver->registry, sql, error);
    int found = statement ? 1 : -1;
    while (found == 1 && (found = mandate_database_step(resolver->registry, statement, error)) == 1) {
        const char *text = (const char *)sqlite3_column_text(statement, 1);
        size_t length = (size_t)sqlite3_column_bytes(statement, 1);
        if (!text)
            found = mandate_database_fail(resolver->registry->database, resolver->registry->path, error) ? 1 : -1;
        else if (!mandate_keys_put(&resolver->found[index], text, length, sqlite3_column_int64(statement, 0), error))
            found = -1;
    }
    sqlite3_finalize(statement);
    resolver->holds[index] = found == 0;
    return found == 0;
}

bool mandate_resolver_load(mandate_resolver *resolver, int index, int64_t bytes, mandate_error *error)
{
    const mandate_field *key = text_key(mandate_model_kind(resolver->registry->model, index));
    if (!key || resolver->holds[index])
        return true;
    sqlite3_str *sql = sqlite3_str_new(resolver->registry->database);
    sqlite3_str_appendf(sql, "SELECT max(row) FROM \"%w\"", mandate_model_kind(resolver->registry->model, index)->name);
    sqlite3_stmt *statement = mandate_database_prepare(resolver->registry, sql, error);
    int found = statement ? mandate_database_step(resolver->registry, statement, error) : -1;
    int64_t records = found == 1 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (found < 0)
        return false;
    return records > bytes / BYTES_A_RECORD || load(resolver, index, key->name, error);
}

int mandate_key_parts(const mandate_model *model, int index)
{
    const mandate_kind *kind = mandate_model_kind(model, index);
    int parts = 0;
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key)
            parts += kind->fields[i].type == MANDATE_REFERENCE ? mandate_key_parts(model, kind->fields[i].kind) : 1;
    return parts;
}

static sqlite3_stmt *lookup_of(mandate_resolver *resolver, int index, mandate_error *error)
{
    if (resolver->lookups[index])
        return resolver->lookups[index];
    const mandate_kind *kind = mandate_model_kind(resolver->registry->model, index);
    sqlite3_str *sql = sqlite3_str_new(resolver->registry->database);
    sqlite3_str_appendf(sql, "SELECT record FROM \"%w\" WHERE ", kind->name);
    const char *between = "";
    for (int i = 0; i < kind->field_count; i++) {
        if (!kind->fields[i].key)
            continue;
        sqlite3_str_appendf(sql, "%s\"%w\" = ?", between, kind->fields[i].name);
        between = " AND ";
    }
    sqlite3_str_appendall(sql, " LIMIT 1");
    resolver->lookups[index] = mandate_database_prepare(resolver->registry, sql, error);
    return resolver->lookups[index];
}

// What is left of a reference's text.
typedef struct parts {
    const char *at, *end;
} parts;

// The next part; the last one takes all that is left, so that a key of one part may hold any character.
static parts next_part(parts *left, bool last)
{
    const char *slash = last ? NULL : memchr(left->at, '/', (size_t)(left->end - left->at));
    parts part = { left->at, slash ? slash : left->end };
    left->at = slash ? slash + 1 : left->end;
    return part;
}

static int find(mandate_resolver *resolver, int index, parts *left, int *parts_left, int64_t *record, mandate_error *error);

// 1 bound, 0 the part cannot be a value of the field, -1 a filled error.
static int bind_part(mandate_resolver *resolver, sqlite3_stmt *statement, int place, const mandate_field *field, parts *left, int *parts_left,
                     mandate_error *error)
{
    if (field->type == MANDATE_REFERENCE) {
        int64_t record;
        int result = find(resolver, field->kind, left, parts_left, &record, error);
        if (result == 1)
            sqlite3_bind_int64(statement, place, record);
        return result;
    }
    parts part = next_part(left, --*parts_left == 0);
    size_t length = (size_t)(part.end - part.at);
    double number;
    if (field->type == MANDATE_NUMBER) {
        if (!mandate_number_parse(part.at, length, &number))
            return 0;
        sqlite3_bind_double(statement, place, number);
    } else if (field->type == MANDATE_YESNO) {
        bool yes = length == 3 && memcmp(part.at, "yes", 3) == 0, no = length == 2 && memcmp(part.at, "no", 2) == 0;
        if (!yes && !no)
            return 0;
        sqlite3_bind_int(statement, place, yes);
    } else {
        sqlite3_bind_text(statement, place, part.at, (int)length, SQLITE_STATIC);
    }
    return 1;
}

static int find(mandate_resolver *resolver, int index, parts *left, int *parts_left, int64_t *record, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(resolver->registry->model, index);
    sqlite3_stmt *statement = lookup_of(resolver, index, error);
    if (!statement)
        return -1;
    int place = 0, result = 1;
    for (int i = 0; i < kind->field_count && result == 1; i++)
        if (kind->fields[i].key)
            result = bind_part(resolver, statement, ++place, &kind->fields[i], left, parts_left, error);
    if (result == 1)
        result = mandate_database_step(resolver->registry, statement, error);
    if (result == 1)
        *record = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return result;
}

int mandate_resolve(mandate_resolver *resolver, int kind, const char *text, size_t length, int64_t *record, mandate_error *error)
{
    if (mandate_keys_get(&resolver->found[kind], text, length, record))
        return 1;
    if (resolver->holds[kind])
        return 0;
    parts left = { text, text + length };
    int count = mandate_key_parts(resolver->registry->model, kind), slashes = 0;
    for (const char *at = text; at < left.end; at++)
        slashes += *at == '/';
    if (count > 1 && slashes != count - 1)
        return 0;
    int result = find(resolver, kind, &left, &count, record, error);
    if (result == 1 && !mandate_keys_put(&resolver->found[kind], text, length, *record, error))
        return -1;
    return result;
}
