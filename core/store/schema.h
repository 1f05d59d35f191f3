// The registry's tables, made from the kinds' descriptions. For core/store and core/import only.
//
// Each kind has a table: of its name with " rows" behind it, in which days are numbers (model/date.h), and which a view of its name shows (views.h); or, in registries
// of versions before 6, of its name, in which days are texts. A kind that others refer to: row (INTEGER PRIMARY KEY), record, one column per field, effective_from, import, line.
// `record` is the row of the record's first version, so that a record id is found without an index; an index makes (key, effective_from) unique. Any other
// kind: the same without row and record, WITHOUT ROWID, its primary key being (key, effective_from). `<kind>_history` has the same columns and
// `replaced_by`, the import that corrected the row. mandate_kind, mandate_field and mandate_word describe the kinds; mandate_import has the files.
//
// In registries of version 1 every table has rows' numbers. They are used as they are; kinds that are new to them get tables as here. A field that a built-in
// kind got later has no column in registries of versions 1 and 2: it reads as empty there, until rows of the kind are brought in, which makes it one of version 3.
// Version 4 had mandate_refusal, the number of rows that an import refused while others landed; version 5 has mandate_refused beside it, by which names they are
// looked for, and mandate_settled (refusals.h). Any registry of an earlier one becomes one of version 5 when it first has such rows to remember. What one of version 4
// counted stays until it is settled. One of version 6 has a table whose days are numbers: those of kinds that are new to an older registry, too. Tables that are there
// stay as they are.
#ifndef MANDATE_STORE_SCHEMA_H
#define MANDATE_STORE_SCHEMA_H

#include "store/database.h"

// Makes an empty file a registry that describes the model's kinds. Where they are very many, a kind gets its tables when it first gets rows. Runs inside
// the caller's transaction.
bool mandate_schema_create(mandate_registry *registry, mandate_error *error);
// Describes a kind and makes its tables, and those of the kinds it refers to, where they are missing, and the columns that it got later. Runs inside the caller's transaction.
bool mandate_schema_ensure(mandate_registry *registry, int kind, mandate_error *error);
bool mandate_schema_has(mandate_registry *registry, const char *kind); // its tables
// What a kind's table and that of its history have behind their names: "" of tables whose days are texts, or MANDATE_TABLE_SUFFIX.
const char *mandate_schema_suffix(mandate_registry *registry, const char *kind);
bool mandate_schema_counts_days(mandate_registry *registry, const char *kind); // its days are numbers
bool mandate_schema_has_column(mandate_registry *registry, const char *kind, const char *field); // of a kind that has tables
bool mandate_schema_is_keyed(mandate_registry *registry, const char *kind); // has tables, and they have no row and record
// Makes it a registry of that version, where it is one of an earlier: what older programs would misread. Runs inside the caller's transaction.
bool mandate_schema_raise(mandate_registry *registry, int version, mandate_error *error);
// Declares in the model the kinds that the file describes.
bool mandate_schema_declare(mandate_registry *registry, mandate_error *error);
// The index that makes (key, effective_from) unique, of a table by rows: many rows are brought in faster without it.
bool mandate_schema_make_index(mandate_registry *registry, int kind, mandate_error *error);
bool mandate_schema_drop_index(mandate_registry *registry, int kind, mandate_error *error);
// Fills it anew from the table's rows, which were written past it.
bool mandate_schema_fill_index(mandate_registry *registry, int kind, mandate_error *error);
// The page in which the tree of a kind's table begins; 0 where the table, or what belongs to it, is not as it is made here. A row of it is a record of these
// columns: by rows NULL, record, the fields in their order, effective_from, import, line; by keys the fields of the key, effective_from, the other fields, import, line.
bool mandate_schema_find_root(mandate_registry *registry, int kind, uint32_t *root, mandate_error *error);

#endif
