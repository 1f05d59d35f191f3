#include "import/rejects.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "model/memory.h"
#include "model/text.h"

enum { VALUE_SIZE = 200, REASON_SIZE = 800, WIDEST = 3 }; // one wrong byte becomes three

static const char heading[] = "line,column,value,reason\n";
static const char replacement_mark[] = "\xEF\xBF\xBD", ellipsis[] = "…";

// The list is UTF-8 even where the text is not: each wrong byte becomes a replacement mark. A character that a cut went through falls away.
static size_t write_utf8(const char *text, size_t length, bool is_cut, char *out)
{
    size_t used = 0, at = 0;
    while (at < length) {
        size_t good = mandate_utf8_valid(text + at, length - at);
        memcpy(out + used, text + at, good);
        used += good;
        at += good;
        if (at < length && length - at < 4 && is_cut && ((unsigned char)text[at] & 0xC0) == 0xC0) break;
        if (at < length) {
            memcpy(out + used, replacement_mark, sizeof replacement_mark - 1);
            used += sizeof replacement_mark - 1;
            at++;
        }
    }
    return used;
}

static bool is_full(const mandate_rejects *rejects) { return rejects->most > 0 && rejects->count >= rejects->most; }

// Lists it with copies of its texts, which are cut and mended already.
static bool put(mandate_rejects *rejects, const mandate_reject *from, mandate_error *error)
{
    if (is_full(rejects)) {
        rejects->unlisted++;
        return true;
    }
    mandate_reject *list = mandate_grow(rejects->list, rejects->count, &rejects->capacity, sizeof *list, error);
    if (!list) return false;
    rejects->list = list;
    mandate_reject *reject = &list[rejects->count];
    *reject = (mandate_reject){.file = from->file, .line = from->line, .order = rejects->count};
    reject->column = mandate_arena_text(&rejects->texts, from->column, strlen(from->column), error);
    reject->value = reject->column ? mandate_arena_text(&rejects->texts, from->value, strlen(from->value), error) : NULL;
    reject->reason = reject->value ? mandate_arena_text(&rejects->texts, from->reason, strlen(from->reason), error) : NULL;
    if (!reject->reason) return false;
    rejects->count++;
    return true;
}

bool mandate_rejects_add(mandate_rejects *rejects, const mandate_reject *from, size_t length, mandate_error *error)
{
    if (is_full(rejects)) {
        rejects->unlisted++;
        return true;
    }
    char shown[(VALUE_SIZE + 1) * WIDEST + 1], said[REASON_SIZE * WIDEST + 1]; // VALUE_SIZE + 1: an ellipsis
    size_t end = length < VALUE_SIZE ? length : VALUE_SIZE, used = write_utf8(from->value, end, end < length, shown), said_length = strlen(from->reason);
    if (end < length) {
        memcpy(shown + used, ellipsis, sizeof ellipsis - 1);
        used += sizeof ellipsis - 1;
    }
    if (said_length > REASON_SIZE) said_length = REASON_SIZE;
    said_length = write_utf8(from->reason, said_length, true, said); // reasons quote the pack and the file, and were cut where their room ended
    shown[used] = said[said_length] = '\0';
    return put(rejects, &(mandate_reject){.file = from->file, .line = from->line, .column = from->column, .value = shown, .reason = said}, error);
}

bool mandate_rejects_append(mandate_rejects *rejects, const mandate_rejects *from, mandate_error *error)
{
    rejects->unlisted += from->unlisted;
    for (size_t i = 0; i < from->count; i++)
        if (!put(rejects, &from->list[i], error)) return false;
    return true;
}

static int compare(const void *left, const void *right)
{
    const mandate_reject *a = left, *b = right;
    if (a->file != b->file) return a->file < b->file ? -1 : 1;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void mandate_rejects_sort(mandate_rejects *rejects)
{
    if (rejects->count > 1) qsort(rejects->list, rejects->count, sizeof *rejects->list, compare);
}

bool mandate_rejects_merge(mandate_rejects *rejects, mandate_rejects *from, mandate_error *error)
{
    mandate_rejects_sort(rejects);
    mandate_rejects_sort(from);
    size_t known = rejects->count, begin = 0;
    int file = known > 0 ? rejects->list[0].file : from->count > 0 ? from->list[0].file : 0;
    for (size_t i = 0; i < from->count; i++) {
        const mandate_reject *other = &from->list[i];
        while (begin < known && rejects->list[begin].line < other->line) begin++;
        bool there = false;
        for (size_t k = begin; k < known && rejects->list[k].line == other->line && !there; k++)
            there = strcmp(rejects->list[k].column, other->column) == 0 && strcmp(rejects->list[k].value, other->value) == 0;
        mandate_reject added = *other;
        added.file = file;
        if (!there && !mandate_rejects_add(rejects, &added, strlen(other->value), error)) return false;
    }
    rejects->unlisted += from->unlisted;
    return true;
}

int64_t mandate_rejects_lines(mandate_rejects *rejects)
{
    int64_t lines = 0;
    mandate_rejects_sort(rejects);
    for (size_t i = 0; i < rejects->count; i++) lines += i == 0 || rejects->list[i].line != rejects->list[i - 1].line;
    return lines;
}

// Whether a value is refused for the second time in its line, as one that two fields take.
static bool is_said(const mandate_rejects *rejects, size_t index)
{
    const mandate_reject *own = &rejects->list[index];
    for (size_t i = index; i > 0 && rejects->list[i - 1].line == own->line; i--)
        if (strcmp(rejects->list[i - 1].column, own->column) == 0 && strcmp(rejects->list[i - 1].value, own->value) == 0) return true;
    return false;
}

void mandate_rejects_clear(mandate_rejects *rejects)
{
    mandate_free(rejects->list);
    mandate_arena_clear(&rejects->texts);
    *rejects = (mandate_rejects){0};
}

static void write_value(FILE *file, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, file);
        return;
    }
    fputc('"', file);
    for (; *text; text++) {
        if (*text == '"') fputc('"', file);
        fputc(*text, file);
    }
    fputc('"', file);
}

static bool write_failed(const char *path, mandate_error *error)
{
    mandate_fail(error, MANDATE_ERROR_IO,
                 "the list of refused rows cannot be written: %s; make its folder writable, or import copies of the files "
                 "from a folder that is",
                 strerror(errno));
    return mandate_fail_at(error, path, 0, 0);
}

bool mandate_rejects_write(mandate_rejects *rejects, const char *path, mandate_error *error)
{
    char unfinished[MANDATE_PATH_SIZE + 8];
    snprintf(unfinished, sizeof unfinished, "%s.new", path);
    FILE *file = fopen(unfinished, "wb");
    if (!file) return write_failed(path, error);
    mandate_rejects_sort(rejects);
    fputs(heading, file);
    for (size_t i = 0; i < rejects->count; i++) {
        const mandate_reject *reject = &rejects->list[i];
        if (is_said(rejects, i)) continue;
        fprintf(file, "%ld,", reject->line);
        write_value(file, reject->column);
        fputc(',', file);
        write_value(file, reject->value);
        fputc(',', file);
        write_value(file, reject->reason);
        fputc('\n', file);
    }
    if (rejects->unlisted > 0) fprintf(file, ",,,and %zu more: mend these first\n", rejects->unlisted);
    bool written = !ferror(file);
    written = fclose(file) == 0 && written;
    if (written && rename(unfinished, path) == 0) return true;
    write_failed(path, error);
    remove(unfinished);
    return false;
}

void mandate_rejects_remove(const char *path)
{
    char begin[sizeof heading] = {0};
    FILE *file = fopen(path, "rb");
    if (!file) return;
    size_t got = fread(begin, 1, sizeof heading - 1, file);
    fclose(file);
    if (got == sizeof heading - 1 && memcmp(begin, heading, got) == 0) remove(path);
}
