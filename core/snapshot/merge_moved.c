// Where a kind's records have gone: whoever refers to them follows (README.md).
#include "model/memory.h"
#include "snapshot/merging.h"

static void tell_come(const mandate_merging *m, uint32_t *moved)
{
    for (uint32_t added = 0; added < m->added->records; added++) moved[m->old->records + added] = moved[m->old->records + m->chosen[added]];
    for (uint32_t i = 0; i < m->gone_count; i++) moved[m->gone[i]] = moved[m->old->records + m->gone_as[i]];
}

bool mandate_merging_tell_moved(const mandate_merging *m, mandate_moved *out, mandate_error *error)
{
    const uint32_t old = m->old->records;
    uint32_t *moved = mandate_new((size_t)old + m->added->records, sizeof *moved, error);
    if (!moved) return false;
    for (size_t i = 0; i < m->by_record.count; i++) {
        const mandate_stretch *s = &m->by_record.list[i];
        uint64_t end = i + 1 < m->by_record.count ? m->by_record.list[i + 1].from : m->by_record.cells;
        for (uint64_t to = s->from, at = s->at; to < end; to++, at++) moved[s->comes ? old + m->come[at] : at] = (uint32_t)to;
    }
    tell_come(m, moved);
    bool same = m->come_count == m->gone_count;
    for (uint32_t r = 0; same && r < old; r++) same = moved[r] == r;
    if (same) mandate_free(moved);
    else *out = (mandate_moved){.to = moved, .count = old + m->added->records};
    return true;
}
