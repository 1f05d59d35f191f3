// The file that verdicts go to. A regular file is written beside its place and put there when it is whole, so that half an answer never passes
// for one and an earlier answer survives a run that fails; pipes, devices and links (/dev/stdout) are written as they are.
#ifndef MANDATE_VERDICT_SINK_H
#define MANDATE_VERDICT_SINK_H

#include <stddef.h>
#include "model/error.h"

typedef struct mandate_sink mandate_sink;

// A regular file that is there and does not begin with `beginning`, as an earlier answer does, is refused: a slip must not cost a registry or a law.
mandate_sink *mandate_sink_open(const char *path, const char *beginning, mandate_error *error);
// A write of mandate_run_options; the context is the sink.
bool mandate_sink_write(void *sink, const char *bytes, size_t length, mandate_error *error);
// Puts the file in its place. The sink is gone afterwards, also where this fails.
bool mandate_sink_close(mandate_sink *sink, mandate_error *error);
// Takes back what was written, where it went to a file of ours. NULL is fine.
void mandate_sink_abandon(mandate_sink *sink);

#endif
