-- What a year asks of its months, as the command shows it.
local command = require "tests.support.command"

local pack = [[
instrument "act" { title = "Act", issuer = "X", in_force = { from = "2003-01-01" },
  clauses = { a = "In each month at least one sample", b = "In no more than one month above 10", c = "The highest monthly mean" } }
kind "site" { fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
kind "sample" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "taken_on", event, starts = true }, { "value", number, unit = "mg/L" } } }
term "site.mean" { per = { site, month }, value = site.samples:during(period).value:mean() }
obligation "each" { clause = "act/a", per = { site, year }, require = site.samples:during(period):any():in_each(month) }
obligation "most" { clause = "act/b", per = { site, year }, require = (site.mean:above "10 mg/L"):in_how_many(month):at_most(1) }
obligation "max" { clause = "act/c", per = { site, year }, require = ~site.mean:in_each(month):max():above "12 mg/L" }
report "means" { title = "Means", per = { site, year }, columns = { { "greatest", site.mean:in_each(month):max() }, { "mean", site.mean:in_each(month):mean() },
  { "months", (site.mean:above "10 mg/L"):in_how_many(month) }, { "all", site.samples:during(period):any():in_each(quarter) } } }
]]

local function holds(text, ...)
  for _, said in ipairs { ... } do assert(text:find(said, 1, true), said .. " is not in\n" .. text) end
end

describe("the months of a year", function()
  setup(function()
    command.begin()
    command.write("months/pack.lua", pack)
    command.write("site.csv", "code,opened_on\nA,2003-06-10\nB,2003-11-01\n")
    command.write("sample.csv", "code,site,taken_on,value\n1,A,2003-06-15,8\n2,A,2003-08-15,11\n3,A,2003-10-01,12\n4,A,2003-12-24,13\n5,B,2003-11-02,\n")
    command.answer(0, "import", "months", "months.db", "site.csv", "sample.csv")
  end)
  teardown(command.finish)

  local function explained(rule, subject, ...) return command.run("explain", "months", "months.db", rule, subject, "--as-of", "2003-12-31", ...).out end

  it("are named where one of them breaks the rule", function()
    holds(explained("each", "A@2003"), "breached; site.samples:during(period):any() is not so in 2003-07, 2003-09, 2003-11", "in 2003-07", "no such sample")
    holds(explained("most", "A@2003"), "is false, 3 against 1", 'site.mean:above("10 mg/L") is so in 2003-08, 2003-10, 2003-12', "site.mean: 11 mg/L")
    holds(explained("max", "A@2003"), "13 mg/L against 12 mg/L", "site.mean is greatest in 2003-12")
    holds(explained("each", "A@2003", "--lang", "zh"), "在 2003-07 不成立、2003-09、2003-11")
  end)

  it("are asked since the record began, and leave open what is not known of them", function()
    local text = explained("most", "B@2003")
    holds(text, "in 2003-11", "unknown")
    assert(not text:find("in 2003-10", 1, true), text)
  end)

  it("are wanting as long as none has ended", function()
    holds(command.run("explain", "months", "months.db", "each", "A@2003", "--as-of", "2003-06-29").out, "Verdict: unknown",
      "a month that has ended, of the period to on 2003-12-31",
      "Next change: 2003-06-30", "no month that has ended is asked")
  end)

  it("stand in tables", function()
    holds(command.answer(0, "report", "months", "months.db", "means", "--as-of", "2003-12-31", "--format", "csv"), "A,2003,13,11,3,yes\n", "B,2003,unknown,unknown,0-1,yes\n")
  end)

  it("are printed by doc", function()
    holds(command.answer(0, "doc", "months"), "site.samples:during(period):any():in_each(month)", 'site.mean:above("10 mg/L"):in_how_many(month):at_most(1)')
  end)
end)
