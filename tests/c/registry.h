// What tests of the columns and the engine stand on: a folder of their own for each test, and a registry imported from CSV texts.
#ifndef MANDATE_TESTS_REGISTRY_H
#define MANDATE_TESTS_REGISTRY_H

#include <dirent.h>
#include "harness.h"
#include "import/import.h"
#include "model/memory.h"
#include "snapshot/snapshot.h"

static mandate_error error;
static mandate_model *model;
static mandate_registry *registry;

__attribute__((unused)) static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text, 1, strlen(text), file) != strlen(text) || fclose(file) != 0) exit(2);
}

// Adds one file to the registry, which is made where it is missing.
__attribute__((unused)) static bool import_text(const char *kind, const char *text)
{
    char path[64];
    bool committed = false;
    snprintf(path, sizeof path, "%s.csv", kind);
    write_file(path, text);
    if (!registry) registry = mandate_registry_open("registry.db", MANDATE_CREATE, model, &error);
    mandate_import_file file = {.kind = kind, .path = path};
    const mandate_import_options options = {.imported_at = "2003-05-01T00:00:00Z"};
    return registry && mandate_import(registry, &file, 1, &options, &committed, &error) && committed;
}

__attribute__((unused)) static int kind_of(const char *name) { return mandate_model_find(model, name); }
__attribute__((unused)) static int field_of(const char *kind, const char *name) { return mandate_kind_find_field(mandate_model_kind(model, kind_of(kind)), name); }
__attribute__((unused)) static mandate_date day(const char *text) { return mandate_date_parse(text, strlen(text)); }

// A model, an empty folder below the current one in its stead, and both taken away again.
__attribute__((unused)) static void in_a_folder(void (*run)(void))
{
    char folder[] = "test-XXXXXX", before[4096];
    if (!getcwd(before, sizeof before) || !mkdtemp(folder) || chdir(folder) != 0) exit(2);
    memset(&error, 0, sizeof error);
    model = mandate_model_create(&error);
    if (CHECK(model)) run();
    mandate_fail_allocation(0);
    mandate_registry_close(registry);
    registry = NULL;
    mandate_model_destroy(model);
    DIR *listing = opendir(".");
    for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;)
        if (entry->d_name[0] != '.') remove(entry->d_name);
    if (listing) closedir(listing);
    if (chdir(before) != 0 || rmdir(folder) != 0) exit(2);
}

#endif
