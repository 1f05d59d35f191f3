// The sizes of buffers. In builds for tests they are tiny, so that every test meets their edges, which real data meets once in a million rows.
#ifndef MANDATE_MODEL_SIZES_H
#define MANDATE_MODEL_SIZES_H

#ifdef MANDATE_TESTING
#define MANDATE_SIZE(real, tiny) (tiny)
#else
#define MANDATE_SIZE(real, tiny) (real)
#endif

#endif
