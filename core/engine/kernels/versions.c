// One verdict of a rule from those of its versions: of several that may judge the one that does, or the worst of them; and of a subject that is not there yet.
#include "engine/kernels/judging.h"

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

// What a rule says where no version of it judges: `r` is that of one that is not in force. A power that was used all the same keeps the day.
static mandate_ruling not_in_force(bool permission, const mandate_ruling *r)
{
    mandate_ruling none = MANDATE_NOTHING_RULED;
    if (!permission) return none;
    none.status = MANDATE_NOT_AVAILABLE;
    none.done = r->done;
    return none;
}

static bool is_permission(const mandate_judging *j)
{
    return j->node->list_count > 0 && j->block->plan->nodes[mandate_plan_list(j->block->plan, j->node)[0]].op == MANDATE_OP_PERMISSION;
}

// A verdict that may be another version's: of its days only that of a use remains, which is not hidden.
static void leave_open(mandate_ruling *r, bool permission)
{
    r->status = MANDATE_UNKNOWN;
    r->since = MANDATE_DATE_ABSENT;
    r->due = r->arises = MANDATE_DATE_UNKNOWN;
    if (!permission) r->done = MANDATE_DATE_UNKNOWN;
}

// Of several versions that may judge, the days are what all of them would have. `r` is the verdict so far, `other` that of a version behind it.
static void agree(mandate_ruling *r, const mandate_ruling *other)
{
    if (r->due != other->due) r->due = MANDATE_DATE_UNKNOWN;
    if (r->done != other->done) r->done = MANDATE_DATE_UNKNOWN;
}

// Of a subject that is not there yet only a notice says something, and only that it is to be given or was.
static mandate_ruling if_visible(mandate_ruling r, bool visible)
{
    mandate_ruling none = MANDATE_NOTHING_RULED;
    none.status = MANDATE_NOT_VISIBLE;
    bool says = r.status == MANDATE_PENDING || r.status == MANDATE_MET || r.status == MANDATE_LATE || r.status == MANDATE_WAIVED || r.status == MANDATE_UNKNOWN;
    return visible || says ? r : none;
}

// Of a subject that is perhaps not there yet, and is there for certain from `event` on, only that the rule does not bind it is known.
static mandate_ruling if_perhaps(mandate_ruling r, mandate_date event)
{
    if (r.status == MANDATE_NOT_APPLICABLE || r.status == MANDATE_NOT_AVAILABLE) return r;
    if (r.status != MANDATE_IN_ERROR) r.status = MANDATE_UNKNOWN;
    r.since = MANDATE_DATE_ABSENT;
    r.next = mandate_earlier_day(r.next, event);
    return r;
}

// One verdict from those of a rule's versions, the nearest place first.
static mandate_ruling from_versions(const mandate_judging *j, size_t i, bool visible)
{
    const int *list = mandate_plan_list(j->block->plan, j->node);
    mandate_ruling best = MANDATE_NOTHING_RULED;
    best.status = MANDATE_NOT_IN_FORCE;
    bool permission = is_permission(j), worst = j->node->op == MANDATE_OP_WORST;
    int32_t next = MANDATE_DATE_ABSENT;
    bool settled = false; // no version behind may be the one that judges
    for (int v = 0; v < j->node->list_count; v++) {
        mandate_ruling r = mandate_ruling_of(&j->block->vectors[list[v]], i);
        if (!visible && !mandate_is_notice(&j->block->plan->nodes[list[v]])) continue;
        if (r.status == MANDATE_NOT_IN_FORCE || mandate_rules_nothing(&r) || worst) next = mandate_earlier_day(next, r.next);
        // A version whose `arises` has not come has no pivot: it is no more in force than one whose time is over.
        bool waits = mandate_rules_nothing(&r) && r.arises > j->as_of && j->block->plan->nodes[list[v]].arises_given;
        if (waits || r.status == MANDATE_NOT_IN_FORCE) {
            if (best.status == MANDATE_NOT_IN_FORCE) best.done = mandate_earlier_day(best.done, r.done);
            continue;
        }
        if (best.status == MANDATE_NOT_IN_FORCE || (best.status == MANDATE_MAY_NOT_JUDGE && !worst)) {
            if (best.status == MANDATE_MAY_NOT_JUDGE && !mandate_rules_nothing(&r)) leave_open(&r, permission);
            best = r;
            settled = best.status != MANDATE_MAY_NOT_JUDGE && best.since != MANDATE_DATE_UNKNOWN;
        } else if (!worst && !settled) { // `best` is an unknown verdict of one that may not judge
            if (!mandate_rules_nothing(&r)) agree(&best, &r);
            settled = r.status != MANDATE_MAY_NOT_JUDGE && r.since != MANDATE_DATE_UNKNOWN;
        } else if (worst && (rank_of(r.status) > rank_of(best.status) || (rank_of(r.status) == rank_of(best.status) && r.since < best.since))) {
            best = r;
        }
    }
    if (best.status == MANDATE_NOT_IN_FORCE) best = not_in_force(permission, &best);
    if (best.status == MANDATE_MAY_NOT_JUDGE) best.status = mandate_none_judged(permission);
    if (best.since == MANDATE_DATE_UNKNOWN) best.since = MANDATE_DATE_ABSENT;
    best.next = mandate_earlier_day(best.next, next); // another version may come to judge
    return best;
}

// Whether it is known of a version that it judges every row of the block, and so none of its verdicts is open for want of that.
static bool judges_all(const mandate_judging *j, const mandate_node *version, const mandate_vector *v, size_t rows)
{
    int force = version->argument[MANDATE_DATED_FORCE];
    if ((version->op != MANDATE_OP_DATED && version->op != MANDATE_OP_STANDING) || version->argument[MANDATE_JUDGED_PLACE] >= 0) return false;
    if (force < 0) return true;
    bool known = j->block->stamps[force] == j->block->stamp && !j->block->vectors[force].unknown;
    return known && !memchr(v->statuses, MANDATE_NOT_IN_FORCE, rows);
}

// What the only version of a rule says of a row, as the rule's verdict.
static mandate_ruling from_only_version(const mandate_node *version, const mandate_table *table, const mandate_vector *v, uint32_t first, size_t i, mandate_date as_of)
{
    bool permission = version->op == MANDATE_OP_PERMISSION;
    mandate_ruling r = mandate_ruling_of(v, i);
    if (r.status == MANDATE_NOT_IN_FORCE) {
        int32_t next = r.next;
        r = not_in_force(permission, &r);
        r.next = next;
    }
    if (r.status == MANDATE_MAY_NOT_JUDGE) r.status = mandate_none_judged(permission);
    if (r.since == MANDATE_DATE_UNKNOWN) r.since = MANDATE_DATE_ABSENT;
    mandate_date event = mandate_column_date(&table->event, first + i);
    if (event > as_of) {
        bool perhaps = mandate_table_is_undated(table, first + (uint32_t)i);
        if (!perhaps && !mandate_is_notice(version)) r.status = MANDATE_NOT_VISIBLE;
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
static void take_only_version(const mandate_judging *j, const mandate_vector *v, size_t rows, mandate_vector *out, const mandate_target *target)
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
    out->rulings = v->rulings;
    out->undone = v->undone;
    if (v->rulings) return; // then all are there, and it judges all
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
        mandate_ruling r = from_only_version(version, table, v, first, i, j->as_of);
        out->certain = out->certain && r.status != MANDATE_UNKNOWN && r.status != MANDATE_IN_ERROR; // a subject that is there perhaps, of a rule that knows all it asks
        mandate_put_ruling(target, i, &r);
    }
    out->due = target->due;
    out->done = target->done;
    out->next = target->next;
    out->since = target->since;
    out->arises = target->arises;
    out->statuses = target->statuses;
}

void mandate_judge_by_versions(const mandate_judging *j, size_t rows, mandate_vector *out, const mandate_target *target)
{
    const mandate_block *block = j->block;
    const int *versions = mandate_plan_list(block->plan, j->node);
    if (j->node->list_count == 1) {
        take_only_version(j, &block->vectors[versions[0]], rows, out, target);
        return;
    }
    const mandate_table *table = mandate_snapshot_table(block->snapshot, block->plan->spaces[j->node->space].kind);
    uint32_t first = block->frames[j->node->space].first;
    for (size_t i = 0; i < rows; i++) {
        bool perhaps = mandate_table_is_perhaps(table, first + (uint32_t)i, block->as_of);
        bool visible = perhaps || mandate_column_date(&table->event, first + i) <= block->as_of;
        mandate_ruling r = if_visible(from_versions(j, i, visible), visible);
        if (perhaps) r = if_perhaps(r, mandate_column_date(&table->event, first + i));
        mandate_put_ruling(target, i, &r);
    }
}
