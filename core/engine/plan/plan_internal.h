// What the plan's builder and its execution share. Internal to core/engine.
#ifndef MANDATE_ENGINE_PLAN_INTERNAL_H
#define MANDATE_ENGINE_PLAN_INTERNAL_H

#include "engine/plan/made_texts.h"
#include "engine/plan/plan.h"
#include "snapshot/moves.h"
#include "snapshot/dictionary.h"

typedef struct mandate_text_set {
    mandate_text_match match;
    uint32_t *codes; // the texts themselves, or those with which they begin or end, or that they hold
    size_t count;
    uint64_t *bits; // membership by dictionary code, made on first use
    uint32_t bit_count;
} mandate_text_set;

// What was found of a reference that may differ between days.
typedef struct mandate_moving {
    int kind;
    mandate_moves moves;
} mandate_moving;

// Rows of a child kind by a reference that is not its owner, or that moves: then by whatever it names in any version.
typedef struct mandate_child_index {
    int child, reference;
    bool moved, branch; // by what it names in any version; and by all above that
    uint32_t *start, *rows;
} mandate_child_index;

// The keys of a group as a number: each key has one digit, whose last two values are absent and unknown.
typedef struct mandate_group {
    int space, kind;
    int keys[MANDATE_GROUP_KEYS], key_count;
    uint32_t radix[MANDATE_GROUP_KEYS]; // values of a digit
    uint32_t size;
} mandate_group;

// What was found of a node while looking ahead; 0: not asked yet. A text may name the same day again and again, and is looked into once.
typedef struct mandate_ahead_note {
    int when, jump, beside; // nodes, + 1: when it can change; and when, but for that the day moves on; and when it is passed by the as-of date, or passes it
    signed char follows, appears, as_of; // 1 yes, -1 no: is it another every day; does it appear on its own day; is it the as-of date, or always the same
} mandate_ahead_note;

// A span of which records tell how many has a code of its own: whether it is such a one, which (8 bits), and how many (23 bits). The last of 8 bits stay free, so that no code
// is that of an absent span.
enum { MANDATE_COUNTED_SPANS = 254, MANDATE_COUNT_BITS = 23, MANDATE_MOST_COUNTED = 4000000 };
#define MANDATE_COUNTED_SPAN (1U << 31)

struct mandate_plan {
    const mandate_snapshot *snapshot;
    const mandate_model *model;
    mandate_date as_of;
    mandate_node *nodes;
    size_t node_count, node_capacity;
    bool *kept; // by node
    int *judged; // verdicts to count and hand out, in the order in which they were asked for
    size_t judged_count, judged_capacity;
    mandate_ahead_note *ahead; // by node: what was found of it (ahead.c)
    size_t ahead_count;
    struct mandate_told {
        int verdict, node, where;
    } * told; // mandate_plan_tell, ascending by verdict
    size_t told_count, told_capacity;
    int *inside; // by node over pairs: the one over records that says the same of the inner rows, + 1; 0: not asked yet (windows.c)
    char **labels; // by node: what a rule says there, as its analyst wrote it; NULL: not told
    size_t label_count;
    int *level; // by node: the earliest pass in which it can be computed
    bool makes_texts; // a node makes texts that no column holds
    bool days_are_read; // a node asks for a day of a verdict
    size_t extra_capacity;
    int *slots; // hash of nodes, index + 1
    size_t slot_count;
    mandate_space *spaces;
    size_t space_count, space_capacity;
    mandate_group *groups;
    size_t group_count, group_capacity;
    int *list;
    size_t list_count, list_capacity;
    mandate_span *spans;
    size_t span_count, span_capacity;
    mandate_scale *scales;
    size_t scale_count, scale_capacity;
    mandate_unit *units;
    size_t unit_count, unit_capacity;
    int counted[MANDATE_COUNTED_SPANS]; // spans of which records tell how many
    int counted_count;
    struct mandate_named_calendar {
        char *name; // NULL: it has none
        mandate_calendar days;
    } * calendars;
    size_t calendar_count, calendar_capacity;
    mandate_parameter *parameters;
    size_t parameter_count, parameter_capacity;
    mandate_text_set *sets;
    size_t set_count, set_capacity;
    mandate_child_index *indexes;
    size_t index_count, index_capacity;
    mandate_dictionary texts; // those that rules name, and those of the columns they read
    mandate_made_texts made; // and those that a run makes
    struct mandate_text_map {
        int kind, field;
        uint32_t *codes;
    } * maps; // a read text column's plan-wide codes, by rank
    size_t map_count, map_capacity;
    mandate_moving *moving;
    size_t moving_count, moving_capacity;
    mandate_map *trees; // by kind; of those without a tree empty
    int *driver; // by kind: the kind whose blocks hold its rows
    int *owner_depth; // by kind: steps from the driver
};

static inline bool mandate_space_is_pairs(const mandate_plan *plan, int space) { return plan->spaces[space].outer >= 0; }
static inline const mandate_group *mandate_space_group(const mandate_plan *plan, int space)
{
    return plan->spaces[space].group ? &plan->groups[plan->spaces[space].group - 1] : NULL;
}
// The kind of the field by which a space's rows are paired.
static inline int mandate_space_refers(const mandate_space *space) { return space->naming ? space->naming - 1 : space->kind; }
// The kind whose blocks a space is computed in; a space of groups is its own.
int mandate_space_driver(const mandate_plan *plan, int space);
// True if each row of `kind` has its row of `owner` in the same block.
bool mandate_same_family(const mandate_plan *plan, int kind, int owner);
// The first space of records in a chain of pairs.
int mandate_space_root(const mandate_plan *plan, int space);
mandate_child_index *mandate_plan_child_index(mandate_plan *plan, int child, int reference, mandate_error *error);
// What of a kind's reference moves; NULL where nothing does, or where nobody asked for it (mandate_plan_find_moves).
const mandate_moves *mandate_plan_moves(const mandate_plan *plan, int kind, int field);
// A tree's map; NULL where it is the same on every day.
const mandate_map *mandate_plan_map(const mandate_plan *plan, int kind);
// The moves of a reference and the map of a tree for whoever follows a record, also where one of the two stands still.
mandate_moves mandate_plan_moves_of(const mandate_plan *plan, int kind, int field);
mandate_map mandate_plan_map_of(const mandate_plan *plan, int kind);
// Whether it depends on the day which rows stand below which record: by the reference itself, or (branch) by the tree that it leads into.
bool mandate_link_moves(const mandate_plan *plan, int kind, int field, bool branch);
bool mandate_plan_begin_moves(mandate_plan *plan, mandate_error *error); // finds those of places
void mandate_plan_forget_moves(mandate_plan *plan);
mandate_child_index *mandate_plan_moved_index(mandate_plan *plan, int child, int reference, bool branch, mandate_error *error);
// Plan-wide codes by rank: made when a node reads the column.
bool mandate_plan_map_texts(mandate_plan *plan, int kind, int field, mandate_error *error);
const uint32_t *mandate_plan_texts_of(const mandate_plan *plan, int kind, int field);
bool mandate_text_matches(mandate_text_match match, const char *text, size_t length, const char *part, size_t part_length);
// Whether a text belongs to a set.
bool mandate_text_set_holds(const mandate_plan *plan, const mandate_text_set *set, const char *text, size_t length);
// The code of a text that a run makes; any thread may ask.
bool mandate_plan_made_text(mandate_plan *plan, const char *text, size_t length, uint32_t *code, mandate_error *error);
bool mandate_plan_set_bits(mandate_plan *plan, mandate_text_set *set, mandate_error *error);
// True if `node` (in the space of a kind's records) is the row itself or the record reached by walking owners inside the family.
bool mandate_is_owner_path(const mandate_plan *plan, int node);
// Fills the arguments MANDATE_WINDOW_… of an aggregate over pairs that can be told from a window of records; others stay as they are. False for want of memory.
bool mandate_plan_find_window(mandate_plan *plan, mandate_node *node, mandate_error *error);
// Whether a condition is nowhere more true than another, of false, unknown and true in that order, by how both are made (implied.c). False: it may be, or nobody found out.
bool mandate_plan_implies(const mandate_plan *plan, int a, int b);
// True for aggregates that send their rows' values to rows outside the block: they are complete only after the pass.
bool mandate_node_scatters(const mandate_plan *plan, const mandate_node *node);
// True if the fetched rows are in the same block as those that fetch them.
bool mandate_fetch_is_local(const mandate_plan *plan, const mandate_node *node);
static inline bool mandate_op_is_aggregate(mandate_operation op) { return op >= MANDATE_OP_COUNT && op <= MANDATE_OP_MOST_IN; }
// What reading a field of a type gives.
static inline mandate_value_type mandate_value_of_field(mandate_type type)
{
    switch (type) {
    case MANDATE_TEXT: return MANDATE_VALUE_TEXT;
    case MANDATE_NUMBER: return MANDATE_VALUE_NUMBER;
    case MANDATE_EVENT:
    case MANDATE_DATE: return MANDATE_VALUE_DATE;
    case MANDATE_YESNO: return MANDATE_VALUE_CONDITION;
    case MANDATE_REFERENCE: return MANDATE_VALUE_RECORD;
    }
    return MANDATE_VALUE_ANY;
}
// Aggregates over pairs that ask a day of the receiving row where others ask on which day a row lies where.
static inline bool mandate_op_asks_a_day(mandate_operation op) { return op == MANDATE_OP_MOST_IN; }
static inline bool mandate_op_is_constant(mandate_operation op) { return op <= MANDATE_OP_RECORD_CONSTANT; }

#endif
