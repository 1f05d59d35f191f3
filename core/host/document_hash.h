// The fingerprint of everything in a document, the same on every machine: by it a worker for row functions proves that it registered the same rules.
#ifndef MANDATE_HOST_DOCUMENT_HASH_H
#define MANDATE_HOST_DOCUMENT_HASH_H

#include "host/document.h"

uint64_t mandate_document_hash(const mandate_document *document);

#endif
