// The columns and the kind's own arrays that come out: of which stretches of the old array and of which cells that come each is put together when it is written.
#include "snapshot/merging.h"

#include <string.h>

static mandate_spliced *splice(mandate_merging *m, const mandate_stretches *stretches, uint32_t width, const mandate_stored *old, const void *come, mandate_error *error)
{
    mandate_spliced *array = mandate_merging_make(m, 1, sizeof *array, error);
    if (array) *array = (mandate_spliced){.stretches = stretches, .width = width, .old = *old, .come = come};
    return array;
}

// Cells that come, row by row or record by record in their order, of an array of those that were taken.
static void *in_order(mandate_merging *m, bool by_record, const void *cells, size_t width, mandate_error *error)
{
    const uint32_t *order = by_record ? m->come : m->rows, count = by_record ? m->come_count : m->row_count;
    char *come = mandate_merging_make(m, count, width, error);
    for (uint32_t i = 0; come && i < count; i++) memcpy(come + i * width, (const char *)cells + order[i] * width, width);
    return come;
}

enum { BY_RECORD = true, BY_ROW = false };

static const mandate_stretches *stretches_of(const mandate_merging *m, bool by_record) { return by_record ? &m->by_record : &m->by_row; }

// An array of numbers that no packing concerns; NULL where it failed.
static mandate_spliced *spliced(mandate_merging *m, bool by_record, int of, int part, const void *taken, uint32_t width, mandate_error *error)
{
    mandate_stored old;
    void *come = mandate_snapshot_stored(m->snapshot, m->index, of, part, &old, error) ? in_order(m, by_record, taken, width, error) : NULL;
    return come ? splice(m, stretches_of(m, by_record), width, &old, come, error) : NULL;
}

// The same of references, which follow the records that they lead to.
static mandate_spliced *referring(mandate_merging *m, bool by_record, int of, int part, const uint32_t *taken, int target, mandate_error *error)
{
    const uint32_t count = by_record ? m->come_count : m->row_count;
    mandate_stored old;
    uint32_t *come = mandate_snapshot_stored(m->snapshot, m->index, of, part, &old, error) ? in_order(m, by_record, taken, sizeof *come, error) : NULL;
    mandate_spliced *array = come ? splice(m, stretches_of(m, by_record), sizeof *come, &old, come, error) : NULL;
    if (!array) return NULL;
    array->turned = mandate_moved_to(m, target, &array->turned_count);
    for (uint32_t i = 0; array->turned && i < count; i++) come[i] = come[i] < array->turned_count ? array->turned[come[i]] : come[i];
    return array;
}

// All values of a column as plain numbers or days, in their order.
static void *unpack(const mandate_merging *m, bool by_record, const mandate_column *old, const void *come, size_t width, mandate_error *error)
{
    const mandate_stretches *all = stretches_of(m, by_record);
    char *plain = mandate_room_new(NULL, all->cells, width, error);
    for (size_t i = 0; plain && i < all->count; i++) {
        const mandate_stretch *s = &all->list[i];
        uint64_t end = i + 1 < all->count ? all->list[i + 1].from : all->cells;
        for (uint64_t at = s->from, n = s->at; at < end; at++, n++) {
            if (s->comes) memcpy(plain + at * width, (const char *)come + n * width, width);
            else if (old->type == MANDATE_NUMBER) ((double *)(void *)plain)[at] = mandate_column_number(old, n);
            else ((int32_t *)(void *)plain)[at] = mandate_column_date(old, n);
        }
    }
    return plain;
}

// All values packed anew.
static bool pack_anew(mandate_merging *m, bool by_record, const mandate_column *old, const void *come, mandate_described_column *out, mandate_error *error)
{
    const size_t width = old->type == MANDATE_NUMBER ? sizeof(double) : sizeof(int32_t);
    mandate_filled column = {.width = width, .cells = unpack(m, by_record, old, come, width, error)};
    bool done = column.cells && mandate_pack_cells(&column, old->type, (uint32_t)stretches_of(m, by_record)->cells, error);
    out->parts[MANDATE_PART_CELLS].at = column.cells; // freed with what is grown
    out->about.width = (int)column.width;
    out->about.scale = column.scale;
    out->about.base = column.base;
    return done && out->parts[MANDATE_PART_CELLS].at;
}

// Numbers or days of a field, or, with MANDATE_OF_EVENT, the events. Mostly those that come can be packed as the others are, and then all would be packed so.
static bool grow_values(mandate_merging *m, int of, const void *taken, bool lost, mandate_described_column *out, mandate_error *error)
{
    const bool by_record = of == MANDATE_OF_EVENT;
    const mandate_column *old = by_record ? &m->old->event : &m->old->columns[of];
    const size_t plain = old->type == MANDATE_NUMBER ? sizeof(double) : sizeof(int32_t);
    const uint32_t count = by_record ? m->come_count : m->row_count;
    mandate_stored stored;
    void *come = in_order(m, by_record, taken, plain, error), *packed = come ? mandate_merging_make(m, count, sizeof(double), error) : NULL;
    if (!packed || !mandate_snapshot_stored(m->snapshot, m->index, of, MANDATE_PART_CELLS, &stored, error)) return false;
    if (lost || (old->scale != 0 && !mandate_pack_as(old, come, count, packed)))
        return mandate_snapshot_trust(m->snapshot, m->index, by_record ? MANDATE_TRUST_EVENTS : of, error) && pack_anew(m, by_record, old, come, out, error);
    out->about.width = old->width;
    out->about.scale = old->scale;
    out->about.base = old->base;
    out->parts[MANDATE_PART_CELLS].spliced = splice(m, stretches_of(m, by_record), (uint32_t)old->width, &stored, old->scale != 0 ? packed : come, error);
    return out->parts[MANDATE_PART_CELLS].spliced;
}

static bool grow_texts(mandate_merging *m, int f, mandate_described_column *out, mandate_error *error)
{
    mandate_merging_texts *of = &m->texts[f];
    mandate_stored cells, letters;
    if (!mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_CELLS, &cells, error) ||
        !mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_TEXT_BYTES, &letters, error))
        return false;
    mandate_filled come = {.width = mandate_code_width(of->count)};
    come.cells = mandate_merging_make(m, m->row_count, come.width, error);
    mandate_spliced *codes = come.cells ? splice(m, &m->by_row, (uint32_t)come.width, &cells, come.cells, error) : NULL;
    if (!codes) return false;
    for (uint32_t i = 0; i < m->row_count; i++) mandate_set_code(&come, i, mandate_come_rank(m, f, m->rows[i]));
    codes->turned = of->turned;
    codes->turned_count = m->old->columns[f].text_count;
    out->about.width = (int)come.width;
    out->about.text_count = of->count;
    out->text_bytes = of->length;
    out->parts[MANDATE_PART_CELLS].spliced = codes;
    out->parts[MANDATE_PART_TEXT_START].spliced = splice(m, &of->starts, sizeof(uint64_t), &of->start, of->come_starts, error);
    out->parts[MANDATE_PART_TEXT_BYTES].spliced = splice(m, &of->letters, 1, &letters, m->added->columns[f].text_bytes, error);
    return out->parts[MANDATE_PART_TEXT_START].spliced && out->parts[MANDATE_PART_TEXT_BYTES].spliced;
}

static bool is_day(const mandate_kind *kind, int f) { return kind->fields[f].type == MANDATE_EVENT || kind->fields[f].type == MANDATE_DATE; }

static bool grow_column(mandate_merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_described_column *out = &m->out->columns[f];
    bool lost;
    if (!mandate_merging_describe(m, f, &lost, &out->about, error)) return false;
    if (old->type == MANDATE_TEXT) return grow_texts(m, f, out, error);
    if (old->type == MANDATE_NUMBER || is_day(m->kind, f)) return grow_values(m, f, mandate_added_cells(m, f), lost, out, error);
    out->about.width = old->width;
    if (old->type == MANDATE_REFERENCE)
        out->parts[MANDATE_PART_CELLS].spliced = referring(m, BY_ROW, f, MANDATE_PART_CELLS, mandate_added_cells(m, f), m->kind->fields[f].kind, error);
    else out->parts[MANDATE_PART_CELLS].spliced = spliced(m, BY_ROW, f, MANDATE_PART_CELLS, mandate_added_cells(m, f), (uint32_t)old->width, error);
    return out->parts[MANDATE_PART_CELLS].spliced;
}

static bool grow_events(mandate_merging *m, bool versions, mandate_error *error)
{
    const int starts = m->kind->starts;
    bool lost;
    if (starts >= 0 && !versions && !m->out->columns[starts].about.has_absent && !m->out->columns[starts].about.has_unknown) {
        m->out->event = m->out->columns[starts];
        m->out->event.about.type = MANDATE_EVENT;
        return true;
    }
    const mandate_filled *taken = m->added->event_is_column ? &m->added->columns[starts] : &m->added->event;
    mandate_merging_describe_events(m, &lost, &m->out->event.about);
    return grow_values(m, MANDATE_OF_EVENT, taken->cells, lost, &m->out->event, error);
}

static bool put_spliced(mandate_merging *m, int part, mandate_spliced *array)
{
    m->out->parts[part].spliced = array;
    return array;
}

static bool grow_versions(mandate_merging *m, mandate_error *error)
{
    static const mandate_value_run one_each[] = {{0, 0, 1}}, always[] = {{0, (uint32_t)MANDATE_DATE_ALWAYS, 0}};
    mandate_stored start = {.width = 4, .runs = one_each, .run_count = 1}, from = {.width = 4, .runs = always, .run_count = 1};
    mandate_date *come = mandate_merging_make(m, m->row_count, sizeof *come, error);
    if (!come) return false;
    for (uint32_t i = 0; i < m->row_count; i++) come[i] = m->added->version_start ? m->added->effective_from[m->rows[i]] : MANDATE_DATE_ALWAYS;
    if (m->old->version_start && (!mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_VERSION_START, &start, error) ||
                                  !mandate_snapshot_stored(m->snapshot, m->index, MANDATE_OF_KIND, MANDATE_PART_EFFECTIVE_FROM, &from, error)))
        return false;
    return put_spliced(m, MANDATE_PART_VERSION_START, splice(m, &m->versions_start, 4, &start, m->come_start, error)) &&
           put_spliced(m, MANDATE_PART_EFFECTIVE_FROM, splice(m, &m->by_row, 4, &from, come, error));
}

// Owners lie in their field's column where every record has one row.
static bool grow_owners(mandate_merging *m, bool versions, mandate_error *error)
{
    const int owner = m->kind->owner;
    if (owner < 0) return true;
    if (!put_spliced(m, MANDATE_PART_OWNER_START, splice(m, &m->starts, 4, &m->owner_start, m->new_starts, error))) return false;
    m->out->parts[MANDATE_PART_OWNER] = m->out->columns[owner].parts[MANDATE_PART_CELLS];
    if (!versions) return true;
    uint32_t *taken = mandate_merging_make(m, m->added->records, sizeof *taken, error);
    for (uint32_t i = 0; taken && i < m->added->records; i++) taken[i] = mandate_owner_of(m, i);
    return taken && put_spliced(m, MANDATE_PART_OWNER, referring(m, BY_RECORD, MANDATE_OF_KIND, MANDATE_PART_OWNER, taken, m->kind->fields[owner].kind, error));
}

// The kind's own arrays.
static bool grow_arrays(mandate_merging *m, bool versions, mandate_error *error)
{
    const mandate_loaded *added = m->added;
    bool has_ids = m->snapshot->ids[m->index];
    return (!versions || grow_versions(m, error)) && grow_owners(m, versions, error) &&
           put_spliced(m, MANDATE_PART_IMPORT, spliced(m, BY_ROW, MANDATE_OF_KIND, MANDATE_PART_IMPORT, added->import, 4, error)) &&
           put_spliced(m, MANDATE_PART_LINE, spliced(m, BY_ROW, MANDATE_OF_KIND, MANDATE_PART_LINE, added->line, 4, error)) &&
           (!has_ids || put_spliced(m, MANDATE_PART_IDS, spliced(m, BY_RECORD, MANDATE_OF_KIND, MANDATE_PART_IDS, added->ids, 8, error)));
}

bool mandate_merging_put_arrays(mandate_merging *m, mandate_error *error)
{
    const bool versions = m->old->version_start || m->added->version_start;
    for (int f = 0; f < m->kind->field_count; f++)
        if (!grow_column(m, f, error)) return false;
    return grow_events(m, versions, error) && grow_arrays(m, versions, error);
}
