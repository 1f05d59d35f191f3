-- A report about a year is filed after it: a rule that asks what was filed in the year itself takes last year's for this year's, which lint names.
local command = require "tests.support.command"
local packs = require "tests.support.packs"
local answer, write = command.answer, command.write

local HEAD = [[
instrument "act" { title = "Act", issuer = "J", in_force = { from = "2014-01-01" }, clauses = { a = "by 31 March of the next year" } }
kind "site" { lasting = true, fields = { { "code", text, key = true }, { "opened_on", event, starts = true } } }
kind "annual" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "received_on", event, starts = true } } }
kind "filing" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "received_on", event, starts = true }, { "year_end", date } } }
kind "form" { fields = { { "code", text, key = true }, { "site", site, owner = true }, { "year_end", event, starts = true }, { "received_on", event } } }
parameter "grace" { clause = "act/a", { months(3), from = "2014-01-01" } }
term "site.own" { value = site.annuals }
]]
local RULE = 'obligation "r" { clause = "act/a", per = { site, %s }, %s }\n'
local CURE = "site.annuals:where(annual.received_on:between(period.to + days(1), period.to + days(90))).received_on:first()"

describe("a report that is due after its period", function()
  local function told(unit, body, rest)
    for _, entry in ipairs(packs.load(HEAD .. (rest or "") .. RULE:format(unit, body)).warnings) do
      if entry.message:find("what was filed in the", 1, true) then return entry.message end
    end
    return "nothing"
  end

  it("and is asked by the period in which it is filed is named, with both ways to ask", function()
    local said = "obligation r: it is due after the year, and `done` asks by `%s.received_on` what was filed in the year itself: %s about the year before makes this one met, "
      .. "and one that is filed in time, after the year, does not count. Ask by the year that it is about, %s, or by the days in which it is due, "
      .. ":where(%s.received_on:between(period.to + days(1), %s))"
    assert.equal(said:format("annual", "an annual", "which wants a field of its own", "annual", "period.to + days(90)"),
      told("year", "due = period.to + days(90), done = site.annuals:during(period).received_on:first()"))
    assert.equal(said:format("filing", "a filing", ":where(filing.year_end:during(period))", "filing", "period.to + days(1) + months(3)"),
      told("year", "arises = period.to + days(1), due = months(3), done = site.filings:during(period).received_on:last()"))
  end)
  it("is named however its due day, its set and its period are written", function()
    local done = "done = site.annuals:during(period).received_on:first()"
    for _, body in ipairs { 'due = period.to:next "03-31", ' .. done, 'due = period.to + parameter "grace", ' .. done, "due = period.from + months(15), " .. done,
      "due = period.to + months(1) + days(5), " .. done, "due = period.to + days(5), done = site.own:during(period).received_on:first()",
      "due = period.to + days(5), done = site.annuals:where(annual.received_on:during(period)).received_on:first()" } do
      assert.matches("due after the year", told("year", body), body)
    end
    assert.matches("due after the quarter", told("quarter", "due = period.from + months(4), " .. done))
  end)
  it("is not where it is due in the period, or asked by another day, by the days after the period or by the year that it is about", function()
    local due = "due = period.to + days(90), "
    for _, body in ipairs { "due = period.to, done = site.annuals:during(period).received_on:first()",
      "due = period.from + months(3), done = site.annuals:during(period).received_on:first()",
      due .. "done = site.forms:during(period).received_on:first()", due .. "done = " .. CURE,
      due .. "done = site.filings:where(filing.year_end:during(period)).received_on:first()",
      due .. "done = site.filings:during(period):where(filing.year_end:during(period)).received_on:first()",
      due .. "done = site.annuals:where(annual.received_on:after(period.to)).received_on:first()" } do
      assert.equal("nothing", told("year", body), body)
    end
  end)
end)

describe("what lint says to write", function()
  setup(command.begin)
  teardown(command.finish)

  it("counts the report for the year before its filing, and for no other", function()
    write("p/p.lua", HEAD .. RULE:format("year", "due = period.to + days(90), done = " .. CURE))
    write("q/p.lua", HEAD .. RULE:format("year", "due = period.to + days(90), done = site.annuals:during(period).received_on:first()"))
    write("site.csv", "code,opened_on\nS,2015-01-01\n")
    write("annual.csv", "code,site,received_on\na,S,2016-03-01\n")
    answer(0, "import", "p", "r.db", "site.csv", "annual.csv")
    answer(1, "check", "p", "r.db", "--as-of", "2017-12-31", "--verdicts", "v.csv", "--no-reasons")
    assert.matches("S@2015,met.*S@2016,overdue", command.read "v.csv")
    answer(1, "check", "q", "r.db", "--as-of", "2017-12-31", "--verdicts", "v.csv", "--no-reasons")
    assert.matches("S@2015,overdue.*S@2016,met", command.read "v.csv")
  end)
end)
