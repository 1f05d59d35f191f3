-- What is read on a day that is not there is unknown for want of that day, and the reason names it.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

describe("a value of a day that is not there", function()
  local rows
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "plant" { lasting = true, fields = { { "code", text, key = true }, { "class", text } } }
kind "spill" { fields = { { "code", text, key = true }, { "plant", plant, owner = true }, { "noticed_on", event, starts = true }, { "spilt_on", event },
  { "stated", date, blank = "none" }, { "tons", number, min = 0 } } }
parameter "cap" { clause = "act/a", { 5, from = "2000-01-01" } }
obligation "cap" { clause = "act/a", per = spill, require = ~spill.tons:above(parameter("cap"):on(spill.spilt_on)) }
obligation "class" { clause = "act/a", per = spill, applies = spill.plant.class:on(spill.stated):is "A", require = spill.tons:at_most(1) }
obligation "later" { clause = "act/a", per = spill, require = ~spill.tons:above(parameter("cap"):on(spill.spilt_on + days(1))) }
obligation "guarded" { clause = "act/a", per = spill, applies = spill.stated:given() & spill.plant.class:on(spill.stated):is "A", require = spill.tons:at_most(1) }
]])
    write("plant.csv", "code,class\nP,A\n")
    write("spill.csv", "code,plant,noticed_on,spilt_on,stated,tons\nbare,P,2004-01-05,,,6\ndated,P,2004-01-05,2004-01-04,2004-01-04,1\n")
    answer(0, "import", "p", "r.db", "plant.csv", "spill.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "out.csv")
    rows = command.read "out.csv"
  end)
  teardown(command.finish)

  for rule, field in pairs { cap = "spill.spilt_on", class = "spill.stated", later = "spill.spilt_on" } do
    it("is unknown for want of it: " .. rule, function()
      assert.truthy(rows:find(("%s,bare,unknown,,,,%s,act/a: cannot be decided without %s"):format(rule, field, field), 1, true), rows)
      assert.truthy(rows:find(rule .. ",dated,met,", 1, true), rows)
    end)
  end
  it("is not asked where the rule asks first whether there is such a day", function() assert.truthy(rows:find("guarded,bare,not_applicable,", 1, true), rows) end)
end)
