// Values that a Lua function gives: asked only for rows that the expressions beside it leave open.
#include <assert.h>
#include "engine/kernels/compute.h"
#include "engine/kernels/failures.h"
#include "engine/kernels/gathered.h"
#include "model/memory.h"

static void put(const mandate_target *target, mandate_value_type type, size_t i, const mandate_call_result *value)
{
    bool unknown = value->state == MANDATE_STATE_UNKNOWN, absent = value->state == MANDATE_STATE_ABSENT;
    switch (type) {
    case MANDATE_VALUE_CONDITION:
        target->yes[i / 64] |= (uint64_t)(!unknown && !absent && value->yes) << (i % 64);
        target->unknown[i / 64] |= (uint64_t)unknown << (i % 64);
        break;
    case MANDATE_VALUE_NUMBER:
        target->low[i] = unknown ? MANDATE_NUMBER_UNKNOWN : absent ? MANDATE_NUMBER_ABSENT : value->number;
        target->high[i] = unknown ? (double)INFINITY : absent ? MANDATE_NUMBER_ABSENT : value->number;
        break;
    default: target->dates[i] = unknown ? MANDATE_DATE_UNKNOWN : absent ? MANDATE_DATE_ABSENT : value->date; break;
    }
}

// Where it is remembered for the rows of the block what ended their calls: of calls that are kept, whose values later passes read back, beside these.
static mandate_ended *place_of_ended(mandate_block *block, int id, size_t rows, mandate_error *error)
{
    if (block->layout->ended[id]) return block->layout->ended[id] + block->frames[block->plan->nodes[id].space].first;
    mandate_gathered *g = &block->gathered[id];
    mandate_ended *own = mandate_resize(g->ended, rows ? rows : 1, sizeof *own, error);
    if (own) g->ended = own;
    return own;
}

// Remembers for every row of the block which unknown cell ended its call.
static bool note_ended(mandate_block *block, int id, const size_t *places, const mandate_call_result *results, size_t open, mandate_error *error)
{
    size_t rows = mandate_rows(block, block->plan->nodes[id].space);
    mandate_ended *ended = place_of_ended(block, id, rows, error);
    if (!ended) return false;
    for (size_t i = 0; i < rows; i++) ended[i] = (mandate_ended){-1, -1};
    for (size_t k = 0; k < open; k++)
        if (results[k].state == MANDATE_STATE_UNKNOWN) ended[places[k]] = (mandate_ended){results[k].missing_kind, results[k].missing_field};
    return true;
}

mandate_ended mandate_call_ended(const mandate_block *block, int id, size_t row)
{
    const mandate_ended *whole = block->layout->ended[id];
    return whole ? whole[block->frames[block->plan->nodes[id].space].first + row] : block->gathered[id].ended[row];
}

bool mandate_compute_call(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space), open = 0;
    const uint32_t *asked = node->argument[0] >= 0 ? block->vectors[node->argument[0]].codes : NULL; // the rows themselves, where no other is asked
    int kind = asked ? node->kind : block->plan->spaces[node->space].kind;
    mandate_target target;
    assert(block->call);
    if (!mandate_vector_prepare(&block->vectors[id], node->type, rows, &target, error)) return false;
    uint32_t *records = mandate_new(rows, sizeof *records, error);
    size_t *places = mandate_new(rows, sizeof *places, error);
    mandate_date *pivots = mandate_new(rows, sizeof *pivots, error);
    mandate_call_result *results = mandate_new(rows, sizeof *results, error);
    bool done = records && places && pivots && results;
    if (done) {
        const mandate_vector *guard = node->argument[2] >= 0 ? &block->vectors[node->argument[2]] : NULL;
        const int32_t *days = node->argument[1] >= 0 ? block->vectors[node->argument[1]].dates : NULL;
        const mandate_table *table = mandate_snapshot_table(block->snapshot, kind);
        const bool some_invisible = table->last_event > block->as_of;
        mandate_call_result none = {.state = MANDATE_STATE_ABSENT}, unknown = {.state = MANDATE_STATE_UNKNOWN};
        if (node->type == MANDATE_VALUE_CONDITION)
            for (size_t w = 0; w < mandate_words(rows); w++) target.yes[w] = target.unknown[w] = 0;
        for (size_t i = 0; i < rows; i++) {
            put(&target, node->type, i, &none);
            if (guard && mandate_truth(guard, i) == 0) continue;
            records[open] = asked ? asked[i] : mandate_record_at(block, node->space, i);
            if (records[open] == MANDATE_CODE_UNKNOWN) put(&target, node->type, i, &unknown);
            if (records[open] >= MANDATE_CODE_UNKNOWN) continue;
            bool later = some_invisible && mandate_column_date(&table->event, records[open]) > block->as_of;
            if (later && !mandate_table_is_undated(table, records[open])) continue; // what is not there yet has no verdict, and no rule reads it
            pivots[open] = days && days[i] != MANDATE_DATE_ABSENT ? days[i] : block->as_of;
            places[open++] = i;
        }
        if (block->called) block->called[id] += open;
        const mandate_call_asked all = {.site = (int)node->function, .type = node->type, .kind = kind, .records = records, .pivots = pivots, .count = open};
        done = open == 0 || block->call(block->calls, &all, results, error);
        done = done && mandate_failures_note(block, id, places, results, open, error);
        done = done && note_ended(block, id, places, results, open, error);
        for (size_t k = 0; done && k < open; k++) put(&target, node->type, places[k], &results[k]);
    }
    mandate_free(records);
    mandate_free(places);
    mandate_free(pivots);
    mandate_free(results);
    return done;
}
