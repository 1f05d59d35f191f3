#include "verdict/wanting.h"

#include <string.h>

typedef struct writing { char *out; size_t size, length; } writing;

static void put(writing *w, const char *text)
{
    size_t length = strlen(text), left = w->length < w->size ? w->size - w->length : 0;
    if (left > 0) {
        size_t fits = length < left ? length : left - 1;
        memcpy(w->out + w->length, text, fits);
        w->out[w->length + fits] = '\0';
    }
    w->length += length;
}

static void put_place(writing *w, const mandate_snapshot *snapshot, uint32_t place)
{
    int kind = mandate_model_find(mandate_snapshot_model(snapshot), "jurisdiction");
    size_t left = w->length < w->size ? w->size - w->length : 0;
    w->length += mandate_snapshot_key(snapshot, kind, place, left > 0 ? w->out + w->length : NULL, left);
}

static void put_unit(writing *w, const mandate_plan *plan, uint32_t code)
{
    size_t length;
    put(w, mandate_plan_text_of(plan, code, &length)); // followed by a NUL
}

size_t mandate_wanting_text(const mandate_plan *plan, const mandate_missing *missing, int i, mandate_wanting_style style, char *out, size_t size)
{
    writing w = {out, size, 0};
    const mandate_snapshot *snapshot = mandate_plan_snapshot(plan);
    bool words = style == MANDATE_WANTING_WORDS;
    if (missing->kind[i] >= 0) {
        const mandate_kind *kind = mandate_model_kind(mandate_snapshot_model(snapshot), missing->kind[i]);
        put(&w, kind->name);
        put(&w, ".");
        put(&w, kind->fields[missing->field[i]].name);
        return w.length;
    }
    if (missing->kind[i] == MANDATE_MISSING_UNIT) {
        put(&w, words ? "one unit instead of " : "unit@");
        put_unit(&w, plan, (uint32_t)missing->day[i]);
        put(&w, words ? " and " : "@");
        put_unit(&w, plan, missing->place[i]);
        return w.length;
    }
    if (words) put(&w, "parameter ");
    put(&w, mandate_plan_parameter_name(plan, missing->field[i]));
    if (mandate_date_is(missing->day[i])) {
        char day[16];
        mandate_date_format(missing->day[i], day);
        put(&w, words ? " on " : "@");
        put(&w, day);
    }
    if (missing->place[i] < MANDATE_CODE_UNKNOWN) {
        put(&w, words ? " in " : "@");
        put_place(&w, snapshot, missing->place[i]);
    }
    return w.length;
}
