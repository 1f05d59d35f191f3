-- What a rule forbids is read on the day of each row (meaning.md, section 8), and `explain` and the reasons cite what was read: the subject's version of that day, the
-- place in which it lay then, and whether the rule applied then, whatever the pivot would say.
local command = require "tests.support.command"

local answer, write = command.answer, command.write

local PACK = [[
instrument "act" { title = "Act", issuer = "J", place = "C1", in_force = { from = "1999-01-01" }, clauses = { draw = "…" } }
kind "draw" { fields = { { "code", text, key = true }, { "enterprise", enterprise, owner = true }, { "drawn_on", event, starts = true }, { "amount", number, unit = "t" } } }
obligation "bound" { clause = "act/draw", applies = enterprise.size:is "large", forbid = enterprise.draws:where(draw.amount:above "3 t"), evidence = enterprise.draws }
obligation "read" { clause = "act/draw", place = "P", forbid = enterprise.draws:where(draw.amount:above("3 t") & enterprise.size:is "large"), evidence = enterprise.draws }
]]

describe("the days of what a rule forbids", function()
  local rows = {}
  setup(function()
    command.begin()
    write("p/p.lua", PACK)
    write("jurisdiction.csv", "code,parent\nP,\nC1,P\nC2,P\n")
    write("enterprise.csv", "code,jurisdiction,size,effective_from\nE1,C1,large,\nE1,C2,small,2003-01-01\nE2,C1,large,\nE2,C2,small,2003-01-01\n")
    write("draw.csv", "code,enterprise,drawn_on,amount\nD1,E1,2002-03-01,7\nD2,E1,2003-03-01,7\nD3,E2,2003-03-01,7\n")
    answer(0, "import", "p", "r.db", "jurisdiction.csv", "enterprise.csv", "draw.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2004-12-31", "--verdicts", "v.csv")
    for line in command.read("v.csv"):gmatch "[^\n]+" do rows[line:match "^[^,]*,[^,]*"] = line end
  end)
  teardown(command.finish)

  local function explained(rule, subject) return answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2004-12-31") end
  local function has(text, part) assert.is_truthy(text:find(part, 1, true), text) end

  it("are those on which explain asks whether the rule applied, and where the subject lay", function()
    local text = explained("bound", "E1")
    has(text, "    draw D1\n      draw.amount:above(\"3 t\"): true, it is 7 t\n"
      .. "      on 2002-03-01 it lay in: C1, P\n      applies: true\n        enterprise.size:is(\"large\"): true, it is large\n")
    has(text, "\n  in force from 1999-01-01, in C1\n")
    assert.is_nil(text:find("it is small", 1, true), text)
    assert.is_nil(text:find("C2", 1, true), text)
  end)

  it("tell since when, and by which row, whatever an earlier row of which nobody knows whose it is", function()
    write("later/p.lua", PACK:gsub("obligation.*", "") .. 'obligation "place" { clause = "act/draw", place = "P", per = jurisdiction, '
      .. 'forbid = jurisdiction.enterprises.draws:where(draw.amount:above "3 t"), evidence = jurisdiction.enterprises.draws }\n')
    write("later/enterprise.csv", "code,jurisdiction,effective_from\nE1,C1,\nE2,C1,2003-01-01\n")
    write("later/draw.csv", "code,enterprise,drawn_on,amount\nD1,E1,2002-03-01,7\nD2,E2,2001-03-01,7\n")
    answer(0, "import", "later", "later.db", "jurisdiction.csv", "later/enterprise.csv", "later/draw.csv")
    answer(1, "check", "later", "later.db", "--as-of", "2004-12-31", "--verdicts", "later.csv")
    has(command.read "later.csv", "place,C1,breached,,,,,\"act/draw: breached since 2002-03-01; first broken by draw D1: ")
  end)

  it("tell which version of the subject is cited", function()
    for _, rule in ipairs { "bound", "read" } do
      local text = explained(rule, "E1")
      has(text, "    enterprise E1  enterprise.csv:2\n      jurisdiction = C1, size = large\n")
      assert.is_nil(text:find("enterprise.csv:3", 1, true), text)
      has(rows[rule .. ",E1"], "[enterprise.csv:2, draw.csv:2]")
    end
  end)

  it("leave the last day that bound where no row counts: who moved away is not freed of the time before", function()
    local text = explained("bound", "E2")
    has(text, "\n  in force from 1999-01-01, in C1, asked on 2002-12-31: true\n  on 2002-12-31 it lay in: C1, P\n")
    has(text, "    enterprise E2  enterprise.csv:4\n")
    has(rows["bound,E2"], "it was bound until 2002-12-31")
    has(rows["bound,E2"], "[enterprise.csv:4")
  end)
end)
