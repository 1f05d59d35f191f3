// Opening a snapshot through its file.
#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

// Maps the file if it is of this registry.
static bool map(mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, mandate_error *error)
{
    if (!mandate_file_map(path, &snapshot->file, error)) return false;
    if (!snapshot->file) return true;
    if (snapshot->file->head->identity == stamp->identity) {
        (void)snprintf(snapshot->file->path, sizeof snapshot->file->path, "%s", path);
        return true;
    }
    mandate_file_unmap(snapshot->file);
    snapshot->file = NULL;
    return true;
}

// What is taken over into a new file is checked first: damage must not be signed again.
static bool renew(const mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, const char *registry, mandate_error *error)
{
    return mandate_snapshot_trust_all(snapshot, error) && mandate_file_write(snapshot, stamp, path, registry, error);
}

// The rows that `stamp` stands for, from the file as far as it has them; *current tells that the file need not be written.
static bool read_all(mandate_snapshot *snapshot, mandate_registry *registry, mandate_stamp *stamp, const char *path, bool fresh, bool *current, mandate_error *error)
{
    if (!mandate_registry_stamp(registry, stamp, error) || !(fresh || !stamp->usable || map(snapshot, stamp, path, error)) ||
        !mandate_build_all(snapshot, registry, stamp, error))
        return false;
    // kinds that only the pack declares have no rows in the registry and no place in the file
    size_t in_file = 0;
    for (int k = 0; k < snapshot->table_count; k++) in_file += snapshot->from_file[k] >= 0;
    *current = !stamp->usable || (snapshot->file && snapshot->file->head->changes == stamp->changes && in_file >= stamp->count);
    return true;
}

static mandate_snapshot *open_with(mandate_registry *registry, const mandate_model *model, bool fresh, mandate_error *error)
{
    char path[MANDATE_PATH_SIZE + 16];
    mandate_stamp stamp = {0};
    mandate_snapshot *snapshot = mandate_snapshot_begin(model, error);
    if (!snapshot) return NULL;
    (void)snprintf(path, sizeof path, "%s.snapshot", mandate_registry_path(registry));
    bool current = false, done = mandate_registry_begin(registry, error);
    if (done) {
        done = read_all(snapshot, registry, &stamp, path, fresh, &current, error);
        mandate_registry_end(registry); // an import need not wait until the file is on the disk
    }
    done = done && (current || renew(snapshot, &stamp, path, mandate_registry_path(registry), error));
    mandate_stamp_release(&stamp);
    if (done) return snapshot;
    mandate_snapshot_destroy(snapshot);
    return NULL;
}

mandate_snapshot *mandate_snapshot_open(mandate_registry *registry, const mandate_model *model, bool fresh, mandate_error *error)
{
    error->code = MANDATE_OK;
    mandate_snapshot *snapshot = open_with(registry, model, fresh, error);
    if (!snapshot && !fresh && error->code == MANDATE_ERROR_SNAPSHOT) snapshot = open_with(registry, model, true, error);
    return snapshot;
}
