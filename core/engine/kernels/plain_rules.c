// The sorts of rules that most are, judged 64 rows at once: duties with one due date for all, and standing rules without a place or waiver of their own.
#include <assert.h>
#include "engine/kernels/judging.h"

bool mandate_is_plain_duty(const mandate_judging *j)
{
    const mandate_vector *due = j->input[MANDATE_DATED_DUE];
    return j->node->op == MANDATE_OP_DATED && !j->node->arises_given && !mandate_is_notice(j->node) && due && due->same && mandate_date_is(due->dates[0]) &&
           !j->input[MANDATE_DATED_FORCE] && !j->input[MANDATE_JUDGED_PLACE] && !j->input[MANDATE_DATED_WAIVED] && j->input[MANDATE_DATED_DONE];
}

bool mandate_judge_plain_duty(const mandate_judging *j, size_t begin, uint64_t asked, uint64_t applies, const mandate_target *target)
{
    const int32_t *done = j->input[MANDATE_DATED_DONE]->dates, *event = j->input[MANDATE_DATED_EVENT] ? j->input[MANDATE_DATED_EVENT]->dates : NULL;
    const int32_t due = j->input[MANDATE_DATED_DUE]->dates[0], as_of = j->as_of;
    const uint8_t not_done = as_of <= due ? MANDATE_PENDING : MANDATE_OVERDUE;
    const int32_t next = as_of <= due ? mandate_day_after(due) : MANDATE_DATE_ABSENT;
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
        if (!is_done && !unknown) target->next[i] = mandate_earlier_day(mandate_earlier_day(next, day), target->next[i]);
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

bool mandate_is_plain_standing(const mandate_judging *j)
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

bool mandate_judge_plain_standing(const mandate_judging *j, size_t rows, const mandate_target *target)
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

bool mandate_judge_duty_statuses(const mandate_judging *j, size_t rows, const mandate_target *target)
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
