// By what a registry's file is known without reading its rows: the file itself, and all that changes when somebody writes to it.
#ifndef MANDATE_STORE_SIGNATURE_H
#define MANDATE_STORE_SIGNATURE_H

#include <stdint.h>
#include "model/error.h"

typedef struct mandate_registry mandate_registry;

// Whole words without gaps between them, so that two can be compared as bytes and one can lie in a file. Equal signatures: the same rows, whoever
// wrote in between, by whatever means; the times are the kernel's, which no program can set back.
typedef struct mandate_signature {
    uint64_t device, inode, bytes;
    int64_t modified, changed; // nanoseconds since 1970: of the content, and of the file's own entry
    uint64_t log_bytes, log_hash; // the write-ahead log that lies beside the file; 0 where there is none or it is empty
    uint32_t changes; // SQLite's count of the transactions that changed the file, from its header
    uint32_t logged; // 1: the file is written through a write-ahead log, which that count does not follow
} mandate_signature;

// Signs the file that the registry has open. *known is false where no signature can be had: the path leads to another file by now, or the log is too
// large to be read for it. For the rows read in a transaction it stands if it is the same before the transaction and behind the reading.
// Returns false with the error filled if the file's header cannot be read.
bool mandate_signature_take(mandate_registry *registry, mandate_signature *signature, bool *known, mandate_error *error);
bool mandate_signature_same(const mandate_signature *a, const mandate_signature *b);

#endif
