#include "model/words.h"

#include <stdio.h>
#include <string.h>

// Words that cannot stand bare in a query, so that every kind and field can.
static const char *const sql_words[] = {
    "add",     "all",     "alter",       "and",    "as",       "autoincrement", "between", "case",       "check",     "collate", "commit",  "constraint",
    "create",  "default", "deferrable",  "delete", "distinct", "drop",          "else",    "escape",     "except",    "exists",  "foreign", "from",
    "group",   "having",  "in",          "index",  "insert",   "intersect",     "into",    "is",         "isnull",    "join",    "limit",   "not",
    "nothing", "notnull", "null",        "on",     "or",       "order",         "primary", "references", "returning", "select",  "set",     "table",
    "then",    "to",      "transaction", "union",  "unique",   "update",        "using",   "values",     "when",      "where",   NULL,
};

static const char *const lua_words[] = {
    "and",   "break", "do",  "else", "elseif", "end",    "false", "for",  "function", "goto",  "if", "in",
    "local", "nil",   "not", "or",   "repeat", "return", "then",  "true", "until",    "while", NULL,
};

// Columns that the registry adds to every table.
static const char *const registry_words[] = {"row", "record", "effective_from", "import", "line", "replaced_by", "rowid", "oid", NULL};

// The types' own names: `text` as a kind could not be told from the type.
static const char *const type_words[] = {"text", "number", "event", "date", "yesno", NULL};

static bool is_one_of(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(name, *words) == 0) return true;
    return false;
}

static bool begins(const char *name, const char *start) { return strncmp(name, start, strlen(start)) == 0; }

static bool ends(const char *name, const char *end)
{
    size_t length = strlen(name), end_length = strlen(end);
    return length >= end_length && strcmp(name + length - end_length, end) == 0;
}

const char *mandate_name_fault(const char *name, bool is_kind)
{
    if (!name || name[0] == '\0') return "it is empty: give it a name of small letters, digits and underscores";
    if (name[0] < 'a' || name[0] > 'z') return "it must begin with a small letter, a to z";
    for (const char *at = name; *at; at++)
        if (!((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '_')) return "it may hold only small letters a to z, digits and underscores";
    if (strlen(name) >= MANDATE_NAME_SIZE) return "it is longer than 47 letters: shorten it";
    if (is_one_of(name, sql_words)) return "it is a word of SQL: choose another name, or add a word to it";
    if (is_one_of(name, lua_words)) return "it is a word of Lua: choose another name, or add a word to it";
    if (is_kind && is_one_of(name, type_words)) return "it is the name of a type: choose another name";
    if (!is_kind && is_one_of(name, registry_words)) return "the registry has a column of that name in every table: choose another name";
    if (is_kind && (begins(name, "mandate_") || begins(name, "sqlite_") || ends(name, "_history")))
        return "names that begin with mandate_ or sqlite_ or end with _history belong to the registry: choose another name";
    return NULL;
}

void mandate_name_plural(const char *name, char *out, int size)
{
    size_t length = strlen(name);
    char last = length > 0 ? name[length - 1] : '\0';
    char before = length > 1 ? name[length - 2] : '\0';
    bool after_vowel = before != '\0' && strchr("aeiou", before) != NULL;
    if (last == 'y' && !after_vowel) snprintf(out, (size_t)size, "%.*sies", (int)length - 1, name);
    else if (last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's'))) snprintf(out, (size_t)size, "%ses", name);
    else snprintf(out, (size_t)size, "%ss", name);
}
