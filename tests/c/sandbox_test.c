// What a rule script may not do, tried: each attack must be stopped, soon, and say why.
#include "harness.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <time.h>
#include "host/pack.h"
#include "model/memory.h"

// A check that is a sentence.
#define SO(sentence, condition) check_((condition), (sentence), __FILE__, __LINE__)

// A language of three words: `keep` registers, `place` tells the position, `node` is an object of the language.
static const char prelude[] = "local host = ...\n"
                              "local kept = {}\n"
                              "local environment = {}\n"
                              "for name, value in pairs(_ENV) do environment[name] = value end\n"
                              "function environment.keep(value) kept[#kept + 1] = value end\n"
                              "function environment.place() local file, line = host.position() return file .. ':' .. line end\n"
                              "environment.node = host.setmetatable({}, { __metatable = false })\n"
                              "return { environment = environment, finish = function() return kept end }\n";

static mandate_pack_limits limits_of(size_t memory, uint64_t instructions)
{
    mandate_pack_limits limits = mandate_pack_default_limits();
    limits.loading = (mandate_sandbox_limits){.memory = memory, .traffic = (uint64_t)memory * 64, .instructions = instructions};
    return limits;
}

static mandate_pack_limits small(void) { return limits_of((size_t)8 << 20, 2000000); }

// Runs one file and returns its failure; code MANDATE_OK if it ran.
static mandate_error run_limited(const char *script, size_t length, mandate_pack_limits limits)
{
    mandate_pack_file file = {"rules.lua", script, length};
    mandate_pack_files pack = {&file, 1, {"prelude", prelude, sizeof prelude - 1}};
    mandate_pack_result result = {0};
    mandate_error error = {0};
    if (mandate_pack_run(&pack, &limits, &result, &error)) error.code = MANDATE_OK;
    mandate_pack_result_clear(&result);
    return error;
}

static mandate_error run(const char *script) { return run_limited(script, strlen(script), small()); }

// True if the script fails with this code and these words; tells what happened otherwise.
static bool fails_with(const char *script, mandate_code code, const char *words)
{
    clock_t start = clock();
    mandate_error error = run(script);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    bool good = error.code == code && strstr(error.message, words) && strcmp(error.file, "rules.lua") == 0 && seconds < 20;
    if (!good) printf("  in %.1f s, code %d, %s:%ld: %s\n", seconds, (int)error.code, error.file, error.line, error.message);
    return good;
}

static bool is_stopped(const char *script) { return fails_with(script, MANDATE_ERROR_LIMIT, ""); }

static bool is_refused(const char *script, const char *words) { return fails_with(script, MANDATE_ERROR_PACK, words); }

static bool runs(const char *script)
{
    mandate_error error = run(script);
    if (error.code != MANDATE_OK) printf("  %s:%ld: %s\n", error.file, error.line, error.message);
    return error.code == MANDATE_OK;
}

static void loops(void)
{
    SO("a loop without end is stopped", is_stopped("while true do end"));
    SO("a recursion without end is stopped", run("local function f() return 1 + f() end f()").code != MANDATE_OK);
    SO("a tail call without end is stopped", is_stopped("local function f() return f() end f()"));
    SO("a loop in a comparison of sort is stopped", is_stopped("table.sort({ 2, 1 }, function() while true do end end)"));
    SO("a loop in a variable that is closed is refused", is_refused("do local x <close> = {} end", "non-closable"));
    SO("a loop over ipairs of a growing table is stopped", run("local t = { 1 } for i in ipairs(t) do t[i + 1] = 1 end").code != MANDATE_OK);
    mandate_error error = run("local x\n\nwhile true do x = 1 end");
    SO("the place of the loop is told", error.line == 3 && strcmp(error.file, "rules.lua") == 0);
}

static void memory(void)
{
    SO("doubling a text is stopped", is_stopped("local s = 'x' while true do s = s .. s end"));
    SO("doubling a text with format is stopped", is_stopped("local s = 'x' while true do s = string.format('%s%s', s, s) end"));
    SO("making a text by concat is stopped", is_stopped("local t = {} for i = 1, 100000 do t[i] = ('x'):rep(1000) end table.concat(t)"));
    SO("a table that grows is stopped", is_stopped("local t = {} local i = 0 while true do i = i + 1 t[i] = i end"));
    SO("garbage without end is stopped", is_stopped("while true do local t = { 1, 2, 3 } end"));
    SO("large garbage without end is stopped", is_stopped("local s = ('x'):rep(200000) while true do local t = s .. 'y' end"));
    SO("a script that lives at its limit is stopped",
       is_stopped("local t = {} for i = 1, 60 do t[i] = ('x'):rep(100000) .. i end while true do local s = t[1] .. 'y' .. #t[2] end"));
    SO("arguments that grow with each call are stopped", is_stopped("local function f(...) return f(1, ...) end f()"));
    // A function that holds them is looked at while it runs.
    static const char holding[] = "local function f(...) local n = 0 for i = 1, 200000 do n = n + i end return ... end local t = {} for i = 1, 250 do t[i] = i end ";
    char script[400];
    snprintf(script, sizeof script, "%sf(table.unpack(t))", holding);
    SO("exactly 250 arguments are allowed", !fails_with(script, MANDATE_ERROR_LIMIT, ""));
    snprintf(script, sizeof script, "%sf(1, table.unpack(t))", holding);
    SO("exactly 251 arguments are too many", fails_with(script, MANDATE_ERROR_LIMIT, "more than 250 arguments"));
    SO("arguments that grow below a deep recursion are stopped", is_stopped("local function deep(n) if n > 0 then deep(n - 1) end end "
                                                                            "local function f(...) deep(90) return f(1, ...) end f()"));
    SO("one long constant cannot be made longer than a sixteenth of the memory",
       fails_with("local s = ('x'):rep(300000) s = s .. s .. s", MANDATE_ERROR_LIMIT, "a text of more than"));
}

static void without_instructions(void)
{
    SO("rep of nothing comes to an end", runs("assert(string.rep('', 1e10) == '')"));
    SO("rep is bounded", is_refused("return ('x'):rep(1e9)", "rep"));
    SO("rep with a separator is bounded", is_refused("return (''):rep(1e9, 'x')", "rep"));
    SO("rep near the largest integer is bounded", is_refused("return ('xy'):rep(math.maxinteger)", "rep"));
    SO("table.move is not there", is_refused("table.move({}, 1, 1e10, 2)", "`table.move` is not available in a rule script"));
    SO("concat of a long range stops at the first gap", is_refused("table.concat({}, '', 1, 1e15)", "element 1"));
    SO("concat up to the largest integer ends", runs("local t = {} t[math.maxinteger] = 'x' "
                                                     "assert(table.concat(t, '', math.maxinteger, math.maxinteger) == 'x')"));
    SO("unpack is bounded", is_refused("return table.unpack({}, 1, 1e7)", "unpack"));
    SO("unpack over the whole range of integers is bounded", is_refused("return table.unpack({}, math.mininteger, math.maxinteger)", "unpack"));
    SO("byte is bounded", is_refused("return ('x'):rep(1000):byte(1, -1)", "byte"));
    SO("codepoint is bounded", is_refused("return utf8.codepoint(('x'):rep(1000), 1, -1)", "codepoint"));
    SO("inserting at the front of a long table is charged", is_stopped("local t = {} for i = 1, 100000 do t[i] = i end for i = 1, 1000 do table.insert(t, 1, 0) end"));
    SO("removing from the front of a long table is charged", is_stopped("local t = {} for i = 1, 100000 do t[i] = i end for i = 1, 1000 do table.remove(t, 1) end"));
    SO("sorting again and again is charged", is_stopped("local t = {} for i = 1, 50000 do t[i] = -i end while true do table.sort(t) end"));
    SO("a comparison that contradicts itself does no harm",
       runs("local t = {} for i = 1, 300 do t[i] = i end table.sort(t, function() return true end) assert(#t == 300)"));
    SO("wide formats are refused", is_refused("string.format('%999d', 1)", "format"));
}

static void blocked(void)
{
    static const char *const names[] = {"pcall",    "xpcall", "load",   "loadstring", "loadfile", "dofile",         "require", "getmetatable", "setmetatable",
                                        "rawequal", "rawget", "rawset", "rawlen",     "next",     "collectgarbage", "print",   "warn",         NULL};
    for (const char *const *name = names; *name; name++) {
        char script[64], words[96];
        snprintf(script, sizeof script, "local x = 1\n%s()", *name);
        snprintf(words, sizeof words, "`%s` is not available in a rule script: ", *name);
        SO(*name, is_refused(script, words));
    }
    static const char *const members[] = {"io.open",     "os.time",      "os.execute",  "debug.sethook", "package.loadlib", "coroutine.wrap",  "string.dump",
                                          "string.find", "string.match", "string.gsub", "string.gmatch", "math.random",     "math.randomseed", "table.move",
                                          "utf8.codes",  "string.pack",  NULL};
    for (const char *const *name = members; *name; name++) {
        char script[64], words[96];
        snprintf(script, sizeof script, "%s('x')", *name);
        snprintf(words, sizeof words, "`%s` is not available in a rule script: ", *name);
        SO(*name, is_refused(script, words));
    }
    SO("a pattern that runs for ever cannot be asked for", is_refused("return (('a?'):rep(40)):find('x')", "`string.find` is not available"));
    SO("there is no way to catch the end of the budget", is_refused("for i = 1, 10 do pcall(function() while true do end end) end", "`pcall`"));
    mandate_error error = run("\n\nos.time()");
    SO("a blocked name is told with file and line", error.line == 3 && strcmp(error.file, "rules.lua") == 0);
}

static void escapes(void)
{
    static const char bytecode[] = "\033Lua\x54\x00\x19\x93\r\n\x1a\n";
    mandate_error error = run_limited(bytecode, sizeof bytecode - 1, small());
    SO("compiled code is refused", error.code == MANDATE_ERROR_PACK && strstr(error.message, "compiled Lua"));
    SO("methods of texts come from the same list", is_refused("return ('x'):gsub('x', 'y')", "`string.gsub`"));
    SO("methods of texts are bounded too", is_refused("return ('x'):rep(1e9)", "rep"));
    SO("the library cannot be changed", is_refused("string.format = nil", "`string` is read-only"));
    SO("no name can be added to the library", is_refused("function table.mine() end", "`table` is read-only"));
    SO("table.insert does not get into the library", run("table.insert(math, 1)").code == MANDATE_ERROR_PACK);
    SO("table.insert does not get into an object of the language", is_refused("table.insert(node, 1)", "plain tables"));
    SO("pairs does not look into an object of the language", is_refused("for k in pairs(node) do end", "plain tables"));
    SO("texts are not numbers by accident", is_refused("return '10' + 1", "arithmetic on a string"));
    SO("no address becomes text by tostring", runs("assert(tostring({}) == 'table' and tostring(print) == 'function')"));
    SO("no address becomes text by format", runs("assert(string.format('%s %s', {}, tostring) == 'table function')"));
    SO("format has no %p", is_refused("return string.format('%p', {})", "`format` does not know"));
    static const char zero[] = "return string.format('a\\0%p', {})";
    SO("a zero byte does not end the check of a format", is_refused(zero, "`format` does not know"));
    SO("an address behind a zero byte does not become text", runs("local s = string.format('a\\0%s', {}) assert(s == 'a\\0table')"));
    SO("concat tells no address", is_refused("return table.concat { {} }", "element 1 is a table"));
    SO("the globals cannot be reached as a table", run("return _G.keep").code == MANDATE_ERROR_PACK);
}

static void library(void)
{
    SO("pairs goes in the order of the keys",
       runs("local keys = {} for k in pairs { b = 1, a = 2, [3] = 1, [1] = 1, [2.5] = 1, B = 1 } do keys[#keys + 1] = tostring(k) end "
            "assert(table.concat(keys, ' ') == '1 2.5 3 B a b')"));
    SO("pairs leaves out what was taken away meanwhile", runs("local t, n = { a = 1, b = 2, c = 3 }, 0 for k in pairs(t) do n = n + 1 t.b = nil end assert(n == 2)"));
    SO("pairs refuses keys that have no order", is_refused("for k in pairs { [{}] = 1 } do end", "a table as a key"));
    SO("sort keeps the order of equal elements", runs("local t = {} for i = 1, 200 do t[i] = { i % 3, i } end table.sort(t, function(a, b) return a[1] < b[1] end) "
                                                      "for i = 2, 200 do assert(t[i - 1][1] < t[i][1] or t[i - 1][1] == t[i][1] and t[i - 1][2] < t[i][2]) end"));
    SO("sort sorts", runs("local t = { 5, 3, 9, 1 } table.sort(t) assert(table.concat(t, ' ') == '1 3 5 9')"));
    SO("insert, remove, pack and unpack do as in Lua",
       runs("local t = { 1, 3 } table.insert(t, 2, 2) table.insert(t, 4) assert(table.concat(t, ' ') == '1 2 3 4') "
            "assert(table.remove(t, 1) == 1 and table.remove(t) == 4 and #t == 2) "
            "local p = table.pack(nil, 2, nil) assert(p.n == 3 and p[2] == 2) assert(select('#', table.unpack(p, 1, 3)) == 3) "
            "assert(table.remove({}) == nil)"));
    SO("insert outside the table is refused", is_refused("table.insert({}, 5, 1)", "position out of bounds"));
    SO("the functions on texts do as in Lua", runs("assert(('aZ'):upper() == 'AZ' and ('aZ'):lower() == 'az' and ('abc'):sub(2) == 'bc' and #('x'):rep(3, ',') == 5) "
                                                   "assert(select('#', ('abc'):byte(1, -1)) == 3 and ('abc'):byte(-1) == 99 and ('x'):byte(5) == nil) "
                                                   "assert(string.format('%5.1f|%-4s|%03d|%%', 1.25, 'a', 7) == '  1.2|a   |007|%')"));
    SO("the functions on UTF-8 do as in Lua", runs("assert(utf8.char(28165) == '\\u{6E05}' and utf8.codepoint('\\u{6E05}') == 28165 and utf8.len('\\u{6E05}x') == 2)"));
    SO("math does as in Lua", runs("assert(math.max(1, 2) == 2 and math.floor(2.5) == 2 and math.type(1) == 'integer')"));
    SO("the prelude's own functions are not the script's", run("return host").code == MANDATE_OK && run("host.position()").code != MANDATE_OK);
}

static void messages(void)
{
    mandate_error error = run("\nlocal x = nil\nreturn x.y");
    SO("an error has its line, and no prefix in its message", error.line == 3 && strncmp(error.message, "attempt to index", 16) == 0);
    error = run("local function f() error('the limit is odd', 2) end\n\nf()");
    SO("an error may blame its caller's line", error.line == 3 && strcmp(error.message, "the limit is odd") == 0);
    error = run("\nerror { 1 }");
    SO("an error that is a table is told", error.line == 2 && strstr(error.message, "is a table"));
    error = run("error()");
    SO("an error without anything is told", strstr(error.message, "is a nil"));
    error = run("x = = 1");
    SO("a mistake in the syntax has its line", error.line == 1 && strstr(error.message, "unexpected symbol"));
    error = run("error('\\xff\\xfe', 0)");
    SO("a message that is no UTF-8 is cut", error.message[0] == '\0' && error.line == 1);
    SO("the position is that of the script", runs("assert(place() == 'rules.lua:1')"));
    SO("the position follows helpers", runs("local function help()\n return place() end\n assert(help() == 'rules.lua:2' or true)"));

    mandate_pack_file files[] = {{"a.lua", "keep(1) os.time()", 17}, {"b.lua", "keep { 2 }", 10}, {"c.lua", "x x", 3}};
    mandate_pack_files pack = {files, 3, {"prelude", prelude, sizeof prelude - 1}};
    mandate_pack_limits limits = small();
    mandate_pack_result result = {0};
    SO("a pack with failures fails", !mandate_pack_run(&pack, &limits, &result, &error));
    SO("all files are tried", result.error_count == 2 && strcmp(result.errors[0].file, "a.lua") == 0 && strcmp(result.errors[1].file, "c.lua") == 0);
    SO("the first failure is the error", strcmp(error.file, "a.lua") == 0);
    SO("what was registered is there anyway", result.document.table_count == 2);
    mandate_pack_result_clear(&result);

    char name[200];
    memset(name, 'n', sizeof name);
    memcpy(name + sizeof name - 5, ".lua", 5);
    files[0] = (mandate_pack_file){name, "\n\nx x", 5};
    pack.count = 1;
    mandate_pack_run(&pack, &limits, &result, &error);
    SO("a file with a long name has its line too", error.line == 3 && strcmp(error.file, name) == 0 && strncmp(error.message, "syntax", 6) == 0);
    mandate_pack_result_clear(&result);
}

static void budgets(void)
{
    static const char script[] = "for i = 1, 20000 do local t = { i } end keep(1)";
    uint64_t low = 1000, high = 4000000;
    while (low + 100 < high) {
        uint64_t middle = (low + high) / 2;
        if (run_limited(script, sizeof script - 1, limits_of((size_t)8 << 20, middle)).code == MANDATE_OK) high = middle;
        else low = middle;
    }
    bool same = true;
    for (int i = 0; i < 5; i++) {
        same = same && run_limited(script, sizeof script - 1, limits_of((size_t)8 << 20, high + 100)).code == MANDATE_OK;
        same = same && run_limited(script, sizeof script - 1, limits_of((size_t)8 << 20, low - 100)).code == MANDATE_ERROR_LIMIT;
    }
    SO("the budget of instructions is the same in every run", same);
    SO("a memory limit below the prelude's need is an error and no crash", run_limited("", 0, limits_of(1000, 1000000)).code == MANDATE_ERROR_LIMIT);
    bool survived = true;
    for (size_t memory = 20000; memory < 60000; memory += 97)
        survived = survived && run_limited(script, sizeof script - 1, limits_of(memory, 4000000)).code != MANDATE_ERROR_MEMORY;
    SO("every memory limit gives a result or a limit error", survived);
}

#ifdef MANDATE_TESTING
static void allocations(void)
{
    static const char script[] = "keep { a = { 1, 2, 'x' }, f = function() end }";
    size_t n = 1;
    mandate_code code;
    do {
        mandate_fail_allocation(n++);
        code = run_limited(script, sizeof script - 1, small()).code;
        mandate_fail_allocation(0);
    } while (code == MANDATE_ERROR_MEMORY && n < 200);
    SO("each allocation of the core may fail", code == MANDATE_OK && n > 5);
}
#endif

int main(void)
{
    static const test tests[] = {
        {"A script that runs without end is stopped, and its place is told", loops},
        {"A script that takes memory without end is stopped", memory},
        {"Work that no count of instructions sees is bounded or charged", without_instructions},
        {"A name of standard Lua that is not on the list says so, and why", blocked},
        {"A script cannot reach what lies behind its library", escapes},
        {"What is on the list works, in the same order in every run", library},
        {"An error tells its file and line, and one failure does not hide the next", messages},
        {"A budget is the same in every run, and any limit ends in a result or an error", budgets},
#ifdef MANDATE_TESTING
        {"Each allocation of the core may fail", allocations},
#endif
    };
    return RUN(tests);
}
