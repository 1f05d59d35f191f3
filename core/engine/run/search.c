// A search for what is missing: what it has found, and where it has been.
#include "engine/run/search.h"

#include <string.h>
#include "model/memory.h"

enum { FIRST_PLACES = 64 };

static bool make_room(mandate_search *s)
{
    mandate_visited *v = s->visited;
    size_t wider = v->capacity ? v->capacity * 2 : FIRST_PLACES;
    mandate_visited grown = {.capacity = wider, .stamp = 1, .late = v->late};
    grown.places = mandate_new(wider, sizeof *grown.places, s->error);
    if (!grown.places) {
        s->failed = true;
        return false;
    }
    for (size_t i = 0; i < v->capacity; i++) {
        if (v->places[i].stamp != v->stamp) continue;
        size_t at = (size_t)(v->places[i].key * 0x9E3779B97F4A7C15U >> 20) & (wider - 1);
        while (grown.places[at].stamp == 1) at = (at + 1) & (wider - 1);
        grown.places[at] = (mandate_visited_place){.key = v->places[i].key, .stamp = 1};
        grown.count++;
    }
    mandate_free(v->places);
    *v = grown;
    return true;
}

bool mandate_search_comes_first(mandate_search *s, int node, size_t row)
{
    mandate_visited *v = s->visited;
    if (v->count * 2 >= v->capacity && !make_room(s)) return false;
    uint64_t key = (uint64_t)node << 32 | (uint32_t)row;
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15U >> 20) & (v->capacity - 1);
    for (; v->places[at].stamp == v->stamp; at = (at + 1) & (v->capacity - 1))
        if (v->places[at].key == key) return false;
    v->places[at] = (mandate_visited_place){.key = key, .stamp = v->stamp};
    v->count++;
    return true;
}

// The record of a row, as one more that an item is wanting of. Each is counted once; whoever meets only the first pays nothing for it.
static void count_record(mandate_search *s, int i, const mandate_wanting *what, int kind, uint32_t record)
{
    mandate_missing *missing = s->missing;
    if (missing->first[i] == MANDATE_CODE_ABSENT || missing->first[i] == record) return;
    if (kind != missing->of[i] || record == MANDATE_CODE_ABSENT) { // rows that lie elsewhere, or are of several kinds, are not counted
        missing->first[i] = MANDATE_CODE_ABSENT;
        missing->records[i] = 0;
        if (what->kind >= 0) missing->day[i] = MANDATE_DATE_UNKNOWN; // that of the first record
        return;
    }
    if (!mandate_search_comes_first(s, -1 - i, record)) return;
    missing->records[i]++;
    if (record > missing->first[i]) return;
    mandate_search_comes_first(s, -1 - i, missing->first[i]); // it is counted already
    missing->first[i] = record;
    if (what->kind >= 0) missing->day[i] = what->day;
}

mandate_wanting_record mandate_search_of_row(const mandate_search *s, int space, size_t row)
{
    int kind = s->block->plan->spaces[space].kind;
    return kind < 0 ? MANDATE_NO_RECORD : (mandate_wanting_record){kind, mandate_record_at(s->block, space, row)};
}

// Whether two nodes that have no value are one expression of the analyst's, in two readings: they are told alike.
static bool told_alike(const mandate_plan *plan, int one, int other)
{
    const char *label = mandate_plan_label_of(plan, one), *as = mandate_plan_label_of(plan, other);
    return one == other || (label && as && plan->nodes[one].op == plan->nodes[other].op && strcmp(label, as) == 0);
}

void mandate_search_put(mandate_search *s, mandate_wanting what, mandate_wanting_record of)
{
    mandate_missing *missing = s->missing;
    if (what.kind >= 0 && what.kind != of.kind) of = MANDATE_NO_RECORD; // a field that was read from a row of another kind
    int at = 0, cause = -1;
    for (; at < missing->count; at++) {
        if (missing->kind[at] != what.kind) continue;
        if (what.kind == MANDATE_MISSING_VALUE ? !told_alike(s->block->plan, missing->field[at], what.field) : missing->field[at] != what.field) continue;
        bool same = what.kind >= 0 || (missing->day[at] == what.day && missing->place[at] == what.place);
        if (cause < 0 && (same || mandate_missing_is_dated(what.kind))) cause = at;
        if (same) break;
    }
    if (cause >= 0) missing->bounded[cause] = missing->bounded[cause] && what.bounded;
    if (cause >= 0) count_record(s, cause, &what, of.kind, of.record);
    if (at < missing->count || at == MANDATE_MISSING_FIELDS) return;
    if (cause >= 0) of = MANDATE_NO_RECORD; // counted there
    missing->kind[at] = what.kind;
    missing->field[at] = what.field;
    missing->day[at] = what.kind < 0 || of.record != MANDATE_CODE_ABSENT ? what.day : MANDATE_DATE_UNKNOWN;
    missing->place[at] = what.place;
    missing->bounded[at] = what.bounded;
    missing->of[at] = of.kind;
    missing->first[at] = of.record;
    missing->records[at] = of.record != MANDATE_CODE_ABSENT;
    missing->count++;
}

void mandate_search_add(mandate_search *s, int kind, int field, mandate_wanting_record of)
{
    mandate_search_put(s, (mandate_wanting){kind, field, MANDATE_DATE_UNKNOWN, MANDATE_CODE_ABSENT, false}, of);
}

bool mandate_search_at_hand(const mandate_block *block, int id) { return id < 0 || (block->here[id] && block->stamps[id] == block->stamp); }

bool mandate_search_is_open(const mandate_block *block, int id, size_t row)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (!mandate_search_at_hand(block, id)) return false;
    const uint64_t *unknown = block->vectors[id].unknown;
    if (node->type == MANDATE_VALUE_CONDITION) return unknown && mandate_bit(unknown, row); // most that is asked is one
    mandate_value value = mandate_block_inspect(block, id, row);
    if (node->type == MANDATE_VALUE_VERDICT) return value.status == MANDATE_UNKNOWN || value.status == MANDATE_IN_ERROR;
    return value.state == MANDATE_STATE_UNKNOWN || value.state == MANDATE_STATE_RANGE;
}
