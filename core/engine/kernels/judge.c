// Nodes of verdicts: which rows are looked at one by one, which 64 at once, and which a rule in force does not concern.
#include <assert.h>
#include "engine/kernels/judging.h"

static_assert((int)MANDATE_DATED_FORCE == (int)MANDATE_STANDING_FORCE && (int)MANDATE_DATED_APPLIES == (int)MANDATE_STANDING_APPLIES &&
                  (int)MANDATE_DATED_ARISES == (int)MANDATE_STANDING_ARISES && (int)MANDATE_DATED_APPLIES == (int)MANDATE_PERMISSION_APPLIES &&
                  (int)MANDATE_DATED_ARISES == (int)MANDATE_PERMISSION_ARISES,
              "judge_rows asks for these of all three");

// The verdicts' `arises`, where somebody asks for their days; otherwise it is shown as it was reckoned, and tells nothing of unknown verdicts.
static void take_arises(const mandate_vector *arises, size_t rows, int32_t *to)
{
    for (size_t i = 0; i < rows; i++) to[i] = mandate_arisen_on(arises->dates[i]);
}

static uint64_t word_of(const mandate_judging *j, int argument, size_t w, uint64_t otherwise, bool open)
{
    const mandate_vector *v = j->input[argument];
    if (!v) return otherwise;
    return open ? mandate_open_word(v, w) : v->yes[w];
}

// The days of use of a power or an incentive that have come, which its verdicts show whether it may be used or not; and the rows of which nobody knows the day.
static void put_uses(const mandate_judging *j, size_t begin, size_t rows, int32_t *done, uint64_t *unknown)
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
static bool judge_rows(const mandate_judging *j, size_t rows, bool fresh, mandate_vector *out, const mandate_target *target)
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
    if (mandate_is_plain_standing(j)) {
        out->arises = arises;
        return mandate_judge_plain_standing(j, rows, target);
    }
    const bool permission = node->op == MANDATE_OP_PERMISSION;
    memset(target->statuses, mandate_none_judged(permission), rows);
    bool plain = mandate_is_plain_duty(j), certain = plain;
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
            certain &= mandate_judge_plain_duty(j, begin, asked, word_of(j, MANDATE_DATED_APPLIES, w, all, false), &plainly);
            continue;
        }
        for (; asked; asked &= asked - 1) {
            size_t i = begin + (size_t)__builtin_ctzll(asked);
            mandate_ruling r = mandate_judge_row(j, i);
            mandate_put_ruling(target, i, &r);
        }
    }
    return certain;
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
    mandate_judging j = {.block = block, .node = node, .as_of = block->as_of};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) j.input[i] = node->argument[i] >= 0 ? &block->vectors[node->argument[i]] : NULL;
    switch (node->op) {
    case MANDATE_OP_VERDICT_DATE: {
        const mandate_vector *v = &block->vectors[node->argument[0]];
        for (size_t i = 0; i < rows; i++) target.dates[i] = day_of_verdict(v, node->which, i);
        return true;
    }
    case MANDATE_OP_DATED:
        if (block->layout->partly[id] && mandate_is_plain_duty(&j)) {
            uint64_t *rulings = (uint64_t *)target.due; // there is room for five days a row, and nobody asks for them
            out->certain = mandate_rule_duties(&j, rows, rulings);
            out->undone = mandate_undone(&j);
            if (block->layout->ruled[id] && !block->focused) out->rulings = rulings;
            else mandate_put_rulings(rulings, out->undone, rows, target.statuses);
            return true;
        }
        out->certain = judge_rows(&j, rows, out->block != held, out, &target);
        return true;
    case MANDATE_OP_STANDING:
        if (block->layout->partly[id] && mandate_is_plain_standing(&j)) {
            out->certain = mandate_judge_plain_standing(&j, rows, &target);
            return true;
        }
        out->certain = judge_rows(&j, rows, out->block != held, out, &target);
        return true;
    case MANDATE_OP_PERMISSION: out->certain = judge_rows(&j, rows, out->block != held, out, &target); return true;
    case MANDATE_OP_QUOTA:
        for (size_t i = 0; i < rows; i++) {
            mandate_ruling r = mandate_judge_row(&j, i);
            mandate_put_ruling(&target, i, &r);
        }
        return true;
    default: mandate_judge_by_versions(&j, rows, out, &target); return true;
    }
}
