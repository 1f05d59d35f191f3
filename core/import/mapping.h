// How the columns of a file become the fields of a kind, where they do not have their names: data that a pack states, checked before it
// comes here.
#ifndef MANDATE_IMPORT_MAPPING_H
#define MANDATE_IMPORT_MAPPING_H

#include <stddef.h>
#include "import/csv.h"
#include "import/numerals.h"
#include "model/date.h"

typedef struct mandate_texts {
    const char *const *list;
    size_t count;
} mandate_texts;

typedef struct mandate_translation { // in the order of `from`, bytewise, then of `first`; the days of one `from` do not overlap
    const char *from, *to;
    mandate_date first, last; // the days on which it is so, both included; MANDATE_DATE_FIRST and MANDATE_DATE_LAST where on all
} mandate_translation;

typedef struct mandate_conversion { // from a unit of the file into the field's
    const char *unit;
    double factor;
} mandate_conversion;

typedef enum mandate_reads { MANDATE_READS_TEXT, MANDATE_READS_NUMBER, MANDATE_READS_DATE } mandate_reads;
// A value such as "<0.05" is a number and the sign that stands before it.
typedef enum mandate_takes { MANDATE_TAKES_ALL, MANDATE_TAKES_SIGN, MANDATE_TAKES_BEHIND_SIGN } mandate_takes;

typedef struct mandate_part { // what one column brings, or a text that is the same in every row
    const char *column; // NULL: `fixed`
    const char *fixed;
    mandate_texts blank; // texts that mean empty
    const char *for_blank; // what stands for an empty one; NULL: nothing
    mandate_reads reads;
    mandate_takes takes;
    const char *dates; // the order of a date, such as "MM/DD/YYYY"
    const mandate_translation *translations;
    size_t translation_count; // 0: as it stands
    const char *code_register; // name of the register that the translations are of; NULL: they hold on all days
    const char *day_column; // of a register: where the day stands on which the code was written; NULL: `day`, of all rows
    const char *day_order; // of the day in that column, such as "MM/DD/YYYY"
    mandate_date day;
    bool takes_outdated; // a code that names nothing on its day any more is taken for what it named last
    const char *unit_column; // NULL: all in one unit
    const mandate_conversion *conversions; // without a unit_column, the first one holds in every row
    size_t conversion_count; // 0: in the field's unit
} mandate_part;

typedef struct mandate_mapped_field {
    const char *field;
    const mandate_part *parts; // several are joined, and a value lacks them all or none
    size_t part_count;
    const char *between; // NULL: nothing
    bool key; // they are the parts of a key, each written so that it can be told from the others
    bool first; // of several, the first that is not empty, and none is joined
} mandate_mapped_field;

typedef struct mandate_skip { // rows that are no records
    const char *column;
    mandate_texts is;
    bool unless; // those whose value is none of them
} mandate_skip;

typedef struct mandate_mapping {
    const char *name; // of the statement
    mandate_csv_form form;
    mandate_numerals numerals;
    bool ignores_others; // columns that are not named
    bool repeated; // one record may stand in many rows, if it is the same in each
    mandate_texts named; // all columns that the statement names, also for other kinds from the same file
    mandate_texts blank_said; // references of which the statement says what an empty one means, with or without a column
    const mandate_mapped_field *fields;
    size_t field_count;
    const mandate_skip *skips; // any of them
    size_t skip_count;
} mandate_mapping;

#endif
