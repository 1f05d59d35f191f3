// The snapshot: a registry's records as columns, ordered for execution. It holds all dates (the as-of date is applied by the engine), no
// verdict and no aggregate. Immutable once built; any number of threads may read it.
#ifndef MANDATE_SNAPSHOT_SNAPSHOT_H
#define MANDATE_SNAPSHOT_SNAPSHOT_H

#include <math.h>
#include <stdint.h>
#include "model/date.h"
#include "model/error.h"
#include "model/kind.h"
#include "store/registry.h"

// How a column says that there is no value, or that it is not known. Dates use MANDATE_DATE_ABSENT and MANDATE_DATE_UNKNOWN; numbers
// NaN and -infinity; references these codes, and texts and packed cells the two largest values of the column's width, in the same order. A blank
// cell is stored as what its field says a blank means.
#define MANDATE_CODE_ABSENT UINT32_MAX
#define MANDATE_CODE_UNKNOWN (UINT32_MAX - 1)
#define MANDATE_NUMBER_ABSENT ((double)NAN)
#define MANDATE_NUMBER_UNKNOWN (-(double)INFINITY)
// yes/no columns
enum { MANDATE_NO = 0, MANDATE_YES = 1, MANDATE_YESNO_ABSENT = 2, MANDATE_YESNO_UNKNOWN = 3 };

// One value per version row. A text is its rank among the column's distinct texts, sorted bytewise. Numbers and dates are packed where that takes fewer
// bytes: a cell then stands for (base + cell) / scale, which is the very number that was imported (pack.c).
typedef struct mandate_column {
    mandate_type type;
    int width; // bytes a cell
    int32_t scale; // packed: a power of ten, 1 for dates; 0 where the column is not packed
    int64_t base; // packed: what cell 0 stands for, times scale
    const double *numbers; // MANDATE_NUMBER, not packed
    const int32_t *dates; // MANDATE_EVENT, MANDATE_DATE, not packed
    const uint8_t *answers; // MANDATE_YESNO
    const uint32_t *codes; // MANDATE_REFERENCE: record of the referenced kind; MANDATE_TEXT and packed cells where width is 4
    const uint16_t *codes16; // MANDATE_TEXT and packed cells where width is 2
    const uint8_t *codes8; // the same where width is 1
    uint32_t text_count; // distinct texts; text r lies from text_start[r] on and ends with a NUL before text_start[r + 1]
    const uint64_t *text_start;
    const char *text_bytes;
    int32_t first, last; // MANDATE_EVENT, MANDATE_DATE: the earliest and the latest day, MANDATE_DATE_ABSENT and MANDATE_DATE_ALWAYS without any
    bool has_unknown, has_absent;
} mandate_column;

// One kind. Records are clustered by owner (a tree's branches contiguous, parents first), then ordered by event, then by key. What moves is found in moves.h.
typedef struct mandate_table {
    const mandate_kind *kind;
    uint32_t records;
    uint32_t versions;
    const uint32_t *version_start; // records + 1; NULL where every record has one version that holds always
    const mandate_date *effective_from; // per version; NULL likewise
    mandate_column event; // per record: the event that makes it visible; MANDATE_DATE_ALWAYS for lasting rows without one
    mandate_date last_event; // the latest of them
    const mandate_column *columns; // by field
    const uint32_t *owner; // per record: the owner's record (of its first version, where it moves: moves.h), MANDATE_CODE_ABSENT where blank; NULL without owner
    const uint32_t *owner_start; // owner table's records + 1: where an owner's rows begin; NULL without owner, and for trees
    const uint32_t *branch_end; // trees: per record, one past those that lie below it along parents that never change; NULL otherwise
    const uint32_t *import; // per version: index of the import
    const uint32_t *line; // per version: line in its file
} mandate_table;

typedef struct mandate_snapshot mandate_snapshot;

mandate_snapshot *mandate_snapshot_build(mandate_registry *registry, const mandate_model *model, mandate_error *error);
// The same through the file beside the registry, `PATH.snapshot`, which is mapped: kinds that have not changed since it was written are taken from there,
// the others are loaded, and a file that is no longer right is written anew (where the folder lets it). With `fresh` the file is not looked at.
// Errors: MANDATE_ERROR_SNAPSHOT where damage shows; open it fresh then.
mandate_snapshot *mandate_snapshot_open(mandate_registry *registry, const mandate_model *model, bool fresh, mandate_error *error);
// What is mapped must be checked before it is read: a column, or what a kind's order rests on (versions, owners), its events, where rows came from, their numbers in the registry. Each is
// checked once; any number of threads may ask, and share the work. False with MANDATE_ERROR_SNAPSHOT where bytes are not those that were written.
enum { MANDATE_TRUST_ORDER = -1, MANDATE_TRUST_EVENTS = -2, MANDATE_TRUST_SOURCES = -3, MANDATE_TRUST_IDS = -4 };
bool mandate_snapshot_trust(const mandate_snapshot *snapshot, int kind, int field, mandate_error *error);
bool mandate_snapshot_trust_keys(const mandate_snapshot *snapshot, int kind, mandate_error *error); // what mandate_snapshot_key reads
int mandate_snapshot_loaded(const mandate_snapshot *snapshot); // how many kinds were loaded from the registry, not mapped
void mandate_snapshot_destroy(mandate_snapshot *snapshot);

const mandate_model *mandate_snapshot_model(const mandate_snapshot *snapshot);
const mandate_table *mandate_snapshot_table(const mandate_snapshot *snapshot, int kind);
mandate_date mandate_snapshot_first_event(const mandate_snapshot *snapshot); // MANDATE_DATE_ABSENT where there is none
// The last day on which a file of a kind came; MANDATE_DATE_ABSENT where none ever did.
mandate_date mandate_snapshot_arrival(const mandate_snapshot *snapshot, int kind);
// The rows that imports refused: those that are waited for, and those of which somebody said why they need not come; as the registry stood when its rows were read. They
// live as long as the snapshot.
const mandate_refusal *mandate_snapshot_refusals(const mandate_snapshot *snapshot, size_t *count);

// Whether a record has begun on a day that nobody knows, its starting event being blank in all its versions: `event` then only tells from when on it is visible for certain.
bool mandate_table_is_undated(const mandate_table *table, uint32_t record);
// Whether some record that is not visible on a day for certain may be there all the same, because nobody knows when it began; whether this one is: it is there perhaps.
// Both look at the starting event's column, which must have been trusted.
bool mandate_table_has_perhaps(const mandate_table *table, mandate_date day);
bool mandate_table_is_perhaps(const mandate_table *table, uint32_t record, mandate_date day);
// Whether on a day some record's starting event reads as unknown.
bool mandate_table_has_undated(const mandate_table *table, mandate_date day);

// A cell of a text column, which is a rank, or of a packed one, or MANDATE_CODE_ABSENT or MANDATE_CODE_UNKNOWN, whatever the width.
static inline uint32_t mandate_column_cell(const mandate_column *column, size_t row)
{
    switch (column->width) {
    case 1: return column->codes8[row] >= UINT8_MAX - 1 ? column->codes8[row] | ~(uint32_t)UINT8_MAX : column->codes8[row];
    case 2: return column->codes16[row] >= UINT16_MAX - 1 ? column->codes16[row] | ~(uint32_t)UINT16_MAX : column->codes16[row];
    default: return column->codes[row];
    }
}
// A cell of a column of numbers, packed or not.
static inline double mandate_column_number(const mandate_column *column, size_t row)
{
    if (column->numbers) return column->numbers[row];
    uint32_t cell = mandate_column_cell(column, row);
    if (cell >= MANDATE_CODE_UNKNOWN) return cell == MANDATE_CODE_UNKNOWN ? MANDATE_NUMBER_UNKNOWN : MANDATE_NUMBER_ABSENT;
    return (double)(column->base + cell) / column->scale;
}
// The same of dates and events.
static inline mandate_date mandate_column_date(const mandate_column *column, size_t row)
{
    if (column->dates) return column->dates[row];
    uint32_t cell = mandate_column_cell(column, row);
    if (cell >= MANDATE_CODE_UNKNOWN) return cell == MANDATE_CODE_UNKNOWN ? MANDATE_DATE_UNKNOWN : MANDATE_DATE_ABSENT;
    return (mandate_date)(column->base + cell);
}
// A text column's text by rank; it is followed by a NUL. Its rank by the text, MANDATE_CODE_ABSENT where the column has no such text.
const char *mandate_snapshot_text(const mandate_snapshot *snapshot, int kind, int field, uint32_t rank, size_t *length);
uint32_t mandate_snapshot_find_text(const mandate_snapshot *snapshot, int kind, int field, const char *text, size_t length);

// Writes a record's key as model/key.h says. Returns the length it has or would have (cut at size - 1).
size_t mandate_snapshot_key(const mandate_snapshot *snapshot, int kind, uint32_t record, char *out, size_t size);
// The record with this key, or MANDATE_CODE_ABSENT.
uint32_t mandate_snapshot_find(const mandate_snapshot *snapshot, int kind, const char *key);
// Records in the order of their keys; `out` holds table->records numbers.
bool mandate_snapshot_key_order(const mandate_snapshot *snapshot, int kind, uint32_t *out, mandate_error *error);
// Negative, 0, positive: the order of two records' keys.
int mandate_snapshot_compare_keys(const mandate_snapshot *snapshot, int kind, uint32_t a, uint32_t b);
// File and line from which a version row was imported.
const char *mandate_snapshot_source(const mandate_snapshot *snapshot, int kind, uint32_t version, long *line);
// The version of a record in force on a day: the last whose effective_from is not later, or MANDATE_CODE_ABSENT.
uint32_t mandate_table_version(const mandate_table *table, uint32_t record, mandate_date day);
// The version in which a field is read on a day: one that is the same in all versions needs none in force.
uint32_t mandate_table_version_of(const mandate_table *table, uint32_t record, int field, mandate_date day);
// Whether a record's only version holds always, so that it reads the same on every day, also on one that nobody knows.
bool mandate_table_only_version(const mandate_table *table, uint32_t record);

// Rows of `child` whose field `reference` (not the owner) points at each record of the referenced kind: built on first
// use by the engine, which keeps it. start has records + 1 entries, rows table->records at most.
bool mandate_snapshot_index(const mandate_snapshot *snapshot, int child, int reference, uint32_t **start, uint32_t **rows, mandate_error *error);
#endif
