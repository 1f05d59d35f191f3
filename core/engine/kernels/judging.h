// How a rule's verdicts are judged: what is asked of one row (ruling.c), of 64 rows at once (plain_rules.c), and of a rule's versions (versions.c). Internal to core/engine.
#ifndef MANDATE_ENGINE_JUDGING_H
#define MANDATE_ENGINE_JUDGING_H

#include "engine/kernels/compute.h"

// `arises` is MANDATE_DATE_UNKNOWN where nobody knows whether the rule applies: then nobody knows its days either, and those shown are what they would be. Where it
// applies and only the day is not known, it is MANDATE_DATE_ABSENT.
// `since` is MANDATE_DATE_UNKNOWN where an unknown verdict is that of a version of which nobody knows whether it judges; that never leaves the plan.
// `next` are the verdict's own days alone: those that its status is compared with. What else lies ahead stands in ahead.c.
typedef struct mandate_ruling {
    uint8_t status;
    int32_t due, done, next, since, arises;
} mandate_ruling;

static const mandate_ruling MANDATE_NOTHING_RULED = {MANDATE_NOT_APPLICABLE, MANDATE_DATE_ABSENT, MANDATE_DATE_ABSENT,
                                                     MANDATE_DATE_ABSENT,    MANDATE_DATE_ABSENT, MANDATE_DATE_ABSENT};

// A node of verdicts over the current block.
typedef struct mandate_judging {
    const mandate_block *block;
    const mandate_node *node;
    int32_t as_of;
    const mandate_vector *input[MANDATE_ARGUMENTS]; // NULL where the rule has none
} mandate_judging;

static inline int32_t mandate_day_after(int32_t day) { return mandate_date_is(day) ? mandate_date_add_days(day, 1) : MANDATE_DATE_ABSENT; }
static inline int32_t mandate_earlier_day(int32_t a, int32_t b) { return a < b ? a : b; }
// A duty that is due before the event that its subject stands for, and so judged before it.
static inline bool mandate_is_notice(const mandate_node *node) { return node->op == MANDATE_OP_DATED && node->notice; }
// What a duty, or a power or an incentive, says of whom it does not concern.
static inline uint8_t mandate_none_judged(bool permission) { return permission ? MANDATE_NOT_AVAILABLE : MANDATE_NOT_APPLICABLE; }
static inline bool mandate_rules_nothing(const mandate_ruling *r)
{
    return r->status == MANDATE_NOT_APPLICABLE || r->status == MANDATE_NOT_AVAILABLE || r->status == MANDATE_MAY_NOT_JUDGE;
}
// On which day a verdict arose: where nobody knows it, none is told.
static inline int32_t mandate_arisen_on(int32_t arises) { return arises == MANDATE_DATE_UNKNOWN ? MANDATE_DATE_ABSENT : arises; }

static inline mandate_ruling mandate_ruling_of(const mandate_vector *v, size_t i)
{
    return (mandate_ruling){v->statuses[i], v->due[i], v->done[i], v->next[i], v->since[i], v->arises[i]};
}
static inline void mandate_put_ruling(const mandate_target *target, size_t i, const mandate_ruling *r)
{
    target->statuses[i] = r->status;
    target->due[i] = r->due;
    target->done[i] = r->done;
    target->next[i] = r->next;
    target->since[i] = r->since;
    target->arises[i] = r->arises;
}

// What a version of a rule says of a row (meaning.md, sections 7 to 10).
mandate_ruling mandate_judge_row(const mandate_judging *j, size_t i);

// Most rules are of this sort: one due date for all, nothing to waive, nobody elsewhere. Whether the rows asked for are judged at all has been looked at.
bool mandate_is_plain_duty(const mandate_judging *j);
// Judges 64 rows from `begin` on: those asked for, to which the rule applies for certain where `applies` says so. False if a verdict is unknown.
bool mandate_judge_plain_duty(const mandate_judging *j, size_t begin, uint64_t asked, uint64_t applies, const mandate_target *target);
// The same of all rows, and of statuses alone, as masks, mandate_words(rows) words each, one behind another: a row of none of them is not applicable. False if a verdict is unknown.
enum { MANDATE_RULED_MET, MANDATE_RULED_LATE, MANDATE_RULED_UNDONE, MANDATE_RULED_UNKNOWN, MANDATE_RULINGS };
bool mandate_rule_duties(const mandate_judging *j, size_t rows, uint64_t *rulings);
// What the undone are: pending, or overdue.
uint8_t mandate_undone(const mandate_judging *j);
// The statuses that such masks tell.
void mandate_put_rulings(const uint64_t *rulings, uint8_t undone, size_t rows, uint8_t *statuses);
// The rows whose status is one of some (bit s: status s) by such masks, and those of which nobody knows it: false where there are none.
bool mandate_ruled_in(const mandate_vector *verdicts, uint64_t statuses, size_t rows, uint64_t *yes, uint64_t *unknown);
// A standing rule without a place or waiver of its own, of which is known whether it is in force, and whose verdicts nobody asks for the day on which they arise.
bool mandate_is_plain_standing(const mandate_judging *j);
// The same as mandate_judge_row of each row, 64 at once. False if a verdict is unknown.
bool mandate_judge_plain_standing(const mandate_judging *j, size_t rows, const mandate_target *target);

// A rule's verdicts from those of its versions, the nearest place first.
void mandate_judge_by_versions(const mandate_judging *j, size_t rows, mandate_vector *out, const mandate_target *target);

#endif
