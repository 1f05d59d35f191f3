// A block's verdicts as rows. Everything here is the block's own, so that blocks are written by several threads at once.
#include "model/memory.h"
#include "verdict/writing.h"

// A kind whose records belong to those of the driver, and the rules that judge them.
typedef struct mandate_family {
    int kind, owner; // owner: place in the list of families, -1 for the driver
    const mandate_table *table;
    const mandate_judged_rule *rules;
    size_t rule_count;
    uint32_t first, next, end; // the block's records of this kind, and the one that is written next
    uint32_t reached; // one past the last that belongs to the driver's record
} mandate_family;

static bool name_subject(mandate_writing *w, int kind, uint32_t record, mandate_error *error)
{
    mandate_written_subject *s = &w->subject;
    size_t length = mandate_snapshot_key(w->rows->snapshot, kind, record, s->key, s->key_room);
    if (length >= s->key_room) {
        char *wider = mandate_resize(s->key, length * 2 + 256, 1, error);
        if (!wider) return false;
        s->key = wider;
        s->key_room = length * 2 + 256;
        mandate_snapshot_key(w->rows->snapshot, kind, record, s->key, s->key_room);
    }
    s->text = (mandate_text){s->key, length};
    s->special = mandate_quote_needed(s->text);
    if (s->special) {
        if (length * 2 > s->cell_room) {
            char *wider = mandate_resize(s->cell, length * 2, 1, error);
            if (!wider) return false;
            s->cell = wider;
            s->cell_room = length * 2;
        }
        s->text = (mandate_text){s->cell, (size_t)(mandate_quote_copy(s->text, s->cell) - s->cell)};
    }
    s->known = true;
    return true;
}

static char *put_subject(const mandate_written_subject *s, const mandate_rows_lowered *part, char *out)
{
    bool quoted = s->special || part->special;
    if (quoted) *out++ = '"';
    out = mandate_text_copy(s->text, out);
    out = mandate_text_copy(part->period, out);
    if (quoted) *out++ = '"';
    *out++ = ',';
    return out;
}

static bool write_row(mandate_writing *w, const mandate_judged_rule *rule, int kind, size_t row, uint32_t record, mandate_error *error)
{
    const mandate_rows *rows = w->rows;
    const mandate_rows_lowered *part = rule->part;
    uint8_t status = rule->verdicts.statuses[row];
    if (status >= MANDATE_STATUS_COUNT) return true;
    if (!w->subject.known && !name_subject(w, kind, record, error)) return false;

    mandate_telling t;
    t.values = mandate_values_of(rule, row);
    t.listed_count = t.list_room = 0;
    const mandate_template *template = rows->reasons ? mandate_tell_reason(w, rule, row, record, &t, error) : NULL;
    if (rows->reasons && !template) return false;
    // rule and subject, each with its comma and quotes; status, three days and the line's end
    size_t room = part->rule.length + w->subject.text.length + part->period.length + 3 + w->statuses[status].length + (size_t)3 * MANDATE_DAY_LENGTH +
                  sizeof MANDATE_ROWS_NOT_WORKED_OUT + 5;
    if (template) room += t.list_room + mandate_reason_room(template, &t.values) + 2;
    mandate_date next = part->next ? part->next[record] : rule->verdicts.next[row];

    char *out = mandate_output_reserve(w->output, room, error);
    if (!out) return false;
    char *start = out;
    out = mandate_text_copy(part->rule, out);
    out = put_subject(&w->subject, part, out);
    out = mandate_text_copy(w->statuses[status], out);
    *out++ = ',';
    out = mandate_days_write(&rows->days, t.values.due, out);
    *out++ = ',';
    out = mandate_days_write(&rows->days, t.values.done, out);
    *out++ = ',';
    if (next == MANDATE_DATE_UNKNOWN) out = mandate_text_copy((mandate_text){MANDATE_ROWS_NOT_WORKED_OUT, sizeof MANDATE_ROWS_NOT_WORKED_OUT - 1}, out);
    else out = mandate_days_write(&rows->days, next, out);
    if (template) {
        *out++ = ',';
        out = mandate_put_listed(t.listed, t.listed_count, out);
        *out++ = ',';
        out = mandate_reason_cell(template, &t.values, &rows->days, out);
    }
    *out++ = '\n';
    w->output->length += (size_t)(out - start);
    return true;
}

// Writes the records of one kind up to `end`.
static bool write_records(mandate_writing *w, mandate_family *own, uint32_t end, mandate_error *error)
{
    for (; own->next < end; own->next++) {
        w->subject.known = false;
        for (size_t i = 0; i < own->rule_count; i++)
            if (!write_row(w, &own->rules[i], own->kind, own->next - own->first, own->next, error)) return false;
    }
    return true;
}

// The rules of this block: of each kind in the order of kinds, in the order of rules. `decided` tells of each node whether this pass decides it.
static bool find_rules(mandate_writing *w, const bool *decided, bool *needed, mandate_error *error)
{
    const mandate_rows *rows = w->rows;
    size_t rule_count = 0, version_count = 0, families = 0;
    for (size_t p = 0; p < rows->part_count; p++) {
        if (!decided[rows->parts[p].node]) continue;
        rule_count++;
        version_count += rows->parts[p].version_count;
        for (int k = rows->parts[p].kind; k >= 0; k = rows->owner[k]) needed[k] = true;
    }
    if (rule_count == 0) return true;
    w->rules = mandate_new(rule_count, sizeof *w->rules, error);
    w->versions = mandate_new(version_count, sizeof *w->versions, error);
    w->families = mandate_new((size_t)rows->kinds, sizeof *w->families, error);
    if (!w->rules || !w->versions || !w->families) return false;

    int driver = mandate_block_driver(w->block), at = 0;
    while (rows->order[at] != driver) at++;
    mandate_judged_rule *next_rule = w->rules;
    mandate_verdicts *next_version = w->versions;
    for (; at < rows->kinds; at++) {
        int kind = rows->order[at], owner = -1;
        if (!needed[kind]) continue;
        if (kind != driver) {
            for (size_t f = 0; f < families; f++)
                if (w->families[f].kind == rows->owner[kind]) owner = (int)f;
            if (owner < 0) break; // the driver's family ends here
        }
        mandate_family *own = &w->families[families++];
        uint32_t count;
        *own = (mandate_family){.kind = kind, .owner = owner, .table = mandate_snapshot_table(rows->snapshot, kind), .rules = next_rule};
        mandate_block_rows(w->block, kind, &own->first, &count);
        own->next = own->first;
        own->end = own->first + count;
        for (size_t p = 0; p < rows->part_count; p++) {
            const mandate_rows_lowered *part = &rows->parts[p];
            if (part->kind != kind || !decided[part->node]) continue;
            *next_rule = (mandate_judged_rule){.part = part, .verdicts = mandate_block_verdicts(w->block, part->node)};
            if (rows->reasons && part->version_count > 1) {
                next_rule->versions = next_version;
                for (size_t v = 0; v < part->version_count; v++, next_version++) {
                    int node = rows->versions[part->version_start + v].node;
                    if (node >= 0) *next_version = mandate_block_verdicts(w->block, node);
                }
            }
            next_rule++;
            own->rule_count++;
        }
    }
    w->family_count = families;
    return true;
}

static bool write_block(mandate_writing *w, mandate_error *error)
{
    if (w->family_count == 0) return true;
    mandate_family *driver = &w->families[0];
    for (uint32_t record = driver->first; record < driver->end; record++) {
        for (size_t f = 0; f < w->family_count; f++) {
            mandate_family *own = &w->families[f];
            own->reached = own->owner < 0 ? record + 1 : own->table->owner_start[w->families[own->owner].reached];
            if (own->rule_count > 0 && !write_records(w, own, own->reached, error)) return false;
        }
    }
    for (size_t f = 0; f < w->family_count; f++) // those whose owner is not known
        if (w->families[f].rule_count > 0 && !write_records(w, &w->families[f], w->families[f].end, error)) return false;
    return true;
}

bool mandate_rows_format(void *context, const mandate_block *block, mandate_output *output, mandate_error *error)
{
    mandate_writing w = {.rows = context, .block = block, .output = output};
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++) w.statuses[s] = (mandate_text){mandate_status_names[s], strlen(mandate_status_names[s])};
    size_t judged;
    const int *nodes = mandate_block_judged(block, &judged);
    bool done = false;
    bool *decided = mandate_new((size_t)mandate_plan_node_count(w.rows->plan), sizeof *decided, error);
    bool *needed = decided ? mandate_new((size_t)w.rows->kinds, sizeof *needed, error) : NULL;
    if (needed) {
        for (size_t i = 0; i < judged; i++) decided[nodes[i]] = true;
        done = find_rules(&w, decided, needed, error) && write_block(&w, error);
    }
    mandate_free(decided);
    mandate_free(needed);
    mandate_free(w.rules);
    mandate_free(w.versions);
    mandate_free(w.families);
    mandate_free(w.wanting);
    mandate_free(w.source);
    mandate_free(w.remarks);
    mandate_free(w.subject.key);
    mandate_free(w.subject.cell);
    return done;
}
