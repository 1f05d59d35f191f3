// Verdicts from their conditions and dates (meaning.md, sections 7 to 10).
#include <assert.h>
#include "engine/kernels/compute.h"

static_assert((int)MANDATE_DATED_FORCE == (int)MANDATE_QUOTA_FORCE && (int)MANDATE_DATED_FORCE == (int)MANDATE_PERMISSION_FORCE, "judge asks for it of all");
static_assert((int)MANDATE_DATED_FORCE == (int)MANDATE_STANDING_FORCE && (int)MANDATE_DATED_APPLIES == (int)MANDATE_STANDING_APPLIES &&
                  (int)MANDATE_DATED_ARISES == (int)MANDATE_STANDING_ARISES && (int)MANDATE_DATED_APPLIES == (int)MANDATE_PERMISSION_APPLIES &&
                  (int)MANDATE_DATED_ARISES == (int)MANDATE_PERMISSION_ARISES,
              "judge_rows asks for these of all three");

// `arises` is MANDATE_DATE_UNKNOWN where nobody knows whether the rule applies: then nobody knows its days either, and those shown are what they would be. Where it
// applies and only the day is not known, it is MANDATE_DATE_ABSENT.
// `since` is MANDATE_DATE_UNKNOWN where an unknown verdict is that of a version of which nobody knows whether it judges; that never leaves the plan.
// `next` are the verdict's own days alone: those that its status is compared with. What else lies ahead stands in ahead.c.
typedef struct ruling {
    uint8_t status;
    int32_t due, done, next, since, arises;
} ruling;

static const ruling BLANK = {MANDATE_NOT_APPLICABLE, MANDATE_DATE_ABSENT, MANDATE_DATE_ABSENT, MANDATE_DATE_ABSENT, MANDATE_DATE_ABSENT, MANDATE_DATE_ABSENT};

typedef struct judging {
    const mandate_block *block;
    const mandate_node *node;
    int32_t as_of;
    const mandate_vector *input[MANDATE_ARGUMENTS]; // NULL where the rule has none
} judging;

static unsigned truth(const judging *j, int argument, size_t i, unsigned otherwise)
{
    const mandate_vector *v = j->input[argument];
    return v ? mandate_truth(v, i) : otherwise;
}

static int32_t date(const judging *j, int argument, size_t i)
{
    const mandate_vector *v = j->input[argument];
    return v ? v->dates[i] : MANDATE_DATE_ABSENT;
}

static int32_t day_after(int32_t day) { return mandate_date_is(day) ? mandate_date_add_days(day, 1) : MANDATE_DATE_ABSENT; }
static int32_t earlier(int32_t a, int32_t b) { return a < b ? a : b; }

// Whether an explicit `arises` keeps the rule from judging; fills the ruling if so.
static bool not_arisen(const judging *j, int32_t arises, ruling *r)
{
    if (arises == MANDATE_DATE_UNKNOWN) {
        r->status = MANDATE_UNKNOWN;
        r->due = r->done = r->arises = MANDATE_DATE_UNKNOWN;
        return true;
    }
    if (arises == MANDATE_DATE_ABSENT) return true;
    if (arises > j->as_of) {
        r->next = arises;
        return true;
    }
    return false;
}

// Whether the rule applies to the subject: where it is not known whether the subject lies in the rule's place, no more is known than that.
static unsigned applies_to(const judging *j, int argument, size_t i)
{
    unsigned applies = truth(j, argument, i, 1);
    return applies == 1 ? truth(j, MANDATE_JUDGED_PLACE, i, 1) : applies;
}

static int32_t arisen_on(int32_t arises) { return arises == MANDATE_DATE_UNKNOWN ? MANDATE_DATE_ABSENT : arises; }

// A duty that is due before the event that its subject stands for, and so judged before it.
static bool is_notice(const mandate_node *node) { return node->op == MANDATE_OP_DATED && node->notice; }

static bool is_there(const judging *j, size_t i)
{
    int space = j->node->space;
    const mandate_table *table = mandate_snapshot_table(j->block->snapshot, j->block->plan->spaces[space].kind);
    return mandate_column_date(&table->event, j->block->frames[space].first + i) <= j->as_of;
}

static ruling judge_dated(const judging *j, size_t i)
{
    ruling r = BLANK;
    const mandate_node *node = j->node;
    int32_t arises = date(j, MANDATE_DATED_ARISES, i), due = date(j, MANDATE_DATED_DUE, i), done = date(j, MANDATE_DATED_DONE, i);
    int32_t event = date(j, MANDATE_DATED_EVENT, i);
    bool planned = is_notice(node) && event > j->as_of && event != MANDATE_DATE_ABSENT; // the subject is not there yet, or was put off
    bool due_known = due != MANDATE_DATE_ABSENT && due != MANDATE_DATE_UNKNOWN;
    if (node->arises_given && not_arisen(j, arises, &r)) return r;
    r.arises = arisen_on(arises);
    unsigned force = truth(j, MANDATE_DATED_FORCE, i, 1);
    if (force == 0) {
        r.status = MANDATE_NOT_IN_FORCE;
        return r;
    }
    if (planned && (!due_known || due >= event) && !is_there(j, i)) return r;
    if (!node->arises_given && !is_notice(node) && due_known && event != MANDATE_DATE_ABSENT && due < event) return r;
    unsigned applies = applies_to(j, MANDATE_DATED_APPLIES, i);
    if (applies == 0) return r;
    r.due = due;
    int32_t ahead = done > j->as_of ? done : MANDATE_DATE_ABSENT; // computed: on that day it counts as done
    if (ahead != MANDATE_DATE_ABSENT) done = MANDATE_DATE_ABSENT;
    r.done = done;
    if (force == 2 || applies == 2 || done == MANDATE_DATE_UNKNOWN || due == MANDATE_DATE_UNKNOWN) {
        r.status = MANDATE_UNKNOWN;
        if (force == 2 || applies == 2) r.arises = MANDATE_DATE_UNKNOWN;
        return r;
    }
    if (done != MANDATE_DATE_ABSENT) {
        r.status = due == MANDATE_DATE_ABSENT || done <= due ? MANDATE_MET : MANDATE_LATE;
        return r;
    }
    r.status = due == MANDATE_DATE_ABSENT || j->as_of <= due || planned ? MANDATE_PENDING : MANDATE_OVERDUE;
    if (r.status == MANDATE_PENDING) r.next = j->as_of <= due ? day_after(due) : event; // it can be given until the event, and in time until due
    if (truth(j, MANDATE_DATED_WAIVED, i, 0) == 1) {
        r.status = MANDATE_WAIVED;
        r.next = day_after(date(j, MANDATE_DATED_WAIVER_EXPIRES, i));
    }
    r.next = earlier(r.next, ahead);
    return r;
}

static ruling judge_standing(const judging *j, size_t i)
{
    ruling r = BLANK;
    const mandate_node *node = j->node;
    int32_t arises = date(j, MANDATE_STANDING_ARISES, i);
    if (node->arises_given && not_arisen(j, arises, &r)) return r;
    r.arises = arisen_on(arises);
    unsigned force = truth(j, MANDATE_STANDING_FORCE, i, 1), applies = applies_to(j, MANDATE_STANDING_APPLIES, i);
    if (force == 0) {
        r.status = MANDATE_NOT_IN_FORCE;
        return r;
    }
    if (applies == 0) return r;
    unsigned breach = truth(j, MANDATE_STANDING_BREACH, i, 0);
    if (force == 2 || applies == 2 || breach == 2) {
        r.status = MANDATE_UNKNOWN;
        if (force == 2 || applies == 2) r.arises = MANDATE_DATE_UNKNOWN;
        return r;
    }
    if (breach == 1) {
        r.status = MANDATE_BREACHED;
        r.since = date(j, MANDATE_STANDING_SINCE, i);
        if (!mandate_date_is(r.since)) r.since = MANDATE_DATE_ABSENT;
        if (truth(j, MANDATE_STANDING_WAIVED, i, 0) == 1) r.status = MANDATE_WAIVED;
        return r;
    }
    r.status = truth(j, MANDATE_STANDING_EVIDENCE, i, node->forbids & MANDATE_FORBID_WITHOUT_EVIDENCE ? 0 : 1) == 1 ? MANDATE_MET : MANDATE_UNKNOWN;
    return r;
}

// 0 no, 1 yes, 2 unknown: is a at least b?
static unsigned at_least(const judging *j, int a, int b, size_t i)
{
    const mandate_vector *x = j->input[a], *y = j->input[b];
    if (isnan(x->low[i]) || isnan(y->low[i])) return 0;
    // a goal { low, high } is tested at low
    return x->low[i] >= y->low[i] ? 1 : mandate_high(x, i) >= y->low[i] ? 2 : 0;
}

static ruling judge_quota(const judging *j, size_t i)
{
    ruling r = BLANK;
    const mandate_node *node = j->node;
    unsigned force = truth(j, MANDATE_QUOTA_FORCE, i, 1);
    if (force != 1) {
        r.status = force == 0 ? MANDATE_NOT_IN_FORCE : MANDATE_UNKNOWN;
        return r;
    }
    unsigned applies = applies_to(j, MANDATE_QUOTA_APPLIES, i);
    if (applies == 0) return r;
    int32_t due = date(j, MANDATE_QUOTA_DUE, i), plan_year_end = node->year_end ? (int32_t)node->year_end : MANDATE_DATE_ABSENT;
    bool dated = due != MANDATE_DATE_ABSENT;
    unsigned reached = at_least(j, dated ? MANDATE_QUOTA_ACTUAL_BY_DUE : MANDATE_QUOTA_ACTUAL, MANDATE_QUOTA_TARGET, i);
    r.due = due;
    if (applies == 2 || reached == 2) r.status = MANDATE_UNKNOWN;
    else if (reached == 1) r.status = MANDATE_MET;
    else if (!dated) r.status = MANDATE_OPEN;
    else if (j->as_of > due) r.status = MANDATE_MISSED;
    else {
        unsigned planned = at_least(j, MANDATE_QUOTA_ACTUAL, MANDATE_QUOTA_PLANNED, i);
        r.status = planned == 1 ? MANDATE_ON_TRACK : planned == 0 ? MANDATE_BEHIND : MANDATE_UNKNOWN;
        r.next = earlier(day_after(due), plan_year_end); // on its last day a year counts as planned
    }
    return r;
}

// A power or an incentive: whether it may be used, and on which day it was. That it was used where it might not be is kept, so that it can be told.
static ruling judge_permission(const judging *j, size_t i)
{
    ruling r = BLANK;
    const mandate_node *node = j->node;
    r.status = MANDATE_NOT_AVAILABLE;
    int32_t arises = date(j, MANDATE_PERMISSION_ARISES, i), used = date(j, MANDATE_PERMISSION_USED, i);
    int32_t ahead = used > j->as_of ? used : MANDATE_DATE_ABSENT;
    if (ahead != MANDATE_DATE_ABSENT) used = MANDATE_DATE_ABSENT;
    bool waits = node->arises_given && not_arisen(j, arises, &r);
    r.done = used; // whether it has arisen or not
    if (waits) return r;
    r.arises = arisen_on(arises);
    unsigned force = truth(j, MANDATE_PERMISSION_FORCE, i, 1), applies = applies_to(j, MANDATE_PERMISSION_APPLIES, i);
    if (!node->arises_given && used == MANDATE_DATE_UNKNOWN) { // nobody knows by which law
        r.status = MANDATE_UNKNOWN;
        return r;
    }
    if (force == 0) {
        r.status = MANDATE_NOT_IN_FORCE;
        return r;
    }
    if (applies == 0) return r;
    r.next = ahead;
    if (force == 2 || applies == 2) r.arises = MANDATE_DATE_UNKNOWN;
    if (force == 2 || applies == 2 || used == MANDATE_DATE_UNKNOWN) r.status = MANDATE_UNKNOWN;
    else r.status = used == MANDATE_DATE_ABSENT ? MANDATE_OPEN : MANDATE_USED;
    return r;
}

static int rank_of(uint8_t status)
{
    switch (status) {
    case MANDATE_BREACHED: return 4;
    case MANDATE_WAIVED: return 3; // a waived breach is a known one, and hides no breach by a version that the waiver does not name
    case MANDATE_UNKNOWN: return 2;
    case MANDATE_MET: return 1;
    default: return 0;
    }
}

static uint8_t none_of(bool permission) { return permission ? MANDATE_NOT_AVAILABLE : MANDATE_NOT_APPLICABLE; }

// What a rule says where no version of it judges: `r` is that of one that is not in force. A power that was used all the same keeps the day.
static ruling not_in_force(bool permission, const ruling *r)
{
    ruling none = BLANK;
    if (!permission) return none;
    none.status = MANDATE_NOT_AVAILABLE;
    none.done = r->done;
    return none;
}

static bool is_permission(const judging *j)
{
    return j->node->list_count > 0 && j->block->plan->nodes[mandate_plan_list(j->block->plan, j->node)[0]].op == MANDATE_OP_PERMISSION;
}

static ruling taken(const mandate_vector *v, size_t i) { return (ruling){v->statuses[i], v->due[i], v->done[i], v->next[i], v->since[i], v->arises[i]}; }

static bool judges_none(const ruling *r) { return r->status == MANDATE_NOT_APPLICABLE || r->status == MANDATE_NOT_AVAILABLE || r->status == MANDATE_MAY_NOT_JUDGE; }

// A verdict that may be another version's: of its days only that of a use remains, which is not hidden.
static void leave_open(ruling *r, bool permission)
{
    r->status = MANDATE_UNKNOWN;
    r->since = MANDATE_DATE_ABSENT;
    r->due = r->arises = MANDATE_DATE_UNKNOWN;
    if (!permission) r->done = MANDATE_DATE_UNKNOWN;
}

// Of several versions that may judge, the days are what all of them would have. `r` is the verdict so far, `other` that of a version behind it.
static void agree(ruling *r, const ruling *other)
{
    if (r->due != other->due) r->due = MANDATE_DATE_UNKNOWN;
    if (r->done != other->done) r->done = MANDATE_DATE_UNKNOWN;
}

// Of a subject that is not there yet only a notice says something, and only that it is to be given or was.
static ruling if_visible(ruling r, bool visible)
{
    ruling none = BLANK;
    none.status = MANDATE_NOT_VISIBLE;
    bool says = r.status == MANDATE_PENDING || r.status == MANDATE_MET || r.status == MANDATE_LATE || r.status == MANDATE_WAIVED || r.status == MANDATE_UNKNOWN;
    return visible || says ? r : none;
}

// Of a subject that is perhaps not there yet, and is there for certain from `event` on, only that the rule does not bind it is known.
static ruling if_perhaps(ruling r, mandate_date event)
{
    if (r.status == MANDATE_NOT_APPLICABLE || r.status == MANDATE_NOT_AVAILABLE) return r;
    if (r.status != MANDATE_IN_ERROR) r.status = MANDATE_UNKNOWN;
    r.since = MANDATE_DATE_ABSENT;
    r.next = earlier(r.next, event);
    return r;
}

// One verdict from those of a rule's versions, the nearest place first.
static ruling combine(const judging *j, size_t i, bool visible)
{
    const int *list = mandate_plan_list(j->block->plan, j->node);
    ruling best = BLANK;
    best.status = MANDATE_NOT_IN_FORCE;
    bool permission = is_permission(j), worst = j->node->op == MANDATE_OP_WORST;
    int32_t next = MANDATE_DATE_ABSENT;
    bool settled = false; // no version behind may be the one that judges
    for (int v = 0; v < j->node->list_count; v++) {
        ruling r = taken(&j->block->vectors[list[v]], i);
        if (!visible && !is_notice(&j->block->plan->nodes[list[v]])) continue;
        if (r.status == MANDATE_NOT_IN_FORCE || judges_none(&r) || worst) next = earlier(next, r.next);
        // A version whose `arises` has not come has no pivot: it is no more in force than one whose time is over.
        bool waits = judges_none(&r) && r.arises > j->as_of && j->block->plan->nodes[list[v]].arises_given;
        if (waits || r.status == MANDATE_NOT_IN_FORCE) {
            if (best.status == MANDATE_NOT_IN_FORCE) best.done = earlier(best.done, r.done);
            continue;
        }
        if (best.status == MANDATE_NOT_IN_FORCE || (best.status == MANDATE_MAY_NOT_JUDGE && !worst)) {
            if (best.status == MANDATE_MAY_NOT_JUDGE && !judges_none(&r)) leave_open(&r, permission);
            best = r;
            settled = best.status != MANDATE_MAY_NOT_JUDGE && best.since != MANDATE_DATE_UNKNOWN;
        } else if (!worst && !settled) { // `best` is an unknown verdict of one that may not judge
            if (!judges_none(&r)) agree(&best, &r);
            settled = r.status != MANDATE_MAY_NOT_JUDGE && r.since != MANDATE_DATE_UNKNOWN;
        } else if (worst && (rank_of(r.status) > rank_of(best.status) || (rank_of(r.status) == rank_of(best.status) && r.since < best.since))) {
            best = r;
        }
    }
    if (best.status == MANDATE_NOT_IN_FORCE) best = not_in_force(permission, &best);
    if (best.status == MANDATE_MAY_NOT_JUDGE) best.status = none_of(permission);
    if (best.since == MANDATE_DATE_UNKNOWN) best.since = MANDATE_DATE_ABSENT;
    best.next = earlier(best.next, next); // another version may come to judge
    return best;
}

static void put(const mandate_target *target, size_t i, const ruling *r)
{
    target->statuses[i] = r->status;
    target->due[i] = r->due;
    target->done[i] = r->done;
    target->next[i] = r->next;
    target->since[i] = r->since;
    target->arises[i] = r->arises;
}

static ruling judge(const judging *j, size_t i)
{
    unsigned here = truth(j, MANDATE_JUDGED_PLACE, i, 1);
    if (here == 0) {
        ruling elsewhere = BLANK;
        elsewhere.status = MANDATE_NOT_IN_FORCE;
        return elsewhere;
    }
    ruling r = j->node->op == MANDATE_OP_DATED        ? judge_dated(j, i)
               : j->node->op == MANDATE_OP_STANDING   ? judge_standing(j, i)
               : j->node->op == MANDATE_OP_PERMISSION ? judge_permission(j, i)
                                                      : judge_quota(j, i);
    bool open = here == 2 || truth(j, MANDATE_DATED_FORCE, i, 1) == 2;
    if (open && judges_none(&r)) r.status = MANDATE_MAY_NOT_JUDGE;
    else if (open && r.status == MANDATE_UNKNOWN) r.since = MANDATE_DATE_UNKNOWN;
    return r;
}

// Most rules are of this sort: one due date for all, nothing to waive, nobody elsewhere. Whether the rows asked for are judged at all has been looked at.
static bool is_plain(const judging *j)
{
    const mandate_vector *due = j->input[MANDATE_DATED_DUE];
    return j->node->op == MANDATE_OP_DATED && !j->node->arises_given && !is_notice(j->node) && due && due->same && mandate_date_is(due->dates[0]) &&
           !j->input[MANDATE_DATED_FORCE] && !j->input[MANDATE_JUDGED_PLACE] && !j->input[MANDATE_DATED_WAIVED] && j->input[MANDATE_DATED_DONE];
}

// The verdicts' `arises`, where somebody asks for their days; otherwise it is shown as it was reckoned, and tells nothing of unknown verdicts.
static void take_arises(const mandate_vector *arises, size_t rows, int32_t *to)
{
    for (size_t i = 0; i < rows; i++) to[i] = arisen_on(arises->dates[i]);
}

// Judges 64 rows from `begin` on: those asked for, to which the rule applies for certain where `applies` says so. False if a verdict is unknown.
static bool judge_plainly(const judging *j, size_t begin, uint64_t asked, uint64_t applies, const mandate_target *target)
{
    const int32_t *done = j->input[MANDATE_DATED_DONE]->dates, *event = j->input[MANDATE_DATED_EVENT] ? j->input[MANDATE_DATED_EVENT]->dates : NULL;
    const int32_t due = j->input[MANDATE_DATED_DUE]->dates[0], as_of = j->as_of;
    const uint8_t not_done = as_of <= due ? MANDATE_PENDING : MANDATE_OVERDUE;
    const int32_t next = as_of <= due ? day_after(due) : MANDATE_DATE_ABSENT;
    bool certain = true;
    for (; asked; asked &= asked - 1) {
        size_t bit = (size_t)__builtin_ctzll(asked), i = begin + bit;
        if (event && due < event[i] && event[i] != MANDATE_DATE_ABSENT) continue;
        int32_t day = done[i];
        bool is_done = day <= as_of, unknown = !(applies >> bit & 1) || day == MANDATE_DATE_UNKNOWN;
        target->due[i] = due;
        target->done[i] = is_done ? day : MANDATE_DATE_ABSENT;
        if (target->arises && !(applies >> bit & 1)) target->arises[i] = MANDATE_DATE_UNKNOWN;
        uint8_t status = is_done ? (day <= due ? MANDATE_MET : MANDATE_LATE) : not_done;
        target->statuses[i] = unknown ? MANDATE_UNKNOWN : status;
        if (!is_done && !unknown) target->next[i] = earlier(earlier(next, day), target->next[i]);
        certain &= !unknown;
    }
    return certain;
}

// Eight bits to eight bytes of 0 or 1: each byte keeps its own bit, and a byte that has one carries into its top.
static inline uint64_t bytes_of_bits(uint8_t bits)
{
    uint64_t own = bits * 0x0101010101010101ULL & 0x8040201008040201ULL;
    return (own + 0x7f7f7f7f7f7f7f7fULL) >> 7 & 0x0101010101010101ULL;
}

// A standing rule without a place or waiver of its own, of which is known whether it is in force, and whose verdicts nobody asks for the day on which they arise.
static bool is_plain_standing(const judging *j)
{
    const mandate_vector *force = j->input[MANDATE_STANDING_FORCE];
    return j->node->op == MANDATE_OP_STANDING && !j->node->arises_given && !(force && force->unknown) && !j->input[MANDATE_JUDGED_PLACE] &&
           !j->input[MANDATE_STANDING_WAIVED] && !j->input[MANDATE_STANDING_SINCE] && !j->block->plan->days_are_read;
}

// 64 statuses, each told by one of three masks, and not applicable by none.
static void put_standing(uint8_t *statuses, uint64_t met, uint64_t breached, uint64_t unknown, size_t rows)
{
    static_assert(MANDATE_MET < MANDATE_NOT_APPLICABLE && MANDATE_BREACHED < MANDATE_NOT_APPLICABLE, "each is so much less than not applicable");
    uint8_t bytes[64];
    for (size_t k = 0; k < 8; k++) {
        uint64_t less = bytes_of_bits((uint8_t)(met >> 8 * k)) * (MANDATE_NOT_APPLICABLE - MANDATE_MET) +
                        bytes_of_bits((uint8_t)(breached >> 8 * k)) * (MANDATE_NOT_APPLICABLE - MANDATE_BREACHED) +
                        bytes_of_bits((uint8_t)(unknown >> 8 * k)) * (MANDATE_NOT_APPLICABLE - MANDATE_UNKNOWN);
        uint64_t eight = MANDATE_NOT_APPLICABLE * 0x0101010101010101ULL - less;
        memcpy(bytes + 8 * k, &eight, 8);
    }
    memcpy(statuses, bytes, rows);
}

// The same as judge_standing of each row, 64 at once. False if a verdict is unknown.
static bool judge_standing_plainly(const judging *j, size_t rows, const mandate_target *target)
{
    const mandate_vector *applies = j->input[MANDATE_STANDING_APPLIES], *breach = j->input[MANDATE_STANDING_BREACH], *evidence = j->input[MANDATE_STANDING_EVIDENCE];
    const mandate_vector *force = j->input[MANDATE_STANDING_FORCE];
    const uint64_t vouched = j->node->forbids & MANDATE_FORBID_WITHOUT_EVIDENCE ? 0 : ~0ULL;
    uint64_t all_unknown = 0;
    for (size_t w = 0; w < mandate_words(rows); w++) {
        size_t begin = w * 64, count = rows - begin < 64 ? rows - begin : 64;
        uint64_t all = count == 64 ? ~0ULL : (1ULL << count) - 1;
        uint64_t bound = applies ? applies->yes[w] & all : all, perhaps = applies ? mandate_unknown_word(applies, w) & all : 0;
        uint64_t broken = breach ? breach->yes[w] : 0, kept = breach ? ~mandate_open_word(breach, w) : ~0ULL, shown = evidence ? evidence->yes[w] : vouched;
        uint64_t breached = bound & broken, met = bound & kept & shown, unknown = perhaps | (bound & ~breached & ~met);
        uint64_t in_force = force ? force->yes[w] : all;
        put_standing(target->statuses + begin, met & in_force, breached & in_force, unknown & in_force, count);
        for (uint64_t out = all & ~in_force; out; out &= out - 1) target->statuses[begin + (size_t)__builtin_ctzll(out)] = MANDATE_NOT_IN_FORCE;
        all_unknown |= unknown & in_force;
    }
    return all_unknown == 0;
}

// The rows from `begin` on, at most 64, of which the duty would be due before the subject's own event.
MANDATE_WIDE static uint64_t due_before_event(const int32_t *event, int32_t due, size_t begin, size_t rows)
{
    uint64_t before;
    const size_t begin_ = begin;
    MANDATE_WORD_OF_ROWS(before, rows, (due < event[i]) & (event[i] != MANDATE_DATE_ABSENT));
    return before;
}

// What rows come to that the rule applies to for certain, at most 64: a byte for each. Choices are made by masks, which a compiler makes vectors of.
#define STATUS_OF(day)                                                                                                                                                   \
    (uint8_t)((-((day) > as_of) & not_done) | (-(((day) <= as_of) & ((day) > due)) & MANDATE_LATE) |                                                                     \
              (-(((day) <= as_of) & ((day) <= due) & ((day) != MANDATE_DATE_UNKNOWN)) & MANDATE_MET) | (-((day) == MANDATE_DATE_UNKNOWN) & MANDATE_UNKNOWN))
MANDATE_WIDE static void statuses_of_days(const int32_t *done, int32_t due, int32_t as_of, size_t rows, uint8_t statuses[restrict 64])
{
    static_assert(MANDATE_DATE_UNKNOWN < MANDATE_DATE_ALWAYS, "an unknown day is before all others");
    const int not_done = as_of <= due ? MANDATE_PENDING : MANDATE_OVERDUE;
    if (rows == 64)
        for (size_t k = 0; k < 64; k++) statuses[k] = STATUS_OF(done[k]);
    else
        for (size_t k = 0; k < rows; k++) statuses[k] = STATUS_OF(done[k]);
}

// 64 statuses: as reckoned where the bit `certain` is set, unknown where `unknown` is, and not applicable otherwise.
static void put_statuses(uint8_t *statuses, const uint8_t reckoned[64], uint64_t certain, uint64_t unknown, size_t rows)
{
    static_assert(MANDATE_NOT_APPLICABLE == MANDATE_UNKNOWN + 1, "unknown is one less than not applicable");
    uint8_t bytes[64];
    for (size_t k = 0; k < 8; k++) {
        uint64_t eight = MANDATE_NOT_APPLICABLE * 0x0101010101010101ULL - bytes_of_bits((uint8_t)(unknown >> 8 * k)), known, take;
        memcpy(&known, reckoned + 8 * k, 8);
        take = bytes_of_bits((uint8_t)(certain >> 8 * k)) * UINT8_MAX;
        eight = (eight & ~take) | (known & take);
        memcpy(bytes + 8 * k, &eight, 8);
    }
    memcpy(statuses, bytes, rows);
}

// The rows from `begin` on, at most 64, whose day nobody knows.
MANDATE_WIDE static uint64_t unknown_days(const int32_t *done, size_t begin, size_t rows)
{
    uint64_t unknown;
    const size_t begin_ = begin;
    MANDATE_WORD_OF_ROWS(unknown, rows, done[i] == MANDATE_DATE_UNKNOWN);
    return unknown;
}

// The same as judge_plainly, of statuses alone, 64 at once. False if a verdict is unknown.
static bool judge_statuses(const judging *j, size_t rows, const mandate_target *target)
{
    const mandate_vector *applies = j->input[MANDATE_DATED_APPLIES], *event = j->input[MANDATE_DATED_EVENT], *done = j->input[MANDATE_DATED_DONE];
    const int32_t due = j->input[MANDATE_DATED_DUE]->dates[0];
    uint64_t all_unknown = 0;
    uint8_t reckoned[64] = {0};
    for (size_t w = 0; w < mandate_words(rows); w++) {
        size_t begin = w * 64, count = rows - begin < 64 ? rows - begin : 64;
        uint64_t all = count == 64 ? ~0ULL : (1ULL << count) - 1, asked = applies ? mandate_open_word(applies, w) : all;
        if (asked && event) asked &= ~due_before_event(event->dates, due, begin, rows);
        uint64_t certain = applies ? asked & applies->yes[w] : asked, unknown = asked & ~certain;
        if (certain) statuses_of_days(done->dates + begin, due, j->as_of, count, reckoned);
        put_statuses(target->statuses + begin, reckoned, certain, unknown, count);
        all_unknown |= unknown;
        if (certain && !done->certain) all_unknown |= certain & unknown_days(done->dates, begin, rows);
    }
    return all_unknown == 0;
}

static uint64_t word_of(const judging *j, int argument, size_t w, uint64_t otherwise, bool open)
{
    const mandate_vector *v = j->input[argument];
    if (!v) return otherwise;
    return open ? mandate_open_word(v, w) : v->yes[w];
}

// The days of use of a power or an incentive that have come, which its verdicts show whether it may be used or not; and the rows of which nobody knows the day.
static void put_uses(const judging *j, size_t begin, size_t rows, int32_t *done, uint64_t *unknown)
{
    const int32_t *used = j->block->vectors[j->node->argument[MANDATE_PERMISSION_USED]].dates;
    *unknown = 0;
    for (size_t i = begin; i < begin + 64 && i < rows; i++) {
        done[i] = used[i] > j->as_of ? MANDATE_DATE_ABSENT : used[i];
        *unknown |= (uint64_t)(used[i] == MANDATE_DATE_UNKNOWN) << (i - begin);
    }
}

// Most rules judge few of the records: whom a rule in force does not apply to is not applicable, or what it allows not available, without another look. DATED, STANDING and PERMISSION
// have their first arguments in common. True if it is known that no verdict is unknown.
static bool judge_rows(const judging *j, size_t rows, bool fresh, mandate_vector *out, const mandate_target *target)
{
    const mandate_node *node = j->node;
    assert(node->argument[MANDATE_DATED_ARISES] >= 0); // the plan checks it
    const mandate_vector *arisen = &j->block->vectors[node->argument[MANDATE_DATED_ARISES]];
    const int32_t *arises = arisen->dates;
    mandate_fill_dates(target->due, rows, MANDATE_DATE_ABSENT);
    mandate_fill_dates(target->done, rows, MANDATE_DATE_ABSENT);
    bool may_be_open = j->input[MANDATE_JUDGED_PLACE] || j->input[MANDATE_DATED_FORCE];
    if (node->op == MANDATE_OP_STANDING || may_be_open) mandate_fill_dates(target->since, rows, MANDATE_DATE_ABSENT);
    else if (fresh) mandate_fill_dates(target->since, out->capacity, MANDATE_DATE_ABSENT); // and so it stays
    mandate_fill_dates(target->next, rows, MANDATE_DATE_ABSENT);
    if (is_plain_standing(j)) {
        out->arises = arises;
        return judge_standing_plainly(j, rows, target);
    }
    const bool permission = node->op == MANDATE_OP_PERMISSION;
    memset(target->statuses, none_of(permission), rows);
    bool plain = is_plain(j), certain = plain;
    mandate_target plainly = *target;
    if (plain && !j->block->plan->days_are_read) plainly.arises = NULL;
    if (!plainly.arises) out->arises = arises;
    else take_arises(arisen, rows, target->arises);
    for (size_t w = 0; w < mandate_words(rows); w++) {
        size_t begin = w * 64, end = begin + 64 < rows ? begin + 64 : rows;
        uint64_t all = end - begin == 64 ? ~0ULL : (1ULL << (end - begin)) - 1, asked = 0, never = 0;
        for (size_t i = begin; i < end && node->arises_given; i++) {
            asked |= (uint64_t)((arises[i] > j->as_of && arises[i] != MANDATE_DATE_ABSENT) || arises[i] == MANDATE_DATE_UNKNOWN) << (i - begin);
            never |= (uint64_t)(arises[i] == MANDATE_DATE_ABSENT) << (i - begin); // it does not apply, in force or not
        }
        if (permission) {
            uint64_t unknown;
            put_uses(j, begin, rows, target->done, &unknown);
            if (!node->arises_given) asked |= unknown;
        }
        uint64_t here = word_of(j, MANDATE_JUDGED_PLACE, w, all, false), in_force = word_of(j, MANDATE_DATED_FORCE, w, all, false);
        uint64_t not_in_force = all & ~asked & ~never & here & ~word_of(j, MANDATE_DATED_FORCE, w, all, true);
        for (uint64_t left = not_in_force; left; left &= left - 1) target->statuses[begin + (size_t)__builtin_ctzll(left)] = MANDATE_NOT_IN_FORCE;
        asked = (asked | word_of(j, MANDATE_DATED_APPLIES, w, all, true) | ~in_force | ~here) & all & ~not_in_force;
        if (plain) {
            certain &= judge_plainly(j, begin, asked, word_of(j, MANDATE_DATED_APPLIES, w, all, false), &plainly);
            continue;
        }
        for (; asked; asked &= asked - 1) {
            size_t i = begin + (size_t)__builtin_ctzll(asked);
            ruling r = judge(j, i);
            put(target, i, &r);
        }
    }
    return certain;
}

// Whether it is known of a version that it judges every row of the block, and so none of its verdicts is open for want of that.
static bool judges_all(const judging *j, const mandate_node *version, const mandate_vector *v, size_t rows)
{
    int force = version->argument[MANDATE_DATED_FORCE];
    if ((version->op != MANDATE_OP_DATED && version->op != MANDATE_OP_STANDING) || version->argument[MANDATE_JUDGED_PLACE] >= 0) return false;
    if (force < 0) return true;
    bool known = j->block->stamps[force] == j->block->stamp && !j->block->vectors[force].unknown;
    return known && !memchr(v->statuses, MANDATE_NOT_IN_FORCE, rows);
}

// What the only version of a rule says of a row, as the rule's verdict.
static ruling from_only_version(const mandate_node *version, const mandate_table *table, const mandate_vector *v, uint32_t first, size_t i, mandate_date as_of)
{
    bool permission = version->op == MANDATE_OP_PERMISSION;
    ruling r = taken(v, i);
    if (r.status == MANDATE_NOT_IN_FORCE) {
        int32_t next = r.next;
        r = not_in_force(permission, &r);
        r.next = next;
    }
    if (r.status == MANDATE_MAY_NOT_JUDGE) r.status = none_of(permission);
    if (r.since == MANDATE_DATE_UNKNOWN) r.since = MANDATE_DATE_ABSENT;
    mandate_date event = mandate_column_date(&table->event, first + i);
    if (event > as_of) {
        bool perhaps = mandate_table_is_undated(table, first + (uint32_t)i);
        if (!perhaps && !is_notice(version)) r.status = MANDATE_NOT_VISIBLE;
        r = perhaps ? if_perhaps(r, event) : if_visible(r, false);
    }
    return r;
}

// Whether the version's own verdict of a row is not yet the rule's.
static bool is_of_version_alone(const mandate_vector *v, size_t i)
{
    return (v->statuses[i] == MANDATE_NOT_IN_FORCE) | (v->statuses[i] == MANDATE_MAY_NOT_JUDGE) | (v->since[i] == MANDATE_DATE_UNKNOWN);
}

// The only version of a rule is the rule, but where it does not judge or the record is not there yet.
static void take_only_version(const judging *j, const mandate_vector *v, size_t rows, mandate_vector *out, const mandate_target *target)
{
    const mandate_node *version = &j->block->plan->nodes[mandate_plan_list(j->block->plan, j->node)[0]];
    const mandate_table *table = mandate_snapshot_table(j->block->snapshot, j->block->plan->spaces[j->node->space].kind);
    bool all_visible = table->last_event <= j->as_of, as_it_is = all_visible;
    uint32_t first = j->block->frames[j->node->space].first;
    out->due = v->due;
    out->done = v->done;
    out->next = v->next;
    out->since = v->since;
    out->arises = v->arises;
    out->statuses = v->statuses;
    out->certain = v->certain;
    if (all_visible && judges_all(j, version, v, rows)) return;
    for (size_t i = 0; i < rows && as_it_is; i++) as_it_is = !is_of_version_alone(v, i);
    if (as_it_is) return;
    memcpy(target->statuses, v->statuses, rows * sizeof *v->statuses);
    memcpy(target->due, v->due, rows * sizeof *v->due);
    memcpy(target->done, v->done, rows * sizeof *v->done);
    memcpy(target->next, v->next, rows * sizeof *v->next);
    memcpy(target->since, v->since, rows * sizeof *v->since);
    memcpy(target->arises, v->arises, rows * sizeof *v->arises);
    for (size_t i = 0; i < rows; i++) {
        if (all_visible && !is_of_version_alone(v, i)) continue;
        ruling r = from_only_version(version, table, v, first, i, j->as_of);
        out->certain = out->certain && r.status != MANDATE_UNKNOWN && r.status != MANDATE_IN_ERROR; // a subject that is there perhaps, of a rule that knows all it asks
        put(target, i, &r);
    }
    out->due = target->due;
    out->done = target->done;
    out->next = target->next;
    out->since = target->since;
    out->arises = target->arises;
    out->statuses = target->statuses;
}

// A verdict that may be not_applicable would then have no day: what it shows is certain only if that is none. A use is not hidden, available or not.
static int32_t day_of_verdict(const mandate_vector *v, int64_t which, size_t i)
{
    uint8_t status = v->statuses[i];
    if (which == MANDATE_VERDICT_USED) return v->done[i];
    bool may_not_apply = (status == MANDATE_UNKNOWN || status == MANDATE_IN_ERROR) && v->arises[i] == MANDATE_DATE_UNKNOWN;
    if (which == MANDATE_VERDICT_ARISES) {
        if (status == MANDATE_NOT_APPLICABLE || status == MANDATE_NOT_AVAILABLE || status == MANDATE_NOT_VISIBLE) return MANDATE_DATE_ABSENT;
        return v->arises[i] == MANDATE_DATE_ABSENT ? MANDATE_DATE_UNKNOWN : v->arises[i];
    }
    int32_t day = which == MANDATE_VERDICT_DUE ? v->due[i] : v->done[i];
    return may_not_apply && day != MANDATE_DATE_ABSENT ? MANDATE_DATE_UNKNOWN : day;
}

bool mandate_compute_verdict(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    size_t rows = mandate_rows(block, node->space);
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    const void *held = out->block;
    if (!mandate_vector_prepare(out, node->type, rows, &target, error)) return false;
    judging j = {.block = block, .node = node, .as_of = block->as_of};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) j.input[i] = node->argument[i] >= 0 ? &block->vectors[node->argument[i]] : NULL;
    switch (node->op) {
    case MANDATE_OP_VERDICT_DATE: {
        const mandate_vector *v = &block->vectors[node->argument[0]];
        for (size_t i = 0; i < rows; i++) target.dates[i] = day_of_verdict(v, node->which, i);
        return true;
    }
    case MANDATE_OP_DATED:
        if (block->layout->partly[id] && is_plain(&j)) {
            out->certain = judge_statuses(&j, rows, &target);
            return true;
        }
        out->certain = judge_rows(&j, rows, out->block != held, out, &target);
        return true;
    case MANDATE_OP_STANDING:
        if (block->layout->partly[id] && is_plain_standing(&j)) {
            out->certain = judge_standing_plainly(&j, rows, &target);
            return true;
        }
        out->certain = judge_rows(&j, rows, out->block != held, out, &target);
        return true;
    case MANDATE_OP_PERMISSION: out->certain = judge_rows(&j, rows, out->block != held, out, &target); return true;
    case MANDATE_OP_QUOTA:
        for (size_t i = 0; i < rows; i++) {
            ruling r = judge(&j, i);
            put(&target, i, &r);
        }
        return true;
    default: {
        if (node->list_count == 1) {
            take_only_version(&j, &block->vectors[mandate_plan_list(block->plan, node)[0]], rows, out, &target);
            return true;
        }
        const mandate_table *table = mandate_snapshot_table(block->snapshot, block->plan->spaces[node->space].kind);
        uint32_t first = block->frames[node->space].first;
        for (size_t i = 0; i < rows; i++) {
            bool perhaps = mandate_table_is_perhaps(table, first + (uint32_t)i, block->as_of);
            bool visible = perhaps || mandate_column_date(&table->event, first + i) <= block->as_of;
            ruling r = if_visible(combine(&j, i, visible), visible);
            if (perhaps) r = if_perhaps(r, mandate_column_date(&table->event, first + i));
            put(&target, i, &r);
        }
        return true;
    }
    }
}
