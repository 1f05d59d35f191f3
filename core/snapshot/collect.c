#include "snapshot/collect.h"

#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/threads.h"
#include "snapshot/table.h"

enum { ROOM = MANDATE_SIZE(4096, 1), MOST_MEGABYTES = MANDATE_SIZE(640, 1) };

struct mandate_collection {
    mandate_registry *registry;
    mandate_snapshot *snapshot;
    mandate_places *places; // by kind
    bool *is_target; // by kind
    mandate_loading loading;
    int kind; // whose rows are given; -1: none
};

mandate_collection *mandate_collection_begin(mandate_registry *registry, const mandate_model *model, mandate_error *error)
{
    mandate_collection *collection = mandate_new(1, sizeof *collection, error);
    if (!collection) return NULL;
    size_t count = (size_t)mandate_model_kind_count(model);
    collection->registry = registry;
    collection->kind = -1;
    collection->snapshot = mandate_snapshot_begin(model, error);
    collection->places = mandate_new(count, sizeof *collection->places, error);
    collection->is_target = mandate_new(count, sizeof *collection->is_target, error);
    if (!collection->snapshot || !collection->places || !collection->is_target || !mandate_snapshot_make_room(collection->snapshot, error)) {
        mandate_collection_destroy(collection);
        return NULL;
    }
    mandate_find_targets(model, collection->is_target);
    return collection;
}

void mandate_collection_destroy(mandate_collection *collection)
{
    if (!collection) return;
    for (int k = 0; collection->snapshot && collection->places && k < collection->snapshot->table_count; k++) mandate_places_release(&collection->places[k]);
    mandate_free(collection->places);
    mandate_free(collection->is_target);
    mandate_snapshot_destroy(collection->snapshot);
    mandate_free(collection);
}

static bool begin_kind(mandate_collection *collection, int k, mandate_error *error)
{
    mandate_snapshot *snapshot = collection->snapshot;
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    mandate_loaded_release(&snapshot->loaded[k]);
    snapshot->loaded[k].kind = kind;
    if (!snapshot->columns[k]) snapshot->columns[k] = mandate_new((size_t)kind->field_count, sizeof **snapshot->columns, error);
    return snapshot->columns[k] != NULL;
}

bool mandate_collection_start(mandate_collection *collection, int kind, mandate_error *error)
{
    mandate_loaded *loaded = &collection->snapshot->loaded[kind];
    collection->loading = (mandate_loading){.loaded = loaded, .places = collection->places, .kind = kind};
    collection->kind = kind;
    if (!begin_kind(collection, kind, error)) return false;
    loaded->without_ids = !collection->is_target[kind];
    return mandate_loading_start(loaded, kind, ROOM, error);
}

bool mandate_collection_take_rows(mandate_collection *collection, const mandate_packed_rows *rows, mandate_error *error)
{
    return mandate_loading_take_rows(&collection->loading, rows, error);
}

void mandate_collection_give_up(mandate_collection *collection) { collection->kind = -1; }

bool mandate_collection_end(mandate_collection *collection, int kind, mandate_error *error)
{
    mandate_snapshot *snapshot = collection->snapshot;
    mandate_loaded *loaded = &snapshot->loaded[kind];
    const mandate_readers readers = {.list = {collection->registry}, .count = 1};
    bool given = collection->kind == kind;
    collection->kind = -1;
    if (given ? !mandate_loading_finish(loaded, mandate_processors(), error)
              : !begin_kind(collection, kind, error) || !mandate_load_kind(loaded, &readers, kind, collection->places, error))
        return false;
    return mandate_settle_kind(snapshot, kind, collection->is_target[kind], error) &&
           (!collection->is_target[kind] || mandate_find_places(snapshot, kind, &collection->places[kind], error));
}

bool mandate_collection_is_full(const mandate_collection *collection)
{
    const mandate_loaded *loaded = collection->loading.loaded;
    size_t bytes = sizeof *loaded->import + sizeof *loaded->line + (loaded->without_ids ? 0 : sizeof *loaded->ids), texts = 0;
    for (int f = 0; f < loaded->kind->field_count; f++) {
        bytes += loaded->columns[f].width;
        texts += loaded->columns[f].texts.bytes_used + loaded->columns[f].texts.slot_count * sizeof *loaded->columns[f].texts.slots;
    }
    return (bytes * loaded->versions + texts) >> 20 >= MOST_MEGABYTES;
}

bool mandate_collection_write(mandate_collection *collection, mandate_error *error)
{
    mandate_registry *registry = collection->registry;
    mandate_snapshot *snapshot = collection->snapshot;
    mandate_stamp stamp = {0};
    char path[MANDATE_FILE_PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s.snapshot", mandate_registry_path(registry));
    uint32_t changes = mandate_registry_left(registry);
    if (!mandate_registry_begin(registry, error)) return false;
    bool done = mandate_registry_stamp(registry, &stamp, error) && mandate_snapshot_read_imports(snapshot, registry, error);
    mandate_registry_end(registry);
    if (done && mandate_stamp_is_of(&stamp, changes)) done = mandate_file_write(snapshot, &stamp, path, mandate_registry_path(registry), error);
    mandate_stamp_release(&stamp);
    return done;
}
