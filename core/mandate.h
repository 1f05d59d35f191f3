// The public face of libmandate: what a C program includes. Build with `pkg-config --cflags --libs mandate`.
//
// From records to verdicts:
//   mandate_model_create            the kinds of records; mandate_model_declare adds more
//   mandate_registry_open           one file that holds the records; mandate_import fills it from CSV files
//   mandate_snapshot_open           the records as columns, through a file beside the registry that is mapped; _build makes them in memory
//   mandate_plan_create, _add…      rules as a graph of operations over the columns, for one day
//   mandate_run_create, _value      the verdicts
// tests/c/embed_test.c is the whole way in one small program. Rule packs, written in Lua, are read by the command `mandate`, not by
// this library.
//
// Ownership. Whoever calls a function named create, open or build owns what it returns and gives it back with destroy or close; these accept
// NULL. What stands on another must go first: run, plan, snapshot, registry, model. Texts handed in are copied, a mandate_snapshot_index's arrays
// belong to the caller (free them with mandate_free of model/memory.h), every other pointer handed out stays with its owner and lives as
// long as that does, unless its header says otherwise.
//
// Units. Days are int32 days since 1970-01-01 of the proleptic Gregorian calendar (model/date.h), with markers for absent, unknown and
// always. Numbers are doubles in the unit that the kind's field names; a field without one has none. Rates are fractions, 0.25 for 25 percent.
// Texts are UTF-8. Records are numbered from 0 within their kind, by the snapshot; another snapshot numbers them anew.
//
// Errors. A function that can fail takes a mandate_error, returns NULL, false or -1, and then has filled it: code, message and, where there is one,
// file, line and column. It does not touch the error on success. The pointer is never NULL. A failed function leaves no half-made object
// and changes no file; every allocation is checked, and the library neither exits nor prints. Wrong arguments from the program itself (a record or
// node that does not exist where a header does not say that it is checked) are asserted, not reported.
//
// Threads. There is no global state. A model may be read by any number of threads once no more kinds are declared, a snapshot as soon as it is
// built. A registry, a plan while it is built, and a run each belong to one thread at a time. Runs of one plan take turns: a run may
// make indexes in its plan. Several processes may use one registry file; an import is one transaction. A snapshot's file is replaced, never changed in
// place: whoever shortens it while it is mapped sends SIGBUS to the programs that read it (the command tells its user and exits 2).
#ifndef MANDATE_H
#define MANDATE_H

#define MANDATE_VERSION "0.1.0"

#include "engine/plan/plan.h"
#include "engine/run/run.h"
#include "import/import.h"
#include "model/date.h"
#include "model/error.h"
#include "model/kind.h"
#include "model/memory.h"
#include "model/number.h"
#include "model/sum.h"
#include "model/text.h"
#include "snapshot/cell.h"
#include "snapshot/snapshot.h"
#include "store/registry.h"

#endif
