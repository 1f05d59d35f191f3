#include "import/mapper.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "import/dates.h"
#include "import/decode.h"
#include "import/translate.h"
#include "model/arena.h"
#include "model/fold.h"
#include "model/key.h"
#include "model/memory.h"
#include "model/number.h"
#include "model/text.h"

enum { NUMBER_SIZE = 40, SHOWN_SIZE = 64 };

typedef struct places { // of a part's columns in the file, -1 where it has none
    int column, unit, day;
    size_t longest; // of what the part may be translated into, in bytes
} places;

typedef struct cut { // a piece of text that is not NUL-terminated
    const char *text;
    size_t length;
} cut;

struct mandate_mapper {
    const mandate_mapping *mapping;
    cut *header; // the file's columns, in the arena
    size_t header_count;
    places **parts; // by field and part
    const char **labels; // by field: the file's column, or the columns that are joined
    int *skips;
    char *room; // the texts made of a row; its size is made sure of before, so that none moves
    size_t room_size, used;
    char plain[64]; // what the column of the only `skip` last said that reads like none of its words
    size_t plain_length;
    mandate_arena arena;
};

static bool is_text(cut value, const char *text) { return value.length == strlen(text) && memcmp(value.text, text, value.length) == 0; }

static bool is_one_of(cut value, mandate_texts texts)
{
    for (size_t i = 0; i < texts.count; i++)
        if (is_text(value, texts.list[i])) return true;
    return false;
}

// The header --------------------------------------------------------------------------------------------------------------------------

typedef struct opening {
    mandate_mapper *mapper;
    const mandate_csv_row *row;
    const char *path;
    mandate_error *error;
} opening;

static bool fail_at(const opening *o, size_t column)
{
    const mandate_csv_field *field = &o->row->fields[column];
    return mandate_fail_at(o->error, o->path, field->line, mandate_csv_column(field));
}

static bool missing_column(const opening *o, const char *column, const char *what)
{
    const mandate_mapper *mapper = o->mapper;
    const char **words = mandate_new(mapper->header_count + 1, sizeof *words, o->error);
    if (!words) return false;
    for (size_t i = 0, count = 0; i < mapper->header_count; i++)
        if (mapper->header[i].length > 0) words[count++] = mapper->header[i].text;
    const char *nearest = mandate_text_nearest(column, words);
    if (nearest)
        mandate_fail(o->error, MANDATE_ERROR_FILE, "the file has no column \"%s\", which import \"%s\" reads for %s: did you mean \"%.100s\"?", column,
                     mapper->mapping->name, what, nearest);
    else
        mandate_fail(o->error, MANDATE_ERROR_FILE, "the file has no column \"%s\", which import \"%s\" reads for %s: name the column that it has", column,
                     mapper->mapping->name, what);
    mandate_free((void *)words);
    return mandate_fail_at(o->error, o->path, o->row->line, 0);
}

static bool find_column(const opening *o, const char *column, const char *what, int *place)
{
    *place = -1;
    for (size_t i = 0; i < o->mapper->header_count; i++) {
        if (!is_text(o->mapper->header[i], column)) continue;
        if (*place >= 0) {
            mandate_fail(o->error, MANDATE_ERROR_FILE,
                         "the column \"%s\" is there twice, and import \"%s\" reads it for %s: take one of the two away, or "
                         "rename it",
                         column, o->mapper->mapping->name, what);
            return fail_at(o, i);
        }
        *place = (int)i;
    }
    return *place >= 0 || missing_column(o, column, what);
}

static bool find_parts(const opening *o, size_t index)
{
    mandate_mapper *mapper = o->mapper;
    const mandate_mapped_field *field = &mapper->mapping->fields[index];
    mapper->parts[index] = mandate_arena_new(&mapper->arena, (field->part_count + 1) * sizeof **mapper->parts, o->error);
    size_t size = 1;
    for (size_t i = 0; i < field->part_count; i++) size += (field->parts[i].column ? strlen(field->parts[i].column) : 0) + 4;
    char *label = mapper->parts[index] ? mandate_arena_new(&mapper->arena, size, o->error) : NULL;
    if (!label) return false;
    mapper->labels[index] = label;
    *label = '\0';
    for (size_t i = 0; i < field->part_count; i++) {
        const mandate_part *part = &field->parts[i];
        places *at = &mapper->parts[index][i];
        *at = (places){-1, -1, -1, mandate_translation_longest(part)};
        if ((part->column && !find_column(o, part->column, field->field, &at->column)) ||
            (part->unit_column && !find_column(o, part->unit_column, field->field, &at->unit)) ||
            (part->day_column && !find_column(o, part->day_column, field->field, &at->day)))
            return false;
        if (part->column)
            label += snprintf(label, size - (size_t)(label - mapper->labels[index]), "%s%s", *mapper->labels[index] ? (field->first ? " or " : " + ") : "", part->column);
    }
    return true;
}

static bool check_others(const opening *o)
{
    const mandate_mapping *mapping = o->mapper->mapping;
    for (size_t i = 0; i < o->mapper->header_count && !mapping->ignores_others; i++) {
        if (is_one_of(o->mapper->header[i], mapping->named)) continue;
        mandate_fail(o->error, MANDATE_ERROR_FILE,
                     "import \"%s\" reads nothing from the column \"%.100s\": map it to a field, or leave all such columns "
                     "with others = \"ignore\"",
                     mapping->name, o->mapper->header[i].text);
        return fail_at(o, i);
    }
    return true;
}

static bool copy_header(const opening *o)
{
    mandate_mapper *mapper = o->mapper;
    mapper->header = mandate_new(o->row->count, sizeof *mapper->header, o->error);
    if (!mapper->header) return false;
    for (; mapper->header_count < o->row->count; mapper->header_count++) {
        const mandate_csv_field *field = &o->row->fields[mapper->header_count];
        const char *text = mandate_arena_text(&mapper->arena, field->text, field->length, o->error);
        if (!text) return false;
        mapper->header[mapper->header_count] = (cut){text, field->length};
    }
    return true;
}

static bool open_mapper(const opening *o)
{
    mandate_mapper *mapper = o->mapper;
    const mandate_mapping *mapping = mapper->mapping;
    mapper->parts = mandate_new(mapping->field_count, sizeof *mapper->parts, o->error);
    mapper->labels = mapper->parts ? mandate_new(mapping->field_count, sizeof *mapper->labels, o->error) : NULL;
    mapper->skips = mapper->labels ? mandate_new(mapping->skip_count, sizeof *mapper->skips, o->error) : NULL;
    if (!mapper->skips || !copy_header(o)) return false;
    for (size_t i = 0; i < mapping->field_count; i++)
        if (!find_parts(o, i)) return false;
    for (size_t i = 0; i < mapping->skip_count; i++)
        if (!find_column(o, mapping->skips[i].column, "skip", &mapper->skips[i])) return false;
    return check_others(o);
}

mandate_mapper *mandate_mapper_open(const mandate_mapping *mapping, const mandate_csv_row *header, const char *path, mandate_error *error)
{
    mandate_mapper *mapper = mandate_new(1, sizeof *mapper, error);
    if (!mapper) return NULL;
    mapper->mapping = mapping;
    if (open_mapper(&(opening){.mapper = mapper, .row = header, .path = path, .error = error})) return mapper;
    mandate_mapper_close(mapper);
    return NULL;
}

void mandate_mapper_close(mandate_mapper *mapper)
{
    if (!mapper) return;
    mandate_free(mapper->header);
    mandate_free(mapper->parts);
    mandate_free((void *)mapper->labels);
    mandate_free(mapper->skips);
    mandate_free(mapper->room);
    mandate_arena_clear(&mapper->arena);
    mandate_free(mapper);
}

size_t mandate_mapper_columns(const mandate_mapper *mapper) { return mapper->header_count; }

bool mandate_mapper_is_header(const mandate_mapper *mapper, const mandate_csv_row *row)
{
    bool same = row->count == mapper->header_count;
    for (size_t i = 0; i < row->count && same; i++) same = is_text((cut){row->fields[i].text, row->fields[i].length}, mapper->header[i].text);
    return same;
}

// Values ------------------------------------------------------------------------------------------------------------------------------

// A part of the row at hand, on its way from the file's text to mandate's.
typedef struct reading {
    mandate_mapper *mapper;
    const mandate_part *part;
    const mandate_csv_row *row;
    places at;
    cut value;
    bool outdated; // it is a code that named nothing on its day any more
    char *reason;
} reading;

static bool refuse(const reading *r, const char *reason)
{
    snprintf(r->reason, MANDATE_REASON_SIZE, "%s", reason);
    return false;
}

static cut column_of(const reading *r, int column) { return (cut){r->row->fields[column].text, r->row->fields[column].length}; }

// A text for a message, cut between characters.
static const char *shown(cut value, char out[SHOWN_SIZE])
{
    size_t length = value.length < SHOWN_SIZE - 1 ? value.length : SHOWN_SIZE - 1;
    memcpy(out, value.text, length);
    out[mandate_utf8_valid(out, length)] = '\0';
    return out;
}

static bool check_encoding(const reading *r)
{
    size_t valid = mandate_utf8_valid(r->value.text, r->value.length);
    if (valid == r->value.length) return true;
    if (r->value.text[valid] == '\0') return refuse(r, "it holds a NUL byte: take it away");
    const char *encoding = r->mapper->mapping->form.encoding;
    snprintf(r->reason, MANDATE_REASON_SIZE, "it holds bytes that are no %s, the encoding stated: state the encoding that the file has", encoding ? encoding : "UTF-8");
    return false;
}

// The sign that stands before a number and how many bytes it takes, NULL where none does.
static const char *sign_of(cut value, size_t *bytes)
{
    static const struct {
        const char *text, *sign;
    } signs[] = {
        {"<=", "<="},          {">=", ">="},          {"<", "<"}, {">", ">"}, {"=", "="}, {"\xE2\x89\xA4", "<="}, {"\xE2\x89\xA5", ">="},
        {"\xEF\xBC\x9C", "<"}, {"\xEF\xBC\x9E", ">"}, // ≤ ≥ and the wide ＜ ＞
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        *bytes = strlen(signs[i].text);
        if (value.length >= *bytes && memcmp(value.text, signs[i].text, *bytes) == 0) return signs[i].sign;
    }
    *bytes = 0;
    return NULL;
}

static void take(reading *r)
{
    size_t bytes;
    const char *sign = sign_of(r->value, &bytes);
    if (r->part->takes == MANDATE_TAKES_SIGN) {
        r->value = sign ? (cut){sign, strlen(sign)} : (cut){"", 0};
    } else if (r->part->takes == MANDATE_TAKES_BEHIND_SIGN && sign) {
        r->value.text += bytes;
        r->value.length -= bytes;
        while (r->value.length > 0 && *r->value.text == ' ') {
            r->value.text++;
            r->value.length--;
        }
    }
}

// The day on which a code was written, as its column says it.
static bool day_of(const reading *r, mandate_date *day)
{
    *day = r->part->day;
    if (!r->part->day_column) return true;
    cut value = column_of(r, r->at.day);
    char why[MANDATE_REASON_SIZE];
    if (value.length == 0) {
        snprintf(r->reason, MANDATE_REASON_SIZE, "the column %.100s, with the day on which it was a code, is empty: nobody knows what it names without",
                 r->part->day_column);
        return false;
    }
    if (mandate_dates_read(r->part->day_order, value.text, value.length, day, why)) return true;
    snprintf(r->reason, MANDATE_REASON_SIZE, "its day, in the column %.50s: %.*s", r->part->day_column, MANDATE_REASON_SIZE - 90, why);
    return false;
}

static bool translate(reading *r)
{
    const mandate_part *part = r->part;
    const char *to;
    mandate_date day;
    if (part->translation_count == 0) return true;
    if (!day_of(r, &day)) return false;
    switch (mandate_translate(part, r->value.text, r->value.length, day, &to, r->reason)) {
    case MANDATE_NOT_TRANSLATED: return false;
    case MANDATE_TRANSLATED_OUTDATED: r->outdated = true; break;
    case MANDATE_TRANSLATED: break;
    }
    r->value = (cut){to, strlen(to)};
    return true;
}

// Multiplies by a factor; false where nobody could tell the result from others any more.
static bool convert_by(reading *r, double factor, double *number)
{
    double converted = mandate_number_multiply(*number, factor);
    if (isinf(converted) || (converted == 0 && *number != 0)) {
        snprintf(r->reason, MANDATE_REASON_SIZE, "converted, it would be no number from 1e-300 to 1e300: correct it, or the factor of its unit");
        return false;
    }
    *number = converted;
    return true;
}

static bool convert(reading *r, double *number)
{
    const mandate_part *part = r->part;
    if (!part->unit_column) return convert_by(r, part->conversions[0].factor, number);
    cut unit = column_of(r, r->at.unit);
    for (size_t i = 0; i < part->conversion_count; i++)
        if (is_text(unit, part->conversions[i].unit)) return convert_by(r, part->conversions[i].factor, number);
    char given[SHOWN_SIZE], list[MANDATE_REASON_SIZE - SHOWN_SIZE - 180]; // the words and the column take the rest
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < part->conversion_count && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s\"%s\"", used > 0 ? ", " : "", part->conversions[i].unit);
    list[mandate_utf8_valid(list, strlen(list))] = '\0';
    snprintf(r->reason, MANDATE_REASON_SIZE, "its unit, \"%s\" in the column %.100s, cannot be converted: `units` has %s", shown(unit, given), part->unit_column, list);
    return false;
}

static bool read_number(reading *r)
{
    mandate_mapper *mapper = r->mapper;
    size_t bytes, written;
    if (r->part->takes == MANDATE_TAKES_ALL && sign_of(r->value, &bytes))
        return refuse(r, "no number: a sign stands before it; say signed = true for a field whose kind has a field for the sign");
    char *out = mapper->room + mapper->used;
    if (!mandate_numerals_read(&mapper->mapping->numerals, r->value.text, r->value.length, out, &written, r->reason)) return false;
    r->value = (cut){out, written};
    mapper->used += written;
    double number;
    if (r->part->conversion_count == 0 || !mandate_number_parse(out, written, &number)) return true; // what is no number is refused with its field
    if (!convert(r, &number)) return false;
    out = mapper->room + mapper->used;
    mandate_number_format(number, out);
    r->value = (cut){out, strlen(out)};
    mapper->used += r->value.length + 1;
    return true;
}

static bool read_date(reading *r)
{
    mandate_date date;
    if (!mandate_dates_read(r->part->dates, r->value.text, r->value.length, &date, r->reason)) return false;
    char *out = r->mapper->room + r->mapper->used;
    mandate_date_format(date, out);
    r->value = (cut){out, strlen(out)};
    r->mapper->used += r->value.length + 1;
    return true;
}

static bool read_part(reading *r)
{
    if (!r->part->column) {
        r->value = (cut){r->part->fixed, strlen(r->part->fixed)};
        return true;
    }
    r->value = column_of(r, r->at.column);
    if (!check_encoding(r)) return false;
    if (is_one_of(r->value, r->part->blank)) r->value = (cut){"", 0};
    take(r);
    if (r->value.length == 0 && r->part->for_blank) r->value = (cut){r->part->for_blank, strlen(r->part->for_blank)};
    else if (r->value.length > 0 && r->part->reads == MANDATE_READS_NUMBER) return read_number(r);
    else if (r->value.length > 0 && r->part->reads == MANDATE_READS_DATE) return read_date(r);
    else if (r->value.length > 0) return translate(r);
    return true;
}

static void join(const mandate_mapped_field *field, cut value, size_t index, mandate_mapped *out)
{
    size_t between = index > 0 && field->between ? strlen(field->between) : 0;
    char *to = (char *)out->text + out->length;
    if (between > 0) memcpy(to, field->between, between);
    char *end = to + between;
    if (field->key) end = mandate_key_write(value.text, value.length, end);
    else if (value.length > 0) end = (char *)memcpy(end, value.text, value.length) + value.length;
    out->length += (size_t)(end - to);
}

// The most bytes that a field's parts can come to, each written anew and all joined.
static size_t room_of(const mandate_mapper *mapper, const mandate_csv_row *row, size_t index)
{
    const mandate_mapped_field *field = &mapper->mapping->fields[index];
    size_t size = 0;
    for (size_t i = 0; i < field->part_count; i++) {
        const mandate_part *part = &field->parts[i];
        size_t most = part->column ? row->fields[mapper->parts[index][i].column].length : strlen(part->fixed);
        most = mapper->parts[index][i].longest > most ? mapper->parts[index][i].longest : most;
        if (part->for_blank && strlen(part->for_blank) > most) most = strlen(part->for_blank);
        size += (field->key ? most * MANDATE_KEY_GROWTH : most) + NUMBER_SIZE + (field->between ? strlen(field->between) : 0);
    }
    return size;
}

// What is joined stands before what its parts need on their way.
static void read_field(mandate_mapper *mapper, const mandate_csv_row *row, size_t index, mandate_mapped *out)
{
    const mandate_mapped_field *field = &mapper->mapping->fields[index];
    size_t empty = 0, empty_at = 0;
    cut value = {"", 0};
    bool joined = field->part_count > 1 && !field->first;
    if (joined) mapper->used += room_of(mapper, row, index);
    for (size_t i = 0; i < field->part_count; i++) {
        reading r = {.mapper = mapper, .part = &field->parts[i], .row = row, .at = mapper->parts[index][i], .reason = out->reason};
        out->refused = !read_part(&r);
        out->outdated |= r.outdated;
        if (r.part->column) {
            out->column = r.part->column;
            out->given = row->fields[r.at.column].text;
            out->given_length = row->fields[r.at.column].length;
        }
        if (out->refused) return;
        if (r.value.length == 0) {
            empty++;
            empty_at = i;
        }
        value = r.value;
        if (joined) join(field, value, i, out);
        else if (value.length > 0) break;
    }
    if (field->first && value.length == 0) out->column = mapper->labels[index];
    if (!joined) {
        out->text = value.text;
        out->length = value.length;
        return;
    }
    out->column = mapper->labels[index];
    out->given = out->text;
    out->given_length = out->length;
    if (empty == field->part_count) {
        out->length = out->given_length = 0;
    } else if (empty > 0) {
        out->refused = true;
        out->column = field->parts[empty_at].column;
        out->given_length = 0;
        snprintf(out->reason, sizeof out->reason,
                 "empty, and it is one of the columns that make up %s: fill it, or say for_blank = \"…\", what stands for "
                 "an empty one",
                 field->field);
    }
}

// Room for every text that the row may need, so that none moves.
static bool make_room(mandate_mapper *mapper, const mandate_csv_row *row, mandate_error *error)
{
    size_t size = 1;
    for (size_t i = 0; i < mapper->mapping->field_count; i++) size += 2 * room_of(mapper, row, i);
    if (size <= mapper->room_size) return true;
    char *room = mandate_resize(mapper->room, size, 1, error);
    if (!room) return false;
    mapper->room = room;
    mapper->room_size = size;
    return true;
}

// The word of a list that a value reads like and is not: "Deleted" is not "deleted". NULL where there is none.
static const char *word_alike(mandate_mapper *mapper, cut value, mandate_texts words)
{
    if (value.length == mapper->plain_length && memcmp(value.text, mapper->plain, value.length) == 0) return NULL;
    mandate_folded folded, word;
    mandate_text_fold(value.text, value.length, &folded);
    for (size_t i = 0; i < words.count; i++) {
        mandate_text_fold(words.list[i], strlen(words.list[i]), &word);
        if (mandate_folded_alike(&folded, &word, false)) return words.list[i];
    }
    mapper->plain_length = 0;
    if (mapper->mapping->skip_count == 1 && value.length <= sizeof mapper->plain) { // one column says the same in most rows
        memcpy(mapper->plain, value.text, value.length);
        mapper->plain_length = value.length;
    }
    return NULL;
}

// Whether a row is no record. One whose value only reads like a word of `skip` is neither passed over nor taken: what the file means nobody has said, and
// `doubt` is refused with the words.
static bool skips(mandate_mapper *mapper, const mandate_csv_row *row, mandate_mapped *doubt)
{
    for (size_t i = 0; i < mapper->mapping->skip_count; i++) {
        const mandate_skip *skip = &mapper->mapping->skips[i];
        const mandate_csv_field *field = &row->fields[mapper->skips[i]];
        cut value = {field->text, field->length};
        bool listed = is_one_of(value, skip->is);
        const char *word = listed || value.length == 0 ? NULL : word_alike(mapper, value, skip->is);
        if (word) {
            *doubt = (mandate_mapped){.text = "", .column = skip->column, .given = field->text, .given_length = field->length, .refused = true};
            snprintf(doubt->reason, sizeof doubt->reason,
                     "it reads like \"%.40s\", by which `skip` tells rows that are %s, and is another text: write it there, too, or correct it", word,
                     skip->unless ? "records" : "none");
            return false;
        }
        if (listed != skip->unless) return true;
    }
    return false;
}

mandate_mapper_result mandate_mapper_row(mandate_mapper *mapper, const mandate_csv_row *row, mandate_mapped *out, mandate_error *error)
{
    mandate_mapped doubt = {.refused = false};
    if (skips(mapper, row, &doubt)) return MANDATE_MAPPER_SKIP;
    if (!make_room(mapper, row, error)) return MANDATE_MAPPER_FAILED;
    mapper->used = 0;
    for (size_t i = 0; i < mapper->mapping->field_count; i++) {
        const mandate_mapped_field *field = &mapper->mapping->fields[i];
        mandate_mapped *value = &out[i];
        value->text = mapper->room + mapper->used;
        value->length = 0;
        value->column = field->field;
        value->given = "";
        value->given_length = 0;
        value->refused = value->outdated = false;
        read_field(mapper, row, i, value);
        if (value->refused) value->length = 0;
    }
    if (doubt.refused && mapper->mapping->field_count > 0) { // what it holds of a key stays: who refers to it is not told again
        doubt.text = out[0].text;
        doubt.length = out[0].length;
        out[0] = doubt;
    }
    return MANDATE_MAPPER_ROW;
}
