// Opening a snapshot through its file.
#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

void mandate_snapshot_path(const mandate_registry *registry, char path[MANDATE_FILE_PATH_SIZE])
{
    (void)snprintf(path, MANDATE_FILE_PATH_SIZE, "%s.snapshot", mandate_registry_path(registry));
}

bool mandate_snapshot_map(mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, mandate_error *error)
{
    if (!mandate_file_map(path, &snapshot->file, error)) return false;
    if (!snapshot->file) return true;
    if (snapshot->file->head->identity == stamp->identity) return true;
    mandate_file_unmap(snapshot->file);
    snapshot->file = NULL;
    return true;
}

// What is taken over into a new main file is checked first: damage must not be signed again. Parts keep their own checksums.
static bool renew(const mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, const char *registry, mandate_error *error)
{
    return mandate_snapshot_trust_main(snapshot, error) && mandate_file_write(snapshot, stamp, path, registry, error);
}

// Whether the file that is mapped is the one that would be written.
static bool is_current(const mandate_snapshot *snapshot, const mandate_stamp *stamp)
{
    // kinds that only the pack declares have no rows in the registry and no place in the file
    size_t in_file = 0;
    for (int k = 0; k < snapshot->table_count; k++) in_file += snapshot->from_file[k] >= 0;
    return snapshot->file && mandate_signature_same(&snapshot->file->head->signature, &stamp->signature) && in_file >= stamp->count;
}

// The rows that `stamp` stands for, from the file as far as it has them. Where the registry's file was another before the transaction began than it is
// in it (`before`, NULL where that is not known), or another behind the reading, its signature stands for no rows that were read: *write is false then,
// and where the file need not be written.
static bool read_all(mandate_snapshot *snapshot, mandate_registry *registry, mandate_stamp *stamp, const mandate_signature *before, bool fresh, bool *write,
                     mandate_error *error)
{
    char path[MANDATE_FILE_PATH_SIZE];
    mandate_signature after;
    bool known;
    mandate_snapshot_path(registry, path);
    if (!mandate_registry_stamp(registry, stamp, error)) return false;
    stamp->known = stamp->known && before && mandate_signature_same(before, &stamp->signature);
    if (!(fresh || mandate_snapshot_map(snapshot, stamp, path, error)) || !mandate_build_all(snapshot, registry, stamp, error) ||
        !mandate_signature_take(registry, &after, &known, error))
        return false;
    bool still = known && stamp->known && mandate_signature_same(&after, &stamp->signature), isolated = stamp->signature.logged && !mandate_registry_unlocked(registry);
    if (stamp->known && !still && !isolated)
        return mandate_fail(error, MANDATE_ERROR_SNAPSHOT, "another program wrote to the registry's file while it was read, past its locks: call again");
    *write = still && !is_current(snapshot, stamp);
    return true;
}

static mandate_snapshot *open_with(mandate_registry *registry, const mandate_model *model, bool fresh, mandate_error *error)
{
    char path[MANDATE_FILE_PATH_SIZE];
    mandate_stamp stamp = {0};
    mandate_signature before;
    mandate_snapshot *snapshot = mandate_snapshot_begin(model, error);
    if (!snapshot) return NULL;
    mandate_snapshot_path(registry, path);
    bool write = false, known = false, done = mandate_signature_take(registry, &before, &known, error) && mandate_registry_begin(registry, error);
    if (done) {
        done = read_all(snapshot, registry, &stamp, known ? &before : NULL, fresh, &write, error);
        mandate_registry_end(registry); // an import need not wait until the file is on the disk
    }
    done = done && (!write || renew(snapshot, &stamp, path, mandate_registry_path(registry), error));
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
