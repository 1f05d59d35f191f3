#include "import/follow.h"

#include <stdio.h>

#include "import/carry.h"
#include "store/schema.h"

static const char TABLE[] = "mandate_unsaid";
static const char CREATE_TABLE[] =
    "CREATE TABLE IF NOT EXISTS mandate_unsaid(kind TEXT NOT NULL, field TEXT NOT NULL, import INTEGER NOT NULL, PRIMARY KEY(kind, field, import))"
    " STRICT, WITHOUT ROWID";

static bool run(const mandate_registry *registry, sqlite3_str *sql, mandate_error *error)
{
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int result = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    return result == 0;
}

bool mandate_follow_remember(mandate_kind_work *of, int64_t import, const mandate_header *header)
{
    mandate_registry *registry = of->work->registry;
    if (!mandate_is_narrow(of->kind, header)) return true;
    if (!mandate_schema_has(registry, TABLE) && !mandate_database_execute(registry, CREATE_TABLE, of->work->error)) return false;
    for (int f = 0; f < of->kind->field_count; f++) {
        if (header->present[f] || !mandate_carries(&of->kind->fields[f])) continue;
        sqlite3_str *sql = sqlite3_str_new(registry->database);
        sqlite3_str_appendf(sql, "INSERT OR IGNORE INTO mandate_unsaid VALUES(%Q, %Q, %lld)", of->kind->name, of->kind->fields[f].name, (long long)import);
        if (!run(registry, sql, of->work->error)) return false;
    }
    return true;
}

bool mandate_follow_forget(mandate_registry *registry, int64_t import, mandate_error *error)
{
    if (!mandate_schema_has(registry, TABLE)) return true;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "DELETE FROM mandate_unsaid WHERE import = %lld", (long long)import);
    return run(registry, sql, error);
}

static bool is_unsaid_by_some(const mandate_registry *registry, const mandate_kind *kind, int field, bool *some, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "SELECT 1 FROM mandate_unsaid WHERE kind = %Q AND field = %Q LIMIT 1", kind->name, kind->fields[field].name);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, error);
    int found = statement ? mandate_database_step(registry, statement, error) : -1;
    sqlite3_finalize(statement);
    *some = found == 1;
    return found >= 0;
}

static void add_same_record(sqlite3_str *sql, const mandate_kind *kind, const char *of)
{
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].key) sqlite3_str_appendf(sql, "%s.\"%w\" = v.\"%w\" AND ", of, kind->fields[i].name, kind->fields[i].name);
}

// Whether a version says a field: it, or what a correction has replaced in it, is of a file that has the column.
static void add_says(sqlite3_str *sql, const mandate_landing *landing, const char *name, int field)
{
    const mandate_kind *kind = landing->kind;
    char *files = sqlite3_mprintf("(SELECT import FROM mandate_unsaid WHERE kind = %Q AND field = %Q)", kind->name, kind->fields[field].name);
    const char *without = files ? files : "";
    sqlite3_str_appendf(sql, "(%s.import NOT IN %s OR EXISTS (SELECT 1 FROM \"%w_history%s\" AS h WHERE ", name, without, kind->name, landing->suffix);
    add_same_record(sql, kind, "h");
    sqlite3_str_appendf(sql, "h.effective_from = %s.effective_from AND h.import NOT IN %s))", name, without);
    sqlite3_free(files);
}

// What the last version before that says the field holds there; none where no version does.
static void add_said_before(sqlite3_str *sql, const mandate_landing *landing, int field)
{
    const mandate_kind *kind = landing->kind;
    sqlite3_str_appendf(sql, "(SELECT p.\"%w\" FROM \"%w%s\" AS p WHERE ", kind->fields[field].name, kind->name, landing->suffix);
    add_same_record(sql, kind, "p");
    sqlite3_str_appendall(sql, "p.effective_from < v.effective_from AND ");
    add_says(sql, landing, "p", field);
    sqlite3_str_appendall(sql, " ORDER BY p.effective_from DESC LIMIT 1)");
}

// Which rows: the later versions of the row's record, or all of the kind.
static void add_rows(sqlite3_str *sql, const mandate_kind *kind, bool of_row)
{
    if (of_row) {
        for (int i = 0; i < kind->field_count; i++)
            if (kind->fields[i].key) sqlite3_str_appendf(sql, "v.\"%w\" = ?%d AND ", kind->fields[i].name, i + 1);
        sqlite3_str_appendf(sql, "v.effective_from > ?%d AND ", kind->field_count + 3);
    }
    sqlite3_str_appendf(sql, "v.import IN (SELECT import FROM mandate_unsaid WHERE kind = %Q)", kind->name);
}

// That a version does not say a field, and holds something else than what is said before it.
static void add_differs(sqlite3_str *sql, const mandate_landing *landing, int field)
{
    sqlite3_str_appendall(sql, "(NOT ");
    add_says(sql, landing, "v", field);
    sqlite3_str_appendf(sql, " AND v.\"%w\" IS NOT ", landing->kind->fields[field].name);
    add_said_before(sql, landing, field);
    sqlite3_str_appendall(sql, ")");
}

// What the statements have of the fields that some file has no column for: what each is set to, where one is another, and which one.
typedef struct following {
    sqlite3_str *set, *changed, *which;
} following;

static void add_field(const following *to, const mandate_landing *landing, int field)
{
    const char *name = landing->kind->fields[field].name;
    bool first = sqlite3_str_length(to->set) == 0;
    sqlite3_str_appendf(to->set, "%s\"%w\" = CASE WHEN ", first ? "" : ", ", name);
    add_says(to->set, landing, "v", field);
    sqlite3_str_appendf(to->set, " THEN v.\"%w\" ELSE ", name);
    add_said_before(to->set, landing, field);
    sqlite3_str_appendall(to->set, " END");
    sqlite3_str_appendall(to->changed, first ? "" : " OR ");
    add_differs(to->changed, landing, field);
    sqlite3_str_appendall(to->which, " WHEN ");
    add_differs(to->which, landing, field);
    sqlite3_str_appendf(to->which, " THEN %d", field);
}

// Finds the first later version that holds in some field what no file says.
static bool make_written(mandate_landing *landing, const char *which, const char *changed, mandate_error *error)
{
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(sql, "SELECT v.effective_from, CASE%s END FROM \"%w%s\" AS v WHERE ", which, landing->kind->name, landing->suffix);
    add_rows(sql, landing->kind, true);
    sqlite3_str_appendf(sql, " AND (%s) ORDER BY v.effective_from LIMIT 1", changed);
    sqlite3_finalize(landing->follow_written);
    landing->follow_written = mandate_database_prepare(landing->registry, sql, error);
    return landing->follow_written != NULL;
}

// Makes the two statements: one that keeps in the history what is about to change, and one that changes it.
static bool make(mandate_landing *landing, const char *set, const char *changed, bool of_row, sqlite3_stmt **keep, sqlite3_stmt **follow, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    const char *numbers = landing->keyed ? "" : ", row, record";
    sqlite3_str *kept = sqlite3_str_new(landing->registry->database), *made = sqlite3_str_new(landing->registry->database);
    sqlite3_str_appendf(kept, "INSERT INTO \"%w_history%s\"(effective_from, import, line%s, replaced_by", kind->name, landing->suffix, numbers);
    for (int i = 0; i < kind->field_count; i++) sqlite3_str_appendf(kept, ", \"%w\"", kind->fields[i].name);
    sqlite3_str_appendf(kept, ") SELECT effective_from, import, line%s, ?%d", numbers, kind->field_count + 4);
    for (int i = 0; i < kind->field_count; i++) sqlite3_str_appendf(kept, ", v.\"%w\"", kind->fields[i].name);
    sqlite3_str_appendf(kept, " FROM \"%w%s\" AS v WHERE ", kind->name, landing->suffix);
    add_rows(kept, kind, of_row);
    sqlite3_str_appendf(kept, " AND (%s)", changed);
    sqlite3_str_appendf(made, "UPDATE \"%w%s\" AS v SET %s WHERE ", kind->name, landing->suffix, set);
    add_rows(made, kind, of_row);
    sqlite3_str_appendf(made, " AND (%s)", changed);
    *keep = mandate_database_prepare(landing->registry, kept, error);
    *follow = mandate_database_prepare(landing->registry, made, error);
    return *keep && *follow;
}

// The same for the fields that some file has no column for; both are NULL where there are none. `references`: those to the kind itself, in all rows.
static bool prepare(mandate_landing *landing, bool references, sqlite3_stmt **keep, sqlite3_stmt **follow, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    *keep = *follow = NULL;
    if (!mandate_schema_has(landing->registry, TABLE)) return true;
    const following to = {sqlite3_str_new(NULL), sqlite3_str_new(NULL), sqlite3_str_new(NULL)};
    bool going = true;
    for (int f = 0; f < kind->field_count && going; f++) {
        bool some = false;
        if (!mandate_carries(&kind->fields[f]) || (kind->fields[f].kind == landing->index) != references) continue;
        going = is_unsaid_by_some(landing->registry, kind, f, &some, error);
        if (some) add_field(&to, landing, f);
    }
    bool any = sqlite3_str_length(to.set) > 0;
    char *sets = sqlite3_str_finish(to.set), *changes = sqlite3_str_finish(to.changed), *which = sqlite3_str_finish(to.which);
    if (going && any)
        going = sets && changes && which ? make(landing, sets, changes, !references, keep, follow, error) && (references || make_written(landing, which, changes, error))
                                         : mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while bringing rows in; close other programs");
    sqlite3_free(sets);
    sqlite3_free(changes);
    sqlite3_free(which);
    return going;
}

// Makes what tells whether the row at hand does not say some field that a file has a column for.
static bool prepare_unsaid(mandate_landing *landing, const mandate_header *header, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    sqlite3_str *sql = sqlite3_str_new(landing->registry->database);
    bool any = false;
    sqlite3_finalize(landing->follow_unsaid);
    landing->follow_unsaid = NULL;
    sqlite3_str_appendf(sql, "SELECT 1 FROM \"%w%s\" AS v WHERE ", kind->name, landing->suffix);
    mandate_landing_add_row(sql, landing);
    sqlite3_str_appendall(sql, " AND (");
    for (int f = 0; f < kind->field_count; f++) {
        if (!header->present[f] || !mandate_carries(&kind->fields[f])) continue;
        sqlite3_str_appendall(sql, any ? " OR NOT " : "NOT ");
        add_says(sql, landing, "v", f);
        any = true;
    }
    sqlite3_str_appendall(sql, ") LIMIT 1");
    if (any && landing->follow) landing->follow_unsaid = mandate_database_prepare(landing->registry, sql, error);
    else sqlite3_free(sqlite3_str_finish(sql));
    return !any || !landing->follow || landing->follow_unsaid;
}

bool mandate_follow_prepare(mandate_landing *landing, const mandate_header *header, mandate_error *error)
{
    sqlite3_finalize(landing->follow);
    sqlite3_finalize(landing->follow_keep);
    return prepare(landing, false, &landing->follow_keep, &landing->follow, error) && prepare_unsaid(landing, header, error);
}

bool mandate_follow_says_more(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, bool *more, mandate_error *error)
{
    if (!landing->follow_unsaid) return true;
    mandate_landing_bind_row(landing, landing->follow_unsaid, row, place);
    int result = mandate_database_step(landing->registry, landing->follow_unsaid, error);
    sqlite3_reset(landing->follow_unsaid);
    *more = result == 1;
    return result >= 0;
}

static bool step(const mandate_landing *landing, sqlite3_stmt *statement, mandate_error *error)
{
    int result = mandate_database_step(landing->registry, statement, error);
    sqlite3_reset(statement);
    return result == 0;
}

bool mandate_follow_written(mandate_landing *landing, const mandate_incoming *row, mandate_place *place, mandate_error *error)
{
    sqlite3_stmt *find = landing->follow ? landing->follow_written : NULL;
    if (!find) return true;
    mandate_landing_bind_row(landing, find, row, place);
    int result = mandate_database_step(landing->registry, find, error);
    if (result == 1) {
        place->landed = MANDATE_WRITTEN;
        place->written = sqlite3_column_int(find, 1);
        snprintf(place->written_from, sizeof place->written_from, "%s", (const char *)sqlite3_column_text(find, 0));
    }
    sqlite3_reset(find);
    return result >= 0;
}

bool mandate_follow(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, mandate_error *error)
{
    if (!landing->follow) return true;
    mandate_landing_bind_row(landing, landing->follow_keep, row, place);
    sqlite3_bind_int64(landing->follow_keep, landing->kind->field_count + 4, row->import);
    mandate_landing_bind_row(landing, landing->follow, row, place);
    return step(landing, landing->follow_keep, error) && step(landing, landing->follow, error);
}

bool mandate_follow_references(mandate_kind_work *of)
{
    sqlite3_stmt *keep, *follow;
    bool going = prepare(&of->landing, true, &keep, &follow, of->work->error);
    if (going && follow) {
        sqlite3_bind_int64(keep, of->kind->field_count + 4, of->work->first_import);
        going = step(&of->landing, keep, of->work->error) && step(&of->landing, follow, of->work->error);
    }
    sqlite3_finalize(keep);
    sqlite3_finalize(follow);
    return going;
}
