#include "import/outstanding.h"

#include <string.h>
#include "model/memory.h"
#include "model/text.h"

bool mandate_outstanding_add(mandate_outstanding *outstanding, int kind, const char *file, size_t *index, mandate_error *error)
{
    for (*index = 0; *index < outstanding->count; (*index)++)
        if (outstanding->list[*index].kind == kind && strcmp(outstanding->list[*index].file, file) == 0) return true;
    mandate_owed *list = mandate_grow(outstanding->list, outstanding->count, &outstanding->capacity, sizeof *list, error);
    if (!list) return false;
    outstanding->list = list;
    list[outstanding->count++] = (mandate_owed){.kind = kind, .file = file};
    return true;
}

typedef struct mandate_found {
    mandate_outstanding *outstanding;
    mandate_registry *registry;
    mandate_owed *owed; // whose names are visited
    int64_t named;
} mandate_found;

static bool take_name(void *context, const char *name, size_t length, int64_t rows, mandate_error *error)
{
    mandate_found *found = context;
    found->named += rows;
    return mandate_keys_add(&found->owed->before, name, length, rows, error);
}

static bool take(void *context, const mandate_refusal *refusal, mandate_error *error)
{
    mandate_found *found = context;
    for (size_t i = 0; i < found->outstanding->count && !refusal->why; i++) {
        mandate_owed *owed = &found->outstanding->list[i];
        if (owed->kind != refusal->kind || strcmp(owed->file, refusal->file) != 0) continue;
        owed->import = refusal->import;
        owed->rows = refusal->rows;
        found->owed = owed;
        found->named = 0;
        if (!mandate_refusals_names(found->registry, refusal->import, take_name, found, error)) return false;
        owed->nameless += refusal->refused - found->named;
    }
    return true;
}

bool mandate_outstanding_read(mandate_outstanding *outstanding, mandate_registry *registry, mandate_error *error)
{
    mandate_found found = {.outstanding = outstanding, .registry = registry};
    return mandate_registry_refusals(registry, take, &found, error);
}

void mandate_outstanding_free(mandate_outstanding *outstanding)
{
    for (size_t i = 0; i < outstanding->count; i++) {
        mandate_keys_clear(&outstanding->list[i].before);
        mandate_keys_clear(&outstanding->list[i].came);
        mandate_keys_clear(&outstanding->list[i].again);
    }
    mandate_free(outstanding->list);
    *outstanding = (mandate_outstanding){0};
}

void mandate_outstanding_start(mandate_outstanding *outstanding, int kind)
{
    for (size_t i = 0; i < outstanding->count; i++) {
        if (outstanding->list[i].kind != kind) continue;
        mandate_keys_clear(&outstanding->list[i].came);
        mandate_keys_clear(&outstanding->list[i].again);
    }
}

// A name of a row, as long as nothing is added to what is owed.
typedef struct owed_name {
    const char *text;
    size_t length;
} owed_name;

static owed_name name_at(const mandate_keys *keys, size_t i)
{
    return (owed_name){.text = mandate_keys_text(keys, &keys->entries[i]), .length = keys->entries[i].length};
}

static int64_t number_of(const mandate_keys *keys, owed_name name)
{
    int64_t rows;
    return mandate_keys_get(keys, name.text, name.length, &rows) ? rows : 0;
}

bool mandate_owed_came(mandate_owed *owed, const char *name, size_t length, mandate_error *error)
{
    int64_t before;
    return !mandate_keys_get(&owed->before, name, length, &before) || mandate_keys_add(&owed->came, name, length, 1, error);
}

bool mandate_owed_again(mandate_owed *owed, const char *name, size_t length, mandate_error *error) { return mandate_keys_add(&owed->again, name, length, 1, error); }

// How many rows of a name are owed from now on. Those of one name come all or none: one row, imported twice, does not stand for two.
static int64_t rest_of(const mandate_owed *owed, owed_name name)
{
    int64_t before = number_of(&owed->before, name), again = number_of(&owed->again, name);
    int64_t left = number_of(&owed->came, name) >= before ? 0 : before;
    return left > again ? left : again;
}

// Visits each name that is owed before or now, once.
typedef bool name_visitor(void *context, const mandate_owed *owed, owed_name name, mandate_error *error);
static bool visit_names(const mandate_owed *owed, name_visitor *visit, void *context, mandate_error *error)
{
    for (size_t i = 0; i < owed->before.count; i++)
        if (!visit(context, owed, name_at(&owed->before, i), error)) return false;
    for (size_t i = 0; i < owed->again.count; i++) {
        const owed_name name = name_at(&owed->again, i);
        if (number_of(&owed->before, name) == 0 && !visit(context, owed, name, error)) return false;
    }
    return true;
}

typedef struct reckoning {
    int64_t rest;
    mandate_debt *debt;
} reckoning;

static bool reckon(void *context, const mandate_owed *owed, owed_name name, mandate_error *error)
{
    (void)error;
    reckoning *r = context;
    int64_t rest = rest_of(owed, name), waiting = rest - number_of(&owed->again, name);
    r->rest += rest;
    r->debt->waiting += waiting;
    r->debt->changed = r->debt->changed || rest != number_of(&owed->before, name);
    if (waiting > 0 && r->debt->name[0] == '\0') {
        const char *end = memchr(name.text, '\n', name.length);
        size_t length = end ? (size_t)(end - name.text) : name.length;
        length = mandate_utf8_valid(name.text, length < sizeof r->debt->name ? length : sizeof r->debt->name - 1); // no half a character, and no bytes that are none
        memcpy(r->debt->name, name.text, length);
        r->debt->name[length] = '\0';
    }
    return true;
}

typedef struct writing {
    mandate_registry *registry;
    int64_t import;
} writing;

static bool write_name(void *context, const mandate_owed *owed, owed_name name, mandate_error *error)
{
    const writing *w = context;
    int64_t rest = rest_of(owed, name);
    return rest <= 0 || mandate_refusals_name(w->registry, w->import, name.text, name.length, rest, error);
}

bool mandate_owed_settle(const mandate_owed *owed, mandate_registry *registry, const mandate_outcome *outcome, mandate_debt *debt, mandate_error *error)
{
    reckoning r = {.debt = debt};
    *debt = (mandate_debt){0};
    if (!visit_names(owed, reckon, &r, error)) return false;
    r.rest += owed->nameless;
    debt->waiting += owed->nameless;
    bool settles = outcome->settled && r.rest > 0;
    debt->changed = debt->changed || settles;
    if (!debt->changed) return true;
    if (owed->import != 0 && !mandate_refusals_forget(registry, owed->kind, owed->file, error)) return false;
    mandate_refusal now = {.import = outcome->import, .kind = owed->kind, .file = owed->file, .refused = r.rest, .why = outcome->settled};
    now.rows = owed->again.count > 0 || owed->import == 0 ? outcome->rows : owed->rows;
    if (settles) {
        debt->settled = r.rest;
        debt->waiting = 0;
        debt->remembered = true;
        return mandate_refusals_settle(registry, &now, error);
    }
    if (r.rest == 0) return true;
    if (owed->import != 0) now.import = owed->import;
    debt->remembered = owed->import == 0;
    writing w = {.registry = registry, .import = now.import};
    return mandate_refusals_remember(registry, &now, error) && visit_names(owed, write_name, &w, error);
}
