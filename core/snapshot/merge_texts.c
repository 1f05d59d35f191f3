// The lists of texts that come out: what comes finds its place among the old texts, and those go that no row has any longer.
#include "snapshot/merging.h"

#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/text.h"

typedef struct text {
    const char *bytes;
    size_t length;
} text;

static text old_text(const mandate_merging_texts *of, uint32_t rank)
{
    uint64_t from = mandate_stored_value(&of->start, rank), to = mandate_stored_value(&of->start, rank + 1ULL);
    return (text){of->bytes + from, (size_t)(to - from) - 1};
}

static text come_text(const mandate_filled *added, uint32_t rank)
{
    return (text){added->text_bytes + added->text_start[rank], (size_t)(added->text_start[rank + 1] - added->text_start[rank]) - 1};
}

static int compare_texts(text a, text b) { return mandate_text_compare(a.bytes, a.length, b.bytes, b.length); }

// Where each text that comes is, or would stand.
static bool place(mandate_merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_filled *added = &m->added->columns[f];
    mandate_merging_texts *of = &m->texts[f];
    mandate_stored bytes;
    if (!mandate_rank_texts(added, m->added->versions, error) || !mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_TEXT_START, &of->start, error) ||
        !mandate_snapshot_stored(m->snapshot, m->index, f, MANDATE_PART_TEXT_BYTES, &bytes, error))
        return false;
    of->bytes = bytes.at;
    of->at = mandate_merging_make(m, added->text_count, sizeof *of->at, error);
    of->is_old = mandate_merging_make(m, added->text_count, sizeof *of->is_old, error);
    of->used = mandate_merging_make(m, added->text_count, sizeof *of->used, error);
    of->ranks = mandate_merging_make(m, added->text_count, sizeof *of->ranks, error);
    if (!of->at || !of->is_old || !of->used || !of->ranks) return false;
    for (uint32_t i = 0, low = 0; i < added->text_count; i++) {
        uint32_t high = old->text_count;
        text come = come_text(added, i);
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (compare_texts(old_text(of, middle), come) < 0) low = middle + 1;
            else high = middle;
        }
        of->at[i] = low;
        of->is_old[i] = low < old->text_count && compare_texts(old_text(of, low), come) == 0;
    }
    return true;
}

bool mandate_merging_place_texts(mandate_merging *m, mandate_error *error)
{
    for (int f = 0; f < m->kind->field_count; f++)
        if (m->kind->fields[f].type == MANDATE_TEXT && !place(m, f, error)) return false;
    return true;
}

// The ranks of `list` that only rows have which are gone; they are moved to its beginning. `list` ascends, and has each rank once.
static uint32_t keep_unused(const mandate_merging *m, int f, uint32_t *list, uint32_t count, uint64_t *bits, uint32_t *uses)
{
    const mandate_column *old = &m->old->columns[f];
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++) bits[list[i] / 64] |= 1ULL << list[i] % 64;
    for (uint32_t row = 0; row < m->old->versions; row++) {
        uint32_t code = mandate_column_cell(old, row);
        if (code >= MANDATE_CODE_UNKNOWN || !(bits[code / 64] >> code % 64 & 1)) continue;
        const uint32_t *found = bsearch(&code, list, count, sizeof *list, mandate_compare_numbers);
        if (found) uses[found - list]++;
    }
    MANDATE_FOR_GONE_ROWS(m, row)
    {
        uint32_t code = mandate_column_cell(old, row);
        const uint32_t *found = bsearch(&code, list, count, sizeof *list, mandate_compare_numbers);
        if (found) uses[found - list]--;
    }
    for (uint32_t i = 0; i < count; i++)
        if (uses[i] == 0) list[left++] = list[i];
    return left;
}

static void mark_used(const mandate_merging *m, int f)
{
    MANDATE_FOR_COME_ROWS(m, row)
    {
        uint32_t code = mandate_added_code(m, f, row);
        if (code < MANDATE_CODE_UNKNOWN) m->texts[f].used[code] = true;
    }
}

// Which old texts no row has any longer.
static bool drop_texts(mandate_merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    mandate_merging_texts *of = &m->texts[f];
    const uint32_t most = mandate_gone_rows(m);
    if (most == 0) return true;
    uint32_t *list = of->dropped = mandate_merging_make(m, most, sizeof *list, error), *uses = mandate_new(most, sizeof *uses, error), count = 0, found = 0;
    uint64_t *bits = mandate_new((size_t)old->text_count / 64 + 1, sizeof *bits, error);
    bool done = list && uses && bits;
    if (done) {
        MANDATE_FOR_GONE_ROWS(m, row)
        {
            uint32_t code = mandate_column_cell(old, row);
            if (code < MANDATE_CODE_UNKNOWN) list[count++] = code;
        }
        qsort(list, count, sizeof *list, mandate_compare_numbers);
        for (uint32_t i = 0, next = 0; i < count; i++) { // without those that come again
            while (next < m->added->columns[f].text_count && of->at[next] < list[i]) next++;
            bool again = false;
            for (uint32_t n = next; n < m->added->columns[f].text_count && of->at[n] == list[i]; n++) again = again || (of->is_old[n] && of->used[n]);
            if (!again && (found == 0 || list[found - 1] != list[i])) list[found++] = list[i];
        }
        of->dropped_count = found > 0 ? keep_unused(m, f, list, found, bits, uses) : 0;
    }
    mandate_free(uses);
    mandate_free(bits);
    return done;
}

// What is put together of a list of texts while it is walked.
typedef struct listing {
    mandate_merging_texts *of;
    uint32_t at, dropped, come; // old texts, dropped ones and those that come, so far
    mandate_error *error;
} listing;

static bool list_old(listing *l, uint32_t until)
{
    mandate_merging_texts *of = l->of;
    while (l->at < until) {
        bool drops = l->dropped < of->dropped_count && of->dropped[l->dropped] < until;
        uint32_t end = drops ? of->dropped[l->dropped] : until;
        uint64_t from = mandate_stored_value(&of->start, l->at), to = mandate_stored_value(&of->start, end);
        if (!mandate_stretches_add(&of->starts, false, l->at, end - l->at, of->length - from, l->error) ||
            !mandate_stretches_add(&of->letters, false, from, to - from, 0, l->error))
            return false;
        for (uint32_t r = l->at; of->turned && r < end; r++) of->turned[r] = of->count + (r - l->at);
        of->count += end - l->at;
        of->length += to - from;
        l->at = end;
        if (drops) {
            if (of->turned) of->turned[end] = of->count; // where it would stand
            l->dropped++;
            l->at++;
        }
    }
    return true;
}

static bool list_come(listing *l, const mandate_filled *added, uint32_t rank)
{
    mandate_merging_texts *of = l->of;
    uint64_t from = added->text_start[rank], length = added->text_start[rank + 1] - from;
    of->come_starts[l->come] = of->length;
    of->count++;
    of->length += length;
    return mandate_stretches_add(&of->starts, true, l->come++, 1, 0, l->error) && mandate_stretches_add(&of->letters, true, from, length, 0, l->error);
}

static bool list_texts(mandate_merging *m, int f, mandate_error *error)
{
    const mandate_column *old = &m->old->columns[f];
    const mandate_filled *added = &m->added->columns[f];
    mandate_merging_texts *of = &m->texts[f];
    uint32_t come = 0;
    bool turns = of->dropped_count > 0;
    for (uint32_t i = 0; i < added->text_count; i++) {
        bool is_new = of->used[i] && !of->is_old[i];
        come += is_new;
        turns = turns || (is_new && of->at[i] < old->text_count);
    }
    turns = turns || mandate_code_width(old->text_count - of->dropped_count + come) != (size_t)old->width;
    if (turns && !(of->turned = mandate_merging_make(m, old->text_count, sizeof *of->turned, error))) return false;
    if (!(of->come_starts = mandate_merging_make(m, (size_t)come + 1, sizeof *of->come_starts, error))) return false;
    listing l = {.of = of, .error = error};
    for (uint32_t i = 0; i < added->text_count; i++) {
        if (!of->used[i]) continue;
        if (!list_old(&l, of->at[i])) return false;
        of->ranks[i] = of->count;
        if (!of->is_old[i] && !list_come(&l, added, i)) return false;
    }
    if (!list_old(&l, old->text_count)) return false;
    of->come_starts[l.come] = of->length;
    return mandate_stretches_add(&of->starts, true, l.come, 1, 0, error);
}

bool mandate_merging_merge_texts(mandate_merging *m, mandate_error *error)
{
    for (int f = 0; f < m->kind->field_count; f++) {
        if (m->kind->fields[f].type != MANDATE_TEXT) continue;
        mark_used(m, f);
        if (!drop_texts(m, f, error) || !list_texts(m, f, error)) return false;
    }
    return true;
}

uint32_t mandate_old_rank(const mandate_merging *m, int f, uint32_t row)
{
    uint32_t code = mandate_column_cell(&m->old->columns[f], row);
    return code < MANDATE_CODE_UNKNOWN && m->texts[f].turned ? m->texts[f].turned[code] : code;
}

uint32_t mandate_come_rank(const mandate_merging *m, int f, uint32_t row)
{
    uint32_t code = mandate_added_code(m, f, row);
    return code < MANDATE_CODE_UNKNOWN ? m->texts[f].ranks[code] : code;
}
