#include "import/outstanding.h"

#include <string.h>
#include "model/memory.h"

static bool take(void *context, const mandate_refusal *refusal, mandate_error *error)
{
    mandate_outstanding *outstanding = context;
    mandate_refusal *list = mandate_grow(outstanding->list, outstanding->count, &outstanding->capacity, sizeof *list, error);
    if (!list) return false;
    outstanding->list = list;
    list[outstanding->count] = *refusal;
    list[outstanding->count].file = mandate_copy_text(refusal->file, strlen(refusal->file), error);
    if (!list[outstanding->count].file) return false;
    outstanding->count++;
    return true;
}

bool mandate_outstanding_read(mandate_outstanding *outstanding, mandate_registry *registry, mandate_error *error)
{
    if (!mandate_registry_refusals(registry, take, outstanding, error)) return false;
    if (outstanding->count > 0) outstanding->met = mandate_new(outstanding->count, sizeof *outstanding->met, error);
    return outstanding->count == 0 || outstanding->met;
}

void mandate_outstanding_free(mandate_outstanding *outstanding)
{
    for (size_t i = 0; i < outstanding->count; i++) mandate_free((char *)outstanding->list[i].file);
    mandate_free(outstanding->list);
    mandate_free(outstanding->met);
    *outstanding = (mandate_outstanding){0};
}

void mandate_outstanding_start(mandate_outstanding *outstanding, int kind)
{
    for (size_t i = 0; i < outstanding->count; i++)
        if (outstanding->list[i].kind == kind) outstanding->met[i] = 0;
}

void mandate_outstanding_meet(mandate_outstanding *outstanding, int kind, const char *file, int64_t import)
{
    for (size_t i = 0; i < outstanding->count; i++) {
        const mandate_refusal *refusal = &outstanding->list[i];
        if (refusal->import == import && refusal->kind == kind && strcmp(refusal->file, file) == 0) outstanding->met[i]++;
    }
}

// Whether the file holds all that came of it then.
static bool holds(const mandate_outstanding *outstanding, size_t index, mandate_registry *registry, const mandate_outcome *outcome, bool *is, mandate_error *error)
{
    const mandate_refusal *refusal = &outstanding->list[index];
    int64_t brought, taken = refusal->rows - refusal->refused;
    *is = false;
    if (refusal->kind != outcome->kind || strcmp(refusal->file, outcome->file) != 0) return true;
    if (!mandate_refusals_brought(registry, refusal, &brought, error)) return false;
    *is = outstanding->met[index] == brought && outcome->rows >= (taken > 0 ? taken : refusal->rows);
    return true;
}

bool mandate_outstanding_settle(mandate_outstanding *outstanding, mandate_registry *registry, const mandate_outcome *outcome, bool *kept, bool *changed, mandate_error *error)
{
    *kept = false;
    for (size_t i = 0; i < outstanding->count; i++) {
        const mandate_refusal *refusal = &outstanding->list[i];
        bool is;
        if (!holds(outstanding, i, registry, outcome, &is, error)) return false;
        if (!is) continue;
        // what came of it at first still tells whether a later file is this one
        bool stays = outcome->refused > 0 && outcome->changed == 0 && !*kept;
        bool same = stays && refusal->rows == outcome->rows && refusal->refused == outcome->refused;
        *kept = *kept || stays;
        if (same) continue;
        *changed = true;
        if (!mandate_refusals_forget(registry, refusal->import, error)) return false;
        const mandate_refusal now = {.import = refusal->import, .kind = refusal->kind, .file = refusal->file, .rows = outcome->rows, .refused = outcome->refused};
        if (stays && !mandate_refusals_remember(registry, &now, error)) return false;
    }
    return true;
}
