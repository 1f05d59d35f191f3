-- The one sentence of a reason: why a rule does not apply, what was compared, and where the records stand that were read.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", place = "N", in_force = { from = "2005-01-01", to = "2014-12-31" }, clauses = { weigh = "…", farm = "…" } }
kind "yard" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" },
  { "paved", yesno }, { "farm", yesno } } }
kind "load" { fields = { { "yard", yard, key = true, owner = true },
  { "came_on", event, key = true, starts = true }, { "mass", number, unit = "t" }, { "most", number, unit = "t" } } }
obligation "weigh" { clause = "act/weigh", per = load, applies = load.yard.paved, require = load.mass:at_most(load.most) }
exception "farms" { to = "weigh", clause = "act/farm", applies = load.yard.farm }
]]

describe("a reason", function()
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code\nN\nS\n")
    write("yard.csv", "code,jurisdiction,paved,farm,effective_from\nY1,N,yes,no,\nY1,N,no,no,2013-01-01\nY2,S,yes,no,\nY3,N,yes,yes,\nY4,N,no,no,\n")
    write("load.csv",
      "yard,came_on,mass,most\nY1,2003-05-01,5,4\nY1,2016-05-01,5,4\nY1,2010-05-01,5,4\nY1,2010-06-01,3,4\nY2,2010-05-01,5,4\nY3,2010-05-01,5,4\nY4,2010-05-01,5,4\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "yard.csv", "load.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2020-12-31", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function says(rule, subject, text)
    local rows = command.read "v.csv"
    for line in rows:gmatch "[^\n]+" do
      if line:find(rule .. "," .. subject .. ",", 1, true) then return assert(line:find(text, 1, true), ("`%s` is not said: %s"):format(text, line)) end
    end
    error("no row of " .. subject .. "\n" .. rows)
  end

  it("tells place, force, exception and condition apart where a rule does not apply", function()
    says("weigh", "Y1/2003-05-01", "not in force on 2003-05-01, but from 2005-01-01 on")
    says("weigh", "Y1/2016-05-01", "no longer in force on 2016-05-01, only until 2014-12-31")
    says("weigh", "Y2/2010-05-01", "the place lies outside N")
    says("weigh", "Y3/2010-05-01", "excepted by act/farm (farms)")
    says("weigh", "Y4/2010-05-01", "its condition is false, load.yard.paved")
  end)

  it("tells value and threshold where a standing rule is kept or broken", function()
    says("weigh", "Y1/2010-05-01", "breached: load.mass:at_most(load.most) is false, 5 t against 4 t")
    says("weigh", "Y1/2010-06-01", "kept: load.mass:at_most(load.most) is true, 3 t against 4 t")
  end)

  it("cites the record and the owner through which it was read, in the versions that were", function()
    says("weigh", "Y1/2010-05-01", "[load.csv:4, yard.csv:2]")
    says("weigh", "Y1/2016-05-01", "[load.csv:3, yard.csv:3]")
  end)
end)

describe("a reason of a rule with several texts", function()
  local TEXTS = [[
instrument "old" { title = "Old", issuer = "J", in_force = { from = "1999-01-01", to = "2001-12-31" }, clauses = { a = "…" } }
instrument "new" { title = "New", issuer = "J", in_force = { from = "2005-01-01", to = "2010-12-31" }, clauses = { b = "…" } }
instrument "town" { title = "Town", issuer = "N", place = "N", in_force = { from = "2006-01-01", to = "2009-12-31" }, clauses = { c = "…" } }
kind "shed" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" },
  { "roofed", yesno }, { "walled", yesno }, { "area", number } } }
obligation "build@old" { clause = "old/a", per = shed, applies = shed.roofed, require = shed.area:above(10) }
obligation "build@new" { clause = "new/b", per = shed, applies = shed.roofed, require = shed.area:above(10) }
obligation "build@town" { clause = "town/c", per = shed, applies = shed.walled, require = shed.area:above(10) }
]]

  setup(function()
    command.begin()
    write("p/p.lua", TEXTS)
    write("jurisdiction.csv", "code\nN\nS\n")
    write("shed.csv", "code,jurisdiction,roofed,walled,area\nD1,N,no,no,20\nD2,S,no,no,20\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "shed.csv")
  end)
  teardown(command.finish)

  local function says(day, subject, text)
    answer(0, "check", "p", "r.db", "--as-of", day, "--verdicts", "v.csv")
    assert.is_truthy(command.read("v.csv"):match("build," .. subject .. "[^\n]+"):find(text, 1, true), command.read "v.csv")
    assert.is_truthy(answer(0, "explain", "p", "r.db", "build", subject, "--as-of", day):find(text, 1, true))
  end

  it("is that of the text which would judge", function()
    says("2007-01-01", "D1", "town/c: does not apply: its condition is false, shed.walled")
    says("2007-01-01", "D2", "new/b: does not apply: its condition is false, shed.roofed")
    says("2005-06-01", "D1", "new/b: does not apply: its condition is false, shed.roofed")
  end)

  it("is, where none is in force, that of the next to begin, or else of the last that ended", function()
    says("1998-01-01", "D1", "old/a: does not apply: not in force on 1998-01-01, but from 1999-01-01 on")
    says("2003-01-01", "D1", "new/b: does not apply: not in force on 2003-01-01, but from 2005-01-01 on")
    says("2012-01-01", "D1", "new/b: does not apply: no longer in force on 2012-01-01, only until 2010-12-31")
    says("2012-01-01", "D2", "new/b: does not apply: no longer in force on 2012-01-01, only until 2010-12-31")
  end)
end)

describe("a reason that rests on a parameter", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "law" { title = "Law", issuer = "J", in_force = { from = "1999-01-01" }, clauses = { keep = "…", fifty = "At most fifty", thirty = "At most thirty in N",
  two = "Within two months", three = "Within three months" } }
parameter "most" { clause = "law/fifty", { 50, from = "1999-01-01" }, { 30, from = "2002-01-01", place = "N", clause = "law/thirty" } }
parameter "within" { clause = "law/two", { months(2), from = "1999-01-01" }, { months(3), from = "2004-01-01", clause = "law/three" } }
kind "pond" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "depth", number } } }
kind "leak" { fields = { { "pond", pond, key = true, owner = true }, { "found_on", event, key = true, starts = true }, { "closed_on", event } } }
obligation "shallow" { clause = "law/keep", per = pond, require = pond.depth:at_most(parameter "most") }
obligation "closed" { clause = "law/keep", per = leak, arises = leak.found_on, due = parameter "within", done = leak.closed_on }
]])
    write("jurisdiction.csv", "code\nN\nS\n")
    write("pond.csv", "code,jurisdiction,depth\nP1,N,40\nP2,S,40\n")
    write("leak.csv", "pond,found_on\nP1,2003-05-01\nP2,2004-05-01\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "pond.csv", "leak.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-06-01", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  it("names the clause of the row that gave the limit or the due day", function()
    local rows = command.read "v.csv"
    for _, text in ipairs { "is false, 40 against 30 (most: law/thirty, in force from 2002-01-01, in N) [pond.csv:2]",
      "is true, 40 against 50 (most: law/fifty, in force from 1999-01-01) [pond.csv:3]",
      "due by 2003-07-01 (within: law/two, in force from 1999-01-01 to 2003-12-31) [leak.csv:2]",
      "due by 2004-08-01 (within: law/three, in force from 2004-01-01) [leak.csv:3]" } do
      assert.is_truthy(rows:find(text, 1, true), rows)
    end
  end)

  it("is explained with the row's days, place and clause", function()
    local text = answer(0, "explain", "p", "r.db", "shallow", "P1", "--as-of", "2004-06-01")
    assert.is_truthy(text:find('parameter "most": 30\n        its row, in force from 2002-01-01, in N: law/thirty: At most thirty in N\n', 1, true), text)
    text = answer(0, "explain", "p", "r.db", "closed", "P1/2003-05-01", "--as-of", "2004-06-01")
    assert.is_truthy(text:find('parameter "within": 2 months\n      its row, in force from 1999-01-01 to 2003-12-31: law/two: Within two months\n', 1, true), text)
  end)
end)

describe("a reason of a standing rule", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "law" { title = "Law", issuer = "J", in_force = { from = "1999-01-01" }, clauses = { keep = "…" } }
kind "kiln" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" },
  { "heat", number }, { "age", number } } }
obligation "built" { clause = "law/keep", per = kiln, require = kiln.heat:at_most(1000) & kiln.heat:above(100) & kiln.age:below(40) }
]])
    write("jurisdiction.csv", "code\nN\n")
    write("kiln.csv", 'code,jurisdiction,heat,age\nK1,N,500,39\n"K,2",N,990,3\nK3,N,50,3\n')
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "kiln.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-06-01", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  local function says(rule, subject, text)
    local rows = command.read "v.csv"
    for line in rows:gmatch "[^\n]+" do
      if line:sub(1, #rule + #subject + 2) == rule .. "," .. subject .. "," then
        assert.is_truthy(line:find(text, 1, true), line)
        assert.is_truthy(answer(0, "explain", "p", "r.db", rule, (subject:gsub('"', "")), "--as-of", "2004-06-01"):find(text, 1, true))
        return
      end
    end
    error(rows)
  end

  it("tells of several comparisons that hold the nearest, and of those that fail the first", function()
    says("built", "K1", "law/keep: kept: nearest to it kiln.age:below(40), 39 against 40")
    says("built", '"K,2"', "law/keep: kept: nearest to it kiln.heat:at_most(1000), 990 against 1000")
    says("built", "K3", "law/keep: breached: kiln.heat:above(100) is false, 50 against 100")
  end)
end)

describe("a reason of a rule that asks whether there is a value", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "A", in_force = { from = "2000-01-01" }, clauses = { a = "x" } }
kind "kiln" { lasting = true, fields = { { "code", text, key = true }, { "lit_on", event }, { "size", number, unit = "t", blank = "unknown" }, { "grade", text, blank = "none" } } }
obligation "lit" { clause = "act/a", per = kiln, require = kiln.lit_on:happened() }
obligation "cold" { clause = "act/a", per = kiln, require = ~kiln.lit_on:happened() }
obligation "size" { clause = "act/a", per = kiln, require = kiln.size:known() }
obligation "grade" { clause = "act/a", per = kiln, require = kiln.grade:given() }
]])
    write("kiln.csv", "code,lit_on,size,grade\nA,2003-01-01,5,x\nB,,,\n")
    answer(0, "import", "p", "r.db", "kiln.csv")
  end)
  teardown(command.finish)

  it("tells what was read, that there is none, or that nobody knows it", function()
    for language, said in pairs {
      en = { "lit,A,met,,,,,\"act/a: kept: kiln.lit_on:happened() is true, it is 2003-01-01",
        "cold,A,breached,,,,,\"act/a: breached: ~kiln.lit_on:happened() is false, it is 2003-01-01",
        "size,A,met,,,,,\"act/a: kept: kiln.size:known() is true, it is 5 [", "grade,A,met,,,,,\"act/a: kept: kiln.grade:given() is true, it is x [",
        "lit,B,breached,,,,,\"act/a: breached: kiln.lit_on:happened() is false, there is no value [",
        "size,B,breached,,,,,\"act/a: breached: kiln.size:known() is false, it is unknown [",
        "grade,B,breached,,,,,\"act/a: breached: kiln.grade:given() is false, there is no value [" },
      zh = { "kiln.lit_on:happened() 成立，其值为2003-01-01", "kiln.grade:given() 不成立，无值" },
    } do
      command.run("check", "p", "r.db", "--as-of", "2006-01-01", "--lang", language, "--verdicts", "v.csv")
      local rows = command.read "v.csv"
      for _, text in ipairs(said) do assert(rows:find(text, 1, true), text .. " is not in\n" .. rows) end
    end
  end)
end)

describe("a reason of what waits for the records of others", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }
kind "yard" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "room", number, unit = "t" } } }
kind "load" { fields = { { "yard", yard, key = true, owner = true }, { "came_on", event, key = true, starts = true },
  { "mass", number, unit = "t" }, { "most", number, unit = "t" } } }
obligation "of-load" { clause = "act/a", per = load, applies = load.yard.jurisdiction.yards:any(), require = load.mass:at_most(load.most) }
obligation "of-yard" { clause = "act/a", per = yard, applies = yard.jurisdiction.yards:any(), require = yard.loads.mass:sum():at_most(yard.room) }
]])
    write("jurisdiction.csv", "code\nN\n")
    write("yard.csv", "code,jurisdiction,room\nY1,N,3\nY2,N,\nY3,N,9\n")
    write("load.csv", "yard,came_on,mass,most\nY1,2001-05-01,5,\nY1,2001-06-01,,4\nY1,2001-07-01,,4\nY2,2001-05-01,2,3\nY3,2001-05-01,2,3\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "yard.csv", "load.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2020-12-31", "--verdicts", "v.csv")
  end)
  teardown(command.finish)

  it("names what its own records lack, and of how many of them", function()
    local rows = "\n" .. command.read "v.csv"
    local function says(rule, subject, text, behind)
      local _, start = assert(rows:find("\n" .. rule .. "," .. subject .. ",", 1, true))
      local line = rows:sub(start + 1):match "[^\n]+"
      assert.is_truthy(line:find(text .. behind, 1, true), line)
      assert.is_truthy(answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2020-12-31"):find(text, 1, true))
    end
    says("of-load", "Y1/2001-05-01", "cannot be decided without load.most", " [")
    says("of-load", "Y1/2001-06-01", "cannot be decided without load.mass", " [")
    says("of-load", "Y2/2001-05-01", "kept: load.mass:at_most(load.most) is true, 2 t against 3 t", " [")
    says("of-yard", "Y1", "cannot be decided without load.mass of 2 records", "; looked at 3 loads")
    says("of-yard", "Y2", "cannot be decided without yard.room", "; looked at 1 load")
  end)
end)

describe("a reason of what a record held on another day", function()
  local law = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2001-01-01" }, clauses = { a = "…" } }
kind "yard" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true, blank = "unknown" }, { "size", text }, { "paved", yesno } } }
kind "load" { fields = { { "yard", yard, key = true, owner = true }, { "came_on", event, key = true, starts = true }, { "left_on", event } } }
term "yard.big" { value = yard.size:is "large" }
term "yard.was_big" { value = yard.size:on("2002-06-30"):is "large" }
obligation "field" { clause = "act/a", per = yard, require = yard.size:on("2002-06-30"):is "small" }
obligation "term" { clause = "act/a", per = yard, require = ~yard.big:on("2002-06-30") }
obligation "inside" { clause = "act/a", per = yard, require = ~yard.was_big }
obligation "both" { clause = "act/a", per = yard, applies = yard.paved, require = yard.size:on("2002-06-30"):is "small" }
obligation "here" { clause = "act/a", per = yard, require = yard.size:is "large" }
obligation "owner" { clause = "act/a", per = load, require = load.yard.size:on(load.came_on - years(1)):is "small" }
obligation "owner-both" { clause = "act/a", per = load, require = load.yard.size:on(load.came_on - years(1)):is "small" & load.yard.paved }
obligation "left" { clause = "act/a", per = load, require = load.yard.size:on(load.left_on):is "large" }
exception "paved" { to = "excepted", clause = "act/a", applies = ~yard.paved }
obligation "excepted" { clause = "act/a", per = yard, require = yard.size:on("2002-06-30"):is "small" }
]]
  local cites = { -- the size was another from 2003 on, and the yard was surveyed again in 2006
    { "field,Y1", "[yard.csv:2]" }, { "term,Y1", "[yard.csv:2]" }, { "inside,Y1", "[yard.csv:2]" }, { "both,Y1", "[yard.csv:4, yard.csv:2]" }, { "here,Y1", "[yard.csv:4]" },
    { "excepted,Y1", "[yard.csv:4, yard.csv:2]" },
    { "owner,Y1/2003-05-01", "[load.csv:2, yard.csv:2]" }, { "owner,Y1/2004-05-01", "[load.csv:3, yard.csv:3]" },
    { "owner-both,Y1/2003-05-01", "[load.csv:2, yard.csv:3, yard.csv:2]" },
    { "left,Y1/2004-05-01", "[load.csv:3, yard.csv:4]" }, { "left,Y1/2003-05-01", "[load.csv:2]" }, -- there is no such day, and nothing was read
  }

  for _, language in ipairs { "en", "zh" } do
    it("cites the version that was read: " .. language, function()
      command.begin()
      write("p/p.lua", law)
      write("jurisdiction.csv", "code\nN\n")
      write("yard.csv", "code,jurisdiction,size,paved,effective_from\nY1,N,small,yes,\nY1,N,large,yes,2003-01-01\nY1,N,large,yes,2006-01-01\n")
      write("load.csv", "yard,came_on,left_on\nY1,2003-05-01,\nY1,2004-05-01,2006-02-01\n")
      answer(0, "import", "p", "r.db", "jurisdiction.csv", "yard.csv", "load.csv")
      answer(1, "check", "p", "r.db", "--as-of", "2010-12-31", "--verdicts", "v.csv", "--lang", language)
      local rows = "\n" .. command.read "v.csv"
      for _, case in ipairs(cites) do
        local _, start = assert(rows:find("\n" .. case[1] .. ",", 1, true))
        local line = rows:sub(start + 1):match "[^\n]+"
        assert.is_truthy(line:find(case[2], 1, true), case[1] .. ": " .. line)
      end
      command.finish()
    end)
  end
end)
