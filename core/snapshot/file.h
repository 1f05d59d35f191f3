// The snapshot's files: a head that describes what follows, then the arrays, each at a multiple of 64 bytes, as they lie in memory or in a shorter form
// (forms.h). The head has a checksum, and every 256 KiB of what lies behind it have one, checked before they are first read. The main file tells which kinds there are, of which registry and
// when; a kind whose arrays are large lies in a file of its own, a *part*, which the main file names by the checksum of the part's head (README.md). Nothing
// in a part depends on when or where it was made, and in the main file only the registry's signature: the same rows of the same file give the same bytes.
// Internal to core/snapshot.
#ifndef MANDATE_SNAPSHOT_FILE_H
#define MANDATE_SNAPSHOT_FILE_H

#include <stdatomic.h>
#include <stdint.h>
#include "model/error.h"
#include "model/kind.h"
#include "model/sizes.h"
#include "snapshot/limits.h"
#include "store/signature.h"

enum {
    MANDATE_FILE_VERSION = 7,
    MANDATE_FILE_BYTE_ORDER = 0x01020304,
    MANDATE_FILE_ALIGNMENT = 64,
    MANDATE_FILE_CHUNK = 256 * 1024,
    MANDATE_FILE_SMALL = 64 * 1024, // arrays up to this size are checked when the file is opened
    MANDATE_FILE_APART = MANDATE_SIZE(256 * 1024, 2048) // a kind whose arrays have so many bytes lies in a file of its own
};

// The arrays of a kind, and behind them those of a column.
enum {
    MANDATE_PART_VERSION_START,
    MANDATE_PART_EFFECTIVE_FROM,
    MANDATE_PART_OWNER,
    MANDATE_PART_OWNER_START,
    MANDATE_PART_BRANCH_END,
    MANDATE_PART_IMPORT,
    MANDATE_PART_LINE,
    MANDATE_PART_IDS,
    MANDATE_PARTS
};
enum { MANDATE_PART_CELLS, MANDATE_PART_TEXT_START, MANDATE_PART_TEXT_BYTES, MANDATE_COLUMN_PARTS };

enum { MANDATE_FILE_PATH_SIZE = MANDATE_PATH_SIZE + 64 }; // the registry's, and what a part or a file that is being written has behind it

typedef struct mandate_file_head {
    char magic[8];
    uint64_t checksum; // of the head's bytes behind it
    uint32_t byte_order, version;
    uint64_t head_bytes, file_bytes;
    int64_t identity; // of the registry; 0 in a part
    mandate_signature signature; // of the registry's file, when its rows were read; zero in a part
    uint32_t kinds, columns, sections, chunks, imports;
    uint32_t padding; // so that what follows is aligned
    uint64_t name_bytes; // the kinds' names and then the imports' files, each with a NUL
} mandate_file_head;

typedef struct mandate_file_column {
    uint32_t width, text_count;
    int32_t first, last;
    uint32_t has_unknown, has_absent;
    int32_t parts[MANDATE_COLUMN_PARTS];
    int32_t scale;
    int64_t base;
} mandate_file_column;

typedef struct mandate_file_kind {
    uint64_t digest; // of the kind's description
    int64_t revision; // 0 in a part
    uint64_t part; // 0 where the kind's arrays lie in this file; else the checksum of their part's head, and all below is zero
    uint32_t records, versions;
    int32_t last_event;
    uint32_t first_column, columns;
    int32_t parts[MANDATE_PARTS]; // sections, -1 for none; two parts may share one
    uint32_t padding; // so that what follows is aligned
    mandate_file_column event;
} mandate_file_kind;

typedef struct mandate_file_section {
    uint64_t offset, stored; // what lies in the file
    uint64_t bytes; // of the array; as many as are stored where its form is plain
    uint64_t first_chunk; // of what is stored
    uint32_t form, width; // mandate_form; bytes a value, where it is not plain
    int32_t told_by; // MANDATE_FORM_OWNERS: the section of owner_start; -1 otherwise
    uint32_t padding;
} mandate_file_section;

// How far a section is checked, and what its values may be. Threads that need it share its chunks.
typedef struct mandate_checking {
    atomic_uint_least64_t next, good;
    atomic_bool bad;
    mandate_limit limit;
} mandate_checking;

// A mapped file, and in a main file its parts.
typedef struct mandate_file {
    const char *bytes;
    size_t size;
    const mandate_file_head *head;
    const mandate_file_kind *kinds;
    const mandate_file_column *columns;
    const mandate_file_section *sections;
    const uint64_t *checksums;
    const char **names; // kinds, then imports
    mandate_checking *checking;
    const char **at; // by section: the array, in the file or where it is made when it is first checked
    char *made; // room for those that are made; untouched pages take no memory
    size_t made_size;
    struct mandate_file **parts; // by kind: where it lies, NULL where that is here or where its part is not to be had; NULL in a part
    char path[MANDATE_FILE_PATH_SIZE];
} mandate_file;

// Maps the main file if there is one that is whole, of this version, and has a good head and good small arrays, and its parts that are likewise. *file is
// NULL otherwise: that is no error.
bool mandate_file_map(const char *path, mandate_file **file, mandate_error *error);
void mandate_file_unmap(mandate_file *file);
// Where kind `at` of a main file lies: sets *kind to its description there. NULL where its part is not to be had.
const mandate_file *mandate_file_of_kind(const mandate_file *file, int at, const mandate_file_kind **kind);
// Says what a section's values may be, before others check it; false where it is known already that they are not so, or where another part of the file
// that lies in the same section says otherwise.
bool mandate_file_limit(const mandate_file *file, int32_t section, mandate_limit limit);
// Whether the section's bytes are those that were written, and its values what they may be. Any number of threads.
bool mandate_file_check(const mandate_file *file, int32_t section);
// The same of what is stored, where the array need not be made; values that lead into other arrays are what they may be.
bool mandate_file_check_stored(const mandate_file *file, int32_t section);
uint64_t mandate_file_digest(const mandate_model *model, const mandate_kind *kind);
uint64_t mandate_file_checksum(const void *bytes, size_t count);
// Chunks of so many bytes, and those with the padding behind them.
uint64_t mandate_file_padded(uint64_t bytes);
uint64_t mandate_file_chunks(uint64_t bytes);

#endif
