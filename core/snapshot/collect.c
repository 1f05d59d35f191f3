// What is left to do when a kind's rows are there (packing them, bringing them into their order) needs neither the registry nor those who write to it, and so a
// thread of its own does it while they go on. Whoever needs the outcome waits for it.
#include "snapshot/collect.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/threads.h"
#include "snapshot/table.h"

enum { ROOM = MANDATE_SIZE(4096, 1), MOST_MEGABYTES = MANDATE_SIZE(480, 1) };
enum { MANY = MANDATE_SIZE(10000, 4) }; // rows that are worth a thread

struct mandate_collection {
    mandate_registry *registry;
    mandate_snapshot *snapshot;
    mandate_places *places; // by kind
    bool *is_target; // by kind
    mandate_loading loading;
    int kind; // whose rows are given; -1: none
    int settling; // whose rows are settled meanwhile; -1: none
    bool threaded; // by this thread
    pthread_t thread;
    bool settled; // it went well; otherwise with this error
    bool *waits; // by kind: it has no rows, and is settled when that one is
    mandate_error error;
};

mandate_collection *mandate_collection_begin(mandate_registry *registry, const mandate_model *model, mandate_error *error)
{
    mandate_collection *collection = mandate_new(1, sizeof *collection, error);
    if (!collection) return NULL;
    size_t count = (size_t)mandate_model_kind_count(model);
    collection->registry = registry;
    collection->kind = collection->settling = -1;
    collection->snapshot = mandate_snapshot_begin(model, error);
    collection->places = mandate_new(count, sizeof *collection->places, error);
    collection->is_target = mandate_new(count, sizeof *collection->is_target, error);
    collection->waits = mandate_new(count, sizeof *collection->waits, error);
    if (!collection->snapshot || !collection->places || !collection->is_target || !collection->waits ||
        !mandate_snapshot_make_files(collection->snapshot, registry, error) || !mandate_snapshot_make_room(collection->snapshot, error)) {
        mandate_collection_destroy(collection);
        return NULL;
    }
    mandate_find_targets(model, collection->is_target);
    return collection;
}

static bool settle(mandate_collection *collection, int kind, mandate_error *error)
{
    mandate_snapshot *snapshot = collection->snapshot;
    return mandate_settle_kind(snapshot, kind, collection->is_target[kind], error) &&
           (!collection->is_target[kind] || mandate_find_places(snapshot, kind, &collection->places[kind], error));
}

static void *settle_given(void *context)
{
    mandate_collection *collection = context;
    int kind = collection->settling;
    collection->settled =
        mandate_loading_finish(&collection->snapshot->loaded[kind], mandate_processors(), &collection->error) && settle(collection, kind, &collection->error);
    return NULL;
}

static void begin_settling(mandate_collection *collection, int kind)
{
    collection->settling = kind;
    collection->threaded = collection->snapshot->loaded[kind].versions >= MANY && pthread_create(&collection->thread, NULL, settle_given, collection) == 0;
    if (!collection->threaded) settle_given(collection);
}

static void join(mandate_collection *collection)
{
    if (collection->settling >= 0 && collection->threaded) pthread_join(collection->thread, NULL);
    collection->threaded = false;
}

// Waits for the kind that is settled meanwhile, if there is one.
static bool end_settling(mandate_collection *collection, mandate_error *error)
{
    if (collection->settling < 0) return true;
    join(collection);
    collection->settling = -1;
    if (!collection->settled) *error = collection->error;
    bool done = collection->settled;
    for (int k = 0; done && k < collection->snapshot->table_count; k++) {
        if (collection->waits[k]) done = settle(collection, k, error);
        collection->waits[k] = false;
    }
    return done;
}

void mandate_collection_destroy(mandate_collection *collection)
{
    if (!collection) return;
    join(collection);
    for (int k = 0; collection->snapshot && collection->places && k < collection->snapshot->table_count; k++) mandate_places_release(&collection->places[k]);
    mandate_free(collection->places);
    mandate_free(collection->is_target);
    mandate_free(collection->waits);
    mandate_snapshot_destroy(collection->snapshot);
    mandate_free(collection);
}

static bool begin_kind(mandate_collection *collection, int k, mandate_error *error)
{
    mandate_snapshot *snapshot = collection->snapshot;
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    mandate_loaded_release(&snapshot->loaded[k]);
    snapshot->loaded[k].kind = kind;
    snapshot->loaded[k].room = snapshot->room;
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
    loaded->of_one_import = true;
    if (!mandate_loading_start(loaded, kind, ROOM, error)) return false;
    for (int f = 0; f < loaded->kind->field_count; f++) { // narrow from the first row on, so that nothing is set aside for plain ones
        mandate_type type = loaded->kind->fields[f].type;
        if (type == MANDATE_NUMBER || type == MANDATE_EVENT || type == MANDATE_DATE) loaded->columns[f].width = 1;
    }
    return true;
}

bool mandate_collection_take_rows(mandate_collection *collection, const mandate_packed_rows *rows, mandate_error *error)
{
    return end_settling(collection, error) && mandate_loading_take_rows(&collection->loading, rows, error);
}

void mandate_collection_give_up(mandate_collection *collection) { collection->kind = -1; }

// Reads a kind from the registry. One without rows needs nothing of the kind that is settled meanwhile until it is settled itself.
static bool end_read(mandate_collection *collection, int kind, mandate_error *error)
{
    const mandate_readers readers = {.list = {collection->registry}, .count = 1};
    bool empty;
    if (!mandate_registry_is_empty(collection->registry, kind, &empty, error) || (!empty && !end_settling(collection, error)) || !begin_kind(collection, kind, error) ||
        !mandate_load_kind(&collection->snapshot->loaded[kind], &readers, kind, collection->places, error))
        return false;
    collection->waits[kind] = collection->settling >= 0;
    return collection->waits[kind] || settle(collection, kind, error);
}

bool mandate_collection_end(mandate_collection *collection, int kind, mandate_error *error)
{
    bool given = collection->kind == kind;
    collection->kind = -1;
    if (!given) return end_read(collection, kind, error);
    if (!end_settling(collection, error)) return false;
    begin_settling(collection, kind);
    return collection->threaded || end_settling(collection, error);
}

static size_t bytes_a_row(const mandate_loaded *loaded)
{
    size_t bytes = sizeof *loaded->line + (loaded->of_one_import ? 0 : sizeof *loaded->import) + (loaded->without_ids ? 0 : sizeof *loaded->ids);
    for (int f = 0; f < loaded->kind->field_count; f++) bytes += loaded->columns[f].width;
    return bytes;
}

void mandate_collection_expect(mandate_collection *collection, int64_t rows)
{
    mandate_loaded *loaded = collection->loading.loaded;
    mandate_error unsaid; // where there is no room for all of them at once, it is made as they come
    if (rows > 0 && (uint64_t)rows < UINT32_MAX / 2) (void)mandate_loading_make_room(loaded, (size_t)rows, &unsaid);
}

bool mandate_collection_is_full(const mandate_collection *collection)
{
    const mandate_loaded *loaded = collection->loading.loaded;
    size_t texts = 0;
    for (int f = 0; f < loaded->kind->field_count; f++)
        texts += loaded->columns[f].texts.bytes_used + loaded->columns[f].texts.slot_count * sizeof *loaded->columns[f].texts.slots;
    size_t bytes = bytes_a_row(loaded) * loaded->versions + texts, in_files = mandate_room_in_files(loaded->room);
    return in_files < bytes && (bytes - in_files) >> 20 >= MOST_MEGABYTES;
}

bool mandate_collection_write(mandate_collection *collection, mandate_error *error)
{
    mandate_registry *registry = collection->registry;
    mandate_snapshot *snapshot = collection->snapshot;
    mandate_stamp stamp = {0};
    char path[MANDATE_FILE_PATH_SIZE];
    if (!end_settling(collection, error)) return false;
    (void)snprintf(path, sizeof path, "%s.snapshot", mandate_registry_path(registry));
    uint32_t changes = mandate_registry_left(registry);
    if (!mandate_registry_begin(registry, error)) return false;
    bool done = mandate_registry_stamp(registry, &stamp, error) && mandate_snapshot_read_imports(snapshot, registry, error);
    mandate_registry_end(registry);
    if (done && mandate_stamp_is_of(&stamp, changes)) done = mandate_file_write(snapshot, &stamp, path, mandate_registry_path(registry), error);
    mandate_stamp_release(&stamp);
    return done;
}
