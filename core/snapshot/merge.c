// Records that come, merged into a kind that stands in the snapshot's order, column by column: those that are new, and those that are there already and come
// with all their versions because one of them was corrected or is new. Nothing is read from the registry, nothing is sorted but what comes, and no array is
// copied: what comes out tells of what each is put together (splice.h). Written, it has the very bytes that loading all rows anew would give. Here are the steps in
// their order; each has its file.
#include "snapshot/merge.h"

#include "model/memory.h"
#include "snapshot/merging.h"

// What is compared must be what was written: events, keys and, where rows are gone, all that they held.
static bool trust(mandate_merging *m, bool changed, mandate_error *error)
{
    const mandate_snapshot *s = m->snapshot;
    if (m->old->version_start && !mandate_snapshot_trust_part(s, m->index, MANDATE_OF_KIND, MANDATE_PART_VERSION_START, error)) return false;
    if (m->added->records == 0) return true;
    if (!mandate_snapshot_trust(s, m->index, MANDATE_TRUST_EVENTS, error)) return false;
    for (int f = 0; f < m->kind->field_count; f++) {
        const mandate_field *field = &m->kind->fields[f];
        if (!field->key && !changed) continue;
        bool reads = f != m->kind->owner || (changed && !m->owners_are_told);
        if (reads && !mandate_snapshot_trust_part(s, m->index, f, MANDATE_PART_CELLS, error)) return false;
        if (field->key && f != m->kind->owner && field->type == MANDATE_REFERENCE && !mandate_snapshot_trust_keys(s, field->kind, error)) return false;
    }
    bool blank_owners = m->kind->owner >= 0 && mandate_start_of(m, m->owners) < m->old->records;
    return !blank_owners || mandate_snapshot_trust_part(s, m->index, MANDATE_OF_KIND, MANDATE_PART_OWNER, error);
}

static bool merge(mandate_merging *m, bool changed, mandate_error *error)
{
    const mandate_kind *kind = m->kind;
    m->texts = mandate_merging_make(m, (size_t)kind->field_count, sizeof *m->texts, error);
    m->out->columns = mandate_merging_make(m, (size_t)kind->field_count, sizeof *m->out->columns, error);
    if (!m->texts || !m->out->columns) return false;
    mandate_stored owner = {0};
    if (kind->owner >= 0 && (!mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_OWNER_START, &m->owner_start, error) ||
                             !mandate_snapshot_stored(m->snapshot, m->index, kind->owner, MANDATE_PART_CELLS, &owner, error)))
        return false;
    m->owners_are_told = owner.owner_start;
    if (!trust(m, changed, error) || !mandate_find_events(m->added, error)) return false;
    return mandate_merging_place_texts(m, error) && mandate_merging_find_records(m, changed, error) && mandate_merging_merge_texts(m, error) &&
           mandate_merging_order(m, error) && mandate_merging_put_arrays(m, error);
}

bool mandate_can_merge(const mandate_snapshot *snapshot, int kind, const mandate_loaded *added)
{
    const mandate_kind *k = mandate_model_kind(snapshot->model, kind);
    for (int f = 0; f < k->field_count; f++) {
        if (k->fields[f].type != MANDATE_REFERENCE || !k->fields[f].key || f == k->owner) continue;
        const uint32_t *codes = added->columns[f].cells;
        for (uint32_t row = 0; row < added->versions; row++)
            if (codes[row] >= snapshot->tables[k->fields[f].kind].records && codes[row] < MANDATE_CODE_UNKNOWN) return false;
    }
    return true;
}

bool mandate_merge_records(mandate_snapshot *now, const mandate_snapshot *snapshot, int kind, mandate_loaded *added, bool changed, bool pointed_at, mandate_error *error)
{
    mandate_grown *grown = now->grown[kind] = mandate_new(1, sizeof *grown, error);
    mandate_merging *m = grown ? grown->of = mandate_new(1, sizeof *m, error) : NULL;
    if (!m) return false;
    const mandate_kind *k = mandate_model_kind(snapshot->model, kind);
    *m = (mandate_merging){.snapshot = snapshot,
                           .now = now,
                           .index = kind,
                           .kind = k,
                           .tables = snapshot->tables,
                           .old = &snapshot->tables[kind],
                           .added = added,
                           .out = grown,
                           .old_owners = k->owner >= 0 ? snapshot->tables[k->fields[k->owner].kind].records : 0};
    if (k->owner < 0 || !mandate_moved_to(m, k->fields[k->owner].kind, &m->owners)) m->owners = m->old_owners;
    if (!merge(m, changed, error) || (pointed_at && !mandate_merging_tell_moved(m, &now->moved[kind], error))) return false;
    now->tables[kind] = (mandate_table){.kind = k, .records = m->records, .versions = m->versions, .last_event = grown->event.about.last};
    return true;
}

void mandate_grown_release(mandate_grown *grown)
{
    if (!grown) return;
    const mandate_merging *m = grown->of;
    for (int f = 0; m && grown->columns && f < m->kind->field_count; f++) {
        if (grown->event.parts[MANDATE_PART_CELLS].at == grown->columns[f].parts[MANDATE_PART_CELLS].at) grown->event.parts[MANDATE_PART_CELLS].at = NULL;
        mandate_room_free((void *)grown->columns[f].parts[MANDATE_PART_CELLS].at);
    }
    mandate_room_free((void *)grown->event.parts[MANDATE_PART_CELLS].at);
    mandate_merging_release(grown->of);
    mandate_free(grown);
}
