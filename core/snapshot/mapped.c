// Shows the arrays of a mapped file as columns, and checks them before they are first read.
#include <string.h>
#include "model/memory.h"
#include "snapshot/forms.h"
#include "snapshot/table.h"

static const void *part(const mandate_file *file, int32_t section) { return section < 0 ? NULL : file->at[section]; }

static bool has_bytes(const mandate_file *file, int32_t section, uint64_t bytes)
{
    return section < 0 || ((uint32_t)section < file->head->sections && file->sections[section].bytes == bytes);
}

int mandate_file_find_kind(const mandate_file *file, const char *name, int guess)
{
    if (guess >= 0 && (uint32_t)guess < file->head->kinds && strcmp(file->names[guess], name) == 0) return guess;
    for (uint32_t i = 0; i < file->head->kinds; i++)
        if (strcmp(file->names[i], name) == 0) return (int)i;
    return -1;
}

static bool is_power_of_ten(int32_t scale)
{
    while (scale > 1 && scale % 10 == 0) scale /= 10;
    return scale == 1;
}

// Whether the packing is one that pack.c makes: readers count on it.
static bool is_packing(const mandate_file_column *column, mandate_type type)
{
    const int64_t least = type == MANDATE_NUMBER ? -MANDATE_MOST_STEPS : MANDATE_DATE_ALWAYS, most = type == MANDATE_NUMBER ? MANDATE_MOST_STEPS : MANDATE_DATE_LAST;
    bool narrower = column->width == 1 || column->width == 2 || (column->width == 4 && type == MANDATE_NUMBER);
    return narrower && column->base >= least && column->base <= most && (type == MANDATE_NUMBER ? is_power_of_ten(column->scale) : column->scale == 1);
}

static bool width_fits(const mandate_file_column *column, mandate_type type)
{
    uint32_t width = column->width;
    if (column->scale != 0 && type != MANDATE_NUMBER && type != MANDATE_EVENT && type != MANDATE_DATE) return false;
    if (column->scale != 0) return is_packing(column, type);
    switch (type) {
    case MANDATE_NUMBER: return width == sizeof(double);
    case MANDATE_EVENT:
    case MANDATE_DATE: return width == sizeof(int32_t);
    case MANDATE_YESNO: return width == 1;
    case MANDATE_REFERENCE: return width == sizeof(uint32_t);
    case MANDATE_TEXT: return width == 1 || width == 2 || width == 4;
    }
    return false;
}

static bool has_part(const mandate_file *file, int32_t section, uint64_t bytes) { return section >= 0 && has_bytes(file, section, bytes); }

static bool column_fits(const mandate_file *file, const mandate_file_column *column, mandate_type type, uint64_t rows)
{
    const int32_t *parts = column->parts;
    if (!width_fits(column, type) || !has_part(file, parts[MANDATE_PART_CELLS], rows * column->width)) return false;
    return type != MANDATE_TEXT || (has_part(file, parts[MANDATE_PART_TEXT_START], ((uint64_t)column->text_count + 1) * 8) && parts[MANDATE_PART_TEXT_BYTES] >= 0 &&
                                    (uint32_t)parts[MANDATE_PART_TEXT_BYTES] < file->head->sections);
}

// Whether the sizes of the kind's arrays are those its counts ask for: a head that says otherwise would lead a reader out of the file.
static bool fits(const mandate_file *file, const mandate_kind *kind, const mandate_file_kind *from, uint32_t owners)
{
    const uint64_t records = from->records, versions = from->versions;
    if (from->columns != (uint32_t)kind->field_count || (uint64_t)from->first_column + from->columns > file->head->columns) return false;
    const uint64_t bytes[MANDATE_PARTS] = {(records + 1) * 4, versions * 4, records * 4,  ((uint64_t)owners + 1) * 4,
                                           records * 4,       versions * 4, versions * 4, records * 8};
    for (int p = 0; p < MANDATE_PARTS; p++)
        if (!has_bytes(file, from->parts[p], bytes[p])) return false;
    const int32_t *parts = from->parts;
    bool versioned = parts[MANDATE_PART_VERSION_START] >= 0, tree = kind->tree >= 0;
    if (versioned != (parts[MANDATE_PART_EFFECTIVE_FROM] >= 0) || (!versioned && records != versions)) return false;
    if (kind->owner >= 0 && (parts[MANDATE_PART_OWNER] < 0 || (parts[tree ? MANDATE_PART_BRANCH_END : MANDATE_PART_OWNER_START] < 0))) return false;
    if (parts[MANDATE_PART_IMPORT] < 0 || parts[MANDATE_PART_LINE] < 0) return false;
    for (int f = 0; f < kind->field_count; f++)
        if (!column_fits(file, &file->columns[from->first_column + (uint32_t)f], kind->fields[f].type, versions)) return false;
    return column_fits(file, &from->event, MANDATE_EVENT, records);
}

static uint64_t all_of(uint32_t width) { return width >= 4 ? UINT32_MAX : (1ULL << 8 * width) - 1; }

// What a column's cells may be; `targets`: the records of the kind that a reference leads to. False where they cannot be anything.
static bool limit_column(const mandate_file *file, const mandate_file_column *column, mandate_type type, uint64_t targets)
{
    mandate_limit limit = {.width = column->width};
    bool packed_days = column->scale != 0 && type != MANDATE_NUMBER;
    if (type == MANDATE_REFERENCE || type == MANDATE_TEXT || packed_days) limit.sort = MANDATE_LIMIT_CODES;
    else if (type == MANDATE_EVENT || type == MANDATE_DATE) limit.sort = MANDATE_LIMIT_DAYS;
    if (type == MANDATE_REFERENCE) limit.limit = targets;
    if (type == MANDATE_TEXT) limit.limit = column->text_count;
    if (packed_days && column->base != MANDATE_DATE_ALWAYS && (column->base < MANDATE_DATE_FIRST || column->base > MANDATE_DATE_LAST)) return false;
    if (packed_days) limit.limit = column->base == MANDATE_DATE_ALWAYS ? 1 : (uint64_t)(MANDATE_DATE_LAST - column->base) + 1;
    if (limit.limit > all_of(column->width)) limit.limit = all_of(column->width);
    if (limit.sort != MANDATE_LIMIT_NONE && !mandate_file_limit(file, column->parts[MANDATE_PART_CELLS], limit)) return false;
    if (type != MANDATE_TEXT) return true;
    const mandate_file_section *texts = &file->sections[column->parts[MANDATE_PART_TEXT_BYTES]];
    if (texts->form != MANDATE_FORM_PLAIN) return false; // texts are written as they are
    bool ends = texts->bytes == 0 || file->bytes[texts->offset + texts->bytes - 1] == '\0'; // whoever reads the last text stays in the section
    return ends && mandate_file_limit(file, column->parts[MANDATE_PART_TEXT_START], (mandate_limit){MANDATE_LIMIT_PARTS, 8, texts->bytes});
}

static bool is_day(int32_t day)
{
    return (day >= MANDATE_DATE_FIRST && day <= MANDATE_DATE_LAST) || day == MANDATE_DATE_ABSENT || day == MANDATE_DATE_UNKNOWN || day == MANDATE_DATE_ALWAYS;
}

// What the values of a kind's arrays may be, so that none leads out of another; `owners`: the records of the owners' kind.
static bool limit_kind(const mandate_snapshot *snapshot, const mandate_file *file, int k, const mandate_file_kind *from, uint32_t owners)
{
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    const int32_t *parts = from->parts;
    if (!is_day(from->last_event) || !is_day(from->event.first) || !is_day(from->event.last) || !limit_column(file, &from->event, MANDATE_EVENT, 0)) return false;
    for (int f = 0; f < kind->field_count; f++) {
        const mandate_file_column *column = &file->columns[from->first_column + (uint32_t)f];
        const mandate_field *field = &kind->fields[f];
        bool days = field->type == MANDATE_EVENT || field->type == MANDATE_DATE;
        uint64_t targets = field->type != MANDATE_REFERENCE ? 0 : field->kind == k ? from->records : snapshot->tables[field->kind].records;
        if ((days && (!is_day(column->first) || !is_day(column->last))) || !limit_column(file, column, field->type, targets)) return false;
    }
    return mandate_file_limit(file, parts[MANDATE_PART_VERSION_START], (mandate_limit){MANDATE_LIMIT_PARTS, 4, from->versions}) &&
           mandate_file_limit(file, parts[MANDATE_PART_EFFECTIVE_FROM], (mandate_limit){MANDATE_LIMIT_DAYS, 4, 0}) &&
           mandate_file_limit(file, parts[MANDATE_PART_OWNER], (mandate_limit){MANDATE_LIMIT_CODES, 4, owners}) &&
           mandate_file_limit(file, parts[MANDATE_PART_OWNER_START], (mandate_limit){MANDATE_LIMIT_STARTS, 4, from->records}) &&
           mandate_file_limit(file, parts[MANDATE_PART_BRANCH_END], (mandate_limit){MANDATE_LIMIT_ENDS, 4, from->records});
}

static mandate_column show_column(const mandate_file *file, const mandate_file_column *from, mandate_type type)
{
    mandate_column column = {.type = type,
                             .width = (int)from->width,
                             .scale = from->scale,
                             .base = from->base,
                             .text_count = from->text_count,
                             .first = from->first,
                             .last = from->last,
                             .has_unknown = from->has_unknown != 0,
                             .has_absent = from->has_absent != 0,
                             .text_start = part(file, from->parts[MANDATE_PART_TEXT_START]),
                             .text_bytes = part(file, from->parts[MANDATE_PART_TEXT_BYTES])};
    mandate_column_point(&column, part(file, from->parts[MANDATE_PART_CELLS]));
    return column;
}

bool mandate_show_mapped(mandate_snapshot *snapshot, int k, int at, mandate_error *error)
{
    const mandate_file_kind *from;
    const mandate_file *file = mandate_file_of_kind(snapshot->file, at, &from);
    const mandate_kind *kind = mandate_model_kind(snapshot->model, k);
    uint32_t owners = kind->owner >= 0 && kind->fields[kind->owner].kind != k ? snapshot->tables[kind->fields[kind->owner].kind].records : from->records;
    if (!fits(file, kind, from, owners) || !limit_kind(snapshot, file, k, from, owners))
        return mandate_fail(error, MANDATE_ERROR_SNAPSHOT, "the snapshot %s is damaged", file->path);
    snapshot->columns[k] = mandate_new((size_t)kind->field_count, sizeof **snapshot->columns, error);
    if (!snapshot->columns[k]) return false;
    const int32_t *parts = from->parts;
    snapshot->tables[k] = (mandate_table){.kind = kind,
                                          .records = from->records,
                                          .versions = from->versions,
                                          .last_event = from->last_event,
                                          .columns = snapshot->columns[k],
                                          .version_start = part(file, parts[MANDATE_PART_VERSION_START]),
                                          .effective_from = part(file, parts[MANDATE_PART_EFFECTIVE_FROM]),
                                          .event = show_column(file, &from->event, MANDATE_EVENT),
                                          .owner = part(file, parts[MANDATE_PART_OWNER]),
                                          .owner_start = part(file, parts[MANDATE_PART_OWNER_START]),
                                          .branch_end = part(file, parts[MANDATE_PART_BRANCH_END]),
                                          .import = part(file, parts[MANDATE_PART_IMPORT]),
                                          .line = part(file, parts[MANDATE_PART_LINE])};
    snapshot->ids[k] = part(file, parts[MANDATE_PART_IDS]);
    snapshot->from_file[k] = at;
    for (int f = 0; f < kind->field_count; f++) {
        mandate_column *to = &snapshot->columns[k][f];
        *to = show_column(file, &file->columns[from->first_column + (uint32_t)f], kind->fields[f].type);
        if (to->type == MANDATE_EVENT && to->first < snapshot->first_event) snapshot->first_event = to->first;
    }
    return true;
}

static bool check(const mandate_file *file, int32_t section, mandate_error *error)
{
    return mandate_file_check(file, section) || mandate_fail(error, MANDATE_ERROR_SNAPSHOT, "the snapshot %s is damaged", file->path);
}

bool mandate_snapshot_trust(const mandate_snapshot *snapshot, int kind, int field, mandate_error *error)
{
    int at = snapshot->file ? snapshot->from_file[kind] : -1;
    if (at < 0) return true; // built in memory
    const mandate_file_kind *from;
    const mandate_file *file = mandate_file_of_kind(snapshot->file, at, &from);
    if (field >= 0) {
        const mandate_file_column *column = &file->columns[from->first_column + (uint32_t)field];
        for (int p = 0; p < MANDATE_COLUMN_PARTS; p++)
            if (!check(file, column->parts[p], error)) return false;
        return true;
    }
    // An owner that is no column of its versions is a part of its own.
    int owner = from->parts[MANDATE_PART_VERSION_START] >= 0 ? MANDATE_PART_OWNER : -1;
    const int ordering[] = {MANDATE_PART_VERSION_START, MANDATE_PART_EFFECTIVE_FROM, MANDATE_PART_OWNER_START, MANDATE_PART_BRANCH_END, owner, -1};
    static const int sources[] = {MANDATE_PART_IMPORT, MANDATE_PART_LINE, -1};
    if (field == MANDATE_TRUST_IDS) return check(file, from->parts[MANDATE_PART_IDS], error);
    if (field == MANDATE_TRUST_EVENTS) return check(file, from->event.parts[MANDATE_PART_CELLS], error);
    const int *parts = field == MANDATE_TRUST_SOURCES ? sources : ordering;
    for (; *parts >= 0; parts++)
        if (!check(file, from->parts[*parts], error)) return false;
    return true;
}

// The section of an array of a kind that is mapped, -1 for none, and bytes a value.
static int32_t section_of(const mandate_file *file, const mandate_file_kind *from, int of, int part, uint32_t *width)
{
    *width = part == MANDATE_PART_IDS ? 8 : 4;
    if (of == MANDATE_OF_KIND) return from->parts[part];
    const mandate_file_column *column = of == MANDATE_OF_EVENT ? &from->event : &file->columns[from->first_column + (uint32_t)of];
    *width = part == MANDATE_PART_CELLS ? column->width : part == MANDATE_PART_TEXT_START ? 8 : 1;
    return column->parts[part];
}

bool mandate_snapshot_trust_part(const mandate_snapshot *snapshot, int kind, int of, int part, mandate_error *error)
{
    const mandate_file_kind *from;
    const mandate_file *file = mandate_file_of_kind(snapshot->file, snapshot->from_file[kind], &from);
    uint32_t width;
    return check(file, section_of(file, from, of, part, &width), error);
}

bool mandate_snapshot_stored(const mandate_snapshot *snapshot, int kind, int of, int part, mandate_stored *out, mandate_error *error)
{
    const mandate_file_kind *from;
    const mandate_file *file = mandate_file_of_kind(snapshot->file, snapshot->from_file[kind], &from);
    *out = (mandate_stored){0};
    int32_t index = section_of(file, from, of, part, &out->width);
    if (index < 0 || !mandate_file_check_stored(file, index)) return mandate_fail(error, MANDATE_ERROR_SNAPSHOT, "the snapshot %s is damaged", file->path);
    const mandate_file_section *section = &file->sections[index];
    out->at = file->at[index];
    if (section->form == MANDATE_FORM_RUNS) {
        out->runs = (const mandate_value_run *)(const void *)(file->bytes + section->offset);
        out->run_count = section->stored / sizeof *out->runs;
    } else if (section->form == MANDATE_FORM_OWNERS) {
        out->owner_start = (const uint32_t *)(const void *)file->at[section->told_by];
        out->owners = file->sections[section->told_by].bytes / sizeof *out->owner_start - 1;
    }
    return true;
}

bool mandate_snapshot_trust_keys(const mandate_snapshot *snapshot, int kind, mandate_error *error)
{
    const mandate_kind *k = mandate_model_kind(snapshot->model, kind);
    if (!mandate_snapshot_trust(snapshot, kind, MANDATE_TRUST_ORDER, error)) return false;
    for (int f = 0; f < k->field_count; f++) {
        if (!k->fields[f].key) continue;
        if (!mandate_snapshot_trust(snapshot, kind, f, error)) return false;
        if (k->fields[f].type == MANDATE_REFERENCE && k->fields[f].kind != kind && !mandate_snapshot_trust_keys(snapshot, k->fields[f].kind, error)) return false;
    }
    return true;
}

bool mandate_snapshot_trust_main(const mandate_snapshot *snapshot, mandate_error *error)
{
    for (uint32_t s = 0; snapshot->file && s < snapshot->file->head->sections; s++)
        if (!check(snapshot->file, (int32_t)s, error)) return false;
    return true;
}
