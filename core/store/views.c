#include "store/views.h"

// Days are counted from 1970-01-01, as in model/date.h; SQLite counts them from a noon, so that midnight ends in a half.
#define DAY_ZERO "2440587.5"

static bool is_day(const mandate_field *field) { return field->type == MANDATE_EVENT || field->type == MANDATE_DATE; }

// How a column of a field is written.
typedef void add_column(sqlite3_str *sql, const mandate_field *field);

static void add_name(sqlite3_str *sql, const mandate_field *field) { sqlite3_str_appendf(sql, "\"%w\"", field->name); }

static void add_shown(sqlite3_str *sql, const mandate_field *field)
{
    if (is_day(field)) sqlite3_str_appendf(sql, "date(\"%w\" + " DAY_ZERO ")", field->name);
    else add_name(sql, field);
}

// The day's number, of a row that is put in.
static void add_given(sqlite3_str *sql, const mandate_field *field)
{
    if (is_day(field)) sqlite3_str_appendf(sql, "CAST(julianday(NEW.\"%w\") - " DAY_ZERO " AS INTEGER)", field->name);
    else sqlite3_str_appendf(sql, "NEW.\"%w\"", field->name);
}

// The columns before and behind the fields, with `before` before each.
static void add_columns(sqlite3_str *sql, const mandate_kind *kind, bool keyed, const char *before, add_column *add)
{
    if (!keyed) sqlite3_str_appendf(sql, "%srow, %srecord, ", before, before);
    for (int i = 0; i < kind->field_count; i++) {
        add(sql, &kind->fields[i]);
        sqlite3_str_appendall(sql, ", ");
    }
    sqlite3_str_appendf(sql, "%seffective_from, %simport, %sline", before, before, before);
}

static void add_view(sqlite3_str *sql, const mandate_kind *kind, bool keyed, const char *which, const char *more)
{
    sqlite3_str_appendf(sql, "CREATE VIEW \"%w%s\"(", kind->name, which);
    add_columns(sql, kind, keyed, "", add_name);
    sqlite3_str_appendf(sql, "%s) AS SELECT ", more);
    add_columns(sql, kind, keyed, "", add_shown);
    sqlite3_str_appendf(sql, "%s FROM \"%w%s" MANDATE_TABLE_SUFFIX "\";", more, kind->name, which);
}

// What is no day is refused: SQLite takes the 30th of February for a day in March, and a word for none at all.
static void check_day(sqlite3_str *sql, const char *name)
{
    sqlite3_str_appendf(sql,
                        "SELECT RAISE(ABORT, '%q is no date: write it as year, month, day, such as 2003-05-01') WHERE NEW.\"%w\" IS NOT NULL AND"
                        " (typeof(NEW.\"%w\") <> 'text' OR NEW.\"%w\" IS NOT date(julianday(NEW.\"%w\")) OR NEW.\"%w\" < '0001-01-01');",
                        name, name, name, name, name, name);
}

static void check_end(sqlite3_str *sql, const char *name, const char *end, bool least)
{
    if (!end) return;
    sqlite3_str_appendf(sql, "SELECT RAISE(ABORT, '%q is %s %q, the %s that it can be') WHERE CAST(NEW.\"%w\" AS REAL) %s CAST('%q' AS REAL);", name,
                        least ? "below" : "above", end, least ? "least" : "most", name, least ? "<" : ">", end);
}

static void check_words(sqlite3_str *sql, const mandate_field *field)
{
    if (!field->one_of) {
        sqlite3_str_appendf(sql,
                            "SELECT RAISE(ABORT, '%q is nothing but blanks') WHERE NEW.\"%w\" <> ''"
                            " AND trim(NEW.\"%w\", ' ' || char(9, 160, 12288, 8239, 8201)) = '';", // mandate_is_all_blank
                            field->name, field->name, field->name);
        return;
    }
    sqlite3_str_appendf(sql, "SELECT RAISE(ABORT, '%q is none of the words that it may be') WHERE NEW.\"%w\" NOT IN (''", field->name, field->name);
    for (const char *const *word = field->one_of; *word; word++) sqlite3_str_appendf(sql, ", %Q", *word);
    sqlite3_str_appendall(sql, ");");
}

// What a field cannot hold is refused where it is written; read.c refuses what went into the table past the view.
static void add_checks(sqlite3_str *sql, const mandate_kind *kind)
{
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        const char *name = field->name;
        if (is_day(field)) check_day(sql, name);
        if (field->type == MANDATE_YESNO)
            sqlite3_str_appendf(sql, "SELECT RAISE(ABORT, '%q is neither 1 for yes nor 0 for no') WHERE NEW.\"%w\" NOT IN (0, 1);", name, name);
        if (field->type == MANDATE_TEXT) check_words(sql, field);
        if (field->type != MANDATE_NUMBER) continue;
        check_end(sql, name, field->min, true);
        check_end(sql, name, field->max, false);
    }
}

// That the row of the table is the one that is changed.
static void add_row(sqlite3_str *sql, const mandate_kind *kind, bool keyed)
{
    if (!keyed) {
        sqlite3_str_appendall(sql, "row = OLD.row");
        return;
    }
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        if (!field->key) continue;
        if (is_day(field)) sqlite3_str_appendf(sql, "\"%w\" = CAST(julianday(OLD.\"%w\") - " DAY_ZERO " AS INTEGER) AND ", field->name, field->name);
        else sqlite3_str_appendf(sql, "\"%w\" = OLD.\"%w\" AND ", field->name, field->name);
    }
    sqlite3_str_appendall(sql, "effective_from = OLD.effective_from");
}

// A day that is not changed stays as it is in the table, also where the view can show none.
static void add_assignments(sqlite3_str *sql, const mandate_kind *kind, bool keyed)
{
    if (!keyed) sqlite3_str_appendall(sql, "row = NEW.row, record = NEW.record, ");
    for (int i = 0; i < kind->field_count; i++) {
        const mandate_field *field = &kind->fields[i];
        sqlite3_str_appendf(sql, "\"%w\" = ", field->name);
        if (is_day(field)) sqlite3_str_appendf(sql, "CASE WHEN NEW.\"%w\" IS OLD.\"%w\" THEN \"%w\" ELSE ", field->name, field->name, field->name);
        add_given(sql, field);
        sqlite3_str_appendall(sql, is_day(field) ? " END, " : ", ");
    }
    sqlite3_str_appendall(sql, "effective_from = NEW.effective_from, import = NEW.import, line = NEW.line");
}

static void begin_trigger(sqlite3_str *sql, const mandate_kind *kind, const char *name, const char *on)
{
    sqlite3_str_appendf(sql, "CREATE TRIGGER \"mandate_%w_%s\" INSTEAD OF %s ON \"%w\" BEGIN ", kind->name, name, on, kind->name);
}

void mandate_views_add(sqlite3_str *sql, const mandate_kind *kind, bool keyed)
{
    add_view(sql, kind, keyed, "", "");
    add_view(sql, kind, keyed, "_history", ", replaced_by");
    begin_trigger(sql, kind, "insert", "INSERT");
    add_checks(sql, kind);
    sqlite3_str_appendf(sql, "INSERT INTO \"%w" MANDATE_TABLE_SUFFIX "\"(", kind->name);
    add_columns(sql, kind, keyed, "", add_name);
    sqlite3_str_appendall(sql, ") VALUES(");
    add_columns(sql, kind, keyed, "NEW.", add_given);
    sqlite3_str_appendall(sql, "); END;");
    begin_trigger(sql, kind, "update", "UPDATE");
    add_checks(sql, kind);
    sqlite3_str_appendf(sql, "UPDATE \"%w" MANDATE_TABLE_SUFFIX "\" SET ", kind->name);
    add_assignments(sql, kind, keyed);
    sqlite3_str_appendall(sql, " WHERE ");
    add_row(sql, kind, keyed);
    sqlite3_str_appendall(sql, "; END;");
    begin_trigger(sql, kind, "delete", "DELETE");
    sqlite3_str_appendf(sql, "DELETE FROM \"%w" MANDATE_TABLE_SUFFIX "\" WHERE ", kind->name);
    add_row(sql, kind, keyed);
    sqlite3_str_appendall(sql, "; END;");
}

void mandate_views_drop(sqlite3_str *sql, const mandate_kind *kind)
{
    sqlite3_str_appendf(sql, "DROP VIEW IF EXISTS \"%w\"; DROP VIEW IF EXISTS \"%w_history\";", kind->name, kind->name);
}
