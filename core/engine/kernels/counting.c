// Counting by group where nobody asks which group a row is in. Keys that belong to a row's owner are looked at once for each owner, and a key in bytes is
// turned into its part of the group's number by a table, so neither is spread over the rows and no row's number is written down.
#include "engine/kernels/counting.h"

#include "engine/kernels/owners.h"
#include "model/memory.h"

// Finding what can be counted so ------------------------------------------------------------------------------------------

static bool is_own_byte(const mandate_layout *layout, const mandate_node *key)
{
    const mandate_table *table = mandate_snapshot_table(layout->plan->snapshot, key->kind);
    return key->argument[0] < 0 && !table->version_start && table->kind->fields[key->field].known_from < 0 && table->columns[key->field].width == 1;
}

// One key is the row's own and lies in bytes, the others are its owner's.
static bool can_be_counted(const mandate_layout *layout, const mandate_group *group)
{
    const mandate_plan *plan = layout->plan;
    int own = 0, owner = -1;
    for (int k = 0; k < group->key_count; k++) {
        const mandate_node *key = &plan->nodes[group->keys[k]];
        if (key->type != MANDATE_VALUE_TEXT || !layout->narrow[group->keys[k]]) return false;
        if (is_own_byte(layout, key)) {
            own++;
        } else {
            if (!mandate_is_spread(plan, key) || (owner >= 0 && key->argument[0] != owner)) return false;
            owner = key->argument[0];
        }
    }
    return own == 1 && owner >= 0;
}

// A node that is read by anybody else must have its values.
static void forget_those_read(const mandate_layout *layout, const bool *needed, bool *counted)
{
    const mandate_plan *plan = layout->plan;
    for (size_t s = 0; s < plan->space_count; s++)
        if (plan->spaces[s].owner >= 0) counted[plan->spaces[s].owner] = false;
    for (size_t n = plan->node_count; n-- > 0;) { // readers stand behind what they read
        const mandate_node *node = &plan->nodes[n];
        if (!needed[n]) continue;
        for (int i = 0; i < node->list_count; i++) counted[mandate_plan_list(plan, node)[i]] = false;
        for (int i = 0; i < MANDATE_ARGUMENTS; i++) {
            int input = node->argument[i];
            bool counts = node->op == MANDATE_OP_COUNT && i == 2 && mandate_node_scatters(plan, node);
            bool is_key = node->op == MANDATE_OP_GROUP && counted[n];
            if (input >= 0 && !counts && !is_key) counted[input] = false;
        }
    }
}

bool mandate_layout_find_counted(mandate_layout *layout, const bool *needed, mandate_error *error)
{
    const mandate_plan *plan = layout->plan;
    layout->counted = mandate_new(plan->node_count ? plan->node_count : 1, sizeof *layout->counted, error);
    if (!layout->counted) return false;
    if (layout->keeps_all || layout->follows_missing) return true; // then every node may be looked at
    for (size_t n = 0; n < plan->node_count; n++) {
        const mandate_node *node = &plan->nodes[n];
        if (node->op != MANDATE_OP_GROUP || !needed[n] || layout->keep[n]) continue;
        const mandate_group *group = mandate_space_group(plan, (int)node->group);
        layout->counted[n] = can_be_counted(layout, group);
        for (int k = 0; layout->counted[n] && k < group->key_count; k++)
            layout->counted[group->keys[k]] = plan->nodes[group->keys[k]].argument[0] >= 0 && !layout->keep[group->keys[k]];
    }
    forget_those_read(layout, needed, layout->counted);
    return true;
}

// In a block ----------------------------------------------------------------------------------------------------------------

// What the vector of a counted group holds: the parts of a group's number that cells and owners make up, behind one another.
enum { CELLS = UINT8_MAX + 1 };

static uint32_t digit(const mandate_group *group, int key, uint32_t code)
{
    uint32_t absent = group->radix[key] - 2;
    return code < absent ? code : absent + (code != MANDATE_CODE_ABSENT);
}

// A key's part of the group's number, by the cell of a column in bytes.
static void fill_parts(const mandate_group *group, int key, uint32_t place, uint32_t part_of_cell[CELLS])
{
    for (uint32_t cell = 0; cell < CELLS; cell++) part_of_cell[cell] = place * digit(group, key, cell >= UINT8_MAX - 1 ? cell | ~(uint32_t)UINT8_MAX : cell);
}

// Adds an owner key's part to each owner's; of the first key there is nothing to add to.
static void add_parts(const mandate_block *block, const mandate_group *group, int k, uint32_t place, const mandate_ranges *ranges, bool first, uint32_t *out)
{
    const mandate_node *key = &block->plan->nodes[group->keys[k]];
    const mandate_column *column = &mandate_snapshot_table(block->snapshot, key->kind)->columns[key->field];
    if (column->width == 1) {
        uint32_t part_of_cell[CELLS];
        const uint8_t *cells = column->codes8 + ranges->receiver;
        fill_parts(group, k, place, part_of_cell);
        if (first)
            for (uint32_t t = 0; t < ranges->receivers; t++) out[t] = part_of_cell[cells[t]];
        else
            for (uint32_t t = 0; t < ranges->receivers; t++) out[t] += part_of_cell[cells[t]];
        return;
    }
    if (first) memset(out, 0, ranges->receivers * sizeof *out);
    for (uint32_t t = 0; t < ranges->receivers; t++) out[t] += place * digit(group, k, mandate_column_cell(column, ranges->receiver + t));
}

// The keys of a group that is counted: the one that is the row's own, with its place in the group's number, and the node that reads the owners.
typedef struct counted_keys {
    int own, owners;
    uint32_t own_place;
} counted_keys;

static counted_keys keys_of(const mandate_plan *plan, const mandate_group *group)
{
    counted_keys keys = {.owners = -1};
    uint32_t place = 1;
    for (int k = group->key_count - 1; k >= 0; place *= group->radix[k--]) {
        int through = plan->nodes[group->keys[k]].argument[0];
        if (through >= 0) keys.owners = through;
        else keys = (counted_keys){.own = k, .owners = keys.owners, .own_place = place};
    }
    return keys;
}

bool mandate_prepare_counted(mandate_block *block, int id, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    if (node->op != MANDATE_OP_GROUP) return true; // an owners' key: read here
    const mandate_group *group = mandate_space_group(block->plan, (int)node->group);
    counted_keys keys = keys_of(block->plan, group);
    mandate_ranges ranges = mandate_owner_ranges(block, keys.owners);
    mandate_target target;
    if (!mandate_vector_prepare(&block->vectors[id], node->type, CELLS + ranges.receivers, &target, error)) return false;
    uint32_t place = 1;
    bool first = true;
    for (int k = group->key_count - 1; k >= 0; place *= group->radix[k--]) {
        if (k == keys.own) continue;
        add_parts(block, group, k, place, &ranges, first, target.codes + CELLS);
        first = false;
    }
    fill_parts(group, keys.own, keys.own_place, target.codes);
    return true;
}

// Neighbours often have equal keys, and a count that was just written is slow to be read again: so there are four of each, `lane` apart, or one (0).
typedef struct counting {
    mandate_block *block;
    const mandate_group *group;
    int space; // of the rows
    mandate_ranges ranges;
    const uint32_t *part_of_cell, *part_of_owner;
    const uint8_t *cells;
    size_t lane;
} counting;

static void count_range(const counting *c, uint32_t begin, uint32_t rows, uint64_t bits, uint64_t *counts)
{
    const uint8_t *cells = c->cells + begin;
    const uint32_t *part = c->part_of_cell;
    const size_t lane = c->lane;
    if (bits != ~0ULL >> (64 - rows)) {
        for (; bits; bits &= bits - 1) counts[part[cells[__builtin_ctzll(bits)]]]++;
        return;
    }
    uint32_t i = 0;
    for (; i + 4 <= rows; i += 4) {
        counts[part[cells[i]]]++;
        counts[part[cells[i + 1]] + lane]++;
        counts[part[cells[i + 2]] + 2 * lane]++;
        counts[part[cells[i + 3]] + 3 * lane]++;
    }
    for (; i < rows; i++) counts[part[cells[i]]]++;
}

static void count_rows(const counting *given, const uint64_t *mask, uint64_t *counts)
{
    const counting c = *given;
    uint32_t begin = c.ranges.receivers ? mandate_range_begin(&c.ranges, 0) : 0;
    for (uint32_t t = 0; t < c.ranges.receivers; t++) {
        uint32_t end = mandate_range_begin(&c.ranges, t + 1);
        for (; begin < end; begin += 64) {
            uint64_t bits = mandate_range_bits(mask, begin, end);
            if (bits) count_range(&c, begin, end - begin < 64 ? end - begin : 64, bits, counts + c.part_of_owner[t]);
        }
        begin = end;
    }
}

// Where all rows count and a cell is one of four, four cells make one number, which tells how many of them are each: four sums of 16 bits, beside each other in one word. An
// owner's rows are summed up so before anything is added under its part, and the words are taken apart before a sum of them can overflow.
enum { QUADS = 256, QUAD_CELLS = 4, MOST_QUAD_PARTS = 1024, SUM_BITS = 16, MOST_SUM = UINT16_MAX };

static inline uint32_t quad_of(uint32_t cells) { return cells * (1U << 24 | 1U << 18 | 1U << 12 | 1U << 6) >> 24; } // two bits of each, beside each other

static void fill_quads(uint64_t sums[QUADS])
{
    sums[0] = 4; // four times the first
    for (size_t quad = 1; quad < QUADS; quad++) sums[quad] = sums[quad >> 2] - 1 + (1ULL << SUM_BITS * (quad & 3)); // its last cell in place of a first of all
}

static void take_apart(const counting *c, uint64_t *sums, uint64_t *counts)
{
    for (size_t part = 0; part < c->group->size; part++) {
        for (size_t cell = 0; sums[part] && cell < QUAD_CELLS; cell++) {
            uint64_t count = sums[part] >> SUM_BITS * cell & MOST_SUM;
            if (count > 0) counts[part + c->part_of_cell[cell]] += count;
        }
        sums[part] = 0;
    }
}

// Of at most MOST_SUM rows.
static inline uint64_t sum_cells(const uint8_t *cells, size_t begin, size_t end, const uint64_t of_quad[QUADS])
{
    uint64_t sum = 0;
    for (; begin + 8 <= end; begin += 8) {
        uint64_t eight;
        memcpy(&eight, cells + begin, sizeof eight);
        sum += of_quad[quad_of((uint32_t)eight)] + of_quad[quad_of((uint32_t)(eight >> 32))];
    }
    if (begin + 4 <= end) {
        uint32_t four;
        memcpy(&four, cells + begin, sizeof four);
        sum += of_quad[quad_of(four)];
        begin += 4;
    }
    for (; begin < end; begin++) sum += 1ULL << SUM_BITS * (cells[begin] & 3);
    return sum;
}

static void count_quads(const counting *given, uint64_t *counts)
{
    const counting c = *given;
    if (c.ranges.receivers == 0) return;
    const uint32_t *starts = c.ranges.start, last = c.ranges.receivers - 1;
    uint64_t sums[MOST_QUAD_PARTS] = {0}, of_quad[QUADS];
    size_t begin = mandate_range_begin(&c.ranges, 0), taken = begin; // what lies before is in the counts
    fill_quads(of_quad);
    for (uint32_t t = 0; t <= last; t++) {
        const size_t end = t < last ? starts[t + 1] - c.ranges.first : mandate_range_begin(&c.ranges, (size_t)last + 1);
        uint64_t *sum = &sums[c.part_of_owner[t]];
        while (end - taken > MOST_SUM) {
            size_t stop = end - begin > MOST_SUM ? begin + MOST_SUM : begin;
            take_apart(&c, sums, counts);
            *sum = sum_cells(c.cells, begin, stop, of_quad);
            taken = begin;
            begin = stop;
        }
        *sum += sum_cells(c.cells, begin, end, of_quad);
        begin = end;
    }
    take_apart(&c, sums, counts);
}

static bool makes_quads(const mandate_block *block, const mandate_group *group)
{
    const mandate_node *key = &block->plan->nodes[group->keys[keys_of(block->plan, group).own]];
    const mandate_column *column = &mandate_snapshot_table(block->snapshot, key->kind)->columns[key->field];
    return group->size <= MOST_QUAD_PARTS && column->text_count <= QUAD_CELLS && !column->has_unknown && !column->has_absent;
}

// The same for few rows of many: the owner of each is found.
MANDATE_WIDE static void count_set_rows(const counting *given, const uint64_t *mask, uint64_t *counts)
{
    const counting c = *given;
    const uint32_t rows = mandate_range_end(&c.ranges);
    uint32_t list[MANDATE_LIST_ROOM];
    for (uint32_t begin = 0; begin < rows; begin += MANDATE_LISTED) {
        const size_t count = mandate_list_rows(mask, begin, rows - begin < MANDATE_LISTED ? rows : begin + MANDATE_LISTED, list);
        for (size_t k = 0; k < count; k++) counts[c.part_of_cell[c.cells[list[k]]] + c.part_of_owner[mandate_receiver_of(&c.ranges, list[k])]]++;
    }
}

// Rows whose owner is not known stand last.
static void count_rows_without_owner(const counting *c, const uint64_t *mask, uint64_t *counts)
{
    const mandate_group *group = c->group;
    for (uint32_t row = mandate_range_end(&c->ranges); row < c->ranges.rows; row++) {
        if (!mandate_bit(mask, row)) continue;
        uint32_t number = c->part_of_cell[c->cells[row]], place = 1;
        for (int k = group->key_count - 1; k >= 0; place *= group->radix[k--])
            if (c->block->plan->nodes[group->keys[k]].argument[0] >= 0) number += place * digit(group, k, c->ranges.receiver_of[row]);
        counts[number]++;
    }
}

enum { LANES = 4, SMALL_GROUP = 256, FEW_OF = 3 };

static bool count_mask(counting *c, const uint64_t *mask, uint64_t *counts, mandate_error *error)
{
    const mandate_group *group = c->group;
    uint64_t lanes[LANES * SMALL_GROUP];
    size_t set = mandate_count_ones(mask, c->ranges.rows);
    count_rows_without_owner(c, mask, counts);
    if (set == c->ranges.rows && makes_quads(c->block, group)) {
        count_quads(c, counts);
        return true;
    }
    bool can = set < c->ranges.rows / FEW_OF;
    if (can && !mandate_find_receivers(c->block, c->space, set, &c->ranges, &can, error)) return false;
    if (can) {
        count_set_rows(c, mask, counts);
        return true;
    }
    if (group->size > SMALL_GROUP) {
        c->lane = 0;
        count_rows(c, mask, counts);
        return true;
    }
    c->lane = group->size;
    memset(lanes, 0, (size_t)LANES * group->size * sizeof *lanes);
    count_rows(c, mask, lanes);
    for (size_t n = 0; n < group->size; n++) counts[n] += lanes[n] + lanes[n + c->lane] + lanes[n + 2 * c->lane] + lanes[n + 3 * c->lane];
    return true;
}

bool mandate_count_in_groups(mandate_block *block, int id, mandate_gathered *g, mandate_error *error)
{
    const mandate_node *node = &block->plan->nodes[id];
    const mandate_vector *mask = &block->vectors[node->argument[0]];
    const mandate_group *group = mandate_space_group(block->plan, (int)block->plan->nodes[node->argument[2]].group);
    const uint32_t *parts = block->vectors[node->argument[2]].codes;
    counted_keys keys = keys_of(block->plan, group);
    counting c = {.block = block,
                  .group = group,
                  .space = block->plan->nodes[node->argument[0]].space,
                  .ranges = mandate_owner_ranges(block, keys.owners),
                  .part_of_cell = parts,
                  .part_of_owner = parts + CELLS,
                  .cells = block->vectors[group->keys[keys.own]].codes8};
    return count_mask(&c, mask->yes, g->count, error) && (!mask->unknown || count_mask(&c, mask->unknown, g->perhaps, error));
}
