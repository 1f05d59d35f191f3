#include "import/carry.h"

#include <string.h>

bool mandate_carries(const mandate_field *field) { return !field->key && field->type != MANDATE_EVENT; }

bool mandate_is_sign(const mandate_kind *kind, int field)
{
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].sign && strcmp(kind->fields[i].sign, kind->fields[field].name) == 0) return true;
    return false;
}

bool mandate_is_narrow(const mandate_kind *kind, const mandate_header *header)
{
    bool lacks = false;
    for (int i = 0; i < kind->field_count; i++) lacks = lacks || (!header->present[i] && mandate_carries(&kind->fields[i]));
    return lacks && header->effective >= 0;
}

bool mandate_carry_prepare(mandate_landing *landing, const mandate_header *header, mandate_error *error)
{
    const mandate_kind *kind = landing->kind;
    sqlite3_str *list = sqlite3_str_new(NULL), *sql = sqlite3_str_new(landing->registry->database);
    sqlite3_finalize(landing->carry);
    landing->carry = NULL;
    landing->unsaid = -1;
    for (int i = kind->field_count - 1; i >= 0; i--) {
        if (header->present[i] || !mandate_carries(&kind->fields[i])) continue;
        sqlite3_str_appendf(list, "%s\"%w\"", sqlite3_str_length(list) > 0 ? ", " : "", kind->fields[i].name);
        if (kind->fields[i].blank != MANDATE_BLANK_UNKNOWN && !mandate_is_sign(kind, i)) landing->unsaid = i;
    }
    bool lacks = sqlite3_str_length(list) > 0;
    char *fields = sqlite3_str_finish(list);
    if (fields) {
        sqlite3_str_appendf(sql, "UPDATE \"%w%s\" SET (%s) = (SELECT %s FROM \"%w%s\" WHERE ", kind->name, landing->suffix, fields, fields, kind->name, landing->suffix);
        mandate_landing_add_keys(sql, kind);
        sqlite3_str_appendf(sql, " AND effective_from < ?%d ORDER BY effective_from DESC LIMIT 1) WHERE ", kind->field_count + 3);
        mandate_landing_add_row(sql, landing);
        landing->carry = mandate_database_prepare(landing->registry, sql, error);
    } else {
        sqlite3_free(sqlite3_str_finish(sql));
    }
    sqlite3_free(fields);
    return !lacks || landing->carry || mandate_fail(error, MANDATE_ERROR_MEMORY, "out of memory while bringing rows in; close other programs");
}

bool mandate_carry_over(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, mandate_error *error)
{
    mandate_landing_bind_row(landing, landing->carry, row, place);
    int result = mandate_database_step(landing->registry, landing->carry, error);
    sqlite3_reset(landing->carry);
    return result == 0;
}

bool mandate_carry_later(mandate_kind_work *of, const mandate_pending *row, const bool *present, const mandate_place *place)
{
    for (int f = 0; f < of->kind->field_count; f++) {
        if (of->kind->fields[f].kind != of->index || present[f] || !mandate_carries(&of->kind->fields[f])) continue;
        mandate_pending pending = *row;
        pending.field = f;
        pending.like = place->before;
        if (!mandate_kind_keep_pending(of, &pending, of->work->error)) return false;
    }
    return true;
}

static bool copy_reference(mandate_kind_work *of, const mandate_pending *pending)
{
    mandate_registry *registry = of->work->registry;
    const char *name = of->kind->name, *field = of->kind->fields[pending->field].name, *suffix = of->landing.suffix;
    sqlite3_str *sql = sqlite3_str_new(registry->database);
    sqlite3_str_appendf(sql, "UPDATE \"%w%s\" SET \"%w\" = (SELECT \"%w\" FROM \"%w%s\" WHERE row = %lld) WHERE row = %lld", name, suffix, field, field, name, suffix,
                        (long long)pending->like, (long long)pending->row);
    sqlite3_stmt *statement = mandate_database_prepare(registry, sql, of->work->error);
    int result = statement ? mandate_database_step(registry, statement, of->work->error) : -1;
    sqlite3_finalize(statement);
    return result == 0;
}

bool mandate_carry_references(mandate_kind_work *of)
{
    for (size_t i = 0; i < of->pending_count; i++)
        if (of->pending[i].like && !copy_reference(of, &of->pending[i])) return false;
    return true;
}
