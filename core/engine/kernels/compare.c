// Comparisons: false where a value is absent, unknown where one is unknown or a range leaves it open. Those of dates and of narrow numbers are in whole.c.
#include "engine/kernels/judging.h"
#include "engine/kernels/texts.h"
#include "engine/kernels/whole.h"
#include "model/memory.h"

// Every comparison: X(operation, C operator, holds for every pair of values of two ranges, holds for some, of the C operator: keeps the left value
// -infinity, which is unknown, from holding).
#define NUMBER_COMPARISONS(X)                                                                                                                                            \
    X(NUMBER_ABOVE, >, al > bh, ah > bl, 1)                                                                                                                              \
    X(NUMBER_AT_LEAST, >=, al >= bh, ah >= bl, 1)                                                                                                                        \
    X(NUMBER_BELOW, <, ah < bl, al<bh, a[i]> UNKNOWN_NUMBER)                                                                                                             \
    X(NUMBER_AT_MOST, <=, ah <= bl, al <= bh, a[i] > UNKNOWN_NUMBER)                                                                                                     \
    X(NUMBER_SAME, ==, (al == ah) & (bl == bh) & (al == bl), (al <= bh) & (bl <= ah), 1)
typedef struct comparing {
    const mandate_vector *a, *b, *where;
    size_t rows;
    uint64_t *yes, *unknown;
} comparing;

#define UNKNOWN_NUMBER (-(double)INFINITY)

// Where a number is exactly -infinity it is unknown; the comparison is then open if the other one is not absent.
#define IS_OPEN(a, b) (((a) == UNKNOWN_NUMBER) & ((b) == (b)))

#define OF_RANGE(holds)                                                                                                                                                  \
    ({                                                                                                                                                                   \
        const double al = low[i], ah = high[i], bl = limit, bh = limit;                                                                                                  \
        (void)al, (void)ah, (void)bl, (void)bh;                                                                                                                          \
        (holds) & (al == al);                                                                                                                                            \
    })

// One function per comparison: exact numbers with a constant, exact numbers, numbers that may be unknown, ranges with a constant, ranges.
#define NUMBER_KERNEL(name, operator, sure, possible, left_known)                                                                                                        \
    MANDATE_WIDE static bool compare_##name(const comparing *c)                                                                                                          \
    {                                                                                                                                                                    \
        if (!c->a->high && !c->b->high) {                                                                                                                                \
            const double *a = c->a->low, *b = c->b->low;                                                                                                                 \
            if (c->a->certain && c->b->certain && c->b->same) {                                                                                                          \
                double limit = c->rows > 0 ? b[0] : 0;                                                                                                                   \
                MANDATE_EACH_BIT(c->yes, c->rows, c->where, a[i] operator limit)                                                                                         \
            } else if (c->a->certain && c->b->certain) {                                                                                                                 \
                MANDATE_EACH_BIT(c->yes, c->rows, c->where, a[i] operator b[i])                                                                                          \
            } else if (c->b->certain) {                                                                                                                                  \
                MANDATE_EACH_BIT_OR_OPEN(c->yes, c->unknown, c->rows, c->where, (a[i] operator b[i]) & (left_known), IS_OPEN(a[i], b[i]))                                \
            } else {                                                                                                                                                     \
                MANDATE_EACH_BIT_OR_OPEN(c->yes, c->unknown, c->rows, c->where, (a[i] operator b[i]) & (a[i] > UNKNOWN_NUMBER) & (b[i] > UNKNOWN_NUMBER),                \
                                         IS_OPEN(a[i], b[i]) | IS_OPEN(b[i], a[i]))                                                                                      \
            }                                                                                                                                                            \
            return c->a->certain && c->b->certain;                                                                                                                       \
        }                                                                                                                                                                \
        if (c->a->high && !c->b->high && c->b->certain && c->b->same) { /* as counts of rows are compared that are perhaps there; NaN is no number's equal */            \
            const double *low = c->a->low, *high = c->a->high;                                                                                                           \
            const double limit = c->rows > 0 ? c->b->low[0] : 0;                                                                                                         \
            MANDATE_EACH_BIT_OR_OPEN(c->yes, c->unknown, c->rows, c->where, OF_RANGE(sure), OF_RANGE((possible) & !(sure)))                                              \
            return false;                                                                                                                                                \
        }                                                                                                                                                                \
        MANDATE_EACH_TRUTH(*c, c->rows, ({                                                                                                                               \
            double al = c->a->low[i], ah = mandate_high(c->a, i), bl = c->b->low[i], bh = mandate_high(c->b, i);                                                         \
            (void)al, (void)ah, (void)bl, (void)bh;                                                                                                                      \
            isnan(al) || isnan(bl) ? 0U : (sure) ? 1U : (possible) ? 2U : 0U;                                                                                            \
        }))                                                                                                                                                              \
        return false;                                                                                                                                                    \
    }
NUMBER_COMPARISONS(NUMBER_KERNEL)

MANDATE_WIDE static bool compare_codes(const comparing *c)
{
    const uint32_t *a = c->a->codes, *b = c->b->codes;
    MANDATE_EACH_BIT(c->yes, c->rows, c->where, (a[i] == b[i]) & (a[i] < MANDATE_CODE_UNKNOWN))
    if (c->a->certain && c->b->certain) return true;
    MANDATE_EACH_BIT(c->unknown, c->rows, c->where,
                     ((a[i] == MANDATE_CODE_UNKNOWN) & (b[i] != MANDATE_CODE_ABSENT)) | ((b[i] == MANDATE_CODE_UNKNOWN) & (a[i] != MANDATE_CODE_ABSENT)))
    return false;
}

static bool compare_with_set(const comparing *c, const uint64_t *members)
{
    const uint32_t *a = c->a->codes;
    MANDATE_EACH_BIT(c->yes, c->rows, c->where, a[i] < MANDATE_CODE_UNKNOWN && mandate_bit(members, a[i]))
    if (c->a->certain) return true;
    MANDATE_EACH_BIT(c->unknown, c->rows, c->where, a[i] == MANDATE_CODE_UNKNOWN)
    return false;
}

// The same of texts of which some were made while this ran.
static bool compare_made_with_set(const comparing *c, const mandate_plan *plan, const mandate_text_set *set)
{
    const uint32_t *a = c->a->codes;
    uint32_t last = MANDATE_CODE_ABSENT; // mostly the same as for the row before
    bool holds = false;
    MANDATE_EACH_TRUTH(*c, c->rows, ({
        if (a[i] >= MANDATE_MADE_CODE && a[i] < MANDATE_CODE_UNKNOWN && a[i] != last) {
            size_t length;
            const char *text = mandate_plan_text_of(plan, a[i], &length);
            holds = mandate_text_set_holds(plan, set, text, length);
            last = a[i];
        }
        a[i] == MANDATE_CODE_ABSENT ? 0U : a[i] == MANDATE_CODE_UNKNOWN ? 2U : a[i] >= MANDATE_MADE_CODE ? holds : (unsigned)mandate_bit(set->bits, a[i]);
    }))
    return false;
}

// Of two texts, how one stands in the other.
static bool match_texts(const comparing *c, const mandate_plan *plan, mandate_text_match match)
{
    const uint32_t *a = c->a->codes, *b = c->b->codes;
    MANDATE_EACH_TRUTH(*c, c->rows, ({
        unsigned truth = a[i] == MANDATE_CODE_ABSENT || b[i] == MANDATE_CODE_ABSENT ? 0U : 2U;
        if (a[i] < MANDATE_CODE_UNKNOWN && b[i] < MANDATE_CODE_UNKNOWN) {
            size_t length, part_length;
            const char *text = mandate_plan_text_of(plan, a[i], &length), *part = mandate_plan_text_of(plan, b[i], &part_length);
            truth = mandate_text_matches(match, text, length, part, part_length);
        }
        truth;
    }))
    return false;
}

MANDATE_WIDE static bool compare_statuses(const comparing *c, uint64_t statuses)
{
    const uint8_t *a = c->a->statuses;
    uint32_t asked = (uint32_t)(statuses & ((1U << MANDATE_STATUS_COUNT) - 1)); // what is no verdict is none of them
    // of what is not known, or could not be found out, nobody knows which other status it has
    uint8_t open[2];
    int open_count = 0;
    if (!(statuses >> MANDATE_UNKNOWN & 1)) open[open_count++] = MANDATE_UNKNOWN;
    if (!(statuses >> MANDATE_IN_ERROR & 1)) open[open_count++] = MANDATE_IN_ERROR;
    if (asked && __builtin_popcount(asked) <= 4) { // equality is what vector instructions do well
        uint8_t few[4];
        int count = 0;
        for (uint32_t left = asked; left; left &= left - 1) few[count++] = (uint8_t)__builtin_ctz(left);
        for (; count < 4; count++) few[count] = few[0];
        uint8_t p = few[0], q = few[1], r = few[2], s = few[3];
        if (p == q) {
            MANDATE_EACH_BIT(c->yes, c->rows, c->where, a[i] == p)
        } else {
            MANDATE_EACH_BIT(c->yes, c->rows, c->where, (a[i] == p) | (a[i] == q) | (a[i] == r) | (a[i] == s))
        }
    } else {
        MANDATE_EACH_BIT(c->yes, c->rows, c->where, asked >> a[i] & 1)
    }
    if (open_count == 0 || c->a->certain) return true;
    const uint8_t u = open[0], v = open[open_count - 1];
    MANDATE_EACH_BIT(c->unknown, c->rows, c->where, (a[i] == u) | (a[i] == v))
    return false;
}

MANDATE_WIDE static bool compare_places(const comparing *c, const mandate_table *places, uint32_t place)
{
    const uint32_t *a = c->a->codes;
    uint32_t end = places->branch_end ? places->branch_end[place] : place + 1;
    MANDATE_EACH_BIT(c->yes, c->rows, c->where, (a[i] >= place) & (a[i] < end))
    if (c->a->certain) return true;
    MANDATE_EACH_BIT(c->unknown, c->rows, c->where, a[i] == MANDATE_CODE_UNKNOWN)
    return false;
}

// The same where the map is not the same on every day: a place below one that moves is followed upwards on its day. False where memory is out.
static bool compare_moving_places(const mandate_block *block, const mandate_node *node, const comparing *c, const mandate_map *map, mandate_error *error)
{
    const uint32_t *a = c->a->codes, place = (uint32_t)node->place;
    mandate_reached room = {0};
    bool done = true;
    MANDATE_EACH_TRUTH(*c, c->rows, ({
        mandate_date day = mandate_day(c->b, i);
        unsigned truth = a[i] == MANDATE_CODE_ABSENT ? 0U : 2U;
        if (a[i] < MANDATE_CODE_UNKNOWN && done) done = mandate_map_lies_in(map, a[i], place, day == MANDATE_DATE_ABSENT ? block->as_of : day, &room, &truth, error);
        truth;
    }))
    mandate_free(room.records);
    return done;
}

bool mandate_compute_compare(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    mandate_vector *out = &block->vectors[id];
    comparing c = {.a = mandate_input(block, node, 0), .b = mandate_input(block, node, 1), .where = mandate_where(block, id), .rows = mandate_rows(block, node->space)};
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, c.rows, &target, error)) return false;
    c.yes = target.yes;
    c.unknown = target.unknown;
    bool certain;
    switch (node->op) {
#define CASE(name, ...)                                                                                                                                                  \
    case MANDATE_OP_##name: certain = c.a->column ? mandate_compare_whole(block, id, &target) : compare_##name(&c); break;
        NUMBER_COMPARISONS(CASE)
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_DATE_ON_OR_AFTER:
    case MANDATE_OP_DATE_SAME: certain = mandate_compare_whole(block, id, &target); break;
    case MANDATE_OP_CODE_SAME: certain = compare_codes(&c); break;
    case MANDATE_OP_TEXT_IN:
        certain = block->layout->narrow[node->argument[0]]
                      ? mandate_find_texts(block, node->argument[0], &block->layout->rank_sets[block->layout->rank_set_of[id]], c.where, c.rows, &target)
                  : block->plan->makes_texts ? compare_made_with_set(&c, block->plan, &block->plan->sets[node->texts])
                                             : compare_with_set(&c, block->plan->sets[node->texts].bits);
        break;
    case MANDATE_OP_TEXT_MATCHES: certain = match_texts(&c, block->plan, (mandate_text_match)node->match); break;
    case MANDATE_OP_STATUS_IN:
        if (c.a->rulings) {
            certain = !mandate_ruled_in(c.a, (uint64_t)node->statuses, c.rows, c.yes, c.unknown);
            break;
        }
        certain = compare_statuses(&c, (uint64_t)node->statuses);
        break;
    default:
        if (node->argument[MANDATE_PLACE_IN_DAY] >= 0 && mandate_plan_map(block->plan, node->kind)) {
            certain = false;
            if (!compare_moving_places(block, node, &c, mandate_plan_map(block->plan, node->kind), error)) return false;
            break;
        }
        certain = compare_places(&c, mandate_snapshot_table(block->snapshot, node->kind), (uint32_t)node->place);
        break; // PLACE_IN
    }
    if (!certain) { // what may be unknown mostly is not
        uint64_t any = 0;
        for (size_t w = 0; w < mandate_words(c.rows); w++) any |= c.unknown[w];
        certain = any == 0;
    }
    if (certain) {
        out->unknown = NULL;
        out->certain = true;
    }
    return true;
}
