-- A calendar that ends, or begins too late, is told, and what is counted beyond it is unknown; the calendar of China that is shipped.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2003-01-01" }, clauses = { a = "…" } }
calendar "rest" { years = "2003/2004", holidays = { "2003-01-01", "2003-10-01", "2004-10-01" } }
calendar "other" { years = "2001" }
kind "load" { fields = { { "code", text, key = true }, { "seen_on", event, starts = true }, { "told_on", event } } }
parameter "load.within" { clause = "act/a", { working_days(5, calendar "rest"), from = "2003-01-01" } }
obligation "told" { clause = "act/a", per = load, arises = load.seen_on, due = %s, done = load.told_on }
]]

describe("a calendar", function()
  before_each(function()
    command.begin()
    command.write("load.csv", "code,seen_on,told_on\nA,2003-09-29,2003-10-06\n")
  end)
  after_each(command.finish)

  local function notes(due, as_of, ...)
    command.write("p/p.lua", (PACK:gsub("%%s", due)))
    os.remove(command.path "r.db")
    command.answer(0, "import", "p", "r.db", "load.csv")
    return command.run("check", "p", "r.db", "--as-of", as_of, ...).err
  end

  local DIRECT = 'working_days(5, calendar "rest")'

  it("that ends before the day asked about is named, by its last day", function()
    assert.equal("", notes(DIRECT, "2004-12-22"))
    assert.equal("mandate: note: calendar rest ends with 2004-12-31: what is counted beyond it is unknown; add the years that follow\n",
      notes(DIRECT, "2005-01-01"))
    assert.truthy(notes(DIRECT, "2005-01-01", "--lang", "zh"):find("日历 rest 止于 2004-12-31", 1, true))
    assert.equal("", notes("days(5)", "2005-01-01"))
  end)

  it("that ends before what is counted from the day asked about is named, too", function()
    assert.equal("mandate: note: calendar rest ends with 2004-12-31, and what is counted from 2004-12-23 on may reach beyond it and is unknown then; "
      .. "add the years that follow\n", notes(DIRECT, "2004-12-23"))
  end)

  it("is followed wherever working days are counted: exceptions, powers, incentives, waivers, reports, indicators, warnings and groups", function()
    local law = PACK
    local late = "load.told_on:after(load.seen_on + " .. DIRECT .. ")"
    for name, statement in pairs {
      exception = 'exception "spared" { clause = "act/a", to = "told", applies = ' .. late .. " }",
      power = 'power "order" { clause = "act/a", per = load, applies = ' .. late .. ", used = load.told_on }",
      incentive = 'incentive "grant" { clause = "act/a", per = load, applies = ' .. late .. ", used = load.told_on }",
      report = 'report "days" { title = "Days", per = load, columns = { { "late", ' .. late .. " } } }",
      waiver = 'obligation "shut" { clause = "act/a", due = "2004-01-01", done = enterprise.closed_on }\nwaivable "shut" { clause = "act/a", at_most = ' .. DIRECT .. " }",
      where = 'report "some" { title = "Some", per = load, where = ' .. late .. ', columns = { { "told", load.told_on } } }',
      indicator = 'indicator "lag" { per = load, value = load.told_on - (load.seen_on + ' .. DIRECT .. ") }",
      warning = 'warning "odd" { per = load, when = ' .. late .. ', says = "odd" }',
      group = 'group "timely" { of = load, by = { load.code }, where = ' .. late .. " }",
    } do
      PACK = law .. statement .. "\n"
      assert.truthy(notes("days(5)", "2005-01-01"):find("calendar rest ends with 2004-12-31: what is counted", 1, true), name)
    end
    PACK = law
  end)

  it("is followed through parameters and decisions", function()
    assert.truthy(notes('parameter "load.within"', "2005-01-01"):find("calendar rest ends with", 1, true))
  end)

  it("that begins after the first day on which a rule counts by it is named", function()
    command.write("load.csv", "code,seen_on,told_on\nA,2002-09-29,2002-10-06\n")
    local law = PACK
    PACK = PACK:gsub('from = "2003%-01%-01"', 'from = "2000-01-01"', 1)
    assert.equal("mandate: note: calendar rest begins with 2003-01-01, and is asked from 2002 on: what is counted before it is unknown; add the years before\n",
      notes(DIRECT, "2004-12-22"))
    PACK = law
    assert.equal("", notes(DIRECT, "2004-12-22")) -- before the rule nobody counts
  end)

  it("leaves open what it does not tell, and the reason names it and the day", function()
    command.write("load.csv", "code,seen_on,told_on\nA,2004-12-29,\nB,2004-12-30,\n")
    notes(DIRECT, "2004-12-31")
    command.run("check", "p", "r.db", "--as-of", "2004-12-31", "--verdicts", "v.csv")
    local rows = command.read "v.csv"
    assert.truthy(rows:find("told,A,unknown,,,2004-12-29,calendar@rest@2005-01-01", 1, true) or rows:find("calendar@rest@2005-01-01", 1, true), rows)
    assert.truthy(rows:find("cannot be decided without calendar rest on 2005-01-01", 1, true), rows)
    local explained = command.run("explain", "p", "r.db", "told", "A", "--as-of", "2004-12-31").out
    assert.truthy(explained:find("calendar rest on 2005-01-01", 1, true), explained)
    assert.truthy(explained:find("5 working days by calendar rest", 1, true) or explained:find("working_days(5, calendar", 1, true), explained)
    local report = command.run("report", "p", "r.db", "--as-of", "2004-12-31").out
    assert.truthy(report:find("calendar rest on 2005-01-01", 1, true), report)
  end)

  it("has to be there for what a number says, and the number to be whole", function()
    command.write("q/q.lua", (PACK:gsub("%%s", "days(load.seen_on:day() / 2)")))
    command.answer(0, "import", "q", "q.db", "load.csv")
    command.run("check", "q", "q.db", "--as-of", "2003-12-31", "--verdicts", "w.csv")
    assert.truthy(command.read "w.csv":find("cannot be decided without a whole number for days(load.seen_on:day() / 2)", 1, true), command.read "w.csv")
    assert.truthy(command.read "w.csv":find(",value@span,", 1, true))
    command.write("q/q.lua", (PACK:gsub("%%s", 'load.seen_on + days(2) + months(5, "refused")')))
    command.run("check", "q", "q.db", "--as-of", "2003-12-31", "--verdicts", "x.csv")
    assert.truthy(command.read "x.csv":find("2004-02-29", 1, true) or command.read "x.csv":find("2004-03-01", 1, true), command.read "x.csv")
  end)

  it("of China gives what its source gives", function()
    local file = assert(io.open("rules/calendars/china.lua", "rb"))
    local china = file:read "a"
    file:close()
    command.write("load.csv", "code,seen_on,told_on\nA,2024-09-27,\nB,2025-01-20,\nC,2026-02-10,\n")
    command.write("p/china.lua", china)
    notes('working_days(10, calendar "cn")', "2026-06-30")
    command.run("check", "p", "r.db", "--as-of", "2026-06-30", "--verdicts", "v.csv", "--no-reasons")
    local rows = command.read "v.csv"
    for key, due in pairs { A = "2024-10-16", B = "2025-02-08", C = "2026-03-02" } do assert.truthy(rows:find(key .. ",overdue," .. due, 1, true), rows) end
  end)

  it("is lint's business, with a registry and without", function()
    notes(DIRECT, "2004-12-22")
    assert.truthy(command.answer(1, "lint", "p"):find("calendar rest ends with 2004-12-31", 1, true)) -- today is later
    assert.truthy(command.answer(1, "lint", "p", "r.db", "--as-of", "2005-06-01"):find("calendar rest ends with 2004-12-31", 1, true))
    assert.equal("nothing to look at again\n", command.answer(0, "lint", "p", "r.db", "--as-of", "2004-06-01"))
  end)
end)
