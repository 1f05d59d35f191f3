#define _POSIX_C_SOURCE 200809L // directories, stat
#include "store/database.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "model/text.h"

enum { BUSY_MILLISECONDS = 5000 };

// What went wrong and what to do about it, for the results that a user can mend.
static const char *cure_of(int result)
{
    switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program is using the registry: wait until it has finished, or close it";
    case SQLITE_FULL: return "the disk is full: make room";
    case SQLITE_READONLY: return "the file or its folder cannot be written: allow it, or copy the registry elsewhere";
    case SQLITE_CANTOPEN: return "the file cannot be opened: look at its path and its permissions";
    case SQLITE_PERM: return "access is not permitted: look at the file's permissions";
    case SQLITE_CORRUPT: return "the file is damaged: take a copy from a backup, or import the records into a new registry";
    case SQLITE_IOERR: return "the disk failed to read or write: look at the disk and try again";
    default: return NULL;
    }
}

bool mandate_database_fail(sqlite3 *database, const char *path, mandate_error *error)
{
    int result = database ? sqlite3_errcode(database) : SQLITE_NOMEM;
    if (result == SQLITE_NOMEM) mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while using the registry; close other programs");
    else if (result == SQLITE_NOTADB)
        mandate_fail(error, MANDATE_ERROR_NOT_A_REGISTRY,
                     "this file is no registry, and no SQLite database either: give the path of a registry, "
                     "or make one with `mandate import REGISTRY FILE.csv`");
    else if (cure_of(result)) mandate_fail(error, MANDATE_ERROR_SQLITE, "%s (SQLite: %s)", cure_of(result), sqlite3_errmsg(database));
    else
        mandate_fail(error, MANDATE_ERROR_SQLITE, "the registry could not be used: %s (SQLite's result %d)", sqlite3_errmsg(database),
                     database ? sqlite3_extended_errcode(database) : result);
    return mandate_fail_at(error, path, 0, 0);
}

bool mandate_database_execute(const mandate_registry *registry, const char *sql, mandate_error *error)
{
    return sqlite3_exec(registry->database, sql, NULL, NULL, NULL) == SQLITE_OK || mandate_database_fail(registry->database, registry->path, error);
}

sqlite3_stmt *mandate_database_prepare(const mandate_registry *registry, sqlite3_str *text, mandate_error *error)
{
    sqlite3_stmt *statement = NULL;
    char *sql = sqlite3_str_finish(text);
    if (!sql) mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while asking the registry; close other programs");
    else if (sqlite3_prepare_v3(registry->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        mandate_database_fail(registry->database, registry->path, error);
    sqlite3_free(sql);
    return statement;
}

int mandate_database_step(const mandate_registry *registry, sqlite3_stmt *statement, mandate_error *error)
{
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW) return 1;
    if (result == SQLITE_DONE) return 0;
    mandate_database_fail(registry->database, registry->path, error);
    return -1;
}

bool mandate_database_integer(const mandate_registry *registry, const char *sql, int64_t otherwise, int64_t *out, mandate_error *error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(registry->database, sql, -1, &statement, NULL) != SQLITE_OK) return mandate_database_fail(registry->database, registry->path, error);
    int found = mandate_database_step(registry, statement, error);
    *out = found == 1 && sqlite3_column_type(statement, 0) != SQLITE_NULL ? sqlite3_column_int64(statement, 0) : otherwise;
    sqlite3_finalize(statement);
    return found >= 0;
}

// The name in `folder` that is nearest to `name`, "" if none is near.
static void nearest_file(const char *folder, const char *name, char out[256])
{
    size_t most = strlen(name) / 3 > 2 ? strlen(name) / 3 : 2;
    size_t nearest = most + 1;
    out[0] = '\0';
    DIR *directory = opendir(folder);
    if (!directory) return;
    for (struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        size_t distance = entry->d_name[0] == '.' ? most + 1 : mandate_text_distance(name, entry->d_name, most);
        if (distance < nearest || (distance == nearest && out[0] != '\0' && strcmp(entry->d_name, out) < 0)) {
            nearest = distance;
            snprintf(out, 256, "%s", entry->d_name);
        }
    }
    closedir(directory);
}

static bool no_such_file(const char *path, mandate_error *error)
{
    char folder[MANDATE_PATH_SIZE], nearest[256];
    const char *slash = strrchr(path, '/');
    int folder_length = slash ? (int)(slash - path) : 0;
    snprintf(folder, sizeof folder, "%.*s", folder_length, path);
    nearest_file(slash ? (folder_length > 0 ? folder : "/") : ".", slash ? slash + 1 : path, nearest);
    if (nearest[0] != '\0') mandate_fail(error, MANDATE_ERROR_IO, "there is no such registry: did you mean %.*s%s?", folder_length + (slash ? 1 : 0), path, nearest);
    else mandate_fail(error, MANDATE_ERROR_IO, "there is no such registry: make one with `mandate import REGISTRY FILE.csv`");
    return mandate_fail_at(error, path, 0, 0);
}

static bool check_path(const char *path, mandate_access access, mandate_error *error)
{
    struct stat status;
    if (strlen(path) >= MANDATE_PATH_SIZE)
        return mandate_fail(error, MANDATE_ERROR_IO, "the registry's path is longer than %d bytes: move it to a shorter one", MANDATE_PATH_SIZE - 1);
    if (path[0] == '\0') return mandate_fail(error, MANDATE_ERROR_IO, "the registry's path is empty: give the path of a file");
    if (stat(path, &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            if (access == MANDATE_CREATE) return true; // opening makes it, or says that its folder is missing
            return no_such_file(path, error);
        }
        mandate_fail(error, MANDATE_ERROR_IO, "the registry cannot be opened: %s", strerror(errno));
        return mandate_fail_at(error, path, 0, 0);
    }
    if (S_ISDIR(status.st_mode)) {
        mandate_fail(error, MANDATE_ERROR_NOT_A_REGISTRY, "this is a folder: give the path of the registry's file");
        return mandate_fail_at(error, path, 0, 0);
    }
    if (status.st_size == 0 && access != MANDATE_CREATE) {
        mandate_fail(error, MANDATE_ERROR_NOT_A_REGISTRY, "this file is empty and no registry: make one with `mandate import REGISTRY FILE.csv`");
        return mandate_fail_at(error, path, 0, 0);
    }
    return true;
}

// A registry may come from strangers: its schema gets no say in what runs.
static bool set_safely(sqlite3 *database)
{
    return sqlite3_extended_result_codes(database, 1) == SQLITE_OK && sqlite3_busy_timeout(database, BUSY_MILLISECONDS) == SQLITE_OK &&
           sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
           sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK &&
           sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL) == SQLITE_OK &&
           sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL) == SQLITE_OK &&
           sqlite3_exec(database, "PRAGMA cell_size_check = ON", NULL, NULL, NULL) == SQLITE_OK;
}

static bool read_integer(sqlite3 *database, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) return false;
    int result = sqlite3_step(statement);
    *out = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE;
}

static bool check_content(sqlite3 *database, const char *path, bool *empty, mandate_error *error)
{
    int64_t application, version, objects;
    if (!read_integer(database, "SELECT count(*) FROM sqlite_schema", &objects) || !read_integer(database, "PRAGMA application_id", &application) ||
        !read_integer(database, "PRAGMA user_version", &version))
        return mandate_database_fail(database, path, error);
    *empty = objects == 0 && application == 0;
    if (*empty) return true;
    if (application != MANDATE_APPLICATION_ID)
        mandate_fail(error, MANDATE_ERROR_NOT_A_REGISTRY,
                     "this SQLite database belongs to another program: give the path of a registry, or make "
                     "one with `mandate import REGISTRY FILE.csv`");
    else if (version > MANDATE_SCHEMA_VERSION)
        mandate_fail(error, MANDATE_ERROR_NEWER_REGISTRY,
                     "this registry has version %lld, and this mandate knows version %d: use the newer mandate "
                     "that made it",
                     (long long)version, MANDATE_SCHEMA_VERSION);
    else return true;
    return mandate_fail_at(error, path, 0, 0);
}

// Gives a connection that was opened, or fails with its error.
static sqlite3 *opened(sqlite3 *database, int result, const char *path, mandate_error *error)
{
    if (result == SQLITE_OK && set_safely(database)) return database;
    mandate_database_fail(database, path, error);
    sqlite3_close(database);
    return NULL;
}

sqlite3 *mandate_database_connect(const char *path, int flags, mandate_error *error)
{
    sqlite3 *database = NULL;
    int result = sqlite3_open_v2(path, &database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    return opened(database, result, path, error);
}

static bool has_log(const char *path)
{
    char log[MANDATE_PATH_SIZE + 8];
    struct stat status;
    snprintf(log, sizeof log, "%s-wal", path);
    return stat(log, &status) == 0 && status.st_size > 0;
}

// A registry with a write-ahead log is read through an index that SQLite keeps beside it. Where nothing may be written there, the index is kept in
// memory instead, or, where the log is empty, the file is read as one that nobody writes to. Neither takes locks: whoever reads must see to it that
// the file stays the same meanwhile.
static sqlite3 *open_unlocked(const char *path, mandate_error *error)
{
    sqlite3 *database = NULL;
    if (has_log(path)) {
        int result = sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, "unix-none");
        if (result == SQLITE_OK) result = sqlite3_exec(database, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
        return opened(database, result, path, error);
    }
    char uri[3 * MANDATE_PATH_SIZE + 32];
    int at = snprintf(uri, sizeof uri, "file:");
    for (const char *c = path; *c; c++) // every byte that is no letter of a path has a meaning of its own in an address
        at += snprintf(uri + at, sizeof uri - (size_t)at,
                       (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '/' || *c == '.' ? "%c" : "%%%02x", (unsigned char)*c);
    snprintf(uri + at, sizeof uri - (size_t)at, "?immutable=1");
    int result = sqlite3_open_v2(uri, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    return opened(database, result, path, error);
}

static bool wants_no_locks(int result, mandate_access access)
{
    return access == MANDATE_READ && ((result & 0xFF) == SQLITE_CANTOPEN || ((result & 0xFF) == SQLITE_READONLY && result != SQLITE_READONLY_ROLLBACK));
}

sqlite3 *mandate_database_open(const char *path, mandate_access access, bool *empty, bool *unlocked, mandate_error *error)
{
    *unlocked = false;
    if (!check_path(path, access, error)) return NULL;
    int flags = access == MANDATE_READ ? SQLITE_OPEN_READONLY : access == MANDATE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    for (int attempt = 0;; attempt++) {
        sqlite3 *database = *unlocked ? open_unlocked(path, error) : mandate_database_connect(path, flags, error);
        if (!database) return NULL;
        if (check_content(database, path, empty, error)) {
            if (!*empty || access == MANDATE_CREATE) return database;
            mandate_fail(error, MANDATE_ERROR_NOT_A_REGISTRY, "this SQLite database is empty and no registry: make one with `mandate import REGISTRY FILE.csv`");
            mandate_fail_at(error, path, 0, 0);
            sqlite3_close(database);
            return NULL;
        }
        int result = sqlite3_extended_errcode(database);
        sqlite3_close(database);
        if (attempt == 0 && wants_no_locks(result, access)) {
            *unlocked = true;
            continue;
        }
        if (attempt > 0 || result != SQLITE_READONLY_ROLLBACK) return NULL;
        // An import was killed, and a reader may not undo its half: a writer does, once.
        database = mandate_database_connect(path, SQLITE_OPEN_READWRITE, error);
        int64_t objects;
        bool undone = database && read_integer(database, "SELECT count(*) FROM sqlite_schema", &objects);
        if (database && !undone) mandate_database_fail(database, path, error);
        sqlite3_close(database);
        if (!undone) return NULL;
    }
}
