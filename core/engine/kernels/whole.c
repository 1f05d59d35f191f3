#include "engine/kernels/whole.h"

#include "engine/kernels/narrow.h"

enum { ROWS = 64, WIDEST = 2 }; // rows are compared a word of the mask at a time; cells of more bytes may not fit

// One side of a comparison of two columns. Cells stand for base + cell * ratio, in whole numbers that are the same on both sides.
typedef struct side {
    const int32_t *dates; // as they are, or
    const mandate_vector *cells; // packed
    int32_t base, ratio;
    bool marked; // some may be unknown or absent
} side;

typedef struct comparing {
    side a, b;
    const mandate_vector *where;
    size_t rows;
    bool certain;
    uint64_t *yes, *unknown;
} comparing;

// In 16 bits unknown and absent are the two largest numbers, as they are of cells; in 32 bits the least and the largest, as they are of dates.
enum { SHORT_UNKNOWN = UINT16_MAX - 1, SHORT_ABSENT = UINT16_MAX };

#define WIDEN(lane, cells_, open, unknown_, absent_)                                                                                                                     \
    if (s->marked)                                                                                                                                                       \
        for (size_t k = 0; k < count; k++)                                                                                                                               \
            room[k] = (cells_)[begin + k] < (open)    ? (lane)(base + (lane)(cells_)[begin + k] * ratio)                                                                 \
                      : (cells_)[begin + k] == (open) ? (lane)(unknown_)                                                                                                 \
                                                      : (lane)(absent_);                                                                                                 \
    else                                                                                                                                                                 \
        for (size_t k = 0; k < count; k++) room[k] = (lane)(base + (lane)(cells_)[begin + k] * ratio)

// Rows `begin` to `begin + count - 1`, as they lie or in `room`.
static inline const int32_t *take(const side *s, size_t begin, size_t count, int32_t *room)
{
    const int32_t base = s->base, ratio = s->ratio;
    if (s->dates) return s->dates + begin;
    if (s->cells->codes8) {
        const uint8_t *cells = s->cells->codes8;
        WIDEN(int32_t, cells, UINT8_MAX - 1, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ABSENT);
    } else {
        const uint16_t *cells = s->cells->codes16;
        WIDEN(int32_t, cells, UINT16_MAX - 1, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ABSENT);
    }
    return room;
}

static inline const uint16_t *take_short(const side *s, size_t begin, size_t count, uint16_t *room)
{
    const uint16_t base = (uint16_t)s->base, ratio = (uint16_t)s->ratio;
    if (s->cells->codes8) {
        const uint8_t *cells = s->cells->codes8;
        WIDEN(uint16_t, cells, UINT8_MAX - 1, SHORT_UNKNOWN, SHORT_ABSENT);
    } else {
        const uint16_t *cells = s->cells->codes16;
        if (base == 0 && ratio == 1) return cells + begin;
        WIDEN(uint16_t, cells, UINT16_MAX - 1, SHORT_UNKNOWN, SHORT_ABSENT);
    }
    return room;
}

#define IS_KNOWN(x, y) (((x) != MANDATE_DATE_UNKNOWN) & ((x) != MANDATE_DATE_ABSENT) & ((y) != MANDATE_DATE_UNKNOWN) & ((y) != MANDATE_DATE_ABSENT))
#define IS_OPEN(x, y) ((((x) == MANDATE_DATE_UNKNOWN) & ((y) != MANDATE_DATE_ABSENT)) | (((y) == MANDATE_DATE_UNKNOWN) & ((x) != MANDATE_DATE_ABSENT)))
// What is not below a number that is known to be is itself known, where the markers are the largest numbers.
#define IS_KNOWN_SHORT(x, y) ((x) < SHORT_UNKNOWN)
#define IS_OPEN_SHORT(x, y) (((x) > (y) ? (x) : (y)) == SHORT_UNKNOWN)

// One word of the masks, of `count` rows from `begin` on.
#define COMPARE_ROWS(lane, take, is_known, is_open, operator, count)                                                                                                     \
    do {                                                                                                                                                                 \
        lane x_room[ROWS], y_room[ROWS];                                                                                                                                 \
        uint8_t found[ROWS];                                                                                                                                             \
        if ((count) < ROWS) memset(found, 0, sizeof found);                                                                                                              \
        const lane *x = take(a, begin, count, x_room), *y = take(b, begin, count, y_room);                                                                               \
        if (a->marked || b->marked)                                                                                                                                      \
            for (size_t k = 0; k < (count); k++) found[k] = MANDATE_ALL_BITS((x[k] operator y[k]) & is_known(x[k], y[k]));                                               \
        else                                                                                                                                                             \
            for (size_t k = 0; k < (count); k++) found[k] = MANDATE_ALL_BITS(x[k] operator y[k]);                                                                        \
        c->yes[w] = mandate_pack(found);                                                                                                                                 \
        if (c->certain) break;                                                                                                                                           \
        for (size_t k = 0; k < (count); k++) found[k] = MANDATE_ALL_BITS(is_open(x[k], y[k]));                                                                           \
        c->unknown[w] = mandate_pack(found);                                                                                                                             \
    } while (0)

#define COMPARE(name, lane, take, is_known, is_open, operator)                                                                                                           \
    MANDATE_WIDE static void name(const comparing *given)                                                                                                                \
    {                                                                                                                                                                    \
        const comparing own = *given, *c = &own; /* nothing that is written can be a part of it */                                                                       \
        const side *a = &c->a, *b = &c->b;                                                                                                                               \
        for (size_t w = 0; w < mandate_words(c->rows); w++) {                                                                                                            \
            size_t begin = w * ROWS;                                                                                                                                     \
            if (c->where && mandate_open_word(c->where, w) == 0) {                                                                                                       \
                c->yes[w] = 0;                                                                                                                                           \
                if (!c->certain) c->unknown[w] = 0;                                                                                                                      \
            } else if (begin + ROWS <= c->rows) {                                                                                                                        \
                COMPARE_ROWS(lane, take, is_known, is_open, operator, ROWS);                                                                                             \
            } else {                                                                                                                                                     \
                COMPARE_ROWS(lane, take, is_known, is_open, operator, c->rows - begin);                                                                                  \
            }                                                                                                                                                            \
        }                                                                                                                                                                \
    }
COMPARE(compare_above, int32_t, take, IS_KNOWN, IS_OPEN, >)
COMPARE(compare_at_least, int32_t, take, IS_KNOWN, IS_OPEN, >=)
COMPARE(compare_same, int32_t, take, IS_KNOWN, IS_OPEN, ==)
COMPARE(compare_short_above, uint16_t, take_short, IS_KNOWN_SHORT, IS_OPEN_SHORT, >)
COMPARE(compare_short_at_least, uint16_t, take_short, IS_KNOWN_SHORT, IS_OPEN_SHORT, >=)
COMPARE(compare_short_same, uint16_t, take_short, IS_KNOWN_SHORT, IS_OPEN_SHORT, ==)

static const mandate_column *column_read(const mandate_plan *plan, const mandate_node *node)
{
    return &mandate_snapshot_table(plan->snapshot, node->kind)->columns[node->field];
}

// Whether all that a packed column can hold is less than the markers, in steps that are `ratio` times finer.
static bool fits(const mandate_column *column, int64_t ratio)
{
    static const int64_t cells = UINT16_MAX, most = INT32_MAX - 4;
    if (column->type != MANDATE_NUMBER || column->scale <= 0 || column->width > WIDEST) return false;
    int64_t base = column->base < 0 ? -column->base : column->base;
    return base <= most && base + cells <= most / ratio;
}

bool mandate_can_compare_whole(const mandate_plan *plan, const mandate_node *node)
{
    const mandate_node *a = &plan->nodes[node->argument[0]], *b = &plan->nodes[node->argument[1]];
    if (a->op != MANDATE_OP_READ) return false;
    const mandate_column *x = column_read(plan, a);
    if (b->op == MANDATE_OP_NUMBER_CONSTANT) return x->scale > 0 && b->number == b->number2 && isfinite(b->number);
    if (b->op != MANDATE_OP_READ) return false;
    const mandate_column *y = column_read(plan, b);
    if (x->scale <= 0 || y->scale <= 0) return false;
    int64_t finer = x->scale > y->scale ? x->scale : y->scale;
    return fits(x, finer / x->scale) && fits(y, finer / y->scale);
}

static void look_at_cells(side *s, const mandate_vector *v, int32_t ratio)
{
    s->cells = v;
    s->base = (int32_t)v->column->base * ratio;
    s->ratio = ratio;
    s->marked = v->column->has_unknown || v->column->has_absent;
}

static void look_at_dates(side *s, const mandate_vector *v)
{
    if (v->column) look_at_cells(s, v, 1);
    else *s = (side){.dates = v->dates, .marked = true};
}

static bool stays_short(const side *s, int32_t least)
{
    int64_t cells = s->cells->codes8 ? UINT8_MAX - 2 : UINT16_MAX - 2;
    return (int64_t)s->base - least + cells * s->ratio < SHORT_UNKNOWN;
}

// Reckons both sides from the lesser base, where 16 bits then hold all they can come to.
static bool make_short(comparing *c)
{
    if (!c->a.cells || !c->b.cells) return false;
    int32_t least = c->a.base < c->b.base ? c->a.base : c->b.base;
    if (!stays_short(&c->a, least) || !stays_short(&c->b, least)) return false;
    c->a.base -= least;
    c->b.base -= least;
    return true;
}

static bool compare_columns(const mandate_block *block, int id, const mandate_vector *a, const mandate_vector *b, const mandate_target *target)
{
    const mandate_node *node = &block->plan->nodes[id];
    comparing c = {
        .where = mandate_where(block, id), .rows = mandate_rows(block, node->space), .certain = a->certain && b->certain, .yes = target->yes, .unknown = target->unknown};
    if (block->plan->nodes[node->argument[0]].type == MANDATE_VALUE_DATE) {
        look_at_dates(&c.a, a);
        look_at_dates(&c.b, b);
    } else {
        int32_t x = a->column->scale, y = b->column->scale, finer = x > y ? x : y;
        look_at_cells(&c.a, a, finer / x);
        look_at_cells(&c.b, b, finer / y);
    }
    bool is_short = make_short(&c);
    switch (node->op) {
    case MANDATE_OP_DATE_BEFORE: // the other is above, or at least it
    case MANDATE_OP_NUMBER_BELOW:
    case MANDATE_OP_DATE_BY:
    case MANDATE_OP_NUMBER_AT_MOST: {
        const side other = c.a;
        c.a = c.b;
        c.b = other;
        break;
    }
    default: break;
    }
    switch (node->op) {
    case MANDATE_OP_DATE_AFTER:
    case MANDATE_OP_NUMBER_ABOVE:
    case MANDATE_OP_DATE_BEFORE:
    case MANDATE_OP_NUMBER_BELOW: (is_short ? compare_short_above : compare_above)(&c); break;
    case MANDATE_OP_DATE_SAME:
    case MANDATE_OP_NUMBER_SAME: (is_short ? compare_short_same : compare_same)(&c); break;
    default: (is_short ? compare_short_at_least : compare_at_least)(&c); break;
    }
    return c.certain;
}

// With a constant: one side is a range of whole numbers ---------------------------------------------------------------------

typedef struct range {
    int64_t least, most;
} range;

static range range_of_dates(mandate_operation op, int64_t day)
{
    static const int64_t first = MANDATE_DATE_ALWAYS, last = MANDATE_DATE_ABSENT - 1; // all but the markers
    switch (op) {
    case MANDATE_OP_DATE_AFTER: return (range){day + 1, last};
    case MANDATE_OP_DATE_ON_OR_AFTER: return (range){day, last};
    case MANDATE_OP_DATE_BEFORE: return (range){first, day - 1};
    case MANDATE_OP_DATE_BY: return (range){first, day};
    default: return (range){day, day};
    }
}

#define BEYOND (1LL << 60) // more steps than any column has

// The first whole number of steps that is above `number`, or (not_below) not below it, as numbers compare.
static int64_t first_step(double number, int32_t scale, bool not_below)
{
    double steps = number * scale;
    if (steps < -(double)(BEYOND >> 7) || steps > (double)(BEYOND >> 7)) return steps < 0 ? -BEYOND : BEYOND; // 2^53
    int64_t step = (int64_t)steps - 2; // the product may be rounded
    while (!(not_below ? (double)step / scale >= number : (double)step / scale > number)) step++;
    return step;
}

static range range_of_steps(mandate_operation op, double number, int32_t scale)
{
    int64_t above = first_step(number, scale, false), not_below = first_step(number, scale, true);
    switch (op) {
    case MANDATE_OP_NUMBER_ABOVE: return (range){above, BEYOND};
    case MANDATE_OP_NUMBER_AT_LEAST: return (range){not_below, BEYOND};
    case MANDATE_OP_NUMBER_BELOW: return (range){-BEYOND, not_below - 1};
    case MANDATE_OP_NUMBER_AT_MOST: return (range){-BEYOND, above - 1};
    default: return (range){not_below, above - 1}; // empty where no step is the number
    }
}

MANDATE_WIDE static void find_days(const int32_t *dates, int32_t least, int32_t most, const mandate_vector *where, size_t rows, uint64_t *mask)
{
    MANDATE_EACH_BIT(mask, rows, where, (dates[i] >= least) & (dates[i] <= most))
}

// Of packed cells those that stand for whole numbers of a range; markers are none.
static void find_in_range(const mandate_vector *v, range r, const mandate_vector *where, size_t rows, uint64_t *mask)
{
    const int64_t base = v->column->base, unknown = mandate_unknown_cell(v);
    int64_t least = r.least < base ? 0 : r.least - base, most = r.most - base < unknown ? r.most - base : unknown - 1;
    if (least <= most) mandate_find_cells(v, (uint32_t)least, (uint32_t)most, where, rows, mask);
    else mandate_find_cells(v, 1, 0, where, rows, mask);
}

static bool find_range(const mandate_vector *v, range r, const mandate_vector *where, size_t rows, const mandate_target *target)
{
    if (!v->column) { // dates as they are
        find_days(v->dates, (int32_t)r.least, (int32_t)r.most, where, rows, target->yes);
        if (!v->certain) find_days(v->dates, MANDATE_DATE_UNKNOWN, MANDATE_DATE_UNKNOWN, where, rows, target->unknown);
        return v->certain;
    }
    find_in_range(v, r, where, rows, target->yes);
    if (!v->certain) mandate_find_cells(v, mandate_unknown_cell(v), mandate_unknown_cell(v), where, rows, target->unknown);
    return v->certain;
}

static bool is_constant(const mandate_node *node)
{
    return node->op == MANDATE_OP_NUMBER_CONSTANT || (node->op == MANDATE_OP_DATE_CONSTANT && mandate_date_is((mandate_date)node->day));
}

// The values of which a comparison with a constant holds.
static range range_of(const mandate_plan *plan, const mandate_node *node, const mandate_vector *value)
{
    const mandate_node *constant = &plan->nodes[node->argument[1]];
    if (constant->op == MANDATE_OP_DATE_CONSTANT) return range_of_dates(node->op, constant->day);
    return range_of_steps(node->op, constant->number, value->column->scale);
}

bool mandate_compare_whole(const mandate_block *block, int id, const mandate_target *target)
{
    const mandate_node *node = &block->plan->nodes[id], *other = &block->plan->nodes[node->argument[1]];
    const mandate_vector *a = &block->vectors[node->argument[0]], *b = &block->vectors[node->argument[1]];
    if (!is_constant(other)) return compare_columns(block, id, a, b, target);
    return find_range(a, range_of(block->plan, node, a), mandate_where(block, id), mandate_rows(block, node->space), target);
}

bool mandate_finds_range(const mandate_layout *layout, int id)
{
    const mandate_node *node = &layout->plan->nodes[id];
    if (node->op < MANDATE_OP_NUMBER_ABOVE || node->op > MANDATE_OP_DATE_SAME || !is_constant(&layout->plan->nodes[node->argument[1]])) return false;
    return layout->plan->nodes[node->argument[0]].type == MANDATE_VALUE_DATE || layout->narrow[node->argument[0]];
}

bool mandate_compute_between(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id], *first = &block->plan->nodes[node->argument[0]], *second = &block->plan->nodes[node->argument[1]];
    const mandate_vector *value = &block->vectors[first->argument[0]];
    mandate_vector *out = &block->vectors[id];
    mandate_target target;
    if (!mandate_vector_prepare(out, node->type, mandate_rows(block, node->space), &target, error)) return false;
    range r = range_of(block->plan, first, value), other = range_of(block->plan, second, value);
    if (other.least > r.least) r.least = other.least;
    if (other.most < r.most) r.most = other.most;
    out->certain = find_range(value, r, mandate_where(block, id), mandate_rows(block, node->space), &target);
    if (out->certain) out->unknown = NULL;
    return true;
}

void mandate_find_steps(const mandate_vector *vector, mandate_operation comparison, double number, size_t rows, uint64_t *mask)
{
    find_in_range(vector, range_of_steps(comparison, number, vector->column->scale), NULL, rows, mask);
}
