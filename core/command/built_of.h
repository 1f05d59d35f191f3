// Whether files are still what the command was built of. In the build folder the Lua half lies beside the command as a link into the sources, so that an edited file of it
// needs no build; an edited core does, and a Lua half that asks of it what an older core does not do could fail anywhere, or answer wrongly.
#ifndef MANDATE_COMMAND_BUILT_OF_H
#define MANDATE_COMMAND_BUILT_OF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether a file holds this text: its length in bytes and its hash (mandate_text_hash, seed 0). False also where it cannot be read. Threads: any.
bool mandate_file_holds(const char *path, size_t length, uint64_t hash);

// Whether a file is the one of this length that was last changed at this moment, in nanoseconds since 1970 (0: of none). Nothing of it is read. Threads: any.
bool mandate_file_is(const char *path, size_t length, int64_t changed);

// The path, below the sources, of the first file of the core that is not what the command was built of; NULL where all are, or where the data folder
// lies beside no sources, as in an installation. The text is the command's own. Threads: any.
const char *mandate_changed_core(const char *folder);

#endif
