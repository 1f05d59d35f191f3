-- How many records a standing rule looked at, and of which days, where not all of them are shown.
local command = require "tests.support.command"
local says = command.says

local pack = [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
local high = measurement.value:above "50 mg/L"
obligation "low" { clause = "n/a", require = enterprise.measurements:where(measurement.pollutant:is "COD" & high):none() }
obligation "year" { clause = "n/a", per = { enterprise, year }, require = enterprise.measurements:during(period):where(high):count():at_most(3) }
obligation "backed" { clause = "n/a", require = enterprise.measurements:where(high):none(), evidence = enterprise.measurements }
obligation "all" { clause = "n/a", require = enterprise.measurements:every(measurement.value:at_most "90 mg/L") }
term "enterprise.quiet" { value = enterprise.measurements:where(high):none() }
term "enterprise.many" { value = enterprise.measurements:where(high):count() }
obligation "quiet" { clause = "n/a", require = enterprise.quiet }
obligation "few" { clause = "n/a", require = enterprise.many:below(3) }
obligation "after" { clause = "n/a", require = enterprise.measurements:where(high & measurement.measured_on:after "2003-01-31"):none() }
]]

describe("explain tells what was looked at", function()
  setup(function()
    command.begin()
    command.fill()
    command.write("law/law.lua", pack)
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit\nE1,o,COD,2003-01-31,10,mg/L\nE1,o,NH3,2003-02-01,20,mg/L\nE1,o,COD,2003-03-01,60,mg/L\n"
      .. "E1,o,NH3,2004-03-01,60,mg/L\nE2,o,COD,2003-03-01,5,mg/L\n")
    command.answer(0, "import", "records.db", "measurement.csv")
  end)
  teardown(command.finish)

  local function looked_at(rule, subject, ...)
    local text = command.answer(0, "explain", "law", "records.db", rule, subject, "--as-of", "2003-12-31", ...)
    return text:match "looked at: ([^\n]*)" or text:match "查看了: ([^\n]*)" or "nothing is told"
  end

  it("where a filter leaves records out", function()
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("low", "E1"))
    assert.equal("1 measurement, 2003-03-01 to 2003-03-01", looked_at("low", "E2"))
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("year", "E1@2003"))
  end)
  it("also where evidence stands for what is not there", function() assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("backed", "E1")) end)
  it("by the conditions on dates", function() assert.equal("2 measurements, 2003-02-01 to 2003-03-01", looked_at("after", "E1")) end)
  it("in the other language", function() assert.equal("3 条监测值，2003-01-31 至 2003-03-01", looked_at("low", "E1", "--lang", "zh")) end)
  it("and not where each record is shown, or there is none", function()
    assert.equal("nothing is told", looked_at("all", "E1"))
    assert.equal("nothing is told", looked_at("low", "E3"))
  end)
  it("once in a reason, of the records that the rule asks and not of those that are expected or are its evidence, too", function()
    command.write("sums/law.lua", pack:match "^(.-\n)" .. [[
obligation "sum" { clause = "n/a", per = { enterprise, month }, require = enterprise.measurements:during(months(12):to(period.to)).value:max():at_most "70 mg/L",
  expects = { enterprise.measurements, each = month } }
obligation "same" { clause = "n/a", require = enterprise.measurements:every(measurement.value:at_most "70 mg/L"), evidence = enterprise.measurements }
]])
    command.run("check", "sums", "records.db", "--as-of", "2003-03-31", "--verdicts", "sums.csv")
    local said = command.read "sums.csv"
    local function reason(rule, subject) return assert(said:match("\n" .. rule .. "," .. subject .. ",[^\n]*"), rule) end
    for name, text in pairs { sum = reason("sum", "E1@2003%-03"), same = reason("same", "E1") } do
      assert.equal(1, select(2, text:gsub("looked at", "")), name .. ": " .. text)
      assert.truthy(text:find("looked at 3 measurements, 2003-01-31 to 2003-03-01", 1, true), text)
    end
  end)
  it("below a term", function()
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("quiet", "E1"))
    assert.equal("3 measurements, 2003-01-31 to 2003-03-01", looked_at("few", "E1"))
  end)
end)

describe("a rule that is broken because there is nothing to compare", function()
  setup(function()
    command.begin()
    command.fill()
    command.write("law/law.lua", [[
instrument "n" { title = "N", issuer = "J", in_force = { from = "1996-01-01" }, clauses = { a = "…" } }
obligation "most" { clause = "n/a", require = enterprise.measurements.value:max():at_most "5 mg/L" }
obligation "own" { clause = "n/a", require = enterprise.measurements:where(measurement.source:is "self").value:min():at_most "5 mg/L" }
obligation "first" { clause = "n/a", require = enterprise.audits.accepted_on:first():by "2001-01-01" }
obligation "limit" { clause = "n/a", per = measurement, require = measurement.value:at_most(measurement.limit_value) }
obligation "neither" { clause = "n/a", require = enterprise.measurements.limit_value:max():at_most(enterprise.measurements.limit_value:min()) }
]])
    command.write("measurement.csv", "enterprise,outlet,pollutant,measured_on,value,unit,source\nE2,o,COD,2003-03-01,3,mg/L,authority\n")
    command.answer(0, "import", "records.db", "measurement.csv")
  end)
  teardown(command.finish)

  local function reason(rule, subject, ...)
    command.answer(1, "check", "law", "records.db", "--as-of", "2003-12-31", "--verdicts", "v.csv", ...)
    local text = command.read("v.csv"):match("\n" .. rule .. "," .. subject .. ",breached,([^\n]*)")
    return (assert(text, "no such verdict"):gsub('""', "\\"):gsub('"', ""):gsub("\\", '"'))
  end

  it("says which of the two is not there, and what was looked at", function()
    says(reason("most", "E1"), 'n/a: breached: enterprise.measurements.value:max():at_most("5 mg/L") is false, none against 5 mg/L; no measurement on record')
    says(reason("own", "E2"), 'is false, none against 5 mg/L; looked at 1 measurement, of 2003-03-01')
    says(reason("first", "E1"), 'enterprise.audits.accepted_on:first():by("2001-01-01") is false, none against 2001-01-01')
    says(reason("limit", "E2/o/COD/2003%-03%-01"), "n/a: breached: measurement.value:at_most(measurement.limit_value) is false, 3 against none")
    says(reason("neither", "E2"), "is false, none against none")
    says(reason("most", "E1", "--lang", "zh"), "不成立，无值 对 5 mg/L")
  end)
end)
