#define _POSIX_C_SOURCE 200809L // open, unlink
#include "store/draft.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "store/schema.h"

enum { LARGEST = 16 * 1024 * 1024 }; // of a registry that is copied into a draft
enum { CACHE_KIB = MANDATE_SIZE(32 * 1024, 64), PUBLISHED_CACHE_KIB = MANDATE_SIZE(2 * 1024, 16) };

struct mandate_draft {
    sqlite3 *published; // the registry's connection
    mandate_pages_file file; // as it was before a table was opened
    mandate_pages *pages; // of the table that is open
    unsigned char *root; // its root, as it was
    uint32_t root_page;
};

static bool copy(sqlite3 *to, sqlite3 *from)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup) return false;
    (void)sqlite3_backup_step(backup, -1); // finish tells whether all went well, and undoes what did not
    return sqlite3_backup_finish(backup) == SQLITE_OK;
}

// A file beside the registry that has no name any more. NULL where it cannot be had. Only who is killed between making the file and taking its name away leaves it
// behind; the registry is locked, so one that is there is nobody's, and goes.
static sqlite3 *open_draft(sqlite3 *published)
{
    char path[MANDATE_PATH_SIZE + 16];
    const char *beside = sqlite3_db_filename(published, "main"); // behind all links
    if (!beside || snprintf(path, sizeof path, "%s-mandate-draft", beside) >= (int)sizeof path) return NULL;
    (void)unlink(path);
    int made = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (made < 0) return NULL;
    (void)close(made);
    mandate_error unsaid;
    sqlite3 *database = mandate_database_connect(path, SQLITE_OPEN_READWRITE, &unsaid);
    (void)unlink(path);
    char settings[160]; // what it forgets when the machine fails was nobody's, and a journal would be looked for beside the name
    (void)snprintf(settings, sizeof settings, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -%d", CACHE_KIB);
    bool done = database && sqlite3_exec(database, settings, NULL, NULL, NULL) == SQLITE_OK && copy(database, published) &&
                sqlite3_exec(database, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    if (done) return database;
    sqlite3_close(database);
    return NULL;
}

bool mandate_draft_begin(mandate_registry *registry, bool *begun, mandate_error *error)
{
    mandate_pages_file form;
    sqlite3 *published = registry->database;
    *begun = false;
    if (registry->begun.logged || !mandate_pages_read_form(published, &form) || (uint64_t)form.count * form.page_size > LARGEST) return true;
    mandate_draft *draft = mandate_new(1, sizeof *draft, error);
    if (!draft) return false;
    // The lock outlives the transaction, which must end so that pages can be brought in.
    bool done = mandate_database_execute(registry, "PRAGMA locking_mode = EXCLUSIVE; ROLLBACK", error);
    sqlite3 *database = done ? open_draft(published) : NULL;
    if (database) {
        draft->published = published;
        registry->draft = draft;
        registry->database = database;
        *begun = true;
        return true;
    }
    mandate_free(draft);
    return done && mandate_database_execute(registry, "PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE", error);
}

void mandate_draft_drop(mandate_registry *registry)
{
    mandate_draft *draft = registry->draft;
    if (!draft) return;
    sqlite3_close(registry->database);
    registry->database = draft->published;
    registry->draft = NULL;
    mandate_pages_destroy(draft->pages);
    mandate_free(draft->root);
    mandate_free(draft);
    // the lock goes when the file is next read
    (void)sqlite3_exec(registry->database, "PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
}

bool mandate_draft_publish(mandate_registry *registry, mandate_error *error)
{
    sqlite3 *published = registry->draft->published;
    char settings[64];
    (void)snprintf(settings, sizeof settings, "PRAGMA cache_size = -%d", PUBLISHED_CACHE_KIB); // pages pass through it once
    bool done = mandate_database_execute(registry, "COMMIT", error) && mandate_database_execute(registry, settings, error) &&
                ((sqlite3_exec(published, settings, NULL, NULL, NULL) == SQLITE_OK && copy(published, registry->database)) ||
                 mandate_database_fail(published, registry->path, error));
    mandate_draft_drop(registry);
    return done;
}

// What is remembered of the draft before the table is opened. False where its form is not ours.
static bool remember(mandate_draft *draft, sqlite3 *database, uint32_t root, bool keyed, mandate_error *error)
{
    if (!mandate_pages_read_form(database, &draft->file)) return false;
    mandate_free(draft->root);
    draft->root = mandate_new(draft->file.page_size, 1, error);
    draft->root_page = root;
    return draft->root && mandate_pages_read_empty(&draft->file, root, keyed, draft->root);
}

bool mandate_draft_open_table(mandate_registry *registry, int kind, mandate_pages **pages, mandate_error *error)
{
    mandate_draft *draft = registry->draft;
    const char *name = mandate_model_kind(registry->model, kind)->name;
    uint32_t root = 0;
    *pages = NULL;
    if (!draft) return true;
    if (!mandate_schema_find_root(registry, kind, &root, error)) return false;
    if (root == 0) return true;
    if (!mandate_database_execute(registry, "COMMIT", error)) return false;
    bool keyed = mandate_schema_is_keyed(registry, name);
    error->code = MANDATE_OK;
    if (!remember(draft, registry->database, root, keyed, error)) return error->code != MANDATE_ERROR_MEMORY && mandate_database_execute(registry, "BEGIN", error);
    *pages = draft->pages = mandate_pages_begin(&draft->file, root, keyed, error);
    return draft->pages != NULL;
}

bool mandate_draft_close_table(mandate_registry *registry, mandate_error *error)
{
    mandate_draft *draft = registry->draft;
    uint32_t count;
    bool done = mandate_pages_end(draft->pages, &count, error);
    mandate_pages_destroy(draft->pages);
    draft->pages = NULL;
    return done && mandate_pages_write_header(&draft->file, count, 1, error) && mandate_database_execute(registry, "BEGIN", error);
}

bool mandate_draft_undo_table(mandate_registry *registry, mandate_error *error)
{
    mandate_draft *draft = registry->draft;
    mandate_pages_destroy(draft->pages);
    draft->pages = NULL;
    return (sqlite3_get_autocommit(registry->database) || mandate_database_execute(registry, "ROLLBACK", error)) &&
           mandate_pages_undo(&draft->file, draft->root_page, draft->root, error) && mandate_pages_write_header(&draft->file, draft->file.count, 2, error) &&
           mandate_database_execute(registry, "BEGIN", error);
}
