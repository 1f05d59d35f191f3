// Kinds of records and their fields: the one description from which the registry's schema, import, the language's fields, the
// editor's types and `mandate doc --model` are made. Built-in kinds (builtin.c) are data registered through the same call as a pack's.
#ifndef MANDATE_MODEL_KIND_H
#define MANDATE_MODEL_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include "model/error.h"

typedef enum mandate_type {
    MANDATE_TEXT,
    MANDATE_NUMBER,
    MANDATE_EVENT, // a day on which it happened: absent while later than the as-of date
    MANDATE_DATE, // plain data: a due date, an expiry
    MANDATE_YESNO,
    MANDATE_REFERENCE
} mandate_type;

typedef enum mandate_blank { MANDATE_BLANK_UNKNOWN, MANDATE_BLANK_NONE, MANDATE_BLANK_NOT_YET } mandate_blank;

typedef struct mandate_field {
    const char *name;
    mandate_type type;
    mandate_blank blank;
    bool blank_said; // the kind says in so many words what an empty reference means; without it import refuses one, unless the file's import statement says it
    bool key;
    bool owner; // the reference by which rows are clustered; at most one per kind
    bool fixed; // the same in all versions of a record, and read the same on every day: a key, or an owner that is no place
    bool place; // a reference to a kind with a tree: it moves, and the day tells where
    bool starts; // the event that brings the row into being; at most one per kind
    bool compare_only; // evidence that reports may read and rules may not
    bool later; // of built-in kinds: registries that an older mandate made have no column of it, and read as if it were empty
    int kind; // referenced kind's index, -1 for other types
    int known_from; // index of the event field before which the cell reads as empty, -1
    const char *unit; // unit of the number, or the name of the text field that holds it; NULL
    bool unit_is_field;
    const char *sign; // name of the text field that holds the censoring sign; NULL
    const char *min, *max; // the ends between which the number lies, as they were written; NULL
    double least, most; // the same; infinite where there is none
    const char *const *one_of; // allowed texts, NULL-terminated; NULL where free
    const char *about; // one line for the documentation; never NULL
} mandate_field;

typedef struct mandate_kind {
    const char *name;
    const char *plural; // "enterprises", "agencies", "citations"
    const mandate_field *fields;
    int field_count;
    int owner; // field index or -1
    int starts; // field index or -1
    int tree; // field index of the reference to the same kind that makes a tree (`parent`), or -1
    bool lasting; // rows may have no event: visible on every date
    bool builtin;
    const char *about;
} mandate_kind;

typedef struct mandate_model mandate_model;

// How a kind is declared: by names, before it has indexes. Texts are copied. `type` is "text", "number", "event", "date",
// "yesno" or a kind's name; `blank` is "unknown", "none", "not_yet" or NULL (events: not_yet; references: nobody has said it, so that
// import refuses an empty one; others: unknown). `min` and `max` are decimals.
typedef struct mandate_field_declaration {
    const char *name, *type, *blank, *unit, *sign, *min, *max, *known_from, *about;
    const char *const *one_of;
    bool key, owner, starts, compare_only;
    bool blank_of_files; // `blank` is what import statements say, each of its own files only: of all others nobody has said it
    bool later; // of built-in kinds only, behind their other fields
} mandate_field_declaration;
typedef struct mandate_kind_declaration {
    const char *name, *plural, *about; // plural NULL: made from the name
    const mandate_field_declaration *fields;
    size_t field_count;
    bool lasting; // also set where no field starts
} mandate_kind_declaration;

mandate_model *mandate_model_create(mandate_error *error); // with the built-in kinds; NULL on failure
void mandate_model_destroy(mandate_model *model);
// Adds a kind. A kind that refers to itself or to kinds declared before it is fine. Errors (MANDATE_ERROR_MODEL) name kind, field and cure:
// no key, two owners, two starting events, an unknown type with the nearest right one, a name that is no identifier, an SQL or a Lua word,
// a duplicate kind or field, `unit`/`sign`/`known_from` that name no field, a `min` above its `max`, a `known_from` that is no event, a plural that is taken.
// Declaring a kind again exactly as it is does nothing.
bool mandate_model_declare(mandate_model *model, const mandate_kind_declaration *declaration, mandate_error *error);
int mandate_model_kind_count(const mandate_model *model);
const mandate_kind *mandate_model_kind(const mandate_model *model, int index);
int mandate_model_find(const mandate_model *model, const char *name); // -1 if there is none
int mandate_kind_find_field(const mandate_kind *kind, const char *name); // -1

#endif
