// A snapshot's tables while they are built and after. Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_TABLE_H
#define MANDATE_SNAPSHOT_TABLE_H

#include "model/room.h"
#include "snapshot/dictionary.h"
#include "snapshot/file.h"
#include "snapshot/places.h"
#include "snapshot/snapshot.h"
#include "snapshot/splice.h"
#include "store/cells.h"

// A column that owns its cells. While rows arrive, a text's code is its number in `texts`, and numbers and dates lie as they are; mandate_rank_texts makes
// the codes ranks, and mandate_pack_cells packs the others.
typedef struct mandate_filled {
    void *cells; // of the room
    mandate_room *room; // NULL: memory
    size_t width;
    int32_t scale; // as of mandate_column
    int64_t base;
    mandate_dictionary texts;
    uint64_t *text_start;
    char *text_bytes;
    uint32_t text_count;
    int32_t first, last;
    bool has_unknown, has_absent;
} mandate_filled;

// A kind's arrays that are owned. While loading, rows stand in the registry's order; mandate_arrange brings them into the snapshot's.
typedef struct mandate_loaded {
    const mandate_kind *kind;
    mandate_room *room; // that the columns' cells, the events, days, ids, imports and lines lie in; NULL: memory
    uint32_t records, versions;
    size_t version_capacity, record_capacity;
    mandate_filled *columns; // by field
    int64_t *ids; // per record: the registry's record id, ascending while loading; afterwards only where other kinds may point at them
    int64_t **own_ids; // by field: references to the kind itself as registry ids, 0 for blank, until all rows are there
    uint32_t *version_start; // records + 1; NULL where every record has one version that holds always, and then versions are records
    mandate_date *effective_from; // NULL where version_start is
    mandate_filled event; // per record
    bool event_is_column; // the event is the starting field's column, and `event` has no cells
    uint32_t *owner; // only where a record may have several versions; else the owner's column tells it
    uint32_t *owner_start, *branch_end, *import, *line;
    bool without_ids; // nobody will ask for them
    bool of_one_import; // all rows so far, and `import` has no room yet: mandate_loading_tell_imports makes it
    uint32_t only_import; // that one
    bool is_piece; // of a whole, whose arrays it fills: pieces.c
    bool uneven; // a piece found a version that does not hold always
} mandate_loaded;

enum { MANDATE_MOST_READERS = 8 };

// Connections that see the same state of a registry, each for one thread. The first is the one that was given.
typedef struct mandate_readers {
    mandate_registry *list[MANDATE_MOST_READERS];
    size_t count;
} mandate_readers;

// An array as it lies in memory, or put together when it is written; neither where there is none.
typedef struct mandate_array {
    const void *at;
    const mandate_spliced *spliced;
} mandate_array;

typedef struct mandate_described_column {
    mandate_column about; // without its arrays
    mandate_array parts[MANDATE_COLUMN_PARTS];
    uint64_t text_bytes;
} mandate_described_column;

// What is to be written of a kind whose arrays are nowhere in memory: merge.c.
typedef struct mandate_grown {
    mandate_array parts[MANDATE_PARTS];
    mandate_described_column *columns, event;
    struct mandate_merging *of; // what the arrays are put together of
} mandate_grown;

// Where a kind's records have gone in a snapshot that is made of another: by record that was there, and behind those by record that was taken. NULL where all stand as they did and none is new.
typedef struct mandate_moved {
    uint32_t *to;
    uint32_t count;
} mandate_moved;

struct mandate_snapshot {
    const mandate_model *model;
    mandate_room *room; // of what is loaded; NULL where that is little
    int table_count;
    mandate_table *tables;
    mandate_column **columns; // by kind: what tables[kind].columns shows
    mandate_loaded *loaded; // by kind
    mandate_grown **grown; // by kind: NULL where its arrays are in memory
    mandate_moved *moved; // by kind
    const int64_t **ids; // by kind: registry ids by record
    mandate_file *file; // the main file; NULL where everything was built in memory
    int loaded_count; // kinds that were loaded
    int *from_file; // by kind: its place in the main file, -1 for those that are loaded
    char **imports; // file names by import
    size_t import_count;
    mandate_refusal *refusals; // with their own texts
    size_t refusal_count, refusal_capacity;
    mandate_date *arrivals; // by kind; NULL where nobody has read them
    mandate_date first_event;
};

mandate_snapshot *mandate_snapshot_begin(const mandate_model *model, mandate_error *error); // empty
// What is loaded may lie in files beside the registry, as far as it is more than memory is set aside for.
bool mandate_snapshot_make_files(mandate_snapshot *snapshot, const mandate_registry *registry, mandate_error *error);
// Loads every kind, or shows those that snapshot->file still has as they are. In a read transaction, with its stamp.
bool mandate_build_all(mandate_snapshot *snapshot, mandate_registry *registry, const mandate_stamp *stamp, mandate_error *error);
// A kind's rows while they arrive. `places` as below.
typedef struct mandate_loading {
    mandate_loaded *loaded;
    const mandate_places *places;
    int kind; // the kind's own index
    int64_t last_record;
} mandate_loading;

bool mandate_loading_start(mandate_loaded *loaded, int kind, size_t rows, mandate_error *error); // room for so many rows at first
bool mandate_loading_take(void *loading, const mandate_row *row, mandate_error *error); // a mandate_row_visitor
// Rows each of which is the only version of its record and holds always, their numbers above those before; not of a kind that refers to itself.
bool mandate_loading_take_rows(mandate_loading *loading, const mandate_packed_rows *rows, mandate_error *error);
bool mandate_loading_make_room(mandate_loaded *loaded, size_t more, mandate_error *error); // for so many rows more
bool mandate_loading_tell_imports(mandate_loaded *loaded, size_t capacity, mandate_error *error); // row by row from here on
bool mandate_loading_text(mandate_loading *state, mandate_filled *column, uint32_t row, const char *text, size_t length, mandate_error *error);
bool mandate_loading_reference(mandate_loading *state, int f, uint32_t row, int64_t id, mandate_error *error);
bool mandate_loading_finish(mandate_loaded *loaded, size_t threads, mandate_error *error);
// A record's event: the earliest starting event of its versions; without one, the earliest of their other events. While the columns are not packed yet.
bool mandate_find_events(mandate_loaded *loaded, mandate_error *error);
// Reads a kind's rows. `places` (by kind) tell where the records of the kinds declared before it stand.
bool mandate_load_kind(mandate_loaded *loaded, const mandate_readers *readers, int kind, const mandate_places *places, mandate_error *error);
// Rows `first` to `last` of a kind, into a piece.
bool mandate_load_rows(mandate_loaded *piece, mandate_registry *registry, int kind, const mandate_places *places, int64_t first, int64_t last, mandate_error *error);
// *loaded tells whether the kind could be read in pieces; if not, nothing was read that counts.
bool mandate_load_in_pieces(mandate_loaded *whole, int kind, const mandate_places *places, const mandate_readers *readers, const mandate_extent *extent, bool *loaded,
                            mandate_error *error);
size_t mandate_code_width(uint32_t texts); // bytes of a code in a column of so many texts
void mandate_set_code(const mandate_filled *column, uint32_t row, uint32_t code);
void mandate_loaded_release(mandate_loaded *loaded);
// The column's distinct texts in their order, and ranks for codes.
bool mandate_rank_texts(mandate_filled *column, uint32_t rows, mandate_error *error);
// Numbers or dates in as few bytes as hold them, if that is fewer than they take as they are. No step is beyond 2^51.
#define MANDATE_MOST_STEPS (1LL << 51)
bool mandate_pack_cells(mandate_filled *column, mandate_type type, uint32_t rows, mandate_error *error);
// Packs plain numbers or dates into cells of the width, scale and base of a packed column that has others: all of them together would be packed so. False where
// they would not.
bool mandate_pack_as(const mandate_column *like, const void *values, uint32_t count, void *cells);
// Sets *order to the records in the snapshot's order, or to NULL where they stand in it already; makes branch_end of trees.
bool mandate_order_records(const mandate_snapshot *snapshot, int kind, uint32_t **order, mandate_error *error);
// Moves the rows into that order and finds what depends on it. The registry's ids are dropped where no kind points at this one.
bool mandate_arrange(mandate_loaded *loaded, int kind, const uint32_t *order, uint32_t owners, bool pointed_at, mandate_error *error);
// Lets a column show its cells, of its type, width and scale; and where they are.
void mandate_column_point(mandate_column *column, const void *cells);
const void *mandate_column_cells(const mandate_column *column);
// The same for kind `at` of the snapshot's main file, whose part is there.
bool mandate_show_mapped(mandate_snapshot *snapshot, int kind, int at, mandate_error *error);
// One array of a kind that is mapped: `of` a field, whose arrays are MANDATE_PART_CELLS and so on, or one of these. mandate_snapshot_stored checks what lies in the file
// and gives it as it is there; mandate_snapshot_trust_part makes the array, so that tables and columns show it.
enum { MANDATE_OF_KIND = -1, MANDATE_OF_EVENT = -2 };
bool mandate_snapshot_stored(const mandate_snapshot *snapshot, int kind, int of, int part, mandate_stored *out, mandate_error *error);
bool mandate_snapshot_trust_part(const mandate_snapshot *snapshot, int kind, int of, int part, mandate_error *error);
int mandate_file_find_kind(const mandate_file *file, const char *name, int guess); // -1; looks at the guess first
// Writes the snapshot if the folder lets it: parts of kinds that were loaded, and the main file, for which what lies in that file itself must have been checked.
// False only where memory is out.
bool mandate_file_write(const mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, const char *registry, mandate_error *error);
bool mandate_snapshot_trust_main(const mandate_snapshot *snapshot, mandate_error *error); // all that lies in the main file
// Maps the snapshot's main file if it is of this registry.
bool mandate_snapshot_map(mandate_snapshot *snapshot, const mandate_stamp *stamp, const char *path, mandate_error *error);
void mandate_snapshot_path(const mandate_registry *registry, char path[MANDATE_FILE_PATH_SIZE]);
// Shows the kinds that are in that file as the stamp has them, and whose references are. Makes the room for all.
bool mandate_show_unchanged(mandate_snapshot *snapshot, mandate_registry *registry, const mandate_stamp *stamp, mandate_error *error);
// Room for every kind, all of which are to be loaded; and whether rows of another kind may point at each.
bool mandate_snapshot_make_room(mandate_snapshot *snapshot, mandate_error *error);
void mandate_find_targets(const mandate_model *model, bool *is_target);
// Puts a kind that is loaded into its order and shows it.
bool mandate_settle_kind(mandate_snapshot *snapshot, int kind, bool is_target, mandate_error *error);
bool mandate_find_places(const mandate_snapshot *snapshot, int kind, mandate_places *places, mandate_error *error);
bool mandate_snapshot_read_imports(mandate_snapshot *snapshot, mandate_registry *registry, mandate_error *error);
// Shows the arrays of a kind as columns.
void mandate_show(mandate_snapshot *snapshot, int kind);
// As mandate_snapshot_compare_keys, for rows that may still stand in the registry's order.
int mandate_compare_keys(const mandate_table *tables, const mandate_table *table, uint32_t a, uint32_t b);

#endif
