-- Rules over rolling spans slide over the records of an owner, whatever is asked beside them: verdicts, their reasons, what is doubted, what comes next.
-- Looking at pairs takes the square of the records, so a plan that holds pairs is a fault, wherever they come from.
local command = require "tests.support.command"
local write, answer, run = command.write, command.answer, command.run

describe("windows", function()
  setup(function()
    command.begin()
    write("p/p.lua", [[
instrument "act" { title = "The act", issuer = "P", in_force = { from = "2000-01-01" }, clauses = { a = "Levels" } }
kind "site" { lasting = true, fields = { { "code", text, key = true } } }
kind "reading" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "read_on", event, starts = true }, { "value", number },
  { "exempt", yesno } } }
local month = reading.site.readings:during(days(30):to(reading.read_on))
obligation "mean" { clause = "act/a", per = reading, require = month.value:mean():at_most(10) }
obligation "top" { clause = "act/a", per = reading, require = month.value:max():at_most(10) }
obligation "sum" { clause = "act/a", per = reading, require = month.value:sum():at_most(10) }
obligation "count" { clause = "act/a", per = reading, require = month:count():at_most(2) }
obligation "low" { clause = "act/a", per = reading, require = month:where(reading.value:above(10)):none() }
obligation "all" { clause = "act/a", per = reading, require = month:every(reading.value:at_most(10)) }
obligation "before" { clause = "act/a", per = reading, require = reading:earlier():where(reading.value:above(10)):none() }
obligation "free" { clause = "act/a", per = reading, applies = ~reading.exempt & month:where(reading.value:above(3)):any(), require = reading.value:at_most(10) }
]])
    write("site.csv", "code\na\nb\n")
    write("reading.csv", "code,site,read_on,value,exempt\nr1,a,2010-01-01,4,no\nr2,a,2010-01-20,13,no\nr3,a,2010-02-10,2,no\nr4,a,2010-05-01,,no\n" ..
      "b1,b,2010-01-01,,no\nb2,b,2010-01-20,13,no\n")
    answer(0, "import", "p", "r.db", "site.csv", "reading.csv")
  end)
  teardown(command.finish)

  it("look at no pairs where verdicts are only counted", function()
    local plan = run("check", "p", "r.db", "--as-of", "2015-01-01", "--plan").err
    assert.matches("MEAN over reading %(records", plan)
    assert.not_matches("pairs", plan)
  end)
  it("look at no pairs for the reasons of verdicts", function()
    local plan = run("check", "p", "r.db", "--as-of", "2015-01-01", "--plan", "--verdicts", "v.csv").err
    assert.matches("DATE_LAST over reading %(records", plan)
    assert.not_matches("pairs", plan)
  end)
  it("lay no reasons into a plan of which nobody reads any", function()
    local plan = run("check", "p", "r.db", "--as-of", "2015-01-01", "--plan").err
    assert.not_matches("DATE_LAST", plan)
  end)
  it("tell how many records were looked at, from when to when, and which of them breaks the rule", function()
    answer(1, "check", "p", "r.db", "--as-of", "2015-01-01", "--verdicts", "v.csv")
    local rows = command.read "v.csv"
    assert.matches("mean,r3,met,[^\n]*looked at 2 readings, 2010%-01%-20 to 2010%-02%-10", rows)
    assert.matches("before,r3,breached,[^\n]*looked at 2 readings, 2010%-01%-01 to 2010%-01%-20", rows)
    assert.matches("low,b2,breached,[^\n]*first broken by reading b2: reading.value:above%(10%) is true, 13 against 10", rows) -- not b1, which perhaps does
    assert.matches("low,r2,breached,[^\n]*r2[^\n]*looked at 2 readings, 2010%-01%-01 to 2010%-01%-20", rows)
  end)
end)
