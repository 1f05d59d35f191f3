-- A list of holidays that ends, or begins too late, is told: on other days working_days leaves out weekends only.
local command = require "tests.support.command"

local PACK = [[
instrument "act" { title = "Act", issuer = "P", in_force = { from = "2003-01-01" }, clauses = { a = "…" } }
codes "rest" { "2003-01-01", "2003-10-01", "2004-10-01" }
codes "other" { "2001-01-01" }
kind "load" { fields = { { "code", text, key = true }, { "seen_on", event, starts = true }, { "told_on", event } } }
parameter "load.within" { clause = "act/a", { working_days(5, codes "rest"), from = "2003-01-01" } }
obligation "told" { clause = "act/a", per = load, arises = load.seen_on, due = %s, done = load.told_on }
]]

describe("a list of holidays", function()
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

  local DIRECT = 'working_days(5, codes "rest")'

  it("that ends before the day asked about is named, by its last day", function()
    assert.equal("", notes(DIRECT, "2004-12-22"))
    assert.equal("mandate: note: codes rest name no holiday after 2004-10-01: on the days of later years working_days leaves out Saturdays and Sundays only; add their holidays\n",
      notes(DIRECT, "2005-01-01"))
    assert.truthy(notes(DIRECT, "2005-01-01", "--lang", "zh"):find("代码表 rest 未列出 2004-10-01 之后的节假日", 1, true))
    assert.equal("", notes("days(5)", "2005-01-01"))
  end)

  it("that ends before what is counted from the day asked about is named, too", function()
    assert.equal("mandate: note: codes rest name no holiday after 2004-10-01, and working_days counted from 2004-12-23 on may reach into the next year: "
      .. "there it leaves out Saturdays and Sundays only; add its holidays\n", notes(DIRECT, "2004-12-23"))
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
      assert.truthy(notes("days(5)", "2005-01-01"):find("codes rest name no holiday after 2004-10-01: on the days", 1, true), name)
    end
    PACK = law
  end)

  it("is followed through parameters and decisions", function()
    assert.truthy(notes('parameter "load.within"', "2005-01-01"):find("codes rest name no holiday after", 1, true))
  end)

  it("that begins after the first day on which a rule counts by it is named", function()
    command.write("load.csv", "code,seen_on,told_on\nA,2002-09-29,2002-10-06\n")
    local law = PACK
    PACK = PACK:gsub('from = "2003%-01%-01"', 'from = "2000-01-01"', 1)
    assert.equal("mandate: note: codes rest name no holiday before 2003-01-01, and are asked from 2002 on: on earlier days working_days leaves out Saturdays and Sundays only;"
      .. " add their holidays\n", notes(DIRECT, "2004-12-22"))
    PACK = law
    assert.equal("", notes(DIRECT, "2004-12-22")) -- before the rule nobody counts
  end)

  it("is lint's business, with a registry and without", function()
    notes(DIRECT, "2004-12-22")
    assert.truthy(command.answer(1, "lint", "p"):find("codes rest name no holiday after 2004-10-01", 1, true)) -- today is later
    assert.truthy(command.answer(1, "lint", "p", "r.db", "--as-of", "2005-06-01"):find("codes rest name no holiday after 2004-10-01", 1, true))
    assert.equal("nothing to look at again\n", command.answer(0, "lint", "p", "r.db", "--as-of", "2004-06-01"))
  end)
end)
