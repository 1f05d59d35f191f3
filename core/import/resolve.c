#include "import/resolve.h"

#include <string.h>
#include "model/key.h"
#include "model/memory.h"
#include "model/number.h"
#include "model/sizes.h"
#include "store/schema.h"

// Looking up one record in the registry costs as much as reading several in a row; a row of a file has some 60 bytes.
enum { BYTES_A_RECORD = 16 };
enum { KEYS_IN_MEMORY = MANDATE_SIZE(64 * 1024 * 1024, 1024) };

bool mandate_resolver_start(mandate_resolver *resolver, mandate_registry *registry, mandate_error *error)
{
    int count = mandate_model_kind_count(registry->model);
    *resolver = (mandate_resolver){.registry = registry, .count = count};
    resolver->lookups = mandate_new((size_t)count, sizeof *resolver->lookups, error);
    resolver->found = resolver->lookups ? mandate_new((size_t)count, sizeof *resolver->found, error) : NULL;
    resolver->holds = resolver->found ? mandate_new((size_t)count, sizeof *resolver->holds, error) : NULL;
    resolver->counts_days = resolver->holds ? mandate_new((size_t)count, sizeof *resolver->counts_days, error) : NULL;
    resolver->keys = resolver->counts_days ? mandate_room_open(mandate_registry_path(registry), KEYS_IN_MEMORY, error) : NULL;
    for (int i = 0; i < count && resolver->keys; i++) resolver->found[i].room = resolver->keys;
    if (resolver->keys) return true;
    mandate_resolver_end(resolver);
    return false;
}

void mandate_resolver_end(mandate_resolver *resolver)
{
    for (int i = 0; i < resolver->count; i++) {
        if (resolver->lookups) sqlite3_finalize(resolver->lookups[i]);
        if (resolver->found) mandate_keys_clear(&resolver->found[i]);
    }
    mandate_room_close(resolver->keys);
    mandate_free(resolver->lookups);
    mandate_free(resolver->found);
    mandate_free(resolver->holds);
    mandate_free(resolver->counts_days);
    mandate_free(resolver->room);
    *resolver = (mandate_resolver){0};
}

void mandate_resolver_forget(mandate_resolver *resolver, int kind)
{
    mandate_keys_clear(&resolver->found[kind]);
    resolver->holds[kind] = false;
}

bool mandate_resolver_holds(const mandate_resolver *resolver, int kind) { return resolver->holds[kind]; }

// The field of a key that is one text and so what a reference to it says, NULL where it is not.
static const mandate_field *text_key(mandate_registry *registry, const mandate_kind *kind)
{
    bool counts_days = mandate_schema_counts_days(registry, kind->name);
    const mandate_field *found = NULL;
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        if (!field->key) continue;
        bool day = field->type == MANDATE_EVENT || field->type == MANDATE_DATE;
        if (found || (field->type != MANDATE_TEXT && (!day || counts_days))) return NULL;
        found = field;
    }
    return found;
}

static bool load(mandate_resolver *resolver, int index, const char *key, int64_t records, mandate_error *error)
{
    if (!mandate_keys_expect(&resolver->found[index], records > 0 ? (size_t)records : 0, error)) return false;
    const char *name = mandate_model_kind(resolver->registry->model, index)->name;
    sqlite3_str *sql = sqlite3_str_new(resolver->registry->database);
    sqlite3_str_appendf(sql, "SELECT row, \"%w\" FROM \"%w%s\" WHERE record = row", key, name, mandate_schema_suffix(resolver->registry, name));
    sqlite3_stmt *statement = mandate_database_prepare(resolver->registry, sql, error);
    int found = statement ? 1 : -1;
    while (found == 1 && (found = mandate_database_step(resolver->registry, statement, error)) == 1) {
        const char *text = (const char *)sqlite3_column_text(statement, 1);
        size_t length = (size_t)sqlite3_column_bytes(statement, 1);
        if (!text) found = mandate_database_fail(resolver->registry->database, resolver->registry->path, error) ? 1 : -1;
        else if (!mandate_keys_put(&resolver->found[index], text, length, sqlite3_column_int64(statement, 0), error)) found = -1;
    }
    sqlite3_finalize(statement);
    resolver->holds[index] = found == 0;
    return found == 0;
}

bool mandate_resolver_load(mandate_resolver *resolver, int index, int64_t bytes, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(resolver->registry->model, index);
    const mandate_field *key = text_key(resolver->registry, kind);
    if (!key || resolver->holds[index]) return true;
    sqlite3_str *sql = sqlite3_str_new(resolver->registry->database);
    sqlite3_str_appendf(sql, "SELECT max(row) FROM \"%w%s\"", kind->name, mandate_schema_suffix(resolver->registry, kind->name));
    sqlite3_stmt *statement = mandate_database_prepare(resolver->registry, sql, error);
    int found = statement ? mandate_database_step(resolver->registry, statement, error) : -1;
    int64_t records = found == 1 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (found < 0) return false;
    return records > bytes / BYTES_A_RECORD || load(resolver, index, key->name, records, error);
}

static sqlite3_stmt *lookup_of(mandate_resolver *resolver, int index, mandate_error *error)
{
    if (resolver->lookups[index]) return resolver->lookups[index];
    const mandate_kind *kind = mandate_model_kind(resolver->registry->model, index);
    sqlite3_str *sql = sqlite3_str_new(resolver->registry->database);
    sqlite3_str_appendf(sql, "SELECT record FROM \"%w%s\" WHERE ", kind->name, mandate_schema_suffix(resolver->registry, kind->name));
    const char *between = "";
    for (int i = 0; i < kind->field_count; i++) {
        if (!kind->fields[i].key) continue;
        sqlite3_str_appendf(sql, "%s\"%w\" = ?", between, kind->fields[i].name);
        between = " AND ";
    }
    sqlite3_str_appendall(sql, " LIMIT 1");
    resolver->counts_days[index] = mandate_schema_counts_days(resolver->registry, kind->name);
    resolver->lookups[index] = mandate_database_prepare(resolver->registry, sql, error);
    return resolver->lookups[index];
}

// A reference that is being read, and where the next part of it is written as it is meant.
typedef struct reference {
    mandate_key_text text;
    char *room;
} reference;

static int find(mandate_resolver *resolver, int index, reference *of, int64_t *record, mandate_error *error);

// 1 bound, 0 the part cannot be a value of the field, -1 a filled error.
static int bind_part(mandate_resolver *resolver, sqlite3_stmt *statement, int place, bool counts_days, const mandate_field *field, reference *of, mandate_error *error)
{
    if (field->type == MANDATE_REFERENCE) {
        int64_t record;
        int result = find(resolver, field->kind, of, &record, error);
        if (result == 1) sqlite3_bind_int64(statement, place, record);
        return result;
    }
    char *part = of->room;
    size_t length;
    double number;
    if (!mandate_key_take(&of->text, part, &length)) return 0;
    of->room += length;
    if (field->type == MANDATE_NUMBER) {
        if (!mandate_number_parse(part, length, &number)) return 0;
        sqlite3_bind_double(statement, place, number);
    } else if (field->type == MANDATE_YESNO) {
        bool yes = length == 3 && memcmp(part, "yes", 3) == 0, no = length == 2 && memcmp(part, "no", 2) == 0;
        if (!yes && !no) return 0;
        sqlite3_bind_int(statement, place, yes);
    } else if (counts_days && field->type != MANDATE_TEXT) {
        mandate_date day = mandate_date_parse(part, length);
        if (day == MANDATE_DATE_ABSENT) return 0;
        sqlite3_bind_int(statement, place, day);
    } else {
        sqlite3_bind_text(statement, place, part, (int)length, SQLITE_STATIC);
    }
    return 1;
}

static int find(mandate_resolver *resolver, int index, reference *of, int64_t *record, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(resolver->registry->model, index);
    sqlite3_stmt *statement = lookup_of(resolver, index, error);
    if (!statement) return -1;
    int place = 0, result = 1;
    for (int i = 0; i < kind->field_count && result == 1; i++)
        if (kind->fields[i].key) result = bind_part(resolver, statement, ++place, resolver->counts_days[index], &kind->fields[i], of, error);
    if (result == 1) result = mandate_database_step(resolver->registry, statement, error);
    if (result == 1) *record = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return result;
}

int mandate_resolve(mandate_resolver *resolver, int kind, const char *text, size_t length, size_t *near, int64_t *record, mandate_error *error)
{
    if (mandate_keys_get_near(&resolver->found[kind], text, length, near, record)) return 1;
    if (resolver->holds[kind]) return 0;
    if (resolver->growth && mandate_growth_find(resolver->growth, kind, text, length, record)) return 1;
    if (length > resolver->room_size) {
        char *room = mandate_resize(resolver->room, length, 1, error);
        if (!room) return -1;
        resolver->room = room;
        resolver->room_size = length;
    }
    reference of = {mandate_key_begin(text, length, mandate_key_parts(resolver->registry->model, kind)), resolver->room};
    int result = find(resolver, kind, &of, record, error);
    if (result == 1 && !mandate_keys_put(&resolver->found[kind], text, length, *record, error)) return -1;
    return result;
}
