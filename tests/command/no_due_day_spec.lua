-- A due day that is absent because a day of a record is: the reason says which, and lint what to write.
local command = require "tests.support.command"
local answer, write = command.answer, command.write

describe("a due day that is reckoned from a day that has not come", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2000-01-01" }, clauses = { a = "…" } }
kind "spill" { fields = { { "code", text, key = true }, { "spilt_on", event, starts = true }, { "noticed_on", event }, { "reported_on", event },
  { "ordered_by", date, blank = "none" } } }
parameter "day" { clause = "act/a", { "2002-06-30", from = "2000-01-01", to = "2001-12-31" }, { none = "repealed", from = "2002-01-01" } }
term "spill.deadline" { value = spill.noticed_on + days(5) }
obligation "notice" { clause = "act/a", per = spill, due = spill.deadline, done = spill.reported_on }
obligation "order" { clause = "act/a", per = spill, due = spill.ordered_by & spill.noticed_on, done = spill.reported_on }
obligation "open" { clause = "act/a", per = spill, due = not_given "no day is named", done = spill.reported_on }
obligation "set" { clause = "act/a", per = spill, due = parameter "day", done = spill.reported_on }
obligation "bound" { clause = "act/a", per = spill, arises = spill.noticed_on, due = spill.noticed_on + days(5), done = spill.reported_on }
obligation "first" { clause = "act/a", per = spill, due = spill.spilt_on + days(5), done = spill.reported_on }
obligation "either" { clause = "act/a", per = spill, due = (spill.noticed_on + days(5)) | (spill.spilt_on + days(90)), done = spill.reported_on }
]])
    write("spill.csv", "code,spilt_on,noticed_on,reported_on,ordered_by\ndone,2002-01-01,,2004-01-01,\nopen,2002-01-01,,,\n")
    answer(0, "import", "p", "r.db", "spill.csv")
  end)
  teardown(command.finish)

  local function reason(rule, subject, ...)
    command.run("check", "p", "r.db", "--as-of", "2005-01-01", "--verdicts", "v.csv", ...)
    return (assert(command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",([^\n]*)")):gsub('"', ""):gsub(" %[[^%]]*%]", ""))
  end

  it("is told with the day that is not there", function()
    assert.equal("met,,2004-01-01,,,act/a: done on 2004-01-01; there is no due day, because spill.noticed_on is not there", reason("notice", "done"))
    assert.equal("pending,,,,,act/a: not done yet; there is no due day, because spill.noticed_on is not there", reason("notice", "open"))
    assert.truthy(reason("order", "done"):find("because spill.ordered_by or spill.noticed_on is not there", 1, true))
    assert.truthy(reason("set", "done"):find("because parameter day is not there", 1, true))
    assert.truthy(reason("notice", "done", "--lang", "zh"):find("因为没有 spill.noticed_on", 1, true))
  end)
  it("and is not, where the law gives none", function()
    assert.equal("met,,2004-01-01,,,act/a: done on 2004-01-01; the law gives no due date", reason("open", "done"))
  end)
  it("is named by lint, with the arises that it lacks", function()
    local told = command.run("lint", "p").out
    assert.truthy(told:find("obligation notice: there is no due day as long as `spill.noticed_on` has not come, and what is done is met whenever it is done; "
      .. "if the duty begins with it, write arises = spill.noticed_on", 1, true), told)
    assert.truthy(told:find("obligation order: there is no due day as long as `spill.noticed_on`", 1, true))
    for _, rule in ipairs { "open", "set", "bound", "first", "either" } do assert.falsy(told:find(("obligation %s: there is no due day"):format(rule), 1, true), rule) end
  end)
end)
