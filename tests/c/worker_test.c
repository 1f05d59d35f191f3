// The functions of rules: what they read, what they may return, and that nothing they do can reach the next row.
#include "harness.h"

#include "host/document_hash.h"
#include "host/worker.h"
#include "model/memory.h"
#include "model/text.h"

static const char prelude[] =
    "local host = ...\n"
    "local kept = {}\n"
    "local library = _ENV\n"
    "local expression = host.setmetatable({}, { __metatable = false, __index = function() return 1 end })\n"
    "local environment = host.setmetatable({}, {\n"
    "  __metatable = false,\n"
    "  __index = function(_, name) if library[name] ~= nil then return library[name] end return expression end,\n"
    "  __newindex = function(_, name) error('no globals: ' .. name, 0) end })\n"
    "library = { keep = function(value) kept[#kept + 1] = value end, pairs = function(t) return pairs(t) end }\n"
    "for _, name in pairs { 'assert', 'error', 'ipairs', 'math', 'string', 'table', 'tostring', 'type', 'select' } do library[name] = _ENV[name] end\n"
    "return { environment = environment, finish = function() return kept end }\n";

// The registry of these tests ------------------------------------------------------------------------------------------

enum { ENTERPRISE, JURISDICTION, AUDIT };
static const char *const kinds[] = {"enterprise", "jurisdiction", "audit"};
static const char *const fields[3][9] = {
    {"size", "employees", "opened_on", "listed", "jurisdiction", "sales", "known", "code", NULL}, {"name", NULL}, {"completed_on", NULL}};
static const uint32_t audits_of_1[] = {7, 4, 9};
static uint32_t audits_of_5[1000];

static int find_field(void *context, int kind, const char *name, size_t length)
{
    (void)context;
    for (int i = 0; fields[kind][i]; i++)
        if (strlen(fields[kind][i]) == length && memcmp(fields[kind][i], name, length) == 0) return i;
    return -1;
}

// Codes are read by their identities, and some of them are long.
static const char *text_of(void *context, int kind, int field, uint64_t identity, size_t *length)
{
    (void)context, (void)kind, (void)field;
    static char text[80];
    *length = (size_t)snprintf(text, sizeof text, identity % 7 ? "code %u" : "code %060u", (unsigned)identity);
    return text;
}

// Enterprise 1 has everything, 2 has no value anywhere, of 3 nothing is known; 4 cannot be read.
static bool read_cell(void *context, int kind, uint32_t record, int field, mandate_view_cell *cell)
{
    (void)context;
    *cell = (mandate_view_cell){.state = MANDATE_CELL_KNOWN};
    if (kind == JURISDICTION) {
        cell->type = MANDATE_TEXT;
        cell->text = "City N";
        cell->length = 6;
        return true;
    }
    if (kind == AUDIT) {
        cell->type = MANDATE_DATE;
        cell->date = mandate_date_from(2000 + (int)record, 1, 2);
        return true;
    }
    if (record == 2 || record == 3) cell->state = record == 2 ? MANDATE_CELL_ABSENT : MANDATE_CELL_UNKNOWN;
    switch (field) {
    case 0:
        cell->type = MANDATE_TEXT;
        cell->text = record % 2 ? "large" : "small";
        cell->length = 5;
        break;
    case 2:
        cell->type = MANDATE_EVENT;
        cell->date = mandate_date_from(1999, 12, 31) - (mandate_date)(record / 10 * 1024);
        break;
    case 3:
        cell->type = MANDATE_YESNO;
        cell->yes = true;
        break;
    case 4:
        cell->type = MANDATE_REFERENCE;
        cell->kind = JURISDICTION;
        cell->record = 5;
        break;
    case 7:
        cell->type = MANDATE_TEXT;
        cell->identity = record;
        break;
    default: cell->type = MANDATE_NUMBER; cell->number = 300 + record;
    }
    return record != 4;
}

static bool find_children(void *context, int kind, uint32_t record, const char *plural, size_t length, mandate_children *children)
{
    (void)context;
    if (kind != ENTERPRISE || length != 6 || memcmp(plural, "audits", 6) != 0) return false;
    *children = (mandate_children){.kind = AUDIT,
                                   .lost = -1,
                                   .records = record == 1   ? audits_of_1
                                              : record == 5 ? audits_of_5
                                                            : NULL,
                                   .count = record == 1   ? 3
                                            : record == 5 ? 1000
                                                          : 0};
    return true;
}

static const char *kind_name(void *context, int kind)
{
    (void)context;
    return kinds[kind];
}

static const char *field_name(void *context, int kind, int field)
{
    (void)context;
    return fields[kind][field];
}

static const char *nearest(void *context, int kind, const char *word)
{
    (void)context;
    return mandate_text_nearest(word, fields[kind]);
}

static mandate_view view_of(mandate_date as_of)
{
    return (mandate_view){.as_of = as_of,
                          .find_field = find_field,
                          .read = read_cell,
                          .text = text_of,
                          .children = find_children,
                          .kind_name = kind_name,
                          .field_name = field_name,
                          .nearest = nearest};
}

// One worker at a time --------------------------------------------------------------------------------------------------

static mandate_worker *worker;
static mandate_worker_result result;
static mandate_error error;
static mandate_view view;

static mandate_pack_files pack_of(mandate_pack_file *file, const char *script)
{
    *file = (mandate_pack_file){"rules.lua", script, strlen(script)};
    return (mandate_pack_files){file, 1, {"prelude", prelude, sizeof prelude - 1}};
}

static uint64_t hash_of(const char *script)
{
    mandate_pack_file file;
    mandate_pack_files pack = pack_of(&file, script);
    mandate_pack_limits limits = mandate_pack_default_limits();
    mandate_pack_result loaded = {0};
    uint64_t hash = mandate_pack_run(&pack, &limits, &loaded, &error) ? mandate_document_hash(&loaded.document) : 0;
    if (hash == 0) printf("  %s:%ld: %s\n", error.file, error.line, error.message);
    mandate_pack_result_clear(&loaded);
    return hash;
}

static bool load_limited(const char *script, const mandate_worker_limits *limits)
{
    mandate_worker_destroy(worker);
    view = view_of(mandate_date_from(2003, 12, 31));
    mandate_pack_file file;
    mandate_pack_files pack = pack_of(&file, script);
    worker = mandate_worker_create(&pack, hash_of(script), limits, &error);
    if (!worker) printf("  %s:%ld: %s\n", error.file, error.line, error.message);
    return worker != NULL;
}

static bool load(const char *script) { return load_limited(script, NULL); }

static bool call(int function, uint32_t record, mandate_type wanted)
{
    error = (mandate_error){0};
    mandate_worker_calls calls = {.function = function, .kind = ENTERPRISE, .records = &record, .count = 1, .wanted = wanted};
    return worker && mandate_worker_run(worker, &calls, &view, &result, &error);
}

// True if the body, as a function of (e, about), gives true for the record.
static bool holds(const char *body, uint32_t record)
{
    char script[1024];
    snprintf(script, sizeof script, "keep(function(e, about) %s end)", body);
    bool good = load(script) && call(1, record, MANDATE_YESNO);
    if (!good) printf("  %s:%ld: %s\n", error.file, error.line, error.message);
    return good && result.state == MANDATE_CELL_KNOWN && result.yes && mandate_worker_check(worker, &error);
}

// True if the script's first function fails in this line with these words.
static bool fails(const char *script, const char *words, long line)
{
    bool failed = load(script) && !call(1, 1, MANDATE_YESNO);
    bool good = failed && strstr(error.message, words) && strcmp(error.file, "rules.lua") == 0 && error.line == line;
    if (!good) printf("  %s:%ld: %s\n", error.file, error.line, error.message);
    return good;
}

static bool body_fails(const char *body, const char *words)
{
    char script[1024];
    snprintf(script, sizeof script, "keep(function(e, about)\n%s\nend)", body);
    return fails(script, words, 2);
}

static void reading(void)
{
    CHECK(holds("return e.size == 'large' and e.employees == 301 and e.opened_on == '1999-12-31' and e.listed == true", 1));
    CHECK(holds("return e.jurisdiction.name == 'City N'", 1));
    CHECK(holds("return e.size == nil and e.employees == nil and e.opened_on == nil and e.listed == nil and e.jurisdiction == nil", 2));
    CHECK(holds("return math.type(e.employees) == 'float'", 1)); // whole numbers of Lua would wrap around
    CHECK(holds("return about.as_of == '2003-12-31'", 1));
    CHECK(holds("return e.jurisdiction == e.jurisdiction and e ~= e.jurisdiction", 1));
    CHECK(holds("return tostring(e) == 'row of enterprise' and type(e.known) == 'function'", 1)); // the method, though a field has the name
    NEED(load("keep(function(e, about) return about.as_of == '2004-01-01' end)"));
    view.as_of = mandate_date_from(2004, 1, 1);
    CHECK(call(1, 1, MANDATE_YESNO) && result.yes);
    view.as_of = mandate_date_from(2004, 1, 2);
    CHECK(call(1, 1, MANDATE_YESNO) && !result.yes);
}

static void sets(void)
{
    CHECK(holds("return #e.audits == 3 and e.audits[2].completed_on == '2004-01-02' and e.audits[4] == nil and e.audits[0] == nil", 1));
    CHECK(holds("local n = 0 for i, audit in ipairs(e.audits) do n = n + i assert(audit.completed_on > '2000') end return n == 6", 1));
    CHECK(holds("return #e.audits == 0 and e.audits[1] == nil", 2));
    CHECK(body_fails("return e.audits.completed_on", "this is a set of rows of audit"));
    CHECK(body_fails("for k in pairs(e.audits) do end", "with `ipairs`"));
    CHECK(body_fails("e.audits[1] = nil", "records cannot be changed"));
}

static void wrong_names(void)
{
    CHECK(body_fails("return e.siez == 'large'", "enterprise has no field `siez`; did you mean `size`?"));
    CHECK(body_fails("return e.jurisdiction.nmae == 'x'", "jurisdiction has no field `nmae`; did you mean `name`?"));
    CHECK(body_fails("return e.quite_something_else", "`mandate doc --model` lists its fields"));
    CHECK(body_fails("return e[1]", "by a field's name"));
    CHECK(body_fails("e.size = 'small'", "records cannot be changed"));
    CHECK(body_fails("return about.today", "has `as_of`"));
    CHECK(body_fails("return about.period.from", "where the rule is judged per year, quarter or month"));
    CHECK(body_fails("about.as_of = 1", "read-only"));
    CHECK(body_fails("for k in pairs(e) do end", "ipairs"));
    CHECK(load("keep(function(e) return e.size == 'large' end)") && !call(1, 4, MANDATE_YESNO) && strstr(error.message, "cannot be read"));
    CHECK(!call(2, 1, MANDATE_YESNO) && !call(0, 1, MANDATE_YESNO) && !call(-1, 1, MANDATE_YESNO));
}

static void unknown(void)
{
    NEED(load("keep(function(e) local x = e.sales return true end)\n"
              "keep(function(e) if not e:known 'sales' then return e.sales == nil end return false end)\n"
              "keep(function(e) e:known 'size' return e.sales == nil end)\n"
              "keep(function(e) table.sort({ 1, 2 }, function() return e.employees end) return true end)"));
    CHECK(call(1, 3, MANDATE_YESNO) && result.state == MANDATE_CELL_UNKNOWN && result.missing_kind == ENTERPRISE && result.missing_field == 5 &&
          result.missing_record == 3);
    CHECK(call(2, 3, MANDATE_YESNO) && result.state == MANDATE_CELL_KNOWN && result.yes);
    CHECK(call(2, 1, MANDATE_YESNO) && result.state == MANDATE_CELL_KNOWN && !result.yes);
    CHECK(call(1, 3, MANDATE_YESNO) && result.state == MANDATE_CELL_UNKNOWN); // what was asked counts for its own call only
    CHECK(call(3, 3, MANDATE_YESNO) && result.state == MANDATE_CELL_UNKNOWN && result.missing_field == 5);
    CHECK(call(4, 3, MANDATE_YESNO) && result.state == MANDATE_CELL_UNKNOWN && result.missing_field == 1);
    CHECK(call(1, 1, MANDATE_YESNO) && result.state == MANDATE_CELL_KNOWN);
    CHECK(body_fails("return e:known 'nothing'", "enterprise has no field"));
    CHECK(body_fails("return e:known 'audits'", "`known` is asked of a field"));
    CHECK(body_fails("return e.known 'size'", "with a colon"));
    CHECK(body_fails("return e.known('size', 'size')", "with a colon"));
    CHECK(holds("return e:known 'size' == false", 2)); // absent is not known
}

static void results(void)
{
    CHECK(fails("\nkeep(function(e)\n return 'yes' end)", "must return true or false; it returned string \"yes\"", 2));
    CHECK(fails("keep(function(e) end)", "is there a path through it without `return`?", 1));
    NEED(load("keep(function(e) return '2003-02-28' end) keep(function(e) return '2003-02-30' end) keep(function(e) return nil end) "
              "keep(function(e) return 7 end) keep(function(e) return 0 / 0 end) keep(function(e) return e end)"));
    CHECK(call(1, 1, MANDATE_DATE) && result.date == mandate_date_from(2003, 2, 28) && result.state == MANDATE_CELL_KNOWN);
    CHECK(!call(2, 1, MANDATE_DATE) && strstr(error.message, "a date such as"));
    CHECK(call(3, 1, MANDATE_DATE) && result.state == MANDATE_CELL_ABSENT);
    CHECK(call(3, 1, MANDATE_NUMBER) && result.state == MANDATE_CELL_ABSENT);
    CHECK(!call(4, 1, MANDATE_DATE));
    CHECK(call(4, 1, MANDATE_NUMBER) && result.number == 7);
    CHECK(!call(5, 1, MANDATE_NUMBER) && strstr(error.message, "a number"));
    CHECK(!call(6, 1, MANDATE_NUMBER) && error.line == 1);
    CHECK(!call(1, 1, MANDATE_NUMBER));
}

static void kept_rows(void)
{
    NEED(load("local held\nkeep(function(e)\n if held then return held.size == 'x' end\n held = e return true end)"));
    CHECK(call(1, 1, MANDATE_YESNO));
    CHECK(!call(1, 3, MANDATE_YESNO) && strstr(error.message, "a row was kept from an earlier call") && error.line == 3);
    for (int i = 0; i < 5000; i++) // rows are used again, but never one that was kept
        CHECK(!call(1, 1, MANDATE_YESNO));
    CHECK(!mandate_worker_check(worker, &error) && strstr(error.message, "`held`") && error.line == 2);
    NEED(load("local held\nkeep(function(e)\n if held then return #held > 1 end\n held = e.audits return true end)"));
    CHECK(call(1, 1, MANDATE_YESNO));
    CHECK(!call(1, 1, MANDATE_YESNO) && strstr(error.message, "a row was kept"));
    NEED(load("local known\nkeep(function(e)\n if known then return known(e, 'size') end known = e.known return true end)"));
    CHECK(call(1, 1, MANDATE_YESNO) && call(1, 1, MANDATE_YESNO) && result.yes); // the method itself belongs to no row
    CHECK(!mandate_worker_check(worker, &error));
}

// Beyond the few rows that each call has ready, too.
static void kept_inner_rows(void)
{
    NEED(load("local held = {}\nlocal last\nkeep(function(e)\n if last then return last.name == 'x' end\n"
              "for i = 1, 20 do last = e.jurisdiction end return last.name == 'City N' end)\n"
              "local other\nkeep(function(e)\n if other then return other.name == 'x' end\n other = e.jurisdiction return true end)"));
    for (int function = 1; function <= 2; function++) {
        CHECK(call(function, 1, MANDATE_YESNO) && result.yes);
        for (int i = 0; i < 2000; i++) CHECK(!call(function, 1, MANDATE_YESNO) && strstr(error.message, "a row was kept from an earlier call"));
    }
    CHECK(!mandate_worker_check(worker, &error));
}

static void variables(void)
{
    NEED(load("local count = 0\nkeep(function(e)\n count = count + 1 return count > 1 end)"));
    CHECK(mandate_worker_check(worker, &error));
    CHECK(call(1, 1, MANDATE_YESNO));
    CHECK(!mandate_worker_check(worker, &error));
    CHECK(error.code == MANDATE_ERROR_FUNCTION && strstr(error.message, "the function changed `count`") && error.line == 2);
    NEED(load("local count = 1\nlocal function step() count = 1.0 end\nkeep(function(e) step() return true end)"));
    CHECK(call(1, 1, MANDATE_YESNO) && !mandate_worker_check(worker, &error)); // 1.0 is not 1
    NEED(load("local help = { tools = { n = 0 } }\nlocal total = 0\nfunction help.tools.add() total = total + 1 return true end\n"
              "keep(function(e) return help.tools.add() end)"));
    CHECK(call(1, 1, MANDATE_YESNO) && !mandate_worker_check(worker, &error) && strstr(error.message, "`total`") && error.line == 3);
    NEED(load("local least = 300\nkeep(function(e) local n = 0 for i = 1, 3 do n = n + i end return e.employees > least end)"));
    CHECK(call(1, 1, MANDATE_YESNO) && result.yes && mandate_worker_check(worker, &error));
    NEED(load("keep(function(e) _ENV = { e = e } return true end)"));
    CHECK(call(1, 1, MANDATE_YESNO) && !mandate_worker_check(worker, &error) && strstr(error.message, "`_ENV`"));
}

// What `pairs` gives remembers its place and holds the table itself: made while the pack loads, it would count the rows.
static void iterators(void)
{
    CHECK(fails("local step = pairs { 1, 2, 3 }\nkeep(function(e)\n return step() == 1 end)", "call `pairs` inside the function", 3));
    CHECK(fails("local step = pairs { { n = 0 } }\nkeep(function(e)\n local _, inner = step() inner.n = inner.n + 1 return true end)", "call `pairs` inside the function",
                3));
    CHECK(fails("local hidden = { by = { (pairs { 1, 2 }) } }\nkeep(function(e)\n return hidden.by[1]() == 1 end)", "call `pairs` inside the function", 3));
    NEED(load("local again, list = ipairs { 1, 2 }\nkeep(function(e) return again(list, 0) == 1 end)"));
    for (int i = 0; i < 5; i++) CHECK(call(1, 1, MANDATE_YESNO) && result.yes);
}

static void captured_tables(void)
{
    static const char tables[] = "local limits = { 10, 20, 30, by = { large = 5, small = { 'a', 'b' } } }\nkeep(function(e)\n%s\nend)";
    static const struct {
        const char *body, *words; // words NULL: gives true
    } cases[] = {
        {"return limits[2] == 20 and #limits == 3 and limits.by.large == 5 and limits.by.small[2] == 'b' and limits.x == nil", NULL},
        {"local n = 0 for _, v in ipairs(limits) do n = n + v end return n == 60", NULL},
        {"local s = '' for k in pairs(limits) do s = s .. tostring(k) end return s == '123by'", NULL},
        {"for _, v in pairs(limits) do if type(v) == 'table' then v.large = 1 end end", "is read-only while rules run"},
        {"return table.concat(limits.by.small, '-') == 'a-b' and select('#', table.unpack(limits)) == 3", NULL},
        {"return limits.by == limits.by and type(limits) == 'table'", NULL},
        {"limits[1] = 5", "is read-only while rules run"},
        {"limits.by.new = 5", "is read-only while rules run"},
        {"table.insert(limits, 5)", "is read-only while rules run"},
        {"table.sort(limits)", "is read-only while rules run"},
        {"table.remove(limits.by.small)", "is read-only while rules run"},
        {"local t = { table.unpack(limits) } t[1] = 9 return t[1] == 9", NULL},
        {"local x = { limits } x[1][1] = 5", "is read-only while rules run"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[1024];
        snprintf(script, sizeof script, tables, cases[i].body);
        if (cases[i].words) CHECK(fails(script, cases[i].words, 3));
        else CHECK(load(script) && call(1, 1, MANDATE_YESNO) && result.yes && mandate_worker_check(worker, &error));
    }
    CHECK(load("local mine = { 1 }\nlocal f = function() return mine[1] end\nlocal t = { f = f, mine = mine }\n"
               "keep(function(e) return t.f() == 1 and t.mine == t.mine end)") &&
          call(1, 1, MANDATE_YESNO) && result.yes);
    CHECK(load("local pairs, floor, m = pairs, math.floor, math\nkeep(function(e) for k in pairs { 1 } do end return floor(m.abs(-1.5)) == 1 end)") &&
          call(1, 1, MANDATE_YESNO) && result.yes);
}

static void environment(void)
{
    CHECK(body_fails("return enterprise.size", "`enterprise` cannot be used inside a rule's function"));
    CHECK(body_fails("keep(1)", "`keep` cannot be used inside a rule's function"));
    CHECK(body_fails("x = 1", "cannot set the global `x`"));
    CHECK(body_fails("math.floor = nil", "`math` is read-only"));
    CHECK(body_fails("math = nil", "cannot set the global `math`"));
    CHECK(body_fails("return os.time()", "`os.time` is not available"));
    CHECK(body_fails("return pcall(error)", "`pcall` is not available"));
    CHECK(fails("local k = keep\nkeep(function(e)\n k(1) return true end)", "words of the rule language cannot be used", 3));
    CHECK(fails("local x = enterprise\nkeep(function(e)\n return x.size end)", "an expression cannot be used inside a rule's function", 3));
    CHECK(fails("local x = { enterprise }\nkeep(function(e)\n return x[1] & x[1] end)", "an expression cannot be used inside", 3));
    CHECK(body_fails("return string.format('%s', e.size) .. nil", "concatenate a nil value"));
}

static void limits(void)
{
    NEED(load("keep(function(e) while true do end end)\nkeep(function(e) return true end)\nkeep(function(e)\n local s = 'x' while true do s = s .. s end end)\n"
              "keep(function(e) local t = {} for i = 1, 1e9 do t[i] = i end end)\nkeep(function(e) local function f(...) return f(1, ...) end f() end)\n"
              "keep(function(e) while true do local x = e.jurisdiction end end)\n"
              "keep(function(e) local n = 0 for i = 1, 100000 do n = n + i end return true end)"));
    for (int function = 1; function <= 6; function++) {
        if (function == 2) continue;
        CHECK(!call(function, 1, MANDATE_YESNO) && error.code == MANDATE_ERROR_LIMIT && strcmp(error.file, "rules.lua") == 0 && error.line > 0);
        CHECK(call(2, 1, MANDATE_YESNO) && result.yes); // one failed call does no harm to the next
    }
    bool good = true;
    for (int i = 0; i < 30; i++) // the budget is each call's own
        good = good && call(7, 1, MANDATE_YESNO);
    CHECK(good);
    mandate_worker_limits few = mandate_worker_default_limits();
    few.call.instructions = 1000;
    NEED(load_limited("keep(function(e) for i = 1, 100 do end return true end) keep(function(e) for i = 1, 2000 do end return true end)", &few));
    for (int i = 0; i < 100; i++) good = good && call(1, 1, MANDATE_YESNO) && !call(2, 1, MANDATE_YESNO);
    CHECK(good);
}

// What comes before a call, or with it, changes nothing: neither its result nor what it may do.
static bool same_results(const mandate_worker_result *a, const mandate_worker_result *b)
{
    return a->state == b->state && a->yes == b->yes && a->number == b->number && a->date == b->date && a->missing_kind == b->missing_kind &&
           a->missing_field == b->missing_field && a->missing_record == b->missing_record;
}

enum { MANY = 3000 };
static uint32_t many[MANY];
static mandate_worker_result together[MANY];

static bool run_together(int function, mandate_type wanted)
{
    mandate_worker_calls calls = {.function = function, .kind = ENTERPRISE, .records = many, .count = MANY, .wanted = wanted};
    error = (mandate_error){0};
    return mandate_worker_run(worker, &calls, &view, together, &error);
}

static void calls_together(void)
{
    static const mandate_type wanted[] = {MANDATE_YESNO, MANDATE_NUMBER, MANDATE_DATE};
    NEED(load("keep(function(e) return e.size == 'large' and e.jurisdiction.name == 'City N' end)\n"
              "keep(function(e) if e:known 'sales' then return e.sales + #e.audits end return e.employees end)\n"
              "keep(function(e) return e.opened_on end)"));
    for (uint32_t i = 0; i < MANY; i++) many[i] = i % 5 == 0 ? 1 : i % 5 < 4 ? i % 5 : 100 + i;
    for (int function = 1; function <= 3; function++) {
        NEED(run_together(function, wanted[function - 1]));
        bool good = true;
        for (size_t i = 0; i < MANY; i++) good = good && call(function, many[i], wanted[function - 1]) && same_results(&result, &together[i]);
        CHECK(good);
    }
    many[700] = 4; // cannot be read
    CHECK(!run_together(1, MANDATE_YESNO) && strstr(error.message, "`size` of enterprise cannot be read") && error.line == 1);
    CHECK(!run_together(2, MANDATE_YESNO) && strstr(error.message, "must return true or false") && error.line == 2);
    mandate_worker_calls none = {.function = 1, .kind = ENTERPRISE, .records = many, .count = 0, .wanted = MANDATE_YESNO};
    CHECK(mandate_worker_run(worker, &none, &view, together, &error));
}

static void kept_texts(void)
{
    NEED(load("keep(function(e) return tonumber(string.sub(e.code, 6)) == e.employees - 300 end)\nkeep(function(e) return e.opened_on end)"));
    for (int turn = 0; turn < 3; turn++) {
        bool texts = true, dates = true;
        for (uint32_t i = 0; i < MANY; i++) // some displace each other
            many[i] = 10 + (turn < 2 ? i : i % 4 * 4096);
        NEED(run_together(1, MANDATE_YESNO));
        for (size_t i = 0; i < MANY; i++) texts = texts && together[i].yes;
        for (uint32_t i = 0; i < MANY; i++) many[i] = 10 + i % 200;
        NEED(run_together(2, MANDATE_DATE));
        for (size_t i = 0; i < MANY; i++) dates = dates && together[i].date == mandate_date_from(1999, 12, 31) - (mandate_date)(many[i] / 10 * 1024);
        CHECK(texts && dates);
    }
}

static void budgets_together(void)
{
    static const char script[] = "keep(function(e) for i = 1, 150 do local x = e.jurisdiction end return true end)\n"
                                 "keep(function(e) for i = 1, 400 do local x = e.jurisdiction end return true end)\n"
                                 "keep(function(e) local t = {} for i = 1, 16000 do t[i] = i end return true end)\n"
                                 "keep(function(e) return #e.code > 0 end)\n"
                                 "keep(function(e) for i = 1, 30 do local x = e.audits end return true end)";
    mandate_worker_limits few = mandate_worker_default_limits();
    few.call.traffic = 64 * 200;
    NEED(load_limited(script, &few));
    for (uint32_t i = 0; i < MANY; i++) many[i] = 10 + i;
    bool good = true;
    for (int i = 0; i < 100; i++) good = good && call(1, 1, MANDATE_YESNO) && !call(2, 1, MANDATE_YESNO) && error.code == MANDATE_ERROR_LIMIT;
    CHECK(good && run_together(1, MANDATE_YESNO) && !run_together(2, MANDATE_YESNO));
    few = mandate_worker_default_limits();
    few.call.memory = (256 + 48) << 10; // a table that grows to 16384 places takes 256 KB
    NEED(load_limited(script, &few));
    CHECK(call(3, 1, MANDATE_YESNO));
    for (uint32_t i = 0; i < MANY; i++) many[i] = 10 + i * 3;
    CHECK(run_together(4, MANDATE_YESNO) && call(3, 1, MANDATE_YESNO)); // the texts kept since do not count
    few = mandate_worker_default_limits();
    few.call.traffic = 100000;
    NEED(load_limited(script, &few));
    CHECK(call(5, 1, MANDATE_YESNO));
    CHECK(!call(5, 5, MANDATE_YESNO) && error.code == MANDATE_ERROR_LIMIT && strstr(error.message, "too often"));
}

static void periods(void)
{
    static const mandate_view_period years[] = {{.label = "2003"}, {.label = "2004"}};
    mandate_view_period period[2] = {years[0], years[1]};
    for (int i = 0; i < 2; i++) {
        period[i].from = mandate_date_from(2003 + i, 1, 1);
        period[i].to = mandate_date_from(2003 + i, 12, 31);
    }
    NEED(load("keep(function(e, about) local p = about.period return p.label == '2004' and p.from == '2004-01-01' and p.to == '2004-12-31' end)\n"
              "keep(function(e, about) about.period.from = 'x' end)\nkeep(function(e, about) return about.period.year == 2003 end)"));
    const uint32_t record = 1;
    mandate_worker_calls calls = {.function = 1, .kind = ENTERPRISE, .records = &record, .count = 1, .wanted = MANDATE_YESNO};
    for (int i = 0; i < 6; i++) {
        calls.period = &period[i % 2];
        view.as_of = mandate_date_from(2004, 1, 1 + i / 4);
        CHECK(mandate_worker_run(worker, &calls, &view, &result, &error) && result.yes == (i % 2 == 1));
    }
    calls.function = 2;
    CHECK(!mandate_worker_run(worker, &calls, &view, &result, &error) && strstr(error.message, "read-only"));
    calls.function = 3;
    CHECK(!mandate_worker_run(worker, &calls, &view, &result, &error) && strstr(error.message, "`from`, `to` and `label`"));
}

static void registration(void)
{
    static const char script[] = "keep(function(e) return true end)";
    mandate_pack_file file;
    mandate_pack_files pack = pack_of(&file, script);
    mandate_worker *other = mandate_worker_create(&pack, hash_of(script) + 1, NULL, &error);
    CHECK(!other && error.code == MANDATE_ERROR_PACK && strstr(error.message, "registered other rules"));
    pack = pack_of(&file, "keep(function(e) return true end) keep(1)");
    other = mandate_worker_create(&pack, hash_of(script), NULL, &error);
    CHECK(!other && strstr(error.message, "registered other rules"));
    pack = pack_of(&file, "keep(function(e) return true end) error 'odd'");
    other = mandate_worker_create(&pack, hash_of(script), NULL, &error);
    CHECK(!other && strcmp(error.file, "rules.lua") == 0 && strcmp(error.message, "odd") == 0);
    mandate_worker_destroy(NULL);
}

#ifdef MANDATE_TESTING
static void allocations(void)
{
    static const char script[] = "local t = { 1 } keep(function(e) return e:known 'size' or t[1] == 1 end)";
    mandate_pack_file file;
    mandate_pack_files pack = pack_of(&file, script);
    uint64_t hash = hash_of(script);
    static const uint32_t records[] = {3};
    mandate_worker_calls calls = {.function = 1, .kind = ENTERPRISE, .records = records, .count = 1, .wanted = MANDATE_YESNO};
    bool good = false;
    size_t n = 0;
    while (!good && n < 100) {
        mandate_fail_allocation(++n);
        mandate_worker *tried = mandate_worker_create(&pack, hash, NULL, &error);
        good = tried && mandate_worker_run(tried, &calls, &view, &result, &error);
        mandate_fail_allocation(0);
        mandate_worker_destroy(tried);
    }
    CHECK(good && n > 8);
}
#endif

int main(void)
{
    static const test tests[] = {
        {"A function reads the cells of its row", reading},
        {"A function goes through sets of rows", sets},
        {"A wrong name is told with the nearest right one", wrong_names},
        {"Reading what is not known ends the call, unless it was asked for", unknown},
        {"A result of the wrong type is told with the function's place", results},
        {"A row that was kept cannot be used in a later call", kept_rows},
        {"A row that a row led to cannot be used in a later call either", kept_inner_rows},
        {"A function that changes a variable outside itself is refused", variables},
        {"An iterator from outside a function keeps nothing", iterators},
        {"Tables from outside a function are read-only, however they are reached", captured_tables},
        {"A running function has the library and nothing of the language", environment},
        {"Each call has its own budget", limits},
        {"Calls made together give what each gives alone", calls_together},
        {"Texts and dates are kept and never mixed up", kept_texts},
        {"A call's budget does not depend on the calls before it", budgets_together},
        {"A function is told its period", periods},
        {"A worker that registered other rules does not work", registration},
#ifdef MANDATE_TESTING
        {"Each allocation of a worker may fail", allocations},
#endif
    };
    int status = RUN(tests);
    mandate_worker_destroy(worker);
    return status;
}
