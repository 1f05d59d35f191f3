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
        snprintf(snapshot->file->path, sizeof snapshot->file->path, "%s", path);
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

static mandate_snapshot *open_with(mandate_registry *registry, const mandate_model *model, const mandate_stamp *stamp, bool fresh, mandate_error *error)
{
    char path[MANDATE_PATH_SIZE + 16];
    mandate_snapshot *snapshot = mandate_snapshot_begin(model, error);
    if (!snapshot) return NULL;
    snprintf(path, sizeof path, "%s.snapshot", mandate_registry_path(registry));
    bool done = fresh || !stamp->usable || map(snapshot, stamp, path, error);
    bool current = done && snapshot->file && snapshot->file->head->changes == stamp->changes;
    done = done && mandate_build_all(snapshot, registry, stamp, error);
    // kinds that only the pack declares have no rows in the registry and no place in the file
    size_t in_file = 0;
    for (int k = 0; done && k < snapshot->table_count; k++) in_file += snapshot->from_file[k] >= 0;
    if (done && stamp->usable && !(current && in_file >= stamp->count)) done = renew(snapshot, stamp, path, mandate_registry_path(registry), error);
    if (done) return snapshot;
    mandate_snapshot_destroy(snapshot);
    return NULL;
}

mandate_snapshot *mandate_snapshot_open(mandate_registry *registry, const mandate_model *model, bool fresh, mandate_error *error)
{
    mandate_stamp stamp;
    mandate_snapshot *snapshot = NULL;
    if (!mandate_registry_begin(registry, error)) return NULL;
    if (mandate_registry_stamp(registry, &stamp, error)) {
        snapshot = open_with(registry, model, &stamp, fresh, error);
        if (!snapshot && error->code == MANDATE_ERROR_SNAPSHOT) snapshot = open_with(registry, model, &stamp, true, error);
        mandate_stamp_release(&stamp);
    }
    mandate_registry_end(registry);
    return snapshot;
}
