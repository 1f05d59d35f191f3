#include "import/tally.h"

#include "import/reading.h"
#include "model/memory.h"

bool mandate_tally_name(mandate_tally *tally, mandate_name_of of, const char *text, size_t length, long line, mandate_error *error)
{
    mandate_told_name *list = mandate_grow(tally->names, tally->name_count, &tally->name_capacity, sizeof *list, error);
    if (!list) return false;
    tally->names = list;
    const char *copy = mandate_arena_text(&tally->texts, text, length, error);
    if (!copy) return false;
    list[tally->name_count++] = (mandate_told_name){.of = of, .text = copy, .length = length, .line = line};
    return true;
}

bool mandate_tally_pending(mandate_tally *tally, const mandate_pending *pending, mandate_error *error)
{
    mandate_pending *list = mandate_grow(tally->pending, tally->pending_count, &tally->pending_capacity, sizeof *list, error);
    if (!list) return false;
    tally->pending = list;
    list[tally->pending_count] = *pending;
    list[tally->pending_count].text = mandate_arena_text(&tally->texts, pending->text, pending->length, error);
    return list[tally->pending_count].text && ++tally->pending_count > 0;
}

static bool tell_pending(mandate_tally *tally, mandate_kind_work *of, int64_t first_row, mandate_error *error)
{
    for (size_t i = 0; i < tally->pending_count; i++) {
        mandate_pending pending = tally->pending[i];
        pending.row += first_row;
        if (!mandate_kind_keep_pending(of, &pending, error)) return false;
    }
    return true;
}

static bool tell_name(const mandate_told_name *name, mandate_kind_work *of, int index, mandate_error *error)
{
    mandate_work *work = of->work;
    mandate_owed *owed = &work->outstanding.list[work->sources[index].owed];
    switch (name->of) {
    case MANDATE_NAME_REFUSED: return mandate_keys_put(&work->refused[of->index], name->text, name->length, mandate_reading_place(index, name->line), error);
    case MANDATE_NAME_AGAIN: return mandate_owed_again(owed, name->text, name->length, error);
    case MANDATE_NAME_CAME: return mandate_owed_came(owed, name->text, name->length, error);
    }
    return true;
}

bool mandate_tally_tell(mandate_tally *tally, mandate_kind_work *of, int index, int64_t first_row, mandate_error *error)
{
    mandate_source *source = &of->work->sources[index];
    source->file->rows += tally->rows;
    source->file->refused += tally->refused;
    source->file->skipped += tally->skipped;
    if (!mandate_rejects_append(&source->rejects, &tally->rejects, error) || !tell_pending(tally, of, first_row, error)) return false;
    for (size_t i = 0; i < tally->name_count; i++)
        if (!tell_name(&tally->names[i], of, index, error)) return false;
    mandate_rejects_clear(&tally->rejects);
    mandate_arena_clear(&tally->texts);
    tally->rows = tally->refused = tally->skipped = 0;
    tally->name_count = tally->pending_count = 0;
    return true;
}

void mandate_tally_release(mandate_tally *tally)
{
    mandate_rejects_clear(&tally->rejects);
    mandate_arena_clear(&tally->texts);
    mandate_free(tally->names);
    mandate_free(tally->pending);
    *tally = (mandate_tally){0};
}
