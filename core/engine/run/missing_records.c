// What is unknown of a record: a field of it, on which day it begins, and whether it is there; of one row, or of some row.
#include "engine/run/search.h"
#include "model/memory.h"

mandate_wanting_record mandate_search_read_by(const mandate_search *s, const mandate_node *node, size_t row)
{
    if (node->argument[0] < 0) return mandate_search_of_row(s, node->space, row);
    if (!mandate_search_at_hand(s->block, node->argument[0])) return MANDATE_NO_RECORD;
    mandate_value given = mandate_block_inspect(s->block, node->argument[0], row);
    return given.state == MANDATE_STATE_KNOWN ? (mandate_wanting_record){node->kind, given.code} : MANDATE_NO_RECORD;
}

// The day on which a field was read, where no version of its record is in force yet on it; MANDATE_DATE_UNKNOWN otherwise.
static mandate_date before_all(const mandate_search *s, const mandate_node *read, size_t row, mandate_wanting_record of)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, read->kind);
    if (!table->version_start || of.record >= MANDATE_CODE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
    mandate_date day = s->block->as_of;
    int pivot = read->argument[1];
    if (pivot >= 0 && table->kind->fields[read->field].type != MANDATE_EVENT) {
        if (!mandate_search_at_hand(s->block, pivot)) return MANDATE_DATE_UNKNOWN;
        mandate_value given = mandate_block_inspect(s->block, pivot, row);
        if (given.state == MANDATE_STATE_UNKNOWN) return MANDATE_DATE_UNKNOWN;
        if (given.state == MANDATE_STATE_KNOWN) day = given.date;
    }
    return mandate_table_version_of(table, of.record, read->field, day) == MANDATE_CODE_ABSENT ? day : MANDATE_DATE_UNKNOWN;
}

void mandate_search_add_read(mandate_search *s, const mandate_node *read, size_t row)
{
    mandate_wanting_record of = mandate_search_read_by(s, read, row);
    mandate_search_put(s, (mandate_wanting){read->kind, read->field, before_all(s, read, row, of), MANDATE_CODE_ABSENT, false}, of);
}

// The starting event of records that have begun on a day that nobody knows.
void mandate_search_add_beginning(mandate_search *s, const mandate_node *event, mandate_wanting_record of)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, event->kind);
    if (table->kind->starts >= 0 && table->columns[table->kind->starts].has_unknown) mandate_search_add(s, event->kind, table->kind->starts, of);
}

// The same of a subject that is perhaps not there yet.
void mandate_search_add_perhaps(mandate_search *s, const mandate_node *rule, size_t row)
{
    mandate_wanting_record of = mandate_search_of_row(s, rule->space, row);
    if (of.kind >= 0 && mandate_table_is_perhaps(mandate_search_table(s, of.kind), of.record, s->block->as_of))
        mandate_search_add(s, of.kind, mandate_search_table(s, of.kind)->kind->starts, of);
}

// The same of a record that a reference names, and that is perhaps not there yet. False where it names none.
bool mandate_search_add_named(mandate_search *s, const mandate_node *read, size_t row)
{
    const mandate_field *field = &mandate_search_table(s, read->kind)->kind->fields[read->field];
    mandate_wanting_record of = mandate_search_read_by(s, read, row);
    if (field->type != MANDATE_REFERENCE || of.kind != read->kind || !mandate_table_has_perhaps(mandate_search_table(s, field->kind), s->block->as_of)) return false;
    const mandate_table *table = mandate_search_table(s, read->kind), *named = mandate_search_table(s, field->kind);
    uint32_t from = table->version_start ? table->version_start[of.record] : of.record, to = table->version_start ? table->version_start[of.record + 1] : of.record + 1;
    for (uint32_t v = from; v < to; v++) {
        uint32_t code = table->columns[read->field].codes[v];
        if (code >= MANDATE_CODE_UNKNOWN || !mandate_table_is_perhaps(named, code, s->block->as_of)) continue;
        mandate_search_add(s, field->kind, named->kind->starts, (mandate_wanting_record){field->kind, code});
        return true;
    }
    return false;
}

bool mandate_search_begins_late(mandate_search *s, int kind)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, kind);
    if (!table->version_start) return false;
    mandate_visited *v = s->visited;
    if (!v->late) v->late = mandate_new((size_t)mandate_model_kind_count(s->block->plan->model), 1, s->error);
    if (!v->late) {
        s->failed = true;
        return false;
    }
    if (v->late[kind] == 0) {
        v->late[kind] = 2;
        for (uint32_t r = 0; r < table->records && v->late[kind] == 2; r++)
            if (table->effective_from[table->version_start[r]] != MANDATE_DATE_ALWAYS) v->late[kind] = 1;
    }
    return v->late[kind] == 1;
}

bool mandate_search_may_be_unknown(mandate_search *s, const mandate_node *read)
{
    const mandate_table *table = mandate_snapshot_table(s->block->snapshot, read->kind);
    const mandate_field *field = &table->kind->fields[read->field];
    bool not_received = field->known_from >= 0 && field->blank == MANDATE_BLANK_UNKNOWN && read->reading != MANDATE_READ_AS_RECORDED;
    return table->columns[read->field].has_unknown || not_received || (!field->fixed && mandate_search_begins_late(s, read->kind));
}
