-- Whatever is wrong with the input gets one message that names the place, the cause and the cure; the exit code is 2 and nothing changes.
local command = require "tests.support.command"

local refused, write = command.refused, command.write

describe("bad input", function()
  local before
  setup(function()
    command.begin()
    command.fill()
    before = command.read "records.db"
  end)
  teardown(command.finish)
  after_each(function() assert.is_true(before == command.read "records.db", "the registry was changed") end)

  -- check over the pack with one text of it replaced by another
  local function pack_with(what, by, texts)
    local from, to = command.pack:find(what, 1, true)
    write("wrong/audits.lua", command.pack:sub(1, from - 1) .. by .. command.pack:sub(to + 1))
    return refused({ "check", "wrong", "records.db", "--as-of", "2003-12-31" }, texts)
  end

  it("a version that a rule does not have", function()
    refused({ "explain", "city-n", "records.db", "audit-by-2002@1", "E1" }, { "no rule called `audit-by-2002@1`", "Did you mean `audit-by-2002`?" })
  end)

  it("numbers as they are written elsewhere, and those that lie beyond all that are kept", function()
    write("kept/kept.lua", 'kind "cask" { lasting = true, fields = { { "code", text, key = true }, { "volume", number } } }')
    for value, reason in pairs {
      ["5."] = "no number: no point stands behind the last digit: write 5", [".5"] = "no number: a digit stands before the point: write 0.5",
      ["-.5"] = "no number: a digit stands before the point: write -0.5", ["1e300"] = "too large: numbers lie between -1e300 and 1e300",
      ["-1e+400"] = "too large: numbers lie between -1e300 and 1e300", ["1e-301"] = "too near to zero", ["0.01e-299"] = "too near to zero",
    } do
      write("cask.csv", "code,volume\nC1," .. value .. "\n")
      assert.equal(2, command.run("import", "kept", "kept.db", "cask.csv").code)
      local said = command.read "cask.rejects.csv"
      assert.is_truthy(said:find("2,volume," .. value .. "," .. reason, 1, true) or said:find("2,volume," .. value .. ',"' .. reason, 1, true), said)
    end
    write("cask.csv", "code,volume\nC1,9.99e299\nC2,1e-300\nC3,0e999\n")
    command.answer(0, "import", "kept", "kept.db", "cask.csv")
  end)

  it("a text of nothing but blanks, which would count as given; an empty one is none", function()
    write("kept/kept.lua", 'instrument "act" { title = "A", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { c = "x" } }\n'
      .. 'kind "cask" { lasting = true, fields = { { "code", text, key = true }, { "mark", text } } }\n'
      .. 'obligation "marked" { clause = "act/c", per = cask, require = cask.mark:given() }')
    for _, blanks in ipairs { " ", "\t", "  ", "\u{A0}", "\u{3000} ", " \u{2009}" } do
      write("cask.csv", "code,mark\nC1," .. blanks .. "\n")
      assert.equal(2, command.run("import", "kept", "blank.db", "cask.csv").code)
      assert.is_truthy(command.read "cask.rejects.csv":find("2,mark," .. blanks .. ",\"nothing but blanks: leave it empty, or write what it is\"", 1, true)
        or command.read "cask.rejects.csv":find("2,mark," .. blanks .. ",nothing but blanks", 1, true), command.read "cask.rejects.csv")
    end
    write("cask.csv", 'code,mark\nC1,""\nC2, a b \n')
    command.answer(0, "import", "kept", "blank.db", "cask.csv")
    command.answer(1, "check", "kept", "blank.db", "--as-of", "2003-12-31", "--verdicts", "blank.csv", "--no-reasons")
    local said = command.read "blank.csv"
    assert.is_truthy(said:find("marked,C1,unknown", 1, true) and said:find("marked,C2,met", 1, true), said)
  end)

  it("a term that is wrong: once, and not where others ask it of many records", function()
    write("wrong/terms.lua", 'instrument "act" { title = "A", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { c = "x" } }\n'
      .. 'term "audit.wrong" { value = audit.nn * 2 }\n'
      .. 'obligation "a" { clause = "act/c", require = enterprise.audits.wrong:sum():at_most(3) & enterprise.audits.wrong:distinct():count():above(2) }\n'
      .. 'obligation "b" { clause = "act/c", require = enterprise.audits.wrong:percentile(98, "weibull"):above(3) & enterprise.audits.wrong:first():is(2) }\n')
    command.shell "mkdir -p once && mv wrong/terms.lua once/terms.lua"
    local said = refused({ "check", "once", "records.db" }, { "once/terms.lua:2:", "`nn`" })
    assert.is_nil(said:find("once/terms.lua:[34]"), said)
  end)

  describe("in a pack", function()
    it("misspelt field: line, column, caret and the nearest right word", function()
      local said = pack_with("enterprise.size", "enterprise.sise", { "mandate: wrong/audits.lua:9:24: ", "`sise`", "Did you mean `size`?" })
      assert.is_truthy(said:find('\n      applies = enterprise.sise:is("large", "medium"),\n' .. (" "):rep(27) .. "^\n", 1, true), said)
    end)
    it("misspelt key", function() pack_with("  due ", "  deu ", { "wrong/audits.lua:10", "`deu`", "Did you mean `due`?" }) end)
    it("wrong type", function() pack_with('size:is("large", "medium")', "size:above(3)", { "wrong/audits.lua:9", "above" }) end)
    it("wrong text for a field that lists its texts", function()
      pack_with('"large", "medium"', '"large", "meduim"', { "wrong/audits.lua:9", "meduim", "`medium`" })
    end)
    it("unknown clause", function() pack_with('"decision/audits"', '"decision/audit"', { "wrong/audits.lua:8", "audit", "`audits`" }) end)
    it("a clause like none: those there are, once", function()
      assert.is_nil(pack_with('"decision/audits"', '"decision/q"', { "has no clause `q`; it has: " }):find "There is")
    end)
    it("duplicate rule", function()
      write("wrong/audits.lua", command.pack .. command.pack:match "obligation.*")
      refused({ "check", "wrong", "records.db" }, { "wrong/audits.lua:13:1: ", "audit-by-2002\" stands twice", "audits.lua:7" })
    end)
    it("Lua syntax error", function() pack_with("due     =", "due     ", { "wrong/audits.lua:10" }) end)
    it("a date that does not exist", function() pack_with('"2002-06-30"', '"2002-06-31"', { "wrong/audits.lua:10", "2002-06-31" }) end)
    it("several at once", function()
      write("wrong/audits.lua", (command.pack:gsub("enterprise%.size", "enterprise.sise"):gsub("2002%-06%-30", "2002-06-31")))
      refused({ "check", "wrong", "records.db" }, { "wrong/audits.lua:9", "wrong/audits.lua:10", "mandate: 2 errors" })
    end)
    it("a row function that does not end", function()
      pack_with('enterprise.size:is("large", "medium")', "function(e) while true do end end", { "wrong/audits.lua:9", "called for enterprise E1" })
    end)
    it("the same through explain, report, import and doc", function()
      write("wrong/audits.lua", (command.pack:gsub("enterprise%.size", "enterprise.sise")))
      local place = { "wrong/audits.lua:9:24: " }
      refused({ "explain", "wrong", "records.db", "audit-by-2002", "E1" }, place)
      refused({ "report", "wrong", "records.db" }, place)
      refused({ "import", "wrong", "records.db", "enterprise.csv" }, place)
      refused({ "doc", "wrong", "--model" }, place)
    end)
    it("a number below 0 for an option that counts", function()
      refused({ "check", "city-n", "records.db", "--threads", "-1" }, { "`-1` is no option, and no option takes a number below 0", "mandate help check" })
    end)
    it("a file that ends with its first line, which is a note", function()
      write("none/enterprise.csv", "code,jurisdiction\n")
      local result = command.run("import", "records.db", "none/enterprise.csv")
      assert.are.same({ 0, "none/enterprise.csv: 0 rows of enterprise (none)\n", "mandate: note: none/enterprise.csv holds no row below its first line\n" },
        { result.code, result.out, result.err })
      write("several/several.lua", 'import "both" { kinds = { { enterprise, repeated = true, code = "E" }, { audit, code = "A", enterprise = "E", started_on = "On" } } }\n')
      write("none/both.csv", "E,A,On\n")
      assert.are.equal("mandate: note: none/both.csv holds no row below its first line\n", command.run("import", "several", "other.db", "both=none/both.csv").err)
    end)
    it("missing folder, with the nearest name", function()
      refused({ "check", "city-m", "records.db" }, { "`city-m`", "Did you mean `city-n`?" })
    end)
    it("a folder without rules, a file for a folder", function()
      write("bare/readme.txt", "nothing")
      refused({ "check", "bare", "records.db" }, { "`bare`", ".lua" })
      refused({ "check", "city-n/audits.lua", "records.db" }, { "`city-n/audits.lua`", "`city-n`" })
    end)
  end)

  describe("in a registry", function()
    local function check(registry, texts) refused({ "check", "city-n", registry, "--as-of", "2003-12-31" }, texts) end

    it("missing, with the nearest name", function()
      check("record.db", { "record.db: there is no such registry", "did you mean records.db?" })
      check("elsewhere.sqlite", { "elsewhere.sqlite: there is no such registry", "mandate import" })
      assert.is_nil(command.read "record.db")
    end)
    it("no SQLite database", function()
      write("text.db", ("no database\n"):rep(100))
      check("text.db", { "text.db: ", "no SQLite database", "give the path of a registry" })
      refused({ "import", "text.db", "enterprise.csv" }, { "text.db: ", "no SQLite database" })
      assert.are.equal(("no database\n"):rep(100), command.read "text.db")
    end)
    it("another program's database", function()
      write("other.db", before:sub(1, 68) .. "\0\0\1\2" .. before:sub(73))
      check("other.db", { "other.db: ", "another program" })
    end)
    it("empty file, folder", function()
      write("empty.db", "")
      check("empty.db", { "empty.db: ", "empty", "mandate import" })
      check("city-n", { "city-n: ", "folder" })
    end)
    it("newer than this mandate", function()
      write("newer.db", before:sub(1, 60) .. "\0\0\0\99" .. before:sub(65))
      check("newer.db", { "newer.db: ", "version 99", "newer mandate" })
      local newer = command.read "newer.db"
      refused({ "import", "newer.db", "enterprise.csv" }, { "newer.db: ", "version 99" })
      assert.is_true(newer == command.read "newer.db")
    end)
  end)

  describe("in a date", function()
    it("a day that does not exist, and what is no date", function()
      refused({ "check", "city-n", "records.db", "--as-of", "2003-02-29" }, { "--as-of 2003-02-29", "month 02 of 2003 has no day 29" })
      refused({ "check", "city-n", "records.db", "--as-of", "2003-13-01" }, { "--as-of 2003-13-01", "no month 13" })
      refused({ "check", "city-n", "records.db", "--as-of", "31.12.2003" }, { "--as-of 31.12.2003", "write 2003-12-31" })
    end)
    it("before any data: a note, no error", function()
      local result = command.run("check", "city-n", "records.db", "--as-of", "1999-12-31")
      assert.are.equal(1, result.code, result.err) -- E3's size is not known on any day
      assert.are.equal("mandate: note: the registry's first event is of 2001-05-01: on 1999-12-31 nothing had happened yet\n", result.err)
    end)
  end)

  describe("in a CSV file", function()
    local function import(texts, ...) refused({ "import", "records.db", ... }, texts) end

    it("empty", function()
      write("none/enterprise.csv", "")
      import({ "none/enterprise.csv: the file is empty", "first line", "columns" }, "none/enterprise.csv")
    end)
    it("a year before the first one", function()
      write("zero/enterprise.csv", "code,opened_on\nE1,0000-01-01\nE2,0000-13-01\n")
      assert.truthy(command.run("import", "zero.db", "zero/enterprise.csv").err:find("2 of 2 rows refused", 1, true))
      assert.equal("line,column,value,reason\n2,opened_on,0000-01-01,no date: years run from 0001 to 9999\n3,opened_on,0000-13-01,no date: years run from 0001 to 9999\n",
        command.read "zero/enterprise.rejects.csv")
    end)
    it("of another kind", function()
      import({ "audit.csv:1:6: ", 'the header is that of the kind "audit"', "audit=audit.csv" }, "enterprise=audit.csv")
    end)
    it("of no kind", function()
      write("firms.csv", "code\nE9\n")
      import({ "firms.csv: ", '"firms"', "enterprise=firms.csv", "a kind that a pack declares needs the pack's folder before the registry" }, "firms.csv")
      import({ "firms.csv: ", '"enterprize"', '"enterprise"' }, "enterprize=firms.csv")
    end)
    it("with semicolons or in another encoding, which an import statement can state", function()
      write("semicolons/enterprise.csv", "code;name\nE9;Nine\n")
      import({ "enterprise.csv:1: ", "separated by semicolons", 'file = { separator = ";" }' }, "semicolons/enterprise.csv")
      write("tabs/enterprise.csv", "code\tname\nE9\tNine\n")
      import({ "enterprise.csv:1: ", "separated by tabs", 'file = { separator = "\\t" }' }, "tabs/enterprise.csv")
      write("latin/enterprise.csv", "code,n\xE4me\nE9,Nine\n")
      import({ "enterprise.csv:1: ", "not UTF-8", 'file = { encoding = "GB18030" }' }, "latin/enterprise.csv")
    end)
    it("without a column in which empty means that there is none: it lands, and import says so", function()
      local note = "waiver.csv has no column for expires_on of waiver: what is empty there means that there is none"
      local function told(name, text)
        write(name, text)
        local result = command.run("import", "new.db", "enterprise=for-waivers.csv", name)
        assert.are.equal(0, result.code)
        return result.err
      end
      write("for-waivers.csv", "code,jurisdiction\nE1,\nE2,\n")
      assert.truthy(told("waiver.csv", "enterprise,rule,agency,granted_on\nE1,r,,2003-01-01\n"):find(note, 1, true))
      assert.not_matches("has no column", told("waiver.csv", "enterprise,rule,agency,granted_on\nE1,r,,2003-01-01\n")) -- nothing new
      assert.not_matches("has no column", told("waiver.csv", "enterprise,rule,agency,granted_on,expires_on\nE2,r,,2003-01-01,\n"))
      assert.not_matches("has no column", told("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,limit_value\nE1,1,COD,2003-01-01,5,6\n")) -- signs
    end)
    it("missing", function() import({ "nowhere/enterprise.csv: " }, "nowhere/enterprise.csv") end)
    it("a refused row: counted, explained in the rejects, nothing lands", function()
      write("later/audit.csv", "code,enterprise,completed_on\nA9,E1,2003-02-29\nA8,E1,2003-02-28\n")
      local result = command.run("import", "records.db", "later/audit.csv")
      assert.are.equal(2, result.code)
      assert.is_truthy(result.err:find("mandate: later/audit.csv: 1 of 2 rows refused; the reasons are in later/audit.csv.rejects.csv", 1, true)
        or result.err:find("1 of 2 rows refused; the reasons are in later/audit.rejects.csv", 1, true), result.err)
      assert.is_truthy(result.err:find("nothing was changed in records.db", 1, true), result.err)
    end)
    it("leaves no registry behind that was not there before", function()
      refused({ "import", "fresh.db", "none/enterprise.csv" }, { "the file is empty" })
      command.run("import", "fresh.db", "later/audit.csv")
      assert.is_nil(command.read "fresh.db")
    end)
    it("in the place of the registry", function()
      refused({ "import", "enterprise.csv", "audit.csv" }, { "the registry comes before the files", "enterprise.csv" })
      assert.are.equal(command.records.enterprise, command.read "enterprise.csv")
    end)
  end)

  describe("in the call", function()
    it("an unknown rule, subject or report, with the nearest name", function()
      refused({ "explain", "city-n", "records.db", "audit-by-2003", "E1" }, { "`audit-by-2003`", "Did you mean `audit-by-2002`?" })
      refused({ "explain", "city-n", "records.db", "audit-by-2002", "E9" }, { "records.db", "enterprise `E9`", "Did you mean `E1`?" })
      refused({ "report", "city-n", "records.db", "--format", "csv" }, { "city-n", "no report" })
      write("tables/audits.lua", command.pack .. 'report "audits" { title = "Audits", per = jurisdiction, columns = { { "Audits", jurisdiction.enterprises.audits:count() } } }\n')
      refused({ "report", "tables", "records.db", "audit" }, { "`audit`", "Did you mean `audits`?" })
    end)
    it("a subject whose key is written in another way, with the keys that fit it, best first", function()
      local keys = { "plant-N-0170", "plant-N-1700", "plant-N-1701", "plant-N-1702", "plant-C-0017", "厂-0170" }
      write("keys/enterprise.csv", "code\n" .. table.concat(keys, "\n") .. "\n")
      command.answer(0, "import", "keys.db", "keys/enterprise.csv")
      for key, said in pairs {
        ["plant-N-170"] = "Did you mean `plant-N-0170` or `plant-N-1700` or `plant-N-1701`?", ["PLANT-n-01700"] = "Did you mean `plant-N-1700`?",
        ["plant-N-17"] = "Did you mean `plant-N-1700` or `plant-N-1701` or `plant-N-1702`?", ["0170"] = "Did you mean `plant-N-0170` or `厂-0170`?",
        ["N-170"] = "Did you mean `plant-N-0170`?", ["17"] = "Did you mean `plant-C-0017`?", ["plant-N-1703"] = "Did you mean `plant-N-1700`?",
        [""] = "It has `plant-C-0017`", ["702"] = "It has `plant-C-0017`",
      } do
        refused({ "explain", "city-n", "keys.db", "audit-by-2002", key }, { "the registry keys.db has no enterprise `" .. key .. "`. " .. said })
      end
      refused({ "explain", "city-n", "keys.db", "audit-by-2002", "plant-N-170", "--lang", "zh" },
        { "登记库 keys.db 中没有企业 `plant-N-170`。是否指 `plant-N-0170` 或 `plant-N-1700` 或 `plant-N-1701`？" })
    end)
    it("an option with nothing behind it: what stands there, with an example", function()
      refused({ "import", "records.db", "audit.csv", "--settled" }, {
        'behind `--settled` stands why the rows that were refused need not come, as in --settled "the agency withdrew them"', "mandate help import" })
      local tried = {}
      for _, verb in ipairs { "import", "check", "explain", "report", "lint", "test", "doc" } do
        for option in command.answer(0, "help", verb):gmatch "\n   (%-%-[%l-]+) [%u<{]" do
          refused({ verb, option }, { "behind `" .. option .. "` stands ", " " .. option .. " " })
          if not tried[option] then tried[#tried + 1], tried[option] = option, true end
        end
      end
      table.sort(tried)
      assert.equal("--as-of --block --format --lang --on --settled --threads --verdicts", table.concat(tried, " "))
    end)
    it("a file behind --settled, where its reason stands", function()
      refused({ "import", "records.db", "--settled", "audit.csv" }, { "a registry and at least one file are needed: `audit.csv` is taken for what stands behind --settled, why" })
      for _, word in ipairs { "audit.csv", "audit=audit.csv" } do
        refused({ "import", "records.db", "--settled", word, "enterprise.csv" }, { "`" .. word .. "` behind it is a file", '--settled "the agency withdrew them" ' .. word })
      end
    end)
    it("an unknown verb or option, a missing argument", function()
      refused({ "chekc" }, { "`chekc`", "Did you mean `check`?", "mandate help" })
      refused({ "check", "city-n", "records.db", "--as-off", "2003-12-31" }, { "`--as-off`", "Did you mean `--as-of`?", "mandate help check" })
      refused({ "check", "city-n" }, { "missing argument `registry`", "mandate help check" })
      refused({ "import", "records.db" }, { "file", "mandate help import" })
      refused({ "check", "city-n", "records.db", "--format", "yaml" }, { "`--format` must be one of `text`, `csv`, `json`", "mandate help check" })
    end)
    it("nothing at all: the help, and exit code 2", function()
      local result = command.run()
      assert.are.equal(2, result.code)
      assert.is_truthy(result.err:find("Usage: mandate", 1, true))
    end)
    it("a verdicts file that cannot be written", function()
      refused({ "check", "city-n", "records.db", "--verdicts", "nowhere/verdicts.csv" }, { "nowhere/verdicts.csv", "No such file" })
    end)
  end)
end)

describe("A function of a rule", function()
  before_each(command.begin)
  after_each(command.finish)

  it("is told that a field is there to be compared with", function()
    command.write("p/p.lua", [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
kind "note" { fields = { { "id", text, key = true }, { "noted_on", event, starts = true }, { "theirs", text, compare_only = true } } }
obligation "o" { clause = "n/a", per = note, require = function(row) return row.theirs == "x" end }
]])
    command.write("note.csv", "id,noted_on,theirs\n1,2000-01-01,x\n")
    command.answer(0, "import", "p", "r.db", "note.csv")
    local result = command.run("check", "p", "r.db")
    assert.are.equal(2, result.code)
    assert.are.equal("mandate: p/p.lua:3: note.theirs is there to be compared with: reports may read it, rules may not (called for note 1)\n", result.err)
  end)
end)
