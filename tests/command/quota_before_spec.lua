-- What was done before a quota was in force counts by its text, and the reason says how much that is.
local command = require "tests.support.command"

local PACK = [[
instrument "plan" { title = "The Plan", issuer = "P", in_force = { from = "2003-01-01", to = "2007-06-30" }, clauses = { a = "Two kilns by 2006" } }
kind "kiln" { lasting = true, fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "built_on", event }, { "hot", yesno } } }
quota "q" { clause = "plan/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on,
  goals = { { "north", target = 2, due = "2006-12-31" }, { "south", target = 2, due = "2006-12-31" } } }
quota "perhaps" { clause = "plan/a", per = jurisdiction, counts = jurisdiction.kilns:where(kiln.hot), counted_on = kiln.built_on,
  goals = { { "north", target = 1, due = "2006-12-31" } } }
quota "yearly" { clause = "plan/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on,
  goals = { { "north", yearly = { [2003] = 1, [2004] = 1 }, due = "2006-12-31" } } }
]]

describe("The reason of a quota", function()
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("jurisdiction.csv", "code,level,parent\nnorth,city,\nsouth,city,\n")
    command.write("kiln.csv", "code,jurisdiction,built_on,hot\nk1,north,1998-03-01,\nk2,north,2002-12-31,yes\nk3,north,2003-01-01,yes\nk4,south,2003-01-01,no\n")
    command.answer(0, "import", "p", "r.db", "jurisdiction.csv", "kiln.csv")
  end)
  teardown(command.finish)

  local function explain(rule, subject, ...) return command.answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2006-12-31", ...) end
  local function says(text, part) assert.truthy(text:find(part, 1, true), text) end

  it("says how many of those that count were done before its first day", function()
    says(explain("q", "north"), "Verdict: met. plan/a: 3 of 2, due by 2006-12-31; 2 of these before 2003-01-01, from which on it is in force\n")
    says(explain("q", "north", "--lang", "zh"), "；其中 2 项在 2003-01-01 生效之前完成")
  end)

  it("says so of those that count perhaps", function()
    says(explain("perhaps", "north"), "; 1-2 of these before 2003-01-01, from which on it is in force\n")
  end)

  it("says nothing where all was done since, and where a plan by years leaves out what was earlier", function()
    for _, asked in ipairs { { "q", "south" }, { "yearly", "north" } } do
      local text = explain(asked[1], asked[2])
      assert.falsy(text:find("of these before", 1, true), text)
    end
  end)
end)
