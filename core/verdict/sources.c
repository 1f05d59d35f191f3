// Where the records of a reason stand: files and lines.
#include "model/memory.h"
#include "verdict/writing.h"

enum { LINE_SIZE = 24 }; // what stands before a file, a colon, and the digits of a line

// ":12". snprintf would take a third of a row's time.
static char *put_line(long line, char *out)
{
    char digits[LINE_SIZE], *at = digits + sizeof digits;
    do *--at = (char)('0' + line % 10);
    while ((line /= 10) > 0);
    *out++ = ':';
    return mandate_text_copy((mandate_text){at, (size_t)(digits + sizeof digits - at)}, out);
}

bool mandate_add_source(mandate_writing *w, int kind, uint32_t record, mandate_date asked, mandate_error *error)
{
    const mandate_table *table = mandate_snapshot_table(w->rows->snapshot, kind);
    uint32_t version = mandate_table_version(table, record, asked);
    if (version == MANDATE_CODE_ABSENT) version = table->version_start ? table->version_start[record] : record;
    long line;
    const char *file = mandate_snapshot_source(w->rows->snapshot, kind, version, &line);
    const mandate_text name = {file, strlen(file)};
    size_t more = name.length + 2 + LINE_SIZE;
    if (w->source_length + more > w->source_room) {
        char *wider = mandate_resize(w->source, (w->source_length + more) * 2, 1, error);
        if (!wider) return false;
        w->source = wider;
        w->source_room = (w->source_length + more) * 2;
    }
    char *start = w->source + w->source_length;
    const size_t comma = w->source_length ? 2 : 0;
    memcpy(start, ", ", comma);
    size_t length = (size_t)(put_line(line, mandate_text_copy(name, start + comma)) - start);
    for (const char *at = w->source; comma && at < start; at++) {
        size_t own = length - comma, left = (size_t)(start - at);
        bool begins = at == w->source || at[-1] == ' ';
        if (begins && own <= left && memcmp(at, start + comma, own) == 0 && (own == left || at[own] == ',')) return true;
    }
    w->source_length += length;
    return true;
}

static bool known_day(const mandate_writing *w, int node, size_t row, mandate_date *day)
{
    if (!mandate_block_has(w->block, node)) return false;
    mandate_value value = mandate_block_value(w->block, node, row);
    if (value.state != MANDATE_STATE_KNOWN) return false;
    *day = value.date;
    return true;
}

mandate_date mandate_day_asked(const mandate_writing *w, int pivot, size_t row)
{
    mandate_date day = MANDATE_DATE_UNKNOWN;
    return pivot >= 0 && known_day(w, pivot, row, &day) ? day : mandate_plan_as_of(w->rows->plan);
}

bool mandate_cite(mandate_writing *w, const mandate_judged_rule *rule, const mandate_rows_version *version, size_t row, uint32_t record, mandate_reason_values *values,
                  mandate_error *error)
{
    mandate_date asked = mandate_date_is(values->since) ? values->since : mandate_day_asked(w, version->pivot, row);
    unsigned owner = 0;
    int kind = rule->part->kind;
    w->source_length = 0;
    for (size_t r = 0; r < version->read_count; r++) {
        const mandate_rows_read *read = &version->reads[r];
        if (read->owner > 0 && w->source_length == 0 && !mandate_add_source(w, kind, record, asked, error)) return false;
        for (; owner < read->owner && w->rows->owner[kind] >= 0; owner++) {
            record = mandate_snapshot_table(w->rows->snapshot, kind)->owner[record];
            kind = w->rows->owner[kind];
            if (record >= mandate_snapshot_table(w->rows->snapshot, kind)->records) break;
        }
        if (owner < read->owner) break;
        mandate_date day = asked;
        if ((read->day < 0 || known_day(w, read->day, row, &day)) && !mandate_add_source(w, kind, record, day, error)) return false;
    }
    if (w->source_length == 0 && !mandate_add_source(w, kind, record, asked, error)) return false;
    values->source = (mandate_text){w->source, w->source_length};
    return true;
}
