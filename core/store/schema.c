#include "store/schema.h"

#include <string.h>
#include "model/arena.h"
#include "model/memory.h"
#include "model/words.h"
#include "store/views.h"

enum { TABLES_AT_ONCE = 200, NAME_SIZE = 2 * MANDATE_NAME_SIZE }; // SQLite looks through all tables to make one more

static const char *const column_types[] = {
    [MANDATE_TEXT] = "TEXT",    [MANDATE_NUMBER] = "REAL",   [MANDATE_EVENT] = "INTEGER",
    [MANDATE_DATE] = "INTEGER", [MANDATE_YESNO] = "INTEGER", [MANDATE_REFERENCE] = "INTEGER",
};
static const char *const type_words[] = {
    [MANDATE_TEXT] = "text", [MANDATE_NUMBER] = "number", [MANDATE_EVENT] = "event", [MANDATE_DATE] = "date", [MANDATE_YESNO] = "yesno",
};
static const char *const blank_words[] = {
    [MANDATE_BLANK_UNKNOWN] = "unknown",
    [MANDATE_BLANK_NONE] = "none",
    [MANDATE_BLANK_NOT_YET] = "not_yet",
};
static const char NOT_SAID[] = ""; // of a reference: nobody has said what an empty one means, or import statements alone have, and it is unknown
static const char NONE_OF_FILES[] = "none of files"; // import statements alone have said it, each of its own files

static const char description_tables[] =
    "CREATE TABLE mandate_kind(position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, plural TEXT NOT NULL, lasting INTEGER NOT NULL,"
    " builtin INTEGER NOT NULL, about TEXT NOT NULL) STRICT;"
    "CREATE TABLE mandate_field(kind TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, blank TEXT NOT NULL,"
    " is_key INTEGER NOT NULL, is_owner INTEGER NOT NULL, starts INTEGER NOT NULL, compare_only INTEGER NOT NULL, unit TEXT, sign TEXT,"
    " known_from TEXT, about TEXT NOT NULL, PRIMARY KEY(kind, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE mandate_word(kind TEXT NOT NULL, field TEXT NOT NULL, position INTEGER NOT NULL, word TEXT NOT NULL,"
    " PRIMARY KEY(kind, field, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE mandate_import(import INTEGER PRIMARY KEY, file TEXT NOT NULL, kind TEXT NOT NULL, imported_at TEXT NOT NULL,"
    " hash TEXT NOT NULL) STRICT;";

static const char table_of_ends[] = "CREATE TABLE IF NOT EXISTS mandate_end(kind TEXT NOT NULL, field TEXT NOT NULL, min TEXT, max TEXT,"
                                    " PRIMARY KEY(kind, field)) STRICT, WITHOUT ROWID;";

// Runs what `text` holds and frees it.
static bool execute(mandate_registry *registry, sqlite3_str *text, mandate_error *error)
{
    char *sql = sqlite3_str_finish(text);
    if (!sql) return mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while making the registry's tables; close other programs");
    bool done = mandate_database_execute(registry, sql, error);
    sqlite3_free(sql);
    return done;
}

bool mandate_schema_raise(mandate_registry *registry, int version, mandate_error *error)
{
    int64_t now;
    if (!mandate_database_integer(registry, "PRAGMA user_version", 0, &now, error)) return false;
    if (now >= version) return true;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "PRAGMA user_version = %d", version);
    return execute(registry, sql, error);
}

static const char *column_type(const mandate_field *field, const char *suffix)
{
    bool day = field->type == MANDATE_EVENT || field->type == MANDATE_DATE;
    return day && suffix[0] == '\0' ? "TEXT" : column_types[field->type];
}

static bool is_table(mandate_registry *registry, const char *kind, const char *suffix, const char *column)
{
    char name[NAME_SIZE];
    sqlite3_snprintf(sizeof name, name, "%s%s", kind, suffix);
    return sqlite3_table_column_metadata(registry->database, "main", name, column, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK; // false of a view
}

bool mandate_schema_counts_days(mandate_registry *registry, const char *kind) { return is_table(registry, kind, MANDATE_TABLE_SUFFIX, NULL); }

const char *mandate_schema_suffix(mandate_registry *registry, const char *kind) { return mandate_schema_counts_days(registry, kind) ? MANDATE_TABLE_SUFFIX : ""; }

bool mandate_schema_has(mandate_registry *registry, const char *kind) { return is_table(registry, kind, mandate_schema_suffix(registry, kind), NULL); }

bool mandate_schema_has_column(mandate_registry *registry, const char *kind, const char *field)
{
    return is_table(registry, kind, mandate_schema_suffix(registry, kind), field);
}

static void add_keys(sqlite3_str *sql, const mandate_kind *kind)
{
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) sqlite3_str_appendf(sql, "\"%w\", ", kind->fields[i].name);
    sqlite3_str_appendall(sql, "effective_from");
}

// A table by rows has the columns row and record. One by keys has neither: its rows lie in the order of their keys, and no index beside it repeats them.
static void add_table(sqlite3_str *sql, const mandate_kind *kind, bool history, bool keyed, const char *suffix)
{
    sqlite3_str_appendf(sql, "CREATE TABLE \"%w%s%s\"(", kind->name, history ? "_history" : "", suffix);
    if (!keyed) sqlite3_str_appendf(sql, "row %s, record INTEGER NOT NULL, ", history ? "INTEGER NOT NULL" : "INTEGER PRIMARY KEY");
    for (int i = 0; i < kind->field_count; i++)
        sqlite3_str_appendf(sql, "\"%w\" %s%s, ", kind->fields[i].name, column_type(&kind->fields[i], suffix), kind->fields[i].key ? " NOT NULL" : "");
    // '' means "since always": it sorts before every date, and unlike NULL it is equal to itself in the unique index.
    sqlite3_str_appendf(sql, "effective_from TEXT NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL%s", history ? ", replaced_by INTEGER NOT NULL" : "");
    if (keyed && !history) {
        sqlite3_str_appendall(sql, ", PRIMARY KEY(");
        add_keys(sql, kind);
        sqlite3_str_appendall(sql, ")) STRICT, WITHOUT ROWID;");
    } else {
        sqlite3_str_appendall(sql, ") STRICT;");
    }
}

bool mandate_schema_make_index(mandate_registry *registry, int index, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "CREATE UNIQUE INDEX \"mandate_%w_key\" ON \"%w%s\"(", kind->name, kind->name, mandate_schema_suffix(registry, kind->name));
    add_keys(sql, kind);
    sqlite3_str_appendall(sql, ")");
    return execute(registry, sql, error);
}

bool mandate_schema_drop_index(mandate_registry *registry, int index, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "DROP INDEX \"mandate_%w_key\"", mandate_model_kind(registry->model, index)->name);
    return execute(registry, sql, error);
}

bool mandate_schema_fill_index(mandate_registry *registry, int index, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "REINDEX \"mandate_%w_key\"", mandate_model_kind(registry->model, index)->name);
    return execute(registry, sql, error);
}

// Nobody may have given the table a column, an index or a trigger of his own.
bool mandate_schema_find_root(mandate_registry *registry, int index, uint32_t *root, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    bool keyed = mandate_schema_is_keyed(registry, kind->name);
    sqlite3_str *table = sqlite3_str_new(NULL);
    const char *suffix = mandate_schema_suffix(registry, kind->name);
    add_table(table, kind, false, keyed, suffix);
    char *made = sqlite3_str_finish(table);
    if (!made) return mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while looking at the registry's tables; close other programs");
    made[strlen(made) - 1] = '\0'; // SQLite keeps it without the semicolon
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql,
                        "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = '%q%s' AND sql = %Q AND %d = (SELECT count(*) FROM sqlite_schema"
                        " WHERE lower(tbl_name) = lower('%q%s')) AND (SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name IN ('mandate_%q_key', "
                        "'mandate_%q_versions')) = %d",
                        kind->name, suffix, made, keyed ? 2 : 3, kind->name, suffix, kind->name, kind->name, keyed ? 1 : 2);
    sqlite3_free(made);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    *root = found == 1 ? (uint32_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return found >= 0;
}

static const char *blank_word(const mandate_field *field)
{
    if (field->blank_said) return blank_words[field->blank];
    return field->blank == MANDATE_BLANK_NONE ? NONE_OF_FILES : NOT_SAID;
}

static void add_field(sqlite3_str *sql, const mandate_model *model, const mandate_kind *kind, int index)
{
    const mandate_field *field = &kind->fields[index];
    const char *type = field->type == MANDATE_REFERENCE ? mandate_model_kind(model, field->kind)->name : type_words[field->type];
    sqlite3_str_appendf(sql, "INSERT INTO mandate_field VALUES(%Q, %d, %Q, %Q, %Q, %d, %d, %d, %d, %Q, %Q, %Q, %Q);", kind->name, index, field->name, type,
                        blank_word(field), field->key, field->owner, field->starts, field->compare_only, field->unit, field->sign,
                        field->known_from >= 0 ? kind->fields[field->known_from].name : NULL, field->about);
    if (field->min || field->max) // registries from before fields had ends have no such table
        sqlite3_str_appendf(sql, "%s INSERT INTO mandate_end VALUES(%Q, %Q, %Q, %Q);", table_of_ends, kind->name, field->name, field->min, field->max);
    for (int word = 0; field->one_of && field->one_of[word]; word++)
        sqlite3_str_appendf(sql, "INSERT INTO mandate_word VALUES(%Q, %Q, %d, %Q);", kind->name, field->name, word, field->one_of[word]);
}

static void add_description(sqlite3_str *sql, const mandate_model *model, const mandate_kind *kind)
{
    sqlite3_str_appendf(sql, "INSERT INTO mandate_kind(name, plural, lasting, builtin, about) VALUES(%Q, %Q, %d, %d, %Q);", kind->name, kind->plural, kind->lasting,
                        kind->builtin, kind->about);
    for (int i = 0; i < kind->field_count; i++) add_field(sql, model, kind, i);
}

static bool is_described(mandate_registry *registry, const char *kind, bool *is, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT 1 FROM mandate_kind WHERE name = %Q", kind);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    *is = found == 1;
    return found >= 0;
}

static bool describe(mandate_registry *registry, int index, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    bool is;
    if (!is_described(registry, kind->name, &is, error)) return false;
    if (is) return true;
    for (int i = 0; i < kind->field_count; i++) // what a kind refers to stands before it in the file
        if (kind->fields[i].type == MANDATE_REFERENCE && kind->fields[i].kind != index && !describe(registry, kind->fields[i].kind, error)) return false;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    add_description(sql, registry->model, kind);
    return execute(registry, sql, error);
}

bool mandate_schema_is_keyed(mandate_registry *registry, const char *kind)
{
    return mandate_schema_has(registry, kind) && !mandate_schema_has_column(registry, kind, "row");
}

// Whether rows may refer to the kind's.
static bool is_referred_to(const mandate_model *model, int index)
{
    for (int k = index; k < mandate_model_kind_count(model); k++) { // a kind refers to itself and to kinds before it
        const mandate_kind *kind = mandate_model_kind(model, k);
        for (int f = 0; f < kind->field_count; f++)
            if (kind->fields[f].type == MANDATE_REFERENCE && kind->fields[f].kind == index) return true;
    }
    return false;
}

static void add_tables(sqlite3_str *sql, const mandate_kind *kind, bool keyed, const char *suffix)
{
    add_table(sql, kind, false, keyed, suffix);
    add_table(sql, kind, true, keyed, suffix);
    // Later versions are few: this index finds those of a record, and is empty where no record has any.
    sqlite3_str_appendf(sql,
                        keyed ? "CREATE INDEX \"mandate_%w_versions\" ON \"%w%s\"(effective_from) WHERE effective_from <> '';"
                              : "CREATE INDEX \"mandate_%w_versions\" ON \"%w%s\"(record, effective_from) WHERE record <> row;",
                        kind->name, kind->name, suffix);
    if (suffix[0] != '\0') mandate_views_add(sql, kind, keyed);
}

// Gives the rows of a table by keys their numbers, because a kind that is new to the registry refers to them. The record of a row is the row of its first
// version, and what was corrected stands beside the version that took its place.
static bool number_rows(mandate_registry *registry, int index, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    const char *const name = kind->name, *const suffix = mandate_schema_suffix(registry, name);
    sqlite3_str *sql = sqlite3_str_new(registry->database), *fields = sqlite3_str_new(NULL), *same = sqlite3_str_new(NULL), *keys = sqlite3_str_new(NULL),
                *replaced = sqlite3_str_new(NULL);
    for (int i = 0; i < kind->field_count; i++) {
        const char *field = kind->fields[i].name;
        sqlite3_str_appendf(fields, "\"%w\", ", field);
        sqlite3_str_appendf(replaced, "h.\"%w\", ", field);
        if (!kind->fields[i].key) continue;
        sqlite3_str_appendf(same, "h.\"%w\" = k.\"%w\" AND ", field, field);
        sqlite3_str_appendf(keys, "%s\"%w\"", sqlite3_str_length(keys) > 0 ? ", " : "", field);
    }
    char *list = sqlite3_str_finish(fields), *join = sqlite3_str_finish(same), *key = sqlite3_str_finish(keys), *kept = sqlite3_str_finish(replaced);
    bool whole = list && join && key && kept;
    if (whole) {
        // Copied, not renamed: that looks into all views, also those of somebody else's.
        sqlite3_str_appendf(sql,
                            "CREATE TABLE mandate_unnumbered AS SELECT * FROM \"%w%s\"; CREATE TABLE mandate_unnumbered_history AS SELECT * FROM \"%w_history%s\";"
                            "DROP TABLE \"%w%s\"; DROP TABLE \"%w_history%s\";",
                            name, suffix, name, suffix, name, suffix, name, suffix);
        if (suffix[0] != '\0') mandate_views_drop(sql, kind);
        add_tables(sql, kind, false, suffix);
        sqlite3_str_appendf(
            sql,
            "INSERT INTO \"%w%s\"(row, record, %seffective_from, import, line) SELECT row, min(row) OVER (PARTITION BY %s), %seffective_from, import, line"
            " FROM (SELECT *, row_number() OVER (ORDER BY %s, effective_from) AS row FROM mandate_unnumbered) ORDER BY row;",
            name, suffix, list, key, list, key);
        sqlite3_str_appendf(
            sql,
            "INSERT INTO \"%w_history%s\"(row, record, %seffective_from, import, line, replaced_by) SELECT k.row, k.record, %sh.effective_from, h.import, "
            "h.line, h.replaced_by"
            " FROM mandate_unnumbered_history h JOIN \"%w%s\" k ON %sh.effective_from = k.effective_from ORDER BY h.rowid;"
            "DROP TABLE mandate_unnumbered; DROP TABLE mandate_unnumbered_history;",
            name, suffix, list, kept, name, suffix, join);
        // a snapshot may have numbered the records itself: its numbers hold no more
        sqlite3_str_appendf(sql, "UPDATE mandate_revision SET revision = random() WHERE kind = %Q;", name);
    }
    sqlite3_free(kept);
    sqlite3_free(list);
    sqlite3_free(join);
    sqlite3_free(key);
    if (!whole) {
        sqlite3_free(sqlite3_str_finish(sql));
        return mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while making the registry's tables; close other programs");
    }
    return execute(registry, sql, error) && mandate_schema_make_index(registry, index, error);
}

static void renew_views(sqlite3_str *sql, const mandate_kind *kind, bool keyed)
{
    mandate_views_drop(sql, kind);
    mandate_views_add(sql, kind, keyed);
}

// Gives the tables of a kind the columns of fields that it got after they were made.
static bool add_columns(mandate_registry *registry, int index, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        if (!field->later || mandate_schema_has_column(registry, kind->name, field->name)) continue;
        sqlite3_str *sql = sqlite3_str_new(registry->database);
        const char *suffix = mandate_schema_suffix(registry, kind->name), *type = column_type(field, suffix);
        sqlite3_str_appendf(sql, "ALTER TABLE \"%w%s\" ADD COLUMN \"%w\" %s; ALTER TABLE \"%w_history%s\" ADD COLUMN \"%w\" %s;", kind->name, suffix, field->name, type,
                            kind->name, suffix, field->name, type);
        if (suffix[0] != '\0') renew_views(sql, kind, mandate_schema_is_keyed(registry, kind->name));
        sqlite3_str_appendf(sql, "DELETE FROM mandate_field WHERE kind = %Q AND name = %Q; DELETE FROM mandate_word WHERE kind = %Q AND field = %Q;", kind->name,
                            field->name, kind->name, field->name);
        add_field(sql, registry->model, kind, i);
        for (int other = 0; other < kind->field_count; other++)
            if (kind->fields[other].sign && strcmp(kind->fields[other].sign, field->name) == 0)
                sqlite3_str_appendf(sql, "UPDATE mandate_field SET sign = %Q WHERE kind = %Q AND name = %Q;", field->name, kind->name, kind->fields[other].name);
        if (!execute(registry, sql, error) || !mandate_schema_raise(registry, MANDATE_SCHEMA_KEYED, error)) return false;
    }
    return true;
}

static bool make_tables(mandate_registry *registry, int index, mandate_error *error)
{
    const mandate_kind *kind = mandate_model_kind(registry->model, index);
    bool has = mandate_schema_has(registry, kind->name), keyed = !is_referred_to(registry->model, index);
    if (has && !add_columns(registry, index, error)) return false;
    if (has && (keyed || !mandate_schema_is_keyed(registry, kind->name))) return true;
    if (has) return number_rows(registry, index, error);
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].type == MANDATE_REFERENCE && kind->fields[i].kind != index && !make_tables(registry, kind->fields[i].kind, error)) return false;
    if (!mandate_schema_raise(registry, MANDATE_SCHEMA_VERSION, error)) return false; // an older mandate would look for a table of the kind's name
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    add_tables(sql, kind, keyed, MANDATE_TABLE_SUFFIX);
    return execute(registry, sql, error) && (keyed || mandate_schema_make_index(registry, index, error));
}

bool mandate_schema_ensure(mandate_registry *registry, int index, mandate_error *error)
{
    return describe(registry, index, error) && make_tables(registry, index, error);
}

bool mandate_schema_create(mandate_registry *registry, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; %s", MANDATE_APPLICATION_ID, MANDATE_SCHEMA_VERSION, description_tables);
    if (!execute(registry, sql, error)) return false;
    int count = mandate_model_kind_count(registry->model);
    for (int i = 0; i < count; i++)
        if (!describe(registry, i, error) || (count <= TABLES_AT_ONCE && !make_tables(registry, i, error))) return false;
    return true;
}

// One kind as read from the file.
typedef struct described {
    mandate_registry *registry;
    sqlite3_stmt *ends; // NULL where no field has any
    mandate_error *error;
    mandate_arena texts;
    mandate_field_declaration *fields;
    size_t count, capacity;
} described;

static bool keep(described *kind, sqlite3_stmt *statement, int column, const char **out)
{
    *out = NULL;
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return true;
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (!text) return mandate_fail(kind->error, MANDATE_ERROR_MEMORY, "out of memory while reading the registry's kinds; close other programs");
    *out = mandate_arena_text(&kind->texts, text, strlen(text), kind->error);
    return *out != NULL;
}

// The words a field's text may be one of; *out stays NULL where it is free.
static bool read_words(described *kind, sqlite3_stmt *statement, const char *name, const char *field, const char *const **out)
{
    const char **list = NULL;
    int found, used = 0;
    sqlite3_reset(statement);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, field, -1, SQLITE_STATIC);
    while ((found = mandate_database_step(kind->registry, statement, kind->error)) == 1) {
        int count = sqlite3_column_int(statement, 1);
        if (!list && count > 0) list = mandate_arena_new(&kind->texts, ((size_t)count + 1) * sizeof *list, kind->error);
        if (!list || used == count || !keep(kind, statement, 0, &list[used++])) return false;
    }
    if (list) list[used] = NULL;
    *out = list;
    return found == 0;
}

static bool read_ends(described *kind, const char *name, mandate_field_declaration *field)
{
    if (!kind->ends) return true;
    sqlite3_reset(kind->ends);
    sqlite3_bind_text(kind->ends, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(kind->ends, 2, field->name, -1, SQLITE_STATIC);
    int found = mandate_database_step(kind->registry, kind->ends, kind->error);
    return found == 0 || (found == 1 && keep(kind, kind->ends, 0, &field->min) && keep(kind, kind->ends, 1, &field->max));
}

static bool read_field(described *kind, sqlite3_stmt *statement, sqlite3_stmt *words, const char *name)
{
    mandate_field_declaration *fields = mandate_grow(kind->fields, kind->count, &kind->capacity, sizeof *fields, kind->error);
    if (!fields) return false;
    kind->fields = fields;
    mandate_field_declaration *field = &fields[kind->count++];
    *field = (mandate_field_declaration){.key = sqlite3_column_int(statement, 3) != 0,
                                         .owner = sqlite3_column_int(statement, 4) != 0,
                                         .starts = sqlite3_column_int(statement, 5) != 0,
                                         .compare_only = sqlite3_column_int(statement, 6) != 0};
    const char *said = (const char *)sqlite3_column_text(statement, 2);
    field->blank_of_files = said && strcmp(said, NONE_OF_FILES) == 0;
    if (field->blank_of_files) field->blank = blank_words[MANDATE_BLANK_NONE];
    bool keeps = said && *said && !field->blank_of_files;
    return keep(kind, statement, 0, &field->name) && keep(kind, statement, 1, &field->type) && (!keeps || keep(kind, statement, 2, &field->blank)) &&
           keep(kind, statement, 7, &field->unit) && keep(kind, statement, 8, &field->sign) && keep(kind, statement, 9, &field->known_from) &&
           keep(kind, statement, 10, &field->about) && read_words(kind, words, name, field->name, &field->one_of) && read_ends(kind, name, field);
}

static bool declare_kind(described *kind, sqlite3_stmt *kinds, sqlite3_stmt *fields, sqlite3_stmt *words)
{
    mandate_arena_clear(&kind->texts);
    kind->count = 0;
    mandate_kind_declaration declaration = {.lasting = sqlite3_column_int(kinds, 2) != 0};
    if (!keep(kind, kinds, 0, &declaration.name) || !keep(kind, kinds, 1, &declaration.plural) || !keep(kind, kinds, 3, &declaration.about)) return false;
    sqlite3_reset(fields);
    sqlite3_bind_text(fields, 1, declaration.name, -1, SQLITE_STATIC);
    int found;
    while ((found = mandate_database_step(kind->registry, fields, kind->error)) == 1)
        if (!read_field(kind, fields, words, declaration.name)) return false;
    if (found < 0) return false;
    declaration.fields = kind->fields;
    declaration.field_count = kind->count;
    if (mandate_model_declare(kind->registry->model, &declaration, kind->error)) return true;
    return mandate_fail_at(kind->error, kind->registry->path, 0, 0);
}

static sqlite3_stmt *prepare(mandate_registry *registry, const char *sql, mandate_error *error)
{
    sqlite3_str *text = sqlite3_str_new(registry->database);
    sqlite3_str_appendall(text, sql);
    return mandate_database_prepare(registry, text, error);
}

// Sets *ends to what reads the ends of a field, NULL where the registry has no table of them.
static bool prepare_ends(mandate_registry *registry, sqlite3_stmt **ends, mandate_error *error)
{
    *ends = NULL;
    sqlite3_stmt *tables = prepare(registry, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'mandate_end'", error);
    int found = tables ? mandate_database_step(registry, tables, error) : -1;
    sqlite3_finalize(tables);
    if (found == 1) *ends = prepare(registry, "SELECT min, max FROM mandate_end WHERE kind = ? AND field = ?", error);
    return found == 0 || *ends;
}

bool mandate_schema_declare(mandate_registry *registry, mandate_error *error)
{
    described kind = {.registry = registry, .error = error};
    if (!prepare_ends(registry, &kind.ends, error)) return false;
    sqlite3_stmt *kinds = prepare(registry, "SELECT name, plural, lasting, about FROM mandate_kind ORDER BY position", error);
    sqlite3_stmt *fields = !kinds ? NULL
                                  : prepare(registry,
                                            "SELECT name, type, blank, is_key, is_owner, starts, compare_only, unit, sign, known_from, about"
                                            " FROM mandate_field WHERE kind = ? ORDER BY position",
                                            error);
    sqlite3_stmt *words = !fields ? NULL : prepare(registry, "SELECT word, count(*) OVER () FROM mandate_word WHERE kind = ? AND field = ? ORDER BY position", error);
    bool done = words != NULL;
    int found = 0;
    while (done && (found = mandate_database_step(registry, kinds, error)) == 1) done = declare_kind(&kind, kinds, fields, words);
    sqlite3_finalize(kinds);
    sqlite3_finalize(fields);
    sqlite3_finalize(words);
    sqlite3_finalize(kind.ends);
    mandate_arena_clear(&kind.texts);
    mandate_free(kind.fields);
    return done && found == 0;
}
