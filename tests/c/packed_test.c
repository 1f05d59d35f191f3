#define _XOPEN_SOURCE 700 // mkdtemp
#include <math.h>
#include "engine/run/run_internal.h"
#include "registry.h"
#include "snapshot/table.h"

// Packing -----------------------------------------------------------------------------------------------------------------

static bool same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)); }

// Packs the numbers and looks at each again; returns the width, 0 where one is another.
static size_t packed_width(const double *numbers, uint32_t count)
{
    mandate_filled filled = {.width = sizeof(double), .cells = mandate_room_new(NULL, count, sizeof(double), &error)};
    if (!filled.cells) return 0;
    if (count > 0) memcpy(filled.cells, numbers, count * sizeof *numbers);
    bool fine = mandate_pack_cells(&filled, MANDATE_NUMBER, count, &error);
    mandate_column column = {.type = MANDATE_NUMBER, .width = (int)filled.width, .scale = filled.scale, .base = filled.base};
    mandate_column_point(&column, filled.cells);
    for (uint32_t i = 0; fine && i < count; i++) fine = same_bits(mandate_column_number(&column, i), numbers[i]);
    mandate_room_free(filled.cells);
    return fine ? filled.width : 0;
}

#define WIDTH(...) packed_width((const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

static void numbers_are_packed_and_come_back_bit_for_bit(void)
{
    const double absent = MANDATE_NUMBER_ABSENT, unknown = MANDATE_NUMBER_UNKNOWN;
    CHECK(WIDTH(0, 253) == 1);
    CHECK(WIDTH(0, 254) == 2);
    CHECK(WIDTH(-100, 153, absent, unknown) == 1);
    CHECK(WIDTH(190, 194, 198) == 1);
    CHECK(WIDTH(0.1, 0.2, 25.4) == 1);
    CHECK(WIDTH(0, 65533) == 2);
    CHECK(WIDTH(0, 65534) == 4);
    CHECK(WIDTH(0, 4294967293) == 4);
    CHECK(WIDTH(0, 4294967294) == 8);
    CHECK(WIDTH(2251799813685247, 2251799813685248) == 1);
    CHECK(WIDTH(2251799813685248, 2251799813685250) == 8);
    CHECK(WIDTH(1e300, 1e300) == 8);
    CHECK(WIDTH(0.000000001, 0.000000002) == 1);
    CHECK(WIDTH(0.0000000001, 0) == 8);
    CHECK(WIDTH(1.0 / 3) == 8);
    CHECK(WIDTH(0.1 + 0.2) == 8); // which is not 0.3
    CHECK(WIDTH(-0.0, 1) == 8); // which is not 0
    CHECK(WIDTH(absent, unknown, absent) == 1);
    CHECK(packed_width(NULL, 0) == 1);
}

// Decimals of all sorts, in columns of a few thousand, so that the scale changes on the way.
static void any_decimals_come_back_bit_for_bit(void)
{
    enum { ROWS = 3000 };
    static double numbers[ROWS];
    unsigned long long state = 7;
    size_t widths[9] = {0};
    for (int round = 0; round < 400; round++) {
        double scale = pow(10, round % 11), spread = pow(10, round / 11 % 12);
        for (int i = 0; i < ROWS; i++) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            double steps = floor((double)(state >> 11) / 9007199254740992.0 * spread) - floor(spread / 3);
            bool coarse = round % 3 == 0 && i < ROWS - 5; // only the last ones have all the digits
            numbers[i] = coarse ? floor(steps / scale) + 0.0 : steps / scale + 0.0;
            if (state % 97 == 0) numbers[i] = state % 2 ? MANDATE_NUMBER_ABSENT : MANDATE_NUMBER_UNKNOWN;
        }
        size_t width = packed_width(numbers, ROWS);
        if (!CHECK(width > 0)) printf("  round %d\n", round);
        widths[width]++;
    }
    CHECK(widths[1] > 0 && widths[2] > 0 && widths[4] > 0 && widths[8] > 0);
}

static void dates_are_packed_and_come_back(void)
{
    static const struct {
        mandate_date dates[4];
        size_t width;
    } cases[] = {
        {{0, 253, MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN}, 1},
        {{-20000, 45533, MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN}, 2},
        {{-20000, 45534, MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN}, 4},
        {{MANDATE_DATE_FIRST, MANDATE_DATE_LAST, 0, 0}, 4},
        {{MANDATE_DATE_ALWAYS, 0, 0, 0}, 4},
        {{MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN, MANDATE_DATE_ABSENT, MANDATE_DATE_UNKNOWN}, 1},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        mandate_filled filled = {.width = sizeof(mandate_date), .cells = mandate_room_new(NULL, 4, sizeof(mandate_date), &error)};
        NEED(filled.cells);
        memcpy(filled.cells, cases[c].dates, sizeof cases[c].dates);
        NEED(mandate_pack_cells(&filled, MANDATE_EVENT, 4, &error));
        mandate_column column = {.type = MANDATE_EVENT, .width = (int)filled.width, .scale = filled.scale, .base = filled.base};
        mandate_column_point(&column, filled.cells);
        CHECK(filled.width == cases[c].width);
        for (size_t i = 0; i < 4; i++) CHECK(mandate_column_date(&column, i) == cases[c].dates[i]);
        mandate_room_free(filled.cells);
    }
}

// Comparing -----------------------------------------------------------------------------------------------------------------

enum { TEXTS = 6, COMPARISONS = 5 };
static const mandate_operation number_operations[COMPARISONS] = {MANDATE_OP_NUMBER_ABOVE, MANDATE_OP_NUMBER_AT_LEAST, MANDATE_OP_NUMBER_BELOW, MANDATE_OP_NUMBER_AT_MOST,
                                                                 MANDATE_OP_NUMBER_SAME};
static const mandate_operation date_operations[COMPARISONS] = {MANDATE_OP_DATE_AFTER, MANDATE_OP_DATE_ON_OR_AFTER, MANDATE_OP_DATE_BEFORE, MANDATE_OP_DATE_BY,
                                                               MANDATE_OP_DATE_SAME};

static bool holds(int comparison, double a, double b)
{
    switch (comparison) {
    case 0: return a > b;
    case 1: return a >= b;
    case 2: return a < b;
    case 3: return a <= b;
    default: return a == b;
    }
}

// What a comparison must say of two numbers: 0 false, 1 true, 2 unknown.
static unsigned truth_of(int comparison, double a, double b)
{
    if (isnan(a) || isnan(b)) return 0;
    return isinf(a) || isinf(b) ? 2 : holds(comparison, a, b);
}

static mandate_node node_of(mandate_operation op, const char *kind, const char *field, int a, int b)
{
    mandate_node node = {.op = op, .space = kind_of(kind), .kind = kind_of(kind), .field = field ? field_of(kind, field) : 0};
    for (int i = 0; i < MANDATE_ARGUMENTS; i++) node.argument[i] = -1;
    node.argument[0] = a;
    node.argument[1] = b;
    return node;
}

static int add(mandate_plan *plan, mandate_node node) { return mandate_plan_add(plan, &node, &error); }

static double double_of(mandate_date date) { return date == MANDATE_DATE_ABSENT ? (double)NAN : date == MANDATE_DATE_UNKNOWN ? -(double)INFINITY : (double)date; }

static double cell(const mandate_column *column, uint32_t r)
{
    return column->type == MANDATE_NUMBER ? mandate_column_number(column, r) : double_of(mandate_column_date(column, r));
}

// Whether a comparison must look at the cells as they lie: of packed columns, of which two must fit 32 bits when they are brought to the finer step. Any dates do.
static bool is_narrow(const mandate_column *a, const mandate_column *b, bool constant)
{
    if (a->scale == 0 || constant || a->type != MANDATE_NUMBER) return a->scale > 0;
    double finer = a->scale > b->scale ? a->scale : b->scale;
    return b->scale > 0 && a->width <= 2 && b->width <= 2 && (fabs((double)a->base) + 65535) * finer / a->scale < 2147483640.0 &&
           (fabs((double)b->base) + 65535) * finer / b->scale < 2147483640.0;
}

// Compares two columns of a kind, or (number, day) one with a constant, in all ways, and with what the cells themselves say.
static void compare_all(const mandate_snapshot *snapshot, const char *kind, const char *left, const char *right, double constant)
{
    const mandate_table *table = mandate_snapshot_table(snapshot, kind_of(kind));
    const mandate_column *a = &table->columns[field_of(kind, left)], *b = right ? &table->columns[field_of(kind, right)] : NULL;
    bool numbers = a->type == MANDATE_NUMBER;
    for (int c = 0; c < COMPARISONS; c++) {
        mandate_plan *plan = mandate_plan_create(snapshot, day("2005-06-30"), &error);
        NEED(plan);
        mandate_node other = node_of(numbers ? MANDATE_OP_NUMBER_CONSTANT : MANDATE_OP_DATE_CONSTANT, kind, NULL, -1, -1);
        other.number = other.number2 = constant;
        other.integer = (int64_t)constant;
        int x = add(plan, node_of(MANDATE_OP_READ, kind, left, -1, -1));
        int y = add(plan, right ? node_of(MANDATE_OP_READ, kind, right, -1, -1) : other);
        int compared = add(plan, node_of(numbers ? number_operations[c] : date_operations[c], kind, NULL, x, y));
        int known = add(plan, node_of(MANDATE_OP_KNOWN, kind, NULL, x, -1));
        NEED(mandate_plan_keep(plan, compared, &error) && mandate_plan_keep(plan, known, &error));
        mandate_run *run = mandate_run_create(plan, NULL, &error);
        NEED(run);
        CHECK(run->layout.narrow[x] == is_narrow(a, b, right == NULL));
        for (uint32_t r = 0; r < table->records; r++) {
            mandate_value value = mandate_run_value(run, compared, r);
            unsigned truth = value.state == MANDATE_STATE_UNKNOWN ? 2U : value.yes;
            if (!CHECK(truth == truth_of(c, cell(a, r), b ? cell(b, r) : constant)))
                printf("  %s %d of %.17g and %.17g\n", left, c, cell(a, r), b ? cell(b, r) : constant);
            CHECK(mandate_run_value(run, known, r).yes == isfinite(cell(a, r)));
        }
        mandate_run_destroy(run);
        mandate_plan_destroy(plan);
    }
}

// 150 measurements, so that there are whole words of a mask and a part of one, of values and limits that are taken in turn.
static mandate_snapshot *measure(const char *const *values, const char *const *limits)
{
    char text[16384] = "enterprise,outlet,pollutant,measured_on,value,limit_value\n";
    size_t used = strlen(text);
    for (unsigned i = 0; i < 150; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "E1,o%u,p,2003-01-%02u,%s,%s\n", i, i % 28 + 1, values[i % TEXTS], limits[i / TEXTS % TEXTS]);
    remove("registry.db");
    mandate_registry_close(registry);
    registry = NULL;
    return import_text("enterprise", "code\nE1\n") && import_text("measurement", text) ? mandate_snapshot_build(registry, model, &error) : NULL;
}

static void packed_numbers_compare_as_the_numbers_do(void)
{
    static const struct {
        const char *values[TEXTS], *limits[TEXTS];
        int value_width, limit_width;
    } cases[] = {
        {{"0", "10", "20", "253", "30", ""}, {"10", "20", "", "30", "0", "100"}, 1, 1},
        {{"0.5", "10", "20.3", "25", "9.9", ""}, {"10", "20", "", "30", "0", "100"}, 1, 1},
        {{"190.1", "189.9", "190", "194", "0", "199.8"}, {"190", "194", "198", "190", "", "194"}, 2, 1},
        {{"-3.5", "-3", "3", "-1000", "2.25", ""}, {"-3.5", "2.25", "-3", "", "3.125", "0"}, 4, 2},
        {{"30.000000001", "30", "29.999999999", "30.000000002", "", "30"}, {"30", "30", "30", "", "31", "29"}, 1, 1}, // steps too fine for the limits
        {{"70000", "30", "", "29", "65536", "31"}, {"30", "70000", "29", "", "31", "65536"}, 4, 4},
        {{"123456789012345", "0.5", "", "29", "30", "31"}, {"30", "30", "29", "", "31", "0.5"}, 8, 2},
        {{"0.1", "0.2", "0.3", "0.7", "", "1.1"}, {"0.30", "0.29", "0.31", "0.7", "", "0.299999"}, 1, 4},
        {{"0", "65533", "40", "", "253", "65532"}, {"0", "253", "", "40", "41", "252"}, 2, 1}, // all that 16 bits hold, and their markers
        {{"0", "6553.3", "6300", "", "6552.9", "6553"}, {"6300", "6553", "", "6552", "6301", "6310"}, 2, 1}, // in 16 bits no matter which cells
        {{"0", "6553.3", "6301", "", "6552.9", "6553"}, {"6301", "6554", "", "6552", "6302", "6311"}, 2, 1}, // a cell could be beyond them
        {{"1", "65534", "40", "", "254", "65533"}, {"0", "253", "", "40", "1", "252"}, 2, 1}, // the wider begins higher
    };
    static const double constants[] = {0,   -3,        -3.5, 10,  9.9,   10.05,   20.3, 190,  193.99999,       29.9999999995, 30,    30.0000000005,
                                       0.3, 0.1 + 0.2, 253,  254, 65536, 65535.5, 1e9,  -1e9, 123456789012345, 1e300,         -1e300};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        mandate_snapshot *snapshot = measure(cases[c].values, cases[c].limits);
        NEED(snapshot);
        const mandate_column *columns = mandate_snapshot_table(snapshot, kind_of("measurement"))->columns;
        CHECK(columns[field_of("measurement", "value")].width == cases[c].value_width);
        CHECK(columns[field_of("measurement", "limit_value")].width == cases[c].limit_width);
        compare_all(snapshot, "measurement", "value", "limit_value", 0);
        compare_all(snapshot, "measurement", "limit_value", "value", 0);
        for (size_t k = 0; k < sizeof constants / sizeof *constants; k++) {
            compare_all(snapshot, "measurement", "value", NULL, constants[k]);
            compare_all(snapshot, "measurement", "limit_value", NULL, constants[k]);
        }
        mandate_snapshot_destroy(snapshot);
    }
}

static void packed_dates_compare_as_the_dates_do(void)
{
    static const char *const far[] = {"2003-05-05", "2150-01-01", "0001-01-01"}; // one, two and four bytes
    static const int widths[] = {1, 2, 4};
    for (size_t c = 0; c < sizeof far / sizeof *far; c++) {
        char text[16384] = "code,enterprise,taken_on,due_on\n";
        size_t used = strlen(text);
        static const char *const dues[] = {"2003-01-31", "", "2003-02-01", "2003-01-30", "2003-03-01", NULL};
        for (unsigned i = 0; i < 150; i++) {
            const char *due = dues[i % TEXTS] ? dues[i % TEXTS] : far[c];
            used += (size_t)snprintf(text + used, sizeof text - used, "X%u,E1,2003-%02u-%02u,%s\n", i, i % 3 + 1, i % 28 + 1, due);
        }
        remove("registry.db");
        mandate_registry_close(registry);
        registry = NULL;
        NEED(import_text("enterprise", "code\nE1\n") && import_text("action", text));
        mandate_snapshot *snapshot = mandate_snapshot_build(registry, model, &error);
        NEED(snapshot);
        CHECK(mandate_snapshot_table(snapshot, kind_of("action"))->columns[field_of("action", "due_on")].width == widths[c]);
        compare_all(snapshot, "action", "due_on", "taken_on", 0);
        compare_all(snapshot, "action", "taken_on", "due_on", 0);
        static const char *const days[] = {"2003-01-31", "2003-02-01", "2003-01-30", "0001-01-01", "2190-01-01", "9999-12-31", "2003-02-15"};
        for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
            compare_all(snapshot, "action", "due_on", NULL, day(days[d]));
            compare_all(snapshot, "action", "taken_on", NULL, day(days[d]));
        }
        mandate_snapshot_destroy(snapshot);
    }
}

int main(void)
{
    static const test tests[] = {
        {"numbers are packed and come back bit for bit", numbers_are_packed_and_come_back_bit_for_bit},
        {"any decimals come back bit for bit", any_decimals_come_back_bit_for_bit},
        {"dates are packed and come back", dates_are_packed_and_come_back},
        {"packed numbers compare as the numbers do", packed_numbers_compare_as_the_numbers_do},
        {"packed dates compare as the dates do", packed_dates_compare_as_the_dates_do},
    };
    around = in_a_folder;
    return RUN(tests);
}
