// Which of the records that were taken come, and which old ones they replace: those of the same key.
#define _GNU_SOURCE // qsort_r
#include "snapshot/merging.h"

#include <stdlib.h>
#include "model/memory.h"

// Records of one key stand together, in the order in which they were taken. Any order of the keys will do.
static int compare_taken(const void *left, const void *right, void *context)
{
    const mandate_merging *m = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = 0;
    for (int f = 0; f < m->kind->field_count && order == 0; f++)
        if (m->kind->fields[f].key) order = mandate_by_number(mandate_added_value(m, f, mandate_added_row(m, a)), mandate_added_value(m, f, mandate_added_row(m, b)));
    return order ? order : mandate_by_number(a, b);
}

static bool same_key(const mandate_merging *m, uint32_t a, uint32_t b)
{
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && mandate_added_value(m, f, mandate_added_row(m, a)) != mandate_added_value(m, f, mandate_added_row(m, b))) return false;
    return true;
}

// Of a record that was taken several times the last counts.
static bool choose(mandate_merging *m, bool changed, mandate_error *error)
{
    uint32_t count = m->added->records;
    m->come = mandate_merging_make(m, count, sizeof *m->come, error);
    m->chosen = mandate_merging_make(m, count, sizeof *m->chosen, error);
    if (!m->come || !m->chosen) return false;
    for (uint32_t i = 0; i < count; i++) m->come[i] = m->chosen[i] = i;
    m->come_count = count;
    if (!changed) return true;
    qsort_r(m->come, count, sizeof *m->come, compare_taken, m);
    for (uint32_t i = count; i > 1; i--)
        if (same_key(m, m->come[i - 2], m->come[i - 1])) m->chosen[m->come[i - 2]] = m->chosen[m->come[i - 1]];
    m->come_count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (m->chosen[m->come[i]] == m->come[i]) m->come[m->come_count++] = m->come[i];
    return true;
}

// Records that come, by the hash of their keys, in lists.
typedef struct sought {
    uint32_t *first, *next; // places in `come` plus one, 0 at the end
    size_t mask;
} sought;

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29;
}

// The owner's field is left out: its records are asked for one owner at a time where it is part of the key.
static uint64_t hash_added(const mandate_merging *m, uint32_t record)
{
    uint64_t hash = 0;
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && f != m->kind->owner) hash = mix(hash, mandate_added_value(m, f, mandate_added_row(m, record)));
    return hash;
}

static uint64_t hash_old(const mandate_merging *m, uint32_t record)
{
    uint64_t hash = 0;
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && f != m->kind->owner) hash = mix(hash, mandate_old_value(m, f, mandate_old_row(m, record)));
    return hash;
}

static bool is_old_record(const mandate_merging *m, uint32_t old, uint32_t added)
{
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].key && f != m->kind->owner && mandate_old_value(m, f, mandate_old_row(m, old)) != mandate_added_value(m, f, mandate_added_row(m, added)))
            return false;
    return true;
}

static bool seek(mandate_merging *m, sought *s, mandate_error *error)
{
    size_t capacity = 64;
    while (capacity < (size_t)m->come_count * 4) capacity *= 2;
    s->mask = capacity - 1;
    s->first = mandate_new(capacity, sizeof *s->first, error);
    s->next = mandate_new(m->come_count, sizeof *s->next, error);
    for (uint32_t i = 0; s->first && s->next && i < m->come_count; i++) {
        uint32_t *first = &s->first[hash_added(m, m->come[i]) & s->mask];
        s->next[i] = *first;
        *first = i + 1;
    }
    return s->first && s->next;
}

// Which one comes that has the old record's key: its place in `come` plus one, 0 where none has.
static uint32_t find_come(const mandate_merging *m, const sought *s, uint32_t record, uint32_t owner, bool by_owner)
{
    uint32_t i = s->first[hash_old(m, record) & s->mask];
    while (i > 0 && !((!by_owner || mandate_owner_of(m, m->come[i - 1]) == owner) && is_old_record(m, record, m->come[i - 1]))) i = s->next[i - 1];
    return i;
}

static void find_among(mandate_merging *m, const sought *s, uint32_t from, uint32_t to, uint32_t owner, bool by_owner)
{
    for (uint32_t r = from; r < to && m->gone_count < m->come_count; r++) {
        uint32_t found = find_come(m, s, r, owner, by_owner);
        if (found == 0) continue;
        m->gone[m->gone_count] = r;
        m->gone_as[m->gone_count++] = m->come[found - 1];
    }
}

// Where the owner is part of the key only the rows of those owners are looked at.
static bool find_by_owner(mandate_merging *m, const sought *s, mandate_error *error)
{
    uint32_t *owners = mandate_new(m->come_count, sizeof *owners, error);
    if (!owners) return false;
    for (uint32_t i = 0; i < m->come_count; i++) owners[i] = mandate_owner_of(m, m->come[i]);
    qsort(owners, m->come_count, sizeof *owners, mandate_compare_numbers);
    for (uint32_t i = 0; i < m->come_count; i++)
        if (owners[i] < m->owners && (i == 0 || owners[i] != owners[i - 1]))
            find_among(m, s, mandate_start_of(m, owners[i]), mandate_start_of(m, owners[i] + 1), owners[i], true);
    mandate_free(owners);
    return true;
}

static bool find_gone(mandate_merging *m, bool changed, mandate_error *error)
{
    sought s = {0};
    bool by_owner = m->kind->owner >= 0 && m->kind->fields[m->kind->owner].key, done = true;
    m->gone = mandate_merging_make(m, changed ? m->come_count : 0, sizeof *m->gone, error);
    m->gone_as = mandate_merging_make(m, changed ? m->come_count : 0, sizeof *m->gone_as, error);
    if (!m->gone || !m->gone_as || !changed) return m->gone && m->gone_as;
    done = seek(m, &s, error) && (!by_owner || find_by_owner(m, &s, error));
    if (done && !by_owner) find_among(m, &s, 0, m->old->records, 0, false);
    mandate_free(s.first);
    mandate_free(s.next);
    return done;
}

// Whose the records were that are gone: the last owner whose rows do not begin behind them.
static bool find_owners(mandate_merging *m, mandate_error *error)
{
    m->gone_owner = mandate_merging_make(m, m->gone_count, sizeof *m->gone_owner, error);
    for (uint32_t i = 0; m->gone_owner && m->kind->owner >= 0 && i < m->gone_count; i++) {
        uint32_t low = 0, high = m->owners + 1;
        while (high - low > 1) {
            uint32_t middle = low + (high - low) / 2;
            if (mandate_start_of(m, middle) <= m->gone[i]) low = middle;
            else high = middle;
        }
        m->gone_owner[i] = low;
    }
    return m->gone_owner;
}

bool mandate_merging_find_records(mandate_merging *m, bool changed, mandate_error *error)
{
    return choose(m, changed, error) && find_gone(m, changed, error) && find_owners(m, error);
}
