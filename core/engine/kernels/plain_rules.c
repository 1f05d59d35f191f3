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

// What is asked of duties with one due date.
typedef struct ruling_duties {
    const mandate_vector *applies, *done; // applies NULL: to all
    const int32_t *event; // NULL: nobody is free for it
    int32_t due, as_of;
    size_t rows;
    uint64_t *ruled[MANDATE_RULINGS];
} ruling_duties;

MANDATE_WIDE static bool rule_duties(const ruling_duties *given)
{
    const ruling_duties d = *given; // nothing that is written can be a part of it
    const int32_t *done = d.done->dates, *event = d.event, due = d.due, as_of = d.as_of;
    uint64_t all_unknown = 0;
    for (size_t w = 0; w < mandate_words(d.rows); w++) {
        const size_t begin_ = w * 64;
        uint64_t all = d.rows - begin_ < 64 ? (1ULL << (d.rows - begin_)) - 1 : ~0ULL, asked = d.applies ? mandate_open_word(d.applies, w) : all;
        uint64_t before = 0, by_due = 0, come = 0, open = 0;
        if (asked && event) MANDATE_WORD_OF_ROWS(before, d.rows, (due < event[i]) & (event[i] != MANDATE_DATE_ABSENT));
        asked &= ~before;
        const uint64_t certain = d.applies ? asked & d.applies->yes[w] : asked;
        if (certain) {
            MANDATE_WORD_OF_ROWS(by_due, d.rows, done[i] <= due);
            MANDATE_WORD_OF_ROWS(come, d.rows, done[i] <= as_of);
            if (!d.done->certain) MANDATE_WORD_OF_ROWS(open, d.rows, done[i] == MANDATE_DATE_UNKNOWN);
        }
        d.ruled[MANDATE_RULED_MET][w] = certain & come & by_due & ~open;
        d.ruled[MANDATE_RULED_LATE][w] = certain & come & ~by_due & ~open;
        d.ruled[MANDATE_RULED_UNDONE][w] = certain & ~come & ~open;
        d.ruled[MANDATE_RULED_UNKNOWN][w] = (asked & ~certain) | (certain & open);
        all_unknown |= d.ruled[MANDATE_RULED_UNKNOWN][w];
    }
    return all_unknown == 0;
}

bool mandate_rule_duties(const mandate_judging *j, size_t rows, uint64_t *rulings)
{
    const mandate_vector *event = j->input[MANDATE_DATED_EVENT];
    ruling_duties d = {.applies = j->input[MANDATE_DATED_APPLIES],
                       .done = j->input[MANDATE_DATED_DONE],
                       .event = event ? event->dates : NULL,
                       .due = j->input[MANDATE_DATED_DUE]->dates[0],
                       .as_of = j->as_of,
                       .rows = rows};
    for (size_t m = 0; m < MANDATE_RULINGS; m++) d.ruled[m] = rulings + m * mandate_words(rows);
    return rule_duties(&d);
}

uint8_t mandate_undone(const mandate_judging *j) { return j->as_of <= j->input[MANDATE_DATED_DUE]->dates[0] ? MANDATE_PENDING : MANDATE_OVERDUE; }

void mandate_put_rulings(const uint64_t *rulings, uint8_t undone, size_t rows, uint8_t *statuses)
{
    static_assert(MANDATE_LATE < MANDATE_NOT_APPLICABLE && MANDATE_PENDING < MANDATE_NOT_APPLICABLE && MANDATE_OVERDUE < MANDATE_NOT_APPLICABLE &&
                      MANDATE_UNKNOWN < MANDATE_NOT_APPLICABLE,
                  "each is so much less than not applicable");
    const uint8_t status[MANDATE_RULINGS] = {MANDATE_MET, MANDATE_LATE, undone, MANDATE_UNKNOWN};
    const size_t words = mandate_words(rows);
    for (size_t w = 0; w < words; w++) {
        uint8_t bytes[64];
        for (size_t k = 0; k < 8; k++) {
            uint64_t eight = MANDATE_NOT_APPLICABLE * 0x0101010101010101ULL;
            for (size_t m = 0; m < MANDATE_RULINGS; m++)
                eight -= bytes_of_bits((uint8_t)(rulings[m * words + w] >> 8 * k)) * (uint64_t)(MANDATE_NOT_APPLICABLE - status[m]);
            memcpy(bytes + 8 * k, &eight, 8);
        }
        memcpy(statuses + w * 64, bytes, rows - w * 64 < 64 ? rows - w * 64 : 64);
    }
}

bool mandate_ruled_in(const mandate_vector *verdicts, uint64_t statuses, size_t rows, uint64_t *yes, uint64_t *unknown)
{
    const size_t words = mandate_words(rows);
    const uint64_t *met = verdicts->rulings, *late = met + words, *undone = late + words, *open = undone + words;
#define ASKED(status) (statuses >> (status)&1 ? ~0ULL : 0)
    const uint64_t of_met = ASKED(MANDATE_MET), of_late = ASKED(MANDATE_LATE), of_undone = ASKED(verdicts->undone), of_open = ASKED(MANDATE_UNKNOWN),
                   of_others = ASKED(MANDATE_NOT_APPLICABLE);
#undef ASKED
    for (size_t w = 0; w < words; w++) {
        uint64_t all = rows - w * 64 < 64 ? (1ULL << (rows - w * 64)) - 1 : ~0ULL, others = all & ~(met[w] | late[w] | undone[w] | open[w]);
        yes[w] = (met[w] & of_met) | (late[w] & of_late) | (undone[w] & of_undone) | (open[w] & of_open) | (others & of_others);
    }
    if (of_open || verdicts->certain) return false;
    memcpy(unknown, open, words * sizeof *unknown);
    return true;
}
