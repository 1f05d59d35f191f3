#include "engine/kernels/failures.h"
#include "engine/kernels/moving.h"
#include "engine/kernels/window.h"

#include "model/memory.h"
#include <string.h>

enum { FIRST_PLACES = 64 };

bool mandate_failures_open(mandate_failures *failures, size_t nodes, mandate_error *error)
{
    failures->whole = mandate_new(nodes, sizeof *failures->whole, error);
    if (!failures->whole) return false;
    failures->lock_made = pthread_mutex_init(&failures->lock, NULL) == 0;
    return failures->lock_made || mandate_fail(error, MANDATE_ERROR_MEMORY, "the system has no room for another lock");
}

void mandate_failures_close(mandate_failures *failures, size_t nodes)
{
    for (size_t n = 0; failures->whole && n < nodes; n++) mandate_free(failures->whole[n]);
    mandate_free(failures->whole);
    mandate_free(failures->places);
    if (failures->lock_made) pthread_mutex_destroy(&failures->lock);
}

// The list of failed calls ------------------------------------------------------------------------------------------------

static size_t place_of(const mandate_failure *places, size_t capacity, mandate_failure_id id)
{
    size_t at = (size_t)(id * 0x9E3779B97F4A7C15U >> 20) & (capacity - 1);
    while (places[at].id != 0 && places[at].id != id) at = (at + 1) & (capacity - 1);
    return at;
}

static bool make_room(mandate_failures *f, mandate_error *error)
{
    if ((f->count + 1) * 2 <= f->capacity) return true;
    size_t wider = f->capacity ? f->capacity * 2 : FIRST_PLACES;
    mandate_failure *places = mandate_new(wider, sizeof *places, error);
    if (!places) return false;
    for (size_t i = 0; i < f->capacity; i++)
        if (f->places[i].id != 0) places[place_of(places, wider, f->places[i].id)] = f->places[i];
    mandate_free(f->places);
    f->places = places;
    f->capacity = wider;
    return true;
}

// Of several texts for one call, asked on several days, the first in order is kept, whichever thread comes first.
static bool add(mandate_failures *f, mandate_failure_id id, const char *text, mandate_error *error)
{
    pthread_mutex_lock(&f->lock);
    bool done = make_room(f, error);
    if (done) {
        mandate_failure *place = &f->places[place_of(f->places, f->capacity, id)];
        f->count += place->id == 0;
        place->id = id;
        if (!place->text || strcmp(text, place->text) < 0) place->text = text;
    }
    pthread_mutex_unlock(&f->lock);
    return done;
}

const char *mandate_failures_text(mandate_failures *f, mandate_failure_id id)
{
    if (id == 0) return NULL;
    pthread_mutex_lock(&f->lock);
    const char *text = f->capacity ? f->places[place_of(f->places, f->capacity, id)].text : NULL;
    pthread_mutex_unlock(&f->lock);
    return text;
}

size_t mandate_failures_count(const mandate_failures *f, int node, const char **first)
{
    mandate_failure_id least_id = UINT64_MAX;
    size_t count = 0;
    *first = NULL;
    for (size_t i = 0; i < f->capacity; i++) {
        if (f->places[i].id >> 32 != (mandate_failure_id)node + 1) continue;
        count++;
        if (f->places[i].id > least_id) continue;
        least_id = f->places[i].id;
        *first = f->places[i].text;
    }
    return count;
}

// Rows of a block ---------------------------------------------------------------------------------------------------------

static mandate_failure_id least(mandate_failure_id a, mandate_failure_id b)
{
    if (a == 0 || b == 0) return a | b;
    return a < b ? a : b;
}

// The rows' failures in this block; NULL where no row has one.
static const mandate_failure_id *rows_of(const mandate_block *block, int node)
{
    const mandate_failed_rows *rows = block->failed && node >= 0 ? &block->failed[node] : NULL;
    return rows && rows->ids && rows->stamp == block->stamp ? rows->ids : NULL;
}

// Room for the rows of a node, cleared.
static mandate_failure_id *clear_rows(mandate_block *block, int node, mandate_error *error)
{
    if (!block->failed) block->failed = mandate_new(block->plan->node_count, sizeof *block->failed, error);
    if (!block->failed) return NULL;
    mandate_failed_rows *own = &block->failed[node];
    size_t rows = mandate_rows(block, block->plan->nodes[node].space);
    if (!own->ids || own->capacity < rows) {
        mandate_failure_id *ids = mandate_resize(own->ids, rows ? rows : 1, sizeof *ids, error);
        if (!ids) return NULL;
        own->ids = ids;
        own->capacity = rows;
    }
    memset(own->ids, 0, rows * sizeof *own->ids);
    own->stamp = block->stamp;
    return own->ids;
}

static bool is_open(const mandate_block *block, int id, size_t row)
{
    mandate_value value = mandate_block_inspect(block, id, row);
    if (block->plan->nodes[id].type == MANDATE_VALUE_VERDICT)
        return value.status == MANDATE_UNKNOWN || value.status == MANDATE_IN_ERROR || value.status == MANDATE_MAY_NOT_JUDGE;
    return value.state == MANDATE_STATE_UNKNOWN || value.state == MANDATE_STATE_RANGE;
}

static mandate_failure_id failure_at(const mandate_block *block, int node, size_t row)
{
    const mandate_failure_id *ids = rows_of(block, node);
    return ids ? ids[row] : 0;
}

mandate_failure_id mandate_failures_of(const mandate_block *block, int node, size_t row) { return failure_at(block, node, row); }

bool mandate_failures_note(mandate_block *block, int node, const size_t *places, const mandate_call_result *results, size_t count, mandate_error *error)
{
    mandate_failure_id *ids = NULL;
    for (size_t k = 0; k < count; k++) {
        if (!results[k].failure) continue;
        if (!ids && !(ids = clear_rows(block, node, error))) return false;
        uint32_t record = mandate_record_at(block, block->plan->nodes[node].space, places[k]);
        ids[places[k]] = ((mandate_failure_id)node + 1) << 32 | record;
        if (!add(block->failures, ids[places[k]], results[k].failure, error)) return false;
    }
    if (ids) atomic_store_explicit(&block->failures->some, true, memory_order_release);
    return true;
}

// Verdicts ----------------------------------------------------------------------------------------------------------------

// What a verdict asks first and does not learn keeps it from asking the rest. Where only the place is not known, the rest is asked all the same.
static mandate_failure_id of_questions(const mandate_block *block, const mandate_node *node, const int *order, size_t row)
{
    mandate_failure_id found = failure_at(block, node->argument[MANDATE_JUDGED_PLACE], row);
    for (int i = 0; order[i] >= 0; i++) {
        int input = node->argument[order[i]];
        if (input >= 0 && is_open(block, input, row)) return least(found, failure_at(block, input, row));
    }
    return found;
}

// Whether a quota's goal might be reached by its day, or not.
static bool is_undecided_by_due(const mandate_block *block, const mandate_node *node, size_t row)
{
    mandate_value actual = mandate_block_inspect(block, node->argument[MANDATE_QUOTA_ACTUAL_BY_DUE], row);
    double target = mandate_block_inspect(block, node->argument[MANDATE_QUOTA_TARGET], row).low;
    if (actual.state == MANDATE_STATE_UNKNOWN) return true;
    return actual.state == MANDATE_STATE_RANGE && actual.low < target && actual.high >= target;
}

// Of a `forbid`, by what its rows say: whether one counts, which hangs on whether the rule applied, too; then evidence likewise; and where no row
// tells anything, whom the rule applies to. Where the rule is asked anew on each row's day, what it says there is in the rows, and APPLIES holds all
// three.
static mandate_failure_id of_forbid(const mandate_block *block, const mandate_node *node, size_t row)
{
    int arises = node->argument[MANDATE_STANDING_ARISES], applies = node->argument[MANDATE_STANDING_APPLIES];
    mandate_failure_id found = failure_at(block, node->argument[MANDATE_JUDGED_PLACE], row);
    if (node->arises_given && is_open(block, arises, row)) return least(found, failure_at(block, arises, row));
    bool applies_open = applies >= 0 && is_open(block, applies, row), on_each_day = (node->forbids & MANDATE_FORBID_ASKS_DAYS) != 0;
    for (int argument = MANDATE_STANDING_BREACH; argument <= MANDATE_STANDING_EVIDENCE; argument++) {
        int input = node->argument[argument];
        if (argument == MANDATE_STANDING_SINCE || input < 0 || !is_open(block, input, row)) continue;
        found = least(found, failure_at(block, input, row));
        return applies_open && !on_each_day ? least(found, failure_at(block, applies, row)) : found;
    }
    return applies_open ? least(found, failure_at(block, applies, row)) : found;
}

static mandate_failure_id of_verdict(const mandate_block *block, const mandate_node *node, size_t row)
{
    static const int dated[] = {MANDATE_DATED_APPLIES, MANDATE_DATED_DONE, MANDATE_DATED_DUE, -1};
    static const int dated_given[] = {MANDATE_DATED_ARISES, MANDATE_DATED_APPLIES, MANDATE_DATED_DONE, MANDATE_DATED_DUE, -1};
    static const int standing[] = {MANDATE_STANDING_APPLIES, MANDATE_STANDING_BREACH, MANDATE_STANDING_EVIDENCE, -1};
    static const int standing_given[] = {MANDATE_STANDING_ARISES, MANDATE_STANDING_APPLIES, MANDATE_STANDING_BREACH, MANDATE_STANDING_EVIDENCE, -1};
    static const int given[] = {MANDATE_PERMISSION_ARISES, MANDATE_PERMISSION_APPLIES, MANDATE_PERMISSION_USED, -1};
    static const int by_use[] = {MANDATE_PERMISSION_USED, MANDATE_PERMISSION_APPLIES, -1};
    static const int quota[] = {MANDATE_QUOTA_APPLIES, -1}, by_due[] = {MANDATE_QUOTA_ACTUAL_BY_DUE, -1}, so_far[] = {MANDATE_QUOTA_ACTUAL, -1};
    switch (node->op) {
    case MANDATE_OP_DATED: return of_questions(block, node, node->arises_given ? dated_given : dated, row);
    case MANDATE_OP_STANDING:
        if (node->argument[MANDATE_STANDING_SINCE] >= 0) return of_forbid(block, node, row);
        return of_questions(block, node, node->arises_given ? standing_given : standing, row);
    case MANDATE_OP_PERMISSION: return of_questions(block, node, node->arises_given ? given : by_use, row);
    default: break;
    }
    int applies = node->argument[MANDATE_QUOTA_APPLIES];
    if (applies >= 0 && is_open(block, applies, row)) return of_questions(block, node, quota, row);
    bool dated_goal = mandate_block_inspect(block, node->argument[MANDATE_QUOTA_DUE], row).state != MANDATE_STATE_ABSENT;
    return of_questions(block, node, dated_goal && is_undecided_by_due(block, node, row) ? by_due : so_far, row);
}

// Of a version that may be the one that judges, and has nothing to: why nobody knows whether it is.
static mandate_failure_id of_open_version(const mandate_block *block, const mandate_node *version, size_t row)
{
    return least(failure_at(block, version->argument[MANDATE_JUDGED_PLACE], row), failure_at(block, version->argument[MANDATE_JUDGED_FORCE], row));
}

static mandate_failure_id of_versions(const mandate_block *block, const mandate_node *node, size_t row)
{
    const int *list = mandate_plan_list(block->plan, node);
    mandate_failure_id found = 0;
    for (int v = 0; v < node->list_count; v++) {
        const mandate_node *version = &block->plan->nodes[list[v]];
        mandate_value value = mandate_block_inspect(block, list[v], row);
        bool has_none = value.status == MANDATE_NOT_APPLICABLE || value.status == MANDATE_NOT_AVAILABLE || value.status == MANDATE_MAY_NOT_JUDGE;
        if (value.status == MANDATE_NOT_IN_FORCE || (has_none && value.arises > block->as_of && version->arises_given)) continue;
        if (value.status == MANDATE_MAY_NOT_JUDGE) found = least(found, of_open_version(block, version, row));
        else if (value.status == MANDATE_UNKNOWN) found = least(found, failure_at(block, list[v], row));
        if (node->op == MANDATE_OP_CHOOSE && value.status != MANDATE_MAY_NOT_JUDGE) break;
    }
    return found;
}

// Whose verdict rests on a failed call, has an error for it.
static bool settle_statuses(mandate_block *block, int id)
{
    const mandate_failure_id *ids = rows_of(block, id);
    mandate_vector *v = &block->vectors[id];
    size_t rows = mandate_rows(block, block->plan->nodes[id].space);
    mandate_target own = mandate_vector_target(v, MANDATE_VALUE_VERDICT);
    if (v->statuses != own.statuses) memcpy(own.statuses, v->statuses, rows); // they were the only version's
    v->statuses = own.statuses;
    for (size_t i = 0; i < rows; i++)
        if (ids[i] != 0) own.statuses[i] = MANDATE_IN_ERROR;
    return true;
}

// Other nodes -------------------------------------------------------------------------------------------------------------

// The failures of the rows that a FETCH or an OUTER shows.
static mandate_failure_id of_fetched(const mandate_block *block, const mandate_node *node, size_t row)
{
    mandate_failure_id own = failure_at(block, node->argument[0], row);
    if (own != 0) return own;
    int from = node->argument[1];
    mandate_value reference = mandate_block_inspect(block, node->argument[0], row);
    if (reference.state != MANDATE_STATE_KNOWN) return 0;
    const mandate_frame *frame = &block->frames[block->plan->nodes[from].space];
    if (mandate_fetch_is_local(block->plan, node)) return reference.code - frame->first < frame->rows ? failure_at(block, from, reference.code - frame->first) : 0;
    const mandate_failure_id *whole = block->failures->whole[from];
    return whole && reference.code < mandate_plan_records(block->plan, block->plan->nodes[from].space) ? whole[reference.code] : 0;
}

// Where a condition decides which of two values counts.
static mandate_failure_id of_choice(const mandate_block *block, const mandate_node *node, size_t row)
{
    mandate_value condition = mandate_block_inspect(block, node->argument[2], row);
    mandate_failure_id a = failure_at(block, node->argument[0], row), b = failure_at(block, node->argument[1], row);
    if (condition.state == MANDATE_STATE_UNKNOWN) return least(failure_at(block, node->argument[2], row), least(a, b));
    return condition.yes ? a : b;
}

static mandate_failure_id of_inputs(const mandate_block *block, const mandate_node *node, size_t row)
{
    mandate_failure_id found = 0;
    for (int i = 0; i < MANDATE_ARGUMENTS; i++)
        if (node->argument[i] >= 0 && block->plan->nodes[node->argument[i]].space == node->space) found = least(found, failure_at(block, node->argument[i], row));
    return found;
}

static mandate_failure_id of_row(const mandate_block *block, const mandate_node *node, size_t row)
{
    switch (node->op) {
    case MANDATE_OP_DATED:
    case MANDATE_OP_STANDING:
    case MANDATE_OP_QUOTA:
    case MANDATE_OP_PERMISSION: return of_verdict(block, node, row);
    case MANDATE_OP_CHOOSE:
    case MANDATE_OP_WORST: return of_versions(block, node, row);
    case MANDATE_OP_FETCH: return of_fetched(block, node, row);
    case MANDATE_OP_OUTER: return failure_at(block, node->argument[0], block->frames[node->space].outer[row]);
    case MANDATE_OP_DECIDE:
    case MANDATE_OP_PICK: return of_choice(block, node, row);
    case MANDATE_OP_OR_ELSE: {
        bool absent = mandate_block_inspect(block, node->argument[0], row).state == MANDATE_STATE_ABSENT;
        return failure_at(block, node->argument[absent ? 1 : 0], row);
    }
    default: return of_inputs(block, node, row);
    }
}

// Aggregates ----------------------------------------------------------------------------------------------------------------

// What a row of a set adds to what the aggregate rests on: it is there perhaps only, or its value is not known.
static mandate_failure_id of_member(const mandate_block *block, const mandate_node *node, size_t row)
{
    mandate_value in = mandate_block_inspect(block, node->argument[0], row);
    bool perhaps = in.state == MANDATE_STATE_UNKNOWN;
    if (!perhaps && !in.yes) return 0;
    mandate_failure_id value = failure_at(block, node->argument[1], row);
    return perhaps ? least(failure_at(block, node->argument[0], row), value) : value;
}

// The row of `space` for which a pair was made, through pairs of pairs.
static size_t receiving_row(const mandate_block *block, int set, int space, size_t row)
{
    for (; set != space; set = block->plan->spaces[set].outer) row = block->frames[set].outer[row];
    return row;
}

static void gather(const mandate_block *block, const mandate_node *node, mandate_failure_id *into)
{
    int set = block->plan->nodes[node->argument[0]].space, receiver = node->argument[2];
    size_t rows = mandate_rows(block, set);
    const mandate_frame *frame = &block->frames[node->space];
    for (size_t i = 0; i < rows; i++) {
        mandate_failure_id id = of_member(block, node, i);
        if (id == 0) continue;
        size_t t = receiver < 0 ? receiving_row(block, set, node->space, i) : (size_t)mandate_block_inspect(block, receiver, i).code - frame->first;
        if (t < mandate_rows(block, node->space)) into[t] = least(into[t], id);
    }
    if (receiver >= 0) return;
    while (block->plan->spaces[set].outer != node->space) set = block->plan->spaces[set].outer;
    int asked = mandate_op_asks_a_day(node->op) ? node->argument[MANDATE_SET_DAY] : node->op == MANDATE_OP_PAUSES ? node->argument[MANDATE_PAUSES_ALSO] : -1;
    for (size_t t = 0; t < mandate_rows(block, node->space); t++) {
        into[t] = least(into[t], failure_at(block, block->plan->spaces[set].owner, t)); // whose set it is
        into[t] = least(into[t], failure_at(block, asked, t));
    }
}

// The same of an aggregate that slides over records.
static void gather_window(const mandate_block *block, const mandate_node *node, mandate_failure_id *into)
{
    mandate_window_finder windows = mandate_windows_of(block, node);
    const int *of = node->argument;
    for (size_t t = 0; t < mandate_rows(block, node->space); t++) {
        mandate_window w = mandate_window_of_row(&windows, t);
        mandate_failure_id found = failure_at(block, mandate_window_owner(block->plan, node), t);
        for (uint32_t row = w.start; row < w.stop; row++) {
            unsigned truth = mandate_window_holds(&windows, &w, row);
            if (truth == 0) continue;
            found = least(found, failure_at(block, of[MANDATE_WINDOW_VALUE], row));
            if (truth == 1) continue;
            found = least(found, failure_at(block, of[MANDATE_WINDOW_ROWS], row));
            for (int bound = MANDATE_WINDOW_FROM; bound <= MANDATE_WINDOW_BEHIND; bound++) found = least(found, failure_at(block, of[bound], t));
        }
        into[t] = least(into[t], found);
    }
}

static mandate_failure_id *whole_rows(const mandate_block *block, int node, mandate_error *error)
{
    mandate_failure_id **whole = &block->failures->whole[node];
    if (!*whole) {
        size_t records = mandate_plan_records(block->plan, block->plan->nodes[node].space);
        *whole = mandate_new(records ? records : 1, sizeof **whole, error);
    }
    return *whole;
}

// Where what the rows of an aggregate rest on is put.
typedef struct landing {
    const mandate_block *block;
    int id;
} landing;

static bool land(const landing *l, size_t receiver, mandate_failure_id failure, mandate_error *error)
{
    mandate_failure_id *into = whole_rows(l->block, l->id, error);
    if (into) into[receiver] = least(into[receiver], failure);
    return into != NULL;
}

static bool land_row(void *to, size_t receiver, size_t row, bool certain, mandate_error *error)
{
    (void)certain;
    const landing *l = to;
    mandate_failure_id failure = of_member(l->block, &l->block->plan->nodes[l->id], row);
    return failure == 0 || land(l, receiver, failure, error);
}

// An aggregate that lands outside the block, with the whole branch above where it asks for that: in whatever its rows land themselves, on whatever day places move.
static bool scatter(const mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    int set = block->plan->nodes[node->argument[0]].space, receiving = block->plan->spaces[node->space].kind;
    const mandate_table *tree = node->branch ? mandate_snapshot_table(block->snapshot, receiving) : NULL;
    const mandate_moves *moves = tree ? mandate_plan_moves(block->plan, receiving, tree->kind->tree) : NULL;
    size_t records = mandate_plan_records(block->plan, node->space);
    landing to = {.block = block, .id = id};
    bool done = true;
    pthread_mutex_lock(&block->failures->lock);
    for (size_t i = 0; done && i < mandate_rows(block, set); i++) {
        mandate_failure_id failure = of_member(block, node, i);
        if (failure == 0) continue;
        for (uint32_t r = mandate_block_inspect(block, node->argument[2], i).code; done && r < records;
             r = tree ? mandate_still_parent(tree, moves, r) : MANDATE_CODE_ABSENT)
            done = land(&to, r, failure, error);
    }
    if (done && !mandate_op_asks_a_day(node->op) && node->argument[MANDATE_SET_DAY] >= 0) done = mandate_hand_on_moving(block, id, land_row, &to, error);
    pthread_mutex_unlock(&block->failures->lock);
    return done;
}

void mandate_failures_settle(mandate_failures *failures, const mandate_layout *layout, int node)
{
    const mandate_node *n = &layout->plan->nodes[node];
    mandate_failure_id *whole = failures->whole[node];
    size_t records = mandate_plan_records(layout->plan, n->space);
    for (size_t r = 0; whole && r < records; r++) {
        mandate_value value = mandate_vector_get(&layout->whole[node], n->type, r);
        if (value.state != MANDATE_STATE_UNKNOWN && value.state != MANDATE_STATE_RANGE) whole[r] = 0;
    }
}

// Spreading -------------------------------------------------------------------------------------------------------------------

// Whether some input of a node has a row that rests on a failed call.
static bool asks_failed(const mandate_block *block, const mandate_node *node)
{
    const int *inputs = node->list_count ? mandate_plan_list(block->plan, node) : node->argument;
    int count = node->list_count ? node->list_count : MANDATE_ARGUMENTS;
    for (int i = 0; i < count; i++)
        if (rows_of(block, inputs[i])) return true;
    if (node->op == MANDATE_OP_FETCH && !mandate_fetch_is_local(block->plan, node) && block->failures->whole[node->argument[1]]) return true;
    for (int i = 0; node->list_count && i < count; i++) { // a version that may not be the one that judges
        const mandate_node *version = &block->plan->nodes[inputs[i]];
        if (rows_of(block, version->argument[MANDATE_JUDGED_PLACE]) || rows_of(block, version->argument[MANDATE_JUDGED_FORCE])) return true;
    }
    if (!mandate_op_is_aggregate(node->op) || node->argument[2] >= 0) return false;
    int set = block->plan->nodes[node->argument[0]].space;
    while (block->plan->spaces[set].outer != node->space) set = block->plan->spaces[set].outer;
    return rows_of(block, block->plan->spaces[set].owner) != NULL;
}

bool mandate_failures_spread(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (node->op == MANDATE_OP_CALL || node->op == MANDATE_OP_GROUP || block->layout->counted[id] || !asks_failed(block, node)) return true;
    if (mandate_node_scatters(block->plan, node)) return block->focused || scatter(block, id, error);
    mandate_failure_id *ids = clear_rows(block, id, error);
    if (!ids) return false;
    bool any = false;
    size_t rows = mandate_rows(block, node->space);
    if (mandate_op_is_aggregate(node->op)) (mandate_slides(block->layout, node) ? gather_window : gather)(block, node, ids);
    for (size_t i = 0; i < rows; i++) {
        if (!is_open(block, id, i)) ids[i] = 0;
        else if (!mandate_op_is_aggregate(node->op)) ids[i] = of_row(block, node, i);
        any |= ids[i] != 0;
    }
    if (!any) block->failed[id].stamp = 0;
    return !any || (node->op != MANDATE_OP_CHOOSE && node->op != MANDATE_OP_WORST) || settle_statuses(block, id);
}

bool mandate_failures_show(mandate_block *block, int node, mandate_error *error)
{
    const mandate_failure_id *whole = block->failures->whole[node];
    if (!whole) return true;
    mandate_failure_id *ids = clear_rows(block, node, error);
    if (!ids) return false;
    const mandate_frame *frame = &block->frames[block->plan->nodes[node].space];
    memcpy(ids, whole + frame->first, frame->rows * sizeof *ids);
    return true;
}

bool mandate_failures_keep(const mandate_block *block, int node, mandate_error *error)
{
    const mandate_failure_id *ids = rows_of(block, node);
    if (!ids) return true;
    const mandate_frame *frame = &block->frames[block->plan->nodes[node].space];
    pthread_mutex_lock(&block->failures->lock);
    mandate_failure_id *whole = whole_rows(block, node, error);
    if (whole) memcpy(whole + frame->first, ids, frame->rows * sizeof *ids);
    pthread_mutex_unlock(&block->failures->lock);
    return whole != NULL;
}
