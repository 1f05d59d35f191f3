// What one version of a rule says of one row, from its conditions and dates (meaning.md, sections 7 to 10).
#include <assert.h>
#include "engine/kernels/judging.h"

static_assert((int)MANDATE_DATED_FORCE == (int)MANDATE_QUOTA_FORCE && (int)MANDATE_DATED_FORCE == (int)MANDATE_PERMISSION_FORCE, "judge asks for it of all");

static unsigned truth(const mandate_judging *j, int argument, size_t i, unsigned otherwise)
{
    const mandate_vector *v = j->input[argument];
    return v ? mandate_truth(v, i) : otherwise;
}

static int32_t date(const mandate_judging *j, int argument, size_t i)
{
    const mandate_vector *v = j->input[argument];
    return v ? v->dates[i] : MANDATE_DATE_ABSENT;
}

// Whether an explicit `arises` keeps the rule from judging; fills the ruling if so.
static bool not_arisen(const mandate_judging *j, int32_t arises, mandate_ruling *r)
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
static unsigned applies_to(const mandate_judging *j, int argument, size_t i)
{
    unsigned applies = truth(j, argument, i, 1);
    return applies == 1 ? truth(j, MANDATE_JUDGED_PLACE, i, 1) : applies;
}

static bool is_there(const mandate_judging *j, size_t i)
{
    int space = j->node->space;
    const mandate_table *table = mandate_snapshot_table(j->block->snapshot, j->block->plan->spaces[space].kind);
    return mandate_column_date(&table->event, j->block->frames[space].first + i) <= j->as_of;
}

static mandate_ruling judge_dated(const mandate_judging *j, size_t i)
{
    mandate_ruling r = MANDATE_NOTHING_RULED;
    const mandate_node *node = j->node;
    int32_t arises = date(j, MANDATE_DATED_ARISES, i), due = date(j, MANDATE_DATED_DUE, i), done = date(j, MANDATE_DATED_DONE, i);
    int32_t event = date(j, MANDATE_DATED_EVENT, i);
    bool planned = mandate_is_notice(node) && event > j->as_of && event != MANDATE_DATE_ABSENT; // the subject is not there yet, or was put off
    bool due_known = due != MANDATE_DATE_ABSENT && due != MANDATE_DATE_UNKNOWN;
    if (node->arises_given && not_arisen(j, arises, &r)) return r;
    r.arises = mandate_arisen_on(arises);
    unsigned force = truth(j, MANDATE_DATED_FORCE, i, 1);
    if (force == 0) {
        r.status = MANDATE_NOT_IN_FORCE;
        return r;
    }
    if (planned && (!due_known || due >= event) && !is_there(j, i)) return r;
    if (!node->arises_given && !mandate_is_notice(node) && due_known && event != MANDATE_DATE_ABSENT && due < event) return r;
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
    if (r.status == MANDATE_PENDING) r.next = j->as_of <= due ? mandate_day_after(due) : event; // it can be given until the event, and in time until due
    if (truth(j, MANDATE_DATED_WAIVED, i, 0) == 1) {
        r.status = MANDATE_WAIVED;
        r.next = mandate_day_after(date(j, MANDATE_DATED_WAIVER_EXPIRES, i));
    }
    r.next = mandate_earlier_day(r.next, ahead);
    return r;
}

static mandate_ruling judge_standing(const mandate_judging *j, size_t i)
{
    mandate_ruling r = MANDATE_NOTHING_RULED;
    const mandate_node *node = j->node;
    int32_t arises = date(j, MANDATE_STANDING_ARISES, i);
    if (node->arises_given && not_arisen(j, arises, &r)) return r;
    r.arises = mandate_arisen_on(arises);
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
static unsigned at_least(const mandate_judging *j, int a, int b, size_t i)
{
    const mandate_vector *x = j->input[a], *y = j->input[b];
    if (isnan(x->low[i]) || isnan(y->low[i])) return 0;
    // a goal { low, high } is tested at low
    return x->low[i] >= y->low[i] ? 1 : mandate_high(x, i) >= y->low[i] ? 2 : 0;
}

static mandate_ruling judge_quota(const mandate_judging *j, size_t i)
{
    mandate_ruling r = MANDATE_NOTHING_RULED;
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
        r.next = mandate_earlier_day(mandate_day_after(due), plan_year_end); // on its last day a year counts as planned
    }
    return r;
}

// A power or an incentive: whether it may be used, and on which day it was. That it was used where it might not be is kept, so that it can be told.
static mandate_ruling judge_permission(const mandate_judging *j, size_t i)
{
    mandate_ruling r = MANDATE_NOTHING_RULED;
    const mandate_node *node = j->node;
    r.status = MANDATE_NOT_AVAILABLE;
    int32_t arises = date(j, MANDATE_PERMISSION_ARISES, i), used = date(j, MANDATE_PERMISSION_USED, i);
    int32_t ahead = used > j->as_of ? used : MANDATE_DATE_ABSENT;
    if (ahead != MANDATE_DATE_ABSENT) used = MANDATE_DATE_ABSENT;
    bool waits = node->arises_given && not_arisen(j, arises, &r);
    r.done = used; // whether it has arisen or not
    if (waits) return r;
    r.arises = mandate_arisen_on(arises);
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

mandate_ruling mandate_judge_row(const mandate_judging *j, size_t i)
{
    unsigned here = truth(j, MANDATE_JUDGED_PLACE, i, 1);
    if (here == 0) {
        mandate_ruling elsewhere = MANDATE_NOTHING_RULED;
        elsewhere.status = MANDATE_NOT_IN_FORCE;
        return elsewhere;
    }
    mandate_ruling r = j->node->op == MANDATE_OP_DATED        ? judge_dated(j, i)
                       : j->node->op == MANDATE_OP_STANDING   ? judge_standing(j, i)
                       : j->node->op == MANDATE_OP_PERMISSION ? judge_permission(j, i)
                                                              : judge_quota(j, i);
    bool open = here == 2 || truth(j, MANDATE_DATED_FORCE, i, 1) == 2;
    if (open && mandate_rules_nothing(&r)) r.status = MANDATE_MAY_NOT_JUDGE;
    else if (open && r.status == MANDATE_UNKNOWN) r.since = MANDATE_DATE_UNKNOWN;
    return r;
}
