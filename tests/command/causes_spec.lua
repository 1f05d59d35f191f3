-- Many unknowns of one verdict are grouped by their cause: one sentence in tables, and in `explain` how many records, and the first of them.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", place = "N", in_force = { from = "1999-01-01" }, clauses = { level = "…", rate = "…" } }
kind "depot" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "grade", text } } }
kind "probe" { fields = { { "depot", depot, key = true, owner = true }, { "taken_on", event, key = true, starts = true }, { "level", number, unit = "mm" } } }
parameter "top" { clause = "act/rate", { "5 mm", from = "2004-01-01" } }
obligation "level" { clause = "act/level", per = depot, forbid = depot.probes:where(probe.level:above("9 mm") & depot.grade:is("A")), evidence = depot.probes }
obligation "rate" { clause = "act/rate", per = depot, forbid = depot.probes:where(probe.level:above(parameter "top")), evidence = depot.probes }
]]

describe("what a verdict is wanting", function()
  local rows = {}
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code\nN\n")
    write("depot.csv", "code,jurisdiction,grade\nD1,N,\nD2,N,A\nD3,N,\nD4,N,A\n")
    local lines = { "depot,taken_on,level" }
    for month = 12, 1, -1 do lines[#lines + 1] = ("D1,2003-%02d-05,"):format(month) end
    lines[#lines + 1] = "D2,2003-01-05,\nD3,2003-01-05,20\nD4,2003-01-05,6\nD4,2003-02-05,6\nD4,2003-03-05,6"
    for month = 1, 12 do lines[#lines + 1] = ("D4,2002-%02d-05,6\nD4,2001-%02d-05,6"):format(month, month) end
    write("probe.csv", table.concat(lines, "\n") .. "\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "depot.csv", "probe.csv")
    for _, threads in ipairs { "1", "4" } do
      answer(1, "check", "p", "r.db", "--as-of", "2004-12-31", "--threads", threads, "--verdicts", "v" .. threads .. ".csv")
    end
    for line in command.read("v1.csv"):gmatch "[^\n]+" do rows[line:match "^[^,]*,[^,]*"] = line end
  end)
  teardown(command.finish)

  local function says(rule, subject, text)
    local row = rows[rule .. "," .. subject]
    assert.is_truthy(row:find(text, 1, true), row)
  end
  local function explains(rule, subject, text, ...)
    local printed = answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2004-12-31", ...)
    assert.is_truthy(printed:find(text, 1, true), printed)
  end

  it("is one sentence in a table, each cause with the number of its records", function()
    says("level", "D1", "cannot be decided without probe.level of 12 records, depot.grade")
    says("level", "D2", "cannot be decided without probe.level; looked at 1 probe, of 2003-01-05 [")
    says("level", "D3", "cannot be decided without depot.grade; looked at 1 probe, of 2003-01-05 [")
  end)

  it("keeps the names alone in the column for programs", function() says("level", "D1", ",probe.level depot.grade,") end)

  it("is the same with any number of threads", function() assert.are.equal(command.read "v1.csv", command.read "v4.csv") end)

  it("is told in explain with the first record of each cause, in the order of keys", function()
    explains("level", "D1", "\n  Not known:\n    probe.level: 12 records, the first D1/2003-01-05\n    depot.grade: of D1\n")
    explains("level", "D2", "\n  Not known:\n    probe.level: of D2/2003-01-05\n")
  end)

  it("is told in Chinese", function()
    explains("level", "D1", "\n  未知：\n    probe.level：12 条记录，首条为 D1/2003-01-05\n    depot.grade：D1\n", "--lang", "zh")
    explains("level", "D1", "缺少 probe.level（12 条记录）、depot.grade", "--lang", "zh")
  end)

  it("stands once in the whole report, a parameter with the days on which it has no value", function()
    local text = answer(0, "report", "p", "r.db", "--as-of", "2002-01-31")
    local row = text:match "rate +%d[^\n]*"
    assert.is_truthy(row:find("parameter top on 13 days from 2001-01-05 to 2002-01-05 (1)", 1, true), text)
    text = answer(0, "report", "p", "r.db", "--as-of", "2004-12-31") -- more days than a verdict keeps
    row = text:match "rate +%d[^\n]*"
    assert.is_truthy(row:find("parameter top on many days (4)", 1, true), text)
    local _, times = row:gsub("parameter top", "")
    assert.are.equal(1, times, row)
    assert.is_truthy(answer(0, "report", "p", "r.db", "--as-of", "2002-01-31", "--lang", "zh"):find("参数 top，2001-01-05 至 2002-01-05 间的 13 天 (1)", 1, true))
  end)

  it("names a parameter once in the sentence, though it has no value on many days", function()
    local row = rows["rate,D4"]
    local _, times = row:match("cannot be decided.*$"):gsub("parameter top", "")
    assert.are.equal(1, times, row)
    says("rate", "D4", " and on other days or in other places")
    explains("rate", "D4", "    parameter top on 2001-01-05 and on other days or in other places: 27 records, the first D4/2001-01-05\n  Next change")
  end)
end)
