#define _POSIX_C_SOURCE 200809L // stat, strncasecmp
#include "import/foreign.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { LOOKED_AT = 4096 };

typedef struct beginning {
    const char *bytes;
    size_t length;
    const char *what, *cure;
} beginning;

static const char *const unpack = "unpack it, and import the CSV files in it", *const save = "save its table as \"CSV UTF-8\", and import that",
                         *const export = "export its table as CSV, and import that";

static bool holds(const char *bytes, size_t length, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= length; i++)
        if (memcmp(bytes + i, text, size) == 0) return true;
    return false;
}

static bool is_markup(const char *bytes, size_t length)
{
    static const char *const tags[] = {"<!doctype", "<html", "<?xml", "<table", "<head", "<body"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (length >= strlen(tags[i]) && strncasecmp(bytes, tags[i], strlen(tags[i])) == 0) return true;
    return false;
}

// { "code": or [{ or [ "…: no header begins so.
static bool is_json(const char *bytes, size_t length)
{
    size_t at = 1;
    if (length == 0 || (bytes[0] != '{' && bytes[0] != '[')) return false;
    while (at < length && strchr(" \t\r\n", bytes[at])) at++;
    return at < length && (bytes[at] == '"' || bytes[at] == '{');
}

// What the bytes are the beginning of; `what` is NULL where they may be a CSV file's.
static beginning recognize(const char *bytes, size_t length)
{
    static const beginning known[] = {
        {"\x1F\x8B", 2, "a gzip archive", NULL},
        {"BZh", 3, "a bzip2 archive", NULL},
        {"\xFD\x37zXZ", 5, "an xz archive", NULL},
        {"\x28\xB5\x2F\xFD", 4, "a zstd archive", NULL},
        {"7z\xBC\xAF", 4, "a 7z archive", NULL},
        {"Rar!", 4, "a rar archive", NULL},
        {"%PDF", 4, "a PDF", ""},
        {"\xD0\xCF\x11\xE0", 4, "a spreadsheet (.xls) or another document of an office program", ""},
        {"SQLite format 3", 16, "an SQLite database", ""},
        {"PAR1", 4, "a Parquet table", ""},
        {"{\\rtf", 5, "a document of a word processor", ""},
    };
    if (length > 4 && memcmp(bytes, "PK", 2) == 0 && (bytes[2] == 3 || bytes[2] == 5)) {
        bool sheet = holds(bytes, length, "xl/") || holds(bytes, length, "[Content_Types].xml");
        if (sheet) return (beginning){.what = "a spreadsheet (.xlsx)", .cure = save};
        if (holds(bytes, length, "opendocument.spreadsheet")) return (beginning){.what = "a spreadsheet (.ods)", .cure = save};
        return (beginning){.what = "a zip archive", .cure = unpack};
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (length >= known[i].length && memcmp(bytes, known[i].bytes, known[i].length) == 0)
            return (beginning){.what = known[i].what, .cure = known[i].cure ? export : unpack};
    if (is_markup(bytes, length)) return (beginning){.what = "a web page or XML", .cure = export};
    if (is_json(bytes, length)) return (beginning){.what = "JSON", .cure = export};
    return (beginning){0};
}

bool mandate_foreign_check(const char *path, mandate_error *error)
{
    struct stat status;
    bool there = stat(path, &status) == 0;
    if ((!there && strcmp(path, "-") == 0) || (there && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))) {
        mandate_fail(error, MANDATE_ERROR_FILE,
                     "this is no plain file but standard input, a pipe or a device, and a file is read more than once: write it into a "
                     "file first, and name that");
        return mandate_fail_at(error, path, 0, 0);
    }
    FILE *file = there && S_ISREG(status.st_mode) ? fopen(path, "rb") : NULL;
    if (!file) return true;
    char bytes[LOOKED_AT];
    beginning found = recognize(bytes, fread(bytes, 1, sizeof bytes, file));
    fclose(file);
    if (!found.what) return true;
    mandate_fail(error, MANDATE_ERROR_FILE, "this is %s and no CSV, whatever its name: %s", found.what, found.cure);
    return mandate_fail_at(error, path, 0, 0);
}
