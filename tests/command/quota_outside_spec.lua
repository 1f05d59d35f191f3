-- A quota binds in its place, and its reason and explanation say which of place, days, condition and exceptions frees a place, as those of other rules do.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = "The Act", issuer = "P", place = "north", in_force = { from = "2010-01-01" }, clauses = { a = "Kilns are built", b = "Not in old towns" } }
instrument "brief" { title = "The Brief", issuer = "P", in_force = { from = "2010-01-01", to = "2011-06-30" }, clauses = { a = "Kilns are built soon" } }
kind "kiln" { fields = { { "code", text, key = true }, { "jurisdiction", jurisdiction, owner = true }, { "built_on", event, starts = true } } }
quota "q" { clause = "act/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on, applies = jurisdiction.level:is "city",
  goals = { { "north", target = 1, due = "2011-12-31" },
    { "south", target = 1, due = "2012-06-30" }, { "town", target = 1, due = "2012-06-30" }, { "old", target = 1, due = "2012-06-30" } } }
exception "old" { clause = "act/b", to = "q", applies = jurisdiction.code:is "old" }
quota "early" { clause = "brief/a", per = jurisdiction, counts = jurisdiction.kilns, counted_on = kiln.built_on,
  goals = { { "north", target = 1, due = "2009-12-31" }, { "south", target = 1, due = "2011-12-31" } } }
]]

describe("A quota that does not apply", function()
  setup(function()
    command.begin()
    command.write("p/p.lua", PACK)
    command.write("jurisdiction.csv", "code,level,parent\nprovince,province,\nnorth,city,province\nsouth,city,province\ntown,county,north\nold,city,north\n")
    command.write("kiln.csv", "code,jurisdiction,built_on\nk1,south,2012-01-01\nk2,south,2012-02-01\n")
    command.answer(0, "import", "p", "r.db", "jurisdiction.csv", "kiln.csv")
  end)
  teardown(command.finish)

  local function explain(rule, subject, ...) return command.answer(0, "explain", "p", "r.db", rule, subject, "--as-of", "2012-12-31", ...) end
  local function says(text, part) assert.truthy(text:find(part, 1, true), text) end

  it("says of a place outside its own that it lies outside, and of one without a goal that it has none", function()
    says(explain("q", "south"), "does not apply: the place lies outside north\n")
    says(explain("q", "south", "--lang", "zh"), "所在地不属于 north")
    says(explain("q", "province"), "does not apply: the place has no goal of its own\n")
    assert.falsy(explain("q", "province"):find("goal for", 1, true))
  end)

  it("says on which day its force was asked: that on which the goal is due, where that is earlier", function()
    says(explain("early", "north"), "not in force on 2009-12-31, but from 2010-01-01 on\n")
    says(explain("early", "south"), "no longer in force on 2011-12-31, only until 2011-06-30\n")
  end)

  it("is explained by its days and place, its condition and its exceptions, each apart", function()
    says(explain("q", "south"), "  goal for south\n  in force from 2010-01-01, in north, asked on 2012-06-30: false\n")
    says(explain("q", "town"), "  in force from 2010-01-01, in north, asked on 2012-06-30: true\n  applies: false\n    jurisdiction.level:is(\"city\"): false, it is county\n")
    says(explain("q", "old"), "  applies: true\n    jurisdiction.level:is(\"city\"): true, it is city\n  exception old (act/b): true\n")
    says(explain("q", "north"), "  exception old (act/b): false\n    jurisdiction.code:is(\"old\"): false, it is north\n  target: 1\n  due: 2011-12-31\n")
  end)

  it("prints no numbers in its explanation", function()
    for _, place in ipairs { "south", "town", "old" } do
      local text = explain("q", place)
      for _, word in ipairs { "counted so far", "target:", "due:", "plan to date" } do assert.falsy(text:find(word, 1, true), text) end
    end
  end)

  it("is named by lint where its place shuts a goal out", function()
    local text = command.answer(1, "lint", "p", "r.db", "--as-of", "2012-12-31")
    says(text, "p/p.lua:6: quota q: the goal for south binds nobody, since south lies outside north, in which alone the quota holds")
    assert.falsy(text:find("goal for town", 1, true), text)
    says(command.answer(1, "lint", "p", "r.db", "--as-of", "2012-12-31", "--lang", "zh"), "指标 q：south 的目标不约束任何人")
  end)
end)
