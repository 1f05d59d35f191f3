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
