#include "host/outline.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { LINES_BEHIND = 12 };

typedef struct span {
    const char *text;
    size_t length;
} span;

#define SPAN(literal)                                                                                                                                                    \
    {                                                                                                                                                                    \
        literal, sizeof(literal) - 1                                                                                                                                     \
    }

static const span words[] = {SPAN("and"),      SPAN("break"),  SPAN("do"),   SPAN("else"), SPAN("elseif"), SPAN("end"),  SPAN("false"), SPAN("for"),
                             SPAN("function"), SPAN("goto"),   SPAN("if"),   SPAN("in"),   SPAN("local"),  SPAN("nil"),  SPAN("not"),   SPAN("or"),
                             SPAN("repeat"),   SPAN("return"), SPAN("then"), SPAN("true"), SPAN("until"),  SPAN("while")};
// What Lua takes for logic and a rule does not, operators of other languages, and what may hide a name.
static const span suspects[] = {SPAN("and"), SPAN("or"), SPAN("not"), SPAN("if"), SPAN("while"), SPAN("repeat"), SPAN("local"), SPAN("=="), SPAN("~="),
                                SPAN("<"),   SPAN(">"),  SPAN("<="),  SPAN(">="), SPAN("&&"),    SPAN("||"),     SPAN("!="),    SPAN("!")};

static bool is_one_of(const char *text, size_t length, const span *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].length == length && memcmp(list[i].text, text, length) == 0) return true;
    return false;
}

static bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static bool in_name(char c) { return begins_name(c) || mandate_is_digit(c); }

static bool is_hexadecimal(char c) { return mandate_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool is_wide(char c) { return (unsigned char)c >= 0x80; }

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Tokens ---------------------------------------------------------------------------------------------------------------------------------

typedef struct reader {
    mandate_outline *outline;
    size_t at;
    uint32_t line;
    size_t line_start, next_line; // next_line: behind the line's end, beyond the text where there is no other
    size_t counted; // up to where the line's characters are counted
    uint32_t characters;
    bool broken; // the line has bytes that are no UTF-8: its columns count bytes
    size_t token_capacity, line_capacity;
    mandate_error *error;
} reader;

// The byte at a place, '\0' beyond the end: no pattern below goes on over one.
static char byte_at(const reader *r, size_t place) { return place < r->outline->length ? r->outline->text[place] : '\0'; }

static size_t line_behind(const reader *r, size_t from)
{
    const char *end = from < r->outline->length ? memchr(r->outline->text + from, '\n', r->outline->length - from) : NULL;
    return end ? (size_t)(end - r->outline->text) + 1 : r->outline->length + 1;
}

static size_t long_bracket(const reader *r, size_t from, size_t *end)
{
    size_t level = 0;
    while (byte_at(r, from + 1 + level) == '=') level++;
    if (byte_at(r, from) != '[' || byte_at(r, from + 1 + level) != '[') return 0;
    const mandate_outline *o = r->outline;
    for (size_t place = from + level + 2; place < o->length; place++) {
        const char *closing = memchr(o->text + place, ']', o->length - place);
        if (!closing) break;
        place = (size_t)(closing - o->text);
        size_t same = 0;
        while (same < level && byte_at(r, place + 1 + same) == '=') same++;
        if (same == level && byte_at(r, place + 1 + level) == ']') {
            *end = place + level + 2;
            return level + 2;
        }
    }
    *end = o->length;
    return level + 2;
}

// Where a text in quotes ends: behind its closing quote, or with its line. `quote` becomes 1 where it is closed and plain.
static size_t quoted(const reader *r, uint32_t *quote)
{
    const mandate_outline *o = r->outline;
    bool plain = true;
    for (size_t place = r->at + 1; place < o->length; place++) {
        char c = o->text[place];
        if (c == '\n') return place;
        if (c == o->text[r->at]) {
            *quote = plain ? 1 : 0;
            return place + 1;
        }
        if (c == '\\') { // behind a backslash anything goes
            plain = false;
            place++;
        }
    }
    return o->length;
}

static size_t number_end(const reader *r)
{
    size_t end = r->at;
    if (byte_at(r, end) == '0' && (byte_at(r, end + 1) == 'x' || byte_at(r, end + 1) == 'X')) {
        end += 2;
        while (is_hexadecimal(byte_at(r, end)) || byte_at(r, end) == '.') end++;
        return end;
    }
    while (mandate_is_digit(byte_at(r, end)) || byte_at(r, end) == '.') end++;
    if (byte_at(r, end) == 'e' || byte_at(r, end) == 'E') {
        size_t power = end + 1;
        if (byte_at(r, power) == '+' || byte_at(r, power) == '-') power++;
        if (mandate_is_digit(byte_at(r, power))) {
            while (mandate_is_digit(byte_at(r, power))) power++;
            return power;
        }
    }
    while (in_name(byte_at(r, end)) || byte_at(r, end) == '.') end++;
    return end;
}

static size_t operator_end(const reader *r)
{
    char first = byte_at(r, r->at), second = byte_at(r, r->at + 1);
    if (first == '.' && second == '.') return r->at + (byte_at(r, r->at + 2) == '.' ? 3 : 2);
    if (second == '=' && first != '\0' && strchr("=~<>!", first)) return r->at + 2;
    return r->at + (second == first && first != '\0' && strchr("&|:/<>", first) ? 2 : 1);
}

static uint32_t column_of(reader *r)
{
    const char *text = r->outline->text + r->counted;
    size_t length = r->at - r->counted;
    if (!r->broken && mandate_utf8_valid(text, length) != length) r->broken = true;
    for (size_t i = 0; i < length; i++) r->characters += ((unsigned char)text[i] & 0xC0) != 0x80;
    r->counted = r->at;
    return r->broken ? (uint32_t)(r->at - r->line_start) + 1 : r->characters + 1;
}

static void move_to_line(reader *r)
{
    while (r->next_line <= r->at) {
        r->line++;
        r->line_start = r->counted = r->next_line;
        r->next_line = line_behind(r, r->line_start);
        r->characters = 0;
        r->broken = false;
    }
}

static bool add_line(reader *r)
{
    mandate_outline *o = r->outline;
    while (o->line_count <= r->line) {
        uint32_t *moved = mandate_grow(o->first_on, o->line_count, &r->line_capacity, sizeof *moved, r->error);
        if (!moved) return false;
        o->first_on = moved;
        o->first_on[o->line_count++] = MANDATE_NO_TOKEN;
    }
    if (o->first_on[r->line] == MANDATE_NO_TOKEN) o->first_on[r->line] = (uint32_t)o->token_count;
    return true;
}

static bool add_token(reader *r, mandate_token_kind kind, size_t end, uint32_t quote)
{
    mandate_outline *o = r->outline;
    mandate_token *moved = mandate_grow(o->tokens, o->token_count, &r->token_capacity, sizeof *moved, r->error);
    if (!moved) return false;
    o->tokens = moved;
    if (!add_line(r)) return false;
    const char *text = o->text + r->at;
    size_t length = end - r->at;
    if (kind == MANDATE_TOKEN_NAME && is_one_of(text, length, words, sizeof words / sizeof *words)) kind = MANDATE_TOKEN_WORD;
    bool suspect = kind == MANDATE_TOKEN_NUMBER || kind == MANDATE_TOKEN_STRAY ||
                   ((kind == MANDATE_TOKEN_WORD || kind == MANDATE_TOKEN_OPERATOR) && is_one_of(text, length, suspects, sizeof suspects / sizeof *suspects));
    o->tokens[o->token_count++] = (mandate_token){.from = (uint32_t)r->at,
                                                  .length = (uint32_t)length,
                                                  .line = r->line,
                                                  .column = column_of(r),
                                                  .quote = quote,
                                                  .function = MANDATE_NO_TOKEN,
                                                  .table = MANDATE_NO_TOKEN,
                                                  .kind = kind,
                                                  .suspect = suspect};
    return true;
}

// The token at r->at, or the comment; goes behind it.
static bool read_token(reader *r)
{
    char c = byte_at(r, r->at);
    size_t end = r->at + 1;
    uint32_t quote = 0;
    mandate_token_kind kind = MANDATE_TOKEN_OPERATOR;
    if (begins_name(c)) {
        kind = MANDATE_TOKEN_NAME;
        while (in_name(byte_at(r, end))) end++;
    } else if (c == '"' || c == '\'') {
        kind = MANDATE_TOKEN_TEXT;
        end = quoted(r, &quote);
    } else if (c == '-' && byte_at(r, r->at + 1) == '-') {
        if (!long_bracket(r, r->at + 2, &end)) end = r->next_line - 1;
        r->at = end;
        return true;
    } else if (c == '[' && (quote = (uint32_t)long_bracket(r, r->at, &end)) > 0) {
        kind = MANDATE_TOKEN_TEXT;
    } else if (mandate_is_digit(c) || (c == '.' && mandate_is_digit(byte_at(r, r->at + 1)))) {
        kind = MANDATE_TOKEN_NUMBER;
        end = number_end(r);
    } else if (is_wide(c)) {
        kind = MANDATE_TOKEN_STRAY;
        if ((unsigned char)c >= 0xC2 && (unsigned char)c <= 0xF4)
            while (end < r->outline->length && ((unsigned char)r->outline->text[end] & 0xC0) == 0x80) end++;
    } else {
        end = operator_end(r);
    }
    bool good = add_token(r, kind, end, quote);
    r->at = end;
    return good;
}

static bool read_tokens(mandate_outline *outline, mandate_error *error)
{
    reader r = {.outline = outline, .line = 1, .error = error};
    r.next_line = line_behind(&r, 0);
    if (!add_line(&r)) // line 0, that of nothing, and line 1
        return false;
    outline->first_on[1] = MANDATE_NO_TOKEN;
    for (;;) {
        while (r.at < outline->length && is_blank(outline->text[r.at])) r.at++;
        if (r.at >= outline->length) return true;
        move_to_line(&r);
        if (!read_token(&r)) return false;
    }
}

// Functions ------------------------------------------------------------------------------------------------------------------------------

static const char *text_of(const mandate_outline *outline, uint32_t token) { return outline->text + outline->tokens[token].from; }

static bool is(const mandate_outline *outline, size_t token, mandate_token_kind kind, const char *text)
{
    if (token >= outline->token_count || outline->tokens[token].kind != kind) return false;
    return outline->tokens[token].length == strlen(text) && memcmp(text_of(outline, (uint32_t)token), text, strlen(text)) == 0;
}

static bool is_operator(const mandate_outline *outline, size_t token, char character)
{
    return token < outline->token_count && outline->tokens[token].kind == MANDATE_TOKEN_OPERATOR && outline->tokens[token].length == 1 &&
           *text_of(outline, (uint32_t)token) == character;
}

static bool has_kind(const mandate_outline *outline, size_t token, mandate_token_kind kind)
{
    return token < outline->token_count && outline->tokens[token].kind == kind;
}

// `function f`, or `f = function`.
static uint32_t name_of_function(const mandate_outline *outline, uint32_t token)
{
    if (has_kind(outline, (size_t)token + 1, MANDATE_TOKEN_NAME)) return token + 1;
    if (token >= 2 && is_operator(outline, token - 1, '=') && has_kind(outline, token - 2, MANDATE_TOKEN_NAME)) return token - 2;
    return MANDATE_NO_TOKEN;
}

typedef struct stack { // of numbers
    uint32_t *list;
    size_t count, capacity;
} stack;

static bool push(stack *into, uint32_t number, mandate_error *error)
{
    uint32_t *moved = mandate_grow(into->list, into->count, &into->capacity, sizeof *moved, error);
    if (!moved) return false;
    into->list = moved;
    into->list[into->count++] = number;
    return true;
}

static uint32_t pop(stack *from) { return from->count > 0 ? from->list[--from->count] : MANDATE_NO_TOKEN; }

static bool add_function(mandate_outline *o, uint32_t token, uint32_t outer, size_t *capacity, mandate_error *error)
{
    mandate_written_function *moved = mandate_grow(o->functions, o->function_count, capacity, sizeof *moved, error);
    if (!moved) return false;
    o->functions = moved;
    o->functions[o->function_count++] = (mandate_written_function){.first = token, .last = MANDATE_NO_TOKEN, .name = name_of_function(o, token), .outer = outer};
    return true;
}

// `blocks` holds a function's number for what `end` closes as one, MANDATE_NO_TOKEN for other blocks.
static bool walk_blocks(mandate_outline *o, stack *blocks, mandate_error *error)
{
    uint32_t inside = MANDATE_NO_TOKEN;
    size_t capacity = 0;
    for (uint32_t i = 0; i < o->token_count; i++) {
        mandate_token *token = &o->tokens[i];
        token->function = inside;
        if (token->kind != MANDATE_TOKEN_WORD) continue;
        bool function = is(o, i, MANDATE_TOKEN_WORD, "function");
        if (function || is(o, i, MANDATE_TOKEN_WORD, "do") || is(o, i, MANDATE_TOKEN_WORD, "if") || is(o, i, MANDATE_TOKEN_WORD, "repeat")) {
            if (function && !add_function(o, i, inside, &capacity, error)) return false;
            if (function) token->function = inside = (uint32_t)o->function_count - 1;
            if (!push(blocks, function ? inside : MANDATE_NO_TOKEN, error)) return false;
        } else if (is(o, i, MANDATE_TOKEN_WORD, "end") || is(o, i, MANDATE_TOKEN_WORD, "until")) {
            uint32_t block = pop(blocks);
            if (block != MANDATE_NO_TOKEN) {
                o->functions[block].last = i;
                inside = o->functions[block].outer;
            }
        }
    }
    for (size_t i = 0; i < o->function_count; i++)
        if (o->functions[i].last == MANDATE_NO_TOKEN) o->functions[i].last = (uint32_t)o->token_count - 1;
    return true;
}

static bool find_functions(mandate_outline *outline, mandate_error *error)
{
    stack blocks = {0};
    bool good = walk_blocks(outline, &blocks, error);
    mandate_free(blocks.list);
    return good;
}

// Tables ---------------------------------------------------------------------------------------------------------------------------------

typedef enum frame_kind { FRAME_TABLE, FRAME_BRACKET, FRAME_FUNCTION } frame_kind;

typedef struct frame {
    frame_kind kind;
    uint32_t token, table;
    bool in_entry; // of a table: what follows belongs to its last entry, up to a comma
} frame;

typedef struct nesting {
    mandate_outline *outline;
    frame *frames;
    size_t count, capacity, table_capacity, entry_capacity;
    mandate_error *error;
} nesting;

static void key_of_text(const mandate_outline *o, uint32_t token, mandate_written_entry *entry)
{
    const mandate_token *t = &o->tokens[token];
    entry->key = MANDATE_KEY_TEXT;
    entry->text = t->from + t->quote;
    // What opens a text that nothing closes may be longer than what is left.
    entry->length = t->length > 2 * t->quote ? t->length - 2 * t->quote : 0;
}

// A number as a key where it is a whole one, as Lua has it: [2001], [0x10], [1e2].
static void key_of_number(const mandate_outline *o, uint32_t token, mandate_written_entry *entry)
{
    char copy[64], *end;
    const mandate_token *t = &o->tokens[token];
    if (t->length >= sizeof copy) return;
    memcpy(copy, text_of(o, token), t->length);
    copy[t->length] = '\0';
    double value = strtod(copy, &end);
    if (*end == '\0' && floor(value) == value && fabs(value) < 9007199254740992.0) {
        entry->key = MANDATE_KEY_INTEGER;
        entry->integer = (int64_t)value;
    }
}

static void read_key(const mandate_outline *o, uint32_t token, mandate_written_table *table, mandate_written_entry *entry)
{
    size_t following = (size_t)token + 1;
    if (has_kind(o, token, MANDATE_TOKEN_NAME) && is_operator(o, following, '=')) {
        key_of_text(o, token, entry);
        entry->first = token + 2;
    } else if (!is_operator(o, token, '[')) {
        entry->key = MANDATE_KEY_INTEGER;
        entry->integer = ++table->positions;
    } else if (is_operator(o, following + 1, ']') && (has_kind(o, following, MANDATE_TOKEN_TEXT) || has_kind(o, following, MANDATE_TOKEN_NUMBER))) {
        entry->first = token + 4;
        entry->key_token = token + 1;
        if (has_kind(o, following, MANDATE_TOKEN_NUMBER)) key_of_number(o, entry->key_token, entry);
        else if (o->tokens[following].quote > 0) key_of_text(o, entry->key_token, entry);
    }
}

static bool add_entry(nesting *n, uint32_t token, frame *current)
{
    mandate_outline *o = n->outline;
    mandate_written_entry *moved = mandate_grow(o->entries, o->entry_count, &n->entry_capacity, sizeof *moved, n->error);
    if (!moved) return false;
    o->entries = moved;
    mandate_written_table *table = &o->tables[current->table];
    uint32_t number = (uint32_t)o->entry_count;
    mandate_written_entry *entry = &o->entries[number];
    *entry = (mandate_written_entry){.table = current->table, .first = token, .key_token = token, .next = MANDATE_NO_TOKEN};
    read_key(o, token, table, entry);
    current->in_entry = true;
    if (entry->key == MANDATE_KEY_NONE) return true; // nobody can ask for it
    o->entry_count++;
    if (table->last_entry == MANDATE_NO_TOKEN) table->first_entry = number;
    else o->entries[table->last_entry].next = number;
    table->last_entry = number;
    return true;
}

static bool open_frame(nesting *n, frame_kind kind, uint32_t token)
{
    mandate_outline *o = n->outline;
    frame *moved = mandate_grow(n->frames, n->count, &n->capacity, sizeof *moved, n->error);
    if (!moved) return false;
    n->frames = moved;
    n->frames[n->count++] = (frame){.kind = kind, .token = token, .table = MANDATE_NO_TOKEN};
    if (kind != FRAME_TABLE) return true;
    mandate_written_table *tables = mandate_grow(o->tables, o->table_count, &n->table_capacity, sizeof *tables, n->error);
    if (!tables) return false;
    o->tables = tables;
    n->frames[n->count - 1].table = o->tokens[token].table = (uint32_t)o->table_count;
    o->tables[o->table_count++] = (mandate_written_table){.token = token, .last = MANDATE_NO_TOKEN, .first_entry = MANDATE_NO_TOKEN, .last_entry = MANDATE_NO_TOKEN};
    return true;
}

static void close_frame(nesting *n, uint32_t token)
{
    if (n->count == 0) return;
    const frame *closed = &n->frames[--n->count];
    if (closed->kind == FRAME_TABLE) n->outline->tables[closed->table].last = token;
}

// What a token does to a table's shape, by its character; '\0' for all others.
static char shape_of(const mandate_outline *o, uint32_t token)
{
    const mandate_token *t = &o->tokens[token];
    char c = t->kind == MANDATE_TOKEN_OPERATOR && t->length == 1 ? *text_of(o, token) : '\0';
    return c != '\0' && strchr("{}()[],;", c) ? c : '\0';
}

static bool starts_function(const mandate_outline *o, uint32_t token)
{
    uint32_t f = o->tokens[token].function;
    return f != MANDATE_NO_TOKEN && o->functions[f].first == token;
}

// The last token ends each function that stands open at the end.
static bool ends_function(const mandate_outline *o, uint32_t token)
{
    uint32_t f = o->tokens[token].function;
    return f != MANDATE_NO_TOKEN && o->functions[f].last == token;
}

static bool walk_tables(nesting *n)
{
    mandate_outline *o = n->outline;
    for (uint32_t i = 0; i < o->token_count; i++) {
        frame *current = n->count > 0 ? &n->frames[n->count - 1] : NULL;
        char c = shape_of(o, i);
        bool starts = starts_function(o, i), ends = ends_function(o, i);
        if (current && current->kind == FRAME_TABLE && !current->in_entry && c != '}' && c != ',' && c != ';' && !add_entry(n, i, current)) return false;
        if (c == '{' || c == '(' || c == '[') {
            if (!open_frame(n, c == '{' ? FRAME_TABLE : FRAME_BRACKET, i)) return false;
        } else if (c == '}' || c == ')' || c == ']') {
            close_frame(n, i);
        } else if (starts) {
            if (!open_frame(n, FRAME_FUNCTION, i)) return false;
        } else if (ends && current && current->kind == FRAME_FUNCTION) {
            n->count--;
        } else if ((c == ',' || c == ';') && current && current->kind == FRAME_TABLE) {
            current->in_entry = false;
        }
    }
    const frame *open = n->count > 0 ? &n->frames[n->count - 1] : NULL;
    o->unclosed = open && open->kind != FRAME_FUNCTION ? open->token : MANDATE_NO_TOKEN;
    return true;
}

static bool find_tables(mandate_outline *outline, mandate_error *error)
{
    nesting n = {.outline = outline, .error = error};
    bool good = walk_tables(&n);
    mandate_free(n.frames);
    return good;
}

// Doubled keys ---------------------------------------------------------------------------------------------------------------------------

typedef struct named {
    const char *text;
    uint32_t length, table, entry;
} named;

static int compare_named(const void *left, const void *right)
{
    const named *a = left, *b = right;
    if (a->table != b->table) return a->table < b->table ? -1 : 1;
    int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
    if (order != 0) return order;
    if (a->length != b->length) return a->length < b->length ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

static bool find_doubled(mandate_outline *o, mandate_error *error)
{
    named *list = mandate_new(o->entry_count + 1, sizeof *list, error);
    if (!list) return false;
    size_t count = 0, capacity = 0;
    for (uint32_t i = 0; i < o->entry_count; i++)
        if (o->entries[i].key == MANDATE_KEY_TEXT) list[count++] = (named){o->text + o->entries[i].text, o->entries[i].length, o->entries[i].table, i};
    qsort(list, count, sizeof *list, compare_named);
    bool good = true;
    for (size_t i = 1; i < count && good; i++) {
        const named *a = &list[i - 1], *b = &list[i];
        if (a->table != b->table || a->length != b->length || memcmp(a->text, b->text, a->length) != 0) continue;
        mandate_doubled_key *moved = mandate_grow(o->doubled, o->doubled_count, &capacity, sizeof *moved, error);
        good = moved != NULL;
        if (!good) break;
        o->doubled = moved;
        o->doubled[o->doubled_count++] = (mandate_doubled_key){o->entries[b->entry].key_token, o->entries[a->entry].key_token};
    }
    mandate_free(list);
    return good;
}

// ----------------------------------------------------------------------------------------------------------------------------------------

bool mandate_outline_read(mandate_outline *outline, const char *text, size_t length, mandate_error *error)
{
    *outline = (mandate_outline){.text = text, .length = length, .unclosed = MANDATE_NO_TOKEN};
    if (length >= UINT32_MAX) return mandate_fail(error, MANDATE_ERROR_LIMIT, "the file has %zu bytes; a pack's file is shorter than 4 GB", length);
    if (read_tokens(outline, error) && find_functions(outline, error) && find_tables(outline, error) && find_doubled(outline, error)) return true;
    mandate_outline_clear(outline);
    return false;
}

void mandate_outline_clear(mandate_outline *outline)
{
    mandate_free(outline->tokens);
    mandate_free(outline->functions);
    mandate_free(outline->tables);
    mandate_free(outline->entries);
    mandate_free(outline->doubled);
    mandate_free(outline->first_on);
    memset(outline, 0, sizeof *outline);
}

bool mandate_outline_says(const mandate_outline *outline, uint32_t token, const char *text, size_t length)
{
    assert(token < outline->token_count);
    const mandate_token *t = &outline->tokens[token];
    const char *own = outline->text + t->from;
    if (t->length == length && memcmp(own, text, length) == 0) return true;
    return t->quote > 0 && t->length == length + 2 * (size_t)t->quote && memcmp(own + t->quote, text, length) == 0;
}

static bool is_found(const mandate_outline *outline, uint32_t token, const char *text, size_t length, bool names)
{
    return !(names && outline->tokens[token].quote > 0) && mandate_outline_says(outline, token, text, length);
}

uint32_t mandate_outline_find(const mandate_outline *outline, const char *text, size_t length, int64_t line, int64_t nth, bool names)
{
    for (int64_t current = line; current <= line + LINES_BEHIND; current++) {
        if (current < 1 || current >= (int64_t)outline->line_count) continue;
        uint32_t first = outline->first_on[current];
        int64_t count = 0;
        for (uint32_t i = first; i < outline->token_count && outline->tokens[i].line == current; i++)
            if (is_found(outline, i, text, length, names) && (++count == nth || current > line)) return i;
        if (count == 0) continue;
        int64_t left = (nth - 1) % count;
        for (uint32_t i = first;; i++)
            if (is_found(outline, i, text, length, names) && left-- == 0) return i;
    }
    return MANDATE_NO_TOKEN;
}
