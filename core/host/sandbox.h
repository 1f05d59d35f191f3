// A capped Lua state for scripts we did not write: memory, traffic and instructions are counted, and what a script finds in its globals is
// the short list of allowed.c. The counts are the same on every machine and in every run, so a script that is stopped is always stopped.
//
// There is no pcall inside, so an error always reaches the caller here. Against a script that is hostile, and not only careless, run the
// whole process under a limit of the operating system as well: single instructions on large texts cost more than others.
#ifndef MANDATE_HOST_SANDBOX_H
#define MANDATE_HOST_SANDBOX_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "host/pool.h"
#include "model/error.h"

typedef struct mandate_sandbox_limits {
    size_t memory; // bytes alive at once; one text may take a sixteenth of them
    uint64_t traffic; // bytes asked for in all, freed or not: bounds the work that copying makes
    uint64_t instructions; // of Lua's machine; work inside the library is charged as if it were instructions
} mandate_sandbox_limits;

typedef enum mandate_sandbox_cause {
    MANDATE_CAUSE_NONE,
    MANDATE_CAUSE_MEMORY,
    MANDATE_CAUSE_TEXT, // one text too long
    MANDATE_CAUSE_TRAFFIC,
    MANDATE_CAUSE_INSTRUCTIONS,
    MANDATE_CAUSE_ARGUMENTS,
    MANDATE_CAUSE_BLOCKED, // a name that rule scripts do not have
    MANDATE_CAUSE_MACHINE // the computer itself is out of memory
} mandate_sandbox_cause;

enum { MANDATE_BLOCKED_SIZE = 64, MANDATE_MOST_ARGUMENTS = 250, MANDATE_MOST_RESULTS = 250, MANDATE_LONGEST_MADE_TEXT = 1 << 20 };

// The fields are for core/host alone.
typedef struct mandate_sandbox {
    lua_State *state;
    mandate_sandbox_limits limits;
    mandate_pool pool;
    size_t used;
    size_t own; // of these, what the host keeps for itself; comes on top of the limit
    uint64_t traffic;
    uint64_t executed;
    unsigned refusals; // of memory since counting began; each makes Lua collect everything
    bool armed;
    bool collects; // garbage: only a state that has grown does
    mandate_sandbox_cause cause; // of the last failure
    mandate_sandbox_cause refusal; // why memory was last refused
    char blocked[MANDATE_BLOCKED_SIZE]; // the name, where cause is BLOCKED
    mandate_code code; // what a plain error of the script is called: MANDATE_ERROR_PACK or MANDATE_ERROR_FUNCTION
    const char *file; // the chunk that runs, for errors that have no place of their own
    mandate_error fault; // filled where the error happens, while the stack still tells the place
    void *owner; // whoever made the sandbox finds itself here
} mandate_sandbox;

mandate_sandbox *mandate_sandbox_create(const mandate_sandbox_limits *limits, mandate_error *error);
void mandate_sandbox_destroy(mandate_sandbox *sandbox);
static inline mandate_sandbox *mandate_sandbox_of(lua_State *state) { return *(mandate_sandbox **)lua_getextraspace(state); }

// What the host makes for itself while a script runs, between these two, takes nothing from the script's budget. Nothing in between may call the script.
typedef struct mandate_sandbox_pause {
    bool armed;
    uint64_t traffic;
} mandate_sandbox_pause;
static inline mandate_sandbox_pause mandate_sandbox_suspend(mandate_sandbox *sandbox)
{
    mandate_sandbox_pause pause = {sandbox->armed, sandbox->traffic};
    sandbox->armed = false;
    return pause;
}
// `own`: how much of it stays.
static inline void mandate_sandbox_resume(mandate_sandbox *sandbox, mandate_sandbox_pause pause, size_t own)
{
    sandbox->armed = pause.armed;
    sandbox->traffic = pause.traffic;
    sandbox->own += own;
}

// Counts from nothing again, under these limits.
void mandate_sandbox_allow(mandate_sandbox *sandbox, const mandate_sandbox_limits *limits);

// Runs function(state) with `argument` as its only argument, a light userdata; nothing that happens in it gets past this call.
bool mandate_sandbox_protect(mandate_sandbox *sandbox, lua_CFunction function, void *argument, mandate_error *error);

// For a caller that does its own lua_pcall: the message handler, and what makes an error of the status (true for LUA_OK).
int mandate_sandbox_report(lua_State *state);
bool mandate_sandbox_outcome(mandate_sandbox *sandbox, int status, mandate_error *error);

// For functions given to scripts. Counts work; raises an error when the budget is spent.
void mandate_sandbox_charge(lua_State *state, uint64_t work);
// Counts memory that was taken for the script outside its state as traffic; raises an error when that is too much.
void mandate_sandbox_charge_memory(lua_State *state, size_t size);
// Raises an error with a message and no position (the report finds it).
int mandate_sandbox_raise(lua_State *state, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
