#include "model/kind.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "model/builtin.h"
#include "model/memory.h"
#include "model/number.h"
#include "model/text.h"
#include "model/words.h"

enum { FIELDS_MOST = 200 }; // a table of the registry has fewer than SQLite's 2000 columns, and a row fits an error message's patience

// A kind and what it owns. The kinds are held by pointer, so that a kind handed out stays where it is while others are declared.
typedef struct kind_owned {
    mandate_kind kind; // first, so that the two pointers are one
    mandate_field *fields;
    const char **lists;
    char *texts;
} kind_owned;

struct mandate_model {
    kind_owned **kinds;
    size_t count;
    size_t capacity;
    uint32_t *slots; // open addressing by the names: a kind's index + 1, 0 for free; a power of two of them, at most half in use
    size_t slot_count;
};

static const char *const type_names[] = {"text", "number", "event", "date", "yesno"};

int mandate_model_kind_count(const mandate_model *model) { return (int)model->count; }

const mandate_kind *mandate_model_kind(const mandate_model *model, int index) { return index >= 0 && (size_t)index < model->count ? &model->kinds[index]->kind : NULL; }

// Where the name stands, or the free slot where it belongs.
static uint32_t *slot_of(uint32_t *slots, size_t slot_count, kind_owned *const *kinds, const char *name)
{
    for (size_t i = (size_t)mandate_text_hash(name, strlen(name), 0);; i++) {
        uint32_t *slot = &slots[i & (slot_count - 1)];
        if (*slot == 0 || strcmp(kinds[*slot - 1]->kind.name, name) == 0) return slot;
    }
}

int mandate_model_find(const mandate_model *model, const char *name)
{
    uint32_t found = model->slot_count > 0 ? *slot_of(model->slots, model->slot_count, model->kinds, name) : 0;
    return found > 0 && found <= model->count ? (int)found - 1 : -1; // one that was declared later is not there yet
}

// Room in `slots` for one more name.
static bool widen_slots(mandate_model *model, mandate_error *error)
{
    if (model->count + 1 <= model->slot_count / 2) return true;
    size_t count = model->slot_count > 0 ? model->slot_count * 2 : 64;
    uint32_t *slots = mandate_new(count, sizeof *slots, error);
    if (!slots) return false;
    for (size_t i = 0; i < model->count; i++) *slot_of(slots, count, model->kinds, model->kinds[i]->kind.name) = (uint32_t)i + 1;
    mandate_free(model->slots);
    model->slots = slots;
    model->slot_count = count;
    return true;
}

int mandate_kind_find_field(const mandate_kind *kind, const char *name)
{
    for (int i = 0; i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, name) == 0) return i;
    return -1;
}

static void destroy_kind(kind_owned *owned)
{
    if (!owned) return;
    mandate_free(owned->fields);
    mandate_free((void *)owned->lists);
    mandate_free(owned->texts);
    mandate_free(owned);
}

void mandate_model_destroy(mandate_model *model)
{
    if (!model) return;
    for (size_t i = 0; i < model->count; i++) destroy_kind(model->kinds[i]);
    mandate_free(model->kinds);
    mandate_free(model->slots);
    mandate_free(model);
}

// One declaration being checked and built.
typedef struct draft {
    const mandate_model *model;
    const mandate_kind_declaration *declaration;
    char plural[MANDATE_NAME_SIZE + 4];
    kind_owned *owned;
    size_t lists_used, texts_used;
    mandate_error *error;
} draft;

__attribute__((format(printf, 3, 4))) static bool refuse(const draft *made, const char *field, const char *format, ...)
{
    char message[MANDATE_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const char *kind = made->declaration->name ? made->declaration->name : "";
    return field ? mandate_fail(made->error, MANDATE_ERROR_MODEL, "kind \"%.60s\", field \"%.60s\": %s", kind, field, message)
                 : mandate_fail(made->error, MANDATE_ERROR_MODEL, "kind \"%.60s\": %s", kind, message);
}

static const mandate_field_declaration *find_declared(const mandate_kind_declaration *declaration, const char *name)
{
    for (size_t i = 0; i < declaration->field_count; i++)
        if (declaration->fields[i].name && strcmp(declaration->fields[i].name, name) == 0) return &declaration->fields[i];
    return NULL;
}

static bool is(const char *a, const char *b) { return a && strcmp(a, b) == 0; }

// The other field that holds a number's unit. A number that is called like its unit (`kg`, in kg) holds none.
static const mandate_field_declaration *unit_field_of(const mandate_kind_declaration *declaration, const mandate_field_declaration *field)
{
    return field->unit && !is(field->unit, field->name) ? find_declared(declaration, field->unit) : NULL;
}

// Kinds declared so far, types and the kind itself: what a field's type can be.
static bool refuse_type(const draft *made, const mandate_field_declaration *field)
{
    size_t count = made->model->count, types = sizeof type_names / sizeof *type_names;
    const char **words = mandate_new(count + types + 2, sizeof *words, made->error);
    if (!words) return false;
    size_t used = 0;
    for (size_t i = 0; i < types; i++) words[used++] = type_names[i];
    for (size_t i = 0; i < count; i++) words[used++] = made->model->kinds[i]->kind.name;
    words[used++] = made->declaration->name;
    const char *type = field->type ? field->type : "";
    const char *nearest = mandate_text_nearest(type, words);
    mandate_free((void *)words);
    if (type[0] == '\0') return refuse(made, field->name, "it has no type: give text, number, event, date, yesno or a kind");
    if (nearest) return refuse(made, field->name, "\"%.60s\" is no type: did you mean \"%s\"?", type, nearest);
    return refuse(made, field->name, "\"%.60s\" is no type: give text, number, event, date, yesno or a kind declared before", type);
}

static bool check_other_field(const draft *made, const char *field, const char *role, const char *other, const char *type)
{
    const mandate_field_declaration *found = find_declared(made->declaration, other);
    if (!found) {
        const char *words[FIELDS_MOST + 1];
        size_t used = 0;
        for (size_t i = 0; i < made->declaration->field_count; i++) words[used++] = made->declaration->fields[i].name;
        words[used] = NULL;
        const char *nearest = mandate_text_nearest(other, words);
        return nearest ? refuse(made, field, "%s names the field \"%.60s\", which is not there: did you mean \"%s\"?", role, other, nearest)
                       : refuse(made, field, "%s names the field \"%.60s\", which is not there: add it to the kind", role, other);
    }
    if (!is(found->type, type)) return refuse(made, field, "%s names the field \"%s\", which is no %s: give a field of type %s", role, other, type, type);
    return true;
}

// NaN where the text is no number.
static double number_of(const char *text)
{
    double number;
    return mandate_number_parse(text, strlen(text), &number) ? number : (double)NAN;
}

static bool check_ends(const draft *made, const mandate_field_declaration *field)
{
    const char *const ends[] = {field->min, field->max};
    for (int i = 0; i < 2; i++) {
        if (ends[i] && !is(field->type, "number"))
            return refuse(made, field->name, "only a number has a least or a greatest value: take `%s` away, or make it a number", i ? "max" : "min");
        if (ends[i] && isnan(number_of(ends[i]))) return refuse(made, field->name, "`%s` is \"%.60s\": give a number of at most 15 digits", i ? "max" : "min", ends[i]);
    }
    if (field->min && field->max && number_of(field->min) > number_of(field->max))
        return refuse(made, field->name, "`min` (%s) is above `max` (%s): exchange them", field->min, field->max);
    return true;
}

static bool check_field(const draft *made, const mandate_field_declaration *field)
{
    const char *name = field->name;
    bool known_type = false;
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++) known_type = known_type || is(field->type, type_names[i]);
    bool refers_to_itself = is(field->type, made->declaration->name);
    bool reference = !known_type && (refers_to_itself || (field->type && mandate_model_find(made->model, field->type) >= 0));
    if (!known_type && !reference) return refuse_type(made, field);
    if (field->starts && !is(field->type, "event")) return refuse(made, name, "only an event can bring a row into being: give it the type event, or take `starts` away");
    if (field->owner && (!reference || refers_to_itself)) return refuse(made, name, "an owner is a reference to another kind: give it such a type, or take `owner` away");
    if (field->key && refers_to_itself) return refuse(made, name, "a key cannot be made of the kind's own keys: take `key` away");
    if (field->key && field->known_from) return refuse(made, name, "a key is known from the start: take `known_from` or `key` away");
    if (field->one_of && !is(field->type, "text")) return refuse(made, name, "only a text can be one of several words: take `one_of` away, or make it a text");
    if (field->one_of && !field->one_of[0]) return refuse(made, name, "`one_of` lists no word: list at least one, or take it away");
    for (const char *const *word = field->one_of; word && *word; word++)
        for (const char *const *other = field->one_of; other != word; other++)
            if (strcmp(*word, *other) == 0) return refuse(made, name, "`one_of` lists \"%.60s\" twice: list it once", *word);
    if (field->unit && !is(field->type, "number")) return refuse(made, name, "only a number has a unit: take `unit` away, or make it a number");
    if (field->blank && !is(field->blank, "unknown") && !is(field->blank, "none") && !is(field->blank, "not_yet"))
        return refuse(made, name, "`blank` is \"%.60s\": give \"unknown\", \"none\" or \"not_yet\"", field->blank);
    if (is(field->blank, "not_yet") && !is(field->type, "event")) return refuse(made, name, "only an event has not happened yet: give `blank` \"unknown\" or \"none\"");
    if (unit_field_of(made->declaration, field) && !check_other_field(made, name, "`unit`", field->unit, "text")) return false;
    if (field->sign && !is(field->type, "number")) return refuse(made, name, "only a number has a sign: take `sign` away, or make it a number");
    if (field->sign && !check_other_field(made, name, "`sign`", field->sign, "text")) return false;
    if (!check_ends(made, field)) return false;
    if (is(field->known_from, name)) return refuse(made, name, "`known_from` names the field itself: name the event from which it is known");
    return !field->known_from || check_other_field(made, name, "`known_from`", field->known_from, "event");
}

static bool check_names(const draft *made)
{
    const mandate_kind_declaration *declaration = made->declaration;
    const char *fault = mandate_name_fault(declaration->name, true);
    if (fault) return refuse(made, NULL, "a kind cannot bear this name: %s", fault);
    fault = mandate_name_fault(made->plural, true);
    if (fault) return refuse(made, NULL, "its plural cannot be \"%.60s\": %s", made->plural, fault);
    if (is(declaration->name, made->plural)) return refuse(made, NULL, "its plural is its own name: give another `plural`, so that one row and a set can be told apart");
    for (size_t i = 0; i < made->model->count; i++) {
        const mandate_kind *other = &made->model->kinds[i]->kind;
        if (is(other->plural, made->plural) || is(other->name, made->plural))
            return refuse(made, NULL, "its plural \"%s\" is taken by the kind \"%s\": give another `plural`", made->plural, other->name);
        if (is(other->plural, declaration->name)) return refuse(made, NULL, "its name is the plural of the kind \"%s\": choose another name", other->name);
    }
    if (declaration->field_count == 0) return refuse(made, NULL, "it has no fields: give it at least a key");
    if (declaration->field_count > FIELDS_MOST)
        return refuse(made, NULL, "it has %zu fields, and a kind has at most %d: split it", declaration->field_count, FIELDS_MOST);
    for (size_t i = 0; i < declaration->field_count; i++) {
        const char *name = declaration->fields[i].name;
        fault = mandate_name_fault(name, false);
        if (fault) return refuse(made, name ? name : "", "a field cannot bear this name: %s", fault);
        assert(name); // to have none is a fault
        if (find_declared(declaration, name) != &declaration->fields[i]) return refuse(made, name, "it is declared twice: name one of them otherwise, or take it away");
    }
    return true;
}

// A set of child rows is written as a path on the parent, where a field of that name would hide it.
static bool check_plural_against_parent(const draft *made, const mandate_field_declaration *field)
{
    int parent = mandate_model_find(made->model, field->type);
    bool hidden = parent >= 0 ? mandate_kind_find_field(mandate_model_kind(made->model, parent), made->plural) >= 0
                              : is(field->type, made->declaration->name) && find_declared(made->declaration, made->plural);
    return !hidden || refuse(made, field->name, "\"%s\" has a field \"%s\", which would hide this kind's rows: give another `plural`", field->type, made->plural);
}

static bool check_declaration(const draft *made)
{
    if (!check_names(made)) return false;
    const mandate_field_declaration *owner = NULL, *starts = NULL;
    bool has_key = false;
    for (size_t i = 0; i < made->declaration->field_count; i++) {
        const mandate_field_declaration *field = &made->declaration->fields[i];
        if (!check_field(made, field) || !check_plural_against_parent(made, field)) return false;
        if (field->owner && owner) return refuse(made, field->name, "\"%s\" is the owner already: a kind has one owner, take one of the two away", owner->name);
        if (field->starts && starts)
            return refuse(made, field->name, "\"%s\" brings the row into being already: only one event can, take one `starts` away", starts->name);
        owner = field->owner ? field : owner;
        starts = field->starts ? field : starts;
        has_key = has_key || field->key;
    }
    return has_key || refuse(made, NULL, "it has no key: mark the fields that tell one record from another with `key`");
}

static size_t text_size(const char *text) { return text ? strlen(text) + 1 : 0; }

static const char *keep_text(draft *made, const char *text)
{
    if (!text) return NULL;
    char *kept = made->owned->texts + made->texts_used;
    size_t size = strlen(text) + 1;
    memcpy(kept, text, size);
    made->texts_used += size;
    return kept;
}

static const char *const *keep_list(draft *made, const char *const *list)
{
    if (!list) return NULL;
    const char **kept = made->owned->lists + made->lists_used;
    for (size_t i = 0; list[i]; i++) made->owned->lists[made->lists_used++] = keep_text(made, list[i]);
    made->owned->lists[made->lists_used++] = NULL;
    return kept;
}

static mandate_type type_of(const char *name)
{
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        if (is(name, type_names[i])) return (mandate_type)i;
    return MANDATE_REFERENCE;
}

static mandate_blank blank_of(const mandate_field_declaration *field)
{
    if (!field->blank) // what is there has begun: where its beginning is blank, nobody knows when
        return is(field->type, "event") && !field->starts ? MANDATE_BLANK_NOT_YET : MANDATE_BLANK_UNKNOWN;
    return is(field->blank, "none") ? MANDATE_BLANK_NONE : is(field->blank, "not_yet") ? MANDATE_BLANK_NOT_YET : MANDATE_BLANK_UNKNOWN;
}

static int index_of(const mandate_kind_declaration *declaration, const char *name)
{
    const mandate_field_declaration *found = name ? find_declared(declaration, name) : NULL;
    return found ? (int)(found - declaration->fields) : -1;
}

static void build_field(draft *made, size_t index, int own_index)
{
    const mandate_field_declaration *given = &made->declaration->fields[index];
    mandate_field *field = &made->owned->fields[index];
    mandate_kind *kind = &made->owned->kind;
    field->name = keep_text(made, given->name);
    field->type = type_of(given->type);
    field->blank = blank_of(given);
    field->blank_said = (given->blank && !given->blank_of_files) || field->type != MANDATE_REFERENCE;
    field->key = given->key;
    field->owner = given->owner;
    field->starts = given->starts;
    field->compare_only = given->compare_only;
    field->kind = -1;
    if (field->type == MANDATE_REFERENCE) field->kind = is(given->type, made->declaration->name) ? own_index : mandate_model_find(made->model, given->type);
    field->place = field->kind == own_index ? is(field->name, "parent") : field->kind >= 0 && mandate_model_kind(made->model, field->kind)->tree >= 0;
    field->fixed = given->key || (given->owner && !field->place);
    field->later = given->later;
    field->known_from = index_of(made->declaration, given->known_from);
    field->unit = keep_text(made, given->unit);
    field->unit_is_field = unit_field_of(made->declaration, given) != NULL;
    field->sign = keep_text(made, given->sign);
    field->min = keep_text(made, given->min);
    field->max = keep_text(made, given->max);
    field->least = field->min ? number_of(field->min) : -(double)INFINITY;
    field->most = field->max ? number_of(field->max) : (double)INFINITY;
    field->one_of = keep_list(made, given->one_of);
    field->about = keep_text(made, given->about ? given->about : "");
    if (field->owner) kind->owner = (int)index;
    if (field->starts) kind->starts = (int)index;
    if (field->kind == own_index && is(field->name, "parent")) kind->tree = (int)index;
}

static bool build_kind(draft *made, int own_index)
{
    const mandate_kind_declaration *declaration = made->declaration;
    size_t texts = text_size(declaration->name) + text_size(made->plural) + text_size(declaration->about) + 1;
    size_t lists = 0;
    for (size_t i = 0; i < declaration->field_count; i++) {
        const mandate_field_declaration *field = &declaration->fields[i];
        texts += text_size(field->name) + text_size(field->unit) + text_size(field->sign) + text_size(field->min) + text_size(field->max) + text_size(field->about) + 1;
        for (const char *const *word = field->one_of; word && *word; word++, lists++) texts += text_size(*word);
        lists += field->one_of ? 1 : 0;
    }
    kind_owned *owned = made->owned = mandate_new(1, sizeof *owned, made->error);
    if (!owned) return false;
    owned->fields = mandate_new(declaration->field_count, sizeof *owned->fields, made->error);
    owned->lists = owned->fields ? mandate_new(lists, sizeof *owned->lists, made->error) : NULL;
    owned->texts = owned->lists ? mandate_new(texts, 1, made->error) : NULL;
    if (!owned->texts) return false;

    mandate_kind *kind = &owned->kind;
    kind->name = keep_text(made, declaration->name);
    kind->plural = keep_text(made, made->plural);
    kind->about = keep_text(made, declaration->about ? declaration->about : "");
    kind->fields = owned->fields;
    kind->field_count = (int)declaration->field_count;
    kind->owner = kind->starts = kind->tree = -1;
    for (size_t i = 0; i < declaration->field_count; i++) build_field(made, i, own_index);
    kind->lasting = declaration->lasting || kind->starts < 0;
    return true;
}

static bool same_text(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

static bool same_list(const char *const *a, const char *const *b)
{
    if (!a || !b) return !a && !b;
    for (; *a && *b; a++, b++)
        if (strcmp(*a, *b) != 0) return false;
    return !*a && !*b;
}

// A blank day from which a record is there was "not yet" in registries made before it was known to be unknown: nothing is stored otherwise for that.
static bool same_blank(const mandate_field *a, const mandate_field *b)
{
    return a->blank == b->blank || (a->starts && b->starts && a->blank != MANDATE_BLANK_NONE && b->blank != MANDATE_BLANK_NONE);
}

// A number had no sign while the field of it was not there.
static bool same_sign(const mandate_kind *of, const mandate_field *a, const mandate_field *b)
{
    int sign = a->sign && !b->sign ? mandate_kind_find_field(of, a->sign) : -1;
    return same_text(a->sign, b->sign) || (sign >= 0 && of->fields[sign].later);
}

// `a`: of the kind that is there already
static bool same_field(const mandate_kind *of, const mandate_field *a, const mandate_field *b)
{
    return same_text(a->name, b->name) && a->type == b->type && same_blank(a, b) && a->key == b->key && a->owner == b->owner && a->starts == b->starts &&
           a->compare_only == b->compare_only && a->kind == b->kind && a->known_from == b->known_from && same_text(a->unit, b->unit) && same_sign(of, a, b) &&
           a->least == b->least && a->most == b->most && same_list(a->one_of, b->one_of);
}

// What a kind means is compared, not how it is described.
static bool compare_kinds(const draft *made, const mandate_kind *old)
{
    const mandate_kind *new = &made->owned->kind;
    const char *cure = "a registry and its packs know one kind by one declaration: declare it as before, or under another name";
    for (int i = 0; i < new->field_count; i++) {
        int at = mandate_kind_find_field(old, new->fields[i].name);
        if (at < 0) return refuse(made, new->fields[i].name, "of two declarations of the kind one has this field and the other has not; %s", cure);
        if (!same_field(old, &old->fields[at], &new->fields[i])) return refuse(made, new->fields[i].name, "the field was declared otherwise before; %s", cure);
    }
    for (int i = 0; i < old->field_count; i++)
        if (!old->fields[i].later && mandate_kind_find_field(new, old->fields[i].name) < 0)
            return refuse(made, old->fields[i].name, "of two declarations of the kind one has this field and the other has not; %s", cure);
    for (int i = 0; i < new->field_count; i++)
        if (!same_text(old->fields[i].name, new->fields[i].name)) return refuse(made, new->fields[i].name, "the fields were declared in another order before; %s", cure);
    if (!same_text(old->plural, new->plural) || old->lasting != new->lasting)
        return refuse(made, NULL, "it was declared before with another `plural` or `lasting`; %s", cure);
    return true;
}

static bool declare(mandate_model *model, const mandate_kind_declaration *declaration, bool builtin, mandate_error *error)
{
    draft made = {.model = model, .declaration = declaration, .error = error};
    if (declaration->plural) snprintf(made.plural, sizeof made.plural, "%s", declaration->plural);
    else if (declaration->name) mandate_name_plural(declaration->name, made.plural, (int)sizeof made.plural);
    int old = declaration->name ? mandate_model_find(model, declaration->name) : -1;
    if (old >= 0) {
        // The checks run against the kinds that stood before it, as they did when it was declared first.
        mandate_model before = {.kinds = model->kinds, .count = (size_t)old, .slots = model->slots, .slot_count = model->slot_count};
        made.model = &before;
        bool same = check_declaration(&made) && build_kind(&made, old) && compare_kinds(&made, mandate_model_kind(model, old));
        destroy_kind(made.owned);
        return same;
    }
    kind_owned **kinds = mandate_grow(model->kinds, model->count, &model->capacity, sizeof *kinds, error);
    if (!kinds) return false;
    model->kinds = kinds;
    if (!widen_slots(model, error)) return false;
    if (!check_declaration(&made) || !build_kind(&made, (int)model->count)) {
        destroy_kind(made.owned);
        return false;
    }
    made.owned->kind.builtin = builtin;
    model->kinds[model->count++] = made.owned;
    *slot_of(model->slots, model->slot_count, model->kinds, made.owned->kind.name) = (uint32_t)model->count;
    return true;
}

bool mandate_model_declare(mandate_model *model, const mandate_kind_declaration *declaration, mandate_error *error) { return declare(model, declaration, false, error); }

mandate_model *mandate_model_create(mandate_error *error)
{
    mandate_model *model = mandate_new(1, sizeof *model, error);
    if (!model) return NULL;
    for (size_t i = 0; i < mandate_builtin_count; i++)
        if (!declare(model, &mandate_builtin_kinds[i], true, error)) {
            mandate_model_destroy(model);
            return NULL;
        }
    return model;
}
