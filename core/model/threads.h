// Work that several threads share. It does not depend on how many there are: where no further thread is to be had, those there are do all of it.
#ifndef MANDATE_MODEL_THREADS_H
#define MANDATE_MODEL_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include "model/error.h"

// Does one of the pieces of the work; false stops it, with the error that is told.
typedef bool mandate_piece(void *context, size_t piece, mandate_error *error);

size_t mandate_processors(void); // on which this process may run
// Does pieces 0 to count - 1, each once, on up to `threads` threads. False if one failed; of several failures the first piece's is told.
bool mandate_in_parallel(size_t threads, size_t count, mandate_piece *piece, void *context, mandate_error *error);

#endif
