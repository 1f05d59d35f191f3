#define _XOPEN_SOURCE 700 // mkdtemp
#include "engine/run/block.h"
#include "engine/run/run.h"
#include "registry.h"

enum { ENTERPRISES = 40 };
static const mandate_status expected[] = {MANDATE_MET, MANDATE_LATE, MANDATE_OVERDUE, MANDATE_UNKNOWN, MANDATE_NOT_APPLICABLE};

static mandate_snapshot *snapshot;
static mandate_plan *plan;
static bool broken; // a node could not be added; the error says why

// A plan by hand: large enterprises must have reported an audit by the end of 2000.
static struct {
    int verdict; // of each enterprise
    int fulfilled; // per jurisdiction: enterprises in its branch that have done it
    int audits; // per enterprise: its audits, counted through pairs
} nodes;

// E0 reported in time, E1 late, E2 never, nobody knows E3's size, E4 is small; and so on. Every third has a second, later audit.
static bool import_enterprises(void)
{
    char enterprises[4096] = "code,jurisdiction,size\n", audits[8192] = "code,enterprise,started_on,reported_on\n";
    for (int i = 0; i < ENTERPRISES; i++) {
        size_t used = strlen(enterprises);
        snprintf(enterprises + used, sizeof enterprises - used, "E%02d,%s,%s\n", i, i % 2 ? "C1" : "C2", i % 5 == 3 ? "" : i % 5 == 4 ? "small" : "large");
        used = strlen(audits);
        if (i % 5 < 2) used += (size_t)snprintf(audits + used, sizeof audits - used, "A%02d,E%02d,1999-01-01,%s\n", i, i, i % 5 ? "2001-01-01" : "2000-12-31");
        if (i % 3 == 0) snprintf(audits + used, sizeof audits - used, "B%02d,E%02d,2002-01-01,\n", i, i);
    }
    return import_text("jurisdiction", "code,level,parent\nP,province,\nC1,city,P\nC2,city,P\n") && import_text("enterprise", enterprises) &&
           import_text("audit", audits);
}

static mandate_node node_of(mandate_operation op, int space)
{
    mandate_node node = {.op = op, .space = space};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = -1;
    return node;
}

static int add(mandate_node node, mandate_error *why)
{
    int id = broken ? -1 : mandate_plan_add(plan, &node, why);
    broken = broken || id < 0;
    return id;
}

static int read_field(const char *kind, const char *field, mandate_error *why)
{
    mandate_node node = node_of(MANDATE_OP_READ, kind_of(kind));
    node.kind = kind_of(kind);
    node.field = field_of(kind, field);
    return add(node, why);
}

static int visible(int space, mandate_error *why)
{
    mandate_node node = node_of(MANDATE_OP_VISIBLE, space);
    node.kind = mandate_plan_space(plan, space)->kind;
    return add(node, why);
}

static int aggregate(mandate_operation op, int space, int mask, int value, int receiver, bool branch, mandate_error *why)
{
    mandate_node node = node_of(op, space);
    node.argument[0] = mask;
    node.argument[1] = value;
    node.argument[2] = receiver;
    node.branch = branch;
    return add(node, why);
}

static int verdict_node(mandate_error *why)
{
    int space = kind_of("enterprise");
    const char *large[] = {"large"};
    const size_t lengths[] = {5};
    mandate_node applies = node_of(MANDATE_OP_TEXT_IN, space), event = node_of(MANDATE_OP_EVENT, space), due = node_of(MANDATE_OP_DATE_CONSTANT, space);
    applies.argument[0] = read_field("enterprise", "size", why);
    int set = broken ? -1 : mandate_plan_add_texts(plan, large, lengths, 1, MANDATE_TEXT_IS, why);
    broken = broken || set < 0;
    applies.texts = set;
    event.kind = space;
    due.day = day("2000-12-31");
    mandate_node dated = node_of(MANDATE_OP_DATED, space);
    dated.argument[MANDATE_DATED_APPLIES] = add(applies, why);
    dated.argument[MANDATE_DATED_EVENT] = add(event, why);
    dated.argument[MANDATE_DATED_ARISES] = dated.argument[MANDATE_DATED_EVENT];
    dated.argument[MANDATE_DATED_DUE] = add(due, why);
    int seen = broken ? -1 : visible(kind_of("audit"), why), reported = read_field("audit", "reported_on", why), owner = read_field("audit", "enterprise", why);
    dated.argument[MANDATE_DATED_DONE] = aggregate(MANDATE_OP_DATE_FIRST, space, seen, reported, owner, false, why);
    dated.first = MANDATE_DATE_ALWAYS;
    dated.last = MANDATE_DATE_ABSENT;
    return add(dated, why);
}

static bool make_plan(mandate_error *why)
{
    broken = false;
    plan = mandate_plan_create(snapshot, day("2003-06-30"), why);
    if (!plan) return false;
    int enterprise = kind_of("enterprise");
    nodes.verdict = verdict_node(why);
    mandate_node did = node_of(MANDATE_OP_STATUS_IN, enterprise);
    did.argument[0] = nodes.verdict;
    did.statuses = 1 << MANDATE_MET | 1 << MANDATE_LATE;
    int done = add(did, why), place = read_field("enterprise", "jurisdiction", why);
    nodes.fulfilled = aggregate(MANDATE_OP_COUNT, kind_of("jurisdiction"), done, -1, place, true, why);
    mandate_node self = node_of(MANDATE_OP_ROW, enterprise);
    self.kind = enterprise;
    mandate_space pairs = {.kind = kind_of("audit"), .outer = enterprise, .owner = add(self, why), .reference = field_of("audit", "enterprise")};
    int space = broken ? -1 : mandate_plan_pairs(plan, &pairs, why);
    broken = broken || space < 0;
    nodes.audits = aggregate(MANDATE_OP_COUNT, enterprise, broken ? -1 : visible(space, why), -1, -1, false, why);
    return !broken && mandate_plan_keep(plan, nodes.verdict, why) && mandate_plan_keep(plan, nodes.fulfilled, why) && mandate_plan_keep(plan, nodes.audits, why);
}

static bool ready(void) { return CHECK(import_enterprises()) && CHECK((snapshot = mandate_snapshot_build(registry, model, &error)) != NULL) && CHECK(make_plan(&error)); }

static void finish(void)
{
    mandate_plan_destroy(plan);
    mandate_snapshot_destroy(snapshot);
    plan = NULL;
    snapshot = NULL;
}

// Which enterprise a record is: the snapshot has its own order.
static int number_of(uint32_t record)
{
    char key[16];
    mandate_snapshot_key(snapshot, kind_of("enterprise"), record, key, sizeof key);
    return atoi(key + 1);
}

static void every_block_size_gives_the_same_verdicts(void)
{
    NEED(ready());
    const uint32_t blocks[] = {1, 2, 3, 7, 39, 40, 64, 0};
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
        mandate_run *run = mandate_run_create(plan, &(mandate_run_options){.block = blocks[b], .threads = (uint32_t)(b % 3 + 1)}, &error);
        NEED(run);
        for (uint32_t r = 0; r < ENTERPRISES; r++) {
            int i = number_of(r);
            mandate_value verdict = mandate_run_value(run, nodes.verdict, r);
            CHECK(verdict.status == expected[i % 5]);
            CHECK(i % 5 > 2 || verdict.due == day("2000-12-31"));
            CHECK(i % 5 != 1 || verdict.done == day("2001-01-01"));
            mandate_value audits = mandate_run_value(run, nodes.audits, r);
            CHECK(audits.state == MANDATE_STATE_KNOWN && audits.low == (i % 5 < 2) + (i % 3 == 0));
        }
        const double fulfilled[] = {16, 8, 8}, possible[] = {24, 12, 12}; // the province counts its cities' enterprises; of a fifth nobody knows the size
        for (uint32_t r = 0; r < 3; r++)
            CHECK(mandate_run_value(run, nodes.fulfilled, r).low == fulfilled[r] && mandate_run_value(run, nodes.fulfilled, r).high == possible[r]);
        mandate_run_destroy(run);
    }
    finish();
}

// How many enterprises of each one's place have done it: known two passes after the verdict of which it is told.
static int told;
static unsigned handed_on; // rows

static bool look(void *context, const mandate_block *block, mandate_output *output, mandate_error *why)
{
    (void)output, (void)why;
    size_t judged;
    CHECK(mandate_block_judged(block, &judged)[0] == nodes.verdict && judged == 1);
    uint32_t first, rows;
    mandate_block_rows(block, kind_of("enterprise"), &first, &rows);
    const mandate_run_options *options = context;
    for (uint32_t r = 0; r < rows; r++) {
        mandate_value value = mandate_block_value(block, told, r), verdict = mandate_block_value(block, nodes.verdict, r);
        CHECK(mandate_block_has(block, told) && value.low == 8 && value.high == 12);
        CHECK(mandate_block_verdicts(block, nodes.verdict).statuses[r] == expected[number_of(first + r) % 5]);
        if (!options->follows || verdict.status != MANDATE_UNKNOWN) continue;
        mandate_missing missing;
        CHECK(mandate_block_missing(block, nodes.verdict, r, &missing, why) && missing.count == 1 && missing.first[0] == first + r);
    }
    handed_on += rows;
    return true;
}

static void what_is_told_of_a_verdict_is_there_when_it_is_handed_on(void)
{
    NEED(ready());
    mandate_node fetch = node_of(MANDATE_OP_FETCH, kind_of("enterprise"));
    fetch.argument[MANDATE_FETCH_RECORD] = read_field("enterprise", "jurisdiction", &error);
    fetch.argument[MANDATE_FETCH_VALUE] = nodes.fulfilled;
    told = add(fetch, &error);
    NEED(!broken && mandate_plan_judge(plan, nodes.verdict, &error) && mandate_plan_tell(plan, nodes.verdict, told, MANDATE_TELL_EVERYWHERE, &error));
    for (uint32_t way = 0; way < 4; way++) {
        mandate_run_options options = {.block = way < 2 ? 7 : 0, .threads = 1, .follows = way % 2 == 1, .format = look, .format_context = &options};
        handed_on = 0;
        mandate_run *run = mandate_run_create(plan, &options, &error);
        NEED(run);
        CHECK(handed_on == ENTERPRISES);
        uint64_t counts[MANDATE_STATUS_COUNT];
        mandate_run_tally(run, nodes.verdict, counts);
        CHECK(counts[MANDATE_MET] == ENTERPRISES / 5 && counts[MANDATE_UNKNOWN] == ENTERPRISES / 5);
        mandate_run_destroy(run);
    }
    finish();
}

static void the_focus_computes_one_subject_again(void)
{
    NEED(ready());
    mandate_run *run = mandate_run_create(plan, &(mandate_run_options){.block = 7, .missing = true}, &error);
    NEED(run);
    for (uint32_t r = 0; r < ENTERPRISES; r++) {
        NEED(mandate_run_focus(run, kind_of("enterprise"), r, &error));
        NEED(mandate_run_focus_rows(run, kind_of("enterprise")) == 1 && mandate_run_focus_record(run, kind_of("enterprise"), 0) == r);
        CHECK(mandate_run_inspect(run, nodes.verdict, 0).status == mandate_run_value(run, nodes.verdict, r).status);
        CHECK(mandate_run_focus_rows(run, kind_of("audit")) == (size_t)mandate_run_value(run, nodes.audits, r).low);
        mandate_missing alone, noted;
        NEED(mandate_run_missing(run, nodes.verdict, 0, &alone, &error));
        mandate_run_missing_of(run, nodes.verdict, r, &noted);
        bool open = mandate_run_value(run, nodes.verdict, r).status == MANDATE_UNKNOWN;
        CHECK(alone.count == open && noted.count == open);
        CHECK(!open || (noted.kind[0] == kind_of("enterprise") && noted.field[0] == field_of("enterprise", "size")));
        CHECK(!open || (noted.records[0] == 1 && noted.first[0] == r && noted.of[0] == kind_of("enterprise")));
    }
    mandate_run_destroy(run);
    finish();
}

static void equal_nodes_are_one_and_constants_are_folded(void)
{
    NEED(ready());
    int count = mandate_plan_node_count(plan), space = kind_of("enterprise");
    CHECK(read_field("enterprise", "size", &error) == read_field("enterprise", "size", &error) && mandate_plan_node_count(plan) == count);
    mandate_node yes = node_of(MANDATE_OP_CONDITION_CONSTANT, space), both = node_of(MANDATE_OP_AND, space);
    yes.number = 1;
    both.argument[0] = visible(space, &error);
    both.argument[1] = add(yes, &error);
    CHECK(add(both, &error) == both.argument[0]);
    both.op = MANDATE_OP_OR;
    CHECK(add(both, &error) == both.argument[1]);
    finish();
}

static void a_malformed_node_is_refused(void)
{
    NEED(ready());
    mandate_node not = node_of(MANDATE_OP_NOT, kind_of("enterprise"));
    CHECK(mandate_plan_add(plan, &not, &error) == -1 && error.code == MANDATE_ERROR_PLAN);
    CHECK_HOLDS(error.message, "NOT: argument 0 is missing");
    not .argument[0] = visible(kind_of("audit"), &error);
    CHECK(mandate_plan_add(plan, &not, &error) == -1 && error.code == MANDATE_ERROR_PLAN);
    CHECK_HOLDS(error.message, "computed over rows of `audit`, not `enterprise`");
    not .argument[0] = 100000;
    CHECK(mandate_plan_add(plan, &not, &error) == -1 && error.code == MANDATE_ERROR_PLAN);
    not .space = 100000;
    not .argument[0] = -1;
    CHECK(mandate_plan_add(plan, &not, &error) == -1 && error.code == MANDATE_ERROR_PLAN);
    CHECK(!mandate_plan_keep(plan, 100000, &error) && error.code == MANDATE_ERROR_PLAN);
    const mandate_space no_owner = {.kind = kind_of("audit"), .outer = kind_of("enterprise"), .owner = -1, .reference = field_of("audit", "enterprise")};
    CHECK(mandate_plan_pairs(plan, &no_owner, &error) == -1 && error.code == MANDATE_ERROR_PLAN);
    finish();
}

static void any_allocation_may_fail(void)
{
    NEED(import_enterprises());
    NEED((snapshot = mandate_snapshot_build(registry, model, &error)) != NULL);
    mandate_run *run = NULL;
    size_t n = 1;
    for (; n < 5000 && !run; n++) {
        mandate_error filled = {.code = MANDATE_OK};
        mandate_fail_allocation(n);
        if (make_plan(&filled)) run = mandate_run_create(plan, &(mandate_run_options){.block = 7, .missing = true}, &filled);
        mandate_fail_allocation(0);
        if (run) break;
        if (!CHECK(filled.code == MANDATE_ERROR_MEMORY && filled.message[0])) printf("  allocation %zu: %s\n", n, filled.message);
        mandate_plan_destroy(plan);
        plan = NULL;
    }
    NEED(run && n > 50);
    mandate_run_destroy(run);
    finish();
}

static void a_focus_whose_allocation_fails_can_be_tried_again(void)
{
    NEED(ready());
    mandate_run *run = mandate_run_create(plan, &(mandate_run_options){.block = 1}, &error);
    NEED(run);
    for (size_t n = 1; n < 50; n++) {
        mandate_error filled = {.code = MANDATE_OK};
        mandate_fail_allocation(n);
        bool done = mandate_run_focus(run, kind_of("jurisdiction"), 0, &filled);
        mandate_fail_allocation(0);
        CHECK(done || filled.code == MANDATE_ERROR_MEMORY);
    }
    NEED(mandate_run_focus(run, kind_of("enterprise"), 0, &error));
    CHECK(mandate_run_inspect(run, nodes.verdict, 0).status == mandate_run_value(run, nodes.verdict, 0).status);
    mandate_run_destroy(run);
    finish();
}

int main(void)
{
    static const test tests[] = {
        {"every block size gives the same verdicts", every_block_size_gives_the_same_verdicts},
        {"what is told of a verdict is there when it is handed on", what_is_told_of_a_verdict_is_there_when_it_is_handed_on},
        {"the focus computes one subject again, and knows what it lacks", the_focus_computes_one_subject_again},
        {"equal nodes are one, and constants are folded", equal_nodes_are_one_and_constants_are_folded},
        {"a malformed node is refused", a_malformed_node_is_refused},
        {"any allocation may fail", any_allocation_may_fail},
        {"a focus whose allocation fails can be tried again", a_focus_whose_allocation_fails_can_be_tried_again},
    };
    around = in_a_folder;
    return RUN(tests);
}
