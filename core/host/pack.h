// Runs the files of a pack, one after the other in one sandbox, and takes what they registered out as a document. The prelude, which is
// ours, makes the words of the language for them.
#ifndef MANDATE_HOST_PACK_H
#define MANDATE_HOST_PACK_H

#include "host/document.h"
#include "host/sandbox.h"

typedef struct mandate_pack_file {
    const char *name; // shown in errors
    const char *text;
    size_t length;
} mandate_pack_file;

typedef struct mandate_pack_files {
    const mandate_pack_file *files;
    size_t count;
    mandate_pack_file prelude;
} mandate_pack_files;

typedef struct mandate_pack_limits {
    mandate_sandbox_limits loading;
    mandate_document_limits document;
} mandate_pack_limits;

typedef struct mandate_pack_result {
    mandate_document document; // without tables where nothing could be taken out
    mandate_error *errors; // all failures, in the order of the files
    size_t error_count, error_capacity;
} mandate_pack_result;

mandate_pack_limits mandate_pack_default_limits(void); // 64 MB, 200 million instructions

// Runs the pack in a sandbox of its own. True if all went well; else `error` is the first failure, and *result (to be zeroed before) holds
// all of them and what was registered anyway.
bool mandate_pack_run(const mandate_pack_files *pack, const mandate_pack_limits *limits, mandate_pack_result *result, mandate_error *error);
// The same in a given new sandbox, which then still has the functions of the rules and the environment of the files.
bool mandate_pack_load(mandate_sandbox *sandbox, const mandate_pack_files *pack, const mandate_document_limits *limits, mandate_pack_result *result,
                       mandate_error *error);
void mandate_pack_result_clear(mandate_pack_result *result);

void mandate_pack_push_functions(lua_State *state); // a table, by the numbers of the document
void mandate_pack_push_environment(lua_State *state); // the globals of the files
void mandate_pack_forget(lua_State *state); // drops both and the prelude from the state

#endif
