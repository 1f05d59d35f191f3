// Builds a snapshot from a registry, kind by kind: a kind refers to itself and to kinds declared before it, so that the places of the records
// it points at are final when its rows arrive.
#include <assert.h>
#include <string.h>
#include "model/memory.h"
#include "model/sizes.h"
#include "model/threads.h"
#include "snapshot/table.h"

void mandate_column_point(mandate_column *column, const void *cells)
{
    bool plain = column->scale == 0;
    if (column->type == MANDATE_NUMBER && plain) column->numbers = cells;
    else if ((column->type == MANDATE_EVENT || column->type == MANDATE_DATE) && plain) column->dates = cells;
    else if (column->type == MANDATE_YESNO) column->answers = cells;
    else if (column->width == 1) column->codes8 = cells;
    else if (column->width == 2) column->codes16 = cells;
    else column->codes = cells;
}

const void *mandate_column_cells(const mandate_column *column)
{
    if (column->numbers) return column->numbers;
    if (column->dates) return column->dates;
    if (column->answers) return column->answers;
    return column->codes8 ? (const void *)column->codes8 : column->codes16 ? (const void *)column->codes16 : (const void *)column->codes;
}

static mandate_column column_of(const mandate_filled *from, mandate_type type)
{
    mandate_column column = {.type = type,
                             .width = (int)from->width,
                             .scale = from->scale,
                             .base = from->base,
                             .text_count = from->text_count,
                             .text_start = from->text_start,
                             .text_bytes = from->text_bytes,
                             .first = from->first,
                             .last = from->last,
                             .has_unknown = from->has_unknown,
                             .has_absent = from->has_absent};
    mandate_column_point(&column, from->cells);
    return column;
}

void mandate_show(mandate_snapshot *snapshot, int k)
{
    const mandate_loaded *loaded = &snapshot->loaded[k];
    mandate_table *table = &snapshot->tables[k];
    const uint32_t *owner = loaded->owner ? loaded->owner : loaded->kind->owner >= 0 ? loaded->columns[loaded->kind->owner].cells : NULL;
    *table = (mandate_table){.kind = loaded->kind,
                             .records = loaded->records,
                             .versions = loaded->versions,
                             .version_start = loaded->version_start,
                             .effective_from = loaded->effective_from,
                             .columns = snapshot->columns[k],
                             .owner = owner,
                             .owner_start = loaded->owner_start,
                             .branch_end = loaded->branch_end,
                             .import = loaded->import,
                             .line = loaded->line};
    for (int f = 0; f < loaded->kind->field_count; f++) snapshot->columns[k][f] = column_of(&loaded->columns[f], loaded->kind->fields[f].type);
    table->event = column_of(loaded->event_is_column ? &loaded->columns[loaded->kind->starts] : &loaded->event, MANDATE_EVENT);
    table->last_event = table->event.last;
    snapshot->ids[k] = loaded->ids;
}

static bool take_import(void *context, int64_t import, const char *file, const char *imported_at, mandate_error *error)
{
    mandate_snapshot *snapshot = context;
    (void)imported_at;
    if (import < 0 || import > 100000000) return mandate_fail(error, MANDATE_ERROR_SQLITE, "the registry's imports are numbered wrongly");
    if ((size_t)import >= snapshot->import_count) {
        size_t count = (size_t)import + 1;
        char **imports = mandate_resize(snapshot->imports, count, sizeof *imports, error);
        if (!imports) return false;
        memset(imports + snapshot->import_count, 0, (count - snapshot->import_count) * sizeof *imports);
        snapshot->imports = imports;
        snapshot->import_count = count;
    }
    mandate_free(snapshot->imports[import]);
    snapshot->imports[import] = mandate_copy_text(file, strlen(file), error);
    return snapshot->imports[import] != NULL;
}

static bool take_refusal(void *context, const mandate_refusal *refusal, mandate_error *error)
{
    mandate_snapshot *snapshot = context;
    mandate_refusal *list = mandate_grow(snapshot->refusals, snapshot->refusal_count, &snapshot->refusal_capacity, sizeof *list, error);
    if (!list) return false;
    snapshot->refusals = list;
    mandate_refusal *taken = &list[snapshot->refusal_count++];
    *taken = *refusal;
    taken->file = mandate_copy_text(refusal->file, strlen(refusal->file), error);
    taken->why = refusal->why ? mandate_copy_text(refusal->why, strlen(refusal->why), error) : NULL;
    return taken->file && (taken->why || !refusal->why);
}

static bool take_arrival(void *context, int kind, mandate_date day, mandate_error *error)
{
    mandate_snapshot *snapshot = context;
    (void)error;
    if (kind < snapshot->table_count) snapshot->arrivals[kind] = day;
    return true;
}

// What the registry remembers of imports besides their rows.
static bool read_remembered(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error)
{
    snapshot->arrivals = mandate_new((size_t)snapshot->table_count, sizeof *snapshot->arrivals, error);
    for (int k = 0; snapshot->arrivals && k < snapshot->table_count; k++) snapshot->arrivals[k] = MANDATE_DATE_ABSENT;
    return snapshot->arrivals && mandate_snapshot_read_imports(snapshot, registry, error) && mandate_registry_refusals(registry, take_refusal, snapshot, error) &&
           mandate_registry_arrivals(registry, take_arrival, snapshot, error);
}

// What is known of each kind while they are built.
typedef struct building {
    mandate_snapshot *snapshot;
    mandate_registry *registry;
    const mandate_stamp *stamp; // NULL: without
    mandate_places *places; // by kind
    bool *is_target; // by kind: rows of another kind may point at it
    bool *is_pointed_at; // by kind: rows that are loaded may
    int64_t *revision; // by kind: as the stamp has it
    bool *in_registry; // by kind: one that only the pack declares has no rows to be loaded, though its empty table must be made
    mandate_error *error;
} building;

bool mandate_settle_kind(mandate_snapshot *snapshot, int k, bool is_target, mandate_error *error)
{
    mandate_loaded *loaded = &snapshot->loaded[k];
    const mandate_kind *kind = loaded->kind;
    mandate_show(snapshot, k); // keys are compared through the table
    uint32_t *order = NULL, owners = 0;
    bool done = mandate_order_records(snapshot, k, &order, error);
    if (kind->owner >= 0) owners = snapshot->tables[kind->fields[kind->owner].kind].records;
    done = done && mandate_arrange(loaded, k, order, owners, is_target, error);
    mandate_room_free(order);
    if (!done || !mandate_loading_tell_imports(loaded, loaded->versions, error)) return false;
    mandate_show(snapshot, k);
    for (int f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == MANDATE_EVENT && loaded->columns[f].first < snapshot->first_event) snapshot->first_event = loaded->columns[f].first;
    return true;
}

static bool build_kind(const building *b, const mandate_readers *readers, int k)
{
    mandate_snapshot *snapshot = b->snapshot;
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    snapshot->loaded[k].kind = kind;
    snapshot->loaded[k].room = snapshot->room;
    snapshot->columns[k] = mandate_new((size_t)kind->field_count, sizeof **snapshot->columns, b->error);
    return snapshot->columns[k] && mandate_load_kind(&snapshot->loaded[k], readers, k, b->places, b->error) &&
           mandate_settle_kind(snapshot, k, b->is_target[k], b->error);
}

// Whether the kind's rows, and those it points at, are still those of the file.
static bool is_as_in_file(const building *b, int k, int at)
{
    const mandate_snapshot *snapshot = b->snapshot;
    const mandate_file *file = snapshot->file;
    const mandate_file_kind *lies;
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    if (at < 0 || !b->in_registry[k] || file->kinds[at].digest != mandate_file_digest(snapshot->model, kind) || !mandate_file_of_kind(file, at, &lies)) return false;
    if (lies->parts[MANDATE_PART_IDS] < 0 && b->is_target[k]) return false; // written when none was
    for (int f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == MANDATE_REFERENCE && kind->fields[f].kind != k && snapshot->from_file[kind->fields[f].kind] < 0) return false;
    assert(b->stamp && file); // who reads without a stamp has no file
    bool untouched = b->stamp->known && mandate_signature_same(&file->head->signature, &b->stamp->signature);
    if (!untouched && !b->stamp->ours) return false;
    return b->revision[k] == file->kinds[at].revision && (untouched || b->revision[k] != 0);
}

// The places of a kind's records, for the kinds that are loaded and point at them.
bool mandate_find_places(const mandate_snapshot *snapshot, int k, mandate_places *places, mandate_error *error)
{
    return mandate_snapshot_trust(snapshot, k, MANDATE_TRUST_IDS, error) && mandate_snapshot_trust_keys(snapshot, k, error) &&
           mandate_places_make(places, snapshot->room, snapshot->ids[k], snapshot->tables[k].records, error);
}

// As many connections as there are threads to read, where the stamp can tell that all of them see the same.
static bool open_readers(mandate_readers *readers, mandate_registry *registry, const mandate_stamp *stamp, mandate_error *error)
{
    size_t most = stamp && stamp->known && !stamp->signature.logged ? mandate_processors() : 1;
    readers->list[0] = registry;
    readers->count = 1;
    while (readers->count < most && readers->count < MANDATE_MOST_READERS) {
        mandate_registry *again = NULL;
        if (!mandate_registry_open_again(registry, stamp, &again, error)) return false;
        if (!again) return true;
        readers->list[readers->count++] = again;
    }
    return true;
}

static void close_readers(mandate_readers *readers)
{
    for (size_t i = 1; i < readers->count; i++) mandate_registry_close(readers->list[i]);
}

void mandate_find_targets(const mandate_model *model, bool *is_target)
{
    for (int k = 0; k < mandate_model_kind_count(model); k++) {
        const mandate_kind *kind = mandate_model_kind(model, k);
        for (int f = 0; f < kind->field_count; f++)
            if (kind->fields[f].type == MANDATE_REFERENCE && kind->fields[f].kind != k) is_target[kind->fields[f].kind] = true;
    }
}

static void read_stamp(const building *b)
{
    for (int k = 0; k < b->snapshot->table_count; k++) b->in_registry[k] = !b->stamp;
    for (size_t i = 0; b->stamp && i < b->stamp->count; i++) {
        if (b->stamp->kinds[i].kind < 0) continue;
        b->in_registry[b->stamp->kinds[i].kind] = true;
        b->revision[b->stamp->kinds[i].kind] = b->stamp->kinds[i].revision;
    }
}

static bool show_unchanged(const building *b)
{
    mandate_snapshot *snapshot = b->snapshot;
    bool done = true;
    for (int k = 0, at = -1; done && k < snapshot->table_count; k++) { // kinds point at kinds declared before them
        const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
        at = snapshot->file ? mandate_file_find_kind(snapshot->file, kind->name, at + 1) : -1;
        if (snapshot->file && is_as_in_file(b, k, at)) {
            done = mandate_show_mapped(snapshot, k, at, b->error);
            continue;
        }
        snapshot->loaded_count += b->in_registry[k];
        for (int f = 0; f < kind->field_count && b->in_registry[k]; f++)
            if (kind->fields[f].type == MANDATE_REFERENCE && kind->fields[f].kind != k) b->is_pointed_at[kind->fields[f].kind] = true;
    }
    return done;
}

static bool build_kinds(const building *b)
{
    mandate_snapshot *snapshot = b->snapshot;
    int count = snapshot->table_count;
    mandate_readers readers = {.list = {b->registry}, .count = 1};
    bool done = show_unchanged(b) && (snapshot->loaded_count == 0 || open_readers(&readers, b->registry, b->stamp, b->error));
    for (int k = 0; done && k < count; k++)
        done = (snapshot->from_file[k] >= 0 || build_kind(b, &readers, k)) && (!b->is_pointed_at[k] || mandate_find_places(snapshot, k, &b->places[k], b->error));
    close_readers(&readers);
    return done;
}

bool mandate_snapshot_make_files(mandate_snapshot *snapshot, const mandate_registry *registry, mandate_error *error)
{
    static const size_t in_memory = MANDATE_SIZE((size_t)320 * 1024 * 1024, 4096);
    if (!snapshot->room) snapshot->room = mandate_room_open(mandate_registry_path(registry), in_memory, error);
    return snapshot->room != NULL;
}

bool mandate_snapshot_make_room(mandate_snapshot *snapshot, mandate_error *error)
{
    size_t count = (size_t)snapshot->table_count;
    snapshot->tables = mandate_new(count, sizeof *snapshot->tables, error);
    snapshot->columns = mandate_new(count, sizeof *snapshot->columns, error);
    snapshot->loaded = mandate_new(count, sizeof *snapshot->loaded, error);
    snapshot->ids = mandate_new(count, sizeof *snapshot->ids, error);
    snapshot->grown = mandate_new(count, sizeof *snapshot->grown, error);
    snapshot->moved = mandate_new(count, sizeof *snapshot->moved, error);
    snapshot->from_file = mandate_new(count, sizeof *snapshot->from_file, error);
    for (size_t k = 0; snapshot->from_file && k < count; k++) snapshot->from_file[k] = -1;
    return snapshot->tables && snapshot->columns && snapshot->loaded && snapshot->ids && snapshot->grown && snapshot->moved && snapshot->from_file;
}

bool mandate_snapshot_read_imports(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error)
{
    return mandate_registry_imports(registry, take_import, snapshot, error);
}

static bool start(building *b)
{
    size_t count = (size_t)b->snapshot->table_count;
    b->places = mandate_new(count, sizeof *b->places, b->error);
    b->is_target = mandate_new(count, sizeof *b->is_target, b->error);
    b->is_pointed_at = mandate_new(count, sizeof *b->is_pointed_at, b->error);
    b->revision = mandate_new(count, sizeof *b->revision, b->error);
    b->in_registry = mandate_new(count, sizeof *b->in_registry, b->error);
    if (!b->places || !b->is_target || !b->is_pointed_at || !b->revision || !b->in_registry || !mandate_snapshot_make_room(b->snapshot, b->error)) return false;
    mandate_find_targets(b->snapshot->model, b->is_target);
    read_stamp(b);
    return true;
}

static void end(building *b)
{
    for (int k = 0; b->places && k < b->snapshot->table_count; k++) mandate_places_release(&b->places[k]);
    mandate_free(b->places);
    mandate_free(b->is_target);
    mandate_free(b->is_pointed_at);
    mandate_free(b->revision);
    mandate_free(b->in_registry);
}

bool mandate_show_unchanged(mandate_snapshot *snapshot, mandate_registry *registry, const mandate_stamp *stamp, mandate_error *error)
{
    building b = {.snapshot = snapshot, .registry = registry, .stamp = stamp, .error = error};
    bool done = start(&b) && show_unchanged(&b);
    end(&b);
    return done;
}

bool mandate_build_all(mandate_snapshot *snapshot, mandate_registry *registry, const mandate_stamp *stamp, mandate_error *error)
{
    building b = {.snapshot = snapshot, .registry = registry, .stamp = stamp, .error = error};
    bool done = mandate_snapshot_make_files(snapshot, registry, error) && start(&b) && build_kinds(&b);
    end(&b);
    return done && read_remembered(snapshot, registry, error);
}

mandate_snapshot *mandate_snapshot_build(mandate_registry *registry, const mandate_model *model, mandate_error *error)
{
    mandate_snapshot *snapshot = mandate_snapshot_begin(model, error);
    if (!snapshot) return NULL;
    // all tables of one revision, whatever is imported meanwhile
    bool done = mandate_registry_begin(registry, error);
    if (done) {
        done = mandate_build_all(snapshot, registry, NULL, error);
        mandate_registry_end(registry);
    }
    if (done) return snapshot;
    mandate_snapshot_destroy(snapshot);
    return NULL;
}
