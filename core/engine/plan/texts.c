// The texts of a plan: those that rules name, those of the columns that it reads, and sets of them.
#include <string.h>
#include "engine/plan/plan_internal.h"
#include "model/memory.h"

bool mandate_plan_text(mandate_plan *plan, const char *text, size_t length, uint32_t *code, mandate_error *error)
{
    return mandate_dictionary_add(&plan->texts, text, length, code, error);
}

const uint32_t *mandate_plan_texts_of(const mandate_plan *plan, int kind, int field)
{
    for (size_t i = 0; i < plan->map_count; i++)
        if (plan->maps[i].kind == kind && plan->maps[i].field == field) return plan->maps[i].codes;
    return NULL;
}

bool mandate_plan_map_texts(mandate_plan *plan, int kind, int field, mandate_error *error)
{
    if (mandate_plan_texts_of(plan, kind, field)) return true;
    uint32_t count = mandate_snapshot_table(plan->snapshot, kind)->columns[field].text_count;
    struct mandate_text_map *grown = mandate_grow(plan->maps, plan->map_count, &plan->map_capacity, sizeof *plan->maps, error);
    if (!grown) return false;
    plan->maps = grown;
    uint32_t *codes = mandate_new(count, sizeof *codes, error);
    if (!codes) return false;
    plan->maps[plan->map_count++] = (struct mandate_text_map){.kind = kind, .field = field, .codes = codes};
    for (uint32_t rank = 0; rank < count; rank++) {
        size_t length;
        const char *text = mandate_snapshot_text(plan->snapshot, kind, field, rank, &length);
        if (!mandate_dictionary_add(&plan->texts, text, length, &codes[rank], error)) return false;
    }
    return true;
}

const char *mandate_plan_text_of(const mandate_plan *plan, uint32_t code, size_t *length)
{
    return code < MANDATE_MADE_CODE ? mandate_dictionary_text(&plan->texts, code, length) : mandate_made_texts_text(&plan->made, code, length);
}

// What the plan has already is that: its own texts do not change while a run makes others.
bool mandate_plan_made_text(mandate_plan *plan, const char *text, size_t length, uint32_t *code, mandate_error *error)
{
    return mandate_dictionary_find(&plan->texts, text, length, code) || mandate_made_texts_code(&plan->made, text, length, code, error);
}

int mandate_plan_add_texts(mandate_plan *plan, const char *const *texts, const size_t *lengths, size_t count, mandate_text_match match, mandate_error *error)
{
    mandate_text_set *grown = mandate_grow(plan->sets, plan->set_count, &plan->set_capacity, sizeof *plan->sets, error);
    if (!grown) return -1;
    plan->sets = grown;
    mandate_text_set *set = &plan->sets[plan->set_count];
    *set = (mandate_text_set){.match = match, .count = count};
    set->codes = mandate_new(count, sizeof *set->codes, error);
    if (!set->codes) return -1;
    for (size_t i = 0; i < count; i++)
        if (!mandate_plan_text(plan, texts[i], lengths[i], &set->codes[i], error)) {
            mandate_free(set->codes);
            return -1;
        }
    for (size_t i = 0; i < plan->set_count; i++) // the same set again, so that nodes stay shared
        if (plan->sets[i].match == match && plan->sets[i].count == count && memcmp(plan->sets[i].codes, set->codes, count * sizeof *set->codes) == 0) {
            mandate_free(set->codes);
            return (int)i;
        }
    return (int)plan->set_count++;
}

bool mandate_text_matches(mandate_text_match match, const char *text, size_t length, const char *part, size_t part_length)
{
    if (length < part_length) return false;
    switch (match) {
    case MANDATE_TEXT_STARTS: return memcmp(text, part, part_length) == 0;
    case MANDATE_TEXT_ENDS: return memcmp(text + length - part_length, part, part_length) == 0;
    case MANDATE_TEXT_CONTAINS:
        for (size_t at = 0; at + part_length <= length; at++)
            if (memcmp(text + at, part, part_length) == 0) return true;
        return false;
    default: return length == part_length && memcmp(text, part, part_length) == 0;
    }
}

bool mandate_text_set_holds(const mandate_plan *plan, const mandate_text_set *set, const char *text, size_t length)
{
    for (size_t i = 0; i < set->count; i++) {
        size_t part_length;
        const char *part = mandate_plan_text_of(plan, set->codes[i], &part_length);
        if (mandate_text_matches(set->match, text, length, part, part_length)) return true;
    }
    return false;
}

bool mandate_plan_set_bits(mandate_plan *plan, mandate_text_set *set, mandate_error *error)
{
    uint32_t count = plan->texts.count;
    if (set->bits && set->bit_count == count) return true;
    mandate_free(set->bits);
    set->bits = mandate_new((size_t)count / 64 + 1, sizeof *set->bits, error);
    if (!set->bits) return false;
    set->bit_count = count;
    for (size_t i = 0; set->match == MANDATE_TEXT_IS && i < set->count; i++) set->bits[set->codes[i] / 64] |= 1ULL << (set->codes[i] % 64);
    for (uint32_t code = 0; set->match != MANDATE_TEXT_IS && code < count; code++) {
        size_t length;
        const char *text = mandate_plan_text_of(plan, code, &length);
        if (mandate_text_set_holds(plan, set, text, length)) set->bits[code / 64] |= 1ULL << (code % 64);
    }
    return true;
}
