#include "snapshot/cell.h"

static mandate_seen blank_of(const mandate_field *field)
{
    return (mandate_seen){.state = field->blank == MANDATE_BLANK_UNKNOWN ? MANDATE_SEEN_UNKNOWN : MANDATE_SEEN_ABSENT};
}

mandate_seen mandate_snapshot_see(const mandate_snapshot *snapshot, int kind, uint32_t record, int f, mandate_date as_of, mandate_date pivot)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind);
    const mandate_field *field = &table->kind->fields[f];
    const mandate_column *column = &table->columns[f];
    uint32_t now = mandate_table_version(table, record, as_of);
    uint32_t version = field->type == MANDATE_EVENT ? now : mandate_table_version(table, record, pivot);
    if (version == MANDATE_CODE_ABSENT) {
        if (!field->key && !field->owner) return blank_of(field);
        version = table->version_start[record]; // the same in all versions
    }
    if (field->known_from >= 0 && (now == MANDATE_CODE_ABSENT || table->columns[field->known_from].dates[now] > as_of)) return blank_of(field);
    mandate_seen seen = {.state = MANDATE_SEEN_KNOWN};
    bool absent = false, unknown = false;
    switch (column->type) {
    case MANDATE_NUMBER:
        seen.number = column->numbers[version];
        absent = isnan(seen.number);
        unknown = isinf(seen.number);
        break;
    case MANDATE_EVENT:
    case MANDATE_DATE:
        seen.date = column->dates[version];
        absent = seen.date == MANDATE_DATE_ABSENT || (column->type == MANDATE_EVENT && seen.date > as_of);
        unknown = seen.date == MANDATE_DATE_UNKNOWN;
        break;
    case MANDATE_YESNO:
        seen.yes = column->answers[version] == MANDATE_YES;
        absent = column->answers[version] == MANDATE_YESNO_ABSENT;
        unknown = column->answers[version] == MANDATE_YESNO_UNKNOWN;
        break;
    case MANDATE_TEXT: {
        uint32_t rank = mandate_column_rank(column, version);
        absent = rank == MANDATE_CODE_ABSENT;
        unknown = rank == MANDATE_CODE_UNKNOWN;
        if (!absent && !unknown) seen.text = mandate_snapshot_text(snapshot, kind, f, rank, &seen.length);
        break;
    }
    case MANDATE_REFERENCE:
        seen.code = column->codes[version];
        absent = seen.code == MANDATE_CODE_ABSENT;
        unknown = seen.code == MANDATE_CODE_UNKNOWN;
        if (!absent && !unknown) absent = mandate_snapshot_table(snapshot, field->kind)->event[seen.code] > as_of;
        break;
    }
    if (absent) seen.state = MANDATE_SEEN_ABSENT;
    if (unknown) seen.state = MANDATE_SEEN_UNKNOWN;
    return seen;
}
