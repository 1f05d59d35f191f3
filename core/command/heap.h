// How the command's own memory is asked of the system. A library does not decide that for whoever it is linked into; the command does.
#ifndef MANDATE_COMMAND_HEAP_H
#define MANDATE_COMMAND_HEAP_H

// Asks for the first memory of the process in one piece, of large pages where the system has them: of a small check a fifth of the processor's time was the system handing
// out small ones, one at a time. Before other threads; where the C library or the system does it in no such way, nothing is done.
void mandate_heap_prepare(void);

#endif
