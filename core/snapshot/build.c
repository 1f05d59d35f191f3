// Builds a snapshot from a registry, kind by kind: a kind refers to itself and to kinds declared before it, so that the places of the records
// it points at are final when its rows arrive.
#include <string.h>
#include "model/memory.h"
#include "snapshot/table.h"

void mandate_show(mandate_snapshot *snapshot, int k)
{
    const mandate_loaded *loaded = &snapshot->loaded[k];
    mandate_table *table = &snapshot->tables[k];
    const uint32_t *owner = loaded->owner ? loaded->owner : loaded->kind->owner >= 0 ? loaded->columns[loaded->kind->owner].cells : NULL;
    *table = (mandate_table){.kind = loaded->kind, .records = loaded->records, .versions = loaded->versions, .version_start = loaded->version_start,
                             .effective_from = loaded->effective_from, .event = loaded->event, .last_event = MANDATE_DATE_ALWAYS, .columns = snapshot->columns[k],
                             .owner = owner, .owner_start = loaded->owner_start, .branch_end = loaded->branch_end, .import = loaded->import, .line = loaded->line};
    for (uint32_t r = 0; loaded->event && r < loaded->records; r++)
        if (loaded->event[r] > table->last_event) table->last_event = loaded->event[r];
    for (int f = 0; f < loaded->kind->field_count; f++) {
        const mandate_filled *from = &loaded->columns[f];
        mandate_column *to = &snapshot->columns[k][f];
        *to = (mandate_column){.type = loaded->kind->fields[f].type, .width = (int)from->width, .text_count = from->text_count, .text_start = from->text_start,
                               .text_bytes = from->text_bytes, .first = from->first, .last = from->last, .has_unknown = from->has_unknown, .has_absent = from->has_absent};
        switch (to->type) {
        case MANDATE_NUMBER: to->numbers = from->cells; break;
        case MANDATE_EVENT:
        case MANDATE_DATE: to->dates = from->cells; break;
        case MANDATE_YESNO: to->answers = from->cells; break;
        case MANDATE_REFERENCE: to->codes = from->cells; break;
        case MANDATE_TEXT:
            if (from->width == 1) to->codes8 = from->cells;
            else if (from->width == 2) to->codes16 = from->cells;
            else to->codes = from->cells;
            break;
        }
    }
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

static bool build_kind(mandate_snapshot *snapshot, mandate_registry *registry, int k, mandate_places *places, mandate_error *error)
{
    mandate_loaded *loaded = &snapshot->loaded[k];
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    loaded->kind = kind;
    snapshot->columns[k] = mandate_new((size_t)kind->field_count, sizeof **snapshot->columns, error);
    if (!snapshot->columns[k] || !mandate_load_kind(loaded, registry, k, places, error)) return false;
    mandate_show(snapshot, k); // keys are compared through the table
    uint32_t *order = NULL, owners = 0;
    bool done = mandate_order_records(snapshot, k, &order, error);
    if (kind->owner >= 0) owners = snapshot->tables[kind->fields[kind->owner].kind].records;
    done = done && mandate_arrange(loaded, k, order, owners, error);
    mandate_free(order);
    if (!done || !mandate_places_make(&places[k], loaded->ids, loaded->records, error)) return false;
    mandate_free(loaded->ids);
    loaded->ids = NULL;
    mandate_show(snapshot, k);
    for (int f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == MANDATE_EVENT && loaded->columns[f].first < snapshot->first_event) snapshot->first_event = loaded->columns[f].first;
    return true;
}

static bool build_all(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error)
{
    size_t count = (size_t)snapshot->table_count;
    snapshot->tables = mandate_new(count, sizeof *snapshot->tables, error);
    snapshot->columns = mandate_new(count, sizeof *snapshot->columns, error);
    snapshot->loaded = mandate_new(count, sizeof *snapshot->loaded, error);
    mandate_places *places = mandate_new(count, sizeof *places, error);
    bool done = snapshot->tables && snapshot->columns && snapshot->loaded && places;
    for (int k = 0; done && k < snapshot->table_count; k++) done = build_kind(snapshot, registry, k, places, error);
    for (size_t k = 0; places && k < count; k++) mandate_places_release(&places[k]);
    mandate_free(places);
    return done && mandate_registry_imports(registry, take_import, snapshot, error);
}

mandate_snapshot *mandate_snapshot_build(mandate_registry *registry, const mandate_model *model, mandate_error *error)
{
    mandate_snapshot *snapshot = mandate_new(1, sizeof *snapshot, error);
    if (!snapshot) return NULL;
    snapshot->model = model;
    snapshot->table_count = mandate_model_kind_count(model);
    snapshot->first_event = MANDATE_DATE_ABSENT;
    // all tables of one revision, whatever is imported meanwhile
    bool done = mandate_registry_begin(registry, error);
    if (done) {
        done = build_all(snapshot, registry, error);
        mandate_registry_end(registry);
    }
    if (done) return snapshot;
    mandate_snapshot_destroy(snapshot);
    return NULL;
}
