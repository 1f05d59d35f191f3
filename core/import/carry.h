// What a file has no column for it does not say: a new version of a record holds there what the version before it holds (lua/language/meaning.md, 3). For core/import only.
#ifndef MANDATE_IMPORT_CARRY_H
#define MANDATE_IMPORT_CARRY_H

#include "import/work.h"

// Whether a field is one that a version holds for itself. (Keys name the record, and an event that a version leaves empty is read from the one before it anyway.)
bool mandate_carries(const mandate_field *field);
bool mandate_is_sign(const mandate_kind *kind, int field); // whether the field holds the sign of a number: without a column of signs numbers are what they say
// Whether a file brings versions, and lacks a column that those before them may have. Such files land behind the others of their kind.
bool mandate_is_narrow(const mandate_kind *kind, const mandate_header *header);
// Before each file's rows: makes landing->carry and landing->unsaid.
bool mandate_carry_prepare(mandate_landing *landing, const mandate_header *header, mandate_error *error);
// Of a row that has landed as a new version, and of which an earlier version is there.
bool mandate_carry_over(mandate_landing *landing, const mandate_incoming *row, const mandate_place *place, mandate_error *error);
// Remembers that the row's references to its own kind that the file lacks are still to be taken over: until all rows of the kind have landed it is not known whom
// the version before names. `row` tells which one it is; `present` what the file has, by field.
bool mandate_carry_later(mandate_kind_work *of, const mandate_pending *row, const bool *present, const mandate_place *place);
// Takes them over, when references to rows that came later have been settled.
bool mandate_carry_references(mandate_kind_work *of);

#endif
