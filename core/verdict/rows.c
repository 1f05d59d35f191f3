#include "verdict/rows_internal.h"

#include <math.h>

#include "model/memory.h"
#include "model/number.h"

enum { NUMBER_SIZE = 32 };

// Puts a kind and all that it owns behind those that have their place.
static int put_family(mandate_rows *rows, int kind, int placed)
{
    rows->order[placed++] = kind;
    for (int k = 0; k < rows->kinds; k++)
        if (rows->owner[k] == kind) placed = put_family(rows, k, placed);
    return placed;
}

static bool describe_kinds(mandate_rows *rows, mandate_error *error)
{
    const mandate_model *model = mandate_snapshot_model(rows->snapshot);
    rows->kinds = mandate_model_kind_count(model);
    size_t count = (size_t)rows->kinds;
    rows->owner = mandate_arena_new(&rows->arena, count * sizeof *rows->owner, error);
    rows->order = rows->owner ? mandate_arena_new(&rows->arena, count * sizeof *rows->order, error) : NULL;
    rows->fields = rows->order ? mandate_arena_new(&rows->arena, count * sizeof *rows->fields, error) : NULL;
    if (!rows->fields) return false;
    for (int k = 0; k < rows->kinds; k++) {
        const mandate_kind *kind = mandate_model_kind(model, k);
        rows->owner[k] = kind->owner >= 0 && kind->fields[kind->owner].kind != k ? kind->fields[kind->owner].kind : -1;
        mandate_text *names = mandate_arena_new(&rows->arena, (size_t)kind->field_count * sizeof *names, error);
        if (!names) return false;
        size_t length = strlen(kind->name);
        for (int f = 0; f < kind->field_count; f++) {
            size_t more = strlen(kind->fields[f].name);
            char *name = mandate_arena_new(&rows->arena, length + 1 + more, error);
            if (!name) return false;
            memcpy(name, kind->name, length);
            name[length] = '.';
            memcpy(name + length + 1, kind->fields[f].name, more);
            names[f] = (mandate_text){name, length + 1 + more};
        }
        rows->fields[k] = names;
    }
    int placed = 0;
    for (int k = 0; k < rows->kinds; k++)
        if (rows->owner[k] < 0) placed = put_family(rows, k, placed);
    return true;
}

static bool copy(mandate_rows *rows, mandate_text text, mandate_text *out, mandate_error *error)
{
    out->bytes = mandate_arena_text(&rows->arena, text.bytes, text.length, error);
    out->length = text.length;
    return out->bytes != NULL;
}

// Holes `{…}` as put_filled finds them.
static size_t count_holes(mandate_text text)
{
    size_t holes = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '{') continue;
        holes++;
        while (i + 1 < text.length && text.bytes[i] != '}') i++;
    }
    return holes;
}

static bool copy_words(mandate_rows *rows, const mandate_rows_words *words, mandate_error *error)
{
    const mandate_text *of_ranges[] = {&words->above, &words->at_least, &words->below, &words->at_most, &words->both_ends, &words->from_to};
    mandate_text *copies[] = {&rows->words.above, &rows->words.at_least, &rows->words.below, &rows->words.at_most, &rows->words.both_ends, &rows->words.from_to};
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        if (of_ranges[i]->length > MANDATE_RANGE_WORDS)
            return mandate_fail(error, MANDATE_ERROR_LIMIT, "the words for a range are longer than %d bytes", MANDATE_RANGE_WORDS);
        size_t ends = of_ranges[i] == &words->both_ends || of_ranges[i] == &words->from_to ? 2 : 1;
        if (count_holes(*of_ranges[i]) != ends)
            return mandate_fail(error, MANDATE_ERROR_PLAN, "the words for a range \"%.*s\" have more or fewer holes than numbers, of which they tell %d",
                                (int)of_ranges[i]->length, of_ranges[i]->bytes, (int)ends);
        if (!copy(rows, *of_ranges[i], copies[i], error)) return false;
    }
    if (words->more.length > MANDATE_RANGE_WORDS || words->separator.length > MANDATE_RANGE_WORDS || words->any_of.length > MANDATE_RANGE_WORDS)
        return mandate_fail(error, MANDATE_ERROR_LIMIT, "what stands between or behind what is listed is longer than %d bytes", MANDATE_RANGE_WORDS);
    if (!copy(rows, words->more, &rows->words.more, error) || !copy(rows, words->any_of, &rows->words.any_of, error)) return false;
    for (int s = 0; s < MANDATE_STATUS_COUNT; s++)
        if (!copy(rows, words->statuses[s], &rows->words.statuses[s], error)) return false;
    return copy(rows, words->separator, &rows->words.separator, error) && copy(rows, words->unknown, &rows->words.unknown, error) &&
           copy(rows, words->records, &rows->words.records, error) && copy(rows, words->others, &rows->words.others, error) &&
           copy(rows, words->wanting.parameter, &rows->words.wanting.parameter, error) && copy(rows, words->wanting.decision, &rows->words.wanting.decision, error) &&
           copy(rows, words->wanting.exceptions, &rows->words.wanting.exceptions, error) && copy(rows, words->wanting.rows, &rows->words.wanting.rows, error) &&
           copy(rows, words->wanting.state, &rows->words.wanting.state, error) && copy(rows, words->wanting.periods, &rows->words.wanting.periods, error) &&
           copy(rows, words->wanting.months, &rows->words.wanting.months, error) && copy(rows, words->wanting.calendar, &rows->words.wanting.calendar, error) &&
           copy(rows, words->wanting.on, &rows->words.wanting.on, error) && copy(rows, words->wanting.in, &rows->words.wanting.in, error) &&
           copy(rows, words->wanting.units, &rows->words.wanting.units, error) && copy(rows, words->wanting.before, &rows->words.wanting.before, error) &&
           copy(rows, words->wanting.none, &rows->words.wanting.none, error) && copy(rows, words->wanting.nothing, &rows->words.wanting.nothing, error) &&
           copy(rows, words->wanting.zero, &rows->words.wanting.zero, error) && copy(rows, words->wanting.large, &rows->words.wanting.large, error) &&
           copy(rows, words->wanting.base, &rows->words.wanting.base, error) && copy(rows, words->wanting.whole, &rows->words.wanting.whole, error) &&
           copy(rows, words->wanting.no_day, &rows->words.wanting.no_day, error) && copy(rows, words->wanting.no_date, &rows->words.wanting.no_date, error) &&
           copy(rows, words->wanting.verdict, &rows->words.wanting.verdict, error) && copy(rows, words->wanting.bounded, &rows->words.wanting.bounded, error);
}

mandate_rows *mandate_rows_create(const mandate_plan *plan, bool reasons, const mandate_rows_words *words, mandate_error *error)
{
    mandate_rows *rows = mandate_new(1, sizeof *rows, error);
    if (!rows) return NULL;
    rows->plan = plan;
    rows->snapshot = mandate_plan_snapshot(plan);
    rows->reasons = reasons;
    if (!copy_words(rows, words, error) || !describe_kinds(rows, error) || !mandate_days_create(&rows->days, mandate_plan_as_of(plan), error)) {
        mandate_rows_destroy(rows);
        return NULL;
    }
    return rows;
}

bool mandate_rows_have_reasons(const mandate_rows *rows) { return rows->reasons; }

void mandate_rows_destroy(mandate_rows *rows)
{
    if (!rows) return;
    mandate_days_destroy(&rows->days);
    mandate_arena_clear(&rows->arena);
    mandate_free(rows->parts);
    mandate_free(rows->versions);
    mandate_free(rows);
}

bool mandate_rows_cite(mandate_rows *rows, mandate_error *error)
{
    for (size_t p = 0; p < rows->part_count; p++)
        for (int kind = rows->parts[p].kind; kind >= 0; kind = rows->owner[kind])
            if (!mandate_snapshot_trust(rows->snapshot, kind, MANDATE_TRUST_ORDER, error) || !mandate_snapshot_trust(rows->snapshot, kind, MANDATE_TRUST_SOURCES, error))
                return false;
    for (size_t v = 0; v < rows->version_count; v++)
        for (size_t r = 0; r < rows->versions[v].remark_count; r++) {
            int kind = rows->versions[v].remarks[r].kind;
            if (kind >= 0 && (!mandate_snapshot_trust(rows->snapshot, kind, MANDATE_TRUST_ORDER, error) ||
                              !mandate_snapshot_trust(rows->snapshot, kind, MANDATE_TRUST_SOURCES, error)))
                return false;
        }
    rows->cites = true;
    return true;
}

mandate_arena *mandate_rows_arena(mandate_rows *rows) { return &rows->arena; }

mandate_templates *mandate_rows_templates(mandate_rows *rows, mandate_error *error)
{
    mandate_templates *templates = mandate_arena_new(&rows->arena, sizeof *templates, error);
    if (templates) memset(templates, 0, sizeof *templates);
    return templates;
}

int mandate_rows_part(mandate_rows *rows, int node, mandate_text rule, mandate_text period, mandate_shape shape, mandate_error *error)
{
    mandate_rows_lowered *parts = mandate_grow(rows->parts, rows->part_count, &rows->part_capacity, sizeof *parts, error);
    if (!parts) return -1;
    rows->parts = parts;
    mandate_rows_lowered part = {.node = node, .shape = shape, .special = mandate_quote_needed(period), .version_start = rows->version_count};
    part.kind = mandate_plan_space(rows->plan, mandate_plan_node(rows->plan, node)->space)->kind;
    char *cell = mandate_arena_new(&rows->arena, rule.length * 2 + 3, error);
    char *label = cell ? mandate_arena_new(&rows->arena, period.length * 2 + 1, error) : NULL;
    if (!label) return -1;
    char *end = cell;
    bool quoted = mandate_quote_needed(rule);
    if (quoted) *end++ = '"';
    end = mandate_quote_copy(rule, end);
    if (quoted) *end++ = '"';
    *end++ = ',';
    part.rule = (mandate_text){cell, (size_t)(end - cell)};
    end = label;
    if (period.length > 0) {
        *end++ = '@';
        end = mandate_quote_copy(period, end);
    }
    part.period = (mandate_text){label, (size_t)(end - label)};
    rows->parts[rows->part_count] = part;
    return (int)rows->part_count++;
}

void mandate_rows_next_changes(mandate_rows *rows, int part, const int32_t *next) { rows->parts[part].next = next; }

bool mandate_rows_add_version(mandate_rows *rows, const mandate_rows_version *version, mandate_error *error)
{
    mandate_rows_version *versions = mandate_grow(rows->versions, rows->version_count, &rows->version_capacity, sizeof *versions, error);
    if (!versions) return false;
    rows->versions = versions;
    versions[rows->version_count++] = *version;
    rows->parts[rows->part_count - 1].version_count++;
    return true;
}

mandate_text mandate_rows_heading(const mandate_rows *rows)
{
    static const char whole[] = MANDATE_ROWS_BEGINNING ",due,done,next_change,missing,reason\n", short_one[] = MANDATE_ROWS_BEGINNING ",due,done,next_change\n";
    return rows->reasons ? (mandate_text){whole, sizeof whole - 1} : (mandate_text){short_one, sizeof short_one - 1};
}

bool mandate_rows_has(const mandate_rows *rows, int64_t part, int64_t version)
{
    return part >= 0 && part < (int64_t)rows->part_count && version >= 0 && version < (int64_t)rows->parts[part].version_count;
}

char *mandate_rows_reason(const mandate_rows *rows, int part, int version, mandate_reason_values *values, mandate_error *error)
{
    const mandate_rows_lowered *lowered = &rows->parts[part];
    values->shape = lowered->shape;
    values->separator = rows->words.separator;
    values->as_of = mandate_plan_as_of(rows->plan);
    const mandate_template *template = &rows->versions[lowered->version_start + (size_t)version].templates->of[mandate_reason_case_for(values)];
    char *text = mandate_new(mandate_reason_room(template, values) + 1, 1, error);
    if (text) *mandate_reason_plain(template, values, &rows->days, text) = '\0';
    return text;
}

// A text with its holes `{…}` filled, and the place behind it.
static char *put_filled(mandate_text text, const mandate_text *values, size_t count, char *out)
{
    size_t filled = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '{') {
            *out++ = text.bytes[i];
            continue;
        }
        if (filled < count) out = mandate_text_copy(values[filled++], out); // there is one: copy_words has counted them
        while (i + 1 < text.length && text.bytes[i] != '}') i++;
    }
    return out;
}

// One end: "below 5"; nothing where it is missing.
static mandate_text end_text(mandate_text words, double number, char *out)
{
    if (isinf(number)) return (mandate_text){out, 0};
    char digits[NUMBER_SIZE];
    mandate_number_format(number, digits);
    const mandate_text text = {digits, strlen(digits)};
    return (mandate_text){out, (size_t)(put_filled(words, &text, 1, out) - out)};
}

// "6-8", and in words where an end is missing or not meant itself, or would look like a minus sign.
static mandate_text range_text(const mandate_rows_words *words, const mandate_value *value, char *out)
{
    char ends[2][MANDATE_RANGE_WORDS + NUMBER_SIZE];
    const mandate_text plain = {"{}", 2}, dash = {"{}-{}", 5};
    bool closed = !isinf(value->low) && !isinf(value->high) && !value->low_open && !value->high_open;
    mandate_text low = closed ? plain : value->low_open ? words->above : words->at_least, high = closed ? plain : value->high_open ? words->below : words->at_most;
    const mandate_text both[2] = {end_text(low, value->low, ends[0]), end_text(high, value->high, ends[1])};
    mandate_text around = closed ? value->low >= 0 ? dash : words->from_to : words->both_ends;
    if (both[0].length == 0 || both[1].length == 0) return (mandate_text){out, (size_t)(put_filled(plain, &both[both[0].length == 0], 1, out) - out)};
    return (mandate_text){out, (size_t)(put_filled(around, both, 2, out) - out)};
}

mandate_text mandate_rows_actual(const mandate_rows *rows, const mandate_value *value, char *out)
{
    if (value->state == MANDATE_STATE_ABSENT) return (mandate_text){out, 0};
    if (value->state == MANDATE_STATE_UNKNOWN) return rows->words.unknown;
    if (value->state == MANDATE_STATE_RANGE) return range_text(&rows->words, value, out);
    mandate_number_format(value->low, out);
    return (mandate_text){out, strlen(out)};
}
