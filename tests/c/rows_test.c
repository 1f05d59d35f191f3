// The rows of verdicts, over blocks that are made by hand: the block functions of the engine are defined here.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "registry.h"
#include "engine/run/block.h"
#include "import/csv.h"
#include "verdict/rows.h"
#include "verdict/sink.h"

enum { MOST_NODES = 16, MOST_ROWS = 32, MOST_KINDS = 32 };

// A block, as this test sees it ------------------------------------------------------------------------------------------

typedef struct column {
    uint8_t statuses[MOST_ROWS];
    int32_t due[MOST_ROWS], done[MOST_ROWS], next[MOST_ROWS], since[MOST_ROWS], arises[MOST_ROWS];
    mandate_missing missing[MOST_ROWS];
    mandate_value values[MOST_ROWS];
} column;

struct mandate_block {
    int driver;
    uint32_t first[MOST_KINDS], rows[MOST_KINDS];
    int judged[MOST_NODES];
    size_t judged_count;
    column columns[MOST_NODES]; // by node
};

int mandate_block_driver(const mandate_block *block) { return block->driver; }
void mandate_block_rows(const mandate_block *block, int kind, uint32_t *first, uint32_t *rows)
{
    *first = block->first[kind];
    *rows = block->rows[kind];
}
const int *mandate_block_judged(const mandate_block *block, size_t *count)
{
    *count = block->judged_count;
    return block->judged;
}
mandate_verdicts mandate_block_verdicts(const mandate_block *block, int node)
{
    const column *c = &block->columns[node];
    return (mandate_verdicts){c->statuses, c->due, c->done, c->next, c->since, c->arises};
}
mandate_value mandate_block_value(const mandate_block *block, int node, size_t row) { return block->columns[node].values[row]; }
bool mandate_block_missing(const mandate_block *block, int node, size_t row, mandate_missing *missing, mandate_error *failure)
{
    (void)failure;
    *missing = block->columns[node].missing[row];
    return true;
}
bool mandate_block_has(const mandate_block *block, int node) // why a rule does not apply is not looked for
{
    (void)block;
    (void)node;
    return false;
}
int mandate_block_parameter_row(const mandate_block *block, int node, size_t row)
{
    (void)block;
    (void)node;
    (void)row;
    return 0;
}
const char *mandate_block_text(const mandate_block *block, int node, uint32_t code, size_t *length) // no text is compared
{
    (void)block;
    (void)node;
    (void)code;
    *length = 0;
    return "";
}
const char *mandate_block_failure(const mandate_block *block, int node, size_t row)
{
    return block->columns[node].statuses[row] == MANDATE_IN_ERROR ? "r.lua:7: \"x\", no" : NULL;
}
char *mandate_output_reserve(mandate_output *output, size_t more, mandate_error *failure)
{
    if (output->length + more > output->capacity) {
        // no more than was asked for, so that the sanitizers see a row that is longer than it said
        char *wider = mandate_resize(output->bytes, output->length + more, 1, failure);
        if (!wider) return NULL;
        output->bytes = wider;
        output->capacity = output->length + more;
    }
    return output->bytes + output->length;
}

// What the tests stand on ------------------------------------------------------------------------------------------------

static mandate_snapshot *snapshot;
static mandate_plan *plan;
static mandate_rows *rows;
static mandate_block block;
static mandate_output output;

const mandate_block *mandate_run_focus_block(mandate_run *run, int verdict)
{
    (void)run;
    (void)verdict;
    return &block;
}

static mandate_text text(const char *bytes) { return (mandate_text){bytes, strlen(bytes)}; }

// A node of its own for a kind; what it computes is of no matter here.
static int node_of(const char *kind)
{
    mandate_node node = {.op = MANDATE_OP_DATE_CONSTANT, .space = kind_of(kind), .day = mandate_plan_node_count(plan)};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = -1;
    return mandate_plan_add(plan, &node, &error);
}

// "a {due} b" as pieces.
static bool template_of(mandate_templates *templates, const char *name, const char *words)
{
    mandate_text texts[8];
    mandate_hole holes[8];
    size_t count = 0;
    for (const char *at = words;; count++) {
        const char *open = strchr(at, '{');
        texts[count] = (mandate_text){at, open ? (size_t)(open - at) : strlen(at)};
        holes[count] = MANDATE_HOLE_NONE;
        if (!open) break;
        char hole[16] = "";
        const char *close = strchr(open, '}');
        memcpy(hole, open + 1, (size_t)(close - open - 1));
        holes[count] = (mandate_hole)mandate_hole_of(hole);
        at = close + 1;
    }
    return mandate_template_make(&templates->of[mandate_reason_case_of(name)], mandate_rows_arena(rows), texts, holes, count + 1, &error);
}

static mandate_templates *usual_templates(const char *clause)
{
    static const char *const usual[][2] = {
        {"met", "%s: done on {done}, due by {due}"},
        {"met_undated", "%s: done on {done}"},
        {"met_standing", "%s: kept"},
        {"late", "%s: late"},
        {"pending", "%s: due by {due}"},
        {"pending_undated", "%s: not yet"},
        {"overdue", "%s: overdue"},
        {"breached", "%s: since {since}"},
        {"breached_undated", "%s: breached"},
        {"waived", "%s: waived"},
        {"unknown", "%s: without {missing}"},
        {"unknown_evidence", "%s: no record"},
        {"not_applicable", "%s: does not apply"},
        {"quota", "%s: {actual} of 5 by {due}"},
        {"quota_undated", "%s: {actual} of 5"},
    };
    mandate_templates *templates = mandate_rows_templates(rows, &error);
    for (size_t i = 0; templates && i < sizeof usual / sizeof *usual; i++) {
        char words[128];
        snprintf(words, sizeof words, usual[i][1], clause);
        if (!template_of(templates, usual[i][0], words)) return NULL;
    }
    return templates;
}

static int rule_on(const char *name, const char *period, const char *kind, mandate_shape shape, const mandate_rows_version *version)
{
    int node = node_of(kind);
    mandate_rows_version only = {.node = -1, .actual = -1, .unheard = -1, .record = MANDATE_CODE_ABSENT};
    if (version) only = *version;
    if (!only.templates) only.templates = usual_templates("n/a");
    if (node < 0 || mandate_rows_part(rows, node, text(name), text(period), shape, &error) < 0 || !only.templates || !mandate_rows_add_version(rows, &only, &error))
        return -1;
    block.judged[block.judged_count++] = node;
    return node;
}

static const char *written(void)
{
    output.length = 0;
    if (!mandate_rows_format(rows, &block, &output, &error)) return "failed";
    char *end = mandate_output_reserve(&output, 1, &error);
    if (!end) return "failed";
    *end = '\0';
    return output.bytes ? output.bytes : "";
}

static void give(int node, size_t row, mandate_status status, const char *due, const char *done, const char *next)
{
    column *c = &block.columns[node];
    c->statuses[row] = (uint8_t)status;
    c->due[row] = due ? day(due) : MANDATE_DATE_ABSENT;
    c->done[row] = done ? day(done) : MANDATE_DATE_ABSENT;
    c->next[row] = next ? day(next) : MANDATE_DATE_ABSENT;
}

static mandate_rows_words words_of_rows(void)
{
    return (mandate_rows_words){.separator = text(", "),
                                .unknown = text("unknown"),
                                .above = text("above {number}"),
                                .at_least = text("at least {number}"),
                                .below = text("below {number}"),
                                .at_most = text("at most {number}"),
                                .both_ends = text("{low}, {high}"),
                                .from_to = text("{low} to {high}"),
                                .wanting = {.parameter = text("parameter {name}"),
                                            .decision = text("decision {name}"),
                                            .on = text(" on {day}"),
                                            .in = text(" in {place}"),
                                            .units = text("one unit instead of {one} and {other}"),
                                            .before = text(" (no version of {key} is in force yet on {day})"),
                                            .verdict = text("a verdict of {rule}"),
                                            .nothing = text("a value of {share}"),
                                            .zero = text("a value of {quotient}"),
                                            .large = text("a value of {number}"),
                                            .bounded = text(" (a bound)")}};
}

static bool begin(bool reasons)
{
    const mandate_rows_words words = words_of_rows();
    snapshot = mandate_snapshot_build(registry, model, &error);
    plan = snapshot ? mandate_plan_create(snapshot, day("2003-12-31"), &error) : NULL;
    rows = plan ? mandate_rows_create(plan, reasons, &words, &error) : NULL;
    memset(&block, 0, sizeof block);
    block.driver = kind_of("enterprise");
    for (int k = 0; snapshot && k < mandate_model_kind_count(model); k++) block.rows[k] = mandate_snapshot_table(snapshot, k)->records;
    for (int n = 0; n < MOST_NODES; n++)
        for (int r = 0; r < MOST_ROWS; r++) {
            column *c = &block.columns[n];
            c->statuses[r] = MANDATE_NOT_APPLICABLE;
            c->due[r] = c->done[r] = c->next[r] = c->since[r] = c->arises[r] = MANDATE_DATE_ABSENT;
        }
    return rows != NULL;
}

static void end(void)
{
    mandate_rows_destroy(rows);
    mandate_plan_destroy(plan);
    mandate_snapshot_destroy(snapshot);
    rows = NULL;
    plan = NULL;
    snapshot = NULL;
}

static void (*running)(void);
static void run_to_the_end(void)
{
    running();
    end();
    mandate_free(output.bytes);
    output = (mandate_output){0};
}
static void in_a_run(void (*run)(void))
{
    running = run;
    in_a_folder(run_to_the_end);
}

static bool enterprises(void)
{
    return import_text("jurisdiction", "code,level\nP,province\n") &&
           import_text("enterprise", "code,jurisdiction,opened_on\nE1,P,2000-01-01\nE2,P,2000-01-01\nE3,P,2000-01-01\n");
}

// The tests --------------------------------------------------------------------------------------------------------------

static void rows_stand_by_driver_kind_record_and_rule(void)
{
    NEED(enterprises() && import_text("audit", "code,enterprise,started_on\nA1,E1,2001-01-01\nA2,E3,2001-01-01\nA3,E3,2002-01-01\nA4,,2001-01-01\n"));
    NEED(import_text("measurement", "enterprise,outlet,pollutant,measured_on,value\nE2,o,cod,2002-01-01,1\nE1,o,cod,2002-01-01,1\n") && begin(false));
    int audits = rule_on("b", "", "audit", MANDATE_SHAPE_STANDING, NULL), first = rule_on("a", "2002", "enterprise", MANDATE_SHAPE_DATED, NULL);
    NEED(audits >= 0 && first >= 0 && rule_on("a", "2003", "enterprise", MANDATE_SHAPE_DATED, NULL) >= 0);
    NEED(rule_on("c", "", "measurement", MANDATE_SHAPE_STANDING, NULL) >= 0);
    block.columns[first].statuses[1] = MANDATE_NOT_VISIBLE;
    block.columns[audits].statuses[3] = MANDATE_MET;
    CHECK_TEXT(written(), "a,E1@2002,not_applicable,,,\na,E1@2003,not_applicable,,,\nb,A1,not_applicable,,,\nc,E1/o/cod/2002-01-01,not_applicable,,,\n"
                          "a,E2@2003,not_applicable,,,\nc,E2/o/cod/2002-01-01,not_applicable,,,\n"
                          "a,E3@2002,not_applicable,,,\na,E3@2003,not_applicable,,,\nb,A2,not_applicable,,,\nb,A3,not_applicable,,,\n"
                          "b,A4,met,,,\n");
    // the same in two blocks
    char whole[1024], halves[1024];
    snprintf(whole, sizeof whole, "%s", output.bytes);
    uint32_t audit = (uint32_t)kind_of("audit"), enterprise = (uint32_t)kind_of("enterprise"), measurement = (uint32_t)kind_of("measurement");
    block.rows[enterprise] = block.rows[audit] = block.rows[measurement] = 1;
    snprintf(halves, sizeof halves, "%s", written());
    block.first[enterprise] = block.first[audit] = block.first[measurement] = 1;
    block.rows[enterprise] = 2;
    block.rows[audit] = 3;
    memmove(block.columns[first].statuses, block.columns[first].statuses + 1, 2);
    memmove(block.columns[audits].statuses, block.columns[audits].statuses + 1, 3);
    snprintf(halves + strlen(halves), sizeof halves - strlen(halves), "%s", written());
    CHECK_TEXT(halves, whole);
}

static void every_case_has_its_reason(void)
{
    static const struct {
        mandate_shape shape;
        mandate_status status;
        const char *due, *done, *since, *reason;
    } cases[] = {
        {MANDATE_SHAPE_DATED, MANDATE_MET, "2001-02-03", "2001-01-01", NULL, "\"n/a: done on 2001-01-01, due by 2001-02-03\""},
        {MANDATE_SHAPE_DATED, MANDATE_MET, NULL, "2001-01-01", NULL, "n/a: done on 2001-01-01"},
        {MANDATE_SHAPE_STANDING, MANDATE_MET, NULL, NULL, NULL, "n/a: kept"},
        {MANDATE_SHAPE_DATED, MANDATE_LATE, "2001-02-03", "2001-03-01", NULL, "n/a: late"},
        {MANDATE_SHAPE_DATED, MANDATE_PENDING, "2004-02-03", NULL, NULL, "n/a: due by 2004-02-03"},
        {MANDATE_SHAPE_DATED, MANDATE_PENDING, NULL, NULL, NULL, "n/a: not yet"},
        {MANDATE_SHAPE_DATED, MANDATE_OVERDUE, "2001-02-03", NULL, NULL, "n/a: overdue"},
        {MANDATE_SHAPE_STANDING, MANDATE_BREACHED, NULL, NULL, "1901-05-06", "n/a: since 1901-05-06"},
        {MANDATE_SHAPE_STANDING, MANDATE_BREACHED, NULL, NULL, NULL, "n/a: breached"},
        {MANDATE_SHAPE_STANDING, MANDATE_WAIVED, NULL, NULL, NULL, "n/a: waived"},
        {MANDATE_SHAPE_STANDING, MANDATE_UNKNOWN, NULL, NULL, NULL, "n/a: no record"},
        {MANDATE_SHAPE_DATED, MANDATE_NOT_APPLICABLE, NULL, NULL, NULL, "n/a: does not apply"},
        {MANDATE_SHAPE_QUOTA, MANDATE_NOT_APPLICABLE, NULL, NULL, NULL, "n/a: does not apply"},
        {MANDATE_SHAPE_QUOTA, MANDATE_UNKNOWN, "2001-02-03", NULL, NULL, "n/a: no record"},
        {MANDATE_SHAPE_QUOTA, MANDATE_MISSED, "2001-02-03", NULL, NULL, "n/a: ? of 5 by 2001-02-03"},
        {MANDATE_SHAPE_QUOTA, MANDATE_MET, NULL, NULL, NULL, "n/a: ? of 5"},
        {MANDATE_SHAPE_DATED, MANDATE_MET, NULL, NULL, NULL, "n/a: done on ?"},
    };
    NEED(enterprises() && begin(true));
    int nodes[MANDATE_SHAPE_COUNT];
    for (int s = 0; s < MANDATE_SHAPE_COUNT; s++) {
        nodes[s] = rule_on("r", "", "enterprise", (mandate_shape)s, NULL);
        NEED(nodes[s] >= 0);
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[256];
        int node = nodes[cases[i].shape];
        block.judged[0] = node;
        block.judged_count = 1;
        block.rows[kind_of("enterprise")] = 1;
        give(node, 0, cases[i].status, cases[i].due, cases[i].done, "2004-05-06");
        block.columns[node].since[0] = cases[i].since ? day(cases[i].since) : MANDATE_DATE_ABSENT;
        snprintf(expected, sizeof expected, "r,E1,%s,%s,%s,2004-05-06,,%s\n", mandate_status_names[cases[i].status], cases[i].due ? cases[i].due : "",
                 cases[i].done ? cases[i].done : "", cases[i].reason);
        CHECK_TEXT(written(), expected);
    }
}

static void an_unknown_verdict_names_its_fields(void)
{
    NEED(enterprises() && begin(true));
    int node = rule_on("r", "", "enterprise", MANDATE_SHAPE_DATED, NULL), size = field_of("enterprise", "size"), round = field_of("audit", "round");
    NEED(node >= 0);
    for (size_t r = 0; r < 2; r++) {
        give(node, r, MANDATE_UNKNOWN, NULL, NULL, NULL);
        block.columns[node].missing[r] = (mandate_missing){
            .kind = {kind_of("enterprise"), kind_of("audit")}, .field = {size, round}, .day = {MANDATE_DATE_UNKNOWN, MANDATE_DATE_UNKNOWN}, .count = (int)r + 1};
    }
    block.rows[kind_of("enterprise")] = 2;
    CHECK_TEXT(written(), "r,E1,unknown,,,,enterprise.size,n/a: without enterprise.size\n"
                          "r,E2,unknown,,,,enterprise.size audit.round,\"n/a: without enterprise.size, audit.round\"\n");
    CHECK_TEXT(mandate_rows_heading(rows).bytes, "rule,subject,status,due,done,next_change,missing,reason\n");
}

static void the_version_that_judged_is_cited(void)
{
    NEED(enterprises() && begin(true));
    int versions[3];
    for (int v = 0; v < 3; v++) {
        versions[v] = node_of("enterprise");
        NEED(versions[v] >= 0);
    }
    mandate_rows_version version = {.node = versions[0], .actual = -1, .unheard = -1, .record = MANDATE_CODE_ABSENT, .templates = usual_templates("old")};
    int node = rule_on("r", "", "enterprise", MANDATE_SHAPE_DATED, &version);
    NEED(node >= 0 && version.templates);
    version.node = versions[1];
    version.templates = usual_templates("new");
    NEED(version.templates && mandate_rows_add_version(rows, &version, &error));
    version.node = versions[2];
    version.templates = usual_templates("other");
    NEED(version.templates && mandate_rows_add_version(rows, &version, &error));
    for (size_t r = 0; r < 3; r++)
        for (int v = 0; v < 3; v++) block.columns[versions[v]].statuses[r] = MANDATE_NOT_IN_FORCE;
    give(node, 0, MANDATE_LATE, NULL, NULL, NULL); // the second judged
    give(versions[1], 0, MANDATE_LATE, NULL, NULL, NULL);
    give(node, 1, MANDATE_OVERDUE, NULL, NULL, NULL); // of two, the one that agrees
    give(versions[0], 1, MANDATE_LATE, NULL, NULL, NULL);
    give(versions[2], 1, MANDATE_OVERDUE, NULL, NULL, NULL);
    CHECK_TEXT(written(), "r,E1,late,,,,,new: late\nr,E2,overdue,,,,,other: overdue\nr,E3,not_applicable,,,,,old: does not apply\n");
}

static void a_quota_tells_its_own_place_s_numbers(void)
{
    NEED(import_text("jurisdiction", "code,level\nA,city\nB,city\nC,city\nD,city\n") && begin(true));
    block.driver = kind_of("jurisdiction");
    mandate_rows_version goal = {.node = -1, .unheard = -1, .record = 0, .templates = usual_templates("for A")};
    goal.actual = node_of("jurisdiction");
    int node = rule_on("q", "", "jurisdiction", MANDATE_SHAPE_QUOTA, &goal);
    NEED(node >= 0 && goal.actual >= 0 && goal.templates);
    int actual = goal.actual;
    for (uint32_t place = 1; place < 3; place++) {
        goal.record = place;
        goal.templates = usual_templates(place == 1 ? "for B" : "for C");
        NEED(goal.templates && mandate_rows_add_version(rows, &goal, &error));
    }
    block.columns[actual].values[0] = (mandate_value){.state = MANDATE_STATE_KNOWN, .low = 3, .high = 3};
    block.columns[actual].values[1] = (mandate_value){.state = MANDATE_STATE_RANGE, .low = 3, .high = 4.5};
    block.columns[actual].values[2] = (mandate_value){.state = MANDATE_STATE_UNKNOWN};
    give(node, 0, MANDATE_OPEN, NULL, NULL, NULL);
    give(node, 1, MANDATE_BEHIND, "2005-12-31", NULL, "2004-01-01");
    give(node, 2, MANDATE_OPEN, NULL, NULL, NULL);
    CHECK_TEXT(written(), "q,A,open,,,,,for A: 3 of 5\nq,B,behind,2005-12-31,,2004-01-01,,for B: 3-4.5 of 5 by 2005-12-31\n"
                          "q,C,open,,,,,for C: unknown of 5\nq,D,not_applicable,,,,,for A: does not apply\n");
}

static uint32_t seed = 1;
static uint32_t below(uint32_t n)
{
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8) % n;
}

// Words of what is awkward in CSV; never blank, as keys are not.
static void awkward(char *out, size_t most)
{
    static const char *const bits[] = {"\"", ",", "\n", "\r\n", " ", "a", "E1", "\xE6\xB1\x9F", "\xC3\xA9", "@", "/", "\"\"", "\t", "''", "0"};
    size_t used = 1;
    out[0] = 'k';
    for (uint32_t count = below(8); count > 0; count--) {
        const char *bit = bits[below(sizeof bits / sizeof *bits)];
        if (used + strlen(bit) >= most) break;
        memcpy(out + used, bit, strlen(bit));
        used += strlen(bit);
    }
    out[used++] = 'k';
    out[used] = '\0';
}

static size_t quoted(const char *given, char *out)
{
    char *at = out;
    *at++ = '"';
    for (; *given; given++) {
        if (*given == '"') *at++ = '"';
        *at++ = *given;
    }
    *at++ = '"';
    *at = '\0';
    return (size_t)(at - out);
}

static bool is_cell(const mandate_csv_field *field, const char *expected)
{
    return field->length == strlen(expected) && memcmp(field->text, expected, field->length) == 0;
}

static void any_text_reads_back_as_it_was(void)
{
    for (int round = 0; round < 100; round++) {
        char key[64], cell[160], file[256], rule[64], period[64], words[64], subject[160], reason[160];
        awkward(key, sizeof key - 2);
        awkward(rule, sizeof rule - 2);
        awkward(words, sizeof words - 2);
        period[0] = '\0';
        if (below(2)) awkward(period, sizeof period - 2);
        quoted(key, cell);
        snprintf(file, sizeof file, "code,name,role\n%s,n,environment\n", cell);
        remove("registry.db");
        NEED(import_text("agency", file) && begin(true));
        block.driver = kind_of("agency");
        mandate_templates *templates = mandate_rows_templates(rows, &error);
        mandate_rows_version version = {.node = -1, .actual = -1, .unheard = -1, .record = MANDATE_CODE_ABSENT, .templates = templates};
        snprintf(reason, sizeof reason, "%s{due}", words);
        int node = templates && template_of(templates, "overdue", reason) ? rule_on(rule, period, "agency", MANDATE_SHAPE_DATED, &version) : -1;
        NEED(node >= 0);
        give(node, 0, MANDATE_OVERDUE, "2001-02-03", NULL, NULL);
        const char *line = written();
        snprintf(subject, sizeof subject, period[0] ? "%s@%s" : "%s", key, period);
        snprintf(reason, sizeof reason, "%s2001-02-03", words);
        mandate_csv *csv = mandate_csv_open_memory(line, strlen(line), &error);
        mandate_csv_row row;
        NEED(csv && mandate_csv_next(csv, &row, &error) == MANDATE_CSV_ROW);
        if (!(CHECK(row.count == 8) && CHECK(is_cell(&row.fields[0], rule) && is_cell(&row.fields[1], subject) && is_cell(&row.fields[7], reason))))
            printf("  %s\n", line);
        for (size_t i = 0; i < row.count; i += i == 1 ? 6 : 1) // quotes stand only where they must
            CHECK(row.fields[i].quoted == (strpbrk(i == 0 ? rule : i == 1 ? subject : reason, "\",\r\n") != NULL));
        CHECK(mandate_csv_next(csv, &row, &error) == MANDATE_CSV_END);
        mandate_csv_close(csv);
        mandate_reason_values values = {.status = MANDATE_OVERDUE, .due = day("2001-02-03"), .actual = text("")};
        char *plain = mandate_rows_reason(rows, 0, 0, &values, &error);
        NEED(plain);
        CHECK_TEXT(plain, reason); // what explain shows is what the row says
        mandate_free(plain);
        end();
        mandate_registry_close(registry);
        registry = NULL;
    }
}

static void every_day_is_written_as_it_is(void)
{
    static const char *const around_days[] = {"0001-01-01", "2003-12-31", "9999-12-31"};
    for (size_t a = 0; a < 3; a++) {
        mandate_days days;
        NEED(mandate_days_create(&days, day(around_days[a]), &error));
        int wrong = 0;
        for (mandate_date d = MANDATE_DATE_FIRST; d <= MANDATE_DATE_LAST; d += a == 1 ? 1 : 97) {
            char expected[11], given[11] = "";
            mandate_date_format(d, expected);
            wrong += mandate_days_write(&days, d, given) != given + 10 || memcmp(given, expected, 10) != 0;
        }
        CHECK(wrong == 0);
        static const mandate_date none[] = {MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ALWAYS, MANDATE_DATE_FIRST - 1, MANDATE_DATE_LAST + 1};
        for (size_t i = 0; i < 5; i++) {
            char given[11];
            CHECK(mandate_days_write(&days, none[i], given) == given);
        }
        mandate_days_destroy(&days);
    }
}

static void words_for_a_range_have_a_hole_for_each_number(void)
{
    NEED(enterprises() && begin(true));
    mandate_rows_words words = words_of_rows();
    const mandate_text wrong_ends[] = {text("above"), text("above {number} {unit}")}, wrong_pairs[] = {text("{low} and more"), text("{a}, {b}, {c}")};
    mandate_text *ends[] = {&words.above, &words.at_least, &words.below, &words.at_most}, *pairs[] = {&words.both_ends, &words.from_to};
    for (int i = 0; i < 12; i++) {
        mandate_text *changed = i < 8 ? ends[i / 2] : pairs[i / 2 - 4];
        const mandate_text right = *changed;
        *changed = i < 8 ? wrong_ends[i % 2] : wrong_pairs[i % 2];
        CHECK(!mandate_rows_create(plan, true, &words, &error));
        CHECK_HOLDS(error.message, i < 8 ? "of which they tell 1" : "of which they tell 2");
        error = (mandate_error){.code = MANDATE_OK};
        *changed = right;
    }
    end();
}

static void any_allocation_may_fail(void)
{
    NEED(enterprises() && import_text("audit", "code,enterprise,started_on\n\"A\"\"1\",E1,2001-01-01\n"));
    size_t n = 1;
    bool done = false;
    for (; n < 2000 && !done; n++) {
        NEED(begin(true));
        mandate_rows_destroy(rows);
        mandate_free(output.bytes);
        output = (mandate_output){0};
        error = (mandate_error){.code = MANDATE_OK};
        mandate_fail_allocation(n);
        const mandate_rows_words words = words_of_rows();
        rows = mandate_rows_create(plan, true, &words, &error);
        done = rows && rule_on("r", "2003", "enterprise", MANDATE_SHAPE_DATED, NULL) >= 0 && rule_on("s", "", "audit", MANDATE_SHAPE_DATED, NULL) >= 0 &&
               mandate_rows_format(rows, &block, &output, &error);
        mandate_fail_allocation(0);
        CHECK(done || error.code == MANDATE_ERROR_MEMORY);
        if (done) CHECK_HOLDS(written(), "s,\"A\"\"1\",not_applicable");
        end();
    }
    CHECK(done && n > 20);
}

static const char *content(const char *path)
{
    static char bytes[64];
    FILE *file = fopen(path, "rb");
    if (!file) return "none";
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    return bytes;
}

static int files_here(void)
{
    int count = 0;
    DIR *listing = opendir(".");
    for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;) count += entry->d_name[0] != '.';
    if (listing) closedir(listing);
    return count;
}

static void a_file_is_put_in_its_place_when_it_is_whole(void)
{
    write_file("out.csv", "rule: earlier");
    mandate_sink *sink = mandate_sink_open("out.csv", "rule", &error);
    NEED(sink && mandate_sink_write(sink, "new", 3, &error));
    CHECK_TEXT(content("out.csv"), "rule: earlier");
    mandate_sink_abandon(sink);
    CHECK_TEXT(content("out.csv"), "rule: earlier");
    CHECK(files_here() == 1);
    sink = mandate_sink_open("out.csv", "rule", &error);
    NEED(sink && mandate_sink_write(sink, "new", 3, &error) && mandate_sink_write(sink, "er", 2, &error) && mandate_sink_close(sink, &error));
    CHECK_TEXT(content("out.csv"), "newer");
    CHECK(files_here() == 1);
}

static void what_is_no_file_of_ours_is_written_as_it_is(void)
{
    write_file("real.csv", "rule: earlier");
    NEED(symlink("real.csv", "link.csv") == 0);
    mandate_sink *sink = mandate_sink_open("link.csv", "rule", &error);
    NEED(sink && mandate_sink_write(sink, "new", 3, &error) && mandate_sink_close(sink, &error));
    CHECK_TEXT(content("real.csv"), "new");
    CHECK(readlink("link.csv", (char[8]){0}, 8) == 8); // still a link
    sink = mandate_sink_open("/dev/full", "rule", &error);
    NEED(sink);
    CHECK(!mandate_sink_write(sink, "new", 3, &error));
    CHECK_HOLDS(error.message, "/dev/full: No space left on device");
    mandate_sink_abandon(sink);
    write_file("law.lua", "obligation");
    CHECK(!mandate_sink_open("law.lua", "rule", &error));
    CHECK_HOLDS(error.message, "law.lua is there already and holds no verdicts");
    CHECK(!mandate_sink_open("nowhere/out.csv", "rule", &error));
    CHECK_HOLDS(error.message, "nowhere/out.csv: No such file");
    CHECK(!mandate_sink_open(".", "rule", &error));
}

int main(void)
{
    static const test tests[] = {
        {"rows stand by driver, kind, record and rule", rows_stand_by_driver_kind_record_and_rule},
        {"every case has its reason", every_case_has_its_reason},
        {"an unknown verdict names its fields", an_unknown_verdict_names_its_fields},
        {"the version that judged is cited", the_version_that_judged_is_cited},
        {"a quota tells its own place's numbers", a_quota_tells_its_own_place_s_numbers},
        {"any text reads back as it was", any_text_reads_back_as_it_was},
        {"every day is written as it is", every_day_is_written_as_it_is},
        {"words for a range have a hole for each number", words_for_a_range_have_a_hole_for_each_number},
        {"any allocation may fail", any_allocation_may_fail},
        {"a file is put in its place when it is whole", a_file_is_put_in_its_place_when_it_is_whole},
        {"what is no file of ours is written as it is", what_is_no_file_of_ours_is_written_as_it_is},
    };
    around = in_a_run;
    return RUN(tests);
}
