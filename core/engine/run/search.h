// A search for why a value is unknown (missing.c): what it has found, where it has been, and how it goes on. Internal to core/engine.
#ifndef MANDATE_ENGINE_RUN_SEARCH_H
#define MANDATE_ENGINE_RUN_SEARCH_H

#include "engine/run/run_internal.h"

// A node that many name is looked into once, so that the work does not double at each.
typedef struct mandate_search {
    const mandate_block *block;
    mandate_missing *missing;
    mandate_visited *visited;
    mandate_error *error;
    bool failed; // out of memory
    bool quiet; // in what shows that a rule is kept: there a value or a verdict is wanting for want of records, which the reason says
    int root, verdict; // the node that is asked about, and the first verdict of another rule that is open below it; -1: none
    int evidence; // the kind of the evidence that a decision below it is without; -1: none is
} mandate_search;

// What is wanting: the field of a kind, or with a negative kind one of the causes that are no field (run/block.h).
typedef struct mandate_wanting {
    int kind, field;
    mandate_date day;
    uint32_t place;
    bool bounded;
} mandate_wanting;

// The record that it is wanting of. Of rows that lie elsewhere, and of groups, there is none.
typedef struct mandate_wanting_record {
    int kind;
    uint32_t record;
} mandate_wanting_record;
static const mandate_wanting_record MANDATE_NO_RECORD = {-1, MANDATE_CODE_ABSENT};

static inline const mandate_table *mandate_search_table(const mandate_search *s, int kind) { return mandate_snapshot_table(s->block->snapshot, kind); }

// True the first time that a search comes to a row of a node.
bool mandate_search_comes_first(mandate_search *s, int node, size_t row);
mandate_wanting_record mandate_search_of_row(const mandate_search *s, int space, size_t row);
// Names what is wanting; who is named already counts one record more. mandate_search_add: a field, or a cause without a day or a place.
void mandate_search_put(mandate_search *s, mandate_wanting what, mandate_wanting_record of);
void mandate_search_add(mandate_search *s, int kind, int field, mandate_wanting_record of);
// Whether a node's values are at hand in the pass that decides the verdict: those of an earlier pass are gone, unless they are read back. What happens to
// be kept besides does not count, so that what is named does not depend on it.
bool mandate_search_at_hand(const mandate_block *block, int id);
// Whether it is unknown of a row, as far as it is at hand.
bool mandate_search_is_open(const mandate_block *block, int id, size_t row);

// Of a record (missing_records.c): the one from which a node reads a field, that of its row or the one that it is given.
mandate_wanting_record mandate_search_read_by(const mandate_search *s, const mandate_node *node, size_t row);
void mandate_search_add_read(mandate_search *s, const mandate_node *read, size_t row);
// The starting event of records that have begun on a day that nobody knows; of a subject that is perhaps not there yet; and of a record that a reference
// names and that is perhaps not there yet: false where it names none.
void mandate_search_add_beginning(mandate_search *s, const mandate_node *event, mandate_wanting_record of);
void mandate_search_add_perhaps(mandate_search *s, const mandate_node *rule, size_t row);
bool mandate_search_add_named(mandate_search *s, const mandate_node *read, size_t row);
// Whether some record of a kind has no version in force before some day.
bool mandate_search_begins_late(mandate_search *s, int kind);
// Whether a field may be unknown of some record: because nobody wrote it, no version of the record is in force, or what it is known from has not happened.
bool mandate_search_may_be_unknown(mandate_search *s, const mandate_node *read);

// Everything below a node that is unknown somewhere (missing_below.c).
void mandate_search_all_below(mandate_search *s, int id);
// A value of a record that lies outside the block. What a field of it was is known to be unknown; what is worked out from several is not at hand.
void mandate_search_fetched(mandate_search *s, int id, uint32_t record);

// What ended a call of a function: the field that it read, or the records that it asked for and of which there is none.
void mandate_search_add_ended(mandate_search *s, mandate_ended ended);

// Goes on from a node to what makes a row of it unknown (missing.c); nothing where it is known.
void mandate_search_follow(mandate_search *s, int id, size_t row);
// The same; of a node that is not at hand, which is read back whole from an earlier pass that is gone, everything below it.
void mandate_search_follow_or_all(mandate_search *s, int id, size_t row);
// Whatever is unknown because one of its inputs is.
void mandate_search_follow_inputs(mandate_search *s, const mandate_node *node, size_t row);
// By families: missing_sets.c, missing_days.c, missing_verdicts.c.
void mandate_search_follow_aggregate(mandate_search *s, int id, size_t row);
void mandate_search_follow_days(mandate_search *s, const mandate_node *node, size_t row);
void mandate_search_follow_clock(mandate_search *s, int id, size_t row); // STOPPED
void mandate_search_follow_parameter(mandate_search *s, const mandate_node *node, size_t row);
// What is read on a day that is not there: false where that is not so.
bool mandate_search_follow_no_day(mandate_search *s, const mandate_node *pick, size_t row);
void mandate_search_follow_place(mandate_search *s, const mandate_node *node, size_t row);
void mandate_search_follow_versions(mandate_search *s, const mandate_node *node, size_t row);
void mandate_search_follow_picked(mandate_search *s, const mandate_node *node, size_t row);
void mandate_search_follow_verdict(mandate_search *s, const mandate_node *node, size_t row);
// Remembers the first verdict of another rule that is open below the node that is asked about.
void mandate_search_note_verdict(mandate_search *s, int id);

#endif
